"""A figure in running text, and the marks of the text it stands in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, fields
from datetime import date
from operator import attrgetter

from ..base import catalog
from ..grammar.marks import MARK, POINT
from ..grammar.mention_codes import named_plan
from ..grammar.mentions import Mention
from ..grammar.periods import period
from .time_scopes import TimeScopes


def words(name: str) -> re.Pattern[str]:
    """Return the pattern of a class of words of `periods.toml`."""
    return re.compile(catalog.load("periods")["figures"][name])


#: the unit of a difference of two shares
POINTS: str = catalog.load("growth")["points"]
_AROUND = 400  # how much of a clause is kept on either side of a number


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
    #: the text it is printed in
    source: str = field(repr=False, compare=False)
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

    @property
    def clause(self) -> str:
        """The clause it stands in, of a long one what is around it.

        Cut where it is asked for: a list has one clause for thousands of numbers.
        """
        first = max(self.clause_start, self.start - _AROUND)
        return self.source[first : min(self.clause_end, self.start + _AROUND)].strip()

    def copy(self) -> Figure:
        """Return another figure with all that this one says."""
        return Figure(*_PARTS(self))


_PARTS = attrgetter(*(part.name for part in fields(Figure)))


_MARKS = re.compile(  # quotations, titles and brackets are one piece; at one sign, a clause ends
    r"[《“(,:;。！!？?\n](?:(?<=《)[^《》\n]{0,80}》|(?<=“)[^“”\n]{1,40}”|(?<=\()[^()\n]{1,40}\)"
    r"|(?<=,)(?:(?<!\d,)|(?!\d{3}(?!\d)))|(?<=:)(?<!\d:)(?!\d)|(?<=[;。！!？?\n]))"
)
_REACH = 160  # how far back words are looked at: a text without stops must stay linear
_STOPS = frozenset("。！!？?\n")
_UP_TO = re.compile(catalog.load("periods")["scopes"]["up_to"])
_RESET = re.compile(rf"[ \t]{{0,8}}(?:{MARK}|{POINT})")

#: a text on one day is no longer; what is counted on it, and not made known
_SHORT, _COUNTED = 1500, re.compile(r"[^。;\n]{0,60}?\d[\d.]*[万亿]?[^\d\s.,%日月年时点]")
_ANNOUNCED = re.compile(catalog.load("periods")["announced"])
#: so often a text must compare with the year before to be of a year, and by then it is written
_OFTEN, _AUTUMN, _SAME = 2, 10, "同期"
_NEXT_MONTH, _MONTH = 31, re.compile(r"\d{4}-\d\d")  # days


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
    inferred
        Whether the date is only the latest that the text counts up to: no figure is then of it
        unless a wording says so.
    """

    def __init__(
        self,
        text: str,
        mentions: list[Mention],
        anchor: date | None,
        subject: str | None,
        *,
        inferred: bool = False,
    ) -> None:
        self.text = text
        self.anchor = anchor
        spans: list[tuple[int, int]] = []
        self.ends: list[int] = []
        for match in _MARKS.finditer(text):
            start, end = match.span()
            if end == start + 1:
                self.ends.append(start)
            else:
                spans.append((start, end))
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
        codes = {m.code for m in self.mentions if m.code and m.role != "base"}
        self.told = {code for code in codes if len(code) < len("2023-12-31")}
        self.now = f"{anchor:%Y-%m}" if anchor else None
        self.default = None if inferred else self.now
        if subject and (anchor is None or anchor >= period(subject).end):
            self.default = subject  # a yearbook or summary, written after its year
        self.year = self._of_a_year() if subject is None else None
        self.default = self.year or self._of_a_day() or self._of_a_month() or self.default
        self.closing = None  # the year (or half) a summary is written at the end of
        if subject and anchor is not None and subject[:4] == f"{anchor.year}":
            last = period(subject).end
            if (last - anchor).days < 45:
                self.closing = subject
        self.point = self._point()  # what all that the text counts is counted up to
        self.last_month = self._last_month()
        self.plan = named_plan(text)
        over = subject is not None and self.default == subject
        self.scopes = TimeScopes(
            text, self.mentions, self.newlines, anchor, subject if over else None
        )

    def _of_a_year(self) -> str | None:
        """Return the year before, where all that a text says of time is that it compares with one.

        共有学校15万所,比上年增加6千所;招生9万人,比上年增加1千人: what is counted by the year.
        """
        told = [m for m in self.mentions if len(m.code or "") != len("2023-12-31")]
        own = [m for m in told if m.role != "base"]
        if self.anchor and len(own) >= _OFTEN and {m.code for m in own} == {f"{self.anchor.year}"}:
            return f"{self.anchor.year}"  # 今年夏粮总产量…。⏎今年播种面积…。⏎单产…
        alike = all(
            m.role == "base" and m.basis == "relative" and len(m.code or "") == len("2023")
            for m in told
        ) and not any(self.text.startswith(_SAME, m.end - len(_SAME)) for m in told)
        if self.default is None or self.anchor is None or len(told) < _OFTEN or not alike:
            return None
        return f"{self.anchor.year - 1}" if self.anchor.month <= _AUTUMN else None

    def _of_a_day(self) -> str | None:
        """Return the one day that a short text speaks of: 1月28日,发送旅客1810万人次."""
        told = [m for m in self.mentions if m.role not in ("base", "aside")]
        days = {m.code for m in told}
        if len(days) != 1 or self.default is None or len(self.text) > _SHORT:
            return None
        day, first = told[0].code or "", told[0]
        if len(day) != len("2023-12-31") or _UP_TO.search(
            self.text, max(0, first.start - 3), first.start
        ):
            return None
        counted = _COUNTED.match(self.text, first.end)
        return day if counted and not _ANNOUNCED.search(counted[0]) else None

    def _last_month(self) -> str | None:
        """Return the month before the document's, if the text names that and no other one."""
        told = {m.code for m in self.mentions if _MONTH.fullmatch(m.code or "")}
        last = max((code for code in told if code and code < (self.now or "")), default=None)
        return last if last and told <= {last, self.now} else None

    def _of_a_month(self) -> str | None:
        """Return the month that a text of the one after it is on, alone and as the last of more.

        3月失业率…,1至3月…,较2月下降….
        """
        told = [m.code or "" for m in self.mentions if m.role == "at"]
        if self.default == self.now and self._is_run_so_far(set(told)):
            return told[0]  # 收入完成9亿元。⏎1-5月税收收入完成6亿元, said in June
        months = {code for code in told if _MONTH.fullmatch(code)}
        one = months.pop() if len(months) == 1 else ""
        if self.default is None or not one or len(told) < _OFTEN or self.anchor is None:
            return None
        end = period(one).end
        alike = all(period(code).end == end for code in told if code)
        return one if alike and 0 < (self.anchor - end).days <= _NEXT_MONTH else None

    def _is_run_so_far(self, told: set[str]) -> bool:
        """Whether all that a short text says of time is one run of the months up to its own."""
        code = next(iter(told), "")
        if len(told) != 1 or len(self.text) > _SHORT or "/" not in code or not self.anchor:
            return False
        span = period(code)
        ended = 0 <= (self.anchor - span.end).days <= _NEXT_MONTH
        return ended and span.start == date(self.anchor.year, 1, 1)

    def _point(self) -> str | None:
        """Return the one month that the text counts up to (截至2023年底).

        It must say so twice, or speak of no other time than that and days.
        """
        told, others = [], []
        for m in self.mentions:
            if m.code and _UP_TO.search(self.text, max(0, m.start - 3), m.start):
                told.append(m.code[:7])
            elif m.role != "base" and len(m.code or "") != len("2023-12-31"):
                others.append(m.code)
        sure = len(told) > 1 or (told and not others)
        one = sure and len(set(told)) == 1 and len(told[0]) == len("2023-12")
        return told[0] if one and self.now and told[0] < self.now else None

    def ends_after(self, code: str) -> bool:
        """Whether a period ends after the document's month."""
        return self.scopes.later(code)

    def just_begun(self, code: str) -> bool:
        """Whether a period is the year whose first two months the document is of: a plan, then."""
        return self.anchor is not None and self.anchor.month <= 2 and code == f"{self.anchor.year}"

    def bracket_end(self, position: int) -> int | None:
        """Return where the bracket that a place stands in closes, None outside of one."""
        i = bisect_right(self.brackets, (position, len(self.text))) - 1
        if i >= 0 and self.brackets[i][0] < position < self.brackets[i][1]:
            return self.brackets[i][1]
        return None

    def told_before(self, figure: Figure) -> Mention | None:
        """Return the last wording of time before a figure in its sentence."""
        i = bisect_left(self.mentions, figure.start, key=attrgetter("start"))
        last = self.mentions[i - 1] if i else None
        return last if last is not None and last.start >= figure.sentence_start else None

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
