"""Claims about n of m: 88个镇街已有60个…, 完成率 and its like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from ..base import catalog
from ..base.vocabulary import pattern
from ..grammar.interval import Interval, a_step_off, agree
from ..grammar.periods import period
from ..narrative.figures import POINTS, Figure
from ..narrative.links import root
from .claim_words import words
from .claims import STATES, Claim, Context, claimed, interval, number, unit_of
from .mended import mends
from .reckon import gives, makes
from .shares import percent
from .told import says, titled

_words = partial(pattern, "rates")
_NOUN_WITH, _WITH, _AMONG = _words("noun_with"), _words("with"), _words("among")
_OF_BOTH = _words("of_both")
_ALREADY = _words("already")
#: What n of m have done, right after n: 60个设立. Another noun (90个社区) would be another count.
_DEED = _words("deed")
_RATE, _NAMED_RATE = _words("rate_name"), _words("named_rate")
#: What stands before the name of a rate, and may be what it is of.
_NARROWED = _words("narrowed")
#: A figure that is plainly the whole: planned, sent out, in all.
_WHOLE, _DUE = _words("whole"), _words("due")
_OF_WHICH = pattern("parts", "of_which")

_DATA = catalog.load("rates")
_COUNTED: dict[str, str] = _DATA["counted"]
_SAID_AS: dict[str, str] = _DATA["said_as"]
_WHOLE_UNIT: dict[str, str] = _DATA["whole_unit"]


def _among_them(context: Context, part: Figure) -> int | None:
    """Return where a number told to be of the one before ends with its noun, None if it is none.

    88个镇街已有60个, 7个乡镇有5个乡镇.
    """
    lead = part.lead.strip()
    noun = _NOUN_WITH.fullmatch(lead)
    if noun and context.text.startswith(noun[1], part.unit_end):
        return part.unit_end + len(noun[1])
    if noun and noun[1] in context.text[part.end : part.unit_end + len(noun[1])]:
        return part.unit_end
    return part.unit_end if _WITH.search(lead) else None


def n_of_m(context: Context) -> Iterator[Claim]:
    """m个镇街已有n个设立…: n is no more than m."""
    for figures in context.sentences:
        for whole, part in pairwise(figures):
            if (
                unit_of(whole) != unit_of(part)
                or not whole.unit
                or whole.relation != "level"
                or part.relation != "level"
                or whole.clause_start != part.clause_start
            ):
                continue
            done = _among_them(context, part)
            if done is None or not _DEED.match(context.text, done):
                continue
            fine = interval(part).low <= interval(whole).high
            topic = words(part.lead)
            yield claimed(
                context, "n_of_m", [part, whole], f"of/{topic}", titled("claim.n_of_m", topic),
                f"{number(part.value)} ≤ {number(whole.value)}", fine, says("remark.part_larger"),
                tolerance="0",
            )  # fmt: skip


def rates(context: Context) -> Iterator[Claim]:
    """计划改造3000户,已完成1865户,完成率62.2%: n of m is the rate.

    The rate must be named after what was done to n (完成率, 已完成; 回收率, 回收), so that a rate
    of something else in the sentence is left alone. m is the number before n, or, where that does
    not fit, any earlier one of its unit that does.
    """
    for figures in context.sentences:
        for place, rate in enumerate(figures):
            if unit_of(rate) != "%" or rate.relation not in STATES:
                continue
            lead = context.clause_before(rate).strip()
            match = _RATE.search(lead)
            if match is None or _OF_BOTH.match(lead, max(0, match.start() - 1)):
                continue  # the whole of a rate of what was not done is both: undone
            earlier = [f for f in figures[:place] if f.relation != "change" and f.unit != "年"]
            after = figures[place + 1 : place + 3]
            if len(earlier) < len(after) and _told_behind(context, after, match[1]):
                earlier = after
            if earlier and unit_of(earlier[-1]) == "天":
                yield from _days_of_year(context, earlier[-1], rate, match[1])
            elif len(earlier) > 1:
                yield from _rate(context, earlier, rate, match[1], lead)


def _told_behind(context: Context, after: list[Figure], stem: str) -> bool:
    """Whether what a rate is of is told right behind it: 上线率94.4%,1684名考生中上线1589人."""
    if len(after) < 2 or not after[1].lead.strip().endswith(stem):
        return False
    return _AMONG.match(context.text[after[0].unit_end : after[1].start]) is not None


def _rate(
    context: Context, earlier: list[Figure], rate: Figure, stem: str, lead: str
) -> Iterator[Claim]:
    part = earlier[-1]
    clause = context.text[part.clause_start : part.clause_end]
    counted = _COUNTED.get(stem, "")
    member = bool(counted) and re.search(f"{counted}$", part.lead.strip()) is not None
    due = _DUE.search(earlier[-2].lead.strip())  # 应检224家,实检211家,年检率94.2%
    did = due is not None and due[1][-1] in stem and part.lead.strip().endswith(f"实{due[1]}")
    done = stem in clause or _SAID_AS.get(stem, stem) in clause or member or did
    if part.relation != "level" or not done or not part.unit or part.unit == "%":
        return
    unit = _WHOLE_UNIT.get(stem, part.unit) if part.unit == "人" else part.unit
    wholes = [f for f in earlier[:-1] if root(unit_of(f)) == root(unit) and f.value]
    if not wholes or wholes[-1] is not earlier[-2]:
        return
    stated = interval(rate)
    whole = next((f for f in reversed(wholes) if agree(percent(part, f), stated)), wholes[-1])
    fine = agree(percent(part, whole), stated)
    named = _WHOLE.search(whole.lead) or _AMONG.match(context.text[whole.unit_end : part.start])
    behind = part.start > rate.start and mends([rate, part, whole], partial(makes, "share"))
    apart = (
        behind or (named and not _narrower(context, rate, lead)) or _done_to_it(part, whole, lead)
    )
    if not fine and any(a_step_off(percent(part, f), stated) for f in wholes):
        return
    if not fine and not (member or (apart and (part.value <= whole.value or stem == "完成"))):
        return
    yield _claim(context, rate, part, whole, fine, words(lead))


def _narrower(context: Context, rate: Figure, lead: str) -> bool:
    """Say whether a rate is of less than was told: 案件10008件,结案9127件,审判案件结案率92.32%."""
    match = _NARROWED.match(lead)
    told = context.text[rate.sentence_start : rate.clause_start]
    return match is not None and match[1] not in told


def _done_to_it(part: Figure, whole: Figure, lead: str) -> bool:
    """Say whether a rate is named by the very words right before n: 320件,办结304件,办结率95%.

    按期办结率 is another rate; 新增就业5万人,就业3万人 are two counts of one word; a part (其中)
    or another year before n is not plainly its whole.
    """
    match = _NAMED_RATE.fullmatch(lead)
    return (
        match is not None
        and re.fullmatch(f"{_ALREADY.pattern}{match[1]}了?", part.lead.strip()) is not None
        and whole.relation == "level"
        and not _OF_WHICH.search(whole.lead)
        and not whole.lead.strip().endswith(match[1])
        and whole.period == part.period
    )


def _claim(
    context: Context, rate: Figure, part: Figure, whole: Figure, fine: bool, topic: str
) -> Claim:
    some = (rate, part, whole)
    return gives(
        context, "rates", "share", some, f"rate/{topic}", topic, fine, own=True, unit=POINTS
    )


def _days_of_year(context: Context, days: Figure, rate: Figure, stem: str) -> Iterator[Claim]:
    """Judge 优良天数301天,优良率82.5% of a year: up to one day in twenty may lack a measurement."""
    if not days.period or days.relation != "level" or stem not in days.lead:
        return
    span = period(days.period)
    if (span.end - span.start).days < 364:
        return
    year = (span.end - span.start).days + 1
    most = 100 * days.value / (0.95 * year)
    least = 100 * days.value / year
    fine = agree(Interval(least, most), interval(rate))
    topic = words(days.lead)
    yield claimed(
        context, "rates", (rate, days), f"rate/{topic}", titled("claim.rates_of_days", topic),
        f"{number(days.value)} ÷ {year} = {number(round(least, 3))}%", fine,
        says("remark.days", days=year, value=number(round(least, 2))), unit=POINTS,
    )  # fmt: skip


RULES = (
    n_of_m,
    rates,
)
