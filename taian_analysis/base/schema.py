"""The contract of every frame: the one place where columns are defined.

A frame's columns, their order, types, allowed values and descriptions are data in
``catalog/columns.toml``. The pandera schema that checks a frame, the Frictionless
`datapackage.json` and the data dictionary in `docs/` are all made from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from . import catalog
from .errors import SchemaError

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa

#: Our type words -> the pandas dtype a column has in a frame.
DTYPES = {
    "string": "string",
    "number": "Float64",
    "integer": "Int64",
    "boolean": "boolean",
    "date": "datetime64[ns]",
}

_TABLE = catalog.load("columns")
_VALUES: dict[str, tuple[str, ...]] = {k: tuple(v) for k, v in _TABLE["values"].items()}
OPS, ROLES, STATUSES = _VALUES["ops"], _VALUES["roles"], _VALUES["statuses"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, type word, description in Chinese and English, unit and limits."""

    name: str
    type: str
    zh: str
    en: str
    unit: str = ""
    required: bool = False
    values: tuple[str | int, ...] = ()


def _field(name: str, row: dict[str, Any]) -> Field:
    values = row.get("values", ())
    allowed = _VALUES[values] if isinstance(values, str) else tuple(values)
    return Field(**{"name": name, **row, "values": allowed})


def _fields(kind: str) -> dict[str, tuple[Field, ...]]:
    return {
        frame: tuple(_field(name, row) for name, row in rows.items())
        for frame, rows in _TABLE[kind].items()
    }


FRAMES = _fields("frames")
#: what the gaps carry beyond the contract
MORE = _fields("more")


def columns(frame: str) -> list[str]:
    """Return the column names of a frame of the contract, in order.

    Examples
    --------
    >>> columns("rejections")
    ['line', 'place', 'text', 'code', 'reason', 'reason_en']
    """
    return [field.name for field in FRAMES[frame]]


def typed(column: pd.Series, field: Field) -> pd.Series:
    """Return a column with the dtype of its field.

    A whole number in a column of text is written without ``.0``: a CSV with a hole in a column of
    years gives them as floats.

    Raises
    ------
    SchemaError
        If it holds what the type has no place for.
    """
    if has_type(column, field):
        return column
    try:
        if field.type == "string" and column.dtype.kind in "fO" and column.dtype.name != "string":
            cells = column.tolist()
            if any(isinstance(cell, float) and cell == cell for cell in cells):
                column = column.map(_whole)
        return column.astype(DTYPES[field.type])  # type: ignore[call-overload]
    except (TypeError, ValueError, ArithmeticError) as error:
        raise SchemaError.of(
            "error.column_type", found=error, expected=DTYPES[field.type], field=field.name
        ) from error


def has_type(column: Any, field: Field) -> bool:
    """Tell whether a column has the dtype of its field (pandas' own text has NaN, ours NA)."""
    name, wanted = column.dtype.name, DTYPES[field.type]
    if wanted == "string":
        missing = type(getattr(column.dtype, "na_value", None)).__name__
        return name in ("string", "str") and missing == "NAType"
    return bool(name == wanted)


@cache
def dtype(kind: str) -> Any:
    """Return the pandas dtype of one of our type words, looked up once."""
    from pandas.api.types import pandas_dtype

    return pandas_dtype(DTYPES[kind])


def _whole(cell: object) -> object:
    if isinstance(cell, float) and cell == cell:
        return f"{cell:.15g}"
    return cell


def conform(
    data: pd.DataFrame | list[dict[str, object]], frame: str, more: tuple[Field, ...] = ()
) -> pd.DataFrame:
    """Return the data with a frame's columns, order and types; columns it lacks become NA.

    Columns beyond the contract are kept, after the contract's own; those of `more` come first of
    them and are typed as well.

    Raises
    ------
    SchemaError
        If a column is named twice, or holds what its type has no place for.
    """
    import pandas as pd

    fields = (*FRAMES[frame], *more)
    attrs = dict(getattr(data, "attrs", {}))  # the constructor drops them
    names = {field.name for field in fields}
    if isinstance(data, list) and data:
        every = dict.fromkeys(chain.from_iterable(data))
        known = {name: [row.get(name) for row in data] for name in every if name in names}
        beyond = {k: [row.get(k) for row in data] for k in every if k not in names}
        more_of = dict(pd.DataFrame(beyond).items()) if beyond else {}
        index = pd.RangeIndex(len(data))
        return assemble(known | more_of, fields, index, list(more_of))
    data = pd.DataFrame(data)
    refuse_twins(data)
    extra = [name for name in data.columns if name not in names]
    result = assemble(dict(data.items()), (*fields,), data.index, extra)
    result.attrs = attrs
    return result


def refuse_twins(data: pd.DataFrame) -> None:
    """Raise where a column is named twice.

    Raises
    ------
    SchemaError
        Naming the column.
    """
    if not data.columns.is_unique:
        twice = data.columns[data.columns.duplicated()][0]
        raise SchemaError.of("error.column_named_twice", found=twice)


def assemble(
    data: Mapping[Any, Any], fields: tuple[Field, ...], index: pd.Index, extra: Sequence[Any] = ()
) -> pd.DataFrame:
    """Return a frame of some fields from columns of one length, typed, then the `extra` ones.

    A field that is not there is missing throughout.
    """
    import pandas as pd

    out = arrays(data, fields, len(index), share=False)
    for name in extra:
        out[name] = getattr(data[name], "array", data[name])
    return pd.DataFrame(out, index=index, copy=False)


def arrays(
    data: Mapping[Any, Any], fields: tuple[Field, ...], rows: int, *, share: bool = True
) -> dict[Any, Any]:
    """Return the array of each field, typed; one that is not there is missing throughout.

    Fields that are not there may `share` one array: who writes to it must copy it first.

    Raises
    ------
    SchemaError
        If a column holds what its type has no place for.
    """
    import pandas as pd

    out: dict[Any, Any] = {}
    blank: dict[str, Any] = {}
    texts = _texts(data, fields, rows)
    for field in fields:
        column = texts.get(field.name, data.get(field.name))
        if column is None:
            if field.type not in blank:
                blank[field.type] = _blank(field.type, rows)
            column = blank[field.type] if share else blank[field.type].copy()
        elif isinstance(column, list):
            column = _array(column, field)
        elif not has_type(column, field):
            column = _of_numpy(column, field.type)
            if not has_type(column, field):
                column = typed(pd.Series(column), field)
        out[field.name] = getattr(column, "array", column)
    return out


def _texts(data: Mapping[Any, Any], fields: tuple[Field, ...], rows: int) -> dict[str, Any]:
    """Return the columns of texts as arrays, each a stretch of one that is made of them all.

    pandas takes as long to make an array of thirty texts as one of a thousand.
    """
    columns = {f.name: data.get(f.name) for f in fields if f.type == "string"}
    plain = {
        name: column
        for name, column in columns.items()
        if isinstance(column, list)
        and len(column) == rows
        and set(map(type, column)) <= _PURE["string"]
    }
    try:
        whole = array_of(list(chain.from_iterable(plain.values())), "string")
    except ValueError:
        return {}  # half a character: the column that holds it says so
    return {name: whole[n * rows : (n + 1) * rows] for n, name in enumerate(plain)}


def _blank(kind: str, rows: int) -> Any:
    """Return an array of nothing."""
    import numpy as np
    import pandas as pd

    if kind == "date":
        return pd.array(np.full(rows, "NaT", "datetime64[ns]"))
    return array_of([None] * rows, kind)


def _of_numpy(column: Any, kind: str) -> Any:
    """Return numpy's days, numbers or flags as an array of one of our types; others as given.

    A Series made of them, and that one cast, costs more than a table of ten rows has cells.
    """
    import numpy as np
    import pandas as pd

    if not isinstance(column, np.ndarray):
        return column
    if kind == "number" and column.dtype == np.float64:
        return pd.arrays.FloatingArray(column.copy(), np.isnan(column))
    if kind == "boolean" and column.dtype == bool:
        return pd.arrays.BooleanArray(column.copy(), np.zeros(len(column), dtype=bool))
    if kind == "date" and column.dtype.kind == "M":
        try:  # a day that has no nanosecond comes out another, or not at all (numpy 2.5)
            days = column.astype("datetime64[ns]")
        except OverflowError:
            return column
        if np.array_equal(days.astype(column.dtype), column, equal_nan=True):
            return pd.array(days)
    return column


#: What cells are of, where a column can be made of them without looking at each again.
_PURE = {
    "number": {float, type(None)},
    "integer": {int, type(None)},
    "boolean": {bool, type(None)},
    "string": {str, type(None)},
}


def array_of(cells: list[Any], kind: str) -> Any:
    """Return a list of cells as an array of one of our type words.

    Numbers of one type are taken as they are: pandas would look at each of them again.

    Examples
    --------
    >>> array_of([1, None], "integer")
    <IntegerArray>
    [1, <NA>]
    Length: 2, dtype: Int64
    """
    import numpy as np
    import pandas as pd

    if kind == "string" or not set(map(type, cells)) <= _PURE.get(kind, set()):
        return pd.array(cells, dtype=dtype(kind))
    if kind == "number":
        sizes = np.array(cells, dtype=float)
        return pd.arrays.FloatingArray(sizes, np.isnan(sizes))
    missing = np.array([cell is None for cell in cells], dtype=bool)
    whole = [cell or 0 for cell in cells]
    if kind == "boolean":
        return pd.arrays.BooleanArray(np.array(whole, dtype=bool), missing)
    return pd.arrays.IntegerArray(np.array(whole, dtype="int64"), missing)


def _array(cells: list[Any], field: Field) -> Any:
    """Return a list of cells as an array of a field's type."""
    import pandas as pd

    if set(map(type, cells)) <= _PURE.get(field.type, set()):
        try:
            return array_of(cells, field.type)
        except (ValueError, ArithmeticError):
            pass  # half a character, or a number without end: `typed` says so
    return typed(pd.Series(cells), field).array


def pandera_schema(frame: str) -> pa.DataFrameSchema:
    """Build the pandera schema of a frame (columns, order, types, allowed values)."""
    import pandera.pandas as pa

    return pa.DataFrameSchema(
        {
            field.name: pa.Column(
                DTYPES[field.type],
                checks=[pa.Check.isin(list(field.values))] if field.values else [],
                nullable=not field.required,
            )
            for field in FRAMES[frame]
        },
        name=frame,
        strict=False,
        ordered=False,
    )


def validate(data: pd.DataFrame, frame: str) -> pd.DataFrame:
    """Check a frame against its contract and return it unchanged.

    Raises
    ------
    SchemaError
        Naming the frame, the column, what was found and what was expected.
    """
    import pandera.errors

    try:
        pandera_schema(frame).validate(data, lazy=True)
    except pandera.errors.SchemaErrors as error:
        case = error.failure_cases.iloc[0]
        raise SchemaError.of(
            "error.contract_broken",
            found=case["failure_case"],
            expected=case["check"],
            frame=frame,
            column=case["column"],
        ) from error
    return data
