"""Cells that say what they are of: Q1: 62% | Q2: 65% under one head."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .cellkinds import kind
from .cells import CellToken

_LABEL = r"(?P<label>[^\s:\uff1a][^:\uff1a]{0,11})[:\uff1a]"
_LABELLED = re.compile(rf"\A\s*{_LABEL}\s*(?P<rest>.*)", re.S)
#: the share of a column's cells that must begin with its label
_MOST = 0.7

Row = list[CellToken]


def labelled(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of a grid, one head for each of its columns of labelled cells.

    Examples
    --------
    >>> row = ["甲项", "一季度:3", "上半年:-", "12"]
    >>> rows = [[CellToken(t) for t in texts] for texts in (["指标", "目标", "全年"], row, row)]
    >>> [[t.text for t in row] for row in labelled(rows)][:2]
    [['指标', '一季度 目标', '上半年 目标', '全年'], ['甲项', '3', '', '12']]
    """
    if len(rows) < 3 or len(rows[1]) <= len(rows[0]):
        return list(rows)
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
