"""The number format of each number in an .xls, which a reader of mere values leaves out.

Source: [MS-XLS] 2.4: BoundSheet8, Format, XF, Number, RK, MulRk, Formula, LabelSst.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

#: formats that have no record of their own ([MS-XLS] 2.5.165)
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
}  # fmt: skip
_BOUND, _FORMAT, _XF, _BOF = 0x85, 0x41E, 0xE0, 0x809
_NUMBER, _RK, _MULRK, _FORMULA = 0x203, 0x27E, 0xBD, 0x06


def formats_of(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Return for each sheet (row, column), from 1, -> format code; nothing for other forms."""
    try:
        stream = _workbook(data)
        return _formats(stream) if stream else {}
    except Exception:  # of a damaged file the values are still what they are
        return {}


def _workbook(data: bytes) -> bytes | None:
    if not data.startswith(b"\xd0\xcf\x11\xe0"):
        return None
    from doc2docx.cfb.container import CompoundFile

    file = CompoundFile(data)
    for name in ("Workbook", "Book"):
        try:
            return bytes(file.open_stream(name))
        except Exception:
            continue
    return None


def _records(stream: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _formats(stream: bytes) -> dict[str, dict[tuple[int, int], str]]:
    codes, looks, sheets = dict(_BUILT_IN), [], {}
    for kind, body in _records(stream):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = _string(body[2:], wide=True)
        elif kind == _XF:
            looks.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _BOUND:
            sheets[_string(body[6:], wide=False)] = struct.unpack_from("<I", body)[0]
    out = {}
    for name, start in sheets.items():
        cells = {}
        for row, column, look in _cells(stream, start):
            if look < len(looks) and (code := codes.get(looks[look])):
                cells[row + 1, column + 1] = code
        out[name] = cells
    return out


def _cells(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    for count, (kind, body) in enumerate(_records(stream, start)):
        if kind == 0x0A or (count and kind == _BOF):
            return
        if kind in (_NUMBER, _RK, _FORMULA):
            yield struct.unpack_from("<HHH", body)
        elif kind == _MULRK:
            row, first = struct.unpack_from("<HH", body)
            for k in range((len(body) - 6) // 6):
                yield row, first + k, struct.unpack_from("<H", body, 4 + 6 * k)[0]


def _string(body: bytes, *, wide: bool) -> str:
    count = struct.unpack_from("<H", body)[0] if wide else body[0]
    flags = body[2 if wide else 1]
    text = body[3 if wide else 2 :]
    return text[: 2 * count].decode("utf-16-le") if flags & 1 else text[:count].decode("latin-1")
