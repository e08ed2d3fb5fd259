"""Rules of a page -> the tables drawn with them, their cells filled with the characters inside."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from dataclasses import dataclass
from statistics import median
from typing import Any

from .page import Char, Edge, Page, Part, PartCell, worst
from .page_lines import lines_of, unwrap
from .page_spill import spilt

#: a rule as pdfplumber's functions take it
_Rule = dict[str, Any]
#: an edge touches another within this many points (pdfplumber's own tolerance)
NEAR = 3.0


def ruled_parts(page: Page, chars: list[Char]) -> tuple[list[Part], list[Char]]:
    """Return the tables drawn with rules, and the characters that stand outside them."""
    groups = _cell_groups(page)
    parts: list[Part] = []
    rest = chars
    for cells in groups:
        xs = _edges([x for cell in cells for x in (cell[0], cell[2])])
        ys = _edges([y for cell in cells for y in (cell[1], cell[3])])
        if len(xs) < 3 or len(ys) < 2:
            continue
        part, left = _fill(page.number, cells, xs, ys, rest)
        filled = sum(bool(cell.text) for cell in part.cells)
        if filled >= 2 and not _only_header(part, left):
            parts.append(part)
            rest = _beside(part, left)
    return parts, rest


def _beside(part: Part, chars: list[Char]) -> list[Char]:
    """Give a part the label beside it of a merged cell that has no rules on this page."""
    near = [
        char
        for char in chars
        if part.top < char.middle < part.bottom
        and part.x0 - 90 < char.x0 < part.x0
        and char.x1 < part.x0 + 1
    ]
    lines = lines_of(near, apart=99)
    if not lines or len(lines) > 12 or len(lines) >= len(part.rows):
        return chars
    left = min(line.x0 for line in lines) - 4
    text = "".join(line.text for line in lines)
    score = worst([char.score for char in near])
    part.cells.append(PartCell(0, len(part.rows) - 1, left, part.x0, text, score))
    taken = {id(char) for char in near}
    return [char for char in chars if id(char) not in taken]


def _edges(values: list[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > NEAR + 1:
            out.append(value)
    return out


def _place(edges: list[float], value: float) -> int:
    return max(0, bisect_right(edges, value + NEAR + 1.5) - 1)


def _fill(
    number: int,
    boxes: list[tuple[float, float, float, float]],
    xs: list[float],
    ys: list[float],
    chars: list[Char],
) -> tuple[Part, list[Char]]:
    """Put each character into the cell its middle is in."""
    owner: dict[tuple[int, int], int] = {}
    spans = []
    for index, (x0, top, x1, bottom) in enumerate(boxes):
        c0, c1, r0, r1 = _place(xs, x0), _place(xs, x1), _place(ys, top), _place(ys, bottom)
        spans.append((r0, max(r1 - 1, r0), x0, x1))
        for r in range(r0, max(r1, r0 + 1)):
            for c in range(c0, max(c1, c0 + 1)):
                owner.setdefault((r, c), index)

    def at(x: float, y: float) -> int | None:
        if xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]:
            return owner.get((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1))
        return None

    spilt(chars, at, boxes)
    inside: dict[int, list[Char]] = {}
    rest: list[Char] = []
    for char in chars:
        home = at((char.x0 + char.x1) / 2, char.middle)
        if home is None:
            rest.append(char)
        else:
            inside.setdefault(home, []).append(char)
    cells = []
    for index, (r0, r1, x0, x1) in enumerate(spans):
        if r0 >= len(ys) - 1:
            continue  # a sliver between two rules that are one
        lines = lines_of(inside.get(index, ()), apart=99)
        size = median(line.size for line in lines) if lines else 0.0
        rows = [(line.text, line.x1 - line.x0) for line in lines]
        score = worst([s.score for line in lines for s in line.segments])
        cells.append(PartCell(r0, r1, x0, x1, unwrap(rows, x1 - x0, size), score))
    rows_ = [(top, bottom) for top, bottom in itertools.pairwise(ys)]
    return Part(number, rows_, cells, True), rest


def _only_header(part: Part, rest: list[Char]) -> bool:
    """Tell whether one shaded row (a header, a zebra stripe) stands in a table without rules."""
    if len(part.rows) > 1:
        return False
    height = part.bottom - part.top
    near = [
        char
        for char in rest
        if part.top - 1.2 * height <= char.top <= part.bottom + 1.2 * height
        and part.x0 - 2 <= char.x0 <= part.x1
    ]
    return any(len(line.segments) >= 2 for line in lines_of(near))


def _cell_groups(page: Page) -> list[list[tuple[float, float, float, float]]]:
    """Return the boxes of the cells of each ruled table, by pdfplumber's own method.

    Before that each connected set of rules gets the frame it lacks: Chinese tables are often
    open at the sides, and a page break may leave the last row without a rule below.
    """
    from pdfplumber import table as plumber
    from pdfplumber.utils import filter_edges

    edges = filter_edges(list(map(_rule, page.edges)), min_length=1)
    edges = plumber.merge_edges(edges, NEAR, NEAR, NEAR, NEAR)
    edges = filter_edges(edges, min_length=NEAR)
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    level = [edge for edge in edges if edge["orientation"] == "h"]
    if not upright or not level or len(upright) * len(level) > 1_000_000:
        return []
    edges = plumber.merge_edges(edges + _frames(upright, level), NEAR, NEAR, NEAR, NEAR)
    crossings = plumber.edges_to_intersections(edges, NEAR, NEAR)
    if len(crossings) > 8_000:
        return []
    return [
        list(group) for group in plumber.cells_to_tables(plumber.intersections_to_cells(crossings))
    ]


def _rule(edge: Edge) -> _Rule:
    sides = {"x0": edge.x0, "top": edge.top, "x1": edge.x1, "bottom": edge.bottom}
    long = {"width": edge.x1 - edge.x0, "height": edge.bottom - edge.top, "object_type": "line"}
    return sides | long | {"orientation": "h" if edge.level else "v"}


def _frames(upright: list[_Rule], level: list[_Rule]) -> list[_Rule]:
    owner = list(range(len(upright) + len(level)))

    def find(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    for i, v in enumerate(upright):
        for j, h in enumerate(level, len(upright)):
            if (
                h["x0"] - NEAR <= v["x0"] <= h["x1"] + NEAR
                and v["top"] - NEAR <= h["top"] <= v["bottom"] + NEAR
            ):
                owner[find(i)] = find(j)
    sets: dict[int, list[_Rule]] = {}
    for index, edge in enumerate(upright + level):
        sets.setdefault(find(index), []).append(edge)
    frames = [_Frame.of(members) for members in sets.values()]
    whole: list[_Frame] = []
    for frame in sorted(frames, key=lambda frame: frame.top):
        if not frame.upright and not frame.wide:
            continue
        above = next((other for other in reversed(whole) if other.goes_on(frame)), None)
        if above is not None:
            above.take(frame)
        else:
            whole.append(frame)
    return [edge for frame in whole if frame.upright and frame.level > 1 for edge in frame.edges()]


@dataclass(slots=True)
class _Frame:
    """The box around connected rules, and whether rules close it at the left and right."""

    x0: float
    top: float
    x1: float
    bottom: float
    upright: bool
    level: int
    closed: bool

    @classmethod
    def of(cls, members: list[_Rule]) -> _Frame:
        x0, x1 = min(e["x0"] for e in members), max(e["x1"] for e in members)
        top, bottom = min(e["top"] for e in members), max(e["bottom"] for e in members)
        upright = [e["x0"] for e in members if e["orientation"] == "v"]
        closed = any(x < x0 + NEAR for x in upright) and any(x > x1 - NEAR for x in upright)
        return cls(x0, top, x1, bottom, bool(upright), len(members) - len(upright), closed)

    @property
    def wide(self) -> bool:
        return self.x1 - self.x0 > 150

    def goes_on(self, below: _Frame) -> bool:
        """Tell whether an open table goes on below a row that spans it (a section's title)."""
        alike = abs(self.x0 - below.x0) < NEAR and abs(self.x1 - below.x1) < NEAR
        return alike and not (self.closed or below.closed) and below.top - self.bottom < 40

    def take(self, below: _Frame) -> None:
        self.bottom = max(self.bottom, below.bottom)
        self.upright = self.upright or below.upright
        self.level += below.level

    def edges(self) -> list[_Rule]:
        sides = [Edge(x, self.top, x, self.bottom) for x in (self.x0, self.x1)]
        ends = [Edge(self.x0, y, self.x1, y) for y in (self.top, self.bottom)]
        return list(map(_rule, sides + ends))
