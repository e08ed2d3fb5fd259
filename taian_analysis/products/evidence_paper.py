"""The paper a report was read from: its characters with their places, and pictures of its pages.

PDF pages are drawn by pdfium, pages of an OFD are drawn anew from their characters and rules, and
scans are the pictures that were read. Lengths are points, from the page's top left corner.
"""

from __future__ import annotations

import base64
import html
import io
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.report import Glyph, Report, Scan, ScannedPlace

if TYPE_CHECKING:
    from ..readers.page import Page

Row = dict[str, Any]
#: Dots an inch of the pictures, and greys they are reduced to.
DPI, GREYS = 110, 16
#: The longer side of a scan, of which nobody knows how large it was: that of A4.
_LONG = 842.0


@dataclass(frozen=True)
class Paper:
    """Characters on paper, `places` where whole lines and cells stand, and what draws a page."""

    glyphs: list[Glyph]
    draw: Callable[[int], Row]
    places: tuple[ScannedPlace, ...] = ()


@contextmanager
def paper_of(report: Report, data: bytes | None = None) -> Iterator[Paper | None]:
    """Open the paper of a report while its pages are drawn; None where its form has none.

    Parameters
    ----------
    report
        The report as read.
    data
        The document's bytes; else it is read again from the report's path.
    """
    path = Path(report.path) if report.path else None
    if data is None and report.format in ("pdf", "ofd") and path is not None and path.is_file():
        data = path.read_bytes()
    seen = _scanned(report.scan) if report.scan is not None else None
    if report.format == "pdf" and data is not None:
        import pypdfium2  # type: ignore[import-untyped]

        with closing(pypdfium2.PdfDocument(data)) as document:
            yield _pdf(document, seen, report.scan)
    elif report.format == "ofd" and data is not None:
        yield _ofd(data)
    else:
        yield seen


def _pdf(document: Any, seen: Paper | None, scan: Scan | None) -> Paper:
    """Return a PDF's pages; of those that were read by OCR, the pictures that it read."""
    pictures = scan.pictures if scan is not None else ()
    by_ocr = {page for page, picture in enumerate(pictures) if picture}
    glyphs = [] if seen is None else list(seen.glyphs)
    for page in range(len(document)):
        if page not in by_ocr:
            glyphs += _pdf_glyphs(document[page], page)
    glyphs.sort(key=lambda glyph: glyph.page)

    def draw(page: int) -> Row:
        if seen is not None and page in by_ocr:
            return seen.draw(page)
        return _pdf_picture(document[page], page)

    return Paper(glyphs, draw, () if seen is None else seen.places)


def _row(kind: str, data: bytes, size: tuple[float, float], page: int) -> Row:
    return {
        "src": f"data:image/{kind};base64," + base64.b64encode(data).decode(),
        "width": round(size[0], 1),
        "height": round(size[1], 1),
        "number": page + 1,
    }


def _png(image: Any) -> bytes:
    target = io.BytesIO()
    image.convert("L").quantize(GREYS).save(target, "PNG", optimize=True)
    return target.getvalue()


# PDF ------------------------------------------------------------------------------------------


def _pdf_glyphs(page: Any, number: int) -> Iterator[Glyph]:
    """Yield the characters of a page with their boxes, turned as the page is shown."""
    from pypdfium2 import raw

    sides, turned = page.get_cropbox(), page.get_rotation()
    words = page.get_textpage()
    for i in range(words.count_chars()):
        code = raw.FPDFText_GetUnicode(words, i)
        if code >= 33:
            yield Glyph(chr(code), number, *_shown(words.get_charbox(i), sides, turned))


def _shown(
    box: tuple[float, float, float, float], sides: tuple[float, float, float, float], turned: int
) -> tuple[float, float, float, float]:
    """Return a box that counts from the lower left as one from the top left of the turned page.

    Examples
    --------
    >>> _shown((10, 20, 13, 24), (0, 0, 100, 200), 0)
    (10, 176, 13, 180)
    >>> _shown((10, 20, 13, 24), (0, 0, 100, 200), 90)
    (20, 10, 24, 13)
    """
    x0, y0, x1, y1 = box
    left, foot, right, top = sides
    if turned == 90:
        return y0 - foot, x0 - left, y1 - foot, x1 - left
    if turned == 180:
        return right - x1, y0 - foot, right - x0, y1 - foot
    if turned == 270:
        return top - y1, right - x1, top - y0, right - x0
    return x0 - left, top - y1, x1 - left, top - y0


def _pdf_picture(page: Any, number: int) -> Row:
    image = page.render(scale=DPI / 72, grayscale=True).to_pil()
    return _row("png", _png(image), page.get_size(), number)


# Scans ----------------------------------------------------------------------------------------


def _scanned(scan: Scan) -> Paper:
    scales = [_LONG / max(_opened(one).size) if one else 0.0 for one in scan.pictures]
    glyphs = [
        Glyph(g.text, g.page, *(side * scales[g.page] for side in (g.x0, g.top, g.x1, g.bottom)))
        for g in scan.glyphs
    ]
    places = []
    for place in scan.places:
        x0, top, x1, bottom = (side * scales[place.page - 1] for side in place.box)
        box = (x0, top, x1, bottom)
        places.append(ScannedPlace(place.start, place.end, place.page, box, place.score))

    def draw(page: int) -> Row:
        image = _opened(scan.pictures[page])
        size = (image.width * scales[page], image.height * scales[page])
        image.draft("L", None)
        image.thumbnail((size[0] * DPI / 72, size[1] * DPI / 72))
        return _row("png", _png(image), size, page)

    return Paper(glyphs, draw, tuple(places))


def _opened(picture: bytes) -> Any:
    from PIL import Image

    return Image.open(io.BytesIO(picture))


# OFD ------------------------------------------------------------------------------------------


def _ofd(data: bytes) -> Paper:
    from ..readers.ofd import pages

    found = pages(data)
    glyphs = [
        Glyph(char.text, n, char.x0, char.top, char.x1, char.bottom)
        for n, page in enumerate(found)
        for char in page.chars
    ]
    return Paper(glyphs, lambda n: _row("svg+xml", _drawn(found[n]).encode(), found[n].size, n))


def _drawn(page: Page) -> str:
    """Draw a page's characters and rules as SVG; the letters are the viewer's own."""
    wide, high = page.size
    rows: dict[tuple[float, float], list[Any]] = defaultdict(list)
    for char in page.chars:
        if char.text.strip():
            rows[round(char.size, 1), round(char.bottom, 1)].append(char)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.1f} {high:.1f}" '
        f'width="{wide:.1f}" height="{high:.1f}" font-family="SimSun,Noto Serif CJK SC,serif">'
        '<rect width="100%" height="100%" fill="#fff"/>'
    ]
    for (size, bottom), chars in rows.items():
        xs = " ".join(f"{char.x0:.1f}" for char in chars)
        words = html.escape("".join(char.text[0] for char in chars))
        foot = bottom - 0.12 * size
        out.append(f'<text font-size="{size:.1f}" y="{foot:.1f}" x="{xs}">{words}</text>')
    lines = "".join(f"M{e.x0:.1f} {e.top:.1f}L{e.x1:.1f} {e.bottom:.1f}" for e in page.edges)
    out.append(f'<path stroke="#000" stroke-width=".6" fill="none" d="{lines}"/></svg>')
    return "".join(out)
