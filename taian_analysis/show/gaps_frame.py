"""What the figures, the tables and the briefing ask of a gaps frame: values as printed, counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..base.errors import TaianError
from ..base.phrases import say
from ..grammar import wording
from ..grammar.units import RATIO
from ..grammar.wording import BINDING, EXPECTED
from . import theme

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

#: 约束性 (binding) is a square, 预期性 (expected) a circle; NA and anything else a diamond.
MARKERS = {BINDING: "s", EXPECTED: "o"}
#: Paper behind a label, so that no rule runs through it.
BACKING = {"facecolor": theme.PAPER, "edgecolor": "none", "pad": 0.4}


def gaps_frame(gaps: Any, needed: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return a gaps frame from None, a source or a frame, with the indicator's own columns.

    Raises
    ------
    TaianError
        If a frame lacks a column that the figure needs.
    """
    import pandas as pd

    from ..base.schema import conform
    from ..gaps.target import gap_to_target

    if not isinstance(gaps, pd.DataFrame) or "status" not in gaps:
        gaps = gap_to_target(gaps)
    for name in ("indicator_id", "status", "met", "attainment", "indicator", *needed):
        if name not in gaps:
            raise TaianError.of(
                "error.gaps_lack_column",
                found=", ".join(map(str, gaps.columns[:8])) + ", …",
                name=name,
            )
    if gaps.empty:
        raise TaianError.of("error.gaps_no_rows")
    return conform(gaps, "gaps")


def printed(row: Any, role: str, lang: str) -> str:
    """Return a value as the report prints it; in English with its scale spelt out."""
    text, value = row[f"{role}_text"], row[f"{role}_value"]
    if wording.missing(value):
        return wording.MISSING if wording.missing(text) else str(text)
    if lang == "zh" or ratio_unit(row):
        return wording.number(value) if wording.missing(text) else str(text)
    text = "" if wording.missing(text) else str(text)
    sign = text[: len(text) - len(text.lstrip("≥>≤<"))]
    return sign + wording.number(wording.scaled(value, row["unit"], lang)[0], lang="en")


def name_of(row: Any, lang: str, *, short: bool | None = None) -> str:
    """Return an indicator's name as charts print it: short in English, whole in Chinese."""
    short = lang == "en" if short is None else short
    return wording.indicator_name(row["indicator_id"], str(row["indicator"]), lang, short=short)


def known(row: Any) -> bool:
    """Tell whether a row has an attainment."""
    return not wording.missing(row["attainment"])


def missed(row: Any) -> bool:
    """Tell whether a row's target is known not to be met."""
    return not wording.missing(row["met"]) and not bool(row["met"])


def marker_of(row: Any) -> str:
    """Return the marker that tells binding from expected."""
    attribute = row["attribute"]
    return "D" if wording.missing(attribute) else MARKERS.get(str(attribute), "D")


def disputed(row: Any) -> bool:
    """Tell whether the report states another value for an indicator elsewhere."""
    return not wording.missing(row.get("other_line"))


def ring(axes: Axes, x: float, y: float) -> None:
    """Draw the ring that marks a number which the report contradicts."""
    axes.plot(
        x, y, marker="o", markersize=11, markerfacecolor="none", markeredgecolor=theme.hue(1),
        markeredgewidth=1.3, zorder=2,
    )  # fmt: skip


def ring_note(rows: pd.DataFrame, lang: str) -> str:
    """Explain the ring, where one is drawn."""
    if not rows.apply(disputed, axis=1).any():
        return ""
    return say("chart.ringed", lang)


def ratio_unit(row: Any) -> bool:
    """Tell whether an indicator is a ratio, printed as 1.3:1."""
    return not wording.missing(row["unit"]) and row["unit"] == RATIO


def wordy(row: Any) -> bool:
    """Tell whether a target is in words, or there is none."""
    return wording.missing(row["target_value"])


def pair(row: Any, lang: str) -> str:
    """Return "actual / target unit" as printed."""
    if wordy(row):
        return say("chart.in_words", lang)
    unit = "" if ratio_unit(row) else wording.unit_name(row["unit"], lang)
    if lang == "en" and unit not in ("%", "m²"):
        unit = ""
    actual, target = (printed(row, role, lang) for role in ("actual", "target"))
    if unit and (actual.endswith(unit) or target.endswith(unit)):  # the cells print it themselves
        unit = ""
    return f"{actual} / {target} {unit}".rstrip()


def span_of(values: Any, lang: str) -> str:
    """Return "March to July 2023" for a column of days."""
    days = sorted(value for value in values if not wording.missing(value))
    if not days:
        return ""
    first, last = wording.month(days[0], lang), wording.month(days[-1], lang)
    if first == last:
        return first
    if days[0].year == days[-1].year:  # the year once: first in Chinese, last in English
        cut_first, cut_last = first.removesuffix(f" {days[0].year}"), last.removeprefix(first[:5])
        first, last = (first, cut_last) if lang == "zh" else (cut_first, last)
    return say("chart.over_years", lang, first=first, last=last)


def deadline_of(gaps: pd.DataFrame, lang: str) -> str:
    """Return the target year where it is one for all, else a word for it."""
    periods = sorted({str(p) for p in gaps["target_period"] if not wording.missing(p)})
    if len(periods) == 1:
        return wording.period_name(periods[0], lang)
    return say("chart.target_years", lang)


def counts(gaps: pd.DataFrame) -> dict[str, int]:
    """Count indicators: all, met, not met, undecided."""
    met = gaps["met"]
    return {
        "all": len(gaps),
        "met": int((met == True).sum()),  # noqa: E712
        "not_met": int((met == False).sum()),  # noqa: E712
        "unknown": int(met.isna().sum()),
    }


def lines_of(row: Any, name: str = "source_line") -> tuple[int, ...]:
    """Return the line of the report a row's number is printed on, as the marks take it."""
    line = row.get(name)
    return () if wording.missing(line) else (int(line),)


def not_met(gaps: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose target is known not to be met."""
    return gaps[(gaps["met"] == False).fillna(False)]  # noqa: E712


def signed(
    value: Any, unit: Any, lang: str, digits: int | None = None, *, short: bool = False
) -> str:
    """Print a difference with a plus or minus sign, percentage points where the unit is %."""
    text = wording.change_amount(value, unit, lang, digits, short=short)
    return text if wording.missing(value) or float(value) < 0 else "+" + text


def per_year(row: Any, lang: str, *, short: bool = False) -> str:
    """Print the rate required from now on, to two or three figures.

    Examples
    --------
    >>> row = {"required_per_year": 188.0, "unit": "人"}
    >>> per_year(row, "zh"), per_year(row, "en")
    ('+188人/年', '+188 people a year')
    >>> per_year({"required_per_year": 2.88, "unit": "%"}, "zh")
    '+2.9个百分点/年'
    """
    value, unit = row["required_per_year"], row["unit"]
    if wording.missing(value):
        return wording.MISSING
    size = abs(wording.scaled(value, unit, lang)[0])
    figures = 3 if size >= 10 else 2
    factor = wording.scaled(1, unit, lang)[0]
    rounded = float(f"{size:.{figures}g}") / factor * (1 if value >= 0 else -1)
    text = signed(rounded, unit, lang, 0 if size >= 10 else None, short=short)
    return say("amount.per_year", lang, n=text)
