"""Claims of change that name their base: 260起,较上年的325起下降20%."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..base.vocabulary import pattern
from ..grammar.interval import agree, difference, scaled
from ..narrative.figures import POINTS, Figure
from .claims import (
    STATES,
    Claim,
    Context,
    arithmetic,
    interval,
    number,
    unit_of,
    verdict,
    words,
)
from .growth import growth_claim
from .told import says, titled

_BASE = pattern("growth", "named_base")
_CHANGE = pattern("growth", "changed_by")
_OTHERS, _ABOVE = pattern("growth", "others"), pattern("growth", "above")
_FELL = pattern("growth", "fell")


def against(context: Context) -> Iterator[Claim]:
    """V,比上年的B增长p% (or 增加d): from B to V it is p% (d).

    V is the number before 比, or one before that of its unit; where there are several and none
    fits, it can not be told which is meant.
    """
    for figures in context.sentences:
        for place, (base, change) in enumerate(pairwise(figures)):
            if (
                not place
                or not base.value
                or not _BASE.fullmatch(base.lead.strip())
                or not _CHANGE.fullmatch(change.lead.strip())
                or base.clause_start != change.clause_start
                or (unit_of(base) == "%") != (unit_of(change) == POINTS)
                or figures[place - 1].relation not in STATES
                or unit_of(figures[place - 1]) != unit_of(base)
            ):
                continue
            levels = _levels(figures[:place], base)
            claims = [c for f in levels for c in growth_claim(context, base, f, change, "growths")]
            best = next((c for c in claims if c.verdict == "holds"), None)
            if best is None and claims:
                best = claims[0]
                if len(claims) > 1:
                    best.verdict, best.comment = verdict(None), says("remark.which_level")
            if best is not None:
                context.memo.setdefault("based", set()).add(change.start)
                yield best


def _levels(earlier: list[Figure], base: Figure) -> list[Figure]:
    """Return the numbers that a base may be compared with, nearest first."""
    return [f for f in reversed(earlier) if unit_of(f) == unit_of(base) and f.relation in STATES]


def beside_others(context: Context) -> Iterator[Claim]:
    """增长2.4%,比全省(2.0%)高0.4个百分点: the difference of the two rates."""
    for figures in context.sentences:
        for place, (other, gap) in enumerate(pairwise(figures)):
            own = _own(figures[:place], other, gap)
            if own is None:
                continue
            above = _ABOVE.fullmatch(gap.lead.strip())
            told = _OTHERS.search(other.lead) and above and unit_of(gap) == POINTS
            if not told or {unit_of(own), unit_of(other)} != {"%"}:
                continue
            if _FELL.search(own.lead) or other.clause_start != gap.clause_start:
                continue
            one, two = (other, own) if _is_lower(gap) else (own, other)
            value = one.value - two.value
            topic = words(context.text[own.clause_start : own.start] + gap.lead)
            yield arithmetic(
                context,
                "growths",
                (gap, own, other),
                f"beside/{topic}",
                titled("claim.growths_beside", topic),
                f"{number(one.value)} - {number(two.value)} = {number(round(value, 4))}",
                agree(difference(interval(one), interval(two)), interval(gap)),
                says("remark.two_give", value=number(round(value, 4))),
                unit=POINTS,
                formula="step",
            )


def _is_lower(gap: Figure) -> bool:
    """Whether a gap is told to be below the other: 低0.4个百分点."""
    above = _ABOVE.fullmatch(gap.lead.strip())
    return above is not None and above[1] is not None


def _own(earlier: list[Figure], other: Figure, gap: Figure) -> Figure | None:
    """Return the rate that is set beside another: the last before it, or one before that fits.

    税收占比70%,收入增长5.0%,比全省(72%)低2个百分点: of two rates, the share.
    """
    rates = [f for f in earlier if unit_of(f) == "%" and not _FELL.search(f.lead)]
    if not rates or rates[-1] is not earlier[-1]:
        return earlier[-1] if earlier else None
    low, sign = interval(gap), -1 if _is_lower(gap) else 1
    fits = (
        f for f in reversed(rates)
        if agree(scaled(difference(interval(f), interval(other)), sign), low)
    )  # fmt: skip
    return next(fits, rates[-1])


RULES = (against, beside_others)
