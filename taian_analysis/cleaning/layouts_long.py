"""Tables with one value a row, its time in a column of its own: 年度 | 指标 | 单位 | 数值.

Databases and open data are printed so. An indicator, or that of a place, comes again once a time:
its rows become one, its values side by side under their times.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..base.vocabulary import pattern
from .cells import CellToken, Row, blank, printed
from .headers import (
    COUNTED,
    LEVELS,
    Head,
    find_period,
    of_year,
    only_period,
    plain_head,
    read_head,
    squeeze,
)
from .layouts_across import Found

_EITHER = pattern("table_titles", "either")
#: fewest rows that show it, and fewest times that something comes again
_FEWEST_ROWS, _FEWEST_TIMES = 4, 2
#: what a row is of, beside its time, in the order of the columns read
_OF = ("area", "group", "region", "name", "unit")


def with_times(rows: Sequence[Row]) -> Found | None:
    """Read a table of a value a row, each with its time in a column of its own; None where none.

    Examples
    --------
    >>> lines = ("年份 地区 指标 数值", "2020 甲区 人口 9", "2020 乙区 人口 7",
    ...          "2021 甲区 人口 8", "2021 乙区 人口 6")
    >>> found = with_times([[CellToken(text) for text in line.split()] for line in lines])
    >>> [head.role for head in found.heads], [[t.text for t in row] for row in found.rows]
    (['area', 'name', 'actual', 'actual'], [['甲区', '人口', '9', '8'], ['乙区', '人口', '7', '6']])
    """
    at = next((n for n, row in enumerate(rows) if len(printed(row)) >= len(_OF) - 1), len(rows))
    top, body = (rows[at], rows[at + 1 :]) if at < len(rows) else ([], [])
    if len(body) < _FEWEST_ROWS or any(len(row) != len(top) for row in body):
        return None
    heads = [read_head(plain_head(token.text)) for token in top]
    roles = [head.role if head else "" for head in heads]
    kept = (*_OF, *LEVELS)
    times = [
        n for n, role in enumerate(roles) if role not in kept and _dated([row[n] for row in body])
    ]
    values = [n for n, role in enumerate(roles) if role in COUNTED and n not in times]
    of = [n for role in _OF for n in range(len(top)) if roles[n] == role]
    if len(times) != 1 or not values or roles.count("name") != 1:
        return None
    column = times[0]
    words = list(dict.fromkeys(row[column].text.strip() for row in body))
    lines: dict[tuple[str, ...], Row] = {}
    filled: set[tuple[int, str]] = set()
    for row in body:
        cells, word = [row[n] for n in of], row[column].text.strip()
        key = tuple(cell.text.strip() for cell in cells)
        line = lines.setdefault(key, [*cells, *blank(len(words) * len(values))])
        if (id(line), word) in filled:
            return None  # of the same time twice: something else tells the two apart
        filled.add((id(line), word))
        begin = len(of) + words.index(word) * len(values)
        line[begin : begin + len(values)] = [row[n] for n in values]
    if len(words) < _FEWEST_TIMES or len(filled) < _FEWEST_TIMES * len(lines):
        return None
    columns = [Head(top[n].text, _over(roles, n), proven=True) for n in of]
    for word in words:
        columns += [_value(top[n].text, roles[n], word, len(values) == 1) for n in values]
    said = f"a value a row: {len(lines)} indicators at {len(words)} times"
    return Found(
        "wide", columns, [], list(lines.values()), evidence=said, header=printed(top), grid=True,
        before=printed(*rows[:at]),
    )  # fmt: skip


def _over(roles: Sequence[str], column: int) -> str:
    """Return the role of a column that a row is of: a place is its area, a kind then a group."""
    role = roles[column]
    if "region" not in roles or role not in ("area", "region"):
        return role
    return "area" if role == "region" else "group"


def _value(text: str, role: str, word: str, alone: bool) -> Head:
    """Return the head of the values of one time; 指标值 alone is of what was counted."""
    either = role == "generic" or (alone and _EITHER.fullmatch(squeeze(text)) is not None)
    shown = word if alone else f"{word}{text}"
    return Head(shown, "actual" if either else role, find_period(word), proven=True)


def _dated(cells: Sequence[CellToken]) -> bool:
    """Whether each cell of a column is a time and nothing else."""
    return all(only_period(t.text) or of_year(t.text) for t in cells)
