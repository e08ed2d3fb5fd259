"""Tables drawn with lines or parted by tabs -> the same text drawn with pipes, places kept."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace

from ..base.report import Report
from ..grammar.chars import writer

#: lines drawn between cells, each as the sign that stands for it, so that places stay
_UPRIGHT, _LEVEL = "│┃┆┇┊┋║╎╏╵╷╹╻╽╿｜", "─━┄┅┈┉═╌╍╴╶╸╺╼╾"
_SIGNS = str.maketrans(
    {chr(code): "+" for code in range(0x2500, 0x2580)}
    | dict.fromkeys(_UPRIGHT, "|")
    | dict.fromkeys(_LEVEL, "-")
)
_drawn = writer(_SIGNS)
#: the same in a line that holds words: a border within it is no word
_within = writer(
    dict.fromkeys(range(0x2500, 0x2580), "|") | str.maketrans(dict.fromkeys(_LEVEL, " "))
)
_BORDER = re.compile(rf"[{_LEVEL}]{{2}}")
_tabbed = writer(_SIGNS | {ord("\t"): "|"})
#: a sign of equality drawn with a line, alone in its cell or before a number: | ═ | ═100 |
_EQUAL = re.compile(r"(?<=\|)[ \t]*+═(?=[ \t]*+(?:\||\d))")
#: which share of the lines with tabs must have as many
_ALIKE = 0.8


def piped(report: Report) -> Report:
    """Return a text whose tables are drawn with lines as one drawn with pipes, places kept."""
    draw = _tabbed if _in_tabs(report) else _drawn

    def write(text: str) -> str:
        if _BORDER.search(text) and re.search(r"\w", text):
            return _within(text)
        parts = _EQUAL.split(text)
        if len(parts) == 1:
            return draw(text)
        return "".join(
            itertools.chain(
                *itertools.zip_longest(map(draw, parts), _EQUAL.findall(text), fillvalue="")
            )
        )

    text = write(report.text)
    if text == report.text:
        return report
    lines = tuple(replace(line, text=write(line.text)) for line in report.lines)
    return replace(report, text=text, lines=lines)


def _in_tabs(report: Report) -> bool:
    """Whether tabs part the cells, empty ones too: most lines with tabs have as many.

    So have two lines together that are a row broken within a cell.
    """
    tabs = [n for line in report.lines if (n := line.text.count("\t"))]
    number = max(Counter(tabs).items(), key=lambda one: one[1], default=(0, 0))[0]
    broken = sum(a + b == number for a, b in itertools.pairwise(tabs))
    counts = Counter(tabs)
    often = counts[number] + 2 * broken
    return number > 1 and often > 2 and often >= _ALIKE * counts.total() and "|" not in report.text
