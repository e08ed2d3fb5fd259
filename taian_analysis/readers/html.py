"""HTML -> lines and tables: row and column spans, nested tables, unclosed and cut-off markup."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from itertools import chain
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from ..base.errors import ReportError
from ..base.phrases import say
from ..grammar import imprint
from ._build import Builder, expand
from .text import decode
from .xml_parts import bounded, uncrowded

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_\-]+)""", re.I)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_SKIPPED = {"script", "style", "noscript", "template", "head", "title", "select", "textarea"}
_SKIPPED |= {"svg", "math", "iframe", "object", "button", "colgroup", "col"}
_BLOCKS = {"p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS |= {"section", "article", "header", "footer", "main", "nav", "aside", "blockquote", "pre"}
_BLOCKS |= {"center", "form", "fieldset", "caption", "hr", "body", "html", "figure", "address"}
_BLOCKS |= {"table", "thead", "tbody", "tfoot", "tr", "td", "th", "figcaption", "details"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")


def declared_charset(data: bytes) -> str | None:
    """Return the charset an HTML or XML document names near its top, or None."""
    match = _XML.search(data[:200]) or _CHARSET.search(data[:8192])
    return match[1].decode("ascii") if match else None


def read_html(text: str, builder: Builder, file: str | None = None) -> dict[str, Any]:
    """Fill the builder from HTML; return what its head says about title, issuer and date."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    bounded(text)
    uncrowded(text)
    try:
        root = lxml_html.document_fromstring(
            text.encode("utf-8", "surrogatepass"), parser=parser, ensure_head_body=True
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise ReportError.of("error.not_html_read", file=file, found=error) from error
    for entry in parser.error_log:
        if "depth" in entry.message.lower() or "huge" in entry.message.lower():
            raise ReportError.of("error.html_nested_too_deeply", file=file, line=entry.line)
    _Walk(builder).apart(root.find("body"))
    return _head(root)


def read_mhtml(data: bytes | str, builder: Builder, file: str | None = None) -> dict[str, Any]:
    """Read a web archive (.mht, or Word's "single file web page"): its first HTML part."""
    import email
    from email import policy

    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    message = email.message_from_bytes(raw, policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                charset = part.get_content_charset() or declared_charset(payload)
                text, encoding = decode(payload, file, charset)
                return read_html(text, builder, file) | {"encoding": encoding}
    raise ReportError.of("error.web_archive_empty", file=file)


def _head(root: Any) -> dict[str, Any]:
    names = {
        (node.get("name") or node.get("property") or "").lower(): node.get("content") or ""
        for node in root.iter("meta")
    }

    def first(*keys: str) -> str | None:
        return next((names[key].strip() for key in keys if names.get(key, "").strip()), None)

    title = first("articletitle") or next(
        (words for node in root.iter("h1") if (words := inline(node))), None
    )
    if title is None and (node := root.find(".//title")) is not None and node.text:
        title = re.split(r"[_|—-]", node.text.strip())[0].strip()
    day: date | None = None
    if printed := first("pubdate", "publishdate", "article:published_time", "date"):
        match = imprint.DAY.search(printed)
        day = imprint.to_date(match) if match else None
    return {"title": title or None, "issuer": first("contentsource", "source"), "date": day}


def _hidden(node: Any) -> bool:
    return (
        node.tag in _SKIPPED
        or node.get("hidden") is not None
        or bool(_HIDDEN.search(node.get("style") or ""))
    )


class _Walk:
    """A way through the document in order: a line for each block, a table for each table."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.words: list[str] = []

    def apart(self, node: Any) -> None:
        """Add what a node holds as lines of their own."""
        self.visit(node, False)
        self.flush()

    def flush(self) -> None:
        """End the line."""
        for row in "".join(self.words).split("\n"):
            if row.strip():
                self.builder.line(_BLANKS.sub(" ", row).strip(" "))
        self.words.clear()

    def visit(self, node: Any, raw: bool) -> None:
        """Add a node's text to the line; `raw` keeps blanks and breaks as they are."""
        tag = node.tag
        if not isinstance(tag, str) or _hidden(node):
            return
        if tag == "br":
            self.words.append("\n")
        elif tag == "table":
            self.flush()
            _table(node, self)
        else:
            if tag in _BLOCKS:
                self.flush()
            self._inside(node, raw or tag == "pre")
            if tag in _BLOCKS:
                self.flush()

    def _inside(self, node: Any, raw: bool) -> None:
        if node.text:
            self.words.append(_own(node.text, node, raw))
        for child in node:
            self.visit(child, raw)
            if child.tail:
                self.words.append(_own(child.tail, node, raw))


def _own(text: str, node: Any, raw: bool) -> str:
    text = text if raw else _BLANKS.sub(" ", text)
    return text.translate(RAISED) if node.tag == "sup" else text


def inline(node: Any, but: Collection[Any] = ()) -> str:
    r"""Return the text of a cell: blanks collapsed, "\n" where a block or a <br> breaks it.

    `but` are parts of it to leave out.
    """
    words: list[str] = []
    _gather(node, words, set(but))
    rows = (_BLANKS.sub(" ", row).strip(" \u3000\xa0") for row in "".join(words).split("\n"))
    return "\n".join(row for row in rows if row)


def _gather(node: Any, words: list[str], but: set[Any]) -> None:
    raw = node.tag == "pre"
    if node.text:
        words.append(_own(node.text, node, raw))
    for child in node:
        if child not in but and isinstance(child.tag, str) and not _hidden(child):
            before, after = _breaks(child.tag)
            words.append(before)
            _gather(child, words, but)
            words.append(after)
        if child.tail:
            words.append(_own(child.tail, node, raw))


def _breaks(tag: str) -> tuple[str, str]:
    """Return what stands before and after an element inside a cell."""
    if tag == "br":
        return "\n", ""
    if tag in ("td", "th"):
        return " ", ""
    return ("\n", "\n") if tag in _BLOCKS else ("", "")


def _span(cell: Any, name: str) -> int:
    match = re.match(r"\d{1,9}", (cell.get(name) or "").strip())
    return int(match[0]) if match else 1


def _rows(table: Any) -> list[tuple[Any, int]]:
    """Return the table's own rows with the number of the row group each is in."""
    out: list[tuple[Any, int]] = []
    group = 0
    for child in table:
        if child.tag == "tr":
            out.append((child, group))
        elif child.tag in ("thead", "tbody", "tfoot"):
            group += 1
            out += [(row, group) for row in child if row.tag == "tr"]
            group += 1
    return [(row, number) for row, number in out if not _hidden(row)]


def _table(table: Any, walk: _Walk) -> None:
    """Add a table; one that only lays out others is gone through cell by cell instead."""
    rows = _rows(table)
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row, _ in rows]
    caption = next((child for child in table if child.tag == "caption"), None)
    nested = {cell for row in cells for cell in row if cell.find(".//table") is not None}
    if nested and _lays_out(cells, nested):
        for part in chain((caption,), *cells):
            if part is not None:
                walk.apart(part)
        return
    title = inline(caption) if caption is not None else ""
    if title:
        walk.builder.line(title)
    inner: list[Any] = []
    grid = []
    for row in cells:
        out = []
        for cell in row:
            if not _hidden(cell):
                apart = _tables_in(cell) if cell in nested else []
                inner += apart
                out.append((inline(cell, apart), _span(cell, "rowspan"), _span(cell, "colspan")))
        grid.append(out)
    if any(text for row in grid for text, _, _ in row):
        number = len(walk.builder.tables) + 1
        walk.builder.table(
            expand(grid, [group for _, group in rows]),
            "html",
            places=f"表{number} ",
            caption=title or None,
            evidence=say("seen.html", "zh", line=table.sourceline or "?", n=len(grid)),
        )
    for part in inner:
        _table(part, walk)


def _lays_out(cells: list[list[Any]], nested: set[Any]) -> bool:
    """Tell whether a table has few cells of its own beside those that hold tables."""
    filled = sum(bool(inline(cell)) for row in cells for cell in row if cell not in nested)
    return filled < 6 or len(nested) > 0.5 * (filled + len(nested))


def _tables_in(node: Any) -> list[Any]:
    """Return the outermost tables of their own in a node; those in them are theirs to tell."""
    out: list[Any] = []
    for child in node:
        if child.tag == "table" and _large(child):
            out.append(child)
        elif len(child):
            out += _tables_in(child)
    return out


def _large(table: Any) -> bool:
    """Tell whether a table inside a cell is a table of its own rather than a stacked cell."""
    rows = _rows(table)
    return len(rows) >= 3 and max((len(row) for row, _ in rows), default=0) >= 3
