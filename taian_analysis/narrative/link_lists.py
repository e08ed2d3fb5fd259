"""Whether the words around a list of numbers say that they are all the parts of a total."""

from __future__ import annotations

import re
from bisect import bisect_left

from ..base import catalog
from ..base.vocabulary import pattern
from .link_kinds import mends_sum
from .link_likes import like_hold
from .links import Reading, Text
from .places import Place, heads_own, named, planned

_OPEN_END = re.compile(catalog.load("links")["open_end"])
_BY_NOW = re.compile(catalog.load("links")["by_now"])
_VIEW, _SOME = pattern("links", "view"), pattern("links", "main_ones")
_KINDS_TOLD: dict[str, int] = catalog.load("links")["kinds_told"]
_ALL_OF_IT = 100
_ENDING = re.compile(catalog.load("links")["ending"])
#: what a bracket names (其中…) may be some only, where it comes so short of its total
_SHORT = 0.9
#: a sum so far from its total is one of other things, or of parts that overlap
_OFF = (0.7, 1.5)


def adds_up(text: Text, x: Reading) -> bool:
    """Whether the words say that the first of a reading's figures is the total of the others."""
    t, *parts = (text.places[i] for i in x.places)
    first = parts[0]
    off = not _OFF[0] * x.stated[0] <= x.high <= _OFF[1] * max(x.stated[1], 0)
    if off and not (_opened(t, parts) and _slip(x, [t, *parts])):
        return False
    rest = parts[1:]
    if len(rest) > 1 and abs(sum(p.low for p in rest) - first.low) <= 1e-9 * first.low:
        return False  # 292件,其中:刑事141件,逮捕41件、起诉99件、延押1件: these are of the 141
    if not _BY_NOW.search(first.head) and any(_BY_NOW.search(p.head) for p in parts[1:]):
        return False
    if sum(map(_has_open_end, parts)) > 1:
        return False  # 100兆以上6.61亿户,千兆以上2.35亿户: one within the other
    if any(p.of_which or _VIEW.search(_led(p)) for p in parts[1:]) or any(map(heads_own, parts)):
        return False  # 技术人员10人。其中,医师4人,护士5人: of the part before; 65起火灾中,住宅40起
    if len({planned(p) for p in parts}) > 1 or (planned(t) and first.says("wan")):
        return False
    if not _first_of_list(text, x, t, first):
        return False
    bracket = first.of_which and first.bracket > t.bracket and x.high < _SHORT * x.stated[0]
    some = bracket or _few(t, parts) or _SOME.search(_led(first)) is not None
    if x.high < x.stated[0] and (some or 0 < _told_of(text, parts) < _ALL_OF_IT):
        return False  # the shares of the parts leave a rest
    opened = _opened(t, parts)
    if x.kind == "sum_signed":
        return opened and t.index < first.index and t.sentence == first.sentence
    told = t.says("zong") and (t.index > parts[-1].index or t.sentence == first.sentence)
    of_it = bool(first.within) and named(first.within, t)
    return opened or told or of_it or like_hold(text, x)


def _has_open_end(place: Place) -> bool:
    """Whether a number is of all above or below something: 60岁以上."""
    one = place.figure
    return (
        _OPEN_END.search(one.source, max(one.clause_start, one.start - 40), one.start) is not None
    )


def _led(place: Place) -> str:
    """Return the words that lead to a number in its sentence, none of another number's."""
    one = place.figure
    led = one.source[max(one.sentence_start, one.start - 24) : one.start]
    return re.split(r"\d", led)[-1]


def _opened(t: Place, parts: list[Place]) -> bool:
    """Whether words or a bracket open a list after its total."""
    first = parts[0]
    return first.opens > t.opens or (first.bracket > t.bracket and not _each_aside(parts))


def _slip(x: Reading, some: list[Place]) -> bool:
    """Whether a misprint explains a list that is far from its total: 73500 for 13500."""
    width = x.high - x.low + x.stated[1] - x.stated[0]
    return mends_sum([p.figure for p in some], width / 2)


def _few(t: Place, parts: list[Place]) -> bool:
    """Whether a total's name tells of more kinds than are listed: 农林牧渔业产值."""
    return any(name in t.head and len(parts) < many for name, many in _KINDS_TOLD.items())


def _told_of(text: Text, parts: list[Place]) -> float:
    """Return what shares at most the parts of a list are of its whole, 0 where not all have one.

    A件,占a%;B件,占b% or A、B和C分别占a%、b%和c%.
    """
    follow = [text.places[p.index + 1 : p.index + 2] for p in parts]
    own = [f[0] for f in follow if f and f[0].kind == "percent" and "zhan" in f[0].cue]
    run = text.places[parts[-1].index + 1 : parts[-1].index + 1 + len(parts)]
    if [p.share for p in run] == [(k, len(parts)) for k in range(len(parts))]:
        own = [p for p in run if p.kind == "percent" and "zhan" in run[0].cue]
    return sum(p.high for p in own) if len(own) == len(parts) else 0.0


def _each_aside(parts: list[Place]) -> bool:
    """Whether each part of a list stands in a bracket of its own: 关闸(823人次)、大桥(562人次)."""
    return sum(p.closes for p in parts) > 1


def _first_of_list(text: Text, x: Reading, t: Place, first: Place) -> bool:
    """Whether a list begins right after its total, and ends where the words say.

    No other number of the unit stands between; 其中 without a colon ends at the semicolon.
    """
    if t.index > first.index:
        return True
    if t.sentence == first.sentence and x.kind == "sum":
        seq = text.levels[first.unit]
        at, to = bisect_left(seq, t.index), bisect_left(seq, first.index)
        after = at + 1 if seq[at : at + 1] == [t.index] else 0
        if any(_beside_parts(text.places[seq[k]], first) for k in range(after, to)):
            return False
    if t.sentence == first.sentence and t.part < first.part and x.high < x.stated[0]:
        return False  # 董事12名,包括:董事长;执行董事2名;…: an item without a number comes first
    last = text.places[x.places[-1]]
    one = first.after_colon or t.part != first.part or last.part == first.part
    return one or _end(t) == _end(last) != ""


def _beside_parts(other: Place, first: Place) -> bool:
    """Whether a number between a total and its parts is one of their kind, and no mean."""
    return other.bracket <= first.bracket and not other.says("jun")


def _end(place: Place) -> str:
    """Return the last two characters of what a number counts: 收入 of 保费收入完成."""
    found = _ENDING.search(place.head)
    return found[1] if found else ""
