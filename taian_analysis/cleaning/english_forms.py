"""A small table for each indicator: its name, the heads of levels, a line of values, one of dates.

Reports of the World Bank print each indicator so, a cell a line: Baseline, Actual, End Target,
then Value and as many values, then Date and as many dates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..base.vocabulary import pattern
from .cellkinds import kind
from .cells import CellToken, Row, one_below
from .headers import LEVELS, english_head

#: fewest levels of a form, and how far above them its name stands: a code may stand between
_LEVELS, _ABOVE = 2, 2
_NAMED = ("english", "text", "long")
_OF_VALUES, _OF_DATES = (pattern("table_heads", which) for which in ("of_values", "of_dates"))
_COUNTED = re.compile(r"\((?P<unit>[^(),]+), ?[^(),]+\)\Z")


def in_forms(cells: Row) -> list[Row]:
    r"""Return the rows of a table, and its header first, of forms with the same heads.

    Dates that all forms have are of the heads.

    Examples
    --------
    >>> texts = "Roads built (Km, Custom)|R1|Baseline|End Target|Value|3|9|Date|May-2020|May-2024"
    >>> rows = in_forms([CellToken(text) for text in texts.split("|")])
    >>> [[cell.text for cell in row] for row in rows]
    [['Indicator', 'Baseline\nMay-2020', 'End Target\nMay-2024'], ['Roads built (Km)', '3', '9']]
    """
    heads: list[Row] = []
    dates: list[Row] = []
    rows: list[Row] = []
    n = 0
    while n < len(cells):
        end = next((k for k in range(n, len(cells)) if not _level(cells[k])), len(cells))
        stop = end + 1 + end - n
        names = [t for t in cells[max(0, n - _ABOVE) : n] if kind(t.text) in _NAMED]
        if end - n >= _LEVELS and _said(cells, end, _OF_VALUES) and stop <= len(cells) and names:
            heads.append(cells[n:end])
            rows.append([_name(names[-1]), *cells[end + 1 : stop]])
            dated = _said(cells, stop, _OF_DATES)
            dates.append(cells[stop + 1 : stop + 1 + end - n] if dated else [])
        n = max(end, n + 1)
    if not rows or any(_texts(one) != _texts(heads[0]) for one in heads):
        return []
    alike = len(dates[0]) == len(heads[0]) and all(_texts(one) == _texts(dates[0]) for one in dates)
    told = map(one_below, heads[0], dates[0]) if alike else heads[0]
    return [[CellToken("Indicator"), *told], *rows]


def _texts(cells: Row) -> list[str]:
    return [" ".join(cell.text.split()) for cell in cells]


def _level(cell: CellToken) -> bool:
    head = english_head(cell.text)
    return head is not None and head.role in LEVELS


def _said(cells: Sequence[CellToken], n: int, words: re.Pattern[str]) -> bool:
    return n < len(cells) and words.fullmatch(cells[n].text.strip()) is not None


def _name(cell: CellToken) -> CellToken:
    """Return a name with its unit alone in brackets: (Number, Custom) is counted in Number."""
    return replace(cell, text=_COUNTED.sub(r"(\g<unit>)", cell.text))
