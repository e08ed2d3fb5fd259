"""From tokens to figures: value, unit, period and relation, each from the words around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from . import catalog
from .digits import Token, numeral
from .numerals import SCALES, chinese_number, printed_number
from .period_words import Mention, plan_years
from .subjects import subject_of


@dataclass(slots=True)
class Figure:
    """A figure in running text.

    Attributes
    ----------
    start, end, text
        The printed number with its scale (``258万``), without its unit.
    value, low, high
        In the base unit; an open end is None.
    step
        The step of the last printed digit, in the base unit; 0 for an exact count.
    unit, qualifier, period, period_basis, relation
        As in `narrative.find_quantities`.
    base_period
        What a change is measured from, if named.
    unit_end
        Where its unit ends.
    clause, clause_start, clause_end, sentence_start, sentence_end, line
        Where it stands.
    lead
        The words between the figure before (or the clause's beginning) and this one.
    cue
        The word that says what it is: 增长, 提高到, 占, 其中, 共 ….
    subject
        The noun phrase it measures, as far as the words near it tell.
    """

    start: int
    end: int
    text: str
    value: float
    low: float | None
    high: float | None
    step: float
    unit: str | None
    qualifier: str | None
    period: str | None
    period_basis: str | None
    relation: str
    base_period: str | None
    unit_end: int
    clause: str
    clause_start: int
    clause_end: int
    sentence_start: int
    sentence_end: int
    line: int
    lead: str
    cue: str
    subject: str


_CLAUSE = re.compile(r"[,，](?!\d{3}(?!\d))|[;；。！!？?\n]|(?<!\d)[:：](?!\d)")
_OPAQUE = re.compile(r"《[^《》\n]{0,80}》|“[^“”\n]{1,40}”|[((][^()()\n]{1,40}[))]")
_STOPS = frozenset("。！!？?\n")
_MOVE = (
    r"(?:提高|增加|增长|上升|提升|降低|下降|降|减少|减|增|升|扩大|缩小|缩减|调整|上调|下调|发展|扩|涨|"
    r"拓展|扩展|壮大|优化|变|达|突破|攀升|跃升|回落|收窄|延长|缩短|压缩)"
)
_TO = re.compile(_MOVE + r"?(?:到|至|为)")
_CHANGE = re.compile(
    r"(?:增长|增加|提高|提升|上升|上涨|上浮|上调|下调|下降|下浮|下跌|降低|减少|回落|增幅|增速|涨幅|降幅|跌幅|增收|"
    r"减收|净增|递增|扩大|缩小|收窄|加快|放缓|翻|增长率|增长速度|增长幅度|多|少|高|低|快|慢|长|短|增|降|减)"
    r"(?:了|约|近|超|超过|分别|幅度|速度|率|又|只|仅|各|也|均|将|同比|环比|控制在)*(?:为|达到?|在)?\s*$"
)
_CHANGE_AFTER = re.compile(
    r"\s*的?(?:标准|比例|幅度|速度|增速|增幅)?(?:逐年)?(?:提高|增长|递增|递减|增加|下降|上调|速度|增速|增幅)(?!到|至)"
)
_TARGET_LEAD = re.compile(
    r"(?:力争|确保|目标(?:是|为|值)|预期目标|计划(?!生育)|拟|争取|规划(?:规定|要求|提出|确定|明确)|要求(?:达到|不低于)|将达|"
    r"任务(?:是|为))"
)
_TARGET_AFTER = re.compile(
    r"[^,，。;；、\d]{0,4}的?(?:既定|总体|预期|年度|规划|阶段性|约束性|工作|任务)*(?:目标|计划|要求)(?!的)"
)
_PLAN_LIST = re.compile(r"规划[^。]{0,40}指标\s*\d+\s*[项个条]\s*$")
_PLAN_NAME = re.compile(r"([一二三四五六七八九十]{1,2})五[”\"’」]?")
_BEFORE = re.compile(
    r"(不低于|不少于|不小于|不超过|不高于|不大于|超过|大于|多于|高于|低于|小于|少于|至少|最高|最低|突破|逾|超|近|约|"
    r"大约|将近|接近|≥|≤|>|<|>|<)\s*(?:每\S{1,6})?$"
)
_REACH = re.compile(r"(达到|达)\s*$")
_OVER = frozenset(catalog.load("measures")["over"].split())
_UNDER = frozenset(catalog.load("measures")["under"].split())
_PER = re.compile(
    r"(?:平均|人均)?每((?:一|百|千|万|十万|百万)?)(个|名|位|张|家|所|座|辆|户|人|月|年|天|日|周|亩|平方米|学年|学期|季度|小时|次|)"
)
_PER_VERB = re.compile(
    r"(?:居民)?(?:拥有|配备|配有|配置|有|超过|达到?|约|近|不低于|不少于|大于|为|补助|补贴|发放|给予|奖励|资助|遴选|培训|"
    r"开展|投入|安排|列支|增加|新增|建设|举办|至少|执业|注册|卫生|医疗|养老|床位|医师|护士|专业|病床|公共|社会|全科|"
    r"常住|可|享受|提高|增长|支出|拨付|的|不超过|减少|标准|[,，。;；、::])"
)
_LISTED = re.compile(r"\s*(?:[、,，和与及]|以及|、?和|、?或|/)\s*")
_COUNT = frozenset(catalog.load("measures")["measures"].split()) | {"元", "部门"}
_CUE = re.compile(
    r"(其中|占|共计|合计|总计|累计|共|提高到|提高至|增加到|增长到|增长|增加|提高|下降|减少|降低|达到|为|有)"
)


def _clean_unit(unit: str | None) -> str | None:
    if not unit:
        return None
    return catalog.load("measures")["canonical"].get(unit, unit)


def _per_suffix(text: str) -> str:
    """Return the denominator of /人·月 or 每人每月 printed after a unit."""
    per = catalog.load("measures")["per"]
    if text.startswith("/"):
        return text[1:].replace(".", "·").replace("、", "·").replace("/", "·")
    return "·".join(per.get(part, part) for part in text.split("每") if part)


def _per_lead(lead: str) -> str | None:
    """Return the denominator of 每人每月, 每百户…, 每个城市社区… before a number."""
    per = catalog.load("measures")["per"]
    parts: list[str] = []
    position = lead.find("每")
    while position >= 0 and len(parts) < 2:
        match = _PER.match(lead, position)
        if match is None:
            break
        scale, word = match[1].replace("一", ""), match[2]
        stop = _PER_VERB.search(lead, match.end())
        following = lead.find("每", match.end())
        noun_end = min(
            x
            for x in (
                stop.start() if stop else len(lead),
                following if following >= 0 else len(lead),
            )
        )
        noun = lead[match.end() : noun_end].strip()
        if scale:
            name = scale + (
                word
                if word in ("户", "亩", "平方米")
                else word + noun
                if word != "人" or not noun
                else "人" + noun
            )
            if word in ("名", "位"):
                name = scale + noun if noun else scale + "人"
        elif word in ("个", "家", "所", "座", "") and noun:
            name = noun
        elif word == "张":
            name = "张"
        else:
            name = per.get(word, word)
        if not name or len(name) > 12:
            break
        parts.append(name)
        position = following
    return "·".join(parts) or None


class _Walk:
    """The state of a walk through one text: where we are, and which period holds."""

    def __init__(
        self,
        text: str,
        mentions: list[Mention],
        anchor: date | None,
        year: int | None,
    ) -> None:
        self.text = text
        self.anchor = anchor
        spans = [m.span() for m in _OPAQUE.finditer(text)]
        starts = [s for s, _ in spans]

        def opaque(position: int) -> bool:
            i = bisect_right(starts, position) - 1
            return i >= 0 and position < spans[i][1]

        self.ends = [
            m.start()
            for m in _CLAUSE.finditer(text)
            if text[m.start()] == "\n" or not opaque(m.start())
        ]
        self.stops = [p for p in self.ends if text[p] in _STOPS]
        self.newlines = [p for p in self.ends if text[p] == "\n"]
        self.mentions = [m for m in mentions if m.code and not self._titled(m, spans, starts)]
        self.default = f"{year}" if year else f"{anchor:%Y-%m}" if anchor else None
        self.plan = self._main_plan()

    def _titled(self, mention: Mention, spans: list[tuple[int, int]], starts: list[int]) -> bool:
        i = bisect_right(starts, mention.start) - 1
        if i < 0 or mention.start >= spans[i][1] or spans[i][0] == mention.start:
            return False
        return self.text[spans[i][0]] in "《“"

    def _main_plan(self) -> tuple[int, int] | None:
        counts: dict[str, int] = {}
        for name in _PLAN_NAME.findall(self.text):
            counts[name] = counts.get(name, 0) + 1
        for name in sorted(counts, key=lambda n: -counts[n]):
            years = plan_years(name)
            if years:
                return years
        return None

    def bounds(self, position: int, marks: list[int]) -> tuple[int, int]:
        i = bisect_left(marks, position)
        return (marks[i - 1] + 1 if i else 0), (marks[i] if i < len(marks) else len(self.text))


def build(
    text: str,
    tokens: list[Token],
    mentions: list[Mention],
    anchor: date | None,
    year: int | None,
) -> list[Figure]:
    """Turn the figure tokens of a text into figures, with what the words around them say."""
    from .figure_periods import assign_periods

    walk = _Walk(text, mentions, anchor, year)
    out: list[Figure] = []
    for token in tokens:
        if token.kind == "figure" and token.match is not None:
            figure = _figure(walk, token, out[-1] if out else None)
            if figure is not None:
                out.append(figure)
    _share_units(out, text)
    for i, figure in enumerate(out):
        before = out[i - 1] if i else None
        _relate(walk, figure, before)
        if (
            figure.relation == "target"
            and before is not None
            and before.sentence_start == figure.sentence_start
            and figure.unit
            and (before.unit or "").startswith(figure.unit + "/")
        ):
            figure.unit = before.unit  # 每百户超过140平方米,…大于30平方米的目标
    assign_periods(walk, out)
    previous: Figure | None = None
    for figure in out:
        figure.subject = subject_of(text, figure, previous)
        previous = figure
    return out


def _figure(walk: _Walk, token: Token, previous: Figure | None) -> Figure | None:
    """Read value, unit and qualifier of one token."""
    text, match = walk.text, token.match
    assert match is not None
    groups = match.groupdict()
    start, high_value = token.start, None
    more = after = None
    if groups.get("n1") is not None:
        start = match.start("n1")
        scale = groups.get("scale") or ""
        if groups.get("den"):
            bottom = int(groups["den"])
            if not bottom:
                return None
            value, step, end = (
                float(
                    int(groups["n1"].replace(",", "").replace("，", ""))
                    if "." not in groups["n1"]
                    else float(groups["n1"])
                )
                / bottom,
                0.0,
                match.end("den"),
            )
        elif groups.get("ratio"):
            value, step = printed_number(groups["n1"])
            end = match.end("ratio")
        else:
            first_scale = scale
            if groups.get("u1") and not groups.get("s1"):
                inner = re.match(r"\s*([十百千]?[万亿]+|[千百])", groups["u1"])
                first_scale = (
                    inner[1]
                    if inner and inner[1] in SCALES
                    else ("" if groups["u1"].strip() else scale)
                )
            elif groups.get("s1"):
                first_scale = groups["s1"]
            value, step = printed_number(groups["n1"], first_scale)
            end = match.end("scale") if scale else match.end("n2" if groups.get("n2") else "n1")
            if groups.get("n2"):
                high_value, _ = printed_number(groups["n2"], scale)
        if groups.get("minus"):
            value, start = -value, match.start("minus")
        unit = _clean_unit(groups.get("unit") or (groups.get("u1") or "").strip() or None)
        more = groups.get("m1") or groups.get("m2")
        after = groups.get("after")
        suffix = groups.get("per") or ""
        if groups.get("ratio"):
            unit = unit or (
                "比(:1)" if groups["ratio"] in ("1", "1.0") else f"比(:{groups['ratio']})"
            )
        elif groups.get("den"):
            unit = unit or "倍"
    else:
        suffix = ""
        if groups.get("cpercent"):
            value, unit, end = *_fraction(groups["cpercent"]), match.end("cpercent")
            after = groups.get("cmore")
        else:
            number = numeral(token)
            if number is None:
                return None
            value, unit = (
                float(number),
                groups.get("cunit") or groups.get("csunit") or groups.get("cyunit"),
            )
            value *= SCALES.get(groups.get("cscale") or "", 1)
            name = next(n for n in ("cnum", "csmall", "cyears") if groups.get(n))
            end = match.end("cscale") if groups.get("cscale") else match.end(name)
            more = groups.get("cmany")
        step = 0.0
        unit = _clean_unit(unit)
    clause_start, clause_end = walk.bounds(token.start, walk.ends)
    sentence_start, sentence_end = walk.bounds(token.start, walk.stops)
    lead_start = clause_start
    if previous is not None and previous.unit_end > clause_start:
        lead_start = previous.unit_end
    lead = text[lead_start:start]
    qualifier = more or after
    if not qualifier:
        before = _BEFORE.search(lead[-12:])
        qualifier = before[1] if before else None
    if suffix:
        unit = f"{unit}/{_per_suffix(suffix)}" if unit else unit
    elif (
        unit
        and "每" in text[clause_start:start]
        and not unit.startswith(("%", "‰", "个百分点", "比", "倍"))
    ):
        around = text[clause_start:start] if "每" not in lead else lead
        if "每" in lead or (
            previous is not None
            and previous.clause_start == clause_start
            and previous.unit
            and previous.unit.split("/")[0] == unit
            and "/" in previous.unit
            and (_LISTED.fullmatch(lead) or _TO.search(lead))
        ):
            per = (
                _per_lead(lead)
                if "每" in lead
                else previous.unit.split("/", 1)[1]
                if previous and previous.unit
                else None
            )
            per = per or (_per_lead(around) if "每" in lead else None)
            unit = f"{unit}/{per}" if per else unit
    elif (
        unit
        and previous is not None
        and re.search(r"(?:增发|加发|另发)$", lead)
        and (previous.unit or "").startswith(unit + "/")
    ):
        unit = previous.unit
    low, high = _bounds(value, high_value, step, unit, qualifier)
    counted = unit is not None and unit.split("/")[0] in _COUNT
    return Figure(
        start, end, text[start:end], value, low, high,
        0.0 if counted and step == 1.0 else step,
        unit, qualifier, None, None, "level", None, match.end(),
        text[clause_start:clause_end].strip(), clause_start, clause_end,
        sentence_start, sentence_end,
        bisect_left(walk.newlines, token.start) + 1, lead, "", "",
    )  # fmt: skip


def _fraction(text: str) -> tuple[float, str]:
    """Read 百分之八十 (80, %) and 三分之二 (2/3, 倍)."""
    bottom, _, top = text.partition("分之")
    if bottom == "百":
        whole, _, decimals = top.partition("点")
        value = float(chinese_number(whole) or 0)
        for i, char in enumerate(decimals, 1):
            value += (chinese_number(char) or 0) / 10**i
        return round(value, 6), "%"
    return (chinese_number(top) or 0) / (chinese_number(bottom) or 1), "倍"


def _bounds(
    value: float, second: float | None, step: float, unit: str | None, qualifier: str | None
) -> tuple[float | None, float | None]:
    """Return what the printed figure can mean: its rounding, a range, or an open end."""
    counted = unit is not None and unit.split("/")[0] in _COUNT and step <= 1
    half = 0.0 if counted else step / 2
    low, high = round(value - half, 9), round((value if second is None else second) + half, 9)
    if qualifier in _OVER:
        return value, None if second is None else high
    if qualifier in _UNDER:
        return None, high if second is not None else value
    if qualifier in ("约", "大约", "左右", "上下"):
        digits = f"{value:.0f}".rstrip("0") if value >= 10 and value == int(value) else ""
        width = 10 ** (len(f"{value:.0f}") - len(digits)) / 2 if digits else step / 2
        return round(value - max(width, half), 9), round(value + max(width, half), 9)
    return low, high


def _share_units(found: list[Figure], text: str) -> None:
    """Give a bare number the unit of the number it is listed with or moves to."""
    for i in range(len(found) - 2, -1, -1):
        this, after = found[i], found[i + 1]
        if this.unit is None and after.unit and after.sentence_start == this.sentence_start:
            between = after.lead if after.clause_start == this.clause_start else ""
            if _LISTED.fullmatch(between) or (
                between and len(between) < 12 and _TO.search(between)
            ):
                per = _per_lead(this.lead) if "每" in this.lead else None
                this.unit = after.unit if "/" in after.unit or not per else f"{after.unit}/{per}"
                if "/" in this.unit and "/" not in after.unit:
                    after.unit = this.unit
    for before, this in pairwise(found):
        if (
            this.unit is None
            and before.unit
            and before.clause_start == this.clause_start
            and (_LISTED.fullmatch(this.lead) or (len(this.lead) < 12 and _TO.search(this.lead)))
        ):
            this.unit = before.unit


def _relate(walk: _Walk, figure: Figure, previous: Figure | None) -> None:
    """Say what a figure is: level, share, ratio, change, target or condition."""
    text, lead, unit = walk.text, figure.lead, figure.unit or ""
    base = unit.split("/")[0]
    tail = text[figure.unit_end : figure.unit_end + 16]
    same = previous is not None and previous.clause_start == figure.clause_start
    cues = _CUE.findall(lead)
    figure.cue = cues[-1] if cues else ""
    bare = lead
    if figure.qualifier and lead.rstrip().endswith(figure.qualifier):
        bare = lead.rstrip()[: -len(figure.qualifier)]
    if (
        same
        and previous is not None
        and _LISTED.fullmatch(lead)
        and (previous.unit or "").split("/")[0] == base
    ):
        figure.relation = previous.relation
        figure.cue = previous.cue
        return
    if (
        unit == "个百分点"
        or _CHANGE.search(bare[-14:])
        or (base in ("%", "倍") and _CHANGE_AFTER.match(tail))
    ):
        figure.relation = "change"
    elif base in ("%", "‰"):
        figure.relation = "share"
    elif unit.startswith("比(") or base == "倍":
        figure.relation = "ratio"
    elif (
        base in ("小时", "分钟", "个工作日")
        and not re.search(r"(?:共|累计|达到?|为|时长)[^,，]{0,6}$", lead)
    ) or (
        figure.qualifier in ("以上", "以下", "及以上", "及以下")
        and re.match(r"的?[^,，。;；、\d]{1,14}\d", tail)
        and not re.match("的?[^,，。]{0,12}(?:达到|为)", tail)
    ):
        figure.relation = "condition"
    elif "/" in unit and not re.search(r"/(?:人·月|人·年|月|年|人|日|户|次)", unit):
        figure.relation = "ratio"
    if figure.relation != "change" and _is_target(walk, figure):
        figure.relation = "target"
        if figure.qualifier is None:
            reach = _REACH.search(lead)
            if reach:
                figure.qualifier = reach[1]
                figure.low, figure.high = figure.value, None


def _is_target(walk: _Walk, figure: Figure) -> bool:
    text = walk.text
    before = text[figure.clause_start : figure.start]
    if _TARGET_AFTER.match(text, figure.unit_end, min(figure.clause_end, figure.unit_end + 16)):
        return True
    if _TARGET_LEAD.search(before) and not re.search(r"完成|实现了|已", before):
        return True
    if before.lstrip().startswith(("分别为", "分别是", "包括", "即")) and figure.clause_start > 1:
        head = text[max(figure.sentence_start, figure.clause_start - 80) : figure.clause_start - 1]
        return bool(_PLAN_LIST.search(head))
    return False
