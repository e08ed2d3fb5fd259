"""The columns that a header's heads stand for: spans put over their columns, names told apart.

A header is a run of heads (`header_runs`). It may hold a head over several years, two words for a
name, or leave a column without a head.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from ..base.vocabulary import pattern
from .cellkinds import kind
from .cells import CellToken, Rows
from .down import folded
from .headers import (
    COUNTED,
    LEADING,
    LEVELS,
    OBSERVED,
    Head,
    given,
    merged,
    plain_head,
    squeeze,
    where,
)
from .heads_in_turn import counts_under, goes_round

#: heads that follow one another, each with its cell
HeadRun: TypeAlias = list[tuple[CellToken, Head]]

_STANDARD = re.compile("标准$")
_TASK = pattern("table_heads", "task")
_TYPE = pattern("table_heads", "type_head")
_BARE_TASK = pattern("table_heads", "bare_task")
#: rows of a header that is printed as rows, not a cell a line
_ROWS = 2
_MONTH = re.compile(r"\A\d{4}-\d\d\Z")
#: what stands beside a result of a year, below that year
_JUDGING = ("score", "verdict")


def columns_of(run: HeadRun) -> tuple[list[Head], list[list[Head]]]:
    """Turn a run of heads into columns: spans dropped, doubled names told apart, gaps implied.

    Returns the likeliest reading and other ones.
    """
    run = [one for n, one in enumerate(run) if not _over_itself(one, run[n + 1 :])]
    heads = [head for _, head in run]
    heads = [
        head
        for i, head in enumerate(heads)
        if not (head.span and _years_in(heads[i + 1 :], head.period or ""))
    ]
    lines = [token.line for token, _ in run]
    below = lines.count(lines[-1]) if len(set(lines)) == _ROWS else 0
    readings = [_spans(heads), heads, *filter(None, [_in_two_rows(heads, below)])]
    readings += filter(None, [_named_below(heads)])
    done = [completed(last_named(reading)) for reading in readings]
    unique = []
    for reading in done:
        if reading not in unique:
            unique.append(reading)
    return unique[0], unique[1:]


def _over_itself(upper: tuple[CellToken, Head], later: HeadRun) -> bool:
    """Whether a name comes again on a line below, before any value: it is over that, or a title."""
    lead = itertools.takewhile(lambda one: not one[1].value, later)
    named = upper[1].role == "name" and upper[0].line is not None
    return named and any(
        head.text == upper[1].text and (token.line or 0) > (upper[0].line or 0)
        for token, head in lead
    )


def _years_in(later: list[Head], span: str) -> bool:
    """Whether heads that follow one over several years name some of these."""
    first, _, last = span.partition("/")
    years = [h.period or "" for h in later if h.year_only]
    return sum(first <= year[:4] <= last for year in years) > 1


def _spans(heads: list[Head]) -> list[Head]:
    """Drop a head that spans year heads printed in a row below, giving them its role."""
    years = [i for i, head in enumerate(heads) if head.year_only]
    while years and years != list(range(years[0], years[0] + len(years))):
        years.pop(0)
    if len(years) < 2:
        return heads
    tail = years[0]
    spanning = [i for i in where(heads[:tail], *COUNTED) if heads[i].period is None]
    shares = _shares([heads[i].role for i in spanning], [heads[i].text for i in years])
    if _from_now([heads[i] for i in spanning], [heads[i] for i in years]):
        shares = [1, len(years) - 1]
        heads = given(heads, spanning[1:], role="generic")  # the years say which is aimed at
    if not shares or (min(shares) == 1 and heads[tail - 1].value):
        return heads  # 基期值, 目标值, 2021年, 2022年 may be columns each
    return _put_below(heads, spanning, shares, tail) or heads


def _shares(over: Sequence[str], years: Sequence[str]) -> list[int]:
    """Return over how many years heads of such roles stand: as many each, 现状 over one.

    Examples
    --------
    >>> _shares(["baseline", "target"], ["2020年", "2024年", "2025年"])
    [1, 2]
    """
    each = {*counts_under(len(over), years, even=True)}
    if len(each) == 1 and each != {1}:
        return [*each] * len(over)
    later = counts_under(len(over) - 1, years[1:], even=True)
    told = over[:1] == ["baseline"] and {*over[1:]} == {"target"} and len({*later}) == 1
    return [1, *later] if told else []


def _from_now(over: list[Head], years: list[Head]) -> bool:
    """Whether 目前水平 stands over 截至2017年底, and 工作进度 over all the years after that."""
    told = [_MONTH.search(h.period or "") is not None for h in years]
    return [h.role for h in over] == ["actual"] * 2 and told[0] and not any(told[1:])


def _in_two_rows(heads: list[Head], lower: int) -> list[Head] | None:
    """Put a header's last heads, as many as can, under one or more before them.

    指标, 指标值, 备注, 2020年, 2025年, 完成值: a cell a line only the body tells whether 指标值
    has a column or is over three of them. So may 2023年 be over 目标值, 完成值, 得分. Where the
    `lower` ones are known to stand on a line of their own, none of them is left beside the others.
    """
    words = [i for i in where(heads, *COUNTED) if not heads[i].period]
    years = [i for i, h in enumerate(heads) if h.year_only]
    dated = [i for i, h in enumerate(heads) if h.period and h.role in (*LEVELS, "year")]
    value = (*OBSERVED, "generic", "change", "rate", *_JUDGING)
    tail = next((n for n, h in enumerate(reversed(heads)) if h.role not in value), len(heads))
    counts = range(tail, 1, -1) if not lower else [lower][: tail >= lower > 1]
    for spanning, count in itertools.product((words, years, dated), counts):
        tail = len(heads) - count
        n = bisect_left(spanning, tail)
        texts = [h.text for h in heads[tail:]]
        told = counts_under(n, texts, even=True)
        if max(told, default=1) == 1 or (not lower and len({*told}) > 1):
            continue
        again = spanning is dated and n > 1 and goes_round(texts, count // n)
        first = (*OBSERVED, "generic") if again else OBSERVED
        if heads[tail].role in first and (
            put := _put_below(heads, spanning[:n], told, tail, again)
        ):
            return put
    return None


def _named_below(heads: list[Head]) -> list[Head] | None:
    """Put a name that stands after the values, and what follows it, under a name before them.

    考核指标, 2021年完成, 2022年完成 over 指标名称, 考核要求: the lower heads are of the first one.
    """
    names, value = where(heads, "name"), next((n for n, h in enumerate(heads) if h.value), 0)
    upper = [i for i in names if i < value]
    if not upper or names[-1] < value or not any(h.value for h in heads[names[-1] :]):
        return None
    return [*heads[: upper[-1]], *heads[names[-1] :], *heads[upper[-1] + 1 : names[-1]]]


def _put_below(
    heads: list[Head], over: list[int], shares: list[int], tail: int, again: bool = False
) -> list[Head] | None:
    """Put heads from one on under those over them, so many under each, where they may stand so.

    They may where the same ones come `again` under each: 2023年, 2024年 over 绝对值, 增长%, twice.
    """
    below = iter(heads[tail:])
    parts = {i: list(itertools.islice(below, n)) for i, n in zip(over, shares, strict=True)}
    if not again and not all(_over(heads[i], part) for i, part in parts.items()):
        return None
    upper = [h for i, head in enumerate(heads[:tail]) for h in _below(head, parts.get(i))]
    return [*upper, *below]


def _over(upper: Head, lower: list[Head]) -> bool:
    """Whether a head may span others: one of them says what it says, or all but a time."""
    if upper.year_only:
        return all(not h.period for h in lower) and any(h.role in LEVELS for h in lower)
    again = squeeze(upper.text) in {squeeze(h.text) for h in lower}  # 计划, 完成, 计划, 完成
    if again or any(h.role in _JUDGING for h in lower):
        return False
    return upper.role == "generic" or any(
        h.role == upper.role or (h.year_only and not h.spanned) for h in lower
    )


def _below(upper: Head, lower: list[Head] | None) -> list[Head]:
    """Return the columns of a head: itself, or those below it."""
    if lower is None:
        return [upper]
    if upper.role == "generic" and all(h.year_only for h in lower):
        return [replace(h, spanned=True) for h in lower]  # the years say which is aimed at
    both = ((h, merged(upper, h, f"{upper.text}\n{h.text}")) for h in lower)
    return [under if whole is None else whole for under, whole in both]


def last_named(heads: list[Head], *, in_place: bool = False) -> list[Head]:
    """Of several name heads the last names the indicator; one before is its area or group.

    What stands before the levels of a budget's form, a project and its aim, is left out; where
    every cell has its place (`in_place`) it is of no role.
    """
    out = _task_named(heads)
    names = where(out, "name")
    if levels := where(out, "level1"):
        level = levels[0]
        whole = {"name", "target"} <= {head.role for head in out[level:]}
        led = ("serial",) if whole else tuple({h.role for h in out} - {"name", "area"})
        if in_place:
            return given(out, {*range(level)} - {*where(out, *led)}, role="other")
        return [h for i, h in enumerate(out) if i >= level or h.role in led]
    out = _aimed_before(out, names)
    if names[1:] and _STANDARD.search(plain_head(out[names[-1]].text)):
        *names, standard = names  # 服务标准 after 服务项目 is what is promised
        aimed = any(h.role == "target" for h in out)  # beside how often it is to be kept a remark
        out[standard] = replace(out[standard], role="note" if aimed else "target")
    for i in names[:-1]:
        role = "group" if any(h.role in ("area", "level1") for h in out[: i + 1]) else "area"
        out[i] = replace(out[i], role=role)
    return out


def _aimed_before(heads: list[Head], names: list[int]) -> list[Head]:
    """Take 目标任务 over words before the names as the area, where a target follows them.

    Below an area of its own it is the group: 领域, 任务, 指标名称, 目标值.
    """
    aims = where(heads, "target")
    if not names or max(aims, default=0) < names[-1]:
        return heads
    aims = [i for i in aims if i < names[-1] and not heads[i].period]
    tasks = [i for i in aims if _TASK.fullmatch("".join(heads[i].text.split()))]
    if where(heads, "area", "group"):
        return given(heads, tasks, role="group")
    return given(given(heads, aims, role="other"), tasks, role="area")


def _task_named(heads: list[Head]) -> list[Head]:
    """Take 任务指标, 目标任务 as the name where no other head is and a value's head follows."""
    named = where(heads, "name", "group", "level2", "region")
    place = task_head(heads)
    return given(heads, [] if named or place is None else [place], role="name", period=None)


def task_head(heads: list[Head]) -> int | None:
    """Return where a head names tasks: one called so, or 年度目标 with its number apart."""
    for i, head in enumerate(heads):
        text = "".join(head.text.split())
        if head.role != "target" or not _TASK.fullmatch(text):
            continue
        roles = {h.role for h in heads[i + 1 :]}
        # 目标任务, 单位, 2024年, 2025年
        dated = sum(h.year_only for h in heads[i + 1 :]) > 1 and bool(roles & {"unit", "baseline"})
        if "target" in roles or dated or ("actual" in roles and not _BARE_TASK.fullmatch(text)):
            return i
    return None


def regions_named(heads: list[Head]) -> list[Head]:
    """Take the regions as names where a table has no other ones: 县市区, 目标任务, 已完成."""
    return given(heads, [] if where(heads, "name") else where(heads, "region")[:1], role="name")


def completed(heads: list[Head]) -> list[Head]:
    """Insert the columns a head may cover without naming them: area, serial, group, unit."""
    out = regions_named(heads)

    def implied(role: str) -> Head:
        return Head("", role, implied=True)

    roles = [head.role for head in out]
    if "name" not in roles:
        after = [i for i, role in enumerate(roles) if role in LEADING]
        place = after[-1] + 1 if after else 0
        out.insert(place, implied("name"))
        roles.insert(place, "name")
    name = roles.index("name")
    if "unit" not in roles:
        out.insert(name + 1, implied("unit"))
    if not {"group", "level2"} & set(roles) and {"serial", "area"} & set(roles[:name]):
        out.insert(name, implied("group"))
    if "serial" not in roles:
        out.insert(name, implied("serial"))
    if not {"area", "level1"} & set(roles):
        out.insert(0, implied("area"))
    return out


def typed(heads: list[Head], body: list[str]) -> list[Head]:
    """Take 指标类型 as the attribute where 约束性 and its like stand in the table with no head."""
    signs = sum(kind(text) == "sign" for text in body)
    told = sum(kind(text) == "attr" for text in body)
    types, aims = where(heads, "attribute"), where(heads, "target")
    beside = types[: not told] if len(types) == 1 else [i for i in types if i + 1 in aims]
    if beside and signs >= min(3, len(body) // 12) > 0:
        return given(heads, beside, role="symbol")  # 指标性质 that holds ≥, = and 定性
    areas = [i for i in where(heads, "area") if _TYPE.search(heads[i].text)]
    return given(heads, areas[-1:] if told > 2 and not types else (), role="attribute")


#: (长期), (年度): what tells the second half of a form from its first
_TERM = re.compile(r"\([^()\d%]{2,4}\)\Z")


def of_two_terms(run: HeadRun, rows: Rows | None) -> tuple[HeadRun, Rows | None]:
    """Put the halves of a form side by side, 指标值(长期) and 指标值(年度), under one another.

    And those of income and spending, 项目, 预算数, 项目, 预算数: the first before the second.
    """
    texts = [squeeze(token.text) for token, _ in run]
    words = [_TERM.sub("", text) for text in texts]
    for lead in range(3):
        half, odd = divmod(len(run) - lead, 2)
        end = lead + half
        if not odd and half > 1 and words[lead:end] == words[end:] and rows is None:
            return run[:end], rows
    if rows is None:  # a cell a line: the second half of a row follows the first as a row would
        named = next((i for i, (_, head) in enumerate(run) if head.role == "name"), 0)
        heads, _ = folded(texts[named:], [])
        return (run[named : named + len(heads)] if len(heads) < len(run) - named else run), None
    heads, parts = folded(texts, rows)
    return run[: len(heads)], parts
