"""The values of one row: which is shown, in which unit, and whether it is open which is which."""

from __future__ import annotations

from typing import Any, TypeAlias

from ..base.vocabulary import pattern
from ..grammar.quantities import Quantity
from ..grammar.units import parse_unit
from .cells import CellToken
from .headers import LEVELS, Head, squeeze
from .names import same_unit

#: a column's head, the cell under it, and what was read of the cell
Value: TypeAlias = tuple[Head, CellToken, Quantity]

_SUMS = pattern("table_heads", "sums")
_TWO = 2


def date_cumulative(values: list[Value], heads: list[Head]) -> None:
    """Date a lone [12] in a row of several periods: a sum up to the last of them.

    Under a head of sums it is what the row aims at, where its columns of targets print nothing,
    and stands for their dashes.
    """
    columns = [head for head in heads if head.role in LEVELS]
    sums = [
        i for i, (head, _, quantity) in enumerate(values)
        if head.role == "change" and quantity.cumulative and _SUMS.fullmatch(squeeze(head.text))
    ]  # fmt: skip
    aims = [head for head in columns if head.role == "target"]
    printed = any(v[0].role == "target" and v[2].kind != "missing" for v in values)
    if len(sums) == 1 and aims and not printed:
        values[sums[0]] = (aims[-1], *values[sums[0]][1:])
        values[:] = [v for v in values if v[0].role != "target" or v[2].kind != "missing"]
        return
    places = [i for i, v in enumerate(values) if v[0].role in LEVELS]
    if len(places) == 1 and len(columns) > 1 and values[places[0]][2].cumulative:
        head, token, quantity = values[places[0]]
        if head == columns[0]:
            values[places[0]] = (columns[-1], token, quantity)


def in_unit(quantity: Quantity, unit: str | None) -> tuple[Any, Any, Any, str | None]:
    """Return low, value, high in the row's unit and the operator; none where units differ."""
    op: str | None = quantity.op
    if quantity.kind == "missing":
        op = None
    if quantity.value is None or not _comparable(quantity, unit):
        return None, None, None, op if quantity.value is None else "text"
    return quantity.low, quantity.value, quantity.high, op


def _comparable(quantity: Quantity, unit: str | None) -> bool:
    if quantity.unit is None or unit is None or same_unit(quantity.unit, unit):
        return True
    return parse_unit(quantity.unit) is None or parse_unit(unit) is None


def shown(values: list[Value], role: str) -> Value | None:
    """Return the value of a role that the one-row frame shows: the last period that has one.

    Beside a year's result that is the year's own target, and not what the next year aims at.
    """
    of_role = [v for v in values if v[0].role == role]
    if not of_role:
        return None
    printed = [v for v in of_role if v[2].kind != "missing"] or of_role
    dated = [v for v in printed if v[0].period]
    if role == "target" and len(dated) == len(printed) == _TWO and _of_next_year(values, dated):
        return min(dated, key=lambda v: v[0].period or "")
    return (
        max(dated, key=lambda v: v[0].period or "") if len(dated) == len(printed) else printed[-1]
    )


def _of_next_year(values: list[Value], targets: list[Value]) -> bool:
    """Whether the second of two targets is of the year after that of the first and of the result.

    Where a start is printed they are steps of one plan, of which the last is what it aims at.
    """
    first, second = sorted(v[0].period or "" for v in targets)
    results = {
        head.period for head, _, q in values if head.role == "actual" and q.kind != "missing"
    }
    years = first.isdecimal() and second.isdecimal() and int(second) == int(first) + 1
    return years and results == {first} and not any(v[0].role == "baseline" for v in values)


def undecided(values: list[Value]) -> bool:
    """Whether it is open which of several numbers of one role is which.

    Two of the same period, or of none that is said, may be a rate or another measure that its head
    did not tell apart; of two targets and no start the first may be the start.
    """
    printed = [head for head, _, q in values if q.kind != "missing"]
    for role in LEVELS:
        periods = [head.period for head in printed if head.role == role]
        if len(periods) != len(set(periods)) or (len(periods) > 1 and None in periods):
            return True
    targets = [v for v in values if v[0].role == "target" and v[2].kind != "missing"]
    several = len(targets) > 1 and not any(head.role == "baseline" for head in printed)
    return several and not (len(targets) == _TWO and _of_next_year(values, targets))
