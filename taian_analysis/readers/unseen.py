"""What of a sheet is not shown: hidden rows and columns are left out, and named.

A report is what its reader sees, on the screen and in print. A merged cell that begins in a hidden
row or column is shown where the first of its range that is not hidden stands.
"""

from __future__ import annotations

from collections.abc import Collection, Set
from typing import Any

from ._build import Grid, Slot

Values = dict[tuple[int, int], str]
Range = tuple[int, int, int, int]


def shown(
    values: Values, merges: list[Range], rows: Set[int], columns: Set[int]
) -> tuple[Values, list[Range]]:
    """Return a sheet's texts and merged ranges without its hidden rows and columns.

    Examples
    --------
    >>> shown({(1, 1): "甲", (2, 2): "1"}, [(1, 1, 2, 1)], {1}, set())
    ({(2, 2): '1', (2, 1): '甲'}, [(2, 1, 2, 1)])
    """
    if not rows and not columns:
        return values, merges
    kept = {at: text for at, text in values.items() if at[0] not in rows and at[1] not in columns}
    down, across = _after(rows), _after(columns)
    ranges = []
    for top, first, bottom, last in merges:
        row, column = down.get(top, top), across.get(first, first)
        if row <= bottom and column <= last:
            ranges.append((row, column, bottom, last))
            if (top, first) in values:
                kept.setdefault((row, column), values[top, first])
    return kept, ranges


def _after(hidden: Set[int]) -> dict[int, int]:
    """Return of each hidden row or column the next that is not."""
    after: dict[int, int] = {}
    for number in sorted(hidden, reverse=True):
        after[number] = after.get(number + 1, number + 1)
    return after


def shown_grid(grid: Grid, rows: Set[int], columns: Set[int]) -> Grid:
    """Return a grid without its hidden rows, from 0, its hidden columns blank.

    Examples
    --------
    >>> shown_grid([["甲", "1"], [(0, 0), "2"]], {0}, set())
    [['甲', '2']]
    """
    if not rows and not columns:
        return grid
    homes: dict[tuple[int, int], tuple[int, int]] = {}
    out: Grid = []
    for r, slots in enumerate(grid):
        line: list[Slot] = []
        for c, slot in enumerate(slots if r not in rows else []):
            at = (r, c)
            while isinstance(slot, tuple):
                at, slot = slot, grid[slot[0]][slot[1]]
            if c in columns:
                slot = ""
            elif at in homes:
                slot = homes[at]
            else:
                homes[at] = (len(out), c)
            line.append(slot)
        while line and not line[-1]:
            line.pop()
        if line:
            out.append(line)
    return out


def named(
    sheet: str, values: Collection[tuple[int, int]], rows: Set[int], columns: Set[int]
) -> dict[str, list[str]]:
    """Return, as `meta` has them, the hidden rows and columns of a sheet that hold something."""
    lost_rows = sorted({r for r, _ in values} & rows)
    lost_columns = sorted({c for _, c in values} & columns)
    return {
        "hidden_rows": [f"{sheet}!{r}" for r in lost_rows],
        "hidden_columns": [f"{sheet}!{letters(c)}" for c in lost_columns],
    }


def add(hints: dict[str, Any], more: dict[str, list[str]]) -> None:
    """Add what is hidden in one more sheet to what a workbook tells."""
    for key, places in more.items():
        if places:
            hints.setdefault(key, []).extend(places)


def letters(column: int) -> str:
    """Return what a sheet calls a column.

    Examples
    --------
    >>> letters(1), letters(28)
    ('A', 'AB')
    """
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out
