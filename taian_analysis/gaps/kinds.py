"""What an indicator is (stock, flow, share, rate, ratio, index), and the limits that come of it.

A share of a whole lies between 0 and all of it; a rate of change has no limits, a ratio, an index,
a stock or a flow only the floor of 0. The kind is the caller's, else inferred from the name and
the unit (``catalog/kinds.toml``); limits are the caller's, else the kind's, as far as the row's
own numbers keep within them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from ..base import catalog
from ..base.errors import GapError
from .days import known_ids, per_row

KINDS = ("stock", "flow", "share", "rate", "ratio", "index")
#: Months that are part of a year, as SDMX codes: a half, a quarter, a month, a span of these.
_PART = r"\d{4}-(?:[SQ]\d|\d\d)(?:/\d{4}-(?:[SQ]\d|\d\d))?"
_PART_SURE = r"\d{4}-[SQ]\d(?:/\d{4}-[SQ]\d)?|\d{4}-\d\d/\d{4}-\d\d"


def add_kinds(frame: pd.DataFrame, kinds: object, limits: object) -> None:
    """Add `kind`, `floor`, `ceiling` and `part_year` to gathered inputs, in place.

    Raises
    ------
    GapError
        If a kind is none of `KINDS`, limits are no pair, or an indicator is not there.
    """
    inferred = _inferred(frame)
    told = pd.Series(pd.NA, frame.index, dtype="string")
    if kinds is not None:
        told = per_row(frame, kinds, "kinds").astype("string")
        strange = set(told.dropna()) - set(KINDS)
        if strange:
            raise GapError(
                "not a kind of indicator",
                zh="没有这种指标类型",
                found=sorted(strange)[0],
                expected=", ".join(KINDS),
            )
    frame["kind"] = told.fillna(inferred)
    frame["part_year"] = _part_of_a_flow(frame, told.notna())
    frame["floor"], frame["ceiling"] = _natural(frame)
    if limits is not None:
        _declared(frame, limits)


@cache
def _words() -> dict[str, Any]:
    return catalog.load("kinds")


@cache
def _kind_of(name: str, percent: bool) -> str | None:
    """Return the kind a name and unit tell, None where they tell none."""
    words, flows = _words(), catalog.load("flows")
    if re.search(words["rate"], name):
        return "rate"
    if re.search(words["index"], name):
        return "index"
    if percent:
        return "share"
    if re.search(words["ratio"], name):
        return "ratio"
    if re.search("|".join(flows["words"]), name) and not re.search("|".join(flows["but"]), name):
        return "flow"
    return None


def _inferred(frame: pd.DataFrame) -> pd.Series:
    percent = frame["unit"].isin(list(_words()["ceilings"])).to_numpy(bool, na_value=False)
    which, names = pd.factorize(frame["indicator"], use_na_sentinel=True)
    told = [[_kind_of(str(name), share) for share in (False, True)] for name in (*names, "")]
    pairs = np.array(told, dtype=object)
    return pd.Series(pairs[which, percent.astype(int)], frame.index, dtype="string")


def _part_of_a_flow(frame: pd.DataFrame, sure: pd.Series) -> pd.Series:
    """Tell where an amount of part of a year stands against one of a whole year."""
    flow = (frame["kind"] == "flow").fillna(False)
    if not flow.any():
        return pd.Series(False, frame.index, dtype="boolean")
    when = frame["actual_period"]
    part = when.str.fullmatch(_PART_SURE).fillna(False)
    part |= sure & when.str.fullmatch(_PART).fillna(False)
    whole = [
        frame[f"{role}_period"].str.fullmatch(r"\d{4}").fillna(False)
        for role in ("baseline", "target")
    ]
    return (part & (whole[0] | whole[1]) & flow).astype("boolean")


def _natural(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return floor and ceiling of the kind, where the row's own numbers keep within them."""
    numbers = [
        frame[f"{role}_value"].to_numpy(float, na_value=np.nan)
        for role in ("actual", "baseline", "target")
    ]
    ranged = np.isnan(numbers[-1])
    for end in ("low", "high"):
        numbers.append(
            np.where(ranged, frame[f"target_{end}"].to_numpy(float, na_value=np.nan), np.nan)
        )
    with np.errstate(invalid="ignore"):
        low, high = np.fmin.reduce(numbers), np.fmax.reduce(numbers)
        kind = frame["kind"].to_numpy(object, na_value="")
        sane = (kind != "rate") & (low >= 0)
        top = frame["unit"].map(_words()["ceilings"]).to_numpy(float, na_value=np.nan)
        top = np.where(np.isnan(top), 1.0, top)  # a share without a unit is a part of one
        full = (kind == "share") & sane & (high <= top)
    return np.where(sane, 0.0, np.nan), np.where(full, top, np.nan)


def _declared(frame: pd.DataFrame, limits: object) -> None:
    given = limits if isinstance(limits, Mapping) else dict.fromkeys(frame["indicator_id"], limits)
    known_ids(frame, given, "limits")
    ends = {key: _pair(pair) for key, pair in given.items()}
    rows = frame["indicator_id"].isin(list(ends)).to_numpy(bool)
    chosen = [ends[key] for key in frame["indicator_id"][rows]]
    for place, name in enumerate(("floor", "ceiling")):
        column = frame[name].to_numpy(float).copy()
        column[rows] = [pair[place] for pair in chosen]
        frame[name] = column


def _pair(pair: Any) -> tuple[float, float]:
    try:
        low, high = (np.nan if end is None else float(end) for end in pair)
    except (TypeError, ValueError) as error:
        raise _no_limits(pair) from error
    if low > high:
        raise _no_limits(pair)
    return low, high


def _no_limits(found: object) -> GapError:
    return GapError(
        "not limits", zh="不是上下限", found=repr(found)[:80], expected="(0, 100), (0, None)"
    )
