"""The indicators of a report, with what the narrative says of each."""

from __future__ import annotations

import pandas as pd

from ..base.errors import TaianError
from ..cleaning import frames as cleaning
from ..readers import read_report
from .columns import Columns
from .evidence import evidence_of


def load_indicators(source: object = None, *, strict: bool = False) -> pd.DataFrame:
    """Read the table of indicators of a report, and what the narrative says of each of them.

    Parameters
    ----------
    source
        None for the bundled report; else a path, an open file, a text, a DataFrame or a `Report`.
    strict
        Raise on the first row that was not understood, instead of naming it in `rejections`.

    Returns
    -------
    DataFrame
        The contract's ``indicators``, one row an indicator in the order of the annex; extra
        columns as `cleaning.frames` says; then what a gap rests on beyond the table
        (`gaps.evidence.EVIDENCE`): baseline, date and contradicting numbers of the narrative, each
        with its sentence, the report's date and the plan's periods. The frame is all that
        `gap_to_target` needs, also after a round trip through CSV or Parquet.
        ``attrs["report"]`` names the report; ``attrs["narrative"]`` says why there is none of
        this, where the narrative could not be read.

    Raises
    ------
    AnnexError
        If there is no table, or it is collapsed or scrambled; with `strict`, if a row is bad.

    Examples
    --------
    >>> frame = load_indicators()
    >>> float(frame.set_index("indicator_id").at["lottery_outlets", "found_baseline_value"])
    530.0
    """
    columns = indicator_columns(source, strict=strict)
    frame = columns.frame()
    frame.attrs |= columns.attrs
    return frame


def indicator_columns(source: object = None, *, strict: bool = False) -> Columns:
    """Return the columns that `load_indicators` makes a frame of, with what that cites."""
    report = read_report(source)
    if strict:
        cleaning.require_clean(report)
    found, about = cleaning.indicator_columns(report)
    rows = len(found["indicator_id"])
    try:
        evidence = evidence_of(report)
        found = {name: one for name, one in found.items() if name not in evidence} | evidence
    except TaianError as error:
        about["narrative"] = str(error)
    columns = Columns(found, rows)
    columns.attrs = about
    return columns
