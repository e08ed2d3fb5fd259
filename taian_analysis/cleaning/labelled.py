"""Cells that are more than one: Q1: 62% | Q2: 65% under one head, 3.2/3.4 under 目标/完成."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .cellkinds import COUNTS, kind
from .cells import CellToken
from .headers import LEVELS, role_of

_LABEL = r"(?P<label>[^\s:\uff1a][^:\uff1a]{0,11})[:\uff1a]"
_LABELLED = re.compile(rf"\A\s*{_LABEL}\s*(?P<rest>.*)", re.S)
#: the share of a column's cells that must begin with its label
_MOST = 0.7

#: two values in one cell, or their heads: 3.2/3.4, 60(55), ≥60 63, 目标及完成
_TWO = re.compile(
    r"\A([^/()\uff08\uff09]++)[/(\uff08]([^/()\uff08\uff09]++)[)\uff09]?\s*+"
    r"|\A([^\s/()\uff08\uff09及和与、]++)[\s及和与、]++([^\s/()\uff08\uff09及和与、]++)\s*+"
)

Row = list[CellToken]


def parted(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of a grid with two columns for one whose head and cells are each of two.

    Examples
    --------
    >>> rows = [[CellToken(t) for t in texts] for texts in (["指标", "目标/完成"], ["甲项", "3/4"])]
    >>> [[t.text for t in row] for row in parted(rows)]
    [['指标', '目标', '完成'], ['甲项', '3', '4']]
    """
    out = list(rows)
    top = next((n for n, row in enumerate(rows) if any(map(_of_two, row))), None)
    if top is None:
        return out
    for place in reversed(range(len(rows[top]))):
        if not _of_two(rows[top][place]):
            continue
        cells = [_halves(row[place]) for row in rows[top + 1 :] if _filled(row, place)]
        whole = [a for a in cells if a and all(kind(t.text) in COUNTS for t in a)]
        if whole and len(whole) >= _MOST * len(cells):
            out = out[:top] + [_in_two(row, place) for row in out[top:]]
    return out


def _of_two(token: CellToken) -> bool:
    """Whether a head names two levels: 目标/完成."""
    return len({role_of(half.text) for half in _halves(token)} & {*LEVELS}) == 2


def _filled(row: Row, place: int) -> bool:
    return place < len(row) and kind(row[place].text) not in ("empty", "missing")


def _halves(token: CellToken) -> list[CellToken]:
    """Return the two values that a cell prints, or none."""
    found = _TWO.fullmatch(token.text) if len(token.text) < 40 else None
    if found is None:
        return []
    out = []
    for group in (1, 2) if found[1] else (3, 4):
        text, at = found[group], found.start(group)
        start = (token.start or 0) + at + len(text) - len(text.lstrip())
        out.append(replace(token, text=text.strip(), start=start, end=start + len(text.strip())))
    return out


def _in_two(row: Row, place: int) -> Row:
    if place >= len(row):
        return row
    empty = replace(row[place], text="")
    return [*row[:place], *(_halves(row[place]) or (row[place], empty)), *row[place + 1 :]]


def labelled(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of a grid, one head for each of its columns of labelled cells.

    Examples
    --------
    >>> row = ["甲项", "一季度:3", "上半年:-", "12"]
    >>> rows = [[CellToken(t) for t in texts] for texts in (["指标", "目标", "全年"], row, row)]
    >>> [[t.text for t in row] for row in labelled(rows)][:2]
    [['指标', '一季度 目标', '上半年 目标', '全年'], ['甲项', '3', '', '12']]
    """
    rows = parted(rows)
    if len(rows) < 3 or len(rows[1]) <= len(rows[0]):
        return rows
    head, width = rows[0], len(rows[1])
    body = [row for row in rows[1:] if len(row) == width]
    labels = [_label([row[i].text for row in body]) for i in range(width)]
    places = [i for i, label in enumerate(labels) if label]
    run = places == list(range(places[0], places[-1] + 1)) if places else False
    if not run or width - len(places) + 1 != len(head) or places[0] >= len(head):
        return list(rows)
    over = head[places[0]]
    heads = [replace(over, text=f"{labels[i]} {over.text}") for i in places]
    out = [[*head[: places[0]], *heads, *head[places[0] + 1 :]]]
    for row in rows[1:]:
        full = len(row) == width
        out.append([_told(t) if full and i in places else t for i, t in enumerate(row)])
    return out


def _label(cells: Sequence[str]) -> str:
    """Return the label that most cells of a column begin with, or nothing."""
    found = [m["label"].strip() for text in cells if (m := _LABELLED.fullmatch(text))]
    label, count = Counter(found).most_common(1)[0] if found else ("", 0)
    return label if count >= _MOST * len(cells) else ""


def _told(token: CellToken) -> CellToken:
    """Return a cell without its label; one that says nothing after it is empty."""
    found = _LABELLED.fullmatch(token.text)
    if found is None:
        return token
    rest = found["rest"].strip()
    if kind(rest) in ("missing", "empty"):
        return replace(token, text="")
    start = None if token.start is None else token.start + found.start("rest")
    return replace(token, text=rest, start=start)
