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
_GOES_ON, _OF_BEFORE = pattern("marks", "goes_on"), pattern("marks", "of_before")
#: so far back is looked for where a sentence begins, so that a text without stops stays linear
_REACH = 400
_COMMA, _FIGURE = re.compile(r",(?!\d{3}(?!\d))"), pattern("marks", "figure")


def alike(text: str) -> str:
    r"""Write lists of figures as one sentence; the text is half-width and simplified.

    Examples
    --------
    >>> alike("优(96天)、良(212天)。"), alike("优:96天;良:212天。")
    ('优 96天 、良 212天 。', '优 96天;良 212天。')
    >>> alike("收入382万元。较上年减少157万元;下降29.1%。")
    '收入382万元,较上年减少157万元,下降29.1%。'
    >>> alike("共5所,其中:\n1.甲类3所。\n2.乙类2所。")
    '共5所,其中:   甲类3所;   乙类2所。'
    """
    text = _going_on(_LIST.sub(_in_one_line, arabic_years(text)))
    text = _BRACKET.sub(r"\1 \2 ", text)
    return _COLON.sub(" ", text)


def _going_on(text: str) -> str:
    """Put a comma before what names nothing of its own, where what it is told of is one figure."""
    out, at, own = [], 0, 0
    for stop in _GOES_ON.finditer(text):
        first = max(0, stop.start() - _REACH)
        begin = max(first, *(text.rfind(sign, first, stop.start()) + 1 for sign in "。;\n"))
        told = [part for part in _COMMA.split(text[begin : stop.start()]) if _FIGURE.search(part)]
        own = (own if begin == at else 0) + sum(not _OF_BEFORE.match(part) for part in told)
        if own == 1:
            out += [text[at : stop.start()], ",", " " * (len(stop[0]) - 1)]
            at = stop.end()
    return "".join([*out, text[at:]])


def _in_one_line(found: re.Match[str]) -> str:
    """Return the items of a list behind each other, the marks that number them blank."""
    first, *others = _NEXT.finditer(found[0])
    out, at = [found[0][: first.start()], " " * len(first[0])], first.end()
    for item in others:
        out += [found[0][at : item.start()], ";", " " * (len(item[0]) - 1)]
        at = item.end()
    return "".join([*out, found[0][at:]])
