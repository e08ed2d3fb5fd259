"""Let the links settle what a rule that goes by wording alone has paired.

A rule such as `shares` binds what its wording names; the links weigh every reading of the same
number. The alarm of such a rule is dropped where the links take other figures to explain the
number, or a reading of it agrees, and where no misprint would explain it; so is any that leaves out
what makes its numbers fit (收入20亿元: 税收8亿元,非税2亿元,补助10亿元). Where both say the same of
the same number, the rule's claim stands for both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from ..base import catalog
from ..grammar.interval import Interval, agree
from .claims import Claim, Context, Span, unit_of
from .linked import judged
from .mended import mends
from .reckon import mended, outcome_of
from .wholes import agreed

#: Rules that pair figures by wording, which the links weigh too.
PAIRED = frozenset(
    ["parts", "shares", "rates", "growths", "increases", "move-size", "ratios",
     "compositions"]
)  # fmt: skip
#: Rules whose claim stands for that of a link over the same number.
_TOLD = PAIRED | {"repeats", "odd_shares", "far_shares", "means"}
#: Rules that name every number of a formula: what holds so is not to be read otherwise.
_NAMED = frozenset(["defined", "balanced", "added", "far_shares", "completed", "undone"])
#: The rule that adds up what other rules may have added up by their wording.
_LIST = "listed"
_LINKED = "links"
#: A share, its part and its whole.
_OF_SHARE = 3
#: From this chance on that a reading holds, an alarm on the same number is dropped.
_HOLDS = 0.5


def settled(context: Context, claims: list[Claim]) -> list[Claim]:
    """Return the claims with each number settled once."""
    text, groups = judged(context)
    explained: dict[Span, set[Span]] = {}
    for group in groups:
        holding, likeliest = group.holding, group.likeliest
        sure = holding is not None and group.holding_sure > _HOLDS
        holds = likeliest is not None and likeliest.holds
        for reading in filter(None, (holding if sure else None, likeliest if holds else None)):
            first, *others = map(text.span, reading.places)
            explained.setdefault(first, set()).update(others)
    made = {c.spans[0] for c in claims if c.rule in _NAMED and c.verdict == "holds"}
    bound = {
        span: frozenset(c.spans)
        for c in claims if c.rule == "links" and c.verdict == "fails" for span in c.stated_at
    }  # fmt: skip
    of_others = agreed(context)
    sums: dict[Span, list[frozenset[Span]]] = defaultdict(list)
    for c in claims:
        if c.verdict == "holds" and _is_sum(c):
            for span in c.spans:
                sums[span].append(frozenset(c.spans))

    def alarms(c: Claim) -> bool:
        """Whether nothing speaks against a claim that fails."""
        if not _stands(c, explained, context.based) or _otherwise(c, bound):
            return False
        if c.rule in _NAMED and c.spans[0] in made:
            return False  # 结案率, of what came in or of what is closed and what is open
        apart = _is_sum(c) and any(frozenset(c.spans) < more for more in sums[c.spans[0]])
        return not (apart or _of_its_whole(context, c)) and mended(context, c)

    out = [
        c for c in claims
        if not (_of_another(context, c, of_others) or _has_base(context, c))
        and (c.verdict != "fails" or alarms(c))
    ]  # fmt: skip
    # a mean that fails is no word on what its total and its count are made of
    told = {(span, verdict) for c in out if c.rule in _TOLD
            for span in (c.spans[:1] if c.rule == "means" and c.verdict == "fails" else c.spans)
            for verdict in (c.verdict, "undecidable")}  # fmt: skip
    kept = _once(out)
    alike = {_what(c) for c in kept if c.rule != _LINKED}
    return [
        c for c in kept
        if c.rule != _LINKED or not (_what(c) in alike
        or any((span, c.verdict) in told for span in c.stated_at)
        or (c.verdict != "holds" and not made.isdisjoint(c.stated_at)))
    ]  # fmt: skip


def _what(claim: Claim) -> tuple[Span, frozenset[Span], str]:
    """Return what a claim says of which numbers, whatever its rule."""
    return claim.spans[0], frozenset(claim.spans), claim.verdict


def _once(claims: list[Claim]) -> list[Claim]:
    """Return claims without the lists that another rule adds up of the same numbers, alike."""
    told = {(frozenset(c.spans), c.verdict) for c in claims if c.rule != _LIST and _is_sum(c)}
    return [c for c in claims if c.rule != _LIST or (frozenset(c.spans), c.verdict) not in told]


def _is_sum(claim: Claim) -> bool:
    """Whether a claim says that parts make up a total."""
    return _check(claim) in ("sum", "definition")


def _check(claim: Claim) -> str:
    return claim.check or catalog.load("rules")[claim.rule]["check"]


def _of_its_whole(context: Context, claim: Claim) -> bool:
    """Whether a share is of what its whole, or the number before its part, is told to be one of.

    客户合计3.62亿元,占销售总额的41.2%,其中第一名1.26亿元,占14.3%
    """
    some = [f for f in (context.figure_at(*span) for span in claim.spans) if f is not None]
    if _check(claim) != "share" or len(some) != _OF_SHARE:
        return False
    share, part, whole = some
    at = bisect_left(context.starts, part.start)
    for told in (context.figures[max(0, at - 2) : at], context.figures_from(whole.start, 2)):
        of_it = [unit_of(f) for f in (*told[1:], share)] == ["%", "%"] and told[1] is not share
        if of_it and told[0].relation == "level" and told[1].relation == "share":
            found = (outcome_of("share", two) for two in ((part, share), told))
            if agree(*found):
                return True
    return False


def _stands(claim: Claim, explained: dict[Span, set[Span]], based: set[int]) -> bool:
    """Whether no link explains a number of an alarm otherwise.

    `explained` has the numbers that links explain, and by which others each; `based` is where
    changes begin whose base is named beside them.
    """
    if claim.rule == "growths" and any(start in based for start, _ in claim.spans):
        return not any(s in explained for s in claim.spans if s[0] in based)
    if claim.check == "bound":  # a part that is itself a total of others is none of this one
        return not any(span in explained for span in claim.spans[1:])
    # that both make up a total is what the rate is of, and two rates set against each other are of
    # something each
    if claim.formula in ("share_of_both", "apart"):
        return claim.spans[0] not in explained
    if claim.rule == "increases":  # its level may well be the total of others
        rate, level, *last = claim.spans
        told = {level} if claim.formula == "growth_base" else set()  # d is from that very base
        return rate not in explained and all(told & explained[s] for s in last if s in explained)
    return claim.rule not in PAIRED or not any(span in explained for span in claim.spans)


def _otherwise(claim: Claim, bound: dict[Span, frozenset[Span]]) -> bool:
    """Whether the links hold the number of an alarm against other figures than it does."""
    if claim.rule not in PAIRED or claim.check == "bound":
        return False
    return bound.get(claim.spans[0], frozenset(claim.spans)) != frozenset(claim.spans)


def _has_base(context: Context, claim: Claim) -> bool:
    """Whether a claim of a change without its base is of one whose base another claim has."""
    change, *others = claim.spans
    return claim.rule == "growths" and len(others) == 1 and change[0] in context.based


def _of_another(context: Context, claim: Claim, of_others: dict[Span, Interval]) -> bool:
    """Whether a link that does not hold takes a share to be of another whole than its fellows.

    占18.6% beside 占58.8% and 占22.6%, each of the same whole: no number printed elsewhere is it,
    but for one that a misprint parts from it.
    """
    if claim.rule != "links" or claim.verdict == "holds" or claim.check != "share":
        return False
    common = next((of_others[span] for span in claim.stated_at if span in of_others), None)
    whole = context.figure_at(*claim.spans[-1])
    if common is None or whole is None:
        return False
    return not mends([whole], lambda ends: agree(ends[0], common))
