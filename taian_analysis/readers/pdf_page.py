"""A PDF page -> its lines of text and its tables' cells, from the characters pdfplumber found."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from .html import RAISED

#: an edge touches another within this many points (pdfplumber's own tolerance)
NEAR = 3.0
_ASCII = re.compile(r"[!-~]")


@dataclass(slots=True)
class Segment:
    """Characters of a line that stand together, and the box around them."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class TextLine:
    """A line: its segments from left to right, and the size of its type."""

    segments: list[Segment]
    size: float

    @property
    def text(self) -> str:
        """The line's text, wide gaps as two blanks."""
        return "  ".join(segment.text for segment in self.segments)

    @property
    def x0(self) -> float:
        """Its left end."""
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        """Its right end."""
        return max(segment.x1 for segment in self.segments)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(segment.top for segment in self.segments)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(segment.bottom for segment in self.segments)


@dataclass(slots=True)
class PartCell:
    """A cell of a part: its rows `first` to `last` (of the part), its sides and its text."""

    first: int
    last: int
    x0: float
    x1: float
    text: str


@dataclass(slots=True)
class Part:
    """What of a table stands on one page: `rows` as (top, bottom), and its cells."""

    page: int
    rows: list[tuple[float, float]]
    cells: list[PartCell]
    ruled: bool
    labels: list[tuple[int, Segment]] = field(default_factory=list)
    firsts: list[float] = field(default_factory=list)
    size: float = 0.0

    @property
    def x0(self) -> float:
        """Its left side."""
        return min(cell.x0 for cell in self.cells)

    @property
    def x1(self) -> float:
        """Its right side."""
        return max(cell.x1 for cell in self.cells)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.rows[0][0]

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.rows[-1][1]


def letters(page: Any) -> list[dict[str, Any]]:
    """Return the page's upright characters, those printed twice over (false bold) once."""
    seen: set[tuple[str, int, int]] = set()
    out: list[dict[str, Any]] = []
    for char in page.chars:
        if not char["upright"] or char["size"] > 150:
            continue
        x, y = round(char["x0"] / 2), round(char["top"] / 2)
        key = (char["text"], x, y)
        if key in seen and char["text"].strip():
            continue
        seen.add(key)
        char["order"] = len(out)
        out.append(char)
    return out


def lines_of(chars: Iterable[dict[str, Any]], apart: float = 0.9) -> list[TextLine]:
    """Sort characters into lines and, at gaps of `apart` times their size, into segments."""
    rows: list[list[dict[str, Any]]] = []
    middle = reach = 0.0
    for char in sorted(chars, key=lambda c: c["top"] + c["bottom"]):
        height = char["bottom"] - char["top"]
        at = (char["top"] + char["bottom"]) / 2
        if not rows or at - middle > 0.5 * max(reach, min(height, 2 * reach)):
            rows.append([])
            middle, reach = at, height
        rows[-1].append(char)
        reach = max(reach, height)
    out = []
    for row in rows:
        size = median(char["bottom"] - char["top"] for char in row)
        _left_to_right(row, size)
        segments = _segments(row, size, apart)
        if segments:
            out.append(TextLine(segments, size))
    return out


def _left_to_right(row: list[dict[str, Any]], size: float) -> None:
    """Sort by place; where closed-up marks share one (",“"), by their order in the document."""
    row.sort(key=lambda c: c["x0"])
    for k in range(len(row) - 1):
        a, b = row[k], row[k + 1]
        if b["x0"] - a["x0"] < 0.15 * size and b["order"] < a["order"]:
            row[k], row[k + 1] = b, a


def _segments(row: list[dict[str, Any]], size: float, apart: float) -> list[Segment]:
    centre = median((c["top"] + c["bottom"]) / 2 for c in row)
    groups: list[list[dict[str, Any]]] = []
    words: list[list[str]] = []
    blank = False
    last: dict[str, Any] | None = None
    for char in row:
        text = char["text"].replace("\xa0", " ")
        if not text.strip():
            blank = last is not None
            continue
        height = char["bottom"] - char["top"]
        if height < 0.78 * size and (char["top"] + char["bottom"]) / 2 < centre - 0.12 * size:
            text = text.translate(RAISED)
        gap = char["x0"] - last["x1"] if last is not None else 0.0
        if last is None or gap > apart * size:
            groups.append([])
            words.append([])
        elif blank or gap > (0.2 if _ascii(last) and _ascii(char) else 0.5) * size:
            words[-1].append(" ")
        groups[-1].append(char)
        words[-1].append(text)
        last, blank = char, False
    return [
        Segment(
            "".join(part),
            group[0]["x0"],
            group[-1]["x1"],
            min(c["top"] for c in group),
            max(c["bottom"] for c in group),
        )
        for group, part in zip(groups, words, strict=True)
    ]


def _ascii(char: dict[str, Any]) -> bool:
    return bool(_ASCII.match(char["text"]))


def unwrap(rows: list[tuple[str, float]], width: float, size: float) -> str:
    r"""Join the lines of a cell, given as (text, printed width) in a column `width` wide.

    A line that was broken because the column was full is joined; where the next character would
    still have fitted, the break was meant and stays as "\n".
    """
    texts = [text for text, _ in rows]
    if len(texts) > 2 and max(map(len, texts)) <= 2:  # written downwards
        return "".join(texts)
    out = texts[0] if texts else ""
    for (above, taken), text in zip(rows, texts[1:], strict=False):
        word = re.match(r"[!-~]+", text)
        needed = size * (0.5 * len(word[0]) if word else 1.0)
        if taken + needed + 0.9 * size < width:
            out += "\n" + text
        elif re.search(r"[A-Za-z,;]$", above) and re.match(r"[A-Za-z(]", text):
            out += " " + text
        else:
            out += text
    return out


def ruled_parts(page: Any, chars: list[dict[str, Any]]) -> tuple[list[Part], list[dict[str, Any]]]:
    """Return the tables drawn with rules, and the characters that stand outside them."""
    groups = _cell_groups(page)
    parts: list[Part] = []
    rest = chars
    for cells in groups:
        xs = _edges([x for cell in cells for x in (cell[0], cell[2])])
        ys = _edges([y for cell in cells for y in (cell[1], cell[3])])
        if len(xs) < 3 or len(ys) < 2:
            continue
        part, left = _fill(page.page_number, cells, xs, ys, rest)
        filled = sum(bool(cell.text) for cell in part.cells)
        if filled >= 2 and not _only_header(part, left):
            parts.append(part)
            rest = _beside(part, left)
    return parts, rest


def _beside(part: Part, chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give a part the label beside it of a merged cell that has no rules on this page."""
    near = [
        char
        for char in chars
        if part.top < (char["top"] + char["bottom"]) / 2 < part.bottom
        and part.x0 - 90 < char["x0"] < part.x0
        and char["x1"] < part.x0 + 1
    ]
    lines = lines_of(near, apart=99)
    if not lines or len(lines) > 12 or len(lines) >= len(part.rows):
        return chars
    left = min(line.x0 for line in lines) - 4
    text = "".join(line.text for line in lines)
    part.cells.append(PartCell(0, len(part.rows) - 1, left, part.x0, text))
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
    chars: list[dict[str, Any]],
) -> tuple[Part, list[dict[str, Any]]]:
    """Put each character into the cell its middle is in."""
    owner: dict[tuple[int, int], int] = {}
    spans = []
    for index, (x0, top, x1, bottom) in enumerate(boxes):
        c0, c1, r0, r1 = _place(xs, x0), _place(xs, x1), _place(ys, top), _place(ys, bottom)
        spans.append((r0, max(r1 - 1, r0), x0, x1))
        for r in range(r0, max(r1, r0 + 1)):
            for c in range(c0, max(c1, c0 + 1)):
                owner.setdefault((r, c), index)
    inside: dict[int, list[dict[str, Any]]] = {}
    rest = []
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        at = None
        if xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]:
            at = owner.get((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1))
        if at is None:
            rest.append(char)
        else:
            inside.setdefault(at, []).append(char)
    cells = []
    for index, (r0, r1, x0, x1) in enumerate(spans):
        lines = lines_of(inside.get(index, ()), apart=99)
        size = median(line.size for line in lines) if lines else 0.0
        rows = [(line.text, line.x1 - line.x0) for line in lines]
        cells.append(PartCell(r0, r1, x0, x1, unwrap(rows, x1 - x0, size)))
    rows_ = [(top, bottom) for top, bottom in itertools.pairwise(ys)]
    return Part(number, rows_, cells, True), rest


def _only_header(part: Part, rest: list[dict[str, Any]]) -> bool:
    """Tell whether one shaded row (a header, a zebra stripe) stands in a table without rules."""
    if len(part.rows) > 1:
        return False
    height = part.bottom - part.top
    near = [
        char
        for char in rest
        if part.top - 1.2 * height <= char["top"] <= part.bottom + 1.2 * height
        and part.x0 - 2 <= char["x0"] <= part.x1
    ]
    return any(len(line.segments) >= 2 for line in lines_of(near))


def _cell_groups(page: Any) -> list[list[tuple[float, float, float, float]]]:
    """Return the boxes of the cells of each ruled table, by pdfplumber's own method.

    Before that each connected set of rules gets the frame it lacks: Chinese tables are often
    open at the sides, and a page break may leave the last row without a rule below.
    """
    from pdfplumber import table as plumber
    from pdfplumber.utils import filter_edges

    edges = page.edges
    if not edges:
        return []
    edges = filter_edges(edges, min_length=1)
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


def _frames(upright: list[dict[str, Any]], level: list[dict[str, Any]]) -> list[dict[str, Any]]:
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
    sets: dict[int, list[dict[str, Any]]] = {}
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
    def of(cls, members: list[dict[str, Any]]) -> _Frame:
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

    def edges(self) -> list[dict[str, Any]]:
        out = []
        for x in (self.x0, self.x1):
            side = {"x0": x, "x1": x, "top": self.top, "bottom": self.bottom, "orientation": "v"}
            out.append(side | {"height": self.bottom - self.top, "object_type": "line"})
        for y in (self.top, self.bottom):
            side = {"x0": self.x0, "x1": self.x1, "top": y, "bottom": y, "orientation": "h"}
            out.append(side | {"width": self.x1 - self.x0, "object_type": "line"})
        return out
