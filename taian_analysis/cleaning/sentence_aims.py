"""What a plan's sentences aim at, and where each aim starts from: 由2020年的60%提高到70%."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ..base.vocabulary import pattern
from .sentence_names import (
    ASIDE,
    REACH,
    Span,
    Statement,
    lists,
    name_after,
    name_in,
)

if TYPE_CHECKING:
    from ..narrative.figures import Figure

_PAST, _PLAN, _BY_YEAR = (pattern("pairs", n) for n in ("past", "plan", "by_year"))
_FROM, _MOVED_TO = pattern("pairs", "from"), pattern("pairs", "moved_to")
_HISTORY = pattern("pairs", "history")
_REACHED, _CLAUSES = pattern("pairs", "reached"), re.compile(r"[。;!?\n]")

_AIMS_BELOW, _TOLD = pattern("pairs", "aims_below"), pattern("pairs", "told")
_ANNOUNCED = pattern("pairs", "announced")
_TALLY, _AGAINST = pattern("pairs", "tally"), re.compile(r"\d?[:∶]\d")
_YEAR, _HEADING = re.compile(r"20\d\d(?=年)"), 60
_MARKS = {n: pattern("marks", n) for n in ("section", "part", "item", "bracketed", "circled")}
_MARKS["bullet"] = pattern("pairs", "bullet")


@dataclass(frozen=True, slots=True)
class Start:
    """Where an aim starts from, and what the words before that name."""

    figure: Figure
    name: Span | None


def starts(text: str, figures: Sequence[Figure]) -> dict[int, Start]:
    """Return, by the identity of the figure reached, where it starts from: 由60%提高到70%."""
    out: dict[int, Start] = {}
    end = 0
    for first, then in pairwise(figures):
        begin, end = max(end, text.rfind("\n", 0, first.start) + 1), first.unit_end
        led = _FROM.search(text, max(begin, first.start - REACH), first.start)
        if led and first.unit == then.unit and _MOVED_TO.fullmatch(text, end, then.start):
            out[id(then)] = Start(first, name_in(text, begin, led.start()))
    return out


def listed_aims(text: str) -> dict[int, str]:
    r"""Return the lines that are items of a list of aims, each with the year its heading names.

    Parameters
    ----------
    text
        The text in half-width forms.

    Examples
    --------
    >>> listed_aims("到2030年将实现:\n1、床位数达到4.3张\n2、住院率达到98%以上\n")
    {2: '2030', 3: '2030'}
    """
    out: dict[int, str] = {}
    year: str | None = None
    above, first, open_list, broken = "", False, False, False
    for number, line in enumerate(text.split("\n"), 1):
        mark = next((name for name, sign in _MARKS.items() if sign.match(line.strip())), "")
        ends = line.strip()[-1:] if line.strip()[-1:] in tuple(";。") else ""
        short = len(line) <= _HEADING and not _TOLD.search(line)
        words = line.replace("|", " ").split()
        one = len(words) == 1 or (mark and len(words) == 2)  # or they are heads of columns
        if short and one and _AIMS_BELOW.search(words[-1]):
            year, above = (_YEAR.findall(line) or [""])[-1], mark
            open_list = words[-1].endswith(":")  # then each of its lines ends with a semicolon
        elif year is not None and not mark and broken and number - 1 in out:
            out[number] = year  # an item goes on in the next line
        elif year is not None and (mark not in ("", "section", above) or (open_list and ends)):
            out[number] = year
            year = None if ends == "。" and not mark else year
        elif year is not None and not mark and first and not _HISTORY.search(line):
            out[number] = year  # a paragraph straight below the heading
        elif line.strip():
            year = None
        first = year is not None and number not in out
        broken = len(line) > _HEADING and line.rstrip()[-1:].isalnum()
    return out


def aims(
    text: str, figures: Sequence[Figure], year: int | None, listed: Mapping[int, str]
) -> list[Statement]:
    """Return what a plan's sentences aim at: figures of a year to come, each with its name.

    Parameters
    ----------
    text
        The text in half-width forms.
    figures
        Its figures, in order.
    year
        The document's year, None where it has no date: then a plan's 到2025年 is to come.
    listed
        The lines that list aims, each with their year (`listed_aims`).
    """
    out: list[Statement] = []
    plan, ahead = year is None and _PLAN.search(text) is not None, False
    last, read = "", 0  # the year said last
    started, in_list = starts(text, figures), lists(text, figures)
    bases = {id(start.figure) for start in started.values()}
    for before, figure in zip([None, *figures], figures, strict=False):
        begin = max(text.rfind("\n", 0, figure.start) + 1, before.unit_end if before else 0)
        start = started.get(id(figure))
        # a plan goes on from line to line where it says from where to where
        new = (before is None or before.line != figure.line) and not (start or id(figure) in bases)
        ahead = (ahead and not new) or _ahead(figure, year)
        ahead = ahead or (plan and _by_plan(text, figure, begin))
        for by_year in _BY_YEAR.finditer(text, read, figure.start):
            last = by_year["year"] or by_year["before"]
        read = figure.start
        announced = _ANNOUNCED.search(text, figure.sentence_start, figure.start)
        aimed = ahead or announced or figure.line in listed
        item = figure.line in listed and figure.sentence_end - figure.sentence_start <= _HEADING
        aside = id(figure) in bases or (figure.relation in ASIDE and not item)
        if not aimed or aside or _past(text, figure, begin) or _of_ratio(text, figure):
            continue
        named = start.name if start else in_list.get(id(figure)) or _named(text, figure, begin)
        glued = named and before and named[0] == before.unit_end  # 初中3年保留率
        if named and named[1] - named[0] > 2 and not glued:
            base = start.figure if start else None
            said = "" if figure.period_basis == "explicit" else listed.get(figure.line, "")
            said = said or ("" if _dated(figure) else last)
            out.append(Statement(named, figure.line, figure, base=base, year=said))
    return out


def _by_plan(text: str, figure: Figure, begin: int) -> bool:
    """Whether a figure of a plan without a date is of a year that words say it is to be."""
    if _BY_YEAR.search(text, begin, figure.start):
        return True
    first = max(figure.sentence_start, figure.start - REACH)
    return figure.period_basis == "explicit" and bool(_PLAN.search(text, first, figure.start))


def _of_ratio(text: str, figure: Figure) -> bool:
    """Whether a figure is one of several held against each other: 三次产业结构为14:44.5:41.5."""
    return bool(_AGAINST.match(text, figure.unit_end) or _AGAINST.match(text, figure.start - 2))


def _named(text: str, figure: Figure, begin: int) -> Span | None:
    """Return the name of an aim: before it or after it."""
    named = name_in(text, begin, figure.start)
    if named and (text[named[1] - 1] == "等" or _TALLY.search(text, *named)):
        return None  # so many in all: 消费品、农产品等9个领域
    return named or name_after(text, figure, begin)


def _past(text: str, figure: Figure, begin: int) -> bool:
    """Whether words before or after a figure say that it was reached already."""
    past = _PAST.search(text, max(begin, figure.sentence_start), figure.start)
    by_year = _BY_YEAR.search(text, figure.sentence_start, figure.start)
    if past and not (past[0] == "累计" and by_year):  # 到2024年,累计建成
        return True
    end = _CLAUSES.search(text, figure.unit_end)
    return _REACHED.search(text, figure.unit_end, end.start() if end else len(text)) is not None


def _dated(figure: Figure) -> bool:
    """Whether a figure's year is printed."""
    return figure.period is not None and figure.period_basis != "default"


def _ahead(figure: Figure, year: int | None) -> bool:
    """Whether a figure is of a plan's years, or of one after the document's."""
    if figure.period is None or not _dated(figure):
        return False
    last = int(figure.period.split("/")[-1][:4])
    return figure.period_basis == "plan" or (year is not None and last > year)
