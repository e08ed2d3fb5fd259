"""Figures of this report's subjects: standards, donations, children's allowances, people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ..base.phrases import say
from ..grammar import wording
from . import theme
from .amounts import plot_amounts
from .canvas import bare, canvas, cut_mark, drawing, wrap
from .gaps_frame import gaps_frame
from .marks import Note
from .series_frame import change, label, of_series, trends_frame
from .series_panel import draw_line, draw_series, name_periods, places, spread
from .series_words import make_note, mark_change, mark_point, tell

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PEOPLE = (
    "certified_social_workers",
    "registered_volunteers",
    "social_work_professionals",
    "social_organisation_staff",
)
CHILDREN = (
    "orphan_allowance_institution",
    "orphan_allowance_scattered",
    "children_in_need_allowance",
)


def plot_standards(
    trends: object = None,
    *,
    target: float | None = None,
    target_line: int | None = None,
    lang: str | None = None,
) -> Figure:
    """Draw the urban and rural subsistence-allowance standards (低保标准), and their ratio.

    Parameters
    ----------
    trends
        None for the bundled report, a source, or a frame as `load_trends` gives it.
    target, target_line
        The target of the urban-rural ratio, drawn as a rule, and the report's line with it.
    lang
        ``"zh"`` or ``"en"``; by default the session's.

    Returns
    -------
    matplotlib.figure.Figure
        Its `note` holds headline, facts and source; `alt_text` reads it out.

    Raises
    ------
    TaianError
        If the report does not state these series.

    Examples
    --------
    >>> len(plot_standards(lang="en").axes)
    2
    """
    lang = theme.language(lang)
    data = trends_frame(trends)
    urban = of_series(data, "subsistence_standard_urban")
    rural = of_series(data, "subsistence_standard_rural")
    ratio = of_series(data, "subsistence_urban_rural_ratio")
    grown = [wording.percent(change(rows)) for rows in (rural, urban)]
    span = [wording.period_name(rural["period"].iloc[i], lang) for i in (0, -1)]
    ends = [wording.number(ratio["value"].iloc[i], lang=lang) for i in (0, -1)]
    way = {"first": ends[0], "last": ends[1]}
    head = say("topic.standards", lang, rural=grown[0], urban=grown[1], **way)
    sub = say("topic.standards_sub", lang, first=span[0], last=span[1])
    note = make_note(pd.concat([urban, rural, ratio]), head, lang, sub)
    for text, rows in zip(grown, (rural, urban), strict=True):
        mark_change(note, rows, text)
    with drawing():
        figure, (left, right) = canvas(
            note, 1.15, bottom=0.24, top=0.3, left=0.05, right=0.1, panels=(2.2, 1.0), gap=0.7
        )
        _two_lines(left, urban, rural, note)
        draw_series(right, ratio, note, target=target, target_line=target_line)
    return figure


def _two_lines(axes: Axes, urban: pd.DataFrame, rural: pd.DataFrame, note: Note) -> None:
    bare(axes, keep=("bottom",))
    axes.tick_params(bottom=False)
    values = [*urban["value"].astype(float), *rural["value"].astype(float)]
    axes.set_ylim(min(values) * 0.82, max(values) * 1.12)
    for rows, colour, shape, below in (
        (urban, theme.hue(0), "o", False),
        (rural, theme.hue(1), "s", True),
    ):
        x = places(rows, flow=False)
        draw_line(axes, rows, x, note, colour, shape, below)
        rising = float(rows["value"].iloc[-1]) >= float(rows["value"].iloc[0])
        _name_line(axes, x, rows, label(rows.iloc[0], note.lang), colour, below, rising)
        tell(note, rows)
    spread(axes, x, bars=False)
    name_periods(axes, x, [*rural["period"]], note)
    cut_mark(axes, "y")
    unit = wording.unit_name(urban["unit"].iloc[0], note.lang)
    axes.set_title(
        say("topic.standard", note.lang) + say("joint.bracket", note.lang, what=unit),
        loc="left", fontsize=theme.SIZES["small"], fontweight="bold", pad=4, x=0,
    )  # fmt: skip


def _name_line(
    axes: Axes, x: list[float], rows: pd.DataFrame, name: str, colour: str, below: bool,
    rising: bool,
) -> None:  # fmt: skip
    """Write a line's name beside its middle, on the side where a sloping line leaves room."""
    share = 0.55 if below == (not rising) else 0.45
    first, last = float(rows["value"].iloc[0]), float(rows["value"].iloc[-1])
    at = (x[0] + share * (x[-1] - x[0]), first + share * (last - first))
    axes.annotate(
        name, at, (0, -6 if below else 6), textcoords="offset points", color=colour,
        ha="right" if share > 0.5 else "left", va="top" if below else "bottom",
        fontsize=theme.SIZES["small"], fontweight="bold",
    )  # fmt: skip


def plot_donations(trends: object = None, *, lang: str | None = None) -> Figure:
    """Draw charity donations and charity spending by year; a half-year is hatched, set apart.

    Parameters
    ----------
    trends
        None for the bundled report, a source, or a frame as `load_trends` gives it.
    lang
        ``"zh"`` or ``"en"``; by default the session's.

    Returns
    -------
    matplotlib.figure.Figure
        Its `note` holds headline, facts and source; `alt_text` reads it out.

    Raises
    ------
    TaianError
        If the report does not state these series.

    Examples
    --------
    >>> figure = plot_donations(lang="en")
    >>> sum(patch.get_hatch() is not None for ax in figure.axes for patch in ax.patches)
    2
    """
    return plot_amounts("charity_donations", trends, spent="charity_spending", lang=lang)


def plot_allowances(trends: object = None, *, lang: str | None = None) -> Figure:
    """Draw the allowances for orphans and children in need, before and after the last rise.

    Parameters
    ----------
    trends
        None for the bundled report, a source, or a frame as `load_trends` gives it.
    lang
        ``"zh"`` or ``"en"``; by default the session's.

    Returns
    -------
    matplotlib.figure.Figure
        Its `note` holds headline, facts and source; `alt_text` reads it out.

    Raises
    ------
    TaianError
        If the report does not state these series.

    Examples
    --------
    >>> len(plot_allowances(lang="en").note.facts)
    3
    """
    lang = theme.language(lang)
    data = trends_frame(trends)
    groups = [of_series(data, key) for key in CHILDREN]
    grown = [change(rows) for rows in groups]
    low, high = (wording.percent(f(grown)) for f in (min, max))
    last = wording.period_name(groups[0]["period"].iloc[-1], lang)
    head = say("topic.allowances", lang, when=last, low=low, high=high)
    note = make_note(pd.concat(groups), head, lang, say("topic.allowances_sub", lang))
    with drawing():
        figure, (axes,) = canvas(note, 0.3 * len(groups), left=2.3, right=0.85, bottom=0.05)
        _dumbbells(axes, groups, note)
    return figure


def _dumbbells(axes: Axes, groups: list[pd.DataFrame], note: Note) -> None:
    lang, size = note.lang, theme.SIZES["small"]
    bare(axes)
    values = [float(value) for rows in groups for value in rows["value"]]
    axes.set_xlim(min(values) - 160, max(values) + 160)
    axes.set_ylim(-len(groups) + 0.4, 0.6)
    side, wide = axes.get_yaxis_transform(), axes.get_position().width * theme.WIDTH
    arrow = {"arrowstyle": "-|>", "color": theme.hue(0), "shrinkA": 0, "shrinkB": 0}
    for y, rows in zip(range(0, -len(groups), -1), groups, strict=True):
        ends = (rows.iloc[0], rows.iloc[-1])
        first, last = (float(row["value"]) for row in ends)
        axes.text(
            -2.27 / wide, y, wrap(label(ends[0], lang), size, 2.2), transform=side, va="center",
            fontsize=size, linespacing=1.15,
        )  # fmt: skip
        axes.annotate("", (last, y), (first, y), arrowprops=arrow)
        axes.plot(first, y, marker="o", markersize=4.5, color=theme.MUTED)
        for row, offset, align in zip(ends, (-5, 5), ("right", "left"), strict=True):
            text = wording.number(row["value"], lang=lang)
            axes.annotate(
                text, (float(row["value"]), y), (offset, 0), textcoords="offset points",
                ha=align, va="center", fontsize=size,
            )  # fmt: skip
            mark_point(note, row, text)
        grown = "+" + wording.percent(change(rows))
        axes.text(
            1 + 0.06 / wide, y, grown, transform=side, va="center", fontsize=size, fontweight="bold"
        )
        mark_change(note, rows, grown)
        tell(note, rows.iloc[[0, -1]], grown)


def plot_people(trends: object = None, gaps: object = None, *, lang: str | None = None) -> Figure:
    """Draw staff and volunteers as small multiples, each against its own target.

    Parameters
    ----------
    trends
        None for the bundled report, a source, or a frame as `load_trends` gives it.
    gaps
        A frame as `gap_to_target` gives it, for the targets; None for the bundled report's.
    lang
        ``"zh"`` or ``"en"``; by default the session's.

    Returns
    -------
    matplotlib.figure.Figure
        Its `note` holds headline, facts and source; `alt_text` reads it out.

    Raises
    ------
    TaianError
        If the report states none of these series.

    Examples
    --------
    >>> len(plot_people(lang="en").axes)
    4
    """
    lang = theme.language(lang)
    data = trends_frame(trends)
    known = [key for key in PEOPLE if (data["series_id"] == key).any()]
    if not known:
        of_series(data, PEOPLE[0])
    groups = [of_series(data, key) for key in known]
    table = gaps_frame(gaps, ("target_value", "source_line")).set_index("indicator_id")
    told = table["target_value"].dropna()
    targets = {key: float(told[key]) for key in known if key in told}
    lines = {key: int(table["source_line"][key]) for key in targets}
    last = {str(rows["series_id"].iloc[0]): float(rows["value"].iloc[-1]) for rows in groups}
    short = [k for k in known if k in targets and last[k] < targets[k]]
    names = [label(of_series(data, k).iloc[0], lang, short=True) for k in short]
    names = names if lang == "zh" else [name[:1].lower() + name[1:] for name in names]
    head = say("topic.people", lang, all=len(known), met=len(known) - len(short))
    if short:
        head += say("topic.people_short", lang, names=say("joint.and", lang).join(names))
    note = make_note(pd.concat(groups), head, lang)
    note.count(groups=len(known), reached=len(known) - len(short))
    widths = tuple(0.95 + 0.55 * (len(rows) - 1) for rows in groups)
    with drawing():
        figure, axes = canvas(
            note, 1.15, bottom=0.24, top=0.5, left=0.05, right=0.1, panels=widths, gap=0.45
        )
        for panel, rows in zip(axes, groups, strict=True):
            key = str(rows["series_id"].iloc[0])
            draw_series(panel, rows, note, target=targets.get(key), target_line=lines.get(key))
    return figure
