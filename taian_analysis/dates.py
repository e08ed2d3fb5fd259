"""The date of a document and the period it reports on, found in its text."""

from __future__ import annotations

import re
from datetime import date

from .period_words import find_mentions
from .readers import facts

_MONTH = re.compile(r"^[ \t]*((?:19|20)\d\d)[ ]?年[ ]?(1[0-2]|0?[1-9])[ ]?月[ \t]*$", re.MULTILINE)
_BRACKET = re.compile(r"[(〔]((?:19|20)\d\d)年(1[0-2]|0?[1-9])月([0-3]?\d)日[^\n]{0,20}[)〕]")
_HEADED = re.compile(
    r"^[-—\s]*" + facts.DAY.pattern + r"\s*(?:在[^\n]{4,60}(?:会议|大会|全会)|\)?$)"
)
_ENDED = re.compile(r"^[^\n。;,]{2,30}[ \u3000]+" + facts.DAY.pattern + r"$")
_HEAD_MONTH = re.compile(r"^\(((?:19|20)\d\d)年(1[0-2]|0?[1-9])月\)$")
_TITLE = re.compile(
    r"((?:19|20)\d\d)\s*年度?[^\n。;,]{0,40}?(?:公报|总结|情况|自评|评估|年报|报告|统计)"
)


def document_date(text: str) -> date | None:
    r"""Return the date a document is signed with (落款), or is labelled or headed with, else None.

    Where there is none, None: nothing is guessed from the dates inside sentences.

    Examples
    --------
    >>> document_date("正文。\n泰安市民政局\n2023年7月11日\n附件")
    datetime.date(2023, 7, 11)
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    found, _ = facts.find_date(lines)
    if found:
        return found
    for pattern, some in ((_HEADED, lines[:8]), (_ENDED, lines[-4:])):
        for line in some:
            match = pattern.match(line) if len(line) <= 80 else None
            if match and (found := facts.to_date(match)):
                return found
    for line in lines[:6]:
        if match := _HEAD_MONTH.match(line):
            return date(int(match[1]), int(match[2]), 1)
    months = _MONTH.findall(text)
    if months:
        return date(int(months[-1][0]), int(months[-1][1]), 1)
    head = _BRACKET.search(text[:600])
    if head:
        try:
            return date(*(int(part) for part in head.groups()))
        except ValueError:
            return None
    return None


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
