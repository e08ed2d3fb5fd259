"""The same indicators, scored as other statistics offices publish it, for comparison.

Each method is as its office defines it, given our two dates (base and latest) instead of its own
series; sources, classes and cuts are ``catalog/methods.toml``. None of them knows strict
operators, targets in words, a rate required from now on, a date for each figure, or uncertainty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..base import catalog
from ..base.errors import GapError
from . import measures
from .carry import gaps_with
from .days import known_ids
from .forecast import trend
from .formulas import (
    METHODS,
    NEEDS,
    Floats,
    near_limit,
    statcan_points,
    statcan_trend_points,
    un_level,
)

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
    levels: Mapping[str, tuple[float, float, float, float]] | None = None,
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
    levels
        For the UN chart's level: indicator_id -> the four values at which a better level begins,
        the best first (see `formulas.un_level`). Adds the column ``un_level``.

    Returns
    -------
    DataFrame
        ``indicator_id``, then for each method ``{method}_score`` (see ``catalog/methods.toml``),
        ``{method}_class``, and ``{method}_reason``: why there is none, as a code of
        ``catalog/methods.toml``; ``{method}_needs``: how many observations it takes. The points
        of StatCan, from -5 to 5, are ``statcan_points`` and ``statcan_trend_points``.

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
            raise GapError.of("error.not_published_method", found=name, expected=", ".join(METHODS))
    x = _Scored(gaps_with(gaps, _NEEDED), calendar_years, observations)
    out: dict[str, Any] = {"indicator_id": x.gaps["indicator_id"].array}
    for name in names:
        score, classed, reason = x.score(name)
        out[f"{name}_score"] = pd.array(score, dtype="Float64")
        out[f"{name}_class"] = pd.array(classed, dtype="string")
        out[f"{name}_reason"] = pd.array(reason, dtype="string")
        out[f"{name}_needs"] = pd.array([NEEDS.get(name, 2)] * len(score), dtype="Int64")
        if name == "statcan":
            points = statcan_points(score, x.reached)
            out[f"{name}_points"] = pd.array(points, dtype="Float64")
        if name == "statcan_trend":
            points = statcan_trend_points(score, x.factor())
            out[f"{name}_points"] = pd.array(points, dtype="Float64")
    if levels is not None:
        out["un_level"] = _levels(x, levels)
    return pd.DataFrame(out, index=gaps.index)


def _levels(x: _Scored, levels: Mapping[str, Any]) -> Any:
    known_ids(x.gaps, levels, "levels")
    found = [
        un_level([value], levels[key], -1 if way < 0 else 1)[0] if key in levels else None
        for key, value, way in zip(x.gaps["indicator_id"], x.v.tolist(), x.d.tolist(), strict=True)
    ]
    return pd.array(found, dtype="string")


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
            self.gone, self.whole = (measures.days_between(*span) / measures.YEAR for span in spans)
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
        if name in ("statcan", "un_chart", "un_ratio"):  # reached is a class whatever the trend
            classed[self._met(name)] = ids[0]
        return classed

    def _met(self, name: str) -> np.ndarray:
        if name == "un_ratio":  # within one part in 2,000 of the target
            with np.errstate(all="ignore"):
                near = np.where(self.d > 0, self.v / self.t, self.t / self.v) > _ALMOST
            return np.asarray(self.reached | (near & (self.v * self.t > 0)))
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
        grows = name.startswith(("eurostat", "un_", "statcan"))
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


#: The share of the target from which the UN chart of 2022 called it achieved.
_ALMOST = 0.9995
_WITHOUT_TARGET = ("statcan_trend", "eurostat_trend", "un_trend")
