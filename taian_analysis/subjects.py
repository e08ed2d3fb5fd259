"""What a figure measures: the noun phrase before it, or the one it counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .period_words import _PATTERN as _TIME

if TYPE_CHECKING:
    from .figures import Figure

_TAIL = re.compile(
    r"(?:\s|已经?|均|都|也|共计?|总计|合计|累计|约|近|超过?|全部|总体|分别|就|仅|又|还|再|各|达到?了?|为|是|有|实现了?|保持在|稳定在|"
    r"控制在|大于|不低于|不少于|不超过|高于|低于|突破|增长|增加|提高|上升|下降|减少|降低|降|升|增|到|至|了|占|高达|位居|同比|环比|比|较|"
    r"完成|约为|年均|平均|净增|的|最多|最少|最高|最低|至少|逐年|由|从|每人|每月|每年|每户|给予|补助|补贴|按照|按)+$"
)
_HEAD = re.compile(
    r"^(?:\s|[、,，和及与以;;]|其中|同时|全市|全省|全县|全区|全国|我市|我省|我县|我区|本市|泰安市(?=.{3})|目前|现|共计?|总计|累计|已经?|预计|近年来|多年来|截至|截止|至|到|"
    r"自|从|由|在|据统计|此外|另外|还|并|且|年|底|末)+"
)
_VERB = re.compile(
    r"(?:建成|建立了?|建有|新建|改建|扩建|建设|开展|举办|培训|培养|实施|完成|实现|拥有|设立|设置|新增|增设|发放|投入|投资|筹集|募集|"
    r"销售|打造|创建|培育|登记|办理|救助|保障|纳入|累积|列支|联合|入驻|录入|服务|惠及|制定|修订|撤销|打击|参与调处|遴选|"
    r"确定|获评|涉及|承担|引进|配备|共有|现有|设有|移交|成立|安排|拨付|争取|查处|受理|接待|支持)(?:了|的)?"
)
_STOP = re.compile(
    r"(?:被|获|已|均|都|全部|完成|开展|设立|达到|为|进行|予以|给予|的(?=[^,，]{0,4}$)|纳入|用于|建设老|顺利|通过|组成|实现|提供|提升|分别|入选|参加|享受|"
    r"出台|印发|制发|打造|参与|落实|[,，。;；、!！??\n((“《]|\d)"
)
_WIDE = 40


def subject_of(text: str, figure: Figure, previous: Figure | None) -> str:
    """Return the noun phrase a figure measures, "" where the words near it tell none."""
    lead = _strip(figure.lead)
    share = figure.unit == "%" and re.search(r"占[^,，]{0,14}$", figure.lead)
    same = previous is not None and previous.sentence_start == figure.sentence_start
    if share and previous is not None and same:
        return f"{previous.subject}占比"
    if lead and len(lead) >= 2:
        return lead
    after = text[figure.unit_end : min(figure.unit_end + _WIDE, figure.clause_end)]
    stop = _STOP.search(after)
    noun = after[: stop.start()] if stop else after
    noun = noun.strip(" 的")
    if len(noun) >= 2 and figure.relation != "change" and figure.unit not in ("%", "元"):
        return noun
    if previous is not None and same and previous.subject:
        return previous.subject
    if figure.clause_start > figure.sentence_start:
        before = text[figure.sentence_start : figure.clause_start - 1]
        return _strip(re.split(r"[,，;；]", before)[-1])[-_WIDE:]
    return noun


def _strip(lead: str) -> str:
    lead = _TIME.sub("", lead[-80:])
    lead = re.sub(r"^[^一-龥“(《A-Za-z]+", "", lead)
    for _ in range(3):
        shorter = _HEAD.sub("", _TAIL.sub("", lead))
        if shorter == lead:
            break
        lead = shorter
    verbs = list(_VERB.finditer(lead))
    for verb in reversed(verbs):
        rest = _HEAD.sub("", lead[verb.end() :])
        if len(rest) >= 2:
            return rest
    return lead
