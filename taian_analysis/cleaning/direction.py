# ruff: noqa: E501 (tables of words, one entry a line; a Chinese character counts as two)
"""Which way an indicator is better: +1 more, -1 less, 0 not ordered.

The printed operator decides first, then the name (``catalog/directions.toml``), then the flip for
names that are decreases themselves; the catalog of indicators goes before all. The baseline never
decides: a target may lie below it (空气质量 70 % left to stand at 70 %).
"""

from __future__ import annotations

import re

from ..base import catalog
from ..base.kept import kept

_DATA = catalog.load("directions")
_DECREASE = re.compile(_DATA["decrease"])
_LOWER = re.compile("|".join(_DATA["lower"]))
_NOT_LOWER = re.compile("|".join(_DATA["not_lower"]))


def is_decrease(name: str) -> bool:
    """Whether a name says itself that something falls: 能耗降低, 浓度下降率."""
    return _DECREASE.search("".join(name.split())) is not None


@kept
def by_name(name: str) -> int:
    """Return the direction a name tells: -1 for what is better lower, else +1.

    Examples
    --------
    >>> by_name("5岁以下儿童死亡率"), by_name("细颗粒物浓度下降"), by_name("城乡居民收入比")
    (-1, 1, -1)
    """
    if is_decrease(name):
        return 1
    plain = "".join(name.split())
    match = _LOWER.search(plain)
    if match and not _NOT_LOWER.search(plain[match.start() :]):
        return -1
    return 1


def direction(name: str, op: str | None, known: int | None = None) -> int:
    """Return the direction of an indicator.

    Parameters
    ----------
    name
        As printed.
    op
        The printed operator of its target (``>=`` …), ``"=="`` for a bare number, ``"text"`` for
        words, None where there is no target.
    known
        The direction the catalog gives, if it knows the indicator.

    Examples
    --------
    >>> direction("城镇登记失业率", "=="), direction("农药施用强度", ">="), direction("机制", "text")
    (-1, 1, 0)
    """
    if known is not None:
        return known
    if op in (">=", ">"):
        return 1
    if op in ("<=", "<"):
        return -1
    if op == "text":
        return 0
    return by_name(name)
