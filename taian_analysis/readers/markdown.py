"""Markdown -> its pipe tables and the HTML tables in it; the text stays as received."""

from __future__ import annotations

import itertools
import re

from ..base.phrases import say
from ..base.report import Cell, Line, Table, split_lines
from ._build import TITLE_LINES, Builder, nearest_title
from .sniff import RULE

_FENCE = re.compile(r"^\s*(```|~~~)")
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"(?:(?<!\s)\s++)?<br\s{0,9}/?>\s*+", re.I)
_BROKEN = re.compile(r"(?:(?<!\s)\s++)?\n\s*+")
_STRONG = re.compile(r"(\*\*|__|\*|`)(?=\S)(.{1,200}?)(?<=\S)\1")
_HTML_TABLE = re.compile(r"<table\b.*?(?:</table>|\Z)", re.I | re.S)


def read_markdown(text: str) -> tuple[str, list[Table]]:
    """Return the text and its tables.

    A pipe table is a header, a rule of dashes and rows; pipe rows in a fence are taken too. HTML
    tables in between (the only way to merge cells in Markdown) become lines of cells in the text.
    """
    tables: list[Table] = []
    if _HTML_TABLE.search(text):
        text, tables = _html(text)
    taken = {cell.line for table in tables for row in table.rows for cell in row}
    lines = _unbroken(split_lines(text))
    index, fenced = 0, False
    while index < len(lines):
        line = lines[index]
        if _FENCE.match(line.text):
            fenced = not fenced
        elif "|" in line.text and line.number not in taken:
            end = index
            while (
                end < len(lines)
                and lines[end].number not in taken
                and ("|" in lines[end].text or _titles_rows(lines, index, end))
            ):
                end += 1
            block = lines[index:end]
            rules = [row for row in block if RULE.match(row.text)]
            if len(block) > len(rules) and (rules or (fenced and len(block) > 1)):
                tables.append(_pipes(block, lines, index, bool(rules)))
            index = end
            continue
        index += 1
    tables.sort(key=lambda table: table.rows[0][0].line or 0)
    return text, tables


def _unbroken(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    r"""Join lines that the end of a line within a cell parts: html2text leaves two blanks there.

    The rule says how many bars a row has; what has fewer and ends so goes on in the next line.

    Examples
    --------
    >>> rows = "年份 | 人数  \n(人) | 户数  \n---|---|---  \n2020 | 5 | 3  \n"
    >>> [line.text for line in _unbroken(split_lines(rows))][:2]
    ['年份 | 人数  \n(人) | 户数  ', '---|---|---  ']
    """
    bars = [len(_BAR.findall(line.text)) for line in lines]
    # a bar at the beginning of the next line begins a cell, and goes on with none
    ends = [
        line.text.strip() != "" and line.text.endswith("  ") and after.text.lstrip()[:1] not in "|"
        for line, after in itertools.zip_longest(lines, lines[1:], fillvalue=lines[-1])
    ]
    joined: dict[int, int] = {}
    for rule in (n for n, line in enumerate(lines) if RULE.match(line.text)):
        first, count = rule - 1, bars[rule - 1] if rule else 0
        while first > 0 and count < bars[rule] and ends[first - 1]:
            first -= 1
            count += bars[first]
        if count == bars[rule] and first >= 0:
            joined[first] = rule - 1
        row = rule + 1
        while row < len(lines) and lines[row].text.strip():
            last, count = row, bars[row]
            while last + 1 < len(lines) and 0 < count < bars[rule] and ends[last]:
                last += 1
                count += bars[last]
            if count == bars[rule]:
                joined[row] = last
            row = last + 1
    out: list[Line] = []
    at = 0
    while at < len(lines):
        run = lines[at : joined.get(at, at) + 1]
        text = "\n".join(line.text for line in run)
        out.append(Line(run[0].number, text, run[0].start, run[-1].end))
        at += len(run)
    return tuple(out)


def _html(text: str) -> tuple[str, list[Table]]:
    from .html import read_html

    builder = Builder()
    at = 0
    for match in _HTML_TABLE.finditer(text):
        before = text[at : match.start()].strip("\n")
        if before:
            builder.line(before)
        read_html(f"<body>{match[0]}</body>", builder)
        at = match.end()
    if rest := text[at:].strip("\n"):
        builder.line(rest)
    return builder.text(), list(builder.tables)


def _titles_rows(lines: tuple[Line, ...], first: int, at: int) -> bool:
    """Whether a line without bars stands between rows of a table: **Priority 1**."""
    rule = next((line.text for line in lines[first:at] if RULE.match(line.text)), "")
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    bars = len(_BAR.findall(below))
    return bool(rule and lines[at].text.strip()) and bars == len(_BAR.findall(rule))


def _pipes(block: tuple[Line, ...], lines: tuple[Line, ...], first: int, ruled: bool) -> Table:
    rows = []
    for line in block:
        if RULE.match(line.text):
            continue
        rows.append(tuple(_cells(line)))
    near = [line.text for line in lines[max(first - TITLE_LINES, 0) : first]]
    above = [text.strip().lstrip("#").strip().strip("*") for text in near if not _FENCE.match(text)]
    caption = nearest_title(above)
    why = say("seen.ruled_bars" if ruled else "seen.fenced_bars", "zh", line=block[0].number)
    return Table(tuple(rows), "markdown", caption, why)


def _cells(line: Line) -> list[Cell]:
    text = line.text
    bars = [match.start() for match in _BAR.finditer(text)] or [len(text)]
    edges = [-1, *bars, len(text)]
    if not text[: bars[0]].strip(" >"):
        edges = edges[1:]
    if not text[bars[-1] + 1 :].strip():
        edges = edges[:-1]
    out = []
    for left, right in itertools.pairwise(edges):
        raw = text[left + 1 : right]
        start = line.start + left + 1 + len(raw) - len(raw.lstrip())
        raw = raw.strip()
        shown = _BROKEN.sub("\n", _BREAK.sub("\n", raw)).replace("\\|", "|")
        shown = re.sub(r"\\([*_`#~])", r"\1", _STRONG.sub(r"\2", shown)) if raw else raw
        if shown != raw and (inner := raw.find(shown)) >= 0:
            start, raw = start + inner, shown
        out.append(Cell(shown, line.number, start, start + len(raw), f"L{line.number}"))
    return out
