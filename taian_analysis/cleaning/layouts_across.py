"""Tables with their indicators across, in stacked blocks; and what a found table is."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from operator import attrgetter

from .cellkinds import FIGURES, kind
from .cells import FIELDS, CellToken, Row, Rows, blank
from .headers import Head, read_head


@dataclass(slots=True)
class Found:
    """A table as found: its heads, its body's cells, and why it is taken for one.

    `rows` is the body row by row where the layout has sure rows, else None; `tokens` is the body
    as a stream. `alternatives` are other readings of the heads (a spanning head kept or dropped);
    `empty` the heads of a table after it whose body is cut off.
    """

    kind: str
    heads: list[Head]
    tokens: Row
    rows: Rows | None = None
    caption: str = ""
    evidence: str = ""
    header: Row = field(default_factory=list)
    alternatives: list[list[Head]] = field(default_factory=list)
    before: Row = field(default_factory=list)
    grid: bool = False
    place: int = 0
    empty: list[list[Head]] = field(default_factory=list)
    loose: bool = True
    #: which of the document's tables, or of its text's stretches with pipes, it was found in
    part: int = 0
    #: whether every head is known: what is left over says nothing against the reading
    settled: bool = False
    #: rows of which nothing says in which columns their cells stand
    aside: Row = field(default_factory=list)
    #: what the whole table is counted in, where a line over it says so
    unit: str = ""
    #: whether its names are put together of what is printed apart, so that no row is sure
    doubted: bool = False

    def same(self, other: Found) -> bool:
        """Whether another table was found with the same heads and cells, whatever tells of it."""
        return _TOLD(self) == _TOLD(other) and self._cells() == other._cells()

    def _cells(self) -> list[list[tuple[object, ...]]]:
        rows = (self.tokens, self.header, self.before, self.aside, *(self.rows or ((),)))
        return [[*map(FIELDS, row)] for row in rows]


#: what tells of a table, and the cells that are compared one by one
_ASIDE = ("tokens", "rows", "header", "before", "aside", "evidence", "place")
_TOLD = attrgetter(*(name for name in Found.__match_args__ if name not in _ASIDE))


#: a head, its cell, and the cells that follow it on its line
HeadLine = tuple[Head, CellToken, Row]


def transposed(tokens: Row) -> Found | None:
    """Read blocks in which each row begins with a head: names, values, attributes.

    Evidence: a name head followed by at least two names that are no heads, then a value head
    followed by as many values.
    """
    blocks = _blocks(_head_lines(tokens))
    good = [block for block in blocks if _block(block)]
    if not good or len(good) < 0.5 * len(blocks):
        return None
    columns: dict[tuple[str, str | None], Head] = {}
    for head, _, _ in itertools.chain.from_iterable(block[1:] for block in good):
        columns.setdefault((head.role, head.period), head)
    heads = [good[0][0][0], *columns.values()]
    rows = [row for block in good for row in _upright(block, list(columns))]
    header = [token for block in good for _, token, _ in block]
    said = f"transposed: {len(good)} blocks that begin with {good[0][0][1].text!r}"
    return Found("transposed", heads, [], rows, evidence=said, header=header, grid=True)


def _head_lines(tokens: Row) -> list[HeadLine]:
    """Gather cells by the head they follow."""
    lines: list[HeadLine] = []
    for token in tokens:
        what = kind(token.text)
        head = read_head(token.text) if what == "head" else None
        if head is not None:
            lines.append((head, token, []))
        elif lines and what != "empty":
            lines[-1][2].append(token)
    return lines


def _blocks(lines: list[HeadLine]) -> list[list[HeadLine]]:
    """Begin a block at each head of names."""
    blocks: list[list[HeadLine]] = []
    for line in lines:
        if line[0].role == "name" and len(line[2]) >= 2:
            blocks.append([line])
        elif blocks:
            blocks[-1].append(line)
    return blocks


def _upright(block: list[HeadLine], columns: list[tuple[str, str | None]]) -> Rows:
    """Turn a block so that each name is a row; a line of another length gives no cells."""
    rows = [[name, *blank(len(columns))] for name in block[0][2]]
    for head, _, cells in block[1:]:
        if len(cells) == len(rows):
            for row, cell in zip(rows, cells, strict=True):
                row[1 + columns.index((head.role, head.period))] = cell
    return rows


def _block(block: list[HeadLine]) -> bool:
    """Whether a block's names are names, its heads of values all others, and some have values."""
    names = block[0][2]
    heads = [(head.role, head.period, token.text) for head, token, _ in block[1:] if head.value]
    if len(set(heads)) < len(heads):
        return False  # 计划, 完成, 计划, 完成: nothing says of what the second are
    named = [t for t in names if kind(t.text) in ("text", "section", "long", "unit")]
    return len(named) >= 0.8 * len(names) and any(_values(line, len(names)) for line in block[1:])


def _values(line: HeadLine, width: int) -> bool:
    """Whether a line is a head of values with as many of them as there are names."""
    head, _, cells = line
    values = [t for t in cells if kind(t.text) in FIGURES]
    return head.value and len(cells) == width and len(values) >= 0.6 * width
