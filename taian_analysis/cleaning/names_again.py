"""An indicator printed once over several rows, and beside it whose each row is.

用房面积 over 小学 and 初中, 就业 over 甲县 and 乙县: where the same words come again under each
name, they say whose the values are, and the name is of all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..base.stretches import stretches
from ..base.vocabulary import pattern
from .cellkinds import NAMES, counted, kind
from .cells import CellToken, Row, Rows, printed
from .headers import only_period, plain_head, role_of
from .names import unit_apart

_COUNTED = pattern("table_names", "counted")
#: so far to the right names may stand; fewest names, and fewest rows of each
_FURTHEST, _FEWEST = 2, 2
#: what the head over the words beside the names may say
_WHOSE = ("", "region", "area", "group", "other")


def named_again(rows: Sequence[Row]) -> Rows:
    """Return a grid with whose each row is before its name, and the name in each row.

    Examples
    --------
    >>> texts = "指标/学段/标准", "校舍(平方米)/小学/4", "/初中/5", "图书(册)/小学/20", "/初中/30"
    >>> rows = [[CellToken(t) for t in text.split("/")] for text in texts]
    >>> [[t.text for t in row] for row in named_again(rows)][:3]
    [['学段', '指标', '标准'], ['小学', '校舍(平方米)', '4'], ['初中', '校舍(平方米)', '5']]
    """
    for name in range(_FURTHEST):
        body = [n for n, row in enumerate(rows) if _of_numbers(row, name)]
        head = body[0] - 1 if body else -1
        if head < 0 or len(rows[head]) <= name + 1:
            continue
        told = [role_of(plain_head(rows[head][i].text)) for i in (name, name + 1)]
        blocks = _blocks([rows[n] for n in body], name)
        if told[0] == "name" and told[1] in _WHOSE and _goes_round(blocks, name):
            names = iter([block[0][name] for block in blocks for _ in block])
            return [_before(row, name, next(names) if n in body else None, n >= head)
                    for n, row in enumerate(rows)]  # fmt: skip
    return list(rows)


def _of_numbers(row: Row, name: int) -> bool:
    """Whether a row has a word beside the place of a name, and a number after it."""
    beside = row[name + 1 : name + 2]
    worded = any(kind(t.text) in NAMES for t in beside)
    return worded and any(counted(t.text) for t in row[name + 2 :])


def _blocks(rows: Sequence[Row], name: int) -> list[Rows]:
    """Return rows in blocks, each below a name that is printed once, or again in each row."""
    return stretches(
        rows, lambda block, row: row[name].text.strip() in ("", block[0][name].text.strip())
    )


def _goes_round(blocks: Sequence[Rows], name: int) -> bool:
    """Whether the same words stand beside each name, and what is counted is told by that."""
    words = [[row[name + 1].text.strip() for row in block] for block in blocks]
    names = [block[0][name].text.strip() for block in blocks]
    once = words[0] if words else []
    if len(blocks) < _FEWEST or len({*once}) != len(once) or len(once) < _FEWEST:
        return False
    measures = any(_COUNTED.search(t) or unit_apart(t)[1] or only_period(t) for t in once)
    said = [role_of(plain_head(t)) for t in once]
    return (
        all(one == once for one in words)
        and len({*names}) == len(names)
        and all(kind(t) in NAMES for t in names)
        and not measures
        and not any(said)
    )


def _before(row: Row, name: int, named: CellToken | None, inside: bool) -> Row:
    """Return a row with the cell beside a name before it; a title over the table as it is."""
    if not inside or len(row) <= name + 1 or (named is None and len(printed(row)) < _FEWEST):
        return list(row)
    own = row[name] if named is None else replace(named, line=row[name].line, merged=False)
    return [*row[:name], row[name + 1], own, *row[name + 2 :]]
