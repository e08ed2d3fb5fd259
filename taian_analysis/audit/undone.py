"""Rates of what was done and what was not, and of what was handled.

起诉257件292人,不起诉67件70人,不起诉率19.34%: what was not done over both, in persons or in cases.
And 受理案件50101件,…。审结45728件,…。综合结案率91.27%: the one over the other. Where a plan stands
before its result that is a row of ``catalog/in_a_row.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial

from ..base import catalog
from ..base.vocabulary import pattern
from ..grammar.interval import agree
from ..narrative.figures import POINTS, Figure
from .claim_words import before
from .claims import Claim, Context, run_of, unit_of
from .linked import chosen
from .mended import mends, turned
from .reckon import gives, held, holds, makes, outcome_of, reckoned

_words = partial(pattern, "undone")
_RATE, _ANY = _words("rate"), _words("any")
_EACH, _JOINS, _MOST = pattern("counts", "each"), pattern("counts", "joins"), 4
_EACH_RATE = _words("each_rate")  # holds what `_EACH` finds, many times faster
_MEAN = pattern("parts", "mean")
_OF_WHICH = _words("of_which")
#: How many numbers back the two may stand, and how far a rate may be off for cases not counted.
_FAR, _SLACK = 14, 0.05
#: How much likelier than by chance a misprint must explain a rate right behind its two numbers.
_BESIDE = 1.0
#: How many lines back a total may stand.
_LINES = 3


@cache
def _deeds() -> list[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]]:
    """Return each deed's rate, what was not done, and what was, as patterns of a lead."""
    found: dict[str, dict[str, str]] = catalog.load("undone")["deeds"]
    return [
        (re.compile(one["rate"]), re.compile(one["undone"]), re.compile(one["done"]))
        for one in found.values()
    ]


def undone(context: Context) -> Iterator[Claim]:
    """起诉a件b人,不起诉c件d人,不起诉率p%: c of a and c, or d of b and d."""
    for place, rate in enumerate(context.figures):
        if unit_of(rate) != "%" or rate.relation == "change":
            continue
        name = _rate_named(context.figures, place)
        if "率" not in name:
            continue
        for named, not_done, done in _deeds():
            if named.search(name):
                earlier = context.figures[max(0, place - _FAR) : place]
                yield from _undone(context, rate, list(_pairs(earlier, not_done, done)))


def _rate_named(figures: list[Figure], place: int) -> str:
    """Return the words that name a rate: its own of a list (不捕率、不诉率分别为a和b)."""
    run = [figures[place]]
    while _JOINS.fullmatch(run[0].lead.strip()) and len(run) <= min(place, _MOST):
        run.insert(0, figures[place - len(run)])
    match = _EACH_RATE.search(run[0].lead) if _EACH.search(run[0].lead) else None
    names = re.split("[、和及与]", match[1]) if match else []
    after = run_of(figures[place : place + _MOST + 1], 0, _JOINS)  # of a long list no more is asked
    many = len(run) + len(after) - 1
    return names[len(run) - 1] if len(names) == many else figures[place].lead


def _pairs(
    earlier: list[Figure], not_done: re.Pattern[str], done: re.Pattern[str]
) -> Iterator[tuple[Figure, Figure]]:
    """Yield what was not done with what was done before it, unit by unit, of the nearest."""
    missed = _last(earlier, not_done)
    if not missed:
        return
    made = _last(earlier[: earlier.index(missed[0])], done, missed[0].sentence_start)
    for one in missed:
        yield from ((one, other) for other in made if other.unit == one.unit)


def _last(figures: list[Figure], named: re.Pattern[str], own: int = -1) -> list[Figure]:
    """Return the last number of a name with what it is told in beside: 67件70人.

    In the sentence that begins at `own` 其中 is of both: 其中批准逮捕…;不批准逮捕….
    """
    for place in range(len(figures) - 1, -1, -1):
        figure = figures[place]
        of_which = _OF_WHICH.search(figure.lead) and figure.sentence_start != own
        if figure.relation == "level" and not of_which and named.search(figure.lead):
            beside = figures[place + 1 : place + 2]
            return [figure, *(f for f in beside if not f.lead and f.relation == "level")]
    return []


def _undone(context: Context, rate: Figure, pairs: list[tuple[Figure, Figure]]) -> Iterator[Claim]:
    """Claim a rate of the pair that it is of; none where it may be of others."""
    pairs = [pair for pair in pairs if all(f.value > 0 and not f.qualifier for f in pair)]
    fine = [p for p in pairs if holds("share_of_both", (rate, *p))]
    if fine:
        yield _claim(context, rate, fine[0], True)
        return
    told = [reckoned("share_of_both", [f.value for f in p]).value for p in pairs]
    near = any(abs(value - rate.value) <= _SLACK * value for value in told)
    if near and not any(_turned(rate, pair) for pair in pairs):
        return  # what was set aside is not counted
    for pair in reversed(pairs):  # persons, where both are told
        if mends([rate, *pair], partial(makes, "share_of_both")):
            yield _claim(context, rate, pair, False)
            return


def _turned(rate: Figure, pair: tuple[Figure, Figure]) -> bool:
    """Whether a rate would be that of a pair with two neighbours of its digits turned round."""
    made = outcome_of("share_of_both", pair)
    return mends([rate], lambda ends: agree(made, ends[0]), by=turned)


def _claim(context: Context, rate: Figure, pair: tuple[Figure, Figure], fine: bool) -> Claim:
    topic = before(context.text, rate.start, 14)
    some, name = (rate, *pair), f"rate/{topic}"
    return gives(context, "undone", "share_of_both", some, name, topic, fine, unit=POINTS)


def handled(context: Context) -> Iterator[Claim]:
    """受理案件a件,…。审结、执结b件,…。综合结案率p%: b of a, by the words of what was done to which.

    A rate that names some of them only (民事案件结案率) is of numbers that are told of those.
    """
    figures = context.figures
    for place, rate in enumerate(figures):
        if unit_of(rate) != "%" or rate.relation == "change" or rate.qualifier:
            continue
        said = context.clause_before(rate)
        for named, done, of in _handlings() if _RATE.search(said) else ():
            match = named.search(said)
            if match is None:
                continue
            earlier = [f for f in figures[max(0, place - _FAR) : place] if _plain(f, rate)]
            tried = list(_of_deeds(earlier, done, of, rate))
            alike = [f for f in earlier if tried and f.unit == tried[0][1].unit][-2:]
            beside = tried[:1] if tried and [*tried[0][:0:-1]] == alike else []
            found = chosen(context, "share", tried) or chosen(
                context, "share", beside, least=_BESIDE
            )
            if found is not None and (found[1] or not _narrowed(context, match, found[0])):
                yield from _of_total(context, *found[0])


def _plain(figure: Figure, rate: Figure) -> bool:
    """Whether a number near a rate may be of what was handled, or of what came of it."""
    near = rate.line - figure.line <= _LINES and figure.value > 0 and not _MEAN.search(figure.lead)
    return near and figure.relation == "level" and bool(figure.unit) and not figure.qualifier


def _of_deeds(
    earlier: list[Figure], done: re.Pattern[str], of: re.Pattern[str], rate: Figure
) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Yield a rate with the numbers that it may be of, those told last first."""
    for i in range(len(earlier) - 1, -1, -1):
        part = earlier[i]
        if done.search(part.lead) is None or _OF_WHICH.search(part.lead):
            continue
        for whole in reversed(earlier[:i]):
            if whole.unit == part.unit and of.search(whole.lead):
                yield rate, part, whole


def _narrowed(context: Context, match: re.Match[str], some: Sequence[Figure]) -> bool:
    """Whether a rate names some of what was handled that its numbers are not told of."""
    own = _ANY.sub("", match.string[: match.start()])
    told = context.text[some[2].sentence_start : some[0].clause_start]
    return len(own) > 1 and own not in told


@cache
def _handlings() -> list[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]]:
    """Return the rates of what was handled: their names, what was done, and to what."""
    rows: list[dict[str, str]] = catalog.load("undone")["handled"]
    return [
        (re.compile(row["rate"]), re.compile(row["done"]), re.compile(row["of"])) for row in rows
    ]


def _of_total(context: Context, rate: Figure, part: Figure, whole: Figure) -> Iterator[Claim]:
    topic = before(context.text, rate.start, 14)
    some, name = [rate, part, whole], f"rate/{topic}"
    yield from held(context, "completed", "share", some, name, topic, point=True, unit=POINTS)


RULES = (undone, handled)
