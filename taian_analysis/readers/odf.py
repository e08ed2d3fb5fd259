"""OpenDocument text and sheets (.odt, .ods) -> lines and tables, each cell as it is shown."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from ..base.errors import ReportError, cause
from ..base.phrases import say
from ._build import MOST_CELLS, Builder, Grid, Slot, too_large
from .sheet_grid import lay_sheet
from .unseen import add, named, shown_grid
from .xml_parts import part as part_of

_NS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _OFFICE = (f"{_NS}{name}:1.0}}" for name in ("text", "table", "office"))
_STYLE = _NS + "style:1.0}"
#: what a row or column says that is not shown, by hand or by a filter
_HIDDEN = ("collapse", "filter")
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
        raise ReportError.of("error.odf_damaged", file=file, found=cause(error)) from error
    hints: dict[str, Any] = {}
    for part in body:
        sheet = part.tag == _OFFICE + "spreadsheet"
        if sheet:
            _without_hidden_sheets(part, hints)
        _blocks(part, builder, "ods" if sheet else "odt", hints)
    return hints


def _without_hidden_sheets(body: Any, hints: dict[str, Any]) -> None:
    """Take the hidden sheets out of a workbook, and name those with a text."""
    away = {
        style.get(_STYLE + "name")
        for style in body.getroottree().iter(_STYLE + "style")
        for look in style.iter(_STYLE + "table-properties")
        if look.get(_TABLE + "display") == "false"
    }
    for table in list(body.iter(_TABLE + "table")):
        if table.get(_TABLE + "style-name") in away:
            if _text(table).strip():
                hints.setdefault("hidden_sheets", []).append(table.get(_TABLE + "name") or "")
            table.getparent().remove(table)


def _hidden_columns(table: Any, width: int) -> set[int]:
    """Return the numbers, from 1, of the columns that are not shown, of the first so many."""
    out: set[int] = set()
    at = 1
    for column in table.iter(_TABLE + "table-column"):
        after = at + _count(column, "number-columns-repeated")
        if column.get(_TABLE + "visibility") in _HIDDEN:
            out |= set(range(at, min(after, width + 1)))
        at = after
    return out


def _blocks(node: Any, builder: Builder, kind: str, hints: dict[str, Any]) -> None:
    for child in node:
        if child.tag in _PARAGRAPHS:
            text = _text(child)
            if text.strip():
                builder.line(text.strip("\n"))
            for table in child.iter(_TABLE + "table"):  # in a text box
                _table(table, builder, kind, hints)
        elif child.tag == _TABLE + "table":
            _table(child, builder, kind, hints)
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            _blocks(child, builder, kind, hints)


def _text(node: Any) -> str:
    out = [node.text or ""]
    for child in node:
        if child.tag in _MARKS:
            out.append(_MARKS[child.tag] * min(_count(child, "c", _TEXT), _MOST_BLANKS))
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


#: blanks in a row: more than any page is wide
_MOST_BLANKS = 200


def _count(node: Any, name: str, space: str = _TABLE) -> int:
    value = node.get(space + name) or "1"
    return max(1, int(value)) if value.isdecimal() else 1


def _table(table: Any, builder: Builder, kind: str, hints: dict[str, Any]) -> None:
    name = table.get(_TABLE + "name") or ""
    grid, numbers, hidden = _grid(table, kind)
    if kind == "ods":
        columns = _hidden_columns(table, max(map(len, grid), default=0))
        printed = {
            (number, c)
            for number, row in zip(numbers, grid, strict=True)
            for c, slot in enumerate(row, 1)
            if isinstance(slot, str) and slot
        }
        add(hints, named(name, printed, {numbers[r] for r in hidden}, columns))
        grid = shown_grid(grid, hidden, {c - 1 for c in columns})
    if not any(isinstance(slot, str) and slot for row_ in grid for slot in row_):
        return
    if kind == "ods":
        lay_sheet(builder, grid, kind, name=name, places=f"{name}!")
        return
    places = f"表{len(builder.tables) + 1} "
    evidence = say("seen.of_form", "zh", form="OpenDocument", n=len(grid))
    builder.table(grid, kind, places=places, evidence=evidence)


def _grid(table: Any, kind: str) -> tuple[Grid, list[int], set[int]]:
    """Return a table's rows, of each its number, and which of them are not shown.

    What is repeated without a text (a sheet's empty rest) is left out.
    """
    grid: Grid = []
    numbers: list[int] = []
    hidden: set[int] = set()
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    total, after = 0, 1
    for row in _rows(table):
        slots = _slots(row, len(grid), covered)
        first, count = after, _count(row, "number-rows-repeated")
        after += count
        if not any(slots) and kind == "ods":
            continue
        if kind == "ods" and row.get(_TABLE + "visibility") in _HIDDEN:
            hidden.add(len(grid))
            count = 1
        times = min(count, MOST_CELLS) if any(slots) else 1
        total += times * len(slots)
        if total > MOST_CELLS:
            raise too_large("table_cells", total, MOST_CELLS)
        grid += [list(slots) for _ in range(times)]
        numbers += range(first, first + times)
    return grid, numbers, hidden


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
