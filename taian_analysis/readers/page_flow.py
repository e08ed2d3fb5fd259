"""Lines of running text -> paragraphs: which line carries on the one above."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ..base.vocabulary import pattern
from .page import TextLine

_BEGINS = pattern("marks", "mark")
_POINT = pattern("pages", "point")
_ENDS = re.compile(r"[。;\uff1b:\uff1a!\uff01?\uff1f][”\"’)\uff09]?$")
#: what no line's end parts: marks that open, a word or number, marks that close and what they hold
_OPEN, _CLOSE = r"(\uff08“‘《〈【\[", r",\uff0c。;\uff1b:\uff1a、)\uff09”’》〉】\]%“‘"
_TOKEN = re.compile(rf"[{_OPEN}]*(?:[!-~]+.?|.)(?:[{_CLOSE}][!-~]*)*", re.S)


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the text of a page begins and ends, and how its lines are set."""

    left: float
    right: float
    step: float | None
    indented: bool


def margins_of(pages: Sequence[Sequence[TextLine]]) -> list[Margins]:
    """Return the margins of each page; what one page is too short to tell, the whole does."""
    right = max((line.x1 for page in pages for line in page), default=0.0)
    lefts = [_left(page) for page in pages]
    known = [left for left in lefts if left is not None]
    usual = min(known, default=0.0)
    steps = [
        (b.top - a.top) / a.size
        for page in pages
        for a, b in pairwise(page)
        if a.x1 > right - 3 * a.size and 0.8 * a.size < b.top - a.top < 3 * a.size
    ]
    out = []
    for page, left in zip(pages, lefts, strict=True):
        size = median(line.size for line in page) if page else 10.0
        start = usual if left is None or 0 < left - usual < 2.8 * size else left
        edge = max((line.x1 for line in page), default=right)
        out.append(
            Margins(
                start,
                max(edge, 0.9 * right),
                median(steps) if len(steps) >= 3 else None,
                False,
            )
        )
    inset = sum(
        1.5 * line.size < line.x0 - margin.left < 2.6 * line.size
        for page, margin in zip(pages, out, strict=True)
        for line in page
    )
    if inset >= 3 and inset > 0.08 * sum(map(len, pages)):
        out = [Margins(m.left, m.right, m.step, True) for m in out]
    return out


def _left(page: Sequence[TextLine]) -> float | None:
    starts = Counter(round(line.x0 / 4) * 4 for line in page)
    return min((x for x, n in starts.items() if n >= 2), default=min(starts, default=None))


def runs_on(above: TextLine, line: TextLine, where: Margins, overleaf: bool) -> bool:
    """Tell whether a line carries on the paragraph above: that one is full, this not indented."""
    size = above.size
    if abs(line.size - size) > 0.25 * size or len(above.segments) + len(line.segments) > 4:
        return False
    if above.x0 >= where.left + 2.8 * size or line.x0 >= where.left + 0.9 * size:
        return False
    if not overleaf and not _near(above, line, where):
        return False
    ended = bool(_ENDS.search(above.text.rstrip()))
    room = 1.7 if ended else max(1.7, _width(line.text) + 0.8)
    if where.right - above.x1 > room * size:
        return False
    if where.indented or not ended:
        return True
    text = line.text.lstrip()
    return not (_BEGINS.match(text) or (overleaf and _POINT.match(text)))


def _near(above: TextLine, line: TextLine, where: Margins) -> bool:
    size = above.size
    if line.top - above.bottom >= 1.6 * size:
        return False
    return where.step is None or line.top - above.top < (where.step + 0.3) * size


def _width(text: str) -> float:
    """Return how wide, in sizes of the type, the beginning of a line is that can not be parted."""
    match = _TOKEN.match(text.lstrip())
    return sum(1.0 if ord(char) > 0x2E7F else 0.55 for char in match[0]) if match else 1.0
