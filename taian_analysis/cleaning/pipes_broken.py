"""Rows drawn with pipes, each broken over lines at the cells that are left empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from ..base.report import Line
from .align import CellToken
from .cellkinds import FILLED, kind

#: so many rows broken alike are no accident, and which share of all rows they must be
_FEWEST, _MOST = 3, 0.6


def broken_alike(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of each row where rows go on in lines that begin with a pipe; else nothing.

    Rows that go on are broken at the same cells, and go on with numbers alone. A row below a cell
    that spans several begins with a pipe too, but has a name of its own or as many cells.
    """
    rows: list[list[Line]] = []
    for line in lines:
        if not line.text.strip():
            continue
        goes_on = line.text.lstrip().startswith("|")
        if goes_on and rows and rows[-1][-1].text.rstrip().endswith("|"):
            rows[-1].append(line)
        else:
            rows.append([line])
    shapes = Counter(tuple(line.text.count("|") for line in row) for row in rows)
    shape, often = max(shapes.items(), key=lambda one: one[1], default=((), 0))
    if len(shape) < 2 or often < _FEWEST or often < _MOST * len(rows) or shape[0] in shape[1:]:
        return []
    others = [other for other in shapes if len(other) > 1 and sum(other) != sum(shape)]
    after = [line.text for row in rows for line in row[1:]]
    cells = [cell.strip() for text in after for cell in text.split("|") if cell.strip()]
    return [] if others or not all(kind(cell) in FILLED for cell in cells) else rows


def rows_over_lines(
    lines: Sequence[Line], read: Callable[[Line, bool], list[CellToken]]
) -> list[list[CellToken]]:
    """Return the rows of a table whose rows are broken over lines alike; nothing of any other."""
    rows: list[list[CellToken]] = []
    for row in broken_alike(lines):
        cells: list[CellToken] = []
        for line in row:
            part = read(line, False)
            left = line.text.count("|") - len(part) if line is not row[-1] else 0
            cells += [*part, *(CellToken("") for _ in range(left))]
        rows.append(cells)
    return rows
