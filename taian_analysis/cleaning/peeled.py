"""Columns that carry nothing of the values, taken off a grid before any layout reads it.

A serial number, a remark, an office, a code is printed beside a table of any kind. What is left is
the same table without it; what was taken off goes with the cells of its row (`CellToken.beside`)
and comes back under its printed head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from ..base.vocabulary import pattern
from .cellkinds import COUNTS, FIGURES, kind
from .cells import Row, Rows, ended, printed
from .columns import MASK, headness, roles
from .headers import only_period, plain_head, role_of
from .shared_cells import own_columns

#: how far down the heads are looked for, how many cells show what a column is, and columns a table
_SEARCHED, _FEWEST = 12, 2
#: which share of a column of words may be numbers, and of one of numbers must be
_NUMBERS, _MOST = 0.2, 0.7
#: how likely a head that is learned must be one of codes
_LIKELY = 0.5
_SERIAL = re.compile(r"[(\uff08]?(?P<n>\d{1,3})[.\u3001)\uff09]?")
#: a code of digits alone, as long as all others; and when a thing is due
_CODE, _DATE = re.compile(r"[\d-]{5,}"), re.compile(r"(?:19|20)\d\d(?:年|[-./]\d)")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column that may be taken off: where it is, its head, and the cells below that."""

    place: int
    head: str
    role: str
    #: the row of its head
    row: int
    cells: tuple[str, ...] = ()


def peeled(rows: Sequence[Row], judged: bool = False) -> Rows:
    """Return a grid without the columns that carry nothing of its values.

    `judged` where what judges or funds a row goes too: its weight, score, rank, verdict, budget.

    Examples
    --------
    >>> from taian_analysis.cleaning.cells import CellToken
    >>> texts = ("序号 县区 造林 备注", "1 甲县 30 见注", "2 乙县 40", "3 丙县 50")
    >>> rows = peeled([[CellToken(t) for t in text.split()] for text in texts])
    >>> [[t.text for t in row] for row in rows][:2], rows[1][0].beside
    ([['县区', '造林'], ['甲县', '30']], (('序号', '1'), ('备注', '见注')))
    """
    whole = [row for row in rows if len(printed(row)) > 1]
    width = max(map(len, whole), default=0)
    found = _columns(rows)
    serials = [text for column in found if column.role == "serial" for text in column.cells]
    columns = [column for column in found if _carries_nothing(column, serials)]
    if judged:
        columns += _judging(found, {column.place for column in columns})
    off = {column.place for column in columns}
    if columns and _shifted(whole, columns, off):
        columns = [c for c in columns if c.role == "serial"]
    columns = [c for c in columns if c.role in _BESIDE or not _tells_apart(whole, c, off)]
    off = {column.place for column in columns}
    if not columns or width - len(columns) < _FEWEST:
        return list(rows)
    return own_columns([_without(row, n, columns) for n, row in enumerate(rows)])


#: roles of columns that never tell rows apart
_BESIDE = ("serial", "note", "weight", "score", "other", "verdict")
_JUDGED = ("weight", "score", "other", "verdict")
_BUDGET, _MONEY = pattern("table_heads", "budget"), pattern("table_heads", "money")


def _columns(rows: Sequence[Row]) -> list[_Column]:
    """Return the columns of a grid with what stands in the first cell of each."""
    out: list[_Column] = []
    taken: set[int] = set()
    several = [len(printed(row)) > 1 for row in rows]
    for n, row in enumerate(rows[:_SEARCHED]):
        if not several[n]:
            continue
        below = list(compress(rows[n + 1 :], several[n + 1 :]))
        for place, token in enumerate(row):
            if place in taken or token.merged or not token.text.strip():
                continue
            taken.add(place)
            spans = place + 1 < len(row) and row[place + 1].merged
            if not spans:
                cells = _below(below, place, token.text)
                out.append(_Column(place, token.text, _role(token.text), n, tuple(cells)))
    return out


def _below(rows: Iterable[Row], place: int, head: str) -> list[str]:
    """Return what rows print in a column, its head again on the next page aside."""
    cells = [row[place].text.strip() for row in rows if place < len(row)]
    return [text for text in cells if text and text != head.strip()]


def _role(text: str) -> str:
    """Return what a head says that a column carries, or that it is learned to hold codes."""
    role = role_of(plain_head(text))
    if role:
        return role
    return "code" if headness(text) > 0 and roles(text).get("code", 0.0) > _LIKELY else ""


def _carries_nothing(column: _Column, serials: Sequence[str]) -> bool:
    """Whether the cells of a column are what its head says; serials go on in the next half."""
    cells = column.cells
    if not cells or column.role not in ("serial", "code", "note", "dept"):
        return not cells and column.role == "note"  # nothing is remarked
    if not column.place and all(map(only_period, cells)) and len(set(cells)) == len(cells):
        return False  # 时间 over years, which the rows are of
    once = (text for text, times in Counter(cells).items() if times == 1)
    if any(role_of(text) not in ("", "year") for text in once):
        return False  # another table, or what stands beside it in a form
    if column.role in ("serial", "code"):
        counts = column.role == "serial" and (_counts(cells) or _counts(serials))
        return len(cells) >= _FEWEST and (counts or _coded(cells))
    if column.role == "dept" and all(kind(text) == "unit" for text in cells):
        return False  # 统计单位 is what is counted in
    numbers = sum(kind(text) in COUNTS and not _DATE.match(text) for text in cells)
    return numbers <= _NUMBERS * len(cells) or _coded(cells)


def _counts(cells: Sequence[str]) -> bool:
    """Whether cells count from 1 on, again and again."""
    last = 0
    for text in cells:
        found = _SERIAL.fullmatch(text)
        if found is None or int(found["n"]) not in (1, last, last + 1):
            return False
        last = int(found["n"])
    return True


def _coded(cells: Sequence[str]) -> bool:
    """Whether cells are codes: masks, or digits of one length."""
    digits = all(map(_CODE.fullmatch, cells)) and len({*map(len, cells)}) == 1
    return all(map(MASK.fullmatch, cells)) or digits


def _judging(found: Sequence[_Column], off: set[int]) -> list[_Column]:
    """Return the columns that judge or fund whole rows: before the first numbers or after the last.

    One between the numbers, or under a head over several, may be of those before it alone.
    """
    top = min((column.row for column in found), default=0)
    texts = Counter(column.head for column in found)
    chosen = [
        column
        for column in found
        if column.row == top and texts[column.head] == 1
        and (column.role in _JUDGED or _funds(column, found))
    ]  # fmt: skip
    judged = {column.place for column in chosen}
    numbers = [
        column.place
        for column in found
        if column.place not in off | judged and _numeric(column.cells)
    ]
    if any(column.row > top for column in found) or len(numbers) < _FEWEST:
        return []
    return [c for c in chosen if not min(numbers) < c.place < max(numbers)]


def _numeric(cells: Sequence[str]) -> bool:
    return sum(kind(text) in FIGURES for text in cells) >= _MOST * len(cells) > 0


def _funds(column: _Column, found: Sequence[_Column]) -> bool:
    """Whether a column is the budget of what the others count otherwise."""
    if not _BUDGET.fullmatch(plain_head(column.head)):
        return False
    return not any(_MONEY.search(other.head) for other in found if other is not column)


def _shifted(rows: Sequence[Row], columns: Sequence[_Column], off: set[int]) -> bool:
    """Whether rows without their empty cells are shifted: then a column's cells stand in others."""
    if _packed(rows):
        return True
    words = {t for c in columns for t in c.cells if kind(t) not in FIGURES}
    for place in range(max(map(len, rows))):
        if place in off:
            continue
        texts = [row[place].text for row in rows if place < len(row) and row[place].text.strip()]
        kinds = [kind(text) for text in texts]
        numbers = sum(what in FIGURES for what in kinds) >= _MOST * len(kinds)
        long = numbers and not {"note", "long"}.isdisjoint(kinds)
        if long or {"level1", "level2"} <= {*kinds} or not words.isdisjoint(texts):
            return True
    return False


def _packed(rows: Sequence[Row]) -> bool:
    """Whether short rows have numbers where whole ones have words, and words where numbers."""
    width = max(map(len, map(ended, rows)), default=0)
    told = [[kind(t.text) in FIGURES for t in ended(row)] for row in rows]
    whole = [row for row in told if len(row) == width and any(row)]
    usual = [sum(column) / len(whole) for column in zip(*whole, strict=True)]
    short = [row for row in told if len(row) < width and any(row)]
    odd = [sum(abs(a - b) > _MOST for a, b in zip(row, usual, strict=False)) for row in short]
    return any(n >= _FEWEST for n in odd)


def _tells_apart(rows: Sequence[Row], column: _Column, off: set[int]) -> bool:
    """Whether rows differ in their words by a column alone: 考核单位 over the places told of."""
    seen: dict[tuple[str, ...], str] = {}
    filled = {i for row in rows for i, t in enumerate(row) if t.text.strip()} - off
    for row in rows:
        text = row[column.place].text.strip() if column.place < len(row) else ""
        kept = [t.text for i, t in enumerate(row) if i not in off and t.text.strip()]
        first = kept[:1] if any(map(role_of, kept[:1])) else []  # 2024, whose row it is
        words = (*first, *(word for word in kept if kind(word) not in FIGURES))
        if text and seen.setdefault(words, text) != text:
            return True
        if column.place > min(filled, default=0):
            seen = {words: text}  # after the names, which come again below other titles
    return False


def _without(row: Row, number: int, columns: Sequence[_Column]) -> Row:
    """Return a row without the cells of some columns, which go with those that are left."""
    off = {column.place: column for column in columns}
    kept = [t for i, t in enumerate(row) if i not in off]
    apart = [(c, t) for i, t in enumerate(row) if (c := off.get(i)) and t.text.strip()]
    if not kept or (apart and not printed(kept)):
        return [*(t for _, t in apart), *kept[len(apart) :]]
    if row[0] is not kept[0]:
        kept[0] = replace(kept[0], new=row[0].new, cont=row[0].cont, same=row[0].same)
    told = tuple((c.head, t.text) for c, t in apart if number > c.row and t.text != c.head)
    for token in kept if told else ():
        # in the cell itself: a reading of the same rows that keeps a verdict tells it beside too
        token.beside = tuple(dict((*token.beside, *told)).items())
    return kept
