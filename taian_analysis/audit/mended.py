"""Whether a misprint would explain a claim that fails.

A number that is wrong in print is nearly always one digit off, has two that changed places, or a
point at the wrong place. Where no such change of any number of a claim would make it hold, its
numbers hardly belong together: a rule that paired them from afar has then no claim. What stands
side by side (增加d,增长p%) is not asked for this, nor are sums, as a part that was forgotten is no
misprint.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..narrative.figures import Figure
from ..narrative.link_kinds import COMPUTE, Ends, agrees, misprints
from .claims import Claim, Context, interval, unit_of

#: Rule -> the formula over its three numbers.
_FORMULAS = {
    "shares": "share",
    "rates": "share",
    "growths": "growth_levels",
}  # fmt: skip


def of_both(claim: Claim) -> bool:
    """Whether a claim is of a rate of done and undone, which stand right before it."""
    return claim.rule == "rates" and "+" in claim.computed


def mended(context: Context, claim: Claim) -> bool:
    """Say whether another digit in one number would make a failing claim hold.

    True as well where a claim is none of a formula over printed numbers.
    """
    found = [context.figure_at(*span) for span in claim.spans]
    figures = [figure for figure in found if figure is not None]
    kind = _FORMULAS.get(claim.rule)
    if (
        kind is None
        or of_both(claim)
        or not len(figures) == len(found) == 3
        or "^" in claim.computed
    ):
        return True
    if kind == "growth_levels" and (unit_of(figures[0]) != "%" or unit_of(figures[1]) == "%"):
        kind = "step"
    return any(_holds_so(figures, kind, sign) for sign in (1, -1))


def _holds_so(figures: Sequence[Figure], kind: str, sign: int) -> bool:
    """Whether a formula, of a rise or of a fall, holds with one number misprinted."""
    ends: list[Ends] = [(i.low, i.high) for i in map(interval, figures)]
    signs = [sign] * len(figures)
    for place, figure in enumerate(figures):
        low, high = ends[place]
        misplaced = (-0.9 * figure.value, 9 * figure.value)
        for shift in (*misprints(figure), *misplaced):
            trial = [*ends]
            trial[place] = low + shift, high + shift
            if agrees(trial[0], COMPUTE[kind](trial[1:], signs, 1.0)):
                return True
    return False
