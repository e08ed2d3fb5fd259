"""Figures of pace and distance: progress against time, and what is still to go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.errors import TaianError
from ..grammar import wording
from . import theme
from .canvas import Note, bare, canvas, drawing, inches, wrap
from .gaps_frame import (
    BACKING,
    deadline_of,
    disputed,
    gaps_frame,
    marker_of,
    printed,
    ratio_unit,
    ring,
    ring_note,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Progress (a ratio) beyond which a dot of `plot_pace` is drawn at the edge.
CAP = 1.5
NEEDED = ("attribute", "target_value", "actual_value", "baseline_value", "elapsed", "progress")


def not_met(gaps: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose target is known not to be met."""
    return gaps[(gaps["met"] == False).fillna(False)]  # noqa: E712


def signed(value: Any, unit: Any, lang: str, digits: int | None = None) -> str:
    """Print an amount with a plus or minus sign."""
    text = wording.amount(value, unit, lang, digits)
    return text if wording.missing(value) or float(value) < 0 else "+" + text


def per_year(row: Any, lang: str) -> str:
    """Print the rate required from now on, to two or three figures.

    Examples
    --------
    >>> row = {"required_per_year": 188.0, "unit": "人"}
    >>> per_year(row, "zh"), per_year(row, "en")
    ('+188人/年', '+188 people a year')
    """
    value, unit = row["required_per_year"], row["unit"]
    if wording.missing(value):
        return wording.MISSING
    size = abs(wording.scaled(value, unit, lang)[0])
    figures = 3 if size >= 10 else 2
    factor = wording.scaled(1, unit, lang)[0]
    rounded = float(f"{size:.{figures}g}") / factor * (1 if value >= 0 else -1)
    text = signed(rounded, unit, lang, max(0, 1 if size < 10 else 0) if size >= 1 else None)
    return text + ("/年" if lang == "zh" else " a year")


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
        return "没有未达标的指标" if lang == "zh" else "Every indicator assessed is met"
    if lang == "zh":
        parts = (
            [f"未达标的{total}项中，{fast}项不慢于时间进度"] if fast else [f"未达标的{total}项中"]
        )
        parts += [f"{slow}项落后"] if slow else []
        parts += [f"{blind}项缺基期值，无法判断快慢"] if blind else []
        return "，".join(parts)
    parts = [f"{fast} on or ahead of schedule"] if fast else []
    parts += [f"{slow} behind"] if slow else []
    parts += [f"{blind} without a baseline to judge by"] if blind else []
    return f"Of {total} not yet met, " + ", ".join(parts)


def plot_pace(gaps: object = None, *, ax: Axes | None = None, lang: str | None = None) -> Figure:
    """Draw the progress made since the base year against the time gone (时序进度).

    One row an indicator that has a baseline, or that is not met: the way from baseline (0 %) to
    target (100 %), a dot for how far it has come, a lighter tick for how far it would be if it
    had moved evenly. Progress beyond 150 % is drawn at the edge with its true value.

    Parameters
    ----------
    gaps
        None for the bundled report, a source, or a frame as `gap_to_target` gives it.
    ax
        Draw into this axes; by default a new figure.
    lang
        ``"zh"`` or ``"en"``; by default the session's.

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
        raise TaianError(
            "no indicator has a baseline, and none is unmet",
            zh="没有带基期值的指标，也没有未达标的指标",
            expected="a gaps frame with progress",
        )
    rows = rows.sort_values("progress", na_position="last", kind="stable")
    year = deadline_of(data, lang)
    subtitle = (
        f"目标进度：自基期（0%）至{year}目标（100%）已走过的路程；浅色短线为时间进度"
        if lang == "zh"
        else f"Progress: share of the way from baseline (0%) to the {year} target (100%); "
        "lighter tick: share of the time gone"
    )
    lines = [*rows["source_line"], *rows.get("baseline_line", [])]
    extra = "进度由本文计算" if lang == "zh" else "progress computed here"
    note = Note(
        "点图" if lang == "zh" else "Dot plot",
        pace_headline(data, lang),
        subtitle,
        wording.source_note(data.attrs, lines, lang, extra),
        lang,
    )
    note.count(**_against_time(data))
    with drawing():
        figure, (axes,) = canvas(
            note, 0.34 * len(rows) + 0.1, left=2.45, right=1.5, bottom=0.25, top=0.1, ax=ax
        )
        _draw_pace(axes, rows, note)
    return figure


def _draw_pace(axes: Axes, rows: pd.DataFrame, note: Note) -> None:
    lang, size = note.lang, theme.SIZES["small"]
    low = min(0.0, float(rows["progress"].min()) * 100 if rows["progress"].notna().any() else 0)
    axes.set_xlim(low - 4, CAP * 100 + 8)
    axes.set_ylim(-len(rows) + 0.4, 0.6)
    bare(axes, keep=("bottom",))
    ticks = [0, 50, 100, 150]
    axes.set_xticks(ticks, [note.mark(f"{t}%", "axis", basis="scale") for t in ticks])
    axes.axvline(100, color=theme.INK, linewidth=1.0, zorder=1)
    side, wide = axes.get_yaxis_transform(), inches(axes)[0]
    for index, (_, row) in enumerate(rows.iterrows()):
        y = -index
        name = wording.indicator_name(row["indicator_id"], row["indicator"], lang, short=True)
        missed = row["met"] is not pd.NA and not bool(row["met"])
        axes.text(
            -2.42 / wide, y, name, transform=side, va="center", fontsize=size,
            fontweight="bold" if missed else "normal",
        )  # fmt: skip
        axes.plot((0, 100), (y, y), color=theme.RULE, linewidth=2.2, zorder=0)
        told = wording.word("status", row["status"], lang)
        if not wording.missing(row["progress"]):
            told = _pace_dot(axes, row, y, name, note, missed=missed)
        axes.text(
            1 + 0.06 / wide, y, told, transform=side, va="center", fontsize=size, linespacing=1.2
        )
        note.facts.append(f"{name}{wording.COLON[lang]}{told}".replace("\n", wording.COMMA[lang]))


def _pace_dot(axes: Axes, row: Any, y: float, name: str, note: Note, *, missed: bool) -> str:
    lang = note.lang
    done, gone = float(row["progress"]), float(row["elapsed"])
    shown = min(done, CAP) * 100
    colour = theme.ORANGE if missed else theme.BLUE
    axes.plot((gone * 100,) * 2, (y - 0.3, y + 0.3), color=theme.MUTED, linewidth=1.4, zorder=2)
    axes.plot(
        shown, y, marker=marker_of(row), color=colour, markersize=6.4,
        markeredgecolor=theme.INK, markeredgewidth=0.9 if missed else 0, zorder=3,
    )  # fmt: skip
    if done > CAP:
        axes.plot(shown + 4, y, marker=">", color=colour, markersize=3.4, zorder=3)
    place = (int(row["source_line"]),)
    what = {"zh": ("目标进度", "时间进度", "时序进度比"), "en": ("progress", "elapsed", "pace")}[
        lang
    ]
    shares = wording.percent(done), wording.percent(gone)
    note.mark(shares[0], f"{name}: {what[0]}", value=done, how="(v-b)/(T-b)", lines=place)
    note.mark(shares[1], f"{name}: {what[1]}", value=gone, how="(ta-t0)/(t1-t0)", lines=place)
    pace = wording.number(row["pace"], 2, lang)
    note.mark(pace, f"{name}: {what[2]}", value=row["pace"], how="progress/elapsed", lines=place)
    if lang == "zh":
        return f"进度{shares[0]}，时间{shares[1]}\n时序进度比{pace}"
    return f"progress {shares[0]}, time {shares[1]}\npace {pace}"


def distance_headline(gaps: pd.DataFrame, lang: str) -> str:
    """Say what is still to go, indicator by indicator."""
    rows = not_met(gaps)
    if rows.empty:
        return "没有未达标的指标" if lang == "zh" else "Every indicator assessed is met"
    parts = []
    for _, row in rows.sort_values("attainment", na_position="last").head(4).iterrows():
        name = wording.indicator_name(row["indicator_id"], row["indicator"], lang, short=True)
        short = wording.amount(row["shortfall"], row["unit"], lang)
        parts.append(f"{name}差{short}" if lang == "zh" else f"{name}: {short} short")
    return ("；" if lang == "zh" else "; ").join(parts)


def plot_distance(
    gaps: object = None, *, ax: Axes | None = None, lang: str | None = None
) -> Figure:
    """Draw, for each indicator not yet met, the way from its baseline over now to its target.

    Each row has its own scale, with its ends printed. A lighter tick marks what would be due by
    now; the dotted line goes on at the pace so far to the deadline; what is required a year from
    now on stands at the right. A baseline that was derived is hollow. Without a baseline the
    scale begins at 0 and says so.

    Parameters
    ----------
    gaps
        None for the bundled report, a source, or a frame as `gap_to_target` gives it.
    ax
        Draw into this axes; by default a new figure.
    lang
        ``"zh"`` or ``"en"``; by default the session's.

    Raises
    ------
    TaianError
        If a column is missing, or nothing with numbers is unmet.

    Examples
    --------
    >>> len(plot_distance(lang="en").note.facts)
    3
    """
    lang = theme.language(lang)
    data = gaps_frame(gaps, (*NEEDED, "required_per_year", "shortfall", "projected_value"))
    rows = not_met(data)
    rows = rows[rows["target_value"].notna() & rows["actual_value"].notna()]
    if rows.empty:
        raise TaianError(
            "no indicator with numbers is unmet: there is no distance to draw",
            zh="没有未达标的数值指标，无距离可画",
        )
    rows = rows.sort_values("attainment", kind="stable")
    year = deadline_of(data, lang)
    subtitle = (
        f"基期值—完成值—{year}目标值，各行标尺不同；浅色短线：按时间应到；点线：按现速推算"
        if lang == "zh"
        else f"To the {year} target, each row on its own scale; lighter tick: due by now; "
        "dotted: pace so far"
    ) + ring_note(rows, lang)
    lines = [*rows["source_line"], *rows.get("baseline_line", [])]
    extra = "差距与所需速度由本文计算" if lang == "zh" else "distance and rates computed here"
    note = Note(
        "路程图" if lang == "zh" else "Distance chart",
        distance_headline(data, lang),
        subtitle,
        wording.source_note(data.attrs, lines, lang, extra),
        lang,
    )
    with drawing():
        figure, (axes,) = canvas(
            note, 0.6 * len(rows), left=1.75, right=1.45, bottom=0.02, top=0.02, ax=ax
        )
        _draw_distance(axes, rows, note)
    return figure


def _draw_distance(axes: Axes, rows: pd.DataFrame, note: Note) -> None:
    lang, size = note.lang, theme.SIZES["small"]
    axes.set_xlim(-0.06, 1.24)
    axes.set_ylim(-len(rows) + 0.5, 0.55)
    bare(axes)
    side, wide = axes.get_yaxis_transform(), inches(axes)[0]
    style: dict[str, Any] = {
        "transform": side,
        "va": "center",
        "fontsize": size,
        "linespacing": 1.25,
    }
    for index, (_, row) in enumerate(rows.iterrows()):
        name = wording.indicator_name(row["indicator_id"], row["indicator"], lang, short=True)
        label = wrap(name, size, 1.66, bold=True)
        axes.text(-1.72 / wide, -index, label, fontweight="bold", **style)
        told = _track(axes, row, -index, note)
        need = per_year(row, lang)
        short = wording.amount(row["shortfall"], row["unit"], lang)
        said = f"差{short}\n今后需{need}" if lang == "zh" else f"{short} short\nneeds {need}"
        axes.text(1 + 0.05 / wide, -index, said, **style)
        for text, column, how in (
            (short, "shortfall", "max(0, d(T-v))"),
            (need, "required_per_year", "(T-v)/(t1-ta)"),
        ):
            place = _lines(row, "source_line")
            note.mark(text, f"{name}: {column}", value=row[column], how=how, lines=place)
        facts = [f"{name}{wording.COLON[lang]}{told}", *said.split("\n")]
        note.facts.append(wording.COMMA[lang].join(facts))


def _track(axes: Axes, row: Any, y: float, note: Note) -> str:
    """Draw one indicator's way, its ends and its dot; return what was drawn, in words."""
    lang, size = note.lang, theme.SIZES["small"]
    zh = lang == "zh"
    target, value = float(row["target_value"]), float(row["actual_value"])
    base = None if wording.missing(row["baseline_value"]) else float(row["baseline_value"])
    start = 0.0 if base is None or base == target else base
    unit = wording.unit_name(row["unit"], lang) if zh and not ratio_unit(row) else ""

    def at(number: float) -> float:
        return (number - start) / (target - start)

    def tick(x: float, half: float, colour: str) -> None:
        axes.plot((x, x), (y - half, y + half), color=colour, linewidth=1.4, zorder=2)

    def say(x: float, text: str, **style: Any) -> None:
        style = {"va": "top", "ha": "center", "fontsize": size, **style}
        axes.text(x, y + (0.2 if style["va"] == "bottom" else -0.2), text, **style)

    way: dict[str, Any] = {
        "color": theme.RULE,
        "linewidth": 2.2,
        "linestyle": "--" if base is None else "-",
    }
    axes.plot((0, 1), (y, y), zorder=0, **way)
    tick(1, 0.17, theme.INK)
    facts = []
    if disputed(row):
        ring(axes, max(-0.05, at(value)), y)
    if base is None:
        say(0, "0（无基期）" if zh else "0 (no baseline)", ha="left", color=theme.MUTED)
        note.mark("0", f"{row['indicator']}: begin of the scale", basis="scale")
    else:
        facts.append(_baseline(axes, row, y, note))
        say(0, facts[0], color=theme.MUTED)
    goal = ("目标" if zh else "target ") + printed(row, "target", lang) + unit
    say(1, goal)
    if base is not None and start == base and not wording.missing(row["elapsed"]):
        tick(min(1.0, float(row["elapsed"])), 0.15, theme.MUTED)
    shown, projected = max(-0.05, at(value)), row["projected_value"]
    if not wording.missing(projected) and at(float(projected)) > shown:
        end = min(1.2, at(float(projected)))
        dots: dict[str, Any] = {"color": theme.ORANGE, "linewidth": 1.5, "linestyle": ":"}
        axes.plot((shown, end), (y, y), zorder=1, **dots)
    axes.plot(
        shown, y, marker=marker_of(row), color=theme.ORANGE, markersize=7,
        markeredgecolor=theme.INK, markeredgewidth=0.9, zorder=3,
    )  # fmt: skip
    now = ("现" if zh else "now ") + printed(row, "actual", lang) + unit
    say(shown, now, va="bottom", fontweight="bold", bbox=BACKING)
    for text, what, number in ((now, "actual", value), (goal, "target", target)):
        where: dict[str, Any] = {"basis": "printed", "lines": _lines(row, "source_line")}
        note.mark(text, f"{row['indicator']}: {what}", value=number, **where)
    return wording.COMMA[lang].join([*facts, now, goal])


def _baseline(axes: Axes, row: Any, y: float, note: Note) -> str:
    """Draw the baseline's dot, hollow where it was derived; return its label."""
    lang, basis = note.lang, str(row.get("baseline_basis", ""))
    derived = basis.startswith("derived")
    axes.plot(
        0, y, marker="o", markersize=5, zorder=3, markeredgecolor=theme.MUTED,
        markerfacecolor=theme.PAPER if derived else theme.MUTED,
    )  # fmt: skip
    value, _ = wording.scaled(row["baseline_value"], row["unit"], lang)
    text = ("基期" if lang == "zh" else "base ") + wording.number(value, lang=lang)
    note.mark(
        text, f"{row['indicator']}: baseline", value=row["baseline_value"],
        basis="computed" if derived else "printed", how=basis if derived else "",
        lines=_lines(row, "baseline_line"),
    )  # fmt: skip
    return text


def _lines(row: Any, name: str) -> tuple[int, ...]:
    value = row.get(name)
    return () if wording.missing(value) else (int(value),)
