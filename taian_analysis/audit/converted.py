"""One quantity told in two units: 3352.3千公顷(5028.5万亩)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..base import catalog
from ..base.vocabulary import pattern
from ..grammar.units import convert, parse_unit, why_not
from ..narrative.figures import Figure
from .claim_words import before
from .claims import Claim, Context
from .reckon import held

_AGAIN = pattern("converted", "again")
_NOT_OF = frozenset(catalog.load("converted")["not_of"].split())


def _factor(one: Figure, other: Figure) -> float | None:
    """Return what brings a figure to the unit of another, None for one unit or two measures."""
    if not one.unit or not other.unit or one.unit == other.unit:
        return None
    unit = parse_unit(one.unit)
    if unit is None or why_not(one.unit, other.unit) or set(unit.above) & _NOT_OF:
        return None
    return convert(1, one.unit, other.unit)


def converted(context: Context) -> Iterator[Claim]:
    """Bring a number to the unit of the one told in the bracket right behind it.

    It is wrong only where one misprint explains it; a step off is the rounding of a rounded one.
    """
    for first, again in pairwise(context.figures):
        beside = _AGAIN.fullmatch(context.text[first.unit_end : again.start])
        factor = _factor(first, again) if beside else None
        if factor is None or first.qualifier or again.qualifier:
            continue
        topic = before(context.text, first.start, 14)
        yield from held(
            context, "defined", "multiple", [again, first], f"defined/{again.unit}/{topic}", topic,
            n=factor, slack=again.step, point=True,
        )  # fmt: skip


RULES = (converted,)
