"""Series that a report could give: the same subject in the same unit, in two or more periods.

A new report's trends start from these candidates; a dossier's patterns name and complete them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..base import catalog
from ..base.vocabulary import pattern
from ..grammar.chars import line_of
from ..grammar.numerals import plain
from ..grammar.periods import period
from ..narrative.facts import Fact, facts_of
from ..narrative.figures import Figure
from ..narrative.roles import words

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "candidate": "string",
    "subject": "string",
    "unit": "string",
    "period": "string",
    "value": "Float64",
    "low": "Float64",
    "high": "Float64",
    "qualifier": "string",
    "period_basis": "string",
    "quote": "string",
    "line": "Int64",
    "start": "Int64",
    "end": "Int64",
}
_GENERAL, _OF_A_DAY = (
    frozenset(catalog.load("series")[n].split()) for n in ("general", "of_a_day")
)
_POINTS = ("level", "share", "ratio", "previous", "base")
_LONGEST = 20
_NO_SERIES = pattern("series", "no_series")
_DROPPED = pattern("series", "dropped")
_MUCH = 0.6  # of the figures of the year told of most
_DEED = pattern("series", "deed")
_TAIL = pattern("series", "tail")
_MOVED = pattern("series", "moved")
_WHOLE = pattern("series", "whole")
_COUNTED = pattern("series", "counted")
RATES, _RATIOS = (frozenset(catalog.load("series")[name].split()) for name in ("rates", "ratios"))
_LED, _LEFT = pattern("series", "led"), pattern("series", "left")
_SINCE, _YEARS = pattern("series", "since"), pattern("series", "years")
_UP_TO_NOW, _GROWN = pattern("series", "up_to_now"), pattern("series", "grown")
_AIMED, _MEASURED = pattern("series", "aimed"), pattern("series", "measured")
_RUN, _ENDED = re.compile(r"\d[:：∶]\d"), re.compile("[。;]")
_BETWEEN = re.compile(r"\d\D*[-—~～至]")  # 2.85%-3.10% is no one value
_AIM_BEFORE = 30  # characters: 主要预期目标是: on the line before
_LEAP, _SLOW = 1.3, 10.0  # twenty times within one year, or ten times more a decade: of two things


def key(subject: str) -> str:
    """Return the form two subjects are compared in: 全市慈善捐赠额 is 慈善捐赠.

    Examples
    --------
    >>> key("全市慈善捐赠额") == key("慈善捐赠")
    True
    """
    plain = _DROPPED.sub("", subject)
    short = _COUNTED.sub("", plain)
    return short if len(short) >= 2 else plain


def _readable(name: str, kind: str) -> bool:
    """Whether a subject is short enough and says what is measured, not only a class of it."""
    if name in _GENERAL or _NO_SERIES.search(name) or (kind and words_of_class(kind, name)):
        return False
    return 2 <= len(name) <= _LONGEST


def words_of_class(kind: str, name: str) -> bool:
    """Whether a name is no more than the words of a class (女性, 第二产业).

    Examples
    --------
    >>> words_of_class("女", "女性"), words_of_class("城镇", "城镇居民收入")
    (True, False)
    """
    told = catalog.load("roles")["classes"].get(kind)
    return told is not None and re.fullmatch(told, name) is not None


def class_in(kind: str, name: str) -> bool:
    """Whether a name tells the class itself: 农村公路 is of 乡村, whatever is said again."""
    told = catalog.load("roles")["classes"].get(kind)
    return told is not None and re.search(told, name) is not None


def named(subject: str) -> str:
    """Return a subject without the deed and the preposition around it.

    Examples
    --------
    >>> named("阶段性将养老保险缴费比例"), named("劳动生产率从人")
    ('养老保险缴费比例', '劳动生产率')
    >>> named("用三年左右时间化解债务"), named("办好老年大学")
    ('化解债务', '老年大学')
    >>> named("但外汇储备仍于"), named("逐步"), named("有耕地"), named("有效灌溉面积")
    ('外汇储备', '', '耕地', '有效灌溉面积')
    """
    plain = _TAIL.sub("", _DEED.sub("", subject)) or subject
    return _LEFT.sub("", _LED.sub("", plain))


def when(fact: Fact) -> str | None:
    """Return the time a fact is a point of: over several years, the year before them or the last.

    五年来从60%提高到65% puts the first number on the year before the five and the second on the
    last; a number of all five years together is no point of a series of years.
    """
    code = fact.period
    if not code or "/" not in code:
        return code
    first, last = (end[:4] for end in code.split("/"))
    if first == last or not (first.isdecimal() and last.isdecimal()):
        return code
    from_it = words("moved_from").search(fact.figure.lead[-40:])
    if fact.role in ("base", "previous") or from_it:
        return str(int(first) - 1)
    return last if _MOVED.match(fact.figure.lead.strip()) else None


def _is_near(fact: Fact, text: str) -> bool:
    """Whether the text says near a number that it is of its period, and of no more than that.

    A count since a year (1959年以来) is not of that year; the A of 由A下降到B is of the year before
    only where a year or a run of years is named for it; a heading's 去年 counts from another day.
    """
    figure, code = fact.figure, fact.period or ""
    if _RUN.search(text, max(0, figure.start - 2), figure.end + 2) and figure.unit not in _RATIOS:
        return False  # 8.7:41.2:50.1 is told of three
    line, end = line_of(text, figure.start)
    before, year = text[line : figure.start], code[:4]
    told = before.rfind(year)
    if told >= 0 and _SINCE.match(before, told + len(year)):
        return False
    said = text[max(0, figure.sentence_start - _AIM_BEFORE) : figure.start]
    if _UP_TO_NOW.search(text, figure.sentence_start, figure.start) or _AIMED.search(plain(said)):
        return False
    if figure.unit == "%" and _GROWN.search(figure.lead) and not _GROWN.search(fact.subject):
        return False  # 出口增长从9.3%上升到15.2%: of the growth, that the name does not tell
    if figure.period_basis == "relative" and not _ENDED.search(text, line, end):
        return False
    guessed = figure.period_basis == "inherited" and words("moved_from").search(figure.lead[-40:])
    return not guessed or told >= 0 or _YEARS.search(before) is not None


def _told_of(found: list[Fact]) -> date | None:
    """Return the end of the last year that a text without a date tells much of."""
    codes = (f.period.split("/")[-1][:4] for f in found if f.period)
    years = Counter(code for code in codes if code.isdecimal())
    if not years:
        return None
    much = _MUCH * max(years.values())
    return period(max(year for year, many in years.items() if many >= much)).end


def _to_come(code: str, said: date | None) -> bool:
    """Whether less than half of a period is over on the report's day: then it tells of a plan."""
    if said is None:
        return False
    span = period(code)
    return (said - span.start).days < (span.end - span.start).days / 2


def propose_series(source: Any = None) -> pd.DataFrame:
    """Propose the series that a report's running text could give.

    Parameters
    ----------
    source
        A path, an open file, a text or a `Report`; by default the bundled report.

    Returns
    -------
    pandas.DataFrame
        One row a point: `candidate` (``c01`` …, in the order of the report), `subject`, `unit`,
        `period` (SDMX), `value`, `low`, `high` (base unit), `qualifier`, `period_basis`, `quote`
        (its sentence), `line`, `start`, `end`. Each candidate has two or more periods; changes,
        targets and conditions are no points. Empty where the report repeats no subject.

    Raises
    ------
    ReportError
        If the source can not be read.

    Examples
    --------
    >>> frame = propose_series("2021年全市持证社工达到1345人,2022年达到1873人。")  # doctest: +SKIP
    >>> frame["value"].tolist()  # doctest: +SKIP
    [1345.0, 1873.0]
    """
    import pandas as pd

    from ..readers import read_report

    report: Any = read_report(source)
    found = facts_of(report)
    said = report.date or _told_of(found)
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for fact in found:
        figure, subject, code = fact.figure, named(fact.subject), when(fact)
        name = key(subject)
        if fact.role not in _POINTS or not code or not _readable(name, fact.kind):
            continue
        if _MEASURED.search(fact.subject) or _BETWEEN.search(figure.text):
            continue
        if _to_come(code, said) or not _is_near(fact, report.text):
            continue
        place = "" if _WHOLE.match(fact.region) else fact.region
        point = replace(figure, subject=subject, period=code)
        kind = "" if class_in(fact.kind, subject) else fact.kind
        groups.setdefault((name, figure.unit or "", kind, place), []).append(point)
    rows: list[dict[str, Any]] = []
    for points in groups.values():
        points = sorted(_distinct(points), key=lambda f: (period(f.period or "").end, f.start))
        points = _of_one_length(points)
        if len(points) < 2 or _overlap(points) or _leaps(points):
            continue  # two values of one time, or of two scales, are of two things
        rows.extend(_rows(report, points, len({row["candidate"] for row in rows}) + 1))
    frame = pd.DataFrame({name: [row[name] for row in rows] for name in COLUMNS}).astype(COLUMNS)
    frame.attrs |= report.cited
    return frame


def _rows(report: Any, points: list[Figure], number: int) -> list[dict[str, Any]]:
    """Return the rows of one candidate."""
    name = min((f.subject for f in points), key=len)
    return [
        {
            "candidate": f"c{number:02d}",
            "subject": name,
            **{c: getattr(figure, c) for c in ("unit", "period", "value", "low", "high")},
            "qualifier": figure.qualifier,
            "period_basis": figure.period_basis,
            "quote": report.text[figure.sentence_start : figure.sentence_end].strip(),
            "line": figure.line,
            "start": figure.start,
            "end": figure.end,
        }
        for figure in points
    ]


def _overlap(points: list[Figure]) -> bool:
    """Whether two points, in order of time, have days in common (a year and its December)."""
    spans = [period(f.period or "") for f in points]
    return any(later.start <= earlier.end for earlier, later in pairwise(spans))


def _months(code: str) -> int:
    """Return about how many months a period holds."""
    span = period(code)
    return round(((span.end - span.start).days + 1) / 30.44)


def _is_then(figure: Figure, months: int) -> bool:
    """Whether a point is of a day or month that may stand among periods of so many months."""
    code = figure.period or ""
    if months < 12 or _months(code) > 1:
        return False
    day = code.count("-") == 2 and figure.unit not in _OF_A_DAY
    return code.endswith("-12") or day or (figure.unit or "%") in RATES


def _of_one_length(points: list[Figure]) -> list[Figure]:
    """Keep the points whose periods are as long as most: nine months are not told beside years.

    A day, the month of a rate and a December stand among years too: they tell how it is then, or
    how a year ended. The part of the year that has begun since the last of two points may follow
    them (2021, 2022, 2023-S1).
    """

    def fitting(months: int) -> list[Figure]:
        return [f for f in points if _months(f.period or "") == months or _is_then(f, months)]

    lengths = sorted({_months(str(f.period)) for f in points}, reverse=True)
    kept = max((fitting(months) for months in lengths), key=len)
    if len(kept) < 2:
        return []
    end = period(str(kept[-1].period)).end
    return kept + [f for f in points if (period(str(f.period)).start - end).days == 1]


def _leaps(points: list[Figure]) -> bool:
    """Whether a point is too far from the one before it to be of the same scale."""
    for earlier, later in pairwise(points):
        sizes = sorted(abs(f.value) for f in (earlier, later))
        days = (period(later.period or "").end - period(earlier.period or "").end).days
        if sizes[0] and sizes[1] / sizes[0] > 10 ** (_LEAP + days / 365 / _SLOW):
            return True
    return False


def _distinct(points: list[Figure]) -> list[Figure]:
    """Leave out a figure that only repeats another: the same period, or no period of its own."""
    named = {f.value for f in points if f.period_basis != "default"}
    out: list[Figure] = []
    for figure in points:
        if figure.period_basis == "default" and figure.value in named:
            continue
        if any(o.period == figure.period and o.value == figure.value for o in out):
            continue
        out.append(figure)
    return out
