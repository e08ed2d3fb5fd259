"""What the narrative says about the annex's indicators: baselines, dates, and other numbers.

It is found once, when a report is read, and stands in the indicators frame as columns of its own
(`EVIDENCE`), so that a gap rests on the frame alone: not on a file that may move or change, and
the same after a round trip through CSV or Parquet.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from ..base.dossiers import origin_of
from ..base.report import Report, once
from ..base.schema import MORE, arrays
from .points import agrees, converted, end, end_of
from .wording import doubts_of, stated_in_words

#: The columns of the indicators frame that hold what the narrative says.
EVIDENCE = MORE["evidence"]


def evidence_of(report: Report) -> dict[str, Any]:
    """Return the columns of `EVIDENCE` for a report's indicators, the caller's own."""
    found = once(report, "gap evidence", _evidence)
    return {name: array.copy() for name, array in found.items()}


def _evidence(report: Report) -> dict[str, Any]:
    from ..audit.engine import check
    from ..cleaning.reading import read_annex
    from ..trends.trends import trend_rows

    # the annex may come alone, in another form: a gap then has no narrative to rest on
    points, _ = trend_rows(report, strict=False)
    indicators = read_annex(report).indicators
    rows = rows_of(indicators, points, origin_of(report.sha256), report.date)
    stated_in_words(report, [row for row in rows if not row.dated])
    doubts_of(check(report), rows)
    return as_columns(rows)


def rows_of(
    indicators: list[dict[Any, Any]],
    points: list[dict[str, Any]],
    entry: dict[str, Any],
    day: date | None,
) -> list[EvidenceRow]:
    """Return each indicator with what the points of its series say of it."""
    rows = [EvidenceRow(row, entry, day) for row in indicators]
    known: dict[str, list[dict[Any, Any]]] = {}
    for point in converted(points, {row.id: row.row["unit"] for row in rows}):
        known.setdefault(point["indicator_id"], []).append(point)
    for row in rows:
        row.take(known.get(row.id, []))
    return rows


def as_columns(rows: list[EvidenceRow]) -> dict[str, Any]:
    """Return what was found as the columns of `EVIDENCE`; those of nothing share an array."""
    told = {name for row in rows for name in row.found}
    return arrays(
        {name: [row.found.get(name) for row in rows] for name in told}, EVIDENCE, len(rows)
    )


class EvidenceRow:
    """One indicator, and what is found about it."""

    def __init__(self, row: dict[Any, Any], entry: dict[str, Any], day: date | None) -> None:
        self.row, self.day = row, day
        self.id, self.name = row["indicator_id"], row["indicator"]
        self.found: dict[str, Any] = {
            "report_date": day,
            "plan_base": entry.get("plan_base"),
            "plan_end": entry.get("plan_end"),
        }
        self.last = None if day is None else np.datetime64(day, "D")
        self.start = self._base(entry)
        self.dated = pd.notna(row["actual_period"])
        self.as_of = end_of(row["actual_period"])

    def _base(self, entry: dict[str, Any]) -> np.datetime64:
        if pd.notna(self.row["baseline_period"]):
            return end_of(self.row["baseline_period"])
        return end_of(entry["plan_base"]) if entry.get("plan_base") else _plan(self.row)

    def take(self, points: list[dict[Any, Any]]) -> None:
        """Take baseline, date and contradiction from the points of this indicator's series."""
        base = next((p for p in points if p["end_day"] == self.start), None)
        if base is not None:
            self.base(base, base["basis"] if base["fits"] else "unit")
        usable = [p for p in points if p["fits"] and pd.notna(p["value"])]
        if pd.isna(self.row["actual_value"]):
            return
        same = [point for point in usable if agrees(self.row, point)]
        if same:
            self.dated_by(max(same, key=lambda point: point["end_day"]))
        against = [p for p in usable if not agrees(self.row, p) and self._against(p)]
        if against:
            self.found["other_low"] = min(end(p, "low", p["value"]) for p in against)
            self.found["other_high"] = max(end(p, "high", p["value"]) for p in against)
            for name in ("quote", "line", "period"):
                self.found[f"other_{name}"] = against[-1][name]

    def base(self, point: dict[Any, Any], basis: str) -> None:
        """Take a baseline; of one in another unit only that it is there."""
        for name in ("low", "value", "high"):
            self.found[f"found_baseline_{name}"] = None if basis == "unit" else point[name]
        self.found["found_baseline_basis"] = basis
        for name in ("period", "quote", "line"):
            self.found[f"found_baseline_{name}"] = point[name]

    def dated_by(self, point: dict[Any, Any]) -> None:
        """Date the value by a point, never later than the report."""
        self.found["found_as_of_quote"] = point["quote"]
        self.found["found_as_of_line"] = point["line"]
        if self.dated:
            return
        self.as_of, basis = point["end_day"], "narrative"
        if self.last is not None and self.as_of > self.last:
            # "目前" and "2020年至今" end with the document's month: that is now, and nothing is cut
            open_end = self._is_now(point["period"]) and point.get("period_basis") != "inherited"
            self.as_of, basis = self.last, "now" if open_end else "capped"
        if point.get("period_basis") == "default":
            basis = "report"
        self.dated = basis != "report"
        self.found["found_as_of"], self.found["found_as_of_basis"] = self.as_of, basis

    def _is_now(self, code: str) -> bool:
        return self.day is not None and code == f"{self.day:%Y-%m}"

    def _against(self, point: dict[Any, Any]) -> bool:
        """Tell whether a point speaks against the table's number.

        It does where it is of the same day; where it is of an earlier one and better already, a
        stock that the report lets fall without a word (either number may be the wrong one); and
        where the audit marks it.
        """
        day = point["end_day"]
        if not np.isnat(self.as_of) and day == self.as_of:
            return True
        if not np.isnat(self.start) and day <= self.start:
            return False
        marked = point.get("contradicted")
        if marked is not None and pd.notna(marked) and bool(marked):
            return True
        direction = self.row["direction"]
        better = (point["value"] - self.row["actual_value"]) * direction > 0
        earlier = not np.isnat(self.as_of) and day < self.as_of
        return bool(point["kind"] == "stock" and earlier and better)


def _plan(row: dict[Any, Any]) -> np.datetime64:
    """Return the end of the year before a five-year plan that ends with the target's period."""
    end = end_of(row["target_period"])
    if np.isnat(end) or int(str(end)[:4]) % 5:
        return np.datetime64("NaT", "D")
    return np.datetime64(f"{int(str(end)[:4]) - 5}-12-31", "D")
