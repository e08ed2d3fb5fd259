"""Means over the time gone by, by the day, the month or the year, and what is ahead of the time.

Of 24日—30日 there are seven days: that follows from the words of the period, so that the text need
not print it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import pairwise

from ..base import catalog
from ..base.vocabulary import pattern
from ..grammar.numerals import chinese_number
from ..grammar.periods import period
from ..narrative.figures import POINTS, Figure
from .claim_words import before, following
from .claims import Claim, Context, interval, unit_of
from .reckon import held

_words = partial(pattern, "elapsed")
_DAILY, _DAYS, _MEAN = _words("daily"), _words("days"), _words("mean")
_SOME_DAYS, _AHEAD, _MONTHS = _words("some_days"), _words("ahead"), 12
_SPANS: dict[str, str] = catalog.load("elapsed")["spans"]
_DAY, _YEARLY = (catalog.load("elapsed")[name] for name in ("day", "year"))
#: A year, its half, a quarter, or its months up to one.
_FULL = re.compile(r"(\d{4})(?:-[SQ]\d|-01/\1-\d\d)?")
_YEARS = pattern("links", "years")
_HALF = 0.5
_NO_YEAR = 2023  # where none is named: any of 365 days
#: Characters back from a number its period is looked for in.
_BACK, _WORDS = 200, 8


def daily(context: Context) -> Iterator[Claim]:
    """(6月24日—6月30日)受理71412件,日均10202件: the total over seven days; so 五年…,年均….

    How many there are the dates say, or a number of them that the sentence tells before the total.
    """
    for figures in context.sentences:
        for place, mean in enumerate(figures):
            match = _DAILY.search(mean.lead) if place and not mean.qualifier else None
            if match is None or mean.relation == "change":
                continue
            whole = figures[place - 1]
            unit = _SPANS[match[1] or match[2]]
            told = [f.value for f in figures[: place - 1] if f.unit == unit]
            days = _days_of(context, mean) if whole.value and not told and unit == _DAY else 0
            told += _years(context, mean) if unit == _YEARLY else []
            told = told or ([] if days else _in_period(context, whole, mean, unit))
            days = int(told[0]) if len(told) == 1 and whole.value else days
            like = unit_of(whole) == unit_of(mean).split("/")[0] and whole.relation == "level"
            if days > 1 and like and not whole.qualifier and not _MEAN.search(whole.lead):
                yield from _by_the_day(context, mean, whole, days)


def _years(context: Context, figure: Figure) -> list[float]:
    """Return how many years the words of a sentence before a figure count: 五年累计."""
    first = max(figure.sentence_start, figure.start - _BACK)
    told = _YEARS.findall(context.text, first, figure.start)
    return [float(chinese_number(said) or 0) for said in told if not said.isdecimal()]


def _in_period(context: Context, whole: Figure, mean: Figure, unit: str) -> list[float]:
    """Return the days, or months, of a year or its first months that both numbers are of."""
    code = whole.period or ""
    behind = following(context.text, mean.unit_end, _WORDS)
    some = _SOME_DAYS.search(mean.lead) or _SOME_DAYS.search(behind)  # 节假日日均,…(工作日)
    if some or code != mean.period or not _FULL.fullmatch(code):
        return []
    span = period(code)
    months = 12 * (span.end.year - span.start.year) + span.end.month - span.start.month + 1
    return {_DAY: [(span.end - span.start).days + 1.0], "个月": [float(months)]}.get(unit, [])


def _days_of(context: Context, figure: Figure) -> int:
    """Return how many days the words of a sentence before a figure name, 0 if they name none."""
    first = figure.sentence_start
    found: list[re.Match[str]] = list(_DAYS.finditer(context.text, first, figure.start))
    if len(found) != 1:
        return 0
    month, day, last = (int(found[0][name]) for name in ("m", "d", "e"))
    year = int(figure.period[:4]) if figure.period else _NO_YEAR
    try:
        gone = date(year, int(found[0]["n"] or month), last) - date(year, month, day)
    except ValueError:
        return 0
    return gone.days + 1


def _by_the_day(context: Context, mean: Figure, whole: Figure, days: int) -> Iterator[Claim]:
    low, high = interval(mean)
    topic = before(context.text, mean.start, 14)
    some, name = [mean, whole], f"daily/{topic}"
    yield from held(
        context, "elapsed", "daily", some, name, topic, n=days, slack=_HALF if low == high else 0.0,
        title="daily",
    )  # fmt: skip


def ahead_of_time(context: Context) -> Iterator[Claim]:
    """1至9月…完成预算的77.1%,超序时进度2.1个百分点: of nine months of twelve, which are 75 %."""
    for rate, gap in pairwise(context.figures):
        match = _AHEAD.fullmatch(gap.lead.strip()) if unit_of(gap) == POINTS else None
        code = gap.period
        if match is None or code is None or rate.sentence_start != gap.sentence_start:
            continue
        span = period(code)
        gone = span.end.month if span.end.year == span.start.year and span.start.month == 1 else 0
        if unit_of(rate) == "%" and rate.relation == "share" and 0 < gone < _MONTHS:
            topic, sign = before(context.text, gap.start, 16), -1 if match["less"] else 1
            yield from held(
                context, "elapsed", "ahead_of_time", [gap, rate], f"ahead/{topic}", topic,
                signs=[sign] * 2, n=100 * gone / _MONTHS, slack=gap.step / 2, turned=True,
                unit=POINTS, title="growths_beside",
            )  # fmt: skip


RULES = (daily, ahead_of_time)
