"""What a rate is of, and which results are parts of a whole: by what the numbers make."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..base.vocabulary import pattern
from .sentence_names import Statement

if TYPE_CHECKING:
    from ..narrative.figures import Figure

_PART = pattern("pairs", "part")


def makes(statement: Statement, rate: Figure) -> bool:
    """Whether a statement's result is such a share of its target, but for what is rounded."""
    result, target = statement.result, statement.target
    if result is None or target is None or not target.value:
        return False
    return abs(100 * result.value / target.value - rate.value) <= 1


def parts(text: str, told: Sequence[Statement], kept: Sequence[Statement]) -> list[Statement]:
    """Return results that are parts of one that is kept: 其中:税收收入8103万元."""
    out: list[Statement] = []
    whole: Figure | None = None
    chosen = {id(s) for s in kept}
    for one in told:
        result = one.result
        if id(one) in chosen:
            whole = result
        elif whole is not None and result is not None and _is_part(text, result, whole):
            out.append(one)
    return out


def _is_part(text: str, result: Figure, whole: Figure) -> bool:
    """Whether a result is of a whole told in its sentence: in its unit, no more, led in so."""
    return (
        result.line == whole.line
        and result.unit == whole.unit
        and result.value <= whole.value
        and _PART.search(text, whole.unit_end, result.start) is not None
    )
