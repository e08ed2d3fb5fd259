"""Numbering without gaps, and as long as is said before it: 三项任务 over 一、, 二、 and 三、."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..base.phrases import say
from ..base.vocabulary import near, pattern
from ..grammar.chars import line_of
from ..grammar.marks import NUMERAL
from ..grammar.numerals import chinese_number, whole_number
from .claim_words import words
from .claims import Claim, Context, Span, claimed
from .counts import count_claim
from .told import says, titled

_POINT = re.compile(rf"(?P<n>{NUMERAL})是")
#: what a point begins after
_OPENS = frozenset("\n。;；,，:：")
#: Styles of numbering, from the outermost in; each opens its own sequences under those before it.
_STYLES = (
    ("section", re.compile(rf"^[ \t\u3000]*(?P<n>{NUMERAL})、", re.M)),
    ("part", re.compile(rf"^[ \t\u3000]*[(（](?P<n>{NUMERAL})[)）]", re.M)),
    ("heading", re.compile(rf"^[ \t\u3000]*(?P<n>{NUMERAL})是", re.M)),
    (
        "item",
        re.compile(
            r"(?:^[ \t\u3000]*|(?<=。)[ \t]*)(?P<n>\d{1,2})[.．、] ?"
            r"(?=[\u4e00-\u9fff“‘《『「【(]|\d{1,4}[年月日])",
            re.M,
        ),
    ),
    ("circled", re.compile(r"(?P<n>[①-⑳])(?<![①-⑳、].)(?![①-⑳、])")),
    ("point", _POINT),
)
#: a numeral where a list may tell it another way: 三、, 第三,
_TOLD = {"item": re.compile(r"(?<![\d.])(?P<n>\d{1,2})[.．、)）]"),
         "point": re.compile(rf"(?P<n>{NUMERAL})[是、，,.．)）]")}  # fmt: skip
#: styles of a document's own parts, of which an excerpt may leave one out
_OUTER = ("section", "part")
_NEXT, _LAST = pattern("counts", "next_in_words"), pattern("counts", "last_in_words")
_ANNOUNCED, _BESIDES = pattern("counts", "announced"), pattern("counts", "besides")
_OUTLINE = pattern("counts", "outline")
_ABOVE, _SO_ON = pattern("counts", "above"), pattern("counts", "so_on")
_FEW, _BEFORE = 3, 60  # so many items are counted; signs before them that may say how many


@dataclass(slots=True)
class _Sequence:
    """A run of numbers of one style: what it began under, the numbers and where they stand."""

    style: str
    under: str
    numbers: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


def _value(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    return chinese_number(text)


def _points(text: str) -> Iterator[re.Match[str]]:
    """Yield the points of running text (一是): each opens a line, a sentence or a clause."""
    for match in near(_POINT, text, "是", 3, 1):
        start = match.start()
        while start and text[start - 1] in " \t":
            start -= 1
        if not start or text[start - 1] in _OPENS:
            yield match


def _matches(style: int, context: Context) -> Iterator[re.Match[str]]:
    """Yield where a style's pattern fits, tried only where one of its marks can stand."""
    (name, marks), text = _STYLES[style], context.text
    if name == "point":
        yield from _points(text)
    elif name == "circled":
        yield from marks.finditer(text)
    else:
        places = [line.start for line in context.report.lines]
        if name == "item":
            places += [match.end() for match in re.finditer("。", text)]
        yield from filter(None, (marks.match(text, place) for place in places))


def _marks(context: Context) -> list[tuple[int, int, int, int]]:
    """Return (start, end, style, number) of every list number, in order."""
    out: dict[int, tuple[int, int, int, int]] = {}
    for style in range(len(_STYLES)):
        for match in _matches(style, context):
            line = context.report.line_at(match.start("n"))
            number = _value(match["n"])
            if number is None or "|" in line.text or "\t" in line.text:
                continue
            if _within_cell(context, line.number - 1):
                continue
            # 一是… that opens a paragraph and is alone in it is a heading; several are points.
            if _STYLES[style][0] == "heading" and len(list(_points(line.text))) > 1:
                continue
            out.setdefault(match.start("n"), (match.start("n"), match.end("n"), style, number))
    return [out[key] for key in sorted(out)]


#: so many lines of a cell are looked back and ahead over
_CELL_LINES = 8


def _within_cell(context: Context, n: int) -> bool:
    """Whether a line goes on with a cell that a pipe opens above it and one ends below it."""
    lines = context.report.lines
    above = next((t for t in reversed(lines[max(0, n - _CELL_LINES) : n]) if "|" in t.text), None)
    below = any("|" in t.text for t in lines[n + 1 : n + 1 + _CELL_LINES])
    text = above.text.strip() if above is not None else ""
    return below and text.startswith("|") and text != "|" and not text.endswith("|")


def sequences(context: Context) -> Iterator[Claim]:
    """Every numbering runs 1, 2, 3 … without a gap.

    A number that goes on with an open list of its style belongs to that list, and the lists opened
    after it are closed; a 1 opens a list within those that are open.
    """
    stack: list[_Sequence] = []
    done: list[_Sequence] = []
    for start, end, style, number in _marks(context):
        name = _STYLES[style][0]
        mine = [place for place, s in enumerate(stack) if s.style == name]
        going_on = [place for place in mine if stack[place].numbers[-1] + 1 == number]
        if number == 1 or not mine:
            stack.append(_Sequence(name, _title(context, stack)))
        else:
            place = (going_on or mine)[-1]
            done.extend(stack[place + 1 :])
            del stack[place + 1 :]
        stack[-1].numbers.append(number)
        stack[-1].spans.append((start, end))
    found = sorted([*done, *stack], key=lambda s: s.spans[0])
    whole = [s for s in found if s.numbers == list(range(1, len(s.numbers) + 1))]
    for sequence in found:
        if sequence.numbers != [1]:
            yield _judge(context, sequence)
        if sequence in whole:
            yield from _announced(context, sequence)
    yield from _summed_up(context, found, whole)


def _announced(context: Context, sequence: _Sequence) -> Iterator[Claim]:
    """抓好三项任务。⏎一、…⏎二、…⏎三、…: as many items as are announced right before them."""
    (first, _), (last, mark_end) = sequence.spans[0], sequence.spans[-1]
    begin = max(0, first - _BEFORE)
    told = context.text[begin:first].rstrip("( \t\n")
    match = _ANNOUNCED.search(re.split(r"[。;\n]", told[:-1])[-1] + told[-1:])
    said, many = whole_number(match["n"]) if match else None, len(sequence.numbers)
    if match is None or said is None or many < _FEW:
        return
    if abs(said - many) > 1 and not told.endswith(":"):
        return
    fine: bool | None = said == many
    _, end = line_of(context.text, last)
    if many < said and _LAST.search(context.text, mark_end, end):
        return  # 三是…;最后一种是…
    if many < said and _SO_ON.search(context.text, mark_end, end):
        return  # 三是…,等等
    if many != said and any(_OUTLINE.search(after(context, end)) for _, end in sequence.spans):
        return  # 查处案件4件。⏎一、基本情况⏎二、主要做法⏎三、…: the text's own parts, and no cases
    if many > said and _BESIDES.search(after(context, mark_end)):
        fine = None  # 五、保障措施 is none of the tasks
    at = begin + len(told) - match.end() + match.start("n")
    topic = words(match.string[match.end("n") :])
    yield _count(context, topic, (at, at + len(match["n"])), many, fine)


def _summed_up(context: Context, found: list[_Sequence], whole: list[_Sequence]) -> Iterator[Claim]:
    """(一)…;⏎(二)…。⏎以上两类问题: as many as the list right before, or one that ended before it.

    What an item goes on with in a line of its own, or says of itself, is of the item.
    """
    for match in near(_ABOVE, context.text, "上", 8, 8):
        place, said = match.start("n"), whole_number(match["n"])
        last = max((s for s in found if s.spans[0][0] < place), default=None,
                   key=lambda s: max(start for start, _ in s.spans if start < place))  # fmt: skip
        if said is None or last not in whole or last.spans[-1][0] > place:
            continue
        lines = context.text.count("\n", last.spans[-1][0], match.end())
        ended = [s for s in whole if s.spans[-1][0] < place and len(s.numbers) == said]
        many = said if ended else len(last.numbers)
        if many >= _FEW and lines == (last.style != "point"):
            topic = words(context.text[match.end() : match.end() + 12])
            yield _count(context, topic, match.span("n"), many, many == said)


def _count(context: Context, topic: str, span: Span, many: int, fine: bool | None) -> Claim:
    """Claim that a list has as many items as are said at a place."""
    said = context.text[slice(*span)]
    return count_claim(
        context, "enumerated", topic, titled("claim.enumerated", topic), said,
        says("reckoned.listed_items", n=many), fine, [span],
        says("remark.listed", n=many, said=said),
    )  # fmt: skip


def _is_told(style: str, number: int, text: str) -> bool:
    """Whether a number that a list lacks is printed in another place or way: 21.5+2就业之家."""
    found = _TOLD[style].finditer(text) if style in _TOLD else ()
    return any(_value(match["n"]) == number for match in found)


def _title(context: Context, stack: list[_Sequence]) -> str:
    """Return the title a new list stands under."""
    return after(context, stack[-1].spans[-1][1]) if stack else ""


def heading(context: Context, level: int, place: int) -> str:
    """Return the title before a place of the outermost (0) or second (1) style of numbering."""
    styled = _STYLES[level][1]
    ends = context.once(
        f"headings-{level}", lambda: [m.end() for m in styled.finditer(context.text)]
    )
    at = bisect_right(ends, place)
    return after(context, ends[at - 1]) if at else ""


def after(context: Context, place: int) -> str:
    """Return the words after a list number, to the end of their sentence."""
    words_after = re.split(r"[。,，;；\n]", context.text[place : place + 40], maxsplit=1)[0]
    return words_after.strip("、.．)）是 \t")


def _judge(context: Context, sequence: _Sequence) -> Claim:
    numbers, spans = sequence.numbers, sequence.spans
    marks = [context.text[start:end] for start, end in spans]
    gap = next((i for i, n in enumerate(numbers) if n != (numbers[i - 1] if i else 0) + 1), None)
    first = after(context, spans[0][1])
    topic = words(sequence.under, 40)[:14] + "/" + words(first, 40)[:10]
    comment, shown = "", tuple(spans[:1] + spans[-1:])
    fine: bool | None = gap is None
    inline = sequence.style == "heading"  # 一是 of a paragraph may go on inside it
    if gap == 0:
        comment = says("remark.begins_at", mark=marks[0])
        # 4、2、3: the first mark is wrong. 3、4 may be an excerpt.
        runs_on = numbers[1:] == list(range(2, len(numbers) + 1))
        earlier = context.text[context.text.rfind("\n", 0, spans[0][0]) + 1 : spans[0][0]]
        slip = len(numbers) > 1 and runs_on and not _is_told(sequence.style, 1, earlier)
        fine = False if slip else None
    elif gap is not None:
        shown = tuple(spans[gap - 1 : gap + 1])
        comment = says("remark.followed_by", one=marks[gap - 1], other=marks[gap])
        # one number is left out by a slip; several, or a step back, are of two lists in one
        between = context.text[spans[gap - 1][1] : spans[gap][0]]
        told = _is_told(sequence.style, numbers[gap] - 1, between)
        told = told or (sequence.style == "point" and _NEXT.search(between) is not None)
        whole = context.report.title or context.report.date
        # of a document's own parts an excerpt leaves one out, and 一、, 三、 alone are an excerpt's
        outer, few = sequence.style in _OUTER or not sequence.under, len(numbers) < _FEW
        cut = outer and (not whole or (few and sequence.style in _OUTER))
        fine = None if inline or told or cut or numbers[gap] - numbers[gap - 1] != 2 else fine
    title = titled(
        "claim.sequences",
        sequence.under or say("numbering.whole", "zh"),
        name=say(f"numbering.{sequence.style}", "zh"),
    )
    return claimed(
        context, "sequences", (), f"numbering/{sequence.style}/{topic}", title,
        says("reckoned.in_sequence", n=len(numbers)), fine, comment, stated="、".join(marks),
        more=shown,
    )  # fmt: skip


RULES = (sequences,)
