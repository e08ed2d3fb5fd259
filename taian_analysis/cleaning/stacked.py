"""Cells that stack several things on lines of their own, and words printed downwards over rows."""

from __future__ import annotations

import re
from dataclasses import replace

from ..base import catalog
from .align import SourceRow
from .cellkinds import chinese
from .cells import CellToken
from .headers import Head


def shared_out(
    values: list[tuple[Head, list[CellToken]]],
) -> tuple[list[tuple[Head, list[CellToken]]], bool]:
    """Share 城市60 农村20 城市100 农村60 evenly among the columns their labels repeat in.

    Returns the values, and whether some column holds more numbers than the others for no reason.
    """
    counts = {len(tokens) for _, tokens in values}
    if len(values) < 2 or counts == {1}:
        return values, False
    tokens = [token for _, tokens in values for token in tokens]
    labels = [re.sub(r"[\d.,≥≤><%]+.*", "", token.text) for token in tokens]
    each, over = divmod(len(tokens), len(values))
    if not over and each > 1 and labels == labels[:each] * len(values) and all(labels):
        shared = [tokens[n * each : (n + 1) * each] for n in range(len(values))]
        return [(head, part) for (head, _), part in zip(values, shared, strict=True)], False
    return values, len(counts) > 1


def stacked(
    printed: str, values: list[tuple[Head, list[CellToken]]]
) -> list[tuple[str, list[tuple[Head, CellToken]]]]:
    """Take apart a cell that stacks indicators on lines, its value cells doing the same."""
    flat = [(head, token) for head, tokens in values for token in tokens]
    lines = [line for line in printed.split("\n") if line.strip()]
    counts = {len(t.text.split("\n")) for _, t in flat if "\n" in t.text}
    if len(lines) < 2 or len(counts) != 1:
        return [(printed, flat)]
    want = counts.pop()
    if len(lines) != want:
        return [(printed, flat)]
    apart = [
        (name, [(h, piece) for h, t in flat if (piece := _line_of(t, n, want)) is not None])
        for n, name in enumerate(lines)
    ]
    return apart if apart and all(one for _, one in apart) else [(printed, flat)]


def _line_of(token: CellToken, n: int, want: int) -> CellToken | None:
    lines = token.text.split("\n")
    if len(lines) != want:
        return token if n == 0 else None
    text = lines[n].strip()
    return replace(token, text=text)  # its own span is found again within the cell's


def vertical(rows: list[SourceRow], heads: list[Head]) -> None:
    """Put an area printed one character a row back together."""
    column = next((i for i, h in enumerate(heads) if h.role in ("area", "level1")), None)
    if column is None:
        return
    marks = [
        (n, row.cells[column][0])
        for n, row in enumerate(rows)
        if row.kind == "row" and column in row.cells and row.cells[column][0].text
    ]
    if any(len(rows[n].cells[column]) > 1 for n, _ in marks):
        return  # printed downwards within one cell: its pieces are joined
    single = [(n, t) for n, t in marks if len(t.text.strip()) == 1 and chinese(t.text)]
    if len(single) < 2 or len(single) < 0.6 * len(marks):
        return
    text = "".join(t.text.strip() for _, t in single)
    spot = 0
    for word in _words(text):
        begin = single[spot][0]
        end = single[spot + len(word)][0] if spot + len(word) < len(single) else len(rows)
        for n in range(begin, end):
            if rows[n].kind == "row":
                token = rows[n].cells.get(column, [single[spot][1]])[0]
                rows[n].cells[column] = [replace(token, text=word)]
        spot += len(word)


def _words(text: str) -> list[str]:
    """Cut a run of characters into known areas; what is not known stays whole."""
    known = sorted(catalog.load("areas")["words"], key=len, reverse=True)
    out, spot, rest = [], 0, ""
    while spot < len(text):
        word = next((w for w in known if len(w) > 2 and text.startswith(w, spot)), None)
        if word is None:
            rest += text[spot]
            spot += 1
            continue
        if rest:
            out.append(rest)
            rest = ""
        out.append(word)
        spot += len(word)
    return [*out, rest] if rest else out
