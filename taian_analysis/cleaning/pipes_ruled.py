"""Rows drawn between rules: the lines between two of them are one row, cell under cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..base.report import Line
from ..base.screen import screen_width
from .cellkinds import COUNTS, kind
from .cells import CellToken
from .headers import read_head

#: so many lines at most make a row
_DEEPEST = 6

Row = list[CellToken]


def ruled_head(
    lines: Sequence[Line], ruled: Callable[[str], bool], read: Callable[[Line, bool], Row]
) -> tuple[list[Row], int]:
    """Return the header above the first rule as one row, or two, and how many lines it has.

    Lines with a cell a column go on below one another; a line of fewer has cells over several.
    """
    stop = next((n for n, line in enumerate(lines) if ruled(line.text)), 0)
    above = [line for line in lines[:stop] if line.text.strip()]
    body = next((line for line in lines[stop:] if not ruled(line.text)), None)
    if not 2 <= len(above) <= _DEEPEST or body is None:
        return [], 0
    width = body.text.count("|")
    whole = [line for line in above if line.text.count("|") == width]
    if len(whole) < 2 or width < 2 or any(line.text.count("|") > width for line in above):
        return [], 0
    rows = [[*cells, *_empty(width + 1 - len(cells))] for cells in (read(w, False) for w in whole)]
    if any(kind(t.text) in COUNTS and read_head(t.text) is None for row in rows for t in row):
        return [], 0
    head = [_one_below_another(cells) for cells in zip(*rows, strict=True)]
    over = [_spanning(line, whole[-1], read(line, False)) for line in above if line not in whole]
    return [*over, head], stop


def _empty(count: int) -> Row:
    return [CellToken("") for _ in range(count)]


def _one_below_another(cells: Sequence[CellToken]) -> CellToken:
    """Join what stands in one cell on several lines."""
    told = [t for t in cells if t.text]
    if not told:
        return cells[0]
    return replace(told[0], text="\n".join(t.text for t in told), end=told[-1].end, alone=False)


def _spanning(line: Line, whole: Line, cells: Row) -> Row:
    """Put each cell of a line over the first of the columns that it spans."""
    begins, columns = _begins(line.text), _begins(whole.text)
    row = _empty(len(columns))
    for begin, cell in zip(begins, cells, strict=False):
        at = min(range(len(columns)), key=lambda n: abs(columns[n] - begin))
        row[at] = cell if cell.text else row[at]
    return row


def _begins(text: str) -> list[int]:
    """Return how far from the left the cells of a line begin, a Chinese character being two."""
    return [0, *(screen_width(text[: n + 1]) for n, sign in enumerate(text) if sign == "|")]
