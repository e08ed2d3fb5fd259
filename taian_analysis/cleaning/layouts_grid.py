"""The indicator table in a grid that the document itself marks as a table."""

from __future__ import annotations

from ..base.report import Table
from .across import across, statistics
from .captions import evidence_of, titled
from .cellkinds import COUNTS, kind, noisy
from .cells import CellToken, cell_over, of_grid, printed, upright
from .header_columns import last_named, regions_named, typed
from .header_runs import is_header, row_of_heads
from .headers import LEADING, Head, merged, read_head
from .hypotheses_heads import headlike, settle
from .labelled import labelled
from .layouts_across import Found

#: how surely the cells of a row below others are heads, for it to begin another table
_SURE = 1.5


def in_grid(table: Table) -> list[Found]:
    """Find the indicator table in a grid the document marks as a table."""
    rows = labelled(of_grid(table.rows))
    cells = [token.text for token in printed(*rows)]
    if cells and sum(map(noisy, cells)) > max(2, 0.08 * len(cells)):
        return []
    tokens = [t for row in rows for t in row]
    turned = across(tokens, rows)
    found = [turned] if turned is not None else statistics(tokens, rows, table.kind)
    for one in found:
        one.caption = table.caption
    return found or _under_heads(rows, table)


def _under_heads(rows: list[list[CellToken]], table: Table) -> list[Found]:
    """Cut a grid into tables at its headers: other heads further down begin another."""
    found: list[Found] = []
    begins = _headers(rows)
    for n, (first, last, heads) in enumerate(begins):
        stop = begins[n + 1][0] if n + 1 < len(begins) else len(rows)
        body = rows[last + 1 : stop]
        named = [head or Head("", "note", implied=True) for head in heads]
        columns = _grid_columns(typed(named, [t.text for r in body for t in r]), body)
        header = printed(*rows[first : last + 1])
        one = Found(table.kind, columns, [], body, table.caption, "", header, grid=True)
        one.before = printed(*rows[:first]) if not found else []
        one.caption = one.caption or titled([t.text for t in one.before])
        one.evidence = evidence_of(one)
        found.append(one)
    return found


def _headers(rows: list[list[CellToken]]) -> list[tuple[int, int, list[Head | None]]]:
    """Return where each header begins and ends, and its heads; one printed again is none."""
    out: list[tuple[int, int, list[Head | None]]] = []
    known: list[set[str]] = []
    first = 0
    while first < len(rows):
        last = first
        words = {t.text for t in printed(rows[first])}
        told = row_of_heads(rows[first])
        again = bool(out) and not _other(words, rows, first, known)
        # a table without a row is none, and two cells below seven heads are a row cut short
        below = bool(out) and (first == out[-1][1] + 1 or 2 * len(words) < len(known[-1]))
        if again or not (told or (out and not below and headlike(rows[first]) >= _SURE)):
            first += 1
            continue
        while last + 1 < len(rows) and _continues(rows[last + 1]):
            last += 1
        heads = grid_heads(rows[first : last + 1]) if told else _learned(rows[first:])
        header = is_header([(rows[first][0], h) for h in heads if h is not None])
        if header and last + 1 < len(rows):
            out.append((first, last, heads))
            known.append(words)
        first = last + 1
    return out


def _learned(rows: list[list[CellToken]]) -> list[Head | None]:
    """Return the heads of a first row of which no pattern knows most."""
    texts = [t.text for t in rows[0]]
    return list(settle(texts, upright(rows[1:], len(texts))))


def _other(words: set[str], rows: list[list[CellToken]], first: int, known: list[set[str]]) -> bool:
    """Whether a row of heads below others is another table's: other words, numbers below it."""
    below = rows[first + 1 : first + 4]
    counted = any(kind(t.text) in COUNTS for row in below for t in row)
    numbers = any(kind(t.text) in COUNTS for t in rows[first])
    return counted and not numbers and all(len(words & heads) < len(words) / 2 for heads in known)


def _continues(row: list[CellToken]) -> bool:
    """Whether a row is a second row of heads."""
    cells = printed(row)
    if not cells:
        return any(t.merged and read_head(t.text) for t in row)
    good = [
        t for t in cells if read_head(t.text) is not None or kind(t.text) in ("english", "sign")
    ]
    return len(good) >= max(1, 0.75 * len(cells)) and len(row) >= 2


def grid_heads(rows: list[list[CellToken]]) -> list[Head | None]:
    """Return the head of each column, of all cells that stand over it."""
    width = max(len(row) for row in rows)
    heads: list[Head | None] = []
    for column in range(width):
        cells = [cell_over(rows, depth, column) for depth in range(len(rows))]
        texts = list(dict.fromkeys(t.text.strip() for t in cells if t))
        single = [read_head(text) for text in texts]
        whole = " ".join(texts)
        if not texts:
            heads.append(None)
        elif len(texts) == 1:
            heads.append(single[0] or Head(whole, "note"))
        else:
            heads.append(merged(single[0], single[-1], whole) or Head(whole, "note"))
    return heads


def _grid_columns(heads: list[Head], body: list[list[CellToken]]) -> list[Head]:
    """Give every grid position a column; a doubled name head covers area or group and name."""
    out = regions_named(last_named(heads, in_place=True))
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
