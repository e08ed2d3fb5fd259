"""An oracle for `docs/gap-spec.md`: one row at a time, in exact fractions.

It shares no code with the package (nothing of it is imported, and neither numpy nor pandas), so
that the two check each other. `solve` takes a dictionary of inputs as `data/vectors/*.json` have
them and returns every measure, the status and the codes of the reasons. Numbers are read from
their decimal text, so that 0.1 is a tenth.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

YEAR = Fraction(1461, 4)  # 365.25 days
ON_PACE, AHEAD = Fraction(95, 100), Fraction(105, 100)
HUGE = Fraction(10) ** 40  # stands for an endless bound; only its status is asked for
STATUSES = ("met", "ahead", "on_pace", "behind", "no_baseline", "not_assessable")


def exact(number: Any) -> Fraction | None:
    return None if number is None else Fraction(str(number))


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def span(first: date | None, last: date | None) -> int | None:
    return None if first is None or last is None else (last - first).days


class Case:
    """The inputs of one row."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.op, self.direction = row["op"], row["direction"]
        self.ranged = row.get("target") is None and row.get("target_low") is not None
        low, high = ("target_low", "target_high") if self.ranged else ("target", "target")
        self.low, self.high = exact(row.get(low)), exact(row.get(high))
        self.hit = self.ranged or self.op == "=="
        self.value, self.value_op = exact(row["value"]), row.get("value_op", "==")
        self.base = exact(row.get("baseline"))
        self.ends = tuple(exact(row.get(f"value_{end}")) for end in ("low", "high"))
        self.base_ends = tuple(exact(row.get(f"baseline_{end}")) for end in ("low", "high"))
        self.start, self.as_of, self.deadline = (
            day(row.get(name)) for name in ("start", "as_of", "deadline")
        )
        self.floor, self.ceiling = exact(row.get("floor")), exact(row.get("ceiling"))

    # clause 4: the target seen from a value
    def toward(self, v: Fraction) -> Fraction:
        assert self.low is not None and self.high is not None
        return min(max(v, self.low), self.high) if self.hit else self.low

    def way(self, v: Fraction) -> int:
        if not self.hit:
            return int(self.direction)
        t = self.toward(v)
        return (t > v) - (t < v)

    # clause 5
    def met(self, v: Fraction) -> bool:
        if self.ranged:
            return self.low <= v <= self.high  # type: ignore[operator]
        t = self.low
        return {">=": v >= t, ">": v > t, "<=": v <= t, "<": v < t, "==": v == t}[self.op]  # type: ignore[operator]

    # clause 7
    def attainment(self, v: Fraction) -> Fraction | None:
        t, d = self.toward(v), self.way(v)
        if self.hit and d == 0:
            return Fraction(1) if t > 0 else None
        if v < 0 or t <= 0 or d == 0:
            return None
        if d > 0:
            return v / t
        return t / v if v else None

    # clause 9
    def progress(self, v: Fraction, b: Fraction | None) -> Fraction | None:
        if b is None or self.met(b):
            return None
        if self.hit:
            return 1 - abs(v - self.toward(v)) / abs(b - self.toward(b))
        return None if b == self.low else (v - b) / (self.low - b)  # type: ignore[operator]

    # clause 8
    def elapsed(self) -> Fraction | None:
        gone, whole = span(self.start, self.as_of), span(self.start, self.deadline)
        return None if gone is None or not whole or whole <= 0 else Fraction(gone, whole)

    def pace(self, progress: Fraction | None) -> Fraction | None:
        elapsed = self.elapsed()
        return None if progress is None or not elapsed or elapsed <= 0 else progress / elapsed

    def passed(self) -> bool:
        return self.as_of is not None and self.deadline is not None and self.as_of >= self.deadline

    # clause 13
    def status(self, v: Fraction | None, b: Fraction | None, met: bool | None) -> str:
        if met:
            return "met"
        if v is None or self.low is None or met is None:
            return "not_assessable"
        if self.passed() or (b is not None and self.met(b)):
            return "behind"
        if b is None:
            return "no_baseline"
        pace = self.pace(self.progress(v, b))
        if pace is None:
            return "not_assessable"
        return "ahead" if pace >= AHEAD else "on_pace" if pace >= ON_PACE else "behind"

    # clause 6: an actual that is a bound
    def half_line(self) -> tuple[Fraction, Fraction]:
        v = self.value
        assert v is not None
        hair = Fraction(1, 10**9) * max(abs(v), Fraction(1, 1000))
        if self.value_op in (">", ">="):
            low = self.ends[0]
            close = low == v and self.ends[1] is not None and self.ends[1] > v
            top = self.ends[1] if close else HUGE if self.ceiling is None else self.ceiling
            return (v + hair if self.value_op == ">" else v), top  # type: ignore[return-value]
        bottom = -HUGE if self.floor is None else self.floor
        return bottom, (v - hair if self.value_op == "<" else v)

    def bounded(self) -> bool:
        return self.value is not None and self.value_op != "=="

    def met_now(self) -> bool | None:
        if self.value is None or self.low is None:
            return None
        if not self.bounded():
            return self.met(self.value)
        low, high = self.half_line()
        first, second = self.met(low), self.met(high)
        if first != second:
            return None
        if self.hit and not first and low < self.high and high > self.low:  # type: ignore[operator]
            return None
        return first

    # clause 14
    def interval(self, v: Fraction | None, ends: Any) -> tuple[Any, Any]:
        if v is None or ends[0] is None:
            return v, v
        if self.ceiling is not None and v in (self.ceiling, 0):
            return v, v
        low, high = ends
        low = low if self.floor is None else max(low, self.floor)
        high = high if self.ceiling is None else min(high, self.ceiling)
        return min(low, v), max(high, v)

    def corners(self) -> list[tuple[Fraction, Fraction | None]]:
        assert self.value is not None
        ends = self.half_line() if self.bounded() else self.interval(self.value, self.ends)
        values = [*ends]
        if self.hit:
            values.append(self.value)
            values += [
                min(max(t, ends[0]), ends[1]) for t in (self.low, self.high) if t is not None
            ]
        return [(v, b) for v in values for b in {*self.interval(self.base, self.base_ends)}]


def power(x: Fraction, exponent: Fraction) -> Fraction:
    """x ^ exponent to fifty digits."""
    with localcontext() as context:
        context.prec = 50
        root = Decimal(x.numerator) / Decimal(x.denominator)
        up = Decimal(exponent.numerator) / Decimal(exponent.denominator)
        return Fraction(root**up)


def clamp(v: Fraction | None, case: Case) -> Fraction | None:
    if v is None:
        return None
    v = v if case.floor is None else max(v, case.floor)
    return v if case.ceiling is None else min(v, case.ceiling)


def _later(case: Case, met: bool | None) -> dict[str, Any]:
    """Clauses 10 to 12: what is needed, and where the line so far leads."""
    v, b = case.value, case.base
    out: dict[str, Any] = {"completion_date": None}
    assert v is not None
    t, left, gone = case.toward(v), span(case.as_of, case.deadline), span(case.start, case.as_of)
    years = None if left is None else Fraction(left) / YEAR
    out["required_per_year"] = Fraction(0) if met else None
    out["required_growth"] = Fraction(0) if met else None
    if not met and years is not None and years > 0:
        out["required_per_year"] = (t - v) / years
        if v > 0 and t > 0:
            out["required_growth"] = power(t / v, 1 / years) - 1
    straight = curved = None
    if b is not None and gone is not None and gone > 0 and left is not None and left >= 0:
        straight = clamp(v + (v - b) * Fraction(left, gone), case)
        if v > 0 and b > 0:
            curved = clamp(v * power(v / b, Fraction(left, gone)), case)
    out |= {"projected_value": straight, "projected_geometric": curved}
    out["projected_attainment"] = None if straight is None else case.attainment(straight)
    if not met and b is not None and v != b and gone is not None and gone > 0:
        days = math.ceil((t - v) * gone / (v - b))
        if 0 < days < 365.25 * 500:
            assert case.as_of is not None
            ordinal = case.as_of.toordinal() + days
            if ordinal <= date(2200, 12, 31).toordinal():
                out["completion_date"] = (case.as_of + timedelta(days)).isoformat()
    return out


def _reasons(case: Case, met: bool | None, out: dict[str, Any]) -> list[str]:
    """Clause 15: the codes of why a cell is missing."""
    v, b, t = case.value, case.base, case.low
    numbers = v is not None and t is not None
    then = b is not None and t is not None and case.met(b)
    strictly = numbers and not met and v == t
    projected = out.get("projected_value") is not None
    codes = {
        "no_target": t is None,
        "no_actual": v is None,
        "bound": case.bounded() and met is None,
        "target_zero": numbers and case.low == 0 == case.high,
        "value_zero": numbers and v == 0 and t != 0 and (case.direction < 0 or not met),
        "negative": numbers and min(v, t) < 0,  # type: ignore[type-var]
        "no_baseline": numbers and b is None,
        "baseline_kept": then and bool(met),
        "baseline_lost": then and not met and numbers,
        "baseline_equal": numbers and b is not None and not then and b == t and not case.hit,
        "no_deadline": case.deadline is None,
        "no_start": case.start is None and case.deadline is not None,
        "no_as_of": case.as_of is None,
        "not_begun": case.as_of is not None and case.start is not None
        and case.as_of <= case.start and not (numbers and b is None),
        "deadline_passed": case.passed(),
        "reached": numbers and bool(met) and b is not None,
        "strictly": strictly,
        "not_moving": projected and not met and out["completion_date"] is None
        and not case.passed() and not strictly,
    }  # fmt: skip
    return [code for code, holds in codes.items() if holds]


def _spread(case: Case, status: str, met: bool | None) -> dict[str, Any]:
    """Clause 14: sensitive, and the ends of attainment, progress and pace."""
    corners = case.corners()
    told = {case.status(v, b, met if v == case.value and case.bounded() else case.met(v))
            for v, b in corners}  # fmt: skip
    sensitive = told != {status} and (status != "not_assessable" or case.bounded())
    out: dict[str, Any] = {"sensitive": sensitive}
    if case.bounded():
        return out
    for name, measure in (
        ("attainment", lambda v, b: case.attainment(v)),
        ("progress", case.progress),
        ("pace", lambda v, b: case.pace(case.progress(v, b))),
    ):
        values = [measure(v, b) for v, b in corners]
        none = any(value is None for value in values)
        out[f"{name}_low"] = None if none else min(values)  # type: ignore[type-var]
        out[f"{name}_high"] = None if none else max(values)  # type: ignore[type-var]
    return out


def solve(row: dict[str, Any]) -> dict[str, Any]:
    """Return every measure, the status and the reasons of one row of inputs."""
    case = Case(row)
    met = case.met_now()
    v, b = case.value, case.base
    status = case.status(v, b, met)
    out: dict[str, Any] = {"met": met, "status": status, "elapsed": case.elapsed()}
    if v is not None and case.low is not None:
        t, d = case.toward(v), case.way(v)
        gap = d * (v - t) if d else -abs(v - t)
        out |= {
            "gap": gap,
            "shortfall": max(Fraction(0), -gap),
            "relative_gap": gap / abs(t) if t else None,
            "attainment": case.attainment(v),
            "progress": case.progress(v, b),
        }
        out["pace"] = case.pace(out["progress"])
        out |= _later(case, met)
        out |= _spread(case, status, met)
    out["reasons"] = _reasons(case, met, out)
    return {name: _plain(value) for name, value in out.items()}


def _plain(value: Any) -> Any:
    return float(f"{float(value):.12g}") if isinstance(value, Fraction) else value
