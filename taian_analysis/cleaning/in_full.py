"""Cells in a row of which none is empty, or those that are have been left out: rows that are whole.

What is read here is sure of its columns or not read: each row has a cell a column, and between two
rows no more stands than a title. A header may have a second row; how its cells stand over one
another is what `head_tree` finds by the values.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from .cellkinds import kind
from .cells import CellToken
from .columns import headness
from .head_tree import in_two_rows
from .headers import role_of
from .in_columns import Slots, agrees, odd_in
from .profiles import headlike

#: what stands over the first columns, and how likely other words are heads
_CORNER = ("serial", "name", "region", "area", "group", "level1", "level2")
_HEADED, _LONGEST = -0.5, 30
#: how many titles may stand between two rows
_TITLES = 2


class FullRows(Slots):
    """Cells one after another, of rows that are whole, with titles between them."""

    def _columns(self, body: int, width: int) -> list[str]:
        return list(self.sorts[body : body + width])  # no title is among the cells of a row

    def _walked(self, body: int, width: int, usual: Sequence[str]) -> Iterator[range]:
        at = body
        while at < len(self.sorts):
            titles = next((n for n in range(_TITLES + 1) if self._row(at + n, width, usual)), -1)
            if titles < 0 or any(self.sorts[at + n] != "w" for n in range(titles)):
                break
            yield from self._titles(at, at + titles)
            yield range(at + titles, at + titles + width)
            at += titles + width

    def _titles(self, begin: int, end: int) -> list[range]:
        """Return the rows of titles that stand one after another: (一) is of the one behind it."""
        if end - begin > 1 and kind(self.texts[begin]) == "mark":
            return [range(begin, begin + 2), *self._titles(begin + 2, end)]
        return [range(n, n + 1) for n in range(begin, end)]

    def _row(self, at: int, width: int, usual: Sequence[str]) -> bool:
        row = self.sorts[at : at + width]
        return len(row) == width and "n" in row and max(map(odd_in, row, usual)) < 1.0

    def _head(
        self, first: int, body: int, usual: Sequence[str], rows: Sequence[range]
    ) -> tuple[list[Sequence[int]], float]:
        for end in range(body, max(first, body - _TITLES - 1), -1):
            if any(self.heads[n] or self.sorts[n] != "w" for n in range(end, body)):
                break
            if (head := self._above(first, end, usual, rows)) is not None:
                told = [CellToken(self.texts[n]) for n in head[-1] if n >= 0]
                return [*head, *self._titles(end, body)], 4.0 + headlike(told)
        return [], -9.0

    def _above(
        self, first: int, end: int, usual: Sequence[str], rows: Sequence[range]
    ) -> list[Sequence[int]] | None:
        """Return the rows of a header that ends at a cell: one, or two of which the values tell."""
        width, begin = len(usual), end
        while begin > max(first, end - 2 * width) and self._may_head(begin - 1):
            begin -= 1
        corners = [n for n in range(begin, end) if role_of(self.texts[n]) in _CORNER]
        if not corners:
            return None
        led = end - width if end - width in corners else corners[0]
        more = self.heads[led - 1] or headness(self.texts[led - 1]) > -_HEADED
        more = more and led > first and (led - 1 not in corners or led - 2 in corners)
        if more and any(a.stop < b.start for a, b in itertools.pairwise(rows)):
            return None  # more heads before it, of what stands between the rows, than a place's
        if end - led == width:
            texts = [self.texts[n] for n in range(led, end)]
            fit = all(agrees(role_of(t), what) >= 0 for t, what in zip(texts, usual, strict=True))
            return [range(led, end)] if fit and len(set(texts)) == width else None
        own = next((n for n, what in enumerate(usual) if n and what not in "wuat"), width)
        if (
            own == width
            or not width < end - led <= 2 * width
            or any(what not in "nv-" for what in usual[own:])
        ):
            return None
        return self._two(led, led + own, end, width - own, rows)

    def _two(
        self, begin: int, over: int, end: int, width: int, rows: Sequence[range]
    ) -> list[Sequence[int]] | None:
        """Return a header of two rows, where the values show one way alone to put them."""
        cells = {n: CellToken(self.texts[n]) for n in range(over, end)}
        number = {id(token): n for n, token in cells.items()}
        values = [[CellToken(self.texts[n]) for n in row[-width:]] for row in rows]
        told = in_two_rows(list(cells.values()), width, values)
        if told is None:
            return None
        upper, lower = ([number[id(token)] for token in row] for row in told)
        shown = [n if n not in upper[:i] else -1 for i, n in enumerate(upper)]
        below = [n if n not in upper else -1 for n in lower]
        lead = list(range(begin, over))
        return [[*lead, *shown], [*[-1] * len(lead), *below]]

    def _may_head(self, n: int) -> bool:
        text = self.texts[n]
        if self._number(n) or len(text) > _LONGEST:
            return False
        return self.heads[n] or headness(text) > _HEADED
