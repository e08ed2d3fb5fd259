"""What a notebook becomes before it is written: a small tree of plain data.

Every reader (Markdown, HTML, ANSI text, output bundles) makes these nodes, and every writer
(PDF, .docx, HTML) walks them. No node knows a file format.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text looks. Colours are ``#rrggbb``."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    strike: bool = False
    underline: bool = False
    sup: bool = False
    sub: bool = False
    color: str | None = None
    background: str | None = None
    href: str | None = None

    def but(self, **changes: object) -> Style:
        """Return the same style with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


PLAIN = Style()


@dataclass(slots=True)
class Run:
    """Text in one style."""

    text: str
    style: Style = PLAIN


@dataclass(slots=True)
class Break:
    """A line break inside a paragraph."""


@dataclass(slots=True)
class Math:
    """A formula: its LaTeX, and the MathML it was turned into (None where that failed)."""

    latex: str
    mathml: str | None = None
    display: bool = False


@dataclass(slots=True)
class Image:
    """A picture with its bytes. `width` is its natural width in points."""

    data: bytes
    mime: str
    alt: str
    width: float
    height: float


@dataclass(slots=True)
class Note:
    """A footnote at the place it is called; `key` is the same for every call of one note."""

    key: str
    blocks: list[Block]


Inline: TypeAlias = "Run | Break | Math | Image | Note"


@dataclass(slots=True)
class Heading:
    """A heading; `anchor` is what links in the notebook call it."""

    level: int
    inlines: list[Inline]
    anchor: str = ""


@dataclass(slots=True)
class Paragraph:
    """Running text."""

    inlines: list[Inline]
    align: str | None = None


@dataclass(slots=True)
class Quote:
    """A block quotation, or a box: "note", "tip" or "warning"."""

    blocks: list[Block]
    kind: str = ""


@dataclass(slots=True)
class Items:
    """A list. `start` is the first number of an ordered one."""

    items: list[list[Block]]
    ordered: bool = False
    start: int = 1


@dataclass(slots=True)
class Cell:
    """One cell of a table; `header` is "col", "row" or ""."""

    blocks: list[Block]
    colspan: int = 1
    rowspan: int = 1
    header: str = ""
    align: str | None = None
    style: Style = PLAIN


@dataclass(slots=True)
class Table:
    """A table. The first `header_rows` rows are repeated on every page."""

    rows: list[list[Cell]]
    columns: int
    header_rows: int = 0
    header_columns: int = 0
    caption: list[Inline] = field(default_factory=list)
    notes: list[list[Inline]] = field(default_factory=list)


@dataclass(slots=True)
class Figure:
    """A picture that stands by itself."""

    image: Image
    caption: list[Inline] = field(default_factory=list)


@dataclass(slots=True)
class Code:
    """Preformatted text: source code with its language, or output with coloured runs."""

    lines: list[list[Run]]
    language: str = ""
    kind: str = "output"


@dataclass(slots=True)
class MathBlock:
    """A displayed formula."""

    math: Math


@dataclass(slots=True)
class Rule:
    """A horizontal rule."""


@dataclass(slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(slots=True)
class Placeholder:
    """Stands for what has no rendering, and names it."""

    text: str


Block: TypeAlias = (
    "Heading | Paragraph | Quote | Items | Table | Figure | Code | MathBlock | Rule"
    " | PageBreak | Placeholder"
)


@dataclass(slots=True)
class Section:
    """The blocks one notebook cell gave; `cell` is its 1-based number."""

    cell: int
    blocks: list[Block]


@dataclass(slots=True)
class Document:
    """A whole notebook, ready to be written."""

    title: str = ""
    subtitle: str = ""
    authors: list[str] = field(default_factory=list)
    date: str = ""
    source: str = ""
    lang: str = "zh"
    tag: str = "zh"
    sections: list[Section] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def blocks(self) -> Iterator[Block]:
        """Yield the top-level blocks in order."""
        for section in self.sections:
            yield from section.blocks


def headings(blocks: list[Block]) -> list[Heading]:
    """Return the headings among blocks, in order, those inside quotes and lists too."""
    found: list[Heading] = []
    for block in blocks:
        match block:
            case Heading():
                found.append(block)
            case Quote():
                found += headings(block.blocks)
            case Items():
                found += [heading for item in block.items for heading in headings(item)]
    return found


def leans_left(nodes: object) -> bool:
    """Return whether text is written from right to left: its first letter says so.

    Examples
    --------
    >>> leans_left([Run("(שלום) world")]), leans_left([Run("a שלום")])
    (True, False)
    """
    for char in plain_text(nodes):
        kind = unicodedata.bidirectional(char)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def plain_text(nodes: object) -> str:
    """Return the text of inlines or blocks without any styling.

    Examples
    --------
    >>> plain_text([Run("泰安"), Break(), Run("市")])
    '泰安 市'
    """
    match nodes:
        case list():
            joined = [plain_text(node) for node in nodes]
            glue = "" if all(isinstance(node, Run | Break | Math | Note) for node in nodes) else " "
            return glue.join(joined)
        case Run():
            return nodes.text
        case Break():
            return " "
        case Math():
            return nodes.latex
        case Image():
            return nodes.alt
        case Heading() | Paragraph():
            return plain_text(nodes.inlines)
        case Quote():
            return plain_text(nodes.blocks)
        case Items():
            return " ".join(plain_text(item) for item in nodes.items)
        case Cell():
            return plain_text(nodes.blocks)
        case Table():
            return " ".join(plain_text(list(row)) for row in nodes.rows)
        case Figure():
            return plain_text(nodes.caption) or nodes.image.alt
        case Code():
            return "\n".join("".join(run.text for run in line) for line in nodes.lines)
        case MathBlock():
            return nodes.math.latex
        case Placeholder():
            return nodes.text
    return ""
