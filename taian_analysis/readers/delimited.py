"""CSV and TSV -> a table; the delimiter is the one that makes the rows most even."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import Any

from ..base.errors import ReportError
from ..base.phrases import say
from ._build import MOST_CELLS, Builder, Grid, too_large
from .sheet_grid import title_above

_DELIMITERS = ",\t;|\uff0c"
_SIGNS = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar", "\uff0c": "wide_comma"}


def _parse(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    return list(reader)


def _evenness(text: str, delimiter: str) -> float:
    """Return the share of rows that have the usual number (at least 2) of cells."""
    counts = Counter(
        len(row) for row in _parse(text[:200_000], delimiter) if any(cell.strip() for cell in row)
    )
    width, rows = max(counts.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    return 0.0 if width < 2 else rows / sum(counts.values()) + min(width, 12) / 100


def read_delimited(text: str, builder: Builder, file: str | None = None) -> dict[str, Any]:
    """Fill the builder from delimited text; return the delimiter found."""
    if match := re.match(r"sep=(.)\n", text):
        delimiter, text = match[1], text[match.end() :]
    else:
        try:
            delimiter = max(_DELIMITERS, key=lambda mark: _evenness(text, mark))
        except (csv.Error, ValueError):
            delimiter = ","
    limit = csv.field_size_limit(1 << 24)
    try:
        rows = _parse(text, delimiter)
    except csv.Error as error:
        raise ReportError.of("error.csv_not_parsed", file=file, found=error) from error
    finally:
        csv.field_size_limit(limit)
    cells = [[cell.strip() for cell in row] for row in rows]
    cells = [row for row in cells if any(row)]
    width = max((k + 1 for row in cells for k, cell in enumerate(row) if cell), default=0)
    # the blanks behind a title or a note are no cells; those in a row of the table are
    grid: Grid = [list(row[:1] if not any(row[1:]) else row[:width]) for row in cells]
    total = sum(map(len, grid))
    if total > MOST_CELLS:
        raise too_large("cells", total, MOST_CELLS)
    if grid:
        sign = say(f"seen.{_SIGNS[delimiter]}", "zh")
        evidence = say("seen.delimited", "zh", sign=sign, n=len(grid))
        builder.table(grid, "csv", caption=title_above(grid), evidence=evidence)
    return {"delimiter": delimiter}
