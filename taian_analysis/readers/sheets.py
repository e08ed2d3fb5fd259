"""Old and binary workbooks (.xls, .et, .xlsb) -> a table a visible sheet, by `python-calamine`.

calamine gives values, not how they are shown: of an .xls the number formats are read beside it
(`xls_formats`), so that 0.6 under ``0%`` is "60%".
"""

from __future__ import annotations

import io
from typing import Any

from ..base.errors import ReportError
from ._build import MOST_CELLS, Builder, too_large
from .number_format import show
from .xls_formats import formats_of
from .xlsx import add_sheet


def read(data: bytes, builder: Builder, file: str | None = None) -> dict[str, Any]:
    """Fill the builder from a workbook."""
    import python_calamine as calamine

    hidden: list[str] = []
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        formats = formats_of(data)
        for index, meta in enumerate(book.sheets_metadata):
            if meta.visible != calamine.SheetVisibleEnum.Visible:
                hidden.append(meta.name)
                continue
            if meta.typ == calamine.SheetTypeEnum.WorkSheet:
                codes = formats.get(meta.name, {})
                _sheet(meta.name, book.get_sheet_by_index(index), codes, builder)
    except ReportError:
        raise
    except calamine.PasswordError as error:
        raise ReportError.of("error.workbook_password", file=file) from error
    except Exception as error:
        form = ".xlsb" if data.startswith(b"PK") else ".xls"
        raise ReportError.of(
            "error.excel_workbook_not_read",
            file=file,
            found=f"{type(error).__name__}: {error}"[:200],
            form=form,
        ) from error
    if not builder.rows:
        raise ReportError.of("error.workbook_empty", file=file)
    plain = data.startswith(b"PK") or None
    return {"hidden_sheets": hidden or None, "without_number_formats": plain}


def _sheet(name: str, sheet: Any, codes: dict[tuple[int, int], str], builder: Builder) -> None:
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
            text = value.strip() if isinstance(value, str) else show(value, codes.get(at))
            if text:
                values[at] = text
        if len(values) > MOST_CELLS:
            raise too_large("cells", len(values), MOST_CELLS)
    ranges = getattr(sheet, "merged_cell_ranges", None) or []
    merges = [(a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in ranges]
    add_sheet(name, values, merges, builder)
