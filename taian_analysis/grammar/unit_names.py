"""What a printed unit is called in English, where numbers have neither 万 nor 亿.

A unit is put together from the words of ``catalog/wording.toml``; one with a word that is not
there keeps its printed form, which is better than half a name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ..base import catalog
from .units import bare

_ATOM = re.compile(r"[·.、,，*×•・‧]")


@lru_cache(maxsize=1024)
def english(unit: str) -> tuple[float, str]:
    """Return the factor that takes a number to the English unit, and that unit's name.

    Examples
    --------
    >>> english("万人"), english("亿元"), english("张/千人")
    ((10000, 'people'), (100, 'million yuan'), (1, 'beds per 1,000 people'))
    >>> english("元/人·月"), english("公里"), english("万斛")
    ((1, 'yuan a month'), (1, 'km'), (1, '万斛'))
    """
    table = catalog.load("wording")
    if unit in table["unit"]:
        return table["scale"].get(unit, 1), str(table["unit"][unit])
    above, *below = bare(unit).split("/")
    named = _word(above)
    tails = [_below(part) for part in below]
    if named is None or None in tails:
        return 1, unit
    factor, name = named
    return factor, " ".join([name, *map(str, tails)]).strip()


def unscaled(unit: Any) -> str:
    """Return the English name of a unit whose number stays as printed: 10,000 people for 万人.

    Examples
    --------
    >>> unscaled("万人"), unscaled("亿元"), unscaled("元")
    ('10,000 people', '100 million yuan', 'yuan')
    """
    factor, name = english(str(unit))
    return name if factor == 1 else f"{factor:,} {name}".rstrip()


def _word(text: str) -> tuple[int, str] | None:
    """Read one word above the line: its scale and its name; None where it is not known."""
    table = catalog.load("wording")
    words, scales = table["word"], table["prefix"]
    text = catalog.load("units")["same"].get(text, text)
    if text in words:
        return 1, str(words[text])
    for prefix in sorted(scales, key=len, reverse=True):
        rest = text.removeprefix(prefix)
        rest = catalog.load("units")["same"].get(rest, rest)
        if rest != text and (rest in words or not rest):
            factor, size = scales[prefix]
            return factor, f"{size} {words.get(rest, '')}".strip()
    return None


def _below(part: str) -> str | None:
    """Name what stands below the line: per 1,000 people, a year; None where it is not known."""
    table = catalog.load("wording")
    told = []
    for atom in _ATOM.split(part):
        if atom in table["a"]:
            told.append(str(table["a"][atom]))
            continue
        counted = re.fullmatch(r"(\d+)(.*)", atom)
        named = _word(counted[2] if counted else atom) if atom else None
        if named is None:
            return None
        factor = named[0] * int(counted[1]) if counted else named[0]
        told.append(f"per {f'{factor:,} ' if factor > 1 else ''}{named[1]}".strip())
    return " ".join(told)
