"""What a figure is: a level, a share, a ratio, a change, a target or a condition."""

from __future__ import annotations

import re
from itertools import pairwise

from .figure_units import LISTED
from .figures import Figure, Walk

_LINK = r"(?:了|约|近|超过?|分别|又|只|仅|各|也|均|将|同比|环比|控制在|保持在|稳定在|计划|预计)*"
_CHANGE = re.compile(
    r"(?:(?:增长|增加|提高|(?<!改造)(?<!整治)提升|上升|上涨|上浮|上调|下调|下降|下浮|下跌|降低|减少|回落|净增|净减|"
    r"增收|减收|增产|减产|递增|递减|扩大|缩小|收窄|加快|放缓|改善|压减|压降|提速|翻|(?<!新)增|降|减|(?<=按[年月季])[升跌])(?:率|速度|幅度)?"
    rf"{_LINK}|(?:增长率|增长速度|增长幅度|增幅|增速|涨幅|降幅|跌幅|降低率|下降率|增长率)"
    rf"{_LINK}(?:为|达到?|是|在)?{_LINK}|(?:比|较)[^,，]{{1,24}}(?:多|少|高|低|快|慢|长|短)(?:出|了)?)\s*$"
)
_CHANGE_AFTER = re.compile(
    r"\s*的?(?:标准|比例|幅度|速度|增速|增幅)?(?:逐年)?"
    r"(?:提高|增长|递增|递减|增加|下降|上调|速度|增速|增幅)(?!到|至|[值加])"
)
_OF_BASE = re.compile(r"[比较][^,;]{2,20}的$")  # 比2023年的51.8%提高: the level compared with
_TARGET_LEAD = re.compile(
    r"力争|确保|目标(?:是|为|值|任务?\(?$|\(?$)|预期目标|(?<![比超按])计划(?=[新完实建投改培开安组举引推启达到在于用将年每内再争对为全\d,:]|\s*$)(?!内|对应)|(?<!模)拟(?!定)|争取(?=[达完实突提增在超新建控再年全每今\d]|到\d)(?!增发)"
    r"|规划(?:规定|要求|提出|确定|明确)|要求(?:达到|不低于)|将达|任务(?:是|为)"
)
_TARGET_HEAD = re.compile(r"(?:目标|任务|安排|打算)(?:是|为|如下)?\s*[:：]")
_DONE = re.compile(r"完成|实现了|已|超额|实际|累计")
_FINISHED = re.compile(
    r"已|超额|实际|累计|(?:完成|实现)了|(?<!计划)(?<!力争)(?<!确保)(?<!争取)完成"
)
_TARGET_AFTER = re.compile(
    r"(?!(?:已|提前|全部|均|基本)*(?:达到|达|符合|满足|完成|实现|高于|超|优于|未|落后|滞后|距))[^,，。;；、\d]{0,6}?的?(?:既定|总体|预期|年度|规划|阶段性|约束性|工作|任务)*(?:目标|计划|要求)"
    r"(?!的(?!\s*\d))"
)
_BY_PLAN = re.compile(r"[^。]{0,24}的(?:计划|目标|要求)")
_PLAN_LIST = re.compile(r"规划[^。]{0,40}指标\s*\d+\s*[项个条]\s*$")
_AREAS = ("平方公里", "平方千米", "公里")  # 158.3公里/百平方公里 is a density
_LIMIT = ("小时", "分钟", "个工作日")
_CUE = re.compile(
    r"其中|占|共计|合计|总计|累计|共|提高到|提高至|增加到|增长到|增长|增加|提高|下降|减少|降低|达到|为|有"
)
_INDICATOR_AFTER = re.compile(r"(?:主要|发展|约束性|预期性|章节|核心|重点|量化|规划|具体)*指标")
_PLAN_VERB = re.compile(r"涉及|规划|承担|提出|设置|确定|共设")


def counts_indicators(walk: Walk, figure: Figure) -> bool:
    """Whether a figure counts a plan's own indicators (规划27条主要发展指标)."""
    if (figure.unit or "") not in ("条", "项", "个"):
        return False
    text = walk.text
    before = walk.before(figure).rstrip()
    if before.endswith(("以上", "上述", "这")):
        return False
    noun = before.endswith("指标") or _INDICATOR_AFTER.match(text, figure.unit_end)
    return bool(noun) and bool(
        _PLAN_VERB.search(
            before + text[figure.unit_end : min(figure.clause_end, figure.unit_end + 60)]
        )
    )


def relate(walk: Walk, figure: Figure, previous: Figure | None) -> None:
    """Set `relation`, `cue` and, for a target that is only 达到, its qualifier."""
    text, lead, unit = walk.text, figure.lead, figure.unit or ""
    base = unit.split("/")[0]
    cues = _CUE.findall(lead)
    figure.cue = cues[-1] if cues else ""
    same = previous is not None and previous.clause_start == figure.clause_start
    alike = previous is not None and (previous.unit or "").split("/")[0] == base
    if same and previous is not None and alike and LISTED.fullmatch(lead):
        figure.relation, figure.cue = previous.relation, previous.cue
        return
    bare = lead.rstrip()
    if figure.qualifier and bare.endswith(figure.qualifier):
        bare = bare[: -len(figure.qualifier)]
    tail = text[figure.unit_end : figure.unit_end + 24]
    figure.relation = _relation(figure, unit, base, bare, tail, lead)
    if counts_indicators(walk, figure):
        figure.relation = "level"
    elif _is_target(walk, figure, figure.relation == "change"):
        figure.relation = "target"
        if figure.qualifier is None and lead.rstrip().endswith(("达到", "达")):
            figure.qualifier = "达到" if lead.rstrip().endswith("达到") else "达"
            figure.low, figure.high = figure.value, None


def _relation(figure: Figure, unit: str, base: str, bare: str, tail: str, lead: str) -> str:
    if unit in ("个百分点", "番") or _CHANGE.search(bare[-40:]):
        return "change"
    if base in ("%", "倍") and _CHANGE_AFTER.match(tail) and not _OF_BASE.search(bare):
        return "change"
    if base in ("%", "‰"):
        return "share"
    if base == "比" and re.search(r"占[^,;]{0,12}$", bare):
        return "share"
    if base in ("倍", "比") or unit.startswith(("比(", "/10万")):
        return "ratio"
    if base in _LIMIT and not re.search(r"(?:共|累计|达到?|为|时长|平均)[^,，]{0,6}$", lead):
        return "condition"
    if base in ("日", "天", "年", "个月") and tail.startswith(("内", "之内")):
        return "condition"
    limit = figure.qualifier in ("以上", "以下", "及以上", "及以下")
    if limit and re.match(r"的?(?!.{0,12}(?:达到|为))[^,。;、\d]{1,14}\d", tail):
        return "condition"
    dense = figure.rate or ("/" in unit and unit.endswith(_AREAS))
    times = unit.endswith(("/年", "/月", "/周", "/日"))
    return "ratio" if dense and base != "元" and not times else "level"


def _is_target(walk: Walk, figure: Figure, change: bool) -> bool:
    text = walk.text
    before = walk.before(figure)
    head = text[max(figure.sentence_start, figure.start - 240) : figure.start]
    if _TARGET_HEAD.search(head) and not _DONE.search(before):
        return True
    lead = _TARGET_LEAD.search(before)
    if lead and not _FINISHED.search(before[lead.start() :]):
        return True
    if change:
        return False
    if _TARGET_AFTER.match(text, figure.unit_end, figure.clause_end):
        return True
    near = min(figure.sentence_end, figure.unit_end + 28)
    if "按照" in before and _BY_PLAN.match(text, figure.unit_end, near):
        return True
    if before.lstrip().startswith(("分别为", "分别是", "包括", "即")) and figure.clause_start > 1:
        first = max(figure.sentence_start, figure.clause_start - 80)
        return bool(_PLAN_LIST.search(text[first : figure.clause_start - 1]))
    return False


def target_units(found: list[Figure]) -> None:
    """每百户超过140平方米,…大于30平方米的目标: the target is per 百户, too."""
    for before, this in pairwise(found):
        same = before.sentence_start == this.sentence_start and this.relation == "target"
        if same and this.unit and (before.unit or "").startswith(this.unit + "/"):
            this.unit = before.unit
