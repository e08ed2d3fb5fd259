"""How sure a row is: the probability that all its values are what and where they are said to be.

A logistic regression over a few things that are known when a row has been read: the score of its
table (`judge`), whether cells had to be guessed at, whether a value's column is empty, whether a
value is told in words, whether a column's role was open. A row of which any of these is so, or
whose table scores low, is never called sure: few tables are wrong, but a wrong one is wrong row
after row. Weights and bars stand in ``catalog/table_confidence.toml`` with how they were found and
how well they did on documents left out (``docs/tables.md``).

What a row that is not sure could be instead is told beside it: other numbers, other columns, other
readings. Each alternative is a role and a printed text, as ``"target 100"``; several are joined by
``"; "``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from ..base import catalog
from ..grammar.quantities import Quantity
from .headers import LEVELS, Head


def bar() -> float:
    """Return the confidence from which on a row is called sure."""
    return float(catalog.load("table_confidence")["bar"])


def refused_below() -> float:
    """Return the score below which a reading is refused."""
    return float(catalog.load("table_confidence")["refused"])


def confidence(
    score: float, guessed: bool, short: bool, worded: bool, open_role: bool = False
) -> float:
    """Return how likely a row is right.

    Examples
    --------
    >>> sure = confidence(1.0, False, False, False)
    >>> sure > bar() > confidence(1.0, True, False, False)
    True
    >>> confidence(0.4, False, False, False) < bar()
    True
    """
    levels = catalog.load("table_confidence")
    w = levels["weights"]
    z = w["start"] + w["score"] * score
    z += w["guessed"] * guessed + w["short"] * short + w["worded"] * worded
    z += w["open"] * open_role
    doubted = guessed or short or worded or open_role or score < levels["sure_from"]
    return round(min(1 / (1 + math.exp(-z)), levels["doubted"] if doubted else 1.0), 3)


_GROUPED = re.compile(r"(?<!\d)\d++(?:,\d++)+")
_WELL = re.compile(r"\d{1,3}(?:,\d{3})+")


def numbers(text: str) -> tuple[str, ...]:
    """Return what a number with commas at odd places could be.

    Examples
    --------
    >>> numbers("1,2345"), numbers("9001,200"), numbers("12,345")
    (('1.2345', '12345'), ('9001.200', '9001200'), ())
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


#: of a row of thousands of columns no more of its readings are told
_TOLD = 100


def of_columns(values: Sequence[tuple[Head, str]], heads: Sequence[Head]) -> list[str]:
    """Return the columns left empty in a short row, to which its values may belong."""
    taken = {head for head, _ in values}
    free = [head for head in heads if head.value and head.text and head not in taken]
    told = (f"{head.role} {text}" for head in free for _, text in values if head.role != "change")
    return list(islice(told, _TOLD))


def of_readings(
    rows: Sequence[Mapping[str, Any]], others: Sequence[Sequence[Mapping[str, Any]]]
) -> Iterator[list[str]]:
    """Yield for each row what other readings of its table make of it, where they differ."""
    printed: dict[tuple[Any, ...], set[str]] = {}
    for other in chain.from_iterable(others):
        printed.setdefault(_printed(other), set()).update(_told(other))
    told = {place: sorted(values) for place, values in printed.items()}  # rows of a turned table
    for row in rows:  # are all printed at one place
        mine = _told(row)
        yield list(islice((one for one in told.get(_printed(row), ()) if one not in mine), 6))


def _printed(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return where a row is printed."""
    return row["source_line"], *(row["lines"] or ())


def _told(row: Mapping[str, Any]) -> set[str]:
    return {f"{role} {row[f'{role}_text']}" for role in LEVELS if row.get(f"{role}_text")}
