"""XML of a container -> its tree, read safely: no entities, no network, and no more than fits."""

from __future__ import annotations

import re
import zipfile
from typing import Any

from lxml import etree

from ._build import too_large

#: marks "<" in one part or page: each is a node of some 200 bytes, or half of one
MOST_MARKS = 2_000_000
#: attributes of one element of a page: libxml2 holds each against all before it
MOST_ATTRIBUTES = 300
#: they as HTML 5 reads them: a name, and perhaps a value within quotes or without
_ATTRIBUTE = r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?+[\s/]*+"""
_CROWDED = re.compile(rf"<[A-Za-z][\w:.-]*+[\s/]++(?:{_ATTRIBUTE}){{{MOST_ATTRIBUTES + 1}}}", re.A)


def uncrowded(page: str) -> None:
    """Refuse a page that has an element of more attributes than any has.

    Raises
    ------
    ReportError
        With the limit.
    """
    if _CROWDED.search(page):
        raise too_large("attributes", "…", MOST_ATTRIBUTES)


def bounded(raw: bytes | str) -> None:
    """Refuse markup of more elements than a tree of them is worth.

    Raises
    ------
    ReportError
        With how many there are and the limit.
    """
    count = raw.count("<") if isinstance(raw, str) else raw.count(b"<")
    if count > MOST_MARKS:
        raise too_large("elements", count, MOST_MARKS)


def parsed(raw: bytes, *, blanks: bool = True) -> Any:
    """Return the root of an XML part; `blanks` keeps text that is blank."""
    bounded(raw)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=not blanks)
    return etree.fromstring(raw, parser)


def part(package: zipfile.ZipFile, name: str) -> Any:
    """Return the root of a part of a container.

    Raises
    ------
    ReportError, KeyError, lxml.etree.LxmlError
        If it is too large, is not there or is no XML.
    """
    return parsed(package.read(name))
