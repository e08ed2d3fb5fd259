"""Figures that count: indicators by area, claims by kind, each a bar of parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.errors import TaianError
from ..base.phrases import say
from ..grammar import wording
from . import theme
from .attainment import attainment_headline
from .canvas import drawing, inches, text_width
from .gaps_frame import MARKERS, counts, gaps_frame
from .marks import Note
from .rows import Item, RowPanel, row_note, row_panel

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: How a part of a bar looks: place of its colour (None: paper), hatch.
Look = tuple[int | None, str]
STATES: dict[str, Look] = {
    "met": (0, ""), "on_time": (2, ""), "late": (1, ""), "no_pace": (None, "////"),
}  # fmt: skip
VERDICTS: dict[str, Look] = {"fails": (1, ""), "undecidable": (None, "////"), "holds": (0, "")}


def _state(row: Any) -> str:
    if row["status"] == "met":
        return "met"
    if row["status"] in ("ahead", "on_pace"):
        return "on_time"
    return "late" if row["status"] == "behind" else "no_pace"


def plot_areas(
    gaps: object = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    palette: Any = None,
    title: bool = True,
    source: bool = True,
) -> Figure:
    """Draw, for each area, how many indicators stand where, binding and expected apart.

    Parameters
    ----------
    gaps, ax, lang, palette, title, source
        As in `plot_pace`.

    Returns
    -------
    matplotlib.figure.Figure
        Its `note` holds headline, facts and source; `alt_text` reads it out.

    Raises
    ------
    TaianError
        If an argument has no such value or the frame lacks a column.

    Examples
    --------
    >>> plot_areas(lang="en").note.headline
    '2 of 3 areas have met all; Community governance has most unmet (3)'
    """
    lang = theme.language(lang)
    data = gaps_frame(gaps, ("area", "attribute", "source_line"))
    named = data["area"].fillna("")
    groups = {area: data[named == area] for area in dict.fromkeys(named)}
    names = {
        area: wording.word("area", area, lang) if area else say("chart.whole", lang)
        for area in groups
    }
    short = {area: counts(group)["not_met"] for area, group in groups.items()}
    done = sum(counts(group)["met"] == len(group) for group in groups.values())
    worst = max(short, key=lambda area: short[area])
    if len(groups) == 1:
        head = attainment_headline(data, lang)
    elif done == len(groups):
        head = say("chart.areas_all", lang, n=len(groups))
    else:
        head = say(
            "chart.areas_head", lang, n=len(groups), all=done, area=names[worst], short=short[worst]
        )
    note = row_note("areas", head, say("chart.areas_sub", lang), data, data, lang)
    if len(groups) == 1:
        note.count(**counts(data))
    else:
        note.count(areas=len(groups), areas_all_met=done, most_unmet=short[worst])
    rows: list[tuple[Item, dict[str, int]]] = []
    for area, group in groups.items():
        rows.append((Item(names[area], head=True), {}))
        rows += _by_kind(group, lang)
    with drawing(palette):
        parts = {key: (say(f"chart.{key}", lang), look) for key, look in STATES.items()}
        panel = _stacked(note, rows, parts, ax, title=title, source=source)
    return panel.figure


def _by_kind(group: pd.DataFrame, lang: str) -> list[tuple[Item, dict[str, int]]]:
    kinds = group["attribute"].fillna("")
    out = []
    for kind, key in ((*MARKERS,)[0], "binding"), ((*MARKERS,)[1], "expected"), ("", "other_kind"):
        rows = group[kinds == kind] if kind else group[~kinds.isin([*MARKERS])]
        if len(rows):
            states = rows.apply(_state, axis=1).value_counts()
            told = {str(state): int(n) for state, n in states.items()}
            out.append((Item(say(f"chart.{key}", lang), (str(len(rows)),)), told))
    return out


def plot_audit(
    audit: object = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    palette: Any = None,
    title: bool = True,
    source: bool = True,
) -> Figure:
    """Draw the audit at a glance: claims by kind of check, and whether they hold.

    Parameters
    ----------
    audit
        None for the bundled report, a source, or a frame as `audit` gives it.
    ax, lang, palette, title, source
        As in `plot_pace`.

    Returns
    -------
    matplotlib.figure.Figure
        Its `note` holds headline, facts and source; `alt_text` reads it out.

    Raises
    ------
    TaianError
        If there is no claim.

    Examples
    --------
    >>> plot_audit(lang="en").note.kind
    'The audit at a glance'
    """
    from .tables_audit import audit_frame, lines_of

    lang = theme.language(lang)
    data = audit_frame(audit)
    if data.empty:
        raise TaianError.of("chart.no_claims")
    n = {verdict: int((data["verdict"] == verdict).sum()) for verdict in VERDICTS}
    fails = data[data["verdict"] == "fails"]
    lines = [line for _, row in fails.iterrows() for line in lines_of(row)]
    note = Note(
        say("chart.claims", lang), say("chart.claims_head", lang, all=len(data), **n),
        say("chart.claims_sub", lang), wording.source_note(data.attrs, lines, lang), lang,
    )  # fmt: skip
    note.count(claims=len(data), **n)
    table = pd.crosstab(data["kind"], data["verdict"])
    table = table.loc[table.sum(axis=1).sort_values(ascending=False).index]
    rows = [
        (
            Item(wording.word("kind", kind, lang).capitalize(), (str(int(row.sum())),)),
            {str(key): int(value) for key, value in row.items() if value},
        )
        for kind, row in table.iterrows()
    ]
    with drawing(palette):
        parts = {key: (say(f"verdict.{key}", lang), look) for key, look in VERDICTS.items()}
        panel = _stacked(note, rows, parts, ax, title=title, source=source)
    return panel.figure


def _stacked(
    note: Note, rows: list[tuple[Item, dict[str, int]]], parts: dict[str, tuple[str, Look]],
    ax: Axes | None, *, title: bool, source: bool,
) -> RowPanel:  # fmt: skip
    """Draw a bar of parts in each row, from 0, with the count in or beside each part."""
    used = {key for _, counts_ in rows for key in counts_}
    key = []
    for name, (text, look) in parts.items():
        if name in used:
            style = {
                "marker": "s",
                "markersize": 6,
                "markeredgecolor": theme.INK,
                "markeredgewidth": 0.6,
            }
            face = theme.PAPER if look[0] is None else theme.hue(look[0])
            key.append((text, style | {"markerfacecolor": face}))
    panel = row_panel(
        note, [item for item, _ in rows], heads=("",), key=key, ax=ax, axis=False,
        pitch=0.2 if len(rows) <= 9 else 0.145, title=title, source=source,
    )  # fmt: skip
    axes = panel.axes
    longest = max(sum(told.values()) for _, told in rows)
    axes.set_xlim(0, longest * 1.02)
    wide = inches(axes)[0]
    stop, joint = say("joint.colon", note.lang), say("joint.comma", note.lang)
    above = ""
    for y, (item, told) in zip(panel.middle, rows, strict=True):
        above = item.name if item.head else above
        start, facts = 0, []
        for name, (text, look) in parts.items():
            n = told.get(name, 0)
            if not n:
                continue
            _part(panel, y, start, n, look, wide / (longest * 1.02))
            note.mark(str(n), f"{above} {item.name}: {text}".strip(), value=n, how="count of rows")
            facts.append(say("joint.count", note.lang, what=text, n=n))
            start += n
        if facts:
            total = note.mark(item.cells[0], f"{above} {item.name}".strip(), how="count of rows")
            inner = say("joint.bracket", note.lang, what=item.name)
            who = above + inner if above else item.name
            note.facts.append(f"{who}{stop}{total}{joint}{joint.join(facts)}")
    return panel


def _part(panel: RowPanel, y: float, start: int, n: int, look: Look, inch: float) -> None:
    face = theme.PAPER if look[0] is None else theme.hue(look[0])
    panel.axes.barh(
        y, n, left=start, height=panel.half * 2, facecolor=face, edgecolor=theme.PAPER,
        linewidth=0.8, zorder=1,
    )  # fmt: skip
    if look[0] is None:
        panel.axes.barh(
            y, n, left=start, height=panel.half * 2, facecolor="none", edgecolor=theme.MUTED,
            linewidth=0.8, hatch=look[1], zorder=2,
        )  # fmt: skip
    if n * inch < text_width(str(n), panel.size) + 0.05:
        return
    dark = look[0] in (0, 1)
    box = None if dark else {"facecolor": face, "edgecolor": "none", "pad": 0.6}
    panel.axes.text(
        start + n / 2, y, str(n), ha="center", va="center_baseline", fontsize=panel.size,
        color=theme.PAPER if dark else theme.INK, fontweight="bold", bbox=box, zorder=4,
    )  # fmt: skip
