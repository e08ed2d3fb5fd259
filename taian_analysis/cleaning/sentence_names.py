"""A statement of a sentence and its name: where that stands, and what two names have in common.

Figures may be told for several things at once (`lists`): A、B和C分别达到90%、99%和45%. What they
are of stands before them, as names in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ..base.vocabulary import pattern
from .places import place

if TYPE_CHECKING:
    from ..narrative.figures import Figure

Span = tuple[int, int]

_LEAD, _TAIL, _NOTHING = (pattern("pairs", n) for n in ("lead", "tail", "nothing"))
_DONE_SPLIT, _EACH = pattern("pairs", "done_split"), pattern("pairs", "each")
_BOUND, _AFTER = pattern("pairs", "operator"), pattern("pairs", "after")
STOPS = re.compile(r"[,;:。!?|\n]")
ENDS = re.compile(r"\s{0,9}(?:[,;:。!?|\n()、]|\Z)")
#: relations of figures that are no level of anything
ASIDE = ("condition", "change")
#: how far before a figure its words are looked for
REACH = 90
_POINTS_BACK = ("这", "上述", "其余")
_NAME = 40  # signs of a name at most
#: a result is no more than so many times what was aimed at, and no less than a part like that
_TIMES = 30.0


@dataclass(slots=True)
class Statement:
    """What a sentence says of one thing; `said` where words call a figure a target or result."""

    name: Span
    line: int
    target: Figure | None = None
    result: Figure | None = None
    rate: Figure | None = None
    base: Figure | None = None
    said: bool = False
    #: whether a word says that its figure was reached: 实际, 建成
    done: bool = False
    #: whose it is, where a place leads the sentence in: 东河区已完成…
    area: Span | None = None
    #: whether its result is said to be so much more or less than its target
    beyond: bool = False
    #: the year of its target, where a heading says it
    year: str = ""

    @property
    def paired(self) -> bool:
        """Whether a result stands beside what was aimed at, or how much of it was reached."""
        told = self.target is not None or self.rate is not None or self.beyond
        return self.result is not None and told

    @property
    def end(self) -> str:
        """Return the year of its target."""
        period = self.year or (self.target.period if self.target else None)
        return period.split("/")[-1].removesuffix("-12") if period else ""  # by the year's end

    def figures(self) -> list[Figure]:
        """Return its figures."""
        return [f for f in (self.target, self.result, self.rate, self.base) if f is not None]


def value_span(text: str, figure: Figure) -> Span:
    """Return where a value stands with its unit and the words that bound it: 不低于98%, 43%以上."""
    before = _BOUND.search(text, max(figure.sentence_start, figure.start - 8), figure.start)
    after = _AFTER.match(text, figure.unit_end, figure.unit_end + 4)
    return (before.start() if before else figure.start), (after.end() if after else figure.unit_end)


def name_in(text: str, begin: int, end: int) -> Span | None:
    """Return the thing that the words before a figure name, without what leads to and from it."""
    begin = max(begin, end - REACH)
    tail = _TAIL.search(text, begin, end)
    end = tail.start() if tail else end
    cut = max((m.end() for m in STOPS.finditer(text, begin, end)), default=begin)
    return bare(text, cut, end)


def name_after(text: str, figure: Figure, begin: int) -> Span | None:
    """Return the thing named after its figure, where but a verb stands before: 新建80个便利店."""
    cut = max((m.end() for m in STOPS.finditer(text, begin, figure.start)), default=begin)
    lead = _LEAD.match(text, cut, figure.start)
    verb = text[lead.end() if lead else cut : figure.start].strip()
    if not _NOTHING.fullmatch(verb) if verb else cut > 0 and text[cut - 1] not in "\n。":
        return None
    end = value_span(text, figure)[1]
    if _AND.match(text, end) or verb.endswith(_POINTS_BACK):
        return None  # the next of a list, or 这4个指标
    stop = STOPS.search(text, end)
    return bare(text, end, stop.start() if stop else len(text))


def bare(text: str, begin: int, end: int) -> Span | None:
    """Return a phrase without its mark, its time and its modal; None where nothing is left."""
    while begin < end and text[begin] in ' \t\u3000、)”"':
        begin += 1
    if text.startswith("(", begin):  # 28,583万元(自然口径),占调整预算105.47%
        begin = max(begin + 1, text.find(")", begin, end) + 1)
    lead = _LEAD.match(text, begin, end)
    begin = lead.end() if lead else begin
    done = _DONE_SPLIT.search(text, begin, end)
    if done:
        before = done.start() - begin > 2 and not _of_place(text, begin, done, end)
        begin, end = (begin, done.start()) if before else (done.end(), end)
    tail = _TAIL.search(text, begin, end)
    end = tail.start() if tail else end
    phrase = text[begin:end].rstrip(" 、(“")
    if (
        not 2 <= len(phrase) <= _NAME
        or phrase[0] == "的"
        or _NOTHING.fullmatch(phrase)
        or _EACH.search(phrase)
    ):
        return None
    return begin, begin + len(phrase)


def _of_place(text: str, begin: int, done: re.Match[str], end: int) -> bool:
    """Whether a place stands before the verb and what was done behind it: 东河区已完成公路."""
    if place(text[begin : done.start()]) != "place":
        return False
    tail = _TAIL.search(text, done.end(), end)
    return (tail.start() if tail else end) - done.end() > 1


def place_before(text: str, name: Span) -> Span | None:
    """Return the place that stands before the verb which leads a name in: 东河区已完成…."""
    first = max(0, name[0] - _NAME)
    cut = max((m.end() for m in STOPS.finditer(text, first, name[0])), default=first)
    lead = _LEAD.match(text, cut, name[0])
    begin = lead.end() if lead else cut
    done = _DONE_SPLIT.search(text, begin, name[0])
    if done is None or done.end() != name[0] or place(text[begin : done.start()]) != "place":
        return None
    return begin, done.start()


def likely(result: Figure, target: Figure) -> bool:
    """Whether a result may be of a target: one unit, no later year, and not thirtyfold of it."""
    if result.unit != target.unit or _year(result) > _year(target, "9999"):
        return False
    low, high = sorted((abs(result.value), abs(target.value)))
    return high <= _TIMES * low or low == 0


def _year(figure: Figure, unknown: str = "") -> str:
    """Return the last year a figure is said to be of."""
    said = figure.period if figure.period_basis != "default" else None
    return said.split("/")[-1][:4] if said else unknown


def akin(one: str, other: str) -> bool:
    """Whether two names are of one thing: one in the other, or nearly all their signs shared."""
    if one in other or other in one:
        return True
    pairs = {one[i : i + 2] for i in range(len(one) - 1)}
    shared = sum(other[i : i + 2] in pairs for i in range(len(other) - 1))
    return shared >= 0.7 * max(1, min(len(one), len(other)) - 1)


def named_above(text: str, begin: int, end: int, *, whole: bool = False) -> Span | None:
    """Return the last phrase before a figure that names something, its own only if `whole`."""
    stops = [m.start() for m in STOPS.finditer(text, begin, end)]
    for stop in reversed([*stops, end] if whole else stops):
        named = name_in(text, begin, stop)
        if named:
            return named
    return None


def named_for(text: str, figure: Figure, begin: int, named: Span | None) -> Span | None:
    """Return the name of a figure: before it, or after it where only a verb stands before."""
    if named is None:
        return name_after(text, figure, begin)
    if text[named[1] - 1] == "等":
        stop = STOPS.search(text, figure.unit_end)
        return bare(text, figure.unit_end, stop.start() if stop else len(text))
    ended = ENDS.match(text, value_span(text, figure)[1])
    return named if ended else None


# --------------------------------------------------------------- figures told for several things

_LED, _GOES_ON = pattern("pairs", "each_led"), pattern("pairs", "goes_on")
_AND = pattern("pairs", "and")
_MORE = re.compile(rf"(?:{_AND.pattern})\s?\d")


def lists(text: str, figures: Sequence[Figure]) -> dict[int, Span]:
    """Return, by the identity of each figure that is told in a list, the name in its place."""
    out: dict[int, Span] = {}
    for n, first in enumerate(figures):
        begin = max(first.start - REACH, text.rfind("\n", 0, first.start) + 1)
        begin = max(begin, figures[n - 1].unit_end) if n else begin
        led = _LED.search(text, begin, first.start)
        run = _run(text, figures[n:]) if led else ()
        if led is None or len(run) < 2:
            continue
        names = _names(text, begin, led.start())
        if len(names) == len(run):
            out |= {id(figure): name for figure, name in zip(run, names, strict=True)}
    return out


def _run(text: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures that follow one another with nothing but what lists them between."""
    run = [figures[0]]
    for figure in figures[1:]:
        if not _GOES_ON.fullmatch(text, run[-1].unit_end, figure.start):
            break
        run.append(figure)
    more = _MORE.match(text, run[-1].unit_end)  # a number that is no figure: of whose list?
    return () if more else tuple(run)


def _names(text: str, begin: int, end: int) -> tuple[Span, ...]:
    """Return the names that stand before the words that tell each of them."""
    cut = max((m.end() for m in STOPS.finditer(text, begin, end)), default=begin)
    marks = [(cut, cut), *(m.span() for m in _AND.finditer(text, cut, end)), (end, end)]
    spans = [bare(text, a[1], b[0]) for a, b in pairwise(marks)]
    return tuple(span for span in spans if span)
