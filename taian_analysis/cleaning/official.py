"""What the issuer claims of an indicator (a completion rate, a verdict) beside our own result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..base.errors import QuantityError
from ..base.vocabulary import pattern
from ..grammar.met import met
from ..grammar.quantities import parse_quantity

_MISSED = pattern("table_cells", "missed")
_REACHED = pattern("table_cells", "reached")


def own_rate(row: Mapping[str, Any]) -> tuple[float, float] | None:
    """Return the interval of actual over target (target over actual if less is better) in percent.

    The interval is that of printed rounding: 111/120 lies between 92.0 % and 93.0 %.
    """
    value, target = row.get("actual_value"), row.get("target_value")
    if value is None or target is None or not row.get("direction"):
        return None
    ends = [
        row.get("actual_low"),
        row.get("actual_high"),
        row.get("target_low"),
        row.get("target_high"),
    ]
    a, b, c, d = (
        e if e is not None else f for e, f in zip(ends, (value, value, target, target), strict=True)
    )
    if row["direction"] < 0:
        a, b, c, d = c, d, a, b
    if c is None or a is None or b is None or d is None or c <= 0 or d <= 0:
        return None
    return 100 * a / d, 100 * b / c


def own_met(row: Mapping[str, Any]) -> bool | None:
    """Return whether the actual value meets the target as printed, None where not comparable."""
    ends = (row.get("target_low"), row.get("target_high"))
    ranged = row.get("target_value") is None and None not in ends
    return met(
        str(row.get("target_op")),
        row.get("target_value"),
        row.get("actual_value"),
        actual_op=str(row.get("actual_op") or "=="),
        low=ends[0] if ranged else None,
        high=ends[1] if ranged else None,
        printed=(row.get("actual_low"), row.get("actual_high")),
    )


def differs(row: Mapping[str, Any], rate: str | None, verdict: str | None) -> bool | None:
    """Return whether the official rate or verdict is another than ours; None where unknown.

    A rate is capped by many issuers: 100 % printed for anything reached is no difference.
    """
    answers: list[bool] = []
    met = own_met(row)
    if rate:
        answers += _rate_differs(row, rate, met)
    if verdict and met is not None:
        if _MISSED.search(verdict):
            answers.append(met)
        elif _REACHED.search(verdict):
            answers.append(not met)
    return any(answers) if answers else None


def _rate_differs(row: Mapping[str, Any], rate: str, met: bool | None) -> list[bool]:
    try:
        printed = parse_quantity(rate)
    except QuantityError:
        return []
    if printed.value is None or printed.low is None or printed.high is None:
        return []
    scale = 100.0 if printed.unit is None and printed.value <= 3 and "." in rate else 1.0
    low, high = printed.low * scale, printed.high * scale
    if met and low <= 100 <= high:
        return [False]
    own = own_rate(row)
    if own is None:
        return []
    return [not (own[0] <= high and low <= own[1])]
