"""A font of last resort: for characters that no font at hand has, a box with the code inside.

The character itself stays in the PDF: what one searches, copies, hears and finds among the
bookmarks is what the notebook says; only its drawing is a box. The font is built anew for the few
characters of one document, so it is never large.
"""

from __future__ import annotations

import struct

FAMILY = "Taian Last Resort"
EM = 1000
#: digits of three by five squares, the rows from the top, the left square the highest bit
_DIGITS = {
    "0": (7, 5, 5, 5, 7),
    "1": (2, 6, 2, 2, 7),
    "2": (7, 1, 7, 4, 7),
    "3": (7, 1, 7, 1, 7),
    "4": (5, 5, 7, 1, 1),
    "5": (7, 4, 7, 1, 7),
    "6": (7, 4, 7, 5, 7),
    "7": (7, 1, 1, 2, 2),
    "8": (7, 5, 7, 5, 7),
    "9": (7, 5, 7, 1, 7),
    "A": (2, 5, 7, 5, 5),
    "B": (6, 5, 6, 5, 6),
    "C": (3, 4, 4, 4, 3),
    "D": (6, 5, 5, 5, 6),
    "E": (7, 4, 6, 4, 7),
    "F": (7, 4, 6, 4, 4),
}
_SQUARE = 62  # units: the side of one square of a digit
_LINE = 36  # units: the box's line
_LOW, _HIGH = -120, 880
Rectangle = tuple[int, int, int, int]


def last_resort(chars: frozenset[str]) -> bytes:
    r"""Return a TrueType font that draws each of `chars` as a box with its code.

    Examples
    --------
    >>> last_resort(frozenset("\U0001f600"))[:4]
    b'\x00\x01\x00\x00'
    """
    codes = sorted(map(ord, chars))
    glyphs = [_glyph([])] + [_glyph(_drawing(code)) for code in codes]
    widths = [EM] + [_advance(code) for code in codes]
    offsets, at = [0], 0
    for glyph in glyphs:
        at += len(glyph)
        offsets.append(at)
    count = len(glyphs)
    return _file(
        {
            b"OS/2": _os2(),
            b"cmap": _cmap(codes),
            b"glyf": b"".join(glyphs),
            b"head": _head(),
            b"hhea": struct.pack(
                ">IhhhHhhhhhhhhhhhH", 0x10000, _HIGH, _LOW, 0, max(widths), *[0] * 11, count
            ),
            b"hmtx": b"".join(struct.pack(">Hh", width, 0) for width in widths),
            b"loca": struct.pack(f">{count + 1}I", *offsets),
            b"maxp": struct.pack(">IH13H", 0x10000, count, 999, 99, 0, 0, 2, *[0] * 8),
            b"name": _name(),
            b"post": struct.pack(">IIhhI4I", 0x30000, 0, 0, 0, 0, 0, 0, 0, 0),
        }
    )


def _digits(code: int) -> tuple[str, int]:
    """Return a code's digits, an even number of them, and how many stand in a row."""
    text = f"{code:04X}"
    text = text if len(text) % 2 == 0 else "0" + text
    return text, len(text) // 2


def _advance(code: int) -> int:
    return 180 + _digits(code)[1] * 4 * _SQUARE


def _drawing(code: int) -> list[Rectangle]:
    """Return the rectangles (left, bottom, right, top) of a box and the code within."""
    text, row = _digits(code)
    left, right, low, high = 50, _advance(code) - 50, _LOW + 40, _HIGH - 40
    made = [
        (left, low, right, low + _LINE),
        (left, high - _LINE, right, high),
        (left, low + _LINE, left + _LINE, high - _LINE),
        (right - _LINE, low + _LINE, right, high - _LINE),
    ]
    for index, digit in enumerate(text):
        x = left + 71 + index % row * 4 * _SQUARE
        y = high - 97 - index // row * 6 * _SQUARE
        for line, squares in enumerate(_DIGITS[digit]):
            for column in range(3):
                if squares >> (2 - column) & 1:
                    corner, top = x + column * _SQUARE, y - line * _SQUARE
                    made.append((corner, top - _SQUARE, corner + _SQUARE, top))
    return made


def _glyph(rectangles: list[Rectangle]) -> bytes:
    if not rectangles:
        return b""
    points = [
        point
        for left, low, right, high in rectangles
        for point in ((left, low), (left, high), (right, high), (right, low))
    ]
    across, down = [x for x, _ in points], [y for _, y in points]
    ends = range(3, len(points), 4)
    data = struct.pack(
        ">hhhhh", len(rectangles), min(across), min(down), max(across), max(down)
    ) + struct.pack(f">{len(rectangles)}HH", *ends, 0)
    data += b"\x01" * len(points)
    for values in (across, down):
        steps = [b - a for a, b in zip([0, *values], values, strict=False)]
        data += struct.pack(f">{len(steps)}h", *steps)
    return data + b"\0" * (-len(data) % 4)


def _cmap(codes: list[int]) -> bytes:
    groups = b"".join(struct.pack(">III", code, code, i) for i, code in enumerate(codes, start=1))
    table = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(codes)) + groups
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table


def _head() -> bytes:
    return struct.pack(
        ">IIIIHHQQhhhhHHhhh",
        *(0x10000, 0x10000, 0, 0x5F0F3CF5, 3, EM, 0, 0, 0, _LOW, 3 * EM, _HIGH, 0, 8, 2, 1, 0),
    )


def _os2() -> bytes:
    return struct.pack(
        ">HhHHH11h10s4I4sHHHhhhHHIIhhHHH",
        *(4, EM, 400, 5, 0, *[0] * 11, b"\0" * 10, 0, 0, 0, 0, b"TAIA", 0x40, 32, 0xFFFF),
        *(_HIGH, _LOW, 0, _HIGH, -_LOW, 0, 0, 500, 700, 0, 32, 1),
    )


def _name() -> bytes:
    plain = FAMILY.replace(" ", "")
    texts = {1: FAMILY, 2: "Regular", 3: plain, 4: FAMILY, 6: f"{plain}-Regular"}
    records, data = b"", b""
    for key, text in texts.items():
        coded = text.encode("utf-16-be")
        records += struct.pack(">HHHHHH", 3, 1, 0x409, key, len(coded), len(data))
        data += coded
    return struct.pack(">HHH", 0, len(texts), 6 + len(records)) + records + data


def _file(tables: dict[bytes, bytes]) -> bytes:
    """Return the tables as one file, with the checksums that the format asks for."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(
        ">IHHHH", 0x10000, count, power * 16, power.bit_length() - 1, (count - power) * 16
    )
    at = 12 + 16 * count
    body = b""
    for tag, data in sorted(tables.items()):
        head += struct.pack(">4sIII", tag, _sum(data), at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return head + body


def _sum(data: bytes) -> int:
    data += b"\0" * (-len(data) % 4)
    return sum(struct.unpack(f">{len(data) // 4}I", data)) & 0xFFFFFFFF
