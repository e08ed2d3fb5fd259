"""Statistics with indicators down and times, amounts and growth across, in every layout.

The body is found first: rows of a name, what it is counted in, and as many numbers. What stands
above it is a head of `series_heads`, or the table is left to the other readings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..base.vocabulary import pattern
from .cellkinds import COUNTS, FILLED, chinese, figured, kind, number, rated
from .cells import CellToken, Row, blank, flat, printed, with_units
from .down import usual_width
from .header_runs import row_of_heads
from .headers import LEVELS, Head, read_head, role_of, squeeze
from .layouts_across import Found
from .left_empty import filled_out
from .names import unit_like
from .series_heads import OVER_NAMES, TAIL, headed, heads_of, measure_over, texts_of, value_head

#: what stands over names that are kinds of one thing
_KINDS = pattern("table_measures", "kinds")
_FEWEST, _SEARCHED = 2, 60
#: so many rows below a header show what its columns hold
_LOOKED_AT = 40
#: so many lines a header may be broken over
_DEEPEST = 4
#: and over how many where each head has a line of its own
_FEWEST_LINES, _A_LINE = 4, 16
#: columns that must agree with each other, and by how much rounding sets them apart
_COMPARED, _ROUNDED = ["actual", "baseline", "change"], 0.06
#: which share of the numbers' cells must be numbers
_NUMERIC = 0.9


def in_series(rows: Sequence[Row], layout: str, exact: bool = True) -> list[Found]:
    """Read tables of statistics whose rows are known; nothing where there is none."""
    out: list[Found] = []
    begin = 0
    rows = [row for row in rows if any(t.text.strip() for t in row)]
    printed_as = [tuple(texts_of(row)) for row in rows]
    while begin < len(rows) - 1 and begin < _SEARCHED * (1 + len(out) * 10):
        again = printed_as.count(printed_as[begin]) > 1  # the heads of other tables too
        depth, heads = _header(rows, begin, exact, 1 if again else _FEWEST)
        if heads is None or (begin and under_goals(rows[begin - 1], rows[begin])):
            begin += 1
            continue
        body = rows[begin + depth :]
        stop = _stop(body)
        out.append(_found(rows[begin : begin + depth], heads, body[:stop], layout, exact))
        begin += depth + stop
    return out


def under_goals(above: Sequence[CellToken], head: Sequence[CellToken]) -> bool:
    """Whether 年度目标 stands above years that no head over the names leads: it is over them."""
    over = [read_head(t.text) for t in printed(above)]
    if None in over or any(role_of(t.text) == "name" for t in printed(head)):
        return False
    return any(h and h.role in LEVELS and not h.period for h in over)


def _header(
    rows: Sequence[Row], begin: int, exact: bool, fewest: int
) -> tuple[int, list[Head] | None]:
    """Return how many rows from one on are a header over so many rows, and its columns."""
    if not _header_row(rows[begin]):
        return _broken(rows, begin, exact)
    depth = 1 + (begin + 2 < len(rows) and _goes_on(rows[begin + 1]))
    body = _below(rows, begin + depth)
    width = _width(body, exact)
    texts = [texts_of(row) for row in rows[begin : begin + depth]]
    one = not exact and len(texts) == 1 < width < len(texts[0])
    whole = heads_of(texts, len(texts[0])) if one else None
    if whole and _grown(body, whole[:-1]):
        heads: list[Head] | None = whole[:-1]  # nothing stands below the last head
    else:
        heads = heads_of(texts, width) or whole  # most rows lack a cell: blanks may say which
    if heads is None:
        return depth, None
    body = body if exact else filled_out(body, heads)
    return depth, heads if _filled(body, heads, exact, fewest) else None


def _broken(rows: Sequence[Row], begin: int, exact: bool) -> tuple[int, list[Head] | None]:
    """Return a header that is broken over lines, a cell a column: 指标, 单位 / 3月, 累计.

    Where no head stands over the names each has a line of its own: 实绩, 增长 / 本月 / 累计 / 本月.
    """
    cells = [t.text for t in printed(rows[begin])]
    led = "name" in map(role_of, cells)
    deepest = _DEEPEST if led else _A_LINE
    end = begin + 1
    while end < len(rows) and end < begin + deepest and _goes_on(rows[end], not led):
        cells += [t.text for t in printed(rows[end])]
        end += 1
    if end - begin < (2 if led else _FEWEST_LINES) or not all(map(headed, cells)):
        return 0, None
    body = _below(rows, end)
    heads = heads_of([cells], _width(body, exact))
    return (end - begin, heads) if heads and _filled(body, heads, exact) else (0, None)


def _below(rows: Sequence[Row], begin: int) -> Sequence[Row]:
    """Return the first rows of a body that begins at a row."""
    body = rows[begin : begin + _LOOKED_AT]
    return body[: _stop(body)]


def _goes_on(row: Sequence[CellToken], alone: bool = False) -> bool:
    """Whether a row is the rest of a header: heads of values (or one `alone`) and no number."""
    cells = [t.text for t in printed(row)]
    told = bool(cells) and all(map(headed, cells)) and any(value_head([t]) for t in cells)
    return told and not (alone and len(cells) > 1)


def _header_row(row: Sequence[CellToken]) -> bool:
    """Whether every cell of a row may be a head, and two of them of numbers or one of names."""
    cells = [t.text for t in printed(row)]
    roles = list(map(role_of, cells))
    kinds = len(cells) > 2 and bool(_KINDS.fullmatch(squeeze(cells[0])))  # 类别, 分组
    kinds = kinds or (bool({*roles[:1]} & {*OVER_NAMES}) and roles[1:2] == ["name"])
    kinds = kinds or (len(cells) > 2 and measure_over(cells[0]))
    if not cells or not all(map(headed, cells[kinds:])):
        return False
    valued = sum(value_head([text]) is not None for text in cells)
    led = "name" in roles or "unit" in roles
    return valued >= 2 or (valued == 1 and led)


def _grown(body: Sequence[Sequence[CellToken]], heads: Sequence[Head]) -> bool:
    """Whether most rows tell a result, what was before, and by how many percent it grew."""
    roles = [head.role for head in heads]
    at = next((i for i in range(len(roles) - 2) if roles[i : i + 3] == _COMPARED), None)
    full = [row for row in body if len(row) == len(heads)]
    if at is None or len(full) < _FEWEST + 1:
        return False
    told = [[number(t.text) for t in row[at : at + 3]] for row in full]
    fit = sum(
        rated(now - before, before, grown, _ROUNDED)
        for now, before, grown in told
        if now is not None and before is not None
    )
    return fit >= _NUMERIC * len(full)


def _stop(body: Sequence[Row]) -> int:
    """Return the row at which another table begins, or the end."""
    return next((i for i in range(1, len(body)) if _begins(body[i])), len(body))


def _begins(row: Row) -> bool:
    """Whether another table begins: heads of statistics, or of goals."""
    return _header_row(row) or (_numbers(row) == 0 and len(printed(row)) > 2 and row_of_heads(row))


def _width(body: Sequence[Sequence[CellToken]], exact: bool) -> int:
    widths = [len(row) for row in body if _numbers(row)]
    return usual_width(widths, exact) if widths else 0


def _numbers(row: Sequence[CellToken]) -> int:
    return sum(kind(t.text) in COUNTS for t in row)


def _filled(body: Sequence[Row], heads: Sequence[Head], exact: bool, fewest: int = _FEWEST) -> bool:
    """Whether names stand under the name, and numbers under all that hold numbers."""
    name = next(i for i, head in enumerate(heads) if head.role == "name")
    numeric = [i for i, head in enumerate(heads) if head.value]
    unit = next((i for i, head in enumerate(heads) if head.role == "unit"), None)
    width = len(heads) - (heads[-1].role in TAIL)
    full = [row for row in body if width <= len(row) <= len(heads) and _numbers(row)]
    short = [row for row in body if 1 < len(row) < width]
    if len(full) < fewest or (not exact and len(short) > len(full)):
        return False
    cells = [figured(row[i].text) for row in full for i in numeric]
    numbered = [row for row in (body if exact else full) if len(row) > name and _numbers(row)]
    named = [kind(row[name].text) not in (*FILLED, "unit") for row in numbered]
    counted = [
        kind(row[unit].text) in ("unit", "empty", "missing", "text")
        or unit_like(row[unit].text.strip())
        for row in full
    ] if unit is not None else [True]  # fmt: skip
    return all(sum(good) >= _NUMERIC * len(good) for good in (cells, named, counted))


def _found(
    header: Sequence[Row], heads: list[Head], body: Sequence[Row], layout: str, exact: bool
) -> Found:
    """Return a table of statistics: rows short of a cell aside, a unit after a name put to it."""
    aside: Row = []
    if not any(head.role == "unit" for head in heads):  # 职工人数, (万人), 353.7
        body = [with_units(row[:2]) + row[2:] if len(row) > len(heads) else row for row in body]
    if not exact:  # which of its cells is not printed, nobody knows
        width = len(heads) - (heads[-1].role in TAIL)
        body = [_one_title(row) for row in filled_out(body, heads)]
        # blanks at the end of a short row alone are its empty cells
        told = not any(row[-1].followed for row in body if len(row) >= width)
        named = any(chinese(row[0].text) for row in body if _numbers(row))
        torn = [
            (len(row) < width and not (told and row[-1].followed) and _torn(row, heads))
            or (named and len(row) == 1 and kind(row[0].text) == "english")  # the name said again
            for row in body
        ]
        aside = flat(row for row, out in zip(body, torn, strict=True) if out)
        body = [row for row, out in zip(body, torn, strict=True) if not out]
    body = [_padded(row, len(heads)) for row in body]
    told_by = ", ".join(" ".join(h.text.split()) for h in heads[:8])
    return Found(
        layout, heads, flat(body), list(body), evidence=f"{layout}: {told_by}",
        header=printed(*header), grid=True, settled=True, aside=aside,
    )  # fmt: skip


def _one_title(row: Row) -> Row:
    """Put a title, its unit and what says it in English into one cell: 机构 (个) Units (unit)."""
    kinds = [kind(t.text) for t in row]
    again = "english" in kinds[1:] and {*kinds[1:]} <= {"english", "unit"} and chinese(row[0].text)
    return [replace(row[0], text=" ".join(t.text for t in row))] if again else row


def _torn(row: Sequence[CellToken], heads: Sequence[Head]) -> bool:
    """Whether a short row's cells may stand in one column or another."""
    return not _sole(heads) if _numbers(row) else len(row) > 1


def _sole(heads: Sequence[Head]) -> bool:
    """Whether there is one level, and it comes first: then a row's first number is that."""
    values = [head.role for head in heads if head.value]
    return values[0] != "change" and all(role == "change" for role in values[1:])


def _padded(row: Row, width: int) -> Row:
    """Return a row of numbers with empty cells at its end."""
    return [*row, *blank(width - len(row) if _numbers(row) else 0)]
