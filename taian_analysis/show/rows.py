"""A chart of rows: names at the left, a panel to draw in, columns of values at the right.

Every row chart of the package is laid out here: names are measured and wrapped, columns are as
wide as their texts, and a given axes gets all of it inside its own box. Heights are inches: the
panel's y axis counts inches downward from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..base.phrases import say
from ..grammar import wording
from . import theme
from .canvas import bare, box_of, canvas, inches, scale_of, text_width, texts_height, wrap
from .gaps_frame import BACKING, name_of
from .marks import Note

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PITCH = 0.165  # the height of a row of one line, in inches
TALLEST = 9.4  # a figure's rows are no higher together: a page
_INDENT = 0.08
_SMALLEST = 4.2


@dataclass
class Item:
    """One row: its name, the cells at its right, and what is drawn in it."""

    name: str
    cells: tuple[str, ...] = ()
    data: Any = None
    bold: bool = False
    head: bool = False


@dataclass
class RowPanel:
    """The panel of a row chart, with the middle of each row."""

    figure: Figure
    axes: Axes
    middle: list[float] = field(default_factory=list)
    half: float = 0.06
    size: float = 6.8

    def point(
        self, x: float, y: float, text: str, *, left: bool = False, keep: Sequence[float] = (),
        away: float = 0.07, **style: Any,
    ) -> None:  # fmt: skip
        """Write a label beside a dot, where it has room and crosses no mark of `keep`."""
        wide = inches(self.axes)[0]
        low, high = self.axes.get_xlim()
        room = (high - low) / wide
        long = (text_width(text, self.size, bold=style.get("fontweight") == "bold") + 0.02) * room
        gap = away * room
        sides = {True: (x - gap - long, x - gap), False: (x + gap, x + gap + long)}

        def crossed(side: bool) -> tuple[bool, int]:
            start, end = sides[side]
            outside = start < low or end > high
            return outside, sum(start < mark < end for mark in keep)

        side = min((left, not left), key=crossed)
        self.axes.text(
            sides[side][1] if side else sides[side][0], y, text, ha="right" if side else "left",
            va="center_baseline", fontsize=self.size, bbox=BACKING, **style,
        )  # fmt: skip


@dataclass
class _Plan:
    size: float
    left: float
    widths: list[float]
    names: list[str]
    heights: list[float]

    @property
    def right(self) -> float:
        return sum(self.widths) + 0.1 * len(self.widths)


def cut(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """Cut a text that is too long for its column, with an ellipsis."""
    if text_width(text, size, bold=bold) <= width:
        return text
    while text and text_width(text + "…", size, bold=bold) > width:
        text = text[:-1]
    return text + "…"


def _lines(item: Item, size: float, width: float, most: int) -> str:
    if most == 1:
        return cut(item.name, size, width, bold=item.bold)
    lines = wrap(item.name, size, width, bold=item.bold).split("\n")
    if len(lines) > most:
        lines = [*lines[: most - 1], cut("".join(lines[most - 1 :]), size, width, bold=item.bold)]
    return "\n".join(lines)


def _plan(items: Sequence[Item], heads: Sequence[str], wide: float, size: float, pitch: float,
          most: int) -> _Plan:  # fmt: skip
    """Choose the size of letters, and the widths of names and columns, so that a panel is left."""
    while True:
        widths = [
            max(
                [text_width(head, size)]
                + [text_width(i.cells[n], size, bold=i.bold) for i in items if len(i.cells) > n]
            )
            for n, head in enumerate(heads)
        ]
        right = sum(widths) + 0.1 * len(widths)
        if right <= 0.42 * wide or size <= _SMALLEST:
            break
        size *= 0.94
    longest = max(
        text_width(i.name, size, bold=i.bold) + (0 if i.head else _INDENT)
        for i in items
        if not i.head or len(items) == 1
    )
    left = min(longest + 0.1, max(0.28 * wide, min(2.55, 0.62 * wide - right)))
    names = [
        cut(i.name, size, 0.7 * wide, bold=True)
        if i.head
        else _lines(i, size, left - 0.1 - _INDENT, most)
        for i in items
    ]
    line = size * 1.22 / 72
    heights = [max(pitch, (name.count("\n") + 1) * line + 0.011) for name in names]
    return _Plan(size, left, widths, names, heights)


def _fit_height(
    items: Sequence[Item], heads: Sequence[str], wide: float, size: float, pitch: float,
    room: Callable[[_Plan], float],
) -> _Plan:  # fmt: skip
    """Plan rows that are together no higher than the room: fewer lines, then smaller rows."""
    for most in (3, 2, 1):
        plan = _plan(items, heads, wide, size, pitch, most)
        if sum(plan.heights) <= room(plan):
            return plan
    share = room(plan) / sum(plan.heights)
    least = 72 * min(plan.heights) * share * 0.82
    if plan.size > least:
        plan = _plan(items, heads, wide, max(3.0, least), pitch, 1)
    share = room(plan) / sum(plan.heights)
    plan.heights = [height * share for height in plan.heights]
    return plan


def row_panel(
    note: Note,
    items: Sequence[Item],
    *,
    heads: Sequence[str] = (),
    key: Sequence[tuple[str, dict[str, Any]]] = (),
    pitch: float = PITCH,
    axis: bool = True,
    ax: Axes | None = None,
    title: bool = True,
    source: bool = True,
) -> RowPanel:
    """Lay out a chart of rows and write its names, columns and key.

    Parameters
    ----------
    note
        Its texts; the finished panel's figure carries it.
    items
        The rows from above.
    heads
        Heads of the columns at the right.
    key
        What the marks mean: text and how the mark is drawn.
    pitch
        The least height of a row in inches.
    axis
        Whether the panel has an axis below.
    ax, title, source
        As in `canvas`.
    """
    scale = scale_of(ax)
    wide = theme.WIDTH if ax is None else box_of(ax)[0]
    size = theme.SIZES["small"] * scale
    bottom = 0.24 * max(scale, 0.85) if axis else 0.04

    def top(plan: _Plan) -> float:
        lines = _key_lines(key, plan.size, wide)
        return (0.17 * len(lines) + 0.16 * _own_line(plan, heads, lines, wide)) * scale + 0.03

    def room(plan: _Plan) -> float:
        if ax is None:
            return TALLEST
        above, below = texts_height(note, ax, title=title, source=source)
        return max(0.3, box_of(ax)[1] - above - below - bottom - top(plan))

    plan = _fit_height(items, heads, wide, size, pitch * scale, room)
    if ax is not None:  # fill the box, up to rows twice as high
        grow = min(2.2, room(plan) / sum(plan.heights))
        plan.heights = [height * max(1.0, grow) for height in plan.heights]
    figure, (axes,) = canvas(
        note, sum(plan.heights), left=plan.left, right=plan.right + 0.02, bottom=bottom,
        top=top(plan), ax=ax, title=title, source=source,
    )  # fmt: skip
    bare(axes, keep=("bottom",) if axis else ())
    total = sum(plan.heights)
    axes.set_ylim(-total, 0)
    axes.tick_params(labelsize=plan.size, labelfontfamily=theme.FAMILY)
    panel = RowPanel(figure, axes, size=plan.size, half=min(plan.heights) * 0.34)
    _write(panel, items, plan, heads)
    lines = _key_lines(key, plan.size, wide)
    _write_key(panel, plan, lines, _own_line(plan, heads, lines, wide), scale)
    return panel


def _own_line(plan: _Plan, heads: Sequence[str], lines: Sequence[Any], wide: float) -> bool:
    """Tell whether the heads need a line below the key's last."""
    if not any(heads) or not lines:
        return any(heads)
    at, text, _ = lines[-1][-1]
    return bool(at + 0.2 + text_width(text, plan.size) > wide - plan.right)


def _write(panel: RowPanel, items: Sequence[Item], plan: _Plan, heads: Sequence[str]) -> None:
    axes, size = panel.axes, plan.size
    side, wide = axes.get_yaxis_transform(), inches(axes)[0]
    style: dict[str, Any] = {"transform": side, "fontsize": size, "va": "center"}
    y = 0.0
    for item, name, height in zip(items, plan.names, plan.heights, strict=True):
        middle = y - height / 2
        panel.middle.append(middle)
        y -= height
        weight = "bold" if item.bold or item.head else "normal"
        at = -plan.left + (0 if item.head else _INDENT)
        colour = theme.hue(0) if item.head else theme.INK
        axes.text(
            at / wide, middle, name, fontweight=weight, color=colour, linespacing=1.1, **style
        )
        end = 1 + 0.1 / wide
        for text, room in zip(item.cells, plan.widths, strict=False):
            end += room / wide
            axes.text(
                end, middle, text, ha="right", fontweight="bold" if item.bold else "normal",
                color=theme.INK if item.bold else theme.MUTED, **style,
            )  # fmt: skip
            end += 0.1 / wide
    end = 1 + 0.1 / wide
    for head, room in zip(heads, plan.widths, strict=True):
        end += room / wide
        axes.text(
            end, 0.045, head, transform=side, fontsize=size, va="baseline", ha="right",
            color=theme.MUTED,
        )  # fmt: skip
        end += 0.1 / wide


def _key_lines(
    key: Sequence[tuple[str, dict[str, Any]]], size: float, wide: float
) -> list[list[tuple[float, str, dict[str, Any]]]]:
    """Break the key over lines no wider than the figure."""
    lines: list[list[tuple[float, str, dict[str, Any]]]] = []
    at = wide + 1
    for text, mark in key:
        long = text_width(text, size) + 0.3
        if at + long > wide + 0.15:
            lines.append([])
            at = 0.07
        lines[-1].append((at, text, mark))
        at += long
    return lines


def _write_key(
    panel: RowPanel, plan: _Plan, lines: Sequence[Any], own_line: bool, scale: float
) -> None:
    axes = panel.axes
    wide, high = inches(axes)
    for number, line in enumerate(reversed(lines)):
        y = 1 + (0.02 + 0.16 * own_line * scale + 0.17 * scale * (number + 0.5)) / high
        for at, text, mark in line:
            x = (at - plan.left) / wide
            axes.plot(x, y, transform=axes.transAxes, clip_on=False, **{"linestyle": "none"} | mark)
            axes.text(
                x + 0.09 / wide, y, text, transform=axes.transAxes, va="center_baseline",
                fontsize=plan.size, color=theme.MUTED,
            )  # fmt: skip


def ticks(panel: RowPanel, note: Note, values: Sequence[float], texts: Sequence[str]) -> None:
    """Label the axis below, leaving out every other label until they do not touch."""
    wide = inches(panel.axes)[0]
    low, high = panel.axes.get_xlim()
    pairs = [(v, t) for v, t in zip(values, texts, strict=True) if low <= v <= high]
    while len(pairs) > 2:
        apart = min(b[0] - a[0] for a, b in pairwise(pairs))
        if apart / (high - low) * wide > max(text_width(t, panel.size) for _, t in pairs) + 0.08:
            break
        pairs = pairs[::2]
    panel.axes.set_xticks(
        [v for v, _ in pairs], [note.mark(t, "axis", basis="scale") for _, t in pairs]
    )
    for label in panel.axes.get_xticklabels():
        label.set_fontsize(panel.size)
        label.set_fontfamily(theme.FAMILY)


def key_of(names: Sequence[str], lang: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the entries of a key: what each mark is called and how it is drawn."""
    ink, muted, paper = theme.INK, theme.MUTED, theme.PAPER
    blue, red = theme.hue(0), theme.hue(1)
    open_ = {"marker": "o", "markersize": 5, "markerfacecolor": paper, "markeredgecolor": muted}
    bar = {"marker": "s", "markersize": 5}
    marks: dict[str, dict[str, Any]] = {
        "binding": {"marker": "s", "color": muted, "markersize": 4.6},
        "expected": {"marker": "o", "color": muted, "markersize": 4.6},
        "met": {"marker": "o", "color": blue, "markersize": 4.6},
        "not_met": {"marker": "o", "color": red, "markersize": 6.0, "markeredgecolor": ink},
        "met_bar": bar | {"color": blue},
        "not_met_bar": bar
        | {"markerfacecolor": paper, "markeredgecolor": red, "markeredgewidth": 1.4},
        "due": {"marker": "|", "color": muted, "markersize": 6, "markeredgewidth": 1.3},
        "time_gone": {"marker": "|", "color": muted, "markersize": 7, "markeredgewidth": 1.4},
        "target": {"marker": "|", "color": ink, "markersize": 9, "markeredgewidth": 1.0},
        "target_bar": {"marker": "|", "color": ink, "markersize": 8, "markeredgewidth": 2.0},
        "due_bar": {"marker": "|", "color": muted, "markersize": 8, "markeredgewidth": 1.0},
        "disputed": {"marker": "o", "color": "none", "markersize": 8, "markeredgecolor": red},
        "baseline": open_,
        "older": open_,
        "newer": {"marker": "o", "color": muted, "markersize": 5},
        "progressed": {"marker": ">", "color": blue, "markersize": 5},
        "slid": {"marker": "<", "color": red, "markersize": 5},
    }
    return [(say(f"chart.{name.removesuffix('_bar')}", lang), marks[name]) for name in names]


def row_note(
    kind: str, headline: str, subtitle: str, data: pd.DataFrame, rows: pd.DataFrame, lang: str,
    *, extra: str = "",
) -> Note:  # fmt: skip
    """Return the texts of a chart of a gaps frame's rows; `extra` is a phrase for its source."""
    lines = [*rows["source_line"], *rows.get("baseline_line", [])]
    told = say(f"chart.{extra}", lang) if extra else ""
    source = wording.source_note(data.attrs, lines, lang, told)
    return Note(say(f"chart.{kind}", lang), headline, subtitle, source, lang)


def leave_out(note: Note, rows: pd.DataFrame) -> None:
    """Name under the figure the rows of a gaps frame that it does not draw."""
    name_missing(note, [name_of(row, note.lang, short=True) for _, row in rows.iterrows()])


def name_numbers(note: Note, numbers: dict[str, str]) -> None:
    """Say under the figure which name each number in it stands for."""
    lang = note.lang
    told = [say("figure.number", lang, n=n, name=name) for name, n in numbers.items()]
    for n in numbers.values():
        note.mark(n, "number of a name", basis="reference")
    names = say("joint.stop", lang).join(told)
    note.source += "\n" + say("figure.numbers", lang, names=names)


def name_missing(note: Note, names: Sequence[str], most: int = 8) -> None:
    """Name under the figure the rows that could not be drawn."""
    names = list(dict.fromkeys(names))
    if not names:
        return
    joint = say("joint.list", note.lang)
    listed = joint.join(names[:most])
    if len(names) > most:
        n, rest = len(names), len(names) - most
        listed = say("figure.and_more", note.lang, names=listed, n=n, rest=rest)
        note.mark(str(n if note.lang == "zh" else rest), "rows not drawn", how="count of rows")
    note.source += "\n" + say("figure.not_drawn", note.lang, names=listed)
