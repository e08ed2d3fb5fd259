"""Columns beside targets and results: rates, verdicts, and what was budgeted and spent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .align import SourceRow
from .cellkinds import FILLED, kind, words
from .cells import CellToken, Row, Rows, ended, on_lines
from .headers import LEADING, VALUES, Head, given, plain_head, role_of, squeeze, where
from .layouts_across import Found
from .names import PERCENTS, unit_apart

_MONEY, FORESEEN = words("money"), words("foreseen")


def money(heads: list[Head]) -> list[Head]:
    """Carry what was budgeted and spent beside the targets and results of the same table.

    And what the whole year will come to (预计全年) beside what there is of it: 1-6月完成. What
    stands before the levels of a form (预算数 before 一级指标) is of the project, not of a row.
    Nor is what a head counts in a unit of its own beside the rows': 单位, 目标, 计划投资(万元).
    """
    out = list(heads)
    counted = bool(where(heads, "unit"))
    levels = next((i for i, head in enumerate(heads) if head.role == "level1"), 0)
    if any(head.role == "target" for head in heads[levels:]):
        out[:levels] = [
            replace(h, role="other", period=None) if h.value else h for h in out[:levels]
        ]
    for role, sign in (("target", _MONEY), ("actual", _MONEY), ("actual", FORESEEN)):
        of_role = where(out, role)
        own = [i for i in of_role if counted and unit_apart(heads[i].text)[1]]
        beside = own or [i for i in of_role if sign.search(squeeze(heads[i].text))]
        if len(beside) < len(of_role):
            out = given(out, beside, role="other", period=None)
    return out


#: columns and lines that show a table's width
_FEWEST = 3
#: what a cell printed once over several rows may hold, between serial number and name
_OVER_ROWS = ("region", "dept", "area", "group", "other")
_NAMES = ("text", "section", "long", "head")


def rows_in_step(found: Found) -> Rows | None:
    """Return a table's rows, an empty cell in those short of one merged over several.

    Lines of blanks are rows where each has as many cells as there are heads.

    Examples
    --------
    >>> heads = [Head("序号", "serial"), Head("镇街", "region"), Head("指标", "name")]
    >>> rows = [["1", "甲镇", "就业", "9"], ["2", "改厕", "5"], ["3", "绿化", "7"]]
    >>> cells = [[CellToken(text) for text in row] for row in rows]
    >>> found = Found("pipe", [*heads, Head("完成", "actual")], [], cells)
    >>> [[cell.text for cell in row] for row in rows_in_step(found)][1:]
    [['2', '', '改厕', '5'], ['3', '', '绿化', '7']]
    """
    heads = [head for head in found.heads if not head.implied]
    roles = [head.role for head in heads]
    known = roles[:1] == ["serial"] and roles[2:3] == ["name"] and roles[1] in _OVER_ROWS
    width = len(heads)
    if found.rows is None and width >= _FEWEST:
        cells = [token for token in found.tokens if token.text]
        lines = on_lines(cells)
        whole = len(lines) >= _FEWEST and all(len(line) == width for line in lines)
        return lines if whole else _numbered(cells, width) if roles[0] == "serial" else None
    if found.grid or not found.rows or not known:
        return found.rows
    short = [row for row in found.rows if len(row) == width - 1]
    named = [
        row for row in short if row[0].text.strip().isdecimal() and kind(row[1].text) in _NAMES
    ]
    fits = [
        (kind(row[i].text) in FILLED) == heads[i + 1].value
        for row in named
        for i in range(2, width - 1)
        if heads[i + 1].value or roles[i + 1] == "unit"
    ]
    if len(short) < 2 or len(named) < len(short) or sum(fits) < 0.8 * len(fits):
        return found.rows
    return [
        [row[0], CellToken(""), *row[1:]] if len(row) == width - 1 else row for row in found.rows
    ]


def _numbered(cells: Row, width: int) -> Rows | None:
    """Cut cells a line into rows by their numbers, where as many stand between them as heads."""
    rows = [cells[n : n + width] for n in range(0, len(cells), width)]
    whole = [row for n, row in enumerate(rows, 1) if row[0].text.strip() == str(n)]
    last = str(len(whole) + 1)
    rest = cells[len(whole) * width :]
    if len(whole) < _FEWEST or whole != rows[: len(whole)] or len(whole[-1]) < width:
        return None
    if any(token.text.strip() == last for token in rest):
        return None  # a row before it was short
    return [*whole, *([token] for token in rest)]


def told_apart(found: Found, heads: list[Head]) -> list[Head]:
    """Take 考核单位 before the name as the area where names are the same under several of it."""
    name = next((i for i, head in enumerate(heads) if head.role == "name"), 0)
    taken = any(head.role in ("area", "level1", "group") and head.text for head in heads)
    before = [i for i in range(name) if heads[i].role in ("region", "dept", "other", "note")]
    before += [i for i in range(name + 1, len(heads)) if heads[i].role == "region"]
    if taken or not before or not found.rows:
        return heads
    for i in before:
        cells, names = _carried(found, heads, i, name)
        pairs = set(zip(cells, names, strict=False))
        if len(cells) == len(names) == len(pairs) > len(set(names)) and len(set(cells)) > 1:
            return given(heads, [i], role="area")
    return heads


def grouped(found: Found, heads: list[Head]) -> list[Head]:
    """Take what is printed once over several rows for the area, and 类别 beside it for the name.

    So is 服务标准 beside 服务项目 the name, where a service is kept by several.
    """
    places = [i for i, head in enumerate(heads) if found.grid or not head.implied]
    at = next((n for n, i in enumerate(places[:-1]) if heads[i].role == "name"), None)
    beside = heads[places[at + 1]] if at is not None else None
    if not found.rows or at is None or beside is None:
        return heads
    if beside.role != "area" and role_of(plain_head(beside.text)) != "name":
        return heads
    whole = [row for row in found.rows if len(row) == len(places)]
    once = [not row[at].text or row[at].merged for row in whole if row[at + 1].text]
    if sum(once) < 2 or any(row[at].text and not row[at + 1].text for row in whole):
        return heads
    over = replace(heads[places[at]], role="area", proven=True)
    name = replace(heads[places[at + 1]], role="name", proven=True)
    before, between = heads[: places[at]], heads[places[at] + 1 : places[at + 1]]
    led = [over, *before] if all(h.implied for h in before) else [*before, over]
    return [*led, name, *between, *heads[places[at + 1] + 1 :]]


def _carried(
    found: Found, heads: list[Head], column: int, name: int
) -> tuple[list[str], list[str]]:
    """Return a column beside the names: in whole rows a merged cell counts for those below."""
    places = [i for i, head in enumerate(heads) if found.grid or not head.implied]
    whole = found.rows and (found.grid or all(len(row) == len(places) for row in found.rows))
    if not whole or column not in places:
        return _column_cells(found, heads, column), _column_cells(found, heads, name)
    at, beside = places.index(name), places.index(column)
    cells, names, last = [], [], ""
    for row in found.rows or []:
        if max(at, beside) < len(row) and row[at].text:
            last = row[beside].text or last
            cells.append(last)
            names.append(row[at].text)
    return cells, names


_FUNDS = words("funds")


def of_money(heads: list[Head]) -> bool:
    """Whether a table says what was budgeted and spent, and of no indicator."""
    values = [squeeze(h.text) for h in heads if h.value]
    first = next((n for n, h in enumerate(heads) if h.value), 0)
    names = [squeeze(h.text) for n, h in enumerate(heads) if n < first or h.role == "name"]
    return any(map(_FUNDS.search, names)) or bool(values and all(map(_FUNDS.search, values)))


_STATE = words("state")
_NO_WORDS = ("num", "int", "missing", "words", "empty", "bad")


def verdicts(found: Found, heads: list[Head]) -> list[Head]:
    """Turn 完成情况, 进度, 结果 beside a column of results into the verdict it then holds.

    The cells say which of them holds words; without sure rows the head must.
    """
    actual, aimed = where(heads, "actual"), where(heads, "target")
    if not actual and aimed:
        told = where(heads, "verdict")
        results = [i for i in told if _worded(found, heads, i) is False]
        if len(results) == 1:  # 自查结果: 97.2%
            return given(heads, results, role="actual")
    # 2022年, 2027年目标, 2025年上半年, 进展: what was reached has a year of its own
    alone = len(actual) == 1 and len(where(heads, "year")) > 1 and bool(aimed)
    if len(actual) < 2 and not alone:
        return heads
    worded = {i: _worded(found, heads, i) for i in actual}
    chosen = {i for i in actual if worded[i]}
    if all(said is None for said in worded.values()):
        chosen = {i for i in actual if _STATE.fullmatch(_word(heads[i]))}
        results = [i for i in sorted(chosen) if heads[i].text.strip() != "结果"]
        if len(chosen) == len(actual) and not alone:
            chosen -= set(results[:1])
    return given(heads, chosen, role="verdict") if alone or len(chosen) < len(actual) else heads


def _word(head: Head) -> str:
    """Return a head's word without what stands in brackets."""
    return squeeze(head.text).split("(")[0]


def _worded(found: Found, heads: list[Head], column: int) -> bool | None:
    """Whether most cells of a column are words; None where no row is sure."""
    cells = _column_cells(found, heads, column)
    if len(cells) < 2:
        return None
    return sum(kind(text) in _NO_WORDS for text in cells) < 0.4 * len(cells)


_INDEX = words("index")


def indexed(found: Found, heads: list[Head]) -> list[Head]:
    """Take 比上年涨跌(%), or 环比 and 同比, as results where all are levels about 100, of an index.

    101.4 under it is no growth of 101.4 %.
    """
    values = where(heads, *VALUES)
    names = _column_cells(found, heads, next(iter(where(heads, "name")), 0))
    if values != where(heads, "change") or not all(
        _about_100(_column_cells(found, heads, i)) for i in values
    ):
        return heads
    if not any(_INDEX.search(text) for text in (found.caption, *names)):
        return heads
    return given(heads, values, role="actual", proven=True)


def _about_100(cells: Sequence[str]) -> bool:
    """Whether all cells of a column, three at least, are levels of an index."""
    levels = [text.strip() for text in cells]
    numbers = all(re.fullmatch(r"\d{2,3}(?:\.\d{1,3})?", text) for text in levels)
    return len(levels) > 2 and numbers and all(_ABOUT[0] <= float(x) <= _ABOUT[1] for x in levels)


#: where an index of prices or production moves from one year to the next
_ABOUT = (75.0, 135.0)


def _column_cells(found: Found, heads: list[Head], column: int) -> list[str]:
    """Return a column's cells from the rows as wide as the head, or short by their first cells."""
    if not found.rows:
        return []
    if found.grid:  # each row from its first cell on; empty last cells are not printed
        return [r[column].text for r in found.rows if column < len(r) and r[column].text]
    places = [i for i, head in enumerate(heads) if not head.implied]
    if column not in places:
        return []
    at = places.index(column)
    lead = sum(heads[i].role in LEADING for i in places)
    serial = heads[places[0]].role == "serial"
    out = []
    for row in found.rows:
        cells = row if len(row) == len(places) else ended(row)
        # a row that begins with its number is short of its last cells, others of their first
        first = 0 if serial and cells and cells[0].text.isdecimal() else len(places) - len(cells)
        if 0 <= first <= lead and first <= at < first + len(cells):
            text = cells[at - first].text
            if text:
                out.append(text)
    return out


def rates_in_place(rows: list[SourceRow], heads: Sequence[Head]) -> list[SourceRow]:
    """Put a percent that stands for a result under the rate, where results are no percents.

    A row whose result was left empty is short of a cell: 保障标准 | 600 | 100% tells a rate alone.

    Examples
    --------
    >>> heads = [Head(role, role) for role in ("name", "target", "actual", "rate")]
    >>> lines = ("甲 5 5 100%", "乙 8 6 75%", "丙 4 2 50%", "丁 600 100%")
    >>> rows = [SourceRow({i: [CellToken(t)] for i, t in enumerate(x.split())}) for x in lines]
    >>> sorted(rates_in_place(rows, heads)[3].cells)
    [0, 1, 3]
    """
    done, rate = where(heads, "actual"), where(heads, "rate")
    if len(done) != 1 or len(rate) != 1:
        return rows
    both = [row for row in rows if row.cells.get(done[0]) and row.cells.get(rate[0])]
    told = [(_percent(row, done[0]), _percent(row, rate[0])) for row in both]
    if len(told) < _FEWEST or set(told) != {(False, True)}:
        return rows
    aims, counted = where(heads, "target"), where(heads, "target", "unit")
    return [
        replace(row, cells={rate[0] if i == done[0] else i: row.cells[i] for i in row.cells})
        if rate[0] not in row.cells
        and _percent(row, done[0])
        and any(row.cells.get(i) for i in aims)
        and not any(_percent(row, i) for i in counted)
        else row
        for row in rows
    ]


def _percent(row: SourceRow, column: int) -> bool:
    """Whether a row's cell in a column ends with the sign of percent."""
    return any(token.text.strip().endswith(PERCENTS) for token in row.cells.get(column, ()))
