"""Pages -> lines and tables in reading order: whole again where a page broke them."""

from __future__ import annotations

import re
from collections import Counter

from ._build import Builder
from .page import Page, Part, Seen, TextLine, worst
from .page_columns import unruled_parts
from .page_flow import margins_of, runs_on
from .page_join import add_table, goes_on
from .page_lines import distinct, lines_of
from .page_rules import ruled_parts

_PAGE_NUMBER = re.compile(
    r"[-—–\s·]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[,/\uff0c共of]*\s*\d{1,4}\s*页?)?[-—–\s·]*|Page\s+\d+.*",
    re.I,
)
_CONTINUED = re.compile(
    r"[(\uff08]?\s*(?:续表|续上表|接上表|上接).{0,20}|.{0,60}[(\uff08]续[一二三\d]?[)\uff09]"
)

#: what a browser prints at the top and the foot of each page: the time and title, address and page
_BROWSER = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+(?:[上下]午\s*)?\d{1,2}:\d\d.*|[^\s:]{2,6}://.*\d+/\d+"
)

Item = TextLine | Part


def items_of(page: Page) -> list[Item]:
    """Return a page's lines and tables from top to bottom."""
    ruled, rest = ruled_parts(page, distinct(page.chars))
    lines = lines_of(rest)
    unruled, lines = unruled_parts(lines, page.number)
    items: list[Item] = [*ruled, *unruled, *lines]
    return sorted(items, key=lambda item: item.top)


def lay_down(pages: list[list[Item]], builder: Builder, kind: str) -> None:
    """Fill the builder from the items of each page; `kind` is what the tables say they are."""
    _drop_furniture(pages)
    margins = margins_of([[i for i in page if isinstance(i, TextLine)] for page in pages])
    pending: list[Part] = []
    words: list[tuple[int, TextLine]] = []

    def flush_words() -> None:
        if words:
            lines = [line for _, line in words]
            seen = [_seen(number, line) for number, line in words]
            builder.line(_join(lines), seen=seen)
            words.clear()

    def flush_table() -> None:
        if pending:
            add_table(pending, builder, kind)
            pending.clear()

    for number, page in enumerate(pages, 1):
        where = margins[number - 1]
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
                if words and not runs_on(words[-1][1], item, where, words[-1][0] != number):
                    flush_words()
                words.append((number, item))
    flush_words()
    flush_table()


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
                alone = len(page) > 1 or len(pages) > 1
                text = item.text.strip()
                bare = alone and (_PAGE_NUMBER.fullmatch(text) or _BROWSER.fullmatch(text))
                if not (repeated or bare):
                    break
                page.pop(at)


def _key(line: TextLine) -> str:
    return re.sub(r"[\d\s]+", "", line.text) or "#"


def _join(lines: list[TextLine]) -> str:
    out = lines[0].text
    for line in lines[1:]:
        latin = re.search(r"[A-Za-z,;.]$", out) and re.match(r"[A-Za-z]", line.text)
        out += (" " if latin else "") + line.text
    return out
