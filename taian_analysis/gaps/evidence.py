"""What the narrative says about the annex's indicators: baselines, dates, and other numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import QuantityError
from ..base.report import Report
from ..grammar.units import convert


def load_points(report: Report | None) -> pd.DataFrame | None:
    """Return the narrative's points that belong to an indicator, or None without a report."""
    if report is None:
        return None
    from ..trends.trends import load_trends

    # the annex may come alone, in another form: a gap then has no narrative to rest on
    points = load_trends(report, strict=False)
    return points[points["indicator_id"].notna()] if "indicator_id" in points else None


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
    points["end_day"] = np.asarray(points["period_end"], "datetime64[D]")
    return points


def date_and_doubt(frame: pd.DataFrame, points: pd.DataFrame, report: Report | None) -> None:
    """Date each value by the point that states it, and note what the narrative says against it.

    In place. A date is never later than the report's own: "2023" in a report of July 2023 is July.
    """
    last = None if report is None or report.date is None else pd.Timestamp(report.date)
    known: dict[str, list[dict[Any, Any]]] = {}
    for point in points[points["fits"] & points["value"].notna()].to_dict("records"):
        known.setdefault(point["indicator_id"], []).append(point)
    rows = frame[frame["indicator_id"].isin(list(known)) & frame["actual_value"].notna()]
    for index, row in zip(rows.index, rows.to_dict("records"), strict=True):
        mine = known[row["indicator_id"]]
        agrees = [point for point in mine if _agrees(row, point)]
        if agrees:
            point = max(agrees, key=lambda point: point["end_day"])
            frame.at[index, "as_of_quote"] = point["quote"]
            frame.at[index, "as_of_line"] = point["line"]
            if pd.isna(row["as_of"]):
                row["as_of"], basis = pd.Timestamp(point["end_day"]), "narrative"
                if last is not None and row["as_of"] > last:
                    row["as_of"], basis = last, "capped"
                if point.get("period_basis") == "default":
                    basis = "report"
                frame.at[index, "as_of"], frame.at[index, "as_of_basis"] = row["as_of"], basis
        against = [p for p in mine if not _agrees(row, p) and _against(row, p)]
        if against:
            frame.at[index, "other_low"] = min(_end(p, "low", p["value"]) for p in against)
            frame.at[index, "other_high"] = max(_end(p, "high", p["value"]) for p in against)
            for name in ("quote", "line", "period"):
                frame.at[index, f"other_{name}"] = against[-1][name]


def _end(point: dict[Any, Any], end: str, missing: float) -> float:
    return missing if pd.isna(point[end]) else point[end]


def _agrees(row: dict[Any, Any], point: dict[Any, Any]) -> bool:
    """Tell whether a point of the narrative states the table's number, as far as rounding goes."""
    over, under = point["qualifier"] == "over", point["qualifier"] == "under"
    bottom = -np.inf if under else _end(point, "low", point["value"])
    top = np.inf if over else _end(point, "high", point["value"])
    low, high = (
        row["actual_value"] if pd.isna(row[f"actual_{end}"]) else row[f"actual_{end}"]
        for end in ("low", "high")
    )
    return bool(bottom <= high and top >= low)


def _against(row: dict[Any, Any], point: dict[Any, Any]) -> bool:
    """Tell whether a point speaks against the table's number.

    It does where it is of the same day; where it is of an earlier one and better already, a stock
    that the report lets fall without a word (either number may be the wrong one); and where the
    audit marks it.
    """
    day = pd.Timestamp(point["end_day"])
    if pd.notna(row["as_of"]) and day == row["as_of"]:
        return True
    if pd.notna(row["start"]) and day <= row["start"]:
        return False
    marked = point.get("contradicted")
    if marked is not None and pd.notna(marked) and bool(marked):
        return True
    better = (point["value"] - row["actual_value"]) * row["direction"] > 0
    earlier = pd.notna(row["as_of"]) and day < row["as_of"]
    return bool(point["kind"] == "stock" and earlier and better)
