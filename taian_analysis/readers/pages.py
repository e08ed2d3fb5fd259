"""Pages -> lines and tables in reading order: whole again where a page broke them."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from ..base.vocabulary import pattern
from ._build import Builder
from .page import Page, Part, Seen, TextLine, worst
from .page_columns import unruled_parts
from .page_flow import Margins, margins_of, runs_on
from .page_join import add_table, goes_on
from .page_lines import distinct, lines_of
from .page_rules import ruled_parts
from .page_turns import set_upright

_PAGE_NUMBER = pattern("pages", "page_number")
_CONTINUED = pattern("pages", "continued")

#: what a browser prints at the top and the foot of each page: the time and title, address and page
_BROWSER = pattern("pages", "browser")

Item = TextLine | Part


def items_of(page: Page) -> list[Item]:
    """Return a page's lines and tables from top to bottom; of each way its text runs in turn."""
    return [item for side in set_upright(page) for item in _items_of(side)]


def _items_of(page: Page) -> list[Item]:
    ruled, rest = ruled_parts(page, distinct(page.chars))
    lines = lines_of(rest)
    unruled, lines = unruled_parts(lines, page.number)
    items: list[Item] = [*ruled, *unruled, *lines]
    return sorted(items, key=lambda item: item.top)


def lay_down(pages: list[list[Item]], builder: Builder, kind: str) -> None:
    """Fill the builder from the items of each page; `kind` is what the tables say they are."""
    _drop_furniture(pages)
    for page, overleaf in pairwise(pages):
        _drop_label(page, overleaf)
    margins = margins_of([[i for i in page if isinstance(i, TextLine)] for page in pages])
    laid = _Laying(builder, kind)
    for number, page in enumerate(pages, 1):
        for item in page:
            laid.add(item, number, margins[number - 1])
    laid.flush()


class _Laying:
    """The paragraph and the table that are still open while items are laid down."""

    def __init__(self, builder: Builder, kind: str) -> None:
        self.builder, self.kind = builder, kind
        self.parts: list[Part] = []
        self.words: list[tuple[int, TextLine]] = []

    def add(self, item: Item, page: int, where: Margins) -> None:
        if isinstance(item, Part):
            self._flush_words()
            if self.parts and not goes_on(self.parts[-1], item):
                self._flush_table()
            self.parts.append(item)
        elif not (self.parts and _CONTINUED.fullmatch(item.text.strip())):
            self._flush_table()
            last = self.words[-1] if self.words else None
            if last and not runs_on(last[1], item, where, last[0] != page):
                self._flush_words()
            self.words.append((page, item))

    def flush(self) -> None:
        self._flush_words()
        self._flush_table()

    def _flush_words(self) -> None:
        if self.words:
            text, spans = _join([line for _, line in self.words])
            places = (_seen(number, line) for number, line in self.words)
            seen = [(*span, place) for span, place in zip(spans, places, strict=True)]
            self.builder.line(text, seen=seen)
            self.words.clear()

    def _flush_table(self) -> None:
        if self.parts:
            add_table(self.parts, self.builder, self.kind)
            self.parts.clear()


def _seen(page: int, line: TextLine) -> Seen:
    score = worst([segment.score for segment in line.segments])
    return Seen(page, line.x0, line.top, line.x1, line.bottom, score)


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
                if not (repeated or _bare(item.text.strip(), len(page) > 1 or len(pages) > 1)):
                    break
                page.pop(at)


def _drop_label(page: list[Item], overleaf: list[Item]) -> None:
    """Take out the text of a merged cell that a spreadsheet prints beyond its table's last row.

    The cell goes on overleaf, and its text is printed there again: below the table here, or above
    what there is of it overleaf.
    """
    match page[-2:], overleaf[:1]:
        case [Part(), TextLine() as line], [Part() as below] if _holds(line, below, 0):
            page.pop()
            return
    match page[-1:], overleaf[:2]:
        case [Part() as above], [TextLine() as line, Part()]:
            if _holds(line, above, len(above.rows) - 1):
                overleaf.pop(0)


def _holds(line: TextLine, part: Part, row: int) -> bool:
    """Tell whether a cell of a row of a table has the text of a line, and its place across."""
    text = "".join(line.text.split())
    cells = [c for c in part.cells if c.first <= row <= c.last and "".join(c.text.split()) == text]
    return any(cell.x0 <= line.x0 and line.x1 <= cell.x1 for cell in cells)


def _bare(text: str, among: bool) -> bool:
    """Tell whether a line, among others, is but the number of a page or a browser's own."""
    return among and bool(_PAGE_NUMBER.fullmatch(text) or _BROWSER.fullmatch(text))


def _key(line: TextLine) -> str:
    return re.sub(r"[\d\s]+", "", line.text) or "#"


def _join(lines: list[TextLine]) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of a paragraph's lines, and the span of each in it."""
    out, spans = "", []
    for line in lines:
        latin = re.search(r"[A-Za-z,;.]$", out) and re.match(r"[A-Za-z]", line.text)
        out += " " if latin else ""
        spans.append((len(out), len(out) + len(line.text)))
        out += line.text
    return out, spans
