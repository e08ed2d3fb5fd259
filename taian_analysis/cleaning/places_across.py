"""Tables with measures down and places across: 项目 | 单位 | 甲县 | 乙县.

Below each place may stand what was aimed at and done (目标 | 完成) or years, the same below each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .down import Down
from .headers import read_head
from .heads_over import Over
from .measures import Measure, read_measure
from .places import of_kinds, of_places, place

#: what a column that is of no place may be
_NO_PLACE = ("unit", "dept", "note", "serial", "attribute")


def crossed(body: Down, over: Over) -> list[Measure] | None:
    """Read the heads of a table with a measure a row and a place a column (or several).

    Each is named by its place, those beside them by none; None where the table is of another kind.

    Examples
    --------
    >>> from taian_analysis.cleaning.cells import CellToken
    >>> rows = [[CellToken(t) for t in row] for row in (("人", "12", "15"), ("户", "8", "9"))]
    >>> names = [CellToken("新增就业"), CellToken("农村改厕")]
    >>> head = [CellToken(t) for t in ("单位", "云台镇", "白水镇")]
    >>> read = crossed(Down([head], names, rows, [], 0), Over([head], 1, [""] * 3, False))
    >>> [(column.name, column.role) for column in read]
    [('', 'unit'), ('云台镇', 'generic'), ('白水镇', 'generic')]
    """
    tops = list(dict.fromkeys(pieces[0] for pieces in over.columns))
    divided = tops if of_kinds(tops) else []
    read = [_of_place(pieces, divided) for pieces in over.columns]
    known = [column for column in read if column is not None]
    places = list(dict.fromkeys(column.name for column in known if column.name))
    if len(known) < len(read) or len(places) < 2 or not (divided or of_places(places)):
        return None
    if of_places([t.text for t in body.places]) or not _same(known, places):
        return None
    return known


def _of_place(pieces: Sequence[str], divided: Sequence[str]) -> Measure | None:
    """Read what stands over a column: a place and a role, or a head of what is beside them.

    `divided`: a whole and its kinds of place, where the heads are those.
    """
    at = next((i for i, text in enumerate(pieces) if place(text) or text in divided), None)
    if at is None:
        known = read_head(" ".join(dict.fromkeys(pieces)))
        beside = known is not None and known.role in _NO_PLACE
        return Measure("", known.role, word=known.text) if known and beside else None
    rest = [text for i, text in enumerate(pieces) if i != at and text != pieces[at]]
    measure = read_measure(rest) if rest else Measure("", "generic")
    if measure.name:
        return None  # a measure over the place, or below it
    return replace(measure, name=pieces[at], word=measure.word or " ".join(rest))


def _same(columns: Sequence[Measure], places: Sequence[str]) -> bool:
    """Whether the same heads stand below each place, each once."""
    below = [[(c.role, c.period) for c in columns if c.name == one] for one in places]
    return all(heads == below[0] and len(set(heads)) == len(heads) for heads in below)
