"""Lists that name every kind there is: 东部地区a,中部地区b,西部地区c,东北地区d.

Some kinds are known to leave nothing out (``catalog/all_kinds.toml``), whatever is measured of them
and whether 其中 is said or not. Where all of them are told one after another, their total is the
number before them that they make; where they make none, one is wrong if a misprint explains it.
Others leave nothing out of one thing only, which the words before the total name: 工业 and 建筑业
are all of 第二产业.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import groupby
from math import inf
from typing import NamedTuple

from ..base import catalog
from ..base.vocabulary import needed, pattern
from ..narrative.links import Text
from ..narrative.places import Place
from ..narrative.roles import is_step, sign_of
from .claims import Claim, Context, interval, one_time
from .composed import made_of_all
from .linked import judged
from .listed import adds_up, claim_of, explained
from .mended import mends
from .reckon import makes, outcome_of, steps_held

#: How far the total may stand back, in paragraphs and in numbers; how many numbers may lie between.
_BACK, _FAR, _BETWEEN = 3, 24, 8
#: How far apart, in paragraphs, two kinds may stand: a line of another measure may be between.
_APART = 2
#: How much likelier than by chance a misprint must explain what makes no total.
_TELLING = 0.9
_ABOVE = 2.0


class _Kinds(NamedTuple):
    """Kinds that leave nothing out: what names each, and what names the thing they are of."""

    kinds: tuple[re.Pattern[str], ...]
    of: re.Pattern[str] | None = None
    least: float = _TELLING
    whole: bool = False


_pattern = cache(re.compile)
_TOGETHER, _GIVEN = pattern("all_kinds", "together"), pattern("all_kinds", "given")
_RANGE, _NARROWED = pattern("all_kinds", "range"), pattern("all_kinds", "narrowed")
_OF_WHICH, _MEAN = pattern("parts", "of_which"), pattern("parts", "mean")
_ALL_RANGES = _Kinds(())


def _told_in(leads: str) -> list[_Kinds]:
    """Return the rows of kinds that are all among the words before figures."""
    table = catalog.load("all_kinds")
    alone = [(kinds, None, _TELLING, False) for kinds in table["rows"]]
    of_one = [
        (one["kinds"], one["of"], one.get("least", _TELLING), one.get("whole", False))
        for one in table["of_one"]
    ]
    return [
        _Kinds(tuple(map(_pattern, kinds)), _pattern(of) if of else None, least, whole)
        for kinds, of, least, whole in (*alone, *of_one)
        if all(any(word in leads for word in needed(kind)) for kind in kinds)
        and all(_pattern(kind).search(leads) for kind in kinds)
    ]


def _rows(context: Context) -> list[_Kinds]:
    return context.once("all_kinds", lambda: _told_in(context.leads))


def all_kinds(context: Context) -> Iterator[Claim]:
    """Add up the numbers of kinds that leave nothing out."""
    rows, ranges = _rows(context), _RANGE.search(context.text)
    if not rows and not ranges:
        return
    text, _ = judged(context)
    levels = [p for p in text.places if p.kind == "level" and p.unit and p.bracket == 0]
    found = [(row, parts) for row in rows for parts in _runs(levels, row.kinds)]
    found += [(_ALL_RANGES, parts) for parts in _ranges(context, levels)]
    most: dict[int, int] = {}
    made: set[int] = set()  # where kinds begin that make their total
    for _, parts in found:
        most[parts[0].index] = max(len(parts), most.get(parts[0].index, 0))
    for row, parts in found:  # …,Ⅴ类1个,劣Ⅴ类2个: not without the last
        told = _total(text, parts, row) if len(parts) == most[parts[0].index] else None
        own = not row.kinds or all(_kind(p, row.kinds) is not None for p in parts)
        # 甲a起b人,乙c起d人: b and d are all where a and c are
        if told is not None and (told[1] or own or parts[0].index - 1 in made):
            top, fine = told
            if fine:
                made.add(parts[0].index)
            yield claim_of(context, top, parts, fine)


def shared_kinds(context: Context) -> Iterator[Claim]:
    """0-14岁人口占a%,15-64岁占b%,65岁及以上占c%: the shares of all kinds there are make 100 %."""
    rows = [row for row in _rows(context) if row.of is None]
    if not rows and not _RANGE.search(context.text):
        return
    text, _ = judged(context)
    percent = [p for p in text.places if p.kind == "percent" and not p.bracket]
    told = [p for p in percent if "zhan" in p.cue]
    given = [p for p in percent if _GIVEN.search(p.head)]
    opening = {p.part: p for p in reversed(text.places)}
    runs = [run for row in rows for run in _runs(told, row.kinds)]
    for run in (*runs, *_ranges(context, told)):
        if len({p.sentence for p in run}) == 1:
            yield from made_of_all(context, [p.figure for p in run])
    for row in rows:
        for run in _by_parts(opening, given, row.kinds):
            yield from made_of_all(context, [p.figure for p in run])


def moved_kinds(context: Context) -> Iterator[Claim]:
    """用水量减少d,其中生活用水增加a,工业用水减少b,…: what all kinds moved by is what all did."""
    rows = [row for row in _rows(context) if row.of is None]
    if not rows:
        return
    text, _ = judged(context)
    moved = (p for p in text.places if is_step(p.figure) and p.bracket == 0)
    steps = [p for p in moved if p.unit != "%"]  # growths of all kinds make no growth
    found = sorted((run for row in rows for run in _runs(steps, row.kinds)), key=len)
    for first, *others in {run[0].index: run for run in found}.values():  # the longest of each
        whole = text.places[first.index - 1]
        some = [p.figure for p in (whole, first, *others)]
        bound = first.of_which and is_step(whole.figure) and whole.unit == first.unit
        if bound and one_time(*some[:2]) and not any(f.qualifier for f in some):
            yield from steps_held(context, some, [sign_of(some[0]) * sign_of(f) for f in some])


def _ranges(context: Context, levels: list[Place]) -> Iterator[list[Place]]:
    """Yield the numbers of ranges that leave none out: 30岁及以下a,31至40岁b,41岁及以上c."""
    runs: dict[str, list[tuple[Place, float, float]]] = {}
    for place in levels:
        figure, run = place.figure, runs.setdefault(place.unit, [])
        match = _RANGE.search(context.text, figure.clause_start, figure.start)
        if match is None:
            run.clear()
            continue
        last = float(match["high"])
        low = float(match["low"] or (last if match["above"] else 0))
        high = inf if match["above"] else last
        if run:
            before = run[-1]
            meets = 0 <= low - before[2] <= 1 or 0 <= before[1] - high <= 1
            if not (meets and _goes_on(before[0], place)):
                run.clear()
        run.append((place, low, high))
        if len(run) > 1 and {0.0, inf} <= {end for _, *ends in run for end in ends}:
            yield [p for p, _, _ in run]
            run.clear()


def _by_parts(
    opening: dict[int, Place], given: list[Place], row: tuple[re.Pattern[str], ...]
) -> Iterator[list[Place]]:
    """Yield shares one a part of a sentence, each of the kind that opens it.

    第一产业a,增长b,对增长的贡献率为p%;第二产业c,增长d,贡献率q%;第三产业…
    """
    for _, group in groupby(given, lambda p: p.sentence):
        run = list(group)
        kinds = [_kind(opening[p.part], row) for p in run]
        if kinds == list(range(len(row))):
            yield run


def _runs(levels: list[Place], row: tuple[re.Pattern[str], ...]) -> Iterator[list[Place]]:
    """Yield the numbers that name each kind of a row once, with no other of their unit between."""
    runs: dict[str, list[Place]] = {}
    seen: dict[str, set[int]] = {}
    held: tuple[Place, int] | None = None  # the last that names a kind, and which
    for place in levels:
        run, kinds = runs.setdefault(place.unit, []), seen.setdefault(place.unit, set())
        kind = _kind(place, row)
        if kind is None and held is not None and _beside(held[0], place):
            kind = held[1]
        held = (place, kind) if kind is not None else None
        if kind is None and run and _of_last(run[-1], place):
            continue
        if kind is None or kind in kinds or (run and not _goes_on(run[-1], place)):
            run.clear()
            kinds.clear()
        if kind is None:
            continue
        run.append(place)
        kinds.add(kind)
        if len(kinds) == len(row):
            yield list(run)
            run.clear()
            kinds.clear()


def _beside(named: Place, place: Place) -> bool:
    """Whether a number is another measure of the kind right before it: 东部地区a起、亡b人."""
    beside = place.index == named.index + 1 and place.part == named.part
    return beside and place.unit != named.unit and not _MEAN.search(place.figure.lead)


def _of_last(last: Place, place: Place) -> bool:
    """Whether a number is some of the last kind: 国内航线a,其中港澳台航线b;国际航线c."""
    own = place.of_which and place.part == last.part
    figure = place.figure
    begins = _OF_WHICH.match(figure.source, figure.sentence_start) is not None
    return own or (begins and place.sentence == last.sentence + 1)


def _kind(place: Place, row: tuple[re.Pattern[str], ...]) -> int | None:
    """Return which one kind the words right before a number name, None if none or several."""
    lead = place.figure.lead
    told = [(k, lead[: m.start()]) for k, kind in enumerate(row) if (m := kind.search(lead))]
    found = [k for k, said in told if not (_NARROWED.search(said) or said[-1:] in _firsts(row)[k])]
    return found[0] if len(found) == 1 and not place.figure.qualifier else None


@cache
def _firsts(row: tuple[re.Pattern[str], ...]) -> list[set[str]]:
    """Return for each kind the signs that say another with it: 本专科 is 本科 and 专科 in one."""
    words = [needed(kind.pattern) for kind in row]
    return [
        {v[:1] for some in words for v in some for w in own if v[1:] == w[1:] and v[:1] != w[:1]}
        for own in words
    ]


def _goes_on(last: Place, place: Place) -> bool:
    near = place.index - last.index <= _BETWEEN and place.paragraph - last.paragraph <= _APART
    return near and one_time(last.figure, place.figure)


def _total(text: Text, parts: list[Place], row: _Kinds) -> tuple[Place, bool] | None:
    """Return the total that parts make, or the one that they would make but for a misprint."""
    first, seq = parts[0], text.levels[parts[0].unit]
    at = bisect_left(seq, first.index)
    tops = [text.places[i] for i in reversed(seq[max(0, at - _FAR) : at])]
    near = [
        t for t in tops
        if first.paragraph - t.paragraph <= _BACK and t.bracket == 0
        and one_time(t.figure, first.figure) and _kind(t, row.kinds) is None
    ]  # fmt: skip
    near = list(_behind(text, parts)) or near
    holding = next((t for t in near if adds_up(t, parts)), None)
    near = [t for t in near if row.of is None or row.of.search(t.called)]
    if holding is not None:
        return holding, True

    added = outcome_of("sum", (p.figure for p in parts))

    def least(top: Place) -> float:
        """Where kinds may be left out, those told are still no more than their total."""
        return min(row.least, _ABOVE) if added.low > interval(top.figure).high else row.least

    if not row.kinds:  # ranges are of whatever the words bind them to
        near = [t for t in near if first.of_which or t.sentence == first.sentence]
    own = [t for t in near if first.of_which and t.index == first.index - 1]
    some = [p.figure for p in (*own, *parts)]
    above = bool(own) and added.low > interval(some[0]).high
    bound = row.whole and bool(own) and _side_by_side(text, parts)
    if bound or (above and mends(some, partial(makes, "sum"))):
        return own[0], False  # 事故5起,其中道路3起,火灾2起,工矿1起: few, but bound by the words
    top = _only(t for t in near if explained(text, t, parts) >= least(t))
    return (top, False) if top is not None else None


def _side_by_side(text: Text, parts: list[Place]) -> bool:
    """Whether kinds stand beside each other, and no other number of their unit behind them."""
    first, last = parts[0], parts[-1]
    after = text.places[last.index + 1 : last.index + 2]
    more = any(p.unit == last.unit and p.sentence == last.sentence for p in after)
    return last.index - first.index == len(parts) - 1 and not more


def _behind(text: Text, parts: list[Place]) -> Iterator[Place]:
    """Yield the total told right behind the last kind: 三次产业增加值合计d."""
    last = parts[-1]
    after = (p for p in text.places[last.index + 1 : last.index + _FAR] if p.kind == "level")
    top = next((p for p in after if p.unit == last.unit and not p.bracket), None)
    if top is not None and top.paragraph == last.paragraph and _TOGETHER.search(top.head):
        yield top


def _only(telling: Iterable[Place]) -> Place | None:
    """Return the first of numbers that all say one value, None where they say several."""
    told = list(telling)
    return told[0] if len({t.figure.value for t in told}) == 1 else None


RULES = (
    all_kinds,
    shared_kinds,
    moved_kinds,
)
