"""The identities that numbers of a report are held to: rows of ``catalog/identities.toml``.

What makes a number of others is a formula, and that formula is what is computed, over intervals,
and what is shown. The links (`links`) and the rules of the audit name it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from ..base import catalog
from ..base.formula import OverEnds, over_ends


@dataclass(frozen=True, slots=True)
class Identity:
    """A row of the catalog.

    Attributes
    ----------
    formula
        What makes the number that is printed: see `base.formula.over_ends`.
    check, kind, zh, en
        What was computed, the kind of its claims, and what it says.
    remark
        The phrase that says what its numbers give, where they do not give what is printed.
    slack
        The part of the result by which a whole that leaves something out may differ.
    times
        What the formula is multiplied by: 100 for per cent.
    falls
        The operands that it falls with, where their first place in the formula does not say so.
    binds
        What the words must bind before a reading of it is held against a report (`link_scope`).
    signed
        Whether all numbers are taken with their signs: a fall is below zero.
    compute
        The formula over the ends of its operands.
    """

    formula: str
    check: str
    zh: str
    en: str
    kind: str = "arithmetic"
    remark: str = "numbers_give"
    slack: float = 0.0
    times: int = 1
    falls: str = ""
    binds: str = ""
    signed: bool = False
    compute: OverEnds = field(init=False)

    def __post_init__(self) -> None:
        compute = over_ends(self.formula, self.times, self.falls)
        object.__setattr__(self, "compute", _with_signs(compute) if self.signed else compute)


def _with_signs(compute: OverEnds) -> OverEnds:
    """Take operands with their signs."""
    return lambda ends, signs, n: compute(
        [e if s > 0 else (-e[1], -e[0]) for e, s in zip(ends, signs[1:], strict=False)], signs, n
    )


@cache
def identity(name: str) -> Identity:
    """Return an identity of the catalog."""
    return Identity(**catalog.load("identities")[name])
