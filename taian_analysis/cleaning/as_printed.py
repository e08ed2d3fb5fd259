"""Full-width signs and years in characters are read as 12.5 and 2025年, and told as printed."""

from __future__ import annotations

import re
from dataclasses import replace

from ..base.report import Report, Table
from ..grammar.chars import writer
from ..grammar.numerals import arabic_years
from .building import Annex
from .headers import LEVELS

#: １２．５, ≥９０, ２０２３年: each sign as the one it stands for, so that places stay
_half_digits = writer({0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0E: "."})
#: full-width brackets about letters: Revenue（100 million yuan）, 標（biāo）
_LATIN = re.compile(
    r"\uff08(?=[^\uff08\uff09]{0,60}?[A-Za-z\u00c0-\u01dc])([^\u2e80-\u9fff\uff08\uff09]{1,60})\uff09"
)


#: what programs write before a sign at the beginning of a cell, so that it is no list's: \\--
_ESCAPE = re.compile(r"(?<![^\s|])\\(?=[-+*])")


def _half(text: str) -> str:
    text = _LATIN.sub(r"(\1)", arabic_years(_half_digits(text)))
    return _ESCAPE.sub(" ", text) if "\\" in text else text


def half_width(report: Report) -> Report:
    """Return a report with its digits and brackets about letters half-width, each in its place.

    So is a year in characters: the head 二〇二五年 is that of a year.
    """
    text = _half(report.text)
    if text == report.text:
        return report
    lines = tuple(replace(line, text=_half(line.text)) for line in report.lines)
    tables = tuple(map(_halved, report.tables))
    title = report.title and _half(report.title)
    return replace(report, text=text, lines=lines, tables=tables, title=title)


def _halved(table: Table) -> Table:
    rows = tuple(tuple(replace(cell, text=_half(cell.text)) for cell in row) for row in table.rows)
    return replace(table, rows=rows, caption=_half(table.caption))


def give_back(report: Report, annex: Annex) -> None:
    """Tell each value that was read of half-width signs as the report prints it."""
    printed: dict[tuple[str, str, str], str] = {}
    for one in annex.observations:
        if one["start"] is None:
            continue
        text = report.text[one["start"] : one["end"]]
        if text != one["text"] and _half(text) == one["text"]:
            printed[one["indicator_id"], one["role"], one["text"]] = text
            one["text"] = text
    for row in annex.indicators:
        for role in LEVELS:
            text = row[f"{role}_text"]
            row[f"{role}_text"] = printed.get((row["indicator_id"], role, text), text)
