"""What a row that is not sure could be instead: other numbers, other columns, other readings.

Each alternative is a role and a printed text, as ``"target 100"``; several are joined by ``"; "``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from ..grammar.quantities import Quantity
from .headers import LEVELS, Head

_GROUPED = re.compile(r"\d{1,3}(?:,\d+)+(?!\d)")
_WELL = re.compile(r"\d{1,3}(?:,\d{3})+")


def numbers(text: str) -> tuple[str, ...]:
    """Return what a number with commas at odd places could be.

    Examples
    --------
    >>> numbers("1,2345"), numbers("1,00"), numbers("12,345")
    (('1.2345', '12345'), ('1.00', '100'), ())
    """
    found = _GROUPED.search(text.replace("\uff0c", ","))
    if found is None or _WELL.fullmatch(found[0]):
        return ()
    whole = found[0].replace(",", "")
    if found[0].count(",") > 1:
        return (whole,)
    return found[0].replace(",", "."), whole


def of_value(head: Head, text: str, quantity: Quantity) -> list[str]:
    """Return the readings of one value that its print leaves open."""
    if quantity.kind == "several" and all(re.match(r"[\d≥≤><]", p.text) for p in quantity.parts):
        return [f"{head.role} {part.text.strip()}" for part in quantity.parts]
    return [f"{head.role} {number}" for number in numbers(text)]


def of_columns(values: Sequence[tuple[Head, str]], heads: Sequence[Head]) -> list[str]:
    """Return the columns left empty in a short row, to which its values may belong."""
    taken = [head for head, _ in values]
    free = [head for head in heads if head.value and head.text and head not in taken]
    return [f"{head.role} {text}" for head in free for _, text in values if head.role != "change"]


def of_readings(
    rows: Sequence[Mapping[str, Any]], others: Sequence[Sequence[Mapping[str, Any]]]
) -> Iterator[list[str]]:
    """Yield for each row what other readings of its table make of it, where they differ."""
    printed: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for other in chain.from_iterable(others):
        printed.setdefault(_printed(other), []).append(other)
    for row in rows:
        mine = _told(row)
        told = (pair for other in printed.get(_printed(row), ()) for pair in _told(other) - mine)
        yield sorted({f"{role} {text}" for role, text in told})[:6]


def _printed(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return where a row is printed."""
    return row["source_line"], *(row["lines"] or ())


def _told(row: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(role, row[f"{role}_text"]) for role in LEVELS if row.get(f"{role}_text")}
