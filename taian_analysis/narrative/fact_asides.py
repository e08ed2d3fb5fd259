"""What is no figure and yet a fact with a role: a place in a ranking, an age.

居全省第3位 and 60岁及以上 stand in the frame ``facts`` as a rank and a condition, at the time and
place of the figure beside them. No sum, claim or series is made of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..base import catalog
from ..grammar.numerals import whole_number
from .subjects import phrase

if TYPE_CHECKING:
    from .facts import Fact

_TOLD = {role: re.compile(words) for role, words in catalog.load("roles")["told"].items()}
_OF_IT = ("region", "period", "period_basis")  # what the figure beside it tells
_UNITS = {"rank": "位", "condition": "岁"}
_ENDS = re.compile(r"[,，。;；:：!！?？\n]")
_STOPS = re.compile(r"[。!！?？\n]")


def asides(text: str, found: list[Fact]) -> Iterator[dict[str, Any]]:
    """Yield the rows of the places and ages that a half-width text tells, in order by role."""
    starts = [fact.figure.start for fact in found]
    for role, told in _TOLD.items():
        for match in told.finditer(text):
            i = bisect_right(starts, match.start())
            before, after = found[i - 1] if i else None, found[i] if i < len(found) else None
            if before is not None and before.figure.unit_end > match.start("n"):
                continue  # 平均预期寿命78.5岁 is a figure
            near = [before, after] if role == "rank" else [after, before]
            one = next((f for f in near if f is not None and _beside(text, match, f)), None)
            lead = text[max(0, match.start() - 40) : match.start()]
            subject = phrase(_ENDS.split(lead)[-1]) if role == "rank" else ""
            yield _row(match, role, subject, one)


def _beside(text: str, match: re.Match[str], fact: Fact) -> bool:
    """Whether a figure stands in the sentence of a place or age."""
    first, last = sorted((match.start(), fact.figure.start))
    return last - first < 200 and _STOPS.search(text, first, last) is None


def _row(match: re.Match[str], role: str, subject: str, near: Fact | None) -> dict[str, Any]:
    parts = match.groupdict()
    value, bound = whole_number(parts["n"]), parts.get("bound")
    to = whole_number(parts.get("to") or parts["n"])
    return {
        "start": match.start("text"),
        "end": match.end("text"),
        "value": value,
        "low": None if bound and bound.endswith("下") else value,
        "high": None if bound and bound.endswith("上") else to,
        "unit": _UNITS[role],
        "qualifier": bound,
        "subject": subject or (near.subject if near else None),
        "measure": _UNITS[role],
        **{name: getattr(near, name, None) or None for name in _OF_IT},
        "role": role,
        "sign": 1,
    }
