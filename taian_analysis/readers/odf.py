"""OpenDocument text and sheets (.odt, .ods) -> lines and tables, each cell as it is shown."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from ..base.errors import ReportError
from ._build import MOST_CELLS, Builder, Grid, Slot, too_large
from .sheet_grid import lay_sheet
from .xml_parts import part as part_of

_NS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _OFFICE = (f"{_NS}{name}:1.0}}" for name in ("text", "table", "office"))
_PARAGRAPHS = {_TEXT + "p", _TEXT + "h"}
#: deleted text, notes' own numbers, comments and drawn shapes' titles are not the text
_SKIPPED = {_TEXT + "tracked-changes", _TEXT + "note-citation", _OFFICE + "annotation"}
_MARKS = {_TEXT + "tab": " ", _TEXT + "line-break": "\n", _TEXT + "s": " "}
_ROWS = {_TABLE + name for name in ("table-header-rows", "table-row-group", "table-rows")}


def read(data: bytes, builder: Builder, file: str | None = None) -> dict[str, Any]:
    """Fill the builder from an OpenDocument file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            body = part_of(package, "content.xml").find(_OFFICE + "body")
        if body is None:
            raise KeyError("office:body")
    except (KeyError, zipfile.BadZipFile, etree.LxmlError, OSError) as error:
        raise ReportError.of(
            "error.odf_damaged", file=file, found=f"{type(error).__name__}: {error}"[:200]
        ) from error
    for part in body:
        sheet = part.tag == _OFFICE + "spreadsheet"
        _blocks(part, builder, "ods" if sheet else "odt")
    return {}


def _blocks(node: Any, builder: Builder, kind: str) -> None:
    for child in node:
        if child.tag in _PARAGRAPHS:
            text = _text(child)
            if text.strip():
                builder.line(text.strip("\n"))
            for table in child.iter(_TABLE + "table"):  # in a text box
                _table(table, builder, kind)
        elif child.tag == _TABLE + "table":
            _table(child, builder, kind)
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            _blocks(child, builder, kind)


def _text(node: Any) -> str:
    out = [node.text or ""]
    for child in node:
        if child.tag in _MARKS:
            out.append(_MARKS[child.tag] * int(child.get(_TEXT + "c") or 1))
        elif child.tag in _PARAGRAPHS:  # of a text box
            out += ["\n", _text(child)]
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED | {_TABLE + "table"}:
            out.append(_text(child))
        out.append(child.tail or "")
    return "".join(out)


def _rows(table: Any) -> list[Any]:
    out = []
    for child in table:
        if child.tag == _TABLE + "table-row":
            out.append(child)
        elif child.tag in _ROWS:
            out += _rows(child)
    return out


def _count(node: Any, name: str) -> int:
    value = node.get(_TABLE + name) or "1"
    return max(1, int(value)) if value.isdigit() else 1


def _table(table: Any, builder: Builder, kind: str) -> None:
    """Add a table; what is repeated without a text (a sheet's empty rest) is left out."""
    grid: Grid = []
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    total = 0
    for row in _rows(table):
        slots = _slots(row, len(grid), covered)
        if not any(slots) and kind == "ods":
            continue
        times = min(_count(row, "number-rows-repeated"), MOST_CELLS) if any(slots) else 1
        total += times * len(slots)
        if total > MOST_CELLS:
            raise too_large("table_cells", total, MOST_CELLS)
        grid += [list(slots) for _ in range(times)]
    if not any(isinstance(slot, str) and slot for row_ in grid for slot in row_):
        return
    name = table.get(_TABLE + "name") or ""
    if kind == "ods":
        lay_sheet(builder, grid, kind, name=name, places=f"{name}!")
        return
    places = f"表{len(builder.tables) + 1} "
    builder.table(grid, kind, places=places, evidence=f"OpenDocument 表格,{len(grid)} 行")


def _slots(row: Any, r: int, covered: dict[tuple[int, int], tuple[int, int]]) -> list[Slot]:
    slots: list[Slot] = []
    pending = 0  # empty cells count only where a filled one follows
    for cell in row:
        if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            continue
        text = "\n".join(_text(p) for p in cell if p.tag in _PARAGRAPHS).strip()
        times = _count(cell, "number-columns-repeated")
        at = len(slots) + pending
        if not text and (r, at) not in covered:
            pending += times
            continue
        if at + times > MOST_CELLS:
            raise too_large("table_cells", at + times, MOST_CELLS)
        slots += [covered.get((r, c), "") for c in range(len(slots), at)]
        pending = 0
        for _ in range(times):
            c = len(slots)
            slots.append(covered.get((r, c), text))
        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down * across > MOST_CELLS:
            raise too_large("table_cells", down * across, MOST_CELLS)
        if text and down * across > 1:
            for i in range(r, r + down):
                covered |= {(i, j): (r, at) for j in range(at, at + across) if (i, j) != (r, at)}
    return slots
