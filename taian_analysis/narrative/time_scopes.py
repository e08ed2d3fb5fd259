"""The periods that hold for more than a sentence: of the document, a section, a paragraph.

Scopes are a stack: the document, its headings by their level, a line that leads a list in
(一年来,我们做了以下工作:), the paragraph. Each may name a period; where a figure's own sentence
names none, the innermost that does is meant. A document's own is that of its standard time, of
what it says it reports on, or of the wording it opens with; a paragraph that opens with a later
period, beside the one in force, takes its place for those after it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from ..base import catalog
from ..grammar.marks import PART, SECTION, mark_level
from ..grammar.mentions import Mention
from ..grammar.periods import is_part, period
from .topics import Scope, Topic

_WORDS: dict[str, str] = catalog.load("periods")["scopes"]
_HEADING = re.compile(
    rf"\s{{0,20}}(?P<top>{SECTION})?(?:{PART})?"
    r"(?:(?P<inline>[^。;,\n]{2,24}。)|[^。;,\n]{2,38}:?$)"
)
_LEFT_OVER = re.compile(catalog.load("periods")["figures"]["left_over"])
_WORK, _REPORTS = re.compile(_WORDS["work"]), re.compile(_WORDS["reports"])
_PLAN, _REVIEW = re.compile(_WORDS["plan"]), re.compile(_WORDS["review"])
_PLANNED, _TOLD = re.compile(_WORDS["planned"]), re.compile(_WORDS["told"])
_BULLETIN, _OF_STANDARD = re.compile(_WORDS["bulletin"]), re.compile(_WORDS["of_standard"])
_LEADS, _ITEM = re.compile(_WORDS["leads"]), re.compile(_WORDS["item"])
_SPAN, _SINCE = re.compile(_WORDS["years"]), re.compile(r"\d{4}/\d{4}-\d\d")  # 2006年以来
_UP_TO, _COUNTS = re.compile(_WORDS["up_to"]), re.compile(_WORDS["counts"])
_AROUND = " \t\u3000:,。;"
_DIGIT, _DAY_ALONE = re.compile(r"\d"), re.compile(r"\d{1,2}[日号]")
_FIGURE = re.compile(r"\d\s?(?:%|‰|[万亿元]|个百分点)")
_LED_IN = 100  # of a sentence that leads items in
_LEAD_IN = 16  # characters that may lead in what a paragraph opens with
_SENTENCE = re.compile(r"[。;,]")
_STANDARD, _TAG = re.compile(_WORDS["standard"]), re.compile(_WORDS["tag"])
_CENSUS_NAMED, _OPENING = re.compile(_WORDS["census"]), 120
_CENSUSES: dict[str, str] = catalog.load("periods")["censuses"]
_MEANT = re.compile(_WORDS["meant"])
#: What may stand between the beginning of a paragraph and the wording that opens it.
_LEAD = re.compile(_WORDS["lead_in"])
_DAY = len("2023-07-11")  # of a code that is a single day
_YEARS = re.compile(r"\d{4}/.*")  # holds past its sentence only for a document or section
_RECENT = 9  # months after its end that a document still reports on a period
_SPRING, _SAID = 4, 60  # for what a year's end opens; for what the document says it is of
_CENSUS = 30  # for a year after which the text names no other
_TELLING = 100  # characters of a text whose silence on later times says something
_DOCUMENT, _ITEMS = 0, 5  # how deep the document and items without a number (一是) stand


class TimeScopes:
    """The periods in force at each line of a text.

    Parameters
    ----------
    text
        The text, in half-width forms.
    mentions
        Its wordings of time.
    newlines
        Where its lines end.
    anchor
        The document's date, if it has one.
    reporting
        The period a title or 报告期 says it reports on.
    """

    def __init__(
        self,
        text: str,
        mentions: Sequence[Mention],
        newlines: Sequence[int],
        anchor: date | None,
        reporting: str | None = None,
    ) -> None:
        self.text, self.mentions, self.anchor = text, mentions, anchor
        self._starts = [m.start for m in mentions]
        self._begins: list[int] = []
        self._topics: list[tuple[Topic | None, Topic | None]] = []
        known = self._standard()
        if reporting and not (known and is_part(known, reporting)):
            known = reporting
        self._stack = [Scope(_DOCUMENT, Topic(known) if known else None, known is not None)]
        #: the document's own period, if it has one
        self.document = self._stack[0].topic
        codes = (m.code for m in mentions if m.code and len(m.code) != _DAY)
        self._last = max((code[:4] for code in codes), default="")
        self._new = False  # whether the section's first paragraph is
        self._fresh = True  # whether the document's first paragraph is still to come
        lines = list(zip([0, *(p + 1 for p in newlines)], [*newlines, len(text)], strict=True))
        for (first, last), after in zip(lines, [*lines[1:], (len(text), len(text))], strict=True):
            self._read(first, last, after[0])

    def at(self, position: int) -> Topic | None:
        """Return the innermost period in force at a place, its paragraph's first."""
        i = bisect_right(self._begins, position) - 1
        if i < 0:
            return None
        paragraph, section = self._topics[i]
        if paragraph is None:
            return section
        planned = section is not None and section.plan
        years = _YEARS.fullmatch(paragraph.code) and not (paragraph.whole or planned)
        return section if years else paragraph

    def section(self, position: int) -> Topic | None:
        """Return the period of the section or document a place lies in, if it names one."""
        i = bisect_right(self._begins, position) - 1
        return self._topics[i][1] if i >= 0 else None

    def _read(self, first: int, last: int, after: int) -> None:
        """Take in a line: a heading, a line that leads a list in, or a paragraph."""
        line = self.text[first : min(last, first + 200)]
        paragraph = None
        if line.strip():
            level = mark_level(line)
            leads = self._alone(first, last, after) or self._heading(first, last, level)
            if not leads and not self._leads_in(first, last, after):
                if level:
                    self._enter(Scope(level, None, False))
                paragraph = self._opens(first, last, line)
            paragraph = paragraph or self._of_what_follows(first, last, after)
        self._begins.append(first)
        self._topics.append((paragraph, self._section()))

    def _section(self) -> Topic | None:
        return next((s.topic for s in reversed(self._stack) if s.topic or s.blocks), None)

    def _enter(self, scope: Scope) -> None:
        while len(self._stack) > 1 and self._stack[-1].level >= scope.level:
            self._stack.pop()
        self._stack.append(scope)
        self._new = True

    def _within(self, first: int, last: int) -> Sequence[Mention]:
        return self.mentions[bisect_left(self._starts, first) : bisect_left(self._starts, last)]

    def _heading(self, first: int, last: int, level: int) -> bool:
        """Enter a heading's scope; a numbered one needs no word for it: 二、2024年一季度进展."""
        head = _HEADING.match(self.text[first : min(last, first + 60)])
        if head is None or (not head["inline"] and last - first > 40):
            return False
        inside = self._within(first, first + head.end())
        code = inside[0].code if len(inside) == 1 else None
        named = bool(head["top"]) or bool((_WORK if first else _REVIEW).search(head[0]))
        if code and named and self._plausible(code, head[0]):
            years = inside[0].basis == "plan" or bool(_SPAN.search(head[0]))
            topic = Topic(code, bool(_PLAN.search(head[0])), headed=True, years=years)
            self._enter(Scope(level or 1, topic, True))
        elif level:
            self._enter(Scope(level, None, False))
        else:
            return False
        return not head["inline"]

    def _plausible(self, code: str, head: str) -> bool:
        """Whether a heading's period is over, or the heading is of plans."""
        return not self.later(code) or bool(_PLAN.search(head))

    def _alone(self, first: int, last: int, after: int) -> bool:
        """Enter the scope of a line that says no more than up to when things are counted."""
        line = self.text[first : min(last, first + 40)].strip(_AROUND)
        inside = self._within(first, last) if _COUNTS.match(line) else ()
        if len(inside) != 1 or not inside[0].code or last - first > 40:
            return False
        if not _COUNTS.fullmatch(line.replace(self.text[inside[0].start : inside[0].end], "")):
            return False
        level = mark_level(self.text[after : after + 40])
        self._enter(Scope((level or _ITEMS) - 0.5, Topic(inside[0].code, headed=True), True))
        return True

    def _leads_in(self, first: int, last: int, after: int) -> bool:
        """Enter the scope of a line that leads items in with a period (一年来,…以下工作:).

        Whether nothing else is in the line: it may also be the last sentence of a paragraph.
        """
        if not _LEADS.search(self.text, max(first, last - 12), last):
            return False
        level = mark_level(self.text[after : after + 40])
        if not level and not _ITEM.match(self.text, after):
            return False
        begin = self.text.rfind("。", first, last - 1) + 1 or first
        inside = [m for m in self._within(begin, last) if m.role in ("at", "until") and m.code]
        if not inside or (last - begin > _LED_IN and inside[0].start > begin + 2):
            return False
        led = self.text[inside[0].start - 1] == ","  # 根据抽样调查,2017年粮食产量如下:
        if inside[0].start - begin > 12 and not led:
            return False
        code = inside[0].code or ""
        plan = self.later(code) or (
            self._current(code) and bool(_MEANT.search(self.text, begin, last))
        )
        self._enter(Scope((level or _ITEMS) - 0.5, Topic(code, plan), True))
        return begin == first

    def _of_what_follows(self, first: int, last: int, after: int) -> Topic | None:
        """Return the time of a heading's figures: 一、广义货币增长10.1%⏎3月末,…."""
        if last - first > 40 or self._within(first, last) or self.text[last - 1 : last] == "。":
            return None
        if not _FIGURE.search(self.text, first, last):
            return None
        mention = next(iter(self._within(after, after + _LEAD_IN)), None)
        if mention is None or mention.role != "at" or not mention.code:
            return None
        opens = _LEAD.fullmatch(self.text, after, mention.start)
        return Topic(mention.code) if opens and len(mention.code) != _DAY else None

    def _opens(self, first: int, last: int, line: str) -> Topic | None:
        """Return the period a paragraph opens with, and give it to those after it if it leads."""
        if not _SENTENCE.search(line):
            return None  # a title, a table's line
        if tag := _TAG.match(line):  # 新华社北京7月6日电
            first, line = first + tag.end(), line[tag.end() :]
        inside = self._within(first, last)
        opening = self._opening(first, inside)
        if self._fresh:
            told = (
                self._plans(first, inside)
                or opening
                or self._reports(first, line, inside)
                or self._first(first, inside)
            )
            days = [m for m in inside if m.code and len(m.code) == 10]
            dated = bool(days) and len(line) < 60 and len(days) == len(inside)
            self._fresh = told is None and (dated or not re.search(r"\d", line))
            if told and not self._stack[0].headed:
                self._stack[0], self.document = Scope(_DOCUMENT, told, False), told
        elif opening:
            self._succeed(opening)
        self._new = False
        return self._span_of_years(first, last, inside) or opening

    def _span_of_years(self, first: int, last: int, inside: Sequence[Mention]) -> Topic | None:
        """Let 过去五年 in a paragraph without figures hold for those after it.

        It opens the paragraph, or a sentence of one that leads items in. Where only the document's
        date would settle it, what held is held no more. Where the paragraph's first sentence alone
        is without figures, it holds for the rest of that paragraph.
        """
        for mention in inside:
            told = self.text[mention.start : mention.end]
            since = self.anchor and mention.code and _SINCE.fullmatch(mention.code)
            if not since and (mention.basis != "relative" or not _SPAN.search(told)):
                continue
            if "/" not in (mention.code or "/"):
                continue
            opens = _LEAD.fullmatch(self.text, first, mention.start)
            leads = _ITEM.match(self.text, last + 1) and self.text[mention.start - 1] in "。!"
            topic = Topic(mention.code, years=True) if mention.code else None
            told_here = _DIGIT.search(self.text, mention.end, last)
            if since and not (opens and told_here):
                continue  # 2006年以来 says nothing of the paragraphs that follow
            if told_here or not (opens or leads):
                stop = self.text.find("。", mention.end, last)
                own = opens and told_here and 0 <= stop < told_here.start()
                return topic._replace(whole=True) if own and topic else None
            self._stack[-1] = Scope(self._stack[-1].level, topic, True, blocks=True)
            return None
        return None

    def _succeed(self, opening: Topic) -> None:
        """Let a later period, beside the one in force, take its place for what follows.

        Where none is, that which a section's first paragraph opens with is the section's. So does
        all of a half-year after its last quarter: 二季度…。⏎上半年….
        """
        scope, held = self._stack[-1], self._section()
        if scope.headed:
            return
        if held is None:
            if self._new and len(self._stack) > 1 and not _YEARS.fullmatch(opening.code):
                self._stack[-1] = Scope(scope.level, opening, False)
        elif period(opening.code).start > period(held.code).end or _is_more(opening, held):
            self._stack[-1] = Scope(scope.level, opening, False)

    def _opening(self, first: int, inside: Sequence[Mention]) -> Topic | None:
        """Return the period of the wording a paragraph begins with, None where it has none."""
        mention = next(iter(inside), None)
        if mention is None or mention.role in ("base", "from"):
            return None
        if self._is_point(mention) or _LEFT_OVER.match(self.text, mention.end):
            return None  # what there is at a date says nothing of what was done
        if mention.start - first > 4 and not _LEAD.fullmatch(self.text, first, mention.start):
            return None
        return self._taken(mention)

    def _first(self, first: int, inside: Sequence[Mention]) -> Topic | None:
        """Return the period that the first paragraph's first sentence with a number opens with.

        One that says up to when something was counted (截至4月29日,共有…) is passed over.
        """
        point = bool(inside) and self._is_point(inside[0])
        for place, mention in enumerate(inside[:2]):
            before = self.text[first : mention.start].rstrip()
            for other in reversed(inside[:place]):
                before = before[: other.start - first] + before[other.end - first :]
            figures = _DIGIT.search(_DAY_ALONE.sub("", before))
            opens = before.endswith(("。", ";")) or _TOLD.search(before) is not None
            opens = opens and (place > 0 if point else not figures)
            if opens and mention.role not in ("base", "from") and mention.start - first <= 160:
                return self._taken(mention)
        return None

    def _is_point(self, mention: Mention) -> bool:
        """Whether a wording says up to when something was counted (截至4月底)."""
        return _UP_TO.search(self.text, max(0, mention.start - 3), mention.start) is not None

    def _plans(self, first: int, inside: Sequence[Mention]) -> Topic | None:
        """Return the goal's year of a text on a plan: …规划》明确,到2025年."""
        for mention in inside:
            led = _PLANNED.search(self.text, max(first, mention.start - 40), mention.start)
            if led and mention.code and (self.anchor is None or self.later(mention.code)):
                return Topic(mention.code, plan=True)
        return None

    def _reports(self, first: int, line: str, inside: Sequence[Mention]) -> Topic | None:
        """Return the period a document says it reports on: 报告2019年度预算执行情况."""
        for found in _REPORTS.finditer(line):
            for mention, after in zip(inside, [*inside[1:], None], strict=False):
                if found.start() <= mention.start - first < found.end():
                    own = self.anchor and mention.code == f"{self.anchor.year}"
                    if after and f"{after.code}".endswith(f"/{mention.code}"):
                        return self._taken(after, _SAID)  # 公布5月数据。数据显示,前5个月,…
                    return Topic(f"{mention.code}") if own else self._taken(mention, _SAID)
        told = _BULLETIN.search(line)
        year = told["inside"] or told["before"] or told["bare"] if told else ""
        over = year and (self.anchor is None or int(year) < self.anchor.year)
        return Topic(year) if over else None

    def _taken(self, mention: Mention, recent: int = _RECENT) -> Topic | None:
        """Return the topic that an opening wording makes, None where it makes none.

        It must be over, for no longer than some months, and no span up to the document's own.
        """
        code = mention.code
        if not code or mention.basis == "plan" or len(code) == 10:
            return None
        if self.text.startswith("来", mention.end):
            return None  # 今年来
        told = self.text[mention.start : mention.end]
        if re.fullmatch(r"\d{4}-12", code) and "月" not in told:
            code, recent = code[:4], _SPRING  # 2022年末 opens a report on 2022
        years = mention.basis == "relative" and bool(_SPAN.search(told))
        if self.anchor is None:
            return Topic(code)
        if code == f"{self.anchor.year}" and self.anchor.month <= 2:
            return Topic(code, plan=True)
        if code == f"{self.anchor:%Y-%m}":
            return None  # 现在
        end = period(code).end
        if len(self.text) > _TELLING and self.looks_back(code[:4]):
            recent = max(recent, _CENSUS)
        age = 12 * (self.anchor.year - end.year) + self.anchor.month - end.month
        running = age == 0 and "/" in code and end > self.anchor
        return Topic(code, years=years) if 0 <= age <= recent and not running else None

    def looks_back(self, year: str) -> bool:
        """Whether the text names no time that begins after a year.

        Days apart, which are of its own making or of an event. A plan or a run of years that the
        year is the first of (“十四五”, of 2021) is no later time.
        """
        return self._last <= year

    def _current(self, code: str) -> bool:
        return self.anchor is None or code[:4] == f"{self.anchor.year}"

    def later(self, code: str) -> bool:
        """Whether a period ends after the document's month."""
        if self.anchor is None:
            return False
        end = period(code).end
        return (end.year, end.month) > (self.anchor.year, self.anchor.month)

    def _standard(self) -> str | None:
        """Return the month of the document's standard time (以2020年11月1日零时为标准时点).

        So is that of a census of people, where the document opens with one.
        """
        if not _OF_STANDARD.search(self.text):
            named = _CENSUS_NAMED.search(self.text, 0, _OPENING)
            return _CENSUSES[named["census"]] if named else None
        for match in _STANDARD.finditer(self.text):
            for mention in self._within(match.start(), match.end()):
                if mention.code:
                    return mention.code[:7]
        return None


def _is_more(opening: Topic, held: Topic) -> bool:
    """Whether a period goes up to the same day as another, of the same year, and is the longer."""
    one, other = period(opening.code), period(held.code)
    return one.end == other.end and one.start < other.start and one.start.year == other.start.year
