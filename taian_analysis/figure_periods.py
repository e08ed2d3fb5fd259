"""Which period a figure is of: named beside it, inherited, of the plan, or the document's own.

One walk over figures and wordings of time in their order. Inside a sentence the last wording
holds; it is carried into the sentences after it in the same paragraph, unless a list item begins
or it is a span (今年以来). A wording that is compared with (比2020年) or moved from (由2020年的)
says nothing about what follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from .figure_relations import counts_indicators
from .figure_units import LISTED, MOVED
from .figures import Figure, Walk
from .period_words import Mention
from .periods import period

_DONE = re.compile(r"累计|已|共|完成了?|实现了?")
_FRESH = re.compile(r"\s*(?:全[市省县区国](?=[^,。]*(?:有|达|总|率|占|社工))|目前|现有|共有)")
_FLOW = re.compile(
    "(?:发放|新增|新建|投入|建成|开展|举办|培训|办理|实施|救助|完成|支出|改造|查处|登记|筹集|募集|销售|接待|受理|"
    "注销|服务|惠及|安排|争取|拨付|接收|捐赠|出台|印发|新办|罚没)(?!机构|中心|站|设施|对象|人员|组织|制度|管理|网点|平台)"
)
_GOES_ON = re.compile(r"\s*(?:其中|同时|共|累计|并|此外|另)")
_TASK = re.compile(
    r"度?的?(?:目标|任务|规划|计划|要求){1,2}"
    r"(?:[数量]?的 ?\d|(?![值数]?(?:为|是|:)?\d)[^,。;\d]{0,8}(?:[,。;]|$))"
)
_KINDS = re.compile("约束性|预期性")
_BY_NOW = re.compile("现已|现有|现状|现值|目前已|目前为")
_AT_PRESENT = re.compile("现有|现已|在建")
_FINISHED = re.compile(r"已|实现了|超额|实际|达到了")
_MULTIPLE = re.compile(r"的 ?\d[\d.]* ?倍")
_OF_TARGET = re.compile(r"的?(?:既定|规划|预期|年度)?目标(?:值|任务)?的 ?\d")
_AND = re.compile(r"\s*[、,和与及]\s*")
_MOVE = re.compile(
    r"(?:提高|增加|增长|上升|提升|降低|下降|降|减少|增|升|扩大|调整|上调|下调|缩小)(?:到|至|为)"
)


@dataclass(slots=True)
class _State:
    """What holds at a place: the sentence, the wordings in force, and what was carried into it."""

    sentence: int = -1
    paragraph: int = -1
    code: str | None = None
    basis: str = ""
    until: bool = False
    governed: bool = False
    event: bool = False
    start: bool = False
    leading: bool = False
    opened: bool = False
    carried: str | None = None
    once: bool = False
    listed: list[Mention] = field(default_factory=list)
    used: int = 0
    origin: Mention | None = None
    base: Mention | None = None
    before: tuple[str, str] | None = None


def assign_periods(walk: Walk, found: list[Figure]) -> None:
    """Give every figure its period, its basis and, for a change, its base period."""
    state, at, mentions = _State(), 0, walk.mentions
    for i, figure in enumerate(found):
        while at < len(mentions) and mentions[at].start < figure.start:
            _sentence(walk, state, mentions[at].start)
            _hear(walk, state, mentions[at])
            at += 1
        _sentence(walk, state, figure.start)
        _give(walk, state, figure, found[i - 1] if i else None)
        if state.listed:
            state.used += 1
        state.governed = state.governed or state.code is not None
        if figure.relation == "target" and _OF_TARGET.match(walk.text, figure.unit_end):
            state.code, state.basis = state.before or (None, "")  # 完成2025年4.5个目标的80%
            state.until, state.listed = False, []
    _spread(walk, found)
    _moves(walk, found)


def _sentence(walk: Walk, state: _State, position: int) -> None:
    """Enter the sentence of a position, if it is a new one: decide what is carried into it."""
    start = walk.bounds(position, walk.stops)[0]
    if start == state.sentence:
        return
    paragraph = walk.bounds(position, walk.newlines)[0]
    if paragraph != state.paragraph or walk.reset_between(state.sentence, start):
        state.carried = None
    elif state.code is not None:
        close = walk.bounds(state.sentence, walk.stops)[1] + 1 == start
        keeps = not state.start and (state.governed or (close and not state.event))
        state.carried, state.once = (state.code if keeps else None), not state.governed
    elif state.once:
        state.carried = None  # a wording without a figure of its own reaches one sentence far
    if state.carried and "/" in state.carried and not _GOES_ON.match(walk.text, start):
        now = walk.now or ""
        past = state.basis == "plan" and state.carried[-4:] < now[:4]
        if state.code is not None:  # only a span that opened its sentence reaches further
            state.opened = state.leading and (past or state.carried[:4] == now[:4])
        state.carried = state.carried if state.opened else None
        state.once = state.once and not past
    state.sentence, state.paragraph = start, paragraph
    state.code, state.basis, state.until, state.governed = None, "", False, False
    state.listed, state.used, state.origin, state.base, state.before = [], 0, None, None, None


def _hear(walk: Walk, state: _State, mention: Mention) -> None:
    """Take in a wording of time."""
    text = walk.text
    if mention.role == "base":
        state.base = mention
        return
    before = text[max(0, mention.start - 4) : mention.start]
    if before.endswith(("当地", "低于", "高于", "相当于")):
        return  # 不低于当地上年度最低工资标准: only qualifies a noun
    after = text[mention.end : mention.end + 26]
    if _MULTIPLE.match(after):
        state.base = mention  # 是2020年的2.3倍
        return
    if _TASK.match(after):
        return  # 达到2025年目标值,完成2023年度任务
    if mention.role == "from" and (after[:1] == "的" or re.match(r"[^,。;]{0,24}\d", after)):
        state.origin = mention
        return
    if state.listed and _AND.fullmatch(text[state.listed[-1].end : mention.start]):
        state.listed.append(mention)
    else:
        state.listed, state.used = [mention], 0
    code = mention.code or ""
    running = walk.now is not None and code[:4] <= walk.now[:4] <= code[-4:]
    if mention.basis == "plan" and running and _DONE.search(after[:16]):
        code = f"{code[:4]}/{walk.now}"
    state.before = (state.code, state.basis) if state.code else state.before
    state.code, state.basis = code, mention.basis
    state.until = mention.role == "until" or _just_begun(walk, code)
    state.leading = mention.start - state.sentence <= 2
    state.start = after.startswith("起")
    state.event = len(code) == 10 and not before.endswith(("截至", "截止", "截止到", "截至到"))


def _give(walk: Walk, state: _State, figure: Figure, previous: Figure | None) -> None:
    """Set the period of one figure from what holds."""
    if state.carried and _fresh_stock(walk, state, figure):
        state.carried = None  # 上半年接收…。全市现有…
    _base(walk, state, figure)
    origin = state.origin
    if origin is not None and origin.start >= figure.clause_start:
        moved = re.search(
            r"到|至|为", walk.text[max(origin.end, figure.start - 160) : figure.start]
        )
        named = bool(state.listed) and state.listed[-1].start > origin.start
        if not moved and not named:
            figure.period, figure.period_basis = origin.code, origin.basis
            return
        figure.base_period = figure.base_period or origin.code
    plan = walk.plan_near(figure)
    inside = bool(state.listed) and state.listed[-1].start >= figure.clause_start
    future = state.code is not None and _ends_after(state.code, walk)
    if future and _BY_NOW.search(walk.before(figure)):
        figure.period, figure.period_basis = walk.now, "relative"  # 2025年目标100%,现已98%
        return
    parts = previous is not None and previous.period_basis == "plan"
    parts = parts and previous is not None and previous.unit == figure.unit
    parts = parts and previous is not None and previous.relation == figure.relation
    parts = parts and previous is not None and previous.sentence_start == figure.sentence_start
    if plan and (counts_indicators(walk, figure) or (parts and _KINDS.search(figure.lead))):
        figure.period, figure.period_basis = f"{plan[0]}/{plan[1]}", "plan"
    elif figure.relation == "target" and state.code is None and _planned_here(walk, figure):
        _default(walk, figure)
    elif figure.relation == "target" and not future and not inside and plan:
        figure.period, figure.period_basis = f"{plan[1]}", "plan"
    elif state.code is not None:
        code, basis = state.code, state.basis
        paired = len(state.listed) > 1 and state.used < len(state.listed)
        if paired and "分别" in walk.text[state.listed[0].end : figure.start]:
            code, basis = state.listed[state.used].code or code, state.listed[state.used].basis
        planned = state.until and not _FINISHED.search(walk.before(figure))
        planned = planned and figure.relation in ("level", "share", "ratio")
        if future and (planned or _goes_on(walk, figure, previous)):
            figure.relation = "target"
        near = inside or previous is None or previous.end < figure.clause_start
        figure.period = code
        figure.period_basis = basis if near or basis == "plan" else "inherited"
    elif state.carried is not None:
        figure.period, figure.period_basis = state.carried, "inherited"
    else:
        _default(walk, figure)


def _default(walk: Walk, figure: Figure) -> None:
    """Take the period of the section's heading, of the title, or of the document."""
    section = walk.section_at(figure.start)
    if section is not None:
        code, plan = section
        later = _ends_after(code, walk)
        if not later or plan:
            figure.period, figure.period_basis = code, "inherited"
            if later and plan and figure.relation in ("level", "share", "ratio"):
                figure.relation = "target"
            return
    if walk.closing and is_flow(figure):
        figure.period, figure.period_basis = walk.closing, "default"
    elif walk.default is not None:
        figure.period, figure.period_basis = walk.default, "default"


def _planned_here(walk: Walk, figure: Figure) -> bool:
    """Whether a figure stands in a section on the plans of a coming year."""
    section = walk.section_at(figure.start)
    return section is not None and section[1] and _ends_after(section[0], walk)


def _fresh_stock(walk: Walk, state: _State, figure: Figure) -> bool:
    """Whether a sentence turns from what was done in a period to what there is now."""
    carried = state.carried or ""
    if "/" in carried and _AT_PRESENT.search(walk.before(figure)):
        return True
    if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", carried) or figure.relation == "change":
        return False
    return bool(_FRESH.match(walk.text, state.sentence)) and not is_flow(figure)


def is_flow(figure: Figure) -> bool:
    """Whether a figure is of what was done (发放, 新增, 培训 …), not of what there is."""
    return figure.relation in ("level", "condition") and bool(_FLOW.search(figure.lead[-24:]))


def _goes_on(walk: Walk, figure: Figure, previous: Figure | None) -> bool:
    """Whether a figure goes on with what its sentence plans (今年计划新建…,新增…,完成…)."""
    if previous is None or previous.relation != "target":
        return False
    if previous.sentence_start != figure.sentence_start:
        return False
    return not _FINISHED.search(walk.before(figure))


def _just_begun(walk: Walk, code: str) -> bool:
    """Whether a period is the year whose first two months the document is of: a plan, then."""
    return walk.anchor is not None and walk.anchor.month <= 2 and code == f"{walk.anchor.year}"


def _ends_after(code: str, walk: Walk) -> bool:
    """Whether a period ends after the document's month."""
    if walk.anchor is None:
        return False
    end = period(code).end
    return (end.year, end.month) > (walk.anchor.year, walk.anchor.month)


def _base(walk: Walk, state: _State, figure: Figure) -> None:
    """Set what a change is measured from: 比2020年, 同比."""
    if figure.relation != "change" and figure.unit != "倍":
        return
    if state.base is not None:
        figure.base_period = state.base.code
    elif figure.relation == "change" and "同比" in walk.before(figure):
        code = state.code or state.carried or walk.default or ""
        if code[:4].isdecimal() and "/" not in code:
            figure.base_period = f"{int(code[:4]) - 1}{code[4:]}"


def _spread(walk: Walk, found: list[Figure]) -> None:
    """2019-2022年,…分别为A、B、C、D: as many values as years are one a year."""
    i = 0
    while i < len(found):
        j = i
        while (
            j + 1 < len(found)
            and LISTED.fullmatch(found[j + 1].lead)
            and (found[j + 1].clause_start == found[i].clause_start)
        ):
            j += 1
        span = re.fullmatch(r"(\d{4})/(\d{4})", found[i].period or "")
        count = j - i + 1
        even = span is not None and count == int(span[2]) - int(span[1]) + 1 > 1
        paired = "分别" in walk.before(found[i]) and found[i].period_basis != "plan"
        for k in range(count if even and paired else 0):
            found[i + k].period = f"{int(span[1]) + k}" if span else None
        i = j + 1


def _moves(walk: Walk, found: list[Figure]) -> None:
    """由A提高到B: in a named year A is of the year before; over a span of its first year.

    B is of the named year, or the last of the span; a period named at A itself stands.
    """
    origin: tuple[int, str | None] = (-1, None)  # the A of the pair before, in this sentence
    for i, (before, after) in enumerate(pairwise(found)):
        if before.clause_start != after.clause_start or before.unit != after.unit:
            continue
        first = before.clause_start
        words = walk.before(before)
        if not _MOVE.search(after.lead) or not MOVED.search(after.lead):
            continue
        if not re.search(r"[由从]", words):
            continue
        old = after.period
        if origin[0] == before.sentence_start and origin[1] and before.period == old:
            before.period, before.period_basis = origin[1], "inherited"
            after.base_period = after.base_period or before.period
            continue
        span = re.fullmatch(r"(\d{4})/(\d{4})", old or "")
        if span and after.period_basis != "plan":
            if before.period == old:
                before.period = span[1]
            for later in found[i + 1 :]:
                if later.clause_start != first or later.period != old:
                    break
                later.period = span[2]
        elif before.period_basis != "default" and re.fullmatch(r"\d{4}", old or ""):
            if before.period == old:
                before.period, before.period_basis = f"{int(old or 0) - 1}", "inherited"
        elif before.period_basis == "default" and after.period_basis == "explicit":
            before.period = before.period_basis = None  # before B's year; when, is not said
        if before.period != after.period:
            after.base_period = after.base_period or before.period
            origin = before.sentence_start, before.period
