"""Tables of likely heads in known rows: as they stand, turned, or found by their rhythm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .cellkinds import FIGURES, kind
from .cells import CellToken, printed, upright
from .down import folded
from .head_tree import spread
from .header_columns import columns_of, regions_named
from .headers import Head, plain_head, read_head
from .hypotheses_heads import HEADLIKE, header_texts, headlike, settle
from .layouts_across import Found
from .regular import regular

_DEEPEST = 3
#: no table that is turned has more columns than this, or more rows
_FURTHEST = 60


def in_rows(
    rows: Sequence[Sequence[CellToken]], layout: str, caption: str, turn: bool
) -> list[Found]:
    """Read tables whose rows are known, as they stand or turned."""
    grid = [list(row) for row in rows if any(t.text.strip() for t in row)]
    left = 0
    if turn:
        several = sum(len(printed(row)) > 2 for row in grid)
        grid = _turned(grid)
        left = several - max(map(len, grid), default=0)
    found: list[Found] = []
    r, last = 0, -1
    while r < len(grid) - 1:
        row = grid[r]
        if len(printed(row)) < 2 or headlike(row) < HEADLIKE or not _valued(grid, r + 1):
            r += 1
            continue
        depth = _deep(grid, r)
        end = r + depth
        while end < len(grid) and not (
            len([t for t in grid[end] if t.text.strip()]) >= 2
            and headlike(grid[end]) >= HEADLIKE + 0.7
            and _valued(grid, end + 1)
        ):
            end += 1
        one = _table(grid[r : r + depth], grid[r + depth : end], layout, turn)
        if one is not None:
            one.caption = caption
            one.doubted = one.doubted or left > 0  # rows of heads that have no place in it
            one.before = printed(*grid[last + 1 : r])
            found.append(one)
        last = end - 1
        r = end
    return found


def _deep(rows: Sequence[Sequence[CellToken]], first: int) -> int:
    """Return how many rows from `first` on are one header."""
    depth = 1
    while depth < _DEEPEST and first + depth + 1 < len(rows):
        row = rows[first + depth]
        if len(printed(row)) < 2 or headlike(row) < HEADLIKE:
            break
        depth += 1
    return depth


def _valued(grid: Sequence[Sequence[CellToken]], first: int) -> bool:
    """Whether numbers stand in the rows from `first` on."""
    rows = grid[first : first + 6]
    return any(kind(t.text) in FIGURES and kind(t.text) != "missing" for row in rows for t in row)


def _turned(grid: list[list[CellToken]]) -> list[list[CellToken]]:
    """Turn rows into columns, where the rows are of one width and begin with heads."""
    width = max((len(row) for row in grid), default=0)
    rows = [row for row in grid if len(row) == width]
    if width < 2 or len(rows) < 2 or len(rows) < 0.6 * len(grid):
        return []
    if max(width, len(rows)) > _FURTHEST:
        return []
    return [[row[i] for row in rows] for i in range(width)]


def _in_line(head: list[list[CellToken]], body: list[list[CellToken]]) -> list[list[CellToken]]:
    """Put a header that is broken over lines back into one row: as many cells as the rows have."""
    if len(head) < 2:
        return head
    width = max((len(row) for row in body), default=0)
    if len(head) == 2 and max(map(len, head)) < width:
        whole = spread(printed(head[0]), printed(head[1]), upright(body, width))
        return [whole] if whole is not None else head
    return head


def _table(
    head: list[list[CellToken]], body: list[list[CellToken]], layout: str, turned: bool
) -> Found | None:
    texts, body = folded(header_texts(_in_line(head, body)), body)
    width = len(texts)
    even = [row for row in body if len(row) == width]
    columns = [[row[i].text if not row[i].merged else "" for row in even] for i in range(width)]
    heads = _regional(settle(texts, columns))
    if not any(h.value for h in heads) or not any(h.role == "name" for h in heads):
        return None
    grid = turned or all(len(row) == width for row in body)
    tokens = [t for row in body for t in row]
    done = columns_of([(CellToken(h.text), h) for h in heads])[0] if not grid else _named(heads)
    found = Found(
        "transposed" if turned else layout,
        done,
        tokens,
        body,
        "",
        "",
        printed(*head),
        grid=grid,
        loose=False,
    )
    found.evidence = f"{found.kind}: " + "、".join(re.sub(r"\s+", "", t) for t in texts[:8])
    return found


def _regional(heads: list[Head]) -> list[Head]:
    """Take the regions as names where some head is one of values, known or surely learned."""
    told = any((known := read_head(plain_head(h.text))) and known.value for h in heads)
    told = told or any(h.role == "target" and not h.open for h in heads)  # 应改(座)
    return regions_named(heads) if told else heads


def _named(heads: list[Head]) -> list[Head]:
    """Of several name columns the last is the name, the others area and group."""
    out = [h for h in columns_of([(CellToken(h.text), h) for h in heads])[0] if not h.implied]
    if len(out) != len(heads):
        names = [i for i, h in enumerate(heads) if h.role == "name"]
        return [replace(h, role="area") if i in names[:-1] else h for i, h in enumerate(heads)]
    return out


def in_rhythm(tokens: list[CellToken], layout: str) -> list[Found]:
    """Read the table of a stream whose rows are a name and as many numbers (`regular`)."""
    found = regular(tokens)
    if found is None or found[0].named:
        return []  # what stands over the numbers is what is counted: `layouts_measures`
    fitted, body = found
    one = _table([fitted.cells], body, layout, False)
    return [one] if one is not None and len(one.heads) >= len(fitted.cells) else []
