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
from ..base.schema import FRAMES, MORE, OPS, ROLES, arrays, has_type, refuse_twins, typed
from ..grammar.quantities import parse_quantity
from .columns import Columns, each
from .days import last_days, per_row
from .evidence import EVIDENCE
from .given import given_baselines
from .kinds import add_kinds
from .loading import indicator_columns
from .relative import resolve_relative

#: Columns the inputs have beyond the contract's indicators; they stand last in the gaps frame.
EXTRA = (
    *MORE["inputs"],
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
) -> Columns:
    """Return the indicators with dates, baselines and quotes, as `gap_to_target` takes them."""
    frame = _table(indicators)
    _once(frame)
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
    if not frame.missing("target_basis").all():  # limits need to know the target
        add_kinds(frame, kinds, limits)
    _as_of(frame, as_of)
    return frame


def _table(source: Any) -> Columns:
    fields = (*FRAMES["indicators"], *EVIDENCE)
    if not (isinstance(source, pd.DataFrame) and "indicator_id" in source.columns):
        found = indicator_columns(source)
        known = {field.name: found[field.name] for field in fields if field.name in found}
        frame = Columns(arrays(known, fields, len(found)), len(found))
        frame.attrs = found.attrs
        return frame
    if not {"target_value", "target_text"} & set(source.columns):
        raise GapError.of("error.frame_has_no_targets", found=", ".join(map(str, source.columns)))
    try:
        refuse_twins(source)
        # copies: what is written into the result is not to reach the caller's frame
        bare = source.copy(deep=False)
        bare.attrs = {}  # pandas copies them for every column it gives
        given = {f.name: bare[f.name].array.copy() for f in fields if f.name in source}
        frame = Columns(arrays(given, fields, len(source)), len(source))
    except SchemaError as error:
        raise GapError.of("error.frame_column_type", found=error) from error
    frame.attrs = {key: value for key, value in source.attrs.items() if key != "inputs"}
    return frame


def _once(frame: Columns) -> None:
    """Refuse two rows of one indicator with one target period."""
    ids = frame["indicator_id"]
    if len(ids.unique()) == len(ids):
        return
    twice = pd.DataFrame({"id": ids, "period": frame["target_period"]}).duplicated().to_numpy()
    if twice.any():
        raise GapError.of("error.indicator_twice", found=ids[twice][0])


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


def _finite(frame: Columns) -> None:
    """Refuse an infinite number; an interval without an end has none."""
    for role in ROLES[:3]:
        for end in ("value", "low", "high"):
            name = f"{role}_{end}"
            endless = np.isinf(frame.numbers(name))
            if endless.any() and end == "value":
                raise GapError.of(
                    "error.table_number_infinite",
                    found=f"{name} of {frame['indicator_id'][endless][0]}",
                )
            frame.put(name, endless, pd.NA)


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


def _printed(frame: Columns) -> None:
    """Read operators and numbers that stand in a frame made by hand as reports print them."""
    for role in ("target", "actual"):
        _signs(frame, f"{role}_op")
    for role in ROLES[:3]:
        bare = frame.missing(f"{role}_value") & ~frame.missing(f"{role}_text")
        bare &= frame.missing(f"{role}_op") & frame.missing(f"{role}_low")
        if bare.any():
            _read_cells(frame, bare, role)


def _signs(frame: Columns, name: str) -> None:
    ops = frame[name]
    strange = each(ops, lambda op: op not in OPS, False, bool)
    if not strange.any():
        return
    read = {word: printed_op(word) for word in ops[strange].unique()}
    unread = [word for word, op in read.items() if op is None]
    if unread:
        raise GapError.of(
            "error.not_operator", found=f"{unread[0]} ({name})", expected=", ".join(OPS)
        )
    frame.put(name, strange, [read[word] for word in ops[strange]])


def _read_cells(frame: Columns, rows: np.ndarray, role: str) -> None:
    """Read the cells of a role in some rows; what can not be read stays as it is."""
    texts, units = (frame[name][rows] for name in (f"{role}_text", "unit"))
    read = [_read_cell(*cells) for cells in zip(texts, units, strict=True)]
    known = rows.copy()
    known[rows] = [one is not None for one in read]
    found = [one for one in read if one is not None]
    words = [one.value is None and one.low is None for one in found]
    for end in ("low", "value", "high"):
        numbers = [
            None if word else getattr(one, end) for one, word in zip(found, words, strict=True)
        ]
        frame.put(f"{role}_{end}", known, pd.array(numbers, dtype="Float64"))
    ops = [
        "text" if word
        else None if role == "target" and one.op == "==" and one.kind == "number"
        else one.op
        for one, word in zip(found, words, strict=True)
    ]  # fmt: skip
    frame.put(f"{role}_op", known, pd.array(ops, dtype="string"))


@lru_cache(maxsize=4096)
def _read_cell(text: Any, unit: Any) -> Any:
    try:
        return parse_quantity(text, unit if isinstance(unit, str) else None)
    except QuantityError:
        return None


_WAYS = {">=": 1, ">": 1, "<=": -1, "<": -1}
_GUESS = {1: ">=", -1: "<=", 0: "=="}


def _infer_ops(frame: Columns) -> None:
    """Fill operator and direction from each other where a frame made by hand lacks one."""
    told = each(frame["target_op"], lambda op: _WAYS.get(op, 0), 0, int)
    nameless = frame.missing("target_op")
    way = frame.numbers("direction")
    lacking = np.isnan(way) | ((way == 0) & (told != 0))
    way = np.where(lacking, np.where(nameless, 1, told), way).astype(int)
    frame["direction"] = pd.array(way, dtype="Int64")
    guessed = nameless & ~frame.missing("target_value")
    if guessed.any():
        frame.put("target_op", guessed, [_GUESS.get(one, pd.NA) for one in way[guessed].tolist()])
    bare = frame.missing("actual_op") & ~frame.missing("actual_value")
    frame.put("actual_op", bare, "==")


def _check(frame: Columns) -> None:
    """Refuse what contradicts itself: an operator and a direction, the ends of a range."""
    told = each(frame["target_op"], lambda op: _WAYS.get(op, 0), 0, int)
    way = frame.numbers("direction")
    ends = {
        role: (frame.numbers(f"{role}_low"), frame.numbers(f"{role}_high")) for role in ROLES[:3]
    }
    for rows, what, role in (
        (~np.isin(way, (-1, 0, 1)), "direction_unknown", ""),
        (told * way < 0, "operator_against_direction", ""),
        *((low > high, "ends_crossed", role) for role, (low, high) in ends.items()),
    ):
        if rows.any():
            row = frame.row(int(np.flatnonzero(rows)[0]))
            raise GapError.of(
                f"error.{what}",
                found=f"{row['indicator_id']}: {row['target_op']}, {row['direction']}, "
                f"{row['target_low']} – {row['target_high']}",
                role=role,
            )


def _deadlines(frame: Columns, given: object) -> np.ndarray:
    own = last_days(frame["target_period"])
    if not frame.missing("plan_end").all():
        own = np.where(np.isnat(own), last_days(frame["plan_end"]), own)
    if given is None:
        return own
    asked = last_days(per_row(frame, given, "deadline"))
    return np.where(np.isnat(asked), own, asked)


def _base_days(frame: Columns) -> np.ndarray:
    """Find the plan's base: as the frame says; else the year before the five-year plan.

    China's five-year plans end in years divisible by five; a deadline in such a year has its base
    five years before. Any other deadline has no base year of its own.
    """
    targets = last_days(frame["target_period"])
    years = targets.astype("datetime64[Y]").astype(float) + 1970
    fifth = ~np.isnat(targets) & (years % 5 == 0)
    begun = np.where(fifth, years - 4 - 1970, 0).astype(int).astype("datetime64[Y]")
    last = begun.astype("datetime64[D]") - np.timedelta64(1, "D")
    plan = np.where(fifth, last, np.datetime64("NaT", "D"))
    told = last_days(frame["plan_base"])
    return np.where(np.isnat(told), plan, told)


def _baselines(frame: Columns) -> None:
    """Fill the baseline of each row: as the table has it, else as the narrative does."""
    own = last_days(frame["baseline_period"])
    has = ~frame.missing("baseline_value")
    frame["start"] = np.where(np.isnat(own), _base_days(frame), own)
    frame["baseline_basis"] = frame.blank("baseline_text")
    frame.put("baseline_basis", has, "table")
    frame["baseline_quote"] = frame.kept("baseline_text", has)
    frame["baseline_line"] = frame.kept("source_line", has)
    found = ~has & ~frame.missing("found_baseline_basis")
    for name in ("low", "value", "high", "period", "basis", "quote", "line"):
        frame.copied(f"baseline_{name}", f"found_baseline_{name}", found)


def _as_of(frame: Columns, given: object) -> None:
    """Fill each figure's own date, never later than the report's."""
    days = last_days(frame["actual_period"])
    own = ~np.isnat(days)
    frame["as_of_basis"] = frame["found_as_of_basis"]
    frame.put("as_of_basis", own, "table")
    frame["as_of_quote"] = frame["found_as_of_quote"]
    frame["as_of_line"] = frame["found_as_of_line"]
    frame.copied("as_of_line", "source_line", own & frame.missing("found_as_of_line"))
    days = np.where(own, days, frame.days("found_as_of"))
    last = frame.days("report_date")
    none = np.isnat(days) & ~np.isnat(last)
    frame.put("as_of_basis", none, "report")
    days = np.where(none, last, days)
    late = days > last
    days = np.where(late, last, days)
    frame["as_of_cut"] = pd.array(late & own, dtype="boolean")
    frame.put("as_of_basis", late, "capped")
    if given is not None:
        asked = last_days(per_row(frame, given, "as_of"))
        rows = ~np.isnat(asked)
        days = np.where(rows, asked, days)
        frame.put("as_of_basis", rows, "given")
        frame.put("as_of_quote", rows, pd.NA)
        frame.put("as_of_line", rows, pd.NA)
        frame.put("as_of_cut", rows, False)
    frame["as_of"] = days
