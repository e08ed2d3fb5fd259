"""The words of a claim, whatever its numbers are: what stays when a report is revised."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..base.vocabulary import pattern
from ..grammar.chars import line_of
from ..narrative.figures import Figure

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_NUMERALS = pattern("claims", "numerals")
_OPENS = pattern("claims", "opens_name")
_NAMES_ITSELF = pattern("claims", "names_itself")
_NOISE = re.compile(r"[\s,:、。;“”\"《》()()#%]+")
#: what any of the three begins with: most words hold none
_NO_WORD = pattern("claims", "no_word")
#: so many times as many signs as are asked for, at the end of a text, hold enough words mostly
_LONG = 20


def words(text: str, limit: int = 24) -> str:
    """Return a text without digits, blanks and punctuation, for a stable claim id.

    Examples
    --------
    >>> words("全市慈善组织总数达到71家,")
    '全市慈善组织总数达到家'
    """
    if len(text) > _LONG * limit:  # a clause without end: its last words are enough
        end = words(text[-_LONG * limit :], 2 * limit)
        if len(end) == 2 * limit:
            return end[-limit:]
    if _NO_WORD.search(text):
        text = _NOISE.sub("", _NUMERALS.sub("", _DIGITS.sub("", text)))
    return text[-limit:]


def subject(figures: Sequence[Figure], otherwise: str) -> str:
    """Return what a claim over figures is of, in the report's words; `otherwise` where none say.

    A rate or a mean that names itself (结案率), and a level, say it; else what they are of does.
    """
    stated, *of = figures
    own = _OPENS.sub("", words(stated.lead))
    if len(own) > 2 and (stated.relation == "level" or _NAMES_ITSELF.search(own)):
        return own
    level = next((f for f in of if f.relation == "level"), stated)
    told = _OPENS.sub("", words(level.lead) or words(level.subject))
    return told if len(told) > 1 else otherwise


def before(text: str, place: int, count: int) -> str:
    """Return the last `count` words before a place in its paragraph, whatever the numbers are."""
    start, _ = line_of(text, place)
    return words(text[max(start, place - 80) : place], count)


def following(text: str, place: int, count: int) -> str:
    """Return the first `count` words after a place in its paragraph, whatever the numbers are."""
    _, end = line_of(text, place)
    return words(text[place : min(place + 80, end)], 99)[:count]
