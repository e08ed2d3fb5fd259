"""PDF -> pages: what pdfplumber finds of characters, rules and pictures."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from ..base.errors import MissingExtraError, ReportError, cause
from ._build import Builder
from .page import Char, Edge, Page
from .page_turns import turn_of
from .pages import Item, items_of, lay_down
from .sniff import refuse

Progress = Callable[[int, int], None]
#: a scan may bear its number or a stamp in letters, but not so many
_STAMPED = 30


def read(
    data: bytes,
    builder: Builder,
    file: str | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Fill the builder from a PDF.

    Raises
    ------
    ReportError
        If it is protected, damaged, a scan without text, or its letters have no Unicode.
    """
    pages, hints = _pages(data, file, progress)
    if scanned := hints["scanned_pages"]:
        from .scan import read_pdf

        written = {n: items for n, items in enumerate(pages, 1) if n not in scanned}
        try:
            return hints | read_pdf(data, builder, file, progress, written)
        except MissingExtraError:
            if not any(written.values()):
                raise
    lay_down(pages, builder, "pdf")
    return hints


def _opened(data: bytes, file: str | None) -> Any:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    remarks = logging.getLogger("pdfminer")
    if remarks.level == logging.NOTSET:  # of harmless flaws in fonts, by the hundred
        remarks.setLevel(logging.ERROR)
    try:
        document = pdfplumber.open(io.BytesIO(data))
        _ = document.pages
    except Exception as error:
        causes = (error, error.__cause__, *error.args)
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
            raise refuse("pdf_password", "remove_password", file) from error
        raise _damaged(error, file) from error
    return document


def _pages(
    data: bytes, file: str | None, progress: Progress | None
) -> tuple[list[list[Item]], dict[str, Any]]:
    """Return the items of each page, which pages are pictures, and what the document is called."""
    from .pdf_bounds import Budget, guard, lay_out

    guard(data)
    document, budget = _opened(data, file), Budget(len(data))
    total = len(document.pages)
    pages: list[list[Item]] = []
    scanned: list[int] = []
    bad = count = 0
    with document:
        for number, source in enumerate(document.pages, 1):
            try:
                lay_out(source, budget)
                page = page_of(source, number)
                count += len(page.chars)
                bad += sum(map(_no_letter, page.chars))
                if _is_picture(source, page):
                    scanned.append(number)
                pages.append(items_of(page))
            except ReportError:
                raise
            except Exception as error:
                raise _damaged(error, file, number) from error
            source.close()
            if progress is not None:
                progress(number, total)
    _legible(count, bad, scanned, file)
    hints: dict[str, Any] = {"pages": total, "scanned_pages": scanned or None}
    title = (document.metadata or {}).get("Title")
    if isinstance(title, str) and re.search(r"[\u4e00-\u9fff]{4}", title):
        hints["title"] = title.strip()
    return pages, hints


def _is_picture(source: Any, page: Page) -> bool:
    """Tell whether a page is a scan: a picture, and no text but what may be stamped on it."""
    written = sum(bool(char.text.strip()) for char in page.chars)
    if not written:
        return page.pictures > 0
    area = float(source.width * source.height)
    covered = max((i["width"] * i["height"] for i in source.images), default=0.0)
    return written < _STAMPED and covered > 0.5 * area


def _legible(count: int, bad: int, scanned: list[int], file: str | None) -> None:
    if not count and not scanned:
        raise refuse("pdf_scanned", "run_ocr", file)
    if bad > 0.2 * count:
        raise refuse("pdf_no_unicode", "run_ocr", file)


def _no_letter(char: Char) -> bool:
    return char.text.startswith("(cid:") or "\ue000" <= char.text[:1] <= "\uf8ff"


def page_of(source: Any, number: int) -> Page:
    """Return a page of pdfplumber's as ours: characters but for those aslant, straight rules."""
    page = Page(number, pictures=len(source.images))
    for char in source.chars:
        turn = turn_of(*char["matrix"][:2])
        if turn is not None and char["size"] <= 150:
            x0, top, x1, bottom = (char[side] for side in ("x0", "top", "x1", "bottom"))
            page.chars.append(Char(char["text"], x0, top, x1, bottom, turn=turn))
    page.edges = list(_edges(source))
    return page


def _edges(source: Any) -> Iterator[Edge]:
    """Yield what pdfplumber's `edges` holds but for the sides that lean, at a tenth of the cost."""
    for line in source.lines:
        yield Edge(line["x0"], line["top"], line["x1"], line["bottom"])
    for box in source.rects:
        x0, top, x1, bottom = box["x0"], box["top"], box["x1"], box["bottom"]
        yield Edge(x0, top, x1, top)
        yield Edge(x0, bottom, x1, bottom)
        yield Edge(x0, top, x0, bottom)
        yield Edge(x1, top, x1, bottom)
    for curve in source.curves:
        for (x0, y0), (x1, y1) in pairwise(curve["pts"]):
            if x0 == x1 or y0 == y1:
                yield Edge(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _damaged(error: Exception, file: str | None, page: int | None = None) -> ReportError:
    found = cause(error)
    if page:
        return ReportError.of("error.pdf_page_damaged", file=file, found=found, page=page)
    return ReportError.of("error.pdf_damaged", file=file, found=found)
