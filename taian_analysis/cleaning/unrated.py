"""Rates that one of several measures has none of, put back as empty cells.

Of 目标, 完成, 完成比例 over each of five measures a rate of unemployment has no third; on cells of
lines of their own nothing shows which. The others' arithmetic does, where one way alone fits it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from .cells import CellToken
from .columns import number
from .headers import read_head
from .measures import goes_round

#: what a measure is told by, and how far its rate may be off, in units of its last digit
_ROLES, _TOLD, _OFF = ["target", "actual", "rate"], 3, 0.6
#: most measures without a rate, and fewest rows that show which
_MOST, _FEWEST = 3, 2


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
    told = [known.role if (known := read_head(word)) else "" for word in words[-_TOLD:]]
    count = 1
    while len(words) > count * _TOLD and goes_round(words[-(count + 1) * _TOLD :], _TOLD):
        count += 1
    missing = count * _TOLD - len(rows[0]) if len(rows) >= _FEWEST else 0
    if told != _ROLES or not 0 < missing < min(count, _MOST + 1):
        return []
    ways = [
        places for places in combinations(range(count), missing)
        if all(_rated([token.text for token in row], places, count) for row in rows)
    ]  # fmt: skip
    if len(ways) != 1:
        return []
    return [_TOLD * place + _TOLD - 1 - before for before, place in enumerate(ways[0])]


def _rated(row: Sequence[str], unrated: Sequence[int], count: int) -> bool:
    """Whether each measure's third value is the second over the first, but for those without."""
    at = 0
    for measure in range(count):
        if measure in unrated:
            at += _TOLD - 1
            continue
        aimed, done, rate = map(number, row[at : at + _TOLD])
        if not aimed or done is None or rate is None:
            return False
        digit = 10.0 ** -len(row[at + _TOLD - 1].strip("%\uff05 ").partition(".")[2])
        if abs(100 * done / aimed - rate) > _OFF * digit:
            return False
        at += _TOLD
    return True
