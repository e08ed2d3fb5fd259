# ruff: noqa: E501 (a Chinese character counts as two)
"""How well a reading of a table fits it: one score for every reading, whoever made it.

Parts between 0 and 1, multiplied: how many of the cells found a place, how many values are values
and names are names, whether the rows are alike, and how well head and cells of each column go
together (`columns.roles`). A reading that places few of the table's numbers is worth less than one
that places many.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..base.vocabulary import pattern
from .align import SourceRow
from .cellkinds import COUNTS, NAMES, chinese, kind, number
from .cells import CellToken
from .columns import counting, headness, roles
from .headers import BESIDE, COUNTED, LEADING, OBSERVED, PART, Head, plain_head, read_head, squeeze
from .layouts_across import Found
from .measures import read_measure
from .names import PERCENTS, unit_apart
from .places import of_places

_EITHER = pattern("table_titles", "either")
_NUMBERS = ("num", "int", "words", "missing")
_DIGIT, _MOSTLY, _WORDS = re.compile(r"\d"), 0.5, ("text", "long", "dept", "head", "section")
#: so many rows show how many values rows have
_ROWS = 3
#: what the learned roles call the roles of the reader
_SAME = {
    "level1": ("area",), "level2": ("area", "name"), "group": ("area", "name"), "region": ("area", "name"),
    "score": ("weight",), "note": ("other", "dept", "weight", "code"), "other": ("other", "code", "serial", "weight"),
    "generic": ("actual", "target"), "year": ("actual", "target", "baseline"), "serial": ("serial", "code"),
    "target": ("target",), "actual": ("actual",), "baseline": ("baseline", "actual"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Score:
    """The parts of a reading's score; `total` is between 0 and 1, `numbers` how many it placed."""

    placed: float
    typed: float
    alike: float
    headed: float
    numbers: int
    rows: int
    loose: int
    #: cells that found a column, and cells in rows that were not understood
    cells: tuple[int, int] = (0, 0)

    @property
    def total(self) -> float:
        """The parts in one figure."""
        fit = self.placed * self.typed * (0.5 + 0.5 * self.alike) * math.sqrt(self.headed)
        return fit * 0.75**self.loose


def judge(found: Found, rows: Sequence[SourceRow]) -> Score:
    """Score a reading by its rows."""
    heads = found.heads
    good = [row for row in rows if row.kind == "row" and _whole(row, heads)]
    cells = sum(1 for row in good for ts in row.cells.values() for t in ts if t.text)
    lost = sum(
        len([t for t in row.junk if t.text and kind(t.text) != "note"])
        for row in rows
        if row.kind != "end"
    )
    lost += sum(
        len([t for t in row.tokens() if t.text])
        for row in rows
        if row.kind == "row" and not _whole(row, heads) and not _of_quality(row, heads)
    )
    lost += sum(_doubled(row, heads) for row in good)
    numbers = sum(
        1 for row in good for i, ts in row.cells.items() for t in ts
        if (heads[i].value or heads[i].role in BESIDE) and kind(t.text) in _NUMBERS
    )  # fmt: skip
    return Score(
        cells / max(1, cells + lost), _typed(good, heads) * _even(good, heads), _alike(good, heads, found.kind == "wide"),
        _headed(good, heads), numbers, len(good), _loose(rows, heads, found) + _left_over(found, rows),
        (cells, lost),
    )  # fmt: skip


def _doubled(row: SourceRow, heads: Sequence[Head]) -> int:
    """Return how many numbers stand beside another in one cell: some column is not known."""
    return sum(
        max(0, sum(kind(t.text) in COUNTS for t in ts) - 1)
        for i, ts in row.cells.items()
        if heads[i].value or heads[i].role in BESIDE
    )


def _whole(row: SourceRow, heads: Sequence[Head]) -> bool:
    named = any(heads[i].role == "name" and any(t.text for t in ts) for i, ts in row.cells.items())
    return named and any(heads[i].value and any(t.text for t in ts) for i, ts in row.cells.items())


def _of_quality(row: SourceRow, heads: Sequence[Head]) -> bool:
    """Whether a row says 定性 beside its name, and no value."""
    return {"name", "symbol"} <= {heads[i].role for i, ts in row.cells.items() if ts[0].text}


def _typed(rows: Sequence[SourceRow], heads: Sequence[Head]) -> float:
    """Return which share of the values are values and of the names names."""
    good = seen = 0
    for row in rows:
        for i, tokens in row.cells.items():
            text = next((t.text for t in tokens if t.text), "")
            if text and heads[i].value:
                seen += 1
                good += kind(text) in (*_NUMBERS, "verdict", "quality", "text", "head")
            elif text and heads[i].role == "name":
                seen += 1
                good += kind(text) in NAMES and (chinese(text) or len(text) > 2)
    return good / seen if seen else 0.0


def _loose(rows: Sequence[SourceRow], heads: Sequence[Head], found: Found) -> int:
    """Return how many heads are none or follow what they should lead, and how many the body has."""
    across = found.kind == "wide"
    told = [h for h in heads if h.text and not h.year_only and not h.proven and not _part(h)]
    strange = (headness(h.text) < -0.5 for h in told)
    count = 0 if across else sum(strange)  # over places a head is what is left of its word
    value = next((i for i, h in enumerate(heads) if h.value), len(heads))
    count += any(h.role == "name" and h.text and i > value for i, h in enumerate(heads))
    if not (across or found.grid):
        count += _too_many(rows, heads)
    count += 0 if found.rows is not None else 4 * _in_words(rows, heads)
    count += 4 * _repeated(heads) + 2 * _misnamed(rows, heads)
    count += 5 * (_unplaced(rows) or _in_pieces(rows, heads))
    count += 5 * _no_shares(rows, heads)
    for row in rows[:3]:
        counted = any(_counts(row, i, heads) for i in row.cells)
        for i, tokens in row.cells.items():
            named = row.kind == "row" and heads[i].role in ("verdict", "dept", "note", "other")
            named = named or (counted and heads[i].role == "name" and _may_name(tokens))
            named = named or (counted and heads[i].role in ("area", "group") and not heads[i].text)
            named = named or (across and counted and heads[i].role == "name")
            count += 0 if named else sum(_a_head(t.text) for t in tokens)
        count += sum(_a_head(t.text) for t in row.junk)
    return count


def _in_words(rows: Sequence[SourceRow], heads: Sequence[Head]) -> bool:
    """Whether there are but names and values, mostly words: where a row ends, nothing shows."""
    if any(not (h.implied or h.value or h.role in ("name", *LEADING)) for h in heads):
        return False
    texts = [t.text for row in rows for i, ts in row.cells.items() if heads[i].value for t in ts]
    words = [t for t in texts if kind(t) in _WORDS and not _DIGIT.search(t)]
    return len(words) >= _ROWS and len(words) > _MOSTLY * len(texts)


def _unplaced(rows: Sequence[SourceRow]) -> bool:
    """Whether most rows leave a number out: a column of the table is none of the reading's."""
    told = [row for row in rows if row.kind == "row"]
    left = sum(any(kind(t.text) in COUNTS for t in row.junk) for row in told)
    return left >= _ROWS and left > _MOSTLY * len(told)


#: what is no number, but the end of one whose digits stand in threes: 015 of 7 015
_END, _PIECES = re.compile(r"0\d\d+"), 2


def _in_pieces(rows: Sequence[SourceRow], heads: Sequence[Head]) -> bool:
    """Whether cells of values hold the ends of numbers that blanks part: 7 | 015."""
    cells = (t for r in rows for i, ts in r.cells.items() if heads[i].value for t in ts)
    return sum(_END.fullmatch(t.text.strip()) is not None for t in cells) >= _PIECES


def _no_shares(rows: Sequence[SourceRow], heads: Sequence[Head]) -> bool:
    """Whether a head says percent above numbers of four digits and more: those of another head."""
    for i, head in enumerate(heads):
        if (head.value or head.role == "rate") and unit_apart(head.text)[1] in PERCENTS:
            told = [number(t.text) for row in rows for t in row.cells.get(i, ())]
            sizes = [abs(one) for one in told if one is not None]
            if len(sizes) >= _ROWS and sum(one >= _NO_SHARE for one in sizes) > _MOSTLY * len(
                sizes
            ):
                return True
    return False


#: no share in percent is as much, nor most of a column's growth
_NO_SHARE = 1000


def _too_many(rows: Sequence[SourceRow], heads: Sequence[Head]) -> int:
    """Tell whether there are more heads of values than any row has values: one may be over others.

    A lone value below two heads of different roles, both under a third, may be of either.
    """
    valued = {i for i, h in enumerate(heads) if h.value and h.text and not h.implied}
    filled = [len(valued & set(row.cells)) for row in rows if row.kind == "row"]
    if len(filled) < _ROWS or max(filled) >= len(valued):
        return 0
    stacked = (
        all("\n" in heads[i].text for i in valued) and len({heads[i].role for i in valued}) > 1
    )
    return 4 if stacked and max(filled) == 1 else 1


def _repeated(heads: Sequence[Head]) -> int:
    """Return how many levels are printed again under the same head: of what, nothing says."""
    levels = [(h.role, h.period, h.text) for h in heads if h.role in COUNTED and h.text]
    return len(levels) - len(set(levels))


def _misnamed(rows: Sequence[SourceRow], heads: Sequence[Head]) -> int:
    """Return 1 where places are taken for the names of what several measures count of them."""
    column = next((i for i, h in enumerate(heads) if h.role == "name"), -1)
    cells = [t.text for row in rows[:40] for t in row.cells.get(column, [])[:1]]
    if len(cells) < 2 or not of_places(cells):
        return 0
    named: dict[str, set[str]] = {}
    for head in heads:
        if head.role in COUNTED and head.text and (name := read_measure([head.text]).name):
            named.setdefault(head.role, set()).add(name)
    return int(any(len(names) > 1 for names in named.values()))


def _may_name(tokens: Sequence[CellToken]) -> bool:
    """Whether a head's word can be an indicator's name too: 完成时间, and not 完成情况."""
    known = read_head(plain_head(tokens[0].text))
    return len(tokens) == 1 and (known is None or not known.value)


def _counts(row: SourceRow, column: int, heads: Sequence[Head]) -> bool:
    value = row.kind == "row" and heads[column].value
    return value and any(kind(t.text) in COUNTS for t in row.cells[column])


def _left_over(found: Found, rows: Sequence[SourceRow]) -> int:
    """Return 1 where what follows the header of a stream reads like one more head."""
    first = next((t for t in found.tokens if t.text), None)
    if found.rows is not None or first is None or headness(first.text) <= 1.5:
        return 0
    placed = [i for row in rows if row.kind == "row" for i, ts in row.cells.items() if first in ts]
    heads = [found.heads[i] for i in placed]
    named = any(h.role == "name" or (h.role in ("area", "group") and not h.implied) for h in heads)
    return int(not _a_head(first.text) and not named)


def _a_head(text: str) -> bool:
    known = kind(text) == "head" or read_head(plain_head(text)) is not None
    return bool(text.strip()) and known and headness(text) > 1.5 and not text.strip().isdigit()


def _even(rows: Sequence[SourceRow], heads: Sequence[Head]) -> float:
    """Return how much alike the numbers of each value's column are: percents or none."""
    good = seen = 0
    bare_rows = [row for row in rows if not _percent_unit(row, heads)]
    for i, head in enumerate(heads):
        if head.role in OBSERVED and not head.proven:
            texts = [t.text.strip() for r in bare_rows for t in r.cells.get(i, [])[:1] if t.text]
            share = sum(text.endswith(PERCENTS) for text in texts)
            bare = sum(text[-1:].isdigit() for text in texts)  # 120次 and words are either
            seen += share + bare
            good += 0 if _counting(texts) else max(share, bare)
    return good / seen if seen else 1.0


def _percent_unit(row: SourceRow, heads: Sequence[Head]) -> bool:
    return any(
        "%" in t.text or "\uff05" in t.text
        for i, tokens in row.cells.items()
        for t in tokens
        if heads[i].role in ("unit", "name")
    )


def _counting(texts: Sequence[str]) -> bool:
    """Whether a column counts its rows, or prints 1 in each: serial numbers, no values.

    So does one whose only numbers are 1, 2, 3, with words and dashes between.
    """
    if counting([text for text in texts if text[:1].isdigit()]):
        return True
    ones = sum(text == "1" for text in texts)
    steps = sum(text == str(n) for n, text in enumerate(texts, 1))
    return len(texts) >= 3 and max(ones, steps) >= 0.6 * len(texts)


def _alike(rows: Sequence[SourceRow], heads: Sequence[Head], across: bool = False) -> float:
    """Return which share of the rows fill the columns most rows fill.

    Of measures `across` places, each is told by its own: an aim, a result, a result and its rate.
    """
    carried = ("area", "group", "level1", "level2", "serial", "note", "other")
    shapes: dict[str, Counter[frozenset[int]]] = {}
    for row in rows:
        name = next((ts[0].text for i, ts in row.cells.items() if heads[i].role == "name"), "")
        filled = (i for i, ts in row.cells.items() if any(t.text for t in ts))
        shape = frozenset(i for i in filled if heads[i].role not in carried)
        shapes.setdefault(name if across else "", Counter())[shape] += 1
    return sum(max(told.values()) for told in shapes.values()) / len(rows) if rows else 0.0


def column_texts(rows: Sequence[SourceRow], heads: Sequence[Head]) -> list[list[str]]:
    """Return the cells of each column, row by row."""
    return [
        [next((t.text for t in row.cells.get(i, []) if t.text), "") for row in rows]
        for i in range(len(heads))
    ]


def _headed(rows: Sequence[SourceRow], heads: Sequence[Head]) -> float:
    """Return how likely the roles are, head and cells together: the geometric mean."""
    printed = [i for i, head in enumerate(heads) if head.text or not head.implied]
    texts = column_texts(rows[:40], heads)
    columns = [texts[i] for i in printed]
    logs = []
    for place, i in enumerate(printed):
        if not any(columns[place]) and (not heads[i].text or heads[i].role == "area"):
            continue
        after = heads[i + 1] if i + 1 < len(heads) else heads[i]
        doubled = heads[i].role in ("area", "group") and (
            after.role == "name" and after.text == heads[i].text
        )
        said = heads[i].proven or _part(heads[i])
        if said:
            logs.append(0.0)
        if _dated(heads[i]) or heads[i].implied or said or doubled:
            continue  # which role a year has is for the document to say
        logs.append(math.log(max(0.02, _likely(heads[i], columns, place))))
    return math.exp(sum(logs) / len(logs)) if logs else 0.5


def _part(head: Head) -> bool:
    """Whether a column says that it is a part of the one before it, and is carried as such."""
    return head.role == "other" and PART.match(head.text.strip()) is not None


def _dated(head: Head) -> bool:
    """Whether a head is a year, or a year under a word over several: 规划目标 over 2020年, 2025年."""
    lower = read_head(head.text.split("\n")[-1]) if head.spanned else None
    return head.year_only or (lower is not None and lower.year_only)


def _likely(head: Head, columns: Sequence[Sequence[str]], place: int) -> float:
    """Return how likely a column has its role; under 指标值 the lower of two heads says it alone."""
    wanted = _SAME.get(head.role, (head.role,))
    upper, _, lower = head.text.replace(" ", "\n").partition("\n")
    said = {head.text, lower} if lower and _EITHER.fullmatch(squeeze(upper)) else {head.text}
    chances = (roles(text, columns, place) for text in said)
    return max(sum(chance.get(role, 0.0) for role in wanted) for chance in chances)
