"""The document -> data for the Typst template.

Nothing a notebook says ever becomes Typst code: it travels as JSON strings and is set by
`template.typ`, so ``#read("/etc/passwd")`` in a cell is twenty-odd characters of text.
"""

from __future__ import annotations

from typing import Any

from .. import tree
from ..read.context import CellContext
from ..wording import word
from .codelines import code_size, cut_line, wrap_runs
from .contrast import WHITE, soft
from .fontbook import FontBook, can_stand, is_silent
from .layout import (
    PADDING,
    SIZES,
    Layout,
    grid,
    lay_out,
    numeric_columns,
    side_of,
    split_columns,
)
from .typst_inlines import InlineNodes, across

Json = Any
BODY, LATIN_BODY = 10.5, 10.0  # points; Latin letters look larger than Chinese ones
CODE = 8.5
LONGEST = 800  # pieces of one paragraph; what a line breaker needs grows with their square
TURNED_FROM = 1.6  # widths of the page that a formula has before it is set on a turned one
MAX_NESTING = 7  # of lists, quotes and tables; Typst ends at about twenty


class TypstNodes(InlineNodes):
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
        self,
        document: tree.Document,
        book: FontBook,
        width: float,
        turned_width: float,
        height: float,
    ) -> None:
        self.document, self.book = document, book
        self.width, self.turned_width, self.height = width, turned_width, height
        self.files: dict[str, bytes] = {}
        self.sources: dict[str, int] = {}  # picture file -> cell
        self.dots = 0  # of all pictures so far
        self.cell = 0
        self.size = self.body = BODY if document.tag[:2] in ("zh", "ja", "ko") else LATIN_BODY
        self.paper = WHITE
        self.depth = 0
        self.notes: set[str] = set()
        self.lacking: set[str] = set()  # a font has to be found for these first
        self.unseen: dict[int, set[str]] = {}  # cell -> characters a reader will not see
        self.anchors: set[str] = set()

    def build(self) -> Json:
        """Return the data that the template's ``briefing`` function sets."""
        document = self.document
        self.anchors = tree.anchors(list(document.blocks()))
        blocks: list[Json] = []
        for section in document.sections:
            self.cell = section.cell
            for block in section.blocks:
                _add(blocks, self.visit(block, self.width))
        return {
            "title": self.text(document.title),
            "subtitle": self.text(document.subtitle),
            "authors": [self.text(author) for author in document.authors],
            "date": self.text(document.date),
            "source": self.text(document.source),
            "lang": document.lang,
            "tag": language(document),
            "size": self.body,
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
            context = CellContext(cell, self.document.lang, warnings=self.document.warnings)
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

    def blocks(self, blocks: list[tree.Block], width: float) -> list[Json]:
        """Return the data of several blocks in a column `width` points wide."""
        if self.depth >= MAX_NESTING:
            return [{"k": "p", "i": [self.text(" ".join(tree.plain_text(blocks).split()))]}]
        self.depth += 1
        made = [self.visit(block, max(width, 40.0)) for block in blocks]
        self.depth -= 1
        return made

    def on_heading(self, block: tree.Heading, width: float) -> Json:
        """Return a heading with the name that links call it by."""
        made = {"k": "h", "l": block.level, "i": self.inlines(block.inlines, width)}
        return made | {"id": block.anchor} | _sides(block)

    def on_paragraph(self, block: tree.Paragraph, width: float) -> Json:
        """Return a paragraph, in parts where it has more pieces than Typst sets in good time."""
        made, sides = self.inlines(block.inlines, width), _sides(block)
        if len(made) <= LONGEST:
            return {"k": "p", "i": made} | sides
        starts = range(0, len(made), LONGEST)
        return {"k": "parts", "b": [{"k": "p", "i": made[s : s + LONGEST]} | sides for s in starts]}

    def on_quote(self, block: tree.Quote, width: float) -> Json:
        """Return a quotation or a box."""
        made = {"k": "q", "b": self.blocks(block.blocks, width - 20)}
        title = {"box": block.kind, "t": word(self.document.lang, block.kind or "note")}
        return made | (title if block.kind else {})

    def on_pagebreak(self, block: tree.PageBreak, width: float) -> Json:
        """Return a page break; within other blocks there is none."""
        return {"k": "pb"} if not self.depth else {"k": "parts", "b": []}

    def on_items(self, block: tree.Items, width: float) -> Json:
        """Return a list."""
        items = [self.blocks(item, width - 22) for item in block.items]
        return {"k": "ol" if block.ordered else "ul", "n": items, "s": block.start}

    def on_mathblock(self, block: tree.MathBlock, width: float) -> Json:
        """Return a displayed formula."""
        made: Json = {"k": "m", "m": self.math(block.math, True)}
        nodes = made["m"].get("n")
        if nodes and not self.depth and across(nodes) * LATIN_BODY > TURNED_FROM * width:
            made["turn"] = True
        return made | ({"id": block.anchor} if block.anchor else {})

    def on_rule(self, block: tree.Rule, width: float) -> Json:
        """Return a rule."""
        return {"k": "hr"}

    def on_placeholder(self, block: tree.Placeholder, width: float) -> Json:
        """Return the words that stand for what has no rendering."""
        return {"k": "ph", "t": self.text(block.text)}

    def on_figureblock(self, block: tree.FigureBlock, width: float) -> Json:
        """Return a picture with its caption, no larger than the page leaves room for."""
        image = block.image
        limit = 0.82 * self.height if image.height > 1.6 * image.width else 0.6 * self.height
        scale = min(1.0, width / image.width, limit / image.height)
        made: Json = {"k": "fig", "im": self.image(image, image.width * scale)}
        made |= {"id": block.anchor} if block.anchor else {}
        return made | ({"cap": self.inlines(block.caption, width)} if block.caption else {})

    def on_code(self, block: tree.Code, width: float) -> Json:
        """Return preformatted text: smaller where its lines fit then, else broken."""
        size = code_size(block.lines, width - 12, min(CODE, self.size * 0.9))
        room = (width - 12) / size
        if block.kind == "source" and all(len(line) <= 1 for line in block.lines):
            text = "\n".join(line[0].text if line else "" for line in block.lines)
            cut = ["\n".join(cut_line(line, room)) for line in self.text(text).split("\n")]
            return {"k": "src", "t": "\n".join(cut), "lang": block.language[:20], "z": size}
        lines = []
        for line in block.lines:
            runs = [tree.Run(self.text(run.text), run.style.but(code=False)) for run in line]
            for part in wrap_runs(runs, room):
                lines.append([self.styled(run.text, run.style) for run in part])
        return {"k": "out", "n": lines, "z": size, "ff": self.book.mono}

    # tables

    def on_tableblock(self, table: tree.TableBlock, width: float) -> Json:
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

    def _in_parts(self, parts: list[tree.TableBlock], width: float) -> Json:
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

    def set_table(self, table: tree.TableBlock, found: Layout) -> Json:
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
        if table.anchor:
            made["id"] = table.anchor
        if found.turned:
            made["turn"] = True
        return made

    def _cell(self, cell: tree.TableCell, column: int, found: Layout, numeric: set[int]) -> Json:
        width = sum(found.widths[column : column + cell.colspan]) - PADDING
        made = self._content(cell, width)
        align = side_of(cell, column, numeric)
        said = {
            "cs": cell.colspan if cell.colspan > 1 else None,
            "rs": cell.rowspan if cell.rowspan > 1 else None,
            "al": align if align != "left" else None,
            "f": cell.style.background,
            "bar": self._bar(cell),
            "x": cell.style.bold or bool(cell.header),
            "c": cell.style.color if "i" not in made else None,
            "br": self._is_tall(cell, width, found.size),
        }
        return made | {key: value for key, value in said.items() if value}

    def _content(self, cell: tree.TableCell, width: float) -> Json:
        """Return what stands in a cell; one paragraph is set without a paragraph's room."""
        blocks = cell.blocks
        outer = self.paper
        self.paper = cell.style.background or (soft(cell.bar.color) if cell.bar else outer)
        if len(blocks) == 1 and isinstance(blocks[0], tree.Paragraph):
            inlines = blocks[0].inlines
            made: Json = {"i": self.inlines(inlines, width)}
            made |= {"rtl": True} if tree.leans_left(inlines) else {}
        else:
            made = {"b": self.blocks(blocks, width)}
        self.paper = outer
        return made

    def _bar(self, cell: tree.TableCell) -> Json:
        """Return a bar's colour, the paper's colour beside it, and its ends."""
        if cell.bar is None:
            return None
        paper = cell.style.background or self.paper
        return [soft(cell.bar.color), paper, cell.bar.start, cell.bar.end]

    def _is_tall(self, cell: tree.TableCell, width: float, size: float) -> bool:
        """Return whether a cell may be taller than a page, so that it has to break."""
        lines = self.book.width(tree.plain_text(cell.blocks)) * size / max(width, 1)
        tall = lines * size * 1.5 > 0.3 * self.height
        return tall or any(not isinstance(b, tree.Paragraph) for b in cell.blocks)


def language(document: tree.Document) -> list[str | None]:
    """Return the language and region of a document for the typesetter."""
    known: dict[str, list[str | None]]
    known = {"zh": ["zh", "cn"], "zh-Hant": ["zh", "tw"], "en": ["en", "us"]}
    return known.get(document.tag, [document.tag, None])


def _sides(block: tree.Heading | tree.Paragraph) -> Json:
    """Return the direction and the alignment of a line."""
    made: Json = {"rtl": True} if tree.leans_left(block.inlines) else {}
    return made | ({"al": block.align} if block.align else {})


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
