"""Sentence patterns that people can write: the report's own words with places for the numbers.

A pattern is a piece of the report with ``{n}`` where the number to be read stands. It never holds
a number itself, so it still finds the sentence when the number changes:

======== =====================================================================
``{n}``  the number to be read; any other single letter but ``p`` and ``x`` names one more
``{p}``  the words that say when (``2023年上半年``, ``截至2023年3月底``)
``{x}``  a number of no interest
``…``    anything within the sentence
======== =====================================================================

Full-width and half-width punctuation are the same, and so are straight and curly quotes.
"""

from __future__ import annotations

import re
from functools import cache

#: Same length in and out, so that an offset in the folded text is one in the report.
_FOLD = str.maketrans(
    "，（）：；％！？＂'‘’．０１２３４５６７８９－～／",
    ',():;%!?"""".0123456789-~/',
)
_QUOTES = str.maketrans({"“": '"', "”": '"'})

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|[一二两三四五六七八九十百]+"
_WHEN = (
    r"(?:截[至止]到?)?(?:\d{4}年(?:初|年?底|末|上半年|下半年|[一二三四]季度|"
    r"\d{1,2}月(?:\d{1,2}日|[底初份中旬末])?)?|\d{1,2}月[底初份末]|"
    r"[今去上本]年(?:以来|底|初|上半年)?|目前|[“\"]?十[三四五]五[”\"]?(?:末|以来|期间|时期)?)"
)
_TOKEN = re.compile(r"\{([a-z])\}|…")


def fold(text: str) -> str:
    """Make punctuation half-width, character for character.

    Examples
    --------
    >>> fold("城市社区“一窗受理，全科服务”（试行）")
    '城市社区"一窗受理,全科服务"(试行)'
    """
    return text.translate(_FOLD).translate(_QUOTES)


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
            out.append(r"[^。\n]*?")
        elif name == "p":
            out.append(rf"(?P<p>{_WHEN})")
        else:
            body = NUMBER if name == "x" else f"(?P<{name}>{NUMBER})"
            out.append(rf"[ \t]*(?:{body})[ \t]*")
        last = token.end()
    out.append(re.escape(fold(pattern[last:])))
    return re.compile("".join(out))


def nearest_line(pattern: str, lines: list[str]) -> int | None:
    """Return the 1-based number of the line that holds most of a pattern's words, if any does.

    For messages: where the sentence probably stood before it was changed.
    """
    words = re.split(r"\{[a-z]\}|…", fold(pattern))
    pairs = {word[i : i + 2] for word in words for i in range(len(word) - 1)}
    scores = [sum(pair in line for pair in pairs) for line in map(fold, lines)]
    best = max(scores, default=0)
    return scores.index(best) + 1 if best else None
