"""Figures of the narrative's series: levels at dates, flows over periods, and their targets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.errors import TaianError
from ..grammar import wording
from . import theme
from .canvas import Note, bare, canvas, drawing, wrap
from .gaps_frame import ring
from .series_frame import contradicted, derived, label, of_series, part_year, place, trends_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HATCH = "////"
#: Units that a panel's title leaves out, since the name or the labels say them.
UNSAID = ("", "%", "people", "农村为1", "rural = 1")


def plot_trend(
    series: str | Sequence[str],
    trends: object = None,
    *,
    targets: dict[str, float] | None = None,
    ax: Axes | None = None,
    lang: str | None = None,
) -> Figure:
    """Draw one series of the narrative, or up to four, side by side.

    A stock or a rate is a line through its dates; a flow is a bar a period, a part of a year
    hatched and set apart. Derived points are hollow; a point that the report contradicts has a
    ring and says so.

    Parameters
    ----------
    series
        A `series_id` of the trends frame, or a list of one to four.
    trends
        None for the bundled report, a source, or a frame as `load_trends` gives it.
    targets
        Targets to draw as a rule: ``series_id`` -> value in the series' unit.
    ax
        Draw into this axes (one series only).
    lang
        ``"zh"`` or ``"en"``; by default the session's.

    Raises
    ------
    TaianError
        If a series is not in the frame, naming those that are; if there are none or too many.

    Examples
    --------
    >>> figure = plot_trend("charity_organisations", lang="en")
    >>> figure.note.headline
    'Charity organisations: 49 (December 2020, derived) to 71 (30 June 2023)'
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
    note = make_note(
        rows, ("；" if lang == "zh" else "; ").join(story(s, lang) for s in chosen), lang
    )
    with drawing():
        figure, axes = canvas(
            note, 1.35, bottom=0.24, top=0.34, left=0.05, right=0.15, ax=ax,
            panels=(1.0,) * len(ids), gap=0.5,
        )  # fmt: skip
        for panel, one in zip(axes, chosen, strict=True):
            target = (targets or {}).get(str(one["series_id"].iloc[0]))
            draw_series(panel, one, note, target=target, title=len(ids) > 1)
    return figure


def make_note(rows: pd.DataFrame, headline: str, lang: str, subtitle: str | None = None) -> Note:
    """Write the texts of a figure of these rows: what is measured, which signs it uses, source."""
    zh = lang == "zh"
    if subtitle is None:
        kinds = [k for k in ("stock", "flow", "rate") if (rows["kind"] == k).any()]
        told = {"stock": ("时点数", "level at a date"), "flow": ("时段累计数", "total of a period"),
                "rate": ("比率", "rate")}  # fmt: skip
        units = dict.fromkeys(wording.unit_name(unit, lang) for unit in rows["unit"])
        subtitle = ("、" if zh else ", ").join(told[k][0 if zh else 1] for k in kinds)
        named = [unit for unit in units if unit]
        if named:
            subtitle += wording.BRACKETS[lang].format(("、" if zh else ", ").join(named))
        subtitle = subtitle[:1].upper() + subtitle[1:]
    signs = []
    if rows.apply(derived, axis=1).any():
        signs.append("空心点为推算值" if zh else "hollow points are derived")
    if rows.apply(part_year, axis=1).any():
        signs.append("斜线柱不足一年，不与全年相加" if zh else "hatched bars are part of a year")
    if contradicted(rows).any():
        signs.append(
            "圆圈标出报告自相矛盾之处" if zh else "ringed points are contradicted in the report"
        )
    if signs:
        subtitle += ("；" if zh else "; ") + ("；" if zh else "; ").join(signs)
    source = wording.source_note(rows.attrs, rows["line"], lang)
    kind = "趋势图" if zh else "Chart of change over time"
    return Note(kind, headline, subtitle, source, lang)


def story(rows: pd.DataFrame, lang: str) -> str:
    """Say a series in a few words: first and last value with their periods."""
    first, last = rows.iloc[0], rows.iloc[-1]
    name = label(first, lang)
    ends = [dated(row, lang) for row in ((first, last) if len(rows) > 1 else (first,))]
    if part_year(last) and not part_year(first):
        ends = [dated(row, lang) for _, row in rows.iterrows()]
        return name + wording.COLON[lang] + wording.COMMA[lang].join(ends)
    return name + wording.COLON[lang] + ("→" if lang == "zh" else " to ").join(ends)


def dated(row: Any, lang: str) -> str:
    """Return a point in words: value, unit, period, and whether it was derived."""
    extra = ("，推算" if lang == "zh" else ", derived") if derived(row) else ""
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
) -> None:
    """Draw one series into a panel and add its numbers and facts to the note."""
    bare(axes, keep=("bottom",))
    axes.tick_params(bottom=False)
    values = [float(value) for value in rows["value"]]
    flow = rows["kind"].iloc[0] == "flow"
    single = len(rows) == 1
    ends = [*values, *([target] if target is not None else [])]
    peak = max([top or 0, *ends])
    floor = 0.0 if flow or single else min(ends) - 0.45 * (max(ends) - min(ends) or max(ends))
    axes.set_ylim(floor, peak + 0.16 * (peak - floor))
    x = places(rows, flow)
    if flow or single:
        _bars(axes, rows, x, note)
    else:
        draw_line(axes, rows, x, note)
    names = [wording.period_short(code, note.lang) for code in rows["period"]]
    axes.set_xticks(x, names)
    for tick, code in zip(axes.get_xticklabels(), rows["period"], strict=True):
        note.mark(tick.get_text(), "period", value=code, basis="scale")
    spread(axes, x, flow or single)
    if target is not None:
        _target(axes, rows.iloc[0], target, note, line=target_line, single=single)
    if title:
        size = theme.SIZES["small"]
        wide = axes.get_position().width * theme.WIDTH + 0.12
        unit = wording.unit_name(rows["unit"].iloc[0], note.lang)
        name = label(rows.iloc[0], note.lang)
        name += wording.BRACKETS[note.lang].format(unit) if unit not in UNSAID else ""
        axes.set_title(
            wrap(name, size, wide, bold=True), loc="left", fontsize=size, fontweight="bold",
            pad=15 if single and target is not None else 5, linespacing=1.2, x=0,
        )  # fmt: skip
    told = wording.COMMA[note.lang].join(dated(row, note.lang) for _, row in rows.iterrows())
    note.facts.append(f"{label(rows.iloc[0], note.lang)}{wording.COLON[note.lang]}{told}")


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
    """Leave room at the sides, and turn aside the label of a point that is close to the last."""
    span = x[-1] - x[0]
    if bars:
        axes.set_xlim(x[0] - 0.7, x[-1] + 0.7)
        return
    axes.set_xlim(x[0] - 0.12 * span, x[-1] + 0.2 * span)
    labels = axes.get_xticklabels()
    for before, after, one, two in zip(x, x[1:], labels, labels[1:], strict=False):
        if after - before < 0.2 * span:
            one.set_horizontalalignment("right")
            two.set_horizontalalignment("left")


def _style(row: Any, colour: str) -> dict[str, Any]:
    return {
        "markerfacecolor": theme.PAPER if derived(row) else colour,
        "markeredgecolor": colour,
        "markeredgewidth": 1.3,
    }


def draw_line(
    axes: Axes, rows: pd.DataFrame, x: list[float], note: Note,
    colour: str = theme.BLUE, shape: str = "o", below: bool = False,
) -> None:  # fmt: skip
    """Draw levels: a line through their dates, hollow where derived, ringed where contradicted."""
    axes.plot(x, rows["value"].astype(float), color=colour, linewidth=1.4, zorder=1)
    doubts = contradicted(rows)
    for at, doubt, (_, row) in zip(x, doubts, rows.iterrows(), strict=True):
        value = float(row["value"])
        axes.plot(at, value, marker=shape, markersize=5.5, zorder=3, **_style(row, colour))
        if doubt:
            ring(axes, at, value)
        text = figure_of(value, row["unit"], note.lang)
        away = 9 if doubt else 7
        last = at == x[-1] and len(x) > 2
        down = below or (last and value < float(rows["value"].iloc[-2]))
        axes.annotate(
            text, (at, value), (0, -away if down else away), textcoords="offset points", zorder=4,
            ha="center", va="top" if down else "bottom", fontsize=theme.SIZES["small"],
        )  # fmt: skip
        mark_point(note, row, text)


def _bars(axes: Axes, rows: pd.DataFrame, x: list[float], note: Note) -> None:
    single = len(rows) == 1
    for at, (_, row) in zip(x, rows.iterrows(), strict=True):
        value, partial = float(row["value"]), part_year(row) and row["kind"] == "flow"
        axes.bar(
            at, value, width=0.9 if single else 0.62, edgecolor=theme.BLUE, linewidth=1.0,
            facecolor=theme.PAPER if partial or derived(row) else theme.BLUE,
            hatch=HATCH if partial else None, zorder=2,
        )  # fmt: skip
        text = figure_of(value, row["unit"], note.lang)
        style: dict[str, Any] = {"ha": "center", "va": "bottom", "fontweight": "bold"}
        if single:  # inside the bar, so that the target's rule can not run through it
            style |= {"va": "center", "color": theme.PAPER}
        height = value / 2 if single else value
        axes.annotate(
            text, (at, height), (0, 0 if single else 3), textcoords="offset points",
            fontsize=theme.SIZES["small"], zorder=4, **style,
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


def _target(
    axes: Axes, row: Any, target: float, note: Note, *, line: int | None, single: bool
) -> None:
    """Draw the target as a rule, named at its left end or, over a lone bar, above the panel."""
    axes.axhline(target, color=theme.INK, linewidth=1.1, zorder=3)
    shown = figure_of(target, row["unit"], note.lang)
    text = ("目标" if note.lang == "zh" else "target ") + shown
    size = theme.SIZES["small"]
    if single:
        axes.text(0, 1.02, "━ " + text, transform=axes.transAxes, va="bottom", fontsize=size)
    else:
        axes.annotate(
            text, (0, target), (1, 2.5), xycoords=axes.get_yaxis_transform(),
            textcoords="offset points", ha="left", va="bottom", fontsize=size,
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
