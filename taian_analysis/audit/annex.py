"""The annex against the narrative: values, targets, and growth over the annex's base."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.vocabulary import pattern
from ..grammar.interval import agree, same_number
from ..grammar.periods import period
from .claims import Claim, Context, claimed, interval, number
from .growth import kind_of
from .reckon import outcome, reckoned
from .rows import rows_of, stated
from .told import says, titled

_AIMED = pattern("reached", "aimed")
_FELL = pattern("reached", "fell")


def annex(context: Context) -> Iterator[Claim]:
    """Compare what the narrative states of an indicator with what the annex prints."""
    for row in rows_of(context):
        if row.actual is None:
            continue
        for figure in stated(context, row):
            fine = same_number(interval(figure), row.actual_range)
            if not fine and row.target is None:
                continue  # a row of a table that is no list of indicators may be of something else
            yield claimed(
                context, "annex", [figure], f"annex/{row.id}", titled("claim.annex", row.name),
                says("reckoned.annex_value", value=row.texts[1]), fine,
                says("remark.annex_differs", line=figure.line, row=row.line), more=row.spans[:1],
                tolerance=f"±{number((row.actual_range.high - row.actual_range.low) / 2)}",
            )  # fmt: skip


def targets(context: Context) -> Iterator[Claim]:
    """Compare a target quoted beside an indicator with the annex's target."""
    for row in rows_of(context):
        if row.target is None:
            continue
        for figure_of in stated(context, row):
            for figure in context.figures_from(figure_of.end, 1):
                if figure.sentence_start != figure_of.sentence_start or figure.relation != "target":
                    continue
                if (figure.unit or "").split("/")[0] != (figure_of.unit or "").split("/")[0]:
                    continue
                if not _AIMED.search(context.text[figure_of.end : figure.clause_end]):
                    continue
                fine = figure.value == row.target
                yield claimed(
                    context, "targets", [figure], f"target/{row.id}",
                    titled("claim.targets", row.name),
                    says("reckoned.annex_target", value=row.texts[0]), fine,
                    says("remark.annex_differs", line=figure.line, row=row.line),
                    tolerance="0", more=row.spans[1:2],
                )  # fmt: skip


def bases(context: Context) -> Iterator[Claim]:
    """V,比2020年增加d (增长p%): with the annex's own value of 2020 it is d (p%)."""
    for row in rows_of(context):
        if row.base is None or row.base_period is None:
            continue
        for figure in stated(context, row):
            change = next(iter(context.figures_from(figure.end, 1)), None)
            if (
                change is None
                or change.relation != "change"
                or change.sentence_start != figure.sentence_start
                or not change.base_period
                or period(change.base_period).end != period(row.base_period).end
            ):
                continue
            sign = -1 if _FELL.search(change.lead) else 1
            name = kind_of(change, figure) if row.base else "step"
            digits, tail = (3, "%") if name == "growth_levels" else (4, "")
            found = outcome(name, [interval(figure), row.base_range], [sign])
            told = reckoned(name, [figure.value, row.base], [sign])
            shown = f"{told.shown} = {number(round(told.value, digits))}{tail}"
            context.based.add(change.start)
            fine = agree(found, interval(change))
            yield claimed(
                context, "bases", [change, figure], f"base/{row.id}",
                titled("claim.bases", row.name), shown, fine,
                says("remark.annex_base", period=row.base_period, value=row.base_text),
                more=row.base_spans,
            )  # fmt: skip


RULES = (annex, targets, bases)
