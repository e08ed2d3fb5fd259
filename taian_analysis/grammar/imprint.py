"""Title, issuer and date, as the document itself gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from .chars import half_width
from .marks import MARK
from .numerals import whole_number

# full-width punctuation is written as escapes, so that it can not be mistaken for its ASCII twin
_YEAR = r"(?P<y>(?:19|20)\d\d|二[〇零○O\uff2f][〇零○O一二三四五六七八九]{2})"
DAY = re.compile(
    rf"{_YEAR}\s*(?:年|[-./])\s*(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s*(?:月|[-./])\s*"
    r"(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?"
)
_SIGNED = re.compile(rf"\A[(\uff08]?\s*+{DAY.pattern}\s*+[)\uff09]?")
_LABELLED = re.compile(
    r"(?:(?:发布|发文|成文|印发|公开|生成|公布|发表|发稿|签发|落款|刊发|录入|更新|上传|填报|报送|上报|编制|报告|供稿)"
    r"(?:日期|时间)|(?<![\u4e00-\u9fff])(?:日[ \u3000]*期|时[ \u3000]*间)|发布于)\s*[:\uff1a]?\s*"
    + DAY.pattern
)
_CLOCK = r"(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
_WEEKDAY = r"(?:\s*[(\uff08]?(?:星期|周)[一二三四五六日天][)\uff09]?)?"
#: An issuer's name, a blank and the day, or a web page's day and source; for a head or foot.
_BESIDE = re.compile(
    r"\A[(【\[]?(?:(?P<who>[^。;,:!?|/]{2,32}?) {1,9})?"
    + DAY.pattern
    + _CLOCK
    + _WEEKDAY
    + r"\s*(?:印发|发布|发|供稿|印制|编印|编制)?[)】\]]?"
    r"(?:\s+(?:来源|信息来源|作者|浏览|点击|阅读|访问|字[体号]|编辑|供稿)\S*?[:(].*)?"
)
_FROM = re.compile(
    r"(?:信息来源|来源|作者|供稿|供稿单位|发布机构|发布单位|发文机关|编制单位|单位|文号)\s*:\s*"
    r"[^。;,!?]{2,40}?[ ,、]+" + DAY.pattern + r"(?!\s*(?:施行|实施|起|至|-|~))"
)
_FILE_NUMBER = re.compile(r"[^\s\d]{2,12}[〔\[(](?:19|20)\d\d[〕\])]第?\d{1,4}号")
#: What a day beside it is the day of, when it is not the document's.
_OTHER_DAY = re.compile(
    r"(?:生|生于|出生|逝世|成立|施行|实施|生效|修订|修正|通过|开工|竣工|建成|完工|开通|开业|启用|投产|验收|截止|截至|截止到|"
    r"截至到|到|至|自|从|由|起|比|较|召开|举行|开始|结束|任职|入学|毕业|期|时间|时点|期限|有效期|参加工作|"
    r"入党|节点|年度|数据)$"
)
_SOURCE = re.compile(
    r"(?:发布机构|发文机关|发布单位|编制单位|填报单位|填报部门|来源|信息来源|发布机关)"
    r"\s*[:\uff1a]\s*(?P<name>[^\s:\uff1a|,\uff0c。]{3,30})"
)
_ORGAN = re.compile(
    r"[^,\uff0c。;\uff1b:\uff1a、|]{2,40}"
    r"(?:局|委|厅|部|政府|办公室|中心|委员会|院|会|联|处|署|组|队|站)"
)
_SUBJECT = re.compile(
    r"报告|总结|通报|公报|规划|方案|评估|评价|情况|纲要|通知|意见|统计|指标|一览表|进展|自评"
)
_NUMBERED = re.compile(rf"\A\s*+(?:{MARK})")
_SENTENCE = re.compile(r"[。;\uff1b|!\uff01?\uff1f]|[:\uff1a]$|[:\uff1a].*[:\uff1a]")


def to_date(match: re.Match[str]) -> date | None:
    """Return the date of a match with groups y, m and d, or None if there is no such day."""
    try:
        return date(*(whole_number(match[key]) or 0 for key in "ymd"))
    except ValueError:
        return None


def find_date(lines: Sequence[str]) -> tuple[date | None, int | None]:
    """Return the date under the signature, else the one labelled 发布日期, and its line index.

    Else the one beside an issuer's name (某市民政局 2022年9月20日), in the first or last lines.
    """
    lines = [half_width(line) for line in lines]
    best: tuple[int, date, int] | None = None
    for index, line in enumerate(lines):
        if len(line) > 40 or not (match := _SIGNED.fullmatch(line.strip())):
            continue
        day = to_date(match)
        if day is None:
            continue
        signed = any(_ORGAN.fullmatch(text.strip()) for text in lines[max(index - 3, 0) : index])
        rank = 2 * signed + (not line.strip().startswith(("(", "\uff08")))
        if best is None or rank >= best[0]:
            best = (rank, day, index)
    if best:
        return best[1], best[2]
    for index, line in enumerate([*lines[:60], *lines[-20:]]):
        if (match := _LABELLED.search(line)) and (day := to_date(match)):
            return day, index if index < 60 else None
    return _date_beside(lines), None


def _date_beside(lines: Sequence[str]) -> date | None:
    """Return the day beside an issuer's name on one of the first or last lines."""
    filled = [line.strip().lstrip("#—-> ").strip() for line in lines if line.strip()]
    for line in [*filled[:6], *reversed(filled[6:][-6:])]:
        match = (_BESIDE.fullmatch(line) or _FROM.match(line)) if len(line) <= 120 else None
        if match is None or (day := to_date(match)) is None:
            continue
        who = (match.groupdict().get("who") or "").strip(" ()")
        numbered = _FILE_NUMBER.sub("", who)
        if not _OTHER_DAY.search(who) and not re.search(r"\d", numbered):
            return day
    return None


def find_issuer(lines: Sequence[str], signed: int | None) -> str | None:
    """Return who signed (the line above the date), else who is named as the source."""
    if signed is not None:
        for text in reversed(lines[max(signed - 3, 0) : signed]):
            if _ORGAN.fullmatch(text.strip()):
                return text.strip().replace(" ", "").replace("\u3000", "")
    for line in [*lines[:60], *lines[-20:]]:
        if match := _SOURCE.search(line):
            return match["name"]
    return None


def find_title(lines: Sequence[str]) -> str | None:
    """Return the first short line near the top that reads as a title."""
    for index, line in enumerate([text for text in lines[:60] if text.strip()][:12]):
        text = line.strip().lstrip("#").strip()
        if index > 2 and len(line) > 200:
            break
        if (
            4 <= len(text) <= 70
            and _SUBJECT.search(text)
            and not _SENTENCE.search(text)
            and not _NUMBERED.match(text)
        ):
            return text
    return None
