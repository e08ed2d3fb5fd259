"""The indicator table in a grid that the document itself marks as a table."""

from __future__ import annotations

from ..base.report import Table
from .align import CellToken, of_grid, printed
from .captions import evidence_of, titled
from .cellkinds import kind, noisy
from .header_runs import LEADING, is_header, last_named, regions_named, row_of_heads, typed
from .headers import Head, merged, read_head
from .labelled import labelled
from .layouts_across import Found, transposed, wide
from .layouts_measures import measured
from .layouts_periods import dated_rows
from .layouts_series import in_series


def in_grid(table: Table) -> list[Found]:
    """Find the indicator table in a grid the document marks as a table."""
    rows = labelled(of_grid(table.rows))
    cells = [token.text for token in printed(*rows)]
    if cells and sum(map(noisy, cells)) > max(2, 0.08 * len(cells)):
        return []
    across = measured(rows) or dated_rows(rows)
    across = across or transposed([t for row in rows for t in row if not t.merged]) or wide(rows)
    if across is not None:
        across.caption = table.caption
        return [across]
    if series := in_series(rows, table.kind):
        for one in series:
            one.caption = table.caption
        return series
    for first, row in enumerate(rows):
        if not row_of_heads(row):
            continue
        last = first
        stacked = [row]
        while last + 1 < len(rows) and _continues(rows[last + 1]):
            last += 1
            stacked.append(rows[last])
        heads = _grid_heads(stacked)
        if not is_header([(row[0], h) for h in heads if h is not None]):
            continue
        body = rows[last + 1 :]
        if not body:
            continue
        named = [head or Head("", "note", implied=True) for head in heads]
        columns = _grid_columns(typed(named, [t.text for r in body for t in r]), body)
        header = printed(*stacked)
        found = Found(table.kind, columns, [], body, table.caption, "", header, grid=True)
        found.before = printed(*rows[:first])
        found.caption = found.caption or titled([t.text for t in found.before])
        found.evidence = evidence_of(found)
        return [found]
    return []


def _continues(row: list[CellToken]) -> bool:
    """Whether a row is a second row of heads."""
    cells = printed(row)
    if not cells:
        return any(t.merged and read_head(t.text) for t in row)
    good = [
        t for t in cells if read_head(t.text) is not None or kind(t.text) in ("english", "sign")
    ]
    return len(good) >= max(1, 0.75 * len(cells)) and len(row) >= 2


def _grid_heads(rows: list[list[CellToken]]) -> list[Head | None]:
    width = max(len(row) for row in rows)
    heads: list[Head | None] = []
    for column in range(width):
        texts: list[str] = []
        for depth, row in enumerate(rows):
            text = row[column].text.strip() if column < len(row) else ""
            if not text and any(_at(r, column) for r in rows[depth + 1 :]):
                # an upper cell printed once goes on over the lower ones beside it
                left = [c for c in range(column) if _at(row, c)]
                text = _at(row, left[-1]) if left and _at(rows[-1], left[-1]) else ""
            if text and text not in texts:
                texts.append(text)
        single = [read_head(text) for text in texts]
        whole = " ".join(texts)
        if not texts:
            heads.append(None)
        elif len(texts) == 1:
            heads.append(single[0] or Head(whole, "note"))
        else:
            heads.append(merged(single[0], single[-1], whole) or Head(whole, "note"))
    return heads


def _at(row: list[CellToken], column: int) -> str:
    return row[column].text.strip() if column < len(row) else ""


def _grid_columns(heads: list[Head], body: list[list[CellToken]]) -> list[Head]:
    """Give every grid position a column; a doubled name head covers area or group and name."""
    out = regions_named(last_named(heads))
    roles = [head.role for head in out]
    if "name" not in roles:
        left = [i for i, r in enumerate(roles) if r in LEADING]
        after = left[-1] + 1 if left else 0
        place = next(
            (i for i in range(after, len(out)) if _texts(body, i)), min(after, len(out) - 1)
        )
        out[place] = Head(out[place].text, "name")
    return out


def _texts(body: list[list[CellToken]], column: int) -> bool:
    """Whether most cells of a column are texts, as names are."""
    cells = [row[column].text for row in body if column < len(row) and row[column].text]
    return (
        bool(cells) and sum(kind(t) in ("text", "section", "head") for t in cells) > len(cells) / 2
    )
