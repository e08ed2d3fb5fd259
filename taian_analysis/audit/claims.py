"""What a claim is, and the arithmetic it is judged by.

A rule (one of the `RULES` of a module of this room) looks for one kind of claim in a `Context` and
yields `Claim`s. Numbers are intervals, as wide as their printed rounding: 69.12 is 69.115 to
69.125, a whole number of things is exact, 1.75万余 begins at
1.75万. A claim holds if what is stated and what is computed can both be true, and fails if they can
not.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from typing import Any, TypeVar

from ..base import catalog
from ..base.report import Report
from ..base.vocabulary import pattern
from ..grammar.alike import alike
from ..grammar.chars import half_width, simplify
from ..grammar.interval import INFINITE, Interval, loosened, ruling
from ..grammar.periods import period
from ..narrative import scan
from ..narrative.anchors import folded
from ..narrative.facts import Regions
from ..narrative.figures import Figure
from .told import FIELDS, Said, in_english, number, says

#: Relations of figures that say how things are (not a change, a target or a condition).
STATES = ("level", "share", "ratio")

#: so many figures of a sentence are held against each other: twice what the longest met has
MOST_TOGETHER = 80
#: so far from a number reaches what is read or quoted of its clause: several times a long one
FARTHEST = 400

Span = tuple[int, int]
_T = TypeVar("_T")


@dataclass(slots=True)
class Claim:
    """One claim of the report, computed again.

    Attributes
    ----------
    claim_id
        Stable: made from the rule and the words, never from a number or a line.
    claim, kind, stated, computed, tolerance, verdict, comment
        As in the contract's frame ``audit``.
    spans
        The printed numbers (or words) it rests on.
    rule
        Which rule found it: a key of ``catalog/rules.toml``.
    claim_en
        What is claimed, in English, where it says more than the rule.
    check
        What was computed (``sum``, ``bound`` …); by default the rule's own.
    stated_at
        The spans of what is stated; the others are what it is computed from.
    formula
        The identity that makes the first number of the others (a key of
        ``catalog/identities.toml``), where a rule says so.
    """

    claim_id: str
    claim: str
    kind: str
    stated: str
    computed: str
    tolerance: str
    verdict: str
    comment: str
    spans: tuple[Span, ...]
    rule: str
    claim_en: str = ""
    check: str = ""
    stated_at: tuple[Span, ...] = ()
    formula: str = ""


@dataclass
class Context:
    """A report as the rules see it: its text, its figures and its annex.

    `indicators` and `cells` are the rows of the frames ``indicators`` and ``observations``; both
    are empty where the report has no annex. `memo` holds what several rules share; `based` is where
    changes begin whose base is named beside them or in the annex.
    """

    report: Report
    indicators: list[dict[str, Any]] = field(default_factory=list)
    cells: list[dict[str, Any]] = field(default_factory=list)
    memo: dict[str, Any] = field(default_factory=dict)
    based: set[int] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)

    def once(self, key: str, make: Callable[[], _T]) -> _T:
        """Return what is kept under a key, made where it is asked for first."""
        if key not in self.memo:
            self.memo[key] = make()
        found: _T = self.memo[key]
        return found

    @cached_property
    def text(self) -> str:
        """The report's text with half-width punctuation, so that a rule need know one comma."""
        return alike(simplify(half_width(self.report.text)))

    @cached_property
    def folded(self) -> str:
        """The text with straight quotes too, for the patterns of the catalogs."""
        return folded(self.report)

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures of the narrative, in order."""
        found = scan(self.text, self.report.date)
        for figure in found:
            if figure.relation == "target" and not looks_ahead(
                self.text[figure.sentence_start : figure.clause_start], figure.clause
            ):
                # 截至 and a date that a misprint put into the future: still a statement of fact.
                figure.relation = _relation(figure)
        return found

    @cached_property
    def sentences(self) -> list[list[Figure]]:
        """The figures, grouped by sentence; what holds more than any sentence is cut in pieces.

        A rule tries each figure with those before it in its sentence.
        """
        return [
            group[first : first + MOST_TOGETHER]
            for group in self._whole
            for first in range(0, len(group), MOST_TOGETHER)
        ]

    @property
    def cut(self) -> int:
        """How many sentences were cut in pieces."""
        return sum(len(group) > MOST_TOGETHER for group in self._whole)

    @cached_property
    def _whole(self) -> list[list[Figure]]:
        groups: dict[int, list[Figure]] = {}
        for figure in self.figures:
            groups.setdefault(figure.sentence_start, []).append(figure)
        return list(groups.values())

    @cached_property
    def regions(self) -> Regions:
        """The places that the text names."""
        return Regions(self.text)

    def clause_before(self, figure: Figure) -> str:
        """Return the words before a figure in its clause; of one without end the last of them."""
        return self.text[max(figure.clause_start, figure.start - FARTHEST) : figure.start]

    @cached_property
    def starts(self) -> list[int]:
        """Where the figures begin."""
        return [figure.start for figure in self.figures]

    @cached_property
    def leads(self) -> str:
        """The words before the figures, those of one a line."""
        return "\n".join([figure.lead for figure in self.figures])

    def figures_from(self, place: int, most: int | None = None) -> list[Figure]:
        """Return the figures that begin at or after a place, at most so many."""
        first = bisect_left(self.starts, place)
        return self.figures[first : None if most is None else first + most]

    def figure_at(self, start: int, end: int) -> Figure | None:
        """Return the figure printed over a span, if there is one."""
        place = bisect_right(self.starts, start) - 1
        for figure in self.figures[max(0, place) : place + 2]:
            if figure.start < end and start < figure.end:
                return figure
        return None

    def is_prose(self, figure: Figure) -> bool:
        """Whether a figure stands in a sentence, not in a row of a table run into the text."""
        first = max(figure.sentence_start, figure.start - 40)
        around = self.text[first : min(figure.sentence_end, figure.end + 40)]
        return 2 * len(_OTHERS.sub("", around)) > len(around)

    def line_text(self, number: int) -> str:
        """Return the text of a line."""
        line = self.report.lines[number - 1]
        return self.text[line.start : line.end]


IDEOGRAPH, _OTHERS = re.compile("[一-龥]"), re.compile("[^一-龥]+")
_AHEAD, _DONE = pattern("tenses", "ahead"), pattern("tenses", "done")


def looks_ahead(sentence: str, clause: str = "") -> bool:
    """Say whether a sentence speaks of what is to come; 已完成…目标 does not.

    Examples
    --------
    >>> looks_ahead("力争2025年达到70%"), looks_ahead("达到70%,已完成规划目标")
    (True, False)
    """
    return bool(_AHEAD.search(clause) or _AHEAD.search(_DONE.sub("", sentence)))


_CHANGE = pattern("claims", "change")


def _relation(figure: Figure) -> str:
    unit = figure.unit or ""
    if _CHANGE.search(figure.lead):
        return "change"
    if unit.startswith(("%", "‰")):
        return "share"
    return "ratio" if unit.startswith(("比", "倍")) else "level"


def interval(figure: Figure) -> Interval:
    """Return what a figure can mean, from its rounding and the words around it.

    The ruling is the grammar's, but for one thing that only a comparison needs: nobody calls 243
    超过140, so half as much again is where a number said to be exceeded ends.
    """
    if figure.qualifier and ruling(figure.qualifier) == "over" and figure.relation != "change":
        return Interval(figure.value, 1.5 * figure.value)
    low = -INFINITE if figure.low is None else figure.low
    high = INFINITE if figure.high is None else figure.high
    if low == high and "." in figure.text:  # 14.6人 is a rounded mean, not a count
        return loosened(Interval(low, high), figure.step / 2)
    return Interval(low, high)


def verdict(fine: bool | None) -> str:
    """Name a verdict: None is undecidable."""
    return "undecidable" if fine is None else "holds" if fine else "fails"


def unit_of(figure: Figure) -> str:
    """Return a figure's unit, empty where it has none."""
    return figure.unit or ""


def counted(figure: Figure) -> str:
    """Return what a figure's unit counts, without what it is told by: 人 of 人/户."""
    return unit_of(figure).partition("/")[0]


def one_time(one: Figure, other: Figure) -> bool:
    """Whether two figures are of times that end alike, or of none told."""
    if not (one.period and other.period):
        return True
    return period(one.period).end == period(other.period).end


def run_of(figures: Sequence[Figure], place: int, joint: re.Pattern[str]) -> list[Figure]:
    """Return a figure and those that follow it with no more than a joint between: a、b和c."""
    rest = takewhile(lambda f: joint.fullmatch(f.lead.strip()), figures[place + 1 :])
    return [*figures[place : place + 1], *rest]


def before_bracket(text: str, figures: Sequence[Figure], place: int) -> int:
    """Return the place of the figure before another, over what a closed bracket says beside it.

    总收入21232亿元(已扣除欠款613亿元),比上年增加3972亿元: 21232 is before 3972.
    """
    last = place - 1
    closed = text.rfind(")", figures[last].end, figures[place].start)
    opened = text.rfind("(", figures[last].sentence_start, figures[last].start)
    if closed < 0 or opened < 0 or text.find(")", opened, figures[last].start) >= 0:
        return last
    outer = [i for i in range(last) if figures[i].end <= opened]
    return outer[-1] if outer else last


def spans_of(*figures: Figure) -> tuple[Span, ...]:
    """Return where figures are printed."""
    return tuple((f.start, f.end) for f in figures)


def printed(context: Context, figure: Figure) -> str:
    """Return a figure as printed, with its unit and its qualifier."""
    tail = context.text[figure.end : figure.unit_end]
    before = figure.qualifier or ""
    if before and context.text[max(0, figure.start - len(before)) : figure.start] != before:
        before = ""
    return f"{before}{figure.text}{tail}"


def plus_minus(figure: Figure, unit: str = "") -> str:
    """Return the printed rounding of a figure as a tolerance."""
    low, high = interval(figure)
    if INFINITE in (-low, high):
        return says("reckoned.one_sided")
    half = (high - low) / 2
    return "0" if half <= 0 else f"±{number(half)}{unit}"


def claimed(
    context: Context, rule: str, figures: Sequence[Figure], claim_id: str, title: str,
    computed: str, fine: bool | None, comment: str = "", *, kind: str = "", stated: str = "",
    tolerance: str = "", unit: str = "", more: Iterable[Span] = (), check: str = "",
    formula: str = "",
) -> Claim:  # fmt: skip
    """Claim that what is stated is, within its rounding, what some figures make it.

    Parameters
    ----------
    comment
        What is told where the claim does not hold.
    kind
        That of the claim, if not its rule's (``catalog/rules.toml``).
    stated, tolerance
        What is stated, if not the first figure, and how exactly, if not as that is printed.
    unit
        That of the tolerance.
    more
        What it rests on that is no figure.
    """
    return Claim(
        claim_id,
        title,
        kind or catalog.load("rules")[rule].get("kind", "arithmetic"),
        stated or printed(context, figures[0]),
        computed,
        tolerance or (plus_minus(figures[0], unit) if figures else "0"),
        verdict(fine),
        "" if fine else comment,
        (*spans_of(*figures), *more),
        rule,
        check=check,
        formula=formula,
    )


def cells(claim: Claim) -> dict[str, str]:
    """Return a claim in words: as data has it, and what was computed and remarked in English."""
    return {name: str(getattr(claim, name)) for name in FIELDS} | {
        "claim_en": claim.claim_en or (claim.claim.en if isinstance(claim.claim, Said) else ""),
        "stated_en": str(claim.stated.en if isinstance(claim.stated, Said) else claim.stated),
        "computed_en": str(in_english(claim.computed)),
        "comment_en": str(in_english(claim.comment)),
    }


def unique(claims: Iterable[Claim]) -> list[Claim]:
    """Order claims by place, drop one made twice, and number those of one id (#2, #3 …).

    The number counts places in the text, so that the order of the rules makes no difference.
    """
    seen: dict[str, int] = {}
    places: set[tuple[str, tuple[Span, ...], str]] = set()
    out = []
    for claim in sorted(claims, key=lambda c: (min(c.spans), c.spans, c.rule, c.claim_id)):
        place = (claim.rule, claim.spans, claim.claim_id)
        if place in places:
            continue
        places.add(place)
        seen[claim.claim_id] = seen.get(claim.claim_id, 0) + 1
        if seen[claim.claim_id] > 1:
            claim.claim_id = f"{claim.claim_id}#{seen[claim.claim_id]}"
        out.append(claim)
    return out
