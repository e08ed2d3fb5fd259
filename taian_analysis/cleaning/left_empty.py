"""Cells left empty, each put back in its place: by what is printed, by arithmetic.

A stream that prints its empty cells (`kept_empty`) has rows that are whole from their name on: what
spans rows stands before the names and is printed once, and what follows the name is told by its
place, so that a result left empty takes no weight for it.

A row told apart by blanks does not print them (`filled_out`): it may do without a unit, or without
the growth of what stayed the same.

Of 目标, 完成, 完成比例 over each of five measures a rate of unemployment has no third: on cells of
lines of their own nothing shows which but the others' arithmetic (`with_rates`). Which measures a
place is told none of, the sums of the places show (`by_total`).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from operator import or_
from typing import TypeAlias

from ..grammar.chars import decimals
from .align import SourceRow
from .cellkinds import COUNTS, kind, number, rated
from .cells import CellToken, Row, Rows, blank
from .emissions import BIG, emission
from .headers import LEADING, LEVELS, Head, plain_head, role_of
from .heads_in_turn import goes_round
from .names import unit_like
from .places import place
from .row_places import SHIFTED, coded

#: so many columns at most span rows: each of their ways to be left out is tried
_DEEPEST = 6
#: so many rows show it, and this share of the numbers must stand in them
_FEWEST, _MOST = 2, 0.8
#: what a row without name or values costs more
_BARE = 2.0
#: how unlike a name what stands in its place may be
_STRANGE, _WORDS = 6.0, ("area", "group", "name")


def kept_empty(
    tokens: Sequence[CellToken], heads: Sequence[Head]
) -> tuple[list[SourceRow], Row] | None:
    """Return the rows of a stream that prints its empty cells, and what is left below them.

    None where none is printed within a row, or where rows are not whole. Where an empty cell closes
    the header, such cells stand between rows too.
    """
    closed = bool(tokens) and not tokens[0].text.strip()
    named = next((i for i, head in enumerate(heads) if head.role == "name"), len(heads))
    lead = [i for i, head in enumerate(heads[:named]) if head.role in LEADING]
    tail = [i for i in range(named, len(heads)) if not heads[i].implied]
    if len(lead) < named or named > _DEEPEST or not any(heads[i].value for i in tail):
        return None
    shapes = [
        [*before, *tail] for n in range(len(lead) + 1) for before in itertools.combinations(lead, n)
    ]
    # what is empty at the end of a text is not printed
    spare = next(n for n, head in enumerate(reversed(heads)) if head.value)
    tokens = [*tokens, *blank(spare)]
    best: list[tuple[float, int, list[int]]] = [(0.0, 0, [])]
    for end in range(1, len(tokens) + 1):
        ended = closed and not tokens[end - 1].text.strip()
        ways = [(best[end - 1][0] if ended else BIG * BIG, end - 1, list[int]())]
        for shape in shapes:
            begin = end - len(shape)
            if begin >= 0 and best[begin][0] < BIG * BIG:
                cost = best[begin][0] + _cost(tokens[begin:end], shape, heads)
                ways.append((cost, begin, shape))
        best.append(min(ways, key=lambda way: way[0]))
    return _cut(tokens, best)


def _cost(cells: Sequence[CellToken], shape: list[int], heads: Sequence[Head]) -> float:
    """Return how unlike their columns the cells of a row are; far too much where one is."""
    total, valued = 0.0, False
    for token, i in zip(cells, shape, strict=True):
        role, empty = heads[i].role, not token.text.strip()
        if empty and (role in LEADING or role == "name"):
            return BIG * BIG
        cost = 0.0 if empty else emission(token.text, role, heads[i].implied)
        if cost >= (_STRANGE if role in _WORDS else SHIFTED):
            return BIG * BIG
        total += cost
        valued = valued or (heads[i].value and not empty)
    return total + (0.0 if valued else _BARE)


def _cut(
    tokens: Sequence[CellToken], best: list[tuple[float, int, list[int]]]
) -> tuple[list[SourceRow], Row] | None:
    """Return the rows up to where they end best."""
    end = min(range(len(best)), key=lambda n: best[n][0])
    left = list(tokens[end:])
    rows: list[SourceRow] = []
    within = False
    while end:
        _, begin, shape = best[end]
        cells = tokens[begin:end]
        full = [n for n, token in enumerate(cells) if token.text.strip()]
        within = within or full[-1:] >= [len(full)]
        if shape:
            told = {i: [t] for i, t in zip(shape, cells, strict=True) if t.text.strip()}
            rows.append(SourceRow(told))
        end = begin
    counted = [sum(kind(t.text) in COUNTS for t in part) for part in (tokens, left)]
    whole = counted[0] - counted[1] >= _MOST * counted[0]
    return (rows[::-1], left) if within and whole and len(rows) >= _FEWEST else None


def filled_out(rows: Sequence[Row], heads: Sequence[Head]) -> Rows:
    """Return rows with their empty cells, where there is one way to place them; else as they are.

    Examples
    --------
    >>> heads = [Head(role, role) for role in ("name", "unit", "actual", "baseline", "change")]
    >>> row = [CellToken(text) for text in ("街道", "37", "37")]
    >>> [token.text for token in filled_out([row], heads)[0]]
    ['街道', '', '37', '37', '']
    """
    return [_filled(row, heads) for row in rows]


def _filled(row: Row, heads: Sequence[Head]) -> Row:
    """Return a row with its empty cells, where one way alone is left to place them."""
    if not any(kind(t.text) in COUNTS for t in row[1:]):
        return row[:1] if coded(row) and kind(row[0].text) == "section" else row
    united = _without_unit(row, heads)
    short = len(heads) - len(united)
    changes = all(head.role == "change" for head in heads[len(united) :])
    levels = [t.text for t, h in zip(united, heads, strict=False) if h.value]
    if short > 0 and changes and len(levels) > 1 and len(set(levels)) == 1:
        united = [*united, *blank(short)]  # nothing grew
    return united if len(united) == len(heads) else row


def _without_unit(row: Row, heads: Sequence[Head]) -> Row:
    """Return a row with an empty cell for its unit, where numbers or a code follow the name."""
    at = next((i for i, head in enumerate(heads) if head.role == "unit"), None)
    if at is None or not 0 < at < len(row) or unit_like(row[at].text.strip()):
        return row
    coded = heads[at + 1].role == "serial" and row[at].text.isascii()
    bare = coded or kind(row[at].text) in COUNTS
    return [*row[:at], CellToken("", row[at].line), *row[at:]] if bare else row


#: what a measure is told by, and how far its rate may be off, in units of its last digit
_ROLES, _TOLD, _OFF = ["target", "actual", "rate"], 3, 0.6
#: most measures without a rate
_LACKING = 3
#: so many ways are no one way
_SEVERAL = 2


def with_rates(head: Sequence[CellToken], rows: Sequence[Row]) -> list[int]:
    """Return before which values of each row an empty rate stands; nothing where none is missing.

    Examples
    --------
    >>> head = [CellToken(t) for t in "甲 乙 目标 完成 完成率 目标 完成 完成率".split()]
    >>> rows = [[CellToken(t) for t in row.split()] for row in ("20 25 125 3 9", "40 30 75 3 8")]
    >>> with_rates(head, rows)
    [5]
    """
    words = [token.text for token in head]
    told = [role_of(word) for word in words[-_TOLD:]]
    before = [words[n - _TOLD : n] for n in range(len(words) - _TOLD, _TOLD - 1, -_TOLD)]
    alike = itertools.takewhile(lambda one: goes_round([*one, *words[-_TOLD:]], _TOLD), before)
    count = 1 + len(list(alike))
    missing = count * _TOLD - len(rows[0]) if len(rows) >= _FEWEST else 0
    if told != _ROLES or not 0 < missing < min(count, _LACKING + 1):
        return []
    ways = _ways([[token.text for token in row] for row in rows], count, missing)
    if len(ways) != 1:
        return []
    return [_TOLD * place + _TOLD - 1 - before for before, place in enumerate(ways[0])]


def _ways(rows: Sequence[Sequence[str]], count: int, missing: int) -> list[list[int]]:
    """Return which measures may be without a rate: no way, the one, or two of several."""
    ways: dict[int, list[list[int]]] = {0: [[]]}
    for measure in range(count):
        after: dict[int, list[list[int]]] = {}
        for without, some in ways.items():
            at = _TOLD * measure - without
            if all(_rated(row[at : at + _TOLD]) for row in rows):
                after.setdefault(without, []).extend(some)
            if without < missing:
                after.setdefault(without + 1, []).extend([*way, measure] for way in some)
        ways = {without: some[:_SEVERAL] for without, some in after.items()}
    return ways.get(missing, [])


def _rated(cells: Sequence[str]) -> bool:
    """Whether the third of a measure's values is the second over the first."""
    if len(cells) < _TOLD:
        return False
    aimed, done, rate = map(number, cells)
    return rated(done, aimed, rate, _OFF * 10.0 ** -decimals(cells[-1]))


def by_total(head: Sequence[CellToken], rows: Rows) -> Rows:
    """Return rows short of whole measures with empty cells, where one way alone fits the sums.

    The first row is the whole's: what it has more than the other places is what those rows print.

    Examples
    --------
    >>> head = [CellToken(t) for t in "目标 完成 完成率 目标 完成 完成率".split()]
    >>> text = "全市 9 9 100 40 20 50/甲县 9 9 100 30 15 50/乙县 10 5 50"
    >>> rows = [[CellToken(t) for t in row.split()] for row in text.split("/")]
    >>> [t.text for t in by_total(head, rows)[2]]
    ['乙县', '', '', '', '10', '5', '50']
    """
    words = [t.text for t in head]
    width, share = len(head), [*words[1:], *words[:1]].index(words[0]) + 1
    full = [[number(t.text) for t in row[1:]] for row in rows if len(row) == width + 1]
    runs = {n: run for n, row in enumerate(rows) if len(row) <= width and (run := _numbers(row))}
    round_again = (words[:share] * width)[:width] == words and 1 < share < width
    if not (round_again and 0 < len(runs) <= _LACKING and place(rows[0][0].text) == "whole"):
        return rows
    columns = zip(head, map(_left, zip(*full, strict=True)), strict=True)
    levels = {i: n for i, (t, n) in enumerate(columns) if role_of(plain_head(t.text)) in LEVELS}
    measures = [range(n, min(n + share, width)) for n in range(0, width, share)]
    ways = _placings([*runs.values()], measures, levels)
    if len(ways) != 1:
        return rows
    out = list(rows)
    for at, way in zip(reversed(runs), reversed(ways[0]), strict=True):
        put = [rows[at][0], *(way.get(i, CellToken("")) for i in range(width))]
        after = rows[at][1 + len(way) :]
        out[at : at + 1] = [put, after] if after else [put]
    return out


#: a way to put the numbers of rows in columns
_Way: TypeAlias = list[dict[int, CellToken]]


def _placings(
    runs: Sequence[Row], measures: Sequence[range], left: Mapping[int, float | None]
) -> list[_Way]:
    """Return the ways to put numbers in columns: no way, the one, or two of several.

    Those of a measure are put all or none, so that they add up to what is left of its levels.
    """
    ways: dict[tuple[int, ...], list[_Way]] = {(0,) * len(runs): [[{} for _ in runs]]}
    for measure in measures:
        after: dict[tuple[int, ...], list[_Way]] = {}
        told = itertools.product((0, len(measure)), repeat=len(runs))
        for (at, some), counts in itertools.product(ways.items(), told):
            ends = tuple(map(sum, zip(at, counts, strict=True)))
            cells = [run[a:b] for run, a, b in zip(runs, at, ends, strict=True)]
            put = [dict(zip(measure, row, strict=False)) for row in cells]
            if tuple(map(len, put)) == counts and _adds_up(put, left):
                after.setdefault(ends, []).extend([*map(or_, way, put)] for way in some)
        ways = {ends: some[:_SEVERAL] for ends, some in after.items()}
    return ways.get(tuple(map(len, runs)), [])


def _adds_up(put: _Way, left: Mapping[int, float | None]) -> bool:
    """Whether numbers in columns add up to what is left of them, wherever there are some."""
    told = {i: [row[i] for row in put if i in row] for i in left}
    return all(left[i] == _sum(values) for i, values in told.items() if values)


def _sum(values: Sequence[CellToken]) -> float:
    return round(sum(number(t.text) or 0 for t in values), 6)


def _numbers(row: Sequence[CellToken]) -> Row:
    """Return the numbers that follow a row's first cell."""
    return [*itertools.takewhile(lambda t: kind(t.text) in COUNTS, row[1:])]


def _left(column: Sequence[float | None]) -> float | None:
    """Return what the first number is more than all others; None where one is missing."""
    known = [one for one in column if one is not None]
    return round(2 * known[0] - sum(known), 6) if len(known) == len(column) else None
