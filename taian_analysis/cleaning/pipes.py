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
from .cellkinds import coherent, counted, kind
from .cells import CellToken, Row, Rows, blank, ended, one_below
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


def of_pipes(lines: Sequence[Line], pipes: int) -> list[list[Line]]:
    """Return lines in rows that are closed by so many pipes each; none where a line is a row.

    What stands below them is a note, of one cell at most.
    """
    rows: list[list[Line]] = [[]]
    for line in filter(lambda line: line.text.strip(), lines):
        rows[-1].append(line)
        if sum(one.text.count("|") for one in rows[-1]) >= pipes:
            rows.append([])
    *closed, left = rows
    exact = all(sum(line.text.count("|") for line in row) == pipes for row in closed)
    exact = exact and all(row[-1].text.rstrip().endswith("|") for row in closed)
    notes = [line for line in left if not ruled(line.text)]
    noted = len(notes) < 2 and all(line.text.count("|") == 1 for line in notes)
    broken = any(len(row) > 1 for row in closed)
    return [*closed, *([line] for line in notes)] if exact and noted and broken else []


#: fewest rows and columns of a table whose last cells no pipe ends, and how many are as long
_ROWS, _COLUMNS, _EVEN = 3, 3, 0.8


def open_rows(lines: Sequence[Line]) -> Rows:
    """Return rows of a cell a line where a pipe ends each cell but a row's last; none elsewhere."""
    rows: Rows = [[]]
    for line in lines:
        text, pipe, after = line.text.rstrip().partition("|")
        if after or not (pipe or rows[-1] or text.strip()):
            return []
        rows[-1].append(token_of(line, 0, len(text)))
        if not pipe:
            rows.append([])
    *closed, left = rows
    return closed if not left and _in_columns(closed[1:], _EVEN) else []


#: the most lines of a pipe alone between two rows, and which share of the rows titles leave
_GAP, _HALF = 6, 0.5


def parted_rows(lines: Sequence[Line]) -> Rows:
    """Return rows of a cell a line where more lines of a pipe alone part rows than cells.

    Each cell is closed on its line, and lines of a pipe alone stand between all of them: where they
    stand between some only, those are cells left empty.

    Examples
    --------
    >>> text = "地区 - 户数 - 人数 - - - 甲县 - 3 - 9 - - - 乙县 - 2 - 5 - - - 丙县 - 4 - 8"
    >>> lines = [Line(n, f"|{t.strip('-')}|", 0, 0) for n, t in enumerate(text.split())]
    >>> [[cell.text for cell in row] for row in parted_rows(lines)]
    [['地区', '户数', '人数'], ['甲县', '3', '9'], ['乙县', '2', '5'], ['丙县', '4', '8']]
    """
    full = [(n, line) for n, line in enumerate(lines) if filled(line.text)]
    closed = sum(line.text.rstrip().endswith("|") for _, line in full)
    alone = sum(filled(line.text) == 1 for _, line in full)
    if min(closed, alone) < _EVEN * len(full):
        return []
    # what a line prints between several pipes is a cell that goes on below itself
    told = [(n, reduce(one_below, line_cells(line, True))) for n, line in full]
    gaps = [b - a - 1 for (a, _), (b, _) in itertools.pairwise(told)]
    usual = max(gaps, key=gaps.count, default=0)
    for gap in sorted({n for n in gaps if 0 < usual < n <= _GAP}, reverse=True):
        cuts = [n for n, left in enumerate(gaps, 1) if not usual <= left < gap]
        rows = [[t for _, t in told[a:b]] for a, b in itertools.pairwise([0, *cuts, len(told)])]
        # titles and notes have a cell each, or a note follows the last row
        if width := _in_columns([row for row in rows if len(row) > 1], _HALF):
            return [part for row in rows for part in (row[:width], row[width:]) if part]
    return []


def _in_columns(rows: Rows, share: float) -> int:
    """Return how many cells so large a share of rows has, those in a column of a kind; else 0."""
    told = Counter(map(len, rows))
    width = max(told, key=lambda n: (told[n], n), default=0)
    whole = [row for row in rows if len(row) == width]
    if len(whole) < max(_ROWS, share * len(rows)) or width < _COLUMNS:
        return 0
    columns = zip(*whole, strict=True)
    alike = [coherent([t.text for t in column if t.text]) for column in columns]
    return width if sum(alike) >= _EVEN * width else 0


def filled(text: str) -> int:
    """Return how many cells between pipes print something."""
    return sum(bool(cell.strip()) for cell in text.split("|"))


class Drawn:
    """How a table is drawn: which ends of a line have a pipe, how many cells and pipes it has."""

    def __init__(self, lines: list[Line]) -> None:
        texts = [line.text for line in lines if "|" in line.text]
        inner = [text for text in texts if text.count("|") > 1]
        widths = Counter(map(filled, inner))
        counts = Counter(text.count("|") for text in inner)
        self.leading = self._led(texts)
        self.trailing = sum(text.rstrip().endswith("|") for text in texts) / max(1, len(texts))
        self.usual = min((w for w, n in widths.items() if n == max(widths.values())), default=0)
        self.widest = max(widths, default=0)
        self.pipes = max(counts, key=lambda n: (counts[n], n), default=0)
        self.most = max(counts, default=0)
        pairs = itertools.pairwise(line.text for line in lines)
        self.broken = any(itertools.starmap(self._halves, pairs))

    @staticmethod
    def _led(texts: list[str]) -> float:
        """Return which share of the lines begin with a pipe, none of it an empty cell's end.

        Where those that do not have as many pipes, what they print first is what the others lack.
        """
        led = [text.lstrip().startswith("|") for text in texts]
        counts: list[Counter[int]] = [Counter(), Counter()]
        for text, one in zip(texts, led, strict=True):
            if one or filled(text) > 1:  # a note in a row of its own says nothing
                counts[one][text.count("|")] += 1
        usual = [max(c, key=lambda n: (c[n], n), default=0) for c in counts]
        return 0.0 if usual[0] == usual[1] > 1 else sum(led) / max(1, len(texts))

    def goes_on(self, text: str, row: Row, after: str) -> bool:
        """Whether the last cell of a line goes on in the next one.

        A row that is whole without its last pipe does not; two lines that have all pipes of the
        widest row between them are one. Where some are, a line without a pipe begins the next.
        """
        if self.broken and self.trailing >= 0.4 and "|" not in text:
            return kind(text) == "text" and "|" in after and not after.lstrip().startswith("|")
        if self.trailing >= 0.4 and text.rstrip().endswith("|"):
            return False
        if self._halves(text, after):
            return True
        if self.trailing < 0.4 or after.count("|") >= self.pipes:
            return False
        filled = sum(bool(token.text) for token in row)
        return "|" in text and filled < self.usual and text.count("|") < self.pipes

    def _halves(self, text: str, after: str) -> bool:
        """Whether two lines are the halves of one row, which was broken within a cell of words."""
        counts = text.count("|"), after.count("|")
        if not all(counts) or sum(counts) != self.most or "\u3002" in text:
            return False
        ends = text.rpartition("|")[2].strip(), after.partition("|")[0].strip()
        return all(kind(end) in ("text", "long") for end in ends)


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
    ends = itertools.accumulate(map(screen_width, text))
    return [0, *(end for end, sign in zip(ends, text, strict=True) if sign == "|")]
