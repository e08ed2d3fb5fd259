"""The figure of level: every indicator against its own target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..base.errors import TaianError
from ..grammar import wording
from . import theme
from .canvas import Note, bare, canvas, drawing, inches, text_width
from .gaps_frame import (
    BACKING,
    counts,
    deadline_of,
    disputed,
    gaps_frame,
    marker_of,
    pair,
    ring,
    span_of,
    wordy,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Height of a row of `plot_attainment` in inches.
ROW = 0.126


def attainment_headline(gaps: pd.DataFrame, lang: str) -> str:
    """Say how many indicators stand where."""
    n, year = counts(gaps), deadline_of(gaps, lang)
    if lang == "zh":
        text = f"{n['all']}项指标中，{n['met']}项已达到{year}目标，{n['not_met']}项尚未达到"
        return text + (f"，{n['unknown']}项无法评估" if n["unknown"] else "")
    text = f"{n['met']} of {n['all']} indicators have reached the {year} target, "
    text += f"{n['not_met']} {'has' if n['not_met'] == 1 else 'have'} not"
    return text + (f", {n['unknown']} cannot be assessed" if n["unknown"] else "")


def plot_attainment(
    gaps: object = None,
    *,
    ax: Axes | None = None,
    lang: str | None = None,
    cap: float = 1.5,
) -> Figure:
    """Draw every indicator on one line where 100 % is its target, grouped by area.

    Parameters
    ----------
    gaps
        None for the bundled report, a source, or a frame as `gap_to_target` gives it.
    ax
        Draw into this axes; by default a new figure.
    lang
        ``"zh"`` or ``"en"``; by default the session's (`set_theme`).
    cap
        Attainment (a ratio) beyond which a dot is drawn at the edge with an arrow and its true
        value. Data are never capped.

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
        raise TaianError(
            "the argument `cap` is a ratio above 1",
            zh="参数 cap 应为大于1的比值",
            found=repr(cap),
            expected="for example 1.5",
        )
    data = gaps_frame(gaps, ("area", "attribute", "target_value", "as_of", "source_line"))
    note = Note(
        "点图" if lang == "zh" else "Dot plot",
        attainment_headline(data, lang),
        _attainment_subtitle(data, lang),
        wording.source_note(data.attrs, data["source_line"], lang, _appendix(lang)),
        lang,
    )
    note.count(**counts(data))
    rows = _grouped(data)
    with drawing():
        figure, (axes,) = canvas(
            note, ROW * len(rows), left=2.7, right=1.1, bottom=0.2, top=0.3, ax=ax
        )
        _draw_attainment(axes, rows, note, cap)
    return figure


def _appendix(lang: str) -> str:
    return "完成度由本文计算" if lang == "zh" else "attainment computed here"


def _attainment_subtitle(data: pd.DataFrame, lang: str) -> str:
    year, span = deadline_of(data, lang), span_of(data["as_of"], lang)
    down = bool((data["direction"] == -1).any()) if "direction" in data else False
    if lang == "zh":
        inverse = "，逆向指标取倒数" if down else ""
        when = f"，{span}数据" if span else ""
        return f"完成度：完成值与{year}目标值之比（%{inverse}）{when}"
    inverse = "; inverted where less is better" if down else ""
    when = f"; data of {span}" if span else ""
    return f"Attainment: actual as % of the {year} target{inverse}{when}"


def _grouped(data: pd.DataFrame) -> list[Any]:
    """Return the rows with a header (a tuple) before each area, areas in order of appearance."""
    rows: list[Any] = []
    named = data["area"].fillna("")
    for area in dict.fromkeys(named):
        group = data[named == area]
        if area:
            rows.append((area, group))
        rows += [row for _, row in group.iterrows()]
    return rows


def _draw_attainment(axes: Axes, rows: list[Any], note: Note, cap: float) -> None:
    lang, sizes = note.lang, theme.SIZES
    zh = lang == "zh"
    wide = inches(axes)[0]
    ratios = [float(r["attainment"]) for r in rows if not _plain(r) and _known(r)]
    low = min(60.0, 10 * ((min(ratios, default=1.0) * 100 - 14) // 10))
    high = cap * 100 + 26
    axes.set_xlim(low, high)
    axes.set_ylim(-len(rows) + 0.4, 0.6)
    bare(axes, keep=("bottom",))
    ticks = [t for t in range(int(low // 20 * 20), int(cap * 100) + 1, 20) if t >= low]
    axes.set_xticks(ticks, [note.mark(f"{t}%", "axis", basis="scale") for t in ticks])
    axes.axvline(100, color=theme.INK, linewidth=1.0, zorder=1)
    side = axes.get_yaxis_transform()
    name_at, pair_at = -2.67 / wide, 1.0 + 0.04 / wide
    _legend(axes, lang, rings=any(not _plain(row) and disputed(row) for row in rows))
    axes.text(
        pair_at, 0.6 + 0.17 / ROW, "完成值 / 目标值" if zh else "actual / target", transform=side,
        fontsize=sizes["small"], color=theme.MUTED, va="center",
    )  # fmt: skip
    exact = 0
    for index, row in enumerate(rows):
        y = -index
        if _plain(row):
            _area_header(axes, row, y, name_at, note)
            continue
        name = wording.indicator_name(
            row["indicator_id"], row["indicator"], lang, short=lang == "en"
        )
        name = _fit(name, sizes["small"], 2.62)
        missed = _missed(row)
        style: dict[str, Any] = {"fontweight": "bold"} if missed else {}
        axes.text(
            name_at + 0.09 / wide, y, name, transform=side, va="center",
            fontsize=sizes["small"], **style,
        )  # fmt: skip
        value = pair(row, lang)
        axes.text(
            pair_at, y, _fit(value, sizes["small"], 1.06), transform=side, va="center",
            fontsize=sizes["small"], color=theme.INK if missed else theme.MUTED, **style,
        )  # fmt: skip
        _mark_pair(note, row, value, name)
        axes.plot((low, high), (y, y), color=theme.RULE, linewidth=0.4, alpha=0.6, zorder=0)
        if not _known(row):
            said = wording.word("status", row["status"], lang)
            axes.text(
                102.6, y, said, va="center", fontsize=sizes["small"], color=theme.MUTED,
                bbox=BACKING,
            )  # fmt: skip
            note.facts.append(f"{name}{wording.COLON[lang]}{value}{wording.COMMA[lang]}{said}")
            continue
        exact += _draw_dot(axes, row, y, name, note, cap)
    if exact:
        note.facts.append(f"其余{exact}项恰为100%" if zh else f"the other {exact} stand at 100%")


def _plain(row: Any) -> bool:
    return isinstance(row, tuple)


def _known(row: Any) -> bool:
    return not wording.missing(row["attainment"])


def _missed(row: Any) -> bool:
    return not wording.missing(row["met"]) and not bool(row["met"])


def _fit(text: str, size: float, width: float) -> str:
    """Cut a text that is too long for its column, with an ellipsis."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text + "…"


def _area_header(axes: Axes, row: tuple[str, Any], y: float, x: float, note: Note) -> None:
    area, group = row
    n, name = counts(group), wording.word("area", row[0], note.lang)
    if note.lang == "zh":
        told = f"{name}（{n['all']}项，{n['met']}项达标）"
    else:
        told = f"{name} ({n['met']} of {n['all']} met)"
    axes.text(
        x, y, told, transform=axes.get_yaxis_transform(), va="center", fontweight="bold",
        fontsize=theme.SIZES["small"], color=theme.BLUE,
    )  # fmt: skip
    for key in ("all", "met"):
        note.mark(str(n[key]), f"{area}: {key}", value=n[key], how=f"count of rows, {key}")
    note.facts.append(told)


def _draw_dot(axes: Axes, row: Any, y: float, name: str, note: Note, cap: float) -> int:
    """Draw one indicator; return 1 if it stands at exactly 100 % (and needs no label)."""
    ratio, zh = float(row["attainment"]), note.lang == "zh"
    missed, shown = _missed(row), min(ratio, cap) * 100
    marker = marker_of(row)
    colour = theme.ORANGE if missed else theme.BLUE
    axes.plot(
        shown, y, marker=marker, color=colour, markersize=6.4 if missed else 4.6, zorder=3,
        markeredgecolor=theme.INK if missed else colour, markeredgewidth=0.9 if missed else 0,
    )  # fmt: skip
    if disputed(row):
        ring(axes, shown, y)
    expected = _expected(row) if missed else None
    if expected is not None:
        axes.plot(
            (expected * 100,) * 2, (y - 0.36, y + 0.36), color=theme.MUTED, linewidth=1.3, zorder=2
        )
    if ratio == 1:
        return 1
    text = wording.percent(ratio)
    _mark_ratio(note, row, text, name)
    capped = ratio > cap
    if capped:
        axes.plot(shown + 3.5, y, marker=">", color=colour, markersize=3.4, zorder=3)
    left_end = min(shown, shown if expected is None else expected * 100)
    axes.text(
        left_end - 3 if missed else shown + (6.5 if capped else 2.6), y, text, va="center",
        ha="right" if missed else "left", fontsize=theme.SIZES["small"], bbox=BACKING,
        fontweight="bold" if missed else "normal",
        color=theme.ORANGE if missed else theme.INK,
    )  # fmt: skip
    status = wording.word("status", row["status"], note.lang)
    note.facts.append(f"{name}{text}" if zh else f"{name} {text}")
    if missed:
        note.facts[-1] += wording.BRACKETS[note.lang].format(status)
    return 0


def _expected(row: Any) -> float | None:
    """Return the attainment that would be on time: baseline plus the elapsed share of the way."""
    base, gone, target = (row.get(key) for key in ("baseline_value", "elapsed", "target_value"))
    if any(map(wording.missing, (base, gone, target))) or not float(target):
        return None
    due = float(base) + min(1.0, float(gone)) * (float(target) - float(base))
    if not due:
        return None
    return due / float(target) if row.get("direction", 1) != -1 else float(target) / due


def _mark_ratio(note: Note, row: Any, text: str, name: str) -> None:
    down = row.get("direction", 1) == -1
    note.mark(
        text, f"{name}： {'完成度' if note.lang == 'zh' else 'attainment'}",
        value=float(row["attainment"]), how="T/v" if down else "v/T",
        lines=(int(row["source_line"]),),
    )  # fmt: skip


def _mark_pair(note: Note, row: Any, text: str, name: str) -> None:
    if not wordy(row):
        note.mark(text, name, basis="printed", lines=(int(row["source_line"]),))


def _legend(axes: Axes, lang: str, *, rings: bool) -> None:
    """Write the key in one line above the panel, each entry beside its own mark."""
    words_ = {
        "zh": ("约束性", "预期性", "已达标", "未达标", "按时间进度应到", "目标", "报告另有说法"),
        "en": ("binding", "expected", "met", "not yet", "due by now", "target", "disputed"),
    }[lang]
    marks: list[dict[str, Any]] = [
        {"marker": "s", "color": theme.MUTED, "markersize": 4.6},
        {"marker": "o", "color": theme.MUTED, "markersize": 4.6},
        {"marker": "o", "color": theme.BLUE, "markersize": 4.6},
        {"marker": "o", "color": theme.ORANGE, "markersize": 6.0, "markeredgecolor": theme.INK},
        {"marker": "|", "color": theme.MUTED, "markersize": 6, "markeredgewidth": 1.3},
        {"marker": "|", "color": theme.INK, "markersize": 9, "markeredgewidth": 1.0},
        {"marker": "o", "color": "none", "markersize": 9, "markeredgecolor": theme.ORANGE},
    ]
    wide, high = inches(axes)
    x, y = -2.61 / wide, 1 + 0.17 / high
    shown = len(marks) if rings else -1
    for text, mark in zip(words_[:shown], marks[:shown], strict=True):
        axes.plot(x, y, transform=axes.transAxes, clip_on=False, linestyle="none", **mark)
        axes.text(
            x + 0.09 / wide, y, text, transform=axes.transAxes, va="center",
            fontsize=theme.SIZES["small"], color=theme.MUTED,
        )  # fmt: skip
        x += (text_width(text, theme.SIZES["small"]) + 0.3) / wide
