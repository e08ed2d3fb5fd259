"""What of an .xls a reader of mere values leaves out: number formats, hidden rows and columns.

Source: [MS-XLS] 2.4: BoundSheet8, ColInfo, Format, XF, Number, RK, MulRk, Formula, Row.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

#: formats that have no record of their own ([MS-XLS] 2.5.165)
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
}  # fmt: skip
_BOUND, _FORMAT, _XF, _BOF = 0x85, 0x41E, 0xE0, 0x809
_NUMBER, _RK, _MULRK, _FORMULA = 0x203, 0x27E, 0xBD, 0x06
_ROW, _COLUMNS = 0x208, 0x7D


@dataclass(slots=True)
class Looks:
    """How a sheet is shown: (row, column), from 1, -> format code; what is hidden, from 1."""

    codes: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)


def looks_of(data: bytes) -> dict[str, Looks]:
    """Return how each sheet of an .xls is shown; nothing for other forms."""
    try:
        stream = _workbook(data)
        return _looks(stream) if stream else {}
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


def _looks(stream: bytes) -> dict[str, Looks]:
    codes, formats, sheets = dict(_BUILT_IN), [], {}
    for kind, body in _records(stream):
        if kind == _FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = _string(body[2:], wide=True)
        elif kind == _XF:
            formats.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _BOUND:
            sheets[_string(body[6:], wide=False)] = struct.unpack_from("<I", body)[0]
    found = {number: codes.get(code, "") for number, code in enumerate(formats)}
    return {name: _look(_sheet(stream, start), found) for name, start in sheets.items()}


def _look(records: Iterator[tuple[int, bytes]], formats: dict[int, str]) -> Looks:
    looks = Looks()
    for kind, body in records:
        for row, column, look in _cells(kind, body):
            if code := formats.get(look):
                looks.codes[row + 1, column + 1] = code
        if kind == _ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
            looks.rows.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _COLUMNS and struct.unpack_from("<H", body, 8)[0] & 1:
            first, last = struct.unpack_from("<HH", body)
            looks.columns |= set(range(first + 1, min(last, 255) + 2))
    return looks


def _sheet(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a sheet, up to its end."""
    for count, (kind, body) in enumerate(_records(stream, start)):
        if kind == 0x0A or (count and kind == _BOF):
            return
        yield kind, body


def _cells(kind: int, body: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield (row, column, format) of the numbers a record holds."""
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
