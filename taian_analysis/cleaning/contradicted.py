"""What inside a table speaks against how its columns and rows are said to stand.

Where a column has slipped a row, or two columns or their heads have changed places, every cell is
still a number below a head. But results stand far from their aims, rates are not what is one over
the other, persons have decimals: none of it is proof, all of it is reason not to be sure.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from ..base.vocabulary import pattern
from ..grammar.units import COUNTED, bare
from .cellkinds import rated
from .entries import Entry
from .headers import LEVELS, OBSERVED, Head

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_DECIMALS = re.compile(r"\d\.\d")
_GROWN = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d{5,}(?:\.\d+)?")
_BOUND = re.compile(r"[≥≤><＞＜≧≦]")
#: what is counted in whole things may have decimals where it is so many of each
_EACH = pattern("table_names", "of_each")
#: so many rows show that columns belong together, and so little of a change of places does it
_ROWS, _CLEARER, _APART = 6, 0.5, 0.3
#: so many columns apart two are held against each other: a table may have thousands
_BESIDE = 12
#: what is no aim
_REACHED = {*OBSERVED} - {"target"}
#: so many rows that contradict are the table's fault, and so much of all
_FEW, _SHARE = 2, 0.1
#: how far from its aim a result is that no other row comes near to
_FAR, _NEAR = 10.0, 3.0


def contradicted(heads: Sequence[Head], entries: Sequence[Entry]) -> set[int]:
    """Return which rows of a table its own figures speak against, by their place among its rows."""
    odd = {n for n, entry in enumerate(entries) if _unfit(entry)}
    table = [_levels(entry) for entry in entries]
    if (
        len(odd) >= max(_FEW, _SHARE * len(entries))
        or _slid(table)
        or (odd and max(map(len, table)) == 1 and _of_row_beside(entries))
        or _misrated(entries)
        or _grown(entries)
        or _bounded(heads, entries)
    ):
        return set(range(len(entries)))
    return odd | _far(table)


def _figure(text: str) -> float | None:
    """Return the first number of a text."""
    found = _NUMBER.search(text)
    return float(found[0].replace(",", "")) if found else None


def _levels(entry: Entry) -> dict[int, float]:
    """Return what each column of a level prints in a row, by its head."""
    told = ((id(h), _figure(t.text)) for h, t in entry.values if h.role in LEVELS)
    return {head: figure for head, figure in told if figure is not None and figure > 0}


def _unfit(entry: Entry, values: Entry | None = None) -> bool:
    """Whether a row prints what its unit can not be, or would with the values of another row.

    42.6 of 个, 9.5% of 万元.
    """
    unit = bare(entry.unit or "")
    if not unit or not entry.unit_printed:
        return False
    texts = [token.text for head, token in (values or entry).values if head.role in LEVELS]
    if unit in COUNTED and not _EACH.search(entry.name):
        return any(_DECIMALS.search(text) for text in texts)
    return not set(unit) & set("%‰％百率") and any(text.strip().endswith("%") for text in texts)


def _of_row_beside(entries: Sequence[Entry]) -> bool:
    """Whether all units would fit the values of the row above, or all those of the row below."""
    pairs = list(itertools.pairwise([*entries, entries[0]]))
    up = any(_unfit(one, other) for one, other in pairs)
    down = any(_unfit(other, one) for one, other in pairs)
    return len(entries) >= _ROWS and not (up and down)


def _slid(table: Sequence[dict[int, float]]) -> bool:
    """Whether a column goes with the row above or below far better than with its own."""
    sizes = [{head: math.log(figure) for head, figure in row.items()} for row in table]
    counts = Counter(head for row in sizes for head in row)
    often = [head for head, many in counts.items() if many >= _ROWS]
    near = ((a, b) for n, a in enumerate(often, 1) for b in often[n : n + _BESIDE])
    for a, b in near:
        both = [(row[a], row[b]) for row in sizes if a in row and b in row]
        if len(both) < _ROWS:
            continue
        one, other = ([pair[i] for pair in both] for i in (0, 1))
        if (apart := _spread(one, other)) <= _APART:
            continue
        beside = min(_spread(one[1:], other[:-1]), _spread(one[:-1], other[1:]))
        if beside < _CLEARER * apart:
            return True
    return False


def _spread(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how unlike the distances of two columns are, row by row."""
    steps = [a - b for a, b in zip(one, other, strict=True)]
    middle = median(steps)
    return sum(abs(step - middle) for step in steps) / len(steps)


def _far(table: Sequence[dict[int, float]]) -> set[int]:
    """Return the rows whose values are far apart where those of all others are near."""
    several = ((n, row.values()) for n, row in enumerate(table) if len(row) > 1)
    apart = {n: max(values) / min(values) for n, values in several}
    far = {n for n, ratio in apart.items() if ratio > _FAR}
    near = all(ratio < _NEAR for n, ratio in apart.items() if n not in far)
    few = len(far) <= max(1, _SHARE * len(apart))
    return far if len(apart) >= _ROWS and near and few else set()


def _told(entry: Entry, *roles: str) -> Iterator[float]:
    """Yield the numbers of a row in columns of some roles."""
    for head, token in entry.values:
        if head.role in roles and (figure := _figure(token.text)) is not None:
            yield figure


def _misrated(entries: Sequence[Entry]) -> bool:
    """Whether rates are mostly another column over a third, and not results over their aims."""
    right, wrong = 0, 0
    for entry in entries:
        rate = _figure(entry.rate or "")
        aims, results = list(_told(entry, "target")), list(_told(entry, "actual"))
        if rate is None or len(aims) != 1 or len(results) != 1:
            continue
        if rated(results[0], aims[0], rate):
            right += 1
        else:
            wrong += rated(aims[0], results[0], rate) or rated(rate, aims[0], results[0])
    return wrong >= _FEW and wrong > right


def _grown(entries: Sequence[Entry]) -> bool:
    """Whether growth is printed as amounts are, in most rows: 387,581 of 同比增长."""
    told = [t.text for e in entries for h, t in e.values if h.role == "change"]
    grown = sum(_GROWN.search(text) is not None for text in told)
    return grown > _FEW and 2 * grown > len(told)


def _bounded(heads: Sequence[Head], entries: Sequence[Entry]) -> bool:
    """Whether a column of results prints bounds in several rows, and one of aims prints none."""
    signed: Counter[int] = Counter()
    for head, token in (value for entry in entries for value in entry.values):
        signed[id(head)] += _BOUND.match(token.text.lstrip()) is not None
    reached = any(h.role in _REACHED and signed[id(h)] >= _FEW for h in heads)
    return reached and any(h.role == "target" and signed.get(id(h)) == 0 for h in heads)
