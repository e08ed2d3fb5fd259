"""A sequence cut into stretches: things that follow one another and belong together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

_T = TypeVar("_T")


def stretches(things: Iterable[_T], goes_on: Callable[[list[_T], _T], object]) -> list[list[_T]]:
    """Cut things into stretches: one ends where it does not go on with the thing that follows.

    Examples
    --------
    >>> stretches([1, 2, 9, 10, 30], lambda before, n: n - before[-1] < 5)
    [[1, 2], [9, 10], [30]]
    """
    out: list[list[_T]] = []
    for thing in things:
        if out and goes_on(out[-1], thing):
            out[-1].append(thing)
        else:
            out.append([thing])
    return out
