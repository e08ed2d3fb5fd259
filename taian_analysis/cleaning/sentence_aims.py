"""What a plan's sentences aim at, and where each aim starts from: 由2020年的60%提高到70%."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ..base.vocabulary import pattern
from .sentence_names import ASIDE, REACH, Span, Statement, name_in

if TYPE_CHECKING:
    from ..narrative.figures import Figure

_PAST, _PLAN, _BY_YEAR = (pattern("pairs", n) for n in ("past", "plan", "by_year"))
_FROM, _MOVED_TO = pattern("pairs", "from"), pattern("pairs", "moved_to")


@dataclass(frozen=True, slots=True)
class Start:
    """Where an aim starts from, and what the words before that name."""

    figure: Figure
    name: Span | None


def starts(text: str, figures: Sequence[Figure]) -> dict[int, Start]:
    """Return, by the identity of the figure reached, where it starts from: 由60%提高到70%."""
    out: dict[int, Start] = {}
    end = 0
    for first, then in pairwise(figures):
        begin, end = max(end, text.rfind("\n", 0, first.start) + 1), first.unit_end
        led = _FROM.search(text, max(begin, first.start - REACH), first.start)
        if led and first.unit == then.unit and _MOVED_TO.fullmatch(text, end, then.start):
            out[id(then)] = Start(first, name_in(text, begin, led.start()))
    return out


def aims(text: str, figures: Sequence[Figure], year: int | None) -> list[Statement]:
    """Return what a plan's sentences aim at: figures of a year to come, each with its name.

    Parameters
    ----------
    text
        The text in half-width forms.
    figures
        Its figures, in order.
    year
        The document's year, None where it has no date: then a plan's 到2025年 is to come.
    """
    out: list[Statement] = []
    plan = _PLAN.search(text) is not None
    ahead = False
    last: Figure | None = None
    started = starts(text, figures)
    bases = {id(start.figure) for start in started.values()}
    for figure in figures:
        first = max(figure.sentence_start, figure.start - REACH)
        begin = max(text.rfind("\n", 0, figure.start) + 1, last.unit_end if last else 0)
        start = started.get(id(figure))
        moves = start is not None or id(figure) in bases
        new = (last is None or last.line != figure.line) and not moves
        by_year = _BY_YEAR.search(text, max(begin, figure.start - REACH), figure.start)
        says = figure.period_basis == "explicit" and _PLAN.search(text, first, figure.start)
        named_so = plan and year is None and bool(by_year or says)
        # a plan goes on from line to line where it says from where to where
        ahead = _ahead(figure, year) or named_so or (ahead and not new)
        last = figure
        if not ahead or figure.relation in ASIDE or id(figure) in bases:
            continue
        if _PAST.search(text, max(begin, figure.sentence_start), figure.start):
            continue
        named = start.name if start else name_in(text, begin, figure.start)
        if named and named[1] - named[0] > 2:
            base = start.figure if start else None
            out.append(Statement(named, figure.line, figure, base=base))
    return out


def _ahead(figure: Figure, year: int | None) -> bool:
    """Whether a figure is of a plan's years, or of one after the document's."""
    if figure.period is None or figure.period_basis == "default":
        return False
    last = int(figure.period.split("/")[-1][:4])
    return figure.period_basis == "plan" or (year is not None and last > year)
