"""Rows of a table -> entries (one an indicator) and rejections, nothing dropped.

Walking down the rows, the area is carried over merged cells and from section titles, the parent
from nesting (其中:, #, a group column, a lesser section title). A cell that stacks several
indicators on lines of their own is taken apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ..base import catalog
from ..base.phrases import both
from ..base.report import Rejection
from ..grammar.marks import NUMERAL, PART, SECTION
from ..grammar.units import is_unit
from .align import WHOLE, CellToken, SourceRow
from .cellkinds import chinese, kind
from .headers import Head, read_head
from .names import Name, bare_unit, last_bracket, one_line, read_name

#: roles whose columns are carried as they are printed
CARRIED = ("other", "note", "dept", "weight", "score", "region")
#: codes of rejections that carry no indicator in the first place
HARMLESS = frozenset({"total", "header", "section", "note", "after_table", "title"})


@dataclass(slots=True)
class Entry:
    """One indicator as its row prints it."""

    name: str
    printed: str
    area: str | None = None
    parent: str | None = None
    unit: str | None = None
    unit_printed: bool = False
    attribute: str | None = None
    values: list[tuple[Head, CellToken]] = field(default_factory=list)
    rate: str | None = None
    verdict: str | None = None
    sign: str | None = None
    line: int | None = None
    place: str = ""
    text: str = ""
    lines: str = ""
    #: whether cells had to be guessed at, and whether a value's column is empty
    guessed: bool = False
    short: bool = False
    score: float = 1.0
    carried: dict[str, str] = field(default_factory=dict)
    row: int = 0


def reject(tokens: list[CellToken], code: str, detail: tuple[str, str] = ("", "")) -> Rejection:
    """Build the rejection of a row from its cells."""
    zh, en = both(f"row.{code}")
    text = " | ".join(one_line(t.text) for t in tokens if t.text)
    first = next((t for t in tokens if t.line is not None), None)
    place = next((t.place for t in tokens if t.place), "")
    return Rejection(
        first.line if first else None, text, code, zh + detail[0], en + detail[1], place
    )


def join(tokens: list[CellToken]) -> str:
    """Return the text of a cell printed in pieces."""
    out = tokens[0].text
    for token in tokens[1:]:
        glue = "" if chinese(out[-1:]) and chinese(token.text[:1]) else " "
        out += glue + token.text
    return out


_COUNTS = re.compile(r"(?:[(\uff08](?:共?\d+[项个条]|权重[^()]*|\d+分|共?\d+项[^()]*)[)\uff09])+$")


_ATTRIBUTE_END = re.compile(r"(?<=性)(?![、/和与兼指目(\[]|$)(?s:.*)")


#: how a target is printed and a result is not: ≥60, [12] (a sum over the plan)
_SIGNED = re.compile(r"\A\s*+[≥≤><＞＜≧≦\[〔【［]")
_TOTAL = re.compile(
    r"(?:自评|评价|考核|综合)?(?:总分|合计|总计|小计|总得分|得分合计|总评)|预算执行率|综合得分|自评得分"
)


#: kinds of cells that are never the title of anything
_NO_AREA = ("note", "attr", "unit", "num", "int", "sign", "missing", "bad", "mark")


def _untitled(text: str) -> bool:
    """Whether a cell is no title: 预期性, 人, 12.5."""
    what = kind(text)
    return what in _NO_AREA and not (what == "unit" and len(text.strip()) > 1 and chinese(text))


class RowWalk:
    """The state carried down a table: area, parent, and the section style that means area."""

    def __init__(
        self,
        heads: list[Head],
        rows: list[SourceRow],
        sure: bool,
        ends: int = -1,
        carried: RowWalk | None = None,
    ) -> None:
        self.heads = heads
        self._holds = [head.value for head in heads]
        self.sure = sure
        self.counted = 0
        self._kept: tuple[SourceRow | None, dict[str, list[CellToken]]] = (None, {})
        self.scored = any(
            head.role in ("weight", "score", "rate", "verdict", "target") for head in heads
        )
        self.area: str | None = None
        #: whether a title over all columns is the area, and whether the first of two columns of
        #: names is taken for one: only then it is nested under the title
        self.titled = False
        own = [head.text for head in heads if head.role == "area" and not head.implied]
        self.areas = any((read := read_head(text)) and read.role == "name" for text in own)
        self.parent: str | None = None
        self.group: str | None = None
        self.top: str | None = None
        self.top_unit: str | None = None
        if carried is not None:  # the table before, which this one goes on
            self.area, self.group, self.top_unit = carried.area, carried.group, carried.top_unit
        self.entries: list[Entry] = []
        self.rejected: list[Rejection] = []
        _vertical(rows, heads)
        ranks = [_rank(t) for row in rows for t in self._titles(row)]
        self.area_rank = min(ranks, default=0)
        first = next((row for row in rows if row.tokens()), None)
        #: whether the first row holds an indicator: then a lone name later on is no title
        self.begun = first is not None and first.kind == "row" and bool(self._valued(first))
        self.last = max((n for n, row in enumerate(rows) if row.kind == "row"), default=-1)
        self.broken = any(t.cut for row in rows for t in row.junk)
        self.ends = ends
        self.full = sum(head.value for head in heads)
        counts = [len(self._valued(row)) for row in rows if row.kind == "row"]
        counts = [n for n in counts if n]
        self.usual = sum(n == self.full for n in counts) >= 0.8 * len(counts)
        self.mostly = sum(n == self.full for n in counts) > 0.5 * len(counts)
        for number, row in enumerate(rows):
            self._row(row, number)

    def _titles(self, row: SourceRow) -> list[str]:
        if row.kind == "section":
            return [row.cells[0][0].text]
        name = self._column(row, "name")
        if row.kind != "row" or name is None:
            return []
        read = read_name(join(name))
        titles = list(read.glued[:1])
        if not self._valued(row) or read.section:
            titles.append(one_line(join(name)))
        return titles

    def _column(self, row: SourceRow, *roles: str) -> list[CellToken] | None:
        if row.kind != "row":
            return None
        columns = self._by_role(row)
        for role in roles:
            if role in columns:
                return columns[role]
        return None

    def _by_role(self, row: SourceRow) -> dict[str, list[CellToken]]:
        """Return the row's printed cells by role, the first column of each."""
        if self._kept[0] is not row:
            found: dict[str, list[CellToken]] = {}
            for i in sorted(row.cells):
                cells = [t for t in row.cells[i] if t.text]
                if cells:
                    found.setdefault(self.heads[i].role, cells)
            self._kept = (row, found)
        return self._kept[1]

    def _valued(self, row: SourceRow) -> list[tuple[Head, list[CellToken]]]:
        found = []
        for i in sorted(row.cells):
            if self._holds[i]:
                tokens = [t for t in row.cells[i] if t.text]
                if tokens:
                    found.append((self.heads[i], tokens))
        return found

    def _row(self, row: SourceRow, number: int) -> None:
        tokens = [t for t in row.tokens() if t.text]
        if row.kind == "blank" or not tokens:
            return
        if row.kind == "row":
            self._told(row, tokens, number)
        elif row.kind == "section":
            self._titled(row, tokens)
        elif row.kind == "index":
            self.rejected.append(reject(tokens, "header"))
        elif row.kind == "title":
            self._title(row)
        elif row.kind == "bad":
            self._opened(row)
            self._refuse(tokens)
        else:
            self._rest(tokens)

    def _titled(self, row: SourceRow, tokens: list[CellToken]) -> None:
        """Take a section's title, a note, or a name whose row breaks off."""
        if self._cut_short(row, one_line(tokens[0].text), False):
            self.rejected.append(reject(tokens, "no_value"))
            return
        self._section(tokens[0].text, len(row.tokens()) > 1 or self.sure)
        what = "note" if kind(tokens[0].text) == "note" else "section"
        self.rejected.append(reject(tokens, what))

    def _refuse(self, tokens: list[CellToken]) -> None:
        self.rejected += [self._bad(line) for line in self._lines(tokens)]

    def _told(self, row: SourceRow, tokens: list[CellToken], number: int) -> None:
        """Take a row with its name and its values, or say what it is without."""
        name, values = self._column(row, "name"), self._valued(row)
        left = [t for t in row.junk if t.text and kind(t.text) not in ("english", "note", "unit")]
        if self.sure and left:
            self._levels(row)
            self._refuse(tokens)
            return
        notes = [t for t in row.junk if kind(t.text) == "note"]
        if notes:
            self.rejected.append(reject(notes, "note"))
        if name is None or self._nameless(row, name):
            self._levels(row)
            self.rejected += [reject(line, "no_name") for line in self._lines(tokens)]
            return
        cut = self._cut(row, number, values)
        if cut and values:
            self.rejected.append(reject(tokens, "cut_off"))
            return
        if not values:
            self._valueless(row, tokens, name, cut)
            return
        if self.scored and _TOTAL.fullmatch(re.sub(r"[\s::]", "", join(name))):
            self.rejected.append(reject(tokens, "total"))
            return
        self._levels(row)
        doubtful = (
            bool(left) or row.odd or self._adrift(row, values) or self._open_ended(row, number)
        )
        self._entry(row, name, values, number, doubtful)

    def _title(self, row: SourceRow) -> None:
        """Take a title that stands beside its area as what the next rows are nested under."""
        *areas, last = sorted(row.cells)
        text = one_line(join(row.cells[areas[0]])) if areas else ""
        if text:
            self.area = text
        self.parent, self.group, self.top = one_line(join(row.cells[last])), None, None
        self.rejected.append(reject(row.cells[last], "section"))

    def _opened(self, row: SourceRow) -> None:
        """Go into the area that a row opens which could not be read."""
        if row.cells:
            self._into(one_line(join(row.cells[min(row.cells)])))
            return
        printed = [i for i, head in enumerate(self.heads) if not head.implied]
        place = next((n for n, i in enumerate(printed) if self.heads[i].role == "area"), None)
        cells = row.junk
        if place is None or place + 1 >= len(cells):
            return
        text, after = cells[place].text, cells[place + 1].text
        names = ("text", "section", "head", "long")
        whole = len(cells) >= len(printed) - 1
        if text and kind(text) in names and (kind(after) in names or (whole and not after)):
            self._into(one_line(text))

    def _open_ended(self, row: SourceRow, number: int) -> bool:
        """Whether the document ends at a value of the last row: its last figures may be cut off."""
        last = len(self.heads) - 1
        if number != self.last or self.sure or self._holds[last] or last in row.cells:
            return False
        return 0 < self.ends <= max((t.end or 0 for t in row.tokens()), default=0)

    def _carried(self, row: SourceRow) -> dict[str, str]:
        """Return what columns without a role of ours hold, under their printed heads."""
        out: dict[str, str] = {}
        for i, cells in sorted(row.cells.items()):
            text = one_line(join(cells)) if any(t.text for t in cells) else ""
            if text and self.heads[i].role in CARRIED and self.heads[i].text.strip():
                out.setdefault(re.sub(r"\s+", "", self.heads[i].text), text)
        return out

    def _nameless(self, row: SourceRow, name: list[CellToken]) -> bool:
        """Whether the unit has slipped into the place of a name that is lost."""
        units = any(head.role == "unit" and not head.implied for head in self.heads)
        lost = not self.sure and units and self._column(row, "unit") is None
        return lost and kind(join(name)) == "unit"

    def _adrift(self, row: SourceRow, values: list[tuple[Head, list[CellToken]]]) -> bool:
        """Whether a row short of a cell leaves open which column its values belong to."""
        gap = any(held and i not in row.cells for i, held in enumerate(self._holds))
        if not (row.short or (gap and not self.sure and self.mostly)):
            return False
        targets = sum(head.role == "target" for head in self.heads)
        signed = all(
            head.role == "target" and targets == 1 and _SIGNED.match(cells[0].text)
            for head, cells in values
        )
        return not signed

    def _cut(self, row: SourceRow, number: int, values: list[tuple[Head, list[CellToken]]]) -> bool:
        """Whether the document breaks off in this row, before its values are complete."""
        if number != self.last or len(values) >= self.full:
            return False
        end = max((t.end or 0 for t in row.tokens()), default=0)
        return self.broken or (self.usual and self.full > 1 and 0 < self.ends <= end)

    def _valueless(
        self, row: SourceRow, tokens: list[CellToken], name: list[CellToken], cut: bool
    ) -> None:
        text = one_line(join(name))
        others = [
            t for i, ts in row.cells.items() for t in ts
            if self.heads[i].role in ("unit", "attribute") and t.text
        ]  # fmt: skip
        if cut or others:
            code = "cut_off" if cut else "no_value"
            self.rejected += [reject(line, code) for line in self._lines(tokens)]
            return
        area = self._column(row, "area", "level1")
        if area and not _untitled(join(area)):
            self._into(one_line(join(area)))
        if self._cut_short(row, text, bool(area)):
            self.rejected += [reject(line, "no_value") for line in self._lines(tokens)]
            return
        self._section(text)
        code = "note" if kind(text) == "note" else "section"
        self.rejected += [reject(line, code) for line in self._lines(tokens)]

    def _cut_short(self, row: SourceRow, text: str, area: bool) -> bool:
        """Whether a name without values is an indicator whose values are lost, and no title."""
        if _rank(text) < 2 or re.search("[:\uff1a]$", text) or kind(text) == "note":
            return False
        if area or read_name(text).unit or self._column(row, "serial"):
            return True
        return self.begun and bool(WHOLE.search(text))

    def _lines(self, tokens: list[CellToken]) -> list[list[CellToken]]:
        """Return the cells line by line where a line is a row, else all as one."""
        return _on_lines(tokens) if self.sure else [tokens]

    def _bad(self, tokens: list[CellToken]) -> Rejection:
        columns = sum(not head.implied for head in self.heads)
        count = len(tokens)
        if count > columns:
            return reject(
                tokens,
                "too_many_cells",
                both("row.more_cells", n=count, columns=columns),
            )
        if kind(tokens[0].text) == "note" or (len(tokens) == 1 and len(tokens[0].text) > 45):
            return reject(tokens, "note")
        return reject(
            tokens,
            "not_aligned",
            both("row.other_cells", n=count, columns=columns),
        )

    def _rest(self, tokens: list[CellToken]) -> None:
        """Report what stands after a table; a row of numbers there was not understood."""
        lines = _on_lines(tokens)
        if len(lines) > 3 and not self.sure:
            counted = sum(kind(t.text) in ("num", "attr") for t in tokens[:40])
            code = "not_aligned" if counted >= 3 else "after_table"
            self.rejected.append(reject(lines[0], code))
            return
        for line in lines:
            what = [kind(t.text) for t in line]
            numbers = sum(w in ("num", "int", "attr") for w in what)
            if "note" in what:
                code = "note"
            elif numbers and len(line) > 1:
                code = "not_aligned"
            else:
                code = "after_table"
            self.rejected.append(reject(line, code))

    def _section(self, text: str, spans: bool = False) -> None:
        """Take a title as area or, if it is of a lesser style, as parent."""
        if _untitled(text):
            return
        title = _COUNTS.sub("", one_line(text))
        if _rank(text) <= self.area_rank:
            self.area, self.parent = title, None
            self.titled = spans and self.areas
        else:
            self.parent = title
        self.group = self.top = None

    def _levels(self, row: SourceRow) -> None:
        """Carry area and group over merged cells."""
        area = self._column(row, "area", "level1")
        group = self._column(row, "group", "level2")
        for i, cells in row.cells.items():
            spanned = cells[0].merged and not cells[0].text
            if spanned and self.heads[i].role in ("area", "group", "level1", "level2"):
                self.group = self.parent = None  # the name's cell covers this column
                if self.heads[i].role in ("area", "level1"):
                    self.area = None
        if area and not _untitled(join(area)):
            text = one_line(join(area))
            split = last_bracket(text)
            if split and is_unit(split[1]) and not split[1].strip().isdigit():
                self.group, self.top_unit = split[0], bare_unit(split[1])
            else:
                self._into(text)
        if group:
            text = one_line(join(group))
            read = read_name(text)
            self.group, self.top_unit = read.text, read.unit
        elif self._column(row, "serial") and any(
            head.role == "group" and head.implied for head in self.heads
        ):
            self.group = self.top_unit = None

    def _into(self, text: str) -> None:
        """Go into an area; under a title that spans the table it is the group."""
        if self.titled:
            self.group = text
        elif text != self.area:
            self.group = self.parent = None
            self.area = text

    def _unnumbered(self, name: str) -> str:
        """Take off a number that counts on from the row before: 2. of 2.5岁以下儿童死亡率."""
        mark = re.match(r"\A\s*+(\d{1,2})[.、\uff0e](?=\d)", name)
        plain = re.match(r"\A\s*+(\d{1,2})[.、\uff0e]", name)
        if mark and int(mark[1]) == self.counted + 1:
            name = name[mark.end() :]
        if plain:
            self.counted = int(plain[1])
        return name

    def _united(self, entry: Entry, row: SourceRow, read: Name) -> None:
        """Give an entry the unit of its column, its name, its row, or the row it is a part of."""
        unit = self._column(row, "unit")
        if unit is not None:
            entry.unit, entry.unit_printed = bare_unit(join(unit)), True
        elif read.unit:
            entry.unit, entry.unit_printed = read.unit, True
        elif not read.template:
            junk = [t for t in row.junk if kind(t.text) == "unit"]
            if junk:
                entry.unit = bare_unit(junk[0].text)
            elif self.top_unit and entry.parent == self.group:
                entry.unit = self.top_unit

    def _described(self, entry: Entry, row: SourceRow) -> None:
        """Give an entry what stands beside its values, and the row as it is printed."""
        told = {}
        for role in ("attribute", "symbol", "rate", "verdict"):
            cells = self._column(row, role)
            told[role] = one_line(join(cells)) if cells else None
        entry.sign, entry.rate, entry.verdict = told["symbol"], told["rate"], told["verdict"]
        attribute = told["attribute"]
        if attribute and kind(attribute) != "missing":
            # a page's 下一页, or the next row's area, glued to it
            entry.attribute = _ATTRIBUTE_END.sub("", attribute)
        entry.text = " | ".join(one_line(t.text) for t in row.tokens() if t.text)
        lines = sorted({t.line for t in row.tokens() if t.line is not None})
        entry.lines = ",".join(map(str, lines))

    def _entry(
        self,
        row: SourceRow,
        name: list[CellToken],
        values: list[tuple[Head, list[CellToken]]],
        number: int,
        doubtful: bool,
    ) -> None:
        printed = join(name)
        values, uneven = _shared_out(values)
        doubtful = doubtful or uneven
        for one_name, one_values in _stacked(printed, values):
            read = read_name(self._unnumbered(one_name))
            if not read.text:
                self.rejected.append(reject(row.tokens(), "no_name"))
                return
            entry = Entry(read.text, one_line(one_name), values=one_values, row=number)
            if read.section and self.area_rank == 0 and not self._column(row, "area", "level1"):
                self.area, self.parent, self.group = read.title, None, None
            entry.area = self.area
            first_line = one_name == printed.split("\n")[0]
            if self.top and (read.part or (one_name is not printed and not first_line)):
                entry.parent = self.top
            else:
                entry.parent = self.group or self.parent
                self.top = read.text
            self._united(entry, row, read)
            self._described(entry, row)
            entry.line = next((t.line for t in name if t.line is not None), None)
            entry.place = next((t.place for t in name if t.place), "")
            entry.guessed = doubtful
            signed = all(h.role == "target" and _SIGNED.match(t.text) for h, t in one_values)
            entry.short = len(one_values) < self.full and not signed
            entry.carried = self._carried(row)
            self.entries.append(entry)
            for title in read.glued:
                self._section(title)


def _on_lines(tokens: list[CellToken]) -> list[list[CellToken]]:
    """Gather a row's cells by the line they stand on."""
    by_line: dict[int | None, list[CellToken]] = {}
    for token in tokens:
        by_line.setdefault(token.line, []).append(token)
    return list(by_line.values())


def _shared_out(
    values: list[tuple[Head, list[CellToken]]],
) -> tuple[list[tuple[Head, list[CellToken]]], bool]:
    """Share 城市60 农村20 城市100 农村60 evenly among the columns their labels repeat in.

    Returns the values, and whether some column holds more numbers than the others for no reason.
    """
    counts = {len(tokens) for _, tokens in values}
    if len(values) < 2 or counts == {1}:
        return values, False
    tokens = [token for _, tokens in values for token in tokens]
    labels = [re.sub(r"[\d.,≥≤><%]+.*", "", token.text) for token in tokens]
    each, over = divmod(len(tokens), len(values))
    if not over and each > 1 and labels == labels[:each] * len(values) and all(labels):
        shared = [tokens[n * each : (n + 1) * each] for n in range(len(values))]
        return [(head, part) for (head, _), part in zip(values, shared, strict=True)], False
    return values, len(counts) > 1


def _rank(text: str) -> int:
    """Return how high a section title stands by its numbering: 一、 (一) plain 1."""
    text = text.strip()
    if re.match(rf"{SECTION}|第{NUMERAL}", text):
        return 0
    if re.match(PART, text):
        return 1
    if re.match(r"[(\uff08]?\d{1,2}[.、。)\uff09]", text):
        return 3
    return 2


def _stacked(
    printed: str, values: list[tuple[Head, list[CellToken]]]
) -> list[tuple[str, list[tuple[Head, CellToken]]]]:
    """Take apart a cell that stacks indicators on lines, its value cells doing the same."""
    flat = [(head, token) for head, tokens in values for token in tokens]
    lines = [line for line in printed.split("\n") if line.strip()]
    counts = {len(t.text.split("\n")) for _, t in flat if "\n" in t.text}
    if len(lines) < 2 or len(counts) != 1:
        return [(printed, flat)]
    want = counts.pop()
    names = lines if len(lines) == want else _regrouped(lines, want)
    apart = [
        (name, [(h, piece) for h, t in flat if (piece := _line_of(t, n, want)) is not None])
        for n, name in enumerate(names or ())
    ]
    return apart if apart and all(one for _, one in apart) else [(printed, flat)]


def _regrouped(lines: list[str], want: int) -> list[str] | None:
    """Join lines broken in the middle of a name until there are as many as values."""
    names: list[str] = []
    for line in lines:
        opens = re.match(r"\A\s*+(?:其\s*中|#|\d{1,2}[.、])", line)
        if names and not opens and not re.search(r"[)\uff09%]$", names[-1].strip()):
            names[-1] += line.strip()
        else:
            names.append(line)
    return names if len(names) == want else None


def _line_of(token: CellToken, n: int, want: int) -> CellToken | None:
    lines = token.text.split("\n")
    if len(lines) != want:
        return token if n == 0 else None
    text = lines[n].strip()
    return replace(token, text=text)  # its own span is found again within the cell's


def _vertical(rows: list[SourceRow], heads: list[Head]) -> None:
    """Put an area printed one character a row back together."""
    column = next((i for i, h in enumerate(heads) if h.role in ("area", "level1")), None)
    if column is None:
        return
    marks = [
        (n, row.cells[column][0])
        for n, row in enumerate(rows)
        if row.kind == "row" and column in row.cells and row.cells[column][0].text
    ]
    if any(len(rows[n].cells[column]) > 1 for n, _ in marks):
        return  # printed downwards within one cell: its pieces are joined
    single = [(n, t) for n, t in marks if len(t.text.strip()) == 1 and chinese(t.text)]
    if len(single) < 2 or len(single) < 0.6 * len(marks):
        return
    text = "".join(t.text.strip() for _, t in single)
    spot = 0
    for word in _words(text):
        begin = single[spot][0]
        end = single[spot + len(word)][0] if spot + len(word) < len(single) else len(rows)
        for n in range(begin, end):
            if rows[n].kind == "row":
                token = rows[n].cells.get(column, [single[spot][1]])[0]
                rows[n].cells[column] = [replace(token, text=word)]
        spot += len(word)


def _words(text: str) -> list[str]:
    """Cut a run of characters into known areas; what is not known stays whole."""
    known = sorted(catalog.load("areas")["words"], key=len, reverse=True)
    out, spot, rest = [], 0, ""
    while spot < len(text):
        word = next((w for w in known if len(w) > 2 and text.startswith(w, spot)), None)
        if word is None:
            rest += text[spot]
            spot += 1
            continue
        if rest:
            out.append(rest)
            rest = ""
        out.append(word)
        spot += len(word)
    return [*out, rest] if rest else out
