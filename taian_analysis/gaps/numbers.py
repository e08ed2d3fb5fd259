"""The inputs of a gap as plain arrays, and the measures that uncertainty can move."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from ..base.vocabulary import pattern
from . import measures
from .columns import Columns, each

_RANGE = pattern("rounding", "range")


def is_range(inputs: Columns | pd.DataFrame) -> np.ndarray:
    """Tell where the target is a range (60-70), as its text or its missing middle says."""
    inputs = Columns.of(inputs)
    ends = each(inputs["target_op"], "==".__eq__, False, bool)
    for end in ("low", "high"):
        ends &= ~inputs.missing(f"target_{end}")
    if not ends.any():
        return ends
    told = np.zeros(len(inputs), dtype=bool)
    told[ends] = each(
        inputs["target_text"][ends], lambda text: bool(_RANGE.search(text)), False, bool
    )
    found: np.ndarray = ends & (told | inputs.missing("target_value"))
    return found


@dataclass(frozen=True)
class Numbers:
    """The inputs as plain arrays: what the measures are run on."""

    op: np.ndarray
    direction: np.ndarray
    value: np.ndarray
    base: np.ndarray
    low: np.ndarray
    high: np.ndarray
    start: np.ndarray
    as_of: np.ndarray
    deadline: np.ndarray
    operators: tuple[np.ndarray, ...]
    hit: np.ndarray
    ranged: np.ndarray
    wordy: np.ndarray
    bounded: np.ndarray
    actual_op: np.ndarray
    actual_low: np.ndarray
    actual_high: np.ndarray
    floor: np.ndarray
    ceiling: np.ndarray

    @classmethod
    def of(cls, inputs: Columns | pd.DataFrame) -> Numbers:
        """Read them from a frame of inputs."""

        inputs = Columns.of(inputs)
        number, day = inputs.numbers, inputs.days
        op = inputs["target_op"].to_numpy(dtype=object, na_value="")
        actual_op = inputs["actual_op"].to_numpy(dtype=object, na_value="")
        target, value, base = (number(f"{role}_value") for role in ("target", "actual", "baseline"))
        # an amount of half a year says nothing of a whole one
        value = np.where(inputs.flags("part_year"), np.nan, value)
        ranged = is_range(inputs)
        low = np.where(ranged, number("target_low"), target)
        high = np.where(ranged, number("target_high"), target)
        hit = ranged | (op == "==")
        return cls(
            op=op,
            direction=number("direction"),
            value=value,
            base=base,
            low=low,
            high=high,
            start=day("start"),
            as_of=day("as_of"),
            deadline=day("deadline"),
            operators=measures.operators(op),
            hit=hit,
            ranged=ranged,
            wordy=(np.isnan(low) | np.isnan(value)) & ((op == "text") | (actual_op == "text")),
            bounded=np.isin(actual_op, (">=", ">", "<=", "<")) & ~np.isnan(value),
            actual_op=actual_op,
            actual_low=number("actual_low"),
            actual_high=number("actual_high"),
            floor=number("floor"),
            ceiling=number("ceiling"),
        )

    def take(self, rows: np.ndarray) -> Numbers:
        """Return some rows."""
        parts = {f.name: getattr(self, f.name) for f in fields(self)}
        flags = parts.pop("operators")
        few = {name: part[rows] for name, part in parts.items()}
        return Numbers(**few, operators=tuple(flag[rows] for flag in flags))

    @cached_property
    def any_hit(self) -> bool:
        """Tell whether there is a range or a point to hit at all."""
        return bool(self.hit.any())

    @cached_property
    def elapsed(self) -> np.ndarray:
        """The share of the time that is gone."""
        return measures.elapsed(self.start, self.as_of, self.deadline)

    @cached_property
    def passed(self) -> np.ndarray:
        """Tell where the deadline has come."""
        with np.errstate(invalid="ignore"):
            return self.as_of >= self.deadline

    def toward(self, value: np.ndarray) -> np.ndarray:
        """Return the target, or of a range (or point to hit) the end nearest to `value`."""
        if not self.any_hit:
            return self.low
        return np.where(self.hit, np.fmin(np.fmax(value, self.low), self.high), self.low)

    def way(self, value: np.ndarray) -> np.ndarray:
        """Return the direction; for a range or point to hit, the way back into it (0 inside)."""
        if not self.any_hit:
            return self.direction
        with np.errstate(invalid="ignore"):
            back = np.sign(self.toward(value) - value)
        return np.where(self.hit, back, self.direction)

    def attainment(self, value: np.ndarray) -> np.ndarray:
        """Return the level `value` reaches; 1 inside a range."""
        way, target = self.way(value), self.toward(value)
        if not self.any_hit:
            return measures.attainment(way, value, target)
        inside = self.hit & (way == 0) & (target > 0)
        return np.where(inside, 1.0, measures.attainment(way, value, target))

    def met(self, value: np.ndarray) -> pd.arrays.BooleanArray:
        """Tell whether `value` meets the target; NA where there is none."""
        top = np.where(self.ranged, self.high, np.nan)
        return measures.met_by(self.operators, value, self.low, top)


def evaluate(x: Numbers, value: np.ndarray, base: np.ndarray, is_met: Any = None) -> dict[str, Any]:
    """Run the measures that uncertainty can move, for one choice of value and baseline.

    `is_met` where it is known otherwise than from the value.
    """
    is_met, was_met = x.met(value) if is_met is None else is_met, x.met(base)
    now, then = (flag.to_numpy(bool, na_value=False) for flag in (is_met, was_met))
    done = measures.progress(value, base, x.low, x.direction)
    if x.any_hit:  # distance outside the range, on both sides
        with np.errstate(invalid="ignore"):
            away, first = -np.abs(value - x.toward(value)), -np.abs(base - x.toward(base))
        outside = measures.progress(away, first, np.zeros(len(value)))
        done = np.where(x.hit, outside, done)
    done = np.where(then, np.nan, done)
    speed = measures.pace(done, x.elapsed)
    return {
        "attainment": x.attainment(value),
        "progress": done,
        "pace": speed,
        "code": measures.status_codes(
            now,
            speed,
            has_baseline=~np.isnan(base),
            lost=then & ~now,
            passed=x.passed,
            assessable=~np.isnan(value) & ~np.isnan(x.low) & ~is_met.isna(),
        ),
    }


def plan_step(x: Numbers) -> np.ndarray:
    """Return the change that the plan asks for from base to deadline, in the good direction.

    Where the base was past the target already it is as much towards it, never away from it.
    """
    step = x.toward(x.base) - x.base
    with np.errstate(invalid="ignore"):
        away = ~x.hit & (step * x.direction < 0)
    return np.where(away, -step, step)
