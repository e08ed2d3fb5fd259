"""Cells that a row told apart by blanks does not print: left empty, and where, its blanks may say.

Each cell of a page that became text has one blank before it, an empty one a blank of its own too:
疗养院   2497 1769 has lost its first value. A row may do without a unit, or without the growth
of what stayed the same.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from .cellkinds import COUNTS, kind
from .cells import CellToken
from .headers import Head
from .names import unit_like


def filled_out(rows: Sequence[list[CellToken]], heads: Sequence[Head]) -> list[list[CellToken]]:
    """Return rows with their empty cells, where there is one way to place them; else as they are.

    Examples
    --------
    >>> heads = [Head(role, role) for role in ("name", "unit", "actual", "baseline", "change")]
    >>> row = [CellToken(text) for text in ("街道", "37", "37")]
    >>> [token.text for token in filled_out([row], heads)[0]]
    ['街道', '', '37', '37', '']
    """
    whole = [gap for row in rows if len(row) == len(heads) for gap in _gaps(row)]
    single = set(whole) == {1}
    return [_filled(row, heads, single) for row in rows]


def _gaps(row: Sequence[CellToken]) -> list[int]:
    """Return how many blanks stand before each cell but the first."""
    return [(b.start or 0) - (a.end or 0) for a, b in itertools.pairwise(row)]


def _filled(row: list[CellToken], heads: Sequence[Head], single: bool) -> list[CellToken]:
    """Return a row with its empty cells; by blanks where whole rows have a `single` one each."""
    if not any(kind(t.text) in COUNTS for t in row[1:]):
        return row[:1] if _titled(row, heads) else row
    if single and len(row) < len(heads):
        row = _by_blanks(row, len(heads))
    united = _without_unit(row, heads)
    short = len(heads) - len(united)
    changes = all(head.role == "change" for head in heads[len(united) :])
    levels = [t.text for t, h in zip(united, heads, strict=False) if h.value]
    if short > 0 and changes and len(levels) > 1 and len(set(levels)) == 1:
        united = [*united, *(CellToken("") for _ in range(short))]  # nothing grew
    return united if len(united) == len(heads) else row


def _titled(row: Sequence[CellToken], heads: Sequence[Head]) -> bool:
    """Whether a row is the title of a section and its code, where rows have codes."""
    coded = len(row) == 2 and any(head.role == "serial" for head in heads)
    return coded and kind(row[0].text) == "section" and row[1].text.isascii()


def _by_blanks(row: list[CellToken], width: int) -> list[CellToken]:
    """Return a row with a cell for every two blanks beyond the one between cells."""
    gaps = _gaps(row)
    if any(gap % 2 == 0 for gap in gaps) or len(row) + sum(gap // 2 for gap in gaps) > width:
        return row
    out = list(row[:1])
    for gap, token in zip(gaps, row[1:], strict=True):
        out += [*(CellToken("", token.line) for _ in range(gap // 2)), token]
    return out


def _without_unit(row: list[CellToken], heads: Sequence[Head]) -> list[CellToken]:
    """Return a row with an empty cell for its unit, where numbers or a code follow the name."""
    at = next((i for i, head in enumerate(heads) if head.role == "unit"), None)
    if at is None or not 0 < at < len(row) or unit_like(row[at].text.strip()):
        return row
    coded = heads[at + 1].role == "serial" and row[at].text.isascii()
    bare = coded or kind(row[at].text) in COUNTS
    return [*row[:at], CellToken("", row[at].line), *row[at:]] if bare else row
