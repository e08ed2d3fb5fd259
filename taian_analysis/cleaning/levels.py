"""What a row is nested under: the area, and the title or group within it.

The area is carried over merged cells and from section titles, the parent from nesting (其中:, #, a
group column, a lesser section title).
"""

from __future__ import annotations

import re

from ..base.vocabulary import pattern
from ..grammar.marks import PART
from ..grammar.units import is_unit
from .align import WHOLE, SourceRow
from .cellkinds import chinese, kind, levelled
from .cells import Row
from .entries import join
from .headers import role_of
from .names import PINYIN, Name, bare_unit, last_bracket, one_line, read_name, untranslated
from .row_cells import RowCells

_RANKED_FIRST = pattern("table_cells", "ranked_first")

_COUNTS, _CONTINUED = pattern("table_cells", "counts"), pattern("table_cells", "continued")
_SCALES = "百千万亿"
#: how a name ends that is counted or measured, and hardly a title: …率, …人数
_COUNTED = pattern("table_names", "counted")
#: so many names of a table, and of them this share, show how its names end
_FEWEST, _MOST = 4, 0.8
#: a number that leads into what ran into it, and no year
_NUMBER = re.compile(r"\d{2,}+(?![\d年])")
_WORD = re.compile(r"[^\W\d_]")
#: heads whose words are no titles where they stand alone
_HEADS = ("attribute", "unit", "serial", "note", "baseline", "target", "actual")
#: kinds of cells that are never the title of anything
_NO_AREA = ("note", "attr", "verdict", "unit", "num", "int", "sign", "missing", "bad", "mark")


def untitled(text: str) -> bool:
    """Whether a cell is no title: 预期性, 人, 万人, 12.5, ###, 续表, 见附件."""
    what, word = kind(text), text.strip()
    if _NUMBER.match(word) or not _WORD.search(word) or _CONTINUED.fullmatch(word):
        return True
    if what == "head":
        return role_of(word) in _HEADS
    titled = len(word) > 1 and chinese(text) and word[0] not in _SCALES
    return what in _NO_AREA and not (what == "unit" and titled)


#: how high a title stands that has no number
_PLAIN = 2


def rank(text: str) -> int:
    """Return how high a section title stands by its numbering: 一、 (一) plain 1."""
    text = text.strip()
    if _RANKED_FIRST.match(text):
        return 0
    if re.match(PART, text):
        return 1
    if re.match(r"[(\uff08]?\d{1,2}[.、。)\uff09]", text):
        return 3
    return _PLAIN


def numbered(text: str) -> bool:
    """Whether a number or a letter stands before a name or a title."""
    return rank(text) != _PLAIN


class Levels:
    """The area, the title within it, and the group that the next row is nested under."""

    def __init__(self, cells: RowCells, rows: list[SourceRow], carried: Levels | None) -> None:
        self.cells = cells
        self.area: str | None = None
        #: whether a title over all columns is the area, and whether the first of two columns of
        #: names is taken for one: only then it is nested under the title
        self.titled = False
        own = [head.text for head in cells.heads if head.role == "area" and not head.implied]
        self.areas = any(role_of(text) == "name" for text in own)
        self.parent: str | None = None
        self.group: str | None = None
        self.top: str | None = None
        self.top_unit: str | None = None
        if carried is not None:  # the table before, which this one goes on
            self.area, self.group, self.top_unit = carried.area, carried.group, carried.top_unit
        self.titles: list[str] = []
        self.alone = False
        #: areas whose cell goes on over the rows below: none has slipped
        self.merged: set[str] = set()
        #: whether an area that ends as a name does is a name in the wrong place: never where the
        #: cells showed that they are places
        shown = any(head.role == "area" and head.proven for head in cells.heads)
        self.unlike = not shown and self._unlike(rows)
        #: whether the row last carried has such a one
        self.misplaced = False
        #: how high the last numbered row stands, and the one before the last title
        self.numbered = self.begun = _PLAIN
        ranks = [rank(t) for row in rows for t in self._titles(row)]
        self.area_rank = min(ranks, default=0)

    def _unlike(self, rows: list[SourceRow]) -> bool:
        """Whether most names end as what is counted does, and all areas but at most one do not."""
        valued = [row for row in rows if row.kind == "row" and self.cells.valued(row)]
        names = [join(cells) for row in valued if (cells := self.cells.column(row, "name"))]
        held = [a for row in valued if (a := self.cells.column(row, "area", "level1"))]
        areas = {join(a) for a in held}
        self.merged = {one_line(join(a)) for a in held if a[0].merged}
        areas |= {row.cells[0][0].text for row in rows if row.kind == "section"}
        self.titles = [one_line(text) for text in areas if not untitled(text)]
        counted = sum(bool(WHOLE.search(one_line(text))) for text in names)
        strange = sum(bool(_COUNTED.search(text)) for text in self.titles)
        self.alone = counted == len(names) - 1
        return len(names) >= _FEWEST and counted >= _MOST * len(names) and strange <= 1

    def a_title(self, text: str, longer: int = 1) -> bool:
        """Whether what stands as a name is the title over it: unlike all names, like the titles."""
        return self.alone and self.like_titles(text, longer)

    def like_titles(self, text: str, longer: int = 1) -> bool:
        """Whether a text is like the titles of a table, and unlike its names.

        It may be so much `longer`, or shorter, than they are.
        """
        if not self.unlike or WHOLE.search(text) or kind(text) != "text" or untitled(text):
            return False
        alike = [
            len(t) for t in self.titles
            if t != text and rank(t) == rank(text) and kind(t) not in ("level1", "level2")
        ]  # fmt: skip
        return bool(alike) and min(alike) - longer <= len(text) <= max(alike) + longer

    def _misplaced(self, text: str) -> bool:
        """Whether a text in the place of an area is a name that has slipped into it."""
        slips = self.unlike and len(self.titles) > 1 and text not in self.merged
        return slips and not levelled(text) and bool(_COUNTED.search(text))

    def _slipped(self, row: SourceRow) -> bool:
        """Whether what stands before the place of a name, in this row alone, is its name.

        No head says that there are areas, and what a row has too much (注) moved its name.
        """
        heads = self.cells.heads
        led = [i for i in row.cells if heads[i].role == "area" and heads[i].implied]
        return bool(led) and self.titles == [one_line(join(row.cells[led[0]]))]

    def over(self, area: Row) -> int:
        """Return how many pieces of an area's cell are its own, before a name cut off above."""
        own = [token for token in area if not self._misplaced(one_line(token.text))]
        return len(own) if own and area[: len(own)] == own else len(area)

    def _titles(self, row: SourceRow) -> list[str]:
        if row.kind == "section":
            return [row.cells[0][0].text]
        name = self.cells.column(row, "name")
        if row.kind != "row" or name is None:
            return []
        read = read_name(join(name))
        titles = list(read.glued[:1])
        if not self.cells.valued(row) or read.section:
            titles.append(one_line(join(name)))
        return titles

    def section(self, text: str, spans: bool = False) -> None:
        """Take a title as area or, if it is of a lesser style, as parent."""
        if untitled(text):
            return
        title = _COUNTS.sub("", untranslated(one_line(text)))
        if kind(text) == "level2":  # 生态效益指标, and no indicator of it
            self.group, self.top, self.top_unit = title, None, None
            return
        self.begun = self.numbered
        if rank(text) <= self.area_rank:
            self.area, self.parent = title, None
            self.titled = spans and self.areas
        else:
            self.parent = title
        self.group = self.top = None

    def carry(self, row: SourceRow, named: bool = True) -> None:
        """Carry area and group over merged cells."""
        self.misplaced = False
        area = self.cells.column(row, "area", "level1")
        group = self.cells.column(row, "group", "level2")
        for i, cells in row.cells.items():
            spanned = cells[0].merged and not cells[0].text
            if spanned and self.cells.heads[i].role in ("area", "group", "level1", "level2"):
                self.group = self.parent = None  # the name's cell covers this column
                if self.cells.heads[i].role in ("area", "level1"):
                    self.area = None
        if area and not untitled(join(area)) and (named or not self._slipped(row)):
            text = one_line(join(area))
            split = last_bracket(text)
            if split and is_unit(split[1]) and not split[1].strip().isdigit():
                self.group, self.top_unit = split[0], bare_unit(split[1])
            else:
                self.into(text)
        if group:
            text = one_line(join(group))
            read = read_name(text)
            self.group, self.top_unit = read.text, read.unit
        elif self.cells.column(row, "serial") and any(
            head.role == "group" and head.implied for head in self.cells.heads
        ):
            self.group = self.top_unit = None

    def of_name(
        self, row: SourceRow, printed: str, read: Name, later: bool
    ) -> tuple[str | None, str | None]:
        """Return a name's area and parent; a later name of a stacked cell is part of the first."""
        in_column = self.cells.column(row, "area", "level1")
        if read.section and self.area_rank == 0 and not in_column:
            self.area, self.parent, self.group = read.title, None, None
        if (high := rank(printed)) < _PLAIN:
            if high <= self.begun < _PLAIN == rank(self.area or "") and not in_column:
                # (二)人均收入, 按常住地分: and what is below it, (三)人均支出
                self.area = self.parent = self.group = None
            self.numbered = high
        if self.top and (read.part or later):
            return self.area, self.top
        self.top = read.text
        return self.area, self.group or self.parent

    def into(self, text: str) -> None:
        """Go into an area; under a title that spans the table it is the group."""
        if self._misplaced(text):
            self.misplaced = True
            return
        text = PINYIN.sub("", text)
        if self.titled:
            self.group = text
        elif text != self.area:
            self.group = self.parent = None
            self.area = text

    def under(self, row: SourceRow) -> None:
        """Take a title that stands beside its area as what the next rows are nested under."""
        *areas, last = sorted(row.cells)
        text = one_line(join(row.cells[areas[0]])) if areas else ""
        if text:
            self.area = text
        self.parent, self.group, self.top = one_line(join(row.cells[last])), None, None

    def opened(self, row: SourceRow) -> None:
        """Go into the area that a row opens which could not be read."""
        if row.cells:
            self.into(one_line(join(row.cells[min(row.cells)])))
            return
        printed = [i for i, head in enumerate(self.cells.heads) if not head.implied]
        place = next((n for n, i in enumerate(printed) if self.cells.heads[i].role == "area"), None)
        cells = row.junk
        if place is None or place + 1 >= len(cells):
            return
        text, after = cells[place].text, cells[place + 1].text
        names = ("text", "section", "head", "long")
        whole = len(cells) >= len(printed) or (len(cells) == len(printed) - 1 and not after)
        if text and kind(text) in names and (kind(after) in names or whole):
            self.into(one_line(text))
