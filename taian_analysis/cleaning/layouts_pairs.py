"""Sentences as rows of a table: a name, what was aimed at, and what was reached.

``1.新增养老床位。年初目标:1000张;完成情况:1126张。`` is a row of a table told in prose. What the
sentences say is read from the figures of the text (`sentences`); whether that is a table, its share
of the figures decides: a report of hundreds of achievements, a few of them beside what was planned,
is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..base.report import Report
from ..base.vocabulary import pattern
from ..grammar.dates import document_date
from .captions import near_above, titled
from .cells import CellToken, Row, Rows, blank, printed_at
from .headers import Head
from .layouts_across import Found
from .sentence_aims import aims, listed_aims
from .sentence_names import ASIDE, STOPS, Statement, value_span
from .sentences import statements

if TYPE_CHECKING:
    from ..narrative.figures import Figure

_VERDICT = pattern("pairs", "verdict")
#: so many statements, and such a share of the text's figures, are a table
_FEWEST, _SHARE = 3, 0.5
#: two are one where the text has no more figures than this
_SHORT = 12
#: or so many in sentences made of them, which hold such a share of the text's figures
_LISTED, _SHARE_LISTED, _SHARE_OF_LISTS = 4, 0.6, 0.25
#: aims alone, as plans list them, must be more, and more of what is printed
_FEWEST_AIMS, _SHARE_OF_AIMS = 4, 0.6
#: a text of more figures is read by its tables or not at all
_MOST = 400
#: nor one of more signs
_LONG = 60_000
#: columns that sentences need not fill
_IF_ANY = ("area", "baseline")
_ADDRESS = re.compile(r"https?://")
_PAUSES = re.compile(r"[,，。;；:：]")
#: a cell that says itself what it is: | 目标值:60%
_OWN_LABEL = re.compile(r"[|｜]\s{0,9}[^\s|｜:：\d]{1,12}[:：]")


def pairs(report: Report) -> Found | None:
    """Read sentences that pair targets with results, or the aims of a plan."""
    from ..narrative.scanner import scanned

    if len(report.text) > _LONG:
        return None
    unruled = _unruled(report)
    read = scanned(report) if unruled == report.text else scanned(unruled, report.date)
    listed = listed_aims(read.text)
    lines = {line.number for line in report.lines if _is_prose(line.text)} | set(listed)
    prose = [f for f in read.figures if f.line in lines]
    if not prose or len(prose) > _MOST:
        return None
    told = _kept(statements(read.text, prose), prose)
    if not told:
        date = report.date or document_date(read.text)
        told = aims(read.text, prose, date.year if date else None, listed)
        if len(told) < _FEWEST_AIMS or _placed(told, prose) < _SHARE_OF_AIMS:
            return None
    return _told(report, read.text, told, prose)


def _unruled(report: Report) -> str:
    """Return the text, the rules between cells that are labelled each as the pauses they are."""
    lines = []
    for line in report.lines:
        labelled = len(_OWN_LABEL.findall(line.text)) > 1
        lines.append(line.text.replace("|", ",").replace("｜", "，") if labelled else line.text)
    return "\n".join(lines) if report.lines else report.text


def _kept(said: Sequence[Statement], prose: Sequence[Figure]) -> list[Statement]:
    """Return the statements that are a table; [] for none."""
    told = [s for s in said if s.paired]
    return told if _enough(told, prose) else _dense(told, prose)


def _is_prose(line: str) -> bool:
    """Whether a line is sentences, not a title, a date line, an address or a cell."""
    line = line.strip()
    if _ADDRESS.match(line):
        return False
    return line.endswith(("。", "；", ";", ".")) or len(_PAUSES.findall(line)) > 1


def _counted(prose: Sequence[Figure]) -> list[Figure]:
    """Return the figures that a table would hold: no changes, no conditions."""
    return [f for f in prose if f.relation not in ASIDE]


def _enough(told: Sequence[Statement], prose: Sequence[Figure]) -> bool:
    whole = all(s.target and s.result for s in told)
    few = len(told) == 2 and len(prose) <= _SHORT and whole
    return (len(told) >= _FEWEST or few) and _placed(told, prose) >= _SHARE


def _placed(told: Sequence[Statement], prose: Sequence[Figure]) -> float:
    """Return the share of figures that stand in statements; 64 of 64个投产项目 is of a name."""
    begun = {s.name[0] for s in told}
    placed = {id(f) for s in told for f in s.figures()}
    others = [f for f in _counted(prose) if f.unit_end not in begun and id(f) not in placed]
    return len(placed) / max(1, len(placed) + len(others))


def _dense(told: Sequence[Statement], prose: Sequence[Figure]) -> list[Statement]:
    """Return the statements of sentences that list such things, where they are much of a text."""
    by_sentence: dict[int, list[Statement]] = {}
    for one in told:
        if one.result:
            by_sentence.setdefault(one.result.sentence_start, []).append(one)
    kept = [
        one
        for begin, some in by_sentence.items()
        if len(some) >= _LISTED
        and _placed(some, [f for f in prose if f.sentence_start == begin]) >= _SHARE_LISTED
        for one in some
    ]
    return kept if kept and _placed(kept, prose) >= _SHARE_OF_LISTS else []


def _period(figures: Sequence[Figure]) -> str | None:
    """Return the one period that nearly all of a column's figures are of."""
    said = [f.period for f in figures if f.period and f.period_basis != "default"]
    if not said:
        return None
    first, n = Counter(said).most_common(1)[0]
    return first if n >= 0.8 * len(said) and n >= 0.5 * len(figures) else None


def _told(report: Report, text: str, told: Sequence[Statement], prose: Sequence[Figure]) -> Found:
    """Put statements into the columns of a table: a target of each year has its own."""
    done = [s.result for s in told if s.result]
    years = sorted({s.end for s in told})
    if done:
        year = _period([s.target for s in told if s.target]) or ""
        years = [year if year.isdigit() else ""]  # a month is the result's
    bases = [s.base for s in told if s.base]
    aims = [Head("", "target", year or None, proven=len(years) > 1) for year in years]
    heads = [
        Head("", "area"),
        Head("", "name"),
        Head("", "baseline", _period(bases)),
        *aims,
        *(Head("", "actual", _period(done)), Head("", "rate"), Head("", "verdict")),
    ]
    rows = _rows(report, text, told, years)
    # a column that is never filled is none: of places, of starts
    kept = [i for i, h in enumerate(heads) if h.role not in _IF_ANY or any(r[i].text for r in rows)]
    rows = [[row[i] for i in kept] for row in rows]
    what = "target and a result" if done else "target"
    return Found(
        "pairs", [heads[i] for i in kept], [], rows, titled(near_above(report, told[0].line)),
        f"pairs: {len(rows)} sentences with a name, a {what}", grid=True,
        aside=_unplaced(report, text, told, prose),
        doubted=not all(s.said and s.target for s in told),
    )  # fmt: skip


def _rows(report: Report, text: str, told: Sequence[Statement], years: Sequence[str]) -> Rows:
    """Return a row a statement."""
    rows: Rows = []
    for one in told:
        year = one.end
        column = years.index(year) if year in years else 0
        cells = blank(len(years))
        cells[column] = _value(report, text, one.target)
        row = [
            printed_at(report, one.area),
            printed_at(report, one.name),
            _value(report, text, one.base),
            *cells,
            _value(report, text, one.result),
            _value(report, text, one.rate),
            _verdict(report, text, one),
        ]
        rows.append(row)
    return rows


def _unplaced(report: Report, text: str, told: Sequence[Statement], prose: Sequence[Figure]) -> Row:
    """Return the clauses with figures that no row has, between the first and the last row."""
    placed = {id(f) for s in told for f in s.figures()}
    first, last = told[0].line, max(s.line for s in told)
    clauses = {}
    for figure in prose:
        if first <= figure.line <= last and id(figure) not in placed:
            before = list(STOPS.finditer(text, figure.sentence_start, figure.start))
            begin = before[-1].end() if before else figure.sentence_start
            stop = STOPS.search(text, figure.unit_end)
            clauses[begin] = stop.start() if stop else len(text)
    return [printed_at(report, span) for span in clauses.items()]


def _value(report: Report, text: str, figure: Figure | None) -> CellToken:
    return printed_at(report, value_span(text, figure) if figure else None)


def _verdict(report: Report, text: str, statement: Statement) -> CellToken:
    last = max(f.unit_end for f in statement.figures())
    stop = text.find("\n", last)
    said = _VERDICT.match(text, last, min(last + 30, stop if stop >= 0 else len(text)))
    return printed_at(report, said.span("said") if said else None)
