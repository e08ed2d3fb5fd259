"""What stands in a text beside the tables read first: a second document, a table told otherwise.

The cells of a text are told apart in one way, the one that fits its tables best. A table in which
something else parts them is no part of that reading. So lines that no row was read of, and that
hold numbers as a table does, are read as a text of their own, and what fits as well as a table
whose heads are known joins what was read before.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from ..base.report import Report
from .building import Annex
from .cellkinds import COUNTS, kind
from .headers import squeeze
from .layouts_across import Found

#: what stands between blanks and pipes, and how many of them must be numbers
_PIECE, _NUMBERS = re.compile(r"[^\s|]+"), 6
#: a title stands so near over its table; so many tables may stand beside those that are read
_NEAR, _STRETCHES = 8, 4


def elsewhere(report: Report, annex: Annex) -> list[Report]:
    """Return each stretch of a text that no row was read of and that has numbers as a table has.

    It is a text of its own, each of its lines in its place; what the report is and when it was
    written need not hold for it. Many such stretches are rows of a table that is not understood.
    """
    if report.tables:
        return []
    found = list(itertools.islice(_stretches(report, annex), _STRETCHES + 1))
    return [_alone(report, *ends) for ends in found] if len(found) <= _STRETCHES else []


def _stretches(report: Report, annex: Annex) -> Iterator[tuple[int, int]]:
    """Yield the lines above and below each such stretch."""
    titles = {n for found in annex.tables for n in _from_title(report, found)}
    read = [0, *sorted(_lines(annex) | titles), len(report.lines) + 1]
    for above, below in itertools.pairwise(read):
        numbers = (
            piece[0]
            for line in report.lines[above : below - 1]
            for piece in _PIECE.finditer(line.text)
            if kind(piece[0]) in COUNTS
        )
        if sum(1 for _ in itertools.islice(numbers, _NUMBERS)) == _NUMBERS:
            yield above, below


def each(report: Report, annex: Annex) -> list[Report]:
    """Return the lines of each table of a text, from its title on, as a text of its own."""
    if report.tables or not 1 < len(annex.tables) <= _STRETCHES:
        return []
    heads = ([t.line for t in found.header if t.line] for found in annex.tables)
    first = [
        min([*_from_title(report, found), *lines], default=0)
        for found, lines in zip(annex.tables, heads, strict=True)
    ]
    cuts = [0, *(n - 1 for n in sorted(first)[1:]), len(report.lines)]
    apart = all(a < b for a, b in itertools.pairwise(cuts))
    return [_alone(report, a, b + 1) for a, b in itertools.pairwise(cuts)] if apart else []


def _lines(annex: Annex) -> set[int]:
    """Return the numbers of the lines that rows were read of, and their heads."""
    above = (token for found in annex.tables for token in (*found.header, *found.before))
    heads = {token.line for token in above if token.line}
    rows = {int(n) for row in annex.indicators for n in (row["lines"] or "").split(",") if n}
    return heads | rows | {one["line"] for one in annex.observations if one["line"]}


def _from_title(report: Report, found: Found) -> range:
    """Return the lines from a table's title to its head: what stands between is of that table."""
    head = min((token.line for token in found.header if token.line), default=0)
    title = squeeze(found.caption)
    for n in range(head - 1, max(0, head - _NEAR), -1):
        text = squeeze(report.lines[n - 1].text)
        if text in title and 2 * len(text) > len(title):
            return range(n, head)
    return range(0)


def _alone(report: Report, above: int, below: int) -> Report:
    """Return the lines between two as the only ones of their text, in their places."""
    start, end = report.lines[above].start, report.lines[below - 2].end
    blank = re.sub(r"[^\n]", " ", report.text)
    lines = (
        line if above < line.number < below else replace(line, text="") for line in report.lines
    )
    text = blank[:start] + report.text[start:end] + blank[end:]
    return replace(report, text=text, lines=tuple(lines), title=None, issuer=None, date=None)


def join(annex: Annex, other: Annex) -> None:
    """Add what was read of a stretch of a text to what was read of the rest, in its order."""
    used = {row["indicator_id"] for row in annex.indicators}
    theirs = [row["indicator_id"] for row in other.indicators]
    free = (f"r{n:02d}" for n in itertools.count(1))
    new = (slug for slug in free if slug not in used and slug not in theirs)
    slugs = {slug: next(new) if slug in used else slug for slug in theirs}
    for one in [*other.indicators, *other.observations]:
        one["indicator_id"] = slugs[one["indicator_id"]]
    told = {item.line for item in other.rejections} | _lines(other)
    annex.rejections = [item for item in annex.rejections if item.line not in told]
    annex.rejections += other.rejections
    annex.rejections.sort(key=lambda item: (item.line is None, item.line or 0))
    later = _lines(other) and min(_lines(other)) > min(_lines(annex), default=0)
    for name in ("indicators", "observations", "layouts", "evidence", "tables"):
        both = getattr(annex, name), getattr(other, name)
        setattr(annex, name, [*itertools.chain(*(both if later else both[::-1]))])
    for n, row in enumerate(annex.indicators, 1):
        row["number"] = n
    annex.placed += other.placed
    annex.left += other.left
    annex.numbers += other.numbers
