"""What a gaps frame was computed from, carried beside it rather than in it.

The contract's gaps frame shares with the indicators frame only what the contract has in both, so
that ``gaps.merge(indicators, on="indicator_id")`` gives the names one expects. What it was computed
from travels in ``gaps.attrs["inputs"]``, through filters, sorting, copies and pickles, and
`with_inputs` joins it again where a calculation or a chart needs it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from ..base.errors import GapError
from ..base.schema import columns
from .inputs import EXTRA

#: The columns that travel beside the gaps frame.
CARRIED = (
    *(name for name in columns("indicators") if name not in columns("gaps")),
    *(name for name in EXTRA if name not in columns("gaps")),
)


class Inputs(str):
    """A short text, as attributes of a frame should be, that holds the inputs as `frame`."""

    frame: pd.DataFrame

    def __new__(cls, frame: pd.DataFrame) -> Inputs:
        """Hold the frame; the text only says how many rows it has."""
        self = super().__new__(cls, f"what {len(frame)} rows were computed from")
        self.frame = frame
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Inputs:
        # pandas copies attributes deeply with every operation; the inputs never change.
        return self

    def __reduce__(self) -> tuple[type[Inputs], tuple[pd.DataFrame]]:
        return Inputs, (self.frame,)


def without_inputs(gaps: pd.DataFrame) -> pd.DataFrame:
    """Take the inputs out of a gaps frame's columns and into its attributes."""
    carried = [name for name in CARRIED if name in gaps]
    held = gaps[["indicator_id", *carried]]
    held.attrs = {}
    slim = gaps.drop(columns=carried)
    slim.attrs = {**gaps.attrs, "inputs": Inputs(held)}
    return slim


def gaps_with(gaps: object, needed: Iterable[str]) -> pd.DataFrame:
    """Return a gaps frame with its inputs.

    Raises
    ------
    GapError
        If it is no frame, or lacks a column that is needed.
    """
    found = f"{type(gaps).__name__}"
    if isinstance(gaps, pd.DataFrame):
        gaps = with_inputs(gaps)
        missing = [name for name in needed if name not in gaps.columns]
        if not missing and gaps.columns.is_unique:
            return gaps
        found = f"no column {missing[0]}" if missing else "a column named twice"
    raise GapError(
        "not a gaps frame",
        zh="不是 gap_to_target 的结果",
        found=found,
        expected="the frame gap_to_target gives",
    )


def with_inputs(gaps: pd.DataFrame) -> pd.DataFrame:
    """Join to a gaps frame what it was computed from, as far as it lacks it.

    Rows are matched by index where the ids agree, else by id. A frame that carries nothing (read
    from a CSV, say) is returned as it is.
    """
    held = getattr(gaps.attrs.get("inputs"), "frame", None)
    if held is None or "indicator_id" not in gaps:
        return gaps
    missing = [name for name in held.columns if name not in gaps]
    if not missing:
        return gaps
    index = gaps.index
    same_rows = held.index.is_unique and index.isin(held.index).all()
    if same_rows:
        same_rows = (held["indicator_id"].loc[index].array == gaps["indicator_id"].array).all()
    if same_rows:
        more = held.loc[index, missing]
    else:
        by_id = held.drop_duplicates("indicator_id").set_index("indicator_id")
        more = by_id[missing].reindex(gaps["indicator_id"])
    more.index = index
    more.attrs = {}
    joined = pd.concat([gaps, more], axis=1)
    joined.attrs = dict(gaps.attrs)
    return joined
