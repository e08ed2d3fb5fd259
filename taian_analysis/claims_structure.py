"""Numbering without gaps, and dates that can be: not after the report's own date, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from .claims import Claim, Context, Span, before, following, verdict, words
from .numerals import chinese_number

_CN = "一二三四五六七八九十"
_POINT = re.compile(rf"(?:^|(?<=[。;；,，::]))[ \t]*(?P<n>[{_CN}]{{1,2}})是", re.M)
#: Styles of numbering, from the outermost in; each opens its own sequences under those before it.
_STYLES = (
    ("section", "章节", re.compile(rf"^[ \t\u3000]*(?P<n>[{_CN}]{{1,3}})、", re.M)),
    ("part", "部分", re.compile(rf"^[ \t\u3000]*[((](?P<n>[{_CN}]{{1,3}})[))]", re.M)),
    ("heading", "小标题", re.compile(rf"^[ \t\u3000]*(?P<n>[{_CN}]{{1,2}})是", re.M)),
    (
        "item",
        "序号",
        re.compile(
            r"(?:^[ \t\u3000]*|(?<=。)[ \t]*)(?P<n>\d{1,2})[.．、](?=[\u4e00-\u9fff“《]|\d{4}年)",
            re.M,
        ),
    ),
    ("circled", "圈号", re.compile(r"(?P<n>[①-⑳])")),
    ("point", "要点", _POINT),
)


@dataclass(slots=True)
class _Sequence:
    """A run of numbers of one style: what it began under, the numbers and where they stand."""

    style: str
    name: str
    under: str
    numbers: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


def _value(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    return chinese_number(text)


def _marks(context: Context) -> list[tuple[int, int, int, int]]:
    """Return (start, end, style, number) of every list number, in order."""
    out: dict[int, tuple[int, int, int, int]] = {}
    for style, (_, _, pattern) in enumerate(_STYLES):
        for match in pattern.finditer(context.text):
            line = context.report.line_at(match.start("n"))
            number = _value(match["n"])
            if number is None or "|" in line.text or "\t" in line.text:
                continue
            # 一是… that opens a paragraph and is alone in it is a heading; several are points.
            if _STYLES[style][0] == "heading" and len(_POINT.findall(line.text)) > 1:
                continue
            out.setdefault(match.start("n"), (match.start("n"), match.end("n"), style, number))
    return [out[key] for key in sorted(out)]


def sequences(context: Context) -> Iterator[Claim]:
    """Every numbering runs 1, 2, 3 … without a gap.

    A number that goes on with an open list of its style belongs to that list, and the lists opened
    after it are closed; a 1 opens a list within those that are open.
    """
    stack: list[_Sequence] = []
    done: list[_Sequence] = []
    for start, end, style, number in _marks(context):
        name, title, _ = _STYLES[style]
        mine = [place for place, s in enumerate(stack) if s.style == name]
        going_on = [place for place in mine if stack[place].numbers[-1] + 1 == number]
        if number == 1 or not mine:
            stack.append(_Sequence(name, title, _title(context, stack)))
        else:
            place = (going_on or mine)[-1]
            done.extend(stack[place + 1 :])
            del stack[place + 1 :]
        stack[-1].numbers.append(number)
        stack[-1].spans.append((start, end))
    for sequence in sorted([*done, *stack], key=lambda s: s.spans[0]):
        if sequence.numbers != [1]:
            yield _judge(context, sequence)


def _title(context: Context, stack: list[_Sequence]) -> str:
    """Return the title a new list stands under."""
    return _after(context, stack[-1].spans[-1][1]) if stack else ""


def _after(context: Context, place: int) -> str:
    """Return the words after a list number, to the end of their sentence."""
    words_after = re.split(r"[。,，;；\n]", context.text[place : place + 40], maxsplit=1)[0]
    return words_after.strip("、.．)）是 \t")


def _judge(context: Context, sequence: _Sequence) -> Claim:
    numbers = sequence.numbers
    gaps = [
        (before, after)
        for before, after in zip([0, *numbers], numbers, strict=False)
        if after != before + 1
    ]
    topic = (
        words(sequence.under, 40)[:14] + "/" + words(_after(context, sequence.spans[0][1]), 40)[:10]
    )
    comment = ""
    spans = tuple(sequence.spans[:1] + sequence.spans[-1:])
    if gaps:
        before, after = gaps[0]
        place = numbers.index(after)
        spans = tuple(sequence.spans[max(0, place - 1) : place + 1])
        comment = f"{before}之后直接为{after}" if before else f"编号从{after}开始"
    return Claim(
        f"numbering/{sequence.style}/{topic}",
        f"{sequence.name}连续:{sequence.under or '全文'}",
        "structure",
        "、".join(map(str, numbers)),
        f"1 至 {len(numbers)}",
        "0",
        verdict(None if gaps and not gaps[0][0] else not gaps),
        comment,
        spans,
        "sequences",
    )


# Dates ----------------------------------------------------------------------------------------

_DATE = re.compile(
    r"(?P<stop>截[至止]到?)?(?P<year>\d{4})年(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[0-3]?\d)日)?|(?P<half>上半年)|(?P<quarter>[一二三]季度))?"
)
_PLAN = re.compile(
    r"目标|规划|计划|力争|预计|将|拟|争取|到$|前|期末|至$|展望|下一步|今后|确保|建议|任务"
)
_RANGE = re.compile(r"(?<![\d.])(\d{4})年?(?:-|—{1,2}|–|~|至|到)(\d{4})(?=年|\))")
_DOCUMENT = re.compile(r"[〔\[(](\d{4})[〕\])]\s*第?\d+号")


def dates(context: Context) -> Iterator[Claim]:
    """No date the report looks back on lies after the report's own date.

    Plans look forward and are left alone: a year named as a target, in a title or as a deadline.
    A year a century off is no plan.
    """
    today = context.report.date
    if today is None:
        return
    text = context.folded
    for match in _DATE.finditer(text):
        year = int(match["year"])
        line = context.report.line_at(match.start())
        if "|" in line.text or line.text.strip() == match[0].strip():
            continue  # the annex, and the report's date itself
        first = _first_day(match, year)
        late = first is None or first > today
        if late and not _misprint(text, match, year, today):
            continue
        yield Claim(
            f"date/{before(text, match.start(), 8)}…{following(text, match.end(), 12)}",
            "所述时间不晚于报告日期",
            "date",
            context.text[match.start() : match.end()],
            f"≤ {today:%Y-%m-%d}",
            "0",
            verdict(not late),
            f"晚于报告日期{today:%Y年%m月%d日},疑为笔误" if late else "",
            (match.span(),),
            "dates",
        )


def _first_day(match: re.Match[str], year: int) -> date | None:
    month = int(match["month"] or 1)
    if match["quarter"]:
        month = 3 * "一二三".index(match["quarter"][0]) + 1
    try:
        return date(year, month, int(match["day"] or 1))
    except ValueError:
        return None


def _misprint(text: str, match: re.Match[str], year: int, today: date) -> bool:
    """Say whether a late date can be no plan: decades off, or reached by 截至 with no plan near."""
    if abs(year - today.year) > 30:
        return True
    near = (
        text[max(0, match.start() - 12) : match.start()]
        + re.split(r"[。;\n]", text[match.end() : match.end() + 60], maxsplit=1)[0]
    )
    return bool(match["stop"]) and not _PLAN.search(near)


def ranges(context: Context) -> Iterator[Claim]:
    """2020—2022年: the first year is not after the last."""
    for match in _RANGE.finditer(context.folded):
        first, last = int(match[1]), int(match[2])
        text = context.text
        if not {match[1][:2], match[2][:2]} & {"19", "20"}:
            continue
        yield Claim(
            f"range/{before(text, match.start(), 10)}…{following(text, match.end(), 10)}",
            "起止年份先后相符",
            "date",
            context.text[match.start() : match.end()],
            f"{first} ≤ {last}",
            "0",
            verdict(first <= last),
            "" if first <= last else "起始年份晚于终止年份",
            (match.span(),),
            "ranges",
        )


def documents(context: Context) -> Iterator[Claim]:
    """〔2023〕1号: a document that is cited is not younger than the report."""
    today = context.report.date
    if today is None:
        return
    for match in _DOCUMENT.finditer(context.folded):
        year = int(match[1])
        yield Claim(
            f"document/{before(context.text, match.start(), 16)}",
            "所引文件年份不晚于报告日期",
            "date",
            context.text[match.start() : match.end()],
            f"{year} ≤ {today.year}",
            "0",
            verdict(year <= today.year),
            "" if year <= today.year else "文件年份晚于报告日期",
            (match.span(),),
            "documents",
        )


RULES = (sequences, dates, ranges, documents)
