"""The same indicators, scored as other statistics offices publish it, for comparison.

Each method is as its office defines it, given our two dates (base and latest) instead of its own
series; sources, classes and cuts are ``catalog/methods.toml``. None of them knows strict
operators, targets in words, a rate required from now on, a date for each figure, or uncertainty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from ..base import catalog
from ..base.errors import GapError
from . import measures
from .carry import gaps_with
from .forecast import trend

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


METHODS: dict[str, Callable[..., Floats]] = {
    "statcan": statcan,
    "statcan_trend": statcan_trend,
    "eurostat": eurostat,
    "eurostat_trend": eurostat_trend,
    "un_chart": un_chart,
    "un_trend": un_trend,
    "escap_status": escap_status,
    "escap_anticipated": escap_anticipated,
    "destatis": destatis,
    "sdr": sdr,
    "nbs": nbs,
}


#: what of a gaps frame the methods are computed from
_NEEDED = (
    "indicator_id", "direction", "baseline_value", "actual_value", "target_value", "target_op",
    "start", "as_of", "deadline",
)  # fmt: skip


def score_methods(
    gaps: pd.DataFrame,
    methods: Iterable[str] | None = None,
    *,
    calendar_years: bool = False,
    observations: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Score the indicators of a gaps frame by published methods, refusing where they refuse.

    Parameters
    ----------
    gaps
        As `gap_to_target` gives it.
    methods
        Names from `METHODS`; all of them where None.
    calendar_years
        Count whole calendar years, as Open SDG does, instead of days.
    observations
        The series behind the gaps, for the methods that need more than two points: ``id``,
        ``day``, ``value``, one row an observation. A panel's are passed on by `gap_to_target`.

    Returns
    -------
    DataFrame
        ``indicator_id``, then for each method ``{method}_score`` (see ``catalog/methods.toml``),
        ``{method}_class``, and ``{method}_reason``: why there is none, as a code of
        ``catalog/methods.toml`` (``points`` with how many the method needs). StatCan's points
        from -5 to 5 are ``statcan_points`` and ``statcan_trend_points``.

    Raises
    ------
    GapError
        If a method is not one of these.

    Examples
    --------
    >>> from taian_analysis import gap_to_target
    >>> scores = score_methods(gap_to_target(), ["destatis"])
    >>> scores["destatis_reason"].unique().tolist()
    ['no_actual', 'points: 4 annual values']
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
    x = _Scored(gaps_with(gaps, _NEEDED), calendar_years, observations)
    out: dict[str, Any] = {"indicator_id": x.gaps["indicator_id"].array}
    for name in names:
        score, classed, reason = x.score(name)
        out[f"{name}_score"] = pd.array(score, dtype="Float64")
        out[f"{name}_class"] = pd.array(classed, dtype="string")
        out[f"{name}_reason"] = pd.array(reason, dtype="string")
        if name == "statcan":
            points = statcan_points(score, x.reached)
            out[f"{name}_points"] = pd.array(points, dtype="Float64")
        if name == "statcan_trend":
            points = statcan_trend_points(score, x.factor())
            out[f"{name}_points"] = pd.array(points, dtype="Float64")
    return pd.DataFrame(out, index=gaps.index)


def _many(asked: object) -> bool:
    return isinstance(asked, Iterable) and not isinstance(asked, str)


class _Scored:
    """A gaps frame as the methods see it."""

    def __init__(self, gaps: pd.DataFrame, calendar: bool, observations: Any) -> None:
        self.gaps, self.observations = gaps, observations
        self.d, self.b, self.v, self.t = (
            gaps[column].to_numpy(dtype=float, na_value=np.nan)
            for column in ("direction", "baseline_value", "actual_value", "target_value")
        )
        point = (gaps["target_op"] == "==").to_numpy(bool, na_value=False)
        self.parity = point | (self.d == 0)
        self.d = np.where(self.parity, np.nan, self.d)
        days = [np.asarray(gaps[c], "datetime64[D]") for c in ("start", "as_of", "deadline")]
        if calendar:
            years = [np.where(np.isnat(x), np.nan, x.astype("M8[Y]").astype(float)) for x in days]
            self.gone, self.whole = years[1] - years[0], years[2] - years[0]
        else:
            spans = ((days[0], days[1]), (days[0], days[2]))
            self.gone, self.whole = (measures._days(*span) / measures.YEAR for span in spans)
        with np.errstate(all="ignore"):
            # Open SDG, the UN and Destatis all take >= (or <=) for reaching a target
            self.reached = (self.d * (self.v - self.t) >= 0) | measures.same(self.v, self.t)
            self.reached &= ~np.isnan(self.v) & ~np.isnan(self.t)
            self.elapsed = self.gone / self.whole

    def factor(self) -> Floats:
        """Return StatCan's factor near the natural limit in the desired direction."""
        floor, ceiling = (
            self.gaps[name].to_numpy(float, na_value=np.nan)
            if name in self.gaps
            else np.full(len(self.gaps), np.nan)
            for name in ("floor", "ceiling")
        )
        return near_limit(self.b, np.where(self.d > 0, ceiling, np.where(floor > 0, floor, np.nan)))

    def score(self, name: str) -> tuple[Floats, np.ndarray, np.ndarray]:
        """Return score, class and reason of one method."""
        d = np.where(self.parity, 0.0, self.d) if name.startswith("escap") else self.d
        more: dict[str, Any] = {}
        few = np.zeros(len(self.gaps), dtype=bool)
        if name == "destatis":
            more["change"], few = self._yearly()
        elif name == "escap_anticipated":
            more["predicted"] = self._predicted()
        values = METHODS[name](d, self.b, self.v, self.t, self.gone, self.whole, **more)
        values = np.where(np.isfinite(values) & ~few, values, np.nan) + 0.0
        classed = self._classify(name, values)
        if name == "destatis":
            classed[few] = None
            away = self.d * np.where(np.isnan(more["change"]), 0.0, more["change"]) < 0
            classed[self.reached & away & ~few] = "sun_and_cloud"
        reason = self._reasons(name, classed, few)
        return values, classed, reason

    def _series(self) -> Iterator[tuple[int, list[float], list[float]]]:
        if self.observations is None:
            return
        groups = dict(list(self.observations.groupby("id", sort=False)))
        for place, key in enumerate(self.gaps["indicator_id"]):
            if key in groups:
                own = groups[key].sort_values("day")
                days = np.asarray(own["day"], "datetime64[D]").astype(np.int64)
                yield place, (days / measures.YEAR).tolist(), own["value"].astype(float).tolist()

    def _yearly(self) -> tuple[Floats, np.ndarray]:
        """Return the mean of the last five yearly changes, and where there are too few values."""
        change, few = np.full(len(self.gaps), np.nan), np.ones(len(self.gaps), dtype=bool)
        for place, years, values in self._series():
            last, when = values[-6:], years[-6:]
            if len(last) >= NEEDS["destatis"]:
                change[place] = (last[-1] - last[0]) / (when[-1] - when[0])
                few[place] = False
        return change, few

    def _predicted(self) -> Floats:
        out = np.full(len(self.gaps), np.nan)
        ends = np.asarray(self.gaps["deadline"], "datetime64[D]").astype(np.int64) / measures.YEAR
        for place, years, values in self._series():
            if len(values) > 2:
                out[place] = trend(years, values, float(ends[place]), recent=True).at_end
        return out

    def _classify(self, name: str, score: Floats) -> np.ndarray:
        """Cut a score into the method's classes; None where there is no score."""
        entry = catalog.load("methods")[name]
        ids = [c["id"] for c in entry["classes"]]
        near = 1e-9
        with np.errstate(invalid="ignore"):
            if name == "escap_status":
                tests = [score >= 10 * self.elapsed - near, score >= 0]
            elif name == "escap_anticipated":
                tests = [score <= 0.10 + near, score <= 1 - near]
            elif name == "destatis":
                tests = [score < 0.05 - near, score <= 0.20 + near, score < 1 - near]
            elif name == "statcan_trend":
                tests = [score >= cut * self.factor() - near for cut in (0.015, 0.005, 0.0)]
            else:
                tests = [score >= c["from"] - near for c in entry["classes"] if "from" in c]
        classed = np.select(tests, ids[-1 - len(tests) : -1], default=ids[-1]).astype(object)
        classed[np.isnan(score)] = None
        if name in ("statcan", "un_chart"):  # reached is a class whatever the trend
            classed[self._met(name)] = ids[0]
        return classed

    def _met(self, name: str) -> np.ndarray:
        if name != "un_chart":
            return np.asarray(self.reached)
        with np.errstate(invalid="ignore"):  # within 1 of a target of 0 or 100 counts as met
            edge = np.isin(self.t, (0.0, 100.0)) & (np.abs(self.v - self.t) <= 1)
        kinds = self.gaps.get("kind", pd.Series(pd.NA, self.gaps.index, dtype="string"))
        share = kinds.eq("share").to_numpy(bool, na_value=False)
        return np.asarray(self.reached) | (edge & share)

    def _reasons(self, name: str, classed: np.ndarray, few: np.ndarray) -> np.ndarray:
        """Return the code of why a method has no class."""
        reason = np.full(len(classed), None, dtype=object)
        left = np.array([one is None for one in classed], dtype=bool)
        signs = (np.sign(self.v) * np.sign(self.b) < 0) | (self.b == 0)
        grows = name in ("eurostat", "eurostat_trend", "un_chart", "un_trend", "statcan",
                         "statcan_trend")  # fmt: skip
        for rows, code in (
            (np.isnan(self.v), "no_actual"),
            (np.isnan(self.t) & ~np.isin(name, _WITHOUT_TARGET), "no_target"),
            (self.parity & (not name.startswith("escap")), "point_to_hit"),
            (few, f"points: {NEEDS.get(name, 2)} annual values"),
            (np.isnan(self.b), "no_baseline"),
            (signs & grows, "signs"),
            (measures.same(self.b, self.t), "baseline_is_target"),
            (np.isnan(self.gone) | (self.gone <= 0), "no_time"),
        ):
            reason[left & rows] = code
            left &= ~rows
        reason[left] = "undefined"
        return reason


#: The fewest observations a method takes; two unless said here.
NEEDS = {"destatis": 4}
_WITHOUT_TARGET = ("statcan_trend", "eurostat_trend", "un_trend")
