"""The value of a figure: scale, range, fraction, qualifier, and what its rounding leaves open."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from ..base import catalog
from ..base.vocabulary import pattern
from ..grammar.interval import ends, words
from ..grammar.numerals import SCALES, chinese_number, printed_number
from . import figure_units
from .digits import TextToken, numeral
from .figures import Figure, Walk

#: Words for the level reached (达到, 增加到) say in running text that it was, not a bound.
_REACHED, _NO_QUALIFIER = pattern("measures", "no_bound"), pattern("measures", "no_qualifier")
_QUALIFIERS = sorted(
    (word for word in words("before") if not _REACHED.fullmatch(word)), key=len, reverse=True
)
_BEFORE = re.compile(rf"({'|'.join(map(re.escape, _QUALIFIERS))}|＞|＜)\s{{0,9}}(?:每\S{{1,6}})?$")
#: A number whose one comma parts no thousands, and what it is scaled by.
_GROUPED_AS_NONE = re.compile(r"\d{1,3},(?!\d{3}(?!\d))\d{1,20}(?:[.·]\d{1,20})?\D{0,3}")
_INNER_SCALE = pattern("measures", "inner_scale")
_WORDS = catalog.load("measures")
_HUNDREDTHS: str = catalog.load("digits")["hundredths"]
_COUNT = frozenset(_WORDS["measures"].split()) | {"元"}


def read_figure(walk: Walk, token: TextToken, previous: Figure | None) -> Figure | None:
    """Read value, unit and qualifier of a token; None where it turns out to be no number."""
    text, match = walk.text, token.match
    assert match is not None
    groups = match.groupdict()
    parts = (
        _arabic(groups, match) if groups.get("n1") is not None else _chinese(groups, match, token)
    )
    if parts is None:
        return None
    start, end, value, second, step, unit = parts
    if not unit and text.endswith(_HUNDREDTHS, 0, start):
        start, unit = start - len(_HUNDREDTHS), "%"
    clause_start, clause_end = walk.bounds(token.start, walk.ends)
    sentence_start, sentence_end = walk.bounds(token.start, walk.stops)
    same = previous is not None and previous.unit_end > clause_start
    first = max(clause_start, start - 160)
    lead = text[max(previous.unit_end, first) if same and previous else first : start]
    qualifier = (
        groups.get("m1") or groups.get("m2") or groups.get("cmany")
        or groups.get("after") or groups.get("cmore") or groups.get("tmore")
    )  # fmt: skip
    if not qualifier:
        before = _BEFORE.search(lead[-12:])
        if before and not _NO_QUALIFIER.search(lead[-12:]):
            qualifier = before[1]
    qualifier = qualifier.strip() if qualifier else None
    if unit is None and (groups.get("scale") or groups.get("m1") or groups.get("m2")):
        unit = figure_units.counted_noun(text, match.end()) or figure_units.told_by(lead)
    unit, rate = figure_units.compose(
        figure_units.clean(unit), groups.get("per") or "", lead, text[first:start],
        previous, same, previous is not None and previous.clause_end + 1 == clause_start,
    )  # fmt: skip
    nothing = not value and "." not in text[start:end]  # 0万元 is no rounded amount
    if nothing or (unit and unit.split("/")[0] in _COUNT and step <= 1):
        step = 0.0
    other = _other_reading(groups.get("n1") or "", groups.get("scale") or "")
    low, high = _bounds(value, second, step, qualifier)
    if other is not None and second is None:
        low, high, step = other, value, value - other
    return Figure(
        start=start,
        end=end,
        text=text[start:end],
        value=value,
        low=low,
        high=high,
        step=step,
        unit=unit,
        qualifier=qualifier,
        unit_end=match.end(),
        source=text,
        clause_start=clause_start,
        clause_end=clause_end,
        sentence_start=sentence_start,
        sentence_end=sentence_end,
        line=walk.line(token.start),
        lead=lead,
        rate=rate,
    )


Parts = tuple[int, int, float, float | None, float, str | None]


def _arabic(groups: dict[str, Any], match: re.Match[str]) -> Parts | None:
    """Read Arabic digits: (start, end, value, upper end of a range, step, unit)."""
    start, scale, second = match.start("n1"), groups.get("scale") or "", None
    unit = groups.get("unit") or (groups.get("u1") or "").strip() or None
    if groups.get("den"):
        top, bottom = printed_number(groups["n1"])[0], float(groups["den"])
        if not bottom or bottom == float("inf"):
            return None
        return start, match.end("den"), top / bottom, None, 0.0, unit or "比"
    value, step, end = _stepwise(groups, match, scale)
    if groups.get("tenth"):
        return start, match.end("n1"), value, None, step, "/10万"
    if groups.get("ratio"):
        to = printed_number(groups["ratio"])[0]
        if not to:
            return None
        return start, match.end("ratio"), value / to, None, step / to, unit or "比(:1)"
    if groups.get("n2"):
        second, _ = printed_number(groups["n2"], scale)
        second = -second if groups.get("minus2") else second
        end = match.end("scale") if scale else match.end("n2")
        inner = groups.get("s1") or ""
        if not inner and groups.get("u1"):
            found = _INNER_SCALE.match(groups["u1"])
            inner = found[1] if found and found[1] in SCALES else "-"
        if inner:
            value, step = printed_number(groups["n1"], inner.replace("-", ""))
    if groups.get("minus"):
        value, start = -value, match.start("minus")
    return start, end, value, second, step, unit


def _stepwise(groups: dict[str, Any], match: re.Match[str], scale: str) -> tuple[float, float, int]:
    """Read a number and what it goes on with (46万3千): (value, step, end)."""
    value, step = printed_number(groups["n1"], scale)
    if not groups.get("rest"):
        return value, step, match.end("scale" if scale else "n1")
    more, step = printed_number(groups["rest"], groups["rest_scale"] or "")
    return value + more, step, match.end("rest_scale" if groups["rest_scale"] else "rest")


def _chinese(groups: dict[str, Any], match: re.Match[str], token: TextToken) -> Parts | None:
    """Read a Chinese numeral: 两次, 十余家, 三分之二, 百分之八十."""
    if groups.get("cpercent"):
        bottom, _, top = groups["cpercent"].partition("分之")
        end = match.end("cpercent")
        if bottom == "百":
            whole, _, decimals = top.partition("点")
            value = float(chinese_number(whole) or 0)
            for i, char in enumerate(decimals, 1):
                value += (chinese_number(char) or 0) / 10**i
            return token.start, end, round(value, 6), None, 10.0 ** -len(decimals), "%"
        part, parts = chinese_number(top), chinese_number(bottom)
        return (token.start, end, part / parts, None, 0.0, "比") if part and parts else None
    if groups.get("tenths"):
        tens = 10 * (chinese_number(groups["tenths"]) or 0) + (5 if groups.get("half") else 0)
        return (
            token.start,
            match.end("half" if groups.get("half") else "tenths")
            + (0 if groups.get("half") else 1),
            float(tens),
            None,
            0.0,
            "%",
        )
    number = numeral(token)
    if number is None:
        return None
    scale = groups.get("cscale")
    name = next(n for n in ("cnum", "csmall", "cyears") if groups.get(n))
    unit = groups.get("cunit") or groups.get("csunit") or groups.get("cyunit")
    end = match.end("cscale") if scale else match.end(name)
    return token.start, end, float(number * SCALES.get(scale or "", 1)), None, 0.0, unit


def grouped_as_none(printed: str) -> bool:
    """Whether one comma of a number parts no thousands: it may be a decimal one.

    Examples
    --------
    >>> grouped_as_none("5,0000"), grouped_as_none("5,000"), grouped_as_none("5000")
    (True, False, False)
    """
    return _GROUPED_AS_NONE.fullmatch(printed) is not None


def _other_reading(printed: str, scale: str) -> float | None:
    """Return what a number is if its comma is a decimal one, where it parts no thousands.

    Examples
    --------
    >>> _other_reading("5,0000", ""), _other_reading("1,00", "万"), _other_reading("5,000", "")
    (5.0, 10000.0, None)
    """
    if not grouped_as_none(printed):
        return None
    return printed_number(printed.replace(".", "").replace(",", "."), scale)[0]


def _bounds(
    value: float, second: float | None, step: float, qualifier: str | None
) -> tuple[float | None, float | None]:
    """Return what the printed figure can mean: a range, an open end, or its rounding."""
    if second is not None:
        return value, second
    low, high = ends(Decimal(repr(value)), Decimal(repr(step)), qualifier)
    return None if low is None else float(low), None if high is None else float(high)
