"""An HTML <table> -> a table node: spans kept straight, header rows found, captions and notes."""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile
from typing import TYPE_CHECKING

from lxml import etree

from ..tree import PLAIN, Block, Cell, Code, Inline, Paragraph, Run, Table, plain_text
from ..wording import word
from .css import styled
from .limits import ROWS

if TYPE_CHECKING:
    from .html import HtmlWalker

MAX_SPAN = 100
MAX_COLUMNS = 400  # no paper holds more; such a table is shown as text


def read_table(node: etree._Element, walker: HtmlWalker, depth: int) -> list[Block]:
    """Return the table of a <table> element (nothing for an empty one)."""
    caption: list[Inline] = []
    notes: list[list[Inline]] = []
    head: list[list[Cell]] = []
    body: list[list[Cell]] = []
    found = _rows(node)
    if len(found) > ROWS:
        note = word(walker.context.lang, "rows_left_out", count=f"{len(found) - ROWS:,}")
        walker.context.warn("w_left_out", what=note)
        notes.append([Run(note)])
        found = found[:ROWS]
    for part, row in found:
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
    if max((len(row) for row in [*head, *body]), default=0) > MAX_COLUMNS:
        return [_as_text([*head, *body])]
    rows, columns = regular([*head, *body], len(head))
    if not rows:
        return [Paragraph(caption)] if caption else []
    leading = [
        len(list(takewhile(lambda cell: cell.header == "row", row))) for row in rows[len(head) :]
    ]
    return [Table(rows, columns, len(head), max(leading, default=0), caption, notes)]


def _as_text(rows: list[list[Cell]]) -> Code:
    lines = [" | ".join(plain_text(cell.blocks) for cell in row) for row in rows]
    return Code([[Run(" ".join(line.split()))] for line in lines])


def _gap() -> list[Inline]:
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

    A rowspan that reaches out of the header, or below the last row, is cut there; columns in which
    no cell starts are none (``colspan="100"`` is often written for "all"); a row that is short is
    filled with empty cells. So every writer can rely on the grid.
    """
    placed: list[list[tuple[int, Cell]]] = []
    covers: list[set[int]] = []
    taken: dict[int, int] = {}  # column -> rows still covered from above
    for index, cells in enumerate(rows):
        limit = (header_rows if index < header_rows else len(rows)) - index
        row, fresh = _place(cells, taken, limit)
        placed.append(row)
        covered = taken | fresh
        covers.append(set(covered))
        taken = {c: left - 1 for c, left in covered.items() if left > 1}
    starts = sorted({column for row in placed for column, _ in row})
    made = []
    for row, covered_here in zip(placed, covers, strict=True):
        for column, cell in row:
            cell.colspan = bisect_left(starts, column + cell.colspan) - bisect_left(starts, column)
        header = "col" if row and all(cell.header == "col" for _, cell in row) else ""
        gaps = len(starts) - len(covered_here.intersection(starts))
        made.append([cell for _, cell in row] + [Cell([], header=header) for _ in range(gaps)])
    return (made, len(starts)) if starts else ([], 0)


def _place(
    cells: list[Cell], taken: dict[int, int], limit: int
) -> tuple[list[tuple[int, Cell]], dict[int, int]]:
    """Put a row's cells where nothing reaches down from above."""
    column = 0
    row: list[tuple[int, Cell]] = []
    fresh: dict[int, int] = {}
    for cell in cells:
        while taken.get(column, 0):
            column += 1
        free = 1
        while free < cell.colspan and not taken.get(column + free, 0):
            free += 1
        cell.colspan, cell.rowspan = free, min(cell.rowspan, limit)
        fresh |= dict.fromkeys(range(column, column + free), cell.rowspan)
        row.append((column, cell))
        column += free
    return row, fresh
