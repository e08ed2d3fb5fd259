"""One series drawn into a panel: a line of levels, bars of flows, a lone dot, a target's rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.phrases import say
from ..grammar import wording
from . import theme
from .canvas import bare, cut_mark, inches, text_width, wrap
from .gaps_frame import BACKING, ring
from .marks import Note
from .series_frame import contradicted, derived, label, part_year
from .series_words import figure_of, mark_point, tell

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HATCH = "////"
#: Units that a panel's title leaves out, since the name or the labels say them.
UNSAID = ("", "%", "people", "比1", "to 1")


def draw_series(
    axes: Axes,
    rows: pd.DataFrame,
    note: Note,
    *,
    target: float | None = None,
    target_line: int | None = None,
    title: bool = True,
    top: float | None = None,
    span: tuple[float, float] | None = None,
) -> None:
    """Draw one series into a panel and add its numbers and facts to the note."""
    bare(axes, keep=("bottom",))
    axes.tick_params(bottom=False)
    flow = rows["kind"].iloc[0] == "flow"
    axes.set_ylim(*(span or _value_axis(rows, target, top, bars=flow or len(rows) == 1)))
    if axes.get_ylim()[0] > 0:
        cut_mark(axes, "y")
    x = places(rows, flow)
    if flow:
        _bars(axes, rows, x, note)
    else:
        under = len(rows) == 1 and target is not None and float(rows["value"].iloc[0]) < target
        draw_line(axes, rows, x, note, below=under)
    spread(axes, x, flow)
    name_periods(axes, x, [*rows["period"]], note)
    if target is not None:
        _target(axes, rows.iloc[0], target, note, line=target_line)
    if title:
        size = theme.SIZES["small"]
        wide = inches(axes)[0] + 0.08
        unit = wording.unit_name(rows["unit"].iloc[0], note.lang)
        name = label(rows.iloc[0], note.lang)
        name += say("joint.bracket", note.lang, what=unit) if unit not in UNSAID else ""
        axes.set_title(
            wrap(name, size, wide, bold=True), loc="left", fontsize=size, fontweight="bold",
            pad=5, linespacing=1.2, x=0,
        )  # fmt: skip
    tell(note, rows)


def _value_axis(
    rows: pd.DataFrame, target: float | None, top: float | None, *, bars: bool
) -> tuple[float, float]:
    """Return the ends of the value axis: from 0 for bars and lone dots, else cut, and marked so."""
    ends = [*(float(v) for v in rows["value"]), *([target] if target is not None else [])]
    peak = max([top or 0, *ends])
    low = min(ends)
    spread_ = (peak - low) or abs(peak) or 1.0
    floor = min(0.0, low) if bars or low <= 0.3 * peak else low - 0.45 * spread_
    floor = 0.0 if floor < 0 and low >= 0 else floor
    return floor, peak + 0.18 * ((peak - floor) or 1.0)


def name_periods(axes: Axes, x: list[float], periods: list[Any], note: Note) -> None:
    """Label the periods below, leaving out those between that would touch their neighbours."""
    size, wide = theme.SIZES["small"], inches(axes)[0]
    low, high = axes.get_xlim()
    texts = [wording.period_short(str(code), note.lang) for code in periods]
    widths = [text_width(text, size) for text in texts]

    def room(one: int, two: int) -> float:
        return (x[two] - x[one]) / (high - low) * wide - 0.05

    kept = [len(x) - 1]
    for spot in range(len(x) - 2, -1, -1):
        if room(spot, kept[-1]) >= (widths[spot] + widths[kept[-1]]) / 2:
            kept.append(spot)
    close = len(x) - 2
    if len(kept) > 1 and close not in kept:  # two dates close together: one each side
        if room(kept[1], close) >= widths[kept[1]] / 2 + widths[close]:
            kept.append(close)
    elif len(x) > 1 and 0 not in kept and len(x) <= 3:
        kept = [*range(len(x))]
    kept = sorted(kept)
    axes.set_xticks([x[n] for n in kept], [texts[n] for n in kept])
    axes.tick_params(labelsize=size, labelfontfamily=theme.FAMILY)
    labels = axes.get_xticklabels()
    for one, two, before, after in zip(labels, labels[1:], kept, kept[1:], strict=False):
        if room(before, after) < (widths[before] + widths[after]) / 2:
            one.set_horizontalalignment("right")
            two.set_horizontalalignment("left")
    for tick, spot in zip(labels, kept, strict=True):
        note.mark(tick.get_text(), "period", value=periods[spot], basis="scale")


def places(rows: pd.DataFrame, flow: bool) -> list[float]:
    """Return where each point stands: levels in time; flows a step apart, a part-year further."""
    if not flow:
        days = pd.to_datetime(rows["period_end"])
        return [d.year + d.day_of_year / 366 for d in days]
    out, at = [], 0.0
    for number, (_, row) in enumerate(rows.iterrows()):
        at += 0.0 if not number else 1.3 if part_year(row) else 1.0
        out.append(at)
    return out


def spread(axes: Axes, x: list[float], bars: bool) -> None:
    """Leave room at the sides for the labels of the first and the last point."""
    reach = x[-1] - x[0]
    if bars:
        axes.set_xlim(x[0] - 0.7, x[-1] + 0.7)
        return
    if not reach:  # a lone dot stands right of the middle, clear of the target's name
        axes.set_xlim(x[0] - 1.1, x[0] + 0.7)
        return
    axes.set_xlim(x[0] - 0.12 * reach, x[-1] + 0.2 * reach)


def _style(row: Any, colour: str) -> dict[str, Any]:
    return {
        "markerfacecolor": theme.PAPER if derived(row) else colour,
        "markeredgecolor": colour,
        "markeredgewidth": 1.3,
    }


def draw_line(
    axes: Axes, rows: pd.DataFrame, x: list[float], note: Note,
    colour: str | None = None, shape: str = "o", below: bool = False,
) -> None:  # fmt: skip
    """Draw levels: a line through their dates, hollow where derived, ringed where contradicted.

    A contradicted point is joined to no other: nobody knows which of the two the line should meet.
    """
    colour = colour or theme.hue(0)
    doubts = [bool(doubt) for doubt in contradicted(rows)]
    values = [float(value) for value in rows["value"]]
    for spot in range(len(x) - 1):
        if not doubts[spot] and not doubts[spot + 1]:
            pair = slice(spot, spot + 2)
            axes.plot(x[pair], values[pair], color=colour, linewidth=1.4, zorder=1)
    named = _worth_a_label(values)
    for spot, (at, value, (_, row)) in enumerate(zip(x, values, rows.iterrows(), strict=True)):
        axes.plot(at, value, marker=shape, markersize=5.5, zorder=3, **_style(row, colour))
        if doubts[spot]:
            ring(axes, at, value)
        text = figure_of(value, row["unit"], note.lang)
        mark_point(note, row, text)
        if spot not in named:
            continue
        away = 9 if doubts[spot] else 7
        falls = spot > 0 and value < values[spot - 1] and spot == len(x) - 1 and len(x) > 2
        dips = 0 < spot < len(x) - 1 and value < min(values[spot - 1], values[spot + 1])
        down = below or falls or dips
        axes.annotate(
            text, (at, value), (0, -away if down else away), textcoords="offset points",
            ha="center", va="top" if down else "bottom", fontsize=theme.SIZES["small"],
            bbox=BACKING, zorder=4,
        )  # fmt: skip


def _worth_a_label(values: list[float]) -> set[int]:
    """Return the places whose values are printed: all of a few, else the ends and the extremes."""
    if len(values) <= 6:
        return {*range(len(values))}
    return {0, len(values) - 1, values.index(max(values)), values.index(min(values))}


def _bars(axes: Axes, rows: pd.DataFrame, x: list[float], note: Note) -> None:
    size = theme.SIZES["small"] if len(rows) <= 8 else theme.SIZES["small"] * 0.8
    for at, (_, row) in zip(x, rows.iterrows(), strict=True):
        value, partial = float(row["value"]), part_year(row) and row["kind"] == "flow"
        axes.bar(
            at, value, width=0.62, edgecolor=theme.hue(0), linewidth=1.0,
            facecolor=theme.PAPER if partial or derived(row) else theme.hue(0),
            hatch=HATCH if partial else None, zorder=2,
        )  # fmt: skip
        text = figure_of(value, row["unit"], note.lang)
        axes.annotate(
            text, (at, value), (0, 3), textcoords="offset points", fontsize=size, zorder=4,
            ha="center", va="bottom", fontweight="bold",
        )  # fmt: skip
        mark_point(note, row, text)


def _target(axes: Axes, row: Any, target: float, note: Note, *, line: int | None) -> None:
    """Draw the target as a rule, named at its left end: under it where a number stands on it."""
    low, high = axes.get_ylim()
    under = 0 <= float(row["value"]) - target < 0.08 * (high - low)
    axes.axhline(target, color=theme.INK, linewidth=1.1, zorder=3)
    shown = figure_of(target, row["unit"], note.lang)
    text = say("trend.target", note.lang, value=shown)
    axes.annotate(
        text, (0, target), (1, -3 if under else 2.5), xycoords=axes.get_yaxis_transform(),
        textcoords="offset points", ha="left", va="top" if under else "bottom",
        fontsize=theme.SIZES["small"],
    )  # fmt: skip
    where = {"basis": "printed", "how": "annex", "lines": () if line is None else (line,)}
    note.mark(shown, f"{row['series']}: target", value=target, **where)
    note.facts.append(f"{label(row, note.lang)}{say('joint.colon', note.lang)}{text}")
