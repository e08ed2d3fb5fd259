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
    [
        "parts",
        "shares",
        "rates",
        "growths",
        "increases",
        "move-size",
        "ratios",
        "shortfalls",
        "compositions",
    ]
)
#: Rules whose claim stands for that of a link over the same number.
TOLD = PAIRED | {"repeats"}
#: From this chance on that a reading holds, an alarm on the same number is dropped.
_HOLDS = 0.5


def settled(context: Context, claims: list[Claim]) -> list[Claim]:
    """Return the claims with each number settled once."""
    text, groups = judged(context)
    explained: set[tuple[int, int]] = set()
    for group in groups:
        if group.holding is not None and group.holding_sure > _HOLDS:
            figure = text.places[group.holding.places[0]].figure
            explained.add((figure.start, figure.end))
    out = [c for c in claims if not _dropped(c, explained)]
    told = {(span, c.verdict) for c in out if c.rule in TOLD for span in c.spans}
    return [
        c for c in out
        if c.rule != "links" or not any((span, c.verdict) in told for span in c.stated_at)
    ]  # fmt: skip


def _dropped(claim: Claim, explained: set[tuple[int, int]]) -> bool:
    """Whether another reading of a number of an alarm holds."""
    if claim.rule not in PAIRED or claim.verdict != "fails":
        return False
    return any(span in explained for span in claim.spans)
