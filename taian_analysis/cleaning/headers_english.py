"""The heads of English tables: Performance measure, Target 2022/23, Actual achievement."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..base import catalog
from .headers import VALUES, Head, find_period

_PERIOD = re.compile(
    r"(?:\b(?:in|for|by|as at|at|fy)\s*)?(?:fy\s?)?(?:19|20)\d\d"
    r"(?:\s?[-/\u2013\u2010]\s?(?:20)?\d\d)?(?!\d)"
)
_BRACKET = re.compile(r"\([^()]*\)")
_LONGEST = 60


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = catalog.load("headers_english")
    return tuple((role, re.compile(rf"(?:{form})")) for role, form in rows.items())


@lru_cache(maxsize=4096)
def english_head(text: str) -> Head | None:
    """Read one English head, or return None where the text is none.

    Examples
    --------
    >>> [english_head(text).role for text in ("Performance measure", "Target (%)", "Achieved")]
    ['name', 'target', 'actual']
    >>> english_head("Actual 2022/23").period, english_head("Residents who are satisfied")
    ('2022/2023', None)
    """
    plain = " ".join(text.split())
    if not 0 < len(plain) <= _LONGEST or not plain.isascii():
        return None
    dated = _PERIOD.search(plain.lower())
    period = find_period(re.sub(r"\s", "", plain)) if dated else None
    core = _PERIOD.sub("", plain.lower())
    word = re.sub(r"\s+", "", _BRACKET.sub("", core).strip() or core).strip(":*-()")
    if not word:
        return Head(plain, "year", period, year_only=True) if period else None
    for role, form in _roles():
        if form.fullmatch(word):
            return Head(plain, role, period if role in VALUES else None, proven=True)
    return None
