r"""A document as it was received: its lines and its tables, each with where it stood.

A `Report` is what every reader fills and every other module starts from. Its `text` is the
document's text with line ends as "\n"; every `start` / `end` in the package is an offset into it,
so that `report.text[start:end]` is what was printed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from .errors import TaianError
from .kept import uncollected
from .phrases import say

#: a number read by OCR less surely than this is to be looked at
DOUBTFUL = 0.9


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report: 1-based `number`, `text`, and its span in `Report.text`."""

    number: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    r"""One cell of a table, with where it was printed.

    Attributes
    ----------
    text
        As printed, outer blanks removed; line breaks inside a cell are "\n".
    line
        1-based line of `Report.text` it begins in, None for a cell without a line.
    start, end
        Its span in `Report.text`: `report.text[start:end] == text` up to blanks.
    place
        Where a person finds it in the original: ``"表1 R4C2"``, ``"Sheet1!B4"``, ``"第3页"``.
    merged
        True where this grid position is the continuation of a merged cell that began
        above or to the left; the text is then that cell's text, repeated.
    score
        How surely it was read from a picture (0 to 1); None for a document that is no picture.
    """

    text: str
    line: int | None = None
    start: int | None = None
    end: int | None = None
    place: str = ""
    merged: bool = False
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a grid of cells.

    `rows` may be ragged: nothing is padded or moved here; that is cleaning's task.
    `kind` names the form it came from (``"docx"``, ``"html"``, ``"xlsx"``, ``"pdf"``, ``"frame"``,
    or, for tables found in running text, the layout: ``"pipe"``, ``"cell-a-line"``, …).
    `caption` is the nearest title above it. `evidence` says, in words, why it was read so.
    """

    rows: tuple[tuple[Cell, ...], ...]
    kind: str
    caption: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row of a table that did not become an indicator, and why.

    `code` is a stable word (``"note"``, ``"section"``, ``"too_many_cells"``, …), `reason` says it
    to a person in Chinese and `reason_en` in English. `code` in ``HARMLESS`` marks rows that
    carry no indicator in the first place (headers, notes, section titles).
    """

    line: int | None
    text: str
    code: str
    reason: str
    reason_en: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class ScannedPlace:
    """Where characters of a report's text stand on a scan: page, box in pixels, OCR's score."""

    start: int
    end: int
    page: int
    box: tuple[float, float, float, float]
    score: float | None


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on paper: its page from 0, and its box from the page's top left."""

    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Scan:
    """The pictures a report was read from (PNG, set upright), and where its text stands on them.

    `places` are lines and cells of the report's text, `glyphs` the characters as OCR saw them;
    both in pixels.
    """

    pictures: tuple[bytes, ...]
    places: tuple[ScannedPlace, ...]
    glyphs: tuple[Glyph, ...] = ()


@dataclass(frozen=True, eq=False, repr=False)
class Report:
    r"""A document as it was received; frozen, so that no reader of it can change what another sees.

    What was read of it (its annex, its figures) is a value of its own, kept outside by `once`.

    Attributes
    ----------
    text
        The whole text, line ends as "\n".
    lines
        `text` line by line.
    tables
        The tables the document itself marks as such (.docx, .html, .xlsx, .csv, .pdf,
        DataFrame). A plain text has none: what its layouts look like is cleaning's reading.
    title, issuer, date
        Found in the document, or None.
    sha256
        Of the bytes as received.
    path, format
        Where it came from; ``"text"``, ``"html"``, ``"docx"``, ``"xlsx"``, ``"csv"``, ``"pdf"``,
        ``"frame"``.
    meta
        What the form told besides: pages, encoding, hidden sheets.
    scan
        For what was read by OCR, its pictures and places; else None.
    """

    text: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    title: str | None = None
    issuer: str | None = None
    date: date | None = None
    sha256: str = ""
    path: str | None = None
    format: str = "text"
    meta: Mapping[str, Any] = field(default_factory=dict)
    scan: Scan | None = None

    def crop(self, where: int | Cell | tuple[int, int]) -> Any:
        """Return the picture of a line, a cell or a span, of a report that was read from a scan.

        Parameters
        ----------
        where
            The 1-based number of a line, a cell of one of the report's tables, or (start, end)
            of characters of its text.

        Returns
        -------
        PIL.Image.Image or None
            None where the report is no scan or nothing was printed there.

        Examples
        --------
        >>> Report("甲", split_lines("甲")).crop(1) is None
        True
        """
        start: int | None
        end: int | None
        if isinstance(where, Cell):
            start, end = where.start, where.end
        elif isinstance(where, tuple):
            start, end = where
        else:
            line = self.lines[where - 1]
            start, end = line.start, line.end
        if self.scan is None or start is None or end is None:
            return None
        found = [p for p in self.scan.places if p.start < end and p.end > start]
        if not found:
            return None
        import io

        from PIL import Image

        found = [place for place in found if place.page == found[0].page]
        with Image.open(io.BytesIO(self.scan.pictures[found[0].page - 1])) as page:
            x0, top = (min(p.box[k] for p in found) for k in (0, 1))
            x1, bottom = (max(p.box[k] for p in found) for k in (2, 3))
            sides = (max(0, x0 - 8), max(0, top - 8))
            return page.crop((*sides, min(page.width, x1 + 8), min(page.height, bottom + 8)))

    def doubtful(self, below: float = DOUBTFUL) -> list[ScannedPlace]:
        """Return where digits were read by OCR less surely than `below`.

        Examples
        --------
        >>> Report("甲", split_lines("甲")).doubtful()
        []
        """
        places = self.scan.places if self.scan is not None else ()
        return [
            place
            for place in places
            if place.score is not None
            and place.score < below
            and any(char.isdigit() for char in self.text[place.start : place.end])
        ]

    @property
    def name(self) -> str:
        """What to call it in a message: its path, or its title, or 'the text given'."""
        return self.path or self.title or "<text>"

    @property
    def cited(self) -> dict[str, str]:
        """What a frame's ``attrs`` hold, so that its source can be named: title, issuer, date."""
        told = {"report": self.name, "title": self.title, "issuer": self.issuer}
        told["date"] = self.date.isoformat() if self.date else None
        return {key: str(value) for key, value in told.items() if value}

    def __repr__(self) -> str:
        """Say what the document is: title, issuer, date, form and how much there is of it."""
        known = [
            (say("report.issuer"), self.issuer),
            (say("report.date"), self.date and self.date.isoformat()),
            (say("report.format"), self.format),
        ]
        counts = [say("report.counts", lines=len(self.lines), tables=len(self.tables))]
        if self.meta.get("pages"):
            counts.append(say("report.pages", n=self.meta["pages"]))
        parts = [f"{name}: {value}" for name, value in known if value] + counts
        return f"Report({self.title or say('report.untitled')}; {'; '.join(parts)})"

    def line_at(self, offset: int) -> Line:
        """Return the line in which the character offset lies.

        Raises
        ------
        IndexError
            If the offset is outside the text.
        """
        if not 0 <= offset <= len(self.text):
            raise IndexError(f"offset {offset} is outside the text of {len(self.text)} characters")
        return self.lines[max(0, bisect_right(self._starts, offset) - 1)]

    @cached_property
    def _starts(self) -> list[int]:
        """Where its lines begin."""
        return [line.start for line in self.lines]


@dataclass(frozen=True, slots=True)
class _Refused:
    """What a reading ended in that gave nothing; never raised itself."""

    error: TaianError


_T = TypeVar("_T")
_READ: WeakKeyDictionary[Report, dict[str, Any]] = WeakKeyDictionary()


def once(report: Report, what: str, read: Callable[[Report], _T]) -> _T:
    """Return what a reading of a report gives, reading at most once while the report lives.

    What can not be read is not tried again either: each who asks gets an error of their own, for
    one that was raised holds the frames it went through, and by them the report.

    Parameters
    ----------
    report
        The report; it is not changed.
    what
        The name of the reading: one name, one function.
    read
        Called with the report where it has not been read so before.

    Examples
    --------
    >>> report = Report("甲", split_lines("甲"))
    >>> once(report, "length", lambda r: len(r.text)), once(report, "length", lambda r: 0)
    (1, 1)
    """
    kept = _READ.setdefault(report, {})
    if what not in kept:
        try:
            with uncollected():
                kept[what] = read(report)
        except TaianError as error:
            kept[what] = _Refused(error.again())
            raise
    value: _T | _Refused = kept[what]
    if isinstance(value, _Refused):
        raise value.error.again()
    return value


def split_lines(text: str) -> tuple[Line, ...]:
    r"""Cut a text with "\n" line ends into numbered lines with their spans.

    Examples
    --------
    >>> [(line.number, line.text, line.start) for line in split_lines("甲\n乙")]
    [(1, '甲', 0), (2, '乙', 2)]
    """
    lines, start = [], 0
    for number, row in enumerate(text.split("\n"), 1):
        lines.append(Line(number, row, start, start + len(row)))
        start += len(row) + 1
    return tuple(lines)
