"""Whether a column whose head prints only a year is where a plan starts, what it aims at, a result.

The plan says so: the year is before or after the other columns' years, the document's date; a run
of single years is a statistic.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

from ..base.vocabulary import pattern
from .captions import HeadEvidence, year_in
from .headers import Head, squeeze

#: a target of all the years that stand beside it
_WHOLE = pattern("table_titles", "of_all_years")
_INVESTED = pattern("table_titles", "invested")
_GIVEN_OUT, _DONE = pattern("table_titles", "given_out"), pattern("table_titles", "done")


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


def settle_years(
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
    of = _Years(heads, places, [year_in(heads[i]) or 0 for i in places], known, signed, base)
    first_target = next((i for i, h in enumerate(heads) if h.role == "target"), None)
    other: dict[int, str] = {}
    if targets:
        roles = _before_targets(of, targets, first_target)
    elif first_target is not None:
        # 规划目标, 2015年, 2020年: of years a plan apart the first is where it started
        first, last = min(of.years), max(of.years)
        apart, before = last - first >= 4 and len(places) == 2, _before(of, first_target)
        roles = {
            i: "baseline" if i in before or (apart and year == first) else "actual"
            for i, year in zip(places, of.years, strict=True)
        }
        roles, other = _parts_of_target(of, first_target, roles)
    elif later := _ahead_of_result(of, plan):
        roles = {i: "target" if i in later else "baseline" for i in places}
        if len(places) == 1:
            other = dict.fromkeys(later, "actual")
    elif of.run and not plan:
        roles = {}
    elif plan or signed:
        of = _in_order(of)  # 2035年, 2022年: a plan may print its end first
        roles = _planned_roles(of, done)
        other = _open(of, roles)
        if any(_INVESTED.search(squeeze(h.text)) for h in heads):
            # a project's first year, beside what it costs, may be one of its building too
            other |= {i: "target" for i, role in roles.items() if role == "baseline"}
    else:
        roles, other = _past(of)
    return [
        replace(head, role=roles.get(i, "actual"), open=other.get(i, ""))
        if head.role == "year"
        else head
        for i, head in enumerate(heads)
    ]


def _in_order(of: _Years) -> _Years:
    """Return the columns of years with the earliest first."""
    order = sorted(zip(of.years, of.places, strict=True))
    return replace(of, places=[i for _, i in order], years=[year for year, _ in order])


def _before(of: _Years, target: int | None) -> list[int]:
    """Return the columns of years that come before a target: as many as stand there, by year."""
    ahead = sum(target is not None and i < target for i in of.places)
    return _in_order(of).places[:ahead]


def given_out(heads: list[Head], caption: str, known: HeadEvidence) -> list[Head]:
    """Take the years of a table that gives out tasks (任务分解表) for its targets, each of them.

    Its first year is none it starts from, if no column says what was reached, and if the document
    does not treat the last year as past.
    """
    values = [head for head in heads if head.value and head.role != "change"]
    years = [year_in(head) or 0 for head in values]
    wholes = [head for head in values if _WHOLE.search(squeeze(head.text).lower())]
    settled = any(head.role not in ("year", "target") for head in values if head not in wholes)
    done = {"rate", "verdict", "score"} & {head.role for head in heads}
    past = known.observed is not None and max(years, default=0) <= known.observed
    if not _GIVEN_OUT.search(caption) or _DONE.search(caption) or settled or done or past:
        return heads
    if sum(head.role == "year" for head in heads) < _PAIR or known.observed in years:
        return heads
    given = [head for head in values if head.role == "year" or head in wholes]
    return [replace(head, role="target", open="") if head in given else head for head in heads]


#: years a plan's next milestone lies ahead, at least
_PLAN_STEP = 3


def _ahead_of_result(of: _Years, plan: bool) -> list[int]:
    """Return the columns of years that lie ahead of what a head of its own says was reached.

    2020年, 2025年, 2023年完成: a plan's years about its result. Beside 完成值 without a year only a
    plan's last year can be told: 2025年.
    """
    results = [year_in(h) for h in of.heads if h.role == "actual"]
    if not results:
        return []
    dated = [year for year in results if year]
    if dated:
        later = [i for i, y in zip(of.places, of.years, strict=True) if y > max(dated)]
        return later if plan or len(later) <= _PAIR else []
    last = max(of.years)
    past = of.known.observed is not None and last <= of.known.observed
    whole = len(of.years) == 1 or last - min(of.years) >= _PLAN_STEP
    back = of.years[0] == last > of.years[-1]  # 2020年, 2010年: no plan prints its end first
    if last % 5 or past or of.run or back or not whole or len(of.years) > _PAIR:
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
    bases = [y for h in of.heads if h.role == "baseline" and (y := year_in(h))]
    led = _before(of, first_target)
    for i, year in zip(of.places, of.years, strict=True):
        before = i in led
        last = of.known.observed
        if year - max(targets) >= _PLAN_STEP and not (last and year <= last):
            out[i] = "target"  # 2025年目标, 2035年
        if year < min(targets) and (before or actual) and not (rated and not before):
            out[i] = "actual" if any(y < year for y in bases) else "baseline"
    return out


def _planned_roles(of: _Years, done: bool) -> dict[int, str]:
    """Return the roles of the years of a plan: what lies ahead is its target."""
    begun = max((y for h in of.heads if h.role == "baseline" and (y := year_in(h))), default=None)
    steps = [b - a for a, b in itertools.pairwise([begun or 9999, *of.years])]
    last = of.known.observed
    later = [i for i, y in zip(of.places, of.years, strict=True) if not last or y > last]
    started = begun is not None and begun < min(of.years)
    if not (started or min(steps, default=0) >= _PLAN_STEP) or not later:
        later = _planned(of)
    # 2020年现状, 2025年, 2035年: where it starts has a column of its own, all others follow
    if later:
        before = "actual" if started else "baseline"
        return {i: "target" if i in later else before for i in of.places}
    return {of.places[0]: "target"} if len(of.places) == 1 and not done else {}


def _parts_of_target(
    of: _Years, target: int, roles: dict[int, str]
) -> tuple[dict[int, str], dict[int, str]]:
    """Take years after OVERALL TARGET for its parts, and leave them open after another target."""
    last = of.known.observed
    after = [
        i for i, year in zip(of.places, of.years, strict=True)
        if i > target and roles.get(i) == "actual" and not (last and year <= last)
    ]  # fmt: skip
    if len(after) < _PAIR:
        return roles, {}
    if _WHOLE.search(squeeze(of.heads[target].text).lower()):
        return roles | dict.fromkeys(after, "target"), {}
    return roles, dict.fromkeys(after, "target")


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
    if len(years) == _PAIR and abs(span) > _PLAN_SPAN:
        out |= {i: "target" for i in starts if not (last and dated[i] <= last)}
    if last is None and aims:
        out |= dict.fromkeys(starts[1:], "target")
        halfway = len(years) == _PAIR + 1 and span == _PLAN_SPAN
        out |= {i: "actual" for i in aims if of.run or (halfway and i == of.places[1])}
    return out | {i: "target" for i in starts if dated[i] == last and last % _PLAN_SPAN}


#: how many years a plan takes
_PLAN_SPAN = 5
#: columns beside which one year may be what a plan aims at
_WEIGHED = {"baseline", "weight", "score", "verdict", "rate", "attribute"}


def _past(of: _Years) -> tuple[dict[int, str], dict[int, str]]:
    """Return the roles of years of which nothing says what they are, and what else they could be.

    2013年, 2012年 of a yearbook are two results, and so are 2002年, 2006年, 2007年: where nothing
    is aimed at, nothing is a start. The first and last year of a plan are its start and its result.
    Two or three of them are not sure, unless the document names the plan: one year between is
    likely how far it has come.
    """
    future, rest = of.future, [i for i in of.places if i not in of.future]
    if len(of.places) == 1 and not future and {h.role for h in of.heads} & _WEIGHED:
        return {}, dict.fromkeys(of.places, "target")  # 2020年现状, 2025年: aimed at, or reached
    if len(of.places) == 1 or of.run or len(of.places) >= (9 if future else 4):
        return dict.fromkeys(future, "target"), {}
    if future:
        return {i: "target" if i in future else "baseline" for i in of.places}, {}
    first, last = min(of.years), max(of.years)
    earliest = min(rest, key=lambda i: year_in(of.heads[i]) or 0)
    if len(rest) == 2 and (first + 1, last) in of.known.plans:
        return {earliest: "baseline"}, {}
    if len(rest) == _PAIR + 1 and of.known.observed is None and (first + 1, last) in of.known.plans:
        # 2020年, 2022年, 2025年 of a plan halfway: where it starts, has come to, and aims at
        end = next(i for i in rest if year_in(of.heads[i]) == last)
        between = next(i for i in rest if i not in (earliest, end))
        return {earliest: "baseline", end: "target"}, {between: "target", end: "actual"}
    if len(rest) == 2 and last - first == 5 and last % 5 == 0:
        return {earliest: "baseline"}, {earliest: "actual"}
    return {}, {earliest: "baseline"}


def _planned(of: _Years) -> list[int]:
    """Return which year columns of a plan's table are targets."""
    places, years, base, last = of.places, of.years, of.base, of.known.observed
    if signed := of.signed & set(places):
        first = min(map(places.index, signed))
        steps = [b - a for a, b in itertools.pairwise(years)]
        if steps and steps[0] >= 3 and all(step >= 3 for step in steps):
            first = min(first, 1)  # 2020, 2025, 2030: only the first is past
        return places[first:]
    if len(places) == 1:
        return [] if last and years[0] < last else places
    if last and min(years) <= last < max(years):
        return [i for i, year in zip(places, years, strict=True) if year > last]
    if base is not None and min(years) <= base < max(years):
        return [i for i, year in zip(places, years, strict=True) if year > base]
    gaps = [b - a for a, b in itertools.pairwise(years)]
    cut = next((n for n, gap in enumerate(gaps) if gap >= 3), 0)
    return places[cut + 1 :]
