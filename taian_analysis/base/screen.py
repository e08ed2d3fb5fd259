"""How much room a text takes where every sign has one place, and a wide (Chinese) one has two."""

from __future__ import annotations

from unicodedata import east_asian_width


def screen_width(text: str) -> int:
    """Return how many columns of a terminal a text takes.

    Examples
    --------
    >>> screen_width("GDP"), screen_width("泰安GDP")
    (3, 7)
    """
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
