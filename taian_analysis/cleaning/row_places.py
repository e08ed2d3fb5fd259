"""One printed row -> cells by column: by position, short by its first cells, or aligned alone.

What numbers the columns or is one text over them is no row of values, nor is a name with its code
or mark and no number: a title, or what was left empty.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from ..base.vocabulary import pattern
from .align import SKIP, SourceRow, align
from .cellkinds import counted, kind, words
from .cells import CellToken, Row, Rows, ended, on_lines
from .emissions import emission
from .headers import LEADING, Head

#: a cell this unlike its column shows that the row is shifted
SHIFTED = 2.6
COLUMN_INDEX = words("column_index")


def indexed(row: Row) -> SourceRow | None:
    """Read a row that only numbers the columns: 甲 乙 1 2 3."""
    cells = [t.text.strip() for t in row if t.text.strip()]
    numbers = [int(c) for c in cells if c.isdecimal()]
    index = (
        len(cells) >= 3
        and all(COLUMN_INDEX.fullmatch(c) for c in cells)
        and numbers == list(range(1, len(numbers) + 1))
        and (len(numbers) < len(cells) or len(cells) > 3)
    )
    return SourceRow({}, list(row), "index") if index else None


def section(line: Row, heads: list[Head]) -> SourceRow | None:
    """Read a row that is one text over all columns, or one text alone."""
    cells = [token for token in line if token.text]
    if not cells:
        return SourceRow({}, [], "blank")
    texts = {token.text for token in cells}
    if coded(line) and kind(cells[0].text) in ("section", "text"):
        return SourceRow({0: [cells[0]]}, [], "section")  # a title with its code
    under = _spanning(line)
    if under is not None:
        return under
    if len(texts) > 1 or kind(cells[0].text) in ("num", "int", "missing"):
        return None
    if len(cells) > 1 and not all(token.merged for token in cells[1:]):
        return None
    beside = heads[0].role == "area" and not heads[0].implied and not line[0].text
    if beside and not line[0].merged and kind(cells[0].text) == "text":
        return None  # under the area a name stands alone: its values are lost
    return SourceRow({0: [cells[0]]}, [], "section")


def _spanning(line: Row) -> SourceRow | None:
    """Read a title that spans all columns but the first ones, which hold the area."""
    last = line[-1]
    first = next((i for i, token in enumerate(line) if token.text == last.text), 0)
    spans = all(token.merged and token.text == last.text for token in line[first + 1 :])
    if not 0 < first < len(line) - 2 or not spans or line[first].merged or not last.text:
        return None
    if kind(last.text) not in ("text", "section", "head", "dept"):
        return None
    cells = {i: [t] for i, t in enumerate(line[:first]) if t.text}
    return SourceRow(cells | {first: [line[first]]}, kind="title")


def by_position(line: Row, heads: list[Head], labelled: list[int], grid: bool) -> SourceRow | None:
    """Take the cells by position, or right-aligned past merged first columns."""
    cells = ended(line)
    row = _in_grid(line, heads) if grid and len(line) == len(heads) else None
    if row is not None or (grid and any(token.merged for token in cells)):
        return row
    if len(cells) > len(labelled):
        return None
    if (open_row := _without_value(line, heads, labelled)) is not None:
        return open_row
    best = _right_aligned(cells, heads, labelled)
    if best is None:
        return None
    fewer = len(line) < len(labelled)
    short, past = fewer and _gap(set(best), heads), fewer and labelled[0] not in best
    return SourceRow({i: [t] for i, t in best.items() if t.text}, short=short, past=past)


#: a name and what is told beside it: of a title no more than its weight is
_TOLD = 3


def _without_value(line: Row, heads: list[Head], labelled: list[int]) -> SourceRow | None:
    """Take a row as printed whose values are left empty: the weight in it is in its own column."""
    placed = {i: t for i, t in zip(labelled, line, strict=False) if t.text}
    roles = {heads[i].role for i in placed}
    whole = len(line) == len(labelled) and "name" in roles and len(placed) >= _TOLD
    if not whole or any(heads[i].value for i in placed) or roles.isdisjoint(_POINTS):
        return None
    fits = max(_costs(placed, heads)) < SHIFTED
    return SourceRow({i: [t] for i, t in placed.items()}) if fits else None


def _in_grid(line: Row, heads: list[Head]) -> SourceRow | None:
    """Take a row of a grid cell by cell, where at most one is unlike its column."""
    placed = _unspanned(line, heads)
    odd = sum(cost >= SHIFTED for cost in _costs(placed, heads))
    if odd > 1 or not _whole(placed, heads):
        return None
    return SourceRow({i: [t] for i, t in placed.items() if t.text or t.merged}, odd=bool(odd))


def _right_aligned(
    cells: Row, heads: list[Head], labelled: list[int]
) -> dict[int, CellToken] | None:
    """Return the cheapest placing of a row's cells that is short of first or last columns."""
    lead = next((n for n, i in enumerate(labelled) if heads[i].role not in LEADING), len(labelled))
    best: tuple[float, dict[int, CellToken]] | None = None
    for begin in range(min(lead, len(labelled) - len(cells)) + 1):
        placed = dict(zip(labelled[begin : begin + len(cells)], cells, strict=True))
        costs = _costs(placed, heads)
        if max(costs, default=SHIFTED) >= SHIFTED or not _whole(placed, heads):
            continue
        left = [i for i in labelled[lead:] if i not in placed]
        cost = sum(costs) + sum(SKIP[heads[i].role] for i in left)
        if best is None or cost < best[0]:
            best = cost, placed
    return best and best[1]


def _gap(taken: set[int], heads: list[Head]) -> bool:
    """Whether a value's column is without a cell."""
    return any(head.value and i not in taken for i, head in enumerate(heads))


def _unspanned(line: Row, heads: list[Head]) -> dict[int, CellToken]:
    """Give a cell that spans area and name to the name alone."""
    placed = dict(enumerate(line))
    names = [i for i, head in enumerate(heads) if head.role == "name"]
    for left in reversed(range(names[0] if names else 0)):
        if heads[left].role not in LEADING:
            break
        name = placed[names[0]]
        if name.merged and placed[left].text and placed[left].text == name.text:
            placed[left] = CellToken("", merged=True)
    return placed


def _costs(placed: dict[int, CellToken], heads: list[Head]) -> list[float]:
    """Return how unlike its column each cell is."""
    return [emission(t.text, heads[i].role, heads[i].implied) for i, t in placed.items()]


def _whole(placed: dict[int, CellToken], heads: list[Head]) -> bool:
    """Whether a row has a name and a value."""
    named = next((t.text for i, t in placed.items() if heads[i].role == "name" and t.text), "")
    if kind(named) == "unit":
        column = [i for i, head in enumerate(heads) if head.role == "unit" and not head.implied]
        if column and not any(placed[i].text for i in column if i in placed):
            return False  # the unit has slipped into the name's place
    return bool(named) and any(heads[i].value and t.text for i, t in placed.items())


def alone(line: Row, heads: list[Head], grid: bool) -> SourceRow | None:
    """Align one row by itself; take it only if every cell found its column."""
    if (title := _weighed(line, heads, grid)) is not None:
        return title
    cells = [t for t in line if not t.merged] if grid else line
    tokens = [
        replace(t, new=0.0 if n == 0 else 30.0, cont=0.0, alone=False)
        for n, t in enumerate(t for t in cells if t.text)
    ]
    rows = align(tokens, heads, one_row=True)
    if len(rows) != 1 or rows[0].kind != "row":
        return None
    row = rows[0]
    if any(kind(t.text) not in ("english", "note") for t in row.junk):
        return None
    placed = {i: ts[0] for i, ts in row.cells.items()}
    if not _whole(placed, heads) or max(_costs(placed, heads)) > SHIFTED + 1.5:
        return None
    row.short = _gap(set(placed), heads)
    return row


#: columns of what a section of a table weighs as well
_POINTS = ("weight", "score")


def _weighed(line: Row, heads: list[Head], grid: bool) -> SourceRow | None:
    """Read a title with its weight, in the place of one: 收入分配 | | 35."""
    shown = [i for i, head in enumerate(heads) if not head.implied or grid]
    told = [(i, token) for i, token in zip(shown, line, strict=False) if token.text]
    if len(told) != 2 or heads[told[0][0]].role not in ("name", *LEADING):
        return None
    (_, title), (at, weight) = told
    if kind(title.text) not in _TITLES or heads[at].role not in _POINTS or not counted(weight.text):
        return None
    return SourceRow({0: [title], at: [weight]}, kind="section")


def titled(row: SourceRow, heads: list[Head]) -> SourceRow:
    """Return a title whose weight was taken for a value, as what it is: 一、收入分配 35."""
    points = [i for i, head in enumerate(heads) if head.role in _POINTS and not head.implied]
    cells = [(i, t) for i, ts in sorted(row.cells.items()) for t in ts if t.text]
    if row.kind != "row" or row.junk or len(cells) != 2 or not points or points[0] in row.cells:
        return row
    (_, title), (at, weight) = cells
    if kind(title.text) != "section" or not heads[at].value or not counted(weight.text):
        return row
    return SourceRow({0: [title], points[0]: [weight]}, kind="section")


#: a code is longer than that
_CODE = 4
#: the mark of a title in a cell of its own, and what ends one
_MARK, _ENDED = pattern("marks", "alone"), "、)）"
_TITLES = ("text", "section", "head", "dept", "long")


def with_marks(tokens: Row, rows: Rows | None) -> tuple[Row, Rows | None]:
    """Put the mark of a title (一, (一)) that stands in the serial column before the title itself.

    In rows the two stand alone; in a stream a serial number follows, or a lesser title before
    it, and there are two titles or more, so that a lone 一 for what is missing begins none.

    Examples
    --------
    >>> rows = [[CellToken("一"), CellToken("文化"), CellToken("")]]
    >>> [cell.text for cell in with_marks([], rows)[1][0]]
    ['', '一、文化', '']
    """
    if rows is not None:
        lines = [[t for t in row if t.text and not t.merged] for row in rows]
        found = [(line[0], line[1]) for line in lines if len(line) == 2 and _marked(*line)]
    else:
        cells = [t for t in tokens if t.text]
        found = [
            (a, b)
            for n, (a, b) in enumerate(itertools.pairwise(cells), 2)
            if _marked(a, b) and _counted_below(cells[n : n + 3])
        ]
        found = found if len({a.text for a, _ in found}) == len(found) > 1 else []
    changed: dict[int, CellToken] = {}
    for mark, title in found:
        numeral = mark.text.strip()
        stop = "" if numeral[-1] in _ENDED else _ENDED[0]
        whole = f"{numeral}{stop}{title.text}"
        changed[id(mark)] = replace(mark, text="")
        changed[id(title)] = replace(title, text=whole, new=mark.new, cont=mark.cont, alone=True)
    own = [[changed.get(id(t), t) for t in row] for row in rows] if rows is not None else None
    return [changed.get(id(t), t) for t in tokens], own


def _counted_below(cells: Row) -> bool:
    """Whether a serial number follows, or one with its name below a lesser title."""
    numbers = [t.text.strip().isdecimal() for t in cells]
    titles = [kind(t.text) in _TITLES for t in cells]
    lesser = titles == [True, False, True] and kind(cells[0].text) != "dept"
    return any(numbers[:1]) or (lesser and numbers[1])


def _marked(mark: CellToken, title: CellToken) -> bool:
    """Whether a cell holds but the mark of a title, and the next the title."""
    return bool(_MARK.fullmatch(mark.text.strip())) and kind(title.text) in _TITLES


def align_coded(tokens: Row, heads: list[Head]) -> list[SourceRow]:
    """Align a stream between the lines that hold a name and its code: nothing of those goes on."""
    out: list[SourceRow] = []
    for alone, lines in itertools.groupby(on_lines(tokens), coded):
        if alone:
            out += [_coded_row(line) for line in lines]
        else:
            out += align([token for line in lines for token in line], heads)
    return out


def coded(line: Row) -> bool:
    """Whether a row is a name with its code, and nothing that is counted."""
    cells = [token for token in line if token.text]
    return len(cells) == 2 and kind(cells[1].text) == "mark" and len(cells[1].text) > _CODE


def _coded_row(line: Row) -> SourceRow:
    """Read a name with its code: a title if it is numbered as one, or a row that was left empty."""
    cells = [token for token in line if token.text]
    titled = kind(cells[0].text) == "section"
    return SourceRow({0: cells[:1]}, [], "section") if titled else SourceRow({}, cells, "bad")
