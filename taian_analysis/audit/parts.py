"""Claims about parts of a total: 其中 …, 共…项 …, 以上…项."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..base import catalog
from ..base.vocabulary import pattern
from ..grammar.chars import line_of
from ..grammar.interval import Interval, agree, total
from ..narrative.figures import Figure
from ..narrative.link_kinds import coarse
from .claims import (
    Claim,
    Context,
    arithmetic,
    interval,
    number,
    printed,
    spans_of,
    unit_of,
    verdict,
    words,
)
from .told import says, titled

_OF_WHICH = pattern("parts", "of_which")
_BESIDE = pattern("parts", "beside")
_IN_ALL = pattern("parts", "in_all")
_THESE = pattern("parts", "these")

_WITHOUT = pattern("parts", "without")
_OPEN_LIST = pattern("parts", "open_list")
#: 人均收入18642元,其中城镇23105元: means and rates are no sums of parts, nor bounds to them.
_MEAN = pattern("parts", "mean")
_WORDS = catalog.load("parts")


def _kinds(name: str) -> list[list[re.Pattern[str]]]:
    return [[re.compile(word) for word in kinds.split()] for kinds in _WORDS[name]]


#: kinds that exclude each other; those that leave nothing out either
_COMPLETE, _DISJOINT = _kinds("complete"), _kinds("disjoint")
_COMPLETE_FROM = 0.9
_NOT = _WORDS["not"].split()
#: What cuts across other kinds: a member of the party may be a woman with a degree.
_CROSSING, _TWICE = pattern("parts", "crossing"), pattern("parts", "twice")
#: A sum so far above the total is that of parts which overlap.
_OVERLAP_FROM = 1.4
_COMPARED = pattern("parts", "compared")
_NOUN = pattern("parts", "noun")
#: Units that count things of many names.
_ANY = frozenset(_WORDS["any"].split())
_SIZES = frozenset(_WORDS["sizes"].split())
_BACK = 3  # sentences a total is looked for that the parts make up exactly
#: Number of parts -> between which shares of the total their sum says that they are all parts.
_NEAR = {2: (0.98, 1.05), 3: (0.95, 1.1), 4: (0.9, 1.1)}


def parts(context: Context) -> Iterator[Claim]:
    """X共A, 其中 B、C、D: no part is larger than the whole, and parts that exhaust it add up.

    The whole may stand in the sentence before (…A。其中,B;C). A list after 其中 need not be
    complete, and its parts may overlap: only lists whose sum is near the total are taken to exhaust
    it (see ``_NEAR``); of any other no part may be above the total.
    """
    for number_of, figures in enumerate(context.sentences):
        sentence_before = context.sentences[number_of - 1] if number_of else []
        for place, first in enumerate(figures):
            previous = figures[place - 1] if place else None
            if not _among(context, first, previous) or first.relation != "level" or not first.unit:
                continue
            earlier = figures[:place]
            opened = _bracket(context, first.start)
            if opened:  # 122个(其中市辖区36个): a bracket speaks of the figure right before it
                earlier = [f for f in earlier if f.end <= opened[0]][-1:]
            elif not earlier and sentence_before and sentence_before[0].line == first.line:
                earlier = sentence_before
            wholes = _wholes(earlier, first)
            listed = _listed(context, figures[place:], _second(figures, place))
            listed = _ended(context, wholes, listed)
            if opened:
                listed = [f for f in listed if f.end <= opened[1]]
            else:
                listed = [f for f in listed if not _bracket(context, f.start)]
            cut = _is_cut(context, figures[place:], listed)
            if wholes and earlier is sentence_before:
                wholes = _farther(context, number_of, listed) or wholes
            if wholes and listed and (claim := _sum(context, wholes, listed, cut=cut)):
                yield claim


def _wholes(earlier: list[Figure], first: Figure) -> list[Figure]:
    """Return what may be the total of parts, nearest first.

    Where the nearest is told roughly (受伤二千余人,其中250人) those before it are of other
    things; a size (两台33万千瓦机组) is no total.
    """
    ends = {f.unit_end for f in earlier}
    same = [
        f
        for f in reversed(earlier)
        if unit_of(f) == unit_of(first)
        and f.relation == "level"
        and f.value
        and not f.rate
        and not _MEAN.search(f.lead)
        and not (f.start in ends and unit_of(f) in _SIZES)
    ]
    rough = bool(same) and bool(same[0].qualifier)
    return [] if rough else [f for f in same if not f.qualifier]


def _farther(context: Context, sentence: int, listed: list[Figure]) -> list[Figure]:
    """Return the total that parts make up exactly, some sentences back in their paragraph.

    共有组织367万个。基层委18万个,支部349万个。其中,学生183万个,企业184万个
    """
    if len(listed) < 2:
        return []
    back = reversed(context.sentences[max(0, sentence - _BACK) : sentence])
    some = [f for figures in back for f in reversed(figures) if f.line == listed[0].line]
    whole = next((f for f in some if _is_sum(f, listed)), None)
    return [whole] if whole is not None else []


def _is_sum(whole: Figure, listed: list[Figure]) -> bool:
    """Whether parts make up a number, to the digit printed."""
    same = unit_of(whole) == unit_of(listed[0]) and whole.relation == "level" and whole.value
    return bool(same) and agree(total(map(interval, listed)), interval(whole))


def _bracket(context: Context, place: int) -> tuple[int, int] | None:
    """Return the bracket a place stands in, within its paragraph."""
    start, _ = line_of(context.text, place)
    opened = context.text.rfind("(", start, place)
    if opened < 0 or context.text.find(")", opened, place) >= 0:
        return None
    closed = context.text.find(")", place)
    return (opened, closed) if closed >= 0 else None


def _among(context: Context, figure: Figure, previous: Figure | None) -> bool:
    """Say whether a figure comes right after 其中, and not after another of its clause."""
    if _OF_WHICH.search(figure.lead):
        return True
    start = figure.clause_start
    if previous is not None and previous.clause_start == start:
        return False
    return _OF_WHICH.match(context.text, max(0, start - 3), start) is not None


def _listed(
    context: Context, figures: list[Figure], aside: frozenset[str | None] = frozenset()
) -> list[Figure]:
    """Return the levels of one unit from the first on, over the changes between them.

    A list that runs on with commas ends at a semicolon.
    """
    first = figures[0]
    out = [first]
    strong: bool | None = None
    for figure in figures[1:]:
        if figure.relation in ("change", "share") or figure.unit in aside:
            continue
        if unit_of(figure) != unit_of(first) or figure.relation != "level":
            break
        if _BESIDE.search(figure.lead):
            break
        if _COMPARED.match(figure.lead):
            continue  # 比上年的107件减少
        nested = _OF_WHICH.search(figure.lead) is not None or (
            figure.clause_start != out[-1].clause_start and _among(context, figure, out[-1])
        )
        semicolon = ";" in context.text[out[-1].end : figure.start]
        strong = semicolon if strong is None else strong
        if nested or figure.qualifier or (semicolon and not strong):
            break
        out.append(figure)
    return out


def _is_cut(context: Context, figures: list[Figure], listed: list[Figure]) -> bool:
    """Whether more of the kind follows where a list was left: 中学4所,学制12年的1所,中职1所."""
    if not listed:
        return False
    more = [
        f
        for f in figures
        if f.start > listed[-1].start and unit_of(f) == unit_of(listed[0]) and f.relation == "level"
    ]
    return bool(more) and ";" not in context.text[listed[-1].end : more[0].start]


def _second(figures: list[Figure], place: int) -> frozenset[str | None]:
    """Return the second measure of a total and its parts: 14000户24000人,其中6000户12000人."""
    before = figures[place - 1] if place else None
    after = figures[place + 1] if place + 1 < len(figures) else None
    both = before is not None and after is not None and before.unit == after.unit
    if both and after is not None and not after.lead.strip() and after.unit != figures[place].unit:
        return frozenset([after.unit])
    return frozenset()


def _ended(context: Context, wholes: list[Figure], listed: list[Figure]) -> list[Figure]:
    """End a list at a semicolon after which a number is above every total: another matter."""
    most = max((f.value for f in wholes), default=0.0)
    for i, (one, other) in enumerate(pairwise(listed), 1):
        if ";" in context.text[one.end : other.start] and other.value > most:
            return listed[:i]
    return listed


def _are(listed: list[Figure], kinds: list[re.Pattern[str]]) -> bool:
    """Say whether parts are named after these kinds, in order."""
    return len(kinds) == len(listed) and all(
        kind.search(figure.lead) for kind, figure in zip(kinds, listed, strict=True)
    )


def _opposite(listed: list[Figure]) -> bool:
    """Whether two parts are what something is and what it is not: 贫困村28个,非贫困村13个."""
    if len(listed) != 2:
        return False
    one, other = (words(figure.lead.replace("其中", "")) for figure in listed)
    return len(one) > 1 and other in {f"{no}{one}" for no in _NOT}


def _limits(listed: list[Figure]) -> tuple[float, float]:
    """Return between which shares of a total the sum of these parts says that they are all."""
    low, high = _NEAR.get(min(len(listed), 4), (2.0, 2.0))
    if _opposite(listed) or any(_are(listed, kinds) for kinds in _COMPLETE):
        return _COMPLETE_FROM, 1.4
    return (low, 1.4) if any(_are(listed, kinds) for kinds in _DISJOINT) else (low, high)


def _exhausts(listed: list[Figure], share: float) -> bool:
    """Say whether parts that come short of a total are meant to be all of it.

    Three or four often leave a rest unsaid (殡葬服务机构4201个,其中殡仪馆1722个、管理机构865个、
    公墓1536个, in a national bulletin); five that come within 3 % do not.
    """
    if len(listed) < 4 and _limits(listed)[0] == _COMPLETE_FROM:
        return True
    if any(_are(listed, kinds) for kinds in _DISJOINT[1:]):  # there is more than 公办 and 民办
        return True
    return len(listed) > 4 and share > 0.97


def _choose(wholes: list[Figure], listed: list[Figure]) -> Figure:
    """Choose the whole, nearest first: one that the parts make up, if there is one.

    Else the whole that the sum comes nearest to, if it comes near one; else the nearest that no
    part exceeds.
    """
    for many in range(len(listed), 1, -1):
        for whole in wholes:
            if agree(total(map(interval, listed[:many])), interval(whole)):
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
    if any(_TWICE.search(f.lead) for f in listed):
        return None, says("remark.overlap")
    first = any(
        agree(total(map(interval, listed[:many])), interval(whole))
        for many in range(2, len(listed))
    )
    joined = _one_list(context, listed)
    if not joined and first:
        return None, says("remark.first_parts")
    value = sum(f.value for f in listed)
    low, high = _limits(listed)
    if low <= value / whole.value <= high:
        return False, ""
    crossing = any(_CROSSING.search(f.lead) for f in listed)
    if joined and not crossing and value <= _OVERLAP_FROM * whole.value:
        return False, ""
    return None, says("remark.overlap")


def _added(whole: Figure, listed: list[Figure]) -> Interval:
    """Return what parts add up to: as printed where a total and few parts are told coarsely."""
    if coarse([whole, *listed]):
        value = sum(f.value for f in listed)
        return Interval(value, value)
    return total(map(interval, listed))


def _apart(context: Context, listed: list[Figure]) -> bool:
    """Whether the largest part stands in another clause than 其中, and may be of another matter.

    新增铁路639公里、其中高铁370公里,新增公路2600公里
    """
    largest = max(listed, key=lambda f: f.value)
    return any(m in context.text[listed[0].end : largest.start] for m in ",;")


def _unlike(context: Context, whole: Figure, part: Figure) -> bool:
    """Whether two counts are of unlike things: 12个酒馆,其中有54个英雄."""
    if unit_of(whole) not in _ANY:
        return False
    nouns = [_NOUN.match(context.text, f.unit_end) for f in (whole, part)]
    return all(nouns) and not set(nouns[0][0]) & set(nouns[1][0])  # type: ignore[index]


def _left_out(context: Context, whole: Figure, listed: list[Figure]) -> bool:
    """Whether a bracket behind a total says that it is without one of the parts.

    118人(不含附条件5人),其中9人、93人、16人、附条件5人
    """
    bracket = _WITHOUT.match(context.text, whole.unit_end)
    if bracket is None:
        return False
    without = [f for f in context.figures_from(bracket.start(), 4) if f.end <= bracket.end()]
    return any(f.value == g.value for f in without for g in listed)


def _sum(
    context: Context, wholes: list[Figure], listed: list[Figure], *, cut: bool
) -> Claim | None:
    whole = _choose(wholes, listed)
    added, stated = _added(whole, listed), interval(whole)
    value = sum(f.value for f in listed)
    low, high = _limits(listed)
    open_list = any(_OPEN_LIST.search(f.lead) for f in listed)
    claim_id = f"parts/{words(context.text[whole.clause_start : whole.start])}"
    topic = whole.lead.strip("、, ")
    largest = max(listed, key=lambda f: f.value)
    within = interval(largest).low <= stated.high
    above = within and not open_list and len(listed) > 1 and added.low > stated.high
    if not (above or agree(added, stated)) and (
        open_list or not low <= value / whole.value <= high
    ):
        before = whole.sentence_start != listed[0].sentence_start  # and a part may be of more
        if not within and (before or _apart(context, listed) or _unlike(context, whole, listed[0])):
            return None
        return arithmetic(
            context,
            "parts",
            (whole, *listed),
            claim_id,
            titled("claim.parts_bound", topic),
            f"{number(largest.value)} ≤ {number(whole.value)}",
            within,
            says("remark.part_larger"),
            check="bound",
        )
    fine: bool | None = agree(added, stated)
    comment: str = says("remark.parts_off", off=number(abs(round(value - whole.value, 4))))
    if not fine and above:
        fine, doubt = _above(context, whole, listed)
        comment = doubt or comment
    if fine is False and _left_out(context, whole, listed):
        fine, comment = None, says("remark.left_out")
    short = fine is False and added.high < stated.low
    if short and (cut or not _exhausts(listed, value / whole.value)):
        fine, comment = None, says("remark.short_list")
    return arithmetic(
        context,
        "parts",
        (whole, *listed),
        claim_id,
        titled("claim.parts", topic),
        f"{' + '.join(number(f.value) for f in listed)} = {number(value)}",
        fine,
        comment,
    )


def counted_parts(context: Context) -> Iterator[Claim]:
    """共涉及指标N项, …a项, …b项, 以上N项: the counts in between add up, and N is N both times."""
    for figures in context.sentences:
        whole = figures[0]
        if not _IN_ALL.search(whole.lead) or not unit_of(whole):
            continue
        same = [f for f in figures[1:] if unit_of(f) == unit_of(whole) and f.relation == "level"]
        again = next((f for f in same if _THESE.search(f.lead.strip())), None)
        if again is None:
            continue
        listed = same[: same.index(again)]
        scope = words(whole.lead)
        yield Claim(
            f"again/{scope}",
            titled("claim.counted_again", what=scope),
            "cross_reference",
            printed(context, again),
            number(whole.value),
            "0",
            verdict(again.value == whole.value),
            "",
            spans_of(whole, again),
            "counted_parts",
        )
        if len(listed) < 2:
            continue
        value = sum(f.value for f in listed)
        fine = value == whole.value
        yield Claim(
            f"parts/{scope}",
            titled("claim.counted_parts", scope),
            "arithmetic",
            printed(context, whole),
            f"{' + '.join(number(f.value) for f in listed)} = {number(value)}",
            "0",
            verdict(fine),
            "" if fine else says("remark.items_off", n=number(value), said=printed(context, whole)),
            spans_of(whole, *listed),
            "counted_parts",
        )


RULES = (parts, counted_parts)
