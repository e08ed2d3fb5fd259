"""Figures of pace: progress against time, and attainment against pace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.errors import TaianError
from ..base.phrases import say
from ..grammar import wording
from . import theme
from .canvas import bare, canvas, drawing, scale_of
from .gaps_frame import deadline_of, gaps_frame, lines_of, marker_of, missed, name_of, not_met
from .marks import Note
from .rows import Item, RowPanel, cut, key_of, leave_out, name_numbers, row_note, row_panel, ticks
from .scatter import place_labels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Progress (a ratio) beyond which a dot of `plot_pace` is drawn at the edge.
CAP = 1.5
#: What dots of indicators mean.
DOTS = ("binding", "expected", "met", "not_met")
NEEDED = ("attribute", "target_value", "actual_value", "baseline_value", "elapsed", "progress")


def _against_time(gaps: pd.DataFrame) -> dict[str, int]:
    rows = not_met(gaps)
    fast = int(rows["status"].isin(["ahead", "on_pace"]).sum())
    slow = int((rows["status"] == "behind").sum())
    rest = len(rows) - fast - slow
    return {"not_met": len(rows), "on_schedule": fast, "behind": slow, "no_baseline": rest}


def pace_headline(gaps: pd.DataFrame, lang: str) -> str:
    """Say how the indicators not yet met stand against time."""
    total, fast, slow, blind = _against_time(gaps).values()
    if not total:
        return say("chart.all_met", lang)
    pairs = (("pace_fast", fast), ("pace_slow", slow), ("pace_blind", blind))
    parts = [say(f"chart.{key}", lang, n=n) for key, n in pairs if n]
    return say("chart.pace_head", lang, n=total, parts=say("joint.comma", lang).join(parts))


def plot_pace(
    gaps: object = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    palette: Any = None,
    title: bool = True,
    source: bool = True,
) -> Figure:
    """Draw the progress made since the base year against the time gone (时序进度).

    One row an indicator that has a baseline, or that is not met: the way from baseline (0 %) to
    target (100 %), a dot for how far it has come, a lighter tick for how far it would be if it
    had moved evenly. Progress beyond 150 % is drawn at the edge with its true value.

    Parameters
    ----------
    gaps
        None for the bundled report, a source, or a frame as `gap_to_target` gives it.
    ax
        Draw into this axes, all of it inside the axes' own box; by default a new figure.
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
        If no row has a progress or is unmet, or a column is missing.

    Examples
    --------
    >>> plot_pace(lang="en").note.headline.startswith("Of 3 not yet met")
    True
    """
    lang = theme.language(lang)
    data = gaps_frame(gaps, NEEDED)
    rows = data[data["progress"].notna() | (data["met"] == False).fillna(False)]  # noqa: E712
    if rows.empty:
        raise TaianError.of("chart.no_progress")
    rows = rows.sort_values("progress", na_position="last", kind="stable")
    head = pace_headline(data, lang)
    more = len(rows) - len(not_met(data))
    if more and len(not_met(data)):
        head += say("chart.pace_met", lang, n=more)
    sub = say("chart.pace_sub", lang, year=deadline_of(data, lang))
    note = row_note("dots", head, sub, data, rows, lang, extra="computed_progress")
    note.count(**_against_time(data), met_drawn=more)
    with drawing(palette):
        heads = tuple(say(f"chart.{key}", lang) for key in ("progress", "time_gone", "pace"))
        items = [_pace_item(row, note) for _, row in rows.iterrows()]
        key = key_of((*DOTS, "time_gone"), lang)
        panel = row_panel(
            note, items, heads=heads, key=key, pitch=0.2, ax=ax, title=title, source=source
        )
        _draw_pace(panel, rows, note)
    return panel.figure


def _pace_item(row: Any, note: Note) -> Item:
    lang, name = note.lang, name_of(row, note.lang, short=True)
    if wording.missing(row["progress"]):
        said = wording.word("status", row["status"], lang)
        note.facts.append(f"{name}{say('joint.colon', lang)}{said}")
        return Item(name, (wording.MISSING, wording.percent(row["elapsed"]), wording.MISSING),
                    row, bold=missed(row))  # fmt: skip
    place = lines_of(row)
    done, gone = wording.percent(row["progress"]), wording.percent(row["elapsed"])
    pace = wording.number(row["pace"], 2, lang)
    for text, column, how in (
        (done, "progress", "(v-b)/(T-b)"),
        (gone, "elapsed", "(ta-t0)/(t1-t0)"),
        (pace, "pace", "progress/elapsed"),
    ):
        note.mark(text, f"{name}: {column}", value=row[column], how=how, lines=place)
    stop, joint = say("joint.colon", lang), say("joint.comma", lang)
    told = (("progress", done), ("time_gone", gone), ("pace", pace))
    said = joint.join(
        say("joint.pair", lang, a=say(f"chart.{key}", lang), b=text) for key, text in told
    )
    note.facts.append(f"{name}{stop}{said}")
    return Item(name, (done, gone, pace), row, bold=missed(row))


def _draw_pace(panel: RowPanel, rows: pd.DataFrame, note: Note) -> None:
    axes = panel.axes
    low = min(0.0, float(rows["progress"].min()) * 100 if rows["progress"].notna().any() else 0)
    low = max(low, -50.0)
    axes.set_xlim(low - 4, CAP * 100 + 8)
    values = [-50, 0, 50, 100, 150]
    ticks(panel, note, values, [wording.number(t) + "%" for t in values])
    axes.axvline(100, color=theme.INK, linewidth=1.0, zorder=1)
    for y, (_, row) in zip(panel.middle, rows.iterrows(), strict=True):
        axes.plot((0, 100), (y, y), color=theme.RULE, linewidth=2.0, zorder=0)
        if wording.missing(row["progress"]):
            said = wording.word("status", row["status"], note.lang)
            panel.point(0, y, said, color=theme.MUTED)
            continue
        done, gone = float(row["progress"]), float(row["elapsed"])
        shown = max(-50.0, min(done, CAP) * 100)
        colour = theme.hue(1) if missed(row) else theme.hue(0)
        ends = (y - panel.half, y + panel.half)
        axes.plot((gone * 100,) * 2, ends, color=theme.MUTED, linewidth=1.4, zorder=2)
        axes.plot(
            shown, y, marker=marker_of(row), color=colour, markersize=6.0,
            markeredgecolor=theme.INK, markeredgewidth=0.9 if missed(row) else 0, zorder=3,
        )  # fmt: skip
        if done > CAP or done * 100 < -50:
            arrow = ">" if done > 0 else "<"
            axes.plot(
                shown + (4 if done > 0 else -4), y, marker=arrow, color=colour, markersize=3.4
            )


def plot_quadrant(
    gaps: object = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    palette: Any = None,
    title: bool = True,
    source: bool = True,
) -> Figure:
    """Draw attainment against pace: what lies low left is short of its target and slow.

    Parameters
    ----------
    gaps, ax, lang, palette, title, source
        As in `plot_pace`. Rows without a pace are named under the figure.

    Returns
    -------
    matplotlib.figure.Figure
        Its `note` holds headline, facts and source; `alt_text` reads it out.

    Raises
    ------
    TaianError
        If no row has a pace, or a column is missing.

    Examples
    --------
    >>> plot_quadrant(lang="en").note.headline.startswith("Of 3 whose pace is known, 0 are unmet")
    True
    """
    lang = theme.language(lang)
    data = gaps_frame(gaps, (*NEEDED, "attainment", "pace"))
    known = data["pace"].notna() & data["attainment"].notna()
    rows = data[known]
    if rows.empty:
        raise TaianError.of("chart.no_pace_known")
    unmet = not_met(rows)
    n = {
        "slow": int((unmet["status"] == "behind").sum()),
        "fast": int(unmet["status"].isin(["ahead", "on_pace"]).sum()),
    }
    done = len(rows) - len(unmet)
    head = say("chart.quadrant_head", lang, n=len(rows), **n)
    head += say("chart.quadrant_met", lang, n=done) if done else ""
    sub = say("chart.quadrant_sub", lang)
    note = row_note("quadrant", head, sub, data, rows, lang, extra="computed_progress")
    note.count(rows_with_pace=len(rows), unmet_slow=n["slow"], unmet_fast=n["fast"], met=done)
    leave_out(note, data[~known])
    with drawing(palette):
        scale = scale_of(ax)
        height = min(4.6, 2.4 + 0.05 * len(rows))
        size, kept = theme.SIZES["small"] * scale, (note.source, [*note.facts], [*note.marks])
        numbers: dict[str, str] = {}
        while True:  # once more where names found no place: those get numbers, named below
            figure, (axes,) = canvas(
                note, height, left=0.36 * scale, right=0.08, bottom=0.24, top=0.22 * scale, ax=ax,
                title=title, source=source,
            )  # fmt: skip
            left_out = _draw_quadrant(axes, rows, note, size, numbers)
            if numbers or not left_out or ax is not None:
                break
            note.source, note.facts, note.marks = kept[0], [*kept[1]], [*kept[2]]
            numbers = {name: str(n) for n, name in enumerate(left_out, 1)}
            name_numbers(note, numbers)
    return figure


def _draw_quadrant(
    axes: Axes, rows: pd.DataFrame, note: Note, size: float, numbers: dict[str, str]
) -> list[str]:
    """Draw the dots with their names, or their numbers; return the names that found no place."""
    lang = note.lang
    x = (rows["attainment"].astype(float) * 100).clip(upper=150)
    y = rows["pace"].astype(float).clip(-1, 2.5)
    axes.set_xlim(min(float(x.min()), 90) - 6, max(float(x.max()), 104) + 8)
    axes.set_ylim(min(float(y.min()), 0.0) - 0.12, max(float(y.max()), 1.3) + 0.15)
    bare(axes, keep=("bottom", "left"))
    axes.axvline(100, color=theme.INK, linewidth=0.9, zorder=1)
    axes.axhline(1, color=theme.MUTED, linewidth=0.9, linestyle="--", zorder=1)
    for which, text in (("x", "%"), ("y", "")):
        low, high = axes.get_xlim() if which == "x" else axes.get_ylim()
        step = 10 if which == "x" else 0.5
        values = [v * step for v in range(-10, 40) if low <= v * step <= high]
        told = [note.mark(wording.number(v) + text, "axis", basis="scale") for v in values]
        (axes.set_xticks if which == "x" else axes.set_yticks)(values, told)
    axes.tick_params(labelsize=size, labelfontfamily=theme.FAMILY)
    taken = []
    names, points, weights = [], [], []
    for at, up, (_, row) in zip(x, y, rows.iterrows(), strict=True):
        short = missed(row)
        colour = theme.hue(1) if short else theme.hue(0)
        axes.plot(
            at, up, marker=marker_of(row), color=colour, markersize=6.0,
            markeredgecolor=theme.INK if short else theme.PAPER, markeredgewidth=0.8, zorder=3,
        )  # fmt: skip
        if float(row["pace"]) > 2.5:  # further up than the panel goes
            axes.plot(at, up + 0.1, marker="^", color=colour, markersize=3.4, zorder=3)
        name = name_of(row, lang, short=True)
        said = f"{wording.percent(row['attainment'])}{say('joint.comma', lang)}"
        said += wording.number(row["pace"], 2, lang)
        note.facts.append(f"{name}{say('joint.colon', lang)}{said}")
        names.append(numbers.get(name) or name)
        points.append((at, up))
        late = 0 if row["status"] == "behind" else 1 if short else 2
        weights.append((name in numbers, late, float(row["pace"])))
        taken.append((at, up))
    _quadrant_key(axes, size, lang)
    shown = [cut(name, size, 1.7) for name in names]
    return [names[n] for n in place_labels(axes, points, shown, size, weights, (100, 1))]


def _quadrant_key(axes: Axes, size: float, lang: str) -> None:
    """Write the key above the panel and the names of the lines at their ends."""
    from .canvas import inches, text_width

    wide, high = inches(axes)
    key = key_of(DOTS, lang)
    at = 0.02
    for text, mark in key:
        axes.plot(
            at / wide, 1 + 0.11 / high, transform=axes.transAxes, clip_on=False,
            **{"linestyle": "none"} | mark,
        )  # fmt: skip
        axes.text(
            (at + 0.09) / wide, 1 + 0.11 / high, text, transform=axes.transAxes,
            va="center_baseline", fontsize=size, color=theme.MUTED,
        )  # fmt: skip
        at += text_width(text, size) + 0.28
