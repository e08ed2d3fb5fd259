"""Figures of the narrative's series: levels at dates, flows over periods, and their targets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.errors import TaianError
from ..base.phrases import say
from . import theme
from .canvas import canvas, drawing
from .series_frame import of_series, trends_frame
from .series_panel import draw_series
from .series_words import make_note, mark_change, story

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def plot_trend(
    series: str | Sequence[str],
    trends: object = None,
    *,
    targets: dict[str, float] | None = None,
    ax: Axes | None = None,
    lang: str | None = None,
    palette: Any = None,
    title: bool = True,
    source: bool = True,
) -> Figure:
    """Draw one series of the narrative, or up to four, side by side.

    A stock or a rate is a line through its dates; a flow is a bar a period, a part of a year
    hatched and set apart; a single value is a dot. Derived points are hollow; a point that the
    report contradicts has a ring and is not joined. Lines in several panels share an index.

    Parameters
    ----------
    series
        A `series_id` of the trends frame or a name, or a list of one to four.
    trends
        None for the bundled report, a source, or a frame as `load_trends` gives it.
    targets
        Targets to draw as a rule: ``series_id`` -> value in the series' unit.
    ax
        Draw into this axes (one series only).
    lang
        ``"zh"`` or ``"en"``; by default the session's.
    palette
        Two to four colours, or a palette's name; by default the session's.
    title, source
        Whether to write headline and subtitle, and the source line.

    Returns
    -------
    matplotlib.figure.Figure
        Its `note` holds headline, facts and source; `alt_text` reads it out.

    Raises
    ------
    TaianError
        If a series is not in the frame, naming the likest; if there are none or too many.

    Examples
    --------
    >>> figure = plot_trend("charity_organisations", lang="en")
    >>> figure.note.headline
    'Charity organisations rose from 49 (December 2020, derived) to 71 (30 June 2023): +44.9%'
    """
    lang = theme.language(lang)
    single = isinstance(series, str) or not isinstance(series, Iterable)
    ids: list[Any] = [series] if single else [*series]
    if not 1 <= len(ids) <= (4 if ax is None else 1):
        raise TaianError.of("error.series_one_to_four", found=f"{len(ids)}")
    data = trends_frame(trends)
    chosen = [of_series(data, key) for key in ids]
    rows = pd.concat(chosen)
    goals = [(targets or {}).get(str(one["series_id"].iloc[0])) for one in chosen]
    joint = say("joint.stop", lang)
    head = joint.join(story(s, lang, g) for s, g in zip(chosen, goals, strict=True))
    note = make_note(rows, head, lang)
    for one in chosen:
        mark_change(note, one)
    ranges = index_ranges(chosen, goals)
    if len(ids) > 1 and any(ranges):
        note.subtitle += joint + say("trend.index", lang)
    with drawing(palette):
        figure, axes = canvas(
            note, 1.35, bottom=0.24, top=0.34 if len(ids) > 1 else 0.16, left=0.12, right=0.15,
            ax=ax, panels=(1.0,) * len(ids), gap=0.5, title=title, source=source,
        )  # fmt: skip
        for panel, one, goal, span in zip(axes, chosen, goals, ranges, strict=True):
            draw_series(panel, one, note, target=goal, title=len(ids) > 1, span=span)
    return figure


def index_ranges(
    chosen: Sequence[pd.DataFrame], goals: Sequence[float | None]
) -> list[tuple[float, float] | None]:
    """Return the value axis of each line, so that all cover the same range of an index.

    The first point of each is 100; one series, flows and what begins at 0 keep their own.
    """
    lines = [
        rows["kind"].iloc[0] != "flow" and len(rows) > 1 and float(rows["value"].iloc[0]) > 0
        for rows in chosen
    ]
    if sum(lines) < 2:
        return [None] * len(chosen)
    ratios: list[float] = []
    for rows, goal, line in zip(chosen, goals, lines, strict=True):
        if line:
            first = float(rows["value"].iloc[0])
            ratios += [float(v) / first for v in rows["value"]]
            ratios += [goal / first] if goal is not None else []
    low, high = min(ratios), max(ratios)
    room = (high - low) or 0.1
    low, high = max(0.0, low - 0.25 * room), high + 0.2 * room
    return [
        (low * float(rows["value"].iloc[0]), high * float(rows["value"].iloc[0])) if line else None
        for rows, line in zip(chosen, lines, strict=True)
    ]
