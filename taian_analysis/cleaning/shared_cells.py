"""Cells that hold more than one thing, and words printed downwards over rows.

Indicators stacked on lines in one cell, values of several columns in another; Q1: 62% | Q2: 65%
under one head, 3.2/3.4 under 目标/完成.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from ..base import catalog
from ..base.kept import kept
from .align import SourceRow
from .cellkinds import COUNTS, NAMES, chinese, kind
from .cells import CellToken, Row, Rows, one_below
from .headers import LEVELS, Head, role_of
from .levels import numbered
from .names import read_name
from .row_cells import Held


def shared_out(values: Held) -> tuple[Held, bool]:
    """Share 城市60 农村20 城市100 农村60 evenly among the columns their labels repeat in.

    Returns the values, and whether some column holds more numbers than the others for no reason.
    """
    counts = {len(tokens) for _, tokens in values}
    if len(values) < 2 or counts == {1}:
        return values, False
    tokens = [token for _, tokens in values for token in tokens]
    labels = [re.sub(r"[\d.,≥≤><%]+.*", "", token.text) for token in tokens]
    each, over = divmod(len(tokens), len(values))
    if not over and each > 1 and labels == labels[:each] * len(values) and all(labels):
        shared = [tokens[n * each : (n + 1) * each] for n in range(len(values))]
        return [(head, part) for (head, _), part in zip(values, shared, strict=True)], False
    return values, len(counts) > 1


def stacked(printed: str, values: Held) -> list[tuple[str, list[tuple[Head, CellToken]]]]:
    """Take apart a cell that stacks indicators on lines, its value cells doing the same.

    The first of them may be what the others are parts of, without a value of its own.
    """
    flat = [(head, token) for head, tokens in values for token in tokens]
    lines = [line for line in printed.split("\n") if line.strip()]
    below = [t.text.split("\n") for _, t in flat if "\n" in t.text]
    want = max(map(len, below), default=0)
    counted = any(all(kind(one) in COUNTS for one in texts) for texts in below)
    over = len(lines) - want
    if want < 2 or {*map(len, below)} != {want} or not counted or not _over_parts(lines, over):
        return [(printed, flat)]  # words that go on below themselves are one
    apart = [
        (name, [(h, piece) for h, t in flat if (piece := _line_of(t, n, want)) is not None])
        for n, name in enumerate(lines[over:])
    ]
    return (
        [*((name, []) for name in lines[:over]), *apart]
        if all(one for _, one in apart)
        else [(printed, flat)]
    )


def _over_parts(lines: Sequence[str], over: int) -> bool:
    """Whether so many lines stand over the values: none, or what the others are parts of."""
    return over == 0 or (over == 1 and (read_name(lines[1]).part or _opens(lines[0])))


def _opens(name: str) -> bool:
    """Whether a name says that its parts follow: 自然生态空间:."""
    return name.rstrip().endswith((":", "\uff1a"))


def piled(tokens: Row, heads: Sequence[Head]) -> Row:
    r"""Return the cells of a stream, those of a row that stacks indicators put together again.

    Of two names and two values a column, each on a line of its own, all names stand first, then
    all values of a column: only their number tells. That names are of one row, their marks do.

    Examples
    --------
    >>> heads = [Head("指标", "name"), Head("2020年", "baseline"), Head("2025年", "target")]
    >>> texts = ("1.甲率", "其中:乙率", "90%", "50%", "95%", "60%")
    >>> [token.text for token in piled([CellToken(text) for text in texts], heads)]
    ['1.甲率\n其中:乙率', '90%\n50%', '95%\n60%']
    """
    columns = sum(head.value for head in heads)
    out: Row = []
    for counted, run in itertools.groupby(tokens, lambda t: kind(t.text) in _PILED):
        cells = list(run)
        each, left = divmod(len(cells), max(columns, 1))
        if counted and columns > 1 < each and not left:
            units = list(itertools.takewhile(lambda t: kind(t.text) == "unit", reversed(out)))
            named = out[: len(out) - len(units)]
            names = _of_one_row(named, each)
            if names and len(units) in (0, 1, each):
                piles = [cells[n : n + each] for n in range(0, len(cells), each)]
                piles = [pile for pile in (named[-names:], units[::-1], *piles) if pile]
                out, cells = named[:-names], [reduce(one_below, pile) for pile in piles]
        out += cells
    return out


#: kinds of values that may be piled: 持续改善 as well
_PILED = (*COUNTS, "missing", "words", "quality")


def _of_one_row(before: Row, each: int) -> int:
    """Return how many cells at the end of some are the names of a row of so many indicators."""
    for names in (each, each + 1):
        others = [token.text for token in before[-names:]][1:]
        part = len(before) >= names and read_name(others[0]).part
        if part or (len(before) >= names > each and _opens(before[-names].text)):
            return names * all(kind(text) in NAMES and not numbered(text) for text in others)
    return 0


def _line_of(token: CellToken, n: int, want: int) -> CellToken | None:
    lines = token.text.split("\n")
    if len(lines) != want:
        return token if n == 0 else None
    text = lines[n].strip()
    return replace(token, text=text)  # its own span is found again within the cell's


def vertical(rows: list[SourceRow], heads: list[Head]) -> None:
    """Put an area printed one character a row back together."""
    column = next((i for i, h in enumerate(heads) if h.role in ("area", "level1")), None)
    if column is None:
        return
    marks = [
        (n, row.cells[column][0])
        for n, row in enumerate(rows)
        if row.kind == "row" and column in row.cells and row.cells[column][0].text
    ]
    if any(len(rows[n].cells[column]) > 1 for n, _ in marks):
        return  # printed downwards within one cell: its pieces are joined
    single = [(n, t) for n, t in marks if len(t.text.strip()) == 1 and chinese(t.text)]
    if len(single) < 2 or len(single) < 0.6 * len(marks):
        return
    text = "".join(t.text.strip() for _, t in single)
    spot = 0
    for word in _words(text):
        begin = single[spot][0]
        end = single[spot + len(word)][0] if spot + len(word) < len(single) else len(rows)
        for n in range(begin, end):
            if rows[n].kind == "row":
                token = rows[n].cells.get(column, [single[spot][1]])[0]
                rows[n].cells[column] = [replace(token, text=word)]
        spot += len(word)


def _words(text: str) -> list[str]:
    """Cut a run of characters into known areas; what is not known stays whole."""
    known = sorted(catalog.load("areas")["words"], key=len, reverse=True)
    areas = "|".join(re.escape(word) for word in known if len(word) > 2)
    return [word for word in re.split(f"({areas})", text) if word]


_LABEL = r"(?P<label>[^\s:\uff1a][^:\uff1a]{0,11})[:\uff1a]"
_LABELLED = re.compile(rf"\A\s*{_LABEL}\s*(?P<rest>.*)", re.S)
#: the share of a column's cells that must begin with its label
_MOST = 0.7

#: two values in one cell, or their heads: 3.2/3.4, 60(55), ≥60 63, 目标及完成
_TWO = re.compile(
    r"\A([^/()\uff08\uff09]++)[/(\uff08]([^/()\uff08\uff09]++)[)\uff09]?\s*+"
    r"|\A([^\s/()\uff08\uff09及和与、]++)[\s及和与、]++([^\s/()\uff08\uff09及和与、]++)\s*+"
)


def parted(rows: Sequence[Row]) -> Rows:
    """Return the rows of a grid with two columns for one whose head and cells are each of two.

    Examples
    --------
    >>> rows = [[CellToken(t) for t in texts] for texts in (["指标", "目标/完成"], ["甲项", "3/4"])]
    >>> [[t.text for t in row] for row in parted(rows)]
    [['指标', '目标', '完成'], ['甲项', '3', '4']]
    """
    out = list(rows)
    top = next((n for n, row in enumerate(rows) if any(_of_two(t.text) for t in row)), None)
    if top is None:
        return out
    for place in reversed(range(len(rows[top]))):
        if not _of_two(rows[top][place].text):
            continue
        column = [row[place] for row in rows[top + 1 :] if place < len(row)]
        cells = [_halves(t) for t in column if kind(t.text) not in ("empty", "missing")]
        whole = [a for a in cells if a and all(kind(t.text) in COUNTS for t in a)]
        if whole and len(whole) >= _MOST * len(cells):
            out = out[:top] + [_in_two(row, place) for row in out[top:]]
    return out


@kept
def _of_two(text: str) -> bool:
    """Whether a head names two levels: 目标/完成."""
    return len({role_of(half.text) for half in _halves(CellToken(text))} & {*LEVELS}) == 2


def _halves(token: CellToken) -> Row:
    """Return the two values that a cell prints, or none."""
    found = _TWO.fullmatch(token.text) if len(token.text) < 40 else None
    if found is None:
        return []
    out = []
    for group in (1, 2) if found[1] else (3, 4):
        text, at = found[group], found.start(group)
        start = (token.start or 0) + at + len(text) - len(text.lstrip())
        out.append(replace(token, text=text.strip(), start=start, end=start + len(text.strip())))
    return out


def _in_two(row: Row, place: int) -> Row:
    if place >= len(row):
        return row
    empty = replace(row[place], text="")
    return [*row[:place], *(_halves(row[place]) or (row[place], empty)), *row[place + 1 :]]


#: so many rows, and this share of those with a cell there, show that it says the one before again
_BILINGUAL, _AGAIN = 2, 0.9


def own_columns(rows: Sequence[Row]) -> Rows:
    """Return rows without the columns that say nothing of their own.

    What the column before says stands in them, in English (北京, Beijing), or nothing before the
    first that holds something; an empty one after that may have a head that stands elsewhere.

    Examples
    --------
    >>> texts = "/地区/Region/数", "/北京/Beijing/3", "/上海/Shanghai/4"
    >>> rows = [[CellToken(t) for t in text.split("/")] for text in texts]
    >>> [[t.text for t in row] for row in own_columns(rows)]
    [['地区', '数'], ['北京', '3'], ['上海', '4']]
    """
    width = max(map(len, rows), default=0)
    held = (i for i in range(width) if any(r[i].text.strip() for r in rows if len(r) > i))
    first = next(held, 0)
    idle = {*range(first), *(i for i in range(first + 1, width) if _says_again(rows, i))}
    if not idle:
        return list(rows)
    return [[t for i, t in enumerate(row) if i not in idle or _own(row, i)] for row in rows]


def _own(row: Row, place: int) -> bool:
    """Whether a row of two cells has one of its own there: a title, and what goes on with it."""
    return len(row) <= 2 and kind(row[place].text) not in ("empty", "english")


def _says_again(rows: Sequence[Row], place: int) -> bool:
    """Whether a column is the one before it in English."""
    told = [row for row in rows if len(row) > place + 1 and kind(row[place].text) != "empty"]
    twice = [row for row in told if kind(row[place].text) == "english"]
    if len(twice) < _BILINGUAL or len(twice) < _AGAIN * len(told):
        return False
    return all(chinese(row[place - 1].text) for row in twice if row[place - 1].text.strip())


def labelled(rows: Sequence[Row]) -> Rows:
    """Return the rows of a grid, one head for each of its columns of labelled cells.

    Examples
    --------
    >>> row = ["甲项", "一季度:3", "上半年:-", "12"]
    >>> rows = [[CellToken(t) for t in texts] for texts in (["指标", "目标", "全年"], row, row)]
    >>> [[t.text for t in row] for row in labelled(rows)][:2]
    [['指标', '一季度 目标', '上半年 目标', '全年'], ['甲项', '3', '', '12']]
    """
    rows = parted(own_columns(rows))
    if len(rows) < 3 or len(rows[1]) <= len(rows[0]):
        return rows
    head, width = rows[0], len(rows[1])
    body = [row for row in rows[1:] if len(row) == width]
    labels = [_label([row[i].text for row in body]) for i in range(width)]
    places = [i for i, label in enumerate(labels) if label]
    run = places == list(range(places[0], places[-1] + 1)) if places else False
    if not run or width - len(places) + 1 != len(head) or places[0] >= len(head):
        return rows
    over = head[places[0]]
    heads = [replace(over, text=f"{labels[i]} {over.text}") for i in places]
    out = [[*head[: places[0]], *heads, *head[places[0] + 1 :]]]
    for row in rows[1:]:
        full = len(row) == width
        out.append([_told(t) if full and i in places else t for i, t in enumerate(row)])
    return out


def _label(cells: Sequence[str]) -> str:
    """Return the label that most cells of a column begin with, or nothing."""
    found = [m["label"].strip() for text in cells if (m := _LABELLED.fullmatch(text))]
    label, count = Counter(found).most_common(1)[0] if found else ("", 0)
    return label if count >= _MOST * len(cells) else ""


def _told(token: CellToken) -> CellToken:
    """Return a cell without its label; one that says nothing after it is empty."""
    found = _LABELLED.fullmatch(token.text)
    if found is None:
        return token
    rest = found["rest"].strip()
    if kind(rest) in ("missing", "empty"):
        return replace(token, text="")
    start = None if token.start is None else token.start + found.start("rest")
    return replace(token, text=rest, start=start)
