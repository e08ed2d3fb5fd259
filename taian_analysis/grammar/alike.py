"""Ways of printing figures that mean the same, written as one of them, sign for sign.

优(96天)、良(212天), 优:96天;良:212天 and a line for each after 其中: are all 优96天,良212天; who
compares figures need know one; 二〇二三年 is 2023年. Every offset is kept.
"""

from __future__ import annotations

import re

from ..base.vocabulary import pattern
from .numerals import arabic_years

_LIST, _NEXT = pattern("marks", "list_of_figures"), pattern("marks", "next_figure")
_BRACKET, _COLON = pattern("marks", "figure_in_bracket"), pattern("marks", "figure_after_colon")


def alike(text: str) -> str:
    r"""Write lists of figures as one sentence; the text is half-width and simplified.

    Examples
    --------
    >>> alike("优(96天)、良(212天)。"), alike("优:96天;良:212天。")
    ('优 96天 、良 212天 。', '优 96天;良 212天。')
    >>> alike("共5所,其中:\n1.甲类3所。\n2.乙类2所。")
    '共5所,其中:   甲类3所;   乙类2所。'
    """
    text = _LIST.sub(_in_one_line, arabic_years(text))
    text = _BRACKET.sub(r"\1 \2 ", text)
    return _COLON.sub(" ", text)


def _in_one_line(found: re.Match[str]) -> str:
    """Return the items of a list behind each other, the marks that number them blank."""
    first, *others = _NEXT.finditer(found[0])
    out, at = [found[0][: first.start()], " " * len(first[0])], first.end()
    for item in others:
        out += [found[0][at : item.start()], ";", " " * (len(item[0]) - 1)]
        at = item.end()
    return "".join([*out, found[0][at:]])
