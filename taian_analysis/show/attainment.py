"""Figures of level: every indicator against its own target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..base.errors import TaianError
from ..base.phrases import say
from ..grammar import wording
from . import theme
from .canvas import cut_mark, drawing
from .gaps_frame import (
    counts,
    deadline_of,
    disputed,
    gaps_frame,
    known,
    lines_of,
    marker_of,
    missed,
    name_of,
    pair,
    ring,
    span_of,
    wordy,
)
from .marks import Note
from .rows import Item, RowPanel, key_of, leave_out, row_panel, ticks

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NEEDED = ("area", "attribute", "target_value", "as_of", "source_line")

_DOTS = ("binding", "expected", "met", "not_met", "due", "target")


def attainment_headline(gaps: pd.DataFrame, lang: str) -> str:
    """Say how many indicators stand where."""
    n = counts(gaps)
    told = {key: n[key] for key in ("all", "met", "not_met")}
    text = say("chart.met_head", lang, year=deadline_of(gaps, lang), **told)
    return text + (say("chart.unknown_tail", lang, n=n["unknown"]) if n["unknown"] else "")


def plot_attainment(
    gaps: object = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    cap: float = 1.5,
    palette: Any = None,
    title: bool = True,
    source: bool = True,
) -> Figure:
    """Draw every indicator on one line where 100 % is its target, grouped by area.

    Parameters
    ----------
    gaps
        None for the bundled report, a source, or a frame as `gap_to_target` gives it.
    ax
        Draw into this axes, all of it inside the axes' own box; by default a new figure.
    lang
        ``"zh"`` or ``"en"``; by default the session's (`set_theme`).
    cap
        Attainment (a ratio) beyond which a dot is drawn at the edge with an arrow and its true
        value. Data are never capped.
    palette
        Two to four colours, or a palette's name; by default the session's.
    title, source
        Whether to write headline and subtitle, and the source line.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    TaianError
        If an argument has no such value or the frame lacks a column.

    Examples
    --------
    >>> figure = plot_attainment(lang="en")
    >>> figure.note.headline
    '24 of 27 indicators have reached the 2025 target, 3 have not'
    """
    lang = theme.language(lang)
    if not isinstance(cap, (int, float)) or isinstance(cap, bool) or not cap > 1:
        raise TaianError.of("error.argument_cap", found=repr(cap))
    data = gaps_frame(gaps, NEEDED)
    note = _note(data, "chart.dots", "chart.attainment_sub", lang)
    note.count(**counts(data))
    with drawing(palette):
        rings = any(disputed(row) for _, row in data.iterrows())
        key = key_of((*_DOTS, *(["disputed"] if rings else [])), lang)
        panel = row_panel(
            note, _items(data, note), heads=(say("chart.pair", lang),), key=key,
            pitch=0.126, ax=ax, title=title, source=source,
        )  # fmt: skip
        _draw(panel, _grouped(data), note, cap)
    return panel.figure


def _note(data: pd.DataFrame, kind: str, subtitle: str, lang: str) -> Note:
    down = bool((data["direction"] == -1).any()) if "direction" in data else False
    span = span_of(data["as_of"], lang)
    told = say(
        subtitle, lang, year=deadline_of(data, lang),
        inverse=say("chart.inverse", lang) if down else "",
        when=say("chart.data_of", lang, span=span) if span else "",
    )  # fmt: skip
    extra = say("chart.computed_attainment", lang)
    source = wording.source_note(data.attrs, data["source_line"], lang, extra)
    return Note(say(kind, lang), attainment_headline(data, lang), told, source, lang)


def _grouped(data: pd.DataFrame) -> list[Any]:
    """Return the rows with a header (a tuple) before each area, areas in order of appearance."""
    rows: list[Any] = []
    named = data["area"].fillna("")
    areas = list(dict.fromkeys(named))
    for area in areas:
        group = data[named == area]
        if area and len(areas) > 1:
            rows.append((area, group))
        rows += [row for _, row in group.iterrows()]
    return rows


def _items(data: pd.DataFrame, note: Note) -> list[Item]:
    items = []
    for row in _grouped(data):
        if isinstance(row, tuple):
            n, area = counts(row[1]), wording.word("area", row[0], note.lang)
            told = say("chart.area_met", note.lang, area=area, all=n["all"], met=n["met"])
            for key in ("all", "met"):
                what = f"{row[0]}: {key}"
                note.mark(str(n[key]), what, value=n[key], how=f"count of rows, {key}")
            note.facts.append(told)
            items.append(Item(told, head=True))
            continue
        name, value = name_of(row, note.lang), pair(row, note.lang)
        if not wordy(row):
            note.mark(value, name, basis="printed", lines=lines_of(row))
        if not known(row):
            said = wording.word("status", row["status"], note.lang)
            stop = say("joint.colon", note.lang)
            note.facts.append(f"{name}{stop}{value}{say('joint.comma', note.lang)}{said}")
        items.append(Item(name, (value,), bold=missed(row)))
    return items


def _draw(panel: RowPanel, rows: list[Any], note: Note, cap: float) -> None:
    axes = panel.axes
    ratios = [float(r["attainment"]) for r in rows if not isinstance(r, tuple) and known(r)]
    low = max(0.0, min(60.0, 10 * ((min(ratios, default=1.0) * 100 - 14) // 10)))
    high = cap * 100 + 26 if max(ratios, default=1.0) > 1.25 else 148
    axes.set_xlim(low, high)
    marks = [t for t in range(int(low // 20 * 20), int(cap * 100) + 1, 20) if t >= low]
    ticks(panel, note, marks, [f"{t}%" for t in marks])
    if low > 0:
        cut_mark(axes)
    axes.axvline(100, color=theme.INK, linewidth=1.0, zorder=1)
    exact = 0
    for y, row in zip(panel.middle, rows, strict=True):
        if isinstance(row, tuple):
            continue
        axes.plot((low, high), (y, y), color=theme.RULE, linewidth=0.4, alpha=0.6, zorder=0)
        if known(row):
            exact += _dot(panel, row, y, note, cap)
        else:
            said = wording.word("status", row["status"], note.lang)
            panel.point(100, y, said, color=theme.MUTED)
    if exact:
        note.facts.append(say("chart.exact", note.lang, n=exact))


def _dot(panel: RowPanel, row: Any, y: float, note: Note, cap: float) -> int:
    """Draw one indicator; return 1 if it stands at exactly 100 % (and needs no label)."""
    axes, lang = panel.axes, note.lang
    ratio, short = float(row["attainment"]), missed(row)
    shown = min(ratio, cap) * 100
    colour = theme.hue(1) if short else theme.hue(0)
    axes.plot(
        shown, y, marker=marker_of(row), color=colour, markersize=6.4 if short else 4.6, zorder=3,
        markeredgecolor=theme.INK if short else colour, markeredgewidth=0.9 if short else 0,
    )  # fmt: skip
    if disputed(row):
        ring(axes, shown, y)
    due = expected(row) if short else None
    if due is not None:
        at = (due * 100,) * 2
        axes.plot(at, (y - panel.half, y + panel.half), color=theme.MUTED, linewidth=1.3, zorder=2)
    if ratio == 1:
        return 1
    text, name = wording.percent(ratio), name_of(row, lang)
    down = row.get("direction", 1) == -1
    note.mark(
        text, f"{name}: attainment", value=ratio, how="T/v" if down else "v/T", lines=lines_of(row)
    )
    if ratio > cap:
        axes.plot(shown + 3.5, y, marker=">", color=colour, markersize=3.4, zorder=3)
    keep = [100.0] + ([due * 100] if due is not None else [])
    panel.point(
        shown, y, text, left=short, keep=keep, away=0.13 if ratio > cap or disputed(row) else 0.07,
        fontweight="bold" if short else "normal", color=theme.hue(1) if short else theme.INK,
    )  # fmt: skip
    fact = say("joint.pair", lang, a=name, b=text)
    if short:
        fact += say("joint.bracket", lang, what=wording.word("status", row["status"], lang))
    note.facts.append(fact)
    return 0


def expected(row: Any) -> float | None:
    """Return the attainment that would be on time: baseline plus the elapsed share of the way."""
    base, gone, target = (row.get(key) for key in ("baseline_value", "elapsed", "target_value"))
    if any(map(wording.missing, (base, gone, target))) or not float(target):
        return None
    due = float(base) + min(1.0, float(gone)) * (float(target) - float(base))
    if not due:
        return None
    return due / float(target) if row.get("direction", 1) != -1 else float(target) / due


def plot_bullet(
    gaps: object = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    cap: float = 1.5,
    palette: Any = None,
    title: bool = True,
    source: bool = True,
) -> Figure:
    """Draw a bar an indicator, from 0, with its target and what would be due by now as rules.

    Parameters
    ----------
    gaps, ax, lang, cap, palette, title, source
        As in `plot_attainment`.

    Returns
    -------
    matplotlib.figure.Figure
        Its `note` holds headline, facts and source; `alt_text` reads it out.

    Raises
    ------
    TaianError
        If no row has numbers, or a column is missing.

    Examples
    --------
    >>> plot_bullet(lang="en").note.kind
    'Bullet chart'
    """
    lang = theme.language(lang)
    data = gaps_frame(gaps, NEEDED)
    rows = data[data["attainment"].notna()]
    if rows.empty:
        raise TaianError.of("chart.no_number")
    note = _note(data, "chart.bullet", "chart.bullet_sub", lang)
    note.count(**counts(data))
    leave_out(note, data[data["attainment"].isna()])
    with drawing(palette):
        ordered = rows.sort_values("attainment", kind="stable")
        items = []
        for _, row in ordered.iterrows():
            value = note.mark(
                pair(row, lang), name_of(row, lang), basis="printed", lines=lines_of(row)
            )
            items.append(Item(name_of(row, lang), (value,), bold=missed(row)))
        key = key_of(("met_bar", "not_met_bar", "target_bar", "due_bar"), lang)
        panel = row_panel(
            note, items, heads=(say("chart.pair", lang),), key=key, pitch=0.175, ax=ax,
            title=title, source=source,
        )  # fmt: skip
        _bars(panel, ordered, note, cap)
    return panel.figure


def _bars(panel: RowPanel, rows: pd.DataFrame, note: Note, cap: float) -> None:
    axes, lang = panel.axes, note.lang
    ratios = rows["attainment"].astype(float)
    high = (min(cap, max(1.0, float(ratios.max()))) + (0.45 if ratios.max() > cap else 0.26)) * 100
    axes.set_xlim(0, high)
    marks = [0, 25, 50, 75, 100, 125, 150]
    ticks(
        panel,
        note,
        [m for m in marks if m <= high - 15],
        [f"{m}%" for m in marks if m <= high - 15],
    )
    tall = panel.half * 1.5
    for y, (_, row) in zip(panel.middle, rows.iterrows(), strict=True):
        ratio, short = float(row["attainment"]), missed(row)
        end = min(max(ratio, 0.0), cap) * 100
        axes.barh(
            y, end, height=tall, facecolor=theme.PAPER if short else theme.hue(0),
            edgecolor=theme.hue(1) if short else theme.hue(0), linewidth=1.2, zorder=1,
            hatch="" if not short else None,
        )  # fmt: skip
        half = (y - tall * 0.72, y + tall * 0.72)
        axes.plot((100, 100), half, color=theme.INK, linewidth=2.0, zorder=4)
        due = expected(row)
        if due is not None and due < cap:
            axes.plot((due * 100,) * 2, half, color=theme.MUTED, linewidth=1.0, zorder=3)
        text = wording.percent(ratio) + ("→" if ratio > cap else "")
        down = row.get("direction", 1) == -1
        name = name_of(row, lang)
        note.mark(text, f"{name}: attainment", value=ratio, how="T/v" if down else "v/T",
                  lines=lines_of(row))  # fmt: skip
        beyond = max(end, 100.0) if 60 < end <= 100 else end
        panel.point(
            beyond, y, text, fontweight="bold" if short else "normal",
            color=theme.hue(1) if short else theme.INK,
        )  # fmt: skip
        note.facts.append(say("joint.pair", lang, a=name, b=text))
