"""The document -> .docx that an office can go on editing: real headings, tables and captions."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from ..settings import PAPERS
from ..tree import (
    Block,
    Break,
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
)
from ..wording import word
from . import docx_xml as xml
from .contrast import WHITE, legible
from .docx_tables import write_table
from .fonts import char_width
from .layout import TURNED_SIZES, Layout, lay_out, split_columns
from .mathnodes import math_nodes
from .omml import office_math
from .raster import word_picture

_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_MARGINS = (28.0, 26.0, 26.0)  # millimetres: sides, top, bottom


def write_docx(document: Document, *, paper: str = "a4", timestamp: int | None = None) -> bytes:
    """Return the document as a .docx file."""
    moment = None if timestamp is None else datetime.fromtimestamp(timestamp, UTC)
    writer = DocxWriter(document, paper)
    writer.front()
    for block in document.blocks():
        writer.block(block)
    writer.endnotes()
    return xml.stable(writer.save(moment), moment)


def measure(text: str) -> float:
    """Return about how wide a text is, in ems."""
    return sum(map(char_width, text))


class DocxWriter:
    """Writes blocks into a Word document; `home` is where: the body or a table cell."""

    def __init__(self, document: Document, paper: str) -> None:
        self.document = document
        self.word = docx.Document()
        self.home: Any = self.word
        self.notes: list[Note] = []
        self.counts = {"figure": 0, "table": 0}
        self.bookmarks: dict[str, str] = {}
        self.anchors = {heading.anchor for heading in headings(list(document.blocks()))}
        self.paper = WHITE
        across, down = PAPERS[paper]
        section = self.word.sections[0]
        section.page_width, section.page_height = Mm(across), Mm(down)
        side, top, bottom = _MARGINS
        section.left_margin = section.right_margin = Mm(side)
        section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
        self.width = (across - 2 * side) * 72 / 25.4
        self.turned_width = max(self.width, (down - 2 * side) * 72 / 25.4)
        self.height = (down - top - bottom) * 72 / 25.4
        self._styles()
        self._footer(section)

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

    def _styles(self) -> None:
        styles = self.word.styles
        chinese = self.document.lang == "zh"
        latin = "Times New Roman" if chinese else "Calibri"
        for style in styles:
            if style.type == WD_STYLE_TYPE.PARAGRAPH:
                head = style.name.startswith(("Heading", "Title", "Caption"))
                xml.set_fonts(style, latin, xml.EAST_HEAD if head else xml.EAST_BODY)
                if head:
                    style.font.color.rgb = RGBColor(0x1F, 0x23, 0x28)
        normal = styles["Normal"]
        normal.font.size = Pt(11)
        normal.paragraph_format.line_spacing = 1.35
        normal.paragraph_format.space_after = Pt(6)
        for level, size in ((1, 15), (2, 13), (3, 12)):
            styles[f"Heading {level}"].font.size = Pt(size)
        styles["Title"].font.size = Pt(20)
        styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        styles["Subtitle"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        styles["Caption"].font.size = Pt(10)
        styles["Caption"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        code = styles.add_style("Code Block", WD_STYLE_TYPE.PARAGRAPH)
        code.base_style = normal
        code.font.size = Pt(9)
        code.paragraph_format.line_spacing = 1.0
        xml.set_fonts(code, "Consolas", xml.EAST_BODY)
        xml.set_language(self.word, self.document.lang)

    def _footer(self, section: Any) -> None:
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, between, after = word(self.document.lang, "page", page="\0", total="\0").split("\0")
        paragraph.add_run(before)
        xml.add_field(paragraph, "PAGE", "1")
        paragraph.add_run(between)
        xml.add_field(paragraph, "NUMPAGES", "1")
        paragraph.add_run(after)

    def front(self) -> None:
        """Write the title block."""
        doc = self.document
        self.word.add_paragraph(doc.title, style="Title")
        if doc.subtitle:
            self.word.add_paragraph(doc.subtitle, style="Subtitle")
        source = word(doc.lang, "source") + doc.source if doc.source else ""
        authors = ("、" if doc.lang == "zh" else ", ").join(doc.authors)
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
            if blocks and isinstance(blocks[0], Paragraph):
                blocks[0] = Paragraph([mark, *blocks[0].inlines])
            else:
                blocks.insert(0, Paragraph([mark]))
            for block in blocks:
                self.block(block)

    # blocks

    def block(self, block: Block, style: str | None = None) -> None:
        """Write one block."""
        match block:
            case Heading():
                self.heading(block)
            case Paragraph():
                paragraph = self.paragraph(style)
                if leans_left(block.inlines):
                    xml.right_to_left(paragraph)
                if block.align:
                    paragraph.alignment = _SIDES[block.align]
                self.inlines(paragraph, block.inlines)
            case PageBreak():
                if self.home is self.word:
                    self.word.add_page_break()
            case Quote():
                if block.kind:
                    title = Run(word(self.document.lang, block.kind), Style(bold=True))
                    self.block(Paragraph([title]), "Quote")
                for inner in block.blocks:
                    self.block(inner, "Quote" if isinstance(inner, Paragraph) else None)
            case Items():
                self.items(block, 1)
            case Table():
                self.table(block)
            case Figure():
                self.figure(block)
            case Code():
                self.code(block)
            case MathBlock():
                self.formula(self.paragraph(), block.math, display=True)
            case Rule():
                paragraph = self.paragraph()
                edge = xml.element("pBdr")
                edge.append(xml.element("bottom", val="single", sz="4", space="1", color="C9CED6"))
                paragraph._p.get_or_add_pPr().append(edge)
            case Placeholder():
                self.paragraph().add_run(block.text).italic = True

    def paragraph(self, style: str | None = None) -> Any:
        """Add an empty paragraph where writing goes on."""
        return self.home.add_paragraph(style=style)

    def heading(self, block: Heading) -> None:
        """Write a heading with a bookmark for links to it."""
        paragraph = self.paragraph(f"Heading {min(block.level, 9)}")
        self.inlines(paragraph, block.inlines)
        name = self.bookmark(block.anchor)
        xml.add_bookmark(paragraph, name, int(name.removeprefix("h")))

    def bookmark(self, anchor: str) -> str:
        """Return the bookmark name of a heading's anchor (Word allows few characters)."""
        return self.bookmarks.setdefault(anchor, f"h{len(self.bookmarks) + 1}")

    def items(self, block: Items, depth: int) -> None:
        """Write a list; deeper ones in Word's second and third list styles."""
        kind = "List Number" if block.ordered else "List Bullet"
        style = kind if depth == 1 else f"{kind} {min(depth, 3)}"
        number = xml.restart_numbering(self.word, style, block.start) if block.ordered else 0
        for item in block.items:
            first, *rest = item or [Paragraph([])]
            if not isinstance(first, Paragraph):
                first, rest = Paragraph([]), [first, *rest]
            paragraph = self.paragraph(style)
            if number:
                xml.use_numbering(paragraph, number)
            self.inlines(paragraph, first.inlines)
            for inner in rest:
                if isinstance(inner, Items):
                    self.items(inner, depth + 1)
                elif isinstance(inner, Paragraph):
                    self.block(inner, "List Continue")
                else:
                    self.block(inner)

    def figure(self, block: Figure) -> None:
        """Write a picture with its alternative text and caption."""
        paragraph = self.paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = bool(block.caption)
        self.picture(paragraph, block.image)
        if block.caption:
            self.caption("figure", block.caption)

    def picture(self, paragraph: Any, image: Image) -> None:
        """Add a picture to a paragraph, or words in its place where it can not be read."""
        data = word_picture(image)
        if data is None:
            what = word(self.document.lang, "broken_image", name=image.alt)
            paragraph.add_run(word(self.document.lang, "placeholder", what=what))
            return
        room = self.width if self.home is self.word else self.width / 3
        scale = min(1.0, room / image.width, 0.6 * self.height / image.height)
        shape = paragraph.add_run().add_picture(io.BytesIO(data), width=Pt(image.width * scale))
        xml.set_alt(shape, image.alt)

    def caption(self, kind: str, inlines: list[Inline]) -> None:
        """Write a caption that Word numbers, and lists in a table of figures."""
        self.counts[kind] += 1
        label = word(self.document.lang, kind)
        paragraph = self.paragraph("Caption")
        paragraph.paragraph_format.keep_with_next = kind == "table"
        paragraph.add_run(f"{label} ")
        xml.add_field(paragraph, f"SEQ {label} \\* ARABIC", str(self.counts[kind]))
        paragraph.add_run("  ")
        self.inlines(paragraph, inlines)

    def code(self, block: Code) -> None:
        """Write preformatted text, line by line in one paragraph."""
        paragraph = self.paragraph("Code Block")
        for index, line in enumerate(block.lines):
            if index:
                paragraph.add_run().add_break()
            for run in line:
                self.run(paragraph, run)

    def table(self, block: Table) -> None:
        """Write a table: fitted, on a turned page, or in parts."""
        inside = self.home is not self.word
        found = lay_out(block, self.width, self.turned_width, measure)
        if found is None and not inside and block.columns > 1:
            parts = split_columns(block, self.width, measure)
            if len(parts) > 1:
                for part in parts:
                    self.table(part)
                return
        found = found or Layout([self.width / block.columns] * block.columns, TURNED_SIZES[-1])
        turn = found.turned and not inside
        if turn:
            self.turn(True)
        if block.caption:
            self.caption("table", block.caption)
        write_table(self, block, found)
        for note in block.notes:
            self.inlines(self.paragraph(), note)
        if turn:
            self.turn(False)

    def turn(self, wide: bool) -> None:
        """Start a new section, its pages turned or upright."""
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        if (section.orientation == WD_ORIENT.LANDSCAPE) != wide:
            section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
            section.page_width, section.page_height = section.page_height, section.page_width

    # inlines

    def inlines(self, paragraph: Any, inlines: list[Inline]) -> None:
        """Write inlines into a paragraph; neighbours with one target make one link."""
        linked: list[Any] = []
        target: str | None = None
        for node in inlines:
            href = node.style.href if isinstance(node, Run) else None
            if linked and href != target:
                self._link(paragraph, target, linked)
                linked = []
            target = href
            match node:
                case Run():
                    made = self.run(paragraph, node)
                    if href:
                        linked.append(made)
                case Break():
                    paragraph.add_run().add_break()
                case Math():
                    self.formula(paragraph, node, display=False)
                case Image():
                    self.picture(paragraph, node)
                case Note():
                    paragraph.add_run(f"[{self.note(node)}]").font.superscript = True
        if linked:
            self._link(paragraph, target, linked)

    def _link(self, paragraph: Any, target: str | None, runs: list[Any]) -> None:
        if target and target.startswith("#"):
            known = target[1:] in self.anchors
            target = "#" + self.bookmark(target[1:]) if known else None
        if target:
            xml.add_link(paragraph, target, runs)

    def note(self, note: Note) -> int:
        """Return the number of a footnote, which is written at the end."""
        keys = [one.key for one in self.notes]
        if note.key not in keys:
            self.notes.append(note)
            keys.append(note.key)
        return keys.index(note.key) + 1

    def run(self, paragraph: Any, run: Run) -> Any:
        """Write a run of text."""
        style = run.style
        made = paragraph.add_run(run.text)
        font = made.font
        font.bold, font.italic = style.bold or None, style.italic or None
        font.strike, font.underline = style.strike or None, style.underline or None
        font.superscript, font.subscript = style.sup or None, style.sub or None
        if style.code:
            font.name = "Consolas"
        ink = legible(style.color, style.background or self.paper)
        ink = "#0b4f9e" if style.href else ink
        if ink:
            font.color.rgb = RGBColor.from_string(ink.lstrip("#").upper())
        if style.background:
            xml.shade(made._r.get_or_add_rPr(), style.background)
        return made

    def formula(self, paragraph: Any, math: Math, *, display: bool) -> None:
        """Write a formula that Word can edit; its source where it could not be read."""
        nodes = math_nodes(math.mathml) if math.mathml else None
        if nodes is None:
            paragraph.add_run(math.latex).font.name = "Consolas"
            return
        paragraph._p.append(office_math(nodes, display))
