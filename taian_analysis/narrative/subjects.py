"""What a figure measures: the noun phrase before it, or the one it counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..base import catalog
from ..grammar.mentions import PATTERN as TIME

_NOUNS = frozenset(
    f"{catalog.load('measures')['nouns']} {catalog.load('measures')['people']}".split()
)
_BEFORE_NOUN = frozenset(catalog.load("measures")["measures"].split()) - frozenset(
    ["人", "人次", "户次", "件次", "场次", "张", "元", "次", "级", "层"]
)

if TYPE_CHECKING:
    from .figures import Figure

_TAIL = re.compile(
    r"(?:\s|已经?|均|都|也|共计?|总计|合计|累计|约|近|超过?|全部|总体|分别|就|仅|又|还|再|各|一直|"
    r"达到?了?|为|是|有|实现了?|保持在|稳定在|控制在|大于|不低于|不少于|不超过|高于|低于|突破|增长|"
    r"(?<!改造)提升|增加|提高|上升|下降|减少|降低|缩小|扩大|上涨|回落|降|(?<!提)升|增|到|至|了|占|高达|位居|同比|环比|"
    r"完成|约为|年均|平均|净增|的|最多|最少|最高|最低|至少|逐年|由|从|每[人月年户天日]|给予|分别补助|分别补贴|"
    r"按照|按|不低|不高|超|分|逾|上年末?|上年){1,12}$"
)
_HEAD = re.compile(
    r"^(?:[\s、,和与及以;:()]|其中|同时|此外|另外|据统计|全[市省县区国](?!覆盖|域)|我[市省县区]|本[市省县]|"
    r"(?:[一-龥]{2,4}市|[一-龥]{2}[省县区])(?=(?:现有|共|城|保障|各|一|的))|各[县市]区|目前|现有?(?!金)|有(?=[一-龥]{3})|"
    r"共计?|总计|累计|已经?|预计|近年来|多年来|截至|截止|至|到|自|从|由|在(?!编|校|读|建|园|岗|职|训|册)|还|"
    r"并|且|年|底|末|都|均|一是|二是|三是|四是|五是|①|②|③|④|中(?=共))+"
)
_VERB = re.compile(
    r"^(?:[^、,]{0,6}?)(?:建成|建立了?|建有|新建|设立了?|设置|新增|增设|发放|投入(?!使)|筹集|募集|办理|纳入|撤销|"
    r"累积|列支|拥有|涉及|配备|共有|设有|成立了?|获评|确定|登记(?=[一-龥]{4})|录入|开展|举办|制定|打造|累计完成|"
    r"完成(?=[一-龥]{3})|联合|遴选|安排|打击|销售(?=[一-龥]{3}))(?:了|的)?(?=[一-龥“(]{2})"
)
_STOP = re.compile(
    r"被|获|已|均|都|全部|完成|开展|设立|达到|为|进行|予以|给予|的(?=[^,]{0,4}$)|纳入|用于|顺利|通过|组成|实现|"
    r"提供|提升|分别|入选|参加|享受|出台|印发|制发|打造|参与|落实|减少|增加|提高|下降|办结|受益|由|从|[,;。、!?\n(“《\d]"
)
_WIDE = 40
_COMPARED = re.compile("[比较由从自至到在]?\0")
_AREA = re.compile(r"(?:[县市区]\([^()]{1,6}\)|县市区|区市|市县)")
_ONLY_PER = re.compile(r"(?:平均)?每[一-龥]{1,6}")
_SPACES = re.compile(r"\s+")


def subject_of(text: str, figure: Figure, previous: Figure | None) -> str:
    """Return the noun phrase a figure measures, "" where the words near it tell none.

    The phrase before the number where there is one (养老机构床位20590张), else the one after the
    measure word (22家单位), else what the figure before in the same sentence measures.
    """
    lead = phrase(figure.lead)
    same = previous is not None and previous.sentence_start == figure.sentence_start
    if figure.relation == "share" and previous is not None and same:
        of = re.search(r"占([^,。]{0,16})$", figure.lead)
        if of and len(phrase(figure.lead[: of.start()])) < 2:
            return f"{previous.subject}占比"
    noun = _counted(text, figure)
    if len(noun) >= 2 and figure.unit in _BEFORE_NOUN:
        return noun
    if _ONLY_PER.fullmatch(lead) and previous is not None and same:
        return lead + previous.subject
    if len(lead) >= 2:
        return lead
    if len(noun) >= 2 and figure.relation != "change" and figure.unit not in ("%", "元"):
        return noun
    if previous is not None and same and previous.subject:
        return previous.subject
    if figure.clause_start > figure.sentence_start:
        first = max(figure.sentence_start, figure.clause_start - 160)
        before = text[first : figure.clause_start - 1]
        return phrase(re.split(r"[,;]", before)[-1])[-_WIDE:]
    return noun


def _counted(text: str, figure: Figure) -> str:
    """Return the noun after a number and its measure word (22家单位被…: 单位)."""
    printed = text[figure.end : figure.unit_end].strip()
    if printed.removeprefix("个") in _NOUNS:
        return printed.removeprefix("个")
    after = text[figure.unit_end : min(figure.unit_end + _WIDE, figure.clause_end)]
    area = _AREA.match(after)
    if area:
        return area[0]
    stop = _STOP.search(after)
    return (after[: stop.start()] if stop else after).strip(" 的、)")


def phrase(words: str) -> str:
    """Return the noun phrase of the words before a number, "" where there is none.

    Examples
    --------
    >>> phrase("截至2023年3月底,全市社会工作专业人才总量已达到")
    '社会工作专业人才总量'
    """
    words = _COMPARED.sub("", TIME.sub("\0", words[-80:]))
    words = _SPACES.sub("", re.sub(r"^[^一-龥“(《A-Za-z]+", "", words)).rpartition(",")[2]
    for _ in range(4):
        shorter = _HEAD.sub("", _TAIL.sub("", words))
        if shorter == words:
            break
        words = shorter
    verb = _VERB.match(words)
    if verb and len(words) - verb.end() >= 2:
        words = _HEAD.sub("", words[verb.end() :])
    return words.lstrip("”)》。的 ")
