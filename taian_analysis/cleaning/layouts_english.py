"""Tables in English: by the words of their heads, in a grid, with wide blanks, or a cell a line."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from ..base.report import Line, Report
from .captions import near_above
from .cellkinds import NAMES, kind
from .cells import CellToken, Row, Rows, of_grid, on_lines, one_below, printed
from .english_ends import at_ends
from .english_forms import in_forms
from .english_rows import aligned, parted
from .headers import LEVELS, PART_OF_YEAR, Head, english_head, given, where
from .heads_in_turn import counts_under
from .layouts_across import Found
from .layouts_blanks import in_english as foreign
from .layouts_blanks import row_lines
from .layouts_pipes import Region, pipe_regions
from .pipes import at_pipes, token_of
from .wrapped import whole_heads, whole_rows

_SEARCHED, _KNOWN, _NUMERIC = 20, 0.6, 0.5
#: so many rows a header has at most, and so many cells a row of it at least
_DEEPEST, _TWO = 3, 2
#: how many columns a table has whose cells stand a line each
_FEWEST, _WIDEST = 3, 14
#: how long a title is, at most
_LONGEST = 80
_NUMBERS = ("num", "int")


def in_english(report: Report) -> list[Found]:
    """Return the tables of a report in English; none, where it is in Chinese."""
    if not foreign(report):
        return []
    if report.tables:
        grids = [(of_grid(t.rows), t.kind, t.caption) for t in report.tables]
    else:
        regions = pipe_regions(report)
        grids = [(rows, r.kind, "") for r in regions for rows in _of_region(r, report)]
        cells = [*map(_cell, report.lines)] if not grids else []
        if forms := in_forms([cell for cell in cells if cell.text]):
            grids = [(forms, "cells", "")]
        grids = grids or [(rows, "cells", "") for rows in _of_cells(at_pipes(_drawn(report)))]
        grids = grids or [(rows, "cells", "") for rows in _of_cells(cells)]
        grids = grids or [(rows, "blanks", "") for rows in at_ends(report.lines)]
        grids = grids or [(_under_heads(on_lines(row_lines(report))), "blanks", "")]
    return [
        replace(found, part=part, caption=caption or _title(found, report))
        for part, (rows, layout, caption) in enumerate(grids)
        if (found := _of_rows(rows, layout)) is not None
    ]


def _title(found: Found, report: Report) -> str:
    """Return the line or cell above a table that is short and no sentence."""
    line = next((t.line for t in found.header if t.line is not None), 0)
    above = [*near_above(report, line), *(t.text for t in found.before)]
    told = [t.strip("#*| ") for t in above if len(t) <= _LONGEST and not t.endswith((".", ":"))]
    return told[-1] if told else ""


def _of_rows(rows: Sequence[Row], layout: str) -> Found | None:
    for n in range(min(len(rows), _SEARCHED)):
        if len(printed(rows[n])) < _TWO:
            continue
        over, end = _header(rows, n)
        texts = [" ".join(parts) for parts in over]
        told = [*map(_told, over)]
        known = [h for h in told if h is not None]
        if len(known) < max(2, _KNOWN * sum(map(bool, texts))):
            continue
        body = list(rows[end:])
        named = [h or Head(text, "other", proven=True) for h, text in zip(told, texts, strict=True)]
        heads = _settled(named, body)
        if heads is None:
            continue
        body = aligned(body, heads, ends=layout == "blanks")
        doubted = len(where(heads, "actual")) > 1  # of which year is the state?
        doubted = doubted or (layout == "blanks" and _drifts(body))
        whole = all(len(row) in (1, len(heads)) for row in body)  # a cell for each column
        return Found(
            layout, heads, [], body, evidence=f"english: {', '.join(h.text for h in heads[:8])}",
            header=printed(*rows[n:end]), before=printed(*rows[:n]),
            grid=whole or layout != "blanks", doubted=doubted,
        )  # fmt: skip
    return None


def _drifts(body: Sequence[Row]) -> bool:
    """Whether one blank parts a name from a first value that stands where no other does.

    The name may end with a number itself.
    """
    cells = [(row[0].start, row[0].end, row[1].start) for row in body if len(row) > 1]
    told = [(c - a, c - b) for a, b, c in cells if None not in (a, b, c)]  # type: ignore[operator]
    apart = {place for place, blanks in told if blanks > 1}
    return any(blanks == 1 and place not in apart for place, blanks in told)


def _of_region(region: Region, report: Report) -> list[list[Row]]:
    """Return the rows of a stretch drawn with pipes.

    Where they are none, or have no names, a line ends no cell: a name may stand on lines of its
    own, and its values between pipes below.
    """
    rows = whole_rows(region.rows or [])
    found = _of_rows(rows, region.kind)
    if found is not None and _all_named(found):
        return [rows]
    printed_on = [token.line for token in region.tokens if token.line is not None]
    lines = report.lines[min(printed_on, default=1) - 1 : max(printed_on, default=0)]
    return _of_cells(at_pipes(lines))


def _all_named(found: Found) -> bool:
    """Whether words stand where the names should, in most rows of several cells."""
    name = where(found.heads, "name")[0]
    rows = [row for row in found.rows or () if len(printed(row)) > 1]
    named = sum(kind(t.text) in NAMES for row in rows for t in row[name : name + 1])
    return bool(rows) and named >= _NUMERIC * len(rows)


def _drawn(report: Report) -> Sequence[Line]:
    """Return the lines from the first pipe to the last."""
    drawn = [n for n, line in enumerate(report.lines) if "|" in line.text]
    return report.lines[drawn[0] : drawn[-1] + 1] if drawn else ()


def _of_cells(cells: Row) -> list[list[Row]]:
    """Return the rows of tables told by the order of their cells, each from its heads on.

    None where they hold less than half of the numbers that are cells alone: of a table whose
    columns stand one after the other only the first would be read.
    """
    cells = whole_heads([cell for cell in cells if cell.text.strip(" |")], english_head)
    tables = list(_in_lines(cells))
    placed = sum(_counted(row) for rows in tables for row in rows)
    return tables if placed >= _NUMERIC * _counted(cells) else []


def _counted(cells: Row) -> int:
    return sum(kind(cell.text) in _NUMBERS for cell in cells)


def _in_lines(cells: Row) -> Iterator[list[Row]]:
    """Yield tables a cell a line.

    Where the heads end nothing says but the rows: of all ends the one is taken whose rows fit best.
    """
    heads = [english_head(cell.text) for cell in cells]
    under = [*map(_under, cells)]
    begins = [n for n in range(len(cells)) if all(heads[n : n + _FEWEST])]
    done = 0
    for begun, known in enumerate(heads):
        if begun < done or known is None:
            continue
        ways: list[tuple[float, list[Row], Row, int]] = []
        for width in range(_TWO, _WIDEST + 1):
            upper = cells[begun : begun + width]
            for depth in range(_WIDEST):
                body = begun + width + depth
                if len(upper) < width or (depth and not all(under[body - depth : body])):
                    break
                over = _over_values(upper, cells[body - depth : body]) if depth else _dated(upper)
                for header in (over, *([upper] if len(over) < len(upper) and not depth else [])):
                    told = [english_head(cell.text) for cell in header]
                    if len(header) < _FEWEST or not _heads_of(told) or any(heads[body : body + 1]):
                        continue
                    again = bisect_left(begins, body)  # another table's heads
                    stop = begins[again] if again < len(begins) else len(cells)
                    ways.append((*parted(cells[body:stop], told), header, body))
        _, rows, header, body = max(ways, key=itemgetter(0), default=(0.0, [], [], 0))
        if sum(len(row) > 1 for row in rows) >= _TWO:
            yield [header, *rows]
            done = body + len(printed(*rows))


def _over_values(upper: Row, lower: Row) -> Row:
    """Put lower heads under the upper ones of values, as many under each or till one comes again.

    None where that fails.
    """
    values = [t for t in upper if (head := english_head(t.text)) and head.value]
    counts = counts_under(len(values), [t.text for t in lower], even=True) if values else []
    if not counts:
        return []
    below, told = iter(lower), iter(counts)
    whole = {id(t): [one_below(t, next(below)) for _ in range(next(told))] for t in values}
    known = all(english_head(t.text) for under in whole.values() for t in under)
    again = any(map(_year, values)) and any(map(_year, lower))  # 2025 does not stand under 2020
    return [one for t in upper for one in whole.get(id(t), [t])] if known and not again else []


def _year(cell: CellToken) -> bool:
    head = english_head(cell.text)
    return head is not None and head.year_only


def _dated(cells: Row) -> Row:
    """Put a year and the head of a value that a line end parts into one: Actual, 2022."""
    out: Row = []
    for cell in cells:
        head = english_head(cell.text)
        last = english_head(out[-1].text) if out else None
        parted = head and last and head.value and last.value and head.year_only != last.year_only
        grown = "change" in {one.role for one in (head, last) if one}  # 2025, Annual growth: two
        if parted and not grown and not (last and head and last.period and head.period):
            out[-1:] = [one_below(out[-1], cell)]
        else:
            out.append(cell)
    return out


def _under_heads(rows: Rows) -> Rows:
    """Return lines of cells, heads of values with what stands under them in the next line."""
    for n, (row, below) in enumerate(itertools.pairwise(rows)):
        whole = _over_values(row, below) if below and all(map(_under, below)) else []
        if whole and len(row) >= max(_TWO, len(below)):
            return [*rows[:n], whole, *rows[n + 2 :]]
    return rows


def _cell(line: Line) -> CellToken:
    """Return a line as a cell, without the pipe that may end it."""
    return token_of(line, 0, len(line.text.rstrip().rstrip("|")))


def _heads_of(heads: Sequence[Head | None]) -> bool:
    """Whether cells may be all heads of a table: a name, and most of them known."""
    known = [head for head in heads if head is not None]
    roles = {head.role for head in known}
    named = "name" in roles and any(head.value for head in known)
    return named and len(known) >= _KNOWN * len(heads)


def _told(parts: Sequence[str]) -> Head | None:
    """Return a head of what stands over a column: all of it, or the lowest that is known alone."""
    whole = english_head(" ".join(parts))
    known = [head for part in parts if (head := english_head(part)) is not None]
    if whole is not None or len(parts) < _TWO or not known:
        return whole
    return replace(known[-1], text=" ".join(parts))


def _header(rows: Sequence[Row], n: int) -> tuple[list[list[str]], int]:
    """Return what stands over each column in a header that begins in a row, and where it ends.

    It goes on in rows of heads alone: what a row's name is, no head is called. An upper cell is
    over the columns it is merged over; where a text lost that, over those that it leaves empty.
    """
    width = max(map(len, rows[n : n + _DEEPEST]))
    over = [[text] if text else [] for text in _texts(rows[n], width)]
    end = n + 1
    while end < min(len(rows), n + _DEEPEST):
        own = [t for t in rows[end] if t.text.strip() and not t.merged]
        last = english_head(" ".join([*over[-1], *(t.text for t in own)]))
        if len(own) == len(rows[end]) == 1 and last and last.period and last.role in LEVELS:
            over[-1] = [last.text]  # FY 2024, and Target on a line of its own
            end += 1
            break
        dated = all(_of_part(t) or ((h := english_head(t.text)) and h.year_only) for t in own)
        if not own or (len(own) < _TWO and not dated) or sum(map(_under, own)) < _KNOWN * len(own):
            break
        upper = [list(parts) for parts in over]
        for i, text in enumerate(_texts(rows[end], width)):
            if text and not upper[i] and i:
                over[i] = upper[i] = upper[i - 1][:1]
            if text and text not in over[i]:
                over[i] = [*over[i], text]
        end += 1
    return over, end


def _texts(row: Row, width: int) -> list[str]:
    texts = [" ".join(token.text.split()) for token in row]
    return texts + [""] * (width - len(texts))


def _of_part(token: CellToken) -> bool:
    return PART_OF_YEAR.fullmatch(token.text.strip().lower()) is not None


def _under(token: CellToken) -> bool:
    """Whether a cell may stand under a head: one itself, a year, a part of a year."""
    return english_head(token.text) is not None or _of_part(token)


def _settled(heads: list[Head], body: Sequence[Row]) -> list[Head] | None:
    """Give one column the names, and take a result in words for a verdict; None where no table."""
    names = where(heads, "name")
    words = [i for i in where(heads, "actual") if not _numbers(body, i)]
    out = given(given(heads, words, role="verdict"), names[:-1], role="group")
    if names and any(h.value for h in out[names[0] :]):  # Goal before them is a number of a list
        out = given(out, [i for i, h in enumerate(out[: names[0]]) if h.value], role="other")
    if not names:
        # Item, or a word of the table's own, over words: nothing else can be the names
        areas = where(heads, "area") or [i for i, h in enumerate(out) if _of_words(h, body, i)][:1]
        if not areas:
            return None
        out = given(out, areas[-1:], role="name")
    values = [h for h in out if h.value]
    told = [(h.role, h.period, PART_OF_YEAR.findall(h.text.lower())) for h in values]
    return out if values and all(told.count(one) == 1 for one in told) else None


def _numbers(body: Sequence[Row], column: int) -> bool:
    return _share(body, column, ("num", "int", "missing")) >= _NUMERIC


def _share(body: Sequence[Row], column: int, kinds: Sequence[str]) -> float:
    """Return which share of a column's cells are of some kinds: all, where it has none."""
    cells = [row[column].text for row in body if column < len(row) and row[column].text.strip()]
    return sum(kind(text) in kinds for text in cells) / len(cells) if cells else 1.0


def _of_words(head: Head, body: Sequence[Row], column: int) -> bool:
    spare = head.role in ("serial", "note", "other", "verdict")
    return spare and len(body) > 1 and _share(body, column, ("english", "text", "long")) >= _KNOWN
