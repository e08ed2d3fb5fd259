"""The annex against the narrative: values, targets, 已完成目标, and the headline."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from . import catalog
from .anchors import compile_anchor, fold, half_width
from .claims import (
    STATES,
    Claim,
    Context,
    Interval,
    Span,
    agree,
    interval,
    number,
    printed,
    verdict,
)
from .figures import Figure
from .periods import period

_OPS = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "==": operator.eq,
}
_SCALES = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the annex: its values in base units and the spans of its cells."""

    id: str
    name: str
    unit: str
    line: int
    op: str
    target: float | None
    actual: float | None
    actual_range: Interval
    texts: tuple[str, str]
    target_period: str | None
    spans: tuple[Span, ...]

    @property
    def met(self) -> bool | None:
        """Whether the actual meets the target, on the decimals as printed."""
        if self.op == "text":
            return self.texts[0] == self.texts[1] or None
        if self.target is None or self.actual is None or self.op not in _OPS:
            return None
        return bool(_OPS[self.op](self.actual, self.target))


def _na(value: Any) -> bool:
    return value is None or value != value or str(value) == "<NA>"


def _rows(context: Context) -> list[_Row]:
    """Return the annex rows; none where the report has no annex."""
    if "rows" not in context.memo:
        context.memo["rows"] = _build_rows(context)
    rows: list[_Row] = context.memo["rows"]
    return rows


def _build_rows(context: Context) -> list[_Row]:
    spans: dict[tuple[int, str], Span] = {}
    for cell in context.cells:
        line, start, end = (_whole(cell, name) for name in ("line", "start", "end"))
        if start is not None and end is not None:
            spans[line or 0, str(cell["role"])] = (start, end)
    out = []
    for row in context.indicators:
        unit = half_width(_word(row, "unit"))
        scaled = len(unit) > 1 and unit[0] in _SCALES
        scale = _SCALES[unit[0]] if scaled else 1.0
        target, actual = (_number(row, name, scale) for name in ("target_value", "actual_value"))
        low, high = (_number(row, name, scale) for name in ("actual_low", "actual_high"))
        line = _whole(row, "source_line") or 0
        middle = actual or 0.0
        out.append(
            _Row(
                id=_word(row, "indicator_id"),
                name=_word(row, "indicator"),
                unit=unit[1:] if scaled else unit,
                line=line,
                op=_word(row, "target_op"),
                target=target,
                actual=actual,
                actual_range=Interval(
                    middle if low is None else low, middle if high is None else high
                ),
                texts=(_word(row, "target_text"), _word(row, "actual_text")),
                target_period=_word(row, "target_period") or None,
                spans=tuple(
                    spans[line, role] for role in ("actual", "target") if (line, role) in spans
                ),
            )
        )
    return out


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


def _stated(context: Context, row: _Row) -> list[Figure]:
    """Find the figures that state an indicator: by the catalog's sentence, then by its name."""
    key = f"stated {row.id}"
    if key not in context.memo:
        context.memo[key] = _find_stated(context, row)
    found: list[Figure] = context.memo[key]
    return found


def _find_stated(context: Context, row: _Row) -> list[Figure]:
    found: dict[int, Figure] = {}
    for series in catalog.load("series")["series"].values():
        if series.get("indicator") != row.id:
            continue
        match = compile_anchor(series["points"][-1]["find"]).search(context.folded)
        if match is not None and "n" in match.groupdict():
            figure = context.figure_at(*match.span("n"))
            if figure is not None:
                found[figure.start] = figure
    name = fold(re.sub(r"^(?:全[市省县区]|我[市省县区])", "", row.name))
    if len(name) >= 5 and row.actual is not None:
        for place in re.finditer(re.escape(name), context.folded):
            figure = _after_name(context, place.end(), row)
            if figure is not None:
                found[figure.start] = figure
    return [found[key] for key in sorted(found)]


def _after_name(context: Context, place: int, row: _Row) -> Figure | None:
    """Return the figure that follows a name in its sentence, if it can be the indicator's value."""
    figure = next(iter(context.figures_from(place, 1)), None)
    if figure is None or figure.sentence_start > place or figure.relation not in STATES:
        return None
    between = context.text[place : figure.start]
    if (figure.unit or "").split("/")[0] != row.unit or "|" in between:
        return None
    listed = "均" in figure.lead and re.search(r"[、和]", between)
    direct = len(between) <= 12 and not re.search(r"[,;:]", between)
    return figure if direct or listed else None


def annex(context: Context) -> Iterator[Claim]:
    """Compare what the narrative states of an indicator with what the annex prints."""
    for row in _rows(context):
        if row.actual is None:
            continue
        for figure in _stated(context, row):
            fine = agree(interval(figure), row.actual_range)
            yield Claim(
                f"annex/{row.id}",
                f"正文与附表一致:{row.name}",
                "cross_reference",
                printed(context, figure),
                f"附表完成值 {row.texts[1]}",
                f"±{number((row.actual_range.high - row.actual_range.low) / 2)}",
                verdict(fine),
                "" if fine else f"正文第{figure.line}行与附表第{row.line}行不一致",
                ((figure.start, figure.end), *row.spans[:1]),
                "annex",
            )


def targets(context: Context) -> Iterator[Claim]:
    """Compare a target quoted beside an indicator with the annex's target."""
    for row in _rows(context):
        if row.target is None:
            continue
        for stated in _stated(context, row):
            for figure in context.figures_from(stated.end, 1):
                if figure.sentence_start != stated.sentence_start or figure.relation != "target":
                    continue
                if (figure.unit or "").split("/")[0] != (stated.unit or "").split("/")[0]:
                    continue
                if not re.search(
                    r"目标|规划|要求|任务", context.text[stated.end : figure.clause_end]
                ):
                    continue
                fine = figure.value == row.target
                yield Claim(
                    f"target/{row.id}",
                    f"正文所引目标与附表一致:{row.name}",
                    "cross_reference",
                    printed(context, figure),
                    f"附表目标值 {row.texts[0]}",
                    "0",
                    verdict(fine),
                    "" if fine else f"正文第{figure.line}行与附表第{row.line}行不一致",
                    ((figure.start, figure.end), *row.spans[1:2]),
                    "targets",
                )


# What the narrative says has been reached -------------------------------------------------------

_DONE = re.compile(
    r"(?<![未尚将可以能争确保计需])(?:已|已经|提前|超预期|超额|均已?|全面)*(?<!未)完成(?!情况|率|值)[^。;\n]{0,30}?(?:目标|任务|要求)"
)
_AS_EXPECTED = re.compile(
    r"(?:符合|超过|好于|高于)预期|时间过半、?,?(?:目标|任务)过半|完成进度超过预期|达到(?:序时|时序)进度"
)


def reached(context: Context) -> Iterator[Claim]:
    """已完成目标 after an indicator: its row is met. 符合预期: it is met, or ahead of the clock.

    Whether it is ahead needs a base: V, 比2020年增长50% gives one. Without it the claim can not be
    decided.
    """
    for row in _rows(context):
        if row.op == "text":
            yield from _reached_in_words(context, row)
            continue
        if row.actual is None:
            continue
        for figure in _stated(context, row)[:1]:
            end = context.report.line_at(figure.start).end
            following = next(
                (
                    f.start
                    for f in context.figures_from(figure.end, 40)
                    if f.start > figure.end and f.relation in STATES and f.clause_start > figure.end
                ),
                end,
            )
            done = _DONE.search(context.text, figure.end, end)
            near = _AS_EXPECTED.search(context.text, figure.end, min(following, end))
            if near and (done is None or near.start() < done.start()):
                yield _as_expected(context, row, figure, near)
            elif done:
                yield _done(row, (figure.start, figure.end), done)


def _done(row: _Row, span: Span, phrase: re.Match[str]) -> Claim:
    return Claim(
        f"reached/{row.id}",
        f"所称“完成目标”与附表相符:{row.name}",
        "cross_reference",
        phrase[0],
        f"附表 {row.texts[1]},目标 {row.texts[0]}",
        "0",
        verdict(row.met),
        "" if row.met else "附表完成值未达目标值",
        (span, phrase.span(), *row.spans),
        "reached",
    )


def _reached_in_words(context: Context, row: _Row) -> Iterator[Claim]:
    """Judge a target in words: the annex prints the same words as reached."""
    place = context.folded.find(fold(row.name))
    if place >= 0:
        done = _DONE.search(context.text, place, context.report.line_at(place).end)
        if done:
            yield _done(row, (place, place + len(row.name)), done)


def _as_expected(context: Context, row: _Row, figure: Figure, phrase: re.Match[str]) -> Claim:
    """Judge 符合预期 by progress against the time elapsed, where a base is stated."""
    span = (figure.start, figure.end)
    extra: tuple[Span, ...] = ()
    fine, computed, comment = row.met, f"附表 {row.texts[1]},目标 {row.texts[0]}", ""
    if fine is False:
        fine, computed, comment, extra = _pace(context, row, figure)
    return Claim(
        f"expected/{row.id}",
        f"所称“{phrase[0]}”相符:{row.name}",
        "headline",
        phrase[0],
        computed,
        "0",
        verdict(fine),
        comment,
        (span, *extra, phrase.span(), *row.spans),
        "reached",
    )


def _pace(
    context: Context, row: _Row, figure: Figure
) -> tuple[bool | None, str, str, tuple[Span, ...]]:
    """Return verdict, computation, comment and the span of the change for an unmet row."""
    change = next(
        (
            f
            for f in context.figures_from(figure.end, 1)
            if f.relation == "change"
            and f.base_period
            and f.sentence_start == figure.sentence_start
        ),
        None,
    )
    if change is None or row.target is None or row.target_period is None:
        return (
            None,
            f"附表 {row.texts[1]},目标 {row.texts[0]}",
            "未达目标值,且无基期数,进度不能核算",
            (),
        )
    base = (
        figure.value / (1 + change.value / 100)
        if change.unit == "%"
        else figure.value - change.value
    )
    spans = ((change.start, change.end),)
    if row.target == base:
        return None, f"基期 {number(round(base))}", "基期已等于目标", spans
    progress = (figure.value - base) / (row.target - base)
    elapsed = _elapsed(context, change.base_period or "", row.target_period, figure.period)
    shown = (
        f"({number(figure.value)} - {number(round(base))}) ÷ ({number(row.target)} - "
        f"{number(round(base))}) = {progress:.1%},时间已过{elapsed:.1%}"
    )
    fine = progress >= elapsed
    return fine, shown, "" if fine else "目标进度落后于时间进度", spans


def _elapsed(context: Context, base: str, deadline: str, as_of: str | None) -> float:
    start, end = period(base).end, period(deadline).end
    today = context.report.date or end
    now: date = min(period(as_of).end, today) if as_of else today
    return (now - start).days / (end - start).days


# The headline -----------------------------------------------------------------------------------

_HEADLINE = re.compile(
    r"(?P<n>\d+)[条项个](?:主要|核心|重点)?(?:发展)?指标(?P<all>(?:已?全部|均已?|已?全面)(?:达到或超过|达到|完成|超过|实现)[^,,。;\n]{0,12})?"
)


def headline(context: Context) -> Iterator[Claim]:
    """规划N条主要指标全部达到或超过预期目标: N rows, and every row meets its target."""
    rows = _rows(context)
    if not rows:
        return
    for match in _HEADLINE.finditer(context.folded):
        before = context.text[max(0, match.start() - 20) : match.start()]
        line = context.report.line_at(match.start())
        if not re.search(r"规划|纲要", before) or "|" in line.text:
            continue
        if match["all"] is None and "附" not in line.text:
            continue
        said = int(match["n"])
        yield Claim(
            "headline/count",
            "所称主要指标数与附表行数相符",
            "headline",
            context.text[match.start() : match.start("all") if match["all"] else match.end()],
            f"附表{len(rows)}行",
            "0",
            verdict(said == len(rows)),
            "" if said == len(rows) else f"附表{len(rows)}行,所称{said}条",
            (match.span("n"),),
            "headline",
        )
        if match["all"] is None:
            continue
        unmet = [row for row in rows if row.met is False]
        unknown = [row for row in rows if row.met is None]
        fine = False if unmet else None if unknown else True
        listed = "、".join(f"{row.name}({row.texts[1]}/{row.texts[0]})" for row in unmet)
        yield Claim(
            "headline/all-reached",
            f"所称“{match['all']}”与附表逐项相符",
            "headline",
            match["all"],
            f"{sum(row.met is True for row in rows)}项达到目标值,{len(unmet)}项未达到",
            "0",
            verdict(fine),
            f"按附表目标值,未达到的有:{listed};若“预期”指进度,须逐项核算" if unmet else "",
            (match.span("all"), *(s for row in unmet for s in row.spans)),
            "headline",
        )


RULES = (headline, annex, targets, reached)
