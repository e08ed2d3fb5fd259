"""Tasks that say their target in their own words: 新增停车泊位3000个.

They stand between a unit and the result (`tasks`), or are the names of a table's rows whose rates
are results over what the names say (`aimed_by_name`). What is read so is never sure. A
result may be the share of the target that is done (`shares_done`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ..base.report import Line, Report
from ..base.vocabulary import pattern
from ..grammar.units import is_unit, why_not
from .captions import near_above, titled
from .cellkinds import COUNTS, kind, number, rated
from .cells import CellToken, Row, Rows
from .entries import Entry
from .headers import Head
from .layouts_across import Found
from .names import PERCENTS
from .pipes import token_of

_words = partial(pattern, "tasks")
_FIGURE = _words("figure")
_CLAUSE, _PART = _words("clause"), _words("part")
_BEGIN, _END, _STOPS = _words("begin"), _words("end"), ",，、;；。:： \u3000"
_AFTER, _ASIDE = pattern("pairs", "after"), _words("aside")
_CELLS = re.compile(r"[^|\t]+")
#: tasks with a result that there must be, and the share of all tasks they must be
_FEWEST, _MOST = 3, 0.5
#: characters a task may have, and its name must
_LONGEST, _SHORTEST = 60, 3
_LONGEST_UNIT = 5


@dataclass(frozen=True, slots=True)
class _Figure:
    start: int
    end: int
    text: str
    unit: str


@dataclass(frozen=True, slots=True)
class _Task:
    name: CellToken
    target: CellToken
    unit: str


def tasks(report: Report) -> Found | None:
    """Read tasks between unit and result: 张, 新增床位600张, 612; None where few stand so."""
    cells = [cell for line in report.lines for cell in _cells(line)]
    rows: Rows = []
    for unit, token, result in zip(cells, cells[1:], cells[2:], strict=False):
        counted = len(unit.text) <= _LONGEST_UNIT and kind(unit.text) == "unit"
        for task in _promised(token)[:1] if counted and kind(result.text) in COUNTS else ():
            if why_not(task.unit, unit.text) is None:
                rows.append([task.name, task.target, result])
    if len(rows) < _FEWEST:
        return None
    heads = [Head("", role, proven=True) for role in ("name", "target", "actual")]
    title = titled(near_above(report, rows[0][0].line or 1))
    said = f"tasks: {len(rows)} say their target between unit and result"
    return Found("pairs", heads, [], rows, title, said, grid=True, doubted=True)


def aimed_by_name(entries: list[Entry]) -> None:
    """Take targets out of the names of a table's rows, where its rates are results over them.

    新增养老床位4000张 | 4385 | 110%: what 110 % is of stands in the name alone. Never sure.
    """
    if len(entries) < _FEWEST or any(h.role != "actual" for e in entries for h, _ in e.values):
        return
    told = [(entry, task) for entry in entries if (task := _kept(entry)) is not None]
    if len(told) < max(_FEWEST, _MOST * len(entries)):
        return
    for entry, task in told:
        entry.name, entry.unit, entry.guessed = task.name.text, entry.unit or task.unit, True
        period = entry.values[0][0].period
        aim = CellToken(task.target.text, entry.line, place=entry.place)
        entry.values.insert(0, (Head("", "target", period, proven=True), aim))


def shares_done(entries: list[Entry]) -> None:
    """Take results in percent of aims that are counted otherwise as rates: 24个 | 65% done.

    Beside an aim in percent among them it may be either: that row is not sure.
    """
    done = [(e, pair) for e in entries for pair in e.values if pair[0].role == "actual"]
    if len(done) < _FEWEST or any(e.rate or not t.text.endswith(PERCENTS) for e, (_, t) in done):
        return
    aims = [
        (id(e), e.unit or next((one.unit for one in _figures(t.text)), "%"))
        for e in entries
        for h, t in e.values
        if h.role == "target"
    ]
    alike = [entry for entry, unit in aims if why_not(unit, "%") is None]
    if len(aims) - len(alike) > _MOST * len(entries):
        either = {*alike}
        for entry, pair in done:
            entry.guessed = entry.guessed or id(entry) in either
            entry.rate = pair[1].text
            entry.values.remove(pair)


def _kept(entry: Entry) -> _Task | None:
    """Return the one task that a row's name says, if its rate is its result over that."""
    if len(entry.values) != 1 or not entry.rate:
        return None
    named = _promised(CellToken(entry.name))
    if len(named) != 1:
        return None
    texts = (entry.values[0][1].text, named[0].target.text, entry.rate)
    result, aim, rate = map(number, texts)
    return named[0] if rated(result, aim, rate) else None


def _cells(line: Line) -> Row:
    """Return the cells of a line, or all of it."""
    cells = (token_of(line, *part.span()) for part in _CELLS.finditer(line.text))
    return [cell for cell in cells if cell.text]


def _promised(token: CellToken) -> list[_Task]:
    """Return the tasks of a cell: one a clause that says one figure."""
    out = []
    short = _SHORTEST + 2 <= len(token.text) <= _LONGEST
    for clause in _CLAUSE.finditer(token.text) if short else ():
        figures = list(_figures(clause[0]))
        if len(figures) != 1:
            continue
        one, at = figures[0], clause.start()
        words = (clause[0][: one.start] + clause[0][one.end :]).strip(_STOPS)
        name = _END.sub("", _BEGIN.sub("", words)).strip(_STOPS)
        if len(name) >= _SHORTEST:
            whole = _cut(token, at, clause.end())
            out.append(_Task(CellToken(name, whole.line, whole.start, whole.end),
                             _cut(token, at + one.start, at + one.end), one.unit))  # fmt: skip
    return out


def _figures(text: str) -> Iterator[_Figure]:
    """Yield the numbers of a text that are counted in a unit, times and ages left out."""
    for found in _FIGURE.finditer(text):
        counted = _PART.match(text, found.end("number"))
        rest = counted[0] if counted else ""
        sizes = range(_LONGEST_UNIT, 0, -1)
        unit = next((u for n in sizes if is_unit(u := rest[:n]) and u[-1] not in ")\uff09"), "")
        end = found.end("number") + len(unit)
        if unit and not _ASIDE.match(unit):
            end = bounded.end() if (bounded := _AFTER.match(text, end)) else end
            yield _Figure(found.start(), end, text[found.start() : end], unit)


def _cut(token: CellToken, start: int, end: int) -> CellToken:
    begin = token.start or 0
    return CellToken(token.text[start:end], token.line, begin + start, begin + end)
