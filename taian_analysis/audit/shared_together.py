"""Shares of several numbers together: 稻谷a吨,小麦b吨,玉米c吨,三者占谷物产量的p%."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..base.vocabulary import pattern
from ..grammar.numerals import whole_number
from ..narrative.figures import POINTS, Figure
from .claim_words import words
from .claims import Claim, Context, unit_of
from .far_wholes import name_of, named_wholes
from .mended import mends
from .reckon import gives, holds, makes

_TOGETHER = pattern("in_turn", "together")
_FAR, _MOST = 80, 12
_NAMED = 4  # signs of a name that is one thing's


def together(context: Context) -> Iterator[Claim]:
    """Add up as many numbers as are said, right before their share, over the whole it names.

    Where no whole of that name makes it, it is wrong if there is one only and that is named in full
    or a misprint explains it.
    """
    for figures in context.sentences:
        for place, share in enumerate(figures):
            if unit_of(share) != "%" or share.relation != "share" or share.qualifier:
                continue
            match = _TOGETHER.search(context.clause_before(share))
            parts = _parts(figures[:place], whole_number(match["n"]) if match else None)
            if not parts:
                continue
            at = context.figures.index(parts[0])
            back = context.figures[max(0, at - _FAR) : at]
            wholes = named_wholes(back, parts[0], name_of(share))
            tried = [[share, whole, *parts] for whole in wholes]
            fine = next(
                (some for some in tried if holds("share_of_sum", some, slack=share.step)), None
            )
            some = fine or (tried[0] if len({w.value for w in wholes}) == 1 else [])
            sure = len(name_of(share)) >= _NAMED or mends(some, partial(makes, "share_of_sum"))
            if fine or (some and sure):
                topic = words(parts[0].lead)
                yield gives(
                    context, "shared_together", "share_of_sum", some, f"together/{topic}", topic,
                    bool(fine), unit=POINTS, own=True,
                )  # fmt: skip


def _parts(earlier: list[Figure], many: int | None) -> list[Figure]:
    """Return the last levels of a sentence, as many as are said, if all are told in one unit."""
    levels = [f for f in earlier if f.relation == "level" and f.unit and f.value]
    if many and levels and unit_of(levels[-1]) == "个" and levels[-1].value == many:
        levels.pop()  # 六个乡镇合计占…: the count itself
    parts = levels[-many:] if many and 1 < many <= _MOST else []
    one = len({f.unit for f in parts}) == 1 and len(parts) == many
    return parts if one and not any(f.qualifier or f.rate for f in parts) else []


RULES = (together,)
