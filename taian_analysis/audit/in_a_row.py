"""Numbers told one after another that an identity binds: the rows of ``catalog/in_a_row.toml``.

V,增长p%,比上年增加d: each has a kind and, where the row says so, words that lead to it; all amounts
are in one unit. A rate a step of its last digit off is undecidable, and what no misprint explains
is no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any

from ..base import catalog
from ..base.vocabulary import pattern
from ..grammar.periods import period
from ..narrative.figures import Figure
from ..narrative.roles import is_step, sign_of
from .claim_words import before
from .claims import STATES, Claim, Context, counted, unit_of
from .growth import growth_claim, in_prices
from .reckon import held, mended

#: So many numbers a row reaches over.
_FAR = 9
#: what is told in %, or in any unit, and the relation that a number of a kind has
_RATES, _OF_ANY = ("rate", "share", "change"), ("any", "moved", "told", "years")
_RELATIONS = {"share": ("share",), "level": ("level",), "state": STATES, "told": STATES,
              "change": ("change",), "moved": ("change",)}  # fmt: skip
_VAGUE = (*_RATES, "any", "moved", "years")  # what may be more, or less, than is printed
_WAS = pattern("growth", "was")


def in_a_row(context: Context) -> Iterator[Claim]:
    """Claim what the rows of the catalog say of numbers that stand in a row."""
    for _, group in groupby(context.figures, lambda f: f.line):
        figures = list(group)
        for rule, told in catalog.load("in_a_row")["rules"].items():
            for row in told["rows"]:
                slots = [slot for slot in row if isinstance(slot, str)]
                for end, last in enumerate(figures, 1):
                    if _fits(last, slots[-1]) and (run := _run(figures, end, slots)):
                        some = [[run[i] for i in of] for of in row[len(slots) :]]
                        yield from _claims(context, rule, told, run, some)


def _run(figures: list[Figure], end: int, slots: list[str]) -> list[Figure]:
    """Return the numbers up to one that fit a row's kinds, without those let stand between.

    The nearest one that fits is meant: of a result the last plan that is told before it.
    """
    run: list[Figure] = []
    between: list[str] = []
    least = max(0, end - _FAR)
    for slot in reversed(slots):
        if slot.startswith("*"):
            between.append(slot)
            continue
        while end > least and not _fits(figures[end - 1], slot):
            if not any(_fits(figures[end - 1], other) for other in between):
                return []
            end -= 1
        if end == least:
            return []
        end, between = end - 1, []
        run.insert(0, figures[end])
    return run


def _fits(figure: Figure, said: str) -> bool:
    """Whether a number is of a kind, and led to by the words that a row names."""
    kind, leads = _slot(said)
    if kind not in _OF_ANY and (unit_of(figure) == "%") != (kind in _RATES):
        return False
    if figure.qualifier and kind not in _VAGUE:
        return False
    if (kind == "step" and not is_step(figure)) or (kind == "years" and figure.unit != "年"):
        return False
    told = figure.relation in _RELATIONS.get(kind, (figure.relation,))
    return told and all(lead.search(figure.lead.strip()) for lead in leads)


@cache
def _slot(said: str) -> tuple[str, list[re.Pattern[str]]]:
    """Return the kind of a number in a row, and the words that lead to it."""
    kind, *leads = said.removeprefix("*").split()
    return kind, [pattern("in_a_row", lead) for lead in leads]


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
    if not (base.value and counted(level) == counted(base) and _is_before(base, level)):
        return
    for claim in growth_claim(context, base, level, change, rule):
        if claim.verdict == "holds" or mended(context, claim):
            yield claim
    context.based.add(change.start)


def _is_before(base: Figure, level: Figure) -> bool:
    """Whether a number is of an earlier time than another, and told of nothing else."""
    match = _WAS.match(base.lead.strip())
    name = base.lead.strip()[match.end() :] if match else ""
    if name and not (len(name) > 1 and level.lead.strip().endswith(name)):
        return False
    one, other = base.period, level.period  # 2010年A,2020年为B: A is the base
    return not (one and other) or period(one).end < period(other).end


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
