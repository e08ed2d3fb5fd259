"""Targets in sentences below the levels of a form: 数量指标:新栽果树≥1200株;成活率≥85%.

A clause that ends in a number after the sign of a bound is a row; so is a statement of two clauses
below a level whose second one is a word of quality or a day. What is read so is never sure.
"""

from __future__ import annotations

import re
from functools import partial

from ..base.report import Line, Report
from ..base.vocabulary import pattern
from .captions import titled
from .cellkinds import kind, words
from .cells import CellToken, Row, Rows
from .headers import Head
from .layouts_across import Found
from .pipes import token_of

_words = partial(pattern, "table_glued")
_LEVEL, _LEAD, _VALUED = _words("level"), _words("declared_lead"), _words("declared")
_LEVEL1 = words("level1")
_STATEMENT, _CLAUSE, _DIGIT = map(re.compile, (r"[^;；。]+", r"[^,，]+", r"\d"))
#: so many rows with a number below so many levels are a declaration
_FEWEST, _LEVELS, _LONGEST = 3, 2, 40
_ROLES = ("level1", "level2", "name", "unit", "target")


def declared(report: Report) -> Found | None:
    """Read targets told in sentences below levels; None where there are none."""
    rows: Rows = []
    aside: Row = []
    levels: Row = [CellToken(""), CellToken("")]
    seen: set[str] = set()
    for line in report.lines:
        for piece in _STATEMENT.finditer("" if "|" in line.text else line.text):
            at, end = piece.span()
            while lead := _LEVEL.match(line.text, at, end) or _LEAD.match(line.text, at, end):
                if level := _LEVEL.fullmatch(lead[0]):
                    first = _LEVEL1.fullmatch(level[0]) is not None
                    cell = token_of(line, *lead.span())
                    levels = [cell, CellToken("")] if first else [levels[0], cell]
                    seen.add(level[0])
                at = lead.end()
            told, left = _told(line, at, end) if seen else ([], [])
            rows += [[*levels, *row] for row in told]
            aside += left
    if sum(kind(row[-1].text) == "num" for row in rows) < _FEWEST or len(seen) < _LEVELS:
        return None
    heads = [Head("", role, implied=role == "unit", proven=True) for role in _ROLES]
    title = titled([line.text for line in report.lines[: rows[0][2].line or 1]])
    said = f"declared: {len(rows)} targets below {len(seen)} levels"
    return Found("pairs", heads, [], rows, title, said, grid=True, doubted=True, aside=aside)


def _told(line: Line, at: int, end: int) -> tuple[Rows, Row]:
    """Return the names, units and values of a statement, and its clauses of other numbers."""
    clauses = [part.span() for part in _CLAUSE.finditer(line.text, at, end)]
    rows: Rows = []
    left: Row = []
    for span in clauses:
        one = _VALUED.fullmatch(line.text, *span)
        row = [token_of(line, *one.span(part)) for part in ("name", "unit", "value")] if one else []
        if row and 1 < len(row[0].text) <= _LONGEST:
            rows.append(row)
        elif _DIGIT.search(line.text, *span):
            left.append(token_of(line, *span))
    if not rows and len(clauses) == 2:
        name, value = (token_of(line, *span) for span in clauses)
        if 1 < len(name.text) <= _LONGEST and kind(value.text) in ("quality", "words"):
            return [[name, CellToken(""), value]], []
    return rows, left
