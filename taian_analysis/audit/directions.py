"""Which way a number went, told by a word: 比全省(p%)高d个百分点; 税收增长,非税下降.

A word for a rise where the numbers fall is as wrong as a digit: the growth of kinds that make up a
whole is that of the whole.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations, groupby, pairwise

from ..base.vocabulary import pattern
from ..grammar.interval import Interval, scaled
from ..narrative.figures import POINTS, Figure
from ..narrative.roles import is_step
from .claim_words import before, words
from .claims import Claim, Context, claimed, interval, number, run_of, unit_of
from .mended import digits_of, mends, one_turned
from .reckon import ANYTHING, gives, holds, makes, outcome, reckoned, steps_held
from .told import says, titled

_words = partial(pattern, "growth")
_OTHERS, _NEXT_OTHER, _ABOVE = _words("others"), _words("next_other"), _words("above")
_FELL, _REAL = _words("fell"), _words("real")
_RISE, _FALL = _words("plain_rise"), _words("plain_fall")
_JOINS = pattern("counts", "joins")


def beside_others(context: Context) -> Iterator[Claim]:
    """增长34.5%,比全省(17.3%)和全国(11.4%)分别高17.2、23.1个百分点: each the difference of two."""
    for figures in context.sentences:
        for place, first in enumerate(figures):
            told = _OTHERS.search(first.lead)
            if told is None or not place:
                continue
            others = run_of(figures, place, _NEXT_OTHER)
            gaps = run_of(figures, place + len(others), _JOINS)[: len(others)]
            above = _ABOVE.fullmatch(gaps[0].lead.strip()) if gaps else None
            alike = {unit_of(f) for f in others} == {"%"} and {unit_of(f) for f in gaps} == {POINTS}
            if above is None or len(gaps) != len(others) or not alike:
                continue
            pairs, lower = list(zip(others, gaps, strict=True)), bool(told[1] or above[1])
            own = _own(figures[:place], pairs, lower)
            if own is not None:
                yield from (_beside(context, own, *pair, lower) for pair in pairs)


def _own(earlier: list[Figure], pairs: list[tuple[Figure, Figure]], lower: bool) -> Figure | None:
    """Return the rate that is set beside others: the last before them, or one before that fits.

    税收占比70%,收入增长5.0%,比全省(72%)低2个百分点: of two rates, the share.
    """
    told = [f for f in earlier if unit_of(f) != POINTS]
    if not told or unit_of(told[-1]) != "%" or _FELL.search(told[-1].lead):
        return None
    exact = [f for f in told if unit_of(f) == "%" and not f.qualifier]
    rates = [f for f in exact if not _FELL.search(f.lead)] or told[-1:]
    fits = (f for f in reversed(rates) if all(_apart(f, o, g, lower) for o, g in pairs))
    return next(fits, rates[-1])


def _apart(own: Figure, other: Figure, gap: Figure, lower: bool) -> bool:
    """Whether a rate lies as far above another (or below) as is told."""
    return holds("step", (gap, own, other), [-1 if lower else 1])


def _beside(context: Context, own: Figure, other: Figure, gap: Figure, lower: bool) -> Claim:
    topic = words(context.text[own.clause_start : own.start] + other.lead + gap.lead)
    some = (gap, own, other)
    return gives(
        context, "growths", "step", some, f"beside/{topic}", topic, _apart(own, other, gap, lower),
        signs=[-1 if lower else 1], title="growths_beside", unit=POINTS,
    )  # fmt: skip


def way(figure: Figure) -> int:
    """Return 1 or -1 where nothing but a plain word of rise or fall leads to a change, else 0."""
    lead = figure.lead.strip()
    if _RISE.fullmatch(lead):
        return 1
    return -1 if _FALL.fullmatch(lead) else 0


#: How many levels after a whole are looked at, how exact it must be, and how many lines back it
#: may stand, at the head of its own.
_MOST, _DIGITS, _LINES = 8, 4, 2
_HEADS = 3  # … as one of the first of its line


def kinds(context: Context) -> Iterator[Claim]:
    """A,增长p%;其中a,增长q%;b,下降r%: where a and b make A, so do what they were before.

    It is wrong only where one word the other way would make it right, or where the whole grew by
    more, or less, than any of its kinds.
    """
    for whole, parts in _made(context, lambda figures: _moved(context, figures)):
        yield from _of_kinds(context, whole, parts)


def steps(context: Context) -> Iterator[Claim]:
    """A,增加d;其中a,增加e;b,减少f: where a and b make A, so do e and f what A changed by.

    It is wrong only where a misprint, or one word the other way, explains it.
    """
    for whole, parts in _made(context, _with_steps):
        every = [f for _, f in (whole, *parts)]
        yield from steps_held(context, every, [way(every[0]) * way(f) for f in every])


def _with_steps(figures: list[Figure]) -> list[_Moved]:
    """Return the levels of a paragraph that a plain increment is told of right after, with it."""
    return [
        (level, step)
        for level, step in pairwise(figures)
        if level.relation == "level" and is_step(step) and not is_step(level)
        and level.unit == step.unit and way(step) and not step.qualifier
    ]  # fmt: skip


_Moved = tuple[Figure, Figure]


def _made(
    context: Context, told: Callable[[list[Figure]], list[_Moved]]
) -> Iterator[tuple[_Moved, list[_Moved]]]:
    """Yield each level that later ones of its paragraph make, all with what is told of them."""
    heads: list[_Moved] = []
    for line, group in groupby(context.figures, lambda f: f.line):
        moved = told(list(group))
        wholes = [*(m for m in heads if line - m[0].line <= _LINES), *moved]
        for whole in wholes:
            first = bisect_right(moved, whole[0].start, key=lambda m: m[0].start)
            later = moved[first : first + _MOST]
            fine = digits_of(whole[0]) >= _DIGITS and len(later) > 1
            if parts := _parts(whole, later) if fine else []:
                yield whole, parts
        heads += moved[:_HEADS]


def _moved(context: Context, figures: list[Figure]) -> list[_Moved]:
    """Return the levels of a paragraph that a plain change in % is told of, each with that."""
    real = context.once("real", lambda: [m.start() for m in _REAL.finditer(context.text)])
    return [
        (level, rate)
        for level, rate in _with_rates(figures)
        if level.relation == "level" and level.unit
        and bisect_left(real, level.sentence_start) == bisect_left(real, rate.clause_end)
    ]  # fmt: skip


def _with_rates(figures: list[Figure]) -> Iterator[_Moved]:
    """Yield each level with the change told of it, what share of a plan it is between them."""
    level: Figure | None = None
    for figure in figures:
        if figure.relation == "level":
            level = None if is_step(figure) else figure
        elif figure.relation == "change" and level is not None:
            if unit_of(figure) == "%" and way(figure):
                yield level, figure
            elif unit_of(figure) == unit_of(level):
                continue  # 增加d,增长p%
            level = None
        elif figure.relation not in ("share", "target"):
            level = None


def _parts(whole: _Moved, after: Sequence[_Moved]) -> list[_Moved]:
    """Return the numbers after a whole that make it: two of them, or a run from the first on."""
    alike = [m for m in after if (unit_of(m[0]), m[0].period) == _kind_of(whole)]
    for few in [*combinations(alike, 2), *(alike[:n] for n in range(3, len(alike) + 1))]:
        exact = sum(f.value for f, _ in few)
        if abs(exact - whole[0].value) <= 1e-9 * whole[0].value:
            return list(few)
    return []


def _kind_of(whole: _Moved) -> tuple[str, str | None]:
    return unit_of(whole[0]), whole[0].period


def _of_kinds(context: Context, whole: _Moved, parts: list[_Moved]) -> Iterator[Claim]:
    """Judge whether the kinds and their whole grew alike; nothing where it can not be told."""
    every = [whole, *parts]
    signs = [way(rate) for _, rate in every]
    rates = [interval(rate) for _, rate in every]
    fine = _grew_alike(every, rates, signs)
    turned = [] if fine else _turned(every, rates, signs)
    if not fine and len(turned) != 1 and not _beyond(every, rates, signs):
        return
    rate = every[turned[0] if len(turned) == 1 else 0][1]
    was = [
        reckoned("before_growth", [level.value, change.value], [1, 1, sign]).value
        for (level, change), sign in zip(every, signs, strict=True)
    ]
    topic = before(context.text, rate.start, 16)
    yield claimed(
        context, "opposed", [rate, *(f for pair in every for f in pair if f is not rate)],
        f"kinds/{topic}", titled("claim.opposed_kinds", topic),
        f"{' + '.join(map(_short, was[1:]))} = {_short(sum(was[1:]))} | {_short(was[0])}", fine,
        says("remark.opposed_kinds" if len(turned) == 1 else "remark.beyond_kinds"),
    )  # fmt: skip


def _short(value: float) -> str:
    """Print what a number was to six digits."""
    return number(float(f"{value:.6g}"))


def _turned(every: list[_Moved], rates: list[Interval], signs: list[int]) -> list[int]:
    """Return whose word, the other way, would make the kinds and their whole grow alike."""
    return [k for k, other in enumerate(one_turned(signs)) if _grew_alike(every, rates, other)]


def _beyond(every: list[_Moved], rates: list[Interval], signs: list[int]) -> bool:
    """Whether the whole grew more than any of its kinds, or less, and a misprint explains it."""
    whole, *parts = (scaled(r, sign) for r, sign in zip(rates, signs, strict=True))
    if min(p.low for p in parts) <= whole.high and whole.low <= max(p.high for p in parts):
        return False
    return mends([rate for _, rate in every], lambda ends: _grew_alike(every, ends, signs))


def _grew_alike(every: list[_Moved], rates: Sequence[Interval], signs: list[int]) -> bool:
    """Whether what the kinds were before makes what the whole was."""
    was = [
        outcome("before_growth", [interval(level), rate], [1, 1, sign])
        for (level, _), rate, sign in zip(every, rates, signs, strict=True)
    ]
    return ANYTHING not in was and makes("sum", was)


RULES = (beside_others, kinds, steps)
