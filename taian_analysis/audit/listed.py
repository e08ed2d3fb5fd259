"""Lists under a heading of their own: 医院中,公立…,民营…; 按行政等级分,国道…,省道….

The total stands before, often a paragraph back: it is the number that the heading names, or, where
it names none, one of those before it. All that the sentence lists is its parts. Whether it is all
there is, only the arithmetic says: a list that does not add up is wrong only where a misprint
explains it, and chance hardly would.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby, pairwise

from ..base.vocabulary import pattern
from ..grammar.chars import line_of
from ..grammar.interval import agree
from ..narrative.link_model import evidence
from ..narrative.links import Text, reading
from ..narrative.places import Place, heads_own, named
from .claim_words import following, words
from .claims import Claim, Context, Span
from .linked import judged
from .part_sums import complete, parallel
from .reckon import gives, outcome_of, total_of
from .wholes import agreed

_words = partial(pattern, "listed")
_BY, _OPEN, _NESTED = _words("by"), _words("open"), _words("nested")
_REACHES = pattern("shares", "reaches")
_SHORT = _words("short")
_REST, _RUN_IN = _words("rest"), _words("run_in")
_PROPERTY, _OPENED = _words("property"), _words("opened")
#: How much likelier than by chance a misprint must explain a list that does not add up, where its
#: total is named and where it is not. Of 40 lists in honest texts that do not, none reaches 0.7.
_TELLING, _UNNAMED = 3.0, 20.0
#: Where a misprint explains one total alone, less will do, and less yet for a list up to the rest.
_CHANCE, _ALONE, _UP_TO_REST = 0.7, 15.0, 6.0
#: The same where the total and nothing else stands before parts in their own sentence.
_HEADED, _BEGINS = 8.0, (",", ":")
#: The same for what is divided by a property of its own: 医院按等级分 leaves none out.
_DIVIDED = 0.9
#: How far a total may stand back, in paragraphs and in numbers.
_BACK, _FAR, _NEXT = 5, 30, 20
#: Between which multiples of its total a list is one of all its parts, but for a misprint.
_NEAR = (0.6, 1.7)
_MOST, _SOME, _HEAD, _NAME, _LEAST = 16, 3, 60, 4, 10
_NAMED_REST = 3  # signs beyond which the rest is named: 其他支出, not 其他 or 其他类
_BRACKET = 160  # how long a bracket of parts may be


def listed(context: Context) -> Iterator[Claim]:
    """X中,A a个,B b个: all that a sentence lists under a heading makes the total it names."""
    text, _ = judged(context)
    made: dict[str, tuple[Place, Place]] = {}  # by unit: a total, and the list that makes it
    for _, group in groupby(text.places, lambda p: p.sentence):
        for unit, parts in _lists(context, list(group)):
            told = _again(context, text, made.get(unit), parts)
            if told is None or not told[1]:
                found = _found(context, text, list(_totals(context, text, parts, unit)), parts)
                told = found if told is None or (found and found[1]) else told
            if told is not None:
                top, fine = told
                more = [] if fine else _of_paragraph(text, parts)
                if more and adds_up(top, more):
                    parts, fine = more, True  # 投资100亿元。⏎铁路投资20亿元。公路…,水运….
                made |= {unit: (top, parts[0])} if fine else {}
                yield claim_of(context, top, parts, fine)


def headed_by_total(context: Context) -> Iterator[Claim]:
    """X案件N件,甲a件;乙b件;丙c件: a sentence of a total and its parts, apart by semicolons.

    Or of a total that says of itself that it is divided: N人中,甲a人,乙b人.
    """
    text, _ = judged(context)
    for _, group in groupby(text.places, lambda p: p.sentence):
        some = [p for p in group if p.unit]
        among = bool(some) and heads_own(some[0])
        if among:  # 218家企业中,增长的137家,下降的76家,持平的5家,增长面为62.8%
            some = [p for p in some if p.unit != "%" or p.kind == "level"]
        one = all(p.kind == "level" and p.unit == some[0].unit and not p.bracket for p in some)
        if not (one and _SOME < len(some) <= _MOST + 1):
            continue
        top, *parts = some
        gaps = [context.text[a.figure.unit_end : b.figure.start] for a, b in pairwise(parts)]
        first = context.text[top.figure.unit_end : parts[0].figure.start]
        apart = all(gap[:1] == ";" for gap in gaps)
        one_list = not among and _one_list(top, parts)
        if not among and (first[:1] not in _BEGINS or not (apart or one_list)):
            continue
        if not apart and any(_OPEN.search(p.figure.lead) for p in parts):
            continue
        fine = adds_up(top, parts)
        whole = _up_to_rest(parts) or sum(p.figure.value for p in parts) > top.figure.value
        sure = whole or complete([p.figure for p in parts])
        least = _DIVIDED if sure and (among or one_list) else _HEADED
        if fine or explained(text, top, parts) >= least:
            yield claim_of(context, top, parts, fine)


def _one_list(top: Place, parts: list[Place]) -> bool:
    """Whether parts with commas between are kinds of what their total is of, by their names.

    村卫生室612个,甲级220个,乙级260个,丙级132个; 收入865万元,其他支出80万元 is of something else.
    """
    names = [words(p.figure.lead) for p in parts]
    if _up_to_rest(parts):
        return len(names[-1]) <= _NAMED_REST or names[-1][-2:] in top.head
    return parallel([p.figure for p in parts]) and (
        len({name[-2:] for name in names}) > 1 or names[0][-2:] in top.head
    )


def in_brackets(context: Context) -> Iterator[Claim]:
    """9860人(男5230人,女4630人): a bracket of nothing but numbers of its unit makes a total."""
    text, _ = judged(context)
    for top in text.places:
        at = top.figure.unit_end
        end = context.text.find(")", at, at + _BRACKET) if context.text[at : at + 1] == "(" else 0
        parts = [
            p for p in text.places[top.index + 1 : top.index + 1 + _MOST] if p.figure.end <= end
        ]
        one = all(p.kind == "level" and p.unit == top.unit for p in (top, *parts))
        if len(parts) < 2 or not (one and top.unit):
            continue
        every = complete([p.figure for p in parts])
        some = not every and _NESTED.search(parts[0].figure.lead)
        fine, least = adds_up(top, parts), 1.0 if every else _TELLING
        if fine or (not some and explained(text, top, parts) >= least):
            yield claim_of(context, top, parts, fine)


def _of_paragraph(text: Text, parts: list[Place]) -> list[Place]:
    """Return the numbers of the unit of a list that its paragraph tells, in whatever sentence."""
    levels = map(text.places.__getitem__, text.levels[parts[0].unit])
    return [p for p in levels if p.paragraph == parts[0].paragraph and not p.bracket]


def _next(text: Text, place: Place) -> Span:
    """Return where the number after another is printed."""
    return text.span(min(place.index + 1, len(text.places) - 1))


def _again(
    context: Context, text: Text, held: tuple[Place, Place] | None, parts: list[Place]
) -> tuple[Place, bool] | None:
    """Return the total that a list right before made by other kinds: 从省市区看…;从产业类型看…."""
    if held is None or parts[0].within or parts[0].paragraph - held[1].paragraph > 1:
        return None
    if held[1].figure.period != parts[0].figure.period:
        return None  # 2017年处分a人:…⏎2018年处分b人:…
    added, fine = outcome_of("sum", (p.figure for p in parts)), adds_up(held[0], parts)
    whole = agreed(context)
    if not fine and any(agree(whole[s], added) for p in parts if (s := _next(text, p)) in whole):
        return None  # their shares are of what they make: a total of their own
    return (held[0], fine) if fine or explained(text, held[0], parts) >= _DIVIDED else None


def _lists(context: Context, sentence: list[Place]) -> Iterator[tuple[str, list[Place]]]:
    """Yield the numbers that a sentence lists under a heading, by their unit."""
    levels = [p for p in sentence if p.kind == "level"]
    first = next((p for p in levels if p.within), levels[0] if levels else None)
    alike = [p for p in levels if p.unit == levels[0].unit]
    if first is None or not (
        first.within
        or _by_kinds(context, first)
        or run_in(context, first)
        or _with_the_rest(levels, alike)
    ):
        return
    rest = [p for p in sentence if p.index >= first.index and p.bracket <= first.bracket]
    if any(p is not first and (_NESTED.search(p.figure.lead) or heads_own(p)) for p in rest):
        return
    parts = [p for p in rest if p.kind == "level" and p.unit == first.unit]
    if 2 <= len(parts) <= _MOST and not any(_OPEN.search(p.figure.lead) for p in parts):
        yield first.unit, parts


def _with_the_rest(levels: list[Place], alike: list[Place]) -> bool:
    """Whether a sentence lists numbers of one unit up to the rest: A人,B人,C人,其他人员D人."""
    return len(levels) == len(alike) >= _SOME and _up_to_rest(alike)


def _up_to_rest(parts: list[Place]) -> bool:
    return _REST.search(parts[-1].figure.lead.strip()) is not None


def run_in(context: Context, first: Place) -> str:
    """Return what the heading divides that a list runs on from: 党员的职业。工人a名,…; else ""."""
    start = first.figure.sentence_start
    match = _RUN_IN.fullmatch(context.text, line_of(context.text, start)[0], start)
    return match["of"] if match else ""


def _by_kinds(context: Context, first: Place) -> bool:
    """Whether a sentence begins as a list by kinds that does not name what it divides."""
    start = first.figure.sentence_start
    head = context.text[start : min(start + _HEAD, first.figure.start)]
    if _OPEN.search(head):
        return False  # 主要支出项目情况:教育支出…
    return _BY.match(head) is not None or _OPENED.match(head) is not None


def _totals(context: Context, text: Text, parts: list[Place], unit: str) -> Iterator[Place]:
    """Yield what may be the total of a list, nearest first.

    基金累计结存中,职工…,居民… is of 年末累计结存, whatever the sentence before says that it is of.
    """
    first, seq = parts[0], text.levels[unit]
    at, near = bisect_left(seq, first.index), _FAR if run_in(context, first) else _NEXT
    for i in reversed(seq[max(0, at - _FAR) : at]):
        top = text.places[i]
        if first.index - i > _FAR or first.paragraph - top.paragraph > _BACK:
            return
        if top.bracket > first.bracket:
            continue
        if first.within:
            heading = _heading(context, first)
            if named(first.within, top) or names(heading, top) or short_for(heading, top):
                yield top
        elif first.index - i <= near:
            yield top


def _heading(context: Context, first: Place) -> str:
    return context.text[first.figure.sentence_start : first.figure.start]


def _found(
    context: Context, text: Text, tops: Sequence[Place], parts: list[Place]
) -> tuple[Place, bool] | None:
    """Return the total that a list makes, or that it would make but for a misprint."""
    if not tops:
        return None
    held = total_of([p.figure for p in parts], (t.figure for t in tops))
    if held is not None:
        return tops[held], True
    within = parts[0].within
    exact = [t for t in tops if within and within == t.thing]  # 医院, not 公立医院
    tops = exact or tops
    found = [(t, e) for t in tops if (e := explained(text, t, parts)) > 0]
    of = run_in(context, parts[0])
    heading = _heading(context, parts[0])
    told = [t for t in tops if names(heading, t) or (of and of in t.head)]
    if within or told:
        least = _DIVIDED if of or _divided(context, parts[0]) else _TELLING
        first = [t for t in tops if named(within, t)] or [t for t in tops if short_for(heading, t)]
        first = first[:1] if within else told[: None if of else 1]
        telling = [t for t, e in found if e >= least and t in (first or told)]
    else:
        alone = sum(e > _CHANCE for _, e in found) == 1
        least = _UNNAMED if not alone else _UP_TO_REST if _up_to_rest(parts) else _ALONE
        telling = [t for t, e in found if e >= least]
    return (telling[0], False) if len(telling) == 1 else None


def _divided(context: Context, first: Place) -> bool:
    return _PROPERTY.search(_heading(context, first)) is not None


def names(heading: str, top: Place) -> bool:
    """Whether a heading says of what a number is: 各市常住人口分布如下 of 常住人口为3480.48万人."""
    tail = _REACHES.sub("", top.head)[-_NAME:]
    return len(tail) == _NAME and tail in heading


def short_for(heading: str, top: Place) -> bool:
    """Whether a heading names a number by the first and the last sign of its name: 不捕案件中.

    Of 不批准和不予逮捕682人; both signs and those between stand in the name in their order.
    """
    match, name = _SHORT.match(heading), words(top.head)
    if match is None or len(name) <= len(match["name"]) or name[0] != match["name"][0]:
        return False
    rest = iter(name)
    return name[-1] == match["name"][-1] and all(sign in rest for sign in match["name"])


def explained(text: Text, top: Place, parts: list[Place]) -> float:
    """Return how much likelier than by chance a misprint explains that parts make no total."""
    if top.figure.value < _LEAST:
        return 0.0  # chance makes 5 of anything
    size = sum(p.figure.value for p in parts) / (top.figure.value or 1.0)
    x = reading("sum", "sum", (top, *parts))
    return evidence(text, x) if _NEAR[0] <= size <= _NEAR[1] else 0.0


def adds_up(top: Place, parts: list[Place]) -> bool:
    """Whether parts add up to a total."""
    return total_of([p.figure for p in parts], [top.figure]) is not None


def claim_of(context: Context, top: Place, parts: list[Place], fine: bool) -> Claim:
    """Make the claim that parts add up to a total."""
    topic = words(top.head) or words(parts[0].head)
    topic = topic or following(context.text, top.figure.unit_end, 8)  # 11个设区市中,5个市…
    some, name = [p.figure for p in (top, *parts)], f"listed/{topic}/{words(parts[0].head)}"
    return gives(context, "listed", "sum", some, name, topic, fine, own=True)


RULES = (listed, headed_by_total, in_brackets)
