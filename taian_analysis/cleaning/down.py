"""What a table is that has names of rows down, a header above and values beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .cellkinds import number
from .cells import CellToken, Row, Rows, blank, ended
from .headers import plain_head, role_of, squeeze
from .heads_in_turn import turn
from .places import place


def usual_width(widths: Iterable[int], exact: bool) -> int:
    """Return how many values rows have: the most, where what is left empty keeps its place."""
    counts = Counter(widths)
    return max(counts) if exact else max(counts, key=lambda n: (counts[n], n))


#: how many times less or more than all others in its column a number is that stands in another
_FAR = 8


def in_place(rows: Iterable[Sequence[CellToken]], width: int) -> bool:
    """Whether the numbers of rows short of cells are like those of whole rows in their columns.

    Some printers put a row's empty cells at its end: then its numbers stand too far to the left.

    Examples
    --------
    >>> text = "9012 80 11.5/9044 81 11.4/9061 82 11.6/9088 82/83 11.9"
    >>> rows = [[CellToken(t) for t in row.split()] for row in text.split("/")]
    >>> in_place(rows[:4], 3), in_place(rows, 3)
    (True, False)
    """
    told = [[number(t.text) for t in row] for row in rows]
    whole = [row for row in told if len(row) == width]
    columns = [[abs(n) for n in column if n] for column in zip(*whole, strict=True)]
    return not any(
        n and column and not min(column) <= _FAR * abs(n) <= _FAR**2 * max(column)
        for row in told
        if len(row) < width
        for n, column in zip(row, columns, strict=False)
    )


@dataclass(frozen=True, slots=True)
class Down:
    """The rows of a table with places down: what is above, and place and values of each."""

    above: Rows
    places: Row
    values: Rows
    rest: Rows
    lead: int

    @property
    def width(self) -> int:
        """How many values a row has."""
        return len(self.values[0])


def led_down(
    rows: Sequence[Row], led: Sequence[int | None], exact: bool, least: float = 0.0
) -> Down | None:
    """Return the rows that begin with their name, at its column, and go on with numbers.

    `led` says of each row where its name stands, if it has one; `exact` where a cell left empty
    keeps its place: then a row may be short of its last ones, but for a share of them (`least`).
    """
    first = next((n for n, at in enumerate(led) if at is not None), len(rows))
    usual = Counter(at for at in led if at is not None).most_common(1)
    led = [
        _reaching(row, at, usual[0][0] if usual else 0) for row, at in zip(rows, led, strict=True)
    ]
    told = {n: ended(rows[n][at + 1 :]) for n, at in enumerate(led) if at is not None}
    full = [row for row in told.values() if row]
    if not full:
        return None
    width = usual_width(map(len, full), exact)
    parts = [cells for n, cells in told.items() if cells and not _total(rows[n])]
    least = least * width if exact and in_place(parts, width) else width
    lead = Counter(at for at in led if at is not None).most_common(1)[0][0]
    body = Down(list(rows[:first]), [], [], [], lead)
    for n in range(first, len(rows)):
        at, cells = led[n], told.get(n, [])
        put = not exact and at is not None and len(rows[n]) - at - 1 == width  # cells left empty
        if at is None or not (least <= len(cells) <= width or put):
            body.rest.append(rows[n])
        elif any(t.text.strip() for t in cells):
            body.places.append(next(t for t in rows[n][at::-1] if t.text.strip()))
            body.values.append(cells + blank(width - len(cells)))
    return body if body.values else None


def _total(row: Sequence[CellToken]) -> bool:
    """Whether a row is that of all others, whose numbers are larger than theirs."""
    return place(next((t.text for t in row if t.text.strip()), "")) == "whole"


def _reaching(row: Sequence[CellToken], at: int | None, lead: int) -> int | None:
    """Return where a name stands, at its column where a total reaches there from the serial's."""
    if at is None or at >= lead:
        return at
    own = row[at].text.strip()
    between = {t.text.strip() for t in row[at + 1 : lead + 1]}
    return lead if between <= {own, ""} else at


def below_another(rows: Sequence[Row], corner: re.Pattern[str], searched: int) -> Sequence[Row]:
    """Put names printed side by side (年份 | 面积 | 年份 | 面积) under one another."""
    for n, row in enumerate(rows[:searched]):
        texts = [squeeze(t.text) for t in ended(row)]
        corners = sum(corner.fullmatch(plain_head(t.text)) is not None for t in ended(row))
        if corners > 1 and all(texts):
            heads, body = folded(texts, rows[n + 1 :])
            if len(texts) == corners * len(heads):
                return [*rows[:n], row[: len(heads)], *body]
    return rows


def folded(texts: list[str], body: Sequence[Row]) -> tuple[list[str], Rows]:
    """Put tables printed side by side (指标|目标|指标|目标) under one another.

    Examples
    --------
    >>> body = [[CellToken(t) for t in row.split()] for row in ("1951 3 1960 9", "1952 4 1965 12")]
    >>> heads, rows = folded(["年份", "面积", "年份", "面积"], body)
    >>> heads, [[cell.text for cell in row] for row in rows]
    (['年份', '面积'], [['1951', '3'], ['1952', '4'], ['1960', '9'], ['1965', '12']])
    """
    width = turn(texts)
    half, odd = divmod(len(texts), 2)
    if not width and half > 1 and not odd and texts[1:half] == texts[half + 1 :]:
        # 收入项目 and 支出项目
        width = half if all(role_of(plain_head(texts[i])) == "name" for i in (0, half)) else 0
    if not width:
        return texts, list(body)
    parts = [row[k : k + width] for k in range(0, len(texts), width) for row in body]
    return texts[:width], [part for part in parts if any(t.text.strip() for t in part)]
