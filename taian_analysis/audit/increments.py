"""Increments told apart from their level, and yearly means of what all the years made.

共受理案件1803件,结案894件。与上年同比,受案增加167件,上升10.21%: which level a change is of its name
says. A rate may come first: 增长15%,比上年增加4.8亿元.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..base.vocabulary import pattern
from ..grammar.numerals import whole_number
from ..narrative.figures import Figure
from ..narrative.roles import is_step, sign_of
from .claim_words import before, words
from .claims import Claim, Context, unit_of
from .growth import years_between
from .reckon import held, holds

_words = partial(pattern, "growth")
_AT_ONCE, _REAL = _words("at_once"), _words("real")
_STEP, _NO_NAME = _words("named_step"), _words("no_name")
_MEAN, _PRICES, _TIMES = _words("mean_of_years"), _words("prices"), _words("times")
_SINCE = _words("since")
_LISTED, _BEHIND = _words("listed_before"), _words("named_behind")
_SLACK = 0.01  # a yearly rate may be reckoned from unrounded numbers
_FAR, _ALIKE = 12, 2  # figures back; signs that two names have in common


def told_later(context: Context) -> Iterator[Claim]:
    """Judge 受案增加167件,上升10.21% by the level of that name in its paragraph."""
    for place, (step, rate) in enumerate(zip(context.figures, context.figures[1:], strict=False)):
        if unit_of(rate) != "%" or unit_of(step) in ("", "%") or step.qualifier:
            continue
        named = _STEP.fullmatch(step.lead.strip()) if is_step(step) else None
        if named is None or not _AT_ONCE.fullmatch(rate.lead.strip()):
            continue
        name = _name(named[1])
        if len(name) < _ALIKE or rate.sentence_start != step.sentence_start:
            continue
        earlier = context.figures[max(0, place - _FAR) : place]
        levels = [
            f
            for f in earlier
            if f.line == step.line
            and f.relation == "level"
            and not (is_step(f) or f.qualifier)
            and unit_of(f) == unit_of(step)
            and len(name & _name(_said(context, f))) >= _ALIKE
        ]
        yield from _told_later(context, step, rate, levels)


def _name(text: str) -> set[str]:
    """Return the signs of a name, without those that any count may have."""
    return set(words(_NO_NAME.sub("", text)))


def _said(context: Context, level: Figure) -> str:
    """Return the words beside a level that name it: 结案894件, 65225人死亡、254075人受伤."""
    after = _BEHIND.match(context.text, level.unit_end)
    lead = "" if _LISTED.search(level.lead) else level.lead
    return lead + (after[0] if after else "")


def _told_later(
    context: Context, step: Figure, rate: Figure, levels: list[Figure]
) -> Iterator[Claim]:
    """Claim a rate of the one level that has its increment's name, or of one that fits."""
    signs = [sign_of(step)] * 3

    def fits(level: Figure) -> bool:
        return holds("growth_step", (rate, level, step), signs, slack=rate.step)

    level = next(filter(fits, levels), levels[0] if len(levels) == 1 else None)
    if level is not None:
        topic = before(context.text, step.start, 16)
        some, name = [rate, level, step], f"increase/{topic}"
        yield from held(
            context, "increases", "growth_step", some, name, topic, signs=signs, near=rate.step
        )


def yearly_of_all(context: Context) -> Iterator[Claim]:
    """Judge 比2012年增长77.2%,年均增长6.6%, or 是2005年的2.7倍,年均增长22%, by the years between.

    比2012年末增加5338万人,年均增加593.1万人 is the one over the years.
    """
    for figures in context.sentences:
        for level, whole, mean in zip([None, *figures], figures, figures[1:], strict=False):
            match = _MEAN.fullmatch(mean.lead.strip()) if mean.relation == "change" else None
            if match is None or mean.qualifier or not whole.value:
                continue
            counted = whole_number(match["n"]) if match["n"] else 0
            since = years_between(whole.base_period, whole.period)
            years = counted if counted and _SINCE.search(whole.lead) else since
            kind = _kind_of_all(whole, mean)
            if years < 2 or not kind or _PRICES.findall(whole.lead) != _PRICES.findall(mean.lead):
                continue
            if kind == "mean_of_times" and level is not None and _REAL.search(level.clause):
                continue  # at constant prices
            yield from _yearly_of_all(context, whole, mean, (kind, years, bool(counted)))


def _kind_of_all(whole: Figure, mean: Figure) -> str:
    """Return how a mean follows from what all the years made: "" if it does not."""
    if unit_of(mean) == "%":
        if unit_of(whole) == "%":
            return "mean_of_rate" if whole.relation == "change" else ""
        return "mean_of_times" if whole.unit == "倍" and _TIMES.search(whole.lead) else ""
    step = is_step(whole) and unit_of(whole) == unit_of(mean)
    return "daily" if step and "·" not in unit_of(mean) else ""


def _yearly_of_all(
    context: Context, whole: Figure, mean: Figure, told: tuple[str, int, bool]
) -> Iterator[Claim]:
    """Claim a yearly mean; nothing where another count of the years or no misprint explains it."""
    kind, years, counted = told
    slack = max(mean.step, _SLACK * mean.value)
    if kind == "daily":
        slack = max(mean.step, 0.0 if "." in mean.text else 1.0) / 2
    signs = [sign_of(mean) if kind != "daily" else 1, sign_of(whole)]
    some = [mean, whole]
    own, *others = (holds(kind, some, signs, n, slack) for n in (years, years + 1, years - 1))
    if own or counted or not any(others):
        topic = before(context.text, mean.start, 16)
        yield from held(
            context, "increases", kind, some, f"yearly/{topic}", topic, signs=signs, n=years,
            slack=slack, title="yearly",
        )  # fmt: skip


RULES = (told_later, yearly_of_all)
