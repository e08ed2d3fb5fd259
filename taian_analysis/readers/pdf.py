"""PDF -> lines and tables: ruled or not, and whole again where a page broke them."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from ..base.errors import ReportError
from ._build import Builder
from .pdf_columns import unruled_parts
from .pdf_join import add_table, goes_on
from .pdf_page import Part, TextLine, letters, lines_of, ruled_parts
from .sniff import _OCR, refuse

_PAGE_NUMBER = re.compile(
    r"[-—–\s·]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[,/\uff0c共of]*\s*\d{1,4}\s*页?)?[-—–\s·]*|Page\s+\d+.*",
    re.I,
)
_CONTINUED = re.compile(
    r"[(\uff08]?\s*(?:续表|续上表|接上表|上接).{0,20}|.{0,60}[(\uff08]续[一二三\d]?[)\uff09]"
)

Item = TextLine | Part


def read(
    data: bytes,
    builder: Builder,
    file: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Fill the builder from a PDF.

    Raises
    ------
    ReportError
        If it is protected, damaged, a scan without text, or its letters have no Unicode.
    """
    pages, hints = _pages(data, file, progress)
    _drop_furniture(pages)
    lines = [item for page in pages for item in page if isinstance(item, TextLine)]
    right = max((line.x1 for line in lines), default=0.0)
    pending: list[Part] = []
    words: list[TextLine] = []

    def flush_words() -> None:
        if words:
            builder.line(_join(words))
            words.clear()

    def flush_table() -> None:
        if pending:
            add_table(pending, builder)
            pending.clear()

    for page in pages:
        edge, left = _margins(page, right)
        for item in page:
            if isinstance(item, Part):
                flush_words()
                if pending and not goes_on(pending[-1], item):
                    flush_table()
                pending.append(item)
            elif pending and _CONTINUED.fullmatch(item.text.strip()):
                continue
            else:
                flush_table()
                if words and not _runs_on(words[-1], item, edge, left):
                    flush_words()
                words.append(item)
    flush_words()
    flush_table()
    return hints


def _pages(
    data: bytes, file: str | None, progress: Callable[[int, int], None] | None
) -> tuple[list[list[Item]], dict[str, Any]]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    remarks = logging.getLogger("pdfminer")
    if remarks.level == logging.NOTSET:  # of harmless flaws in fonts, by the hundred
        remarks.setLevel(logging.ERROR)
    try:
        document = pdfplumber.open(io.BytesIO(data))
        total = len(document.pages)
    except Exception as error:
        causes = (error, error.__cause__, *error.args)
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
            todo = ("请去除密码后再读取", "remove the password first")
            raise refuse(
                "the PDF is protected by a password", "PDF 设有密码", todo, file
            ) from error
        raise _damaged(error, file) from error
    pages: list[list[Item]] = []
    blank: list[int] = []
    bad = count = 0
    with document:
        for number, page in enumerate(document.pages, 1):
            try:
                chars = letters(page)
                if not any(char["text"].strip() for char in chars):
                    if page.images:
                        blank.append(number)
                    pages.append([])
                else:
                    count += len(chars)
                    bad += sum(
                        char["text"].startswith("(cid:") or "\ue000" <= char["text"][:1] <= "\uf8ff"
                        for char in chars
                    )
                    pages.append(_items(page, chars))
            except ReportError:
                raise
            except Exception as error:
                raise _damaged(error, file, number) from error
            page.close()
            if progress is not None:
                progress(number, total)
    if not count:
        en, zh = "the PDF holds no text, only scanned pages", "PDF 中没有文字,是扫描件"
        raise refuse(en, zh, _OCR, file)
    if bad > 0.2 * count:
        en, zh = (
            "the letters of the PDF have no Unicode values",
            "PDF 的文字没有 Unicode 编码,读出为乱码",
        )
        raise refuse(en, zh, _OCR, file)
    hints: dict[str, Any] = {"pages": total, "scanned_pages": blank or None}
    title = (document.metadata or {}).get("Title")
    if isinstance(title, str) and re.search(r"[\u4e00-\u9fff]{4}", title):
        hints["title"] = title.strip()
    return pages, hints


def _damaged(error: Exception, file: str | None, page: int | None = None) -> ReportError:
    where = f", page {page}" if page else ""
    return ReportError(
        f"the PDF is damaged{where}; ask for it again or print it to PDF anew",
        zh=f"PDF 已损坏{f'(第{page}页)' if page else ''};请重新获取或重新打印为 PDF",
        file=file,
        found=f"{type(error).__name__}: {error}"[:200],
    )


def _items(page: Any, chars: list[dict[str, Any]]) -> list[Item]:
    """Return a page's lines and tables from top to bottom."""
    ruled, rest = ruled_parts(page, chars)
    lines = lines_of(rest)
    unruled, lines = unruled_parts(lines, page.page_number)
    items: list[Item] = [*ruled, *unruled, *lines]
    return sorted(items, key=lambda item: item.top)


def _drop_furniture(pages: list[list[Item]]) -> None:
    """Take out page numbers, and running heads but for the first."""
    ends = Counter(
        _key(item)
        for page in pages
        for item in {id(i): i for i in (page[:1] + page[-1:])}.values()
        if isinstance(item, TextLine)
    )
    often = {key for key, number in ends.items() if number >= 3 and number > 0.4 * len(pages)}
    seen: set[str] = set()
    for page in pages:
        for at in (0, -1):
            while page and isinstance(item := page[at], TextLine):
                key = _key(item)
                repeated = key in often and key in seen
                seen.add(key)
                alone = len(page) > 1 or len(pages) > 1
                if not (repeated or (alone and _PAGE_NUMBER.fullmatch(item.text.strip()))):
                    break
                page.pop(at)


def _key(line: TextLine) -> str:
    return re.sub(r"[\d\s]+", "", line.text) or "#"


def _margins(page: list[Item], widest: float) -> tuple[float, float]:
    """Return where the page's text ends at the right and where its lines begin."""
    lines = [item for item in page if isinstance(item, TextLine)]
    if not lines:
        return widest, 0.0
    edge = max(line.x1 for line in lines)
    starts = Counter(round(line.x0 / 4) * 4 for line in lines)
    left = min((x for x, n in starts.items() if n >= 2), default=min(starts))
    return max(edge, 0.9 * widest), left


def _runs_on(above: TextLine, line: TextLine, edge: float, left: float) -> bool:
    """Tell whether a line carries on the paragraph above: that one is full, this not indented."""
    size = above.size
    if abs(line.size - size) > 0.25 * size or len(above.segments) + len(line.segments) > 4:
        return False
    near = line.top - above.bottom < 1.6 * size  # also true of the top of a new page
    begins = above.x0 < left + 2.8 * size and line.x0 < left + 0.9 * size
    return above.x1 > edge - 1.7 * size and begins and near


def _join(lines: list[TextLine]) -> str:
    out = lines[0].text
    for line in lines[1:]:
        latin = re.search(r"[A-Za-z,;.]$", out) and re.match(r"[A-Za-z]", line.text)
        out += (" " if latin else "") + line.text
    return out
