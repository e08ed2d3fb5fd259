"""Old and binary workbooks (.xls, .et, .xlsb) -> a table a visible sheet, by `python-calamine`.

calamine gives values, not how they are shown: of an .xls the number formats are read beside it
(`xls_formats`), so that 0.6 under ``0%`` is "60%", as are its hidden rows and columns.
"""

from __future__ import annotations

import io
from typing import Any

from ..base.errors import ReportError, cause
from ._build import MOST_CELLS, Builder, too_large
from .number_format import show
from .unseen import add, named, shown
from .xls_formats import Looks, looks_of
from .xlsx import add_sheet


def read(data: bytes, builder: Builder, file: str | None = None) -> dict[str, Any]:
    """Fill the builder from a workbook."""
    try:
        import python_calamine as calamine
    except ImportError as error:
        raise ReportError.of("error.old_workbook", file=file) from error
    hidden: list[str] = []
    hints: dict[str, Any] = {}
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        looks = looks_of(data)
        for index, meta in enumerate(book.sheets_metadata):
            if meta.visible != calamine.SheetVisibleEnum.Visible:
                hidden.append(meta.name)
                continue
            if meta.typ == calamine.SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_index(index)
                _sheet(meta.name, sheet, looks.get(meta.name) or Looks(), builder, hints)
    except ReportError:
        raise
    except calamine.PasswordError as error:
        raise ReportError.of("error.workbook_password", file=file) from error
    except Exception as error:
        form = ".xlsb" if data.startswith(b"PK") else ".xls"
        raise ReportError.of(
            "error.excel_workbook_not_read",
            file=file,
            found=cause(error),
            form=form,
        ) from error
    if not builder.rows:
        raise ReportError.of("error.workbook_empty", file=file)
    if looks:
        hints.pop("without_number_formats", None)
    return hints | {"hidden_sheets": hidden or None}


def _sheet(name: str, sheet: Any, looks: Looks, builder: Builder, hints: dict[str, Any]) -> None:
    if sheet.start is None:
        return
    size = sheet.height * sheet.width
    if size > 40 * MOST_CELLS:
        raise too_large("cells", size, MOST_CELLS)
    values: dict[tuple[int, int], str] = {}
    for r, row in enumerate(sheet.iter_rows(), 1):
        for c, value in enumerate(row, 1):
            if value is None or value == "":
                continue
            at = (r, c)
            if isinstance(value, str):
                text = value.strip()
            else:
                text = show(value, looks.codes.get(at))
                hints["without_number_formats"] = True
            if text:
                values[at] = text
        if len(values) > MOST_CELLS:
            raise too_large("cells", len(values), MOST_CELLS)
    ranges = getattr(sheet, "merged_cell_ranges", None) or []
    merges = [(a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in ranges]
    add(hints, named(name, values, looks.rows, looks.columns))
    add_sheet(name, *shown(values, merges, looks.rows, looks.columns), builder)
