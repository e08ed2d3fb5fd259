"""The body of a table -> rows of cells by column, each sure, repaired or refused.

Where a row's end is printed, each row is first taken by position, then right-aligned (a row short
by its merged first cells), then aligned alone, then together with the next lines; what still does
not fit is refused. Where row ends are lost, the whole body is aligned at once (`align`).
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from ..grammar.marks import mark_level
from .align import SourceRow
from .cellkinds import NAMES, coherent, kind, levelled, words
from .cells import CellToken, Row, Rows, ended
from .headers import Head, only_period, where
from .judge import judge
from .layouts_across import Found
from .left_empty import kept_empty
from .row_places import align_coded, alone, by_position, indexed, section, titled, with_marks
from .shared_cells import piled
from .wrapped import goes_on_in, into_rows, named_on

#: how long the code of a title is, at most
_CODE = 5


def read_rows(found: Found) -> list[SourceRow]:
    """Return the rows of a table, cells given to columns; refused rows are of kind ``bad``."""
    if any(head.role == "serial" and not head.implied for head in found.heads):
        found.tokens, found.rows = with_marks(found.tokens, found.rows)
    if found.rows is None:
        found.tokens = piled(named_on(found.tokens), found.heads)
        return _streamed(found)
    if not found.grid:
        found.rows = into_rows(found.rows, goes_on_in)
    rows, failed = _placed(found)
    if found.tokens and not found.grid and failed > max(1, 0.2 * len(found.rows)):
        heads = found.heads  # a stream may be read under others
        streamed = _streamed(found)
        if _gain(found, streamed, found.heads) > _gain(found, rows, heads):
            return streamed
        found.heads = heads
    return rows


def _take(found: Found, heads: list[Head]) -> None:
    """Take a reading of the heads: another than the first, heads under others, is doubted."""
    found.doubted |= heads is not found.heads and any("\n" in head.text for head in heads)
    found.heads = heads


def _numbered(tokens: Row, heads: list[Head]) -> list[Head]:
    """Take an implied serial column as real where 1, 2, 3 … stand before names."""
    place = next((i for i, h in enumerate(heads) if h.role == "serial" and h.implied), None)
    if place is None:
        return heads
    expected, texts = 1, 0
    cells = [token for token in tokens if token.text]
    for token, after in itertools.pairwise(cells):
        named = kind(after.text) in ("text", "section", "head", "long")
        if token.text.isdecimal() and named and int(token.text) == expected:
            expected += 1
        texts += named
    if expected - 1 < max(3, 0.2 * texts):
        return heads
    return [replace(h, implied=False) if i == place else h for i, h in enumerate(heads)]


_DAY = words("day")


def _signature(tokens: Row) -> int:
    """Return how many of the last cells sign the document: an office and a day.

    Or a month, below a note: elsewhere an office and a month may be who does it, by when.
    """
    full = [token for token in tokens if token.text]
    if len(full) < 3:
        return 0
    noted = kind(full[-3].text) == "note" and only_period(full[-1].text)
    if not (noted or _DAY.fullmatch(full[-1].text)):
        return 0
    first = full[-2] if kind(full[-2].text) in ("dept", "text") else full[-1]
    return len(tokens) - next(i for i, token in enumerate(tokens) if token is first)


def _streamed(found: Found) -> list[SourceRow]:
    found.heads = _numbered(found.tokens, found.heads)
    signed = _signature(found.tokens)
    tokens = found.tokens[: len(found.tokens) - signed]
    every = (found.heads, *found.alternatives)
    whole = ((rows, heads) for heads in every if (rows := _closed(tokens, heads)))
    ways = [*itertools.islice(whole, 1)]
    if not ways and (even := _in_step(tokens, found.heads)):
        ways = [(even, found.heads)]
    ways = ways or [(align_coded(tokens, heads), heads) for heads in every]
    best, heads = max(ways, key=lambda way: _gain(found, *way)) if len(ways) > 1 else ways[0]
    _take(found, heads)
    best = [titled(row, heads) for row in best]
    best = _broken_names(_under_numbers(_without_projects(best, found), heads), heads)
    return [*best, SourceRow({}, found.tokens[-signed:], "end")] if signed else best


def _without_projects(rows: list[SourceRow], found: Found) -> list[SourceRow]:
    """Refuse what stands for an indicator before the first level: a project, and what it is for.

    Its heads stand before those of the levels, and its row before the level that comes first;
    what stands before any level is of them all.
    """
    over = found.header[0].text if found.header else ""
    if found.heads[0].role != "level1":
        return rows
    rows = [_below_title(row) for row in rows]
    if over == found.heads[0].text:
        return rows
    opens = [row.cells[0][0].text if 0 in row.cells else "" for row in rows]
    level = where(found.heads, "level1", "level2")
    begun = next((n for n, row in enumerate(rows) if any(i in row.cells for i in level)), 0)
    first = next(filter(None, opens), "")
    return [
        replace(row, kind="bad")
        if row.kind == "row"
        and not opens[n]
        and (n < begun or (below == first and not _counted(row, found.heads)))
        else row
        for n, (row, below) in enumerate(zip(rows, [*opens[1:], ""], strict=True))
    ]


def _under_numbers(rows: list[SourceRow], heads: list[Head]) -> list[SourceRow]:
    """Return rows, what a number counts put over the first of several names below it.

    4 稳定就业 城镇新增就业, and below it 失业人员再就业 without a number.
    """
    at = {head.role: i for i, head in reversed([*enumerate(heads)])}
    group, serial, name = (at.get(role, -1) for role in ("group", "serial", "name"))
    if min(group, serial, name) < 0 or heads[serial].implied or not heads[group].implied:
        return rows
    out = []
    for row, below in zip(rows, [*rows[1:], SourceRow()], strict=True):
        stray = [t for t in row.junk if kind(t.text) == "text"]
        told = sorted([*row.cells.get(name, ()), *stray], key=lambda t: t.start or 0)
        after = [t.start or 0 for i, ts in row.cells.items() if i > name for t in ts]
        goes_on = name in below.cells and serial not in below.cells and group not in below.cells
        over = len(told) == 2 and goes_on and serial in row.cells and group not in row.cells
        if over and (told[-1].start or 0) < min(after, default=0):
            cells = {**row.cells, group: told[:1], name: told[1:]}
            row = replace(row, cells=cells, junk=[t for t in row.junk if t not in stray])
        out.append(row)
    return out


#: so many numbered rows beside one show that no other has a group
_NUMBERED = 3


def _broken_names(rows: list[SourceRow], heads: list[Head]) -> list[SourceRow]:
    """Return rows, what would be the group of one numbered row alone put before its name.

    10 研发经费支出 占生产总值比重 among rows of a name each is one name that a line broke.
    """
    at = {head.role: i for i, head in reversed([*enumerate(heads)])}
    group, serial, name = (at.get(role, -1) for role in ("group", "serial", "name"))
    if min(group, serial, name) < 0 or heads[serial].implied or not heads[group].implied:
        return rows
    numbered = [n for n, row in enumerate(rows) if row.kind == "row" and serial in row.cells]
    grouped = [n for n in numbered if group in rows[n].cells and name in rows[n].cells]
    valued = [n for n, row in enumerate(rows) if any(heads[i].value for i in row.cells)]
    if len(grouped) != 1 or len(numbered) <= _NUMBERED or not set(valued) <= set(numbered):
        return rows
    row = rows[grouped[0]]
    cells = {i: cell for i, cell in row.cells.items() if i != group}
    cells[name] = [*row.cells[group], *row.cells[name]]
    return [replace(one, cells=cells) if one is row else one for one in rows]


def _below_title(row: SourceRow) -> SourceRow:
    """Return a row without the head of all levels (绩效指标), printed before its first one."""
    cells = row.cells.get(0, [])
    titled = [kind(token.text) for token in cells[-2:]] == ["head", "level1"]
    return replace(row, cells={**row.cells, 0: cells[-1:]}) if titled else row


def _counted(row: SourceRow, heads: list[Head]) -> bool:
    """Whether a row's values are more than words."""
    values = [t.text for i, ts in row.cells.items() if heads[i].value for t in ts]
    return any(kind(text) not in ("text", "long") for text in values)


def _closed(tokens: Row, heads: list[Head]) -> list[SourceRow]:
    """Return the rows of a stream that prints its empty cells too; what is left is aligned."""
    told = kept_empty(tokens, heads)
    return [*told[0], *align_coded(told[1], heads)] if told is not None else []


def _in_step(tokens: Row, heads: list[Head]) -> list[SourceRow] | None:
    """Return rows of as many cells as there are heads, where each then holds one kind of cell.

    Between titles, too, whose marks stand above those of the rows: 一、 over (一).
    """
    cells = [token for token in tokens if token.text]
    marks = [mark_level(t.text) if kind(t.text) == "section" else 0 for t in cells]
    top = min(filter(None, marks), default=0)
    if max(marks, default=0) == top or marks[0] != top:
        return _even(cells, heads)
    runs = itertools.groupby(zip(cells, marks, strict=True), lambda one: one[1] == top)
    parts = [(title, [cell for cell, _ in run]) for title, run in runs]
    whole = _even([cell for title, part in parts if not title for cell in part], heads)
    width = sum(not head.implied for head in heads)
    if whole is None or any(not title and len(part) % width for title, part in parts):
        return None
    below = iter(whole)
    return [
        row
        for title, part in parts
        for row in (
            [SourceRow({0: [cell]}, kind="section") for cell in part]
            if title
            else itertools.islice(below, len(part) // width)
        )
    ]


def _even(cells: Row, heads: list[Head]) -> list[SourceRow] | None:
    shown = [i for i, head in enumerate(heads) if not head.implied]
    width = len(shown)
    lines = [cells[n : n + width] for n in range(0, len(cells), width)]
    apart = len({token.line for token in cells}) == len(cells)
    if min(width, len(lines)) < _FEWEST or len(lines[-1]) < width or not apart:
        return None
    rows = [row for line in lines if (row := by_position(line, heads, shown, False))]
    alike = all(coherent([line[i].text for line in lines]) for i in range(width))
    return rows if alike and sum(len(row.cells) for row in rows) == len(cells) else None


_FEWEST = 3  # columns and rows that show it


def _gain(found: Found, rows: list[SourceRow], heads: list[Head]) -> float:
    """Return how much of a table was understood: numbers placed, less what was left over.

    That are cells without a column, and printed heads without a cell.
    """
    score = judge(replace(found, heads=heads), rows)
    held = {i for row in rows for i in row.cells}
    idle = sum(i not in held for i, head in enumerate(heads) if not head.implied)
    return score.numbers - score.cells[1] - idle + score.total


def _placed(found: Found) -> tuple[list[SourceRow], int]:
    """Return the rows of a table whose row ends are printed, and how many of them failed."""
    assert found.rows is not None
    body = _Body(found)
    out, failed, i = [], 0, 0
    while i < len(found.rows):
        row, used = body.row_at(i)
        if row is None:
            failed += 1
            row = SourceRow({}, list(found.rows[i]), "bad")
        out.append(row)
        i += used
    return _without_projects(out, found), failed


class _Body:
    """The printed rows of a table, each to be read with those it goes on in."""

    def __init__(self, found: Found) -> None:
        self.heads, self.grid = found.heads, found.grid
        self.lines = [_from_level(row, found) for row in found.rows or []]
        self.labelled = [i for i, h in enumerate(self.heads) if not h.implied or self.grid]
        self.place = _area_place(self.heads, self.labelled)
        self.area = _explicit(self.lines, self.heads, self.labelled)

    def row_at(self, i: int) -> tuple[SourceRow | None, int]:
        """Return the row that begins in a printed row, and how many of those it takes."""
        line, used = self.lines[i], 1
        row = indexed(line) or section(line, self.heads) or self._over_codes(i)
        title = row is not None and row.kind == "section"
        row = row or self._by_position(line) or alone(line, self.heads, self.grid)
        if row is None or title:
            whole, used = self._over_more(i, title)
            row = whole or row
        at = self.area if self._named(line) else self.place
        if at is None or at >= len(line) or (row is not None and row.kind != "row"):
            return row, used
        cut = row is None and at == len(line) - 1 and kind(line[at].text) == "text"
        if cut or (row is not None and _from_area(row, line[at], self.heads)):
            rest = [*line[:at], *line[at + 1 :]]
            row = SourceRow({self.labelled[at]: [line[at]]}, rest, "bad")
        return row, used

    def _over_codes(self, i: int) -> SourceRow | None:
        """Read a title whose code begins that of the row below: A | Health, A1 | Clinics opened."""
        told, below = ([t.text.strip() for t in line] for line in (*self.lines[i : i + 2], [])[:2])
        if (
            [n for n, text in enumerate(told) if text] != [0, 1]
            or not below
            or len(told[0]) > _CODE
        ):
            return None
        left = below[0].removeprefix(told[0])
        deeper = left[:1].isdigit() if told[0][-1].isalpha() else re.match(r"[.\-]\d", left)
        if left == below[0] or not deeper or kind(told[1]) not in NAMES:
            return None
        code, title = self.lines[i][:2]
        return SourceRow({0: [title], 1: [code]}, kind="section")

    def _named(self, line: Row) -> bool:
        """Whether the cell in the name's place is filled, or the row is too short to tell."""
        at = self.place
        return at is None or len(line) != len(self.labelled) or bool(line[at + 1].text)

    def _by_position(self, cells: Row) -> SourceRow | None:
        return by_position(cells, self.heads, self.labelled, self.grid)

    def _over_more(self, i: int, title: bool) -> tuple[SourceRow | None, int]:
        """Read a row that is printed over two or three of them; what seems a `title` over two."""
        lines = [ended(line) for line in self.lines[i : i + 3 - title]]
        goes_on = len(lines[0]) < len(self.labelled) - 1
        if title:  # its first cell is printed with a line end of its own
            goes_on = len(lines) > 1 and len(lines[1]) < len(self.labelled)
            goes_on = goes_on and self._by_position(lines[1]) is None
        for more in range(2, len(lines) + 1) if goes_on and not self.grid else ():
            row = self._by_position([t for line in lines[:more] for t in line])
            if row is not None:
                return replace(row, joined=True), more
        return None, 1


def _from_level(row: Row, found: Found) -> Row:
    """Return a row without what stands before its level: the project, and what it is for."""
    printed = [head.role for head in found.heads if not head.implied]
    before = len(found.header) - len(printed)
    if found.grid or printed[:1] != ["level1"] or not 0 < before < len(row):
        return row
    at = next((n for n, token in enumerate(row[: before + 1]) if levelled(token.text)), 0)
    if kind(row[at].text) == "level1":
        return row[at:]
    return row if any(token.text for token in row[:before]) else row[before:]


def _area_place(heads: list[Head], labelled: list[int]) -> int | None:
    """Return which printed column holds the area: the first, or the one after serial numbers."""
    roles = [heads[i].role for i in labelled[:2]]
    at = roles.index("area") if "area" in roles else -1
    if at < 0 or heads[labelled[at]].implied or (at and roles[0] != "serial") or len(labelled) < 3:
        return None
    return at


def _explicit(lines: Rows, heads: list[Head], labelled: list[int]) -> int | None:
    """Return where a table that prints an empty cell where its area goes on has that cell.

    No row of it is short of its area.
    """
    at = _area_place(heads, labelled)
    if at is None:
        return None
    whole = [line for line in lines if len(line) >= len(labelled) - 1 and len(line) > 2 + at]
    empty = [line for line in whole if not line[at].text and line[at + 1].text]
    return at if len(empty) >= 2 and len(empty) > 0.2 * len(whole) else None


def _from_area(row: SourceRow, area: CellToken, heads: list[Head]) -> bool:
    """Whether a row whose name is lost has taken the area for it."""
    named = [t for i, ts in row.cells.items() for t in ts if heads[i].role == "name" and t.text]
    return bool(named) and named[0].text == area.text and kind(area.text) != "section"
