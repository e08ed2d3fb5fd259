"""A report against the one before it, indicator by indicator.

Indicators are matched by their catalog id, then by name (widths, blanks, brackets and serials
aside), then by likeness of name: at least `similar` by difflib, the unit of the same kind, and
none of the words that tell indicators apart (``catalog/compare.toml``) on one side only. What a
renamed indicator was called before stands in `old_indicator`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from math import log10
from typing import Any

import pandas as pd

from ..base import catalog
from ..base.errors import TaianError
from ..base.phrases import both
from ..base.report import Report
from ..base.schema import conform
from ..base.vocabulary import pattern
from ..gaps.target import gap_to_target
from ..grammar.words import table
from ..readers import read_report

_SERIAL = pattern("compare", "serial")
_TAIL = re.compile(r"\([^()]*\)[\d*]?$")
_OWN_ID = re.compile(r"r\d+")
#: what a count is called at its end: 网点数, 网点数量, 网点总数 are one
_COUNT = pattern("compare", "count")


def compare(old: object, new: object) -> pd.DataFrame:
    """Compare two reports, indicator by indicator.

    Parameters
    ----------
    old, new
        Whatever `load_indicators` takes, or a frame as it gives.

    Returns
    -------
    DataFrame
        The contract's ``comparison``: one row an indicator in the new report's order, then those
        it no longer lists. Values, targets, gaps and `change` are in the new report's unit; what
        can not be converted is missing and `reason` says why. `event` is what happened:
        ``reached`` (met now, not then), ``lost`` (met then, not now), ``progressed`` / ``slid``
        (towards the target or away), ``unchanged``, ``retargeted`` (only the target moved),
        ``changed`` (in words, or with no direction), ``new``, ``gone``, ``rescaled`` (the value
        moved by a power of ten, out of scale with its target: a misprint before it is progress),
        ``not_comparable``. `attribute_changed` (约束性 to 预期性), `operator_changed` and `scale`
        tell the rest, whatever the event.
        `retargeted` tells whether the target moved, whatever else happened. ``attrs`` has
        ``old``, ``new`` (the reports' names) and ``rejections`` (those of both, as frames).

    Raises
    ------
    TaianError
        If one of the reports can not be read, or has no table of indicators.

    Examples
    --------
    >>> set(compare(None, None)["event"])
    {'unchanged'}
    """
    before, after = _Side(old), _Side(new)
    rows = [_row(before, i, after, j, how) for j, (i, how) in _matched(before, after).items()]
    taken = {i for i, _ in _matched(before, after).values()}
    rows += [_row(before, i, after, None, None) for i in range(len(before)) if i not in taken]
    frame = conform(rows, "comparison")
    frame.attrs["old"], frame.attrs["new"] = before.name, after.name
    frame.attrs["old_report"], frame.attrs["new_report"] = before.cited, after.cited
    frame.attrs["rejections"] = {"old": before.rejections, "new": after.rejections}
    return frame


def events() -> dict[str, tuple[str, str]]:
    """Return what each `event` is called in Chinese and in English."""
    return table("event")


def headings(lang: str = "zh") -> dict[str, str]:
    """Return the columns a person is shown and what they are called."""
    return {key: pair[lang == "en"] for key, pair in catalog.load("compare")["headings"].items()}


class _Side:
    """One report: its indicators with their gaps, and its rejected rows."""

    def __init__(self, source: Any) -> None:
        from ..cleaning.frames import load_indicators, rejections

        self.rejections: pd.DataFrame | None = None
        if isinstance(source, pd.DataFrame) and "indicator_id" in source.columns:
            self.frame = conform(source, "indicators")
            measured: Any = self.frame
        else:
            report = source if isinstance(source, Report) else read_report(source)
            self.frame = load_indicators(report)
            measured = report
            self.rejections = rejections(report)
        self.name = str(self.frame.attrs.get("report", ""))
        known = ("report", "title", "issuer", "date")
        self.cited = {key: self.frame.attrs[key] for key in known if key in self.frame.attrs}
        self.rows: list[dict[str, Any]] = [
            {str(key): value for key, value in row.items()} for row in self.frame.to_dict("records")
        ]
        self.gap_error: TaianError | None = None
        try:
            gaps = gap_to_target(measured)[["met", "gap"]].to_dict("records")
        except TaianError as error:  # the gaps are missing then, and the reason says so
            self.gap_error, gaps = error, []
        for k, row in enumerate(self.rows):
            row["met"] = gaps[k]["met"] if k < len(gaps) else None
            row["gap"] = gaps[k]["gap"] if k < len(gaps) else None

    def __len__(self) -> int:
        return len(self.rows)


def plain_name(text: object) -> str:
    """Return a name as it is compared: widths, blanks, quotes, serials and a last unit aside.

    Examples
    --------
    >>> plain_name("1.执业(助理)医师 (万人)")
    '执业(助理)医师'
    """
    name = re.sub(r"[\s“”\"'‘’·,、]+", "", unicodedata.normalize("NFKC", str(text)))
    name = _SERIAL.sub("", name) or name
    return _TAIL.sub("", name) or name


def _stem(text: object) -> str:
    """Return a name without what a count is called at its end; it is compared by likeness so."""
    name = plain_name(text)
    return _COUNT.sub("", name) or name


def _given(value: Any) -> Any:
    return None if value is None or pd.isna(value) else value


def _factor(unit: Any, into: Any) -> tuple[float | None, tuple[str, str] | None]:
    """Return what a number in `unit` is multiplied by to be in `into`, or why it can not be."""
    unit, into = _given(unit), _given(into)
    if unit == into:
        return 1.0, None
    if unit is None or into is None:
        return None, both("why.no_unit")
    from ..grammar.units import convert, why_not

    if reason := why_not(unit, into):
        return None, reason
    return convert(1.0, unit, into), None


def _matched(before: _Side, after: _Side) -> dict[int, tuple[int | None, str | None]]:
    """Return for each new indicator the old one it is, and how that was found."""
    out: dict[int, tuple[int | None, str | None]] = {}
    left = set(range(len(before)))
    for how, key in _keys():
        index: dict[Any, list[int]] = {}
        for i in sorted(left):
            if (value := key(before.rows[i])) is not None:
                index.setdefault(value, []).append(i)
        for j, row in enumerate(after.rows):
            if j not in out and index.get(key(row)):
                i = index[key(row)].pop(0)
                out[j] = (i, how)
                left.discard(i)
    for _, i, j in sorted(_alike(before, after, left, out), reverse=True):
        if i in left and j not in out:
            out[j] = (i, "similar")
            left.discard(i)
    return {j: out.get(j, (None, None)) for j in range(len(after))}


def _keys() -> Iterator[tuple[str, Any]]:
    def known(row: dict[str, Any]) -> Any:
        ident = str(row["indicator_id"])
        target = _given(row["target_period"])
        return None if _OWN_ID.fullmatch(ident) else (ident, target)

    yield "id", known
    yield "id", lambda row: (known(row) or (None,))[0]
    yield "name", lambda row: (plain_name(row["indicator"]), _given(row["area"]))
    yield "name", lambda row: plain_name(row["indicator"])


def _alike(
    before: _Side, after: _Side, left: set[int], out: dict[int, Any]
) -> Iterator[tuple[float, int, int]]:
    table = catalog.load("compare")
    for j, row in enumerate(after.rows):
        if j in out:
            continue
        name = _stem(row["indicator"])
        marks = _marks(name, table["contrasts"])
        for i in left:
            other = _stem(before.rows[i]["indicator"])
            matcher = SequenceMatcher(None, other, name, autojunk=False)
            if matcher.quick_ratio() < table["similar"] or matcher.ratio() < table["similar"]:
                continue
            if _marks(other, table["contrasts"]) == marks:
                factor, _ = _factor(before.rows[i]["unit"], row["unit"])
                if factor is not None:
                    yield matcher.ratio(), i, j


def _marks(name: str, contrasts: list[str]) -> tuple[Any, ...]:
    return (tuple(word in name for word in contrasts), tuple(re.findall(r"\d+", name)))


def _row(
    before: _Side, i: int | None, after: _Side, j: int | None, how: str | None
) -> dict[str, Any]:
    old = before.rows[i] if i is not None else None
    new = after.rows[j] if j is not None else None
    main = new or old or {}
    row: dict[str, Any] = {
        "indicator_id": main["indicator_id"],
        "indicator": main["indicator"],
        "area": main["area"],
        "unit": main["unit"],
        "matched_by": how,
        "renamed": False,
    }
    for side, part in (("old", old), ("new", new)):
        if part is not None:
            row |= {
                f"{side}_indicator": part["indicator"],
                f"{side}_unit": part["unit"],
                f"{side}_text": part["actual_text"],
                f"{side}_value": part["actual_value"],
                f"{side}_period": part["actual_period"],
                f"{side}_attribute": part["attribute"],
                f"{side}_target_text": part["target_text"],
                f"{side}_target_op": part["target_op"],
                f"{side}_target": part["target_value"],
                f"{side}_gap": part["gap"],
                f"{side}_met": part["met"],
                f"{side}_line": part["source_line"],
            }
    if old is None or new is None:
        return row | {"event": "new" if old is None else "gone"}
    if _OWN_ID.fullmatch(str(new["indicator_id"])):
        row["indicator_id"] = old["indicator_id"]  # what is renamed stays the same indicator
    row["renamed"] = plain_name(old["indicator"]) != plain_name(new["indicator"])
    return row | _change(row, old, new, [s.gap_error for s in (before, after)])


def _change(
    row: dict[str, Any], old: dict[str, Any], new: dict[str, Any], errors: list[TaianError | None]
) -> dict[str, Any]:
    """Put the old figures into the new unit and say what happened."""
    out: dict[str, Any] = {}
    notes: list[tuple[str, str]] = []
    if row["renamed"]:
        notes.append(both("why.renamed", name=old["indicator"]))
    for error in errors:
        if error is not None:
            (zh, en), why = both("why.no_gaps"), (error.zh, str(error))
            notes.append((f"{zh}:{why[0]}", f"{en}: {why[1]}"))
    factor, refused = _factor(old["unit"], new["unit"])
    numbers = [_given(part["actual_value"]) for part in (old, new)]
    targets = [_given(part["target_value"]) for part in (old, new)]
    gap = _given(old["gap"])
    if factor is None and refused is not None:
        notes.append(refused)
        out |= {"old_value": None, "old_target": None, "old_gap": None}
        numbers[0] = targets[0] = None
    else:
        numbers[0], targets[0], gap = (
            None if x is None else _rounded(x * (factor or 1.0))
            for x in (numbers[0], targets[0], gap)
        )
        out |= {"old_value": numbers[0], "old_target": targets[0], "old_gap": gap}
        if _given(old["unit"]) is not None and old["unit"] != new["unit"]:
            notes.append(both("why.converted", old=old["unit"], new=new["unit"]))
    if None not in numbers:
        out["change"] = _rounded(numbers[1] - numbers[0])
    out["retargeted"] = None if factor is None else _retargeted(old, new, targets)
    if out["retargeted"]:
        texts = {"old": old["target_text"], "new": new["target_text"]}
        notes.append(both("why.retargeted", **texts))
    out |= _terms(old, new, notes)
    out["scale"] = _scale(numbers, targets, _given(new["unit"]))
    if out["scale"] is not None:
        told = f"{out['scale']:g}"
        notes.append(both("compare_note.scale", n=told))
    out["event"] = _event(old, new, out, factor)
    if out["event"] == "not_comparable" and factor is not None:
        notes.append(both("why.no_number"))
    out["reason"] = ";".join(zh for zh, _ in notes) or None
    out["reason_en"] = "; ".join(en for _, en in notes) or None
    return out


def _terms(
    old: dict[str, Any], new: dict[str, Any], notes: list[tuple[str, str]]
) -> dict[str, bool | None]:
    """Tell whether the attribute or the operator changed; a note for each that did."""
    out: dict[str, bool | None] = {}
    for name, column in (("attribute", "attribute"), ("operator", "target_op")):
        was, now = _given(old[column]), _given(new[column])
        changed = None if was is None or now is None else bool(was != now)
        out[f"{name}_changed"] = changed
        if changed:
            notes.append(both(f"compare_note.{name}", old=was, new=now))
    return out


#: The powers of ten that a slip of the unit makes: 千, 万, 亿; for a percentage also a hundred.
_SLIPS = (3, 4, 8)


def _scale(numbers: list[Any], targets: list[Any], unit: Any) -> float | None:
    """Return the power of ten that the value moved by, where that looks like a misprint.

    It does within a factor of two of a slip of the unit, where the value stood nearer to its
    target, in order of size, before than after.
    """
    if None in numbers or min(numbers) <= 0:
        return None
    moved = log10(numbers[1] / numbers[0])
    slips = (*_SLIPS, 2) if unit in ("%", "‰") else _SLIPS
    slip = next((k for k in slips if abs(abs(moved) - k) <= log10(2)), None)
    if slip is None:
        return None
    target = next((t for t in reversed(targets) if t is not None and t > 0), None)
    if target is not None:
        before, after = (abs(log10(number / target)) for number in numbers)
        if abs(before - after) < 1:  # the target moved along, or neither is near it
            return None
    return float(10 ** (slip if moved > 0 else -slip))


def _rounded(value: float) -> float:
    return float(f"{value:.12g}")


def _retargeted(old: dict[str, Any], new: dict[str, Any], targets: list[Any]) -> bool:
    if None not in targets:
        return bool(targets[0] != targets[1] or old["target_op"] != new["target_op"])
    texts = [plain_name(part["target_text"]) for part in (old, new)]
    return texts[0] != texts[1]


def _event(
    old: dict[str, Any], new: dict[str, Any], out: dict[str, Any], factor: float | None
) -> str:
    if out["scale"] is not None:
        return "rescaled"
    was, now = _given(old["met"]), _given(new["met"])
    if was is not None and now is not None and bool(was) != bool(now):
        return "reached" if now else "lost"
    if factor is None:
        return "not_comparable"
    change = out.get("change")
    if change is None:
        words = [_given(part["actual_text"]) for part in (old, new)]
        if None in words or any(_given(part["actual_value"]) is not None for part in (old, new)):
            return "not_comparable"
        if plain_name(words[0]) != plain_name(words[1]):
            return "changed"
        return "retargeted" if out["retargeted"] else "unchanged"
    if change == 0:
        return "retargeted" if out["retargeted"] else "unchanged"
    direction = _given(new["direction"]) or 0
    if not direction:
        return "changed"
    return "progressed" if change * direction > 0 else "slid"
