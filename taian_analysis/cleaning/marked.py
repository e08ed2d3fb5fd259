"""What is a grid: rows that print a pipe for each cell are, cells that lost their places not."""

from __future__ import annotations

from dataclasses import replace

from ..base.report import Cell, Report, Table
from .captions import near_above, titled
from .cellkinds import counted
from .cells import Row, Rows
from .layouts_pipes import regions_printed
from .overleaf import carried_on


def marked(report: Report) -> Report:
    """Return a text whose rows print a pipe for each cell as one that marks its tables.

    What parts the cells of a grid says nothing of what stands in it. Where no cell keeps its
    place, whatever marks them, what is left is the cells in their order: a text.
    """
    if report.tables:
        packed = all(map(_packed, report.tables))
        return replace(report, tables=()) if packed else carried_on(report)
    regions = regions_printed(report)
    if not regions or not all(region.even and region.rows for region in regions):
        return report
    tables = tuple(_grid(report, region.rows or []) for region in regions)
    return report if any(map(_packed, tables)) else carried_on(replace(report, tables=tables))


def _packed(table: Table) -> bool:
    """Whether the cells of rows stand together at the left, not each in its column.

    Numbers stand in the last column, and no head above them; or a row that ends early has numbers
    where the others have words.
    """
    rows = [row for row in table.rows if len(row) > 1]
    width = max(map(len, rows), default=0)
    numbers = [{i for i, cell in enumerate(row) if counted(cell.text)} for row in rows]
    body = {n for n, places in enumerate(numbers) if places - {0}}
    if width < _NARROWEST or not body or any(cell.merged for row in rows for cell in row):
        return False
    whole = {n for n, row in enumerate(rows) if len(row) == width and row[-1].text.strip()}
    first = min(body)
    if any(len(row) == width for row in rows[:first]) and min(whole, default=0) >= first:
        return any(width - 1 in numbers[n] for n in whole)
    known = set().union(*(numbers[n] for n in whole))
    words = {i for n in whole & body for i, cell in enumerate(rows[n]) if cell.text} - known
    short = body - whole
    return sum(not words.isdisjoint(numbers[n]) for n in short) > _SHIFTED * len(short)


#: a table of fewer columns has none to move; and which share of the rows that are short is moved
_NARROWEST, _SHIFTED = 3, 0.5


def _grid(report: Report, rows: Rows) -> Table:
    """Return rows as a table, each as wide as the widest; what has no pipe is one cell."""
    width = max(map(len, rows))
    cells = [
        tuple(Cell(t.text, t.line, t.start, t.end) for t in _filled_up(row, width))
        for row in rows
        if row
    ]
    first = next(t.line for row in rows for t in row)
    return Table(tuple(cells), "pipe", titled(near_above(report, first or 0)))


def _filled_up(row: Row, width: int) -> Row:
    """Return a row with the empty cells at its end, as they were printed."""
    left = width - len(row) if len(row) > 1 else 0
    return [*row, *(replace(row[-1], text="", start=row[-1].end) for _ in range(left))]
