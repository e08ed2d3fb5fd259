"""Rows of a table that give no indicator, each with the reason."""

from __future__ import annotations

from ..base.phrases import both
from ..base.report import Rejection
from .cellkinds import COUNTS, kind
from .cells import CellToken, on_lines
from .entries import reject
from .headers import Head


def bad(tokens: list[CellToken], heads: list[Head]) -> Rejection:
    """Report a row whose cells found no columns."""
    columns = sum(not head.implied for head in heads)
    count = len(tokens)
    if count > columns:
        told = both("row.more_cells", n=count, columns=columns)
        return reject(tokens, "too_many_cells", told)
    if kind(tokens[0].text) == "note" or (len(tokens) == 1 and len(tokens[0].text) > 45):
        return reject(tokens, "note")
    return reject(tokens, "not_aligned", both("row.other_cells", n=count, columns=columns))


def rest(tokens: list[CellToken], sure: bool) -> list[Rejection]:
    """Report what stands after a table; a row of numbers there was not understood."""
    lines = on_lines(tokens)
    if len(lines) > 3 and not sure:
        counted = sum(kind(t.text) in ("num", "attr") for t in tokens[:40])
        code = "not_aligned" if counted >= 3 else "after_table"
        later = [t for line in lines[1:] for t in line if kind(t.text) not in ("long", "note")]
        numbered = any(kind(t.text) in COUNTS for t in later)
        return [reject([*lines[0], *(later if numbered else [])], code)]
    out = []
    for line in lines:
        what = [kind(t.text) for t in line]
        numbers = sum(w in ("num", "int", "attr") for w in what)
        if "note" in what:
            code = "note"
        elif numbers and len(line) > 1:
            code = "not_aligned"
        else:
            code = "after_table"
        out.append(reject(line, code))
    return out
