# ruff: noqa: E501 (tables of words, one entry a line; a Chinese character counts as two)
"""Which columns are baseline, target and actual, by evidence.

A head may say so (目标值). Where it prints only a year, the plan says so: the year is before or
after the other columns' years, the document's date, the plan the title names; a column of 属性 makes
a table one of a plan; a run of single years is a statistic.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from .headers import Head, find_period, squeeze
from .layouts_across import Found
from .period_words import plan_years
from .report import Report

_PLAN = re.compile(r"规划|目标|十[一二三四五六]五|主要指标|计划|任务分解|展望|远景")
_DONE = re.compile(
    r"完成情况|进展情况|统计|实施情况|实现情况|执行情况|完成表|监测|公报|评估|运行情况|进度"
)
_ANY_PLAN = re.compile(r"[“\"]?(?P<n>十[一二三四五六七八]?)五[”\"]?")
_ISSUED = re.compile(r"(?:发布|成文|印发|公开|生成|更新)[^\n\d]{0,8}(?P<y>20\d\d)[-./年]")


@dataclass(slots=True)
class Evidence:
    """What a document says about time: its last observed year and the year of its title."""

    observed: int | None = None
    year: str | None = None


def evidence(report: Report, tables: list[Found]) -> Evidence:
    """Gather the last year the document treats as past."""
    years = []
    if report.date:
        years.append(report.date.year)
    head = report.text[:1500]
    years += [int(m["y"]) for m in _ISSUED.finditer(head)]
    for found in tables:
        targets = [_year(h) for h in found.heads if h.role == "target"]
        if any(targets):
            first = min(year for year in targets if year)
            years += [
                year for h in found.heads if h.role in ("year", "baseline") and (year := _year(h))
                and year < first
            ]  # fmt: skip
    title = " ".join(filter(None, [report.title, head[:200]]))
    named = re.search(r"(20\d\d)\s*年?度", title) or re.search(r"(20\d\d)年", title)
    return Evidence(max(years) if years else None, named[1] if named else None)


def _year(head: Head) -> int | None:
    return int(head.period[:4]) if head.period and head.period[:4].isdigit() else None


def resolve(found: Found, columns: list[Head], known: Evidence) -> list[Head]:
    """Return the columns of a table with every value column's role and period settled."""
    heads = [_plan_period(head) for head in columns]
    caption = found.caption
    targets = [year for head in heads if head.role == "target" and (year := _year(head))]
    has_target = any(head.role == "target" for head in heads)
    plan = any(head.role == "attribute" for head in heads)
    if not plan and _PLAN.search(caption) and not _DONE.search(caption):
        plan = True
    heads = [_generic(head, has_target, caption) for head in heads]
    heads = _years(heads, targets, plan, bool(_DONE.search(caption)), known, _signed(found, heads))
    heads = _observed(heads, targets)
    named = re.search(r"(20\d\d)\s*年?度", caption)
    default = named[1] if named else known.year
    return [
        replace(head, period=default)
        if default and head.period is None and re.search("年度|全年|年初|当年", squeeze(head.text))
        and head.role in ("target", "actual")
        else head
        for head in heads
    ]  # fmt: skip


def _plan_period(head: Head) -> Head:
    """Give a head that names a five-year plan its last year (baselines: the plan before)."""
    if head.period is None and head.role in ("target", "actual", "baseline"):
        plan = _ANY_PLAN.search(squeeze(head.text))
        years = plan_years(plan["n"]) if plan else None
        if years:
            return replace(head, period=str(years[1]))
    return head


def _generic(head: Head, has_target: bool, caption: str) -> Head:
    if head.role != "generic":
        return head
    wants = re.search("目标|标准|指标体系|任务|规划|要求", caption) and not _DONE.search(caption)
    role = "target" if wants and not has_target else "actual"
    return replace(head, role=role, period=head.period or find_period(caption))


def _signed(found: Found, heads: list[Head]) -> set[int]:
    """Return the columns most of whose values print an operator or 左右: a sign of a target."""
    counts: dict[int, list[int]] = {}
    for row in found.rows or []:
        if len(row) == len(heads):
            for i, token in enumerate(row):
                if heads[i].role == "year" and token.text:
                    mark = bool(re.search(r"[≥≤><》＞＜]|左右|以上|以内|以下", token.text))
                    counts.setdefault(i, []).append(mark)
    return {i for i, marks in counts.items() if sum(marks) >= 0.3 * len(marks)}


def _years(
    heads: list[Head], targets: list[int], plan: bool, done: bool, known: Evidence, signed: set[int]
) -> list[Head]:
    """Settle the columns whose head is a year only."""
    places = [i for i, head in enumerate(heads) if head.role == "year"]
    if not places:
        return heads
    years = [_year(heads[i]) or 0 for i in places]
    roles = dict.fromkeys(places, "actual")
    run = len(years) >= 3 and all(b - a <= 1 for a, b in itertools.pairwise(years))
    actual = any(head.role == "actual" for head in heads)
    first_target = next((i for i, h in enumerate(heads) if h.role == "target"), None)
    if targets:
        for i, year in zip(places, years, strict=True):
            before = first_target is not None and i < first_target
            if year < min(targets) and (before or actual):
                roles[i] = "baseline"
    elif first_target is not None:
        for i in places:
            roles[i] = "baseline" if i < first_target else "actual"
    elif run and not plan:
        pass
    elif plan or signed:
        for i in _planned(places, years, known, signed):
            roles[i] = "target"
        if "target" in roles.values():
            roles = {i: "baseline" if role == "actual" else role for i, role in roles.items()}
        elif len(places) == 1 and not done:
            roles[places[0]] = "target"
    else:
        future = [
            i for i, y in zip(places, years, strict=True) if known.observed and y > known.observed
        ]
        for i in future:
            roles[i] = "target"
        if (
            not run
            and len(places) >= 2
            and (future or max(years) - min(years) >= 3 or len(places) == 2)
        ):
            rest = [i for i in places if i not in future]
            for i in rest if future else rest[:1]:
                roles[i] = "baseline"
    return [
        replace(head, role=roles[i]) if i in roles else head for i, head in enumerate(heads)
    ]  # fmt: skip


def _planned(places: list[int], years: list[int], known: Evidence, signed: set[int]) -> list[int]:
    """Return which year columns of a plan's table are targets."""
    if signed & set(places):
        first = min(signed & set(places))
        return [i for i in places if i >= first]
    if len(places) == 1:
        return [] if known.observed and years[0] < known.observed else places
    if known.observed and min(years) <= known.observed < max(years):
        return [i for i, year in zip(places, years, strict=True) if year > known.observed]
    gaps = [b - a for a, b in itertools.pairwise(years)]
    cut = next((n for n, gap in enumerate(gaps) if gap >= 3), 0)
    return places[cut + 1 :]


def _observed(heads: list[Head], targets: list[int]) -> list[Head]:
    """Turn a plan's 2020年实际 into its baseline: an actual value five years before the target."""
    if not targets or any(head.role == "baseline" for head in heads):
        return heads
    first = next(i for i, head in enumerate(heads) if head.role == "target")
    out = list(heads)
    actual = [i for i, head in enumerate(heads) if head.role == "actual"]
    for i in actual:
        year = _year(heads[i])
        early = year is not None and year <= min(targets) - 4
        if early and (i < first or len(actual) > 1):
            out[i] = replace(heads[i], role="baseline")
    return out
