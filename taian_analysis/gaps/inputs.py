"""Everything a gap rests on, gathered: one row an indicator, each number with where it is from.

The value and the target come from the table; the baseline and the figure's own date from the
caller, from the table, or from the narrative, in this order; what is found nowhere stays missing.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..base import catalog
from ..base.dossiers import origin_of
from ..base.errors import GapError, PeriodError, SchemaError, TaianError
from ..base.report import Report
from ..base.schema import ROLES, columns, conform
from ..grammar.periods import period
from .evidence import converted, date_and_doubt, load_points, unit_factor

#: Columns the inputs have beyond the contract's indicators; they travel with the gaps frame.
EXTRA = (
    "start", "as_of", "as_of_basis", "as_of_quote", "as_of_line", "deadline",
    "baseline_basis", "baseline_quote", "baseline_line",
    "other_low", "other_high", "other_period", "other_quote", "other_line", "part_year",
)  # fmt: skip


def gather(
    indicators: object = None,
    *,
    as_of: object = None,
    deadline: object = None,
    baselines: object = None,
) -> pd.DataFrame:
    """Return the indicators with dates, baselines and quotes, as `gap_to_target` takes them."""
    table, report = _table(indicators)
    frame = table.reset_index(drop=True)
    twice = frame["indicator_id"][frame.duplicated(["indicator_id", "target_period"])]
    if len(twice):
        raise GapError(
            "two rows of one indicator with one target period",
            zh="同一指标、同一目标年份有两行",
            found=twice.iloc[0],
            expected="one row an indicator and target period",
        )
    _finite(frame)
    _infer_ops(frame)
    entry = _catalogued(report)
    frame["deadline"] = _deadlines(frame, deadline, entry)
    points = load_points(report)
    _baselines(frame, baselines, points, entry)
    _as_of(frame, as_of, points, report)
    frame["part_year"] = _part_of_a_flow(frame)
    return frame


def _part_of_a_flow(frame: pd.DataFrame) -> pd.Series:
    """Where an amount of part of a year stands against one of a whole year."""
    part = frame["actual_period"].str.fullmatch(r"\d{4}-[SQ]\d").fillna(False)
    if not part.any():
        return part.astype("boolean")
    whole = [
        frame[f"{role}_period"].str.fullmatch(r"\d{4}").fillna(False)
        for role in ("baseline", "target")
    ]
    told = catalog.load("flows")
    names = frame["indicator"].fillna("")
    flow = names.str.contains("|".join(told["words"])) & ~names.str.contains("|".join(told["but"]))
    rate = frame["unit"].fillna("").str.contains("%|‰|比例|倍")
    return (part & (whole[0] | whole[1]) & flow & ~rate).astype("boolean")


def _table(source: Any) -> tuple[pd.DataFrame, Report | None]:
    from ..cleaning.frames import load_indicators
    from ..readers import read_report

    if isinstance(source, pd.DataFrame) and "indicator_id" in source.columns:
        if not {"target_value", "target_text"} & set(source.columns):
            raise GapError(
                "the frame has no targets",
                zh="数据框没有目标值列",
                found=", ".join(map(str, source.columns)),
                expected="target_value, actual_value (as load_indicators gives them)",
            )
        name = source.attrs.get("report")
        report = None
        if isinstance(name, str) and os.path.isfile(name):
            try:
                report = read_report(name)
            except TaianError:
                report = None
        return _typed(source), report
    report = read_report(source)
    return _typed(load_indicators(report)), report


def _typed(source: pd.DataFrame) -> pd.DataFrame:
    try:
        return conform(source, "indicators")[columns("indicators")].copy()
    except SchemaError as error:
        raise GapError(
            "a column of the frame has the wrong type",
            zh="数据框某列类型不对",
            found=error,
            expected="the columns of load_indicators",
        ) from error


def _finite(frame: pd.DataFrame) -> None:
    """Refuse an infinite number; an interval without an end has none."""
    for role in ROLES[:3]:
        for end in ("value", "low", "high"):
            name = f"{role}_{end}"
            endless = np.isinf(frame[name].to_numpy(float, na_value=np.nan))
            if endless.any() and end == "value":
                raise GapError(
                    "a number of the table is infinite",
                    zh="表中有无穷大的数",
                    found=f"{name} of {frame['indicator_id'][endless].iloc[0]}",
                    expected="a finite number, or none",
                )
            if endless.any():
                frame[name] = frame[name].mask(endless)


def _infer_ops(frame: pd.DataFrame) -> None:
    """Fill operator and direction from each other where a frame made by hand lacks one."""
    op, number = frame["target_op"], frame["target_value"].notna()
    direction = frame["direction"]
    told = op.isin([">=", ">"]).astype("Int64") - op.isin(["<=", "<"]).astype("Int64")
    frame["direction"] = direction.where(direction.notna(), told.where(op.notna(), 1)).astype(
        "Int64"
    )
    guess = frame["direction"].map({1: ">=", -1: "<=", 0: "=="}).astype("string")
    frame["target_op"] = op.where(op.notna() | ~number, guess)
    bare = frame["actual_op"].isna() & frame["actual_value"].notna()
    frame["actual_op"] = frame["actual_op"].mask(bare, "==")


def _catalogued(report: Report | None) -> dict[str, Any]:
    return origin_of(report.sha256) if report is not None else {}


def last_day(code: Any) -> np.datetime64:
    """Return the last day of a period given as SDMX code, date or year."""
    if code is None or code is pd.NA or code is pd.NaT or code != code:
        return np.datetime64("NaT", "D")
    if isinstance(code, (int, np.integer)):
        code = str(code)
    if isinstance(code, str):
        try:
            return np.datetime64(period(code).end, "D")
        except PeriodError as error:
            raise GapError(
                "not a date or period",
                zh="不是日期或时期",
                found=repr(code),
                expected="2025, 2023-S1, 2023-03-31",
            ) from error
    try:
        return np.datetime64(pd.Timestamp(code).date(), "D")
    except (TypeError, ValueError) as error:
        raise GapError(
            "not a date or period", zh="不是日期或时期", found=repr(code), expected="2025, 2023-03"
        ) from error


def last_days(codes: pd.Series) -> np.ndarray:
    """Return the last day of each period, each distinct code read once."""
    try:
        which, names = pd.factorize(codes, use_na_sentinel=True)
    except TypeError as error:
        raise GapError(
            "not a date or period",
            zh="不是日期或时期",
            found=repr(codes.iloc[0]),
            expected="2025, 2023-03",
        ) from error
    days = np.array([*(last_day(name) for name in names), np.datetime64("NaT")], "datetime64[D]")
    return days[which]


def per_row(frame: pd.DataFrame, given: object, name: str) -> pd.Series:
    """Spread an argument over the rows: one value for all, or a mapping id -> value.

    Raises
    ------
    GapError
        If a mapping names an indicator the frame does not have.
    """
    if isinstance(given, pd.Series):
        given = given.to_dict()
    if not isinstance(given, Mapping):
        return pd.Series([given] * len(frame), index=frame.index, dtype=object)
    ids = set(frame["indicator_id"])
    unknown = [key for key in given if key not in ids]
    if unknown:
        raise GapError(
            f"{name} names an indicator that is not there",
            zh=f"{name} 中的指标不存在",
            found=unknown[0],
            expected="an indicator_id of the frame",
        )
    return frame["indicator_id"].astype(object).map(lambda key: given.get(key))


def _deadlines(frame: pd.DataFrame, given: object, entry: Mapping[str, Any]) -> np.ndarray:
    own = last_days(frame["target_period"])
    if entry.get("plan_end"):
        own = np.where(np.isnat(own), last_day(entry["plan_end"]), own)
    if given is None:
        return own
    asked = last_days(per_row(frame, given, "deadline"))
    return np.where(np.isnat(asked), own, asked)


def _base_years(frame: pd.DataFrame, entry: Mapping[str, Any]) -> np.ndarray:
    """Find the plan's base: from the catalog; else the year before the five-year plan.

    China's five-year plans end in years divisible by five; a deadline in such a year has its base
    five years before. Any other deadline has no base year of its own.
    """
    if entry.get("plan_base"):
        return np.full(len(frame), last_day(entry["plan_base"]))
    targets = last_days(frame["target_period"])
    years = targets.astype("datetime64[Y]").astype(float) + 1970
    fifth = ~np.isnat(targets) & (years % 5 == 0)
    base = np.where(fifth, years - 5 - 1970, 0).astype(int).astype("datetime64[Y]")
    last = (base + 1).astype("datetime64[D]") - 1
    return np.where(fifth, last, np.datetime64("NaT", "D"))


def _baselines(
    frame: pd.DataFrame, given: object, points: pd.DataFrame | None, entry: Mapping[str, Any]
) -> None:
    """Fill the baseline of each row: as given, else as the table has it, else the narrative's."""
    base = _base_years(frame, entry)
    own = last_days(frame["baseline_period"])
    has = frame["baseline_value"].notna()
    frame["start"] = np.where(np.isnat(own), base, own)
    frame["baseline_basis"] = pd.Series(pd.NA, index=frame.index, dtype="string").mask(has, "table")
    frame["baseline_quote"] = frame["baseline_text"].where(has)
    frame["baseline_line"] = frame["source_line"].where(has)
    if points is not None and len(points):
        points = converted(points, frame)
        start = dict(zip(frame["indicator_id"], frame["start"], strict=True))
        at_base = points["end_day"] == points["indicator_id"].map(start)
        first = points[at_base].drop_duplicates("indicator_id").set_index("indicator_id")
        rows = ~has & frame["indicator_id"].isin(first.index)
        found = first.reindex(frame["indicator_id"][rows])
        fits = found["fits"].to_numpy(dtype=bool)
        for name in ("value", "low", "high"):
            frame.loc[rows, f"baseline_{name}"] = (
                found[name].where(found["fits"].astype(bool)).array
            )
        frame.loc[rows, "baseline_period"] = found["period"].array
        frame.loc[rows, "baseline_basis"] = np.where(fits, found["basis"], "unit")
        frame.loc[rows, "baseline_quote"] = found["quote"].array
        frame.loc[rows, "baseline_line"] = found["line"].array
    if given is not None:
        _given_baselines(frame, given)


def _given_baselines(frame: pd.DataFrame, given: object) -> None:
    if isinstance(given, pd.DataFrame):
        if "indicator_id" not in given or not {"value", "baseline_value"} & set(given.columns):
            raise GapError(
                "the baselines have no value column",
                zh="基期数据框缺少 value 列",
                found=", ".join(map(str, given.columns)),
                expected="indicator_id, value (period, low, high)",
            )
        plain = given.rename(columns=lambda name: str(name).removeprefix("baseline_"))
        given = {
            row["indicator_id"]: {k: v for k, v in row.items() if k != "indicator_id"}
            for row in plain.to_dict("records")
        }
    if not isinstance(given, (Mapping, pd.Series)):
        raise GapError(
            "baselines must be a mapping or a frame",
            zh="baselines 应为映射或数据框",
            found=type(given).__name__,
            expected="{'lottery_outlets': 530}",
        )
    wanted = per_row(frame, given, "baselines")
    for index, entry in wanted[wanted.notna()].items():
        entry = dict(entry) if isinstance(entry, Mapping) else {"value": entry}
        try:
            value = float(entry["value"])
            low, high = (float(entry.get(end) or value) for end in ("low", "high"))
        except (KeyError, TypeError, ValueError) as error:
            raise GapError(
                "a baseline is not a number",
                zh="基期值不是数",
                found=(frame.at[index, "indicator_id"], entry),
                expected="a number",
            ) from error
        factor = 1.0
        if isinstance(entry.get("unit"), str):
            factor = unit_factor(entry["unit"], frame.at[index, "unit"])
        when = entry.get("period")
        if when is not None and when == when:
            frame.at[index, "start"] = pd.Timestamp(last_day(when))
            frame.at[index, "baseline_period"] = str(when)
        usable = factor == factor and value == value
        frame.at[index, "baseline_value"] = value * factor if usable else pd.NA
        frame.at[index, "baseline_low"] = low * factor if usable else pd.NA
        frame.at[index, "baseline_high"] = high * factor if usable else pd.NA
        frame.at[index, "baseline_basis"] = "given" if factor == factor else "unit"
        frame.at[index, "baseline_quote"] = entry.get("quote", pd.NA)
        frame.at[index, "baseline_line"] = pd.NA


def _as_of(
    frame: pd.DataFrame, given: object, points: pd.DataFrame | None, report: Report | None
) -> None:
    """Fill each figure's own date, and what the narrative says against it."""
    text = pd.Series(pd.NA, index=frame.index, dtype="string")
    frame["as_of"] = last_days(frame["actual_period"])
    own = frame["as_of"].notna()
    frame["as_of_basis"] = text.mask(own, "table")
    frame["as_of_quote"], frame["as_of_line"] = text, frame["source_line"].where(own)
    for name in ("other_low", "other_high"):
        frame[name] = pd.Series(pd.NA, frame.index, dtype="Float64")
    frame["other_quote"] = frame["other_period"] = text
    frame["other_line"] = pd.Series(pd.NA, frame.index, dtype="Int64")
    if points is not None and len(points):
        date_and_doubt(frame, converted(points, frame), report)
    if report is not None and report.date is not None:
        late = frame["as_of"].isna()
        frame.loc[late, "as_of"] = pd.Timestamp(report.date)
        frame.loc[late, "as_of_basis"] = "report"
    if given is not None:
        asked = last_days(per_row(frame, given, "as_of"))
        rows = ~np.isnat(asked)
        frame.loc[rows, "as_of"] = asked[rows]
        frame.loc[rows, "as_of_basis"] = "given"
        frame.loc[rows, ["as_of_quote", "as_of_line"]] = pd.NA
