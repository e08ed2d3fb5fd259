"""The annex table -> tidy indicators and observations; what was not understood is named.

`load_indicators` and `load_observations` give the contract's frames for any report of the family.
Columns beyond the contract's:

``indicator_text``     the name cell as printed
``parent``             what the indicator is nested under, if anything
``official_rate``      a completion rate the table prints (as printed)
``official_verdict``   a verdict the table prints
``official_differs``   True where our own result is another
``confidence``         how likely the row is right; `confidence.bar` from which on it is sure
``alternatives``       what a row that is not sure could be instead: ``target 100; actual 12``
``lines``              every line of the report the row is printed on
``table``, ``place``   which table of the document, and where in the original
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ..base.errors import AnnexError
from ..base.report import Report
from .building import Annex
from .entries import HARMLESS
from .reading import read_annex

if TYPE_CHECKING:
    import pandas as pd


def load_indicators(source: object = None, *, strict: bool = False) -> pd.DataFrame:
    """Read the table of indicators of a report.

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
        columns as the module says. ``attrs["report"]``, ``attrs["layout"]``, ``attrs["evidence"]``.

    Raises
    ------
    AnnexError
        If there is no table, or it is collapsed or scrambled; with `strict`, if a row is bad.

    Examples
    --------
    >>> frame = load_indicators()
    >>> len(frame), int((frame["attribute"] == "约束性").sum())
    (27, 11)
    """
    return _loaded(source, "indicators", strict)


def load_observations(source: object = None, *, strict: bool = False) -> pd.DataFrame:
    """Read the table of indicators as tidy long data: one row an indicator x role x period.

    Parameters
    ----------
    source, strict
        As in `load_indicators`.

    Returns
    -------
    DataFrame
        The contract's ``observations``. For every row with offsets,
        ``report.text[start:end] == text``.

    Raises
    ------
    AnnexError
        As `load_indicators` raises it.

    Examples
    --------
    >>> frame = load_observations()
    >>> frame.loc[frame["indicator_id"] == "lottery_outlets", "text"].tolist()
    ['580', '560']
    """
    return _loaded(source, "observations", strict)


def rejections(source: object = None) -> pd.DataFrame:
    """Name the rows of a report's tables that did not become an indicator, and why.

    Parameters
    ----------
    source
        As in `load_indicators`.

    Returns
    -------
    DataFrame
        The contract's ``rejections``: ``line``, ``place``, ``text``, ``code``, ``reason``,
        ``reason_en``. Headers, titles, notes and section rows are named too; their codes are in
        `taian_analysis.cleaning.entries.HARMLESS`.

    Raises
    ------
    AnnexError
        If the report has no table of indicators.

    Examples
    --------
    >>> rejections()["code"].tolist()
    ['header']
    """
    return _loaded(source, "rejections")


def rejection_rows(annex: Annex) -> list[dict[str, Any]]:
    """Return the rows that `rejections` makes a frame of."""
    names = ("line", "place", "text", "code", "reason", "reason_en")
    return [{name: getattr(item, name) for name in names} for item in annex.rejections]


def require_clean(report: Report) -> None:
    """Raise for the first row of a report's tables that was not understood.

    Raises
    ------
    AnnexError
        With file, line, what was found and what was expected.
    """
    for item in read_annex(report).rejections:
        if item.code not in HARMLESS:
            raise AnnexError.of(
                "error.row_not_understood",
                file=report.name,
                line=item.line,
                found=item.text[:80],
                reason=(item.reason, item.reason_en),
            )


def _loaded(source: object, name: str, strict: bool = False) -> pd.DataFrame:
    """Return a frame of what was read of a report's tables."""
    import pandas as pd

    from ..readers import read_report

    report = source if isinstance(source, Report) else read_report(source)
    annex = read_annex(report)
    if strict:
        require_clean(report)
    rows = rejection_rows(annex) if name == "rejections" else getattr(annex, name)
    frame = pd.DataFrame(_columns(rows, name))
    frame.attrs |= _about(report, annex)
    return frame


def indicator_columns(report: Report) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the columns that `load_indicators` makes a frame of, and what that frame cites."""
    annex = read_annex(report)
    return _columns(annex.indicators, "indicators"), _about(report, annex)


def _about(report: Report, annex: Annex) -> dict[str, Any]:
    return report.cited | {
        "layout": ", ".join(dict.fromkeys(annex.layouts)),
        "evidence": "; ".join(annex.evidence),
    }


def _columns(rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """Return the columns of a frame of the contract, each with its type at once.

    Those of nothing share an array: who writes to one must copy it first.
    """
    from ..base.schema import FRAMES, array_of

    fields = {field.name: field.type for field in FRAMES[name]}
    extra = [
        key
        for key in dict.fromkeys(k for row in rows for k in row)
        if key not in fields and key != "evidence"
    ]
    kinds = fields | {key: _EXTRA.get(key, "string") for key in extra}
    told = {key for row in rows for key, value in row.items() if value is not None}
    blank = cache(lambda kind: array_of([None] * len(rows), kind))
    return {
        key: array_of([row.get(key) for row in rows], kind) if key in told else blank(kind)
        for key, kind in kinds.items()
    }


_EXTRA = {"official_differs": "boolean", "confidence": "number"}
