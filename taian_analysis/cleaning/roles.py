# ruff: noqa: E501 (tables of words, one entry a line; a Chinese character counts as two)
"""Which columns are baseline, target and actual, by evidence.

A head may say so (目标值). Where it prints only a year, the plan says so: the year is before or
after the other columns' years, the document's date, the plan the title names; a column of 属性 makes
a table one of a plan; a run of single years is a statistic.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from functools import partial

from ..base.report import Report
from ..base.vocabulary import near, pattern
from ..grammar.mention_codes import plan_years
from .beside import by_ratio, indexed, money, progress, told_apart, verdicts
from .dating import ANY_PLAN, dated, plan_dated, summed
from .headers import Head, find_period, squeeze
from .layouts_across import Found

_words = partial(pattern, "table_titles")
_STANDING = pattern("table_heads", "standing")
_TITLE_YEAR = _words("title_year")
_WISHES = _words("wishes")
_PART_YEAR = _words("part_year")
_WANTED = _words("wanted")
_AIMED = _words("aimed")
_BOUNDED = _words("bounded")
_GOAL = _words("goal")
_PLAN = _words("planned")
_DONE = _words("done")
_ISSUED = _words("issued")
_EITHER = _words("either")
_YEAR = _words("year")
_BOTH = _words("plan_or_result")
_SHARED = _words("shared")
_MONTHLY = _words("monthly")


@dataclass(slots=True)
class HeadEvidence:
    """What a document says about time: its last observed year and the year of its title."""

    observed: int | None = None
    year: str | None = None
    plans: tuple[tuple[int, int], ...] = ()
    planning: bool = False


def evidence(report: Report, tables: list[Found]) -> HeadEvidence:
    """Gather the last year the document treats as past."""
    years = []
    if report.date:
        years.append(report.date.year)
    head = report.text[:1500]
    years += [int(m["y"]) for m in _ISSUED.finditer(head)]
    for heads in [h for found in tables for h in (found.heads, *found.empty)]:
        targets = [_year(h) for h in heads if h.role == "target"]
        if any(targets):
            first = min(year for year in targets if year)
            years += [
                year for h in heads if h.role in ("year", "baseline") and (year := _year(h))
                and year < first
            ]  # fmt: skip
    title = " ".join(filter(None, [report.title, head[:200]]))
    named = _TITLE_YEAR.search(title) or _YEAR.search(title)
    plans = {m["n"] for m in near(ANY_PLAN, report.text[:20000], "五", 4, 2)}
    spans = sorted(span for n in plans if (span := plan_years(n)))
    return HeadEvidence(
        max(years) if years else None,
        named[1] if named else None,
        tuple(spans),
        bool(_WISHES.search(report.text[:20000])),
    )


def _year(head: Head) -> int | None:
    return int(head.period[:4]) if head.period and head.period[:4].isdigit() else None


def resolve(
    found: Found, columns: list[Head], known: HeadEvidence, period: str | None = None
) -> list[Head]:
    """Return the columns of a table with every value column's role and period settled."""
    heads = money(summed([plan_dated(head) for head in columns]))
    caption = found.caption
    targets = [year for head in heads if head.role == "target" and (year := _year(head))]
    has_target = any(head.role == "target" for head in heads)
    plan = any(head.role == "attribute" for head in heads)
    if not plan and _PLAN.search(caption) and not _DONE.search(caption):
        # 主要指标 of years in a row, or of the later ones first, is a statistic
        years = [_year(head) or 0 for head in heads if head.role == "year"]
        in_a_row = bool(years) and all(b - a <= 1 for a, b in itertools.pairwise(years))
        in_a_row = in_a_row and (len(years) > 1 or _MONTHLY.search(caption) is not None)
        plan = not in_a_row or _PLAN.search(_BOTH.sub("", caption)) is not None
    heads = [_generic(head, has_target, caption) for head in heads]
    heads = _stated(heads, caption)
    has_target = any(head.role == "target" for head in heads)
    heads = told_apart(found, verdicts(found, progress(found, indexed(found, heads))))
    heads = by_ratio(found, heads)
    base = _base_year(heads, caption, known)
    heads = _first_targets(heads, base)
    targets = [year for head in heads if head.role == "target" and (year := _year(head))]
    if not plan and not _DONE.search(caption) and base and _spanned(heads, known):
        plan = True
    heads = _years(
        heads, targets, plan, bool(_DONE.search(caption)), known, _signed(found, heads), base
    )
    heads = _assessed(_midway(_observed(_before(heads), targets), targets, base))
    return dated(heads, period, year_of(caption, known))


def year_of(caption: str, known: HeadEvidence) -> str | None:
    """Return the year that a table's title names, or its document."""
    named = _TITLE_YEAR.search(caption) or _PART_YEAR.search(caption)
    return named[1] if named else known.year


def _generic(head: Head, has_target: bool, caption: str) -> Head:
    if head.role != "generic":
        return head
    wants = _WANTED.search(caption) and not _DONE.search(caption)
    role = "target" if wants and not has_target else "actual"
    guessed = "actual" if role == "target" and not head.text else ""  # by the title alone
    return replace(head, role=role, period=head.period or find_period(caption), open=guessed)


def _stated(heads: list[Head], caption: str) -> list[Head]:
    """Take 指标值 as a result where the title or a growth rate beside it says it is one."""
    values = [i for i, h in enumerate(heads) if h.value and h.role != "change"]
    if len(values) != 1 or not _EITHER.fullmatch(squeeze(heads[values[0]].text)):
        return heads
    grown = any(h.role == "change" for h in heads)
    if not (grown or (_DONE.search(caption) and not _AIMED.search(caption))):
        return heads
    return [replace(h, role="actual") if i == values[0] else h for i, h in enumerate(heads)]


def _signed(found: Found, heads: list[Head]) -> set[int]:
    """Return the columns most of whose values print an operator or 左右: a sign of a target."""
    counts: dict[int, list[int]] = {}
    for row in found.rows or []:
        if len(row) == len(heads):
            for i, token in enumerate(row):
                if heads[i].role == "year" and token.text:
                    mark = bool(_BOUNDED.search(token.text))
                    counts.setdefault(i, []).append(mark)
    return {i for i, marks in counts.items() if sum(marks) >= 0.3 * len(marks)}


def _base_year(heads: list[Head], caption: str, known: HeadEvidence) -> int | None:
    """Return the year before the plan a table is of: the plan named above it, or by its years."""
    years = [year for h in heads if h.role in ("year", "target", "baseline") and (year := _year(h))]
    if not years:
        return None
    named = ANY_PLAN.search(caption)
    spans = [plan_years(named["n"])] if named else list(known.plans)
    fits = [s[0] - 1 for s in spans if s and s[0] - 1 in years and any(y >= s[0] for y in years)]
    if fits:
        return max(fits)
    first = min(years)  # of 2022, 2025, 2035 the plan does not begin in 2025
    return first if first % 5 == 0 and first < max(years) else None


def _spanned(heads: list[Head], known: HeadEvidence) -> bool:
    """Whether two year columns are the first and last of a plan the document names."""
    years = {_year(head) for head in heads if head.role == "year"}
    if any(first - 1 in years and last in years for first, last in known.plans):
        return True
    ends = sorted(year for year in years if year)
    past = known.observed is not None and bool(ends) and known.observed >= ends[-1]
    fives = len(ends) == 2 and ends[1] - ends[0] == 5 and ends[1] % 5 == 0
    return known.planning and fives and not past


def _first_targets(heads: list[Head], base: int | None) -> list[Head]:
    """Turn a plan's base year into the baseline where its head says 目标 or 指标值 of both."""
    targets = [i for i, head in enumerate(heads) if head.role == "target" and _year(head)]
    if base is None or len(targets) < 2 or any(head.role == "baseline" for head in heads):
        return heads
    out = list(heads)
    for i in targets:
        shared = not _GOAL.search(_SHARED.sub("", squeeze(heads[i].text)))
        if _year(heads[i]) == base and (shared or heads[i].spanned):
            out[i] = replace(heads[i], role="baseline")
    return out


@dataclass(frozen=True, slots=True)
class _Years:
    """The columns of a table whose heads are years only, and what is known of them."""

    heads: list[Head]
    places: list[int]
    years: list[int]
    known: HeadEvidence
    signed: set[int]
    base: int | None

    @property
    def run(self) -> bool:
        """Whether three years or more follow each other: a statistic."""
        steps = [b - a for a, b in itertools.pairwise(self.years)]
        return len(steps) >= 2 and all(step <= 1 for step in steps)

    @property
    def future(self) -> list[int]:
        """The columns of years the document does not treat as past."""
        last = self.known.observed
        return [i for i, y in zip(self.places, self.years, strict=True) if last and y > last]


def _years(
    heads: list[Head],
    targets: list[int],
    plan: bool,
    done: bool,
    known: HeadEvidence,
    signed: set[int],
    base: int | None,
) -> list[Head]:
    """Settle the columns whose head is a year only."""
    places = [i for i, head in enumerate(heads) if head.role == "year"]
    if not places:
        return heads
    of = _Years(heads, places, [_year(heads[i]) or 0 for i in places], known, signed, base)
    first_target = next((i for i, h in enumerate(heads) if h.role == "target"), None)
    other: dict[int, str] = {}
    if targets:
        roles = _before_targets(of, targets, first_target)
    elif first_target is not None:
        # 规划目标, 2015年, 2020年: of years a plan apart the first is where it started
        first, last = min(of.years), max(of.years)
        apart = last - first >= 4 and len(places) == 2
        roles = {
            i: "baseline" if i < first_target or (apart and year == first) else "actual"
            for i, year in zip(places, of.years, strict=True)
        }
    elif later := _ahead_of_result(of, plan):
        roles = {i: "target" if i in later else "baseline" for i in places}
        if len(places) == 1:
            other = dict.fromkeys(later, "actual")
    elif of.run and not plan:
        roles = {}
    elif plan or signed or _dated_between(of.years, known):
        roles = _planned_roles(of, done)
    else:
        roles, other = _past(of)
    return [
        replace(head, role=roles.get(i, "actual"), open=other.get(i, ""))
        if head.role == "year"
        else head
        for i, head in enumerate(heads)
    ]


#: years a plan's next milestone lies ahead, at least
_PLAN_STEP = 3


def _ahead_of_result(of: _Years, plan: bool) -> list[int]:
    """Return the columns of years that lie ahead of what a head of its own says was reached.

    2020年, 2025年, 2023年完成: a plan's years about its result. Beside 完成值 without a year only a
    plan's last year can be told: 2025年.
    """
    results = [_year(h) for h in of.heads if h.role == "actual"]
    if not results:
        return []
    dated = [year for year in results if year]
    if dated:
        return [i for i, y in zip(of.places, of.years, strict=True) if y > max(dated)]
    last = max(of.years)
    past = of.known.observed is not None and last <= of.known.observed
    whole = len(of.years) == 1 or last - min(of.years) >= _PLAN_STEP
    if last % 5 or past or of.run or not whole or len(of.years) > _PAIR:
        return []
    named = any(end == last for _, end in of.known.plans)
    if len(of.years) == 1 and not (plan or named):
        return []
    return [i for i, y in zip(of.places, of.years, strict=True) if y == last]


#: where a plan starts and ends
_PAIR = 2


def _before_targets(of: _Years, targets: list[int], first_target: int | None) -> dict[int, str]:
    """Return the roles of years beside heads that say 目标 of a later year."""
    out = {}
    actual = any(head.role == "actual" for head in of.heads)
    rated = any(head.role in ("rate", "verdict") for head in of.heads)
    bases = [y for h in of.heads if h.role == "baseline" and (y := _year(h))]
    for i, year in zip(of.places, of.years, strict=True):
        before = first_target is not None and i < first_target
        last = of.known.observed
        if year - max(targets) >= _PLAN_STEP and not (last and year <= last):
            out[i] = "target"  # 2025年目标, 2035年
        if year < min(targets) and (before or actual) and not (rated and not before):
            out[i] = "actual" if any(y < year for y in bases) else "baseline"
    return out


def _planned_roles(of: _Years, done: bool) -> dict[int, str]:
    """Return the roles of the years of a plan: what lies ahead is its target."""
    begun = max((y for h in of.heads if h.role == "baseline" and (y := _year(h))), default=None)
    steps = [b - a for a, b in itertools.pairwise([begun or 9999, *of.years])]
    last = of.known.observed
    later = [i for i, y in zip(of.places, of.years, strict=True) if not last or y > last]
    if min(steps, default=0) < 3 or not later:
        later = _planned(of.places, of.years, of.known, of.signed, of.base)
    # 2020年现状, 2025年, 2035年: where it starts has a column of its own, all others follow
    if later:
        return {i: "target" if i in later else "baseline" for i in of.places}
    return {of.places[0]: "target"} if len(of.places) == 1 and not done else {}


def _past(of: _Years) -> tuple[dict[int, str], dict[int, str]]:
    """Return the roles of years of which nothing says what they are, and what else they could be.

    2013年, 2012年 of a yearbook are two results, and so are 2002年, 2006年, 2007年: where nothing is
    aimed at, nothing is a start. The first and last year of a plan are its start and its result.
    Two or three of them are not sure, unless the document names the plan.
    """
    future, rest = of.future, [i for i in of.places if i not in of.future]
    if len(of.places) == 1 or of.run or len(of.places) >= (9 if future else 4):
        return dict.fromkeys(future, "target"), {}
    if future:
        return {i: "target" if i in future else "baseline" for i in of.places}, {}
    first, last = min(of.years), max(of.years)
    earliest = min(rest, key=lambda i: _year(of.heads[i]) or 0)
    if len(rest) == 2 and (first + 1, last) in of.known.plans:
        return {earliest: "baseline"}, {}
    if len(rest) == 2 and last - first == 5 and last % 5 == 0:
        return {earliest: "baseline"}, {earliest: "actual"}
    return {}, {earliest: "baseline"}


def _dated_between(years: list[int], known: HeadEvidence) -> bool:
    """Whether a document of a plan that is dated stands between the years of its columns."""
    return bool(
        known.planning and known.observed and len(years) > 2
        and years[0] <= known.observed < years[-1] and years[-1] - years[-2] >= 3
    )  # fmt: skip


def _planned(
    places: list[int], years: list[int], known: HeadEvidence, signed: set[int], base: int | None
) -> list[int]:
    """Return which year columns of a plan's table are targets."""
    if signed & set(places):
        first = min(signed & set(places))
        steps = [b - a for a, b in itertools.pairwise(years)]
        if steps and steps[0] >= 3 and all(step >= 3 for step in steps):
            first = min(first, places[1])  # 2020, 2025, 2030: only the first is past
        return [i for i in places if i >= first]
    if len(places) == 1:
        return [] if known.observed and years[0] < known.observed else places
    if known.observed and min(years) <= known.observed < max(years):
        return [i for i, year in zip(places, years, strict=True) if year > known.observed]
    if base is not None and min(years) <= base < max(years):
        return [i for i, year in zip(places, years, strict=True) if year > base]
    gaps = [b - a for a, b in itertools.pairwise(years)]
    cut = next((n for n, gap in enumerate(gaps) if gap >= 3), 0)
    return places[cut + 1 :]


def _before(heads: list[Head]) -> list[Head]:
    """Turn 2022年完成 beside 2023年计划 and 2023年完成 into where the year began."""
    targets = [year for h in heads if h.role == "target" and (year := _year(h))]
    actual = [(i, _year(h)) for i, h in enumerate(heads) if h.role == "actual"]
    if not targets or any(h.role == "baseline" for h in heads):
        return heads
    aim = min(targets)
    undated = any(year is None for _, year in actual)
    if not undated and not any(year and year >= aim for _, year in actual):
        return heads
    past = [i for i, year in actual if year and year < aim]
    if not past or len(past) > 2:
        return heads
    return [replace(h, role="baseline") if i in past else h for i, h in enumerate(heads)]


def _midway(heads: list[Head], targets: list[int], base: int | None) -> list[Head]:
    """Turn the last of several starting years into the result, where it lies within the plan.

    Of 2020年, 2022年, 2025年目标 the plan starts in 2020; 2022 is how far it has come.
    """
    starts = [i for i, head in enumerate(heads) if head.role == "baseline" and _year(head)]
    if len(starts) < 2 or any(head.role == "actual" for head in heads) or not targets:
        return heads
    last = max(starts, key=lambda i: _year(heads[i]) or 0)
    first = base if base is not None else min(_year(heads[i]) or 0 for i in starts)
    year = _year(heads[last]) or 0
    if not first < year < min(targets) or min(targets) - year >= 4:
        return heads
    return [replace(h, role="actual") if i == last else h for i, h in enumerate(heads)]


def _assessed(heads: list[Head]) -> list[Head]:
    """Take 现状, or the later of two years, as the result where a verdict on it stands beside.

    Of 目标值, 现状, 达标情况 the last says whether the second meets the first. That is likely, not
    said: the role is open.
    """
    roles = {head.role for head in heads}
    if not {"target", "baseline"} <= roles or "actual" in roles or not roles & {"verdict", "rate"}:
        return heads
    starts = [i for i, head in enumerate(heads) if head.role == "baseline"]
    last = max(starts, key=lambda i: (heads[i].period or "", i))
    other = len(starts) > 1 and len({heads[i].period for i in starts}) > 1
    if not other and not _STANDING.search(squeeze(heads[last].text)):
        return heads
    return [replace(h, role="actual", open="baseline") if i == last else h
            for i, h in enumerate(heads)]  # fmt: skip


def _observed(heads: list[Head], targets: list[int]) -> list[Head]:
    """Turn a plan's 2020年实际 into its baseline: an actual value five years before the target."""
    if not targets or any(head.role == "baseline" for head in heads):
        return heads
    first = next(i for i, head in enumerate(heads) if head.role == "target")
    out = list(heads)
    actual = [i for i, head in enumerate(heads) if head.role == "actual"]
    latest = max((_year(heads[i]) or 9999 for i in actual), default=0)
    for i in actual:
        year = _year(heads[i])
        early = year is not None and year <= min(targets) - 4
        # 2013年, 2014年 after a target are two results; of 2020年, 2022年 the first is the base
        if early and year is not None and (i < first or year <= latest - 2):
            out[i] = replace(heads[i], role="baseline")
    return out
