"""Tables whose cells stand on lines of their own, put into rows by how regularly places return."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence

from ..base.vocabulary import pattern
from .cellkinds import COUNTS, FILLED, chinese, kind
from .cells import CellToken, Row, Rows, ended, one_below, with_units
from .head_tree import RATIO, in_two_rows, parts_under
from .headers import find_period, of_year, only_period, plain_head, role_of, squeeze
from .heads_in_turn import bare_head, counts_under, turn
from .heads_over import CORNER
from .left_empty import by_total, with_rates
from .names import unit_apart, unit_like, unit_line, untranslated
from .places import place

_YEAR_ROW = pattern("table_cells", "year_row")
#: how many of the rows of cells on lines of their own must be of the same length
_IN_STEP = 0.6
_NO_HEAD = ("note", "long", "missing", *COUNTS)
#: what stands below a table
_OVER = ("note", "long", "text", "section", "dept")


def gridded(
    tokens: Sequence[CellToken],
    begins: Callable[[str], object] = place,
    corner: re.Pattern[str] = CORNER,
) -> tuple[Rows, Row]:
    """Put cells that stand on lines of their own into rows, by how regularly places return.

    `begins` says whether a cell may be a row's first one, `corner` what stands over those. What
    stands between two rows beyond the width of the first is in none, and is returned beside them.
    """
    cells = [t for t in tokens if t.text.strip()]
    again = _headed_again(cells, _firsts(cells, begins), corner)
    end = next((n for n, t in enumerate(tokens) if t is cells[again]), 0) if cells[again:] else None
    rows, beyond = _in_rows(tokens[:end], begins, corner)
    return (rows, [*beyond, *cells[again:]]) if rows else ([], [])


def _in_rows(
    tokens: Sequence[CellToken], begins: Callable[[str], object], corner: re.Pattern[str]
) -> tuple[Rows, Row]:
    """Put cells below one header into rows; those left empty say what a head stands over."""
    cells = [t for t in tokens if t.text.strip()]
    at = _firsts(cells, begins)
    if len(at) < (2 if begins is place else 3):
        return [], []
    step = Counter(b - a for a, b in itertools.pairwise(at)).most_common(1)[0][0]
    at = _in_turn(cells, at, step)
    steps = [b - a for a, b in itertools.pairwise(at)]
    if step < 3 or steps.count(step) < _IN_STEP * len(steps):
        return [], []
    serial = [i > 0 and cells[i - 1].text.strip().isdigit() for i in at]
    counted = sum(begins(cells[i].text) != "whole" for i in at)  # 合计 has no serial number
    lead = int(begins is place and serial[0] and sum(serial) >= 0.8 * counted)
    width = step - 1 - lead
    ends = [
        b - (lead and own) if b - a < step else a + width + 1
        for (a, b), own in zip(itertools.pairwise(at), serial[1:], strict=True)
    ]
    last = at[-1] + 1
    while last < min(len(cells), at[-1] + width + 1) and kind(cells[last].text) not in _OVER:
        last += 1
    rows = [cells[a:b] for a, b in zip(at, [*ends, last], strict=True)]
    after = zip([*ends, last], [*at[1:], last + 1], strict=True)
    if sum(a < b and _number_at(cells, a, lead and b - 1) for a, b in after) >= _TOO_LONG:
        return [], []  # rows of more numbers than the usual: those have lost some
    beyond = [
        token
        for end, b, own in zip(ends, at[1:], serial[1:], strict=True)
        for token in cells[end : b - (lead and own)]
    ]
    begin = at[0] - lead
    left = cells[:begin] if begins is place else _without_nameless(cells[:begin], width)
    cells, begin = [*left, *cells[begin:]], len(left)
    if told := _filled_in(tokens, cells[begin], width, corner):
        return [*told, *rows], beyond
    years: Rows = []
    while (
        begins is place and begin >= step and _YEAR_ROW.fullmatch(cells[begin - step].text.strip())
    ):
        begin -= step  # 1996, 1997 of the whole above the places: named, and no place
        years.insert(0, cells[begin : begin + step])
    head = _head_of(cells[:begin], width, begins is place)
    full = [row[1:] for row in rows if len(row) == width + 1] if len(at) > 2 else []
    head, rows, full = _rated_rows(head, rows, full, width)
    width = len(full[0]) if full else width
    rows = by_total(head[-width:], rows) if full and len(head) >= width else rows
    if _one_too_many(head, width):
        return [], []
    if (parts := parts_under(head[-width:], full)) is not None:
        return [*([CellToken(""), *row] for row in parts), *rows, *years], beyond
    if full and (split := _split(head, width, corner, full)):
        return [*split, *rows, *years], beyond
    told = _head_rows(head, width, corner) if head else []
    # of two places the distance shows no step: a header that comes round in it must show it too
    few = len(at) < 3 and (len(told) < 2 or len(rows[-1]) <= width)
    return ([*told, *rows, *years], beyond) if told and not few else ([], [])


def _rated_rows(head: Row, rows: Rows, full: Rows, width: int) -> tuple[Row, Rows, Rows]:
    """Return the heads that stand over cells, and rows with the rates that are left empty."""
    empty = with_rates(head, full)
    if empty[-1:] == [width]:  # the last rate of all: its head stands over nothing
        head, empty = head[:-1], empty[:-1]
    if not empty:
        return head, rows, full
    out = [_with_empty(row, empty) if len(row) == width + 1 else row for row in rows]
    return head, out, [row[1:] for row in out if len(row) == width + len(empty) + 1]


def _one_too_many(head: Row, width: int) -> bool:
    """Whether heads that come round are one more than a row has cells."""
    whole = [t.text for t in head[-width - 1 :]]
    return len(whole) > width and bool(turn(whole)) and not turn(whole[1:])


def _headed_again(cells: Sequence[CellToken], at: list[int], corner: re.Pattern[str]) -> int:
    """Return where what stands over the places comes again below them, over other measures."""
    heads = [n for n, cell in enumerate(cells) if corner.fullmatch(plain_head(cell.text))]
    if not at or not heads or heads[0] > at[0]:
        return len(cells)
    known = {squeeze(cell.text) for cell in cells[: at[0]]}
    after = {n: cells[n + 1 : n + 3] for n in heads if n > at[0]}
    worded = [n for n, run in after.items() if not any(kind(t.text) in FILLED for t in run)]
    other = (n for n in worded if not {squeeze(t.text) for t in after[n]} <= known)
    return next(other, len(cells))


#: so many rows with a number beyond their width are no notes or numbers of pages
_TOO_LONG = 2


def _number_at(cells: Sequence[CellToken], n: int, serial: int) -> bool:
    """Whether a number stands there that is not the serial number of the next row."""
    return n < len(cells) and n != serial and kind(cells[n].text) in COUNTS


def _head_of(cells: Row, width: int, places: bool) -> Row:
    """Return the heads before the rows, units on lines of their own joined to what they are of."""
    head = _unbroken(_before(cells))
    if not places and any(chinese(t.text) for t in head):
        head = [t for t in head if chinese(t.text) or kind(t.text) != "english"]  # 项目, Item
    joined = with_units(head)
    if len(joined) == len(head) - 1 >= width and joined[-1].text != head[-1].text:
        return joined  # one unit on a line of its own, and no row of them
    return joined if len(head) - len(joined) == width > 1 else head


def _before(cells: Row) -> Row:
    """Return the cells before a body that may be its head, what says a unit of all left out."""
    out: Row = []
    for token in cells:
        timed = find_period(token.text) is not None or only_period(token.text)
        if kind(token.text) in _NO_HEAD and not timed and not _numbered(token.text):
            out = []
        elif unit_line(token.text) is not None:
            continue
        else:
            out.append(token)
    return out


def _numbered(text: str) -> bool:
    """Whether a name begins with its number, which nothing is counted in: 12345热线."""
    word = text.strip().lstrip("0123456789")
    return kind(text) in COUNTS and len(word) > 1 and chinese(word) and not unit_like(word)


def _firsts(cells: Sequence[CellToken], begins: Callable[[str], object]) -> list[int]:
    """Return where a row may begin: a name with a number after it, and no time."""
    return [
        i
        for i, (token, after) in enumerate(itertools.pairwise(cells))
        if kind(after.text) in FILLED
        and begins(token.text)
        and not _timed(after.text)
        and not (
            begins is not place
            and len(cells) > i + 2
            and all(of_year(t.text) for t in cells[i + 1 : i + 3])
        )
    ]


#: from one year of a column to the next there are so many, at most
_YEARS_ON = 10


def _in_turn(cells: Sequence[CellToken], at: Sequence[int], step: int) -> list[int]:
    """Return where rows begin without the numbers in them that could be years: 2021, 1902."""
    years = [int(text) if (text := cells[i].text.strip()).isdecimal() else None for i in at]
    rising = [b > a for a, b in itertools.pairwise(years) if a and b]
    falls = 2 * sum(rising) < len(rising)
    kept = [*at[:1]]
    last = years[0]
    for i, year in zip(at[1:], years[1:], strict=True):
        on = (last - year if falls else year - last) if year and last else 1
        if i - kept[-1] >= step or 0 < on <= _YEARS_ON:
            kept.append(i)
            last = year
    return kept


def _without_nameless(head: Row, width: int) -> Row:
    """Return a header without 一、高等教育 below it, and a first row that lost its name (总计)."""
    while len(head) > width and kind(head[-1].text) == "section":
        head = head[:-1]
    told = itertools.takewhile(lambda t: kind(t.text) in COUNTS, reversed(head))
    numbers = [t for t in told if not of_year(t.text)]
    return head[:-width] if len(numbers) == width else head


def _timed(text: str) -> bool:
    """Whether a cell says a time in words: 1-2月 is no value of what stands before it."""
    return not text.strip().isdigit() and only_period(text)


def _with_empty(row: Row, places: Sequence[int]) -> Row:
    """Return a row with empty cells before its values, so many after its first cell."""
    for at in reversed(places):
        row = [*row[: at + 1], CellToken(""), *row[at + 1 :]]
    return row


def _filled_in(
    tokens: Sequence[CellToken], first: CellToken, width: int, over_first: re.Pattern[str]
) -> Rows:
    """Put lower heads into the cells left empty beside upper ones, where they fill them all.

    Of 年份, 总值, _, _, 人均 / 农业, 工业 two stand in the second and third column: each
    row of a header has as many cells as the one above left empty.
    """
    head = list(itertools.takewhile(lambda token: token is not first, tokens))
    corners = [n for n in _corners(head, over_first) if chinese(head[n].text)]
    begun = corners[-1] if corners else len(head)
    cells = ended(head[begun + 1 :])
    cells = ended([t for t in cells if not t.text.strip() or chinese(t.text)])
    row, rest = cells[:width], cells[width:]
    empty = [n for n, t in enumerate(row) if not t.text.strip()]
    while empty and len(rest) >= len(empty):
        for n, token in zip(empty, rest, strict=False):
            row[n] = token
        rest = rest[len(empty) :]
        empty = [n for n in empty if not row[n].text.strip()]
    names = {squeeze(t.text) for t in row}
    if rest or empty or len(cells) <= width or len(names) < width:
        return []
    return [*([t] for t in head[:begun] if t.text.strip()), [head[begun], *row]]


def _corners(head: Sequence[CellToken], over_first: re.Pattern[str]) -> list[int]:
    """Return where what may stand over the first cells of rows stands in a header."""
    return [n for n, t in enumerate(head) if over_first.fullmatch(plain_head(t.text))]


def _split(head: Row, width: int, over_first: re.Pattern[str], values: Rows) -> Rows:
    """Cut the cells of a header after that over the places in two rows, where the values show it.

    In one way alone lower cells stand under upper ones: 年度任务, 五年任务 over 2011年 … 2015年.
    """
    first = next(iter(_corners(head, over_first)), len(head))
    cells = head[first + 1 :]
    if not width < len(cells) <= 2 * width:
        return []
    if (told := in_two_rows(cells, width, values)) is None:
        return []
    titles = [[token] for token in head[:first]]
    return [*titles, [head[first], *told[0]], [CellToken(""), *told[1]]]


def _head_rows(head: Row, width: int, over_first: re.Pattern[str]) -> Rows:
    """Cut the cells of a header that stand on lines of their own into its rows."""
    if len(head) < width:
        return []
    lower, upper = head[-width:], head[:-width]
    corners = _corners(head, over_first)
    if not corners:
        return _without_corner(lower, upper)
    corner = corners[-1]
    if corner == len(upper) - 1:
        above = head[-2 * width - 2 : -width - 1]
        again = len(above) == width + 1 and _corners(above[:1], over_first)
        return [above, head[corner:]] if again else [head[corner:]]
    over = upper[corner + 1 :]
    if len(over) == 1 and _counted_twice(over[0], lower):
        return []  # 占总人口比重, 性别比, 男, 女: the first is not over the second
    groups = _over_groups(with_units(over), lower)
    if over and width % len(over) == 0 and len(groups) * turn([t.text for t in lower]) != width:
        groups = over
    return [[head[corner], *groups], lower] if groups else []


def _counted_twice(over: CellToken, lower: Row) -> bool:
    """Whether a head of shares, or in 个, would stand over one of a share, or in 吨, of its own."""
    told = [RATIO.search(plain_head(t.text)) for t in (over, *lower)]
    units = [unit_apart(t.text)[1] for t in (over, *lower)]
    counted = units[0] and any(unit not in ("", units[0]) for unit in units[1:])
    return bool(counted or (told[0] and any(told[1:])))


def _over_groups(over: Row, lower: Row) -> Row:
    """Return which of the cells above lower heads that go round stand over them, if any do.

    They say each what it is counted in; offices that answer for them, and titles, do not. Of one
    that is told no rate the lower heads are fewer.
    """
    counted = [t for t in over if unit_apart(t.text)[1]]
    told = counts_under(len(counted), [t.text for t in lower]) if len(counted) > 1 else []
    words = iter([bare_head(t.text) for t in lower])
    groups = [[*itertools.islice(words, n)] for n in told]
    longest = max(groups, key=len, default=[])
    alike = all(group == longest[: len(group)] for group in groups)
    return counted if alike and min(told, default=1) > 1 else []


def _unbroken(head: Row) -> Row:
    """Join a target's head that is broken alike wherever it comes: 目标, 任务, 进度, 目标, 任务."""
    pairs = Counter((a.text, b.text) for a, b in itertools.pairwise(head))
    single = Counter(t.text for t in head)
    out: Row = []
    for token in head:
        pair = (out[-1].text, token.text) if out else ("", "")
        broken = 1 < pairs[pair] == single[pair[0]] == single[pair[1]]
        if broken and {role_of(text) for text in ("".join(pair), *pair)} == {"target"}:
            out[-1] = one_below(out[-1], token)
        else:
            out.append(token)
    return out


def _without_corner(lower: Row, upper: Row) -> Rows:
    """Return the rows of a header with nothing over the places, where its cells show them."""
    width = len(lower)
    if len(upper) >= width and all(unit_like(t.text) for t in lower):
        return [upper[-width:], lower]
    if upper and (share := turn([t.text for t in lower], max(2, -(-width // len(upper))))):
        return [upper[-(width // share) :], lower]
    counted = [t for t in lower if unit_apart(untranslated(t.text))[1]]  # 学校数(所) Schools
    return [lower] if len(counted) > 0.5 * width else []
