"""Where a text turns from the period it spoke of: to what there is now, to what is planned, back.

A figure with what holds where it stands is a `Case`; a turn forgets what is carried or in force.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..grammar.mentions import Mention
from ..grammar.periods import is_part, period
from .figure_state import State
from .figures import Figure, Walk, words
from .topics import Topic

_FRESH, _PRESENT, _AT_PRESENT = words("fresh"), words("present"), words("at_present")
_FLOW, _STOCK, _MEANT = words("flow"), words("stock"), words("meant")
_OF_IT, _IN_A_YEAR = words("of_it"), words("in_a_year")
_OF_TARGET, _REACHED_GOAL, _AGAINST = words("of_target"), words("reached_goal"), words("against")
_SPRING = 4  # months in which a report looks back on the year before


@dataclass(slots=True)
class Case:
    """A figure, the one before it, and what holds where it stands."""

    walk: Walk
    state: State
    figure: Figure
    previous: Figure | None

    def give(self, code: str | None, basis: str | None) -> bool:
        """Set the figure's period."""
        self.figure.period, self.figure.period_basis = code, basis
        return True

    @property
    def neighbour(self) -> Figure | None:
        """The figure before, if it stands in the same sentence."""
        previous = self.previous
        same = previous is not None and previous.sentence_start == self.figure.sentence_start
        return previous if same else None

    @property
    def future(self) -> bool:
        """Whether the period in force ends after the document's month."""
        return self.state.code is not None and self.walk.ends_after(self.state.code)

    @property
    def inside(self) -> bool:
        """Whether the wording in force stands in the figure's own clause."""
        listed = self.state.listed
        return bool(listed) and listed[-1].start >= self.figure.clause_start

    @property
    def opens_with_goal(self) -> bool:
        """Whether the sentence opens with the year it sets for its goals (到2025年,力争…)."""
        state = self.state
        return bool(state.code) and state.leading and state.until and state.basis == "explicit"


def turn(case: Case) -> None:
    """Forget what was carried or is in force, where the text turns to something else."""
    walk, state, figure = case.walk, case.state, case.figure
    if state.carried and _after_plan(case):
        topic = walk.scopes.at(figure.start)
        state.carried, state.now = None, topic is not None and not topic.headed
    if state.carried and (_fresh_stock(case) or _after_point(case)):
        state.carried = None  # 上半年接收…。全市现有…
    if state.code and case.previous is not None and _turns(case, case.previous):
        state.drop()
        state.before = None  # 2022年捐赠收入…;持证社工…
    running = state.code and "/" in state.code and state.code.endswith(walk.now or "?")
    if running and _PRESENT.search(figure.lead[-24:]):
        state.code = walk.now  # 今年以来调出8人,现有390人
    topic = walk.scopes.at(figure.start)
    ends = topic and state.code == f"{topic.code}-12" and state.basis == "relative"
    ends = ends and not (state.listed and "月" in _told(walk, state.listed[-1]))
    if topic and ends and is_flow(figure) and not _STOCK.search(figure.lead[-24:]):
        state.drop()
        state.carried = topic.code  # 年末就业人员182.6万人,城镇新增就业4.12万人


def _told(walk: Walk, mention: Mention) -> str:
    return walk.text[mention.start : mention.end]


def past_goal(walk: Walk, state: State, figure: Figure) -> bool:
    """Whether a target only qualifies a noun, so that its year says nothing of what follows."""
    if _OF_TARGET.match(walk.text, figure.unit_end):
        return True
    met = _REACHED_GOAL.match(walk.text, figure.unit_end)
    future = state.code is not None and walk.ends_after(state.code)
    return bool(future and met and _AGAINST.search(walk.before(figure)))


def _fresh_stock(case: Case) -> bool:
    """Whether a sentence turns from what was done in a period to what there is now."""
    walk, state, figure = case.walk, case.state, case.figure
    carried = state.carried or ""
    section = walk.scopes.section(figure.start)
    if walk.ends_after(carried) and section and section.plan and section.code != carried:
        return is_flow(figure)  # 到2025年,覆盖率达到…。新增… in what is planned for next year
    if (walk.now is None or carried < walk.now) and _PRESENT.search(walk.before(figure)):
        return True
    if _is_year_or_part(carried) and plain_stock(case):
        over = len(carried) == len("2023") and not walk.ends_after(carried)
        return not (over and walk.scopes.looks_back(carried))
    if "/" in carried and _AT_PRESENT.search(walk.before(figure)):
        return True
    if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", carried) or figure.relation == "change":
        return False
    fresh = _FRESH.match(walk.text, state.sentence)
    long_ago = walk.now is not None and int(carried[:4]) < int(walk.now[:4]) - 1
    if fresh is None or is_flow(figure):
        return False
    return not (fresh["all"] and long_ago)


def _after_plan(case: Case) -> bool:
    """Whether a sentence turns from an aside on what is planned (…;今年预计突破1.65万元)."""
    previous, state = case.previous, case.state
    if previous is None or case.figure.relation == "target" or case.neighbour is not None:
        return False
    if not _MEANT.search(case.walk.before(previous)):
        return False
    return not state.leading and case.walk.ends_after(state.carried or "")


def _after_point(case: Case) -> bool:
    """Whether what was done follows what there was at a date within the paragraph's period."""
    topic, carried = case.walk.scopes.at(case.figure.start), case.state.carried or ""
    point = re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", carried) is not None
    lead = case.figure.lead[-24:]
    # 年末企业286家。增加值比上年增长7.8%: a change with no level beside it
    grown = case.figure.relation == "change" and case.neighbour is None
    done = bool(grown and _IN_A_YEAR.search(lead)) or (
        is_flow(case.figure) and not _STOCK.search(lead)
    )
    ended = topic is not None and carried == f"{topic.code}-12"  # 年末结余26900亿元。其中,收入
    if _OF_IT.match(case.walk.text, case.state.sentence) and not ended:
        return False  # 5月进出口7901亿元。其中,出口5063亿元
    return point and done and topic is not None and is_part(carried, topic.code)


def _is_year_or_part(code: str) -> bool:
    return re.fullmatch(r"\d{4}(?:-[SQ]\d)?", code) is not None


def plain_stock(case: Case) -> bool:
    """Whether a figure is of what there is by its own words, in a text that is of a month."""
    walk, figure = case.walk, case.figure
    if walk.default != walk.now or figure.relation != "level":
        return False
    topic = walk.scopes.at(figure.start)
    if _holds_for_stocks(walk, topic) or _goes_on(case, topic):
        return False
    return bool(_STOCK.search(figure.lead[-24:])) and not _FLOW.search(figure.lead[-24:])


def _goes_on(case: Case, topic: Topic | None) -> bool:
    """Whether the figure before it in its sentence took the period that holds."""
    near = case.neighbour
    return topic is not None and near is not None and near.period == topic.code


def _holds_for_stocks(walk: Walk, topic: Topic | None) -> bool:
    """Whether what there is, too, is of a period: of a heading's, or of a year just over.

    A report of spring counts at the end of the year it is on; one of summer, as it is now, unless
    it names no time after that year.
    """
    if topic is None or topic.headed or walk.anchor is None:
        return topic is not None
    end = period(topic.code).end
    if len(topic.code) == 4 and walk.scopes.looks_back(topic.code):
        return True
    months = 12 * (walk.anchor.year - end.year) + walk.anchor.month - end.month
    return end.year < walk.anchor.year and months <= _SPRING


def _turns(case: Case, previous: Figure) -> bool:
    """Whether a stock after a semicolon has nothing of the past period named before it."""
    code, first = case.state.code, case.figure.clause_start
    if first == previous.clause_start or case.walk.text[first - 1 : first] != ";":
        return False
    if not code or not _is_year_or_part(code) or case.walk.ends_after(code):
        return False
    return not case.inside and plain_stock(case)


def is_flow(figure: Figure) -> bool:
    """Whether a figure is of what was done (发放, 新增, 培训 …), not of what there is."""
    return figure.relation in ("level", "condition") and bool(_FLOW.search(figure.lead[-24:]))
