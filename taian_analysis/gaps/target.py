"""Gap to target and pace: where each indicator stands, how fast it moves, what is still needed.

The measures themselves are in `measures`, one function each; here they are put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from ..base import catalog, dossiers
from ..base.errors import QuantityError
from ..base.report import Report
from ..base.schema import FRAMES, arrays, assemble
from ..grammar.met import met_in_words
from ..grammar.quantities import parse_quantity
from ..grammar.units import why_not
from . import measures, uncertainty
from .carry import CARRIED
from .columns import Columns, each, unshared
from .inputs import EXTRA, gather
from .numbers import Numbers, evaluate

#: The edition of `docs/gap-spec.md` that the measures follow.
EDITION = "2026-11-27"
#: What the contract's gaps have of the indicators, for people, beside the id.
NAMES = ("indicator", "area", "unit", "attribute", "target_text", "actual_text")


def gap_to_target(
    indicators: object = None,
    *,
    as_of: object = None,
    deadline: object = None,
    baselines: object = None,
    kinds: object = None,
    limits: object = None,
    methods: Iterable[str] | None = None,
    limits_exact: bool = True,
    id: object = None,
    time: object = None,
    value: object = None,
    targets: object = None,
    base: object = None,
) -> pd.DataFrame:
    """Measure every indicator against its target.

    Parameters
    ----------
    indicators
        None for the bundled report; a path, an open file or a `Report`; or a frame as
        `load_indicators` gives it, also read back from CSV or Parquet. What the narrative says
        (baselines, dates, contradictions) travels in the frame; no file is opened for a frame.
    as_of
        The date the values are of: one for all, or a mapping indicator_id -> date. A date, or an
        SDMX period (its last day counts). Without it: the table's own period, else the date at
        which the narrative states the same number, else the report's date (with a reason).
    deadline
        The date the targets are for, given like `as_of`. Without it the target's own period.
    baselines
        A mapping indicator_id -> number or ``{"value", "period", "low", "high", "unit"}``, or a
        frame with these columns. Without it: the table's baseline, else the narrative's value for
        the plan's base year.
    kinds
        What an indicator is: ``"stock"``, ``"flow"``, ``"share"``, ``"rate"`` (a rate of change),
        ``"ratio"`` or ``"index"``, one for all or a mapping; without it inferred from name and
        unit. A flow over part of a year is not compared with a whole year's.
    limits
        The natural limits of a projection, ``(low, high)`` with None for none, one pair for all
        or a mapping; without it those of the kind (0 and 100 for a share in %).
    methods
        Published methods to score by as well, as more columns (see `score_methods`).
    limits_exact
        A share printed "100" is read as "all", one printed "0" as "none". With False they are
        rounded numbers like any other (99.5 to 100).

    id, time, value, targets, base
        For a frame of observations in long form (a panel): its columns, the targets (a mapping
        id -> number or ``{"target", "op", "direction", "deadline", "unit", "name"}``, one such
        entry for all, or a frame of these), and the base period (by default each indicator's first
        observation). The gaps are those of the latest observation; after their columns stand how
        many observations there are, what was due by now, trends with their fit, and, from five
        observations on, an interval and a probability (see `gaps.forecast`).

    Returns
    -------
    DataFrame
        One row an indicator, with the index and order of the frame given: the contract's columns
        of ``gaps`` (units: the indicator's own for `gap`, `shortfall`, `projected_value`; that a
        year for `required_per_year`; ratios otherwise), then ``attainment_low`` … ``pace_high``
        (the ends the measures can take), ``sensitive_to`` and ``reason_en``, then what it was
        computed from, for `what_if`, `gap_components` and the charts. `attrs` has ``report`` and
        the ``edition`` of the specification.
        `status` is a position against the schedule: two points are no forecast.

    Raises
    ------
    GapError
        If a date or number given can not be read, names an indicator twice or one that is not
        there, or an operator contradicts its direction.

    Examples
    --------
    >>> gaps = gap_to_target()
    >>> int(gaps["met"].sum())
    24
    """
    if time is not None or value is not None or targets is not None:
        from .panel import Panel

        panel = Panel(indicators, id=id, time=time, value=value, targets=targets, base=base)
        gaps = gap_to_target(
            panel.indicators(), as_of=as_of, deadline=deadline, baselines=baselines, kinds=kinds,
            limits=limits, limits_exact=limits_exact,
        )  # fmt: skip
        gaps = _with(gaps, panel.added(gaps))
        return gaps if methods is None else _scored(gaps, methods, panel.rows)
    inputs = gather(
        indicators, as_of=as_of, deadline=deadline, baselines=baselines, kinds=kinds, limits=limits
    )
    gaps = compute(inputs, limits_exact=limits_exact)
    if methods is not None:
        gaps = _scored(gaps, methods)
    if isinstance(indicators, pd.DataFrame) and len(indicators.index) == len(gaps):
        gaps.index = indicators.index
    return gaps


def _scored(
    gaps: pd.DataFrame, methods: Iterable[str], observations: pd.DataFrame | None = None
) -> pd.DataFrame:
    from .published_methods import score_methods

    scores = score_methods(gaps, methods, observations=observations)
    return _with(gaps, scores.drop(columns="indicator_id"))


def _with(gaps: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    result = pd.concat([gaps, more], axis=1)
    result.attrs = dict(gaps.attrs)
    return result


def compute(inputs: Columns | pd.DataFrame, *, limits_exact: bool = True) -> pd.DataFrame:
    """Compute every measure from gathered inputs (see `inputs.gather`)."""
    attrs = inputs.attrs
    out, extra = _computed(inputs, limits_exact)
    result = assemble(out, _FIELDS, inputs.index, extra)
    result.attrs = {**attrs, "edition": EDITION}
    return result


def gap_rows(report: Report) -> Iterator[dict[str, Any]]:
    """Return the rows of a report's gaps in the contract's columns, without a frame.

    Each column made a part of a frame costs more than a short report has cells.
    """
    inputs = gather(report)
    out, _ = _computed(inputs, limits_exact=True)
    fields = FRAMES["gaps"]
    columns = [one.tolist() for one in arrays(out, fields, len(inputs)).values()]
    names = [field.name for field in fields]
    return (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


_FIELDS = (*FRAMES["gaps"], *EXTRA)


def _computed(
    inputs: Columns | pd.DataFrame, limits_exact: bool
) -> tuple[dict[str, Any], list[str]]:
    """Return every column of the gaps, and the names of those that are no field's."""
    if isinstance(inputs, pd.DataFrame):  # what is written into the result is not to reach it
        inputs = Columns.of(inputs).apart()
    out, ends, codes = _measured(inputs, limits_exact)
    out["reason"], out["reason_en"] = _reasons(codes, len(inputs))
    out |= ends
    out |= {name: inputs[name] for name in NAMES}
    out |= {name: inputs[name] for name in CARRIED if name not in out}
    named = {field.name for field in _FIELDS}
    return unshared(out), [name for name in out if name not in named]


def _measured(
    inputs: Columns, limits_exact: bool
) -> tuple[dict[str, Any], dict[str, Any], dict[str, np.ndarray]]:
    """Return the measures, the ends they can take, and which reasons hold for which rows."""
    x = Numbers.of(inputs)
    out: dict[str, Any] = {"indicator_id": inputs["indicator_id"]}
    out["indicator_en"] = _in_english(inputs["indicator_id"])
    is_met = x.met(x.value)
    if x.wordy.any():
        is_met[x.wordy] = _words(inputs, x.wordy)
    if x.bounded.any():
        is_met[x.bounded] = uncertainty.bounded_met(x)[x.bounded]
    point = evaluate(x, x.value, x.base, is_met)
    met_now = is_met.to_numpy(bool, na_value=False)
    out["met"] = is_met
    out |= _now(x, met_now) | {name: point[name] for name in ("attainment", "progress", "pace")}
    out |= {"baseline_value": inputs["baseline_value"], "as_of": inputs["as_of"]}
    out |= _later(x, met_now) | {"status": _status(x, point["code"], is_met)}
    ends = uncertainty.ends(x, inputs, point["code"], out["status"], limits_exact=limits_exact)
    projected = {name: out.pop(name) for name in _PROJECTED}
    out["sensitive"] = ends.pop("sensitive")
    codes = _codes(inputs, x, out, met_now) | {"beyond": _finish(out)}
    ends |= projected
    _finish(ends)
    return _as_numbers(out), _as_numbers(ends), codes


def _as_numbers(out: dict[str, Any]) -> dict[str, Any]:
    return {
        name: pd.arrays.FloatingArray(values, np.isnan(values))
        if isinstance(values, np.ndarray) and values.dtype == np.float64
        else values
        for name, values in out.items()
    }


def _now(x: Numbers, met_now: np.ndarray) -> dict[str, Any]:
    """Measure where the value stands, and what is needed from now on."""
    target = x.toward(x.value)
    gap = measures.gap(x.way(x.value), x.value, target)
    wanted = (met_now & ~np.isnan(gap), x.value, target, x.as_of, x.deadline)
    return {
        "gap": gap,
        "shortfall": measures.shortfall(gap),
        "relative_gap": measures.relative_gap(gap, target),
        "elapsed": x.elapsed,
        "required_per_year": measures.required_per_year(*wanted),
        "required_growth": measures.required_growth(*wanted),
    }


#: Columns that stand after the contract's own.
_PROJECTED = ("projected_geometric", "projected_low", "projected_high")


def _later(x: Numbers, met_now: np.ndarray) -> dict[str, Any]:
    """Carry the change so far on to the deadline, as a line and as growth."""
    times = (x.as_of, x.deadline)
    linear = measures.project_linear(x.value, x.base, x.start, *times)
    curved = measures.project_geometric(x.value, x.base, x.start, *times)
    linear, curved = (measures.clamp(p, x.floor, x.ceiling) for p in (linear, curved))
    reached = measures.completion_date(x.value, x.base, x.toward(x.value), x.start, x.as_of)
    return {
        "projected_value": measures.decimal(linear, np.abs(linear)),
        "projected_attainment": x.attainment(linear),
        "completion_date": np.where(met_now, np.datetime64("NaT", "D"), reached),
        "projected_geometric": measures.decimal(curved, np.abs(curved)),
        "projected_low": np.fmin(linear, curved),
        "projected_high": np.fmax(linear, curved),
    }


def _in_english(ids: Any) -> Any:
    known = {key: entry.get("name_en") for key, entry in dossiers.names().items()}
    which = np.full(len(ids), len(known))
    rows = np.asarray(ids.isin(list(known)))
    if rows.any():
        places = {key: place for place, key in enumerate(known)}
        which[rows] = [places[key] for key in ids[rows]]
    return pd.array([*known.values(), None], dtype="string").take(which)


def _finish(out: dict[str, Any]) -> np.ndarray:
    """Take back numbers too large to write, in place; tell in which rows there were some."""
    rows = np.zeros(len(next(iter(out.values()))), dtype=bool)
    for name, values in out.items():
        if isinstance(values, np.ndarray) and values.dtype == np.float64:
            endless = np.isinf(values)
            if endless.any():
                out[name] = np.where(endless, np.nan, values)
                rows |= endless
    return rows


def _status(x: Numbers, code: np.ndarray, is_met: Any) -> Any:
    """Put the status in words; what is known from words alone has no pace."""
    known, met_now = ~is_met.isna(), is_met.to_numpy(bool, na_value=False)
    told = np.where(x.wordy & known, np.where(met_now, 0, np.where(x.passed, 3, 4)), code)
    return pd.array(measures.STATUS_WORDS, dtype="string").take(told)


def _words(inputs: Columns, rows: np.ndarray) -> Any:
    """Met or not where target or actual is in words: on the words, never guessed."""
    texts = (inputs[name][rows] for name in ("target_text", "actual_text"))
    return pd.array([met_in_words(*pair) for pair in zip(*texts, strict=True)], dtype="boolean")


def _other_unit(inputs: Columns, role: str, rows: np.ndarray) -> np.ndarray:
    """Which rows print a number for a role, but in a unit that the indicator's can not become."""
    out = np.zeros(len(inputs), dtype=bool)
    places = np.flatnonzero(rows)
    texts, units = (inputs[name][places] for name in (f"{role}_text", "unit"))
    out[places] = [
        isinstance(text, str) and isinstance(unit, str) and _differs(text, unit)
        for text, unit in zip(texts, units, strict=True)
    ]
    return out


@lru_cache(maxsize=4096)
def _differs(text: str, unit: str) -> bool:
    try:
        printed = parse_quantity(text, unit)
    except QuantityError:
        return False
    own = printed.unit
    if printed.value is None or own is None or printed.kind in ("relative", "rank"):
        return False
    return own != unit and why_not(own, unit) is not None


def _codes(
    inputs: Columns, x: Numbers, out: dict[str, Any], met_now: np.ndarray
) -> dict[str, np.ndarray]:
    """Which reasons hold for which rows (the words are `[gap_reason]` of catalog/phrases.toml)."""
    no_target, no_actual = np.isnan(x.low), np.isnan(x.value)
    wordy_target = x.op == "text"
    wordy_actual = x.actual_op == "text"
    numbers = ~no_target & ~no_actual
    no_unit = each(inputs["baseline_basis"], lambda one: one == "unit", False, bool)
    dated_by = {
        basis: each(inputs["as_of_basis"], basis.__eq__, False, bool)
        for basis in ("report", "capped")
    }
    no_base = np.isnan(x.base) & numbers
    then = x.met(x.base).to_numpy(bool, na_value=False) & ~no_base
    dated = ~np.isnat(x.as_of)
    with np.errstate(invalid="ignore"):
        negative = numbers & (np.fmin(x.value, x.low) < 0)
        begun = x.as_of > x.start
    gone = dated & ~np.isnat(x.start)
    projected = ~np.isnan(np.asarray(out["projected_value"], dtype=float))
    undecided = np.asarray(out["met"].isna())
    part_year = inputs.flags("part_year")
    unresolved = each(inputs["target_basis"], lambda one: one == "unresolved", False, bool)
    at_target = numbers & ~met_now & measures.same(x.value, x.low)
    other_actual = _other_unit(inputs, "actual", wordy_actual & no_actual)
    other_target = _other_unit(inputs, "target", wordy_target & no_target)
    return {
        "no_target": no_target & ~wordy_target & ~unresolved,
        "relative": unresolved,
        "no_actual": no_actual & ~wordy_actual & ~part_year,
        "part_year": part_year,
        "target_words": wordy_target & no_target & ~other_target,
        "other_unit": other_actual | other_target,
        "actual_words": wordy_actual & no_actual & ~wordy_target & ~other_actual,
        "words_unclear": x.wordy & undecided & ~(other_actual | other_target),
        "bound": x.bounded & undecided,
        "target_zero": numbers & (x.low == 0) & (x.high == 0),
        "value_zero": numbers & (x.value == 0) & (x.low != 0)
        & ((x.direction < 0) | ~met_now),
        "negative": negative,
        "no_baseline": no_base & ~no_unit,
        "baseline_unit": no_unit,
        "baseline_kept": then & met_now,
        "baseline_lost": then & ~met_now & numbers,
        "baseline_equal": ~no_base & ~then & numbers & measures.same(x.base, x.low) & ~x.hit,
        "baseline_year": ~no_base & numbers & inputs.missing("baseline_period")
        & ~np.isnat(x.start),
        "no_deadline": np.isnat(x.deadline),
        "no_start": np.isnat(x.start) & ~np.isnat(x.deadline),
        "no_as_of": ~dated,
        "as_of_report": dated_by["report"],
        "as_of_capped": dated_by["capped"],
        "not_begun": gone & ~begun & ~no_base,
        "deadline_passed": x.passed,
        "reached": numbers & met_now & ~no_base,
        "strictly": at_target,
        "not_moving": projected & ~met_now & pd.isna(out["completion_date"]) & ~x.passed
        & ~at_target,
    }  # fmt: skip


def _reasons(codes: dict[str, np.ndarray], count: int) -> tuple[Any, Any]:
    """Turn the codes into words, each distinct set of reasons worded once."""
    words = catalog.load("phrases")["gap_reason"]
    bits = np.zeros(count, dtype=np.int64)
    names = list(words)
    for place, name in enumerate(names):
        bits |= codes[name].astype(np.int64) << place
    sets, which = np.unique(bits, return_inverse=True)
    told = [[n for place, n in enumerate(names) if (int(s) >> place) & 1] for s in sets]
    texts = []
    for lang, joint in (("zh", ";"), ("en", "; ")):
        lines = pd.array(
            [joint.join(words[n][lang] for n in group) or None for group in told], dtype="string"
        )
        texts.append(lines.take(which))
    return texts[0], texts[1]
