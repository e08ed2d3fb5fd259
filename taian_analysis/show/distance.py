"""The figure of distance: from the baseline over now to the target, and what is still needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.errors import TaianError
from ..base.phrases import say
from ..grammar import wording
from . import theme
from .canvas import drawing, inches, text_width
from .gaps_frame import (
    BACKING,
    deadline_of,
    disputed,
    gaps_frame,
    lines_of,
    marker_of,
    name_of,
    not_met,
    per_year,
    printed,
    ratio_unit,
    ring,
    ring_note,
)
from .marks import Note
from .pace import NEEDED
from .rows import Item, RowPanel, leave_out, row_note, row_panel

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT, RIGHT = -0.08, 1.26
MOST = 12
#: A unit with more letters than these has no room in a column.
LONG = 14


def distance_headline(gaps: pd.DataFrame, lang: str) -> str:
    """Say what is still to go: each of up to three, else how many and which is furthest off."""
    rows = not_met(gaps).sort_values("attainment", na_position="last", kind="stable")
    if rows.empty:
        return say("chart.all_met", lang)
    if len(rows) > 3:
        first = rows.iloc[0]
        return say(
            "distance.head", lang, n=len(rows), name=name_of(first, lang, short=True),
            share=wording.percent(first["attainment"]),
        )  # fmt: skip
    parts = [
        say("distance.to_go", lang, name=name_of(row, lang, short=True), short=shortfall(row, lang))
        for _, row in rows.iterrows()
    ]
    return say("joint.stop", lang).join(parts)


def shortfall(row: Any, lang: str) -> str:
    """Print how much is lacking, in percentage points where the unit is %."""
    return wording.change_amount(row["shortfall"], row["unit"], lang)


def plot_distance(
    gaps: object = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    most: int | None = MOST,
    palette: Any = None,
    title: bool = True,
    source: bool = True,
) -> Figure:
    """Draw, for each indicator not yet met, the way from its baseline over now to its target.

    Each row has its own scale, with its ends printed. A lighter tick marks what would be due by
    now; the dotted line goes on at the pace so far to the deadline, where its end is printed; what
    is required a year from now on stands at the right. A baseline that was derived is hollow.
    Without a baseline the scale begins at 0 and says so.

    Parameters
    ----------
    gaps, ax, lang, palette, title, source
        As in `plot_pace`.
    most
        How many rows to draw, those furthest from their targets first; None for all. The others
        are named under the figure.

    Returns
    -------
    matplotlib.figure.Figure
        Its `note` holds headline, facts and source; `alt_text` reads it out.

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
    open_ = not_met(data)
    rows = open_[open_["target_value"].notna() & open_["actual_value"].notna()]
    if rows.empty:
        raise TaianError.of("error.no_distance_to_draw")
    rows = rows.sort_values("attainment", kind="stable")
    drawn = rows if most is None else rows.head(most)
    subtitle = say("distance.sub", lang, year=deadline_of(data, lang)) + ring_note(drawn, lang)
    note = row_note(
        "distance", distance_headline(data, lang), subtitle, data, drawn, lang,
        extra="computed_distance",
    )  # fmt: skip
    if len(open_) > 3:
        first = open_.sort_values("attainment", na_position="last", kind="stable").iloc[0]
        note.count(not_met=len(open_))
        share = wording.percent(first["attainment"])
        place = lines_of(first)
        what = f"{name_of(first, lang, short=True)}: attainment"
        note.mark(share, what, value=first["attainment"], how="v/T", lines=place)
    leave_out(note, open_.drop(index=drawn.index))
    with drawing(palette):
        items = [_item(row, note) for _, row in drawn.iterrows()]
        heads = tuple(say(f"distance.{key}", lang) for key in ("short_head", "need_head"))
        panel = row_panel(
            note, items, heads=heads, pitch=0.5, axis=False, ax=ax, title=title, source=source
        )
        panel.axes.set_xlim(LEFT, RIGHT)
        for y, item in zip(panel.middle, items, strict=True):
            told = _track(panel, item.data, y, note)
            short, need = item.cells
            said = [say("distance.short", lang, short=short), say("distance.need", lang, need=need)]
            stop, joint = say("joint.colon", lang), say("joint.comma", lang)
            note.facts.append(f"{item.name}{stop}{joint.join([told, *said])}")
    return panel.figure


def _item(row: Any, note: Note) -> Item:
    lang, name = note.lang, name_of(row, note.lang, short=True)
    need = per_year(row, lang, short=True)
    short = wording.change_amount(row["shortfall"], row["unit"], lang, short=True)
    for text, column, how in (
        (short, "shortfall", "max(0, d(T-v))"),
        (need, "required_per_year", "(T-v)/(t1-ta)"),
    ):
        note.mark(text, f"{name}: {column}", value=row[column], how=how,
                  lines=lines_of(row))  # fmt: skip
    unit = wording.unit_name(row["unit"], lang)
    if lang == "en" and len(unit) > LONG:  # beside the name, not in each column
        name += say("joint.bracket", lang, what=unit)
        short, need = (text.replace(f" {unit}", "") for text in (short, need))
    return Item(name, (short, need), row, bold=True)


class _Row:
    """One row's way, drawn on a scale where its baseline is 0 and its target 1."""

    def __init__(self, panel: RowPanel, row: Any, y: float, note: Note) -> None:
        self.panel, self.row, self.y, self.note = panel, row, y, note
        self.target, self.value = float(row["target_value"]), float(row["actual_value"])
        missing = wording.missing(row["baseline_value"])
        self.base = None if missing else float(row["baseline_value"])
        past = self.base is None or self.base == self.target
        self.start = 0.0 if past else float(self.base or 0.0)
        unit = wording.unit_name(row["unit"], note.lang)
        self.unit = unit if note.lang == "zh" and not ratio_unit(row) else ""
        self.step = panel.size * 1.3 / 72
        self.above: list[tuple[float, float]] = []
        self.below: list[tuple[float, float]] = []

    def at(self, number: float) -> float:
        way = self.target - self.start
        return (number - self.start) / way if way else 1.0

    def shown(self, number: float) -> float:
        return min(RIGHT - 0.06, max(LEFT + 0.03, self.at(number)))

    def tick(self, x: float, half: float, colour: str) -> None:
        ends = (self.y - half, self.y + half)
        self.panel.axes.plot((x, x), ends, color=colour, linewidth=1.4, zorder=2)

    def say(self, x: float, text: str, *, above: bool, **style: Any) -> bool:
        """Write a label above or below the way, moved aside so that it touches no other.

        Return whether there was room for it.
        """
        axes, size = self.panel.axes, self.panel.size
        wide = inches(axes)[0]
        bold = style.get("fontweight") == "bold"
        long = (text_width(text, size, bold=bold) + 0.05) / wide * (RIGHT - LEFT)
        left = min(max(x - long / 2, LEFT), RIGHT - long)
        taken = self.above if above else self.below
        for start, end in taken:
            if left < end and start < left + long:
                right = x >= (start + end) / 2 or start - long < LEFT
                left = end if right else start - long
        left = min(max(left, LEFT), RIGHT - long)
        if any(left < end - 1e-9 and start < left + long - 1e-9 for start, end in taken):
            return False
        taken.append((left, left + long))
        up = 0.085 if above else -0.085
        axes.text(
            left + long / 2, self.y + up, text, ha="center", va="bottom" if above else "top",
            fontsize=size, bbox=BACKING, **style,
        )  # fmt: skip
        return True


def _track(panel: RowPanel, row: Any, y: float, note: Note) -> str:
    """Draw one indicator's way, its ends and its dot; return what was drawn, in words."""
    lang, way = note.lang, _Row(panel, row, y, note)
    axes = panel.axes
    no_base = way.base is None
    style: dict[str, Any] = {"linestyle": "--" if no_base else "-"}
    axes.plot((0, 1), (y, y), color=theme.RULE, linewidth=2.2, zorder=0, **style)
    way.tick(1, 0.09, theme.INK)
    if disputed(row):
        ring(axes, way.shown(way.value), y)
    now = say("distance.now", lang, value=printed(row, "actual", lang) + way.unit)
    goal = say("distance.target", lang, value=printed(row, "target", lang) + way.unit)
    facts = []
    way.say(way.shown(way.value), now, above=True, fontweight="bold")
    way.say(1, goal, above=False)
    if no_base:
        way.say(0, say("distance.no_base", lang), above=False, color=theme.MUTED)
        note.mark("0", f"{row['indicator']}: begin of the scale", basis="scale")
    else:
        facts.append(_baseline(way))
        way.say(0, facts[0], above=False, color=theme.MUTED)
    if way.start == way.base and not wording.missing(row["elapsed"]):
        way.tick(min(1.0, float(row["elapsed"])), 0.08, theme.MUTED)
    end = _projection(way)
    axes.plot(
        way.shown(way.value), y, marker=marker_of(row), color=theme.hue(1), markersize=7,
        markeredgecolor=theme.INK, markeredgewidth=0.9, zorder=4,
    )  # fmt: skip
    if way.at(way.value) < LEFT + 0.03:  # further back than the scale goes
        axes.plot(LEFT + 0.005, y, marker="<", color=theme.hue(1), markersize=3.4, zorder=4)
    for text, what, number in ((now, "actual", way.value), (goal, "target", way.target)):
        where: dict[str, Any] = {"basis": "printed", "lines": lines_of(row)}
        note.mark(text, f"{row['indicator']}: {what}", value=number, **where)
    return say("joint.comma", lang).join([*facts, now, goal, *end])


def _projection(way: _Row) -> list[str]:
    """Draw the dotted line at the pace so far, with its end printed; return that in words."""
    row, lang, projected = way.row, way.note.lang, way.row["projected_value"]
    if wording.missing(projected) or way.base is None:
        return []
    start, end = way.shown(way.value), way.shown(float(projected))
    way.panel.axes.plot(
        (start, end), (way.y, way.y), color=theme.hue(1), linewidth=1.5, linestyle=":", zorder=1
    )
    way.panel.axes.plot(
        end,
        way.y,
        marker=".",
        color=theme.hue(1),
        markersize=5,
        zorder=3,
        markerfacecolor=theme.PAPER,
    )
    text = projection_number(row, lang)
    told = say("distance.end", lang, value=text)
    way.note.mark(text, f"{row['indicator']}: projection", value=projected,
                  how="v+(v-b)/(ta-t0)*(t1-ta)")  # fmt: skip
    # In full, else its number alone; where there is no room at all the alternative text has it.
    for label, above in ((told, True), (told, False), (text, True), (text, False)):
        if way.say(end, label, above=above, color=theme.hue(1)):
            break
    return [told]


def projection_text(row: Any, lang: str) -> str:
    """Print where an indicator would end at the pace so far."""
    return wording.projected(
        row["projected_value"], row["target_value"], row["target_text"], row["unit"],
        row.get("direction", 1), lang,
    )  # fmt: skip


def projection_number(row: Any, lang: str) -> str:
    """Print a projection as charts do: beside other numbers, which in English have no units."""
    unit = say("joint.unit", "en", unit=wording.unit_name(row["unit"], "en"))
    text = projection_text(row, lang)
    return text.removesuffix(unit) if lang == "en" else text


def _baseline(way: _Row) -> str:
    """Draw the baseline's dot, hollow where it was derived; return its label."""
    row, note = way.row, way.note
    basis = str(row.get("baseline_basis", ""))
    derived = basis.startswith("derived")
    at = 0.0 if way.start == way.base else way.shown(float(way.base or 0))
    way.panel.axes.plot(
        at, way.y, marker="o", markersize=5, zorder=3, markeredgecolor=theme.MUTED,
        markerfacecolor=theme.PAPER if derived else theme.MUTED,
    )  # fmt: skip
    value, _ = wording.scaled(row["baseline_value"], row["unit"], note.lang)
    text = say("distance.base", note.lang, value=wording.number(value, lang=note.lang))
    note.mark(
        text, f"{row['indicator']}: baseline", value=row["baseline_value"],
        basis="computed" if derived else "printed", how=basis if derived else "",
        lines=lines_of(row, "baseline_line"),
    )  # fmt: skip
    return text
