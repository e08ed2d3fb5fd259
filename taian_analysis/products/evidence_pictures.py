"""Pages of the original beside the text: a picture of each page, and where on it a number stands.

A number is looked for by the characters around it. One that is found nowhere, or in two places, has
no picture: a box around the wrong number would be worse than none.
"""

from __future__ import annotations

import base64
import io
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..base.report import Report

Row = dict[str, Any]
#: Dots an inch of the pictures, and greys they are reduced to.
DPI, GREYS = 110, 16
#: Characters before and after a number that it is looked for with: the first that name one place.
_AROUND = ((12, 12), (8, 8), (6, 6), (4, 4), (12, 0), (0, 12), (6, 2), (2, 6), (3, 3))
_NOT_PRINTED = frozenset("|\t\n\r ")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on paper: its page from 0, and its box in points from the page's top left."""

    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float


def add_pictures(data: Row, report: Report) -> bool:
    """Add the pages of a PDF as pictures, and to each mark found on one its place there.

    Returns
    -------
    bool
        False where the form has no pages that can be drawn, or they were not found.
    """
    path = Path(report.path) if report.path else None
    if report.format != "pdf" or path is None or not path.is_file():
        return False
    import pypdfium2  # type: ignore[import-untyped]

    with pypdfium2.PdfDocument(path) as document:
        glyphs = [glyph for n in range(len(document)) for glyph in _glyphs(document[n], n)]
        boxes = find_boxes(data, glyphs)
        wanted = sorted({box[0].page for box in boxes.values()})
        places = {page: i for i, page in enumerate(wanted)}
        data["pictures"] = [_picture(document[page], page) for page in wanted]
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


def find_boxes(data: Row, glyphs: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    """Return for each mark that is found in one place only the characters it is printed with."""
    paper, owner = _plain((glyph.text, i) for i, glyph in enumerate(glyphs))
    text, place = _plain((char, i) for i, char in enumerate(data["text"]))
    out: dict[int, list[Glyph]] = {}
    for number, mark in enumerate(data["marks"]):
        first, last = (bisect_right(place, mark[key] - 1) for key in ("start", "end"))
        at = _only_place(paper, text, first, last)
        if at is None or first == last:
            continue
        found = [glyphs[owner[i]] for i in range(at, at + last - first)]
        if len({glyph.page for glyph in found}) == 1:
            out[number] = found
    return out


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


def _only_place(paper: str, text: str, first: int, last: int) -> int | None:
    """Return where the characters first to last of the text stand on paper, if in one place."""
    for before, after in _AROUND:
        start = max(0, first - before)
        words = text[start : last + after]
        at = paper.find(words)
        if at >= 0 and paper.find(words, at + 1) < 0:
            return at + first - start
    return None


def _glyphs(page: Any, number: int) -> Iterator[Glyph]:
    """Yield the characters of a page with their boxes; none of a page that lies on its side."""
    if page.get_rotation():
        return
    from pypdfium2 import raw

    left, _, _, top = page.get_cropbox()
    words = page.get_textpage()
    for i in range(words.count_chars()):
        code = raw.FPDFText_GetUnicode(words, i)
        if code < 33:
            continue
        x0, y0, x1, y1 = words.get_charbox(i)
        yield Glyph(chr(code), number, x0 - left, top - y1, x1 - left, top - y0)


def _picture(page: Any, number: int) -> Row:
    image = page.render(scale=DPI / 72, grayscale=True).to_pil()
    target = io.BytesIO()
    image.convert("L").quantize(GREYS).save(target, "PNG", optimize=True)
    width, height = page.get_size()
    return {
        "src": "data:image/png;base64," + base64.b64encode(target.getvalue()).decode(),
        "width": round(width, 1),
        "height": round(height, 1),
        "number": number + 1,
    }
