"""Periods of figures that belong together: 由A提高到B, and a list with one value a year."""

from __future__ import annotations

import re
from itertools import pairwise

from .figure_units import LISTED, MOVED
from .figures import Figure, Walk

_MOVE = re.compile(
    r"(?:提高|增加|增长|上升|提升|降低|下降|降|减少|增|升|扩大|调整|上调|下调|缩小)(?:到|至|为)"
)


def spread(walk: Walk, found: list[Figure]) -> None:
    """2019-2022年,…分别为A、B、C、D: as many values as years are one a year."""
    i = 0
    while i < len(found):
        j = i
        while (
            j + 1 < len(found)
            and LISTED.fullmatch(found[j + 1].lead)
            and (found[j + 1].clause_start == found[i].clause_start)
        ):
            j += 1
        span = re.fullmatch(r"(\d{4})/(\d{4})", found[i].period or "")
        count = j - i + 1
        even = span is not None and count == int(span[2]) - int(span[1]) + 1 > 1
        paired = "分别" in walk.before(found[i]) and found[i].period_basis != "plan"
        for k in range(count if even and paired else 0):
            found[i + k].period = f"{int(span[1]) + k}" if span else None
        i = j + 1


def moves(walk: Walk, found: list[Figure]) -> None:
    """由A提高到B: in a named year A is of the year before; over a span of its first year.

    B is of the named year, or the last of the span; a period named at A itself stands.
    """
    origin: tuple[int, str | None] = (
        -1,
        None,
    )  # the A of the pair before, in this sentence or the last
    for i, (before, after) in enumerate(pairwise(found)):
        if before.clause_start != after.clause_start or before.unit != after.unit:
            continue
        first = before.clause_start
        words = walk.before(before)
        if not _MOVE.search(after.lead) or not MOVED.search(after.lead):
            continue
        if not re.search(r"[由从]", words):
            continue
        old = after.period
        if origin[1] and before.period == old and _follows(walk, origin[0], before):
            before.period, before.period_basis = origin[1], "inherited"
            after.base_period = after.base_period or before.period
            continue
        bases = {before.period_basis, after.period_basis}
        running = "inherited" in bases and ("-" in (old or "") or _led_by_years(walk, before))
        span = before.period if _led_by_years(walk, before) else old
        ends = _since_then(span or "") if "relative" in bases or running else None
        if ends:
            before.period, after.period = ends  # 五年来,从60%提高到65%
            after.base_period = after.base_period or before.period
            continue
        span = re.fullmatch(r"(\d{4})/(\d{4})", old or "")
        if span and after.period_basis != "plan":
            if before.period == old:
                before.period = span[1]
            for later in found[i + 1 :]:
                if later.clause_start != first or later.period != old:
                    break
                later.period = span[2]
        elif before.period_basis != "default" and re.fullmatch(r"\d{4}", old or ""):
            told = before.period_basis != "inherited" or _headed(walk, before)
            if before.period == old and told and _dated(walk, before):
                before.period, before.period_basis = f"{int(old or 0) - 1}", "inherited"
            elif before.period == old:
                before.period = before.period_basis = None  # from when, the text does not say
        elif before.period_basis == "default" and after.period_basis == "explicit":
            before.period = before.period_basis = None  # before B's year; when, is not said
        if before.period != after.period:
            after.base_period = after.base_period or before.period
            origin = before.sentence_start, before.period


def _since_then(code: str) -> tuple[str, str] | None:
    """Return the year before a run of years up to now, and its last: (2016, 2021-06).

    A document of the first months of a year looks back on the years before it.
    """
    span = re.fullmatch(r"(\d{4})/((\d{4})(?:-(\d\d))?)", code)
    if span is None:
        return None
    early = span[4] is not None and int(span[4]) <= 3
    first, last = int(span[1]) - 1 - early, f"{int(span[3]) - 1}" if early else span[2]
    return f"{first}", last


def _headed(walk: Walk, figure: Figure) -> bool:
    """Whether the heading a figure stands under names a period."""
    topic = walk.scopes.section(figure.start)
    return topic is not None and topic.headed


def _led_by_years(walk: Walk, figure: Figure) -> bool:
    """Whether a figure stands under a line on a run of years: 过去五年,我们攻坚克难."""
    topic = walk.scopes.section(figure.start)
    return topic is not None and topic.years


def _dated(walk: Walk, figure: Figure) -> bool:
    """Whether a figure's own sentence names a time before it, or its section is of a year."""
    return _headed(walk, figure) or any(
        figure.sentence_start <= m.start < figure.start for m in walk.mentions
    )


def _follows(walk: Walk, sentence: int, figure: Figure) -> bool:
    """Whether a figure stands in a sentence or, undated, in the next of the same paragraph."""
    if sentence == figure.sentence_start:
        return True
    if figure.period_basis not in ("inherited", "default"):
        return False
    end = walk.bounds(sentence, walk.stops)[1]
    return end + 1 == figure.sentence_start and walk.text[end] != "\n"
