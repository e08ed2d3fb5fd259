"""What the rows of a table are mostly like, and what therefore leaves one of them in doubt.

A row short of a cell, a unit that has run into a name, the last row of a text that breaks off: each
is one by what the other rows print. Whole tables are doubted by their entries (`doubts`).
"""

from __future__ import annotations

import re
from collections import Counter

from ..base.vocabulary import pattern
from ..grammar.chars import decimals
from ..grammar.units import is_unit
from .align import SourceRow
from .cellkinds import COUNTS, kind
from .cells import CellToken
from .entries import join
from .headers import OBSERVED, Head, read_head
from .names import one_line
from .row_cells import GROUPS, RowCells

#: how a target is printed and a result is not: ≥60, [12] (a sum over the plan)
SIGNED = re.compile(r"\A\s*+[≥≤><＞＜≧≦\[〔【［]")
#: what is no number, and how short a word is that may say what became of one: 持平
_NO_NUMBER, _SHORT = ("section", "text", "long", "head"), 4
_BELOW_ZERO = re.compile(r"[-\u2212\uff0d]\s?\d")
#: what is counted in its own way, and no growth: 开房率(%)
_OWN_UNIT = pattern("table_names", "own_unit")
#: so many rows show what all of them have
_ROWS = 4
#: so long is a unit, at most, that runs into a name
_UNIT = 4


class RowDoubts:
    """What a table's rows have in common; `sure` where marks part them, `ends` the text's end."""

    def __init__(self, cells: RowCells, rows: list[SourceRow], sure: bool, ends: int) -> None:
        self.cells, self.sure, self.ends = cells, sure, ends
        self.last = max((n for n, row in enumerate(rows) if row.kind == "row"), default=-1)
        self.broken = any(t.cut for row in rows for t in row.junk)
        counts = [len(cells.valued(row)) for row in rows if row.kind == "row"]
        counts = [n for n in counts if n]
        units = [cells.column(row, "unit") for row in rows if row.kind == "row"]
        #: whether all rows but one print their unit
        self.united = len(units) >= _ROWS and units.count(None) <= 1
        self.usual = sum(n == cells.full for n in counts) >= 0.8 * len(counts)
        self.mostly = sum(n == cells.full for n in counts) > 0.5 * len(counts)
        #: the columns of levels in which a whole row may have a number below zero
        told = [value for row in rows for value in self._levels(row)]
        below = {i for i, text in told if _BELOW_ZERO.match(text)}
        counts_of = Counter(i for i, _ in told)
        self.above = {i for i, n in counts_of.items() if n >= _ROWS and i not in below}
        aimed = any(head.role == "target" for head in cells.heads)
        numbers = Counter(i for i, text in told if kind(text) in COUNTS)
        #: the columns of levels that hold numbers, where nothing is aimed at
        self.counted = {i for i, n in numbers.items() if n >= _ROWS and not aimed}
        #: how many decimals all numbers of a column have in whole rows
        self.decimals = self._decimals(rows)
        #: the points of rows that have values too
        self.points = {t for row in rows if cells.valued(row) for t in self._points(row)}

    def _decimals(self, rows: list[SourceRow]) -> dict[int, int | None]:
        """Return of each column how many decimals its numbers have, where all have as many."""
        told: dict[int, list[int]] = {}
        for row in rows:
            if row.kind != "row" or len(self.cells.valued(row)) < self.cells.full:
                continue
            for i, cells in row.cells.items():
                if cells and kind(text := cells[0].text.strip()) in COUNTS:
                    told.setdefault(i, []).append(decimals(text))
        return {
            i: found[0] if len(found) >= _ROWS and len(set(found)) == 1 else None
            for i, found in told.items()
        }

    def left_open(
        self,
        row: SourceRow,
        number: int,
        name: list[CellToken],
        values: list[tuple[Head, list[CellToken]]],
    ) -> bool:
        """Whether a row with a name and values leaves open what is the one and what the other."""
        return (
            self._adrift(row, values) or self._open_ended(row, number)
            or self._grouped(row, number, name) or self._twice_counted(row)
            or self._run_in(row, name)
        )  # fmt: skip

    def _grouped(self, row: SourceRow, number: int, name: list[CellToken]) -> bool:
        """Whether a name, where no marks part cells, may hold a group or a head, or be one."""
        if self.sure or (number == 0 and read_head(one_line(join(name))) is not None):
            return not self.sure
        if len(name) < 2 or self.cells.column(row, *GROUPS):
            return False
        return number == 0 or self.cells.grouped

    def _twice_counted(self, row: SourceRow) -> bool:
        """Whether a row prints two units: one may be the end of its name (流通, 人次)."""
        units = [t for t in row.junk if kind(t.text) == "unit"]
        return not self.sure and len([*(self.cells.column(row, "unit") or ()), *units]) > 1

    def misplaced(self, row: SourceRow, values: list[tuple[Head, list[CellToken]]]) -> bool:
        """Whether a row's cells stand in columns of other things."""
        return (
            self._of_points(row, values) or self._below_zero(row) or self._worded(row)
            or self._slipped(row)
        )  # fmt: skip

    def _of_points(self, row: SourceRow, values: list[tuple[Head, list[CellToken]]]) -> bool:
        """Whether a short row's values may be its points: 10, 10, target and result blank."""
        if self.sure or len(values) < 2 or self._points(row):
            return False
        texts = [cells[0].text.strip() for _, cells in values]
        return all(text.isdigit() and text in self.points for text in texts)

    def _worded(self, row: SourceRow) -> bool:
        """Whether a title or a name stands for a number, where nothing is aimed at."""
        cells = [t.text for i, tokens in row.cells.items() if i in self.counted for t in tokens]
        return any(kind(text) in _NO_NUMBER and len(text) > _SHORT for text in cells)

    def _below_zero(self, row: SourceRow) -> bool:
        """Whether a short row has a number below zero in a column where no whole row has one.

        Its empty cells were printed at its end: what fell stands where what there was should.
        """
        short = 1 < len(self.cells.valued(row)) < self.cells.full
        read = self._levels(row, whole=False) if short else []
        return any(i in self.above and _BELOW_ZERO.match(text) for i, text in read)

    def _slipped(self, row: SourceRow) -> bool:
        """Whether a short row's numbers are printed as those of a column it leaves empty are.

        Levels of whole numbers and growth with a decimal: what was empty was printed at the end.
        """
        name = one_line(join(self.cells.column(row, "name") or []))
        if len(self.cells.valued(row)) == self.cells.full or _OWN_UNIT.search(name):
            return False
        left = {one for i, one in self.decimals.items() if i not in row.cells and one is not None}
        told = [
            (self.decimals.get(i), decimals(text)) for i, text in self._levels(row, whole=False)
        ]
        return any(own is not None and own != one and one in left for own, one in told)

    def _levels(self, row: SourceRow, whole: bool = True) -> list[tuple[int, str]]:
        """Return the levels of a row, a `whole` one, with their columns."""
        if row.kind != "row" or (whole and len(self.cells.valued(row)) < self.cells.full):
            return []
        return [
            (i, cells[0].text.strip())
            for i, cells in row.cells.items()
            if cells and self.cells.heads[i].role in OBSERVED
        ]

    def _points(self, row: SourceRow) -> list[str]:
        """Return what a row prints in its columns of weights and scores."""
        cells = (self.cells.column(row, role) for role in ("weight", "score"))
        return [ts[0].text.strip() for ts in cells if ts]

    def _open_ended(self, row: SourceRow, number: int) -> bool:
        """Whether the document ends at a value of the last row: its last figures may be cut off."""
        last = len(self.cells.heads) - 1
        if number != self.last or self.sure or self.cells.holds[last] or last in row.cells:
            return False
        return 0 < self.ends <= max((t.end or 0 for t in row.tokens()), default=0)

    def _run_in(self, row: SourceRow, name: list[CellToken]) -> bool:
        """Whether a unit has run into a name, and the column of units is empty: 低保标准元/月."""
        if not self.united or self.cells.column(row, "unit"):
            return False
        text = one_line(join(name))
        return any(is_unit(text[-size:]) for size in range(1, min(_UNIT, len(text) - 1) + 1))

    def _adrift(self, row: SourceRow, values: list[tuple[Head, list[CellToken]]]) -> bool:
        """Whether a row short of a cell leaves open which column its values belong to."""
        gap = any(held and i not in row.cells for i, held in enumerate(self.cells.holds))
        if not (row.short or (gap and not self.sure and self.mostly)):
            return False
        targets = sum(head.role == "target" for head in self.cells.heads)
        signed = all(
            head.role == "target" and targets == 1 and SIGNED.match(cells[0].text)
            for head, cells in values
        )
        return not signed

    def cut(self, row: SourceRow, number: int, values: list[tuple[Head, list[CellToken]]]) -> bool:
        """Whether the document breaks off in this row, before its values are complete."""
        if number != self.last or len(values) >= self.cells.full:
            return False
        last = max(row.tokens(), key=lambda t: t.end or 0, default=None)
        if last is None or last.followed:
            return False
        end = last.end or 0
        return self.broken or (self.usual and self.cells.full > 1 and 0 < self.ends <= end)
