"""What a PDF may cost: bounds on what its streams unpack to and on what is put on its pages.

A form may be used twice by a form that is used twice by another, and five kilobytes become a
million characters; a stream of zeros unpacks a thousandfold; a map of codes may name four thousand
million of them. Each bound grows with the file, so that a small one can not cost much.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import stream_value
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from ._build import too_large

#: what the largest stream, and the largest map of codes, may be
_MOST_STREAM, _MOST_CODES = 64 << 20, 70_000
#: of things on a page and in all, of bytes drawn: so many for any file, and more with each byte
_PAGE, _ALL, _DRAWN = (20_000, 100_000), (50_000, 1_000_000), (1 << 20, 64 << 20)
_STREAM = re.compile(rb"stream\r?\n(?=\x78[\x01\x5e\x9c\xda])")
_RANGES = re.compile(rb"begin(?:bf|cid)range(.{0,200000}?)end", re.S)
_RANGE = re.compile(rb"<([0-9A-Fa-f]{1,8})>\s{0,9}<([0-9A-Fa-f]{1,8})>")


class Budget:
    """What is left to spend on a PDF of so many bytes."""

    def __init__(self, size: int) -> None:
        self.page_limit = min(_PAGE[0] + size // 20, _PAGE[1])
        self.limit = min(_ALL[0] + size // 2, _ALL[1])
        self.drawn_limit = min(_DRAWN[0] + 10 * size, _DRAWN[1])
        self.on_page = self.items = self.drawn = 0

    def item(self) -> None:
        """Count a character, path, picture or form."""
        self.on_page += 1
        self.items += 1
        if self.on_page > self.page_limit:
            raise too_large("things_on_a_page", self.on_page, self.page_limit)
        if self.items > self.limit:
            raise too_large("things_on_the_pages", self.items, self.limit)

    def draw(self, size: int) -> None:
        """Count the bytes of a stream each time it is drawn."""
        self.drawn += size
        if self.drawn > self.drawn_limit:
            raise too_large("bytes_to_draw", self.drawn, self.drawn_limit)


class _Device(PDFPageAggregatorWithMarkedContent):
    """pdfplumber's own device, which counts what it is given."""

    budget: Budget

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        self.budget.item()
        return float(super().render_char(*args, **kwargs))

    def paint_path(self, *args: Any, **kwargs: Any) -> None:
        self.budget.item()
        super().paint_path(*args, **kwargs)

    def begin_figure(self, *args: Any, **kwargs: Any) -> None:
        self.budget.item()
        super().begin_figure(*args, **kwargs)


class _Interpreter(PDFPageInterpreter):
    """pdfminer's own interpreter, which counts what it runs."""

    def execute(self, streams: Sequence[object]) -> None:
        for one in streams:
            self.device.budget.draw(len(stream_value(one).get_data()))  # type: ignore[attr-defined]
        super().execute(streams)


def lay_out(source: Any, budget: Budget) -> None:
    """Lay a page of pdfplumber's out within the budget, before anything asks for it."""
    manager = source.pdf.rsrcmgr
    device = _Device(manager, pageno=source.page_number, laparams=source.pdf.laparams)
    device.budget, budget.on_page = budget, 0
    _Interpreter(manager, device).process_page(source.page_obj)
    source._layout = device.get_result()


def guard(data: bytes) -> None:
    """Refuse a PDF of which a stream unpacks to an absurd size or a map names too many codes.

    Raises
    ------
    ReportError
        With what was found and the limit.
    """
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - 2000) : match.start()]
        head = head[head.rfind(b" obj") + 1 :]
        if b"/Image" in head:  # its bytes are never asked for
            continue
        raw = _inflated(memoryview(data)[match.end() :])
        if head.count(b"/FlateDecode") > 1 or raw[:2] in (b"\x78\x9c", b"\x78\xda"):
            raw = _inflated(memoryview(raw))
        for first, last in _ranges(raw):
            if last - first > _MOST_CODES:
                raise too_large("codes_in_a_font", last - first, _MOST_CODES)


def _inflated(raw: memoryview) -> bytes:
    try:
        out = zlib.decompressobj().decompress(raw, _MOST_STREAM + 1)
    except zlib.error:
        return b""
    if len(out) > _MOST_STREAM:
        raise too_large("bytes_in_a_stream", len(out), _MOST_STREAM)
    return out


def _ranges(raw: bytes) -> Iterator[tuple[int, int]]:
    for block in _RANGES.finditer(raw):
        for match in _RANGE.finditer(block[1]):
            yield int(match[1], 16), int(match[2], 16)
