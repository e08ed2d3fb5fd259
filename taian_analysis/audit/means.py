"""Means whose total and count stand in other words: 每千人口床位数, 人均结案, 平均每名教师负担学生.

A mean names what it is by (千人口, 名教师) and what it is of (床位, 学生); the numbers that bear
these names are told near it, in its sentence or some lines before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from ..base import catalog
from ..base.vocabulary import pattern
from ..narrative.figures import Figure
from ..narrative.links import root
from ..narrative.roles import is_step, sign_of
from .claim_words import before
from .claims import Claim, Context, one_time, unit_of
from .linked import TELLING, chosen
from .mended import digits_told
from .reckon import gives, reckoned

_DATA = catalog.load("means")
_MEAN, _NO_MEAN = pattern("means", "mean"), pattern("means", "no_mean")
_PEOPLE, _MONEY = pattern("means", "people"), pattern("means", "money")
_ALSO: dict[str, str] = _DATA["also"]
_LARGE: list[str] = _DATA["at_large"]
_MANY: dict[str, float] = _DATA["many"]
#: How far back the two may stand, in lines and in numbers, and how many behind the mean.
_LINES, _FAR, _AFTER = 2, 16, 2
#: Signs of a name; so many numbers may be meant where its unit alone is told; how much likelier
#: than by chance a misprint must explain those.
_NAME, _NEAREST, _OF_ANY, _BY_UNIT, _NEXT_TO_IT = 2, 2, 6, 6.0, 1.0
_DIGITS = re.compile(r"[\d.,]+\D?")  # one number: not 13元至14元
_ENDS = re.compile("[;。]")  # beyond which what comes is of another mean
_PER_HEAD, _OUTPUT = pattern("means", "per_head"), pattern("means", "output")
_ALL_PEOPLE = pattern("means", "all_people")
_AT_END, _BY_MEAN = pattern("means", "at_end"), pattern("means", "by_mean")
_OF_OTHERS = 0.02  # so far off a mean may be of people counted otherwise
_NEAR_MEAN = 0.01  # the people of the year before are counted anew
_FINE = 3  # digits of a mean whose total nothing names
#: What is told beside a mean and what it makes are of about one size.
_ALIKE, _SIGNS = (0.5, 2.0), ",、;( "
_Three = tuple[Figure, Figure, Figure]


def means(context: Context) -> Iterator[Claim]:
    """Compute a mean from the total and the count that its words name."""
    for place, mean in enumerate(context.figures):
        one = unit_of(mean) and not mean.qualifier and _DIGITS.fullmatch(mean.text)
        match = _MEAN.search(mean.lead) if one else None
        if match is None or mean.relation not in ("level", "ratio") or _NO_MEAN.search(mean.lead):
            continue
        back = context.figures[max(0, place - _FAR) : place]
        after = context.figures[place + 1 : place + 1 + _AFTER]
        after = [f for f in after if not _ENDS.search(context.text[mean.end : f.start])]
        near = [f for f in (*reversed(back), *after) if _may_be(f, mean)]
        if match["many"] in _LARGE:  # of all people, who are told where a text begins
            near += [f for f in _people(context) if f not in near and one_time(f, mean)][:1]
        yield from _mean(context, mean, match, near)


def _mean(
    context: Context, mean: Figure, match: re.Match[str], near: list[Figure]
) -> Iterator[Claim]:
    """Judge a mean by the numbers near it that may be its total and its count, nearest first."""
    said = (match["by"] or "") + (match["words"] or "")
    counts, name = _counts(context, said, near, match["many"] in _LARGE)
    head = mean.lead[: match.start()]
    of = said[len(name) :] + (match["of"] or "")
    some = [
        f for f in near
        if root(unit_of(f)) == root(unit_of(mean)) and (f not in counts or (of and _names(of, f)))
    ]  # fmt: skip
    named = [f for f in some if _names(of or head, f)]
    own = [f for f in counts if _names(head, f)]
    sure = bool(named) and (len(name) >= _NAME or bool(own))
    many = _MANY.get(match["many"] or "", 1.0)
    tried = [(mean, a, b) for a, b in product(named or some[:_OF_ANY], own or counts) if a is not b]
    bound = sure and named[0] is near[0] and len(own or counts) == 1
    least = _NEXT_TO_IT if bound else TELLING if sure else _BY_UNIT
    found = chosen(context, "mean", tried, many, least)
    if found is None:
        bare = not _MONEY.sub("", of) and not head.strip(_SIGNS)
        found = _beside(context, tried, near, many, bare=bare, told=len(name) >= _NAME)
    if found is not None and not found[1] and match["many"] in _LARGE:
        _, total, count = found[0]
        if abs(many * total.value / count.value / mean.value - 1) <= _OF_OTHERS:
            return  # of the people that a year had on average, or of those registered
    fine = digits_told(mean) >= _FINE
    if found is not None and (found[1] or named or fine or not of):  # 每户入股3000元
        yield _claim(context, found[0][1], found[0][2], mean, found[1], many)


def _beside(
    context: Context,
    tried: Sequence[_Three],
    near: list[Figure],
    many: float,
    *,
    bare: bool,
    told: bool,
) -> tuple[Sequence[Figure], bool] | None:
    """Return the two numbers right before a mean, where their size allows that it is theirs.

    Of one that says no more than what it is by (人均1800元) no others are meant, whatever digits
    are wrong; for any other a misprint must explain it. Two numbers of one clause are so where the
    mean has `told` the noun of the count again (5个县区建站点150个,平均每个县区30个).
    """
    for mean, total, count in tried:
        beside = near[:2] in ([total, count], [count, total])
        first = min(total, count, key=lambda f: f.start)
        joined = context.text.startswith("、", first.unit_end)  # 资金3.46亿元、惠及企业1285家
        apart = told or joined or count.clause_start != total.clause_start
        one = mean.sentence_start == total.sentence_start == count.sentence_start
        size = many * total.value / count.value / mean.value if mean.value else 0.0
        if beside and apart and one and _ALIKE[0] <= size <= _ALIKE[1]:
            some = (mean, total, count)
            return (some, False) if bare else chosen(context, "mean", [some], many, _NEXT_TO_IT)
    return None


def _may_be(figure: Figure, mean: Figure) -> bool:
    """Whether a number may be the total or the count of a mean: a level near it, of its time."""
    near = 0 <= mean.line - figure.line <= _LINES
    plain = figure.relation == "level" and not figure.qualifier and figure.value > 0
    one = near and plain and one_time(figure, mean)
    return one and bool(figure.unit) and not _MEAN.search(figure.lead)


def _people(context: Context) -> list[Figure]:
    """Return how many people all are, in the order of the text."""
    return context.once("people", lambda: [f for f in context.figures if _ALL_PEOPLE.match(f.lead)])


def _counts(
    context: Context, said: str, near: list[Figure], large: bool
) -> tuple[list[Figure], str]:
    """Return the numbers of what the words of a mean say that it is by, and those words.

    每万人 is by all people, not by some that are counted in persons.
    """
    named: dict[str, list[Figure]] = {}
    ends = {figure.unit_end for figure in near}
    for figure in near:
        lead = (
            figure.lead if figure.start - len(figure.lead) not in ends else ""
        )  # 5个县区建站150个
        for size in range(len(said), 0, -1):
            name = said[:size]
            told = size >= _NAME and (name in lead or (bool(lead) and name in figure.subject))
            after = context.text.startswith(name, figure.unit_end)
            units = (root(unit_of(figure)), figure.unit)
            by = name in units or _ALSO.get(name, "") in units
            unit = by and (not large or _PEOPLE.search(figure.lead))
            if told or after or unit:
                named.setdefault(name, []).append(figure)
                break
    best = max(named, key=len, default="")
    some = named.get(best, [])
    return (some if len(best) >= _NAME else some[:_NEAREST]), best


def _names(of: str, figure: Figure) -> bool:
    """Whether some words of what a mean is of name a number."""
    parts = (of[i : i + _NAME] for i in range(len(of) - 1))
    return any(part in figure.lead or part in figure.subject for part in parts)


def _claim(
    context: Context, total: Figure, count: Figure, mean: Figure, fine: bool, many: float
) -> Claim:
    topic = before(context.text, mean.start, 16)
    some, name = (mean, total, count), f"mean/{topic}"
    return gives(context, "means", "mean", some, name, topic, fine, n=many)


def per_head(context: Context) -> Iterator[Claim]:
    """按年平均人口计算,人均生产总值m元: of output over the mean of those at both ends of the year.

    年末常住人口P,比上年末增加d: at the begin of the year there were P - d.
    """
    for mean in context.figures if "人均" in context.leads else ():
        if not _PER_HEAD.search(mean.lead) or mean.relation != "level" or mean.qualifier:
            continue
        if not (mean.value and _BY_MEAN.search(context.text, mean.sentence_start, mean.start)):
            continue
        one = [f for f in context.figures if f.period and mean.period and one_time(f, mean)]
        output = [f for f in one if _OUTPUT.search(f.lead) and unit_of(f) == unit_of(mean)]
        people = [
            (f, g)
            for f, g in pairwise(context.figures)
            if _AT_END.search(f.lead) and unit_of(f) == unit_of(g) != "" and is_step(g) and f in one
        ]
        if len(output) == len(people) == 1:
            some, topic = [mean, *output, *people[0]], before(context.text, mean.start, 16)
            made = "per_head" if sign_of(some[-1]) > 0 else "per_head_of_fewer"
            value = reckoned(made, [f.value for f in some[1:]]).value
            fine = abs(value - mean.value) <= _NEAR_MEAN * value
            if fine or (_ALIKE[0] <= value / mean.value <= _ALIKE[1]):
                yield gives(context, "means", made, some, f"mean/{topic}", topic, fine)


RULES = (means, per_head)
