"""Dates in their order: spans that run forward, and what follows on another day's act.

The ways that two days are told in are rows of ``catalog/dates_said.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from ..base import catalog
from ..base.vocabulary import near, pattern
from .claims import Claim, Context
from .dates import judged
from .told import as_is, says

_words = partial(pattern, "dates_said")
_YEAR = 1000  # what is less is none
_FAR, _AFTER = 200, 80  # signs from the first of two days to a word between or behind them, and on
_BACK = 12


def in_order(context: Context) -> Iterator[Claim]:
    """2020—2022年; A日召开股东大会,B日完成分配: the second is not before the first."""
    text = context.folded
    for row in catalog.load("dates_said")["order"]:
        said, word = _words(row["said"]), row.get("word")
        for match in near(said, text, word, _FAR, _AFTER) if word else said.finditer(text):
            one, other = (
                [int(n) for n in re.findall(r"\d+", match[name])] for name in ("first", "second")
            )
            if other[0] < _YEAR:
                told, other = other, [*one[: -len(other)], *other]
                if len(told) == len(one) - 1 and told[0] != one[1]:
                    continue  # 2023年12月20日至1月5日 ends in the next year
            place = match.start()
            if "not_after" in row and _words(row["not_after"]).search(
                context.text, max(0, place - _BACK), place
            ):
                continue
            alone, many = "alone" in row, min(len(one), len(other))
            first, last = ("-".join(f"{n:02}" for n in day) for day in (one, other))
            yield judged(
                context, match.span("second" if alone else 0), "ranges", "range", (10, 10),
                as_is(f"≥ {first}" if alone else f"{first} ≤ {last}"), one[:many] <= other[:many],
                says(f"remark.{row['remark']}"), row["title"],
            )  # fmt: skip


RULES = (in_order,)
