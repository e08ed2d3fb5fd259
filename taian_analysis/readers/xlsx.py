"""Excel .xlsx -> a table for each visible sheet, every value as Excel shows it.

The sheets are streamed (openpyxl's read-only mode) and the merged ranges taken from the sheet's
own list, so that a range over whole columns costs nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

from ..base.errors import ReportError
from ._build import MOST_CELLS, Builder, Grid, Slot, too_large
from .number_format import show

_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*["']([A-Z]+\d+:[A-Z]+\d+)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>]")


def read(data: bytes, builder: Builder, file: str | None = None) -> dict[str, Any]:
    """Fill the builder from a workbook; return what its properties say about title and date."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:
        raise ReportError(
            "the workbook is damaged; open it in Excel or WPS and save it again",
            zh="工作簿已损坏;请在 Excel 或 WPS 中打开并重新保存",
            file=file,
            found=f"{type(error).__name__}: {error}"[:200],
        ) from error
    hints: dict[str, Any] = {}
    hidden = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        formulas = None
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                hidden.append(sheet.title)
                continue
            raw = package.read(str(getattr(sheet, "_worksheet_path", "")))
            values = _values(sheet)
            if _FORMULA.search(raw):
                formulas = formulas or openpyxl.load_workbook(io.BytesIO(data), read_only=True)
                pending = _uncalculated(values, _values(formulas[sheet.title]))
                if pending:
                    hints.setdefault("uncalculated", []).extend(
                        f"{sheet.title}!{_letters(c)}{r}" for r, c in pending
                    )
            add_sheet(sheet.title, values, _merges(raw), builder)
    if hidden:
        hints["hidden_sheets"] = hidden
    props = book.properties
    day = props.created.date() if props is not None and props.created else None
    if day and day.year >= 2000 and day != date.today():
        hints["date"] = day
    if props is not None and (props.title or "").strip():
        hints["title"] = props.title.strip()
    if not builder.tables:
        raise ReportError("the workbook holds no cells", zh="工作簿中没有内容", file=file)
    return hints


def _values(sheet: Any) -> dict[tuple[int, int], str]:
    """Return (row, column), from 1, -> the text shown there."""
    sheet.reset_dimensions()
    out: dict[tuple[int, int], str] = {}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                code = cell.number_format
                value = cell.value
                if getattr(cell, "data_type", "") == "n" or not isinstance(value, str):
                    text = show(value, code)
                else:
                    text = value.replace("\r\n", "\n").replace("_x000D_", "").strip()
                if text:
                    out[cell.row, cell.column] = text
        if len(out) > MOST_CELLS:
            raise too_large("cells", "单元格过多", len(out), MOST_CELLS)
    return out


def _uncalculated(
    values: dict[tuple[int, int], str], formulas: dict[tuple[int, int], str]
) -> list[tuple[int, int]]:
    """Put in the formulas that were never calculated, so that they are seen, not lost."""
    pending = [at for at, text in formulas.items() if at not in values and text.startswith("=")]
    for at in pending:
        values[at] = formulas[at]
    return pending


def _letters(column: int) -> str:
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def _at(name: bytes) -> tuple[int, int]:
    match = re.fullmatch(rb"([A-Z]+)(\d+)", name)
    assert match is not None
    column = 0
    for letter in match[1]:
        column = 26 * column + letter - 64
    return int(match[2]), column


def _merges(raw: bytes) -> list[tuple[int, int, int, int]]:
    """Return the merged ranges as (first row, first column, last row, last column)."""
    out = []
    for match in _MERGE.finditer(raw):
        first, last = match[1].split(b":")
        out.append((*_at(first), *_at(last)))
    return out


def add_sheet(
    title: str,
    values: dict[tuple[int, int], str],
    merges: list[tuple[int, int, int, int]],
    builder: Builder,
) -> None:
    """Add a sheet: its texts by (row, column), from 1, and its merged ranges."""
    if not values:
        return
    rows = sorted({r for r, _ in values})
    left, right = min(c for _, c in values), max(c for _, c in values)
    if (right - left + 1) * len(rows) > MOST_CELLS:
        raise too_large("cells", "单元格过多", (right - left + 1) * len(rows), MOST_CELLS)
    last_row = rows[-1]
    # a row all of whose cells continue merged cells (or are blank) is not printed: leave it out
    index = {r: i for i, r in enumerate(rows)}
    grid: Grid = [[values.get((r, c), "") for c in range(left, right + 1)] for r in rows]
    for top, first, bottom, last in merges:
        if (top, first) not in values:
            continue
        origin: Slot = (index[top], first - left)
        for r in range(top, min(bottom, last_row) + 1):
            if r not in index:
                continue
            for c in range(first, min(last, right) + 1):
                if (r, c) != (top, first):
                    grid[index[r]][c - left] = origin
    for row in grid:
        while len(row) > 1 and row[-1] == "":
            row.pop()
    places = [[f"{title}!{_letters(c)}{r}" for c in range(left, right + 1)] for r in rows]
    caption = title
    for row in grid[:3]:
        texts = [slot for slot in row if isinstance(slot, str) and slot]
        if len(texts) == 1 and len(texts[0]) <= 80 and not texts[0].startswith("单位"):
            caption = texts[0]
            break
    builder.table(
        grid,
        "xlsx",
        places=places,
        caption=caption,
        evidence=f"工作表“{title}”,{len(grid)} 行,{len(merges)} 处合并单元格",
    )
