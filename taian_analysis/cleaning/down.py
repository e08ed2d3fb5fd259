"""What a table is that has names of rows down, a header above and values beside them."""

from __future__ import annotations

from dataclasses import dataclass

from .align import CellToken


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
