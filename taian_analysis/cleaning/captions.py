"""What is printed above a table: what titles it, which period and unit it says the table is of.

The title or a subtitle alone on its line (2020年3月) dates the table: a column whose head names no
period is of that, or of a part of it. 本月 is that month, 累计 the year up to it, 1-6月完成 those
months of the table's year, a plan's name its last year.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from ..base.phrases import say
from ..base.report import Report
from ..base.vocabulary import pattern
from ..grammar.imprint import of_page
from ..grammar.marks import mark_level
from ..grammar.mention_codes import plan_years
from ..grammar.numerals import chinese_number
from ..grammar.periods import period as period_of
from .align import SourceRow
from .cellkinds import chinese, words
from .cells import CellToken
from .document_years import ANY_PLAN, TITLE_YEAR, YEARLY
from .headers import (
    COUNTED,
    LEVELS,
    VALUES,
    Head,
    find_period,
    only_period,
    plain_head,
    role_of,
    squeeze,
    where,
)
from .layouts_across import Found
from .names import last_bracket, unit_line

_TITLE = words("title")
_ORDINAL = pattern("marks", "alone")
_TABLE = pattern("pages", "table_end")


#: how many lines above a table its title stands at most, and how many that print something
_FAR, _NEAR = 14, 6
#: so many lines a form's cells take, at most
_FORM_LINES = 40


def captioned(found: Found, report: Report, before: Sequence[CellToken] = ()) -> Found:
    """Title a table by the text near above its header: in the cells `before`, or on the lines."""
    texts = [t.text.strip() for t in before[-12:] if t.text.strip()]
    line = next((t.line for t in (*found.header, *found.before) if t.line is not None), 0)
    lines = [*_between_cells(report, line), *near_above(report, line)]
    found.caption = titled([*lines, *texts]) or (report.title or "")
    return found


def _between_cells(report: Report, line: int) -> list[str]:
    """Return the lines above one that have no pipe, where cells on lines of their own have one.

    Between a form's title and its header stand the cells that say what it is of.
    """
    above = [row.text.strip() for row in report.lines[max(0, line - _FORM_LINES) : line]]
    drawn = sum(text.endswith("|") for text in above) > len(above) / 2
    return [text for text in above if text and "|" not in text][-_NEAR:] if drawn else []


def over_grid(found: Found, report: Report) -> Found:
    """Title a grid whose document gives it no title by the lines above it, past a sentence."""
    line = next((t.line for t in (*found.before, *found.header) if t.line is not None), 0)
    found.caption = titled(near_above(report, line))
    return found


def near_above(report: Report, line: int) -> list[str]:
    """Return the lines near above one that print something, below the rows of a table before."""
    above = [row.text.strip() for row in report.lines[max(0, line - _FAR) : max(0, line - 1)]]
    above = [text for text in above if text.strip("| -")][-_NEAR:]
    rows = [n for n, t in enumerate(above) if sum(bool(c.strip()) for c in t.split("|")) > 1]
    return above[rows[-1] + 1 if rows else 0 :]


#: a line of a form above a table: whose, of what month, who had it made
_FORM = pattern("table_dates", "form")


#: a line of more heads is a header
_HEADS = 2
#: a sentence is no title, unless it says that a table follows (目标见下表。)
_SENTENCE = re.compile(r"\A(?!.*(?:表|如下)).*(?:。|[；，、]\Z)")


def titled(texts: list[str]) -> str:
    """Return the text that titles a table, of those above it."""
    good = [t for t in texts if chinese(t) and len(t) <= 80]
    good = [t for t in good if not (of_page(t) or _FORM.search(t))]
    good = [t for t in good if sum(bool(role_of(word)) for word in t.split()) <= _HEADS]
    good = [t for t in good if not _SENTENCE.search(t)]
    titles = [t for t in good if _TITLE.search(t)]
    tables = [t for t in titles if _TABLE.search(t)]  # 资金情况, 绩效指标 are cells of its form
    titles = tables or [t for t in titles if not role_of(squeeze(t))] or titles
    return "".join((titles or good or [""])[-1].split()).strip("|#")


_COUNTED = pattern("table_names", "unit_begins")


def title_over(report: Report, found: Found, rows: list[SourceRow]) -> str:
    """Return the title above the heads which the first one below goes on from: 一、 before 二、.

    Or that says what is counted below it: 二、床位数 计量单位:张.
    """
    title = next((row.cells[0][0].text for row in rows if row.kind == "section"), "")
    line = found.header[0].line if found.header else None
    if line is None:
        return ""
    last = min(line - 1, len(report.lines))
    printed = (report.lines[n].text.strip("| \t") for n in range(last - 1, -1, -1))
    over = next(filter(None, printed), "")
    if mark_level(over) > 0 and (said := _COUNTED.search(over)):
        return over[: said.start()].strip()
    if (number := _number(title)) is None:
        return ""
    alike = mark_level(over) == mark_level(title) > 0
    return over if alike and _number(over) == number - 1 else ""


def _number(title: str) -> int | None:
    """Return the Chinese numeral of the mark that a title begins with."""
    found = _ORDINAL.match(title)
    return chinese_number(found[0].strip("()（）、")) if found else None


def evidence_of(found: Found) -> str:
    """Name the heads by which a table was found."""
    heads = "、".join("".join(token.text.split()) for token in found.header[:8])
    return f"{found.kind}: " + say("seen.heads", "zh", heads=heads)


_WHOLE_YEAR = pattern("table_dates", "whole_year")

_ALONE = pattern("table_dates", "alone")
_NAMED = pattern("table_dates", "named")
_THIS = pattern("table_dates", "this")
_SO_FAR = pattern("table_dates", "so_far")
_MONTH = pattern("table_dates", "month")
_SAME = pattern("table_dates", "same")
_PART = pattern("table_dates", "part")
_SUM = pattern("table_dates", "sum")
#: what was done in the year, and in all years up to it
_THIS_YEAR, _EVER = pattern("table_dates", "this_year"), pattern("table_dates", "ever")
#: what several of a year's parts are summed up under, and those that are not its first
_SUMMED, _LATER = pattern("table_dates", "summed_up"), pattern("table_dates", "later_quarter")
_ONE_MONTH = re.compile(r"(?:[2-9]|1[0-2])月")
_AS_OF = pattern("table_dates", "as_of")
_YEAR_OR_DAY, _DAY = re.compile(r"\d{4}(?:-\d\d-\d\d)?"), re.compile(r"\d{4}-\d\d-\d\d")
_CELLS = re.compile(rf"[|｜\t]|{_COUNTED.pattern}")
#: what stands in brackets among heads, or in a title that was taken for one
_BRACKETED = re.compile(r"[(\uff08][^()\uff08\uff09]{4,20}[)\uff09]")


def table_period(report: Report, found: Found) -> str | None:
    """Return the period a table is of, as a date alone on a line above it or its title says.

    A year, and the day that a page was put up, give way to a month or season of a title below; the
    day to one above it, too, and to the year before that a title names.
    """
    bracketed = [said for t in found.header for said in _BRACKETED.findall(t.text)]
    above = [*lines_above(report, found), *bracketed]
    alone = [text for line in above for text in _texts(line) if _ALONE.fullmatch(text)]
    said = [(text, code) for text in [*reversed(alone), found.caption] if (code := _dates(text))]
    if not said:
        code = _dates(report.title or "")
        return code if code and not code.isdecimal() else _form_year(report, found)
    if _DAY.fullmatch(said[0][1]) and not _AS_OF.search(said[0][0]):  # put up under its title
        said += [(line, code) for line in reversed(above) if (code := _dates(squeeze(line)))]
    told = (c for text, c in said if _AS_OF.search(text) or not _YEAR_OR_DAY.fullmatch(c))
    day = said[0][1] if _DAY.fullmatch(said[0][1]) else ""
    years = (c for _, c in said if c.isdecimal() and c < day[:4])
    return next(told, None) or next(years, said[0][1])


def _dates(text: str) -> str | None:
    """Return the period that a title names, and no years of a plan."""
    named = _NAMED.search(text)  # 表1 2017年: the number of the table is none of the year
    code = find_period(text[named.start() :].replace("年度", "年")) if named else None
    if code and code.isdecimal() and (until := _AS_OF.search(text)):
        code = find_period(f"{code}年{until[1]}") or code
    return code if code and ("/" not in code or "-" in code) else None


def _form_year(report: Report, found: Found) -> str | None:
    """Return the year of a form of levels and one aim: 2022年度, the one that stands above it."""
    if not where(found.heads, "level1") or len(where(found.heads, "target")) > 1:
        return None
    start = next((token.start for token in found.header if token.start is not None), None)
    years = set(TITLE_YEAR.findall(report.text[:start])) if start else set()
    return str(years.pop()) if len(years) == 1 else None


def _texts(line: str) -> list[str]:
    """Return a line, its cells, and of a form's line (编制单位:某市 2020年3月) the words."""
    cells = _CELLS.split(line)
    parts = line.split() if _FORM.search(line) else []
    return [squeeze(text) for text in dict.fromkeys([line, *cells, *parts])]


def lines_above(report: Report, found: Found) -> list[str]:
    """Return what is printed just above a table: its own first cells, and six lines."""
    above = [token.text for token in found.before]
    first = next((t.line for t in found.header if t.line is not None), None)
    if first is not None:
        above += [line.text for line in report.lines[max(0, first - 6) : first - 1]]
    return above


def counted_anew(cells: Sequence[CellToken]) -> bool:
    """Whether a cell before a header says what is counted below: 二、床位数 计量单位:张."""
    parts = (part for token in cells for part in _CELLS.split(token.text))
    return any(unit_line(part) is not None for part in parts)


def table_unit(report: Report, found: Found) -> str:
    """Return what a line above a table says it is counted in (单位:万元), or nothing."""
    above = lines_above(report, found)
    cells = [cell for text in above for cell in _CELLS.split(text)]
    ends = [last_bracket(cell.rstrip(":\uff1a。 ")) for cell in cells]
    cells = [
        end[1] if end and unit_line(cell) is None else cell
        for cell, end in zip(cells, ends, strict=True)
    ]
    said = [unit for cell in cells if (unit := unit_line(cell)) is not None]
    return said[-1] if said else ""


def summed(heads: list[Head]) -> list[Head]:
    """Take 累计 beside 本月, or 上年同期累计, as a result: the year so far and no sum of a plan.

    1-6月累计 says by itself that it is the year so far.
    """
    texts = [squeeze(head.text) for head in heads]
    heads = [
        replace(head, role="actual")
        if head.role == "change"
        and (part := _PART.match(text))
        and _SUM.fullmatch(text[part.end() :])
        else head
        for head, text in zip(heads, texts, strict=True)
    ]
    if not any(
        _MONTH.fullmatch(text) or _THIS.fullmatch(text) or _SAME.search(text) for text in texts
    ):
        return heads
    return [
        replace(head, role="actual") if head.role == "change" and _SO_FAR.fullmatch(text) else head
        for head, text in zip(heads, texts, strict=True)
    ]


def plan_dated(head: Head) -> Head:
    """Give a head that names a five-year plan its last year."""
    if head.period is None and head.role in LEVELS:
        plan = ANY_PLAN.search(squeeze(head.text))
        years = plan_years(plan["n"]) if plan else None
        if years:
            return replace(head, period=str(years[1]))
    return head


def dated(heads: list[Head], period: str | None, year: str | None) -> list[Head]:
    """Date the columns whose heads name no period of their own.

    Parameters
    ----------
    heads
        The columns, roles settled.
    period
        The table's own period, if it has one.
    year
        The year its title or its document names.
    """
    bare = all(head.period is None for head in heads if head.role in COUNTED)
    heads = [_in_year(head, year or (period and period[:4])) for head in heads]
    if period is None:
        return heads
    yearly = any(h.role == "actual" and _THIS_YEAR.match(plain_head(h.text)) for h in heads)
    return [
        head if yearly and _EVER.match(plain_head(head.text)) else _in_table(head, period, bare)
        for head in heads
    ]


def _in_year(head: Head, year: str | None) -> Head:
    """Date 年度目标, 1-6月完成, 上半年完成 and what was in 9月 in the year the title names."""
    held = head.role == "baseline" and only_period(head.text)
    told = held or head.role in ("target", "actual", "generic")
    if not year or head.period or not told:
        return head
    over, _, below = head.text.rpartition(" ")
    parted = bool(over) and only_period(below)  # 季度累计目标 over 一季度, 二季度
    text = plain_head(below if parted else head.text)
    if _WHOLE_YEAR.search(text) and head.role != "generic":
        return replace(head, period=year)
    part = _PART.match(text)
    if part is None:
        return head
    since = ""
    if parted and _SUMMED.search(over):
        since = "1-" if _ONE_MONTH.fullmatch(part[1]) else "前" * bool(_LATER.fullmatch(part[1]))
    elif _ONE_MONTH.fullmatch(part[1]) and _SO_FAR.search(text[part.end() :]):
        since = "1-"  # 12月份 over 累计, and not over 当月
    return replace(head, period=find_period(f"{year}年{since}{part[1]}"))


def _in_table(head: Head, period: str, bare: bool) -> Head:
    """Date 本月, 累计, and what is left where no column has a period, by the table's own."""
    text = plain_head(head.text)
    yearly = head.period == period[:4] and _SO_FAR.fullmatch(text)  # 本年累计
    if (head.period and not yearly) or head.role not in ("target", "actual"):
        return head
    if "/" in period and (_THIS.fullmatch(text) or _MONTH.fullmatch(text)):
        return head  # 本月 of 1-8月
    if "/" in period and _SO_FAR.fullmatch(text):
        return replace(head, period=period)
    month = re.fullmatch(r"(\d{4})-(\d\d)(?:-\d\d)?", period)
    if _SO_FAR.fullmatch(text) and month:
        return replace(head, period=find_period(f"{month[1]}年1-{int(month[2])}月"))
    if _MONTH.fullmatch(text) and re.fullmatch(r"\d{4}", period):
        return head  # of which month of the year, nothing says
    if _THIS.fullmatch(text):
        return replace(head, period=period)
    if not bare:
        return head
    return replace(head, period=period[:4] if head.role == "target" else period)


def grown_in(heads: list[Head]) -> list[Head]:
    """Date each growth by the result that it is told of, where that stands before it.

    As many as there are results are of each in turn (本月, 累计, 增长, 增长); else they are of the
    last in time, and of none where two end at once. A yearly rate is of no year.

    Examples
    --------
    >>> levels = [Head("2019年", "actual", "2019"), Head("2020年", "actual", "2020")]
    >>> [head.period for head in grown_in([*levels, Head("增长%", "change")])]
    ['2019', '2020', '2020']
    """
    out, told = list(heads), list[str]()
    values = where(heads, *VALUES)
    if any(heads[i].role == "change" for i in values[:1]):
        return heads
    for grown, run in itertools.groupby(values, lambda i: heads[i].role == "change"):
        places = list(run)
        if not grown:
            done = [i for i in places if heads[i].role == "actual"]
            told = [heads[i].period or "" for i in done if heads[places[-1]].role != "target"]
            continue
        if not all(told):
            continue
        end = max((period_of(code).end for code in told), default=None)
        last = [code for code in told if period_of(code).end == end]
        texts = [squeeze(heads[i].text) for i in places]
        alike = len(set(texts)) == 1 or all(_THIS.search(t) or _SO_FAR.search(t) for t in texts)
        if len(last) == 1:
            last *= len(places)
        elif len(last) < len(told) or len(last) != len(places) or not alike:
            continue
        for i, code in zip(places, last, strict=True):
            yearly = code.isdecimal() and YEARLY.search(squeeze(heads[i].text))
            if heads[i].period is None and not yearly:
                out[i] = replace(heads[i], period=code)
    return out
