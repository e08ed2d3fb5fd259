"""The annex table -> tidy indicators and observations; what was not understood is named.

`load_indicators` and `load_observations` give the contract's frames for any report of the family.
Columns beyond the contract's:

``indicator_text``     the name cell as printed
``parent``             what the indicator is nested under, if anything
``official_rate``      a completion rate the table prints (as printed)
``official_verdict``   a verdict the table prints
``official_differs``   True where our own result is another
``confidence``         how likely the row is right; `confidence.bar` from which on it is sure
``alternatives``       what a row that is not sure could be instead: ``target 100; actual 12``
``lines``              every line of the report the row is printed on
``table``, ``place``   which table of the document, and where in the original
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from ..base import dossiers
from ..base.errors import AnnexError, QuantityError
from ..base.report import Rejection, Report, once
from ..grammar.quantities import Quantity, parse_quantity
from ..grammar.units import parse_unit
from .align import Token
from .alternatives import of_columns, of_readings, of_value
from .beside import of_money
from .cellkinds import closed, kind
from .confidence import bar, confidence, refused_below
from .dating import table_period
from .direction import direction
from .entries import HARMLESS, Entry, Walk, reject
from .headers import Head
from .hypotheses import readings
from .judge import judge
from .layouts import find_tables, goes_on
from .layouts_across import Found
from .layouts_pipes import piped
from .names import bare_unit, last_bracket, same_unit, unit_like
from .official import differs
from .roles import evidence, resolve
from .rows import read_rows

if TYPE_CHECKING:
    import pandas as pd

_UNITED = ("number", "approx", "range", "relative")
#: what a change is told in says nothing of the indicator's own unit
_STEPS = ("倍", "百分点", "个百分点")
_LEVELS = ("baseline", "actual", "target")
_NAMES = re.compile(r"[\s“”\"'‘’「」]+")


@dataclass(slots=True)
class Annex:
    """What was read of a report's tables: rows for the two frames, and rejections."""

    indicators: list[dict[str, Any]] = field(default_factory=list)
    observations: list[dict[str, Any]] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    layouts: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
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


def load_indicators(source: object = None, *, strict: bool = False) -> pd.DataFrame:
    """Read the table of indicators of a report.

    Parameters
    ----------
    source
        None for the bundled report; else a path, an open file, a text, a DataFrame or a `Report`.
    strict
        Raise on the first row that was not understood, instead of naming it in `rejections`.

    Returns
    -------
    DataFrame
        The contract's ``indicators``, one row an indicator in the order of the annex; extra
        columns as the module says. ``attrs["report"]``, ``attrs["layout"]``, ``attrs["evidence"]``.

    Raises
    ------
    AnnexError
        If there is no table, or it is collapsed or scrambled; with `strict`, if a row is bad.

    Examples
    --------
    >>> frame = load_indicators()
    >>> len(frame), int((frame["attribute"] == "约束性").sum())
    (27, 11)
    """
    report = _report(source)
    annex = read_annex(report)
    if strict:
        require_clean(report)
    return _frame(annex.indicators, "indicators", report, annex)


def load_observations(source: object = None, *, strict: bool = False) -> pd.DataFrame:
    """Read the table of indicators as tidy long data: one row an indicator x role x period.

    Parameters and errors are those of `load_indicators`. For every row with offsets,
    ``report.text[start:end] == text``.
    """
    report = _report(source)
    annex = read_annex(report)
    if strict:
        require_clean(report)
    return _frame(annex.observations, "observations", report, annex)


def rejections(source: object = None) -> pd.DataFrame:
    """Name the rows of a report's tables that did not become an indicator, and why.

    Parameters
    ----------
    source
        As in `load_indicators`.

    Returns
    -------
    DataFrame
        The contract's ``rejections``: ``line``, ``place``, ``text``, ``code``, ``reason``,
        ``reason_en``. Headers, titles, notes and section rows are named too; their codes are in
        `taian_analysis.cleaning.entries.HARMLESS`.

    Raises
    ------
    AnnexError
        If the report has no table of indicators.

    Examples
    --------
    >>> rejections()["code"].tolist()
    ['header']
    """
    report = _report(source)
    annex = read_annex(report)
    rows = [
        {
            key: getattr(item, key)
            for key in ("line", "place", "text", "code", "reason", "reason_en")
        }
        for item in annex.rejections
    ]
    return _frame(rows, "rejections", report, annex)


def require_clean(report: Report) -> None:
    """Raise for the first row of a report's tables that was not understood.

    Raises
    ------
    AnnexError
        With file, line, what was found and what was expected.
    """
    for item in read_annex(report).rejections:
        if item.code not in HARMLESS:
            raise AnnexError(
                f"a row of the annex was not understood: {item.reason_en}",
                zh=f"附件表有一行无法读取:{item.reason}",
                file=report.name,
                line=item.line,
                found=item.text[:80],
                expected=("与表头各列相符的一行", "a row that fits the header of the table"),
            )


def _report(source: object) -> Report:
    from ..readers import read_report

    return source if isinstance(source, Report) else read_report(source)


def _frame(rows: list[dict[str, Any]], name: str, report: Report, annex: Annex) -> pd.DataFrame:
    """Build a frame of the contract column by column, each with its type at once."""
    import pandas as pd

    from ..base.schema import DTYPES, FRAMES

    fields = {field.name: DTYPES[field.type] for field in FRAMES[name]}
    extra = [
        key
        for key in dict.fromkeys(k for row in rows for k in row)
        if key not in fields and key != "evidence"
    ]
    kinds = fields | {key: _EXTRA.get(key, "string") for key in extra}
    frame = pd.DataFrame(
        {
            key: pd.array([row.get(key) for row in rows], dtype=kinds[key])  # type: ignore[call-overload]
            for key in kinds
        }
    )
    frame.attrs |= report.cited
    frame.attrs["layout"] = ", ".join(dict.fromkeys(annex.layouts))
    frame.attrs["evidence"] = "; ".join(annex.evidence)
    return frame


_EXTRA = {"official_differs": "boolean", "confidence": "Float64"}


def read_annex(report: Report) -> Annex:
    """Read a report's tables, once while the report lives.

    Raises
    ------
    AnnexError
        If the report has no table of indicators.
    """
    return once(report, "annex", _read_annex)


def _read_annex(report: Report) -> Annex:
    annex = _likeliest(piped(report))
    _others(piped(report), annex)
    if not annex.indicators:
        first = next((r for r in annex.rejections if r.code not in HARMLESS), None)
        raise AnnexError(
            "the table of indicators has no row that can be read",
            zh="指标表中没有可读取的行",
            file=report.name,
            line=first.line if first else annex.rejections[0].line,
            found=(first or annex.rejections[0]).text[:80],
            expected=("有指标名称和数值的行", "rows with an indicator's name and a value"),
        )
    annex.rejections.sort(key=lambda item: (item.line is None, item.line or 0))
    return annex


def _others(report: Report, annex: Annex) -> None:
    """Tell of each row that is not sure what other readings of its table make of it."""
    doubted = [row for row in annex.indicators if row["confidence"] < bar()]
    if not doubted:
        return
    others = [_read_tables(report, found).indicators for found in readings(report)]
    for row in doubted:
        also = of_readings(row, others)
        if also:
            row["alternatives"] = "; ".join(filter(None, [row["alternatives"], *also]))


#: a known reading that scores this is taken without looking for others
_PLAIN = 0.8
#: another reading must be better than the known one by this factor
_BETTER = 1.1


def _likeliest(report: Report) -> Annex:
    """Read a report in the ways there are and return the best: the known one, if it is as good."""
    refused: AnnexError | None = None
    best: Annex | None = None
    try:
        best = _read_tables(report, find_tables(report))
    except AnnexError as error:
        refused = error
    if best is not None and best.fit >= _PLAIN:
        return best
    others = [_read_tables(report, found) for found in readings(report)]
    other = max(others, key=lambda annex: annex.worth, default=None)
    if other is not None and other.score >= _LEAST and _beats(other, best):
        return other
    if best is None:
        assert refused is not None
        if other is not None and other.indicators:
            refused.reading = other
        raise refused
    if best.indicators and best.score < refused_below():
        raise _unsure(report, best)
    return best


def _unsure(report: Report, best: Annex) -> AnnexError:
    """Return the refusal of a reading that does not fit its table, with the reading attached."""
    error = AnnexError(
        f"the best reading of the tables does not fit them (score {best.score:.2f})",
        zh=f"表格的最佳读法仍与表格不符(得分{best.score:.2f})",
        file=report.name,
        line=best.indicators[0]["source_line"],
        found=best.evidence[0][:80] if best.evidence else None,
        expected=("各列内容一致的表", "a table whose columns each hold one kind of cell"),
    )
    error.reading = best
    return error


#: below this another reading is worse than none
_LEAST = 0.5


def _beats(other: Annex, known: Annex | None) -> bool:
    if known is None:
        return other.worth > 0
    return other.worth > known.worth * _BETTER and other.fit >= known.fit


def _read_tables(report: Report, tables: list[Found]) -> Annex:
    annex = Annex()
    known = evidence(report, tables)
    entries: list[tuple[Entry, Found]] = []
    walk: Walk | None = None
    before: Found | None = None
    scores = []
    for found in tables:
        period = table_period(report, found)
        found.alternatives = [resolve(found, h, known, period) for h in found.alternatives]
        found.heads = resolve(found, found.heads, known, period)
        if len(tables) > 1 and of_money(found.heads):
            continue
        rows = read_rows(found)
        scores.append(judge(found, rows))
        carried = walk if walk is not None and goes_on(report, before, found) else None
        walk = Walk(found.heads, rows, found.rows is not None, len(report.text.rstrip()), carried)
        before = found
        annex.rejections += _around(found) + walk.rejected
        for entry in walk.entries:
            entry.score = scores[-1].total
            entries.append((entry, found))
        annex.layouts.append(found.kind)
        annex.evidence.append(found.evidence)
    _build(report, entries, annex)
    annex.numbers = sum(score.numbers for score in scores)
    annex.placed = sum(score.cells[0] for score in scores)
    annex.left = sum(score.cells[1] for score in scores)
    weights = [max(1, score.numbers) for score in scores]
    annex.score = sum(s.total * w for s, w in zip(scores, weights, strict=True)) / max(
        1, sum(weights)
    )
    return annex


def _around(found: Found) -> list[Rejection]:
    """Name the header, the titles and what a turned table leaves over."""
    out = []
    if found.header:
        out.append(reject(found.header, "header"))
    if found.before:
        out.append(reject(found.before, "title"))
    if found.rows is not None and found.kind in ("transposed", "wide"):
        loose = [t for t in found.tokens if t.text] if found.kind == "wide" or found.loose else []
        out += [reject([t], "note" if kind(t.text) == "note" else "not_aligned") for t in loose]
    return out


# ------------------------------------------------------------------------------ typing


def _build(report: Report, entries: list[tuple[Entry, Found]], annex: Annex) -> None:
    known = _catalogued()
    seen: dict[tuple[str | None, str | None, str], Entry] = {}
    used: set[str] = set()
    number = count(1)
    for entry, found in entries:
        key = (entry.area, entry.parent, _key(entry.name))
        # a row printed on several lines is accounted for on each of them
        numbers: list[int | None] = [int(n) for n in entry.lines.split(",") if n]
        printed = [[Token(entry.text, line, place=entry.place)] for line in numbers or [entry.line]]
        if key in seen and len(entry.name) > 3 and found.kind != "wide":
            first = seen[key]
            where = (f"(首见于第{first.line}行)", f" (first in line {first.line})")
            annex.rejections += [reject(tokens, "duplicate", where) for tokens in printed]
            continue
        try:
            values = _values(entry)
        except QuantityError as error:
            what = (f":{error.found}", f": {error.found}")
            annex.rejections += [reject(tokens, "bad_number", what) for tokens in printed]
            continue
        values = _signed(entry, values)
        also = [o for head, token, q in values for o in of_value(head, token.text, q)]
        entry.guessed = entry.guessed or bool(also)
        if entry.short:
            also += of_columns([(head, token.text) for head, token, _ in values], found.heads)
        seen[key] = entry
        n = next(number)
        slug, catalog_entry = known.get(_key(entry.name), (f"r{n:02d}", {}))
        if slug in used:
            slug = f"r{n:02d}"
        used.add(slug)
        _complete(entry, values)
        _cumulative(values, found.heads)
        row = _indicator(entry, values, slug, n, catalog_entry.get("direction"))
        row["table"] = found.caption or None
        row["alternatives"] = "; ".join(also) or None
        for head, text in entry.carried.items():
            row[head if head not in row else f"{head}_printed"] = text
        annex.indicators.append(row)
        annex.observations += _observed(report, entry, values, slug, row)


def _values(entry: Entry) -> list[tuple[Head, Token, Quantity]]:
    """Read the values of a row; a growth rate that is none costs itself, not the row.

    Raises
    ------
    QuantityError
        If a level is no number.
    """
    out = []
    for head, token in entry.values:
        try:
            out.append((head, token, _read(entry, token)))
        except QuantityError:
            if head.role != "change" or len(entry.values) == 1:
                raise
            entry.guessed = True
    return out


def _signed(
    entry: Entry, values: list[tuple[Head, Token, Quantity]]
) -> list[tuple[Head, Token, Quantity]]:
    """Give a bare target the operator its row prints in a column of its own."""
    if not entry.sign or kind(entry.sign) != "sign" or entry.sign == "定性":
        return values
    op = parse_quantity(f"{entry.sign}1").op
    return [
        (head, _with_sign(entry.sign, token), replace(quantity, op=op))
        if head.role == "target" and quantity.value is not None and quantity.bare
        else (head, token, quantity)
        for head, token, quantity in values
    ]


def _with_sign(sign: str, token: Token) -> Token:
    """Return the cell with the sign of the column beside it: it is printed in two places."""
    return replace(token, text=f"{sign.strip()}{token.text.strip()}", start=None, end=None)


def _key(name: str) -> str:
    return _NAMES.sub("", name.replace("（", "(").replace("）", ")").replace(",", "，"))


def _catalogued() -> dict[str, tuple[str, dict[str, Any]]]:
    out: dict[str, tuple[str, dict[str, Any]]] = {}
    for slug, entry in dossiers.names().items():
        for name in (entry["name"], *entry.get("aliases", ())):
            out[_key(name)] = (slug, entry)
    return out


def _read(entry: Entry, token: Token) -> Quantity:
    return parse_quantity(closed(token.text), entry.unit)


def _complete(entry: Entry, values: list[tuple[Head, Token, Quantity]]) -> None:
    """Take the unit from the values where neither a column nor the name prints one."""
    if entry.unit is None and not entry.unit_printed:
        order = {"target": 0, "actual": 1, "baseline": 2}
        for head, _, quantity in sorted(values, key=lambda v: order.get(v[0].role, 3)):
            part = quantity.parts[0] if quantity.parts else quantity
            if (
                part.unit
                and part.kind in _UNITED
                and head.role in order
                and part.unit not in _STEPS
            ):
                entry.unit = part.unit
                break
        else:
            entry.unit = _unit_of_heads([head for head, _, _ in values if head.role in order])
            if entry.unit is None:
                return
        for n, (head, token, _) in enumerate(values):
            values[n] = (head, token, parse_quantity(token.text, entry.unit))


def _unit_of_heads(heads: list[Head]) -> str | None:
    """Return the unit that the heads of a row's levels print, if they agree: 目标任务(户)."""
    ends = [last_bracket(head.text) for head in heads]
    units = {bare_unit(end[1]) for end in ends if end is not None and unit_like(end[1])}
    return units.pop() if len(units) == 1 else None


def _cumulative(values: list[tuple[Head, Token, Quantity]], heads: list[Head]) -> None:
    """Date a lone [12] in a row of several periods: a sum up to the last of them."""
    places = [i for i, v in enumerate(values) if v[0].role in _LEVELS]
    columns = [head for head in heads if head.role in _LEVELS]
    if len(places) == 1 and len(columns) > 1 and values[places[0]][2].cumulative:
        head, token, quantity = values[places[0]]
        if head == columns[0]:
            values[places[0]] = (columns[-1], token, quantity)


def _numbers(quantity: Quantity, unit: str | None) -> tuple[Any, Any, Any, str | None]:
    """Return low, value, high in the row's unit and the operator; none where units differ."""
    op: str | None = quantity.op
    if quantity.kind == "missing":
        op = None
    if quantity.value is None or not _comparable(quantity, unit):
        return None, None, None, op if quantity.value is None else "text"
    return quantity.low, quantity.value, quantity.high, op


def _comparable(quantity: Quantity, unit: str | None) -> bool:
    if quantity.unit is None or unit is None or same_unit(quantity.unit, unit):
        return True
    if quantity.kind in ("relative", "rank"):
        return False
    return parse_unit(quantity.unit) is None or parse_unit(unit) is None


def _main(
    values: list[tuple[Head, Token, Quantity]], role: str
) -> tuple[Head, Token, Quantity] | None:
    """Return the value of a role that the one-row frame shows: the last period that has one."""
    of_role = [v for v in values if v[0].role == role]
    if not of_role:
        return None
    printed = [v for v in of_role if v[2].kind != "missing"] or of_role
    dated = [v for v in printed if v[0].period]
    return (
        max(dated, key=lambda v: v[0].period or "") if len(dated) == len(printed) else printed[-1]
    )


def _indicator(
    entry: Entry,
    values: list[tuple[Head, Token, Quantity]],
    slug: str,
    number: int,
    known: int | None,
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "indicator_id": slug,
        "number": number,
        "area": entry.area,
        "indicator": entry.name,
        "unit": entry.unit,
        "attribute": entry.attribute,
    }
    target = _main(values, "target")
    sense = _direction(entry.name, target[2] if target else None, known)
    for role in ("baseline", "target", "actual"):
        main = _main(values, role)
        if main is None:
            row |= {
                f"{role}_{key}": None for key in ("text", "op", "low", "value", "high", "period")
            }
            continue
        head, token, quantity = main
        low, value, high, op = _numbers(quantity, entry.unit)
        if role == "target" and value is not None:
            bare = quantity.bare or (quantity.kind == "relative" and op == "==")
            row["op_inferred"] = bare
            if bare and "=" not in token.text and entry.sign not in ("=", "等于"):
                op = "<=" if sense < 0 else ">="
                if quantity.kind == "range":
                    value = high if sense < 0 else low
            elif bare:
                row["op_inferred"] = False
        row |= {
            f"{role}_text": token.text,
            f"{role}_op": op,
            f"{role}_low": low,
            f"{role}_value": value,
            f"{role}_high": high,
            f"{role}_period": head.period,
        }
    row.setdefault("op_inferred", False if target else None)
    row["direction"] = sense
    row["source_line"] = entry.line
    row["indicator_text"] = entry.printed
    row["parent"] = entry.parent
    row["official_rate"] = entry.rate
    row["official_verdict"] = entry.verdict
    row["official_differs"] = differs(row, entry.rate, entry.verdict)
    told = [q.value is None for h, _, q in values if q.kind != "missing" and h.role in _LEVELS]
    worded = any(told) and not all(told)  # a number beside words: one may be another column's
    row["evidence"] = (entry.score, entry.guessed, entry.short, worded)
    row["confidence"] = confidence(*row["evidence"])
    row["lines"] = entry.lines or None
    row["place"] = entry.place or None
    return row


def _direction(name: str, target: Quantity | None, known: int | None) -> int:
    if target is None:
        return direction(name, None, known)
    if target.kind in ("words", "date"):
        return 0
    op = None if target.kind == "missing" or target.bare or target.kind == "several" else target.op
    if target.kind == "relative" and op in (None, "=="):
        return known if known is not None else (-1 if (target.value or 0) < 0 else 1)
    return direction(name, op, known)


def _observed(
    report: Report,
    entry: Entry,
    values: list[tuple[Head, Token, Quantity]],
    slug: str,
    row: dict[str, Any],
) -> list[dict[str, Any]]:
    out = []
    for head, token, quantity in values:
        parts = quantity.parts or (quantity,)
        for part in parts:
            text = part.text.strip() if quantity.parts else token.text
            start, end = _span(report, token, text)
            low, value, high, op = _numbers(part, None)
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


def _span(report: Report, token: Token, text: str) -> tuple[int | None, int | None]:
    """Return where a value is printed, so that the report's text there is the value."""
    if token.start is None:
        return None, None
    if token.end is not None and report.text[token.start : token.end] == text:
        return token.start, token.end
    stop = token.end if token.end is not None else token.start + 4000
    at = report.text.find(text, token.start, stop)
    return (at, at + len(text)) if at >= 0 else (None, None)


def _line(report: Report, token: Token, start: int | None) -> int | None:
    if start is None or start == token.start:
        return token.line
    return report.line_at(start).number
