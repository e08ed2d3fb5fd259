"""A head in two rows whose lower cells are parts of the upper ones, printed a cell a line.

Of 机构, 床位, 人员 and then # 医院, # 医院, # 医生, # 护士 nothing says which part is whose but the
numbers: a part comes after what it is of, and is never more than that.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..base.vocabulary import pattern
from .cellkinds import NUMBERS, kind
from .cells import CellToken
from .columns import number

_PART = pattern("table_heads", "part_of")
#: fewest rows whose numbers show it, and most heads of which all ways are tried
_FEWEST, _MOST = 3, 16


def parts_below(
    heads: Sequence[CellToken], rows: Sequence[Sequence[str]]
) -> list[list[CellToken]] | None:
    """Put parts under what they are of; [] where no way fits, or several do, None where none are.

    Examples
    --------
    >>> heads = [CellToken(text) for text in ("机构", "人员", "#医院", "#医生", "#护士")]
    >>> rows = [["23", "4", "62", "25", "20"], ["26", "5", "64", "26", "21"]]
    >>> rows.append(["9", "3", "70", "28", "24"])
    >>> [[t.text for t in row] for row in parts_below(heads, rows)]
    [['机构', '', '人员', '', ''], ['', '医院', '', '医生', '护士']]
    """
    marked = [_PART.match(t.text.strip()) for t in heads]
    count = sum(mark is not None for mark in marked)
    whole = len(heads) - count
    if count < 2 or whole < 2 or not all(marked[whole:]) or len(heads) > _MOST:
        return None
    numbers = [line for row in rows if (line := _numbers(row)) and len(line) == len(heads)]
    if len(numbers) < _FEWEST:
        return None
    fitting = [sizes for sizes in _ways(whole, count) if _fits(sizes, numbers)]
    in_order = (*[0] * (whole - 1), count)
    if in_order in fitting:
        return None  # printed as they stand
    return _under(heads, fitting[0]) if len(fitting) == 1 else []


def _numbers(row: Sequence[str]) -> list[float | None] | None:
    if not all(kind(text) in NUMBERS for text in row):
        return None
    return [number(text) for text in row]


def _ways(whole: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Yield how many parts each may have, in order."""
    for cuts in itertools.combinations_with_replacement(range(parts + 1), whole - 1):
        yield tuple(b - a for a, b in itertools.pairwise((0, *cuts, parts)))


def _fits(sizes: Sequence[int], rows: Sequence[Sequence[float | None]]) -> bool:
    """Whether no part is more than what it is of, in any row, and some are less."""
    at = 0
    for size in sizes:
        for part in range(at + 1, at + 1 + size):
            pairs = [(row[at], row[part]) for row in rows]
            known = [(a, b) for a, b in pairs if a is not None and b is not None]
            if any(b > a for a, b in known) or not any(b < a for a, b in known):
                return False
        at += size + 1
    return True


def _under(heads: Sequence[CellToken], sizes: Sequence[int]) -> list[list[CellToken]]:
    upper: list[CellToken] = []
    lower: list[CellToken] = []
    parts = iter(heads[len(sizes) :])
    for head, size in zip(heads, sizes, strict=False):
        upper += [head, *(CellToken("") for _ in range(size))]
        lower.append(CellToken(""))
        lower += [_unmarked(next(parts)) for _ in range(size)]
    return [upper, lower]


def _unmarked(token: CellToken) -> CellToken:
    return replace(token, text=_PART.sub("", token.text.strip(), count=1))
