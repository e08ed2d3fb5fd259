"""Values that are no plain number: 1.3:1, 第3位, 较2015年下降30%, 三分之一."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ..base import catalog
from ..base.vocabulary import pattern
from .interval import ends
from .numerals import chinese_number, whole_number
from .quantity import Quantity
from .quantity_plain import half, make, plain, said, scale
from .quantity_words import (
    AFTER,
    BEFORE,
    FALLS,
    FRACTION,
    LED,
    MULTIPLES,
    NUMERAL,
    NUMERALS,
    RANK,
    RANKED,
    RATIO,
    RELATIVE,
    SIGNS,
    TAIL,
)
from .units import is_unit

_WORDS = catalog.load("values")
_PLACES = _WORDS["place_signs"]
_COUNTING, _SHARE = pattern("values", "counting"), pattern("values", "share")


def ratio(text: str, squeezed: str, unit: str | None) -> Quantity | None:
    """Read 1.3:1 and 1/10; its second number is exact."""
    match = RATIO.fullmatch(squeezed)
    op = "=="
    if match:
        op = SIGNS.get(match["sign"] or "", "==")
    else:
        match = FRACTION.fullmatch(squeezed)
    if not match:
        return None
    a, b = Decimal(match["a"]), Decimal(match["b"])
    if not b:
        return None
    low, high = (None if end is None else end / b for end in ends(a, 2 * half(a), op))
    return make(text, op, low, a / b, high, None, unit, "ratio")


def ranked(text: str, squeezed: str, unit: str | None) -> Quantity | None:
    """Read a place in an order: 第3位, 前10名."""
    match = RANK.fullmatch(squeezed)
    if not match or not RANKED.search(squeezed):
        return None
    place = match["n"] or match["n2"]
    counted = whole_number(place)
    if counted is None:
        return None
    number, unit = float(counted), _WORDS["place"]
    op = "<=" if match["top"] or match["top2"] == _PLACES["<="] or match["or"] else "=="
    return Quantity(text, op, number, number, number, unit, 1.0, False, "rank")


def relative(text: str, squeezed: str, unit: str | None) -> Quantity | None:
    """Read a change in place of a level: 翻一番, 较2015年下降30% (-30)."""
    for word, factor in MULTIPLES.items():
        if word in squeezed and len(squeezed) <= 16 and not _SHARE.search(squeezed):
            unit = _WORDS["multiple"]
            return Quantity(text, "==", factor, factor, factor, unit, 1.0, False, "relative")
    match = RELATIVE.fullmatch(squeezed)
    if not match:
        return None
    inner = plain(text, match["rest"], None)
    if inner is None or inner.value is None:
        return None
    if inner.kind == "number" and inner.unit is None and unit in ("%", "‰"):
        inner = replace(inner, unit=unit, scale=scale(unit))
    if FALLS.match(match["verb"]):
        flip = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}
        inner = replace(
            inner,
            op=flip.get(inner.op, inner.op),
            low=-inner.high if inner.high is not None else None,
            value=-inner.value if inner.value is not None else None,
            high=-inner.low if inner.low is not None else None,
        )
    return replace(inner, kind="relative")


def chinese(text: str, squeezed: str, unit: str | None) -> Quantity | None:
    """Read a numeral with its words: 不少于十二个, 八成半, 百分之八十, 三分之一."""
    before = LED.match(squeezed)
    body = squeezed[before.end() :] if before else squeezed
    after = TAIL.search(body)
    body = body[: after.start()] if after else body
    match = NUMERALS.fullmatch(body)
    if not match and unit and is_unit(unit) and re.fullmatch(NUMERAL, body):
        # 十二 in a column of 个; 一 alone is a dash, 三 alone may be a mark
        match = NUMERALS.fullmatch(body + _WORDS["thing"]) if _COUNTING.search(body) else None
    if not match:
        return None
    op = BEFORE.get(before[0], "==") if before else "=="
    if after and op in ("==", "~"):
        op = AFTER[after[0]] if AFTER[after[0]] != "~" else op
    approx = op == "~" or (after is not None and AFTER[after[0]] == "~")
    op, kind = ("==" if op == "~" else op), ("approx" if approx else "number")
    word = said(op, before[0] if before else None, after[0] if after else "")
    if match["frac"]:
        top, bottom = chinese_number(match["frac"]), chinese_number(match["den"])
        if not top or not bottom:
            return None
        value = Decimal(top) / bottom
        return make(text, op, value, value, value, None, unit, "ratio")
    counted = chinese_number(match["pct"] or match["tenths"] or match["n"])
    if counted is None:
        return None
    number, step, printed = Decimal(counted), Decimal(1), "%"
    if match["tenths"]:
        number, step = (
            (10 * number + 5, Decimal(5)) if match["half"] else (10 * number, Decimal(10))
        )
    elif match["n"]:
        printed = match["unit"] if body.endswith(match["unit"]) else ""
    low, high = ends(number, step, word)
    return make(text, op, low, number, high, printed, unit, kind)
