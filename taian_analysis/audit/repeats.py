"""The same thing stated twice: one sentence again elsewhere, one name twice, all against n of m.

Without a catalog only what is plainly the same is compared: two clauses that differ in nothing but
their number, or differ before it only in words such as 目前 or 全市. What a person must know to be
the same is in a dossier's ``claims.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from ..base.vocabulary import pattern
from ..grammar.interval import agree, same_number
from ..grammar.periods import period
from ..narrative.figures import Figure
from ..narrative.link_kinds import is_misprint
from .claim_words import words
from .claims import Claim, Context, claimed, interval, printed
from .told import says, titled

_ALREADY = pattern("repeats", "already")
_SET_UP = pattern("repeats", "set_up")
_DONE = pattern("repeats", "done")

#: Words that change nothing about what is counted.
_FILLER = pattern("repeats", "filler")
_PERIOD_WORDS = pattern("repeats", "period_words")
#: Words that say nothing of what is counted: 目标任务30个 under one heading, 2个 under another.
_NO_TOPIC = pattern("repeats", "no_topic")
#: What begins with the base of a share has its subject elsewhere (占年度任务的34.8%).
_NO_SUBJECT = pattern("repeats", "no_subject")
_WHOLE_AREA = pattern("repeats", "whole_area")
_PLACE = pattern("repeats", "place")
_AFTER, _TERM = pattern("repeats", "after"), pattern("repeats", "term")
_PART_OF_YEAR = pattern("repeats", "part_of_year")
_LISTED, _LONG_NOUN = pattern("repeats", "listed"), pattern("repeats", "long_noun")

#: How many characters before a number its time is looked for, where no period is known.
_BACK = 160
#: The places of two numbers.
_Two = tuple[int, int]


def _topic(context: Context, figure: Figure) -> str:
    """Return what a figure counts: the words before it in its clause and the noun after it."""
    before = _FILLER.sub("", _PERIOD_WORDS.sub("", figure.lead))
    after = _AFTER.match(context.text, figure.unit_end)
    noun = after[0] if after and after[0] else ""
    if _LISTED.search(figure.lead) and _LONG_NOUN.match(noun):
        before = ""  # 663个村级单位、3371个农业经营单位: what is before is the noun of another
    return f"{words(before, 40)}|{words(noun, 40)}"


def _comparable(context: Context, one: Figure, other: Figure) -> bool:
    """Say whether two figures can be of the same time: not of two times that end apart.

    Where it is not known of one, their sentences must not name two: 1-3月 and 3月份.
    """
    if not (one.period and other.period):
        told = [_part_of_year(context, figure) for figure in (one, other)]
        return not all(told) or told[0] == told[1]
    if one.period_basis != other.period_basis:
        return True
    return period(one.period).end == period(other.period).end


def _part_of_year(context: Context, figure: Figure) -> str:
    """Return the months or the like last named before a figure in its sentence, "" for none."""
    first = max(figure.sentence_start, figure.start - _BACK)
    return "".join(_PART_OF_YEAR.findall(context.text[first : figure.start])[-1:])


def _chained(apart: set[_Two], places: set[_Two]) -> set[_Two]:
    """Return the pairs that go on, pair beside pair, to one that differs by more.

    造成2人死亡、7人受伤,损失4101万元 and 造成1人死亡、2人受伤,损失543万元 are of two events.
    """
    out = set(apart)
    for step in (1, -1):
        for one, other in apart:
            beside = one + step, other + step
            while beside in places and beside not in out:
                out.add(beside)
                beside = beside[0] + step, beside[1] + step
    return out


def _apart(one: Figure, other: Figure) -> bool:
    """Say whether two figures differ by more than a misprint."""
    return not same_number(interval(one), interval(other)) and not is_misprint(one, other)


def _same_area(context: Context, one: Figure, other: Figure) -> bool:
    """Say whether both figures are of the whole area, not of one district each."""
    texts = [context.text[figure.sentence_start : figure.clause_end] for figure in (one, other)]
    if all(_WHOLE_AREA.search(text) for text in texts):
        heads = [_PLACE.match(context.line_text(figure.line)) for figure in (one, other)]
        return not (heads[0] and heads[1] and heads[0][0] != heads[1][0])
    return False


def _alone(context: Context, one: Figure, other: Figure) -> bool:
    """Say whether both clauses say by themselves of what they speak, or lean on like ones.

    对审判活动提出建议3件,采纳率81% is of the number before it.
    """
    before = [
        words(
            _PERIOD_WORDS.sub(
                "", context.text[f.sentence_start : f.clause_start].rpartition(";")[2]
            ),
            12,
        )
        for f in (one, other)
    ]
    return before[0] == before[1] or not all(before)


def _of_two_terms(context: Context, one: Figure, other: Figure) -> bool:
    """Whether each figure stands where a term of its own is defined: “甲类”指…, “乙类”指…."""
    told = [_TERM.match(context.text, f.sentence_start) for f in (one, other)]
    return all(told) and len({m[1] for m in told if m}) > 1


def _in_prose(context: Context, figures: list[Figure]) -> list[Figure]:
    """Return those of like figures that stand in sentences, none where they are many."""
    prose = [figure for figure in figures if context.is_prose(figure)]
    return prose if len(prose) <= 4 else []


def repeats(context: Context) -> Iterator[Claim]:
    """Compare figures whose clauses are alike but for the number, in two paragraphs.

    They are taken as the same if both speak of the whole area (全市), or if two figures in a row
    are alike in both places; where they differ, only if a misprint could have made the difference,
    and not where a figure told beside them differs by more: then another time or part is told of.
    """
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in context.figures:
        if figure.relation in ("change", "target", "condition"):
            continue
        topic = _topic(context, figure)
        if len(topic) >= 5:
            groups.setdefault((topic, figure.unit or ""), []).append(figure)
    pairs = [
        (one, other, topic)
        for (topic, _), figures in groups.items()
        if len(figures) > 1 and not _NO_TOPIC.fullmatch(topic) and not _NO_SUBJECT.match(topic)
        for one, other in combinations(_in_prose(context, figures), 2)
        if one.line != other.line
        and _comparable(context, one, other)
        and not _of_two_terms(context, one, other)
        and not context.regions.apart(one, other)
    ]
    order = {figure.start: place for place, figure in enumerate(context.figures)}
    places = {(order[one.start], order[other.start]) for one, other, _ in pairs}
    off = {(order[one.start], order[other.start]) for one, other, _ in pairs if _apart(one, other)}
    apart = _chained(off, places)
    for one, other, topic in pairs:
        a, b = order[one.start], order[other.start]
        beside = {(a - 1, b - 1), (a + 1, b + 1)}
        if beside & apart:
            continue
        block = bool(beside & places)
        if block or _same_area(context, one, other):
            claim = same(context, one, other, topic.replace("|", ""), "repeats")
            alone = block or _alone(context, one, other)
            if claim.verdict == "holds" or (alone and is_misprint(one, other)):
                yield claim


def same(context: Context, one: Figure, other: Figure, topic: str, rule: str) -> Claim:
    """Claim that two figures say the same."""
    if one.qualifier and one.qualifier == other.qualifier:
        fine = one.value == other.value  # 超过140 twice: the same number, not just one that fits
    else:
        fine = same_number(interval(one), interval(other))
    return claimed(
        context, rule, (one, other), f"same/{topic}", titled("claim.repeats", topic),
        printed(context, other), fine,
        says("remark.lines_differ", one=one.line, other=other.line),
    )  # fmt: skip


def coverage(context: Context) -> Iterator[Claim]:
    """m个X已有n个设立Y against X已实现Y全覆盖: covered is all, so n must be m."""
    for figures in context.sentences:
        for whole, part in pairwise(figures):
            if whole.unit != part.unit or part.lead.strip() == "" or whole.unit is None:
                continue
            if not _ALREADY.search(part.lead.strip()):
                continue
            after = context.text[part.unit_end : part.clause_end]
            match = _SET_UP.match(after)
            if match is None:
                continue
            thing = match[1]
            for found in re.finditer(re.escape(thing) + r".{0,4}全覆盖", context.text):
                clause_start = max(context.text.rfind(mark, 0, found.start()) for mark in ",。;\n")
                clause = context.text[clause_start + 1 : found.end()]
                if not _DONE.search(clause):
                    continue
                fine = agree(interval(part), interval(whole))
                covered = context.report.line_at(found.start()).number
                all_of_it, some = printed(context, whole), printed(context, part)
                yield claimed(
                    context, "coverage", (whole, part), f"covered/{words(thing)}",
                    titled("claim.coverage", words(thing), whole=words(whole.lead)),
                    says("reckoned.covered"), fine,
                    says("remark.covered_apart", line=part.line, part=some, other=covered),
                    stated=says("reckoned.n_of_m", whole=all_of_it, part=some), tolerance="0",
                    more=[found.span()],
                )  # fmt: skip
                again = next(
                    (
                        f
                        for f in context.figures_from(clause_start, 4)
                        if f.start < found.start() and f.unit == whole.unit
                    ),
                    None,
                )
                if again is not None:
                    yield same(context, whole, again, f"{words(thing)}总数", "coverage")


RULES = (repeats, coverage)
