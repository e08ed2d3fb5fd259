"""A table's parts on several pages -> one table: one head, rows and merged cells carried on."""

from __future__ import annotations

import itertools

from ..base.phrases import say
from ..base.vocabulary import pattern
from ._build import Builder, Grid
from .page import Part, Seen, Segment
from .page_labels import place_labels
from .page_rows import NUMBER

_NEW_ROW = pattern("marks", "mark")
_HEADS = pattern("pages", "table_heads")


def goes_on(above: Part, below: Part) -> bool:
    """Tell whether a part at the top of a page carries on the table that ended the last one."""
    if below.page != above.page + 1 or above.ruled != below.ruled:
        return False
    if _announces(below) and _first_row(below) != _first_row(above):
        return False
    a, b = _sides(above), _sides(below)
    wide = above.x1 - above.x0
    if above.ruled:
        if _shared(a, b) >= (0.6 if len(a) == len(b) else 1) * min(len(a), len(b)):
            return True
        return abs((below.x1 - below.x0) - wide) < 8 and len(a) == len(b)
    return len(a) == len(b) or _overlap(above, below) >= 0.6 * min(len(a) - 1, len(b) - 1)


def _first_row(part: Part) -> list[str]:
    return [_plain(cell.text) for cell in part.cells if cell.first == 0 and cell.text]


def _announces(part: Part) -> bool:
    """Tell whether a part begins with a head of its own: short cells that name columns."""
    return sum(len(text) <= 8 and bool(_HEADS.search(text)) for text in _first_row(part)) >= 2


def _shared(a: list[float], b: list[float]) -> int:
    return sum(any(abs(x - y) < 5 for y in b) for x in a)


def _sides(part: Part) -> list[float]:
    out: list[float] = []
    for x in sorted(x for cell in part.cells for x in (cell.x0, cell.x1)):
        if not out or x - out[-1] > 4:
            out.append(x)
    return out


def _overlap(above: Part, below: Part) -> int:
    a, b = _sides(above), _sides(below)
    return sum(
        any(
            min(x1, y1) - max(x0, y0) > 0.6 * min(x1 - x0, y1 - y0)
            for y0, y1 in itertools.pairwise(b)
        )
        for x0, x1 in itertools.pairwise(a)
    )


def _columns(parts: list[Part]) -> list[list[tuple[int, int]]]:
    """Return for each part's cells the columns (first, last) they take in the whole table."""
    widest = max(parts, key=lambda part: len(_sides(part)))
    sides = _sides(widest)
    out = []
    for part in parts:
        own = _sides(part)
        if len(own) == len(sides):
            index = {x: i for i, x in enumerate(own)}
        else:
            shift = 0.0 if _shared(own, sides) >= 0.6 * len(own) else own[0] - sides[0]
            index = {
                x: min(range(len(sides)), key=lambda k: abs(sides[k] + shift - x)) for x in own
            }
        spans = []
        for cell in part.cells:
            first = index[min(own, key=lambda x: abs(x - cell.x0))]
            last = index[min(own, key=lambda x: abs(x - cell.x1))]
            spans.append((first, max(last - 1, first)))
        out.append(spans)
    return out


def _plain(text: str) -> str:
    return "".join(text.split())


class _Whole:
    """The table as it grows: cells by their first row and column, and who covers a position."""

    def __init__(self) -> None:
        self.text: dict[tuple[int, int], str] = {}
        self.seen: dict[tuple[int, int], list[Seen]] = {}
        self.owner: dict[tuple[int, int], tuple[int, int]] = {}
        self.places: list[str] = []
        self.starts: list[int] = []
        self.height = self.width = 0

    def add(self, part: Part, spans: list[tuple[int, int]]) -> None:
        skip = self._repeated(part, spans) if self.height else 0
        base = self.height - skip
        self.starts.append(self.height)
        for cell, (c0, c1) in zip(part.cells, spans, strict=True):
            if cell.last < skip:
                continue
            origin = (max(cell.first, skip) + base, c0)
            self.text[origin] = cell.text
            top, bottom = part.rows[max(cell.first, skip)][0], part.rows[cell.last][1]
            self.seen[origin] = [Seen(part.page, cell.x0, top, cell.x1, bottom, cell.score)]
            for r in range(max(cell.first, skip), cell.last + 1):
                for c in range(c0, c1 + 1):
                    self.owner.setdefault((r + base, c), origin)
            self.width = max(self.width, c1 + 1)
        for c in range(
            self.width if part.ruled else 0
        ):  # a merged column may have no rules where it goes on
            if not any(first <= c <= last for first, last in spans):
                origin = (skip + base, c)
                self.text[origin] = ""
                self.owner |= {(r + base, c): origin for r in range(skip, len(part.rows))}
        self.height = base + len(part.rows)
        self.places += [
            say("seen.row_of_page", "zh", page=part.page, row=r + 1)
            for r in range(skip, len(part.rows))
        ]

    def _repeated(self, part: Part, spans: list[tuple[int, int]]) -> int:
        """Count the rows at the top of a part that repeat the head of the table."""
        count = 0
        for r in range(min(len(part.rows), self.height, 6)):
            own = [
                (c[0], _plain(cell.text))
                for cell, c in zip(part.cells, spans, strict=True)
                if cell.first == r and cell.text
            ]
            head = [
                (c, _plain(text))
                for (row, c), text in sorted(self.text.items())
                if row == r and text
            ]
            if sorted(own) != head and (own or head):
                break
            count = r + 1
        return count

    def covered(self, r: int, c: int) -> list[tuple[int, int]]:
        origin = self.owner.get((r, c))
        return [at for at, owner in self.owner.items() if owner == origin]

    def carry_on(self, start: int) -> None:
        """Join what the page break before row `start` parted."""
        if start == 0 or start >= self.height:
            return
        if self._glue(start):
            return
        merged = {
            origin[1]
            for at, origin in self.owner.items()
            if at[0] != origin[0] and self.text.get(origin) is not None
        }
        for c in sorted(merged):
            upper, lower = self.owner.get((start - 1, c)), self.owner.get((start, c))
            if upper is None or lower is None or upper[0] == lower[0] or upper[1] != lower[1]:
                continue
            above, below = self.text[upper], self.text[lower]
            if bool(above) == bool(below) or (below and self._filled_above(upper)):
                continue
            self.text[upper] = above or below
            self.seen[upper] = self.seen.get(upper, []) + self.seen.get(lower, [])
            for at in self.covered(start, c):
                self.owner[at] = upper
            del self.text[lower]

    def _filled_above(self, upper: tuple[int, int]) -> bool:
        """Tell whether an empty cell is an ordinary blank: one row high, in a row of its own."""
        rows = {at[0] for at in self.covered(*upper)}
        return len(rows) == 1 and upper[1] > 0

    def _glue(self, start: int) -> bool:
        """Give the row above what the page break cut off it; tell whether that was a row."""
        row = {c: self.text.get((start, c), "") for c in range(self.width)}
        filled = {c: text for c, text in row.items() if text}
        above = {
            c: self.text.get(self.owner.get((start - 1, c), (-1, -1)), "")
            for c in range(self.width)
        }
        whole = self.owner.get((start, 0)) == self.owner.get((start, self.width - 1))
        if (
            not filled
            or whole
            or self.height - start < 1
            or len(filled) > max(1, self.width // 3)
            or any(not above[c] or _NEW_ROW.match(text) for c, text in filled.items())
            or any(self.owner.get((start, c)) != (start, c) for c in filled)
            or any(at[0] > start for c in filled for at in self.covered(start, c))
        ):
            return False
        for c, text in filled.items():
            upper = self.owner[start - 1, c]
            self.text[upper] += text
            self.seen[upper] = self.seen.get(upper, []) + self.seen.get((start, c), [])
        moved: dict[tuple[int, int], tuple[int, int]] = {}
        texts: dict[tuple[int, int], str] = {}
        for (r, c), origin in self.owner.items():
            if r == start:
                continue
            down = (r - (r > start), c)
            moved[down] = (origin[0] - (origin[0] > start), origin[1])
        for (r, c), text in self.text.items():
            if r != start:
                texts[r - (r > start), c] = text
        orphans = {at: origin for at, origin in moved.items() if origin not in texts}
        for at, _ in sorted(orphans.items()):  # a merged cell that began in the row taken away
            above_at = moved.get((start - 1, at[1]))
            moved[at] = above_at if above_at in texts else at
            texts.setdefault(moved[at], "")
        self.seen = {(r - (r > start), c): seen for (r, c), seen in self.seen.items() if r != start}
        self.owner, self.text = moved, texts
        self.height -= 1
        self.places.pop(start)
        self.starts = [s - (s > start) for s in self.starts]
        return True

    def grid(self) -> Grid:
        return [
            [
                self.text.get((r, c), "")
                if self.owner.get((r, c), (r, c)) == (r, c)
                else self.owner[r, c]
                for c in range(self.width)
            ]
            for r in range(self.height)
        ]


def add_table(parts: list[Part], builder: Builder, kind: str) -> None:
    """Join a table's parts and add it to the builder."""
    columns = _columns(parts)
    whole = _Whole()
    for part, spans in zip(parts, columns, strict=True):
        whole.add(part, spans)
    sure = _label(whole, parts) if not parts[0].ruled else True
    for k in range(1, len(parts)):
        if whole.starts[k] < whole.height and parts[0].ruled:
            whole.carry_on(whole.starts[k])
    grid = whole.grid()
    how = "ruled" if parts[0].ruled else "unruled" if sure else "guessed"
    places = [[f"{place}C{c + 1}" for c in range(whole.width)] for place in whole.places]
    evidence = say(
        "seen.pages" if len(parts) > 1 else "seen.page",
        "zh",
        first=parts[0].page,
        last=parts[-1].page,
        number=len(builder.tables) + 1,
        how=say(f"seen.{how}", "zh"),
        n=len(grid),
    )
    builder.table(grid, kind, places=places, evidence=evidence, seen=whole.seen)


def _label(whole: _Whole, parts: list[Part]) -> bool:
    """Spread the labels of a table without rules over the rows they stand for."""
    spans: list[tuple[float, float]] = []
    lines: list[float] = []
    labels: dict[int, list[Segment]] = {}
    where: dict[int, Seen] = {}
    rows: list[int] = []
    pages: list[int] = []
    offset = 0.0
    for k, part in enumerate(parts):
        end = whole.starts[k + 1] if k + 1 < len(parts) else whole.height
        skip = len(part.rows) - (end - whole.starts[k])
        first = skip or (1 if k == 0 and _head(part) else 0)
        if first == len(part.rows):
            continue
        base = offset - part.rows[first][0]
        pages.append(len(spans))
        for r in range(first, len(part.rows)):
            spans.append((part.rows[r][0] + base, part.rows[r][1] + base))
            lines.append(_first_middle(part, r) + base)
            rows.append(whole.starts[k] + r - skip)
        for c, label in part.labels:
            moved = Segment(label.text, label.x0, label.x1, label.top + base, label.bottom + base)
            where[id(moved)] = Seen(
                part.page, label.x0, label.top, label.x1, label.bottom, label.score
            )
            labels.setdefault(c, []).append(moved)
        offset = spans[-1][1]
    sure = True
    for c, found in labels.items():
        owner, certain = place_labels(spans, lines, found, pages, parts[0].size)
        sure = sure and certain
        start: dict[int, tuple[int, int]] = {}
        for row, index in zip(rows, owner, strict=True):
            if (
                index < 0
                or whole.owner.get((row, c), (row, c)) != (row, c)
                or whole.text.get((row, c))
            ):
                continue
            if index in start:
                whole.owner[row, c] = start[index]
                whole.text.pop((row, c), None)
            else:
                start[index] = (row, c)
                whole.owner[row, c] = (row, c)
                whole.text[row, c] = found[index].text
                whole.seen[row, c] = [where[id(found[index])]]
    return sure


def _head(part: Part) -> bool:
    """Tell whether the first row of a part is the table's head: no cell of it is a number."""
    texts = [_plain(cell.text) for cell in part.cells if cell.first == 0]
    return not any(NUMBER.fullmatch(text) for text in texts)


def _first_middle(part: Part, row: int) -> float:
    return part.firsts[row] if part.firsts else part.rows[row][0]
