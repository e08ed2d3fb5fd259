"""What the shares of one whole say of each other, and of the parts they stand beside.

Where 甲10个,占20%;乙15个,占30%;丙30个,占50% are of one whole, each part over its share must come
to that whole, whether it is printed or not: the one that does not is wrong. Shares that make 100 %
say that their parts are all there are: so these add up to the whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import accumulate, groupby
from typing import NamedTuple

from ..base.vocabulary import pattern
from ..grammar.interval import Interval, agree
from ..narrative.figures import POINTS, Figure
from ..narrative.places import bigrams
from . import shared_in_turn as in_turn
from .claim_words import words
from .claims import Claim, Context, Span, claimed, interval, number, unit_of
from .composed import hundred
from .definitions import made_of
from .far_wholes import name_of
from .linked import judged
from .mended import mends
from .reckon import makes, outcome, outcome_of
from .told import says, titled

_SHARE = pattern("wholes", "share")
_NESTED = pattern("wholes", "nested")
_ALL = pattern("wholes", "all_of_it")
_AREA = pattern("wholes", "area")
#: How finely the wholes of the others must be told, for their agreement to say anything.
_FINE = 0.05
_LEAST, _TWO, _MANY = 3, 2, 5
#: So many numbers before two shares their whole is looked for, and so many for the whole itself.
_BACK, _FAR = 8, 40


class OfWhole(NamedTuple):
    """A part, its share, and the words that name the whole ("" where none does)."""

    share: Figure
    part: Figure
    base: str

    @property
    def whole(self) -> Interval:
        """What the whole must be for the part to be this share of it."""
        return outcome_of("share", (self.part, self.share))


def _runs(context: Context) -> list[list[OfWhole]]:
    """Return the runs of a text; found once a report."""
    return context.once("shares of one whole", lambda: list(_items(context)))


def _items(context: Context) -> Iterator[list[OfWhole]]:
    """Yield the runs of parts with shares of one whole: told alike, side by side."""
    run: list[OfWhole] = []
    for place, share in enumerate(context.figures):
        item = _item(context, place, share)
        if item is None:
            continue
        if run and not _goes_on(context, run, item):
            yield run
            run = []
        run.append(item)
    if run:
        yield run
    for told in in_turn.runs(context):
        if len({part.unit for _, part in told}) == 1:
            yield [OfWhole(share, part, "") for share, part in told]


def _item(context: Context, place: int, share: Figure) -> OfWhole | None:
    """Return the share at a place with the part before it, None where it is none of a part."""
    match = _SHARE.fullmatch(share.lead.strip())
    if match is None or unit_of(share) != "%" or share.qualifier or not share.value:
        return None
    part = _part(context, place, share)
    if part is None or part.qualifier or not part.unit or not part.value:
        return None
    named = match[1] or ""
    return OfWhole(share, part, named if _AREA.fullmatch(named) else _ALL.sub("", named))


def _part(context: Context, place: int, share: Figure) -> Figure | None:
    """Return the level before a share, over its changes and what a bracket says beside it."""
    before = share.start
    closed = context.text.rfind(")", context.figures[place - 1].end, share.start)
    if place and closed >= 0:
        before = context.text.rfind("(", share.sentence_start, closed)
    for figure in reversed(context.figures[max(0, place - 6) : place]):
        if figure.sentence_start != share.sentence_start:
            return None
        if figure.end <= before and figure.relation != "change":
            return figure if figure.relation == "level" else None
    return None


def _goes_on(context: Context, run: list[OfWhole], item: OfWhole) -> bool:
    """Whether a part stands in one list with those before it: in their sentence, or right after."""
    last = run[-1]
    of_area = _AREA.fullmatch(item.base) and not run[0].base  # 占全国总数的a%, 占全国b%
    if last.part.unit != item.part.unit or not (of_area or item.base in ("", run[0].base)):
        return False
    between = context.text[last.share.unit_end : item.part.start]
    if _NESTED.search(between) or "\n" in between:
        return False
    one = last.part.sentence_start == item.part.sentence_start
    return one or bool(item.base) or context.figures_from(last.share.end, 1) == [item.part]


def odd_shares(context: Context) -> Iterator[Claim]:
    """A个,占a%;B个,占b%;C个,占c%: the one whose part is not its share of the others' whole."""
    for run in _runs(context):
        odd = _odd_ones(run) if len(run) >= _LEAST else []
        if len(odd) == 1:
            yield _odd(context, run, odd[0])
        elif len(run) >= _TWO:
            yield from list(_of_printed(context, run)) or _of_one_name(context, run)


def _of_one_name(context: Context, run: list[OfWhole]) -> Iterator[Claim]:
    """甲案件a件,乙案件b件,分别占案件总数的p%、q%: both tell the whole named and not printed."""
    name = bigrams(name_of(run[0].share))
    named = all(name & bigrams(item.part.lead) for item in run)
    fine = all(item.whole.high - item.whole.low <= _FINE * item.whole.high for item in run)
    if len(run) != _TWO or not (named and fine) or agree(*map(_rounded, run)):
        return
    odd = [k for k, item in enumerate(run) if _mends(item, run[1 - k].whole)]
    if odd:
        yield _odd(context, run, odd[-1])


def _of_printed(context: Context, run: list[OfWhole]) -> Iterator[Claim]:
    """Claim that parts that are all of a whole printed before them are each a share of it.

    共71412件。直办37643件,占52.7%,转办33769件,占47.3%: where the shares make 100 %, or the parts
    the whole, and all but one are their shares of it, so is that one.
    """
    first = bisect_left(context.starts, run[0].part.start)
    wholes = [
        f
        for f in reversed(context.figures[max(0, first - _BACK) : first])
        if f.unit == run[0].part.unit and f.relation == "level" and not f.qualifier
    ]
    for whole in wholes:
        printed = interval(whole)
        fits = [agree(_rounded(item, in_turn.coarsest(run)), printed) for item in run]
        if not any(fits):
            continue
        parts, shares = zip(*_figures(run), strict=True)
        all_of_it = agree(outcome_of("sum", parts), printed) or hundred(map(interval, shares))
        odd = all_of_it and fits.count(False) == 1
        if odd and _mends(run[fits.index(False)], printed):
            yield _odd(context, run, fits.index(False), whole)
        return


def _figures(run: list[OfWhole]) -> list[tuple[Figure, Figure]]:
    return [(item.part, item.share) for item in run]


def agreed(context: Context) -> dict[Span, Interval]:
    """Return the shares that with two others or more are of one whole, and that whole."""
    out: dict[Span, Interval] = {}
    for run in _runs(context):
        common = _common(run) if len(run) >= _LEAST else None
        if common is not None:
            out |= {(item.share.start, item.share.end): common for item in run}
    return out


def _common(items: list[OfWhole]) -> Interval | None:
    """Return the whole that all of some parts can be shares of, None if there is none."""
    wholes = [item.whole for item in items]
    found = Interval(max(w.low for w in wholes), min(w.high for w in wholes))
    return found if found.low <= found.high else None


def _odd_ones(run: list[OfWhole]) -> list[int]:
    """Return those of a run that are off the whole that all the others agree on.

    A misprint must explain what is off, but where many agree. Each whole is reckoned once, however
    long the run is.
    """
    wholes = [item.whole for item in run]
    fine = [whole.high - whole.low <= _FINE * whole.high for whole in wholes]
    lows = _of_others([whole.low for whole in wholes], max)
    highs = _of_others([whole.high for whole in wholes], min)
    told, coarse = sum(fine), in_turn.coarsest(run)
    return [
        k
        for k, common in enumerate(map(Interval, lows, highs))
        if common.low <= common.high
        and told - fine[k] >= _LEAST - 1
        and not agree(_rounded(run[k], coarse), common)
        and (told - fine[k] >= _MANY or _mends(run[k], common))
    ]


def _of_others(values: list[float], best: Callable[[float, float], float]) -> list[float]:
    """Return for each of some values the best of all the others."""
    before = list(accumulate(values, best))
    after = list(accumulate(reversed(values), best))[::-1]
    return [after[1], *map(best, before[:-2], after[2:]), before[-2]]


def _rounded(item: OfWhole, coarse: float = 0.0) -> Interval:
    """Return the whole of an item whose share may be a step off, to make all add up to 100.

    The step may be that of a share beside it which is told more coarsely.
    """
    low, high = interval(item.share)
    own = max(item.share.step, high - low)
    step = max(coarse, own)
    wider = Interval(max(low - step, own / 2), high + step)
    return outcome("share", [interval(item.part), wider])


def _mends(item: OfWhole, whole: Interval) -> bool:
    """Whether another digit in a part or its share would make it one of a whole."""
    return mends(
        [item.part, item.share],
        lambda ends: makes("share", [whole, *ends]),
    )


def _odd(context: Context, run: list[OfWhole], k: int, whole: Figure | None = None) -> Claim:
    item, others = run[k], [i for j, i in enumerate(run) if j != k]
    common = _common(others) or others[0].whole
    common = interval(whole) if whole is not None else common
    value = 100 * item.part.value / (sum(common) / 2)
    topic = words(item.part.lead)
    return claimed(
        context,
        "odd_shares",
        (
            item.share,
            item.part,
            *(f for i in others for f in (i.part, i.share)),
            *([whole] if whole is not None else []),
        ),
        f"odd/{topic}",
        titled("claim.odd_shares", topic),
        f"{number(item.part.value)} ÷ {number(round(sum(common) / 2, 1))} = "
        f"{number(round(value, 2))}%",
        False,
        says("remark.of_others", n=len(others), value=number(round(value, 2))),
        unit=POINTS,
    )


def all_parts(context: Context) -> Iterator[Claim]:
    """Shares of one whole that make 100 %: their parts add up to the whole they are linked to."""
    text, groups = judged(context)
    links = [g.likeliest for g in groups if g.likeliest and g.likeliest.kind == "share"]
    of_one = groupby(links, lambda r: (r.places[2], text.places[r.places[0]].paragraph))
    for (whole, _), run in of_one:
        places = [[text.places[i].figure for i in link.places[:2]] for link in run]
        shares, parts = [share for share, _ in places], [part for _, part in places]
        if len({f.start for f in parts}) == len(parts) >= _LEAST and hundred(map(interval, shares)):
            topic = words(parts[0].lead)
            names = f"all/{topic}", topic
            some = [text.places[whole].figure, *parts]
            yield from made_of(context, "all_parts", "sum", some, *names)


RULES = (odd_shares, all_parts, *in_turn.RULES)
