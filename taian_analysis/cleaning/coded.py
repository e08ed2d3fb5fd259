"""Rows that print a name and its code and no number: titles, and what was left empty."""

from __future__ import annotations

import itertools

from .align import SourceRow, align
from .cellkinds import kind
from .cells import CellToken, on_lines
from .headers import Head

#: a code is longer than that
_CODE = 4


def align_coded(tokens: list[CellToken], heads: list[Head]) -> list[SourceRow]:
    """Align a stream between the lines that hold a name and its code: nothing of those goes on."""
    out: list[SourceRow] = []
    for alone, lines in itertools.groupby(on_lines(tokens), coded):
        if alone:
            out += [_titled(line) for line in lines]
        else:
            out += align([token for line in lines for token in line], heads)
    return out


def coded(line: list[CellToken]) -> bool:
    """Whether a row is a name with its code, and nothing that is counted."""
    cells = [token for token in line if token.text]
    return len(cells) == 2 and kind(cells[1].text) == "mark" and len(cells[1].text) > _CODE


def _titled(line: list[CellToken]) -> SourceRow:
    """Read a name with its code: a title if it is numbered as one, or a row that was left empty."""
    cells = [token for token in line if token.text]
    titled = kind(cells[0].text) == "section"
    return SourceRow({0: cells[:1]}, [], "section") if titled else SourceRow({}, cells, "bad")
