"""The grid of a spreadsheet's sheet -> paragraphs and tables, as they stand under each other.

Who pastes a report into a sheet has a paragraph a row, and the table below: only what has more
than one cell in a row is a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ..base.phrases import say
from ..base.vocabulary import pattern
from ._build import Builder, Grid, Slot, no_title

#: a cell that stands alone is a paragraph when it ends so, or is so long
_ENDS, _LONG = ("。", "；", "！"), 60
#: notes that stand below a table belong to it
_NOTES = pattern("pages", "sheet_note")


def lay_sheet(
    builder: Builder,
    grid: Grid,
    kind: str,
    *,
    name: str,
    places: Sequence[Sequence[str]] | str,
    merged: int | None = None,
) -> None:
    """Add a sheet; its evidence names how many of its cells are merged, where that is known."""
    for row in grid:
        while len(row) > 1 and row[-1] == "":
            row.pop()
    key = "seen.sheet" if merged is None else "seen.sheet_merged"
    for prose, first, last in _parts(grid):
        rows = grid[first:last]
        if prose:
            for row in rows:
                builder.line("".join(slot for slot in row if isinstance(slot, str)))
            continue
        builder.table(
            [[_moved(slot, first) for slot in row] for row in rows],
            kind,
            places=places if isinstance(places, str) else places[first:last],
            caption=title_above(rows) or (builder.caption() if first else "") or name,
            evidence=say(key, "zh", name=name, n=len(rows), merged=merged),
        )


def title_above(grid: Grid) -> str:
    """Return the title that stands alone in one of the first rows."""
    for row in grid[:3]:
        texts = _texts(row)
        if len(texts) == 1 and len(texts[0]) <= 80 and not no_title(texts[0]):
            return texts[0]
    return ""


def _texts(row: Sequence[Slot]) -> list[str]:
    return [slot for slot in row if isinstance(slot, str) and slot]


def _moved(slot: Slot, rows: int) -> Slot:
    if isinstance(slot, str):
        return slot
    return (slot[0] - rows, slot[1]) if slot[0] >= rows else ""


def _parts(grid: Grid) -> list[tuple[bool, int, int]]:
    """Return (paragraphs?, first row, row after the last) of each part of a sheet.

    Rows of one cell around a table are its title and notes, unless sentences stand among them;
    within a table one such row is its section, and two are text between two tables.
    """
    out: list[tuple[bool, int, int]] = []
    at = 0
    for alone, rows in groupby(grid, key=lambda row: len(_texts(row)) <= 1):
        first, at = at, at + len(list(rows))
        texts = [text for row in grid[first:at] for text in _texts(row)]
        prose = alone and any(map(_sentence, texts))
        if prose and first > 0 and at < len(grid) and at - first < 2:
            prose = False
        if out and out[-1][0] == prose:
            first = out.pop()[1]
        out.append((prose, first, at))
    return out


def _sentence(text: str) -> bool:
    return (text.endswith(_ENDS) or len(text) > _LONG) and not _NOTES.match(text)
