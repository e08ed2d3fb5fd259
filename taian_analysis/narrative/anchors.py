"""Sentence patterns that people can write: the report's own words with places for the numbers.

A pattern is a piece of the report with ``{n}`` where the number to be read stands. It never holds
a number itself, so it still finds the sentence when the number changes:

======== =====================================================================
``{n}``  the number to be read; any other single letter but ``p``, ``l``, ``x`` names one more
``{p}``  the words that say when (``2023年上半年``, ``截至2023年3月底``)
``{x}``  a number of no interest
``{l}``  a list of names (``甲、乙和丙``), within its clause
``…``    anything within the sentence
======== =====================================================================

Full-width and half-width punctuation are the same, and so are straight and curly quotes.
"""

from __future__ import annotations

import re
from functools import cache

from ..base import catalog
from ..base.report import Report, once
from ..base.vocabulary import fill
from ..grammar.chars import fold

#: Bounded, so that a run of digits or blanks costs no more than its length.
NUMBER = (
    r"(?:\d{1,3}(?:,\d{3}){1,8}(?!\d)|\d{1,24})(?:\.\d{1,24})?|[一二两三四五六七八九十百]{1,16}"
)
_TIMES: dict[str, str] = catalog.load("periods")["anchors"]
_WHEN = fill(_TIMES["when"], _TIMES)
#: signs that what stands for a token can not exceed; the others are numbers
_WIDTH, _NUMBER_WIDTH = {"…": 400, "{l}": 80, "{p}": 60}, 80
#: so many signs stand in few places of a text
_TELLING = 6
_TOKEN = re.compile(r"\{([a-z])\}|…")


@cache
def compile_anchor(pattern: str) -> re.Pattern[str]:
    """Turn a sentence pattern into a regular expression over folded text.

    Parameters
    ----------
    pattern
        Words of the report with ``{n}``, ``{p}``, ``{x}`` and ``…``.

    Returns
    -------
    re.Pattern
        With one named group a letter, except ``x``.

    Examples
    --------
    >>> compile_anchor("慈善组织总数达到{n}家").search("全市慈善组织总数达到 71家,")["n"]
    '71'
    """
    out, last = [], 0
    for token in _TOKEN.finditer(pattern):
        out.append(re.escape(fold(pattern[last : token.start()])))
        name = token[1]
        if name is None:
            out.append(r"[^。\n]{0,400}?")
        elif name == "p":
            out.append(rf"(?P<p>{_WHEN})")
        elif name == "l":
            out.append(r"(?P<l>[^。,;\n]{2,80}?)")
        else:
            body = NUMBER if name == "x" else f"(?P<{name}>{NUMBER})"
            out.append(rf"[ \t]{{0,9}}(?:{body})[ \t]{{0,9}}")
        last = token.end()
    out.append(re.escape(fold(pattern[last:])))
    return re.compile("".join(out))


def find_anchor(pattern: str, folded: str) -> re.Match[str] | None:
    """Return the first place of a folded text where a sentence pattern fits.

    It is tried only from where words of it stand, which are found many times faster.

    Examples
    --------
    >>> find_anchor("总数达到{n}家", "总数200家,总数达到71家")["n"]
    '71'
    """
    words, before = _telling_words(pattern)
    at = folded.find(words)
    return None if at < 0 else compile_anchor(pattern).search(folded, max(0, at - before))


@cache
def _telling_words(pattern: str) -> tuple[str, int]:
    """Return the first telling words of a pattern, and how many signs may stand before them."""
    words, before, ahead, last = "", 0, 0, 0
    for token in [*_TOKEN.finditer(pattern), None]:
        piece = fold(pattern[last : token.start() if token else None])
        if min(len(piece), _TELLING) > min(len(words), _TELLING):
            words, before = piece, ahead
        ahead += len(piece)
        if token:
            ahead += _WIDTH.get(token[0], _NUMBER_WIDTH)
            last = token.end()
    return words, before


def folded(report: Report) -> str:
    """Return a report's text as the patterns see it; made once."""
    return once(report, "folded", lambda one: fold(one.text))


def nearest_line(pattern: str, lines: list[str]) -> int | None:
    """Return the 1-based number of the line that holds most of a pattern's words, if any does.

    For messages: where the sentence probably stood before it was changed.
    """
    words = re.split(r"\{[a-z]\}|…", fold(pattern))
    pairs = {word[i : i + 2] for word in words for i in range(len(word) - 1)}
    scores = [sum(pair in line for pair in pairs) for line in map(fold, lines)]
    best = max(scores, default=0)
    return scores.index(best) + 1 if best else None
