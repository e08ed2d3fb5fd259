"""A head in two rows whose upper cells are printed once, each over several of the lower row.

Where borders are lost 指标, 规划目标, 责任单位 stand on one line, 2023年, 2025年 on the next, and a
row has four cells: one upper cell is over the two lower ones. Which one, the cells below tell:
of all ways to put lower cells under upper ones the one whose heads fit their columns best.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .cells import CellToken
from .columns import plain_head, roles
from .headers import LEVELS, read_head
from .measures import goes_round

#: so many upper cells are over others, at most, and so many ways are tried
_SPANS, _WAYS = 4, 400
#: how much it costs that an upper head says what none of its lower ones does
_AGAINST = 3.0
#: what stands beside levels, never over them
_BESIDE = ("note", "other", "code", "dept", "unit", "serial", "weight", "score", "attribute")


def spread(
    upper: Sequence[CellToken], lower: Sequence[CellToken], columns: Sequence[Sequence[str]]
) -> list[CellToken] | None:
    r"""Put a head's lower cells under the upper ones they belong to; None where they do not fit.

    Examples
    --------
    >>> upper = [CellToken(text) for text in ("指标", "规划目标", "责任单位")]
    >>> lower = [CellToken(text) for text in ("2023年", "2025年")]
    >>> cells = [["甲项", "乙项"], ["15", "20"], ["19", "25"], ["民政局", "教育局"]]
    >>> [t.text for t in spread(upper, lower, cells)]
    ['指标', '规划目标\n2023年', '规划目标\n2025年', '责任单位']
    """
    spans = len(upper) + len(lower) - len(columns)
    if not 0 < spans <= min(_SPANS, len(upper)) or len(lower) < 2 * spans:
        return None
    best, most = None, -math.inf
    for sizes in itertools.islice(_ways(len(upper), lower, spans), _WAYS):
        heads = _under(upper, lower, sizes)
        fit = sum(_fits(token.text, columns, i) for i, token in enumerate(heads))
        fit -= _AGAINST * _speaking_against(heads)
        if fit > most:
            best, most = heads, fit
    return best


def _speaking_against(heads: Sequence[CellToken]) -> int:
    """Return how many upper heads say what no lower one does: 达成值, 备注 over 上年, 计划数."""
    under: dict[str, list[bool]] = {}
    for head in heads:
        upper, _, lower = head.text.partition("\n")
        over, own = read_head(plain_head(upper)), read_head(plain_head(lower))
        if lower and own is not None:
            levels = own.role in LEVELS
            chance = roles(upper)
            role = over.role if over else max(chance, key=lambda role: chance[role])
            agree = own.year_only or own.role in (role, "rate", "generic", "change")
            under.setdefault(upper, []).append(agree and not (levels and role in _BESIDE))
    return sum(not any(agreeing) for agreeing in under.values())


def _ways(width: int, lower: Sequence[CellToken], spans: int) -> Iterator[dict[int, int]]:
    """Yield how many lower cells may stand under which upper ones: alike where they go round."""
    share = len(lower) // spans
    even = len(lower) == share * spans and goes_round([t.text for t in lower], share)
    parts = [(share,) * spans] if even else list(_parts(len(lower), spans))
    for places in itertools.combinations(range(width), spans):
        for sizes in parts:
            yield dict(zip(places, sizes, strict=True))


def _parts(total: int, count: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to write a number as so many numbers of two or more, in order."""
    if count == 1:
        yield (total,)
        return
    for first in range(2, total - 2 * (count - 1) + 1):
        for rest in _parts(total - first, count - 1):
            yield (first, *rest)


def _under(
    upper: Sequence[CellToken], lower: Sequence[CellToken], sizes: dict[int, int]
) -> list[CellToken]:
    out, left = [], list(lower)
    for i, token in enumerate(upper):
        if i not in sizes:
            out.append(token)
            continue
        for _ in range(sizes[i]):
            under = left.pop(0)
            out.append(replace(under, text=f"{token.text.strip()}\n{under.text.strip()}"))
    return out


def _fits(text: str, columns: Sequence[Sequence[str]], place: int) -> float:
    """Return how well a head and a column's cells agree on what the column is."""
    said, seen = roles(text), roles("", columns, place)
    both = roles(text, columns, place)
    agreed = sum(chance * seen.get(role, 0.0) for role, chance in said.items())
    return math.log(max(agreed, 1e-4)) + math.log(max(both.values()))
