"""Tables in English: by the words of their heads, in a grid or in lines with wide blanks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..base.report import Report
from .cellkinds import count_chinese, kind
from .cells import Row, of_grid, printed
from .headers import Head, english_head, given, where
from .layouts_across import Found
from .layouts_pipes import pipe_regions

_SEARCHED, _KNOWN, _NUMERIC = 20, 0.6, 0.5
#: how much of a text may be Chinese
_LOOKED_AT, _FOREIGN = 20_000, 0.02


def in_english(report: Report) -> list[Found]:
    """Return the tables of a report in English; none, where it is in Chinese."""
    text = report.text[:_LOOKED_AT] or " ".join(
        c.text for t in report.tables for row in t.rows[:_SEARCHED] for c in row
    )
    ideographs = count_chinese(text)
    if ideographs > _FOREIGN * len(text):
        return []
    letters = sum(map(str.isalpha, text))
    if not letters or ideographs > _FOREIGN * letters:
        return []
    if report.tables:
        grids = [(of_grid(t.rows), t.kind, t.caption) for t in report.tables]
    else:
        grids = [(r.rows, r.kind, "") for r in pipe_regions(report) if r.rows is not None]
    return [
        replace(found, part=part, caption=caption)
        for part, (rows, layout, caption) in enumerate(grids)
        if (found := _of_rows(rows, layout)) is not None
    ]


def _of_rows(rows: Sequence[Row], layout: str) -> Found | None:
    for n, row in enumerate(rows[:_SEARCHED]):
        told = [english_head(t.text) for t in row]
        known = [h for h in told if h is not None]
        if len(known) < max(2, _KNOWN * len(printed(row))):
            continue
        body = list(rows[n + 1 :])
        named = [h or Head(t.text, "note") for h, t in zip(told, row, strict=True)]
        heads = _settled(named, body)
        if heads is None:
            continue
        doubted = len(where(heads, "actual")) > 1  # of which year is the state?
        return Found(
            layout, heads, [], body, evidence=f"english: {', '.join(h.text for h in heads[:8])}",
            header=printed(row), before=printed(*rows[:n]), grid=True, doubted=doubted,
        )  # fmt: skip
    return None


def _settled(heads: list[Head], body: Sequence[Row]) -> list[Head] | None:
    """Give one column the names, and take a result in words for a verdict; None where no table."""
    names = where(heads, "name")
    words = [i for i in where(heads, "actual") if not _numbers(body, i)]
    out = given(given(heads, words, role="verdict"), names[:-1], role="group")
    if not names:
        # Item, or a word of the table's own, over words: nothing else can be the names
        areas = (
            where(heads, "area") or [i for i, h in enumerate(heads) if _of_words(h, body, i)][:1]
        )
        if not areas:
            return None
        out = given(out, areas[-1:], role="name")
    values = [h for h in out if h.value]
    told = [(h.role, h.period) for h in values]
    return out if values and len(set(told)) == len(told) else None


def _numbers(body: Sequence[Row], column: int) -> bool:
    cells = _cells(body, column)
    counted = sum(kind(text) in ("num", "int", "missing") for text in cells)
    return counted >= _NUMERIC * len(cells)


def _cells(body: Sequence[Row], column: int) -> list[str]:
    return [row[column].text for row in body if column < len(row) and row[column].text.strip()]


def _of_words(head: Head, body: Sequence[Row], column: int) -> bool:
    cells = _cells(body, column)
    worded = sum(kind(text) in ("english", "text", "long") for text in cells)
    return head.role in ("serial", "note") and worded > 1 and worded >= _KNOWN * len(cells)
