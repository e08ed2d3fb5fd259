"""Many observations an indicator: position, trend, what was due by now, milestones and history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import GapError
from ..base.phrases import say
from .days import code_of, codes, last_day, last_days
from .forecast import ENOUGH, forecast, trend
from .measures import YEAR

#: What `targets` may say of an indicator, and the column of the indicators frame it becomes.
_TARGET = {
    "target": "target_value", "op": "target_op", "direction": "direction", "unit": "unit",
    "name": "indicator", "deadline": "target_period", "period": "target_period",
    "low": "target_low", "high": "target_high", "area": "area", "attribute": "attribute",
}  # fmt: skip
_CALL = "gap_to_target(long, id=, time=, value=, targets=)"
#: The columns a panel adds to the gaps.
ADDED = (
    "observations", "expected_now", "expected_basis", "slope", "fit", "slope_recent", "fit_recent",
    "trend_value", "forecast_low", "forecast_value", "forecast_high", "chance", "forecast_note",
    "forecast_note_en",
)  # fmt: skip


class Panel:
    """Observations in long form, with their targets.

    Parameters
    ----------
    long
        One row an observation.
    id, time, value
        Its columns; `id` may be left out where there is one indicator only.
    targets
        A mapping id -> number or ``{"target", "op", "direction", "deadline", "unit", "name"}``,
        one such entry for one indicator, or a frame with an id and these columns; several rows of
        one id are printed targets for several periods, the last of which is the target.
    base
        The period whose value is the baseline; the first observation of each where None.
    """

    def __init__(
        self, long: object, *, id: object, time: object, value: object, targets: object,
        base: object = None,
    ) -> None:  # fmt: skip
        if not isinstance(long, pd.DataFrame):
            raise _wrong("no_frame", type(long).__name__)
        for name, column in (("time", time), ("value", value), ("id", id)):
            if column is None and name == "id":
                continue
            if column not in long.columns:
                raise _wrong("no_column", repr(column), name=name)
        key = long[id].astype("string") if id is not None else pd.Series("series", long.index)
        made = pd.DataFrame({"id": key, "period": codes(long[time]), "value": long[value]})
        made["value"] = pd.to_numeric(made["value"], errors="coerce").astype(float)
        made = made[made["value"].notna() & made["period"].notna() & made["id"].notna()]
        made["day"] = last_days(made["period"])
        twice = made[made.duplicated(["id", "day"])]
        if len(twice):
            row = twice.iloc[0]
            raise _wrong("two_observations", f"{row['id']} {row['period']}")
        order = {name: place for place, name in enumerate(dict.fromkeys(made["id"]))}
        made["place"] = made["id"].map(order)
        self.rows = made.sort_values(["place", "day"], kind="stable").drop(columns="place")
        self.targets = _targets(targets, list(order), str(id) if id is not None else "id")
        self.base = None if base is None else last_day(base)

    def indicators(self, upto: Any = None) -> pd.DataFrame:
        """Return the indicators frame of the latest observations (not later than `upto`)."""
        rows = self.rows if upto is None else self.rows[self.rows["day"] <= upto]
        out = []
        for key, own in rows.groupby("id", sort=False):
            entry = self.targets.get(str(key))
            if entry is None:
                continue
            last, first = own.iloc[-1], self._first(str(key))
            row = {"indicator_id": str(key), "indicator": str(key), **entry[-1]}
            row |= {"actual_value": last["value"], "actual_period": last["period"]}
            row |= {"actual_low": last["value"], "actual_high": last["value"]}
            if first is not None:
                row |= {f"baseline_{end}": first["value"] for end in ("low", "value", "high")}
                row["baseline_period"] = first["period"]
            out.append(row)
        return pd.DataFrame(out)

    def _first(self, key: str) -> Any:
        own = self.rows[self.rows["id"] == key]
        if self.base is None:
            return own.iloc[0] if len(own) > 1 else None
        at = own[own["day"] == self.base]
        return at.iloc[0] if len(at) else None

    def added(self, gaps: pd.DataFrame) -> pd.DataFrame:
        """Return the columns of `ADDED` for a gaps frame of this panel."""
        groups = dict(list(self.rows.groupby("id", sort=False)))
        made = [self._row(row, groups[row["indicator_id"]]) for row in gaps.to_dict("records")]
        frame = pd.DataFrame(made, index=gaps.index, columns=list(ADDED))
        words = {"expected_basis", "forecast_note", "forecast_note_en"}
        kinds = {n: "string" if n in words else "Float64" for n in ADDED} | {
            "observations": "Int64"
        }
        return frame.astype(kinds)

    def _row(self, row: Mapping[Any, Any], own: pd.DataFrame) -> dict[str, Any]:
        own = own[own["day"] <= pd.Timestamp(row["as_of"])] if pd.notna(row["as_of"]) else own
        if pd.notna(row["start"]):
            own = own[own["day"] >= pd.Timestamp(row["start"])]
        years, values = _years(own["day"]), own["value"].tolist()
        out: dict[str, Any] = {"observations": len(own)}
        out |= self._expected(row)
        note = "few" if len(own) < ENOUGH else "walk"
        out["forecast_note"], out["forecast_note_en"] = (
            say(f"forecast.{note}", lang, n=len(own)) for lang in ("zh", "en")
        )
        if len(own) < 2 or pd.isna(row["deadline"]):
            return out
        end = _years(pd.Series([row["deadline"]]))[0]
        for suffix, recent in (("", False), ("_recent", True)):
            line = trend(years, values, end, recent=recent)
            out[f"slope{suffix}"], out[f"fit{suffix}"] = line.slope, line.fit
            if not recent:
                out["trend_value"] = line.at_end
        found = forecast(years, values, end)
        if found is not None:
            limits = (row["floor"], row["ceiling"])
            ends = {"low": found.low, "value": found.middle, "high": found.high}
            out |= {f"forecast_{end}": _kept(x, *limits) for end, x in ends.items()}
            if row["direction"] in (1, -1) and pd.notna(row["target_value"]):
                out["chance"] = found.chance(float(row["target_value"]), int(row["direction"]))
        return out

    def _expected(self, row: Mapping[Any, Any]) -> dict[str, Any]:
        """Return what was due by now: the printed target of that time, else the even schedule's."""
        for entry in self.targets.get(row["indicator_id"], ()):
            if last_day(entry.get("target_period")) == np.datetime64(row["as_of"], "D"):
                return {"expected_now": entry.get("target_value"), "expected_basis": "printed"}
        b, t, gone = row["baseline_value"], row["target_value"], row["elapsed"]
        if any(pd.isna(one) for one in (b, t, gone)):
            return {}
        return {"expected_now": b + (t - b) * min(gone, 1.0), "expected_basis": "even schedule"}


def _kept(x: float, floor: Any, ceiling: Any) -> float:
    """Keep a forecast within the natural limits."""
    x = x if pd.isna(floor) else max(x, float(floor))
    return x if pd.isna(ceiling) else min(x, float(ceiling))


def _years(days: pd.Series) -> list[float]:
    return [float(d) / YEAR for d in np.asarray(days, "datetime64[D]").astype(np.int64)]


def _targets(given: object, ids: list[str], id: str) -> dict[str, list[dict[str, Any]]]:
    """Return the targets of each indicator, the last period last."""
    if isinstance(given, pd.DataFrame):
        key = id if id in given.columns else "indicator_id"
        if key not in given.columns:
            raise _wrong("targets_no_id", ", ".join(map(str, given.columns)))
        pairs = [(str(row.pop(key)), row) for row in given.to_dict("records")]
    elif isinstance(given, Mapping) and set(given) <= set(_TARGET):
        pairs = [(key, dict(given)) for key in ids]
    elif isinstance(given, Mapping):
        pairs = [(str(key), entry) for key, entry in given.items()]
    else:
        raise _wrong("targets_kind", type(given).__name__)
    out: dict[str, list[dict[str, Any]]] = {}
    for key, entry in pairs:
        if key not in ids:
            raise _wrong("targets_unknown", key)
        entry = dict(entry) if isinstance(entry, Mapping) else {"target": entry}
        unknown = [str(name) for name in entry if name not in _TARGET]
        if unknown:
            raise _wrong("target_unknown_word", unknown[0])
        row = {_TARGET[str(name)]: cell for name, cell in entry.items()}
        row["target_period"] = code_of(row.get("target_period"))
        out.setdefault(key, []).append(row)
    for entries in out.values():
        entries.sort(key=lambda entry: str(last_day(entry["target_period"])))
    return out


def _wrong(what: str, found: str, **values: Any) -> GapError:
    return GapError.of(f"panel_error.{what}", found=found, expected=_CALL, **values)
