"""Which total a figure stands under: the lists that 其中, a bracket or a colon opens."""

from __future__ import annotations

from dataclasses import dataclass

from .figures import Figure
from .roles import is_step, words

_PLAIN = ("level", "target")


@dataclass(frozen=True, slots=True)
class Total:
    """The total a figure is a part of: its place among the figures, and how sure the link is."""

    place: int
    exhaustive: bool | None
    confidence: float
    because: str


def totals(text: str, found: list[Figure]) -> dict[int, Total]:
    """Return the total of each figure that stands in a list of parts (place -> total)."""
    out: dict[int, Total] = {}
    for place, first in enumerate(found):
        if place in out or not _opens(text, first, found[place - 1] if place else None):
            continue
        top = _whole(found, place)
        if top is None:
            continue
        parts = _listed(text, found, place)
        value = sum(found[i].value for i in parts)
        full = len(parts) > 1 and abs(value - found[top].value) <= 1e-6 * abs(value)
        for i in parts:
            out[i] = Total(top, True if full else None, 0.99 if full else 0.8, "其中")
    return out


def _opens(text: str, figure: Figure, previous: Figure | None) -> bool:
    after = previous.unit_end if previous is not None else 0
    first = max(after, figure.sentence_start, figure.start - 24)
    return words("parts").search(text, first, figure.start) is not None and figure.unit is not None


def _whole(found: list[Figure], place: int) -> int | None:
    first = found[place]
    for i in range(place - 1, max(-1, place - 6), -1):
        top = found[i]
        if top.line != first.line:
            return None
        if top.unit == first.unit and top.relation in _PLAIN and not is_step(top):
            return i if top.value >= first.value else None
    return None


def _listed(text: str, found: list[Figure], place: int) -> list[int]:
    """Return the parts from the first on, until the sentence ends or another list opens."""
    first, out = found[place], [place]
    for i in range(place + 1, min(len(found), place + 12)):
        figure = found[i]
        if (
            figure.sentence_start != first.sentence_start
            and ";" not in text[found[i - 1].unit_end : figure.start]
        ):
            break
        if figure.unit != first.unit or figure.relation not in _PLAIN or is_step(figure):
            continue
        if words("parts").search(text, found[i - 1].unit_end, figure.start):
            break
        out.append(i)
    return out
