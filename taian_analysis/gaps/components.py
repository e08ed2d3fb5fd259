"""The steps of a gap as one table, built step by step over whole columns at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..base.phrases import say
from .measures import YEAR, days_between
from .numbers import Numbers, plan_step

_OPS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "==": "="}


@dataclass(frozen=True)
class Step:
    """One step for all rows; a list has an entry a row, a single value holds for all."""

    measure: str
    symbol: str
    formula: Any = None
    calculation: Any = None
    value: Any = None
    text: Any = None
    unit: Any = None
    line: Any = None
    quote: Any = None
    name: Any = None


def number(x: float) -> str:
    """Write a number as short as it is exact to six digits.

    >>> number(-517.0), number(float("nan")), number(12345678.0)
    ('−517', '—', '12345678')
    """
    if x != x:
        return "—"
    text = f"{x:.6g}"
    if "e+" in text:
        text = f"{x:.0f}"
    return text.replace("-", "−")


def numbers(values: np.ndarray) -> list[str]:
    """Write many numbers."""
    return [number(x) for x in values.tolist()]


def _few(values: np.ndarray) -> list[str]:
    """Write many numbers of which few are distinct (spans of days)."""
    distinct, which = np.unique(values, return_inverse=True)
    return np.array(numbers(distinct), dtype=object)[which].tolist()


def days(values: pd.Series) -> list[str]:
    """Write dates, "—" where there is none."""
    distinct, which = np.unique(np.asarray(values, "datetime64[D]"), return_inverse=True)
    told = ["—" if np.isnat(day) else str(day) for day in distinct]
    return np.array(told, dtype=object)[which].tolist()


class Components:
    """A gaps frame as the steps see it: numbers, and each written once."""

    def __init__(self, gaps: pd.DataFrame) -> None:
        self.gaps = gaps
        self.x = x = Numbers.of(gaps.assign(part_year=False))
        self.goal, self.first = x.toward(x.value), x.toward(x.base)
        with np.errstate(invalid="ignore"):
            self.way = np.where(x.hit, np.sign(self.goal - x.value), x.direction)
        self.v, self.b, self.t = (numbers(one) for one in (x.value, x.base, self.goal))
        spans = ((x.start, x.as_of), (x.start, x.deadline), (x.as_of, x.deadline))
        self.gone, self.whole, self.left = (_few(days_between(*span)) for span in spans)
        self.short = ~gaps["met"].fillna(False).to_numpy(bool)

    def of(self, name: str) -> np.ndarray:
        """Return a column as numbers."""
        return self.gaps[name].to_numpy(float, na_value=np.nan)

    def steps(self) -> list[Step]:
        """Return every step, in the order of the calculation."""
        return [*self._given(), *self._now(), *self._path(), *self._later()]

    def _given(self) -> list[Step]:
        gaps, unit = self.gaps, self.gaps["unit"]
        line, dated = gaps["source_line"], gaps["as_of_line"]
        return [
            Step("target", "T", value=self.goal, text=gaps["target_text"], unit=unit, line=line),
            Step("actual", "v", value=self.x.value, text=gaps["actual_text"], unit=unit, line=line),
            Step("baseline", "b", value=self.x.base, text=bases(gaps["baseline_basis"], "zh"),
                 unit=unit, line=gaps["baseline_line"], quote=gaps["baseline_quote"]),
            Step("direction", "d", value=self.way),
            Step("start", "t0", text=days(gaps["start"])),
            Step("as_of", "ta", text=days(gaps["as_of"]), line=dated, quote=gaps["as_of_quote"]),
            Step("deadline", "t1", text=days(gaps["deadline"])),
        ]  # fmt: skip

    def _now(self) -> list[Step]:
        gaps, x, v, t = self.gaps, self.x, self.v, self.t
        unit = gaps["unit"]
        points = unit.mask(unit == "%", say("steps.points", "zh"))
        met = self.of("met")
        signs = [_OPS.get(op, "?") for op in x.op.tolist()]
        ends = t
        if x.ranged.any():
            both = zip(numbers(x.low), numbers(x.high), x.ranged, t, strict=True)
            ends = [f"[{low}, {high}]" if r else one for low, high, r, one in both]
            signs = ["∈" if r else sign for r, sign in zip(x.ranged, signs, strict=True)]
        known = ~np.isnan(x.value) & ~np.isnan(self.goal)
        pairs = zip(signs, known, strict=True)
        yes, no = say("steps.yes", "zh"), say("steps.no", "zh")
        words = [yes if m == 1 else no if m == 0 else None for m in met.tolist()]
        gap = numbers(self.of("gap"))
        minus = numbers(-self.of("gap"))
        rising = self.way > 0
        inside = x.hit & (self.way == 0)
        done = say("steps.inside", "zh")
        level = [
            done if i else (f"{a} / {c}" if up else f"{c} / {a}")
            for a, c, up, i in zip(v, t, rising.tolist(), inside.tolist(), strict=True)
        ]
        return [
            Step("met", "", [f"v {sign} T" if k else None for sign, k in pairs],
                 [f"{a} {s} {e}" for a, s, e in zip(v, signs, ends, strict=True)], met,
                 words),
            Step("gap", "g", "d × (v − T)",
                 [f"{d} × ({a} − {c})" for d, a, c in zip(_few(self.way), v, t, strict=True)],
                 self.of("gap"), unit=points),
            Step("shortfall", "", "max(0, −g)", [f"max(0, {m})" for m in minus],
                 self.of("shortfall"), unit=points),
            Step("relative_gap", "", "g / |T|",
                 [f"{g} / {c.removeprefix('−')}" for g, c in zip(gap, t, strict=True)],
                 self.of("relative_gap")),
            Step("attainment", "", np.where(rising, "v / T", "T / v").tolist(), level,
                 self.of("attainment")),
        ]  # fmt: skip

    def _path(self) -> list[Step]:
        x, v, b, t = self.x, self.v, self.b, self.t
        progress, elapsed = self.of("progress"), self.of("elapsed")
        way = [f"({a} − {o}) / ({c} − {o})" for a, o, c in zip(v, b, t, strict=True)]
        formula: Any = "(v − b) / (T − b)"
        hit = x.hit & ~np.isnan(progress)
        if hit.any():
            far, near = numbers(np.abs(self.first - x.base)), numbers(np.abs(self.goal - x.value))
            trio = zip(hit.tolist(), far, near, way, strict=True)
            way = [f"({f} − {n}) / {f}" if h else w for h, f, n, w in trio]
            formula = np.where(hit, "(|T − b| − |T − v|) / |T − b|", formula).tolist()
        both = zip(numbers(progress), numbers(elapsed), strict=True)
        return [
            Step("elapsed", "e", "(ta − t0) / (t1 − t0)",
                 [f"{g} / {w}" for g, w in zip(self.gone, self.whole, strict=True)], elapsed),
            Step("progress", "p", formula, way, progress),
            Step("pace", "", "p / e", [f"{p} / {e}" for p, e in both], self.of("pace")),
        ]  # fmt: skip

    def _later(self) -> list[Step]:
        gaps, v, t = self.gaps, self.v, self.t
        unit = gaps["unit"].mask(gaps["unit"] == "%", say("steps.points", "zh"))
        per = unit + say("steps.a_year", "zh")
        reached = say("steps.reached", "zh")
        rows = list(zip(self.short.tolist(), v, t, self.left, strict=True))
        return [
            Step("required_per_year", "", f"(T − v) / ((t1 − ta) / {YEAR})",
                 [f"({c} − {a}) / ({left} / {YEAR})" if s else reached for s, a, c, left in rows],
                 self.of("required_per_year"), unit=per),
            Step("required_growth", "", f"(T / v) ^ ({YEAR} / (t1 − ta)) − 1",
                 [f"({c} / {a}) ^ ({YEAR} / {left}) − 1" if s else reached
                  for s, a, c, left in rows],
                 self.of("required_growth")),
            *self._projections(),
            Step("completion_date", "", text=days(gaps["completion_date"])),
            Step("status", "", text=gaps["status"]),
        ]  # fmt: skip

    def _projections(self) -> list[Step]:
        gaps, v, b = self.gaps, self.v, self.b
        end, curved = self.of("projected_value"), self.of("projected_geometric")
        formula: Any = "v + (v − b) (t1 − ta) / (ta − t0)"
        key: Any = "projected_value"
        spans = zip(v, b, self.left, self.gone, strict=True)
        linear = [f"{a} + ({a} − {o}) × {left} / {gone}" for a, o, left, gone in spans]
        if "assumed_pace" in gaps and gaps["assumed_pace"].notna().any():
            pace = self.of("assumed_pace")
            assumed = ~np.isnan(pace)
            curved = np.where(assumed, np.nan, curved)
            step = plan_step(self.x)
            parts = zip(linear, assumed, v, numbers(pace), numbers(step), self.left, self.whole,
                        strict=True)  # fmt: skip
            linear = [
                f"{a} + {k} × {s} × {left} / {whole}" if yes else plain
                for plain, yes, a, k, s, left, whole in parts
            ]
            formula = np.where(assumed, "v + k s (t1 − ta) / (t1 − t0)", formula).tolist()
            key = np.where(assumed, "projected_assumed", key).tolist()
        spans = zip(v, b, self.left, self.gone, strict=True)
        power = [f"{a} × ({a} / {o}) ^ ({left} / {gone})" for a, o, left, gone in spans]
        return [
            Step("projected_value", "v1", formula, self._within(linear, end), end,
                 unit=gaps["unit"], name=key),
            Step("projected_geometric", "", "v (v / b) ^ ((t1 − ta) / (ta − t0))",
                 self._within(power, curved), curved, unit=gaps["unit"]),
        ]  # fmt: skip

    def _within(self, told: list[str], end: np.ndarray) -> list[str]:
        """Say so where a projection was cut at its natural limit."""
        with np.errstate(invalid="ignore"):
            low, high = end == self.x.floor, end == self.x.ceiling
        for rows, word, limits in ((low, "max", self.x.floor), (high, "min", self.x.ceiling)):
            for place in np.flatnonzero(rows).tolist():
                told[place] = f"{word}({number(float(limits[place]))}, {told[place]})"
        return told


def bases(basis: pd.Series, lang: str) -> pd.Series:
    """Return where each baseline or date is from, in words."""
    which, names = pd.factorize(basis, use_na_sentinel=True)
    told = pd.array([*(basis_word(str(name), lang) for name in names), None], dtype="string")
    return pd.Series(told.take(which), index=basis.index)


def basis_word(basis: str, lang: str) -> str:
    """Return where a baseline or a date is from, in words."""
    from ..base.phrases import has_phrase

    if basis.startswith("derived: "):
        return say("gap_basis.derived", lang, how=basis.removeprefix("derived: "))
    return say(f"gap_basis.{basis}", lang) if has_phrase(f"gap_basis.{basis}") else basis


def table(gaps: pd.DataFrame) -> pd.DataFrame:
    """Return the table of steps: one row an indicator and step."""
    steps = Components(gaps).steps()
    rows, count = len(gaps), len(steps)
    order = (np.arange(count)[None, :] * rows + np.arange(rows)[:, None]).ravel()
    shape = _Shape(rows, order)
    values = [_floats(step.value, rows) for step in steps]
    told = [~np.isnan(v) & _has(s.formula, rows) for v, s in zip(values, steps, strict=True)]
    where = np.arange(rows).repeat(count)
    calc = [_masked(s.calculation, k) for s, k in zip(steps, told, strict=True)]
    out = {
        "indicator_id": gaps["indicator_id"].array.take(where),
        "step": pd.array(np.tile(np.arange(1, count + 1), rows), dtype="Int64"),
        "measure": shape.constant([s.measure for s in steps]),
        "symbol": shape.constant([s.symbol for s in steps]),
        "name": shape.texts([_names(s, "zh") for s in steps]),
        "name_en": shape.texts([_names(s, "en") for s in steps]),
        "formula": shape.texts([s.formula for s in steps]),
        "calculation": shape.texts(calc),
        "value": pd.array(np.concatenate(values)[order], dtype="Float64"),
        "text": shape.texts([s.text for s in steps]),
        "unit": shape.texts([s.unit for s in steps]),
        "line": shape.lines([s.line for s in steps]),
        "quote": shape.texts([s.quote for s in steps]),
    }
    return pd.DataFrame(out, copy=False)


def _names(step: Step, lang: str) -> Any:
    if isinstance(step.name, list):
        return [say(f"step.{key}", lang) for key in step.name]
    return say(f"step.{step.name or step.measure}", lang)


def _floats(value: Any, rows: int) -> np.ndarray:
    return np.full(rows, np.nan) if value is None else np.asarray(value, dtype=float)


def _has(formula: Any, rows: int) -> np.ndarray:
    if isinstance(formula, list):
        return np.array([one is not None for one in formula], dtype=bool)
    return np.full(rows, formula is not None)


def _masked(told: Any, keep: np.ndarray) -> Any:
    if told is None or not keep.any():
        return None
    if keep.all():
        return told
    return [one if yes else None for one, yes in zip(told, keep.tolist(), strict=True)]


@dataclass(frozen=True)
class _Shape:
    """Columns of steps, one after the other, put into the order of indicators."""

    rows: int
    order: np.ndarray

    def constant(self, words: list[str]) -> Any:
        return self.texts(list(words))

    def texts(self, parts: list[Any]) -> Any:
        """Return one column of texts: a part is a text for all rows, a list, a Series or None."""
        if all(part is None or isinstance(part, str) for part in parts):
            few = pd.array(parts, dtype="string")
            return few.take(self.order // max(self.rows, 1))
        arrays = [self._array(part) for part in parts]
        return type(arrays[0])._concat_same_type(arrays).take(self.order)

    def _array(self, part: Any) -> Any:
        if part is None or isinstance(part, str):
            return pd.array([part], dtype="string").take(np.zeros(self.rows, dtype=int))
        if isinstance(part, pd.Series):
            return part.astype("string").array
        return pd.array(np.array(part, dtype=object), dtype="string")

    def lines(self, parts: list[Any]) -> Any:
        out = np.full(len(parts) * self.rows, np.nan)
        for place, part in enumerate(parts):
            if part is not None:
                here = slice(place * self.rows, (place + 1) * self.rows)
                out[here] = part.to_numpy(float, na_value=np.nan)
        return pd.array(out[self.order], dtype="Int64")
