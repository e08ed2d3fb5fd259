"""Tables of likely heads in a stream of cells: where the head begins and ends is tried."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .cellkinds import coherent
from .cells import CellToken
from .columns import roles
from .header_columns import completed
from .hypotheses_heads import headlike, settle
from .layouts_across import Found


def in_stream(tokens: list[CellToken], layout: str) -> list[Found]:
    """Read a table of a cell a line: where its head begins is likely, where it ends is tried."""
    cells = [t for t in tokens if t.text.strip()]
    out: list[Found] = []
    for first, end in _begins(cells, _runs(cells)[:3]):
        for stop in range(max(first + 2, end - 2), min(len(cells) - 2, end + 2) + 1):
            if headlike(cells[stop - 1 : stop]) <= -9:
                break
            found = _streamed(cells[first:stop], cells[stop:], layout)
            if found is not None:
                begun = next(n for n, t in enumerate(tokens) if t is cells[stop])
                found.tokens = tokens[begun:]
                out.append(found)
    return out


def _begins(cells: list[CellToken], runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the runs, and each from its first head of a name, a serial number or an area on."""
    out = []
    for first, end in runs:
        out.append((first, end))
        for i in range(first + 1, min(first + 4, end - 1)):
            chance = roles(cells[i].text)
            if max(chance, key=lambda role: chance[role]) in ("name", "serial", "area"):
                out.append((i, end))
                break
    return out


def _runs(cells: list[CellToken]) -> list[tuple[int, int]]:
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


def _streamed(head: list[CellToken], body: list[CellToken], layout: str) -> Found | None:
    texts = [t.text for t in head]
    width = len(texts)
    columns: list[list[str]] = []
    if width >= 3:  # the first rows, if none is short: enough to know a column by its cells
        count = min(len(body) // width, 6)
        columns = [[body[r * width + i].text for r in range(count)] for i in range(width)]
    heads = settle(texts, columns if columns and _coherent(columns) else ())
    if not any(h.value for h in heads) or sum(h.role == "name" for h in heads) != 1:
        return None
    found = Found(layout, completed(heads), body, None, header=head)
    found.evidence = f"{layout}: " + "、".join(re.sub(r"\s+", "", t) for t in texts[:8])
    return found


def _coherent(columns: Sequence[Sequence[str]]) -> bool:
    """Whether nearly each column holds one kind of cell."""
    return bool(columns) and sum(map(coherent, columns)) >= 0.8 * len(columns)
