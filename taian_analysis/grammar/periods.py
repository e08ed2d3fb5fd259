"""Periods, written as SDMX writes them, with their first and last day.

`2022` a year, `2023-S1` a half-year, `2023-Q1` a quarter, `2023-03` a month, `2023-06-30` a day,
`2021/2025` a span of periods (ISO 8601 interval, here of whole periods).

`period` reads such a code. The wordings of time are read by `mentions`; a head or a cell, which
says nothing but a period, by `period_text` on the same grammar.

Source: SDMX 2.1 technical notes, section 6 "Observational time periods" (reporting periods
`-S1`, `-Q1`); ISO 8601-1:2019 for the interval with a solidus.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ..base.errors import PeriodError

CODE = re.compile(
    r"(?P<year>[12]\d{3})(?:-(?:S(?P<half>[12])|Q(?P<quarter>[1-4])|"
    r"(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?))?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A period: its SDMX `code`, its first day `start` and its last day `end`."""

    code: str
    start: date
    end: date


@lru_cache(maxsize=4096)
def period(code: str) -> Period:
    """Read an SDMX period code.

    Parameters
    ----------
    code
        ``"2022"``, ``"2023-S1"``, ``"2023-Q1"``, ``"2023-03"``, ``"2023-06-30"`` or two of these
        joined by ``"/"``.

    Raises
    ------
    PeriodError
        If it is none of these, or no such day exists.

    Examples
    --------
    >>> period("2023-S1").end
    datetime.date(2023, 6, 30)
    >>> period("2021/2025").start
    datetime.date(2021, 1, 1)
    """
    if "/" in code:
        one, two = (period(part) for part in code.split("/", 1))
        if two.end < one.start:
            raise PeriodError.of("error.span_ends_before_begins", found=code)
        return Period(code, one.start, two.end)
    match = CODE.fullmatch(code)
    if not match:
        raise PeriodError.of(
            "error.not_period_code", found=repr(code), expected="2022, 2023-S1, 2023-Q1, 2023-03"
        )
    year = int(match["year"])
    if match["day"]:
        try:
            day = date(year, int(match["month"]), int(match["day"]))
        except ValueError as error:
            raise PeriodError.of("error.no_such_day", found=code) from error
        return Period(code, day, day)
    if match["half"]:
        first_month, months = 6 * int(match["half"]) - 5, 6
    elif match["quarter"]:
        first_month, months = 3 * int(match["quarter"]) - 2, 3
    elif match["month"]:
        first_month, months = int(match["month"]), 1
    else:
        first_month, months = 1, 12
    last_month = first_month + months - 1
    last = date(year, last_month, calendar.monthrange(year, last_month)[1])
    return Period(code, date(year, first_month, 1), last)


def months(year: int, first: int, last: int) -> str:
    """Return the code of the months `first` to `last` of a year, the shortest there is.

    Examples
    --------
    >>> months(2023, 1, 6), months(2023, 1, 3), months(2023, 1, 9), months(2023, 5, 5)
    ('2023-S1', '2023-Q1', '2023-Q1/2023-Q3', '2023-05')
    """
    if (first, last) == (1, 12):
        return f"{year}"
    if first == last:
        return f"{year}-{first:02d}"
    if (first, last) in ((1, 6), (7, 12)):
        return f"{year}-S{(last + 5) // 6}"
    if first % 3 == 1 and last % 3 == 0:
        quarters = f"{year}-Q{(first + 2) // 3}", f"{year}-Q{last // 3}"
        return quarters[0] if quarters[0] == quarters[1] else "/".join(quarters)
    return f"{year}-{first:02d}/{year}-{last:02d}"


def years_of(code: str) -> int:
    """Return how many years a run of years has."""
    return int(code[5:9]) - int(code[:4])


def same_part(code: str, held: str) -> str:
    """Return the part of another year that 上年同期 means: as much of it as is spoken of."""
    part = re.fullmatch(r"\d{4}(-\d\d|-[SQ]\d)(?:/\d{4}(-\d\d|-[SQ]\d))?", held)
    if part is None or len(code) != 4:
        return code
    return code + part[1] + (f"/{code}{part[2]}" if part[2] else "")


def of_parts(code: str) -> bool:
    """Whether a span is of whole quarters or months of one year: 1-9月."""
    first, _, last = code.partition("/")
    return len(first) > 4 and first[:4] == last[:4]


def is_part(code: str, of: str) -> bool:
    """Whether a period is a part of another, and not the whole of it.

    Examples
    --------
    >>> is_part("2023-Q2", "2023-S1"), is_part("2023", "2023"), is_part("2024", "2023")
    (True, False, False)
    """
    one, two = period(code), period(of)
    return code != of and two.start <= one.start and one.end <= two.end and one != two
