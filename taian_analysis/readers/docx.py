"""Word .docx -> lines and tables, in one pass over the XML of its main part.

python-docx's `table.cell(r, c)` builds the whole grid anew for each cell, and each of its objects
costs; walking lxml's own tree once is linear, and takes documents with macros, templates and the
strict form too. Read as Word shows it: tracked insertions are there, deletions and hidden text are
not, text boxes come where they are anchored, footnotes at the end.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from contextlib import suppress
from datetime import date
from itertools import islice
from typing import Any

from lxml import etree

from ..base import catalog
from ..base.errors import ReportError, cause
from ..base.phrases import say
from ..base.vocabulary import pattern
from ._build import Builder, Grid, Slot
from .html import RAISED
from .xml_parts import parsed

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_PLAIN = _W[1:-1].encode()
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
P, R, T, TBL, TR, TC = (_W + tag for tag in ("p", "r", "t", "tbl", "tr", "tc"))
_PPR, _RPR, _TXBX, _VAL = _W + "pPr", _W + "rPr", _W + "txbxContent", _W + "val"
_SYM = _W + "sym"
#: what rows and cells may be wrapped in
_WRAPS = {_W + tag for tag in ("sdt", "sdtContent", "ins", "customXml", "smartTag")}
_SKIPPED = {_W + tag for tag in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sdtPr")}
_SKIPPED |= {_MC + "Fallback"}
_MARKS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
#: characters of Word's Symbol font, which are stored by number
_SYMBOLS = {0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB0: "°", 0xB9: "≠", 0xB7: "·"}
_NOTE_MARK = catalog.load("pages")["note_mark"]
_TITLE_STYLE = pattern("pages", "title_style")
_TEMPLATE_TITLE = pattern("pages", "template_title")
#: the day of python-docx's own template, which says nothing about the document
_TEMPLATE_DAY = date(2013, 12, 23)


def read(data: bytes, builder: Builder, file: str | None = None) -> dict[str, Any]:
    """Fill the builder from a .docx; return what its properties say about title and date."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            name = _main_part(package)
            body = _parsed(package.read(name)).find(_W + "body")
            notes, hints = _footnotes(package, name), _properties(package)
    except (
        KeyError,
        ValueError,
        etree.LxmlError,
        zipfile.BadZipFile,
        zlib.error,
        OSError,
    ) as error:
        raise ReportError.of("error.word_damaged", file=file, found=cause(error)) from error
    if body is None:
        raise ReportError.of("error.word_empty", file=file)
    if title := _titled(body):
        hints["title"] = title
    _blocks(body, builder)
    for text in notes:
        builder.line(text)
    return hints


def _titled(body: Any) -> str:
    """Return the first paragraph that has the style of a title."""
    for paragraph in islice(body.iterchildren(P), 20):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and _TITLE_STYLE.fullmatch(style.get(_W + "val") or ""):
            return _text(paragraph).strip()
    return ""


def _parsed(raw: bytes) -> Any:
    """Parse a part; a document in the strict form of the standard differs in its names only."""
    if _STRICT in raw[:4096]:
        raw = raw.replace(_STRICT, _PLAIN)
    return parsed(raw, blanks=False)


def _main_part(package: zipfile.ZipFile) -> str:
    """Return the name of the document's main part, whatever kind of Word file it is."""
    for relation in _parsed(package.read("_rels/.rels")):
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or "").lstrip("/")
    raise KeyError("officeDocument")


def _properties(package: zipfile.ZipFile) -> dict[str, Any]:
    hints: dict[str, Any] = {}
    try:
        core = _parsed(package.read("docProps/core.xml"))
    except (KeyError, etree.LxmlError):
        return hints
    found = {etree.QName(node).localname: (node.text or "").strip() for node in core.iter("*")}
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", found.get("created") or found.get("modified") or "")
    with suppress(ValueError):
        day = date(*map(int, match.groups())) if match else _TEMPLATE_DAY
        if day.year >= 2000 and day != _TEMPLATE_DAY:
            hints["date"] = day
    if (title := found.get("title")) and not _TEMPLATE_TITLE.fullmatch(title):
        hints["title"] = title
    return hints


def _footnotes(package: zipfile.ZipFile, main: str) -> list[str]:
    out = []
    folder = main.rpartition("/")[0]
    for kind in ("footnotes", "endnotes"):
        with suppress(KeyError, etree.LxmlError):
            for note in _parsed(package.read(f"{folder}/{kind}.xml")):
                if note.get(_W + "type") is None and (text := _text(note).strip()):
                    out.append(f"{_NOTE_MARK}{text}")
    return out


def _text(node: Any) -> str:
    r"""Return the text of a paragraph or cell; paragraphs are parted by "\n"."""
    words: list[str] = []
    _collect(node, words, [])
    return "".join(words).strip("\n")


def _paragraph(node: Any, words: list[str], boxes: list[Any]) -> None:
    """Add a paragraph's text, and a line end; runs of plain text, which most are, at once."""
    for child in node:
        tag = child.tag
        if tag == R:
            own: list[str] = []
            for part in child:
                if part.tag == T:
                    own.append(part.text or "")
                elif part.tag != _RPR or len(part):
                    own.clear()
                    _run(child, words, boxes)
                    break
            words += own
        elif tag != _PPR:
            _collect([child], words, boxes)
    words.append("\n")


def _collect(node: Any, words: list[str], boxes: list[Any]) -> None:
    """Add the node's text; text boxes are put aside to follow the paragraph."""
    for child in node:
        tag = child.tag
        if tag == T:
            words.append(child.text or "")
        elif tag == R:
            _run(child, words, boxes)
        elif tag in _MARKS:
            words.append(_MARKS[tag])
        elif tag == P:
            _paragraph(child, words, boxes)
        elif tag == _TXBX:
            boxes.append(child)
        elif tag == _SYM:
            words.append(_symbol(child))
        elif tag not in _SKIPPED and len(child):
            _collect(child, words, boxes)
            _close(tag, words)


def _close(tag: str, words: list[str]) -> None:
    """Put a blank after a cell of a table inside a cell, and a line end after its row."""
    if tag == TR:
        words.append("\n")
    elif tag == TC:
        while words and words[-1] == "\n":
            words.pop()
        words.append(" ")


def _symbol(node: Any) -> str:
    try:
        code = int(node.get(_W + "char") or "0", 16)
    except ValueError:
        return ""
    return _SYMBOLS.get(code & 0xFF, "")


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
            _paragraph(child, words, boxes)
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
        tag = child.tag
        if tag == wanted:
            out.append(child)
        elif tag in _WRAPS:
            out += _own(child, wanted)
    return out


def _look(properties: Any) -> dict[str, str]:
    """Return the properties of a cell or row by tag; "" where one has no value."""
    return {} if properties is None else {x.tag: x.get(_VAL, "") for x in properties}


def _count(value: str | None) -> int:
    return min(int(value), 1000) if value and value.isdecimal() else 0


def _table(table: Any, builder: Builder) -> None:
    rows = [(row, _look(row.find(_W + "trPr"))) for row in _own(table, TR)]
    rows = [(row, look) for row, look in rows if _W + "del" not in look]
    cells = [_own(row, TC) for row, _ in rows]
    inner = _nesting(table, cells)
    count = sum(map(len, cells))
    if inner and (count - len(inner) < 6 or len(inner) > 0.5 * count):
        for row in cells:  # a table that only lays out others
            for cell in row:
                _blocks(cell, builder)
        return
    laid = _Rows(inner)
    for (_, look), row in zip(rows, cells, strict=True):
        laid.add(row, _count(look.get(_W + "gridBefore")))
    grid = laid.grid
    if any(isinstance(slot, str) and slot for row_ in grid for slot in row_):
        number = len(builder.tables) + 1
        evidence = say("seen.of_form", "zh", form="Word", n=len(grid))
        builder.table(grid, "docx", places=f"表{number} ", evidence=evidence)
    for part in laid.large:
        _table(part, builder)


def _nesting(table: Any, cells: list[list[Any]]) -> set[Any]:
    """Return the cells that hold tables."""
    if next(table.iterdescendants(TBL), None) is None:
        return set()
    return {cell for row in cells for cell in row if cell.find(f".//{TBL}") is not None}


class _Rows:
    """The grid of a table while its rows are laid, and the tables put aside for after it."""

    def __init__(self, inner: set[Any]) -> None:
        self.inner = inner
        self.grid: Grid = []
        self.large: list[Any] = []
        self.above: dict[int, tuple[int, int]] = {}  # column -> the cell a vMerge there continues

    def add(self, cells: list[Any], before: int) -> None:
        """Add a row that begins so many columns from the left."""
        r = len(self.grid)
        slots: list[Slot] = [""] * before
        here: dict[int, tuple[int, int]] = {}
        for cell in cells:
            look = _look(cell.find(_W + "tcPr"))
            c, across = len(slots), max(_count(look.get(_W + "gridSpan")), 1)
            down, left = look.get(_W + "vMerge"), look.get(_W + "hMerge")
            if left is not None and left != "restart" and slots:
                last = slots[-1]
                slots += [last if isinstance(last, tuple) else (r, c - 1)] * across
                continue
            if down is not None and down != "restart" and c in self.above:
                origin = self.above[c]
                slots += [origin] * across
            else:
                origin = (r, c)
                slots.append(_cell(cell, self.large if cell in self.inner else None))
                slots += [origin] * (across - 1)
            if down is not None:
                here[c] = origin
        self.above = here
        self.grid.append(slots)


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
                _paragraph(child, words, boxes)
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
