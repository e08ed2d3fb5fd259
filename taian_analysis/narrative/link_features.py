"""What the words say for a reading: features of order, scope, unit and cue; no value is read."""

from __future__ import annotations

from .link_likes import like
from .link_shapes import AsList, AsOne, AsPair, gap_of, overlap, scope_of, within_of
from .links import Reading, Text, aligned, between
from .places import Place


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


def _one(text: Text, x: Reading) -> list[str]:
    """Return the features of the reading of a number as the same fact as another."""
    r, a, equal, named, period, cues, apart = AsOne.of(text, x)
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


def _pair(text: Text, x: Reading) -> list[str]:
    r, a, b, cue, order, ra, rb, where, sa, sb, beside = AsPair.of(text, x)
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
        f"within={within_of(r, b)}{based}", f"fen={aligned(text, r, a)}{aligned(text, r, b)}",
        f"left={'yu' in r.cue}{order}{sa}{sb}", f"own={overlap(r.own, a.name)}{order}",
        f"aown={overlap(a.own, b.own)}{sa}{sb}", f"unit={a.unit == b.unit}{x.extra != 1}",
    ]  # fmt: skip
    return [f"{x.kind}:{f}" for f in base] + [f"*:{f}" for f in base[:12]] + [x.kind]


def _sum(text: Text, x: Reading) -> list[str]:
    run, top, closed, whole, starts = AsList.of(text, x)
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


def features(text: Text, x: Reading) -> list[str]:
    """Return the features of a reading's words, order and scope.

    They are some fifty texts, and kept nowhere: a text of many figures has millions.
    """
    by = _sum if x.kind.startswith("sum") else _one if x.kind == "same" else _pair
    return [*by(text, x), f"{x.kind}:like={like(text, x)}"]
