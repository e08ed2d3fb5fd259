"""Lines of a cell whose row is too low for them, as spreadsheets print them, given back to it.

They reach into the rows above and below, and may stand on top of the text there. What belongs
together is told by the order in which the page was written: the lines of a cell follow each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ..base.stretches import stretches
from .page import Char

Box = tuple[float, float, float, float]
At = Callable[[float, float], int | None]
#: how far, in sizes of the type, a character reaches over a rule that runs through it
OVER = 0.2
#: the distance of lines of one text, in sizes of the type
_STEP = (0.95, 1.6)
#: by how much the lines of one text may stand closer or wider, in sizes of the type
_EVEN = 0.06
#: how far a text may be from where the texts of its table stand in their cells, in its size
_OFF = 0.25
#: the most lines of a cell; the most pairs of a text and a cell that are compared
_MOST, _MOST_PAIRS = 12, 1_000_000
#: the widest white within a line, in sizes of the type
_WHITE = 1.2


@dataclass(slots=True)
class _Block:
    """Lines that were written one after the other, each under the last."""

    lines: list[list[Char]]

    @property
    def x(self) -> float:
        return (self.lines[0][0].x0 + self.lines[0][-1].x1) / 2

    @property
    def top(self) -> float:
        return self.lines[0][0].top

    @property
    def bottom(self) -> float:
        return self.lines[-1][0].bottom

    @property
    def size(self) -> float:
        return self.lines[0][0].size

    @property
    def sides(self) -> tuple[float, float]:
        return min(line[0].x0 for line in self.lines), max(line[-1].x1 for line in self.lines)


@dataclass(slots=True, frozen=True)
class _Stand:
    """How texts stand in their cells: `which` of `_stands` is everywhere about the same, and it."""

    which: int
    usual: float


def set_back(chars: list[Char], at: At, boxes: list[Box]) -> None:
    """Move, in place, lines that reach out of the row of their cell into that cell.

    Parameters
    ----------
    chars
        The characters of the page, but for those set back sideways.
    at
        Returns the index of the cell at a point, or None.
    boxes
        The cells as (x0, top, x1, bottom).
    """
    blocks = _blocks(chars)
    held: dict[int, list[tuple[_Block, list[Char]]]] = {}
    for block in blocks:
        for line in block.lines:
            if (index := _cell(line, at)) is not None:
                held.setdefault(index, []).append((block, line))
    astray = [b for b in blocks if len(b.lines) > 1 and _astray(b, at, boxes, held)]
    if not astray or len(astray) * len(boxes) > _MOST_PAIRS:
        return
    strays = {id(block) for block in astray}
    stand = _usual([b for b in blocks if id(b) not in strays], astray, at, boxes)
    for block in astray:
        for one, home in _parted(block, stand, boxes):
            _set_into(one, boxes[home])


def _blocks(chars: list[Char]) -> list[_Block]:
    """Cut the characters, as they were written, into lines and those into blocks."""
    # those of no height are written not to be seen
    written = [char for char in sorted(chars, key=lambda c: c.order) if char.text.strip()]
    lines = stretches([char for char in written if char.size], _goes_on)
    below = [_below(a, b) for a, b in pairwise(lines)]
    steps = [step for step in below if step]
    usual = Counter(round(step, 1) for step in steps).most_common(1)[0][0] if steps else 0.0
    even = [step for step in steps if abs(step - usual) <= 0.1]
    usual = median(even) if even else 0.0
    out: list[_Block] = []
    for line, step in zip(lines, [0.0, *below], strict=False):
        if step and abs(step - usual) <= _EVEN:
            out[-1].lines.append(line)
        else:
            out.append(_Block([line]))
    return out


def _goes_on(line: list[Char], char: Char) -> bool:
    """Tell whether a character stands next on a line."""
    last = line[-1]
    level = abs(char.middle - last.middle) < 0.4 * char.size
    return level and -0.5 < (char.x0 - last.x1) / char.size < _WHITE


def _below(above: list[Char], line: list[Char]) -> float:
    """Return how far, in sizes of the type, a line stands below another; 0: it is no next line."""
    size = above[0].size
    step = (line[0].middle - above[0].middle) / size
    beside = min(above[-1].x1, line[-1].x1) - max(above[0].x0, line[0].x0)
    alike = abs(line[0].size - size) < 0.15 * size
    return step if beside > 0 and alike and _STEP[0] <= step <= _STEP[1] else 0.0


def _cell(line: list[Char], at: At) -> int | None:
    return at((line[0].x0 + line[0].x1) / 2, line[0].middle)


def _astray(
    block: _Block, at: At, boxes: list[Box], held: dict[int, list[tuple[_Block, list[Char]]]]
) -> bool:
    """Tell whether a rule runs through a line of a block, or another text stands on top of it."""
    cells = [_cell(line, at) for line in block.lines]
    if len(set(cells)) == 1 and cells[0] is not None and not _cut(block.lines, boxes[cells[0]]):
        return False
    for index, line in zip(cells, block.lines, strict=True):
        if index is None:
            continue
        if _cut([line], boxes[index]):
            return True
        if any(other is not block and _on_top(line, text) for other, text in held[index]):
            return True
    return False


def _cut(lines: list[list[Char]], box: Box) -> bool:
    over = OVER * lines[0][0].size
    return lines[0][0].top < box[1] - over or lines[-1][0].bottom > box[3] + over


def _on_top(a: list[Char], b: list[Char]) -> bool:
    across = min(a[-1].x1, b[-1].x1) - max(a[0].x0, b[0].x0)
    down = min(a[0].bottom, b[0].bottom) - max(a[0].top, b[0].top)
    return across > 0 and down > OVER * a[0].size


def _stands(block: _Block, box: Box) -> tuple[float, float, float]:
    """Return how far a text's middle, top and foot are below those of a cell."""
    middle = (block.top + block.bottom) / 2 - (box[1] + box[3]) / 2
    return middle, block.top - box[1], block.bottom - box[3]


def _usual(sure: list[_Block], astray: list[_Block], at: At, boxes: list[Box]) -> _Stand:
    """Return how the texts of a table stand: in the middle of their cells, at the top, at the foot.

    Of the three the one that those within their cells keep to, and that those astray can keep to.
    """
    kept = []
    for block in sure:
        cells = {_cell(line, at) for line in block.lines}
        index = cells.pop()
        if index is not None and not cells and not _cut(block.lines, boxes[index]):
            kept.append(_stands(block, boxes[index]))
    found: list[tuple[float, _Stand]] = []
    for which in range(3):
        held = [one[which] for one in kept]
        usual = median(held) if held else 0.0
        stand = _Stand(which, usual)
        spread = sum(abs(one - usual) for one in held) / max(len(held), 1)
        homes = [_home(block, stand, boxes) for block in astray]
        found.append((spread + sum(h[1] for h in homes if h) / len(astray), stand))
    return min(found, key=lambda pair: pair[0])[1]


def _parted(block: _Block, stand: _Stand, boxes: list[Box]) -> list[tuple[_Block, int]]:
    """Return a block with its cell, or the texts of two cells that stand a line's step apart."""
    whole = _home(block, stand, boxes)
    if whole is None or whole[1] <= _OFF * block.size or len(block.lines) > _MOST:
        return [] if whole is None else [(block, whole[0])]
    for cut in range(1, len(block.lines)):
        first, second = _Block(block.lines[:cut]), _Block(block.lines[cut:])
        home, other = _home(first, stand, boxes), _home(second, stand, boxes)
        near = home and other and max(home[1], other[1]) <= _OFF * block.size
        if home and other and near and home[0] != other[0]:
            return [(first, home[0]), (second, other[0])]
    return [(block, whole[0])]


def _home(block: _Block, stand: _Stand, boxes: list[Box]) -> tuple[int, float] | None:
    """Return the cell of its column in which a block stands best, and how far off it is."""
    x0, x1 = block.sides
    slack = 2 * OVER * block.size
    own = [k for k, b in enumerate(boxes) if b[0] - slack <= x0 and x1 <= b[2] + slack]
    off = {k: abs(_stands(block, boxes[k])[stand.which] - stand.usual) for k in own}
    return min(off.items(), key=lambda item: item[1], default=None)


def _set_into(block: _Block, box: Box) -> None:
    """Share a cell's height out among the lines of its text."""
    height = (box[3] - box[1]) / len(block.lines)
    for k, line in enumerate(block.lines):
        for char in line:
            char.top, char.bottom = box[1] + k * height, box[1] + (k + 1) * height
