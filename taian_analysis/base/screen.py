"""How much room a text takes where every sign has one place, and a wide (Chinese) one has two."""

from __future__ import annotations

from unicodedata import east_asian_width


def is_wide(char: str) -> bool:
    """Return whether a sign is set on a full Chinese square.

    Examples
    --------
    >>> is_wide("泰"), is_wide("、"), is_wide("a")
    (True, True, False)
    """
    return east_asian_width(char) in "WF"


def screen_width(text: str) -> int:
    """Return how many columns of a terminal a text takes.

    Examples
    --------
    >>> screen_width("GDP"), screen_width("泰安GDP")
    (3, 7)
    """
    return len(text) + (0 if text.isascii() else sum(map(is_wide, text)))
