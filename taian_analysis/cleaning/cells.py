"""The cells of a table in reading order, and rows of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TypeAlias

from ..base.report import Cell, Report
from ..base.vocabulary import pattern
from .emissions import BIG


@dataclass(slots=True, eq=False)
class CellToken:
    """A cell in reading order; `new`, `cont` and `same` are the costs of what may stand before it.

    `new`: a row begins here; `cont`: the row goes on in a later column; `same`: the cell before it
    goes on. `alone`: nothing else is printed in its row, as far as one can tell. `cut`:
    the document ends in the middle of it. `followed`: blanks stand after it to the line's end.
    """

    text: str
    line: int | None = None
    start: int | None = None
    end: int | None = None
    new: float = 0.0
    cont: float = 0.0
    same: float = BIG
    place: str = ""
    merged: bool = False
    alone: bool = True
    cut: bool = False
    followed: bool = False
    #: what stands in its row in columns that carry no values: head and cell
    beside: tuple[tuple[str, str], ...] = ()


#: the cells of a row, and rows of them
Row: TypeAlias = list[CellToken]
Rows: TypeAlias = list[Row]

#: all that a cell is; `dataclasses.replace` takes five times as long to copy one
FIELDS = attrgetter(*CellToken.__match_args__)


def of_grid(rows: Sequence[Sequence[Cell]]) -> Rows:
    """Return the cells of a grid that the document marks as a table: a line of it is a row."""
    grid = [
        [
            CellToken(
                c.text, c.line, c.start, c.end, 8.0 if i else 0.0, 0.0 if i else 8.0, 9.0,
                c.place, c.merged,
            )
            for i, c in enumerate(row)
        ]
        for row in rows
    ]  # fmt: skip
    thousands(flat(grid), fewest=2)
    for column in itertools.zip_longest(*grid):
        _said_above([cell for cell in column if cell is not None])
    return grid


def _said_above(column: Row) -> None:
    """Join the digits of 38 214.6 where most cells of a column hold a number in one piece.

    And give a cell that says ditto (〃, 同上) the words that stand above it.
    """
    counted = [cell for cell in column if _COUNTED.match(cell.text.strip())]
    grouped = [cell for cell in counted if IN_THREES.fullmatch(cell.text.strip())]
    apart = sum(_TWO_NUMBERS.search(cell.text) is not None for cell in counted)
    if len(grouped) == apart and len(grouped) < _MOSTLY * len(counted):
        for cell in grouped:
            cell.text = "".join(cell.text.split())
    for above, cell in itertools.pairwise(column):
        if _DITTO.fullmatch(cell.text.strip()) and not _COUNTED.match(above.text.strip()):
            cell.text = above.text


_BOUND = pattern("table_titles", "bounded").pattern
#: a number whose digits stand in threes: 1 202, 12 345.6, 4 000以上, ≥1 200
IN_THREES = re.compile(
    rf"(?:(?:{_BOUND})\s?)?[1-9]\d{{0,2}}(?:[ \u00a0\u2009]\d{{3}})+(?:\.\d+)?(?:\s?(?:{_BOUND}))?"
)
_COUNTED = re.compile(rf"(?:(?:{_BOUND})\s?)?\d")
_TWO_NUMBERS = re.compile(r"\d\s\d")
_DITTO = pattern("table_cells", "ditto")
#: cells of two numbers each are most of their column
_MOSTLY = 0.5
_FIVE_DIGITS = re.compile(r"\d{5,}(?:\.\d+)?")


def thousands(tokens: Sequence[CellToken], fewest: int = 3) -> None:
    """Join the digits of 1 202 in a table's cells, where it prints its numbers so.

    It does where several cells are printed so, none holds two numbers, and none of five digits or
    more stands without blanks: 85 120 alone may be two values. Where the document itself marks the
    cells, two printed so are enough.

    Examples
    --------
    >>> cells = [CellToken(text) for text in ("造林", "1 260", "12 500", "300", "3 031.5")]
    >>> thousands(cells)
    >>> [cell.text for cell in cells]
    ['造林', '1260', '12500', '300', '3031.5']
    """
    counted = [t for t in tokens if _COUNTED.match(t.text.strip())]
    grouped = [t for t in counted if IN_THREES.fullmatch(t.text.strip())]
    if len({t.text for t in grouped}) < fewest:
        return
    others = [t.text.strip() for t in counted if not IN_THREES.fullmatch(t.text.strip())]
    if any(_TWO_NUMBERS.search(text) or _FIVE_DIGITS.fullmatch(text) for text in others):
        return
    for token in grouped:
        token.text = "".join(token.text.split())


def thousands_apart(tokens: Row, width: int) -> Row:
    """Join the digits of 1 202 where cells are told apart by blanks too, so that rows have a width.

    They are joined in rows of more numbers than there are columns of them, where that leaves as
    many in each, and twice at least.

    Examples
    --------
    >>> rows = ("造林 1 260 1 180", "培训 12 400 12 873", "厕所 36 40")
    >>> cells = [CellToken(t, n) for n, row in enumerate(rows) for t in row.split()]
    >>> [t.text for t in thousands_apart(cells, 2)]
    ['造林', '1260', '1180', '培训', '12400', '12873', '厕所', '36', '40']
    >>> rows = ("东园 1500 1620 108.0 1", "南塘 850 799 94.0 4", "合计 2350 2419 102.9")
    >>> cells = [CellToken(t, n) for n, row in enumerate(rows) for t in row.split()]
    >>> thousands_apart(cells, 3) == cells
    True
    """
    out: Row = []
    joined = 0
    for row in on_lines(tokens):
        whole: Row = []
        parted = False  # 1 202 was joined, and may go on: 1 202 300; 1260 printed in one does not
        for token in row:
            text, before = token.text.strip(), whole[-1].text.strip() if whole else ""
            begun = "." not in before if parted else _THOUSANDS.fullmatch(before)
            parted = bool(_HUNDREDS.fullmatch(text) and begun)
            if parted:
                whole[-1] = replace(whole[-1], text=before + text, end=token.end)
            else:
                whole.append(token)
        over = _numbers_on_end(row) > width
        if over and _numbers_on_end(whole) != width:
            return tokens  # 1500 1620 108.0 1, of three columns: a rank stands beside them
        joined += over * (len(row) - len(whole))
        out += whole if over else row
    return out if joined >= _OVERFULL else tokens


#: so many numbers joined show that blanks part thousands
_OVERFULL = 2
_HUNDREDS = re.compile(r"\d{3}(?:\.\d+)?")
_THOUSANDS = re.compile(rf"(?:{_BOUND})?[1-9]\d{{0,2}}")


def _numbers_on_end(row: Row) -> int:
    """Return how many numbers follow each other in a row, the longest run of them."""
    told = itertools.groupby(row, lambda t: bool(re.match(rf"(?:{_BOUND})?\d", t.text.strip())))
    return max((len(list(run)) for counted, run in told if counted), default=0)


def blank(count: int) -> Row:
    """Return so many cells that are left empty."""
    return [CellToken("") for _ in range(count)]


#: what a head is counted in, or its time, in a cell of its own
_BRACKET = re.compile(r"[(\uff08][^()\uff08\uff09]{1,12}[)\uff09]")


def with_units(cells: Sequence[CellToken], alone: bool = False) -> Row:
    """Join a unit in brackets to the cell before it (that it `alone` follows): 直接损失, (万元)."""
    out: Row = []
    marks = [False, *(_BRACKET.fullmatch(t.text.strip()) is not None for t in cells), False]
    for token, before, mark, after in zip(cells, marks, marks[1:], marks[2:], strict=False):
        if out and mark and not (alone and (before or after)):
            out[-1] = replace(out[-1], text=f"{out[-1].text}{token.text.strip()}", end=token.end)
        else:
            out.append(token)
    return out


def printed_at(report: Report, span: tuple[int, int] | None) -> CellToken:
    """Return what a report prints from one place to another as a cell; of no place an empty one."""
    if span is None:
        return CellToken("")
    return CellToken(report.text[slice(*span)], report.text.count("\n", 0, span[0]) + 1, *span)


def flat(rows: Iterable[Sequence[CellToken]]) -> Row:
    """Return the cells of rows one after the other."""
    return [token for row in rows for token in row]


def printed(*rows: Sequence[CellToken]) -> Row:
    """Return the cells of rows that print something, a merged one where it begins only."""
    return [t for row in rows for t in row if t.text.strip() and not t.merged]


def upright(rows: Sequence[Sequence[CellToken]], width: int) -> list[list[str]]:
    """Return what stands in each column, of the rows that have so many cells."""
    even = [row for row in rows if len(row) == width]
    return [[row[i].text for row in even] for i in range(width)]


def ended(row: Sequence[CellToken]) -> Row:
    """Return a row without the empty cells at its end."""
    cells = list(row)
    while cells and not cells[-1].text.strip():
        cells.pop()
    return cells


def one_below(upper: CellToken, lower: CellToken) -> CellToken:
    """Return two cells as one that goes on below itself; what is empty adds nothing."""
    if upper.text and lower.text:
        return replace(upper, text=f"{upper.text}\n{lower.text}", end=lower.end)
    return upper if upper.text else lower


def on_lines(tokens: Sequence[CellToken]) -> Rows:
    """Gather cells into rows by the line they stand on."""
    rows: dict[int | None, Row] = {}
    for token in tokens:
        rows.setdefault(token.line, []).append(token)
    return list(rows.values())


def cell_over(rows: Sequence[Sequence[CellToken]], depth: int, column: int) -> CellToken | None:
    """Return the cell of a header's row that is over a column.

    One that is printed once goes on over the lower cells beside it.
    """
    row, below = rows[depth], rows[depth + 1 :]
    at = column
    while at > 0 and not _full(row, at) and any(_full(lower, at) for lower in below):
        at -= 1
    return row[at] if _full(row, at) else None


def over_columns(rows: Sequence[Sequence[CellToken]]) -> Rows:
    """Return for each column of a header the cells that are over it, from the upper one down."""
    depths, width = range(len(rows)), max(map(len, rows))
    return [[t for d in depths if (t := cell_over(rows, d, i))] for i in range(width)]


def _full(row: Sequence[CellToken], column: int) -> bool:
    return column < len(row) and bool(row[column].text.strip())
