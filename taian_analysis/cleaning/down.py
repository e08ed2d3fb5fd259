"""What a table is that has names of rows down, a header above and values beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .align import CellToken


def usual_width(widths: Iterable[int], exact: bool) -> int:
    """Return how many values rows have: the most, where what is left empty keeps its place."""
    counts = Counter(widths)
    return max(counts) if exact else max(counts, key=lambda n: (counts[n], n))


@dataclass(frozen=True, slots=True)
class Down:
    """The rows of a table with places down: what is above, and place and values of each."""

    above: list[list[CellToken]]
    places: list[CellToken]
    values: list[list[CellToken]]
    rest: list[list[CellToken]]
    lead: int

    @property
    def width(self) -> int:
        """How many values a row has."""
        return len(self.values[0])
