"""Periods and dates as callers give them -> days: one reader, for whatever pandas holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import GapError, PeriodError
from ..grammar.period_text import parse_period
from ..grammar.periods import period

NAT = np.datetime64("NaT", "D")
#: no number of so many digits is a day: 20230331 is one
_BEYOND = 10**8
_WHOLE = re.compile(r"(\d{4,8})(?:\.0+)?")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*")


def _wrong(code: object) -> GapError:
    return GapError.of(
        "error.not_date_or_period", found=repr(code)[:80], expected="2025, 2023-S1, 2023-03-31"
    )


def code_of(given: Any) -> str | None:
    """Return a period or date as SDMX code, from a code, a wording, a year, a date or a Period.

    A year may be a float, as a CSV with a hole in the column gives it. None where it is missing.

    Raises
    ------
    GapError
        If it is none of these.

    Examples
    --------
    >>> code_of(2022.0), code_of("2023年上半年"), code_of(pd.Period("2023-03", "M"))
    ('2022', '2023-S1', '2023-03')
    """
    if given is None or given is pd.NA or given is pd.NaT or given != given:
        return None
    if isinstance(given, (bool, np.bool_)):
        raise _wrong(given)
    if isinstance(given, (int, float, np.integer, np.floating)):
        if not 0 <= given < _BEYOND or not float(given).is_integer():
            raise _wrong(given)
        return _of_text(f"{int(given)}", given)
    if isinstance(given, str):
        return _of_text(given.strip(), given)
    if isinstance(given, pd.Period):
        return _of_period(given)
    try:
        return f"{pd.Timestamp(given).date():%Y-%m-%d}"
    except (TypeError, ValueError) as error:
        raise _wrong(given) from error


def _of_text(text: str, given: object) -> str:
    """Read a code, a year or a day in digits only, an ISO time, or a wording."""
    whole, stamp = _WHOLE.fullmatch(text), _ISO.fullmatch(text)
    if whole:
        digits = whole[1]
        parts = [digits[:4], digits[4:6], digits[6:]]
        text = "-".join(part for part in parts if part)
    elif stamp:
        text = stamp[1]
    try:
        return parse_period(text).code
    except PeriodError as error:
        raise _wrong(given) from error


def _of_period(given: pd.Period) -> str:
    kind = str(given.freqstr).partition("-")[0]
    if kind.startswith("Q"):
        return f"{given.year}-Q{given.quarter}"
    forms = {"Y": "%Y", "A": "%Y", "M": "%Y-%m"}
    return given.strftime(forms.get(kind[:1], "%Y-%m-%d"))


def last_day(given: Any) -> np.datetime64:
    """Return the last day of a period or date, NaT where it is missing.

    >>> str(last_day(2022.0))
    '2022-12-31'
    """
    code = code_of(given)
    return NAT if code is None else np.datetime64(period(code).end, "D")


def last_days(given: Any) -> np.ndarray:
    """Return the last day of each period, each distinct one read once."""
    if given.dtype.kind == "M" and getattr(given.dtype, "tz", None) is None:
        return np.asarray(given, "datetime64[D]")
    try:
        which, names = distinct(given)
    except TypeError as error:
        raise _wrong(np.asarray(given, dtype=object)[0]) from error
    days = np.array([*(last_day(name) for name in names), NAT], "datetime64[D]")
    return days[which]


def distinct(given: Any) -> tuple[np.ndarray, Any]:
    """Return which of the distinct values each is (-1 where missing), and those values."""
    # of objects pandas 2.2 makes an Index, which is too small for whole numbers of any length
    values = given.to_numpy() if given.dtype == object else given
    return pd.factorize(values, use_na_sentinel=True)


def codes(given: pd.Series) -> pd.Series:
    """Return each period as SDMX code, each distinct one read once."""
    which, names = distinct(given)
    found = pd.array([*(code_of(name) for name in names), None], dtype="string")
    return pd.Series(found.take(which), index=given.index)


def per_row(frame: Any, given: object, name: str) -> pd.Series:
    """Spread an argument over the rows: one value for all, or a mapping id -> value.

    Raises
    ------
    GapError
        If a mapping names an indicator the frame does not have, or one twice.
    """
    if isinstance(given, pd.Series):
        if not given.index.is_unique:
            raise twice(name, given.index[given.index.duplicated()][0])
        given = given.to_dict()
    if not isinstance(given, Mapping):
        return pd.Series([given] * len(frame), index=frame.index, dtype=object)
    known_ids(frame, given, name)
    ids = np.asarray(frame["indicator_id"], dtype=object)
    return pd.Series(ids, index=frame.index).map(given.get)


def known_ids(frame: Any, ids: Any, name: str) -> None:
    """Refuse ids that the frame does not have."""
    have = set(frame["indicator_id"].to_numpy(object))
    unknown = [key for key in ids if key not in have]
    if unknown:
        raise GapError.of("error.names_unknown_indicator", found=unknown[0], name=name)


def twice(name: str, key: object) -> GapError:
    """Return the error for an indicator that an argument names twice."""
    return GapError.of("error.names_indicator_twice", found=key, name=name)
