"""Other readings of a table: every row that may be its head, every orientation, any words as heads.

`find_tables` knows the heads it has patterns for. Here a head is what reads like heads above what
reads like cells (`columns.headness`), and a column's role follows from head and cells together
(`columns.roles`), so that an unknown word costs a column its role and not the table its rows.
The readings compete with the known one by one score (`judge`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..base.report import Report
from .captions import caption_of
from .cells import of_grid, on_lines
from .headers import Head, plain_head
from .hypotheses_rows import in_rhythm, in_rows
from .hypotheses_streams import in_stream
from .labelled import labelled
from .layouts_across import Found
from .layouts_blanks import cell_lines, row_lines
from .layouts_pipes import pipe_regions


def readings(report: Report) -> list[list[Found]]:
    """Return other readings of a report's tables, each a list of tables."""
    if report.tables:
        grids = [(labelled(of_grid(t.rows)), t.kind, t.caption) for t in report.tables]
        across = [
            [replace(f, part=n) for n, grid in enumerate(grids) for f in in_rows(*grid, turn)]
            for turn in (False, True)
        ]
        return [found for found in across if found]
    out: list[list[Found]] = []
    regions = pipe_regions(report)
    for turn in (False, True):
        out.append(
            [
                _captioned(replace(f, part=part), report)
                for part, region in enumerate(regions)
                if region.rows is not None
                for f in in_rows(region.rows, region.kind, "", turn)
            ]
        )
    streams = [(n, r.kind, r.tokens) for n, r in enumerate(regions) if r.rows is None]
    in_blanks = [] if regions else row_lines(report)
    if not regions:
        lined = in_rows(on_lines(in_blanks), "blanks", "", False)
        out.append([_captioned(replace(f, rows=None), report) for f in lined])
        streams = [(0, "blank-lines", cell_lines(report))]
    for part, layout, tokens in streams:
        out += [[_captioned(replace(f, part=part), report)] for f in in_stream(tokens, layout)]
    streams += [
        (n, r.kind, [t for row in r.rows for t in row])
        for n, r in enumerate(regions)
        if r.rows is not None
    ]
    if not regions:
        streams.append((0, "blanks", in_blanks))
    for part, layout, tokens in streams:
        out.append([_captioned(replace(f, part=part), report) for f in in_rhythm(tokens, layout)])
    out = [[f for f in found if not _twice(f.heads)] for found in out]
    return [found for found in out if found]


def _twice(heads: Sequence[Head]) -> bool:
    """Whether a value's head is printed again and nothing says what the second is of.

    目标任务 | 进度 | 目标任务 | 进度 under names that were not found: no row can have both.
    """
    texts = [plain_head(h.text) for h in heads if h.value and h.text.strip()]
    return len(texts) - len(set(texts)) > 1


def _captioned(found: Found, report: Report) -> Found:
    found.caption = caption_of([], report, found.header[0]) if found.header else ""
    return found
