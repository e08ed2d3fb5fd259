"""What sentences say of one thing: what was aimed at, what was reached, and how much of it that is.

The figures are those of running text (`narrative.scanner`), with their units and periods. Which one
is a target, a result or a rate of completion is told by the words that lead it in, and which belong
together by what stands between them: a figure before which nothing new is named is of the thing
named last. ``地区生产总值635亿元,完成年计划710亿元的89.4%`` names one thing and prints three
figures; ``15个农村幸福院建设已完成8个(53%)`` counts first and names then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..base.vocabulary import pattern

if TYPE_CHECKING:
    from ..narrative.figures import Figure

Span = tuple[int, int]

_RATE, _AIMED, _AIMED_AT = (pattern("pairs", n) for n in ("rate", "aimed", "aimed_at"))
_DONE, _DONE_SPLIT, _PLANNED = (pattern("pairs", n) for n in ("done", "done_split", "planned"))
_KEPT, _EXCESS, _INNER = (pattern("pairs", n) for n in ("kept", "excess", "inner"))
_LEAD, _TAIL, _NOTHING = (pattern("pairs", n) for n in ("lead", "tail", "nothing"))
_VERB_ONLY, _PAST = pattern("pairs", "verb_only"), pattern("pairs", "past")
_PLAN, _BY_YEAR = pattern("pairs", "plan"), pattern("pairs", "by_year")
_BOUND, _AFTER = pattern("pairs", "operator"), pattern("pairs", "after")
_STOPS = re.compile(r"[,;:。!?|\n]")
_CLAUSES = re.compile(r"[,;。!?|\n]")
_BRACKET = re.compile(r"\([^()]{0,80}\Z")
_ENDS = re.compile(r"\s{0,9}(?:[,;:。!?|\n()、]|\Z)")
_REACH = 90  # how far before a figure its words are looked for
_NAME = 40  # signs of a name at most
_VERB = 2  # signs of a verb that alone names nothing
_BACK = 12  # open statements that a result may be of
_FAR = 8  # lines between a promise and its result at most
#: what is no level of anything
_ASIDE = ("condition", "change")
#: a result is no more than so many times what was aimed at, and no less than a part like that
_TIMES = 30.0


@dataclass(slots=True)
class Statement:
    """What a sentence says of one thing; `level` is a figure that no word calls a result."""

    name: Span
    line: int
    target: Figure | None = None
    result: Figure | None = None
    rate: Figure | None = None
    level: bool = False
    said: bool = False
    done: bool = False

    @property
    def paired(self) -> bool:
        """Whether a result stands beside what was aimed at, or how much of it was reached."""
        return self.result is not None and (self.target is not None or self.rate is not None)

    def figures(self) -> list[Figure]:
        """Return its figures."""
        return [f for f in (self.target, self.result, self.rate) if f is not None]


def value_span(text: str, figure: Figure) -> Span:
    """Return where a value stands with its unit and the words that bound it: 不低于98%, 43%以上."""
    before = _BOUND.search(text, max(figure.sentence_start, figure.start - 8), figure.start)
    after = _AFTER.match(text, figure.unit_end, figure.unit_end + 4)
    return (before.start() if before else figure.start), (after.end() if after else figure.unit_end)


def name_in(text: str, begin: int, end: int) -> Span | None:
    """Return the thing that the words before a figure name, without what leads to and from it."""
    begin = max(begin, end - _REACH)
    tail = _TAIL.search(text, begin, end)
    end = tail.start() if tail else end
    cut = max((m.end() for m in _STOPS.finditer(text, begin, end)), default=begin)
    return _bare(text, cut, end)


def _bare(text: str, begin: int, end: int) -> Span | None:
    """Return a phrase without its mark, its time and its modal; None where nothing is left."""
    while begin < end and text[begin] in ' \t\u3000、)”“"':
        begin += 1
    lead = _LEAD.match(text, begin, end)
    begin = lead.end() if lead else begin
    done = _DONE_SPLIT.search(text, begin, end)
    if done:
        begin, end = (begin, done.start()) if done.start() - begin > 2 else (done.end(), end)
    tail = _TAIL.search(text, begin, end)
    end = tail.start() if tail else end
    phrase = text[begin:end].rstrip(" 、(“")
    if not 2 <= len(phrase) <= _NAME or _NOTHING.fullmatch(phrase):
        return None
    return begin, begin + len(phrase)


def _likely(result: Figure, target: Figure) -> bool:
    """Whether a result may be of a target: one unit, and no thirtieth or thirtyfold of it."""
    if result.unit != target.unit:
        return False
    low, high = sorted((abs(result.value), abs(target.value)))
    return high <= _TIMES * low


def akin(one: str, other: str) -> bool:
    """Whether two names are of one thing: one in the other, or nearly all their signs shared."""
    if one in other or other in one:
        return True
    pairs = {one[i : i + 2] for i in range(len(one) - 1)}
    shared = sum(other[i : i + 2] in pairs for i in range(len(other) - 1))
    return shared >= 0.7 * max(1, min(len(one), len(other)) - 1)


class Reader:
    """The statements of a text, read from figure to figure.

    Parameters
    ----------
    text
        The text in half-width forms.
    figures
        Its figures.
    """

    def __init__(self, text: str, figures: Sequence[Figure]) -> None:
        self.text = text
        self.out: list[Statement] = []
        self.now: Statement | None = None
        self.before: Figure | None = None
        self.rest: Sequence[Figure] = ()
        for n, figure in enumerate(figures):
            self.rest = figures[n + 1 : n + 1 + _BACK]
            if figure.relation not in _ASIDE and (figure.unit or "") != "百分点":
                self._take(figure)
            self.before = figure

    def _take(self, figure: Figure) -> None:
        line_start = self.text.rfind("\n", 0, figure.start) + 1
        first = self.before.unit_end if self.before else 0
        begin = max(line_start, first, figure.start - _REACH)
        if line_start > first:
            self.now = None
        if _EXCESS.search(self.text, begin, figure.start):
            return
        if self._is_rate(figure, begin):
            self._rate(figure, begin)
        elif (aimed := _AIMED.search(self.text, begin, figure.start)) is not None:
            self._target(figure, begin, aimed.start(), aimed)
        elif self._aimed_after(figure, begin):
            self._target(figure, begin, figure.start)
        elif self._plans(begin) and (planned := _PLANNED.search(self.text, begin, figure.start)):
            named = _bare(self.text, *planned.span("name"))
            if named is None or named[1] - named[0] <= _VERB:
                named = self._named_above(begin, planned.start()) or planned.span("name")
            self._open(figure, named, target=True)
        else:
            self._level(figure, begin)

    def _plans(self, begin: int) -> bool:
        """Whether a plan may be told of here: in brackets stands but a part of one."""
        return self.now is None or not self.text.startswith("(", begin)

    def _aimed_after(self, figure: Figure, begin: int) -> bool:
        """Whether a figure is what was aimed at by the words after it: 完成40所的年度目标任务."""
        return self.now is not None and _AIMED_AT.match(self.text, figure.unit_end) is not None

    def _is_rate(self, figure: Figure, begin: int) -> bool:
        """Whether a figure is a rate of completion: by its words, of an aim, or in brackets."""
        if not (figure.unit or "").startswith("%"):
            return False
        if _RATE.search(self.text[begin : figure.start]):
            return True
        words, now = self.text[begin : figure.start].strip(), self.now
        of_aim = now is not None and now.paired and now.target is self.before
        return (words == "的" and of_aim) or (
            words == "(" and self.text.startswith(")", figure.unit_end)
        )

    def _rate(self, figure: Figure, begin: int) -> None:
        now = self.now
        told = _RATE.search(self.text[begin : figure.start])
        if told and told["each"]:
            self._rates(figure)
            return
        named = told and self._named_above(begin, begin + told.start(), whole=True)
        if now is not None and now.rate is None and (not named or self._same(named, now)):
            now.rate = figure

    def _rates(self, figure: Figure) -> None:
        """Give listed rates to the results before them: 分别占计划的102.4%、80.8%、99%."""
        rates = [figure]
        for other in self.rest:
            if self.text[rates[-1].unit_end : other.start].strip(" 和及") not in ("、", ""):
                break
            rates.append(other)
        open_ones = [s for s in self.out if s.result and s.rate is None]
        results = open_ones[-len(rates) :]
        if len(results) == len(rates) and results[0].line == figure.line:
            for statement, rate in zip(results, rates, strict=True):
                statement.rate = rate

    def _same(self, name: Span, statement: Statement) -> bool:
        return akin(self.text[slice(*name)], self.text[slice(*statement.name)])

    def _target(
        self, figure: Figure, begin: int, end: int, aimed: re.Match[str] | None = None
    ) -> None:
        named = name_in(self.text, begin, end)
        of_result = aimed is None or aimed["done"] or (self.now and self.now.done)
        if (of_result and self._aimed_for(figure, named)) or aimed is None:
            return
        named = named or self._named_above(begin, end)
        inner = _INNER.search(aimed[0]) if aimed and named is None else None
        if aimed and inner:
            named = aimed.start() + inner.start(), aimed.start() + inner.end()
        self._open(figure, named, target=True)

    def _aimed_for(self, figure: Figure, named: Span | None) -> bool:
        """Take a figure as what the result before it was to be: 635亿元,完成年计划710亿元."""
        for statement in reversed(self.out[-3:]):
            result = statement.result
            if result is None or result.sentence_start != figure.sentence_start:
                break
            named_so = named is None or self._same(named, statement)
            if statement.target is None and named_so and _likely(result, figure):
                statement.target, statement.said = figure, True
                self.now = statement
                return True
        return False

    def _named_above(self, begin: int, end: int, *, whole: bool = False) -> Span | None:
        """Return the last phrase before a figure that names something, its own only if `whole`."""
        stops = [m.start() for m in _STOPS.finditer(self.text, begin, end)]
        for stop in reversed([*stops, end] if whole else stops):
            named = name_in(self.text, begin, stop)
            if named:
                return named
        return None

    def _open(self, figure: Figure, name: Span | None, *, target: bool = False) -> None:
        if name is None:
            self.now = None
            return
        self.now = Statement(name, figure.line)
        if target:
            self.now.target = figure
        else:
            self.now.result, self.now.level = figure, True
        self.out.append(self.now)

    def _level(self, figure: Figure, begin: int) -> None:
        words = _CLAUSES.split(self.text[begin : figure.start])[-1]
        done = _DONE.search(words) is not None
        named = name_in(self.text, begin, figure.start)
        now = self.now
        if now is not None and now.target is not None and now.result is None:
            if _BRACKET.search(self.text, begin, figure.start):
                return
            same = named is None or self._same(named, now)
            if done and same and _likely(figure, now.target):
                now.result, now.said = figure, True
                return
            if named is None:
                return
        if now is not None and _BRACKET.search(self.text, begin, figure.start):
            return
        if done and named and self._counted_before(figure, named):
            return
        if named and _KEPT.search(words) and self._promised(figure, named):
            return
        self._open(figure, self._named(figure, begin, named))
        if self.now:
            self.now.done = _KEPT.search(words) is not None

    def _named(self, figure: Figure, begin: int, named: Span | None) -> Span | None:
        """Return the name of a figure: before it, or after it where only a verb stands before."""
        cut = max((m.end() for m in _STOPS.finditer(self.text, begin, figure.start)), default=begin)
        listed = named is not None and self.text[named[1] - 1] == "等"
        if _VERB_ONLY.fullmatch(self.text, cut, figure.start) or listed:
            stop = _STOPS.search(self.text, figure.unit_end)
            return _bare(self.text, figure.unit_end, stop.start() if stop else len(self.text))
        ended = _ENDS.match(self.text, value_span(self.text, figure)[1])
        return named if ended else None

    def _counted_before(self, figure: Figure, named: Span) -> bool:
        """Take the figure before the name as what was aimed at: 15个农村幸福院建设已完成8个."""
        before = self.before
        if before is None or named[0] != before.unit_end or not _likely(figure, before):
            return False
        if not _ENDS.match(self.text, value_span(self.text, figure)[1]):
            return False
        statement = Statement(named, figure.line, before, figure, said=True)
        if self.out and self.out[-1].result is before:
            self.out.pop()
        self.out.append(statement)
        self.now = statement
        return True

    def _promised(self, figure: Figure, named: Span) -> bool:
        """Take a figure as the result of what was promised before: 改造600万套;实际开工606万套."""
        for statement in reversed(self.out[-_BACK:]):
            promised = statement.result
            if promised is None or statement.done or statement.paired:
                continue
            near = figure.line - statement.line <= _FAR and _likely(figure, promised)
            if near and self._same(named, statement):
                statement.target, statement.result = promised, figure
                statement.level = False
                self.now = statement
                return True
        return False


def statements(text: str, figures: Sequence[Figure]) -> list[Statement]:
    """Return what a text's sentences say of one thing after another.

    Parameters
    ----------
    text
        The text in half-width forms.
    figures
        Its figures, in order.
    """
    return Reader(text, figures).out


def aims(text: str, figures: Sequence[Figure], year: int | None) -> list[Statement]:
    """Return what a plan's sentences aim at: figures of a year to come, each with its name.

    Parameters
    ----------
    text, figures
        As in `statements`.
    year
        The document's year, None where it has no date: then a plan's 到2025年 is to come.
    """
    out: list[Statement] = []
    plan = _PLAN.search(text) is not None
    ahead = False
    last: Figure | None = None
    for figure in figures:
        first = max(figure.sentence_start, figure.start - _REACH)
        begin = max(text.rfind("\n", 0, figure.start) + 1, last.unit_end if last else 0)
        new = last is None or last.line != figure.line
        by_year = _BY_YEAR.search(text, max(begin, figure.start - _REACH), figure.start)
        says = figure.period_basis == "explicit" and _PLAN.search(text, first, figure.start)
        named_so = plan and year is None and bool(by_year or says)
        ahead = _ahead(figure, year) or named_so or (ahead and not new)
        last = figure
        if not ahead or figure.relation in _ASIDE:
            continue
        if _PAST.search(text, max(begin, figure.sentence_start), figure.start):
            continue
        named = name_in(text, begin, figure.start)
        if named and named[1] - named[0] > 2:
            out.append(Statement(named, figure.line, figure))
    return out


def _ahead(figure: Figure, year: int | None) -> bool:
    """Whether a figure is of a plan's years, or of one after the document's."""
    if figure.period is None or figure.period_basis == "default":
        return False
    last = int(figure.period.split("/")[-1][:4])
    return figure.period_basis == "plan" or (year is not None and last > year)
