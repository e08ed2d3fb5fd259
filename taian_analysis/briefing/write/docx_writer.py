"""The document -> .docx that an office can go on editing: real headings, tables and captions."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from ...base.phrases import say
from .. import tree
from ..settings import PAPERS
from ..tree import PLAIN, Document, Run, leans_left
from ..wording import word
from . import docx_xml as xml
from .contrast import WHITE, legible, soft
from .docx_inlines import InlineWriter
from .docx_page import MARGINS, new_document
from .fonts import char_width
from .layout import (
    PADDING,
    TURNED_SIZES,
    Layout,
    grid,
    lay_out,
    numeric_columns,
    side_of,
    split_columns,
)

_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def write_docx(
    document: tree.Document, *, paper: str = "a4", timestamp: int | None = None
) -> bytes:
    """Return the document as a .docx file."""
    moment = None if timestamp is None else datetime.fromtimestamp(timestamp, UTC)
    writer = DocxWriter(document, paper)
    writer.front()
    for block in document.blocks():
        writer.visit(block)
    writer.endnotes()
    return xml.stable(writer.save(moment), moment)


def measure(text: str) -> float:
    """Return about how wide a text is, in ems."""
    return sum(map(char_width, text))


class DocxWriter(InlineWriter):
    """Writes blocks into a Word document; `home` is where: the body or a table cell."""

    def __init__(self, document: Document, paper: str) -> None:
        self.document = document
        self.word: Any = new_document(document.lang, paper)
        self.home: Any = self.word
        self.notes: list[tree.Footnote] = []
        self.counts = {"figure": 0, "table": 0}
        self.bars = 0
        self.bookmarks: dict[str, str] = {}
        self.anchors = tree.anchors(list(document.blocks()))
        self.paper = WHITE
        across, down = PAPERS[paper]
        side, top, bottom = MARGINS
        self.width = (across - 2 * side) * 72 / 25.4
        self.turned_width = max(self.width, (down - 2 * side) * 72 / 25.4)
        self.height = (down - top - bottom) * 72 / 25.4

    def save(self, moment: datetime | None) -> bytes:
        """Return the file's bytes, its properties set."""
        facts = self.word.core_properties
        facts.title = self.document.title[:255]
        facts.author = "; ".join(self.document.authors)[:255]
        facts.subject = self.document.subtitle[:255]
        facts.language = "zh-CN" if self.document.lang == "zh" else "en-US"
        facts.comments = ""
        now = moment or datetime.now(UTC)
        facts.created = facts.modified = now.replace(tzinfo=None, microsecond=0)
        facts.last_modified_by, facts.revision = "", 1
        out = io.BytesIO()
        self.word.save(out)
        return out.getvalue()

    def front(self) -> None:
        """Write the title block."""
        doc = self.document
        self.word.add_paragraph(doc.title, style="Title")
        if doc.subtitle:
            self.word.add_paragraph(doc.subtitle, style="Subtitle")
        source = word(doc.lang, "source") + doc.source if doc.source else ""
        authors = say("joint.list", doc.lang).join(doc.authors)
        facts = "    ".join(fact for fact in (authors, doc.date, source) if fact)
        if facts:
            paragraph = self.word.add_paragraph(facts)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def endnotes(self) -> None:
        """Write the footnotes, at the end: Word's own kind can not be made from here."""
        if not self.notes:
            return
        self.word.add_heading(word(self.document.lang, "notes"), level=1)
        for number, note in enumerate(self.notes, start=1):
            blocks, mark = list(note.blocks), Run(f"[{number}] ")
            if blocks and isinstance(blocks[0], tree.Paragraph):
                blocks[0] = tree.Paragraph([mark, *blocks[0].inlines])
            else:
                blocks.insert(0, tree.Paragraph([mark]))
            for block in blocks:
                self.visit(block)

    # blocks

    def on_paragraph(self, block: tree.Paragraph, style: str | None = None) -> None:
        """Write running text."""
        paragraph = self.paragraph(style)
        if leans_left(block.inlines):
            xml.right_to_left(paragraph)
        if block.align:
            paragraph.alignment = _SIDES[block.align]
        self.inlines(paragraph, block.inlines)

    def on_pagebreak(self, block: tree.PageBreak) -> None:
        """Start a new page."""
        if self.home is self.word:
            self.word.add_page_break()

    def on_quote(self, block: tree.Quote) -> None:
        """Write a quotation, or a box with its title."""
        if block.kind:
            title = Run(word(self.document.lang, block.kind), PLAIN.but(bold=True))
            self.on_paragraph(tree.Paragraph([title]), "Quote")
        for inner in block.blocks:
            self.visit(inner, *(["Quote"] if isinstance(inner, tree.Paragraph) else []))

    def on_mathblock(self, block: tree.MathBlock) -> None:
        """Write a displayed formula."""
        paragraph = self.paragraph()
        self.formula(paragraph, block.math, display=True)
        self.mark(paragraph, block.anchor)

    def on_rule(self, block: tree.Rule) -> None:
        """Write a rule: the lower edge of an empty paragraph."""
        edge = xml.element("pBdr")
        edge.append(xml.element("bottom", val="single", sz="4", space="1", color="C9CED6"))
        self.paragraph()._p.get_or_add_pPr().append(edge)

    def on_placeholder(self, block: tree.Placeholder) -> None:
        """Write the words that stand for what has no rendering."""
        self.paragraph().add_run(block.text).italic = True

    def paragraph(self, style: str | None = None) -> Any:
        """Add an empty paragraph where writing goes on."""
        return self.home.add_paragraph(style=style)

    def on_heading(self, block: tree.Heading) -> None:
        """Write a heading with a bookmark for links to it."""
        paragraph = self.paragraph(f"Heading {min(block.level, 9)}")
        if block.align:
            paragraph.alignment = _SIDES[block.align]
        self.inlines(paragraph, block.inlines)
        self.mark(paragraph, block.anchor)

    def on_items(self, block: tree.Items, depth: int = 1) -> None:
        """Write a list; deeper ones in Word's second and third list styles."""
        kind = "List Number" if block.ordered else "List Bullet"
        style = kind if depth == 1 else f"{kind} {min(depth, 3)}"
        number = xml.restart_numbering(self.word, style, block.start) if block.ordered else 0
        for item in block.items:
            first, *rest = item or [tree.Paragraph([])]
            if not isinstance(first, tree.Paragraph):
                first, rest = tree.Paragraph([]), [first, *rest]
            paragraph = self.paragraph(style)
            if number:
                xml.use_numbering(paragraph, number)
            self.inlines(paragraph, first.inlines)
            for inner in rest:
                if isinstance(inner, tree.Items):
                    self.on_items(inner, depth + 1)
                elif isinstance(inner, tree.Paragraph):
                    self.on_paragraph(inner, "List Continue")
                else:
                    self.visit(inner)

    def on_figureblock(self, block: tree.FigureBlock) -> None:
        """Write a picture with its alternative text and caption."""
        paragraph = self.paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = bool(block.caption)
        self.picture(paragraph, block.image)
        if block.caption:
            self.caption("figure", block.caption, block.anchor)

    def caption(self, kind: str, inlines: list[tree.Inline], anchor: str) -> None:
        """Write a caption that Word numbers, and lists in a table of figures."""
        self.counts[kind] += 1
        label = word(self.document.lang, kind)
        paragraph = self.paragraph("Caption")
        paragraph.paragraph_format.keep_with_next = kind == "table"
        paragraph.add_run(f"{label} ")
        xml.add_field(paragraph, f"SEQ {label} \\* ARABIC", str(self.counts[kind]))
        paragraph.add_run("  ")
        self.inlines(paragraph, inlines)
        self.mark(paragraph, anchor)

    def on_code(self, block: tree.Code) -> None:
        """Write preformatted text, line by line in one paragraph."""
        paragraph = self.paragraph("Code Block")
        for index, line in enumerate(block.lines):
            if index:
                paragraph.add_run().add_break()
            for run in line:
                self.on_run(run, paragraph)

    def on_tableblock(self, block: tree.TableBlock) -> None:
        """Write a table: fitted, on a turned page, or in parts."""
        inside = self.home is not self.word
        found = lay_out(block, self.width, self.turned_width, measure)
        if found is None and not inside and block.columns > 1:
            parts = split_columns(block, self.width, measure)
            if len(parts) > 1:
                for part in parts:
                    self.on_tableblock(part)
                return
        found = found or Layout([self.width / block.columns] * block.columns, TURNED_SIZES[-1])
        turn = found.turned and not inside
        if turn:
            self.turn(True)
        if block.caption:
            self.caption("table", block.caption, block.anchor)
        self._rows(block, found)
        for note in block.notes:
            self.inlines(self.paragraph(), note)
        if turn:
            self.turn(False)

    def _rows(self, table: tree.TableBlock, found: Layout) -> None:
        """Write a table's rows; cells are merged, the header rows repeat on every page."""
        made = self.home.add_table(len(table.rows), table.columns)
        made.alignment = WD_TABLE_ALIGNMENT.CENTER
        made.autofit = False
        xml.borders(made._tbl.tblPr, top=8, bottom=8, insideH=2)
        xml.cell_margins(made._tbl.tblPr, PADDING / 2)
        for column, width in zip(made.columns, found.widths, strict=True):
            column.width = Pt(width)
        numeric = numeric_columns(table)
        slots = [row.cells for row in made.rows]
        for index, row in enumerate(grid(table)):
            for start, cell in row:
                slot = slots[index][start]
                last = slots[index + cell.rowspan - 1][start + cell.colspan - 1]
                slot = slot if last is slot else slot.merge(last)
                slot.width = Pt(sum(found.widths[start : start + cell.colspan]))
                side = side_of(cell, start, numeric) or ""
                self._fill(slot, cell, found.size, _SIDES.get(side))
                if cell.bar:
                    self._bar(slot, cell.bar, slot.width.pt - PADDING, found.size)
        for index, row in enumerate(made.rows):
            xml.keep_whole(row)
            if index < table.header_rows:
                xml.repeat_header(row)
        if len(table.rows) * 1.9 * found.size < 0.28 * self.height:
            _keep_together(made)
        gap = self.home.add_paragraph().paragraph_format
        gap.space_after, gap.line_spacing = Pt(2), Pt(5)

    def _bar(self, slot: Any, bar: tree.Bar, room: float, size: float) -> None:
        """Draw a cell's bar behind its text."""
        self.bars += 1
        start, end = bar.start / 100 * room, bar.end / 100 * room
        number = 10_000 + self.bars  # pictures count from 1
        xml.add_bar(slot.paragraphs[0], number, soft(bar.color), start, end - start, 1.2 * size)

    def _fill(self, slot: Any, cell: tree.TableCell, size: float, side: Any) -> None:
        """Write the content of one cell."""
        if cell.header == "col":
            xml.borders(slot._tc.get_or_add_tcPr(), bottom=4)
        if cell.style.background:
            xml.shade(slot._tc.get_or_add_tcPr(), cell.style.background)
        home, self.home = self.home, slot
        paper = self.paper
        self.paper = cell.style.background or (soft(cell.bar.color) if cell.bar else WHITE)
        blank = slot.paragraphs[0]
        for block in cell.blocks:
            self.visit(_dressed(block, cell, self.paper))
        if len(slot.paragraphs) > 1 and not len(blank._p):
            blank._p.getparent().remove(blank._p)
        self.home, self.paper = home, paper
        for paragraph in slot.paragraphs:
            layout = paragraph.paragraph_format
            layout.space_after, layout.space_before, layout.line_spacing = Pt(0.5), Pt(0.5), 1.0
            if side is not None:
                paragraph.alignment = side
            for run in paragraph.runs:
                run.font.size = Pt(size)

    def turn(self, wide: bool) -> None:
        """Start a new section, its pages turned or upright."""
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        if (section.orientation == WD_ORIENT.LANDSCAPE) != wide:
            section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
            section.page_width, section.page_height = section.page_height, section.page_width


def _keep_together(table: Any) -> None:
    """Keep a short table on one page."""
    for row in table.rows[:-1]:
        for slot in row.cells:
            for paragraph in slot.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _dressed(block: tree.Block, cell: tree.TableCell, paper: str) -> tree.Block:
    """Return a paragraph whose runs carry the cell's weight and colour."""
    if not isinstance(block, tree.Paragraph):
        return block
    ink = legible(cell.style.color, paper)
    inlines: list[tree.Inline] = []
    for node in block.inlines:
        if isinstance(node, Run):
            bold = node.style.bold or cell.style.bold or bool(cell.header)
            style = node.style.but(bold=bold, color=node.style.color or ink)
            node = Run(node.text, style)
        inlines.append(node)
    return tree.Paragraph(inlines, block.align)
