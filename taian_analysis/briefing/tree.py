"""What a notebook becomes before it is written: a small tree of plain data.

Every reader (Markdown, HTML, ANSI text, output bundles) makes these nodes, and every writer
(PDF, .docx, HTML) walks them. No node knows a file format.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias


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


#: signs of private use that begin a text in MathML: colours of the box around it, a rule above
#: some cells of its row
FILL, RULE = "\ue000", "\ue001"


@dataclass(slots=True)
class Math:
    """A formula: its LaTeX, and the MathML it was turned into (None where that failed)."""

    latex: str
    mathml: str | None = None
    display: bool = False


@dataclass(slots=True)
class Image:
    """A picture with its bytes. `width` is its natural width in points.

    `printed` is the same drawing with its words as text, for paper, where the fonts are at hand.
    """

    data: bytes
    mime: str
    alt: str
    width: float
    height: float
    printed: bytes | None = None


@dataclass(slots=True)
class Footnote:
    """A footnote at the place it is called; `key` is the same for every call of one note."""

    key: str
    blocks: list[Block]


@dataclass(slots=True)
class Anchor:
    """A place that links in the notebook go to."""

    name: str


@dataclass(slots=True)
class Reference:
    """Calls a figure, table or formula by its label; its number stands there in the end."""

    label: str
    source: str
    style: Style = PLAIN


Inline: TypeAlias = "Run | Break | Math | Image | Footnote | Anchor | Reference"


@dataclass(slots=True)
class Heading:
    """A heading; `anchor` is what links in the notebook call it."""

    level: int
    inlines: list[Inline]
    anchor: str = ""
    align: str | None = None


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


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar behind a cell's text, from `start` to `end` percent of its width."""

    color: str
    start: float
    end: float


@dataclass(slots=True)
class TableCell:
    """One cell of a table; `header` is "col", "row" or ""."""

    blocks: list[Block]
    colspan: int = 1
    rowspan: int = 1
    header: str = ""
    align: str | None = None
    style: Style = PLAIN
    bar: Bar | None = None


@dataclass(slots=True)
class TableBlock:
    """A table. The first `header_rows` rows are repeated on every page."""

    rows: list[list[TableCell]]
    columns: int
    header_rows: int = 0
    header_columns: int = 0
    caption: list[Inline] = field(default_factory=list)
    notes: list[list[Inline]] = field(default_factory=list)
    anchor: str = ""


@dataclass(slots=True)
class FigureBlock:
    """A picture that stands by itself; `anchor` is the label that text calls it by."""

    image: Image
    caption: list[Inline] = field(default_factory=list)
    anchor: str = ""


@dataclass(slots=True)
class Code:
    """Preformatted text: source code with its language, or output with coloured runs."""

    lines: list[list[Run]]
    language: str = ""
    kind: str = "output"


@dataclass(slots=True)
class MathBlock:
    """A displayed formula; `anchor` is the label that text calls it by."""

    math: Math
    anchor: str = ""


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
    "Heading | Paragraph | Quote | Items | TableBlock | FigureBlock | Code | MathBlock | Rule"
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


#: where a node holds others, in reading order
_INSIDE: dict[type, tuple[str, ...]] = {
    Heading: ("inlines",),
    Paragraph: ("inlines",),
    Quote: ("blocks",),
    Items: ("items",),
    TableCell: ("blocks",),
    TableBlock: ("caption", "rows", "notes"),
    FigureBlock: ("caption",),
    Footnote: ("blocks",),
    MathBlock: ("math",),
}


def walk(nodes: object) -> Iterator[Any]:
    """Yield every node among `nodes` and within them, in reading order.

    Examples
    --------
    >>> [type(node).__name__ for node in walk([Quote([Paragraph([Run("泰安")])])])]
    ['Quote', 'Paragraph', 'Run']
    """
    waiting: list[Any] = [nodes]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
            continue
        yield node
        waiting.extend(getattr(node, name) for name in reversed(_INSIDE.get(type(node), ())))


def lines(nodes: object) -> Iterator[list[Inline]]:
    """Yield every list of inlines within `nodes`, to be read or changed."""
    for node in walk(nodes):
        match node:
            case Heading() | Paragraph():
                yield node.inlines
            case FigureBlock():
                yield node.caption
            case TableBlock():
                yield node.caption
                yield from node.notes


def headings(blocks: list[Block]) -> list[Heading]:
    """Return the headings among blocks, in order, those inside quotes and lists too."""
    return [node for node in walk(blocks) if isinstance(node, Heading)]


def anchors(blocks: list[Block]) -> set[str]:
    """Return what links in the notebook can go to: headings, figures, tables, marked places."""
    found = (getattr(node, "anchor", "") or getattr(node, "name", "") for node in walk(blocks))
    return {name for name in found if name}


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
    if isinstance(nodes, list):
        glue = "" if all(isinstance(node, _JOINED) for node in nodes) else " "
        return glue.join(plain_text(node) for node in nodes)
    read = _TEXT.get(type(nodes))
    return read(nodes) if read else ""


_JOINED = (Run, Break, Math, Footnote, Anchor, Reference)
_TEXT: dict[type, Callable[[Any], str]] = {
    Run: lambda node: node.text,
    Break: lambda node: " ",
    Math: lambda node: node.latex,
    Image: lambda node: node.alt,
    Reference: lambda node: node.source,
    Heading: lambda node: plain_text(node.inlines),
    Paragraph: lambda node: plain_text(node.inlines),
    Quote: lambda node: plain_text(node.blocks),
    Items: lambda node: " ".join(plain_text(item) for item in node.items),
    TableCell: lambda node: plain_text(node.blocks),
    TableBlock: lambda node: " ".join(plain_text(list(row)) for row in node.rows),
    FigureBlock: lambda node: plain_text(node.caption) or node.image.alt,
    Code: lambda node: "\n".join("".join(run.text for run in line) for line in node.lines),
    MathBlock: lambda node: node.math.latex,
    Placeholder: lambda node: node.text,
}
