"""The points of the narrative's series in the units of the annex's indicators."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import QuantityError
from ..grammar.periods import period
from ..grammar.units import convert


def end_of(code: Any) -> np.datetime64:
    """Return the last day of a period code; NaT where there is none."""
    if not isinstance(code, str):
        return np.datetime64("NaT", "D")
    return np.datetime64(period(code).end, "D")


def unit_factor(unit: object, into: object) -> float:
    """Return what to multiply a number in `unit` by to have it in `into`; NaN where unlike.

    Examples
    --------
    >>> unit_factor("人", "万人")
    0.0001
    """
    if not isinstance(unit, str) or not isinstance(into, str):
        return 1.0 if not isinstance(unit, str) and not isinstance(into, str) else np.nan
    try:
        return convert(1.0, unit, into)
    except QuantityError:
        return np.nan


def converted(points: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Put each point in its indicator's unit; `fits` is False where that can not be done."""
    units = dict(zip(frame["indicator_id"], frame["unit"], strict=True))
    points = points[points["indicator_id"].isin(list(units))].copy()
    factor = np.array(
        [
            unit_factor(unit, units[key])
            for unit, key in zip(points["unit"], points["indicator_id"], strict=True)
        ],
        dtype=float,
    )
    points["fits"] = ~np.isnan(factor)
    for name in ("value", "low", "high"):
        scale = np.where(np.isnan(factor), 1.0, factor)
        points[name] = (points[name].astype("Float64") * scale).round(9)
    points["end_day"] = points["period_end"]
    return points


def end(point: dict[Any, Any], end: str, missing: float) -> float:
    """Return an end of a point's interval, or `missing`."""
    return missing if pd.isna(point[end]) else point[end]


def agrees(row: dict[Any, Any], point: dict[Any, Any]) -> bool:
    """Tell whether a point of the narrative states the table's number, as far as rounding goes."""
    over, under = point["qualifier"] == "over", point["qualifier"] == "under"
    bottom = -np.inf if under else end(point, "low", point["value"])
    top = np.inf if over else end(point, "high", point["value"])
    low, high = (
        row["actual_value"] if pd.isna(row[f"actual_{name}"]) else row[f"actual_{name}"]
        for name in ("low", "high")
    )
    return bool(bottom <= high and top >= low)
