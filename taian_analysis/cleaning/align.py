"""Cells in reading order and a table's columns -> rows, by the cheapest assignment.

Where a table's borders are lost, what is left is a stream of cells: some rows are short because a
merged cell is printed once, some cells are empty, some lines hold half a row. Each cell is then
given to a column, in order, so that the sum of costs is least: a cell that does not look like its
column costs, a column passed over costs, a row begun in the middle of a printed line costs. This
is the Viterbi algorithm (Viterbi 1967) over (cell, column); the costs below are its whole model.
Its time is linear in the number of cells.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..base.vocabulary import pattern
from .cellkinds import COUNTS, kind
from .cells import CellToken, Row
from .emissions import BIG, JUNK, NO_VALUE, SECTION, SKIP, emission
from .headers import Head

_ALONE = ("empty", "missing")
#: a serial number has so many digits at most
_DIGITS = 9
_GOES_ON = {"text", "long", "section", "words", "num"}
WHOLE = pattern("table_names", "whole")
_COUNTED = pattern("table_names", "counted")
_LABELS = re.compile("[:\uff1a]")
#: a name so short may stand in many a text
_SHORT = 3
#: how long a name is at most; what is longer describes one
_NAME = 16


@dataclass(slots=True, eq=False)
class SourceRow:
    """One row as read: cells by column, cells no column took, and ``row`` or ``section``.

    `short`: fewer cells are printed than there are columns, and a value's column got none;
    `odd`: some cell is unlike its column; `joined`: it is printed over more rows than one;
    `past`: fewer are printed, and it begins past the first column.
    """

    cells: dict[int, Row] = field(default_factory=dict)
    junk: Row = field(default_factory=list)
    kind: str = "row"
    short: bool = False
    odd: bool = False
    joined: bool = False
    past: bool = False

    def tokens(self) -> Row:
        """Return all its cells in reading order."""
        found = [token for column in sorted(self.cells) for token in self.cells[column]]
        return found + self.junk


def _serial(text: str, last: int, implied: bool) -> tuple[float, int]:
    """Return the extra cost of a number as serial number after the last one, and its value."""
    if not text.strip().isdecimal():  # "1 69": two numbers in one cell are no serial number
        return BIG, last
    value = int(text)
    if value > 300:
        return BIG, last
    if value == last + 1:
        return -2.5, value
    if value == 1:
        return (-1.0 if last != 1 or implied else -1.8), value
    if implied:
        return 4.0, value
    if last < value <= last + 3:
        return -0.8, value
    return 0.5, value


def align(tokens: Row, heads: list[Head], *, one_row: bool = False) -> list[SourceRow]:
    """Assign the cells of a table's body to its columns.

    Parameters
    ----------
    tokens
        The cells in reading order.
    heads
        The columns, in order.
    one_row
        Whether the cells are those of one row: in a wide one, each is tried only near its place.

    Returns
    -------
    list of SourceRow
        In order; cells after the table's end are rows of kind ``end``.
    """
    if not tokens:
        return []
    search = _Search(heads)
    aside = abs(len(heads) - len(tokens)) + _ASIDE
    banded = one_row and len(heads) >= _WIDE
    for place, (token, after) in enumerate(itertools.zip_longest(tokens, tokens[1:])):
        if banded:
            search.near = range(max(0, place - aside), min(len(heads), place + aside))
        search.take(token, "" if after is None else after.text)
    return _rows(tokens, search.path())


#: of so many columns and more the cheapest earlier one is kept, not sought again for each
_WIDE = 40
#: what a cell in one of them costs more, at most, than where it costs least: twenty columns off
_FAR = 30.0
#: what a row costs that has no points, where each says them before its aim: 分值, 目标任务
_POINTS = 2.4
#: what a state costs that no way leads to
_NEVER = 1e9
#: how far from its place in a wide row a cell is tried, beside what the row lacks or has too much
_ASIDE = 40


class _Search:
    """The cheapest way to put cells into columns: one state a column, one between rows, one after.

    `best` is what the cheapest way to each state costs so far, `trace` how each was come to; `near`
    are the columns that are looked at, `alive` those of them that some way leads to.
    """

    def __init__(self, heads: list[Head]) -> None:
        self.heads = heads
        self.n = n = len(heads)
        self.near = range(n)
        self.alive: list[int] = []
        self.between, self.ended = n, n + 1
        self.upto = [0.0]
        scored = any(head.role == "score" for head in heads)
        for head, after in itertools.zip_longest(heads, heads[1:]):
            free = head.implied and head.role != "name"
            pointed = head.role == "weight" and after is not None and after.value and not scored
            skip = _POINTS if pointed else SKIP[head.role]
            self.upto.append(self.upto[-1] + (0.0 if free else skip))
        # a new area begins a new group too, so an area with no group after it is unlikely
        printed = [head.role if not head.implied else "" for head in heads]
        self.grouped = printed.index("group") if "group" in printed else -1
        self.lone = [0 <= i < self.grouped and role == "area" for i, role in enumerate(printed)]
        roles = [head.role for head in heads]
        self.serial_column = roles.index("serial") if "serial" in roles else -1
        self.name_column = roles.index("name") if "name" in roles else -1
        self.counted = self.serial_column >= 0 and not heads[self.serial_column].implied
        self.values = [head.value for head in heads]
        first_value = next((i for i, value in enumerate(self.values) if value), 0)
        self.ends_early = [NO_VALUE if i < first_value else 0.0 for i in range(n)]
        self.kinds = [(head.role, head.implied) for head in heads]
        self.distinct = list(dict.fromkeys(self.kinds))
        self.best = [_NEVER] * (n + 2)
        self.best[self.between] = 0.0
        self.serial = [0] * (n + 2)
        self.before, self.was = "", "empty"
        self.trace: list[dict[int, tuple[int, str]]] = []

    def take(self, token: CellToken, after: str = "") -> None:
        """Put one more cell everywhere it can go, each time by the cheapest way."""
        what = "cut" if token.cut else kind(token.text)
        text = token.text.strip()
        self.alive = [j for j in self.alive if j in self.near]
        step = _Step(self, token, text, what)
        columns = step.hopeful()
        emits = self._emissions(token, text, what, columns)
        first = len(text) == 1 and not token.alone and token.new < token.cont
        first = first or what == kind(after) == "unit"
        for column, emit in zip(columns, emits, strict=True):
            if first and column == self.name_column:
                emit -= 3.0  # 镇 个 201: the first cell of a line, or of two units, is a name
            if emit < BIG:
                step.into(column, emit)
        step.nowhere()
        step.section()
        step.end()
        self.best, self.serial = step.now, step.seen
        self.alive = [j for j in step.tried if self.best[j] < _NEVER]
        self.before, self.was = text or self.before, what
        self.trace.append(step.back)

    def _emissions(
        self, token: CellToken, text: str, what: str, columns: Sequence[int]
    ) -> list[float]:
        if token.cut:
            return [BIG] * len(columns)
        kinds = self.kinds
        cost = {one: emission(text, *one) for one in self.distinct}
        emits = [cost[kinds[k]] for k in columns]
        before = _LABELS.split(self.before)[-1]
        if len(before) > _SHORT and before in text and what in ("text", "long"):
            told = self._told(text)
            emits = [emit + told.get(k, 0.0) for k, emit in zip(columns, emits, strict=True)]
        if what in ("text", "quality", "verdict") and text == self.before:
            # words printed twice: a target in words and its result
            emits = [
                emit - 2.0 if kinds[k][0] == "actual" else emit
                for k, emit in zip(columns, emits, strict=True)
            ]
        return emits

    def _told(self, text: str) -> dict[int, float]:
        """Take what says the cell before it again, and more, for a note on that: 反映…情况."""
        note = self.name_column + 1
        while note < self.n and self.heads[note].implied:
            note += 1
        told = note in self.near and self.heads[note].role in ("note", "other")
        again = text != self.before and told and self.name_column in self.near
        return {note: -2.0, self.name_column: 1.0} if again else {}

    def earlier(self) -> tuple[list[tuple[float, int]], list[tuple[float, int]]]:
        """Return the cheapest before each column alive: for those up to the group's, and after.

        What a row with an area and no group costs more stands in the second.
        """
        costs = [(self.best[j] - self.upto[j + 1], j) for j in self.alive]
        return _cheapest(costs), _cheapest([(cost + self.lone[j], j) for cost, j in costs])

    def row_end(self) -> tuple[float, int]:
        """Return the cheapest way to have ended the row before: its cost, and from where."""
        best, upto, early, whole = self.best, self.upto, self.ends_early, self.upto[self.n]
        enders = [(best[j] + whole - upto[j + 1] + early[j], j) for j in self.alive]
        return min((*enders, (best[self.between], self.between)))

    def path(self) -> list[tuple[int, str]]:
        """Return the states of the cheapest way, and how each was come to."""
        n = self.n
        finals = list(self.best)
        for j in range(n):
            # a table cut off in the middle of a row is not charged for what was cut
            whole = self.best[j] + self.upto[n] - self.upto[j + 1]
            finals[j] = min(whole, self.best[j] + 1.0)
        state = min(range(n + 2), key=finals.__getitem__)
        found: list[tuple[int, str]] = []
        for back in reversed(self.trace):
            source, how = back.get(state, (0, ""))
            found.append((state, how))
            state = source
        return found[::-1]


def _cheapest(costs: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """Return for each place in a list the least cost before it, and whose it is first."""
    low = (_NEVER, -1)
    found = [low]
    for one in costs:
        if one[0] < low[0]:
            low = one
        found.append(low)
    return found


class _Step:
    """One cell: what it costs to be in each state after it, and how it came there."""

    def __init__(self, search: _Search, token: CellToken, text: str, what: str) -> None:
        self.search, self.token, self.text, self.what = search, token, text, what
        size = search.n + 2
        #: the columns that may hold it, or be stayed in
        self.tried: Sequence[int] = search.near
        self.now = [_NEVER] * size
        self.back: dict[int, tuple[int, str]] = {}
        self.seen = [0] * size
        over, self.last_end = search.row_end()
        self.row_over = over + token.new
        self.earlier = search.earlier() if search.n >= _WIDE else None
        number = text.isdecimal() and len(text) <= _DIGITS
        self.number = int(text) if number else -1
        on = token.same < BIG and what not in _ALONE
        #: whether it may be the rest of the cell before it: one of no value's column, and of one
        self.goes_on = (on, on and search.was not in _ALONE)

    def hopeful(self) -> Sequence[int]:
        """Return the columns to try: all of few; of many those that do not cost too much."""
        search, near, on = self.search, self.search.near, self.token.cont
        if self.earlier is None:
            return self.tried
        starts = [near.start, *(j + 1 for j in search.alive)]
        stops = [*(j + 1 for j in search.alive), near.stop]
        bases = [min(before + on, self.row_over) for before, _ in self.earlier[0]]
        same = {j: search.best[j] + self.token.same for j in search.alive}
        # from one column that is alive to the next what a column costs does not fall
        runs = [run for run in zip(starts, stops, bases, strict=True) if run[0] < run[1]]
        most = min([*(search.upto[k] + base for k, _, base in runs), *same.values()]) + _FAR
        found = []
        for start, stop, base in runs:
            k = start
            while k < stop and search.upto[k] + base <= most:
                found.append(k)
                k += 1
            if k < stop and same.get(stop - 1, _NEVER) <= most:
                found.append(stop - 1)
        self.tried = sorted({*found, *search.alive})
        return found

    def into(self, k: int, emit: float) -> None:
        """Put the cell into a column: of a new row, later in the row, or on in the same cell."""
        search = self.search
        cost, source, how = self.row_over + search.upto[k] + emit, self.last_end, "new"
        best, upto, cont = search.best, search.upto, self.token.cont
        if self.earlier is not None:
            other, j = self.earlier[k > search.grouped][bisect_left(search.alive, k)]
            if (other := other + upto[k] + cont + emit) < cost:
                cost, source, how = other, j, "cont"
        for j in range(k if self.earlier is None else 0):
            other = best[j] + upto[k] - upto[j + 1] + cont + emit
            if search.lone[j] and k > search.grouped:
                other += 1.0
            if other < cost:
                cost, source, how = other, j, "cont"
        value = search.values[k]
        if self.goes_on[value] and best[k] + self.token.same < cost:
            other = best[k] + self.token.same + self._going_on(k, emit)
            if other < cost:
                cost, source, how = other, k, "same"
        last = search.serial[source]
        if value and search.counted and self.number == last + 1:
            cost += 2.5  # the next serial number is no value
        if k == search.serial_column and self.what == "int":
            extra, last = _serial(self.text, last, search.heads[k].implied)
            cost += extra
        self.now[k], self.back[k], self.seen[k] = cost, (source, how), last

    def _going_on(self, k: int, emit: float) -> float:
        """Return what it costs that a cell is the rest of the one before it: never less than 0."""
        search = self.search
        cost = 0.0 if self.what in _GOES_ON else max(emit, 0.0)
        if k == search.name_column and WHOLE.search(search.before):
            return cost + 2.5
        if search.was in ("level1", "level2"):
            return cost + 4.0
        if k == search.serial_column and self.what == "int":
            return cost + 4.0  # DB001, 2: the number of the next row
        number = search.values[k] and self.what in COUNTS
        return cost + 2.0 if number and "(" not in search.before + self.text else cost

    def nowhere(self) -> None:
        """Let no column take the cell."""
        search = self.search
        junk = JUNK.get(self.what, 3.5)
        if self.what == "unit" and search.was == "text" and len(search.before) == 1:
            junk = 2.6
        if self.what == "text" and len(self.text) <= _NAME and _COUNTED.search(self.text):
            junk += 1.0  # what ends as a name does is hardly left over
        states = [*search.alive, search.between]
        most = min(search.best[j] for j in states) + _FAR if self.earlier is not None else _NEVER
        for j in states:
            if search.best[j] > most:
                continue  # no way to put this cell makes up for that
            other = search.best[j] + junk
            if j == search.name_column and self.what in ("text", "long"):
                other -= 0.4  # a description after the name is likelier than a wrong name
            if other < self.now[j]:
                self._better(j, other, j, "junk", search.serial[j])

    def section(self) -> None:
        """Let the cell be the title of a section."""
        if self.what not in SECTION or len(self.text) > 60:
            return
        cost = self.row_over + SECTION[self.what] + (0.0 if self.token.alone else 0.6)
        if len(self.text) == 1:
            cost += 2.0  # one character is part of an area printed downwards
        serial = self.search.serial[self.last_end]
        self._better(self.search.between, cost, self.last_end, "section", serial)

    def end(self) -> None:
        """Let the table be over."""
        search = self.search
        stop = 0.12 if self.what != "empty" else 0.0
        over = (self.row_over + 1.0 + stop, self.last_end)
        cost, source = min((search.best[search.ended] + stop, search.ended), over)
        self.now[search.ended], self.back[search.ended] = cost, (source, "end")

    def _better(self, state: int, cost: float, source: int, how: str, serial: int) -> None:
        if cost < self.now[state]:
            self.now[state], self.back[state], self.seen[state] = cost, (source, how), serial


def _rows(tokens: Row, path: list[tuple[int, str]]) -> list[SourceRow]:
    rows: list[SourceRow] = []
    for token, (state, how) in zip(tokens, path, strict=True):
        if how == "new":
            rows.append(SourceRow({state: [token]}))
        elif how in ("cont", "same"):
            rows[-1].cells.setdefault(state, []).append(token)
        elif how == "section":
            rows.append(SourceRow({0: [token]}, kind="section"))
        elif how == "end":
            if not rows or rows[-1].kind != "end":
                rows.append(SourceRow(kind="end"))
            rows[-1].junk.append(token)
        else:
            if not rows:
                rows.append(SourceRow(kind="junk"))
            rows[-1].junk.append(token)
    return rows
