"""Which period a wording of time means: a match of the grammar of `mentions` -> an SDMX code."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Any

from ..base import catalog
from ..base.vocabulary import near
from .numerals import chinese_number, whole_number
from .periods import months, period

_WORDS: dict[str, str] = catalog.load("periods")["years"]
_TABLE: dict[str, Any] = catalog.load("mentions")
_SHIFT, _CONGRESS = _TABLE["named"]["shift"], _TABLE["congress"]
#: wordings of a year: beside the one spoken of, the document's own, and one before
NAMED, THIS, BACK = (tuple(_TABLE["named"][name].split()) for name in ("beside", "this", "back"))
_CUMULATED = re.compile(_TABLE["cumulated"])
_PLAN_NAME = re.compile(_TABLE["plans"]["name"], re.VERBOSE)
_FIRST_HALF, _FIVE = "上", "五"


def plan_years(number: str) -> tuple[int, int] | None:
    """Return the first and last year of a five-year plan by its Chinese number.

    “三五” was 1966-1970, and each has followed the one before since.

    Examples
    --------
    >>> plan_years("十四"), plan_years("十三")
    ((2021, 2025), (2016, 2020))
    """
    value = chinese_number(number)
    if value is None or not 6 <= value <= 19:
        return None
    return 1951 + 5 * value, 1955 + 5 * value


def named_plan(text: str) -> tuple[int, int] | None:
    """Return the years of the five-year plan that a text names most, None if it names none."""
    counts: dict[str, int] = {}
    for named in near(_PLAN_NAME, text, _FIVE, 3, 4):
        quoted, bare = named.groups()
        counts[quoted or bare] = counts.get(quoted or bare, 0) + 1
    for name in sorted(counts, key=lambda n: -counts[n]):
        years = plan_years(name)
        if years:
            return years
    return None


def real_year(printed: int, anchor: date | None) -> int | None:
    """Return the year meant by a printed four-digit number, None if it is no year.

    3023年 in a report of 2023 is a misprint: the one year near the document that differs in the
    millennium only.
    """
    if 1800 <= printed <= 2100:
        return printed
    guess = 2000 + printed % 1000
    near = anchor.year if anchor else 2020
    return guess if near - 30 <= guess <= near + 15 and guess % 100 else None


def number(text: str) -> int:
    """Return a small number in either script; one where it is none."""
    return whole_number(text) or 1


def part_of_year(match: re.Match[str], prefix: str, year: int) -> str | None:
    """Return the code of the half-year, quarter, months or day a match names in a year."""
    half, upto, quarter = match[prefix + "half"], match[prefix + "upto"], match[prefix + "quarter"]
    if half:
        return f"{year}-S{1 if half == _FIRST_HALF else 2}"
    if match[prefix + "upmonth"]:
        return months(year, 1, number(match[prefix + "upmonth"]))
    if upto:
        return months(year, 1, 3 * number(upto))
    if match[prefix + "q1"]:
        first, last = number(match[prefix + "q1"]), number(match[prefix + "q2"])
        return months(year, 3 * first - 2, 3 * last) if first <= last else f"{year}-Q{last}"
    if quarter:
        return f"{year}-Q{number(quarter)}"
    if match[prefix + "m1"]:
        first, last = int(match[prefix + "m1"]), int(match[prefix + "m2"])
        return months(year, first, last) if first <= last else f"{year}-{last:02d}"
    if match[prefix + "dm"]:
        month, day = int(match[prefix + "dm"]), int(match[prefix + "day"])
        if 1 <= day <= calendar.monthrange(year, month)[1]:
            return f"{year}-{month:02d}-{day:02d}"
        return f"{year}-{month:02d}"
    return None


def days(first: str, month: str | None, day: str) -> str | None:
    """Return the code of a run of days of one year or into the next: 9月30日至10月7日.

    Examples
    --------
    >>> days("2022-10-01", None, "7"), days("2022-12-30", "1", "2"), days("2022-07-01", "9", "30")
    ('2022-10-01/2022-10-07', '2022-12-30/2023-01-02', '2022-Q3')
    """
    begin = date.fromisoformat(first)
    last = int(month or begin.month)
    year, end = begin.year + (last < begin.month), int(day)
    length = calendar.monthrange(year, last)[1]
    if not 1 <= end <= length or (last == begin.month and end <= begin.day):
        return None
    if begin.day == 1 and end == length and year == begin.year:
        return months(year, begin.month, last)
    return f"{first}/{year}-{last:02d}-{end:02d}"


def since(code: str, anchor: date | None) -> str | None:
    """Return the span from a period to the document's month."""
    if anchor is None:
        return None
    now = f"{anchor.year}-{anchor.month:02d}"
    first = code.split("/")[0].removesuffix("-01") if len(code) == 10 else code.split("/")[0]
    return f"{first}/{now}" if first[:7] <= now else code


_CENTURY = 2000  # of a year printed in two digits, the first of them 0
_FIRST_YEAR = 1911  # the year before 民国元年
#: a code, the year it names for what follows, and whether it is a time limit
Found = tuple[str | None, int | None, bool]


def absolute(match: re.Match[str], anchor: date | None) -> Found:
    """Resolve a mention that names its year; no year where what is printed is none."""
    if match["fy"]:
        return _from_month_to_month(match, anchor)
    for one, two in (("y1", "y2"), ("p1", "p2"), ("s1", "s2")):
        if match[one]:
            first = int(match[one])
            last = int(match[one][: -len(match[two])] + match[two])  # 2023/24
            if last - first == 1 and (match["school"] or match["sschool"]):
                return f"{first}-09/{last}-08", last, False  # 2021-2022学年
            if last - first == 1 and (match["winter"] or match["heated"]):
                return f"{first}-{'10' if match['winter'] else '11'}/{last}-03", last, False
            return (f"{first}/{last}" if first < last else f"{last}"), last, False
    if match["my"]:
        own = _FIRST_YEAR + int(match["my"])
        return f"{own}-{int(match['mymonth']):02d}", own, False
    printed = match["y"] or match["yb"]
    year = real_year(int(printed) + (_CENTURY if len(printed) == 2 else 0), anchor)  # 08年
    if year is None:
        return None, None, False
    code = part_of_year(match, "y", year) or _month_or_end(match, year)
    if match["since"]:
        return since(code, anchor), year, False
    return code, year, bool(match["until"])


def _from_month_to_month(match: re.Match[str], anchor: date | None) -> Found:
    """Resolve 2022年1月至2023年6月."""
    year = real_year(int(match["fy"]), anchor)
    last = real_year(int(match["ty"]), anchor) if match["ty"] else year
    if year is None or last is None:
        return None, None, False
    first, month = int(match["fm"]), int(match["tm"])
    if (year, first) > (last, month):
        return f"{last}-{month:02d}", last, False
    if match["fd"] and match["td"] and (spell := _spell(match, year, last)):
        return spell, last, False
    if year == last:
        return months(year, first, month), last, False
    return f"{year}-{first:02d}/{last}-{month:02d}", last, False


def _spell(match: re.Match[str], year: int, last: int) -> str | None:
    """Return the code of 2018年7月9日至8月16日, None for whole months or where no such day is."""
    try:
        first = date(year, int(match["fm"]), int(match["fd"]))
        end = date(last, int(match["tm"]), int(match["td"]))
    except ValueError:
        return None
    whole = first.day == 1 and (end + timedelta(days=1)).day == 1
    return None if whole else f"{first}/{end}"


def _month_or_end(match: re.Match[str], year: int) -> str:
    """Return the code of a month, a year's end (its December), its beginning or the whole year."""
    if match["month"]:
        return f"{year}-{number(match['month']):02d}"
    if match["end"]:
        return f"{year}-12"
    return f"{year}-01" if match["begin"] else f"{year}"


def plan(match: re.Match[str], anchor: date | None) -> tuple[str | None, str] | None:
    """Resolve a five-year plan: (code, basis); None where no such plan was."""
    years = plan_years(match["plan"])
    if years is None:
        return None
    if match["pend"]:
        return f"{years[1]}", "explicit"
    if match["pfirst"]:
        return f"{years[0]}", "explicit"
    if match["psince"]:
        return since(f"{years[0]}", anchor), "explicit"
    return f"{years[0]}/{years[1]}", "plan"


def congress(match: re.Match[str], anchor: date | None) -> str | None:
    """Resolve 党的二十大以来."""
    return since(_CONGRESS[match["congress"]], anchor)


def relative(match: re.Match[str], year: int | None, anchor: date) -> tuple[str | None, int | None]:
    """Resolve a mention relative to the document, or to the last year named: (code, year)."""
    if match["rel"]:
        return _year_by_name(match, year, anchor)
    if match["now"] or match["thismonth"]:
        return f"{anchor.year}-{anchor.month:02d}", None
    if match["lastyear"]:
        return _year_gone_by(anchor), None
    if match["today"]:
        return _day_of_month(int(match["today"]), anchor), None
    if match["span"] or match["n6"] or match["future"]:
        return _counted_years(match, anchor), None
    if match["lastquarter"]:
        return quarter_before(f"{anchor.year}-Q{(anchor.month + 2) // 3}"), None
    if match["lastmonth"]:
        last = anchor.replace(day=1).toordinal() - 1
        return f"{date.fromordinal(last):%Y-%m}", None
    return _in_year(match, year, anchor), None


def quarter_before(code: str) -> str:
    """Return the code of the quarter before a quarter's.

    Examples
    --------
    >>> quarter_before("2023-Q2"), quarter_before("2023-Q1")
    ('2023-Q1', '2022-Q4')
    """
    year, quarter = int(code[:4]), int(code[-1])
    return f"{year}-Q{quarter - 1}" if quarter > 1 else f"{year - 1}-Q4"


def cumulated(code: str, text: str, end: int) -> str | None:
    """Return the months up to a month that is counted together with them: 4月,收入累计完成A."""
    month = int(code[5:7]) if code[5:7].isdecimal() else 1
    return months(int(code[:4]), 1, month) if month > 1 and _CUMULATED.match(text, end) else None


def _year_by_name(
    match: re.Match[str], year: int | None, anchor: date
) -> tuple[str | None, int | None]:
    """Resolve 去年, 上年底, 今年上半年."""
    word = match["rel"]
    own = (year if year and word in NAMED else anchor.year) + _SHIFT.get(word, 0)
    code = part_of_year(match, "r", own) or f"{own}"
    if match["rmonth"]:
        code = f"{own}-{number(match['rmonth']):02d}"
    elif match["rend"]:
        code = f"{own}-12"
    elif match["rbegin"]:
        code = f"{own}-01"
    if match["rsince"]:
        return since(f"{own}-01" if code == f"{own}" else code, anchor), own
    return code, own


#: the months in which a document looks back on the year before
_SPRING = (1, 2, 3)


def _year_gone_by(anchor: date) -> str:
    """Resolve 一年来, 过去的一年: the year before in spring, this one at its end."""
    if anchor.month >= 11:
        return f"{anchor.year}"
    before = f"{anchor.year - 1}"
    return before if anchor.month <= 4 else f"{before}-{anchor.month:02d}/{anchor:%Y-%m}"


def _day_of_month(day: int, anchor: date) -> str | None:
    """Resolve 截至14日 in a newscast: of the document's month, or the one before."""
    first = anchor.replace(day=1)
    if day > anchor.day:
        first = date.fromordinal(first.toordinal() - 1).replace(day=1)
    if not 1 <= day <= calendar.monthrange(first.year, first.month)[1]:
        return None
    return f"{first.replace(day=day)}"


def of_report(match: re.Match[str], reporting: str | None) -> str | None:
    """Resolve 报告期, 期末 and 期初 (the end of what was before) by the period reported on."""
    if reporting is None:
        return None
    span = period(reporting)
    if match["rptodate"]:
        return months(span.end.year, 1, span.end.month)
    if match["rpbegin"]:
        return f"{date.fromordinal(span.start.toordinal() - 1):%Y-%m}"
    return f"{span.end:%Y-%m}" if match["rpend"] or match["rpend2"] else reporting


def _counted_years(match: re.Match[str], anchor: date) -> str | None:
    """Resolve 近三年, 十年来, 五年内, 未来五年."""
    if match["n6"]:
        many = number(match["n6"])
        if _GONE_BY.match(match.string, match.end()):
            return f"{anchor.year - many + 1}/{anchor.year}"  # 三年内共办结…
        return f"{anchor.year}/{anchor.year + many}"
    if match["future"]:
        return f"{anchor.year}/{anchor.year + number(match['n4'] or match['n3'])}"
    many = number(match["n"] or match["n2"])
    now = f"{anchor.year}-{anchor.month:02d}"
    if many > 15:
        return None  # 改革开放40多年来
    early = anchor.month in _SPRING and not (match["n2"] and many >= 10)
    if many > 1 and (early or match["firstyears"]):
        return f"{anchor.year - many}/{anchor.year - 1}"  # looks back on the years before it
    if match["n2"] and many >= 10:
        return f"{anchor.year - many}/{now}"  # 十年来: since the year ten years ago
    return f"{anchor.year - many + 1}/{now}" if many > 1 else f"{anchor.year - 1}"


_GONE_BY = re.compile(_WORDS["gone_by"])
_AHEAD_BEFORE = re.compile(_WORDS["ahead_before"])
_AHEAD_AFTER = re.compile(_WORDS["ahead_after"])


def _is_ahead(match: re.Match[str], anchor: date) -> bool:
    """Whether 全年 or 年底 is of a year not yet over: of a task, a hope, a limit."""
    if anchor.month == 12:
        return True
    start, end = match.span()
    before, after = match.string[max(0, start - 12) : start], match.string[end : end + 12]
    return bool(_AHEAD_BEFORE.search(before) or _AHEAD_AFTER.match(after))


def _in_year(match: re.Match[str], year: int | None, anchor: date) -> str | None:
    """Resolve a part of a year that does not say which: 全年, 年末, 上半年, 4月底."""
    own = year or anchor.year
    whole = match["whole"] or match["yearend"]
    if year is None and whole and (anchor.month <= 4 or not _is_ahead(match, anchor)):
        own -= 1  # a whole year is not reported before it has ended
    if match["within"]:
        return f"{year or anchor.year}"
    for group, code in (("whole", f"{own}"), ("yearend", f"{own}-12"), ("yearbegin", f"{own}-01")):
        if match[group]:
            return since(code, anchor) if match["yearsince"] else code  # 年初以来
    code = _part_of(match, own)
    if year is None and not match["buntil"] and _is_past(match, code, anchor):
        code = _part_of(match, own - 1)  # 下半年 in a report of January
    return since(code, anchor) if match["bsince"] else code


def _part_of(match: re.Match[str], year: int) -> str:
    """Return the code of the part of a year that a bare wording names."""
    return part_of_year(match, "b", year) or f"{year}-{number(match['bmonth']):02d}"


def _is_past(match: re.Match[str], code: str, anchor: date) -> bool:
    """Whether a part of the document's year is yet to come, so that the year before's is meant.

    So many months as 1-12月 are told of when they are over, unless a task or a hope is.
    """
    span = period(code)
    counted = (match["bm1"] or match["bupmonth"]) and anchor.month in _SPRING
    return span.start > anchor or bool(
        counted and span.end.month > anchor.month and not _is_ahead(match, anchor)
    )
