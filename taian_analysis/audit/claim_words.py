"""The words of a claim, whatever its numbers are: what stays when a report is revised."""

from __future__ import annotations

import re

from ..base.vocabulary import pattern
from ..grammar.chars import line_of

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_NUMERALS = pattern("claims", "numerals")
_NOISE = re.compile(r"[\s,:、。;“”\"《》()()#%]+")
#: what any of the three begins with: most words hold none
_NO_WORD = pattern("claims", "no_word")


def words(text: str, limit: int = 24) -> str:
    """Return a text without digits, blanks and punctuation, for a stable claim id.

    Examples
    --------
    >>> words("全市慈善组织总数达到71家,")
    '全市慈善组织总数达到家'
    """
    if _NO_WORD.search(text):
        text = _NOISE.sub("", _NUMERALS.sub("", _DIGITS.sub("", text)))
    return text[-limit:]


def before(text: str, place: int, count: int) -> str:
    """Return the last `count` words before a place in its paragraph, whatever the numbers are."""
    start, _ = line_of(text, place)
    return words(text[max(start, place - 80) : place], count)


def following(text: str, place: int, count: int) -> str:
    """Return the first `count` words after a place in its paragraph, whatever the numbers are."""
    _, end = line_of(text, place)
    return words(text[place : min(place + 80, end)], 99)[:count]
