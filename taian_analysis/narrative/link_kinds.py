"""Whether printed numbers and what is computed agree, and which printed digit would mend it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from ..base.formula import Ends
from ..grammar.interval import agree
from .figures import Figure

_FEW = 4  # a total and its parts


def coarse(some: Sequence[Figure]) -> bool:
    """Whether a total and its few parts are told so coarsely that they must add up as printed.

    Writers see to it that 2.1 and 1.4 make 3.5: of 64 such totals in reports one was a step off.
    Where a step is less than a hundredth of the total, it passes as rounding.
    """
    step = some[0].step
    if len(some) > _FEW or step < 0.01 * abs(some[0].value):
        return False
    return all(f.step and abs(f.step - step) <= 1e-9 * step for f in some)


def widened(figure: Figure, low: float, high: float) -> Ends:
    """Return what a mean can be: it is rounded even where it has no decimals."""
    half = 0.5 if low == high and "." not in figure.text else 0.0
    return low - half, high + half


_NUMERAL = re.compile(r"-?\d[\d,. ]*")


def misprints(figure: Figure) -> Iterator[float]:
    """Yield how far a number would lie from what is printed if a digit of it were misprinted.

    Any one digit may be another, or two may have changed places.
    """
    return (shift for shift, _ in slips(figure))


#: A slip of the hand is one of few: two neighbours that changed places, not any digit for another.
SWAPPED = 4.0


def slips(figure: Figure) -> tuple[tuple[float, float], ...]:
    """Return the misprints of a number, each with how likely it is beside the others."""
    return slips_of(figure.text, figure.value)


@lru_cache(maxsize=4096)
def slips_of(text: str, value: float) -> tuple[tuple[float, float], ...]:
    """Return the misprints of a number of such a value printed so; each sum asks for them."""
    return tuple(_slips_of(text, value))


@lru_cache(maxsize=4096)
def _shifts_of(text: str, value: float) -> list[float]:
    """Return how far misprints put a number off, in order."""
    return sorted(shift for shift, _ in slips_of(text, value))


def _slips_of(text: str, value: float) -> Iterator[tuple[float, float]]:
    numeral = _NUMERAL.match(text)
    digits = [c for c in numeral[0] if c.isdecimal()] if numeral else []
    worth = value / float("".join(digits)) if any(d != "0" for d in digits) else 0.0
    if not worth:
        return
    steps = [worth * 10.0 ** (len(digits) - 1 - i) for i in range(len(digits))]
    values = [int(d) for d in digits]
    for i, (digit, step) in enumerate(zip(values, steps, strict=True)):
        for other in range(10):
            if other != digit and (other or i):
                yield (other - digit) * step, 1.0
    for i, k in combinations(range(len(values)), 2):
        if values[i] != values[k] and (values[k] or i):
            yield (values[k] - values[i]) * (steps[i] - steps[k]), SWAPPED if k == i + 1 else 1.0
    yield from ((shift, 1.0) for shift in _turned(values, steps))


def _turned(values: list[int], steps: list[float]) -> Iterator[float]:
    """Yield how far a number would be off if one of its digits were two places away: 374 and 437.

    Three that follow each other are all at other places then, and no two of them alike.
    """
    for i in range(len(values) - 2):
        a, b, c = values[i : i + 3]
        if len({a, b, c}) < 3:
            continue
        told = a * steps[i] + b * steps[i + 1] + c * steps[i + 2]
        for x, y, z in ((b, c, a), (c, a, b)):
            if i or x:
                yield x * steps[i] + y * steps[i + 1] + z * steps[i + 2] - told


def is_misprint(one: Figure, other: Figure) -> bool:
    """Whether one number could be the other with one digit, or the order of two, misprinted.

    Two figures told alike that differ by more are hardly the same fact: 62项 and 7项.
    """
    size = 1e-9 * max(abs(one.value), abs(other.value))
    return any(
        abs(a.value + shift - b.value) <= size
        for a, b in ((one, other), (other, one))
        for shift in misprints(a)
    )


def is_in(figure: Figure, low: float, high: float, ends: Ends) -> bool:
    """Whether a number, as printed or with one digit misprinted, can be within some ends."""
    return any(agree((low + shift, high + shift), ends) for shift in (0.0, *misprints(figure)))


#: by so many times itself a misprint puts a number off at most: a figure too many
_MOST_OFF = 10


def may_add_up(some: Sequence[tuple[Figure, float, float]]) -> bool:
    """Whether parts may add up to a total, the first, but for a misprint, within their ends.

    What a sum's `evidence` finds is among it, and takes a hundred times as long to be found.
    """
    figures = [f for f, _, _ in some]
    slack = sum([max(high - f.value, f.value - low) for f, low, high in some])
    return mends_sum(figures, slack + 1e-9 * sum([abs(f.value) for f in figures]))


def mends_sum(some: Sequence[Figure], slack: float) -> bool:
    """Whether a misprint of a total, the first, or of a part makes the parts add up to it."""
    total, *parts = some
    off = sum([f.value for f in parts]) - total.value
    slack += 1e-9 * abs(off)
    for figure in some:
        if abs(off) <= _MOST_OFF * (abs(figure.value) + 1) + slack:
            wanted = off if figure is total else -off
            shifts = _shifts_of(figure.text, figure.value)
            at = bisect_left(shifts, wanted - slack)
            if at < len(shifts) and shifts[at] <= wanted + slack:
                return True
    return False
