"""Whether tabs part the cells of a text's tables, as pipes do."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from ..base.report import Report
from .cellkinds import counted

#: which share of the lines with tabs must have as many
_ALIKE = 0.8


def in_tabs(report: Report) -> bool:
    """Return whether tabs part the cells of a text, of one table or of each that has its header.

    Empty cells have their tab too: most lines have as many as the others of their table.
    """
    if "|" in report.text:
        return False
    parts = itertools.groupby(report.lines, key=lambda line: "\t" in line.text)
    tables = [[line.text for line in part] for tabs, part in parts if tabs]
    return _alike([*itertools.chain(*tables)]) or (
        len(tables) > 1 and all(_alike(table) and _headed(table[0]) for table in tables)
    )


def _headed(text: str) -> bool:
    """Whether a line with tabs holds no number that is no head."""
    return not any(counted(cell.strip()) for cell in text.split("\t"))


def _alike(lines: Sequence[str]) -> bool:
    """Whether most lines with tabs have as many.

    So have two lines together that are a row broken within a cell.
    """
    tabs = [line.count("\t") for line in lines]
    counts = Counter(tabs)
    number = max(counts, key=lambda n: counts[n], default=0)
    broken = sum(a + b == number for a, b in itertools.pairwise(tabs))
    often = counts[number] + 2 * broken
    return number > 1 and often > 2 and often >= _ALIKE * counts.total()
