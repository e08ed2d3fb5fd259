"""The points of the narrative's series in the units of the annex's indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


def converted(
    points: list[dict[str, Any]], units: Mapping[str, object]
) -> Iterator[dict[Any, Any]]:
    """Yield the points of some indicators in their unit; `fits` is False where that can not be."""
    for point in points:
        if point["indicator_id"] not in units:
            continue
        factor = unit_factor(point["unit"], units[point["indicator_id"]])
        fits = not np.isnan(factor)
        sizes = {
            name: None if point[name] is None else float(np.round(point[name] * factor, 9))
            for name in ("value", "low", "high")
        }
        day = np.datetime64(point["period_end"], "D")
        yield point | {"fits": fits, "end_day": day} | (sizes if fits else {})


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
