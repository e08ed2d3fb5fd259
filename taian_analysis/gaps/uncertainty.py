"""What printed numbers leave open, run through every measure.

A printed 1.75 is anything from 1.745 to 1.755; 超过140 is 140 and up; and where a report gives
two values for one thing, either may be the right one. Each choice of value and baseline at the
ends of its interval is a corner; a status is firm only if every corner agrees.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from .measures import same
from .numbers import Numbers, evaluate, is_share

#: Units that count whole things: a whole number in one of them is exact, not rounded.
COUNTED = frozenset([*"个人家处张户件名位所支次例对座条项辆台套起期份册只", "人次", "人数"])
#: Names that say the number is a mean of counts, and so rounded after all.
_MEAN = "平均|人均|户均|每"
#: What a status can be sensitive to, in words.
SOURCES = {
    "rounding": ("印数取整", "printed rounding"),
    "approx": ("约数(约、左右、近)", "an approximate number"),
    "bound": ("只给出界限(以上、超过、余等)", "only a bound is printed"),
    "contradiction": ("原文另有不同数值", "the report gives another value"),
    "baseline": ("基期值的取整", "rounding of the baseline"),
    "together": ("合在一起", "together"),
}


def bounded_met(x: Numbers) -> pd.Series:
    """Met or not where the actual is only a bound: known only if the whole half-line agrees."""
    low, high = half_line(x)
    first, second = pd.Series(x.met(low)), pd.Series(x.met(high))
    return first.where((first == second).fillna(False), pd.NA)


def half_line(x: Numbers) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of an actual printed as a bound.

    超过140 is 140 and up; 1.75万余 begins at its number and ends within a unit of its last digit,
    and its interval is printed so (the low end is the number itself). An open end lies a hair
    (one part in 10^9) off its number.
    """
    hair = 1e-9 * np.maximum(np.abs(x.value), 1e-3)
    above = np.where(x.actual_op == ">", x.value + hair, x.value)
    below = np.where(x.actual_op == "<", x.value - hair, x.value)
    up = np.isin(x.actual_op, (">=", ">"))
    with np.errstate(invalid="ignore"):
        close = alike(x.actual_low, x.value) & (x.actual_high > x.value)
    top = np.where(close, x.actual_high, np.where(x.ceiling == 100, 100.0, np.inf))
    bottom = np.where(x.value >= 0, 0.0, -np.inf)
    return np.where(up, above, bottom), np.where(up, top, below)


def _interval(
    inputs: pd.DataFrame, role: str, value: np.ndarray, limits_exact: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Return the interval rounding leaves: as the table has it, else from the printed digits."""
    low, high = (
        inputs[f"{role}_{end}"].to_numpy(np.float64, na_value=np.nan) for end in ("low", "high")
    )
    missing = (np.isnan(low) | np.isnan(high)) & ~np.isnan(value)
    if missing.any():
        half = _half_unit(inputs[f"{role}_text"][missing])
        low, high = low.copy(), high.copy()
        low[missing] = value[missing] - half
        high[missing] = value[missing] + half
    unit = inputs["unit"]
    whole = value == np.rint(value)
    counted = unit.isin(list(COUNTED)).to_numpy(bool, na_value=False)
    exact = whole & counted & ~_averaged(inputs["indicator"])
    with np.errstate(invalid="ignore"):
        exact &= ~(high - low > 1 + 1e-9)  # a wider interval is not rounding but derivation
    percent = is_share(unit)
    if limits_exact:
        exact |= percent & ((value == 100) | (value == 0))
    low, high = np.where(exact, value, low), np.where(exact, value, high)
    with np.errstate(invalid="ignore"):
        positive = value >= 0
        low = np.where(positive, np.fmax(low, 0.0), low)
        high = np.where(percent & (value <= 100), np.fmin(high, 100.0), high)
    return np.fmin(low, value), np.fmax(high, value)


def _vague(inputs: pd.DataFrame, role: str, low: Any, high: Any) -> tuple[Any, Any]:
    """Widen the interval of 约, 左右 and 近 to half a unit of the last digit that is not 0.

    约5300 is 5250 to 5350, 70%左右 is 65 to 75; 近 stays below its number.
    """
    texts = inputs[f"{role}_text"].to_numpy(object, na_value="")
    if "".join(texts).isascii():  # words are Chinese; most tables have only numbers
        return low, high
    rows = [n for n, text in enumerate(texts) if not text.isascii() and _VAGUE.search(text)]
    low, high = low.copy(), high.copy()
    values = inputs[f"{role}_value"].to_numpy(np.float64, na_value=np.nan)
    for n in rows:
        digits = re.search(r"\d[\d,]*(?:\.\d+)?", texts[n])
        if digits and values[n] == values[n]:
            last = Decimal(digits[0].replace(",", "")).normalize().as_tuple().exponent
            half = 0.5 * 10.0 ** int(last)
            low[n] = min(low[n], values[n] - half)
            high[n] = values[n] if "近" in texts[n] else max(high[n], values[n] + half)
    return low, high


_VAGUE = re.compile("约|左右|近|上下|前后|大致")


def _averaged(names: pd.Series) -> np.ndarray:
    which, known = pd.factorize(names, use_na_sentinel=True)
    hits = np.array([*(bool(re.search(_MEAN, str(name))) for name in known), False])
    return hits[which]


def _half_unit(texts: pd.Series) -> np.ndarray:
    """Half a unit of the last printed digit: 0.005 for "1.75"; 0 where there is no text."""
    return np.array([_HALVES[_decimals(text)] for text in texts.to_numpy(object, na_value="")])


_HALVES = [0.5 * 10.0**-places for places in range(16)] + [0.0]


def _decimals(text: str) -> int:
    """Count the decimals of the first number printed; -1 where there is none."""
    if text.isdecimal():
        return 0
    tail = text.partition(".")[2]
    if not tail.isdecimal():
        match = re.search(r"\d+(?:\.(\d+))?", text)
        if not match:
            return -1
        tail = match[1] or ""
    return min(len(tail), 15)


def ends(
    x: Numbers, inputs: pd.DataFrame, code: np.ndarray, status: np.ndarray, *, limits_exact: bool
) -> dict[str, Any]:
    """Return `sensitive`, to what, and the ends attainment, progress and pace can take.

    `code` is the status of the printed numbers, `status` the word in the frame (which knows words
    and bounds as well).
    """
    low, high = _interval(inputs, "actual", x.value, limits_exact)
    base_low, base_high = _interval(inputs, "baseline", x.base, limits_exact)
    base_low, base_high = _vague(inputs, "baseline", base_low, base_high)
    vague_low, vague_high = _vague(inputs, "actual", low, high)
    other_low, other_high = (
        inputs[f"other_{end}"].to_numpy(np.float64, na_value=np.nan) for end in ("low", "high")
    )
    rounded = ~np.isin(x.actual_op, (">=", ">", "<=", "<"))
    bounds = half_line(x)
    low, high, vague_low, vague_high = (
        np.where(rounded, end, bound)
        for end, bound in zip((low, high, vague_low, vague_high), 2 * bounds, strict=True)
    )
    bottom, top = np.fmin(vague_low, other_low), np.fmax(vague_high, other_high)
    vague = (vague_low < low) | (vague_high > high)

    def corners(v: tuple[np.ndarray, ...], b: tuple[np.ndarray, ...]) -> list[dict[str, Any]]:
        return [evaluate(x, one, other) for one in v for other in b]

    bases = (base_low, base_high)
    exact = np.array_equal(base_low, base_high, equal_nan=True)
    every = corners((bottom, top), bases[:1] if exact else bases)
    firm = ~x.wordy & (status != "not_assessable") | x.bounded
    moved = np.zeros(len(status), dtype=bool)
    for corner in every:
        moved |= corner["code"] != code
    # Of two numbers that exclude each other perhaps neither is right, nor a baseline derived from
    # one of them; that both give the same status does not make it firm.
    contradicted = ~np.isnan(other_low)
    sensitive = (moved | contradicted) & firm
    out: dict[str, Any] = {"sensitive": sensitive}
    for name in ("attainment", "progress", "pace"):
        first, *rest = (corner[name] for corner in every)
        for end, pick in (("low", np.minimum), ("high", np.maximum)):
            reached = first
            for corner in rest:
                reached = pick(reached, corner)
            out[f"{name}_{end}"] = np.where(np.isfinite(reached), reached, np.nan)
    zh, en = _blame(
        inputs, x, code, sensitive,
        {
            "rounding": (np.where(rounded, low, x.value), np.where(rounded, high, x.value), False),
            "approx": (np.where(vague, vague_low, x.value), np.where(vague, vague_high, x.value),
                       False),
            "bound": (np.where(rounded, x.value, low), np.where(rounded, x.value, high), False),
            "contradiction": (np.fmin(x.value, other_low), np.fmax(x.value, other_high), False),
            "baseline": (base_low, base_high, True),
        },
    )  # fmt: skip
    out["sensitive_to"], out["sensitive_to_en"] = zh, en
    return out


def _blame(
    inputs: pd.DataFrame,
    x: Numbers,
    code: np.ndarray,
    sensitive: np.ndarray,
    sources: dict[str, tuple[np.ndarray, np.ndarray, bool]],
) -> tuple[pd.Series, pd.Series]:
    """Name what a status is sensitive to: each source moved alone, the rest as printed."""
    rows = np.flatnonzero(sensitive)
    told: list[list[str]] = [[] for _ in rows]
    #: what has any room at all: where nothing alone changes the status, it is these together
    loose: list[list[str]] = [[] for _ in rows]
    if len(rows):
        few = x.take(rows)
        for name, (low, high, of_base) in sources.items():
            changed = np.zeros(len(rows), dtype=bool)
            if name == "contradiction":
                changed |= ~inputs["other_low"].isna().to_numpy()[rows]
            room = np.zeros(len(rows), dtype=bool)
            for end in (low[rows], high[rows]):
                one = evaluate(few, few.value, end) if of_base else evaluate(few, end, few.base)
                same = alike(end, few.base if of_base else few.value)
                changed |= (one["code"] != code[rows]) & ~same
                room |= ~same & ~np.isnan(end)
            for place in np.flatnonzero(changed):
                told[place].append(name)
            for place in np.flatnonzero(room):
                loose[place].append(name)
    texts = []
    for lang, joint, space in ((0, "、", ""), (1, ", ", " ")):
        words = [
            joint.join(SOURCES[name][lang] for name in alone or together)
            + ("" if alone else space + SOURCES["together"][lang])
            for alone, together in zip(told, loose, strict=True)
        ]
        full = pd.array([None] * len(inputs), dtype="string")
        if len(rows):
            full[rows] = words
        texts.append(pd.Series(full, index=inputs.index))
    return texts[0], texts[1]


def alike(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Both missing, or one decimal number."""
    return same(x, y) | (np.isnan(x) & np.isnan(y))
