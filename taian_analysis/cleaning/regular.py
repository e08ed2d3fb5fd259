"""Tables of a stream whose rows are a name and as many numbers: the head is what stands before.

Here the body is found first, by its rhythm, and the head is fitted to it: it has a cell a column
(总量(亿元), 比上年同期 增长(%) over 地区生产总值, 19349.31, -5.7), some broken over lines, with or
without one over the names. Where the cells over the numbers are no heads but names of what is
counted, the rows are places: that is told (`Fitted.named`) and read by `layouts_measures`.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ..base.vocabulary import pattern
from .align import WHOLE
from .cellkinds import COUNTS, kind
from .cells import CellToken, Row, Rows, with_units
from .columns import headness, roles
from .headers import (
    LEVELS,
    VALUES,
    find_period,
    of_year,
    only_period,
    plain_head,
    read_head,
    role_of,
    squeeze,
)
from .names import last_bracket, unit_apart, unit_like, unit_line
from .places import of_places
from .streams import runs

_NO_HEAD = ("note", "long", "missing", *COUNTS)
_NO_NAME = ("unit", "attr", "sign", "verdict", "quality", "note")
#: cells that one more line of a head, at most, adds to each of its columns
_DEEPEST = 3
_FEWEST = 3
_PART, _THIS = pattern("table_dates", "part"), pattern("table_dates", "this")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A head fitted to a body: its cells, the first over the names; whether it holds names."""

    cells: Row
    named: bool


def regular(tokens: Sequence[CellToken]) -> tuple[Fitted, Rows] | None:
    """Return the table of a stream: a head fitted to its body, and that row by row."""
    cells = [t for t in tokens if t.text.strip()]
    rows = _rows(cells)
    if rows is None:
        return None
    first, width, body = rows
    head, title = _untitled(head_before(cells[:first]), body)
    fitted = fit(head, width, [row for row in body if len(row) == width + 1])
    return (fitted, title + body) if fitted else None


def _rows(cells: Row) -> tuple[int, int, Rows] | None:
    """Return where the first row begins, how many numbers a row has, and the rows."""
    found = [run for run in runs(cells) if run.words]
    counted = Counter(len(run.numbers) for run in found if run.numbers)
    if not counted:
        return None
    width = max(counted, key=lambda n: (counted[n], n))
    rows = [row for run in found for row in run.rows(1)]
    first = next(i for i, row in enumerate(rows) if len(row) == width + 1)
    body = rows[first:]
    full = [row for row in body if len(row) == width + 1]
    on_line = Counter(token.line for token in cells)
    named = [row for row in full if kind(row[0].text) not in _NO_NAME and _apart(row, on_line)]
    bare = [row for row in body if len(row) == 1]
    even = len(full) >= 0.7 * (len(body) - len(bare)) and len(bare) <= 1.5 * len(full)
    if width < 2 or len(full) < _FEWEST or not even or len(named) < 0.7 * len(full):
        return None
    return len(cells) - sum(map(len, body)), width, body


def _apart(row: Row, on_line: Counter[int | None]) -> bool:
    """Whether a row that shares a line with others has the whole of it."""
    count = on_line[row[0].line]
    return count == 1 or (count == len(row) and row[-1].line == row[0].line)


def head_before(cells: Row) -> Row:
    """Return the cells before a body that may be its head, what says a unit of all left out."""
    out: Row = []
    for token in cells:
        timed = find_period(token.text) is not None or only_period(token.text)
        if kind(token.text) in _NO_HEAD and not timed:
            out = []
        elif unit_line(token.text) is not None:
            continue
        else:
            out.append(token)
    return out


def _untitled(head: Row, body: Rows) -> tuple[Row, Rows]:
    """Part what is no head and like the titles within a body from the heads: its first title."""
    lone = [row[0].text.strip() for row in body if len(row) == 1]
    last = head[-1].text.strip() if len(head) > 1 else ""
    near = [text for text in lone if abs(len(text) - len(last)) <= 1]
    alike = len(lone) > 1 or of_places([last, *near]) or any(text[-1] == last[-1:] for text in near)
    heads = [read_head(plain_head(token.text)) for token in head[-2:]]
    if (
        not last
        or not near
        or not alike
        or kind(last) != "text"
        or heads[1:] != [None]
        or heads[0] is None
    ):
        return head, []
    return head[:-1], [[head[-1]]]


# ------------------------------------------------------------------------------ fitting a head


def fit(head: Row, width: int, body: Rows) -> Fitted | None:
    r"""Fit the cells before a body to its columns, broken ones joined where that fits best.

    Examples
    --------
    >>> cells = [CellToken(text) for text in ("地 区", "总量(亿元)", "比上年", "增长(%)")]
    >>> body = [[CellToken(t) for t in row] for row in (("甲县", "15", "2.1"), ("乙县", "7", "-3"))]
    >>> [t.text for t in fit(cells, 2, body).cells]
    ['地 区', '总量(亿元)', '比上年\n增长(%)']
    """
    columns = [[row[i].text for row in body] for i in range(width + 1)]
    pieces = with_units(head)
    over = max((i for i, t in enumerate(pieces) if _corner([t])), default=-1)
    best: tuple[float, Fitted] | None = None
    joined = cache(lambda a, b: _Joined(pieces[a:b]))
    for extra in range(min(_DEEPEST, len(pieces) - over - 1 - width) + 1):
        first = len(pieces) - width - extra
        before = pieces[:first]
        if before and _valued(before[-1].text) and not of_year(plain_head(before[-1].text)):
            continue
        corner = _corner(before)
        for way in _ways(first, len(pieces), width):
            cells = list(itertools.starmap(joined, way))
            if any(cell.torn for cell in cells):
                continue
            counted = _counted(cells)
            known = 0 if counted else sum(cell.valued for cell in cells)
            if 0 < known < 0.5 * width:
                continue
            score = _fits([c.text for c in cells], columns) if known else 0.5 if counted else -1.0
            score -= 0.2 * extra
            if best is None or score > best[0]:
                row = [corner or CellToken(""), *(cell.token() for cell in cells)]
                best = score, Fitted(row, not known)
    return best[1] if best else None


class _Joined:
    """Pieces put together into one head; of a wide head most ways join most pieces alike."""

    def __init__(self, pieces: Sequence[CellToken]) -> None:
        self.pieces = pieces
        self.text = "\n".join(t.text for t in pieces)
        self.torn = _torn(pieces)
        self.valued = _valued(self.text)
        self.told = read_head(plain_head(self.text)) is not None
        split = last_bracket(self.text.replace("\n", ""))
        self.unit = split and split[1]

    def token(self) -> CellToken:
        """Return them as one cell."""
        return replace(self.pieces[0], text=self.text, end=self.pieces[-1].end)


def _ways(first: int, stop: int, width: int) -> Iterator[list[tuple[int, int]]]:
    """Return the ways to put pieces in a row together into so many cells: from where to where."""
    cuts = itertools.combinations(range(first + 1, stop), width - 1)
    for cut in itertools.islice(cuts, 500):
        yield list(itertools.pairwise([first, *cut, stop]))


def _counted(cells: Sequence[_Joined]) -> bool:
    """Whether heads are names, each with what it is counted in: 机构数(个), 床位数(张)."""
    units = [cell.unit for cell in cells if cell.unit is not None]
    told = any(cell.told for cell in cells)
    return not told and len(set(units)) > 1 and all(unit_like(unit) for unit in units)


def _torn(part: Sequence[CellToken]) -> bool:
    """Whether a cell puts together what is not one head: three pieces, a date, two periods.

    A unit in brackets ends a head: 总量(亿元) is no beginning of one.
    """
    if len(part) < 2:
        return False
    heads = [squeeze(t.text) for t in part]
    periods = sum(bool(_PART.match(text) or _THIS.match(text)) for text in heads)
    closed = bool(unit_apart(part[0].text.strip())[1])
    above, below = (read_head(plain_head(t.text)) for t in part[:2])
    row = above is not None and above.value and below is None and _named(part[1].text)
    return len(part) > 2 or periods > 1 or closed or row or of_year(plain_head(part[0].text))


def _named(text: str) -> bool:
    """Whether a cell is an indicator's name, whole with its unit: 志愿者比例(%)."""
    name, unit = unit_apart(text.strip())
    return bool(unit) and WHOLE.search(name) is not None


def _valued(text: str) -> bool:
    """Whether a text is the head of a column of values, known or learned."""
    known = read_head(plain_head(text))
    if known is not None:
        return known.value or known.role == "rate"
    if headness(text) < 0:
        return False
    chance = roles(text)
    return sum(chance.get(role, 0.0) for role in (*VALUES, "rate")) > 0.6


def _fits(heads: list[str], columns: list[list[str]]) -> float:
    """Return how well heads fit their columns: the mean of what is likely of each."""
    total = 0.0
    for i, text in enumerate(heads, 1):
        chance = roles(text, columns, i)
        known = read_head(plain_head(text))
        total += max(chance.get(role, 0.0) for role in (*LEVELS, "change"))
        total += 0.5 * (known is not None) + min(0.2, headness(text) / 20)
    return total / len(heads)


def _corner(before: Row) -> CellToken | None:
    """Return the head over the names, if the cell before the others is one."""
    role = role_of(plain_head(before[-1].text)) if before else ""
    return before[-1] if role in ("name", "region", "area", "group") else None
