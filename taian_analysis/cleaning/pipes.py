"""Tables drawn with lines or parted by tabs -> the same text drawn with pipes, and its broken rows.

Rows drawn with pipes may be broken over lines: at empty cells, at each cell, by rules.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from ..base.report import Line, Report
from ..base.screen import screen_width
from ..grammar.chars import writer
from .cellkinds import COUNTS, FILLED, NUMBERS, counted, kind
from .cells import CellToken, Row, Rows, blank, ended, one_below
from .headers import read_head, role_of
from .tabs import in_tabs

#: lines drawn between cells, each as the sign that stands for it, so that places stay
_UPRIGHT, _LEVEL = "│┃┆┇┊┋║╎╏╵╷╹╻╽╿｜", "─━┄┅┈┉═╌╍╴╶╸╺╼╾"
_SIGNS = str.maketrans(
    {chr(code): "+" for code in range(0x2500, 0x2580)}
    | dict.fromkeys(_UPRIGHT, "|")
    | dict.fromkeys(_LEVEL, "-")
)
_drawn = writer(_SIGNS)
#: the same in a line that holds words: a border within it is no word
_within = writer(
    dict.fromkeys(range(0x2500, 0x2580), "|") | str.maketrans(dict.fromkeys(_LEVEL, " "))
)
_BORDER = re.compile(rf"[{_LEVEL}]{{2}}")
_tabbed = writer(_SIGNS | {ord("\t"): "|"})
#: a sign of equality drawn with a line, alone in its cell or before a number: | ═ | ═100 |
_EQUAL = re.compile(r"((?<=\|)[ \t]*+═(?=[ \t]*+(?:\||\d)))")


def piped(report: Report) -> Report:
    """Return a text whose tables are drawn with lines as one drawn with pipes, places kept."""
    draw = _tabbed if in_tabs(report) else _drawn

    def write(text: str) -> str:
        if _BORDER.search(text) and re.search(r"\w", text):
            return _within(text)
        parts = _EQUAL.split(text)
        return "".join(part if n % 2 else draw(part) for n, part in enumerate(parts))

    text = write(report.text)
    if text == report.text:
        return report
    lines = tuple(replace(line, text=write(line.text)) for line in report.lines)
    return replace(report, text=text, lines=lines)


def token_of(line: Line, start: int, stop: int, new: float = 0.0, cont: float = 0.0) -> CellToken:
    """Return what a line prints between two places as a cell, without the blanks around it."""
    raw = line.text[start:stop]
    text = raw.strip()
    at = line.start + start + (raw.find(text[0]) if text else len(raw))
    return CellToken(text, line.number, at, at + len(text), new, cont)


def _spans(text: str) -> list[tuple[int, int]]:
    """Return where what pipes part begins and ends."""
    pipes = [m.start() for m in re.finditer(r"\|", text)]
    return [(a + 1, b) for a, b in itertools.pairwise([-1, *pipes, len(text)])]


_RULE = re.compile(r"\A(?=.{0,200}?--)[\s|:+=_-]++")


def ruled(text: str) -> bool:
    """Whether a line is a rule drawn with signs: |---|---|."""
    return "--" in text and _RULE.fullmatch(text) is not None


def line_cells(line: Line, leading: bool) -> Row:
    """Return the cells of a line; `leading` where lines begin with a pipe."""
    spans = _spans(line.text)
    spans = spans[leading and len(spans) > 1 and not line.text[slice(*spans[0])].strip() :]
    costs = [(0.0, 2.0), *[(8.0, 0.0)] * len(spans)]
    row = ended([token_of(line, *span, *cost) for span, cost in zip(spans, costs, strict=False)])
    if sum(bool(t.text) for t in row) > 1:
        for token in row:
            token.alone = False
    if "|" not in line.text:
        row = [replace(token, new=0.3, cont=1.5, same=1.0) for token in row]
    return row


def at_pipes(lines: Sequence[Line]) -> Row:
    """Return the cells of lines: every pipe ends one, and no line does."""
    row: Row = []
    for line in lines:
        cells = [token_of(line, *span) for span in _spans(line.text)]
        row[-1:] = [one_below(row[-1], cells[0]), *cells[1:]] if row else cells
    return row


#: so many rows broken alike are no accident, and which share of all rows they must be
_FEWEST, _MOST = 3, 0.6


def _broken_alike(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of each row where rows go on in lines that begin with a pipe; else nothing.

    Rows that go on are broken at the same cells, and go on with numbers alone. A row below a cell
    that spans several begins with a pipe too, but has a name of its own or as many cells.
    """
    rows: list[list[Line]] = []
    for line in lines:
        if not line.text.strip():
            continue
        goes_on = line.text.lstrip().startswith("|")
        if goes_on and rows and rows[-1][-1].text.rstrip().endswith("|"):
            rows[-1].append(line)
        else:
            rows.append([line])
    shapes = Counter(tuple(line.text.count("|") for line in row) for row in rows)
    shape, often = max(shapes.items(), key=lambda one: one[1], default=((), 0))
    if len(shape) < 2 or often < _FEWEST or often < _MOST * len(rows) or shape[0] in shape[1:]:
        return []
    others = [other for other in shapes if len(other) > 1 and sum(other) != sum(shape)]
    after = [line.text for row in rows for line in row[1:]]
    cells = [cell.strip() for text in after for cell in text.split("|") if cell.strip()]
    return [] if others or not all(kind(cell) in FILLED for cell in cells) else rows


#: how long rows of a cell a line may be, and how many must show it
_SHORTEST, _LONGEST, _SHOW = 3, 12, 5
#: so many titles stand before a table, at most
_TITLES = 4
#: the head over names stands among so many first ones
_LEAD = 3
_YEAR = re.compile(r"(?:19|20)\d\d年?")


def in_step(cells: Sequence[CellToken]) -> Rows | None:
    """Return the rows of cells on lines of their own, empty ones too; None where none are in step.

    All rows are of one length where numbers then stand under numbers and words under words.

    Examples
    --------
    >>> cells = "项目 2021年 2022年 甲 3 4 乙 - 5 丙 8 9 丁 7 _ 戊 6 6 己 1 2".split()
    >>> rows = in_step([CellToken(text.strip("_")) for text in cells])
    >>> [[cell.text for cell in row] for row in rows][3:5]
    [['丙', '8', '9'], ['丁', '7', '']]
    """
    if all(t.text.strip() for t in cells):
        return None  # nothing tells a cell left empty from one left out
    kinds = ["time" if _YEAR.fullmatch(t.text.strip()) else kind(t.text) for t in cells]
    steps = {
        b - a for a, b in itertools.pairwise(n for n, t in enumerate(cells) if not t.text.strip())
    }
    begins, names = _begins(cells)
    even = steps if len(steps) == 1 and min(steps) >= _SHORTEST else None
    # cells left empty at equal steps say how long a row is
    spans = [n for n in range(_SHORTEST, _LONGEST + 1) if even is None or n in even]
    heads = [begin for begin in begins if kinds[begin] == "head"]
    for begin, width in itertools.product(heads, spans):
        below = begin + width
        if not {"empty", *FILLED} & set(kinds[below : below + width - 1]):
            # what stands over the names goes on in the second row, which has no cell there
            told = [*kinds[:below], "empty", *kinds[below:]]
            lower = [*cells[:below], CellToken(""), *cells[below:]]
            if rows := _cut(lower, told, begin, width, names):
                return rows
    for begin, width in itertools.product(begins, spans):
        if rows := _cut(cells, kinds, begin, width, names):
            return rows
    return None


def _cut(
    cells: Sequence[CellToken], kinds: Sequence[str], begin: int, width: int, names: int
) -> Rows:
    """Return what stands before a cell, and from it on rows of a width, where they are in step."""
    cut = [n for n in range(begin, len(cells), width) if set(kinds[n : n + width]) != {"empty"}]
    rows = [kinds[n : n + width] for n in cut]
    first = next((n for n, row in enumerate(rows) if set(COUNTS) & set(row[1:])), len(rows))
    if not 0 < first < 3 or len(rows) - first < _SHOW:
        return []
    heads = cells[cut[first - 1] : cut[first - 1] + width]
    led = names < begin or (names - begin) % width < _LEAD
    named = begin <= names < cut[first]
    if not led or not _coherent(rows[first:], width, named) or not _under_own(heads, rows[first:]):
        return []
    return [[t] for t in cells[:begin]] + [list(cells[n : n + width]) for n in cut]


def _begins(cells: Sequence[CellToken]) -> tuple[list[int], int]:
    """Return where the first row may begin, and where the head over names stands; else -1.

    What stands before it is titles, each alone in its row, and no heads of a row that began before.
    """
    full = [n for n, t in enumerate(cells) if t.text.strip()]
    read = {n: head for n in full if (head := read_head(cells[n].text)) is not None}
    told = next(iter(read), len(cells))
    led = {n: head for n, head in read.items() if "".join(t.text for t in cells[n + 1 : n + 2])}
    over = [n for role in ("name", "region") for n, head in led.items() if head.role == role]
    names = over[0] if over else -1
    last = min([len(cells), 3 * _LONGEST, 1 + told, *full[_TITLES : _TITLES + 1]])
    valued = [head for n, head in led.items() if n < names and head.value]
    first = last <= names and all("-" in (head.period or "") for head in valued)  # 2018年9月
    return [*range(last), *([names] if first else [])], names


def _coherent(rows: Sequence[Sequence[str]], width: int, named: bool) -> bool:
    """Whether each column holds numbers or words, and the first one words or years.

    The last one may be empty where a head over the names shows how the rows begin (`named`).
    """
    # what follows the last row may stand in any column
    whole = rows[:-1]
    columns = [[row[i] for row in whole if row[i] != "empty"] for i in range(width)]
    numeric = []
    if named and not columns[-1]:
        columns.pop()  # what the pipe that begins each row parts from the last cell
    for column in columns:
        numbers = sum(what in (*FILLED, "time") for what in column)
        if not column or 0.05 * len(column) < numbers < 0.95 * len(column):
            return False
        numeric.append(numbers > 0.5 * len(column))
    begun = not numeric[0] or set(columns[0]) == {"time"}
    return begun and any(numeric[1:]) and len(columns[0]) > 0.9 * len(whole)


#: what stands below a head that says so
_OWN = {"unit": ("unit",), "attribute": ("attr",), "serial": ("int", "mark")}


def _under_own(heads: Sequence[CellToken], rows: Sequence[Sequence[str]]) -> bool:
    """Whether units stand below 单位, 约束性 below 属性: no cell too many moved the columns."""
    for i, head in enumerate(heads):
        wanted = _OWN.get(role_of(head.text), ())
        column = [row[i] for row in rows if i < len(row) and row[i] not in ("empty", "missing")]
        if wanted and sum(what in wanted for what in column) < 0.5 * len(column):
            return False
    return True


def of_pipes(lines: Sequence[Line], pipes: int) -> list[list[Line]]:
    """Return lines in rows that are closed by so many pipes each; none where a line is a row."""
    rows: list[list[Line]] = [[]]
    for line in lines:
        rows[-1].append(line)
        if sum(one.text.count("|") for one in rows[-1]) >= pipes:
            rows.append([])
    closed = [row for row in rows[:-1] if row[-1].text.rstrip().endswith("|")]
    exact = all(sum(line.text.count("|") for line in row) == pipes for row in closed)
    broken = any(len(row) > 1 for row in closed)
    return closed if exact and broken and len(closed) == len(rows) - 1 and not rows[-1] else []


#: so many pipes at most close a row that is broken at each cell
_WIDEST = 40


def of_equal_pipes(lines: Sequence[Line]) -> list[list[Line]]:
    """Return rows broken at their cells that begin with a lone pipe and have as many pipes each.

    What spans rows is printed once, and the rows it spans are filled up with pipes at their ends.
    """
    lines = [line for line in lines if line.text.strip()]
    first = next((n for n, line in enumerate(lines) if line.text.strip() == "|"), len(lines))
    # what stands below the table has no pipe
    end = 1 + max((n for n, line in enumerate(lines) if "|" in line.text), default=-1)
    pipes = 0
    for line, below in zip(lines[first:], lines[first + 1 :], strict=False):
        pipes += line.text.count("|")
        if below.text.strip() == "|" and line.text.strip("| ") == "" and pipes > _SHORTEST:
            rows = of_pipes(lines[first:end], pipes)
            if len(rows) >= _FEWEST and all(row[0].text.strip() == "|" for row in rows):
                return [*([line] for line in lines[:first]), *rows]
        if pipes > _WIDEST:
            break
    return []


def rows_over_lines(lines: Sequence[Line]) -> Rows:
    """Return the rows of a table whose rows are broken over lines alike; nothing of any other."""
    rows: Rows = []
    for row in _broken_alike(lines):
        cells: Row = []
        for line in row:
            part = line_cells(line, False)
            left = line.text.count("|") - len(part) if line is not row[-1] else 0
            cells += [*part, *blank(left)]
        rows.append(cells)
    return rows


def rejoined(rows: Rows) -> Rows:
    """Put rows back together of which some are broken between their cells.

    Where most rows are a name and as many numbers, a row that is short goes on in the lines of
    numbers alone below it, if these make it whole.

    Examples
    --------
    >>> text = "甲 1 2 3/乙 4/5/6/丙/7 8/9/丁 1 2 3/戊 2 2 4"
    >>> rows = [[CellToken(t) for t in row.split()] for row in text.split("/")]
    >>> [len(row) for row in rejoined(rows)]
    [4, 4, 4, 4, 4]
    """
    whole = Counter(len(row) for row in rows if len(row) > 2 and _numbers(row[1:]))
    width = max(whole, key=lambda n: (whole[n], n), default=0)
    if whole[width] < _FEWEST:
        return rows
    out: Rows = []
    n = 0
    while n < len(rows):
        row, end = list(rows[n]), n + 1
        begun = row and not _numbers(row[:1]) and (not row[1:] or _numbers(row[1:]))
        while begun and len(row) < width and end < len(rows) and _numbers(rows[end]):
            row += rows[end]
            end += 1
        if len(row) != width:
            row, end = rows[n], n + 1
        out.append(row)
        n = end
    return out


def _numbers(row: Sequence[CellToken]) -> bool:
    """Whether a row holds cells, and nothing but numbers."""
    return bool(row) and all(kind(t.text) in NUMBERS for t in row)


# ------------------------------------------------------------------- headers between rules

#: so many lines at most make a row
_DEEPEST = 6


def ruled_head(lines: Sequence[Line]) -> tuple[Rows, int]:
    """Return the header above the first rule as one row, or two, and how many lines it has.

    Lines with a cell a column go on below one another; a line of fewer has cells over several.
    """
    stop = next((n for n, line in enumerate(lines) if ruled(line.text)), 0)
    above = [line for line in lines[:stop] if line.text.strip()]
    body = next((line for line in lines[stop:] if not ruled(line.text)), None)
    if not 2 <= len(above) <= _DEEPEST or body is None:
        return [], 0
    width = body.text.count("|")
    whole = [line for line in above if line.text.count("|") == width]
    if len(whole) < 2 or width < 2 or any(line.text.count("|") > width for line in above):
        return [], 0
    rows = [
        [*cells, *blank(width + 1 - len(cells))] for cells in (line_cells(w, False) for w in whole)
    ]
    if any(counted(t.text) for row in rows for t in row):
        return [], 0
    head = [replace(reduce(one_below, cells), alone=False) for cells in zip(*rows, strict=True)]
    over = [
        _spanning(line, whole[-1], line_cells(line, False)) for line in above if line not in whole
    ]
    return [*over, head], stop


def _spanning(line: Line, whole: Line, cells: Row) -> Row:
    """Put each cell of a line over the first of the columns that it spans."""
    begins, columns = _edges(line.text), _edges(whole.text)
    row = blank(len(columns))
    for begin, cell in zip(begins, cells, strict=False):
        at = min(range(len(columns)), key=lambda n: abs(columns[n] - begin))
        row[at] = cell if cell.text else row[at]
    return row


def _edges(text: str) -> list[int]:
    """Return how far from the left the cells of a line begin, a Chinese character being two."""
    return [0, *(screen_width(text[: n + 1]) for n, sign in enumerate(text) if sign == "|")]
