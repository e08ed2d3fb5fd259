"""What holds at a place of a text: the wordings of time in force there, sentence by sentence.

Inside a sentence the last wording holds; it is carried into the sentences after it in the same
paragraph, unless a list item begins or it is a span (今年以来). A wording that is compared with
(比2020年) or moved from (由2020年的) says nothing about what follows, one in a bracket holds until
that closes, and the period beside the one spoken of (上年同期为…) to the end of its clause. A part
of the period a sentence opens with (其中二季度) gives that back when the sentence ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ..base import catalog
from ..base.vocabulary import acts
from ..grammar.marks import mark_level
from ..grammar.mention_codes import number, quarter_before
from ..grammar.mentions import Mention
from ..grammar.periods import is_part, of_parts, same_part, years_of
from .figure_asides import DAY, lent_until, names_days
from .figures import Walk, words

_NORM, _TASK, _OF_WHOLE = words("norm"), words("task"), words("of_whole")
_MULTIPLE, _BACK, _SHARE_OF = words("multiple"), words("back"), words("share_of")
_OF_IT, _SAME_TIME, _WITHIN_IT = words("of_it"), words("same_time"), words("within_it")
_DONE, _GOES_ON, _MEASURE = words("done"), words("goes_on"), words("measure")
_AND, _COUNTED, _ITS_NUMBER = words("joined"), words("counted"), words("its_number")
_MOVES_FROM = re.compile(r"[^,。;]{0,24}\d")
_UP_TO = re.compile(catalog.load("periods")["scopes"]["up_to"])


@dataclass(slots=True)
class State:
    """What holds at a place: the sentence, the wordings in force, and what was carried into it.

    Attributes
    ----------
    sentence, paragraph
        Where they begin.
    code, basis, until, start
        The wording in force: its period, its basis, whether it is a limit, whether 起 follows.
    governed
        Whether a figure took it; `event`: it is a single day, on which something happened.
    lead
        The period the sentence opens with; `leading`: whether that is the one in force.
    carried, once, opened
        What the sentences before hand on; for one sentence only; a span that opened its own.
    unknown
        A wording only the document's date would settle was met.
    now
        The sentence turned from what is planned to what there is, as of the document.
    aside
        A bracket or clause that lends its own period: where it ends, and what held before.
    listed, used
        Wordings listed one after another (2021年、2022年), and how many figures took theirs.
    origin, base
        What is moved from, and compared with.
    before
        What held before the wording in force.
    whole, parts
        What held as the sentence began, and how many of its wordings are parts of that, one after
        another (分季度看,一季度…,二季度…).
    years
        The run of years named last in the paragraph, which 五年新增 of as many years means.
    led
        Whether its line is of a list that a line before it led in (…。其中:).
    """

    sentence: int = -1
    paragraph: int = -1
    code: str | None = None
    basis: str = ""
    until: bool = False
    governed: bool = False
    event: bool = False
    start: bool = False
    leading: bool = False
    opened: bool = False
    lead: str | None = None
    carried: str | None = None
    once: bool = False
    unknown: bool = False
    now: bool = False
    aside: _Aside | None = None
    listed: list[Mention] = field(default_factory=list)
    used: int = 0
    origin: Mention | None = None
    base: Mention | None = None
    before: tuple[str, str] | None = None
    whole: str | None = None
    parts: int = 0
    years: str | None = None
    led: bool = False

    def enter(self, walk: Walk, position: int) -> None:
        """Enter the sentence of a position, if it is a new one: decide what is carried into it."""
        start = walk.bounds(position, walk.stops)[0]
        if start == self.sentence:
            return
        self.close(start)
        paragraph = walk.bounds(position, walk.newlines)[0]
        self.years = self.years if paragraph == self.paragraph else None
        self.unknown = self.unknown and paragraph == self.paragraph and not self.code
        self._carry(walk, start, paragraph)
        self._limit_span(walk, start)
        self.sentence, self.paragraph = start, paragraph
        self.whole, self.parts = self.carried, 0
        self.drop()
        self.governed, self.lead = False, None
        self.aside, self.now = None, False
        self.used, self.origin, self.base, self.before = 0, None, None, None

    def _carry(self, walk: Walk, start: int, paragraph: int) -> None:
        """Hand on the period of a sentence to the next."""
        new = paragraph != self.paragraph and not _runs_on(walk.text, self.paragraph, paragraph)
        new = new and not self._is_led(walk, paragraph)
        new = new or walk.reset_between(self.sentence, start)
        on = _SAME_TIME.match(walk.text, start) or (
            _WITHIN_IT.match(walk.text, start) and walk.scopes.at(start) is None
        )
        if new and not on:
            self.carried = None
        elif self.code is not None:
            close = walk.bounds(self.sentence, walk.stops)[1] + 1 == start
            keeps = not self.start and (self.governed or (close and not self.event))
            part = self.lead is not None and is_part(self.code, self.lead)
            part = part and not _OF_IT.match(walk.text, start)
            held = self.carried if self.start else None  # 今年起,… leaves what was spoken of
            self.carried = (self.lead if part else self.code) if keeps else held
            self.carried = self.whole if self.parts > 1 else self.carried
            self.once = not self.governed
        elif self.once and not self.led:
            self.carried = None  # a wording without a figure of its own reaches one sentence far

    def _is_led(self, walk: Walk, paragraph: int) -> bool:
        """Whether a line is of a list that a line led in: 截至9月末…。其中:⏎大型…⏎股份制…."""
        text, end = walk.text, walk.bounds(paragraph, walk.newlines)[1]
        last = paragraph - 1
        while last > 0 and text[last - 1].isspace():
            last -= 1
        follows = text.rfind("\n", 0, last) + 1 == self.paragraph
        led = follows and (self.led or _LEADS_LINES.search(text, max(0, last - 6), last))
        line = text[paragraph : min(end, paragraph + _LINE)]
        heads = line[-1:] == ":" and not _LEADS_LINES.search(text, end - 6, end)
        self.led = bool(led) and end - paragraph < _LINE and not (heads or mark_level(line))
        return self.led

    def _limit_span(self, walk: Walk, start: int) -> None:
        """Let only a span that opened its sentence reach further, but for acts (…。新增床位)."""
        if not self.carried or "/" not in self.carried:
            return
        now = walk.now or ""
        past = self.basis == "plan" and self.carried[-4:] < now[:4]
        if self.code is not None:
            self.opened = (self.leading or self.lead == self.carried) and (
                past or self.carried[:4] == now[:4] or of_parts(self.carried)
            )
        if _GOES_ON.match(walk.text, start) or _ACT.match(walk.text, start):
            return
        self.carried = self.carried if self.opened else None
        self.once = self.once and not past

    def drop(self) -> None:
        """Forget the wording in force."""
        self.code, self.basis, self.until, self.listed = None, "", False, []

    def close(self, position: int) -> None:
        """Give back the period that held before a bracket or aside, once it is over."""
        aside = self.aside
        if aside is not None and position > aside.end:
            self.code, self.basis, self.until = aside.code, aside.basis, aside.until
            self.aside, self.listed, self.used = None, aside.listed, aside.used

    def hear(self, walk: Walk, mention: Mention) -> None:
        """Take in a wording of time."""
        text = walk.text
        self.close(mention.start)
        mention = self._last_quarter(self._this_month(walk, mention), text)
        before = text[max(0, mention.start - 4) : mention.start]
        after = text[mention.end : mention.end + 26]
        if mention.role == "base":
            self.base = self._same_time(walk, self._before_own(walk, mention))
            return
        if _MEASURE.search(before):
            mention = self._before_own(walk, mention)  # 2016年…,超过了去年的440亿元
        if mention.role == "aside" or _is_norm(before, after) or _DATELINE.match(after):
            pass  # 不低于当地上年度最低工资标准: only qualifies a noun
        elif _MULTIPLE.match(after) or (_BACK.search(before) and _SHARE_OF.match(after)):
            self.base = mention  # 是2020年的2.3倍,恢复到2019年的78.3%
        elif mention.code is None:
            self._is_unknown()
        elif _TASK.match(after) or _OF_WHOLE.match(text, max(0, mention.start - 2)):
            pass  # 达到2025年目标值,完成2023年度任务
        elif mention.role == "from" and (after[:1] == "的" or _MOVES_FROM.match(after)):
            self.origin = mention
        else:
            self._takes(walk, mention, before, after)

    def _this_month(self, walk: Walk, mention: Mention) -> Mention:
        """Return 本月 as the month that is spoken of, in a text of the month after."""
        if not walk.text.startswith("本月", mention.start):
            return mention
        topic = walk.scopes.at(mention.start) or walk.scopes.document
        known = (self.code, self.carried, topic.code if topic else None, walk.last_month)
        held = next((code for code in known if code and _MONTH.fullmatch(code)), mention.code)
        return replace(mention, code=held)

    def _last_quarter(self, mention: Mention, text: str) -> Mention:
        """Return 上一季 as the quarter before the one that is spoken of."""
        held = self.code or self.carried or ""
        if not (_QUARTER.fullmatch(held) and _LAST_QUARTER.match(text, mention.start)):
            return mention
        return replace(mention, code=quarter_before(held))

    def _same_time(self, walk: Walk, mention: Mention) -> Mention:
        """Return 上年同期, and 上年 of 同比上年, as the part of that year that is spoken of."""
        same = walk.text.startswith("同期", mention.end - 2)
        if not mention.code or not (same or walk.text.startswith("同比", mention.start - 2)):
            return mention
        topic = walk.scopes.at(mention.start)
        held = self.code or self.carried or (topic.code if topic else "")
        return replace(mention, code=same_part(mention.code, held))

    def _before_own(self, walk: Walk, mention: Mention) -> Mention:
        """Return what is compared with: 2024年…,比去年, said in 2025, is the year before 2024."""
        code = mention.code or ""
        held = self.code or self.carried or walk.year or ""
        if mention.basis != "relative" or not _YEAR.fullmatch(code):
            return mention
        if held not in (code, f"{code}-12", f"{code}-12-31"):
            return mention
        return replace(mention, code=f"{int(code) - 1}")

    def _is_unknown(self) -> None:
        """今年 of a document without a date: no year named before is meant."""
        self.before = (self.code, self.basis) if self.code else self.before
        self.drop()
        self.carried, self.used, self.unknown = None, 0, True

    def _takes(self, walk: Walk, mention: Mention, before: str, after: str) -> None:
        """Let a wording hold."""
        text, code = walk.text, mention.code or ""
        first = self._first_of(mention, text) or self._up_to(walk, mention)
        self._set_aside(walk, mention)
        if self.listed and _AND.fullmatch(text[self.listed[-1].end : mention.start]):
            self.listed.append(mention)
        else:
            self.listed, self.used = [mention], 0
        code = first or code
        opens = mention.start - self.sentence <= 2
        running = walk.now is not None and code[:4] <= walk.now[:4] <= code[-4:]
        if mention.basis == "plan" and running and _DONE.search(after[:16]):
            code = f"{code[:4]}/{walk.now}"
        code = self._same_time(walk, replace(mention, code=code)).code or ""
        code = self._same_years(walk, code, mention)
        self._count_part(walk, mention, code)
        self.before = (self.code, self.basis) if self.code else self.before
        self.code, self.basis = code, mention.basis
        self.until = mention.role == "until" or walk.just_begun(code)
        self.leading = opens
        dated = self.lead is not None and len(self.lead) == DAY  # 3月16日,海关公布,今年1到2月…
        dated = dated or names_days(walk, mention, self.sentence)
        self.lead = code if opens or self.lead is None or dated else self.lead
        self.start = after.startswith(("起", "开始"))
        self.event = len(code) == DAY and not _UP_TO.search(before)

    def _count_part(self, walk: Walk, mention: Mention, code: str) -> None:
        """Count a wording that is a part of what held as the sentence began; none if it is not."""
        topic = walk.scopes.at(mention.start)
        whole = self.whole or (topic.code if topic else None)
        self.parts = self.parts + 1 if whole and is_part(code, whole) else 0

    def _first_of(self, mention: Mention, text: str) -> str | None:
        """Return the first of the years listed that 前两年 means: 2016年、2017年、2018年…."""
        if text[mention.start] != "前" or mention.basis != "relative":
            return None
        many = number(text[mention.start + 1 : mention.end - 1])
        years = [m.code or "" for m in self.listed[:many]]
        if many < 2 or len(years) < many or not all(map(_YEAR.fullmatch, years)):
            return None
        return f"{years[0]}/{years[-1]}"

    def _up_to(self, walk: Walk, mention: Mention) -> str | None:
        """Return the years up to the one spoken of that 两年累计 means: 2021年…两年累计提升."""
        told = walk.text[mention.start : mention.end]
        held = self.code or self.carried or ""
        if mention.basis != "relative" or not (_COUNTED.fullmatch(told) and _YEAR.fullmatch(held)):
            return None
        self.aside = self.aside or self._now(walk.bounds(mention.start, walk.ends)[1])
        return f"{int(held) - number(told[:-1]) + 1}/{held}"

    def _same_years(self, walk: Walk, code: str, mention: Mention) -> str:
        """Return the run of years named before, where 五年 is as long and says no more."""
        if not _RUN.match(code):
            return code
        own = walk.scopes.document
        years = self.years or (own.code if own and _RUN.fullmatch(own.code) else None)
        if mention.basis == "relative" and years and years_of(code) == years_of(years):
            return years
        self.years = code
        return code

    def _set_aside(self, walk: Walk, mention: Mention) -> None:
        """Keep what holds while a bracket, or the period beside it, lends another."""
        if self.aside is None:
            end = lent_until(walk, mention, self.sentence, self.code, self.carried)
            self.aside = None if end is None else self._now(end)

    def _now(self, end: int) -> _Aside:
        """Return what holds, to be given back at a place."""
        return _Aside(end, self.code, self.basis, self.until, self.listed, self.used)


class _Aside(NamedTuple):
    """What holds again where a bracket or clause ends that lends a period of its own."""

    end: int
    code: str | None
    basis: str
    until: bool
    listed: list[Mention]
    used: int


def _runs_on(text: str, first: int, then: int) -> bool:
    """Whether a line's sentence runs on in the next, which is no item: …7.8%;⏎总额5692万元."""
    line = text[first:then].rstrip()
    return line.endswith(";") and "\n" not in line and not mark_level(text[then : then + 40])


def _is_norm(before: str, after: str) -> bool:
    """Whether a wording only qualifies a norm (低于当地上年度最低工资标准), and has no number."""
    return bool(_NORM.search(before)) and not _ITS_NUMBER.match(after)


_ACT = re.compile(rf"\s{{0,9}}(?:{acts()})")
_DATELINE = words("dateline")
_QUARTER = re.compile(r"\d{4}-Q\d")
_YEAR, _MONTH, _RUN = map(re.compile, (r"\d{4}", r"\d{4}-\d\d", r"\d{4}/\d{4}"))
_LEADS_LINES, _LINE = words("leads_lines"), 80  # the characters of a line of a list
_LAST_QUARTER = words("last_quarter")
