"""A growth set against another told elsewhere: 增长9.8%,高出整体增速7.7个百分点.

What it is ahead of is named, and its own rate stands anywhere in the text. Where no rate of that
name makes the distance, it is wrong if there is one such rate only and a misprint explains it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from ..base.vocabulary import pattern
from ..grammar.periods import period
from ..narrative.figures import POINTS, Figure
from ..narrative.roles import sign_of
from .claim_words import words
from .claims import Claim, Context, run_of, unit_of
from .reckon import held, holds

_words = partial(pattern, "apart")
_AHEAD, _BEHIND = _words("ahead"), _words("behind")
_RATE_WORD, _OWN_PLACE = _words("rate_word"), _words("own_place")
_OVERALL, _OUTPUT, _OUTPUT_NAME = _words("overall"), _words("output"), _words("output_name")
_ELSEWHERE = _words("elsewhere")
_JOINS = pattern("counts", "joins")
_LEAST = 3


def outpaced(context: Context) -> Iterator[Claim]:
    """Compare how far a growth is ahead of another with the two rates."""
    for figures in context.sentences:
        for place, gap in enumerate(figures):
            match = _match(gap) if place else None
            last = _last(figures, place) if match else 0
            if match is None or not _is_growth(figures[last]):
                continue
            of = match["of"] or match["than"]
            for own, one in _by_turns(figures, place, last):
                found = _rates(context, of, own) if not one.qualifier else []
                if _OVERALL.search(_name(of)) and not any(
                    _apart(one, own, f, match) for f in found
                ):
                    found = found[:1]  # of the whole that the text begins with, but for a misprint
                if found:
                    yield from _claim(context, one, own, found, match)


def _last(figures: list[Figure], place: int) -> int:
    """Return the place of the number before a gap, over what its growth moved by: 比上季加快0.9."""
    back = range(place - 1, 0, -1)
    own = (i for i in back if unit_of(figures[i]) != POINTS and _words_of(figures[i]) is None)
    return next(own, 0)


def _by_turns(figures: list[Figure], place: int, last: int) -> list[tuple[Figure, Figure]]:
    """Return a gap with the growth before it, or each of several (快4.6和3.1) with its own."""
    gaps = run_of(figures, place, _JOINS)
    if len(gaps) == 1:
        return [(figures[last], gaps[0])]
    first = place - len(gaps)
    own = run_of(figures, first, _JOINS)[: len(gaps)] if first >= 0 else []
    each = len(own) == len(gaps) and all(map(_is_growth, own))
    return list(zip(own, gaps, strict=True)) if each else []


def _match(gap: Figure) -> re.Match[str] | None:
    """Return the words of a number of points that say what it is ahead of, or behind."""
    return _words_of(gap) if unit_of(gap) == POINTS else None


def _words_of(gap: Figure) -> re.Match[str] | None:
    lead = gap.lead.strip()
    return _AHEAD.search(lead) or _BEHIND.search(lead)


def _is_growth(figure: Figure) -> bool:
    return unit_of(figure) == "%" and figure.relation == "change" and not figure.qualifier


def _name(of: str) -> str:
    return _OWN_PLACE.sub("", _RATE_WORD.sub("", of.strip()))


def _rates(context: Context, of: str, own: Figure) -> list[Figure]:
    """Return the growths of a text that are told of a name."""
    name = _name(of)
    if _ELSEWHERE.search(of) or not name:
        return []
    rates = _growths(context)
    if _OVERALL.search(name):
        return [rate.figure for rate in rates if rate.level and rate.figure.start < own.start]
    output = _OUTPUT.search(name) is not None
    if not output and len(name) < _LEAST:
        return []
    return [
        rate.figure
        for rate in rates
        if rate.figure is not own
        and _one_time(rate.figure, own)
        and (_OUTPUT_NAME.search(rate.told) if output else rate.told.startswith(name))
    ]


def _one_time(one: Figure, other: Figure) -> bool:
    """Whether two growths may be of one time: the last year's is none to be ahead of."""
    said = [f.period for f in (one, other) if f.period and f.period_basis != "default"]
    return len({period(code).end for code in said}) < 2


class _Rate(NamedTuple):
    """A growth, what it is told of, and whether the level that grew stands before it."""

    figure: Figure
    told: str
    level: bool


def _growths(context: Context) -> list[_Rate]:
    """Return the growths of a text; found once a report."""
    return context.once("growths of names", lambda: list(_find_growths(context.figures)))


def _find_growths(figures: list[Figure]) -> Iterator[_Rate]:
    for place, figure in enumerate(figures):
        if _is_growth(figure):
            before = figures[place - 1] if place else figure
            beside = before.sentence_start == figure.sentence_start
            level = beside and before.relation == "level" and before.subject == figure.subject
            told = before.lead if level else figure.subject
            yield _Rate(figure, _OWN_PLACE.sub("", words(told, 40)), level)


def _signs(own: Figure, base: Figure, match: re.Match[str]) -> list[int]:
    """Return which way two growths go, and whether the one is told to be ahead of the other."""
    return [1 if match.re is _AHEAD else -1, sign_of(own), sign_of(base)]


def _apart(gap: Figure, own: Figure, base: Figure, match: re.Match[str]) -> bool:
    """Whether a growth stands as far from another as is told."""
    return holds("apart", (gap, own, base), _signs(own, base, match))


def _claim(
    context: Context, gap: Figure, own: Figure, found: list[Figure], match: re.Match[str]
) -> Iterator[Claim]:
    fine = next((f for f in found if _apart(gap, own, f, match)), None)
    base = fine or found[0]
    some, signs = (gap, own, base), _signs(own, base, match)
    if fine is None and len({sign_of(f) * f.value for f in found}) > 1:
        return
    topic = words(gap.lead)
    yield from held(
        context, "growths", "apart", some, f"outpaced/{topic}", words(own.subject) or topic,
        signs=signs, title="growths_beside", own=True, unit=unit_of(gap),
    )  # fmt: skip


RULES = (outpaced,)
