"""The wordings of time in running Chinese text: where they stand and which period they mean.

`find_mentions` finds them all in one pass: absolute ones (2023年3月底, 2021—2022年), the five-year
plans (“十三五”末, “十四五”以来), and relative ones (去年, 上半年, 截至4月底, 目前), which need the
document's date and, for a month without a year, the last year named before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from ..base import catalog
from ..base.vocabulary import begun, fill, pattern
from . import mention_codes
from .marks import PART, SECTION
from .numerals import arabic_years

_TABLE: dict[str, Any] = catalog.load("mentions")
_PARTS = {f"part_{one}": _TABLE["part"].replace("@", one) for one in "yrb"}


def _filled(text: str) -> str:
    return fill(text, _TABLE | _PARTS)


#: the first signs first, so that most places are left at once
PATTERN = re.compile(
    f"(?={_TABLE['first']})(?:{'|'.join(map(_filled, _TABLE['wordings'].values()))})", re.VERBOSE
)
#: where a wording can begin: one of the first signs, looked back at, so that all others are skipped
_FIRST = re.compile(rf"[{_TABLE['signs']}](?<=(?={_TABLE['first']})[\s\S])", re.VERBOSE)
_HEADING = re.compile(
    rf"^(?:\s*(?:{SECTION}|{PART})[^。;]*|[^。;]*(?:{catalog.load('periods')['scopes']['work']})[^。;]*)$"
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
        a change begins (由2020年的); ``"until"`` a time limit (到2025年, 8月底前); ``"aside"``
        what only measures (按2005年可比价格) or since when something is the first or most
        (自2013年以来首次), of which no figure is.
    year
        The year that a later month without a year belongs to, if this mention names one.
    """

    start: int
    end: int
    code: str | None
    basis: str
    role: str
    year: int | None


def _first_year(code: str) -> int:
    return int(code[:4]) if code[:4].isdecimal() else 0


_LED = {name: re.compile(words) for name, words in catalog.load("periods")["led"].items()}
_LED_BY = 10  # characters before a wording that may lead it: 比历史上最好的1984年
_words = partial(pattern, "periods")
_STATED, _RECORD, _BUILT_ON = _words("stated"), _words("record"), _words("built_on")
_PRICES, _OF_BASE, _RENAMED = _words("prices"), _words("of_base"), _words("renamed")
_BUT, _LEFT_OUT, _MANY = _words("but"), _words("left_out"), _words("many")
_LEFT_OVER, _FELL_ON = (
    re.compile(catalog.load("periods")["figures"][name]) for name in ("left_over", "fell_on")
)


def _role(text: str, start: int, until: bool) -> str:
    """Return what the words before a wording make it: a base, an origin, a goal, or none."""
    before = text[max(0, start - _LED_BY) : start].rstrip(" ")
    led = next((role for role, words in _LED.items() if words.search(before)), "at")
    return "until" if until and led == "at" and not _STATED.search(before) else led


def find_mentions(
    text: str,
    anchor: date | None = None,
    year: int | None = None,
    *,
    topic: str | None = None,
    reporting: str | None = None,
) -> list[Mention]:
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
    topic
        The period the text opens with. Where nothing nearer names a year, 上年 is the one before
        its; and in a text without a date, 全年, 年末 and the last quarter are of its year, and
        今年1至6月 is the period itself, where it is of those months.
    reporting
        The period that 报告期 means.

    Examples
    --------
    >>> [m.code for m in find_mentions("截至4月底…,比2020年增加", date(2023, 7, 11))]
    ['2023-04', '2020']
    """
    found: list[Mention] = []
    said: dict[str, str] = {}  # runs of months that were told without a year
    place = _Place(text, year, topic, reporting)
    even = arabic_years(text)
    end = 0
    while match := begun(PATTERN, _FIRST, even, end, len(even)):
        end = match.end()
        place.move_to(match.start())
        meant = _meaning(match, place, anchor)
        if meant is None:
            continue
        meant, end = _reaching(meant, text, match.start(), end, anchor)
        if match["bm1"] and meant.code:
            told = said.setdefault(match[0], meant.code)
            meant = meant._replace(code=told) if place.aside else meant  # 去年4月起…。1-8月,…
        role = _role(text, match.start(), meant.until)
        if found and _runs_on(text, found[-1], match.start()) and meant.code:
            meant, role = meant._replace(code=f"{found[-1].code}/{meant.code}"), "at"
        if _is_aside(text, match.start(), end) or (not meant.code and _LEFT_OVER.match(text, end)):
            role = "aside"
        elif role == "at" and _BUILT_ON.match(text, end):
            role = "base"
        if role == "at" and meant.code and anchor and _first_year(meant.code) > anchor.year:
            role = "until"
        aside = bool(match["p1"]) or text[match.start() - 1 : match.start()] in _AFTER
        place.name(meant.year, role, match.start(), aside=aside)
        place.aside = meant.basis == "relative" if place.named == meant.year else place.aside
        found.append(Mention(match.start(), end, meant.code, meant.basis, role, meant.year))
    around = zip(found, [None, *found[:-1]], [*found[1:], None], strict=False)
    return [_beside(text, *three) for three in around]


def _runs_on(text: str, since: Mention, start: int) -> bool:
    """Whether a wording ends a run that the month before it began: 自2012年12月施行至今年7月.

    Or where no more than 至 stands between the two: 2015年8月至今年7月.
    """
    led = start - since.end <= 1 or text[since.start - 1 : since.start] == _FROM[0]
    month = len(since.code or "") == _MONTH
    return month and led and _RUN_ON.fullmatch(text, since.end, start) is not None


def _reaching(
    meant: _Meaning, text: str, start: int, end: int, anchor: date | None
) -> tuple[_Meaning, int]:
    """Return how far a wording reaches: 10月1日至7日, 自2019年1月设立以来."""
    code = meant.code or ""
    if len(code) == _DAY and (last := _DAYS.match(text, end)):
        days = mention_codes.days(code, last["month"], last["day"])
        return (meant._replace(code=days), last.end()) if days else (meant, end)
    if len(code) == _DAY and (months := _MONTHS_TO.match(text, end)):
        first = int(code[5:7]) - mention_codes.number(months["n"]) + 1
        if first > 0:
            told = mention_codes.months(int(code[:4]), first, int(code[5:7]))
            return meant._replace(code=told), months.end()
    run = mention_codes.cumulated(code, text, end) if len(code) == _MONTH else None
    if run and not _UP_TO.search(text, max(0, start - 3), start):
        return meant._replace(code=run), end
    event = (_SINCE if text[start - 1 : start] in _FROM else _SINCE_NAMED).match(text, end)
    if event is None or not code or "/" in code:
        return meant, end
    return meant._replace(code=mention_codes.since(code, anchor)), event.end()


def _is_aside(text: str, start: int, end: int) -> bool:
    """Whether no figure is of a wording: 按2005年可比价格计算, 自2013年以来首次."""
    since = text[end - 1] == "来"
    if (since or text[max(0, start - 1) : start] == "创") and _RECORD.match(text, end):
        return True  # 创今年春运单日新高
    if since:
        return False
    if _MANY.search(text, max(0, start - 2), start):
        return True  # 平均每年上半年
    if _BUT.search(text, max(0, start - 2), start) and _LEFT_OUT.match(text, end):
        return True  # 除2012年外
    if _FELL_ON.search(text, max(0, start - 3), start):
        return True  # 出现在8月22日
    if _OF_BASE.match(text, end) or (text[start].isdecimal() and _RENAMED.match(text, end)):
        return True  # 受去年基数影响; 1984年划归甲市
    return text[start - 1 : start] in _BY and _PRICES.match(text, end) is not None


def _beside(text: str, mention: Mention, before: Mention | None, after: Mention | None) -> Mention:
    """Return what a wording means with those beside it.

    比上年和上年同期 compares with both; 五年来(2021-2025年) says in brackets which years are meant.
    """
    compared = before is not None and before.role == "base" and mention.role == "at"
    if before and compared and _JOINED.fullmatch(text, before.end, mention.start):
        return replace(mention, role="base")
    if after is None or "/" not in (after.code or ""):
        return mention
    week = _WEEK.match(text, mention.end)
    if week and week.end() == after.start:
        return replace(mention, code=after.code)  # 2024年第28周(7月8日—7月14日)
    if mention.basis == "explicit":
        return mention
    told = text[mention.end : mention.end + 1] in _OPENS and after.start == mention.end + 1
    if told and text[after.end : after.end + 1] in _CLOSES and _spans(mention):
        return replace(mention, code=after.code)
    return mention


def _spans(mention: Mention) -> bool:
    """Whether a wording is of a run of years (五年来, “十一五”时期), whichever they are."""
    return "/" in (mention.code or "/")


_UP_TO = re.compile(catalog.load("periods")["scopes"]["up_to"])
_BY, _AFTER, _FROM = ("按", "以", "照"), ("继",), ("自", "从")
_RUN_ON = pattern("mentions", "run_on")
_DAY, _MONTH = len("2023-07-11"), len("2023-07")  # of a code that is a single one
_WEEK, _MONTHS_TO = pattern("mentions", "week"), pattern("mentions", "months_to")
_DAYS, _SINCE = pattern("mentions", "days"), pattern("mentions", "since_event")
_SINCE_NAMED = pattern("mentions", "since_named")
_JOINED = re.compile(r"\s{0,9}[和与及、]\s{0,9}")
_OPENS, _CLOSES = "(（", ")）"
_BRACKET = 200  # characters a bracket is looked for
_CLOSED = re.compile(r"[)）\n]")


#: the groups that hold a year
_OWN_YEAR = ("fy", "y1", "p1", "s1", "y", "yb", "my")
#: wordings that only the day of writing settles
_OF_TODAY = (
    "now",
    "span",
    "n6",
    "future",
    "within",
    "thismonth",
    "lastmonth",
    "lastquarter",
    "lastyear",
    "today",
    "yearsince",
)


class _Meaning(NamedTuple):
    """What a wording was found to mean."""

    code: str | None
    basis: str = "explicit"
    until: bool = False
    year: int | None = None


@dataclass
class _Place:
    """Where in a text the reading is: the year named last in the line, and in the heading."""

    text: str
    given: int | None
    topic: str | None = None
    reporting: str | None = None
    named: int | None = None
    section: int = 0
    heading: bool = False
    line: int = 0
    #: whether the year named last was one beside today's: 去年
    aside: bool = False
    #: whether 今年 was said since, of which nothing tells the year
    untold: bool = False
    #: where the bracket closes that a year stands in, and the year named before it
    bracket: tuple[int, int | None] | None = None
    _plan: list[tuple[int, int] | None] = field(default_factory=list)

    def move_to(self, start: int) -> None:
        """Go on to a place; a new line forgets the year that the last one named.

        A bracket that closes gives back the year named before it.
        """
        if self.bracket and start > self.bracket[0]:
            self.named, self.bracket = self.bracket[1], None
        newline = self.text.rfind("\n", self.line, start)
        if newline >= 0:
            self.named, self.line, self.bracket = None, newline + 1, None
            self.aside = self.untold = False
            stop = self.text.find("\n", self.line, self.line + 42)
            title = self.text[self.line : stop]
            self.heading = stop >= 0 and _HEADING.search(title) is not None

    def name(self, year: int | None, role: str, start: int, *, aside: bool) -> None:
        """Keep the year a mention names for those after it: 一、2023年工作回顾."""
        if year and role in ("at", "until") and self.heading:
            self.section = year
        if year and role == "at" and not aside:
            self._enter_bracket(start)
            self.named, self.untold = year, False

    def _enter_bracket(self, start: int) -> None:
        """Keep the year named before the bracket a place stands in, until that closes."""
        first = max(self.line, start - _BRACKET)
        opened = max(self.text.rfind(sign, first, start) for sign in _OPENS)
        if self.bracket or opened < 0:
            return
        closed = _CLOSED.search(self.text, opened, start + _BRACKET)
        if closed and closed.start() >= start and closed[0] != "\n":
            self.bracket = (closed.start(), self.named)

    @property
    def year(self) -> int | None:
        """The year in force."""
        return self.named or self.section or self.given

    @property
    def topic_year(self) -> int | None:
        """The year of the period the text opens with, where it is of one year."""
        years = set(re.findall(r"\d{4}", self.topic or ""))
        return int(min(years)) if len(years) == 1 else None

    def plan(self) -> tuple[int, int] | None:
        """Return the years of the plan the text is about; looked for once a text."""
        if not self._plan:
            self._plan.append(mention_codes.named_plan(self.text))
        return self._plan[0]


def _meaning(match: re.Match[str], place: _Place, anchor: date | None) -> _Meaning | None:
    """Return what a match means, None where it is no wording of time after all."""
    if any(match[name] for name in _OWN_YEAR):
        code, own, until = mention_codes.absolute(match, anchor)
        return None if own is None else _Meaning(code, "explicit", until, own)
    if match["plan"]:
        found = mention_codes.plan(match, anchor)
        return None if found is None else _Meaning(*found)
    if match["term"]:
        years = place.plan()
        if years is None:
            return None
        code = f"{years[1]}" if match["termend"] else f"{years[0]}/{years[1]}"
        return _Meaning(code, "plan", True)
    if match["congress"]:
        return _Meaning(mention_codes.congress(match, anchor))
    if match["ofreport"]:
        code = mention_codes.of_report(match, place.reporting)
        return _Meaning(code, "relative") if code else None
    return _relative(match, place, anchor)


def _relative(match: re.Match[str], place: _Place, anchor: date | None) -> _Meaning:
    """Return what a wording means that only a date, or a year named before, settles."""
    until = bool(match["buntil"] or match["within"])
    named = place.named or place.section
    by_year = match["rel"] in (None, *mention_codes.NAMED) and not place.untold
    if anchor is None and by_year and not any(match[name] for name in _OF_TODAY):
        told = named or (place.topic_year if _of_topic(match) else None)
        anchor = date(told, 12, 31) if told else None
    if anchor is None:
        place.untold = place.untold or match["rel"] in mention_codes.THIS
        return _Meaning(_same_part(match, place), "relative", until)
    year = place.year or (place.topic_year if match["rel"] in mention_codes.NAMED else None)
    code, own = mention_codes.relative(match, year, anchor)
    back = match["rel"] in mention_codes.BACK
    beside = place.named and match["rel"] in mention_codes.NAMED
    if own and back and (match["rsame"] or beside):
        own = None  # 上年 of the year in force leaves that year in force
    return _Meaning(code, "relative", until, own)


def _same_part(match: re.Match[str], place: _Place) -> str | None:
    """Return the period the text opens with, if a wording is of the same part of a year."""
    year = place.topic_year
    if year is None or match["rel"] not in (None, *mention_codes.THIS) or match["rsame"]:
        return None
    prefix = "r" if match["rel"] else "b"
    code = mention_codes.part_of_year(match, prefix, year)
    if match[f"{prefix}month"]:
        code = f"{year}-{mention_codes.number(match[f'{prefix}month']):02d}"
    return place.topic if code == place.topic else None


def _of_topic(match: re.Match[str]) -> bool:
    """Whether a wording can only be of the year that a text opens with: 全年, 年末, 12月."""
    last = match["bmonth"] == "12" or match["bquarter"] in ("四", "4")
    return bool(match["whole"] or match["yearend"] or last or match["rel"] in mention_codes.NAMED)
