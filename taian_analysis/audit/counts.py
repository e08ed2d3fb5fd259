"""Counts against what is listed: A、B、C等N家, 市、县、乡三级, 分别为, 连续三年."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from ..base import catalog
from ..base.vocabulary import near, pattern
from ..grammar.chars import line_of
from ..grammar.numerals import chinese_number
from ..narrative.figures import Figure
from .claim_words import words
from .claims import Claim, Context, Span, claimed
from .told import says, titled

_words = partial(pattern, "counts")
_LAST_JOINT, _PLACE, _OF_PLACES = _words("last_joint"), _words("place"), _words("of_places")
_JOINT, _EACH, _JOINT_INSIDE = _words("joint"), _words("each"), _words("joint_inside")
_IN_TURN, _RANKED = _words("in_turn"), _words("ranked")
_JOINS, _JOINED_TO = _words("joins"), _words("joined_to")
#: A list that is closed by a noun of its own before the number.
_OTHER_NOUN = _words("other_noun")
_LEVELS, _RESPECTIVELY = _words("levels"), _words("respectively")
_ITEMS_BEFORE, _YEARS = _words("items_before"), _words("years")

#: Verbs and particles a list may hang on: 联合组织、编办等 begins its list after 联合.
LEAD_IN, _OPEN = pattern("counts", "lead_in"), pattern("counts", "open")
_ANY_PLACE = pattern("counts", "any_place")
_LISTED = frozenset(catalog.load("counts")["listed"].split())


def split_items(text: str) -> list[str]:
    """Split a list at 、, 和 before its last item and 以及, but not inside brackets or quotes.

    Examples
    --------
    >>> split_items("本科及以上、专科(高职、技师)、中职")
    ['本科及以上', '专科(高职、技师)', '中职']
    """
    out, depth, item = [], 0, ""
    for char in text:
        depth += (char in "(“《") - (char in ")”》")
        if char == "、" and depth <= 0:
            out.append(item)
            item = ""
        else:
            item += char
    out.append(item)
    if len(out) > 1:
        last = _LAST_JOINT.split(out[-1], maxsplit=1)
        if len(last) == 2 and len(last[0]) > 1 and len(last[1]) > 1:
            out[-1:] = last
    return [part.strip() for part in out if part.strip()]


def _one_kind(items: list[str], after: str) -> bool:
    """Whether a count is of such places as are named, and not 甲县、乙县57个乡镇."""
    return _ANY_PLACE.match(after) is not None or any(item[-1] in after for item in items)


def _whole_items(items: list[str], said: int) -> list[str]:
    """Return the items of a list, those without the sign that as many as are said end with joined.

    贪污罪、行贿罪、故意销毁会计凭证、会计账簿罪等3项 are three.
    """
    ended = [item for item in items if item[-1] == items[0][-1]]
    return ended if 1 < said == len(ended) and items[-1] in ended else items


def count_claim(
    context: Context, rule: str, topic: str, title: str, stated: str, counted: str,
    fine: bool | None, spans: Iterable[Span], comment: str = "",
) -> Claim:  # fmt: skip
    """Make the claim of a count: its id, what is said, what is counted, and where."""
    return claimed(
        context, rule, (), f"{rule}/{topic}", title, counted, fine, comment, stated=stated,
        more=spans,
    )  # fmt: skip


def named_lists(context: Context) -> Iterator[Claim]:
    """A、B、C等N家: N is no less than the names. A市、B县2个县(市、区): N is their number."""
    counted = {figure.unit_end for figure in context.figures if figure.relation == "level"}
    for figure in context.figures:
        unit = figure.unit or ""
        lead = figure.lead.strip()
        if "、" not in lead or unit not in _LISTED:
            continue
        if figure.relation != "level" or lead.startswith("、"):
            continue
        if _OTHER_NOUN.search(lead):
            continue  # 安多县等县、57个乡
        if figure.start - len(figure.lead) in counted:
            lead = _JOINED_TO.sub("", lead)  # 25个省、自治区及林业、煤炭等8个部门
        opened = _OPEN.search(lead)
        body = LEAD_IN.sub("", _OPEN.sub("", lead))
        items = _whole_items(split_items(body), int(figure.value))
        if len(items) < 2 or any(len(item) > 20 for item in items):
            continue
        after = context.text[figure.unit_end : figure.unit_end + 6]
        if not opened:
            # Without 等 the names must be places and the count one of places.
            if not all(_PLACE.search(item) for item in items):
                continue
            if not _OF_PLACES.match(after) or not _one_kind(items, after):
                continue
        fine = len(items) <= figure.value if opened else len(items) == figure.value
        yield count_claim(
            context, "list", words(body, 12) + words(after, 6), titled("claim.list", body[:30]),
            f"{opened[0] if opened else ''}{figure.text}{unit}",
            says("reckoned.listed_names", n=len(items)), fine, [(figure.start, figure.end)],
            says("remark.listed", n=len(items), said=figure.text),
        )  # fmt: skip


def levels(context: Context) -> Iterator[Claim]:
    """市、县、乡、村四级: as many levels as are named."""
    for match in near(_LEVELS, context.text, "级", 20, 1):
        names = re.split(r"[、-]", match[1])
        named = len(names) if len(names) > 1 else len(match[1])
        said = chinese_number(match[2])
        rest = context.text[match.end() : match.end() + 8]
        yield count_claim(
            context, "levels", words(match[1]) + words(rest), titled("claim.levels", match[0]),
            f"{match[2]}级", says("reckoned.listed_levels", n=named), named == said, [match.span()],
            says("reckoned.listed_levels", n=named),
        )  # fmt: skip


def _items(told: str, said: int) -> list[str]:
    """Return the items of a list, which may end at a comma: 分别是A、B和C,分别增长…."""
    items, first = split_items(told), told.partition(",")[0]
    return split_items(first) if "、" in first and len(items) != said else items


def enumerations(context: Context) -> Iterator[Claim]:
    """指标3项,分别为A、B、C: as many as are named."""
    for match in _RESPECTIVELY.finditer(context.folded):
        said = int(match[1])
        if not said:
            continue  # 下设0个处室,分别是:无
        items = _items(context.text[match.start(2) : match.end(2)], said)
        if not _IN_TURN.search(match[0]) and not _ITEMS_BEFORE.match(context.text, match.start()):
            continue  # 机构384个,为6800名残疾人提供服务 lists nothing
        if len(items) == 1 < said:
            if re.search(r"\d", items[0]):
                continue  # 收费109项,为企业减负1.78亿元 names nothing
            if _RANKED.search(items[0]):
                continue  # 小项1339项,为历届最多: no list
            apart = _JOINT.split(items[0])  # 2个,分别是甲村和乙村
            items = apart if len(apart) == said else items
        fine: bool | None = len(items) == said
        if not fine and len(items) > said and any(len(item) < 4 for item in items):
            fine = None  # a 、 inside an item may have been taken for a boundary
        if not fine and _told_otherwise(context.text, match, items[-1], said):
            fine = None
        start = context.folded.rfind(",", 0, match.start()) + 1
        yield count_claim(
            context, "enumerated", words(context.text[start : match.start(1)] + items[0], 30),
            titled("claim.enumerated", words(context.text[start : match.start(1)])),
            context.text[match.start(1) : match.end(1) + 1],
            says("reckoned.listed_items", n=len(items)), fine, (match.span(1), match.span(2)),
            says("remark.listed", n=len(items), said=match[1]),
        )  # fmt: skip


def _told_otherwise(text: str, match: re.Match[str], last: str, said: int) -> bool:
    """Whether as many are told with a semicolon each, or one 、 left out: 甲展区乙展区、丙展区."""
    end = text.find("。", match.end(2))
    apart = text[match.start(2) : end if end >= 0 else line_of(text, match.start())[1]].split(";")
    return len(apart) == said or match[2].count(last[-2:]) == said


def respectively(context: Context) -> Iterator[Claim]:
    """A、B分别达到a、b: as many numbers as names. A mismatch is undecidable: names nest."""
    for match in _EACH.finditer(context.text):
        figures = context.figures_from(match.end(), 8)
        listed: list[Figure] = []
        for figure in figures:
            if listed and not _JOINS.fullmatch(figure.lead.strip()):
                break
            if not listed and (
                figure.clause_start > match.start() or figure.start - match.end() > 24
            ):
                break
            listed.append(figure)
        if len(listed) < 2:
            continue
        start = listed[0].clause_start
        clause = context.text[start : match.start()]
        if "、" not in clause:  # the names stand in the clause before
            start = max(context.text.rfind(mark, 0, start - 1) for mark in ",。;\n") + 1
            clause = context.text[start : match.start()]
        names = split_items(clause)
        if len(names) < 2:
            continue
        if len(names) < len(listed):
            names = [part for name in names for part in _JOINT_INSIDE.split(name)]
        fine = True if len(names) == len(listed) else None
        yield count_claim(
            context, "respectively", words(clause, 30), titled("claim.respectively", words(clause)),
            says("reckoned.values", n=len(listed)), says("reckoned.names", n=len(names)), fine,
            ((match.start(), match.end()), *((f.start, f.end) for f in listed)),
            says("remark.names_divide"),
        )  # fmt: skip


def spans_of_years(context: Context) -> Iterator[Claim]:
    """自2020年到2022年连续三年: as many years as from first to last."""
    for match in near(_YEARS, context.folded, "连续", 44, 24):
        years = int(match[2]) - int(match[1]) + 1
        said = int(match[3]) if match[3].isdecimal() else chinese_number(match[3])
        yield count_claim(
            context,
            "years",
            words(context.text[match.end(2) : match.end()]),
            titled("claim.years", words(match[0])),
            f"连续{match[3]}年",
            says("reckoned.years", last=int(match[2]), first=int(match[1]), n=years),
            None if said == years - 1 > 2 else years == said,  # both ends need not count
            (match.span(1), match.span(2), match.span(3)),
            says("remark.years_counted", n=years),
        )


RULES = (named_lists, levels, enumerations, respectively, spans_of_years)
