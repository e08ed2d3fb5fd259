"""Heads of statistics: each column a time, an amount, what was before, its growth or its share.

指标 | 本月 | 1-5月累计 | 同比增长% says nothing of goals: where every head over numbers is of
these, the columns are known without the document. One head of another kind, and the table is left
to the other readings.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from ..base.vocabulary import pattern
from ..grammar.chars import simplify
from .cellkinds import NAMES, kind
from .cells import CellToken
from .headers import Head, english_head, find_period, only_period, read_head, role_of, squeeze
from .heads_in_turn import bare_head, goes_round
from .measures import AMOUNT, TIME, forms
from .names import unit_apart, unit_like

_PAST = pattern("table_measures", "past")
_SHARE = pattern("table_measures", "share")
_BASE, _BASE_BELOW = pattern("table_measures", "base"), pattern("table_measures", "base_below")
_AVERAGE, _OUTPUT = pattern("table_measures", "average"), pattern("table_measures", "output")
_LEAD = ("serial", "name", "unit")
#: roles of columns that may follow the numbers, and of one that may stand before the name
TAIL = ("note", "dept")
OVER_NAMES = ("region", "area")
_GROWN = dict(forms("ends"))["change"]
_MOST_COLUMNS = 40


def heads_of(rows: Sequence[Sequence[str]], width: int) -> list[Head] | None:
    """Return the columns that rows of heads say, so many of them; None where they say others.

    Examples
    --------
    >>> rows = [["指标", "本月", "累计"], ["绝对值", "增长%", "绝对值", "增长%"]]
    >>> [(head.text, head.role) for head in heads_of(rows, 5)]
    [('指标', 'name'), ('本月 绝对值', 'actual'), ('本月 增长%', 'change'), ('累计 绝对值', 'actual'), ('累计 增长%', 'change')]
    """  # noqa: E501 (a Chinese character counts as two)
    if not 2 <= width <= _MOST_COLUMNS:
        return None
    return next(filter(None, map(_read, _ways(rows, width))), None)


def headed(text: str) -> bool:
    """Whether a cell may be part of such a head."""
    known = read_head(text) or english_head(text)
    lead = known is not None and known.role in (*_LEAD, *TAIL)
    return lead or not text.strip() or value_head([text]) is not None or unit_like(text)


def measure_over(text: str) -> bool:
    """Whether what stands over the names is the measure itself: 工业产值(万元) over 甲县, 乙县.

    Examples
    --------
    >>> [measure_over(text) for text in ("工业产值(万元)", "指标(万元)", "累计(万元)", "甲县")]
    [True, False, False, False]
    """
    name, unit = unit_apart(squeeze(text))
    return bool(unit) and unit_like(unit) and kind(name) in NAMES and not headed(name)


def value_head(pieces: Sequence[str]) -> Head | None:
    """Read the head of a column of numbers from its pieces, upper first; None for any other.

    Examples
    --------
    >>> read = (["2016年", "绝对值"], ["上年同期"], ["占比(%)"], ["目标值"])
    >>> [head and (head.role, head.period) for head in map(value_head, read)]
    [('actual', '2016'), ('baseline', None), ('other', None), None]
    """
    words = [simplify(bare_head(piece)) for piece in dict.fromkeys(pieces) if piece.strip()]
    words = [word for word in words if word]
    text = " ".join(dict.fromkeys(piece.strip() for piece in pieces if piece.strip()))
    if not words:
        return None
    period = find_period(words[0]) or find_period(words[-1])
    told = list(map(_kind, words))
    if "" in told:
        return None
    if "change" in told:
        return Head(text, "change", period, proven=True)
    if "share" in told:
        return Head(text, "other", proven=True)
    if "past" in told:
        return Head(text, "baseline", period)
    if told == ["amount", "year"]:
        text = " ".join(text.split()[::-1])  # 2016年 现价(亿元): a head ends with its unit
    if told in (["year"], ["amount", "year"]):
        return Head(text, "year", period, year_only=True)
    return Head(text, "actual", period, proven=True)


#: what is told of an amount beside its years
_MOVED = ("change", "share")
#: levels that growth is told between
_TWO = 2


def _kind(word: str) -> str:
    """Say what a word is of: a year, a time, an amount, the past, growth, a share, a base."""
    known = role_of(word)
    if known == "year":
        return "year" if re.fullmatch(r"\D{0,3}\d{2,4}年?度?[底末]?", word) else "time"
    if _PAST.fullmatch(word):
        return "past"
    if TIME.fullmatch(word) or only_period(word):
        return "time"
    if AMOUNT.fullmatch(word) or _OUTPUT.fullmatch(word):
        return "amount"
    if _BASE.fullmatch(word):
        return "base"  # 上年同月=100
    if _BASE_BELOW.fullmatch(word):
        return "amount"
    if _SHARE.fullmatch(word):
        return "share"
    grown = _GROWN.fullmatch(word) or known == "change"
    return "change" if grown and not _AVERAGE.search(word) else ""


def _read(columns: Sequence[Sequence[str]]) -> list[Head] | None:
    """Read the columns: what leads, numbers, and what may follow; None where one is of no kind."""
    heads: list[Head] = []
    texts = [" ".join(dict.fromkeys(t for t in pieces if t.strip())) for pieces in columns]
    over = list(filter(None, map(role_of, texts[:2])))
    for pieces, text in zip(columns, texts, strict=True):
        known = read_head(text) if text else None
        if not heads and known and over[0] in OVER_NAMES and over[1:] == ["name"]:
            heads.append(replace(known, role="area"))  # 县区 | 指标: whose each row is
            continue
        if known is not None and known.role in (*_LEAD, *TAIL):
            heads.append(known)
            continue
        value = value_head(pieces)
        none = value is None and not unit_like(text)
        if none and not any(h.role in ("name", *TAIL) or h.value for h in heads):
            value = Head(text, "name", proven=True)  # whatever it is called: 税种, or nothing
        if value is None:
            return None
        heads.append(value)
    return _compared(heads) if _statistic(heads) else None


def _compared(heads: list[Head]) -> list[Head]:
    """Take what an amount is held against for what was before: 数量 | 九月 | 环比.

    So are of two years' same months, beside their growth, those of the earlier one behind them.
    """
    levels = [h for h in heads if h.value and h.role != "change"]
    if len(levels) != _TWO or sum(head.role == "change" for head in heads) != 1:
        return heads
    if [_kind(simplify(bare_head(h.text))) for h in levels] == ["amount", "time"]:
        return [replace(h, role="baseline", proven=False) if h is levels[1] else h for h in heads]
    last, first = levels
    parts = [re.sub(r"(?:19|20)\d\d", "", h.period or "") for h in levels]
    later = (first.period or "") < (last.period or "")
    if first.role == last.role == "actual" and parts[0] and parts[0] == parts[1] and later:
        held = replace(first, role="baseline", proven=False, open="actual")
        return [held if h is first else h for h in heads]
    return heads


def _statistic(heads: Sequence[Head]) -> bool:
    """Whether there is one name, numbers after it, and no two columns of which nothing differs."""
    roles = [head.role for head in heads]
    levels = [(h.role, h.text) for h in heads if h.value and h.role != "change"]
    if roles.count("name") != 1 or roles.count("unit") > 1 or not levels:
        return False
    return len(set(levels)) == len(levels)


# --------------------------------------------------------------------- cells put over the columns


def _ways(rows: Sequence[Sequence[str]], width: int) -> list[list[list[str]]]:
    """Return the ways to put one or two rows of heads over so many columns.

    Of more heads than columns the last may be a second row.
    """
    if len(rows) == 1:
        last = max((i for i, text in enumerate(rows[0]) if text.strip()), default=-1)
        row = rows[0][: last + 1]
        one = _one(row, width)
        cuts = range(2, len(row) - 1) if len(row) > width else ()
        in_two = [way for cut in cuts for way in _ways([row[:cut], row[cut:]], width)]
        return [*([[[text] for text in one]] if one else []), *in_two]
    upper, lower = rows
    ways = [_spread(upper, lower, width), _shared(upper, lower, width)]
    return [way for way in ways if way]


def _one(row: Sequence[str], width: int) -> list[str]:
    """Return a row of heads; one short of its first where nothing stands over the names."""
    cells = list(row)
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    if len(cells) == width:
        return cells
    full = [text for text in cells if text.strip()]
    return ["", *full] if len(full) == width - 1 and "name" not in map(role_of, full) else []


def _spread(upper: Sequence[str], lower: Sequence[str], width: int) -> list[list[str]]:
    """Put two rows of as many cells as columns over each other, upper cells spanning."""
    over, under = _one(upper, width), _one(lower, width)
    if not over or not under:
        return []
    out: list[list[str]] = []
    above = ""
    for text, below in zip(over, under, strict=True):
        lead = value_head([text]) is None
        if lead and text.strip() and value_head([below]) is not None:
            return []  # the second row begins under the second cell of the first
        above = text if text.strip() else above
        out.append([text if (lead and text.strip()) or not below.strip() else above, below])
    return out


def _shared(upper: Sequence[str], lower: Sequence[str], width: int) -> list[list[str]]:
    """Share a row of lower heads out among the upper ones that are times: each as many."""
    over = [text for text in upper if text.strip()]
    under = [text for text in lower if text.strip()]
    groups = [i for i, text in enumerate(over) if value_head([text]) is not None]
    shares = _shares([over[i] for i in groups], under, width - (len(over) - len(groups)))
    if not groups or shares is None:
        return []
    values = sum(max(1, share) for share in shares)
    out: list[list[str]] = [[""]] * (width - values - (len(over) - len(groups)))
    rest, left = iter(under), iter(shares)
    for i, text in enumerate(over):
        share = next(left) if i in groups else 0
        out += [[text, below] for below in itertools.islice(rest, share)] or [[text, ""]]
    return out


def _shares(over: Sequence[str], under: Sequence[str], values: int) -> list[int] | None:
    """Return how many lower heads stand below each upper one; None where nothing says so.

    Each as many; or all below the growth, of which the levels before it have none; or years below
    the one amount beside its growth and share; or one below the last. What is left over of the
    columns, at most one, is the name's.
    """
    if not over or not all(value_head([text]) for text in under):
        return None
    least = values - 1
    upper = [_kind(bare_head(text)) for text in over]
    lower = [_kind(bare_head(text)) for text in under]
    last = [0] * (len(over) - 1)
    if last and set(upper) == {
        "base"
    }:  # 以上月价格 (为100), 以上年同期价格为100 (本月, 至本月平均)
        below = bool(_BASE_BELOW.fullmatch(bare_head(under[0])))
        alone = [int(below), *last[1:]]
        spare = len(under) - sum(alone)
        return [*alone, spare] if len(last) + spare in (least, values) else None
    grown = [kind == "change" for kind in upper]
    if set(lower) == {"change"} and sum(grown) == len(under) and len(over) in (least, values):
        return [int(one) for one in grown]  # 比上年同月, 比上年同期 over ±%, ±%
    if upper.count("amount") == 1 and set(lower) == {"year"} and {*upper} <= {"amount", *_MOVED}:
        years = [len(under) * (kind == "amount") for kind in upper]  # 现价 over 2016年, 2017年
        return years if len(over) - 1 + len(under) in (least, values) else None
    if len(under) % len(over) == 0 and least <= len(under) <= values:
        share = len(under) // len(over)
        told = "change" not in lower and {"past", "change", "year"} & set(upper)
        if upper == ["amount"] and lower[0] in _MOVED and "year" in lower:
            return None  # 现价, 增速, 构成, 2016年, 2017年: the growth is beside the amount
        return [share] * len(over) if told or goes_round(under, share) else None
    one = lower == ["change"] and len(over) in (least, values)
    return [*last, 1] if one and upper[-1] == "time" else None


def texts_of(row: Sequence[CellToken]) -> list[str]:
    """Return the cells of a row as text, those a merged cell goes on over empty."""
    return ["" if token.merged else token.text.strip() for token in row]
