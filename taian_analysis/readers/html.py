"""HTML -> lines and tables: row and column spans, nested tables, unclosed and cut-off markup."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from ..base.errors import ReportError
from ..grammar import imprint
from ._build import Builder, expand
from .text import decode

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
    try:
        root = lxml_html.document_fromstring(
            text.encode("utf-8", "surrogatepass"), parser=parser, ensure_head_body=True
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise ReportError(
            "this is not HTML that can be read", zh="无法解析的 HTML", file=file, found=error
        ) from error
    for entry in parser.error_log:
        if "depth" in entry.message.lower() or "huge" in entry.message.lower():
            raise ReportError(
                "the HTML is nested too deeply", zh="HTML 嵌套过深", file=file, line=entry.line
            )
    _walk(root.find("body"), builder)
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
    raise ReportError("the web archive holds no page", zh="网页归档中没有网页", file=file)


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
        title = re.split(r"\s*[_|—-]\s*", node.text.strip())[0]
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


def _walk(body: Any, builder: Builder) -> None:
    """Go through the document in order, a line for each block, a table for each table."""
    words: list[str] = []

    def flush() -> None:
        for row in "".join(words).split("\n"):
            if row.strip():
                builder.line(_BLANKS.sub(" ", row).strip(" "))
        words.clear()

    def visit(node: Any, raw: bool) -> None:
        tag = node.tag
        if not isinstance(tag, str) or _hidden(node):
            return
        if tag == "br":
            words.append("\n")
            return
        if tag == "table":
            flush()
            _table(node, builder, apart)
            return
        block = tag in _BLOCKS
        raw = raw or tag == "pre"
        if block:
            flush()
        if node.text:
            words.append(_own(node.text, node, raw))
        for child in node:
            visit(child, raw)
            if child.tail:
                words.append(_own(child.tail, node, raw))
        if block:
            flush()

    def apart(node: Any) -> None:
        visit(node, False)
        flush()

    apart(body)


def _own(text: str, node: Any, raw: bool) -> str:
    text = text if raw else _BLANKS.sub(" ", text)
    return text.translate(RAISED) if node.tag == "sup" else text


def inline(node: Any) -> str:
    r"""Return the text of a cell: blanks collapsed, "\n" where a block or a <br> breaks it."""
    words: list[str] = []

    def visit(node: Any) -> None:
        tag = node.tag
        if not isinstance(tag, str) or _hidden(node):
            return
        if tag == "br":
            words.append("\n")
            return
        block = tag in _BLOCKS and tag not in ("td", "th")
        if block:
            words.append("\n")
        elif tag in ("td", "th"):
            words.append(" ")
        if node.text:
            words.append(_own(node.text, node, tag == "pre"))
        for child in node:
            visit(child)
            if child.tail:
                words.append(_own(child.tail, node, tag == "pre"))
        if block:
            words.append("\n")

    for part in (node.text, *node):
        if isinstance(part, str):
            words.append(_own(part, node, False))
        elif part is not None:
            visit(part)
            if part.tail:
                words.append(_own(part.tail, node, False))
    rows = (_BLANKS.sub(" ", row).strip(" \u3000\xa0") for row in "".join(words).split("\n"))
    return "\n".join(row for row in rows if row)


def _span(cell: Any, name: str) -> int:
    match = re.match(r"\s*(\d{1,9})", cell.get(name) or "")
    return int(match[1]) if match else 1


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


def _table(table: Any, builder: Builder, visit: Any) -> None:
    """Add a table; one that only lays out others is gone through cell by cell instead."""
    rows = _rows(table)
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row, _ in rows]
    nested = [cell for row in cells for cell in row if cell.find(".//table") is not None]
    own = [cell for row in cells for cell in row if cell not in set(nested)]
    filled = sum(bool(inline(cell)) for cell in own) if nested else len(own)
    if nested and (filled < 6 or len(nested) > 0.5 * (filled + len(nested))):
        for child in table:
            if child.tag == "caption":
                visit(child)
        for row in cells:
            for cell in row:
                visit(cell)
        return
    caption = next((inline(child) for child in table if child.tag == "caption"), None)
    if caption:
        builder.line(caption)
    inner: list[Any] = []
    grid = []
    for row in cells:
        out = []
        for cell in row:
            if cell.tag in ("td", "th") and not _hidden(cell):
                text = inline(cell)
                if cell in nested and (big := [t for t in cell.iter("table") if _large(t)]):
                    inner += big
                    text = "\n".join(filter(None, (_without(cell, big),)))
                out.append((text, _span(cell, "rowspan"), _span(cell, "colspan")))
        grid.append(out)
    if any(text for row in grid for text, _, _ in row):
        number = len(builder.tables) + 1
        builder.table(
            expand(grid, [group for _, group in rows]),
            "html",
            places=f"表{number} ",
            caption=caption or None,
            evidence=f"<table> 第{table.sourceline or '?'}行,{len(grid)} 行",
        )
    for part in inner:
        _table(part, builder, visit)


def _large(table: Any) -> bool:
    """Tell whether a table inside a cell is a table of its own rather than a stacked cell."""
    rows = _rows(table)
    return len(rows) >= 3 and max((len(row) for row, _ in rows), default=0) >= 3


def _without(cell: Any, tables: list[Any]) -> str:
    """Return a cell's text but for the tables in it."""
    from copy import deepcopy

    marks = [cell.getroottree().getelementpath(table) for table in tables]
    base = cell.getroottree().getelementpath(cell)
    copy = deepcopy(cell)
    for mark in marks:
        part = copy.find("." + mark.removeprefix(base))
        if part is not None and part.getparent() is not None:
            part.clear(keep_tail=True)
    return inline(copy)
