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

from ..base.phrases import both
from ..grammar.met import HAIR
from .measures import same
from .numbers import Numbers, evaluate

#: Units that count whole things: a whole number in one of them is exact, not rounded.
COUNTED = frozenset([*"个人家处张户件名位所支次例对座条项辆台套起期份册只", "人次", "人数"])
#: Names that say the number is a mean of counts, and so rounded after all.
_MEAN = "平均|人均|户均|每"
#: What a status can be sensitive to, in words.
SOURCES = {
    key: both(f"source.{key}")
    for key in (
        "rounding", "approx", "bound", "contradiction", "baseline", "doubt", "cut", "together",
    )
}  # fmt: skip


def bounded_met(x: Numbers) -> pd.Series:
    """Met or not where the actual is only a bound: known only if the whole half-line agrees."""
    low, high = half_line(x)
    first, second = pd.Series(x.met(low)), pd.Series(x.met(high))
    agreed = first.where((first == second).fillna(False), pd.NA)
    if x.any_hit:  # both ends may miss a target that lies between them
        with np.errstate(invalid="ignore"):
            between = x.hit & (low < x.high) & (high > x.low)
        agreed = agreed.mask(between & (first == False).to_numpy(bool, na_value=False), pd.NA)  # noqa: E712
    return agreed


def half_line(x: Numbers) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of an actual printed as a bound.

    超过140 is 140 and up; 1.75万余 begins at its number and ends within a unit of its last digit,
    and its interval is printed so (the low end is the number itself). An open end lies a hair
    (one part in 10^9) off its number.
    """
    hair = HAIR * np.maximum(np.abs(x.value), 1e-3)
    above = np.where(x.actual_op == ">", x.value + hair, x.value)
    below = np.where(x.actual_op == "<", x.value - hair, x.value)
    up = np.isin(x.actual_op, (">=", ">"))
    with np.errstate(invalid="ignore"):
        close = alike(x.actual_low, x.value) & (x.actual_high > x.value)
    top = np.where(close, x.actual_high, np.where(np.isnan(x.ceiling), np.inf, x.ceiling))
    bottom = np.where(np.isnan(x.floor), -np.inf, x.floor)
    return np.where(up, above, bottom), np.where(up, top, below)


def _interval(
    x: Numbers, inputs: pd.DataFrame, role: str, value: np.ndarray, limits_exact: bool
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
    whole = value == np.rint(value)
    counted = inputs["unit"].isin(list(COUNTED)).to_numpy(bool, na_value=False)
    exact = whole & counted & ~_averaged(inputs["indicator"])
    with np.errstate(invalid="ignore"):
        exact &= ~(high - low > 1 + 1e-9)  # a wider interval is not rounding but derivation
    if limits_exact:
        exact |= ~np.isnan(x.ceiling) & ((value == x.ceiling) | (value == 0))
    low, high = np.where(exact, value, low), np.where(exact, value, high)
    low, high = np.fmax(low, x.floor), np.fmin(high, x.ceiling)
    none = np.isnan(value)
    return np.where(none, np.nan, np.fmin(low, value)), np.where(none, np.nan, np.fmax(high, value))


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


class _Spread:
    """The intervals of a row's numbers: what rounding, words, bounds and contradictions leave."""

    def __init__(self, x: Numbers, inputs: pd.DataFrame, limits_exact: bool) -> None:
        low, high = _interval(x, inputs, "actual", x.value, limits_exact)
        self.base = _vague(
            inputs, "baseline", *_interval(x, inputs, "baseline", x.base, limits_exact)
        )
        vague = _vague(inputs, "actual", low, high)
        self.rounded = ~np.isin(x.actual_op, (">=", ">", "<=", "<"))
        if self.rounded.all():
            self.plain, self.vague = (low, high), vague
        else:
            bounds = half_line(x)
            self.plain = _choose(self.rounded, (low, high), bounds)
            self.vague = _choose(self.rounded, vague, bounds)
        self.other = tuple(
            inputs[f"other_{end}"].to_numpy(np.float64, na_value=np.nan) for end in ("low", "high")
        )
        self.whole = (np.fmin(self.vague[0], self.other[0]), np.fmax(self.vague[1], self.other[1]))
        self.ratio, self.shift = _ties(inputs, x.value)

    def sources(self, x: Numbers) -> dict[str, tuple[np.ndarray, np.ndarray, bool]]:
        """Return each source's own interval, and whether it is the baseline's."""
        own = (x.value, x.value)
        worded = (self.vague[0] < self.plain[0]) | (self.vague[1] > self.plain[1])
        other = (np.fmin(x.value, self.other[0]), np.fmax(x.value, self.other[1]))
        return {
            "rounding": (*_choose(self.rounded, self.plain, own), False),
            "approx": (*_choose(worded, self.vague, own), False),
            "bound": (*_choose(self.rounded, own, self.plain), False),
            "contradiction": (*other, False),
            "baseline": (*self.base, True),
        }


def _choose(
    rows: np.ndarray, pair: tuple[np.ndarray, ...], other: tuple[np.ndarray, ...]
) -> tuple[np.ndarray, np.ndarray]:
    return np.where(rows, pair[0], other[0]), np.where(rows, pair[1], other[1])


def _ties(inputs: pd.DataFrame, value: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Tell where a baseline was derived from the value itself: by a ratio, or by a difference."""
    ratio, shift = np.full((2, len(inputs)), np.nan)
    derived = inputs["baseline_basis"].str.startswith("derived").to_numpy(bool, na_value=False)
    for place in np.flatnonzero(derived):
        match = _DERIVED.match(inputs["baseline_basis"].iloc[place])
        if match and float(match[1].replace(",", "")) == value[place]:
            (ratio if match[2] in "×÷" else shift)[place] = 1.0
    return ratio, shift


#: A baseline derived from a number by a ratio or a difference: "derived: 1783 ÷ (1 + 50 ÷ 100) …".
_DERIVED = re.compile(r"derived: ([\d.,]+) ([×÷+-])")
_MEASURES = ("attainment", "progress", "pace")


def _fold(corners: list[dict[str, Any]], code: np.ndarray) -> dict[str, np.ndarray]:
    """Return where a corner has another status, and the ends of each measure."""
    out = {"moved": np.zeros(len(code), dtype=bool)}
    for corner in corners:
        out["moved"] |= corner["code"] != code
    for name in _MEASURES:
        for end, pick in (("low", np.minimum), ("high", np.maximum)):
            reached = corners[0][name]
            for corner in corners[1:]:
                reached = pick(reached, corner[name])
            out[f"{name}_{end}"] = reached
    return out


def _corners(x: Numbers, code: np.ndarray, spread: _Spread) -> dict[str, np.ndarray]:
    """Run the measures at every corner of value and baseline.

    A measure rises or falls with the value, so the ends of its interval are enough; but to a point
    or a range to hit it does both, and a baseline derived from the value moves with it.
    """
    exact = np.array_equal(*spread.base, equal_nan=True)
    bases = spread.base[:1] if exact else spread.base
    out = _fold([evaluate(x, v, b) for v in spread.whole for b in bases], code)
    tied = ~(np.isnan(spread.ratio) & np.isnan(spread.shift)) & ~np.isnan(spread.other[0])
    rows = np.flatnonzero((x.hit | tied) & ~np.isnan(x.value))
    if len(rows):
        few = x.take(rows)
        own: list[np.ndarray] = [end[rows] for end in spread.vague]
        if x.any_hit:
            own += [np.clip(end, *own[:2]) for end in (few.low, few.high)]
        own.append(few.value)
        other = [np.where(np.isnan(end), few.value, end) for end in (o[rows] for o in spread.other)]
        based = [*(b[rows] for b in spread.base), few.base]
        pairs = [(v, b) for v in own for b in based]
        follow = _Follow(spread, rows)
        pairs += [(v, follow(few, v, b)) for v in other for b in based]
        for name, part in _fold([evaluate(few, *pair) for pair in pairs], code[rows]).items():
            out[name][rows] = part
    return out


class _Follow:
    """The baseline that goes with a value, where it was derived from the value; for some rows."""

    def __init__(self, spread: _Spread, rows: np.ndarray) -> None:
        self.ratio, self.shift = spread.ratio[rows], spread.shift[rows]

    def __call__(self, x: Numbers, value: np.ndarray, base: np.ndarray) -> np.ndarray:
        moved = np.where(np.isnan(self.shift), base, base + (value - x.value))
        with np.errstate(all="ignore"):
            return np.where(np.isnan(self.ratio), moved, base * value / x.value)


def ends(
    x: Numbers, inputs: pd.DataFrame, code: np.ndarray, status: np.ndarray, *, limits_exact: bool
) -> dict[str, Any]:
    """Return `sensitive`, to what, and the ends attainment, progress and pace can take.

    `code` is the status of the printed numbers, `status` the word in the frame (which knows words
    and bounds as well).
    """
    spread = _Spread(x, inputs, limits_exact)
    reached = _corners(x, code, spread)
    firm = ~x.wordy & (status != "not_assessable") | x.bounded
    # Of two numbers that exclude each other perhaps neither is right, nor a baseline derived from
    # one of them; that both give the same status does not make it firm.
    sure = {
        "contradiction": ~np.isnan(spread.other[0]),
        "doubt": inputs["doubt"].notna().to_numpy(bool),
        "cut": inputs["as_of_cut"].to_numpy(bool, na_value=False)
        | ((inputs["as_of_basis"] == "capped").to_numpy(bool, na_value=False) & (code != 0)),
    }
    sensitive = (reached.pop("moved") | np.logical_or.reduce([*sure.values()])) & firm
    out: dict[str, Any] = {"sensitive": sensitive}
    for name, values in reached.items():
        out[name] = np.where(np.isfinite(values), values, np.nan)
    rows = np.flatnonzero(sensitive)
    told = _blame(x, code, rows, spread.sources(x), sure) if len(rows) else []
    out["sensitive_to"], out["sensitive_to_en"] = _in_words(rows, told, inputs.index)
    return out


def _blame(
    x: Numbers,
    code: np.ndarray,
    rows: np.ndarray,
    sources: dict[str, tuple[np.ndarray, np.ndarray, bool]],
    sure: dict[str, np.ndarray],
) -> list[tuple[list[str], bool]]:
    """Name what a status is sensitive to: each source moved alone, the rest as printed.

    Where nothing alone changes the status it is those that have any room, together (True).
    """
    few = x.take(rows)
    alone: list[list[str]] = [[] for _ in rows]
    loose: list[list[str]] = [[] for _ in rows]
    for name in (*sources, *(name for name in sure if name not in sources)):
        changed = sure[name][rows].copy() if name in sure else np.zeros(len(rows), dtype=bool)
        room = np.zeros(len(rows), dtype=bool)
        if name in sources:
            low, high, of_base = sources[name]
            own = few.base if of_base else few.value
            spots = [low[rows], high[rows]]
            if few.any_hit and not of_base:
                spots += [np.clip(end, *spots[:2]) for end in (few.low, few.high)]
            for spot in spots:
                one = evaluate(few, few.value, spot) if of_base else evaluate(few, spot, few.base)
                same_place = alike(spot, own)
                changed |= (one["code"] != code[rows]) & ~same_place
                room |= ~same_place & ~np.isnan(spot)
        for place in np.flatnonzero(changed):
            alone[place].append(name)
        for place in np.flatnonzero(room):
            loose[place].append(name)
    return [(one, False) if one else (all_, True) for one, all_ in zip(alone, loose, strict=True)]


def _in_words(
    rows: np.ndarray, told: list[tuple[list[str], bool]], index: pd.Index
) -> tuple[pd.Series, pd.Series]:
    texts = []
    for lang, joint, space in ((0, "、", ""), (1, ", ", " ")):
        words = [
            joint.join(SOURCES[name][lang] for name in names)
            + (space + SOURCES["together"][lang] if together else "")
            for names, together in told
        ]
        full = pd.array([None] * len(index), dtype="string")
        if len(rows):
            full[rows] = words
        texts.append(pd.Series(full, index=index))
    return texts[0], texts[1]


def alike(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Both missing, or one decimal number."""
    return same(x, y) | (np.isnan(x) & np.isnan(y))
