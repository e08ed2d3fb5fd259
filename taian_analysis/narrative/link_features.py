"""What the words say for a reading: features of order, scope, unit and cue; no value is read."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from .links import Reading, Text, aligned, between
from .places import Place


def _gap(n: int, most: int = 3) -> str:
    return str(n) if abs(n) <= most else ("+" if n > 0 else "-")


def _overlap(a: frozenset[str], b: frozenset[str]) -> str:
    if not a or not b:
        return "0"
    share = len(a & b) / min(len(a), len(b))
    return "all" if share > 0.99 else "most" if share > 0.6 else "some" if share > 0 else "none"


def _based(r: Place, b: Place) -> str:
    """Say whether b is what the words before r name as its base."""
    if not r.base:
        return "unnamed"
    share = len(r.base & b.name) / len(r.base)
    return "yes" if share >= 0.9 else "half" if share >= 0.5 else "bit" if share > 0 else "no"


def _done(r: Place, x: Place) -> str:
    """Say whether x is what a rate is named after (报到率: 实际报到1,507人)."""
    if not r.done:
        return "-"
    return "yes" if r.done <= x.name else "no"


def _scope(a: Place, b: Place) -> str:
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


def _where(b: Place) -> str:
    return b.first or ("open" if "zong" in b.cue else "plain")


def _within(r: Place, b: Place) -> str:
    """Say whether b is the whole that r's sentence is about."""
    return "-" if not r.within else _overlap(r.within, b.name)


class _One(NamedTuple):
    """How a number and the other that may be the same fact are told."""

    r: Place
    a: Place
    equal: str
    named: str
    period: bool
    cues: str
    apart: str

    @classmethod
    def of(cls, text: Text, x: Reading) -> _One:
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
        """Return the construction that the reading is one of."""
        return (
            f"same|{self.equal}|{self.named}|{self.period}|{self.cues}|{self.apart}|{self.r.kind}"
        )


def _one(text: Text, x: Reading) -> list[str]:
    """Return the features of the reading of a number as the same fact as another."""
    r, a, equal, named, period, cues, apart = _One.of(text, x)
    basis = "-".join(sorted(str(p.figure.period_basis)[:4] for p in (r, a)))
    size = min(6, len(r.thing & a.thing))
    base = [
        f"own={equal}", f"named={named}", f"equal={equal}{named}", f"basis={basis}{period}",
        f"period={period}", f"cues={cues}", f"cue={r.cue}", f"apart={apart}", f"size={size}",
        f"kind={r.kind}", f"first={r.first}{a.first}", f"en={equal}{named}{period}{cues}",
        f"within={r.within == a.within}{bool(r.within)}", f"sign={r.sign == a.sign}",
        f"all={equal}{named}{period}{cues}{apart}{r.kind}", f"esk={equal}{size}{r.kind}",
        f"after={bool(r.own)}{bool(a.own)}", f"bracket={r.bracket}{a.bracket}",
        f"run={_gap(r.run)}{_gap(a.run)}",
    ]  # fmt: skip
    return [f"same:{f}" for f in base] + ["same"]


class _Pair(NamedTuple):
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
    def of(cls, text: Text, x: Reading) -> _Pair:
        r, a, b = (text.places[i] for i in (x.places[0], *x.places[-2:]))
        points = r.kind == "points"
        table = text.steps if b.kind == "step" else text.levels
        seq_a = text.shares if points else text.levels.get(a.unit, [])
        seq_b = text.shares if points else table.get(b.unit, [])
        right = b.index == r.index - 1 and r.head in ("的", "") and b.clause == r.clause
        return cls(
            r, a, b, f"{r.cue}|{r.kind}", _order(r, a, b),
            _rank(seq_a, a.index, r.index), _rank(seq_b, b.index, r.index),
            _where(b), _scope(r, a), _scope(r, b), "beside" if right else "",
        )  # fmt: skip

    def shape(self) -> str:
        """Return the construction that the reading is one of, behind its kind."""
        _, _, _, cue, order, ra, rb, where, sa, sb, beside = self
        return f"{cue}|{order}|{_gap(ra)}|{_gap(rb, 2)}|{where}|{sa}|{sb}|{beside}"


def _pair(text: Text, x: Reading) -> list[str]:
    r, a, b, cue, order, ra, rb, where, sa, sb, beside = _Pair.of(text, x)
    based = _based(r, b)
    run = f"{_gap(a.run)}{_gap(r.run)}{_gap(b.run)}" if "fen" in r.cue or r.run else ""
    inner = f"{_gap(r.bracket - a.bracket, 1)}{_gap(r.bracket - b.bracket, 1)}"
    base = [
        f"cue={cue}", f"order={order}", f"ra={_gap(ra)}", f"rb={_gap(rb, 6)}", f"sa={sa}",
        f"sb={sb}",
        f"beside={beside}", f"based={based}", f"based={based}{where}", f"where={where}",
        f"acue={a.cue}", f"bcue={b.cue}", f"cue+order={cue}{order}", f"cue+based={cue}{based}",
        f"place={order}{_gap(ra)}{_gap(rb)}{sa}{sb}", f"cueplace={cue}{order}{_gap(ra)}{sb}{where}",
        f"inner={inner}", f"run={run}", f"runcue={run}{r.cue}",
        f"an={_overlap(r.name, a.name)}", f"bn={_overlap(r.name, b.name)}",
        f"ab={_overlap(a.name, b.name)}", f"abscope={_scope(a, b)}{order}",
        f"qi={_gap(r.opens - a.opens, 1)}{_gap(a.opens - b.opens, 2)}",
        f"period={a.figure.period == r.figure.period}{b.figure.period == r.figure.period}"
        f"{r.figure.base_period is not None and r.figure.base_period == b.figure.period}",
        f"target={a.figure.relation == 'target'}{b.figure.relation == 'target'}",
        f"done={_done(r, a)}{_done(r, b)}", f"done={_done(r, a)}{_done(r, b)}{order}{_gap(rb)}",
        f"bu={'bu' in r.cue}{'bu' in a.cue}{'bu' in b.cue}", f"clear={not any(between(text, x))}",
        f"plan={'ji' in r.cue}{'ji' in b.cue}{beside}",
        f"within={_within(r, b)}{based}", f"fen={aligned(text, r, a)}{aligned(text, r, b)}",
        f"left={'yu' in r.cue}{order}{sa}{sb}", f"own={_overlap(r.own, a.name)}{order}",
        f"aown={_overlap(a.own, b.own)}{sa}{sb}", f"unit={a.unit == b.unit}{x.extra != 1}",
    ]  # fmt: skip
    return [f"{x.kind}:{f}" for f in base] + [f"*:{f}" for f in base[:12]] + [x.kind]


def _shares_make_whole(text: Text, parts: list[Place]) -> str:
    """Whether each part has a share of its own after it, and they make 100 %."""
    every, total, count = text.places, 0.0, 0
    for part in parts:
        follow = every[part.index + 1] if part.index + 1 < len(every) else None
        if follow is not None and follow.kind == "percent" and "zhan" in follow.cue:
            total, count = total + follow.figure.value, count + 1
    if count < len(parts):
        return "no" if count == 0 else "some"
    return "whole" if abs(total - 100) < 0.3 * count else "part"


def _kinds(parts: list[Place]) -> str:
    """How alike the parts are told: the cues of all, of most, or of few are the same."""
    cues = [p.cue for p in parts[1:]]
    most = max(map(cues.count, set(cues))) / max(1, len(cues))
    return "all" if most == 1 else "most" if most >= 0.6 else "few"


def _joint(t: Place, s: Place, m: Place) -> str:
    """Say how a list is joined: by semicolons or not, and whether a colon opened it."""
    colon = "colon" if s.figure.lead.rstrip().endswith(":") or s.part == t.part else ""
    return f"{colon}{s.part == t.part}{m.part == s.part}{m.clause == s.clause}"


class _Run(NamedTuple):
    """How the parts of a list stand to one another and to what is before and after them."""

    parts: list[Place]
    leading: int
    stride: int
    even: str
    alike: str
    starts: str
    ends: str
    size: str
    share: str
    one: bool
    told: tuple[str, ...]

    @classmethod
    def of(cls, text: Text, x: Reading) -> _Run:
        """Return the list of a reading, kept for the next: it often is the same."""
        return text.kept("run", (x.kind, *x.places[1:]), lambda: cls._of(text, x))

    @classmethod
    def _of(cls, text: Text, x: Reading) -> _Run:
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
            ends = f"{_scope(e, nxt)}{nxt.cue == e.cue}"
        if leading >= 0:
            prv = every[seq[leading]]
            starts = f"{_scope(s, prv)}{prv.cue == m.cue}"
        gaps = len({b.index - a.index for a, b in pairwise(parts)})
        even = "even" if gaps == 1 else "near" if gaps == 2 else "odd"
        alike, share = _kinds(parts), _shares_make_whole(text, parts)
        count = str(len(parts)) if len(parts) < 6 else "6+"
        one = len({p.sentence for p in parts}) == 1
        half = len({p.part for p in parts}) == 1
        told = (
            f"first={s.cue}", f"rest={m.cue}", f"last={e.cue}", f"ends={ends}", f"count={count}",
            f"stride={stride}", f"even={even}", f"alike={alike}", f"share={share}",
            f"one={one}{half}", f"smn={_overlap(s.name, m.name)}",
            f"open={any(w in p.head for p in parts for w in _OPEN)}",
        )  # fmt: skip
        return cls(
            parts, seq[leading] if leading >= 0 else -1, stride, even, alike, starts, ends,
            count, share, one, tuple(f"{x.kind}:{f}" for f in told),
        )  # fmt: skip


class _Top(NamedTuple):
    """How a total stands to the first two of its parts."""

    scope: str
    opened: str
    where: str
    order: str
    inner: int
    joint: str
    within: str
    told: tuple[str, ...]

    @classmethod
    def of(cls, text: Text, x: Reading) -> _Top:
        """Return how a reading's total stands; those of one beginning of a list are kept."""
        key = (x.kind, *x.places[1:3])
        kept: dict[int, _Top] = text.kept("tops", key, dict)
        top = x.places[0]
        if top not in kept:
            kept[top] = cls._of(text, x)
        return kept[top]

    @classmethod
    def _of(cls, text: Text, x: Reading) -> _Top:
        t, s, m = (text.places[i] for i in x.places[:3])
        seq = (text.steps if x.kind == "sum_signed" else text.levels)[s.unit]
        order = "after" if t.index > s.index else f"b{_gap(_rank(seq, t.index, s.index))}"
        scope, opened, where = _scope(s, t), _gap(s.opens - t.opens, 1), _where(t)
        joint, within = _joint(t, s, m), _within(s, t)
        told = (
            f"t={t.cue}", f"order={order}", f"tscope={scope}", f"opened={opened}",
            f"tn={_overlap(t.name, s.name)}{_overlap(t.name, m.name)}", f"twhere={where}",
            f"top={scope}{where}{opened}{order}",
            f"period={t.figure.period == s.figure.period}{s.figure.period == m.figure.period}",
            f"relation={t.figure.relation}{s.figure.relation}", f"joint={joint}",
            f"within={within}",
        )  # fmt: skip
        inner = s.bracket - t.bracket
        named = tuple(f"{x.kind}:{f}" for f in told)
        return cls(scope, opened, where, order, inner, joint, within, named)


class _List(NamedTuple):
    """How a list stands to the total that it may add up to."""

    run: _Run
    top: _Top
    closed: str
    whole: bool
    starts: str

    @classmethod
    def of(cls, text: Text, x: Reading) -> _List:
        run, top = _Run.of(text, x), _Top.of(text, x)
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


def _sum(text: Text, x: Reading) -> list[str]:
    run, top, closed, whole, starts = _List.of(text, x)
    scope, opened, order = top.scope, top.opened, top.order
    even, alike, count, share = run.even, run.alike, run.size, run.share
    told_all = "zong" in text.places[x.places[0]].cue
    base = [
        f"closed={closed}", f"starts={starts}", f"whole={whole}",
        f"wo={whole}{opened}{order}", f"woc={whole}{opened}{order}{closed}{count}",
        f"was={whole}{alike}{run.stride}{scope}", f"wash={whole}{share}{count}",
        f"wse={whole}{even}{alike}{opened}", f"wt={whole}{told_all}{scope}",
        f"startsends={starts}{run.ends}", f"jw={top.joint}{whole}{count}{share}",
        f"wwhole={top.within}{whole}{alike}",
        f"wholeall={whole}{told_all}{order}{alike}{scope}",
        f"all={whole}{run.one}{even}{alike}{opened}{order}{closed}",
    ]  # fmt: skip
    return [*run.told, *top.told, *(f"{x.kind}:{f}" for f in base), x.kind]


_OPEN = ("等", "主要", "尤其", "特别")


def _shape(text: Text, x: Reading) -> str:
    """Return the construction of a reading: those of one shape are told alike."""
    if x.kind.startswith("sum"):
        return f"{x.kind}|{_List.of(text, x).shape()}"
    return _One.of(text, x).shape() if x.kind == "same" else f"{x.kind}|{_Pair.of(text, x).shape()}"


def features(text: Text, x: Reading) -> list[str]:
    """Return the features of a reading's words, order and scope.

    They are some fifty texts, and kept nowhere: a text of many figures has millions.
    """
    by = _sum if x.kind.startswith("sum") else _one if x.kind == "same" else _pair
    return [*by(text, x), f"{x.kind}:like={like(text, x)}"]


def _outline(text: Text, x: Reading) -> tuple[object, ...]:
    """Return what tells most readings apart at little cost: those of one shape have one outline."""
    if x.kind == "same":
        return (x.kind,)
    r, s = (text.places[i] for i in x.places[:2])
    if x.kind.startswith("sum"):
        return x.kind, s.cue, r.index > s.index, _scope(s, r)
    return x.kind, r.cue, r.kind


def put_by(text: Text, found: list[Reading]) -> None:
    """Put the readings of a text by, to see what the like of one do once one is weighed."""
    for x in found:
        text.unlike[_outline(text, x)].append(x)


def like(text: Text, x: Reading) -> str:
    """Return what the like of a reading do elsewhere in its text."""
    if alike := text.unlike.pop(_outline(text, x), None):
        _add_likes(text, alike)
    return x.like


def like_hold(text: Text, x: Reading) -> bool:
    """Whether all the like of a reading elsewhere in its text hold, and there are some."""
    unread = text.unlike.get(_outline(text, x))
    if unread and not any(y.holds and y.group != x.group for y in unread):
        return False
    return like(text, x).startswith("all")


def _add_likes(text: Text, found: list[Reading]) -> None:
    """Tell readings, all of some outlines that a text has, what their like do."""
    shapes = [_shape(text, x) for x in found]
    fits: dict[tuple[str, tuple[str, int]], bool] = {}
    for shape, x in zip(shapes, found, strict=True):
        key = (shape, x.group)
        fits[key] = fits.get(key, False) or x.holds
    made = Counter(shape for shape, _ in fits)
    held = Counter(shape for (shape, _), fit in fits.items() if fit)
    for shape, x in zip(shapes, found, strict=True):
        x.like = _like(held[shape] - fits[shape, x.group], made[shape] - 1)


def _like(yes: int, every: int) -> str:
    """Name how often the same construction holds in the rest of the text."""
    if every == 0:
        return "alone"
    share = (
        "all"
        if yes == every
        else "most"
        if yes / every > 0.75
        else "half"
        if yes / every > 0.4
        else "few"
    )
    share = "none" if yes == 0 else share
    return f"{share}{1 if every == 1 else 2 if every < 4 else 4}"
