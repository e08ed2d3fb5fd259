"""A panel over time: its gaps at each observation, and what is due each year."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .carry import gaps_with
from .days import last_days
from .panel import Panel
from .target import gap_to_target


def gap_history(
    long: object,
    *,
    id: object = None,
    time: object,
    value: object,
    targets: object,
    base: object = None,
    **options: Any,
) -> pd.DataFrame:
    """Measure a panel at each of its observations after the base: progress and status over time.

    Parameters
    ----------
    long, id, time, value, targets, base
        As in `gap_to_target`.
    options
        Passed on to `gap_to_target` (`kinds`, `limits`).

    Returns
    -------
    DataFrame
        A gaps frame, one row an observation, by indicator and time; `actual_period` says which.

    Raises
    ------
    GapError
        As `gap_to_target` raises it.

    Examples
    --------
    >>> long = pd.DataFrame({"year": [2015, 2018, 2020], "v": [10, 16, 17]})
    >>> done = gap_history(long, time="year", value="v", targets={"target": 30, "deadline": 2030})
    >>> done["status"].tolist()
    ['ahead', 'on_pace']
    """
    panel = Panel(long, id=id, time=time, value=value, targets=targets, base=base)
    parts = []
    for day in sorted(panel.rows["day"].unique()):
        now = panel.indicators(day)
        if now.empty:
            continue
        same = (last_days(now["actual_period"]) == day) & (now["actual_period"].notna())
        begun = now.get("baseline_period", pd.Series(pd.NA, now.index))
        rows = now[same & (begun.astype("string") != now["actual_period"])]
        if len(rows):
            parts.append(gap_to_target(rows.reset_index(drop=True), **options))
    if not parts:
        return gap_to_target(panel.indicators(), **options).iloc[:0]
    done = pd.concat(parts, ignore_index=True)
    place = {key: n for n, key in enumerate(dict.fromkeys(panel.rows["id"]))}
    order = done["indicator_id"].map(place).rename("place").to_frame()
    order["day"] = done["as_of"]
    return done.loc[order.sort_values(["place", "day"]).index].reset_index(drop=True)


def milestones(gaps: pd.DataFrame) -> pd.DataFrame:
    """Return what is due at the end of each year of the plan (应达值), on the even schedule.

    Parameters
    ----------
    gaps
        As `gap_to_target` gives it.

    Returns
    -------
    DataFrame
        One row an indicator and year: ``indicator_id``, ``period``, ``expected`` (b + (T − b) of
        the time gone), ``expected_growth`` (at constant growth; missing unless b, T > 0).
        Indicators without baseline, target or dates have none.

    Raises
    ------
    GapError
        If the frame is no gaps frame.

    Examples
    --------
    >>> from taian_analysis import gap_to_target
    >>> due = milestones(gap_to_target()).set_index(["indicator_id", "period"])
    >>> float(due.at[("lottery_outlets", "2022"), "expected"].round(2))
    549.99
    """
    gaps = gaps_with(gaps, ("indicator_id", "baseline_value", "target_value", "start", "deadline"))
    rows = []
    for row in gaps.to_dict("records"):
        b, t = row["baseline_value"], row["target_value"]
        if any(pd.isna(one) for one in (b, t, row["start"], row["deadline"])):
            continue
        start, end = pd.Timestamp(row["start"]), pd.Timestamp(row["deadline"])
        for year in range(start.year + 1, end.year + 1):
            day = min(pd.Timestamp(year, 12, 31), end)
            part = (day - start).days / (end - start).days
            growth = b * (t / b) ** part if b > 0 and t > 0 else None
            rows.append((row["indicator_id"], str(year), b + (t - b) * part, growth))
    made = pd.DataFrame(rows, columns=["indicator_id", "period", "expected", "expected_growth"])
    return made.astype({"indicator_id": "string", "period": "string", "expected": "Float64",
                        "expected_growth": "Float64"})  # fmt: skip
