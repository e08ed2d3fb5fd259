"""What a budget report adds up: income with all that is added to it, and what is left of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..base import catalog
from ..grammar.interval import Interval, agree, total
from ..narrative.figures import Figure
from ..narrative.link_kinds import misprints
from .claims import (
    Claim,
    Context,
    interval,
    number,
    plus_minus,
    printed,
    spans_of,
    unit_of,
    verdict,
    words,
)

_WORDS = {name: re.compile(text) for name, text in catalog.load("budget").items()}

_NEAR, _LINES = 40, 2  # income may be told in the paragraph before that of spending


def added(context: Context) -> Iterator[Claim]:
    """A,加上B、C和D,收入总计T: what is added to the first number makes the total."""
    for figures in context.sentences:
        levels = [f for f in figures if f.relation == "level" and not _in_bracket(context, f)]
        start = 0
        for place, whole in enumerate(levels):
            if not _WORDS["total"].search(whole.lead):
                continue
            listed, start = levels[start:place], place + 1
            plus = next((i for i, f in enumerate(listed) if _WORDS["plus"].search(f.lead)), 0)
            parts = listed[plus - 1 :] if plus else []
            if len(parts) < 2 or any(_apart(whole, part) for part in parts):
                continue
            sum_of = " + ".join(number(f.value) for f in parts)
            found = total(map(interval, parts))
            yield from _claim(context, "added", whole, parts, (found, sum_of))


def balanced(context: Context) -> Iterator[Claim]:
    """收入总计A,支出总计B,收支相抵,结余C: what is left is the one total less the other."""
    for place, rest in enumerate(context.figures):
        if rest.relation != "level" or not _WORDS["left"].search(_said(context, rest)):
            continue
        earlier = context.figures[max(0, place - _NEAR) : place]
        earlier = [f for f in earlier if rest.line - f.line <= _LINES]
        ends = [_last(earlier, side) for side in ("income", "spending")]
        income, spending = ends
        if income is None or spending is None or _apart(rest, income) or _apart(rest, spending):
            continue
        a, b = interval(income), interval(spending)
        shown = f"{number(income.value)} - {number(spending.value)}"
        found = Interval(a.low - b.high, a.high - b.low)
        yield from _claim(context, "balanced", rest, [income, spending], (found, shown))


def _said(context: Context, figure: Figure) -> str:
    """Return the words before a figure, with those of the clause before its own."""
    return context.text[max(figure.sentence_start, figure.start - 24) : figure.start]


def _last(earlier: list[Figure], side: str) -> Figure | None:
    """Return the last total of a side of the budget, if it is one of levels."""
    found = (f for f in reversed(earlier) if f.relation == "level")
    return next((f for f in found if _WORDS[side].search(f.lead)), None)


def _in_bracket(context: Context, figure: Figure) -> bool:
    line = context.text.rfind("\n", 0, figure.start) + 1
    before = context.text[line : figure.start]
    return before.count("(") > before.count(")")


def _apart(whole: Figure, part: Figure) -> bool:
    """Whether a number is in another unit, or is itself a part of another that is added."""
    return unit_of(part) != unit_of(whole) or "其中" in part.lead or bool(part.qualifier)


def _claim(
    context: Context, rule: str, stated: Figure, parts: list[Figure], found: tuple[Interval, str]
) -> Iterator[Claim]:
    """Judge what is stated: it is wrong only where one misprinted digit explains it."""
    reckoned, shown = found
    fine: bool | None = agree(reckoned, interval(stated))
    value = sum(reckoned) / 2
    off = value - stated.value
    if not fine and not any(_mends(figure, off, reckoned) for figure in (stated, *parts)):
        return  # more was added than the words list
    topic = words(context.text[stated.clause_start : stated.start])
    title = catalog.load("rules")[rule]["zh"]
    yield Claim(
        f"{rule}/{topic}",
        f"{title}:{topic}",
        "arithmetic",
        printed(context, stated),
        f"{shown} = {number(round(value, 4))}",
        plus_minus(stated),
        verdict(fine),
        ""
        if fine
        else f"按文中各数计算为{number(round(value, 4))},相差{number(round(abs(off), 4))}",
        spans_of(stated, *parts),
        rule,
    )


def _mends(figure: Figure, off: float, reckoned: Interval) -> bool:
    """Whether another digit of a number would take the difference away."""
    slack = (reckoned.high - reckoned.low) / 2 + 1e-6 * abs(off)
    return any(abs(abs(shift) - abs(off)) <= slack for shift in misprints(figure))


RULES = (added, balanced)
