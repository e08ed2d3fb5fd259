"""How sure a reading is: a softmax over the readings of a group and "none of these".

The weights are data (``catalog/link_weights.json``), learned by ``tools/train_links.py`` from the
arithmetic that holds in honest text. If a reading is the true one it holds with probability
`HONEST`; another holds by chance with a probability q that follows from how finely the numbers
are printed. So a reading that holds silences an alarm, the more so the rarer it is by chance. Of
the readings that fail, a true one is mended by another digit in one of its numbers (`MENDED`, a
misprint); a wrong one is so only by chance.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice
from math import exp
from typing import Any

from ..base import catalog
from ..grammar.interval import Interval, a_step_off, agree
from .identities import identity
from .link_features import features
from .link_kinds import slips, widened
from .link_likes import beside_one, put_by
from .link_pairs import pairs_of, same
from .link_scope import bound, ruled_out
from .link_sums import sums_from
from .links import NARROW, Reading, Text
from .places import Place

HONEST = 0.97
MENDED = 0.9
_HUGE = 1e300
_SAMPLED, _FEW = 13, 200  # places of which one is looked at for how many readings there are
_EVEN = 0.5
#: what it says for a list, in units of log, that the one told by turns with it adds up
_OF_BOTH = 5.0
_UNSAID = 0.01  # a reading so unlikely is not looked at again
_RAREST = 0.005  # no misprint is explained by chance more seldom
#: A likely link that fails as a misprint would have it, and chance so much more seldom, is right
#: oftener than its odds alone say: of 14 such from 0.9 to 0.97 12 were, and two took a share of a
#: whole that its fellows are not of (audit/settle.py).
_LIKELY, _TELLING, _MORE = 9.0, 3.0, 4.0
#: A change beside its two levels is right oftener yet: in 1.6 million signs of honest text none
#: from odds of two on fails as a misprint would have it.
_CHANGES, _OF_TWO, _MUCH = ("step", "growth_levels"), 2.0, 20.0
#: So many percentages are taken to be cut off where they should be rounded.
_CUT = 0.03
_REST = re.compile(catalog.load("links")["rest"])
_LEAST_CHANCE, _MOST_CHANCE = 1e-3, 0.5


@dataclass(frozen=True, slots=True)
class Judged:
    """A group: its likeliest readings, and the odds that its true reading is one that fails.

    `likeliest` is the reading that the words alone make likelier than all others, if one is.
    """

    group: tuple[str, int]
    odds: float
    failing: Reading | None
    holding: Reading | None
    holding_sure: float
    likeliest: Reading | None = None

    @property
    def sure(self) -> float:
        """How sure it is that the true reading is one that fails."""
        return self.odds / (1 + self.odds)


@cache
def shipped() -> dict[str, Any]:
    """Return the weights that come with the package: bias, features, density by kind."""
    file = resources.files(__package__ or "").joinpath("../base/catalog/link_weights.json")
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data


def chance(reading: Reading, density: Mapping[str, float]) -> float:
    """Return how likely a reading would hold if it were wrong, from the width of its numbers."""
    return min(max(raw_chance(reading, density), _LEAST_CHANCE), _MOST_CHANCE)


def raw_chance(reading: Reading, density: Mapping[str, float]) -> float:
    """Return that chance as the widths give it, however small."""
    low, high = reading.stated
    size = max(abs(low + high) / 2, 1e-12)
    width = max(reading.high - reading.low + high - low, reading.grain)
    return density.get(reading.kind, 0.1) * width / size


def family(reading: Reading) -> str:
    """Return which of the models a reading belongs to."""
    kind = reading.kind
    return "sum" if kind.startswith("sum") else "same" if kind == "same" else "pair"


def evidence(text: Text, reading: Reading) -> float:
    """Return how much likelier a true reading fails the way this one does than a wrong one.

    A misprint is mended by another digit in one number. By chance that happens the oftener the
    more of the digits tried move the result about as far as it is off.
    """
    some = [text.places[i] for i in reading.places]
    ends = [(p.low, p.high) for p in some]
    signs, made = [p.sign for p in some], identity(reading.kind)
    if made.signed and some[0].sign < 0:
        signs = [1, *(-s for s in signs[1:])]
    if made.check == "mean":
        ends[0] = widened(some[0].figure, *ends[0])
    stated = ends[0]
    if reading.kind == "sum" and reading.low == reading.high:
        ends[1:] = [(p.figure.value, p.figure.value) for p in some[1:]]
    low, high = made.compute(ends[1:], signs, reading.extra)
    off = (low + high - sum(stated)) / 2
    width = max(reading.high - reading.low + stated[1] - stated[0], reading.grain)
    close, found = 0.0, 0.0
    for k, place in enumerate(some):
        for shift, likely in slips(place.figure):
            trial = [*ends]
            trial[k] = (ends[k][0] + shift, ends[k][1] + shift)
            low, high = made.compute(trial[1:], signs, reading.extra)
            found = max(found, likely) if agree(trial[0], (low, high)) else found
            moved = off - (low + high - trial[0][0] - trial[0][1]) / 2
            close += likely if off and 0.5 <= moved / off <= 2 else 0.0
    by_chance = 1 - exp(-close * width / (1.5 * abs(off) * max(found, 1.0))) if off else 1.0
    by_chance = min(0.95, max(_RAREST, by_chance))
    return MENDED / by_chance if found else (1 - MENDED) / (1 - by_chance)


def step_off(text: Text, reading: Reading) -> bool:
    """Whether a percentage is a step of its last digit off what it is read of."""
    percent = text.places[reading.places[0]].unit.startswith("%")
    return percent and a_step_off(Interval(reading.low, reading.high), Interval(*reading.stated))


def _tells(text: Text, reading: Reading | None) -> bool:
    """Whether a misprint explains a reading that fails, and chance hardly would."""
    if reading is None or evidence(text, reading) < _TELLING:
        return False
    return not _left_open([text.places[i] for i in reading.places], reading)


def _left_open(some: Sequence[Place], reading: Reading) -> bool:
    """Whether parts that come short of a total may be some of its parts only.

    What ends with a rest, stands in a bracket or is joined by 、 throughout is whole.
    """
    top, *parts = some
    if reading.kind != "sum" or reading.high >= reading.stated[0]:
        return False
    aside = sum(p.closes for p in parts) > 1  # each in a bracket of its own
    one = (parts[-1].bracket > top.bracket and not aside) or all(
        p.clause == parts[0].clause for p in parts
    )
    return not (one or _REST.search(parts[-1].head))


def left_open(text: Text, reading: Reading) -> bool:
    """Whether parts that come short may leave some out, and no misprint explains it better."""
    some = [text.places[i] for i in reading.places]
    open_end = _left_open(some, reading) and not beside_one(text, reading)
    return open_end and evidence(text, reading) < _TELLING


def judge(text: Text, found: Sequence[Reading], model: Mapping[str, Any]) -> list[Judged]:
    """Judge the groups of a text's readings, but for those that can neither accuse nor explain.

    Of a group where no reading holds and the words bind none, nothing follows: it is not weighed.
    """
    groups: dict[tuple[str, int], list[Reading]] = defaultdict(list)
    for reading in found:
        groups[reading.group].append(reading)
    told = {
        group: mine for group, mine in groups.items()
        if any(x.holds for x in mine) or any(bound(text, x) for x in mine)
    }  # fmt: skip
    return [_judge(text, group, mine, model) for group, mine in told.items()]


def weigh(text: Text, mine: Sequence[Reading], model: Mapping[str, Any]) -> list[float]:
    """Return how likely each reading of a group is the true one, by its words."""
    weights: Mapping[str, float] = model["weights"]
    scores = []
    for reading in mine:
        known = filter(None, map(weights.get, features(text, reading)))
        z = model["bias"][family(reading)] + sum(known)
        z += _OF_BOTH if beside_one(text, reading) else 0.0
        scores.append(exp(min(max(z, -30.0), 30.0)))
    total = 1.0 + sum(scores)
    return [score / total for score in scores]


def _judge(
    text: Text, group: tuple[str, int], mine: list[Reading], model: Mapping[str, Any]
) -> Judged:
    sure = weigh(text, mine, model)
    good, bad = max(0.0, 1.0 - sum(sure)) + 1e-12, 0.0
    best: dict[bool, tuple[float, Reading | None]] = {True: (0.0, None), False: (0.0, None)}
    for p, reading in zip(sure, mine, strict=True):
        holds = reading.holds
        by_chance = chance(reading, model["density"])
        weight = p * HONEST / by_chance if holds else p
        if not holds and step_off(text, reading):
            good += p * _CUT / by_chance
        told = p > _UNSAID and bound(text, reading)
        if told and not holds:
            weight *= evidence(text, reading)
        elif not holds and p > _UNSAID and ruled_out(text, reading):
            continue
        if holds or not told:
            good += weight
        else:
            bad += weight
        if told and weight > best[holds][0]:
            best[holds] = (weight, reading)
    held = best[True][0] / (good + (1 - HONEST) * bad)
    linked = [(p, reading) for p, reading in zip(sure, mine, strict=True) if p >= _EVEN]
    likeliest = linked[0][1] if linked else None
    odds = bad / good
    failing = best[False][1]
    if odds >= _LIKELY and _tells(text, failing):
        odds *= _MORE
    elif odds >= _OF_TWO and failing is not None and failing.kind in _CHANGES:
        odds *= _MUCH if evidence(text, failing) >= _TELLING else 1.0
    return Judged(group, odds, best[False][1], best[True][1], held, likeliest)


def read(found: list[Place], most: int | None = None) -> tuple[Text, list[Reading]]:
    """Return a text's places by unit, and its readings, each with what its like do.

    Parameters
    ----------
    found
        The places.
    most
        How many readings are looked at. Where a text of many numbers has more, they are looked
        for among the nearest only; `Text.linked` says of how many places that was done.
    """
    text = Text(found)
    if most is not None and _many(text, most):
        text.reach = NARROW
    paired: list[Reading] = []
    summed: dict[tuple[bool, str], list[Reading]] = {}
    count = 0
    for place in found:
        mine, lists = list(pairs_of(text, place)), list(sums_from(text, place))
        count += len(mine) + len(lists)
        if most is not None and count > most:
            text.linked = place.index
            break
        paired += mine
        summed.setdefault((place.kind == "step", place.unit), []).extend(lists)
    in_order = sorted(summed, key=lambda key: key[0])  # levels before changes, as units come up
    every = (*paired, *same(text), *(r for key in in_order for r in summed[key]))
    out = [r for r in every if r.low == r.low and abs(r.low) < _HUGE and abs(r.high) < _HUGE]
    put_by(text, out)
    return text, out


def _many(text: Text, most: int) -> bool:
    """Whether a text has more than so many readings, by every so-manieth place."""
    some = text.places[::_SAMPLED] if len(text.places) >= _FEW else []
    found = (r for p in some for r in (*pairs_of(text, p), *sums_from(text, p)))
    enough = most // _SAMPLED
    return sum(1 for _ in islice(found, enough + 1)) > enough
