"""A count beside its names: 山东、浙江、四川3省, 2个:甲科、乙科.

A list is closed where its names are places that are known, or are told again with a number each.
One that 等 follows names a few of many or, as writers do, all: 甲、乙、丙、丁、戊等6家 is said of
six of which five are named, and is no contradiction.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial

from ..base.divisions import short_names
from ..base.vocabulary import pattern
from ..grammar.chars import line_of
from ..grammar.numerals import whole_number
from ..narrative.roles import sign_of
from .claim_words import following, words
from .claims import Claim, Context, unit_of
from .counts import LEAD_IN, count_claim, split_items
from .told import says, titled

_words = partial(pattern, "counts")
_BESIDE = _words("beside")
_JOINT, _END = _words("joint"), _words("list_begins")
_RANKED_WITH = _words("ranked_with")
_COUNT, _COUNTED = _words("count_beside"), _words("counted")
_EACH_TOLD, _ITEM = _words("each_told"), _words("item_told")
_FEW, _MANY = 3, 20  # so many names make a list, and so many are no list to be counted
_LONGEST, _CLOSED = 8, "。;\n"


def beside(context: Context) -> Iterator[Claim]:
    """Count the names right before a number: 甲、乙、丙、丁等4个乡镇, 三类商品分别…."""
    for place in _COUNT.finditer(context.text):
        starts = (max(0, place.start() - 1), place.start())  # 等, if it is there, is part of it
        tried = (_BESIDE.match(context.text, start) for start in starts)
        match = next(filter(None, tried), None)
        if match is None or "、" not in context.text[max(0, match.start() - 20) : match.start()]:
            continue
        said = whole_number(match["n"])
        begin, _ = line_of(context.text, match.start())
        clause = context.text[max(begin, match.start() - 160) : match.start()]
        listed = _END.split(clause)[-1]
        names = _names(listed)
        if said is None or not _FEW <= len(names) <= _MANY or not _alike(names):
            continue
        if _RANKED_WITH.search(clause):
            continue  # 与雅典、罗马、开罗并称四大古都: it is one of them
        if match["open"]:
            continue  # 等 leaves it open, and `named_lists` holds it to no less than the names
        if abs(said - len(names)) > 1 or not _closed(context, match, names):
            continue
        if match["great"] and len(names) < len(listed.split("、")):
            continue  # 光电信息、汽车制造与服务、…五大产业: the verb it hangs on may be a name's
        yield _claim(context, match, names, said == len(names))


def _names(text: str) -> list[str]:
    """Return the names of a list, without the verb it hangs on."""
    return split_items(LEAD_IN.sub("", text)) if "、" in text else []


def _alike(names: list[str]) -> bool:
    """Whether each is a name, and none may be two: 甲和乙."""
    return all(1 < len(name) <= _LONGEST and not _JOINT.search(name) for name in names)


def _closed(context: Context, match: re.Match[str], names: list[str]) -> bool:
    """Whether a list says by its names, or by what follows, that it is all."""
    if all(name in short_names() for name in names) or match["great"]:
        return True  # 商贸物流、建筑房产、现代服务三大产业
    return _each_numbered(context, match.end(), names)


def _each_numbered(context: Context, place: int, names: list[str]) -> bool:
    """Whether each name is told again with a number: 三类84个,其中甲39个、乙31个、丙14个."""
    after = context.figures_from(place, len(names) + 1)[1:]
    first = {names[0][i:] for i in range(len(names[0]) - 1)}  # the verb a list hangs on: 实施产业
    return len(after) == len(names) and all(
        any(one in figure.lead for one in ([name] if i else first)) and figure.unit == after[0].unit
        for i, (name, figure) in enumerate(zip(names, after, strict=True))
    )


def counted(context: Context) -> Iterator[Claim]:
    """Count the names behind a number: 内设机构3个:办公室、法制科、监督科."""
    for match in _COUNTED.finditer(context.text):
        said, names = whole_number(match["n"]), split_items(match["names"])
        if said is None or not 1 < len(names) <= _MANY or not _alike(names):
            continue
        off = abs(said - len(names))
        if off and match["names"].count(names[-1][-2:]) == said:
            continue  # 甲展区乙展区、丙展区: a 、 is left out
        if not off or (off == 1 and _of_one_kind(names)):
            yield _claim(context, match, names, not off)


def each_told(context: Context) -> Iterator[Claim]:
    """3个县人口增加,分别为:甲县增加a人,乙县增加b人,…; 三增一降:甲增长a%,…: count what is told."""
    for match in _EACH_TOLD.finditer(context.text):
        run, last = [], match.end()
        for figure in context.figures_from(last, _MANY):
            if not _ITEM.fullmatch(context.text[last : figure.start].strip()):
                break
            run.append(figure)
            last = figure.unit_end
        rose, fell = ([f for f in run if sign_of(f) == sign] for sign in (1, -1))
        told = {"n": rose, "fell": fell} if match["fell"] else {"n": run}
        said = {group: whole_number(match[group]) or 0 for group in told}
        near = len(run) >= _FEW - 1 and abs(sum(said.values()) - len(run)) <= 1
        alike = len({(unit_of(f), f.relation) for f in run}) == 1
        one_way = match["fell"] or not (rose and fell)
        if not (near and alike and one_way and context.text[last : last + 1] in _CLOSED):
            continue
        for group, some in told.items():
            names = [f.lead.strip("、,; ") for f in some]
            yield _claim(context, match, names, said[group] == len(some), group)


def _of_one_kind(names: list[str]) -> bool:
    """Whether most names end alike, or all are as long: 龙潭水库、石门水库; 安平、和川、华宁."""
    most = max(Counter(name[-1] for name in names).values())
    return 2 * most > len(names) > 2 or len({len(name) for name in names}) == 1


def _claim(
    context: Context, match: re.Match[str], names: list[str], fine: bool, said: str = "n"
) -> Claim:
    topic = words("".join(names[:1] + names[-1:]), 12) + following(context.text, match.end(said), 6)
    return count_claim(
        context, "list", topic, titled("claim.list", "、".join(names)[:30]), match[said],
        says("reckoned.listed_names", n=len(names)), fine, [match.span(said)],
        says("remark.listed", n=len(names), said=match[said]),
    )  # fmt: skip


RULES = (beside, counted, each_told)
