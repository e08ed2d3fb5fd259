"""Text whose columns are kept apart by blanks and whose rows by blank lines -> the grids it shows.

`pdftotext -layout` prints a page so: a row is what stands between two blank lines, its wrapped
cells over several lines, above and below the line of its numbers. Where the white runs through
all rows tells the columns. Each page has its own white; all must show as many columns. What does
not add up is left as it is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from ..base.phrases import say
from ..base.report import Line, Table, split_lines
from ..base.screen import is_wide
from ._build import Builder, Grid

Block = Sequence[Line]
_PIECE = re.compile(r"\S+(?: \S+)*")
_NUMBER = re.compile(r"[〔(\[]?[≥≤<>＜＞]?-?\d[\d.,]*+[%‰]?[〕)\]]?|[—–-]+")
_ROWS, _COLUMNS = 4, 3
#: of the rows with text on both sides, how many have white of two signs and more between columns
_WIDE = 0.5
#: how much of a column is filled: labels of several rows stand in their middle
_FILLED = 0.5
#: so many pages, and rows, at most
_MOST, _LONGEST = 4, 80
#: how many blocks above its first row of numbers may be taken for a table's heads
_TRIES = 4


def read_spaced(text: str) -> tuple[str, list[Table]]:
    """Return the text with such tables as lines of cells, and the tables: [] where none."""
    if text.count("   ") < _ROWS * _COLUMNS:
        return text, []
    blocks = [
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
        if grid:
            why = say("seen.spaced", "zh", line=blocks[at][0].number, n=len(grid))
            place = f"表{len(builder.tables) + 1} "
            builder.table(grid, "spaced", places=place, evidence=why)
            at = end
        else:
            builder.line("\n".join(line.text for line in blocks[at]) + "\n")
            at += 1
    return (builder.text(), builder.tables) if builder.tables else (text, [])


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
    heads = {_whole(cell) for cell in grid[0]} if grid else {""}
    if "" in heads or len(heads) < len(grid[0]) or any(map(_NUMBER.fullmatch, heads)):
        return []
    return [[_whole(cell) for cell in row] for row in grid]


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
