"""What the kinds of one whole make together, said in other words than 占: always 100 %.

三次产业结构由a:b:c调整为d:e:f,第一产业比重下降x个百分点; 三次产业的贡献率分别为a%、b%和c%. The
kinds are known to leave nothing out, so their shares make 100 % wherever they are printed. One that
does not is wrong only where one misprinted digit explains it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, pairwise
from typing import Any

from ..base import catalog
from ..base.vocabulary import pattern
from ..grammar.interval import Interval
from ..narrative.figures import POINTS, Figure
from .claim_words import before, words
from .claims import Claim, Context, claimed, interval, number, unit_of
from .hundred_percent import COMPOSITION
from .mended import mends, one_turned
from .reckon import held, makes
from .told import says, titled

_words = partial(pattern, "composed")
_TURNS, _KIND, _FELL = _words("turns"), _words("kind"), _words("fell")
_RANKS: str = _words("ranks").pattern
_JOINS, _BEFORE_COMPOSITION = pattern("counts", "joins"), pattern("shares", "composition")
_WHOLE, _KINDS_OF_MOVE = _words("whole"), _words("moved")
_LEVEL, _BARE = _words("level"), _words("bare")
_SHARE_OF, _AGAINST = _words("share_of"), _words("against")
_KINDS = 3
#: How far the whole may stand back, in lines; how many steps three rounded moves may be off.
_LINES, _STEPS = 3, 2
#: How far back a clause may begin that says whose moves those of the next are.
_SIDE = 40
#: How far a share may be off the one that rounded or revised levels give, in points.
_NEAR = 0.5
#: How far shares that are each rounded may be off together.
_ROUNDED = 1.0
_ALL, _NOUGHT = Interval(100.0, 100.0), Interval(0.0, 0.0)


#: which numbers of a sentence a list is looked for among
_AMONG: dict[str, Callable[[Figure], bool]] = {
    "any": lambda f: True,
    "rates": lambda f: unit_of(f) == "%",
    "no_change": lambda f: unit_of(f) == "%" and f.relation != "change",
    "shares": lambda f: unit_of(f) == "%" and f.relation == "share",
}


def _runs(figures: list[Figure], joined: re.Pattern[str], many: int = _KINDS) -> list[list[Figure]]:
    """Return the runs of so many numbers that nothing but a joint stands between."""
    runs: list[list[Figure]] = []
    for figure in figures:
        if runs and joined.fullmatch(figure.lead.strip()):
            runs[-1].append(figure)
        else:
            runs.append([figure])
    return [run for run in runs if len(run) == many]


_COLON = re.compile(":")


def _structures(figures: list[Figure]) -> list[list[Figure]]:
    return _runs(figures, _COLON) if any(f.lead == ":" for f in figures) else []


def lists_of_all(context: Context) -> Iterator[Claim]:
    """Claim that shares make 100 % which the words of a row of the catalog say to be all."""
    lines = [list(group) for _, group in groupby(context.figures, lambda f: f.line)]
    for row in catalog.load("composed")["lists"]:
        for figures in lines if "kinds" in row else context.sentences:
            some = list(filter(_AMONG[row["of"]], figures))
            for run in _lists(some, row) if len(some) >= row["many"] else ():
                if _told_so(context, row, run):
                    yield from made_of_all(context, run)


def _lists(some: list[Figure], row: dict[str, Any]) -> list[list[Figure]]:
    """Return the lists of a row among some numbers: joined, of kinds told in order, or one."""
    if "kinds" not in row:
        return _runs(some, _words(row["joined"]), row["many"]) if "joined" in row else [some]
    found = [(match[1], f) for f in some if (match := _words(row["kinds"]).search(f.lead))]
    windows = (found[at : at + row["many"]] for at in range(len(found)))
    return [[f for _, f in told] for told in windows if [k for k, _ in told] == list(_RANKS)]


def _told_so(context: Context, row: dict[str, Any], run: list[Figure]) -> bool:
    """Whether the words before some shares, and their sum, are as a row has them."""
    leads = [f.lead.strip() for f in run]
    head = context.text[run[0].sentence_start : run[0].start]
    last = leads.pop() if "last" in row else ""
    words_of = {"first": leads[:1], "each": leads, "last": [last], "head": [head]}
    if not all(
        _words(row[part]).search(told)
        for part, some in words_of.items() if part in row
        for told in some
    ):  # fmt: skip
        return False
    if sum("." in f.text for f in run) < row.get("decimals", 0) or any(f.qualifier for f in run):
        return False
    above = sum(f.value for f in run) - 100 - _off(run)
    if "over" in row and not 0 < above < row["over"]:
        return row.get("even", False) and hundred(map(interval, run))
    seen = "unseen" in row and _BEFORE_COMPOSITION.search(COMPOSITION.sub("", head))
    return not (seen and 95 <= sum(f.value for f in run) <= 105)


def hundred(ends: Iterable[Interval]) -> bool:
    """Whether numbers add up to all there is."""
    return makes("sum", [_ALL, *ends])


def made_of_all(context: Context, run: list[Figure]) -> Iterator[Claim]:
    """Claim that some shares make 100 %; nothing where they do not and no misprint explains it."""
    value = sum(f.value for f in run)
    fine = hundred(map(interval, run))
    if not fine and (abs(value - 100) <= _off(run) or not mends(run, hundred)):
        return
    topic = before(context.text, run[0].start, 14)
    yield claimed(
        context, "compositions", run, f"hundred/{topic}", titled("claim.compositions", topic),
        f"{' + '.join(number(f.value) for f in run)} = {number(round(value, 4))}%", fine,
        says("remark.hundred_off", off=number(abs(round(value - 100, 4)))), unit=POINTS,
    )  # fmt: skip


def _off(run: list[Figure]) -> float:
    """Return how far shares, each rounded, may be off together: two steps of each at most."""
    return min(_ROUNDED, _STEPS * len(run) * max(f.step for f in run))


def restructured(context: Context) -> Iterator[Claim]:
    """由a:b:c调整为d:e:f,第二产业比重提高x个百分点: x is e less b, and so is its direction."""
    for figures in context.sentences:
        for old, new in pairwise(_structures(figures)):
            if not _TURNS.search(context.text[old[-1].end : new[0].start]):
                continue
            for change in figures[figures.index(new[-1]) + 1 :]:
                match = _KIND.search(change.lead) if change.unit == POINTS else None
                if match and not change.qualifier:
                    k = _RANKS.index(match[1])
                    yield from _moved(context, change, old[k], new[k])


def _moved(context: Context, change: Figure, old: Figure, new: Figure) -> Iterator[Claim]:
    """Claim that a change of a share is the difference of its two shares."""
    sign = -1 if _FELL.search(change.lead) else 1
    topic = before(context.text, change.start, 14)
    name, some = f"restructured/{topic}", (change, new, old)
    yield from held(
        context, "restructured", "step", some, name, topic, signs=[sign] * 3, turned=True,
        unit=POINTS,
    )  # fmt: skip


def structures_of_levels(context: Context) -> Iterator[Claim]:
    """第一产业a,第二产业b,第三产业c,三次产业结构为p:q:r: each is its level's share of the whole."""
    whole: Figure | None = None
    levels: dict[str, Figure] = {}
    for figures in context.sentences:
        for figure in figures:
            if figure.relation == "level" and _WHOLE.search(figure.lead):
                whole, levels = figure, {}
            kind = _LEVEL.search(figure.lead) if whole and figure.unit == whole.unit else None
            if kind and figure.relation == "level":
                levels.setdefault(kind[1], figure)
        runs = _structures(figures) if whole and len(levels) == _KINDS else []
        own = [r for r in runs if whole and r[0].period == whole.period]
        if whole is None or len(own) != 1 or own[0][0].line - whole.line > _LINES:
            continue
        first = own[0][0]
        last = max(levels.values(), key=lambda f: f.start)
        between = [f for f in figures if last.start < f.start < first.start]
        if not _BARE.search(first.lead) or any(f.relation == "level" for f in between):
            continue  # 民营经济增加值…,三次产业结构为: of what is told last, or 市区三次产业结构
        topic = words(first.lead)
        for rank, share in zip(_RANKS, own[0], strict=True):
            some, name = [share, levels[rank], whole], f"defined/structure/{rank}/{topic}"
            yield from held(
                context, "defined", "share", some, name, topic, slack=share.step, near=_NEAR,
                own=True,
            )  # fmt: skip


def balanced_moves(context: Context) -> Iterator[Claim]:
    """第一产业比重上升a,第二、三产业比重分别回落b和c: what one wins the others lose."""
    for figures in context.sentences:
        points = [f for f in figures if f.relation == "change" and _is_move(f)]
        moves = _of_all_kinds(context.text, points)
        if not moves:
            continue
        some, signs = [f for f, _ in moves], [sign for _, sign in moves]

        def fits(of: Sequence[Interval], signs: Sequence[int] = signs, off: float = 0.0) -> bool:
            return makes("sum_signed", [_NOUGHT, *of], [1, *signs], slack=off)

        printed = [interval(f) for f in some]
        fine = fits(printed, off=_STEPS * some[0].step)
        turned = any(fits(printed, other) for other in one_turned(signs))
        if not (fine or turned or mends(some, fits)):
            continue
        value = number(round(sum(f.value * sign for f, sign in moves), 4))
        topic = before(context.text, some[0].start, 14)
        yield claimed(
            context, "restructured", some, f"moves/{topic}", titled("claim.restructured", topic),
            f"{' '.join(f'{f.value * sign:+g}' for f, sign in moves)} = {value}", fine,
            says("remark.moves_make", value=value), unit=POINTS,
        )  # fmt: skip


def _is_move(figure: Figure) -> bool:
    """Whether a change is one of a share: in points, or in the per cent some print for them."""
    return figure.unit == POINTS or (unit_of(figure) == "%" and bool(_SHARE_OF.search(figure.lead)))


def _told_before(text: str, figure: Figure) -> str:
    """Return the words before a move, without the time that a clause sets it against."""
    lead = figure.lead
    if _AGAINST.match(lead) and text[figure.clause_start - 1 : figure.clause_start] == ",":
        start = max(
            text.rfind(mark, figure.sentence_start, figure.clause_start - 1) for mark in ",;"
        )
        start = max(start + 1, figure.sentence_start, figure.clause_start - _SIDE)
        lead = text[start : figure.clause_start - 1] + _AGAINST.sub("", lead)
    return lead


def _of_all_kinds(text: str, points: list[Figure]) -> list[tuple[Figure, int]]:
    """Return the moves of all three kinds, each with its direction; none if they are not so."""
    out: list[tuple[Figure, int]] = []
    said, sign = "", 1
    for figure in points:
        kinds = _KINDS_OF_MOVE.search(_told_before(text, figure))
        if kinds:
            said += "".join(k for k in kinds[1] if k in _RANKS)
            sign = -1 if _FELL.search(kinds[2]) else 1
        elif not _JOINS.fullmatch(figure.lead.strip()):
            return []
        out.append((figure, sign))
    return out if sorted(said) == sorted(_RANKS) and len(out) == _KINDS else []


RULES = (
    lists_of_all,
    restructured,
    structures_of_levels,
    balanced_moves,
)
