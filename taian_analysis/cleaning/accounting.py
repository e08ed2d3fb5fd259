"""Rows of numbers that no reading of a report's tables placed, each named: none is lost in silence.

What a reading was given it accounts for itself (`walk`). Here the rows are looked for that stand in
none of the tables it was given: the lines above a first header, a table that nothing made sense of.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from ..base.report import Rejection, Report
from .cellkinds import COUNTS, kind
from .cells import CellToken, Row, Rows, flat, of_grid, on_lines
from .entries import reject
from .layouts_across import Found
from .layouts_blanks import row_lines
from .layouts_pipes import pipe_regions
from .overleaf import overleaf

#: a row by blanks has so many numbers at least, and no cell longer than a table's
_FEWEST, _LONGEST = 2, 40


def unplaced(report: Report, tables: list[Found]) -> list[Rejection]:
    """Return the rows of a report's tables that stand in none of the tables that were read."""
    spans = sorted(_spans(tables))
    starts = [start for start, _ in spans]
    grids = [of_grid(table.rows) for table in report.tables]
    out = [reject(row, "header") for row in _heads_again(report, grids)]
    run: Row = []
    within = (starts[0], max(end for _, end in spans)) if spans else (0, -1)
    for row, alone in [*_rows(report, grids, within), ([], False)]:
        free = [t for t in row if t.text and not _told(t, spans, starts)]
        if alone and free:  # a cell a line: what follows one another is one
            run += free
            continue
        out += _named(run) + _named(free if len(free) == sum(bool(t.text) for t in row) else [])
        run = []
    return out


def _named(cells: Row) -> list[Rejection]:
    counted = any(kind(t.text) in COUNTS for t in cells)
    return [reject(cells, "other_table")] if counted and len(cells) > 1 else []


def _heads_again(report: Report, grids: list[Rows]) -> Iterator[Row]:
    """Yield the rows that print a table's heads again."""
    for grid in grids:
        yield from overleaf(grid)[1]
    if not report.tables:
        yield from (row for region in pipe_regions(report) for row in region.again)


def _rows(report: Report, grids: list[Rows], within: tuple[int, int]) -> Iterator[tuple[Row, bool]]:
    """Yield the rows that a report's tables have, and whether each is one cell of a stream.

    A line of one cell is one where it stands between what was read: over the head of a later form.
    """
    for grid in grids:
        yield from (([t for t in row if not t.merged], False) for row in grid)
    if report.tables:
        return
    regions = pipe_regions(report)
    for region in regions:
        if region.rows is None:
            yield from (([token], True) for token in region.tokens)
        else:
            yield from ((row, False) for row in region.rows)
        yield [], False
    if not regions:
        for row in on_lines(row_lines(report)):
            alone = len(row) == 1 and within[0] <= (row[0].start or 0) <= within[1]
            numbers = sum(kind(t.text) in COUNTS for t in row)
            short = all(len(t.text) <= _LONGEST for t in row)
            yield row if short and (alone or numbers >= _FEWEST) else [], alone


def _spans(tables: Iterable[Found]) -> Iterator[tuple[int, int]]:
    """Yield where the cells stand that the readings were given."""
    for found in tables:
        for token in flat([found.tokens, found.header, found.before, *(found.rows or ())]):
            if token.start is not None and token.end is not None:
                yield token.start, token.end


def _told(token: CellToken, spans: list[tuple[int, int]], starts: list[int]) -> bool:
    """Whether a cell stands within one that a reading was given."""
    if token.start is None:
        return True
    place = bisect_right(starts, token.start)
    return place > 0 and spans[place - 1][1] >= token.start
