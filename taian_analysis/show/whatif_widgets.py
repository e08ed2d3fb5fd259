"""What-if in a notebook: sliders in JupyterLab, a table of scenarios on paper.

The one object is both: it offers the widget and, beside it, an HTML table, so that JupyterLab
shows the sliders and the PDF (or a machine without ipywidgets) the table.
"""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from ..base import dossiers
from ..base.errors import MissingExtraError
from ..gaps.carry import gaps_with
from ..gaps.steps import find_indicator
from ..gaps.target import gap_to_target
from ..gaps.whatif import NEEDED, assumptions_text, what_if
from ..grammar.words import STATUS, word

PACES = (0.5, 0.8, 1.0, 1.2)
_SHOWN = ("attainment", "pace", "required_per_year", "projected_value", "completion_date", "status")
_NAMES = {
    "indicator": ("指标", "Indicator"),
    "attainment": ("完成度", "Attainment"),
    "pace": ("时序进度比", "Pace so far"),
    "required_per_year": ("今后每年需增", "Required a year"),
    "projected_value": ("期末推算值", "Projection"),
    "completion_date": ("推算达标日", "Completion"),
    "status": ("状态", "Status"),
    "now": ("按原报告", "As reported"),
}


#: what the table and the sliders show
_COLUMNS = ("indicator_id", "indicator", "met", "status")


def scenarios(
    gaps: pd.DataFrame, paces: tuple[float, ...] = PACES, *, lang: str = "zh"
) -> pd.DataFrame:
    """Tabulate what the end of the plan looks like at several paces from now on.

    One row for each indicator not yet met, one column a pace (1 is the plan's even step), each
    cell the projected value and the status it would mean. Rows without a baseline say so.

    Examples
    --------
    >>> list(scenarios(gap_to_target(), (0.5, 1.0)).columns)
    ['指标', '按原报告', '今后进度 0.5', '今后进度 1']
    """
    english = lang == "en"
    gaps = gaps_with(gaps, (*NEEDED, *_COLUMNS))
    open_rows = gaps[~gaps["met"].fillna(True).astype(bool)]
    names = _named(open_rows, english)
    table = {
        _NAMES["indicator"][english]: names,
        _NAMES["now"][english]: [word(STATUS, s, lang) for s in open_rows["status"]],
    }
    for pace in paces:
        then = what_if(open_rows, pace=pace)
        head = f"{'Pace' if english else '今后进度'} {pace:g}"
        table[head] = [
            word(STATUS, status, lang)
            if pd.isna(value) or status == "no_baseline"
            else f"{value:.6g} ({word(STATUS, status, lang)})"
            for value, status in zip(then["projected_value"], then["status"], strict=True)
        ]
    return pd.DataFrame(table, dtype="string")


def _named(gaps: pd.DataFrame, english: bool) -> list[str]:

    known = dossiers.names()
    pairs = zip(gaps["indicator_id"], gaps["indicator"], strict=True)
    return [
        str(known.get(key, {}).get("name_en", name) if english else name) for key, name in pairs
    ]


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
        ``"zh"`` or ``"en"``.
    """

    def __init__(
        self, gaps: pd.DataFrame | None = None, indicator: str | None = None, *, lang: str = "zh"
    ) -> None:
        self.gaps = gaps_with(gap_to_target() if gaps is None else gaps, (*NEEDED, *_COLUMNS))
        self.lang = lang
        numbers = self.gaps[self.gaps["target_value"].notna() & self.gaps["actual_value"].notna()]
        unmet = numbers[~numbers["met"].fillna(True).astype(bool)]
        first = unmet if len(unmet) else numbers
        self.indicator = (
            find_indicator(self.gaps, indicator)["indicator_id"].iloc[0]
            if indicator
            else (first["indicator_id"].iloc[0] if len(first) else None)
        )

    def table(self) -> pd.DataFrame:
        """Return the static table of scenarios."""
        return scenarios(self.gaps, lang=self.lang)

    def sliders(self) -> Any:
        """Build the sliders.

        Raises
        ------
        MissingExtraError
            If ipywidgets is not installed (extra ``lab``).
        """
        try:
            import ipywidgets as widgets
        except ImportError as error:
            raise MissingExtraError("ipywidgets", "lab") from error
        english = self.lang == "en"
        numbers = self.gaps[self.gaps["target_value"].notna() & self.gaps["actual_value"].notna()]
        names = _named(numbers, english)
        wide = {"style": {"description_width": "9em"}, "layout": {"width": "32em"}}
        choose = widgets.Dropdown(
            options=list(zip(names, numbers["indicator_id"], strict=True)),
            value=self.indicator,
            description="Indicator" if english else "指标",
            **wide,
        )
        pace = widgets.FloatSlider(
            1.0, min=0, max=3, step=0.05, description="Pace from now" if english else "今后进度",
            **wide,
        )  # fmt: skip
        use_pace = widgets.Checkbox(
            False, description="assume it" if english else "采用该进度", indent=False
        )
        deadline = widgets.IntSlider(
            2025, min=2023, max=2035, description="Deadline" if english else "期限(年末)", **wide
        )
        target = widgets.FloatText(0, description="Target" if english else "目标值", **wide)
        value = widgets.FloatText(0, description="Latest value" if english else "完成值", **wide)
        result = widgets.HTML()
        filling = [False]

        def fill(*_: Any) -> None:
            row = numbers[numbers["indicator_id"] == choose.value].iloc[0]
            filling[0] = True
            target.value, value.value = float(row["target_value"]), float(row["actual_value"])
            if not pd.isna(row["deadline"]):
                year = pd.Timestamp(row["deadline"]).year
                deadline.min, deadline.max = min(year - 2, deadline.value), year + 10
                deadline.value = year
                deadline.min = year - 2
            filling[0] = False
            show()

        def show(*_: Any) -> None:
            if filling[0]:
                return
            row = numbers[numbers["indicator_id"] == choose.value].iloc[[0]]
            asked: dict[str, Any] = {}
            if target.value != float(row["target_value"].iloc[0]):
                asked["target"] = target.value
            if value.value != float(row["actual_value"].iloc[0]):
                asked["value"] = value.value
            own = row["deadline"].iloc[0]
            if pd.isna(own) or deadline.value != pd.Timestamp(own).year:
                asked["deadline"] = str(deadline.value)
            if use_pace.value:
                asked["pace"] = pace.value
            then = what_if(row, **asked)
            result.value = _compared(row, then, self.lang)

        choose.observe(fill, "value")
        for control in (pace, use_pace, deadline, target, value):
            control.observe(show, "value")
        fill()
        return widgets.VBox(
            [choose, widgets.HBox([pace, use_pace]), deadline, target, value, result]
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        html = self.table().to_html(index=False, border=0)
        bundle: dict[str, Any] = {"text/html": html, "text/plain": self.table().to_string()}
        try:
            view = self.sliders()
        except MissingExtraError:
            return bundle
        shown = view._repr_mimebundle_()
        shown = shown[0] if isinstance(shown, tuple) else shown
        key = "application/vnd.jupyter.widget-view+json"
        if key in (shown or {}):
            bundle[key] = shown[key]
        return bundle


def _compared(before: pd.DataFrame, after: pd.DataFrame, lang: str) -> str:
    """One indicator as reported and as assumed, as a small HTML table."""
    english = lang == "en"
    heads = (_NAMES["now"][english], assumptions_text(after, lang))
    rows = [
        "<tr><th></th>" + "".join(f"<th>{escape(head)}</th>" for head in heads) + "</tr>",
    ]
    for name in _SHOWN:
        cells = [_cell(name, frame[name].iloc[0], lang) for frame in (before, after)]
        label = escape(_NAMES[name][english])
        rows.append(
            f"<tr><th>{label}</th>" + "".join(f"<td>{escape(c)}</td>" for c in cells) + "</tr>"
        )
    return "<table>" + "".join(rows) + "</table>"


def _cell(name: str, value: Any, lang: str) -> str:
    if pd.isna(value):
        return "—"
    if name == "status":
        return word(STATUS, value, lang)
    if name == "completion_date":
        return pd.Timestamp(value).strftime("%Y-%m-%d")
    if name == "attainment":
        return f"{100 * float(value):.1f}%"
    return f"{float(value):.4g}"
