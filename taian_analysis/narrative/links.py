"""The readings that a printed number could have: this share of that, the change from that to this.

A group is one printed result (占27.4%, 比上年增加8013个, the first part of a list); its candidates
are the readings that could explain it, each with what it computes to and the features of its
words, order and scope. A feature never sees whether the numbers fit. `link_model` weighs them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..base import catalog
from .places import Place

NO_GROWTH = re.compile(catalog.load("links")["no_growth"])
_FAR = 3  # paragraphs a base may lie back, but for the first of its unit in a paragraph


@dataclass(slots=True)
class Reading:
    """One reading of a group: what it is, its figures, what it computes to, its features.

    `places` begins with the printed result (for a sum, the total), then the operands.
    """

    kind: str
    group: tuple[str, int]
    places: tuple[int, ...]
    low: float
    high: float
    stated: tuple[float, float]
    grain: float
    shape: str = ""
    features: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether what is computed and what is printed have a number in common."""
        slack = 1e-9 * max(abs(self.stated[1]), abs(self.high))
        return self.low <= self.stated[1] + slack and self.high >= self.stated[0] - slack


def near(seq: Sequence[int], i: int, before: int, after: int) -> tuple[list[int], list[int]]:
    """Return the members of an increasing sequence next before and next after a number."""
    k = bisect_left(seq, i)
    later = k + (k < len(seq) and seq[k] == i)
    return list(seq[max(0, k - before) : k]), list(seq[later : later + after])


class Text:
    """The places of a text, by unit."""

    def __init__(self, found: list[Place]) -> None:
        self.places = found
        self.levels: dict[str, list[int]] = defaultdict(list)
        self.steps: dict[str, list[int]] = defaultdict(list)
        self.shares: list[int] = []
        self.tops: dict[str, list[int]] = defaultdict(list)
        for place in found:
            if place.kind == "level":
                self.levels[place.unit].append(place.index)
                if place.first:
                    self.tops[place.unit].append(place.index)
            elif place.kind == "step":
                self.steps[place.unit].append(place.index)
            elif place.kind == "percent":
                self.shares.append(place.index)


def readings(text: Text) -> list[Reading]:
    """Return every reading of every group of a text."""
    out: list[Reading] = []
    for place in text.places:
        if place.kind in ("percent", "rate"):
            out.extend(_percent(text, place))
        elif place.kind in ("step", "points"):
            out.extend(_step(text, place))
        if "/" in place.unit or "jun" in place.cue:
            out.extend(_mean(text, place))
    for signed, table in ((False, text.levels), (True, text.steps)):
        for unit, seq in table.items():
            out.extend(_sums(text, unit, seq, signed))
    return [r for r in out if r.low == r.low and abs(r.low) < 1e300 and abs(r.high) < 1e300]


def _tops(text: Text, unit: str, i: int) -> list[int]:
    """Return the figures of a unit that open the text, or one of the last paragraphs."""
    tops = text.tops[unit]
    k = bisect_left(tops, i)
    return sorted({*tops[:1], *tops[max(0, k - 4) : k]} - {i})


def _percent(text: Text, r: Place) -> Iterator[Reading]:
    every = text.places
    near_units = {p.unit for p in every[max(0, r.index - 10) : r.index + 4] if p.kind == "level"}
    for unit in sorted(near_units):
        back, ahead = near(text.levels[unit], r.index, 8, 2)
        tops = [i for i in _tops(text, unit, r.index) if i < r.index]
        for a in [*back[-4:], *ahead[:1]]:
            top = every[a]
            if abs(top.sentence - r.sentence) > 1:
                continue
            for b in sorted({*back, *ahead, *tops}):
                far = abs(every[b].paragraph - r.paragraph) > _FAR and b not in tops
                if a != b and every[b].low > 0 and not far:
                    yield from _of_levels(r, top, every[b])
            yield from _of_step(text, r, top)


def _of_levels(r: Place, a: Place, b: Place) -> Iterator[Reading]:
    group, stated = ("pair", r.index), (r.low, r.high)
    key = (r.index, a.index, b.index)
    if r.kind == "percent":
        yield Reading(
            "share", group, key, 100 * a.low / b.high, 100 * a.high / b.low, stated, r.grain
        )
        if a.low > 0 and abs(a.sentence - b.sentence) <= 1:
            low, high = 100 / (1 + b.high / a.low), 100 / (1 + b.low / a.high)
            yield Reading("share_of_both", group, key, low, high, stated, r.grain)
    if r.kind == "rate" and not NO_GROWTH.search(r.head):
        ends = [100 * (a.low / b.high - 1), 100 * (a.high / b.low - 1)]
        low, high = sorted(r.sign * end for end in ends)
        yield Reading("growth_levels", group, key, low, high, stated, r.grain)


def _of_step(text: Text, r: Place, a: Place) -> Iterator[Reading]:
    if r.kind != "rate" or NO_GROWTH.search(r.head):
        return
    back, ahead = near(text.steps.get(a.unit, []), r.index, 2, 1)
    for i in [*back, *ahead]:
        d = text.places[i]
        if abs(d.sentence - r.sentence) > 1:
            continue
        ends = (a.low - d.high, a.high - d.low) if d.sign > 0 else (a.low + d.low, a.high + d.high)
        if ends[0] > 0:
            yield Reading(
                "growth_step", ("pair", r.index), (r.index, a.index, i),
                100 * d.low / ends[1], 100 * d.high / ends[0], (r.low, r.high), r.grain,
            )  # fmt: skip


def _step(text: Text, r: Place) -> Iterator[Reading]:
    seq = text.shares if r.kind == "points" else text.levels.get(r.unit, [])
    if r.kind == "step":
        own = [
            p.index for p in text.places[max(0, r.index - 5) : r.index + 3]
            if p.kind == "level" and p.unit != r.unit and p.unit.split("/")[0] == r.unit
        ]  # fmt: skip
        seq = sorted({*near(seq, r.index, 8, 2)[0], *near(seq, r.index, 8, 2)[1], *own})
    back, ahead = near(seq, r.index, 6, 1)
    for a in [*back[-3:], *ahead]:
        for b in [*back, *ahead]:
            x, y = text.places[a], text.places[b]
            if a == b or max(abs(x.sentence - r.sentence), abs(y.sentence - r.sentence)) > 1:
                continue
            low, high = x.low - y.high, x.high - y.low
            if r.sign < 0:
                low, high = -high, -low
            grain = max(r.grain, min(x.grain, y.grain))
            yield Reading(
                "step", ("step", r.index), (r.index, a, b), low, high, (r.low, r.high), grain
            )


def _mean(text: Text, r: Place) -> Iterator[Reading]:
    counted = r.unit.split("/")[0]
    for a in near(text.levels.get(counted, []), r.index, 4, 1)[0]:
        if a == r.index or abs(text.places[a].sentence - r.sentence) > 2:
            continue
        units = {p.unit for p in text.places[max(0, r.index - 8) : r.index] if p.kind == "level"}
        for unit in sorted(units - {counted, r.unit}):
            for b in near(text.levels[unit], r.index, 3, 1)[0]:
                x, y = text.places[a], text.places[b]
                if y.low > 0 and abs(y.sentence - r.sentence) <= 2:
                    yield Reading(
                        "mean", ("mean", r.index), (r.index, a, b),
                        x.low / y.high, x.high / y.low, (r.low, r.high), r.grain,
                    )  # fmt: skip


def _sums(text: Text, unit: str, seq: list[int], signed: bool) -> Iterator[Reading]:
    every = text.places
    for k, s in enumerate(seq):
        tops = set(seq[max(0, k - 4) : k])
        if not signed:
            tops |= {i for i in _tops(text, unit, s) if i < s}
        for stride in (1, 2, 3):
            parts: list[int] = []
            low = high = 0.0
            for j in seq[k : k + 9 * stride : stride]:
                one = every[j]
                if parts and (
                    one.sentence - every[parts[-1]].sentence > 1
                    or one.paragraph - every[s].paragraph > 1
                ):
                    break
                parts.append(j)
                ends = (one.low, one.high) if not signed or one.sign > 0 else (-one.high, -one.low)
                low, high = low + ends[0], high + ends[1]
                if 2 <= len(parts) <= 8:
                    after = seq[k + (len(parts) - 1) * stride + 1 :][:2] if stride == 1 else []
                    after = [i for i in after if every[i].sentence - one.sentence <= 1]
                    for t in [*sorted(tops), *after]:
                        yield from _sum(text, t, parts, low, high, signed)


def _addable(some: list[Place]) -> bool:
    """Whether numbers can add up: no means among them, and no two periods named."""
    means = {"jun" in p.cue for p in some}
    named = {p.figure.period for p in some if p.figure.period_basis in ("explicit", "relative")}
    return means == {False} and len(named) < 2


def _sum(
    text: Text, t: int, parts: list[int], low: float, high: float, signed: bool
) -> Iterator[Reading]:
    every = text.places
    top = every[t]
    if not _addable([top, *(every[i] for i in parts)]):
        return
    if signed and abs(every[parts[0]].sentence - top.sentence) > 1:
        return
    stated = (top.low, top.high) if not signed or top.sign > 0 else (-top.high, -top.low)
    grain = min(every[i].grain for i in (t, *parts))
    kind = "sum_signed" if signed else "sum"
    yield Reading(kind, ("sum", parts[0]), (t, *parts), low, high, stated, grain)
