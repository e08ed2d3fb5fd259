"""Numbering without gaps, and dates that can be: not after the report's own date, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ..grammar.dates import subject_period
from ..grammar.numerals import chinese_number
from .claims import Claim, Context, Span, before, following, looks_ahead, verdict, words

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
    ("circled", "圈号", re.compile(r"(?<![①-⑳、])(?P<n>[①-⑳])(?![①-⑳、])")),
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
    numbers, spans = sequence.numbers, sequence.spans
    marks = [context.text[start:end] for start, end in spans]
    gap = next((i for i, n in enumerate(numbers) if n != (numbers[i - 1] if i else 0) + 1), None)
    first = _after(context, spans[0][1])
    topic = words(sequence.under, 40)[:14] + "/" + words(first, 40)[:10]
    comment, shown = "", tuple(spans[:1] + spans[-1:])
    fine: bool | None = gap is None
    inline = sequence.style == "heading"  # 一是 of a paragraph may go on inside it
    if gap == 0:
        comment = f"编号从“{marks[0]}”开始"
        # 4、2、3: the first mark is wrong. 3、4 may be an excerpt.
        fine = False if len(numbers) > 1 and numbers[1] == 2 else None
    elif gap is not None:
        shown = tuple(spans[gap - 1 : gap + 1])
        comment = f"“{marks[gap - 1]}”之后直接为“{marks[gap]}”"
        missing = numbers[gap] - numbers[gap - 1] - 1
        fine = None if inline or (sequence.style == "point" and missing > 1) else fine
    return Claim(
        f"numbering/{sequence.style}/{topic}",
        f"{sequence.name}连续:{sequence.under or '全文'}",
        "structure",
        "、".join(marks),
        f"应为连续{len(numbers)}个",
        "0",
        verdict(fine),
        comment,
        shown,
        "sequences",
    )


# Dates ----------------------------------------------------------------------------------------

_DATE = re.compile(
    r"(?P<stop>截[至止]到?)?(?P<year>\d{4})年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?|(?P<half>上半年)|(?P<quarter>[一二三]季度))?"
)
_TITLE = re.compile(r"[《〈][^《》〈〉\n]{0,60}$")
_FORWARD = re.compile(r"目标|打算|计划|下一步|思路|安排|建议|展望|部署|举措")
_BACKWARD = re.compile(r"情况|完成|回顾|总结|成效|评估|问题")
#: 2023年工作打算; 完成到2025年达到60%的目标; what only the past has; what has gone on until now.
_PLANNED = re.compile(r"[^,。;\n]{0,8}(?:打算|安排|要点|思路|展望|预算|计划|部署)")
_AIM = re.compile(r"目标|任务|要求")
_DATED = re.compile(
    r"^(?!.*(?:力争|预计|计划|将|拟|争取|确保)).*(?:报名|[比较](?:上|去)年|同比|出台|印发|举办|召开|荣?获|被评|共有|现有|累计|已)"
)
_SINCE = re.compile(
    r"^,?[我全][市省县区](?![^,。;\n]*(?:将|拟|计划|力争|预计|规划|任务|目标))"
    r"[^,。;\n]{0,14}(?:连年|逐年|持续|连续|已|累计|共有)"
)
_PLAN_TITLE = re.compile(r"规划|方案|计划|意见|纲要|办法|通知")
_RANGE = re.compile(r"(?<![\d.])(\d{4})年?(?:-|—{1,2}|–|~|至|到)(\d{4})(?=年|\))")
_DOCUMENT = re.compile(r"[〔\[(](\d{4})[〕\])]\s*第?\d+号")


def _not_after(context: Context) -> date | None:
    """Return the last day on which a report on a year is likely written: the end of the next."""
    code = subject_period(context.text)
    return date(int(code[:4]) + 1, 12, 31) if code else None


def dates(context: Context) -> Iterator[Claim]:
    """No date the report looks back on lies after the report's own date.

    A date may look forward: in a title, after 到, before 前, with words such as 力争 in its
    sentence, under a heading such as 下一步打算, in a document that is itself a plan. Where more
    than three other dates and a fifth of all are late, the report's date is in doubt, not they.
    """
    today = context.report.date or _not_after(context)
    if today is None:
        return
    dated: list[tuple[re.Match[str], bool]] = []
    for match in _DATE.finditer(context.folded):
        line = context.report.line_at(match.start())
        if "|" in line.text or line.text.strip() == match[0].strip():
            continue  # the annex, and the report's date itself
        first = _first_day(match)
        late = first is None or first > today
        if not late or not _looks_forward(context, match, today):
            dated.append((match, late))
    wrong = sum(late for _, late in dated)
    doubtful = wrong > 3 and wrong > len(dated) / 5
    for match, late in dated:
        comment = ""
        if late:
            comment = f"晚于报告日期{today.year}年{today.month}月{today.day}日,疑为笔误"
            if _first_day(match) is None:
                comment = "没有这样的日期"
            elif doubtful:
                comment = "多处日期晚于报告日期,报告日期本身可能有误"
        lead, rest = (
            before(context.text, match.start(), 8),
            following(context.text, match.end(), 12),
        )
        yield Claim(
            f"date/{lead}…{rest}",
            "所述时间不晚于报告日期",
            "date",
            context.text[match.start() : match.end()],
            f"≤ {today:%Y-%m-%d}",
            "0",
            verdict(None if late and doubtful and _first_day(match) else not late),
            comment,
            (match.span(),),
            "dates",
        )


def _first_day(match: re.Match[str]) -> date | None:
    year = int(match["year"])
    if not 1 <= year <= 9999:
        return None
    month = int(match["month"] or 1)
    if match["quarter"]:
        month = 3 * "一二三".index(match["quarter"][0]) + 1
    try:
        return date(year, month, int(match["day"] or 1))
    except ValueError:
        return None


def _looks_forward(context: Context, match: re.Match[str], today: date) -> bool:
    """Say whether a date after the report's own may be meant as one to come."""
    text = context.text
    year = int(match["year"])
    if abs(year - today.year) > 30 or _first_day(match) is None:
        return False
    if re.match(r"截[至止]", text[match.end() : match.end() + 2]):
        return False  # 2032年截至2023年6月底 is said of what has been
    start = max(text.rfind(mark, 0, match.start()) for mark in "。;\n") + 1
    end = min(
        (at for at in (text.find(mark, match.end()) for mark in "。;\n") if at >= 0),
        default=len(text),
    )
    if match["stop"]:  # 截至 looks back, unless its own clause says otherwise
        return looks_ahead(text[match.end() : min(end, match.end() + 12)])
    if _TITLE.search(text, start, match.start()):
        return True
    near = text[max(start, match.start() - 8) : match.start()]
    clause_end = min(
        (at for at in (text.find(mark, match.end()) for mark in ",。;\n") if at >= 0),
        default=len(text),
    )
    clause = text[match.end() : clause_end]
    if re.search(r"\d{4}年?(?:[到至-]|—{1,2})$", near) and _SINCE.search(
        text[clause_end : clause_end + 40]
    ):
        return False  # 2020年至2025年,我市连年提高 in a report of 2023
    if re.search(r"[比较]$", near) and not re.search(r"相比|对比", near):
        return False  # 比2029年增加30个: one compares with what has been
    # 自2024年1月1日起施行, 定于2023年8月召开: known beforehand, but not for long
    if year <= today.year + 2 and (
        near.endswith("定于")
        or re.match(r"起(?!草|步)|(?:正式)?(?:施行|生效)", text[match.end() :][:4])
    ):
        return True
    if near.endswith(("-", "—")) or "前" in text[match.end() : match.end() + 3]:
        return True
    if (year <= today.year + 1 or year % 5 == 0) and re.match(
        r"年?底(?:全面)?(?:实现|建成|完成|达到)", clause
    ):
        return True  # 2025年底实现全覆盖
    if _PLANNED.match(clause) or (near.endswith(("到", "至", "为")) and _AIM.search(clause)):
        return True
    # 到2023年 in a report of 2023 is no plan, and 2032年报名人数达到4249人 is not one for what is
    # said after it.
    ahead = _to_year_past(text[start : clause_end if _DATED.search(clause) else end], today.year)
    if looks_ahead(ahead):
        return True
    return _forward_section(context, match.start())


def _to_year_past(text: str, year: int) -> str:
    """Leave out 到2020年 and the like, up to a year: they are no plans."""
    return re.sub(r"[到至](20\d\d)", lambda found: "" if int(found[1]) <= year else found[0], text)


def _forward_section(context: Context, place: int) -> bool:
    """Say whether a place stands under a heading on what is to come, or in a plan."""
    for style in (1, 0):  # the nearest (一), then the nearest 一、
        headings = list(_STYLES[style][2].finditer(context.text, 0, place))
        if headings:
            title = _after(context, headings[-1].end())
            if _FORWARD.search(title) and not _BACKWARD.search(title):
                return True
    title = context.report.title or context.text[: context.text.find("\n")][:40]
    return bool(_PLAN_TITLE.search(title)) and not re.search(r"评估|总结|报告|自评|公报", title)


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
