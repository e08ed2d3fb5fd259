"""What a figure measures: the noun phrase before it, or the one it counts."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from ..base import catalog
from ..base.vocabulary import pattern
from ..grammar.mentions import PATTERN as TIME

_NOUNS = frozenset(
    f"{catalog.load('measures')['nouns']} {catalog.load('measures')['people']}".split()
)
_BEFORE_NOUN = frozenset(catalog.load("measures")["measures"].split()) - frozenset(
    catalog.load("subjects")["measure_only"].split()
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .figures import Figure


_words = partial(pattern, "subjects")
_TAIL, _HEAD, _VERB, _STOP = map(_words, ("tail", "head", "verb", "stop"))
_AREA, _COMPARED, _SHARE_OF = map(_words, ("area", "compared", "share_of"))
_CENSUS, _JOINED, _JOINS = map(_words, ("census", "joined", "joins"))
_ONLY_BESIDE, _BROUGHT, _OPENED = map(_words, ("only_beside", "brought", "opened"))
_PLACE, _ALONE, _LISTED = map(_words, ("place", "alone", "listed"))
_NOTE = _words("note")
_TIMES = re.compile(r"\0(?:[和与及、]\0)+的?")
_WIDE, _FURTHEST = 40, 8
#: signs and digits before a phrase, but for an age: 60岁以上老人
_NUMBER, _LEADING = _words("number"), _words("leading")


def subject_of(text: str, figure: Figure, previous: Figure | None) -> str:
    """Return the noun phrase a figure measures, "" where the words near it tell none.

    The phrase before the number where there is one (养老机构床位20590张), else the one after the
    measure word (22家单位), else what the figure before in the same sentence measures.
    """
    same = previous is not None and previous.sentence_start == figure.sentence_start
    if figure.relation == "share" and previous is not None and same:
        of = _SHARE_OF.search(figure.lead)
        if of and len(phrase(figure.lead[: of.start()])) < 2:
            return share_of(previous.subject)
    noun = _counted(text, figure)
    if (len(noun) >= 2 or (noun and _PLACE.fullmatch(noun))) and figure.unit in _BEFORE_NOUN:
        return noun
    lead = "" if _of_the_one_before(figure, previous) else phrase(_outside(text, figure))
    if previous is not None and same and (told := _only_beside(lead, previous.subject)):
        return told
    if noun and (_BROUGHT.fullmatch(lead) or _AREA.fullmatch(lead)):
        return noun  # 5个县(市、区)9万人受灾
    if len(lead) >= 2 or (lead and _ALONE.fullmatch(lead)):
        return lead
    if len(noun) >= 2 and figure.relation != "change" and figure.unit not in ("%", "元"):
        return noun
    if previous is not None and same and previous.subject:
        return previous.subject
    if figure.clause_start > figure.sentence_start:
        first = max(figure.sentence_start, figure.clause_start - 160)
        before = text[first : figure.clause_start - 1]
        told = phrase(re.split(r"[,;]", before)[-1])[-_WIDE:]
        divided = previous is not None and _ONLY_BESIDE.fullmatch(told)
        return previous.subject if previous and divided else told  # 分季度看,一季度增长
    return noun


def headless(lead: str) -> str:
    """Return the words before a number without those that only lead them in: 其中, 共依法."""
    return _HEAD.sub("", lead.lstrip(" ,;:、"))


def share_of(subject: str) -> str:
    """Return what a share of a whole measures that a subject has."""
    return f"{subject}占比"


def _only_beside(lead: str, told: str) -> str:
    """Return the subject of words that say no more than how it went beside others, or per what."""
    words = _ONLY_BESIDE.fullmatch(lead)
    if words is None:
        return ""
    if words["rate"]:
        return told if lead in told else told + lead
    return lead + told if words["per"] else told


def last_told(text: str, found: Sequence[Figure], i: int) -> Figure | None:
    """Return the figure before a figure that is not of a bracket closed between the two.

    25.4万件(含旧存2万件),上升3.6% rises from what stands before the bracket.
    """
    figure = found[i]
    for before in reversed(found[max(0, i - _FURTHEST) : i]):
        if before.sentence_start != figure.sentence_start:
            break
        closes = text.find(")", before.unit_end, figure.start)
        if closes < 0 or text.find("(", before.unit_end, closes) >= 0:
            return before
    return found[i - 1] if i else None


def _of_the_one_before(figure: Figure, previous: Figure | None) -> bool:
    """Whether the words between two numbers are what the first counts: 8人死亡、20人受伤."""
    if previous is None or not _JOINED.search(figure.lead):
        return False
    return figure.start - len(figure.lead) <= previous.unit_end


def _outside(text: str, figure: Figure) -> str:
    """Return the words before a number without a bracket that closes among them.

    常住人口性别比(以女性为100,男性对女性的比例)由105.20下降为105.02 is of what stands before it.
    """
    closes, opens = figure.lead.find(")"), figure.lead.find("(")
    if closes < 0 or 0 <= opens < closes or _LISTED.match(figure.lead, closes + 1):
        return figure.lead
    before = text.rfind("(", figure.sentence_start, figure.start - len(figure.lead) + closes)
    if before < 0:
        return figure.lead
    return text[max(figure.sentence_start, before - _WIDE) : before] + figure.lead[closes + 1 :]


def _counted(text: str, figure: Figure) -> str:
    """Return the noun after a number and its measure word (22家单位被…: 单位)."""
    printed = text[figure.end : figure.unit_end].strip()
    if printed.removeprefix("个") in _NOUNS:
        return printed.removeprefix("个")
    after = text[figure.unit_end : min(figure.unit_end + _WIDE, figure.clause_end)]
    area = _AREA.match(after)
    if area:
        return area[0]
    stop = _STOP.search(after)
    return _JOINS.sub("", after[: stop.start()] if stop else after).strip(" 的、)")


def phrase(words: str) -> str:
    """Return the noun phrase of the words before a number, "" where there is none.

    Examples
    --------
    >>> phrase("截至2023年3月底,全市社会工作专业人才总量已达到")
    '社会工作专业人才总量'
    """
    words = _NOTE.sub("", words[-80:])
    words = TIME.sub("\0", _CENSUS.sub("\0", words))
    if "\0" in words:
        words = _TIMES.sub("\0", words)  # 1990年和1949年的年平均气温
        words = _COMPARED.sub("", words)
    words = "".join(_LEADING.sub("", words).split()).rpartition(",")[2]
    words = _OPENED.sub("", _TAIL.sub("", words))
    for _ in range(4):
        shorter = _HEAD.sub("", _TAIL.sub("", words))
        if shorter == words:
            break
        words = shorter
    verb = _VERB.match(words)
    if verb and len(words) - verb.end() >= 2:
        words = _HEAD.sub("", words[verb.end() :])
    words = words.lstrip("”)》。的 ")
    return "" if _NUMBER.match(words) else words
