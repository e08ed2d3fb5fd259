"""Which period a figure is of: named beside it, inherited, of the plan, or the document's own.

One walk over figures and wordings of time in their order (`figure_state`). For each figure the
rulings are asked one after another, from what is said of it alone to what holds for the whole
document; the first that answers gives the period.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from ..grammar.mention_codes import number
from .figure_moves import grouped, moves, reached, spread
from .figure_relations import counts_indicators
from .figure_state import State
from .figure_turns import Case, is_flow, past_goal, plain_stock, turn
from .figure_units import LISTED
from .figures import POINTS, Figure, Walk, words

_KINDS, _FINISHED, _BY_NOW = words("kinds"), words("finished"), words("by_now")
_COMPARED, _DIFFERS = words("compared"), words("differs")
_GAP, _PAST_GOAL, _MEAN = words("gap"), words("past_goal"), words("mean")
_OF_YEAR, _OF_PLAN = words("of_year"), words("of_plan")
_ENDS_AT, _SUMMED = words("ends_at"), words("summed")
_TO, _PRESENT = words("moves_to"), words("present")
_PER_HEAD, _VITAL = words("per_head"), words("vital")
_PAIRED, _OVER_YEARS = words("paired"), words("over_years")
_YEARLY, _YEAR = words("of_all_years"), re.compile(r"\d{4}")
_YEAR_END = re.compile(r"\d{4}-12(?:-31)?")
_LEVELS = ("level", "share", "ratio")
_MEASURED = ("share", "ratio", "change")


def assign_periods(walk: Walk, found: list[Figure]) -> None:
    """Give every figure its period, its basis and, for a change, its base period."""
    state, at, mentions = State(), 0, walk.mentions
    for i, figure in enumerate(found):
        while at < len(mentions) and mentions[at].start < figure.start:
            state.enter(walk, mentions[at].start)
            state.hear(walk, mentions[at])
            at += 1
        state.enter(walk, figure.start)
        _give(Case(walk, state, figure, found[i - 1] if i else None))
        if state.listed:
            state.used += 1
        state.governed = state.governed or state.code is not None
        if figure.relation == "target" and past_goal(walk, state, figure):
            before = state.before or (None, "")  # 完成2025年4.5个目标的80%
            state.drop()
            state.code, state.basis = before
    spread(walk, found)
    grouped(found)
    moves(walk, found)
    reached(found)
    for figure in found:
        done = is_flow(figure) and not _PER_HEAD.search(figure.lead[-24:])
        if figure.period and figure.period_basis == "relative" and not done:
            figure.period = _last_of(figure.period, figure)  # 这五年,人均产值突破13万元
    for previous, figure in pairwise(found):
        listed = LISTED.fullmatch(figure.lead) and figure.unit == previous.unit
        if listed and (figure.period or "").endswith(f"/{previous.period}"):
            figure.period = previous.period  # 分别达到4.7万元和2.5万元


def _give(case: Case) -> None:
    """Set the period of one figure from what holds."""
    case.state.close(case.figure.start)
    turn(case)
    _base(case)
    for ruling in _RULINGS:
        if ruling(case):
            return


# Rulings on what is said of the figure alone


def _is_mean(case: Case) -> bool:
    """比常年(293.5亿立方米)偏少: the mean of many years is of no period."""
    return bool(_MEAN.search(case.figure.lead[-16:])) and case.give(None, None)


def _is_compared(case: Case) -> bool:
    """比2010年的19.4/10万下降…: the figure compared with, with a change after it."""
    base, figure, text = case.state.base, case.figure, case.walk.text
    if base is None or base.role != "base" or figure.unit == "倍":
        return False
    if figure.relation not in _LEVELS or not figure.clause_start <= base.start < figure.start:
        return False
    near = case.previous
    listed = near is not None and near.start > base.end and near.period == base.code
    listed = listed and len(figure.lead.strip()) <= 1  # 的109件和358件
    between = listed or _COMPARED.fullmatch(text, base.end, figure.start)
    if not between or not _DIFFERS.match(text, figure.unit_end):
        return False
    return case.give(base.code, base.basis)


def _is_moved_from(case: Case) -> bool:
    """由2020年的52%提高到…: the first figure after it; the second is changed from it."""
    origin, figure, listed = case.state.origin, case.figure, case.state.listed
    if origin is None or origin.start < figure.clause_start:
        return False
    moved = _TO.search(case.walk.text[max(origin.end, figure.start - 160) : figure.start])
    if not moved and not (listed and listed[-1].start > origin.start):
        return case.give(origin.code, origin.basis)
    figure.base_period = figure.base_period or origin.code
    return False


def _is_gap(case: Case) -> bool:
    """距2025年60%的目标还差3个百分点: as what is there now, no target itself."""
    figure, lead = case.figure, case.figure.lead[-24:]
    if not (case.future or figure.relation == "target"):
        return False
    if not (_GAP.search(lead) or (figure.unit == POINTS and _PAST_GOAL.search(lead))):
        return False
    state, near = case.state, case.neighbour
    if figure.relation == "target":
        figure.relation = "change" if figure.unit == POINTS else "level"
    code, basis = state.before or (state.carried or state.code, "inherited")
    if near is not None and near.relation != "target":
        code, basis = near.period, "inherited"
    if code and not case.walk.ends_after(code):
        return case.give(code, basis)
    return _by_default(case)


def _is_of_the_year(case: Case) -> bool:
    """完成年度任务2.1万人的85%: a task is of the whole year."""
    figure, state = case.figure, case.state
    topic = case.walk.scopes.at(figure.start)
    held = state.code or state.carried or (topic.code if topic else case.walk.default) or ""
    if not held or figure.unit in (POINTS, "%") or not _OF_YEAR.search(figure.lead[-24:]):
        return False
    return case.give(held[:4], "inherited")


def _is_of_the_plan(case: Case) -> bool:
    """占规划总投资780亿元, 规划27条主要发展指标: of the plan's years."""
    figure, lead = case.figure, case.figure.lead[-24:]
    sized = not lead.startswith("的") and _OF_PLAN.search(lead)
    if not (sized or counts_indicators(case.walk, figure) or _is_part_of_count(case)):
        return False
    plan = case.walk.plan_near(figure)
    return plan is not None and case.give(f"{plan[0]}/{plan[1]}", "plan")


def _is_part_of_count(case: Case) -> bool:
    """27条指标,其中约束性11条."""
    figure, near = case.figure, case.neighbour
    if near is None or near.period_basis != "plan" or not _KINDS.search(figure.lead):
        return False
    return near.unit == figure.unit and near.relation == figure.relation


def _is_by_now(case: Case) -> bool:
    """2025年目标100%,现已98%: as of the document."""
    if not case.future or not _BY_NOW.search(case.walk.before(case.figure)):
        return False
    return case.give(case.walk.now, "relative")


def _is_over_move(case: Case) -> bool:
    """从2013年的10万件上升到2017年的21.3万件,年均增长20%: of all the years of the move."""
    figure, code, origin = case.figure, case.state.code or "", case.state.origin
    if origin is None or figure.relation not in ("change", "level"):
        return False
    first = origin.code or ""
    if not (_YEAR.fullmatch(first) and _YEAR.fullmatch(code) and first < code):
        return False
    yearly = figure.relation == "change" and _YEARLY.search(figure.lead[-16:])
    over = _OVER_YEARS.search(case.walk.before(figure))  # 6年时间减少8000万人
    if not yearly and not (over and number(over[1]) == int(code) - int(first)):
        return False
    return case.give(f"{first}/{code}", case.state.basis)


# Rulings on targets


def _is_planned(case: Case) -> bool:
    """Date a target in a section on what is planned, with no wording of its own."""
    if case.figure.relation != "target" or case.state.code is not None:
        return False
    section = case.walk.scopes.at(case.figure.start)
    if section is None or not section.plan or not case.walk.ends_after(section.code):
        return False
    return _by_default(case)


def _is_goal_of_plan(case: Case) -> bool:
    """Date a target with no year of its own by the plan's last."""
    if case.figure.relation != "target" or case.future or case.inside or case.opens_with_goal:
        return False
    if case.walk.anchor is None and case.state.unknown:
        return True  # 今年主要预期目标是…: which year, only the date would say
    named = re.fullmatch(r"\d{4}", case.state.code or "") and case.state.basis == "explicit"
    if case.walk.anchor is None and named:
        return False  # 2021年,计划投资486亿元
    plan = case.walk.plan_near(case.figure)
    if plan is not None and "年均" in case.figure.lead[-24:]:
        return case.give(f"{plan[0]}/{plan[1]}", "plan")
    return plan is not None and case.give(f"{plan[1]}", "plan")


# Rulings on what holds in the sentence, the paragraph, the section and the document


def _is_vital(case: Case) -> bool:
    """年末总人口52万人,出生人口3200人: births and deaths are of the year that ends then."""
    code = case.state.code or case.state.carried or ""
    told = case.walk.told_before(case.figure)
    if not (_YEAR_END.fullmatch(code) and _VITAL.search(case.figure.lead[-16:])):
        return False
    by_month = told is not None and "月" in case.walk.text[told.start : told.end]
    return not by_month and case.give(code[:4], "inherited")


def _by_wording(case: Case) -> bool:
    """Take the wording in force in the sentence; of those listed, the figure's own."""
    walk, state, figure = case.walk, case.state, case.figure
    if state.code is None:
        return False
    code, basis = state.code, state.basis
    if _PAIRED.search(figure.lead) and state.used >= len(state.listed):
        state.used = 0  # the years listed are paired anew: …分别为A、B,…分别为C、D
    paired = len(state.listed) > 1 and state.used < len(state.listed)
    if paired and _PAIRED.search(walk.text, state.listed[0].end, figure.start):
        code, basis = state.listed[state.used].code or code, state.listed[state.used].basis
    planned = state.until and not _FINISHED.search(walk.before(figure))
    planned = planned and figure.relation in _LEVELS
    ahead = case.future or (walk.anchor is None and case.opens_with_goal)
    if (case.future and planned) or (ahead and _goes_on(case)):
        figure.relation = "target"
    previous = case.previous
    near = case.inside or previous is None or previous.end < figure.clause_start
    return case.give(code, basis if near or basis == "plan" else "inherited")


def _by_inheritance(case: Case) -> bool:
    """Take what the sentence before hands on."""
    code = case.state.carried
    if code is None:
        return False
    if case.walk.ends_after(code) and _goes_on(case):
        case.figure.relation = "target"  # 四、2024年主要目标。力争…;新增…
    return case.give(code, "inherited")


def _by_default(case: Case) -> bool:
    """Take the period of the paragraph, the section or the document, else the document's date."""
    walk, figure = case.walk, case.figure
    if case.state.unknown and walk.anchor is None:
        return True
    topic = walk.scopes.at(figure.start)
    if topic is not None and not (case.state.now or plain_stock(case)):
        later = walk.ends_after(topic.code)
        if later and topic.plan and figure.relation in _LEVELS:
            figure.relation = "target"
        return case.give(_last_of(topic.code, figure), "inherited")
    if _is_counted(case):
        return case.give(walk.point, "default")
    if walk.closing and is_flow(figure):
        return case.give(walk.closing, "default")
    if walk.anchor and walk.default == walk.now and walk.anchor.month <= 2:
        year = f"{walk.anchor.year - 1}"
        if is_flow(figure) or (figure.relation in _MEASURED and _is_all_of(walk, year)):
            return case.give(year, "default")  # looks back on the year before
    return walk.default is None or case.give(walk.default, "default")


def _is_all_of(walk: Walk, year: str) -> bool:
    """Whether a text names a year and nothing after it but days."""
    return year in walk.told and all(code[:4] <= year for code in walk.told)


def _is_counted(case: Case) -> bool:
    """Whether a figure is of the one month up to which the text counts what there is."""
    walk, figure = case.walk, case.figure
    if not walk.point or walk.default != walk.now or is_flow(figure):
        return False
    return not _PRESENT.search(walk.before(figure))


def _last_of(code: str, figure: Figure) -> str:
    """Return the last year of a run of years, where a figure says what was reached with it."""
    reached = figure.relation in _LEVELS and _ENDS_AT.search(figure.lead[-24:])
    years = re.fullmatch(r"\d{4}/(\d{4})", code)
    return years[1] if years and reached and not _SUMMED.search(figure.lead) else code


_RULINGS: tuple[Callable[[Case], bool], ...] = (
    _is_mean,
    _is_compared,
    _is_moved_from,
    _is_gap,
    _is_of_the_year,
    _is_over_move,
    _is_by_now,
    _is_of_the_plan,
    _is_planned,
    _is_goal_of_plan,
    _is_vital,
    _by_wording,
    _by_inheritance,
    _by_default,
)


def _goes_on(case: Case) -> bool:
    """Whether a figure goes on with what its sentence plans (今年计划新建…,新增…,完成…)."""
    near = case.neighbour
    if near is None or near.relation != "target":
        return False
    return not _FINISHED.search(case.walk.before(case.figure))


def _base(case: Case) -> None:
    """Set what a change is measured from: 比2020年, 同比."""
    figure, state, walk = case.figure, case.state, case.walk
    if figure.relation != "change" and figure.unit != "倍":
        return
    if state.base is not None:
        figure.base_period = state.base.code
    elif figure.relation == "change" and "同比" in walk.before(figure):
        topic = walk.scopes.at(figure.start)
        held = state.code or state.carried or (topic.code if topic else walk.default) or ""
        if held[:4].isdecimal() and "/" not in held:
            figure.base_period = f"{int(held[:4]) - 1}{held[4:]}"
