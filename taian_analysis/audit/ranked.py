"""Lists that say how they are ordered: 居前五位的依次为A a件、B b件…; 由高到低依次为…."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from ..base.vocabulary import near, pattern
from ..grammar.interval import Interval
from ..grammar.numerals import whole_number
from ..narrative.figures import Figure
from .claim_words import words
from .claims import Claim, Context, claimed, interval, printed
from .mended import mends
from .told import number, says, titled

_RANKED, _GOES_ON = pattern("counts", "ranked_list"), pattern("counts", "next_of_ranked")
_UP = pattern("counts", "rising")
_FEWEST, _MOST = 4, 20  # of three any two are in order but for one
_BEFORE, _AFTER = 40, 12


def ranked(context: Context) -> Iterator[Claim]:
    """Check that numbers stand in the order that their list is told to have.

    They are out of order only where a misprint of one explains it: else the list is of another
    measure than is printed.
    """
    for word in ("依次", "到"):
        for match in near(_RANKED, context.text, word, _BEFORE, _AFTER):
            some = _listed(context, match.end(), whole_number(match["n"] or ""))
            sign = -1 if _UP.search(match[0]) else 1
            fits = partial(_in_order, sign)
            fine = fits([interval(f) for f in some])
            if len(some) < _FEWEST or not (fine or mends(some, fits)):
                continue
            topic = words(match[0])
            order = sorted((f.value for f in some), reverse=sign > 0)
            yield claimed(
                context, "ranked", some, f"ranked/{topic}", titled("claim.ranked", topic),
                (" ≥ " if sign > 0 else " ≤ ").join(map(number, order)), fine,
                says("remark.ranked"), stated="、".join(printed(context, f) for f in some),
                tolerance="0",
            )  # fmt: skip


def _listed(context: Context, place: int, many: int | None) -> list[Figure]:
    """Return the numbers of one unit that a list gives its names, one each, as many as it says."""
    found: list[Figure] = []
    for figure in context.figures_from(place, _MOST):
        if len(found) == many or (found and figure.sentence_start != found[0].sentence_start):
            break
        if not found or (figure.unit, figure.relation) == (found[0].unit, found[0].relation):
            if not _GOES_ON.fullmatch(context.text, place, figure.start):
                break
            found.append(figure)
        elif figure.unit != "%":
            break
        place = figure.unit_end  # over what is told of one beside it: 38.6亿元,增长2.1%
    return found if many in (None, len(found)) else []


def _in_order(sign: int, ends: Sequence[Interval]) -> bool:
    pairs = pairwise(ends if sign > 0 else ends[::-1])
    return all(one.high >= other.low for one, other in pairs)


RULES = (ranked,)
