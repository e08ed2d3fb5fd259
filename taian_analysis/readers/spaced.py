"""Text whose columns are kept apart by blanks and whose rows by blank lines -> the grids it shows.

`pdftotext -layout` prints a page so: a row is what stands between two blank lines, its wrapped
cells over several lines, above and below the line of its numbers. Where the white runs through
all rows tells the columns. Each page has its own white; all must show as many columns. What does
not add up is left as it is.

Programs for a terminal (w3m, `column -t`) set a row a line, a Chinese sign as wide as two others.
There one blank parts two cells where the widest of them stand, so that the white is told by all
lines together; where two blanks part all cells the lines tell it themselves.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from ..base.phrases import say
from ..base.report import Line, Table, split_lines
from ..base.screen import is_wide
from ._build import Builder, Grid, Slot

Block = Sequence[Line]
_PIECE = re.compile(r"\S+(?: \S+)*")
#: what is drawn between cells: then white parts none
_UPRIGHT = re.compile("[|│┃║]")
_NUMBER = re.compile(r"[〔(\[]?[≥≤<>＜＞]?-?\d[\d.,]*+[%‰]?[〕)\]]?|[—–-]+")
_ROWS, _COLUMNS = 4, 3
#: of the rows with text on both sides, how many have white of two signs and more between columns
_WIDE = 0.5
#: how much of a column is filled: labels of several rows stand in their middle
_FILLED = 0.5
#: so many pages, and rows, at most
_MOST, _LONGEST = 4, 80
#: lines that a table of a row a line may have, and what holds the second place of a wide sign
_MOST_LINES = 2000
_HELD = "\0"
#: how many blocks above its first row of numbers may be taken for a table's heads
_TRIES = 4


def read_spaced(text: str) -> tuple[str, list[Table]]:
    """Return the text with such tables as lines of cells, and the tables: [] where none."""
    if text.count("   ") < _ROWS * _COLUMNS:
        return text, []
    blocks: list[Block] = [
        list(block)
        for full, block in itertools.groupby(
            split_lines(text), lambda line: bool(line.text.strip())
        )
        if full
    ]
    builder, at, tried = Builder(), 0, [0] * (len(blocks) + 1)
    while at < len(blocks):
        end = _end(blocks, at)
        tried[end] += end - at > _ROWS
        grid = _grid(blocks[at:end]) if end - at > _ROWS and tried[end] <= _TRIES else []
        above: Block = []
        below: Block = []
        if not grid:
            end = at + 1
            grid, above, below = _terminal(blocks[at])
        _lines(builder, above)
        if grid:
            how = "seen.spaced" if end - at > 1 else "seen.in_lines"
            why = say(how, "zh", line=blocks[at][len(above)].number, n=len(grid))
            place = f"表{len(builder.tables) + 1} "
            builder.table(grid, "spaced", places=place, evidence=why)
        _lines(builder, below)
        at = end
    return (builder.text(), builder.tables) if builder.tables else (text, [])


def _lines(builder: Builder, lines: Block) -> None:
    if lines:
        builder.line("\n".join(line.text for line in lines) + "\n")


def _end(blocks: Sequence[Block], at: int) -> int:
    """Return behind the last block that may belong to a table whose heads stand in a block."""
    words = sum(len(line.text.split()) for line in blocks[at])
    heads = [piece for line in blocks[at] for piece in _PIECE.findall(line.text)]
    if words < _COLUMNS or 2 * sum(map(bool, map(_NUMBER.fullmatch, heads))) > len(heads):
        return at
    end = last = at + 1
    while end < len(blocks) and not (len(blocks[end]) == 1 and _is_prose(blocks[end][0].text)):
        end += 1
        if max(len(_PIECE.findall(line.text)) for line in blocks[end - 1]) >= _COLUMNS:
            last = end
    return last


def _is_prose(text: str) -> bool:
    return len(_PIECE.findall(text)) == 1 and (len(text.strip()) > 30 or text.strip()[-1] in "。;:")


def _grid(blocks: Sequence[Block]) -> Grid:
    """Return the rows of a table, its heads first; [] where the white does not tell them."""
    if all(len(block) == 1 for block in blocks) or len(blocks) > _LONGEST:
        return []  # a line is a row: no cell is wrapped
    grid = _pages([blocks[0], *(row for block in blocks[1:] for row in _parted(block))], _MOST)
    rows: Grid = [[_whole(cell) for cell in row] for row in grid]
    return rows if rows and _titled(rows[0]) else []


def _terminal(block: Block) -> tuple[Grid, Block, Block]:
    """Return the rows of lines that one blank parts in places, and the lines above and below.

    The first row names the columns; a line of one word is a row of one cell. [] if none are.
    """
    full = [n for n, line in enumerate(block) if len(line.text.split()) >= _COLUMNS]
    first, last = (full[0], full[-1] + 1) if full else (0, 0)
    lines = block[first:last]
    several = [line for line in lines if len(line.text.split()) > 1]
    drawn = sum(bool(_UPRIGHT.search(line.text)) for line in several)
    if not _ROWS <= len(several) <= _MOST_LINES or 2 * drawn > len(several):
        return [], block, []
    pieces = [len(_PIECE.findall(line.text)) for line in several]
    for wide in (2, 1):  # terminals give a Chinese sign two places, programs that count signs one
        placed = [[replace(line, text=_placed(line.text, wide))] for line in several]
        cells = [["".join(part).replace(_HELD, "") for part in row] for row in _page(placed)]
        if not cells or not _titled(cells[0]):
            continue
        if pieces == [sum(map(bool, row)) for row in cells]:
            break  # two blanks part all cells
        rows, columns = iter(cells), _columns(placed)
        grid: Grid = [
            [*next(rows)] if len(line.text.split()) > 1 else _alone(line.text, columns, wide)
            for line in lines
        ]
        return grid, block[:first], block[last:]
    return [], block, []


def _alone(text: str, columns: Sequence[tuple[int, int]], wide: int) -> list[Slot]:
    """Return the row of a line of one word: it stands in the column that it begins in."""
    begin = len(_placed(text, wide)) - len(_placed(text.lstrip(), wide))
    own = max((n for n, (start, _) in enumerate(columns) if start <= begin), default=0)
    return [text.strip() if n == own else "" for n in range(len(columns))]


def _placed(text: str, wide: int) -> str:
    """Return a text whose signs stand where a terminal shows them; no blank holds second places."""
    if wide == 1:
        return text
    return "".join(sign + (" " if sign.isspace() else _HELD) * is_wide(sign) for sign in text)


def _titled(heads: Sequence[Slot]) -> bool:
    """Whether the first row of a table names each of its columns, each otherwise."""
    told = "" not in heads and len({*heads}) == len(heads)
    return told and not any(_NUMBER.fullmatch(str(head)) for head in heads)


def _parted(block: Block) -> list[Block]:
    """Return the rows of a block: one, or a line each where all of them are full of numbers."""
    full = [sum(map(bool, map(_NUMBER.fullmatch, line.text.split()))) > 1 for line in block]
    return [[line] for line in block] if len(block) > 1 and all(full) else [block]


def _pages(rows: Sequence[Block], most: int) -> list[list[list[str]]]:
    """Return the cells of rows on so many pages at most, each with its own white; [] on none."""
    for end in range(len(rows), 0, -1):
        page = _page(rows[:end])
        if page and end == len(rows):
            return page
        rest = _pages(rows[end:], most - 1) if page and most > 1 else []
        if rest and len(rest[0]) == len(page[0]):
            return page + rest
    return []


def _page(rows: Sequence[Block]) -> list[list[list[str]]]:
    """Return the cells of a page; [] where one holds white or two numbers, or a column is empty."""
    columns = _columns(rows)
    cells = [_cells(row, columns) for row in rows]
    parts = [cell for row in cells for cell in row]
    torn = any("  " in part for cell in parts for part in cell) or any(map(_several, parts))
    filled = [sum(map(bool, column)) / len(rows) for column in zip(*cells, strict=True)]
    return [] if torn or len(columns) < _COLUMNS or min(filled) < _FILLED else cells


def _columns(rows: Sequence[Block]) -> list[tuple[int, int]]:
    """Return where the columns begin and end: between them no line has a sign."""
    lines = [line.text for row in rows for line in row]
    taken = sorted({n for text in lines for n, sign in enumerate(text) if not sign.isspace()})
    out: list[tuple[int, int]] = []
    for n in taken:
        if out and (out[-1][1] == n or not _apart(lines, out[-1][1], n)):
            out[-1] = (out[-1][0], n + 1)
        else:
            out.append((n, n + 1))
    return out


def _apart(lines: Sequence[str], left: int, right: int) -> bool:
    """Whether white parts two columns: wide white, or in most lines wide or between numbers."""
    sides = [(text[:left].split(), text[left:].split(), text) for text in lines]
    wide = [
        text[left - 1 : right + 1] != text[left - 1 : right + 1].strip()
        or bool(_NUMBER.fullmatch(before[-1]) and _NUMBER.fullmatch(after[0]))
        for before, after, text in sides
        if before and after
    ]
    return right - left > 1 or sum(wide) >= max(_WIDE * len(wide), 1)


def _cells(row: Block, columns: Sequence[tuple[int, int]]) -> list[list[str]]:
    """Return what stands in each column, line by line."""
    return [[part for line in row if (part := line.text[a:b].strip())] for a, b in columns]


def _several(cell: Sequence[str]) -> bool:
    """Whether a cell holds numbers beside or under one another: columns, or rows, not parted."""
    return sum(bool(_NUMBER.fullmatch(word)) for part in cell for word in part.split()) > 1


def _whole(parts: Sequence[str]) -> str:
    """Return the text of a cell: Chinese goes on in the next line without a blank."""
    text = ""
    for part in parts:
        text += ("" if not text or is_wide(text[-1]) or is_wide(part[0]) else " ") + part
    return text
