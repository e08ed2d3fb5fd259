"""What something is and what it is not, of one total: 339个城市中,218个达标,未达标城市121个.

Where nothing else of the unit is told between, the two are all there is of the number before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from ..base.vocabulary import pattern
from ..narrative.link_model import evidence
from ..narrative.links import Text, reading
from ..narrative.places import Place
from .claims import FARTHEST, Claim, Context
from .linked import judged
from .listed import adds_up, claim_of

_NOT, _NOT_BEHIND = pattern("opposites", "not"), pattern("opposites", "not_behind")
_OTHERWISE, _REACH = pattern("opposites", "otherwise"), 12
_PENDING, _NEGATED = pattern("opposites", "pending"), pattern("opposites", "negated")
#: How much likelier than by chance a misprint must explain that the two make no total, alone, where
#: some may be neither yet, and where another measure told beside each adds up.
_TELLING, _MAYBE, _OF_BOTH = 2.0, 6.0, 0.4
_FEW = 3
_LEAST = 10


def opposites(context: Context) -> Iterator[Claim]:
    """Add up what something is and what it is not."""
    text, _ = judged(context)
    levels = [p for p in text.places if p.kind == "level" and p.unit]
    for _, group in groupby(levels, lambda p: p.paragraph):
        units: dict[str, list[Place]] = {}
        for place in group:
            units.setdefault(place.unit, []).append(place)
        outside = [[p for p in some if not p.bracket] for some in units.values()]
        bare = [o for o, some in zip(outside, units.values(), strict=True) if len(o) < len(some)]
        for some in [*units.values(), *bare]:
            for i in range(len(some) - _FEW + 1):
                top, one, other = some[i : i + _FEW]
                nested = other.of_which  # 未通车34个,其中…12个
                if top.bracket > one.bracket or nested or _NEGATED.search(top.head):
                    continue
                if one.bracket != other.bracket or one.figure.period != other.figure.period:
                    continue  # 税收80亿元,非税20亿元(上年税收76亿元)
                if _are_opposite(context, one, other):
                    yield from _claim(context, text, (top, one, other))


def _are_opposite(context: Context, one: Place, other: Place) -> bool:
    """Whether one of two numbers is told of what the other is not."""
    return any(
        match is not None and _is(context, a, match["what"])
        for a, match in ((one, _told_not(context, other)), (other, _told_not(context, one)))
    )


def _told_not(context: Context, place: Place) -> re.Match[str] | None:
    """Return what a number is told not to be, before it or behind it: 未达标城市3个, 3个未达标."""
    after = place.figure.unit_end
    return _NOT.search(place.head) or _NOT_BEHIND.match(context.text, after, after + _REACH)


def _is(context: Context, place: Place, what: str) -> bool:
    """Whether a number is told to be of something, and not to be none of it."""
    figure = place.figure
    first, last = figure.start - FARTHEST, figure.end + FARTHEST
    said = context.text[max(figure.clause_start, first) : min(figure.clause_end, last)]
    return any(not _OTHERWISE.search(before) for before in said.split(what)[:-1])


def _claim(context: Context, text: Text, some: tuple[Place, ...]) -> Iterator[Claim]:
    top, *parts = some
    fine = adds_up(top, parts)
    beside = [text.places[p.index + 1 : p.index + 2] for p in some]
    both = [p for (p,) in beside if not p.figure.lead.strip()] if all(beside) else []
    held = len(both) == _FEW and len({p.unit for p in both}) == 1 and adds_up(both[0], both[1:])
    open_yet = any(_PENDING.search(p.head) for p in parts)
    least = _OF_BOTH if held else _MAYBE if open_yet else _TELLING
    few = top.figure.value < _LEAST  # chance makes 5 of anything
    if fine or (not few and evidence(text, reading("sum", "sum", some)) >= least):
        yield claim_of(context, top, parts, fine)


RULES = (opposites,)
