"""Figures of movement: baseline to now to target, and how far each indicator has moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.errors import TaianError
from ..base.phrases import say
from ..grammar import wording
from . import theme
from .canvas import bare, canvas, cut_mark, drawing, inches, scale_of, text_width
from .gaps_frame import (
    deadline_of,
    gaps_frame,
    lines_of,
    marker_of,
    missed,
    name_of,
    printed,
    ratio_unit,
)
from .marks import Note
from .rows import Item, RowPanel, cut, key_of, leave_out, row_note, row_panel, ticks

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NEEDED = ("target_value", "actual_value", "baseline_value", "target_text", "actual_text")


def _moved(gaps: object, *, target: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return all rows, and those with a baseline (and a target) other than 0."""
    data = gaps_frame(gaps, NEEDED)
    known = data["baseline_value"].notna() & data["actual_value"].notna()
    divisor = "target_value" if target else "baseline_value"
    known &= data[divisor].notna() & (data[divisor] > 0).fillna(False)
    rows = data[known]
    if rows.empty:
        raise TaianError.of("chart.no_baseline")
    return data, rows


def plot_dumbbell(
    gaps: object = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    palette: Any = None,
    title: bool = True,
    source: bool = True,
) -> Figure:
    """Draw baseline and latest value of each indicator on one scale, its target at 100.

    Parameters
    ----------
    gaps, ax, lang, palette, title, source
        As in `plot_pace`. Rows without a baseline are named under the figure.

    Returns
    -------
    matplotlib.figure.Figure
        Its `note` holds headline, facts and source; `alt_text` reads it out.

    Raises
    ------
    TaianError
        If no row has a baseline, or a column is missing.

    Examples
    --------
    >>> plot_dumbbell(lang="en").note.headline
    'Of 5 with a baseline, 3 moved towards the target and 0 away from it'
    """
    lang = theme.language(lang)
    data, rows = _moved(gaps, target=True)
    way = (rows["actual_value"] - rows["target_value"]).abs()
    before = (rows["baseline_value"] - rows["target_value"]).abs()
    sense = rows["direction"].fillna(1).replace(0, 1)
    step = (rows["actual_value"] - rows["baseline_value"]) * sense
    toward, away = int((step > 0).sum()), int((step < 0).sum())
    head = say("chart.dumbbell_head", lang, n=len(rows), toward=toward, away=away)
    sub = say("chart.dumbbell_sub", lang, year=deadline_of(data, lang))
    note = row_note("dumbbell", head, sub, data, rows, lang)
    note.count(with_baseline=len(rows), towards=toward, away=away)
    leave_out(note, data.drop(index=rows.index))
    order = (way / before.where(before > 0)).fillna(0).sort_values(ascending=False).index
    with drawing(palette):
        items = [_dumbbell_item(row, note) for _, row in rows.loc[order].iterrows()]
        heads = tuple(say(f"chart.{key}", lang) for key in ("baseline", "now", "target"))
        key = key_of(("baseline", "met", "not_met", "target"), lang)
        panel = row_panel(
            note, items, heads=heads, key=key, pitch=0.18, ax=ax, title=title, source=source
        )
        _dumbbells(panel, [item.data for item in items], note)
    return panel.figure


def _bare(value: Any, row: Any, lang: str) -> str:
    text = wording.number(wording.scaled(value, row["unit"], lang)[0], lang=lang)
    return text + ":1" if ratio_unit(row) else text


def _dumbbell_item(row: Any, note: Note) -> Item:
    lang, name = note.lang, name_of(row, note.lang, short=True)
    cells = (
        _bare(row["baseline_value"], row, lang),
        printed(row, "actual", lang),
        printed(row, "target", lang) + _tail(row, lang),
    )
    where: dict[str, Any] = {"basis": "printed", "lines": lines_of(row)}
    for text, what in zip(cells, ("baseline", "actual", "target"), strict=True):
        note.mark(text, f"{name}: {what}", value=row[f"{what}_value"], **where)
    stop, joint = say("joint.colon", lang), say("joint.comma", lang)
    heads = [say(f"chart.{key}", lang) for key in ("baseline", "now", "target")]
    pairs = zip(heads, cells, strict=True)
    told = joint.join(say("joint.pair", lang, a=head, b=cell) for head, cell in pairs)
    note.facts.append(f"{name}{stop}{told}")
    return Item(name, cells, row, bold=missed(row))


def _tail(row: Any, lang: str) -> str:
    unit = "" if ratio_unit(row) else wording.unit_name(row["unit"], lang)
    if not unit or str(row["target_text"]).endswith(str(row["unit"])):
        return ""
    return say("joint.unit", lang, unit=unit)


def _dumbbells(panel: RowPanel, rows: list[Any], note: Note) -> None:
    axes = panel.axes
    roles = ("baseline_value", "actual_value")
    pairs = [
        [100 * float(row[role]) / float(row["target_value"]) for role in roles] for row in rows
    ]
    ends = [value for pair in pairs for value in pair]
    low, high = min(*ends, 100.0), max(*ends, 100.0)
    high = min(high, 200.0)
    spread = max(high - low, 10.0)
    low = 0.0 if low < 0.35 * high else low - 0.08 * spread
    axes.set_xlim(low, high + 0.1 * spread)
    step = next(s for s in (2, 5, 10, 20, 25, 50, 100) if (high - low) / s <= 8)
    values = [step * n for n in range(int(low // step) + 1, int(high // step) + 2)]
    values = [0, *values] if low == 0 else values
    ticks(panel, note, values, [str(v) for v in values])
    if low > 0:
        cut_mark(axes)
    axes.axvline(100, color=theme.INK, linewidth=1.0, zorder=1)
    for y, row, (before, now) in zip(panel.middle, rows, pairs, strict=True):
        colour = theme.hue(1) if missed(row) else theme.hue(0)
        end = min(now, high)
        axes.plot((before, end), (y, y), color=colour, linewidth=2.0, alpha=0.55, zorder=2)
        axes.plot(
            before, y, marker=marker_of(row), markersize=5, markerfacecolor=theme.PAPER,
            markeredgecolor=theme.MUTED, markeredgewidth=1.2, zorder=3,
        )  # fmt: skip
        axes.plot(
            end, y, marker=marker_of(row), color=colour, markersize=6,
            markeredgecolor=theme.INK if missed(row) else colour, markeredgewidth=0.8, zorder=4,
        )  # fmt: skip
        if now > high:
            axes.plot(high + 0.04 * spread, y, marker=">", color=colour, markersize=3.4, zorder=4)


def plot_slope(
    gaps: object = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    most: int = 14,
    palette: Any = None,
    title: bool = True,
    source: bool = True,
) -> Figure:
    """Draw each indicator's way from its baseline (100) to now: one index, so slopes compare.

    Parameters
    ----------
    gaps, ax, lang, palette, title, source
        As in `plot_pace`. Rows without a baseline are named under the figure.
    most
        How many to draw: those that moved most; the others are named under the figure.

    Returns
    -------
    matplotlib.figure.Figure
        Its `note` holds headline, facts and source; `alt_text` reads it out.

    Raises
    ------
    TaianError
        If no row has a baseline, or a column is missing.

    Examples
    --------
    >>> plot_slope(lang="en").note.headline
    'Of 5 with a baseline, 2 rose and 1 fell; certified social workers moved most (+50.0%)'
    """
    lang = theme.language(lang)
    data, rows = _moved(gaps, target=False)
    index = rows["actual_value"].astype(float) / rows["baseline_value"].astype(float) * 100
    order = (index - 100).abs().sort_values(ascending=False).index
    drawn = rows.loc[order[:most]]
    up, down = int((index > 100).sum()), int((index < 100).sum())
    first = rows.loc[order[0]]
    name = name_of(first, lang, short=True)
    name = name[:1].lower() + name[1:] if lang == "en" else name
    moved = _change(float(index[order[0]]))
    head = say("chart.slope_head", lang, n=len(rows), up=up, down=down, name=name, change=moved)
    sub = say("chart.slope_sub", lang, years=_years(drawn, lang))
    note = row_note("slope", head, sub, data, drawn, lang)
    note.count(with_baseline=len(rows), rose=up, fell=down)
    leave_out(note, data.drop(index=drawn.index))
    with drawing(palette):
        scale = scale_of(ax)
        size = theme.SIZES["small"] * scale
        labels = [
            f"{name_of(row, lang, short=True)} {_change(float(moved_to))}"
            for (_, row), moved_to in zip(drawn.iterrows(), index.loc[drawn.index], strict=True)
        ]
        wide = min(2.6 * scale, max(text_width(t, size, bold=True) for t in labels) + 0.12)
        height = max(1.5, 0.2 * len(drawn))
        figure, (axes,) = canvas(
            note, height, left=0.55 * scale, right=wide, bottom=0.24, top=0.05, ax=ax,
            title=title, source=source,
        )  # fmt: skip
        _slopes(axes, drawn, index.loc[drawn.index], note, size, wide)
    return figure


def _change(index: float) -> str:
    return ("+" if index > 100 else "") + wording.percent(index / 100 - 1)


def _years(rows: pd.DataFrame, lang: str) -> str:
    starts = sorted({str(p) for p in rows.get("baseline_period", []) if not wording.missing(p)})
    first = (
        wording.period_name(starts[0], lang) if len(starts) == 1 else say("chart.baseline", lang)
    )
    last = max((v for v in rows["as_of"] if not wording.missing(v)), default=None)
    then = wording.month(last, lang) if last is not None else say("chart.now", lang)
    return say("chart.over_years", lang, first=first, last=then)


def _slopes(
    axes: Axes, rows: pd.DataFrame, index: pd.Series, note: Note, size: float, wide: float
) -> None:
    lang, values = note.lang, [float(v) for v in index]
    bare(axes)
    low, high = min(*values, 100.0), max(*values, 100.0)
    spread = max(high - low, 4.0)
    axes.set_xlim(0, 1)
    axes.set_ylim(low - 0.06 * spread, high + 0.06 * spread)
    axes.axhline(100, color=theme.RULE, linewidth=0.8, zorder=0)
    axes.set_xticks([0, 1], [say("chart.baseline", lang), say("chart.now", lang)])
    axes.tick_params(bottom=False, labelbottom=True, labelsize=size, labelfontfamily=theme.FAMILY)
    across = axes.get_yaxis_transform()
    axes.text(
        -0.03, 100, note.mark("100", "baseline", basis="scale"), transform=across, ha="right",
        va="center_baseline", fontsize=size, color=theme.MUTED,
    )  # fmt: skip
    tall = size * 1.2 / 72 / inches(axes)[1] * (axes.get_ylim()[1] - axes.get_ylim()[0])
    places = apart(values, tall, axes.get_ylim())
    for value, at, (_, row) in zip(values, places, rows.iterrows(), strict=True):
        colour = theme.hue(1) if missed(row) else theme.hue(0)
        axes.plot((0, 1), (100, value), color=colour, linewidth=1.4, zorder=2)
        axes.plot(
            1, value, marker=marker_of(row), color=colour, markersize=5, clip_on=False, zorder=3
        )
        name, change = name_of(row, lang, short=True), _change(value)
        room = wide - 0.14 - text_width(" " + change, size, bold=True)
        edge = inches(axes)[0]
        axes.plot(
            (1 + 0.03 / edge, 1 + 0.09 / edge), (value, at), transform=across, color=theme.RULE,
            linewidth=0.6, clip_on=False,
        )  # fmt: skip
        axes.text(
            1 + 0.11 / edge, at, f"{cut(name, size, room, bold=missed(row))} {change}",
            transform=across, va="center_baseline", fontsize=size,
            fontweight="bold" if missed(row) else "normal",
        )  # fmt: skip
        note.mark(
            change, f"{name}: change", value=value / 100 - 1, how="v/b-1", lines=lines_of(row)
        )
        note.facts.append(say("joint.pair", lang, a=name, b=change))


def apart(values: list[float], tall: float, limits: tuple[float, float]) -> list[float]:
    """Move labels apart along an axis until each has its height, keeping their order.

    Examples
    --------
    >>> apart([1.0, 1.0], 1.0, (0.0, 4.0))
    [0.5, 1.5]
    """
    order = sorted(range(len(values)), key=lambda n: values[n])
    groups: list[tuple[list[int], float]] = []
    for place in order:
        members, centre = [place], values[place]
        while (
            groups
            and groups[-1][1] + len(groups[-1][0]) * tall / 2 > centre - len(members) * tall / 2
        ):
            before, middle = groups.pop()
            both = [*before, *members]
            centre = (middle * len(before) + centre * len(members)) / len(both)
            members = both
        half = len(members) * tall / 2
        centre = min(max(centre, limits[0] + half), max(limits[1] - half, limits[0] + half))
        groups.append((members, centre))
    out = [0.0] * len(values)
    for members, centre in groups:
        for number, place in enumerate(members):
            out[place] = centre + (number - (len(members) - 1) / 2) * tall
    return out
