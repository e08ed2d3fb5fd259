"""Baselines as the caller gives them: a mapping or a frame, over whole columns at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import GapError
from .columns import Columns
from .days import codes, known_ids, last_days, twice
from .points import unit_factor

_PARTS = ("value", "low", "high", "period", "unit", "quote")


def given_baselines(frame: Columns, given: object) -> None:
    """Put the caller's baselines into gathered inputs, in place.

    Raises
    ------
    GapError
        If one is no finite number, has its ends the wrong way round, is named twice, or is of an
        indicator that is not there.
    """
    table = _table(given)
    known_ids(frame, table.index, "baselines")
    for name in ("value", "low", "high"):
        table[name] = _numbers(table, name)
    for name in ("low", "high"):
        table[name] = table[name].where(table[name].notna(), table["value"])
    wrong = (table["low"] > table["value"]) | (table["value"] > table["high"])
    if wrong.any():
        key = table.index[wrong][0]
        raise GapError.of(
            "error.baseline_ends",
            found=(key, *table.loc[key, ["low", "value", "high"]]),
            expected="low <= value <= high",
        )
    where = table.index.get_indexer(frame["indicator_id"].to_numpy(object))
    rows = where >= 0
    mine = table.iloc[where[rows]]
    _fill(frame, rows, mine)


def _fill(frame: Columns, rows: np.ndarray, mine: pd.DataFrame) -> None:
    factor = _factors(mine["unit"], frame["unit"][rows])
    usable = ~np.isnan(factor)
    for name in ("low", "value", "high"):
        numbers = mine[name].to_numpy(float) * factor
        frame.put(f"baseline_{name}", rows, pd.array(numbers, dtype="Float64"))
    days = last_days(mine["period"])
    own = frame.days("start").copy()
    own[rows] = np.where(np.isnat(days), own[rows], days)
    frame["start"] = own
    when = codes(mine["period"]).array
    dated = rows.copy()
    dated[rows] = ~pd.isna(when)
    frame.put("baseline_period", dated, when[~pd.isna(when)])
    frame.put("baseline_basis", rows, pd.array(np.where(usable, "given", "unit"), dtype="string"))
    frame.put("baseline_quote", rows, mine["quote"].astype("string"))
    frame.put("baseline_line", rows, pd.NA)


def _table(given: object) -> pd.DataFrame:
    """Return one row an indicator, by id, with the columns of `_PARTS`."""
    if isinstance(given, pd.DataFrame):
        table = _from_frame(given)
    elif isinstance(given, (Mapping, pd.Series)):
        rows = {key: value for key, value in given.items() if not _missing(value)}
        if isinstance(given, pd.Series) and not given.index.is_unique:
            raise twice("baselines", given.index[given.index.duplicated()][0])
        table = _from_entries(rows)
    else:
        raise GapError.of(
            "error.baselines_kind", found=type(given).__name__, expected="{'lottery_outlets': 530}"
        )
    return table.reindex(columns=list(_PARTS)).astype(object)


def _from_entries(rows: dict[Any, Any]) -> pd.DataFrame:
    """Return numbers, or mappings that have one, as a table."""
    index = pd.Index(list(rows), dtype=object)
    if not any(isinstance(value, Mapping) for value in rows.values()):
        return pd.DataFrame({"value": pd.Series(list(rows.values()), index, dtype=object)})
    told = [value if isinstance(value, Mapping) else {"value": value} for value in rows.values()]
    for key, entry in zip(rows, told, strict=True):
        if "value" not in entry:
            raise _no_number((key, dict(entry)))
    columns = {part: [entry.get(part, np.nan) for entry in told] for part in _PARTS}
    return pd.DataFrame({k: pd.Series(v, index, dtype=object) for k, v in columns.items()})


def _from_frame(given: pd.DataFrame) -> pd.DataFrame:
    if "indicator_id" not in given or not {"value", "baseline_value"} & set(given.columns):
        raise GapError.of(
            "error.baselines_have_no_value_column",
            found=", ".join(map(str, given.columns)),
            expected="indicator_id, value (period, low, high)",
        )
    table = given.rename(columns=lambda name: str(name).removeprefix("baseline_"))
    table = table.loc[:, ~table.columns.duplicated()]
    table = table[table["value"].notna()].set_index("indicator_id")
    if not table.index.is_unique:
        raise twice("baselines", table.index[table.index.duplicated()][0])
    return table


def _missing(value: Any) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and value != value)


def _numbers(table: pd.DataFrame, name: str) -> pd.Series:
    read = pd.to_numeric(table[name], errors="coerce").astype(float)
    bad = (read.isna() & table[name].notna()) | np.isinf(read)
    if name == "value":
        bad |= read.isna() & table[name].map(lambda cell: cell is None)
    if bad.any():
        key = table.index[bad][0]
        found = (key, {k: v for k, v in table.loc[key].items() if not _missing(v)})
        if np.isinf(read[bad].iloc[0]):
            raise GapError.of("error.baseline_infinite", found=found)
        raise _no_number(found)
    return read


def _no_number(found: object) -> GapError:
    return GapError.of("error.baseline_not_number", found=found)


def _factors(units: pd.Series, into: Any) -> np.ndarray:
    """Return what to multiply each number by; 1 where the caller names no unit."""
    told = units.map(lambda unit: isinstance(unit, str)).to_numpy(bool)
    factor = np.ones(len(units))
    if told.any():
        pairs = list(zip(units[told], into[told], strict=True))
        known = {pair: unit_factor(*pair) for pair in set(pairs)}
        factor[told] = [known[pair] for pair in pairs]
    return factor
