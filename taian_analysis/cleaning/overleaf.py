"""Heads printed again on the next page: a table's rows without them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from ..base.report import Cell, Line, Report, Table
from ..base.vocabulary import pattern
from .cellkinds import chinese, counted, kind
from .cells import Row, Rows, of_grid
from .head_tree import spread_again
from .header_runs import row_of_heads
from .headers import read_head
from .names_again import named_again
from .peeled import peeled
from .row_places import indexed
from .shared_cells import labelled
from .wrapped import whole_rows

#: what stands between two pages of a table: 续表, a page's number; and a title that is carried on
_BETWEEN, _CARRIED = pattern("table_cells", "continued"), pattern("pages", "continued")
#: what numbers a title
_TITLE = pattern("marks", "mark")
#: a table cut in two has so many columns at least, and between its parts so many lines, so long
_FEWEST, _LINES, _LONGEST = 3, 6, 60
#: columns differ where the shares of numbers in them are so far apart
_UNLIKE = 0.6
#: a header has so many rows at most
_DEEPEST = 5

_Texts = Sequence[Sequence[str]]


def overleaf(rows: Rows, over: Collection[str] = ()) -> tuple[Rows, Rows]:
    """Return a table's rows without its heads printed again, and the rows that are left out.

    So are rows that number the columns below the heads: 甲, 乙, 1, 2, and lines without cells that
    number a page, with what is printed at the top of the next one.
    Heads are the next page's where they are, row for row, those that stood over numbers last,
    and nothing parts them from the row above but 续表, a page's number, or what stood `over` the
    first heads too. Under a title of their own they are another table's.

    Examples
    --------
    >>> from .cells import CellToken
    >>> text = "指标 目标/甲 1/乙 2/(续表)/指标 目标/丙 3"
    >>> kept, again = overleaf([[CellToken(t) for t in row.split()] for row in text.split("/")])
    >>> ["".join(t.text for t in row) for row in kept], len(again)
    (['指标目标', '甲1', '乙2', '丙3'], 2)
    """
    apart = {n for n, row in enumerate(rows) if n and row and row[0].text and indexed(row)}
    apart |= _page_turns(rows)
    left = [row for n, row in enumerate(rows) if n in apart]
    rows = [row for n, row in enumerate(rows) if n not in apart]
    texts = [["".join(t.text.split()) for t in row if t.text.strip()] for row in rows]
    first = next((n for n, row in enumerate(texts) if len(row) > 1), len(rows))
    titles = {*over, *(text for row in texts[:first] for text in row)}
    heads: _Texts = []
    out: set[int] = set()
    n = first
    while n < len(rows):
        if not heads or texts[n : n + len(heads)] != heads:
            led = n == first or row_of_heads(rows[n]) or any(map(read_head, texts[n][:1]))
            end = _end(rows, texts, n) if led else n
            heads = texts[n:end] or heads
            n = max(end, n + 1)
            continue
        begin = n
        while len(texts[begin - 1]) < 2 and all(_parts(t, titles) for t in texts[begin - 1]):
            begin -= 1
        if len(texts[begin - 1]) > 1 or any(_parts(t, ()) for row in texts[begin:n] for t in row):
            out |= {*range(begin, n + len(heads))}
        n += len(heads)
    kept = [row for n, row in enumerate(rows) if n not in out]
    return kept, [*left, *(row for n, row in enumerate(rows) if n in out)]


def turns_left(rows: Sequence[Row]) -> bool:
    """Whether 续表 stands among rows still: what follows it was not known for the heads again."""
    texts = ["".join(row[0].text.split()) for row in rows if len(row) == 1]
    return any(text and _parts(text, ()) for text in texts)


def _page_turns(rows: Sequence[Row]) -> set[int]:
    """Return which rows are the number of a page or the words at the top of the next one."""
    out: set[int] = set()
    for n in range(1, len(rows) - 1):
        text = "".join(rows[n][0].text.split()) if len(rows[n]) == 1 else ""
        if _number_of_page(text) or (
            text and n - 1 in out and kind(text) == "text" and not _TITLE.match(text)
        ):
            out.add(n)
    return out


def without_turns(report: Report) -> Report:
    """Return a text with the numbers of pages blank between two rows, each of which is a line.

    So is what is printed above the first row of a page, if it is printed elsewhere too; only there
    is a number without strokes one of a page.
    """
    told = [(n, text) for n, line in enumerate(report.lines) if (text := line.text.strip())]
    times = Counter(text for _, text in told)
    off: set[int] = set()
    ends = [*told, (0, ""), (0, "")]
    for before, (n, text), below, after in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        if not _number_of_page("".join(text.split())):
            continue
        again = times[below[1]] > 1 and not any(map(counted, below[1].split()))
        again = again and chinese(below[1]) and not _of_cells(below[1])
        rows = _of_cells(before[1]) and _of_cells(after[1] if again else below[1])
        if rows and (again or not text.isdecimal()):
            off |= {n, below[0]} if again else {n}
    if report.tables or not off:
        return report
    lines, signs = list(report.lines), list(report.text)
    for n in off:
        line = lines[n]
        signs[line.start : line.end] = " " * (line.end - line.start)
        lines[n] = replace(line, text="")
    return replace(report, text="".join(signs), lines=tuple(lines))


def _number_of_page(text: str) -> bool:
    return _BETWEEN.fullmatch(text) is not None and any(map(str.isdigit, text))


def _of_cells(text: str) -> bool:
    """Whether a line has several cells: a row, or heads."""
    return len(text.replace("|", " ").split()) >= _FEWEST


def carried_on(report: Report) -> Report:
    """Return a report, tables that are cut where a page ends put together.

    The rest has as many columns, no heads, and numbers where the table before it has them; or the
    same heads again below a page's number or 续表. What stands between the two is a row by itself.
    """
    out: list[Table] = []
    for table in report.tables:
        lines = _between(report, out[-1], table) if out else None
        if lines is None:
            out.append(table)
        else:
            rows = ((Cell(line.text.strip(), line.number, line.start, line.end),) for line in lines)
            out[-1] = replace(out[-1], rows=(*out[-1].rows, *rows, *table.rows))
    return report if len(out) == len(report.tables) else replace(report, tables=tuple(out))


def _between(report: Report, before: Table, table: Table) -> list[Line] | None:
    """Return the lines between a table and its rest; None where the next one is a table itself."""
    heads, again = ([cell.text for row in t.rows[:1] for cell in row] for t in (before, table))
    pairs = list(zip(_numbered(before.rows), _numbered(table.rows), strict=False))
    even = len({*map(len, (*before.rows[-1:], *table.rows))}) == 1 and len(pairs) >= _FEWEST
    apart = any(a is not None and b is not None and abs(a - b) > _UNLIKE for a, b in pairs)
    if not even or apart or not (heads == again or any(map(counted, again))):
        return None
    last = max((cell.line or 0 for row in before.rows for cell in row), default=0)
    begin = min((cell.line or 0 for row in table.rows for cell in row), default=0)
    lines = [line for line in report.lines[last : max(0, begin - 1)] if line.text.strip()]
    short = len(lines) <= _LINES and all(len(line.text) <= _LONGEST for line in lines)
    told = ("".join(line.text.split()) for line in lines)
    turned = heads != again or (lines != [] and all(_parts(text, ()) for text in told))
    return lines if short and turned and 0 < last < begin else None


def _numbered(rows: Sequence[Sequence[Cell]]) -> list[float | None]:
    """Return of each column which share of its cells are numbers; None where it has none."""
    out: list[float | None] = []
    for i in range(max(map(len, rows), default=0)):
        texts = [row[i].text for row in rows if i < len(row) and row[i].text]
        told = [t for t in texts if kind(t) != "missing" and read_head(t) is None]
        out.append(sum(map(counted, told)) / len(told) if told else None)
    return out


def grid_rows(table: Table) -> Rows:
    """Return the rows of a grid the document marks as a table, as the layouts read them."""
    return bared(laid_out(overleaf(of_grid(table.rows))[0]))


def laid_out(rows: Sequence[Row]) -> Rows:
    """Return whole rows with a head over each column: of labelled cells, of those heads span."""
    return spread_again(labelled(whole_rows(rows)))


def bared(rows: Sequence[Row]) -> Rows:
    """Return rows without the columns that carry nothing of their values, each with its name."""
    return named_again(peeled(rows))


def _end(rows: Rows, texts: _Texts, begin: int) -> int:
    """Return where the header ends that begins at a row: at numbers; where it began if at none.

    A title may stand between heads and the first numbers.
    """
    for end in range(begin, min(begin + _DEEPEST + 1, len(rows))):
        if len(texts[end]) < 2:
            return end if all(map(row_of_heads, rows[begin:end])) else begin
        if any(counted(t.text) for t in rows[end]):
            return end
    return begin


def _parts(text: str, titles: Collection[str]) -> bool:
    """Whether a text may stand between two pages of a table."""
    return text in titles or bool(_BETWEEN.fullmatch(text) or _CARRIED.fullmatch(text))
