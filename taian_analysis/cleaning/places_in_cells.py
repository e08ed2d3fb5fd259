"""Tables with places across whose cells stand on lines of their own, put into rows.

The places follow each other, and below them a name (and its unit) leads in as many numbers: 甲县,
乙县, then 新增就业, 300, 420. What else stands between the numbers (a section, an office,
the score that one cell gives several rows) is of no place. A row short of a number stays out: whose
cell is empty, nothing says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .cellkinds import NUMBERS, kind
from .cells import CellToken
from .headers import read_head
from .names import unit_like
from .places import of_places, place

#: fewest places and rows, and the share of the rows that have a number for each place
_FEWEST, _SHARE = 3, 0.6
_SCORES = ("weight", "serial")
Row = list[CellToken]


def placed_across(tokens: Sequence[CellToken]) -> tuple[list[Row], Row]:
    """Return header and rows of a table a cell a line with places across, and cells in neither.

    Examples
    --------
    >>> text = "项目 全市 甲县 乙县 分值 粮食产量 60 20 40 5 常住人口 9 3 6 造林面积 8 1 7"
    >>> rows, aside = placed_across([CellToken(t) for t in text.split()])
    >>> [[t.text for t in row] for row in rows][:2], [t.text for t in aside]
    ([['项目', '全市', '甲县', '乙县'], ['粮食产量', '60', '20', '40']], ['分值', '5'])
    """
    cells = [t for t in tokens if t.text.strip()]
    begin, end = _run(cells)
    if begin == end:
        return [], []
    body = cells[end:]
    first = next((n for n, t in enumerate(body) if kind(t.text) in NUMBERS), len(body))
    roles = [head.role for t in body[:first] if (head := read_head(t.text)) is not None]
    width = end - begin
    most = width + sum(role in _SCORES for role in roles)
    lead = _lead(cells[:begin])
    told = _rows(body[max(0, first - len(lead)) :], bool(lead[1:]))
    counts = Counter(len(values) for _, values in told)
    # where nearly each row has its score, one without may be short of a place's number instead
    fewest = most if counts[most] > 2 * counts[width] else width
    rows = [[*names, *values[:width]] for names, values in told if fewest <= len(values) <= most]
    if len(rows) < max(_FEWEST, _SHARE * len(told)):
        return [], []
    rows.insert(0, [*lead, *cells[begin:end]])
    taken = {id(token) for row in rows for token in row}
    last = max(n for n, t in enumerate(cells) if t is told[-1][1][-1])
    return rows, [t for t in cells[end : last + 1] if id(t) not in taken]


def _run(cells: Sequence[CellToken]) -> tuple[int, int]:
    """Return where the first run of places stands that is followed by other words, then numbers."""
    at = 0
    while at < len(cells):
        end = at
        while end < len(cells) and place(cells[end].text) in ("place", "whole"):
            end += 1
        if end - at >= _FEWEST and at and of_places([t.text for t in cells[at:end]]):
            return at, end
        at = max(at + 1, end)
    return 0, 0


def _lead(before: Sequence[CellToken]) -> Row:
    """Return the heads before the places: that of the names, and of their units where it is one."""
    head = read_head(before[-1].text)
    united = head is not None and head.role == "unit" and len(before) > 1
    return list(before[-2:] if united else before[-1:])


def _rows(body: Sequence[CellToken], united: bool) -> list[tuple[Row, Row]]:
    """Return what leads in each run of numbers, and the numbers."""
    out: list[tuple[Row, Row]] = []
    words: Row = []
    for token in body:
        if kind(token.text) in NUMBERS:
            if words:
                out.append((words, []))
                words = []
            if out:
                out[-1][1].append(token)
        else:
            words.append(token)
    names = [(w[-2:] if united and unit_like(w[-1].text) else w[-1:], v) for w, v in out]
    return [(n, v) for n, v in names if len(v) > 1 and len(n) == 1 + united]
