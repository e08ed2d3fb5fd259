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
from .columns import Columns, each
from .days import known_ids, per_row

KINDS = ("stock", "flow", "share", "rate", "ratio", "index")
#: Months that are part of a year, as SDMX codes: a half, a quarter, a month, a span of these.
_PART = r"\d{4}-(?:[SQ]\d|\d\d)(?:/\d{4}-(?:[SQ]\d|\d\d))?"
_PART_SURE = r"\d{4}-[SQ]\d(?:/\d{4}-[SQ]\d)?|\d{4}-\d\d/\d{4}-\d\d"


def add_kinds(frame: Columns, kinds: object, limits: object) -> None:
    """Add `kind`, `floor`, `ceiling` and `part_year` to gathered inputs, in place.

    Raises
    ------
    GapError
        If a kind is none of `KINDS`, limits are no pair, or an indicator is not there.
    """
    frame["kind"] = _inferred(frame)
    sure = np.zeros(len(frame), dtype=bool)
    if kinds is not None:
        told = per_row(frame, kinds, "kinds").astype("string")
        strange = set(told.dropna()) - set(KINDS)
        if strange:
            raise GapError.of(
                "error.no_such_kind", found=sorted(strange)[0], expected=", ".join(KINDS)
            )
        sure = told.notna().to_numpy()
        frame.put("kind", sure, told[sure])
    frame["part_year"] = _part_of_a_flow(frame, sure)
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


def _inferred(frame: Columns) -> Any:
    ceilings = _words()["ceilings"]
    percent = each(frame["unit"], lambda unit: unit in ceilings, False, bool)
    places: dict[str | None, int] = {kind: place for place, kind in enumerate((*KINDS, None))}
    none = places[_kind_of("", False)], places[_kind_of("", True)]
    names = frame["indicator"]
    bare = each(names, lambda name: places[_kind_of(name, False)], none[0], int)
    share = each(names, lambda name: places[_kind_of(name, True)], none[1], int)
    return pd.array([*KINDS, None], dtype="string").take(np.where(percent, share, bare))


def _part_of_a_flow(frame: Columns, sure: np.ndarray) -> Any:
    """Tell where an amount of part of a year stands against one of a whole year."""
    flow = each(frame["kind"], lambda kind: kind == "flow", False, bool)
    if flow.any():
        when = frame["actual_period"]
        part = each(when, lambda code: bool(re.fullmatch(_PART_SURE, code)), False, bool)
        part |= sure & each(when, lambda code: bool(re.fullmatch(_PART, code)), False, bool)
        whole = [
            each(
                frame[f"{role}_period"],
                lambda code: bool(re.fullmatch(r"\d{4}", code)),
                False,
                bool,
            )
            for role in ("baseline", "target")
        ]
        flow &= part & (whole[0] | whole[1])
    return pd.array(flow, dtype="boolean")


def _natural(frame: Columns) -> tuple[np.ndarray, np.ndarray]:
    """Return floor and ceiling of the kind, where the row's own numbers keep within them."""
    low = high = np.full(len(frame), np.nan)
    ranged = frame.missing("target_value")
    ends = ("target_low", "target_high") if ranged.any() else ()
    for name in ("actual_value", "baseline_value", "target_value", *ends):
        number = frame.numbers(name)
        if name in ends:
            number = np.where(ranged, number, np.nan)
        low, high = np.fmin(low, number), np.fmax(high, number)
    words, kind = _words()["ceilings"], frame["kind"]
    with np.errstate(invalid="ignore"):
        sane = ~each(kind, lambda one: one == "rate", False, bool) & (low >= 0)
        # a share without a unit is a part of one
        top = each(frame["unit"], lambda unit: words.get(unit, 1.0), 1.0, float)
        full = each(kind, lambda one: one == "share", False, bool) & sane & (high <= top)
    return np.where(sane, 0.0, np.nan), np.where(full, top, np.nan)


def _declared(frame: Columns, limits: object) -> None:
    given = limits if isinstance(limits, Mapping) else dict.fromkeys(frame["indicator_id"], limits)
    known_ids(frame, given, "limits")
    ends = {key: _pair(pair) for key, pair in given.items()}
    rows = np.asarray(frame["indicator_id"].isin(list(ends)))
    chosen = [ends[key] for key in frame["indicator_id"][rows]]
    for place, name in enumerate(("floor", "ceiling")):
        frame.put(name, rows, [pair[place] for pair in chosen])


def _pair(pair: Any) -> tuple[float, float]:
    try:
        low, high = (np.nan if end is None else float(end) for end in pair)
    except (TypeError, ValueError) as error:
        raise _no_limits(pair) from error
    if low > high:
        raise _no_limits(pair)
    return low, high


def _no_limits(found: object) -> GapError:
    return GapError.of("error.not_limits", found=repr(found)[:80], expected="(0, 100), (0, None)")
