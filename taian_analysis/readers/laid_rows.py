"""The lines of cells that a program laid out with blanks, given to their rows; labels to theirs.

A cell of several lines stands below the begin of its row, around its line of numbers, or above
it, in a column always the same way: of the ways to share out the lines of a column the one is
taken that breaks no cell before it is full. A label of several rows stands at their top or in
their middle.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from ..base.screen import is_wide, screen_width
from ..base.stretches import stretches
from ..base.vocabulary import pattern
from ..grammar.units import is_unit
from .laid import CellLine, Laid, bracketed, pieces_of
from .laid_words import VALUE

_UNIT = re.compile(r"[(\uff08]([^()\uff08\uff09]{1,12})[)\uff09]\Z")
_CODE = re.compile(r"[A-Za-z]{1,8}\d{3,20}")
_CLOSED = re.compile(r"[(\uff08][^()\uff08\uff09]*[)\uff09]")
_MARK, _TITLE = pattern("marks", "mark"), pattern("pages", "title_alone")
#: how full the lines of a cell are that go on below
_WIDE, _SLACK = 0.8, 0.5
#: what it costs to break a line before it is full, to leave a name out, to leave a line alone
_EARLY, _UNNAMED, _ALONE, _WRONG = 1.0, 4.0, 0.8, 3.0
#: no sign fits into so much room; so many lines that are full tell that all are that go on
_FITS, _TWICE = 1.5, 2
#: the most lines between two rows
_MOST = 8
#: a label of more lines, or lines farther apart, is none
_LABEL_LINES, _LABEL_GAP = 6, 2
#: so many lines are of no labels; a label stands no farther from its rows than so many lines
_MOST_LABELS, _NEAR = 100, 60
#: what it costs that a row's label stands on the page before, or that there is one more
_LEFT = 0.3


@dataclass(slots=True)
class Row:
    """A row of a table: the lines of each of its cells."""

    line: int
    cells: dict[int, list[CellLine]]

    def span(self) -> tuple[int, int]:
        """Return the first and the last line of what it holds."""
        lines = [piece.line for cell in self.cells.values() for piece in cell] or [self.line]
        return min(lines), max(lines)

    def whole(self, c: int) -> bool:
        """Whether its name reaches over the column before its own."""
        return all(piece.over for piece in self.cells.get(c, []))


def rows_of(laid: Laid, overleaf: bool = False) -> tuple[list[Row], list[int]] | None:
    """Return the rows of a table and the columns of its labels; None where lines are left over."""
    found = pieces_of(laid)
    first = next((c for c, column in enumerate(laid.columns) if column.numbers), 0)
    named = max(range(first), key=lambda c: _room(found[c]), default=0)
    if laid.split >= 0:
        named = laid.split + 1
        _over_both(found, laid.split)
    labels = [c for c in range(named) if c == laid.split or _labels(found[c], laid.rows)]
    numbered = any(_serials(pieces, laid.rows) for pieces in found.values())
    rows, titles = [Row(n, {}) for n in laid.rows], []
    for c, pieces in found.items():
        shared = ([], []) if c in labels else _shared(pieces, laid.rows, c == named, numbered)
        if shared is None or any(map(_several, shared[0])):
            return None
        for row, cell in zip(rows, shared[0], strict=False):
            row.cells |= {c: cell} if cell else {}
        titles += [Row(piece.line, {c: [piece]}) for piece in shared[1]]
    rows = sorted([*rows, *titles], key=lambda row: row.line)
    for c in labels:
        if c == laid.split:
            _label_beside(rows, c, found[c], overleaf)
        elif found[c]:
            _label(rows, c, found[c], named, overleaf)
    held = {(c, piece.line) for row in rows for c, cell in row.cells.items() for piece in cell}
    over = any((c, piece.line) not in held for c, pieces in found.items() for piece in pieces)
    return None if over else (rows, labels)


def _several(cell: Sequence[CellLine]) -> bool:
    """Whether a cell holds numbers or codes below one another: then rows are not told apart."""
    return sum(bool(VALUE.fullmatch(p.text) or _CODE.fullmatch(p.text)) for p in cell) > 1


def _label_beside(rows: Sequence[Row], c: int, pieces: Sequence[CellLine], overleaf: bool) -> None:
    """Give labels to rows whose names do not reach over them: to each run of such rows its own."""
    for run in stretches(rows, lambda run, row: row.whole(c + 1) == run[-1].whole(c + 1)):
        first, last = run[0].span()[0], run[-1].span()[1]
        own = [piece for piece in pieces if first <= piece.line <= last]
        if own and not run[0].whole(c + 1):
            _label(run, c, own, c + 1, overleaf)


def _over_both(found: dict[int, list[CellLine]], c: int) -> None:
    """Take names that reach over two columns, nothing beside them, for ones of the second."""
    beside = {piece.line for piece in found[c + 1]}
    over = [replace(piece, over=True) for piece in found[c] if piece.line not in beside]
    found[c] = [piece for piece in found[c] if piece.line in beside]
    found[c + 1] = sorted([*found[c + 1], *over], key=lambda piece: piece.line)


def _room(pieces: Sequence[CellLine]) -> int:
    return sum(screen_width(piece.text) for piece in pieces)


def _serials(pieces: Sequence[CellLine], rows: Sequence[int]) -> bool:
    """Whether a column counts the rows: then a line without a number is no row, and no title."""
    counted = [int(p.text) for p in pieces if p.text.isdecimal() and len(p.text) < 4]
    return len(counted) == len(rows) and all(b - a == 1 for a, b in pairwise(counted))


def _labels(pieces: Sequence[CellLine], rows: Sequence[int]) -> bool:
    """Whether a column holds labels of several rows: not one beside each row, and no numbers."""
    beside = sum(piece.line in rows for piece in pieces)
    worded = sum(any(map(str.isalpha, piece.text)) for piece in pieces)
    return 0 < len(pieces) == worded < _MOST_LABELS and beside < 0.95 * len(rows)


def _shared(
    pieces: Sequence[CellLine], rows: Sequence[int], named: bool, numbered: bool
) -> tuple[list[list[CellLine]], list[CellLine]] | None:
    """Share the lines of a column out among rows: the cells, and lines that stand alone."""
    beside = {piece.line: piece for piece in pieces}
    own = [beside.get(row) for row in rows]
    between: list[list[CellLine]] = [[] for _ in range(len(rows) + 1)]
    for piece in pieces:
        if (n := bisect_left(rows, piece.line)) == len(rows) or rows[n] != piece.line:
            between[n].append(piece)
    if max(map(len, between)) > _MOST:
        return None
    _level(own, between, rows)
    room = _Room.of(pieces, between, 0.0 if named and not numbered else _WRONG)
    empty = _UNNAMED if named else float(len(pieces) >= _WIDE * len(rows))
    ways = [_way(own, between, room, empty, way) for way in ("below", "around", "above")]
    return min(ways, key=lambda way: way[0])[1:]


def _width(text: str) -> float:
    """Return how wide a text is set: a stop is half as wide as a letter."""
    return screen_width(text) - 0.5 * sum(map(text.count, ".,:()"))


@dataclass(slots=True, frozen=True)
class _Room:
    """How wide the lines of a column get, and those that reach over two.

    Those that go on are as wide as that, if it is `strict`. What it costs that a line stands alone;
    where the names of rows `begin`: a title may begin before them.
    """

    width: float
    over: float
    strict: bool
    alone: float
    begin: float

    @classmethod
    def of(
        cls, pieces: Sequence[CellLine], between: Sequence[Sequence[CellLine]], alone: float
    ) -> _Room:
        width, over = (
            max((_width(p.text) for p in pieces if p.over == whether), default=1.0)
            for whether in (False, True)
        )
        more = {p.line for gap in between for p in gap}
        begins = Counter(p.x0 for p in pieces if p.line not in more).most_common(1)
        even = bool(begins) and begins[0][1] >= _WIDE * (len(pieces) - len(more))
        room = cls(width, over, False, alone, begins[0][0] if even else 0.0)
        full = sum(room.full(a) for a, b in pairwise(pieces) if b.line in more)
        return replace(room, strict=full >= _TWICE)

    def full(self, piece: CellLine) -> bool:
        """Whether no more would fit on the line of a piece."""
        return (self.over if piece.over else self.width) - _width(piece.text) <= _FITS

    def set_out(self, piece: CellLine) -> bool:
        """Whether a piece begins before the names do."""
        out = piece.x0 < self.begin - _FITS or 0 == piece.x0 < self.begin
        return out and not piece.over

    def early(self, piece: CellLine) -> float:
        """Return what it costs that a cell goes on below a piece though more would fit there."""
        if self.full(piece):
            return 0.05
        share = _width(piece.text) / (self.over if piece.over else self.width)
        return 2 * _EARLY if self.strict else 5 * _EARLY * (1 - share)


def _level(own: list[CellLine | None], between: list[list[CellLine]], rows: Sequence[int]) -> None:
    """Give lines to as many rows that follow them, one after the other, and have none."""
    for n in range(len(rows)):
        end = n + 1
        while end < len(rows) and not between[end] and own[end] is None:
            end += 1
        many = end - n
        if own[n] is None and many > 1 and many == len(between[n]) and not between[end]:
            own[n:end], between[n] = between[n], []


def _way(
    own: Sequence[CellLine | None],
    between: Sequence[list[CellLine]],
    room: _Room,
    empty: float,
    way: str,
) -> tuple[float, list[list[CellLine]], list[CellLine]]:
    """Return the cost of the best sharing where cells stand so beside their rows, and it."""
    # what the last line between two rows leaves for the row below -> the cost and the way there
    states: dict[int, tuple[float, list[list[CellLine]], list[CellLine]]] = {}
    for begin in range(len(between[0]) + 1):
        alone = between[0][:begin]
        states[begin] = (_alone(alone, room), [], alone)
    for n, piece in enumerate(own):
        after: dict[int, tuple[float, list[list[CellLine]], list[CellLine]]] = {}
        gap = between[n + 1]
        least = 0 if n < len(own) - 1 else len(gap)  # the last row leaves nothing for one below
        for begin, (cost, cells, titles) in states.items():
            upper = between[n][begin:]
            for end in range(len(gap) + 1):
                lower = gap[:end]
                mine = cost + _cell(upper, piece, lower, room, empty, way)
                for start in range(max(end, least), len(gap) + 1):
                    left = gap[end:start]
                    total = mine + _alone(left, room)
                    if total < after.get(start, (inf,))[0]:
                        cell = [*upper, *([piece] if piece else []), *lower]
                        after[start] = total, [*cells, cell], [*titles, *left]
        states = after
    return min(states.values(), key=lambda state: state[0])


def _alone(pieces: Sequence[CellLine], room: _Room) -> float:
    """Return what it costs that lines are titles."""
    cost = 0.0
    for piece in pieces:
        titled = _TITLE.fullmatch(piece.text) is not None or room.set_out(piece)
        within = (bracketed(piece.text) or _closes(piece.text)) and not titled
        cost += room.alone + (2 * _WRONG if within else 0.0 if titled else _ALONE)
    return cost


def _opened(text: str) -> bool:
    """Whether a bracket is open where a text ends: its cell goes on."""
    return not {"(", "\uff08"}.isdisjoint(_CLOSED.sub("", text))


def _closes(text: str) -> bool:
    """Whether a text closes a bracket that it did not open."""
    return _CLOSED.sub("", text).endswith((")", "\uff09"))


def _cell(
    upper: Sequence[CellLine],
    own: CellLine | None,
    lower: Sequence[CellLine],
    room: _Room,
    empty: float,
    way: str,
) -> float:
    """Return what it costs that lines are one cell: broken early, or off its row."""
    a, b = len(upper), len(lower)
    cost = {"below": _WRONG * a, "above": _WRONG * b, "around": _SLACK * abs(a - b)}[way]
    if not (a or b or own):
        cost += empty
    if own is None and way != "around" and a + b:
        cost += _EARLY
    cell = [*upper, *([own] if own else []), *lower]
    if empty < _UNNAMED and len(cell) > 1 and is_unit("".join(piece.text for piece in cell)):
        cost -= _SLACK  # 万吨 and 标准煤
    for piece, more in pairwise(cell):
        unit = _UNIT.search(piece.text)
        if _MARK.match(more.text) or room.set_out(more) or (unit is not None and is_unit(unit[1])):
            cost += _WRONG
        if not (bracketed(more.text) or _opened(piece.text)):
            cost += room.early(piece)
    return cost


def _label(
    rows: Sequence[Row], c: int, pieces: Sequence[CellLine], named: int, overleaf: bool
) -> None:
    """Give labels to the rows that they stand at the top, in the middle, or at the foot of."""
    words = [_pairs(row.cells.get(named, [])) for row in rows]
    ways = [_groups(rows, pieces, words, way, overleaf) for way in ("below", "around", "above")]
    _, groups = min(ways, key=lambda way: way[0])
    for group, first, last in groups:
        for row in rows[first:last]:
            row.cells[c] = list(group)


_Groups = list[tuple[Sequence[CellLine], int, int]]


def _groups(
    rows: Sequence[Row],
    pieces: Sequence[CellLine],
    words: Sequence[set[str]],
    way: str,
    overleaf: bool,
) -> tuple[float, _Groups]:
    """Return the best way to make labels of lines, and to give rows to each, and its cost.

    The rows of a label often have a word of it: 社区服务, and 社区服务站.
    """
    spans = [row.span() for row in rows]
    room = max(screen_width(piece.text) for piece in pieces)
    # so many lines used, so many rows given -> cost and how
    best: dict[tuple[int, int], tuple[float, _Groups]] = {
        (0, n): (_LEFT * n, []) for n in range(len(rows) if overleaf else 1)
    }
    for used in range(len(pieces)):
        here = [(n, state) for (k, n), state in best.items() if k == used]
        for end in range(used + 1, min(len(pieces), used + _LABEL_LINES) + 1):
            group = pieces[used:end]
            joined = _joined(group, room, spans) + _LEFT
            if joined == inf:
                break
            own = _pairs(group)
            alike = [0.15 * bool(own & word) for word in words]
            for n, (cost, groups) in here:
                shared = 0.0
                if n == len(rows) or abs(spans[n][0] - group[0].line) > _NEAR:
                    continue
                for last in range(n + 1, min(n + _NEAR, len(rows)) + 1):
                    shared += alike[last - 1]
                    off = _off(group, spans[n], spans[last - 1], way)
                    total = cost + off + joined - shared + 0.01 * (last - n) ** 2
                    if total < best.get((end, last), (inf,))[0]:
                        best[end, last] = total, [*groups, (group, n, last)]
    return best.get((len(pieces), len(rows)), (inf, []))


def _off(
    group: Sequence[CellLine], first: tuple[int, int], last: tuple[int, int], way: str
) -> float:
    """Return what it costs that a label stands off the top, the middle, or the foot of rows."""
    if way == "below":
        return 2.0 * abs(first[0] - group[0].line)
    if way == "above":
        return 2.0 * abs(last[1] - group[-1].line)
    return float(((first[0] + last[1] - group[0].line - group[-1].line) / 2) ** 2)


def _pairs(cell: Sequence[CellLine]) -> set[str]:
    """Return the pairs of Chinese signs in a cell."""
    text = "".join(piece.text for piece in cell)
    return {a + b for a, b in pairwise(text) if is_wide(a) and is_wide(b) and (a + b).isalpha()}


def _joined(group: Sequence[CellLine], room: int, rows: Sequence[tuple[int, int]]) -> float:
    """Return what it costs that lines are one label."""
    cost = 0.0
    for piece, more in pairwise(group):
        step = more.line - piece.line
        upright = len(more.text) == 1  # 经, 济 one below the other
        parted = any(piece.line < a and b < more.line for a, b in rows)
        beside = not (piece.alone and more.alone)  # else they stand between the lines of rows
        if (
            step > _LABEL_GAP + upright
            or _MARK.match(more.text)
            or (parted and beside and not upright)
        ):
            return inf
        full = screen_width(piece.text) / max(room, 1)
        cost += 0.2 * (step - 1) + (0.0 if full >= _WIDE else 0.5 * (1 - full))
    return cost
