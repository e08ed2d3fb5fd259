"""Whether a target is met: the one place where a value is held against it.

`holds` works on numbers and on whole arrays of them alike (it uses nothing but operators), so that
the gaps, the audit and the cleaning give one answer; `met` is the same for one row as printed, and
`met_in_words` for what is in words.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import inf, isnan
from typing import Any

from ..base import catalog

#: Two numbers nearer than this share of the smaller are one decimal number, differently rounded.
SAME = 1e-12
#: How far an open bound lies off its number: 超过140 begins a hair above 140.
HAIR = 1e-9


def same(x: Any, y: Any) -> Any:
    """Tell whether two numbers are one decimal number, of numbers or arrays.

    >>> same(0.1 + 0.2, 0.3), same(30.0001, 30)
    (True, False)
    """
    near = abs(x - y)
    return (x == y) | ((near <= SAME * abs(x)) & (near <= SAME * abs(y)))


def flags(op: Any) -> tuple[Any, Any, Any]:
    """Turn an operator (or an array of them) into: more is met, less is met, equal is met."""
    ge, le = op == ">=", op == "<="
    return ge | (op == ">"), le | (op == "<"), ge | le | (op == "==")


def holds(up: Any, down: Any, level: Any, value: Any, target: Any) -> Any:
    """Tell whether ``op(value, target)``, of numbers or arrays; a NaN holds nothing.

    Never across binary noise: 0.1 + 0.2 is ``== 0.3`` and not ``> 0.3``.

    >>> holds(*flags(">"), 30, 30), holds(*flags(">="), 60, 60)
    (False, True)
    """
    equal = same(value, target)
    apart = (up & (value > target)) | (down & (value < target))
    return (equal & level) | ((equal ^ True) & apart)


def met(
    op: str,
    target: float | None,
    value: float | None,
    *,
    actual_op: str = "==",
    low: float | None = None,
    high: float | None = None,
    printed: tuple[float | None, float | None] = (None, None),
) -> bool | None:
    """Tell whether a printed value meets a printed target; None where that is not known.

    Parameters
    ----------
    op, target
        The target's operator and number.
    value, actual_op
        The value and its own operator: 超过300 is ``">"``, 300 and up.
    low, high
        The ends of a target that is a range (60-70); both belong to it. `target` is then not used.
    printed
        The interval the value is printed with. One printed as a bound is endless, unless its
        interval begins at the number itself: 1.75万余 is 1.75 to 1.76.

    Examples
    --------
    >>> met(">", 300, 300, actual_op=">"), met(">=", 70, 60, actual_op=">"), met("<=", 1.3, 1.27)
    (True, None, True)
    """
    if value is None or isnan(value):
        return None
    first, last = _half_line(actual_op, value, *printed)
    if low is not None and high is not None:
        return _in_range(first, last, low, high)
    if target is None or isnan(target) or op not in (">=", ">", "<=", "<", "=="):
        return None
    ends = {bool(holds(*flags(op), end, target)) for end in (first, last)}
    if op == "==" and first < target < last:
        return None
    return ends.pop() if len(ends) == 1 else None


def _half_line(op: str, value: float, low: float | None, high: float | None) -> tuple[float, float]:
    hair = HAIR * max(abs(value), 1e-3)
    if op in (">", ">="):
        close = low is not None and high is not None and same(low, value) and high > value
        return value + (hair if op == ">" else 0.0), high if close and high else inf
    if op in ("<", "<="):
        return -inf, value - (hair if op == "<" else 0.0)
    return value, value


def _in_range(first: float, last: float, low: float, high: float) -> bool | None:
    inside = [
        (end > low or same(end, low)) and (end < high or same(end, high)) for end in (first, last)
    ]
    if all(inside):
        return True
    apart = last < low or first > high
    return False if apart and not any(inside) else None


@cache
def _evidence() -> dict[str, list[str]]:
    return catalog.load("evidence")


@lru_cache(maxsize=4096)
def met_in_words(target: object, actual: object) -> bool | None:
    """Tell whether words say a target is met: True, False, or None where they do not tell.

    True where the actual repeats the target's words or says so (已完成, 全覆盖, …), False where it
    denies it (未完成, 尚未, …). The word lists are ``catalog/evidence.toml``.

    Examples
    --------
    >>> met_in_words("建立动态调整机制", "建立动态调整机制"), met_in_words("建立机制", "尚未建立")
    (True, False)
    """
    if not isinstance(actual, str) or not actual.strip():
        return None
    words = _evidence()
    said = "".join(actual.split())
    if isinstance(target, str) and "".join(target.split()) == said:
        return True
    if any(word in said for word in words["unclear"]):
        return None
    if any(word in said for word in words["denies"]):
        return False
    return True if any(word in said for word in words["affirms"]) else None
