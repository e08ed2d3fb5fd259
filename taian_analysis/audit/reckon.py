"""The engine of the audit's arithmetic: what an identity makes of numbers, and how that is told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..base.formula import written
from ..grammar.interval import INFINITE, Interval, agree, loosened
from ..narrative.identities import identity
from .claims import number

#: The signs of what only rises, or has no direction.
RISES = (1,) * 9
_NAMES, _OTHER = "sabcdefgh", {"+": "-", "-": "+"}
_ONCE, _ALL = re.compile(r" [*/] n\b"), re.compile(r"sum\(([a-h])\)")
#: what says which way a result is told, and the sign of an operand or before a number
_WHOLE = re.compile(r"(?:s \* |abs)\((.*)\)")
_OF_SIGN, _BELOW = re.compile(r"([-+]) s([a-h]) \*"), re.compile(r"([-+]) -(?=\d)")


def outcome(
    name: str, ends: Sequence[Interval], signs: Sequence[int] = RISES, n: float = 1.0
) -> Interval:
    """Return what an identity makes of its operands: anything, where it can not be computed."""
    low, high = identity(name).compute(ends, signs, n)
    return Interval(low if low == low else -INFINITE, high if high == high else INFINITE)


def makes(
    name: str, ends: Sequence[Interval], signs: Sequence[int] = RISES, n: float = 1.0,
    slack: float = 0.0,
) -> bool:  # fmt: skip
    """Whether an identity makes the first of some numbers of the others, but for some slack."""
    low, high = identity(name).compute(ends[1:], signs, n)
    return low == low and agree(loosened(Interval(low, high), slack), ends[0])


def reckoned(
    name: str, values: Sequence[float], signs: Sequence[int] = RISES, n: float = 1.0
) -> tuple[str, float]:
    """Return an identity in numbers, and its result.

    Examples
    --------
    >>> reckoned("growth_step", [110.0, 10.0])
    ('10 ÷ (110 - 10)', 10.0)
    >>> reckoned("sum_signed", [5.0, 2.0], [1, 1, -1])
    ('5 - 2', 3.0)
    """
    told = identity(name)
    value = sum(told.compute([(v, v) for v in values], signs, n)) / 2
    if told.signed:
        values = [s * v for v, s in zip(values, signs[1:], strict=False)]
    text = told.formula if n != 1 else _ONCE.sub("", told.formula)
    whole = _WHOLE.fullmatch(text)
    text = whole[1] if whole else text.removeprefix("s * ")
    text = _OF_SIGN.sub(lambda m: m[1] if signs[_NAMES.index(m[2])] > 0 else _OTHER[m[1]], text)
    shown = [number(v) for v in values]
    text = _ALL.sub(lambda m: " + ".join(shown[_NAMES.index(m[1]) - 1 :]), text)
    text = written(text, {"n": number(n), **dict(zip(_NAMES[1:], shown, strict=False))})
    return _BELOW.sub(lambda m: f"{_OTHER[m[1]]} ", text), value
