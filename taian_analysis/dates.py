"""The date of a document and the year it reports on, found in its text."""

from __future__ import annotations

import re
from datetime import date

from .period_words import find_mentions

_SIGNED = re.compile(
    r"^[ \t　]*((?:19|20)\d\d)\s*年\s*(1[0-2]|0?[1-9])\s*月(?:\s*([0-3]?\d)\s*日)?[ \t　]*$", re.M
)
_BRACKET = re.compile(r"[((〔]((?:19|20)\d\d)年(1[0-2]|0?[1-9])月([0-3]?\d)日[^\n]{0,20}[))〕]")
_CHINESE = re.compile(
    r"^[ \t　]*([二一][〇○零O0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月"
    r"([一二三四五六七八九十]{1,3})日[ \t　]*$",
    re.M,
)
_TITLE = re.compile(
    r"((?:19|20)\d\d)\s*年度?[^\n。;,,]{0,40}?(?:公报|总结|情况|自评|评估|年报|年度报告|统计)"
)
_WORDS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "O": 0, "0": 0}


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _small(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _WORDS.get(text, 0)
    return 10 * (_WORDS.get(tens, 1) if tens else 1) + (_WORDS.get(ones, 0) if ones else 0)


def document_date(text: str) -> date | None:
    r"""Return the date a document is signed with (落款), or the one below its title, else None.

    Where there is neither, None: nothing is guessed from the dates inside sentences.

    Examples
    --------
    >>> document_date("正文。\n泰安市民政局\n2023年7月11日\n附件")
    datetime.date(2023, 7, 11)
    """
    signed = _SIGNED.findall(text)
    for year, month, day in reversed(signed):
        found = _day(int(year), int(month), int(day or 1))
        if found:
            return found
    for match in reversed(list(_CHINESE.finditer(text))):
        number = int("".join(str(_WORDS[c]) for c in match[1] if c in _WORDS) or 0)
        found = _day(number, _small(match[2]), _small(match[3])) if number > 1900 else None
        if found:
            return found
    head = _BRACKET.search(text[:600])
    return _day(*(int(part) for part in head.groups())) if head else None


def subject_period(text: str) -> str | None:
    """Return the period (SDMX) a title says the document reports on, else None.

    Examples
    --------
    >>> subject_period("某市2022年国民经济和社会发展统计公报")
    '2022'
    >>> subject_period("某局2021年上半年工作总结")
    '2021-S1'
    """
    for line in text[:400].split("\n")[:4]:
        if len(line) > 60 or "。" in line or "政府工作报告" in line:
            continue
        match = _TITLE.search(line)
        if match:
            for mention in find_mentions(match[0]):
                if mention.code and "/" not in mention.code:
                    return mention.code
    return None
