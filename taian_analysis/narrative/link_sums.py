"""The totals that a list of numbers may add up to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from .links import Reading, Text, near, reading, tops
from .places import Place

_MOST = 8  # parts of a total


def sums_from(text: Text, place: Place) -> Iterator[Reading]:
    """Yield every reading of a run of numbers of one unit, this one first, as parts of a total."""
    signed = place.kind == "step"
    if not signed and place.kind != "level":
        return
    seq = (text.steps if signed else text.levels)[place.unit]
    k, reach = bisect_left(seq, place.index), text.reach
    before = set(seq[max(0, k - reach.before) : k])
    if not signed:
        before |= {i for i in tops(text, place.unit, place.index) if i < place.index}
    for stride in reach.strides:
        run = _run(text, seq, k, stride)
        for many in range(2, len(run) + 1):
            parts = run[:many]
            if (named := _named(parts)) is None:
                break  # nor do these and more add up
            after = near(seq, parts[-1].index, 0, reach.after)[1] if stride == 1 else []
            last = parts[-1].sentence
            after = [i for i in after if text.places[i].sentence - last <= 1]
            for t in [*sorted(before), *after]:
                top = text.places[t]
                if _addable(top, parts[0], named, signed):
                    kind = "sum_signed" if signed else "sum"
                    yield reading(kind, "sum", (top, *parts), at=place.index)


def _run(text: Text, seq: list[int], k: int, stride: int) -> list[Place]:
    """Return the numbers from the k-th on that may be parts of one list.

    What stands in a bracket inside the list is of the part before it, and is left out.
    """
    every = text.places
    first = every[seq[k]]
    out = [first]
    for j in seq[k + 1 : k + 1 + 12 * stride]:
        one = every[j]
        if one.sentence - out[-1].sentence > 1 or one.paragraph - first.paragraph > 1:
            break
        if one.bracket <= first.bracket:
            out.append(one)
    return out[::stride][:_MOST]


def _named(some: list[Place]) -> set[str | None] | None:
    """Return the period that numbers name; None where they can not add up.

    They can not where means are among them, or two periods are named.
    """
    if any("jun" in p.cue for p in some):
        return None
    named = {p.figure.period for p in some if p.figure.period_basis in _BY_NAME}
    return named if len(named) < 2 else None


_BY_NAME = ("explicit", "relative")


def _addable(top: Place, first: Place, named: set[str | None], signed: bool) -> bool:
    """Whether parts that name a period, if any, can add up to a total."""
    if signed and abs(first.sentence - top.sentence) > 1:
        return False
    of_top = _named([top])
    return of_top is not None and len(named | of_top) < 2
