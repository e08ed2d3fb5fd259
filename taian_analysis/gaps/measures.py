"""The measures of a gap, one small function each, over whole columns at once.

Every function takes numbers or arrays of one length and gives an array; NaN (or NaT, or NA) is
"unknown" and stays unknown. Throughout: d direction, b baseline, v latest value, T target,
t0 the end of the base year, ta the figure's own date, t1 the deadline.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..grammar import met as grammar

Floats = NDArray[np.float64]

#: A year, in days, wherever a rate "a year" is given (the Julian year of 365.25 days).
YEAR = 365.25
#: The status bands on pace: on pace from 0.95, ahead from 1.05.
ON_PACE, AHEAD = 0.95, 1.05


def _floats(*values: Any) -> list[Floats]:
    return [np.asarray(value, dtype=np.float64) for value in np.broadcast_arrays(*values)]


def days_between(first: Any, last: Any) -> Floats:
    """Days from `first` to `last`, NaN where either is NaT."""
    span = np.asarray(last, "datetime64[D]") - np.asarray(first, "datetime64[D]")
    return np.where(np.isnat(span), np.nan, span.astype(np.float64))


def decimal(x: Any, scale: Any) -> Floats:
    """Round away the binary noise of a difference of decimals: 12 significant digits of `scale`.

    >>> float(decimal(69.12 - 60, 69.12))
    9.12
    """
    x, scale = _floats(x, scale)
    with np.errstate(all="ignore"):
        places = 11 - np.floor(np.log10(np.where(scale > 0, scale, 1.0)))
        factor = 10.0 ** np.clip(np.abs(places), 0, 22)
        rounded = np.where(places >= 0, np.rint(x * factor) / factor, np.rint(x / factor) * factor)
    return np.where(np.isfinite(rounded), rounded, x)


def same(x: Any, y: Any) -> NDArray[np.bool_]:
    """Tell whether two numbers are one decimal number (0.1 + 0.2 is 0.3; 30.0001 is not 30)."""
    x, y = _floats(x, y)
    with np.errstate(invalid="ignore"):
        told: NDArray[np.bool_] = grammar.same(x, y)
    return told


def met(op: Any, value: Any, target: Any, high: Any = np.nan) -> pd.arrays.BooleanArray:
    """Tell whether the target is met: ``op(v, T)`` on the decimals as printed.

    Parameters
    ----------
    op
        ``">="``, ``">"``, ``"<="``, ``"<"`` or ``"=="``; any other word gives NA.
    value, target
        In one unit.
    high
        The upper end where the target is a range; `target` is then the lower end, and both ends
        belong to the range.

    Notes
    -----
    Never from a ratio and never across binary noise: 30 is not ``> 30``, 60 is ``>= 60``,
    0.1 + 0.2 is ``== 0.3``. Source: the report's own annex, read literally.

    Examples
    --------
    >>> met([">", ">=", "<="], [30, 60, 1.27], [30, 60, 1.3]).tolist()
    [False, True, True]
    """
    op, _ = np.broadcast_arrays(np.asarray(op, dtype=object), np.asarray(value))
    return met_by(operators(op), value, target, high)


def operators(op: NDArray[Any]) -> tuple[NDArray[np.bool_], ...]:
    """Turn operators into three flags: more is met, less is met, equal is met."""
    return grammar.flags(op)


def met_by(
    flags: tuple[NDArray[np.bool_], ...], value: Any, target: Any, high: Any = np.nan
) -> pd.arrays.BooleanArray:
    """Do `met`'s work, for `operators` read once (the comparison itself is `grammar.met.holds`)."""
    v, t, top = _floats(value, target, high)
    up, down, level = flags
    ranged = ~np.isnan(top)
    with np.errstate(invalid="ignore"):
        yes = grammar.holds(up, down, level, v, t)
        if ranged.any():
            inside = grammar.holds(True, False, True, v, t) & grammar.holds(
                False, True, True, v, top
            )
            yes = np.where(ranged, inside, yes)
    known = (up | down | level | ranged) & ~np.isnan(v) & ~np.isnan(t)
    return pd.arrays.BooleanArray(yes.astype(bool), ~known)


def gap(direction: Any, value: Any, target: Any) -> Floats:
    """Signed distance past the target, ``d (v - T)``; negative while the target is not reached.

    In the indicator's unit; for a percentage, in percentage points. Where the target is a point
    to hit (d = 0), both sides are short of it: ``-|v - T|``.

    Examples
    --------
    >>> [float(x) for x in gap([1, -1, 0], [1783, 1.27, 9], [2300, 1.3, 7])]
    [-517.0, 0.03, -2.0]
    """
    d, v, t = _floats(direction, value, target)
    with np.errstate(all="ignore"):
        raw = decimal(v - t, np.maximum(np.abs(v), np.abs(t)))
        return np.where(d == 0, -np.abs(raw), d * raw) + 0.0


def shortfall(gap: Any) -> Floats:
    """Return what is still missing, ``max(0, -gap)``, in the unit; 0 where reached or passed.

    A strict target (``>``) that is just equalled is not met and yet has a shortfall of 0: the
    smallest step would do.
    """
    (g,) = _floats(gap)
    return np.where(np.isnan(g), np.nan, np.maximum(0.0, -g)) + 0.0


def relative_gap(gap: Any, target: Any) -> Floats:
    """Express the gap as a share of the target, ``gap / |T|`` (a ratio); NaN where T = 0."""
    g, t = _floats(gap, target)
    with np.errstate(all="ignore"):
        return np.where(t == 0, np.nan, g / np.abs(t))


def attainment(direction: Any, value: Any, target: Any) -> Floats:
    """Level reached (完成度): ``v / T`` where more is better, ``T / v`` where less is (a ratio).

    Uncapped. NaN where the denominator or the target is 0 (``0 / v`` is 0 whatever v), where
    either number is negative (a ratio of negative numbers rises as things get worse), and where
    d = 0.

    Examples
    --------
    >>> [round(float(x), 4) for x in attainment([1, -1], [1783, 1.27], [2300, 1.3])]
    [0.7752, 1.0236]
    """
    d, v, t = _floats(direction, value, target)
    with np.errstate(all="ignore"):
        ratio = np.where(d > 0, v / t, np.where(d < 0, t / v, np.nan))
    return np.where(np.isfinite(ratio) & (v >= 0) & (t > 0), ratio, np.nan)


def elapsed(start: Any, as_of: Any, deadline: Any) -> Floats:
    """Share of the plan period gone by, ``(ta - t0) / (t1 - t0)``, counted in days (a ratio).

    Dates are ends of days: `start` is the last day of the base year. Over 1 once the deadline
    has passed; NaN where the plan has no length.

    Examples
    --------
    >>> round(float(elapsed("2020-12-31", "2023-03-31", "2025-12-31")), 4)  # 820 of 1826 days
    0.4491
    """
    whole = days_between(start, deadline)
    with np.errstate(all="ignore"):
        return np.where(whole > 0, days_between(start, as_of) / whole, np.nan)


def progress(value: Any, baseline: Any, target: Any, direction: Any = 1) -> Floats:
    """Share of the way from baseline to target that is done, ``(v - b) / (T - b)`` (a ratio).

    Negative where things went backwards, over 1 past the target. For a point to hit (d = 0) the
    distance counts on both sides: ``1 - |v - T| / |b - T|``. NaN where b = T; the caller sets it
    NaN where the baseline was already past the target.

    Examples
    --------
    >>> round(float(progress(1783, 1189, 2300)), 4)  # 594 of 1111
    0.5347
    """
    v, b, t, d = _floats(value, baseline, target, direction)
    with np.errstate(all="ignore"):
        part = np.where(d == 0, np.abs(b - t) - np.abs(v - t), v - b)
        whole = np.where(d == 0, np.abs(b - t), t - b)
        return np.where(same(b, t), np.nan, part / whole) + 0.0


def pace(progress: Any, elapsed: Any) -> Floats:
    """Progress against time (时序进度比), ``progress / elapsed``; 1 is exactly on schedule.

    NaN where no time has gone by. Source: the "时间过半、任务过半" rule of Chinese plan reports;
    the same quotient as ESCAP's current status index against its expected place, and linear where
    StatCan and Eurostat compare growth rates (see `formulas`).
    """
    p, e = _floats(progress, elapsed)
    with np.errstate(all="ignore"):
        return np.where(e > 0, p / e, np.nan)


def required_per_year(is_met: Any, value: Any, target: Any, as_of: Any, deadline: Any) -> Floats:
    """Change a year needed from now on, ``(T - v) / (t1 - ta)``, unit a year; 0 where met.

    Signed: negative where the value must fall. Needs no baseline. NaN once the deadline is past.
    """
    v, t = _floats(value, target)
    years = days_between(as_of, deadline) / YEAR
    with np.errstate(all="ignore"):
        rate = np.where(years > 0, (t - v) / years, np.nan)
    return np.where(np.asarray(is_met, dtype=bool), 0.0, rate) + 0.0


def required_growth(is_met: Any, value: Any, target: Any, as_of: Any, deadline: Any) -> Floats:
    """Growth a year needed from now on, ``(T / v) ^ (1 / (t1 - ta)) - 1``; 0 where met.

    A ratio a year (0.1 is 10 %). NaN where v or T is not positive, or the deadline is past.
    """
    v, t = _floats(value, target)
    years = days_between(as_of, deadline) / YEAR
    with np.errstate(all="ignore"):
        ok = (years > 0) & (v > 0) & (t > 0)
        rate = np.where(ok, (t / v) ** (1 / np.where(ok, years, 1.0)) - 1, np.nan)
    return np.where(np.asarray(is_met, dtype=bool), 0.0, rate) + 0.0


def project_linear(value: Any, baseline: Any, start: Any, as_of: Any, deadline: Any) -> Floats:
    """Value at the deadline if the yearly change so far goes on, in the unit.

    ``v + (v - b) (t1 - ta) / (ta - t0)``. NaN where no time has gone by or none is left.
    """
    v, b = _floats(value, baseline)
    gone, left = days_between(start, as_of), days_between(as_of, deadline)
    with np.errstate(all="ignore"):
        return np.where((gone > 0) & (left >= 0), v + (v - b) * left / gone, np.nan)


def project_geometric(value: Any, baseline: Any, start: Any, as_of: Any, deadline: Any) -> Floats:
    """Value at the deadline if the growth rate so far goes on, in the unit.

    ``v (v / b) ^ ((t1 - ta) / (ta - t0))``. NaN where v or b is not positive.
    """
    v, b = _floats(value, baseline)
    gone, left = days_between(start, as_of), days_between(as_of, deadline)
    with np.errstate(all="ignore"):
        ok = (gone > 0) & (left >= 0) & (v > 0) & (b > 0)
        return np.where(ok, v * (v / b) ** (left / np.where(ok, gone, 1.0)), np.nan)


def clamp(value: Any, floor: Any, ceiling: Any) -> Floats:
    """Keep a projection inside its natural limits (0 and 100 for a percentage); NaN: no limit."""
    x, low, high = _floats(value, floor, ceiling)
    x = np.where(x < low, low, x)
    return np.where(x > high, high, x)


def completion_date(value: Any, baseline: Any, target: Any, start: Any, as_of: Any) -> Any:
    """Day on which the target is reached if the yearly change so far goes on (datetime64[D]).

    ``ta + (T - v) (ta - t0) / (v - b)``, rounded up to a whole day. NaT where the value does not
    move towards the target, where it is there already, and beyond the year 2200.
    """
    v, b, t = _floats(value, baseline, target)
    gone = days_between(start, as_of)
    with np.errstate(all="ignore"):
        days = np.ceil(decimal((t - v) * gone / (v - b), gone))
        ok = (gone > 0) & (days > 0) & np.isfinite(days) & (days < 365.25 * 500)
    ta = np.asarray(as_of, "datetime64[D]")
    date = ta + np.where(ok, days, 0).astype("timedelta64[D]")
    ok &= date <= np.datetime64("2200-12-31")
    return np.where(ok, date, np.datetime64("NaT", "D"))


def status(
    is_met: Any, pace: Any, *, has_baseline: Any, lost: Any, passed: Any, assessable: Any
) -> NDArray[np.object_]:
    """Put each indicator in one of six bands.

    ``met``; else ``not_assessable`` (no number to go by); else ``behind`` where the deadline has
    passed or a target met at the base is lost; else ``no_baseline``; else by pace: ``ahead`` from
    1.05, ``on_pace`` from 0.95, ``behind`` below; else ``not_assessable`` (no date).

    The 0.95 is Eurostat's and StatCan's; 1.05 mirrors it, so that "on pace" is the schedule
    within 5 % either way.
    """
    codes = status_codes(
        is_met, pace, has_baseline=has_baseline, lost=lost, passed=passed, assessable=assessable
    )
    return STATUS_WORDS[codes]


def status_codes(
    is_met: Any, pace: Any, *, has_baseline: Any, lost: Any, passed: Any, assessable: Any
) -> NDArray[np.int8]:
    """Do `status`'s work; the codes are places in `STATUS_WORDS`."""
    (p,) = _floats(pace)
    m, base, lost, passed, ok = (
        np.asarray(flag, dtype=bool) for flag in (is_met, has_baseline, lost, passed, assessable)
    )
    with np.errstate(invalid="ignore"):
        code = np.where(p >= AHEAD - 1e-9, 1, np.where(p >= ON_PACE - 1e-9, 2, 3)).astype(np.int8)
    for flag, place in ((np.isnan(p), 5), (~base, 4), (passed | lost, 3), (~ok, 5), (m, 0)):
        code = np.where(flag, np.int8(place), code)
    return code


#: The status words, in the order of `status_codes`.
STATUS_WORDS = np.array(
    ["met", "ahead", "on_pace", "behind", "no_baseline", "not_assessable"], dtype=object
)
