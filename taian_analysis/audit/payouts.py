"""What is paid out on all shares: 每10股派发现金红利4元,总股本9.36亿股,合计派发3.74亿元.

Shares bought back are paid nothing, and not always named: a total is wrong only where one
misprinted digit explains it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..base.vocabulary import pattern
from ..grammar.interval import Interval
from ..narrative.figures import Figure
from .claim_words import words
from .claims import Claim, Context, interval, unit_of
from .mended import mends
from .reckon import gives, makes

_words = partial(pattern, "payouts")
_RATE, _PAID, _LESS = _words("rate"), _words("paid"), _words("less")
_SHARES, _IN_ALL = _words("shares"), _words("in_all")
#: So many numbers on either side of a rate its shares and its total may stand.
_NEAR = 8


def payouts(context: Context) -> Iterator[Claim]:
    """Multiply what a share is paid by the shares of its paragraph: that is paid in all."""
    for place, rate in enumerate(context.figures):
        match = _RATE.fullmatch(unit_of(rate))
        if match is None or rate.qualifier or not _PAID.search(rate.lead):
            continue
        around = context.figures[max(0, place - _NEAR) : place + _NEAR]
        near = [f for f in around if f.line == rate.line and not f.qualifier]
        shares = [f for f in near if f.unit == "股" and _SHARES.search(f.lead)]
        paid = [f for f in near if f.start > rate.start and f.unit == "元" and _in_all(f)]
        many = int(match[1] or 1)
        if len(shares) == len(paid) == 1 and many:
            yield from _paid(context, [paid[0], rate, shares[0]], many)


def _in_all(figure: Figure) -> bool:
    return bool(_IN_ALL.search(figure.lead) and _PAID.search(figure.lead))


def _paid(context: Context, some: list[Figure], many: int) -> Iterator[Claim]:
    def fits(ends: list[Interval]) -> bool:
        paid = sum(ends[1]) / 2  # what a share is paid is meant to the digit
        return makes("payout", [ends[0], Interval(paid, paid), ends[2]], n=many)

    fine = fits([interval(f) for f in some])
    told = context.text[min(f.start for f in some) : max(f.end for f in some)]
    if not fine and (_LESS.search(told) or not mends(some, fits)):
        return
    topic = words(some[0].lead)
    yield gives(context, "defined", "payout", some, f"paid/{topic}", topic, fine, n=many)


RULES = (payouts,)
