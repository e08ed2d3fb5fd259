"""Which characters a font has, and how wide they are: enough of OpenType to set tables well.

Only the tables `cmap`, `head`, `hhea` and `hmtx` are read, straight from the file, so nothing but
the standard library is needed and a 10 MB font takes a few milliseconds.
"""

from __future__ import annotations

import struct
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ...base.files import read_file
from ...base.screen import is_wide
from ..wording import trouble

FONT_SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}
BUNDLED = Path(__file__).resolve().parents[2] / "base" / "fonts"
MONO = "DejaVu Sans Mono"  # embedded in Typst, so the same on every machine
MATH = "New Computer Modern Math"  # likewise


@dataclass(frozen=True)
class Coverage:
    """The characters of a font and their widths in ems."""

    widths: dict[int, float]

    def __contains__(self, char: str) -> bool:
        return ord(char) in self.widths


def _tables(data: bytes, index: int = 0) -> dict[bytes, int]:
    start = struct.unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
    count = struct.unpack_from(">H", data, start + 4)[0]
    records = (struct.unpack_from(">4sIII", data, start + 12 + 16 * i) for i in range(count))
    return {tag: offset for tag, _, offset, _ in records}


def _format4(data: bytes, at: int) -> dict[int, int]:
    double = struct.unpack_from(">H", data, at + 6)[0]
    count = double // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + double)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 2 * double)
    base = at + 16 + 3 * double
    offsets = struct.unpack_from(f">{count}H", data, base)
    glyphs: dict[int, int] = {}
    for i in range(count):
        for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
            if offsets[i] == 0:
                glyph = (code + deltas[i]) & 0xFFFF
            else:
                where = base + 2 * i + offsets[i] + 2 * (code - starts[i])
                glyph = struct.unpack_from(">H", data, where)[0]
                glyph = (glyph + deltas[i]) & 0xFFFF if glyph else 0
            if glyph:
                glyphs[code] = glyph
    return glyphs


def _format12(data: bytes, at: int) -> dict[int, int]:
    count = struct.unpack_from(">I", data, at + 12)[0]
    glyphs: dict[int, int] = {}
    for first, last, glyph in struct.iter_unpack(">III", data[at + 16 : at + 16 + 12 * count]):
        glyphs.update(
            zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True)
        )
    return glyphs


def _cmap(data: bytes, at: int) -> dict[int, int]:
    count = struct.unpack_from(">H", data, at + 2)[0]
    found: dict[int, int] = {}
    for i in range(count):
        platform, _, offset = struct.unpack_from(">HHI", data, at + 4 + 8 * i)
        kind = struct.unpack_from(">H", data, at + offset)[0]
        if kind == 12:
            return _format12(data, at + offset)
        if kind == 4 and platform in (0, 3):
            found = _format4(data, at + offset)
    return found


@lru_cache(maxsize=256)
def coverage(path: Path, index: int = 0) -> Coverage:
    """Return the characters of the font file at `path` (`index` counts within a collection).

    Raises
    ------
    BriefingError
        The file is missing or no font.
    """
    try:
        data = read_file(path)
        tables = _tables(data, index)
        glyphs = _cmap(data, tables[b"cmap"])
        units = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
        metrics = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
        advances = struct.unpack_from(">" + "Hh" * metrics, data, tables[b"hmtx"])[::2]
    except (OSError, KeyError, struct.error) as error:
        raise trouble("no_font", file=path) from error
    last = len(advances) - 1
    return Coverage({c: advances[min(g, last)] / units for c, g in glyphs.items()})


@lru_cache(maxsize=4096)
def _directory(path: Path, index: int) -> tuple[dict[bytes, int], bytes]:
    """Return where the tables of a font stand, and its `cmap` table and what follows it."""
    with path.open("rb") as file:
        start = file.read(16 + 4 * index)
        at = struct.unpack_from(">I", start, 12 + 4 * index)[0] if start[:4] == b"ttcf" else 0
        file.seek(at)
        head = file.read(12)
        count = struct.unpack_from(">H", head, 4)[0]
        records = list(struct.iter_unpack(">4sIII", file.read(16 * count)))
        sizes = {tag: (offset, size) for tag, _, offset, size in records}
        offset, size = sizes[b"cmap"]
        file.seek(offset)
        return {tag: offset for tag, (offset, _) in sizes.items()}, file.read(size)


def among(path: Path, index: int, chars: frozenset[str]) -> set[str]:
    """Return which of `chars` a font has; only its character map is read.

    A font that can not be read has none of them.
    """
    try:
        cmap = _directory(path, index)[1]
        return {char for char in chars if _has(cmap, ord(char))}
    except (OSError, KeyError, IndexError, struct.error):
        return set()


def _has(cmap: bytes, code: int) -> bool:
    count = struct.unpack_from(">H", cmap, 2)[0]
    for i in range(count):
        at = struct.unpack_from(">I", cmap, 8 + 8 * i)[0]
        kind = struct.unpack_from(">H", cmap, at)[0]
        if kind == 12 and _in_groups(cmap, at, code):
            return True
        if kind == 4 and code < 0xFFFF and _in_segments(cmap, at, code):
            return True
    return False


def _in_groups(cmap: bytes, at: int, code: int) -> bool:
    low, high = 0, struct.unpack_from(">I", cmap, at + 12)[0]
    while low < high:
        middle = (low + high) // 2
        first, last = struct.unpack_from(">II", cmap, at + 16 + 12 * middle)
        if first <= code <= last:
            return True
        low, high = (middle + 1, high) if code > last else (low, middle)
    return False


def _in_segments(cmap: bytes, at: int, code: int) -> bool:
    double = struct.unpack_from(">H", cmap, at + 6)[0]
    ends = struct.unpack_from(f">{double // 2}H", cmap, at + 14)
    segment = bisect_left(ends, code)
    if segment == len(ends):
        return False
    where = at + 16 + double + 2 * segment
    first = struct.unpack_from(">H", cmap, where)[0]
    if code < first:
        return False
    offset = struct.unpack_from(">H", cmap, where + 2 * double)[0]
    if not offset:
        delta = struct.unpack_from(">H", cmap, where + double)[0]
        return bool((code + delta) & 0xFFFF)
    inside = where + 2 * double + offset + 2 * (code - first)
    return bool(struct.unpack_from(">H", cmap, inside)[0])


def font_files(paths: list[str]) -> list[Path]:
    """Return the font files at `paths` (files or folders) and those that ship with the package.

    Raises
    ------
    BriefingError
        A path does not exist, or a folder has no font.
    """
    files: list[Path] = []
    for text in paths:
        path = Path(text).expanduser()
        inside = sorted(p for p in path.glob("**/*") if p.suffix.lower() in FONT_SUFFIXES)
        if path.is_file():
            inside = [path]
        if not inside:
            raise trouble("no_font", file=text)
        files += inside
    files += sorted(p for p in BUNDLED.glob("*") if p.suffix.lower() in FONT_SUFFIXES)
    for path in files:
        coverage(path.resolve())
    return files


def char_width(char: str) -> float:
    """Return about how wide a character is, in ems, where no font is asked.

    Examples
    --------
    >>> char_width("泰"), char_width("a") < 0.7
    (1.0, True)
    """
    if is_wide(char):
        return 1.0
    if unicodedata.combining(char):
        return 0.0
    if char in "mwMW%@":
        return 0.9
    if char in "iljft.,:;'|!()[]- ":
        return 0.36
    return 0.66 if char.isupper() else 0.58
