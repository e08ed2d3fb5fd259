"""The header over the values of places: its rows fitted to the columns, and what names a measure.

A header of several rows holds more than measures and roles: the project that all columns are of,
the groups of measures, a row of units. What names a
measure is the lowest row of names; a row above it is joined to it only where the lower names need
it (城市低保 and 农村低保 over 户数, 人数), and then the name is ours and none of the table's.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..base.vocabulary import pattern
from .cellkinds import chinese, kind
from .cells import CellToken, Row, Rows, blank, cell_over, ended, flat, printed
from .down import Down
from .head_tree import closed_by_units, under_each
from .headers import Head, only_period, plain_head, squeeze, untranslated
from .heads_in_turn import bare_head, counts_under, goes_round
from .layouts_across import Found
from .measures import Measure, read_measure
from .names import unit_apart, unit_like
from .series_heads import value_head

#: the head over places
CORNER = pattern("table_measures", "corner")
#: how far from the first column the places may stand
FURTHEST = 2
#: a total is named in no more characters: a longer line alone is a title
_SHORT = 8
#: a name as long as this says by itself what is counted: 农村改厕, and not 户数
_WHOLE_NAME = 4
_PART = pattern("table_measures", "part_of")
_LETTERS = re.compile(r"[A-Za-z]{3}")
#: what a line of a form says of a table: whose it is, of when, what it is counted in
_FORM = re.compile(r":\S")


@dataclass(frozen=True, slots=True)
class Over:
    """The header over values: `depth` rows of the table, of which `rows` name the columns.

    `groups` is what stands over each column and is no part of its name; `joined` where a name is
    put together of two printed ones, or where the cells showed what stands over what.
    """

    rows: Rows
    depth: int
    groups: list[str]
    joined: bool

    @property
    def columns(self) -> list[list[str]]:
        """What stands over each column, from the upper cell to the lower."""
        each = zip(*self.rows, strict=True)
        # a cell merged downwards stands in both rows
        return [list(dict.fromkeys(t.text for t in cells if t.text.strip())) for cells in each]

    def found(
        self, body: Down, heads: list[Head], rows: Rows, said: str, doubted: bool = False
    ) -> Found:
        """Return a table of rows that were read below this header, which ends what is above."""
        return Found(
            "wide", heads, flat(body.rest), rows, evidence=f"wide: {said}",
            header=printed(*body.above[-self.depth :]), before=printed(*body.above[: -self.depth]),
            grid=True, doubted=self.joined or doubted,
        )  # fmt: skip

    def read(self) -> list[Measure]:
        """Return the measure of each column, with the group that it stands under."""
        read = map(read_measure, self.columns)
        return [_grouped(m, group) for m, group in zip(read, self.groups, strict=True)]


def _grouped(measure: Measure, group: str) -> Measure:
    """Put a measure under its group, which may say what it is counted in; a total has its word."""
    if measure.under or not group:
        return measure
    under, unit = unit_apart(group)
    if not measure.name and measure.role == "generic":
        measure = replace(measure, name=measure.word, word="")
    return replace(measure, under=under, unit=measure.unit or unit)


def heads_over(
    above: Sequence[Row],
    width: int,
    lead: int,
    corner: re.Pattern[str] = CORNER,
    values: Sequence[Row] = (),
) -> Over | None:
    """Return the header over so many values.

    `lead` is the column of the places (or times), `corner` what may stand over that; `values` show
    which heads stand under which, where nothing else does.
    """
    stack: Rows = []
    depth = 0
    shown = _told_apart(above, width, lead, corner, values)
    told_apart = len(shown) > 1 and shown is not above and not _in_step(shown[-2:], width)
    foreign, above = len(above) - len(shown), shown
    for n, row in enumerate(reversed(above), 1):
        fitted = None if _no_heads(row, bool(stack)) else _fitted(row, width, lead, stack, corner)
        if fitted is None:
            break
        stack.insert(0, fitted)
        depth = n
        first = row[: lead + 1] if len(row) > lead + width else row
        whole = all(t.text.strip() for t in fitted) and _cornered(first, corner)
        if whole and _distinct(fitted):
            break
    over = _named(stack, depth + foreign, width) if stack else None
    return replace(over, joined=True) if over is not None and told_apart else over


def _no_heads(row: Sequence[CellToken], begun: bool) -> bool:
    """Whether a row holds numbers, a note or 填报单位:某局, or is a title over the whole table."""
    cells = printed(row)
    if any(
        _FORM.search(text) and not _PART.match(text) for text in (squeeze(t.text) for t in cells)
    ):
        return True
    if any(kind(t.text) in ("num", "note") and not only_period(t.text) for t in cells):
        return True
    if not cells or len({squeeze(t.text) for t in cells}) > 1:
        return not cells
    lower = not any(t.text.strip() for t in row[:2])  # 65岁及以上 over the last column alone
    return not (begun or lower) or bool(row[0].text.strip())


def _distinct(row: Sequence[CellToken]) -> bool:
    """Whether heads tell columns apart and what is counted: not 总量, 增速, nor 个数 again."""
    told = [value_head([t.text]) for t in row]
    grown = [head is not None and head.role == "change" for head in told]
    runs = [text for text, _ in itertools.groupby(squeeze(t.text) for t in row)]
    again = len(set(runs)) < len(runs)
    return not again and not (all(told) and any(grown) and not all(grown))


def _cornered(row: Sequence[CellToken], corner: re.Pattern[str]) -> bool:
    """Whether a row's first cell is the head over the places."""
    first = [plain_head(t.text) for t in row[: FURTHEST + 1] if t.text.strip() and not t.merged]
    return any(corner.fullmatch(text) for text in first)


# ------------------------------------------------------------------------------ a row over values


def _fitted(row: Row, width: int, lead: int, below: Rows, corner: re.Pattern[str]) -> Row | None:
    """Put a row of heads over the values: by its places, from its end, or each over several."""
    cells = _from_corner(row, width, lead, corner)
    if cells is None:
        return None
    if below and (spread := _in_turns(ended(cells)[lead + 1 :], below)):
        return spread
    if len(cells) >= lead + 1 + width and not (
        below == [] and not cells[lead + width].text.strip()
    ):
        return _over(cells[lead + 1 : lead + 1 + width], below)
    cells = ended(cells)
    over = cells[lead + 1 :]
    gaps = not all(t.text.strip() for t in over)
    alone = not below and not any(t.text.strip() for t in cells[: lead + 1])
    if alone and over and len(over) <= width - (not gaps):
        return [*over, *blank(width - len(over))]  # 人均 over nothing
    kept = gaps or (below and _keep_places(over, below[0]))
    if below and kept and over[0].text.strip():
        return _over([*over, *blank(width - len(over))], below)  # the last goes on to the end
    told = [plain_head(t.text) for t in cells]
    if len(cells) >= width and all(told[-width:]) and not any(map(corner.fullmatch, told[-width:])):
        return cells[-width:]
    heads = _past_corner([t for t in cells if t.text.strip()], corner)
    return _spread(heads, below[0]) if heads and below else None


def _over(row: Row, below: Rows) -> Row:
    """Return what of a row stands over each column of those below."""
    return [cell_over([row, *below], 0, i) or CellToken("") for i in range(len(row))]


def _from_corner(row: Row, width: int, lead: int, corner: re.Pattern[str]) -> Row | None:
    """Return the cells from the head over the places on, where a title runs into a row of heads.

    What has more cells than columns (标题 某局 地区 计划 完成) names them by its last ones.
    """
    cells = list(row)
    if len(printed(ended(cells))) <= lead + 1 + width:
        return cells
    start = len(cells) - width - lead - 1
    return cells[start:] if corner.fullmatch(plain_head(cells[start + lead].text)) else None


def _keep_places(over: Row, below: Row) -> bool:
    """Whether upper heads stand over their columns: lower ones are lacking below some of them."""
    empty = [i for i, t in enumerate(below) if not t.text.strip()]
    return bool(empty) and len(over) < len(below) and max(empty) < len(over)


def _in_turns(heads: Row, below: Rows) -> Row | None:
    """Put heads that stand side by side over those that come round below, whatever place they have.

    Where the cells a head spans are printed behind all heads, no head stands where it begins.
    """
    words = ["".join(dict.fromkeys(t.text for t in column)) for column in zip(*below, strict=True)]
    share, rest = divmod(len(words), len(heads) or len(words) + 1)
    if rest or not 1 < share < len(words) or not all(t.text.strip() for t in heads):
        return None
    return [t for t in heads for _ in range(share)] if goes_round(words, share) else None


def _past_corner(heads: Row, corner: re.Pattern[str]) -> Row:
    """Return heads without those over the places, which a blank may part from the next."""
    while heads and corner.fullmatch(plain_head(heads[0].text)):
        heads = heads[1:]
    return heads


def _spread(heads: Row, below: Row) -> Row | None:
    """Put heads printed once over the columns below: one group of heads each, or as many each."""
    spans = [list(run) for _, run in itertools.groupby(below, id)]
    told = counts_under(len(heads), [run[0].text for run in spans])
    over = flat([t] * n for t, n in zip(heads, told, strict=False))
    return [t for t, run in zip(over, spans, strict=True) for _ in run] if told else None


def _told_apart(
    above: Sequence[Row], width: int, lead: int, corner: re.Pattern[str], values: Sequence[Row]
) -> Sequence[Row]:
    """Put the last rows of a header over the values, where they have fewer cells (`head_tree`).

    A row whose empty cells keep their places says itself what it is over.
    """
    above = _unbroken(_in_one_language(above, corner, width), width, corner)
    told = [_in_order(row, corner, lead) for row in above[-3:]]
    if told[-1:] and told[-1] and len(told[-1]) == width - 1 and len(told) > 1:
        told[-2] = told[-2] or _total(above[-2])
    if len(told) < 2 or not told[-1] or not told[-2] or len(told[-2]) >= width:
        return above  # a head over each column says itself what it is over
    lower, upper = told[-1], told[-2]
    led = len(lower) < len(printed(above[-1]))
    top = told[0] if len(told) == 3 else None
    single = [part for t in lower for part in _single(t)]
    over = None
    if len(upper) + len(lower) == width + 1:
        # the last column is empty in all rows, and was not printed
        padded = [[*row, CellToken("")] for row in values]
        whole = under_each(upper, lower, width + 1, padded)
        over = (whole[0][:-1], whole[1][:-1]) if whole and whole[1][-1] is upper[-1] else None
    for row in [lower, single] if single != lower else [lower]:
        over = over or under_each(upper, row, width, values)
        if over is None and led:
            over = under_each(upper[1:], row, width, values)  # 孩次 over 年度
        words = {squeeze(t.text) for t in row}
        if over is None and top and len(words) == len(row) and under_each(upper, row, len(row)):
            over = under_each(top, row, width, values)
    before = blank(lead + 1)
    first = [t for t in printed(above[-2])[:1] if corner.fullmatch(plain_head(t.text))]
    led_in = [*first, *before][: lead + 1]  # what stands over the places ends the header
    return [*above[:-2], [*led_in, *over[0]], [*before, *over[1]]] if over else above


def _unbroken(above: Sequence[Row], width: int, corner: re.Pattern[str]) -> Sequence[Row]:
    """Put heads that go on below themselves into one row, where their units show which do."""
    for n, row in enumerate(above):
        first, *heads = printed(row) or blank(1)
        if len(heads) == width and corner.fullmatch(plain_head(first.text)):
            lower = printed(*above[n + 1 :])
            again = len({squeeze(t.text) for t in heads}) < width
            if again and not all(unit_like(squeeze(t.text)) for t in lower):
                break  # 目标, 目标 over heads of their own
            whole = closed_by_units([heads, *map(printed, above[n + 1 :])])
            if whole and n + 1 < len(above):
                return [*above[:n], [first, *whole]]
    return above


def _in_step(rows: Sequence[Row], width: int) -> bool:
    """Whether the same lower heads, as many, stand under each upper one: no other way fits."""
    upper, lower = (row[-width:] for row in rows)
    share = sum(t is upper[0] for t in upper)
    each = all(t is upper[i - i % share] for i, t in enumerate(upper))
    return each and share > 1 and goes_round([t.text for t in lower], share)


def _in_order(row: Row, corner: re.Pattern[str], lead: int) -> Row | None:
    """Return the heads of a row that says only their order; None where it says places too.

    Below the head over the places, which goes on downwards, a cell may be left empty.
    """
    cells = ended(row)
    cells = cells[sum(not t.text.strip() for t in cells[: lead + 1]) :]
    if not cells or not all(t.text.strip() for t in cells) or any(t.merged for t in row):
        return None
    several = len(cells) > 1 or _PART.match(cells[0].text) or len(_single(cells[0])) > 1
    return _past_corner(cells, corner) if several else None


def _total(row: Row) -> Row | None:
    """Return the one head of a row, which may be of a column before its parts: 生产总值."""
    cells = printed(row)
    text = squeeze(cells[0].text) if len(cells) == 1 else ""
    return cells if 0 < len(text) <= _SHORT and text.isalpha() and chinese(text) else None


def _single(token: CellToken) -> Row:
    """Return the words of a cell that are a character each: 男 女 are two heads."""
    parts = token.text.split()
    alone = len(parts) > 1 and all(len(part) == 1 for part in parts)
    return [replace(token, text=part) for part in parts] if alone else [token]


def _in_one_language(above: Sequence[Row], corner: re.Pattern[str], width: int) -> Sequence[Row]:
    """Return the rows of a header without its English, where it is printed in two languages.

    A row with a head for each column is whole: of Total, 男, 女 the first lost its Chinese.
    """
    texts = [
        "".join(t.text for t in row if not corner.fullmatch(plain_head(t.text))) for row in above
    ]
    foreign = [_LETTERS.search(text) is not None and not chinese(text) for text in texts]
    if not any(foreign) or not any(map(chinese, texts)):
        return above
    return [
        row
        if len(_past_corner(printed(row), corner)) == width
        else [t for t in row if chinese(t.text) or not _LETTERS.search(t.text)]
        for row, english in zip(above, foreign, strict=True)
        if not english
    ]


# ------------------------------------------------------------------------------ what names a column


def _named(stack: Rows, depth: int, width: int) -> Over:
    """Leave aside the rows of names that the lowest one can do without."""
    groups = [""] * width
    naming = [n for n, row in enumerate(stack) if _names(row)]
    joined = False
    for n in reversed(naming[:-1]):
        upper, lower = stack[n], stack[naming[-1]]
        if not _spare(upper, lower):
            joined = joined or any(
                a.text != b.text for a, b in zip(upper, lower, strict=True) if b.text.strip()
            )
            continue
        groups = [g or _group(a, b) for g, a, b in zip(groups, upper, lower, strict=True)]
        stack[n] = [
            CellToken("") if b.text.strip() else a for a, b in zip(upper, lower, strict=True)
        ]
    rows = [row for row in stack if any(t.text.strip() for t in row)]
    return Over(rows, depth, groups, joined)


def _group(upper: CellToken, lower: CellToken) -> str:
    same = upper.text == lower.text or not lower.text.strip()
    return "" if same else squeeze(untranslated(upper.text))


def _names(row: Row) -> bool:
    """Whether most cells of a row name something, and no role, time or unit."""
    cells = list(dict.fromkeys(t.text for t in row if t.text.strip()))
    names = [t for t in cells if not unit_like(squeeze(t)) and read_measure([t]).name]
    return len(names) > 0.5 * len(cells)


def _spare(upper: Row, lower: Row) -> bool:
    """Whether the lower names tell the columns apart, and what is counted, without the upper."""
    over: dict[str, set[str]] = {}
    for a, b in zip(upper, lower, strict=True):
        if b.text.strip():
            over.setdefault(bare_head(b.text), set()).add(squeeze(a.text))
    if len({squeeze(t.text) for t in upper}) == 1:
        return True
    return all(len(names) == 1 for names in over.values()) and all(
        len(read_measure([name]).name) >= _WHOLE_NAME for name in over
    )
