"""Claims of a move: 由A提高到B, and by how much."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..base import catalog
from ..base.vocabulary import pattern
from ..grammar.numerals import chinese_number
from ..narrative.figures import Figure
from .claim_words import words
from .claims import (
    STATES,
    Claim,
    Context,
    claimed,
    interval,
    number,
    plus_minus,
    printed,
    run_of,
    unit_of,
)
from .growth import growth_claim, is_yearly
from .told import says, titled

_FROM = pattern("growth", "from")
_UP, _FINE = pattern("growth", "up"), pattern("growth", "fine")
_DOWN = pattern("growth", "down")
_ADJUSTED = pattern("growth", "adjusted")
_JOINS = pattern("counts", "joins")
#: A change with no subject of its own: ,增长; ,年均提高了约.
_CHANGED = pattern("growth", "changed")
_PASSED, _TO_REACH = pattern("growth", "passed"), pattern("growth", "to_reach")
_IN_WORDS = pattern("growth", "in_words")
_BESIDE = 12  # signs between a mark and what passed it
_AFTER = catalog.load("growth")["after"]
_RANKS = frozenset(catalog.load("growth")["ranks"].split())


def moves(context: Context) -> Iterator[Claim]:
    """由A提高到B: B is more than A; 降低到: less; and 增长p% between them is right if stated.

    调整到 goes either way: there only what it was changed by is told.
    """
    for figures in context.sentences:
        for place, after in enumerate(figures):
            up, down = _UP.search(after.lead), _DOWN.search(after.lead)
            adjusted = _ADJUSTED.search(after.lead)
            if not (up or down or adjusted) or place == 0 or after.relation not in STATES:
                continue
            for before, later in _pairs(context, figures, place):
                if unit_of(before) == unit_of(later) != _AFTER and not adjusted:
                    rank = unit_of(before) in _RANKS or _FINE.search(before.lead)  # less is better
                    yield _move(context, before, later, bool(up) != bool(rank))
            yield from _move_size(context, figures, place)


def _pairs(context: Context, figures: list[Figure], place: int) -> Iterator[tuple[Figure, Figure]]:
    """Pair the numbers before 提高到 with those after it: A、B提高到C、D gives (A, C), (B, D)."""
    after = run_of(figures, place, _JOINS)
    before = figures[max(0, place - len(after)) : place]
    clause = context.text[before[0].clause_start : before[0].start] if before else ""
    if (
        len(before) == len(after)
        and all(unit_of(a) == unit_of(b) for a, b in zip(before, after, strict=True))
        and all(f.clause_start == after[0].clause_start for f in before)
        and _FROM.search(clause)
    ):
        yield from zip(before, after, strict=True)


def _move(context: Context, before: Figure, after: Figure, up: bool) -> Claim:
    one, two = interval(before), interval(after)
    fine = two.high > one.low if up else two.low < one.high
    change = after.value - before.value
    rate = f"({100 * change / before.value:+.1f}%)" if before.value else ""
    topic = words(before.lead)
    if len(topic) < 4:
        topic = words(context.text[before.clause_start : before.start])
    return claimed(
        context, "moves", (before, after), f"move/{topic}",
        titled("claim.moves" if up else "claim.moves_down", topic),
        f"{number(after.value)} - {number(before.value)} = {number(round(change, 6))}{rate}",
        fine, says("remark.other_way"), tolerance=plus_minus(after),
        stated=f"{printed(context, before)} → {printed(context, after)}",
    )  # fmt: skip


def _move_size(context: Context, figures: list[Figure], place: int) -> Iterator[Claim]:
    """Check the change stated right after a move: 由A提高到B,增长p% (or 增加d)."""
    if place + 1 >= len(figures) or place < 1:
        return
    before, after, change = figures[place - 1 : place + 2]
    if change.relation != "change" or unit_of(before) != unit_of(after):
        return
    if change.base_period and not is_yearly(change):
        return
    if before.clause_start != after.clause_start or not before.value:
        return
    if not _CHANGED.fullmatch(change.lead.strip()):
        return  # 由52%提高到58%,城区面积提高8.3%: of something else
    yield from growth_claim(context, before, after, change, "move-size")


def passed(context: Context) -> Iterator[Claim]:
    """生产总值突破2000亿元,达2085亿元: what passed a mark is above it."""
    for figures in context.sentences:
        for one, level in pairwise(figures):
            if not _PASSED.search(one.lead.strip()) or not _TO_REACH.fullmatch(level.lead.strip()):
                continue
            between = context.text[one.unit_end : level.start]
            if unit_of(one) != unit_of(level) or not unit_of(one) or len(between) > _BESIDE:
                continue
            yield _passed(context, level, one.value, [level, one])
        for level in figures:
            first = max(level.sentence_start, level.start - 2 * _BESIDE)
            said = _IN_WORDS.search(context.text[first : level.start])
            if said and unit_of(level) == said["of"]:
                mark = float(chinese_number(said["mark"]) or 0)
                yield _passed(context, level, mark, [level])


def _passed(context: Context, level: Figure, mark: float, some: list[Figure]) -> Claim:
    """Judge whether a level is above the mark it is said to have passed."""
    topic = words(context.text[level.sentence_start : some[-1].start])
    return claimed(
        context, "moves", some, f"passed/{topic}", titled("claim.moves", topic),
        f"{number(level.value)} ≥ {number(mark)}", level.value >= mark, says("remark.other_way"),
        check="bound",
    )  # fmt: skip


RULES = (moves, passed)
