"""The facts of a report: each figure with what it belongs to.

One row a figure: subject, measure, class, region, period, role, and the total it is a part of,
with how sure that link is and the words that say so. The audit, the proposed series and the
evidence page are built on these rows; none of them pairs a figure with its neighbour by itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ..base.phrases import say
from ..base.report import Report
from ..readers import Source, read_report
from .fact_asides import asides
from .figure_units import listed_with, runs
from .figure_values import grouped_as_none
from .figures import Figure
from .roles import class_named, role_of, sign_of, words
from .scanner import scanned
from .scopes import Total, totals
from .subjects import share_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(slots=True)
class Fact:
    """A figure with what it belongs to; the columns of the contract's frame ``facts``."""

    fact_id: str
    figure: Figure
    subject: str
    measure: str
    kind: str
    region: str
    period: str | None
    period_basis: str | None
    role: str
    sign: int
    total: Total | None = None


_PRINTED = ("start", "end", "text", "value", "low", "high", "unit", "qualifier")
_LEVELS = ("level", "count")
_FURTHEST = 6  # facts in which the level that a change is of may stand before it
_DIGITS = re.compile(r"[\d.,\s]+")


def _id(text: str, first: int, start: int, kind: str, seen: dict[str, int]) -> str:
    """Return an id made of the words up to a number, without numbers, and of its unit or role."""
    key = f"{_DIGITS.sub('#', text[max(first, start - 60) : start])}|{kind}"
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:10]
    seen[digest] = seen.get(digest, 0) + 1
    return f"f{digest}" if seen[digest] == 1 else f"f{digest}-{seen[digest]}"


def class_of(figure: Figure, previous: Fact | None, text: str) -> str:
    """Return the class of a total a figure is of, "" where none is told.

    城镇, 女, 第一产业 by the words before it; of two measures of one thing side by side
    (6000户12000人), the second is of the class of the first.
    """
    named = class_named(figure)
    beside = previous is not None and not text[previous.figure.unit_end : figure.start].strip(" 、")
    return named or (previous.kind if previous is not None and beside else "")


def measure_of(figure: Figure) -> str:
    """Return what is measured: the unit's noun (人, 户, 元) before any denominator."""
    return (figure.unit or "").split("/")[0]


class Regions:
    """The places that a text names, read on from figure to figure.

    What ends well before a figure is named there whatever follows, and is not read again for the
    next figure of its sentence.
    """

    _NAME = 12  # more signs than a name and what is looked at behind it
    _BEFORE = 7  # the most that a name has before the sign that says what it is

    def __init__(self, text: str) -> None:
        self.text = text
        self.first = self.at = 0
        self.last = ""

    def before(self, figure: Figure) -> str:
        """Return the place named last before a figure in its sentence, "" where none is."""
        first = max(figure.sentence_start, figure.start - 80)
        if first != self.first or self.at > figure.start:
            self.first = self.at = first
            self.last = ""
        settled, late = figure.start - self._NAME, ""
        sign = words("region_sign").search(self.text, self.at, figure.start)
        at = max(self.at, sign.start() - self._BEFORE) if sign else figure.start
        for match in words("region").finditer(self.text, at, figure.start):
            if match.start() <= settled:
                self.last, self.at = match[0], match.end()
            else:
                late = match[0]
        self.at = max(self.at, settled)
        return late or self.last

    def apart(self, one: Figure, other: Figure) -> bool:
        """Whether two figures are of areas of two sizes, of which one is the whole: 全省, 全市."""
        named = self.before(one), self.before(other)
        whole = any(words("region_whole").match(name) for name in named)
        return whole and all(named) and named[0][-1] != named[1][-1]


def _subject(figure: Figure, role: str, before: list[Fact]) -> str:
    """Return the subject of a figure; of one that says only how it went, that of the level.

    So is one told beside a task that has no name of its own (完成年初预算数的40%,比上年同期A).
    """
    if role == "completion" and before and figure.subject == share_of(before[-1].subject):
        return before[-1].subject  # 税收8亿元,占年初预算的25%: no share of a whole
    if role != "target" and words("only_task").fullmatch(figure.subject):
        near = (fact for fact in reversed(before[-_FURTHEST:]) if fact.role == "level")
        told = next(near, None)
        same = told is not None and told.figure.sentence_start == figure.sentence_start
        return told.subject if told is not None and same else figure.subject
    if not words("only_change").fullmatch(figure.subject):
        return figure.subject
    for fact in reversed(before[-_FURTHEST:]):
        if fact.figure.sentence_start != figure.sentence_start:
            break
        same = fact.measure == measure_of(figure) or role == "rate"
        if (same and fact.role == "level") or fact.figure.subject == figure.subject:
            return fact.subject
    return figure.subject


def _sign(figure: Figure, role: str, before: list[Fact]) -> int:
    """Return the sign of a figure; one of a list goes as the one before: 分别下降13%、12.6%."""
    last = before[-1] if before else None
    alike = last is not None and last.role == role and listed_with(last.figure, figure)
    return last.sign if last is not None and alike else sign_of(figure)


def build(text: str, found: Sequence[Figure]) -> list[Fact]:
    """Build the facts of a half-width text from its figures."""
    seen: dict[str, int] = {}
    regions = Regions(text)
    out: list[Fact] = []
    for figure in found:
        role = role_of(figure, text)
        out.append(
            Fact(
                fact_id=_id(text, figure.sentence_start, figure.start, figure.unit or "", seen),
                figure=figure,
                subject=_subject(figure, role, out),
                measure=measure_of(figure),
                kind=class_of(figure, out[-1] if out else None, text),
                region=regions.before(figure),
                period=None if figure.period_basis == "default" else figure.period,
                period_basis=figure.period_basis,
                role=role,
                sign=_sign(figure, role, out),
            )
        )
    for place, total in totals(text, found).items():
        own = out[place].kind or out[place].subject
        twin = out[place - 1]  # 批准逮捕90人,起诉80人,其中批准逮捕涉毒犯罪9人,起诉8人
        paired = twin.total is not None and twin.total.place == total.place - 1
        kind = own if own != out[total.place].subject else twin.kind if paired else ""
        out[place] = replace(out[place], total=total, kind=kind)
    _carry_completion(out)
    _each_named(out)
    _respectively(out)
    _carry_class(out)
    return out


def _carry_class(found: list[Fact]) -> None:
    """Let what is told of a part besides its amount be of the part's class: 税收8亿元,增长5%."""
    for before, fact in pairwise(found):
        same = before.figure.sentence_start == fact.figure.sentence_start
        of_it = fact.subject in (before.subject, share_of(before.subject))
        if not fact.kind and same and of_it and fact.role not in _LEVELS:
            fact.kind = before.kind


def _carry_completion(found: list[Fact]) -> None:
    """Let a number listed with a rate of completion be one: 分别完成任务的102%和98%."""
    for before, fact in pairwise(found):
        shares = before.role == "completion" and fact.role == "share"
        if shares and before.figure.unit == fact.figure.unit and _listed_with(before, fact):
            fact.role = "completion"


def _each_named(found: list[Fact]) -> None:
    """Give each number of a list its own name, where what it is of names as many things alike.

    出生率、死亡率分别由9‰、8‰下降到7‰、6‰; 城镇、农村居民收入 are no two names.
    """
    for run in runs(found, lambda a, b: a.subject == b.subject and _listed_with(a, b)):
        names = words("names_joined").split(run[0].subject) if len(run) > 1 else []
        if len(names) == len(run) and len({name[-1:] for name in names}) == 1 < len(names[0]):
            for fact, name in zip(run, names, strict=True):
                fact.subject = name


def _respectively(found: list[Fact]) -> None:
    """Give each number of a list after 分别, or of shares, the subject of its rank before it.

    So many as there are numbers, one after another: 收案8件,结案6件,同比分别上升5%和3%; of a
    sentence that names none, all that the one before tells.
    """
    end = 0
    for run in runs(found, _next_of_list):
        role, size = run[0].role, len(run)
        first, end = end, end + size
        each = role == "share" or words("respectively").search(run[0].figure.lead)
        told = found[max(0, first - size) : first]
        if size < 2 or role in _LEVELS or not each or len(told) < size:
            continue
        if _told_together(found, first, size):
            for fact, of in zip(run, told, strict=True):
                fact.subject = share_of(of.subject) if role == "share" else of.subject


def _listed_with(before: Fact, fact: Fact) -> bool:
    return listed_with(before.figure, fact.figure)


def _next_of_list(before: Fact, fact: Fact) -> bool:
    """Whether a number is listed with the one before it: 5%和3%."""
    alike = before.role == fact.role and before.measure == fact.measure
    return alike and _listed_with(before, fact)


def _told_together(found: list[Fact], first: int, size: int) -> bool:
    """Whether the facts before a list are levels of one sentence: its own, or all of the last."""
    told = found[first - size : first]
    start = told[0].figure.sentence_start
    roles = _LEVELS if found[first].role == "share" else (*_LEVELS, "share", "ratio")
    if any(f.role not in roles or f.figure.sentence_start != start for f in told):
        return False
    if start == found[first].figure.sentence_start:
        return True
    before = found[first - size - 1].figure if first > size else None
    alone = before is None or before.sentence_start != start
    return alone and told[0].figure.line == found[first].figure.line


def facts(source: Source | str = None) -> pd.DataFrame:
    """Give every figure of a report's running text with what it belongs to.

    Parameters
    ----------
    source
        None for the bundled report, a path, an open file, or a `Report`.

    Returns
    -------
    pandas.DataFrame
        The contract's columns of ``facts``, one row a figure in order of its place: `fact_id`
        (stable: made from the words before it, never from a number or a place), `start`, `end`,
        `text`, `value`, `low`, `high`, `unit`, `qualifier`, `subject`, `measure`, `class`,
        `region`, `period` (NA where nothing in scope names one; `period_basis` is then
        ``default`` and `because` says what it would be), `role`, `sign` (-1 a fall), `total_id`
        (the fact it is a part of), `exhaustive` (whether the parts are all of it), `confidence`
        (of that link), `because` (the words or the arithmetic that say so). A place in a ranking
        (居全省第3位) and an age (60岁及以上) have rows of their own: ``rank`` and ``condition``.

    Raises
    ------
    ReportError
        If the source can not be read.

    Examples
    --------
    >>> frame = facts()
    >>> sorted(frame["role"].dropna().unique())[:3]
    ['base', 'condition', 'count']
    """
    from ..base.schema import conform

    report = read_report(source)
    frame = conform(fact_rows(report), "facts")
    frame.attrs["report"] = report.name
    return frame


def facts_of(report: Report) -> list[Fact]:
    """Return the facts of a report as objects."""
    found = scanned(report)
    return build(found.text, found.figures)


def fact_rows(report: Report) -> list[dict[str, Any]]:
    """Return the rows that `facts` makes a frame of: its figures, places and ages."""
    found = scanned(report)
    every = build(found.text, found.figures)
    rows, seen = [_row(fact, every) for fact in every], dict[str, int]()
    for row in asides(found.text, every):
        name = _id(found.text, 0, row["start"], row["role"], seen)
        rows.append({"fact_id": name, "text": report.text[row["start"] : row["end"]]} | row)
    return sorted(rows, key=itemgetter("start"))


def _row(fact: Fact, every: list[Fact]) -> dict[str, Any]:
    figure, total = fact.figure, fact.total
    because = total.because if total else None
    if fact.period_basis == "default" and figure.period:
        note = say("seen.dated_by_report", "zh", period=figure.period)
        because = f"{because};{note}" if because else note
    if grouped_as_none(figure.text):
        ends = {"low": f"{figure.low or 0:,g}", "high": f"{figure.high or 0:,.15g}"}
        note = say("seen.grouped_as_none", "zh", text=figure.text, **ends)
        because = f"{because};{note}" if because else note
    return {
        "fact_id": fact.fact_id,
        **{name: getattr(figure, name) for name in _PRINTED},
        "subject": fact.subject or None,
        "measure": fact.measure or None,
        "class": fact.kind or None,
        "region": fact.region or None,
        "period": fact.period,
        "period_basis": fact.period_basis,
        "role": fact.role,
        "sign": fact.sign,
        "total_id": every[total.place].fact_id if total else None,
        "exhaustive": total.exhaustive if total else None,
        "confidence": total.confidence if total else None,
        "because": because,
    }
