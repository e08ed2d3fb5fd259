"""A period as a head or a cell prints it, alone or among the words of a short text."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from ..base import catalog
from ..base.errors import PeriodError
from ..base.vocabulary import pattern
from .mentions import find_mentions
from .periods import CODE, Period, period

_BEFORE = pattern("period_forms", "before")
_AFTER = pattern("period_forms", "after")

#: how heads and file names write parts of a year beside it
_SHORT = pattern("period_forms", "short")
#: a year without 年 before what a head says of it, never before what it counts
_BARE_YEAR = pattern("period_forms", "bare_year")
_REPUBLIC = pattern("period_forms", "republic")
_ENGLISH = pattern("period_forms", "english")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def parse_period(text: str, anchor: date | str | int | None = None) -> Period:
    """Read a period as a Chinese report or a table header prints it.

    Parameters
    ----------
    text
        ``"2025年"``, ``"2023年上半年"``, ``"截至2023年3月底"``, ``"2020年末"``, ``"一季度"``,
        ``"1-6月"``, ``"“十三五”末"``, ``"2022—2023年"``, ``"去年"``, ``"2023.6"``, or an SDMX code.
    anchor
        The date (or SDMX code, or year) that relative wordings are relative to: the document's.

    Returns
    -------
    Period
        A month's end is the month (``2023-03``), a year's end its December (``2022-12``), the end
        of a five-year plan its last year (``2020``).

    Raises
    ------
    PeriodError
        If the text is no period, or is a relative one and no anchor is given.

    Examples
    --------
    >>> parse_period("截至2023年3月底").code
    '2023-03'
    >>> parse_period("上半年", date(2023, 7, 11)).code
    '2023-S1'
    >>> parse_period("“十三五”末").code
    '2020'
    """
    if isinstance(anchor, int):
        anchor = f"{anchor}"
    if isinstance(anchor, str):
        anchor = period(anchor).end
    plain = in_chinese("".join(unicodedata.normalize("NFKC", text).split()))
    if CODE.fullmatch(plain) or ("/" in plain and all(map(CODE.fullmatch, plain.split("/", 1)))):
        return period(plain)
    short = _SHORT.fullmatch(plain)
    if short:
        return period(_short_code(short))
    plain = _with_year(plain)
    found = [
        mention
        for mention in find_mentions(plain, anchor)
        if not _BEFORE.sub("", plain[: mention.start]) and not _AFTER.sub("", plain[mention.end :])
    ]
    if not found:
        raise PeriodError.of(
            "error.not_period", found=repr(text), expected="2025年, 2023年上半年, 截至2023年3月底"
        )
    code = found[0].code
    if code is None:
        raise PeriodError.of(
            "error.relative_without_date", found=repr(text), expected="anchor=date(2023, 7, 11)"
        )
    return period(code)


def find_period(text: str, anchor: date | None = None) -> Period | None:
    """Return the first period printed anywhere in a short text (a header cell), or None.

    A head may leave out what running text prints: 2022现状值, 2025(目标), 2023Q1, 民國110年.

    Examples
    --------
    >>> find_period("2025年 目标值").code, find_period("2025(目标)").code
    ('2025', '2025')
    >>> find_period("完成值") is None, find_period("2000户") is None
    (True, True)
    """
    plain = in_chinese("".join(unicodedata.normalize("NFKC", text).split()))
    short = _SHORT.search(plain)
    if all(map(CODE.fullmatch, plain.split("/", 1))):
        return period(plain)
    if short:
        return period(_short_code(short))
    for mention in find_mentions(_with_year(plain), anchor):
        if mention.code is not None:
            return period(mention.code)
    return None


def in_chinese(text: str) -> str:
    """Write a month or quarter that is all a text says in English as Chinese print does.

    Examples
    --------
    >>> [find_period(text).code for text in ("Mar 2024", "2024 Feb.", "4Q 2023", "Q1-2024")]
    ['2024-03', '2024-02', '2023-Q4', '2024-Q1']
    >>> in_chinese("May"), in_chinese("March of the Volunteers 2024")
    ('May', 'March of the Volunteers 2024')
    """
    told = _ENGLISH.fullmatch("".join(text.split())) if text.isascii() else None
    year = told and (told["year"] or told["after"])
    if told is None or not year or (told["year"] and told["after"]):
        return text
    of_month = told["month"]
    part = _MONTHS.index(of_month[:3].lower()) + 1 if of_month else told["quarter"] or told["of"]
    return str(catalog.load("period_forms")["month" if of_month else "quarter"] % (year, part))


def _with_year(plain: str) -> str:
    """Write a short text's year as running text does: 2022现状 as 2022年现状."""
    plain = _REPUBLIC.sub(lambda year: f"{int(year[1]) + 1911}年", plain)
    return _BARE_YEAR.sub(lambda year: f"{year[0]}年", plain)


def _short_code(match: re.Match[str]) -> str:
    """Return the code of a half, quarter, month or day written with the year as 2023H1, 2023.6."""
    year = match["year"]
    if match["half"]:
        return f"{year}-S{match['half']}"
    if match["quarter"]:
        return f"{year}-Q{match['quarter']}"
    day = f"-{int(match['day']):02d}" if match["day"] else ""
    return f"{year}-{int(match['month']):02d}{day}"
