r"""What every reader builds with: lines and tables, laid down in reading order.

A table is handed over as a grid in which a position is either the text printed there or a
reference ``(row, column)`` to the cell it continues (a merged cell). In the report's text a row of
a table is one line, its printed cells joined by " | "; a continued cell is not printed again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..base.errors import ReportError
from ..base.report import Cell, Table
from ..base.vocabulary import pattern
from ..grammar.chars import NOTHING, unify
from ..grammar.imprint import of_page
from .page import Seen, worst

#: the unit a table is in, on a line of its own; and what else stands above a table and titles none
_UNIT_LINE, _ANNEX = pattern("pages", "unit_line"), pattern("pages", "annex_alone")

#: A grid position: the text printed there, or the position of the merged cell it continues.
Slot = str | tuple[int, int]
Grid = list[list[Slot]]

#: The most grid positions a document's table may have: far above any report, far below harm.
MOST_CELLS = 400_000
#: characters of a document: one string that thousands of cells share makes more of a small file
MOST_SIGNS = 12 << 20
SEPARATOR = " | "
#: how many lines above a table, blank ones among them, its title is looked for
TITLE_LINES = 6


def no_title(text: str) -> bool:
    """Whether a line above a table is a note, a unit, an annex's number, or of the page."""
    return bool(_UNIT_LINE.match(text) or _ANNEX.fullmatch(text.strip())) or of_page(text)


def nearest_title(rows: Sequence[str]) -> str:
    """Return the last short line that is not a sentence, past what a table is counted in.

    Blank lines do not take a title farther from its table; the row of another table is none.

    Examples
    --------
    >>> nearest_title(["表1 完成情况", "", "单位:人", ""]), nearest_title(["甲 | 3", "单位:人"])
    ('表1 完成情况', '')
    """
    for row in reversed(rows[-TITLE_LINES:]):
        text = row.strip()
        if "|" in text:
            return ""
        if text and not no_title(text):
            return text if len(text) <= 80 and not text.endswith(("。", ";", "\uff1b")) else ""
    return ""


#: what pandas calls a head that is left empty
FILLED_IN = re.compile(r"Unnamed: \d+(?:_level_\d+)?")


def as_printed(grid: Grid) -> Grid:
    """Take back what pandas writes into the heads of a merged table: Unnamed: 2, 完成.1.

    Source: pandas, "IO tools": empty heads are named by their place, heads that come again by a
    number (``mangle_dupe_cols``).

    Examples
    --------
    >>> as_printed([["县", "就业", "Unnamed: 2"], ["", "目标", "完成"]])
    [['县', '就业', ''], ['', '目标', '完成']]
    >>> as_printed([["县", "目标", "完成", "目标.1", "完成.1"], ["甲县", "1.1", "1", "2", "1"]])[0]
    ['县', '目标', '完成', '目标', '完成']
    """
    heads = [slot if isinstance(slot, str) else "" for slot in grid[0]] if grid else []
    first: list[Slot] = []
    for n, (slot, text) in enumerate(zip(grid[0], heads, strict=True) if grid else ()):
        head, _, number = text.rpartition(".")
        worded = number.isdecimal() and any(map(str.isalpha, head))
        again = worded and head in heads[:n]
        first.append("" if FILLED_IN.fullmatch(text) else head if again else slot)
    return [first, *grid[1:]]


class Builder:
    """Collects a document's lines and tables and keeps count of lines and offsets."""

    def __init__(self) -> None:
        self.rows: list[str] = []
        self.tables: list[Table] = []
        self.size = 0
        self.seen: list[tuple[int, int, Seen]] = []
        self._cells = 0

    def line(self, text: str = "", seen: Sequence[tuple[int, int, Seen]] = ()) -> None:
        r"""Add a paragraph; each "\n" in it begins a new line; `seen` are spans of it on paper."""
        text = unify(text).translate(NOTHING)
        self.seen += [
            (self.size + min(start, len(text)), self.size + min(end, len(text)), where)
            for start, end, where in seen
        ]
        self.rows += text.split("\n")
        self.size += len(text) + 1
        if self.size > MOST_SIGNS:
            raise too_large("characters", self.size, MOST_SIGNS)

    def caption(self) -> str:
        """Return the nearest title above."""
        return nearest_title(self.rows)

    def table(
        self,
        grid: Grid,
        kind: str,
        *,
        places: Sequence[Sequence[str]] | str = "",
        caption: str | None = None,
        evidence: str = "",
        seen: Mapping[tuple[int, int], Sequence[Seen]] | None = None,
    ) -> None:
        """Add a table: its rows as lines of the text, its cells with their spans.

        `places` names each cell, or is a prefix to which ``R1C1`` is added; `seen` tells of a
        position where it was printed.
        """
        grid = as_printed(grid)
        if caption is None:
            caption = self.caption()
        self._cells += sum(len(row) for row in grid)
        if self._cells > MOST_CELLS:
            raise too_large("table_cells", self._cells, MOST_CELLS)
        done: dict[tuple[int, int], Cell] = {}
        rows: list[tuple[Cell, ...]] = []
        for r, slots in enumerate(grid):
            number, start = len(self.rows) + 1, self.size
            printed: list[str] = []
            cells: list[Cell] = []
            for c, slot in enumerate(slots):
                place = f"{places}R{r + 1}C{c + 1}" if isinstance(places, str) else places[r][c]
                if isinstance(slot, tuple):
                    cell = replace(done[slot], place=place, merged=True)
                else:
                    text = unify(slot).translate(NOTHING).strip()
                    flat = " ".join(text.split("\n"))
                    where = seen.get((r, c), ()) if seen else ()
                    score = worst([part.score for part in where])
                    end = start + len(flat)
                    cell = Cell(text, number, start, end, place, score=score)
                    self.seen += [(start, end, part) for part in where]
                    printed.append(flat)
                    start += len(flat) + len(SEPARATOR)
                    done[r, c] = cell
                cells.append(cell)
            if printed:
                self.line(SEPARATOR.join(printed))
            if any(printed) or not any(cell.merged and cell.text for cell in cells):
                rows.append(tuple(cells))  # else it but carries on the row above: no row of its own
        if rows:
            self.tables.append(Table(tuple(rows), kind, caption, evidence))

    def take(self, other: Builder) -> None:
        """Take over all that another builder holds, in the place of one's own."""
        self.rows, self.tables = other.rows, other.tables
        self.size, self.seen, self._cells = other.size, other.seen, other._cells

    def text(self) -> str:
        """Return the text built so far."""
        return "\n".join(self.rows)


def too_large(what: str, found: object, limit: object) -> ReportError:
    """Return the error for a document beyond any sensible size: too many of `what`."""
    return ReportError.of(f"too_many.{what}", found=found, expected=f"≤ {limit}")


def expand(rows: list[list[tuple[str, int, int]]], groups: list[int] | None = None) -> Grid:
    """Lay cells with row and column spans into a grid, as a browser does.

    Parameters
    ----------
    rows
        The cells of each row as ``(text, rowspan, colspan)``; a rowspan of 0 reaches to the end
        of its row group.
    groups
        The group (thead, tbody, …) of each row; a rowspan does not leave its group.

    Source: HTML Living Standard, "Forming a table" (colspan at most 1000, rowspan at most 65534).
    """
    groups = groups or [0] * len(rows)
    last = {group: index for index, group in enumerate(groups)}
    widest = sum(len(row) for row in rows)
    grid: list[dict[int, Slot]] = [{} for _ in rows]
    total = 0
    for r, row in enumerate(rows):
        c = 0
        for text, down, across in row:
            while c in grid[r]:
                c += 1
            across = min(max(across, 1), 1000, widest)
            end = last[groups[r]] + 1
            end = end if down == 0 else min(end, r + max(down, 1))
            total += (end - r) * across
            if total > MOST_CELLS:
                raise too_large("table_cells", total, MOST_CELLS)
            for i in range(r, end):
                for j in range(c, c + across):
                    grid[i].setdefault(j, (r, c))
            grid[r][c] = text
            c += across
    # columns that hold nothing but the tails of wide cells (an absurd colspan) are no columns
    width = 1 + max(
        (c for row in grid for c, slot in row.items() if not isinstance(slot, tuple)), default=-1
    )
    return [[row.get(c, "") for c in range(min(width, 1 + max(row, default=-1)))] for row in grid]
