"""Quarters of what a year, or the part of one, makes; and medians set against means.

上半年进出口总值20.1万亿元。…一季度、二季度分别达到9.76万亿和10.34万亿元: the first quarters
from the beginning of a year make what that part of it makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from ..base.vocabulary import pattern
from ..narrative.figures import Figure
from .claim_words import before, words
from .claims import Claim, Context, unit_of
from .definitions import made_of
from .reckon import holds

_words = partial(pattern, "apart")
_QUARTER, _TURNS, _MEAN = _words("quarter"), _words("turns"), _words("mean")
_SPANS = {2: _words("half"), 3: _words("three_quarters"), 4: _words("year")}
_OF_THE_MEAN, _MEDIAN = _words("of_the_mean"), _words("median")
_FILLER = pattern("repeats", "filler")
_ORDER = "一二三四"
#: So many lines back a total may stand, and so many numbers a mean;
#: so many signs of a name say that it is the same.
_LINES, _BACK, _FEW, _NAME = 4, 60, 2, 3
_Named = tuple[str, Figure]


def quarters(context: Context) -> Iterator[Claim]:
    """Add up the quarters of a paragraph, and compare with what the time they make up has."""
    for _, group in groupby(context.figures, lambda f: f.line):
        for run in _runs(list(group)):
            spans, some = _SPANS.get(len(run)), [figure for _, figure in run]
            totals = list(_totals(context, run)) if spans else []
            if totals:
                topic = words(totals[0].lead)
                yield from made_of(
                    context, "defined", "sum", [totals[0], *some],
                    f"quarters/{topic}", topic,
                )  # fmt: skip


def _runs(figures: list[Figure]) -> Iterator[list[_Named]]:
    """Yield the levels of the first two quarters of a year, or of more, told in order."""
    told: list[tuple[str, str, Figure]] = []
    for place, figure in enumerate(figures):
        names = [m["n"] for m in _QUARTER.finditer(figure.lead)]
        if not names or figure.relation != "level" or figure.qualifier:
            continue
        each = figures[place : place + len(names)]
        turns = len(names) == 1 or (_TURNS.search(figure.lead) and len(each) == len(names))
        if turns and all(unit_of(f) == unit_of(figure) for f in each):
            name = _QUARTER.split(figure.lead)[-1]
            told += [(n, _TURNS.split(name)[0], f) for n, f in zip(names, each, strict=True)]
    run: list[_Named] = []
    for n, name, figure in told:
        if run and (n == _ORDER[0] or run[-1][1].unit != figure.unit):
            yield run
            run = []
        if n == _ORDER[min(len(run), 3)] and len(run) < len(_ORDER):
            run = [*run, (name, figure)]
        else:
            run = []
    if len(run) >= _FEW:
        yield run


def _totals(context: Context, run: list[_Named]) -> Iterator[Figure]:
    """Yield what the time of a run makes: first what adds up, then what is named so."""
    first, span = run[0][1], _SPANS[len(run)]
    name = _plain(run[0][0])
    found = [
        f
        for f in context.figures
        if f.unit == first.unit
        and f.relation == "level"
        and not f.qualifier
        and f.value > max(part.value for _, part in run)
        and 0 <= first.line - f.line <= _LINES
        and f.start < first.start
        and not _MEAN.search(f.lead)
        and span.search(context.text[f.sentence_start : f.start])
    ]
    parts = [part for _, part in run]
    yield from (f for f in found if holds("sum", [f, *parts]))
    yield from (f for f in found if name[:_NAME] in f.lead)


def _plain(text: str) -> str:
    return words(_FILLER.sub("", text))


def _is_level_of(figure: Figure, share: Figure) -> bool:
    return figure.sentence_start == share.sentence_start and figure.relation == "level"


def medians(context: Context) -> Iterator[Claim]:
    """人均收入19770元。…中位数18048元,是平均数的91.3%: of the mean of the same name."""
    for place, share in enumerate(context.figures):
        if unit_of(share) != "%" or not _OF_THE_MEAN.search(share.lead.strip()):
            continue
        earlier = context.figures[max(0, place - _BACK) : place]
        told = [f for f in earlier if _is_level_of(f, share)]
        median = next((f for f in reversed(told) if _MEDIAN.search(f.subject)), None)
        name = _MEDIAN.sub("", median.subject) if median else ""
        means = [
            f for f in earlier
            if name and median and f.period == median.period
            and f.relation == "level" and f.subject == name
        ]  # fmt: skip
        if median is not None and means:
            topic = before(context.text, share.start, 16)
            yield from made_of(
                context, "defined", "share", [share, median, means[-1]],
                f"median/{words(median.subject)}", topic,
            )  # fmt: skip


RULES = (quarters, medians)
