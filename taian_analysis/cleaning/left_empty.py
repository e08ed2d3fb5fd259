"""Cells left empty in a row told apart by blanks, put back in their places.

It may do without a unit, or without the growth of what stayed the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from .cellkinds import COUNTS, kind
from .cells import CellToken, Row, Rows, blank
from .headers import Head
from .names import unit_like
from .row_places import coded


def filled_out(rows: Sequence[Row], heads: Sequence[Head]) -> Rows:
    """Return rows with their empty cells, where there is one way to place them; else as they are.

    Examples
    --------
    >>> heads = [Head(role, role) for role in ("name", "unit", "actual", "baseline", "change")]
    >>> row = [CellToken(text) for text in ("街道", "37", "37")]
    >>> [token.text for token in filled_out([row], heads)[0]]
    ['街道', '', '37', '37', '']
    """
    return [_filled(row, heads) for row in rows]


def _filled(row: Row, heads: Sequence[Head]) -> Row:
    """Return a row with its empty cells, where one way alone is left to place them."""
    if not any(kind(t.text) in COUNTS for t in row[1:]):
        return row[:1] if coded(row) and kind(row[0].text) == "section" else row
    united = _without_unit(row, heads)
    short = len(heads) - len(united)
    changes = all(head.role == "change" for head in heads[len(united) :])
    levels = [t.text for t, h in zip(united, heads, strict=False) if h.value]
    if short > 0 and changes and len(levels) > 1 and len(set(levels)) == 1:
        united = [*united, *blank(short)]  # nothing grew
    return united if len(united) == len(heads) else row


def _without_unit(row: Row, heads: Sequence[Head]) -> Row:
    """Return a row with an empty cell for its unit, where numbers or a code follow the name."""
    at = next((i for i, head in enumerate(heads) if head.role == "unit"), None)
    if at is None or not 0 < at < len(row) or unit_like(row[at].text.strip()):
        return row
    coded = heads[at + 1].role == "serial" and row[at].text.isascii()
    bare = coded or kind(row[at].text) in COUNTS
    return [*row[:at], CellToken("", row[at].line), *row[at:]] if bare else row
