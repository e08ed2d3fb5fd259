"""Lists told by turns, and multiples: 92件129人,去年同期为137件204人,同比分别下降32.85%、36.76%.

As many changes as there are numbers of this time, and as many of the time before in the same order
and units: each change is that of its own two. And 完成a万元,是2015年b万元的n倍 is a over b.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import takewhile

from ..base.vocabulary import pattern
from ..narrative.figures import POINTS, Figure
from ..narrative.roles import sign_of
from .claim_words import before
from .claims import Claim, Context, run_of, unit_of
from .reckon import held

_words = partial(pattern, "by_turns")
_BEFORE, _JOINED, _MULTIPLE = _words("before"), _words("joined"), _words("multiple")
_EACH = pattern("counts", "each")
_MOST = 4


def by_turns(context: Context) -> Iterator[Claim]:
    """A件B人,去年同期C件D人,同比分别下降p%、q%: p is of A and C, q of B and D."""
    for figures in context.sentences:
        for place, first in enumerate(figures):
            if first.relation != "change" or not _EACH.search(first.lead):
                continue
            changes = _changes(figures, place)
            levels = _levels(figures[:place], len(changes))
            if levels:
                yield from _turns(context, changes, levels)


def _changes(figures: list[Figure], place: int) -> list[Figure]:
    """Return the changes listed from a place on: 下降4.80%、50.00%及减少8.22个百分点."""
    run = run_of(figures, place, _JOINED)
    return list(takewhile(lambda f: f.relation == "change", run))


def _levels(earlier: list[Figure], many: int) -> list[Figure]:
    """Return the numbers of this time and of the time before, in order; none if they are not so."""
    some = earlier[-2 * many :]
    if not 2 <= many <= _MOST or len(some) != 2 * many:
        return []
    now, then = some[:many], some[many:]
    alike = [unit_of(f) for f in now] == [unit_of(f) for f in then]
    said = _BEFORE.search(then[0].lead) and not any(_BEFORE.search(f.lead) for f in now)
    levels = all(f.relation in ("level", "share") and not f.qualifier for f in some)
    return some if alike and said and levels else []


def _turns(context: Context, changes: list[Figure], levels: list[Figure]) -> Iterator[Claim]:
    many, sign = len(changes), 1
    for k, change in enumerate(changes):
        sign = sign_of(change) if k == 0 or _says(change) else sign
        level, base = levels[k], levels[many + k]
        if unit_of(level) == "%" and change.unit == POINTS:
            yield from _turn(context, "step", [change, level, base], sign)
        elif unit_of(change) == "%" != unit_of(level) and base.value:
            yield from _turn(context, "growth_levels", [change, level, base], sign)


def _says(change: Figure) -> bool:
    """Whether a change has a verb of its own."""
    return len(change.lead.strip()) > 1


def _turn(context: Context, how: str, some: list[Figure], sign: int) -> Iterator[Claim]:
    """Claim one change of its own two numbers; none where no misprint explains what is off."""
    change, level, _ = some
    topic = before(context.text, change.start, 14)
    name = f"turns/{before(context.text, level.start, 14)}/{level.unit}"
    yield from held(
        context, "by_turns", how, some, name, topic, signs=[sign] * 3, near=change.step,
        turned=True, unit=POINTS if how == "step" else "",
    )  # fmt: skip


def multiples(context: Context) -> Iterator[Claim]:
    """完成952647万元,是2015年483600万元的1.97倍: the first over the second."""
    for figures in context.sentences:
        for level, base, times in zip(figures, figures[1:], figures[2:], strict=False):
            if times.unit != "倍" or times.lead.strip() != "的" or times.qualifier:
                continue
            if not _MULTIPLE.search(base.lead) or unit_of(level) != unit_of(base):
                continue
            if not any(f.relation != "level" or f.qualifier or not f.value for f in (level, base)):
                topic = before(context.text, level.start, 14)
                some, name = [times, level, base], f"multiple/{topic}"
                yield from held(context, "multiples", "ratio", some, name, topic)


RULES = (by_turns, multiples)
