"""Pledges on lines: a sentence, and at the end of its line what was aimed at and reached of it.

Where a page gives each pledge in two languages the name is the Chinese one, over as many lines as
it has, and the values may stand at the end of either. No such row is sure.
"""

from __future__ import annotations

import re

from ..base.report import Line, Report
from .cellkinds import chinese
from .cells import CellToken
from .headers import Head, read_head
from .layouts_across import Found

_PERCENT = r"\d{1,3}(?:\.\d+)?\s?[%\uff05]"
_MARK = re.compile(r"\A(?:[(\uff08]\w{1,2}[)\uff09]|\d{1,2}(?=[\s.])\.?)\s*")
_WORD = re.compile(r"\w")
_HEADS = 3  # a name, a target and a result
_FEWEST, _SIGNS = 3, " ;\uff1b,\uff0c"


def pledges(report: Report) -> Found | None:
    """Read sentences that end with target and result in percent; None where there are none."""
    for n, line in enumerate(report.lines):
        heads = _heads(line.text)
        if heads is not None:
            found = _below(report.lines[n + 1 :], line, heads)
            if found is not None:
                return found
    return None


def _heads(text: str) -> list[Head] | None:
    """Return a line's heads, one of names and several of values, and nothing else but marks."""
    words = [word for word in text.split() if _WORD.search(word)]
    if len(words) != _HEADS:
        return None
    known = [head for head in map(read_head, words) if head is not None]
    if len(known) < _HEADS or known[0].role != "name":
        return None
    return known if {head.role for head in known[1:]} == {"target", "actual"} else None


def _below(lines: tuple[Line, ...], header: Line, heads: list[Head]) -> Found | None:
    ends = re.compile(rf"(?P<name>.*?)((?:\s+{_PERCENT}){{{len(heads) - 1}}})\s*")
    rows: list[list[CellToken]] = []
    name: list[str] = []
    first: Line | None = None
    under = ""
    for line in lines:
        text = line.text.strip()
        told = ends.fullmatch(line.text.rstrip())
        said = told["name"].strip() if told else text
        if chinese(said):
            mark = _MARK.match(said)
            if mark or first is None:
                name, first = [], line
                under = "" if mark and mark[0].strip().isdigit() else under
            name.append(said[mark.end() :] if mark else said)
            if not told and said[-1] in ":\uff1a":
                under, first = "".join(name).rstrip(":\uff1a"), None
        if told and first is not None:
            row = [
                CellToken(under, first.number, merged=not under),
                CellToken("".join(name).strip(_SIGNS), first.number, first.start),
            ]
            for cell in re.finditer(_PERCENT, told[2]):
                begin = line.start + told.start(2) + cell.start()
                row.append(CellToken(cell[0], line.number, begin, begin + len(cell[0])))
            rows.append(row)
            first = None
    if len(rows) < _FEWEST:
        return None
    top = CellToken(header.text.strip(), header.number, header.start, header.end)
    tokens = [token for row in rows for token in row]
    heads = [Head("", "group", implied=True), *heads]
    found = Found("blanks", heads, tokens, rows, header=[top], grid=True)
    found.doubted = True
    found.evidence = f"pledges: {len(rows)} sentences that end with {len(heads) - 2} percents"
    return found
