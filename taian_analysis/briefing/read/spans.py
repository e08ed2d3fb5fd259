"""Rows of cells with spans -> rows that fill one grid exactly."""

from __future__ import annotations

from bisect import bisect_left

from ..tree import TableCell


def regular(rows: list[list[TableCell]], header_rows: int) -> tuple[list[list[TableCell]], int]:
    """Return rows that fill one grid exactly: spans cut at the edges, gaps filled.

    A rowspan that reaches out of the header, or below the last row, is cut there; columns in which
    no cell starts are none (``colspan="100"`` is often written for "all"); a row that is short is
    filled with empty cells. So every writer can rely on the grid.
    """
    placed: list[list[tuple[int, TableCell]]] = []
    covers: list[set[int]] = []
    taken: dict[int, int] = {}  # column -> rows still covered from above
    for index, cells in enumerate(rows):
        limit = (header_rows if index < header_rows else len(rows)) - index
        row, fresh = _place(cells, taken, limit)
        placed.append(row)
        covered = taken | fresh
        covers.append(set(covered))
        taken = {c: left - 1 for c, left in covered.items() if left > 1}
    starts = sorted({column for row in placed for column, _ in row})
    made = []
    for row, covered_here in zip(placed, covers, strict=True):
        for column, cell in row:
            cell.colspan = bisect_left(starts, column + cell.colspan) - bisect_left(starts, column)
        header = "col" if row and all(cell.header == "col" for _, cell in row) else ""
        gaps = len(starts) - len(covered_here.intersection(starts))
        made.append([cell for _, cell in row] + [TableCell([], header=header) for _ in range(gaps)])
    return (made, len(starts)) if starts else ([], 0)


def _place(
    cells: list[TableCell], taken: dict[int, int], limit: int
) -> tuple[list[tuple[int, TableCell]], dict[int, int]]:
    """Put a row's cells where nothing reaches down from above."""
    column = 0
    row: list[tuple[int, TableCell]] = []
    fresh: dict[int, int] = {}
    for cell in cells:
        while taken.get(column, 0):
            column += 1
        free = 1
        while free < cell.colspan and not taken.get(column + free, 0):
            free += 1
        cell.colspan, cell.rowspan = free, min(cell.rowspan, limit)
        fresh |= dict.fromkeys(range(column, column + free), cell.rowspan)
        row.append((column, cell))
        column += free
    return row, fresh
