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
from itertools import zip_longest
from typing import TYPE_CHECKING

from ..base.vocabulary import pattern
from ..narrative.figures import POINTS
from .sentence_aims import starts
from .sentence_names import (
    ASIDE,
    ENDS,
    REACH,
    Span,
    Statement,
    akin,
    bare,
    likely,
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
_KEPT, _EXCESS, _SHARE_OF = (pattern("pairs", n) for n in ("kept", "excess", "share_of"))
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
        self.after: Figure | None = None
        self.started = starts(text, figures)
        for figure, after in zip_longest(figures, figures[1:]):
            self.after = after
            line_start = text.rfind("\n", 0, figure.start) + 1
            first = self.before.unit_end if self.before else 0
            begin = max(line_start, first, figure.start - REACH)
            if excess := _EXCESS.search(text, begin, figure.start):  # 185元,超任务17元
                if self.now and self.now.result is self.before:
                    self.now.beyond = not text[begin : excess.start()].strip(" ,(")
            elif figure.relation not in ASIDE and figure.unit != POINTS:
                if line_start > first:
                    self.now = None
                self._take(figure, begin)
            self.before = figure

    def _take(self, figure: Figure, begin: int) -> None:
        words = self.text[begin : figure.start]
        if _SHARE_OF.search(words) and not _RATE.search(words):
            return  # 占一般公共预算收入的48.51%
        if start := self.started.get(id(figure)):
            self._open(figure, start.name)
            if self.now:
                self.now.base = start.figure
        elif self._is_rate(figure, begin):
            self._rate(figure, begin)
        elif not self._aim(figure, begin):
            self._level(figure, begin)

    def _aim(self, figure: Figure, begin: int) -> bool:
        """Take a figure as what was aimed at where words call it so; say whether they do."""
        aimed = _AIMED.search(self.text, begin, figure.start)
        if aimed is not None:
            self._target(figure, begin, aimed)
        elif self.now and _AIMED_AT.match(self.text, figure.unit_end):  # 完成40所的年度目标任务
            self._aimed_for(figure, name_in(self.text, begin, figure.start))
        elif self._of_budget(figure, begin):
            self._aimed_for(figure, None)
        elif planned := _PLANNED.search(self.text, begin, figure.start):
            named = bare(self.text, *planned.span("name"))
            if named is None or named[1] - named[0] <= _VERB:
                named = name_after(self.text, figure, begin)
                named = named or named_above(self.text, begin, planned.start())
                named = named or planned.span("name")
            self._open(figure, named, target=True)
        else:
            return False
        return True

    def _of_budget(self, figure: Figure, begin: int) -> bool:
        """Whether a figure is the budget that the rate after it is of: 预算数60999万元的40.4%."""
        after = self.after
        return (
            _BUDGET.search(self.text, begin, figure.start) is not None
            and after is not None
            and (after.unit or "").startswith("%")
            and self.text[figure.unit_end : after.start].strip() == "的"
        )

    def _is_rate(self, figure: Figure, begin: int) -> bool:
        """Whether a figure is a rate of completion: by its words, of an aim, or in brackets."""
        if not (figure.unit or "%").startswith("%"):
            return False
        if _RATE.search(self.text[begin : figure.start]):
            return True
        words, now = self.text[begin : figure.start].strip(), self.now
        of_aim = now is not None and now.paired and now.target is self.before
        return (words in ("的", ")的") and of_aim) or (
            words == "(" and self.text.startswith(")", figure.unit_end)
        )

    def _rate(self, figure: Figure, begin: int) -> None:
        now = self.now
        told = _RATE.search(self.text[begin : figure.start])
        named = told and named_above(self.text, begin, begin + told.start(), whole=True)
        if now and not now.rate and not (named and not self._same(named, now)):
            now.rate = figure

    def _same(self, name: Span, statement: Statement) -> bool:
        return akin(self.text[slice(*name)], self.text[slice(*statement.name)])

    def _target(self, figure: Figure, begin: int, aimed: re.Match[str]) -> None:
        """Take a figure that words call an aim: of the result before it, or to be reached yet."""
        named = name_in(self.text, begin, aimed.start())
        told = self.text[begin : aimed.start()].strip(" ,(")  # 达到91.2%,规划目标为92%
        of_result = aimed["done"] or (self.now and self.now.done) or not told
        if not (of_result and self._aimed_for(figure, named)):
            named = named or named_above(self.text, begin, aimed.start())
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

    def _open(self, figure: Figure, name: Span | None, *, target: bool = False) -> None:
        if name is None:
            self.now = None
            return
        self.now = Statement(name, figure.line)
        self.now.area = self._area(figure, name)
        if target:
            self.now.target = figure
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
            same = named is None or self._same(named, now)
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
        found.sort(key=lambda s: self.text[slice(*s.name)] != name)
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
        return name in other or other in name


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
