"""What each line of a report is: a title, a heading, a row of a table, a paragraph or nothing."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from ..base.report import Report
from ..grammar.marks import LEVELS

KINDS = ("title", "heading", "row", "paragraph", "blank")

_LONGEST = 42
_SENTENCE = re.compile(r"[。;；!！?？,，](?=.)|[,，;；:：]$")
#: The rule under a Markdown table's head, and other lines that only divide.
_RULE = re.compile(r"\A[|\s:+]*+(?:[-=_]{3,}+[|\s:+]*+)++")
_CELLS = re.compile(r"\|.*\||\t.*\t|^\|")


class LineKind(NamedTuple):
    """The kind of a line, and the level of a heading (1 the highest, else 0)."""

    kind: str
    level: int = 0


def line_kind(text: str) -> LineKind:
    """Say what a line is from its own words.

    A heading begins with a mark of its level, is short, is one phrase, and below the second level
    holds no number: 1.全市有低保对象3万人。 is an item of a list.

    Examples
    --------
    >>> line_kind("(一)努力织密织牢基本民生保障网。")
    LineKind(kind='heading', level=2)
    >>> line_kind("1.全市有低保对象3万人。").kind
    'paragraph'
    """
    plain = text.strip()
    if not plain or _RULE.fullmatch(plain):
        return LineKind("blank")
    if _CELLS.search(plain):
        return LineKind("row")
    if len(plain) <= _LONGEST:
        for level, mark in enumerate(LEVELS, 1):
            found = mark.match(plain)
            if found is None:
                continue
            rest = plain[found.end() :]
            if not _SENTENCE.search(rest) and not (level > 2 and re.search(r"\d", rest)):
                return LineKind("heading", level)
            break
    return LineKind("paragraph")


def line_kinds(report: Report, rows: Collection[int] = ()) -> list[LineKind]:
    r"""Say what each line of a report is.

    Parameters
    ----------
    report
        The report.
    rows
        Numbers of lines that are known to be rows of a table.

    Examples
    --------
    >>> from taian_analysis import read_report
    >>> [line.kind for line in line_kinds(read_report("一、总体情况\n全市共有5个县。"))]
    ['heading', 'paragraph']
    """
    cells = {cell.line for table in report.tables for row in table.rows for cell in row}
    known = cells | set(rows)
    out = []
    for line in report.lines:
        kind = line_kind(line.text)
        if kind.kind != "blank" and line.number in known:
            kind = LineKind("row")
        elif report.title and line.text.strip() == report.title and kind.kind != "row":
            kind = LineKind("title")
        out.append(kind)
    return out
