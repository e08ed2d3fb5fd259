"""Columns of labelled documents, for `tools/train_tables.py --cases`.

Nobody labelled columns. Where a document marks its cells (a grid, pipes, blanks), a column is known
by its values: seven of ten stand in the labels under one role and under no other.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from calibrate_tables import norm

from taian_analysis.base.errors import TaianError
from taian_analysis.base.report import Report
from taian_analysis.cleaning.cells import on_lines
from taian_analysis.cleaning.layouts_blanks import row_lines
from taian_analysis.cleaning.layouts_pipes import pipe_regions
from taian_analysis.readers import read_report

#: the columns of a label file that say what a column of the document holds
LABELS = {
    "target": "target_raw", "actual": "actual_raw", "baseline": "baseline_raw", "name": "indicator",
    "unit": "unit", "area": "area", "attribute": "attribute", "change": "change_raw",
    "rate": "official_rate", "verdict": "official_verdict",
}  # fmt: skip
#: so many rows are looked at, so many of their cells are labelled alike, so many rows are a table
_ROWS, _ALIKE, _FEWEST = 12, 0.7, 4


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a labelled document: its head, the cells of all columns, its place, its role."""

    document: str
    head: str
    cells: Sequence[Sequence[str]]
    place: int
    role: str


def plain(text: str | None) -> str:
    """Return a cell as it is compared: without blanks and the sign of percent."""
    return norm(text).rstrip("%")


def documents(folders: Sequence[Path]) -> Iterator[tuple[Path, list[dict[str, str]]]]:
    """Give each labelled document of the folders with its labels."""
    for gold in sorted(path for folder in folders for path in folder.glob("*/gold.csv")):
        source = next((p for p in sorted(gold.parent.iterdir()) if p.stem == "source"), None)
        if source is not None:
            with gold.open(encoding="utf-8-sig", newline="") as file:
                yield source, list(csv.DictReader(file))


def _grids(report: Report) -> list[list[list[str]]]:
    """Return the cells of a report's tables in rows, as the document parts them."""
    if report.tables:
        return [[[cell.text for cell in row] for row in table.rows] for table in report.tables]
    regions = [region.rows for region in pipe_regions(report) if region.rows is not None]
    rows = regions or [on_lines(row_lines(report))]
    return [[[token.text for token in row] for row in grid] for grid in rows]


def _in_grid(name: str, grid: list[list[str]], labels: dict[str, set[str]]) -> Iterator[Column]:
    widths = Counter(len(row) for row in grid if len(row) > 2)
    if not widths:
        return
    width = widths.most_common(1)[0][0]
    rows = [row for row in grid if len(row) == width]
    values = labels["target"] | labels["actual"] | labels["baseline"]
    first = next((i for i, row in enumerate(rows) if any(plain(c) in values for c in row)), 0)
    if not first or len(rows) < _FEWEST:
        return
    body = rows[first : first + _ROWS]
    columns = [[row[i] for row in body] for i in range(width)]
    for place, cells in enumerate(columns):
        printed = [plain(text) for text in cells if text.strip()]
        shares = {
            role: sum(text in known for text in printed) / max(1, len(printed))
            for role, known in labels.items()
        }
        most = max(shares.values())
        best = [role for role, share in shares.items() if share == most]
        if len(printed) > 1 and most >= _ALIKE and len(best) == 1:
            yield Column(name, rows[first - 1][place], columns, place, best[0])


def labelled_columns(folders: Sequence[Path]) -> list[Column]:
    """Return the columns of all documents whose role the labels tell."""
    found: list[Column] = []
    for source, gold in documents(folders):
        labels = {
            role: {plain(row.get(column)) for row in gold} - {""} for role, column in LABELS.items()
        }
        labels["target"] = {text for text in labels["target"] if re.search(r"\d", text)}
        try:
            grids = _grids(read_report(source))
        except TaianError:
            continue  # a document that can not be opened has no columns
        for grid in grids:
            found += _in_grid(str(source.parent), grid, labels)
    return found
