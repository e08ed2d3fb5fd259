"""A header whose rows have fewer cells than there are columns: which cells stand under which.

Printed by blanks, or with its merged cells lost, a header says only the order of its cells:
人口, 出生, 死亡 above 合计, 男, 女, 人数, 率, 人数, 率. All ways to put the lower cells under the
upper ones that fill the columns are tried, and one is taken where the cells themselves show it:
groups that are alike, a total that is the sum of what follows, a unit that begins a group, a share
over figures that are shares (`under_each`), parts that are never more than what they are of
(`parts_under`).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ..base.vocabulary import pattern
from ..grammar.chars import decimals
from .cellkinds import NUMBERS, counted, kind, number
from .cells import CellToken, Row, Rows, blank, ended
from .headers import LEADING, LEVELS, find_period, plain_head, role_of, squeeze, untranslated
from .heads_in_turn import bare_head, turn
from .measures import TIME
from .names import unit_apart, unit_like

_PART, _TOTAL = pattern("table_measures", "part_of"), pattern("table_measures", "whole")
_SPLIT_UP = pattern("table_measures", "split_up")
RATIO = pattern("table_measures", "ratio")
#: so many ways are looked at, and so many columns
_WAYS, _COLUMNS = 3000, 24
#: how near a total is to the sum of its parts, and which share of the rows must show it
_NEAR, _SHOWN = 0.005, 0.8
#: what shares of one whole make up, and how far rounding takes them from it
_WHOLE, _ROUNDED = 100, 0.1


@dataclass(frozen=True, slots=True)
class Group:
    """An upper cell and the lower ones under it; `own` where it has a column of its own too."""

    head: CellToken
    below: Row
    own: bool

    @property
    def width(self) -> int:
        """How many columns it takes."""
        return len(self.below) + (self.own or not self.below)


def under_each(
    upper: Row, lower: Row, width: int, values: Sequence[Row] = ()
) -> tuple[Row, Row] | None:
    """Put two rows of heads over the columns of values; None where nothing shows how.

    Examples
    --------
    >>> upper = [CellToken(text) for text in ("出生", "死亡", "年末人口")]
    >>> lower = [CellToken(text) for text in ("人数", "率(‰)", "人数", "率(‰)")]
    >>> rows = [[CellToken(t) for t in row.split()] for row in ("12 1.1 9 0.8 997", "8 0.9 7 0.7 905")]
    >>> over, under = under_each(upper, lower, 5, rows)
    >>> [f"{a.text} {b.text}" for a, b in zip(over, under, strict=True)]
    ['出生 人数', '出生 率(‰)', '死亡 人数', '死亡 率(‰)', '年末人口 年末人口']
    """  # noqa: E501 (a Chinese character counts as two)
    if not upper or not lower or not max(len(upper), len(lower)) <= width <= _COLUMNS:
        return None
    numbers = [[number(row[i].text) for row in values] for i in range(width)]
    scored = []
    own = len(upper) + len(lower) == width  # 总值 has a column of its own before 农业, 工业
    for n, groups in enumerate(_ways(upper, lower, width, own=own)):
        if n > _WAYS:
            return None
        if (score := _score(groups, numbers)) > 0:
            scored.append((score, groups))
    most = max((score for score, _ in scored), default=0.0)
    best = [groups for score, groups in scored if score == most]
    if len({tuple(_told(groups)) for groups in best}) != 1:
        return None
    groups = best[-1]  # a unit alone is of the first head that it may be of
    return _upper(groups), _lowest(groups)


def in_two_rows(heads: Row, width: int, values: Sequence[Row]) -> tuple[Row, Row] | None:
    """Cut heads in two rows, the second under the first, where one way alone fits the values."""
    cuts = range(1, len(heads) - 1)
    ways = [told for n in cuts if (told := under_each(heads[:n], heads[n:], width, values))]
    return ways[0] if len(ways) == 1 else None


#: fewest parts and wholes, fewest rows whose numbers show which part is whose, and most heads
_FEW, _ROWS, _HEADS = 2, 3, 16


def parts_under(heads: Row, rows: Sequence[Row]) -> Rows | None:
    """Put the parts that end a row of heads under what they are of, as the numbers show.

    A part comes after what it is of, and is never more than that. No row where no way fits, or
    several do; None where no heads are parts, or they stand where they belong.

    Examples
    --------
    >>> heads = [CellToken(text) for text in ("机构", "人员", "#医院", "#医生", "#护士")]
    >>> rows = ["23 4 62 25 20".split(), "26 5 64 26 21".split(), "9 3 70 28 24".split()]
    >>> told = parts_under(heads, [[CellToken(text) for text in row] for row in rows])
    >>> [[t.text for t in row] for row in told]
    [['机构', '', '人员', '', ''], ['', '医院', '', '医生', '护士']]
    """
    whole = next((n for n, t in enumerate(heads) if _part_of(t)), 0)
    upper, parts = heads[:whole], heads[whole:]
    if min(whole, len(parts)) < _FEW or len(heads) > _HEADS or not all(map(_part_of, parts)):
        return None
    full = [[number(t.text) for t in r] for r in rows if all(kind(t.text) in NUMBERS for t in r)]
    if len(full) < _ROWS:
        return None
    columns = list(zip(*full, strict=True))
    fitting = [way for way in _ways(upper, parts, len(heads)) if _never_more(way, columns)]
    if any(way[-1].below == parts for way in fitting):
        return None
    if len(fitting) != 1:
        return []
    none = CellToken("")
    over = [t for g in fitting[0] for t in (g.head, *(none for _ in g.below))]
    under = [t for g in fitting[0] for t in (none, *map(_unmarked, g.below))]
    return [over, under]


def _never_more(groups: Sequence[Group], columns: Sequence[Sequence[float | None]]) -> bool:
    """Whether no part is more than what it is of, in any row, and each is less in some."""
    at = 0
    for group in groups:
        whole, *parts = columns[at : at + group.width]
        at += group.width
        for part in parts:
            known = [
                (a, b) for a, b in zip(whole, part, strict=True) if a is not None and b is not None
            ]
            if any(b > a for a, b in known) or not any(b < a for a, b in known):
                return False
    return True


def _unmarked(token: CellToken) -> CellToken:
    return replace(token, text=_PART.sub("", token.text.strip(), count=1))


def _told(groups: Sequence[Group]) -> list[str]:
    """Return what stands over each column, units apart."""
    below = ["" if unit_like(squeeze(t.text)) else t.text for t in _lowest(groups)]
    return [f"{a.text} {b or a.text}" for a, b in zip(_upper(groups), below, strict=True)]


def _may_be(group: Group) -> bool:
    """Whether lower cells may stand under one: a total and a unit come first, none comes again."""
    words = [squeeze(t.text) for t in group.below]
    if not words:
        return _SPLIT_UP.fullmatch(plain_head(group.head.text)) is None
    if len(set(words)) < len(words) or any(_TOTAL.fullmatch(word) for word in words[1:]):
        return False
    units = [unit_like(word) and not RATIO.search(word) for word in words]
    if any(units[1:]) and not all(units):
        return False
    if RATIO.search(plain_head(group.head.text)) and any(map(RATIO.search, words)):
        return False
    return len(words) > 1 or units[0] or group.own


def _ways(
    upper: Row,
    lower: Row,
    width: int,
    allowed: Callable[[Group], bool] = _may_be,
    own: bool = False,
) -> Iterator[list[Group]]:
    """Yield the ways to share the lower cells out among the upper ones, in their order.

    `own` where each upper cell has a column of its own. What was seen to lead nowhere is not gone
    into again, for of 24 columns there are more such beginnings than can be looked at.
    """
    nowhere: set[tuple[int, int, int]] = set()

    @cache
    def group(i: int, j: int, end: int) -> Group | None:
        one = Group(upper[i], lower[j:end], end > j and (own or _part_of(lower[j])))
        return one if allowed(one) else None

    def ways(i: int, j: int, left: int) -> Iterator[list[Group]]:
        if i == len(upper) and j == len(lower) and not left:
            yield []
        free = left - (len(lower) - j)  # columns of upper cells alone
        if (i, j, left) in nowhere or not 0 <= free <= len(upper) - i or i == len(upper):
            return
        found = False
        for end in range(j, len(lower) + 1):
            if one := group(i, j, end):
                for rest in ways(i + 1, end, left - one.width):
                    found = True
                    yield [one, *rest]
        if not found:
            nowhere.add((i, j, left))

    return ways(0, 0, width)


def _upper(groups: Sequence[Group]) -> Row:
    """Return the upper cell over each column."""
    return [g.head for g in groups for _ in range(g.width)]


def _lowest(groups: Sequence[Group]) -> Row:
    """Return the lowest cell over each column."""
    return [t for g in groups for t in ([g.head] if g.own or not g.below else []) + g.below]


def _part_of(token: CellToken) -> bool:
    return _PART.match(token.text.strip()) is not None


def closed_by_units(rows: Sequence[Row]) -> Row | None:
    """Put heads that go on below themselves together; a head ends with what it is counted in.

    The first of the rows has a cell for each column, each later one a cell for each whose unit has
    not been printed, in order. None where the cells do not come out even so.

    Examples
    --------
    >>> rows = ["工业 负债率 周转", "增加值率 (%) 次数", "(%) (次/年)"]
    >>> made = closed_by_units([[CellToken(t) for t in row.split()] for row in rows])
    >>> [t.text for t in made]
    ['工业增加值率(%)', '负债率(%)', '周转次数(次/年)']
    """
    heads = list(rows[0])
    for row in rows[1:]:
        going_on = [i for i, head in enumerate(heads) if not unit_apart(squeeze(head.text))[1]]
        if len(row) != len(going_on) or not row:
            return None
        for i, cell in zip(going_on, row, strict=True):
            heads[i] = replace(heads[i], text=squeeze(heads[i].text) + squeeze(cell.text))
    return heads if all(unit_apart(squeeze(head.text))[1] for head in heads) else None


def _score(groups: Sequence[Group], numbers: Sequence[Sequence[float | None]]) -> float:
    """Return how much shows that cells stand so; 0 or less where nothing does."""
    score, at = 2.0 * _in_turns(groups), 0
    times = {len(g.below) for g in groups if _time(g.head.text)}
    if len(times) > 1:
        return 0.0
    before: Sequence[Sequence[float | None]] = ()
    for group in groups:
        columns = numbers[at : at + group.width]
        at += group.width
        # 五年任务 after 2011年 … 2015年 of another head
        score += 2 * (not group.below and len(before) > 1 and _sums([*columns, *before]))
        # 总数 before its parts below another head
        score += 2 * (len(group.below) > 1 == len(before) and _sums([*before, *columns]))
        before = columns
        words = [bare_head(t.text) for t in group.below]
        alike = any(
            words == [bare_head(t.text) for t in other.below]
            for other in groups
            if other is not group
        )
        score += bool(words) and len(words) > 1 and alike
        score += bool(words) and unit_like(squeeze(group.below[0].text))
        # 合计, #医院: a part is no more than the total that it is beside
        parted = not group.own and len(words) > 1 and all(map(_part_of, group.below[1:]))
        score -= 3 * (parted and not _sums(columns, at_most=True))
        if group.own and not _part_of(group.below[0]):
            parts = list(itertools.takewhile(lambda t: not _part_of(t), group.below))
            score += 3 if len(parts) > 1 and _sums(columns[: len(parts) + 1]) else -3
        elif group.own:
            shared = 0.1 * len(set(group.head.text) & set(group.below[0].text))
            told = [{decimals(f"{n:.15g}") for n in one if n is not None} for one in columns[:2]]
            shared += 0.5 * (max(told[0], default=0) == max(told[1], default=0))  # a part's too
            score += 1 + shared if _sums(columns, at_most=True) else -1
        score += bool(words) and _SPLIT_UP.fullmatch(plain_head(group.head.text)) is not None
        score += 2 * (len(words) > 1 and _hundred(columns)) - 2 * _rated(group)
    return score + _of_shares(groups, numbers) + 2 * _counted_below(groups)


def _in_turns(groups: Sequence[Group]) -> bool:
    """Whether the same cells stand under each of heads that come round: 机构, 床位 of two years."""
    told = turn([group.head.text for group in groups])
    words = [[bare_head(t.text) for t in group.below] for group in groups]
    return told > 0 and words == words[:told] * (len(words) // told)


def _counted_below(groups: Sequence[Group]) -> bool:
    """Whether each column's head says what it is counted in, and none of those over others."""
    over = [group.head for group in groups if group.below and not group.own]
    counted_in = (unit_apart(untranslated(t.text))[1] for t in _lowest(groups))
    return bool(over) and all(counted_in) and not any(unit_apart(t.text)[1] for t in over)


def _time(text: str) -> bool:
    told = TIME.fullmatch(squeeze(text)) is not None or find_period(text) is not None
    return told or role_of(text) == "year"


def _sums(columns: Sequence[Sequence[float | None]], at_most: bool = False) -> bool:
    """Whether the first column is the sum of the others, or (`at_most`) no less than each."""
    seen = good = 0
    for total, *parts in zip(*columns, strict=True):
        known = [part for part in parts if part is not None]
        if total is None or len(known) < len(parts):
            continue
        seen += 1
        near = abs(sum(known) - total) <= _NEAR * max(abs(total), 1)
        good += all(part <= total for part in known) if at_most else near
    return seen > 0 and good >= _SHOWN * seen


def _hundred(columns: Sequence[Sequence[float | None]]) -> bool:
    """Whether columns make up 100 in nearly all rows: they are shares of one whole."""
    sums = [sum(row) for row in zip(*columns, strict=True) if None not in row]
    near = sum(abs(total - _WHOLE) <= _ROUNDED for total in sums)
    return len(sums) > 1 and near >= _SHOWN * len(sums)


def _of_shares(groups: Sequence[Group], numbers: Sequence[Sequence[float | None]]) -> float:
    """Return how the heads of shares agree with the figures below them, where there are any."""
    heads = zip(_upper(groups), _lowest(groups), strict=True)
    told = [any(RATIO.search(plain_head(t.text)) for t in pair) for pair in heads]
    if not any(told):
        return 0.0
    score = 0.0
    for share, column in zip(told, numbers, strict=True):
        known = [abs(n) for n in column if n is not None]
        small = bool(known) and max(known) <= 1000 and any(n != int(n) for n in known)
        score += 0.25 if share == small else -1.0
    return score


def spread_again(rows: Sequence[Row]) -> Rows:
    """Put a header in two rows back over its columns, where the cells that span some stand once.

    Then the lower cells begin at the left, below the head of a serial number. None stands under
    what leads a row or says its role itself, none over words; of the ways left the cells show one.

    Examples
    --------
    >>> texts = ("项目 单位 2022年 2023年", "计划 实际 计划 实际", "植树 株 30 28 40 41")
    >>> upper, lower, _ = spread_again([[CellToken(t) for t in row.split()] for row in texts])
    >>> [t.text for t in upper], [t.text for t in lower]
    (['项目', '单位', '2022年', '', '2023年', ''], ['', '', '计划', '实际', '计划', '实际'])
    """
    body = next((n for n, row in enumerate(rows) if any(counted(t.text) for t in row)), 0)
    width = max(map(len, rows[body:]), default=0)
    upper, lower = map(ended, rows[body - 2 : body] if body > 1 else [[], []])
    whole = all(t.text.strip() and not t.merged for t in (*upper, *lower))
    if not whole or min(len(upper), len(lower)) < _FEW or max(len(upper), len(lower)) >= width:
        return list(rows)
    values = [row for row in rows[body:] if len(row) == width]
    numbers = [[number(row[i].text) for row in values] for i in range(width)]
    ways = [*itertools.islice(_ways(upper, lower, width, _may_be_split), _WAYS)]
    ways = [way for way in ways if _over_numbers(way, numbers)]
    scores = [_score(way, numbers) for way in ways]
    best = [way for way, score in zip(ways, scores, strict=True) if score == max(scores)]
    told = all(role_of(plain_head(t.text)) for t in lower)
    if len(best) != 1 or (any(g.below for g in best[0][:_FEW]) and not told):
        return list(rows)  # names under names: a total may have a column too (`under_each`)
    over = [t for g in best[0] for t in (g.head, *blank(g.width - 1))]
    under = [t for g in best[0] for t in (g.below or blank(1))]
    return [*rows[: body - 2], over, under, *rows[body:]]


def _may_be_split(group: Group) -> bool:
    """Whether lower cells may stand under one: no head of a role over such, nor over what leads."""
    head, *below = (role_of(plain_head(t.text)) for t in (group.head, *group.below))
    if not below:
        return True
    words = [squeeze(t.text) for t in group.below]
    return (
        len({*words}) == len(words) > 1
        and not any(map(_TOTAL.fullmatch, words[1:]))
        and (head in _SPLIT or (head in LEVELS and not any(below)))
        and _UNSPLIT.isdisjoint(below)
    )


def _rated(group: Group) -> bool:
    """Whether cells stand under 完成率, which may be told of the columns before it."""
    return bool(group.below) and role_of(plain_head(group.head.text)) == "rate"


#: roles of heads that others may tell more of; what leads a row stands in no row below another
_SPLIT = ("", "year", "generic", "rate")
_UNSPLIT = {*LEADING, "name", "region", "unit"}


def _over_numbers(groups: Sequence[Group], numbers: Sequence[Sequence[float | None]]) -> bool:
    """Whether all lower cells stand over numbers."""
    below = (bool(g.below) for g in groups for _ in range(g.width))
    lower = (column for low, column in zip(below, numbers, strict=True) if low)
    return all(any(n is not None for n in column) for column in lower)
