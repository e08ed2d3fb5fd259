"""What is held against the time gone by: ahead of the schedule (序时进度), and means by the day.

The schedule of four months is a third of the year; of 24日—30日 there are seven days. Both follow
from the words of the period, so that the text need not print them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from ..base import catalog
from ..base.vocabulary import pattern
from ..grammar.numerals import chinese_number
from ..grammar.periods import period
from ..narrative.figures import POINTS, Figure
from .claim_words import before, following
from .claims import Claim, Context, interval, number, unit_of
from .reckon import held, holds
from .told import says

_words = partial(pattern, "elapsed")
_AHEAD, _BEHIND, _MONTHS = _words("ahead"), _words("behind"), _words("months")
_DAILY, _DAYS, _MEAN = _words("daily"), _words("days"), _words("mean")
_HOLIDAY, _SOME_DAYS = _words("holiday"), _words("some_days")
_SPANS: dict[str, str] = catalog.load("elapsed")["spans"]
_DAY, _YEARLY = (catalog.load("elapsed")[name] for name in ("day", "year"))
#: A year, its half, a quarter, or its months up to one.
_FULL = re.compile(r"(\d{4})(?:-[SQ]\d|-01/\1-\d\d)?")
_YEARS = pattern("links", "years")
_PARTS = {"half": 6, "first": 3, "third": 9}
_YEAR, _HALF = 12, 0.5
_NO_YEAR = 2023  # where none is named: any of 365 days
#: Characters back from a number its period is looked for in.
_BACK, _WORDS = 200, 8


def scheduled(context: Context) -> Iterator[Claim]:
    """1-4月…完成预算36.7%,快于序时进度3.4个百分点: a third of the year is over."""
    for figures in context.sentences:
        for place, gap in enumerate(figures):
            sign = _sign(gap) if unit_of(gap) == POINTS and place else 0
            months = _months(context, gap) if sign else 0
            if not months or gap.qualifier:
                continue
            told = [
                f
                for f in figures[:place]
                if unit_of(f) == "%" and f.relation != "change" and not f.qualifier
            ]
            schedule = 100 * months / _YEAR
            fits = [f for f in told if holds("ahead", (gap, f), [sign], schedule, gap.step)]
            rate = fits[-1] if fits else told[0] if len(told) == 1 else None
            if rate is None:
                continue
            value = number(round(sign * (rate.value - schedule), 2))
            topic = before(context.text, gap.start, 14)
            yield from held(
                context, "elapsed", "ahead", [gap, rate], f"elapsed/{topic}", topic, signs=[sign],
                n=schedule, slack=gap.step, unit=POINTS, own=True,
                comment=says("remark.schedule", n=months, value=value),
            )  # fmt: skip


def _sign(gap: Figure) -> int:
    lead = gap.lead.strip()
    return 1 if _AHEAD.search(lead) else -1 if _BEHIND.search(lead) else 0


def _months(context: Context, figure: Figure) -> int:
    """Return how many months of the year are over by the words before a figure, 0 if unsaid.

    A paragraph that does not say has those of the whole text, if it names one number of them only.
    """
    first = max(context.text.rfind("\n", 0, figure.start) + 1, figure.start - _BACK)
    own = [many for at, many in _said(context) if first <= at < figure.start]
    every = {many for at, many in _said(context) if at < figure.start}
    many = own[-1] if own else every.pop() if len(every) == 1 else 0
    return many if many < _YEAR else 0


def _said(context: Context) -> list[tuple[int, int]]:
    """Return where a text says how many months are over, and how many; found once a report."""
    return context.once(
        "months over",
        lambda: [
            (m.start(), int(m["to"] or m["until"] or 0) or _PARTS[m.lastgroup or ""])
            for m in _MONTHS.finditer(context.text)
        ],
    )


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
            told = told or (_holiday(context, mean) if unit == _DAY and not days else [])
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


def _holiday(context: Context, figure: Figure) -> list[float]:
    """Return how many days a text says before a figure that a holiday has: 假期5天."""

    def told() -> list[Figure]:
        return [f for f in context.figures if f.unit == _DAY and _HOLIDAY.search(f.lead)]

    return [*{f.value for f in context.once("holidays", told) if f.start < figure.start}]


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


RULES = (scheduled, daily)
