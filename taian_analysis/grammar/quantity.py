"""What a printed value says, as a value of ours, and how it is printed again.

Printing a quantity and reading it back gives the same quantity.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ..base import catalog
from .interval import ends
from .numerals import SCALES
from .units import parse_unit

KINDS = (
    "number", "approx", "range", "ratio", "rank", "date", "relative", "several", "words", "missing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a printed value says.

    Attributes
    ----------
    text
        As printed; not part of the comparison of two quantities.
    op
        ``>=`` ``>`` ``<=`` ``<`` ``==``, or ``text`` where there is no number to compare with.
    low, value, high
        In `unit`. The ends are those of `interval`, or of a printed range (whose value is its
        middle); None where it is open, and where there is no number.
    unit, scale
        The unit, and the factor from it to its base (万人: 10000).
    cumulative
        True for [12], 〔18〕, (9) and 累计: a sum over the plan, not a level.
    kind
        One of `KINDS`.
    parts
        The single quantities of a cell with several.
    """

    text: str = field(compare=False)
    op: str
    low: float | None
    value: float | None
    high: float | None
    unit: str | None
    scale: float
    cumulative: bool
    kind: str
    parts: tuple[Quantity, ...] = ()

    def __str__(self) -> str:
        return printed(self)

    @property
    def bare(self) -> bool:
        """True for a number printed without an operator."""
        return self.op == "==" and self.kind in ("number", "approx", "range", "ratio")


_WORDS = catalog.load("values")
_SIGN_OF: dict[str, str] = _WORDS["place_signs"]
_ABOUT, _NEAR, _MORE = _WORDS["about"], _WORDS["near"], _WORDS["more"]
#: the scales a number is printed in
_PREFIXES = {"": 1} | {w: f for w, f in SCALES.items() if f in (10**4, 10**8, 10**12)}
_SIGNS = {"==": "", ">=": "≥", "<=": "≤"}
_MOST_PLACES = 15


def printed(quantity: Quantity) -> str:
    """Write a quantity as a table prints it.

    Examples
    --------
    >>> from taian_analysis.grammar.quantities import parse_quantity
    >>> printed(parse_quantity("不低于1.50万人")), printed(parse_quantity("近50"))
    ('≥1.5万人', '近50')
    """
    if quantity.kind == "several":
        return ";".join(str(part) for part in quantity.parts)
    if quantity.kind == "missing":
        return "-"
    if quantity.value is None or quantity.kind in ("ratio", "relative"):
        return quantity.text.strip()
    if quantity.kind == "rank":
        return f"{_SIGN_OF.get(quantity.op, _SIGN_OF['=='])}{int(quantity.value)}{_WORDS['place']}"
    unit = quantity.unit or ""
    mine = next((p for p in reversed(_PREFIXES) if unit.startswith(p) and parse_unit(unit)), "")
    stem = unit[len(mine) :]
    scalable = bool(stem or mine) and not {"%", "‰", "/"} & set(unit)
    for name in dict.fromkeys([mine, *_PREFIXES]) if scalable else [mine]:
        body = _body(quantity, Decimal(_PREFIXES[name]) / _PREFIXES[mine])
        if body is not None:
            text = f"{_SIGNS.get(quantity.op, quantity.op)}{body[0]}{name}{stem}{body[1]}"
            return f"[{text}]" if quantity.cumulative else text
    return quantity.text.strip()


def _body(quantity: Quantity, ratio: Decimal) -> tuple[str, str] | None:
    """Write the number with its words: what stands before the unit, and what after it."""
    low, value, high = (
        None if end is None else Decimal(repr(end)) / ratio
        for end in (quantity.low, quantity.value, quantity.high)
    )
    if value is None:
        return None
    if quantity.kind == "range" and low is not None and high is not None:
        return (f"{low.normalize():f}-{high.normalize():f}", "") if low >= 0 else None
    for places in range(_MOST_PLACES):
        number = f"{value:.{places}f}"
        if Decimal(number) != value:
            continue
        step = Decimal(1).scaleb(-places)
        for said, form in _forms(quantity, number):
            if ends(value, step, said) == (low, high):
                return form
    return None


def _forms(quantity: Quantity, number: str) -> list[tuple[str, tuple[str, str]]]:
    """Return the words a quantity may have been printed with, and the number written so."""
    if quantity.kind == "approx" and quantity.op == "==":
        return [(_ABOUT, (number, _ABOUT)), (_NEAR, (f"{_NEAR}{number}", ""))]
    forms = [(quantity.op, (number, "")), (_MORE, (f"{number}{_MORE}", ""))]
    if quantity.kind == "approx":
        return [(said, (first, _ABOUT)) for said, (first, _) in forms[:1]]
    return forms
