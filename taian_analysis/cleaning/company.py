"""What a column is by the others beside it, where no pattern knows its head.

A table says once what names its rows, what each aims at, where it starts and what was reached.
A head that says so leaves nothing of that role for one that is only like it; and a column of what
a row's other values are of goes up and down with these: ranks, scores, samples do not.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import correlation, median

from .cellkinds import kind, number
from .columns import doubt, likeliest
from .headers import LEVELS, Head, given, plain_head, role_of, timed, where

#: the share of names that are each another's, and of rows that have one, at least
OWN = 0.8
#: so many rows show whether two columns go together, how far apart their numbers may be (powers
#: of ten), and how alike they must go up and down where they are farther
_ROWS, _NEAR, _ALIKE = 4, 0.5, 0.8
#: how likely a level must be that others leave to a column, and a second result
_LEAST, _LIKELY = 0.25, 0.55
#: how often something is told, and no unit
_OFTEN = re.compile("[半每]?[年季月周旬日]?度?")


def in_step(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the numbers of two columns may be of the same things; so they are where few tell.

    Examples
    --------
    >>> aims = ["15", "2000", "0.8", "96%"]
    >>> in_step(["12", "1850", "0.7", "97%"], aims), in_step(["3", "1", "12", "7"], aims)
    (True, False)
    """
    pairs = [
        (math.log10(a), math.log10(b))
        for a, b in zip(map(number, one), map(number, other), strict=False)
        if a is not None and b is not None and a > 0 and b > 0
    ]
    if len(pairs) < _ROWS or median(abs(a - b) for a, b in pairs) <= _NEAR:
        return True
    told = all(len(set(side)) > 1 for side in zip(*pairs, strict=True))
    return told and correlation(*zip(*pairs, strict=True)) >= _ALIKE


def said(head: Head) -> bool:
    """Whether a pattern knows a head, or it has none because it is none."""
    return head.implied or bool(role_of(plain_head(head.text)))


def said_levels(heads: Sequence[Head], columns: Sequence[Sequence[str]]) -> list[int]:
    """Return the columns of levels whose heads say so, with a number below."""
    told = (i for i in where(heads, *LEVELS) if said(heads[i]))
    return [i for i in told if any(number(text) is not None for text in columns[i])]


def in_company(
    heads: Sequence[Head],
    place: int,
    columns: Sequence[Sequence[str]],
    chance: Mapping[str, float],
    levels: Sequence[int],
) -> Head:
    """Return a column as a level; one whose head nothing knows as the likeliest of those left.

    `levels` are the columns whose heads say so. Of a level that a head says none is left, and what
    is out of step with one is no level at all.
    A head with a time is a value of that time, whatever else there is.
    """
    if said(heads[place]) or timed(heads[place].text):
        return heads[place]
    held = {heads[i].role for i in levels}
    begun = all(timed(heads[i].text) for i in levels if heads[i].role == "actual")
    if begun and "baseline" not in held and chance["actual"] >= _LIKELY:
        held.discard("actual")  # 2020年实绩 beside 已完成, 1-6月累计 beside another
    top = likeliest(chance)
    free = {r: chance[r] for r in LEVELS if r not in held and (r == top or chance[r] >= _LEAST)}
    astray = not all(in_step(columns[place], columns[i]) for i in levels)
    if astray or not free:
        return replace(heads[place], role="other", period=None, open="", proven=astray)
    role = likeliest(free)
    return replace(heads[place], role=role, open=doubt(role, chance[role]))


def told_by_cells(heads: list[Head], columns: Sequence[Sequence[str]]) -> list[Head]:
    """Take what says 约束性 and its like for the attribute, whatever its head, and one of units.

    Of two columns of units the head says which it is, or their number: 年 and 月 tell how often.

    Examples
    --------
    >>> heads = [Head("约束/预期", "target"), Head("单位", "unit"), Head("频率", "unit")]
    >>> columns = [["约束性", "预期性"], ["人", "%"], ["年", "年"]]
    >>> [head.role for head in told_by_cells(heads, columns)]
    ['attribute', 'unit', 'other']
    """
    bound = [i for i, cells in enumerate(columns) if _share(cells, "attr") >= OWN]
    out = given(heads, bound[:1], role="attribute", period=None, open="", proven=True)
    out = counted_in(out, columns)
    units = where(out, "unit")
    most = max(units, key=lambda i: (said(heads[i]), len(set(columns[i]))), default=0)
    lesser = [i for i in units if i != most and not said(heads[i])]
    return given(out, lesser, role="other")


def counted_in(heads: list[Head], columns: Sequence[Sequence[str]]) -> list[Head]:
    """Take a column that holds units alone for that of the units, where no other does: 统计单位.

    Examples
    --------
    >>> heads = [Head("指标", "name"), Head("统计单位", "dept"), Head("目标", "target")]
    >>> [h.role for h in counted_in(heads, [["甲率", "乙数"], ["%", "人"], ["9", "8"]])]
    ['name', 'unit', 'target']
    """
    units = where(heads, "unit")
    if any(not heads[i].implied or any(columns[i]) for i in units):
        return heads
    besides = where(heads, "dept", "note", "other")
    told = [
        i for i in besides
        if _share(columns[i], "unit") >= OWN and not all(map(_OFTEN.fullmatch, columns[i]))
    ][:1]  # fmt: skip
    return given(given(heads, units if told else (), role="other"), told, role="unit")


def _share(cells: Sequence[str], what: str) -> float:
    """Return which share of the cells that are printed is of a kind."""
    printed = [kind(text) for text in cells if text.strip()]
    return printed.count(what) / max(1, len(printed))


def one_named(heads: list[Head], columns: Sequence[Sequence[str]]) -> list[Head]:
    """Leave the name to the head that says so, or to cells that are each row's own.

    Words that come again and again beside those are of something else, unless they stand together
    before the names, as areas do.

    Examples
    --------
    >>> heads = [Head("指标", "name"), Head("更新频率", "name")]
    >>> [h.role for h in one_named(heads, ["甲率 乙率 丙率 丁率".split(), "月 年 月 年".split()])]
    ['name', 'other']
    """
    names = where(heads, "name")
    own = [i for i in names if _own(columns[i])]
    told = [i for i in own if said(heads[i])] or own
    if not told or names == told[-1:]:
        return heads
    name = told[-1]
    others = [
        i for i in names
        if not said(heads[i]) and (i > name or (i < name and not _together(columns[i])))
    ]  # fmt: skip
    return given(heads, others, role="other", proven=said(heads[name]))


def _own(cells: Sequence[str]) -> bool:
    """Whether nearly each row has a cell of its own."""
    printed = [text for text in cells if text.strip()]
    return len(set(printed)) >= OWN * len(cells) > 0


def _together(cells: Sequence[str]) -> bool:
    """Whether cells that are alike stand below one another."""
    runs = [text for text, _ in groupby(text for text in cells if text.strip())]
    return len(runs) == len(set(runs))
