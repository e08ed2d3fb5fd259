"""One fact told twice, with two digits of one number turned round: 1246.92万元 and 1264.92万元.

Two numbers of four digits or more that are the same but for two neighbours are hardly two facts,
where they are told in the same words of the same time; nor are two of five that differ in one digit
where that time is printed with both. Of those told in one long name a digit less will do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ..base.vocabulary import pattern
from ..grammar.chars import decimals, line_of
from ..grammar.periods import period
from ..narrative.figures import Figure
from ..narrative.link_kinds import is_misprint
from .claim_words import words
from .claims import Claim, Context
from .mended import digits_of
from .repeats import same

_FILLER = pattern("repeats", "filler")
_LEAST, _NAME, _SHORT, _TWO, _LONG = 4, 4, 2, 2, 6
_COMPARED, _OF_YEAR = pattern("repeats", "compared"), pattern("repeats", "of_year")
_DIGIT = re.compile(r"\d")
_WHOLE_AREA, _DAY = pattern("repeats", "whole_area"), pattern("repeats", "day")


def swapped(context: Context) -> Iterator[Claim]:
    """Compare numbers of one unit whose digits are the same but for two neighbours."""
    groups: dict[tuple[str, str, int], list[tuple[str, Figure]]] = defaultdict(list)
    for figure in context.figures:
        digits = "".join(c for c in figure.text if c.isdecimal())
        least = _LEAST - 1 if figure.unit else _LEAST
        if figure.relation != "level" or figure.qualifier or len(digits) < least:
            continue
        key = "".join(sorted(digits)), figure.unit or "", decimals(figure.text)
        groups[key].append((digits, figure))
    for some in groups.values():
        values = {digits for digits, _ in some}
        if len(values) == _TWO and _turned(*values):
            one, other = (next(f for d, f in some if d == v) for v in sorted(values))
            if (topic := _topic(one, other)) and _of_one(context, one, other):
                first, again = sorted((one, other), key=lambda f: f.start)
                yield same(context, first, again, topic, "repeats")


def misprinted(context: Context) -> Iterator[Claim]:
    """Compare numbers told in the same words of one time, of which one digit differs."""
    groups: dict[tuple[str, str, str, int], list[Figure]] = defaultdict(list)
    for figure in context.figures:
        name, many = _name(figure), digits_of(figure)
        if figure.relation != "level" or figure.qualifier or many < _LEAST + (not figure.unit):
            continue
        whole = many == _LEAST or _untold(figure)  # then the whole of a long name must be alike
        if len(name) >= (_LONG if whole else _NAME) and (figure.unit or not whole):
            known = name if whole else name[-_NAME:]
            key = known, figure.unit or "", figure.period or "", decimals(figure.text)
            groups[key].append(figure)
    for some in groups.values():
        one, other = some[0], next((f for f in some if f.value != some[0].value), some[0])
        if len({f.value for f in some}) != _TWO or not is_misprint(one, other):
            continue
        topic = _topic(one, other) if _of_one(context, one, other) else ""
        if topic and context.is_prose(one) and context.is_prose(other):
            yield same(context, one, other, topic, "repeats")


def _turned(one: str, other: str) -> bool:
    """Whether two rows of digits differ in nothing but two neighbours that changed places."""
    apart = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(apart) == _TWO and apart[1] == apart[0] + 1


def _topic(one: Figure, other: Figure) -> str:
    """Return the words that two numbers are both told in, "" where they are too few."""
    if one.line == other.line or _COMPARED.search(one.lead) or _COMPARED.search(other.lead):
        return ""
    names = [_name(f) for f in (one, other)]
    short, long = sorted(names, key=len)
    many = digits_of(one)  # the more of them are alike, the rarer by chance
    if many < _LEAST or (many == _LEAST and _untold(one) and _untold(other)):
        plain = one.unit and len(short) >= _LONG and long.endswith(short)
        if all(map(_heads_line, (one, other))) or _led_apart(one, other):
            return ""  # 东片区⏎改造管网12.36公里⏎西片区⏎改造管网13.26公里
        return short if plain and _OF_YEAR.fullmatch(long[: -len(short)]) else ""
    least = _NAME if many == _LEAST else _SHORT
    return short if len(short) >= least and long.endswith(short) else ""


def _heads_line(figure: Figure) -> bool:
    """Whether a number's clause begins its line and does not say that it is of the whole place."""
    line, _ = line_of(figure.source, figure.start)
    lead = figure.source[line : figure.start]
    return line >= figure.clause_start - 1 and not _WHOLE_AREA.search(lead)


def _led_apart(one: Figure, other: Figure) -> bool:
    """Whether each is led in, and by another: 对甲企业,罚款3.12万元. and 对乙企业,罚款3.21万元."""
    led = [f.source[f.sentence_start : f.clause_start].strip() for f in (one, other)]
    return all(led) and led[0] != led[1] and not any(map(_DIGIT.search, led))


def _untold(figure: Figure) -> bool:
    return figure.period is None or figure.period_basis == "default"


def _day(figure: Figure) -> list[str]:
    """Return the last day or month, of no year that is told, before a number in its line."""
    line, _ = line_of(figure.source, figure.start)
    return _DAY.findall(figure.source, line, figure.start)[-1:]


def _name(figure: Figure) -> str:
    return words(_FILLER.sub("", figure.lead), 40)


def _of_one(context: Context, one: Figure, other: Figure) -> bool:
    """Whether two numbers are of one time and not of two areas: 全市321家, and 全县312家."""
    return _one_time(one, other) and not context.regions.apart(one, other)


def _one_time(one: Figure, other: Figure) -> bool:
    """Whether two numbers are of one time as printed, or of none told, or too long for chance."""
    if _untold(one) and _untold(other) and _day(one) != _day(other):
        return False  # 3月15日,… and 3月14日,… of whatever year
    if _untold(one) or _untold(other):
        return digits_of(one) > _LEAST or (_untold(one) and _untold(other))
    return period(one.period or "").end == period(other.period or "").end


RULES = (swapped, misprinted)
