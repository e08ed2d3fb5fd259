"""Statistics whose cells stand on lines of their own: the rows are cut by how their cells follow.

A name, perhaps its unit, and so many numbers: again and again. The head is what stands just before
the first such row and is of `series_heads`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .cellkinds import COUNTS, figured, kind
from .cells import CellToken
from .headers import read_head
from .layouts_across import Found
from .layouts_series import in_series, under_goals
from .names import unit_like
from .series_heads import headed, value_head

_FEWEST, _LONGEST_HEAD = 3, 90


@dataclass(frozen=True, slots=True)
class _NamedRun:
    """A row as its cells follow: a name, a unit or none, numbers."""

    cells: list[CellToken]
    numbers: int
    counted: bool


def series_in_cells(tokens: Sequence[CellToken], layout: str) -> list[Found]:
    """Read a table of statistics from cells that stand on lines of their own."""
    cells = [t for t in tokens if t.text.strip()]
    first = _first_row(cells)
    if first is None:
        return []
    begin = first
    while begin > 0 and first - begin < _LONGEST_HEAD and headed(cells[begin - 1].text):
        begin -= 1
    head, body = cells[begin:first], cells[first:]
    if begin and under_goals(cells[begin - 1 : begin], head):
        return []
    serial = any(_serial(t.text) for t in head)
    if serial and first and body and cells[first - 1].text.strip().isdigit():
        head, body = cells[begin : first - 1], cells[first - 1 :]
    return _read(head, body, layout, serial)


def _first_row(cells: Sequence[CellToken]) -> int | None:
    """Return where the first name stands that numbers follow, after heads of numbers."""
    valued = 0
    for i, token in enumerate(cells[:-1]):
        if headed(token.text):
            valued += value_head([token.text]) is not None
            continue
        after = i + 1 + _is_unit(cells[i + 1])
        number = after < len(cells) and _number(cells[after])
        if number and not _number(token) and valued and headed(cells[i - 1].text):
            return i
        if number and valued and kind(token.text) in COUNTS:
            continue
        if i and kind(cells[i - 1].text) in ("text", "section") and not number:
            valued = 0
    return None


def _number(token: CellToken) -> bool:
    return bool(token.text.strip()) and figured(token.text)


def _is_unit(token: CellToken) -> bool:
    return kind(token.text) == "unit" or unit_like(token.text.strip())


def _runs(cells: Sequence[CellToken]) -> list[_NamedRun]:
    """Cut cells at their names."""
    runs: list[list[CellToken]] = []
    for token in cells:
        if not runs or not (_number(token) or (len(runs[-1]) == 1 and _is_unit(token))):
            runs.append([token])
        else:
            runs[-1].append(token)
    out = []
    for run in runs:
        counted = len(run) > 1 and not _number(run[1])
        out.append(_NamedRun(run, len(run) - 1 - counted, counted))
    return out


def _read(head: list[CellToken], body: list[CellToken], layout: str, serial: bool) -> list[Found]:
    runs = _runs(body[1:] if serial else body)
    usual = Counter((run.numbers, run.counted) for run in runs[:-1] if run.numbers)
    if not usual:
        return []
    (numbers, counted), times = usual.most_common(1)[0]
    width = 1 + counted + numbers  # with serial numbers a run ends with that of the next row
    if times < _FEWEST - 1 or numbers <= serial:
        return []
    rows, aside = _rows(runs, body[:1] if serial else [], width, counted)
    for begin in _begins(head):
        if found := in_series([head[begin:], *rows], layout, exact=False):
            found[0].aside += aside
            return found
    return []


def _begins(head: Sequence[CellToken]) -> list[int]:
    """Return where a header may begin: at the head over the names, or a serial number before it."""
    known = [read_head(t.text.strip()) for t in head]
    led = [i for i, one in enumerate(known) if one is not None and one.role == "name"]
    return [i - (i > 0 and _serial(head[i - 1].text)) for i in reversed(led)] or [0]


def _serial(text: str) -> bool:
    known = read_head(text.strip())
    return known is not None and known.role == "serial"


def _rows(
    runs: Sequence[_NamedRun], serial: list[CellToken], width: int, counted: bool
) -> tuple[list[list[CellToken]], list[CellToken]]:
    """Return the rows, those with another count of cells aside, and titles alone.

    `serial` is the first row's number, where rows have one: of the others each ends a run.
    """
    rows: list[list[CellToken]] = []
    aside: list[CellToken] = []
    before = serial
    for n, run in enumerate(runs):
        cells, after = run.cells, list[CellToken]()
        whole = serial and n + 1 < len(runs) and len(cells) == width
        if whole and cells[-1].text.strip().isdigit():
            cells, after = cells[:-1], [cells[-1]]
        row = [*before, *cells]
        if run.numbers == 0 or (len(row) == width and run.counted == counted):
            rows.append(row)
        else:
            aside += row
        before = after
    return rows, aside
