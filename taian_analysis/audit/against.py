"""Claims of change that name their base: 较上年的325起下降20%."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..base.vocabulary import pattern
from ..narrative.figures import POINTS, Figure
from ..narrative.roles import sign_of
from .claims import (
    STATES,
    Claim,
    Context,
    counted,
    unit_of,
    verdict,
)
from .growth import growth_claim, kind_of
from .reckon import holds, mended
from .told import says

_BASE = pattern("growth", "named_base")
_CHANGE = pattern("growth", "changed_by")
_BESIDE = pattern("growth", "beside")
_OF_A_TIME, _CHANGED_AFTER = pattern("growth", "of_a_time"), pattern("growth", "changed_after")
_PLANNED = pattern("growth", "planned")


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
                or not _is_of(context, base, change)
                or (unit_of(base) == "%") != (unit_of(change) == POINTS)
                or not _has_level(figures[:place], base)
            ):
                continue
            levels = _levels(figures[:place], base)
            claims = [c for f in levels for c in growth_claim(context, base, f, change, "growths")]
            best = next((c for c in claims if c.verdict == "holds"), None)
            if best is None and claims:
                best = claims[0]
                likely = [c for c in claims if mended(context, c)]
                alone = likely == [best] and not _BESIDE.match(levels[0].lead.strip())
                if len(claims) > 1 and not (alone or _other_way(base, levels[0], change)):
                    best.verdict, best.comment = verdict(None), says("remark.which_level")
            if best is not None:
                context.based.add(change.start)
                yield best


def _is_of(context: Context, base: Figure, change: Figure) -> bool:
    """Whether a change follows its base in one clause, or in the next where that is of a time."""
    lead = change.lead.strip()
    if base.clause_start == change.clause_start:
        return _CHANGE.fullmatch(lead) is not None
    of_a_time = _OF_A_TIME.fullmatch(base.lead.strip()) is not None
    # what stands between is the change's own word: not 较A增加,增长p%
    between = context.text[base.unit_end : change.start].strip()
    return of_a_time and _CHANGED_AFTER.fullmatch(between) is not None


def _other_way(base: Figure, level: Figure, change: Figure) -> bool:
    """Whether only the word is wrong: from the base to the level it is as much the other way."""
    return holds(kind_of(change, level), (change, level, base), [-sign_of(change)])


def _has_level(earlier: list[Figure], base: Figure) -> bool:
    """Whether a level is told right before its base, or has only its share of a plan between."""
    last = earlier[-1]
    of_plan = counted(last) == "%" != counted(base) and _PLANNED.search(last.clause)
    return last.relation in STATES and (bool(of_plan) or counted(last) == counted(base))


def _levels(earlier: list[Figure], base: Figure) -> list[Figure]:
    """Return the numbers that a base may be compared with, nearest first; of plans there are none.

    Where all are called so, it is a plan that is compared.
    """
    some = [f for f in reversed(earlier) if counted(f) == counted(base) and f.relation in STATES]
    return [f for f in some if not _PLANNED.search(f.lead)] or some


RULES = (against,)
