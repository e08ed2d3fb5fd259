"""A report's tables read in the ways there are, and the best reading taken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from itertools import accumulate, chain

from ..base.errors import AnnexError
from ..base.kept import next_document
from ..base.report import Report, once
from .accounting import unplaced
from .as_printed import give_back, half_width
from .beside import of_money
from .building import Annex
from .cellkinds import COUNTS, FIGURES, kind
from .confidence import bar, of_readings, refused_below
from .elsewhere import each, elsewhere, join
from .english_ends import at_ends
from .entries import HARMLESS
from .gaps import in_gaps
from .grids import in_cells
from .headers import LEVELS, read_head
from .hypotheses import readings
from .layouts import find_tables, in_text, of_items
from .layouts_across import Found
from .layouts_blanks import in_english
from .marked import marked
from .one_reading import read_anew
from .overleaf import without_turns
from .pipes import piped
from .years_said import years_said


def read_annex(report: Report) -> Annex:
    """Read a report's tables, once while the report lives.

    Raises
    ------
    AnnexError
        If the report has no table of indicators.
    """
    return once(report, "annex", _read_annex)


def _read_annex(report: Report) -> Annex:
    """Read the tables of a report, and those that stand in it beside them."""
    next_document()
    annex = _apart(report, _read_alike(report))
    for stretch in elsewhere(report, annex):
        other, _ = _tried(lambda stretch=stretch: _read_alike(stretch))  # type: ignore[misc]
        money = other is not None and any(of_money(found.heads) for found in other.tables)
        if other is None or other.fit < _PLAIN or _mixed(other) or money:
            annex.rejections += unplaced(stretch, [])
        else:
            join(annex, other)
    annex.rejections.sort(key=lambda item: (item.line is None, item.line or 0))
    return annex


def _apart(report: Report, annex: Annex) -> Annex:
    """Read each table of a text alone where all of them fit badly together, and well so."""
    if annex.fit >= _PLAIN:
        return annex
    parts = [_tried(lambda part=part: _read_alike(part))[0] for part in each(report, annex)]  # type: ignore[misc]
    read = [part for part in parts if part is not None and part.fit >= _PLAIN]
    if not read or len(read) < len(parts) or sum(part.numbers for part in read) < annex.numbers:
        return annex
    for other in read[1:]:
        join(read[0], other)
    return read[0]


def _read_alike(report: Report) -> Annex:
    """Read the tables of a report whose cells are told apart in the same way."""
    drawn = without_turns(piped(half_width(report)))
    drawers = ((in_gaps, _PLAIN, "blanks"), (in_cells, 0.0, "blank-lines"))
    for draw, fit, printed in drawers if not _plain_rows(drawn) else ():
        if (redrawn := draw(drawn)) is not drawn:
            annex = _better(report, redrawn, drawn, fit)
            if "|" not in drawn.text:  # it is told as printed, not as drawn
                annex.layouts = [printed if one == "pipe" else one for one in annex.layouts]
            return annex
    return _read_drawn(report, drawn)


def _plain_rows(report: Report) -> bool:
    """Whether a text has rows that their ends tell, whatever blanks part their cells."""
    ends = not report.tables and in_english(report) and any(at_ends(report.lines))
    return ends or bool(years_said(report))


def _better(report: Report, redrawn: Report, drawn: Report, fit: float) -> Annex:
    """Read cells as drawn anew; as printed where these fit badly and that fits so well."""
    try:
        best = _read_drawn(report, redrawn)
    except AnnexError:
        other = _read_drawn(report, drawn)
        if other.fit < fit:
            raise
        return other
    if best.fit < _PLAIN or _mixed(best):
        with suppress(AnnexError):
            other = _read_drawn(report, drawn)
            ways = [best] if _takes_in_titles(other, best) else [best, other]
            ways = [way for way in ways if way.fit >= fit and not _mixed(way)]
            best = max(ways, key=lambda way: way.worth, default=best)
    return best


def _read_drawn(report: Report, plain: Report) -> Annex:
    drawn = marked(plain)

    @cache
    def others() -> list[Annex]:
        ways = readings(drawn)
        if drawn.tables and not report.tables:  # its lines drawn with pipes, as a text alone
            ways += [*readings(plain), *filter(None, [in_text(plain)])]
        return [_read_begun(drawn, found) for found in _promising(drawn, ways)]

    annex = _told_by_items(drawn, others)
    known = others.cache_info().currsize
    _tell_others(annex, others if known else lambda: _others_at_first(drawn, annex, others))
    if not annex.indicators:
        first = next((r for r in annex.rejections if r.code not in HARMLESS), None)
        raise AnnexError.of(
            "error.table_no_row",
            file=drawn.name,
            line=first.line if first else annex.rejections[0].line,
            found=(first or annex.rejections[0]).text[:80],
        )
    annex.rejections += annex.stray + unplaced(drawn, annex.tables)
    give_back(report, annex)
    annex.rejections.sort(key=lambda item: (item.line is None, item.line or 0))
    once(drawn, "readings", lambda _: []).clear()
    return annex


#: so many cells of other readings are read, and of more only the reading that begins best
_MANY_CELLS = 15_000
#: what so many of its tables show holds of all
_MANY_TABLES = 100
#: by so many cells it is known how well a reading begins
_FIRST_CELLS = 600


def _promising(report: Report, ways: list[list[Found]]) -> list[list[Found]]:
    """Return the ways worth reading whole: of a long table the one that fits its beginning best.

    None is where that gives no row of many tables, neither in the first ones nor in others.
    """
    if not _long(*ways):
        return ways
    best = max(ways, key=lambda way: _read_tables(report, _beginning(way)).worth)
    if len(best) <= _MANY_TABLES or _read_tables(report, _beginning(best)).indicators:
        return [best]
    some = best[:: len(best) // _MANY_TABLES]
    return [best] if _read_tables(report, some).indicators else []


def _long(*ways: list[Found]) -> bool:
    return sum(len(found.tokens) for way in ways for found in way) > _MANY_CELLS


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
#: another reading must be better than the known one by this factor
_BETTER = 1.1


#: a reading of heads that nothing knows must place so many times the numbers of one that is known
_MORE = 2
#: a reading mixes columns up where so many of its rows have several values of one kind
_MIXED = 0.5


def _told_by_items(report: Report, others: Callable[[], list[Annex]]) -> Annex:
    """Return the likeliest reading, or that of items below unknown heads where it is far more."""
    best, refused = _tried(lambda: _likeliest(report, others))
    if best is not None and best.fit >= _PLAIN and not _mixed(best):
        return best
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


def _tried(read: Callable[[], Annex]) -> tuple[Annex | None, AnnexError | None]:
    """Return a reading, or what it is refused for."""
    try:
        return read(), None
    except AnnexError as error:
        return None, error


def _most_numbers(report: Report) -> int:
    """Return how many numbers a reading of a report can place, at most."""
    pieces = (piece[0] for piece in _PIECE.finditer(report.text))
    cells = (cell.text for table in report.tables for row in table.rows for cell in row)
    return max(sum(kind(text) in FIGURES for text in texts) for texts in (pieces, cells))


#: what stands between blanks and pipes
_PIECE = re.compile(r"[^\s|]+")


def _mixed(annex: Annex, most: float = _MIXED) -> bool:
    """Whether rows have several values of one role and time: what tells them apart is lost."""
    told = Counter((one["indicator_id"], one["role"], one["period"]) for one in annex.observations)
    again = {row for (row, _, _), times in told.items() if times > 1}
    return len(again) > most * len(annex.indicators)


#: rows are torn where so many have several values of one kind, and as many numbers have no place
_SOME = 0.3
#: where nothing parts rows, one of the two will do for a reading that fits so badly
_ILL, _WORSE = 0.7, 0.55


def _torn(annex: Annex) -> bool:
    """Whether cells of rows stand in others: some have too many, and others have lost theirs."""
    left_out = [*annex.rejections, *annex.stray]
    lost = [item.text for item in left_out if item.code not in HARMLESS]
    left = sum(kind(cell.strip()) in COUNTS for text in lost for cell in text.split("|"))
    mixed = _mixed(annex, _SOME)
    if not annex.tables or any(found.rows is not None for found in annex.tables):
        return left > annex.numbers and mixed
    astray = annex.left > annex.numbers and annex.score < _WORSE
    return astray or left > _MORE * annex.numbers or (mixed and annex.score < _ILL)


def _likeliest(report: Report, others: Callable[[], list[Annex]]) -> Annex:
    """Read a report in the ways there are and return the best: the known one, if it is as good."""
    best, refused = _tried(lambda: _read_begun(report, find_tables(report)))
    if best is not None and (best.fit >= _PLAIN or _settled(best)):
        return best
    rivals = [a for a in others() if _counts(a) and not _takes_in_titles(a, best) and not _torn(a)]
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
    if best.indicators and (best.score < refused_below() or _barely(best) or _torn(best)):
        raise _unsure(report, best)
    return best


def _read_begun(report: Report, tables: list[Found]) -> Annex:
    """Read tables; of a long one that begins with no row, or hardly any of its numbers, no more."""
    begun = _beginning(tables) if len(tables) == 1 and _long(tables) else []
    if begun:
        first = _read_tables(report, begun)
        if not first.indicators or _barely(first):
            return first
    return _read_tables(report, tables)


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
    known.append(read_anew(report, tables))
    return known[-1]
