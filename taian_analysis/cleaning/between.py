"""Rows a cell a line, told apart by what is printed between them.

A page of pledges prints 1, 房屋维修, 指标, 预设达标率, 达标率, its rows, then 2, the next
service and the same heads: what stands right above a header titles what is below it. A plan of
Taiwan numbers its aims and the indicators below each by 一, 二: what follows a numeral is a row,
or an area where that is all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from ..base.vocabulary import pattern
from .cellkinds import COUNTS, FIGURES, NAMES, kind
from .cells import CellToken, Row, Rows, one_below, printed
from .header_columns import HeadRun
from .headers import Head, where
from .layouts_across import Found

#: a header comes again where it is printed so many times; the number of a part has so many digits
_AGAIN, _DIGITS = 2, 2


def titled_again(cells: Row, headers: Sequence[tuple[int, int, HeadRun]]) -> Found | None:
    """Read a table by where its headers begin and end; None where its rows are not whole."""
    heads, *others = [[head for _, head in run] for _, _, run in headers] or [[]]
    texts = [head.text for head in heads]
    again = len(headers) >= _AGAIN and all([h.text for h in one] == texts for one in others)
    if not again or len(where(heads, "name")) != 1 or not any(h.value for h in heads):
        return None
    rows: Rows = []
    first = 0
    stops = [start for start, _, _ in headers[1:]]
    for (start, end, _), stop in zip(headers, [*stops, None], strict=True):
        body = cells[end : stop and stop - 1 - _numbered(cells, stop - 2)]
        whole = _whole(body, heads)
        rest = body[len(whole) * len(heads) :]
        title = cells[start - 1 : start]
        if (rest and stop) or (whole and not all(kind(t.text) in NAMES for t in title)):
            return None
        first = first or start - len(title)
        rows += [title, *whole] if whole else []
        rows += [[token] for token in rest]
    header = printed(*(cells[start:end] for start, end, _ in headers))
    found = Found("blank-lines", heads, [], rows, header=header, before=cells[:first], grid=True)
    return found if sum(len(row) > 1 for row in rows) >= len(others) else None


def _numbered(cells: Row, at: int) -> bool:
    """Whether a cell is the number of a part."""
    text = cells[at].text.strip() if at >= 0 else ""
    return text.isdecimal() and len(text) <= _DIGITS


def _whole(body: Row, heads: Sequence[Head]) -> Rows:
    """Return rows, each of a name and values for its heads, up to the first that is none."""
    width, name = len(heads), where(heads, "name")[0]
    out: Rows = []
    for at in range(0, len(body) - width + 1, width):
        row = body[at : at + width]
        counted = [kind(t.text) in COUNTS for t in row]
        if counted[name] or not any(counted):
            break
        out.append(row)
    return out


_MARK = pattern("marks", "alone")


def numbered(found: Found) -> Found:
    """Return a table whose rows begin with numerals by its rows; one whose rows do not as it is.

    A row has a cell for each printed head from the name on, what follows the last one aside; a
    cell alone is the area of what follows, or its title. Where only areas begin so, an area is
    no cell of its first row, as if no head said it.

    Examples
    --------
    >>> heads = [Head("目标", "area"), Head("指标", "name"), Head("2024年", "target")]
    >>> texts = "一 健康 一 床位 30 二 寿命 78 二 交通 一 公路 9".split()
    >>> rows = numbered(Found("", heads, [CellToken(text) for text in texts])).rows
    >>> [[cell.text for cell in row] for row in rows]
    [['健康', '床位', '30'], ['', '寿命', '78'], ['交通', '公路', '9']]
    """
    own = [head for head in found.heads if not head.implied]
    led = own[0].role == "area" and where(own, "name") == [1]
    cells = [t for t in found.tokens if t.text.strip()]
    marks = [n for n, t in enumerate(cells) if _MARK.fullmatch(t.text.strip())]
    if len(marks) < _ROWS or marks[0] or not (led or where(own, "name")[:1] == [0]):
        return found
    parts = [cells[a + 1 : b] for a, b in zip(marks, [*marks[1:], len(cells)], strict=True)]
    rows: Rows = []
    area = CellToken("")
    for n, part in enumerate(parts):
        if led and len(part) == 1:
            area = part[0]
            continue
        row, rest = _row(part, own[led:])
        if (rest or not row) and n + 1 < len(parts):
            heads, *others = map(_unled, (found.heads, *found.alternatives))
            return replace(found, heads=heads, alternatives=others) if led else found
        rows += [[*[area][:led], *row]] if row else []
        rows += [[token] for token in rest]
        area = CellToken("")
    return replace(found, heads=own, tokens=[], rows=rows, grid=True, alternatives=[])


def _unled(heads: list[Head]) -> list[Head]:
    """Return columns as if no head said the areas."""
    own = [h for h in heads if not h.implied or h.role != "group"]
    return [replace(h, text="", implied=True) if h.role == "area" else h for h in own]


#: so many numerals at least
_ROWS = 3


def _row(part: Row, heads: Sequence[Head]) -> tuple[Row, Row]:
    """Return the cells of a row, and what is left behind it; no cells where they are none.

    What is told of a row before its values may be several cells: steps of a work.
    """
    first = next((n for n, head in enumerate(heads) if head.value), 0)
    more = len(part) - len(heads)
    ways = [part]
    if more > 0 and first and heads[first - 1].role == "note":
        told = reduce(one_below, part[first - 1 : first + more])
        ways.append([*part[: first - 1], told, *part[first + more :]])
    for way in ways:
        row, rest = way[: len(heads)], way[len(heads) :]
        values = [
            kind(t.text) in FIGURES for t, head in zip(row, heads, strict=False) if head.value
        ]
        if len(row) == len(heads) and all(values):
            return row, rest
    return [], part
