"""Lists that take a line an item, whose total is told in the lines before them.

1.增值税70400万元,同比下降10.7%。⏎2.消费税95万元… Each item has a number of a unit first; where all
of them have, they may make a total. Whether they do, only the arithmetic says: a list that does not
add up is wrong only where a misprint explains it and chance hardly would, or where the items make
the other number of the same total (发生24起、死亡92人).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ..base.vocabulary import pattern
from ..grammar.chars import line_of
from ..narrative.links import Text
from ..narrative.places import Place
from .claims import Claim, Context
from .far_wholes import is_share
from .linked import judged
from .listed import adds_up, claim_of, explained, names

_ITEM = pattern("listed", "item")
_LEAST, _MOST = 3, 24
#: Lines that a total may stand before its list, and numbers of them that are asked.
_BACK, _ASKED, _BLANK = 2, 12, 2
#: How much likelier than by chance a misprint must explain a list; the same where its items make
#: the number beside the total, and where the heading names it.
_TELLING, _BESIDE, _NAMED = 20.0, 0.9, 2.0
_HEADING = 80


def itemised(context: Context) -> Iterator[Claim]:
    """Add up the numbers that a list has a line each, unit by unit."""
    text, _ = judged(context)
    lines = [list(group) for _, group in groupby(text.places, lambda p: p.paragraph)]
    run: list[list[Place]] = []
    for at, line in enumerate([*lines, []]):
        last = run[-1][0].paragraph if run else None
        follows = last is not None and line and line[0].paragraph - last <= _BLANK
        if line and (follows or not run) and _is_item(context, line, after=bool(run)):
            run.append(line)
            continue
        if _LEAST <= len(run) <= _MOST:
            first = at - len(run)
            yield from _made(context, text, lines[max(0, first - _BACK) : first], run)
        run = [line] if line and _is_item(context, line, after=False) else []


def _is_item(context: Context, line: list[Place], *, after: bool) -> bool:
    """Whether a line is an item: numbered, or ended by a semicolon, or after one that is."""
    at = line[0].figure.start
    start, end = line_of(context.text, at)
    if _ITEM.match(context.text[start:at]):
        return True
    semicolon = context.text[:start].rstrip()[-1:] if after else ""
    return ";" in (context.text[start:end].rstrip()[-1:], semicolon)


def _made(
    context: Context, text: Text, before: list[list[Place]], run: list[list[Place]]
) -> Iterator[Claim]:
    """Claim the totals that the items of a list make, unit by unit."""
    asked = [p for line in before for p in line if p.kind == "level" and p.bracket == 0]
    asked = asked[-_ASKED:][::-1]
    lists = list(_by_unit(run))
    at = run[0][0].figure.start
    heading = context.text[before[-1][-1].figure.unit_end if before else 0 : at][-_HEADING:]
    made: list[Place] = []
    for parts in lists:
        top = next((t for t in asked if _alike(t, parts) and adds_up(t, parts)), None)
        if top is not None:
            made.append(top)
            yield claim_of(context, top, parts, True)
    for parts in lists:
        tops = [t for t in asked if _alike(t, parts)]
        if any(t in made for t in tops):
            continue
        told = [t for t in tops if names(heading, t)] or _of_shares(text, tops, parts)
        beside = told or [t for t in tops if any(abs(t.index - m.index) == 1 for m in made)]
        least = _NAMED if told else _BESIDE if beside else _TELLING
        found = [t for t in beside or tops if explained(text, t, parts) >= least]
        if len(found) == 1:
            yield claim_of(context, found[0], parts, False)


def _of_shares(text: Text, tops: list[Place], parts: list[Place]) -> list[Place]:
    """Return the totals that the shares told behind the parts of a list, but for one, are of."""
    pairs = ((text.places[p.index + 1], p) for p in parts if p.index + 1 < len(text.places))
    told = [(s.figure, p.figure) for s, p in pairs if s.kind == "percent"]
    return [
        t for t in tops
        if len(told) == len(parts)
        and sum(is_share(s, p, t.figure) for s, p in told) == len(parts) - 1
    ]  # fmt: skip


def _alike(top: Place, parts: list[Place]) -> bool:
    return top.unit == parts[0].unit


def _by_unit(run: list[list[Place]]) -> Iterator[list[Place]]:
    """Yield the first number of each unit in every item, where all items have one."""
    firsts = [{p.unit: p for p in reversed(line) if _counts(p)} for line in run]
    for unit in firsts[0]:
        parts = [first[unit] for first in firsts if unit in first]
        if len(parts) == len(run):
            yield parts


def _counts(place: Place) -> bool:
    return place.kind == "level" and place.bracket == 0 and bool(place.unit)


RULES = (itemised,)
