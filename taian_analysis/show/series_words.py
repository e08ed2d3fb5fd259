"""What figures of series say: headline, subtitle, each point in words, and what it moved."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..base.phrases import say
from ..grammar import wording
from ..grammar.units import RATIO
from .marks import Note
from .series_frame import change, contradicted, derived, label, part_year, place


def make_note(rows: pd.DataFrame, headline: str, lang: str, subtitle: str | None = None) -> Note:
    """Write the texts of a figure of these rows: what is measured, which signs it uses, source."""
    stop, joint = say("joint.stop", lang), say("joint.list", lang)
    if subtitle is None:
        kinds = [k for k in ("stock", "flow", "rate") if (rows["kind"] == k).any()]
        units = dict.fromkeys(wording.unit_name(unit, lang) for unit in rows["unit"])
        subtitle = joint.join(say(f"trend.{kind}", lang) for kind in kinds)
        named = [unit for unit in units if unit]
        if named:
            subtitle += say("joint.bracket", lang, what=joint.join(named))
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
        when = wording.period_in(last["period"], lang)
        amount = amount_of(last["value"], last["unit"], lang)
        tail = say("chart.part", lang, when=when, value=amount)
    first, last = whole.iloc[0], whole.iloc[-1]
    if target is not None:
        tail += _against(last, target, lang)
    ends = [_at(row, lang) for row in (first, last)]
    if len(whole) == 1:
        return say("chart.at", lang, name=name, last=dated(first, lang)) + tail
    moved = _moved(whole, lang)
    if moved:
        key = "rose" if float(last["value"]) > float(first["value"]) else "fell"
        said = say(f"chart.{key}", lang, name=name, first=ends[0], last=ends[1], change=moved)
    else:
        since, till = (wording.period_name(row["period"], lang) for row in (first, last))
        amount = amount_of(last["value"], last["unit"], lang)
        said = say("chart.flat", lang, name=name, since=since, till=till, value=amount)
    if contradicted(whole).any():
        said += say("chart.contradicted", lang)
    return said + tail


def _at(row: Any, lang: str) -> str:
    value = amount_of(row["value"], row["unit"], lang)
    when = wording.period_name(row["period"], lang)
    key = "chart.value_derived" if derived(row) else "chart.value_when"
    return say(key, lang, when=when, value=value)


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


def mark_change(note: Note, rows: pd.DataFrame, moved: str | None = None) -> str:
    """Record the change that is printed of a series; by default what its headline prints."""
    whole = rows[~rows.apply(part_year, axis=1)]
    if moved is None:
        moved = _moved(whole, note.lang) if len(whole) > 1 else ""
    if moved:
        lines = tuple(int(line) for line in whole["line"].unique())
        what, value = f"{rows['series'].iloc[0]}: change", change(whole)
        note.mark(moved, what, value=value, how="last/first-1", lines=lines)
    return moved


def tell(note: Note, rows: pd.DataFrame, *more: str) -> None:
    """Add a series to what a figure says in words: every point, and what else is printed of it."""
    lang = note.lang
    told = say("joint.comma", lang).join([*(dated(row, lang) for _, row in rows.iterrows()), *more])
    note.facts.append(say("joint.is", lang, name=label(rows.iloc[0], lang), what=told))


def dated(row: Any, lang: str) -> str:
    """Return a point in words: value, unit, period, and whether it was derived."""
    extra = say("joint.comma", lang) + say("basis.derived", lang) if derived(row) else ""
    value = amount_of(row["value"], row["unit"], lang)
    return value + say("joint.bracket", lang, what=wording.period_name(row["period"], lang) + extra)


def figure_of(value: float, unit: Any, lang: str) -> str:
    """Print a value as a label, a fraction to four figures, with a sign for shares and ratios.

    Examples
    --------
    >>> figure_of(0.933733, "亿元", "zh"), figure_of(1.27, "比例", "zh")
    ('0.9337', '1.27:1')
    """
    return _number_of(value, unit, lang) + {RATIO: ":1", "%": "%"}.get(str(unit), "")


def amount_of(value: float, unit: Any, lang: str) -> str:
    """Print a value with its unit, a fraction to four figures as its label is.

    Examples
    --------
    >>> amount_of(0.933733, "亿元", "zh"), amount_of(0.933733, "亿元", "en")
    ('0.9337亿元', '93.37 million yuan')
    """
    if str(unit) == RATIO:
        return figure_of(value, unit, lang)
    return wording.with_unit(_number_of(value, unit, lang), unit, lang)


def _number_of(value: float, unit: Any, lang: str) -> str:
    number = wording.scaled(value, unit, lang)[0]
    if number != int(number) and abs(number) < 1000:
        number = float(f"{number:.4g}")
    return wording.number(number, lang=lang)


def mark_point(note: Note, row: Any, text: str) -> None:
    """Record the number of a point, with the place it is printed or the way it was derived."""
    note.mark(
        text, f"{row['series']} {row['period']}", value=row["value"], lines=(int(row["line"]),),
        basis="computed" if derived(row) else "printed",
        how=str(row["basis"]) if derived(row) else "", **place(row),
    )  # fmt: skip
