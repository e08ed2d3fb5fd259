"""Small questions that figures and the briefing ask of the trends frame."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..base.errors import TaianError
from ..grammar import wording

NEEDED = ("series_id", "series", "period", "period_end", "value", "unit", "kind", "basis", "line")


def trends_frame(trends: Any) -> pd.DataFrame:
    """Return a trends frame from None, a source or a frame.

    Raises
    ------
    TaianError
        If a frame lacks a column.
    """
    if not isinstance(trends, pd.DataFrame) or "series_id" not in trends:
        from ..trends.trends import load_trends

        trends = load_trends(trends)
    for name in NEEDED:
        if name not in trends or not trends.columns.is_unique or trends.columns.nlevels > 1:
            raise TaianError(
                "the argument `trends` lacks a column",
                zh="参数 trends 缺少一列",
                found=", ".join(map(str, trends.columns[:8])) + ", …",
                expected=f"{name}, as load_trends() gives it",
            )
    return trends


def of_series(trends: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return one series' rows in time order.

    Raises
    ------
    TaianError
        If the frame has no such series, naming those it has.
    """
    key = key if isinstance(key, str) else repr(key)[:80]
    rows = trends[(trends["series_id"] == key).fillna(False) & trends["value"].notna()]
    if rows.empty:
        known = sorted(map(str, trends["series_id"].dropna().unique()))
        words_ = [name for name in known if str(key)[:5] in name] or known
        more = ", …" if len(words_) > 8 else ""
        raise TaianError(
            "the argument `series` names a series that the report does not state",
            zh="参数 series 所指序列不在报告中",
            found=repr(key),
            expected=", ".join(words_[:8]) + more,
        )
    rows = rows.sort_values("period_end", kind="stable")
    rows.attrs = dict(trends.attrs)
    return rows


def derived(row: Any) -> bool:
    """Tell whether a point was derived rather than stated."""
    return str(row["basis"]).startswith("derived")


def part_year(row: Any) -> bool:
    """Tell whether a flow covers less than a year."""
    return row["kind"] == "flow" and len(str(row["period"])) > 4 and "/" not in str(row["period"])


def contradicted(rows: pd.DataFrame) -> pd.Series:
    """Return, for each row, whether the report contradicts the point elsewhere."""
    for name in ("contradicted", "contradicted_by", "contradiction"):
        if name in rows:
            column = rows[name]
            if str(column.dtype) in ("bool", "boolean"):
                return column.fillna(False).astype(bool)
            return column.notna() & (column.astype("string").fillna("") != "")
    return pd.Series(False, index=rows.index)


def change(rows: pd.DataFrame) -> float:
    """Return last over first, minus one."""
    return float(rows["value"].iloc[-1]) / float(rows["value"].iloc[0]) - 1


def label(row: Any, lang: str, *, short: bool = False) -> str:
    """Return a series' name."""
    name = wording.indicator_name(str(row["series_id"]), "", lang, short=True) if short else ""
    if name:
        return name
    english = row.get("series_en")
    return str(row["series"] if lang == "zh" or wording.missing(english) else english)


def place(row: Any) -> dict[str, int]:
    """Return the span of the printed number, as far as it is known."""
    return {
        key: int(row[key])
        for key in ("start", "end")
        if key in row and not wording.missing(row[key])
    }
