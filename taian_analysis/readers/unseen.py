"""What of a sheet is not shown: hidden rows and columns are left out, and named.

A report is what its reader sees, on the screen and in print. A merged cell that begins in a hidden
row or column is shown where the first of its range that is not hidden stands.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Any

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
    down, across = _Next(rows), _Next(columns)
    ranges = []
    for top, first, bottom, last in merges:
        row, column = down.of(top), across.of(first)
        if row <= bottom and column <= last:
            ranges.append((row, column, bottom, last))
            if (top, first) in values:
                kept.setdefault((row, column), values[top, first])
    return kept, ranges


class _Next:
    """The first row or column at or after one that is not hidden, looked for once."""

    def __init__(self, hidden: Set[int]) -> None:
        self.after: dict[int, int] = {}
        for number in sorted(hidden, reverse=True):
            self.after[number] = self.after.get(number + 1, number + 1)

    def of(self, number: int) -> int:
        return self.after.get(number, number)


def named(sheet: str, values: Values, rows: Set[int], columns: Set[int]) -> dict[str, list[str]]:
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
