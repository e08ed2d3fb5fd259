"""Whether a column whose head prints only a year is where a plan starts, what it aims at, a result.

The plan says so: the year is before or after the other columns' years, the document's date; a run
of single years is a statistic.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

from .document_years import YEARLY, HeadEvidence, year_in
from .headers import Head, squeeze


@dataclass(frozen=True, slots=True)
class _Years:
    """The columns of a table whose heads are years only, and what is known of them."""

    heads: list[Head]
    places: list[int]
    years: list[int]
    known: HeadEvidence
    base: int | None

    @property
    def run(self) -> bool:
        """Whether three years or more follow each other: a statistic."""
        steps = [b - a for a, b in itertools.pairwise(self.years)]
        return len(steps) >= 2 and all(step <= 1 for step in steps)

    def after(self, year: int | None) -> list[int]:
        """Return the columns of later years than one."""
        return [i for i, y in zip(self.places, self.years, strict=True) if year and y > year]


def settle_years(
    heads: list[Head],
    targets: list[int],
    plan: bool,
    known: HeadEvidence,
    base: int | None,
) -> list[Head]:
    """Settle the columns whose head is a year only."""
    places = [i for i, head in enumerate(heads) if head.role == "year"]
    if not places:
        return heads
    of = _Years(heads, places, [year_in(heads[i]) or 0 for i in places], known, base)
    other: dict[int, str] = {}
    if targets:
        roles = _before_targets(of, targets)
    elif any(head.role == "target" for head in heads):
        before = _before(of)
        if not before and len(places) == _PAIR:  # 标准, 2021年, 2022年: how far it was, and is
            before = _in_order(of).places[:1]
            other = dict.fromkeys(before, "actual")
        roles = {i: "baseline" if i in before else "actual" for i in places}
    elif (later := _ahead(of)) and (plan or len(later) <= _PAIR):
        # 2020年, 2025年, 2023年完成: a plan's years about its result
        roles = {i: "target" if i in later else "baseline" for i in places}
        other = dict.fromkeys(later if len(places) == 1 else (), "actual")
    elif of.run and (not plan or _backwards(of)):
        roles = {}
    elif plan:
        of = _in_order(of)  # 2035年, 2022年: a plan may print its end first
        roles = _planned_roles(of)
        other = _open(of, roles)
    else:
        roles, other = _past(of)
    return [
        replace(head, role=roles.get(i, "actual"), open=other.get(i, ""))
        if head.role == "year"
        else head
        for i, head in enumerate(heads)
    ]


def _ahead(of: _Years) -> list[int]:
    """Return the columns of years that lie ahead of what a head says was reached.

    Of 2020年, 2025年 beside 完成值, whose year is not said, the last is ahead, if it ends a plan.
    """
    results = [year_in(h) or 0 for h in of.heads if h.role == "actual"]
    if not results or any(results):
        return of.after(max(results, default=0))
    last, first = max(of.years), min(of.years)
    whole = last - first >= _STEP if len(of.years) == _PAIR else first == last
    named = len(of.years) == _PAIR or any(end == last for _, end in of.known.plans)
    if last % _PLAN_SPAN or of.years[-1] != last or not (whole and named):
        return []
    return of.after(last - 1)


def _backwards(of: _Years) -> bool:
    """Whether the last year comes first and each one follows: no plan prints its years so."""
    return of.years[0] > of.years[-1] and _in_order(of).run


def _in_order(of: _Years) -> _Years:
    """Return the columns of years with the earliest first."""
    order = sorted(zip(of.years, of.places, strict=True))
    return replace(of, places=[i for _, i in order], years=[year for year, _ in order])


def _before(of: _Years) -> list[int]:
    """Return the columns of years that come before a target: as many as stand there, by year."""
    target = next(i for i, h in enumerate(of.heads) if h.role == "target")
    ahead = sum(i < target for i in of.places)
    return _in_order(of).places[:ahead]


def _before_targets(of: _Years, targets: list[int]) -> dict[int, str]:
    """Return the roles of years beside heads that say 目标 of a later year."""
    bases = [y for h in of.heads if h.role == "baseline" and (y := year_in(h))]
    led = _before(of)
    # 2025年目标, 2035年
    later = dict.fromkeys(of.after(max(targets) + _STEP - 1), "target")
    return later | {
        i: "actual" if any(y < year for y in bases) else "baseline"
        for i, year in zip(of.places, of.years, strict=True)
        if i in led and year < min(targets)
    }


def _planned_roles(of: _Years) -> dict[int, str]:
    """Return the roles of the years of a plan: what lies ahead is its target."""
    begun = max((y for h in of.heads if h.role == "baseline" and (y := year_in(h))), default=None)
    # 2020年现状, 2025年, 2035年: where it starts has a column of its own, all others follow
    started = begun is not None and begun < min(of.years)
    past = of.known.observed
    if past is not None and past - 1 == begun:
        past = begun  # 2021年基数, 2022年, 2023年 of 2022: its first year is not over
    later = (of.after(past) or of.places) if started else _planned(of)
    before = "actual" if started else "baseline"
    return {i: "target" if i in later else before for i in of.places}


#: how many years a plan takes, and where it starts and ends
_PLAN_SPAN, _PAIR = 5, 2


def _open(of: _Years, roles: dict[int, str]) -> dict[int, str]:
    """Return what else the years of a plan may be, where nothing says what they are.

    A plan takes five years: the second of two further apart is a view beyond the first, which may
    be a goal (2025年, 2035年). So may the second of several starts (2013, 2015, 2020年), and one in
    the year the document is of (2013 of 2013, 2015, 2020年). What lies within the plan may be how
    far it has come (2023 of 2020, 2023, 2025), and a run of years what was reached.
    """
    last, years, dated = of.known.observed, of.years, dict(zip(of.places, of.years, strict=True))
    starts, aims = ([i for i in of.places if roles.get(i) == r] for r in ("baseline", "target"))
    span = years[-1] - years[0]
    out: dict[int, str] = {}
    if len(years) == _PAIR and span > _PLAN_SPAN:
        out |= {i: "target" for i in starts if not (last and dated[i] <= last)}
    if last is None and aims:
        out |= dict.fromkeys(starts[1:], "target")
        halfway = len(years) == _PAIR + 1 and span == _PLAN_SPAN
        out |= {i: "actual" for i in aims if of.run or (halfway and i == of.places[1])}
    ended = (i for i, role in roles.items() if role != "target" and dated[i] == last)
    return out | {i: "target" for i in ended if (last or 0) % _PLAN_SPAN}


def _past(of: _Years) -> tuple[dict[int, str], dict[int, str]]:
    """Return the roles of years of which nothing says what they are, and what else they could be.

    2013年, 2012年 of a yearbook are two results, and so are 2002年, 2006年, 2007年: where nothing
    is aimed at, nothing is a start. The first and last year of a plan are its start and its result,
    and what growth beside two years is held against is a start, as 上年 is; so are their same
    months, where the later ones stand first.
    Two or three of them are not sure.
    """
    if len(of.places) == 1 and any(head.role == "baseline" for head in of.heads):
        return {}, dict.fromkeys(of.places, "target")  # 2020年现状, 2025年: aimed at, or reached
    if len(of.places) == 1 or of.run or len(of.places) > _PAIR + 1:
        return {}, {}
    first, *_, last = _in_order(of).years
    earliest = _in_order(of).places[0]
    parts = {
        (of.heads[i].period or "").replace(str(y), "")
        for i, y in zip(of.places, of.years, strict=True)
    }
    held = parts == {""} or of.years[0] == last  # in the order of time both halves are results
    compared = len(parts) == 1 and held and len(of.places) == _PAIR and first < last
    compared = compared and grown(of.heads)
    if compared or (last - first == _PLAN_SPAN and last % _PLAN_SPAN == 0):
        return {earliest: "baseline"}, {earliest: "actual"}
    return {}, {earliest: "baseline"}


def grown(heads: list[Head]) -> bool:
    """Whether a column is of growth from one time to the next, not of a year's over several."""
    return any(h.role == "change" and not YEARLY.search(squeeze(h.text)) for h in heads)


def _planned(of: _Years) -> list[int]:
    """Return which year columns of a plan's table are targets, of one year that."""
    places, years = of.places, of.years
    for past in (of.known.observed, of.base):
        if past and min(years) <= past < max(years):
            return of.after(past)
    gaps = [b - a for a, b in itertools.pairwise(years)]
    cut = next((n for n, gap in enumerate(gaps) if gap >= _STEP), 0)
    return places[cut + 1 :] or places


#: years a plan's next milestone lies ahead, at least
_STEP = 3
