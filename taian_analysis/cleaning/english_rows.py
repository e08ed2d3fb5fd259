"""Which cells make a row of a table in English, and in which columns they stand.

Nothing but the cells says so where each stands on a line of its own, or where a row lacks what
spans several rows: numbers belong in the columns of values, words where the name is. A column of
numbers whose head is unknown tells that the heads are not those of the columns.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from .cellkinds import COUNTS, kind
from .cells import CellToken, Row, Rows, blank, printed
from .headers import Head

#: what a row loses by each of its last cells that it lacks, and of its first; a table by a title
_SHORT, _LED, _TITLE = 0.1, 0.05, 0.3
#: which share of the values must be there, and what a number astray among words weighs
_NUMERIC = 0.5
_WORDS, _COUNTED = ("english", "text", "long", "section"), ("num", "int", "missing", "words")
#: roles of columns of words, and of those whose cells may span several rows
_WORDED, _SPANS = ("name", "area", "verdict", "note", "dept"), ("name", "area", "group", "other")


@dataclass(frozen=True, slots=True)
class EnglishColumns:
    """Where a table has its names, its values and other words, and what may span rows before."""

    name: int
    valued: tuple[int, ...]
    worded: tuple[int, ...]
    spans: int
    width: int

    @classmethod
    def of(cls, heads: Sequence[Head | None]) -> EnglishColumns:
        """Return the columns that heads tell, one of names among them; an unknown one is None."""
        roles = [head.role if head is not None else "other" for head in heads]
        name = max(i for i, role in enumerate(roles) if role == "name")
        spans = itertools.takewhile(lambda role: role in _SPANS, roles[:name])
        valued = tuple(i for i, head in enumerate(heads) if head is not None and head.value)
        worded = tuple(i for i, role in enumerate(roles) if role in _WORDED)
        return cls(name, valued, worded, len([*spans]), len(roles))

    @property
    def last(self) -> int:
        """How many columns a row fills at least."""
        return max(self.valued[-1], self.name) + 1

    def fit(self, kinds: Sequence[str], at: int, led: int, end: int) -> float:
        """Return how well cells from one on fill the columns between two: 1, where all do."""
        begun, stop = at - led, len(kinds)
        if begun + end > stop or kinds[begun + self.name] not in _WORDS:
            return 0.0
        astray = sum(kinds[begun + i] in COUNTS for i in self.worded if led <= i < end)
        values = sum(kinds[begun + i] in _COUNTED for i in self.valued if i < end)
        return (values - _NUMERIC * astray) / len(self.valued)


def parted(cells: Row, heads: Sequence[Head | None]) -> tuple[float, Rows]:
    """Return the rows in which cells fill the columns, with the titles of sections between them.

    And how well they do; what is no known head at the end of them may be a title.

    A row may lack what is printed last, a comment, and what stands before its name and is of
    several rows; it ends where a name begins the next one. What begins as the first title does
    (Priority 1, Priority 2) is rather one than a comment. After the last row nothing is taken.
    """
    columns = EnglishColumns.of(heads)
    ends = range(columns.width, columns.last - 1, -1)
    spans = (
        columns.spans if len(columns.valued) > 1 else 0
    )  # else any word before a number is a row
    shapes = [(led, end) for led in range(spans + 1) for end in ends]
    kinds = [kind(cell.text) for cell in cells]
    begins = [cell.text.split()[0] for cell in cells]
    titles = {begins[0]} if cells and kinds[0] in _WORDS and begins[0].isalpha() else set()
    # of the cells from here on: the score, the row's end, and how many cells it lacks before it
    best = [(0.0, 0, 0)] * (len(cells) + 1)
    for at in reversed(range(len(cells))):
        ways = [(0.0, 0, 0)]
        for led, end in shapes:
            if (values := columns.fit(kinds, at, led, end)) >= _NUMERIC:
                length = end - led
                like = end > columns.last and begins[at + length - 1] in titles
                lost = (columns.width - end) * _SHORT + led * _LED
                ways.append((values - lost - like + best[at + length][0], length, led))
        if kinds[at] in (*_WORDS, "note") and best[at + 1][0]:
            ways.append((best[at + 1][0] - _TITLE, 1, 0))
        best[at] = max(ways)
    rows, at = [], 0
    while at < len(cells) and best[at][1]:
        _, length, led = best[at]
        rows.append([*blank(led), *cells[at : at + length]])
        at += length
    if any(head is None and _counts(rows, i) for i, head in enumerate(heads)):
        return 0.0, []  # its heads are over others
    return best[0][0] - (heads[-1] is None), rows


def _counts(rows: Sequence[Row], column: int) -> bool:
    """Whether most cells of a column are numbers."""
    kinds = [kind(row[column].text) for row in rows if len(row) > max(1, column)]
    return sum(what in COUNTS for what in kinds) > _NUMERIC * len(kinds)


def aligned(rows: Sequence[Row], heads: Sequence[Head], ends: bool) -> Rows:
    """Return rows with those short of what spans several of them moved to where their cells fit.

    A table with `ends` that nothing marks has no row after the last one that has values.
    """
    columns = EnglishColumns.of(heads)
    out: Rows = []
    last = 0
    for row in rows:
        led, fit = _lacks(row, columns)
        out.append([*blank(led), *row])
        last = len(out) if fit >= _NUMERIC else last
    return out[:last] if ends and last else out


def _lacks(row: Sequence[CellToken], columns: EnglishColumns) -> tuple[int, float]:
    """Return how many cells a row lacks before its first, and how well it fits then."""
    if len(printed(row)) < columns.last - columns.spans:
        return 0, 0.0
    kinds = [kind(t.text) for t in row] + ["empty"] * (columns.width - len(row))
    most = max(0, min(columns.spans, columns.width - len(row)))  # a row may be longer than its head
    fits = [columns.fit(kinds, 0, led, columns.width) for led in range(most + 1)]
    led = max(range(len(fits)), key=lambda n: fits[n])
    return led, fits[led]
