"""Whether the parts that a text lists make up their total, are some of it, or can be none of it."""

from __future__ import annotations

import re
from functools import partial
from itertools import combinations, pairwise

from ..base import catalog
from ..base.vocabulary import pattern
from ..grammar.interval import Interval, agree
from ..narrative.figures import Figure
from ..narrative.link_kinds import coarse
from ..narrative.places import bigrams
from .claim_words import words
from .claims import Claim, Context, claimed, interval, number, unit_of
from .mended import digits_told, mends, turned
from .reckon import gives, holds, makes, outcome_of
from .told import says, titled

_WITHOUT, _OPEN_LIST = pattern("parts", "without"), pattern("parts", "open_list")
_AND_SO_ON, _REST = pattern("parts", "and_so_on"), pattern("listed", "rest")
_WORDS = catalog.load("parts")


def _kinds(name: str) -> list[list[re.Pattern[str]]]:
    return [[re.compile(word) for word in kinds.split()] for kinds in _WORDS[name]]


#: kinds that exclude each other; those that leave nothing out either
_COMPLETE, _DISJOINT = _kinds("complete"), _kinds("disjoint")
_COURSES = _kinds("courses")
_COMPLETE_FROM = 0.9
_NOT = _WORDS["not"].split()
#: What cuts across other kinds: a member of the party may be a woman with a degree.
_CROSSING, _TWICE = pattern("parts", "crossing"), pattern("parts", "twice")
#: A sum so far above the total is that of parts which overlap.
_OVERLAP_FROM = 1.4
_TOLD = 3  # digits that tell a total
_FEW, _TEN = 5, 10  # parts of which all choices are tried
_ITSELF = 0.001  # a part that differs by less from its whole is that
_NOUN = pattern("parts", "noun")
_ADDED, _ALL_OF, _ALIKE = pattern("parts", "added"), pattern("parts", "all_of"), 3
_OF_WHICH = pattern("parts", "of_which")
#: Units that count things of many names.
ANY = frozenset(_WORDS["any"].split())
#: Number of parts -> between which shares of the total their sum says that they are all parts.
_NEAR = {2: (0.98, 1.05), 3: (0.95, 1.1), 4: (0.9, 1.1)}


def summed(
    context: Context, wholes: list[Figure], listed: list[Figure], *, cut: bool
) -> Claim | None:
    """Claim that parts add up to one of some wholes, nearest first, or that none is above it.

    `cut` says that more of the kind follows where the list was left.
    """
    whole = _choose(wholes, listed)
    added, stated = _added(whole, listed), interval(whole)
    value = sum(f.value for f in listed)
    low, high = _limits(listed)
    so_on = _AND_SO_ON.match(context.text, listed[-1].unit_end) is not None
    rest = len(listed) > 2 and _REST.search(listed[-1].lead.strip()) is not None
    open_list = so_on or (not rest and any(_OPEN_LIST.search(f.lead) for f in listed))
    largest = max(listed, key=lambda f: f.value)
    within = interval(largest).low <= stated.high
    above = within and not open_list and len(listed) > 1 and added.low > stated.high
    if not (above or agree(added, stated)) and (
        open_list or not low <= value / whole.value <= high
    ):
        # a part of a sentence of its own may be of more than the one before tells
        before = whole.sentence_start != listed[0].sentence_start and not _alike(whole, largest)
        other = before or _apart(context, listed) or _unlike(context, whole, listed[0])
        # 甲校800人、乙校1200人,其中男生1320人: of them together
        together = len(wholes) > 1 and _one_list(context, [wholes[1], wholes[0]])
        if not within and (other or together):
            return None
        return claimed(
            context, "parts", (whole, *listed), _id_of(context, whole),
            titled("claim.parts_bound", _topic(whole)),
            f"{number(largest.value)} ≤ {number(whole.value)}", within, says("remark.part_larger"),
            check="bound",
        )  # fmt: skip
    fine: bool | None = agree(added, stated)
    comment = ""
    if not fine and above:
        fine, comment = _above(context, whole, listed)
    if fine is False and _left_out(context, whole, listed):
        fine, comment = None, says("remark.left_out")
    short = fine is False and added.high < stated.low
    if short and (cut or not _exhausts(listed, value / whole.value)):
        fine, comment = None, says("remark.short_list")
    return claim_of_sum(context, whole, listed, fine, comment)


def claim_of_sum(
    context: Context, whole: Figure, listed: list[Figure], fine: bool | None, comment: str = ""
) -> Claim:
    """Claim that parts add up to a whole."""
    some, topic = (whole, *listed), _topic(whole)
    name = _id_of(context, whole)
    return gives(context, "parts", "sum", some, name, topic, fine, own=True, comment=comment)


def _id_of(context: Context, whole: Figure) -> str:
    return f"parts/{words(context.text[whole.clause_start : whole.start])}"


def _topic(whole: Figure) -> str:
    return whole.lead.strip("、, ")


def _are(listed: list[Figure], kinds: list[re.Pattern[str]]) -> bool:
    """Say whether parts are named after these kinds, in order."""
    return len(kinds) == len(listed) and all(
        kind.search(figure.lead) for kind, figure in zip(kinds, listed, strict=True)
    )


def opposite(listed: list[Figure]) -> bool:
    """Whether two parts are what something is and what it is not: 贫困村28个,非贫困村13个."""
    if len(listed) != 2:
        return False
    one, other = (words(figure.lead.replace("其中", "")) for figure in listed)
    return len(one) > 1 and other in {f"{no}{one}" for no in _NOT}


def complete(listed: list[Figure]) -> bool:
    """Whether parts leave nothing of their whole out by what they are called: 男 and 女."""
    return opposite(listed) or any(_are(listed, kinds) for kinds in _COMPLETE)


def _limits(listed: list[Figure]) -> tuple[float, float]:
    """Return between which shares of a total the sum of these parts says that they are all."""
    low, high = _NEAR.get(min(len(listed), 4), (2.0, 2.0))
    if complete(listed):
        return _COMPLETE_FROM, _OVERLAP_FROM
    return (low, _OVERLAP_FROM) if any(_are(listed, kinds) for kinds in _DISJOINT) else (low, high)


def _exhausts(listed: list[Figure], share: float) -> bool:
    """Say whether parts that come short of a total are meant to be all of it.

    Three or four often leave a rest unsaid (殡葬服务机构4201个,其中殡仪馆1722个、管理机构865个、
    公墓1536个, in a national bulletin); five that come within 3 % do not.
    """
    if len(listed) < 4 and _limits(listed)[0] == _COMPLETE_FROM:
        return True
    if len(listed) > 2 and _REST.search(listed[-1].lead.strip()):
        return True
    if any(_are(listed, kinds) for kinds in _DISJOINT[1:]):  # there is more than 公办 and 民办
        return True
    return len(listed) > 4 and share > 0.97


def _choose(wholes: list[Figure], listed: list[Figure]) -> Figure:
    """Choose the whole, nearest first: one that the parts make up, if there is one.

    Else the whole that the sum comes nearest to, if it comes near one; else the nearest that no
    part exceeds.
    """
    stated = [interval(whole) for whole in wholes]
    for many in range(len(listed), 1, -1):
        added = outcome_of("sum", listed[:many])
        for whole, known in zip(wholes, stated, strict=True):
            if agree(added, known):
                return whole
    low, high = _limits(listed)
    value = sum(f.value for f in listed)
    near = [whole for whole in wholes if low <= value / whole.value <= high]
    if near:
        return min(near, key=lambda whole: abs(value / whole.value - 1))
    largest = max(f.value for f in listed)
    return next((whole for whole in wholes if whole.value >= largest), wholes[0])


def _one_list(context: Context, listed: list[Figure]) -> bool:
    """Say whether all parts are joined by 、 or 和: the list has no other end than its last."""
    return all(
        re.search(r"[,;。]", context.text[one.unit_end : other.start]) is None
        for one, other in pairwise(listed)
    )


def _above(context: Context, whole: Figure, listed: list[Figure]) -> tuple[bool | None, str]:
    """Judge parts whose sum is above the whole though none of them is: (verdict, comment).

    党员40人、女性70人 of 100 may overlap, and where a list runs on with commas its first parts may
    make up the whole and the rest be another matter. One may be what is counted in two others.
    """
    if is_again(whole, listed) or any(_TWICE.search(f.lead) for f in listed) or _in_turn(listed):
        return None, says("remark.overlap")
    joined = _one_list(context, listed)
    if some_make(whole, listed, _TEN if joined or parallel(listed) else 0):
        return None, says("remark.some_parts")
    value = sum(f.value for f in listed)
    low, high = _limits(listed)
    some = [whole, *listed]
    misprint = mends(some, partial(makes, "sum"))
    if misprint and low <= value / whole.value <= high:
        return False, ""
    apart = joined or (parallel(listed) and misprint)
    told = digits_told(whole) >= _TOLD and not any(f.qualifier for f in some)
    if told and mends(some, partial(makes, "sum"), by=turned):
        return False, ""  # 6.28亿元,其中税收4.89亿元;非税1.93亿元: 6.82, told by chance hardly
    if apart and not crossing(listed) and value <= _OVERLAP_FROM * whole.value:
        return False, ""
    return None, says("remark.overlap")


def some_make(whole: Figure, listed: list[Figure], least: int = _TEN) -> bool:
    """Whether some parts make the whole without the rest, which overlap them or are none of it.

    项目246个,其中新开工98个、竣工73个、续建148个: what was finished was begun or gone on with. Of
    a long list only the first parts are tried; the rest is at `least` so many steps, since one of
    a digit may be so by a misprint.
    """
    step = max((f.step for f in (whole, *listed)), default=0.0) or 1.0
    over = sum(f.value for f in listed) - whole.value >= least * step
    sizes = range(2, len(listed)) if over else ()
    some = (
        combinations(listed, many) if len(listed) <= _FEW else [listed[:many]] for many in sizes
    )
    return any(holds("sum", [whole, *parts]) for tried in some for parts in tried)


def parallel(listed: list[Figure]) -> bool:
    """Whether parts are named alike but for their kind: 任中审计10名,离任审计34名."""
    names = [words(_OF_WHICH.sub("", f.lead)) for f in listed]
    one, *others = names
    return len(set(names)) == len(names) and all(
        len(name) == len(one) > 1 and name[-1] == one[-1] for name in others
    )


def is_again(whole: Figure, listed: list[Figure]) -> bool:
    """Whether one that is taken for a part is the whole told again: 1257.88万元…,1257.8万元."""
    return any(abs(f.value - whole.value) < _ITSELF * abs(whole.value) for f in listed)


def _in_turn(listed: list[Figure]) -> bool:
    """Whether two parts are steps that one thing takes in turn: 刑拘1142人、逮捕718人."""
    return any(
        sum(any(step.search(f.lead) for f in listed) for step in course) > 1 for course in _COURSES
    )


def crossing(listed: list[Figure]) -> bool:
    """Whether a part cuts across other kinds, so that others may overlap it or be left out."""
    return any(_CROSSING.search(f.lead) for f in listed)


def _added(whole: Figure, listed: list[Figure]) -> Interval:
    """Return what parts add up to: as printed where a total and few parts are told coarsely."""
    if coarse([whole, *listed]):
        value = sum(f.value for f in listed)
        return Interval(value, value)
    return outcome_of("sum", listed)


def _apart(context: Context, listed: list[Figure]) -> bool:
    """Whether the largest part stands in another clause than 其中, and may be of another matter.

    新增铁路639公里、其中高铁370公里,新增公路2600公里
    """
    largest = max(listed, key=lambda f: f.value)
    return any(m in context.text[listed[0].end : largest.start] for m in ",;")


def _unlike(context: Context, whole: Figure, part: Figure) -> bool:
    """Whether two counts are of unlike things: 12个酒馆,其中有54个英雄; 5个考点(32个考场)."""
    if unit_of(whole) not in ANY:
        return False
    one, other = (_NOUN.match(context.text, f.unit_end) for f in (whole, part))
    if one is None or other is None:
        return False
    ended = not any(context.text[m.end() : m.end() + 1].isalnum() for m in (one, other))
    return not set(one[0]) & set(other[0]) or (ended and one[0][-1] != other[0][-1])


def _alike(whole: Figure, part: Figure) -> bool:
    """Whether what is said of a part names the same as what is said of the whole before it.

    共举办新闻发布会191场。其中,疫情防控新闻发布会151场; 新增 is no whole of 总量.
    """
    told, its = (f.source[f.clause_start : f.clause_end] for f in (whole, part))
    if (
        _ADDED.search(whole.lead)
        or _OF_WHICH.search(whole.lead)
        or (_ALL_OF.search(part.lead) and not _ALL_OF.search(told))
    ):
        return False
    return len(bigrams(told) & bigrams(its)) >= _ALIKE


def _left_out(context: Context, whole: Figure, listed: list[Figure]) -> bool:
    """Whether a bracket behind a total says that it is without one of the parts.

    118人(不含附条件5人),其中9人、93人、16人、附条件5人
    """
    bracket = _WITHOUT.match(context.text, whole.unit_end)
    if bracket is None:
        return False
    without = [f for f in context.figures_from(bracket.start(), 4) if f.end <= bracket.end()]
    return any(f.value == g.value for f in without for g in listed)
