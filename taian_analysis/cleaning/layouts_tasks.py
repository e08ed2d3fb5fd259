"""Tasks whose target stands in their own words, and below or beside them what has been done.

``一、新增停车泊位3000个`` over ``已新增停车泊位3268个``, or the same in cells beside each other:
the name is the task without its figure, the result is the figure in the same unit. What is read so
is never sure: in what was done more than one figure may stand.

Of a table's rows too it may be the name that says the target (`aimed_by_name`), or the result the
share of it that is done (`shares_done`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from ..base.report import Line, Report
from ..base.vocabulary import pattern
from ..grammar.units import is_unit, why_not
from .captions import near_above, titled
from .cellkinds import COUNTS, kind, number, rated
from .cells import CellToken, Row
from .entries import Entry
from .headers import Head, role_of
from .layouts_across import Found
from .names import PERCENTS
from .pipes import token_of

_words = partial(pattern, "tasks")
_LEAD, _FIGURE = _words("lead"), _words("figure")
_CLAUSE, _PART = _words("clause"), _words("part")
_DONE, _UNDONE, _EACH = _words("done"), _words("undone"), _words("each")
_COMPARED = _words("counted")
_BEGIN, _END, _STOPS = _words("begin"), _words("end"), ",，、;；。:： \u3000"
_AFTER, _PAST = pattern("pairs", "after"), pattern("pairs", "past")
_ASIDE, _PERSON, _CELLS = _words("aside"), _words("person"), re.compile(r"[^|\t]+")
#: tasks with a result that there must be, and the share of all tasks they must be
_FEWEST, _MOST = 3, 0.5
#: characters a task may have, and its name must
_LONGEST, _SHORTEST = 60, 3
_LONGEST_UNIT = 5
#: cells after a task that may tell what was done of it
_NEAR = 6


@dataclass(frozen=True, slots=True)
class _Figure:
    start: int
    end: int
    text: str
    unit: str


@dataclass(slots=True)
class _Task:
    name: CellToken
    target: CellToken
    unit: str
    done: Row = field(default_factory=list)


def tasks(report: Report) -> Found | None:
    """Read tasks that say their target, with what was done of them; None where there are none."""
    cells = [cell for line in report.lines for cell in _cells(line)]
    items = list(_items(cells))
    if len(items) >= _FEWEST and not any(_aimed(token) for token in cells):
        of_items = [[(task, _result(task)) for task in item] for item in items]
        read = [pair for pairs in of_items for pair in pairs]
        told = sum(any(result for _, result in pairs) for pairs in of_items)
    else:
        items = [[task] for task in _after_units(cells)]
        read = [(task, task.done[0]) for (task,) in items]
        told = len(items)
    if told < _FEWEST or told < _MOST * len(items):
        return None
    empty = CellToken("")
    heads = [Head("", role, proven=True) for role in ("name", "target", "actual")]
    rows = [[task.name, task.target, result or empty] for task, result in read]
    said = f"tasks: {told} of {len(items)} say their target and what was done"
    title = titled(near_above(report, read[0][0].name.line or 1))
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
    named = _promised(CellToken(entry.name), 0)
    if len(named) != 1:
        return None
    texts = (entry.values[0][1].text, named[0].target.text, entry.rate)
    result, aim, rate = map(number, texts)
    return named[0] if rated(result, aim, rate) else None


def _aimed(token: CellToken) -> bool:
    """Whether a cell is the head of a column of targets: then no task says its own."""
    return len(token.text) < _LONGEST and role_of(token.text) == "target"


def _cells(line: Line) -> Row:
    """Return the cells of a line, or all of it."""
    cells = (token_of(line, *part.span()) for part in _CELLS.finditer(line.text))
    return [cell for cell in cells if cell.text]


def _items(cells: Row) -> Iterator[list[_Task]]:
    """Yield the tasks of each numbered item that says a target, with the cells that follow it.

    Where the number is merged over several rows, each row is an item.
    """
    item: list[_Task] | None = None
    numbered, wide = 0, False
    around = zip([CellToken(""), *cells], cells, [*cells[1:], CellToken("")], strict=False)
    for before, token, after in around:
        lead = _LEAD.match(token.text)
        follows = before.text == str(numbered + 1)
        numbered += follows
        if token.text == str(numbered + 1):
            continue
        beside = after.line == token.line
        row = item and wide and beside and before.line != token.line
        row = row and not _PAST.match(token.text)
        said = _promised(token, lead.end() if lead else 0) if lead or follows or row else []
        if lead or follows or said:
            if item:
                yield item
            item, wide = said, beside
        elif item and len(item[-1].done) < _NEAR:
            item[-1].done.append(token)
    if item:
        yield item


def _after_units(cells: Row) -> Iterator[_Task]:
    """Yield the tasks that stand between their unit and their result: 张, 新增床位600张, 612."""
    for unit, token, result in zip(cells, cells[1:], cells[2:], strict=False):
        counted = len(unit.text) <= _LONGEST_UNIT and kind(unit.text) == "unit"
        if counted and kind(result.text) in COUNTS:
            for task in _promised(token, 0)[:1]:
                if why_not(task.unit, unit.text) is None:
                    task.done.append(result)
                    yield task


def _promised(token: CellToken, start: int) -> list[_Task]:
    """Return the tasks of an item: one a clause that says a figure."""
    out = []
    text, size = token.text, len(token.text) - start
    if not _SHORTEST + 2 <= size <= _LONGEST or _EACH.search(text) or _COMPARED.search(text):
        return []
    wholes = list(_CLAUSE.finditer(token.text, start))
    several = any(len(list(_figures(whole[0]))) > 1 for whole in wholes)
    for clause in _PART.finditer(token.text, start) if several else wholes:
        figures = list(_figures(clause[0]))
        if len(figures) != 1:
            continue
        one, at = figures[0], clause.start()
        words = (clause[0][: one.start] + clause[0][one.end :]).strip(_STOPS)
        name = _END.sub("", _BEGIN.sub("", words)).strip(_STOPS)
        if len(name) >= _SHORTEST:
            whole = _cut(token, at, at + len(clause[0]))
            out.append(_Task(CellToken(name, whole.line, whole.start, whole.end),
                             _cut(token, at + one.start, at + one.end), one.unit))  # fmt: skip
    for task in out[:-1]:
        task.done = out[-1].done
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


def _result(task: _Task) -> CellToken | None:
    """Return what was done of a task: of the figures in its unit the one said most like it."""
    name = task.name.text
    words = {name[i : i + 2] for i in range(len(name) - 1)}
    best, most = None, -1
    for token in task.done:
        after = 0
        for one in _figures(token.text):
            before, after = token.text[after : one.start], one.end
            other = why_not(_PERSON.sub("人", task.unit), _PERSON.sub("人", one.unit))
            if other is not None or _UNDONE.search(before):
                continue
            likeness = 2 * bool(_DONE.search(before)) + sum(word in before for word in words)
            if likeness > most:
                best, most = _cut(token, one.start, one.end), likeness
    return best


def _cut(token: CellToken, start: int, end: int) -> CellToken:
    begin = token.start or 0
    return CellToken(token.text[start:end], token.line, begin + start, begin + end)
