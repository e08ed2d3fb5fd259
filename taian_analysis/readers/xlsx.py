"""Excel .xlsx -> a table for each visible sheet, every value as Excel shows it.

The sheets are streamed (openpyxl's read-only mode) and the merged ranges taken from the sheet's
own list, so that a range over whole columns costs nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from datetime import date
from typing import Any

from ..base.errors import ReportError, cause
from ._build import MOST_CELLS, Builder, Grid, too_large
from .number_format import show
from .sheet_grid import lay_sheet
from .unseen import add, letters, named, shown

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']*)""")
_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*["']([A-Z]+\d+:[A-Z]+\d+)["']""")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_NUMBERED = re.compile(rb"""\b(r|min|max|hidden)\s*=\s*["'](\w+)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>]")


def read(data: bytes, builder: Builder, file: str | None = None) -> dict[str, Any]:
    """Fill the builder from a workbook; return what its properties say about title and date."""
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _each_its_own(package)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except ReportError:
        raise
    except Exception as error:
        raise ReportError.of("error.workbook_damaged", file=file, found=cause(error)) from error
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
                        f"{sheet.title}!{letters(c)}{r}" for r, c in pending
                    )
            rows, columns = _hidden_rows(raw), _hidden_columns(raw)
            add(hints, named(sheet.title, values, rows, columns))
            add_sheet(sheet.title, *shown(values, _merges(raw), rows, columns), builder)
    if hidden:
        hints["hidden_sheets"] = hidden
    if not builder.rows:
        raise ReportError.of("error.workbook_empty", file=file)
    return hints | _told(book.properties)


def _each_its_own(package: zipfile.ZipFile) -> None:
    """Refuse a workbook that names a part for more than one sheet: thousands may cost as many."""
    told = [
        name for name in package.namelist() if name.endswith(("workbook.xml", "workbook.xml.rels"))
    ]
    raw = b"".join(map(package.read, told))
    sheets, parts = len(_SHEET.findall(raw)), len(set(_TARGET.findall(raw)))
    if sheets > parts:
        raise too_large("sheets_of_a_part", sheets, parts)


def _told(properties: Any) -> dict[str, Any]:
    """Return what a workbook's properties say about its date and title."""
    hints: dict[str, Any] = {}
    day = properties.created.date() if properties is not None and properties.created else None
    if day and day.year >= 2000 and day != date.today():
        hints["date"] = day
    if properties is not None and (properties.title or "").strip():
        hints["title"] = properties.title.strip()
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
            raise too_large("cells", len(out), MOST_CELLS)
    return out


def _hidden_rows(raw: bytes) -> set[int]:
    """Return the numbers, from 1, of the rows that are not shown, by hand or by a filter."""
    out: set[int] = set()
    number = 0
    for row in _ROW.finditer(raw):
        told = dict(_NUMBERED.findall(row[0]))
        number = int(told.get(b"r", number + 1))
        if told.get(b"hidden") in (b"1", b"true"):
            out.add(number)
    return out


def _hidden_columns(raw: bytes) -> set[int]:
    """Return the numbers, from 1, of the columns that are not shown."""
    out: set[int] = set()
    for column in _COLUMN.finditer(raw[: raw.find(b"<sheetData") + 1 or None]):
        told = dict(_NUMBERED.findall(column[0]))
        if told.get(b"hidden") in (b"1", b"true"):
            first, last = int(told.get(b"min", 0)), int(told.get(b"max", 0))
            out |= set(range(first, min(last, 16_384) + 1))
    return out


def _uncalculated(
    values: dict[tuple[int, int], str], formulas: dict[tuple[int, int], str]
) -> list[tuple[int, int]]:
    """Put in the formulas that were never calculated, so that they are seen, not lost."""
    pending = [at for at, text in formulas.items() if at not in values and text.startswith("=")]
    for at in pending:
        values[at] = formulas[at]
    return pending


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
        raise too_large("cells", (right - left + 1) * len(rows), MOST_CELLS)
    grid: Grid = [[values.get((r, c), "") for c in range(left, right + 1)] for r in rows]
    _merge(grid, rows, left, [m for m in merges if (m[0], m[1]) in values])
    lay_sheet(
        builder,
        grid,
        "xlsx",
        name=title,
        places=[[f"{title}!{letters(c)}{r}" for c in range(left, right + 1)] for r in rows],
        merged=len(merges),
    )


def _merge(grid: Grid, rows: list[int], left: int, merges: list[tuple[int, int, int, int]]) -> None:
    """Let the cells of merged ranges continue the first; rows without a text are not there.

    Ranges do not overlap in what programs write: one ends where another has begun.
    """
    index = {r: i for i, r in enumerate(rows)}
    origins = {(index[top], first - left) for top, first, _, _ in merges}
    for top, first, bottom, last in merges:
        origin = (index[top], first - left)
        for i in range(index[top], bisect_right(rows, bottom)):
            for c in range(first - left, min(last - left + 1, len(grid[0]))):
                if (i, c) == origin:
                    continue
                if (i, c) in origins or isinstance(grid[i][c], tuple):
                    break
                grid[i][c] = origin
            if grid[i][first - left] != origin and i != origin[0]:
                break
