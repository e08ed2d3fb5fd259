"""The fan: an indicator's way so far, where it leads, and the way it would have to take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.errors import TaianError
from ..base.phrases import say
from ..grammar import wording
from . import theme
from .canvas import bare, canvas, cut_mark, drawing, inches, scale_of, text_width, wrap
from .distance import projection_number, shortfall
from .gaps_frame import BACKING, gaps_frame, lines_of, name_of, not_met, per_year, printed
from .marks import Note
from .moves import apart
from .pace import NEEDED
from .rows import leave_out, row_note
from .series_words import figure_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 4


def plot_fan(
    gaps: object = None,
    indicators: str | Sequence[str] | None = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    palette: Any = None,
    title: bool = True,
    source: bool = True,
) -> Figure:
    """Draw over time how an indicator came from its baseline to now, and its ways to the target.

    Solid is the way so far; dashed the way required from now on; the band is the pace so far
    carried on, between a linear and a geometric model: a choice of model, not an uncertainty.

    Parameters
    ----------
    gaps
        As in `plot_pace`.
    indicators
        One to four ids, numbers or parts of names; by default the unmet ones furthest from their
        targets. With `ax`, one.
    ax, lang, palette, title, source
        As in `plot_pace`.

    Returns
    -------
    matplotlib.figure.Figure
        Its `note` holds headline, facts and source; `alt_text` reads it out.

    Raises
    ------
    TaianError
        If nothing with numbers is unmet, or an indicator is not there.

    Examples
    --------
    >>> plot_fan(None, "lottery", lang="en").note.headline
    'Lottery outlets: 20 short; needs +8 a year from now on, so far +12 a year'
    """
    lang = theme.language(lang)
    data = gaps_frame(
        gaps, (*NEEDED, "required_per_year", "shortfall", "projected_value", "deadline")
    )
    most = 1 if ax is not None else MOST
    rows, rest = _chosen(data, indicators, most)
    note = row_note(
        "fan", _headline(rows, lang), say("chart.fan_sub", lang), data, rows, lang,
        extra="computed_distance",
    )  # fmt: skip
    if len(rows) > 1:
        note.subtitle += say("joint.stop", lang) + say("chart.panels_own", lang)
        note.count(drawn=len(rows), **_ways(rows))
    leave_out(note, rest)
    with drawing(palette):
        scale = scale_of(ax)
        figure, panels = canvas(
            note, 1.75, left=0.12, right=0.62 * scale, bottom=0.24,
            top=0.36 if len(rows) > 1 else 0.1, panels=(1.0,) * len(rows),
            gap=0.8, ax=ax, title=title, source=source,
        )  # fmt: skip
        for axes, (_, row) in zip(panels, rows.iterrows(), strict=True):
            _fan(axes, row, note, theme.SIZES["small"] * scale, named=len(rows) > 1)
    return figure


def _chosen(data: pd.DataFrame, asked: Any, most: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    from ..gaps.steps import find_indicator

    numbers = data["target_value"].notna() & data["actual_value"].notna() & data["as_of"].notna()
    numbers &= data["deadline"].notna()
    if asked is None:
        open_ = not_met(data).sort_values("attainment", kind="stable")
        rows = open_[numbers.reindex(open_.index)]
    else:
        names = [asked] if isinstance(asked, str) else list(asked)
        found = [find_indicator(data, str(name)).iloc[[0]] for name in names]
        rows = pd.concat(found) if found else data.iloc[:0]
        rows.attrs = {}
        open_ = rows
        rows = rows[numbers.reindex(rows.index)]
    if rows.empty:
        raise TaianError.of("error.no_way_to_draw")
    drawn = rows.head(most)
    return drawn, open_.drop(index=drawn.index)


def _ways(rows: pd.DataFrame) -> dict[str, int]:
    """Count which would reach the target at the pace so far, and which cannot be told."""
    reach = rows["projected_attainment"]
    fast = int((reach >= 1).fillna(False).sum())
    blind = int(reach.isna().sum())
    return {"fast": fast, "slow": len(rows) - fast - blind, "blind": blind}


def _rate(row: Any, lang: str) -> str | None:
    if wording.missing(row["baseline_value"]) or wording.missing(row["start"]):
        return None
    years = (pd.Timestamp(row["as_of"]) - pd.Timestamp(row["start"])).days / 365.25
    if years <= 0:
        return None
    past = (float(row["actual_value"]) - float(row["baseline_value"])) / years
    return per_year({"required_per_year": past, "unit": row["unit"]}, lang)


def _headline(rows: pd.DataFrame, lang: str) -> str:
    if len(rows) > 1:
        pairs = (("fast", "fan_fast"), ("slow", "fan_slow"), ("blind", "pace_blind"))
        n = _ways(rows)
        parts = [say(f"chart.{key}", lang, n=n[way]) for way, key in pairs if n[way]]
        joint = say("joint.comma", lang)
        return say("chart.fan_heads", lang, n=len(rows)) + joint.join(parts)
    row = rows.iloc[0]
    told = {"name": name_of(row, lang, short=True), "short": shortfall(row, lang),
            "need": per_year(row, lang)}  # fmt: skip
    rate = _rate(row, lang)
    return say("chart.fan_head", lang, rate=rate, **told) if rate else say(
        "chart.fan_head_no_rate", lang, **told
    )  # fmt: skip


def _year(day: Any) -> float:
    day = pd.Timestamp(day)
    return float(day.year + (day.day_of_year - 1) / 365.25)


def _fan(axes: Axes, row: Any, note: Note, size: float, *, named: bool) -> None:
    lang, name = note.lang, name_of(row, note.lang, short=True)
    bare(axes, keep=("bottom",))
    now, end = _year(row["as_of"]), _year(row["deadline"])
    value, target = float(row["actual_value"]), float(row["target_value"])
    base = None if wording.missing(row["baseline_value"]) else float(row["baseline_value"])
    start = now - 1 if base is None or wording.missing(row["start"]) else _year(row["start"])
    ends = [value, target] + ([] if base is None else [base])
    paths = [row.get(c) for c in ("projected_low", "projected_high", "projected_value")]
    ends += [float(p) for p in paths if not wording.missing(p)]
    spread = max(ends) - min(ends) or abs(target) or 1.0
    low = min(ends) - 0.16 * spread
    axes.set_ylim(low, max(ends) + 0.2 * spread)
    axes.set_xlim(start - 0.04 * (end - start), end)
    if low > 0:
        cut_mark(axes, "y")
    axes.axhline(target, color=theme.INK, linewidth=0.9, zorder=1)
    if base is not None:
        axes.plot((start, now), (base, value), color=theme.MUTED, linewidth=1.6, zorder=3)
        axes.plot((start, end), (base, target), color=theme.RULE, linewidth=0.8, zorder=1)
        axes.plot(start, base, marker="o", markersize=5, zorder=4, color=theme.MUTED,
                  markerfacecolor=theme.PAPER)  # fmt: skip
    labels = [(target, printed(row, "target", lang), theme.INK)]
    if not any(map(wording.missing, paths)):
        axes.fill_between(
            (now, end), (value, float(paths[0])), (value, float(paths[1])), color=theme.hue(0),
            alpha=0.22, linewidth=0, zorder=1,
        )  # fmt: skip
        axes.plot((now, end), (value, float(paths[2])), color=theme.hue(0), linewidth=1.2,
                  linestyle=":", zorder=2)  # fmt: skip
        labels.append((float(paths[2]), projection_number(row, lang), theme.hue(0)))
        note.mark(labels[-1][1], f"{name}: projection", value=paths[2],
                  how="v+(v-b)/(ta-t0)*(t1-ta)")  # fmt: skip
    axes.plot(
        (now, end), (value, target), color=theme.hue(1), linewidth=1.6, linestyle="--", zorder=3
    )
    axes.plot(now, value, marker="o", markersize=6, color=theme.hue(1), markeredgecolor=theme.INK,
              zorder=5)  # fmt: skip
    _ends(axes, labels, size)
    _points(axes, row, note, size, (start, now, base, value))
    _times(axes, row, note, size, (start, now, end))
    if named:
        wide = inches(axes)[0] + 0.6
        axes.set_title(wrap(name, size, wide, bold=True), loc="left", fontsize=size,
                       fontweight="bold", x=0, pad=4)  # fmt: skip
    need, rate = per_year(row, lang), _rate(row, lang)
    lines = lines_of(row)
    note.mark(need, f"{name}: required", value=row["required_per_year"], how="(T-v)/(t1-ta)",
              lines=lines)  # fmt: skip
    short = shortfall(row, lang)
    note.mark(
        short, f"{name}: shortfall", value=row["shortfall"], how="max(0, d(T-v))", lines=lines
    )
    note.mark(
        printed(row, "target", lang), f"{name}: target", value=target, basis="printed", lines=lines
    )
    if rate:
        note.mark(rate, f"{name}: rate so far", how="(v-b)/(ta-t0)")
        note.facts.append(say("chart.fan_head", lang, name=name, short=short, need=need, rate=rate))
    else:
        note.facts.append(say("chart.fan_head_no_rate", lang, name=name, short=short, need=need))


def _ends(axes: Axes, labels: list[tuple[float, str, str]], size: float) -> None:
    """Write what stands at the deadline beside the panel's right edge, apart from each other."""
    wide, high = inches(axes)
    low, top = axes.get_ylim()
    tall = size * 1.25 / 72 / high * (top - low)
    places = apart([value for value, _, _ in labels], tall, (low, top))
    for (_, text, colour), at in zip(labels, places, strict=True):
        axes.text(
            1 + 0.05 / wide, at, text, transform=axes.get_yaxis_transform(), color=colour,
            va="center_baseline", fontsize=size,
        )  # fmt: skip


def _points(axes: Axes, row: Any, note: Note, size: float, at: tuple[Any, ...]) -> None:
    start, now, base, value = at
    up = base is None or value >= base
    text = note.mark(printed(row, "actual", note.lang), f"{row['indicator']}: actual", value=value,
                     basis="printed")  # fmt: skip
    style: dict[str, Any] = {"textcoords": "offset points", "fontsize": size, "bbox": BACKING}
    axes.annotate(text, (now, value), (-2, 6 if up else -6), ha="right", fontweight="bold",
                  va="bottom" if up else "top", **style)  # fmt: skip
    if base is None:
        return
    text = figure_of(base, row["unit"], note.lang)
    note.mark(text, f"{row['indicator']}: baseline", value=base)
    axes.annotate(text, (start, base), (0, -6 if up else 6), ha="left", color=theme.MUTED,
                  va="top" if up else "bottom", **style)  # fmt: skip


def _times(axes: Axes, row: Any, note: Note, size: float, at: tuple[float, float, float]) -> None:
    start, now, end = at
    lang = note.lang
    told = [
        (start, wording.period_short(str(pd.Timestamp(row["start"]).year), lang))
        if not wording.missing(row["baseline_value"]) and not wording.missing(row["start"])
        else (start, ""),
        (now, wording.period_short(f"{pd.Timestamp(row['as_of']):%Y-%m}", lang)),
        (end, str(pd.Timestamp(row["deadline"]).year)),
    ]
    wide = inches(axes)[0]
    inch = wide / (axes.get_xlim()[1] - axes.get_xlim()[0])
    shown = [told[0]] if told[0][1] else []
    for x, text in told[1:]:
        room = (
            (text_width(shown[-1][1], size) if shown else 0) / 2 + text_width(text, size) / 2 + 0.06
        )
        if shown and (x - shown[-1][0]) * inch < room:
            shown.pop() if x == end and len(shown) > 1 else None
        if not shown or (x - shown[-1][0]) * inch >= room or x == end:
            shown.append((x, text))
    axes.set_xticks(
        [x for x, _ in shown], [note.mark(t, "period", basis="scale") for _, t in shown]
    )
    axes.tick_params(labelsize=size, labelfontfamily=theme.FAMILY)
