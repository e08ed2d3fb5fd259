"""The unit of a figure: the one printed after it, the 每… before it, or its neighbour's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import TypeVar

from ..base import catalog
from ..base.vocabulary import pattern
from ..grammar.numerals import SCALES
from .figures import POINTS, Figure

Item = TypeVar("Item")
_words = partial(pattern, "measures")
#: What stands between the members of a list of figures; a move from one to the next: 提高到, 降至.
LISTED, MOVED = _words("listed"), _words("moved")
_VERB = 3  # so many signs are no more than a joint and a verb
_PER, _PER_END, _PEOPLE, _RESIDENT = map(_words, ("per", "per_end", "people", "resident"))
_ASIDE = re.compile(r"\([^()]{1,6}\)")  # 县(市、区)
_WORDS = catalog.load("measures")
_CANONICAL: dict[str, str] = _WORDS["canonical"]
_PERSONS = frozenset(_WORDS["people"].split())
_NOUNS = frozenset(_WORDS["nouns"].split()) | _PERSONS
#: 12.3万残疾儿童: the noun itself is counted, without a measure word.
_COUNTED, _VERB_END, _REACHED, _FURTHER = map(_words, ("counted", "verb_end", "reached", "further"))
_TOLD = [(unit, re.compile(rf"(?:{nouns})$")) for unit, nouns in _WORDS["told"].items()]
_EACH, _AND = "每", _words("and")
_MANY: str = _WORDS["denominators"]["many"]
_NEVER, _OWN, _TIMES, _THINGS, _PERSONS_BY = (
    tuple(_WORDS["denominators"][name].split())
    for name in ("never", "own", "times", "things", "persons")
)


def clean(unit: str | None) -> str | None:
    """Return the canonical name of a printed unit."""
    if not unit:
        return None
    if unit in _NOUNS:
        return "人" if unit in _PERSONS else "个"
    return _CANONICAL.get(unit, unit)


def counted_noun(text: str, end: int) -> str | None:
    """Return the unit of a number in 万 or 亿 whose noun follows at once, None if none does.

    Examples
    --------
    >>> counted_noun("12.3万残疾儿童", 5), counted_noun("12.3万,比上年", 5)
    ('人', None)
    """
    match = _COUNTED.match(text, end)
    return match.lastgroup if match else None


def told_by(lead: str) -> str | None:
    """Return the unit that the noun before a number in 万 or 亿 implies, None if it implies none.

    Examples
    --------
    >>> told_by("总人口"), told_by("全县实现地区生产总值"), told_by("总诊疗人次")
    ('人', '元', '人次')
    """
    noun = _VERB_END.sub("", lead)
    return next((unit for unit, told in _TOLD if told.search(noun)), None)


def per_after(printed: str) -> str:
    """Return the denominator printed after a unit: /人·月, 每人每月.

    Examples
    --------
    >>> per_after("每人每月"), per_after("/人.月")
    ('人·月', '人·月')
    """
    if printed.startswith("/"):
        return re.sub(r"[./、]", "·", printed[1:])
    per = catalog.load("measures")["per"]
    return "·".join(per.get(part, part) for part in printed.split(_EACH) if part)


def per_before(lead: str) -> str | None:
    """Return the denominator that 每… before a number names, None if there is none.

    Examples
    --------
    >>> per_before("平均每百户超过"), per_before("每人每月"), per_before("每个城市社区拥有")
    ('百户', '人·月', '城市社区')
    """
    per = catalog.load("measures")["per"]
    parts: list[str] = []
    masked = _ASIDE.sub(lambda m: "□" * len(m[0]), lead)
    position = lead.find(_EACH)
    while position >= 0 and len(parts) < 2:
        match = _PER.match(lead, position)
        if match is None:
            break
        following = lead.find(_EACH, match.end())
        stop = _PER_END.search(masked, match.end())
        end = min(len(lead), stop.start() if stop else len(lead))
        end = min(end, following) if following >= 0 else end
        name = _denominator(match[1].replace("一", ""), match[2], lead[match.end() : end], per)
        if not name or len(name) > 12:
            break
        parts.append(name)
        position = following
    return "·".join(parts) or None


def _denominator(scale: str, word: str, noun: str, per: dict[str, str]) -> str:
    noun = noun.strip()
    people = _PEOPLE.search(noun)
    if people:
        noun = _RESIDENT.sub("", noun[: people.end()])
    if scale and scale.isdecimal() and word in _TIMES:
        return scale + word
    if scale:
        if word == "人":
            return scale + ("人口" if noun.startswith("口") else "人")
        return scale + word + ("" if word in _OWN else noun)
    if word in ("", *_THINGS) and noun:
        return noun
    if word in _PERSONS_BY and noun:
        return "人"
    return per.get(word, word)


def compose(
    unit: str | None,
    suffix: str,
    lead: str,
    before: str,
    previous: Figure | None,
    same: bool,
    near: bool = False,
) -> tuple[str | None, bool]:
    """Return the unit with its denominator, and whether 每… made it.

    Parameters
    ----------
    unit
        As printed after the number.
    suffix
        A denominator printed after it.
    lead, before
        The words since the figure before; since the beginning of the clause.
    previous, same
        The figure before; whether it stands in the same clause.
    near
        Whether it stands in the clause before, of the same sentence.
    """
    if not unit:
        return unit, False
    if suffix:
        return f"{unit}/{per_after(suffix)}", False
    if unit.startswith(_NEVER):
        return unit, False
    if _EACH in lead and not lead.rstrip().endswith("等"):
        per = per_before(lead)
        return (f"{unit}/{per}", True) if per else (unit, False)
    if previous is None:
        return unit, False
    return _as_before(unit, lead, before, previous, same, near)


def _as_before(
    unit: str, lead: str, before: str, previous: Figure, same: bool, near: bool
) -> tuple[str | None, bool]:
    """Return the unit with the denominator of the figure before, where it goes on with it."""
    per = (previous.unit or "").partition("/")[2]
    if same and previous.rate and _AND.match(lead) and per[:1] in _MANY and per:
        return f"{unit}/{per}", True  # 每千人口医师3.42人、注册护士3.96人
    if not (previous.unit or "").startswith(unit + "/"):
        return unit, False
    reached = near and _REACHED.fullmatch(lead)  # 每人每月增加20元,达到178元
    listed = same and _EACH in before and (LISTED.fullmatch(lead) or MOVED.search(lead))
    if reached or listed or _FURTHER.search(lead):
        return previous.unit, previous.rate
    return unit, False


def runs(some: Sequence[Item], goes_on: Callable[[Item, Item], bool]) -> Iterator[list[Item]]:
    """Yield what is told one after another, as long as each goes on from the one before."""
    first = 0
    for end in range(1, len(some) + 1):
        if end == len(some) or not goes_on(some[end - 1], some[end]):
            yield list(some[first:end])
            first = end


def listed_with(before: Figure, this: Figure) -> bool:
    """Whether nothing but a mark of a list parts a figure from the one before in its clause."""
    return before.clause_start == this.clause_start and LISTED.fullmatch(this.lead) is not None


def goes_on(before: Figure, this: Figure) -> bool:
    """Whether nothing but a mark of a list, or a comma alone, parts a figure from the one before.

    Commas end clauses, and some write them between the members of a list all the same.
    """
    if before.clause_start == this.clause_start:
        return listed_with(before, this)
    return before.unit_end == before.clause_end == this.clause_start - 1 and not this.lead


def share_units(found: list[Figure]) -> None:
    """Give a bare number the unit of the number it is listed with, or moves to or from."""
    for this, after in reversed(list(pairwise(found))):
        if this.unit is not None or not after.unit or after.clause_start != this.clause_start:
            continue
        if LISTED.fullmatch(after.lead) or (len(after.lead) < 12 and MOVED.search(after.lead)):
            this.unit, this.rate = after.unit, after.rate
            per = per_before(this.lead) if _EACH in this.lead else None
            if per and "/" not in after.unit:
                this.unit = after.unit = f"{after.unit}/{per}"
                this.rate = after.rate = True
    _over_commas(found)
    for before, this in pairwise(found):
        bare = this.unit is None and before.clause_start == this.clause_start
        linked = LISTED.fullmatch(this.lead) or (len(this.lead) < 12 and MOVED.search(this.lead))
        if bare and before.unit and linked:
            this.unit, this.rate = before.unit, before.rate
    for this, after in reversed(list(pairwise(found))):
        listed = LISTED.match(after.lead) and after.clause_start == this.clause_start
        if listed and len(after.lead) <= _VERB and (this.unit, after.unit) == ("个", POINTS):
            this.unit = after.unit  # 下降1.2个、0.8个百分点; 下降1.2个、提高0.8个百分点
    _compositions(found)
    _as_told(found)


def _as_told(found: list[Figure]) -> None:
    """总人口19.7万,其中城镇12.1万: what was counted before in its sentence without a unit."""
    told: Figure | None = None
    for this in found:
        if this.text[-1:] not in SCALES:
            continue
        if told and told.sentence_start == this.sentence_start:
            this.unit = this.unit or told.unit
        if this.unit and this.end == this.unit_end:
            told = this


def _over_commas(found: list[Figure]) -> None:
    """29.8亿、16.2亿,12.9亿元: a bare number in 亿 takes the unit of the next in 亿."""
    for this, after in reversed(list(pairwise(found))):
        scale = this.text[-1:] if this.unit is None and this.text[-1:] in SCALES else None
        if scale and after.unit and after.text.endswith(scale) and goes_on(this, after):
            this.unit, this.rate = after.unit, after.rate


def _compositions(found: list[Figure]) -> None:
    """10.2:39.3:50.5 is a composition: its parts are percentages."""
    for chain in runs(found, lambda _, this: this.lead in (":", "：", "∶")):
        bare = len(chain) > 2 and all(f.unit is None for f in chain)
        if bare and abs(sum(f.value for f in chain) - 100) < 1:
            for figure in chain:
                figure.unit = "%"
