"""Published measures of progress, one small function each, as their offices define them.

Sources, classes and cuts are ``catalog/methods.toml``; what was read of each document, and what
was not, is in ``docs/methods.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import GapError
from . import measures
from .forecast import student

Floats = measures.Floats


def growth(value: Any, base: Any, years: Any) -> Floats:
    """Compound annual growth rate, ``(v / b) ^ (1 / years) - 1``; NaN unless v / b >= 0.

    A value of 0 has shrunk by all there was (-1), as in Open SDG.

    >>> round(float(growth(121, 100, 2)), 3), float(growth(0, 100, 2))
    (0.1, -1.0)
    """
    v, b, y = (np.asarray(x, dtype=float) for x in np.broadcast_arrays(value, base, years))
    with np.errstate(all="ignore"):
        ok = (v * b >= 0) & (b != 0) & (y > 0)
        ratio = np.abs(v / np.where(ok, b, 1.0))
        return np.where(ok, ratio ** (1 / np.where(ok, y, 1.0)) - 1, np.nan)


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


def statcan_trend(d: Any, b: Any, v: Any, t: Any, gone: Any, whole: Any) -> Floats:
    """Growth a year in the desired direction, ``sign(b) d CAGR_o``; the target plays no part."""
    b = np.where(np.asarray(b, float) == 0, 0.001, np.asarray(b, float))
    return np.sign(b) * np.asarray(d) * growth(v, b, gone)


def near_limit(b: Any, limit: Any) -> Floats:
    """Return by how much StatCan lowers its thresholds near a natural limit (1 without one).

    ``1 - (b / limit)^4.44`` below the limit, ``1 - ((2 limit - b) / limit)^4.44`` above it up to
    twice the limit (Open SDG, `get_progress_thresholds`).

    >>> round(float(near_limit(90, 100)), 4), float(near_limit(90, float("nan")))
    (0.3736, 1.0)
    """
    b, limit = np.abs(np.asarray(b, float)), np.abs(np.asarray(limit, float))
    with np.errstate(all="ignore"):
        part = np.where(b <= limit, b / limit, (2 * limit - b) / limit)
        factor = 1 - np.abs(part) ** 4.44
    return np.where(np.isnan(limit) | np.isnan(b) | (b >= 2 * limit), 1.0, factor)


def statcan_points(score: Any, reached: Any) -> Floats:
    """Return Open SDG's points, -5 to 5, for a ratio R; 5 where the target is achieved.

    >>> statcan_points([0.95, 0.6, 0.3, -1], [False] * 4).round(2).tolist()
    [2.5, 0.0, -1.25, -5.0]
    """
    r = np.asarray(score, float)
    with np.errstate(invalid="ignore"):
        points = np.where(
            r >= 0.6, np.minimum(7.1429 * r - 4.2857, 5), np.maximum(4.1667 * r - 2.5, -5)
        )
    return np.where(np.asarray(reached, bool), 5.0, points)


def statcan_trend_points(score: Any, factor: Any) -> Floats:
    """Return Open SDG's points, -5 to 5, for a growth rate without a target.

    `factor` is that of `near_limit`; 0 means that the limit is held, which is 5.

    >>> statcan_trend_points([0.015, 0.005, 0.0, -0.02], 1.0).tolist()
    [2.5, 0.0, -2.5, -5.0]
    """
    g, c = np.broadcast_arrays(np.asarray(score, float), np.asarray(factor, float))
    with np.errstate(all="ignore"):
        at = g / np.where(c == 0, np.nan, c)
        up = np.where(at >= 0.015, np.minimum(500 * at - 5, 5), 250 * at - 1.25)
        points = np.where(at >= 0.005, up, 500 * at - 2.5)
        points = np.where((c == 0) & (g >= 0), 5.0, points)
        return np.where(g < 0, np.maximum(125 * g - 2.5, -5), points)


def eurostat(d: Any, b: Any, v: Any, t: Any, gone: Any, whole: Any) -> Floats:
    """Ratio of the actual to the required growth rate, with direction: ``d CAGR_a / |CAGR_r|``.

    With the plain quotient a target met at the base and lost since (110 to 95 of 100) would be
    significant progress, two falls divided by each other. Source: Eurostat.
    """
    with np.errstate(all="ignore"):
        return np.asarray(d) * growth(v, b, gone) / np.abs(growth(t, b, whole))


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


def un_trend(d: Any, b: Any, v: Any, t: Any, gone: Any, whole: Any) -> Floats:
    """Growth a year in the desired direction, without a target. Source: as `un_chart`."""
    return np.asarray(d) * growth(v, b, gone)


def un_ratio(d: Any, b: Any, v: Any, t: Any, gone: Any, whole: Any) -> Floats:
    """Ratio of the actual to the required growth rate, ``d CAGR_a / |CAGR_r|``.

    The chart's trend as of 2022; the note of 2023 extrapolates instead (`un_chart`).
    """
    return eurostat(d, b, v, t, gone, whole)


#: The five levels of the UN chart, the best first.
UN_LEVELS = ("met_or_almost_met", "close", "moderate_distance", "far", "very_far")


def un_level(value: Any, cuts: tuple[float, float, float, float], direction: int = 1) -> Any:
    """Return the UN chart's level of a value: how far it is, whatever the trend.

    Parameters
    ----------
    value
        One or more values of an indicator.
    cuts
        The four values at which a better level begins, the best first. The technical notes set
        them for each indicator of theirs; for others the caller does.
    direction
        1 where more is better (a value must be over a cut), -1 where less is (it may equal it).

    Examples
    --------
    >>> un_level([96, 95, 60, 10], (95, 80, 60, 40)).tolist()
    ['met_or_almost_met', 'close', 'far', 'very_far']
    >>> un_level([3, 30], (3, 10, 20, 40), -1).tolist()
    ['met_or_almost_met', 'far']
    """
    values = np.asarray(pd.to_numeric(pd.Series(value, dtype=object)), dtype=float)
    if len(cuts) != 4 or list(cuts) != sorted(cuts, reverse=direction > 0):
        raise GapError.of("error.four_cuts", found=cuts, expected="(95, 80, 60, 40)")
    with np.errstate(invalid="ignore"):
        tests = [values > cut if direction > 0 else values <= cut for cut in cuts]
    found = np.select(tests, UN_LEVELS[:4], default=UN_LEVELS[4]).astype(object)
    found[np.isnan(values)] = None
    return found


def escap_status(d: Any, b: Any, v: Any, t: Any, gone: Any, whole: Any) -> Floats:
    """Compute the current status index, ``10 d (v - b) / |T - b|`` (10: the target). ESCAP.

    For a parity, a point to hit (d = 0), the distances count: ``10 (1 - |v - T| / |b - T|)``.
    """
    b, v, t, d = (np.asarray(x, dtype=float) for x in (b, v, t, d))
    with np.errstate(all="ignore"):
        parity = 10 * (1 - np.abs(v - t) / np.abs(b - t))
        return np.where(d == 0, parity, 10 * d * (v - b) / np.abs(t - b))


def escap_anticipated(
    d: Any, b: Any, v: Any, t: Any, gone: Any, whole: Any, predicted: Any = None
) -> Floats:
    """Gap expected at the deadline against the whole way, ``|v_p - T| / |T - b|``; 0 if met.

    `predicted` is that of a time-weighted regression; without it the straight line through the
    two points (through two points every weighting gives this line). Source: ESCAP.
    """
    b, v, t, d = (np.asarray(x, dtype=float) for x in (b, v, t, d))
    with np.errstate(all="ignore"):
        straight = b + (v - b) * np.asarray(whole) / np.asarray(gone)
        ahead = (
            straight if predicted is None else np.where(np.isnan(predicted), straight, predicted)
        )
        gap = np.where(d == 0, np.abs(t - ahead), np.maximum(0.0, d * (t - ahead)))
        return np.where(np.asarray(gone) > 0, gap / np.abs(t - b), np.nan)


def destatis(d: Any, b: Any, v: Any, t: Any, gone: Any, whole: Any, change: Any = None) -> Floats:
    """Share of the way still to go that the projection misses, ``d (T - v_p) / |T - v|``.

    `v_p` goes on with the mean of the last five yearly changes (`change`; of the change since the
    base where that is not given). 0 where it reaches the target, 1 where nothing moves, over 1
    where it moves away. Source: Destatis.
    """
    b, v, t, d = (np.asarray(x, dtype=float) for x in (b, v, t, d))
    gone, whole = np.asarray(gone, float), np.asarray(whole, float)
    with np.errstate(all="ignore"):
        yearly = (v - b) / gone if change is None else change
        predicted = v + yearly * (whole - gone)
        missed = np.maximum(0.0, d * (t - predicted)) / np.abs(t - v)
        return np.where(gone > 0, np.where(d * (v - t) >= 0, 0.0, missed), np.nan)


def sdr(d: Any, b: Any, v: Any, t: Any, gone: Any, whole: Any) -> Floats:
    """Ratio of linear yearly changes, so far to needed: ``d (v - b)/gone / (|T - b|/whole)``.

    Source: Sustainable Development Report, trend arrows.
    """
    b, v, t, d = (np.asarray(x, dtype=float) for x in (b, v, t, d))
    with np.errstate(all="ignore"):
        return d * (v - b) / np.asarray(gone) / (np.abs(t - b) / np.asarray(whole))


def nbs(d: Any, b: Any, v: Any, t: Any, gone: Any, whole: Any) -> Floats:
    """Degree of realisation in per cent, ``100 v / T``, or ``100 T / v`` where less is better.

    At most 100. Source: National Bureau of Statistics of China, monitoring scheme of 2008.
    """
    return np.minimum(100.0, 100 * measures.attainment(d, v, t))


def nbs_interval(v: Any, low: Any, high: Any, least: Any, most: Any) -> Floats:
    """Degree of realisation of an interval indicator: 100 inside [low, high], 0 at the limits.

    Outside it falls evenly with the distance from the interval, against the farther of the two
    allowed limits `least` and `most`.

    >>> [float(x) for x in nbs_interval([4, 7, 9], 3, 6, 0, 9)]
    [100.0, 66.66666666666667, 0.0]
    """
    v, low, high, least, most = (
        np.asarray(x, dtype=float) for x in np.broadcast_arrays(v, low, high, least, most)
    )
    with np.errstate(all="ignore"):
        away = np.maximum(np.maximum(low - v, v - high), 0.0)
        room = np.maximum(low - least, most - high)
        return np.where(away == 0, 100.0, np.maximum(0.0, 100 * (1 - away / room)))


def oecd_distance(value: Any, target: Any, peers: Any, direction: int = 1) -> Floats:
    """Return the OECD's distance to a target: what is missing, in the peers' standard deviations.

    0 where the target is reached. A single report has no peers: the caller names their values.
    NaN with fewer than two of them, or where they do not differ.

    >>> oecd_distance([50, 90], 80, [40, 60, 80]).tolist()
    [1.5, 0.0]
    """
    v, t = np.broadcast_arrays(np.asarray(value, float), np.asarray(target, float))
    own = np.asarray(peers, float)
    own = own[~np.isnan(own)]
    spread = own.std(ddof=1) if len(own) > 1 else 0.0
    if spread == 0:
        return np.full(v.shape, np.nan)
    return np.maximum(0.0, direction * (t - v)) / spread + 0.0


def oecd_trend(years: Any, values: Any, direction: int = 1, level: float = 0.1) -> str | None:
    """Return whether a series moves: ``"progress"``, ``"no_clear_trend"`` or ``"regress"``.

    By Spearman's rank correlation with time, two-sided at `level`. None with fewer than four
    observations.

    >>> oecd_trend([2015, 2016, 2017, 2018, 2019], [3, 4, 6, 7, 9])
    'progress'
    """
    when, own = (pd.Series(np.asarray(one, float)).rank() for one in (years, values))
    count = len(own)
    if count < NEEDS["oecd_trend"]:
        return None
    r = when.corr(own)
    if np.isnan(r) or (1 - chance_of_rank(r, count)) > level:
        return "no_clear_trend"
    return "progress" if r * direction > 0 else "regress"


def chance_of_rank(r: float, count: int) -> float:
    """Return how sure a rank correlation is not chance, two-sided, by Student's t."""
    if abs(r) >= 1:
        return 1.0
    t = abs(r) * ((count - 2) / (1 - r * r)) ** 0.5
    return 2 * student(t, count - 2) - 1


METHODS: dict[str, Callable[..., Floats]] = {
    "statcan": statcan,
    "statcan_trend": statcan_trend,
    "eurostat": eurostat,
    "eurostat_trend": eurostat_trend,
    "un_chart": un_chart,
    "un_trend": un_trend,
    "un_ratio": un_ratio,
    "escap_status": escap_status,
    "escap_anticipated": escap_anticipated,
    "destatis": destatis,
    "sdr": sdr,
    "nbs": nbs,
}

#: The fewest observations a method takes; two unless said here.
NEEDS = {"destatis": 4, "nbs": 1, "oecd_trend": 4}
