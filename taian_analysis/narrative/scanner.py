"""Every number in running Chinese text: what it is, of which unit, of which period.

`find_quantities` gives one row a figure, `classify_digits` accounts for every run of digits, and
`scan` gives the same figures as objects with more context, for the audit and for series.

The grammar is our own, in three steps: `digits.tokenize` cuts the text into figures and other
digits, `mentions.find_mentions` finds the wordings of time, and this module walks both in
order, sentence by sentence, to give each figure its unit, period and relation.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ..base.errors import PeriodError, ReportError
from ..base.report import Report
from ..base.safe import encodable
from ..grammar.chars import simplify
from ..grammar.dates import document_date, reporting_period, stated_date
from ..grammar.mentions import Mention, find_mentions
from ..grammar.numerals import plain
from ..grammar.periods import period
from .digits import in_lines, tokenize
from .figure_periods import assign_periods
from .figure_relations import relate, target_units
from .figure_units import share_units
from .figure_values import read_figure
from .figures import Figure, Walk
from .subjects import last_told, subject_of
from .time_scopes import TimeScopes

if TYPE_CHECKING:
    import pandas as pd

Date: TypeAlias = datetime.date | str | None

Key: TypeAlias = tuple[str, datetime.date | None, bool, tuple[tuple[int, int], ...]]
_KEPT: dict[Key, Scanned] = {}  # the texts read last
_MOST_KEPT = 3
#: figures of a text: 12 MB of report prose have a quarter of it, and so many take 0.7 GB
MOST = 200_000
_HEAD = 800  # how much of a text is looked at for what it opens with
_SHORT = 60  # a table cell of more characters is a paragraph in a frame
_COLUMNS = (
    "start",
    "end",
    "text",
    "value",
    "low",
    "high",
    "unit",
    "qualifier",
    "period",
    "period_basis",
    "relation",
    "clause",
)


def _source(text: str | Report, when: Date) -> tuple[str, datetime.date | None, bool]:
    """Return the text and its date, given or found, and whether that is no more than inferred."""
    if isinstance(text, Report):
        when = text.date if when is None else when
        text = text.text
    if not isinstance(text, str):
        raise PeriodError.of(
            "error.text_no_string", found=type(text).__name__, expected="str or Report"
        )
    text = encodable(text)
    if isinstance(when, str):
        when = period(when).end
    if when is not None and not isinstance(when, datetime.date):
        raise PeriodError.of("error.date_no_date", found=repr(when)[:80])
    if when is not None:
        return text, when, False
    even = simplify(plain(text))
    stated = stated_date(even)
    return text, stated or document_date(even), stated is None


def _cells(text: str | Report) -> list[tuple[int, int]]:
    """Return the spans of a report's short table cells; a long one holds running text (a page).

    None are returned where the lines of the text say the same: the audit, which reads the text
    alone, then shares what was read.
    """
    if not isinstance(text, Report):
        return []
    spans = sorted(
        {
            (cell.start, cell.end)
            for table in text.tables
            for row in table.rows
            for cell in row
            if cell.start is not None and cell.end is not None and len(cell.text) <= _SHORT
        }
    )
    return [] if spans and in_lines(simplify(plain(text.text)), spans) else spans


@dataclass(frozen=True, slots=True)
class Scanned:
    """A text that was read: its even form, its figures and its wordings of time."""

    text: str
    figures: tuple[Figure, ...]
    mentions: tuple[Mention, ...]


def scanned(text: str | Report, date: Date = None) -> Scanned:
    """Read a text once for all that ask: figures and wordings of time, kept for the last few.

    The key is what is read (the words, the date, the cells of tables), so that two reports with
    one text share the work and a changed one is read anew.
    """
    return _kept(*_source(text, date), tuple(_cells(text)))


def _kept(
    printed: str, anchor: datetime.date | None, inferred: bool, cells: tuple[tuple[int, int], ...]
) -> Scanned:
    key = (printed, anchor, inferred, cells)
    if key not in _KEPT:
        even = simplify(plain(printed))
        if even == printed:
            found = _scan(even, anchor, inferred, cells)
        else:  # the work is shared with the same text in half-width forms, which the audit reads
            found = _as_printed(printed, _kept(even, anchor, inferred, cells))
        while len(_KEPT) >= _MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)), None)
        _KEPT[key] = found
    return _KEPT[key]


def _as_printed(printed: str, even: Scanned) -> Scanned:
    """Return what was read in the even form of a text, its words as they are printed."""
    out = []
    for one in even.figures:
        figure = one.copy()
        figure.text = printed[figure.start : figure.end]
        figure.source = printed
        out.append(figure)
    return Scanned(even.text, tuple(out), even.mentions)


def scan(text: str | Report, date: Date = None) -> list[Figure]:
    """Find the figures in running text, as objects with their context.

    Parameters
    ----------
    text
        Running Chinese text, or a report.
    date
        The document's date (a `date`, or an SDMX code); by default the one found in the text.

    Returns
    -------
    list of Figure
        In order of their place.
    """
    return [figure.copy() for figure in scanned(text, date).figures]


def _scan(
    even: str, anchor: datetime.date | None, inferred: bool, cells: tuple[tuple[int, int], ...]
) -> Scanned:
    mentions, subject = _wordings(even, anchor)
    walk = Walk(even, mentions, anchor, subject, inferred=inferred)
    found: list[Figure] = []
    for token in tokenize(even, mentions, cells=list(cells)):
        if token.kind == "figure" and token.match is not None:
            figure = read_figure(walk, token, found[-1] if found else None)
            if figure is not None:
                found.append(figure)
        if len(found) > MOST:
            raise ReportError.of("too_many.figures", found=f"> {MOST}", expected=f"≤ {MOST}")
    share_units(found)
    for i, figure in enumerate(found):
        relate(walk, figure, found[i - 1] if i else None)
    target_units(found)
    assign_periods(walk, found)
    for i, figure in enumerate(found):
        figure.subject = subject_of(even, figure, last_told(even, found, i))
    return Scanned(even, tuple(found), tuple(mentions))


def _wordings(even: str, anchor: datetime.date | None) -> tuple[list[Mention], str | None]:
    """Return the wordings of time of a text in half-width forms, and its subject's period."""
    subject = reporting_period(even)
    year = int(subject[:4]) if subject else None
    if anchor is None and subject:
        anchor = period(subject).end  # 年末 of a yearbook without a date is its year's
    topic = None if subject else _opening(even, anchor)
    return find_mentions(even, anchor, year, topic=topic, reporting=subject), subject


def _opening(text: str, anchor: datetime.date | None) -> str | None:
    """Return the period a text opens with and is then of: 2023年,全市…."""
    head = text[:_HEAD]
    newlines = [i for i, sign in enumerate(head) if sign == "\n"]
    topic = TimeScopes(head, find_mentions(head, anchor), newlines, anchor).document
    return topic.code if topic else None


def find_quantities(text: str | Report, date: Date = None) -> pd.DataFrame:
    """Find every figure in running Chinese text.

    Parameters
    ----------
    text
        Running Chinese text, or a report. Table lines (with two or more ``|`` or tabs) and the
        cells of a report's tables are not running text and give no rows.
    date
        The document's date (a `date`, or an SDMX code such as ``"2023-07"``), which relative
        periods are relative to; by default the one found in the text.

    Returns
    -------
    pandas.DataFrame
        One row a figure: `start`, `end` (offsets of the printed number), `text`, `value` in the
        base unit (258万平方米 is 2580000 of 平方米), `low` and `high` (printed rounding, 余 and
        以上 as "and up", both ends of a range), `unit` (NA where none is printed or implied),
        `qualifier` as printed, `period` (SDMX), `period_basis` (``explicit`` named in the clause,
        ``inherited`` from before, ``relative`` to the document, ``plan`` of a five-year plan,
        ``default`` the document's month), `relation` (``level``, ``share``, ``ratio``,
        ``change``, ``target``, ``condition``), `clause`. After the contract's columns:
        `subject`, `base_period`, `line`.

    Raises
    ------
    PeriodError
        If `date` is no period, or `text` is no text.

    Examples
    --------
    >>> found = find_quantities("截至2023年3月底,专职工作人员达到1.75万余人。")
    >>> found.loc[0, ["text", "value", "unit", "qualifier", "period"]].astype(str).tolist()
    ['1.75万', '17500.0', '人', '余', '2023-03']
    """
    import pandas as pd

    from ..base.schema import conform

    found = scan(text, date)
    names = [*_COLUMNS, "subject", "base_period", "line"]
    frame = pd.DataFrame({name: [getattr(f, name) for f in found] for name in names})
    return conform(frame, "quantities")


def classify_digits(text: str | Report, date: Date = None) -> pd.DataFrame:
    """Account for every run of digits in a text.

    Parameters
    ----------
    text, date
        As in `find_quantities`.

    Returns
    -------
    pandas.DataFrame
        `start`, `end`, `text`, `class`: ``figure``, ``date``, ``list_number``,
        ``document_number``, ``legal_reference``, ``ordinal``, ``name``, ``condition``, ``time``,
        ``table`` or ``other``. Each digit of the text lies in exactly one row.

    Raises
    ------
    TaianError
        If `text` is neither a text nor a report, or `date` no date.

    Examples
    --------
    >>> classify_digits("1.2022年,“3+2+N”模式覆盖60周岁以上老人5万人。")["class"].tolist()
    ['list_number', 'date', 'name', 'condition', 'figure']
    """
    import pandas as pd

    printed, anchor, _ = _source(text, date)
    even = simplify(plain(printed))
    mentions, _ = _wordings(even, anchor)
    tokens = tokenize(even, mentions, cells=_cells(text))
    return pd.DataFrame(
        {
            "start": pd.array([t.start for t in tokens], dtype="Int64"),
            "end": pd.array([t.end for t in tokens], dtype="Int64"),
            "text": pd.array([printed[t.start : t.end] for t in tokens], dtype="string"),
            "class": pd.array([t.kind for t in tokens], dtype="string"),
        }
    )
