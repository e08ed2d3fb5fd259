"""A table of one's own -> the contract's indicators, in one call."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from ..base import catalog
from ..base.errors import AnnexError, QuantityError
from ..base.schema import conform
from ..grammar.periods import period
from ..grammar.quantities import parse_quantity
from ..readers.frame import cell_text
from .direction import direction as direction_of

if TYPE_CHECKING:
    import pandas as pd

ROLES = ("baseline", "target", "actual")


def from_frame(
    df: pd.DataFrame,
    *,
    id: str | None = None,
    name: str | None = None,
    target: str | None = None,
    actual: str | None = None,
    baseline: str | None = None,
    unit: str | None = None,
    area: str | None = None,
    attribute: str | None = None,
    direction: str | int | None = None,
    periods: Mapping[str, object] | None = None,
) -> pd.DataFrame:
    """Make an indicators frame of a table of one's own.

    Parameters
    ----------
    df
        One row an indicator, with English or Chinese heads. Cells may be numbers or be printed as
        reports print them (``"≥60"``, ``"1.3:1"``, ``"建立机制"``).
    id, name, target, actual, baseline, unit, area, attribute
        The heads of the columns; where not given, found by their usual names
        (``catalog/own_heads.toml``: 指标, 目标值, target, actual, …). A name and a target or an
        actual value there must be.
    direction
        A head (+1, -1, 0 or ``"up"``, ``"down"`` a row), or one of these for all; where not given,
        from the printed operator and the name.
    periods
        The period of each role, as SDMX or a year:
        ``{"baseline": 2020, "target": 2025, "actual": "2023-06"}``.

    Returns
    -------
    DataFrame
        The contract's ``indicators``; `gap_to_target` takes it.

    Raises
    ------
    AnnexError
        If a column is not there (naming the nearest), or a cell is no quantity.

    Examples
    --------
    >>> import pandas as pd
    >>> own = pd.DataFrame({"name": ["beds"], "target": [120], "actual": [90], "baseline": [60]})
    >>> frame = from_frame(own, periods={"baseline": 2020, "target": 2025, "actual": "2022"})
    >>> frame[["indicator", "target_value", "actual_period"]].values.tolist()
    [['beds', 120.0, '2022']]
    """
    if not hasattr(df, "columns"):
        raise TypeError(f"from_frame takes a DataFrame, not {type(df).__name__}")
    asked = {
        "id": id,
        "name": name,
        "target": target,
        "actual": actual,
        "baseline": baseline,
        "unit": unit,
        "area": area,
        "attribute": attribute,
    }
    heads = {what: _column(df, what, head) for what, head in asked.items()}
    if heads["name"] is None or (heads["target"] is None and heads["actual"] is None):
        missing = "name" if heads["name"] is None else "target"
        raise AnnexError.of(
            "error.no_column_for_role",
            found=", ".join(map(str, df.columns)),
            expected=f"{missing}='…'",
            missing=missing,
        )
    when = _periods(periods or {})
    one = direction if isinstance(direction, int) or direction in ("up", "down") else None
    column = None if one is not None else _column(df, "direction", direction)
    used: set[str] = set()
    rows = []
    for number, record in enumerate(df.to_dict("records"), 1):
        cells = {what: _text(record.get(head)) for what, head in heads.items() if head is not None}
        if cells.get("name"):
            sense = one if one is not None else record.get(column)
            row = _row(cells, number, when, sense)
            if row["indicator_id"] in used:
                row["indicator_id"] = f"r{number:02d}"
            used.add(str(row["indicator_id"]))
            rows.append(row)
    if not rows:
        raise AnnexError.of("error.table_no_named_row", found=df.shape)
    frame = conform(rows, "indicators")
    frame.attrs["report"] = str(df.attrs.get("title", df.attrs.get("report", "")))
    return frame


def _column(df: pd.DataFrame, what: str, asked: object) -> Any:
    """Return the head of a column: as asked for, else by its usual names, else None."""
    heads = {"".join(str(head).split()).lower(): head for head in df.columns}
    if asked is None:
        usual = catalog.load("own_heads")[what]
        return next((heads[word] for word in usual if word in heads), None)
    if asked in df.columns:
        return asked
    near = get_close_matches(str(asked), [str(head) for head in df.columns], n=1, cutoff=0.4)
    raise AnnexError.of(
        "error.no_column_of_that_name",
        found=", ".join(map(str, df.columns)),
        expected=near[0] if near else None,
        asked=repr(asked),
        what=what,
    )


def _periods(given: Mapping[str, object]) -> dict[str, str]:
    for role in given:
        if role not in ROLES:
            raise AnnexError.of(
                "error.periods_names_no_role", found=repr(role), expected=", ".join(ROLES)
            )
    return {role: period(str(code)).code for role, code in given.items()}


def _text(value: Any) -> str | None:
    text = cell_text(value)
    return text or None


def _row(
    cells: dict[str, str | None], number: int, when: dict[str, str], sense: Any
) -> dict[str, Any]:
    from .building import catalogued, key_of

    name = str(cells["name"])
    slug, known = catalogued().get(key_of(name), (f"r{number:02d}", {}))
    row: dict[str, Any] = {
        "indicator_id": cells.get("id") or slug,
        "number": number,
        "indicator": name,
        "area": cells.get("area"),
        "unit": cells.get("unit"),
        "attribute": cells.get("attribute"),
        "source_line": number,
    }
    for role in ROLES:
        text = cells.get(role)
        row |= _read(role, text, row["unit"], number) | {f"{role}_period": when.get(role)}
        if text is None:
            row[f"{role}_period"] = when.get(role) if role == "target" else None
    bare = row["target_op"] == "=="
    row["direction"] = _sense(sense, name, row["target_op"], known.get("direction"))
    if bare and row["direction"]:
        row["target_op"] = ">=" if row["direction"] > 0 else "<="
    row["op_inferred"] = bare
    return row


def _read(role: str, text: str | None, unit: str | None, number: int) -> dict[str, Any]:
    from .building import level_columns

    if text is None:
        return level_columns(role)
    try:
        read = parse_quantity(text, unit)
    except QuantityError as error:
        raise AnnexError.of(
            "error.cell_no_quantity", line=number, found=f"{role}: {text}"
        ) from error
    if read.kind == "missing":
        return level_columns(role)
    return level_columns(role, text, read.op, read.low, read.value, read.high)


def _sense(given: Any, name: str, op: str | None, known: int | None) -> int:
    words = {"up": 1, "down": -1, "none": 0, "+1": 1, "-1": -1, "1": 1, "0": 0}
    if given is not None and given == given and str(given).strip():
        text = str(given).strip().lower()
        text = text.removesuffix(".0")
        if text not in words:
            raise AnnexError.of(
                "error.direction_given", found=given, expected="up, down, +1, -1, 0"
            )
        return words[text]
    return direction_of(name, op, known)
