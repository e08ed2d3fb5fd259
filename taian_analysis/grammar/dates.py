"""The date of a document and the period it reports on, found in its text."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

from ..base.vocabulary import pattern
from . import imprint
from .mentions import find_mentions

_MONTH = pattern("imprint", "month_alone")
_BRACKET = pattern("imprint", "bracket")
_HEADED = pattern("imprint", "headed")
_LED = pattern("imprint", "led")
_LATEST = pattern("imprint", "latest")
_HEAD_MONTH = pattern("imprint", "head_month")
_ENDED_MONTH = pattern("imprint", "ended_month")
_TITLE, _NO_TITLE = pattern("imprint", "title"), pattern("imprint", "no_title")
_BRACKETED, _OF_PLAN = pattern("imprint", "bracketed_period"), pattern("imprint", "of_plan")


def document_date(text: str) -> date | None:
    r"""Return the date a document states (`stated_date`), else the latest month it counts up to.

    It can not be older than that (截至2023年6月底). Where its title names the period it reports on,
    that says nothing of when it was written: None.

    Examples
    --------
    >>> document_date("截至2023年6月底,全市有3个县。"), stated_date("截至2023年6月底,全市有3个县。")
    (datetime.date(2023, 6, 30), None)
    """
    return stated_date(text) or (None if subject_period(text) else _latest(text))


@lru_cache(maxsize=4)  # one document, in the forms in which it is read
def stated_date(text: str) -> date | None:
    r"""Return the date a document is signed with (落款), or is labelled or headed with, else None.

    Where there is none: the day one of its first lines begins with, as news does (2022年8月30日,
    省政府新闻办召开…). Else None.

    Examples
    --------
    >>> stated_date("正文。\n泰安市民政局\n2023年7月11日\n附件")
    datetime.date(2023, 7, 11)
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for find in (_signed, _headed, _of_a_month):
        found = find(lines, text)
        if found:
            return found
    head = _BRACKET.search(text[:600])
    if head:
        return _day(head)
    for line in lines[:4]:
        if (led := _LED.match(line)) and (found := imprint.to_date(led)):
            return found
    return None


def _signed(lines: list[str], _: str) -> date | None:
    return imprint.find_date(lines)[0]


def _headed(lines: list[str], _: str) -> date | None:
    """Return the day a heading line names: 在某会议上, or nothing but the day."""
    for line in [*lines[:8], *lines[8:][-4:]]:
        match = _HEADED.match(line) if len(line) <= 80 else None
        if match and (found := imprint.to_date(match)):
            return found
    return None


def _of_a_month(lines: list[str], text: str) -> date | None:
    """Return the first day of the month a line at the head or the end is dated with."""
    for form, some in ((_HEAD_MONTH, lines[:6]), (_ENDED_MONTH, [*lines[:4], *lines[-4:]])):
        for line in some:
            if match := form.match(line):
                return date(int(match[1]), int(match[2]), 1)
    months = _MONTH.findall(text)
    return date(int(months[-1][0]), int(months[-1][1]), 1) if months else None


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def _latest(text: str) -> date | None:
    """Return the latest day or month that a text counts up to."""
    days = []
    for year, month, day in _LATEST.findall(text):
        last = calendar.monthrange(int(year), int(month))[1]
        days.append(date(int(year), int(month), min(int(day or last) or 1, last)))
    return max(days, default=None)


def subject_period(text: str) -> str | None:
    r"""Return the period (SDMX) a title says the document reports on, else None.

    Examples
    --------
    >>> subject_period("某市2022年国民经济和社会发展统计公报")
    '2022'
    >>> subject_period("某局2021年上半年工作总结")
    '2021-S1'
    >>> subject_period("主要办案数据\n(2023年 4季度)")
    '2023-Q4'
    """
    for line in text[:400].split("\n")[:4]:
        if len(line) > 60 or _NO_TITLE.search(line):
            continue
        match = _TITLE.search(line) or (not _OF_PLAN.search(line) and _BRACKETED.search(line))
        if match:
            told = find_mentions(match[0])
            codes = [m.code for m in told if m.code and _in_one_year(m.code)]
            if codes and (match.re is _TITLE or _stands_for_a_span(codes[0])):
                return codes[0]
    return None


def _in_one_year(code: str) -> bool:
    """Whether a period is no run of years: 2023年1-9月, but not 2021-2025年."""
    first, _, last = code.partition("/")
    return not last or (len(first) > 4 and first[:4] == last[:4])


def _stands_for_a_span(code: str) -> bool:
    """Whether a period is no day or month, which may be when a document was written."""
    return re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", code) is None


_REPORT_OF = pattern("imprint", "report_of")
_REPORTING = pattern("imprint", "reporting")
_REPORT_SPAN = pattern("imprint", "report_span")
_QUARTER_ENDS = {3: "Q1", 6: "S1", 9: "Q1/{}-Q3", 12: ""}


def reporting_period(text: str) -> str | None:
    """Return the period (SDMX) a document reports on: by its title, or what its 报告期 must be.

    A 报告期 that is not said is the part of the year up to the last day it counts to, if a quarter
    ends there.

    Examples
    --------
    >>> reporting_period("报告期内,公司实现收入3亿元。截至2022年6月30日,总资产9亿元。")
    '2022-S1'
    """
    if not _REPORTING.search(text):
        return subject_period(text)
    if told := _REPORT_SPAN.search(text):
        return f"{told[1]}-{_QUARTER_ENDS[int(told[2])].format(told[1])}".rstrip("-")
    named = _REPORT_OF.search(text[:2000])
    if named:
        quarter = "" if named["year"] else "-Q1" if named["first"] else "-Q3"
        return named[1] + ("-S1" if named["half"] else quarter)
    last = _latest(text)
    if last is None or last.month not in _QUARTER_ENDS:
        return subject_period(text)
    return f"{last.year}-{_QUARTER_ENDS[last.month].format(last.year)}".rstrip("-")
