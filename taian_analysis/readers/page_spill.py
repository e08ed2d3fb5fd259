"""Text printed over the rules of its cell, as spreadsheets print it, given back to that cell.

A character that a rule runs through tells of it: in a cell's own room none is. All that stands
close to it on its line is one text. For texts that are too high for their row, see `page_low`.
"""

from __future__ import annotations

from collections.abc import Callable

from ..base.stretches import stretches
from .page import Char
from .page_lines import rows_in
from .page_low import OVER, set_back

Box = tuple[float, float, float, float]
#: white between a cell's side and its text, in points
_MARGIN = 6.0


def spilt(chars: list[Char], at: Callable[[float, float], int | None], boxes: list[Box]) -> None:
    """Move, in place, characters that spilled out of their cell to where `at` finds the cell.

    Parameters
    ----------
    chars
        The characters of a page.
    at
        Returns the index of the cell at a point, or None.
    boxes
        The cells as (x0, top, x1, bottom).
    """
    beside: list[Char] = []
    for char in chars:
        index = at((char.x0 + char.x1) / 2, char.middle)
        if index is None or not char.text.strip():
            continue
        x0, _, x1, _ = boxes[index]
        over = OVER * char.size
        if char.x0 < x0 - over or char.x1 > x1 + over:
            beside.append(char)
    moved: set[int] = set()
    if beside:
        moved = _sideways(chars, beside, at, boxes)
    set_back([c for c in chars if id(c) not in moved], at, boxes)


def _sideways(
    chars: list[Char],
    beside: list[Char],
    at: Callable[[float, float], int | None],
    boxes: list[Box],
) -> set[int]:
    marked = {id(char) for char in beside}
    moved: set[int] = set()
    for row in rows_in(chars):
        row.sort(key=lambda c: c.x0)
        for run in stretches(row, lambda run, char: char.x0 - run[-1].x1 < 0.35 * char.size):
            if not any(id(char) in marked for char in run):
                continue
            first, last = (at((c.x0 + c.x1) / 2, c.middle) for c in (run[0], run[-1]))
            middle = at((run[0].x0 + run[-1].x1) / 2, run[0].middle)
            home = middle
            if first is not None and run[0].x0 - boxes[first][0] < _MARGIN:
                home = first
            elif last is not None and boxes[last][2] - run[-1].x1 < _MARGIN:
                home = last
            if home is not None:
                _squeeze(run, boxes[home])
                moved |= {id(char) for char in run}
    return moved


def _squeeze(run: list[Char], box: Box) -> None:
    """Set a run of characters closer, so that it stands inside a cell in its order."""
    x0, x1 = run[0].x0, run[-1].x1
    left, right = box[0] + 1, box[2] - 1
    scale = min(1.0, (right - left) / max(x1 - x0, 1e-6))
    start = min(max(left, x0), right - scale * (x1 - x0))
    for char in run:
        char.x0, char.x1 = start + scale * (char.x0 - x0), start + scale * (char.x1 - x0)
