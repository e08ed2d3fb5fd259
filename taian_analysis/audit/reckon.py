"""The engine of the audit's arithmetic: what an identity makes of numbers, and how that is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from ..base.formula import written
from ..grammar.interval import INFINITE, Interval, agree, loosened, scaled
from ..narrative.figures import Figure
from ..narrative.identities import Identity, identity
from .claim_words import before, subject
from .claims import Claim, Context, claimed, interval, number
from .mended import mends, one_turned
from .told import Said, apart, says, titled

#: The signs of what only rises, or has no direction.
RISES = (1,) * 99
_PERCENT = 100
#: What a number can be that can not be computed.
ANYTHING = Interval(-INFINITE, INFINITE)
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


def outcome_of(name: str, figures: Iterable[Figure]) -> Interval:
    """Return what an identity makes of some figures as they are printed."""
    return outcome(name, [interval(f) for f in figures])


def holds(
    name: str, figures: Sequence[Figure], signs: Sequence[int] = RISES, n: float = 1.0,
    slack: float = 0.0,
) -> bool:  # fmt: skip
    """Whether an identity makes the first of some figures of the others, as they are printed."""
    return makes(name, [interval(f) for f in figures], signs, n, slack)


def total_of(parts: Sequence[Figure], tops: Iterable[Figure]) -> int | None:
    """Return which of some numbers, the first, parts add up to as they are printed."""
    added = outcome_of("sum", parts)
    return next((at for at, top in enumerate(tops) if agree(added, interval(top))), None)


class Reckoned(NamedTuple):
    """An identity in numbers, what that makes, and what is told of it: a fall without its sign."""

    shown: str
    value: float
    result: float


def reckoned(
    name: str, values: Sequence[float], signs: Sequence[int] = RISES, n: float = 1.0
) -> Reckoned:
    """Return an identity in numbers, and its result.

    Examples
    --------
    >>> reckoned("growth_step", [110.0, 10.0])
    Reckoned(shown='10 ÷ (110 - 10)', value=10.0, result=10.0)
    >>> reckoned("step", [80.0, 100.0], [-1])
    Reckoned(shown='80 - 100', value=-20.0, result=20.0)
    """
    told = identity(name)
    result = value = sum(told.compute([(v, v) for v in values], signs, n)) / 2
    if told.signed:
        values = [s * v for v, s in zip(values, signs[1:], strict=False)]
    text = told.formula if n != 1 else _ONCE.sub("", told.formula)
    whole = _WHOLE.fullmatch(text)
    if text.startswith("s * "):
        value, text = signs[0] * value, whole[1] if whole else text.removeprefix("s * ")
    elif whole:
        text = whole[1] if values[0] >= values[1] else f"|{whole[1]}|"
    text = _OF_SIGN.sub(lambda m: m[1] if signs[_NAMES.index(m[2])] > 0 else _OTHER[m[1]], text)
    shown = [number(v) for v in values]
    one = "{}" if _ALL.fullmatch(text) else "({})"
    text = _ALL.sub(lambda m: one.format(" + ".join(shown[_NAMES.index(m[1]) - 1 :])), text)
    many = number(round(n, 6))
    text = written(text, {"n": many, **dict(zip(_NAMES[1:], shown, strict=False))})
    return Reckoned(_BELOW.sub(lambda m: f"{_OTHER[m[1]]} ", text), value, result)


def gives(
    context: Context, rule: str, name: str, figures: Sequence[Figure], claim_id: str, topic: str,
    fine: bool | None, *, signs: Sequence[int] = RISES, n: float = 1.0, title: str = "",
    own: bool = False, unit: str = "", comment: str = "",
) -> Claim:  # fmt: skip
    """Claim that the first of some figures is what an identity makes of the others.

    Parameters
    ----------
    topic
        What the claim is of, where no figure names it.
    title
        The phrase that is the claim's title, where that is not its rule's.
    own
        Whether the topic is what it is of, whatever the figures are named.
    comment
        What is told where it does not hold, if not what the numbers give.
    unit
        That of the tolerance.
    """
    shown, value, result = reckoned(name, [f.value for f in figures[1:]], signs, n)
    told = identity(name)
    tail, digits = ("%", 3) if told.times == _PERCENT else ("", 4)
    return claimed(
        context, rule, figures, claim_id,
        titled(f"claim.{title or rule}", topic if own else subject(figures, topic)),
        f"{shown} = {number(round(value, digits))}{tail}", fine,
        comment or _remark(told, result, figures[0].value), unit=unit, formula=name,
    )  # fmt: skip


def _remark(told: Identity, result: float, stated: float) -> Said:
    """Say what the numbers give, and how far a stated one is off, as an identity's remark does."""
    percent = told.times == _PERCENT
    tail, digits = ("%", 2) if percent else ("", 4)
    off = apart(abs(result - stated), percent, digits)
    return says(f"remark.{told.remark}", value=number(round(result, digits)) + tail, off=off)


def held(
    context: Context, rule: str, name: str, figures: Sequence[Figure], claim_id: str, topic: str,
    *, signs: Sequence[int] = RISES, n: float = 1.0, slack: float = 0.0, near: float = 0.0,
    turned: bool = False, point: bool = False, **told: Any,
) -> Iterator[Claim]:  # fmt: skip
    """Claim what `gives` does; nothing where it does not hold and no misprint explains it.

    Parameters
    ----------
    slack, near
        How far off it still holds, and how far off it can not be decided: what was reckoned from
        unrounded numbers.
    turned
        Whether a word for the other direction explains it too.
    point
        Whether a point at the wrong place does.
    """
    ends = [interval(f) for f in figures]
    fine = makes(name, ends, signs, n, slack)
    fits = partial(makes, name, signs=signs, n=n, slack=max(slack, near))
    close = fine or fits(ends)
    if (
        close
        or (turned and _told_the_other_way(name, ends, signs, n))
        or mends(figures, fits, point=point)
    ):
        verdict = fine or (None if close else False)
        yield gives(
            context, rule, name, figures, claim_id, topic, verdict, signs=signs, n=n, **told
        )


def _told_the_other_way(
    name: str, ends: Sequence[Interval], signs: Sequence[int], n: float
) -> bool:
    """Whether a word for the other direction, of any of signed numbers, would make it hold."""
    if identity(name).signed:
        ways = one_turned(signs)
        return any(makes(name, ends, [way[0] * sign for sign in way], n) for way in ways)
    return agree(scaled(outcome(name, ends[1:], signs, n), -1), ends[0])


#: Rules that pair numbers from afar, and the formulas of theirs that are asked.
_RULES = ("shares", "rates", "growths")
_FORMULAS = ("share", "growth_levels", "step")


def mended(context: Context, claim: Claim) -> bool:
    """Say whether another digit in one number would make a failing claim hold.

    True as well where a claim is none of a formula over numbers from afar.
    """
    if claim.rule not in _RULES or claim.formula not in _FORMULAS:
        return True
    found = [context.figure_at(*span) for span in claim.spans]
    figures = [figure for figure in found if figure is not None]

    def fits(ends: Sequence[Interval]) -> bool:
        """Whether the formula, of a rise or of a fall, is true of some numbers."""
        return any(makes(claim.formula, ends, [s] * len(ends)) for s in (1, -1))

    return mends(figures, fits, point=True)


def steps_held(
    context: Context, figures: Sequence[Figure], signs: Sequence[int]
) -> Iterator[Claim]:
    """Claim that what parts rose and fell by makes what their total did, each with its sign."""
    topic = before(context.text, figures[0].start, 16)
    yield from held(
        context, "listed", "sum_signed", figures, f"steps/{topic}", topic, signs=signs,
        own=True, turned=True,
    )  # fmt: skip
