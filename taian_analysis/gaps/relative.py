"""Targets printed as a change (降低10%, 翻一番, 年均增长6%) resolved from the row's own base.

The wordings are ``catalog/relative.toml``. A target that is a change can be judged only with its
base, or against an actual printed as a change too; else there is no target, and a reason.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from ..base import catalog
from ..base.formula import evaluate, written
from .columns import Columns, each


@cache
def _forms() -> list[tuple[re.Pattern[str], str, int]]:
    words = catalog.load("relative")
    out = []
    for form in words["forms"]:
        find = form["find"].replace("{up}", words["up"]).replace("{down}", words["down"])
        find = find.replace("{n}", r"(?P<n>\d+(?:\.\d+)?)")
        out.append(
            (re.compile(words["before"] + find + words["after"]), form["value"], form["way"])
        )
    return out


@cache
def change_of(text: str) -> tuple[str, int, str | None, str | None] | None:
    """Read a printed change: its formula, its way, the number and the base year it names.

    Examples
    --------
    >>> change_of("比2020年下降13.5%")
    ('b * (1 - n / 100)', -1, '13.5', '2020')
    >>> change_of("60%") is None
    True
    """
    plain = "".join(text.split()).translate(str.maketrans("%()", "%()"))
    if re.search(catalog.load("relative")["never"], plain):
        return None
    for find, formula, way in _forms():
        match = find.fullmatch(plain)
        if match:
            parts = match.groupdict()
            way = -way if re.search(catalog.load("relative")["within"], plain) else way
            return formula, way, parts.get("n"), parts.get("year")
    return None


def resolve_relative(frame: Columns) -> None:
    """Put the target that a change leads to into gathered inputs, in place.

    Adds `target_basis`: the calculation, ``15.9 × (1 - 10 ÷ 100) = 14.31``, or ``unresolved``
    where the base is missing or of another year.
    """
    frame["target_basis"] = frame.blank("target_text")
    which, names = pd.factorize(frame["target_text"], use_na_sentinel=True)
    read = [None if name.isascii() else change_of(name) for name in names]  # changes have words
    told = np.array([*(one is not None for one in read), False])
    if not told.any():
        return
    # the indicator itself may be a change
    own = each(frame["kind"], lambda kind: kind == "rate", False, bool)
    for place in np.flatnonzero(told[which] & ~own).tolist():
        change = read[which[place]]
        assert change is not None
        row = frame.row(place)
        actual = row["actual_text"]
        if isinstance(actual, str) and change_of(actual) is not None:
            continue  # both are changes: compared as printed
        _put(frame, place, *_resolved(row, *change))


def _resolved(
    row: Any, formula: str, way: int, number: str | None, year: str | None
) -> tuple[float | None, int, str]:
    base, start, end = row["baseline_value"], row["start"], row["deadline"]
    if pd.isna(base) or (year and not pd.isna(start) and str(pd.Timestamp(start).year) != year):
        return None, way, "unresolved"
    if "y" in formula and (pd.isna(start) or pd.isna(end)):
        return None, way, "unresolved"
    years = 0.0
    if "y" in formula:
        years = round(float((pd.Timestamp(end) - pd.Timestamp(start)).days / 365.25), 2)
    values = {"b": float(base), "n": float(number or 0), "y": years}
    value = float(f"{evaluate(formula, values, float):.12g}")
    shown = written(formula, {name: f"{one:.12g}" for name, one in values.items()})
    return value, way, f"{shown} = {value:.6g}"


def _put(frame: Columns, place: int, value: float | None, way: int, basis: str) -> None:
    here = np.zeros(len(frame), dtype=bool)
    here[place] = True
    for end in ("low", "value", "high"):
        frame.put(f"target_{end}", here, pd.NA if value is None else value)
    frame.put("target_op", here, ">=" if way > 0 else "<=")
    frame.put("direction", here, way)
    frame.put("target_basis", here, basis)
