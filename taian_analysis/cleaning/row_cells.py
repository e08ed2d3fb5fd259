"""The cells of a row under the heads of their columns, and what its values tell.

Which of several values is shown, in which unit, and whether it is open which is which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeAlias

from ..base.vocabulary import pattern
from ..grammar.chars import bare_number
from ..grammar.quantities import Quantity
from ..grammar.units import parse_unit
from .align import SourceRow
from .cellkinds import COUNTS, kind, words
from .cells import CellToken, Row
from .entries import Entry, join
from .headers import LEVELS, Head, squeeze
from .names import one_line, same_unit
from .places import place

_IN_WORDS, _OF_PLACE, _OPINION = words("in_words"), words("of_place"), words("opinion")
#: what a row holds under heads of values
Held: TypeAlias = list[tuple[Head, Row]]
#: columns of what a row is nested under
GROUPS = ("area", "level1")
#: roles whose columns are carried as they are printed
CARRIED = ("other", "note", "dept", "weight", "score", "region")
#: roles of which a row tells one column, so that a second one is carried
_ONCE = ("rate", "verdict", "symbol", "attribute")
#: a serial number where no head says that its column holds them
_SERIAL = re.compile(r"\d{1,3}(?:\.\d{1,2})?[.\u3001]?")


class RowCells:
    """The heads of a table, and what a row of it holds under them."""

    def __init__(self, heads: list[Head], rows: Sequence[SourceRow] = ()) -> None:
        self.heads = heads
        empty = _never_filled(rows)
        holds = [head.value and i not in empty for i, head in enumerate(heads)]
        self.holds = holds if any(holds) else [head.value for head in heads]
        self.full = sum(self.holds)
        #: whether a column says what rows are nested under
        self.grouped = any(h.role in GROUPS and h.text and not h.implied for h in heads)
        #: what each row was found to hold, asked for many times over
        self._by_role, self.valued = cache(self._roles), cache(self._values)

    def column(self, row: SourceRow, *roles: str) -> Row | None:
        """Return what a row prints in the first of these roles that it prints."""
        if row.kind != "row":
            return None
        columns = self._by_role(row)
        for role in roles:
            if role in columns:
                return columns[role]
        return None

    def text(self, row: SourceRow, *roles: str) -> str | None:
        """Return the same as one line of text."""
        cells = self.column(row, *roles)
        return one_line(join(cells)) if cells else None

    def _roles(self, row: SourceRow) -> dict[str, Row]:
        """Return the row's printed cells by role, the first column of each."""
        found: dict[str, Row] = {}
        for i, cells in _printed(row):
            found.setdefault(self.heads[i].role, cells)
        return found

    def _values(self, row: SourceRow) -> Held:
        """Return the cells under the heads of values."""
        cells = [(i, tokens) for i, tokens in _printed(row) if self.holds[i]]
        return [(self.heads[i], tokens) for i, tokens in cells if not _office(tokens)]

    def sign(self, row: SourceRow) -> str | None:
        """Return the comparison a row prints in a cell of its own: of 正向, 大于等于 the second."""
        signs = [
            one_line(t.text)
            for i, cells in sorted(row.cells.items())
            for t in cells
            if self.heads[i].role in ("symbol", "other") and kind(t.text) == "sign"
        ]
        return next((sign for sign in signs if not _IN_WORDS.fullmatch(sign)), None)

    def carried(self, row: SourceRow) -> dict[str, str]:
        """Return what columns without a role of ours hold, under their printed heads."""
        out: dict[str, str] = {}
        firsts = list(self._by_role(row).values())
        for i, cells in _printed(row):
            head = self.heads[i]
            told = head.role in CARRIED or (head.role in _ONCE and cells not in firsts)
            text = one_line(join(row.cells[i])) if told and head.text.strip() else ""
            if text:
                out.setdefault("".join(head.text.split()), text)
        beside: dict[str, dict[str, None]] = {}  # a turned row has those of several printed ones
        for over, text in (told for token in row.tokens() for told in token.beside):
            beside.setdefault("".join(over.split()), {})[one_line(text)] = None
        return {over: "; ".join(texts) for over, texts in beside.items()} | out

    def untold(self, row: SourceRow, entries: Sequence[Entry]) -> Row:
        """Return the numbers of a row that no entry tells: of no column, or one too many."""
        if not entries:
            return []
        told = {id(token) for entry in entries for _, token in entry.values}
        texts = [text for entry in entries for text in _texts(entry)]
        return [
            t
            for i, t in _placed(row)
            if kind(t.text) in COUNTS and id(t) not in told
            and not (i is not None and self.heads[i].role == "serial" and self._counts(i, t))
            and not any(one_line(t.text) in text for text in texts)
        ]  # fmt: skip

    def _counts(self, column: int, token: CellToken) -> bool:
        """Whether a cell of a column of serial numbers may be one."""
        return bool(self.heads[column].text) or _SERIAL.fullmatch(token.text.strip()) is not None


def _printed(row: SourceRow) -> list[tuple[int, Row]]:
    """Return what a row prints in each of its columns, those left empty aside."""
    cells = [(i, [t for t in row.cells[i] if t.text]) for i in sorted(row.cells)]
    return [(i, tokens) for i, tokens in cells if tokens]


def _never_filled(rows: Sequence[SourceRow]) -> set[int]:
    """Return the columns in which nothing but dashes is printed: 当月 | — of what is told by 累计.

    One dash among numbers is what its row says; a column of dashes alone says nothing.
    """
    printed: dict[int, set[bool]] = {}
    for row in rows:
        for i, cells in row.cells.items() if row.kind == "row" else ():
            printed.setdefault(i, set()).update(kind(t.text) == "missing" for t in cells if t.text)
    return {i for i, missing in printed.items() if missing == {True}}


def _office(cells: Row) -> bool:
    """Whether cells say which office answers for a row, or is to say so, which is no value."""
    if len(cells) == 1 and bare_number(cells[0].text):
        return False
    text = join(cells).strip()
    of_place = _OF_PLACE.match(text) is not None and place(text) == "office"
    return of_place or _OPINION.fullmatch(text) is not None


def _placed(row: SourceRow) -> list[tuple[int | None, CellToken]]:
    """Return a row's cells with their columns; what found none last."""
    placed = [(i, t) for i, cells in sorted(row.cells.items()) for t in cells]
    return [*placed, *((None, t) for t in row.junk)]


def _texts(entry: Entry) -> list[str]:
    """Return what an entry tells beside its values."""
    said = (entry.printed, entry.area, entry.parent, entry.unit, entry.attribute)
    beside = (entry.rate, entry.verdict, entry.sign, *entry.carried.values())
    texts = [token.text for _, token in entry.values]
    return [one_line(text) for text in (*said, *beside, *texts) if text]


def from_above(name: Row, values: Held) -> bool:
    """Whether a row on one line has the begin of its name above it."""
    lines = {t.line for t in name}
    return len(lines) > 1 and {t.line for _, ts in values for t in ts} == {name[-1].line}


#: a column's head, the cell under it, and what was read of the cell
Value: TypeAlias = tuple[Head, CellToken, Quantity]

_SUMS = pattern("table_heads", "sums")
_TWO = 2
#: levels of one indicator so many times apart, the higher one of four digits, are a group apart
_APART, _GROUP = 300, 1000


def date_cumulative(values: list[Value], heads: list[Head]) -> None:
    """Date a lone [12] in a row of several periods: a sum up to the last of them.

    Under a head of sums it is what the row aims at, where its columns of targets print nothing,
    and stands for their dashes.
    """
    columns = [head for head in heads if head.role in LEVELS]
    sums = [
        i for i, (head, _, quantity) in enumerate(values)
        if head.role == "change" and quantity.cumulative and _SUMS.fullmatch(squeeze(head.text))
    ]  # fmt: skip
    aims = [head for head in columns if head.role == "target"]
    printed = any(v[0].role == "target" and v[2].kind != "missing" for v in values)
    if len(sums) == 1 and aims and not printed:
        values[sums[0]] = (aims[-1], *values[sums[0]][1:])
        values[:] = [v for v in values if v[0].role != "target" or v[2].kind != "missing"]
        return
    places = [i for i, v in enumerate(values) if v[0].role in LEVELS]
    if len(places) == 1 and len(columns) > 1 and values[places[0]][2].cumulative:
        head, token, quantity = values[places[0]]
        if head == columns[0]:
            values[places[0]] = (columns[-1], token, quantity)


def in_unit(quantity: Quantity, unit: str | None) -> tuple[Any, Any, Any, str | None]:
    """Return low, value, high in the row's unit and the operator; none where units differ."""
    op: str | None = quantity.op
    if quantity.kind == "missing":
        op = None
    if quantity.value is None or not _comparable(quantity, unit):
        return None, None, None, op if quantity.value is None else "text"
    return quantity.low, quantity.value, quantity.high, op


def _comparable(quantity: Quantity, unit: str | None) -> bool:
    if quantity.unit is None or unit is None or same_unit(quantity.unit, unit):
        return True
    return parse_unit(quantity.unit) is None or parse_unit(unit) is None


def shown(values: list[Value], role: str) -> Value | None:
    """Return the value of a role that the one-row frame shows: the last period that has one.

    Beside a year's result that is the year's own target, and not what the next year aims at.
    """
    of_role = [v for v in values if v[0].role == role]
    if not of_role:
        return None
    printed = [v for v in of_role if v[2].kind != "missing"] or of_role
    dated = [v for v in printed if v[0].period]
    if role == "target" and len(dated) == len(printed) == _TWO and _of_next_year(values, dated):
        return min(dated, key=lambda v: v[0].period or "")
    return (
        max(dated, key=lambda v: v[0].period or "") if len(dated) == len(printed) else printed[-1]
    )


def _of_next_year(values: list[Value], targets: list[Value]) -> bool:
    """Whether the second of two targets is of the year after that of the first and of the result.

    Where a start is printed they are steps of one plan, of which the last is what it aims at.
    """
    first, second = sorted(v[0].period or "" for v in targets)
    results = {
        head.period for head, _, q in values if head.role == "actual" and q.kind != "missing"
    }
    years = [code.split("/") for code in (first, second)]  # 2022-23 is 2022/2023
    told = all(year.isdecimal() for code in years for year in code)
    steps = {int(b) - int(a) for a, b in zip(*years, strict=False)} if told else set()
    return steps == {1} and results == {first} and not any(v[0].role == "baseline" for v in values)


def group_apart(values: list[Value], unit: str | None) -> bool:
    """Whether the levels of a row are a group of digits apart: 23 of 22,980, 5.600 of 5,480."""
    read = [in_unit(q, unit)[1] for head, _, q in values if head.role in LEVELS]
    sizes = [abs(value) for value in read if value]
    return bool(sizes) and max(sizes) >= max(_GROUP, _APART * min(sizes))


def undecided(values: list[Value]) -> bool:
    """Whether it is open which of several numbers of one role is which.

    Two of the same period, or of none that is said, may be a rate or another measure that its head
    did not tell apart; of two targets and no start the first may be the start.
    """
    printed = [head for head, _, q in values if q.kind != "missing"]
    for role in LEVELS:
        periods = [head.period for head in printed if head.role == role]
        if len(periods) != len(set(periods)) or (len(periods) > 1 and None in periods):
            return True
    targets = [v for v in values if v[0].role == "target" and v[2].kind != "missing"]
    several = len(targets) > 1 and not any(head.role == "baseline" for head in printed)
    return several and not (len(targets) == _TWO and _of_next_year(values, targets))
