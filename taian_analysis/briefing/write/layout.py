"""How wide a table's columns are, how small its text, and whether it is turned or split.

The rules of an HTML table, worked out before typesetting: a column is at least as wide as its
longest word and at most as wide as its longest line; what is left is shared out in proportion.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from ...base.screen import is_wide
from ..tree import (
    Block,
    Break,
    Code,
    FigureBlock,
    Footnote,
    Image,
    Inline,
    Items,
    Math,
    Paragraph,
    Quote,
    Run,
    TableBlock,
    TableCell,
    plain_text,
)
from .tight import UNIT, tight_pieces

Measure = Callable[[str], float]
SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
SMALL = 8.0  # text gets this small rather than being broken, and smaller only if it has to
SHORT, SHORT_SIZES = 8, (6.5, 6.0)  # a page is not turned for so few rows, if they fit so small
TURNED_SIZES = (8.5, 8.0, 7.5, 7.0, 6.5)
PADDING = 8.0  # points beside a cell's text, both sides together
_WORD = re.compile(r"[^\s\u2e80-\ufaff\uff00-\uffef]+")
_NUMBER = re.compile(
    r"\A[≥≤><＞＜=~±约+\-−–-]{0,9}\s{0,9}[¥$€£]?\s{0,9}\d[\d,. ]{0,40}(?:[eE][+-]?\d{1,9})?"
    rf"\s{{0,9}}(?:[%‰°]|pp|{UNIT})?(?::\d[\d.]{{0,20}})?\s{{0,9}}[\])*†]?"
)
_LIST = re.compile(r"(?<!\d)\d++(?:[、–]\d++)++")
LONGEST_LIST = 9.0  # ems
_ABSENT = {
    "",
    "-",
    "–",
    "—",
    "na",
    "n/a",
    "nan",
    "nat",
    "<na>",
    "none",
    "null",
    "inf",
    "-inf",
    "…",
    "...",
}
MAX_WORD = 14.0  # ems; a longer word may be broken anywhere


@dataclass
class Layout:
    """What the writer needs: column widths and text size in points, and whether it is turned."""

    widths: list[float]
    size: float
    turned: bool = False


def grid(table: TableBlock) -> list[list[tuple[int, TableCell]]]:
    """Return each row's cells with the column they start in."""
    taken: dict[int, int] = {}
    rows = []
    for cells in table.rows:
        column, row = 0, []
        fresh: dict[int, int] = {}
        for cell in cells:
            while taken.get(column, 0):
                column += 1
            row.append((column, cell))
            fresh |= dict.fromkeys(range(column, column + cell.colspan), cell.rowspan)
            column += cell.colspan
        taken = {c: n - 1 for c, n in (taken | fresh).items() if n > 1}
        rows.append(row)
    return rows


def is_number(text: str) -> bool | None:
    """Return whether a cell's text is a number; None where it says nothing either way.

    Examples
    --------
    >>> is_number("≥60%"), is_number("1.75万人"), is_number("泰安"), is_number("NaN")
    (True, True, False, None)
    >>> is_number(">30㎡"), is_number("915元/人·月"), is_number("3岁以下儿童人数")
    (True, True, False)
    """
    text = text.strip()
    if text.lower() in _ABSENT:
        return None
    return len(text) < 40 and _NUMBER.fullmatch(text) is not None


def numeric_columns(table: TableBlock) -> set[int]:
    """Return the columns whose body is numbers, which are set flush right."""
    yes: dict[int, int] = {}
    no: dict[int, int] = {}
    for row in grid(table)[table.header_rows :]:
        for column, cell in row:
            if cell.colspan > 1:
                continue
            verdict = is_number(plain_text(cell.blocks))
            if verdict is not None:
                count = yes if verdict else no
                count[column] = count.get(column, 0) + 1
    return {column for column, count in yes.items() if count > 3 * no.get(column, 0)}


def side_of(cell: TableCell, column: int, numeric: set[int]) -> str | None:
    """Return the side that a cell's text leans to: numbers to the right, heads with them."""
    head = cell.header == "col"
    if head and cell.colspan > 1:
        return "center"
    number = head or is_number(plain_text(cell.blocks)) is not False
    if column in numeric and cell.colspan == 1 and number:
        return "right"
    if cell.align and not head:
        return cell.align
    only = cell.blocks[0] if len(cell.blocks) == 1 else None
    return only.align if isinstance(only, Paragraph) else None


def lay_out(
    table: TableBlock, width: float, turned_width: float, measure: Measure
) -> Layout | None:
    """Return the layout that fits the page best, or None where the table has to be split."""
    needs = _column_needs(table, measure)
    upright = (*SIZES, *SHORT_SIZES) if len(table.rows) <= SHORT else SIZES
    for available, sizes, turned in ((width, upright, False), (turned_width, TURNED_SIZES, True)):
        found = _fit(needs, available, sizes)
        if found:
            return Layout(*found, turned)
    return None


def _fit(
    needs: tuple[list[float], list[float], list[float]], available: float, sizes: tuple[float, ...]
) -> tuple[list[float], float] | None:
    narrow, usual, wide = needs
    room = available - PADDING * len(narrow)
    for size in sizes:  # no line has to break
        if sum(wide) * size <= room and size >= SMALL:
            return _spread([w * size + PADDING for w in wide], available), size
    for size in sizes:
        if sum(wide) * size <= room:
            return _spread([w * size + PADDING for w in wide], available), size
        # a table whose text breaks may stay large only while few columns have to give way
        if sum(narrow) * size <= room * (1.0 if size == sizes[-1] else 0.92):
            shared = _shared(narrow, usual, wide, room / size)
            return [ems * size + PADDING for ems in shared], size
    return None


def _shared(narrow: list[float], usual: list[float], wide: list[float], room: float) -> list[float]:
    """Share out the room: first what most rows of a column need, then what the longest need."""
    low, high = (narrow, usual) if room <= sum(usual) else (usual, wide)
    share = (room - sum(low)) / max(sum(high) - sum(low), 1e-9)
    return [a + (b - a) * share for a, b in zip(low, high, strict=True)]


def _spread(widths: list[float], available: float) -> list[float]:
    """Return the widths, stretched to the full measure where they nearly fill it."""
    total = sum(widths)
    if total < 0.55 * available:
        return widths
    return [w + (available - total) * w / total for w in widths]


def _column_needs(
    table: TableBlock, measure: Measure
) -> tuple[list[float], list[float], list[float]]:
    """Return each column's least, usual and natural width in ems.

    Usual is what five rows out of six can do with: one long cell shall not starve the others.
    """
    narrow, wide = [1.0] * table.columns, [1.0] * table.columns
    lines: list[list[float]] = [[] for _ in range(table.columns)]
    spanning = []
    for row in grid(table):
        for column, cell in row:
            least, most = cell_needs(cell, measure)
            if cell.colspan == 1:
                narrow[column] = max(narrow[column], least)
                wide[column] = max(wide[column], most)
                lines[column].append(most)
            else:
                spanning.append((column, cell.colspan, least, most))
    for column, span, least, most in spanning:
        for needs, wanted in ((narrow, least), (wide, most)):
            columns = range(column, min(column + span, len(needs)))
            lack = wanted - sum(needs[c] for c in columns)
            for c in columns:
                needs[c] += max(0.0, lack) / len(columns)
    wide = [max(n, w) for n, w in zip(narrow, wide, strict=True)]
    usual = [sorted(some)[(5 * len(some) - 1) // 6] if some else 0.0 for some in lines]
    usual = [min(max(n, u), w) for n, u, w in zip(narrow, usual, wide, strict=True)]
    return narrow, usual, wide


def cell_needs(cell: TableCell, measure: Measure) -> tuple[float, float]:
    """Return a cell's least and natural width in ems."""
    least = most = 0.0
    for text in _cell_lines(cell.blocks):
        line = measure(text) * (1.1 if cell.style.bold or cell.header else 1.0)
        most = max(most, line)
        words = [measure(word) * 1.1 for word in _WORD.findall(text)]
        least = max([least, *(min(word, MAX_WORD) for word in words)])
        kept = [measure(piece) * 1.1 for piece, tight in tight_pieces(text) if tight]
        least = max([least, *(min(piece, MAX_WORD) for piece in kept)])
        lists = [measure(found) for found in _LIST.findall(text)]  # of lines, mostly
        least = max([least, *(some for some in lists if some < LONGEST_LIST)])
        # four characters stay together: columns one character wide read badly
        if any(map(is_wide, text)):
            least = max(least, min(line, 6.6 if cell.header else 4.2))
        if _NUMBER.fullmatch(text.strip()) and len(text) < 24:
            least = max(least, line * 1.1)
    pictures = [_picture_width(b) for b in cell.blocks]
    widest = max([0.0, *pictures]) / 9.0
    return max(least, min(widest, 6.0)), max(most, widest)


def _picture_width(block: Block) -> float:
    if isinstance(block, FigureBlock):
        return block.image.width
    inlines = getattr(block, "inlines", [])
    return max([0.0, *(i.width for i in inlines if isinstance(i, Image))])


def _cell_lines(blocks: list[Block]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Items):
            for item in block.items:
                lines += ["     " + line for line in _cell_lines(item)]
        elif isinstance(block, Quote):
            lines += _cell_lines(block.blocks)
        elif isinstance(block, Code):
            lines += ["".join(run.text for run in line) for line in block.lines]
        elif hasattr(block, "inlines"):
            lines += _inline_lines(block.inlines)
        else:
            lines.append(plain_text([block]))
    return lines


def _inline_lines(inlines: list[Inline]) -> list[str]:
    line, lines = "", []
    for node in inlines:
        if isinstance(node, Break):
            lines.append(line)
            line = ""
        elif isinstance(node, Run):
            line += node.text
        elif isinstance(node, Math):
            line += re.sub(r"\\[a-zA-Z]+|[{}^_]", "x", node.latex)
        elif isinstance(node, Footnote):
            line += "0"
    return [*lines, line]


def split_columns(table: TableBlock, width: float, measure: Measure) -> list[TableBlock]:
    """Return a table too wide for any page as several, each with the first (index) columns."""
    narrow, _, _ = _column_needs(table, measure)
    size = SIZES[-2]
    need = [n * size + PADDING for n in narrow]
    lead = min(max(table.header_columns, 1), table.columns - 1)
    while lead > 0 and sum(need[:lead]) > width / 2:
        lead -= 1
    parts: list[list[int]] = []
    used = width + 1
    for column in range(lead, table.columns):
        if used + need[column] > width or not parts:
            parts.append([])
            used = sum(need[:lead])
        parts[-1].append(column)
        used += need[column]
    if len(parts) < 2:
        return [table]
    return [_part(table, lead, part[0], part[-1] + 1) for part in parts]


def _part(table: TableBlock, lead: int, first: int, end: int) -> TableBlock:
    rows = []
    for row in grid(table):
        cells = []
        for column, cell in row:
            last = column + cell.colspan
            kept = max(0, min(last, lead) - column) + max(0, min(last, end) - max(column, first))
            if kept:
                cells.append(replace(cell, colspan=kept))
        rows.append(cells)
    return replace(table, rows=rows, columns=lead + end - first, header_columns=lead)


def break_word(text: str, width: float, measure: Measure) -> list[str]:
    """Return a word cut into pieces no wider than `width` ems."""
    pieces, piece, used = [], "", 0.0
    for char in text:
        wide = measure(char)
        if piece and used + wide > width:
            pieces.append(piece)
            piece, used = "", 0.0
        piece += char
        used += wide
    return [*pieces, piece] if piece else pieces


def words(text: str) -> list[tuple[str, bool]]:
    """Return a text as (piece, is a word that will not break by itself)."""
    made, at = [], 0
    for match in _WORD.finditer(text):
        if match.start() > at:
            made.append((text[at : match.start()], False))
        made.append((match.group(), True))
        at = match.end()
    if at < len(text):
        made.append((text[at:], False))
    return made
