"""Text with pipes -> cells: a row a line, or a cell a line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..base.report import Line, Report, once
from ..base.stretches import stretches
from .captions import counted_anew
from .cellkinds import COUNTS, kind
from .cells import CellToken, Row, Rows, ended, flat, one_below, thousands
from .head_tree import spread_again
from .header_runs import row_of_heads
from .headers import only_period, read_head, role_of
from .in_columns import Slots, Stepped
from .in_full import FullRows
from .names import unit_line
from .overleaf import bared, laid_out, overleaf, turns_left
from .pipes import (
    Drawn,
    at_pipes,
    filled,
    line_cells,
    of_pipes,
    open_rows,
    parted_rows,
    ruled,
    ruled_head,
    token_of,
)


@dataclass(slots=True)
class Region:
    """A stretch of lines with pipes, as cells; `rows` where a line is a row.

    `again` are rows that print its heads again.
    It is `even` where each of its lines prints as many pipes as all others.
    """

    kind: str
    tokens: Row
    rows: Rows | None
    again: Rows = field(default_factory=list)
    even: bool = False


def pipe_regions(report: Report) -> list[Region]:
    """Return the same without the columns that carry nothing of their values, found once."""
    return once(report, "pipe_regions", lambda _: [*map(_peeled, regions_printed(report))])


def regions_printed(report: Report) -> list[Region]:
    """Return the stretches of a text that are tables drawn with pipes, as printed, found once."""
    return once(report, "regions printed", _pipe_regions)


def _pipe_regions(report: Report) -> list[Region]:
    marked = [i for i, line in enumerate(report.lines) if "|" in line.text]
    regions: list[Region] = []
    runs = stretches(marked, lambda run, i: _goes_on(report.lines[run[-1] + 1 : i]))
    for run in itertools.chain.from_iterable(_even_apart(report, run) for run in runs):
        first, last = run[0], run[-1]
        lines = list(report.lines[first : last + 1])
        if sum(line.text.count("|") for line in lines) < 3:
            continue
        region = _region(report, lines, first, last)
        if region.rows is not None:
            above = {
                "".join(line.text.split()) for line in report.lines[max(0, first - _ABOVE) : first]
            }
            rows, region.again = overleaf(region.rows, above)
            region.rows = laid_out(rows)
            region.even |= region.rows != rows and len({*map(len, region.rows)}) == 1
            region.even &= not turns_left(region.rows)
            if region.again or region.rows != rows:
                region.tokens = flat(region.rows)
        regions += _tables(region)
    for region in regions:
        thousands(region.tokens)
    return regions


def _goes_on(gap: Sequence[Line]) -> bool:
    """Whether lines with pipes go on behind a gap: of few lines, and short ones, rules aside."""
    told = [line.text for line in gap if line.text.strip() and not ruled(line.text)]
    return len(told) <= 6 and all(len(text) <= 60 for text in told)


def _even_apart(report: Report, run: list[int]) -> list[list[int]]:
    """Cut a stretch at gaps behind which all lines have other pipes than before, or other heads.

    Two tables stand close to each other; each of them is even, neither is a part of the other.
    """
    blocks = stretches(run, lambda block, i: i == block[-1] + 1)
    pipes = [{report.lines[i].text.count("|") for i in block} for block in blocks]
    out = [list(blocks[0])]
    heads = [_words(_begin(report, blocks[0]))]
    for (before, here), block in zip(itertools.pairwise(pipes), blocks[1:], strict=True):
        even = len(before) == len(here) == 1 and min(*before, *here) > 1
        head = _begin(report, block)
        other = before != here or (row_of_heads(head) and _words(head) not in heads)
        if even and other and min(len(out[-1]), len(block)) >= _EVEN_ROWS:
            out.append(list(block))
            heads = []
        else:
            out[-1] += block
        heads.append(_words(head))
    return out


def _begin(report: Report, block: list[int]) -> Row:
    """Return the first row of a block of lines."""
    return line_cells(report.lines[block[0]], leading=False)


#: so many lines at least are a table of their own beside another
_EVEN_ROWS = 3
#: so many lines above a table may be printed again over its next page
_ABOVE = 6


def _peeled(region: Region) -> Region:
    """Take columns that carry no values off a region of rows."""
    if region.rows is None:
        return region
    rows = bared(region.rows)
    if any(t.beside for row in rows for t in row):
        rows = [ended(row) for row in rows]  # as between pipes without what was taken off
    return replace(region, tokens=flat(rows), rows=rows)


def _tables(region: Region) -> list[Region]:
    """Cut a stretch of rows where, under a line of text, another header begins."""
    rows = region.rows or []
    cuts, counted, heads = [0], False, [_words(row) for row in rows[:1]]
    for n, row in enumerate(rows):
        words, counts = _words(row), any(map(_number, row))
        fresh = counted and _titles(rows[n - 1]) and len(words) > 1 and words not in heads
        fresh = fresh and _header(rows, n)
        if fresh:
            begin = n - 1
            while begin > 1 and _titles(rows[begin - 1]):
                begin -= 1
            cuts.append(begin)
        if fresh or not (counted or counts):
            heads.append(words)
        counted = counts or (counted and not fresh)
    if len(cuts) == 1:
        return [region]
    parts = [rows[a:b] for a, b in itertools.pairwise([*cuts, len(rows)])]
    apart = [Region(region.kind, flat(part), part, even=region.even) for part in parts]
    apart[0].again = region.again
    return apart


def _titles(row: Row) -> bool:
    """Whether a row is one text that may stand over a table: 约束性 is what a row before lost."""
    lone = [t.text for t in row if t.text]
    return len(lone) == 1 and kind(lone[0]) not in ("attr", "unit")


def _words(row: Row) -> list[str]:
    return ["".join(t.text.split()) for t in row if t.text]


def _number(token: CellToken) -> bool:
    counted = kind(token.text) in COUNTS or re.fullmatch(r"[\d ,.]+", token.text) is not None
    return counted and read_head(token.text) is None


def _worded(text: str) -> bool:
    """Whether a cell is a value told in words, or a dash, and no head: 增长9%以上, 全覆盖."""
    what = kind(text)
    return what in ("missing", "words") or (what == "quality" and not only_period(text))


def _header(rows: Rows, n: int) -> bool:
    """Whether a row holds no value or unit and one below it does, of as many cells or nearly."""
    if any(_number(t) or _worded(t.text) for t in rows[n]):
        return False
    if any(kind(t.text) == "unit" for t in rows[n][1:]):
        return False  # 志愿者 | 万人, and no number yet
    width = len(_words(rows[n]))
    below = next((row for row in rows[n + 1 : n + 5] if any(map(_number, row))), None)
    return below is not None and abs(len(_words(below)) - width) <= max(1, width // 3)


def _region(report: Report, lines: list[Line], first: int, last: int) -> Region:
    piped = [line.text for line in lines if "|" in line.text and line.text.strip("| \t")]
    full = [text for text in piped if filled(text) >= 2]
    if len(piped) == 1 and filled(piped[0]) >= 15:
        return _one_line(report, next(line for line in lines if "|" in line.text))
    if len(full) >= 0.4 * max(1, len(piped)):
        return _rows(lines)
    if rows := open_rows(report.lines[first : last + 2]) or parted_rows(lines):
        return Region("pipe", flat(rows), rows)
    # the first cell may stand before the first pipe, the last one after the last pipe
    begin = first
    while begin > 0 and first - begin < 3:
        above = report.lines[begin - 1].text.strip()
        if not above or len(above) > 30 or unit_line(above) is not None:
            break  # 单位:% stands over the table, whose corner is empty
        begin -= 1
    end = last
    if end + 1 < len(report.lines) and 0 < len(report.lines[end + 1].text.strip()) <= 60:
        end += 1
    return _stream(report, begin, end)


def _rows(lines: list[Line]) -> Region:
    """Read a row a line; an unclosed last cell goes on in the next line."""
    drawn = Drawn(lines)
    whole = (
        of_pipes(lines, drawn.pipes)
        if all("|" in text for line in lines if (text := line.text.strip()))
        else []
    )
    if whole:
        over = [ended(at_pipes(row)[drawn.leading > 0.5 :]) for row in whole]
        return Region("pipe", flat(over), over)
    rows, used = ruled_head(lines)
    texts = [line.text for line in lines[used:] if not ruled(line.text)]
    full = [text for text in texts if "|" in text]
    told = sum(map(bool, map(str.strip, texts)))
    even = len(full) >= max(_FULL * len(texts), _ROWS * told)
    even &= len({text.count("|") for text in full}) == 1
    if not rows and drawn.trailing < 0.4:
        rows, used = _open_head(lines, drawn)
    lines = [line for line in lines[used:] if not ruled(line.text)]
    unclosed = False
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        if not line.text.strip():
            continue
        row = line_cells(line, drawn.leading > 0.5)
        if unclosed and row and rows:
            row[1:2] = [replace(token, new=4.0, cont=0.0) for token in row[1:2]]
            rows[-1][-1:] = [one_below(rows[-1][-1], row[0]), *row[1:]]
        elif row:
            rows.append(row)
        after = below.text if below else ""
        unclosed = bool(rows) and drawn.goes_on(line.text, rows[-1], after)
    return Region("pipe", flat(rows), rows, even=even)


#: which share of the lines of an even table are its rows, and of those that are not blank
_FULL, _ROWS = 0.5, 0.6


def _open_head(lines: list[Line], drawn: Drawn) -> tuple[Rows, int]:
    """Return a header broken within its cells where no pipe ends a row, and its lines."""
    body = next((n for n, line in enumerate(lines) if line.text.count("|") == drawn.pipes), 0)
    if body < 2 or sum(line.text.count("|") for line in lines[:body]) != drawn.pipes:
        return [], 0
    apart = [line_cells(line, drawn.leading > 0.5) for line in lines if not ruled(line.text)]
    if spread_again(apart) != apart:
        return [], 0  # no cell is broken: lower heads stand under one that spans them
    row = [replace(token, alone=False) for token in at_pipes(lines[:body])]
    known = sum(kind(token.text) == "head" for token in row)
    cut = any(kind(cells[0].text) == "unit" for cells in apart[1:body])  # 学校数, (所) below it
    return ([row], body) if cut or known >= _KNOWN * len(row) else ([], 0)


#: which share of the cells of a broken header must be heads
_KNOWN = 0.8


def _stream(report: Report, first: int, last: int) -> Region:
    """Read a cell a line: every pipe ends a cell; where a row ends is for the alignment to say."""
    lines = report.lines[first : last + 1]
    tokens = at_pipes(lines)
    closed = [n for n, line in enumerate(lines) if line.text.rstrip().endswith("|")]
    if (
        len(closed) > 0.4 * len(lines)
        and tokens[-1].text
        and not report.text[lines[-1].end :].strip()
    ):
        tokens[-1] = replace(tokens[-1], cut=True)
    tokens = ended(tokens)
    # lines before the first cell of all that are no cell of the table: titles
    # and what says between two tables what is counted in the second
    apart: Row = []
    for n, token in enumerate(tokens):
        above = [CellToken(text) for text in token.text.split("\n")[:-1]]
        titled = above and (n == 0 or counted_anew(above))
        apart += _unstack(report, token) if titled else [token]
    tokens = apart
    for n, token in enumerate(tokens):
        alone = not token.text or n + 1 == len(tokens) or not tokens[n + 1].text
        new = 0.5 if n and tokens[n - 1].text else 0.0
        tokens[n] = replace(token, alone=alone, new=new)
    return Region("cell-a-line", tokens, _in_step(tokens) or None)


def _in_step(tokens: Row) -> Rows:
    """Return the rows of cells that are in step, each other cell in one of its own; none if none.

    Where no cell is empty, nothing tells one left empty from one left out: rows are whole then.
    """
    texts = [token.text for token in tokens]
    slots = FullRows(texts) if all(texts) else Slots(texts, opened=True)
    tables = list(slots.all_stepped())
    led = len(tables) == 1 if all(texts) else all(_led(texts, one) for one in tables)
    if not tables or not led or not slots.hold_all(tables):
        return []
    rows = {next(n for n in row if n >= 0): row for one in tables for row in one.rows}
    inside = {n for one in tables for row in one.rows for n in row}
    firsts = (n for n in range(len(tokens)) if n in rows or n not in inside)
    return [[tokens[i] if i >= 0 else CellToken("") for i in rows.get(n, [n])] for n in firsts]


#: so many cells before a table may be its titles; what stands over its first column
_TITLES, _LEADS = 4, ("name", "region", "serial", "area")
#: a head over names stands among so many first ones
_LEAD = 3


def _led(texts: Sequence[str], table: Stepped) -> bool:
    """Whether a table begins with a head over its names, or near the first cell, no head idle."""
    head, *rows = table.rows
    begin = head[0]
    if any(role_of(texts[n]) in _LEADS for n in head[_LEAD:]):
        return False
    held = {n - row[0] for row in rows[:-1] for n in row if texts[n]}
    near = sum(map(bool, texts[:begin])) <= _TITLES and not all(
        texts[max(0, begin - 1) : begin + 1]
    )
    idle = any(n - begin not in held for n in head if texts[n])
    return role_of(texts[begin]) in _LEADS or (near and not idle)


def _one_line(report: Report, line: Line) -> Region:
    """Read a whole table on one line: where a row ends is for the alignment to say."""
    region = _stream(report, line.number - 1, line.number - 1)
    if not region.tokens:
        return region
    first = region.tokens[0]
    title, _, head = first.text.rpartition(" ")
    if title and read_head(head) is not None and first.end is not None:
        # the table's title stands before its first head
        begin = first.end - len(head)
        region.tokens[0] = replace(first, text=head, start=begin)
        named = replace(first, text=title.strip(), end=begin - 1)
        region.tokens.insert(0, named)
    for n, token in enumerate(region.tokens):
        region.tokens[n] = replace(token, alone=False, new=0.0)
    return Region("one-line", region.tokens, None)


def _unstack(report: Report, token: CellToken) -> Row:
    begin, stop = token.start or 0, token.end or 0
    below = report.lines[(token.line or 1) - 1 :]
    cells = [
        token_of(line, max(0, begin - line.start), min(line.end, stop) - line.start)
        for line in itertools.takewhile(lambda line: line.start < stop, below)
    ]
    cells = [cell for cell in cells if cell.text]
    if role_of("".join(cell.text for cell in cells[-2:])) == "area":
        cells[-2:] = [one_below(cells[-2], cells[-1])]  # 指标 over 类别 is one head
    return cells
