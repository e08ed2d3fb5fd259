"""Totals whose parts have a sentence each, measure by measure: 城镇a户b人,发放c;农村d户e人,发放f.

That they are parts of the one before, only the arithmetic says: they are told alike, so that one
measure that adds up is enough, and another that does not is wrong if a misprint explains it and
chance hardly would.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import groupby, islice, takewhile

from ..base.vocabulary import pattern
from ..narrative.links import Text
from ..narrative.places import Place
from .claim_words import words
from .claims import Claim, Context
from .linked import judged
from .listed import adds_up, claim_of, explained
from .part_sums import is_again
from .reckon import total_of

_REACHES = pattern("shares", "reaches")
_BY = pattern("listed", "by")
#: So many sentences are parts of one before them.
_FEW, _MANY = 2, 6
#: So many numbers before sentences that are parts their total may stand; signs of a measure's name.
_BACK, _TAIL = 24, 2
#: So many numbers may a paragraph have: one of more is no part among its like.
_LONGEST, _FINE = 40, 100.0
_TELLING = 15.0
#: The same for sentences that begin with a part each, after 其中 and without it: of kinds that lie
#: in one another, in round numbers, a misprint explains half by chance where 0.9 will do.
_HEADED, _BARE, _OF_WHICH = 2.0, 5.0, pattern("parts", "of_which")
_Named = tuple[str, str]


def segments(context: Context) -> Iterator[Claim]:
    """Add up the measures of sentences of a paragraph that are the parts of one before them."""
    text, _ = judged(context)
    parts = [list(group) for _, group in groupby(text.places, lambda p: p.part)]
    told = [_by_turns(part) if len(part) <= _LONGEST else {} for part in parts]
    for at, first in enumerate(told):
        if at and len(first) >= _FEW and at + 1 < len(told):
            run = list(_alike(told[at : at + _MANY], parts[at][0].paragraph))
            tops = {key: _top(text, key, place) for key, place in first.items()}
            found = [
                [[top, *(one[key] for one in run[:many])] for key, top in tops.items() if top]
                for many in range(_FEW, len(run) + 1)
            ]
            yield from _claims(context, text, found)


def told_apart(context: Context) -> Iterator[Claim]:
    """共有案件16起。其中,食品4起,罚款…。药品…: first numbers of sentences make a total."""
    text, _ = judged(context)
    for _, group in groupby(text.places, lambda p: p.paragraph):
        told = [list(one) for _, one in groupby(group, lambda p: p.sentence)]
        some = (told[at : at + _LONGEST] for at in range(len(told) - _FEW))
        for before, *after in some:
            first = after[0][0]
            alike = takewhile(partial(_is_level, first), (one[0] for one in after))
            parts = [first, *takewhile(partial(_is_beside, context), islice(alike, 1, None))]
            tops = [p for p in before if _is_level(first, p)]
            if len(parts) <= _FEW or not tops:
                continue
            held = total_of([p.figure for p in parts], (p.figure for p in tops))
            if held is not None:
                yield claim_of(context, tops[held], parts, True)
            elif len(tops) == 1 and _misprinted(context, text, tops[0], parts):
                yield claim_of(context, tops[0], parts, False)


def _misprinted(context: Context, text: Text, top: Place, parts: list[Place]) -> bool:
    """Whether a misprint explains that parts told a sentence each make no total."""
    some = _OF_WHICH.match(context.text, parts[0].figure.sentence_start)
    again = is_again(top.figure, [p.figure for p in parts])
    times = {p.figure.period for p in parts}  # 保有量2.56亿辆。…。前三季度新登记1666万辆
    return (
        not again
        and len(times) == 1
        and explained(text, top, parts) >= (_HEADED if some else _BARE)
    )


def _is_level(like: Place, place: Place) -> bool:
    """Whether a number is a level of another's unit, in no bracket."""
    return place.kind == "level" and place.unit == like.unit != "" and not place.bracket


def _is_beside(context: Context, place: Place) -> bool:
    """Whether a sentence tells no part of the one before it: 其中…, 从主要税种看…."""
    head = context.text[place.figure.sentence_start : place.figure.start]
    return not (_OF_WHICH.match(head) or _BY.match(head))


def _alike(told: list[dict[_Named, Place]], paragraph: int) -> Iterator[dict[_Named, Place]]:
    """Yield the sentences from the first on that tell what it does, in its paragraph."""
    for one in told:
        if one.keys() != told[0].keys() or next(iter(one.values())).paragraph != paragraph:
            return
        yield one


def _by_turns(part: list[Place]) -> dict[_Named, Place]:
    """Return the levels of a sentence: by unit, those of one unit by the end of their names."""
    levels = [p for p in part if p.kind == "level" and p.unit and not p.bracket]
    units = Counter(p.unit for p in levels)
    out = {(p.unit, _tail(p) if units[p.unit] > 1 else ""): p for p in levels}
    mean = any("jun" in p.cue or p.figure.qualifier for p in levels)
    return {} if mean or len(out) < len(levels) else out


def _tail(place: Place) -> str:
    return words(_REACHES.sub("", place.head))[-_TAIL:]


def _top(text: Text, named: _Named, first: Place) -> Place | None:
    """Return the last number of a unit, and of a measure's name, before those of its parts."""
    unit, tail = named
    before = text.places[max(0, first.index - _BACK) : first.index]
    near = (p for p in reversed(before) if p.unit == unit and p.kind == "level" and not p.bracket)
    own = (p for p in near if p.part < first.part and first.paragraph - p.paragraph <= 1)
    return next((p for p in own if not tail or _tail(p) == tail), None)


def _claims(context: Context, text: Text, found: list[list[list[Place]]]) -> Iterator[Claim]:
    """Claim the sums of the run in which most measures add up."""
    judged_ = [[(some, adds_up(some[0], some[1:])) for some in sums] for sums in found]
    best = max(judged_, key=lambda sums: sum(fits for _, fits in sums), default=[])
    held = [some for some, fits in best if fits and some[0].figure.value >= some[0].grain * _FINE]
    if not held:
        return
    seen: set[int] = set()
    for (top, *parts), fits in best:
        if top.index not in seen and (fits or explained(text, top, parts) >= _TELLING):
            seen.add(top.index)
            yield claim_of(context, top, parts, fits)


RULES = (segments, told_apart)
