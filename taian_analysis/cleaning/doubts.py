"""What makes a row unsure though its table scores well: signs that cells ran into each other.

Where a mark between two cells is lost, a name takes in its unit, its weight or its group, and a
head the head beside it. The values may be right all the same: the row stays, and is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..base.vocabulary import pattern
from ..grammar.units import is_unit
from .entries import Entry
from .headers import LEVELS, Head, plain_head
from .layouts_across import Found
from .places import of_places

#: two words with a gap between: cells of their own, most likely (and no name drawn out: 指   标)
_GAP = re.compile(r"[\u4e00-\u9fff%)\uff09]{2}[ \t\u3000]{2,}[\u4e00-\u9fff]{2}")
#: a number that ends a name, or all but its unit: the next cell (增速(%)20, 培训26人次)
_BEHIND = re.compile(
    r"[\u4e00-\u9fff)\uff09]\s*[≥≤><]?\s*\d+(?:\.\d+)?(?:%|[\u4e00-\u9fff]{0,2})\s*\Z"
)
#: two numbers in a cell that should hold one
_TWO = re.compile(r"\d\s+\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OPEN, _CLOSE = re.compile("[(\uff08]"), re.compile("[)\uff09]")
_REGION = pattern("table_measures", "corner_region")
_DIGIT = re.compile(r"\d")
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
        or _whose(found.heads, entries)
    ):
        return set(range(len(entries)))
    out = {
        n for n, entry in enumerate(entries)
        if run_together(entry.name) or _TWO.search(entry.rate or "") or _two_units(entry.unit or "")
    }  # fmt: skip
    out |= _odd_ones(found.heads, entries)
    for held in _beside(found.heads, entries):
        if sum(held) >= _MOST * len(held):
            out |= {n for n, there in enumerate(held) if not there}
    return out | (_told_twice(entries) if found.kind != "wide" else set())


def again(first: Entry, entry: Entry) -> bool:
    """Whether a row of a name that came before is the same again.

    It is not where nothing is aimed at and each of several values is another: 城镇人口 of 常住人口
    and of 户籍人口.
    """
    told, before = ([token.text for _, token in one.values] for one in (entry, first))
    aimed = any(head.role == "target" for head, _ in entry.values)
    other = len(told) > 1 and all(a != b for a, b in zip(told, before, strict=False))
    return len(entry.name) > 3 and (aimed or not other)


def _told_twice(entries: Sequence[Entry]) -> set[int]:
    """Return the rows that a later row of the same name contradicts below the same heads."""
    first: dict[tuple[str | None, ...], int] = {}
    out = set()
    for n, entry in enumerate(entries):
        before = first.setdefault((entry.area, entry.parent, entry.name), n)
        told = {id(head): token.text for head, token in entries[before].values}
        other = any(told.get(id(head), token.text) != token.text for head, token in entry.values)
        if other and again(entries[before], entry):
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


def run_together(name: str) -> bool:
    """Whether a name holds more than its cell, or less: a bracket that does not close.

    Examples
    --------
    >>> run_together("增速(%)20"), run_together("满意度(%"), run_together("满意度(%)")
    (True, True, False)
    """
    closed = len(_OPEN.findall(name)) == len(_CLOSE.findall(name))
    return not closed or bool(_BEHIND.search(name) or _GAP.search(name))


def _two_units(unit: str) -> bool:
    """Whether a unit is two of two rows, and no known one: 个%, 吨万亩."""
    ends = (n for n in range(1, len(unit)) if unit[n].isalnum() or unit[n] in "%‰")
    return not is_unit(unit) and any(is_unit(unit[:n]) and is_unit(unit[n:]) for n in ends)


def _mixed(heads: Sequence[Head]) -> bool:
    """Whether the head of a level is two heads: with a gap between, or of different years."""
    return any(_GAP.search(h.text) or _two_years(h.text) for h in heads if h.role in LEVELS)


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


def _whose(heads: Sequence[Head], entries: Sequence[Entry]) -> bool:
    """Whether targets are of places (栗坪镇, or below 镇名): of what, no head of theirs says."""
    if all(h.role != "target" for h in heads):
        return False
    told = any(h.role == "name" and _REGION.fullmatch(plain_head(h.text)) for h in heads)
    return told or of_places([entry.name for entry in entries])


def _beside(heads: Sequence[Head], entries: Sequence[Entry]) -> list[list[bool]]:
    """Return for the columns of units and of weights which rows print something in them."""
    out = []
    for head in heads:
        if head.role == "unit" and head.text and not head.implied:
            out.append([e.unit_printed or e.unit is not None for e in entries])
        elif head.role == "weight" and head.text:
            text = re.sub(r"\s+", "", head.text)
            out.append([text in entry.carried for entry in entries])
    return out
