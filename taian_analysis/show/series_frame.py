"""Small questions that figures and the briefing ask of the trends frame."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..base.errors import TaianError
from ..base.phrases import nearest_words
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
            raise TaianError.of(
                "error.trends_lack_column",
                found=", ".join(map(str, trends.columns[:8])) + ", …",
                name=name,
            )
    return trends


def of_series(trends: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return one series' rows in time order.

    Parameters
    ----------
    trends
        The frame.
    key
        Its id, its name in Chinese or English, or a part of a name that only one series has.

    Raises
    ------
    TaianError
        If the frame has no such series, naming the likest.
    """
    key = key if isinstance(key, str) else repr(key)[:80]
    rows = trends[_means(trends, key) & trends["value"].notna()]
    if rows.empty:
        there = trends[trends["value"].notna()]
        raise TaianError.of(
            "error.series_not_stated",
            found=repr(key),
            hint=nearest_words(key, wording.both_names(there, "series")),
        )
    rows = rows.sort_values("period_end", kind="stable")
    rows.attrs = dict(trends.attrs)
    return rows


def _means(trends: pd.DataFrame, key: str) -> pd.Series:
    """Tell which rows a name means: the id, else a whole name, else a part of just one."""
    key = key.encode("utf-8", "replace").decode()  # half a character is in no name
    wanted = key.strip().lower()
    ids = trends["series_id"].astype("string")
    names = [trends["series"].astype("string").str.lower()]
    if "series_en" in trends:
        names.append(trends["series_en"].astype("string").str.lower())
    exact = (ids == key).fillna(False)
    if exact.any() or not wanted:
        return exact
    whole = [(name == wanted).fillna(False) for name in names]
    parts = [name.str.contains(wanted, regex=False).fillna(False) for name in names]
    for test in (whole, parts):
        hit = test[0] if len(test) == 1 else test[0] | test[1]
        if ids[hit].nunique() == 1:
            return hit
    return exact


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
