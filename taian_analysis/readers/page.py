"""The one model of a printed page: characters with boxes, rules, pictures.

PDF, OFD and OCR each fill it; lines, cells and tables are recovered from it (`page_lines`,
`page_rules`, `page_columns`, `page_join`), and nothing there asks where a page came from. Lengths
are points, from the top left corner.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Char:
    """A character: its box, its place in the order of the document, how surely it was read.

    `turn` is the way its line runs, in quarter turns against the clock; `piece` numbers what was
    seen as one piece of text, where that is known: white between two of them need not be wide.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    order: int = 0
    score: float | None = None
    turn: int = 0
    piece: int = 0

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """Its height."""
        return self.bottom - self.top


@dataclass(slots=True, frozen=True)
class Edge:
    """A straight rule, or a side of a box: level or upright."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def level(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 > self.bottom - self.top


@dataclass(slots=True)
class Page:
    """A page as it is printed; `size` is its width and height, A4 where nobody said."""

    number: int
    chars: list[Char] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    pictures: int = 0
    size: tuple[float, float] = (595.3, 841.9)


@dataclass(slots=True, frozen=True)
class Seen:
    """Where on paper something was printed, and how surely it was read (None: not by OCR)."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    score: float | None = None


@dataclass(slots=True)
class Segment:
    """Characters of a line that stand together, and the box around them.

    `cuts` are the places in its text, and across the page, where one piece of text that was seen
    ends and the next begins.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    score: float | None = None
    cuts: tuple[tuple[int, float], ...] = ()

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
    score: float | None = None


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


def worst(scores: list[float | None]) -> float | None:
    """Return the lowest score; None where nothing was read by OCR."""
    known = [score for score in scores if score is not None]
    return min(known, default=None)
