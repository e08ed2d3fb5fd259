"""Let the links settle what a rule that goes by wording alone has paired.

A rule such as `shares` binds what its wording names; the links weigh every reading of the same
number. Where another reading of it holds, the rule's alarm is dropped: it had bound the wrong
figures. Where both say the same of the same number, the rule's claim stands for both.
"""

from __future__ import annotations

from .claims import Claim, Context
from .linked import judged

#: Rules that pair figures by wording, which the links weigh too.
PAIRED = frozenset(
    "parts shares rates growths increases move-size ratios shortfalls compositions".split()
)
#: From this chance on that a reading holds, an alarm on the same number is dropped.
_HOLDS = 0.5
#: The least odds of a failing reading that leave a rule's alarm standing.
_DOUBT = 0.1


def settled(context: Context, claims: list[Claim]) -> list[Claim]:
    """Return the claims with each number settled once."""
    text, groups = judged(context)
    odds: dict[tuple[int, int], float] = {}
    explained: set[tuple[int, int]] = set()
    for group in groups:
        for reading in (group.failing, group.holding):
            if reading is None:
                continue
            figure = text.places[reading.places[0]].figure
            span = figure.start, figure.end
            odds[span] = max(odds.get(span, 0.0), group.odds)
            if reading is group.holding and group.holding_sure > _HOLDS:
                explained.add(span)
    out = [c for c in claims if not _dropped(c, odds, explained)]
    told = {
        (span, c.verdict) for c in out if c.rule in PAIRED for span in c.spans if c.rule != "links"
    }
    return [
        c for c in out
        if c.rule != "links" or not any((span, c.verdict) in told for span in c.stated_at)
    ]  # fmt: skip


def _dropped(
    claim: Claim, odds: dict[tuple[int, int], float], explained: set[tuple[int, int]]
) -> bool:
    if claim.rule not in PAIRED or claim.verdict != "fails":
        return False
    mine = [span for span in claim.spans if span in odds]
    if any(span in explained for span in mine):
        return True
    return max((odds[span] for span in mine), default=0.0) < _DOUBT
