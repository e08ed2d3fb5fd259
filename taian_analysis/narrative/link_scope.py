"""Whether the scope of a reading is found: only then may it say that a number is wrong.

A reading that is likely by its place can still be contradicted by its words: a share that names
another base, a rate with a subject of its own, a list that nothing opens. Such a reading is no
claim, whatever its numbers are.
"""

from __future__ import annotations

import re

from ..base import catalog
from .links import Reading, Text
from .places import Place

_DATA = catalog.load("links")
_FILL = re.compile(_DATA["noise"] + "|" + "|".join(_DATA["cues"].values()) + "|" + _DATA["fill"])
_MOST = 0.7
#: A sum so far from its total is one of other things, or of parts that overlap.
_OFF = (0.7, 1.4)


def _own_noun(place: Place) -> frozenset[str]:
    """Return the words right before a number that are a subject of its own, as bigrams."""
    plain = _FILL.sub("", place.head)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def _named(words: frozenset[str], place: Place) -> bool:
    """Whether words name a figure: most of them stand in its name."""
    return len(words & place.name) >= _MOST * len(words)


def _share(text: Text, x: Reading) -> bool:
    r, a, b = (text.places[i] for i in x.places)
    cues = set(r.cue.split("-"))
    beside = b.index == r.index - 1 and b.clause == r.clause
    if r.base and not beside and not _named(r.base, b):
        return False
    if r.done and "zhan" not in cues and not (r.done & a.name):
        return False
    own = _own_noun(r)
    if own and not r.done and not beside and not _named(own - r.base, a):
        return False
    if x.kind == "share_of_both":
        return "bu" in cues and "bu" in a.cue.split("-") and "bu" not in b.cue.split("-")
    if "you" in cues or "dao" in cues or "bu" in cues:
        return False
    return beside or bool(cues & {"zhan", "lv", "wan", "ji"})


def _growth(text: Text, x: Reading) -> bool:
    r, a, b = (text.places[i] for i in x.places)
    own = _own_noun(r)
    if _planned(a) or (own and not _named(own, a)):
        return False
    if x.kind == "growth_levels":
        return _same_thing(a, b)
    step = _own_noun(b)
    if step and not _named(step, a):
        return False
    return _clear(text, x) or bool(step)


def _same_thing(a: Place, b: Place) -> bool:
    """Whether two levels are of one thing: one has no subject of its own, or they share it."""
    if "bi" in b.cue.split("-"):
        return True  # 比2010年的A: what is compared with is of one thing
    one, other = _own_noun(a), _own_noun(b)
    return not one or not other or _named(one, b) or _named(other, a)


def _planned(place: Place) -> bool:
    """Whether a level is a budget or a task, not what was done."""
    return "ji" in place.cue.split("-") or place.figure.relation == "target"


def _clear(text: Text, x: Reading) -> bool:
    """Whether no other level of the unit stands between the figures of a reading."""
    first, last = min(x.places), max(x.places)
    unit = text.places[x.places[1]].unit
    return not any(
        p.kind == "level"
        and p.unit == unit
        and p.index not in x.places
        and p.bracket == 0
        and not _planned(p)
        for p in text.places[first : last + 1]
    )


def _step(text: Text, x: Reading) -> bool:
    r, a, b = (text.places[i] for i in x.places)
    own = _own_noun(r)
    if _planned(a) != _planned(b):
        return False
    return (not own or _named(own, a)) and _same_thing(a, b) and _clear(text, x)


def _sum(text: Text, x: Reading) -> bool:
    t, *parts = (text.places[i] for i in x.places)
    first = parts[0]
    if not _OFF[0] * x.stated[0] <= x.high <= _OFF[1] * max(x.stated[1], 0):
        return False
    if len({_planned(p) for p in (t, *parts)}) > 1:
        return False
    opened = first.opens > t.opens or first.bracket > t.bracket
    if x.kind == "sum_signed":
        return opened and t.index < first.index and t.sentence == first.sentence
    told = "zong" in t.cue.split("-") and (
        t.index > parts[-1].index or t.sentence == first.sentence
    )
    return opened or told or "all" in x.features[-1]


def bound(text: Text, x: Reading) -> bool:
    """Say whether the words allow a reading to be held against the report."""
    if x.kind.startswith("share"):
        return _share(text, x)
    if x.kind.startswith("growth"):
        return _growth(text, x)
    return _sum(text, x) if x.kind.startswith("sum") else _step(text, x)
