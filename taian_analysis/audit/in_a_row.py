"""Numbers told one after another that an identity binds: the rows of ``catalog/in_a_row.toml``.

V,增长p%,比上年增加d: each has a kind and, where the row says so, words that lead to it; all amounts
are in one unit. A rate a step of its last digit off is undecidable, and what no misprint explains
is no claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from ..base import catalog
from ..base.vocabulary import pattern
from ..narrative.figures import Figure
from ..narrative.roles import is_step, sign_of
from .claim_words import before
from .claims import STATES, Claim, Context, unit_of
from .growth import growth_claim, in_prices
from .reckon import held, mended

#: So many numbers a row reaches over.
_FAR = 9
#: what is told in %, and the relation that a number of a kind has
_RATES = ("rate", "share", "change")
_RELATIONS = {"share": ("share",), "level": ("level",), "state": STATES,
              "change": ("change",)}  # fmt: skip


def in_a_row(context: Context) -> Iterator[Claim]:
    """Claim what the rows of the catalog say of numbers that stand in a row."""
    for _, group in groupby(context.figures, lambda f: f.line):
        figures = list(group)
        for rule, told in catalog.load("in_a_row")["rules"].items():
            for row in told["rows"]:
                slots = [slot for slot in row if isinstance(slot, str)]
                for end in range(1, len(figures) + 1):
                    if run := _run(figures[max(0, end - _FAR) : end], slots):
                        some = [[run[i] for i in of] for of in row[len(slots) :]]
                        yield from _claims(context, rule, told, run, some)


def _run(figures: list[Figure], slots: list[str]) -> list[Figure]:
    """Return the last of some numbers that fit a row's kinds, without those let stand between.

    The nearest one that fits is meant: of a result the last plan that is told before it.
    """
    run: list[Figure] = []
    end, between = len(figures), ""
    for slot in reversed(slots):
        if slot.startswith("*"):
            between = slot
            continue
        while end and not _fits(figures[end - 1], slot):
            if not (between and _fits(figures[end - 1], between)):
                return []
            end -= 1
        if not end:
            return []
        end, between = end - 1, ""
        run.insert(0, figures[end])
    return run


def _fits(figure: Figure, said: str) -> bool:
    """Whether a number is of a kind, and led to by the words that a row names."""
    kind, *lead = said.removeprefix("*").split()
    rate = kind in _RATES
    if said[0] != "*" and ((unit_of(figure) == "%") != rate or (figure.qualifier and not rate)):
        return False
    if kind == "step" and not is_step(figure):
        return False
    told = figure.relation in _RELATIONS.get(kind, (figure.relation,))
    return told and all(pattern("in_a_row", one).search(figure.lead.strip()) for one in lead)


def _claims(
    context: Context, rule: str, told: dict[str, Any], run: list[Figure], some: list[list[Figure]]
) -> Iterator[Claim]:
    """Claim what numbers make, all of one unit or, where they make several, each of its own."""
    units = [{unit_of(f) for f in figures} - {"%"} for figures in some]
    every = {unit_of(f) for f in run} - {"%"}
    one = told.get("apart", False) or run[0].sentence_start == run[-1].sentence_start
    if one and "" not in every and all(units) and sum(map(len, units)) == len(every):
        for figures in some:
            growth = told["formula"] == "growth"
            yield from (_growth if growth else _held)(context, rule, told, figures)


def _growth(
    context: Context, rule: str, told: dict[str, Any], some: list[Figure]
) -> Iterator[Claim]:
    """Claim a change from what was before to what is now, but for what no misprint explains."""
    change, level, base = some
    for claim in growth_claim(context, base, level, change, rule):
        if claim.verdict == "holds" or mended(context, claim):
            context.based.add(change.start)
            yield claim


def _held(context: Context, rule: str, told: dict[str, Any], some: list[Figure]) -> Iterator[Claim]:
    """Claim what numbers make; changes must go one way, in no other prices."""
    rate, level, last = some
    sign, growth = sign_of(last), told["formula"] != "share"
    if growth:
        fine = sign == sign_of(rate) and not in_prices(context, level, rate)
    else:
        sign, fine = 1, last.value > 0
    if fine:
        topic = before(context.text, last.start, told["words"])
        yield from held(
            context, rule, told["formula"], some, f"{told['name']}/{topic}", topic,
            signs=[sign] * 3, near=rate.step, point=not growth, unit=told.get("unit", ""),
        )  # fmt: skip


RULES = (in_a_row,)
