"""What printed numbers leave open, run through every measure.

A printed 1.75 is anything from 1.745 to 1.755; 超过140 is 140 and up; and where a report gives
two values for one thing, either may be the right one. Each choice of value and baseline at the
ends of its interval is a corner; a status is firm only if every corner agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from ..base.phrases import both
from ..base.vocabulary import pattern
from ..grammar.met import HAIR
from ..grammar.units import COUNTED
from .columns import Columns, each
from .measures import same
from .numbers import Numbers, evaluate

#: Names that say the number is a mean of counts, and so rounded after all.
_MEAN = pattern("rounding", "mean")
#: What a status can be sensitive to, in words.
SOURCES = {
    key: both(f"source.{key}")
    for key in (
        "rounding", "approx", "bound", "contradiction", "baseline", "doubt", "cut", "together",
    )
}  # fmt: skip


def bounded_met(x: Numbers) -> Any:
    """Met or not where the actual is only a bound: known only if the whole half-line agrees."""
    low, high = half_line(x)
    agreed, second = x.met(low), x.met(high)
    both: Any = agreed == second
    agreed[~both.to_numpy(bool, na_value=False)] = pd.NA
    if x.any_hit:  # both ends may miss a target that lies between them
        with np.errstate(invalid="ignore"):
            between = x.hit & (low < x.high) & (high > x.low)
        agreed[between & ~agreed.to_numpy(bool, na_value=True)] = pd.NA
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
    x: Numbers,
    inputs: Columns,
    role: str,
    value: np.ndarray,
    counted: np.ndarray,
    limits_exact: bool,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the interval rounding leaves: as the table has it, else from the printed digits."""
    low, high = (inputs.numbers(f"{role}_{end}") for end in ("low", "high"))
    missing = (np.isnan(low) | np.isnan(high)) & ~np.isnan(value)
    if missing.any():
        half = _half_unit(inputs[f"{role}_text"][missing])
        low, high = low.copy(), high.copy()
        low[missing] = value[missing] - half
        high[missing] = value[missing] + half
    whole = value == np.rint(value)
    exact = whole & counted
    with np.errstate(invalid="ignore"):
        exact &= ~(high - low > 1 + 1e-9)  # a wider interval is not rounding but derivation
    if limits_exact:
        exact |= ~np.isnan(x.ceiling) & ((value == x.ceiling) | (value == 0))
    low, high = np.where(exact, value, low), np.where(exact, value, high)
    low, high = np.fmax(low, x.floor), np.fmin(high, x.ceiling)
    none = np.isnan(value)
    return np.where(none, np.nan, np.fmin(low, value)), np.where(none, np.nan, np.fmax(high, value))


def _vague(inputs: Columns, role: str, low: Any, high: Any) -> tuple[Any, Any]:
    """Widen the interval of 约, 左右 and 近 to half a unit of the last digit that is not 0.

    约5300 is 5250 to 5350, 70%左右 is 65 to 75; 近 stays below its number.
    """
    texts = inputs[f"{role}_text"].to_numpy(object, na_value="")
    if "".join(texts).isascii():  # words are Chinese; most tables have only numbers
        return low, high
    rows = [n for n, text in enumerate(texts) if not text.isascii() and _VAGUE.search(text)]
    low, high = low.copy(), high.copy()
    values = inputs.numbers(f"{role}_value")
    for n in rows:
        digits = re.search(r"\d[\d,]*(?:\.\d+)?", texts[n])
        if digits and values[n] == values[n]:
            last = Decimal(digits[0].replace(",", "")).normalize().as_tuple().exponent
            half = 0.5 * 10.0 ** int(last)
            low[n] = min(low[n], values[n] - half)
            high[n] = values[n] if _NEAR.search(texts[n]) else max(high[n], values[n] + half)
    return low, high


_VAGUE, _NEAR = pattern("rounding", "vague"), pattern("rounding", "near")


def _counted(inputs: Columns) -> np.ndarray:
    """Tell which rows count whole things, and are no mean of such."""
    units = each(inputs["unit"], COUNTED.__contains__, False, bool)
    means = each(inputs["indicator"], lambda name: bool(_MEAN.search(name)), False, bool)
    counted: np.ndarray = units & ~means
    return counted


def _half_unit(texts: Any) -> np.ndarray:
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

    def __init__(self, x: Numbers, inputs: Columns, limits_exact: bool) -> None:
        counted = _counted(inputs)
        low, high = _interval(x, inputs, "actual", x.value, counted, limits_exact)
        base = _interval(x, inputs, "baseline", x.base, counted, limits_exact)
        self.base = _vague(inputs, "baseline", *base)
        vague = _vague(inputs, "actual", low, high)
        self.rounded = ~np.isin(x.actual_op, (">=", ">", "<=", "<"))
        if self.rounded.all():
            self.plain, self.vague = (low, high), vague
        else:
            bounds = half_line(x)
            self.plain = _choose(self.rounded, (low, high), bounds)
            self.vague = _choose(self.rounded, vague, bounds)
        self.other = tuple(inputs.numbers(f"other_{end}") for end in ("low", "high"))
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


def _ties(inputs: Columns, value: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Tell where a baseline was derived from the value itself: by a ratio, or by a difference."""
    ratio, shift = np.full((2, len(inputs)), np.nan)
    derived = each(inputs["baseline_basis"], lambda basis: basis.startswith("derived"), False, bool)
    for place in np.flatnonzero(derived):
        match = _DERIVED.match(inputs["baseline_basis"][place])
        if match and float(match[1].replace(",", "")) == value[place]:
            (ratio if match[2] in "×÷" else shift)[place] = 1.0
    return ratio, shift


#: A baseline derived from a number by a ratio or a difference: "derived: 1783 ÷ (1 + 50 ÷ 100) …".
_DERIVED = re.compile(r"derived: ([\d.,]+) ([×÷+-])")
_MEASURES = ("attainment", "progress", "pace")


def _fold(corners: Iterable[dict[str, Any]], code: np.ndarray) -> dict[str, np.ndarray]:
    """Return where a corner has another status, and the ends of each measure."""
    out = {"moved": np.zeros(len(code), dtype=bool)}
    for corner in corners:
        out["moved"] |= corner["code"] != code
        for name in _MEASURES:
            for end, pick in (("low", np.minimum), ("high", np.maximum)):
                own, reached = f"{name}_{end}", corner[name]
                out[own] = pick(out[own], reached) if own in out else reached
    return out


def _corners(x: Numbers, code: np.ndarray, spread: _Spread) -> dict[str, np.ndarray]:
    """Run the measures at every corner of value and baseline.

    A measure rises or falls with the value, so the ends of its interval are enough; but to a point
    or a range to hit it does both, and a baseline derived from the value moves with it.
    """
    exact = np.array_equal(*spread.base, equal_nan=True)
    bases = spread.base[:1] if exact else spread.base
    out = _fold(_evaluated(x, [(v, b) for v in spread.whole for b in bases]), code)
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
        for name, part in _fold(_evaluated(few, pairs), code[rows]).items():
            out[name][rows] = part
    return out


#: Up to so many rows every corner is run at once: the calls cost more than the numbers.
_FEW = 4096


def _evaluated(x: Numbers, pairs: list[tuple[np.ndarray, np.ndarray]]) -> Iterator[dict[str, Any]]:
    """Run the measures for each pair of values and baselines, one after the other."""
    rows = len(x.value)
    if rows * len(pairs) > _FEW or len(pairs) < 2:
        yield from (evaluate(x, *pair) for pair in pairs)
        return
    every = x.take(np.tile(np.arange(rows), len(pairs)))
    one = evaluate(every, *(np.concatenate(side) for side in zip(*pairs, strict=True)))
    for n in range(len(pairs)):
        yield {name: values[n * rows : (n + 1) * rows] for name, values in one.items()}


class _Follow:
    """The baseline that goes with a value, where it was derived from the value; for some rows."""

    def __init__(self, spread: _Spread, rows: np.ndarray) -> None:
        self.ratio, self.shift = spread.ratio[rows], spread.shift[rows]

    def __call__(self, x: Numbers, value: np.ndarray, base: np.ndarray) -> np.ndarray:
        moved = np.where(np.isnan(self.shift), base, base + (value - x.value))
        with np.errstate(all="ignore"):
            return np.where(np.isnan(self.ratio), moved, base * value / x.value)


def ends(
    x: Numbers, inputs: Columns, code: np.ndarray, status: np.ndarray, *, limits_exact: bool
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
        "doubt": ~inputs.missing("doubt"),
        "cut": inputs.flags("as_of_cut")
        | (each(inputs["as_of_basis"], "capped".__eq__, False, bool) & (code != 0)),
    }
    sensitive = (reached.pop("moved") | np.logical_or.reduce([*sure.values()])) & firm
    out: dict[str, Any] = {"sensitive": sensitive}
    for name, values in reached.items():
        out[name] = np.where(np.isfinite(values), values, np.nan)
    rows = np.flatnonzero(sensitive)
    told = _blame(x, code, rows, spread.sources(x), sure) if len(rows) else []
    out["sensitive_to"], out["sensitive_to_en"] = _in_words(rows, told, len(inputs))
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
    spots = {
        name: _spots(few, low[rows], high[rows], of_base)
        for name, (low, high, of_base) in sources.items()
    }
    pairs = [
        (few.value, spot) if sources[name][2] else (spot, few.base)
        for name, own in spots.items()
        for spot in own
    ]
    codes = (one["code"] for one in _evaluated(few, pairs))
    for name in (*sources, *(name for name in sure if name not in sources)):
        changed = sure[name][rows].copy() if name in sure else np.zeros(len(rows), dtype=bool)
        room = np.zeros(len(rows), dtype=bool)
        for spot in spots.get(name, ()):
            same_place = alike(spot, few.base if sources[name][2] else few.value)
            changed |= (next(codes) != code[rows]) & ~same_place
            room |= ~same_place & ~np.isnan(spot)
        for place in np.flatnonzero(changed):
            alone[place].append(name)
        for place in np.flatnonzero(room):
            loose[place].append(name)
    return [(one, False) if one else (all_, True) for one, all_ in zip(alone, loose, strict=True)]


def _spots(x: Numbers, low: np.ndarray, high: np.ndarray, of_base: bool) -> list[np.ndarray]:
    """Return where a source can move a number: its ends, and a target to hit between them."""
    spots = [low, high]
    if x.any_hit and not of_base:
        spots += [np.clip(end, low, high) for end in (x.low, x.high)]
    return spots


def _in_words(rows: np.ndarray, told: list[tuple[list[str], bool]], count: int) -> tuple[Any, Any]:
    """Word what each row is sensitive to, each distinct set once."""
    sets = dict.fromkeys((tuple(names), together) for names, together in told)
    places = {one: n for n, one in enumerate(sets)}
    which = np.full(count, len(places))
    which[rows] = [places[tuple(names), together] for names, together in told]
    texts = []
    for lang, joint, space in ((0, "、", ""), (1, ", ", " ")):
        words = [
            joint.join(SOURCES[name][lang] for name in names)
            + (space + SOURCES["together"][lang] if together else "")
            for names, together in places
        ]
        texts.append(pd.array([*words, None], dtype="string").take(which))
    return texts[0], texts[1]


def alike(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Both missing, or one decimal number."""
    return same(x, y) | (np.isnan(x) & np.isnan(y))
