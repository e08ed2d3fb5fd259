"""Which columns are baseline, target and actual, by evidence.

A head may say so (目标值), or the title, or a column beside it: one of 属性 makes a table one of a
plan. A year alone is told by `year_roles`.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import partial

from ..base.vocabulary import pattern
from ..grammar.chars import simplify
from ..grammar.mention_codes import plan_years
from .beside import FORESEEN, grouped, indexed, money, told_apart, verdicts
from .captions import dated, plan_dated, summed
from .company import said
from .document_years import ANY_PLAN, HeadEvidence, year_in, year_of
from .headers import Head, find_period, given, only_period, plain_head, squeeze, where
from .layouts_across import Found
from .year_roles import grown, settle_years

_SO_FAR, _PART = pattern("table_dates", "so_far"), pattern("table_dates", "part")
_words = partial(pattern, "table_titles")
_JUDGED_BY, _PACED = pattern("table_heads", "judged_by"), pattern("table_heads", "paced")
_WANTED = _words("wanted")
_AIMED = _words("aimed")
_GOAL = _words("goal")
_PLAN = _words("planned")
_DONE, _GIVEN_OUT = _words("done"), _words("given_out")
#: the rate that a promise was kept at, of a year or not
_KEPT = pattern("table_heads", "kept")
_EITHER = _words("either")
_BOTH = _words("plan_or_result")
_SHARED = _words("shared")
_MONTHLY = _words("monthly")


def resolve(
    found: Found, columns: list[Head], known: HeadEvidence, period: str | None = None
) -> list[Head]:
    """Return the columns of a table with every value column's role and period settled."""
    caption = simplify(found.caption)
    heads = _promised(money(summed([plan_dated(head) for head in columns])), caption)
    has_target = any(head.role == "target" for head in heads)
    plan = any(head.role == "attribute" for head in heads)
    if not plan and _PLAN.search(caption) and not _DONE.search(caption):
        # 主要指标 of years in a row, of the later ones first, up to two in a row, or of many years
        # (1990, 1995, 2000, 2005, 2010, 2012) is a statistic
        years = [year_in(head) or 0 for head in heads if head.role == "year"]
        steps = [b - a for a, b in itertools.pairwise(years)]
        in_a_row = bool(years) and (all(step <= 1 for step in steps) or steps[-1] == 1)
        ends = len(years) <= _MILESTONES and years[-1:] and years[-1] % _PLAN_YEARS == 0
        past = max(years, default=0) <= (known.observed or 9999)
        in_a_row |= len(years) > 2 and past and not ends
        in_a_row = in_a_row and (
            len(years) > 1 or grown(heads) or _MONTHLY.search(caption) is not None
        )
        plan = not in_a_row or _PLAN.search(_BOTH.sub("", caption)) is not None
    # 2010年上半年, 2011年上半年: no plan is of parts of years, but for their end
    parts = [(h.period or "")[4:] for h in heads if h.role == "year"]
    plan = plan and all(part in ("", "-12") or part.startswith("/") for part in parts)
    if plan and known.observed:  # 2025年森林蓄积量 of a plan of 2021
        ahead = [i for i in where(heads, "generic") if (year_in(heads[i]) or 0) > known.observed]
        heads = given(heads, ahead, role="target")
        has_target |= bool(ahead)
    started = any(head.role == "baseline" for head in heads) and not has_target
    heads = [_generic(head, has_target, caption, started) for head in heads]
    heads = _foreseen(_stated(_judged(heads), caption), plan and not _DONE.search(caption))
    heads = told_apart(found, verdicts(found, indexed(found, grouped(found, heads))))
    if _GIVEN_OUT.search(caption) and not where(heads, "baseline", "actual", "rate", "verdict"):
        heads = given(heads, where(heads, "year"), role="target")  # tasks of each of the years
    base = _base_year(heads, caption, known)
    heads = _first_targets(heads, base)
    targets = _aims(heads)
    heads = settle_years(heads, targets, plan, known, base)
    told = int((find_period(caption) or "")[:4] or 0)
    done = _DONE.search(caption) is not None
    end = told if plan and not done else 0
    heads = _observed(_before(heads, base), told if done else 0, end, plan and not done)
    heads = _over_plan(_midway(heads, targets, base), caption)
    return dated(heads, period, year_of(caption, known))


def _promised(heads: list[Head], caption: str) -> list[Head]:
    """Take the rate that a promise was kept at for its result: 承诺达标率, 实际达标率.

    So it is beside a rate that was promised, or below a title of promises; another result, none.
    """
    bare = [plain_head(head.text).partition("(")[0] for head in heads]
    kept = [i for i in where(heads, "rate") if _KEPT.fullmatch(bare[i])]
    aimed = any(bare[i].endswith("率") for i in where(heads, "target"))
    if where(heads, "actual") or not where(heads, "target") or len(kept) != 1:
        return heads
    told = aimed or "承诺" in simplify(caption)
    return given(heads, kept, role="actual", proven=True) if told else heads


def _aims(heads: list[Head]) -> list[int]:
    """Return the years that columns of targets are of."""
    return [year for head in heads if head.role == "target" and (year := year_in(head))]


def _generic(head: Head, has_target: bool, caption: str, started: bool) -> Head:
    if head.role != "generic":
        return head
    wants = _WANTED.search(caption) and not _DONE.search(caption)
    role = "target" if wants and not has_target else "actual"
    guessed = "actual" if role == "target" else ""  # by the title alone
    if started and not _DONE.search(caption):
        guessed = "target"  # 期初数, 期末数: reached, or aimed at
    text = squeeze(head.text)
    part = _SO_FAR.fullmatch(text) or only_period(text) or _PART.match(text)  # dated with its table
    period = head.period or (None if part else find_period(caption))
    return replace(head, role=role, period=period, open=guessed)


def _judged(heads: list[Head]) -> list[Head]:
    """Take 考核标准 beside 目标值 for the words it is judged by, and 2024年计划增长 for growth."""
    aims = where(heads, "target")
    judged = [i for i in aims if _JUDGED_BY.fullmatch(squeeze(heads[i].text))]
    paced = [i for i in aims if _PACED.search(squeeze(heads[i].text))]
    if {*judged, *paced} == {*aims}:
        return heads  # the one target there is
    return given(given(heads, paced, role="change"), judged, role="note")


def _stated(heads: list[Head], caption: str) -> list[Head]:
    """Take 指标值 as a result where the title or a growth rate beside it says it is one."""
    values = [i for i, h in enumerate(heads) if h.value and h.role != "change"]
    if len(values) != 1 or not _EITHER.fullmatch(squeeze(heads[values[0]].text)):
        return heads
    grown = any(h.role == "change" for h in heads)
    told = _DONE.search(caption) or _MONTHLY.search(caption)  # of a quarter, as it was counted
    if not (grown or (told and not _AIMED.search(caption))):
        return heads
    return given(heads, values, role="actual", proven=True)


def _foreseen(heads: list[Head], plan: bool) -> list[Head]:
    """Take 预计达到 in a plan that has no other aim for what it aims at; elsewhere it may be."""
    foreseen = [i for i in where(heads, "actual") if FORESEEN.search(squeeze(heads[i].text))]
    if where(heads, "target") or not foreseen:
        return heads
    if plan:
        return given(heads, foreseen, role="target", open="actual")
    return given(heads, foreseen, open="target")


def _base_year(heads: list[Head], caption: str, known: HeadEvidence) -> int | None:
    """Return the year before the plan a table is of: the plan named above it, or by its years."""
    years = [year for h in heads if h.value and h.role != "change" and (year := year_in(h))]
    if not years:
        return None
    named = ANY_PLAN.search(caption)
    spans = [plan_years(named["n"])] if named else list(known.plans)
    fits = [s[0] - 1 for s in spans if s and s[0] - 1 in years and any(y >= s[0] for y in years)]
    if fits:
        return max(fits)
    first = min(years)  # of 2022, 2025, 2035 the plan does not begin in 2025
    told = {year_in(h) or first for h in heads if h.role == "actual"}
    # results of each year, and no plan's end: a report of years, whichever they are
    yearly = {first, first + 1, first + 2} <= told and max(years) < first + _PLAN_YEARS
    return first if first % 5 == 0 and first < max(years) and not yearly else None


def _first_targets(heads: list[Head], base: int | None) -> list[Head]:
    """Turn a plan's base year into the baseline where its head says 目标 or 指标值 of both.

    Where that year's result has a column too (“十二五”规划目标, 2015年完成) it is the old plan's.
    """
    targets = [i for i in where(heads, "target") if year_in(heads[i])]
    started = any(h.role == "baseline" or _reached_in(h, base) for h in heads)
    if base is None or len(targets) < 2 or started:
        return heads
    told = [
        i
        for i in targets
        if heads[i].spanned
        or not (heads[i].proven or _GOAL.search(_SHARED.sub("", squeeze(heads[i].text))))
    ]
    return given(heads, [i for i in told if year_in(heads[i]) == base], role="baseline")


def _reached_in(head: Head, year: int | None) -> bool:
    """Whether a column is what was reached in a year."""
    return head.role == "actual" and year_in(head) == year


#: years from a plan's base to its end, how far ahead its end lies at least, and how many years
#: a plan's table names at most
_PLAN_YEARS, _AHEAD, _MILESTONES = 5, 4, 4


def _before(heads: list[Head], base: int | None) -> list[Head]:
    """Turn 2022年完成 beside 2023年计划 and 2023年完成 into where the year, or the plan, began."""
    targets = _aims(heads)
    years = {i: year_in(heads[i]) for i in where(heads, "actual")}
    if where(heads, "baseline"):
        return heads
    results, aims = where(heads, "actual"), where(heads, "target")
    if not targets and len(aims) == 1 and len(results) == 2 and results[0] < aims[0] < results[1]:
        return given(heads, results[:1], role="baseline") if year_in(heads[results[0]]) else heads
    aim = min(targets, default=0)
    past = [i for i, y in years.items() if y and y < aim]
    reached = any(not year or year >= aim for year in years.values())
    begun = [i for i in past if years[i] == base] or (past if len(past) == 1 else [])
    return given(heads, begun, role="baseline") if reached else heads


def _over_plan(heads: list[Head], caption: str) -> list[Head]:
    """Take 2015年完成 beside 2020年完成 as the start: title, or growth, is of the plan between."""
    if where(heads, "baseline", "target"):
        return heads
    reached = where(heads, "actual")
    texts = (caption, *(h.text for h in heads if h.role == "change"))
    named = [plan_years(found["n"]) for text in texts if (found := ANY_PLAN.search(text))]
    ends = [(span[0] - 1, span[1]) for span in named if span]
    if len(reached) != 2 or tuple(year_in(heads[i]) for i in reached) not in ends:
        return heads
    return given(heads, reached[:1], role="baseline", open="actual")


def _midway(heads: list[Head], targets: list[int], base: int | None) -> list[Head]:
    """Turn the last of several starts into the result: 2022年 of 2020年, 2022年, 2025年目标.

    And all that follow the year the plan begins with: 2022年, 2023年 of 2020年, 2022年, 2023年.
    """
    starts = [i for i in where(heads, "baseline") if year_in(heads[i])]
    if len(starts) < 2 or any(head.role == "actual" for head in heads) or not targets:
        return heads
    years = {i: year_in(heads[i]) or 0 for i in starts}
    last = max(years.values())
    begun = base if base in years.values() and base is not None and base < last else last - 1
    return given(heads, [i for i in starts if years[i] > begun], role="actual", proven=True)


def _observed(heads: list[Head], now: int, end: int, plan: bool) -> list[Head]:
    """Turn a plan's 2020年实际 into its baseline: an actual value five years before the target.

    That of the year `now`, whose results the title tells, stays one; a `plan` has none but its
    start's. A target without a year is of the plan's `end`.
    """
    aimed = {i: year_in(heads[i]) or end for i in where(heads, "target")}
    aimed = {i: year for i, year in aimed.items() if year}
    if not aimed or any(head.role == "baseline" for head in heads):
        return heads
    begun: list[int] = []
    doubted: list[int] = []
    actual = where(heads, "actual")
    years = {year_in(heads[i]) or 9999 for i in actual}
    latest = max(years, default=0)
    for i in actual:
        year = year_in(heads[i]) or 9999
        # the old plan's, “十二五”规划目标 before 2015年完成, is none that this year starts for
        later = {n: aim for n, aim in aimed.items() if aim > year}
        first = min(later, default=0)
        # 2013年, 2014年 after a target are two results; of 2020年, 2022年 the first is the base
        in_a_row = i > first and year + 1 in years
        early = bool(later) and year <= min(later.values()) - _AHEAD
        # 2020年实际 before 2023年预期, 2025年目标: a plan's five years begin with it
        last = max(later.values(), default=0)
        early |= len(actual) == 1 and last % 5 == 0 and last - year == _PLAN_YEARS
        before = i < first or year <= latest - 2 or (plan and len(actual) == 1)
        if early and year != now and not in_a_row:
            (begun if before else doubted).append(i)
    alone = end > 0 and len(actual) == len(aimed) == 1 and year_in(heads[actual[0]]) is None
    if alone and not said(heads[actual[0]]):
        return given(heads, actual, role="baseline", open="actual")  # 起步值: a plan has no results
    return given(given(heads, doubted, open="baseline"), begun, role="baseline")
