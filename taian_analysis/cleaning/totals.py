"""Whose a row is that a total stands above, or a place alone names.

Rows named by places alone: the one measure they are of stands above the table, or nowhere
(`measured_places`), or they divide the total before them (`under_total`). What stands alone over
each row begins its name (`begun_above`).

A total is printed once, and what it is divided into follows it: 国内, 入境 of 人数, and again of
人天数 (`under_totals`). So of names that come again the one that each time follows a name of its
own begins what that name is of. One name alone that comes again is a misprint or a row printed
twice, and stays one.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ..base import catalog
from ..base.report import Report
from ..base.vocabulary import pattern
from .captions import lines_above
from .cellkinds import number
from .entries import Entry
from .headers import COUNTED, OBSERVED, role_of, squeeze
from .layouts_across import Found
from .measures import TIME, read_measure
from .names import unit_apart, unit_like
from .places import of_places, place
from .series_heads import measure_over

_MEASURE = pattern("table_measures", "said")
_TITLED, _MANY = pattern("table_measures", "titled"), pattern("table_measures", "many")
_NO_MEASURE = pattern("table_measures", "no_measure")
_AT_TIME = re.compile(rf"\A(?:{TIME.pattern})")
_AMONG = pattern("table_measures", "among")
_SERIAL = pattern("table_names", "serial")
_AREAS = frozenset(catalog.load("areas")["words"])
#: columns that do not say what rows of one name are of: an office, a note
_ASIDE = ("dept", "note")
#: how many rows with a line each above them show a habit
_FEWEST = 3


def measured_places(report: Report, found: Found, entries: Sequence[Entry]) -> bool:
    """Give rows that are named by places alone the one measure that a line above says they are of.

    河北省 | 8.7 under 指标:增加值增速(%) is the growth of a place. Return whether the table says of
    what its rows are: else that stands in a title at best, so that none of them is sure.
    """
    if any(entry.area for entry in entries) or len(entries) < 2:
        return True
    if not of_places([entry.name for entry in entries]):
        return True
    above = _measure_above(report, found)
    # kinds of institution (医院, 卫生院) are counted, and no areas, but where each has a target
    sites = [place(entry.name) != "office" for entry in entries]
    titled = sum(sites) > len(sites) / 2 or any(h.role == "target" for h in found.heads)
    if measure := above or _measure_of_corner(found) or (titled and _measure_of_title(found)):
        for entry in entries:
            entry.area, entry.name = entry.name, measure[0]
            entry.unit = entry.unit or measure[1] or None
    return above is not None


def _measure_above(report: Report, found: Found) -> tuple[str, str] | None:
    """Return the measure that a line above says a table is of (指标:增速(%)), and its unit."""
    for text in reversed(lines_above(report, found)):
        cells = [cell for cell in re.split(r"[|｜\t]", text) if cell.strip()]
        said = _MEASURE.fullmatch(squeeze(cells[0])) if len(cells) == 1 else None
        if said is not None:
            return unit_apart(said["name"])
    return None


def _measure_of_corner(found: Found) -> tuple[str, str] | None:
    """Return the measure that stands over the places themselves (工业产值(万元)), and its unit.

    Then the heads beside it are but times and growth; a word for places or names is no measure.
    """
    corner = squeeze(next((head.text for head in found.heads if head.role == "name"), ""))
    return unit_apart(corner) if measure_over(corner) and not place(corner) else None


def _measure_of_title(found: Found) -> tuple[str, str] | None:
    """Return the measure that a title says places are told of, if it is but one, and its unit.

    新增就业任务完成情况表, 各县区PM2.5浓度(微克/立方米), 专利授权状况表. The heads must not name
    several measures: 完成面积 and 完成户数 are two, 当月完成面积 and 累计完成面积 are one.
    """
    said = _TITLED.fullmatch(squeeze(found.caption))
    levels = [read_measure([h.text]).name for h in found.heads if h.role in COUNTED]
    named = {_AT_TIME.sub("", name) for name in levels}
    several = sum(not _NO_MEASURE.fullmatch(name) for name in named) > 1
    if said is None or several or _MANY.search(said["name"]):
        return None
    unit = said["unit"] or ""
    return said["name"], unit if unit_like(unit) else ""


#: so many places in a row divide a total
_PLACES = 3
#: how near to their total what is told of places may come
_WHOLE = 1.005


def under_total(entries: Sequence[Entry]) -> None:
    """Give places that stand among other names the total they divide: 接待人数, then 甲市, 乙市.

    It is the row before them, or the first of the table, that is no less than all of them.

    Examples
    --------
    >>> from taian_analysis.cleaning.cells import CellToken
    >>> from taian_analysis.cleaning.headers import Head
    >>> told = {"客数": "90", "国内": "70", "境外": "20", "甲市": "40", "乙县": "30", "丙区": "9"}
    >>> rows = [Entry(name, name, values=[(Head("", "actual"), CellToken(text))])
    ...         for name, text in told.items()]
    >>> under_total(rows)
    >>> [(row.area, row.name) for row in rows][2:]
    [(None, '境外'), ('甲市', '客数'), ('乙县', '客数'), ('丙区', '客数')]
    """
    told = [place(_AMONG.sub("", entry.name)) == "place" for entry in entries]
    if sum(told) > len(entries) / 2:
        return
    at = 0
    for placed, group in itertools.groupby(range(len(entries)), lambda n: told[n]):
        run = list(group)
        at += len(run)
        if not placed or len(run) < _PLACES or not run[0]:
            continue
        divided = [entries[n] for n in run]
        totals = (entries[run[0] - 1], entries[0])
        total = next((one for one in totals if _divides(one, divided)), None)
        if total is not None:
            for entry in divided:
                entry.area, entry.name = _AMONG.sub("", entry.name), total.name
                entry.parent, entry.unit = None, entry.unit or total.unit
                entry.guessed = True  # that the total is theirs their numbers alone show


def _divides(total: Entry, parts: Sequence[Entry]) -> bool:
    """Whether the first numbers of rows make up no more than that of their total."""
    whole, *others = (_first(entry) for entry in (total, *parts))
    if whole is None or None in others:
        return False
    return sum(n for n in others if n is not None) <= _WHOLE * whole


def _first(entry: Entry) -> float | None:
    """Return the first level that a row tells, if it is a number."""
    return next((number(t.text) for h, t in entry.values if h.role in OBSERVED), None)


#: names that come again where totals are divided
_PARTS = 2


def begun_above(found: Found, entries: Sequence[Entry]) -> None:
    """Put what stands alone over each row before its name, which it begins: 建成区, 绿化覆盖率 | %.

    A line over one row may be its title; over each row it is none, and over most of them it may be
    either. None of the rows is sure. What annexes call their areas (经济发展) is a title always, as
    is a line in a grid, where a name's cell holds all of it.
    """
    areas = [entry.area or "" for entry in entries]
    pairs = list(zip(entries, areas, strict=True))
    beside = any(not area or area in entry.text for entry, area in pairs)
    told = of_places(areas) or any(_SERIAL.match(area) or area in _AREAS for area in areas)
    alone = sum(times == 1 for times in Counter(areas).values())
    if found.grid or beside or told or alone < max(_FEWEST, 0.6 * len({*areas})):
        return
    whole = alone == len(entries) == len({entry.name for entry in entries})
    for entry, area in pairs:
        entry.guessed = True
        if whole:
            entry.name, entry.area = f"{area}{entry.name}", None


def under_totals(entries: Iterable[tuple[str, Entry]]) -> None:
    """Give rows of one name the total that each stands under, where there is one for each.

    Parameters
    ----------
    entries
        The rows in order, each with what tells its name from others.

    Examples
    --------
    >>> rows = [Entry(name, name) for name in "住宿人数 国内 境外 住宿天数 国内 境外".split()]
    >>> under_totals((row.name, row) for row in rows)
    >>> [row.parent for row in rows]
    [None, '住宿人数', '住宿人数', None, '住宿天数', '住宿天数']
    """
    groups: dict[tuple[str | None, ...], list[tuple[str, Entry]]] = {}
    for name, entry in entries:
        groups.setdefault((entry.area, entry.parent), []).append((name, entry))
    for rows in groups.values():
        _tell_apart(rows)


def _tell_apart(rows: list[tuple[str, Entry]]) -> None:
    places: dict[str, list[int]] = {}
    for n, (name, _) in enumerate(rows):
        places.setdefault(name, []).append(n)
    places = {name: at for name, at in places.items() if not _by_column(rows, at)}
    again = {name: at for name, at in places.items() if len(at) > 1}
    if len(again) < _PARTS:
        return
    first = {name for name, at in again.items() if all(n and _alone(rows, places, n) for n in at)}
    total: str | None = None
    under: dict[str, list[str | None]] = {}
    for n, (name, _) in enumerate(rows):
        total = rows[n - 1][1].name if name in first else total
        if name in again:
            under.setdefault(name, []).append(total)
    for name, totals in under.items():
        if None not in totals and len(set(totals)) == len(totals):
            for n, told in zip(again[name], totals, strict=True):
                rows[n][1].parent = told


def _by_column(rows: list[tuple[str, Entry]], at: list[int]) -> bool:
    """Give rows of one name what a column beside it says each is of: 范围 全市, 范围 其中:市区."""
    entries = [rows[n][1] for n in at]
    beside = entries[0].carried if len(at) > 1 and not entries[0].area else ()
    for head in (head for head in beside if role_of(head) not in _ASIDE):
        told = [entry.carried.get(head, "") for entry in entries]
        if len(set(told)) == len(told) and all(
            text and not re.search(r"\d", text) for text in told
        ):
            for entry, text in zip(entries, told, strict=True):
                entry.area = _AMONG.sub("", text)
            return True
    return False


def _alone(rows: list[tuple[str, Entry]], places: dict[str, list[int]], place: int) -> bool:
    """Whether the row before has a name of its own."""
    return len(places.get(rows[place - 1][0], ())) == 1
