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
from typing import TYPE_CHECKING

from ..base.vocabulary import pattern
from ..narrative.figures import POINTS
from .sentence_aims import Start, starts
from .sentence_names import (
    ASIDE,
    ENDS,
    REACH,
    Listed,
    Span,
    Statement,
    akin,
    bare,
    likely,
    lists,
    name_after,
    name_in,
    named_above,
    named_for,
    place_before,
    value_span,
)

if TYPE_CHECKING:
    from ..narrative.figures import Figure

_RATE, _AIMED, _AIMED_AT = (pattern("pairs", n) for n in ("rate", "aimed", "aimed_at"))
_DONE, _PLANNED, _BUDGET = (pattern("pairs", n) for n in ("done", "planned", "budget_of"))
_KEPT, _EXCESS, _INNER = (pattern("pairs", n) for n in ("kept", "excess", "inner"))
_ANNOUNCED, _REPORTED = pattern("pairs", "announced"), pattern("pairs", "reported")
_FLOOR, _PART, _ALL_DONE = (pattern("pairs", n) for n in ("floor", "part", "all_done"))
_SHARE_OF, _DONE_FIRST = pattern("pairs", "share_of"), pattern("pairs", "done_first")
_DONE_RATE = pattern("pairs", "done_rate")
_CLAUSES = re.compile(r"[,;。!?|\n]")
_BRACKET = re.compile(r"\([^()]{0,80}\Z")
_VERB = 2  # signs of a verb that alone names nothing
_BACK = 24  # open statements that a result may be of
_FAR, _AFAR = 8, 40  # lines between a promise, or what words call an aim, and its result


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
        self.promising: int | None = None  # the line that lists what was promised
        self.started = starts(text, figures)
        self.bases = {id(start.figure) for start in self.started.values()}
        self.lists = lists(text, figures)
        for n, figure in enumerate(figures):
            self.rest = figures[n + 1 : n + 1 + _BACK]
            line_start = text.rfind("\n", 0, figure.start) + 1
            first = self.before.unit_end if self.before else 0
            begin = max(line_start, first, figure.start - REACH)
            words = text[begin : figure.start]
            self._promises(figure, words)
            self._exceeds(figure, words)
            if figure.relation not in ASIDE and figure.unit != POINTS:
                if line_start > first:
                    self.now = None
                self._take(figure, begin, words)
            self.before = figure

    def _exceeds(self, figure: Figure, words: str) -> None:
        """Note that the result right before a figure is held against its aim: 185元,超任务17元."""
        now = self.now
        if now is None or now.result is None or now.result is not self.before:
            return
        alike = figure.unit in (now.result.unit, POINTS)
        if alike and (found := _EXCESS.search(words)) and not words[: found.start()].strip(" ,("):
            now.beyond = True

    def _take(self, figure: Figure, begin: int, words: str) -> None:
        start = self.started.get(id(figure))
        if listed := self.lists.get(id(figure)):
            if figure is listed.figures[0]:
                self._each(listed)
            return
        if id(figure) in self.bases or _EXCESS.search(words) or self._of_other(words):
            return
        if start:
            self._open(figure, start.name, target=True, base=start)
        elif self._is_rate(figure, begin):
            self._rate(figure, begin)
        elif not self._aim(figure, begin):
            self._level(figure, begin)

    def _of_other(self, words: str) -> bool:
        """Whether words lead in a share of something else: 占一般公共预算收入的48.51%."""
        return _SHARE_OF.search(words) is not None and _RATE.search(words) is None

    def _promises(self, figure: Figure, words: str) -> None:
        """Note whether a list of what was promised begins before a figure, or ends there."""
        if _ANNOUNCED.search(words):
            self.promising = figure.line
        elif figure.line != self.promising or _REPORTED.search(words):
            self.promising = None

    def _aim(self, figure: Figure, begin: int) -> bool:
        """Take a figure as what was aimed at where words call it so; say whether they do."""
        aimed = _AIMED.search(self.text, begin, figure.start)
        if aimed is not None:
            self._target(figure, begin, aimed.start(), aimed)
        elif self._aimed_after(figure):
            self._target(figure, begin, figure.start)
        elif self._of_budget(figure, begin):
            self._aimed_for(figure, None)
        elif self._plans(begin) and (planned := _PLANNED.search(self.text, begin, figure.start)):
            named = bare(self.text, *planned.span("name"))
            if named is None or named[1] - named[0] <= _VERB:
                of_money = _INNER.search(planned["name"]) is not None  # 计划投资35亿元 says what
                first = max(begin, figure.sentence_start if of_money else begin)
                named = name_after(self.text, figure, begin) or named_above(
                    self.text, first, planned.start()
                )
                named = named or planned.span("name")
            self._open(figure, named, target=True)
        elif self.promising == figure.line or _FLOOR.search(self.text, begin, figure.start):
            return self._listed(figure, begin)
        elif whole := self._part_of_aim(figure, begin):
            return self._listed(figure, begin, whole)
        else:
            return False
        return True

    def _listed(self, figure: Figure, begin: int, whole: Statement | None = None) -> bool:
        """Take a figure of a list of what was promised, or one that a floor is set by."""
        named = named_for(self.text, figure, begin, name_in(self.text, begin, figure.start))
        named = named or named_above(self.text, begin, figure.start)
        if named is None or _KEPT.search(self.text, named[0], figure.start):
            return False
        self._open(figure, named, target=True)
        if self.now:
            self.now.announced = self.now.said = True
            self.now.whole = whole
        return True

    def _part_of_aim(self, figure: Figure, begin: int) -> Statement | None:
        """Return the aim that a figure is a part of: 计划造林8520亩,其中甲地3780亩,乙地…."""
        whole = self.now and (self.now.whole or self.now)
        if not self.now or whole is None or whole.target is None or whole.line != figure.line:
            return None
        if whole.result or self.now.result:
            return None
        led = _PART.search(self.text, begin, figure.start) is not None
        goes_on = self.now is not whole and self.text[begin : begin + 1] in (",", "、")
        fits = figure.unit == whole.target.unit and figure.value <= whole.target.value
        done = _DONE.search(self.text, begin, figure.start) is not None
        return whole if fits and (led or goes_on) and not done else None

    def _of_budget(self, figure: Figure, begin: int) -> bool:
        """Whether a figure is the budget that the rate after it is of: 预算数60999万元的40.4%."""
        after = self.rest[0] if self.rest else None
        return (
            _BUDGET.search(self.text, begin, figure.start) is not None
            and after is not None
            and (after.unit or "").startswith("%")
            and self.text[figure.unit_end : after.start].strip() == "的"
        )

    def _plans(self, begin: int) -> bool:
        """Whether a plan may be told of here: in brackets stands but a part of one."""
        return self.now is None or not self.text.startswith("(", begin)

    def _aimed_after(self, figure: Figure) -> bool:
        """Whether a figure is what was aimed at by the words after it: 完成40所的年度目标任务."""
        return self.now is not None and _AIMED_AT.match(self.text, figure.unit_end) is not None

    def _is_rate(self, figure: Figure, begin: int) -> bool:
        """Whether a figure is a rate of completion: by its words, of an aim, or in brackets."""
        if not (figure.unit or "%").startswith("%"):
            return False
        if _RATE.search(self.text[begin : figure.start]):
            return True
        words, now = self.text[begin : figure.start].strip(), self.now
        done = _DONE_RATE.search(self.text, begin, figure.start)
        if done and now is not None and now.rate is None and now.makes(figure):
            return True
        of_aim = now is not None and now.paired and now.target is self.before
        return (words in ("的", ")的") and of_aim) or (
            words == "(" and self.text.startswith(")", figure.unit_end)
        )

    def _rate(self, figure: Figure, begin: int) -> None:
        now = self.now
        told = _RATE.search(self.text[begin : figure.start])
        named = told and named_above(self.text, begin, begin + told.start(), whole=True)
        if now is None or now.rate or (named and not self._same(named, now)):
            return
        if now.whole is None or now.makes(figure):  # or the rate is of the whole
            now.rate = figure

    def _each(self, listed: Listed) -> None:
        """Give figures told each to what stands before them, or to their names.

        They are rates (分别占计划的102.4%、80.8%), aims (目标(470亿元、30亿元)), results or levels.
        """
        figures = listed.figures
        words = self.text[listed.begin : figures[0].start]
        last = self._last(figures)
        if words == ")的" or (_RATE.search(words) and (figures[0].unit or "%").startswith("%")):
            if all(s.result and s.rate is None for s in last):
                for statement, figure in zip(last, figures, strict=False):
                    statement.rate = figure
        elif _AIMED.search(words):
            if all(s.target is None for s in last):
                self._both(last, [s.result for s in last], figures)
        elif listed.names:
            for name, figure in zip(listed.names, figures, strict=True):
                self._open(figure, name)
        elif _DONE.search(words) and not any(s.paired for s in last):
            self._both(last, figures, [s.target or s.result for s in last])

    def _both(
        self,
        last: Sequence[Statement],
        results: Sequence[Figure | None],
        targets: Sequence[Figure | None],
    ) -> None:
        """Give statements their results and targets, where each may be of the other."""
        told = list(zip(last, results, targets, strict=False))
        if all(r and t and likely(r, t) for _, r, t in told):
            for one, result, target in told:
                one.result, one.target, one.said = result, target, True

    def _last(self, figures: Sequence[Figure]) -> list[Statement]:
        """Return the last statements of the line, as many as there are figures."""
        some = [s for s in self.out if s.line == figures[0].line][-len(figures) :]
        return some if len(some) == len(figures) else []

    def _same(self, name: Span, statement: Statement) -> bool:
        one, other = self.text[slice(*name)], self.text[slice(*statement.name)]
        return one == other or (statement.whole is None and akin(one, other))

    def _target(
        self, figure: Figure, begin: int, end: int, aimed: re.Match[str] | None = None
    ) -> None:
        named = name_in(self.text, begin, end)
        of_result = aimed is None or aimed["done"] or (self.now and self.now.done)
        if named is None and aimed and self.now and self.before:
            between = self.text[self.before.unit_end : aimed.start()].strip(" ,(")
            if not between and self.now.aimed_at(figure, self.before):
                return
        if (of_result and self._aimed_for(figure, named)) or aimed is None:
            return
        named = named or named_above(self.text, begin, end)
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
            if statement.target is None and named_so and likely(result, figure):
                statement.target, statement.said = figure, True
                self.now = statement
                return True
        return False

    def _open(
        self, figure: Figure, name: Span | None, *, target: bool = False, base: Start | None = None
    ) -> None:
        if name is None:
            self.now = None
            return
        self.now = Statement(name, figure.line)
        self.now.base = base.figure if base else None
        self.now.area = self._area(figure, name)
        if target:
            self.now.target = figure
            end = value_span(self.text, figure)[1]
            self.now.finished = _ALL_DONE.match(self.text, end) is not None
        else:
            self.now.result = figure
        self.out.append(self.now)

    def _area(self, figure: Figure, name: Span) -> Span | None:
        """Return the place a name is told of: before it, or before one of its sentence."""
        found = place_before(self.text, name)
        if found is None and self.out and (last := self.out[-1].area) is not None:
            return last if last[0] >= figure.sentence_start else None
        return found

    def _level(self, figure: Figure, begin: int) -> None:
        words = _CLAUSES.split(self.text[begin : figure.start])[-1]
        done = _DONE.search(words) is not None
        named = name_in(self.text, begin, figure.start)
        now = self.now
        if now is not None and now.target is not None and now.result is None:
            same = named is None or self._same(named, now) or self._done_next(figure, begin)
            if done and same and likely(figure, now.target):
                now.result, now.said = figure, True
                return
            if named is None:
                return
        if now is not None and _BRACKET.search(self.text, begin, figure.start):
            return
        if done and named and self._counted_before(figure, named):
            return
        if named and self._promised(figure, named, kept=_KEPT.search(words) is not None):
            return
        self._open(figure, named_for(self.text, figure, begin, named))
        if self.now:
            self.now.done = _KEPT.search(words) is not None

    def _done_next(self, figure: Figure, begin: int) -> bool:
        """Whether the clause after an aim begins with what is done of it: …,现已铺设216公里."""
        now, cut = self.now, self.text.rfind(",", begin, figure.start) + 1
        after = now is not None and now.whole is None and now.target is self.before
        return after and _DONE_FIRST.match(self.text, cut, figure.start) is not None

    def _counted_before(self, figure: Figure, named: Span) -> bool:
        """Take the figure before the name as what was aimed at: 15个农村幸福院建设已完成8个."""
        before = self.before
        if before is None or named[0] != before.unit_end or not likely(figure, before):
            return False
        if not ENDS.match(self.text, value_span(self.text, figure)[1]):
            return False
        statement = Statement(named, figure.line, before, figure, said=True)
        if self.out and self.out[-1].result is before:
            self.out.pop()
        self.out.append(statement)
        self.now = statement
        return True

    def _promised(self, figure: Figure, named: Span, *, kept: bool) -> bool:
        """Take a figure as the result of what was promised before: 改造600万套;实际开工606万套."""
        name = self.text[slice(*named)]
        found = [s for s in reversed(self.out[-_BACK:]) if self._told_of(figure, name, s, kept)]
        found.sort(key=lambda s: (self.text[slice(*s.name)] != name, s.whole is not None))
        if not found:
            return False
        self.now = found[0]
        self.now.target = self.now.target or self.now.result
        self.now.result = figure
        return True

    def _told_of(self, figure: Figure, name: str, statement: Statement, kept: bool) -> bool:
        """Whether a figure tells of what was promised: said to be kept, or all of its words."""
        promised = statement.target or statement.result
        if promised is None or statement.done or statement.paired:
            return False
        far = _AFAR if statement.target else _FAR
        other = self.text[slice(*statement.name)]
        if figure.line - statement.line > far or not likely(figure, promised):
            return False
        if statement.target is None:
            return kept and akin(name, other)
        return akin(name, other) if statement.whole else name in other or other in name


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
