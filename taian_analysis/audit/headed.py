"""What a title or a heading says in numbers, said again in the text under it.

统计局:1—8月住宅销售额同比下降10.9% over …其中住宅销售额下降10.9%: a heading is taken from its text,
so a number of its name and unit that differs by a misprint is one of the two misprinted.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from re import Match

from ..base.report import Line
from ..base.vocabulary import pattern
from ..grammar.interval import agree
from ..grammar.numerals import whole_number
from ..narrative.figures import Figure
from ..narrative.roles import sign_of
from .claim_words import words
from .claims import Claim, Context, claimed, interval
from .mended import digits_of, mends
from .repeats import same
from .told import says, titled

_words = partial(pattern, "apart")
_NUMBER, _ENDS = _words("heading_number"), _words("heading_ends")
_YEAR_OF, _YEAR_FIRST = _words("year_of"), _words("year_first")
_FILLER, _RANK, _RANKED = pattern("repeats", "filler"), _words("rank"), _words("ranked")
#: A heading is so short at most; so many lines are under one, and so short a name tells nothing.
_SHORT, _UNDER, _LEAST = 44, 3, 4
#: So many digits are hardly alike by chance; so many numbers may stand under a heading.
_MANY, _MOST = 4, 80


def headed(context: Context) -> Iterator[Claim]:
    """Compare the numbers of headings with those of their names in the lines under them."""
    for figure in context.figures:
        reach = _reach(context, figure)
        if not reach or figure.qualifier or not figure.unit:
            continue
        last = figure.line + reach
        again = context.figures_from(figure.end, _MOST if figure.line > 1 else None)
        under = [f for f in again if figure.line < f.line <= last]
        for name in filter(lambda name: len(name) >= _LEAST, _names(figure)):
            found = [f for f in under if _is_like(figure, f) and _is_named(f, name)]
            claims = list(_claim(context, figure, found, name)) if found else []
            yield from claims
            if claims:
                break


def _reach(context: Context, figure: Figure) -> int:
    """Return how many lines a number's line is the heading of, 0 if it is none."""
    line = context.line_text(figure.line).strip()
    if len(line) > _SHORT or _ENDS.search(line):
        return 0
    if _NUMBER.search(line) is not None and figure.line > 1:
        return _UNDER
    return len(context.report.lines) if figure.line == 1 else 0


def _is_named(figure: Figure, name: str) -> bool:
    """Whether a number has a name; one of many digits may have more words before it."""
    many = digits_of(figure) >= _MANY
    return any(own.endswith(name) if many else own == name for own in _names(figure))


def _names(figure: Figure) -> list[str]:
    """Return what a number is named by: a change by its subject, an increment by its words too."""
    told = [figure.lead] if figure.relation == "level" else [figure.subject, figure.lead]
    some = told[:1] if (figure.unit or "").startswith("%") else told
    return [words(_FILLER.sub("", _NUMBER.sub("", name)), 40).lstrip("—") for name in some]


def _is_like(one: Figure, other: Figure) -> bool:
    """Whether two numbers may be one: of a unit, both levels, or both of a rise or of a fall."""
    like = one.unit == other.unit and one.relation == other.relation and not other.qualifier
    return like and (one.relation != "change" or sign_of(one) == sign_of(other))


def _claim(context: Context, head: Figure, found: list[Figure], name: str) -> Iterator[Claim]:
    fits = [f for f in found if agree(interval(head), interval(f))]
    if fits or (
        len({f.value for f in found}) == 1
        and mends([head, found[0]], lambda ends: agree(ends[0], ends[1]))
    ):
        yield same(context, head, (fits or found)[0], name, "repeats")


def of_the_year(context: Context) -> Iterator[Claim]:
    """2022年工作回顾 over 2022年,是…: what stands under a year begins with that year."""
    for line, under in _pairs(context):
        text = context.line_text(line.number)
        head = _YEAR_OF.fullmatch(text, len(text) - len(text.lstrip()), len(text.rstrip()))
        told = _YEAR_FIRST.match(context.line_text(under.number)) if head else None
        if head is None or told is None:
            continue
        yield _told_again(context, "year", words(head["of"]), "year", (line, head), (under, told))


def ranks(context: Context) -> Iterator[Claim]:
    """Compare 工业增幅全省第四 with …,增幅居全省第四 under it: of one thing among the same."""
    for line, under in _pairs(context):
        text = context.line_text(line.number).rstrip()
        heads = list(_RANK.finditer(text)) if len(text) <= _SHORT else []
        if len(heads) != 1 or _ENDS.search(text):
            continue
        head = heads[0]
        below = context.line_text(under.number)
        alike = [m for m in _RANK.finditer(below) if m["where"] == head["where"]]
        told = [m for m in alike if m["of"] == head["of"]]
        if len(told) != 1 or _words_before(text, head) not in _words_before(below, told[0]):
            continue
        # 工业增速第三 over 增速第五,…工业增加值增长6.0%,居第三: it is told of another there
        again = whole_number(head["n"]) in map(whole_number, _RANKED.findall(below))
        if not again or whole_number(told[0]["n"]) == whole_number(head["n"]):
            topic = head["of"] + head["where"]
            yield _told_again(context, "rank", topic, "n", (line, head), (under, told[0]))


def _words_before(text: str, match: Match) -> str:
    """Return the words of a sentence before a rank: what it is a rank of."""
    return words(text[text.rfind("。", 0, match.start()) + 1 : match.start()], 99)


def _pairs(context: Context) -> Iterator[tuple[Line, Line]]:
    """Yield each line with the next, but for those that are empty."""
    lines = context.report.lines
    yield from pairwise(line for line in lines if context.line_text(line.number).strip())


def _told_again(
    context: Context,
    kind: str,
    topic: str,
    what: str,
    one: tuple[Line, Match],
    other: tuple[Line, Match],
) -> Claim:
    """Claim that what a line says is what the other says of the same."""
    said, again = (match[what] for _, match in (one, other))
    fine = whole_number(said) == whole_number(again)
    differ = says("remark.lines_differ", one=one[0].number, other=other[0].number)
    return claimed(
        context, "repeats", (), f"{kind}/{topic}", titled("claim.repeats", topic), again, fine,
        differ, stated=said,
        more=((at.start + m.start(what), at.start + m.end(what)) for at, m in (one, other)),
    )  # fmt: skip


RULES = (headed, of_the_year, ranks)
