"""Text whose columns are kept apart by blanks -> the tables it shows.

Where such tables begin and end is told by the lines: rows hold numbers, prose runs on. Each page
has its own columns (`laid`) and lines of cells (`laid_rows`); pages with the same heads are one
table. What does not add up is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise, takewhile

from ..base.phrases import say
from ..base.report import Line, Table, split_lines
from ..base.screen import is_wide
from ..base.vocabulary import pattern
from ._build import Builder, Grid, Slot
from .laid import OPEN, ROWS, Laid, columns_of
from .laid_rows import Row, rows_of
from .laid_words import LaidWord, is_row, words_of

_NOTE, _PAGE = pattern("pages", "note"), pattern("pages", "page_number")
_CONTINUED = pattern("pages", "continued")
_WIDE = re.compile(r"\S(?: {2,}|\t|\u3000)\s*\S")
_GAP = re.compile(" {2,}")
_PROSE = re.compile("[。;\uff1b]|[,\uff0c].*[,\uff0c]")
#: what is drawn between cells: then white parts none
_DRAWN = re.compile("[|│┃║]")
#: a line of so many signs that no white parts is prose
_LONG = 40
#: no page is wider
_WIDEST = 400
#: the most lines of heads, and of a table's part; so many blank lines end it
_HEADS, _MOST, _BLANK = 8, 400, 4
#: so many tables are looked for
_REGIONS = 60
#: so many lines stand at a page's head, at most
_RUNNING = 2
#: which share of its rows wide white parts
_PARTED = 0.5
#: so many signs that stand alone, each at another place, are strewn over a page
_STREWN = 3


def read_spaced(text: str) -> tuple[str, list[Table]]:
    """Return the text with such tables as lines of cells, and the tables: [] where none."""
    if text.count("  ") < ROWS:
        return text, []
    lines = split_lines(text)
    if _strewn(lines):
        return text, []
    builder, at, done, tried = Builder(), 0, 0, 0
    while at < len(lines):
        first, end = _region(lines, at)
        if first == end:
            break
        rows = [line.text.strip() for line in lines[first:end] if _row(line)]
        white = {gap for row in rows for gap in _GAP.findall(row)}  # as wide all over: a separator
        several = tried < _REGIONS and len(rows) >= ROWS and len(white) > 1 and first > at  # heads
        found = _table(lines, at, first, end) if several else None
        tried += several
        if found is None:
            at = max(end, at + 1)
            continue
        begin, end, grid, between = found
        _lines(builder, lines[done:begin])
        why = say("seen.spaced", "zh", line=lines[begin].number, n=len(grid))
        builder.table(grid, "spaced", places=f"表{len(builder.tables) + 1} ", evidence=why)
        _lines(builder, between)
        at = done = end
    _lines(builder, lines[done:])
    return (builder.text(), builder.tables) if builder.tables else (text, [])


def _strewn(lines: Sequence[Line]) -> bool:
    """Whether signs are strewn over the pages, as those of a slanting watermark are.

    They push the lines apart and stand within rows, too: no column can be told. The signs of an
    upright label stand below one another.
    """
    above, places = 0, list[int]()
    for line in lines:
        sign = line.text.strip()
        if above and len(sign) == 1 and sign.isalpha():
            places.append(line.text.index(sign))
        above = 0 if sign else above + 1
    moved = sum(abs(b - a) > 1 for a, b in pairwise(places))
    return moved >= _STREWN and 2 * moved > len(places)


def _lines(builder: Builder, lines: Sequence[Line]) -> None:
    if lines:
        builder.line("\n".join(line.text for line in lines))


def _prose(text: str) -> bool:
    plain = text.strip()
    if not plain:
        return False
    if len(text) > _WIDEST or _NOTE.match(plain) or _aside(plain) or _DRAWN.search(plain):
        return True
    return not _WIDE.search(plain) and (len(plain) > _LONG or _PROSE.search(plain) is not None)


def _aside(text: str) -> bool:
    """Whether a line is of the page, and not of what stands on it."""
    return bool(_PAGE.fullmatch(text) or _CONTINUED.fullmatch(text))


def _region(lines: Sequence[Line], at: int, again: str = "") -> tuple[int, int]:
    """Return the first row of the next table and where it ends on its page; the end if none.

    It ends before a line that is the same as `again`: its heads come once more.
    """
    first = next((n for n in range(at, len(lines)) if _row(lines[n])), len(lines))
    last = cut = first
    blank = 0
    for n in range(first, min(len(lines), first + _MOST)):
        text = lines[n].text
        blank = 0 if text.strip() else blank + 1
        if blank >= _BLANK or (text.strip() and (_prose(text) or _key(text) == again)):
            break
        if _row(lines[n]):
            cut = n if last == n - 1 else cut
            last = n
    else:  # more than a part: it ends between rows that no line of a cell parts
        if first + _MOST < len(lines) and cut > first + ROWS:
            return first, cut
    end = last + 1
    while end < min(len(lines), first + _MOST) and (text := lines[end].text).strip():
        if _prose(text) or _key(text) == again:
            break
        end += 1
    return first, min(end, len(lines))


def _key(text: str) -> str:
    return "".join(text.split())


def _row(line: Line) -> bool:
    words = words_of(line, 0, 1.0)
    apart = _wide(line) or sum(word.value for word in words) > 1
    return apart and is_row(words) and not _prose(line.text)


def _table(
    lines: Sequence[Line], done: int, first: int, end: int
) -> tuple[int, int, Grid, list[Line]] | None:
    """Return where a table begins and ends, its rows on this page and the next, and what is not.

    Between its pages stand their numbers and what each page begins with.
    """
    top = first
    while top > done and first - top < _HEADS and not _prose(lines[top - 1].text):
        top -= 1
    heads = {_key(line.text) for line in lines[top:first] if _wide(line)}
    end = next((n for n in range(first, end) if _key(lines[n].text) in heads), end)
    part, end = _part(lines, top, first, end)
    if part is None or not any(map(is_wide, "".join(line.text for line in lines[top:end]))):
        return None
    grid: Grid = [_heads(part)]
    begin, again = top + part.head, _key(lines[top + part.head].text)
    page, last = part, _region(lines, first, again)[1]
    if last < end:
        part, end = _part(lines, top, first, last, page)
    stop = end
    between: list[Line] = []
    above = [_key(line.text) for line in lines[begin : top + part.body]] if part else []
    while part is not None:
        parted = sum(_wide(lines[top + n]) for n in part.rows)
        found = rows_of(part, overleaf=len(grid) > 1)
        if found is None or parted < _PARTED * len(part.rows):
            break
        _add(grid, *found, part)
        stop = end
        first, end = _region(lines, stop, again)
        top = _overleaf(lines, stop, first, again)
        part, end = _part(lines, top, first, end, page) if top >= 0 else (None, end)
        if part is None and top >= 0 and _key(lines[top].text) == again:
            return None  # its heads come again, and no columns
        between += [line for line in lines[stop:top] if line.text.strip()] if part else []
        if part is not None:  # what comes between its heads and its first row is the table's
            same = zip(above, (_key(line.text) for line in lines[top:first]), strict=False)
            part.body = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], same))
    whole = stop >= last and not first == stop < len(lines)  # no more of its rows follows
    return (begin, stop, grid, between) if len(grid) > 1 and whole else None


def _part(
    lines: Sequence[Line], top: int, first: int, end: int, over: Laid | None = None
) -> tuple[Laid | None, int]:
    """Return the columns of a page, and where it ends: where all its rows agree, or the first."""

    def agree(stop: int) -> Laid | None:
        part = columns_of(lines[top:stop], first - top, over)
        return part if part is not None and (over or _heads(part)) else None

    if (part := agree(end)) is not None:
        return part, end
    ends = [n for n in range(first + 1, end) if _row(lines[n])][ROWS - 1 :]
    low, high = -1, len(ends)  # up to the one they agree, up to the other they do not
    while high - low > 1:
        at = (low + high) // 2 if low >= 0 else 0
        if (found := agree(ends[at])) is not None:
            low, part = at, found
        elif low < 0:
            break
        else:
            high = at
    return part, ends[low] if part is not None else end


def _overleaf(lines: Sequence[Line], end: int, first: int, again: str) -> int:
    """Return where a table that ended on a page goes on before its first row there; -1: nowhere."""
    between = [n for n in range(end, first) if lines[n].text.strip()]
    if first == len(lines):
        return -1
    heads = [n for n in between if _key(lines[n].text) == again]
    if heads:
        return heads[0]
    if end == first:
        return first  # the page ends without a sign
    words = [n for n in between if not _aside(lines[n].text.strip())]
    return first if len(words) <= _RUNNING and len(words) < len(between) else -1


def _wide(line: Line) -> bool:
    return _WIDE.search(line.text.strip()) is not None


def _heads(part: Laid) -> list[Slot]:
    """Return the heads of the columns; [] where more than the first has none, or one has two."""
    held: list[list[str]] = []
    above = part.lines[part.head : part.body]
    if _astray([w for line in above for w in line]):
        return []
    for c in range(len(part.columns)):
        over = [[w for w in line if w.column == c] for line in above]
        if any(b.text[0] not in OPEN for words in over for b in words[1:]):
            return []
        held.append([" ".join(w.text for w in words) for words in over])
    heads: list[Slot] = [_whole(list(filter(None, pieces))) for pieces in _spread(held)]
    both = part.split
    if both >= 0 and "" not in heads[both : both + 2]:
        return []  # names that reach into a column of their own
    if both >= 0:
        heads[both : both + 2] = [max(heads[both : both + 2], key=str), (0, both)]
    named = all(not isinstance(head, str) or head[:1] not in OPEN for head in heads[1:])
    return heads if named and all(heads[1:]) and len(heads) > 1 else []


def _spread(held: Sequence[list[str]]) -> Sequence[list[str]]:
    """Put the first line of a head over the columns behind it that have none, where it spans them.

    It does where heads of one line stand on the first: then one on a lower line alone is below one.
    """
    alone = any(any(pieces[:1]) and not any(pieces[1:]) for pieces in held)
    out = [list(pieces) for pieces in held]
    for before, pieces in pairwise(out):
        lower = "".join(before[1:])
        if alone and not pieces[0] and before[0] and lower and lower[0] not in OPEN:
            pieces[0] = before[0]
    return out


def _astray(words: Sequence[LaidWord]) -> bool:
    """Whether a head stands over another's place and is in another column."""
    return any(
        2 * (min(a.x1, b.x1) - max(a.x0, b.x0)) > min(a.x1 - a.x0, b.x1 - b.x0)
        for a, b in combinations(words, 2)
        if a.line != b.line and a.column != b.column
    )


def _whole(parts: Sequence[str]) -> str:
    """Return the text of a cell: Chinese goes on in the next line without a blank."""
    text = ""
    for part in parts:
        text += ("" if not text or is_wide(text[-1]) or is_wide(part[0]) else " ") + part
    return text


def _add(grid: Grid, rows: Sequence[Row], labels: Sequence[int], part: Laid) -> None:
    """Add rows to a grid, the labels of several rows as merged cells."""
    last = grid[-1] if len(grid) > 1 else []
    before: dict[int, tuple[object, tuple[int, int]]] = {}
    for c in labels if last else ():
        slot = last[c]
        before[c] = [], slot if isinstance(slot, tuple) else (len(grid) - 1, c)
    for row in rows:
        slots: list[Slot] = []
        for c in range(len(part.columns)):
            cell = row.cells.get(c, [])
            if c in labels and c in before and before[c][0] == cell:
                slots.append(before[c][1])
                continue
            before[c] = cell, (len(grid), c)
            slots.append(_whole([piece.text for piece in cell]))
        if part.split >= 0 and row.whole(part.split + 1):
            at = part.split
            slots[at : at + 2] = [slots[at + 1], (len(grid), at)]
        alone = [c for c in row.cells if c not in labels]
        if row.line not in part.rows and len(alone) == 1:
            slot = slots[alone[0]]
            at = slot[1] if isinstance(slot, tuple) else alone[0]
            slots[at + 1 :] = [(len(grid), at)] * (len(slots) - at - 1)
        grid.append(slots)
