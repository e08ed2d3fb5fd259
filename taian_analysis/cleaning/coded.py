"""Rows that print a name with its code or mark and no number: titles, and what was left empty."""

from __future__ import annotations

import itertools
from dataclasses import replace

from ..base.vocabulary import pattern
from .align import SourceRow, align
from .cellkinds import kind
from .cells import CellToken, on_lines
from .headers import Head

#: a code is longer than that
_CODE = 4
#: the mark of a title in a cell of its own, and what ends one
_MARK, _ENDED = pattern("marks", "alone"), "、)）"
_TITLES = ("text", "section", "head", "dept", "long")


def with_marks(
    tokens: list[CellToken], rows: list[list[CellToken]] | None
) -> tuple[list[CellToken], list[list[CellToken]] | None]:
    """Put the mark of a title (一, (一)) that stands in the serial column before the title itself.

    In rows the two stand alone; in a stream a serial number follows, and there are two titles or
    more, so that a lone 一 for what is missing begins none.

    Examples
    --------
    >>> rows = [[CellToken("一"), CellToken("文化"), CellToken("")]]
    >>> [cell.text for cell in with_marks([], rows)[1][0]]
    ['', '一、文化', '']
    """
    if rows is not None:
        lines = [[t for t in row if t.text and not t.merged] for row in rows]
        found = [(line[0], line[1]) for line in lines if len(line) == 2 and _marked(*line)]
    else:
        cells = [t for t in tokens if t.text]
        runs = zip(cells, cells[1:], cells[2:], strict=False)
        found = [(a, b) for a, b, c in runs if c.text.strip().isdecimal() and _marked(a, b)]
        found = found if len({a.text for a, _ in found}) == len(found) > 1 else []
    changed: dict[int, CellToken] = {}
    for mark, title in found:
        numeral = mark.text.strip()
        stop = "" if numeral[-1] in _ENDED else _ENDED[0]
        whole = f"{numeral}{stop}{title.text}"
        changed[id(mark)] = replace(mark, text="")
        changed[id(title)] = replace(title, text=whole, new=mark.new, cont=mark.cont, alone=True)
    own = [[changed.get(id(t), t) for t in row] for row in rows] if rows is not None else None
    return [changed.get(id(t), t) for t in tokens], own


def _marked(mark: CellToken, title: CellToken) -> bool:
    """Whether a cell holds but the mark of a title, and the next the title."""
    return bool(_MARK.fullmatch(mark.text.strip())) and kind(title.text) in _TITLES


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
