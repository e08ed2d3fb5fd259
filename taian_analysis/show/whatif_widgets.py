"""What-if in a notebook: sliders with a chart in JupyterLab, a table of scenarios on paper.

The one object is both: it offers the widget and, beside it, an HTML table, so that JupyterLab
shows the sliders and the PDF (or a machine without ipywidgets) the table. A pace of 1.00 is the
pace so far; the pace the plan would need is named beside the slider.
"""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from ..base.errors import MissingExtraError, TaianError
from ..base.phrases import say
from ..gaps.carry import gaps_with
from ..gaps.steps import find_indicator
from ..gaps.target import gap_to_target
from ..gaps.whatif import NEEDED, assumptions_text, what_if
from ..grammar import wording
from . import theme
from .distance import projection_text
from .gaps_frame import name_of, not_met, per_year
from .view import View

#: Multiples of the pace so far that the table shows.
PACES = (0.5, 0.8, 1.0, 1.2)
_COLUMNS = (
    "indicator_id",
    "indicator",
    "met",
    "status",
    "pace",
    "target_text",
    "unit",
    "direction",
)
_SHOWN = ("attainment", "pace", "required_per_year", "projected_value", "completion_date", "status")


def scenarios(
    gaps: pd.DataFrame, paces: tuple[float, ...] = PACES, *, lang: str | None = None
) -> pd.DataFrame:
    """Tabulate what the end of the plan looks like at several paces from now on.

    One row for each indicator not yet met, one column a pace as a multiple of the pace so far
    (1 goes on as before), each cell the projected value and the status it would mean. A row
    without a baseline has no pace so far, and says so.

    Examples
    --------
    >>> list(scenarios(gap_to_target(), (0.5, 1.0), lang="zh").columns)
    ['指标', '现在', '现速的0.5倍', '保持现速']
    """
    lang = theme.language(lang)
    gaps = gaps_with(gaps, (*NEEDED, *_COLUMNS))
    rows = not_met(gaps)
    table: dict[str, list[str]] = {
        say("whatif.indicator", lang): [
            name_of(row, lang, short=True) for _, row in rows.iterrows()
        ],
        say("whatif.now", lang): [say(f"status.{s}", lang) for s in rows["status"]],
    }
    for times in paces:
        head = say("whatif.same", lang) if times == 1 else say("whatif.times", lang, n=f"{times:g}")
        table[head] = [_then(rows.loc[[key]], times, lang) for key in rows.index]
    return pd.DataFrame(table, dtype="string")


def _then(row: pd.DataFrame, times: float, lang: str) -> str:
    """Return where an indicator would end at a multiple of its pace so far, and its status then."""
    pace = row["pace"].iloc[0]
    if wording.missing(pace):
        return say("whatif.no_pace", lang)
    then = what_if(row, pace=times * float(pace))
    said = say(f"status.{then['status'].iloc[0]}", lang)
    if wording.missing(then["projected_value"].iloc[0]):
        return said
    joined = gaps_with(then, NEEDED).iloc[0]
    return projection_text(joined, lang) + say("joint.bracket", lang, what=said)


class WhatIf:
    """A what-if to show in a notebook: sliders where they work, else the table of scenarios.

    Parameters
    ----------
    gaps
        As `gap_to_target` gives it; the bundled report where None.
    indicator
        The indicator the sliders start with (id, number or part of its name); the first one not
        yet met where None.
    lang
        ``"zh"`` or ``"en"``; by default the session's.
    """

    def __init__(
        self,
        gaps: pd.DataFrame | None = None,
        indicator: str | None = None,
        *,
        lang: str | None = None,
    ) -> None:
        self.gaps = gaps_with(gap_to_target() if gaps is None else gaps, (*NEEDED, *_COLUMNS))
        self.lang = theme.language(lang)
        self.numbers = self.gaps[
            self.gaps["target_value"].notna() & self.gaps["actual_value"].notna()
        ]
        unmet = not_met(self.numbers)
        first = unmet if len(unmet) else self.numbers
        self.indicator = (
            find_indicator(self.gaps, indicator)["indicator_id"].iloc[0]
            if indicator
            else (first["indicator_id"].iloc[0] if len(first) else None)
        )

    def table(self) -> pd.DataFrame:
        """Return the static table of scenarios."""
        return scenarios(self.gaps, lang=self.lang)

    def sliders(self) -> Any:
        """Build the sliders; each change shows at once in the table and the chart.

        Raises
        ------
        MissingExtraError
            If ipywidgets is not installed (extra ``lab``).
        """
        try:
            import ipywidgets  # noqa: F401
        except ImportError as error:
            raise MissingExtraError("ipywidgets", "lab") from error
        return _Board(self).box

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        table = self.table()
        static = View(table, [], say("whatif.note", self.lang), self.lang)
        bundle: dict[str, Any] = {"text/html": static._repr_html_(), "text/plain": repr(static)}
        if not len(self.numbers):
            return bundle
        try:
            shown = self.sliders()._repr_mimebundle_()
        except MissingExtraError:
            return bundle
        shown = shown[0] if isinstance(shown, tuple) else shown
        key = "application/vnd.jupyter.widget-view+json"
        if key in (shown or {}):
            bundle[key] = shown[key]
        return bundle


class _Board:
    """The controls of one `WhatIf`, and what they change."""

    def __init__(self, what: WhatIf) -> None:
        import ipywidgets as widgets

        self.what, self.lang, self.filling = what, what.lang, False
        rows = what.numbers
        names = [name_of(row, self.lang, short=True) for _, row in rows.iterrows()]
        wide = {"style": {"description_width": "12em"}, "layout": {"width": "37em"}}
        self.choose = widgets.Dropdown(
            options=list(zip(names, rows["indicator_id"], strict=True)), value=what.indicator,
            description=say("whatif.indicator", self.lang), **wide,
        )  # fmt: skip
        self.pace = widgets.FloatSlider(
            1.0, min=0, max=3, step=0.05, description=say("whatif.pace_slider", self.lang), **wide
        )
        self.mark = widgets.HTML()
        self.deadline = widgets.IntSlider(
            2025, min=2000, max=2100, description=say("whatif.deadline", self.lang), **wide
        )
        self.target = widgets.FloatText(0, description=say("whatif.target", self.lang), **wide)
        self.value = widgets.FloatText(0, description=say("whatif.value", self.lang), **wide)
        self.result, self.chart = widgets.HTML(), widgets.HTML()
        self.choose.observe(self.fill, "value")
        for control in (self.pace, self.deadline, self.target, self.value):
            control.observe(self.show, "value")
        self.fill()
        controls = [self.choose, widgets.HBox([self.pace, self.mark])]
        controls += [self.deadline, self.target, self.value]
        self.box = widgets.VBox([*controls, widgets.HBox([self.result, self.chart])])

    @property
    def row(self) -> pd.DataFrame:
        rows = self.what.numbers
        return rows[rows["indicator_id"] == self.choose.value].iloc[[0]]

    def fill(self, *_: Any) -> None:
        """Set the controls to what the report says of the indicator chosen."""
        row = self.row.iloc[0]
        self.filling = True
        self.target.value, self.value.value = float(row["target_value"]), float(row["actual_value"])
        if not wording.missing(row["deadline"]):
            year = pd.Timestamp(row["deadline"]).year
            self.deadline.min, self.deadline.max = 1900, 2200
            self.deadline.value = year
            self.deadline.min, self.deadline.max = year - 2, year + 10
        pace = row["pace"]
        known = not wording.missing(pace) and float(pace) > 0
        self.pace.value, self.pace.disabled = 1.0, not known
        told = "whatif.plan_mark" if known else "whatif.no_pace"
        plan = wording.number(1 / float(pace), 2, self.lang) if known else ""
        self.mark.value = f"<small>{escape(say(told, self.lang, n=plan))}</small>"
        self.filling = False
        self.show()

    def asked(self) -> dict[str, Any]:
        """Return the assumptions that differ from the report."""
        row = self.row.iloc[0]
        asked: dict[str, Any] = {}
        if self.target.value != float(row["target_value"]):
            asked["target"] = self.target.value
        if self.value.value != float(row["actual_value"]):
            asked["value"] = self.value.value
        own = row["deadline"]
        if wording.missing(own) or self.deadline.value != pd.Timestamp(own).year:
            asked["deadline"] = str(self.deadline.value)
        if self.pace.value != 1.0 and not self.pace.disabled:
            asked["pace"] = self.pace.value * float(row["pace"])
        return asked

    def show(self, *_: Any) -> None:
        """Compute and show again what would be."""
        if self.filling:
            return
        row = self.row
        try:
            then = what_if(row, **self.asked())
        except TaianError as error:
            self.result.value = f"<p>{escape(error.describe(self.lang))}</p>"
            return
        self.result.value = compared(row, then, self.lang)
        self.chart.value = chart(gaps_with(then, NEEDED), self.lang)


def chart(then: pd.DataFrame, lang: str) -> str:
    """Draw the ways to the target under the assumptions, as an HTML picture."""
    from .fan import plot_fan

    try:
        figure = plot_fan(
            then, str(then["indicator_id"].iloc[0]), lang=lang, title=False, source=False
        )
    except TaianError:
        return ""
    figure.set_size_inches(3.6, 2.1, forward=False)
    data, _ = figure._repr_mimebundle_()  # type: ignore[attr-defined]
    return str(data["text/html"])


def compared(before: pd.DataFrame, after: pd.DataFrame, lang: str) -> str:
    """One indicator as reported and as assumed, as a small HTML table."""
    changed = assumptions_text(after, lang) if after.attrs.get("what_if") else ""
    heads = (say("whatif.reported", lang), say("whatif.assumed", lang))
    style = "text-align:left;padding:2px 8px"
    head = "".join(f'<th style="{style}">{escape(text)}</th>' for text in ("", *heads))
    rows = [f"<tr>{head}</tr>"]
    frames = [gaps_with(frame, NEEDED).iloc[0] for frame in (before, after)]
    for name in _SHOWN:
        cells = [cell(name, row, lang) for row in frames]
        label = say(f"whatif.{name}", lang)
        told = "".join(f'<td style="{style}">{escape(text)}</td>' for text in cells)
        rows.append(f'<tr><th style="{style}">{escape(label)}</th>{told}</tr>')
    note = f"<p><small>{escape(changed)}</small></p>" if changed else ""
    return f'<table class="taian-table">{"".join(rows)}</table>{note}'


def cell(name: str, row: Any, lang: str) -> str:
    """Print one measure of a row."""
    value = row[name]
    if wording.missing(value):
        return wording.MISSING
    if name == "status":
        return say(f"status.{value}", lang)
    if name == "completion_date":
        return wording.month(pd.Timestamp(value), lang)
    if name == "attainment":
        return wording.percent(value)
    if name == "projected_value":
        return projection_text(row, lang)
    return per_year(row, lang) if name == "required_per_year" else wording.number(value, 2, lang)
