"""How the figures of a reading stand to one another, and the construction it is one of."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

from .links import Reading, Text
from .places import Place


def gap_of(n: int, most: int = 3) -> str:
    """Name a number of places, one beyond the most by its sign only."""
    return str(n) if abs(n) <= most else ("+" if n > 0 else "-")


def overlap(a: frozenset[str], b: frozenset[str]) -> str:
    """Name how much of the shorter of two names is in the other."""
    if not a or not b:
        return "0"
    share = len(a & b) / min(len(a), len(b))
    return "all" if share > 0.99 else "most" if share > 0.6 else "some" if share > 0 else "none"


def scope_of(a: Place, b: Place) -> str:
    """Return the narrowest scope that holds both."""
    if a.clause == b.clause:
        return "clause"
    if a.part == b.part:
        return "part"
    if a.sentence == b.sentence:
        return "sentence"
    if abs(a.sentence - b.sentence) == 1 and a.paragraph == b.paragraph:
        return "next"
    return (
        "paragraph"
        if a.paragraph == b.paragraph
        else f"far{min(3, abs(a.paragraph - b.paragraph))}"
    )


def _rank(seq: list[int], a: int, r: int) -> int:
    """Return how many figures of one unit lie from a to r; negative where a comes after."""
    i, k = bisect_left(seq, a), bisect_left(seq, r)
    return k - 1 - i if a < r else k - i - 1


def _order(r: Place, a: Place, b: Place) -> str:
    return "".join(name for _, name in sorted([(r.index, "r"), (a.index, "a"), (b.index, "b")]))


def where_of(b: Place) -> str:
    """Say whether a number is the first of its unit in the text or a paragraph, or opens a list."""
    return b.first or ("open" if "zong" in b.cue else "plain")


class AsOne(NamedTuple):
    """How a number and the other that may be the same fact are told."""

    r: Place
    a: Place
    equal: str
    named: str
    period: bool
    cues: str
    apart: str

    @classmethod
    def of(cls, text: Text, x: Reading) -> AsOne:
        """Return how the figures of a reading stand."""
        r, a = (text.places[i] for i in x.places)
        inside = r.thing < a.thing or a.thing < r.thing
        equal = "same" if r.thing == a.thing else "in" if inside else "near"
        shared = len(r.name & a.name)
        most = shared > 0.8 * len(r.name | a.name)
        named = "all" if r.name == a.name else "most" if most else "part"
        cues = "same" if r.cue == a.cue else "other"
        apart = "near" if r.paragraph == a.paragraph else "far"
        return cls(r, a, equal, named, r.figure.period == a.figure.period, cues, apart)

    def shape(self) -> str:
        """Return the construction that the reading is one of, behind its kind."""
        return f"{self.equal}|{self.named}|{self.period}|{self.cues}|{self.apart}|{self.r.kind}"


class AsPair(NamedTuple):
    """Where a number and the one or two that may explain it stand."""

    r: Place
    a: Place
    b: Place
    cue: str
    order: str
    ra: int
    rb: int
    where: str
    sa: str
    sb: str
    beside: str

    @classmethod
    def of(cls, text: Text, x: Reading) -> AsPair:
        """Return how the figures of a reading stand."""
        r, a, b = (text.places[i] for i in (x.places[0], *x.places[-2:]))
        points = r.kind == "points"
        table = text.steps if b.kind == "step" else text.levels
        seq_a = text.shares if points else text.levels.get(a.unit, [])
        seq_b = text.shares if points else table.get(b.unit, [])
        right = b.index == r.index - 1 and r.head in ("的", "") and b.clause == r.clause
        return cls(
            r, a, b, f"{r.cue}|{r.kind}", _order(r, a, b),
            _rank(seq_a, a.index, r.index), _rank(seq_b, b.index, r.index),
            where_of(b), scope_of(r, a), scope_of(r, b), "beside" if right else "",
        )  # fmt: skip

    def shape(self) -> str:
        """Return the construction that the reading is one of, behind its kind."""
        _, _, _, cue, order, ra, rb, where, sa, sb, beside = self
        return f"{cue}|{order}|{gap_of(ra)}|{gap_of(rb, 2)}|{where}|{sa}|{sb}|{beside}"


def _kinds(parts: list[Place]) -> str:
    """How alike the parts are told: the cues of all, of most, or of few are the same."""
    cues = [p.cue for p in parts[1:]]
    most = max(map(cues.count, set(cues))) / max(1, len(cues))
    return "all" if most == 1 else "most" if most >= 0.6 else "few"


class Parts(NamedTuple):
    """How the parts of a list stand to one another and to what is before and after them."""

    parts: list[Place]
    leading: int
    stride: int
    even: str
    alike: str
    starts: str
    ends: str

    @classmethod
    def of(cls, text: Text, x: Reading) -> Parts:
        """Return the list of a reading, kept for the next: it often is the same."""
        return text.kept("run", (x.kind, *x.places[1:]), lambda: cls._of(text, x))

    @classmethod
    def _of(cls, text: Text, x: Reading) -> Parts:
        every = text.places
        parts = [every[i] for i in x.places[1:]]
        s, e, m = parts[0], parts[-1], parts[1]
        seq = (text.steps if x.kind == "sum_signed" else text.levels)[s.unit]
        at = [bisect_left(seq, p.index) for p in (s, m, e)]
        stride = min(3, at[1] - at[0])
        following, leading = at[2] + stride, at[0] - stride
        ends = starts = "none"
        if following < len(seq):
            nxt = every[seq[following]]
            ends = f"{scope_of(e, nxt)}{nxt.cue == e.cue}"
        if leading >= 0:
            prv = every[seq[leading]]
            starts = f"{scope_of(s, prv)}{prv.cue == m.cue}"
        gaps = len({b.index - a.index for a, b in pairwise(parts)})
        even = "even" if gaps == 1 else "near" if gaps == 2 else "odd"
        lead = seq[leading] if leading >= 0 else -1
        return cls(parts, lead, stride, even, _kinds(parts), starts, ends)


class _Top(NamedTuple):
    """How a total stands to the first of its parts."""

    scope: str
    opened: str
    order: str
    inner: int

    @classmethod
    def of(cls, text: Text, x: Reading) -> _Top:
        """Return how a reading's total stands; those of one beginning of a list are kept."""
        key = (x.kind, x.places[1])
        kept: dict[int, _Top] = text.kept("tops", key, dict)
        top = x.places[0]
        if top not in kept:
            kept[top] = cls._of(text, x)
        return kept[top]

    @classmethod
    def _of(cls, text: Text, x: Reading) -> _Top:
        t, s = (text.places[i] for i in x.places[:2])
        seq = (text.steps if x.kind == "sum_signed" else text.levels)[s.unit]
        order = "after" if t.index > s.index else f"b{gap_of(_rank(seq, t.index, s.index))}"
        return cls(scope_of(s, t), gap_of(s.opens - t.opens, 1), order, s.bracket - t.bracket)


class AsList(NamedTuple):
    """How a list stands to the total that it may add up to."""

    run: Parts
    top: _Top
    closed: str
    whole: bool
    starts: str

    @classmethod
    def of(cls, text: Text, x: Reading) -> AsList:
        """Return how the list of a reading and its total stand."""
        run, top = Parts.of(text, x), _Top.of(text, x)
        after = top.order == "after"
        starts = "top" if run.leading == x.places[0] else run.starts
        closed = "flat"
        if top.inner > 0:
            closed = "closed" if run.parts[-1].closes else "open"
        whole = run.ends[:4] not in ("clau", "part") and (starts in ("top", "none") or after)
        return cls(run, top, closed, whole, starts)

    def shape(self) -> str:
        """Return the construction that the reading is one of, behind its kind."""
        run, top = self.run, self.top
        return (
            f"{top.order}|{top.scope}|{top.opened}|{self.closed}|{run.stride}|{run.even}"
            f"|{run.alike}|{run.parts[0].cue}|{self.whole}"
        )


Stand = AsOne | AsPair | AsList


def stand_of(text: Text, x: Reading) -> Stand:
    """Return how the figures of a reading stand: for its shape, and where it is weighed again."""
    if x.stand is None:
        by = AsList if x.kind.startswith("sum") else AsOne if x.kind == "same" else AsPair
        x.stand = by.of(text, x)
    return x.stand


def shape_of(text: Text, x: Reading) -> str:
    """Return the construction of a reading: those of one shape are told alike."""
    return f"{x.kind}|{stand_of(text, x).shape()}"
