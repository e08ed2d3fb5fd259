"""A pandas DataFrame -> a table: its labels are the header, its values as a person writes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ..base.errors import ReportError
from ..base.phrases import say
from ._build import FILLED_IN, MOST_CELLS, Builder, Grid, Slot, too_large
from .number_format import plain


def read_frame(frame: Any, builder: Builder) -> bytes:
    """Fill the builder from a DataFrame; return its content as bytes, for the checksum."""
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        raise ReportError.of("error.not_dataframe", found=type(frame).__name__)
    if frame.empty:
        raise ReportError.of("error.dataframe_empty", found=str(frame.shape))
    if frame.size > MOST_CELLS:
        raise too_large("cells", frame.size, MOST_CELLS)
    named = [name for name in frame.index.names if name is not None]
    if named or (not isinstance(frame.index, pd.RangeIndex) and _is_text(frame.index)):
        frame = frame.reset_index()
        if not named:
            frame = frame.rename(columns={frame.columns[0]: ""})
    grid = _header(frame.columns)
    values = frame.astype(object).to_numpy()
    grid += [[cell_text(value) for value in row] for row in values]
    caption = str(frame.attrs.get("title", frame.attrs.get("caption", "")))
    evidence = say("seen.of_form", "zh", form="DataFrame", n=frame.shape[0])
    builder.table(grid, "frame", caption=caption, evidence=evidence)
    return builder.text().encode("utf-8", "surrogatepass")


def _is_text(index: Any) -> bool:
    return any(isinstance(label, str) for label in index)


def cell_text(value: Any) -> str:
    """Write a value of a DataFrame as a person would; nothing where it is missing."""
    import pandas as pd

    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, datetime):
        return (
            f"{value:%Y-%m-%d}"
            if not value.hour and not value.minute
            else f"{value:%Y-%m-%d %H:%M}"
        )
    if isinstance(value, date | pd.Period):
        return str(value)
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool):
        return str(value)
    return plain(value) if isinstance(value, int | float) else str(value)


def _header(columns: Any) -> Grid:
    """Return the header rows; a numbered header (read without one) is none."""
    labels = [label if isinstance(label, tuple) else (label,) for label in columns]
    if all(len(label) == 1 and label[0] == index for index, label in enumerate(labels)):
        return []
    rows: Grid = []
    for level in range(max(len(label) for label in labels)):
        row: list[Slot] = []
        for c, label in enumerate(labels):
            text = cell_text(label[level]) if level < len(label) else ""
            text = "" if FILLED_IN.fullmatch(text) else text
            left = c and labels[c - 1][: level + 1] == label[: level + 1] and level < len(label) - 1
            if left:  # pandas repeats the upper label over the columns it spans
                row.append(row[-1] if isinstance(row[-1], tuple) else (level, c - 1))
            elif level and text == cell_text(label[level - 1]):
                upper = rows[level - 1][c]
                row.append(upper if isinstance(upper, tuple) else (level - 1, c))
            else:
                row.append(text)
        rows.append(row)
    return rows
