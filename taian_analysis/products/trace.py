"""Every number of the briefing with the place it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..base import catalog
from ..grammar.wording import missing, number
from ..show.marks import Mark
from .story import Story
from .writer import NUMBER, Block

if TYPE_CHECKING:
    import pandas as pd

    from ..base.report import Report

COLUMNS = (
    "section", "block", "text", "what", "value", "basis", "how", "lines", "start", "end", "quote",
)  # fmt: skip


def trace(source: object = None, *, lang: str | None = None) -> pd.DataFrame:
    """List each number that the briefing prints, with where it comes from.

    Parameters
    ----------
    source
        None for the bundled report, a path, an open file or a `Report`.
    lang
        ``"zh"`` or ``"en"``: the briefing whose numbers are listed.

    Returns
    -------
    DataFrame
        One row a number: `section` and `block` of the briefing, `text` as printed there, `what`
        it is, `value`, `basis` (``printed`` in the report, ``computed`` here, ``scale`` of an
        axis, ``reference``: a date or line number, ``method``: a constant of the method), `how`
        it was computed, `lines` of the report it rests on, and for printed numbers `start` and
        `end` in the report's text and the `quote` around it.

    Examples
    --------
    >>> rows = trace(lang="en")
    >>> row = rows[rows["what"] == "Certified social workers: shortfall"].iloc[0]
    >>> row["text"], row["how"], row["lines"]
    ('517', 'max(0, d(T-v))', '132')
    """
    import pandas as pd

    story = Story(source, lang)
    rows = [
        _row(block, mark, story.report, story.lang)
        for block in story.blocks()
        for mark in dict.fromkeys(block.marks)
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame["start"] = frame["start"].astype("Int64")
    frame["end"] = frame["end"].astype("Int64")
    return frame


def _row(block: Block, mark: Mark, report: Report, lang: str) -> dict[str, Any]:
    start, end = mark.start, mark.end
    if mark.basis == "printed" and start is None:
        start, end = _find(mark, report)
    kinds = {"figure": "figure", "table": "table"}
    return {
        "section": block.section,
        "block": kinds.get(block.kind, "text"),
        "text": mark.text,
        "what": _what(mark.what) if lang == "zh" else mark.what,
        "value": None if missing(mark.value) else _plain(mark.value),
        "basis": mark.basis,
        "how": mark.how,
        "lines": ", ".join(map(str, mark.lines)),
        "start": start,
        "end": end,
        "quote": _quote(report, start, end),
    }


def _what(what: str) -> str:
    """Say in Chinese what a number is: the words we use are in the catalog, names stay."""
    words = catalog.load("wording")["what"]
    return "：".join(words.get(part, part) for part in what.split(": "))


def _plain(value: Any) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _find(mark: Mark, report: Report) -> tuple[int | None, int | None]:
    """Find a printed number on the line it is said to stand on; words are found as a whole."""
    wanted = [mark.text.rstrip("…"), *NUMBER.findall(mark.text)]
    if isinstance(mark.value, (int, float)):
        wanted.insert(0, number(mark.value))
    for line in mark.lines:
        if not 1 <= line <= len(report.lines):
            continue
        place = report.lines[line - 1]
        for text in wanted:
            at = place.text.rfind(text) if len(text) < 12 else place.text.find(text)
            if text and at >= 0:
                return place.start + at, place.start + at + len(text)
    return None, None


def _quote(report: Report, start: int | None, end: int | None) -> str:
    if start is None or end is None:
        return ""
    line = report.line_at(start)
    return report.text[max(line.start, start - 12) : min(line.end, end + 12)]
