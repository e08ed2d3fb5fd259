"""Characters that are the same to a reader, folded one for one, so that every offset is kept.

Two steps, and the one place for both: `unify` takes a sign to the ideograph it shows, and is done
once to every document as it is read; `half_width` makes a view in which full-width and half-width
are the same, for those who look for words in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from ..base import catalog


def _single(first: int, last: int) -> dict[int, str]:
    """Return the characters of a block that NFKC takes to a single other one."""
    folded = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(first, last + 1)}
    return {code: to for code, to in folded.items() if len(to) == 1 and to != chr(code)}


#: radicals and compatibility ideographs
_IDEOGRAPHS = {
    ord(sign): to
    for signs, ideographs in catalog.load("radicals")["rows"]
    for sign, to in zip(signs, ideographs, strict=True)
} | _single(0xF900, 0xFAD9)
#: full-width, small and vertical forms, wide blanks, and signs drawn like ASCII's
_WIDTHS = _single(0xFF01, 0xFF5E) | _single(0xFE10, 0xFE6B) | {
    0x3000: " ", 0xA0: " ", 0x2236: ":", 0x2215: "/", 0x223C: "~", 0x301C: "~",
    0xFE30: ":",  # drawn as a colon between numbers: 11.8︰48.3︰39.9
}  # fmt: skip
_QUOTES = dict.fromkeys(map(ord, "“”＂‘’'"), '"')


def writer(signs: Mapping[int, int | str]) -> Callable[[str], str]:
    """Return what writes each of some signs as another, one for one.

    Few signs of a text are among them: to look for those takes a tenth of the time that
    `str.translate` needs to ask for every sign.

    Examples
    --------
    >>> writer({ord("甲"): "A"})("甲乙")
    'A乙'
    """
    to = {
        chr(sign): other if isinstance(other, str) else chr(other) for sign, other in signs.items()
    }
    pattern = re.compile(f"[{re.escape(''.join(sorted(to)))}]")

    def write(text: str) -> str:
        return pattern.sub(lambda sign: to[sign[0]], text)

    return write


#: what most cells of a table are: digits with a point or none, known without asking for more
bare_number = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,4})?").fullmatch

_HALF = _IDEOGRAPHS | _WIDTHS
_SIMPLE = {
    ord(sign): to
    for signs, ideographs in catalog.load("traditional")["rows"]
    for sign, to in zip(signs, ideographs, strict=True)
}
_TO_IDEOGRAPHS, _TO_SIMPLE = writer(_IDEOGRAPHS), writer(_SIMPLE)
_TO_HALF, _TO_FOLDED = writer(_HALF), writer(_HALF | _QUOTES)
#: of no width and no meaning: dropped by readers of forms that lay text out
NOTHING = str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\xad"))


def unify(text: str) -> str:
    """Write radicals and compatibility ideographs as the ideographs they show.

    A browser prints 目 to PDF as U+2F6C and 民 as U+2EA0; to the eye nothing is different.

    Examples
    --------
    >>> unify("\u2f6c标 \u2ea0政")
    '目标 民政'
    """
    return _TO_IDEOGRAPHS(text)


def simplify(text: str) -> str:
    """Write traditional characters as the simplified ones the grammar knows, one for one.

    Examples
    --------
    >>> simplify("衛生人員總數1398.3萬人")
    '卫生人员总数1398.3万人'
    """
    return _TO_SIMPLE(text)


def half_width(text: str) -> str:
    """Make punctuation, letters and digits half-width, character for character; quotes stay.

    Examples
    --------
    >>> half_width("“十四五”（２０２１，开局）")
    '“十四五”(2021,开局)'
    """
    return _TO_HALF(text)


def fold(text: str) -> str:
    """Make punctuation half-width and quotes straight, character for character.

    Examples
    --------
    >>> fold("城市社区“一窗受理，全科服务”（试行）")
    '城市社区"一窗受理,全科服务"(试行)'
    """
    return _TO_FOLDED(text)


_DECIMALS = re.compile(r"\.(\d+)")


def decimals(text: str) -> int:
    """Return how many decimals a number is printed with.

    Examples
    --------
    >>> decimals("4284"), decimals("-12.5%")
    (0, 1)
    """
    found = _DECIMALS.search(text)
    return len(found[1]) if found else 0


def line_of(text: str, at: int) -> tuple[int, int]:
    r"""Return where the line of a place begins and ends.

    Examples
    --------
    >>> line_of("one\ntwo\nthree", 5)
    (4, 7)
    """
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end
