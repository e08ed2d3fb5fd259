"""Tables without rules: found as runs of lines that look like rows, columns by the white between.

Their rows are put together in `page_rows`. Labels that stand for several rows (a merged area) are
placed last, when the table is whole: see `page_labels`.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import ceil
from statistics import median

from ..base.vocabulary import pattern
from .page import Part, PartCell, Segment, TextLine, worst
from .page_lines import unwrap
from .page_rows import PageRow, rows_of, spanned_by

_NOTE = pattern("pages", "note")
_ANYWHERE = [(float("-inf"), float("inf"))]


def unruled_parts(lines: list[TextLine], page: int) -> tuple[list[Part], list[TextLine]]:
    """Return the tables set without rules, and the lines that are not part of one."""
    lines = _parted(lines)
    parts: list[Part] = []
    taken: set[int] = set()
    for least in (3, 2):
        run: list[int] = []
        for index in range(len(lines) + 1):
            if index < len(lines) and index not in taken and _goes_on(lines, run, index, least):
                if len(lines[index].segments) >= least:
                    run.append(index)
                continue
            if len(run) >= (3 if least == 3 else 4):
                part, used = _part(lines, run, page, taken)
                if part is not None:
                    parts.append(part)
                    taken |= used
            run = []
            if index < len(lines) and index not in taken and len(lines[index].segments) >= least:
                run = [index]
    return parts, [line for index, line in enumerate(lines) if index not in taken]


def _parted(lines: list[TextLine]) -> list[TextLine]:
    """Part what was seen as several pieces of text where the white between columns runs.

    The boxes of two pieces may touch though white stands between them, as under a seal.
    """
    rows = [index for index, line in enumerate(lines) if len(line.segments) >= 3]
    apart = [[p for s in lines[index].segments for p in _pieces(s, _ANYWHERE)] for index in rows]
    columns = _columns([TextLine(pieces, 0.0) for pieces in apart])
    white = [(a[1], b[0]) for a, b in pairwise(columns)]
    out = list(lines)
    for index in range(rows[0], rows[-1] + 1) if white else ():
        segments = [piece for s in lines[index].segments for piece in _pieces(s, white)]
        out[index] = TextLine(segments, lines[index].size)
    return out


def _pieces(segment: Segment, white: list[tuple[float, float]]) -> list[Segment]:
    """Cut a segment at the ends of its pieces that stand in the white between columns."""
    out: list[Segment] = []
    near = 0.5 * (segment.bottom - segment.top)
    start, left = 0, segment.x0
    for at, x in segment.cuts:
        if any(a - near < x < b + near for a, b in white):
            out.append(replace(segment, text=segment.text[start:at].strip(), x0=left, x1=x))
            start, left = at, x
    return [*out, replace(segment, text=segment.text[start:].strip(), x0=left)]


def _goes_on(lines: list[TextLine], run: list[int], index: int, least: int) -> bool:
    """Tell whether a line continues a run of lines that look like rows."""
    line = lines[index]
    if not run:
        return len(line.segments) >= least
    last = lines[run[-1]]
    if line.top - last.bottom > 7 * last.size or _NOTE.match(line.segments[0].text):
        return False
    if len(line.segments) >= least:
        return True
    wide = max(other.x1 for other in lines) - min(other.x0 for other in lines)
    return all(segment.x1 - segment.x0 < 0.5 * wide for segment in line.segments)


def _columns(lines: list[TextLine]) -> list[tuple[float, float]]:
    """Return the columns as (left, right): where text stands, between white from top to bottom."""
    count: dict[int, int] = {}
    for line in lines:
        for segment in line.segments:
            for x in range(int(segment.x0), int(segment.x1) + 1):
                count[x] = count.get(x, 0) + 1
    few = 0 if len(lines) < 12 else int(0.06 * len(lines))
    out: list[tuple[float, float]] = []
    for x in sorted(x for x, number in count.items() if number > few):
        if out and x - out[-1][1] <= 3:
            out[-1] = (out[-1][0], x)
        else:
            out.append((x, x))
    return [(left, right + 1) for left, right in out if right - left >= 2]


def _widened(
    columns: list[tuple[float, float]], lines: list[TextLine]
) -> list[tuple[float, float]]:
    """Let columns reach as far as the wrapped lines in them do, and add what stands beside them."""
    out = sorted(columns)
    stray: list[Segment] = []
    for segment in (segment for line in lines for segment in line.segments):
        touched = [c for c, (x0, x1) in enumerate(columns) if segment.x0 < x1 and segment.x1 > x0]
        if len(touched) == 1:
            c = touched[0]
            left = max(columns[c - 1][1] + 2 if c else 0.0, segment.x0)
            right = min(columns[c + 1][0] - 2 if c + 1 < len(columns) else 1e9, segment.x1)
            out[c] = (min(out[c][0], left), max(out[c][1], right))
        elif not touched:
            stray.append(segment)
    more: list[list[float]] = []
    for segment in sorted(stray, key=lambda segment: segment.x0):
        if more and segment.x0 <= more[-1][1]:
            more[-1] = [more[-1][0], max(more[-1][1], segment.x1), more[-1][2] + 1]
        else:
            more.append([segment.x0, segment.x1, 1])
    for left, right, count in more:
        if count >= 2 and not any(left < x1 + 1 and right > x0 - 1 for x0, x1 in out):
            out.append((left, right))
    return sorted(out)


def _part(
    lines: list[TextLine], run: list[int], page: int, taken: set[int]
) -> tuple[Part | None, set[int]]:
    columns = _columns([lines[i] for i in run])
    if len(columns) < 2:
        return None, set()
    used = {i for i in range(run[0], run[-1] + 1) if i not in taken}
    columns = _widened(columns, [lines[i] for i in used])
    used |= _head_above(lines, run[0], columns, taken)
    for index in range(run[-1] + 1, len(lines)):
        line = lines[index]
        gap = line.top - lines[index - 1].bottom
        if index in taken or gap > 0.65 * line.size or not _fits(line, columns):
            break
        used.add(index)
    chosen = [lines[i] for i in sorted(used)]
    size = median(line.size for line in chosen)
    rows, labels = rows_of(chosen, columns, size)
    if len(rows) < 3:
        return None, set()
    columns = _without_heads(rows, labels, columns)
    return _assemble(rows, labels, columns, size, page), used


def _fits(line: TextLine, columns: list[tuple[float, float]]) -> bool:
    """Tell whether each segment of a line stands in one column, and the line is no note."""
    inside = line.x0 > columns[0][0] - line.size and line.x1 < columns[-1][1] + line.size
    alone = all(len(spanned_by(segment, columns)) == 1 for segment in line.segments)
    return inside and alone and not _NOTE.match(line.text)


def _head_above(
    lines: list[TextLine], first: int, columns: list[tuple[float, float]], taken: set[int]
) -> set[int]:
    """Return the lines above a table that wrap its head, or are a head too short to look a row."""
    kept: set[int] = set()
    block: set[int] = set()
    found: set[int] = set()
    index = first - 1
    while index >= 0 and index not in taken and _fits(lines[index], columns):
        line = lines[index]
        gap = lines[index + 1].top - line.bottom
        if gap > 1.6 * line.size:
            break
        if gap > 0.65 * line.size:  # a block of its own: a head, or the title of a section
            found = set()
        block.add(index)
        found |= {spanned_by(segment, columns)[0] for segment in line.segments}
        touching = all(lines[k + 1].top - lines[k].bottom <= 0.65 * line.size for k in block)
        if touching or len(found) >= max(2, ceil(len(columns) / 2)):
            kept = set(block)
        index -= 1
    return kept


def _without_heads(
    rows: list[PageRow], labels: list[tuple[int, Segment]], columns: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Join a column that is only a head (set apart from what stands below it) to that column."""
    c = 0
    while c + 1 < len(columns):
        a = {id(row) for row in rows if c in row.cells}
        b = {id(row) for row in rows if c + 1 in row.cells}
        named = {column for column, _ in labels}
        if a and b and not a & b and min(len(a), len(b)) == 1 and not named & {c, c + 1}:
            columns = [*columns[:c], (columns[c][0], columns[c + 1][1]), *columns[c + 2 :]]
            for row in rows:
                row.cells = {k - (k > c): part for k, part in sorted(row.cells.items())}
            labels[:] = [(k - (k > c), label) for k, label in labels]
        else:
            c += 1
    return columns


def _assemble(
    rows: list[PageRow],
    labels: list[tuple[int, Segment]],
    columns: list[tuple[float, float]],
    size: float,
    page: int,
) -> Part:
    edges = [columns[0][0] - size / 2]
    edges += [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    edges += [columns[-1][1] + size / 2]
    bounds = [rows[0].top - 0.3 * size]
    bounds += [(a.bottom + b.top) / 2 for a, b in pairwise(rows)]
    bounds += [rows[-1].bottom + 0.3 * size]
    cells = []
    for r, row in enumerate(rows):
        covered = 0
        for c in range(len(columns)):
            if c < covered:
                continue
            part = sorted(row.cells.get(c, []), key=lambda s: (round(s.middle), s.x0))
            covered = c + 1
            if part:
                spanned = max((spanned_by(s, columns) for s in part), key=len)
                if len(spanned) > 1 and not any(k in row.cells for k in spanned[1:]):
                    covered = spanned[-1] + 1
            wide = columns[covered - 1][1] - columns[c][0] + 0.9 * size
            text = unwrap([(s.text, s.x1 - s.x0) for s in part], wide, size)
            score = worst([s.score for s in part])
            cells.append(PartCell(r, r, edges[c], edges[covered], text, score))
    spans = list(pairwise(bounds))
    firsts = [min(s.middle for part in row.cells.values() for s in part) for row in rows]
    return Part(page, spans, cells, False, labels, firsts, size)
