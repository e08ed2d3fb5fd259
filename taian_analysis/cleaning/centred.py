"""Cells of several lines that are printed around the middle of their row, by blanks.

pdftotext -layout keeps the places of a page: a name of two lines stands above and below the line
of its numbers, the heads 2015 and 年 above and below 指标名称. What stands over one another
between the same blanks is one cell.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ..base.report import Line
from ..base.screen import screen_width
from ..base.stretches import stretches
from .cellkinds import COUNTS, NAMES, chinese, counted, kind
from .cells import CellToken, Row
from .headers import read_head, role_of

#: a line and its cells
_Line = tuple[Line, Row]
#: a cell with where it begins and ends
_Placed = tuple[int, int, CellToken]

#: fewest cells of a row, and how many lines a header has around its middle one
_CELLS, _DEPTHS = 3, (3, 5)
#: how far an area is from the middle of its rows, at most, in halves of lines
_OFF = 1
#: a name stands before one of so many other cells
_FIRST = 2
#: of how many lines an area is, at most, and how long each is
_DEEPEST, _SHORT = 3, 4


def uncentred(rows: Sequence[_Line]) -> list[_Line]:
    """Return lines with the cells that stand around the middle of a row, or header, in one line."""
    out = list(rows)
    widths = Counter(len(cells) for _, cells in rows if len(cells) >= _CELLS and _counts(cells))
    usual = max(widths, key=lambda n: (widths[n], n), default=0)
    for begin, end in _blocks(rows):
        block = rows[begin:end]
        told = _header(block, usual) if not any(_counts(cells) for _, cells in block) else None
        at = begin + len(block) // 2  # the middle
        if told is not None:
            out[begin:end] = [(line, []) for line, _ in block]
            out[at] = rows[at][0], [replace(t, line=rows[at][0].number, alone=False) for t in told]
    for width in (len, screen_width):
        if (parted := _areas_whole(out, width)) is not None:
            return parted
    out = _areas_apart(_names_whole(out))
    return next(filter(None, (_areas_first(out, width) for width in (len, screen_width))), out)


def _names_whole(rows: Sequence[_Line]) -> list[_Line]:
    """Return rows with their names, each of which stands above and below its row."""
    out = list(rows)
    bare = [_bare(cells) for _, cells in [*out, *rows[:2]]]
    for n in range(1, len(out) - 1):
        if not bare[n] or bare[n - 2] or bare[n + 2]:
            continue  # names and numbers by turns: each line names the next
        if (whole := _named(*out[n - 1 : n + 2])) is not None:
            out[n - 1 : n + 2] = [(out[n - 1][0], []), (out[n][0], whole), (out[n + 1][0], [])]
    return out


def _areas_whole(rows: Sequence[_Line], width: Callable[[str], int]) -> list[_Line] | None:
    """Put areas of as many lines each, printed around the middle of their rows, on the first row.

    Their lines stand beside those of the names: 养老, 服务 above and below the middle row.
    """
    at, edge = _edge(rows, width)
    first = [_leading(line, cells, edge, width) for line, cells in rows]
    led = [n for n in range(at + 1, len(rows)) if first[n]] if edge else []
    beside = [rows[n][1][1].text for n in led if _numbered(rows[n][1])]
    if not all(kind(text) in (*NAMES, "int") for text in beside):
        return None  # what leads the row is its name
    bare = [(line, cells[1:] if n in led else cells) for n, (line, cells) in enumerate(rows)]
    out = _names_whole(bare)
    numbered = [n for n in range(at + 1, len(out)) if _numbered(out[n][1])]
    for deep in range(2, _DEEPEST + 1):
        groups = [led[n : n + deep] for n in range(0, len(led), deep)]
        near = all(group[-1] - group[0] <= 2 * (deep - 1) for group in groups)
        if len(led) < _FIRST * deep or len(led) % deep or not near:
            continue
        begins = _of_middles([group[0] + group[-1] for group in groups], numbered)
        for group, n in zip(groups, begins, strict=False):
            cells = [rows[m][1][0] for m in group]
            area = replace(cells[0], text="".join(t.text for t in cells), line=out[n][0].number)
            out[n] = out[n][0], [replace(area, alone=False), *out[n][1]]
        if begins:
            return out
    return None


def _edge(rows: Sequence[_Line], width: Callable[[str], int]) -> tuple[int, int]:
    """Return which row is a header whose first head is of areas, and where its second begins."""
    for n, (line, cells) in enumerate(rows):
        if len(cells) >= _CELLS and role_of(cells[0].text) == "area":
            return n, _placed(line, cells, width)[1][0]
    return 0, 0


def _leading(line: Line, cells: Row, edge: int, width: Callable[[str], int]) -> bool:
    """Whether a line begins with an area, or a part of one, before what stands over the rest."""
    end = _placed(line, cells, width)[0][1] if cells else edge + 1
    return end <= edge and chinese(cells[0].text) and len(cells[0].text) <= _SHORT


def _numbered(cells: Row) -> bool:
    """Whether a row of several cells holds a number beyond its first."""
    return len(cells) >= _CELLS and any(counted(w) for t in cells[1:] for w in t.text.split())


def _of_middles(middles: Sequence[int], numbered: Sequence[int]) -> list[int]:
    """Return which row is the first of each area; none where rows around each do not use up all."""
    left, begins = list(numbered), []
    for middle in middles:
        off, last = min(((abs(left[0] + end - middle), end) for end in left), default=(9, 0))
        if off > _OFF:
            return []
        begins.append(left[0])
        left = [n for n in left if n > last]
    return [] if left else begins


def _areas_first(rows: Sequence[_Line], width: Callable[[str], int]) -> list[_Line] | None:
    """Put areas, each printed in the middle of its rows, on the first of them.

    They are so if the first row has none, and rows around each, one after the other, use up all.
    """
    at, second = _edge(rows, width)
    if not second:
        return None
    below = [_placed(*row, width)[0][0] for row in rows[at + 1 :] if len(row[1]) >= _CELLS]
    usual = Counter(begin for begin in below if begin).most_common(1)
    edge = min([second, *(begin for begin, _ in usual)])
    areas, numbered = [], []
    for n, (line, cells) in enumerate(rows[at + 1 :], at + 1):
        begin, end, first = _placed(line, cells, width)[0] if cells else (edge, edge, None)
        own = first is not None and end <= edge and kind(first.text) in NAMES
        if begin < edge and not own and not cells[0].text[:1].isdigit():
            break  # a note below the table
        areas += [n] if own else []
        valued = any(counted(word) for t in cells[own + 1 :] for word in t.text.split())
        numbered += [n] if len(cells) > _CELLS - 1 and valued else []
    begins = _of_middles([2 * n for n in areas], numbered)
    if len(areas) < _FIRST or not begins or areas[0] <= begins[0]:
        return None
    out = list(rows)
    for n, begin in zip(areas, begins, strict=True):
        (own_line, (area, *rest)), (line, _) = out[n], out[begin]
        out[n] = own_line, rest
        out[begin] = line, [replace(area, line=line.number, alone=False), *out[begin][1]]
    return out


def _areas_apart(rows: list[_Line]) -> list[_Line]:
    """Part areas from the names that one blank alone parts them from: 社会救助 农村低保标准.

    They begin before the names of the other rows, and the first head is one of areas.
    """
    at, second = _edge(rows, len)
    if not second:
        return rows
    below = [n for n in range(at + 1, len(rows)) if len(rows[n][1]) >= _CELLS]
    begins = {n: (rows[n][1][0].start or 0) - rows[n][0].start for n in below}
    named = [begins[n] for n in below if kind(rows[n][1][0].text) not in COUNTS]
    names = Counter(named).most_common(1)[0][0] if named else 0
    led = [n for n in below if begins[n] < names and len(rows[n][1][0].text.split(" ")) == _FIRST]
    led = [n for n in led if "\n" not in rows[n][1][0].text]  # two lines of one name
    parted = {n: _in_two(rows[n][1][0]) for n in led}
    if len(led) < _FIRST or not all(kind(area.text) in NAMES for area, _ in parted.values()):
        return rows
    return [
        (line, [*parted[n], *cells[1:]] if n in parted else cells)
        for n, (line, cells) in enumerate(rows)
    ]


def _in_two(cell: CellToken) -> tuple[CellToken, CellToken]:
    """Return the two words of a cell as cells of their own."""
    first, last = cell.text.split()
    end = (cell.start or 0) + len(first)
    begin = (cell.end or 0) - len(last)
    return replace(cell, text=first, end=end), replace(cell, text=last, start=begin)


def _bare(cells: Row) -> bool:
    """Whether a row has numbers, and a unit perhaps, and no name."""
    kinds = [kind(t.text) for t in cells[:_CELLS]]
    led = all(what in _UNNAMED for what in kinds[:-1]) and kinds[-1:] != ["text"]
    return len(kinds) == _CELLS and led and _counts(cells)


#: what stands in rows without a name
_UNNAMED = {*COUNTS, "missing", "unit"}


def _counts(cells: Row) -> bool:
    return any(counted(t.text) for t in cells)


def _blocks(rows: Sequence[_Line]) -> Iterator[tuple[int, int]]:
    """Yield where lines of several cells begin and end, no blank line and no number between."""
    several = [len(cells) > 1 and not _counts(cells) for _, cells in rows]
    for whether, run in itertools.groupby(range(len(rows)), several.__getitem__):
        numbers = list(run)
        if whether and len(numbers) in _DEPTHS:
            yield numbers[0], numbers[-1] + 1


def _placed(line: Line, cells: Row, width: Callable[[str], int]) -> list[_Placed]:
    """Return cells with their places on the line."""
    at = [(t.start or line.start) - line.start for t in cells]
    steps = (width(line.text[a:b]) for a, b in itertools.pairwise([0, *at]))
    begins = itertools.accumulate(steps)
    return [(a, a + width(t.text), t) for a, t in zip(begins, cells, strict=True)]


def _header(block: Sequence[_Line], usual: int) -> Row | None:
    """Return the heads of lines of which some go on below, if they are so many, and known whole."""
    for width in (len, screen_width):
        pieces = sorted((p for row in block for p in _placed(*row, width)), key=lambda p: p[0])
        columns = stretches(pieces, lambda column, piece: piece[0] < max(b for _, b, _ in column))
        heads = [_joined([token for _, _, token in column]) for column in columns]
        joined = [h for h, column in zip(heads, columns, strict=True) if len(column) > 1]
        around = all(_around(block, [t for _, _, t in column]) for column in columns)
        known = joined and all(read_head(h.text) for h in joined)
        if len(heads) == usual and known and around:
            return heads
    return None


def _around(block: Sequence[_Line], cells: Row) -> bool:
    """Whether cells stand as far above the middle line as below it, no two on one line."""
    middle = block[len(block) // 2][0].number
    away = sorted((t.line or 0) - middle for t in cells)
    return sum(away) == 0 and len({*away}) == len(away)


def _joined(pieces: Row) -> CellToken:
    first, *rest = sorted(pieces, key=lambda t: t.start or 0)
    return replace(first, text="\n".join([first.text, *(t.text for t in rest)])) if rest else first


def _named(above: _Line, row: _Line, below: _Line) -> Row | None:
    """Return a row with its name, which stands above and below it; None if it does not."""
    upper, lower = _alone(*above), _alone(*below)
    if upper is None or lower is None:
        return None
    if kind(upper.text) not in NAMES or role_of(upper.text) or counted(lower.text):
        return None
    cells = row[1]
    for width in (len, screen_width):
        name = (*_placed(above[0], [upper], width), *_placed(below[0], [lower], width))
        begin, end = min(a for a, _, _ in name), max(b for _, b, _ in name)
        over = max(a for a, _, _ in name) < min(b for _, b, _ in name)
        places = _placed(*row, width)
        at = next((n for n, (a, _, _) in enumerate(places[:_FIRST]) if end <= a), None)
        if over and at is not None and (not at or places[at - 1][1] <= begin):
            whole = replace(_joined([upper, lower]), line=row[0].number, alone=False)
            return [*cells[:at], whole, *cells[at:]]
    return None


def _alone(line: Line, cells: Row) -> CellToken | None:
    """Return what a line prints, if no wide blanks part it: 覆盖率 within 500 米 is one name."""
    begin = (cells[0].start or line.start) - line.start if cells else 0
    text = line.text[begin:].strip()
    return replace(cells[0], text=text, end=cells[-1].end) if cells and "  " not in text else None
