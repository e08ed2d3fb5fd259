r"""One printed value -> a `Quantity`: operator, low, value, high, unit, scale, kind.

The value of a table cell is read by a small grammar: an operator (a sign or a word), a number,
a scale and a unit, and what follows (以上, 左右 …). `low` and `high` are what the printed value can
mean, by the one ruling for its words (`interval`): 1.75 is 1.745 to 1.755, 60%以上 is 60 and up; a
printed range keeps its own ends.

Printing a quantity (`str`) and reading it back gives the same quantity.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..base.errors import QuantityError
from ..base.kept import kept
from .chars import bare_number
from .quantity import KINDS as KINDS
from .quantity import Quantity as Quantity
from .quantity_english import in_signs
from .quantity_forms import chinese, ranked, ratio, relative
from .quantity_plain import nothing, plain
from .quantity_words import (
    BRACKET,
    BROKEN,
    CHARACTERS,
    DATE,
    LABEL,
    MISREAD,
    MISSING,
    MONTH,
    SPLIT,
    STRAY,
    SUMMED,
    SUMMED_UP,
)


def parse_quantity(text: str, unit: str | None = None) -> Quantity:
    """Read one printed value.

    Parameters
    ----------
    text
        As printed: ``"≥60"``, ``"1.3:1"``, ``"1.75万余人"``, ``"[12]"``, ``"70%左右"``.
    unit
        The unit of the column. A value that prints a scale or unit of its own is converted to
        it where the two measure the same thing; otherwise it keeps its own.

    Returns
    -------
    Quantity
        Operator, value and both ends in the unit; ``op`` is ``text`` where it prints no number.

    Raises
    ------
    QuantityError
        If the text is empty, or has digits that are no number.

    Examples
    --------
    >>> q = parse_quantity("2万人", "人"); (q.value, q.unit)
    (20000.0, '人')
    >>> q = parse_quantity("不低于 60%"); (q.op, q.value, q.low, q.high, q.unit)
    ('>=', 60.0, 60.0, None, '%')
    >>> parse_quantity("〔18〕").cumulative
    True
    """
    if not isinstance(text, str) or not text.strip():
        raise QuantityError.of("error.empty_value", found=repr(text)[:80])
    if unit is not None and not isinstance(unit, str):
        raise QuantityError.of("error.unit_not_text", found=repr(unit)[:80])
    if (found := printed_quantity(text, unit)) is None:
        raise QuantityError.of("error.value_not_number", found=repr(text))
    return found


@kept
def printed_quantity(text: str, unit: str | None) -> Quantity | None:
    """Read one printed value, as `parse_quantity` does; None where it has digits that are none."""
    if bare_number(text) and (number := plain(text, text, unit)) is not None:
        return number
    if len(text) > 2000:
        return nothing(text, "words", unit)
    even = text.translate(CHARACTERS).strip()
    if re.fullmatch(r"\A[^①-⑳]++(?<=[\d%])[①-⑳]", even):
        even = even[:-1]  # the mark of a footnote
    even = STRAY.sub("", even)
    even = in_signs(even) or even
    squeezed = "".join(even.split())
    if text.strip() in MISSING or squeezed in MISSING or squeezed.strip("-_—/") == "":
        return nothing(text, "missing", unit)
    summed = _bracketed(text, even, unit) or _cumulative(text, squeezed, unit)
    if summed is not None:
        return summed
    # 60 69 is two numbers, not 6069
    found = None if re.search(r"\d\s+\d", even) else _single(text, squeezed, unit)
    if found is None or found.kind == "words":
        found = _several(text, even, unit) or found
    return found


def _bracketed(text: str, even: str, unit: str | None) -> Quantity | None:
    """Read [12], 〔18〕 and (9), sums over a plan; <9> is how some print a yearly average."""
    bracket = BRACKET.fullmatch(even)
    if not bracket or not re.search(r"\d", even):
        return None
    inner = bracket["in"] or bracket["in2"] or bracket["in3"]
    inside = _single(text, "".join(inner.split()) + (bracket["unit"] or "").strip(), unit)
    if inside is None or inside.kind == "words":
        return None
    return replace(inside, cumulative=bracket["in3"] is None)


def _cumulative(text: str, squeezed: str, unit: str | None) -> Quantity | None:
    """Read 累计12万, which says so in a word."""
    if not SUMMED.match(squeezed) or not re.search(r"\d", squeezed):
        return None
    rest = SUMMED_UP.sub("", squeezed)
    inside = _single(text, rest, unit)
    if inside is not None and inside.kind in ("words", "relative"):
        inside = _single(text, squeezed, unit)
    return None if inside is None else replace(inside, cumulative=True)


def _single(text: str, squeezed: str, unit: str | None) -> Quantity | None:
    """Read one value without blanks; words give kind "words", unreadable digits None."""
    if MONTH.fullmatch(squeezed):
        return nothing(text, "date", unit)
    for form in (plain, ratio, ranked, relative, chinese):
        found = form(text, squeezed, unit)
        if found is not None:
            return found
    if DATE.fullmatch(squeezed):
        return nothing(text, "date", unit)
    if MISREAD.fullmatch(squeezed) or BROKEN.fullmatch(squeezed):
        return None
    if not re.search(r"\d", squeezed):
        return nothing(text, "words", unit) if re.search(r"[^\W_]", squeezed) else None
    signs = re.findall(r"[一-鿿]", squeezed)
    if len(signs) >= 2 and not re.fullmatch(r"[\d.,。%><≥≤=]{2,}[^\d]{0,3}", squeezed):
        return nothing(text, "words", unit)
    return None


def _several(text: str, even: str, unit: str | None) -> Quantity | None:
    """Read a cell with more than one value: two lines, or parts told apart by ; or a label."""
    parts = [part.strip() for part in SPLIT.split(even) if part and part.strip()]
    if len(parts) < 2:
        return None
    read = []
    for part in parts:
        squeezed = "".join(part.split())
        one = _single(part, squeezed, unit)
        if one is None or one.kind == "words":
            label = LABEL.fullmatch(squeezed)
            one = plain(part, label["rest"], unit) if label else None
        if one is None or one.value is None:
            return None
        read.append(one)
    return replace(nothing(text, "several", unit), parts=tuple(read))
