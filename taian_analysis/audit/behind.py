"""Totals told behind their parts: 分别为86亿元、91亿元和98亿元,三年累计275亿元."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from ..base.vocabulary import pattern
from ..narrative.figures import Figure
from .claims import Claim, Context, unit_of
from .linked import chosen
from .part_sums import claim_of_sum

_BEHIND, _BEHIND_EACH = pattern("parts", "behind"), pattern("parts", "behind_each")
_EACH, _AMOUNTS = pattern("parts", "each"), ("level", "change")
#: So many numbers before it may be the parts of a total.
_FEW, _MANY = 2, 6
#: How much likelier than by chance a misprint must explain that all of them make none.
_ALL = 1.0


def behind(context: Context) -> Iterator[Claim]:
    """Add up the numbers of its unit right before a total in its sentence: as many as make it."""
    for figures in context.sentences:
        for place, top in enumerate(figures):
            lead = top.lead.strip()
            if place < _FEW or not (_BEHIND.fullmatch(lead) or _BEHIND_EACH.fullmatch(lead)):
                continue
            parts = _before(figures[:place], top)[-_MANY:]
            if not _BEHIND.fullmatch(lead) and not (parts and _EACH.search(parts[0].lead)):
                continue
            tried = [(top, *parts[-many:]) for many in range(_FEW, len(parts) + 1)]
            found = chosen(context, "sum", tried) or chosen(context, "sum", tried[-1:], least=_ALL)
            if top.qualifier or found is None:
                continue
            if found[1] or len({f.value for f in found[0]}) == len(found[0]):  # 2万元 told thrice
                yield claim_of_sum(context, top, list(found[0][1:]), found[1])


def _before(figures: list[Figure], top: Figure) -> list[Figure]:
    """Return the last levels that are told in a total's unit with nothing else between."""

    def is_part(figure: Figure) -> bool:
        plain = figure.relation == top.relation in _AMOUNTS and not figure.qualifier
        return plain and unit_of(figure) == unit_of(top) != ""

    return list(takewhile(is_part, reversed(figures)))[::-1]


RULES = (behind,)
