"""Pages of the original beside the text: a picture of each page, and where on it a number stands.

A number is looked for by the characters around it, and where these stand in several places, within
its own line or cell. One that is found nowhere, or in two places, has no picture: a box around the
wrong number would be worse than none.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from ..base.report import Glyph, Report, ScannedPlace
from .evidence_paper import Row, paper_of

#: Characters before and after a number that it is looked for with: the first that name one place.
_AROUND = (
    (12, 12), (8, 8), (6, 6), (4, 4), (12, 0), (0, 12), (6, 2), (2, 6), (3, 3), (2, 3), (1, 4),
)  # fmt: skip
Span = tuple[int, int]
_NOT_PRINTED = frozenset("|\t\n\r ")


def add_pictures(data: Row, report: Report, document: bytes | None = None) -> bool:
    """Add the pages of a PDF, an OFD or a scan as pictures, and to each mark its place there.

    Parameters
    ----------
    data
        The page's data; it is changed.
    report
        The report they are of.
    document
        The document's bytes, where the report has no path.

    Returns
    -------
    bool
        False where the form has no pages that can be drawn, or they were not found.
    """
    with paper_of(report, document) as paper:
        if paper is None:
            return False
        boxes = find_boxes(data, paper.glyphs, paper.places)
        wanted = sorted({box[0].page for box in boxes.values()})
        data["pictures"] = [paper.draw(page) for page in wanted]
    places = {page: i for i, page in enumerate(wanted)}
    for mark, found in boxes.items():
        data["marks"][mark]["picture"] = {
            "page": places[found[0].page],
            "box": [
                round(min(g.x0 for g in found), 1),
                round(min(g.top for g in found), 1),
                round(max(g.x1 for g in found), 1),
                round(max(g.bottom for g in found), 1),
            ],
        }
    return bool(boxes)


def find_boxes(
    data: Row, glyphs: Sequence[Glyph], places: Sequence[ScannedPlace] = ()
) -> dict[int, list[Glyph]]:
    """Return for each mark that is found in one place only the characters it is printed with."""
    paper, owner = _plain((glyph.text, i) for i, glyph in enumerate(glyphs))
    text, place = _plain((char, i) for i, char in enumerate(data["text"]))
    spans = [
        (bisect_right(place, mark["start"] - 1), bisect_right(place, mark["end"] - 1))
        for mark in data["marks"]
    ]
    at = {n: _only_place(paper, text, first, last) for n, (first, last) in enumerate(spans)}
    at |= _between(paper, text, spans, at)
    within = _Places(data["text"], places, glyphs)
    out: dict[int, list[Glyph]] = {}
    for n, (first, last) in enumerate(spans):
        begin = at[n]
        if begin is not None:
            found = [glyphs[owner[i]] for i in range(begin, begin + last - first)]
        else:
            found = within.find(data["marks"][n])
        if found and len({glyph.page for glyph in found}) == 1:
            out[n] = found
    return out


def _between(
    paper: str, text: str, spans: Sequence[Span], at: dict[int, int | None]
) -> dict[int, int]:
    """Return where marks stand that are found once between the marks before and after them."""
    known = {n: place for n, place in at.items() if place is not None}
    order = sorted(known)
    out = {}
    for n in at.keys() - known:
        k = bisect_right(order, n)
        low, high = 0, len(paper)
        if k:
            own = order[k - 1]
            low = known[own] + spans[own][1] - spans[own][0]
        if k < len(order):
            high = known[order[k]]
        found = _only_place(paper, text, *spans[n], low, high)
        if found is not None:
            out[n] = found
    return out


class _Places:
    """Lines and cells whose own box is known: a number is looked for within its own."""

    def __init__(self, text: str, places: Sequence[ScannedPlace], glyphs: Sequence[Glyph]) -> None:
        self.text, self.glyphs = text, glyphs
        self.places = sorted(places, key=lambda own: own.start)
        self.starts = [own.start for own in self.places]

    def find(self, mark: Row) -> list[Glyph]:
        """Return a mark's characters where all of its line or cell is found in the box of it."""
        last = bisect_right(self.starts, mark["start"])
        if not last:
            return []
        start = self.starts[last - 1]
        own = self.places[bisect_left(self.starts, start) : last]
        if own[0].end < mark["end"]:
            return []
        inside = [glyph for glyph in self.glyphs if any(_holds(place, glyph) for place in own)]
        words, owner = _plain((glyph.text, i) for i, glyph in enumerate(inside))
        line, _ = _plain((char, 0) for char in self.text[start : own[0].end])
        if words != line:
            return []
        before, _ = _plain((char, 0) for char in self.text[start : mark["start"]])
        upto, _ = _plain((char, 0) for char in self.text[start : mark["end"]])
        return [inside[owner[i]] for i in range(len(before), len(upto))]


def _holds(place: ScannedPlace, glyph: Glyph) -> bool:
    x0, top, x1, bottom = place.box
    across, down = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return place.page == glyph.page + 1 and x0 <= across <= x1 and top <= down <= bottom


def _plain(chars: Any) -> tuple[str, list[int]]:
    """Return a text without what separates words and cells, and where each character came from."""
    letters: list[str] = []
    owner: list[int] = []
    for char, place in chars:
        for letter in unicodedata.normalize("NFKC", char):
            if letter not in _NOT_PRINTED and not letter.isspace():
                letters.append(letter)
                owner.append(place)
    return "".join(letters), owner


def _only_place(
    paper: str, text: str, first: int, last: int, low: int = 0, high: int | None = None
) -> int | None:
    """Return where the characters first to last of the text stand on paper, if in one place.

    `low` and `high` bound where; what is looked for with them may reach beyond.
    """
    if first == last:
        return None
    for before, after in _AROUND:
        start = max(0, first - before)
        words = text[start : last + after]
        begin = max(0, low - (first - start))
        end = len(paper) if high is None else high + (last + after) - last
        at = paper.find(words, begin, end)
        if at >= 0 and paper.find(words, at + 1, end) < 0:
            return at + first - start
    return None
