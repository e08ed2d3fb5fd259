"""The totals that a list of numbers may add up to."""

from __future__ import annotations

from collections.abc import Iterator

from .links import Reading, Text, near, reading, tops
from .places import Place

_MOST = 8  # parts of a total


def sums(text: Text) -> Iterator[Reading]:
    """Yield every reading of a run of numbers of one unit as the parts of a total."""
    for signed, table in ((False, text.levels), (True, text.steps)):
        for unit, seq in table.items():
            for k in range(len(seq)):
                yield from _from(text, unit, seq, k, signed)


def _from(text: Text, unit: str, seq: list[int], k: int, signed: bool) -> Iterator[Reading]:
    """Yield the readings whose parts begin with the k-th number of a unit."""
    first = seq[k]
    before = set(seq[max(0, k - 4) : k])
    if not signed:
        before |= {i for i in tops(text, unit, first) if i < first}
    for stride in (1, 2, 3):
        run = _run(text, seq, k, stride)
        for many in range(2, len(run) + 1):
            parts = run[:many]
            after = near(seq, parts[-1].index, 0, 2)[1] if stride == 1 else []
            last = parts[-1].sentence
            after = [i for i in after if text.places[i].sentence - last <= 1]
            for t in [*sorted(before), *after]:
                top = text.places[t]
                if _addable([top, *parts], signed):
                    kind = "sum_signed" if signed else "sum"
                    yield reading(kind, "sum", (top, *parts), at=first)


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


def _addable(some: list[Place], signed: bool) -> bool:
    """Whether numbers can add up: no means among them, and no two periods named."""
    top, first = some[0], some[1]
    if signed and abs(first.sentence - top.sentence) > 1:
        return False
    if any("jun" in p.cue for p in some):
        return False
    named = {p.figure.period for p in some if p.figure.period_basis in ("explicit", "relative")}
    return len(named) < 2
