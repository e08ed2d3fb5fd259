"""Pages that a program set with blanks (`pdftotext -layout`) -> the tables on them.

Such a program keeps the places of a page as well as signs can: a cell of several lines stands
around the line of its numbers, a label of several rows in their middle, and where columns stand
close one blank parts them. The columns are told by all lines together: those of the numbers by
how many each row has, those before them by the white that runs through. Each word is then given
to the column that it stands over, in order (`columns_of`); the lines of a cell to its row
(`laid_rows`). What does not add up is left as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from ..base.report import Line
from ..base.screen import is_wide
from ..base.vocabulary import pattern
from .laid_words import SERIAL, LaidWord, is_row, spelt, tail_of, words_of

_MARK = pattern("marks", "mark")
#: what opens a bracket
OPEN = "([\uff08\u3014\u3010"
#: which share of rows has as many numbers as the table has columns of them, at least
_FULL = 0.3
#: one of so many rows may stand beside the columns of the others
_ASTRAY = 12
#: how sure the place of a number must be
_MARGIN = 0.6
#: what a word costs that shares its column, by the blanks before it, and one of another kind
_SHARED, _SPREAD, _KIND, _NAMED, _TWO = 0.2, 2.0, 3.0, 1.5, 6.0
#: columns that so few rows fill are none, or labels
_THIN = 0.2
#: the most columns
_MOST = 40
#: of how many rows a table is, at least
ROWS = 4


@dataclass(slots=True)
class LaidColumn:
    """Where a column stands, and whether it is one of numbers."""

    x0: float
    x1: float
    numbers: bool = False


@dataclass(slots=True)
class Laid:
    """The lines of a part of a table with their words; which are rows; its columns.

    Its heads are the lines from `head` to `body`; `unheaded` of its columns have none, or hold
    hardly anything; its words stand `off` their columns. A name may reach over the column `split`
    and the next.
    """

    lines: list[list[LaidWord]]
    rows: list[int]
    columns: list[LaidColumn]
    head: int = 0
    body: int = 0
    unheaded: int = 0
    off: float = 0.0
    split: int = -1


@dataclass(slots=True, frozen=True)
class CellLine:
    """What of a cell stands on a line, alone there or not; perhaps it reaches over two columns."""

    text: str
    line: int
    alone: bool = False
    over: bool = False
    x0: float = 0.0


def pieces_of(laid: Laid) -> dict[int, list[CellLine]]:
    """Return what stands in each column below the heads, line by line."""
    out: dict[int, list[CellLine]] = {c: [] for c in range(len(laid.columns))}
    for n, words in enumerate(laid.lines[laid.body :], laid.body):
        for c in out:
            own = [w for w in words if w.column == c]
            if own:
                text = " ".join(w.text for w in own)
                out[c].append(CellLine(text, n, len(own) == len(words), x0=own[0].x0))
    return out


def columns_of(lines: Sequence[Line], body: int, over: Laid | None = None) -> Laid | None:
    """Return the words of lines, each in its column, the rows and columns; None if unsure.

    The lines before `body` are heads; there are as many columns as on the page before, `over`.
    """
    found = [laid for wide in (1.0, 2.0, 1.5) if (laid := _laid(lines, body, wide)) is not None]
    if over is not None:
        same = len(over.columns), over.split
        found = [laid for laid in found if (len(laid.columns), laid.split) == same]
    return min(found, key=lambda laid: (laid.unheaded, -len(laid.columns), laid.off), default=None)


def _laid(lines: Sequence[Line], body: int, wide: float) -> Laid | None:
    words = [words_of(line, n, wide) for n, line in enumerate(lines)]
    words[:body] = map(spelt, words[:body])
    rows = [n for n in range(body, len(words)) if is_row(words[n])]
    tails = _tails(words, rows)
    counts = Counter(len(tail) for tail in tails.values() if tail)
    often = [k for k, many in counts.items() if many >= max(2, _FULL * len(rows))]
    if len(rows) < ROWS or not often:
        return None
    many = max(often)
    full = [n for n in rows if len(tails[n]) == many]
    numbers = [
        LaidColumn(
            sorted(w.x0 for w in cells)[len(cells) // _ASTRAY],
            sorted(w.x1 for w in cells)[-1 - len(cells) // _ASTRAY],
            2 * sum(w.value for w in cells) >= len(cells),
        )
        for cells in zip(*(tails[n] for n in full), strict=True)
    ]
    # where each word of the tail stands: one in each column, or the numbers in those of numbers
    counted = [k for k, column in enumerate(numbers) if column.numbers]
    bare = [n for n in rows if len(tails[n]) == len(counted) and all(w.value for w in tails[n])]
    places: dict[int, Sequence[int]] = dict.fromkeys(bare, counted) | {n: range(many) for n in full}
    if len(places) < len(rows) and any(a.x1 > b.x0 for a, b in pairwise(numbers)):
        return None  # what stands where is told by the number of cells alone
    end = min(column.x0 for column in numbers)  # where what is before them ends
    left = [
        words[n][: -len(tails[n])] if n in places else [w for w in words[n] if w.x1 < end]
        for n in range(body, len(words))
    ]
    before = _left_columns(left)
    split = _split(before, left)
    columns = [*before, *numbers]
    if len(columns) > _MOST:
        return None
    laid = Laid(words, rows, columns, split=split)
    for n in range(len(words)):
        tail = tails[n] if n in places else []
        line = words[n][: len(words[n]) - len(tail)]
        off = _place(line, before if tail else columns, n in rows, n < body)
        for k, word in zip(places.get(n, ()), tail, strict=True):
            word.column = len(before) + k
            laid.off += 0.05 * abs(_middle(word) - _middle(columns[word.column]))
        if n >= body:
            if off is None:
                return None
            laid.off += off
    rest = [words[n] for n in range(body, len(words)) if n not in rows]
    if _misplaced([words[n] for n in rows], columns) or any(_headlike(w, columns) for w in rest):
        return None
    laid.rows = [n for n in rows if any(w.value and columns[w.column].numbers for w in words[n])]
    _headed(laid, body)
    return laid


def _tails(words: Sequence[list[LaidWord]], rows: Sequence[int]) -> dict[int, list[LaidWord]]:
    """Return what stands behind the name in each row, but for what counts the rows."""
    tails = {n: words[n][tail_of(words[n]) :] for n in rows}
    serials = {n: next((w for w in words[n][:2] if SERIAL.fullmatch(w.text)), None) for n in rows}
    if all(a and b and int(b.text) - int(a.text) == 1 for a, b in pairwise(serials.values())):
        return {n: [w for w in tail if w is not serials[n]] for n, tail in tails.items()}
    return tails


def _headlike(words: Sequence[LaidWord], columns: Sequence[LaidColumn]) -> bool:
    """Whether a line may be heads of another table: words over several columns, one of numbers."""
    return len({w.column for w in words}) > 2 and any(columns[w.column].numbers for w in words)


def _misplaced(rows: Sequence[Sequence[LaidWord]], columns: Sequence[LaidColumn]) -> bool:
    """Whether a number stands apart among words, or beside another in its column."""
    held = Counter(w.column for row in rows for w in row)
    values = Counter(w.column for row in rows for w in row if w.value)
    for row in rows:
        ends = [word.x0 for word in row[2:]] + [row[-1].x1 + 2]
        for before, word, after in zip(row, row[1:], ends, strict=False):
            if columns[word.column].numbers and before.column == word.column:
                return True
            alone = word.value and word.x0 - before.x1 > 1 and after - word.x1 > 1
            if alone and 2 * values[word.column] < held[word.column]:
                return True
    return False


def _headed(laid: Laid, first: int) -> None:
    """Find the heads: of the lines above the first row the fewest that name the most columns."""
    both = {laid.split, laid.split + 1} if laid.split >= 0 else set()  # one head is over both
    ways = []
    for head in range(first, -1, -1):
        if head < first and not laid.lines[head]:
            continue
        for body in range(head, first + 1):
            named = {w.column for line in laid.lines[head:body] for w in line}
            unheaded = len(laid.columns) - len(named) - (len(named & both) == 1)
            if all(laid.lines[head:body]) and all(_title(laid, n) for n in range(body, first)):
                ways.append((unheaded, body - head, head, body))
    laid.unheaded, _, laid.head, laid.body = min(ways)
    while laid.head and (_apart(laid.lines[laid.head - 1]) or _begun_above(laid)):
        laid.head -= 1
    named = {w.column for line in laid.lines[laid.head : laid.body] for w in line}
    laid.unheaded += len(named & both) > 1
    filled = Counter(c for n in laid.rows for c in {w.column for w in laid.lines[n]})
    laid.unheaded += sum(filled[c] < _THIN * len(laid.rows) for c in range(1, len(laid.columns)))


def _begun_above(laid: Laid) -> bool:
    """Whether what stands above the heads begins heads that go on in brackets: [累计], (%)."""
    first = {w.column: w.text for line in laid.lines[laid.head : laid.body][::-1] for w in line}
    above = laid.lines[laid.head - 1]
    return bool(above) and all(first.get(w.column, "-")[0] in OPEN for w in above)


def _apart(words: Sequence[LaidWord]) -> bool:
    """Whether wide white parts the words of a line."""
    return any(b.x0 - a.x1 > 1 and a.column != b.column for a, b in pairwise(words))


def _title(laid: Laid, n: int) -> bool:
    """Whether a line above the first row may be a title of rows, and no head."""
    words = laid.lines[n]
    left = all(not laid.columns[w.column].numbers for w in words)
    alone = left and len({w.column for w in words}) == 1
    return not words or (alone and not bracketed(words[0].text))


def bracketed(text: str) -> bool:
    """Whether a text begins with a bracket that is no mark: (%) goes on, (一) does not."""
    return text[0] in OPEN and not _MARK.match(text)


def _middle(it: LaidWord | LaidColumn) -> float:
    return (it.x0 + it.x1) / 2


def _left_columns(lines: Sequence[Sequence[LaidWord]]) -> list[LaidColumn]:
    """Return the columns before those of the numbers: between them white runs through."""
    spans = sorted((w.x0, w.x1) for line in lines for w in line)
    out: list[LaidColumn] = []
    for x0, x1 in spans:
        if out and x0 < out[-1].x1 + 1:
            out[-1].x1 = max(out[-1].x1, x1)
        else:
            out.append(LaidColumn(x0, x1))
    return out


def _split(columns: list[LaidColumn], lines: Sequence[Sequence[LaidWord]]) -> int:
    """Part the column, in place, that white parts in some lines alone; -1 where none is.

    (3) 城镇化率  常住人口, and above it (1) 国内生产总值 that reaches over both.
    """
    for n, column in enumerate(columns):
        own = [[w for w in line if column.x0 <= w.x0 and w.x1 <= column.x1] for line in lines]
        pairs = [(a, b) for line in own for a, b in pairwise(line)]
        wide = [b.x0 for a, b in pairs if b.x0 - a.x1 > 1]
        set_in = [line[0].x0 for line in own if line and line[0].x0 > column.x0 + 2]
        at, _ = Counter([*wide, *set_in]).most_common(1)[0] if wide or set_in else (0.0, 0)
        beside = sum(b.x0 == at for _, b in pairs)
        if (
            at
            and any(is_wide(b.text[0]) for _, b in pairs if b.x0 == at)
            and beside >= ROWS // 2
            and all(x == at for x in wide)
        ):
            end = max(a.x1 for a, b in pairs if b.x0 == at)
            columns[n : n + 1] = [LaidColumn(column.x0, end), LaidColumn(at, column.x1)]
            return n
    return -1


def _place(
    words: Sequence[LaidWord], columns: Sequence[LaidColumn], row: bool, head: bool
) -> float | None:
    """Give words their columns, in order, at the least cost; None where those are unsure."""
    if not words or not columns:
        return None if words else 0.0
    costs = [
        [_cost(word, column, head, not n) for column in columns] for n, word in enumerate(words)
    ]
    gaps = [b.x0 - a.x1 for a, b in pairwise(words)]
    ahead = _costs(gaps, columns, costs, head)
    turned = [own[::-1] for own in reversed(costs)]
    back = _costs(gaps[::-1], columns[::-1], turned, head)[::-1]
    total = 0.0
    for n, word in enumerate(words):
        through = [a + b - own for a, b, own in zip(ahead[n], back[n][::-1], costs[n], strict=True)]
        word.column = min(range(len(columns)), key=through.__getitem__)
        best, *others = sorted(through)
        if row and word.value and others and others[0] - best < _MARGIN:
            return None
        total = best
    ordered = all(a.column <= b.column for a, b in pairwise(words))
    return total if ordered else None


def _costs(
    gaps: Sequence[float], columns: Sequence[LaidColumn], costs: Sequence[list[float]], head: bool
) -> list[list[float]]:
    """Return what the words up to each cost at the least, it being in each column."""
    out = [costs[0]]
    for gap, own in zip(gaps, costs[1:], strict=True):
        close = _SHARED * (head and gap < 2)
        beyond, here = inf, []  # the least of the columns before
        for column, before, cost in zip(columns, out[-1], own, strict=True):
            here.append(min(beyond + close, before + _sharing(gap, column, head)) + cost)
            beyond = min(beyond, before)
        out.append(here)
    return out


def _cost(word: LaidWord, column: LaidColumn, head: bool, first: bool) -> float:
    apart = max(column.x0 - word.x1, word.x0 - column.x1, 0.0)
    cost = apart / 2 + 0.05 * abs(_middle(word) - _middle(column))
    if head:
        return cost
    if first and not column.numbers and word.x0 < column.x0 - 0.5:
        cost += 1.0  # a name may reach over columns, from the first of them
    if not first and not column.numbers:
        cost += max(0.0, word.x1 - column.x1) / 4
    if column.numbers:
        return cost + (0.0 if word.value else _KIND)
    return cost + (_NAMED if word.value else 0.0)


def _sharing(gap: float, column: LaidColumn, head: bool) -> float:
    if column.numbers and not head:
        return _TWO
    return _SHARED if gap < 2 else _SPREAD
