"""The wordings of time in running Chinese text: where they stand and which period they mean.

`find_mentions` finds them all in one pass: absolute ones (2023年3月底, 2021—2022年), the five-year
plans (“十三五”末, “十四五”以来), and relative ones (去年, 上半年, 截至4月底, 目前), which need the
document's date and, for a month without a year, the last year named before.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from .numerals import chinese_number, whole_number
from .periods import months, period

_TO = r"\s*(?:-|—{1,2}|–|~|～|－|至|到)\s*"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_CMONTH = rf"(?:{_MONTH}|十[一二]?|[一二三四五六七八九])"
_PART = (
    r"(?P<@half>[上下])半年度?[底末]?"
    r"|(?<!提)前(?P<@upmonth>1[0-2]|[2-9]|[二两三四五六七八九十])个月"
    r"|前(?P<@upto>[二两三23])个?季度(?:[底末])?"
    rf"|第?(?P<@q1>[一二三四1-4])(?:季度)?{_TO}第?(?P<@q2>[一二三四1-4])季度(?:[底末])?"
    r"|第?(?P<@quarter>[一二三四1-4])季度(?:[底末])?"
    rf"|(?:前)?(?P<@m1>{_MONTH})\s*月?(?:份)?{_TO}(?P<@m2>{_MONTH})\s*月(?:份)?(?:[底末])?"
    rf"|(?P<@dm>{_MONTH})\s*月\s*(?P<@day>[0-3]?\d)\s*[日号]"
)
_YEAR_PART = (
    _PART.replace("@", "y")
    + rf"|(?P<month>{_CMONTH})\s*月(?:份)?(?:[底末初]|[上中下]旬)?"
    + r"|(?P<end>年?[底末终](?!端))|(?P<begin>年?初)|全年"
)
_BARE_PART = (
    _PART.replace("@", "b")
    + rf"|(?P<bmonth>{_MONTH})\s*月(?:份)?(?:[底末初](?!次)|[上中下]旬)?(?![票份])"
)
_SUFFIX = (
    r"(?P<since>以来|至今|迄今|开始以来)|(?P<same>同期)|(?P<until>以前|之前|前)|期间|间(?=[,,])|度"
)
_FIRST = r"[\d去上下前今本明次当同“\"‘「一二三四五六七八九十党截到目迄现近多长如过最未全年第两规]"
PATTERN = re.compile(
    rf"""
    (?={_FIRST})  # most places in a text begin no period: leave them at once
  (?:
    (?P<fy>\d{{4}})\s*年\s*(?P<fm>{_MONTH})\s*月(?:份|\d{{1,2}}[日号]|[底末初])?{_TO}
        (?:(?P<ty>\d{{4}})\s*年\s*)?(?P<tm>{_MONTH})\s*月(?:份|\d{{1,2}}[日号]|[底末初])?
  | (?<!\d)(?P<y1>[12]\d{{3}})\s*年?(?:度|[底末])?{_TO}
        (?P<y2>[12]\d{{3}})\s*(?:学年)?年(?:[底末]|度|期?间)?
  | (?<=[((])(?P<p1>[12]\d{{3}}){_TO}(?P<p2>[12]\d{{3}})(?=[))])
  | (?<!\d)(?:(?P<y>\d{{4}})\s*年)(?!龄|限)(?:\s*(?:{_YEAR_PART}))?(?:{_SUFFIX})?
  | (?P<rel>去年|上一?年(?!级|龄)|前年|今年|本年|明年|次年|当年|同年)(?:度)?
        (?:(?P<rend>年?[底末])|(?P<rbegin>年?初)|(?:{_PART.replace("@", "r")}
        |(?P<rmonth>{_MONTH})\s*月(?:份)?(?:[底末初]|[上中下]旬)?))?
        (?:(?P<rsince>以来|至今)|(?P<rsame>同期)|度)?
  | [“"‘「]?(?P<plan>[一二三四五六七八九十]{{1,2}})五[”"’」]?(?:规划)?
        (?:(?P<pend>期?末|收官之年|收官)|(?P<psince>(?:开局)?以来)|(?P<pduring>期间|时期|以?期内)
        |(?P<pfirst>开局之年|初期|期初|初)|(?P<pmid>中期))
  | (?P<term>规划期)(?:内|间|末)?
  | 党的?(?P<congress>十[六七八九]|二十)大以来
  | (?P<now>截至目前|截止目前|到目前(?:为止)?|目前|当前|迄今(?:为止)?|现阶段|近年来|多年来
        |近些年来?|近几年来?|长期以来|如今|现在)
  | (?P<span>(?:过去|近|最近|(?<![提以学产])前)
        (?P<n>[一二两三四五六七八九十\d]{{1,2}})年(?:来|间|里|中)?
        |(?P<n2>[两三四五六七八九十\d]{{1,2}})[多余]?年来)
  | (?<![十百第])(?P<n6>[两三四五六])年(?:之)?内(?!生)
  | (?P<future>未来|今后)(?P<n3>[一二两三四五六七八九十\d]{{1,2}})(?:[-—~至到](?P<n4>\d{{1,2}}))?年
  | (?P<whole>全年)(?!龄|级) | (?P<yearend>年[末底](?!端))
  | (?P<yearbegin>(?<!当)(?<!近)年初(?!预算|安排|确定|计划|目标|下达|部署))
  | (?P<within>年内)(?!生) | (?P<lastmonth>上个?月(?:末|底)?) | (?P<thismonth>本月(?:末|底)?)
  | (?<![\d.之分])(?:{_BARE_PART})(?:(?P<bsince>以来|至今)|(?P<bsame>同期)|前|之前)?
  )
    """,
    re.VERBOSE,
)
_CONGRESS = {
    "十六": "2002-11",
    "十七": "2007-10",
    "十八": "2012-11",
    "十九": "2017-10",
    "二十": "2022-10",
}
_HEADING = re.compile(r"^[^。;]*(?:回顾|总结|工作|安排|计划|打算|目标|任务|重点|展望)[^。;]*$")
#: a year in Chinese digits; one sign for one, so that every offset is kept
_CHINESE_YEAR = re.compile("[一二][〇零○一二三四五六七八九]{3}(?=年)")
_TO_ARABIC = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_PLAN_NAME = re.compile(
    r"[“\"‘「]([一二三四五六七八九十]{1,2})五[”\"’」]"
    r"|(?<![第一二三四五六七八九十])([一二三四五六七八九十]{1,2})五(?=规划|期间|时期|期?末|以来|纲要|收官|开局)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A wording of time.

    Attributes
    ----------
    start, end
        Its span in the text.
    code
        The period it means, None where it is relative and no date was given.
    basis
        ``"explicit"``, ``"relative"`` or ``"plan"``.
    role
        ``"at"`` an ordinary mention; ``"base"`` what is compared with (比2020年); ``"from"`` where
        a change begins (由2020年的); ``"until"`` a time limit (到2025年, 8月底前).
    year
        The year that a later month without a year belongs to, if this mention names one.
    """

    start: int
    end: int
    code: str | None
    basis: str
    role: str
    year: int | None


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
    for quoted, bare in _PLAN_NAME.findall(text):
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


def _number(text: str) -> int:
    return whole_number(text) or 1


def _part(match: re.Match[str], prefix: str, year: int) -> str | None:
    """Return the code of the half-year, quarter, months or day a match names in a year."""
    half, upto, quarter = match[prefix + "half"], match[prefix + "upto"], match[prefix + "quarter"]
    if half:
        return f"{year}-S{1 if half == '上' else 2}"
    if match[prefix + "upmonth"]:
        return months(year, 1, _number(match[prefix + "upmonth"]))
    if upto:
        return months(year, 1, 3 * _number(upto))
    if match[prefix + "q1"]:
        first, last = _number(match[prefix + "q1"]), _number(match[prefix + "q2"])
        return months(year, 3 * first - 2, 3 * last) if first <= last else f"{year}-Q{last}"
    if quarter:
        return f"{year}-Q{_number(quarter)}"
    if match[prefix + "m1"]:
        first, last = int(match[prefix + "m1"]), int(match[prefix + "m2"])
        return months(year, first, last) if first <= last else f"{year}-{last:02d}"
    if match[prefix + "dm"]:
        month, day = int(match[prefix + "dm"]), int(match[prefix + "day"])
        if 1 <= day <= calendar.monthrange(year, month)[1]:
            return f"{year}-{month:02d}-{day:02d}"
        return f"{year}-{month:02d}"
    return None


def _since(code: str, anchor: date | None) -> str | None:
    if anchor is None:
        return None
    now = f"{anchor.year}-{anchor.month:02d}"
    first = code.split("/")[0]
    return f"{first}/{now}" if first[:7] <= now else code


def _first_year(code: str) -> int:
    return int(code[:4]) if code[:4].isdecimal() else 0


def _role(text: str, start: int, until: bool) -> str:
    before = text[max(0, start - 4) : start]
    if before.endswith(
        ("比", "较", "与", "同", "相比", "和", "较之", "相较")
    ) and not before.endswith(("同比", "占比", "共同", "计较", "比较", "参与", "对比")):
        return "base" if not before.endswith("和") else "at"
    if before.endswith(("由", "从")) and not before.endswith(("理由", "自从")):
        return "from"
    if until or before.endswith(("力争到", "力争", ",到", ",到", "。到", "至", "到")):
        return "until" if not before.endswith(("截至", "截止到", "截至到")) else "at"
    return "at"


def _absolute(match: re.Match[str], anchor: date | None) -> tuple[str | None, int | None, bool]:
    """Resolve a mention that names its year: (code, year, is until)."""
    if match["fy"]:
        year = real_year(int(match["fy"]), anchor)
        last = real_year(int(match["ty"]), anchor) if match["ty"] else year
        if year is None or last is None:
            return None, None, False
        first, month = int(match["fm"]), int(match["tm"])
        if (year, first) > (last, month):
            return f"{last}-{month:02d}", last, False
        if year == last:
            return months(year, first, month), last, False
        return f"{year}-{first:02d}/{last}-{month:02d}", last, False
    for one, two in (("y1", "y2"), ("p1", "p2")):
        if match[one]:
            years = int(match[one]), int(match[two])
            if years[0] >= years[1]:
                return f"{years[1]}", years[1], False
            return f"{years[0]}/{years[1]}", years[1], False
    year = real_year(int(match["y"]), anchor)
    if year is None:
        return None, None, False
    code = _part(match, "y", year)
    if code is None:
        code = f"{year}"
        if match["month"]:
            code = f"{year}-{_number(match['month']):02d}"
        elif match["end"]:
            code = f"{year}-12"
        elif match["begin"]:
            code = f"{year}-01"
    if match["since"]:
        return _since(code, anchor), year, False
    return code, year, bool(match["until"])


def _relative(
    match: re.Match[str], year: int | None, anchor: date
) -> tuple[str | None, int | None]:
    """Resolve a mention relative to the document, or to the last year named: (code, year)."""
    now = f"{anchor.year}-{anchor.month:02d}"
    if match["rel"]:
        word = match["rel"]
        named = word in ("当年", "同年", "次年", "上年", "上一年") and year
        base = year if named and year else anchor.year
        shift = {"去年": -1, "上年": -1, "上一年": -1, "前年": -2, "明年": 1, "次年": 1}
        own = base + shift.get(word, 0)
        code = _part(match, "r", own) or f"{own}"
        if match["rmonth"]:
            code = f"{own}-{int(match['rmonth']):02d}"
        elif match["rend"]:
            code = f"{own}-12"
        elif match["rbegin"]:
            code = f"{own}-01"
        if match["rsince"]:
            if code == f"{own}":
                code = f"{own}-01"
            return _since(code, anchor), own
        return code, own
    if match["now"]:
        return now, None
    if match["span"]:
        many = _number(match["n"] or match["n2"])
        if many > 15:
            return None, None  # 改革开放40多年来
        if match["n2"] and many >= 10:
            return f"{anchor.year - many}/{now}", None  # 十年来: since the year ten years ago
        return (f"{anchor.year - many + 1}/{now}" if many > 1 else f"{anchor.year - 1}"), None
    if match["n6"]:
        return f"{anchor.year}/{anchor.year + _number(match['n6'])}", None
    if match["future"]:
        return f"{anchor.year}/{anchor.year + _number(match['n4'] or match['n3'])}", None
    own = year or anchor.year
    if year is None and anchor.month <= 4 and (match["whole"] or match["yearend"]):
        own -= 1  # a report of spring looks back on the year before
    if match["whole"]:
        return f"{own}", None
    if match["yearend"]:
        return f"{own}-12", None
    if match["yearbegin"]:
        return f"{own}-01", None
    if match["within"]:
        return f"{anchor.year}", None
    if match["thismonth"]:
        return now, None
    if match["lastmonth"]:
        last = anchor.replace(day=1).toordinal() - 1
        return f"{date.fromordinal(last):%Y-%m}", None
    code = _part(match, "b", own) or f"{own}-{int(match['bmonth']):02d}"
    if year is None and not match[0].endswith("前") and period(code).start > anchor:
        code = code.replace(f"{own}", f"{own - 1}")  # 下半年 in a report of January
    return (_since(code, anchor) if match["bsince"] else code), None


def find_mentions(text: str, anchor: date | None = None, year: int | None = None) -> list[Mention]:
    """Find every wording of time in a text, in order.

    Parameters
    ----------
    text
        Running Chinese text.
    anchor
        The document's date.
    year
        The year that wordings without one belong to (全年, 年末, 上半年); by default the last year
        named before in the same line, and else the anchor's.

    Examples
    --------
    >>> [m.code for m in find_mentions("截至4月底…,比2020年增加", date(2023, 7, 11))]
    ['2023-04', '2020']
    """
    found = []
    named: int | None = None
    plans: list[tuple[int, int] | None] = []
    line = section = 0
    heading = False
    even = _CHINESE_YEAR.sub(lambda year: year[0].translate(_TO_ARABIC), text)
    for match in PATTERN.finditer(even):
        start, end = match.span()
        newline = text.rfind("\n", line, start)
        if newline >= 0:
            named, line = None, newline + 1
            stop = text.find("\n", line, line + 42)
            heading = stop >= 0 and _HEADING.search(text[line:stop]) is not None
        basis, until, own = "explicit", False, None
        code: str | None
        if match["fy"] or match["y1"] or match["p1"] or match["y"]:
            code, own, until = _absolute(match, anchor)
            if own is None:
                continue
        elif match["plan"]:
            years = plan_years(match["plan"])
            if years is None:
                continue
            code, basis = f"{years[0]}/{years[1]}", "plan"
            if match["pend"]:
                code, basis = f"{years[1]}", "explicit"
            elif match["pfirst"]:
                code, basis = f"{years[0]}", "explicit"
            elif match["psince"]:
                code, basis = _since(f"{years[0]}", anchor), "explicit"
        elif match["term"]:
            plans = plans or [named_plan(text)]  # once a text
            years = plans[0]
            if years is None:
                continue
            code, basis, until = f"{years[0]}/{years[1]}", "plan", True
            code = f"{years[1]}" if match[0].endswith("末") else code
        elif match["congress"]:
            code = _since(_CONGRESS[match["congress"]], anchor)
        else:
            basis = "relative"
            until = (match[0].endswith("前") and not match["now"]) or bool(match["within"])
            code = None
            if anchor is not None:
                code, own = _relative(match, named or section or year, anchor)
                if own and match["rel"] in ("去年", "上年", "上一年", "前年") and match["rsame"]:
                    own = None
        role = _role(text, start, until)
        if role == "at" and code and anchor and _first_year(code) > anchor.year:
            role = "until"
        if own and role in ("at", "until") and heading:
            section = own  # 一、2023年工作回顾
        if own and role == "at" and not match["p1"]:
            named = own
        found.append(Mention(start, end, code, basis, role, own))
    return found
