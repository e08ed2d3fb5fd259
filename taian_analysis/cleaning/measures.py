"""What the heads over places say: the measure, and of it the target, the result, the rate.

医保参保目标(人), 医保参保完成(人) and 医保参保完成率(%) are three columns of one measure. What they
share is its name, what differs is the role (``catalog/table_measures.toml``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from ..base import catalog
from ..base.vocabulary import pattern
from .headers import LEVELS, OBSERVED, Head, find_period, read_head, squeeze, untranslated
from .names import bare_unit, unit_apart, unit_like

#: roles that are told beside a level of the measure
_BESIDE = ("rate", "change", "verdict", "other")
#: roles of a head below a measure's name: of a column of its own, and of the measure
_CARRIED = ("verdict", "note", "dept", "other", "score", "weight")
_OF_MEASURE = (*LEVELS, "rate", "change")
_TOLD = (*_OF_MEASURE, "year")
_PROGRESS, _MOVES = pattern("table_measures", "progress"), pattern("table_measures", "moves")
#: what a lower head says that names no measure: 绝对值, 总量; and a time (本月, 1-5月累计)
AMOUNT, TIME = pattern("table_measures", "amount"), pattern("table_measures", "time")
#: what is left of a head and names no measure: 情况, 全年
NO_MEASURE = pattern("table_measures", "no_measure")
_YEAR = re.compile(r"\A(?:19|20)\d\d年?度?(?=[^\d年月])")
#: a measure and what is told of it written in one: 托位数(个)2025年目标, 改造_完成数
_JOINED = re.compile(
    r"((?!(?:19|20)\d\d).{2,40})(?:[-_·]|(?<![\d年月至_·-])(?=(?:19|20)\d\d年))(.{2,12})"
)
#: a part of the year that a name begins with: 9月产量
_PART_LED = re.compile(r"\A(?:\d{1,2}[-~])?\d{1,2}月")
#: a head of a role alone that is as long says by itself what is counted: 计划完成数, and not 目标
_SAID = 4


@dataclass(frozen=True, slots=True)
class Measure:
    """A column over places: the measure's name, the role, the unit, the time.

    `word` is what the head says of the role, `text` the head as printed.

    `begun` where the role stands before the name (计划新建厕所), which only a pair of them shows;
    `under` and `called` where the name is put together from two heads: 教职工 over 其中女;
    `whole` where a head that tells a role is the name too, since nothing else is; `time` that of a
    growth (当月 over 同比).
    """

    name: str
    role: str
    unit: str = ""
    period: str | None = None
    text: str = ""
    word: str = ""
    begun: bool = False
    under: str = ""
    called: str = ""
    whole: bool = False
    time: str = ""

    @property
    def shown(self) -> str:
        """What the measure is called below what it is nested under."""
        return self.called or self.name

    @property
    def column(self) -> tuple[str, ...]:
        """Which column of the turned table it is of: 得分 and 名次 have each their own."""
        told = self.role in ("other", "verdict", "generic")
        return self.role, self.period or self.time, self.word if told else ""

    @property
    def head(self) -> Head:
        """The column's head: role and period, without its measure."""
        return Head(self.time + self.word, self.role, self.period, year_only=self.role == "year")


@cache
def forms(side: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what heads begin or end with by role; a search finds the longest end."""
    begin, end = ("", r"\Z") if side == "ends" else (r"\A", "")
    rows = catalog.load("table_measures")[side]
    return tuple((role, re.compile(f"{begin}(?:{form}){end}")) for role, form in rows.items())


def read_measure(pieces: Sequence[str]) -> Measure:
    """Read the head of a column, its cells from the upper to the lower.

    Examples
    --------
    >>> heads = (["医保参保目标(人)"], ["床位数(张)"], ["农房改造(户)", "完成率"])
    >>> [(m.name, m.role, m.unit) for m in map(read_measure, heads)]
    [('医保参保', 'target', '人'), ('床位数', 'generic', '张'), ('农房改造', 'rate', '户')]
    """
    words, unit, period, year = _said(pieces)
    time = [piece for piece in words if piece and TIME.fullmatch(piece)]
    named = [piece for piece in words if piece not in time and not AMOUNT.fullmatch(piece)]
    amounts = len(named) < len(words)
    counted = any(named) and bool(AMOUNT.fullmatch(words[-1]))
    # 回收利用率 over 2022年 or over 9月末: a level, and no rate
    counted |= year and any(words[:-1]) and not words[-1] and read_head(words[-2]) is None
    counted |= bool(time) and any(named)
    if any(named):
        words = named
    else:
        time = []
    word = "".join(words)
    text = word if amounts else " ".join(pieces)
    name, role, begun = _parted(word, words[-1] if words else "")
    if counted and read_head(word) is None:
        name, role, begun = word, "generic", False  # 优良天数比例 over 实绩: a level, and no rate
    name = name.strip()
    if role == "generic" and time and name:
        return Measure(name, role, unit, period, text, "".join(time), False, *_nested(words))
    over = bool(name) and word != name and word.endswith(name)
    said = word.removesuffix(name) if over else word.removeprefix(name)
    if role == "generic" and year:
        role = "year"
    nested = _nested(words) if name == word or over else ("", "")
    part = _PART_LED.match(name) if role == "generic" and period is None else None
    told = "".join(time) if role == "change" else part[0] if part else ""
    return Measure(name, role, unit, period, text, said, begun, *nested, time=told)


def _said(pieces: Sequence[str]) -> tuple[list[str], str, str | None, bool]:
    """Return a head's pieces without unit and year, these, and whether a piece is a year alone."""
    words: list[str] = []
    unit, period, year = "", None, False
    plain = [part for piece in pieces for part in _apart(_plain(piece))]
    for piece in dict.fromkeys(plain):
        bare, counted = unit_apart(piece)
        if counted:
            piece, unit = _plain(bare), bare_unit(counted) or ""
        elif unit_like(piece) and words and read_head(piece) is None:
            piece, unit = "", bare_unit(piece) or ""
        known = read_head(piece) if piece else None
        dated = _YEAR.match(piece)
        if known is not None and (known.year_only or known.span):
            # 2009-2011年 over what is of all these years is no year
            piece, period, year = "", known.period, year or known.year_only
        elif dated:
            piece, period = piece[dated.end() :], find_period(dated[0])
        words.append(piece)
    return words, unit, period, year


def _apart(piece: str) -> list[str]:
    """Return a head in two where it says a measure and then its level, rate or growth."""
    joined = _JOINED.fullmatch(piece)
    known = read_head(joined[2]) if joined else None
    return [*joined.groups()] if joined and known and known.role in _TOLD else [piece]


def _nested(words: Sequence[str]) -> tuple[str, str]:
    """Return what a lower head is nested under, and what it is called there."""
    told = [word for word in words if word]
    return ("".join(told[:-1]), told[-1]) if len(told) > 1 else ("", "")


def _plain(text: str) -> str:
    """Return a head without blanks, those between English words apart."""
    return " ".join(text.split()) if text.isascii() else squeeze(untranslated(text))


def _parted(word: str, last: str) -> tuple[str, str, bool]:
    """Part a head's word into the name of its measure and the role it tells."""
    known = read_head(last) if last else None
    if known is not None and known.role in _CARRIED:
        return word.removesuffix(last), "verdict" if known.role == "verdict" else "other", False
    if known is not None and last != word and known.role in _OF_MEASURE:
        return word.removesuffix(last), known.role, False
    for role, form in forms("ends"):
        if (found := form.search(word)) is not None:
            return word[: found.start()], role, False
    upper = word.removesuffix(last) if known is None else ""
    if (over := _told_over(upper)) is not None:
        return last, over, False  # 目标任务 over 户数, 投资
    for role, form in forms("begins"):
        begun = form.match(word)
        if begun and len(word) - begun.end() >= 2:
            return word[begun.end() :], role, True
    if (over := _level(upper)) is not None:
        return word, over, False  # 年度计划改造 over 户数
    if known is not None and (known.value or known.role == "rate") and last == word:
        return "", known.role, False
    return word, "generic", False


def _told_over(text: str) -> str | None:
    """Return the level that a head says alone of all below it: 目标任务, and not 已开工."""
    roles = (role for role, form in forms("ends") if role in LEVELS and form.fullmatch(text))
    return None if _stage(text) else next(roles, None)


def _stage(text: str) -> bool:
    """Whether a head says what is done, and not only how much of it: 已开工, and not 已完成."""
    rest = [text[begun.end() :] for _, form in forms("begins") if (begun := form.match(text))]
    return any(map(NO_MEASURE.fullmatch, rest)) < bool(rest) and _level(rest[0]) is None


def _level(text: str) -> str | None:
    """Return which level a head says its numbers are of: 年度计划改造, 完成情况."""
    known = read_head(text) if text else None
    return known.role if known is not None and known.role in LEVELS else None


def settled(read: Sequence[Measure]) -> list[Measure] | None:
    """Give each column its measure: 完成 that of the column before, 同比增长 that of its level.

    None where a column of values is left without one.
    """
    read = _unnamed_whole(_progressed(read))
    out = _paired(list(read))
    aims = {m.name for m in read if m.role == "target"}
    names = [m.name for m in out if m.role in OBSERVED and m.name]
    under: dict[str, str] = {}
    for m, whole in zip(read, out, strict=True):
        under.setdefault(m.under, whole.name if whole.role in OBSERVED else "")
    before = ""
    for i, measure in enumerate(out):
        name: str | None = measure.name
        if measure.role in _BESIDE:
            # 结案率 in one cell is no share of an aim where 结案 has none
            own = measure.role == "rate" and len(measure.word) == 1 and " " not in measure.text
            own = own and measure.name not in {*aims, ""}
            name = None if own else _of_level(measure, names, before) or under.get(measure.name)
            if name is None:
                out[i] = _alone(read[i])
                before = out[i].name if out[i].role in (*OBSERVED, "change") else before
                continue
        elif not name:
            name = before
        if not name:
            return None
        out[i] = replace(measure, name=name)
        before = name
    return out if _regular(read, out) else None


def units_of(measures: Sequence[Measure]) -> dict[str, str]:
    """Return for each measure the unit that the first head of a level of it with one says."""
    return {m.name: m.unit for m in reversed(measures) if m.unit and m.role in OBSERVED}


def _unnamed_whole(read: Sequence[Measure]) -> list[Measure]:
    """Take heads of a role for names where no measure stands before them, but others have one.

    计划完成数 and 累计开工数 at the beginning, before 投资额: what they count a title says.
    """
    first = next((i for i, m in enumerate(read) if m.name), 0)
    levels = [m for m in read[:first] if m.role in LEVELS]
    long = all(len(_whole(m)) >= _SAID for m in levels)
    again = {m.text for m in read[first:]} & {m.text for m in levels}
    # one aim before results of two times is of neither: 下达面积, 当月完成面积, 累计完成面积
    timed = sum(_timed(_whole(m)) for m in read[first:] if m.role in OBSERVED)
    if not (long and levels) or again or max(len(levels), timed) < 2:
        return list(read)
    return [replace(m, name=_whole(m), word="", whole=True) if m in levels else m for m in read]


def _timed(text: str) -> bool:
    """Whether a head begins with the time that its numbers are of: 当月, 累计, 1-8月."""
    told = TIME.match(text)
    return told is not None and bool(told[0])


def _progressed(read: Sequence[Measure]) -> list[Measure]:
    """Take 进度 of what is counted in percent for its result where a rate stands beside it.

    So is 能耗降低率 beside 能耗降低目标: what falls or grows has a rate, and no share of an aim.
    """
    rates = [m.name for m in read if m.role == "rate"]
    aims = {m.name for m in read if m.role == "target"}
    return [
        replace(m, role="actual")
        if m.role == "rate"
        and (
            (_PROGRESS.search(m.word) and rates.count(m.name) > 1)
            or (m.name in aims and _MOVES.search(m.name) and len(m.word) == 1)
        )
        else m
        for m in read
    ]


def _regular(read: Sequence[Measure], out: Sequence[Measure]) -> bool:
    """Whether heads of roles alone (完成) come again with each measure, if there are any."""
    if all(m.name or m.role not in OBSERVED for m in read):
        return True
    told: dict[str, list[str]] = {}
    for m in out:
        if m.role in LEVELS:
            told.setdefault(m.name, []).append(m.role)
    return len({tuple(roles) for roles in told.values()}) < 2


def _paired(read: list[Measure]) -> list[Measure]:
    """Leave a head whole that begins with a role, or is a result's, and has no other beside it."""
    roles: dict[str, set[str]] = {}
    for m in read:
        roles.setdefault(m.name, set()).add(m.role)
    bare = any(not m.name for m in read)
    told = {m.role for m in read}
    if (
        "target" in told
        and told <= {"target", "generic", "other"}
        and not bare
        and _apart_all(read)
    ):
        # 造林任务 beside 新建温室: what the columns are called, all of them aims
        return [
            replace(m, name=_whole(m), role="target", word="", whole=m.role == "target")
            if m.role != "other" else m for m in read
        ]  # fmt: skip
    texts = [_whole(m) for m in read]
    columns = Counter((m.name, m.column[:2]) for m in read)
    out = []
    for m in read:
        if m.role == "generic" and m.name and roles[m.name] & {"target", "actual"} == {"target"}:
            m = replace(m, role="actual")  # 实绩 or 总量 beside 目标
        alone = bool(m.name) and len(roles[m.name]) == 1
        if alone and m.begun and m.role == "target" and sum(m.name in t for t in texts) > 1:
            out.append(replace(m, name=_whole(m), word=""))  # 计划投资额 before 累计完成投资额
            continue
        over = m.under and m.called == m.name  # 目标任务 over 户数
        lone = m.begun or (m.role in ("actual", "baseline") and not bare and not over)
        if (alone and lone) or (over and columns[m.name, m.column[:2]] > 1):  # 已开工, 已竣工
            out.append(replace(m, name=_whole(m), role=_level(m.under) or "generic", word=""))
        else:
            out.append(replace(m, under="", called="") if m.begun or over else m)
    return out


def _apart_all(read: Sequence[Measure]) -> bool:
    """Whether each column is of a measure of its own, none of a time."""
    names = [m.name for m in read if m.role != "other"]
    return len(set(names)) == len(names) > 1 and not any(m.period or m.time for m in read)


def _of_level(measure: Measure, names: Sequence[str], before: str) -> str | None:
    """Return the name of the level that a rate or a growth is told of; None where it has none."""
    if measure.name in names:
        return measure.name
    if not measure.name:
        return before or None
    of = [name for name in dict.fromkeys(names) if name.startswith(measure.name)]
    return of[0] if len(of) == 1 and measure.role == "change" else None


def _whole(measure: Measure) -> str:
    """Return a head's words without its unit: the name of a measure of its own."""
    return unit_apart(_plain(measure.text))[0]


def _alone(measure: Measure) -> Measure:
    """Return what is told beside no level: 满意率 is a measure itself."""
    role = "generic" if measure.role == "rate" else measure.role
    word = "" if role == "generic" else measure.word
    whole = _whole(measure)
    dated = _YEAR.match(whole) if measure.role == "rate" and measure.period else None
    name = whole[dated.end() :] if dated else whole  # 2020年绿化率 beside 2025年绿化率
    return replace(measure, name=name, role=role, word=word)
