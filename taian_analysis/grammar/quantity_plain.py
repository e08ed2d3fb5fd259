"""A number or a range as a table cell prints it: operator, number, scale, unit and what follows."""

from __future__ import annotations

import math
import re
from decimal import Decimal, InvalidOperation

from ..base import catalog
from ..base.errors import QuantityError
from ..base.vocabulary import pattern
from .interval import ends, ruling
from .quantity import Quantity
from .quantity_words import AFTER, BEFORE, MAIN, SIGNS, TAIL
from .units import bare, is_unit, parse_unit

_OVER = pattern("values", "over")
_OVER_SCALE = pattern("values", "over_scale")

_WORDS = catalog.load("values")
_SCALES = frozenset(_WORDS["scales"].split())


def _decimal(text: str) -> Decimal:
    """Read a number; ``,`` before three digits groups, else it and ``。`` are decimal marks."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(?:[.。]\d+)?", text):
        text = text.replace(",", "")
    try:
        return Decimal(text.replace("。", ".").replace(",", "."))
    except InvalidOperation as error:
        raise QuantityError.of("error.not_numerals", found=text) from error


def half(number: Decimal) -> Decimal:
    """Return half a unit of a number's last printed digit."""
    exponent = number.as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1)


def scale(unit: str | None) -> float:
    """Return the factor of a unit to its base, 1 where it is none."""
    read = parse_unit(unit) if unit else None
    return read.factor if read else 1.0


def make(
    text: str,
    op: str,
    low: Decimal | None,
    value: Decimal | None,
    high: Decimal | None,
    printed: str | None,
    unit: str | None,
    kind: str,
) -> Quantity:
    """Build a quantity in `unit`, converting from the printed unit where the two agree."""
    own = bare(printed) if printed else None
    target = unit if unit and not (own and not is_unit(unit)) else own or unit
    if own and unit and own != bare(unit):
        a, b = parse_unit(own), parse_unit(unit)
        if a and b and not a.above and not a.below and own in _SCALES:
            # "2万" in a column of 人 is 20000 people; in a column of 万人 it is the same two.
            factor = Decimal(1 if unit and bare(unit).startswith(own) else a.factor)
        elif a and b and (a.above, a.below) == (b.above, b.below):
            factor = Decimal(repr(a.factor)) / Decimal(repr(b.factor))
        else:
            factor, target = Decimal(1), own
        low, value, high = (n if n is None else n * factor for n in (low, value, high))
    ends = [None if n is None else float(n) for n in (low, value, high)]
    if any(n is not None and not math.isfinite(n) for n in ends):
        raise QuantityError.of("error.number_too_large", found=text[:80])
    return Quantity(text, op, ends[0], ends[1], ends[2], target or None, scale(target), False, kind)


def nothing(text: str, kind: str, unit: str | None) -> Quantity:
    """Return a cell that holds no number: words, a date, a mark for nothing."""
    return Quantity(text, "text", None, None, None, unit, scale(unit), False, kind)


def plain(text: str, squeezed: str, unit: str | None) -> Quantity | None:
    """Read a number or a range with its operator, unit and what follows."""
    match = MAIN.fullmatch(squeezed)
    if match is None:
        return None
    stem = (match["unit2"] if match["num2"] else match["unit"]) or ""
    if unit in (None, stem) and stem in AFTER and is_unit(stem):
        tail = ""  # 3起 counts cases; of 3起 in a column of 元, the price begins there
    else:
        stem, tail = _without_tail(stem)
    printed, last = (match["unit"], stem) if match["num2"] else (stem, match["unit2"])
    noted = (match["note"] or "")[1:-1]
    if not printed and not last and noted and is_unit(noted):
        printed = noted
    if not all(map(_may_be_counted, filter(None, (printed, last)))):
        return None
    if (
        printed == _WORDS["year"]
        and not match["num2"]
        and re.fullmatch(r"(?:19|20)\d\d", match["num"])
    ):
        return nothing(text, "date", unit)
    number = -_decimal(match["num"]) if match["minus"] == "-" else _decimal(match["num"])
    if match["num2"]:
        low, high, both = _range(number, _decimal(match["num2"]), printed, last)
        return make(text, _op(match, tail), low, (low + high) / 2, high, both, unit, "range")
    op = _op(match, tail)
    bottom, top = ends(number, 2 * half(number), said(op, match["word"], tail))
    approx = "~" in (BEFORE.get(match["word"] or ""), AFTER.get(tail))
    kind = "approx" if approx else "number"
    return make(text, op, bottom, number, top, printed, unit, kind)


def _op(match: re.Match[str], tail: str) -> str:
    """Return the operator said by a sign or a word before the number, else by what follows it."""
    before = SIGNS.get(match["sign"] or "") or BEFORE.get(match["word"] or "")
    return next((op for op in (before, AFTER.get(tail)) if op and op != "~"), "==")


def _without_tail(stem: str) -> tuple[str, str]:
    """Take 余, 以上, 左右 off a unit: (unit, the word)."""
    tail = ""
    over = _OVER.match(stem)
    if over:
        tail, stem = over[0], stem[1:]
    over = _OVER_SCALE.match(stem)
    if over:
        tail, stem = over[2], over[1] + stem[len(over[0]) :]
    ending = TAIL.search(stem)
    if ending:
        tail, stem = ending[0], stem[: ending.start()]
        second = TAIL.search(stem)
        if second and not is_unit(stem):
            stem = stem[: second.start()]
    return stem, tail


def _may_be_counted(word: str) -> bool:
    """Tell whether what stands behind a number is a unit, or a short word for what it counts."""
    short = len(word) <= 2 and _WORDS["year"] not in word and re.search("[一-鿿]", word) is not None
    return is_unit(word) or short


def _range(
    one: Decimal, two: Decimal, printed: str | None, last: str | None
) -> tuple[Decimal, Decimal, str | None]:
    """Return the ends of a printed range in one unit.

    2-3万 is 2万 to 3万; 5000-2万元 is 5000元 to 2万元, since a range rises; 2万-3亿元 names both.
    """
    last = last or printed
    a, b = parse_unit(printed or ""), parse_unit(last or "")
    if printed and last and not last.startswith(printed) and a and b:
        scale_only = not a.above and not a.below
        if scale_only or (a.above, a.below) == (b.above, b.below):
            one = one * Decimal(repr(a.factor)) / Decimal(repr(b.factor))
    elif not printed and b and one > two:
        one = one / Decimal(repr(b.factor))
    return min(one, two), max(one, two), last


def said(op: str, word: str | None, tail: str) -> str:
    """Return the one of the words around a number that rules its interval."""
    if ruling(tail) == "more" or op == "==":
        return tail if tail in AFTER else word or ""
    return op
