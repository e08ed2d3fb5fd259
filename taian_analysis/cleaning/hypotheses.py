"""Other readings of a table: every row that may be its head, any words as heads.

`find_tables` knows the heads it has patterns for. Here a head is what reads like heads above what
reads like cells (`columns.headness`), and a column's role follows from head and cells together
(`columns.roles`), so that an unknown word costs a column its role and not the table its rows.
The readings compete with the known one by one score (`judge`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..base.report import Report
from .captions import captioned
from .cellkinds import COUNTS, FIGURES, coherent, kind
from .cells import CellToken, Row, Rows, ended, flat, on_lines, printed
from .columns import likeliest, roles
from .down import folded
from .header_columns import columns_of, completed, last_named, regions_named
from .header_runs import row_of_heads
from .headers import (
    VALUES,
    Head,
    english_head,
    given,
    only_period,
    plain_head,
    read_head,
    role_of,
    where,
)
from .layouts_across import Found
from .layouts_blanks import cell_lines, row_lines
from .layouts_pipes import pipe_regions
from .overleaf import grid_rows
from .profiles import HEADLIKE, header_texts, headlike, settle
from .years_said import years_said

_DEEPEST = 3
#: what heads over the names of rows are of
_OVER_NAMES = ("serial", "area", "group", "name")


def readings(report: Report) -> list[list[Found]]:
    """Return other readings of a report's tables, each a list of tables."""
    if report.tables:
        found = [
            replace(f, part=n)
            for n, table in enumerate(report.tables)
            for f in in_rows(grid_rows(table), table.kind, table.caption)
        ]
        return [found] if found else []
    if years_said(report):
        return []  # what each year is of is printed above the rows: they are no other table's
    regions = list(enumerate(pipe_regions(report)))
    streams = [(n, r.kind, r.tokens) for n, r in regions if r.rows is None]
    if regions:
        ways = [[replace(f, part=n) for n, r in regions for f in in_rows(r.rows or [], r.kind)]]
    else:
        lined = in_rows(on_lines(row_lines(report)), "blanks")
        ways = [[replace(found, rows=None) for found in lined]]
        streams = [(0, "blank-lines", cell_lines(report))]
    ways += [
        [replace(f, part=n)] for n, layout, cells in streams for f in _in_stream(cells, layout)
    ]
    ways = [[captioned(f, report) for f in way] for way in ways]
    return list(filter(None, ways))


def in_rows(
    rows: Sequence[Row], layout: str, caption: str = "", marked: bool = False
) -> list[Found]:
    """Read tables whose rows are known.

    In a grid that the document itself marks (`marked`) every cell keeps its place, and a row of
    heads that are known begins a table, whatever stands above it.
    """
    grid = [list(row) for row in rows if any(t.text.strip() for t in row)]
    found: list[Found] = []
    r, last = 0, -1
    while r < len(grid) - 1:
        row = grid[r]
        known, below = (marked and row_of_heads(one) for one in grid[r : r + 2])
        like = HEADLIKE * (not _even(grid, r))
        likely = known or (headlike(row) >= like and not below)
        if len(printed(row)) < 2 or not likely or not _valued(grid, r + 1):
            r += 1
            continue
        depth = _deep(grid, r)
        end = r + depth
        while end < len(grid) and not (
            len([t for t in grid[end] if t.text.strip()]) >= 2
            and not (marked and _narrower(grid, r, end))
            and headlike(grid[end]) >= HEADLIKE + 0.7
            and _valued(grid, end + 1)
        ):
            end += 1
        one = _table(grid[r : r + depth], grid[r + depth : end], layout, marked)
        if one is not None:
            above = printed(*grid[last + 1 : r])
            found.append(replace(one, caption=caption, before=above))
        elif marked and found and last == r - 1:  # words among the rows, and no header
            found[-1] = replace(
                found[-1],
                rows=[*(found[-1].rows or []), *grid[r:end]],
                tokens=[*found[-1].tokens, *flat(grid[r:end])],
            )
        last = end - 1
        r = end
    return _below_fields(found) if marked else found


def _below_fields(found: list[Found]) -> list[Found]:
    """Return tables without what reads like one among the fields that a form of levels has on top.

    There 项目名称 stands before what is filled in, and 总体目标 beside what is said of it.
    """
    level = next((n for n, f in enumerate(found) if where(f.heads, "level1")), 0)
    fields = [f for f in found[:level] if not (row_of_heads(f.header) and _counted(f.rows or []))]
    if not fields:
        return found
    filled = [t for f in fields for t in (*f.before, *f.header, *printed(*f.rows or ()))]
    form = replace(found[level], before=[*filled, *found[level].before])
    return [*(f for f in found[:level] if f not in fields), form, *found[level + 1 :]]


def _counted(rows: Sequence[Row]) -> bool:
    return any(kind(t.text) in COUNTS for t in printed(*rows))


#: so many rows alike below a header show that it is one
_ALIKE = 3


def _even(grid: Sequence[Row], head: int) -> bool:
    """Whether the rows below one are as long and go on with numbers alone."""
    rows = grid[head + 1 : head + 1 + _ALIKE]
    told = [[kind(t.text) in FIGURES for t in row] for row in rows if len(row) == len(grid[head])]
    return len(told) == _ALIKE and all(one[1:] and not one[0] and all(one[1:]) for one in told)


def _narrower(grid: Rows, head: int, row: int) -> bool:
    """Whether a row below others of a table fills fewer columns than its header: none begins."""
    return len(printed(grid[row - 1])) > 1 and len(ended(grid[row])) < len(ended(grid[head]))


def _deep(rows: Sequence[Row], first: int) -> int:
    """Return how many rows from `first` on are one header."""
    depth = 1
    while depth < _DEEPEST and first + depth + 1 < len(rows):
        row = rows[first + depth]
        like = headlike(row) >= HEADLIKE or _one_head(rows[first], row)
        if len(printed(row)) < 2 or not like or _names_alone(rows[first], row):
            break
        depth += 1
    return depth


def _one_head(head: Row, row: Row) -> bool:
    """Whether a row is but parts of a year, its first cell merged with the header's: 一季度."""
    over = any(
        b.merged and b.text and not a.merged and a.text == b.text
        for a, b in zip(head[:1], row[:1], strict=False)
    )
    return over and all(only_period(t.text) for t in printed(row))


def _names_alone(head: Row, row: Row) -> bool:
    """Whether a row prints no head, and only below those of names: it has lost its values."""
    over, filled = map(_known_roles, (head, row))
    values = min((n for n, role in over.items() if role in (*VALUES, "unit")), default=0)
    return all(
        (n < values or over.get(n) in _OVER_NAMES) and not role for n, role in filled.items()
    )


def _known_roles(row: Row) -> dict[int, str]:
    """Return the roles that a row's cells have as heads, in either language."""
    heads = {
        n: read_head(plain_head(t.text)) or english_head(t.text)
        for n, t in enumerate(row)
        if t.text.strip()
    }
    return {n: head.role if head else "" for n, head in heads.items()}


def _valued(grid: Sequence[Row], first: int) -> bool:
    """Whether numbers stand in the rows from `first` on."""
    rows = grid[first : first + 6]
    return any(kind(t.text) in FIGURES and kind(t.text) != "missing" for row in rows for t in row)


def _table(head: Rows, body: Rows, layout: str, marked: bool = False) -> Found | None:
    texts, body = folded(header_texts(head), body)
    width = len(texts)
    even = [row for row in body if len(row) == width]
    columns = [[row[i].text if not row[i].merged else "" for row in even] for i in range(width)]
    heads = _regional(settle(texts, columns))
    weights = [i for i, text in enumerate(texts) if role_of(plain_head(text)) == "weight"]
    heads = given(heads, weights, role="weight")  # of two as well: 任务权重, 成效权重
    heads = last_named(heads) if marked and not where(heads, "name") else heads
    if marked and not texts[-1].strip() and any(kind(t) in COUNTS for t in columns[-1]):
        return None  # heads that are fewer than the columns stand over others than their own
    unsaid = [i for i, head in enumerate(heads) if head.value and not head.text.strip()]
    heads = given(heads, unsaid, role="other", period=None)
    if not any(h.value for h in heads) or not any(h.role == "name" for h in heads):
        return None
    grid = marked or all(len(row) == width for row in body)
    done = columns_of([(CellToken(h.text), h) for h in heads])[0] if not grid else _named(heads)
    return Found(layout, done, flat(body), body, header=printed(*head), grid=grid, loose=False)


def _regional(heads: list[Head]) -> list[Head]:
    """Take the regions as names where some head is one of values, known or surely learned."""
    told = any(role_of(plain_head(h.text)) in VALUES for h in heads)
    told = told or any(h.role == "target" and not h.open for h in heads)  # 应改(座)
    return regions_named(heads) if told else heads


def _named(heads: list[Head]) -> list[Head]:
    """Of several name columns the last is the name, the others area and group."""
    out = [h for h in columns_of([(CellToken(h.text), h) for h in heads])[0] if not h.implied]
    if len(out) != len(heads):
        if any(h.role == "level1" for h in heads):
            return last_named(heads, in_place=True)
        return given(heads, where(heads, "name")[:-1], role="area")
    return out


# --------------------------------------------------------------------------- streams of cells


def _in_stream(tokens: Row, layout: str) -> list[Found]:
    """Read a table of a cell a line: where its head begins is likely, where it ends is tried."""
    cells = [t for t in tokens if t.text.strip()]
    out: list[Found] = []
    for first, end in _begins(cells, _runs(cells)[:3]):
        for stop in range(max(first + 2, end - 2), min(len(cells) - 2, end + 2) + 1):
            if headlike(cells[stop - 1 : stop]) <= -9:
                break
            if role_of(plain_head(cells[stop].text)) in (*_OVER_NAMES, "unit"):
                continue  # it would be the first row's name
            found = _streamed(cells[first:stop], cells[stop:], layout)
            if found is not None:
                begun = next(n for n, t in enumerate(tokens) if t is cells[stop])
                found.tokens = tokens[begun:]
                out.append(found)
    return out


#: a head over values that is longer than this, before all others, may be a title
_SHORT = 6


def _begins(cells: Row, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the runs, and each from its first head of a name, a serial number or an area on.

    No table begins with its values: 2024年重点工程进展 before 项目名称 is a title.
    """
    out = []
    for first, end in runs:
        out.append((first, end))
        for i in range(first + 1, min(first + 4, end - 1)):
            if likeliest(roles(cells[i].text)) in ("name", "serial", "area"):
                title = cells[first].text if i == first + 1 else ""
                if len(title) > _SHORT and role_of(plain_head(title)) in VALUES:
                    out.pop()
                out.append((i, end))
                break
    return out


def _runs(cells: Row) -> list[tuple[int, int]]:
    """Return the likeliest runs of heads, best first."""
    out, begin, total = [], 0, 0.0
    top, top_end = 0.0, 0
    for i, token in enumerate([*cells, CellToken("。" * 99)]):
        odd = -9.0 if len(token.text) > 26 else headlike([token])
        odd = max(odd, -3.0) if odd > -9 else -9.0
        if total <= 0:
            begin, total, top = i, 0.0, 0.0
        total += min(odd, 2.0)
        if total > top:
            top, top_end = total, i + 1
        if total <= 0 or odd <= -9:
            if top >= 3.0 and top_end - begin >= 2:
                out.append((top, begin, top_end))
            total, top = 0.0, 0.0
    out.sort(key=lambda run: -run[0])
    return [(begin, end) for _, begin, end in out]


def _streamed(head: Row, body: Row, layout: str) -> Found | None:
    texts = [t.text for t in head]
    width = len(texts)
    columns: list[list[str]] = []
    if width >= 3:  # the first rows, if none is short: enough to know a column by its cells
        count = min(len(body) // width, 6)
        columns = [[body[r * width + i].text for r in range(count)] for i in range(width)]
    heads = settle(texts, columns if columns and _coherent(columns) else ())
    if not any(h.value for h in heads) or sum(h.role == "name" for h in heads) != 1:
        return None
    return Found(layout, completed(heads), body, None, header=head)


def _coherent(columns: Sequence[Sequence[str]]) -> bool:
    """Whether nearly each column holds one kind of cell."""
    return bool(columns) and sum(map(coherent, columns)) >= 0.8 * len(columns)
