"""Scans and photos (.png, .jpg, .tif, .pdf without text) -> pages, by OCR (extra ``ocr``).

The words and rules that were seen fill the same page model as a PDF; each page is read with its
rules and without, and the reading with the more and sounder cells is kept. A page takes some
seven CPU seconds.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from statistics import median
from typing import Any

from ..base.errors import MissingExtraError, ReportError
from ..base.report import Glyph, Scan, ScannedPlace
from ._build import Builder, too_large
from .page import Edge, Page, Part
from .pages import Item, items_of, lay_down
from .scan_words import Look, chars_of, mend, mend_squares
from .sniff import refuse

Progress = Callable[[int, int], None]
#: the size, in points, the commonest type of a page is scaled to
_TYPE = 10.5
#: the dots an inch a PDF's pages are drawn at; the pages and the pixels of one read at most
_DPI, _MOST_PAGES, _MOST_PIXELS = 200, 60, 60_000_000


def read(
    data: bytes, builder: Builder, file: str | None = None, progress: Progress | None = None
) -> dict[str, Any]:
    """Fill the builder from a picture, each frame of it a page."""
    frames = _frames(data, file)
    looks = dict(enumerate(_looks(frames, len(frames), progress), 1))
    return _laid_down(looks, _scales(looks), {}, builder, "scan", file)


def read_pdf(
    data: bytes,
    builder: Builder,
    file: str | None = None,
    progress: Progress | None = None,
    pages: dict[int, list[Item]] | None = None,
) -> dict[str, Any]:
    """Fill the builder from a PDF of scanned pages, among which may be `pages` with text."""
    import pypdfium2  # type: ignore[import-untyped]

    written = pages or {}
    document = pypdfium2.PdfDocument(data)
    try:
        numbers = [n for n in range(1, len(document) + 1) if n not in written]
        drawn = (_drawn(document[n - 1]) for n in numbers)
        looks = dict(zip(numbers, _looks(drawn, len(numbers), progress), strict=True))
        if written:  # the text tells how long a point is
            scales = {n: document[n - 1].get_width() / looks[n].width for n in numbers}
        else:
            scales = _scales(looks)
    finally:
        document.close()
    return _laid_down(looks, scales, written, builder, "pdf", file)


def _looks(pictures: Iterable[Any], total: int, progress: Progress | None) -> Iterator[Look]:
    """Look at pictures one after the other."""
    try:
        import numpy as np

        from .ocr_picture import engine, look
    except ImportError as error:
        raise MissingExtraError("rapidocr (OCR)", "ocr") from error
    if total > _MOST_PAGES:
        raise too_large("scanned_pages", total, _MOST_PAGES)
    reader = engine()
    for number, picture in enumerate(pictures, 1):
        seen = look(np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1]), reader)
        mend(seen.words, seen.size)
        yield seen
        if progress is not None:
            progress(number, total)


def _laid_down(
    looks: dict[int, Look],
    scales: dict[int, float],
    written: dict[int, list[Item]],
    builder: Builder,
    kind: str,
    file: str | None,
) -> dict[str, Any]:
    """Lay the pages down, the scanned ones with their rules or without, whichever is sounder."""
    scores = [word.score for one in looks.values() for word in one.words]
    if not scores and not any(written.values()):
        raise refuse("scan_no_text", "run_ocr", file)

    def laid(ruled: bool) -> Builder:
        out = Builder()
        seen = {n: items_of(_page(n, one, scales[n], ruled)) for n, one in looks.items()}
        for part in (item for items in seen.values() for item in items if isinstance(item, Part)):
            mend_squares(part)
        pages = [list(items) for _, items in sorted((seen | written).items())]
        lay_down(pages, out, kind)
        return out

    best = max(map(laid, (True, False)), key=_soundness)
    builder.take(best)
    return {
        "pages": len(looks) + len(written),
        "ocr_pages": sorted(looks),
        "scanned_pages": [n for n, one in sorted(looks.items()) if not one.words] or None,
        "ocr_score": round(min(scores, default=1.0), 3),
        "scan": _scan(looks, scales, best),
    }


def _frames(data: bytes, file: str | None) -> list[Any]:
    from PIL import Image, ImageOps, ImageSequence

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                size = f"{picture.width} × {picture.height}"
                raise too_large("pixels", size, _MOST_PIXELS)
            if (frames := getattr(picture, "n_frames", 1)) > _MOST_PAGES:
                raise too_large("scanned_pages", frames, _MOST_PAGES)
            return [ImageOps.exif_transpose(f.copy()) for f in ImageSequence.Iterator(picture)]
    except ReportError:
        raise
    except Exception as error:
        raise refuse("picture_damaged", "run_ocr", file) from error


def _drawn(page: Any) -> Any:
    wide, high = page.get_size()
    scale = min(_DPI / 72, (_MOST_PIXELS / max(wide * high, 1)) ** 0.5)
    return page.render(scale=scale).to_pil()


def _scales(looks: dict[int, Look]) -> dict[int, float]:
    """Return points a pixel of each page: its pages are equally wide, its type `_TYPE` points."""
    wide = median(one.width for one in looks.values())
    size = median(one.size * wide / one.width for one in looks.values())
    return {n: _TYPE / size * wide / one.width for n, one in looks.items()}


def _soundness(builder: Builder) -> int:
    """Count the cells of rows that look like rows; joined rows have overlong cells."""
    good = 0
    for table in builder.tables:
        for row in table.rows:
            texts = [cell.text for cell in row if cell.text and not cell.merged]
            if len(texts) >= 3 and max(map(len, texts)) <= 40:
                good += len(texts)
    return good


def _page(number: int, one: Look, scale: float, ruled: bool) -> Page:
    page = Page(number)
    for piece, word in enumerate(one.words, 1):
        page.chars += chars_of(word, scale, piece)
    if ruled:
        page.edges = [Edge(a * scale, b * scale, c * scale, d * scale) for a, b, c, d in one.rules]
    return page


def _scan(looks: dict[int, Look], scales: dict[int, float], builder: Builder) -> Scan:
    places = []
    for start, end, seen in builder.seen:
        if scale := scales.get(seen.page):
            box = (seen.x0 / scale, seen.top / scale, seen.x1 / scale, seen.bottom / scale)
            places.append(ScannedPlace(start, end, seen.page, box, seen.score))
    last = max(looks, default=0)
    pictures = tuple(looks[n].png if n in looks else b"" for n in range(1, last + 1))
    glyphs = [
        Glyph(char.text, number - 1, char.x0, char.top, char.x1, char.bottom)
        for number, one in sorted(looks.items())
        for word in one.words
        for char in chars_of(word, 1.0)
    ]
    return Scan(pictures, tuple(places), tuple(glyphs))
