"""What a figure is: a level, a share, a ratio, a change, a target or a condition.

The words that say so are classes of ``catalog/relations.toml``.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from ..base.vocabulary import pattern
from .figure_units import goes_on
from .figures import Figure, Walk

_words = partial(pattern, "relations")
_CHANGE, _CHANGE_AFTER, _OF_BASE = _words("change"), _words("change_after"), _words("of_base")
_TARGET, _TARGET_AFTER, _TARGET_HEAD = map(_words, ("target", "target_after", "target_head"))
_DONE, _FINISHED, _BY_PLAN = _words("done"), _words("finished"), _words("by_plan")
_PLAN_LIST, _CUE, _SHARE_OF = _words("plan_list"), _words("cue"), _words("share_of")
_INDICATOR, _PLAN_VERB, _THESE = _words("indicator"), _words("plan_verb"), _words("these")
_LIMITS, _SPANS, _NOT_LIMIT = _words("limits"), _words("spans"), _words("not_limit")
_INDEX = _words("index")
_OF_ANOTHER_PLACE = _words("of_another_place")
_COUNTED_BY, _NAMED_INDICATOR = _words("counted_by"), _words("named_indicator")
_OF_PARTS, _BY_CHANGE, _BY_TIME = _words("of_parts"), _words("by_change"), _words("by_time")
_INSIDE, _BOUNDED, _LISTS = _words("inside"), _words("bounded"), _words("lists")
_BY_RATE = frozenset(("%", "倍"))  # what a change relative to what was is printed in
_IN_MEASURE = _words("in_measure")
_LIMITED, _AREAS, _REACHED = _words("limited"), _words("areas"), _words("reached")


def counts_indicators(walk: Walk, figure: Figure) -> bool:
    """Whether a figure counts a plan's own indicators (规划27条主要发展指标)."""
    if not _COUNTED_BY.fullmatch(figure.unit or ""):
        return False
    text = walk.text
    before = walk.before(figure).rstrip()
    if _THESE.search(before):
        return False
    noun = _NAMED_INDICATOR.search(before) or _INDICATOR.match(text, figure.unit_end)
    return bool(noun) and bool(
        _PLAN_VERB.search(
            before + text[figure.unit_end : min(figure.clause_end, figure.unit_end + 60)]
        )
    )


def relate(walk: Walk, figure: Figure, previous: Figure | None) -> None:
    """Set `relation`, `cue` and, for a target that is only 达到, its qualifier."""
    text, lead, unit = walk.text, figure.lead, figure.unit or ""
    base = unit.split("/")[0]
    cues = _CUE.findall(lead)
    figure.cue = cues[-1] if cues else ""
    if previous is not None and (
        _is_next(figure, previous, base)
        or _restates(walk, figure, previous)
        or _is_of_another_place(walk, figure, previous)
    ):
        figure.relation, figure.cue = previous.relation, previous.cue
        return
    bare = lead.rstrip()
    if figure.qualifier and bare.endswith(figure.qualifier):
        bare = bare[: -len(figure.qualifier)]
    tail = text[figure.unit_end : figure.unit_end + 24]
    figure.relation = _relation(figure, unit, base, bare, tail, lead)
    if counts_indicators(walk, figure):
        figure.relation = "level"
    elif _is_target(walk, figure, figure.relation == "change"):
        figure.relation = "target"
        reached = _REACHED.search(lead.rstrip())
        if figure.qualifier is None and reached:
            figure.qualifier = reached[0]
            figure.low, figure.high = figure.value, None


def _is_next(figure: Figure, previous: Figure, base: str) -> bool:
    """Whether a figure is the next of a list: 分别增长42.3%、1.2倍及11.8%."""
    before = (previous.unit or "").split("/")[0]
    changes = previous.relation == "change" and {before, base} <= _BY_RATE
    return (before == base or changes) and goes_on(previous, figure)


def _is_of_another_place(walk: Walk, figure: Figure, previous: Figure) -> bool:
    """Whether a rate is of another place than the growth before it: 增速14.2%,临高县12.2%."""
    if previous.relation != "change" or not figure.unit == previous.unit == "%":
        return False
    return _OF_ANOTHER_PLACE.fullmatch(walk.text, previous.unit_end, figure.start) is not None


def _restates(walk: Walk, figure: Figure, previous: Figure) -> bool:
    """Whether a bracket gives the figure before it in another unit: 增加72.3万吨(14.5亿斤)."""
    between = walk.text[previous.unit_end : figure.start].strip()
    closed = walk.text[figure.unit_end : figure.unit_end + 1] == ")"
    return between == "(" and closed and not _OF_PARTS.match(figure.unit or "%")


def _relation(figure: Figure, unit: str, base: str, bare: str, tail: str, lead: str) -> str:
    if _BY_CHANGE.fullmatch(unit) or _CHANGE.search(bare[-40:]):
        return "change"
    if base in ("%", "倍") and _CHANGE_AFTER.match(tail) and not _OF_BASE.search(bare):
        return "change"
    of = (base == "比" or (not base and bare.endswith("的"))) and _SHARE_OF.search(bare)
    if base in ("%", "‰") or of:
        return "level" if _INDEX.search(bare) else "share"
    if base in ("倍", "比") or unit.startswith(("比(", "/10万")):
        return "ratio"
    if _is_limit(figure, base, tail, lead):
        return "condition"
    rate = figure.rate and not _IN_MEASURE.search(bare)
    dense = rate or ("/" in unit and _AREAS.search(unit))
    times = _BY_TIME.search(unit)
    return "ratio" if dense and base != "元" and not times else "level"


def _is_limit(figure: Figure, base: str, tail: str, lead: str) -> bool:
    """Whether a figure is a limit of what is done or counted: 24小时内, 1000万元以上的项目."""
    if _LIMITS.fullmatch(base) and not _NOT_LIMIT.search(lead):
        return True
    if _SPANS.fullmatch(base) and _INSIDE.match(tail):
        return True
    bounded = _BOUNDED.fullmatch(figure.qualifier or "")
    return bool(bounded and _LIMITED.match(tail))


def _is_target(walk: Walk, figure: Figure, change: bool) -> bool:
    text = walk.text
    before = walk.before(figure)
    head = text[max(figure.sentence_start, figure.start - 240) : figure.start]
    if _TARGET_HEAD.search(head) and not _DONE.search(before):
        return True
    lead = _TARGET.search(before)
    if lead and not _FINISHED.search(before[lead.start() :]):
        return True
    if change:
        return False
    if _TARGET_AFTER.match(text, figure.unit_end, figure.clause_end):
        return True
    near = min(figure.sentence_end, figure.unit_end + 28)
    if "按照" in before and _BY_PLAN.match(text, figure.unit_end, near):
        return True
    if _LISTS.match(before.lstrip()) and figure.clause_start > 1:
        first = max(figure.sentence_start, figure.clause_start - 80)
        return bool(_PLAN_LIST.search(text[first : figure.clause_start - 1]))
    return False


def target_units(found: list[Figure]) -> None:
    """每百户超过140平方米,…大于30平方米的目标: the target is per 百户, too."""
    for before, this in pairwise(found):
        same = before.sentence_start == this.sentence_start and this.relation == "target"
        if same and this.unit and (before.unit or "").startswith(this.unit + "/"):
            this.unit = before.unit
