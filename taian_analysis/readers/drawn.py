"""Text in which tables are drawn as boxes -> the grids they show, merged and wrapped cells whole.

A program that prints a page as text draws a box around each cell (┌─┬─┐ or +---+---+). Where the
level lines run tells rows from the lines that a cell is wrapped over, and merged cells from empty
ones. A box in which a line is a row (no level lines between) is left as it is.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from unicodedata import east_asian_width

from ..base.phrases import say
from ..base.report import Line, Table, split_lines
from ..base.screen import is_wide
from ._build import Builder, Grid

_LEVEL, _UPRIGHT = frozenset("─━═╌┄┈-="), frozenset("│┃║|")
_JOINT = frozenset("+") | {chr(code) for code in range(0x250C, 0x256D)} - _LEVEL - _UPRIGHT
_EDGE = _UPRIGHT | _JOINT
_TOP = re.compile(r"^\s*+(?:[┌┏╔╒╓][^\s\w]{3,}[┐┓╗╕╖]|\+[-=+]{3,}\+)\s*+")
#: a box of fewer rows or columns is a frame around text, or has no lines between its rows
_ROWS, _COLUMNS = 3, 2
_NUMBER = re.compile(r"[≥≤<>]?\d[\d.,]*+%?")

#: a line of a box, a sign a place on the screen: "" behind a sign that takes two
Placed = list[str]
#: the row and the column of a cell
Place = tuple[int, int]


def read_drawn(text: str) -> tuple[str, list[Table]]:
    """Return the text with each box as lines of cells, and the boxes as tables: [] where none."""
    if not any(map(_TOP.fullmatch, text.split("\n"))):
        return text, []
    builder = Builder()
    lines, at = split_lines(text), 0
    while at < len(lines):
        end = _end(lines, at)
        grid = _grid([line.text for line in lines[at:end]])
        if grid:
            why = say("seen.drawn", "zh", line=lines[at].number, n=len(grid))
            place = f"表{len(builder.tables) + 1} "
            builder.table(grid, "drawn", places=place, evidence=why)
        else:
            end = max(end, at + 1)
            builder.line("\n".join(line.text for line in lines[at:end]))
        at = end
    return (builder.text(), builder.tables) if builder.tables else (text, [])


def _end(lines: Sequence[Line], at: int) -> int:
    """Return where the box that begins at a line ends: there, where none does."""
    end = at
    if _TOP.fullmatch(lines[at].text):
        while (
            end < len(lines) and (text := lines[end].text.strip()) and {text[0], text[-1]} <= _EDGE
        ):
            end += 1
    return end


def _grid(rows: Sequence[str]) -> Grid:
    """Return the cells of a box; [] where its sides are not straight or a line in it is a row."""
    for wide in ("WF", "WFA"):  # some screens give two places to signs that others give one: ≥ — ①
        box = [_placed(row, wide) for row in rows]
        if len({len(row) for row in box}) == 1:
            break
    else:
        return []
    edges = {
        n
        for row in box
        for n, sign in enumerate(row)
        if sign in _JOINT and _LEVEL & {*row[max(n - 2, 0) : n], *row[n + 1 : n + 3]}
    }
    columns = [(a, b) for a, b in itertools.pairwise(sorted(edges)) if b - a > 1]  # no empty ones
    if len(columns) < _COLUMNS or any(box[0][max(edges) + 1 :]):
        return []
    return _cells(box, columns)


def _placed(row: str, wide: str) -> Placed:
    out: Placed = []
    for sign in row.rstrip():
        out += [sign, ""] if east_asian_width(sign) in wide else [sign]
    return out


def _cells(box: Sequence[Placed], columns: Sequence[tuple[int, int]]) -> Grid:
    """Return the cells: a level line ends those above it, an upright one those left of it."""
    begun: list[list[Place]] = []  # of each row, where the cell of each column begins
    parts: dict[Place, list[str]] = defaultdict(list)
    goes_on, new = [False] * len(columns), True
    for line in box:
        ruled = [all(sign in _LEVEL or not sign for sign in line[a + 1 : b]) for a, b in columns]
        if any(ruled):
            goes_on = [on and not level for on, level in zip(goes_on, ruled, strict=True)]
            new = True
        elif new:
            row: list[Place] = []
            for n, (left, _) in enumerate(columns):
                above = begun[-1][n] if goes_on[n] else (len(begun), n)
                row.append(above if not n or line[left] in _EDGE else row[-1])
            begun.append(row)
            goes_on, new = [True] * len(columns), False
        inside = [n for n, level in enumerate(ruled) if begun and not level]
        for place, some in itertools.groupby(inside, lambda n: begun[-1][n]):
            span = [columns[n] for n in some]
            parts[place].append("".join(line[span[0][0] + 1 : span[-1][1]]))
    if len(begun) < _ROWS or any(_stacked(lines) for lines in parts.values()):
        return []
    return [
        [_whole(parts[r, c]) if place == (r, c) else place for c, place in enumerate(row)]
        for r, row in enumerate(begun)
    ]


def _stacked(lines: Sequence[str]) -> bool:
    """Whether a cell holds several numbers under one another: then each line is a row."""
    return sum(_NUMBER.fullmatch(line.strip()) is not None for line in lines) > 1


def _whole(lines: Sequence[str]) -> str:
    """Return the text of a cell: Chinese goes on below without a break where no room was left."""
    text, full = "", False
    for line in filter(str.strip, lines):
        own = line.strip()
        text += ("" if full and (is_wide(text[-1]) or is_wide(own[0])) else "\n") + own
        full = len(line.rstrip()) + len(line) - len(line.lstrip()) >= len(line) - 1
    return text.strip()
