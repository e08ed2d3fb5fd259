"""Which period a figure is of: named beside it, inherited, of the plan, or the document's own.

One walk over figures and wordings of time in their order. Inside a sentence the last wording
holds; it is carried into the sentences after it in the same paragraph, unless a list item begins
or it is a span (今年以来). A wording that is compared with (比2020年) or moved from (由2020年的)
says nothing about what follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..grammar.mentions import Mention
from ..grammar.periods import period
from .figure_moves import moves, spread
from .figure_relations import counts_indicators
from .figures import Figure, Walk

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
_BACK = re.compile(r"(?:恢复|回升|回落|相当|达|占)[到至于]?了?$")
_SHARE_OF = re.compile(r"(?:同期)?的? ?\d[\d.]* ?(?:%|成|倍)")
_COMPARED = re.compile(r"(?:同期)?[^,。;\d的]{0,16}的[^,。;\d]{0,12}")
_DIFFERS = re.compile(
    r"(?:相比|比较)|(?:增长|增加|提高|提升|上升|下降|减少|降低|持平|多|少|高|低|增|降|减)"
)
_OF_TARGET = re.compile(r"的?(?:既定|规划|预期|年度)?目标(?:值|任务)?的 ?\d")
_PRESENT = re.compile(r"\s*(?:全[市省县区国])?现有")
_GAP = re.compile(
    r"(?:还差|尚差|仍差|还有|尚有|仍有|相差|差距(?:为|达)?|缺口(?:为|达)?|还缺|尚缺)"
    r"(?:约|近|了)?\s*$"
)
_PAST_GOAL = re.compile(
    r"(?:超过|高于|超出|低于|高出)[^,。;\d]{0,10}目标(?:值|任务)?(?:约|近|了)?\s*$"
)
_REACHED_GOAL = re.compile(r"(?:以上|左右)?的(?:既定|规划|预期|年度|发展|工作)*(?:目标|任务|要求)")
_AGAINST = re.compile(r"完成|实现|提前|距|超过|高于|超额|较|比")
_STOCK = re.compile(
    r"(?:持证|在册|在岗|在编|在职|在校|在院|在库|在建|现有|登记|实名|注册|拥有|保有)[^,。;\d]{0,12}$"
    r"|(?:[汽客货轿]|公交)车\s*$|(?:床位|泊位|车位|托位|学位|总数|保有量|存量)[^,。;\d]{0,4}$"
)
_MEANT = re.compile("预计|计划|力争|争取|确保|有望")
_OF_YEAR = re.compile(r"(?:占|完成了?)年度(?:目标|任务|计划){1,2}数?\s*$")
_OF_PLAN = re.compile(
    r"(?:占|完成)[^,。;\d]{0,6}规划(?:总)?(?:投资|规模|任务|目标)(?:额|量|总额)?\s*$"
)
_AND = re.compile(r"\s*[、,和与及]\s*")


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
    unknown: bool = False
    bracket: tuple[int, str | None, str, bool] | None = None
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
        if figure.relation == "target" and _past_goal(walk, state, figure):
            state.code, state.basis = state.before or (None, "")  # 完成2025年4.5个目标的80%
            state.until, state.listed = False, []
    spread(walk, found)
    moves(walk, found)


def _past_goal(walk: Walk, state: _State, figure: Figure) -> bool:
    """Whether a target only qualifies a noun, so that its year says nothing of what follows."""
    if _OF_TARGET.match(walk.text, figure.unit_end):
        return True
    met = _REACHED_GOAL.match(walk.text, figure.unit_end)
    future = state.code is not None and _ends_after(state.code, walk)
    return bool(future and met and _AGAINST.search(walk.before(figure)))


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
    state.bracket, state.unknown = None, False
    state.listed, state.used, state.origin, state.base, state.before = [], 0, None, None, None


def _hear(walk: Walk, state: _State, mention: Mention) -> None:
    """Take in a wording of time."""
    text = walk.text
    _close(state, mention.start)
    if mention.role == "base":
        state.base = mention
        return
    before = text[max(0, mention.start - 4) : mention.start]
    if before.endswith(("当地", "低于", "高于", "相当于")):
        return  # 不低于当地上年度最低工资标准: only qualifies a noun
    after = text[mention.end : mention.end + 26]
    if _MULTIPLE.match(after) or (_BACK.search(before) and _SHARE_OF.match(after)):
        state.base = mention  # 是2020年的2.3倍,恢复到2019年的78.3%
        return
    if mention.code is None:  # 今年 of a document without a date: no year named before is meant
        state.before = (state.code, state.basis) if state.code else state.before
        state.code, state.basis, state.carried, state.until = None, "", None, False
        state.listed, state.used, state.unknown = [], 0, True
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
    closes = walk.bracket_end(mention.start)
    if closes is not None and state.code and state.bracket is None:
        state.bracket = (closes, state.code, state.basis, state.until)
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


def _close(state: _State, position: int) -> None:
    """Give back the period that held before a bracket, once it has closed."""
    if state.bracket is not None and position > state.bracket[0]:
        _, state.code, state.basis, state.until = state.bracket
        state.bracket, state.listed, state.used = None, [], 0


def _give(walk: Walk, state: _State, figure: Figure, previous: Figure | None) -> None:
    """Set the period of one figure from what holds."""
    _close(state, figure.start)
    if state.carried and (
        _fresh_stock(walk, state, figure) or _after_plan(walk, state, figure, previous)
    ):
        state.carried = None  # 上半年接收…。全市现有…
    if state.code and previous is not None and _turns(walk, state, figure, previous):
        state.code, state.basis, state.until, state.listed = None, "", False, []
        state.before = None  # 2022年捐赠收入…;持证社工…
    _base(walk, state, figure)
    if state.base is not None and _compared(walk, state.base, figure):
        figure.period, figure.period_basis = state.base.code, state.base.basis
        return  # 比2010年的19.4/10万下降…
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
    short = _GAP.search(figure.lead[-24:]) and (future or figure.relation == "target")
    past = figure.unit == "个百分点" and _PAST_GOAL.search(figure.lead[-24:])
    if short or (past and (future or figure.relation == "target")):
        _short_of(walk, state, figure, previous)  # 距2025年60%的目标还差3个百分点
        return
    year = (state.code or state.carried or walk.default or "")[:4]
    if year and figure.unit != "个百分点" and _OF_YEAR.search(figure.lead[-24:]):
        figure.period, figure.period_basis = year, "inherited"  # 完成年度任务2.1万人的…
        return
    if plan and not figure.lead[-24:].startswith("的") and _OF_PLAN.search(figure.lead[-24:]):
        figure.period, figure.period_basis = f"{plan[0]}/{plan[1]}", "plan"  # 占规划总投资780亿
        return
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
    elif figure.relation == "target" and not future and not inside and plan and not _by(state):
        figure.period, figure.period_basis = f"{plan[1]}", "plan"
    elif state.code is not None:
        code, basis = state.code, state.basis
        paired = len(state.listed) > 1 and state.used < len(state.listed)
        if paired and "分别" in walk.text[state.listed[0].end : figure.start]:
            code, basis = state.listed[state.used].code or code, state.listed[state.used].basis
        planned = state.until and not _FINISHED.search(walk.before(figure))
        planned = planned and figure.relation in ("level", "share", "ratio")
        ahead = future or (walk.anchor is None and _by(state))
        if (future and planned) or (ahead and _goes_on(walk, figure, previous)):
            figure.relation = "target"
        near = inside or previous is None or previous.end < figure.clause_start
        figure.period = code
        figure.period_basis = basis if near or basis == "plan" else "inherited"
    elif state.carried is not None:
        figure.period, figure.period_basis = state.carried, "inherited"
        if _ends_after(state.carried, walk) and _goes_on(walk, figure, previous):
            figure.relation = "target"  # 四、2024年主要目标。力争…;新增…
    elif not (state.unknown and walk.anchor is None):
        _default(walk, figure)


def _by(state: _State) -> bool:
    """Whether a sentence opens with the year it sets for its goals (到2025年,力争…)."""
    return bool(state.code) and state.leading and state.until and state.basis == "explicit"


def _compared(walk: Walk, base: Mention, figure: Figure) -> bool:
    """Whether a figure is the one compared with (比2010年的A下降…), with a change after it."""
    if figure.relation not in ("level", "share", "ratio") or figure.unit == "倍":
        return False
    if base.role != "base" or not figure.clause_start <= base.start < figure.start:
        return False
    between = _COMPARED.fullmatch(walk.text, base.end, figure.start)
    return bool(between and _DIFFERS.match(walk.text, figure.unit_end))


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
    reported = walk.reported_at(figure.start)
    if reported or walk.standard:
        figure.period, figure.period_basis = reported or walk.standard, "inherited"
    elif walk.closing and is_flow(figure):
        figure.period, figure.period_basis = walk.closing, "default"
    elif walk.default is not None:
        figure.period, figure.period_basis = walk.default, "default"


def _short_of(walk: Walk, state: _State, figure: Figure, previous: Figure | None) -> None:
    """Date what is lacking to a target, or exceeds it: as what is there now, no target itself."""
    if figure.relation == "target":
        figure.relation = "change" if figure.unit == "个百分点" else "level"
    code, basis = state.before or (state.carried or state.code, "inherited")
    here = previous is not None and previous.sentence_start == figure.sentence_start
    if here and previous is not None and previous.relation != "target":
        code, basis = previous.period, "inherited"
    if code and not _ends_after(code, walk):
        figure.period, figure.period_basis = code, basis
    else:
        _default(walk, figure)


def _planned_here(walk: Walk, figure: Figure) -> bool:
    """Whether a figure stands in a section on the plans of a coming year."""
    section = walk.section_at(figure.start)
    return section is not None and section[1] and _ends_after(section[0], walk)


def _fresh_stock(walk: Walk, state: _State, figure: Figure) -> bool:
    """Whether a sentence turns from what was done in a period to what there is now."""
    carried = state.carried or ""
    section = walk.section_at(figure.start)
    if _ends_after(carried, walk) and section and section[1] and section[0] != carried:
        return is_flow(figure)  # 到2025年,覆盖率达到…。新增… in what is planned for next year
    if walk.now and carried < walk.now and _PRESENT.match(walk.text, state.sentence):
        return True
    if _is_year_or_part(carried) and _plain_stock(walk, figure):
        return True
    if "/" in carried and _AT_PRESENT.search(walk.before(figure)):
        return True
    if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", carried) or figure.relation == "change":
        return False
    return bool(_FRESH.match(walk.text, state.sentence)) and not is_flow(figure)


def _after_plan(walk: Walk, state: _State, figure: Figure, previous: Figure | None) -> bool:
    """Whether a sentence turns from an aside on what is planned (…;今年预计突破1.65万元)."""
    if previous is None or figure.relation == "target":
        return False
    if previous.sentence_start == figure.sentence_start:
        return False
    if not _MEANT.search(walk.before(previous)):
        return False
    return not state.leading and _ends_after(state.carried or "", walk)


def _is_year_or_part(code: str) -> bool:
    return re.fullmatch(r"\d{4}(?:-[SQ]\d)?", code) is not None


def _plain_stock(walk: Walk, figure: Figure) -> bool:
    """Whether a figure is of what there is by its own words, in a text that is of a month."""
    if walk.default != walk.now or figure.relation != "level" or walk.section_at(figure.start):
        return False
    return bool(_STOCK.search(figure.lead[-24:])) and not _FLOW.search(figure.lead[-24:])


def _turns(walk: Walk, state: _State, figure: Figure, previous: Figure) -> bool:
    """Whether a stock after a semicolon has nothing of the past period named before it."""
    first = figure.clause_start
    if first == previous.clause_start or walk.text[first - 1 : first] != ";":
        return False
    if not state.code or not _is_year_or_part(state.code) or _ends_after(state.code, walk):
        return False
    named = bool(state.listed) and state.listed[-1].start >= first
    return not named and _plain_stock(walk, figure)


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
