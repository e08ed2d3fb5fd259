"""What numbers a heading, an item of a list or a row: 一、 (一) 1. (1) ① 一是.

One pattern of each, as data in ``catalog/marks.toml``; who reads lines, pages, tables or sections
puts together the ones they mean.
"""

from __future__ import annotations

from ..base.vocabulary import pattern


def _mark(name: str) -> str:
    return pattern("marks", name).pattern


NUMERAL, SECTION, PART, POINT, MARK = map(_mark, ("numeral", "section", "part", "point", "mark"))

#: how a heading of each level begins, from the highest
LEVELS = tuple(pattern("marks", f"level{level}") for level in range(1, 5))


def mark_level(text: str) -> int:
    """Return the level of the mark a line begins with (1 the highest), 0 where it has none.

    Examples
    --------
    >>> mark_level("二、2024年一季度进展"), mark_level("(一)收入"), mark_level("全市共有5个县")
    (1, 2, 0)
    """
    plain = text.lstrip()
    return next((level for level, mark in enumerate(LEVELS, 1) if mark.match(plain)), 0)
