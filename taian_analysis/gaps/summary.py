"""Counts over a gaps frame, and one annex with several target years."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import GapError
from ..base.schema import STATUSES
from .carry import gaps_with
from .days import last_days
from .numbers import is_range
from .target import gap_to_target

TOTAL = "合计"


def gap_summary(gaps: pd.DataFrame, indicators: pd.DataFrame | None = None) -> pd.DataFrame:
    """Count indicators by area, attribute and status.

    Counts only: indicators of unlike units have no average, and one binding target missed is not
    made good by two expected ones met. What can not be assessed is counted apart.

    Parameters
    ----------
    gaps
        As `gap_to_target` gives it.
    indicators
        Where area and attribute stand, for a gaps frame cut down to the contract's columns.

    Returns
    -------
    DataFrame
        One row an area and attribute (约束性 binding, 预期性 expected), in the annex's order, then
        the totals of each attribute and of all, with area or attribute ``合计``: ``indicators``,
        the six statuses, and ``sensitive``, all counts.

    Raises
    ------
    GapError
        If neither frame has area and attribute.

    Examples
    --------
    >>> total = gap_summary(gap_to_target()).iloc[-1]
    >>> int(total["indicators"]), int(total["met"])
    (27, 24)
    """
    gaps = frame = gaps_with(gaps, ("indicator_id", "status", "sensitive"))
    if indicators is not None and not {"area", "attribute"} <= set(gaps.columns):
        if not isinstance(indicators, pd.DataFrame) or not {
            "indicator_id", "area", "attribute"
        } <= set(indicators.columns):  # fmt: skip
            raise GapError.of("error.not_indicators_frame", found=type(indicators).__name__)
        names = indicators[["indicator_id", "area", "attribute"]]
        frame = gaps.merge(names.drop_duplicates("indicator_id"), on="indicator_id", how="left")
    missing = [name for name in ("area", "attribute", "status") if name not in frame.columns]
    if missing:
        raise GapError.of("error.gaps_lack_grouping", found=f"no column {missing[0]}")
    cells = pd.DataFrame({"indicators": 1, **{s: frame["status"] == s for s in STATUSES}})
    cells["sensitive"] = frame["sensitive"].fillna(False)
    cells = cells.astype("int64")
    keys = frame[["area", "attribute"]].astype("string").fillna("—").reset_index(drop=True)
    cells = pd.concat([keys, cells.reset_index(drop=True)], axis=1)
    counts = [name for name in cells.columns if name not in keys.columns]
    fine = cells.groupby(["area", "attribute"], sort=False)[counts].sum().reset_index()
    order = {area: place for place, area in enumerate(keys["area"].unique())}
    fine = fine.sort_values(
        ["area", "attribute"], key=lambda c: c.map(order) if c.name == "area" else c, kind="stable"
    )
    by_kind = cells.groupby("attribute", sort=True)[counts].sum().reset_index()
    by_kind.insert(0, "area", TOTAL)
    whole = cells[counts].sum().to_frame().T
    whole.insert(0, "attribute", TOTAL)
    whole.insert(0, "area", TOTAL)
    result = pd.concat([fine, by_kind, whole], ignore_index=True)
    return result.astype(
        {"area": "string", "attribute": "string", **dict.fromkeys(counts, "Int64")}
    )


def gap_by_period(source: Any = None, **options: Any) -> pd.DataFrame:
    """Measure every indicator against every target year its annex has.

    `gap_to_target` keeps one row an indicator, against the target in the indicators frame (the
    latest period, the plan's end). An annex with targets for several years has more: here each
    is a row, with its own deadline; all else (value, date, baseline) is the indicator's.

    Parameters
    ----------
    source
        The bundled report where None; a path, an open file or a `Report`.
    options
        Passed on to `gap_to_target` (`as_of`, `baselines`, …).

    Returns
    -------
    DataFrame
        A gaps frame, by indicator and then period; the period is in ``target_period``.

    Raises
    ------
    TaianError
        Whatever `load_observations` and `gap_to_target` raise.

    Examples
    --------
    >>> set(gap_by_period()["target_period"])
    {'2025'}
    """
    from ..cleaning.frames import load_observations
    from ..readers import read_report
    from .loading import load_indicators

    report = read_report(source)
    indicators = load_indicators(report)
    targets = load_observations(report)
    targets = targets[targets["role"] == "target"].drop_duplicates(["indicator_id", "period"])
    ends = ("text", "op", "low", "value", "high")
    own = {f"target_{end}": f"main_{end}" for end in (*ends, "period")}
    wide = indicators.rename(columns=own).merge(
        targets[["indicator_id", "period", *ends]].rename(
            columns={end: f"target_{end}" for end in (*ends, "period")}
        ),
        on="indicator_id",
        how="left",
    )
    wide["target_period"] = wide["target_period"].fillna(wide["main_period"])
    _as_the_main_target(wide)
    place = {key: n for n, key in enumerate(indicators["indicator_id"])}
    order = pd.DataFrame(
        {"i": wide["indicator_id"].map(place), "d": last_days(wide["target_period"])}
    )
    wide = wide.loc[order.sort_values(["i", "d"], kind="stable").index, list(indicators.columns)]
    wide.attrs = dict(indicators.attrs)
    gaps = gap_to_target(wide, **options)
    front = ["indicator_id", "target_period"]
    return gaps[[*front, *(name for name in gaps.columns if name not in front)]]


def _as_the_main_target(wide: pd.DataFrame) -> None:
    """Read a bare number of another year like that of the main target: at least, or at most.

    In place. A bare range is then met from its nearer end.
    """
    bare = (wide["target_op"] == "==") & wide["op_inferred"].fillna(False)
    bare &= wide["main_op"].isin([">=", ">", "<=", "<"])
    rising = wide["main_op"].isin([">=", ">"])
    ranged = bare & np.asarray(is_range(wide))
    wide["target_op"] = wide["target_op"].mask(bare, wide["main_op"])
    nearer = wide["target_low"].where(rising, wide["target_high"])
    wide["target_value"] = wide["target_value"].mask(ranged, nearer)
