"""E-books (.epub) -> the HTML reader, chapter by chapter in the order of the spine."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any
from urllib.parse import unquote

from lxml import etree

from ..base.errors import ReportError
from ._build import Builder
from .html import declared_charset, read_html
from .text import decode
from .xml_parts import part


def read(data: bytes, builder: Builder, file: str | None = None) -> dict[str, Any]:
    """Fill the builder from an .epub."""
    hints: dict[str, Any] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in _spine(package):
                raw = package.read(name)
                text, _ = decode(raw, file, declared_charset(raw))
                found = read_html(text, builder, file)
                hints = {key: hints.get(key) or value for key, value in found.items()}
    except (KeyError, zipfile.BadZipFile, etree.LxmlError, OSError) as error:
        raise ReportError.of("error.epub_damaged", file=file, found=str(error)[:200]) from error
    return hints


def _spine(package: zipfile.ZipFile) -> list[str]:
    container = part(package, "META-INF/container.xml")
    path = next((str(node.get("full-path")) for node in container.iter("{*}rootfile")), "")
    book = part(package, path)
    items = {node.get("id"): node.get("href") or "" for node in book.iter("{*}item")}
    names = [items[node.get("idref")] for node in book.iter("{*}itemref")]
    paths = (posixpath.join(posixpath.dirname(path), unquote(name)) for name in names)
    # EPUB 3, 5.6: each chapter stands there once; a file of 1 KB might name one thousands of times
    return list(dict.fromkeys(map(posixpath.normpath, paths)))
