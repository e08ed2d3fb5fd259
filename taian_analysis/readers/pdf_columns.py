"""Tables without rules: columns found by the white between them, rows by the lines they share.

A row is anchored by a line that fills at least half of the columns. What a narrow column wrapped
onto lines of its own belongs to the nearest anchor where cells are centred, and to the one above
where they are set at the top. Labels that stand for several rows (a merged area) are placed last,
when the table is whole: see `pdf_labels`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from statistics import median

from .pdf_page import Part, PartCell, Segment, TextLine, unwrap

NUMBER = re.compile(r"[≥≤><=\[(]?\s*[-+]?\d[\d,.]*\s*[%‰]?[^年月\d]{0,3}")
_NOTE = re.compile(r"(?:注|备注|说明|资料来源|数据来源)\s*\d?\s*[:\uff1a]")


@dataclass(slots=True)
class _Row:
    """A row while it is put together: the lines of each column."""

    at: float
    cells: dict[int, list[Segment]]
    wide: bool = False

    @property
    def top(self) -> float:
        return min(s.top for part in self.cells.values() for s in part)

    @property
    def bottom(self) -> float:
        return max(s.bottom for part in self.cells.values() for s in part)


def unruled_parts(lines: list[TextLine], page: int) -> tuple[list[Part], list[TextLine]]:
    """Return the tables set without rules, and the lines that are not part of one."""
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


def _spanned(segment: Segment, columns: list[tuple[float, float]]) -> list[int]:
    reach = [min(segment.x1, x1) - max(segment.x0, x0) for x0, x1 in columns]
    out = [c for c, shared in enumerate(reach) if shared > 1.5]
    return out or [max(range(len(columns)), key=lambda c: reach[c])]


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
    rows, labels = _rows(chosen, columns, size)
    if len(rows) < 3:
        return None, set()
    columns = _without_heads(rows, labels, columns)
    return _assemble(rows, labels, columns, size, page), used


def _fits(line: TextLine, columns: list[tuple[float, float]]) -> bool:
    """Tell whether each segment of a line stands in one column, and the line is no note."""
    inside = line.x0 > columns[0][0] - line.size and line.x1 < columns[-1][1] + line.size
    alone = all(len(_spanned(segment, columns)) == 1 for segment in line.segments)
    return inside and alone and not _NOTE.match(line.text)


def _head_above(
    lines: list[TextLine], first: int, columns: list[tuple[float, float]], taken: set[int]
) -> set[int]:
    """Return the lines above a table that wrap its head, or are a head too short to look a row."""
    block: set[int] = set()
    found: set[int] = set()
    index = first - 1
    while index >= 0 and index not in taken and _fits(lines[index], columns):
        line = lines[index]
        gap = lines[index + 1].top - line.bottom
        if gap > (0.65 if block else 1.6) * line.size:
            break
        block.add(index)
        found |= {_spanned(segment, columns)[0] for segment in line.segments}
        index -= 1
    if block and lines[first].top - lines[first - 1].bottom <= 0.65 * lines[first].size:
        return block
    return block if len(found) >= max(2, ceil(len(columns) / 2)) else set()


def _without_heads(
    rows: list[_Row], labels: list[tuple[int, Segment]], columns: list[tuple[float, float]]
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


def _rows(
    lines: list[TextLine], columns: list[tuple[float, float]], size: float
) -> tuple[list[_Row], list[tuple[int, Segment]]]:
    """Sort the segments into rows; the labels of leading merged columns are given back apart."""
    wide: list[_Row] = []
    found: dict[int, list[Segment]] = {c: [] for c in range(len(columns))}
    for line in lines:
        spans = [_spanned(segment, columns) for segment in line.segments]
        if len(spans) == 1 and len(spans[0]) > 1:
            wide.append(_Row(line.segments[0].middle, {spans[0][0]: line.segments}, wide=True))
            continue
        for segment, spanned in zip(line.segments, spans, strict=True):
            found[spanned[0]].append(segment)
    for part in found.values():
        part.sort(key=lambda segment: (round(segment.middle), segment.x0))
    steps = {c: _steps(part, size) for c, part in found.items()}
    leading = min((step for part in steps.values() for step in part), default=size)
    tight = 1.15 * leading
    anchors = _anchors(lines, found, steps, tight, columns, size)
    rows = [_Row(at, {}) for at in anchors]
    for c, part in found.items():
        for block in _blocks(part, tight):
            _assign(block, c, rows, size)
    labels = _take_labels(rows, found, size, tight)
    rows = sorted([row for row in rows if row.cells] + wide, key=lambda row: row.at)
    return rows, labels


def _steps(part: list[Segment], size: float) -> list[float]:
    """Return the distances from line to line of a column."""
    steps = [b.middle - a.middle for a, b in pairwise(part)]
    return [step for step in steps if step > 0.8 * size]


def _anchors(
    lines: list[TextLine],
    found: dict[int, list[Segment]],
    steps: dict[int, list[float]],
    tight: float,
    columns: list[tuple[float, float]],
    size: float,
) -> list[float]:
    """Return the heights of the rows: of the cells in the columns that never wrap.

    Where there is no such column, of the lines that fill at least half of the columns.
    """
    firm = {
        c: len(steps[c])
        for c in found
        if len(steps[c]) >= 2
        and sum(step <= tight for step in steps[c]) <= max(1, 0.06 * len(steps[c]))
    }
    most = max(firm.values(), default=0)
    heights: list[list[float]] = []
    if most >= 0.25 * max(len(part) for part in steps.values()):
        chosen = [c for c, number in firm.items() if number >= 0.75 * most]
        for at in sorted(segment.middle for c in chosen for segment in found[c]):
            if heights and at - heights[-1][0] <= 0.5 * size:
                heights[-1].append(at)
            else:
                heights.append([at])
        out: list[list[float]] = []
        for group in heights:  # a head of two lines is one row
            if out and group[0] - out[-1][0] <= tight:
                out[-1] = max(out[-1], group, key=len)
            else:
                out.append(group)
        return [median(group) for group in out]
    if (blocks := _block_anchors(found, tight, size)) is not None:
        return blocks
    least = max(2, ceil(len(columns) / 2))
    full = [line for line in lines if len(line.segments) >= least]
    return [median(segment.middle for segment in line.segments) for line in full]


def _block_anchors(
    found: dict[int, list[Segment]], tight: float, size: float
) -> list[float] | None:
    """Return the heights at which cells of several lines agree: by their middles or first lines."""
    runs = [_blocks(part, tight) for part in found.values()]
    if max((len(run) for blocks in runs for run in blocks), default=99) > 9:
        return None  # the rows stand as close as the lines in them
    best: list[list[float]] | None = None
    for centred in (False, True):
        heights = sorted(
            (run[0].middle + run[-1].middle) / 2 if centred else run[0].middle
            for blocks in runs
            for run in blocks
        )
        groups: list[list[float]] = []
        for at in heights:
            if groups and at - groups[-1][0] <= 0.3 * size:
                groups[-1].append(at)
            else:
                groups.append([at])
        if best is None or len(groups) < len(best):
            best = groups
    anchors = [median(group) for group in best or [] if len(group) >= max(2, len(found) / 3)]
    return anchors if len(anchors) >= 3 else None


def _blocks(part: list[Segment], tight: float) -> list[list[Segment]]:
    """Cut a column into runs of lines that stand close together."""
    out: list[list[Segment]] = []
    for segment in part:
        if out and segment.middle - out[-1][-1].middle <= tight:
            out[-1].append(segment)
        else:
            out.append([segment])
    return out


def _assign(block: list[Segment], c: int, rows: list[_Row], size: float) -> None:
    """Give a run of lines to the row it stands beside: by its middle, else by its first line."""

    def beside(at: float) -> _Row | None:
        row = min(rows, key=lambda row: abs(row.at - at))
        return row if abs(row.at - at) <= 0.35 * size else None

    middle = (block[0].middle + block[-1].middle) / 2
    level = [row for segment in block if (row := beside(segment.middle)) is not None]
    if len({id(row) for row in level}) <= 1:
        row = beside(middle) or beside(block[0].middle)
        row = row or min(rows, key=lambda row: abs(row.at - middle))
        row.cells.setdefault(c, []).extend(block)
        return
    from_top = beside(block[0].middle) is not None
    for segment in block:
        row = min(rows, key=lambda row: abs(row.at - segment.middle))
        if from_top:
            row = [row for row in rows if row.at <= segment.middle + 0.35 * size][-1]
        row.cells.setdefault(c, []).append(segment)


def _take_labels(
    rows: list[_Row], found: dict[int, list[Segment]], size: float, tight: float
) -> list[tuple[int, Segment]]:
    """Take out the labels of leading columns that stand once for several rows."""
    labels: list[tuple[int, Segment]] = []
    heads = [row for row in rows[:1] if headerish(row.cells)]
    body = [row for row in rows if row not in heads]
    for c in range(min(2, len(found) - 2)):
        groups: list[list[Segment]] = []
        head = {id(s) for row in heads for s in row.cells.get(c, [])}
        for segment in found[c]:
            if heads and id(segment) in head and abs(segment.middle - heads[-1].at) < 1.6 * size:
                continue
            if groups and segment.middle - groups[-1][-1].middle <= tight:
                groups[-1].append(segment)
            else:
                groups.append([segment])
        beside = found[c + 1]
        if len(found) > c + 2 and all(re.fullmatch(r"[\d.]{1,4}", s.text) for s in beside[1:]):
            beside = found[c + 2]  # a column of serials comes first
        names = [len(segment.text) for segment in beside]
        if not groups or len(body) < 3 or len(groups) > 0.6 * len(body):
            break
        if not names or median(names) < 4:  # what a label stands for has a name beside it
            break
        taken = {id(segment) for group in groups for segment in group}
        for row in rows:
            kept = [s for s in row.cells.pop(c, []) if id(s) not in taken]
            if kept:
                row.cells[c] = kept
        labels += [(c, _joined(group)) for group in groups]
    return labels


def _joined(group: list[Segment]) -> Segment:
    return Segment(
        "".join(segment.text for segment in group),
        min(segment.x0 for segment in group),
        max(segment.x1 for segment in group),
        group[0].top,
        group[-1].bottom,
    )


def headerish(cells: dict[int, list[Segment]]) -> bool:
    """Tell whether a row holds no value: no cell that is a number."""
    return not any(NUMBER.fullmatch(s.text) for part in cells.values() for s in part)


def _assemble(
    rows: list[_Row],
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
                spanned = max((_spanned(s, columns) for s in part), key=len)
                if len(spanned) > 1 and not any(k in row.cells for k in spanned[1:]):
                    covered = spanned[-1] + 1
            wide = columns[covered - 1][1] - columns[c][0] + 0.9 * size
            text = unwrap([(s.text, s.x1 - s.x0) for s in part], wide, size)
            cells.append(PartCell(r, r, edges[c], edges[covered], text))
    spans = list(pairwise(bounds))
    firsts = [min(s.middle for part in row.cells.values() for s in part) for row in rows]
    return Part(page, spans, cells, False, labels, firsts)
