"""Series proposed from any report's text, as a frame of trends that the figures can draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..base import catalog
from ..base.schema import conform
from ..grammar.numerals import SCALES
from ..grammar.periods import period
from .series import RATES, propose_series

if TYPE_CHECKING:
    import pandas as pd

_SERIES = catalog.load("series")
#: The scale a Chinese reader expects of large amounts: unit -> (factor, printed unit).
_SCALES = tuple((float(SCALES[word]), word) for word in reversed(_SERIES["scales"]))

_PRINTED: dict[str, str] = _SERIES["printed_units"]


def proposed_trends(source: Any = None) -> pd.DataFrame:
    r"""Return the series that a report's running text could give, as `load_trends` gives its own.

    They are proposals: the same subject in the same unit at two or more times. What they are of
    stands in `quote`; whether they mean one thing a person decides.

    Parameters
    ----------
    source
        Whatever `read_report` takes.

    Returns
    -------
    DataFrame
        The contract's ``trends``; empty where the text repeats no subject. `load_trends` gives
        the same for a report without a dossier, marked by the audit.

    Raises
    ------
    ReportError
        If the document can not be read.

    Examples
    --------
    >>> text = "2021年,全市完成投资3亿元。2022年,全市完成投资4亿元。\n某局"
    >>> proposed_trends(text)["value"].tolist()
    [3.0, 4.0]
    """
    import pandas as pd

    rows = proposed_rows(propose_series(source))
    for row in rows:
        del row["_spans"]
    frame = conform(rows, "trends")
    if "contradicted" not in frame:
        frame["contradicted"] = pd.Series(dtype="boolean")
    from ..readers import read_report

    frame.attrs |= read_report(source).cited
    return frame


def proposed_rows(found: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the points of `propose_series` as rows of ``trends``, each with its span."""
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for key, points in found.groupby("candidate", sort=False):
        kind = _kind(points)
        factor, unit = _scale(points)
        for _, point in points.iterrows():
            span = period(str(point["period"]))
            sizes = {
                name: None if pd.isna(point[name]) else round(float(point[name]) / factor, 9)
                for name in ("value", "low", "high")
            }
            start, end = int(point["start"]), int(point["end"])
            rows.append(
                {
                    "series_id": str(key), "series": str(point["subject"]),
                    "period": str(point["period"]), "period_start": pd.Timestamp(span.start),
                    "period_end": pd.Timestamp(span.end), **sizes, "unit": unit, "kind": kind,
                    "qualifier": "exact", "basis": "stated", "quote": point["quote"],
                    "line": int(point["line"]), "start": start, "end": end,
                    "period_basis": str(point["period_basis"]), "contradicted": False,
                    "_spans": [(start, end)],
                }
            )  # fmt: skip
    return rows


def _kind(points: pd.DataFrame) -> str:
    """Tell a rate by its unit, a flow by its name or a part of a year; all else is a level.

    Money with the year alone adds up over the year; what is counted at a month or day stands there.
    """
    unit = str(points["unit"].iloc[0])
    if unit in RATES or "/" in unit:
        return "rate"
    told, name = catalog.load("flows"), str(points["subject"].iloc[0])
    if any(word in name for word in told["but"]):
        return "stock"
    codes = points["period"].astype(str)
    parts = codes.str.contains(r"-[SQ]\d$|/").any()
    flow = any(word in name for word in told["words"])
    return (
        "flow"
        if parts or flow or (unit == _SERIES["money"] and codes.str.len().eq(4).all())
        else "stock"
    )


def _scale(points: pd.DataFrame) -> tuple[float, str]:
    unit = "" if points["unit"].isna().iloc[0] else str(points["unit"].iloc[0])
    if unit in RATES or "/" in unit:
        return 1.0, _PRINTED.get(unit, unit)
    least = float(points["value"].abs().min())
    factor, name = next(((f, n) for f, n in _SCALES if least >= f), (1.0, ""))
    return factor, name + unit
