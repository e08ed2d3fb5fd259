"""Tables with years, months or quarters down and measures across: 年份 | 人口(万人) | 出生率(‰).

The rows are known by their first cells, each a time of its own and nothing else, not by the word
over them; the heads are read as those over places are (`measures`). A measure is an indicator, and
its periods stand side by side.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ..base.vocabulary import pattern
from .cellkinds import FILLED, kind
from .cells import CellToken, Row, blank, ended, printed
from .down import Down, below_another, led_down
from .headers import Head, find_period, only_period, read_head, squeeze, untranslated
from .heads_over import Over, heads_over
from .layouts_across import Found
from .layouts_cells import gridded
from .layouts_measures import named, under
from .measures import Measure, settled, units_of

_CORNER = pattern("table_measures", "times")
_REPUBLIC = pattern("table_measures", "republic_year")
#: what sums up a year below its parts, and what it is then called
_SUM, _YEAR_WORD = pattern("table_measures", "year_sum"), "全年"
_PARTS = (("{:02}", 12), ("Q{}", 4))
#: fewest rows, and fewest long years that no short one stands beside
_FEWEST, _FEWEST_YEARS = 2, 3
_SEARCHED = 40


def dated_rows(rows: Sequence[Row], exact: bool = True) -> Found | None:
    """Read a table with a row a period and its measures across; None where it is none.

    `exact` where a cell left empty keeps its place: then a row may be short of its last ones.
    """
    body = _body(below_another(rows, _CORNER, _SEARCHED), exact)
    if body is None:
        return None
    over = heads_over(body.above, body.width, body.lead, _CORNER, body.values)
    measures = _as_levels(settled(over.read())) if over is not None else None
    if (
        over is None
        or measures is None
        or len({(m.name, *m.column) for m in measures}) < len(measures)
    ):
        return None
    return _turned(body, measures, over)


def _as_levels(measures: list[Measure] | None) -> list[Measure] | None:
    """Take rates of growth that stand alone, each with its name, for what is measured."""
    alone = measures and all(m.role == "change" and m.name.endswith(m.word) for m in measures)
    if not measures or not alone:
        return measures
    return [replace(m, role="generic", word="", whole=True) for m in measures]


_DATED_MONTH = re.compile(r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)")
_MONTH_ALONE = re.compile(r"(?P<m>[1-9]|1[0-2])月份?")


def _beginning(tokens: Sequence[CellToken]) -> Callable[[str], str | None]:
    """Return what says of a cell that a row begins with it: a long year, any time."""
    words = [_word(t.text) for t in tokens]
    # beside 1982, or 1月, 88 is no year of the Republic
    long = sum(_year(word) is not None for word in words) >= _FEWEST_YEARS
    return _summed_up(words, _year if long else _time)


def _summed_up(
    words: Sequence[str], time: Callable[[str], str | None]
) -> Callable[[str], str | None]:
    """Take 合计 below all months, or quarters, of a year for the year."""
    told = {find_period(f"2000年{word}") for word in words if only_period(word)}
    if not any(
        told >= {f"2000-{part.format(n)}" for n in range(1, many + 1)} for part, many in _PARTS
    ):
        return time
    return lambda text: time(text) or (_YEAR_WORD if _SUM.fullmatch(squeeze(text)) else None)


def dated_cells(tokens: Sequence[CellToken]) -> Found | None:
    """Read the same from cells that stand on lines of their own: the times return in step."""
    rows, aside = gridded(tokens, _beginning(tokens), _CORNER)
    found = dated_rows(rows, exact=False)
    if found is not None:
        found.aside += aside
        # which head is under which one nothing shows but the numbers
        found.doubted = found.doubted or any(head.role == "group" for head in found.heads)
    return found


#: rows with more numbers than the usual: as many of the usual ones have lost some
_WIDER = 2


def _body(rows: Sequence[Row], exact: bool) -> Down | None:
    """Find the rows that begin with a time and go on with numbers, each time another."""
    first = [next((_word(t.text) for t in row if t.text.strip()), "") for row in rows]
    time = _summed_up(first, _time)
    led = [_timed(row, time) for row in rows]
    body = led_down(rows, led, exact)
    if body is None or len(body.above) > _SEARCHED:
        return None
    timed = [row for row in body.rest if _timed(row) is not None]
    if sum(len(ended(row)) > body.lead + 1 + body.width for row in timed) >= _WIDER:
        return None  # rows have lost the cells that are empty, and nothing tells which
    strange, kept = led[len(body.above) :].count(None), len(body.values)
    while body.above and _time_alone(body.above[-1]):
        body.rest.append(body.above.pop())  # 2019, and a word where its number would be
    told = _FEWEST <= kept >= strange and _apart(body.places)
    return body if told else None


def _time_alone(row: Sequence[CellToken]) -> bool:
    """Whether a row begins with a time and says no other: it is of the body, its numbers lost."""
    cells = [t.text for t in row if t.text.strip()]
    return bool(cells) and _time(cells[0]) is not None and not any(map(_time, cells[1:]))


def _timed(row: Sequence[CellToken], time: Callable[[str], str | None] | None = None) -> int | None:
    """Return where a row's time stands, if it begins with one and all others are numbers."""
    at = next((i for i, t in enumerate(row) if t.text.strip()), None)
    if at is None or at > 1 or (time or _time)(row[at].text) is None:
        return None
    full = [kind(t.text) for t in row[at + 1 :] if t.text.strip()]
    return at if all(what in FILLED for what in full) and (full or len(row) > 2) else None


def _word(text: str) -> str:
    """Return a cell's word without blanks: 106年底 for 106年底 End of 2017."""
    return squeeze(untranslated(text))


def _time(text: str) -> str | None:
    """Return a cell that is a time and nothing else, without blanks and its English."""
    word = _word(text)
    if only_period(word) or _REPUBLIC.fullmatch(word):
        return word
    known = read_head(word)
    return word if known is not None and known.year_only else None


def _year(text: str) -> str | None:
    """Return a cell that is a time, unless it is a number of three digits."""
    word = _time(text)
    return None if word is not None and re.fullmatch(r"\d{2,3}", word) else word


def _apart(times: Sequence[CellToken]) -> bool:
    """Whether times that are plain years rise or fall."""
    words = [_word(t.text) for t in times]
    if not all(word.isdecimal() for word in words):
        return True
    steps = [b - a for a, b in itertools.pairwise(map(int, words))]
    return all(step > 0 for step in steps) or all(step < 0 for step in steps)


def _turned(body: Down, measures: Sequence[Measure], over: Over) -> Found:
    """Return a row a measure: its values of each period side by side."""
    kept = list(dict.fromkeys(m.column for m in measures))
    of = {m.column: m for m in reversed(measures)}
    nested = any(m.under for m in measures)
    columns = [Head("", "group", proven=True)] if nested else []
    columns += [Head("", "name", proven=True)]
    lead = len(columns)
    for column in kept:
        columns += [_head(of[column], *time) for time in _carried(body.places)]
    lines: dict[str, Row] = {}
    units = units_of(measures)
    top = next(t for t in printed(*body.above[-over.depth :]))
    for i, m in enumerate(measures):
        if m.name not in lines:
            name = named(top, m, units.get(m.name, ""))[1:]
            first = [under(m, top), *name] if nested else name
            lines[m.name] = [*first, *blank(len(columns) - lead)]
        begin = lead + kept.index(m.column) * len(body.places)
        for n, values in enumerate(body.values):
            lines[m.name][begin + n] = values[i]
    told = f"{len(body.places)} periods down, {len(lines)} measures across"
    return over.found(body, columns, list(lines.values()), told)


def _carried(times: Sequence[CellToken]) -> list[tuple[str, str | None]]:
    """Return times and their periods: months after 2012年12月 are of the year after."""
    out: list[tuple[str, str | None]] = []
    year, last = 0, 0
    for time in times:
        word = _word(time.text)
        word = _YEAR_WORD if _SUM.fullmatch(word) else word
        period = find_period(word)
        dated = _DATED_MONTH.fullmatch(period or "")
        alone = _MONTH_ALONE.fullmatch(word)
        if dated:
            year, last = int(dated["y"]), int(dated["m"])
        elif alone and year:
            year, last = year + (int(alone["m"]) < last), int(alone["m"])
            period = f"{year}-{last:02}"
        out.append((word, period))
    return out


def _head(measure: Measure, word: str, period: str | None) -> Head:
    """Return the head of a measure's values at one time."""
    year = int(re.sub(r"\D", "", word) or 0) if _REPUBLIC.fullmatch(word) else 0
    role = "actual" if measure.role in ("generic", "year") else measure.role
    shown = f"{word}{measure.word if role != 'actual' else ''}"
    return Head(shown, role, str(year + 1911) if year else period, proven=True)
