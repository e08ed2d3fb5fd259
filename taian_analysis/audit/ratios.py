"""Claims about ratios of two classes: 城乡居民收入比为2.10:1, 性别比为105.2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..base import catalog
from ..base.vocabulary import pattern
from ..narrative.figures import Figure
from .claim_words import words
from .claims import Claim, Context, unit_of
from .reckon import gives, holds

_DATA = catalog.load("rates")
_INCOME_RATIO, _EARNED_OR_SPENT = (
    pattern("rates", "income_ratio"),
    pattern("rates", "earned_or_spent"),
)
_SAID = ("level", "target")
_IN = tuple(_DATA["compared_in"].split())
#: Men for a hundred women.
_HUNDRED = 100
_SEX_RATIO = re.compile(_DATA["sex_ratio"])
_RATIOS = {name: [re.compile(w) for w in pair] for name, pair in _DATA["ratios"].items()}
_OF_SOME = {name: re.compile(words) for name, words in _DATA["of_some"].items()}


def _scale(top: str, bottom: str) -> float:
    """Return what brings a monthly and a yearly sum to one measure: 12 or 1/12, else 1."""
    month, year = (tuple("·" + name in unit for unit in (top, bottom)) for name in "月年")
    if month[0] and year[1]:
        return 12.0
    return 1 / 12 if year[0] and month[1] else 1.0


def _is_ratio(figure: Figure) -> bool:
    """Whether a figure is a ratio of two classes: 2.1:1, 收入比为2.10, 性别比为105.2."""
    if unit_of(figure) == "比(:1)":
        return figure.relation in ("ratio", "target") and figure.value != _HUNDRED
    if _SEX_RATIO.search(figure.clause) and not figure.unit:
        return figure.value > _HUNDRED / 2 and figure.value != _HUNDRED
    return not figure.unit and _INCOME_RATIO.search(figure.lead) is not None


def _is_of(name: str, lead: str) -> bool:
    """Whether the words before a ratio name it after two classes, and of all that these hold."""
    some = _OF_SOME.get(name)
    return name in lead and (some is None or some.search(lead) is None)


def _of_two(
    context: Context, stated: list[Figure], levels: list[Figure]
) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Yield each ratio named after two classes (城乡), and the level of each."""
    for name, classes in _RATIOS.items():
        said = [f for f in stated if _is_of(name, context.clause_before(f))]
        if not said:
            continue
        tops, bottoms = (
            [f for f in levels if kind.search(context.clause_before(f))] for kind in classes
        )
        sentences: list[int | None] = [None]
        if not len(said) == len(tops) == len(bottoms):  # of those born, and of all
            sentences = [*{f.sentence_start for f in said}]
        for at in sentences:
            some = [[f for f in part if at in (None, f.sentence_start)]
                    for part in (said, tops, bottoms)]  # fmt: skip
            if len(some[0]) == len(some[1]) == len(some[2]):
                yield from zip(*some, strict=True)


def _money(context: Context, figure: Figure) -> set[str]:
    """Return the words before a figure that say whether money was earned or spent."""
    return set(_EARNED_OR_SPENT.findall(context.clause_before(figure)))


def _moved(figures: list[Figure]) -> set[int]:
    """Return where the figures stand that another of their clause goes on from."""
    return {a.start for a, b in pairwise(figures) if a.clause_start == b.clause_start}


def ratios(context: Context) -> Iterator[Claim]:
    """城镇居民…A元, 农村居民…B元, 城乡…比为r:1: A/B is r, for each period in the paragraph."""
    by_line: dict[int, list[Figure]] = {}
    for figure in context.figures:
        by_line.setdefault(figure.line, []).append(figure)
    for figures in by_line.values():
        stated = [f for f in figures if _is_ratio(f)]
        levels = [f for f in figures if f.relation in _SAID and unit_of(f).startswith(_IN)]
        if not _moved(levels):  # 由2.37:1缩小至2.33:1: it is now the last
            stated = [f for f in stated if f.start not in _moved(stated)]
        for ratio, top, bottom in _of_two(context, stated, levels):
            if not bottom.value or unit_of(top)[0] != unit_of(bottom)[0]:
                continue
            own, of_top = (_money(context, figure) for figure in (ratio, top))
            if own and of_top and not own & of_top:
                continue
            scale = _scale(unit_of(top), unit_of(bottom))
            value = scale * top.value / bottom.value
            if not 0.8 <= value <= 5:
                continue  # by the month against by the year, unsaid
            many = scale * (_HUNDRED if ratio.value > _HUNDRED / 2 else 1)
            some = (ratio, top, bottom)
            fine = holds("ratio", some, n=many)
            topic = words(context.text[ratio.clause_start : ratio.start])
            yield gives(
                context, "ratios", "ratio", some, f"ratio/{topic}", topic, fine,
                n=many, own=True,
            )  # fmt: skip


RULES = (ratios,)
