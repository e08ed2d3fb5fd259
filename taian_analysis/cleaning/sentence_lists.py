"""Figures that a sentence lists for several things at once: A、B和C分别达到90%、99%和45%.

What they are of stands before them, as names in the same order or as figures told just before:
新增农场80个,改造大棚271个,实际分别完成95个、310个.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ..base.vocabulary import pattern
from .sentence_names import REACH, STOPS, Span, bare

if TYPE_CHECKING:
    from ..narrative.figures import Figure

_LED, _GOES_ON = pattern("pairs", "each_led"), pattern("pairs", "goes_on")
_AND, _AGAIN = pattern("pairs", "and"), pattern("pairs", "each_again")
_MORE = re.compile(r"(?:、|和|与|及|以及)\s?\d")
_OF = ")的"  # 目标(470亿元、30亿元)的121%、230%: the rates of a list of aims


@dataclass(frozen=True, slots=True)
class Listed:
    """Figures told each, where the words that lead them in begin, and their names or none."""

    figures: tuple[Figure, ...]
    begin: int
    names: tuple[Span, ...] = ()


def lists(text: str, figures: Sequence[Figure]) -> dict[int, Listed]:
    """Return, by the identity of each figure that is told in a list, the list it is of."""
    out: dict[int, Listed] = {}
    named: tuple[Span, ...] = ()
    for n, first in enumerate(figures):
        if id(first) in out:
            continue
        last = figures[n - 1] if n else None
        begin = max(first.start - REACH, text.rfind("\n", 0, first.start) + 1)
        begin = max(begin, last.unit_end) if last else begin
        led = _LED.search(text, begin, first.start)
        after = out.get(id(last))
        goes_on = after is not None and text[begin : first.start] == _OF
        if not led and not goes_on:
            continue
        run = _run(text, figures[n:])
        if len(run) < 2 or (after and goes_on and len(after.figures) != len(run)):
            continue
        names = _names(text, begin, led.start()) if led else ()
        if not names and led and _AGAIN.fullmatch(text, begin, led.start()):
            names = named
        names = names if len(names) == len(run) else ()
        named = names or named
        one = Listed(run, begin, names)
        out |= {id(figure): one for figure in run}
    return out


def _run(text: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures that follow one another with nothing but what lists them between."""
    run = [figures[0]]
    for figure in figures[1:]:
        if not _GOES_ON.fullmatch(text, run[-1].unit_end, figure.start):
            break
        run.append(figure)
    more = _MORE.match(text, run[-1].unit_end)  # a number that is no figure: of whose list?
    return () if more else tuple(run)


def _names(text: str, begin: int, end: int) -> tuple[Span, ...]:
    """Return the names that stand before the words that tell each of them."""
    cut = max((m.end() for m in STOPS.finditer(text, begin, end)), default=begin)
    marks = [(cut, cut), *(m.span() for m in _AND.finditer(text, cut, end)), (end, end)]
    spans = [bare(text, a[1], b[0]) for a, b in pairwise(marks)]
    return tuple(span for span in spans if span)
