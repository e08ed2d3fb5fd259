"""A number said to lie above or below the next, and how far the ends of a range are apart.

失业率为5.2%,低于5.5%的目标; 最高为甲县(增长55.5%),最低为乙县(下降13.2%),高低相差68.7个百分点.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from ..base.vocabulary import pattern
from ..narrative.figures import POINTS, Figure
from ..narrative.roles import sign_of
from .claim_words import before, words
from .claims import STATES, Claim, Context, arithmetic, interval, number, unit_of
from .reckon import held
from .told import says, titled

_words = partial(pattern, "growth")
_AGAINST, _AIM, _FELL = _words("against"), _words("aim"), _words("fell")
_ENDS, _HIGHEST, _LOWEST = _words("ends_apart"), _words("highest"), _words("lowest")


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


def ends_apart(context: Context) -> Iterator[Claim]:
    """最高(增长55.5%),最低(下降13.2%),高低相差68.7个百分点: one less the other."""
    for figures in context.sentences:
        for high, low, gap in zip(figures, figures[1:], figures[2:], strict=False):
            if not (_ENDS.search(gap.lead) and _HIGHEST.search(high.lead)):
                continue
            rates = unit_of(high) == unit_of(low) == "%" and unit_of(gap) == POINTS
            if rates and _LOWEST.search(low.lead):
                yield from _apart(context, high, low, gap)


def _apart(context: Context, high: Figure, low: Figure, gap: Figure) -> Iterator[Claim]:
    signs = [1, *(sign_of(f) if f.relation == "change" else 1 for f in (high, low))]
    topic = before(context.text, high.start, 14)
    some = (gap, high, low)
    yield from held(
        context, "growths", "apart", some, f"ends/{topic}", topic, signs=signs,
        title="growths_beside", unit=POINTS,
    )  # fmt: skip


RULES = (set_against, ends_apart)
