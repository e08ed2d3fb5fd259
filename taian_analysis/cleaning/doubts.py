"""What leaves a row in doubt: what the other rows are like, and signs of cells run together.

A row short of a cell, a unit that has run into a name, the last row of a text that breaks off: each
is one by what the other rows print (`RowDoubts`).

Where a mark between two cells is lost, a name takes in its unit, its weight or its group, and a
head the head beside it (`doubts`). The values may be right all the same: the row stays, and is not
sure though its table scores well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..base.vocabulary import pattern
from ..grammar.chars import decimals
from ..grammar.units import is_unit
from .align import SourceRow
from .cellkinds import COUNTS, kind
from .cells import Row
from .entries import Entry, join
from .headers import LEVELS, OBSERVED, Head, plain_head, read_head
from .layouts_across import Found
from .names import one_line
from .places import of_places
from .row_cells import Held, RowCells
from .run_on import GAP, run_on, run_together, two_units, uneven, united

#: two numbers in a cell that should hold one
_TWO = re.compile(r"\d\s+\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_REGION = pattern("table_measures", "corner_region")
_DIGIT, _PLAIN = re.compile(r"\d"), re.compile(r"\d{1,3}(?:\.\d{1,2})?", re.ASCII)
#: a blank in a name, and a number that its name begins with
_BLANK = re.compile(r"[\u4e00-\u9fff)\uff09] [\u4e00-\u9fff]")
_NUMBERED = re.compile(r"\d{1,2}[\u4e00-\u9fff]{3}")
#: so few rows are the odd ones of a table of more than so many
_FEW, _FEWEST = 0.1, 3
#: a start and a goal are two years, so far apart at least
_TWO_YEARS, _PLAN_STEP = 2, 3
#: a cell that so many rows print, at least, is missed where one does not
_MOST = 0.25


def doubts(found: Found, entries: Sequence[Entry]) -> set[int]:
    """Return which rows of a table are not sure, by their place among its rows.

    Parameters
    ----------
    found
        The table.
    entries
        Its rows as read.
    """
    if (
        _mixed(found.heads)
        or _apart(found.heads)
        or _worded(found, entries)
        or _bare(found, entries)
        or _remarked(found.heads, entries)
        or _whose(found.heads, entries)
        or _aimed(found.heads, entries)
        or _cut_names(entries)
    ):
        return set(range(len(entries)))
    out = {
        n for n, entry in enumerate(entries)
        if run_together(entry.name) or _TWO.search(entry.rate or "") or two_units(entry.unit or "")
        or _other_year(entry) or any(run_on(token.text) for _, token in entry.values)
    }  # fmt: skip
    out |= _odd_ones(found.heads, entries)
    for held in _beside(found.heads, entries):
        if sum(held) >= _MOST * len(held):
            out |= {n for n, there in enumerate(held) if not there}
    return out | (_told_twice(entries) if found.kind != "wide" else set())


def _told_twice(entries: Sequence[Entry]) -> set[int]:
    """Return the rows that a later row of the same name contradicts below the same heads."""
    first: dict[tuple[str | None, ...], int] = {}
    out = set()
    for n, entry in enumerate(entries):
        before = first.setdefault((entry.area, entry.parent, entry.name), n)
        told = {id(head): token.text for head, token in entries[before].values}
        other = any(told.get(id(head), token.text) != token.text for head, token in entry.values)
        if other and entry.again(entries[before]):
            out.add(before)
    return out


def _odd_ones(heads: Sequence[Head], entries: Sequence[Entry]) -> set[int]:
    """Return the few rows unlike all others: a blank in the name, values on two lines or above it.

    And two values below one head; and a name with a number before it where others have theirs in a
    column: 3 of 3孤儿数量.
    """
    serial = any(h.role == "serial" and h.text and not h.implied for h in heads)
    signs = (
        [bool(_BLANK.search(entry.name)) for entry in entries],
        [len({token.line for _, token in entry.values}) > 1 for entry in entries],
        [any((t.line or 0) < (entry.line or 0) for _, t in entry.values) for entry in entries],
        [len({id(head) for head, _ in entry.values}) < len(entry.values) for entry in entries],
        [serial and bool(_NUMBERED.match(entry.printed)) for entry in entries],
    )
    few = max(1, int(_FEW * len(entries)))
    return {
        n for held in signs if len(entries) > _FEWEST and sum(held) <= few
        for n, there in enumerate(held) if there
    }  # fmt: skip


def _cut_names(entries: Sequence[Entry]) -> bool:
    """Whether names go on in the next row, as its title: 新增单位( and 家), 用水量(立方 and 米).

    Or are cut where their cells end, so that their units follow at once: 社会散居孤万人.
    """
    names = {text for e in entries for text in (e.name, e.area or "")}
    return any(sum(map(cut, names)) >= _FEWEST for cut in (uneven, united))


def _other_year(entry: Entry) -> bool:
    """Whether a row stands below a year that none of its values is of: another table's head."""
    over = read_head(entry.area or "")
    years = {head.period for head, _ in entry.values}
    return over is not None and over.period is not None and not years & {over.period, None}


def _mixed(heads: Sequence[Head]) -> bool:
    """Whether the head of a level is two heads: with a gap between, or of different years."""
    return any(GAP.search(h.text) or _two_years(h.text) for h in heads if h.role in LEVELS)


def _two_years(text: str) -> bool:
    """Whether the lines of a head name years that have nothing in common."""
    years = [found for line in text.split("\n") if (found := set(_YEAR.findall(line)))]
    return len(years) > 1 and not set.intersection(*years)


def _apart(heads: Sequence[Head]) -> bool:
    """Whether two results of one target are years apart: a start and a goal under another head.

    截至6月底完成 over 2020年 and 2025年, 指标值 beside it: the columns' upper heads have slipped.
    """
    if sum(h.role == "target" for h in heads) != 1:
        return False
    results = [h for h in heads if h.role == "actual" and "\n" in h.text]
    years = [int(h.period) for h in results if h.period and h.period.isdecimal()]
    return len(results) == len(years) == _TWO_YEARS and abs(years[1] - years[0]) >= _PLAN_STEP


def _worded(found: Found, entries: Sequence[Entry]) -> bool:
    """Whether, where no marks part cells, many rows hold only words and others only numbers."""
    if found.rows is not None:
        return False
    plain = [all(not _DIGIT.search(token.text) for _, token in entry.values) for entry in entries]
    return _MOST * len(plain) <= sum(plain) < len(plain)


def _bare(found: Found, entries: Sequence[Entry]) -> bool:
    """Whether nothing stands below a value's head where no marks part rows: it may span others."""
    held = {id(head) for entry in entries for head, _ in entry.values}
    valued = [h for h in found.heads if h.value and not h.implied]
    return found.rows is None and any(id(head) not in held for head in valued)


def _remarked(heads: Sequence[Head], entries: Sequence[Entry]) -> bool:
    """Whether numbers alone stand below a head of remarks in many rows: another column's."""
    notes = ["".join(h.text.split()) for h in heads if h.role == "note" and h.text]
    counted = sum(
        any(kind(entry.carried.get(note, "")) in COUNTS for note in notes) for entry in entries
    )
    return counted > _MOST * len(entries)


def _whose(heads: Sequence[Head], entries: Sequence[Entry]) -> bool:
    """Whether targets are of places (栗坪镇, or below 镇名): of what, no head of theirs says."""
    if all(h.role != "target" for h in heads):
        return False
    told = any(h.role == "name" and _REGION.fullmatch(plain_head(h.text)) for h in heads)
    return told or of_places([entry.name for entry in entries])


def _aimed(heads: Sequence[Head], entries: Sequence[Entry]) -> bool:
    """Whether what was taken for a year's result prints bounds, as a target does: ≥60 of 2025年.

    Only years that are the heads of one column or two, and no target beside them, leave it open.
    """
    if any(h.role == "target" for h in heads) or sum(h.year_only for h in heads) > _TWO_YEARS:
        return False
    cells = (cell for entry in entries for cell in entry.values)
    return any(h.year_only and h.role in OBSERVED and SIGNED.match(t.text) for h, t in cells)


def _beside(heads: Sequence[Head], entries: Sequence[Entry]) -> list[list[bool]]:
    """Return for the columns of units and of weights which rows print something in them."""
    out = []
    for head in heads:
        if head.role == "unit" and head.text and not head.implied:
            out.append([e.unit_printed or e.unit is not None for e in entries])
        elif head.role == "weight" and head.text:
            text = "".join(head.text.split())
            out.append([text in entry.carried for entry in entries])
    return out


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
        #: the most points of a row that has values too
        points = [t for row in rows if cells.valued(row) for t in self._points(row)]
        self.most = max((float(t) for t in points if _PLAIN.fullmatch(t)), default=-1)

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

    def left_open(self, row: SourceRow, number: int, name: Row, values: Held) -> bool:
        """Whether a row with a name and values leaves open what is the one and what the other."""
        return (
            self._adrift(row, values) or self._open_ended(row, number)
            or self._grouped(number, name) or self._twice_counted(row)
            or self._run_in(row, name)
        )  # fmt: skip

    def _grouped(self, number: int, name: Row) -> bool:
        """Whether a name, where no marks part cells, may hold a group or a head, or be one."""
        if self.sure:
            return False
        return len(name) > 1 or (number == 0 and read_head(one_line(join(name))) is not None)

    def _twice_counted(self, row: SourceRow) -> bool:
        """Whether a row prints two units: one may be the end of its name (流通, 人次)."""
        units = [t for t in row.junk if kind(t.text) == "unit"]
        return not self.sure and len([*(self.cells.column(row, "unit") or ()), *units]) > 1

    def misplaced(self, row: SourceRow, values: Held) -> bool:
        """Whether a row's cells stand in columns of other things."""
        return (
            self._of_points(row, values) or self._below_zero(row) or self._worded(row)
            or self._slipped(row)
        )  # fmt: skip

    def _of_points(self, row: SourceRow, values: Held) -> bool:
        """Whether a short row's values may be its points: 10, 10, target and result blank."""
        if self.sure or len(values) < min(2, self.cells.full) or self._points(row):
            return False
        texts = [cells[0].text.strip() for _, cells in values]
        return all(_PLAIN.fullmatch(text) and float(text) <= self.most for text in texts)

    def _worded(self, row: SourceRow) -> bool:
        """Whether a title or a name stands for a number, where nothing is aimed at."""
        cells = [t.text for i, tokens in row.cells.items() if i in self.counted for t in tokens]
        return any(kind(text) in _NO_NUMBER and len(text) > _SHORT for text in cells)

    def _below_zero(self, row: SourceRow) -> bool:
        """Whether a short row has a number below zero in a column where no whole row has one.

        Its empty cells were printed at its end: what fell stands where what there was should.
        """
        last = max(i for i, held in enumerate(self.cells.holds) if held)
        fewer = 1 < len(self.cells.valued(row)) < self.cells.full
        short = fewer and (row.short or last not in row.cells)
        read = self._levels(row, whole=False) if short else []
        return any(i in self.above and _BELOW_ZERO.match(text) for i, text in read)

    def _slipped(self, row: SourceRow) -> bool:
        """Whether a short row's numbers are printed as those of a column it leaves empty are.

        Levels of whole numbers and growth with a decimal: what was empty was printed at the end.
        """
        name = self.cells.text(row, "name") or ""
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

    def _run_in(self, row: SourceRow, name: Row) -> bool:
        """Whether a unit has run into a name, and the column of units is empty: 低保标准元/月."""
        if not self.united or self.cells.column(row, "unit"):
            return False
        text = one_line(join(name))
        return any(is_unit(text[-size:]) for size in range(1, min(_UNIT, len(text) - 1) + 1))

    def _adrift(self, row: SourceRow, values: Held) -> bool:
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

    def cut(self, row: SourceRow, number: int, values: Held) -> bool:
        """Whether the document breaks off in this row, before its values are complete."""
        if number != self.last or len(values) >= self.cells.full:
            return False
        last = max(row.tokens(), key=lambda t: t.end or 0, default=None)
        if last is None or last.followed:
            return False
        end = last.end or 0
        return self.broken or (self.usual and self.cells.full > 1 and 0 < self.ends <= end)
