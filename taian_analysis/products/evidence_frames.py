"""Gaps, series and comparisons as plain rows for the evidence page; the part that needs pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.errors import TaianError
from ..gaps.steps import gap_components
from ..gaps.target import gap_to_target
from ..trends.series import propose_series
from ..trends.trends import load_trends

if TYPE_CHECKING:
    from .evidence_rows import Row, Rows

GAP = (
    "met", "gap", "shortfall", "attainment", "baseline_value", "as_of", "elapsed", "progress",
    "pace", "required_per_year", "projected_value", "projected_attainment", "completion_date",
    "status", "sensitive", "reason", "reason_en",
)  # fmt: skip
#: measures whose calculation is shown, in the order of the calculation
_STEPS = (
    "met", "gap", "shortfall", "attainment", "elapsed", "progress", "pace", "required_per_year",
    "projected_value",
)  # fmt: skip
_POINT = (
    "period", "value", "low", "high", "qualifier", "basis", "start", "end", "line",
    "contradicted",
)  # fmt: skip
_DIGITS = 12


def plain(value: Any) -> Any:
    """Return a cell of a frame as JSON has it: NA is None, a day is ISO, no float dust.

    Examples
    --------
    >>> plain(pd.NA), plain(pd.Timestamp("2023-07-11")), plain(0.1 + 0.2)
    (None, '2023-07-11', 0.3)
    """
    if isinstance(value, list | tuple | dict):
        return value
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    value = value.item() if hasattr(value, "item") else value
    return float(f"{value:.{_DIGITS}g}") if isinstance(value, float) else value


def _rows(frame: pd.DataFrame, names: tuple[str, ...]) -> list[Row]:
    kept = [name for name in names if name in frame]
    return [{name: plain(row[name]) for name in kept} for row in frame[kept].to_dict("records")]


def add_measures(rows: Rows) -> None:
    """Add to each indicator its gap and the steps of the calculation."""
    try:
        gaps = gap_to_target(rows.report)
        steps = gap_components(gaps)
    except TaianError as error:
        rows.note("no_gaps", zh=error.zh, en=error.message)
        return
    rows.gap_spec = str(gaps.attrs["edition"])
    found = _rows(gaps, GAP)
    shown = steps[steps["measure"].isin(_STEPS) & steps["calculation"].notna()]
    names = (
        "indicator_id",
        "measure",
        "name",
        "name_en",
        "formula",
        "calculation",
        "value",
        "text",
    )
    by_id: dict[str, list[Row]] = {}
    for step in _rows(shown, names):
        by_id.setdefault(step.pop("indicator_id"), []).append(step)
    for indicator, gap in zip(rows.indicators, found, strict=True):
        indicator["gap"] = gap
        indicator["steps"] = by_id.get(indicator["indicator_id"], [])


def add_series(rows: Rows) -> None:
    """Add the series of the narrative: the catalog's, or else those the text could give."""
    frame = load_trends(rows.report, strict=False)
    names = {"id": "series_id", "name": "series", "name_en": "series_en"}
    proposed = frame.empty
    if proposed:
        frame = propose_series(rows.report)
        names = {"id": "candidate", "name": "subject", "name_en": "subject"}
    frame = frame.reset_index(drop=True)
    every = _rows(frame, _POINT)
    for _, group in frame.groupby(names["id"], sort=False):
        first = group.iloc[0]
        series: Row = {key: plain(first[column]) for key, column in names.items()}
        series |= {name: plain(first.get(name)) for name in ("unit", "kind", "indicator_id")}
        series["proposed"] = proposed
        points = group.sort_values("period_end") if "period_end" in group else group
        series["points"] = [every[place] for place in points.index]
        rows.series.append(series)


def add_changes(rows: Rows, old: object) -> None:
    """Add what became of each indicator since an older report."""
    from .compare import compare, events

    names = (
        "indicator_id", "indicator", "unit", "event", "change", "retargeted", "renamed",
        "old_indicator", "new_indicator", "old_unit", "old_text", "old_value",
        "old_target_text", "old_line", "new_text", "new_value", "new_target_text", "new_line",
        "attribute_changed", "operator_changed", "scale", "reason", "reason_en",
    )  # fmt: skip
    try:
        frame = compare(old, rows.report)
    except TaianError as error:
        rows.note("no_comparison", zh=error.zh, en=error.message)
        return
    words = events()
    # an indicator that no catalog knows has another id in every report: its row tells it
    places = {(row["source_line"], row["name"]): i for i, row in enumerate(rows.indicators)}
    for row in _rows(frame, names):
        row["place"] = places.get((row.get("new_line"), row["new_indicator"]))
        row["event_zh"], row["event_en"] = words[row["event"]]
        rows.changes.append(row)
