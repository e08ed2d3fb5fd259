"""What the report says it has reached: indicator by indicator, and in its headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..base.vocabulary import pattern
from ..grammar.chars import fold
from ..grammar.periods import period
from ..narrative.figures import Figure
from .claims import STATES, Claim, Context, Span, number, verdict
from .rows import AnnexRow, rows_of, stated

_PLAN = pattern("reached", "plan")
_BY_PACE = pattern("reached", "by_pace")

# What the narrative says has been reached -------------------------------------------------------

_DONE = pattern("reached", "done")
_AS_EXPECTED = pattern("reached", "as_expected")


def reached(context: Context) -> Iterator[Claim]:
    """已完成目标 after an indicator: its row is met. 符合预期: it is met, or ahead of the clock.

    Whether it is ahead needs a base: V, 比2020年增长50% gives one. Without it the claim can not be
    decided.
    """
    for row in rows_of(context):
        if row.op == "text":
            yield from _reached_in_words(context, row)
            continue
        if row.actual is None:
            continue
        for figure in stated(context, row)[:1]:
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


def _done(row: AnnexRow, span: Span, phrase: re.Match[str]) -> Claim:
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


def _reached_in_words(context: Context, row: AnnexRow) -> Iterator[Claim]:
    """Judge a target in words: the annex prints the same words as reached."""
    place = context.folded.find(fold(row.name))
    if place >= 0:
        done = _DONE.search(context.text, place, context.report.line_at(place).end)
        if done:
            yield _done(row, (place, place + len(row.name)), done)


def _as_expected(context: Context, row: AnnexRow, figure: Figure, phrase: re.Match[str]) -> Claim:
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
    context: Context, row: AnnexRow, figure: Figure
) -> tuple[bool | None, str, str, tuple[Span, ...]]:
    """Return verdict, computation, comment and the spans of the base for an unmet row.

    The base is what the sentence says (比2020年增长50%), or else the annex's.
    """
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
    if change is not None:
        base = (
            figure.value / (1 + change.value / 100)
            if change.unit == "%"
            else figure.value - change.value
        )
        spans: tuple[Span, ...] = ((change.start, change.end),)
        found = _progress(context, row, figure.value, base, change.base_period, figure.period)
    else:
        spans = row.base_spans
        found = _progress(context, row, figure.value, row.base, row.base_period, figure.period)
    if found is None:
        shown = f"附表 {row.texts[1]},目标 {row.texts[0]}"
        return None, shown, "未达目标值,且无基期数,进度不能核算", ()
    fine, shown = found
    return fine, shown, "" if fine else "目标进度落后于时间进度", spans


def _progress(
    context: Context,
    row: AnnexRow,
    value: float,
    base: float | None,
    since: str | None,
    as_of: str | None,
) -> tuple[bool, str] | None:
    """Compare progress with the time elapsed: whether it keeps up, and the computation."""
    if base is None or since is None or row.target is None or row.target_period is None:
        return None
    if row.target == base:
        return None
    start, end = period(since).end, period(row.target_period).end
    today = context.report.date or end
    now = min(period(as_of).end, today) if as_of else today
    if end <= start:
        return None
    progress = (value - base) / (row.target - base)
    elapsed = (now - start).days / (end - start).days
    shown = (
        f"({number(value)} - {number(round(base, 2))}) ÷ ({number(row.target)} - "
        f"{number(round(base, 2))}) = {progress:.1%},时间已过{elapsed:.1%}"
    )
    return progress >= elapsed, shown


# The headline -----------------------------------------------------------------------------------

_HEADLINE = pattern("reached", "headline")


def headline(context: Context) -> Iterator[Claim]:
    """规划N条主要指标全部达到或超过预期目标: N rows, and every row meets its target."""
    rows = rows_of(context)
    if not rows:
        return
    for match in _HEADLINE.finditer(context.folded):
        before = context.text[max(0, match.start() - 20) : match.start()]
        line = context.report.line_at(match.start())
        if not _PLAN.search(before) or "|" in line.text:
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
        yield _all_reached(context, rows, match)


def _all_reached(context: Context, rows: list[AnnexRow], match: re.Match[str]) -> Claim:
    """Judge 全部达到…目标 by the targets, 全部达到…进度 by progress against the time elapsed."""
    unmet = [row for row in rows if row.met is False]
    unknown = [row for row in rows if row.met is None]
    comment = ""
    if _BY_PACE.search(match["all"]):
        paces = {
            row.id: _progress(context, row, row.actual or 0.0, row.base, row.base_period, row.as_of)
            for row in unmet
        }
        unknown += [row for row in unmet if paces[row.id] is None]
        unmet = [row for row in unmet if (pace := paces[row.id]) is not None and not pace[0]]
        computed = f"{len(rows) - len(unmet) - len(unknown)}项符合进度,{len(unmet)}项落后"
        if unmet:
            comment = f"落后于时间进度的有:{_listed(unmet)}"
    else:
        computed = f"{sum(row.met is True for row in rows)}项达到目标值,{len(unmet)}项未达到"
        if unmet:
            comment = f"按附表目标值,未达到的有:{_listed(unmet)};若“预期”指进度,须逐项核算"
    if unknown and not unmet:
        comment = f"不能核算的有:{_listed(unknown)}"
    fine = False if unmet else None if unknown else True
    return Claim(
        "headline/all-reached",
        f"所称“{match['all']}”与附表逐项相符",
        "headline",
        match["all"],
        computed,
        "0",
        verdict(fine),
        comment,
        (match.span("all"), *(span for row in unmet for span in row.spans)),
        "headline",
    )


def _listed(rows: list[AnnexRow]) -> str:
    return "、".join(f"{row.name}({row.texts[1]}/{row.texts[0]})" for row in rows)


RULES = (headline, reached)
