"""What if: the same measures under changed assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import GapError
from . import measures
from .carry import gaps_with, without_inputs
from .inputs import last_days, per_row
from .numbers import Numbers
from .target import compute

#: The columns of a gaps frame that `compute` starts from; without them it can not be redone.
NEEDED = ("actual_value", "target_value", "deadline", "start", "as_of")


def what_if(
    gaps: pd.DataFrame,
    *,
    pace: object = None,
    target: object = None,
    deadline: object = None,
    value: object = None,
) -> pd.DataFrame:
    """Compute a gaps frame again under changed assumptions.

    Parameters
    ----------
    gaps
        As `gap_to_target` gives it (any rows of it).
    pace
        The pace from now on, against the plan's even schedule: 1 moves by ``(T - b)/(t1 - t0)`` a
        year, 0 stands still. Changes the projection, the completion date and the status, which
        then says where the deadline would find the indicator; the pace so far stays as it was.
        Needs a baseline; rows without one keep their status.
    target, value
        Another target, another latest value (an exact number in the row's unit, at the row's own
        date). One number for all rows only if they share one unit.
    deadline
        Another deadline: a date or an SDMX period, whose last day counts.

        Each is one value for all rows, or a mapping indicator_id -> value for some.

    Returns
    -------
    DataFrame
        The same columns as `gaps`, and ``assumed_pace`` where one was assumed;
        ``attrs["what_if"]`` holds the assumptions.

    Raises
    ------
    GapError
        If an assumption is not a number or date, or names an indicator that is not there.

    Examples
    --------
    >>> from taian_analysis import gap_to_target
    >>> then = what_if(gap_to_target(), value={"registered_volunteers": 120})
    >>> then.set_index("indicator_id").at["registered_volunteers", "status"]
    'met'
    """
    gaps = gaps_with(gaps, NEEDED)
    inputs = gaps.reset_index(drop=True)
    inputs.attrs = {}
    if value is not None:
        _replace(inputs, "actual", _numbers(inputs, value, "value"))
    if target is not None:
        _replace(inputs, "target", _numbers(inputs, target, "target"))
    if deadline is not None:
        asked = last_days(per_row(inputs, deadline, "deadline"))
        own = np.asarray(inputs["deadline"], "datetime64[D]")
        inputs["deadline"] = np.where(np.isnat(asked), own, asked)
    result = compute(inputs)
    if pace is not None:
        _assume_pace(result, _numbers(inputs, pace, "pace"))
    asked_for = {"pace": pace, "target": target, "deadline": deadline, "value": value}
    result.index = gaps.index
    result.attrs = {
        **gaps.attrs,
        "what_if": {name: given for name, given in asked_for.items() if given is not None},
    }
    return without_inputs(result)


def _numbers(inputs: pd.DataFrame, given: object, name: str) -> np.ndarray:
    """Read an assumption as a number for each row, NaN where a row is not meant."""
    if name != "pace" and not isinstance(given, (Mapping, pd.Series)):
        units = inputs["unit"].fillna("").unique()
        if len(units) > 1:
            raise GapError(
                f"one {name} for indicators in different units",
                zh=f"{name} 只给了一个数,而各指标单位不同",
                found=f"{given!r} for {', '.join(map(str, units[:4]))}",
                expected="a mapping indicator_id -> number",
            )
    rows = per_row(inputs, given, name)
    try:
        numbers = pd.to_numeric(rows).to_numpy(dtype=float, na_value=np.nan)
    except (TypeError, ValueError, ArithmeticError) as error:
        raise GapError(
            f"{name} is not a number", zh=f"{name} 不是数", found=given, expected="a number"
        ) from error
    if np.isinf(numbers).any():
        raise GapError(f"{name} is infinite", zh=f"{name} 为无穷", found=given, expected="a number")
    return numbers


def _replace(inputs: pd.DataFrame, role: str, numbers: np.ndarray) -> None:
    rows = ~np.isnan(numbers)
    chosen = pd.array(numbers[rows], dtype="Float64")
    for end in ("low", "value", "high"):
        inputs.loc[rows, f"{role}_{end}"] = chosen
    inputs.loc[rows, f"{role}_text"] = [f"{number:.15g}" for number in numbers[rows]]
    words = rows & (inputs[f"{role}_op"].fillna("text") == "text").to_numpy(bool)
    if role == "actual":
        inputs.loc[rows, "actual_op"] = "=="
        inputs.loc[rows, "part_year"] = False
        inputs.loc[rows, [c for c in inputs if str(c).startswith("other_")]] = pd.NA
    else:
        inputs.loc[words, "target_op"] = ">="
        inputs.loc[words, "direction"] = 1


def _assume_pace(result: pd.DataFrame, assumed: np.ndarray) -> None:
    """Project with an assumed pace, in place."""
    x = Numbers.of(result)
    whole = measures._days(x.start, x.deadline)
    left = measures._days(x.as_of, x.deadline)
    target = x.toward(x.base)
    step = assumed * (target - x.base) / whole
    with np.errstate(all="ignore"):
        ok = ~np.isnan(step) & (left >= 0) & (whole > 0)
        end = measures.clamp(x.value + step * left, x.floor, x.ceiling)
        end = measures.decimal(end, np.abs(end))
        done = measures.progress(end, x.base, target, np.where(x.hit, 0, x.direction))
        # as if the straight step had gone on since the base: ta + (T - v) / step
        days = np.ceil(measures.decimal((x.toward(x.value) - x.value) / step, np.abs(left)))
    was_met = x.met(x.base).to_numpy(bool, na_value=False)
    met = result["met"].fillna(False).to_numpy(bool)
    late = ok & ~met & ~was_met
    date = np.where(
        late & (days > 0) & (days < 365 * 170),
        x.as_of + np.where(late & (days > 0) & (days < 365 * 170), days, 0).astype("m8[D]"),
        np.datetime64("NaT", "D"),
    )
    bands = measures.status(
        met, done, has_baseline=~np.isnan(x.base), lost=False, passed=x.passed, assessable=True
    )
    result["assumed_pace"] = pd.Series(pd.NA, index=result.index, dtype="Float64")
    for name, values in (
        ("assumed_pace", assumed),
        ("projected_value", end),
        ("projected_geometric", end),
        ("projected_low", end),
        ("projected_high", end),
        ("projected_attainment", x.attainment(end)),
    ):
        result.loc[ok, name] = pd.array(values[ok], dtype="Float64")
    result.loc[ok, "completion_date"] = pd.Series(date).astype("datetime64[ns]")[ok].to_numpy()
    result.loc[late, "status"] = bands[late]


def assumptions_text(gaps: pd.DataFrame, lang: str = "zh") -> str:
    """Say in one line what a `what_if` frame assumes.

    >>> frame = pd.DataFrame()
    >>> frame.attrs["what_if"] = {"pace": 1.2}
    >>> assumptions_text(frame, "en")
    'Assumed: pace 1.2'
    """
    names: dict[str, tuple[str, str]] = {
        "pace": ("今后时序进度比", "pace"),
        "target": ("目标值", "target"),
        "deadline": ("期限", "deadline"),
        "value": ("完成值", "value"),
    }
    english = lang == "en"
    told: dict[str, Any] = gaps.attrs.get("what_if", {})
    if not told:
        return "As reported" if english else "按原报告"
    parts = [f"{names[name][english]} {_told(given)}" for name, given in told.items()]
    return ("Assumed: " + ", ".join(parts)) if english else "假设:" + ",".join(parts)


def _told(given: object) -> str:
    if isinstance(given, (Mapping, pd.Series)):
        return ", ".join(f"{key} {value}" for key, value in given.items())
    return str(given)
