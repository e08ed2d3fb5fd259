"""Shares told in turn: 甲、乙和丙所占比重分别为a%、b%和c%; 死亡A人、受伤B人,分别占总数的a%和b%.

Their parts are the numbers right before them or their changes, as many as they are, or those that
the names told in the same order have before. Parts of one unit are of one whole; of several units
each is of its own, and these are told in that order too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from ..base.vocabulary import pattern
from ..narrative.figures import Figure
from .claim_words import words
from .claims import Claim, Context, interval, run_of, unit_of
from .far_wholes import is_share, share_claim
from .mended import mends
from .reckon import makes

_words = partial(pattern, "in_turn")
_TOLD, _JOINT = _words("told"), _words("joint")
_JOINS, _EACH = pattern("counts", "joins"), pattern("counts", "each")
#: So many shares are a list; so far back, in numbers, their parts and their wholes may stand.
_FEW, _MANY, _BACK, _NAME = 2, 8, 80, 2
#: How finely a share must tell its whole for that it fits to say anything.
_FINE = 0.01
Run = list[tuple[Figure, Figure]]


def runs(context: Context) -> list[Run]:
    """Return each list of shares told in turn with its parts: (share, part)."""
    return context.once("shares in turn", lambda: list(_find(context)))


def _find(context: Context) -> Iterator[Run]:
    for figures in context.sentences:
        for place, first in enumerate(figures):
            told = _TOLD.search(first.lead) if unit_of(first) == "%" else None
            shares = run_of(figures, place, _JOINS) if told else []
            plain = all(unit_of(f) == "%" and f.value and not f.qualifier for f in shares)
            if told is None or not plain or not _FEW <= len(shares) <= _MANY:
                continue
            names = _JOINT.split(first.lead[: told.start()].strip(",、;: "))
            if len(names) == len(shares) and min(map(len, names)) >= _NAME:
                parts = _named(context, first, names)
            else:
                told_before = [f for f in figures[:place] if f.relation != "change"]
                parts = told_before[-len(shares) :]
            several = len({f.unit for f in parts}) == len(shares)
            if told["each"] and not several and not (parts and _EACH.search(parts[0].lead)):
                continue
            if len(parts) == len(shares) and all(map(_is_part, parts)):
                yield list(zip(shares, parts, strict=True))


def _is_part(figure: Figure) -> bool:
    plain = figure.relation == "level" and not (figure.rate or figure.qualifier)
    return plain and bool(figure.unit and figure.value)


def _named(context: Context, first: Figure, names: Sequence[str]) -> list[Figure]:
    """Return the numbers that bear some names, told in that order and shortly before."""
    end = bisect_left(context.starts, first.start)
    levels = [f for f in context.figures[max(0, end - _BACK) : end] if f.relation == "level"]
    found: list[Figure] = []
    for name in reversed(names):
        before = [f for f in levels if not found or f.start < found[0].start]
        some = [f for f in before if name in f.lead and (not found or f.unit == found[0].unit)]
        found[:0] = some[-1:]
    return found


def in_turn(context: Context) -> Iterator[Claim]:
    """Compare each share of a list told in turn with its part over its whole."""
    for run in runs(context):
        parts = [part for _, part in run]
        first = bisect_left(context.starts, parts[0].start)
        back = [f for f in context.figures[max(0, first - _BACK) : first] if _is_part(f)]
        if len({part.unit for part in parts}) == 1:
            whole = _of_all(run, [f for f in back if f.unit == parts[0].unit])
            wholes = [whole] * len(run) if whole is not None else []
        else:
            wholes = _of_each(run, back)
        for (share, part), of in zip(run, wholes, strict=bool(wholes)):
            figures, topic = (share, part, of), words(part.lead)
            yield share_claim(context, figures, "share-in-turn", topic, coarsest(run))


def coarsest(run: Iterable[tuple[Figure, *tuple[object, ...]]]) -> float:
    """Return the step of the share told most coarsely: the last may be what it leaves of 100 %."""
    return max(share.step for share, *_ in run)


def _of_all(run: Run, levels: list[Figure]) -> Figure | None:
    """Return the whole of a list: one that all fit, or the greatest that all but one fit."""
    most = max(part.value for _, part in run)
    wholes = sorted((f for f in levels if f.value > most), key=lambda f: -f.value)
    for whole in wholes:
        if all(is_share(share, part, whole) for share, part in run):
            return whole
    for whole in wholes[:1]:
        odd = [item for item in run if not is_share(*item, whole, coarsest(run))]
        fine = [s for s, p in run if s.step <= _FINE * s.value and is_share(s, p, whole, s.step)]
        if len(odd) == 1 and fine and _mended(*odd[0], whole):
            return whole
    return None


def _of_each(run: Run, levels: list[Figure]) -> list[Figure]:
    """Return the wholes of parts of several units, told in the same order: those that all fit.

    Or the last that all but one fit, which a misprint explains.
    """
    many = len(run)
    odd: list[Figure] = []
    for start in range(len(levels) - many, -1, -1):
        some = levels[start : start + many]
        if any(f.unit != p.unit or f.value <= p.value for f, (_, p) in zip(some, run, strict=True)):
            continue
        told = [(*item, whole) for item, whole in zip(run, some, strict=True)]
        off = [one for one in told if not is_share(*one, one[0].step)]
        if not off:
            return some
        if len(off) == 1 < many and not odd and _mended(*off[0]):
            odd = some
    return odd


def _mended(share: Figure, part: Figure, whole: Figure) -> bool:
    """Whether a misprint of a share or of its part explains that it is not that of a whole."""
    end = interval(whole)
    return mends([share, part], lambda of: makes("share", [*of, end]))


RULES = (in_turn,)
