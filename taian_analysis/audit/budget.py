"""What a budget report adds up: income with all that is added to it, and what is left of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from ..base import catalog
from ..base.vocabulary import near, pattern
from ..grammar.chars import line_of
from ..narrative.figures import Figure
from .claim_words import words
from .claims import Claim, Context, unit_of
from .definitions import made_of
from .reckon import gives, holds

_WORDS = {name: pattern("budget", name) for name in catalog.load("budget")}
_BRACKET = re.compile("[()]")
_BESIDE = 8  # numbers before the words that both totals are one
_NEAR, _LINES = 40, 2


def added(context: Context) -> Iterator[Claim]:
    """A,加上B、C和D,收入总计T: what is added to the first number makes the total.

    加上 may begin a sentence of its own: the first number of the one before is what it adds to.
    """
    before: list[Figure] = []
    for figures in context.sentences:
        levels = [f for f in figures if f.relation == "level" and not _aside(context, f)]
        if levels and before and before[0].line == levels[0].line and _is_plus(levels[0]):
            levels = [*before[:1], *levels]
        before = levels
        start = 0
        for place, whole in enumerate(levels):
            if not _WORDS["total"].search(whole.lead):
                continue
            listed, start = levels[start:place], place + 1
            plus = next((i for i, f in enumerate(listed) if _is_plus(f)), 0)
            parts = listed[plus - 1 :] if plus else []
            if len(parts) < 2 or any(_apart(whole, part) for part in parts):
                continue
            yield from _made_of(context, "added", "sum", whole, parts)


def _is_plus(figure: Figure) -> bool:
    return _WORDS["plus"].search(figure.lead.strip()) is not None


def balanced(context: Context) -> Iterator[Claim]:
    """收入总计A,支出总计B,收支相抵,结余C: what is left is the one total less the other."""
    for place, rest in enumerate(context.figures):
        if rest.relation != "level" or not _WORDS["left"].search(_said(context, rest)):
            continue
        earlier = context.figures[max(0, place - _NEAR) : place]
        earlier = [f for f in earlier if rest.line - f.line <= _LINES]
        income, spending = (_last(earlier, side) for side in ("income", "spending"))
        if income is None or spending is None or _apart(rest, income) or _apart(rest, spending):
            continue
        some = [rest, income, spending]
        more = _told_beside(context.figures[place + 1 : place + 2], rest)
        sure = not more and spending is earlier[-1] and income.line == spending.line == rest.line
        if sure and _WORDS["set_off"].search(_said(context, rest)):
            topic, fine = _topic(context, rest), holds("rest", some)
            name = f"balanced/{topic}"
            yield gives(context, "balanced", "rest", some, name, topic, fine, own=True)
        elif not (more and holds("sum", [income, spending, rest, *more])):
            yield from _made_of(context, "balanced", "rest", rest, some[1:])


def _told_beside(after: list[Figure], rest: Figure) -> list[Figure]:
    """Return what may be left beside a number that is: 结转A,净结余B."""
    return [f for f in after if f.sentence_start == rest.sentence_start and not _apart(rest, f)]


def even(context: Context) -> Iterator[Claim]:
    """总收入A,…;总支出B,…。收支平衡: the two totals told right before are one."""
    for match in near(_WORDS["even"], context.text, "平衡", 24, 4):
        line = context.report.line_at(match.start()).number
        at = bisect_left(context.starts, match.start())
        earlier = context.figures[max(0, at - _BESIDE) : at]
        earlier = [f for f in earlier if f.line == line]
        income, spending = (_last(earlier, side) for side in ("income", "spending"))
        if income is not None and spending is not None and not _apart(spending, income):
            yield from _made_of(context, "balanced", "sum", spending, [income])


def _said(context: Context, figure: Figure) -> str:
    """Return the words before a figure, with those of the clause before its own."""
    return context.text[max(figure.sentence_start, figure.start - 24) : figure.start]


def _last(earlier: list[Figure], side: str) -> Figure | None:
    """Return the last total of a side of the budget, if it is one of levels."""
    found = (f for f in reversed(earlier) if f.relation == "level")
    return next((f for f in found if _WORDS[side].search(f.lead)), None)


def _in_bracket(context: Context, figure: Figure) -> bool:
    line, _ = line_of(context.text, figure.start)
    opened, closed = (
        bisect_left(places, figure.start) - bisect_left(places, line)
        for places in context.once("brackets", lambda: _brackets(context.text))
    )
    return opened > closed


def _brackets(text: str) -> tuple[list[int], list[int]]:
    """Return where a text's brackets open, and where they close."""
    places = [m.start() for m in _BRACKET.finditer(text)]
    opened, closed = ([place for place in places if text[place] == sign] for sign in "()")
    return opened, closed


def _aside(context: Context, figure: Figure) -> bool:
    """Whether a number is said beside what is added: in a bracket, or as what it is compared with.

    完成15.39亿元,比上年决算数14.94亿元增长3.0%,加上补助13.36亿元
    """
    beside = _WORDS["compared"].search(figure.lead.strip())
    return _in_bracket(context, figure) or beside is not None


def _apart(whole: Figure, part: Figure) -> bool:
    """Whether a number is in another unit, or is itself a part of another that is added."""
    return unit_of(part) != unit_of(whole) or "其中" in part.lead or bool(part.qualifier)


def _made_of(
    context: Context, rule: str, formula: str, stated: Figure, parts: list[Figure]
) -> Iterator[Claim]:
    topic = _topic(context, stated)
    yield from made_of(context, rule, formula, [stated, *parts], f"{rule}/{topic}", topic)


def _topic(context: Context, stated: Figure) -> str:
    return words(context.text[stated.clause_start : stated.start])


RULES = (
    added,
    balanced,
    even,
)
