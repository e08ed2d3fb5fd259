"""A figure in running text, and the marks of the text it stands in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date

from ..grammar.mention_codes import named_plan
from ..grammar.mentions import Mention
from ..grammar.periods import period


@dataclass(slots=True)
class Figure:
    """A figure in running text.

    Attributes
    ----------
    start, end, text
        The printed number with its scale (``258万``), without its unit.
    value, low, high
        In the base unit; an open end is None.
    step
        The step of the last printed digit, in the base unit; 0 for an exact count.
    unit, qualifier, period, period_basis, relation
        As in `narrative.find_quantities`.
    base_period
        What a change is measured from, if named.
    unit_end
        Where its unit ends.
    clause, clause_start, clause_end, sentence_start, sentence_end, line
        Where it stands; `line` counts from 1.
    lead
        The words between the figure before (or the clause's beginning) and this one.
    cue
        The last of the words that say what it is: 增长, 提高到, 占, 其中, 共 ….
    subject
        The noun phrase it measures, as far as the words near it tell.
    rate
        Whether its unit was put together with 每…: 平方米/百户, 元/人·月.
    """

    start: int
    end: int
    text: str
    value: float
    low: float | None
    high: float | None
    step: float
    unit: str | None
    qualifier: str | None
    unit_end: int
    clause: str
    clause_start: int
    clause_end: int
    sentence_start: int
    sentence_end: int
    line: int
    lead: str
    rate: bool = False
    period: str | None = None
    period_basis: str | None = None
    relation: str = "level"
    base_period: str | None = None
    cue: str = ""
    subject: str = ""


_MARKS = re.compile(  # quotations, titles and brackets are one piece; else (1) a clause ends
    r"《[^《》\n]{0,80}》|“[^“”\n]{1,40}”|\([^()\n]{1,40}\)"
    r"|((?<!\d),|,(?!\d{3}(?!\d))|[;。！!？?\n]|(?<!\d):(?!\d))"
)
_HEADING = re.compile(
    r"\s*(?P<top>[一二三四五六七八九十]{1,3}、)?(?:\([一二三四五六七八九十]{1,3}\))?"
    r"(?:(?P<inline>[^。;,\n]{2,24}。)|[^。;,\n]{2,38}:?$)"
)
_WORK = re.compile("回顾|总结|工作|安排|计划|打算|目标|任务|情况|重点|展望|成效|举措|思路")
_PLAN = re.compile("安排|计划|打算|目标(?!完成|任务完成)|任务(?!完成)|展望|重点|思路|举措")
_NOWISH = re.compile("今年|去年|前年|本年|明年|截至目前|截止目前|到目前|目前|当前|现阶段|如今|现在")
_REACH = 160  # how far back words are looked at: a text without stops must stay linear
_STOPS = frozenset("。！!？?\n")
_RESET = re.compile(
    r"[ \t]{0,8}(?:[一二三四五六七八九十]{1,2}(?:是|、)|[（(][一二三四五六七八九十\d]{1,2}[）)]"
    r"|[①-⑳]|\d{1,2}[.．、](?!\d))"
)


_STANDARD = re.compile(r"以[^。;,\n]{6,20}为标准时[点间]|标准时[点间][是为:][^。;,\n]{6,20}")
_TOP = re.compile(r"\s*[一二三四五六七八九十]{1,3}、")
_SUBHEAD = re.compile(
    r"\n\s*(?:\d{1,2}[.、．]|[((][一二三四五六七八九十\d]{1,2}[))])[^。;,\n]{2,24}\n"
)


class Walk:
    """The marks of a text: clause and sentence ends, lists, wordings of time, the plan named most.

    Parameters
    ----------
    text
        The text.
    mentions
        Its wordings of time.
    anchor
        The document's date.
    subject
        The period its title says it reports on (an SDMX code), if any.
    """

    def __init__(
        self, text: str, mentions: list[Mention], anchor: date | None, subject: str | None
    ) -> None:
        self.text = text
        self.anchor = anchor
        spans: list[tuple[int, int]] = []
        self.ends: list[int] = []
        for match in _MARKS.finditer(text):
            if match[1]:
                self.ends.append(match.start())
            else:
                spans.append(match.span())
        starts = [start for start, _ in spans]
        self.brackets = [span for span in spans if text[span[0]] == "("]

        def around(position: int) -> str:
            """Return the opening mark of the quotation, title or bracket a place lies in."""
            i = bisect_right(starts, position) - 1
            return text[spans[i][0]] if i >= 0 and spans[i][0] < position < spans[i][1] else ""

        self.stops = [p for p in self.ends if text[p] in _STOPS]
        self.newlines = [p for p in self.ends if text[p] == "\n"]
        self.resets = [p + 1 for p in [-1, *self.stops] if _RESET.match(text, p + 1)]
        self.mentions = [
            m for m in mentions if (m.code or anchor is None) and around(m.start) not in ("《", "“")
        ]
        self.now = f"{anchor:%Y-%m}" if anchor else None
        self.default = self.now
        if subject and (anchor is None or anchor > period(subject).end):
            self.default = subject  # a yearbook or summary, written after its year
        self.closing = None  # the year (or half) a summary is written at the end of
        if subject and anchor is not None and subject[:4] == f"{anchor.year}":
            last = period(subject).end
            if (last - anchor).days < 45:
                self.closing = subject
        self.plan = named_plan(text)
        self.standard = self._standard()
        self.reported = self._reported()
        self.sections = self._sections()

    def _sections(self) -> list[tuple[int, tuple[str, bool] | None]]:
        """Find the headings that set a period for what follows: (start, (code, is a plan))."""
        found: list[tuple[int, tuple[str, bool] | None]] = []
        starts = [m.start for m in self.mentions]
        for first, last in zip(
            [0, *(p + 1 for p in self.newlines)], [*self.newlines, len(self.text)], strict=True
        ):
            line = self.text[first : min(last, first + 60)]
            head = _HEADING.match(line)
            if head is None or (not head["inline"] and last - first > 40):
                continue
            inside = self.mentions[
                bisect_left(starts, first) : bisect_left(starts, first + head.end())
            ]
            code = inside[0].code if len(inside) == 1 else None
            # a numbered heading that names a period needs no word for it: 二、2024年一季度进展
            if code and (head["top"] or (first and _WORK.search(head[0]))):
                found.append((first, (code, bool(_PLAN.search(head[0])))))
            elif head["top"]:
                found.append((first, None))
        return found

    def _standard(self) -> str | None:
        """Return the month of the document's standard time (以2020年11月1日零时为标准时点)."""
        for match in _STANDARD.finditer(self.text):
            for mention in self.mentions:
                if match.start() <= mention.start < match.end() and mention.code:
                    return mention.code[:7]
        return None

    def _reported(self) -> list[tuple[int, str | None]]:
        """Find the periods that open a paragraph and hold for its numbered subsections.

        2014年1至9月,受理900件。⏎1、收案情况⏎刑事200件: a span that begins its paragraph is the
        report's until another begins one, or a heading of the first level ends it.
        """
        found: list[tuple[int, str | None]] = []
        lines = [p + 1 for p in self.newlines]
        starts = [m.start for m in self.mentions]
        for first in [0, *lines]:
            i = bisect_left(starts, first)
            mention = self.mentions[i] if i < len(starts) else None
            if mention and mention.start - first <= 4 and mention.role == "at" and mention.code:
                span = "/" in mention.code or "-" in mention.code or len(mention.code) == 4
                if mention.basis == "explicit" and span and len(mention.code) < 10 + 6:
                    found.append((first, mention.code))
            elif _TOP.match(self.text, first):
                found.append((first, None))
        return found

    def reported_at(self, position: int) -> str | None:
        """Return the reported period a numbered subsection stands under, or None."""
        i = bisect_right(self.reported, (position, "~")) - 1
        if i < 0 or self.reported[i][1] is None:
            return None
        first, code = self.reported[i]
        return code if _SUBHEAD.search(self.text, first, position) else None

    def section_at(self, position: int) -> tuple[str, bool] | None:
        """Return the period its section's heading names and whether it is a plan, or None."""
        i = bisect_right(self.sections, (position, ("~", True))) - 1
        return self.sections[i][1] if i >= 0 else None

    def bracket_end(self, position: int) -> int | None:
        """Return where the bracket that a place stands in closes, None outside of one."""
        i = bisect_right(self.brackets, (position, len(self.text))) - 1
        if i >= 0 and self.brackets[i][0] < position < self.brackets[i][1]:
            return self.brackets[i][1]
        return None

    def plan_near(self, figure: Figure) -> tuple[int, int] | None:
        """Return the years of the plan named in a figure's sentence, or else most in the text."""
        start = max(figure.sentence_start, figure.start - 2 * _REACH)
        end = min(figure.sentence_end, figure.unit_end + 2 * _REACH)
        return named_plan(self.text[start:end]) or self.plan

    def bounds(self, position: int, marks: list[int]) -> tuple[int, int]:
        """Return where the stretch between two marks that holds a position begins and ends."""
        i = bisect_left(marks, position)
        return (marks[i - 1] + 1 if i else 0), (marks[i] if i < len(marks) else len(self.text))

    def before(self, figure: Figure) -> str:
        """Return the words of a figure's clause before it, the last 160 at most."""
        return self.text[max(figure.clause_start, figure.start - _REACH) : figure.start]

    def reset_between(self, start: int, end: int) -> bool:
        """Whether a list item begins after `start` and up to `end`."""
        i = bisect_right(self.resets, start)
        return i < len(self.resets) and self.resets[i] <= end

    def line(self, position: int) -> int:
        """Return the 1-based line of a position."""
        return bisect_left(self.newlines, position) + 1
