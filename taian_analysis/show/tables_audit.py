"""The table of the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..audit.told import told
from ..base.errors import TaianError
from ..base.phrases import say
from . import theme
from .tables import Sheet

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler


def audit_table(
    audit: object = None, *, verdict: str | None = "fails", lang: str | None = None
) -> Styler:
    """Show the report's own claims, computed again; by default those that fail.

    Parameters
    ----------
    audit
        None for the bundled report, a source, or a frame as `audit` gives it.
    verdict
        ``"fails"``, ``"holds"``, ``"undecidable"``, or None for all.
    lang
        ``"zh"`` or ``"en"``; by default the session's.

    Returns
    -------
    Styler
        One row a claim: what is stated, what the numbers give, the lines and the quotes.

    Raises
    ------
    TaianError
        If the frame is no audit, or there is no such verdict.

    Examples
    --------
    >>> audit_table(lang="en").data.shape[0]
    8
    """
    lang = theme.language(lang)
    theme.check(verdict, "verdict", ("fails", "holds", "undecidable", None))
    frame = audit_frame(audit)
    rows = frame if verdict is None else frame[frame["verdict"] == verdict]
    sheet = Sheet("audit_fails" if verdict == "fails" else "audit", lang)
    for _, row in rows.iterrows():
        lines = lines_of(row)
        what, stated, computed, comment = told(row, lang)
        place = say("joint.lines", lang).join(map(str, lines))
        cells = [
            sheet.mark(what, "claim", basis="printed", lines=lines),
            sheet.mark(stated, f"{what}: stated", basis="printed", lines=lines),
            sheet.mark(computed, f"{what}: computed", how="from the quotes", lines=lines),
            sheet.mark(comment, f"{what}: comment", how="from the quotes", lines=lines),
            sheet.mark(place, "line", basis="reference"),
        ]
        sheet.add(cells, strong=(1, 2))
    return sheet.style(tight=(4,))


def audit_frame(audit: Any) -> pd.DataFrame:
    """Return an audit frame from None, a source or a frame."""
    if not isinstance(audit, pd.DataFrame):
        from ..audit.engine import audit as run

        return run(audit)
    if "verdict" not in audit or "claim" not in audit:
        raise TaianError.of("error.argument_no_audit", found=", ".join(map(str, audit.columns[:8])))
    return audit


def lines_of(row: Any) -> tuple[int, ...]:
    """Return the lines a claim rests on."""
    parts = str(row["lines"]).replace("，", ",").split(",")
    return tuple(dict.fromkeys(int(part) for part in parts if part.strip().isdecimal()))
