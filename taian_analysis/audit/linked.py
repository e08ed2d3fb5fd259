"""Claims over linked figures: what a printed number is the share, sum, growth or difference of.

Which figures belong together is `narrative.link_model`'s to say; the identities are data
(``catalog/identities.toml``). A claim fails only where its reading is bound by the words, the link
is at least 97 % sure, and its arithmetic fails over the printed intervals; where the link is less
sure, it is undecidable, or no claim at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..base.vocabulary import pattern
from ..narrative.figures import Figure
from ..narrative.identities import identity
from ..narrative.link_model import Judged, evidence, judge, left_open, read, shipped, step_off
from ..narrative.links import Reading, Text, reading
from ..narrative.places import Place, places
from .claim_words import before, subject, words
from .claims import IDEOGRAPH, Claim, Context, number, plus_minus, printed, verdict
from .growth import in_prices
from .reckon import reckoned
from .told import apart, says

#: How sure a link must be for what fails to be a contradiction, and to be told of at all.
SURE, TOLD_OF = 0.97, 0.75
_RATE, _NOT_SO, _OF_TWO = pattern("undone", "rate"), pattern("undone", "not_so"), 3
_OF_WHICH, _EACH = pattern("parts", "of_which"), pattern("parts", "each_of_some")
_DIGITS = 3  # a total of fewer is made by chance
#: So many readings are weighed, within the time and memory that a text may take: some 25 µs each.
MOST = 30_000
#: A text beyond 100 KB may take longer; of no more readings are there memory and a minute.
_A_SIGN, _AT_MOST = 0.5, 200_000
#: How much likelier than by chance a misprint must explain what words alone bind.
TELLING = 3.0
#: How likely a reading that holds must be to be told of.
TOLD = 0.9


def judged(context: Context) -> tuple[Text, list[Judged]]:
    """Return what the links say of every printed result; computed once a report."""
    return context.once("judged", lambda: _judge(context))


def _judge(context: Context) -> tuple[Text, list[Judged]]:
    most = int(min(max(MOST, _A_SIGN * len(context.text)), _AT_MOST))
    text, found = read(places(context.text, context.figures), most)
    return text, judge(text, found, shipped())


def places_of(context: Context, *figures: Figure) -> tuple[Place, ...]:
    """Return the places of figures among the links; none where one of them has no place."""
    text, _ = judged(context)
    at = text.kept("by start", (), lambda: {place.figure.start: place for place in text.places})
    some = [at.get(figure.start) for figure in figures]
    return tuple(p for p in some if p is not None) if None not in some else ()


def chosen(
    context: Context,
    kind: str,
    tried: Sequence[Sequence[Figure]],
    extra: float = 1.0,
    least: float = TELLING,
) -> tuple[Sequence[Figure], bool] | None:
    """Return which of some figures a kind of reading is of, and whether it holds of them.

    They are the first of which it holds, else those of which alone a misprint explains that it does
    not, and chance hardly would; none where a percentage is a step off, or the words leave it open.
    """
    text, _ = judged(context)
    telling = []
    for some in tried:
        at = places_of(context, *some)
        if not at:
            continue
        x = reading(kind, kind, at, extra)
        if x.holds:
            return some, True
        if step_off(text, x):
            return None
        if evidence(text, x) >= least:
            telling.append(some)
    return (telling[0], False) if len(telling) == 1 else None


def unlinked(context: Context) -> int:
    """Return how many figures, the last of a text of very many, no links were looked for of."""
    text, _ = judged(context)
    if text.linked == len(text.places):
        return 0
    first = text.places[text.linked].figure.start
    return len(context.figures_from(first))


def linked(context: Context) -> Iterator[Claim]:
    """Yield the claims whose links are sure, each with what was computed."""
    text, groups = judged(context)
    some = [g.holding for g in groups if g.holding is not None and g.holding_sure >= TOLD]
    means = {x.places[1:] for x in some if x.kind == "mean"}
    for group in groups:
        failing = group.failing
        told = failing is not None and group.sure >= TOLD_OF and _told(text, failing)
        if failing is not None and failing.kind == "mean" and failing.places[1:] in means:
            continue  # 人均817元,其中过夜游客人均1560元
        if failing is not None and told and not _real(context, text, failing):
            yield _claim(context, text, failing, group.sure)
        elif group.holding is not None and group.holding_sure >= TOLD:
            yield _claim(context, text, group.holding)


def _told(text: Text, x: Reading) -> bool:
    """Whether a reading that fails is told in words, and nothing left out explains it.

    A number without unit or word is one of a table's row that was run into the text.
    """
    some = [text.places[i] for i in x.places]
    if x.kind == "sum" and (not some[0].unit or any(_EACH.search(p.figure.lead) for p in some)):
        return False  # prices of many shares, without a unit; 其它各县100名
    aside = _near(x) or _not_so(x, some) or _too_short(x, some)
    return not (aside or left_open(text, x)) and all(
        p.unit or IDEOGRAPH.search(p.head) for p in some
    )


def _real(context: Context, text: Text, x: Reading) -> bool:
    """Whether a rate may be one at constant prices, which levels at current ones do not show."""
    rate, *levels = (text.places[i].figure for i in x.places)
    growth = x.kind.startswith("growth") and (rate.unit or "").startswith("%")
    return growth and any(in_prices(context, level, rate) for level in levels)


def _not_so(x: Reading, some: list[Place]) -> bool:
    """Whether a rate is taken of those that it leaves out: 不合格121个,合格率72.24%."""
    told = _NOT_SO.findall(some[1].figure.lead) if x.kind == "share" else []
    return any(word in some[0].figure.lead for word in told)


def _too_short(x: Reading, some: list[Place]) -> bool:
    """Whether chance may make a total of two parts: it has few digits, or one is told roughly.

    Of 37层 and 36、37层, or 1000万元 and 200万元的转让价199万余元, nothing is the sum, and
    1782家 and 170家 of 2752家 may be some of them only.
    """
    few = len(some[0].figure.text.strip("万亿千百").replace(".", "")) < _DIGITS
    rough = any(p.figure.qualifier for p in some)
    bare = x.high < x.stated[0] and not all_named([p.figure for p in some[1:]])
    return x.kind == "sum" and len(some) == _OF_TWO and (few or rough or bare)


def all_named(listed: Sequence[Figure]) -> bool:
    """Whether each part is named before its number, and not as 其中1782家…,170家…."""
    return all(len(words(_OF_WHICH.sub("", f.lead))) > 1 for f in listed)


def _near(x: Reading) -> bool:
    """Whether a whole that may leave something out still explains the difference."""
    slack = identity(x.kind).slack
    low, high = x.stated
    return bool(slack) and x.low <= high * (1 + slack) and x.high >= low * (1 - slack)


def _one_aside(x: Reading, figures: list[Figure]) -> bool:
    """Whether a rate of counts is right with one of them set aside: 439 of 482, and not of 483."""
    if x.kind != "share" or any(f.step for f in figures[1:]) or not _RATE.search(figures[0].lead):
        return False
    part, whole = (f.value for f in figures[1:])
    ways = ((part + 1, whole), (part - 1, whole), (part, whole + 1), (part, whole - 1))
    return any(b > 0 and x.stated[0] <= 100 * a / b <= x.stated[1] for a, b in ways)


def _claim(context: Context, text: Text, x: Reading, sure: float | None = None) -> Claim:
    """Make the claim of a reading that holds, or of one that fails with how sure its link is."""
    entry, some = identity(x.kind), [text.places[i] for i in x.places]
    figures = [p.figure for p in some]
    stated, unit = figures[0], figures[0].unit or ""
    values, signs = [f.value for f in figures[1:]], [p.sign for p in some]
    shown, value, result = reckoned(x.kind, values, signs, x.extra)
    tail = "%" if unit.startswith("%") else ""
    topic = subject(figures, before(context.text, stated.start, 16))
    off = abs(result - stated.value)
    fine: bool | None = True
    comment = ""
    if sure is not None:
        unsure = sure < SURE or step_off(text, x) or _one_aside(x, figures)
        fine = None if unsure else False
        comment = says(
            "remark.linked" if sure >= SURE else "remark.linked_unsure",
            value=number(round(result, 2)) + tail,
            off=apart(off, bool(tail)),
            sure=round(100 * sure),
        )
    return Claim(
        f"{x.kind}/{before(context.text, stated.start, 24)}",
        f"{entry.zh}:{topic}",
        entry.kind,
        printed(context, stated),
        shown if x.kind == "same" else f"{shown} = {number(round(value, 3))}{tail}",
        plus_minus(stated),
        verdict(fine),
        comment,
        tuple((f.start, f.end) for f in figures),
        "links",
        f"{entry.en}: “{topic}”",
        entry.check,
        ((stated.start, stated.end),),
    )


RULES = (linked,)
