"""The rows of a table without rules: each segment given to the row it belongs to.

A row is where the cells of the columns that never wrap stand, or, where all wrap, where the
middles (or first lines) of cells agree. A cell of several lines belongs to the row beside its
middle or its first line; a line alone between rows is the title of a section.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import ceil, inf
from statistics import median

from ..base.stretches import stretches
from ..base.vocabulary import pattern
from ..grammar.chars import unify
from .page import Segment, TextLine, worst

NUMBER = pattern("pages", "number")
_TITLE = pattern("pages", "title_alone")


@dataclass(slots=True)
class PageRow:
    """A row while it is put together: the lines of each column."""

    at: float
    cells: dict[int, list[Segment]]
    wide: bool = False

    @property
    def top(self) -> float:
        """The upper edge of what it holds."""
        return min(s.top for part in self.cells.values() for s in part)

    @property
    def bottom(self) -> float:
        """The lower edge of what it holds."""
        return max(s.bottom for part in self.cells.values() for s in part)


def spanned_by(segment: Segment, columns: list[tuple[float, float]]) -> list[int]:
    """Return the columns a segment reaches into; the nearest where it is between two."""
    reach = [min(segment.x1, x1) - max(segment.x0, x0) for x0, x1 in columns]
    out = [c for c, shared in enumerate(reach) if shared > 1.5]
    return out or [max(range(len(columns)), key=lambda c: reach[c])]


def rows_of(
    lines: list[TextLine], columns: list[tuple[float, float]], size: float
) -> tuple[list[PageRow], list[tuple[int, Segment]]]:
    """Sort the segments into rows; the labels of leading merged columns are given back apart."""
    wide: list[PageRow] = []
    found: dict[int, list[Segment]] = {c: [] for c in range(len(columns))}
    for line in lines:
        spans = [spanned_by(segment, columns) for segment in line.segments]
        if len(spans) == 1 and len(spans[0]) > 1:
            wide.append(PageRow(line.segments[0].middle, {spans[0][0]: line.segments}, wide=True))
            continue
        for segment, spanned in zip(line.segments, spans, strict=True):
            found[spanned[0]].append(segment)
    for part in found.values():
        part.sort(key=lambda segment: (round(segment.middle), segment.x0))
    steps = {c: _steps(part, size) for c, part in found.items()}
    tight = _tight([step for part in steps.values() for step in part], size)
    anchors = _anchors(lines, found, steps, tight, columns, size)
    pitch = min((b - a for a, b in pairwise(anchors)), default=0.0)
    wide += _titles(lines, found, anchors, pitch)
    rows = [PageRow(at, {}) for at in anchors]
    for c, part in found.items():
        full = len(part) >= 0.7 * len(anchors)
        for block in _blocks(part, tight):
            middle = (block[0].middle + block[-1].middle) / 2
            off = min(abs(at - segment.middle) for at in anchors for segment in block)
            if full and off > max(0.75 * pitch, 0.8 * size):
                wide.append(PageRow(middle, {c: block}, wide=True))  # the title of a section
            else:
                _assign(block, c, rows, size)
    labels = _take_labels(rows, found, size, tight)
    rows = sorted([row for row in rows if row.cells] + wide, key=lambda row: row.at)
    return rows, labels


def _steps(part: list[Segment], size: float) -> list[float]:
    """Return the distances from line to line of a column."""
    steps = [b.middle - a.middle for a, b in pairwise(part)]
    return [step for step in steps if step > 0.8 * size]


def _tight(steps: list[float], size: float) -> float:
    """Return the longest step from a line to the next of one cell.

    Rows may stand hardly farther apart than the lines of a cell: it is sought between the two.
    """
    least = min(steps, default=size)
    near = sorted(step for step in steps if step <= 1.3 * least)
    gap, middle = max(((b - a, (a + b) / 2) for a, b in pairwise(near)), default=(0.0, 0.0))
    return middle if gap >= 0.04 * least else 1.15 * least


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
    if most >= 0.25 * max(len(part) for part in steps.values()):
        chosen = [c for c, number in firm.items() if number >= 0.75 * most]
        return _heights(
            [segment.middle for c in chosen for segment in found[c]], chosen, tight, size
        )
    if (blocks := _block_anchors(found, tight, size)) is not None:
        return blocks
    least = max(2, ceil(len(columns) / 2))
    full = [line for line in lines if len(line.segments) >= least or _is_title_with_value(line)]
    return [median(segment.middle for segment in line.segments) for line in full]


def _is_title_with_value(line: TextLine) -> bool:
    """Tell whether a line is the title of a section and one number, its weight or its sum."""
    title, *rest = line.segments
    return len(rest) == 1 and _is_title(title) and _is_number(rest[0])


def _is_number(segment: Segment) -> bool:
    return NUMBER.fullmatch(segment.text) is not None


def _is_title(segment: Segment) -> bool:
    return _TITLE.fullmatch(unify(segment.text)) is not None


def _titles(
    lines: list[TextLine], found: dict[int, list[Segment]], anchors: list[float], pitch: float
) -> list[PageRow]:
    """Take out the titles that stand alone where a row would, between rows whose names are level.

    The label of several rows stands between two that are no farther apart than any.
    """

    def off(segment: Segment) -> float:
        return min(abs(at - segment.middle) for at in anchors)

    alone = {id(line.segments[0]) for line in lines if len(line.segments) == 1}
    part = found[0]
    titled = [id(b) in alone and off(b) > 0.75 * pitch and _is_title(b) for b in part]
    known = [title or off(b) < 0.25 * pitch for title, b in zip(titled, part, strict=True)]
    out = [part[n] for n in range(1, len(part) - 1) if titled[n] and known[n - 1] and known[n + 1]]
    found[0] = [segment for segment in part if segment not in out]
    return [PageRow(segment.middle, {0: [segment]}, wide=True) for segment in out]


def _heights(middles: list[float], chosen: list[int], tight: float, size: float) -> list[float]:
    """Return the heights at which the cells of columns stand that never wrap, but in the head."""
    heights = stretches(sorted(middles), lambda level, at: at - level[0] <= 0.5 * size)
    full = max(2, ceil(0.75 * len(chosen)))
    out: list[list[float]] = []
    for group in heights:  # a head of two lines is one row; two rows of all columns are two
        rows = len(group) >= full and bool(out) and len(out[-1]) >= full
        if out and group[0] - out[-1][0] <= tight and not rows:
            out[-1] = max(out[-1], group, key=len)
        else:
            out.append(group)
    return [median(group) for group in out]


def _block_anchors(
    found: dict[int, list[Segment]], tight: float, size: float
) -> list[float] | None:
    """Return the heights at which cells of several lines agree: by their middles or first lines."""
    runs = [_blocks(part, tight) for part in found.values()]
    if max((len(run) for blocks in runs for run in blocks), default=99) > 9:
        return None  # the rows stand as close as the lines in them
    numbers = [sum(map(_is_number, run)) for blocks in runs for run in blocks]
    if 2 * sum(n > 1 for n in numbers) > sum(n > 0 for n in numbers):
        return None  # few cells hold several numbers
    best: list[list[float]] | None = None
    for centred in (False, True):
        heights = sorted(
            (run[0].middle + run[-1].middle) / 2 if centred else run[0].middle
            for blocks in runs
            for run in blocks
        )
        groups = stretches(heights, lambda level, at: at - level[0] <= 0.3 * size)
        if best is None or len(groups) < len(best):
            best = groups
    anchors = [median(group) for group in best or [] if len(group) >= max(2, len(found) / 3)]
    return anchors if len(anchors) >= 3 else None


def _blocks(part: list[Segment], tight: float) -> list[list[Segment]]:
    """Cut a column into runs of lines that stand close together."""
    return stretches(part, lambda above, segment: segment.middle - above[-1].middle <= tight)


def _assign(block: list[Segment], c: int, rows: list[PageRow], size: float) -> None:
    """Give a run of lines to the row it stands beside: by its middle, else by its first line.

    Where several rows stand beside it, as where they stand as close as lines, it is shared out;
    numbers that are level with a row each are the rows' own.
    """

    def beside(at: float) -> PageRow | None:
        row = min(rows, key=lambda row: abs(row.at - at))
        return row if abs(row.at - at) <= 0.35 * size else None

    numbers = [segment for segment in block if _is_number(segment)]
    own = [row for segment in numbers if (row := beside(segment.middle)) is not None]
    if len(block) > len(numbers) > 1 and len({id(row) for row in own}) == len(numbers):
        for is_number, run in groupby(block, key=_is_number):
            for piece in [[s] for s in run] if is_number else [list(run)]:
                _assign(piece, c, rows, size)
        return
    middle = (block[0].middle + block[-1].middle) / 2
    level = [row for segment in block if (row := beside(segment.middle)) is not None]
    ends = (block[0].middle - 0.35 * size, block[-1].middle + 0.35 * size)
    near = [row for row in rows if ends[0] <= row.at <= ends[1]]
    off, given = min((_shared(block, near, size, way) for way in (True, False)), key=lambda g: g[0])
    alone = len({id(row) for row in level}) <= 1
    if off == inf or (alone and (len(near) < 2 or off > 0.2 * size * len(near))):
        row = beside(middle) or beside(block[0].middle)
        given = [row or min(rows, key=lambda row: abs(row.at - middle))] * len(block)
    for segment, row in zip(block, given, strict=True):
        row.cells.setdefault(c, []).append(segment)


def _shared(
    block: list[Segment], rows: list[PageRow], size: float, centred: bool
) -> tuple[float, list[PageRow]]:
    """Share a run of lines out among rows, each of which stands beside its lines' middle or first.

    Returns how far off they stand, and the row of each line.
    """
    best: list[tuple[float, list[PageRow]]] = [(0.0, []), *((inf, []) for _ in block)]
    for row in rows:
        after = [(cost + 0.8 * size, given) for cost, given in best]  # a row without a line
        for end in range(1, len(block) + 1):
            for start in range(max(0, end - 9), end):
                last = block[end - 1 if centred else start]
                off = abs((block[start].middle + last.middle) / 2 - row.at)
                if best[start][0] + off < after[end][0]:
                    after[end] = (best[start][0] + off, best[start][1] + [row] * (end - start))
        best = after
    return best[-1]


def _take_labels(
    rows: list[PageRow], found: dict[int, list[Segment]], size: float, tight: float
) -> list[tuple[int, Segment]]:
    """Take out the labels of leading columns that stand once for several rows."""
    labels: list[tuple[int, Segment]] = []
    heads = [row for row in rows[:1] if headerish(row.cells)]
    body = [row for row in rows if row not in heads]
    for c in range(min(2, len(found) - 2)):
        head = {
            id(segment)
            for row in heads
            for segment in row.cells.get(c, [])
            if abs(segment.middle - row.at) < 1.6 * size
        }
        groups = _blocks([segment for segment in found[c] if id(segment) not in head], tight)
        beside = found[c + 1]
        if len(found) > c + 2 and all(re.fullmatch(r"[\d.]{1,4}", s.text) for s in beside[1:]):
            beside = found[c + 2]  # a column of serials comes first
        names = [0 if _is_number(segment) else len(segment.text) for segment in beside]
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
        worst([segment.score for segment in group]),
    )


def headerish(cells: dict[int, list[Segment]]) -> bool:
    """Tell whether a row holds no value: no cell that is a number."""
    return not any(NUMBER.fullmatch(s.text) for part in cells.values() for s in part)
