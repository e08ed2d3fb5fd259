"""What a printed number can mean: one interval, by its last digit and the word beside it.

Everything that reads a number asks here: 1.75 is 1.745 to 1.755, 约5300 is 5250 to 5350, 5300余 is
5300 to 5400, 60%以上 is 60 and up. The ruling for each word, with its reason, is a row of
``catalog/qualifiers.toml``.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, NamedTuple

from ..base import catalog

INFINITE = float("inf")
#: Slack for binary floating point, relative to the size of the numbers; no tolerance of ours.
_EPS = 1e-9


_SIGNS = str.maketrans("＞＜≧≦", "><≥≤")
#: the contract's operators
_OPERATORS = {">=": "least", ">": "over", "<=": "most", "<": "under", "==": "exact"}


class Interval(NamedTuple):
    """What a printed number can mean: `low` to `high`, infinite where it is open."""

    low: float
    high: float


@cache
def _rulings() -> dict[str, str]:
    """Return every word of the table with the name of its ruling."""
    rows: dict[str, dict[str, Any]] = catalog.load("qualifiers")
    return {
        word: name
        for name, row in rows.items()
        for word in (*row["before"].split(), *row["after"].split())
    }


@lru_cache(maxsize=1024)
def ruling(qualifier: str | None) -> str:
    """Return the name of the ruling for a word beside a number; ``exact`` without one.

    Examples
    --------
    >>> ruling("超过"), ruling("以上"), ruling("左右"), ruling("不足"), ruling(None)
    ('over', 'least', 'about', 'under', 'exact')
    """
    word = (qualifier or "").strip().translate(_SIGNS)
    return _OPERATORS.get(word) or _rulings().get(word, "exact")


def words(side: str, *names: str) -> tuple[str, ...]:
    """Return the words of some rulings that stand ``before`` or ``after`` a number.

    Examples
    --------
    >>> words("after", "more")
    ('余', '多', '几')
    """
    rows = catalog.load("qualifiers")
    return tuple(word for name in names or rows for word in rows[name][side].split())


def vague(value: Decimal, step: Decimal) -> Decimal:
    """Return how far 约 reaches: half the last figure that is not 0, at most a tenth of it all.

    Examples
    --------
    >>> vague(Decimal(5300), Decimal(1)), vague(Decimal(100), Decimal(1))
    (Decimal('50'), Decimal('10'))
    """
    return max(min(last_step(value) / 2, abs(value) / 10), step / 2)


def last_step(value: Decimal) -> Decimal:
    """Return the place of the last digit that is not 0.

    Examples
    --------
    >>> last_step(Decimal(5300)), last_step(Decimal("17.50"))
    (Decimal('100'), Decimal('0.1'))
    """
    exponent = int(value.normalize().as_tuple().exponent) if value else 0
    return Decimal(10) ** exponent


def ends(
    value: Decimal, step: Decimal, qualifier: str | None = None
) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends of what a printed number can mean; None where it is open.

    Parameters
    ----------
    value
        The number, in any unit.
    step
        One unit of its last printed digit, in the same unit; 0 for a count of whole things.
    qualifier
        The word beside it, None or "" where there is none.

    Examples
    --------
    >>> ends(Decimal("1.75"), Decimal("0.01"))
    (Decimal('1.745'), Decimal('1.755'))
    >>> ends(Decimal(5300), Decimal(1), "余")
    (Decimal('5300'), Decimal('5400'))
    >>> ends(Decimal(60), Decimal(1), "以上")
    (Decimal('60'), None)
    """
    row = catalog.load("qualifiers")[ruling(qualifier)]
    return _end(value, step, row["low"]), _end(value, step, row["high"])


def _end(value: Decimal, step: Decimal, rule: str) -> Decimal | None:
    """Return one end of what a number can mean, by the rule of its ruling."""
    if rule == "open":
        return None
    moved = _REACH[rule.lstrip("+-")](value, step)
    return value - moved if rule.startswith("-") else value + moved


_REACH: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "number": lambda _value, _step: Decimal(0),
    "rounding": lambda _value, step: step / 2,
    "vague": vague,
    "figure": lambda value, _step: last_step(value),
}


def interval(value: float, step: float, qualifier: str | None = None) -> Interval:
    """Return what a printed number can mean, as floats; an open end is infinite.

    Examples
    --------
    >>> interval(70.0, 1.0, "左右"), interval(30.0, 1.0, "不足")
    (Interval(low=65.0, high=75.0), Interval(low=-inf, high=30.0))
    """
    low, high = ends(Decimal(repr(value)), Decimal(repr(step)), qualifier)
    return Interval(
        -INFINITE if low is None else float(low), INFINITE if high is None else float(high)
    )


def scaled(one: Interval, by: float) -> Interval:
    """Multiply an interval by a number, which turns it round where that is below zero.

    Examples
    --------
    >>> scaled(Interval(2, 3), 100), scaled(Interval(2, 3), -1)
    (Interval(low=200, high=300), Interval(low=-3, high=-2))
    """
    low, high = sorted((by * one.low, by * one.high))
    return Interval(low, high)


def loosened(one: Interval, by: float) -> Interval:
    """Let an interval reach so much further both ways: what was reckoned from unrounded numbers.

    Examples
    --------
    >>> loosened(Interval(2, 3), 1)
    Interval(low=1, high=4)
    """
    return Interval(one.low - by, one.high + by)


def agree(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Say whether two intervals have a number in common.

    Examples
    --------
    >>> agree((2, 3), (3, 4)), agree((2, 3), (3.001, INFINITE))
    (True, False)
    """
    (low, high), (least, most) = one, other
    above, below = low - most, least - high
    return (above <= _EPS or above <= _EPS * abs(low)) and (
        below <= _EPS or below <= _EPS * abs(least)
    )


def a_step_off(found: Interval, stated: Interval) -> bool:
    """Say whether a percentage is cut off, or a step of its last digit off: of unrounded numbers.

    Examples
    --------
    >>> a_step_off(Interval(2.36, 2.37), Interval(2.25, 2.35))
    True
    >>> a_step_off(Interval(2.46, 2.47), Interval(2.25, 2.35))
    False
    """
    return agree(found, loosened(stated, stated.high - stated.low))


def same_number(one: Interval, other: Interval) -> bool:
    """Say whether two printings can be of one number: 111万 and 112万 only touch, and are not.

    Examples
    --------
    >>> same_number(Interval(110.5, 111.5), Interval(111.5, 112.5))
    False
    >>> same_number(Interval(110.5, 111.5), Interval(111, 111))
    True
    """
    touching = one.low >= other.high - _EPS * abs(other.high) or (
        other.low >= one.high - _EPS * abs(one.high)
    )
    exact = one.low == one.high or other.low == other.high
    return agree(one, other) and (exact or not touching)
