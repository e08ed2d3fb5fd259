"""Claims of growth: 比某年增长p%, 增加d,增长p%, 连年增长."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import pairwise

from ..base import catalog
from ..base.vocabulary import pattern
from ..grammar import wording
from ..grammar.interval import (
    Interval,
    a_step_off,
    agree,
)
from ..grammar.periods import period
from ..narrative.figures import POINTS, Figure
from ..narrative.roles import words as words_of
from .claim_words import words
from .claims import (
    STATES,
    Claim,
    Context,
    before_bracket,
    claimed,
    counted,
    interval,
    number,
    plus_minus,
    printed,
    run_of,
    unit_of,
)
from .reckon import ANYTHING, gives, holds, outcome
from .told import says, titled

#: So far may a rise at constant prices be above one at current prices: as a share, and in points.
_ABOVE, _POINTS = 1.1, 5.0
_EACH, _OF_WHICH = pattern("counts", "each"), pattern("parts", "of_which")
_MEAN = pattern("far_wholes", "mean")
_words = partial(pattern, "growth")
_FELL, _FELL_YEARLY, _MORE_THAN = _words("fell"), _words("fell_yearly"), _words("more_than")
_AT_ONCE, _FELL_BY, _RUN = _words("at_once"), _words("fell_by"), _words("run")
_OTHER_DAY, _ON_YEAR = _words("other_day"), _words("on_year")
#: What a change in points is of: a rate, or what has no unit.
_RATES = ("%", "‰", "")
#: Growth of output is often at constant prices while its levels are at current ones.
_REAL, _AT_PRICES, _MEASURE = _words("real"), _words("at_prices"), _words("measure")
_ROSE = re.compile(catalog.load("links")["cues"]["sheng"])
_YEARLY, _SUBJECT_TAIL = _words("yearly"), _words("subject_tail")
_MONEY = _words("money")
_SET_AGAINST, _RATE_NAMED = _words("set_against"), _words("rate_named")

_JOINS, _YEAR = pattern("counts", "joins"), "年"


def growth_claim(
    context: Context, base: Figure, level: Figure, change: Figure, rule: str
) -> Iterator[Claim]:
    """Compare a stated change with base and level, in per cent or in the unit."""
    turn = _JOINS.fullmatch(change.lead.strip())  # 分别下降a%和b%
    down = bool(_FELL.search(context.clause_before(change) if turn else change.lead.rstrip()))
    sign = -1 if down else 1
    ends = [interval(level), interval(base)]
    name, yearly = kind_of(change, level), is_yearly(change)
    if name == "growth_levels" and yearly:
        if outcome("ratio", ends).low > 0:
            since = (base.period, change.base_period)  # 比2015年…;由A提高到B,年均增长p%
            years = max(years_between(one, level.period) for one in since)
            yield _yearly(context, base, level, change, years)
        return
    of_a_rate = counted(change) == POINTS and counted(level) in _RATES
    if name == "step" and (yearly or not (of_a_rate or counted(change) == counted(level))):
        return  # 341天,比例提高1.4个百分点(上年336天)
    found = outcome(name, ends, [sign])
    if found == ANYTHING:
        return
    fine: bool | None = agree(found, interval(change))
    comment = ""
    if not fine and in_prices(context, level, change) and not _above_prices(found, change):
        fine, comment = None, says("remark.prices")
    elif not fine and name == "growth_levels" and a_step_off(found, interval(change)):
        fine = None
    topic = words(context.text[level.clause_start : level.start])
    yield gives(
        context, rule, name, (change, level, base), f"growth/{topic}", topic, fine, signs=[sign],
        title="growths", own=True, comment=comment,
    )  # fmt: skip


def is_yearly(change: Figure) -> bool:
    """Whether a change is a mean of several years."""
    return _YEARLY.search(change.lead) is not None


def kind_of(change: Figure, level: Figure) -> str:
    """Return the identity that a change of a level is held to: by its rate, or by its amount."""
    return "growth_levels" if unit_of(change) == "%" != unit_of(level) else "step"


def _above_prices(found: Interval, change: Figure) -> bool:
    """Whether a rise is told so far above that of its levels that prices must have fallen much."""
    most = max(found.high, 0.0)
    return unit_of(change) == "%" and change.value > max(_ABOVE * most, most + _POINTS)


def in_prices(context: Context, level: Figure, change: Figure) -> bool:
    """Whether a change may be one at constant prices, which levels at current ones do not show.

    生产总值…亿元,按可比价格计算,增长6%;财政收入…亿元,增长9%: of what a semicolon parts from a
    measure only what stands before all numbers is of it too.
    """
    if _MONEY.search(unit_of(level)) is None:
        return False  # persons have no price
    text, start = context.text, level.sentence_start
    own = text.rfind(";", start, level.start)
    if own < 0 or not _MEASURE.search(text, own, level.start):
        return _REAL.search(text, start, change.clause_end) is not None
    first = context.figures_from(start, 1)[0].start
    return bool(_REAL.search(text, own, change.clause_end) or _AT_PRICES.search(text, start, first))


def years_between(one: str | None, other: str | None) -> int:
    """Return how many years lie between two periods, 0 where that is not known."""
    if not one or not other:
        return 0
    return period(other).end.year - period(one).end.year


def _yearly(context: Context, base: Figure, level: Figure, change: Figure, years: int) -> Claim:
    """Judge 年均增长p%: the geometric mean over the years from base to level.

    Some count both the first year and the last: that is left undecided.
    """
    sign = -1 if _FELL_YEARLY.search(change.lead) else 1
    told, years = years > 1, max(years, 1)  # an average over one year is none

    def fits(many: int) -> bool:
        return holds("growth_mean", (change, level, base), [sign], many)

    fine, comment = fits(years) if told else None, ""
    if not fine and in_prices(context, level, change):
        fine, comment = None, says("remark.prices")
    elif not told:
        comment = says("remark.years_unsaid")
    elif not fine and years > 1 and fits(years - 1):
        fine, comment = None, says("remark.years_unsure")
    elif not fine and fits(years + 1):
        fine, comment = None, says("remark.both_ends")
    topic = words(context.text[level.clause_start : level.start])
    return gives(
        context, "move-size", "growth_mean", (change, level, base), f"growth/{topic}", topic, fine,
        signs=[sign], n=years, title="yearly", own=True, comment=comment,
    )  # fmt: skip


def _told(context: Context, figures: list[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield each change with its level: the one before it, or its own in order (分别上升a%和b%)."""
    place = 1
    while place < len(figures):
        each = _EACH.search(figures[place].lead) and figures[place].relation == "change"
        many = len(run_of(figures, place, _JOINS)) if each else 1
        levels = figures[max(0, place - many) : place]
        if many == 1:
            yield figures[before_bracket(context.text, figures, place)], figures[place]
        elif len(levels) == many and all(f.relation == "level" for f in levels):
            yield from zip(levels, figures[place : place + many], strict=True)
        place += many


def growths(context: Context) -> Iterator[Claim]:
    """V, 比某年增长p%, where the level of that year is stated elsewhere under the same name."""
    levels: dict[tuple[str, str, date], list[Figure]] = {}
    for figure in context.figures:
        named = len(figure.subject) >= (2 if figure.period_basis == "explicit" else 4)
        if figure.relation == "level" and figure.period and named:
            key = (topic_of(figure), unit_of(figure), period(figure.period).end)
            levels.setdefault(key, []).append(figure)
    for figures in context.sentences:
        for level, change in _told(context, figures):
            if change.relation != "change" or not change.base_period or level.relation != "level":
                continue
            then = period(change.base_period).end
            if level.period and period(level.period).end == then:
                continue  # 320万元、480万元,比2022年的300万元和400万元分别增长: each is a base
            key = (topic_of(level), unit_of(level), then)
            told = (f for f in levels.get(key, ()) if f is not level)
            base = next((f for f in told if not context.regions.apart(f, level)), None)
            if base is not None and base.value == level.value:
                continue  # a headline says it too
            if base is not None and base.value:
                yield from growth_claim(context, base, level, change, "growths")
            elif base is None and re.search(r"\d{4}年", change.lead):
                yield _no_base(context, level, change)


def _no_base(context: Context, level: Figure, change: Figure) -> Claim:
    """Judge 71家,比2020年底增加22家 without the base: an increase is no more than the level."""
    topic = words(level.lead)
    more = (
        unit_of(change) == unit_of(level) != "%"
        and _MORE_THAN.fullmatch(change.lead.strip())
        and interval(change).low > interval(level).high
    )
    return claimed(
        context,
        "growths",
        (change, level),
        f"growth/{topic}",
        titled("claim.growths_base", topic),
        f"{number(change.value)} > {number(level.value)}"
        if more
        else says("reckoned.no_base", period=_named(change.base_period)),
        False if more else None,
        says("remark.above_level") if more else says("remark.no_base"),
    )


def _named(code: str | None) -> tuple[str, str]:
    """Return what people call a period, in Chinese and in English."""
    return (wording.period_name(code, "zh"), wording.period_name(code, "en")) if code else ("", "")


def topic_of(figure: Figure) -> str:
    """Return what a figure measures, without 总数, 总额 and the like at the end."""
    return _SUBJECT_TAIL.sub("", figure.subject)


def runs(context: Context) -> Iterator[Claim]:
    """…2021年A,2022年B,…连年增长: each later number is larger, where the periods can be compared.

    A half-year against a year can not decide it.
    """
    for figures in context.sentences:
        text = context.text[figures[0].sentence_start : figures[0].sentence_end]
        match = _RUN.search(text)
        if match is None:
            continue
        at = figures[0].sentence_start + match.start()
        up = not _FELL.fullmatch(match[1])
        series: dict[tuple[str, str], list[Figure]] = {}
        # The phrase closes the list, and what follows it is not meant; or it opens one.
        told = [f for f in figures if f.end <= at] or figures
        for figure in told:
            if figure.relation in STATES and topic_of(figure):
                series.setdefault((topic_of(figure), unit_of(figure)), []).append(figure)
        for (topic, _), row in series.items():
            periods = [figure.period for figure in row if figure.period]
            if len(periods) > len(set(periods)):
                continue  # 719元、537元 in 2020, 915元、720元 in 2023: two things in turn
            dated = sorted((f for f in row if f.period), key=lambda f: period(f.period or "").end)
            for before, after in pairwise(dated):
                yield _run(context, topic, before, after, up, match[0])


def _run(
    context: Context, topic: str, before: Figure, after: Figure, up: bool, phrase: str
) -> Claim:
    one, two = period(before.period or ""), period(after.period or "")
    alike = abs((one.end - one.start).days - (two.end - two.start).days) <= 3
    fine: bool | None = None
    since, until = _named(before.period), _named(after.period)
    comment: str = says("remark.unlike_periods", after=until, before=since)
    if alike:
        less, more = (
            (interval(before), interval(after)) if up else (interval(after), interval(before))
        )
        fine = more.high > less.low
        comment = "" if fine else says("remark.opposite", phrase=phrase)
    return claimed(
        context, "runs", (before, after), f"run/{words(topic)}",
        titled("claim.runs", f"{topic} {since[0]}→{until[0]}", phrase=phrase),
        f"{number(after.value)} - {number(before.value)} = {number(after.value - before.value)}",
        fine, comment, stated=f"{printed(context, before)} → {printed(context, after)}",
        tolerance=plus_minus(after),
    )  # fmt: skip


def increases(context: Context) -> Iterator[Claim]:
    """V,比上年增加d,增长p%: d/(V - d) is p; 同V相比,增加d,增长p%: d/V is."""
    for figures in context.sentences:
        for place, (change, rate) in enumerate(pairwise(figures[1:]), 1):
            at = before_bracket(context.text, figures, place)
            spanned = at and figures[at].unit == _YEAR and not figures[at].lead.strip()
            level = figures[at - 1 if spanned else at]  # 与A人相比,十年共增加d
            called = rate.relation == "change" or _RATE_NAMED.fullmatch(rate.lead.strip())
            if level.relation not in STATES or change.relation != "change" or not called:
                continue
            of_a_part = _OF_WHICH.search(context.text, level.unit_end, change.start)
            if of_a_part or _beside_total(figures, level):
                continue  # A,其中B增加d; A,日均B,增加d: of either
            is_base = _SET_AGAINST.match(context.text, level.unit_end) is not None
            if not is_base and (spanned or words_of("compared").search(level.lead)):
                continue  # 与2010年的17万人,增加1万人: may be the base, not what it came to
            if not _one_unit(change, level) or unit_of(rate) != "%" or unit_of(level) == "%":
                continue
            down = bool(_FELL_BY.search(change.lead))
            if not _of_one_change(change, rate, down=down):
                continue
            name, signs = "growth_base" if is_base else "growth_step", [-1 if down else 1] * 3
            found = outcome(name, [interval(level), interval(change)], signs)
            if found == ANYTHING:
                continue
            fine, comment = _judged(context, level, rate, found)
            topic = words(level.lead)
            yield gives(
                context, "increases", name, (rate, level, change), f"increase/{topic}", topic,
                fine, signs=signs, own=True, comment=comment,
            )  # fmt: skip


def _beside_total(figures: list[Figure], mean: Figure) -> bool:
    """Whether a number is a mean told right after what it is the mean of, in the same unit."""
    if not _MEAN.search(mean.lead):
        return False
    total_of = figures[figures.index(mean) - 1]
    return total_of.start < mean.start and unit_of(total_of) == unit_of(mean)


def _one_unit(change: Figure, level: Figure) -> bool:
    """Whether an increment is told in its level's unit, or in what that begins with: 吨标准煤."""
    told = unit_of(change)
    return told == unit_of(level) or (told != "" and unit_of(level).startswith(told))


def _judged(
    context: Context, level: Figure, rate: Figure, found: Interval
) -> tuple[bool | None, str]:
    """Judge a rate against what was found: (verdict, comment).

    A step of its last decimal off, it was reckoned from unrounded or revised numbers.
    """
    fine: bool | None = agree(found, interval(rate))
    if not fine and in_prices(context, level, rate):
        return None, says("remark.prices")
    if not fine and "." in rate.text and a_step_off(found, interval(rate)):
        fine = None
    return fine, ""


def _of_one_change(change: Figure, rate: Figure, *, down: bool) -> bool:
    """Whether a rate is told at once after a change: 增加d,增长p%.

    Another base is named by 比 or 较; 减产d,增长p% are of two things, or of two times, and
    比年初增加d,同比增长p% are from two days.
    """
    if _OTHER_DAY.search(change.lead) and _ON_YEAR.search(rate.lead):
        return False
    other_way = (_ROSE if down else _FELL).search(rate.lead)
    return other_way is None and _AT_ONCE.fullmatch(rate.lead.strip()) is not None


RULES = (growths, increases, runs)
