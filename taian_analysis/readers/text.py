r"""Bytes -> text: the encoding is found by evidence, and bytes that fit none are refused.

A byte order mark decides; then UTF-16 without a mark (by its zero bytes); then strict UTF-8; then
strict GB18030 (which contains GBK and GB2312), or Big5 or Windows-1252 where only that reads as a
text of its kind. A file that is UTF-8 but for some bytes is not guessed at: it is refused, and the
place is named.
"""

from __future__ import annotations

import codecs
import re

from ..base.errors import ReportError
from ..base.safe import SEQUENCE, encodable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: well-formed UTF-8 of two to four bytes
_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
#: from which to which first byte the characters in everyday use have theirs: of GB2312's first
#: level (3755) and of Big5's (5401)
_DAILY = {"gb18030": (b"\xb0", b"\xd7"), "big5hkscs": (b"\xa4", b"\xc6")}
#: what is tried after UTF-8, in that order
_OTHERS = (*_DAILY, "cp1252")
#: signs beyond ASCII that English text has, and which share of it at most
_ENGLISH_SIGNS = frozenset(
    "\xa0\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022£€°²³½¼¾±×·§©®™éèêëáàâäíïñóöôúüçÉ"
)
_RARE = 0.05
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL_KEPT = "\x1a"  # DOS end of file
#: of how many characters one may be a control character in what is text
_EACH = 10
_BREAKS = ("\r\n", "\r", "\x0b", "\x0c", "\u2028", "\u2029")


def normalise(text: str) -> str:
    r"""Return the text, line ends as "\n", without a byte order mark or orders to a terminal."""
    text = encodable(text.removeprefix("\ufeff"))
    if "\x1b" in text:
        text = SEQUENCE.sub("", text)
    for mark in _BREAKS:
        if mark in text:
            text = text.replace(mark, "\n")
    return text


def decode(data: bytes, file: str | None = None, declared: str | None = None) -> tuple[str, str]:
    r"""Decode a document's bytes.

    Parameters
    ----------
    data
        The bytes as received.
    file
        What to call it in an error.
    declared
        The encoding the document itself names (an HTML charset), tried after a mark.

    Returns
    -------
    tuple
        The text, line ends as "\n", and the name of the encoding.

    Raises
    ------
    ReportError
        Naming the byte offset and the line, if the bytes are in none of the encodings.
    """
    name = _encoding(data, declared)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error, file) from error
    text = normalise(text)
    text = text.rstrip(_CONTROL_KEPT)
    found = _CONTROL.findall(text)
    if _EACH * len(found) > len(text) or not _plausible(text, name):
        at = text.index(found[0]) if found else 0
        raise ReportError.of(
            "error.text_encoding",
            file=file,
            line=text.count("\n", 0, at) + 1,
            found=repr(text[at : at + 12]),
        )
    return text, name.removesuffix("-sig")


def _encoding(data: bytes, declared: str | None) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    head = data[:4096]
    if b"\0" in head and len(data) % 2 == 0:
        even, odd = head[::2].count(0), head[1::2].count(0)
        if max(even, odd) > 4 * min(even, odd):
            return "utf-16-le" if odd > even else "utf-16-be"
    names = ["utf-8", "gb18030"]
    if declared:
        declared = declared.strip().lower()
        declared = "gb18030" if re.match(r"x?-?gb|cp936|936|hz", declared) else declared
        names = [declared, *(name for name in names if name != declared)]
    for name in names:
        try:
            data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if name == "gb18030" and (name != declared or _mostly_utf8(data)):
            break  # a page may say gb2312 and be UTF-8
        return name
    if _mostly_utf8(data):
        return "utf-8"
    return next((name for name in _OTHERS if _reads_as(data, name)), "gb18030")


def _reads_as(data: bytes, name: str) -> bool:
    """Tell whether bytes are, in an encoding, a text that reads as one."""
    try:
        return _plausible(data.decode(name), name)
    except UnicodeDecodeError:
        return False


def _mostly_utf8(data: bytes) -> bool:
    """Tell whether most bytes beyond ASCII stand in well-formed UTF-8 sequences.

    GB18030 accepts almost any pairs of bytes, so damaged UTF-8 would pass as nonsense characters.
    In real GB18030 text few pairs of characters look like UTF-8.
    """
    high = sum(byte > 0x7F for byte in data) if len(data) < 1 << 16 else None
    if high is None:
        data = data[: 1 << 16]
        high = sum(byte > 0x7F for byte in data)
    return high > 0 and sum(map(len, _SEQUENCE.findall(data))) > 0.7 * high


def _plausible(text: str, name: str) -> bool:
    """Tell whether decoded text reads as Chinese or English, not as bytes that happened to fit."""
    if name not in _OTHERS:
        return True
    sample = [char for char in text[:20_000] if ord(char) > 0x7F]
    if name == "cp1252":
        return len(sample) <= _RARE * len(text[:20_000]) and set(sample) <= _ENGLISH_SIGNS
    usual = sum(
        "\u4e00" <= char <= "\u9fff"
        or "\u3000" <= char <= "\u303f"
        or "\uff00" <= char <= "\uffef"
        or "\u2000" <= char <= "\u27bf"
        or "\u3200" <= char <= "\u33ff"
        or char in "·×÷±°§¨àáèéêìíòóùúüāēěīńňōūǎǐǒǔ"
        or "\u0391" <= char <= "\u03c9"
        for char in sample
    )
    first, last = _DAILY[name]
    daily = sum(first <= char.encode(name)[:1] <= last for char in sample)
    return usual >= 0.9 * len(sample) and daily >= 0.4 * len(sample)


def _undecodable(data: bytes, error: UnicodeDecodeError, file: str | None) -> ReportError:
    start = error.start
    line = data.count(b"\n", 0, start) + 1
    return ReportError.of(
        "error.text_bytes",
        file=file,
        line=line,
        found=data[start : max(error.end, start + 4)].hex(" "),
        start=start,
        encoding=error.encoding,
    )
