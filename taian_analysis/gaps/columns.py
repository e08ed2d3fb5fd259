"""A table as bare columns, while the inputs of a gap are gathered.

Each column put into a DataFrame costs it a tenth of a millisecond whatever the rows, each Series a
hundredth, and `mask` or `where` over printed text more; a dictionary of arrays costs none of these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd


class Columns:
    """Columns of one length by name, as pandas' arrays; those given are never written to."""

    def __init__(self, arrays: Mapping[str, Any], rows: int) -> None:
        self._arrays = {name: getattr(one, "array", one) for name, one in arrays.items()}
        self._own: set[str] = set()
        self.index = pd.RangeIndex(rows)
        self.attrs: dict[Any, Any] = {}

    def __len__(self) -> int:
        return len(self.index)

    def __contains__(self, name: object) -> bool:
        return name in self._arrays

    @classmethod
    def of(cls, frame: Columns | pd.DataFrame) -> Columns:
        """Return the columns of a frame, to be read only; columns are returned as they are."""
        if isinstance(frame, Columns):
            return frame
        return cls({str(name): frame[name] for name in frame}, len(frame))

    def frame(self) -> pd.DataFrame:
        """Return the columns as a frame of its own."""
        return pd.DataFrame(dict(self._arrays), index=self.index)

    def apart(self) -> Columns:
        """Return columns whose arrays no one else writes to, nor sees written."""
        return Columns({name: array.copy() for name, array in self._arrays.items()}, len(self))

    def __getitem__(self, name: str) -> Any:
        return self._arrays[name]

    def __setitem__(self, name: str, values: Any) -> None:
        self._arrays[name] = getattr(values, "array", values)
        self._own.discard(name)

    def numbers(self, name: str) -> np.ndarray:
        """Return a column as numbers, NaN where there is none."""
        array = self._arrays[name]
        if isinstance(array, np.ndarray):
            return array.astype(np.float64, copy=False)
        found: np.ndarray = array.to_numpy(np.float64, na_value=np.nan)
        return found

    def flags(self, name: str) -> np.ndarray:
        """Return a column of yes and no, no where there is nothing."""
        found: np.ndarray = self._arrays[name].to_numpy(bool, na_value=False)
        return found

    def days(self, name: str) -> np.ndarray:
        """Return a column of dates as days."""
        return np.asarray(self._arrays[name], "datetime64[D]")

    def missing(self, name: str) -> np.ndarray:
        """Tell where a column has nothing."""
        return np.asarray(pd.isna(self._arrays[name]))

    def put(self, name: str, rows: np.ndarray, values: Any) -> None:
        """Write values (one, or one for each of the rows) into some rows of a column."""
        if not rows.any():
            return
        if name not in self._own:
            self._arrays[name] = self._arrays[name].copy()
            self._own.add(name)
        self._arrays[name][rows] = getattr(values, "array", values)

    def copied(self, name: str, source: str, rows: np.ndarray) -> None:
        """Write another column's cells into some rows of a column."""
        if rows.any():
            self.put(name, rows, self._arrays[source][rows])

    def kept(self, source: str, rows: np.ndarray) -> Any:
        """Return a column's array with nothing outside of some rows."""
        array = self._arrays[source]
        if rows.all():
            return array
        array = array.copy()
        array[~rows] = pd.NA
        return array

    def blank(self, like: str) -> Any:
        """Return an array of nothing, of the type of another column."""
        return self._arrays[like].take(np.full(len(self), -1), allow_fill=True)

    def row(self, place: int) -> dict[str, Any]:
        """Return the cells of one row."""
        return {name: array[place] for name, array in self._arrays.items()}


def unshared(columns: dict[str, Any]) -> dict[str, Any]:
    """Copy an array that stands in a second column, so that writing to one is not to both."""
    seen: set[int] = set()
    out = {}
    for name, array in columns.items():
        out[name] = array.copy() if id(array) in seen else array
        seen.add(id(array))
    return out


def each(column: Any, told: Callable[[Any], Any], missing: Any, dtype: Any = None) -> Any:
    """Return what is told of each cell, every distinct one asked once."""
    which, names = pd.factorize(column, use_na_sentinel=True)
    return np.array([*(told(name) for name in names), missing], dtype=dtype)[which]
