"""Numbers told one after another that an identity binds: the rows of ``catalog/in_a_row.toml``.

V,增长p%,比上年增加d: each has a kind and, where the row says so, words that lead to it; all amounts
are in one unit. A rate a step of its last digit off is undecidable, and what no misprint explains
is no claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

from ..base import catalog
from ..base.vocabulary import pattern
from ..narrative.figures import Figure
from ..narrative.roles import is_step, sign_of
from .claim_words import before
from .claims import STATES, Claim, Context, unit_of
from .growth import in_prices
from .reckon import held

_Slot = Callable[[Figure], bool]
#: what a number can be, first of amounts, then of percentages
_AMOUNTS: dict[str, _Slot] = {
    "amount": lambda f: True,
    "level": lambda f: f.relation == "level",
    "state": lambda f: f.relation in STATES,
    "step": is_step,
}
_RATES: dict[str, _Slot] = {"rate": lambda f: True, "share": lambda f: f.relation == "share"}


@cache
def _rows() -> list[tuple[dict[str, Any], list[_Slot]]]:
    """Return the rows of the catalog, each with what its numbers must be."""
    rows = catalog.load("in_a_row")["row"]
    return [(row, [_slot(*said.split()) for said in row["told"]]) for row in rows]


def _slot(kind: str, lead: str = "") -> _Slot:
    """Return what says whether a number is of a kind, and led to by some words."""
    is_of = _AMOUNTS.get(kind) or _RATES[kind]
    led = pattern("in_a_row", lead) if lead else None

    def fits(figure: Figure) -> bool:
        amount = unit_of(figure) != "%" and not figure.qualifier
        if amount != (kind in _AMOUNTS) or not is_of(figure):
            return False
        return led is None or led.search(figure.lead.strip()) is not None

    return fits


def in_a_row(context: Context) -> Iterator[Claim]:
    """Claim what the rows of the catalog say of numbers that stand in a row."""
    for _, group in groupby(context.figures, lambda f: f.line):
        figures = list(group)
        for row, slots in _rows():
            for place in range(len(figures) - len(slots) + 1):
                told = figures[place : place + len(slots)]
                if all(fits(f) for fits, f in zip(slots, told, strict=True)):
                    yield from _claim(context, row, told)


def _claim(context: Context, row: dict[str, Any], told: list[Figure]) -> Iterator[Claim]:
    """Claim what a row makes of some numbers, if they are of one unit, one sentence and one way."""
    some = [told[i] for i in row["of"]]
    rate, level, *others = some
    growth = row["formula"].startswith("growth")
    if not (growth or all(f.value for f in others)):
        return
    one = len({f.sentence_start for f in told}) == 1 or row.get("apart", False)
    alike = {unit_of(f) for f in told} - {"%"} == {unit_of(level)} != {""}
    ways = {sign_of(f) for f in (rate, *others)} if growth else {1}
    if one and alike and len(ways) == 1 and not (growth and in_prices(context, level, rate)):
        topic = before(context.text, told[row["topic"]].start, row["words"])
        yield from held(
            context, row["rule"], row["formula"], some, f"{row['name']}/{topic}", topic,
            signs=[*ways] * len(some), near=rate.step, point=not growth, unit=row.get("unit", ""),
        )  # fmt: skip


RULES = (in_a_row,)
