"""Whether the scope of a reading is found: only then may it say that a number is wrong.

A reading that is likely by its place can still be contradicted by its words: a share that names
another base, a rate with a subject of its own, a list that nothing opens. Such a reading is no
claim, whatever its numbers are.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache, partial

from ..base import catalog
from ..base.formula import Ends
from ..base.vocabulary import pattern
from ..grammar.interval import agree
from .identities import identity
from .link_kinds import is_in, is_misprint
from .link_lists import adds_up
from .links import Reading, Text, between
from .places import Place, last_of, named, planned

_SUMMED = re.compile(catalog.load("links")["summed"])
_OF_GROWTH = re.compile(catalog.load("links")["of_growth"])
_NOT_DONE = re.compile(catalog.load("links")["not_done"])
_EXCEPT = re.compile(catalog.load("links")["left_out"])
_WITHIN_IT = re.compile(catalog.load("links")["within_it"])
_OF_OTHERS = re.compile(catalog.load("links")["of_others"])
_TO_NUMBER = re.compile(catalog.load("links")["to_number"])
_LEFT = re.compile(catalog.load("links")["cues"]["yu"])
_OVER_YEARS = re.compile(catalog.load("budget")["in_all"])
_OTHER_DAY, _ON_YEAR = pattern("growth", "other_day"), pattern("growth", "on_year")
_AREA = re.compile(catalog.load("links")["of_area"])
_OF_PART = re.compile(catalog.load("links")["of_part"])
_MEAN = "均"
_PER_TIME = re.compile(catalog.load("links")["per_time"])
_JOINS = re.compile(catalog.load("counts")["joins"])
_PER_MANY = re.compile(catalog.load("links")["per_many"])


def _share(text: Text, x: Reading) -> bool:
    r, a, b = (text.places[i] for i in x.places)
    if _contributed(text, r):
        return False  # 对经济增长的贡献率
    if _moved_from(text, b) or (b.paragraph < r.paragraph and not _carries(text, r, b)):
        return False
    if _left_out(text, a, b) or (not x.holds and of_another(text, r, a, b)):
        return False
    if not x.holds and _of_area(r, b):
        return False
    return _of_this(x, r, a, b)


def _of_area(r: Place, b: Place) -> bool:
    """Whether a share is of all an area has, which no words of a number name: 占全市34.3%."""
    area = _AREA.search(r.head)
    figure = b.figure
    return area is not None and area[1] not in figure.source[figure.sentence_start : figure.start]


def _carries(text: Text, r: Place, b: Place) -> bool:
    """Whether a whole of a paragraph before may be meant where none is named.

    机电…,占出口总值的36.6%。服装…,占31.1%: the whole that the paragraph named first goes on.
    """
    if r.base:
        return True
    before = bisect_left(text.based, r.index)
    last = text.places[text.based[before - 1]] if before else None
    return last is None or last.paragraph != r.paragraph or named(last.base, b)


def _of_this(x: Reading, r: Place, a: Place, b: Place) -> bool:
    """Whether the words of a share allow these to be its part and its whole."""
    cues = set(r.cue.split("-"))
    beside = b.index == r.index - 1 and b.clause == r.clause
    if _misnamed(r, b):
        return False
    if r.done and "zhan" not in cues and not (r.done & a.name):
        return False
    if "ji" in cues and b.sentence != r.sentence:
        return False  # 占任务的104.9%: the next sentence's items have tasks of their own
    if "zhan" not in cues and planned(a) and planned(b):
        return False  # 为目标33亿元的101%,为全年目标42亿元的80%: both of what was done before
    own = r.own - r.base
    apart = own and not (named(own, a) or (a.own and a.own <= own))
    if apart and not r.done and not beside:
        return False
    if x.kind == "share_of_both":
        return _undone(a, b)
    if a.figure.value > b.figure.value and x.stated[1] <= 100 and not cues & {"wan", "ji"}:
        return False  # the larger number is the whole
    told = r.head + b.head if beside else r.head
    if _SUMMED.search(told) and not a.says("zong"):
        return False  # 合计占67%, 合计占产量52.6万吨的14.4%: of several numbers
    if cues & {"you", "bu"} or ("dao" in cues and not ("zhan" in cues and r.base)):
        return False
    return beside or bool(cues & {"zhan", "lv", "wan", "ji"})


def _misnamed(r: Place, b: Place) -> bool:
    """Whether a share names its whole, and that is another than b."""
    beside = b.index == r.index - 1 and b.clause == r.clause
    return bool(r.base) and not (beside or _names_whole(r.base, b) or r.base == b.own)


def ruled_out(text: Text, x: Reading) -> bool:
    """Whether the words of a share name another whole than a reading takes."""
    return x.kind == "share" and _misnamed(text.places[x.places[0]], text.places[x.places[2]])


def _moved_from(text: Text, b: Place) -> bool:
    """Whether a number is only what another came from: 注册资本从2000万元增加至5000万元."""
    after = text.places[b.index + 1 : b.index + 2]
    return b.says("you") and any(p.unit == b.unit and p.clause == b.clause for p in after)


def _names_whole(base: frozenset[str], b: Place) -> bool:
    """Whether the base of a share names a number: 投诉 is not what 投诉举报 counts."""
    if len(base) == 1:
        (word,) = base
        _, found, after = b.head.rpartition(word)
        if found and not _TO_NUMBER.fullmatch(after.strip()):
            return False
    return named(base, b)


def _left_out(text: Text, a: Place, b: Place) -> bool:
    """Whether some of b is left out before a: 在16家中,除去2家新成立的,有6家."""
    excepted = text.kept("excepted", (), lambda: _excepted(text))
    return any(b.index < i <= a.index and text.places[i].unit == b.unit for i in excepted)


def _excepted(text: Text) -> list[int]:
    """Return the numbers that something is left out by, which few texts have."""
    return [p.index for p in text.places if _EXCEPT.search(p.head)]


#: How far around a share those of the same whole are looked for, how far back what a number is left
#: of may stand, and how fine shares must tell their whole.
_BESIDE, _FAR, _FINE = 8, 24, 0.25


def _whole_of(share: Place, part: Place) -> Ends:
    """Return what the whole must be for a part to be this share of it."""
    return identity("share").compute([(part.low, part.high), (share.low, share.high)], (), 1.0)


def of_another(text: Text, r: Place, a: Place, b: Place) -> bool:
    """Whether a share and one beside it, told alike, are of one whole that is not b.

    咨询70件,占70%;建议20件,占20%: both are of 100, which is not printed, and 20 of 70 is nothing
    that is said. Where a misprint would make b that whole, it is b that is in doubt.
    """
    if not r.low > 0 < a.low:
        return False
    own = _whole_of(r, a)
    for other, part in _beside(text, r, a):
        whole = _whole_of(other, part)
        fine = whole[1] <= (1 + _FINE) * whole[0] and agree(own, whole)
        if fine and not is_in(b.figure, b.low, b.high, whole):
            return True
    return False


def _beside(text: Text, r: Place, a: Place) -> Iterator[tuple[Place, Place]]:
    """Yield the shares near one that are told as it is, each with the part before it."""
    told = r.says("zhan")
    for other in text.places[max(0, r.index - _BESIDE) : r.index + _BESIDE + 1]:
        if other is r or other.kind != "percent" or other.low <= 0 or other.base != r.base:
            continue
        if (other.says("zhan")) != told or abs(other.paragraph - r.paragraph) > 1:
            continue
        back = reversed(text.places[max(0, other.index - 4) : other.index])
        part = next((p for p in back if p.kind == "level"), None)
        if part and part is not a and part.unit == a.unit and part.sentence == other.sentence:
            yield other, part


def _undone(a: Place, b: Place) -> bool:
    """Whether a is what was not done of what b is the number done of: 不捕 and 批捕."""
    if not a.says("bu") or b.says("bu"):
        return False
    named = _NOT_DONE.search(a.head)
    return named is not None and named[1] in b.figure.lead


def _of_next(text: Text, r: Place, a: Place) -> bool:
    """Whether a rate stands right after a level of another thing: …,管道57.7万公里,增长6.9%."""
    near = text.places[r.index - 1]
    of_it = near.kind == "level" and near.sentence == r.sentence and near.bracket == r.bracket
    return of_it and a.index < near.index and near.unit != a.unit and bool(near.own) and not r.own


def _two_bases(rate: Place, step: Place) -> bool:
    """Whether an increment is from a plan or a day, and its rate from the year before."""
    other = _OTHER_DAY.search(step.figure.lead)
    return other is not None and _ON_YEAR.search(rate.figure.lead) is not None


def _same_thing(a: Place, b: Place) -> bool:
    """Whether two levels are of one thing: one has no subject of its own, or they share it."""
    first, last = (a.figure, b.figure) if a.index < b.index else (b.figure, a.figure)
    if _JOINS.fullmatch(first.source, first.unit_end, last.start):
        return False  # 城乡收入达到40216元和21873元,增长5.6%和8.2%: of two
    if b.says("bi"):
        return True  # 比2010年的A: what is compared with is of one thing
    return not a.own or not b.own or named(a.own, b) or named(b.own, a)


def _clear(text: Text, x: Reading) -> bool:
    """Whether no other level of the unit stands between the figures, but for budgets and tasks."""
    return all(map(planned, between(text, x)))


def _clear_or_named(text: Text, x: Reading) -> bool:
    """Whether no other level stands between, or the increment names its level."""
    a, b = (text.places[i] for i in x.places[1:3])
    return _clear(text, x) or bool(b.own and named(b.own, a))


def _contributed(text: Text, r: Place) -> bool:
    """Whether a number is what something gave of all growth: of what came in addition."""
    return _OF_GROWTH.search(text.places[r.index - r.share[0]].head) is not None


def _mean(text: Text, x: Reading) -> bool:
    r, a, b = (text.places[i] for i in x.places)
    if _PER_MANY.search(r.head):
        return False  # 每千人床位6.4张
    time = _PER_TIME.search(r.head)
    if not x.holds and time and time[1] not in b.unit:
        return False  # 60万…13间…每年交2万
    if not x.holds and any(_left_out(text, p, b) for p in text.places[b.index + 1 : b.index + 2]):
        return False  # 以4.2亿股扣除1200万股为基数: over fewer
    near = max(abs(a.sentence - r.sentence), abs(b.sentence - r.sentence)) <= 1
    # a mean is over a count of something, and not over another mean (日均约0.9起)
    return near and b.unit != "" and not b.says("jun")


def _same_fact(text: Text, x: Reading) -> bool:
    """Whether two figures are of one time that is known: 4月 and 1-4月 of no year are not."""
    r, a = (text.places[i] for i in x.places)
    if (_MEAN in r.called) != (_MEAN in a.called):
        return False  # 生产总值…增长11.3%。人均生产总值…增长11.0%
    if set(_OF_PART.findall(r.called)) != set(_OF_PART.findall(a.called)):
        return False  # 民间投资增长11.4%。第一产业民间投资增长31.4%
    if r.kind == "rate" and _of_others(_level_before(text, r), _level_before(text, a)):
        return False  # 经费30782.9亿元,增长10.1%。企业经费23878.6亿元,增长11.0%
    one, other = r.figure, a.figure
    return one.period is not None or one.line == other.line


def _level_before(text: Text, rate: Place) -> Place | None:
    """Return the level that a change is told right after, in its sentence."""
    for place in map(text.places.__getitem__, range(rate.index - 1, -1, -1)):
        if place.sentence != rate.sentence:
            return None
        if place.kind == "level":
            return place
    return None


def _of_others(one: Place | None, other: Place | None) -> bool:
    """Whether two levels are two things: of one unit, apart by more than a misprint."""
    if one is None or other is None or one.unit != other.unit:
        return False
    apart = not agree((one.low, one.high), (other.low, other.high))
    return apart and not is_misprint(one.figure, other.figure)


def _left(text: Text, x: Reading) -> bool:
    """Whether a number may be what is left: not one told to be in that before it (含结转1人).

    What a bracket says of one number (办结3456件(200件于下月办结)) is taken from no other.
    """
    left, *of = (text.places[i] for i in x.places)
    told = _LEFT.search(left.head)
    if told and all(told[0] in p.head for p in of):
        return False  # 甲行尚有3万元,乙行尚有2万元,丙行尚有4万元: beside each other
    if len(of) == 2 and of[1].says("old"):
        return False  # 新收3964件,旧存194件,未结1578件: an old stock is added
    if not x.holds and (_of_a_sum(text, left) or _left_of_more(text, left)):
        return False  # 共354户,贫困户74户,未脱贫14户,已脱贫60户: of the 74
    if not x.holds and len(of) == 2 and _OVER_YEARS.search(left.head):
        return False  # 收入620万元,支出590万元,年末累计结余150万元: of the years before too
    return not _WITHIN_IT.match(left.head) and all(p.bracket <= left.bracket for p in of[1:])


def _of_a_sum(text: Text, one: Place) -> bool:
    """Whether a number and the next of its unit make one that is told shortly before."""
    near = text.places[max(0, one.index - _BESIDE) : one.index + _BESIDE]
    alike = [p for p in near if p.unit == one.unit and p.kind == "level"]
    other = next((p for p in alike if p.index > one.index), None)
    made = one.figure.value + other.figure.value if other else None
    return any(p.figure.value == made for p in alike if p.index < one.index)


def _left_of_more(text: Text, left: Place) -> bool:
    """Whether a number is what is left of two others, or of one after all told behind it.

    受理512件,办结498件,其中甲类388件、乙类110件,未办结14件: none of 388 and 110. Nor is one that
    its own parts make up right behind it (年末结余62万元,其中甲40万元、乙22万元), or that makes
    with the next all that is left (年终结转90万元,净结余31万元).
    """
    near = text.places[max(0, left.index - _FAR) : left.index + _BESIDE]
    alike = [p for p in near if p.unit == left.unit and p.kind == "level"]
    told, after = (
        [p.figure.value for p in alike if p.index * side > left.index * side] for side in (-1, 1)
    )
    of = [
        whole - part
        for at, whole in enumerate(told, 1)
        for part in (*told[at:], sum(told[at:]))
    ]  # fmt: skip
    made = (sum(after[:many]) for many in range(2, len(after) + 1))
    both = left.figure.value + sum(after[:1])
    one = any(math.isclose(value, left.figure.value) for value in (*of, *made))
    return one or any(math.isclose(value, both) for value in of)


#: What may be asked of a change's numbers: what is printed, and the two that make it.
_OF_TWO: dict[str, Callable[[Text, Place, Place, Place], bool]] = {
    "own": lambda _, r, a, b: not r.own or (named(r.own, a) and last_of(r.head) in a.name),
    "done": lambda _, r, a, b: not planned(a),
    "planned_alike": lambda _, r, a, b: planned(a) == planned(b),
    "right_behind": lambda text, r, a, b: not _of_next(text, r, a),
    "one_thing": lambda _, r, a, b: _same_thing(a, b),
    "one_way": lambda _, r, a, b: r.sign == b.sign and not _two_bases(r, b),
    "one_sentence": lambda _, r, a, b: a.sentence == b.sentence,
    "no_others": lambda _, r, a, b: not _OF_OTHERS.search(b.head),
    "no_contribution": lambda text, r, a, b: not _contributed(text, r),
}
#: What may be asked of a reading as a whole.
_OF_ALL: dict[str, Callable[[Text, Reading], bool]] = {
    "whole": _share,
    "count": _mean,
    "left": _left,
    "one_fact": _same_fact,
    "list": adds_up,
    "clear": _clear,
    "clear_or_named": _clear_or_named,
}


def bound(text: Text, x: Reading) -> bool:
    """Say whether the words allow a reading to be held against the report.

    What they must bind is told by its identity, in `catalog/identities.toml`.
    """
    return all(ask(text, x) for ask in _asked(x.kind))


@cache
def _asked(kind: str) -> tuple[Callable[[Text, Reading], bool], ...]:
    return tuple(
        partial(_of_two, _OF_TWO[name]) if name in _OF_TWO else _OF_ALL[name]
        for name in identity(kind).binds.split()
    )


def _of_two(ask: Callable[[Text, Place, Place, Place], bool], text: Text, x: Reading) -> bool:
    """Ask something of what is printed and the first two numbers that make it."""
    r, a, b = (text.places[i] for i in x.places[:3])
    return ask(text, r, a, b)
