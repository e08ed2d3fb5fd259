"""An HTML <table> -> a table node: spans kept straight, header rows found, captions and notes."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from lxml import etree

from .css import styled
from .tree import PLAIN, Block, Cell, Inline, Paragraph, Table, plain_text

if TYPE_CHECKING:
    from .htmltree import HtmlWalker

MAX_SPAN = 1000


def read_table(node: etree._Element, walker: HtmlWalker, depth: int) -> list[Block]:
    """Return the table of a <table> element (nothing for an empty one)."""
    caption: list[Inline] = []
    notes: list[list[Inline]] = []
    head: list[list[Cell]] = []
    body: list[list[Cell]] = []
    for part, row in _rows(node):
        cells = [_cell(cell, row, walker, depth) for cell in row if cell.tag in ("td", "th")]
        if not cells or walker.sheet.of(row).get("display") == "none":
            continue
        is_head = part == "thead" or (part == "table" and not body and all(c.header for c in cells))
        if part == "tfoot" and len(cells) == 1:
            notes.append(_inlines(cells[0]))
        elif is_head and len(cells) == 1 and cells[0].colspan > 1 and not cells[0].header:
            caption += ([] if not caption else _gap()) + _inlines(cells[0])
        else:
            (head if is_head and not body else body).append(cells)
    for child in node:
        if child.tag == "caption":
            blocks = walker.inside(child, PLAIN, depth)
            caption = [i for b in blocks if isinstance(b, Paragraph) for i in b.inlines] + caption
    for cells in head:
        for cell in cells:
            cell.header = "col"
    rows, columns = regular([*head, *body], len(head))
    if not rows:
        return [Paragraph(caption)] if caption else []
    leading = [
        len(list(takewhile(lambda cell: cell.header == "row", row))) for row in rows[len(head) :]
    ]
    return [Table(rows, columns, len(head), max(leading, default=0), caption, notes)]


def _gap() -> list[Inline]:
    from .tree import Run

    return [Run(" ")]


def _rows(table: etree._Element) -> list[tuple[str, etree._Element]]:
    found = []
    for child in table:
        if child.tag == "tr":
            found.append(("table", child))
        elif child.tag in ("thead", "tbody", "tfoot"):
            found += [(str(child.tag), row) for row in child if row.tag == "tr"]
    order = {"thead": 0, "tfoot": 2}
    return sorted(found, key=lambda pair: order.get(pair[0], 1))


def _inlines(cell: Cell) -> list[Inline]:
    return [i for block in cell.blocks if isinstance(block, Paragraph) for i in block.inlines]


def _span(text: str | None) -> int:
    return min(max(int(text), 1), MAX_SPAN) if text and text.strip().isdecimal() else 1


def _cell(node: etree._Element, row: etree._Element, walker: HtmlWalker, depth: int) -> Cell:
    css = walker.sheet.of(node)
    style = styled(
        styled(PLAIN, {k: v for k, v in walker.sheet.of(row).items() if k != "display"}), css
    )
    align = css.get("text-align") or (node.get("align") or "").lower()
    inner = style.but(background=None, bold=False)
    blocks = [] if css.get("display") == "none" else walker.inside(node, inner, depth)
    header = ""
    if node.tag == "th":
        header = "row" if node.get("scope") != "col" else "col"
    return Cell(
        blocks,
        _span(node.get("colspan")),
        _span(node.get("rowspan")),
        header,
        align if align in ("left", "right", "center") else None,
        style,
    )


def regular(rows: list[list[Cell]], header_rows: int) -> tuple[list[list[Cell]], int]:
    """Return rows that fill one grid exactly: spans cut at the edges, gaps filled.

    A rowspan that reaches out of the header, or below the last row, is cut there, and a row that
    is short is filled with empty cells, so that every writer can rely on the grid.
    """
    taken: dict[int, int] = {}  # column -> rows still covered from above
    placed: list[list[Cell]] = []
    ends: list[tuple[int, dict[int, int]]] = []
    for index, cells in enumerate(rows):
        limit = (header_rows if index < header_rows else len(rows)) - index
        column, row = 0, []
        fresh: dict[int, int] = {}
        for cell in cells:
            while taken.get(column, 0):
                column += 1
            cell.rowspan = min(cell.rowspan, limit)
            free = 1
            while free < cell.colspan and not taken.get(column + free, 0):
                free += 1
            cell.colspan = free
            fresh |= dict.fromkeys(range(column, column + free), cell.rowspan)
            column += free
            row.append(cell)
        placed.append(row)
        covered = taken | fresh
        ends.append((max([*covered, -1]) + 1, dict.fromkeys(covered, 1)))
        taken = {c: left - 1 for c, left in covered.items() if left > 1}
    columns = max((end for end, _ in ends), default=0)
    for row, (_, covered) in zip(placed, ends, strict=True):
        header = "col" if row and all(c.header == "col" for c in row) else ""
        row += [Cell([], header=header) for _ in range(columns - len(covered))]
    return (placed, columns) if columns else ([], 0)


def is_empty(cell: Cell) -> bool:
    """Return whether a cell shows nothing."""
    return not cell.blocks or not plain_text(cell.blocks).strip()
