"""Columns kept apart by blanks -> the same text drawn with pipes, so that one reader reads both.

Where no cell of any row reaches into what lies between two columns, that gap is a line between
them, and a cell that is missing is known by its place. Rows whose cells do not show the columns so
are left as they are.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..base.report import Line, Report
from ..base.screen import screen_width
from .cellkinds import counted, kind
from .cells import IN_THREES
from .grids import with_rows
from .headers import english_head
from .layouts_blanks import BRACKETED, in_english, row_lines

#: what wide blanks part
CELL = re.compile(r"\S+(?: \S+)*")
#: fewest rows and columns, how many lines of one cell may stand between two, of several above
_ROWS, _COLUMNS, _BETWEEN, _TITLES = 4, 3, 3, 3
#: so many lines at least print something in a column
_FILLED = 0.6
#: so many cells of most rows may be empty
_EMPTY = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands on a line between wide blanks: its places in the text and on the screen."""

    text: str
    start: int
    end: int
    left: int
    right: int


def in_gaps(report: Report) -> Report:
    """Return a text with the columns that blanks keep apart drawn with pipes."""
    if report.tables or "|" in report.text:
        return report
    lines = list(report.lines)
    if not any(len(CELL.findall(line.text)) >= _COLUMNS for line in lines):
        return report
    whole = {token.line for token in row_lines(report)}
    foreign = in_english(report)
    stretches = _stretches([_pieces(line) for line in lines])
    if foreign:
        stretches = (_in_columns(part) for whole in stretches for part in _at_heads(whole))
    for stretch in stretches:
        if not foreign and any(n + 1 not in whole and not _said(row) for n, row in stretch):
            continue  # a cell goes on in the line below
        placed, width = _placed(stretch)
        if not placed:
            placed, width = _placed(
                [(n, [_by_signs(piece) for piece in row]) for n, row in stretch]
            )
        for n, told in placed:
            lines[n] = _drawn(lines[n], told, width)
    return with_rows(report, lines) if lines != list(report.lines) else report


def _pieces(line: Line) -> list[Piece]:
    """Return the cells of a line, parted by two blanks or more."""
    out, at, before = [], 0, 0
    for found in CELL.finditer(line.text):
        at += screen_width(line.text[before : found.start()])
        wide = screen_width(found[0])
        out.append(Piece(found[0], found.start(), found.end(), at, at + wide))
        at, before = at + wide, found.end()
    return out


def _said(row: Sequence[Piece]) -> bool:
    """Whether a line says in brackets what the heads above it are of."""
    return all(BRACKETED.fullmatch(piece.text) for piece in row)


def _by_signs(piece: Piece) -> Piece:
    """Place a cell as programs do that fill up with blanks by signs, however wide: pdftotext."""
    return replace(piece, left=piece.start, right=piece.end)


#: a line with its cells
Row = tuple[int, list[Piece]]


def _stretches(lines: Sequence[list[Piece]]) -> Iterator[list[Row]]:
    """Cut lines into stretches that begin and end with one of several cells."""
    rows: list[Row] = []
    alone: list[Row] = []
    for n, pieces in [*enumerate(lines), (len(lines), [])]:
        if len(pieces) > 1:
            rows += [*alone, (n, pieces)] if rows else [(n, pieces)]
            alone = []
        elif pieces:
            alone.append((n, pieces))
        if len(alone) > _BETWEEN or n == len(lines):
            if sum(len(row) > 1 for _, row in rows) >= _ROWS:
                yield rows
            rows, alone = [], []


def _at_heads(rows: list[Row]) -> list[list[Row]]:
    """Cut lines where those of another table begin: with heads in English."""
    heads = [sum(english_head(piece.text) is not None for piece in row) for _, row in rows]
    begins = [n for n, (_, row) in enumerate(rows) if heads[n] >= max(2, _FILLED * len(row))]
    cuts = [n for n in begins if n and n - 1 not in begins]
    return [rows[a:b] for a, b in itertools.pairwise([0, *cuts, len(rows)])]


def _in_columns(rows: list[Row]) -> list[Row]:
    """Part cells at the one blank before a column: where no line prints, and most do behind it."""
    several = [row for _, row in rows if len(row) > 1]
    if len(several) <= _ROWS:
        return rows  # so few may have a blank at one place by chance
    taken = [{p.left + n for p in row for n, c in enumerate(p.text) if c != " "} for row in several]
    places = sorted(set().union(*taken))
    begins = [b for a, b in itertools.pairwise([-2, *places]) if b > a + 1]
    columns = {
        begin
        for begin, end in itertools.pairwise([*begins, 1 << 30])
        if sum(any(begin <= at < end for at in row) for row in taken) > _FILLED * len(taken)
    }
    return [(n, [part for piece in row for part in _parted(piece, columns)]) for n, row in rows]


def _parted(piece: Piece, columns: set[int]) -> list[Piece]:
    cuts = [n for n, c in enumerate(piece.text) if c == " " and piece.left + n + 1 in columns]
    ends = zip([0, *(n + 1 for n in cuts)], [*cuts, len(piece.text)], strict=True)
    places = (piece.start, piece.left)
    return [Piece(piece.text[a:b], *(at + n for at in places for n in (a, b))) for a, b in ends]


def _placed(rows: Sequence[Row]) -> tuple[list[tuple[int, list[tuple[int, Piece]]]], int]:
    """Return the cells of each row with their columns, and how many; nothing where none show.

    Lines above the header may be titles that blanks part too.
    """
    told = Counter(len(row) for _, row in rows if _counts(row))
    usual = max(told, key=lambda n: (told[n], n), default=0)
    for first in range(min(_TITLES, len(rows))):
        table = rows[first:]
        body = next((n for n, (_, row) in enumerate(table) if _counts(row)), len(rows))
        if first and not body:
            break  # what was left out is the header
        for shown in (table, table[body:]):
            columns = _columns([piece for _, row in shown if len(row) > 1 for piece in row])
            if not max(_COLUMNS, usual) <= len(columns) <= usual + _EMPTY:
                continue
            placed = [(n, _told(row, columns, i < body)) for i, (n, row) in enumerate(table)]
            if _right(placed, body, len(columns)) and not _goes_on(table[body:], columns[0]):
                return [(n, told) for n, told in placed if told], len(columns)
    return [], 0


def _counts(row: Iterable[Piece]) -> bool:
    """Whether a row holds a number that is no head, in threes too: 6 482."""
    return any(counted(piece.text) or IN_THREES.fullmatch(piece.text) for piece in row)


def _columns(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """Return from where to where each column reaches: as far as cells stand over one another."""
    out: list[tuple[int, int]] = []
    for piece in sorted(pieces, key=lambda one: one.left):
        if out and piece.left < out[-1][1] + 1:
            out[-1] = out[-1][0], max(out[-1][1], piece.right)
        else:
            out.append((piece.left, piece.right))
    return out


def _told(
    row: Sequence[Piece], columns: Sequence[tuple[int, int]], head: bool
) -> list[tuple[int, Piece]]:
    """Return cells with their columns; those in one put together, one over several in the first."""
    if len(row) == 1 and row[0].left < columns[0][1]:
        return []
    out: list[tuple[int, Piece]] = []
    lefts, rights = [a for a, _ in columns], [b for _, b in columns]
    for piece in row:
        over = range(bisect_right(rights, piece.left), bisect_left(lefts, piece.right))
        if not over or (len(over) > 1 and not head):
            return [(-1, piece)]
        if out and out[-1][0] == over[0]:
            before = out.pop()[1]
            if _counts([before]) and _counts([piece]):
                return [(-1, piece)]
            text = f"{before.text}  {piece.text}"
            piece = Piece(text, before.start, piece.end, before.left, piece.right)
        out.append((over[0], piece))
    return out


def _right(placed: Sequence[tuple[int, list[tuple[int, Piece]]]], body: int, width: int) -> bool:
    """Whether all rows have a place, each column a head, and no cell goes on below itself."""
    rows = [told for _, told in placed[body:] if told]
    if any(n < 0 for _, told in placed for n, _ in told):
        return False
    if not any(len(told) == width for _, told in placed):
        return False
    bare = [told for told in rows if not _counts(piece for _, piece in told)]
    if len(bare) > _BARE * len(rows) or any(told[0][0] and len(told) < _COLUMNS for told in bare):
        return False
    columns = [[piece for told in rows for n, piece in told if n == at] for at in range(width)]
    return all(_upright(column) for column in columns)


def _goes_on(rows: Sequence[Row], names: tuple[int, int]) -> bool:
    """Whether a short word alone may be the rest of a name above that fills its column."""
    for (_, above), (_, row) in itertools.pairwise(rows):
        alone = len(row) == 1 < len(above) and kind(row[0].text) not in ("section", "note")
        if alone and 2 * row[0].right <= above[0].right and above[0].right >= names[1] - 1:
            return True
    return False


def _upright(column: Sequence[Piece]) -> bool:
    """Whether most cells of a column begin at one place, or end at one, or have one middle."""
    edges = ([2 * p.left for p in column], [2 * p.right for p in column])
    for places in (*edges, [p.left + p.right for p in column]):
        usual = sorted(places)[len(places) // 2] if places else 0
        if sum(abs(place - usual) <= _OFF for place in places) >= _UPRIGHT * len(places):
            return True
    return False


#: which share of the rows may hold no number; how many cells of a column are in line, within halves
_BARE, _UPRIGHT, _OFF = 0.3, 0.8, 2


def _drawn(line: Line, told: Sequence[tuple[int, Piece]], width: int) -> Line:
    """Return a line with pipes in its gaps, one for each column; as it is for want of room."""
    text = list(line.text)
    before = [(-1, 0), *((n, piece.end) for n, piece in told)]
    for (a, end), (b, piece) in zip(before, told, strict=False):
        pipes = b - a - (a < 0)
        if piece.start - end < pipes:
            return line
        at = range(piece.start - pipes, piece.start) if a < 0 else range(end, piece.start)
        room = len(at) - pipes
        for n in at[room // 2 :][:pipes]:
            text[n] = "|"
    return replace(line, text="".join(text) + "|" * (width - 1 - told[-1][0]))
