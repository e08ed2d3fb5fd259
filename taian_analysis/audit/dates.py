"""Dates that can be: of the calendar, not after the report's own date, and in order."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from ..base import catalog
from ..base.vocabulary import near, pattern
from ..grammar.dates import subject_period
from .claim_words import before, following
from .claims import Claim, Context, Span, claimed, looks_ahead
from .structure import heading
from .told import as_is, says, titled

_TO_YEAR = pattern("dates_said", "to_year")

_DATE = pattern("dates_said", "date")
_WORDS = {name: pattern("tenses", name) for name in catalog.load("tenses")}
_CALENDAR, _OLD = pattern("dates_said", "calendar"), pattern("dates_said", "old_calendar")
_LEAP, _MONTHS = 2000, 12  # a year of 366 days: what has no year may be of such a one
_DOCUMENT = pattern("dates_said", "document")
_SENT = pattern("dates_said", "sent")
_FAR = 50  # years: nobody plans so far
_SOON = 2
_APART = 5  # years between a misprinted year and all others, which lie no farther apart
_AROUND = 24  # signs before a day that may say what it is the day of
_FEW = 5  # of so few years one with another digit than the rest may be meant


def _today(context: Context) -> date | None:
    """Return the last day a report is likely to speak of as past, None where nothing tells it.

    A date that is only the end of the year reported on says no more than that year does. Where
    neither a date nor a title says when a text was written, its years do, if it is a report of a
    few years in which one is misprinted (`_alone`).
    """
    said = context.report.date
    if said is not None and (said.month, said.day) != (12, 31):
        return said
    code = subject_period(context.text)
    if code:
        return max(filter(None, (said, date(int(code[:4]) + 1, 12, 31))))
    return said or _alone(context)


def _dated(context: Context) -> list[re.Match[str]]:
    """Return where the text names a year in digits, with the part of it; found once a report."""
    return context.once("dates", lambda: list(near(_DATE, context.folded, "年", 8, 12)))


def _alone(context: Context) -> date | None:
    """Return the end of the year after all others but one that a misprint took far away.

    A life or a history runs over many years, and its last is no misprint: only where the others
    lie close together, and another digit puts the last among them, is it one.
    """
    told = [(int(m["year"]), bool(m["day"])) for m in _dated(context)]
    years = sorted((t for t in told if 1900 < t[0] < 2100), reverse=True)
    if len(years) < 3:
        return None
    (last, on_a_day), *others = years
    first, latest = others[-1][0], others[0][0]
    alone = not on_a_day and last - latest >= _APART > latest - first
    differ = min(_digits(last, year) for year in range(first, latest + 2))
    meant = differ == 0 or (differ == 1 and len(years) > _FEW)
    return date(latest + 1, 12, 31) if alone and meant else None


def _digits(one: int, other: int) -> int:
    """Return in how many digits two years differ; 0 where two only changed places."""
    pairs = [(a, b) for a, b in zip(str(one), str(other), strict=True) if a != b]
    return 0 if len(pairs) == 2 and pairs[0] == pairs[1][::-1] else len(pairs)


def dates(context: Context) -> Iterator[Claim]:
    """No date the report looks back on lies after the report's own date.

    A date may look forward: in a title, after 到, before 前, with words such as 力争 in its
    sentence, under a heading such as 下一步打算, in a document that is itself a plan. Where more
    than three other dates and a fifth of all are late, the report's date is in doubt, not they.
    """
    today = _today(context)
    if today is None:
        return
    dated: list[tuple[re.Match[str], bool]] = []
    for match in _dated(context):
        line = context.report.line_at(match.start())
        if "|" in line.text or line.text.strip() == match[0].strip():
            continue  # the annex, and the report's date itself
        if _SENT.match(context.text, match.end()):
            continue  # (新华社北京1997年12月30日电): the day the whole was sent out
        first = _first_day(match)
        if first is not None and (first <= today or _looks_back(context, match, today)):
            dated.append((match, first > today))
    wrong = sum(late for _, late in dated)
    doubtful = wrong > 3 and wrong > len(dated) / 5
    for match, late in dated:
        comment = says("remark.late", year=today.year, month=today.month, day=today.day, date=today)
        if doubtful:
            comment = says("remark.many_late")
        fine = None if late and doubtful else not late
        yield judged(
            context, match.span(), "dates", "date", (8, 12), f"≤ {today:%Y-%m-%d}", fine, comment
        )


def judged(
    context: Context,
    span: Span,
    rule: str,
    kind: str,
    named: tuple[int, int],
    computed: str,
    fine: bool | None,
    comment: str = "",
    title: str = "",
) -> Claim:
    """Make the claim of a date, named by its kind and so many words before and behind it."""
    lead = before(context.text, span[0], named[0])
    rest = following(context.text, span[1], named[1]) if named[1] else ""
    name = f"{kind}/{lead}…{rest}" if named[1] else f"{kind}/{lead}"
    return claimed(
        context, rule, (), name, titled(f"claim.{title or rule}"), computed, fine, comment,
        stated=context.text[slice(*span)], more=[span],
    )  # fmt: skip


def _first_day(match: re.Match[str]) -> date | None:
    month = int(match["month"] or 1)
    if match["quarter"]:
        month = 3 * "一二三".index(match["quarter"][0]) + 1
    return _day(int(match["year"]), month, int(match["day"] or 1))


def _day(year: int, month: int, day: int) -> date | None:
    """Return a day of the calendar, None for what is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def calendar(context: Context) -> Iterator[Claim]:
    """6月31日, 2019年2月29日: no such day."""
    for match in near(_CALENDAR, context.folded, "月", 8, 6):
        year, month, day = (int(match[name] or 0) for name in ("year", "month", "day"))
        told = month and (day or not match["day"]) and (day or year)  # 2023年0月0日 is left open
        told = told and (year or month <= _MONTHS)  # 15月11日 may be item 1, of 5月11日
        if not told or _day(year or _LEAP, month, day or 1):
            continue
        text, place = context.text, match.start()
        if "|" in context.report.line_at(place).text or _OLD.search(
            text, max(0, place - 12), place
        ):
            continue
        last = [f"{year}"] if year else []
        last += [f"{min(month, _MONTHS):02}"]
        last += [f"{monthrange(year or _LEAP, month)[1]}"] if month <= _MONTHS else []
        yield judged(
            context, match.span(), "dates", "date", (8, 12), as_is(f"≤ {'-'.join(last)}"), False,
            says("remark.no_such_date"), "calendar",
        )  # fmt: skip


def _looks_back(context: Context, match: re.Match[str], today: date) -> bool:
    """Say whether the words are of what has been at a date: a count, a change, a day up to which.

    2022年冬奥会 in a report of 2015 names what is to come without a word of it.
    """
    if _looks_forward(context, match, today):
        return False
    text, place = context.text, match.start()
    year = int(match["year"])
    if match["stop"] or match["day"] or abs(year - today.year) > _FAR:
        return True
    if any(_digits(year, today.year - back) == 0 for back in (0, 1)):
        return True  # 2032 for 2023
    start, clause_end, near, clause = _around(text, match)
    end = _next(text, min(clause_end + 1, len(text)), ",。;\n")
    said = (("stop", clause), ("reached", clause), ("counted", clause))
    return (
        _has_been(near, text[clause_end : clause_end + 40])
        or _has_happened(text[start:end])
        or any(_WORDS[name].match(words) for name, words in said)
        or any(_WORDS["backward"].search(heading(context, level, place)) for level in (1, 0))
    )


def _looks_forward(context: Context, match: re.Match[str], today: date) -> bool:
    """Say whether a date after the report's own may be meant as one to come."""
    text, place = context.text, match.start()
    year = int(match["year"])
    start, clause_end, near, clause = _around(text, match)
    end = _next(text, match.end(), "。;\n")
    if abs(year - today.year) > _FAR:
        return False
    if _WORDS["stop"].match(clause):
        return False  # 2032年截至2023年6月底 is said of what has been
    if match["stop"]:  # 截至 looks back, unless its own clause says otherwise
        return looks_ahead(text[match.end() : min(end, match.end() + 12)])
    if _WORDS["title"].search(text, start, place) or _WORDS["deadline"].search(
        text, max(0, place - _AROUND), place
    ):
        return True
    if _has_been(near, text[clause_end : clause_end + 40]):
        # 2010年,要实现总产值比2000年翻一番 compares two years to come
        return _WORDS["compared"].search(near) is not None and _later(text[start:place], year)
    if _agreed(text[start:place], clause, year - today.year) or _aimed(near, clause, year, today):
        return True
    # 到2023年 in a report of 2023 is no plan, and 2032年报名人数达到4249人 is not one for what is
    # said after it.
    told = clause_end if _has_happened(text[start:clause_end]) else end
    if looks_ahead(_to_year_past(text[start:told], today.year)):
        return True
    return _forward_section(context, place)


def _around(text: str, match: re.Match[str]) -> tuple[int, int, str, str]:
    """Return where a date's sentence begins and its clause ends, and the words on either side."""
    place = match.start()
    start = max(text.rfind(mark, 0, place) for mark in "。;\n") + 1
    clause_end = _next(text, match.end(), ",。;\n")
    return start, clause_end, text[max(start, place - 8) : place], text[match.end() : clause_end]


def _next(text: str, place: int, marks: str) -> int:
    """Return where the first of some marks stands after a place, else the end of the text."""
    return min(
        (at for at in (text.find(mark, place) for mark in marks) if at >= 0), default=len(text)
    )


def _has_been(near: str, following_words: str) -> bool:
    """Whether the words say that a time is over: 2020年至2025年,我市连年提高; 比2029年增加30个."""
    if _WORDS["until"].search(near) and _WORDS["since"].search(following_words):
        return True
    return bool(_WORDS["compared"].search(near)) and not _WORDS["compare"].search(near)


def _has_happened(sentence: str) -> bool:
    """Whether a sentence tells of what has happened, and not of what is meant to."""
    return bool(_WORDS["happened"].search(sentence)) and not _WORDS["meant"].search(sentence)


def _later(told: str, year: int) -> bool:
    """Whether the words before a year name a later one that something is to be by."""
    years = [int(found["year"]) for found in _DATE.finditer(told)]
    return max(years, default=0) > year and _WORDS["wanted"].search(told) is not None


def _agreed(lead: str, clause: str, ahead: int) -> bool:
    """Whether a time soon to come is known beforehand: 自2024年1月1日起施行, 定于, 有权于."""
    if ahead > _SOON:
        return False
    return bool(_WORDS["agreed"].search(lead) or _WORDS["in_force"].match(clause))


def _aimed(near: str, clause: str, year: int, today: date) -> bool:
    """Whether a time is one that is aimed at: 2024年底前, 2025年底实现全覆盖, 2024年工作打算."""
    if near.endswith(("-", "—")) or "前" in clause[:3] or _WORDS["toward"].search(near):
        return True
    if (year <= today.year + 1 or year % 5 == 0) and _WORDS["reached"].match(clause):
        return True
    if _WORDS["planned"].match(clause):
        return True
    return near.endswith(("到", "至", "为")) and bool(_WORDS["aim"].search(clause))


def _to_year_past(text: str, year: int) -> str:
    """Leave out 到2020年 and the like, up to a year: they are no plans."""
    return _TO_YEAR.sub(lambda found: "" if int(found[1]) <= year else found[0], text)


def _forward_section(context: Context, place: int) -> bool:
    """Say whether a place stands under a heading on what is to come, or in a plan."""
    for level in (1, 0):  # the nearest (一), then the nearest 一、
        title = heading(context, level, place)
        if _WORDS["forward"].search(title) and not _WORDS["backward"].search(title):
            return True
    title = _title(context)
    return bool(_WORDS["plan_title"].search(title)) and not _WORDS["report_title"].search(title)


def _title(context: Context) -> str:
    return context.report.title or context.text[: context.text.find("\n")][:40]


def documents(context: Context) -> Iterator[Claim]:
    """〔2023〕1号: a document that is cited is not younger than the report."""
    today = context.report.date and _today(context)
    if today is None:
        return
    for match in _DOCUMENT.finditer(context.folded):
        year = int(match[1])
        shown, fine = as_is(f"{year} ≤ {today.year}"), year <= today.year
        late = says("remark.document_late")
        yield judged(context, match.span(), "documents", "document", (16, 0), shown, fine, late)


_SIGNED, _LOOKED_BACK = pattern("dates_said", "signed_on"), pattern("dates_said", "looked_back")
_MOMENT = pattern("dates_said", "moment")
_HEAD, _TAIL = 400, 200  # characters in which a report is signed


def signed(context: Context) -> Iterator[Claim]:
    """Check that a report is signed after what its title says it is of, and not years after.

    A day that is years after the title's and all else told is a misprint, not the report's date.
    Where the title tells no time, the heading of what a year brought does (2022年工作回顾), or the
    moment that the census it reports on counted at.
    """
    code, moment = subject_period(context.text), _MOMENT.search(context.folded)
    looks_back = _WORDS["report_title"].search(_title(context))
    headings = (_LOOKED_BACK.fullmatch(line.text.strip()) for line in context.report.lines)
    year = code[:4] if code else next((m["year"] for m in headings if m), "")
    since = [(int(year), 1, 1)] if year else []
    if moment and looks_back:
        since.append(_numbers(moment["day"] or moment["day_told"]))
    for match in _SIGNED.finditer(context.folded) if since else ():
        if match.start() <= _HEAD or match.start() >= len(context.text) - _TAIL:
            yield _signed(context, match, max(since))


def _numbers(day: str) -> tuple[int, int, int]:
    """Return the year, the month and the day of a date in digits."""
    year, month, day_of = map(int, re.findall(r"\d+", day))
    return year, month, day_of


def _signed(context: Context, match: re.Match[str], since: tuple[int, int, int]) -> Claim:
    """Judge the day a report is signed with, of a year or of a moment."""
    span, early = match.span("day"), _numbers(match["day"]) < since
    year, last = int(match[2]), since[0]
    told = [int(m["year"]) for m in _dated(context) if m.start() != span[0]]
    late = year - max([last, *told]) >= _APART
    shown = as_is(f"≥ {last}" if since[1:] == (1, 1) else f"≥ {last}-{since[1]:02}-{since[2]:02}")
    comment = says("remark.signed_early" if early else "remark.signed_late")
    return claimed(
        context, "signed", (), "signed/date", titled("claim.signed"), shown,
        not early and not late, comment, stated=match["day"], more=[span],
    )  # fmt: skip


RULES = (dates, calendar, documents, signed)
