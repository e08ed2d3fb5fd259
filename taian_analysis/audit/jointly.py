"""Shares of several numbers together: 甲(4628件)、乙(1179件)、丙(679件),合计占比81.15%.

The parts are the numbers of one unit told right before; what they are shares of stands further
back, and the words seldom name it. It is wrong where no total that may be meant makes the share,
and one alone would, but for a misprint.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import takewhile

from ..base.vocabulary import pattern
from ..grammar.numerals import whole_number
from ..narrative.figures import POINTS, Figure
from . import far_wholes
from .claim_words import words
from .claims import Claim, Context, interval, unit_of
from .mended import mends
from .reckon import gives, holds, makes, outcome_of

_SHARE, _MEAN = pattern("jointly", "share"), pattern("jointly", "mean")
_THESE, _FIRST = pattern("jointly", "these"), pattern("jointly", "first")
_PLAIN, _OWN, _JOINS = (pattern("jointly", name) for name in ("plain", "own", "joins"))
#: So many numbers are a list, and so far back may their total stand.
_FEW, _MANY, _BACK, _REACH, _NAME = 2, 8, 120, 60, 2
#: So many signs of a name are compared, and so many must follow each other in both.
_LONGEST, _ALIKE = 24, 5


def jointly(context: Context) -> Iterator[Claim]:
    """A、B和C合计占p%: together they are p % of a total before them."""
    for place, share in enumerate(context.figures):
        if unit_of(share) != "%" or share.relation == "change" or share.qualifier:
            continue
        first = max(context.text.rfind("\n", 0, share.start) + 1, share.start - _REACH)
        joined = _SHARE.search(context.text[first : share.start]) is not None
        if not joined and not _PLAIN.fullmatch(share.lead.strip()):
            continue
        before = [f for f in context.figures[max(0, place - _BACK) : place] if _counts(f)]
        parts = _parts(context, share, before)
        beside = context.figures[max(0, place - len(parts)) : place] == parts
        if not _FEW <= len(parts) <= _MANY or _names_others(context, share, parts):
            continue
        if joined or (beside and _are_first(context, parts)):
            yield from _claim(context, share, parts, before[: before.index(parts[0])])


def _are_first(context: Context, parts: list[Figure]) -> bool:
    """Whether parts are said to be the first of all, as many as they are: 位居前三的工单."""
    match = _FIRST.search(context.text, parts[0].sentence_start, parts[0].start)
    return match is not None and whole_number(match["n"]) == len(parts)


def _names_others(context: Context, share: Figure, parts: list[Figure]) -> bool:
    """Whether a share names parts of its own, none of which stands among those before it."""
    told = _OWN.match(context.text, share.clause_start, share.start)
    names = _JOINS.split(told["names"]) if told else []
    body = context.text[parts[0].sentence_start : parts[-1].end]
    return len(names) > 1 and not any(name[:_NAME] in body for name in names)


def _counts(figure: Figure) -> bool:
    """Whether a number is one that parts, or what they are of, may be."""
    return figure.relation == "level" and bool(figure.unit) and not _MEAN.search(figure.lead)


def _parts(context: Context, share: Figure, before: list[Figure]) -> list[Figure]:
    """Return the numbers right before a share: of its sentence, or all of the one before it."""
    if not before:
        return []
    last = before[-1]
    own = last.sentence_start == share.sentence_start
    if not own and (
        last.line != share.line or not _THESE.search(context.text[slice(*_head(share))])
    ):
        return []
    run = takewhile(
        lambda f: f.unit == last.unit and f.sentence_start == last.sentence_start, before[::-1]
    )
    return list(run)[::-1]


def _head(share: Figure) -> tuple[int, int]:
    """Return where the words from the beginning of a sentence up to a share stand."""
    return share.sentence_start, share.start


def _claim(
    context: Context, share: Figure, parts: list[Figure], before: list[Figure]
) -> Iterator[Claim]:
    added = outcome_of("sum", parts)
    wholes = [f for f in before if f.unit == parts[0].unit and f.value > added.high]
    once = list({f.value: f for f in wholes if not f.qualifier}.values())
    fits = partial(makes, "joint_share")
    for whole in once:
        if holds("joint_share", (share, whole, *parts)):
            yield _told(context, share, whole, parts, True)
            return
    if any(holds("joint_share", (share, whole, *parts), slack=share.step) for whole in once):
        return  # cut off where it should be rounded
    found = [whole for whole in once if _mended(share, [whole, *parts])]
    if not found:
        heading = context.text[parts[0].sentence_start : parts[0].start]
        named = [f for f in once if (name := words(f.lead, _NAME))[1:] and name in heading]
        named = named or _most_alike(once, words(share.lead, _LONGEST))
        found = [whole for whole in named or once[:1] if mends([share, whole, *parts], fits)]
    if name := far_wholes.name_of(share):
        found = [f for f in found if far_wholes.plain(f.lead).endswith(name)]
    if len(found) == 1:
        yield _told(context, share, found[0], parts, False)


def _most_alike(wholes: list[Figure], told: str) -> list[Figure]:
    """Return the total whose words a share names it by: the longest run of them, if it is long."""

    def alike(figure: Figure) -> int:
        name = words(figure.lead, _LONGEST)
        runs = (
            size
            for size in range(len(name), _ALIKE - 1, -1)
            if any(name[i : i + size] in told for i in range(len(name) - size + 1))
        )
        return next(runs, 0)

    best = max(map(alike, wholes), default=0)
    return [f for f in wholes if alike(f) == best] if best else []


def _mended(share: Figure, others: list[Figure]) -> bool:
    """Whether a share that is misprinted itself would be that of its parts."""
    rest = [interval(f) for f in others]
    return mends([share], lambda ends: makes("joint_share", [*ends, *rest]))


def _told(context: Context, share: Figure, whole: Figure, parts: list[Figure], fine: bool) -> Claim:
    topic = words(share.lead) or words(parts[0].lead)
    return gives(
        context, "far_shares", "joint_share", (share, whole, *parts), f"jointly/{topic}", topic,
        fine, own=True, unit=POINTS,
    )  # fmt: skip


RULES = (jointly, *far_wholes.RULES)
