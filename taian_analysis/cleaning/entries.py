"""One indicator as a row of a table prints it, and the rows that are none, each with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..base.phrases import both
from ..base.report import Rejection
from .cellkinds import COUNTS, chinese, kind
from .cells import CellToken, Row, on_lines
from .headers import VALUES, Head, role_of
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

    def again(self, first: Entry) -> bool:
        """Whether it is the same row again as one of its name that came before.

        It is not where nothing is aimed at and each of several values is another: 城镇人口 of
        常住人口 and of 户籍人口.
        """
        told, before = ([token.text for _, token in one.values] for one in (self, first))
        aimed = any(head.role == "target" for head, _ in self.values)
        other = len(told) > 1 and all(a != b for a, b in zip(told, before, strict=False))
        return len(self.name) > 3 and (aimed or not other)


def reject(tokens: Row, code: str, detail: tuple[str, str] = ("", "")) -> Rejection:
    """Build the rejection of a row from its cells."""
    zh, en = both(f"row.{code}")
    text = " | ".join(one_line(t.text) for t in tokens if t.text)
    first = next((t for t in tokens if t.line is not None), None)
    place = next((t.place for t in tokens if t.place), "")
    return Rejection(
        first.line if first else None, text, code, zh + detail[0], en + detail[1], place
    )


def join(tokens: Row) -> str:
    """Return the text of a cell printed in pieces."""
    out = tokens[0].text
    for token in tokens[1:]:
        glue = "" if chinese(out[-1:]) and chinese(token.text[:1]) else " "
        out += glue + token.text
    return out


def bad(tokens: Row, heads: list[Head]) -> Rejection:
    """Report a row whose cells found no columns."""
    columns = sum(not head.implied for head in heads)
    count = len(tokens)
    if count > columns:
        told = both("row.more_cells", n=count, columns=columns)
        return reject(tokens, "too_many_cells", told)
    if kind(tokens[0].text) == "note" or (len(tokens) == 1 and len(tokens[0].text) > 45):
        return reject(tokens, "note")
    return reject(tokens, "not_aligned", both("row.other_cells", n=count, columns=columns))


_LABEL = re.compile(r"([一-鿿]{2,6})[:\uff1a]\s*(\S?)")


def filled_in(tokens: Row) -> bool:
    """Whether cells are labels and what is filled in for each, none of it of a column.

    Examples
    --------
    >>> told = ("联系人:王某 日期:3月10日", "填表人: 李某", "指标:造林 目标值:15", "联系人:王某")
    >>> [filled_in([CellToken(text) for text in row.split()]) for row in told]
    [True, True, False, False]
    """
    labels = [_LABEL.match(t.text.strip()) for t in tokens]
    beside = [None, *labels[:-1]]  # what is filled in may stand in a cell of its own
    led = (one or (before and not before[2]) for one, before in zip(labels, beside, strict=True))
    return len(tokens) > 1 and all(led) and not any(one and _aimed(one[1]) for one in labels)


def _aimed(label: str) -> bool:
    return role_of(label) in ("name", *VALUES)


def rest(tokens: Row, sure: bool) -> list[Rejection]:
    """Report what stands after a table; a row of numbers there was not understood."""
    lines = on_lines(tokens)
    if len(lines) > 3 and not sure:
        counted = sum(kind(t.text) in ("num", "attr") for t in tokens[:40])
        code = "not_aligned" if counted >= 3 else "after_table"
        later = [t for line in lines[1:] for t in line if kind(t.text) not in ("long", "note")]
        numbered = any(kind(t.text) in COUNTS for t in later)
        return [reject([*lines[0], *(later if numbered else [])], code)]
    out = []
    for line in lines:
        what = [kind(t.text) for t in line]
        counted = len(line) > 1 and not {"num", "int", "attr"}.isdisjoint(what)
        code = "note" if "note" in what else "not_aligned" if counted else "after_table"
        out.append(reject(line, code))
    return out
