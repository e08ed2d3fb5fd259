# ruff: noqa: E501 (tables of words, one entry a line; a Chinese character counts as two)
"""The heads of indicator tables, Chinese and English: a printed head -> its role and period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from typing import Any

from ..base import catalog
from ..base.kept import kept
from ..base.vocabulary import hinted, pattern
from ..grammar import period_text
from ..grammar.chars import bare_number, simplify
from .names import PINYIN

_ROLES = [
    (role, re.compile(rf"\A(?:{'|'.join(entry['patterns'])})"))
    for role, entry in catalog.load("headers").items()
]
_HINTED = hinted(one for entry in catalog.load("headers").values() for one in entry["patterns"])
_WIDTHS = str.maketrans({"（": "(", "）": ")", "／": "/", "：": ":", "％": "%", "〔": "[", "〕": "]",
                         "［": "[", "］": "]", "—": "-", "–": "-", "－": "-", "～": "-", "~": "-",
                         "至": "-", **{chr(0xFF10 + i): str(i) for i in range(10)}})  # fmt: skip
_words = partial(pattern, "table_heads")
_YEARS = _words("years")
_PURE_YEAR = _words("pure_year")
#: the English of a bilingual head
_TRANSLATION = re.compile(
    r"(?<=[\u4e00-\u9fff\d)）])\s+(?:%\s)?[A-Za-z][a-z]+[%A-Za-z0-9\s().,/&'’-]*$"
)
#: a year that begins in one and ends in the next: 2022-23, 2016/17
_OF_TWO_YEARS = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/\u2013\u2010](?P<next>\d\d)(?![\d月])"
)
_TWO_YEARS = re.compile(rf"{_OF_TWO_YEARS.pattern}(?:年度?)?")
_BOXED = re.compile(r"\[[^\[\]\d]{2,12}\]")
_PLAN_COLUMN = _words("plan_column")
_DATED, _ROC, _YEAR_DASHED = _words("dated"), _words("roc"), _words("year_dashed")
_NO_HEAD, _FROM_YEAR = _words("no_head"), _words("from_year")
_YEAR_SAID, _ASIDE = _words("year_said"), _words("aside")
_BUDGETED, _AIMED_RATE = _words("budgeted"), _words("aimed_rate")
_BEGINS_SENTENCE, _ENDS_SENTENCE = _words("begins_sentence"), _words("ends_sentence")
_GROWN, _AIMED, _SUMMED = _words("grown"), _words("aimed"), _words("summed")
#: roles that hold a printed value, and those of them that are levels of the indicator
VALUES = ("baseline", "target", "actual", "change", "generic", "year")
LEVELS = ("baseline", "target", "actual")
#: the same, and those of which it is still open which level they are; all but a year alone
OBSERVED = (*LEVELS, "generic", "year")
COUNTED = (*LEVELS, "generic")
#: what stands before the name of a row, and what is counted beside its values
LEADING = ("serial", "area", "group", "level1", "level2")
BESIDE = ("rate", "weight", "score")
#: how a column begins that is a part of the one before it
PART = pattern("table_measures", "part_of")


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: as printed, its role, its SDMX period and whether it spans others."""

    text: str
    role: str
    period: str | None = None
    year_only: bool = False
    span: bool = False
    implied: bool = False
    spanned: bool = False
    #: whether the table's own numbers show its role
    proven: bool = False
    #: what its role could be instead, where neither head nor document says which
    open: str = ""

    @property
    def value(self) -> bool:
        """Whether the column holds values."""
        return self.role in VALUES


def where(heads: Sequence[Head], *roles: str) -> list[int]:
    """Return the columns that have one of some roles."""
    return [i for i, head in enumerate(heads) if head.role in roles]


def given(heads: Sequence[Head], places: Iterable[int], **told: Any) -> list[Head]:
    """Return the columns, those at some places with what is told of them: a role, a period."""
    chosen = {*places}
    return [replace(h, **told) if i in chosen else h for i, h in enumerate(heads)]


@kept
def squeeze(text: str) -> str:
    """Return a head without blanks, footnote marks, pronunciations and wide characters.

    A month or quarter in English is written as in Chinese: 2024年3月 for Mar 2024.
    """
    text = "".join(PINYIN.sub("", period_text.in_chinese(text)).translate(_WIDTHS).split())
    text = text.lstrip("*").rstrip("*①②③④⑤⑥⑦⑧⑨¹²³†")
    part = PART.match(text)
    if part and (rest := text[part.end() :]) and not _DATED.sub("", rest):
        text = rest  # 其中:9月 beside 1-9月
    text = re.sub(r"(?<=[\])])\d$|\[\d{1,2}\]$", "", text)
    return text.rstrip(":")


def untranslated(text: str) -> str:
    """Return a head without the English after it.

    Examples
    --------
    >>> untranslated("卫生机构 (个) Health Care Institutions (unit)"), untranslated("2021 Households")
    ('卫生机构 (个)', '2021')
    """
    return _TRANSLATION.sub("", text)


@kept
def plain_head(text: str) -> str:
    """Return a head in simplified characters, without blanks and printed pronunciations.

    Examples
    --------
    >>> plain_head("指標(biāo)名 稱")
    '指标名称'
    """
    return simplify(squeeze(text))


@kept
def find_period(text: str) -> str | None:
    """Return the SDMX period a head names, or None.

    Examples
    --------
    >>> find_period("2025年 目标值"), find_period("2016-2020年"), find_period("2023年上半年完成")
    ('2025', '2016/2020', '2023-S1')
    >>> find_period("“十三五”末"), find_period("完成值"), find_period("112年目標值")
    ('2020', None, '2023')
    """
    found = period_text.find_period(text)
    if found is None and (of_two := _OF_TWO_YEARS.search(text)):
        first = int(of_two["year"])
        if (first + 1) % 100 == int(of_two["next"]):
            return f"{first}/{first + 1}"
    if found is None and (said := _YEAR_DASHED.match(text.strip())):
        return said[0]
    if found is None and (year := _ROC.match(text.strip())):
        return str(1911 + int(re.sub(r"\D", "", year[0])))
    return found.code if found else None


@kept
def read_head(text: str) -> Head | None:
    """Read one head, or return None where the text is none.

    Examples
    --------
    >>> read_head("2025年 目标值")
    Head(text='2025年 目标值', role='target', period='2025', year_only=False, span=False, implied=False, spanned=False, proven=False, open='')
    >>> read_head("指标 属性").role, read_head("婚姻登记合格率")
    ('attribute', None)
    """
    of_two = _TWO_YEARS.fullmatch(text.strip())
    if bare_number(text) and not of_two and not (len(text) == 4 and text.isdigit()):
        return None  # no year
    word = simplify(squeeze(untranslated(text)))
    word = word[1:-1] if _BOXED.fullmatch(word) else word  # [五年累计]
    if not 0 < len(word) <= 26 or _NO_HEAD.search(word):
        return None
    period = find_period(word)
    return (
        _of_years(text, word, period) or _of_time(text, word, period) or _named(text, word, period)
    )


def role_of(text: str) -> str:
    """Return the role of a head; nothing where a text is none."""
    head = read_head(text)
    return head.role if head is not None else ""


def of_year(text: str) -> bool:
    """Whether a text is a head that says a year, and not of what."""
    head = read_head(text)
    return head is not None and head.year_only


def _of_years(text: str, word: str, period: str | None) -> Head | None:
    """Read a head over several years: 2016-2020年目标, 2021-2025年均增速."""
    if not _YEARS.fullmatch(_FROM_YEAR.sub("", word)) or len(word) > 18:
        return None
    if _GROWN.search(word):
        return Head(text, "change", period)
    aimed = "target" if _AIMED.search(word) else "actual"
    return Head(text, "change" if _SUMMED.search(word) else aimed, period, span=True)


def _of_time(text: str, word: str, period: str | None) -> Head | None:
    """Read a head that is a year, with what the year is of in brackets, or a plan's name."""
    said = _YEAR_SAID.fullmatch(word)
    inner = read_head(said["word"]) if said else None
    if inner is not None and inner.role in ("target", "baseline", "actual"):
        return Head(text, inner.role, period)  # 2025(目标)
    if said and _BUDGETED.search(said["word"]):
        return Head(text, "target", period, open="actual")  # 2023年(修订预算)
    if _PURE_YEAR.fullmatch(word) or (period and _TWO_YEARS.fullmatch(squeeze(text))):
        return Head(text, "year", period, year_only=True)
    if _PLAN_COLUMN.fullmatch(word) and period:
        return Head(text, "year", period, year_only=True)
    return None


def _named(text: str, word: str, period: str | None) -> Head | None:
    """Read a head by what it is called, with or without its time."""
    core = _DATED.sub("", word)
    if _AIMED_RATE.fullmatch(core):
        return Head(text, "target", period)
    bare = _UNIT_END.sub("", core)  # 已开工(户)
    said = list(dict.fromkeys(filter(None, (word, core, bare))))
    for role, form in _ROLES if any(map(_HINTED.search, said)) else ():
        if any(map(form.fullmatch, said)):
            if role in ("target", "baseline", "actual", "generic", "change") and _sentence(word):
                return None
            summed = (
                role == "change"
                and "-" in (period or "")
                and _SUMMED.fullmatch(core.rstrip("数值额"))
            )
            return Head(text, "actual" if summed else role, period)  # 2015年1-3月累计
    return None


@kept
def only_period(text: str) -> bool:
    """Whether a head says a part of a year and nothing else.

    Examples
    --------
    >>> only_period("前三季度"), only_period("1-9月"), only_period("一季度完成")
    (True, True, False)
    """
    return not _DATED.sub("", squeeze(text)) and bool(text.strip())


def timed(text: str) -> bool:
    """Whether a head says a time, a part of a year too.

    Examples
    --------
    >>> timed("6月产量"), timed("数值 2023年6月"), timed("产量")
    (True, True, False)
    """
    word = squeeze(text)
    return _DATED.sub("", word) != word or find_period(word) is not None


#: what a column is counted in, at the end of its head
_UNIT_END = re.compile(r"\([^()\d]{1,8}\)\Z")


def _sentence(word: str) -> bool:
    """Whether a text only contains a head's word: a name or a sentence, not a head."""
    plain = _ASIDE.sub("", word)
    if _BEGINS_SENTENCE.match(plain):
        return True
    return len(plain) > 10 or _ENDS_SENTENCE.search(plain) is not None


def merged(upper: Head | None, lower: Head | None, text: str) -> Head | None:
    """Return the head of a column whose head is printed in two rows."""
    whole = read_head(text)
    over = upper is not None and not upper.period
    if over and lower and lower.year_only and whole is not None and whole.role in LEVELS:
        # 规划值 over 2020年 and 2025年
        return replace(whole, spanned=True, period=whole.period or lower.period)
    grows = lower is not None and lower.role == "change"
    if upper and lower and {upper.role, lower.role} <= {*LEVELS} and not lower.year_only:
        return replace(lower, text=text, period=lower.period or upper.period)  # 指标值, 基准值
    if (
        whole is not None
        and not grows
        and (lower is None or lower.role != "year" or whole.role != "year")
    ):
        return whole
    if upper and lower and lower.role == "change" and upper.role in ("target", "actual"):
        return replace(lower, text=text)
    if upper and lower:
        if lower.year_only and upper.role in ("target", "actual", "baseline", "change"):
            return replace(upper, text=text, period=lower.period, spanned=True)
        return lower
    return lower or upper


# ------------------------------------------------------------------------------ heads in English

#: a year, or one that begins in one and ends in the next, with the month and the words before it
_ENGLISH_PERIOD = re.compile(
    r"(?:\b(?:in|for|by|to|as (?:at|of)|at|until|end(?: of)?)\s+)*"
    r"(?P<time>(?:(?:\d\d?[\s-])?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}"
    r"\.?[\s-]?(?:\d\d?,\s?)?|[1-4]q\s?|q[1-4]\s?|\bfy\s?)?(?:19|20)\d\d"
    r"(?:\s?[-/]\s?(?:20)?\d\d)?|\bfy\s?'?\d\d(?:\s?[-/]\s?\d\d)?|\b\d\d/\d\d)(?!\d)"
)
#: a part of a year that a head names beside it
PART_OF_YEAR = re.compile(
    r"\b(?:q(?:uarter|tr)?\s?[1-4]|[1-4](?:st|nd|rd|th) (?:quarter|half)|h[12])\b"
)
_TO_DATE = re.compile(r"\bto[ -]date\b")
_SHORT_FISCAL = re.compile(r"fy\s?'?(\d\d)(?!\d)")
_TWO_SHORT = re.compile(r"(?:fy\s?'?)?(\d\d)\s?[-/]\s?(\d\d)")
_ENGLISH_BRACKET = re.compile(r"\([^()]*\)")
_LONGEST_ENGLISH = 60
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2018\u2019\xa0", "-----'' ")


@cache
def _english_roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = catalog.load("headers_english")
    return tuple((k, re.compile(rf"(?:{v})")) for k, v in rows.items() if k != "words")


@cache
def _english_words() -> dict[str, frozenset[str]]:
    words = catalog.load("headers_english")["words"]
    return {role: frozenset(listed.split()) for role, listed in words.items()}


def _by_words(core: str, time: str) -> str | None:
    """Return the role of a head of plain words and of words of one role; that of a year alone."""
    said, told = {*re.findall("[a-z]+", _TO_DATE.sub(" ytd ", core))}, _english_words()
    roles = [role for role in LEVELS if said & told[role]]
    roles = roles or ["actual"] * bool(said & told["open"])
    roles = roles or ["target"] * bool(time.startswith("by") or (time and said & told["dated"]))
    known = frozenset().union(*(told.values() if time else (told[k] for k in told if k != "dated")))
    if {"to", "be"} <= said:
        roles = ["target"]
    elif roles == ["target", "actual"] and said & told["reached"]:
        roles = ["actual"]  # Achieved targets
    if len(roles) > 1 or not said <= known or not (said or time):
        return None
    return roles[0] if roles else "year" if time else None


def _english_period(time: str) -> str | None:
    """Return the period of a time in small letters: a year, a month of it, a fiscal year."""
    if two := _TWO_SHORT.fullmatch(time):
        return f"20{two[1]}/20{two[2]}" if int(two[2]) == int(two[1]) + 1 else None
    if fiscal := _SHORT_FISCAL.match(time):
        return f"20{fiscal[1]}"
    return find_period("".join(re.sub(r"\A\d\d?[\s-]|(?<=[a-z])-|\d\d?,|fy", "", time).split()))


@lru_cache(maxsize=4096)
def english_head(text: str) -> Head | None:
    """Read one English head, or return None where the text is none.

    Examples
    --------
    >>> [english_head(text).role for text in ("Performance measure", "Target (%)", "Achieved")]
    ['name', 'target', 'actual']
    >>> english_head("Actual 2022/23").period, english_head("Residents who are satisfied")
    ('2022/2023', None)
    >>> texts = ("Achieved by Dec. 2023", "FY21 Actual", "2022", "End target 30-Jun-2024")
    >>> [english_head(text).period for text in texts]
    ['2023-12', '2021', '2022', '2024-06']
    """
    plain = " ".join(text.translate(_DASHES).split())
    if not 0 < len(plain) <= _LONGEST_ENGLISH or not plain.isascii():
        return None
    if period_text.in_chinese(plain) != plain:
        return Head(plain, "year", find_period(plain), year_only=True)
    dated = _ENGLISH_PERIOD.search(plain.lower())
    period = _english_period(dated["time"]) if dated else None
    core = PART_OF_YEAR.sub("", _ENGLISH_PERIOD.sub("", plain.lower()))
    bare = _ENGLISH_BRACKET.sub("", core).strip()
    word = "".join((bare or core).split()).strip(":*-(),")
    time = dated[0] if dated and period else ""
    role = _by_words(bare or core, time) if time else None
    role = role or next((role for role, form in _english_roles() if form.fullmatch(word)), None)
    role = role or _by_words(bare or core, time)
    if role is None or role == "year":
        return Head(plain, "year", period, year_only=True) if role else None
    return Head(plain, role, period if role in VALUES else None, proven=True)
