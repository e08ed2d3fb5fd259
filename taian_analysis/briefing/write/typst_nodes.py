"""The document -> data for the Typst template.

Nothing a notebook says ever becomes Typst code: it travels as JSON strings and is set by
`template.typ`, so ``#read("/etc/passwd")`` in a cell is twenty-odd characters of text.
"""

from __future__ import annotations

import hashlib
from typing import Any

from ..read.context import Context
from ..read.images import SUFFIX
from ..tree import (
    Block,
    Break,
    Cell,
    Code,
    Document,
    Figure,
    Heading,
    Image,
    Inline,
    Items,
    Math,
    MathBlock,
    Note,
    PageBreak,
    Paragraph,
    Placeholder,
    Quote,
    Rule,
    Run,
    Style,
    Table,
    headings,
    leans_left,
    plain_text,
)
from ..wording import word
from .codelines import cut_line, wrap_runs
from .contrast import WHITE, legible
from .fontbook import FontBook, can_stand, is_silent
from .layout import (
    PADDING,
    SIZES,
    Layout,
    break_word,
    grid,
    is_number,
    lay_out,
    numeric_columns,
    split_columns,
    words,
)
from .mathnodes import math_nodes

Json = Any
BODY = 10.5  # points
CODE = 8.5
MATH_DEPTH = 40
MAX_NESTING = 7  # of lists, quotes and tables; Typst ends at about twenty


class TypstNodes:
    """Makes the JSON tree of one document, and collects its pictures.

    Parameters
    ----------
    document
        What is to be set; warnings about characters go to its list.
    book
        The fonts.
    width, turned_width, height
        The text area upright, its width turned, and its height, in points.
    """

    def __init__(
        self, document: Document, book: FontBook, width: float, turned_width: float, height: float
    ) -> None:
        self.document, self.book = document, book
        self.width, self.turned_width, self.height = width, turned_width, height
        self.files: dict[str, bytes] = {}
        self.sources: dict[str, int] = {}  # picture file -> cell
        self.cell = 0
        self.size = BODY
        self.paper = WHITE
        self.depth = 0
        self.notes: set[str] = set()
        self.lacking: set[str] = set()  # a font has to be found for these first
        self.unseen: dict[int, set[str]] = {}  # cell -> characters a reader will not see
        self.anchors: set[str] = set()

    def build(self) -> Json:
        """Return the data that the template's ``briefing`` function sets."""
        document = self.document
        self.anchors = {h.anchor for h in headings(list(document.blocks()))}
        blocks: list[Json] = []
        for section in document.sections:
            self.cell = section.cell
            for block in section.blocks:
                _add(blocks, self.block(block, self.width))
        return {
            "title": self.text(document.title),
            "subtitle": self.text(document.subtitle),
            "authors": [self.text(author) for author in document.authors],
            "date": self.text(document.date),
            "source": self.text(document.source),
            "lang": document.lang,
            "tag": language(document),
            "words": {k: word(document.lang, k) for k in ("contents", "source")},
            "page": word(document.lang, "page", page="\0", total="\0").split("\0"),
            "blocks": blocks,
        }

    def warn(self) -> None:
        """Tell of the characters that are not seen as what they are."""
        for cell, characters in self.unseen.items():
            some = sorted(characters)
            shown = " ".join(f"{c} (U+{ord(c):04X})" for c in some[:20])
            shown += f" … +{len(some) - 20}" if len(some) > 20 else ""
            context = Context(cell, self.document.lang, warnings=self.document.warnings)
            context.warn("w_glyphs", chars=shown)

    def text(self, text: str) -> str:
        """Return a text that the fonts can show; what they lack is noted."""
        book = self.book
        missing = book.missing(text) - {"\n"}
        self.lacking |= {c for c in missing if can_stand(c)}
        unseen = {c for c in missing if not can_stand(c) and not is_silent(c)}
        if book.boxed:
            unseen |= book.boxed.intersection(text)
        if unseen:
            self.unseen.setdefault(self.cell, set()).update(unseen)
        return book.readable(text, missing) if missing else text

    # blocks

    def blocks(self, blocks: list[Block], width: float) -> list[Json]:
        """Return the data of several blocks in a column `width` points wide."""
        if self.depth >= MAX_NESTING:
            return [{"k": "p", "i": [self.text(" ".join(plain_text(blocks).split()))]}]
        self.depth += 1
        made = [self.block(block, max(width, 40.0)) for block in blocks]
        self.depth -= 1
        return made

    def block(self, block: Block, width: float) -> Json:
        """Return the data of one block."""
        lang = self.document.lang
        match block:
            case Heading():
                inlines = self.inlines(block.inlines, width)
                made = {"k": "h", "l": block.level, "i": inlines, "id": block.anchor}
                return made | ({"rtl": True} if leans_left(block.inlines) else {})
            case Paragraph():
                made = {"k": "p", "i": self.inlines(block.inlines, width)}
                made |= {"rtl": True} if leans_left(block.inlines) else {}
                return made | ({"al": block.align} if block.align else {})
            case Quote():
                made = {"k": "q", "b": self.blocks(block.blocks, width - 20)}
                return made | (
                    {"box": block.kind, "t": word(lang, block.kind)} if block.kind else {}
                )
            case PageBreak():
                return {"k": "pb"} if not self.depth else {"k": "parts", "b": []}
            case Items():
                items = [self.blocks(item, width - 22) for item in block.items]
                kind = "ol" if block.ordered else "ul"
                return {"k": kind, "n": items, "s": block.start}
            case Table():
                return self.table(block, width)
            case Figure():
                return self.figure(block, width)
            case Code():
                return self.code(block, width)
            case MathBlock():
                return {"k": "m", "m": self.math(block.math, True)}
            case Rule():
                return {"k": "hr"}
            case Placeholder():
                return {"k": "ph", "t": self.text(block.text)}
        raise TypeError(type(block))

    def figure(self, block: Figure, width: float) -> Json:
        """Return a picture with its caption, no larger than the page leaves room for."""
        image = block.image
        limit = 0.82 * self.height if image.height > 1.6 * image.width else 0.6 * self.height
        scale = min(1.0, width / image.width, limit / image.height)
        made = {"k": "fig", "im": self.image(image, image.width * scale)}
        return made | ({"cap": self.inlines(block.caption, width)} if block.caption else {})

    def image(self, image: Image, width: float) -> Json:
        """Return a picture `width` points wide."""
        name = f"{hashlib.sha256(image.data).hexdigest()[:20]}.{SUFFIX[image.mime]}"
        self.files[name] = image.data
        self.sources.setdefault(name, self.cell)
        return {"k": "im", "f": name, "w": round(width, 2), "alt": self.text(image.alt)}

    def code(self, block: Code, width: float) -> Json:
        """Return preformatted text, its lines broken where they would leave the page."""
        size = min(CODE, self.size * 0.9)
        room = (width - 12) / size
        if block.kind == "source" and all(len(line) <= 1 for line in block.lines):
            text = "\n".join(line[0].text if line else "" for line in block.lines)
            cut = ["\n".join(cut_line(line, room)) for line in self.text(text).split("\n")]
            return {"k": "src", "t": "\n".join(cut), "lang": block.language[:20], "z": size}
        lines = []
        for line in block.lines:
            runs = [Run(self.text(run.text), run.style.but(code=False)) for run in line]
            for part in wrap_runs(runs, room):
                lines.append([self.styled(run.text, run.style) for run in part])
        return {"k": "out", "n": lines, "z": size, "ff": self.book.mono}

    # tables

    def table(self, table: Table, width: float) -> Json:
        """Return a table: fitted, turned, or in parts."""
        whole = width == self.width
        found = lay_out(table, width, self.turned_width if whole else width, self.book.width)
        if found is None and table.columns > 1:
            parts = split_columns(table, width, self.book.width)
            if len(parts) > 1:
                return self._in_parts(parts, width)
        if found is None:
            share = width / table.columns
            found = Layout([share] * table.columns, SIZES[-1])
        found.turned = found.turned and whole
        return self.set_table(table, found)

    def _in_parts(self, parts: list[Table], width: float) -> Json:
        """Return the parts of a table too wide for any page, all in one size of text."""
        layouts = [lay_out(part, width, width, self.book.width) for part in parts]
        size = min((found.size for found in layouts if found), default=SIZES[-1])
        made: list[Json] = []
        for index, (part, found) in enumerate(zip(parts, layouts, strict=True)):
            found = found or Layout([width / part.columns] * part.columns, size)
            if index:
                note = word(self.document.lang, "continued", part=index + 1)
                made.append({"k": "cont", "t": note})
                part.caption = []
            made.append(self.set_table(part, Layout(found.widths, size)))
        return {"k": "parts", "b": made}

    def set_table(self, table: Table, found: Layout) -> Json:
        """Return a table in a given layout."""
        numeric = numeric_columns(table)
        outer, self.size = self.size, found.size
        rows = []
        for row in grid(table):
            cells = [self._cell(cell, column, found, numeric) for column, cell in row]
            if any("br" in cell for cell in cells):  # a row breaks only where all its cells do
                cells = [cell | {"br": True} for cell in cells]
            rows.append(cells)
        made = {
            "k": "t",
            "w": [round(w, 2) for w in found.widths],
            "z": found.size,
            "h": table.header_rows,
            "n": rows,
            "notes": [self.inlines(note, sum(found.widths)) for note in table.notes],
        }
        self.size = outer
        if len(rows) * 1.9 * found.size < 0.28 * self.height and not any(
            "br" in cell for row in rows for cell in row
        ):
            made["keep"] = True  # a short table stays on one page
        if table.caption:
            made["cap"] = self.inlines(table.caption, self.width)
        if found.turned:
            made["turn"] = True
        return made

    def _cell(self, cell: Cell, column: int, found: Layout, numeric: set[int]) -> Json:
        width = sum(found.widths[column : column + cell.colspan]) - PADDING
        made: Json = {}
        blocks = cell.blocks
        outer, self.paper = self.paper, cell.style.background or self.paper
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            made["i"] = self.inlines(blocks[0].inlines, width)
            if leans_left(blocks[0].inlines):
                made["rtl"] = True
            align = blocks[0].align
        else:
            made["b"] = self.blocks(blocks, width)
            align = None
        self.paper = outer
        if cell.header == "col" and cell.colspan > 1:
            align = "center"
        elif (
            column in numeric
            and cell.colspan == 1
            and (cell.header == "col" or is_number(plain_text(blocks)) is not False)
        ):
            align = "right"
        else:
            align = cell.align if cell.header != "col" and cell.align else align
        for key, value in (("cs", cell.colspan), ("rs", cell.rowspan)):
            if value > 1:
                made[key] = value
        if align and align != "left":
            made["al"] = align
        if cell.style.background:
            made["f"] = cell.style.background
        if cell.style.bold or cell.header:
            made["x"] = True
        if cell.style.color and "i" not in made:
            made["c"] = cell.style.color
        lines = self.book.width(plain_text(blocks)) * found.size / max(width, 1)
        if lines * found.size * 1.5 > 0.3 * self.height or any(
            not isinstance(b, Paragraph) for b in blocks
        ):
            made["br"] = True
        return made

    # inlines

    def inlines(self, inlines: list[Inline], width: float) -> list[Json]:
        """Return inline data; words wider than the column are cut so that they can break."""
        made: list[Json] = []
        for node in inlines:
            match node:
                case Run():
                    made += self.run(node, width / self.size)
                case Break():
                    made.append({"k": "br"})
                case Math():
                    made.append({"k": "m", "m": self.math(node, False)})
                case Image():
                    scale = min(1.0, width / node.width, 0.5 * self.height / node.height)
                    made.append(self.image(node, node.width * scale))
                case Note():
                    made.append(self.note(node))
        return made

    def run(self, run: Run, room: float) -> list[Json]:
        """Return a run of text, in one piece where nothing in it is too long for the line."""
        text = self.text(run.text)
        limit = 0.94 * room
        if len(text) * 0.3 < limit or not any(
            is_word and self.book.width(piece) > limit for piece, is_word in words(text)
        ):
            return [self.styled(text, run.style)]
        made: list[Json] = []
        for piece, is_word in words(text):
            if is_word and self.book.width(piece) > limit:
                cut = break_word(piece, min(limit, 4.0), self.book.width)
                made += [{"k": "bx", "i": self.styled(part, run.style)} for part in cut]
            else:
                made.append(self.styled(piece, run.style))
        return made

    def styled(self, text: str, style: Style) -> Json:
        """Return a text with its style; plain text is a plain string."""
        made: Json = {"k": "r", "t": text}
        for key, value in (
            ("x", style.bold),
            ("e", style.italic),
            ("o", style.code),
            ("s", style.strike),
            ("u", style.underline and not style.href),
            ("sup", style.sup),
            ("sub", style.sub),
            ("c", legible(style.color, style.background or self.paper)),
            ("f", style.background),
        ):
            if value:
                made[key] = value
        href = style.href
        if href and href.startswith("#"):
            href = href if href[1:] in self.anchors else None
        if href:
            made["a"] = href
        return made if len(made) > 2 else text

    def note(self, note: Note) -> Json:
        """Return a footnote: its text at the first call, a reference at later ones."""
        made: Json = {"k": "n", "id": note.key}
        if note.key not in self.notes:
            self.notes.add(note.key)
            made["b"] = self.blocks(note.blocks, self.width)
        return made

    # maths

    def math(self, math: Math, display: bool) -> Json:
        """Return a formula; its source stands for it where it can not be set."""
        nodes = math_nodes(math.mathml) if math.mathml else None
        made: Json = {"d": display, "alt": self.text(" ".join(math.latex.split()))[:2000]}
        if nodes is None or _depth(nodes) > MATH_DEPTH:
            made["src"] = self.text(math.latex)
        else:
            made["n"] = self.shown(nodes)
            if display and (_length(nodes) > 40 or _depth(nodes) > 6):
                made |= {"wide": True, "breaks": _breaks(nodes)}
        return made

    def shown(self, node: Json) -> Json:
        """Return a formula's nodes, their characters looked after as in running text."""
        if isinstance(node, list):
            kind = node[:1] if isinstance(node[0] if node else None, str) else []
            return kind + [self.shown(part) for part in node[len(kind) :]]
        return self.text(node) if isinstance(node, str) else node


def language(document: Document) -> list[str | None]:
    """Return the language and region of a document for the typesetter."""
    known: dict[str, list[str | None]]
    known = {"zh": ["zh", "cn"], "zh-Hant": ["zh", "tw"], "en": ["en", "us"]}
    return known.get(document.tag, [document.tag, None])


def _breaks(nodes: Json) -> bool:
    """Return whether a formula may be broken at its signs into parts that fit a line."""
    if nodes[0] != "row":
        return False
    longest = used = 0
    for part in nodes[1:]:
        used = 0 if part[0] == "op" else used + _length(part)
        longest = max(longest, used)
    return longest < 50


def _length(node: Json) -> int:
    """Return about how many characters a formula shows."""
    if isinstance(node, str):
        return len(node)
    if not isinstance(node, list) or not node:
        return 0
    return sum(map(_length, node[1:] if isinstance(node[0], str) else node))


def _depth(node: Json) -> int:
    if not isinstance(node, list):
        return 0
    return 1 + max((_depth(part) for part in node), default=0)


def _add(blocks: list[Json], made: Json) -> None:
    """Append a block; turned tables share pages, and take the headings before them along."""
    if not made.get("turn"):
        blocks.append(made)
        return
    led: list[Json] = []
    while blocks and blocks[-1]["k"] == "h":
        led.insert(0, blocks.pop())
    if blocks and blocks[-1]["k"] == "turn":
        blocks[-1]["b"] += [*led, made]
    else:
        blocks.append({"k": "turn", "b": [*led, made]})
