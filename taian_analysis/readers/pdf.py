"""PDF -> pages: what pdfplumber finds of characters, rules and pictures."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from ..base.errors import ReportError
from ._build import Builder
from .page import Char, Edge, Page
from .page_turns import turn_of
from .pages import Item, items_of, lay_down
from .sniff import OCR, refuse

Progress = Callable[[int, int], None]


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
    if pages is None:
        from .scan import read_pdf

        return read_pdf(data, builder, file, progress)
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
            todo = ("请去除密码后再读取", "remove the password first")
            raise refuse(
                "the PDF is protected by a password", "PDF 设有密码", todo, file
            ) from error
        raise _damaged(error, file) from error
    return document


def _pages(
    data: bytes, file: str | None, progress: Progress | None
) -> tuple[list[list[Item]] | None, dict[str, Any]]:
    """Return the items of each page, None where all of them are pictures; and what it is called."""
    from .pdf_bounds import Budget, guard, lay_out

    guard(data)
    document, budget = _opened(data, file), Budget(len(data))
    total = len(document.pages)
    pages: list[list[Item]] = []
    blank: list[int] = []
    bad = count = 0
    with document:
        for number, source in enumerate(document.pages, 1):
            try:
                lay_out(source, budget)
                page = page_of(source, number)
                count += len(page.chars)
                bad += sum(map(_no_letter, page.chars))
                if not any(char.text.strip() for char in page.chars) and page.pictures:
                    blank.append(number)
                pages.append(items_of(page))
            except ReportError:
                raise
            except Exception as error:
                raise _damaged(error, file, number) from error
            source.close()
            if progress is not None:
                progress(number, total)
    if not count and blank:
        return None, {}
    if not count:
        en, zh = "the PDF holds no text, only scanned pages", "PDF 中没有文字,是扫描件"
        raise refuse(en, zh, OCR, file)
    if bad > 0.2 * count:
        en, zh = (
            "the letters of the PDF have no Unicode values",
            "PDF 的文字没有 Unicode 编码,读出为乱码",
        )
        raise refuse(en, zh, OCR, file)
    hints: dict[str, Any] = {"pages": total, "scanned_pages": blank or None}
    title = (document.metadata or {}).get("Title")
    if isinstance(title, str) and re.search(r"[\u4e00-\u9fff]{4}", title):
        hints["title"] = title.strip()
    return pages, hints


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
    where = f", page {page}" if page else ""
    return ReportError(
        f"the PDF is damaged{where}; ask for it again or print it to PDF anew",
        zh=f"PDF 已损坏{f'(第{page}页)' if page else ''};请重新获取或重新打印为 PDF",
        file=file,
        found=f"{type(error).__name__}: {error}"[:200],
    )
