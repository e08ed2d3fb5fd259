"""Figures of the narrative's series: levels at dates, flows over periods, and their targets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.errors import TaianError
from ..base.phrases import say
from ..grammar import wording
from . import theme
from .canvas import Note, bare, canvas, cut_mark, drawing, inches, text_width, wrap
from .gaps_frame import BACKING, ring
from .series_frame import contradicted, derived, label, of_series, part_year, place, trends_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HATCH = "////"
#: Units that a panel's title leaves out, since the name or the labels say them.
UNSAID = ("", "%", "people", "比1", "to 1")


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
        raise TaianError(
            "the argument `series` takes one to four series (one with `ax`)",
            zh="参数 series 应为一至四个序列（给出 ax 时为一个）",
            found=f"{len(ids)}",
            expected="a series_id, or a list of up to four",
        )
    data = trends_frame(trends)
    chosen = [of_series(data, key) for key in ids]
    rows = pd.concat(chosen)
    goals = [(targets or {}).get(str(one["series_id"].iloc[0])) for one in chosen]
    joint = "；" if lang == "zh" else "; "
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


def make_note(rows: pd.DataFrame, headline: str, lang: str, subtitle: str | None = None) -> Note:
    """Write the texts of a figure of these rows: what is measured, which signs it uses, source."""
    stop = "；" if lang == "zh" else "; "
    if subtitle is None:
        kinds = [k for k in ("stock", "flow", "rate") if (rows["kind"] == k).any()]
        units = dict.fromkeys(wording.unit_name(unit, lang) for unit in rows["unit"])
        joint = "、" if lang == "zh" else ", "
        subtitle = joint.join(say(f"trend.{kind}", lang) for kind in kinds)
        named = [unit for unit in units if unit]
        if named:
            subtitle += wording.BRACKETS[lang].format(joint.join(named))
        subtitle = subtitle[:1].upper() + subtitle[1:]
    tests = {
        "hollow": rows.apply(derived, axis=1).any(),
        "hatched": rows.apply(part_year, axis=1).any(),
        "ringed": contradicted(rows).any(),
    }
    signs = [say(f"trend.{key}", lang) for key, used in tests.items() if used]
    if signs:
        subtitle += stop + stop.join(signs)
    source = wording.source_note(rows.attrs, rows["line"], lang)
    return Note(say("chart.trend", lang), headline, subtitle, source, lang)


def story(rows: pd.DataFrame, lang: str, target: float | None = None) -> str:
    """Say what a series did: what moved, by how much, over what time; how far it is from a target.

    Parts of a year are neither compared with whole ones nor the end of a movement.
    """
    parts = rows.apply(part_year, axis=1)
    whole = rows[~parts] if (~parts).any() else rows
    name, tail = label(rows.iloc[0], lang), ""
    if len(whole) < len(rows):
        last = rows[parts].iloc[-1]
        when = wording.period_name(last["period"], lang)
        when = f"the {when}" if lang == "en" and "half" in when else when
        amount = wording.amount(last["value"], last["unit"], lang)
        tail = say("chart.part", lang, when=when, value=amount)
    first, last = whole.iloc[0], whole.iloc[-1]
    if target is not None:
        tail += _against(last, target, lang)
    ends = [_at(row, lang) for row in (first, last)]
    if len(whole) == 1:
        return say("chart.at", lang, name=name, last=dated(first, lang)) + tail
    moved = _moved(whole, lang)
    key = (
        "flat" if not moved else "rose" if float(last["value"]) > float(first["value"]) else "fell"
    )
    said = say(f"chart.{key}", lang, name=name, first=ends[0], last=ends[1], change=moved)
    if contradicted(whole).any():
        said += say("chart.contradicted", lang)
    return said + tail


def _at(row: Any, lang: str) -> str:
    if lang == "en":
        return dated(row, lang)
    value = wording.amount(row["value"], row["unit"], lang)
    when = wording.period_name(row["period"], lang)
    text = say("chart.value_when", lang, when=when, value=value)
    return say("chart.derived", lang, text=text) if derived(row) else text


def _moved(rows: pd.DataFrame, lang: str) -> str:
    """Print by how much a series moved: percentage points for shares, else per cent."""
    first, last = float(rows["value"].iloc[0]), float(rows["value"].iloc[-1])
    if first == last:
        return ""
    sign = "+" if last > first else ""
    if str(rows["unit"].iloc[0]) == "%":
        return sign + wording.change_amount(round(last - first, 6), "%", lang)
    return sign + wording.percent(last / first - 1) if first else sign + wording.number(last)


def _against(row: Any, target: float, lang: str) -> str:
    value = float(row["value"])
    shown = wording.amount(target, row["unit"], lang)
    if value >= target:
        return say("chart.reached", lang, target=shown)
    short = wording.change_amount(round(target - value, 6), row["unit"], lang)
    return say("chart.still_short", lang, target=shown, short=short)


def mark_change(note: Note, rows: pd.DataFrame) -> None:
    """Record the change that a headline prints."""
    whole = rows[~rows.apply(part_year, axis=1)]
    moved = _moved(whole, note.lang) if len(whole) > 1 else ""
    if moved:
        lines = tuple(int(line) for line in whole["line"].unique())
        note.mark(moved, f"{rows['series'].iloc[0]}: change", how="last/first-1", lines=lines)


def dated(row: Any, lang: str) -> str:
    """Return a point in words: value, unit, period, and whether it was derived."""
    extra = wording.COMMA[lang] + say("basis.derived", lang) if derived(row) else ""
    value = wording.amount(row["value"], row["unit"], lang)
    return value + wording.BRACKETS[lang].format(wording.period_name(row["period"], lang) + extra)


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
        draw_line(axes, rows, x, note)
    spread(axes, x, flow)
    name_periods(axes, x, [*rows["period"]], note)
    if target is not None:
        _target(axes, rows.iloc[0], target, note, line=target_line)
    if title:
        size = theme.SIZES["small"]
        wide = inches(axes)[0] + 0.12
        unit = wording.unit_name(rows["unit"].iloc[0], note.lang)
        name = label(rows.iloc[0], note.lang)
        name += wording.BRACKETS[note.lang].format(unit) if unit not in UNSAID else ""
        axes.set_title(
            wrap(name, size, wide, bold=True), loc="left", fontsize=size, fontweight="bold",
            pad=5, linespacing=1.2, x=0,
        )  # fmt: skip
    told = wording.COMMA[note.lang].join(dated(row, note.lang) for _, row in rows.iterrows())
    note.facts.append(f"{label(rows.iloc[0], note.lang)}{wording.COLON[note.lang]}{told}")


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
    kept = [len(x) - 1]
    for spot in range(len(x) - 2, -1, -1):
        after = kept[-1]
        need = (text_width(texts[spot], size) + text_width(texts[after], size)) / 2 + 0.05
        if (x[after] - x[spot]) / (high - low) * wide >= need:
            kept.append(spot)
    if len(x) > 1 and 0 not in kept and len(x) <= 3:  # two dates close together: one each side
        kept = [*range(len(x))]
    kept = sorted(kept)
    axes.set_xticks([x[n] for n in kept], [texts[n] for n in kept])
    axes.tick_params(labelsize=size, labelfontfamily=theme.FAMILY)
    labels = axes.get_xticklabels()
    for one, two, before, after in zip(labels, labels[1:], kept, kept[1:], strict=False):
        need = (text_width(texts[before], size) + text_width(texts[after], size)) / 2 + 0.05
        if (x[after] - x[before]) / (high - low) * wide < need:
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
        if len(values) == 1:
            place_: dict[str, Any] = {"xytext": (away, 0), "ha": "left", "va": "center_baseline"}
        else:
            place_ = {"xytext": (0, -away if down else away), "ha": "center",
                      "va": "top" if down else "bottom"}  # fmt: skip
        axes.annotate(
            text, (at, value), textcoords="offset points", zorder=4, bbox=BACKING,
            fontsize=theme.SIZES["small"], **place_,
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


def figure_of(value: float, unit: Any, lang: str) -> str:
    """Print a value as a label, a fraction to four figures, with a sign for shares and ratios.

    Examples
    --------
    >>> figure_of(0.933733, "亿元", "zh"), figure_of(1.27, "比例", "zh")
    ('0.9337', '1.27:1')
    """
    number = wording.scaled(value, unit, lang)[0]
    if number != int(number) and abs(number) < 1000:
        number = float(f"{number:.4g}")
    return wording.number(number, lang=lang) + {"比例": ":1", "%": "%"}.get(str(unit), "")


def _target(axes: Axes, row: Any, target: float, note: Note, *, line: int | None) -> None:
    """Draw the target as a rule, named at its left end."""
    axes.axhline(target, color=theme.INK, linewidth=1.1, zorder=3)
    shown = figure_of(target, row["unit"], note.lang)
    text = say("trend.target", note.lang, value=shown)
    axes.annotate(
        text, (0, target), (1, 2.5), xycoords=axes.get_yaxis_transform(),
        textcoords="offset points", ha="left", va="bottom", fontsize=theme.SIZES["small"],
    )  # fmt: skip
    where = {"basis": "printed", "how": "annex", "lines": () if line is None else (line,)}
    note.mark(shown, f"{row['series']}: target", value=target, **where)
    note.facts.append(f"{label(row, note.lang)}{wording.COLON[note.lang]}{text}")


def mark_point(note: Note, row: Any, text: str) -> None:
    """Record the number of a point, with the place it is printed or the way it was derived."""
    note.mark(
        text, f"{row['series']} {row['period']}", value=row["value"], lines=(int(row["line"]),),
        basis="computed" if derived(row) else "printed",
        how=str(row["basis"]) if derived(row) else "", **place(row),
    )  # fmt: skip
