"""Dates in their order: spans that run forward, and what follows on another day's act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import chain

from ..base.vocabulary import near, pattern
from .claims import Claim, Context
from .dates import judged
from .told import as_is, says

_words = partial(pattern, "dates_said")
_RANGE, _DAYS = _words("range"), _words("days")
#: two days of which one follows on the other, and a word that these patterns cannot be without
_FOLLOWS = ((_words("then"), "后"), (_words("approved"), "经"), (_words("begun"), "月"))
_AGO = pattern("tenses", "before")
_CENTURIES = {"19", "20"}
_FAR, _AFTER = 200, 80  # signs from the first of two days to a word between or behind them, and on


def ranges(context: Context) -> Iterator[Claim]:
    """2020—2022年: the first year is not after the last."""
    for match in _RANGE.finditer(context.folded):
        first, last = int(match[1]), int(match[2])
        text = context.text
        years = {match[1][:2], match[2][:2]}
        if not years & _CENTURIES or (
            years - _CENTURIES and not text.startswith("年", match.end())
        ):
            continue  # GB/T 4754-2011 is the number of a standard
        if _AGO.search(text, max(0, match.start() - 12), match.start()):
            continue
        fine, shown = first <= last, as_is(f"{first} ≤ {last}")
        back = says("remark.range_back")
        yield judged(context, match.span(), "ranges", "range", (10, 10), shown, fine, back)


def ranges_of_days(context: Context) -> Iterator[Claim]:
    """2022年1月1日至2022年12月31日: the first day is not after the last."""
    for match in _DAYS.finditer(context.folded):
        if match["month"] and not match["year"] and match["month"] != match["m"]:
            continue  # 2023年12月20日至1月5日 ends in the next year
        one = [int(match[name]) for name in ("y", "m", "d")]
        ends = (match["year"] or match["y"], match["month"] or match["m"], match["day"])
        other = [int(end) for end in ends]
        first, last = ("-".join(f"{n:02}" for n in day) for day in (one, other))
        yield judged(
            context,
            match.span(),
            "ranges",
            "range",
            (10, 10),
            as_is(f"{first} ≤ {last}"),
            one <= other,
            says("remark.days_back"),
            "ranges_of_days",
        )


def follows(context: Context) -> Iterator[Claim]:
    """A日召开股东大会,B日完成分配(经上述股东大会批准): what follows on an act is not before it."""
    text = context.folded
    found = (near(pattern, text, word, _FAR, _AFTER) for pattern, word in _FOLLOWS)
    for match in chain.from_iterable(found):
        one, other = (
            [int(part) for part in re.findall(r"\d+", match[name])] for name in ("first", "second")
        )
        told = min(len(one), len(other))
        shown = "-".join(f"{n:02}" for n in one)
        yield judged(
            context, match.span("second"), "ranges", "range", (10, 10), as_is(f"≥ {shown}"),
            one[:told] <= other[:told], says("remark.follows"), "follows",
        )  # fmt: skip


RULES = (ranges, ranges_of_days, follows)
