"""What the words say for a reading: features of order, scope, unit and cue; no value is read."""

from __future__ import annotations

from typing import NamedTuple

from ..base.vocabulary import pattern
from .link_likes import like
from .link_shapes import AsList, AsOne, AsPair, Parts, gap_of, overlap, scope_of, stand_of, where_of
from .links import Reading, Text, aligned, between
from .places import Place

_OPEN = pattern("links", "leaves_some_out")


def _within(r: Place, b: Place) -> str:
    """Say whether b is the whole that r's sentence is about."""
    return "-" if not r.within else overlap(r.within, b.name)


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


def _one(stand: AsOne) -> list[str]:
    """Return the features of the reading of a number as the same fact as another."""
    r, a, equal, named, period, cues, apart = stand
    basis = "-".join(sorted(str(p.figure.period_basis)[:4] for p in (r, a)))
    size = min(6, len(r.thing & a.thing))
    base = [
        f"own={equal}", f"named={named}", f"equal={equal}{named}", f"basis={basis}{period}",
        f"period={period}", f"cues={cues}", f"cue={r.cue}", f"apart={apart}", f"size={size}",
        f"kind={r.kind}", f"first={r.first}{a.first}", f"en={equal}{named}{period}{cues}",
        f"within={r.within == a.within}{bool(r.within)}", f"sign={r.sign == a.sign}",
        f"all={equal}{named}{period}{cues}{apart}{r.kind}", f"esk={equal}{size}{r.kind}",
        f"after={bool(r.own)}{bool(a.own)}", f"bracket={r.bracket}{a.bracket}",
        f"run={gap_of(r.run)}{gap_of(a.run)}",
    ]  # fmt: skip
    return [f"same:{f}" for f in base] + ["same"]


def _pair(text: Text, x: Reading, stand: AsPair) -> list[str]:
    r, a, b, cue, order, ra, rb, where, sa, sb, beside = stand
    based = _based(r, b)
    run = f"{gap_of(a.run)}{gap_of(r.run)}{gap_of(b.run)}" if "fen" in r.cue or r.run else ""
    inner = f"{gap_of(r.bracket - a.bracket, 1)}{gap_of(r.bracket - b.bracket, 1)}"
    base = [
        f"cue={cue}", f"order={order}", f"ra={gap_of(ra)}", f"rb={gap_of(rb, 6)}", f"sa={sa}",
        f"sb={sb}",
        f"beside={beside}", f"based={based}", f"based={based}{where}", f"where={where}",
        f"acue={a.cue}", f"bcue={b.cue}", f"cue+order={cue}{order}", f"cue+based={cue}{based}",
        f"place={order}{gap_of(ra)}{gap_of(rb)}{sa}{sb}",
        f"cueplace={cue}{order}{gap_of(ra)}{sb}{where}",
        f"inner={inner}", f"run={run}", f"runcue={run}{r.cue}",
        f"an={overlap(r.name, a.name)}", f"bn={overlap(r.name, b.name)}",
        f"ab={overlap(a.name, b.name)}", f"abscope={scope_of(a, b)}{order}",
        f"qi={gap_of(r.opens - a.opens, 1)}{gap_of(a.opens - b.opens, 2)}",
        f"period={a.figure.period == r.figure.period}{b.figure.period == r.figure.period}"
        f"{r.figure.base_period is not None and r.figure.base_period == b.figure.period}",
        f"target={a.figure.relation == 'target'}{b.figure.relation == 'target'}",
        f"done={_done(r, a)}{_done(r, b)}", f"done={_done(r, a)}{_done(r, b)}{order}{gap_of(rb)}",
        f"bu={'bu' in r.cue}{'bu' in a.cue}{'bu' in b.cue}", f"clear={not any(between(text, x))}",
        f"plan={'ji' in r.cue}{'ji' in b.cue}{beside}",
        f"within={_within(r, b)}{based}", f"fen={aligned(text, r, a)}{aligned(text, r, b)}",
        f"left={'yu' in r.cue}{order}{sa}{sb}", f"own={overlap(r.own, a.name)}{order}",
        f"aown={overlap(a.own, b.own)}{sa}{sb}", f"unit={a.unit == b.unit}{x.extra != 1}",
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


class _Listed(NamedTuple):
    """What the words say of a list, whatever its total is."""

    size: str
    share: str
    one: bool
    told: tuple[str, ...]

    @classmethod
    def of(cls, text: Text, kind: str, run: Parts) -> _Listed:
        """Return what is said of a list."""
        parts = run.parts
        s, m, e = parts[0], parts[1], parts[-1]
        share, size = _shares_make_whole(text, parts), str(len(parts)) if len(parts) < 6 else "6+"
        one = len({p.sentence for p in parts}) == 1
        half = len({p.part for p in parts}) == 1
        told = (
            f"first={s.cue}", f"rest={m.cue}", f"last={e.cue}", f"ends={run.ends}",
            f"count={size}", f"stride={run.stride}", f"even={run.even}", f"alike={run.alike}",
            f"share={share}", f"one={one}{half}", f"smn={overlap(s.name, m.name)}",
            f"open={any(_OPEN.search(p.head) for p in parts)}",
        )  # fmt: skip
        return cls(size, share, one, tuple(f"{kind}:{f}" for f in told))


def _joint(t: Place, s: Place, m: Place) -> str:
    """Say how a list is joined: by semicolons or not, and whether a colon opened it."""
    colon = "colon" if s.figure.lead.rstrip().endswith(":") or s.part == t.part else ""
    return f"{colon}{s.part == t.part}{m.part == s.part}{m.clause == s.clause}"


def _sum(text: Text, x: Reading, stand: AsList) -> list[str]:
    run, top, closed, whole, starts = stand
    t, s, m = text.places[x.places[0]], run.parts[0], run.parts[1]
    scope, opened, order, where = top.scope, top.opened, top.order, where_of(t)
    told_list = text.kept("list", (x.kind, *x.places[1:]), lambda: _Listed.of(text, x.kind, run))
    even, alike, count, share = run.even, run.alike, told_list.size, told_list.share
    told_all, joint, within = "zong" in t.cue, _joint(t, s, m), _within(s, t)
    base = [
        f"t={t.cue}", f"order={order}", f"tscope={scope}", f"opened={opened}",
        f"tn={overlap(t.name, s.name)}{overlap(t.name, m.name)}", f"twhere={where}",
        f"top={scope}{where}{opened}{order}",
        f"period={t.figure.period == s.figure.period}{s.figure.period == m.figure.period}",
        f"relation={t.figure.relation}{s.figure.relation}", f"joint={joint}", f"within={within}",
        f"closed={closed}", f"starts={starts}", f"whole={whole}",
        f"wo={whole}{opened}{order}", f"woc={whole}{opened}{order}{closed}{count}",
        f"was={whole}{alike}{run.stride}{scope}", f"wash={whole}{share}{count}",
        f"wse={whole}{even}{alike}{opened}", f"wt={whole}{told_all}{scope}",
        f"startsends={starts}{run.ends}", f"jw={joint}{whole}{count}{share}",
        f"wwhole={within}{whole}{alike}",
        f"wholeall={whole}{told_all}{order}{alike}{scope}",
        f"all={whole}{told_list.one}{even}{alike}{opened}{order}{closed}",
    ]  # fmt: skip
    return [*told_list.told, *[f"{x.kind}:{f}" for f in base], x.kind]


def features(text: Text, x: Reading) -> list[str]:
    """Return the features of a reading's words, order and scope.

    They are some fifty texts, and kept nowhere: a text of many figures has millions.
    """
    stand = stand_of(text, x)
    if isinstance(stand, AsPair):
        told = _pair(text, x, stand)
    else:
        told = _sum(text, x, stand) if isinstance(stand, AsList) else _one(stand)
    return [*told, f"{x.kind}:like={like(text, x)}"]
