"""A report's tables read in the ways there are, and the best reading taken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import accumulate, chain

from ..base.errors import AnnexError
from ..base.kept import next_document
from ..base.report import Rejection, Report, once
from ..readers._build import too_large
from .accounting import unplaced
from .beside import of_money, rows_in_step
from .building import Annex, build
from .captions import (
    dated,
    evidence,
    evidence_of,
    grown_in,
    table_period,
    table_unit,
    title_over,
    year_of,
)
from .cellkinds import COUNTS, FIGURES, kind
from .cells import Row, on_lines
from .confidence import bar, of_readings, refused_below
from .entries import HARMLESS, Entry, reject
from .headers import LEVELS, read_head
from .hypotheses import readings
from .judge import column_texts, judge
from .layouts import find_tables, goes_on, of_items
from .layouts_across import Found
from .layouts_pipes import pipe_regions
from .pipes import piped
from .profiles import reweighed
from .roles import resolve
from .rows import read_rows
from .walk import RowWalk


def read_annex(report: Report) -> Annex:
    """Read a report's tables, once while the report lives.

    Raises
    ------
    AnnexError
        If the report has no table of indicators.
    """
    return once(report, "annex", _read_annex)


def _read_annex(report: Report) -> Annex:
    next_document()
    drawn = piped(report)

    @cache
    def others() -> list[Annex]:
        return [_read_tables(drawn, found) for found in _promising(drawn, readings(drawn))]

    annex = _with_parts_left(drawn, _told_by_items(drawn, others), others)
    known = others.cache_info().currsize
    _tell_others(annex, others if known else lambda: _others_at_first(drawn, annex, others))
    if not annex.indicators:
        first = next((r for r in annex.rejections if r.code not in HARMLESS), None)
        raise AnnexError.of(
            "error.table_no_row",
            file=report.name,
            line=first.line if first else annex.rejections[0].line,
            found=(first or annex.rejections[0]).text[:80],
        )
    annex.rejections += annex.stray + unplaced(drawn, annex.tables)
    annex.rejections.sort(key=lambda item: (item.line is None, item.line or 0))
    once(drawn, "readings", lambda _: []).clear()
    return annex


#: so many cells of other readings are read, and of more only the reading that begins best
_MANY_CELLS = 15_000
#: by so many cells it is known how well a reading begins
_FIRST_CELLS = 600


def _promising(report: Report, ways: list[list[Found]]) -> list[list[Found]]:
    """Return the ways worth reading whole: of a long table the one that fits its beginning best."""
    if sum(len(found.tokens) for way in ways for found in way) <= _MANY_CELLS:
        return ways
    return [max(ways, key=lambda way: _read_tables(report, _beginning(way)).worth)]


def _beginning(way: list[Found]) -> list[Found]:
    """Return copies of a reading's first tables, cut after `_FIRST_CELLS` cells."""
    out: list[Found] = []
    left = _FIRST_CELLS
    for found in way:
        if left <= 0:
            break
        rows = found.rows
        if rows is not None:
            before = accumulate(map(len, rows), initial=0)
            rows = [row for row, n in zip(rows, before, strict=False) if n < left]
        out.append(replace(found, tokens=found.tokens[:left], rows=rows))
        left -= len(found.tokens)
    return out


#: of a table of more cells than that, read as it is known, other readings are told at its beginning
_LONG = 4_000


def _others_at_first(
    report: Report, annex: Annex, others: Callable[[], list[Annex]]
) -> list[Annex]:
    """Return the other readings; of a long table in running text, those of its beginning only.

    How another reading understands the heads shows there; reading thousands of rows again in
    each of the ways took longer than all the rest.
    """
    tables = (found.tokens or chain(*found.rows or ()) for found in annex.tables)
    printed = sorted(token.line or 0 for token in chain(*tables))  # a turned one has them in rows
    last = max(printed[:_FIRST_CELLS], default=0)
    if report.tables or len(printed) <= _LONG or not last:
        return others()
    lines = report.lines[:last]
    begun = replace(report, text=report.text[: lines[-1].end], lines=lines)
    return [_read_tables(begun, found) for found in readings(begun)]


def _tell_others(annex: Annex, others: Callable[[], list[Annex]]) -> None:
    """Tell of each row that is not sure what other readings of its table make of it."""
    doubted = [row for row in annex.indicators if row["confidence"] < bar()]
    if not doubted:
        return
    rows = [other.indicators for other in others()]
    for row, also in zip(doubted, of_readings(doubted, rows), strict=True):
        if also:
            row["alternatives"] = "; ".join(filter(None, [row["alternatives"], *also]))


#: a known reading that scores this is taken without looking for others
_PLAIN = 0.8
#: a reading that places less than this of the numbers that another one places is of no table
_PART = 0.2
#: a table that the best reading left out is read too where it fits as well as this
_LEFT = 0.7
#: another reading must be better than the known one by this factor
_BETTER = 1.1


#: a reading of heads that nothing knows must place so many times the numbers of one that is known
_MORE = 2
#: a reading mixes columns up where so many of its rows have several values of one kind
_MIXED = 0.5


def _told_by_items(report: Report, others: Callable[[], list[Annex]]) -> Annex:
    """Return the likeliest reading, or that of items below unknown heads where it is far more."""
    refused: AnnexError | None = None
    best: Annex | None = None
    try:
        best = _likeliest(report, others)
        if best.fit >= _PLAIN and not _mixed(best):
            return best
    except AnnexError as error:
        refused = error
    most = _most_numbers(report)
    sure = best is not None and not _mixed(best) and _MORE * best.numbers >= most
    found = [] if sure else of_items(report)
    long = sum(len(row) for one in found for row in one.rows or ()) > _MANY_CELLS
    if long and _read_tables(report, _beginning(found)).fit < _PLAIN:
        found = []  # it does not fit a long table's beginning
    other = _read_tables(report, found) if found else None
    if other is not None and other.fit >= _PLAIN:
        if best is None or other.numbers > _MORE * best.numbers:
            return other
        if _mixed(best) and not _mixed(other) and other.numbers >= best.numbers:
            return other
    if best is None:
        assert refused is not None
        raise refused
    return best


def _most_numbers(report: Report) -> int:
    """Return how many numbers a reading of a report can place, at most."""
    pieces = (piece[0] for piece in _PIECE.finditer(report.text))
    cells = (cell.text for table in report.tables for row in table.rows for cell in row)
    return max(sum(kind(text) in FIGURES for text in texts) for texts in (pieces, cells))


#: what stands between blanks and pipes
_PIECE = re.compile(r"[^\s|]+")


def _mixed(annex: Annex) -> bool:
    """Whether rows have several values of one role and time: what tells them apart is lost."""
    told = Counter((one["indicator_id"], one["role"], one["period"]) for one in annex.observations)
    again = {row for (row, _, _), times in told.items() if times > 1}
    return len(again) > _MIXED * len(annex.indicators)


def _likeliest(report: Report, others: Callable[[], list[Annex]]) -> Annex:
    """Read a report in the ways there are and return the best: the known one, if it is as good."""
    refused: AnnexError | None = None
    best: Annex | None = None
    try:
        best = _read_tables(report, find_tables(report))
    except AnnexError as error:
        refused = error
    if best is not None and (best.fit >= _PLAIN or _settled(best)):
        return best
    rivals = [a for a in others() if _counts(a) and not _takes_in_titles(a, best)]
    other = max(rivals, key=lambda annex: annex.worth, default=None)
    most = max((annex.numbers for annex in others()), default=0)
    if other is not None and (other.numbers < _PART * most or _barely(other)):
        other = None  # a row or two out of a table that it does not understand
    if other is not None and other.score >= _LEAST and _beats(other, best):
        return other
    if best is None:
        assert refused is not None
        if other is not None and other.indicators:
            refused.reading = other
        raise refused
    if best.indicators and (best.score < refused_below() or _barely(best)):
        raise _unsure(report, best)
    return best


def _counts(other: Annex) -> bool:
    """Whether a reading by likely heads has any number: lines taken for values hold words alone."""
    return any(row[f"{level}_value"] is not None for row in other.indicators for level in LEVELS)


#: so many areas of a table show what its titles are
_AREAS = 2


def _takes_in_titles(other: Annex, known: Annex | None) -> bool:
    """Whether the heads of a reading hold what is the first of several areas in the known one."""
    areas = {row["area"] for row in known.indicators} if known is not None else set()
    heads = {line for found in other.tables for h in found.heads for line in h.text.split()}
    titles = {area for area in areas - {None} if read_head(area) is None}
    return len(titles) >= _AREAS and not titles.isdisjoint(heads)


def _settled(annex: Annex) -> bool:
    """Whether a reading knows every head of its tables and places what stands in their rows."""
    known = bool(annex.indicators) and all(found.settled for found in annex.tables)
    return known and annex.score >= _PLAIN


def _barely(annex: Annex) -> bool:
    """Whether a reading places hardly any of the numbers below the heads that it was found by."""
    below = sum(kind(t.text) in COUNTS for found in annex.tables for t in found.tokens)
    return annex.numbers < _PART * below


def _with_parts_left(report: Report, best: Annex, others: Callable[[], list[Annex]]) -> Annex:
    """Read the tables that the best reading left out too, each in the way that fits it best.

    The heads of one table say nothing of the next: 指标, 目标值, 完成值, and then 实事, 承诺数.
    """
    if len(report.tables) == 1 or (not report.tables and len(pipe_regions(report)) < 2):
        return best
    taken = {found.part for found in best.tables}
    if report.tables and min(taken, default=0) >= len(report.tables):
        return best  # the text itself was read, not what it marks as tables
    tried: dict[int, list[list[Found]]] = {}
    for other in others():
        for part in dict.fromkeys(found.part for found in other.tables if found.part not in taken):
            tried.setdefault(part, []).append([f for f in other.tables if f.part == part])
    added: list[Found] = []
    for ways in tried.values():
        read = [(_read_tables(report, way), way) for way in ways]
        one, way = max(read, key=lambda pair: pair[0].worth)
        if one.fit >= _LEFT and len(one.indicators) > 1:
            added += way
    if not added:
        return best
    return _read_tables(report, sorted([*best.tables, *added], key=lambda found: found.part))


def _unsure(report: Report, best: Annex) -> AnnexError:
    """Return the refusal of a reading that does not fit its table, with the reading attached."""
    error = AnnexError.of(
        "error.reading_does_not_fit",
        file=report.name,
        line=best.indicators[0]["source_line"],
        found=best.evidence[0][:80] if best.evidence else None,
        score=f"{best.score:.2f}",
    )
    error.reading = best
    return error


#: the cells of tables of indicators: far above any report, and read in less than a minute
_MOST_CELLS = 100_000
#: below this another reading is worse than none
_LEAST = 0.5


def _beats(other: Annex, known: Annex | None) -> bool:
    if known is None:
        return other.worth > 0
    return other.worth > known.worth * _BETTER and other.fit >= known.fit


def _read_tables(report: Report, tables: list[Found]) -> Annex:
    """Read tables; those found again as they were before, in another way, are not read again."""
    known: list[Annex] = once(report, "readings", lambda _: [])
    for annex in known:
        if len(annex.tables) == len(tables) and all(map(Found.same, annex.tables, tables)):
            return annex
    known.append(_read_anew(report, tables))
    return known[-1]


def _read_anew(report: Report, tables: list[Found]) -> Annex:
    if (cells := sum(len(found.tokens) for found in tables)) > _MOST_CELLS:
        raise too_large("table_cells", cells, _MOST_CELLS)
    annex = Annex()
    known = evidence(report, tables)
    entries: list[tuple[Found, list[Entry]]] = []
    walk: RowWalk | None = None
    before: Found | None = None
    scores = []
    annex.tables = tables
    for found in map(replace, tables):  # what it is read for stays as it was found
        found.rows = rows_in_step(found)
        period = table_period(report, found)
        found.unit = table_unit(report, found)
        found.alternatives = [resolve(found, h, known, period) for h in found.alternatives]
        found.heads = resolve(found, found.heads, known, period)
        if len(tables) > 1 and of_money(found.heads):
            annex.rejections += _of_money(found)
            continue
        rows = read_rows(found)
        heads = reweighed(
            found.heads, column_texts([row for row in rows if row.kind == "row"], found.heads)
        )
        if heads != found.heads:
            found.heads = dated(heads, period, year_of(found.caption, known))
            rows = read_rows(found)
        found.heads = grown_in(found.heads)
        scores.append(judge(found, rows))
        carried = walk.levels if walk is not None and goes_on(report, before, found) else None
        walk = RowWalk(
            found.heads,
            rows,
            found.rows is not None,
            len(report.text.rstrip()),
            carried,
            title_over(report, found, rows),
        )
        before = found
        annex.rejections += _around(found) + walk.rejected
        annex.stray += walk.stray
        lost = len({item.text for item in walk.rejected if item.code not in HARMLESS})
        share = len(walk.entries) / max(1, len(walk.entries) + lost)
        for entry in walk.entries:
            entry.score = scores[-1].total * share
        entries.append((found, walk.entries))
        annex.layouts.append(found.kind)
        annex.evidence.append(found.evidence or evidence_of(found))
    build(report, entries, annex)
    annex.numbers = sum(score.numbers for score in scores)
    annex.placed = sum(score.cells[0] for score in scores)
    annex.left = sum(score.cells[1] for score in scores)
    weights = [max(1, score.numbers) for score in scores]
    annex.score = sum(s.total * w for s, w in zip(scores, weights, strict=True)) / max(
        1, sum(weights)
    )
    return annex


def _of_money(found: Found) -> list[Rejection]:
    """Name the rows of a table that says what was budgeted and spent."""
    rows = [row for row in found.rows or on_lines(found.tokens) if any(t.text for t in row)]
    return [*_around(found), *(reject(row, "of_money") for row in rows)]


def _aside(layout: str, row: Row) -> str:
    """Say what a line is that a turned table leaves over: a note, a title of its rows, or more."""
    if kind(row[0].text) == "note":
        return "note"
    words = len(row) == 1 and kind(row[0].text) in ("text", "section")
    return "title" if layout == "wide" and words else "not_aligned"


def _around(found: Found) -> list[Rejection]:
    """Name the header, the titles and what a turned table leaves over."""
    out = []
    if found.header:
        out.append(reject(found.header, "header"))
    if found.before:
        out.append(reject(found.before, "title"))
    out += [reject(row, "not_aligned") for row in on_lines(found.aside)]
    if found.rows is not None and found.kind in ("transposed", "wide"):
        loose = [t for t in found.tokens if t.text] if found.kind == "wide" or found.loose else []
        out += [reject(row, _aside(found.kind, row)) for row in on_lines(loose)]
    return out
