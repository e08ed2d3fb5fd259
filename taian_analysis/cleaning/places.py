"""Whether the cells of a column are places or offices: then it says whose the values are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..base.divisions import short_names
from ..base.kept import kept
from ..base.vocabulary import pattern
from .headers import plain_head, untranslated

_PLACE, _OFFICE = pattern("table_measures", "place"), pattern("table_measures", "office")
_KIND = pattern("table_measures", "no_place")
_WHOLE = pattern("table_measures", "whole")
_LONGEST, _LONGEST_ENGLISH = 16, 40
#: fewest rows that show a column to be one of places, and the share of its cells that are
_FEWEST, _SHARE = 3, 0.75


@kept
def place(text: str) -> str:
    """Say what a cell names: ``place``, ``office``, ``whole`` (合计, 全市), or nothing.

    Examples
    --------
    >>> [place(text) for text in ("栗坪镇", "内蒙古", "市教育局", "合 计", "城市", "臺北市 Taipei")]
    ['place', 'place', 'office', 'whole', '', 'place']
    """
    if text.isascii():
        return "place" if 2 < len(text) <= _LONGEST_ENGLISH and _PLACE.search(text.strip()) else ""
    word = re.sub(r"\A\d{1,3}[.、)]", "", plain_head(untranslated(text)))
    if not 2 <= len(word) <= _LONGEST or any(sign.isdigit() for sign in word):
        return ""
    if _WHOLE.fullmatch(word):
        return "whole"
    if _KIND.fullmatch(word):
        return ""
    if _PLACE.search(word) or word in short_names():
        return "place"
    return "office" if _OFFICE.search(word) else ""


def of_places(cells: Sequence[str]) -> bool:
    """Whether a column's cells are places or offices, each another: 栗坪镇, 石堰镇, 合计."""
    told = [place(text) for text in cells]
    named = [text for text, what in zip(cells, told, strict=True) if what in ("place", "office")]
    most = max((told.count(what) for what in ("place", "office")), default=0)
    wholes = told.count("whole")
    distinct = len(set(named)) == len(named)
    fewest = max(min(_FEWEST, len(cells) - wholes), min(2, len(cells)))
    return distinct and most >= fewest and most + wholes >= _SHARE * len(cells)


def of_kinds(cells: Sequence[str]) -> bool:
    """Whether cells are a whole and the kinds of place it is divided into: 全省, 城市, 农村.

    Examples
    --------
    >>> of_kinds(["全 国", "城市", "农 村"]), of_kinds(["城市", "农村"]), of_kinds(["全国", "合计"])
    (True, False, False)
    """
    kinds = [_KIND.fullmatch(plain_head(text)) is not None for text in cells]
    whole = [place(text) == "whole" for text in cells]
    return any(whole) and sum(kinds) > 1 and all(map(max, kinds, whole))
