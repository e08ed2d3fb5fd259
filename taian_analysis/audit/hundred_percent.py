"""Claims about a hundred per cent: parts that make it, what covers all, what can not pass it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from ..base.vocabulary import pattern
from ..grammar.chars import decimals
from ..grammar.interval import Interval, agree
from ..narrative.figures import POINTS
from ..narrative.link_kinds import SWAPPED, slips_of
from .claim_words import before, words
from .claims import Claim, Context, claimed, interval, number, spans_of, unit_of
from .shares import told_share
from .told import says, titled

_BEFORE_COMPOSITION = pattern("shares", "composition")
_FULL, _NOT_FULL = pattern("shares", "full"), pattern("shares", "not_full")
_EACH, _RATE_OF = pattern("shares", "each"), pattern("shares", "rate_of")
_SOME = pattern("shares", "some")
#: 比例分别达到98.1%、98.5%: each is a rate of that name.
_SAID = pattern("shares", "said")

COMPOSITION = re.compile(r"(?<![\d.:])(\d+(?:\.\d+)?)((?::\d+(?:\.\d+)?){2,})(?![\d:])")
_RATIO = re.compile(r":(?<=\d:)\d+(?:\.\d+)?:\d")


def compositions(context: Context) -> Iterator[Claim]:
    """三次产业结构比为6.0:55.0:39.0, or A占a%,B占b%,C占c%: shares of one whole make 100 %.

    Only what comes near 100 (95 to 105) is taken as a whole. That shares in a sentence are all is
    not said: only what does make 100 shows it.
    """
    some = _RATIO.search(context.text) is not None  # three numbers of one ratio
    for match in COMPOSITION.finditer(context.text) if some else ():
        lead = COMPOSITION.sub("", context.text[max(0, match.start() - 40) : match.start()])
        if _BEFORE_COMPOSITION.search(lead):
            yield from _hundred(context, match[0].split(":"), (match.span(),), match.start())
    for figures in context.sentences:
        shares_ = [f for f in figures if unit_of(f) == "%"]
        for told, group in groupby(shares_, told_share):
            run = list(group)
            if told and len(run) >= 3:
                claims = _hundred(context, [f.text for f in run], spans_of(*run), run[0].start)
                yield from (c for c in claims if c.verdict == "holds")


def _hundred(
    context: Context, shares_: list[str], spans: tuple[tuple[int, int], ...], place: int
) -> Iterator[Claim]:
    values = [float(part) for part in shares_]
    value = sum(values)
    half = sum(0.5 * 10.0 ** -decimals(part) for part in shares_)
    if not (95 <= value <= 105 or (80 <= value <= 120 and _slipped(shares_, half))):
        return
    fine = abs(value - 100) <= half + 1e-9
    topic = before(context.text, place, 14)
    yield claimed(
        context, "compositions", (), f"hundred/{topic}", titled("claim.compositions", topic),
        says("reckoned.total", value=number(round(value, 4))), fine,
        says("remark.hundred_off", off=number(abs(round(value - 100, 4)))),
        stated="、".join(shares_), tolerance=f"±{number(half)}{POINTS}", more=spans,
    )  # fmt: skip


def _slipped(shares_: list[str], half: float) -> bool:
    """Whether shares would make 100 % but for two neighbours of one that changed places."""
    off = 100 - sum(map(float, shares_))
    slips = (slip for part in shares_ for slip in slips_of(part, float(part)))
    moved = (shift for shift, likely in slips if likely >= SWAPPED)
    return any(abs(off - shift) <= half for shift in moved)


def whole_coverage(context: Context) -> Iterator[Claim]:
    """100%全覆盖, 均已建有,建有率达到100%: what covers all is 100 %."""
    for figure in context.figures:
        if unit_of(figure) != "%" or figure.relation != "share":
            continue
        clause = context.text[figure.clause_start : figure.clause_end]
        first = max(figure.sentence_start, figure.clause_start - 40)
        lead_in = context.text[first : figure.clause_start]
        full = bool(_FULL.search(clause)) and not _NOT_FULL.search(clause)
        if not (full or _each_done(lead_in, figure.lead)):
            continue
        topic = words(clause if full else lead_in)
        fine = agree(interval(figure), Interval(100, 100))
        title = titled("claim.whole_coverage" if full else "claim.whole_coverage_each", topic)
        yield claimed(
            context, "whole_coverage", [figure], f"all/{topic}", title, "100%", fine,
            says("remark.not_all"), unit=POINTS,
        )  # fmt: skip


def _each_done(lead_in: str, lead: str) -> bool:
    """Say whether a rate is of what all are said to have done: 均已建有,建有率."""
    each, rate = _EACH.search(lead_in), _RATE_OF.search(lead)
    if each is None or rate is None or rate[1] not in each[1]:
        return False
    return _SOME.search(lead_in, 0, each.start()) is None


_MEMBERS, _MONEY = pattern("rates", "members"), pattern("rates", "money")
_ANY, _EXCEEDING = pattern("rates", "rate"), pattern("rates", "exceeding")


def bounded(context: Context) -> Iterator[Claim]:
    """覆盖率, 合格率, 占比: a part of a whole is at most 100 % (``catalog/rates.toml``)."""
    for figure in context.figures:
        if unit_of(figure) != "%" or figure.relation != "share":
            continue
        lead = context.clause_before(figure)
        fine, bare = figure.value <= 100, _SAID.sub("", lead)
        member = _MEMBERS.search(bare) and not _MONEY.search(bare)
        if not (member or (not fine and _ANY.search(bare) and not _EXCEEDING.search(lead))):
            continue
        topic = words(lead)
        yield claimed(
            context, "bounded", [figure], f"bounded/{topic}", titled("claim.bounded", topic),
            "≤ 100%", fine, says("remark.above_whole"), tolerance="0",
        )  # fmt: skip


RULES = (bounded, compositions, whole_coverage)
