"""Cells one a line -> the same text drawn with pipes, a row a line, so that one reader reads both.

A page copied as text has each cell on a line of its own, and blank lines between them, or where
one is empty. Where rows are in step (`in_columns`) the ends of their lines are drawn as pipes:
every place in the text stays, and a row is a line.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..base.report import Line, Report
from ..base.screen import screen_width
from .cellkinds import FIGURES, kind
from .headers import read_head
from .in_columns import Slots
from .in_full import FullRows

#: fewest cells of a table, and the longest line that may be one
_FEWEST, _LONGEST = 12, 120
#: so many rows may be a header
_HEAD = 3
#: fewest columns and rows of a table whose rows blank lines part; which share is about whole, and
#: how many heads are tried
_NARROW, _WHOLE, _TRIED = 3, 0.75, 20
#: over so many lines a cell may be broken
_BROKEN = 3


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell: its first and last line, counted from 0; the same text as they print together."""

    first: int
    last: int
    text: str


#: the rows of a table, empty cells as None
_Rows = list[list[Slot | None]]


@dataclass(slots=True)
class SlotRun:
    """Slots that follow each other, empty ones as None.

    `parted`: blank lines stand between them all; `opened`: it begins where no slot could.
    """

    slots: list[Slot | None]
    parted: bool
    opened: bool


def in_cells(report: Report) -> Report:
    """Return a text whose cells stand one a line with its rows in step drawn with pipes."""
    if report.tables or "|" in report.text:
        return report
    texts = [line.text.strip() for line in report.lines]
    tables = _blocks(texts)
    for stretch in _stretches(texts) if not tables else ():
        tables += _tables(stretch)
    return _drawn(report, tables) if tables else report


def _blocks(texts: Sequence[str]) -> list[_Rows]:
    """Return the rows of a table that blank lines part, the first of them of heads alone."""
    runs = itertools.groupby(enumerate(texts), lambda line: bool(line[1]))
    blocks = [[Slot(n, n, text) for n, text in run] for full, run in runs if full]
    headed = (n for n, block in enumerate(blocks) if len(block) >= _NARROW and _headed(block))
    for at in itertools.islice(headed, _TRIED):
        long = len(blocks[at]) + _NARROW
        past = (n for n in range(at + 1, len(blocks)) if len(blocks[n]) >= long)
        rows = blocks[at + 1 : next(past, None)]
        several = [row for row in rows if len(row) > 1]
        whole = sum(len(row) > long - 2 * _NARROW and _counts(row) for row in several)
        if whole >= max(_NARROW, _WHOLE * len(several)):
            return [[[*row]] for row in (blocks[at], *rows)]  # none is filled up to the others
    return []


def _headed(block: Sequence[Slot]) -> bool:
    return all(read_head(slot.text) is not None for slot in block)


def _counts(row: Sequence[Slot]) -> bool:
    """Whether a row begins with words or its number, and holds values."""
    kinds = [kind(slot.text) for slot in row]
    return kinds[0] not in ("num", "missing") and any(one in FIGURES for one in kinds[1:])


def _stretches(texts: Sequence[str]) -> list[SlotRun]:
    """Cut lines into stretches of cells that stand one apart from the next by as many lines."""
    full = [n for n, text in enumerate(texts) if text]
    apart = Counter(b - a for a, b in itertools.pairwise(full))
    if not apart:
        return []
    step = max(apart, key=lambda n: (apart[n], -n))
    out = [SlotRun([], step > 1, True)]
    for n in full:
        slots = out[-1].slots
        before = slots[-1] if slots else None
        cell = Slot(n, n, texts[n])
        if screen_width(cell.text) > _LONGEST:
            out.append(SlotRun([], step > 1, True))
            continue
        if before is None:
            slots.append(cell)
            continue
        times, rest = divmod(n - before.last, step)
        if not rest and times:
            slots += [*[None] * (times - 1), cell]
        elif n - before.last == 1 and len(slots) > 1 and n - before.first < _BROKEN:
            slots[-1] = Slot(before.first, n, f"{before.text}{texts[n]}")
        else:
            left = divmod(n - before.last - 1, step)
            out.append(SlotRun([*[None] * (0 if left[1] else left[0]), cell], step > 1, True))
    return [one for one in out if len(one.slots) >= _FEWEST]


def _tables(stretch: SlotRun) -> list[_Rows]:
    """Return the tables of a stretch, each as its rows."""
    out: list[_Rows] = []
    if stretch.parted or None in stretch.slots:
        slots = Slots([slot.text if slot else "" for slot in stretch.slots], stretch.opened)
        for found in slots.all_stepped():
            rows = [[stretch.slots[n] for n in row] for row in found.rows]
            if stretch.parted or all(map(any, zip(*rows[_HEAD:-1], strict=True))):
                out.append(rows)  # else blank lines part the rows
    told = [slot for slot in stretch.slots if slot]
    if not out and len(told) == len(stretch.slots):
        full = FullRows([slot.text for slot in told])
        tables = list(full.all_stepped())
        if len(tables) == 1 and full.hold_all(tables):
            out.append([[told[n] if n >= 0 else None for n in row] for row in tables[0].rows])
    return out


def with_rows(report: Report, lines: Sequence[Line]) -> Report:
    """Return a text with rows on its lines, which may have pipes beyond their places."""
    text = list(report.text)
    for line in lines:
        if "|" in line.text and len(line.text.rstrip("|")) <= line.end - line.start:
            text[line.start : line.end] = line.text[: line.end - line.start]
    # a last row whose cells are empty at its end is not cut off
    last = next((line.text for line in reversed(lines) if line.text.strip()), "")
    more = "|" if last.endswith("|") else ""
    return replace(report, text="".join(text) + more, lines=tuple(lines))


def _drawn(report: Report, tables: Sequence[_Rows]) -> Report:
    """Return a text with the ends of lines between the cells of rows drawn as pipes."""
    lines = list(report.lines)
    for row, width in ((row, len(rows[0])) for rows in tables for row in rows):
        told = [(n, slot) for n, slot in enumerate(row) if slot]
        if len(told) > 1 or any(n for n, _ in told):
            _one_line(report, lines, told, width)
    return with_rows(report, lines)


def _one_line(
    report: Report, lines: list[Line], told: Sequence[tuple[int, Slot]], width: int
) -> None:
    """Put a row on the line of its first cell, as many ends of lines drawn as it has cells."""
    (before, first), (last, end) = told[0], told[-1]
    start, stop = lines[first.first].start, lines[end.last].end
    begin = max(start - before, len(report.text[:start].rstrip()))
    # of a header's second row nothing is left between the cells: it is longer than its place
    text = ["|" * before, *report.text[start:stop]]
    for (a, left), (b, right) in itertools.pairwise(told):
        gap = range(lines[left.last].end - start + 1, lines[right.first].start - start + 1)
        ends = [n for n in gap if text[n] == "\n"][a - b :]
        for n in ends:
            text[n] = "|"
        text[ends[-1]] += "|" * (b - a - len(ends))
    whole = "".join(text).replace("\n", " ") + "|" * (width - 1 - last)
    lines[first.first] = Line(first.first + 1, whole, min(begin, start), stop)
    for n in range(first.first + 1, end.last + 1):
        lines[n] = replace(lines[n], text="")
