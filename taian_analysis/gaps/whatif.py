"""What if: the same measures under changed assumptions, which compose and can be undone.

What a row is assumed to be stands in it (`assumed_value`, `assumed_target`, `assumed_deadline`,
`assumed_pace`), and what it was before in `reported`, so that a second call adds to the first and
`undo` takes either back, also after a trip through a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import GapError
from ..base.phrases import say
from ..base.schema import MORE, typed
from . import measures
from .carry import gaps_with
from .days import code_of, last_days, per_row
from .numbers import Numbers, plan_step
from .target import compute

#: The columns of a gaps frame that `compute` starts from; without them it can not be redone.
NEEDED = ("actual_value", "target_value", "deadline", "start", "as_of")
ASSUMED = MORE["assumed"]
#: assumption -> the columns it changes
_CHANGES = {
    "value": (
        "actual_low", "actual_value", "actual_high", "actual_text", "actual_op", "part_year",
        "other_low", "other_high", "other_period", "other_quote", "other_line",
        "doubt", "doubt_quote", "doubt_line", "as_of_cut",
    ),
    "target": ("target_low", "target_value", "target_high", "target_text", "target_op",
               "direction", "target_basis"),
    "deadline": ("deadline",),
    "pace": (),
}  # fmt: skip


def what_if(
    gaps: pd.DataFrame,
    *,
    pace: object = None,
    target: object = None,
    deadline: object = None,
    value: object = None,
    undo: object = None,
) -> pd.DataFrame:
    """Compute a gaps frame again under changed assumptions.

    Parameters
    ----------
    gaps
        As `gap_to_target` or `what_if` gives it (any rows of it); assumptions made before stay.
    pace
        The pace from now on, against the plan's even schedule: 1 moves by ``|T - b|/(t1 - t0)`` a
        year towards the target, 0 stands still, a negative one moves away. Changes the projection,
        the completion date and the status, which then says where the deadline would find the
        indicator; the pace so far stays as it was. Needs a baseline; rows without one keep their
        status.
    target, value
        Another target, another latest value (an exact number in the row's unit, at the row's own
        date). One number for all rows only if they share one unit.
    deadline
        Another deadline: a date or an SDMX period, whose last day counts.

        Each is one value for all rows, or a mapping indicator_id -> value for some.
    undo
        Assumptions to take back first: ``True`` for all, or names of them.

    Returns
    -------
    DataFrame
        The columns of `gaps`, and those of `ASSUMED` where something is assumed; methods that it
        was scored by are scored again. ``attrs["what_if"]`` lists every assumption in force.

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
    >>> what_if(then, undo=True).attrs["what_if"]
    {}
    """
    inputs = gaps_with(gaps, NEEDED).reset_index(drop=True)
    told: dict[str, Any] = dict(gaps.attrs.get("what_if") or assumptions(inputs))
    inputs.attrs = {}
    for field in ASSUMED:
        given = inputs.get(field.name, pd.Series(pd.NA, inputs.index, dtype=object))
        inputs[field.name] = typed(given, field)
    asked = {"value": value, "target": target, "deadline": deadline, "pace": pace}
    for name in _undone(undo):
        _restore(inputs, name)
        told.pop(name, None)
    for name, one in asked.items():
        if one is not None:
            _ASSUME[name](inputs, one)
            both = isinstance(one, Mapping) and isinstance(told.get(name), Mapping)
            told[name] = told[name] | dict(one) if both and isinstance(one, Mapping) else one
    result = _computed(inputs, gaps)
    result.attrs = {**gaps.attrs, "what_if": {n: told[n] for n in _ORDER if n in told}}
    return result


_ORDER = ("pace", "target", "deadline", "value")


def _computed(inputs: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """Compute again, with the columns `gaps` has beside those that are computed."""
    result = compute(inputs)
    if inputs["assumed_pace"].notna().any():
        _assume_pace(result, inputs["assumed_pace"].to_numpy(float, na_value=np.nan))
    used = [field.name for field in ASSUMED if inputs[field.name].notna().any()]
    for name in gaps.columns:
        if name not in result and name not in {field.name for field in ASSUMED}:
            result[name] = inputs[name]
    for name in used:
        result[name] = inputs[name]
    scored = [str(name)[:-6] for name in gaps.columns if str(name).endswith("_score")]
    if scored:
        from .published_methods import score_methods

        scores = score_methods(result, scored).drop(columns="indicator_id")
        result[list(scores.columns)] = scores
    first = [name for name in gaps.columns if name in result]
    result = result[[*first, *(name for name in result.columns if name not in first)]]
    result.index = gaps.index
    return result


def _undone(undo: object) -> list[str]:
    if undo is None or undo is False:
        return []
    names = list(_CHANGES) if undo is True else [undo] if isinstance(undo, str) else undo
    wrong = [n for n in names if n not in _CHANGES] if isinstance(names, Iterable) else [undo]
    if wrong:
        raise GapError.of("error.no_such_assumption", found=wrong[0], expected=", ".join(_CHANGES))
    return list(names)  # type: ignore[call-overload]


def _keep(inputs: pd.DataFrame, name: str, rows: np.ndarray) -> None:
    """Keep what the report says before it is changed, unless an earlier assumption did so."""
    for place in np.flatnonzero(rows).tolist():
        old: Any = inputs.at[place, "reported"]
        kept = json.loads(str(old)) if not pd.isna(old) else {}
        if name not in kept:
            kept[name] = {c: _plain(inputs.at[place, c]) for c in _CHANGES[name]}
            inputs.at[place, "reported"] = json.dumps(kept, ensure_ascii=False)


def _plain(cell: Any) -> Any:
    if cell is None or pd.isna(cell):
        return None
    return (
        str(cell.date())
        if isinstance(cell, pd.Timestamp)
        else getattr(cell, "item", lambda: cell)()
    )


def _restore(inputs: pd.DataFrame, name: str) -> None:
    rows = inputs.index[inputs[f"assumed_{name}"].notna()]
    for place in rows:
        kept = json.loads(str(inputs.at[place, "reported"])) if _CHANGES[name] else {}
        for column, cell in kept.pop(name, {}).items():
            inputs.at[place, column] = pd.Timestamp(cell) if column == "deadline" else cell
        if _CHANGES[name]:
            inputs.at[place, "reported"] = json.dumps(kept, ensure_ascii=False) if kept else None
    inputs[f"assumed_{name}"] = pd.Series(pd.NA, inputs.index).astype(
        "datetime64[ns]" if name == "deadline" else "Float64"
    )


def _numbers(inputs: pd.DataFrame, given: object, name: str) -> np.ndarray:
    """Read an assumption as a number for each row, NaN where a row is not meant."""
    if name != "pace" and not isinstance(given, (Mapping, pd.Series)):
        units = inputs["unit"].fillna("").unique()
        if len(units) > 1:
            raise GapError.of(
                "error.one_for_many_units",
                found=f"{given!r} for {', '.join(map(str, units[:4]))}",
                name=name,
            )
    rows = per_row(inputs, given, name)
    try:
        numbers = pd.to_numeric(rows).to_numpy(dtype=float, na_value=np.nan)
    except (TypeError, ValueError, ArithmeticError) as error:
        raise GapError.of("error.not_a_number", found=given, name=name) from error
    if np.isinf(numbers).any():
        raise GapError.of("error.argument_infinite", found=given, name=name)
    return numbers


def _replace(inputs: pd.DataFrame, name: str, role: str, given: object) -> None:
    numbers = _numbers(inputs, given, name)
    rows = ~np.isnan(numbers)
    _keep(inputs, name, rows)
    chosen = pd.array(numbers[rows], dtype="Float64")
    inputs.loc[rows, f"assumed_{name}"] = chosen
    for end in ("low", "value", "high"):
        inputs.loc[rows, f"{role}_{end}"] = chosen
    inputs.loc[rows, f"{role}_text"] = [f"{number:.15g}" for number in numbers[rows]]
    if role == "actual":
        inputs.loc[rows, "actual_op"] = "=="
        inputs.loc[rows, ["part_year", "as_of_cut"]] = False
        gone = [c for c in _CHANGES["value"] if c.startswith(("other_", "doubt"))]
        inputs.loc[rows, gone] = pd.NA
        return
    inputs.loc[rows, "target_basis"] = pd.NA
    words = rows & (inputs["target_op"].fillna("text") == "text").to_numpy(bool)
    inputs.loc[words, "target_op"] = ">="
    inputs.loc[words, "direction"] = 1


def _other_deadline(inputs: pd.DataFrame, given: object) -> None:
    asked = last_days(per_row(inputs, given, "deadline"))
    rows = ~np.isnat(asked)
    _keep(inputs, "deadline", rows)
    for name in ("deadline", "assumed_deadline"):
        own = np.asarray(inputs[name], "datetime64[D]")
        inputs[name] = np.where(rows, asked, own)


def _other_pace(inputs: pd.DataFrame, given: object) -> None:
    numbers = _numbers(inputs, given, "pace")
    own = inputs["assumed_pace"].to_numpy(float, na_value=np.nan)
    chosen = np.where(np.isnan(numbers), own, numbers)
    inputs["assumed_pace"] = pd.array(chosen, dtype="Float64")


_ASSUME = {
    "value": lambda inputs, given: _replace(inputs, "value", "actual", given),
    "target": lambda inputs, given: _replace(inputs, "target", "target", given),
    "deadline": _other_deadline,
    "pace": _other_pace,
}


def _assume_pace(result: pd.DataFrame, assumed: np.ndarray) -> None:
    """Project with an assumed pace, in place."""
    x = Numbers.of(result)
    whole, left = (
        measures.days_between(x.start, x.deadline),
        measures.days_between(x.as_of, x.deadline),
    )
    step = assumed * plan_step(x) / whole
    with np.errstate(all="ignore"):
        ok = ~np.isnan(step) & (left >= 0) & (whole > 0)
        end = measures.clamp(x.value + step * left, x.floor, x.ceiling)
        end = measures.decimal(end, np.abs(end))
        done = measures.progress(end, x.base, x.toward(x.base), np.where(x.hit, 0, x.direction))
    lost = x.met(x.base).to_numpy(bool, na_value=False)  # no way to measure progress on
    held = x.met(end).to_numpy(bool, na_value=False)
    bands = measures.status(
        False, np.where(lost, np.nan, done), has_baseline=~np.isnan(x.base), lost=lost,
        passed=x.passed, assessable=True,
    )  # fmt: skip
    met = result["met"].fillna(False).to_numpy(bool)
    then = np.where(held & (met | lost), "met", bands)
    rows = ok & (met | ~x.passed) & ~x.wordy
    for name, values in (
        ("projected_value", end),
        ("projected_geometric", end),
        ("projected_low", end),
        ("projected_high", end),
        ("projected_attainment", x.attainment(end)),
    ):
        result.loc[ok, name] = pd.array(values[ok], dtype="Float64")
    date = _completed(x, step, ok & ~met)
    result.loc[ok, "completion_date"] = pd.Series(date).astype("datetime64[ns]")[ok].to_numpy()
    result.loc[rows, "status"] = then[rows]


def _completed(x: Numbers, step: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return the day the target is reached at a step a day; NaT beyond 170 years."""
    with np.errstate(all="ignore"):
        left = measures.days_between(x.as_of, x.deadline)
        days = np.ceil(measures.decimal((x.toward(x.value) - x.value) / step, np.abs(left)))
        ok = rows & (days > 0) & (days < 365 * 170)
    return np.where(ok, x.as_of + np.where(ok, days, 0).astype("m8[D]"), np.datetime64("NaT", "D"))


def assumptions(gaps: pd.DataFrame) -> dict[str, Any]:
    """Return the assumptions in force, read from the frame's own columns."""
    out: dict[str, Any] = {}
    for name in _ORDER:
        column = gaps.get(f"assumed_{name}")
        if column is None or not column.notna().any():
            continue
        cells = dict(zip(gaps["indicator_id"], column, strict=True))
        given = {key: _told(cell) for key, cell in cells.items() if not pd.isna(cell)}
        every = len(given) == len(gaps) and len(set(given.values())) == 1
        out[name] = next(iter(given.values())) if every else given
    return out


def _told(cell: Any) -> Any:
    return code_of(cell) if isinstance(cell, (str, pd.Timestamp)) else float(cell)


def assumptions_text(gaps: pd.DataFrame, lang: str = "zh") -> str:
    """Say in one line what a `what_if` frame assumes.

    >>> frame = pd.DataFrame()
    >>> frame.attrs["what_if"] = {"pace": 1.2}
    >>> assumptions_text(frame, "en")
    'Assumed: pace 1.2'
    """
    told: dict[str, Any] = gaps.attrs.get("what_if") or assumptions(gaps)
    if not told:
        return say("what_if.none", lang)
    parts = [f"{say(f'what_if.{name}', lang)} {_shown(given)}" for name, given in told.items()]
    return say("what_if.some", lang, what=say("what_if.comma", lang).join(parts))


def _shown(given: object) -> str:
    if isinstance(given, (Mapping, pd.Series)):
        return ", ".join(f"{key} {value}" for key, value in given.items())
    return str(given)
