"""The readings of a number by one or two others: shares, changes, means, what is left, repeats."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, combinations

from ..base import catalog
from ..grammar.numerals import chinese_number
from .links import ALIKE, Reading, Text, aligned, near, reading, root, tops
from .places import Place

_DATA = catalog.load("links")
NO_GROWTH = re.compile(_DATA["no_growth"])
_OWN_YEAR, _ON_YEAR = re.compile(_DATA["own_year"]), re.compile(_DATA["on_year"])
_PER = re.compile(_DATA["per"])
_YEARS, _TAKEN = re.compile(_DATA["years"]), re.compile(_DATA["taken"])
_REAL = re.compile(_DATA["real"])
_FAR = 3  # paragraphs a base may lie back, but for the first of its unit in a paragraph


def pairs_of(text: Text, place: Place) -> Iterator[Reading]:
    """Yield every reading of a number by one or two others, but for those as the same fact."""
    if place.kind in ("percent", "rate"):
        yield from _percent(text, place)
    elif place.kind in ("step", "points"):
        yield from _step(text, place)
    if "/" in place.unit or "jun" in place.cue:
        yield from _mean(text, place)
        yield from _by_the_year(text, place)
    if "yu" in place.cue:
        yield from _left(text, place)


def _percent(text: Text, r: Place) -> Iterator[Reading]:
    every = text.places
    near_units = {p.unit for p in every[max(0, r.index - 10) : r.index + 4] if p.kind == "level"}
    for unit in sorted(near_units):
        back, ahead = near(text.levels[unit], r.index, text.reach.back, text.reach.ahead)
        first = [i for i in tops(text, unit, r.index) if i < r.index]
        for a in _parts(text, r, back, ahead, first):
            part = every[a]
            for b in sorted({*back, *ahead, *first, *_at_base(text, r, part)}):
                far = abs(every[b].paragraph - r.paragraph) > _FAR and b not in first
                named = every[b].figure.period == r.figure.base_period
                if a != b and every[b].low > 0 and (named or not far):
                    yield from _of_levels(text, r, part, every[b])
            yield from _of_step(text, r, part)


def _parts(text: Text, r: Place, back: list[int], ahead: list[int], first: list[int]) -> list[int]:
    """Return what a percentage may be of: the figures beside it, for a plan the paragraph's."""
    some = [i for i in [*back[-4:], *ahead[:1]] if abs(text.places[i].sentence - r.sentence) <= 1]
    if "ji" in r.cue or (some and "ji" in text.places[some[-1]].cue):
        some = [*[i for i in first if text.places[i].paragraph == r.paragraph], *some]
    return sorted(set(some))


#: So many levels of one time are looked at, before a number and after it: a text has any number.
_OF_ONE_TIME = (120, 40)


def _at_base(text: Text, r: Place, a: Place) -> list[int]:
    """Return the levels of one thing that are of the time a change is measured from."""
    since = r.figure.base_period
    if r.kind != "rate" or not since:
        return []
    dated = text.dated.get((root(a.unit), since), [])
    found = chain(*near(dated, r.index, *_OF_ONE_TIME)) if dated else ()
    like = [(len(a.name & text.places[i].name), i) for i in found if i != a.index]
    return [i for n, i in sorted(like, reverse=True)[:2] if n]


def _of_levels(text: Text, r: Place, a: Place, b: Place) -> Iterator[Reading]:
    if aligned(text, r, a) == "no" or (r.kind == "rate" and aligned(text, r, b) == "no"):
        return
    if r.kind == "percent":
        yield reading("share", "pair", (r, a, b))
        if "bu" in r.cue and a.low > 0 and abs(a.sentence - b.sentence) <= 1:
            yield reading("share_of_both", "pair", (r, a, b))
    if r.kind == "rate" and not NO_GROWTH.search(r.head):
        yield reading("growth_levels", "pair", (r, a, b))


def _of_step(text: Text, r: Place, a: Place) -> Iterator[Reading]:
    if r.kind != "rate" or NO_GROWTH.search(r.head):
        return
    back, ahead = near(text.steps.get(a.unit, []), r.index, 2, 1)
    for i in [*back, *ahead]:
        d = text.places[i]
        if abs(d.sentence - r.sentence) > 1:
            continue
        told = _OWN_YEAR.match(a.head.lstrip()) and _ON_YEAR.search(d.head)  # 去年完成A,同比增加d
        if a.says("bi") and not told:  # 与2010年的17万人相比,增加1万人: a is the base
            yield reading("growth_base", "pair", (r, a, d))
        else:
            yield reading("growth_step", "pair", (r, a, d))


def _step(text: Text, r: Place) -> Iterator[Reading]:
    seq = text.shares if r.kind == "points" else text.levels.get(r.unit, [])
    if r.kind == "step":
        own = [
            p.index for p in text.places[max(0, r.index - 5) : r.index + 3]
            if p.kind == "level" and p.unit != r.unit and p.unit.split("/")[0] == r.unit
        ]  # fmt: skip
        seq = sorted({*near(seq, r.index, 8, 2)[0], *near(seq, r.index, 8, 2)[1], *own})
    back, ahead = near(seq, r.index, 6, 1)
    for a in [*back[-3:], *ahead]:
        for b in [*back, *ahead]:
            x, y = text.places[a], text.places[b]
            if a != b and max(abs(x.sentence - r.sentence), abs(y.sentence - r.sentence)) <= 1:
                yield reading("step", "step", (r, x, y))


def _mean(text: Text, r: Place) -> Iterator[Reading]:
    """Yield the totals and counts that a mean may be of: those of its unit and of who is named."""
    per, many = _named(r)
    for a in _around(text, r, text.of_root(r.unit), 4):
        for b in _around(text, r, _of_whom(text, r, per), 4):
            apart = root(a.unit) != root(b.unit) and "/" not in a.unit + b.unit
            if a.index != b.index and b.low > 0 and apart:
                yield reading("mean", "mean", (r, a, b), many)


def _of_whom(text: Text, r: Place, per: str) -> list[int]:
    """Return the counts of who a mean is by: in their own unit, or by their noun (120个村)."""
    if per and (found := text.of_root(per)):
        return found
    some = _counts(text, r)
    figures = {i: text.places[i].figure for i in some}
    return [i for i, f in figures.items() if f.source.startswith(per, f.unit_end)] if per else some


def _around(text: Text, r: Place, seq: list[int], most: int) -> list[Place]:
    back, ahead = near(seq, r.index, most, 2)
    some = (text.places[i] for i in [*back, *ahead])
    return [p for p in some if abs(p.sentence - r.sentence) <= 2 and p.kind == "level"]


def _counts(text: Text, r: Place) -> list[int]:
    """Return the levels near a mean that are counted in another unit than its own."""
    found = text.places[max(0, r.index - 8) : r.index]
    return [p.index for p in found if p.kind == "level" and root(p.unit) != root(r.unit)]


def _named(r: Place) -> tuple[str, float]:
    """Return the unit a mean is counted by, "" where its words name none, and how many of it."""
    below = r.unit.partition("/")[2]
    match = re.match(r"(\d*)(.*)", below.split("·")[0]) if below else None
    many = float(match[1]) if match and match[1] else 1.0
    named = _PER.search(r.head)
    words = match[2] if match and match[2] else (named[1] or named[2]) if named else ""
    ends = (words[i:] for i in range(len(words)))
    return next((e for e in ends if e in _UNITS), words if words == below else ""), many


_USUAL = re.compile(_DATA["usual"])
_UNITS = frozenset([*_DATA["units"].split(), *ALIKE])


def _by_the_year(text: Text, r: Place) -> Iterator[Reading]:
    """Yield the pairs of levels that a yearly average may come from."""
    if r.kind not in ("rate", "step") or not NO_GROWTH.search(r.figure.lead):
        return
    if _REAL.search(r.figure.lead):
        return
    back = near(text.of_root(r.unit) if r.kind == "step" else _levels_near(text, r), r.index, 4, 0)
    some = [text.places[i] for i in back[0] if abs(text.places[i].sentence - r.sentence) <= 1]
    for a in some:
        for b in some:
            years = _years(r, a, b)
            if a.index != b.index and root(a.unit) == root(b.unit) and years > 1:
                kind = "step_mean" if r.kind == "step" else "growth_mean"
                yield reading(kind, "mean", (r, a, b), years)


def _levels_near(text: Text, r: Place) -> list[int]:
    return [p.index for p in text.places[max(0, r.index - 5) : r.index] if p.kind == "level"]


def _years(r: Place, a: Place, b: Place) -> float:
    """Return the years from one level to another: by their periods, else as the words say."""
    ends = [p.figure.period[:4] for p in (a, b) if p.figure.period]
    if len(ends) == 2 and ends[0].isdecimal() and ends[1].isdecimal() and ends[0] != ends[1]:
        return float(int(ends[0]) - int(ends[1]))
    found = _YEARS.search(r.figure.clause)
    return float(chinese_number(found[1]) or 0) if found and not found[1].isdecimal() else 0.0


def _left(text: Text, r: Place) -> Iterator[Reading]:
    """Yield what may be left of one number after another: 受理 − 审结 = 未结."""
    if r.kind == "level":
        seq, kind = text.levels[r.unit], "left"
    elif r.unit == "‰":
        seq, kind = text.shares, "rest"
    else:
        return
    back = [text.places[i] for i in near(seq, r.index, 6, 0)[0]]
    back = [p for p in back if abs(p.sentence - r.sentence) <= 2 and p.unit == r.unit]
    for a in back:
        for b in back:
            if a.index < b.index:
                turned = kind == "rest" and _TAKEN.search(a.head) is not None
                yield reading(kind, "left", (r, b, a) if turned else (r, a, b))
    if kind == "left":
        yield from _of_stock(r, back)


def _of_stock(r: Place, back: list[Place]) -> Iterator[Reading]:
    """Yield what may be left of an old stock and what came in: 旧存 + 新收 − 审结 = 未结."""
    for old in (p for p in back if p.says("old")):
        rest = [p for p in back if p is not old]
        for a, b in combinations(rest, 2):
            yield reading("left_of_all", "left", (r, old, a, b))


_ALIKE_NAMES = 0.6
_TOO_COMMON = 40


def same(text: Text) -> Iterator[Reading]:
    """Yield the earlier figures that may state the same fact: unit, time and words are alike."""
    kept: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for r in text.places[: text.linked]:
        if r.kind not in ("level", "percent", "rate") or len(r.thing) < 2:
            continue
        keys = [(r.kind, r.unit, bigram) for bigram in sorted(r.thing)]
        found: dict[int, int] = {}
        for key in keys:
            if len(kept[key]) < _TOO_COMMON:
                for i in kept[key][-6:]:
                    found[i] = found.get(i, 0) + 1
        like = [(n, i) for i, n in found.items() if _one_time(r, text.places[i])]
        for n, i in sorted(like, reverse=True)[:3]:
            other = text.places[i]
            if n >= _ALIKE_NAMES * max(len(r.thing), len(other.thing)) and other.part != r.part:
                yield reading("same", "same", (r, other))
        for key in keys:
            kept[key].append(r.index)


def _one_time(one: Place, other: Place) -> bool:
    """Whether two figures may be of one time, and changes since one time: 比常年, 比上年."""
    a, b = one.figure, other.figure
    if one.kind == "rate" and bool(_USUAL.search(a.lead)) != bool(_USUAL.search(b.lead)):
        return False
    return a.period == b.period or "default" in (a.period_basis, b.period_basis)
