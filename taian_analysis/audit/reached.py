"""What the report says it has reached: indicator by indicator, and in its headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..base.vocabulary import near, pattern
from ..grammar.chars import fold
from ..grammar.periods import period
from ..narrative.figures import Figure
from .claims import STATES, Claim, Context, Span, claimed, number
from .rows import AnnexRow, rows_of, stated
from .told import says, titled

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
    if not (_DONE.search(context.text) or _AS_EXPECTED.search(context.text)):
        return
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
                yield _done(context, row, (figure.start, figure.end), done)


def _done(context: Context, row: AnnexRow, span: Span, phrase: re.Match[str]) -> Claim:
    return claimed(
        context, "reached", (), f"reached/{row.id}", titled("claim.reached", row.name),
        _as_printed(row), row.met, says("remark.not_met"), stated=phrase[0],
        more=(span, phrase.span(), *row.spans),
    )  # fmt: skip


def _reached_in_words(context: Context, row: AnnexRow) -> Iterator[Claim]:
    """Judge a target in words: the annex prints the same words as reached."""
    place = context.folded.find(fold(row.name))
    if place >= 0:
        done = _DONE.search(context.text, place, context.report.line_at(place).end)
        if done:
            yield _done(context, row, (place, place + len(row.name)), done)


def _as_expected(context: Context, row: AnnexRow, figure: Figure, phrase: re.Match[str]) -> Claim:
    """Judge 符合预期 by progress against the time elapsed, where a base is stated."""
    span = (figure.start, figure.end)
    extra: tuple[Span, ...] = ()
    fine, computed, comment = row.met, _as_printed(row), ""
    if fine is False:
        fine, computed, comment, extra = _pace(context, row, figure)
    return claimed(
        context, "reached", (), f"expected/{row.id}",
        titled("claim.reached_said", row.name, said=phrase[0]), computed, fine, comment,
        kind="headline", stated=phrase[0], more=(span, *extra, phrase.span(), *row.spans),
    )  # fmt: skip


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
        shown = _as_printed(row)
        return None, shown, says("remark.no_pace"), ()
    fine, shown = found
    return fine, shown, "" if fine else says("remark.behind"), spans


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
    since_base = number(round(base, 2))
    formula = f"({number(value)} - {since_base}) ÷ ({number(row.target)} - {since_base})"
    shown = says(
        "reckoned.pace", formula=formula, progress=f"{progress:.1%}", elapsed=f"{elapsed:.1%}"
    )
    return progress >= elapsed, shown


# The headline -----------------------------------------------------------------------------------

_HEADLINE = pattern("reached", "headline")


def headline(context: Context) -> Iterator[Claim]:
    """规划N条主要指标全部达到或超过预期目标: N rows, and every row meets its target."""
    rows = rows_of(context)
    if not rows:
        return
    for match in near(_HEADLINE, context.folded, "指标", 10, 26):
        before = context.text[max(0, match.start() - 20) : match.start()]
        line = context.report.line_at(match.start())
        if not _PLAN.search(before) or "|" in line.text:
            continue
        if match["all"] is None and "附" not in line.text:
            continue
        said = int(match["n"])
        end = match.start("all") if match["all"] else match.end()
        yield claimed(
            context, "headline", (), "headline/count", titled("claim.headline"),
            says("reckoned.annex_rows", n=len(rows)), said == len(rows),
            says("remark.rows_said", n=len(rows), said=said),
            stated=context.text[match.start() : end], more=[match.span("n")],
        )  # fmt: skip
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
        computed = says(
            "reckoned.on_pace", n=len(rows) - len(unmet) - len(unknown), behind=len(unmet)
        )
        if unmet:
            comment = says("remark.rows_behind", rows=_listed(unmet))
    else:
        computed = says(
            "reckoned.reached", n=sum(row.met is True for row in rows), short=len(unmet)
        )
        if unmet:
            comment = says("remark.rows_unmet", rows=_listed(unmet))
    if unknown and not unmet:
        comment = says("remark.rows_unknown", rows=_listed(unknown))
    fine = False if unmet else None if unknown else True
    return claimed(
        context, "headline", (), "headline/all-reached",
        titled("claim.headline_all", said=match["all"]), computed, fine, comment,
        stated=match["all"],
        more=(match.span("all"), *(span for row in unmet for span in row.spans)),
    )  # fmt: skip


def _as_printed(row: AnnexRow) -> str:
    return says("reckoned.annex_row", value=row.texts[1], target=row.texts[0])


def _listed(rows: list[AnnexRow]) -> str:
    return "、".join(f"{row.name}({row.texts[1]}/{row.texts[0]})" for row in rows)


RULES = (headline, reached)
