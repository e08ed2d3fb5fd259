"""Lists under a heading of their own: 医院中,公立…,民营…; 按行政等级分,国道…,省道….

The total stands before, often a paragraph back: it is the number that the heading names, or, where
it names none, one of those before it. All that the sentence lists is its parts. Whether it is all
there is, only the arithmetic says: a list that does not add up is wrong only where a misprint
explains it, and chance hardly would.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from ..base.vocabulary import pattern
from ..grammar.interval import agree, total
from ..narrative.link_model import evidence
from ..narrative.link_scope import named
from ..narrative.links import Text, reading
from ..narrative.places import Place
from .claims import Claim, Context, arithmetic, interval, number, words
from .linked import judged
from .told import says, titled

_words = partial(pattern, "listed")
_BY, _OPEN, _NESTED = _words("by"), _words("open"), _words("nested")
_PROPERTY = _words("property")
#: How much likelier than by chance a misprint must explain a list that does not add up, where its
#: total is named and where it is not. Of 40 lists in honest texts that do not, none reaches 0.7.
_TELLING, _UNNAMED = 3.0, 20.0
#: The same for what is divided by a property of its own: 医院按等级分 leaves none out.
_DIVIDED = 0.9
#: How far a total may stand back, in paragraphs and in numbers.
_BACK, _FAR, _NEXT = 3, 30, 12
#: Between which multiples of its total a list is one of all its parts, but for a misprint.
_NEAR = (0.6, 1.7)
_MOST, _HEAD = 16, 60


def listed(context: Context) -> Iterator[Claim]:
    """X中,A a个,B b个: all that a sentence lists under a heading makes the total it names."""
    text, _ = judged(context)
    for _, group in groupby(text.places, lambda p: p.sentence):
        sentence = list(group)
        for unit, parts in _lists(context, sentence):
            tops = list(_totals(context, text, parts, unit))
            claim = _claim(context, text, tops, parts)
            if claim is not None:
                yield claim


def _lists(context: Context, sentence: list[Place]) -> Iterator[tuple[str, list[Place]]]:
    """Yield the numbers that a sentence lists under a heading, by their unit."""
    levels = [p for p in sentence if p.kind == "level"]
    first = next((p for p in levels if p.within), levels[0] if levels else None)
    if first is None or not (first.within or _by_kinds(context, first)):
        return
    rest = [p for p in sentence if p.index >= first.index and p.bracket <= first.bracket]
    if any(p is not first and _NESTED.search(p.figure.lead) for p in rest):
        return
    parts = [p for p in rest if p.kind == "level" and p.unit == first.unit]
    if 2 <= len(parts) <= _MOST and not any(_OPEN.search(p.figure.lead) for p in parts):
        yield first.unit, parts


def _by_kinds(context: Context, first: Place) -> bool:
    """Whether a sentence begins as a list by kinds that does not name what it divides."""
    start = first.figure.sentence_start
    return _BY.match(context.text[start : min(start + _HEAD, first.figure.start)]) is not None


def _totals(context: Context, text: Text, parts: list[Place], unit: str) -> Iterator[Place]:
    """Yield what may be the total of a list, nearest first."""
    first = parts[0]
    for i in reversed(text.levels[unit]):
        if i >= first.index:
            continue
        top = text.places[i]
        if first.index - i > _FAR or first.paragraph - top.paragraph > _BACK:
            return
        if top.bracket > first.bracket:
            continue
        if named(first.within, top) if first.within else first.index - i <= _NEXT:
            yield top


def _claim(context: Context, text: Text, tops: Sequence[Place], parts: list[Place]) -> Claim | None:
    added = total(interval(p.figure) for p in parts)
    holding = next((t for t in tops if agree(added, interval(t.figure))), None)
    if holding is not None:
        return _told(context, holding, parts, True)
    exact = [t for t in tops if parts[0].within == t.thing]  # 医院, not 公立医院
    tops = exact or tops
    found = [(t, e) for t in tops if (e := _explained(text, t, parts)) > 0]
    if parts[0].within:
        least = _DIVIDED if _divided(context, parts[0]) else _TELLING
        telling = [t for t, e in found[:1] if e >= least and t is tops[0]]
    else:
        telling = [t for t, e in found if e >= _UNNAMED]
    return _told(context, telling[0], parts, False) if len(telling) == 1 else None


def _divided(context: Context, first: Place) -> bool:
    figure = first.figure
    return _PROPERTY.search(context.text[figure.sentence_start : figure.start]) is not None


def _explained(text: Text, top: Place, parts: list[Place]) -> float:
    """Return how much likelier than by chance a misprint explains that parts make no total."""
    size = sum(p.figure.value for p in parts) / (top.figure.value or 1.0)
    x = reading("sum", "sum", (top, *parts))
    return evidence(text, x) if _NEAR[0] <= size <= _NEAR[1] else 0.0


def _told(context: Context, top: Place, parts: list[Place], fine: bool) -> Claim:
    some = [top.figure, *(p.figure for p in parts)]
    value = sum(f.value for f in some[1:])
    topic = words(top.head) or words(parts[0].head)
    return arithmetic(
        context,
        "listed",
        some,
        f"listed/{topic}/{words(parts[0].head)}",
        titled("claim.listed", topic),
        f"{' + '.join(number(f.value) for f in some[1:])} = {number(round(value, 4))}",
        fine,
        says("remark.parts_off", off=number(abs(round(value - top.figure.value, 4)))),
    )


RULES = (listed,)
