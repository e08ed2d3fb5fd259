"""Forms of labels and values, what a value is counted in between: 总数 | (单位:条) | 146.

A unit after a label that other labels follow is that of all values below it. Nothing else says
what a row is, so that what is read so is never sure.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from ..base.report import Report
from .captions import captioned
from .cellkinds import NAMES, counted, kind
from .cells import CellToken, Row, Rows
from .headers import Head, only_period
from .layouts_across import Found
from .names import unit_line
from .pipes import line_cells

#: so many values with a unit of their own are a form, where so large a share of all is placed
_FEWEST, _MOST = 8, 0.7
_BRACKETS = "()\uff08\uff09"
_ROLES = ("area", "name", "unit", "generic")


def labelled_values(report: Report) -> Found | None:
    """Read a form of labels, units and values; None where there is none."""
    cells = [t for line in report.lines for t in line_cells(line, False) if t.text]
    rows: Rows = []
    aside: Row = []
    own = first = 0
    over, unit = CellToken(""), CellToken("")  # what labels stand under, and their unit
    for n in range(1, len(cells)):
        before, cell = cells[n - 1 : n + 1]
        if counted(cell.text):
            named = cells[n - 2] if n > 1 and _unit(before) else before
            of = before if named is not before else unit
            if of.text and kind(named.text) in NAMES:
                rows.append([over, named, _plain(of), cell])
                own += of is before
                first = first or n - 1
            else:
                aside.append(cell)
        elif _unit(before) and n > 1:
            over, unit = cells[n - 2], before
        elif not _unit(cell) and not counted(before.text):
            over, unit = before, CellToken("")
    if own < _FEWEST or len(rows) < _MOST * (len(rows) + len(aside)):
        return None
    times = Counter(row[1].text for row in rows)
    none = CellToken("", merged=True)
    rows = [[row[0] if times[row[1].text] > 1 else none, *row[1:]] for row in rows]
    heads = [Head("", role, implied=role in ("area", "unit"), proven=True) for role in _ROLES]
    said = f"labelled: {len(rows)} values with their units"
    found = Found("pairs", heads, [], rows, evidence=said, grid=True, doubted=True, aside=aside)
    return _titled(captioned(found, report, cells[: first - 1]), cells[: first - 1])


def _titled(found: Found, above: Row) -> Found:
    """Title a form by the cell that its time follows: 年度报表 | (2023年度)."""
    texts = [t.text.strip() for t in above]
    dated = [n for n, text in enumerate(texts) if n and only_period(text.strip(_BRACKETS))]
    if dated:
        found.caption = "".join(texts[dated[0] - 1 : dated[0] + 1])
    return found


def _unit(token: CellToken) -> bool:
    return unit_line(token.text) is not None


def _plain(token: CellToken) -> CellToken:
    return replace(token, text=unit_line(token.text) or "")
