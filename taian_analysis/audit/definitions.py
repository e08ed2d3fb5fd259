"""Quantities that are others by definition: 自然增长率 is 出生率 less 死亡率."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

from ..base import catalog, vocabulary
from ..base.vocabulary import needed
from ..grammar.periods import period
from ..narrative.figures import Figure
from .claim_words import words
from .claims import Claim, Context
from .reckon import held

_MEAN = re.compile(catalog.load("links")["cues"]["jun"])


class Definition(NamedTuple):
    """A quantity, what it is made of, and how.

    `needs` are words, for each name those of which it cannot be without one.
    """

    formula: str
    result: re.Pattern[str]
    of: tuple[re.Pattern[str], ...]
    needs: tuple[tuple[str, ...], ...]


@cache
def _definition(name: str) -> Definition:
    """Return a definition of the catalog; most reports hold the names of few, and need no other."""
    entry, then = (
        catalog.load("definitions")["of"][name],
        vocabulary.pattern("definitions", "then").pattern,
    )
    result, *of = (re.compile(f"(?:{one}){then}$") for one in (entry["result"], *entry["of"]))
    return Definition(entry["formula"], result, tuple(of), _needs()[name])


@cache
def _needs() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the words that the names of each definition cannot be without."""
    return {
        name: tuple(map(needed, (entry["result"], *entry["of"])))
        for name, entry in catalog.load("definitions")["of"].items()
    }


def defined(context: Context) -> Iterator[Claim]:
    """Compute what a paragraph defines, where it names each number once and at one time.

    One of them may stand shortly before. It is wrong only where one misprinted digit explains it:
    a second area may be left unnamed.
    """
    before: list[Figure] = []
    possible = _told_of(context.leads)
    named = _names_of(context.figures, possible) if possible else {}
    for line, group in groupby(context.figures, lambda f: f.line):
        told = [f for f in group if f.relation not in ("target", "condition")]
        figures = [f for f in told if f.start in named]
        before = [f for f in before if line - f.line <= _LINES]
        for name, entry in possible.items() if figures and len(told) > 1 else ():
            for some in _named(named, figures, before, (entry.result, *entry.of)):
                if _together(some, entry.formula):
                    topic = words(context.text[some[0].clause_start : some[0].start])
                    claim_id = f"defined/{name}/{topic}"
                    yield from made_of(context, "defined", entry.formula, some, claim_id, topic)
        before += figures


_LINES = 4
_FLOWS = 12  # numbers of a sentence among which another flow is looked for
_NEAR = 2  # sentences between the numbers of a proportion
#: Formulas over numbers of several units, and the place of an old stock in a formula.
_OF_UNITS, _OLD = ("ratio", "yield", "proportion"), {"left_of_all": 1, "rate_of_both": 3}
_SIGNED = ("%", "‰")


_Names = dict[int, frozenset[re.Pattern[str]]]


def _told_of(leads: str) -> dict[str, Definition]:
    """Return the definitions of which every name can be among the words before some figures."""
    return {
        name: _definition(name)
        for name, needs in _needs().items()
        if all(any(word in leads for word in any_of) for any_of in needs)
    }


def _names_of(figures: list[Figure], some: dict[str, Definition]) -> _Names:
    """Return by where it is printed which names of some definitions a figure has, if any."""
    every = {
        pattern: any_of
        for entry in some.values()
        for pattern, any_of in zip((entry.result, *entry.of), entry.needs, strict=True)
    }
    out: _Names = {}
    for figure in figures:
        lead = figure.lead.strip()
        names = [
            pattern
            for pattern, any_of in every.items()
            if any(word in lead for word in any_of) and pattern.search(lead)
        ]
        if names:
            out[figure.start] = frozenset(names)
    return out


def _named(
    names: _Names,
    figures: list[Figure],
    before: list[Figure],
    patterns: tuple[re.Pattern[str], ...],
) -> list[list[Figure]]:
    """Return the one figure of each name, none where a name is not given, or twice at one time."""
    some, far = [], 0
    here = [[f for f in figures if pattern in names[f.start]] for pattern in patterns]
    if any(len(found) > 1 for found in here):
        wholes = [f for f in before if patterns[0] in names[f.start]]
        return _in_one_sentence(here) or ([] if here[0] else _of_one_before(wholes, here[1:]))
    for pattern, found in zip(patterns, here, strict=True):
        if not found:
            far += 1
            found = _told_once([f for f in before if pattern in names[f.start]])
            if len(found) == 1 and _complete(names, before, found[0], patterns):
                return []
        if len(found) == 1:
            some.append(found[0])
    return [some] if len(some) == len(patterns) and far < 2 else []


def _in_one_sentence(here: list[list[Figure]]) -> list[list[Figure]]:
    """Return the figures of names given twice, of each sentence that names each once.

    户籍人口A,其中城镇人口B。常住人口C,其中城镇人口D,城镇化率e: of the second.
    """
    starts = dict.fromkeys(f.sentence_start for f in here[0])
    each = ([[f for f in found if f.sentence_start == at] for found in here] for at in starts)
    return [[f for (f,) in some] for some in each if all(len(found) == 1 for found in some)]


def _of_one_before(wholes: list[Figure], here: list[list[Figure]]) -> list[list[Figure]]:
    """Return the parts that a sentence names once each, with the one whole of their time before.

    零售总额7月份A。1-7月份B。⏎7月份,城镇c,乡村d。1-7月份,城镇e,乡村f: c and d make A, e and f B.
    """
    out = []
    for at in dict.fromkeys(f.sentence_start for f in here[0]):
        each = [[f for f in found if f.sentence_start == at] for found in here]
        if all(len(found) == 1 for found in each):
            parts = [found[0] for found in each]
            timed = [f for f in wholes if f.period == parts[0].period]
            if len(timed := _told_once(timed)) == 1:
                out.append([*timed, *parts])
    return out


def _told_once(found: list[Figure]) -> list[Figure]:
    """Return figures without those that only say another again."""
    return list({(f.value, f.unit): f for f in found}.values())


def _complete(
    names: _Names, before: list[Figure], figure: Figure, patterns: tuple[re.Pattern[str], ...]
) -> bool:
    """Whether a figure's own paragraph names all that belongs to it: it is of that one."""
    here = [names[f.start] for f in before if f.line == figure.line]
    return all(any(pattern in some for some in here) for pattern in patterns)


def _units_of_yield(area: str | None) -> list[str | None]:
    """Return the units of a yield, a harvest and the area it grew on."""
    units: list[str] = catalog.load("definitions")["units_of_yield"]
    return [unit.format(area=area) for unit in units]


def _units(some: list[Figure]) -> list[str | None]:
    """Return the units of a yield and what it is of; 亩产400公斤 names the area in its words."""
    first, area = some[0].unit, some[2].unit or ""
    return [
        f"{first}/{area}" if area and area in some[0].lead else first,
        *(f.unit for f in some[1:]),
    ]


def _sentences_apart(some: list[Figure]) -> int:
    """Return how many sentences end between the first and the last of some figures."""
    places = [f.start for f in some]
    return some[0].source.count("。", min(places), max(places))


def _together(some: list[Figure], formula: str) -> bool:
    """Whether figures are of one time and fit each other in their units."""
    parts = some[1:] if formula in ("share", "share_of_both", "rate_of_both") else some
    timed = [f for i, f in enumerate(some) if i != _OLD.get(formula)]  # the old is older
    ends = {f.period and period(f.period).end for f in timed}
    one = len(ends) == 1 and (len({f.unit for f in parts}) == 1 or formula in _OF_UNITS)
    if formula == "yield" and _units(some) != _units_of_yield(some[2].unit):
        return False
    if formula == "proportion" and _sentences_apart(some) > _NEAR:
        return False  # rates of all who live there, and births of those registered
    return one and all(f.value and not f.qualifier for f in parts)


def made_of(
    context: Context, rule: str, name: str, some: list[Figure], claim_id: str, topic: str
) -> Iterator[Claim]:
    """Claim that the first of some figures is what an identity makes of the others.

    It is wrong only where one misprinted digit explains it: something may be left unnamed. Of a
    mean the parts are rounded as it is; a rate below zero is printed with its sign.
    """
    stated, *parts = some
    if name == "left_of_all" and _more_moved(context, some):
        return
    mean = name == "sum" and _MEAN.search(stated.lead + stated.subject) is not None
    slack = sum(part.step or 1 for part in parts) / 2 if mean else 0.0
    yield from held(
        context, rule, name, some, claim_id, topic, own=True, slack=slack,
        turned=stated.unit in _SIGNED, point=True,
    )  # fmt: skip


def _more_moved(context: Context, some: list[Figure]) -> bool:
    """Whether what a stock is off by is told beside: 结余12,收入8,支出7,调入3,年末结余16亿元."""
    stated, old, more, less = some
    off = abs(old.value + more.value - less.value - stated.value)
    own = {f.start for f in some}
    beside = context.figures_from(stated.sentence_start, _FLOWS)
    return any(
        f.unit == stated.unit and f.start < stated.sentence_end and f.start not in own
        and off > 0 and abs(f.value - off) <= max(f.step, stated.step) / 2
        for f in beside
    )  # fmt: skip


RULES = (defined,)
