"""A gaps frame carries what it was computed from, as its last columns.

So it can be computed again (`what_if`), explained and drawn after a filter, a sort, a copy, or a
trip through CSV or Parquet; nothing is looked up anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ..base.errors import GapError
from ..base.schema import columns
from .inputs import EXTRA, retyped

#: The columns that stand last in a gaps frame: what it was computed from.
CARRIED = (
    *(name for name in columns("indicators") if name not in columns("gaps")),
    *(field.name for field in EXTRA if field.name not in columns("gaps")),
)


def gaps_with(gaps: object, needed: Iterable[str]) -> pd.DataFrame:
    """Return a gaps frame whose columns have their own types.

    Raises
    ------
    GapError
        If it is no frame, or lacks a column that is needed.
    """
    found = f"{type(gaps).__name__}"
    if isinstance(gaps, pd.DataFrame):
        missing = [name for name in needed if name not in gaps.columns]
        if not missing and gaps.columns.is_unique:
            return retyped(gaps)
        found = f"no column {missing[0]}" if missing else "a column named twice"
    raise GapError.of("error.not_gaps_frame", found=found)
