"""Claims about shares: of a part in its whole, one by one and listed (分别占)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from ..base.vocabulary import pattern
from ..grammar.interval import Interval, a_step_off, agree
from ..narrative.figures import POINTS, Figure
from ..narrative.link_scope import of_another
from .claim_words import words
from .claims import STATES, Claim, Context, interval, unit_of
from .linked import judged, places_of
from .reckon import gives, outcome_of
from .told import says

_words = partial(pattern, "shares")
_SUM_TAIL = _words("sum_tail")
_TOLD_SHARE = _words("told_share")
_MEMBER, _RESPECTIVELY_OF = _words("member"), _words("respectively_of")
_SHARE_CUE = _words("share_cue")
#: 占常住人口的: the whole is named, and must be one that the sentence has given.
_SHARE_OF = _words("share_of")
_NAMED_PART = _words("named_part")
_OF_PLAN = _words("of_plan")
_REACHES = _words("reaches")
_OF_WHICH = pattern("parts", "of_which")
_WHOLE_AREA = pattern("repeats", "whole_area")
_DEED, _MEASURE = pattern("rates", "deed"), _words("measure")
_LONG = 4  # characters of a name that is more than 其中


def shares(context: Context) -> Iterator[Claim]:
    """Whole W, part P, 占p%: P/W is p. Both stand before the share in its sentence.

    A whole that the share names (占常住人口的) may stand in the sentence before.
    """
    before_it: list[Figure] = []
    for figures in context.sentences:
        for place, share in enumerate(figures):
            named = _cue(share) if place else None
            if named is not None:
                yield from _share(context, figures, place, before_it, named)
        before_it = figures


def _cue(share: Figure) -> str | None:
    """Return the whole that a share names, "" where it names none, None if it is no share."""
    lead = share.lead.strip()
    if unit_of(share) != "%" or share.relation not in STATES or _RESPECTIVELY_OF.search(lead):
        return None
    if _SHARE_CUE.search(lead):
        return ""
    found = _SHARE_OF.search(lead)
    return found[1] if found else None


def _share(
    context: Context, figures: list[Figure], place: int, before_it: list[Figure], named: str
) -> Iterator[Claim]:
    """Judge the share at a place of a sentence, if its part and a whole can be told."""
    share = figures[place]
    lead = share.lead.strip()
    # 幼儿园24万所,增长4.5%,占…: changes may stand between the part and its share.
    at = next((i for i in range(place - 1, -1, -1) if figures[i].relation != "change"), 0)
    at = _named_part(figures, at, lead)
    part, leading = figures[at], _leading(figures, at)
    if _is_unnumbered(lead, part):
        return
    wholes = _wholes(context, part, _earlier(context, figures, at, before_it, named), named)
    if not wholes:
        return
    if not named and leading in wholes:
        # the total that 其中 divides, before the parts in between
        wholes = [leading, *(f for f in wholes if f is not leading)]
    # 人口450万人,其中60岁以上90万人,占20%;65岁以上63万人,占14%: the nearest, or one before
    # it that fits.
    whole = next((f for f in wholes if agree(percent(part, f), interval(share))), wholes[0])
    value = 100 * part.value / whole.value
    fine: bool | None = agree(percent(part, whole), interval(share))
    comment = ""
    if not fine and _of_another(context, share, part, whole):
        return
    if not fine:
        unsure = not named and not _same_kind(context, part, whole)
        unsure = unsure or any(a_step_off(percent(part, f), interval(share)) for f in wholes)
        if unsure or _far_off(value, share.value) or _OF_PLAN.search(named):
            fine, comment = None, says("remark.no_whole")
    yield _claim(context, share, part, whole, fine, comment)


def _of_another(context: Context, *figures: Figure) -> bool:
    """Whether a share and those beside it are of one whole that is another than the one before."""
    text, _ = judged(context)
    some = places_of(context, *figures)
    return len(some) == len(figures) and of_another(text, *some)


#: A digit lost or a point misplaced is a tenfold; what lies farther off is of another whole.
_FAR = 12


def _far_off(one: float, other: float) -> bool:
    low, high = sorted((abs(one), abs(other)))
    return high > _FAR * low


def _claim(
    context: Context,
    share: Figure,
    part: Figure,
    whole: Figure,
    fine: bool | None,
    comment: str = "",
) -> Claim:
    topic = words(part.lead) or words(context.text[part.unit_end : part.clause_end])
    some, name = (share, part, whole), f"share/{topic}"
    return gives(
        context, "shares", "share", some, name, topic, fine, own=True, comment=comment, unit=POINTS
    )


def _earlier(
    context: Context, figures: list[Figure], at: int, before_it: list[Figure], named: str
) -> list[Figure]:
    """Return what may be the whole of a part: what stands before it, some of it a sentence before.

    共设12个指标。…10个指标达到目标,占83.3%: the same noun, in the sentence before.
    """
    part, earlier = figures[at], figures[:at]
    if not before_it or before_it[0].line != part.line:
        return earlier
    if named:
        return [*before_it, *earlier]
    noun = _noun(context, part)
    return earlier or [f for f in before_it if noun and _noun(context, f) == noun]


def _wholes(context: Context, part: Figure, earlier: list[Figure], named: str) -> list[Figure]:
    """Return the wholes of a part, nearest first."""
    after = {f.start: g for f, g in pairwise([*earlier, part])}
    return [
        f
        for f in reversed(earlier)
        if not _is_part(after.get(f.start))
        and unit_of(f) == unit_of(part)
        and f.relation == part.relation == "level"
        and (not named or _is_named(context, named, f))
        and f.value > 0
    ]


def _is_part(following: Figure | None) -> bool:
    """Whether the figure after a number is its own share: then it is a part, and no whole."""
    return following is not None and (_cue(following) is not None or told_share(following))


def _named_part(figures: list[Figure], at: int, lead: str) -> int:
    """Return the place of the part a share names (自主就业占75%), else the one before the share."""
    match = _NAMED_PART.fullmatch(lead)
    if match is None or match[1] in figures[at].lead:
        return at
    named = (i for i in range(at - 1, 0, -1) if figures[i].lead.strip().endswith(match[1]))
    return next((i for i in named if unit_of(figures[i]) == unit_of(figures[at])), at)


def _is_unnumbered(lead: str, part: Figure) -> bool:
    """Whether a share names a part of which no number is told: 稻谷33.3万亩,优质稻种植面积占80%."""
    match = _NAMED_PART.fullmatch(lead)
    return match is not None and len(match[1]) >= _LONG and match[1][:2] not in part.lead


def _leading(figures: list[Figure], at: int) -> Figure | None:
    """Return the total before the last 其中 that stands before a part, or in its own words."""
    for place in range(at, 0, -1):
        if _OF_WHICH.search(figures[place].lead):
            before_it = (f for f in reversed(figures[:place]) if f.relation != "change")
            return next(before_it, None)
    return None


def percent(part: Figure, whole: Figure) -> Interval:
    """Return what part of a whole a figure can be, in per cent."""
    return outcome_of("share", (part, whole))


def _is_named(context: Context, name: str, figure: Figure) -> bool:
    """Say whether a figure is the whole a share names.

    全国幼儿园 is what 全国共有幼儿园 counts; 市本级低保对象 is not what 全市低保对象 counts, nor
    全省低保对象.
    """
    area, lead = _WHOLE_AREA.match(name), figure.lead
    bare = _SUM_TAIL.sub("", name[area.end() :] if area else name)
    told = context.text[figure.sentence_start : figure.start]
    here = _WHOLE_AREA.search(lead) or _WHOLE_AREA.search(told)
    if area and here and area[0][-1] != here[0][-1]:
        return False
    if _OF_WHICH.search(lead) or len(bare) < 2:
        return False
    told = lead.strip()
    kind = _MEASURE.sub("", bare)  # 新建改建里程 of 新建改建公路1284公里
    return told.endswith(bare) or (kind != bare and len(kind) >= _LONG and told.startswith(kind))


_NOUN = re.compile(r"[\u4e00-\u9fff]{2}")


def _noun(context: Context, figure: Figure) -> str:
    """Return the first two characters of the noun after a figure's unit, if there is one."""
    match = _NOUN.match(context.text, figure.unit_end)
    return match[0] if match else ""


def told_share(figure: Figure) -> bool:
    """Whether a percentage is a share told with 占; 三成 has no last digit."""
    return (
        figure.relation == "share"
        and re.fullmatch(r"[\d.]+", figure.text) is not None
        and _TOLD_SHARE.search(figure.lead) is not None
    )


def _same_kind(context: Context, part: Figure, whole: Figure) -> bool:
    """Say whether a figure is plainly a part of another: 其中, N个断面中, or the same noun.

    So is 7984家 of 9711家;7984家已认定…, which has no words of its own before it.
    """
    if _OF_WHICH.search(part.lead):
        return True
    if not words(part.lead) and _DEED.match(context.text, part.unit_end):
        return True
    if _MEMBER.match(context.text[whole.unit_end : part.start]):
        return True
    if _noun(context, part) and _noun(context, part) == _noun(context, whole):
        return True
    one = _REACHES.sub("", part.lead.strip())
    other = _REACHES.sub("", whole.lead.strip())
    return len(one) > 1 and one[-2:] == other[-2:]


RULES = (shares,)
