"""Cells that go on below themselves, in a table whose columns are kept apart by blanks.

A printer breaks a name that is too long for its column and goes on under it: 养老机构护理型, and on
the next line, at the same place, 床位占比. Such a line has words only, each below a cell of the row
before, and those cells are as wide as their column gets.

A form of performance breaks its words where a cell is a line: 数量 and, on the next, 指标 are one
level, 年度 and 指标值 one head (`mended`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from operator import or_

from ..base.report import Line
from ..base.screen import screen_width
from ..base.vocabulary import pattern
from .cellkinds import COUNTS, chinese, kind, levelled
from .cells import CellToken, Row, Rows, one_below
from .headers import Head, squeeze
from .names import unit_apart

#: so many lines go on like that, at least, where they begin where all lines do; a row has so many
#: cells, a line below it no more than
_FEWEST, _CELLS, _BELOW = 2, 3, 3
#: how much narrower than its column a cell may be that is full: no sign of two places fits
_ROOM = 1
#: how wide a line's first cells must get for what stands below one to be no title
_FULL = 12
_TITLES = ("section", "note", "level1", "level2")
_MARK = pattern("marks", "mark")
_LETTERS = re.compile(r"[A-Za-z]{2}")
#: what shows that a line is a row: a number, or 约束性
_ROWS = {*COUNTS, "attr"}
_GAP = re.compile(r"(?<=\S)(?: {2,}|\u3000|\t)\s*(?=\S)")


def named_before(rows: Sequence[tuple[Line, Row]]) -> list[tuple[Line, Row]]:
    """Put a name into the row of its numbers, where the line between goes on with it in English.

    外商投资经济 Funded by Entrepreneurs from, and below it Hong Kong and Macao, and then 3.5 4.0.
    """
    out = list(rows)
    for n in range(2, len(out)):
        name, more, numbers = (tokens for _, tokens in out[n - 2 : n + 1])
        bare = len(numbers) > 1 and all(kind(t.text) in COUNTS for t in numbers)
        if not bare or not _worded(name) or not _worded(more):
            continue
        if chinese(name[0].text) and _LETTERS.search(more[0].text) and not chinese(more[0].text):
            first = replace(name[0], line=numbers[0].line, alone=False)
            cells: Rows = [[], [], [first, *numbers]]
            lines = [line for line, _ in out[n - 2 : n + 1]]
            out[n - 2 : n + 1] = zip(lines, cells, strict=True)
    return out


def _worded(tokens: Sequence[CellToken]) -> bool:
    """Whether a line says one thing, perhaps twice, and holds no number."""
    return 0 < len(tokens) < _CELLS and not any(kind(t.text) in COUNTS for t in tokens)


def unwrapped(rows: Sequence[tuple[Line, Row]]) -> Row:
    """Return the cells of all lines, those that go on below themselves put together."""
    placed = [list(zip(_columns(*row), row[1], strict=True)) for row in rows]
    drawn = [_drawn(*row) for row in rows]
    return [t for row in _put_together(placed, drawn, grid=False) for t in row]


def whole_rows(rows: Sequence[Row]) -> Rows:
    """Return the rows of a grid, cells that go on in the row below put together.

    Where more texts stand alone below cells that are not full, they are titles.

    Examples
    --------
    >>> texts = "指标|2022|2023 居民人均可支|3|4 配收入 城镇登记失业|5|6 率 出口|7|8"
    >>> cells = [[CellToken(t) for t in text.split("|")] for text in texts.split()]
    >>> [row[0].text for row in whole_rows(cells)]
    ['指标', '居民人均可支配收入', '城镇登记失业率', '出口']
    """
    placed = [[(n, t) for n, t in enumerate(row) if t.text and not t.merged] for row in rows]
    counted = accumulate((any(kind(t.text) in _ROWS for _, t in row) for row in placed), or_)
    drawn = [begun and len(cells) >= _CELLS for begun, cells in zip(counted, placed, strict=True)]
    whole = _put_together(placed, drawn, grid=True)
    joined = sum(bool(p and not w) for p, w in zip(placed, whole, strict=True))
    alone = [row[0].text for row in whole if len(row) == 1]
    if joined <= sum(kind(text) == "text" and not _MARK.match(text) for text in alone):
        return list(rows)
    out: Rows = []
    for row, cells, kept in zip(rows, placed, whole, strict=True):
        if kept or not cells:
            new = dict(zip((n for n, _ in cells), kept, strict=True))
            out.append([new.get(n, t) for n, t in enumerate(row)])
    return out


#: cells with the column they begin in
_Placed = list[tuple[int, CellToken]]


def _put_together(whole: Sequence[_Placed], drawn: Sequence[bool], grid: bool) -> Rows:
    """Return rows without those whose cells go on from the row above, which are put into that.

    By rows `drawn` in columns, of numbers, it is known how wide these get: in a `grid`, where any
    row may stand alone in its column, as wide as a line is broken at least.
    """
    widest: dict[int, int] = {}
    for cells in whole:
        if len(cells) >= _CELLS:
            for column, token in cells:
                widest[column] = max(widest.get(column, 0), screen_width(token.text))
    over = _over(whole)
    below: set[int] = set()
    first_of: dict[int, CellToken] = {}
    names: dict[int, str] = {}
    above: _Placed = []
    told = full = False
    for n, cells in enumerate(whole):
        pairs = _pairs(above, cells, widest if full else {}, over) if n and whole[n - 1] else []
        pairs = pairs or (_hanging(above, cells) if full and not grid and whole[n - 1] else [])
        if grid and any(widest.get(column, 0) < _FULL for column, _ in cells):
            pairs = []
        if pairs:
            below.add(n)
            for piece, token in pairs:  # a third line goes on from the second
                first = first_of[id(token)] = first_of.get(id(piece), piece)
                names[id(first)] = _joined(names.get(id(first), first.text), token.text)
                told = told or _opened(piece.text) or _small(piece.text, token.text)
            above = cells
            told = told or (not grid and all(column for column, _ in cells))
        elif cells:
            above, full = cells, drawn[n]
    if len(below) < _FEWEST and not told:
        return [[token for _, token in cells] for cells in whole]
    return [
        []
        if n in below
        else [replace(t, text=names[id(t)]) if id(t) in names else t for _, t in cells]
        for n, cells in enumerate(whole)
    ]


def _over(rows: Sequence[_Placed]) -> set[str]:
    """Return the names right above a row of numbers, or nothing: they are over, wherever else.

    小学 above 专任教师数(人) is, for it stands at the end of the table too.
    """
    return {
        cells[0][1].text
        for cells, after in pairwise([*rows, []])
        if len(cells) >= _CELLS
        and all(kind(t.text) in COUNTS or kind(t.text) in _TITLES for _, t in after[-1:])
    }


def _drawn(line: Line, cells: Row) -> bool:
    """Whether a line is a row of numbers whose cells are kept apart by more than one blank."""
    counted = any(kind(t.text) in _ROWS for t in cells)
    return counted and len(cells) >= _CELLS and len(_GAP.findall(line.text)) >= _CELLS - 1


def _pairs(
    above: _Placed, cells: _Placed, widest: dict[int, int], over: set[str]
) -> list[tuple[CellToken, CellToken]]:
    """Return each cell of a line with the one it goes on from; nothing where one does not.

    Without `widest`, below what is no row of numbers, a cell goes on with a bracket left open.
    """
    places = {column: token for column, token in above if column or widest.get(0, _FULL) >= _FULL}
    if not 0 < len(cells) <= _BELOW or any(kind(t.text) in COUNTS for _, t in cells):
        return []
    out = []
    for column, token in cells:
        first = places.get(column)
        if first is None or first.text in over:
            return []
        closed = _opened(first.text) and _closes(token.text)
        if not (closed or _small(first.text, token.text)) and (
            not widest
            or _foreign(first.text, token.text)
            or screen_width(first.text) < widest[column] - _ROOM
            or kind(first.text) in COUNTS
            or unit_apart(first.text)[1]  # its name is over
            or kind(token.text) in _TITLES
            or _MARK.match(token.text)  # (2)农村低保 begins a name
            or screen_width(token.text) > widest[column] + _ROOM
        ):
            return []
        out.append((first, token))
    return out


#: how far a line that goes on is set in, at most
_SET_IN = 8


def _hanging(above: _Placed, cells: _Placed) -> list[tuple[CellToken, CellToken]]:
    """Return the one cell of a line in English that is set in below a row's name, with that."""
    if len(cells) != 1 or len(above) < _CELLS:
        return []
    (begun, first), (column, token) = above[0], cells[0]
    set_in = begun < column <= begun + _SET_IN and _foreign(first.text, token.text)
    return [(first, token)] if set_in and kind(token.text) not in COUNTS else []


#: a word that ends no name
_LINKS = re.compile(r"(?:[,&/-]|\b(?:of|and|or|the|a|an|in|on|to|by|for|from|with|per|at|as))\Z")


def _foreign(text: str, more: str) -> bool:
    return text.isascii() and more.isascii() and "english" in (kind(text), kind(more))


def _small(text: str, more: str) -> bool:
    """Whether words go on in English: a line begins with no capital, or ends in the midst."""
    goes_on = more.lstrip("(")[:1].islower() or _LINKS.search(text) is not None
    return _foreign(text, more) and goes_on


def _joined(text: str, more: str) -> str:
    """Return a text with what it goes on with, a blank between words of letters."""
    return f"{text} {more}" if text.isascii() and more.isascii() else text + more


def _opened(text: str) -> bool:
    """Whether a bracket is open where a text ends: 新增单位(, and on the next line 家)."""
    return max(map(text.rfind, "(\uff08")) > max(map(text.rfind, ")\uff09"))


def _closes(text: str) -> bool:
    """Whether a text closes a bracket that it did not open."""
    shut = min((at for sign in ")\uff09" if (at := text.find(sign)) >= 0), default=0)
    return shut > 0 and not any(sign in text[:shut] for sign in "(\uff08")


def _columns(line: Line, tokens: Sequence[CellToken]) -> list[int]:
    """Return the places on a line at which its cells begin, wide characters counted twice."""
    before, width, out = 0, 0, []
    for token in tokens:
        at = max(0, (token.start or line.start) - line.start)
        width += screen_width(line.text[before:at])
        before = at
        out.append(width)
    return out


def into_rows(rows: Sequence[Row], joins: Callable[[CellToken, Row], Row | None]) -> Rows:
    """Return rows, a name alone in its row put into the next where `joins` makes one of them."""
    out: Rows = []
    for row in rows:
        above = [t for t in out[-1] if t.text.strip()] if out else []
        whole = joins(above[0], row) if len(above) == 1 else None
        out[len(out) - (whole is not None) :] = [row if whole is None else whole]
    return out


def goes_on_in(name: CellToken, row: Row) -> Row | None:
    """Put the begin of a name before the cell that it goes on in."""
    first = next((t for t in row if t.text), None)
    whole = named_on([name, first]) if first is not None else []
    return [whole[0] if t is first else t for t in row] if len(whole) == 1 else None


_GOES_ON = pattern("table_names", "goes_on")
_WHOLE = pattern("table_names", "whole")


def named_on(cells: Sequence[CellToken]) -> Row:
    r"""Return cells, names put together that begin alone on a line and go on in the next.

    Examples
    --------
    >>> texts = ("民生", "每千常住人口", "注册护士数", "人", "3.05")
    >>> [cell.text for cell in named_on([CellToken(t, n) for n, t in enumerate(texts)])]
    ['民生', '每千常住人口\n注册护士数', '人', '3.05']
    """
    out: Row = []
    for token in cells:
        before = out[-1] if out else None
        if before is not None and before.line != token.line and _go_on(before.text, token.text):
            out[-1] = replace(token, text=f"{before.text}\n{token.text}", start=before.start)
        else:
            out.append(token)
    return out


def _go_on(first: str, second: str) -> bool:
    """Whether a text is the begin of a name, and the next one its end."""
    parts = first.strip(), second.strip()
    told = all(kind(part) in ("text", "long") for part in parts)
    return told and not _WHOLE.search(parts[0]) and _GOES_ON.match(parts[0]) is not None


_HEADS = pattern("table_cells", "form_heads")
#: so many levels broken so show that a form breaks its words; a word has so many pieces at most
_BROKEN_LEVELS, _PIECES = 2, 3
#: what each of these levels holds (指标), simplified or not
_IN_LEVELS = "\u6307"
#: so long is such a word, at most
_LONGEST = 16


def mended(cells: Sequence[CellToken], rows: bool = False) -> Row:
    """Return the cells of a form, levels and heads that are broken over lines put together.

    Where a line holds the cells of `rows`, a word goes on alone on the next one.

    Examples
    --------
    >>> texts = ("年度", "指标值", "数量", "指标", "植树", "3", "质量", "指标", "成活率", "9")
    >>> [cell.text for cell in mended([CellToken(t, n) for n, t in enumerate(texts)])]
    ['年度指标值', '数量指标', '植树', '3', '质量指标', '成活率', '9']
    """
    out: Row = []
    if sum(_IN_LEVELS in t.text for t in cells) < _BROKEN_LEVELS:
        return list(cells)
    levels = n = 0
    while n < len(cells):
        size = next((k for k in range(_PIECES, 1, -1) if _word(cells[n : n + k], k, rows)), 1)
        whole = cells[n]
        if size > 1:
            text = "".join(squeeze(t.text) for t in cells[n : n + size])
            levels += levelled(text)
            whole = replace(whole, text=text, end=cells[n + size - 1].end)
        out.append(whole)
        n += size
    return out if levels >= _BROKEN_LEVELS else list(cells)


def whole_heads(cells: Sequence[CellToken], read: Callable[[str], Head | None]) -> Row:
    """Return cells, heads put together whose halves are cells, one half being of both.

    Examples
    --------
    >>> from .headers import read_head
    >>> cells = [CellToken(text) for text in ("项目", "预期", "达标率", "实际", "达标率", "4")]
    >>> [squeeze(cell.text) for cell in whole_heads(cells, read_head)]
    ['项目', '预期达标率', '实际达标率', '4']
    """
    out: Row = []
    n = 0
    while n < len(cells):
        texts = [t.text.strip() for t in cells[n : n + 4]]
        half = len(texts) == 4 and (texts[0] == texts[2]) != (texts[1] == texts[3])
        pair = [read(" ".join(texts[k : k + 2])) for k in (0, 2)] if half else []
        told = {(h.role, h.period) for h in pair if h and (h.value or h.role == "rate")}
        whole = [one_below(*cells[n + k : n + k + 2]) for k in (0, 2)] if len(told) == 2 else []
        out += whole or cells[n : n + 1]
        n += 4 if whole else 1
    return out


def _word(pieces: Sequence[CellToken], size: int, rows: bool) -> bool:
    """Whether pieces on lines of their own are one word of such a form, and none is one alone."""
    if len(pieces) < size or len({t.line for t in pieces}) < size:
        return False
    if rows and not all(piece.alone for piece in pieces[1:]):
        return False
    texts = [squeeze(t.text) for t in pieces]
    whole = "".join(texts)
    if len(whole) > _LONGEST or not (levelled(whole) or _HEADS.fullmatch(whole)):
        return False
    return all(t and not levelled(t) for t in texts)
