"""What the narrative says about the annex's indicators: baselines, dates, and other numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from .report import Report


def load_points(report: Report | None) -> pd.DataFrame | None:
    """Return the narrative's points that belong to an indicator, or None without a report."""
    if report is None:
        return None
    from .trends import load_trends

    points = load_trends(report)
    return points[points["indicator_id"].notna()] if "indicator_id" in points else None


def unit_factor(unit: object, into: object) -> float:
    """Return what to multiply a number in `unit` by to have it in `into`; NaN where unlike."""
    if pd.isna(unit) or pd.isna(into):  # type: ignore[call-overload]
        return 1.0 if pd.isna(unit) and pd.isna(into) else np.nan  # type: ignore[call-overload]
    size, names = [], []
    for word in (str(unit), str(into)):
        scale = 1.0
        while word[:1] in ("十", "百", "千", "万", "亿") and len(word) > 1:
            scale *= {"十": 10, "百": 100, "千": 1000, "万": 1e4, "亿": 1e8}[word[0]]
            word = word[1:]
        size.append(scale)
        names.append({"比例": "比", ":1": "比", "ratio": "比", "平方米": "㎡"}.get(word, word))
    return size[0] / size[1] if names[0] == names[1] else np.nan


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
    for index, row in frame[frame["indicator_id"].isin(points["indicator_id"])].iterrows():
        mine = points[(points["indicator_id"] == row["indicator_id"]) & points["fits"]]
        value = row["actual_value"]
        if pd.isna(value) or not len(mine):
            continue
        low = row["actual_low"] if pd.notna(row["actual_low"]) else value
        high = row["actual_high"] if pd.notna(row["actual_high"]) else value
        bottom = mine["low"].fillna(mine["value"]).where(mine["qualifier"] != "under", -np.inf)
        top = mine["high"].fillna(mine["value"]).where(mine["qualifier"] != "over", np.inf)
        agrees = ((bottom <= high) & (top >= low)).fillna(False)
        if agrees.any():
            point = mine[agrees].sort_values("end_day").iloc[-1]
            frame.at[index, "as_of_quote"], frame.at[index, "as_of_line"] = (
                point["quote"],
                point["line"],
            )
            if pd.isna(row["as_of"]):
                day, basis = pd.Timestamp(point["end_day"]), "narrative"
                if last is not None and day > last:
                    day, basis = last, "capped"
                if point.get("period_basis") == "default":
                    basis = "report"
                frame.at[index, "as_of"], frame.at[index, "as_of_basis"] = day, basis
        _contradictions(frame, index, mine, ~agrees)


def _contradictions(frame: pd.DataFrame, index: Any, mine: pd.DataFrame, unlike: pd.Series) -> None:
    """Note other values for the same day, and earlier ones that are already better.

    The second is a stock that the report lets fall without a word: either number may be the
    wrong one, so both are carried.
    """
    row: dict[Any, Any] = frame.loc[index].to_dict()
    as_of, start, value, way = (row[n] for n in ("as_of", "start", "actual_value", "direction"))
    days = mine["end_day"]
    fallen = (mine["kind"] == "stock") & ((mine["value"] - value) * way > 0) & (days < as_of)
    if pd.notna(start):
        fallen &= days > start
    against = mine[unlike & ((days == as_of) | fallen).fillna(False) & mine["value"].notna()]
    if len(against):
        low, high = (against[end].fillna(against["value"]) for end in ("low", "high"))
        frame.at[index, "other_low"], frame.at[index, "other_high"] = low.min(), high.max()
        frame.at[index, "other_quote"] = against["quote"].iloc[-1]
        frame.at[index, "other_line"] = against["line"].iloc[-1]
        frame.at[index, "other_period"] = against["period"].iloc[-1]
