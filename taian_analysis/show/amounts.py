"""The figure of amounts by year: part-years told apart, and the share spent beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.errors import TaianError
from ..base.phrases import say
from ..grammar import wording
from . import theme
from .canvas import bare, canvas, drawing, inches, wrap
from .gaps_frame import BACKING
from .marks import Note
from .series_frame import label, of_series, part_year, trends_frame
from .series_panel import draw_series, name_periods, places, spread
from .series_words import make_note, mark_change, story

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def plot_amounts(
    series: str | None = None,
    trends: object = None,
    *,
    spent: str | None = None,
    ax: Axes | None = None,
    lang: str | None = None,
    palette: Any = None,
    title: bool = True,
    source: bool = True,
) -> Figure:
    """Draw amounts by year from 0, a part of a year hatched and set apart, and the share spent.

    Parameters
    ----------
    series
        A series of flows, by its id or a name; by default the first with two periods.
    trends
        None for the bundled report, a source, or a frame as `load_trends` gives it.
    spent
        Another series of flows: what was spent of the first; its share is drawn beside.
    ax
        Draw the amounts alone into this axes.
    lang, palette, title, source
        As in `plot_trend`.

    Returns
    -------
    matplotlib.figure.Figure
        Its `note` holds headline, facts and source; `alt_text` reads it out.

    Raises
    ------
    TaianError
        If a series is not there, or is no flow.

    Examples
    --------
    >>> figure = plot_amounts("charity_donations", spent="charity_spending", lang="en")
    >>> len(figure.axes)
    3
    """
    lang = theme.language(lang)
    data = trends_frame(trends)
    first = _flow(data, series)
    second = _flow(data, spent) if spent is not None and ax is None else None
    groups = [first] if second is None else [first, second]
    note = make_note(pd.concat(groups), story(first, lang), lang)
    note.kind = say("chart.amounts", lang)
    mark_change(note, first)
    shares = _shares(first, second) if second is not None else None
    if shares is not None and len(shares):
        whole = shares[~shares.apply(part_year, axis=1)]
        last = (whole if len(whole) else shares).iloc[-1]
        when = wording.period_in(str(last["period"]), lang)
        note.headline += say(
            "trend.share_head", lang, when=when, share=wording.percent(last["share"])
        )
    peak = max(float(rows["value"].max()) for rows in groups)
    widths = (1.0, 1.0, 0.8)[: len(groups) + (1 if shares is not None and len(shares) else 0)]
    with drawing(palette):
        figure, axes = canvas(
            note, 1.1, bottom=0.24, top=0.36 if second is not None else 0.12, left=0.05, right=0.05,
            panels=widths, gap=0.4, ax=ax, title=title, source=source,
        )  # fmt: skip
        for panel, rows in zip(axes, groups, strict=False):
            draw_series(panel, rows, note, top=peak, title=second is not None)
        if len(axes) == 3 and second is not None and shares is not None:
            _draw_shares(axes[2], first, second, shares, note)
    return figure


def _flow(data: pd.DataFrame, key: str | None) -> pd.DataFrame:
    flows = data[(data["kind"] == "flow").fillna(False)]
    if key is None:
        many = flows.groupby("series_id", sort=False)["period"].nunique()
        many = many[many > 1]
        if many.empty:
            raise TaianError.of("error.no_amounts")
        key = str(many.index[0])
    rows = of_series(data, key)
    if rows["kind"].iloc[0] != "flow":
        raise TaianError.of(
            "error.series_no_amount",
            found=key,
            expected=", ".join(dict.fromkeys(flows["series"].dropna())) or None,
        )
    return rows


def _shares(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return the share of the first that the second is, for the periods both have."""
    both = first.merge(second[["period", "value", "line"]], on="period", suffixes=("", "_spent"))
    both = both[both["value"] > 0]
    return both.assign(share=both["value_spent"].astype(float) / both["value"].astype(float))


def _draw_shares(
    axes: Axes, first: pd.DataFrame, second: pd.DataFrame, shares: pd.DataFrame, note: Note
) -> None:
    lang, size = note.lang, theme.SIZES["small"]
    bare(axes, keep=("bottom",))
    axes.tick_params(bottom=False)
    x = places(shares, flow=True)
    axes.set_ylim(0, max(1.18, float(shares["share"].max()) * 1.2))
    axes.axhline(1, color=theme.RULE, linewidth=0.8, zorder=0)
    axes.annotate(
        note.mark("100%", "whole", basis="scale"), (0, 1), (-3, 0),
        xycoords=("axes fraction", "data"), textcoords="offset points", ha="right",
        va="center_baseline", fontsize=size, color=theme.MUTED,
    )  # fmt: skip
    spread(axes, x, bars=True)
    one, two = (label(rows.iloc[0], lang) for rows in (second, first))
    facts = []
    for at, (_, row) in zip(x, shares.iterrows(), strict=True):
        share, partial = float(row["share"]), part_year(row)
        axes.plot((at, at), (0, share), color=theme.RULE, linewidth=1.6, zorder=1)
        axes.plot(
            at, share, marker="o", markersize=6, markeredgecolor=theme.hue(1), zorder=3,
            markerfacecolor=theme.PAPER if partial else theme.hue(1), markeredgewidth=1.3,
        )  # fmt: skip
        text = note.mark(
            wording.percent(share), f"{one}/{two} {row['period']}", value=share,
            how="spending/donations", lines=(int(row["line"]), int(row["line_spent"])),
        )  # fmt: skip
        axes.annotate(
            text, (at, share), (0, 6), textcoords="offset points", fontsize=size, ha="center",
            va="bottom", fontweight="bold", bbox=BACKING,
        )  # fmt: skip
        when = wording.period_in(row["period"], lang)
        facts.append(say("joint.in", lang, when=when, what=text))
    name_periods(axes, x, [*shares["period"]], note)
    named = say("trend.share_of", lang, one=one, two=two)
    axes.set_title(
        wrap(named, size, inches(axes)[0] - 0.06, bold=True), loc="left", fontsize=size,
        fontweight="bold", pad=5, linespacing=1.2, x=0,
    )  # fmt: skip
    note.facts.append(named + say("joint.colon", lang) + say("joint.comma", lang).join(facts))
