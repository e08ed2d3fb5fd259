r"""What leaves the package is only what it says: no formula, no escape sequence, no markup.

Text of a document, a file name or a table's cell is data wherever it is shown. `inert` and `active`
are for cells of a CSV file, `escaped` is for JSON, `printable` for a terminal, `literal` and
`unmarked` for Markdown.
"""

from __future__ import annotations

import re
from typing import TypeVar

#: What a spreadsheet runs: a sign of a formula first, in either width, or a control character.
_RUN = re.compile(r"\A'*+(?:\s*+[=+\-@＝＋－＠]|[\t\r\n])")
#: A signed number, a dash and the bare sign "==" are what they are: nothing in them can run.
_HARMLESS = re.compile(r"[+\-]?(?:\d{1,40}|\d{1,3}(?:,\d{3}){1,12})(?:\.\d{1,40})?%?|-{1,3}|={1,2}")
#: Control characters but line end and tab, and the marks that turn the direction of writing.
_CONTROLS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb"
    "\ud800-\udfff"
)
_CONTROL = re.compile(f"[{_CONTROLS}]")
#: What a cell writes as Office does in its own files (ECMA-376, ST_Xstring): ESC is "_x001B_", and
#: the first sign of what would be read as such a mark is one too.
_WRITTEN = re.compile(f"[{_CONTROLS}]|_(?=x[0-9A-Fa-f]{{4}}[_{_CONTROLS}])")
_MARKED = re.compile("_x([0-9A-Fa-f]{4})_")
_HALVES = re.compile("[\ud800-\udfff]")
#: Orders to a terminal (ECMA-48): colours and cursor, a window's title, the plain character set.
SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]{0,40}[ -/]{0,4}[A-Za-z~]|\][^\x1b\x07\n]{0,400}(?:\x07|\x1b\\)|\(B)"
)
#: What stands where a character was lost: a number that it touches may have lost a digit.
LOST = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_MARKS = re.compile(r"[\\`*_\[\]<~$|&#]|:(?=//)")
_ESCAPED = re.compile(r"\\([\\`*_\[\]~$|&#:])|&lt;")

_Cell = TypeVar("_Cell")


def inert(cell: _Cell) -> _Cell:
    """Return a cell as it can be written for a spreadsheet: what it would run gets a ``'`` first.

    A control character is written as Office writes it, ``_x001B_``. Anything but text stays as it
    is; `active` takes the signs off again.

    Examples
    --------
    >>> inert("=1+1"), inert("-5.2"), inert("社工"), active(inert("'=1")), inert("a" + chr(27))
    ("'=1+1", '-5.2', '社工', "'=1", 'a_x001B_')
    """
    if not isinstance(cell, str):
        return cell
    text = _WRITTEN.sub(lambda sign: f"_x{ord(sign[0]):04X}_", cell)
    if _RUN.match(cell) and not _HARMLESS.fullmatch(cell):
        text = "'" + text
    return text  # type: ignore[return-value]


def active(cell: _Cell) -> _Cell:
    """Return what `inert` was given: the cell as it was before it was made safe to open.

    Examples
    --------
    >>> active("'=1+1"), active("'s-Hertogenbosch"), active("a_x001B_") == "a" + chr(27)
    ('=1+1', "'s-Hertogenbosch", True)
    """
    if not isinstance(cell, str):
        return cell
    text = _MARKED.sub(lambda mark: chr(int(mark[1], 16)), cell)
    if text.startswith("'") and _RUN.match(text[1:]):
        text = text[1:]
    return text  # type: ignore[return-value]


def escaped(text: str) -> str:
    r"""Return a text of JSON in which the control characters of its strings are escapes.

    Examples
    --------
    >>> escaped('["a' + chr(0x9B) + '"]')
    '["a\\u009b"]'
    """
    return _CONTROL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def printable(text: str) -> str:
    r"""Return text that a terminal shows and does not obey; each such character stays one.

    Examples
    --------
    >>> printable("a\x1b[2Jb\n\x9bc")
    'a␛[2Jb\n�c'
    """
    return _CONTROL.sub(_picture, text)


def encodable(text: str) -> str:
    """Return text that can be written: half a character (a lone surrogate) becomes U+FFFD.

    Examples
    --------
    >>> encodable("a" + chr(0xD800) + "b") == "a" + chr(0xFFFD) + "b"
    True
    """
    try:
        text.encode("utf-8")  # many times faster than to look for what hardly any text has
    except UnicodeEncodeError:
        return _HALVES.sub("\ufffd", text)
    return text


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == 0x0D:
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "�"


def literal(text: str) -> str:
    r"""Return text for Markdown in which nothing is markup, on one line.

    Examples
    --------
    >>> print(literal("a*b*[c](d)"))
    a\*b\*\[c\](d)
    """
    plain = " ".join(printable(text).split())
    return _MARKS.sub(lambda sign: "&lt;" if sign[0] == "<" else "\\" + sign[0], plain)


def unmarked(text: str) -> str:
    """Return Markdown prose of ours as it reads: bold signs gone, escaped signs plain.

    Examples
    --------
    >>> unmarked("**" + literal("a*b") + "**")
    'a*b'
    """
    return _ESCAPED.sub(lambda sign: sign[1] or "<", re.sub(r"(?<!\\)\*\*", "", text))


def short(text: str, most: int) -> str:
    """Return text of at most so many characters; the middle of a longer one is left out.

    Examples
    --------
    >>> short("abcdefghij", 5)
    'abc…j'
    """
    if len(text) <= most:
        return text
    head = (most * 2) // 3
    return f"{text[:head]}…{text[len(text) - (most - head - 1) :]}"
