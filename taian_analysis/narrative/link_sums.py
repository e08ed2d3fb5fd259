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
    tops_before = [text.places[i] for i in sorted(before)]
    kind = "sum_signed" if signed else "sum"
    for stride in reach.strides:
        for parts, named in _lists(_run(text, seq, k, stride)):
            after = near(seq, parts[-1].index, 0, reach.after)[1] if stride == 1 else []
            tops_after = (text.places[i] for i in after)
            last = parts[-1].sentence
            for top in (*tops_before, *(t for t in tops_after if t.sentence - last <= 1)):
                if _addable(top, parts[0], named, signed):
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


def _lists(run: list[Place]) -> Iterator[tuple[list[Place], str | None]]:
    """Yield the first two of a run of numbers, three and so on, with the period that they name.

    They add up as long as no mean is among them, nor a second period named.
    """
    named: str | None = None
    for many, one in enumerate(run, 1):
        own = _period(one)
        if "jun" in one.cue or (own and named and own != named):
            return
        named = named or own
        if many > 1:
            yield run[:many], named


def _period(one: Place) -> str | None:
    """Return the period that a number names itself."""
    return one.figure.period if one.figure.period_basis in ("explicit", "relative") else None


def _addable(top: Place, first: Place, named: str | None, signed: bool) -> bool:
    """Whether parts that name a period, if any, can add up to a total."""
    if (signed and abs(first.sentence - top.sentence) > 1) or "jun" in top.cue:
        return False
    own = _period(top)
    return own is None or named is None or own == named
