"""A page whose text lies sideways or upside down -> the page as it is read, set upright.

A landscape table is often printed on an upright sheet, or the sheet itself is turned. The text is
parted by the way it runs; each way is a page of its own, so that no name is mixed with another.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

from .page import Char, Edge, Page

#: text of another way than most is kept where there is at least so much of it: stamps have less
_LEAST, _SHARE = 30, 0.1
#: a line leaning more than this (degrees) is a watermark
_LEAN = 3.0
_Box = tuple[float, float, float, float]


def turn_of(across: float, up: float) -> int | None:
    """Return the quarter turns, against the clock, of text that runs along (across, up).

    None is text written aslant.

    Examples
    --------
    >>> turn_of(1, 0), turn_of(0, 9), turn_of(0, -9), turn_of(1, 1)
    (0, 1, 3, None)
    """
    angle = math.degrees(math.atan2(up, across))
    turns = round(angle / 90)
    return turns % 4 if abs(angle - 90 * turns) <= _LEAN else None


def set_upright(page: Page) -> list[Page]:
    """Return the page, or one for each way its text runs, the commonest first."""
    ways = Counter(char.turn for char in page.chars if char.text.strip())
    if set(ways) <= {0}:
        return [page]
    (first, most), *others = ways.most_common()
    kept = [first] + [way for way, n in others if n >= max(_LEAST, _SHARE * most)]
    return [_turned(page, way) for way in kept]


def _turned(page: Page, way: int) -> Page:
    """Return the part of the page whose text runs one way, turned so that it runs to the right."""
    things: list[Char | Edge] = [*page.chars, *page.edges]
    wide = max((thing.x1 for thing in things), default=0.0)
    high = max((thing.bottom for thing in things), default=0.0)
    chars = []
    for c in page.chars:
        if c.turn == way:
            sides = _moved((c.x0, c.top, c.x1, c.bottom), way, wide, high)
            chars.append(Char(c.text, *sides, c.order, c.score, piece=c.piece))
    edges = [Edge(*_moved((e.x0, e.top, e.x1, e.bottom), way, wide, high)) for e in page.edges]
    return replace(page, chars=chars, edges=edges)


def _moved(box: _Box, way: int, wide: float, high: float) -> _Box:
    x0, top, x1, bottom = box
    if way == 1:  # runs upwards: its lines follow each other to the right
        return high - bottom, x0, high - top, x1
    if way == 2:
        return wide - x1, high - bottom, wide - x0, high - top
    if way == 3:
        return top, wide - x1, bottom, wide - x0
    return box
