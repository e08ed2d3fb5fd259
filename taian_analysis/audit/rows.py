"""The rows of the annex as the rules see them, and where the narrative states them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ..base.dossiers import related
from ..base.report import Report
from ..base.vocabulary import pattern
from ..grammar.chars import fold, half_width
from ..grammar.interval import Interval, same_number
from ..grammar.met import met, met_in_words
from ..grammar.periods import period
from ..narrative.anchors import find_anchor
from ..narrative.figures import Figure
from .claims import FARTHEST, STATES, Context, Span, interval

_WHOLE_AREA = pattern("reached", "whole_area")
_BASE_SET = pattern("reached", "base_set")
_WHOLE_PLACE = pattern("reached", "whole_place")
_PART_OF_YEAR = pattern("reached", "part_of_year")
_STOP = "。"
_SCALES = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A row of the annex: its values in base units, the spans of its cells, and its place.

    `areas` are the places of all rows of its name, where these are several.
    """

    id: str
    name: str
    unit: str
    line: int
    op: str
    target: float | None
    actual: float | None
    actual_op: str
    actual_range: Interval
    texts: tuple[str, str]
    as_of: str | None
    base: float | None
    base_range: Interval
    base_text: str
    base_period: str | None
    base_spans: tuple[Span, ...]
    target_period: str | None
    spans: tuple[Span, ...]
    area: str = ""
    areas: frozenset[str] = frozenset()

    @property
    def met(self) -> bool | None:
        """Whether the actual meets the target, on the decimals as printed."""
        if self.op == "text" or self.actual is None:
            return met_in_words(*self.texts)
        return met(
            self.op, self.target, self.actual, actual_op=self.actual_op, printed=self.actual_range
        )


def _na(value: Any) -> bool:
    return value is None or value != value or str(value) == "<NA>"


def rows_of(context: Context) -> list[AnnexRow]:
    """Return the annex rows; none where the report has no annex."""
    return context.once("rows", lambda: _build_rows(context))


def _build_rows(context: Context) -> list[AnnexRow]:
    spans: dict[tuple[int, str], Span] = {}
    for cell in context.cells:
        line, start, end = (_whole(cell, name) for name in ("line", "start", "end"))
        if start is not None and end is not None:
            spans[line or 0, str(cell["role"])] = (start, end)
    out = []
    areas: dict[str, set[str]] = {}
    for row in context.indicators:
        areas.setdefault(_word(row, "indicator"), set()).add(_word(row, "area"))
    shared = {name: frozenset(told if len(told) > 1 else ()) for name, told in areas.items()}
    for row in context.indicators:
        unit = half_width(_word(row, "unit"))
        scaled = len(unit) > 1 and unit[0] in _SCALES
        scale = _SCALES[unit[0]] if scaled else 1.0
        target, actual = (_number(row, name, scale) for name in ("target_value", "actual_value"))
        base = _number(row, "baseline_value", scale)
        line = _whole(row, "source_line") or 0
        out.append(
            AnnexRow(
                id=_word(row, "indicator_id"),
                name=_word(row, "indicator"),
                unit=unit[1:] if scaled else unit,
                line=line,
                op=_word(row, "target_op"),
                target=target,
                actual=actual,
                actual_op=_word(row, "actual_op") or "==",
                actual_range=_range(row, "actual", scale),
                texts=(_word(row, "target_text"), _word(row, "actual_text")),
                as_of=_word(row, "actual_period") or None,
                base=base,
                base_range=_range(row, "baseline", scale),
                base_text=_word(row, "baseline_text"),
                base_period=_word(row, "baseline_period") or None,
                base_spans=tuple(spans[key] for key in [(line, "baseline")] if key in spans),
                target_period=_word(row, "target_period") or None,
                spans=tuple(
                    spans[line, role] for role in ("actual", "target") if (line, role) in spans
                ),
                area=_word(row, "area"),
                areas=shared[_word(row, "indicator")],
            )
        )
    return out


def _range(row: dict[str, Any], role: str, scale: float) -> Interval:
    """Return what a cell's number can mean, in base units."""
    middle = _number(row, f"{role}_value", scale) or 0.0
    low, high = (_number(row, f"{role}_{end}", scale) for end in ("low", "high"))
    return Interval(middle if low is None else low, middle if high is None else high)


def _word(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if _na(value) else str(value)


def _whole(row: dict[str, Any], name: str) -> int | None:
    value = row.get(name)
    return None if value is None or _na(value) else int(value)


def _number(row: dict[str, Any], name: str, scale: float) -> float | None:
    value = row.get(name)
    return None if value is None or _na(value) else float(value) * scale


# Where the narrative states an indicator --------------------------------------------------------


def stated(context: Context, row: AnnexRow) -> list[Figure]:
    """Find the figures that state an indicator: by the catalog's sentence, then by its name."""
    return context.once(f"stated {row.id}", lambda: _find_stated(context, row))


def _series(report: Report) -> dict[str, list[dict[str, Any]]]:
    """Return the series of the dossiers by the indicator they are of."""
    found: dict[str, list[dict[str, Any]]] = {}
    for dossier in related(report):
        for one in dossier.table("series").values():
            found.setdefault(one.get("indicator", ""), []).append(one)
    return found


def _find_stated(context: Context, row: AnnexRow) -> list[Figure]:
    found: dict[int, Figure] = {}
    every = context.once("series of indicators", lambda: _series(context.report))
    for series in every.get(row.id, ()):
        match = find_anchor(series["points"][-1]["find"], context.folded)
        if match is not None and "n" in match.groupdict():
            figure = context.figure_at(*match.span("n"))
            if figure is not None:
                found[figure.start] = figure
    name = fold(_WHOLE_AREA.sub("", row.name))
    prose = context.once("prose", lambda: any(map(context.is_prose, context.figures)))
    if prose and len(name) >= 5 and row.actual is not None and not _in_prose(context, row):
        place = context.folded.find(name)
        while place >= 0:
            end = place + len(name)
            if figure := _after_name(context, end, row):
                found[figure.start] = figure
            place = context.folded.find(name, end)
    return [found[key] for key in sorted(found)]


def _in_prose(context: Context, row: AnnexRow) -> bool:
    """Whether a row was itself read from a sentence: that of another paragraph is of its own."""
    figure = context.figure_at(*row.spans[0]) if row.spans else None
    told = figure is not None and context.is_prose(figure)
    return told and _STOP in context.line_text(row.line)


def _after_name(context: Context, place: int, row: AnnexRow) -> Figure | None:
    """Return the figure that follows a name in its sentence, if it can be the indicator's value."""
    figure = next(iter(context.figures_from(place, 1)), None)
    if figure is None or figure.sentence_start > place or figure.relation not in STATES:
        return None
    if _BASE_SET.search(context.folded[place : figure.start]):
        return None  # 以女性为100: what it is counted against
    between = context.text[place : figure.start]
    if not context.is_prose(figure):
        return None
    if (figure.unit or "").split("/")[0] != row.unit or "|" in between or figure.line == row.line:
        return None  # a row without bars states itself, and its target
    if _of_another_time(context, figure, row) or _of_another_place(context, figure, row):
        return None
    listed = "均" in figure.lead and re.search(r"[、和]", between)
    direct = len(between) <= 12 and not re.search(r"[,;:]", between)
    return figure if direct or listed else None


def _of_another_place(context: Context, figure: Figure, row: AnnexRow) -> bool:
    """Tell whether a figure is of another of the places that an indicator has rows for.

    Where none is named it is of all of them: 全市改造8个 of the row 合计.
    """
    if not row.areas or same_number(interval(figure), row.actual_range):
        return False
    said = context.text[max(figure.sentence_start, figure.start - FARTHEST) : figure.start]
    named = [area for area in row.areas if area and area in said]
    return row.area not in named if named else not _WHOLE_PLACE.search(row.area)


def _of_another_time(context: Context, figure: Figure, row: AnnexRow) -> bool:
    """Tell whether a figure is of another time than the annex's: the 8120 of 由8120增加到8460.

    A month or season of no year (当月改造8个) can not be told to be the annex's.
    """
    if not (figure.period and row.as_of):
        said = context.text[max(figure.sentence_start, figure.start - FARTHEST) : figure.start]
        if _PART_OF_YEAR.search(said):
            return True
    if not figure.period or figure.period_basis != "explicit":
        return False
    span = period(figure.period)
    if row.as_of:
        then = period(row.as_of)
        return span.end < then.start or span.start > then.end
    return bool(row.base_period) and span.end <= period(str(row.base_period)).end
