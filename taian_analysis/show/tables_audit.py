"""The table of the audit, and its words in English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base import catalog
from ..base.errors import TaianError
from ..grammar import wording
from . import theme
from .tables import Sheet

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

_CHINESE = re.compile("[\u3400-\u9fff]")
_SCALED = re.compile(r"([\d.]+)(万|亿)")
_SCALE = {"万": 10_000, "亿": 100_000_000}


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

    Raises
    ------
    TaianError
        If the frame is no audit, or there is no such verdict.
    """
    lang = theme.language(lang)
    theme.check(verdict, "verdict", ("fails", "holds", "undecidable", None))
    frame = audit_frame(audit)
    rows = frame if verdict is None else frame[frame["verdict"] == verdict]
    sheet = Sheet("audit_fails" if verdict == "fails" else "audit", lang)
    for _, row in rows.iterrows():
        lines = lines_of(row)
        what, stated, computed, comment = told(row, lang)
        place = ("、" if lang == "zh" else ", ").join(map(str, lines))
        cells = [
            sheet.mark(what, "claim", basis="printed", lines=lines),
            sheet.mark(stated, f"{what}: stated", basis="printed", lines=lines),
            sheet.mark(computed, f"{what}: computed", how="from the quotes", lines=lines),
            sheet.mark(comment, f"{what}: comment", how="from the quotes", lines=lines),
            sheet.mark(place, "line", basis="reference"),
        ]
        sheet.add(cells, strong=(1, 2))
    return sheet.style(tight=(4,))


FIELDS = ("claim", "stated", "computed", "comment")
#: The few words of a computation.
WORDS = {
    r"原文未给出.*基期数": "no base figure in the report",
    r"附表 ([\d.]+),目标 ([\d.]+)": r"annex \1, target \2",
    r"(\d+)项达到目标值,(\d+)项未达到": r"\1 reached, \2 not",
    "称已实现全覆盖": "said to be all",
    r"应为连续(\d+)个": r"\1 in sequence",
    "应 ": "",
    " 至 ": " to ",
    "、": ", ",
    r"(?<=\d)(人次|人|项|个|家|张|处|元|年|件|条)": "",
}


def audit_frame(audit: Any) -> pd.DataFrame:
    """Return an audit frame from None, a source or a frame."""
    if not isinstance(audit, pd.DataFrame):
        from ..audit.engine import audit as run

        return run(audit)
    if "verdict" not in audit or "claim" not in audit:
        raise TaianError(
            "the argument `audit` is no audit frame",
            zh="参数 audit 不是核查结果",
            found=", ".join(map(str, audit.columns[:8])),
            expected="claim, stated, computed, verdict, as audit() gives them",
        )
    return audit


def lines_of(row: Any) -> tuple[int, ...]:
    """Return the lines a claim rests on."""
    parts = str(row["lines"]).replace("，", ",").split(",")
    return tuple(dict.fromkeys(int(part) for part in parts if part.strip().isdigit()))


def told(row: Any, lang: str) -> tuple[str, str, str, str]:
    """Return claim, stated, computed and comment in the language asked for.

    In English what is quoted from the report stays Chinese, in quotation marks.
    """
    cells = ["" if wording.missing(row[n]) else str(row[n]) for n in FIELDS]
    claim, stated, computed, comment = cells
    if lang == "zh":
        claim, comment = wording.full_width(claim), wording.full_width(comment)
    else:
        rule = {} if wording.missing(row.get("rule")) else catalog.load("audit_en")
        words = rule.get(str(row.get("rule")), {})
        subject = claim.partition(":")[2].strip()
        tail = f": {quoted(subject)}" if subject and words else ""
        claim = words.get("claim", quoted(claim)) + tail
        comment = {"fails": words.get("fails", ""), "undecidable": quoted(comment)}.get(
            row["verdict"], ""
        )
        stated, computed = quoted(stated.replace("、", ", ")), quoted(plain(computed))
    return tuple(cell or wording.MISSING for cell in (claim, stated, computed, comment))  # type: ignore[return-value]


def plain(text: str) -> str:
    """Write 万 and 亿 out, and the few words of a computation in English.

    Examples
    --------
    >>> plain("56.9万 ÷ 111万 = 51.261%"), plain("1 至 5"), plain("应 ≥ 1873人")
    ('569,000 ÷ 1,110,000 = 51.261%', '1 to 5', '≥ 1,873')
    """
    text = _SCALED.sub(lambda m: wording.number(float(m[1]) * _SCALE[m[2]], lang="en"), text)
    for word, other in WORDS.items():
        text = re.sub(word, other, text)
    return re.sub(r"(?<![\d.,])\d{4,}(?![\d.%-])", lambda m: f"{int(m[0]):,}", text).strip()


def quoted(text: str) -> str:
    """Put quotation marks around a text that has Chinese left."""
    return f'"{text}"' if _CHINESE.search(text) else text
