"""Reports of Hong Kong's controlling officers: years that say what each is of, and rows with dots.

Above the values stand 2021, 2022, 2023 and (实际), (实际), (计划), on one line, on two, or each on
its own; 目标 before them is what always holds. A row is a name, dots or blanks, and as many values
at its end; where dots lead to them a name may begin on the line above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from ..base.report import Line, Report, once
from .cellkinds import NUMBERS, kind
from .cells import IN_THREES, CellToken, Row, Rows, one_below
from .headers import LEVELS, Head, of_year, read_head, role_of
from .layouts_across import Found
from .layouts_blanks import BRACKETED
from .pipes import token_of

_LED = re.compile(r"(?<!\s)\s*+[.\u2026]{4,}+\s*+")
#: one letter, and one blank to the next: a text printed letter by letter
_LETTER = re.compile(r"(?<!\S)(\S) (?=\S(?!\S))")
#: what may part the values: wide blanks, one blank that parts no thousands, any
_WIDE = re.compile(r"\s{2,}")
_APART = (_WIDE, re.compile(r"\s+(?!\d{3}(?!\d))"), re.compile(r"\s+"))
#: fewest years and rows, how many lines a name may have, and so many letters apart a line
_YEARS, _ROWS, _LINES, _APARTS = 2, 3, 2, 3


def years_said(report: Report) -> list[Found]:
    """Return the tables of a text below years that say what they are of, found once."""
    return [replace(found) for found in once(report, "years said", _years_said)]


def _years_said(report: Report) -> list[Found]:
    if report.tables:
        return []
    lines = [line for line in report.lines if line.text.strip()]
    apart = sum(len(_LETTER.findall(line.text)) for line in lines) > _APARTS * len(lines)
    cells = [_token(line, apart) for line in lines]
    pieces = [_heads(cell) for cell in cells]
    out: list[Found] = []
    n = 0
    while n < len(cells):
        end = next((k for k in range(n, len(cells)) if not pieces[k]), len(cells))
        header = [token for row in pieces[n:end] for token in row]
        if len(header) > _YEARS:
            stop = next((k for k in range(end, len(cells)) if pieces[k]), len(cells))
            found = _table(header, cells[end:stop])
            out += [found] if found is not None else []
        n = max(end, n + 1)
    return out


def _token(line: Line, apart: bool) -> CellToken:
    token = token_of(line, 0, len(line.text))
    return _cut(token, _LETTER.sub(r"\1", token.text)) if apart else token


def _heads(cell: CellToken) -> Row:
    """Return what a line prints of a header: years, what they are of, a word; else nothing."""
    pieces = [_cut(cell, word) for piece in _WIDE.split(cell.text) for word in _words(piece)]
    known = all(of_year(t.text) or _said(t.text) or role_of(t.text) in _TITLES for t in pieces)
    return pieces if known else []


_TITLES = ("target", "name")


def _words(text: str) -> list[str]:
    words = text.split()
    return words if all(of_year(word) or _said(word) for word in words) else [text]


def _said(text: str) -> bool:
    return BRACKETED.fullmatch(text) is not None and role_of(f"{_SOME_YEAR}{text}") in LEVELS


_SOME_YEAR = "2020年"


def _head(year: CellToken, said: CellToken) -> Head:
    """Return the head of a year and what is said of it."""
    role, time = read_head(f"{_SOME_YEAR}{said.text}"), read_head(year.text)
    assert role is not None and time is not None
    return replace(role, text=f"{year.text}{said.text}", period=time.period)


def _cut(cell: CellToken, text: str) -> CellToken:
    return replace(cell, text=text)


def _table(header: Row, lines: Row) -> Found | None:
    """Read the rows below a header; None where it does not say what each year is of, or of none."""
    years = [t for t in header if of_year(t.text)]
    said = [t for t in header if _said(t.text)]
    words = [t for t in header if not of_year(t.text) and not _said(t.text)]
    if len(years) != len(said) or len(years) < _YEARS:
        return None
    heads = [_head(*pair) for pair in zip(years, said, strict=True)]
    standing = [read_head(t.text) for t in words[-1:] if role_of(t.text) == "target"]
    for lead in ([head for head in standing if head], []):
        columns = [Head("", "name", proven=True), *lead, *heads]
        rows, rest = _rows(lines, len(columns) - 1)
        if len(rows) >= _ROWS:
            title = words[: len(words) - len(lead)][-1:]
            return Found(
                "blanks", columns, [], [title, *rows] if title else rows, header=header,
                aside=rest, grid=True, evidence=f"{len(rows)} rows below years that say what of",
            )  # fmt: skip
    return None


def _rows(lines: Row, width: int) -> tuple[Rows, Row]:
    """Return rows of a name and so many values, and the lines that are of none."""
    led = any(_LED.search(t.text) for t in lines)
    out: Rows = []
    rest: Row = []
    begun: Row = []
    for token in lines:
        name, values = _parts(token, width)
        if not values:
            own = rest if _WIDE.search(token.text) else begun
            own.append(token)
            continue
        if led or not name:  # what stands between two rows begins the second
            far, above = begun[:-_LINES], begun[-_LINES:]
        else:
            far, above = begun, []
            if len(begun) <= _LINES and out:  # or goes on with the first
                out[-1][0] = reduce(one_below, begun, out[-1][0])
                far = []
        rest += far
        named = [*above, *([_cut(token, name)] if name else [])]
        if named:
            out.append([reduce(one_below, named), *(_cut(token, value) for value in values)])
        begun = []
    return out, [*rest, *begun]


def _parts(token: CellToken, width: int) -> tuple[str, Sequence[str]]:
    """Return the name on a line and its values, so many; no values where it has others."""
    text = token.text
    if dots := _LED.search(text):
        cuts = [(text[: dots.start()], text[dots.end() :])]
    else:
        cuts = [("", text), *((text[: m.start()], text[m.end() :]) for m in _WIDE.finditer(text))]
        cuts += [(text[: m.start()], text[m.end() :]) for m in re.finditer(r"(?<=\))\s", text)]
    for name, told in cuts:
        for apart in _APART:
            values = [_value(piece) for piece in apart.split(told)]
            whole = len(values) == width and not _WIDE.search(name)
            if whole and all(kind(value) in NUMBERS for value in values):
                return name, values
    return "", ()


def _value(text: str) -> str:
    """Return a value without the blanks between its thousands, a dash without its footnote."""
    return "".join(text.split()) if IN_THREES.fullmatch(text) else _NOTED.sub("", text)


_NOTED = re.compile(r"(?<=\A[\u2013\u2014])\d\Z")
