"""Rows of a table -> entries (one an indicator) and rejections, nothing dropped."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ..base.report import Rejection
from ..base.safe import LOST
from ..base.vocabulary import pattern
from ..grammar.units import is_unit
from .align import WHOLE, SourceRow
from .cellkinds import kind
from .cells import CellToken, Row, Rows, on_lines
from .doubts import SIGNED, RowDoubts
from .entries import Entry, bad, filled_in, join, reject, rest
from .headers import Head, role_of
from .levels import Levels, rank, untitled
from .names import PERCENTS, Name, bare_unit, one_line, read_name
from .places import of_places
from .row_cells import GROUPS, Held, RowCells, from_above
from .shared_cells import shared_out, stacked, vertical

_ATTRIBUTE_END = pattern("table_cells", "attribute_end")
_TOTAL = pattern("table_cells", "total")
#: a line of so few signs may be the end of the name above it as well as a title
_TAIL = 5
#: what is never the name of an indicator, and what its name holds
_NO_NAME = ("attr", "sign", "missing")
_WORD = re.compile(r"[^\W\d_]")
#: how a name ends that is counted or measured, and hardly a title: …率, …人数
_COUNTED = pattern("table_names", "counted")
_DIVIDES = pattern("table_names", "divides")
_BARE_LABEL = re.compile(rf"\A(?:{pattern('table_names', 'bare_label').pattern})")


class RowWalk:
    """The way down a table: its rows as entries, and those refused, in their order."""

    def __init__(
        self,
        heads: list[Head],
        rows: list[SourceRow],
        sure: bool,
        ends: int = -1,
        carried: Levels | None = None,
        over: str = "",
    ) -> None:
        vertical(rows, heads)
        self.cells = RowCells(heads, rows)
        self.levels = Levels(self.cells, rows, carried)
        if over:
            self.levels.section(over)
        self.sure = sure
        self.counted = 0
        self.scored = any(head.role in ("weight", "score", "verdict", "target") for head in heads)
        self.pointed = any(head.role in ("weight", "score") for head in heads)
        self.entries: list[Entry] = []
        self.rejected: list[Rejection] = []
        #: numbers of rows that were read which no column of ours took
        self.stray: list[Rejection] = []
        first = next((row for row in rows if row.tokens()), None)
        #: whether a lone name is no title: the first row holds an indicator, or has lost its values
        self.begun = first is not None and first.kind == "row" and bool(self.cells.valued(first))
        self.begun = self.begun or self._alike(rows)
        told = [join(name) for row in rows if (name := self.cells.column(row, "name"))]
        #: whether its names are places: then a total is of all of them
        self.placed = not self.pointed and of_places(told)
        under = {_BARE_LABEL.sub("", text) for text in told if _BARE_LABEL.match(text)}
        #: whether 指标1 before a name is its label: what follows is not the same in each row
        self.labelled = len(under) > 1
        united = sum(read_name(text).unit is not None for text in told)
        #: whether names print no unit: then one without values that does is a title
        self.unitless = 2 * united < len(told)
        self.unitless &= all(head.role != "unit" for head in self.cells.heads)
        begun = [row.tokens()[0].line for row in rows if row.tokens()]
        #: whether rows begin on lines of their own: then what ends a line is no title of the next
        self.lined = len(set(begun)) == len(begun)
        held = [{t.line for t in row.tokens()} for row in rows if self.cells.valued(row)]
        #: whether most rows stand on one line
        self.flat = sum(len(lines) == 1 for lines in held) > 0.5 * len(held)
        self.doubts = RowDoubts(self.cells, rows, sure, ends)
        for number, row in enumerate(rows):
            self._row(row, number)

    def _alike(self, rows: list[SourceRow]) -> bool:
        """Whether one name without values stands among names of its kind: …率, …数."""
        names = [(self.cells.column(row, "name"), row) for row in rows if row.kind == "row"]
        lone = [row.tokens()[0].text for row in rows if row.kind == "section" and row.tokens()]
        lone += [join(name) for name, row in names if name and not self.cells.valued(row)]
        valued = [join(name) for name, row in names if name and self.cells.valued(row)]
        alike = sum(bool(WHOLE.search(one_line(text))) for text in valued)
        cut = [text for text in lone if _COUNTED.search(one_line(text))]
        return len(cut) == 1 and alike > 0.5 * len(valued) >= 1

    def _row(self, row: SourceRow, number: int) -> None:
        tokens = [t for t in row.tokens() if t.text]
        if row.kind == "blank" or not tokens:
            return
        if row.kind == "row" and filled_in(tokens):
            self.rejected.append(reject(tokens, "note"))
        elif row.kind == "row":
            row, title = self._unglued(self._without_strays(row), tokens)
            self._told(row, [t for t in row.tokens() if t.text], number)
            if title is not None:
                self.levels.into(one_line(title.text))
                self.rejected.append(reject([title], "section"))
        elif row.kind == "section":
            spans = len(row.tokens()) > 1 or self.sure
            self._titled(row, tokens[0].text, [tokens], spans=spans)
        elif row.kind == "index":
            self.rejected.append(reject(tokens, "header"))
        elif row.kind == "title":
            self.levels.under(row)
            self.rejected.append(reject(row.cells[max(row.cells)], "section"))
        elif row.kind == "bad":
            self.levels.opened(row)
            self._refuse(tokens)
        else:
            self.rejected += rest(tokens, self.sure)

    def _titled(
        self, row: SourceRow, text: str, lines: Rows, area: bool = False, spans: bool = False
    ) -> None:
        """Take a section's title, a note, or a name whose row breaks off."""
        self._ended(one_line(text))
        said = text.isascii() and len(text.split()) > 1 and text.rstrip().endswith(".")
        code = "note" if said or kind(text) == "note" else "section"
        if self._cut_short(row, one_line(text), area):
            code = "no_value"
        elif not said:  # a sentence in English titles nothing
            self.levels.section(text, spans)
        self.rejected += [reject(line, code) for line in lines]

    def _refuse(self, tokens: Row) -> None:
        self.rejected += [bad(line, self.cells.heads) for line in self._lines(tokens)]

    def _told(self, row: SourceRow, tokens: Row, number: int) -> None:
        """Take a row with its name and its values, or say what it is without."""
        name = self.cells.column(row, "name")
        values = self._valued(row, name or [])
        left = [t for t in row.junk if t.text and kind(t.text) not in ("english", "note", "unit")]
        if self.sure and left:
            self.levels.carry(row)
            self._refuse(tokens)
            return
        notes = [t for t in row.junk if kind(t.text) == "note"]
        if notes:
            self.rejected.append(reject(notes, "note"))
        titled = name is not None and self._under_title(row, name)
        if name is None or titled or self._nameless(row, name):
            self.levels.carry(row, named=False)
            if name is not None and titled:
                self.levels.into(_in_words(name))
            self.rejected += [reject(line, "no_name") for line in self._lines(tokens)]
            return
        cut = self.doubts.cut(row, number, values)
        if not values:
            self._valueless(row, tokens, name, cut)
            return
        why = "cut_off" if cut else "not_aligned" if self.doubts.misplaced(row, values) else ""
        why = why or ("total" if self._a_total(name, values) else "")
        if why != "total" or not _summed(self.cells.column(row, "area", "level1") or name):
            self.levels.carry(row)
        if why:
            self.rejected.append(reject(tokens, why))
            return
        doubtful = bool(left) or row.odd or self.levels.misplaced or bool(LOST.search(join(name)))
        doubtful = doubtful or self.doubts.left_open(row, number, name, values)
        if not self.sure and from_above(name, values):
            doubtful = True
            self._reopen()
        self._entry(row, name, values, number, doubtful)

    def _valued(self, row: SourceRow, name: Row) -> Held:
        """Return a row's values; dashes beside the title of a division (分行业) are none."""
        values = self.cells.valued(row)
        printed = any(kind(t.text) != "missing" for _, cells in values for t in cells)
        divides = name and _DIVIDES.fullmatch(one_line(join(name)))
        return values if printed or not divides else []

    def _a_total(self, name: Row, values: Held) -> bool:
        """Whether a row sums up scores; one with two percents is an indicator (预算执行率)."""
        percents = all(join(cells).strip().endswith(PERCENTS) for _, cells in values)
        percents = percents and len(values) > 1
        return self.scored and not percents and not self.placed and _summed(name)

    def _without_strays(self, row: SourceRow) -> SourceRow:
        """Put aside what is no part of the name or area it ran into where no marks part rows."""
        found = {
            i: [t for t, after in pairwise(cells) if _stray(t.text, after.text, head.role)]
            for i, cells in row.cells.items()
            if (head := self.cells.heads[i]).role in ("name", *GROUPS)
        }
        aside = [t for cells in found.values() for t in cells]
        if self.sure or not aside:
            return row
        cells = {i: [t for t in ts if t not in found.get(i, ())] for i, ts in row.cells.items()}
        return replace(row, cells=cells, junk=[*row.junk, *aside])

    def _unglued(self, row: SourceRow, tokens: Row) -> tuple[SourceRow, CellToken | None]:
        """Take off a row what ran into it where no marks part rows, and the title at its end.

        Above it, that is a name whose values are lost, taken for a part of the area.
        """
        if self.sure and not row.joined:
            return row, None
        cells = dict(row.cells)
        for i, area in row.cells.items():
            own = self.levels.over(area) if self.cells.heads[i].role == "area" else len(area)
            if self.cells.heads[i].implied and _parted(
                area[-1], row, self.cells.column(row, "name")
            ):
                own = 0  # 低保标准, 元/月: a row cut off
            if own < len(area):
                self.rejected.append(reject(area[own:], "no_value"))
                cells[i] = area[:own]
        last = tokens[-1]
        held = [i for i, ts in cells.items() if self.cells.holds[i] and last in ts]
        below = len(tokens) > 2 or (self.cells.full > 1 and last.line != tokens[0].line)
        below = below and not (self.lined and last.line == tokens[-2].line)
        title = last if held and below and self.levels.like_titles(last.text) else None
        if title is not None:
            cells[held[0]] = [t for t in cells[held[0]] if t is not title]
        cells = {i: ts for i, ts in cells.items() if ts}
        if cells == row.cells:
            return row, None
        return replace(row, cells=cells, short=row.short or title is not None), title

    def _under_title(self, row: SourceRow, name: Row) -> bool:
        """Whether a row has lost its name, and has taken the title over it for one."""
        lines = {t.line for t in row.tokens() if t.text and t not in name}
        above = name[-1].line is not None and name[-1].line not in lines
        begins = not self.entries and self.levels.area is None and self.cells.grouped
        moved = row.joined or above or begins or not self.sure
        if self.cells.column(row, *GROUPS) or not (moved or row.past):
            return False
        return self.levels.a_title(_in_words(name), longer=int(moved))

    def _ended(self, title: str) -> None:
        """Leave the row before open where a title below it may be the end of its name."""
        if not self.sure and rank(title) > 1 and len(title) <= _TAIL:
            self._reopen()

    def _reopen(self) -> None:
        """Leave open whether the row before ends where it seems to: its name may go on below."""
        for entry in self.entries[-1:]:
            entry.guessed = True

    def _of_one_sign(self, text: str) -> bool:
        """Whether a name is but a unit of one sign, 人, where others are whole: …率, …数."""
        return len(text) == 1 and self.levels.unlike and is_unit(text)

    def _nameless(self, row: SourceRow, name: Row) -> bool:
        """Whether what stands in the place of a name is none: 预期性, ?, or the unit."""
        text = join(name)
        if kind(text) in _NO_NAME or not _WORD.search(text) or self._of_one_sign(text):
            return True
        if len(text) <= 2 and role_of(text) == "note":
            return True  # 注, 备注
        units = any(head.role == "unit" and not head.implied for head in self.cells.heads)
        return units and self.cells.column(row, "unit") is None and kind(text) == "unit"

    def _valueless(self, row: SourceRow, tokens: Row, name: Row, cut: bool) -> None:
        others = self.cells.column(row, "unit", "attribute", "symbol") or []
        area = self.cells.column(row, "area", "level1")
        over = one_line(join(area or name))
        if not untitled(over) if area else self.levels.like_titles(over):
            self.levels.into(over)
        if cut or self._beside(row, others):
            code = "cut_off" if cut else "no_value"
            self.rejected += [reject(line, code) for line in self._lines(tokens)]
        else:
            self._titled(row, one_line(join(name)), self._lines(tokens), bool(area))

    def _cut_short(self, row: SourceRow, text: str, area: bool) -> bool:
        """Whether a name without values is an indicator whose values are lost, and no title."""
        if rank(text) < 2 or re.search("[:\uff1a]$", text) or kind(text) == "note":
            return False
        beside = not self.cells.grouped and any(t.beside for t in row.tokens())
        united = read_name(text).unit is not None
        if area or (united and not self.unitless) or self.cells.column(row, "serial") or beside:
            return True
        return self.begun and not united and bool(WHOLE.search(text))

    def _beside(self, row: SourceRow, cells: Row) -> Row:
        """Return which cells stand with a row's name: on its line, where most rows have but one."""
        lines = {t.line for t in self.cells.column(row, "name") or ()}
        return [t for t in cells if not self.flat or t.line in lines]

    def _lines(self, tokens: Row) -> Rows:
        """Return the cells line by line where a line is a row, else all as one."""
        return on_lines(tokens) if self.sure else [tokens]

    def _unnumbered(self, name: str) -> str:
        """Take off a number that counts on from the row before: 2. of 2.5岁以下儿童死亡率."""
        if self.labelled:
            name = _BARE_LABEL.sub("", name)
        mark = re.match(r"\A\s*+(\d{1,2})[.、\uff0e]", name)
        before, self.counted = self.counted, int(mark[1]) if mark else self.counted
        counts_on = mark and re.match(r"\d", name[mark.end() :]) and self.counted == before + 1
        return name[mark.end() :] if mark and counts_on else name

    def _united(self, entry: Entry, row: SourceRow, read: Name, stack: int, left: int) -> None:
        """Give an entry the unit of its column, its name, its row, or the row it is a part of.

        Of a `stack` of names in one cell so many are `left`, this one too.
        """
        unit = self.cells.column(row, "unit")
        if unit is not None:
            lines = join(unit).split("\n")
            own = lines[-left] if 1 < len(lines) == stack else join(unit)
            entry.unit, entry.unit_printed = bare_unit(own), True
        elif read.unit:
            entry.unit, entry.unit_printed = read.unit, True
        elif not read.template:
            junk = [t for t in row.junk if kind(t.text) == "unit"]
            if junk:
                entry.unit = bare_unit(junk[0].text)
            elif self.levels.top_unit and entry.parent == self.levels.group:
                entry.unit = self.levels.top_unit

    def _described(self, entry: Entry, row: SourceRow) -> None:
        """Give an entry what stands beside its values, and the row as it is printed."""
        entry.sign = self.cells.sign(row)
        entry.rate, entry.verdict = (self.cells.text(row, role) for role in ("rate", "verdict"))
        attribute = self.cells.text(row, "attribute")
        if attribute and kind(attribute) != "missing":
            # a page's 下一页, or the next row's area, glued to it
            entry.attribute = _ATTRIBUTE_END.sub("", attribute)
        entry.text = " | ".join(one_line(t.text) for t in row.tokens() if t.text)
        lines = sorted({t.line for t in row.tokens() if t.line is not None})
        entry.lines = ",".join(map(str, lines))

    def _entry(self, row: SourceRow, name: Row, values: Held, number: int, doubtful: bool) -> None:
        printed = join(name)
        values, uneven = shared_out(values)
        doubtful = doubtful or uneven
        made: list[Entry] = []
        over: str | None = None
        parts = stacked(printed, values)
        doubtful = doubtful or (len(parts) > 1 and not self.sure)  # only their number tells
        stack = sum(bool(one) for _, one in parts)
        for left, (one_name, one_values) in zip(range(len(parts), 0, -1), parts, strict=True):
            read = read_name(self._unnumbered(one_name))
            if not read.text:
                self.rejected.append(reject(row.tokens(), "no_name"))
                return
            entry = Entry(read.text, one_line(one_name), values=one_values)
            later = one_name is not printed and one_name != printed.split("\n")[0]
            entry.area, entry.parent = self.levels.of_name(row, printed, read, later)
            if not one_values:
                over = read.unit  # what the others are parts of
                continue
            self._united(entry, row, read, stack, left)
            entry.unit = entry.unit or over
            self._described(entry, row)
            entry.line = next((t.line for t in name if t.line is not None), None)
            entry.place = next((t.place for t in name if t.place), "")
            entry.guessed = doubtful
            signed = all(h.role == "target" and SIGNED.match(t.text) for h, t in one_values)
            entry.short = len(one_values) < self.cells.full and not signed
            entry.carried = self.cells.carried(row)
            self.entries.append(entry)
            made.append(entry)
            for title in read.glued:
                self.levels.section(title)
        if untold := self.cells.untold(row, made):
            self.stray.append(reject(untold, "stray"))
            made[0].guessed = True


def _stray(text: str, after: str, role: str) -> bool:
    """Whether a cell before another of its column is none of it: 注, 约束性, % over a title."""
    if len(after) == 1:
        return False  # a word printed downwards
    again = text == after
    marked = kind(text) in ("attr", "sign") or (len(text) <= 2 and role_of(text) == "note")
    return again or marked or (role in GROUPS and kind(text) == "unit")


def _summed(cells: Row) -> bool:
    """Whether a cell says that its row is the sum of others: 合计, 总 分."""
    return _TOTAL.fullmatch(re.sub(r"[\s::]", "", join(cells))) is not None


def _in_words(name: Row) -> str:
    """Return a name without the cells that hold no word: ?, —."""
    return one_line(join([t for t in name if _WORD.search(t.text)] or name))


def _parted(area: CellToken, row: SourceRow, name: Row | None) -> bool:
    """Whether a unit comes next after what is taken for an area, and then the name."""
    cells = sorted((t for t in row.tokens() if t.start is not None), key=lambda t: t.start or 0)
    after = cells[cells.index(area) + 1 :] if area in cells else []
    return bool(name and after) and after[0] in row.junk and kind(after[0].text) == "unit"
