"""Rows as read -> typed rows of the two frames: values, units, operators, where each is printed."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from ..base import dossiers
from ..base.errors import QuantityError
from ..base.phrases import both
from ..base.report import Rejection, Report
from ..base.vocabulary import pattern
from ..grammar.quantities import Quantity, parse_quantity
from ..grammar.quantity_english import unit_said
from .cellkinds import closed, words
from .cells import CellToken
from .confidence import confidence, of_columns, of_value
from .contradicted import contradicted
from .direction import direction, is_decrease
from .doubts import doubts
from .entries import HARMLESS, Entry, reject
from .headers import LEVELS, Head
from .layouts_across import Found
from .layouts_tasks import aimed_by_name, shares_done
from .names import bare_unit, counted_as, unit_apart
from .official import differs
from .row_cells import Value, date_cumulative, group_apart, in_unit, shown, undecided
from .totals import begun_above, measured_places, under_total, under_totals

_UNITED = ("number", "approx", "range", "relative")
#: what a change is told in says nothing of the indicator's own unit
_STEP, _EQUAL, _MONTH = words("step"), words("equal"), words("month")
_BOUND = pattern("table_names", "bound")
_NAMES = re.compile(r"[\s“”\"'‘’「」]+")


@dataclass(slots=True)
class Annex:
    """What was read of a report's tables: rows for the two frames, and rejections."""

    indicators: list[dict[str, Any]] = field(default_factory=list)
    observations: list[dict[str, Any]] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    #: numbers of rows that were read which found no column: rejections once the reading is taken
    stray: list[Rejection] = field(default_factory=list)
    layouts: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    #: the tables it was read of, as they were found
    tables: list[Found] = field(default_factory=list)
    #: how well the tables were read (`judge`), and how many numbers were placed
    score: float = 0.0
    numbers: int = 0
    #: cells that found a column, and those that did not
    placed: int = 0
    left: int = 0

    @property
    def fit(self) -> float:
        """How well the reading fits: its score, less for each row that it could not read."""
        lost = len({item.text for item in self.rejections if item.code not in HARMLESS})
        return self.score * len(self.indicators) / max(1, len(self.indicators) + lost)

    @property
    def worth(self) -> float:
        """What a reading is worth beside others: its fit, and more where it places more."""
        return self.fit * self.numbers**0.5


def build(report: Report, tables: list[tuple[Found, list[Entry]]], annex: Annex) -> None:
    """Put rows as read into an annex, each value typed, the same row twice named as such."""
    known = catalogued()
    seen: dict[tuple[str | None, ...], Entry] = {}
    used: set[str] = set()
    number = count(1)
    unsure: set[int] = set()
    for found, entries in tables:
        told = measured_places(report, found, entries) and not found.doubted
        begun_above(found, entries)
        under_total(entries)
        aimed_by_name(entries)
        shares_done(entries)
        open_ones = set(range(len(entries)))
        if told:
            open_ones = doubts(found, entries) | contradicted(found.heads, entries)
        unsure |= {id(entries[n]) for n in open_ones}
    under_totals((f"{f.caption}\n{key_of(e.name)}", e) for f, some in tables for e in some)
    for found, entries in tables:
        rows: list[dict[str, Any]] = []
        units: dict[str | None, str | None] = {}
        for entry in entries:
            key = (found.caption, entry.area, entry.parent, key_of(entry.name))
            first = seen.get(key)
            if first is not None and found.kind != "wide" and entry.again(first):
                where = both("row.first_in", line=first.line)
                annex.rejections += _refused(entry, "duplicate", where)
                continue
            try:
                values = _values(entry)
            except QuantityError as error:
                what = both("row.found", what=error.found)
                annex.rejections += _refused(entry, "bad_number", what)
                continue
            also = [o for head, token, q in values for o in of_value(head, token.text, q)]
            entry.guessed = entry.guessed or bool(also)
            also += [f"{head.open} {token.text}" for head, token, _ in values if head.open]
            if entry.short:
                also += of_columns([(head, token.text) for head, token, _ in values], found.heads)
            seen[key] = entry
            n = next(number)
            slug, catalog_entry = known.get(key_of(entry.name), (f"r{n:02d}", {}))
            slug = f"r{n:02d}" if slug in used else slug
            used.add(slug)
            _complete(entry, values, units.get(entry.parent) or _of_title(entry), found.unit)
            values = _signed(entry, values)
            units[entry.name] = entry.unit
            date_cumulative(values, found.heads)
            row = _indicator(entry, values, slug, n, catalog_entry.get("direction"))
            if id(entry) in unsure:
                _doubt(row)
            row["table"] = found.caption or None
            row["alternatives"] = "; ".join(also) or None
            for head, text in entry.carried.items():
                row[head if head not in row else f"{head}_printed"] = text
            rows.append(row)
            annex.observations += _observed(report, entry, values, slug, row)
        _doubted_together(rows)
        annex.indicators += rows


def _refused(entry: Entry, code: str, why: tuple[str, str]) -> list[Rejection]:
    """Refuse a row: one printed on several lines is accounted for on each of them."""
    lines: list[int | None] = [int(n) for n in entry.lines.split(",") if n] or [entry.line]
    return [reject([CellToken(entry.text, n, place=entry.place)], code, why) for n in lines]


#: where so many rows of a table are in doubt, none of them is sure
_IN_DOUBT = 0.5


def _doubted_together(rows: list[dict[str, Any]]) -> None:
    """Call no row of a table sure most of whose rows are in doubt: they share its columns."""
    doubts = sum(any(row["evidence"][1:]) for row in rows)
    if len(rows) < 2 or doubts < _IN_DOUBT * len(rows):
        return
    for row in rows:
        _doubt(row)


def _doubt(row: dict[str, Any]) -> None:
    """Call a row not sure: what its values are of is open."""
    row["evidence"] = (*row["evidence"][:4], True)
    row["confidence"] = min(row["confidence"], confidence(*row["evidence"]))


def _values(entry: Entry) -> list[Value]:
    """Read the values of a row; a growth rate that is none costs itself, not the row.

    Raises
    ------
    QuantityError
        If a level is no number.
    """
    out = []
    for head, token in entry.values:
        try:
            out.append((head, token, parse_quantity(closed(token.text), entry.unit)))
        except QuantityError:
            if head.role != "change" or len(entry.values) == 1:
                raise
            entry.guessed = True
    return out


def _signed(entry: Entry, values: list[Value]) -> list[Value]:
    """Give a bare target the operator in a column of its own, or at the end of its name: 控制在."""
    bound = _BOUND.search(entry.name)
    if not (sign := entry.sign or (bound[0] if bound else "")):
        return values
    op = parse_quantity(f"{sign}1").op
    return [
        (head, _with_sign(entry.sign, token) if entry.sign else token, replace(quantity, op=op))
        if head.role == "target" and quantity.value is not None and quantity.bare
        else (head, token, quantity)
        for head, token, quantity in values
    ]


def _with_sign(sign: str, token: CellToken) -> CellToken:
    """Return the cell with the sign of the column beside it: it is printed in two places."""
    return replace(token, text=f"{sign.strip()}{token.text.strip()}", start=None, end=None)


def key_of(name: str) -> str:
    """Return a name without blanks, quotes and the widths of its marks."""
    return _NAMES.sub("", name.replace("（", "(").replace("）", ")").replace(",", "，"))


def catalogued() -> dict[str, tuple[str, dict[str, Any]]]:
    """Return the indicators that dossiers know, by name."""
    out: dict[str, tuple[str, dict[str, Any]]] = {}
    for slug, entry in dossiers.names().items():
        for name in (entry["name"], *entry.get("aliases", ())):
            out[key_of(name)] = (slug, entry)
    return out


def _of_title(entry: Entry) -> str | None:
    """Return the unit that the title over a row ends with: 一、过夜游客(人次), and its rows."""
    return bare_unit(unit_apart(entry.area or "")[1])


def _complete(entry: Entry, values: list[Value], *above: str | None) -> None:
    """Take the unit from the values, their heads or what stands above, where the row prints none.

    Above a row stand the total that it is a part of and its title, and above them the table's.
    """
    if entry.unit is None and not entry.unit_printed:
        order = {"target": 0, "actual": 1, "baseline": 2}
        due = any(quantity.kind == "date" for _, _, quantity in values)
        for head, _, quantity in sorted(values, key=lambda v: order.get(v[0].role, 3)):
            part = quantity.parts[0] if quantity.parts else quantity
            if (
                part.unit
                and part.kind in _UNITED
                and head.role in order
                and not _STEP.fullmatch(part.unit)
                and not (due and _MONTH.fullmatch(part.unit))
            ):
                # of 1 day and 1.4 days the plural
                said = [unit_said(t.text) for _, t, q in values if q.unit == part.unit]
                entry.unit = max(said, key=len, default="") or part.unit
                break
        else:
            heads = [head for head, _, _ in values if head.role in order]
            told = next(filter(None, above), "")
            entry.unit = _unit_of_heads(heads) or counted_as(entry.name, told)
            if entry.unit is None:
                return
        for n, (head, token, _) in enumerate(values):
            values[n] = (head, token, parse_quantity(token.text, entry.unit))


def _unit_of_heads(heads: list[Head]) -> str | None:
    """Return the unit that the heads of a row's levels print, if they agree: 目标任务(户)."""
    units = {bare_unit(unit) for head in heads if (unit := unit_apart(head.text)[1])}
    return units.pop() if len(units) == 1 else None


def level_columns(role: str, *told: object) -> dict[str, object]:
    """Return the columns of a level, those filled of which something is told, in their order."""
    parts = ("text", "op", "low", "value", "high", "period")
    return {f"{role}_{part}": one for part, one in itertools.zip_longest(parts, told)}


def _indicator(
    entry: Entry, values: list[Value], slug: str, number: int, known: int | None
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "indicator_id": slug,
        "number": number,
        "area": entry.area,
        "indicator": entry.name,
        "unit": entry.unit,
        "attribute": entry.attribute,
    }
    target = shown(values, "target")
    sense = _direction(entry.name, target[2] if target else None, known)
    for role in LEVELS:
        main = shown(values, role)
        if main is None:
            row |= level_columns(role)
            continue
        head, token, quantity = main
        low, value, high, op = in_unit(quantity, entry.unit)
        if role == "target" and value is not None:
            bare = quantity.bare or (quantity.kind == "relative" and op == "==")
            row["op_inferred"] = bare
            if bare and "=" not in token.text and _EQUAL.fullmatch(entry.sign or "") is None:
                op = "<=" if sense < 0 else ">="
                if quantity.kind == "range":
                    value = high if sense < 0 else low
            elif bare:
                row["op_inferred"] = False
        row |= level_columns(role, token.text, op, low, value, high, head.period)
    row.setdefault("op_inferred", False if target else None)
    row["direction"] = sense
    row["source_line"] = entry.line
    row["indicator_text"] = entry.printed
    row["parent"] = entry.parent
    row["official_rate"] = entry.rate
    row["official_verdict"] = entry.verdict
    row["official_differs"] = differs(row, entry.rate, entry.verdict)
    told = [q.value is None for h, _, q in values if q.kind != "missing" and h.role in LEVELS]
    worded = any(told) and not all(told)  # a number beside words: one may be another column's
    doubted = any(head.open for head, _, _ in values) or undecided(values)
    doubted = doubted or group_apart(values, entry.unit)
    row["evidence"] = (entry.score, entry.guessed, entry.short, worded, doubted)
    row["confidence"] = confidence(*row["evidence"])
    row["lines"] = entry.lines or None
    row["place"] = entry.place or None
    return row


def _direction(name: str, target: Quantity | None, known: int | None) -> int:
    if target is None:
        return direction(name, None, known)
    if target.kind in ("words", "date"):
        return 0
    if target.bare and (target.high if target.high is not None else 0) < 0 and is_decrease(name):
        return -1  # 能耗降低 -5.00: the fall is printed as a change
    op = None if target.kind == "missing" or target.bare or target.kind == "several" else target.op
    if target.kind == "relative" and op in (None, "=="):
        return known if known is not None else (-1 if (target.value or 0) < 0 else 1)
    return direction(name, op, known)


def _observed(
    report: Report, entry: Entry, values: list[Value], slug: str, row: dict[str, Any]
) -> list[dict[str, Any]]:
    out = []
    for head, token, quantity in values:
        parts = quantity.parts or (quantity,)
        for part in parts:
            text = part.text.strip() if quantity.parts else token.text
            start, end = _span(report, token, text)
            low, value, high, op = in_unit(part, None)
            if head.role == "target" and token.text == row["target_text"] and not quantity.parts:
                low, value, high, op = (
                    row[f"target_{key}"] for key in ("low", "value", "high", "op")
                )
            out.append(
                {
                    "indicator_id": slug,
                    "role": head.role,
                    "period": head.period,
                    "text": text,
                    "op": op,
                    "low": low,
                    "value": value,
                    "high": high,
                    "unit": part.unit if value is not None else entry.unit,
                    "line": _line(report, token, start),
                    "start": start,
                    "end": end,
                }
            )
    return out


def _span(report: Report, token: CellToken, text: str) -> tuple[int | None, int | None]:
    """Return where a value is printed, so that the report's text there is the value."""
    if token.start is None:
        return None, None
    if token.end is not None and report.text[token.start : token.end] == text:
        return token.start, token.end
    stop = token.end if token.end is not None else token.start + 4000
    at = report.text.find(text, token.start, stop)
    return (at, at + len(text)) if at >= 0 else (None, None)


def _line(report: Report, token: CellToken, start: int | None) -> int | None:
    if start is None or start == token.start:
        return token.line
    return report.line_at(start).number
