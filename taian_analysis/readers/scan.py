"""Scans and photos (.png, .jpg, .tif, .pdf without text) -> pages, by OCR (extra ``ocr``).

The words and rules that were seen fill the same page model as a PDF; each page is read with its
rules and without, and the reading with the more and sounder cells is kept. A page takes some
seven CPU seconds.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from statistics import median
from typing import TYPE_CHECKING, Any

from ..base.errors import MissingExtraError, ReportError
from ..base.report import Glyph, Scan, ScannedPlace
from ._build import Builder, too_large
from .page import Char, Edge, Page
from .pages import items_of, lay_down
from .sniff import OCR, refuse

if TYPE_CHECKING:
    from .ocr_picture import Look, Word

Progress = Callable[[int, int], None]
#: the size, in points, the commonest type of a page is scaled to
_TYPE = 10.5
#: the dots an inch a PDF's pages are drawn at; the pages and the pixels of one read at most
_DPI, _MOST_PAGES, _MOST_PIXELS = 200, 60, 60_000_000
#: a value read less surely than this is to be looked at
DOUBTFUL = 0.9


def read(
    data: bytes, builder: Builder, file: str | None = None, progress: Progress | None = None
) -> dict[str, Any]:
    """Fill the builder from a picture, each frame of it a page."""
    return _read(_frames(data, file), builder, file, progress, "scan")


def read_pdf(
    data: bytes, builder: Builder, file: str | None = None, progress: Progress | None = None
) -> dict[str, Any]:
    """Fill the builder from a PDF without text."""
    return _read(_drawn(data, file), builder, file, progress, "pdf")


def _read(
    pictures: list[Any],
    builder: Builder,
    file: str | None,
    progress: Progress | None,
    kind: str,
) -> dict[str, Any]:
    try:
        import numpy as np

        from .ocr_picture import engine, look
    except ImportError as error:
        raise MissingExtraError("rapidocr (OCR,识别扫描件的文字识别)", "ocr") from error
    if len(pictures) > _MOST_PAGES:
        raise too_large("scanned pages", "扫描页过多", len(pictures), _MOST_PAGES)
    reader, looks = engine(), []
    for number, picture in enumerate(pictures, 1):
        bgr = np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1])
        looks.append(look(bgr, reader))
        if progress is not None:
            progress(number, len(pictures))
    if not any(one.words for one in looks):
        raise refuse("the PDF or picture holds no text", "扫描件中没有认出文字", OCR, file)
    for one in looks:
        _mend_areas(one.words)
    scales = _scales(looks)
    best = max((_laid(looks, scales, kind, ruled) for ruled in (True, False)), key=_soundness)
    builder.take(best)
    scores = [word.score for one in looks for word in one.words]
    return {
        "pages": len(looks),
        "ocr_score": round(min(scores), 3),
        "scan": _scan(looks, scales, best),
    }


def _frames(data: bytes, file: str | None) -> list[Any]:
    from PIL import Image, ImageSequence

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                size = f"{picture.width} × {picture.height}"
                raise too_large("pixels", "像素过多", size, _MOST_PIXELS)
            return [frame.copy() for frame in ImageSequence.Iterator(picture)]
    except ReportError:
        raise
    except Exception as error:
        raise refuse(
            "this is a damaged picture", "这是损坏的图片,无法文字识别", OCR, file
        ) from error


def _drawn(data: bytes, file: str | None) -> list[Any]:
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(data)
    try:
        if len(document) > _MOST_PAGES:
            raise too_large("scanned pages", "扫描页过多", len(document), _MOST_PAGES)
        out = []
        for page in document:
            wide, high = page.get_size()
            scale = min(_DPI / 72, (_MOST_PIXELS / max(wide * high, 1)) ** 0.5)
            out.append(page.render(scale=scale).to_pil())
        return out
    finally:
        document.close()


def _mend_areas(words: list[Word]) -> None:
    """Read "m" as ㎡ beside a name that is an area: the small 2 is what a scan loses first."""
    for word in words:
        if word.text.strip() in ("m", "m2", "m²", "mi", "n") and any(
            "面积" in other.text and other.top < word.bottom and other.bottom > word.top
            for other in words
        ):
            word.text = "㎡"


def _scales(looks: list[Look]) -> list[float]:
    """Return points a pixel of each page: its pages are equally wide, its type `_TYPE` points."""
    wide = median(one.picture.shape[1] for one in looks)
    size = median(one.size * wide / one.picture.shape[1] for one in looks)
    return [_TYPE / size * wide / one.picture.shape[1] for one in looks]


def _laid(looks: list[Look], scales: list[float], kind: str, ruled: bool) -> Builder:
    builder = Builder()
    pages = [_page(n, one, scales[n - 1], ruled) for n, one in enumerate(looks, 1)]
    lay_down([items_of(page) for page in pages], builder, kind)
    return builder


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
    for word in one.words:
        page.chars += _chars(word, scale)
    if ruled:
        page.edges = [Edge(a * scale, b * scale, c * scale, d * scale) for a, b, c, d in one.rules]
    return page


def _wide(char: str) -> float:
    return 1.0 if ord(char) > 0x2E7F or char in "“”‘’…—≥≤㎡" else 0.55


def _chars(word: Word, scale: float) -> Iterator[Char]:
    """Share a word's box out among its characters; boxes are drawn wider than the type."""
    total = sum(map(_wide, word.text)) or 1.0
    unit = (word.x1 - word.x0) / total
    size = min(word.bottom - word.top, unit * 1.25)
    middle, at = (word.top + word.bottom) / 2, word.x0
    for char in word.text:
        end = at + unit * _wide(char)
        sides = (at, middle - size / 2, end, middle + size / 2)
        x0, top, x1, bottom = (side * scale for side in sides)
        yield Char(char, x0, top, x1, bottom, score=word.score)
        at = end


def _scan(looks: list[Look], scales: list[float], builder: Builder) -> Scan:
    import cv2

    places = []
    for start, end, seen in builder.seen:
        scale = scales[seen.page - 1]
        box = (seen.x0 / scale, seen.top / scale, seen.x1 / scale, seen.bottom / scale)
        places.append(ScannedPlace(start, end, seen.page, box, seen.score))
    pictures = [cv2.imencode(".png", one.picture)[1].tobytes() for one in looks]
    glyphs = [
        Glyph(char.text, page, char.x0, char.top, char.x1, char.bottom)
        for page, one in enumerate(looks)
        for word in one.words
        for char in _chars(word, 1.0)
    ]
    return Scan(tuple(pictures), tuple(places), tuple(glyphs))
