"""Words of a form of performance that are broken over lines, each piece taken for a cell.

``数量`` and, on a line of its own, ``指标`` are one level of such a form; ``年度`` and
``指标值`` one head.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..base.vocabulary import pattern
from .cellkinds import levelled
from .cells import CellToken
from .headers import squeeze

_HEADS = pattern("table_cells", "form_heads")
#: so many levels broken so show that the form breaks its words; a word has so many pieces at most
_FEWEST, _PIECES = 2, 3
#: so long is such a word, at most
_LONGEST = 16


def mended(cells: Sequence[CellToken]) -> list[CellToken]:
    """Return the cells of a form, levels and heads that are broken over lines put together.

    Examples
    --------
    >>> texts = ("年度", "指标值", "数量", "指标", "植树", "3", "质量", "指标", "成活率", "9")
    >>> [cell.text for cell in mended([CellToken(t, n) for n, t in enumerate(texts)])]
    ['年度指标值', '数量指标', '植树', '3', '质量指标', '成活率', '9']
    """
    out: list[CellToken] = []
    levels = n = 0
    while n < len(cells):
        size = next((k for k in range(_PIECES, 1, -1) if _word(cells[n : n + k], k)), 1)
        whole = cells[n]
        if size > 1:
            text = "".join(squeeze(t.text) for t in cells[n : n + size])
            levels += levelled(text)
            whole = replace(whole, text=text, end=cells[n + size - 1].end)
        out.append(whole)
        n += size
    return out if levels >= _FEWEST else list(cells)


def _word(pieces: Sequence[CellToken], size: int) -> bool:
    """Whether pieces on lines of their own are one word of such a form, and none is one alone."""
    if len(pieces) < size or len({t.line for t in pieces}) < size:
        return False
    texts = [squeeze(t.text) for t in pieces]
    whole = "".join(texts)
    if len(whole) > _LONGEST or not (levelled(whole) or _HEADS.fullmatch(whole)):
        return False
    return all(t and not levelled(t) for t in texts)
