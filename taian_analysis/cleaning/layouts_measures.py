"""Tables with places down and several measures across, the role of each column in its head's word.

The places are known by the cells of their column (`places`), not by the word over it; the heads
say measure and role (`measures`). A table of one measure without a name (县区, 目标, 完成) is none
of these.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..base.vocabulary import pattern
from .align import CellToken, printed
from .cellkinds import kind
from .headers import Head, read_head, squeeze
from .layouts_across import Found
from .measures import LEVELS, Measure, read_measure, settled
from .places import of_places, place
from .profiles import of_one

_CORNER = pattern("table_measures", "corner")
_NO_MEASURE = pattern("table_measures", "no_measure")
_NUMBERS = ("num", "int", "missing", "bad", "empty")
#: how far from the first column the places may stand, and how many rows a header may have
_FURTHEST, _DEEPEST, _SEARCHED = 2, 3, 40


@dataclass(frozen=True, slots=True)
class _Down:
    """The rows of a table with places down: where the first is, and place and values of each."""

    first: int
    places: list[CellToken]
    values: list[list[CellToken]]
    rest: list[list[CellToken]]
    lead: int

    @property
    def width(self) -> int:
        """How many values a row has."""
        return len(self.values[0])


def measured(rows: list[list[CellToken]]) -> Found | None:
    """Read a table with a row a place and its measures across; None where it is none."""
    body = _body(rows)
    if body is None:
        return None
    stack = _stack(rows[: body.first], body)
    if stack is None:
        return None
    columns = [[row[i].text for row in stack if row[i].text.strip()] for i in range(body.width)]
    if not all(columns):
        return None
    cells = [[row[i].text for row in body.values] for i in range(body.width)]
    if of_one(["".join(pieces) for pieces in columns], cells):
        return None
    measures = settled([read_measure(pieces) for pieces in columns])
    if measures is None or not _several(measures) or not _numeric(body, measures):
        return None
    return _turned(body, measures, [t for row in rows[: body.first] for t in row])


def _body(rows: list[list[CellToken]]) -> _Down | None:
    """Find the rows that begin with a place and go on with numbers."""
    found = [(n, _placed(row)) for n, row in enumerate(rows)]
    full = [(n, at) for n, at in found if at is not None]
    if len(full) < 2 or full[0][0] > _SEARCHED:
        return None
    counts = Counter(len(_after(rows[n], at)) for n, at in full)
    width = max(counts, key=lambda n: (counts[n], n))
    first = full[0][0]
    places, values, rest = [], [], []
    for n, at in found[first:]:
        cells = _after(rows[n], at) if at is not None else []
        if at is None or len(cells) > width or len(cells) < width - 1:
            rest.append(rows[n])
            continue
        places.append(rows[n][at])
        values.append(cells + [CellToken("")] * (width - len(cells)))
    texts = [token.text for token in places]
    if width < 2 or len(places) < 2 or not of_places(texts):
        return None
    lead = Counter(at for _, at in full).most_common(1)[0][0]
    return _Down(first, places, values, rest, lead)


def _placed(row: Sequence[CellToken]) -> int | None:
    """Return where a row's first word stands, if two numbers and few words follow it."""
    for i, token in enumerate(row[: _FURTHEST + 1]):
        text = token.text.strip()
        if not text or text.isdigit():
            continue
        after = [kind(t.text) for t in row[i + 1 :] if t.text.strip()]
        numbers = sum(what in _NUMBERS for what in after)
        return i if numbers >= 2 and numbers >= 0.6 * len(after) else None
    return None


def _after(row: Sequence[CellToken], at: int) -> list[CellToken]:
    cells = list(row[at + 1 :])
    while cells and not cells[-1].text.strip():
        cells.pop()
    return cells


def _stack(above: list[list[CellToken]], body: _Down) -> list[list[CellToken]] | None:
    """Return the rows of the header, each with a cell over each value."""
    stack: list[list[CellToken]] = []
    for row in reversed(above):
        cells = [t for t in row if t.text.strip()]
        if not cells or (len(cells) < 2 and len(above[-1]) > 1):
            break
        if any(kind(t.text) in ("num", "note") for t in cells) or len(stack) == _DEEPEST:
            break
        fitted = _fitted(row, body, stack)
        if fitted is None:
            break
        stack.insert(0, fitted)
        if all(t.text.strip() for t in fitted) and _corner(row):
            break
    return stack or None


def _corner(row: Sequence[CellToken]) -> bool:
    """Whether a row's first cell is the head over the places."""
    first = [squeeze(t.text) for t in row[: _FURTHEST + 1] if t.text.strip() and not t.merged]
    return any(_CORNER.fullmatch(text) for text in first)


def _fitted(
    row: Sequence[CellToken], body: _Down, below: list[list[CellToken]]
) -> list[CellToken] | None:
    """Put a row of heads over the values: by its places, from its end, or each over several."""
    width, lead = body.width, body.lead
    cells = list(row)
    if len(cells) >= lead + 1 + width and not (
        below == [] and not cells[lead + width].text.strip()
    ):
        return _spread(cells[lead + 1 : lead + 1 + width], below)
    cells = _full(cells)
    if len(cells) >= width and all(t.text.strip() for t in cells[-width:]):
        return cells[-width:] if _leads(cells[:-width], lead) else None
    heads = [t for t in cells if t.text.strip()]
    if heads and _CORNER.fullmatch(squeeze(heads[0].text)):
        heads = heads[1:]
    if below and heads and width % len(heads) == 0 and _cycles(below[0], width // len(heads)):
        share = width // len(heads)
        return [t for head in heads for t in [head] * share]
    return None


def _full(cells: list[CellToken]) -> list[CellToken]:
    return _after([CellToken(""), *cells], 0)


def _leads(cells: Sequence[CellToken], lead: int) -> bool:
    """Whether what stands before the heads of values is what stands over the places."""
    told = [squeeze(t.text) for t in cells if t.text.strip()]
    known = [read_head(text) for text in told]
    fit = all(
        _CORNER.fullmatch(text) or (head is not None and not head.value)
        for text, head in zip(told, known, strict=True)
    )
    return len(cells) <= lead + 1 and fit


def _spread(cells: Sequence[CellToken], below: list[list[CellToken]]) -> list[CellToken] | None:
    """Let an upper cell go on over the lower ones beside it that have none of their own."""
    out: list[CellToken] = []
    for i, token in enumerate(cells):
        empty = not token.text.strip()
        goes_on = empty and out and bool(below) and bool(below[0][i].text.strip())
        out.append(out[-1] if goes_on else token)
    return out


def _cycles(row: Sequence[CellToken], share: int) -> bool:
    texts = [squeeze(t.text) for t in row]
    return share > 1 and texts == texts[:share] * (len(texts) // share)


def _several(measures: Sequence[Measure]) -> bool:
    """Whether the heads name more than one measure, or of one both the target and the result."""
    levels = [m for m in measures if m.role in LEVELS]
    names = {m.name for m in levels}
    if any(_NO_MEASURE.fullmatch(name) or read_head(name) is not None for name in names):
        return False
    told = {(m.name, m.role, m.period) for m in levels}
    if len(told) < len(levels):
        return False  # two columns of which nothing says what they differ in
    roles = {m.role for m in levels}
    return len(names) > 1 or (len(names) == 1 and {"target", "actual"} <= roles)


def _numeric(body: _Down, measures: Sequence[Measure]) -> bool:
    """Whether the columns of levels hold numbers."""
    for i, measure in enumerate(measures):
        cells = [row[i].text for row in body.values]
        numbers = sum(kind(text) in _NUMBERS for text in cells)
        if numbers < 0.7 * len(cells) and measure.role in (*LEVELS, "change", "rate"):
            return False
    return True


def _turned(body: _Down, measures: Sequence[Measure], above: list[CellToken]) -> Found:
    """Return a row a place and measure: its target, result, rate and growth side by side."""
    kept: dict[tuple[str, str | None], Head] = {}
    for measure in measures:
        kept.setdefault((measure.role, measure.period), measure.head)
    heads, places = list(kept.values()), list(kept)
    units = {m.name: m.unit for m in reversed(measures) if m.unit and m.role in LEVELS}
    rows: list[list[CellToken]] = []
    for token, values in zip(body.places, body.values, strict=True):
        lines: dict[str, list[CellToken]] = {}
        for measure, value in zip(measures, values, strict=True):
            unit = units.get(measure.name, "")
            text = f"{measure.name}({unit})" if unit else measure.name
            name = CellToken(text, token.line, place=token.place)
            line = lines.setdefault(
                measure.name, [token, name, *[CellToken("") for _ in (0, *heads)]]
            )
            line[3 + places.index((measure.role, measure.period))] = value
        rows += [line for line in lines.values() if any(t.text.strip() for t in line[3:])]
    # what a column is was told by its cells and by the measure's word, and not by a head of its own
    columns = [Head("", role, implied=True) for role in ("area", "name", "unit")]
    columns += [replace(h, implied=not h.text) for h in heads]
    left = [t for row in body.rest for t in row]
    found = Found("wide", columns, left, rows, header=printed(above), grid=True)
    count = len({m.name for m in measures})
    found.evidence = f"wide: places down, {count} measures across"
    return found


def gridded(tokens: Sequence[CellToken]) -> list[list[CellToken]]:
    """Put cells that stand on lines of their own into rows, by how regularly places return."""
    cells = [t for t in tokens if t.text.strip()]
    at = [
        i for i, t in enumerate(cells[:-1])
        if kind(cells[i + 1].text) in _NUMBERS and place(t.text)
    ]  # fmt: skip
    if len(at) < 3:
        return []
    steps = Counter(b - a for a, b in itertools.pairwise(at))
    step = steps.most_common(1)[0][0]
    if step < 3 or steps[step] < 0.7 * (len(at) - 1):
        return []
    numbered = sum(cells[i - 1].text.strip().isdigit() for i in at if i) >= 0.8 * len(at)
    width = step - 2 if numbered and at[0] and cells[at[0] - 1].text.strip().isdigit() else step - 1
    rows = [cells[i : i + width + 1] for i in at]
    head = _head_of(cells[: at[0] - (width == step - 2)])
    return [*_head_rows(head, width), *rows] if head else []


def _head_of(before: Sequence[CellToken]) -> list[CellToken]:
    """Return the last cells before a body that are no numbers."""
    out: list[CellToken] = []
    for token in reversed(before):
        known = read_head(token.text)
        dated = known is not None and known.year_only
        if kind(token.text) in ("num", "int", "missing", "note", "long") and not dated:
            break
        out.insert(0, token)
    return out


def _head_rows(head: list[CellToken], width: int) -> list[list[CellToken]]:
    """Cut the cells of a header that stand on lines of their own into its rows."""
    if len(head) < width:
        return []
    lower, upper = head[-width:], head[:-width]
    corner = next((n for n in range(len(head) - 1, -1, -1)
                   if _CORNER.fullmatch(squeeze(head[n].text))), None)  # fmt: skip
    if corner is None:
        return []
    if corner == len(upper) - 1:
        return [head[corner:]]
    over = upper[corner + 1 :]
    return [[head[corner], *over], lower] if over and width % len(over) == 0 else []
