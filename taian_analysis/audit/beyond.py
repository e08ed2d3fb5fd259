"""A number said to lie above or below the next: 失业率为5.2%,低于5.5%的目标."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from ..base.vocabulary import pattern
from ..narrative.figures import POINTS, Figure
from ..narrative.roles import sign_of
from .claim_words import before, words
from .claims import STATES, Claim, Context, arithmetic, interval, number, unit_of
from .told import says, titled

_words = partial(pattern, "growth")
_AGAINST, _AIM, _FELL = _words("against"), _words("aim"), _words("fell")


def set_against(context: Context) -> Iterator[Claim]:
    """失业率为5.2%,低于5.5%的目标: the one is below the other."""
    for figures in context.sentences:
        last = None
        for own, aim in pairwise(figures):
            own, last = last or own, None
            told = _AGAINST.fullmatch(aim.lead.strip())
            if told is None or not _AIM.match(context.text, aim.unit_end):
                continue
            told_alike = unit_of(own) == unit_of(aim) and unit_of(own) not in ("", POINTS)
            rises = own.relation in STATES or _is_growth(figures, own)
            if told_alike and rises and not own.qualifier and not _FELL.search(own.lead):
                yield _against(context, own, aim, told["above"] is not None)
                last = own  # 高于6.1%的平均水平,超过7.0%的目标


def _is_growth(figures: list[Figure], own: Figure) -> bool:
    """Whether a number is growth told alone: 79.2岁,提高0.3岁,高于78.2岁 is said of the age."""
    levels = [f for f in figures if f.start < own.start and f.relation in STATES]
    alone = all(unit_of(f) != unit_of(own) for f in levels)
    return own.relation == "change" and sign_of(own) > 0 and alone


def _against(context: Context, own: Figure, aim: Figure, above: bool) -> Claim:
    low, high = interval(own)
    topic = words(context.text[own.clause_start : own.start]) or before(context.text, own.start, 14)
    return arithmetic(
        context,
        "opposed",
        (aim, own),
        f"against/{topic}",
        titled("claim.against", topic),
        f"{number(own.value)} {'>' if own.value > aim.value else '<='} {number(aim.value)}",
        high > aim.value if above else low < aim.value,
        says("remark.against"),
    )


RULES = (set_against,)
