"""Tables with places down and several measures across, the role of each column in its head's word.

The places are known by the cells of their column (`places`), not by the word over it; the heads
say measure and role (`measures`). A table of one measure without a name (县区, 目标, 完成) is none
of these. Places may stand across too, and measures down (`places_across`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from ..base.vocabulary import pattern
from .cellkinds import COUNTS, FILLED, NAMES, kind
from .cells import CellToken, Row, Rows, blank, printed, upright
from .columns import is_ratio
from .down import Down, below_another, led_down
from .header_runs import row_of_heads
from .headers import (
    LEVELS,
    OBSERVED,
    Head,
    find_period,
    only_period,
    plain_head,
    read_head,
    role_of,
    squeeze,
)
from .heads_over import CORNER, FURTHEST, Over, heads_over
from .layouts_across import Found
from .measures import AMOUNT, NO_MEASURE, Measure, settled, units_of
from .names import untranslated
from .places import of_places, place
from .places_across import crossed
from .profiles import of_one

_REGION = pattern("table_measures", "corner_region")
_HOW_MANY = pattern("table_measures", "how_many")
_YEAR_WORD = re.compile(r"(?:19|20)\d\d\s?年?[A-Za-z]{3}")
#: so many times, at least, stand over the values of places that nothing else names
_FEWEST_TIMES = 3
#: fewest measures over kinds of one thing, and fewest of these
_FEWEST_MEASURES, _FEWEST_KINDS = 2, 4
#: which share of these measures say what they count
_SHARE = 0.75
_COUNTED = pattern("table_names", "counted")
_SHARE_HEAD = pattern("table_measures", "share")
#: fewest items below heads that nothing knows
_FEWEST_ITEMS = 3
#: how far down the first place is looked for
_SEARCHED = 40


def measured(rows: Rows, exact: bool = True, unknown: bool = False) -> Found | None:
    """Read a table with a row a place and its measures across; None where it is none.

    `exact` where a cell left empty keeps its place: then a row may be short of its last one.
    `unknown` where nothing else could read the table: whatever heads stand over items are measures.
    """
    body = _body(below_another(rows, _REGION, _SEARCHED), exact)
    if body is None:
        return None
    over = heads_over(body.above, body.width, body.lead, values=body.values)
    columns = over.columns if over is not None else []
    if over is None or not all(columns):
        return None
    if (places := crossed(body, over)) is not None:
        return _turned(body, places, over, "measures") if _numeric(body, places) else None
    cells = upright(body.values, body.width)
    if (alone := _unnamed(body, over)) is not None:
        return alone
    measures = _settled(over.read())
    measures = measures and _shared_out(cells, _worded_aside(cells, measures))
    if measures is None or not _numeric(body, measures):
        return None
    results = {m.name for m in measures if m.role in OBSERVED and m.role != "target"}
    timed = len(results) > 1 and any(m.whole for m in measures)  # 当月完成, 累计完成
    apart = timed or _both_of_each(measures) or any(m.under for m in measures)
    if not apart and of_one(["".join(pieces) for pieces in columns], cells):
        return None
    told = of_places([token.text for token in body.places]) and not _counted_so(body, measures)
    items = not told and not _of_regions(body)
    kinds = items and (_of_kinds(body, measures) or (unknown and _of_any(body, measures)))
    if not (kinds or (_of_items(body, measures) if items else _several(measures))):
        return None
    found = _turned(body, measures, over, "kinds" if kinds else "items" if items else "places")
    found.doubted = found.doubted or kinds or (not exact and any(m.under for m in measures))
    return found


def _settled(read: Sequence[Measure]) -> list[Measure] | None:
    """Give each column its measure, and none to one of what they are counted in."""
    units = [i for i, m in enumerate(read) if role_of(m.text) == "unit"]
    told = settled([m for i, m in enumerate(read) if i not in units])
    rest = iter(told or ())
    return told and [
        replace(m, name="", role="unit") if i in units else next(rest) for i, m in enumerate(read)
    ]


def _worded_aside(cells: Sequence[Sequence[str]], measures: Sequence[Measure]) -> list[Measure]:
    """Take a column of words alone (首要污染物) for a note, where its head tells no role.

    And one of numbers alone for a measure, where its head may be one of notes: 未完成.
    """
    out = list(measures)
    for i, (m, column) in enumerate(zip(measures, cells, strict=True)):
        counted = [kind(text) in COUNTS for text in column]
        if m.role == "generic" and not any(counted):
            out[i] = replace(m, role="note", name="", word=m.text)
        elif m.role == "other" and role_of(m.word) == "note" and all(counted):
            out[i] = replace(m, role="generic", name=m.word, word="", whole=True)
    return out


def _shared_out(cells: Sequence[Sequence[str]], measures: list[Measure]) -> list[Measure]:
    """Take a column for the rate of the one result that it is a share of an aim of, in its rows."""
    aims = [i for i, m in enumerate(measures) if m.role == "target"]
    for at, m in enumerate(measures):
        done = [i for i in range(at) if i not in aims and measures[i].role in OBSERVED]
        of = {
            measures[i].name
            for i, aim in itertools.product(done if m.role == "generic" else (), aims)
            if is_ratio([cells[i], cells[aim], cells[at]], 2)
        }
        if len(of) == 1:
            measures[at] = replace(m, name=of.pop(), role="rate", word=m.text)
    return measures


def _counted_so(body: Down, measures: Sequence[Measure]) -> bool:
    """Whether rows are kinds of institution (中医院, 专科医院), of each of which there are many."""
    offices = sum(place(token.text) == "office" for token in body.places)
    return 2 * offices > len(body.places) and any(_HOW_MANY.search(m.name) for m in measures)


def _of_regions(body: Down) -> bool:
    """Whether a head says that the first column is of places or schools: 學校別, District."""
    rows = [row for row in body.above[-2:] if row]
    heads = [row[0].text for row in rows if all(kind(t.text) != "unit" for t in row[1:])]
    return any(_REGION.fullmatch(plain_head(untranslated(text))) for text in heads)


def _dated(row: Sequence[CellToken]) -> bool:
    """Whether all that a row prints are years."""
    return all(t.text.strip().isdigit() and read_head(t.text) for t in row if t.text.strip())


def _body(rows: Sequence[Row], exact: bool) -> Down | None:
    """Find the rows that begin with a place and go on with numbers."""
    led = list(map(_placed, rows))
    first = next((n for n, at in enumerate(led) if at is not None), len(rows))
    if first > _SEARCHED:
        return None
    stop = next((n for n in range(first + 1, len(rows)) if _heads(rows[n])), len(rows))
    body = led_down(rows[:stop], led[:stop], exact, 0.5)
    if body is None or body.width < 2 or len(body.values) < 2:
        return None
    body.rest.extend(rows[stop:])
    # 一、高等教育 below the header, or 苏南 that is followed by 苏北 between the places
    titles = {"section", *({*map(_lone, body.rest)} & {"text"})}
    while len(body.above) > 1 and _lone(body.above[-1]) in titles:
        body.rest.append(body.above.pop())
    return body


def _lone(row: Sequence[CellToken]) -> str:
    """Return what kind of thing the one cell is that a row prints; nothing of any other row."""
    cells = printed(row)
    return kind(cells[0].text) if len(cells) == 1 and read_head(cells[0].text) is None else ""


def _heads(row: Row) -> bool:
    """Whether a row is the header of another table: heads that are known, and no number."""
    numbers = [t for t in printed(row) if kind(t.text) in COUNTS]
    return row_of_heads(row) and all(read_head(t.text) is not None for t in numbers)


def _placed(row: Sequence[CellToken]) -> int | None:
    """Return where a row's first word stands, if two numbers and few words follow it."""
    for i, token in enumerate(row[: FURTHEST + 1]):
        text = token.text.strip()
        if not text or text.isdigit() or (row[i + 1 :] and row[i + 1].merged):
            continue  # 合计 over serial number and place stands over the last of them
        if role_of(text) == "year":
            return None
        if CORNER.fullmatch(plain_head(text)) and (_dated(row[i + 1 :]) or _worded(row[i + 1 :])):
            return None  # 地区 over the places, and years over their values, or 2021年GDP
        after = [kind(t.text) for t in row[i + 1 :] if t.text.strip()]
        numbers = sum(what in FILLED for what in after)
        fewest = 2 if len(row) - i < 3 or not place(text) else 1
        return i if numbers >= fewest and numbers >= 0.6 * len(after) else None
    return None


def _worded(row: Sequence[CellToken]) -> bool:
    """Whether all that a row prints begins with a year and says more."""
    return all(_YEAR_WORD.match(t.text.strip()) for t in row if t.text.strip())


def _several(measures: Sequence[Measure]) -> bool:
    """Whether the heads name more than one measure, or of one both the target and the result."""
    levels = [m for m in measures if m.role in OBSERVED]
    names = {m.name for m in levels}
    whole = any(m.whole for m in levels)
    unsaid = any(_no_measure(m.name) and _no_measure(m.shown) for m in levels)
    if (unsaid and not whole) or all(map(AMOUNT.fullmatch, names)):
        return False
    # two columns of which nothing says what they differ in
    return len({(m.name, *m.column) for m in levels}) == len(levels)


def _no_measure(name: str) -> bool:
    return read_head(name) is not None or NO_MEASURE.fullmatch(name) is not None


def _unnamed(body: Down, over: Over) -> Found | None:
    """Read places under times alone, or under targets of several: of what, a title may say."""
    read = over.read()
    timed = [m for m in read if m.period or only_period(m.name)]
    apart = len({squeeze(m.text) for m in read}) == len(read)
    bare = all(NO_MEASURE.fullmatch(m.name) or only_period(m.name) for m in read)
    few = len(timed) < max(_FEWEST_TIMES, len(read) - 1)
    if few or not (apart and bare) or len({m.role for m in read}) > 1:
        return None
    read = [replace(m, period=m.period or find_period(m.name)) for m in read]  # 1月, 上半年
    heads = [replace(m.head, text=squeeze(m.text)) for m in read]
    if not of_places([t.text for t in body.places]):
        return None
    if heads[0].role not in ("generic", "target") or not _numeric(body, read):
        return None
    shown = [replace(h, role="actual") if h.role == "generic" else h for h in heads]
    rows = [[p, *row] for p, row in zip(body.places, body.values, strict=True)]
    columns = [Head("", "name", proven=True), *(replace(h, proven=True) for h in shown)]
    return over.found(
        body, columns, rows, f"{len(rows)} places down, {len(heads)} times across", True
    )


def _both_of_each(measures: Sequence[Measure]) -> bool:
    """Whether of several measures it is told what was aimed at and done, whatever stands beside."""
    roles: dict[str, set[str]] = {}
    for m in measures:
        if m.role in OBSERVED:
            roles.setdefault(m.name, set()).add(m.role)
    return sum({"target", "actual"} <= told for told in roles.values()) > 1


def _of_items(body: Down, measures: Sequence[Measure]) -> bool:
    """Whether several measures stand over the same times: 受理, 结案, each of 2021年 and 2022年."""
    times: dict[str, list[tuple[str, str]]] = {}
    for m in measures:
        told = m.period or m.time or (m.role == "generic" and m.word)
        if m.role not in ("year", "generic", "change") or not told:
            return False
        times.setdefault(m.name, []).append((m.role, told))
    named = all(kind(t.text) in NAMES for t in body.places)
    same = len(times) > 1 and len({tuple(told) for told in times.values()}) == 1
    return named and same and not any(map(_no_measure, times))


def _of_kinds(body: Down, measures: Sequence[Measure]) -> bool:
    """Whether several measures, each counted in its own way, stand over kinds of one thing.

    小学 and 初中, of which 学校数(所) and 教职工数(人) are told, have values as places do.
    """
    names = [m.name for m in measures]
    said = sum(bool(m.unit or _COUNTED.search(m.name)) for m in measures)
    counted = said >= _SHARE * len(names) and all(m.role == "generic" for m in measures)
    told = any(map(_no_measure, names))
    told = told or any(read_head(t.text) or find_period(t.text) for t in body.places)
    named = all(kind(t.text) in NAMES for t in body.places)
    counts = [name for name in names if not _SHARE_HEAD.fullmatch(name)]
    whole = len(counts) >= _FEWEST_MEASURES and len(set(names)) == len(names)
    return whole and counted and not told and named and len(body.places) >= _FEWEST_KINDS


def _of_any(body: Down, measures: Sequence[Measure]) -> bool:
    """Whether columns of numbers told apart by their heads stand over items told by theirs."""
    levels = [m for m in measures if m.role in OBSERVED]
    told = {(m.name, *m.column) for m in levels}
    names = {m.name for m in levels}
    return (
        len(told) == len(levels) > 1
        and not any(m.role in LEVELS for m in measures)
        and (len(names) > 1 or any(not m.period for m in levels))
        and not any(_no_measure(name) for name in names if place(name) != "whole")
        and len(body.places) >= _FEWEST_ITEMS
        and not any(t.text[-1:].isdigit() for t in body.places)  # 食品110.6: a value ran into it
    )


def _numeric(body: Down, measures: Sequence[Measure]) -> bool:
    """Whether the columns of levels hold numbers."""
    for i, measure in enumerate(measures):
        cells = [row[i].text for row in body.values]
        numbers = sum(kind(text) in FILLED for text in cells)
        if numbers < 0.7 * len(cells) and measure.role in (*OBSERVED, "change", "rate"):
            return False
    return True


def _turned(body: Down, measures: Sequence[Measure], over: Over, down: str) -> Found:
    """Return a row a place and measure: its target, result, rate and growth side by side.

    Of what stands `down` items are nested under their measure, and kinds whatever they are told of
    are told of it; of measures the places are across.
    """
    kept: dict[tuple[str, ...], Head] = {}
    for m in measures:
        if m.role != "unit":
            kept.setdefault(m.column, m.head)
    units = units_of(measures)
    told = {m.name for m in measures if m.role in (*OBSERVED, "rate", "change")}
    nested = down == "places" and any(measure.under for measure in measures)
    # what a column is was told by its cells and by the measure's word, and not by a head of its own
    lead = ["group" if down == "items" else "area", *(["group"] if nested else []), "name"]
    columns = [Head("", role, proven=True) for role in lead]
    counted = [m.head for m in measures if m.role == "unit"]
    columns += counted[:1]
    places = [*([None] if counted else []), *kept]
    at = [len(lead) + places.index(m.column if m.column in kept else None) for m in measures]
    own = [i for i, m in zip(at, measures, strict=True) if m.name in told]
    rows: Rows = []
    for token, values in zip(body.places, body.values, strict=True):
        lines: dict[str, Row] = {}
        for m in measures:
            if m.name in told and m.name not in lines:
                begin = named(token, m, units.get(m.name, ""), down != "places")
                begin[1:1] = [under(m, token)] if nested else []
                lines[m.name] = [*begin, *blank(len(places))]
        for i, m, value in zip(at, measures, values, strict=True):
            # 责任单位 of a place stands beside all its measures
            for line in [lines[m.name]] if m.name in told else lines.values():
                line[i] = value
        rows += [one for one in lines.values() if any(one[i].text.strip() for i in own)]
    columns += [replace(h, implied=not h.text) for h in kept.values()]
    across = f"{len(told)} {'places' if down == 'measures' else 'measures'} across"
    return over.found(body, columns, rows, f"{down} down, {across}", any(m.whole for m in measures))


def under(measure: Measure, token: CellToken) -> CellToken:
    """Return the cell that says what a measure is nested under; one that spans, where nothing."""
    return CellToken(measure.under, token.line, place=token.place, merged=not measure.under)


def named(token: CellToken, measure: Measure, unit: str, items: bool = False) -> Row:
    """Return what a row begins with: the place and the measure, or the measure and the item."""
    counted = f"({unit})" if unit else ""
    name = measure.name if items else f"{measure.shown}{counted}"
    of = CellToken(name, token.line, place=token.place)
    item = f"{untranslated(token.text)}{counted}"
    return [of, replace(token, text=item)] if items else [replace(token, merged=False), of]
