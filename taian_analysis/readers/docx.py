"""Word .docx -> lines and tables, in one pass over the XML that python-docx has parsed.

`python-docx`'s `table.cell(r, c)` builds the whole grid anew for each cell; walking the rows once
is linear. Read as Word shows it: tracked insertions are there, deletions and hidden text are not,
text boxes come where they are anchored, footnotes at the end.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

from lxml import etree

from ..errors import ReportError
from ._build import Builder, Grid, Slot
from .html import RAISED

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_PLAIN = _W[1:-1].encode()
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
P, R, T, TBL, TR, TC = (_W + tag for tag in ("p", "r", "t", "tbl", "tr", "tc"))
_RPR, _TXBX, _SDT = _W + "rPr", _W + "txbxContent", _W + "sdt"
_SKIPPED = {_W + tag for tag in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sdtPr")}
_SKIPPED |= {_MC + "Fallback"}
_MARKS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
#: characters of Word's Symbol font, which are stored by number
_SYMBOLS = {0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB0: "°", 0xB9: "≠", 0xB7: "·"}
#: the day of python-docx's own template, which says nothing about the document
_TEMPLATE_DAY = date(2013, 12, 23)


def read(data: bytes, builder: Builder, file: str | None = None) -> dict[str, Any]:
    """Fill the builder from a .docx; return what its properties say about title and date."""
    body, notes, hints = _open(data, file)
    _blocks(body, builder)
    for text in notes:
        builder.line(text)
    return hints


def _open(data: bytes, file: str | None) -> tuple[Any, list[str], dict[str, Any]]:
    """Parse with python-docx; macro, template and strict documents straight from the package."""
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as first:
        return _bare(data, file, first), [], {}
    return document.element.body, _footnotes(document), _properties(document)


def _bare(data: bytes, file: str | None, first: Exception) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            name = next(n for n in names if re.fullmatch(r"word/document\d*\.xml", n))
            raw = package.read(name).replace(_STRICT, _PLAIN)
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        body = etree.fromstring(raw, parser).find(_W + "body")
    except Exception as second:
        raise ReportError(
            "the Word document is damaged; open it in Word or WPS and save it again",
            zh="Word 文档已损坏;请在 Word 或 WPS 中打开并重新保存",
            file=file,
            found=first,
        ) from second
    if body is None:
        raise ReportError("the Word document is empty", zh="Word 文档是空的", file=file)
    return body


def _properties(document: Any) -> dict[str, Any]:
    try:
        core = document.core_properties
        day = core.created or core.modified
        title = (core.title or "").strip()
    except Exception:
        return {}
    day = day.date() if day is not None else None
    hints: dict[str, Any] = {}
    if day and day.year >= 2000 and day != _TEMPLATE_DAY:
        hints["date"] = day
    for paragraph in document.element.body.iterchildren(P):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and style.get(_W + "val") in ("Title", "a3", "a4", "标题"):
            title = _text(paragraph).strip() or title
            break
    if title and title not in ("Word Document", "文档"):
        hints["title"] = title
    return hints


def _footnotes(document: Any) -> list[str]:
    out = []
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/footnotes", "/endnotes")):
            try:
                root = etree.fromstring(relation.target_part.blob)
            except etree.XMLSyntaxError:
                continue
            for note in root:
                if note.get(_W + "type") is None and (text := _text(note).strip()):
                    out.append(f"注:{text}")
    return out


def _text(node: Any) -> str:
    r"""Return the text of a paragraph or cell; paragraphs are parted by "\n"."""
    words: list[str] = []
    _collect(node, words, [])
    return "".join(words).strip("\n")


def _collect(node: Any, words: list[str], boxes: list[Any]) -> None:
    """Add the node's text; text boxes are put aside to follow the paragraph."""
    for child in node:
        tag = child.tag
        if tag == T:
            words.append(child.text or "")
        elif tag == R:
            _run(child, words, boxes)
        elif tag in _SKIPPED or not isinstance(tag, str):
            continue
        elif tag in _MARKS:
            words.append(_MARKS[tag])
        elif tag == P:
            _collect(child, words, boxes)
            words.append("\n")
        elif tag == TC:
            _collect(child, words, boxes)
            while words and words[-1] == "\n":
                words.pop()
            words.append(" ")
        elif tag == TR:
            _collect(child, words, boxes)
            words.append("\n")
        elif tag == _TXBX:
            boxes.append(child)
        elif tag == _W + "sym":
            code = int(child.get(_W + "char") or "0", 16) & 0xFF
            words.append(_SYMBOLS.get(code, ""))
        elif len(child):
            _collect(child, words, boxes)


def _run(run: Any, words: list[str], boxes: list[Any]) -> None:
    """Add a run: hidden text is left out, raised digits stay raised (5753¹ is not 57531)."""
    look = run.find(_RPR)
    if look is None or not len(look):
        _collect(run, words, boxes)
        return
    hidden = look.find(_W + "vanish")
    if hidden is not None and hidden.get(_W + "val") not in ("0", "false"):
        return
    raised = look.find(_W + "vertAlign")
    if raised is not None and raised.get(_W + "val") == "superscript":
        part: list[str] = []
        _collect(run, part, boxes)
        words.append("".join(part).translate(RAISED))
        return
    _collect(run, words, boxes)


def _blocks(node: Any, builder: Builder) -> None:
    """Go through paragraphs and tables in order, into content controls and insertions."""
    for child in node:
        tag = child.tag
        if tag == P:
            words: list[str] = []
            boxes: list[Any] = []
            _collect(child, words, boxes)
            text = "".join(words)
            if text.strip():
                builder.line(text.strip("\n"))
            for box in boxes:
                _blocks(box, builder)
        elif tag == TBL:
            _table(child, builder)
        elif tag not in _SKIPPED and isinstance(tag, str) and len(child):
            _blocks(child, builder)


def _own(node: Any, wanted: str) -> list[Any]:
    """Return the rows of a table or the cells of a row, also inside content controls."""
    out = []
    for child in node:
        if child.tag == wanted:
            out.append(child)
        elif (
            child.tag not in _SKIPPED
            and isinstance(child.tag, str)
            and child.tag != TBL
            and (
                child.tag
                in (_SDT, _W + "sdtContent", _W + "ins", _W + "customXml", _W + "smartTag")
            )
        ):
            out += _own(child, wanted)
    return out


def _value(node: Any, path: str, default: str = "") -> str | None:
    """Return the w:val of a property, `default` where it has none, None where it is absent."""
    found = node.find(path) if node is not None else None
    return None if found is None else found.get(_W + "val", default)


def _count(node: Any, path: str) -> int:
    value = _value(node, path) or "0"
    return min(int(value), 1000) if value.isdigit() else 0


def _table(table: Any, builder: Builder) -> None:
    rows = [row for row in _own(table, TR) if row.find(f"{_W}trPr/{_W}del") is None]
    cells = [_own(row, TC) for row in rows]
    inner = [cell for row in cells for cell in row if cell.find(f".//{TBL}") is not None]
    count = sum(map(len, cells))
    if inner and (count - len(inner) < 6 or len(inner) > 0.5 * count):
        for row in cells:  # a table that only lays out others
            for cell in row:
                _blocks(cell, builder)
        return
    large: list[Any] = []
    grid: Grid = []
    above: dict[int, tuple[int, int]] = {}  # grid column -> the cell a vMerge there continues
    for r, row in enumerate(rows):
        slots: list[Slot] = [""] * _count(row, f"{_W}trPr/{_W}gridBefore")
        here: dict[int, tuple[int, int]] = {}
        for cell in cells[r]:
            look = cell.find(_W + "tcPr")
            c, across = len(slots), max(_count(look, _W + "gridSpan"), 1)
            down = _value(look, _W + "vMerge", "continue")
            if _value(look, _W + "hMerge", "continue") == "continue" and slots:
                origin = slots[-1] if isinstance(slots[-1], tuple) else (r, len(slots) - 1)
                slots += [origin] * across
                continue
            if down == "continue" and c in above:
                origin = above[c]
                slots += [origin] * across
            else:
                origin = (r, c)
                slots += [_cell(cell, large if cell in inner else None)]
                slots += [origin] * (across - 1)
            if down is not None:
                here[c] = origin
        above = here
        grid.append(slots)
    if any(isinstance(slot, str) and slot for row_ in grid for slot in row_):
        number = len(builder.tables) + 1
        builder.table(grid, "docx", places=f"表{number} ", evidence=f"Word 表格,{len(grid)} 行")
    for part in large:
        _table(part, builder)


def _cell(cell: Any, large: list[Any] | None) -> str:
    r"""Return a cell's text; a table of its own inside it is put aside, a stack is "\n" lines."""
    words: list[str] = []
    boxes: list[Any] = []
    if large is None:
        _collect(cell, words, boxes)
    else:
        for child in cell:
            if (
                child.tag == TBL
                and len(rows := _own(child, TR)) >= 3
                and len(_own(rows[0], TC)) >= 3
            ):
                large.append(child)
            elif child.tag == P:
                _collect([child], words, boxes)
            else:
                _collect(child, words, boxes)
    for box in boxes:
        _collect(box, words, [])
    text = "".join(words).replace("\t", " ")
    return (
        text.strip()
        if "\n" not in text
        else "\n".join(row.strip() for row in text.split("\n") if row.strip())
    )
