"""Whether a misprint would explain a claim that fails.

A number that is wrong in print is nearly always one digit off, has two that changed places, or a
point at the wrong place. Where no such change of any number of a claim would make it hold, its
numbers hardly belong together: a rule that paired them from afar has then no claim. What stands
side by side (增加d,增长p%) is not asked for this, nor are sums, as a part that was forgotten is no
misprint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..grammar.interval import Interval
from ..narrative.figures import Figure
from ..narrative.link_kinds import SWAPPED, misprints, slips
from .claims import interval


def turned(figure: Figure) -> list[float]:
    """Return how far a number is put off by two neighbours of its digits that change places."""
    return [shift for shift, likely in slips(figure) if likely >= SWAPPED]


def mends(
    some: Sequence[Figure],
    holds: Callable[[list[Interval]], bool],
    *,
    point: bool = False,
    by: Callable[[Figure], Iterable[float]] = misprints,
) -> bool:
    """Whether something would hold of some numbers with one of them misprinted.

    `point` counts a point at the wrong place among the misprints.
    """
    ends = [interval(figure) for figure in some]
    for place, figure in enumerate(some):
        low, high = ends[place]
        misplaced = (-0.9 * figure.value, 9 * figure.value) if point else ()
        for shift in (*by(figure), *misplaced):
            moved = Interval(low + shift, high + shift)
            if holds([*ends[:place], moved, *ends[place + 1 :]]):
                return True
    return False


def one_turned(signs: Sequence[int]) -> Iterator[list[int]]:
    """Yield directions with each of them turned in its turn: 下降 where 上升 is meant."""
    for k in range(len(signs)):
        yield [-s if i == k else s for i, s in enumerate(signs)]


def digits_of(figure: Figure) -> int:
    """Return how many digits a number is printed with."""
    return sum(map(str.isdecimal, figure.text))


def digits_told(figure: Figure) -> int:
    """Return how many digits tell a number, less the noughts at its ends: 2 of 3.5万 and 1200."""
    return len(figure.text.strip("0万亿").replace(".", ""))
