"""Tables of a Word document: merged cells, header rows that repeat, alignment, colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from ..tree import Block, Cell, Inline, Paragraph, Run, Table, plain_text
from . import docx_xml as xml
from .contrast import WHITE, legible
from .layout import Layout, grid, is_number, numeric_columns

if TYPE_CHECKING:
    from .docx_writer import DocxWriter


def write_table(writer: DocxWriter, table: Table, found: Layout) -> None:
    """Write a table where the writer stands."""
    made = writer.home.add_table(len(table.rows), table.columns)
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    properties = made._tbl.tblPr
    xml.borders(properties, top=8, bottom=8, insideH=2)
    for column, width in zip(made.columns, found.widths, strict=True):
        column.width = Pt(width)
    numeric = numeric_columns(table)
    slots = [row.cells for row in made.rows]
    for index, row in enumerate(grid(table)):
        for column, cell in row:
            slot = slots[index][column]
            last = slots[index + cell.rowspan - 1][column + cell.colspan - 1]
            if last is not slot:
                slot = slot.merge(last)
            slot.width = Pt(sum(found.widths[column : column + cell.colspan]))
            _fill(writer, slot, cell, found.size, _side(cell, column, numeric))
    for index, row in enumerate(made.rows):
        xml.keep_whole(row)
        if index < table.header_rows:
            xml.repeat_header(row)
    writer.home.add_paragraph().paragraph_format.space_after = Pt(2)


def _side(cell: Cell, column: int, numeric: set[int]) -> Any:
    side = cell.align if cell.header != "col" else None
    if cell.header == "col" and cell.colspan > 1:
        side = "center"
    elif column in numeric and cell.colspan == 1:
        number = is_number(plain_text(cell.blocks)) is not False
        side = "right" if number or cell.header == "col" else side
    return {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}.get(side or "")


def _fill(writer: DocxWriter, slot: Any, cell: Cell, size: float, side: Any) -> None:
    if cell.header == "col":
        xml.borders(slot._tc.get_or_add_tcPr(), bottom=4)
    if cell.style.background:
        xml.shade(slot._tc.get_or_add_tcPr(), cell.style.background)
    home, writer.home = writer.home, slot
    paper, writer.paper = writer.paper, cell.style.background or WHITE
    blank = slot.paragraphs[0]
    for block in cell.blocks:
        writer.block(_dressed(block, cell, writer.paper))
    if len(slot.paragraphs) > 1 and not len(blank._p):
        blank._p.getparent().remove(blank._p)
    writer.home, writer.paper = home, paper
    for paragraph in slot.paragraphs:
        layout = paragraph.paragraph_format
        layout.space_after, layout.space_before, layout.line_spacing = Pt(1), Pt(1), 1.1
        if side is not None:
            paragraph.alignment = side
        for run in paragraph.runs:
            run.font.size = Pt(size)


def _dressed(block: Block, cell: Cell, paper: str) -> Block:
    """Return a paragraph whose runs carry the cell's weight and colour."""
    if not isinstance(block, Paragraph):
        return block
    ink = legible(cell.style.color, paper)
    inlines: list[Inline] = []
    for node in block.inlines:
        if isinstance(node, Run):
            bold = node.style.bold or cell.style.bold or bool(cell.header)
            style = node.style.but(bold=bold, color=node.style.color or ink)
            node = Run(node.text, style)
        inlines.append(node)
    return Paragraph(inlines, block.align)
