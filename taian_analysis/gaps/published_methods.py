"""The same indicators, scored as other statistics offices publish it, for comparison.

Each method is as its office defines it, given our two dates (base and latest) instead of its own
series; sources, classes and cuts are ``catalog/methods.toml``. None of them knows strict
operators, targets in words, a rate required from now on, a date for each figure, or uncertainty.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from ..base import catalog
from ..base.errors import GapError
from . import measures
from .carry import gaps_with

Floats = measures.Floats


def growth(value: Any, base: Any, years: Any) -> Floats:
    """Compound annual growth rate, ``(v / b) ^ (1 / years) - 1``; NaN unless v / b > 0.

    >>> round(float(growth(121, 100, 2)), 3)
    0.1
    """
    v, b, y = (np.asarray(x, dtype=float) for x in np.broadcast_arrays(value, base, years))
    with np.errstate(all="ignore"):
        ok = (v * b > 0) & (y > 0)
        return np.where(ok, (v / np.where(ok, b, 1.0)) ** (1 / np.where(ok, y, 1.0)) - 1, np.nan)


def statcan(d: Any, b: Any, v: Any, t: Any, gone: Any, whole: Any) -> Floats:
    """Ratio of observed to required growth, ``R = sign(b) d CAGR_o / |CAGR_r|``.

    Parameters (here and below)
    ---------------------------
    d, b, v, t
        Direction, baseline, latest value, target.
    gone, whole
        Years from the base to the latest value, and from the base to the deadline.

    Source: Statistics Canada / Open SDG. As there, a target or baseline of 0 counts as 0.001.
    """
    b, t = (np.where(np.asarray(x, float) == 0, 0.001, np.asarray(x, float)) for x in (b, t))
    with np.errstate(all="ignore"):
        return np.sign(b) * np.asarray(d) * growth(v, b, gone) / np.abs(growth(t, b, whole))


def eurostat(d: Any, b: Any, v: Any, t: Any, gone: Any, whole: Any) -> Floats:
    """Ratio of the actual to the required growth rate, ``CAGR_a / CAGR_r``. Source: Eurostat."""
    with np.errstate(all="ignore"):
        return growth(v, b, gone) / growth(t, b, whole)


def eurostat_trend(d: Any, b: Any, v: Any, t: Any, gone: Any, whole: Any) -> Floats:
    """Growth a year in the desired direction, ``d CAGR_a``; the target plays no part."""
    return np.asarray(d) * growth(v, b, gone)


def un_chart(d: Any, b: Any, v: Any, t: Any, gone: Any, whole: Any) -> Floats:
    """Share of the way the extrapolation covers, ``(v_e - b) / (T - b)``.

    ``v_e = v (1 + CAGR_a) ^ (years left)``. Source: UN SDG Progress Chart, Technical Note 2023.
    """
    b, v, t = (np.asarray(x, dtype=float) for x in (b, v, t))
    with np.errstate(all="ignore"):
        expected = v * (1 + growth(v, b, gone)) ** (np.asarray(whole) - np.asarray(gone))
        return (expected - b) / (t - b)


def escap_status(d: Any, b: Any, v: Any, t: Any, gone: Any, whole: Any) -> Floats:
    """Compute the current status index, ``10 d (v - b) / |T - b|`` (10: the target). ESCAP."""
    b, v, t = (np.asarray(x, dtype=float) for x in (b, v, t))
    with np.errstate(all="ignore"):
        return 10 * np.asarray(d) * (v - b) / np.abs(t - b)


def escap_anticipated(d: Any, b: Any, v: Any, t: Any, gone: Any, whole: Any) -> Floats:
    """Gap expected at the deadline against the whole way, ``|v_p - T| / |T - b|``; 0 if met.

    `v_p` is the straight line through the two points (ESCAP weights a regression over the
    series; through two points every weighting gives this line). Source: ESCAP.
    """
    b, v, t, d = (np.asarray(x, dtype=float) for x in (b, v, t, d))
    with np.errstate(all="ignore"):
        predicted = b + (v - b) * np.asarray(whole) / np.asarray(gone)
        gap = np.maximum(0.0, d * (t - predicted))
        return np.where(np.asarray(gone) > 0, gap / np.abs(t - b), np.nan)


def destatis(d: Any, b: Any, v: Any, t: Any, gone: Any, whole: Any) -> Floats:
    """Share of the way still to go that the projection misses, ``d (T - v_p) / |T - v|``.

    `v_p` goes on with the mean yearly change so far (Destatis: of the last five years). 0 where
    it reaches the target, 1 where nothing moves, over 1 where it moves away. Source: Destatis.
    """
    b, v, t, d = (np.asarray(x, dtype=float) for x in (b, v, t, d))
    gone, whole = np.asarray(gone, float), np.asarray(whole, float)
    with np.errstate(all="ignore"):
        predicted = v + (v - b) / gone * (whole - gone)
        missed = np.maximum(0.0, d * (t - predicted)) / np.abs(t - v)
        return np.where(gone > 0, np.where(d * (v - t) >= 0, 0.0, missed), np.nan)


METHODS = {
    "statcan": statcan,
    "eurostat": eurostat,
    "eurostat_trend": eurostat_trend,
    "un_chart": un_chart,
    "escap_status": escap_status,
    "escap_anticipated": escap_anticipated,
    "destatis": destatis,
}


#: what of a gaps frame the methods are computed from
_NEEDED = (
    "indicator_id", "direction", "baseline_value", "actual_value", "target_value", "target_op",
    "start", "as_of", "deadline",
)  # fmt: skip


def score_methods(gaps: pd.DataFrame, methods: Iterable[str] | None = None) -> pd.DataFrame:
    """Score the indicators of a gaps frame by published methods.

    Parameters
    ----------
    gaps
        As `gap_to_target` gives it.
    methods
        Names from `METHODS`; all of them where None.

    Returns
    -------
    DataFrame
        ``indicator_id``, then for each method ``{method}_score`` (see ``catalog/methods.toml``)
        and ``{method}_class``; both NA where the method needs what is not there (mostly a
        baseline; a growth rate also needs numbers of one sign).

    Raises
    ------
    GapError
        If a method is not one of these.

    Examples
    --------
    >>> from taian_analysis import gap_to_target
    >>> list(score_methods(gap_to_target(), ["destatis"]).columns)
    ['indicator_id', 'destatis_score', 'destatis_class']
    """
    asked = METHODS if methods is None else methods
    names: list[Any] = list(asked) if _many(asked) else [asked]
    for name in names:
        if not isinstance(name, str) or name not in METHODS:
            raise GapError(
                "not a published method",
                zh="没有这种公布方法",
                found=name,
                expected=", ".join(METHODS),
            )
    gaps = gaps_with(gaps, _NEEDED)
    d, b, v, t = (
        gaps[column].to_numpy(dtype=float, na_value=np.nan)
        for column in ("direction", "baseline_value", "actual_value", "target_value")
    )
    d = np.where((d == 0) | (gaps["target_op"] == "==").to_numpy(bool, na_value=False), np.nan, d)
    start, now, end = (np.asarray(gaps[c], "datetime64[D]") for c in ("start", "as_of", "deadline"))
    gone, whole = (measures._days(start, day) / measures.YEAR for day in (now, end))
    with np.errstate(all="ignore"):
        # Open SDG, the UN and Destatis all take >= (or <=) for reaching a target
        reached = (d * (v - t) >= 0) | measures.same(v, t)
        elapsed = gone / whole
    out: dict[str, Any] = {"indicator_id": gaps["indicator_id"].array}
    for name in names:
        score = METHODS[name](d, b, v, t, gone, whole)
        score = np.where(np.isfinite(score), score, np.nan) + 0.0
        classed = _classify(name, score, reached, elapsed)
        out[f"{name}_score"] = pd.array(score, dtype="Float64")
        out[f"{name}_class"] = pd.array(classed, dtype="string")
    return pd.DataFrame(out, index=gaps.index)


def _many(asked: object) -> bool:
    return isinstance(asked, Iterable) and not isinstance(asked, str)


def _classify(name: str, score: Floats, reached: Any, elapsed: Floats) -> np.ndarray:
    """Cut a score into the method's classes; NA where there is no score."""
    entry = catalog.load("methods")[name]
    ids = [c["id"] for c in entry["classes"]]
    near = 1e-9
    with np.errstate(invalid="ignore"):
        if name == "escap_status":
            tests = [score >= 10 * elapsed - near, score >= 0]
        elif name == "escap_anticipated":
            tests = [score <= 0.10 + near, score <= 1 - near]
        elif name == "destatis":
            tests = [score < 0.05 - near, score <= 0.20 + near, score < 1 - near]
        else:
            tests = [score >= c["from"] - near for c in entry["classes"] if "from" in c]
    classed = np.select(tests, ids[-1 - len(tests) : -1], default=ids[-1]).astype(object)
    classed[np.isnan(score)] = None
    if name in ("statcan", "un_chart"):  # reached is a class whatever the trend
        classed[np.asarray(reached)] = ids[0]
    return classed
