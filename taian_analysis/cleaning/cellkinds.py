# ruff: noqa: E501 (tables of words, one entry a line; a Chinese character counts as two)
"""What kind of thing a table cell holds, judged by its text alone."""

from __future__ import annotations

import re
from functools import lru_cache

from ..base.errors import QuantityError
from ..grammar.quantities import parse_quantity
from ..grammar.units import is_unit
from .headers import read_head
from .names import unit_like, untranslated

_ATTRIBUTE = re.compile(
    r"[\[(〔]?(?:约束|预期|参考|指导|引导|导向|监测|约束性?与预期|控制|发展|激励|选择|基础|核心|评价|扩展|特色|参照|必达)性?(?:指标|目标|类)?[\])〕]?"
)
_SERIAL_MARK = re.compile(
    r"[A-Z]{1,2}[-.]?\d{1,3}(?:[.-]\d{1,2})*|[A-Z]{1,4}\d{4,}|[(\uff08]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)\uff09、.．](?!\d)|[①-⑳]|[⑴-⒇]|[一二三四五六七八九十]{2,3}|[二三四五六七八九十]"
)
_SECTION = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[(\uff08][一二三四五六七八九十]{1,3}[)\uff09]|第[一二三四五六七八九十]+[章节类部])\s*\S"
)
#: 二、三产业…: a Chinese numeral follows the mark, so this is no serial number
_NOT_SECTION = re.compile(
    r"[一二三四五六七八九十][、.．][一二三四五六七八九十](?:产业|类|级|次|等)"
)
_NUMBERED = re.compile(r"\d{1,2}[.、\uff0e][一-鿿]{1,3}")
_NOTE = re.compile(
    r"\A\s*+(?:[(\uff08]?(?:备?注|说明|资料来源|数据来源|来源|注释|指标解释|填表说明|另注)\s*+[\d①-⑨]*+\s*+[:\uff1a]|\*\s*+注|注\s*+\d|\d[、.]带)"
)
_VERDICT = re.compile(
    r"(?:已|未|基本|全部|全面|提前|超额|部分|正常|按期|按时|圆满){0,4}(?:完成|达成|达标|达到|实现|符合|合格|优秀|优|良好|良|推进|进展|达到预期|超过|不达标)(?:任务|目标|预期|指标|预期指标|要求|年度目标|中|顺利|正常){0,4}|是|否|"
    r"√|✓|×|好|较好|一般|中|差|较差|不合格|滞后|不符合|不?达标|未达标?|低于预期|符合预期|高于预期|"
    r"(?:正在|稳步|有序|持续|加快)(?:推进|实施|进行)|推进中|进行中|未启动|(?:提前|已|如期|基本|尚未|未)(?:实现|达到|达成)|"
    r"超额|提前|偏慢|偏快|接近完成|(?:达到|符合|快于|慢于|滞后于?|落后于?|超过|超前于?|低于|高于|超|未达到?)"
    r"(?:序时|时序|时间|计划|规划|预期|既定|中期)?(?:进度|预期|目标|要求)(?:要求|目标)?"
)
_QUALITY = re.compile(
    r"(?:(?:较|比)(?:上年|去年|往年|上年度|上期|基期|同期|以前)(?:同期)?)?(?:有所|逐步|不断|持续|进一步|基本|较为|比较|较|明显|显著|有效|长期|稳步|得到|大幅|全面|良性|进一步|稳定|切实){0,5}"
    r"(?:提高|提升|改善|健全|完善|增强|促进|保障|明显|显著|有效|规范|及时|稳定|加强|优化|合理|可控|增加|降低|减少|高|满意|到位|发展|巩固|合规|下降|长效)|"
    r"(?:全部|全面|如期|按期|基本)(?:完成|建成|实现|覆盖|达标)|(?:实现)?全覆盖|"
    r"(?:已|累计|共|全年|新){0,4}(?:完成|建成|新增|新建|实现|达到?|开工|发放|培训|竣工|改造)\d[\d.,]*[^\d]{0,6}|"
    r"每[月季年周](?:末|底|初)?(?:\d{1,2}日)?(?:以?前|内|底)?|\d{1,2}月(?:\d{1,2}日|底|末)?(?:以?前|底前)?|"
    r"按[时期月季年]度?(?:完成|发放|拨付)?|年[底末](?:以?前)?(?:完成)?|\d{1,3}个?(?:工作日|日|天|月)(?:以?内)|"
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?[底末初]?(?:以?前)?(?:全面|全部)?(?:完成|建成|办结|投用|启用|开工|到位)|"
    r"\d+[件个项处人户](?:全部|均已?|已)(?:完成|办结|建成|落实)|"
    r"(?!达到水平$)(?:基本|全部|完全|严格)?(?:符合|达到|满足|遵守|按照?|依照|优于|[不略]?[高低]于|不?超过|与)[^\d,，]{0,8}"
    r"(?:规范|标准|要求|规定|水平|平均|平均值|上年|去年|同期|持平|预算|计划|约定|政策)(?:执行|完成)?|"
    r"应[一-鿿]尽[一-鿿]|零(?:事故|投诉|容忍|增长|发生|差错)|持平|正常|全部|优良|[A-E]级(?:及?以上)?|第?[一二三四]季度(?:以?前|末|底)?|"
    r"每[年月季周天](?:不[少低]于|至少|超过)?\d+[次场期个](?:以上)?|(?:作用|效果|成效|效益)(?:较?为?)(?:明显|显著|良好)"
)
_DEPT = re.compile(
    r"(?:(?:省|市|县|区|州|各)?[^\d%]{0,10}(?:厅|局|委|办|部|会|院|中心|行|处|科|联|社|署|大队|公司|协会|政府|总队)[、,,;; ]?){1,4}"
)
_DEPT_LEAD = re.compile(r"^(?:省|市|县|区|州|国家|各|自治区)")
_ENGLISH = re.compile(
    r"\A(?:\(\d[\d ,]{0,12} |[\s(]*+)[A-Za-z][A-Za-z0-9\s,.'’&/()%:;+*\u2013\u2014-]*+"
)
_NOISE = re.compile(r"[`~!@#$^*_+={};:\"'\\?\[\]|&]|(?<![A-Za-z])[A-Za-z](?![A-Za-z])")
_LEVEL1 = re.compile(
    r"(?:产出|效益|效果|满意度|管理|投入|过程|决策|预算执行|履职效能|管理效率|社会效应|可持续性)(?:类)?指标(?:[(\uff08].{0,40}[)\uff09])?"
)
_LEVEL2 = re.compile(
    r"(?:(?:社会|经济|生态|环境)+效益|数量|质量|时效|成本|经济成本|社会成本|生态环境成本|可持续影响|(?:社会公众或)?(?:服务对象|公众|群众|受益者?|受益对象)?满意度)(?:类)?指标(?:[(\uff08].{0,40}[)\uff09])?"
)
_SIGN = re.compile(
    r"(?:>=|<=|[≥≤><=》《]|大于等于|小于等于|大于|小于|等于|定性|不低于|不超过|不高于)"
)
#: a number with words after it: ≥98%,逐年提高
_SIGNED = re.compile(r"(?:[≥≤><＞＜≧≦]|>=|<=|不[少低]于|不[高超][于过])\d")
_CJK = re.compile(r"[一-鿿]")


@lru_cache(maxsize=16384)
def kind(text: str) -> str:
    """Name the kind of a cell.

    Returns
    -------
    str
        ``empty`` ``missing`` ``int`` ``num`` ``words`` (a value told in words and digits)
        ``unit`` ``attr`` ``dept`` ``verdict`` ``quality`` (a state in words: 有所提高) ``text`` ``long`` ``section`` ``note`` ``english``
        ``head`` ``level1`` ``level2`` (产出指标, 数量指标)
        ``mark`` (a serial mark alone) ``sign`` ``bad`` (digits that are no number).

    Examples
    --------
    >>> [kind(t) for t in ("", "—", "12", "≥60%", "(万人)", "约束性", "婚姻登记合格率", "一、核心指标")]
    ['empty', 'missing', 'int', 'num', 'unit', 'attr', 'text', 'section']
    """
    plain = text.strip()
    if not plain:
        return "empty"
    if plain[-1].isascii() and plain[-1].isalpha() and " " in plain:
        plain = untranslated(plain)
    squeezed = re.sub(r"\s+", "", plain)
    if _SIGN.fullmatch(squeezed):
        return "sign"
    if plain.isascii() and plain.isdigit():
        return "int" if len(squeezed) < 13 else "bad"
    if squeezed in "-—–/一无" and len(squeezed) == 1:
        return "missing"
    if _SERIAL_MARK.fullmatch(squeezed):
        return "mark"
    if _NOTE.match(plain):
        return "note"
    if _NUMBERED.fullmatch(squeezed):
        return "text"  # 1.镇 is a name
    if unit_like(squeezed) and (squeezed[:2] == "1/" or not squeezed[0].isdigit()):
        return "unit"
    if (_ATTRIBUTE.fullmatch(squeezed) and "性" in squeezed) or squeezed in ("约束", "预期"):
        return "attr"
    if "指标" in squeezed and len(squeezed) <= 22:
        if _LEVEL2.fullmatch(squeezed) and not squeezed.startswith("满意度"):
            return "level2"
        if _LEVEL1.fullmatch(squeezed):
            return "level1"
    if len(squeezed) <= 14 and _QUALITY.fullmatch(squeezed):
        return "quality"
    if len(squeezed) >= 3 and _VERDICT.fullmatch(squeezed):
        return "verdict"
    if squeezed[-1] in "。;；" and len(squeezed) > 8:
        return "note" if re.match(r"[\d(\uff08①-⑨*注]", squeezed) else "long"
    if len(squeezed) <= 60:
        head = read_head(squeezed)
        if head is not None:
            return "head" if not re.fullmatch(r"\d{4}", squeezed) else "int"
    if _SECTION.match(plain) and not _NOT_SECTION.match(plain):
        return "section"
    if _VERDICT.fullmatch(squeezed):
        return "verdict"
    if not _CJK.search(plain) and _ENGLISH.fullmatch(plain) and re.search("[a-z]{2}", plain):
        return "english" if not is_unit(squeezed) else "unit"
    value = _value_kind(plain)
    if value:
        return value
    if _DEPT.fullmatch(squeezed) and (_DEPT_LEAD.match(squeezed) or len(squeezed) <= 6):
        return "dept"
    if len(squeezed) <= 24 and _SIGNED.match(squeezed):
        return "words"
    return "long" if len(squeezed) > 45 else "text"


def closed(text: str) -> str:
    """Return a value with the bracket closed that its cell lost.

    Examples
    --------
    >>> closed("50%(东山未开工"), closed("12.5")
    ('50%(东山未开工)', '12.5')
    """
    if re.match(r"\A\s*+[\d.,]++\s*+[%\uff05]?\s*+[(\uff08][^()\uff08\uff09]++$", text):
        return f"{text.rstrip()})"
    return text


def _value_kind(plain: str) -> str | None:
    plain = closed(plain)
    if not re.search(r"[\d一二两三四五六七八九十半番增…*/-]", plain) or len(plain) > 60:
        return None
    try:
        read = parse_quantity(plain)
    except QuantityError:
        return "bad" if len(re.findall("[一-鿿]", plain)) < 2 else None
    if read.kind in ("number", "approx", "range", "ratio"):
        return "num"
    if read.kind == "missing":
        return "missing"
    if read.kind in ("relative", "rank", "date", "several"):
        return "words"
    return None


def noisy(text: str) -> bool:
    """Whether a cell looks like random characters rather than print."""
    plain = text.strip()
    if len(plain) < 6:
        return False
    bits = len(_NOISE.findall(plain))
    return bits >= 4 and bits / len(plain) > 0.15


def chinese(text: str) -> bool:
    """Whether a text has a Chinese character."""
    return bool(_CJK.search(text))
