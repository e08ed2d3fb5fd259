"""Heads printed again on the next page: a table's rows without them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..base.report import Table
from ..base.vocabulary import pattern
from .cellkinds import counted
from .cells import Row, Rows, of_grid
from .head_tree import spread_again
from .header_runs import row_of_heads
from .headers import read_head
from .names_again import named_again
from .peeled import peeled
from .shared_cells import labelled

#: what stands between two pages of a table: 续表, a page's number; and a title that is carried on
_BETWEEN, _CARRIED = pattern("table_cells", "continued"), pattern("pages", "continued")
#: a header has so many rows at most
_DEEPEST = 5

_Texts = Sequence[Sequence[str]]


def overleaf(rows: Rows, over: Collection[str] = ()) -> tuple[Rows, Rows]:
    """Return a table's rows without its heads printed again, and the rows that are left out.

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
        if len(texts[begin - 1]) > 1:
            out |= {*range(begin, n + len(heads))}
        n += len(heads)
    kept = [row for n, row in enumerate(rows) if n not in out]
    return kept, [row for n, row in enumerate(rows) if n in out]


def grid_rows(table: Table) -> Rows:
    """Return the rows of a grid the document marks as a table, as the layouts read them."""
    return bared(overleaf(laid_out(of_grid(table.rows)))[0])


def laid_out(rows: Sequence[Row]) -> Rows:
    """Return rows with a head over each column: of labelled cells, of those that heads span."""
    return spread_again(labelled(rows))


def bared(rows: Sequence[Row]) -> Rows:
    """Return rows without the columns that carry nothing of their values, each with its name."""
    return named_again(peeled(rows))


def _end(rows: Rows, texts: _Texts, begin: int) -> int:
    """Return where the header ends that begins at a row: at numbers; where it began if at none."""
    for end in range(begin, min(begin + _DEEPEST + 1, len(rows))):
        if len(texts[end]) < 2:
            break
        if any(counted(t.text) for t in rows[end]):
            return end
    return begin


def _parts(text: str, titles: Collection[str]) -> bool:
    """Whether a text may stand between two pages of a table."""
    return text in titles or bool(_BETWEEN.fullmatch(text) or _CARRIED.fullmatch(text))
