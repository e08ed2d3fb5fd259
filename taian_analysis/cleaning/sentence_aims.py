"""What a plan's sentences aim at, and where each aim starts from: 由2020年的60%提高到70%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ..base.vocabulary import pattern
from .sentence_lists import Listed, lists
from .sentence_names import (
    ASIDE,
    REACH,
    Span,
    Statement,
    name_after,
    name_in,
    value_span,
)

if TYPE_CHECKING:
    from ..narrative.figures import Figure

_PAST, _PLAN, _BY_YEAR = (pattern("pairs", n) for n in ("past", "plan", "by_year"))
_FROM, _MOVED_TO = pattern("pairs", "from"), pattern("pairs", "moved_to")
_FUTURE, _HISTORY = pattern("pairs", "future"), pattern("pairs", "history")
_REACHED, _CLAUSES = pattern("pairs", "reached"), re.compile(r"[。;!?\n]")


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
    # no word of what was: then a year that is told of is one to come
    still = year is None and not _HISTORY.search(text) and _FUTURE.search(text) is not None
    ahead = False
    last: Figure | None = None
    started, listed = starts(text, figures), lists(text, figures)
    bases = {id(start.figure) for start in started.values()}
    for figure in figures:
        line = text.rfind("\n", 0, figure.start) + 1
        first = max(figure.sentence_start, figure.start - REACH)
        begin = max(line, last.unit_end if last else 0)
        start = started.get(id(figure))
        moves = start is not None or id(figure) in bases
        new = (last is None or last.line != figure.line) and not moves
        by_year = _BY_YEAR.search(text, begin, figure.start)
        says = figure.period_basis == "explicit" and _PLAN.search(text, first, figure.start)
        named_so = plan and year is None and bool(by_year or says)
        # a plan goes on from line to line where it says from where to where
        ahead = (
            _ahead(figure, year) or named_so or (still and _dated(figure)) or (ahead and not new)
        )
        last = figure
        if (
            not ahead
            or figure.relation in ASIDE
            or id(figure) in bases
            or _past(text, figure, begin)
        ):
            continue
        named = start.name if start else _named(text, figure, begin, listed.get(id(figure)))
        if named and named[1] - named[0] > 2:
            base = start.figure if start else None
            out.append(Statement(named, figure.line, figure, base=base))
    return out


def _named(text: str, figure: Figure, begin: int, listed: Listed | None) -> Span | None:
    """Return the name of an aim: before it, after it, or in its place of a list."""
    if listed and listed.names:
        return listed.names[listed.figures.index(figure)]
    if text.startswith("的", value_span(text, figure)[1]):
        return None  # of what follows: 不少于0.1平方米的标准
    return name_in(text, begin, figure.start) or name_after(text, figure, begin)


def _past(text: str, figure: Figure, begin: int) -> bool:
    """Whether words before or after a figure say that it was reached already."""
    if _PAST.search(text, max(begin, figure.sentence_start), figure.start):
        return True
    end = _CLAUSES.search(text, figure.unit_end)
    return _REACHED.search(text, figure.unit_end, end.start() if end else len(text)) is not None


def _dated(figure: Figure) -> bool:
    """Whether a figure's year is printed."""
    return figure.period is not None and figure.period_basis != "default"


def _ahead(figure: Figure, year: int | None) -> bool:
    """Whether a figure is of a plan's years, or of one after the document's."""
    if figure.period is None or not _dated(figure):
        return False
    last = int(figure.period.split("/")[-1][:4])
    return figure.period_basis == "plan" or (year is not None and last > year)
