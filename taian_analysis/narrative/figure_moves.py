"""Periods of figures that belong together: 由A提高到B, and a list with one value a year."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import NamedTuple

from ..base.vocabulary import pattern
from .figure_units import MOVED, goes_on, listed_with, runs
from .figures import Figure, Walk, words

_MOVE, _FROM = pattern("measures", "moves"), words("moves_from")
_RUN = re.compile(r"\d{4}/(\d{4}(?:-\d\d)?)")
_REACHED, _LEVELS = pattern("measures", "comes_to"), ("level", "share", "ratio")
_YEARS = re.compile(r"(\d{4})/(\d{4})")
#: The first quarters of a year, two or more of them.
_QUARTERS = re.compile(r"(\d{4})-Q1/\1-Q([2-4])")
_PART = r"\d{4}-[^/]+"  # a month, a quarter, a half or a day
_BY_QUARTER = words("by_quarter")
_INTO_NEXT = re.compile(r"\d{4}\s?(?:/|.\d\d\D)")
_PAIRED, _OF_ALL_YEARS = words("paired"), words("of_all_years")


def spread(walk: Walk, found: list[Figure]) -> None:
    """2019-2022年,…分别为A、B、C、D: as many values as years are one a year."""
    for some in runs(found, listed_with):
        _spread_quarters(walk, some)
        span = _YEARS.fullmatch(some[0].period or "")
        years = range(int(span[1]), int(span[2]) + 1) if span else range(0)
        if len(some) == len(years) > 1 and _paired(walk, some[0]):
            for year, figure in zip(years, some, strict=True):
                figure.period = str(year)


def grouped(found: list[Figure]) -> None:
    """2015年、2016年收结案分别为A、B,C、D: as many groups as years are one a year.

    Of groups that have as many values as there are years each value is of its year.
    """
    for some in runs(found, lambda a, b: a.unit == b.unit and goes_on(a, b)):
        groups, codes = list(runs(some, listed_with)), list(dict.fromkeys(f.period for f in some))
        size, told = len(groups[0]), [f.period for f in some[: len(codes)]] == codes
        if not 1 < len(codes) < len(some) or not told or not _PAIRED.search(some[0].lead):
            continue
        if {*map(len, groups)} == {size} and len(codes) in (size, len(groups)):
            for k, figure in enumerate(some):
                figure.period = codes[k // size if len(groups) == len(codes) else k % size]


def _spread_quarters(walk: Walk, some: list[Figure]) -> None:
    """前三季度,…分季度分别达到A、B和C: as many values as quarters are one a quarter."""
    span = _QUARTERS.fullmatch(some[0].period or "")
    if span is None or len(some) != int(span[2]) or not _paired(walk, some[0]):
        return
    if _BY_QUARTER.search(walk.before(some[0])):
        for k, figure in enumerate(some, 1):
            figure.period = f"{span[1]}-Q{k}"


def _paired(walk: Walk, first: Figure) -> bool:
    before = walk.before(first)
    if first.period_basis == "plan" or _OF_ALL_YEARS.search(before):
        return False  # 2019-2021年,营收、利润复合增长率分别达到A、B
    told = [m for m in walk.mentions if m.end <= first.start and m.code == first.period]
    if told and _INTO_NEXT.match(walk.text, told[-1].start):
        return False  # 2021/22年度,…分别为A、B
    return _PAIRED.search(before) is not None


def moves(walk: Walk, found: list[Figure]) -> None:
    """由A提高到B: in a named year A is of the year before; over a span of its first year.

    B is of the named year, or the last of the span; a period named at A itself stands.
    """
    origin = _Origin(-1, None)
    for i, (before, after) in enumerate(pairwise(found)):
        if _is_move(walk, before, after):
            origin = _date_pair(walk, found, i, origin)
            _date_composition(walk, found, i)


def reached(found: list[Figure]) -> None:
    """“十二五”期间,…提高到21.66%: what a run of years ends with is of its last."""
    for figure in found:
        years = _RUN.fullmatch(figure.period or "")
        if years and figure.relation in _LEVELS and _REACHED.search(figure.lead[-12:]):
            figure.period = years[1]


def _date_composition(walk: Walk, found: list[Figure], last: int) -> None:
    """Date the parts of an A as its last, of a B as its first: 由12:54:34调整为10:48:42."""
    for step, i in ((-1, last), (1, last + 1)):
        while 0 <= i + step < len(found) and _are_parts(
            walk, *sorted((found[i], found[i + step]), key=_start)
        ):
            found[i + step].period = found[i].period
            found[i + step].period_basis = found[i].period_basis
            i += step


def _start(figure: Figure) -> int:
    return figure.start


def _are_parts(walk: Walk, one: Figure, other: Figure) -> bool:
    """Whether two figures stand in one composition: 12:54."""
    return walk.text[one.end : other.start].strip() == ":"


class _Origin(NamedTuple):
    """The sentence of the last pair, and the period of its A: the next pair's, if it names none."""

    sentence: int
    period: str | None


def _is_move(walk: Walk, before: Figure, after: Figure) -> bool:
    """Whether two figures of one clause are an A and the B it moved to."""
    if before.clause_start != after.clause_start or before.unit != after.unit:
        return False
    if not _MOVE.search(after.lead) or not MOVED.search(after.lead):
        return False
    return _FROM.search(walk.before(before)) is not None


def _date_pair(walk: Walk, found: list[Figure], i: int, origin: _Origin) -> _Origin:
    """Date the A and B at `i`; return the origin that the pairs after them share."""
    before, after = found[i], found[i + 1]
    span = _YEARS.fullmatch(before.period or "")
    same = before.period == after.period or (span is not None and after.period == span[2])
    if origin.period and same and _follows(walk, origin.sentence, before):
        before.period, before.period_basis = origin.period, "inherited"
        if span:
            after.period = span[2]  # 2011至2014年,由A增加到B,由C增加到D
        after.base_period = after.base_period or before.period
        return origin
    if ends := _ends_of_years(walk, before, after):  # 五年来,从60%提高到65%
        named = before.period_basis == "explicit"  # 这十年,…从2016年的68%提高到88%
        before.period, after.period = before.period if named else ends[0], ends[1]
        after.base_period = after.base_period or before.period
        return origin
    if _since(walk, before, after):
        before.period = after.period = before.period_basis = after.period_basis = None
        return origin  # 从1999年起,…从36%提高到59%: by when, the text does not say
    span = _YEARS.fullmatch(after.period or "")
    if span:
        _date_span(found, i, span)
    else:
        _date_first(walk, before, after)
    if before.period == after.period:
        return origin
    after.base_period = after.base_period or before.period
    return _Origin(before.sentence_start, before.period)


def _since(walk: Walk, before: Figure, after: Figure) -> bool:
    """Whether an A and a B of one period stand after a year that something began in (…年起)."""
    if before.period != after.period:
        return False
    told = walk.told_before(before)
    return told is not None and walk.text.startswith("起", told.end)


def _ends_of_years(walk: Walk, before: Figure, after: Figure) -> tuple[str, str] | None:
    """Return the year before a run of years up to the document's own, and its last."""
    bases, led = {before.period_basis, after.period_basis}, _led_by_years(walk, before)
    code = (before.period if led else after.period) or ""
    running = "inherited" in bases and ("-" in (after.period or "") or led)
    return _since_then(code) if "relative" in bases or running else None


def _date_span(found: list[Figure], i: int, span: re.Match[str]) -> None:
    """Date 2019-2022年,从A提高到B: the first year, and the last for B and what goes on with it."""
    before, code = found[i], span[0]
    if before.period == code:  # over a plan's years, from the year before them
        before.period = f"{int(span[1]) - (before.period_basis == 'plan')}"
    for later in islice(found, i + 1, None):
        if later.clause_start != before.clause_start or later.period != code:
            break
        later.period = span[2]


def _date_first(walk: Walk, before: Figure, after: Figure) -> None:
    """Date an A that names no period: the year before, where the year of B is told for both."""
    year, base = after.period or "", _compared(walk, before)
    if base and before.period == after.period and before.period_basis != "explicit":
        before.period, before.period_basis = base, "inherited"  # 与上年末相比,…由A增加到B
    elif before.period_basis == "default":
        before.period = before.period_basis = None  # before B's time; when, is not said
    elif re.fullmatch(r"\d{4}", year) and before.period == year:
        told = before.period_basis != "inherited" or _headed(walk, before)
        if told and _dated(walk, before) and not _is_goal(walk, after):
            before.period, before.period_basis = f"{int(year) - 1}", "inherited"
        else:
            before.period = before.period_basis = None  # from when, the text does not say
    elif before.period == after.period and re.fullmatch(_PART, year):
        before.period = before.period_basis = None


def _compared(walk: Walk, figure: Figure) -> str | None:
    """Return what the sentence of a figure compares with before it, if it names that."""
    told = walk.told_before(figure)
    return told.code if told is not None and told.role == "base" else None


def _is_goal(walk: Walk, figure: Figure) -> bool:
    """Whether a B is to be reached by its year (到2020年,从8.7万元提高到12万元)."""
    told = walk.told_before(figure)
    return figure.relation == "target" or (told is not None and told.role == "until")


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
    return _headed(walk, figure) or walk.told_before(figure) is not None


def _follows(walk: Walk, sentence: int, figure: Figure) -> bool:
    """Whether a figure stands in a sentence or, undated, in the next of the same paragraph."""
    if sentence == figure.sentence_start:
        return True
    if figure.period_basis not in ("inherited", "default"):
        return False
    end = walk.bounds(sentence, walk.stops)[1]
    return end + 1 == figure.sentence_start and walk.text[end] != "\n"
