"""What a briefing leaves out of an output that is too long to be read, and how it says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..tree import Inline, Run
from ..wording import word

if TYPE_CHECKING:
    from .context import CellContext

LINE = 4_000  # characters of one line
PROSE = 300_000  # characters of one Markdown cell, or of one text in HTML
HTML = 4_000_000  # characters of one HTML output
BLOCKS = 2_000  # paragraphs and the like of one HTML output
ROWS = 2_000  # of one table
FEW_ROWS = 20  # of a table that are printed whatever was printed before
HEADING = 400  # characters
PIECES = 10_000  # runs of one look, line breaks and the like of one paragraph of HTML
FEW_PIECES = 100  # of a paragraph that are printed whatever was printed before
#: of a whole notebook: what keeps it within a minute and a gigabyte
TOTAL = {"characters": 1_200_000, "cells": 30_000, "formulas": 6_000, "pieces": 60_000}
MATCHES = 2_000_000  # of selectors that are tried in one style sheet
SPEC = 3_000_000  # characters of a chart's description
SCRAP = 2_000  # characters of a text that are printed whatever was printed before


def granted(context: CellContext, kind: str, wanted: int) -> int:
    """Return how many of the wanted characters, cells or formulas the notebook may still have."""
    left = TOTAL[kind] - context.spent.get(kind, 0)
    given = max(0, min(wanted, left))
    context.spent[kind] = context.spent.get(kind, 0) + given
    return given


def left_out(context: CellContext, kind: str, count: int) -> str:
    """Return how many lines, rows or the like are left out, in words, and warn of it."""
    note = word(context.lang, f"{kind}_left_out", count=f"{count:,}")
    context.warn("w_left_out", what=note)
    return note


def rows_kept(rows: int, wide: int, context: CellContext) -> tuple[int, str]:
    """Return how many rows of a table are printed, and what is said of the others."""
    most = min(rows, ROWS)
    most = max(granted(context, "cells", wide * most) // max(wide, 1), min(FEW_ROWS, most))
    if most >= rows:
        return rows, ""
    return most, left_out(context, "rows", rows - most)


def pieces_kept(line: list[Inline], context: CellContext) -> list[Inline]:
    """Return a paragraph of HTML, its end left out and said where it is of too many pieces."""
    most = max(granted(context, "pieces", min(len(line), PIECES)), min(FEW_PIECES, len(line)))
    if most >= len(line):
        return line
    return [*line[:most], Run(left_out(context, "pieces", len(line) - most))]


def capped(text: str, context: CellContext) -> str:
    """Return terminal text with its middle left out where it is long, and a line that says so.

    Two thirds of what is kept are of the beginning, one third is of the end.
    """
    most = context.max_lines
    if most <= 0:
        return text
    lines = text.split("\n") if len(text) < 10_000 else _split(text)
    if len(lines) > most + 1:
        head, tail = max(1, 2 * most // 3), most // 3
        dropped = len(lines) - head - tail
        note = left_out(context, "lines", dropped)
        lines = [*lines[:head], note, *(lines[-tail:] if tail else [])]
    return _within_total("\n".join(_short(line, context) for line in lines), context)


def _split(text: str) -> list[str]:
    return re.split("\r?\n", text)


def _short(line: str, context: CellContext) -> str:
    if len(line) <= LINE:
        return line
    if "\r" in line:  # a progress bar: a terminal shows what was written last
        line = line.rstrip("\r").rpartition("\r")[2]
    return shortened(line, LINE, context)


def _within_total(text: str, context: CellContext) -> str:
    return shortened(text, max(granted(context, "characters", len(text)), SCRAP), context)


def prose(text: str, context: CellContext) -> str:
    """Return a text of Markdown or HTML, cut where it or the whole notebook is too long."""
    return _within_total(shortened(text, PROSE, context), context)


def shortened(text: str, most: int, context: CellContext) -> str:
    """Return a text cut at `most` characters, with a warning."""
    if len(text) <= most:
        return text
    return text[:most] + left_out(context, "characters", len(text) - most)
