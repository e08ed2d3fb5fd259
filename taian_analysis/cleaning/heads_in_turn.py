"""Heads that come round: which stand under which, told by the order they come again in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from .headers import squeeze
from .names import unit_apart


def bare_head(text: str) -> str:
    """Return a head's word without what it is counted in.

    Examples
    --------
    >>> bare_head("完成额(张)"), bare_head("增长 %")
    ('完成额', '增长%')
    """
    return unit_apart(squeeze(text))[0]


def goes_round(heads: Sequence[str], share: int) -> bool:
    """Whether heads come again in step after so many: 绝对值, 增长, 绝对值, 增长 after two.

    Examples
    --------
    >>> goes_round(["户数(户)", "增长", "户数", "增长"], 2), goes_round(["男", "女", "合计"], 2)
    (True, False)
    """
    if len(heads) % share:
        return False
    words = [bare_head(text) for text in heads]
    return words == words[:share] * (len(words) // share)


def turn(heads: Sequence[str], least: int = 2) -> int:
    """Return after how many heads, so many at `least`, they come round again; 0 if they do not."""
    return next((n for n in range(least, len(heads) // 2 + 1) if goes_round(heads, n)), 0)


def counts_under(upper: int, lower: Sequence[str], even: bool = False) -> list[int]:
    """Return how many lower heads stand under each of so many upper ones; none where none shows.

    As many each where the same ones come round, or all may be told apart otherwise (`even`). Else
    where one comes again it is of the next upper head; where none does each has one of its own.

    Examples
    --------
    >>> rows = ("户数 增长 户数 增长", "计划 完成 增长 计划 增长", "出生 死亡", "出生 死亡 迁入")
    >>> [counts_under(2, row.split()) for row in rows]
    [[2, 2], [3, 2], [1, 1], []]
    """
    share, rest = divmod(len(lower), upper or len(lower) + 1)
    if upper == 1 or (share > 1 and not rest and (even or goes_round(lower, share))):
        return [share] * upper
    starts = [0]
    words = [bare_head(text) for text in lower]
    for i, word in enumerate(words):
        if word in words[starts[-1] : i]:
            starts.append(i)
    if len(starts) == 1:
        starts = [*range(len(words))]
    told = [b - a for a, b in itertools.pairwise([*starts, len(words)])]
    return told if len(told) == upper else []
