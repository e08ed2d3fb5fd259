"""What a document says of the time its tables are of: its date, its plans, its title."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from ..base.report import Report
from ..base.vocabulary import near, pattern
from ..grammar.chars import simplify
from ..grammar.mention_codes import plan_years
from .captions import ANY_PLAN
from .headers import Head
from .layouts_across import Found

_words = partial(pattern, "table_titles")
_TITLE_YEAR, _PART_YEAR, _YEAR = _words("title_year"), _words("part_year"), _words("year")
_WISHES, _ISSUED, _DAY_ALONE = _words("wishes"), _words("issued"), _words("day_alone")


@dataclass(slots=True)
class HeadEvidence:
    """What a document says about time: its last observed year and the year of its title."""

    observed: int | None = None
    year: str | None = None
    plans: tuple[tuple[int, int], ...] = ()
    planning: bool = False


def evidence(report: Report, tables: list[Found]) -> HeadEvidence:
    """Gather the last year the document treats as past."""
    years = []
    if report.date:
        years.append(report.date.year)
    head = simplify(report.text[:1500])
    years += [int(m["y"]) for m in _ISSUED.finditer(head)]
    for heads in [h for found in tables for h in (found.heads, *found.empty)]:
        targets = [year_in(h) for h in heads if h.role == "target"]
        if any(targets):
            first = min(year for year in targets if year)
            years += [
                year for h in heads if h.role in ("year", "baseline") and (year := year_in(h))
                and year < first
            ]  # fmt: skip
    if not years:
        years = [int(m["y"]) for m in _DAY_ALONE.finditer(head)]
    title = " ".join(filter(None, [report.title, head[:200]]))
    named = _TITLE_YEAR.search(title) or _YEAR.search(title)
    plans = {m["n"] for m in near(ANY_PLAN, report.text[:20000], "五", 4, 2)}
    spans = sorted(span for n in plans if (span := plan_years(n)))
    return HeadEvidence(
        max(years) if years else None,
        named[1] if named else None,
        tuple(spans),
        bool(_WISHES.search(report.text[:20000])),
    )


def year_of(caption: str, known: HeadEvidence) -> str | None:
    """Return the year that a table's title names, or its document."""
    named = _TITLE_YEAR.search(caption) or _PART_YEAR.search(caption)
    return named[1] if named else known.year


def year_in(head: Head) -> int | None:
    """Return the year a column is of, if it is of one."""
    return int(head.period[:4]) if head.period and head.period[:4].isdecimal() else None
