"""Rates that one of several measures has none of, put back as empty cells.

Of 目标, 完成, 完成比例 over each of five measures a rate of unemployment has no third; on cells of
lines of their own nothing shows which. The others' arithmetic does, where one way alone fits it.
"""

from __future__ import annotations

from collections.abc import Sequence

from .cells import CellToken
from .columns import number
from .headers import role_of
from .measures import goes_round

#: what a measure is told by, and how far its rate may be off, in units of its last digit
_ROLES, _TOLD, _OFF = ["target", "actual", "rate"], 3, 0.6
#: most measures without a rate, and fewest rows that show which
_MOST, _FEWEST = 3, 2
#: so many ways are no one way
_SEVERAL = 2


def with_rates(head: Sequence[CellToken], rows: Sequence[list[CellToken]]) -> list[int]:
    """Return before which values of each row an empty rate stands; nothing where none is missing.

    Examples
    --------
    >>> head = [CellToken(t) for t in "甲 乙 目标 完成 完成率 目标 完成 完成率".split()]
    >>> rows = [[CellToken(t) for t in row.split()] for row in ("20 25 125 3 9", "40 30 75 3 8")]
    >>> with_rates(head, rows)
    [5]
    """
    words = [token.text for token in head]
    told = [role_of(word) for word in words[-_TOLD:]]
    count = 1
    for end in range(len(words) - _TOLD, _TOLD - 1, -_TOLD):
        if not goes_round([*words[end - _TOLD : end], *words[-_TOLD:]], _TOLD):
            break
        count += 1
    missing = count * _TOLD - len(rows[0]) if len(rows) >= _FEWEST else 0
    if told != _ROLES or not 0 < missing < min(count, _MOST + 1):
        return []
    ways = _ways([[token.text for token in row] for row in rows], count, missing)
    if len(ways) != 1:
        return []
    return [_TOLD * place + _TOLD - 1 - before for before, place in enumerate(ways[0])]


def _ways(rows: Sequence[Sequence[str]], count: int, missing: int) -> list[list[int]]:
    """Return which measures may be without a rate: no way, the one, or two of several."""
    ways: dict[int, list[list[int]]] = {0: [[]]}
    for measure in range(count):
        after: dict[int, list[list[int]]] = {}
        for without, some in ways.items():
            at = _TOLD * measure - without
            if all(_rated(row[at : at + _TOLD]) for row in rows):
                after.setdefault(without, []).extend(some)
            if without < missing:
                after.setdefault(without + 1, []).extend([*way, measure] for way in some)
        ways = {without: some[:_SEVERAL] for without, some in after.items()}
    return ways.get(missing, [])


def _rated(cells: Sequence[str]) -> bool:
    """Whether the third of a measure's values is the second over the first."""
    if len(cells) < _TOLD:
        return False
    aimed, done, rate = map(number, cells)
    if not aimed or done is None or rate is None:
        return False
    digit = 10.0 ** -len(cells[-1].strip("%\uff05 ").partition(".")[2])
    return abs(100 * done / aimed - rate) <= _OFF * digit
