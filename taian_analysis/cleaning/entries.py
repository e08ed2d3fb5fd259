"""One indicator as a row of a table prints it, and the row that is refused, with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..base.phrases import both
from ..base.report import Rejection
from .cellkinds import chinese
from .cells import CellToken
from .headers import Head
from .names import one_line

#: codes of rejections that carry no indicator in the first place
HARMLESS = frozenset({"total", "header", "section", "note", "after_table", "title", "of_money"})


@dataclass(slots=True)
class Entry:
    """One indicator as its row prints it."""

    name: str
    printed: str
    area: str | None = None
    parent: str | None = None
    unit: str | None = None
    unit_printed: bool = False
    attribute: str | None = None
    values: list[tuple[Head, CellToken]] = field(default_factory=list)
    rate: str | None = None
    verdict: str | None = None
    sign: str | None = None
    line: int | None = None
    place: str = ""
    text: str = ""
    lines: str = ""
    #: whether cells had to be guessed at, and whether a value's column is empty
    guessed: bool = False
    short: bool = False
    score: float = 1.0
    carried: dict[str, str] = field(default_factory=dict)
    row: int = 0


def reject(tokens: list[CellToken], code: str, detail: tuple[str, str] = ("", "")) -> Rejection:
    """Build the rejection of a row from its cells."""
    zh, en = both(f"row.{code}")
    text = " | ".join(one_line(t.text) for t in tokens if t.text)
    first = next((t for t in tokens if t.line is not None), None)
    place = next((t.place for t in tokens if t.place), "")
    return Rejection(
        first.line if first else None, text, code, zh + detail[0], en + detail[1], place
    )


def join(tokens: list[CellToken]) -> str:
    """Return the text of a cell printed in pieces."""
    out = tokens[0].text
    for token in tokens[1:]:
        glue = "" if chinese(out[-1:]) and chinese(token.text[:1]) else " "
        out += glue + token.text
    return out
