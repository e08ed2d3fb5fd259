"""Tables known by their rows or heads alone: places, periods, measures, statistics.

Each form of print gives its rows, or only its cells in order, or both where what parts the cells is
soft; which readers are asked, and in which order, is the same for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..base.vocabulary import pattern
from ..grammar.chars import simplify
from .cellkinds import FILLED, NAMES, kind
from .cells import CellToken, Row, Rows, printed
from .headers import LEVELS, Head, find_period, of_year, only_period, read_head, role_of, squeeze
from .heads_in_turn import turn
from .heads_over import CORNER
from .layouts_across import Found, transposed
from .layouts_cells import gridded
from .layouts_long import with_times
from .layouts_measures import measured
from .layouts_periods import dated_cells, dated_rows
from .layouts_series import in_series
from .names import unit_apart
from .peeled import peeled
from .places import place
from .shared_cells import own_columns
from .streams import placed_across, series_in_cells


def across(tokens: Row, rows: Rows | None, exact: bool = True) -> Found | None:
    """Read a table whose rows are places or periods, or which is turned; None where it is none.

    Parameters
    ----------
    tokens, rows
        The cells in order, and as rows where they are known.
    exact
        Whether a cell left empty keeps its place; if not, the rows may be none.
    """
    loose = rows is None or not exact
    rows = rows and own_columns(rows)
    if rows and (found := with_times(rows)) is not None:
        return found
    rows = peeled(rows, judged=True) if rows and exact else rows
    found = measured(rows, exact) if rows is not None else None
    if found is None and loose:
        found = _in_lines(placed_across(tokens)) or _in_lines(gridded(tokens))
    if found is None and rows is not None:
        found = dated_rows(rows, exact)
    if found is None and loose:
        found = dated_cells(tokens)
    if found is None and rows is not None:
        found = _aims_down(rows) or _levels_down(rows)
    return found or transposed([token for token in tokens if not token.merged])


def items_down(tokens: Sequence[CellToken], rows: Rows | None, exact: bool = True) -> Found | None:
    """Read a table that no known head tells: numbers of items, below whatever stands over them."""
    found = measured(own_columns(rows), exact, unknown=True) if rows is not None else None
    if found is None and (rows is None or not exact):
        found = _in_lines(gridded(tokens, _item, CORNER), unknown=True)
    return found


def _aims_down(rows: Rows) -> Found | None:
    """Read places across, and below a task, said once, a line for each of 计划 and 完成."""
    led = [[CellToken(""), *row] if _of_level(row) else list(row) for row in rows if row]
    at = [n for n, row in enumerate(led) if _of_level(row[1:])]
    if not at or at[0] == 0:
        return None
    head, *body = led[at[0] - 1 : at[-1] + 1]
    words, tasks = _turns([row for row in body if len(row) == len(head) > 1], 1)
    if sum(map(len, tasks)) < max(1, len(body)) or not all(_of_whom(t.text) for t in head[2:]):
        return None
    if not all(task[0][0].text for task in tasks):
        return None
    heads = [replace(h, proven=True) for word in words if (h := read_head(word))]
    heads[:0] = [Head("", "area", proven=True), Head("", "name", proven=True)]
    lines = [
        [whose, task[0][0], *(row[n] for row in task)]
        for task in tasks for n, whose in enumerate(head) if n > 1
    ]  # fmt: skip
    said = f"{len(tasks)} tasks down, {len(head) - 2} places across"
    return Found(
        "wide", heads, [], lines, evidence=said, header=printed(head), grid=True,
        before=printed(*led[: at[0] - 1]), aside=printed(*led[at[-1] + 1 :]),
    )  # fmt: skip


def _levels_down(rows: Rows) -> Found | None:
    """Read years across, and down a line for each of 目标 and 实际, as a column of its own says."""
    at = next((n for n, row in enumerate(rows) if any(of_year(t.text) for t in row)), len(rows))
    head, *body = rows[at:] or [[]]
    years = [n for n, token in enumerate(head) if of_year(token.text)]
    told = years[0] - 1 if years else -1
    even = {len(row) for row in body} == {len(head)} and years == [*range(told + 1, len(head))]
    words, parts = _turns(body, told) if told > 0 and even else ([], [])
    lead = [read_head(token.text) for token in head[:told]]
    if not parts or not all(role_of(word) in LEVELS for word in words) or None in lead:
        return None
    levels = [
        Head(f"{word}\n{over.text}", role_of(word), find_period(over.text), proven=True)
        for word in words for over in head[told + 1 :]
    ]  # fmt: skip
    lines = [[*one[0][:told], *(t for row in one for t in row[told + 1 :])] for one in parts]
    said = f"{len(parts)} rows of {len(words)} levels, {len(years)} years across"
    return Found(
        "wide", [h for h in lead if h] + levels, [], lines, evidence=said, header=printed(head),
        grid=True, before=printed(*rows[:at]),
    )  # fmt: skip


_NAMED = pattern("table_measures", "said")
_UNIT_SAID = pattern("table_measures", "unit_said")


def levels_of_one(rows: Rows, title: str) -> Found | None:
    """Read years across, and down 目标值 and 实际值 of the one indicator that the title names."""
    named = _NAMED.search(simplify(title))
    at = next((n for n, row in enumerate(rows) if any(of_year(t.text) for t in row)), len(rows))
    head, *body = rows[at:] or [[]]
    years = head[1:]
    levels = [row for row in body if role_of(row[0].text) in LEVELS and len(row) == len(head)]
    roles = [role_of(row[0].text) for row in levels]
    if named is None or len(years) < 2 or not all(of_year(t.text) for t in years):
        return None
    if len(set(roles)) < max(2, len(roles)) or any(role_of(row[0].text) == "name" for row in body):
        return None
    units = [unit for row in levels if (unit := unit_apart(row[0].text)[1])]
    told = [(text, _UNIT_SAID.search(simplify(text))) for text in (row[0].text for row in levels)]
    units += [text[slice(*said.span("unit"))] for text, said in told if said]
    name = title[slice(*named.span("name"))]
    heads = [
        Head(f"{squeeze(row[0].text)}\n{year.text}", role, find_period(year.text), proven=True)
        for row, role in zip(levels, roles, strict=True) for year in years
    ]  # fmt: skip
    first = replace(head[0], text=f"{name}({units[0]})" if units else name)
    return Found(
        "wide", [Head("", "name", proven=True), *heads], [],
        [[first, *(t for row in levels for t in row[1:])]],
        evidence=f"{len(levels)} levels of one indicator, {len(years)} years across",
        header=printed(head), grid=True, before=printed(*rows[:at]),
        aside=printed(*(row for row in body if row not in levels)), settled=True,
    )  # fmt: skip


def _turns(rows: Rows, column: int) -> tuple[list[str], list[Rows]]:
    """Return the words that come round in a column, and the rows of each turn; else none.

    What stands before them is printed once, or again in each row of a turn.
    """
    words = [squeeze(row[column].text) for row in rows]
    depth = turn(words) or len(rows) + 1
    parts = [rows[n : n + depth] for n in range(0, len(rows), depth)]
    once = (
        cell.text in ("", over.text)
        for one in parts for row in one for cell, over in zip(row[:column], one[0], strict=False)
    )  # fmt: skip
    return (words[:depth], parts) if depth <= len(rows) and all(once) else ([], [])


def _of_whom(text: str) -> bool:
    """Whether a cell names a place, or what else numbers are of, and neither a time nor a head."""
    word = kind(text) in NAMES and read_head(text) is None and not only_period(text)
    return word or place(text) == "whole"


def _of_level(row: Row) -> bool:
    """Whether a row begins with what its numbers are: 计划, 4.5."""
    counted = len(row) > 2 and all(kind(t.text) in FILLED for t in row[1:])
    return counted and role_of(row[0].text) in (*LEVELS, "rate")


def _item(text: str) -> bool:
    return kind(text) in ("text", "section", "dept")


def _in_lines(told: tuple[Rows, Row], unknown: bool = False) -> Found | None:
    """Read the rows of a table a cell a line, and name what of it is in no row."""
    lines, aside = told
    found = measured(lines, exact=False, unknown=unknown) if lines else None
    if found is not None:
        found.aside += aside
    return found


def statistics(
    tokens: Sequence[CellToken], rows: Rows | None, layout: str, exact: bool = True
) -> list[Found]:
    """Read tables whose heads are times, amounts and growth; nothing where there is none."""
    found = in_series(rows, layout, exact) if rows is not None else []
    in_cells = "blank-lines" if layout == "blanks" else layout
    # of cells a line it is the numbers of pipes that told rows, and a header may be out of step
    loose = not found and (rows is None or not exact or layout == "cell-a-line")
    return series_in_cells(tokens, in_cells) if loose else found
