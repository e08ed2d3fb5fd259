"""What is printed above a table and titles it, and which heads told that it is one."""

from __future__ import annotations

import re

from ..base.phrases import say
from ..base.report import Report
from ..base.vocabulary import pattern
from ..grammar.marks import mark_level
from ..grammar.numerals import chinese_number
from .align import SourceRow
from .cellkinds import chinese, words
from .cells import CellToken
from .layouts_across import Found

_TITLE = words("title")
_ORDINAL = pattern("marks", "alone")


def caption_of(before: list[CellToken], report: Report, header: CellToken) -> str:
    """Return the text near above the header that titles the table."""
    texts = [token.text.strip() for token in before[-12:] if token.text.strip()]
    if header.line is not None and header.line > 1:
        above = [
            line.text.strip() for line in report.lines[max(0, header.line - 7) : header.line - 1]
        ]
        rows = [n for n, t in enumerate(above) if sum(bool(c.strip()) for c in t.split("|")) > 1]
        above = above[rows[-1] + 1 :] if rows else above  # what titles a table before is above it
        texts = [t for t in above if t.strip("| ")] + texts
    return titled(texts) or (report.title or "")


#: where and when a page was put up, who wrote it: near a table, and no title of it
_PUBLISHED = words("published")
#: a line of a form above a table: whose, of what month, who had it made
FORM = pattern("table_dates", "form")


def titled(texts: list[str]) -> str:
    """Return the text that titles a table, of those above it."""
    good = [t for t in texts if chinese(t) and len(t) <= 80]
    good = [t for t in good if not _PUBLISHED.search(t) and not FORM.search(t)]
    titles = [t for t in good if _TITLE.search(t)]
    return re.sub(r"\s+", "", (titles or good or [""])[-1]).strip("|")


_COUNTED = pattern("table_names", "unit_begins")


def title_over(report: Report, found: Found, rows: list[SourceRow]) -> str:
    """Return the title above the heads which the first one below goes on from: 一、 before 二、.

    Or that says what is counted below it: 二、床位数 计量单位:张.
    """
    title = next((row.cells[0][0].text for row in rows if row.kind == "section"), "")
    line = found.header[0].line if found.header else None
    if line is None:
        return ""
    above = (text for row in reversed(report.lines[: line - 1]) if (text := row.text.strip("| \t")))
    over = next(above, "")
    if mark_level(over) > 0 and (said := _COUNTED.search(over)):
        return over[: said.start()].strip()
    if (number := _number(title)) is None:
        return ""
    alike = mark_level(over) == mark_level(title) > 0
    return over if alike and _number(over) == number - 1 else ""


def _number(title: str) -> int | None:
    """Return the Chinese numeral of the mark that a title begins with."""
    found = _ORDINAL.match(title)
    return chinese_number(found[0].strip("()（）、")) if found else None


def evidence_of(found: Found) -> str:
    """Name the heads by which a table was found."""
    heads = "、".join(re.sub(r"\s+", "", token.text) for token in found.header[:8])
    return say("seen.heads", "zh", kind=found.kind, heads=heads)
