"""Which period a figure is of: named beside it, inherited, of the plan, or the document's own."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from .period_words import Mention, plan_years

if TYPE_CHECKING:
    from .figures import Figure, _Walk

_RESET = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,2}(?:是|、)|[((][一二三四五六七八九十\d]{1,2}[))]|[①-⑳]|\d{1,2}[.．、])"
)
_SOFT = ("现有", "现已")
_TO = re.compile(r"(?:到|至|为|达)")
_INDICATOR_AFTER = re.compile(r"(?:主要|发展|约束性|预期性|章节|核心|重点|量化|规划|具体)*指标")
_PLAN_VERB = re.compile(r"涉及|规划|承担|提出|设置|确定|共设")
_PLAN_NAME = re.compile(r"([一二三四五六七八九十]{1,2})五[”\"’」]?")
_DONE = re.compile(r"累计|已|共|完成了?|实现了?")


def assign_periods(walk: _Walk, found: list[Figure]) -> None:
    """Give every figure its period, its basis and, for a change, its base period."""
    mentions, text = walk.mentions, walk.text
    at = 0
    line_start = sentence = -1
    current: tuple[str, str] | None = None  # code and basis, in this sentence
    carried: tuple[str, str] | None = None  # from a sentence before, in this paragraph
    governed = False
    pending: list[Mention] = []
    previous: Figure | None = None
    origin: Mention | None = None
    base: Mention | None = None
    until = False
    used = 0
    for figure in found:
        events = at
        while events < len(mentions) and mentions[events].start < figure.start:
            events += 1
        for mention in [*mentions[at:events], None]:
            position = mention.start if mention else figure.start
            bounds = walk.bounds(position, walk.stops)
            if bounds[0] != sentence:
                first = walk.bounds(position, walk.newlines)[0]
                if first != line_start:
                    carried = current = None
                    line_start = first
                elif current is not None:
                    carried = current if governed or _near(walk, sentence, bounds[0]) else carried
                elif not _near(walk, sentence, bounds[0]) and not governed and carried and not used:
                    carried = None
                if _RESET.match(text, bounds[0]):
                    carried = None
                sentence, current, governed = bounds[0], None, False
                pending, origin, base, until = [], None, None, False
            if mention is None:
                break
            if mention.role == "base":
                base = mention
                continue
            if _modifier(text, mention):
                continue
            if text[mention.start : mention.end] in _SOFT and current is not None:
                continue
            if mention.role == "from" and text[mention.end : mention.end + 1] in (
                "的",
                "末",
                "底",
                "",
            ):
                origin = mention
                continue
            if mention.role == "from" and re.match(
                r"[^,，。;；]{0,24}\d", text[mention.end : mention.end + 26]
            ):
                origin = mention
                continue
            if pending and re.fullmatch(
                r"\s*[、,，和与及]\s*", text[pending[-1].end : mention.start]
            ):
                pending.append(mention)
            else:
                pending, used = [mention], 0
            code = mention.code or ""
            if (
                mention.basis == "plan"
                and mention.code
                and walk.anchor
                and _DONE.search(text, mention.end, min(len(text), mention.end + 16))
            ):
                now = f"{walk.anchor.year}-{walk.anchor.month:02d}"
                if code[:4] <= now[:4] <= code[-4:]:
                    code = f"{code[:4]}/{now}"
            current = code, mention.basis
            until = mention.role == "until"
        at = events
        _one(walk, figure, previous, current, carried, pending, used, origin, base, until)
        if pending:
            used += 1
        if current is not None:
            governed = True
        previous = figure
    _origins(walk, found)


def _near(walk: _Walk, before: int, here: int) -> bool:
    """Whether the sentence that begins at `here` follows at once on that at `before`."""
    end = walk.bounds(before, walk.stops)[1] if before >= 0 else -1
    return end + 1 == here


def _modifier(text: str, mention: Mention) -> bool:
    """Whether a wording of time only qualifies a noun (当地上年度最低工资标准)."""
    before = text[max(0, mention.start - 3) : mention.start]
    if before.endswith(("当地", "低于", "高于", "相当于")):
        return True
    return (
        text[mention.end : mention.end + 3].startswith(("规划", "的规划"))
        and mention.basis == "plan"
    )


def _one(
    walk: _Walk,
    figure: Figure,
    previous: Figure | None,
    current: tuple[str, str] | None,
    carried: tuple[str, str] | None,
    pending: list[Mention],
    used: int,
    origin: Mention | None,
    base: Mention | None,
    until: bool,
) -> None:
    text = walk.text
    anchor = walk.anchor
    if base is not None and base.start >= figure.sentence_start and figure.relation == "change":
        figure.base_period = base.code
    elif figure.relation == "change" and "同比" in text[figure.clause_start : figure.start]:
        code = (current or carried or (walk.default or "", ""))[0]
        if code[:4].isdecimal() and "/" not in code:
            figure.base_period = f"{int(code[:4]) - 1}{code[4:]}"
    if origin is not None and origin.start >= figure.clause_start:
        moved = re.search(r"(?:到|至)", text[origin.end : figure.start])
        named = pending and pending[-1].start > origin.start
        if not moved and not named:
            figure.period, figure.period_basis = origin.code, origin.basis
            return
        if moved and not figure.base_period:
            figure.base_period = origin.code
    plan = _plan_here(walk, figure)
    if figure.relation == "target":
        future = current is not None and until
        if not future and current is not None and anchor is not None:
            future = current[0][:4].isdecimal() and int(current[0].split("/")[-1][:4]) > anchor.year
        if not future and plan and (current is None or current[1] != "relative"):
            figure.period, figure.period_basis = f"{plan[1]}", "plan"
            return
    if _counts_indicators(walk, figure) and plan:
        figure.period, figure.period_basis = f"{plan[0]}/{plan[1]}", "plan"
        return
    if current is not None:
        code, basis = current
        if (
            len(pending) > 1
            and used < len(pending)
            and "分别" in text[pending[0].end : figure.start]
        ):
            code, basis = pending[used].code or code, pending[used].basis
        if until and anchor is not None and figure.relation in ("level", "share", "ratio"):
            last = code.split("/")[-1]
            if (
                last[:4].isdecimal()
                and last > f"{anchor.year}-{anchor.month:02d}"
                and int(last[:4]) >= anchor.year
            ):
                figure.relation = "target"
        clause = figure.clause_start
        near = any(m.start >= clause for m in pending) or previous is None or previous.end < clause
        figure.period = code
        figure.period_basis = basis if near or basis == "plan" else "inherited"
    elif carried is not None:
        figure.period, figure.period_basis = carried[0], "inherited"
    elif walk.default is not None:
        figure.period, figure.period_basis = walk.default, "default"


def _plan_here(walk: _Walk, figure: Figure) -> tuple[int, int] | None:
    names = _PLAN_NAME.findall(walk.text, figure.sentence_start, figure.sentence_end)
    for name in names:
        years = plan_years(name)
        if years:
            return years
    return walk.plan


def _counts_indicators(walk: _Walk, figure: Figure) -> bool:
    """Whether a figure counts the plan's own indicators (规划27条主要发展指标)."""
    if (figure.unit or "") not in ("条", "项", "个"):
        return False
    text = walk.text
    before = text[figure.clause_start : figure.start].rstrip()
    if before.endswith(("以上", "上述", "这")):
        return False
    noun = before.endswith("指标") or _INDICATOR_AFTER.match(text, figure.unit_end)
    return bool(noun) and bool(_PLAN_VERB.search(text, figure.clause_start, figure.clause_end))


def _origins(walk: _Walk, found: list[Figure]) -> None:
    """由A提高到B in a named year: A is of the year before, where nothing else names its period."""
    for before, after in pairwise(found):
        if before.clause_start != after.clause_start or before.unit != after.unit:
            continue
        move = re.search(
            r"(?:提高|增加|增长|上升|提升|降低|下降|降|减少|增|升|扩大|调整|上调|下调)(?:到|至|为)",
            after.lead,
        )
        if not move or not re.search(r"[由从]", walk.text[before.clause_start : before.start]):
            continue
        code = before.period or ""
        span = re.fullmatch(r"(\d{4})/(\d{4})", after.period or "")
        if span and after.period_basis != "plan":
            if before.period == after.period:
                before.period = span[1]
            after.period = span[2]
        elif (
            before.period == after.period
            and re.fullmatch(r"\d{4}", code)
            and before.period_basis != "default"
        ):
            before.period, before.period_basis = f"{int(code) - 1}", "inherited"
        if after.base_period is None and before.period != after.period:
            after.base_period = before.period
