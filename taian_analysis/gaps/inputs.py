"""Everything a gap rests on, from a frame: one row an indicator, each number with its origin.

The value and the target come from the table; the baseline and the figure's own date from the
caller, from the table, or from what the narrative says (the frame carries it, see `evidence`), in
this order; what is found nowhere stays missing. Nothing is read but the frame.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import GapError, QuantityError, SchemaError
from ..base.schema import FRAMES, OPS, ROLES, Field, columns, conform, has_type, typed
from ..grammar.quantities import parse_quantity
from .days import last_days, per_row
from .evidence import EVIDENCE
from .given import given_baselines
from .kinds import add_kinds
from .loading import load_indicators
from .relative import resolve_relative

#: Columns the inputs have beyond the contract's indicators; they stand last in the gaps frame.
EXTRA = (
    Field("kind", "string", "指标类型", "stock, flow, share, rate, ratio or index"),
    Field("floor", "number", "自然下限", "Natural floor", "unit"),
    Field("ceiling", "number", "自然上限", "Natural ceiling", "unit"),
    Field("part_year", "boolean", "不足一年之数", "Part of a year against a whole one"),
    Field("target_basis", "string", "目标推算", "How a target printed as a change was resolved"),
    Field("start", "date", "基期末", "Last day of the base period"),
    Field("deadline", "date", "目标期末", "Last day of the target period"),
    Field("as_of_basis", "string", "日期依据", "given, table, narrative, now, capped or report"),
    Field("as_of_quote", "string", "日期引句", "The sentence that dates the value"),
    Field("as_of_line", "integer", "日期行号", "Its line"),
    Field("as_of_cut", "boolean", "时期被报告日截断", "The report's date cuts the value's period"),
    Field("baseline_basis", "string", "基期值依据", "given, table, stated, derived: … or unit"),
    Field("baseline_quote", "string", "基期值引句", "The sentence of the baseline"),
    Field("baseline_line", "integer", "基期值行号", "Its line"),
    *(field for field in EVIDENCE if field.name.startswith(("other_", "doubt"))),
)


def gather(
    indicators: object = None,
    *,
    as_of: object = None,
    deadline: object = None,
    baselines: object = None,
    kinds: object = None,
    limits: object = None,
) -> pd.DataFrame:
    """Return the indicators with dates, baselines and quotes, as `gap_to_target` takes them."""
    frame = _table(indicators).reset_index(drop=True)
    attrs, frame.attrs = frame.attrs, {}  # pandas copies them with every operation
    twice = frame["indicator_id"][frame.duplicated(["indicator_id", "target_period"])]
    if len(twice):
        raise GapError(
            "two rows of one indicator with one target period",
            zh="同一指标、同一目标年份有两行",
            found=twice.iloc[0],
            expected="one row an indicator and target period",
        )
    _finite(frame)
    _printed(frame)
    frame["deadline"] = _deadlines(frame, deadline)
    _baselines(frame)
    if baselines is not None:
        given_baselines(frame, baselines)
    add_kinds(frame, kinds, limits)
    resolve_relative(frame)
    _infer_ops(frame)
    _check(frame)
    if frame["target_basis"].notna().any():  # limits need to know the target
        add_kinds(frame, kinds, limits)
    _as_of(frame, as_of)
    frame = frame.drop(columns=[f.name for f in EVIDENCE if f.name not in _KEPT])
    frame.attrs = attrs
    return frame


_KEPT = {field.name for field in EXTRA}


def _table(source: Any) -> pd.DataFrame:
    if not (isinstance(source, pd.DataFrame) and "indicator_id" in source.columns):
        source = load_indicators(source)
    elif not {"target_value", "target_text"} & set(source.columns):
        raise GapError(
            "the frame has no targets",
            zh="数据框没有目标值列",
            found=", ".join(map(str, source.columns)),
            expected="target_value, actual_value (as load_indicators gives them)",
        )
    names = [*columns("indicators"), *(field.name for field in EVIDENCE)]
    try:
        frame = conform(source, "indicators", EVIDENCE)[names].copy()
    except SchemaError as error:
        raise GapError(
            "a column of the frame has the wrong type",
            zh="数据框某列类型不对",
            found=error,
            expected="the columns of load_indicators",
        ) from error
    frame.attrs = {key: value for key, value in source.attrs.items() if key != "inputs"}
    return frame


def retyped(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a gaps frame with the types its own columns have, as after a trip through CSV."""
    known = {field.name: field for field in (*FRAMES["indicators"], *EXTRA, *FRAMES["gaps"])}
    wrong = {
        name: typed(frame[name], known[name])
        for name in frame.columns
        if name in known and not has_type(frame[name], known[name])
    }
    if not wrong:
        return frame
    result = frame.assign(**wrong)
    result.attrs = dict(frame.attrs)
    return result


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


@lru_cache(maxsize=512)
def printed_op(word: str) -> str | None:
    """Return the operator a report prints as a sign or a word; None if it is none.

    Examples
    --------
    >>> printed_op("≥"), printed_op("不超过"), printed_op("以内"), printed_op("左右")
    ('>=', '<=', '<=', '==')
    """
    if word in OPS:
        return word
    for text in (f"{word.strip()}1", f"1{word.strip()}"):
        try:
            read = parse_quantity(text)
        except QuantityError:
            continue
        if read.value == 1 and read.unit is None and read.kind in ("number", "approx"):
            return read.op
    return None


def _printed(frame: pd.DataFrame) -> None:
    """Read operators and numbers that stand in a frame made by hand as reports print them."""
    for role in ("target", "actual"):
        ops = frame[f"{role}_op"]
        strange = ops.notna() & ~ops.isin(OPS)
        if strange.any():
            read = {word: printed_op(word) for word in ops[strange].unique()}
            unread = [word for word, op in read.items() if op is None]
            if unread:
                raise GapError(
                    "not an operator",
                    zh="不是比较符",
                    found=f"{unread[0]} ({role}_op)",
                    expected=", ".join(OPS),
                )
            frame[f"{role}_op"] = ops.mask(strange, ops.map(read).astype("string"))
    for role in ROLES[:3]:
        bare = frame[f"{role}_value"].isna() & frame[f"{role}_text"].notna()
        bare &= frame[f"{role}_op"].isna() & frame[f"{role}_low"].isna()
        for place in np.flatnonzero(bare.to_numpy(bool, na_value=False)).tolist():
            _read_cell(frame, place, role)


def _read_cell(frame: pd.DataFrame, index: int, role: str) -> None:
    text: Any = frame.at[index, f"{role}_text"]
    unit: Any = frame.at[index, "unit"]
    try:
        read = parse_quantity(text, unit if isinstance(unit, str) else None)
    except QuantityError:
        return
    if read.value is None and read.low is None:
        frame.at[index, f"{role}_op"] = "text"
        return
    for end in ("low", "value", "high"):
        number = getattr(read, end)
        frame.at[index, f"{role}_{end}"] = pd.NA if number is None else number
    bare = role == "target" and read.op == "==" and read.kind == "number"
    frame.at[index, f"{role}_op"] = pd.NA if bare else read.op


def _infer_ops(frame: pd.DataFrame) -> None:
    """Fill operator and direction from each other where a frame made by hand lacks one."""
    op, number = frame["target_op"], frame["target_value"].notna()
    direction = frame["direction"]
    told = op.isin([">=", ">"]).astype("Int64") - op.isin(["<=", "<"]).astype("Int64")
    missing = direction.isna() | ((direction == 0) & (told != 0) & op.notna())
    frame["direction"] = direction.mask(missing, told.where(op.notna(), 1)).astype("Int64")
    guess = frame["direction"].map({1: ">=", -1: "<=", 0: "=="}).astype("string")
    frame["target_op"] = op.where(op.notna() | ~number, guess)
    bare = frame["actual_op"].isna() & frame["actual_value"].notna()
    frame["actual_op"] = frame["actual_op"].mask(bare, "==")


def _check(frame: pd.DataFrame) -> None:
    """Refuse what contradicts itself: an operator and a direction, the ends of a range."""
    op, way = frame["target_op"], frame["direction"]
    up, down = op.isin([">=", ">"]), op.isin(["<=", "<"])
    for wrong, what, zh, expected in (
        (~way.isin([-1, 0, 1]) & way.notna(), "direction is none of -1, 0, 1",
         "direction 只能是 -1、0、1", "1 more is better, -1 less, 0 not ordered"),
        ((up & (way == -1)) | (down & (way == 1)), "operator and direction contradict each other",
         "比较符与方向矛盾", ">= or > with 1, <= or < with -1"),
        *((frame[f"{role}_low"] > frame[f"{role}_high"], f"a {role} whose low end is over its high",
           "下限大于上限", "low <= high") for role in ROLES[:3]),
    ):  # fmt: skip
        rows = wrong.fillna(False).to_numpy(bool)
        if rows.any():
            row = frame[rows].iloc[0]
            raise GapError(
                what,
                zh=zh,
                found=f"{row['indicator_id']}: {row['target_op']}, {row['direction']}, "
                f"{row['target_low']} – {row['target_high']}",
                expected=expected,
            )


def _deadlines(frame: pd.DataFrame, given: object) -> np.ndarray:
    own = last_days(frame["target_period"])
    if frame["plan_end"].notna().any():
        own = np.where(np.isnat(own), last_days(frame["plan_end"]), own)
    if given is None:
        return own
    asked = last_days(per_row(frame, given, "deadline"))
    return np.where(np.isnat(asked), own, asked)


def _base_days(frame: pd.DataFrame) -> np.ndarray:
    """Find the plan's base: as the frame says; else the year before the five-year plan.

    China's five-year plans end in years divisible by five; a deadline in such a year has its base
    five years before. Any other deadline has no base year of its own.
    """
    targets = last_days(frame["target_period"])
    years = targets.astype("datetime64[Y]").astype(float) + 1970
    fifth = ~np.isnat(targets) & (years % 5 == 0)
    base = np.where(fifth, years - 5 - 1970, 0).astype(int).astype("datetime64[Y]")
    last = (base + 1).astype("datetime64[D]") - 1
    plan = np.where(fifth, last, np.datetime64("NaT", "D"))
    told = last_days(frame["plan_base"])
    return np.where(np.isnat(told), plan, told)


def _baselines(frame: pd.DataFrame) -> None:
    """Fill the baseline of each row: as the table has it, else as the narrative does."""
    own = last_days(frame["baseline_period"])
    has = frame["baseline_value"].notna()
    frame["start"] = np.where(np.isnat(own), _base_days(frame), own)
    frame["baseline_basis"] = pd.Series(pd.NA, index=frame.index, dtype="string").mask(has, "table")
    frame["baseline_quote"] = frame["baseline_text"].where(has)
    frame["baseline_line"] = frame["source_line"].where(has)
    found = ~has & frame["found_baseline_basis"].notna()
    if found.any():
        for name in ("low", "value", "high", "period", "basis", "quote", "line"):
            column = f"baseline_{name}"
            frame[column] = frame[column].mask(found, frame[f"found_{column}"])


def _as_of(frame: pd.DataFrame, given: object) -> None:
    """Fill each figure's own date, never later than the report's."""
    text = pd.Series(pd.NA, index=frame.index, dtype="string")
    days = last_days(frame["actual_period"])
    own = ~np.isnat(days)
    frame["as_of_basis"] = text.mask(own, "table").where(own, frame["found_as_of_basis"])
    frame["as_of_quote"] = frame["found_as_of_quote"]
    frame["as_of_line"] = frame["found_as_of_line"].where(
        ~own | frame["found_as_of_line"].notna(), frame["source_line"]
    )
    days = np.where(own, days, np.asarray(frame["found_as_of"], "datetime64[D]"))
    last = np.asarray(frame["report_date"], "datetime64[D]")
    none = np.isnat(days) & ~np.isnat(last)
    frame["as_of_basis"] = frame["as_of_basis"].mask(none, "report")
    days = np.where(none, last, days)
    late = days > last
    days = np.where(late, last, days)
    frame["as_of_cut"] = pd.array(late & own, dtype="boolean")
    frame["as_of_basis"] = frame["as_of_basis"].mask(late, "capped")
    if given is not None:
        asked = last_days(per_row(frame, given, "as_of"))
        rows = ~np.isnat(asked)
        days = np.where(rows, asked, days)
        frame["as_of_basis"] = frame["as_of_basis"].mask(rows, "given")
        frame["as_of_quote"] = frame["as_of_quote"].mask(rows)
        frame["as_of_line"] = frame["as_of_line"].mask(rows)
        frame["as_of_cut"] = frame["as_of_cut"].mask(rows, False)
    frame["as_of"] = days
