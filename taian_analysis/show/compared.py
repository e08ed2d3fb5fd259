"""The figure of two reports: where each indicator stood then and stands now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.errors import TaianError
from ..base.phrases import say
from ..grammar import wording
from . import theme
from .canvas import cut_mark, drawing
from .marks import Note
from .rows import Item, RowPanel, key_of, name_missing, row_panel, ticks

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

UP, DOWN = ("reached", "progressed"), ("lost", "slid")
NEEDED = ("event", "old_value", "new_value", "old_target", "new_target", "new_gap", "new_met")


def plot_comparison(
    comparison: pd.DataFrame,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    palette: Any = None,
    title: bool = True,
    source: bool = True,
) -> Figure:
    """Draw two reports compared: each indicator then and now, with its target at 100.

    Parameters
    ----------
    comparison
        As `compare` gives it.
    ax, lang, palette, title, source
        As in `plot_pace`. What is new, gone or not comparable is named under the figure.

    Returns
    -------
    matplotlib.figure.Figure
        Its `note` holds headline, facts and source; `alt_text` reads it out.

    Raises
    ------
    TaianError
        If it is no comparison, or nothing can be compared in numbers.

    Examples
    --------
    >>> import taian_analysis as ta
    >>> plot_comparison(ta.compare(None, None), lang="en").note.headline
    'Of 26 that can be compared, 0 progressed, 26 stood still, 0 slid back'
    """
    lang = theme.language(lang)
    lack = [
        name
        for name in NEEDED
        if not isinstance(comparison, pd.DataFrame) or name not in comparison
    ]
    if lack:
        raise TaianError.of(
            "error.argument_no_comparison", found=type(comparison).__name__, lack=lack[0]
        )
    known = comparison["old_value"].notna() & comparison["new_value"].notna()
    known &= (comparison["new_target"].fillna(comparison["old_target"]) > 0).fillna(False)
    rows = comparison[known]
    if rows.empty:
        raise TaianError.of("chart.no_number")
    rank = rows["event"].map(lambda e: 0 if e in DOWN else 1 if e in UP else 2)
    rows = rows.iloc[rank.argsort(kind="stable")]
    n = {
        "up": int(rows["event"].isin(UP).sum()),
        "down": int(rows["event"].isin(DOWN).sum()),
    }
    same = len(rows) - n["up"] - n["down"]
    newly = int((rows["event"] == "reached").sum())
    head = say("chart.compare_head", lang, n=len(rows), same=same, **n)
    head += say("chart.compare_reached", lang, n=newly) if newly else ""
    old, new = _titles(comparison, lang)
    note = Note(
        say("chart.compared", lang), head, say("chart.compare_sub", lang, old=old, new=new),
        _source(comparison, lang), lang,
    )  # fmt: skip
    note.count(compared=len(rows), same=same, reached=newly, **n)
    left_out = comparison[~known]
    name_missing(note, [_name(row, lang) for _, row in left_out.iterrows()])
    with drawing(palette):
        items = [_item(row, note) for _, row in rows.iterrows()]
        heads = tuple(say(f"chart.{key}", lang) for key in ("older", "newer", "target"))
        panel = row_panel(
            note,
            items,
            heads=heads,
            key=key_of(("older", "newer", "progressed", "slid", "target"), lang),
            pitch=0.17,
            ax=ax,
            title=title,
            source=source,
        )
        _draw(panel, items, note)
    return panel.figure


def _titles(comparison: pd.DataFrame, lang: str) -> tuple[str, str]:
    told = []
    for side, key in (("old", "older"), ("new", "newer")):
        periods = {str(p) for p in comparison[f"{side}_period"] if not wording.missing(p)}
        one = wording.period_name(next(iter(periods)), lang) if len(periods) == 1 else None
        told.append(one or say(f"chart.{key}", lang))
    return told[0], told[1]


def _source(comparison: pd.DataFrame, lang: str) -> str:
    names = []
    for side in ("old", "new"):
        attrs = comparison.attrs.get(f"{side}_report") or {"report": comparison.attrs.get(side, "")}
        names.append(wording.report_name(attrs, lang))
    both = say("joint.stop", lang).join(dict.fromkeys(names))
    return say("figure.source", lang) + say("joint.colon", lang) + both


def _name(row: Any, lang: str) -> str:
    return wording.indicator_name(str(row["indicator_id"]), str(row["indicator"]), lang, short=True)


def _target(row: Any) -> float:
    return float(row["old_target"] if wording.missing(row["new_target"]) else row["new_target"])


def _share(row: Any, side: str) -> float:
    """Return the value as % of its own side's target, inverted where less is better."""
    target = row[f"{side}_target"]
    target = _target(row) if wording.missing(target) or float(target) <= 0 else float(target)
    value, gap = float(row[f"{side}_value"]), row[f"{side}_gap"]
    down = not wording.missing(gap) and (float(gap) > 0) == (value < target) and value != target
    return 100 * (target / value if down and value else value / target)


def _item(row: Any, note: Note) -> Item:
    lang, name = note.lang, _name(row, note.lang)
    texts = ("old_text", "new_text", "new_target_text")
    cells = tuple(
        wording.MISSING if wording.missing(row[key]) else str(row[key])[:14] for key in texts
    )
    for key, text in zip(texts, cells, strict=True):
        note.mark(text, f"{name}: {key}", basis="printed")
    event = say(f"event.{row['event']}", lang)
    stop, joint = say("joint.colon", lang), say("joint.comma", lang)
    note.facts.append(f"{name}{stop}{cells[0]}→{cells[1]}{joint}{event}")
    return Item(name, cells, row, bold=row["event"] in (*UP, *DOWN))


def _draw(panel: RowPanel, items: list[Item], note: Note) -> None:
    axes = panel.axes
    pairs = [(_share(item.data, "old"), _share(item.data, "new")) for item in items]
    ends = [min(v, 160.0) for pair in pairs for v in pair]
    low, high = min(*ends, 100.0), max(*ends, 100.0)
    spread = max(high - low, 20.0)
    low = 0.0 if low < 0.35 * high else 10 * ((low - 0.1 * spread) // 10)
    axes.set_xlim(low, high + 0.12 * spread)
    step = next(s for s in (5, 10, 20, 25, 50) if (high - low) / s <= 8)
    values = [step * n for n in range(int(low // step) + (1 if low else 0), int(high // step) + 2)]
    ticks(panel, note, values, [f"{v}%" for v in values])
    if low > 0:
        cut_mark(axes)
    axes.axvline(100, color=theme.INK, linewidth=1.0, zorder=1)
    for y, item, (before, now) in zip(panel.middle, items, pairs, strict=True):
        event = item.data["event"]
        colour = theme.hue(1) if event in DOWN else theme.hue(0) if event in UP else theme.MUTED
        marker = "<" if event in DOWN else ">" if event in UP else "o"
        one, two = min(before, 160.0), min(now, 160.0)
        axes.plot((one, two), (y, y), color=colour, linewidth=1.8, alpha=0.6, zorder=2)
        axes.plot(one, y, marker="o", markersize=5, markerfacecolor=theme.PAPER,
                  markeredgecolor=theme.MUTED, zorder=3)  # fmt: skip
        axes.plot(two, y, marker=marker, markersize=5, color=colour, zorder=4)
        if max(before, now) > 160:
            axes.plot(163, y, marker=">", markersize=3, color=colour, zorder=4)
