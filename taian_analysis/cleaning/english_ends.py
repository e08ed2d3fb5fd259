"""Tables in English whose rows end in as many values as there are heads of them, however far apart.

A page copied from a PDF keeps no columns: a long name leaves one blank before the first value. The
heads above stand over several lines, each piece below the one that it goes on from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..base.report import Line
from .cellkinds import NUMBERS, kind
from .cells import CellToken, Row, one_below
from .gaps import CELL
from .headers import english_head
from .pipes import token_of

#: fewest heads of values and rows, and over how many lines heads go on
_VALUES, _ROWS, _DEEP = 2, 3, 6
#: which share of the lines of numbers must be rows, and of the heads known
_MOST, _KNOWN = 0.8, 0.6
#: a name that goes on below is so wide, of the widest
_FULL = 0.8


def at_ends(lines: Sequence[Line]) -> Iterator[list[Row]]:
    """Yield the rows of tables, each with its header first.

    Examples
    --------
    >>> text = "Indicator  Planned  Actual", "           output   output", "Wells dug in all 9  7"
    >>> lines = [Line(n, t, 0, len(t)) for n, t in enumerate([*text, "Taps  30  28", "Pumps 2 1"])]
    >>> [[[t.text for t in row] for row in rows] for rows in at_ends(lines)][0][1:]
    [['Wells dug in all', '9', '7'], ['Taps', '30', '28'], ['Pumps', '2', '1']]
    """
    n = 0
    while n < len(lines):
        header, end = _header(lines, n)
        if not header:
            n += 1
            continue
        stop = next((k for k in range(end, len(lines)) if _header(lines, k)[0]), len(lines))
        rows = _rows(lines[end:stop], len(header) - 1)
        whole = sum(len(row) > 1 for row in rows)
        counted = sum(_counts(line) for line in lines[end:stop])
        if whole >= max(_ROWS, _MOST * counted):
            yield [header, *rows]
        n = stop


def _counts(line: Line) -> bool:
    """Whether a line of several cells has a number among them."""
    pieces = _pieces(line)
    return len(pieces) > 1 and any(kind(t.text) in NUMBERS for t in pieces)


def _header(lines: Sequence[Line], n: int) -> tuple[Row, int]:
    """Return the heads that begin on a line, and where the rows do; none where it begins none."""
    cells = _pieces(lines[n])
    end = n + 1
    if len(cells) <= _VALUES or any(kind(t.text) in NUMBERS for t in cells):
        return [], end
    begins = [(t.start or 0) - lines[n].start for t in cells]
    while end < min(len(lines), n + _DEEP):
        below = _pieces(lines[end])
        at = [(t.start or 0) - lines[end].start for t in below]
        if not below or at[0] < begins[1] - 1 or any(kind(t.text) in NUMBERS for t in below):
            break
        for token, place in zip(below, at, strict=True):
            over = min(range(len(begins)), key=lambda k: abs(begins[k] - place))
            cells[over] = one_below(cells[over], token)
        end += 1
    heads = [english_head(t.text) for t in cells]
    named = heads[0] is not None and heads[0].role == "name"
    values = [head for head in heads[1:] if head is not None]  # of others a value may be unknown
    told = named and any(h.value for h in values) and all(h.value for h in values)
    return (cells if told and len(values) + 1 >= _KNOWN * len(heads) else []), end


def _pieces(line: Line) -> Row:
    return [token_of(line, *m.span()) for m in CELL.finditer(line.text)]


def _rows(lines: Sequence[Line], width: int) -> list[Row]:
    """Return rows of a name and so many values, titles alone; up to what is neither."""
    out: list[Row] = []
    widest = max((len(row[0].text) for line in lines if (row := _row(line, width))), default=0)
    before = False  # whether the line before ended a row
    for line in lines:
        row = _row(line, width)
        pieces = _pieces(line)
        if row:
            out.append(row)
        elif len(pieces) == 1 and before and _goes_on(out[-1][0].text, pieces[0].text, widest):
            out[-1][0] = replace(one_below(out[-1][0], pieces[0]), end=out[-1][0].end)
        elif len(pieces) == 1 and (not out or before):
            out.append(pieces)
        elif pieces:
            break
        before = bool(pieces) and len(out[-1]) > 1
    return out


def _row(line: Line, width: int) -> Row:
    """Return a name and so many values at the end of a line; nothing where it ends otherwise."""
    words = [token_of(line, *m.span()) for m in re.finditer(r"\S+", line.text)]
    name, values = words[:-width], words[-width:]
    if not name or not all(kind(t.text) in NUMBERS for t in values):
        return []
    text = line.text[: (values[0].start or 0) - line.start].strip().rstrip(":")
    if not re.search("[A-Za-z]{2}", text) or CELL.fullmatch(text) is None:
        return []
    return [CellToken(text, line.number, name[0].start, name[-1].end), *values]


def _goes_on(name: str, more: str, widest: int) -> bool:
    """Whether a line goes on with the name above it: in small letters, or where that is full."""
    last = name.rpartition("\n")[2]
    if len(more) > widest:  # a sentence
        return False
    return more[:1].islower() or more[:1] == "(" or len(last) >= _FULL * widest
