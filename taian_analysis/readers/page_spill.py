"""Text printed over the rules of its cell, as spreadsheets print it, given back to that cell.

A character that a rule runs through tells of it: in a cell's own room none is. Sideways, all that
stands close to it on its line is one text; up and down, the lines that stand a line's step apart.
"""

from __future__ import annotations

from collections.abc import Callable

from .page import Char
from .page_lines import rows_in

Box = tuple[float, float, float, float]
#: how far, in sizes of the type, a character reaches over a rule that runs through it
_OVER = 0.2
#: the distance of lines of one text, in sizes of the type
_STEP = (0.95, 1.35)
#: white between a cell's side and its text, in points
_MARGIN = 6.0


def spilt(chars: list[Char], at: Callable[[float, float], int | None], boxes: list[Box]) -> None:
    """Move, in place, characters that spilled out of their cell to where `at` finds the cell.

    Parameters
    ----------
    chars
        The characters inside a table.
    at
        Returns the index of the cell at a point, or None.
    boxes
        The cells as (x0, top, x1, bottom).
    """
    beside: list[Char] = []
    columns: dict[tuple[float, float], float] = {}
    for char in chars:
        index = at((char.x0 + char.x1) / 2, char.middle)
        if index is None or not char.text.strip():
            continue
        x0, top, x1, bottom = boxes[index]
        over = _OVER * char.size
        if char.x0 < x0 - over or char.x1 > x1 + over:
            beside.append(char)
        elif char.top < top - over or char.bottom > bottom + over:
            columns[x0, x1] = char.size
    moved: set[int] = set()
    if beside:
        moved = _sideways(chars, beside, at, boxes)
    for x0, x1 in columns:
        inside = [c for c in chars if x0 <= (c.x0 + c.x1) / 2 <= x1 and id(c) not in moved]
        _up_and_down(inside, at, boxes)


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
        runs: list[list[Char]] = []
        for char in row:
            if runs and char.x0 - runs[-1][-1].x1 < 0.35 * char.size:
                runs[-1].append(char)
            else:
                runs.append([char])
        for run in runs:
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


def _up_and_down(
    chars: list[Char], at: Callable[[float, float], int | None], boxes: list[Box]
) -> None:
    lines = sorted(rows_in(chars), key=lambda row: row[0].middle)
    blocks: list[list[list[Char]]] = []
    for row in lines:
        step = (row[0].middle - blocks[-1][-1][0].middle) / row[0].size if blocks else 0.0
        if blocks and _STEP[0] <= step <= _STEP[1]:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    for block in blocks:
        first, last = block[0][0], block[-1][0]
        home = at((first.x0 + first.x1) / 2, (first.top + last.bottom) / 2)
        if len(block) < 2 or home is None or not any(_cut(row, at, boxes) for row in block):
            continue
        _, top, _, bottom = boxes[home]
        height = (bottom - top) / len(block)
        for k, row in enumerate(block):
            for char in row:
                char.top, char.bottom = top + k * height, top + (k + 1) * height


def _cut(row: list[Char], at: Callable[[float, float], int | None], boxes: list[Box]) -> bool:
    """Tell whether a rule runs through a line."""
    char = row[0]
    index = at((char.x0 + char.x1) / 2, char.middle)
    if index is None:
        return False
    _, top, _, bottom = boxes[index]
    over = _OVER * char.size
    return char.top < top - over or char.bottom > bottom + over
