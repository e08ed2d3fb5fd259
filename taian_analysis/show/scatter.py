"""Names beside dots: each where it touches no dot, no other name and no edge, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from . import theme
from .canvas import inches, text_width
from .gaps_frame import BACKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Box = tuple[float, float, float, float]
#: Where a name may stand, in steps from its dot, the best place first.
_SIDES = (
    (1, 0), (-1, 0), (0.0, 1), (0.0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1), (1, 2), (-1, 2),
    (1, -2), (-1, -2), (1, 3), (-1, 3), (1, -3), (-1, -3),
)  # fmt: skip


def _hits(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def place_labels(
    axes: Axes,
    points: Sequence[tuple[float, float]],
    names: Sequence[str],
    size: float,
    weights: Sequence[Any] | None = None,
    lines: tuple[float | None, float | None] = (None, None),
) -> list[int]:
    """Write names beside their dots; return the places of the names that found no room.

    The names with the least weight are placed first. A name further than a step from its dot gets
    a thin line to it. A name stands across one of the `lines`, at an x and at a y, only where it
    would have no place else.
    """
    wide, high = inches(axes)
    (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()
    dots = [((x - x0) / (x1 - x0) * wide, (y - y0) / (y1 - y0) * high) for x, y in points]
    taken: list[Box] = [(x - 0.05, y - 0.05, x + 0.05, y + 0.05) for x, y in dots]
    order = sorted(range(len(names)), key=lambda n: weights[n] if weights else n)
    tall = size * 1.15 / 72
    left_out: list[int] = []
    bars = _bars(axes, lines, wide, high)
    for place in order:
        x, y = dots[place]
        long = text_width(names[place], size)
        own = (x - 0.05, y - 0.05, x + 0.05, y + 0.05)
        places = [
            (box, up)
            for box, up in _places(x, y, long, tall)
            if box[0] >= 0 and box[2] <= wide and box[1] >= 0 and box[3] <= high
            and not any(_hits(box, other) for other in taken if other != own)
        ]  # fmt: skip
        if not places:
            left_out.append(place)
            continue
        clear = (one for one in places if not any(_hits(one[0], bar) for bar in bars))
        box, up = next(clear, places[0])  # across a line rather than not at all
        _write(axes, box, names[place], size, (wide, high))
        if abs(up) > 1:
            _lead(axes, dots[place], box, (wide, high))
        taken.append(box)
    return left_out


def _places(x: float, y: float, long: float, tall: float) -> Iterator[tuple[Box, float]]:
    """Give the boxes a name may stand in, and how many steps up or down, the best place first."""
    for across, up in _SIDES:
        near = 0.07 if abs(up) <= 1 else 0.1
        left = x + near if across > 0 else x - near - long if across < 0 else x - long / 2
        middle = y + up * (tall * 0.62 + 0.045)
        yield (left, middle - tall / 2, left + long, middle + tall / 2), up


def _bars(axes: Axes, lines: tuple[Any, Any], wide: float, high: float) -> list[Box]:
    """Return the boxes of the lines at an x and at a y."""
    (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()
    bars: list[Box] = []
    if lines[0] is not None:
        at = (lines[0] - x0) / (x1 - x0) * wide
        bars.append((at - 0.01, 0.0, at + 0.01, high))
    if lines[1] is not None:
        at = (lines[1] - y0) / (y1 - y0) * high
        bars.append((0.0, at - 0.01, wide, at + 0.01))
    return bars


def _write(axes: Axes, box: Box, text: str, size: float, room: tuple[float, float]) -> None:
    axes.text(
        box[0] / room[0], (box[1] + box[3]) / 2 / room[1], text, transform=axes.transAxes,
        fontsize=size, va="center_baseline", ha="left", zorder=4, bbox=BACKING,
    )  # fmt: skip


def _lead(axes: Axes, dot: tuple[float, float], box: Box, room: tuple[float, float]) -> None:
    end = box[0] if box[0] > dot[0] else box[2]
    axes.plot(
        (dot[0] / room[0], end / room[0]), (dot[1] / room[1], (box[1] + box[3]) / 2 / room[1]),
        transform=axes.transAxes, color=theme.RULE, linewidth=0.6, zorder=1,
    )  # fmt: skip
