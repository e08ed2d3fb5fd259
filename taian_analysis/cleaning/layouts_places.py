"""Tables with places across and measures down: 项目 | 单位 | 甲县 | 乙县.

The header is put over the values as that over places is (`heads_over`); here its names are places.
Below them may stand what was aimed at and done of each (目标 | 完成) or years, the same below each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .cellkinds import FILLED, kind
from .cells import CellToken
from .down import Down
from .headers import Head, read_head
from .heads_over import Over
from .layouts_across import Found
from .measures import read_measure
from .places import of_places, place

#: what a column that is of no place may be
_BESIDE = ("unit", "dept", "note", "serial", "attribute")
_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a place, and what it says of it; or one beside them (`place` is empty)."""

    place: str
    head: Head


def crossed(body: Down, over: Over) -> Found | None:
    """Read a table with a measure a row and a place a column (or several); None where it is none.

    Examples
    --------
    >>> rows = [[CellToken(t) for t in row] for row in (("人", "12", "15"), ("户", "8", "9"))]
    >>> names = [CellToken("新增就业"), CellToken("农村改厕")]
    >>> head = [CellToken(t) for t in ("单位", "云台镇", "白水镇")]
    >>> found = crossed(Down([head], names, rows, [], 0), Over([head], 1, [""] * 3, False))
    >>> [[cell.text for cell in row] for row in found.rows][:2]
    [['云台镇', '新增就业', '人', '12'], ['白水镇', '新增就业', '人', '15']]
    """
    columns = [_column(pieces) for pieces in over.columns]
    of = {column.place: None for column in columns if column and column.place}
    if not all(columns) or len(of) < 2 or not of_places(list(of)):
        return None
    if of_places([t.text for t in body.places]) or not _same(columns, of):
        return None
    known = [column for column in columns if column is not None]
    return _turned(body, known, over) if _numeric(body, known) else None


def _column(pieces: Sequence[str]) -> _Column | None:
    """Read what stands over a column: a place and a role, or a head of what is beside them."""
    at = next((i for i, text in enumerate(pieces) if place(text)), None)
    if at is None:
        known = read_head(" ".join(dict.fromkeys(pieces)))
        return _Column("", known) if known is not None and known.role in _BESIDE else None
    rest = [text for i, text in enumerate(pieces) if i != at and text != pieces[at]]
    measure = read_measure(rest) if rest else None
    if measure is not None and measure.name:
        return None  # a measure over the place, or below it
    head = measure.head if measure is not None else Head("", "generic")
    return _Column(pieces[at], replace(head, text=head.text or " ".join(rest)))


def _same(columns: Sequence[_Column | None], places: dict[str, None]) -> bool:
    """Whether the same heads stand below each place, each once."""
    below = [
        [(c.head.role, c.head.period) for c in columns if c is not None and c.place == one]
        for one in places
    ]
    return all(heads == below[0] and len(set(heads)) == len(heads) for heads in below)


def _numeric(body: Down, columns: Sequence[_Column]) -> bool:
    """Whether the columns of places hold numbers, verdicts apart."""
    cells = [
        kind(row[i].text)
        for row in body.values
        for i, c in enumerate(columns)
        if c.place and c.head.role != "verdict"
    ]
    return sum(what in FILLED for what in cells) >= _SHARE * len(cells)


def _turned(body: Down, columns: Sequence[_Column], over: Over) -> Found:
    """Return a row a measure and place."""
    kept = {(c.head.role, c.head.period): c.head for c in columns if c.place}
    beside = [c.head for c in columns if not c.place]
    units = [i for i, c in enumerate(columns) if c.head.role == "unit"]
    places = list(kept)
    rows: list[list[CellToken]] = []
    for name, values in zip(body.places, body.values, strict=True):
        unit = values[units[0]] if units else CellToken("")
        lines: dict[str, list[CellToken]] = {}
        for column, value in zip(columns, values, strict=True):
            if column.place:
                area = CellToken(column.place, name.line, place=name.place)
                first = [area, replace(name), unit, *[CellToken("") for _ in kept]]
                line = lines.setdefault(column.place, first)
                line[3 + places.index((column.head.role, column.head.period))] = value
        rows += [line for line in lines.values() if any(t.text.strip() for t in line[3:])]
    heads = [Head("", "area", proven=True), Head("", "name", proven=True)]
    heads.append(next((h for h in beside if h.role == "unit"), Head("", "unit", implied=True)))
    heads += [replace(h, implied=not h.text) for h in kept.values()]
    found = over.found(body.above, heads, rows)
    found.tokens = [t for row in body.rest for t in row]
    found.evidence = f"wide: measures down, {len({c.place for c in columns if c.place})} places"
    return found
