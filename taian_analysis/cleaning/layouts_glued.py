"""Forms of performance whose cells run together: 数量指标培训人数≥90人质量指标合格率100%.

The levels of such a form are words that are known, and so are its heads; what is between two levels
is a name and what the heads after it say: a weight, a target, a result, a score. A row is taken
where its characters can be parted in one way alone, each value with its sign or its unit; all of
them are doubted. Values in words have no end that shows, so what follows them has no beginning.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from ..base.report import Report
from ..base.vocabulary import pattern
from ..grammar.units import is_unit
from .cellkinds import words
from .cells import printed_at
from .headers import Head, read_head
from .layouts_across import Found

_HEADS, _WORD = pattern("table_glued", "heads"), pattern("table_glued", "head")
_STOP, _LEVEL = pattern("table_glued", "stop"), pattern("table_glued", "level")
_LEVEL1 = words("level1")
_NAME = re.compile(r"\s*((?:[^\d\s≥≤≧≦=＝><＞＜()（）]|[(（][^()（）\n]{0,30}[)）])+)")
_SCORED = pattern("table_glued", "scored")
_SIGN, _AFTER = pattern("table_glued", "sign"), pattern("table_glued", "after")
_SIGN_AT_END = re.compile(rf"(?:{_SIGN.pattern})\Z")
_NUMBER = re.compile(r"(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?")
_SCORE = re.compile(r"(?:0|[1-9]\d?|100)(?:\.\d{1,2})?")
#: longest unit, longest name, fewest rows, and so many lines of a row show that each is one
_LONGEST_UNIT, _LONGEST, _FEWEST, _LINES = 8, 40, 3, 3
#: what is printed within a value: its sign and its unit
_WITHIN = ("symbol", "unit")
#: the columns between a name and the last value that characters can be parted by
_PARTED = {"target": "value", "actual": "value", "weight": "score", "score": "score"}

Span = tuple[int, int]


def glued(report: Report) -> Found | None:
    """Read a form whose cells run together; None where it is none, or has no row that is sure."""
    text = report.text
    heads = list(_HEADS.finditer(text))
    told = next((told for head in heads if (told := _told(head[0])) is not None), None)
    if told is None:
        return None
    named, noted = told
    columns = [head.role for head in named]
    rows: list[list[Span]] = []
    for head, after in itertools.zip_longest(heads, heads[1:]):
        end = after.start() if after else len(text)
        stop = _STOP.search(text, head.end(), end)
        within = head.end(), stop.start() if stop else end
        by_line = sum(bool(line.strip()) for line in text[slice(*within)].split("\n")) > _LINES
        # without scores what ends in words would be a part of the next name
        if _told(head[0]) == told and (by_line or "score" in map(_PARTED.get, columns)):
            rows += _rows(text, within, columns, by_line, noted)
    if len(rows) < _FEWEST:
        return None
    lead = ("level1", "level2", "name")
    shown = [Head("", role, implied=role != "name", proven=role == "name") for role in lead]
    shown += [replace(head, proven=True) for head in named]
    cells = [[printed_at(report, span) for span in row] for row in rows]
    said = f"glued: {len(rows)} rows that can be parted in one way"
    return Found("glued", shown, [], cells, evidence=said, grid=True, doubted=True)


def _told(text: str) -> tuple[list[Head], bool] | None:
    """Return the columns after the name up to the last value, and whether notes stand behind."""
    known = [read_head(word[0]) or Head(word[0], "") for word in _WORD.finditer(text)]
    heads = [head for head in known if head.role not in _WITHIN]
    roles = [head.role for head in heads]
    if roles.count("target") != 1 or roles.count("actual") > 1 or "level1" not in roles:
        return None
    name = max((n for n, role in enumerate(roles) if role == "name"), default=-1)
    after = roles[name + 1 :]
    count = next((n for n, role in enumerate(after) if role not in _PARTED), len(after))
    if name < 0 or "target" not in after[:count] or "actual" in after[count:]:
        return None
    return heads[name + 1 :][:count], count < len(after)


def _rows(
    text: str, within: Span, columns: list[str], by_line: bool, noted: bool
) -> Iterator[list[Span]]:
    """Yield the places of each row's cells: its levels, its name, its values."""
    at, end = within
    levels: list[Span] = [(at, at), (at, at)]
    ahead = -1
    while at < end:
        if text[at].isspace():
            at += 1
            continue
        level = _LEVEL.match(text, at, end)
        if level:
            first = _LEVEL1.fullmatch("".join(level[0].split())) is not None
            span = level.span()
            last = text[slice(*levels[1])]
            over = last and not text[levels[1][1] : at].strip() and level[0].endswith(last)
            above = levels[1] if over else levels[0]  # 成本指标 over 经济成本指标
            levels = [span, (at, at)] if first else [above, span]
            at = level.end()
            continue
        line = text.find("\n", at, end)
        stop = line if line >= 0 else end
        if not by_line:
            if ahead < at:
                ahead = next((m.start() for m in _LEVEL.finditer(text, at, end)), end)
            stop = min(stop, ahead)
        row = _row(text, (at, stop), columns)
        whole = row and (noted or not text[row[-1][1] : stop].strip()) if by_line else row
        if row and whole:
            yield [*levels, *row]
        at = row[-1][1] if row and not by_line else max(stop, at + 1)


def _row(text: str, within: Span, columns: list[str]) -> list[Span] | None:
    """Return the places of a name and its values where they can be parted in one way alone."""
    name = _NAME.match(text, *within)
    if name is None or len(name[1]) > _LONGEST or _SCORED.search(name[1]):
        return None
    begin, end = name.span(1)
    if columns[0] == "target" and (sign := _SIGN_AT_END.search(text, begin, end)):
        end = sign.start()
    ways = [way for way in _ways(text, end, within[1], columns) if _alike(text, way, columns)]
    return [(begin, end), *ways[0]] if len(ways) == 1 and end - begin > 1 else None


def _ways(text: str, at: int, end: int, columns: list[str]) -> Iterator[list[Span]]:
    """Yield each way to part the characters from a place on into the columns."""
    if not columns:
        if at >= end or not (text[at].isdigit() or text[at] in ".%％"):
            yield []
        return
    while at < end and text[at] in " \t\u3000":
        at += 1
    read = _values if _PARTED[columns[0]] == "value" else _scores
    for stop in read(text, at, end):
        for rest in _ways(text, stop, end, columns[1:]):
            yield [(at, stop), *rest]


def _scores(text: str, at: int, end: int) -> Iterator[int]:
    longest = _SCORE.match(text, at, end)
    for stop in range(at + 1, longest.end() + 1) if longest else ():
        if _SCORE.fullmatch(text, at, stop):
            yield stop


def _values(text: str, at: int, end: int) -> Iterator[int]:
    """Yield where a value may end that begins here: a number with its sign or its unit."""
    sign = _SIGN.match(text, at, end)
    first = sign.end() if sign else at
    longest = _NUMBER.match(text, first, end)
    if longest is None:
        return
    stop = longest.end()
    sizes = range(min(_LONGEST_UNIT, end - stop), 0, -1)
    if size := next((n for n in sizes if is_unit(text[stop : stop + n])), 0):
        after = _AFTER.match(text, stop + size, end)
        yield after.end() if after else stop + size
    elif sign:
        yield from (n for n in range(first + 1, stop + 1) if _NUMBER.fullmatch(text, first, n))


def _alike(text: str, way: list[Span], columns: list[str]) -> bool:
    """Whether no score is above its weight."""
    of = {role: float(text[slice(*span)]) for role, span in zip(columns, way, strict=True)
          if _PARTED[role] == "score"}  # fmt: skip
    return of.get("score", 0) <= of.get("weight", 100)
