"""The readings that a printed number could have: this share of that, the change from that to this.

A group is one printed result (占27.4%, 比上年增加8013个, the first part of a list); its candidates
are the readings that could explain it, each with what it computes to and the features of its
words, order and scope. A feature never sees whether the numbers fit. `link_model` weighs them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..base import catalog
from ..base.formula import Ends
from ..grammar.interval import agree
from .identities import identity
from .link_kinds import coarse, widened
from .places import Place

_DATA = catalog.load("links")
#: units that count the same things, by each of their names
ALIKE = {unit: name for name, words in _DATA["alike"].items() for unit in words.split("|")}


@dataclass(slots=True)
class Reading:
    """One reading of a group: what it is, its figures, what it computes to, its features.

    `places` begins with the printed result (for a sum, the total), then the operands; `like` says
    what readings of the same construction do in the rest of the text.
    """

    kind: str
    group: tuple[str, int]
    places: tuple[int, ...]
    low: float
    high: float
    stated: Ends
    grain: float
    extra: float = 1.0
    like: str = ""
    #: how its figures stand to one another, once that was asked for (`link_shapes.stand_of`)
    stand: Any = None
    #: whether what is computed and what is printed have a number in common
    holds: bool = field(init=False)

    def __post_init__(self) -> None:
        self.holds = agree(self.stated, (self.low, self.high))


def reading(
    kind: str, group: str, some: Sequence[Place], extra: float = 1.0, at: int | None = None
) -> Reading:
    """Return a reading of some figures, the printed result first."""
    r, *others = some
    made = identity(kind)
    low, high = made.compute([(p.low, p.high) for p in others], [p.sign for p in some], extra)
    if kind == "sum" and coarse([p.figure for p in some]):
        low = high = sum([p.figure.value for p in others])
    stated = (r.low, r.high) if not made.signed or r.sign > 0 else (-r.high, -r.low)
    if made.check == "mean":
        stated = widened(r.figure, r.low, r.high)
    grain = r.grain
    if kind[:3] in ("sum", "ste", "lef", "res"):
        grain = min([p.grain for p in some])
        grain = max(r.grain, grain) if kind[:3] == "ste" else grain
    places = tuple([p.index for p in some])
    index = r.index if at is None else at
    return Reading(kind, (group, index), places, low, high, stated, grain, extra)


def near(seq: Sequence[int], i: int, before: int, after: int) -> tuple[list[int], list[int]]:
    """Return the members of an increasing sequence next before and next after a number."""
    k = bisect_left(seq, i)
    later = k + (k < len(seq) and seq[k] == i)
    return list(seq[max(0, k - before) : k]), list(seq[later : later + after])


class Reach(NamedTuple):
    """How far from a number what explains it is looked for."""

    strides: tuple[int, ...]
    before: int
    after: int
    back: int
    ahead: int


#: What is looked for in a text, and in one of so many numbers that each has few of them to itself.
WIDE = Reach(strides=(1, 2, 3), before=4, after=2, back=8, ahead=2)
NARROW = Reach(strides=(1,), before=1, after=1, back=3, ahead=1)


class Text:
    """The places of a text, by unit, by period, and by the words of their names.

    Of the places from `linked` on no readings are looked for, and by `reach` of the others.
    """

    def __init__(self, found: list[Place]) -> None:
        self.places = found
        self.reach = WIDE
        self.linked = len(found)
        self.levels: dict[str, list[int]] = defaultdict(list)
        self.steps: dict[str, list[int]] = defaultdict(list)
        self.shares: list[int] = []
        #: the percentages whose words name what they are of
        self.based: list[int] = []
        self.tops: dict[str, list[int]] = defaultdict(list)
        self.dated: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.counted: dict[str, set[str]] = defaultdict(set)
        self.rooted: dict[str, list[int]] = {}
        self._kept: dict[str, tuple[Any, Any]] = {}
        #: readings of which it is not yet known what their like do, by outline (`link_likes`)
        self.unlike: dict[tuple[object, ...], list[Reading]] = defaultdict(list)
        #: two groups of an outline, or fewer where fewer have a reading that holds
        self.holding: dict[tuple[object, ...], set[tuple[str, int]]] = defaultdict(set)
        #: the parts of the lists that add up, by their total
        self.added: dict[int, list[tuple[int, ...]]] = defaultdict(list)
        for place in found:
            if place.kind == "level":
                self.levels[place.unit].append(place.index)
                self.counted[root(place.unit)].add(place.unit)
                if place.figure.period:
                    self.dated[root(place.unit), place.figure.period].append(place.index)
                if place.first:
                    self.tops[place.unit].append(place.index)
            elif place.kind == "step":
                self.steps[place.unit].append(place.index)
            elif place.kind == "percent":
                self.shares.append(place.index)
                self.based += [place.index] if place.base else []

    def span(self, i: int) -> tuple[int, int]:
        """Return where the i-th figure is printed."""
        figure = self.places[i].figure
        return figure.start, figure.end

    def kept(self, name: str, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        """Return what was made last under a name, or make it anew where it was of another key.

        Readings of one result follow each other, and most of what they stand on is the same.
        """
        if name not in self._kept or self._kept[name][0] != key:
            self._kept[name] = key, make()
        return self._kept[name][1]

    def of_root(self, unit: str) -> list[int]:
        """Return the levels of every unit that counts the same things, in order."""
        what = root(unit)
        if what not in self.rooted:
            self.rooted[what] = sorted(i for u in self.counted[what] for i in self.levels[u])
        return self.rooted[what]


def root(unit: str) -> str:
    """Return what a unit counts, before any denominator: 元 of 元/人, 人 of 人次 and 名."""
    first = unit.split("/")[0]
    return ALIKE.get(first, first)


def tops(text: Text, unit: str, i: int) -> list[int]:
    """Return the figures of a unit that open the text, or one of the last paragraphs."""
    seq = text.tops[unit]
    k = bisect_left(seq, i)
    return sorted({*seq[:1], *seq[max(0, k - 4) : k]} - {i})


def between(text: Text, x: Reading) -> Iterator[Place]:
    """Yield the other levels of the unit that stand between the figures of a reading."""
    first, last = min(x.places), max(x.places)
    unit = text.places[x.places[1]].unit
    for p in text.places[first : last + 1]:
        if p.kind == "level" and p.unit == unit and p.index not in x.places and p.bracket == 0:
            yield p


def aligned(text: Text, r: Place, a: Place) -> str:
    """Say whether a number after 分别 and a level before it are of the same rank in their lists."""
    k, many = r.share
    if not many:
        return "-"
    first = text.places[r.index - k]
    before = [
        p.index for p in text.places[max(0, first.index - 12) : first.index]
        if p.kind == "level" and p.sentence == r.sentence
    ]  # fmt: skip
    if a.index not in before or len(before) % many:
        return "odd"
    units = [text.places[i].unit for i in before]
    if len(set(units[:many])) == many and units == units[:many] * (len(units) // many):
        return "yes" if a.unit == units[k] else "no"  # 532件768人,去年同期为787件1279人
    return "yes" if before.index(a.index) * many // len(before) == k else "no"
