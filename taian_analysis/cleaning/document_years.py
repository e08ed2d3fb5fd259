"""What a document says of its time: its date, its plans, the year of its title."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from ..base.report import Report
from ..base.vocabulary import near, pattern
from ..grammar.chars import simplify
from ..grammar.mention_codes import plan_years
from .headers import Head, find_period
from .layouts_across import Found

_words = partial(pattern, "table_titles")
TITLE_YEAR, _PART_YEAR, _YEAR = _words("title_year"), _words("part_year"), _words("year")
_ROC_YEAR = _words("roc_year")
YEARLY = _words("yearly")
ANY_PLAN = pattern("table_dates", "any_plan")
_ISSUED, _DAY_ALONE = _words("issued"), _words("day_alone")


@dataclass(slots=True)
class HeadEvidence:
    """What a document says about time: its last observed year and the year of its title."""

    observed: int | None = None
    year: str | None = None
    plans: tuple[tuple[int, int], ...] = ()


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
    named = TITLE_YEAR.search(title) or _YEAR.search(title)
    counted = None if named else _ROC_YEAR.search(title)
    plans = {m["n"] for m in near(ANY_PLAN, report.text[:20000], "五", 4, 2)}
    spans = sorted(span for n in plans if (span := plan_years(n)))
    return HeadEvidence(
        max(years) if years else None,
        named[1] if named else find_period(counted[0]) if counted else None,
        tuple(spans),
    )


def year_of(caption: str, known: HeadEvidence) -> str | None:
    """Return the year that a table's title names, or its document."""
    named = TITLE_YEAR.search(caption) or _PART_YEAR.search(caption)
    return named[1] if named else known.year


def year_in(head: Head) -> int | None:
    """Return the year a column is of, if it is of one."""
    return int(head.period[:4]) if head.period and head.period[:4].isdecimal() else None
