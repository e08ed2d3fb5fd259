"""Title, issuer and date, as the document itself gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

# full-width punctuation is written as escapes, so that it can not be mistaken for its ASCII twin
_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")}
_DIGITS |= dict.fromkeys("零○O\uff2f", "0")
_YEAR = r"(?P<y>(?:19|20)\d\d|二[〇零○O\uff2f][〇零○O一二三四五六七八九]{2})"
DAY = re.compile(
    rf"{_YEAR}\s*(?:年|[-./])\s*(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s*(?:月|[-./])\s*"
    r"(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?"
)
_SIGNED = re.compile(rf"[(\uff08]?\s*{DAY.pattern}\s*[)\uff09]?")
_LABELLED = re.compile(
    r"(?:发布日期|发布时间|发文日期|成文日期|印发日期|公开日期|生成日期|日期|时间)\s*[:\uff1a]\s*"
    + DAY.pattern
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
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|[(\uff08][一二三四五六七八九十\d]+[)\uff09]|\d+[.、\uff0e])"
)
_SENTENCE = re.compile(r"[。;\uff1b|!\uff01?\uff1f]|[:\uff1a]$|[:\uff1a].*[:\uff1a]")


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * int(_DIGITS.get(tens, "1") if tens else 1) + (int(_DIGITS[ones]) if ones else 0)
    return int("".join(_DIGITS.get(char, "0") for char in text))


def to_date(match: re.Match[str]) -> date | None:
    """Return the date of a match with groups y, m and d, or None if there is no such day."""
    try:
        return date(*(_number(match[key]) for key in "ymd"))
    except (ValueError, KeyError):
        return None


def find_date(lines: Sequence[str]) -> tuple[date | None, int | None]:
    """Return the date under the signature, else the one labelled 发布日期, and its line index."""
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
        if match := _LABELLED.search(line):
            return to_date(match), index if index < 60 else None
    return None, None


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
