"""A text without what its printing alone put in: lines broken at a width, blanks beside figures.

百分之5.2 is written as 5.2%, 增长-3% as 下降3%, 同比多5件 as 同比增加5件; what is told of a number
before it (收入增长5%,达到86亿元) is put behind it (``catalog/alike.toml``).

Unlike the views of `chars`, which keep every offset, what is cut here moves what follows; `Compact`
knows the way back.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from ..base import catalog
from ..base.screen import screen_width
from ..base.vocabulary import pattern
from .chars import half_width, simplify
from .marks import MARK, POINT
from .numerals import decimal

#: a blank between a figure and the words beside it, as editors put it there
_BLANK = re.compile(r"(?<=[一-龥)])[ ](?=\d)|(?<=\d)[ ](?=[一-龥%‰])")
#: ways of saying the same: what is written in the place of their first group
_SAME = [(pattern("alike", name), new) for name, new in catalog.load("alike")["written"].items()]
#: ways of telling the same in another order: the groups of each and signs between them, in order
_ORDER = [
    (pattern("alike", name), parts.split())
    for name, parts in catalog.load("alike")["order"].items()
]
_PERCENT = pattern("alike", "percent")
_PROSE = re.compile(r"[,。;]")
#: how a line begins that goes on with none
_FRESH = re.compile(rf"\s|$|#|\||(?:{MARK}|{POINT})")
_ENDS = re.compile(r"[。;:!?]$")
_WIDE = re.compile(r"[,;:!?()]")
#: how a line ends that breaks off: in a comma after a word, in a clause of which no number is told,
#: or in a number; how the next goes on: with a number (no date, which opens a sentence), a unit,
#: the rest of a word
_TAIL = re.compile(
    r"(?:(?<=[一-龥%])[,、]|[,、;。(:][^,、;。(:!?)\d]*[一-龥]|(?<=[一-龥])\d[\d.]*)$"
)
_FIGURE = re.compile(r"\d[ ]?(?![年月日])[一-龥%]")
_GOES_ON = re.compile(
    r"[一-龥](?!\d+[年月日])(?!第)[一-龥]?\d[\d.]*(?:[一-龥%]|$)|\d[一-龥%]|[,、][一-龥\d]"
)
_UNIT = re.compile(r"\d[一-龥%]{1,4}[,;。]")
_WORD, _STOPS = re.compile("[一-龥]"), re.compile(r"[。;]\s*$")
#: so many lines of a text broken at a width must go on, so long must the longest be, in half-width
#: signs, so even those, and so many of all
_LINES, _LONG, _EVEN, _MOST = 3, 40, 3, 0.4


class Compact(NamedTuple):
    """A text that some is cut from or told in another order, and the way back.

    From each of some places on, it lies so far from where it is in the text that it is made of;
    `of` is that text, where it is not as printed itself.
    """

    text: str
    places: list[int]
    off: list[int]
    of: Compact | None = None

    def start(self, place: int) -> int:
        """Return where what begins at a place begins in the text as printed."""
        return self._back(place, bisect_right(self.places, place), Compact.start)

    def end(self, place: int) -> int:
        """Return where what ends at a place ends in the text as printed."""
        return self._back(place, bisect_left(self.places, place), Compact.end)

    def _back(self, place: int, before: int, way: Callable[[Compact, int], int]) -> int:
        place += self.off[before - 1] if before else 0
        return way(self.of, place) if self.of else place


def compact(text: str) -> Compact | None:
    """Cut what is of the printing alone; None where there is nothing.

    Examples
    --------
    >>> found = compact("增长 5.2 %,其中…")
    >>> found.text, found.start(2), found.end(5)
    ('增长5.2%,其中…', 3, 6)
    >>> found = compact("增长百分之五点二,其中…")
    >>> found.text, found.start(2), found.end(5)
    ('增长5.2%,其中…', 5, 8)
    >>> found = compact("。收入增长5%,达到86亿元。")
    >>> found.text, found.start(3), found.end(6)
    ('。收入86亿元,增长5%。', 10, 13)
    """
    plain = _written(text, _edits(simplify(half_width(text))))
    told = _written(plain.text, _reordered(simplify(half_width(plain.text))))._replace(of=plain)
    return next((one for one in (told, plain) if one.places), None)


#: what is written, and where the signs that it stands for begin and end
_Piece = tuple[str, int, int]
_Edit = tuple[int, int, tuple[_Piece, ...]]


def _written(text: str, edits: Iterable[_Edit]) -> Compact:
    """Write pieces in the place of others, of edits that overlap those of the first."""
    out: list[str] = []
    places: list[int] = []
    off: list[int] = []
    at = size = apart = 0
    for start, end, pieces in (*sorted(edits), (len(text), len(text), ())):
        if start < at:
            continue
        for new, begin, last in ((text[at:start], at, start), *pieces):
            for place, away in ((size, begin - size), (size + 1, last - size - len(new))):
                if new and away != apart and place < size + len(new):
                    places.append(place)
                    off.append(away)
                    apart = away
            out.append(new)
            size += len(new)
        at = end
    return Compact("".join(out), places, off)


def _edits(text: str) -> Iterator[_Edit]:
    """Yield what is cut from a text and what takes its place."""
    yield from ((start, end, ()) for start, end in _cuts(text))
    for said, new in _SAME:
        for match in said.finditer(text):
            yield *match.span(1), ((new, *match.span(1)),)
    for match in _PERCENT.finditer(text):
        if number := decimal(match[1]):
            yield *match.span(), ((number, *match.span(1)), ("%", match.end(), match.end()))


def _reordered(text: str) -> Iterator[_Edit]:
    """Yield what is told in another order than others tell it, in theirs."""
    for said, parts in _ORDER:
        for match in said.finditer(text):
            named = match.groupdict()
            yield (
                *match.span(),
                tuple(
                    (match[part], *match.span(part))
                    if part in named
                    else (part, match.end(), match.end())
                    for part in parts
                ),
            )


def _cuts(text: str) -> list[tuple[int, int]]:
    """Return what is cut from a text, in order."""
    lines = text.split("\n")
    goes_on = [a or b for a, b in zip(_broken(lines), _unfinished(lines), strict=True)]
    found, at = [], 0
    for number, line in enumerate(lines):
        if _PROSE.search(line) or goes_on[number]:
            found += [(at + blank.start(), at + blank.end()) for blank in _BLANK.finditer(line)]
        at += len(line) + 1
        if goes_on[number]:
            found.append((at - 1 - (len(line) - len(line.rstrip())), at))
    return found


def _broken(lines: list[str]) -> list[bool]:
    """Say of each line whether the next goes on with it: most are as long as the longest."""
    full = [line.rstrip() for line in lines]
    signs = [2 * len(line) for line in full]
    for widths in (signs, list(map(_printed_width, full))):
        longest = max(widths)
        even = [width >= longest - _EVEN for width in widths]
        prose = [bool(_PROSE.search(line)) and not _ENDS.search(line) for line in full]
        running = sum(e and p for e, p in zip(even, prose, strict=True))
        if longest >= _LONG and running >= max(_LINES, _MOST * sum(map(bool, widths))):
            return [
                e and not _FRESH.match(line) for e, line in zip(even, [*lines[1:], ""], strict=True)
            ]
    return [False] * len(lines)


def _unfinished(lines: list[str]) -> list[bool]:
    """Say of each line whether it breaks off in the middle, however long it is.

    Of one paragraph, one line that surely does shows that others which end in a word do too.
    """
    sure, open_ = [False] * len(lines), [False] * len(lines)
    for i, (line, after) in enumerate(pairwise(lines)):
        ending = _TAIL.search(line.rstrip())
        if ending is None or _FRESH.match(after):
            continue
        joint = f"{ending[0][-1]}{after}"
        figure = _FIGURE.search(line, 0, ending.start())
        told = sure[i - 1] or bool(figure and _PROSE.search(line, figure.end(), ending.start() + 1))
        sure[i] = bool(_UNIT.match(joint)) or (told and bool(_GOES_ON.match(joint)))
        open_[i] = told and bool(_WORD.match(after))
    first = 0
    for i in range(len(lines)):
        if not (sure[i] or open_[i]):  # the last of its paragraph
            if any(sure[first:i]) and _STOPS.search(lines[i]):
                sure[first:i] = [True] * (i - first)
            first = i + 1
    return sure


def _printed_width(line: str) -> int:
    """Return how wide a half-width line was printed: its commas and brackets as wide as words."""
    return screen_width(line) + len(_WIDE.findall(line))
