# ruff: noqa: E501 (tables of words, one entry a line; a Chinese character counts as two)
"""Cells in reading order and a table's columns -> rows, by the cheapest assignment.

Where a table's borders are lost, what is left is a stream of cells: some rows are short because a
merged cell is printed once, some cells are empty, some lines hold half a row. Each cell is then
given to a column, in order, so that the sum of costs is least: a cell that does not look like its
column costs, a column passed over costs, a row begun in the middle of a printed line costs. This
is the Viterbi algorithm (Viterbi 1967) over (cell, column); the costs below are its whole model.
Its time is linear in the number of cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from ..grammar.units import is_unit
from .cellkinds import chinese, kind
from .headers import Head

BIG = 9.0
#: cost of a row that ends before its first value
NO_VALUE = 2.0
#: cost of leaving a column of a row without a cell
SKIP = {
    "area": 0.05, "group": 0.05, "level1": 0.05, "level2": 0.05, "serial": 0.8, "name": 7.0, "region": 7.0, "unit": 1.0, "baseline": 1.6,
    "target": 1.6, "actual": 1.6, "generic": 1.6, "year": 1.6, "change": 0.6, "weight": 0.6,
    "score": 0.4, "rate": 0.6, "verdict": 0.5, "attribute": 1.2, "dept": 0.4, "note": 0.2,
    "symbol": 0.3, "other": 0.3,
}  # fmt: skip
_VALUE = {"num": -2.0, "int": -1.7, "missing": -1.2, "words": -1.5, "empty": 1.2, "verdict": 0.5, "quality": -0.4,
          "text": 1.8, "long": 2.0, "bad": 0.5, "attr": 6.0, "unit": 5.0, "dept": 3.0, "head": 3.0,
          "section": 4.0, "sign": 3.0, "mark": 4.0, "note": 5.0}  # fmt: skip
_EXTRA = {"int": -1.2, "num": -1.2, "empty": 0.0, "missing": -0.3, "unit": 5.0, "bad": 2.0}
#: cost of a kind of cell in a role's column; what is not listed costs BIG
EMIT: dict[str, dict[str, float]] = {
    "area": {"text": -0.5, "section": -0.6, "empty": 0.0, "dept": 0.5, "quality": 0.6, "head": -0.2, "verdict": 4.0, "unit": 3.0, "long": 2.0, "attr": 3.0},
    "group": {"text": -0.5, "section": -0.4, "empty": 0.0, "dept": 0.5, "quality": 0.8, "head": -0.2, "unit": 3.0, "long": 2.0},
    "level1": {"level1": -2.5, "level2": 0.5, "text": 1.6, "section": 0.3, "empty": 0.0, "head": 1.0, "dept": 1.5},
    "level2": {"level2": -2.5, "level1": 0.0, "text": 1.4, "section": 0.3, "empty": 0.0, "head": 0.5, "dept": 1.0},
    "serial": {"int": 0.0, "mark": -2.0, "empty": 0.0},
    "name": {"text": -2.0, "section": -1.2, "long": 0.8, "head": -1.8, "dept": 1.0, "verdict": 3.0, "quality": 2.5, "words": 3.5, "unit": 2.0, "english": 2.0, "attr": 6.0},
    "unit": {"unit": -2.5, "missing": -0.4, "empty": 0.0, "text": 1.0, "mark": 6.0},
    "baseline": _VALUE, "target": {**_VALUE, "verdict": 1.2}, "actual": {**_VALUE, "verdict": -0.8}, "generic": _VALUE, "year": _VALUE,
    "change": {**_VALUE, "text": 1.8, "long": 3.0},
    "weight": _EXTRA, "score": _EXTRA,
    "rate": {"num": -1.6, "int": -1.5, "missing": -0.5, "empty": 0.0, "verdict": 0.5, "text": 3.0, "words": 0.5},
    "verdict": {"verdict": -2.0, "quality": -0.5, "head": -1.0, "text": 0.5, "long": 0.8, "empty": 0.0, "missing": -0.2, "int": 2.5, "num": 1.5, "words": 1.0},
    "attribute": {"attr": -3.5, "text": 3.0, "empty": 0.0, "missing": -0.3, "head": 2.0},
    "dept": {"dept": -1.2, "text": 0.4, "long": 1.0, "empty": 0.0, "missing": 0.0, "head": 1.0},
    "note": {"text": 1.0, "quality": 0.8, "head": 1.0, "long": 0.4, "dept": 0.6, "verdict": 0.6, "empty": 0.0, "missing": 0.0, "words": 1.0, "num": 2.5, "int": 2.5, "english": 1.0, "section": 1.0},
    "symbol": {"sign": -2.0, "empty": 0.0},
    "other": {**dict.fromkeys(("text", "long", "dept", "verdict", "quality", "words", "num", "int", "missing", "bad", "english", "mark"), 0.3), "empty": 0.0, "unit": 1.5, "section": 1.0, "head": 1.0, "attr": 1.5, "sign": 1.0},
    "region": {"text": -2.0, "section": -0.5, "dept": -0.5, "unit": 0.5, "head": 0.5},
}  # fmt: skip
_JUNK = {"empty": 0.15, "english": 0.05, "note": 0.3, "head": 2.7, "text": 2.6, "long": 2.0,
         "section": 2.6, "unit": 0.5, "level1": 3.0, "level2": 3.0, "verdict": 2.0, "quality": 2.6, "sign": 1.0, "dept": 2.0}  # fmt: skip
_SECTION_COST = {"text": 0.6, "section": -0.6, "note": 2.5, "dept": 0.8, "head": 1.5, "long": 2.5,
                 "unit": 2.5, "words": 3.0, "verdict": 3.0}  # fmt: skip

_ALONE = ("empty", "missing")
_PROSE = re.compile(r"[,，;；].*[。;；]\s*$")
_LEVEL_ROLES = ("baseline", "target", "actual")
#: a day as a value, and a verdict that is also a head
_FULL_DATE = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日")
_DONE = ("完成", "实现", "达到")
_GOES_ON = {"text", "long", "section", "words", "num"}
#: how the name of an indicator ends; what follows is not its second half
_WHOLE = re.compile(
    r"(?:[率数量度额值性]|人次|比重|比例|占比|面积|标准|水平|程度|情况|收入|支出|成本|时间|效益|影响|[)\uff09%])$"
)


@dataclass(slots=True, eq=False)
class Token:
    """A cell in reading order; `new`, `cont` and `same` are the costs of what may stand before it.

    `new`: a row begins here; `cont`: the row goes on in a later column; `same`: the cell before it
    goes on. `alone`: nothing else is printed in its row, as far as one can tell. `cut`:
    the document ends in the middle of it.
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


@dataclass(slots=True)
class Row:
    """One row as read: cells by column, cells no column took, and ``row`` or ``section``.

    `short`: fewer cells are printed than there are columns, and a value's column got none.
    """

    cells: dict[int, list[Token]] = field(default_factory=dict)
    junk: list[Token] = field(default_factory=list)
    kind: str = "row"
    cost: float = 0.0
    short: bool = False

    def tokens(self) -> list[Token]:
        """Return all its cells in reading order."""
        found = [token for column in sorted(self.cells) for token in self.cells[column]]
        return found + self.junk


@lru_cache(maxsize=32768)
def emission(text: str, role: str, implied: bool) -> float:
    """Return the cost of a cell's text in a column of a role."""
    what = kind(text)
    cost = EMIT[role].get(what, BIG)
    length = len(text.strip())
    if implied:
        if role == "unit":
            return cost + 1.0 if what == "unit" else (0.1 if what == "empty" else BIG)
        if role in ("area", "group"):
            cost += 1.6 if what != "empty" else 0.1
        elif role == "serial":
            cost += 1.0 if what != "empty" else 0.1
    if role == "area" and what == "unit" and length == 1:
        cost = min(cost, 0.0)  # 家 of 居家, printed downwards
    if role in ("area", "group") and what in ("text", "section") and length > 16:
        cost += 0.15 * (length - 16)
    if role == "name":
        if what == "unit" and (not chinese(text) or length > 3):
            cost = 6.0
        if what in ("text", "long") and (
            length > 80 or "。" in text.strip("。") or _PROSE.search(text)
        ):
            cost = 6.0
        if what == "text" and (length <= 1 or not chinese(text)):
            cost = 1.5
    if role in ("target", "baseline", "actual"):
        if what in ("num", "words") and text[:1] in "≥≤><》《=≧≦＞＜":
            cost += -0.5 if role == "target" else 3.0
        if what == "text" and text[:1].isdigit():
            cost += 2.0
    if what == "head" and role in _LEVEL_ROLES:
        if _FULL_DATE.fullmatch(text.strip()):
            cost = -0.5
        elif text.strip() in _DONE:
            cost = EMIT[role]["verdict"]
    if role in ("year", "generic") and what == "text" and text[:1].isdigit():
        cost += 2.0
    if role == "unit" and what == "text" and length > 3:
        cost = 3.0 if length <= 6 and chinese(text) else 8.0
    if role in ("actual", "target", "baseline", "generic", "year") and what == "unit":
        cost = 5.0 if not is_unit(text) or not text[:1].isdigit() else -1.0
    if role == "attribute" and what == "text" and length > 6:
        cost = BIG
    if role in ("weight", "score") and what == "int" and length > 3:
        cost = 2.0
    if role in ("weight", "score") and what == "num" and text.strip()[:1] in "≥≤><":
        cost = 4.0
    return cost


def _serial(text: str, last: int, implied: bool) -> tuple[float, int]:
    """Return the extra cost of a number as serial number after the last one, and its value."""
    if not text.strip().isdecimal():  # "1 69": two numbers in one cell are no serial number
        return BIG, last
    value = int(text)
    if value > 300:
        return BIG, last
    if value == last + 1:
        return -2.5, value
    if value == 1:
        return (-1.0 if last != 1 or implied else -1.8), value
    if implied:
        return 4.0, value
    if last < value <= last + 3:
        return -0.8, value
    return 0.5, value


def align(tokens: list[Token], heads: list[Head]) -> list[Row]:
    """Assign the cells of a table's body to its columns.

    Parameters
    ----------
    tokens
        The cells in reading order.
    heads
        The columns, in order.

    Returns
    -------
    list of Row
        In order; cells after the table's end are rows of kind ``end``.
    """
    n = len(heads)
    if not tokens:
        return []
    between, ended = n, n + 1
    skip = [0.0 if head.implied else SKIP[head.role] for head in heads]
    for i, head in enumerate(heads):
        if head.implied and head.role == "name":
            skip[i] = SKIP["name"]
    upto = [0.0]
    for cost in skip:
        upto.append(upto[-1] + cost)
    # a new area begins a new group too, so an area with no group after it is unlikely
    printed = [head.role if not head.implied else "" for head in heads]
    grouped = next((i for i, role in enumerate(printed) if role == "group"), -1)
    lone = [0 <= i < grouped and role == "area" for i, role in enumerate(printed)]
    best = [1e9] * (n + 2)
    best[between] = 0.0
    serial = [0] * (n + 2)
    serial_column = next((i for i, h in enumerate(heads) if h.role == "serial"), -1)
    counted = serial_column >= 0 and not heads[serial_column].implied
    first_value = next((i for i, h in enumerate(heads) if h.value), 0)
    name_column = next((i for i, h in enumerate(heads) if h.role == "name"), -1)
    before, was = "", "empty"
    trace: list[list[tuple[int, str]]] = []
    for token in tokens:
        what = "cut" if token.cut else kind(token.text)
        text = token.text.strip()
        emits = (
            [BIG] * n if token.cut else [emission(text, head.role, head.implied) for head in heads]
        )
        if what in ("text", "quality", "verdict") and text == before:
            # words printed twice: a target in words and its result
            emits = [
                emit - 2.0 if head.role == "actual" else emit
                for emit, head in zip(emits, heads, strict=True)
            ]
        now, back, seen = [1e9] * (n + 2), [(0, "")] * (n + 2), [0] * (n + 2)
        # the cheapest way to have ended the row before
        enders = [
            best[j] + upto[n] - upto[j + 1] + (NO_VALUE if j < first_value else 0.0)
            for j in range(n)
        ]
        enders.append(best[between])
        last_end = min(range(n + 1), key=enders.__getitem__)
        row_over = enders[last_end] + token.new
        for k in range(n):
            emit = emits[k]
            if emit >= BIG:
                continue
            cost, source, how = row_over + upto[k] + emit, last_end, "new"
            for j in range(k):
                other = best[j] + upto[k] - upto[j + 1] + token.cont + emit
                if lone[j] and k > grouped:
                    other += 1.0
                if other < cost:
                    cost, source, how = other, j, "cont"
            value = heads[k].value
            if token.same < BIG and what not in _ALONE and not (value and was in _ALONE):
                other = best[k] + token.same + (0.0 if what in _GOES_ON else max(emit, 0.0))
                if k == name_column and _WHOLE.search(before):
                    other += 2.5
                elif was in ("level1", "level2"):
                    other += 4.0
                elif value and what in ("num", "int") and "(" not in before + text:
                    other += 2.0
                if other < cost:
                    cost, source, how = other, k, "same"
            last = serial[source]
            if value and counted and last and text.isdecimal() and int(text) == last + 1:
                cost += 2.5  # the next serial number is no value
            if k == serial_column and what == "int":
                extra, last = _serial(text, last, heads[k].implied)
                cost += extra
            now[k], back[k], seen[k] = cost, (source, how), last
        # no column takes it
        junk = _JUNK.get(what, 3.5)
        if what == "unit" and was == "text" and len(before) == 1:
            junk = 2.6
        for j in range(n + 1):
            other = best[j] + junk
            if j == name_column and what in ("text", "long"):
                other -= 0.4  # a description after the name is likelier than a wrong name
            if other < now[j]:
                now[j], back[j], seen[j] = other, (j, "junk"), serial[j]
        if what in _SECTION_COST and len(text) <= 60:
            other = row_over + _SECTION_COST[what] + (0.0 if token.alone else 0.6)
            if len(text) == 1:
                other += 2.0  # one character is part of an area printed downwards
            if other < now[between]:
                now[between], back[between] = other, (last_end, "section")
                seen[between] = serial[last_end]
        stop = 0.12 if what != "empty" else 0.0
        options = [(best[ended] + stop, ended), (row_over + 1.0 + stop, last_end)]
        cost, source = min(options)
        now[ended], back[ended] = cost, (source, "end")
        best, serial, before = now, seen, text or before
        was = what
        trace.append(back)
    finals = [best[j] + upto[n] - upto[j + 1] if j < n else best[j] for j in range(n + 2)]
    # a table cut off in the middle of a row is not charged for what was cut
    finals = [min(f, best[j] + 1.0) if j < n else f for j, f in enumerate(finals)]
    state = min(range(n + 2), key=finals.__getitem__)
    path: list[tuple[int, str]] = []
    for back in reversed(trace):
        source, how = back[state]
        path.append((state, how))
        state = source
    path.reverse()
    return _rows(tokens, path)


def _rows(tokens: list[Token], path: list[tuple[int, str]]) -> list[Row]:
    rows: list[Row] = []
    for token, (state, how) in zip(tokens, path, strict=True):
        if how == "new":
            rows.append(Row({state: [token]}))
        elif how in ("cont", "same"):
            rows[-1].cells.setdefault(state, []).append(token)
        elif how == "section":
            rows.append(Row({0: [token]}, kind="section"))
        elif how == "end":
            if not rows or rows[-1].kind != "end":
                rows.append(Row(kind="end"))
            rows[-1].junk.append(token)
        else:
            if not rows:
                rows.append(Row(kind="junk"))
            rows[-1].junk.append(token)
    return rows


def fits(tokens: list[Token], columns: list[int], heads: list[Head]) -> float:
    """Return the worst cost of cells put into the given columns, one each."""
    return max(
        (
            emission(token.text.strip(), heads[column].role, heads[column].implied)
            for token, column in zip(tokens, columns, strict=True)
        ),
        default=0.0,
    )
