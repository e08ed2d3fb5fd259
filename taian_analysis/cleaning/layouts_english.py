"""Tables in English: by the words of their heads, in a grid or in lines with wide blanks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..base.report import Report
from .cellkinds import count_chinese, kind
from .cells import CellToken, Row, of_grid, printed
from .headers import PART_OF_YEAR, Head, english_head, given, where
from .layouts_across import Found
from .layouts_pipes import pipe_regions

_SEARCHED, _KNOWN, _NUMERIC = 20, 0.6, 0.5
#: so many rows a header has at most, and so many cells a row of it at least
_DEEPEST, _TWO = 3, 2
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
    for n in range(min(len(rows), _SEARCHED)):
        texts, end = _header(rows, n)
        told = [english_head(text) for text in texts]
        known = [h for h in told if h is not None]
        if len(known) < max(2, _KNOWN * sum(map(bool, texts))):
            continue
        body = list(rows[end:])
        named = [h or Head(text, "note") for h, text in zip(told, texts, strict=True)]
        heads = _settled(named, body)
        if heads is None:
            continue
        doubted = len(where(heads, "actual")) > 1  # of which year is the state?
        return Found(
            layout, heads, [], body, evidence=f"english: {', '.join(h.text for h in heads[:8])}",
            header=printed(*rows[n:end]), before=printed(*rows[:n]), grid=True, doubted=doubted,
        )  # fmt: skip
    return None


def _header(rows: Sequence[Row], n: int) -> tuple[list[str], int]:
    """Return what stands over each column in a header that begins in a row, and where it ends.

    It goes on in rows of heads alone: what a row's name is, no head is called. An upper cell is
    over the columns it is merged over; where a text lost that, over those that it leaves empty.
    """
    width = max(map(len, rows[n : n + _DEEPEST]))
    over = [[text] if text else [] for text in _texts(rows[n], width)]
    end = n + 1
    while end < min(len(rows), n + _DEEPEST):
        own = [t for t in rows[end] if t.text.strip() and not t.merged]
        if len(own) < _TWO or not all(map(_under, own)):
            break
        lower = _texts(rows[end], width)
        for i, text in enumerate(lower):
            if text and not over[i] and i:
                over[i] = list(over[i - 1][:1])
            if text and text not in over[i]:
                over[i].append(text)
        end += 1
    return [" ".join(parts) for parts in over], end


def _texts(row: Row, width: int) -> list[str]:
    texts = [" ".join(token.text.split()) for token in row]
    return texts + [""] * (width - len(texts))


def _under(token: CellToken) -> bool:
    """Whether a cell may stand under a head: one itself, a year, a part of a year."""
    return (
        english_head(token.text) is not None
        or PART_OF_YEAR.fullmatch(token.text.strip().lower()) is not None
    )


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
    told = [(h.role, h.period, PART_OF_YEAR.findall(h.text.lower())) for h in values]
    return out if values and all(told.count(one) == 1 for one in told) else None


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
