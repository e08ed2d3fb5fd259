"""What numbers a heading, an item of a list or a row: 一、 (一) 1. (1) ① 一是.

One pattern of each, as data in ``catalog/marks.toml``; who reads lines, pages, tables or sections
puts together the ones they mean.
"""

from __future__ import annotations

import re

from ..base import catalog

_TABLE: dict[str, str] = catalog.load("marks")


def _filled(name: str) -> str:
    return re.sub(r"<<(\w+)>>", lambda place: _filled(place[1]), _TABLE[name])


NUMERAL, SECTION, CHAPTER, PASSAGE = map(_filled, ("numeral", "section", "chapter", "passage"))
PART, ITEM, BRACKETED = map(_filled, ("part", "item", "bracketed"))
CIRCLED, POINT, NOT_SECTION = map(_filled, ("circled", "point", "not_section"))
#: any mark of a heading, an item or a row, but 一是
MARK = "|".join((SECTION, PART, ITEM, BRACKETED, CIRCLED))

#: how a heading of each level begins, from the highest
LEVELS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"#\s|{CHAPTER}|{SECTION}|附[件表录](?=[\s\d:：一二三四五六七八九十]|$)",
        rf"##\s|{PASSAGE}|{PART}",
        rf"###\s|{ITEM}|\d{{1,2}}(?:\.\d{{1,2}}){{1,6}}\s{{0,9}}[.、．](?!\d)",
        rf"#{{4,9}}\s|{BRACKETED}|{CIRCLED}",
    )
)


def mark_level(text: str) -> int:
    """Return the level of the mark a line begins with (1 the highest), 0 where it has none.

    Examples
    --------
    >>> mark_level("二、2024年一季度进展"), mark_level("(一)收入"), mark_level("全市共有5个县")
    (1, 2, 0)
    """
    plain = text.lstrip()
    return next((level for level, mark in enumerate(LEVELS, 1) if mark.match(plain)), 0)
