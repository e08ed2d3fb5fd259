"""Totals whose parts have a paragraph each: 全省…。⏎小学…。⏎初中…, measure by measure.

The paragraphs tell the same measures of a whole and of its parts. That they do, only the arithmetic
says: where two measures of a run of paragraphs add up to those of the one before it, a third that
does not is wrong if a misprint explains it and chance hardly would.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, takewhile

from ..base.vocabulary import pattern
from ..grammar.interval import agree, total
from ..narrative.links import Text
from ..narrative.places import Place
from .claim_words import words
from .claims import Claim, Context, interval
from .linked import judged
from .listed import claim_of, explained

_REACHES = pattern("shares", "reaches")
#: So many paragraphs are parts of one before them, and so many measures must add up.
_FEW, _MANY, _HELD = 2, 6, 2
#: So many numbers may a paragraph have: one of more is no part among its like.
_LONGEST, _FINE = 40, 100.0
_TELLING = 3.0
_Named = tuple[str, str]


def sections(context: Context) -> Iterator[Claim]:
    """Add up the measures of paragraphs that are the parts of the one before them."""
    text, _ = judged(context)
    lines = [list(group) for _, group in groupby(text.places, lambda p: p.paragraph)]
    told = [_measures(line) if len(line) <= _LONGEST else {} for line in lines]
    for at, whole in enumerate(told):
        if len(whole) > _HELD:
            after = list(takewhile(bool, told[at + 1 : at + 1 + _MANY]))
            runs = [(top, _parts(after, *named)) for named, top in whole.items()]
            found = [
                [[top, *parts[:many]] for top, parts in runs if len(parts) >= many]
                for many in range(_FEW, len(after) + 1)
            ]
            yield from _claims(context, text, found)


def _measures(line: list[Place]) -> dict[_Named, Place]:
    """Return the levels of a paragraph by unit and name, those told once; its first by unit too."""
    out: dict[_Named, Place] = {}
    twice: set[_Named] = set()
    for place in line:
        if place.kind != "level" or not place.unit or place.bracket or "jun" in place.cue:
            continue
        name = words(_REACHES.sub("", place.head))
        first = (place.unit, "")
        key = (place.unit, name) if len(name) > 1 else first
        twice |= {key} & out.keys()
        out[key] = place
        if place is line[0]:
            out[first] = place
    return {key: place for key, place in out.items() if key not in twice}


def _parts(run: list[dict[_Named, Place]], unit: str, name: str) -> list[Place]:
    """Return the parts that paragraphs tell of a measure, up to the first that tells none."""
    told = (_one(part, unit, name) for part in run)
    return [part for part in takewhile(bool, told) if part]


def _one(part: dict[_Named, Place], unit: str, name: str) -> Place | None:
    """Return the one measure of a paragraph that ends as a name does: 初中专任教师 of 专任教师."""
    if not name:
        return part.get((unit, ""))
    found = [p for (u, own), p in part.items() if u == unit and own.endswith(name)]
    return found[0] if len(found) == 1 else None


def _claims(context: Context, text: Text, found: list[list[list[Place]]]) -> Iterator[Claim]:
    """Claim the sums of the run of paragraphs in which most measures add up."""
    judged_ = [[(some, _adds_up(some)) for some in sums] for sums in found]
    best = max(judged_, key=lambda sums: sum(fits for _, fits in sums), default=[])
    held = [some for some, fits in best if fits and some[0].figure.value >= some[0].grain * _FINE]
    if len({p[0].index for p in held}) < _HELD:
        return
    seen: set[int] = set()
    for (top, *parts), fits in best:
        if top.index not in seen and (fits or explained(text, top, parts) >= _TELLING):
            seen.add(top.index)
            yield claim_of(context, top, parts, fits)


def _adds_up(some: list[Place]) -> bool:
    top, *parts = some
    return agree(total(interval(p.figure) for p in parts), interval(top.figure))


RULES = (sections,)
