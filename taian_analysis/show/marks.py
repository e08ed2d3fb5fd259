"""What a figure or a table says in words, and where each number that it prints comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Mark:
    """A number printed on a figure or in the briefing, and where it comes from.

    `basis` is ``"printed"`` (it stands so in the report, at `line`, `start` to `end`),
    ``"computed"`` (`how` says from what) or ``"scale"`` (an axis label).
    """

    text: str
    what: str
    value: Any = None
    basis: str = "computed"
    how: str = ""
    lines: tuple[int, ...] = ()
    start: int | None = None
    end: int | None = None


@dataclass
class Note:
    """What a figure says in words: its texts, the facts its alt text lists, its numbers."""

    kind: str
    headline: str
    subtitle: str
    source: str
    lang: str
    facts: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def mark(self, text: str, what: str, **where: Any) -> str:
        """Record a number that is printed, and return its text."""
        self.marks.append(Mark(text, what, **where))
        return text

    def count(self, **numbers: int) -> None:
        """Record counts that the headline prints."""
        for what, number in numbers.items():
            self.mark(str(number), what.replace("_", " "), value=number, how="count of rows")
