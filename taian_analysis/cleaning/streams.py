"""Cells on lines of their own, put into rows: a name, perhaps its unit, and so many numbers.

Words that follow each other end with what leads a row in; the numbers after them are its values.
What stands above tells the tables apart: heads of statistics (`series_heads`), or places across.
A row of another length stays out: whose cell is empty, nothing says.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .captions import counted_anew
from .cellkinds import COUNTS, NUMBERS, figured, kind
from .cells import CellToken, Row, Rows, with_units
from .headers import role_of, squeeze
from .layouts_across import Found
from .layouts_series import in_series, under_goals
from .names import unit_like
from .places import of_places, place
from .series_heads import headed, measure_over, value_head


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that follow each other, and the numbers after them."""

    words: Row
    numbers: Row

    @property
    def counted(self) -> bool:
        """Whether the last of several words is what the numbers are counted in."""
        return len(self.words) > 1 and _is_unit(self.words[-1])

    @property
    def lead(self) -> Row:
        """The words that lead the numbers in: a name, and its unit where there is one."""
        return self.words[-1 - self.counted :]


def runs(cells: Sequence[CellToken], unchanged: bool = False) -> list[Stretch]:
    """Cut cells where words follow numbers; `unchanged` where 持平 stands for one."""
    out: list[Stretch] = []
    for token in cells:
        number = figured(token.text) if unchanged else kind(token.text) in NUMBERS
        if not out or (out[-1].numbers and not number):
            out.append(Stretch([], []))
        (out[-1].numbers if number else out[-1].words).append(token)
    return out


def _is_unit(token: CellToken) -> bool:
    return kind(token.text) == "unit" or unit_like(token.text.strip())


# ------------------------------------------------------------------------------------ statistics

_FEWEST_ROWS, _LONGEST_HEAD = 2, 90


def series_in_cells(tokens: Sequence[CellToken], layout: str) -> list[Found]:
    """Read a table of statistics from cells that stand on lines of their own."""
    cells = with_units([t for t in tokens if t.text.strip()], alone=True)
    first = _first_row(cells)
    if first is None:
        return []
    begin = first
    while begin > 0 and first - begin < _LONGEST_HEAD and headed(cells[begin - 1].text):
        begin -= 1
    if begin and measure_over(cells[begin - 1].text):
        begin -= 1
    head = cells[begin:first]
    if (cut := _again(cells, first, head)) is not None:
        return series_in_cells(cells[:cut], layout) + series_in_cells(cells[cut:], layout)
    if "serial" in [role_of(t.text.strip()) for t in head]:
        return []  # each row's number ends the one before
    if begin and under_goals(cells[begin - 1 : begin], head):
        return []
    rows, aside = _of_one_length(runs(cells[first:], unchanged=True))
    for start in _begins(head) if len(rows) > _FEWEST_ROWS - 1 else ():
        if found := in_series([head[start:], *rows], layout, exact=False):
            found[0].aside += aside
            return found
    return []


def _again(cells: Sequence[CellToken], first: int, head: Sequence[CellToken]) -> int | None:
    """Return where the same header comes again, with the title that says what is counted there."""
    corner = bool(head) and measure_over(head[0].text)  # what is counted stands over the names
    words = [squeeze(t.text) for t in head[corner:]]
    for n in range(first + 1, len(cells) - len(words)):
        same = squeeze(cells[n].text) == words[0] if words else False
        if same and [squeeze(t.text) for t in cells[n : n + len(words)]] == words:
            if corner:
                return n - 1 if measure_over(cells[n - 1].text) else None
            return n - 1 if counted_anew(cells[n - 1 : n]) else n if len(words) > 1 else None
    return None


def _first_row(cells: Sequence[CellToken]) -> int | None:
    """Return where the first name stands that numbers follow, after heads of numbers."""
    valued = 0
    for i, token in enumerate(cells[:-1]):
        if headed(token.text):
            valued += value_head([token.text]) is not None
            continue
        after = i + 1 + _is_unit(cells[i + 1])
        number = after < len(cells) and figured(cells[after].text)
        if number and not figured(token.text) and valued and headed(cells[i - 1].text):
            named = role_of(token.text.strip()) in (None, "", "generic")  # 全市; 属性, 1 is a head
            return i if named or place(token.text) else None
        if number and valued and kind(token.text) in COUNTS:
            continue
        if i and kind(cells[i - 1].text) in ("text", "section") and not number:
            valued = 0
    return None


def _begins(head: Sequence[CellToken]) -> list[int]:
    """Return where a header may begin: at the head over the names."""
    return [i for i, t in enumerate(head) if role_of(t.text.strip()) == "name"][::-1] or [0]


def _of_one_length(body: Sequence[Stretch]) -> tuple[Rows, Row]:
    """Return the rows of the usual length and the titles, and the cells of other rows aside."""
    usual = Counter((len(run.numbers), run.counted) for run in body[:-1] if run.numbers)
    (numbers, counted), times = max(usual.items(), key=lambda one: one[1], default=((0, False), 0))
    if times < _FEWEST_ROWS or not numbers:
        return [], []
    rows: Rows = []
    aside: Row = []
    for run in body:
        rows += [[token] for token in run.words[: -len(run.lead)]]
        row = [*run.lead, *run.numbers]
        if (len(row), run.counted) == (1 + counted + numbers, counted) or not run.numbers:
            rows.append(row)
        else:
            aside += row
    return rows, aside


# ---------------------------------------------------------------------------------- places across

#: fewest places and rows, and the share of the rows that have a number for each place
_FEWEST, _SHARE = 3, 0.6
_SCORES = ("weight", "serial")
#: roles of heads between that over the names and the places
_BESIDE = ("unit", "note", "dept", "attribute")


def placed_across(tokens: Sequence[CellToken]) -> tuple[Rows, Row]:
    """Return header and rows of a table a cell a line with places across, and cells in neither.

    What else stands between the numbers (a section, an office, the score that one cell gives
    several rows) is of no place.

    Examples
    --------
    >>> text = "项目 全市 甲县 乙县 分值 粮食产量 60 20 40 5 常住人口 9 3 6 造林面积 8 1 7"
    >>> rows, aside = placed_across([CellToken(t) for t in text.split()])
    >>> [[t.text for t in row] for row in rows][:2], [t.text for t in aside]
    ([['项目', '全市', '甲县', '乙县'], ['粮食产量', '60', '20', '40']], ['分值', '5'])
    """
    cells = [t for t in tokens if t.text.strip()]
    begin, end = _places(cells)
    body = runs(cells[end:]) if end else []
    if not body:
        return [], []
    beside = [*itertools.takewhile(_BESIDE.__contains__, map(_head, reversed(cells[1:begin])))]
    lead = 1 + len(beside)
    counted = [n for n, role in enumerate(beside, 1) if role == "unit"]
    told = [
        run
        for run in body
        if len(run.numbers) > 1 and len(run.words) >= lead
        and all(_is_unit(run.words[-n]) for n in counted)
    ]  # fmt: skip
    width = end - begin
    most = width + sum(role_of(t.text) in _SCORES for t in body[0].words)
    counts = Counter(len(run.numbers) for run in told)
    # where nearly each row has its score, one without may be short of a place's number instead
    fewest = most if counts[most] > 2 * counts[width] else width
    rows = [
        [*run.words[-lead:], *run.numbers[:width]]
        for run in told
        if fewest <= len(run.numbers) <= most
    ]
    if len(rows) < max(_FEWEST, _SHARE * len(told)):
        return [], []
    rows.insert(0, cells[begin - lead : end])
    taken = {id(token) for row in rows for token in row}
    last = max(n for n, t in enumerate(cells) if t is told[-1].numbers[-1])
    return rows, [t for t in cells[end : last + 1] if id(t) not in taken]


def _head(token: CellToken) -> str:
    return role_of(squeeze(token.text))


def _places(cells: Sequence[CellToken]) -> tuple[int, int]:
    """Return where the first run of places that other words lead in begins and ends."""
    told = [place(t.text) in ("place", "whole") for t in cells]
    for placed, group in itertools.groupby(range(len(cells)), told.__getitem__):
        at, *rest = group
        run = [cells[n].text for n in (at, *rest)]
        if placed and at and len(run) >= _FEWEST and of_places(run):
            return at, at + len(run)
    return 0, 0
