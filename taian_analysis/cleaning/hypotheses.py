# ruff: noqa: E501 (a Chinese character counts as two)
"""Other readings of a table: every row that may be its head, every orientation, any words as heads.

`find_tables` knows the heads it has patterns for. Here a head is what reads like heads above what
reads like cells (`columns.headness`), and a column's role follows from head and cells together
(`columns.roles`), so that an unknown word costs a column its role and not the table its rows.
The readings compete with the known one by one score (`judge`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..base.report import Report
from ..grammar.marks import PART, SECTION
from .align import CellToken, of_grid, printed
from .cellkinds import kind
from .columns import headness, plain_head, roles
from .headers import LEVELS, Head, find_period, only_period, read_head
from .labelled import labelled
from .layouts import caption_of, columns_of, completed, regions_named
from .layouts_across import Found, by_line
from .layouts_blanks import cell_lines, row_lines
from .layouts_pipes import pipe_regions
from .regular import found_wide, regular

_VALUES = (*LEVELS, "change")
#: below this a learned role is open
_LIKELY = 0.7
_NUMBERS = ("num", "int", "missing", "bad", "words")
_STEM = re.compile(rf"{SECTION}|{PART}|\d{{1,4}}[.、]|其中|注|#")
_GROWTH = re.compile(r"[同环]比|[增减降]|±|比上")
#: how sure, on average, the cells of a row must be heads for the row to be a header
HEADLIKE = 0.8
_DEEPEST = 3
_FURTHEST = 60


def readings(report: Report) -> list[list[Found]]:
    """Return other readings of a report's tables, each a list of tables."""
    if report.tables:
        grids = [(labelled(of_grid(t.rows)), t.kind, t.caption) for t in report.tables]
        across = [[f for grid in grids for f in in_rows(*grid, turn)] for turn in (False, True)]
        return [found for found in across if found]
    out: list[list[Found]] = []
    regions = pipe_regions(report)
    for turn in (False, True):
        out.append(
            [
                _captioned(f, report)
                for region in regions
                if region.rows is not None
                for f in in_rows(region.rows, region.kind, "", turn)
            ]
        )
    streams = [(r.kind, r.tokens) for r in regions if r.rows is None]
    if not regions:
        tokens = row_lines(report)
        lined = in_rows(by_line(tokens), "blanks", "", False)
        out.append([_captioned(replace(f, rows=None), report) for f in lined])
        streams = [("blank-lines", cell_lines(report))]
    for layout, tokens in streams:
        out += [[_captioned(f, report)] for f in in_stream(tokens, layout)]
    streams += [(r.kind, [t for row in r.rows for t in row]) for r in regions if r.rows is not None]
    for layout, tokens in streams:
        out.append([_captioned(f, report) for f in in_rhythm(tokens, layout)])
    out = [[f for f in found if not _twice(f.heads)] for found in out]
    return [found for found in out if found]


def _twice(heads: Sequence[Head]) -> bool:
    """Whether a value's head is printed again and nothing says what the second is of.

    目标任务 | 进度 | 目标任务 | 进度 under names that were not found: no row can have both.
    """
    texts = [plain_head(h.text) for h in heads if h.value and h.text.strip()]
    return len(texts) - len(set(texts)) > 1


def _captioned(found: Found, report: Report) -> Found:
    found.caption = caption_of([], report, found.header[0]) if found.header else ""
    return found


# ------------------------------------------------------------------------------ heads


def headlike(row: Sequence[CellToken]) -> float:
    """Return the mean log odds that the cells of a row are heads; low where it holds numbers."""
    cells = [t.text for t in printed(row)]
    if not cells:
        return -9.0
    if len(set(cells)) == 1 and len(row) > 1:
        return -9.0
    odds = []
    for text in cells:
        what = kind(text)
        named = read_head(plain_head(text)) is not None or headness(text) > 1.0
        dated = named and bool(re.search(r"(?:19|20)\d\d|月", text))
        if what in _NUMBERS and not dated:
            return -9.0
        told = re.search(r"[:\uff1a]\S", text) is not None and not dated  # 制表机关:某局
        odds.append(3.0 if dated else -2.0 if told else max(-2.0, min(3.0, headness(text))))
    if _STEM.match(cells[0]):
        return -9.0
    return sum(odds) / len(odds)


def _deep(rows: Sequence[Sequence[CellToken]], first: int) -> int:
    """Return how many rows from `first` on are one header."""
    depth = 1
    while depth < _DEEPEST and first + depth + 1 < len(rows):
        row = rows[first + depth]
        if len(printed(row)) < 2 or headlike(row) < HEADLIKE:
            break
        depth += 1
    return depth


def header_texts(rows: Sequence[Sequence[CellToken]]) -> list[str]:
    """Return each column's head; an upper cell printed once goes on over the lower ones beside it."""
    width = max(len(row) for row in rows)
    filled: list[list[str]] = []
    for depth, row in enumerate(rows):
        below = rows[depth + 1 :]
        line: list[str] = []
        for i in range(width):
            text = row[i].text.strip() if i < len(row) else ""
            lower = any(i < len(r) and r[i].text.strip() for r in below)
            line.append(text or (line[-1] if lower and line and i else ""))
        filled.append(line)
    return [" ".join(dict.fromkeys(line[i] for line in filled if line[i])) for i in range(width)]


# ------------------------------------------------------------------------------ roles


def settle(texts: Sequence[str], columns: Sequence[Sequence[str]]) -> list[Head]:
    """Give each column its likeliest role, one of them the name's.

    Examples
    --------
    >>> cells = [["甲项", "乙项"], ["15", "20"], ["12", "25"], ["80%", "125%"]]
    >>> [head.role for head in settle(["指标", "目标值", "实际完成", "时序进度"], cells)]
    ['name', 'target', 'actual', 'rate']
    """
    chances = [roles(text, columns, i) if columns else roles(text) for i, text in enumerate(texts)]
    best = [max(chance, key=lambda role: (chance[role], role)) for chance in chances]
    for i, text in enumerate(texts):
        if only_period(text) and best[i] not in _VALUES and columns and _numeric(columns[i]):
            best[i] = "actual"  # 前三季度 among 一季度, 上半年
    if "name" not in best:
        free = [
            i for i, role in enumerate(best) if role not in ("serial", "unit", "dept", *_VALUES)
        ] or _unknown(texts)
        if free:
            best[max(free, key=lambda i: chances[i]["name"])] = "name"
    heads = [
        _head(text, role, chances[i][role])
        for i, (text, role) in enumerate(zip(texts, best, strict=True))
    ]
    return _worded(heads, columns) if columns else heads


def _unknown(texts: Sequence[str]) -> list[int]:
    """Return the first column where its word is none we know and all others tell a time.

    >>> _unknown(["tem", "2000", "2005", "2006"]), _unknown(["目标值", "2000", "2005"])
    ([0], [])
    """
    known = read_head(plain_head(texts[0])) is not None or find_period(texts[0]) is not None
    timed = len(texts) > 2 and all(find_period(text) is not None for text in texts[1:])
    return [0] if timed and not known else []


def _worded(heads: list[Head], columns: Sequence[Sequence[str]]) -> list[Head]:
    """Take 策略目标 over words before the name as the area: values stand in other columns."""
    name = next((i for i, head in enumerate(heads) if head.role == "name"), 0)
    counted = [_numeric(cells) for cells in columns]
    if not any(head.value and counted[i] for i, head in enumerate(heads[name:], name)):
        return heads
    out = list(heads)
    for i in range(name):
        if heads[i].value and not counted[i]:
            role = "group" if any(h.role == "area" for h in out) else "area"
            out[i] = replace(heads[i], role=role, period=None, year_only=False)
    return out


def _numeric(cells: Sequence[str]) -> bool:
    """Whether a column holds numbers rather than words."""
    full = [kind(text) for text in cells if text.strip()]
    return sum(what in _NUMBERS for what in full) > 0.3 * len(full)


def _head(text: str, role: str, sure: float) -> Head:
    """Return a column's head: what the patterns know of it, unless its cells speak against that."""
    known = read_head(plain_head(text)) if text.strip() else None
    lower = read_head(plain_head(text.split()[-1])) if " " in text.strip() else None
    if lower is not None and (lower.role == "rate" or _GROWTH.search(lower.text)):
        return replace(lower, text=text, period=find_period(text))  # 本月 over 同比±%
    values = ("target", "actual", "baseline", "generic", "year")
    if known is not None:
        agree = known.role in (role, "rate") or (known.role in values and role in values)
        special = known.role in ("level1", "level2", "group", "region", "score", "note") and (
            role in ("area", "name", "weight", "other", "dept")
        )
        if agree or special or sure < 0.6:
            return replace(known, text=text)
    role = {"code": "other"}.get(role, role)
    other = "target" if role == "actual" else "actual"
    open_role = other if role in LEVELS and sure < _LIKELY else ""
    return Head(text, role, find_period(text) if role in _VALUES else None, open=open_role)


# ------------------------------------------------------------------------------ rows


def in_rows(
    rows: Sequence[Sequence[CellToken]], layout: str, caption: str, turn: bool
) -> list[Found]:
    """Read tables whose rows are known, as they stand or turned."""
    grid = [list(row) for row in rows if any(t.text.strip() for t in row)]
    if turn:
        grid = _turned(grid)
    found: list[Found] = []
    r, last = 0, -1
    while r < len(grid) - 1:
        row = grid[r]
        if len(printed(row)) < 2 or headlike(row) < HEADLIKE or not _valued(grid, r + 1):
            r += 1
            continue
        depth = _deep(grid, r)
        end = r + depth
        while end < len(grid) and not (
            len([t for t in grid[end] if t.text.strip()]) >= 2
            and headlike(grid[end]) >= HEADLIKE + 0.7
            and _valued(grid, end + 1)
        ):
            end += 1
        one = _table(grid[r : r + depth], grid[r + depth : end], layout, turn)
        if one is not None:
            one.caption = caption
            one.before = printed(*grid[last + 1 : r])
            found.append(one)
        last = end - 1
        r = end
    return found


def _valued(grid: Sequence[Sequence[CellToken]], first: int) -> bool:
    """Whether numbers stand in the rows from `first` on."""
    rows = grid[first : first + 6]
    return any(kind(t.text) in _NUMBERS and kind(t.text) != "missing" for row in rows for t in row)


def _turned(grid: list[list[CellToken]]) -> list[list[CellToken]]:
    """Turn rows into columns, where the rows are of one width and begin with heads."""
    width = max((len(row) for row in grid), default=0)
    rows = [row for row in grid if len(row) == width]
    if width < 2 or len(rows) < 2 or len(rows) < 0.6 * len(grid):
        return []
    if width > _FURTHEST:
        return []
    return [[row[i] for row in rows] for i in range(width)]


def _folded(
    texts: list[str], body: list[list[CellToken]]
) -> tuple[list[str], list[list[CellToken]]]:
    """Put tables printed side by side (指标|目标|指标|目标) under one another."""
    plain = [plain_head(text) for text in texts]
    width = next(
        (w for w in range(2, len(texts) // 2 + 1)
         if len(texts) % w == 0 and plain == plain[:w] * (len(texts) // w)), 0
    )  # fmt: skip
    if not width:
        return texts, body
    parts = [row[k : k + width] for k in range(0, len(texts), width) for row in body]
    return texts[:width], [part for part in parts if any(t.text.strip() for t in part)]


def _in_line(head: list[list[CellToken]], body: list[list[CellToken]]) -> list[list[CellToken]]:
    """Put a header that is broken over lines back into one row: as many cells as the rows have."""
    if len(head) < 2:
        return head
    width = max((len(row) for row in body), default=0)
    cells = [t for row in head for t in row]
    fits = len(cells) == width or (len(cells) - width in (1, 2) and not cells[-1].text)
    return [cells] if fits and max(len(row) for row in head) < width else head


def _table(
    head: list[list[CellToken]], body: list[list[CellToken]], layout: str, turned: bool
) -> Found | None:
    texts, body = _folded(header_texts(_in_line(head, body)), body)
    width = len(texts)
    even = [row for row in body if len(row) == width]
    columns = [[row[i].text if not row[i].merged else "" for row in even] for i in range(width)]
    heads = _regional(settle(texts, columns))
    if not any(h.value for h in heads) or not any(h.role == "name" for h in heads):
        return None
    grid = turned or all(len(row) == width for row in body)
    tokens = [t for row in body for t in row]
    done = columns_of([(CellToken(h.text), h) for h in heads])[0] if not grid else _named(heads)
    found = Found(
        "transposed" if turned else layout,
        done,
        tokens,
        body,
        "",
        "",
        printed(*head),
        grid=grid,
        loose=False,
    )
    found.evidence = f"{found.kind}: " + "、".join(re.sub(r"\s+", "", t) for t in texts[:8])
    return found


def _regional(heads: list[Head]) -> list[Head]:
    """Take the regions as names where some head is known to be one of values."""
    told = any((known := read_head(plain_head(h.text))) and known.value for h in heads)
    return regions_named(heads) if told else heads


def _named(heads: list[Head]) -> list[Head]:
    """Of several name columns the last is the name, the others area and group."""
    out = [h for h in columns_of([(CellToken(h.text), h) for h in heads])[0] if not h.implied]
    if len(out) != len(heads):
        names = [i for i, h in enumerate(heads) if h.role == "name"]
        return [replace(h, role="area") if i in names[:-1] else h for i, h in enumerate(heads)]
    return out


# ------------------------------------------------------------------------------ streams


def in_rhythm(tokens: list[CellToken], layout: str) -> list[Found]:
    """Read the tables of a stream whose rows are a name and as many numbers (`regular`)."""
    out = []
    for fitted, body in regular(tokens):
        if fitted.wide:
            out.append(found_wide(fitted, body))
            continue
        width = len(fitted.stack[0])
        one = _table(fitted.stack, body, layout, False)
        if one is None or len(one.heads) < width:
            return []
        out.append(one)
    return out


def in_stream(tokens: list[CellToken], layout: str) -> list[Found]:
    """Read a table of a cell a line: where its head begins is likely, where it ends is tried."""
    cells = [t for t in tokens if t.text.strip()]
    out: list[Found] = []
    for first, end in _begins(cells, _runs(cells)[:3]):
        for stop in range(max(first + 2, end - 2), min(len(cells) - 2, end + 2) + 1):
            if headlike(cells[stop - 1 : stop]) <= -9:
                break
            found = _streamed(cells[first:stop], cells[stop:], layout)
            if found is not None:
                out.append(found)
    return out


def _begins(cells: list[CellToken], runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the runs, and each from its first head of a name, a serial number or an area on."""
    out = []
    for first, end in runs:
        out.append((first, end))
        if first and _titles_names(cells, first, end):
            out.append((first - 1, end))
        for i in range(first + 1, min(first + 4, end - 1)):
            chance = roles(cells[i].text)
            if max(chance, key=lambda role: chance[role]) in ("name", "serial", "area"):
                out.append((i, end))
                break
    return out


def _titles_names(cells: list[CellToken], first: int, end: int) -> bool:
    """Whether a run of values' heads has its name's head, an unknown word, just before it."""
    heads = [read_head(plain_head(t.text)) for t in cells[first:end]]
    text = cells[first - 1].text.strip()
    return (
        heads[0] is not None
        and heads[0].value
        and not any(head and head.role == "name" for head in heads)
        and len(text) <= 14
        and kind(text) not in _NUMBERS
    )


def _runs(cells: list[CellToken]) -> list[tuple[int, int]]:
    """Return the likeliest runs of heads, best first."""
    out, begin, total = [], 0, 0.0
    top, top_end = 0.0, 0
    for i, token in enumerate([*cells, CellToken("。" * 99)]):
        odd = -9.0 if len(token.text) > 26 else headlike([token])
        odd = max(odd, -3.0) if odd > -9 else -9.0
        if total <= 0:
            begin, total, top = i, 0.0, 0.0
        total += min(odd, 2.0)
        if total > top:
            top, top_end = total, i + 1
        if total <= 0 or odd <= -9:
            if top >= 3.0 and top_end - begin >= 2:
                out.append((top, begin, top_end))
            total, top = 0.0, 0.0
    out.sort(key=lambda run: -run[0])
    return [(begin, end) for _, begin, end in out]


def _streamed(head: list[CellToken], body: list[CellToken], layout: str) -> Found | None:
    texts = [t.text for t in head]
    width = len(texts)
    columns: list[list[str]] = []
    if width >= 3:  # the first rows, if none is short: enough to know a column by its cells
        count = min(len(body) // width, 6)
        columns = [[body[r * width + i].text for r in range(count)] for i in range(width)]
    heads = settle(texts, columns if columns and _coherent(columns) else ())
    if not any(h.value for h in heads) or sum(h.role == "name" for h in heads) != 1:
        return None
    found = Found(layout, completed(heads), body, None, header=head)
    found.evidence = f"{layout}: " + "、".join(re.sub(r"\s+", "", t) for t in texts[:8])
    return found


def _coherent(columns: Sequence[Sequence[str]]) -> bool:
    """Whether each column holds one kind of cell."""
    good = 0
    for cells in columns:
        kinds = Counter(map(_coarse, cells))
        good += max(kinds.values()) >= 0.75 * len(cells) if cells else 0
    return bool(columns) and good >= 0.8 * len(columns)


def _coarse(text: str) -> str:
    what = kind(text)
    return (
        "number"
        if what in _NUMBERS
        else "text"
        if what in ("text", "section", "head", "long")
        else what
    )
