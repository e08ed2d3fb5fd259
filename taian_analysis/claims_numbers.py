"""Claims that numbers of one sentence make about each other: parts, shares, what covers all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .claims import (
    STATES,
    Claim,
    Context,
    Interval,
    agree,
    before,
    interval,
    number,
    plus_minus,
    printed,
    quotient,
    spans_of,
    total,
    unit_of,
    verdict,
    words,
)
from .figures import Figure

_OPEN_LIST = re.compile(r"等|主要|包括|仅|以上")
_SHARE_CUE = re.compile(
    r"(?:占比|占总数|占总量|占总人数|占全部|占其|占比重|占)(?:的?比[例重]|的)?(?:达到?|为|约|近|超过)?了?$"
)
# Parts of a total ------------------------------------------------------------------------------


#: 占常住人口的: the whole is named, and must be one that the sentence has given.
_SHARE_OF = re.compile(r"占((?!总|全部|其)[^,。;]{2,14}?)的?(?:比[例重])?(?:达到?|为)?$")


def parts(context: Context) -> Iterator[Claim]:
    """X共A, 其中 B、C、D: no part is larger than the whole, and parts that exhaust it add up.

    The whole may stand in the sentence before (…A。其中,B;C). A list after 其中 need not be
    complete, and its parts may overlap: only lists whose sum is near the total are taken to exhaust
    it (see ``_NEAR``); of any other no part may be above the total.
    """
    for number_of, figures in enumerate(context.sentences):
        sentence_before = context.sentences[number_of - 1] if number_of else []
        for place, first in enumerate(figures):
            if not _among(context, first) or first.relation != "level" or not first.unit:
                continue
            earlier = figures[:place]
            if not earlier and sentence_before and sentence_before[0].line == first.line:
                earlier = sentence_before
            whole = next((f for f in reversed(earlier) if unit_of(f) == unit_of(first)), None)
            if whole is None or whole.relation != "level" or whole.qualifier or not whole.value:
                continue
            yield _sum(context, whole, _listed(context, figures[place:]))


def _among(context: Context, figure: Figure) -> bool:
    """Say whether a figure comes right after 其中."""
    start = figure.clause_start
    return "其中" in figure.lead or context.text[max(0, start - 3) : start].startswith("其中")


def _listed(context: Context, figures: list[Figure]) -> list[Figure]:
    """Return the levels of one unit from the first on, over the changes between them."""
    first = figures[0]
    out = [first]
    for figure in figures[1:]:
        if figure.relation == "change":
            continue
        if unit_of(figure) != unit_of(first) or figure.relation != "level":
            break
        nested = "其中" in figure.lead or (
            figure.clause_start != out[-1].clause_start and _among(context, figure)
        )
        if nested or figure.qualifier:
            break
        out.append(figure)
    return out


#: Number of parts -> between which shares of the total their sum says that they are all parts.
_NEAR = {2: (0.98, 1.02), 3: (0.95, 1.1), 4: (0.9, 1.1)}


def _sum(context: Context, whole: Figure, listed: list[Figure]) -> Claim:
    added, stated = total(map(interval, listed)), interval(whole)
    value = sum(f.value for f in listed)
    share = value / whole.value if whole.value else 0.0
    low, high = _NEAR.get(min(len(listed), 4), (2.0, 2.0))
    open_list = any(_OPEN_LIST.search(f.lead) for f in listed)
    claim_id = f"parts/{words(context.text[whole.clause_start : whole.start])}"
    topic = whole.lead.strip("、, ")
    if open_list or not low <= share <= high:
        largest = max(listed, key=lambda f: f.value)
        fine = interval(largest).low <= stated.high
        return Claim(
            claim_id,
            f"部分不超过总数:{topic}",
            "arithmetic",
            printed(context, whole),
            f"{number(largest.value)} ≤ {number(whole.value)}",
            plus_minus(whole),
            verdict(fine),
            "" if fine else "部分大于总数",
            spans_of(whole, *listed),
            "parts",
        )
    fine = agree(added, stated)
    return Claim(
        claim_id,
        f"分项之和等于总数:{topic}",
        "arithmetic",
        printed(context, whole),
        f"{' + '.join(number(f.value) for f in listed)} = {number(value)}",
        plus_minus(whole),
        verdict(fine),
        "" if fine else f"分项合计与总数相差{number(abs(round(value - whole.value, 4)))}",
        spans_of(whole, *listed),
        "parts",
    )


def counted_parts(context: Context) -> Iterator[Claim]:
    """共涉及指标N项, …a项, …b项, 以上N项: the counts in between add up, and N is N both times."""
    for figures in context.sentences:
        whole = figures[0]
        if not re.search(r"共[^,,。]{0,8}$", whole.lead) or not unit_of(whole):
            continue
        same = [f for f in figures[1:] if unit_of(f) == unit_of(whole) and f.relation == "level"]
        again = next((f for f in same if re.search(r"(?:以上|上述)$", f.lead.strip())), None)
        if again is None:
            continue
        listed = same[: same.index(again)]
        scope = words(whole.lead)
        yield Claim(
            f"again/{scope}",
            f"前后两处“{words(whole.lead)}”数一致",
            "cross_reference",
            printed(context, again),
            number(whole.value),
            "0",
            verdict(again.value == whole.value),
            "",
            spans_of(whole, again),
            "counted_parts",
        )
        if len(listed) < 2:
            continue
        value = sum(f.value for f in listed)
        fine = value == whole.value
        yield Claim(
            f"parts/{scope}",
            f"分项之和等于总数:{words(whole.lead)}",
            "arithmetic",
            printed(context, whole),
            f"{' + '.join(number(f.value) for f in listed)} = {number(value)}",
            "0",
            verdict(fine),
            "" if fine else f"分项合计{number(value)}项,与所称{printed(context, whole)}不符",
            spans_of(whole, *listed),
            "counted_parts",
        )


# Shares ----------------------------------------------------------------------------------------


def shares(context: Context) -> Iterator[Claim]:
    """Whole W, part P, 占p%: P/W is p. Only where both stand before the share in its sentence."""
    for figures in context.sentences:
        for place, share in enumerate(figures):
            if unit_of(share) != "%" or share.relation not in STATES or place < 2:
                continue
            part = figures[place - 1]
            lead = share.lead.strip()
            named = None if _SHARE_CUE.search(lead) else _SHARE_OF.search(lead)
            if named is None and not _SHARE_CUE.search(lead):
                continue
            whole = next(
                (
                    f
                    for f in reversed(figures[: place - 1])
                    if unit_of(f) == unit_of(part)
                    and f.relation == part.relation == "level"
                    and (named is None or named[1] in f.lead)
                ),
                None,
            )
            if whole is None or whole.value <= 0:
                continue
            ratio = quotient(interval(part), interval(whole))
            computed = Interval(100 * ratio.low, 100 * ratio.high)
            value = 100 * part.value / whole.value
            fine: bool | None = agree(computed, interval(share))
            comment = ""
            if not fine:
                comment = (
                    f"按文中两数计算为{number(round(value, 2))}%,"
                    f"相差{number(round(abs(value - share.value), 2))}个百分点"
                )
                if named is None and not _same_kind(part, whole):
                    fine, comment = None, "不能确定两数为部分与整体"
            yield Claim(
                f"share/{words(part.lead)}",
                f"占比与两数相符:{words(part.lead)}",
                "arithmetic",
                printed(context, share),
                f"{number(part.value)} ÷ {number(whole.value)} = {number(round(value, 3))}%",
                plus_minus(share, "个百分点"),
                verdict(fine),
                comment,
                spans_of(share, part, whole),
                "shares",
            )


_COMPOSITION = re.compile(r"(?<![\d.:])(\d+(?:\.\d+)?)((?::\d+(?:\.\d+)?){2,})(?![\d:])")


def compositions(context: Context) -> Iterator[Claim]:
    """三次产业结构比为6.0:55.0:39.0, or A占a%,B占b%,C占c%: shares of one whole make 100 %.

    Only what comes near 100 (95 to 105) is taken as a whole.
    """
    for match in _COMPOSITION.finditer(context.text):
        if not re.search(
            r"比[例重]?[^,。;\n]{0,6}$", context.text[max(0, match.start() - 10) : match.start()]
        ):
            continue
        printed_parts = match[0].split(":")
        yield from _hundred(context, printed_parts, (match.span(),), match.start())
    for figures in context.sentences:
        run: list[Figure] = []
        for figure in [*figures, None]:
            share = (
                figure is not None
                and unit_of(figure) == "%"
                and figure.relation == "share"
                and re.search(r"占[^,。;\d]{0,12}$", figure.lead) is not None
            )
            if share and figure is not None:
                run.append(figure)
            elif figure is None or unit_of(figure) == "%":
                if len(run) >= 3:
                    yield from _hundred(
                        context, [f.text for f in run], spans_of(*run), run[0].start
                    )
                run = []


def _hundred(
    context: Context, shares_: list[str], spans: tuple[tuple[int, int], ...], place: int
) -> Iterator[Claim]:
    values = [float(part) for part in shares_]
    value = sum(values)
    if not 95 <= value <= 105:
        return
    half = sum(0.5 * 10.0 ** -len(part.partition(".")[2]) for part in shares_)
    fine = abs(value - 100) <= half + 1e-9
    topic = before(context.text, place, 14)
    yield Claim(
        f"hundred/{topic}",
        f"各部分占比合计为100%:{topic}",
        "arithmetic",
        "、".join(shares_),
        f"合计 {number(round(value, 4))}%",
        f"±{number(half)}个百分点",
        verdict(fine),
        "" if fine else f"合计与100%相差{number(abs(round(value - 100, 4)))}个百分点",
        spans,
        "compositions",
    )


def _same_kind(part: Figure, whole: Figure) -> bool:
    """Say whether a figure is plainly a part of another: 其中, or the same noun at its end."""
    if "其中" in part.lead:
        return True
    one = re.sub(r"(?:达到?|为|有|共)+$", "", part.lead.strip())
    other = re.sub(r"(?:达到?|为|有|共)+$", "", whole.lead.strip())
    return len(one) > 1 and one[-2:] == other[-2:]


def whole_coverage(context: Context) -> Iterator[Claim]:
    """100%全覆盖, 均已建有,建有率达到100%: what covers all is 100 %."""
    for figure in context.figures:
        if unit_of(figure) != "%" or figure.relation != "share":
            continue
        clause = context.text[figure.clause_start : figure.clause_end]
        lead_in = context.text[
            max(figure.sentence_start, figure.clause_start - 40) : figure.clause_start
        ]
        full = "全覆盖" in clause and not re.search(
            r"全覆盖[^,,。]*[、和]|达到|前实现|力争|计划", clause
        )
        each = re.search(r"(?:均|全部|都)已?[^,,。;]{2,30}[,]$", lead_in) and re.search(
            r"率[^,,。]{0,4}$", figure.lead
        )
        if not (full or each):
            continue
        topic = words(clause if full else lead_in)
        fine = agree(interval(figure), Interval(100, 100))
        yield Claim(
            f"all/{topic}",
            f"所称“{'全覆盖' if full else '均、全部'}”与比率相符:{topic}",
            "cross_reference",
            printed(context, figure),
            "100%",
            plus_minus(figure, "个百分点"),
            verdict(fine),
            "" if fine else "称全覆盖,比率却不是100%",
            spans_of(figure),
            "whole_coverage",
        )


_BOUNDED = re.compile(
    r"(?:覆盖率|合格率|供养率|达标率|登记率|办结率|满意率|满意度|运营率|建有率|返回率|推行率|实施率|普及率|占比|一肩挑”?比例)"
    r"[^,,。;、]{0,6}$"
)


def bounded(context: Context) -> Iterator[Claim]:
    """覆盖率, 合格率, 占比: a part of a whole is at most 100 %."""
    for figure in context.figures:
        if unit_of(figure) != "%" or figure.relation != "share":
            continue
        lead = context.text[figure.clause_start : figure.start]
        match = _BOUNDED.search(lead)
        if match is None:
            continue
        fine = figure.value <= 100
        topic = words(lead)
        yield Claim(
            f"bounded/{topic}",
            f"比率不超过100%:{topic}",
            "arithmetic",
            printed(context, figure),
            "≤ 100%",
            "0",
            verdict(fine),
            "" if fine else "部分不能多于整体",
            spans_of(figure),
            "bounded",
        )


RULES = (bounded, parts, counted_parts, shares, compositions, whole_coverage)
