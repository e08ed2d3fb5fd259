"""What a column is, by its head and its cells, where no pattern knows it (`settle`).

It is asked again when its rows are read: its cells may say more than its head (`reweighed`). A
number beside target and result that is the one over the other in every row is a rate, whatever its
head says; numbers under a head that no pattern knows have the role that head and cells together
make likeliest (`columns.roles`). Where head and cells disagree the role stays open, so that no row
of such a table is called sure.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..base.vocabulary import pattern
from .cellkinds import COUNTS, FIGURES, kind, words
from .cells import CellToken, over_columns, printed
from .columns import MASK, doubt, headness, is_ratio, likeliest, roles
from .company import OWN, counted_in, in_company, one_named, said_levels, told_by_cells
from .headers import (
    BESIDE,
    LEVELS,
    OBSERVED,
    PART,
    VALUES,
    Head,
    find_period,
    given,
    of_year,
    only_period,
    plain_head,
    read_head,
    role_of,
    where,
)
from .places import of_places

_SHARE = words("share_head")

_MOST = 40
#: what a head alone may be taken for, and how likely that must be
_GUESSED, _GUESS = (*LEVELS, "change", "rate", "weight", "verdict"), 0.6
#: how likely a head must be one of what was aimed at
_AIMED = 0.5


def reweighed(heads: Sequence[Head], columns: Sequence[Sequence[str]]) -> list[Head]:
    """Return the columns with the roles that their cells give them.

    Parameters
    ----------
    heads
        The columns, roles settled by their heads and the document.
    columns
        The cells of each, row by row.

    Examples
    --------
    >>> heads = [Head("项目", "name"), Head("应建", "target"), Head("已建", "note")]
    >>> heads = [*heads, Head("完成任务(%)", "target")]
    >>> cells = [["甲", "乙", "丙"], ["15", "20", "8"], ["12", "25", "8"], ["80", "125", "100"]]
    >>> [head.role for head in reweighed(heads, cells)]
    ['name', 'target', 'actual', 'rate']
    """
    shown = [i for i, head in enumerate(heads) if not head.implied]
    printed = [list(columns[i][:_MOST]) for i in shown]
    out = list(heads)
    many = Counter(head.role for head in heads)
    for place, i in enumerate(shown):
        head = heads[i]
        # the one result beside a share is none, however near to 100 that is
        lone = head.role == "actual" and many["actual"] == 1 and many["rate"] > 0
        if not lone and _rated(head, printed, place):
            out[i] = replace(head, role="rate", period=None, open="")
        elif head.role in ("note", "other") and not head.proven and _numeric(printed[place]):
            one = _numbered([heads[j] for j in shown], printed, place)
            both = many["target"] and many["actual"]  # 在谈项目 beside 已完成
            out[i] = head if one.role == "actual" and both and head.role == "other" else one
        elif head.role == "serial" and _coded(printed[place]):
            out[i] = replace(head, role="other")  # 代码 over AB001000 is no serial number
        many[head.role] -= 1
        many[out[i].role] += 1
    return counted_in(out, columns)


def guessed(text: str) -> Head:
    """Return a head that no pattern knows with its likeliest role, a note where none is likely.

    Examples
    --------
    >>> guessed("1-6月完成投资(万元)").role, guessed("总投资(万元)").role, guessed("天气").role
    ('actual', 'weight', 'note')
    """
    chance = roles(text)
    role = likeliest(chance)
    if role not in _GUESSED or chance[role] < _GUESS:
        return Head(text, "note")
    return Head(text, role, find_period(text) if role in VALUES else None)


def of_one(texts: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Whether columns say what was aimed at, what was done, and its share: of one measure.

    Examples
    --------
    >>> of_one(["应改(座)", "已改(座)", "改造率"], [["14", "20"], ["7", "25"], ["50%", "125%"]])
    True
    """
    shares = [
        i for i, text in enumerate(texts)
        if _SHARE.search(word := plain_head(text)) and is_ratio(columns, i)
        and role_of(word) != "change"
    ]  # fmt: skip
    return len(shares) == 1 and any(
        roles(text, columns, i)["target"] >= _AIMED for i, text in enumerate(texts)
    )


def _rated(head: Head, printed: list[list[str]], place: int) -> bool:
    """Whether a column that says it is a share is one of two others over the other."""
    if head.role not in (*VALUES, "note", "other") or not _numeric(printed[place]):
        return False
    percent = sum("%" in text or "\uff05" in text for text in printed[place])
    word = plain_head(head.text)
    told = percent >= 2 and read_head(word) is None
    return (_SHARE.search(word) is not None or told) and is_ratio(printed, place)


def _numbered(heads: Sequence[Head], printed: list[list[str]], place: int) -> Head:
    """Give numbers under a head that no pattern knows the role that is likeliest.

    A part of the column before it, 其中:省级资金, is none of the levels: those are the whole's.
    """
    head = heads[place]
    if PART.match(head.text.strip()):
        return replace(head, role="other")
    if read_head(plain_head(head.text)) is not None or not head.text.strip():
        return head
    chance = roles(head.text, printed, place)
    role = likeliest(chance)
    if role in LEVELS:
        return in_company(heads, place, printed, chance, said_levels(heads, printed))
    return replace(head, role=role) if role in ("change", "rate") else head


def _coded(cells: Sequence[str]) -> bool:
    full = [text for text in cells if text.strip()]
    return len(full) >= 2 and sum(bool(MASK.match(text.strip())) for text in full) > 0.5 * len(full)


def _numeric(cells: Sequence[str]) -> bool:
    full = [kind(text) for text in cells if text.strip()]
    return len(full) >= 2 and sum(what in COUNTS for what in full) >= 0.6 * len(full)


# ---------------------------------------------------------------------- before the rows are read

_DATED_HEAD = pattern("table_cells", "dated_head")

_LEARNED = (*LEVELS, "change")
#: a result that is less likely than another by this factor is none
_LIKELIER = 0.7
#: what 单位 is read as
_OFFICES = ("unit", "dept")

_STEM = pattern("table_cells", "stem")
_GROWTH = pattern("table_cells", "growth")
#: how sure, on average, the cells of a row must be heads for the row to be a header
HEADLIKE = 0.8
#: what no column of numbers is
_NO_WORDS = {"name": 0.0, "verdict": 0.0}


def _dated(text: str) -> bool:
    """Whether a head names a time: 2025年目标."""
    if _DATED_HEAD.search(text) is None:
        return False
    return read_head(plain_head(text)) is not None or headness(text) > 1.0


def counted_as_years(texts: Sequence[str]) -> bool:
    """Whether numbers that could be years are none: they follow what no pattern knows as a head.

    They are years where the step from one to the next is the same.

    Examples
    --------
    >>> rows = "指标 2020 2025 2035", "学段 2021 2022 2023", "小学 2031 2046 2059"
    >>> [counted_as_years(row.split()) for row in rows]
    [False, False, True]
    """
    first, *rest = map(str.strip, texts)
    numbers = [int(text) for text in rest if text.isdecimal()]
    uneven = len({b - a for a, b in itertools.pairwise(numbers)}) > 1
    return uneven and len(numbers) == len(rest) and not role_of(first)


def headlike(row: Sequence[CellToken]) -> float:
    """Return the mean log odds that the cells of a row are heads; low where it holds numbers."""
    cells = [t.text for t in printed(row)]
    if not cells:
        return -9.0
    if len(set(cells)) == 1 and len(row) > 1 and not (cells[1:] and of_year(cells[0])):
        return -9.0
    if counted_as_years(cells) or any(kind(t) in FIGURES and not _dated(t) for t in cells):
        return -9.0  # asked before any text is weighed: most rows are of numbers
    odds = []
    for text in cells:
        dated = _dated(text)
        told = re.search(r"[:\uff1a]\S|\S[:\uff1a]\s*+\Z", text) is not None and not dated
        # 制表机关:某局, 文档名称: before what it names
        odds.append(3.0 if dated else -2.0 if told else max(-2.0, min(3.0, headness(text))))
    if _STEM.match(cells[0]):
        return -9.0
    return sum(odds) / len(odds)


def header_texts(rows: Sequence[Sequence[CellToken]]) -> list[str]:
    """Return each column's head; an upper cell goes on over the lower ones beside it."""
    return [" ".join(dict.fromkeys(t.text.strip() for t in over)) for over in over_columns(rows)]


def _together(texts: Sequence[str], chances: Sequence[dict[str, float]]) -> list[dict[str, float]]:
    """Take heads that differ in their years alone for one: 监测 2021年, 监测 2022年."""
    words = [re.sub(r"[\d\s年-]+", "", text) for text in texts]
    alike: dict[str, list[int]] = {}
    for i, word in enumerate(words):
        if word:
            alike.setdefault(word, []).append(i)
    out = list(chances)
    for places in alike.values():
        if len({texts[i] for i in places}) == len(places) > 1:
            mean = {
                role: sum(chances[i][role] for i in places) / len(places)
                for role in chances[places[0]]
            }
            for i in places:
                out[i] = mean
    return out


def settle(texts: Sequence[str], columns: Sequence[Sequence[str]]) -> list[Head]:
    """Give each column its likeliest role, one of them the name's.

    Examples
    --------
    >>> cells = [["甲项", "乙项"], ["15", "20"], ["12", "25"], ["80%", "125%"]]
    >>> [head.role for head in settle(["指标", "目标值", "实际完成", "时序进度"], cells)]
    ['name', 'target', 'actual', 'rate']
    """
    chances = [roles(text, columns, i) if columns else roles(text) for i, text in enumerate(texts)]
    chances = _together(texts, chances)
    if columns and not all(map(_of_numbers, columns)):
        counted = map(_of_numbers, columns)
        chances = [{**c, **_NO_WORDS} if n else c for n, c in zip(counted, chances, strict=True)]
    best = list(map(likeliest, chances))
    for i, text in enumerate(texts):
        if only_period(text) and columns and _of_numbers(columns[i]):
            best[i] = "actual"  # 前三季度 among 一季度, 上半年
        elif best[i] in (*_LEARNED, *BESIDE) and PART.match(text.strip()):
            best[i] = "other"  # 其中:省级资金: a part of the column before it
    if "name" not in best:
        free = [
            i for i, role in enumerate(best) if role not in ("serial", "unit", "dept", *_LEARNED)
        ]
        if columns and all(_of_numbers(columns[i]) for i in free):
            # 单位 over offices, and over no units
            free = [
                i for i, role in enumerate(best) if role in _OFFICES and _of_offices(columns[i])
            ]
            chances = [{**c, "name": 1.0} if i in free else c for i, c in enumerate(chances)]
        if free:
            best[max(free, key=lambda i: chances[i]["name"])] = "name"
    heads = [
        _head(text, role, chances[i][role])
        for i, (text, role) in enumerate(zip(texts, best, strict=True))
    ]
    heads = _unsaid(heads, chances)
    if not columns:
        return _rates(heads)
    levels = said_levels(heads, columns)
    heads = [
        in_company(heads, i, columns, chances[i], levels) if head.role in LEVELS else head
        for i, head in enumerate(heads)
    ]
    heads = _rates(told_by_cells(heads, columns))
    return _alone(one_named(_scoped(_worded(heads, columns), columns), columns), columns)


def _of_offices(cells: Sequence[str]) -> bool:
    """Whether a column holds words, and none of them is a unit."""
    kinds = [kind(text) for text in cells if text.strip()]
    return bool(kinds) and all(what in ("text", "dept", "section") for what in kinds)


def _unsaid(heads: list[Head], chances: Sequence[dict[str, float]]) -> list[Head]:
    """Take no 在谈项目 for what was reached beside a target and 已完成, which is likelier."""
    timed = [h.period or only_period(h.text) for h in heads]
    done = [i for i, h in enumerate(heads) if h.role == "actual" and not timed[i]]
    likely = {i: 1.0 if role_of(plain_head(heads[i].text)) else chances[i]["actual"] for i in done}
    top = max(likely.values(), default=0.0)
    if not any(h.role == "target" for h in heads):
        return heads
    less = [i for i, chance in likely.items() if chance < _LIKELIER * top]
    return given(heads, less, role="other")


def _rates(heads: list[Head]) -> list[Head]:
    """Take 产销率 as reached where no column stands beside it that it could be the rate of."""
    if where(heads, *LEVELS, "generic", "year"):
        return heads
    unknown = [i for i in where(heads, "rate") if not read_head(heads[i].text)]
    return given(heads, unknown, role="actual")


def _alone(heads: list[Head], columns: Sequence[Sequence[str]]) -> list[Head]:
    """Mark the name as shown by its cells where it is the only column of words: 科目, 实事."""
    worded = [i for i, cells in enumerate(columns) if any(cells) and not _of_numbers(cells)]
    if len(worded) != 1 or heads[worded[0]].role != "name":
        return heads
    return given(heads, worded, proven=True)


def _worded(heads: list[Head], columns: Sequence[Sequence[str]]) -> list[Head]:
    """Take 策略目标 over words before the name as the area: values stand in other columns."""
    name = next((i for i, head in enumerate(heads) if head.role == "name"), 0)
    counted = [_of_numbers(cells) for cells in columns]
    if not any(head.value and counted[i] for i, head in enumerate(heads[name:], name)):
        return heads
    out = list(heads)
    for i in range(name):
        if heads[i].value and not counted[i]:
            role = "group" if any(h.role == "area" for h in out) else "area"
            out[i] = replace(heads[i], role=role, period=None, year_only=False)
    return out


def _scoped(heads: list[Head], columns: Sequence[Sequence[str]]) -> list[Head]:
    """Take 指标层级 after the names for what each is told of: few words that come again and again.

    No pattern knows its head, the names before it, which are no places, hardly come again, and
    all values follow.

    Examples
    --------
    >>> heads = [Head("指标", "name"), Head("层级", "name"), Head("目标", "target")]
    >>> cells = ["甲率 乙率 丙率 丁率".split(), "全域 全域 城区 城区".split(), "1 2 3 4".split()]
    >>> [head.role for head in _scoped(heads, cells)]
    ['name', 'region', 'target']
    """
    *before, last = where(heads, "name") or [0]
    told = read_head(plain_head(heads[last].text)) or any(h.value for h in heads[:last])
    if not before or told:
        return heads
    named = [text for text in columns[before[-1]] if text.strip()]
    scopes = [text for text in columns[last] if text.strip()]
    own = len(set(named)) >= OWN * len(named) and not of_places(named)
    again = 2 * len(set(scopes)) <= len(scopes)
    return given(heads, [last], role="region") if own and again else heads


def _of_numbers(cells: Sequence[str]) -> bool:
    """Whether a column holds numbers rather than words."""
    full = [kind(text) for text in cells if text.strip()]
    return sum(what in FIGURES for what in full) > 0.3 * len(full)


def _head(text: str, role: str, sure: float) -> Head:
    """Return a column's head: what the patterns know of it, unless its cells speak against that."""
    known = read_head(plain_head(text)) if text.strip() else None
    words = text.split()
    lower = read_head(plain_head(words[-1])) if len(words) > 1 else None
    if lower is not None and (lower.role == "rate" or _GROWTH.search(lower.text)):
        return replace(lower, text=text, period=find_period(text))  # 本月 over 同比±%
    leveled = lower is not None and lower.role in LEVELS and not lower.year_only
    if lower is not None and leveled and (known is None or known.role in LEVELS):
        # 指标值 over 基准值, 累计 over 同期
        return replace(lower, text=text, period=lower.period or find_period(text))
    if known is not None and lower is not None and lower.year_only and known.role in LEVELS:
        upper = read_head(plain_head(text.rsplit(" ", 1)[0].rsplit("\n", 1)[0]))
        known = replace(known, spanned=upper is not None and not upper.period)
    if known is not None:
        agree = known.role in (role, "rate") or (known.role in OBSERVED and role in OBSERVED)
        special = known.role in ("level1", "level2", "group", "region", "score", "note") and (
            role in ("area", "name", "weight", "other", "dept")
        )
        if agree or special or sure < 0.6:
            return replace(known, text=text)
    role = {"code": "other"}.get(role, role)
    period = find_period(text) if role in _LEARNED else None
    return Head(text, role, period, open=doubt(role, sure))
