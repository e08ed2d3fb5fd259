"""Cells on lines of their own where empty ones are printed: each row is whole from its name on.

What spans rows stands before the names and is printed once. So rows differ in length by that
alone, and what follows the name is told by its place: a result left empty takes no weight for it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from .align import SourceRow
from .cellkinds import COUNTS, kind
from .cells import CellToken
from .emissions import BIG, emission
from .headers import LEADING, Head
from .row_places import SHIFTED

#: so many columns at most span rows: each of their ways to be left out is tried
_DEEPEST = 6
#: so many rows show it, and this share of the numbers must stand in them
_FEWEST, _MOST = 2, 0.8
#: what a row without name or values costs more
_BARE = 2.0
#: how unlike a name what stands in its place may be
_STRANGE, _WORDS = 6.0, ("area", "group", "name")


def kept_empty(
    tokens: Sequence[CellToken], heads: Sequence[Head]
) -> tuple[list[SourceRow], list[CellToken]] | None:
    """Return the rows of a stream that prints its empty cells, and what is left below them.

    None where none is printed within a row, or where rows are not whole.
    """
    named = next((i for i, head in enumerate(heads) if head.role == "name"), len(heads))
    lead = [i for i, head in enumerate(heads[:named]) if head.role in LEADING]
    tail = [i for i in range(named, len(heads)) if not heads[i].implied]
    if len(lead) < named or named > _DEEPEST or not any(heads[i].value for i in tail):
        return None
    shapes = [
        [*before, *tail] for n in range(len(lead) + 1) for before in itertools.combinations(lead, n)
    ]
    best: list[tuple[float, int, list[int]]] = [(0.0, 0, [])]
    for end in range(1, len(tokens) + 1):
        ways = [(BIG * BIG, 0, list[int]())]
        for shape in shapes:
            begin = end - len(shape)
            if begin >= 0 and best[begin][0] < BIG * BIG:
                cost = best[begin][0] + _cost(tokens[begin:end], shape, heads)
                ways.append((cost, begin, shape))
        best.append(min(ways, key=lambda way: way[0]))
    return _cut(tokens, heads, best)


def _cost(cells: Sequence[CellToken], shape: list[int], heads: Sequence[Head]) -> float:
    """Return how unlike their columns the cells of a row are; far too much where one is."""
    total, valued = 0.0, False
    for token, i in zip(cells, shape, strict=True):
        role, empty = heads[i].role, not token.text.strip()
        if empty and (role in LEADING or role == "name"):
            return BIG * BIG
        cost = 0.0 if empty else emission(token.text, role, heads[i].implied)
        if cost >= (_STRANGE if role in _WORDS else SHIFTED):
            return BIG * BIG
        total += cost
        valued = valued or (heads[i].value and not empty)
    return total + (0.0 if valued else _BARE)


def _cut(
    tokens: Sequence[CellToken],
    heads: Sequence[Head],
    best: list[tuple[float, int, list[int]]],
) -> tuple[list[SourceRow], list[CellToken]] | None:
    """Return the rows up to where they end best."""
    end = min(range(len(best)), key=lambda n: best[n][0])
    left = list(tokens[end:])
    rows: list[SourceRow] = []
    within = False
    while end:
        _, begin, shape = best[end]
        cells = tokens[begin:end]
        full = [n for n, token in enumerate(cells) if token.text.strip()]
        within = within or full[-1:] >= [len(full)]
        rows.append(
            SourceRow({i: [t] for i, t in zip(shape, cells, strict=True) if t.text.strip()})
        )
        end = begin
    counted = [sum(kind(t.text) in COUNTS for t in part) for part in (tokens, left)]
    whole = counted[0] - counted[1] >= _MOST * counted[0]
    return (rows[::-1], left) if within and whole and len(rows) >= _FEWEST else None
