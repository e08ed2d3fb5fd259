"""Shares of a whole that is named, and printed far before: 占同期全省外贸出口总值的43.2%.

The whole is the number whose name the share gives it: 出口7070.6亿元 of 外贸出口总值, and not
机电产品出口. A share with no name of its own right after such a one is of the same whole. It is
wrong where no number of that name makes it, and a misprint explains it of the greatest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial

from ..base import catalog
from ..base.vocabulary import pattern
from ..grammar.chars import line_of
from ..grammar.periods import period
from ..narrative.figures import POINTS, Figure
from .claim_words import words
from .claims import Claim, Context, unit_of
from .linked import judged
from .mended import digits_of, mends
from .reckon import gives, holds, makes

_words = partial(pattern, "far_wholes")
_OF, _BARE, _NO_NAME = _words("of"), _words("bare"), _words("no_name")
_SUM, _ALL, _INTO = _words("sum"), _words("all"), _words("into")
_CALLED = [(re.compile(words), name) for words, name in catalog.load("far_wholes")["called"]]
_LEFT_OUT = _words("left_out")
_MONTH = _words("month")
_ASIDE, _JOINS, _EACH = _words("aside"), pattern("counts", "joins"), pattern("counts", "each")
_TAIL, _MEAN = _words("tail"), _words("mean")
#: So far may the whole stand back, in numbers and in lines; so short a name says nothing.
_BACK, _LINES, _LEAST = 80, 16, 2
#: So near may another share of the same name stand, and so many digits must it tell its whole by.
_NEAR, _FINE = 10, 3
#: Signs of a name that others may stand before, and of one that two bear alike.
_FULL, _NAMED = 4, 3


def far_wholes(context: Context) -> Iterator[Claim]:
    """Compare a part over the whole that its share names with the share."""
    figures, explained = context.figures, _explained(context)
    held: tuple[Figure, Figure] | None = None  # the last share of a named whole, and that whole
    for place, share in enumerate(figures):
        if unit_of(share) != "%" or share.relation != "share" or share.qualifier:
            continue
        part = _part(figures[:place], share)
        part = part or _part_named(figures[:place], share)
        if part is None or _JOINS.match(part.lead.strip()) or _in_turn(figures, place, part):
            continue  # 甲700件、乙500件,占80%: of both
        name = name_of(share)
        if name:
            all_of_it = _ALL.search(share.lead) is not None
            back, ahead = figures[max(0, place - _BACK) : place], figures[place + 1 : place + _NEAR]
            wholes = (
                _wholes(back, part, name, all_of_it=all_of_it)
                or _of_its_like(figures, place, part, name)
                or _wholes([f for f in ahead if f.line == share.line], part, name, all_of_it=False)
            )
        else:
            back = figures[max(0, place - _BACK) : place]
            of_last = held and held[0].line == share.line and _BARE.fullmatch(share.lead.strip())
            wholes = [held[1]] if held and of_last and _fits(held[1], part) else []
            if not wholes and (_BARE.fullmatch(share.lead.strip()) or _OF.search(share.lead)):
                # 制造业实际使用外资1348亿元,占比30.2%: of 实际使用外资
                wholes = _wholes(back, part, plain(part.lead), all_of_it=False, own=True)
        whole = _found(share, part, wholes)
        if whole is None or (whole is wholes[0] and _of_another(context, share, part, whole)):
            continue
        fine = is_share(share, part, whole, share.step)
        if not fine and whole.start > share.start and _of_one_before(context, share, part):
            continue  # 收入33440万元,其中税收16720万元,占收入总量的50%。…,收入总量为175572万元
        held = (share, whole) if name and fine else held
        if (share.start, share.end) not in explained and (name or not fine):
            topic = words(part.lead) or words(share.lead)
            yield share_claim(context, (share, part, whole), "share-of", topic)


def _in_turn(figures: list[Figure], place: int, part: Figure) -> bool:
    """Whether a share is the first of several told in turn: 案件2270起,毒品3.1吨,分别占a%和b%."""
    share, after, before = figures[place], figures[place + 1 : place + 2], figures[place - 2]
    several = place > 1 and before.start < part.start and before.relation == "level"
    told = several and before.sentence_start == part.sentence_start and _EACH.search(share.lead)
    return bool(told) and any(unit_of(f) == "%" and _JOINS.match(f.lead.strip()) for f in after)


def _of_another(context: Context, share: Figure, part: Figure, whole: Figure) -> bool:
    """Whether a share is no share of a whole, but just that of another told right behind it.

    收到提案3045件,立案2686件,其中甲753件,占提案总数的28%
    """
    after = context.figures_from(whole.end, 1)
    if not after or after[0].start >= part.start or after[0].relation != "level":
        return False
    fits = _fits(after[0], part) and is_share(share, part, after[0])
    return fits and not is_share(share, part, whole, share.step)


def _of_one_before(context: Context, share: Figure, part: Figure) -> bool:
    """Whether a level told before a part, in its paragraph, makes its share."""
    first, _ = line_of(context.text, part.start)
    before = [f for f in context.figures_from(first, _BACK) if f.start < part.start]
    told = (f for f in before if f.relation == "level" and _fits(f, part))
    return any(is_share(share, part, f) for f in told)


def _explained(context: Context) -> set[tuple[int, int]]:
    """Return where numbers are printed that a link explains."""
    text, groups = judged(context)
    found = (g.holding for g in groups if g.holding is not None and g.holding_sure > _EVEN)
    return {text.span(reading.places[0]) for reading in found}


_EVEN = 0.5


def _part(earlier: list[Figure], share: Figure) -> Figure | None:
    """Return the number right before a share, over the changes and a bracket told of it."""
    for figure in reversed(earlier[-_NEAR:]):
        if figure.sentence_start != share.sentence_start:
            return None
        if _closed(figure.source[figure.end : share.start]):
            continue  # 甲325件(其中乙210件),占9%
        if figure.relation == "level" and figure.unit:
            return None if figure.qualifier or not figure.value else figure
        if figure.relation != "change":
            return None
    return None


def _part_named(earlier: list[Figure], share: Figure) -> Figure | None:
    """Return the number of the sentence before whose name a share tells again.

    查处乡科级干部问题5199起。其中,乡科级干部问题占总数的91.4%
    """
    match = _OF.search(share.lead.strip())
    name = plain(share.lead.strip()[: match.start()]) if match else ""
    if len(name) < _FULL or not earlier or earlier[-1].sentence_start == share.sentence_start:
        return None
    before = [f for f in earlier[-_NEAR:] if f.sentence_start == earlier[-1].sentence_start]
    told = [f for f in before if f.relation == "level" and plain(f.lead).endswith(name)]
    return told[0] if len(told) == 1 and told[0].line == share.line and told[0].value else None


def _closed(between: str) -> bool:
    """Whether a bracket closes in words that it does not open in."""
    closed = between.find(")")
    return closed >= 0 and "(" not in between[:closed]


def name_of(share: Figure) -> str:
    """Return what a share says that it is of, without what any total may be called."""
    match = _OF.search(share.lead.strip())
    return plain(match["of"]) if match else ""


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """Return the name that words end with, without what any number may be called."""
    text = _TAIL.sub("", _NO_NAME.sub("", words(_ASIDE.sub("", text.strip()), 40)))
    for told, name in _CALLED:
        text = told.sub(name, text)
    return text


def _fits(whole: Figure, part: Figure) -> bool:
    return whole.unit == part.unit and whole.value >= part.value


def _wholes(
    earlier: list[Figure], part: Figure, name: str, *, all_of_it: bool, own: bool = False
) -> list[Figure]:
    """Return the numbers that bear a name, the part's `own` or another, the greatest first."""
    if len(name) < _LEAST:
        return []
    found = [
        f
        for f in earlier
        if f is not part
        and f.relation == "level"
        and _fits(f, part)
        and part.line - f.line <= _LINES
        and not (f.qualifier or f.rate or _MEAN.search(f.lead))
        and _one_time(f, part)
        and (_is_named(plain(f.lead), name) or (all_of_it and _is_all(f, name)))
        and (own or not _narrower(plain(f.lead), name, part))
    ]
    return sorted(found, key=lambda f: -f.value)


def named_wholes(earlier: list[Figure], part: Figure, name: str) -> list[Figure]:
    """Return the numbers that bear a name and may be the whole of a part, the greatest first."""
    return _wholes(earlier, part, name, all_of_it=False)


def _one_time(whole: Figure, part: Figure) -> bool:
    """Whether two numbers may be of one time, by their periods or the months last named."""
    if whole.period and part.period:
        return period(whole.period).end == period(part.period).end
    if whole.line == part.line:
        return True
    told = (_MONTH.findall(f.source, line_of(f.source, f.start)[0], f.start) for f in (whole, part))
    one, other = (found[-1:] for found in told)
    return not one or not other or one == other


def _of_its_like(figures: list[Figure], place: int, part: Figure, name: str) -> list[Figure]:
    """Return the one whole that another share of the same name is of, whatever that is called.

    判处27208人。其中,甲4844人,占有罪人犯的17.8%。乙14119人,占有罪人犯的51.9%.
    """
    share = figures[place]
    near = figures[max(0, place - _NEAR) : place + _NEAR]
    for other in near:
        if other is share or other.line != share.line or unit_of(other) != "%":
            continue
        if name_of(other) != name or digits_of(other) < _FINE:
            continue
        before = [f for f in near if f.end <= min(other.start, share.start)]
        its = _part([f for f in near if f.end <= other.start], other)
        of = [
            f for f in before
            if its and f is not its and f.relation == "level" and _fits(f, its) and _fits(f, part)
            and f.line == share.line and is_share(other, its, f)
        ]  # fmt: skip
        if len({f.value for f in of}) == 1:
            return of[:1]
    return []


def _is_named(told: str, name: str) -> bool:
    """Whether words name a whole: its name, or the end of it (出口 of 外贸出口)."""
    bare = [_LEFT_OUT.sub("", words) for words in (told, name)]
    if min(map(len, bare)) >= _FULL:
        told, name = bare
    if len(name) >= _FULL and told.endswith(name):
        return True  # 公司实现营业收入
    return len(told) >= _LEAST and name.endswith(told) and not _cut(told, name)


def _narrower(told: str, name: str, part: Figure) -> bool:
    """Whether a name is of some only, of which the part is: 规模以上企业 beside 企业420家."""
    more = name.removesuffix(told)
    return more != name and len(more) > 1 and more in part.lead


def _is_all(figure: Figure, name: str) -> bool:
    """Whether a number is the sum of what a name is of: 财务支出共计 of 总支出."""
    told = plain(figure.lead)
    summed = _SUM.search(figure.lead.strip()) is not None
    return summed and told.endswith(name) and not _cut(name, told)


def _cut(told: str, name: str) -> bool:
    """Whether a name was cut within a word: 出口 of 进出口."""
    return _INTO.search(name[: len(name) - len(told)]) is not None


def _found(share: Figure, part: Figure, wholes: list[Figure]) -> Figure | None:
    """Return the whole that makes a share, or the greatest if a misprint explains it."""
    fine = next((w for w in wholes if is_share(share, part, w, share.step)), None)
    if fine is not None or not wholes:
        return fine
    some = [share, part, wholes[0]]
    both_all = _ALL.search(share.lead) and _is_all(wholes[0], name_of(share))
    named = plain(wholes[0].lead) == name_of(share) or both_all
    named = named and len({w.value for w in wholes}) == 1
    bare = _OF.match(share.lead.lstrip(" ,、")) is not None  # 等级公路占…: of what it names itself
    sure = named and bare and len(name_of(share)) >= _NAMED
    return wholes[0] if sure or mends(some, partial(makes, "share")) else None


def is_share(share: Figure, part: Figure, whole: Figure, slack: float = 0.0) -> bool:
    """Whether a share, as finely as it is told, is that of a part in a whole."""
    return holds("share", (share, part, whole), slack=slack)


def share_claim(
    context: Context, figures: tuple[Figure, Figure, Figure], kind: str, topic: str,
    step: float = 0.0,
) -> Claim:  # fmt: skip
    """Return what a share says of a part and a whole that stands far from it.

    So far off as its last digit tells, or a coarser step, it can not be decided.
    """
    exact, near = is_share(*figures), is_share(*figures, max(step, figures[0].step))
    fine = exact or (None if near else False)
    return gives(
        context, "far_shares", "share", figures, f"{kind}/{topic}", topic, fine, own=True,
        unit=POINTS,
    )  # fmt: skip


RULES = (far_wholes,)
