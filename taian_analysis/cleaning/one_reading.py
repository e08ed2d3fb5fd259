"""Tables read in one of the ways there are: row by row, and how well that fits."""

from __future__ import annotations

from dataclasses import replace

from ..base.report import Rejection, Report
from ..readers._build import too_large
from .beside import of_money, rates_in_place, rows_in_step
from .building import Annex, build
from .captions import (
    dated,
    evidence_of,
    grown_in,
    table_period,
    table_unit,
    title_over,
)
from .cellkinds import kind
from .cells import Row, on_lines
from .document_years import evidence, year_of
from .entries import HARMLESS, Entry, reject
from .judge import column_texts, judge
from .layouts import goes_on
from .layouts_across import Found
from .profiles import reweighed
from .roles import resolve
from .rows import read_rows
from .walk import RowWalk

#: the cells of tables of indicators: far above any report, and read in less than a minute
_MOST_CELLS = 100_000


def read_anew(report: Report, tables: list[Found]) -> Annex:
    """Read tables as they were found: their rows, and how well those fit."""
    if (cells := sum(len(found.tokens) for found in tables)) > _MOST_CELLS:
        raise too_large("table_cells", cells, _MOST_CELLS)
    annex = Annex()
    known = evidence(report, tables)
    entries: list[tuple[Found, list[Entry]]] = []
    walk: RowWalk | None = None
    before: Found | None = None
    scores = []
    annex.tables = tables
    ends = len(report.text.rstrip())
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
        rows = rates_in_place(rows, found.heads)
        found.heads = grown_in(found.heads)
        scores.append(judge(found, rows))
        carried = walk.levels if walk is not None and goes_on(report, before, found) else None
        walk = RowWalk(
            found.heads,
            rows,
            found.rows is not None,
            ends,
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
