"""What is known of a report, as plain rows: the one place where the evidence page meets the frames.

Reading, narrative and audit need neither pandas nor numpy; gaps and series do, and are left out
where there is no pandas (in a browser).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from ..audit import check
from ..audit.claims import Claim, cells
from ..audit.engine import operand
from ..audit.told import told
from ..base import catalog
from ..base.errors import AnnexError
from ..base.phrases import both
from ..base.report import Report
from ..cleaning.entries import HARMLESS
from ..cleaning.frames import read_annex
from ..grammar.chars import half_width
from ..grammar.wording import indicator_name
from ..narrative.facts import Fact
from ..narrative.facts import build as build_facts
from ..narrative.figures import Figure
from ..readers import read_report
from .evidence_old import older

Row = dict[str, Any]

FIGURE = (
    "value", "low", "high", "unit", "qualifier", "base_period", "relation",
)  # fmt: skip
ROLES = ("baseline", "target", "actual")


@dataclass
class Rows:
    """A report and what is known of it, as lists of plain dictionaries.

    `notes` says, in Chinese and English, what the report lacks or what was not read of it.
    """

    report: Report
    claims: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    indicators: list[Row] = field(default_factory=list)
    cells: list[Row] = field(default_factory=list)
    series: list[Row] = field(default_factory=list)
    changes: list[Row] = field(default_factory=list)
    vanished: list[Row] = field(default_factory=list)
    table_lines: set[int] = field(default_factory=set)
    notes: list[tuple[str, str]] = field(default_factory=list)
    gap_spec: str | None = None

    def note(self, key: str, **values: object) -> None:
        """Add a note by its key in the phrases."""
        self.notes.append(both(f"evidence_notes.{key}", **values))


def gather(source: object = None, old: object = None) -> Rows:
    """Read a report, check it, and measure it where pandas is there.

    Examples
    --------
    >>> rows = gather()
    >>> len(rows.indicators), sum(claim["verdict"] == "fails" for claim in rows.claims)
    (27, 8)
    """
    report = read_report(source)
    checked = check(report)
    rows = Rows(report)
    at = {(figure.start, figure.end): figure for figure in checked.figures}
    rows.claims = [_claim(claim, at, report.text) for claim in checked.claims]
    facts = build_facts(half_width(report.text), checked.figures)
    rows.figures = [_figure(fact, facts) for fact in facts]
    _add_annex(rows)
    if find_spec("pandas") is not None:
        from .evidence_frames import add_changes, add_measures, add_series

        if rows.indicators:
            add_measures(rows)
        add_series(rows)
    if old is not None:
        before = read_report(old)
        _add_old_figures(rows, before)
        if find_spec("pandas") is not None:
            add_changes(rows, before)
    return rows


def _add_old_figures(rows: Rows, before: Report) -> None:
    """Tell each figure what the older report printed of the same, and list what has vanished."""
    pairs, gone = older(before, rows.report)
    for place, (fact, reworded) in pairs.items():
        was, row = fact.figure, rows.figures[place]
        if was.value != row["value"]:
            row["was"] = {"text": was.text, "value": was.value, "line": was.line}
            if reworded:
                row["was"]["quote"] = _quote(was, before)
    rows.vanished = [
        {"text": fact.figure.text, "line": fact.figure.line, "quote": _quote(fact.figure, before)}
        for fact in gone
    ]


def _quote(figure: Figure, report: Report) -> str:
    return report.text[figure.clause_start : figure.clause_end].strip()


def _figure(fact: Fact, every: list[Fact]) -> Row:
    figure, total = fact.figure, fact.total
    row: Row = {"start": figure.start, "end": figure.end, "fact_id": fact.fact_id}
    row |= {name: getattr(figure, name) for name in FIGURE}
    row |= {"period": fact.period, "period_basis": fact.period_basis, "subject": fact.subject}
    row |= {"measure": fact.measure, "class": fact.kind, "region": fact.region, "role": fact.role}
    if total is not None:
        whole = every[total.place].figure
        row |= {"part_of": {"start": whole.start, "end": whole.end}, "because": total.because}
    return row


def _claim(claim: Claim, figures: dict[tuple[int, int], Figure], text: str) -> Row:
    rule = catalog.load("rules")[claim.rule]
    row: Row = cells(claim) | {"rule": claim.rule, "verdict": claim.verdict}
    chinese, english = told(row, "zh"), told(row, "en")
    if claim.claim_en:
        english = (claim.claim_en, *english[1:])
    fields = ("claim", "stated", "computed", "comment")
    return (
        {"id": claim.claim_id, "kind": claim.kind, "rule": claim.rule, "verdict": claim.verdict}
        | dict(zip(fields, chinese, strict=True))
        | {f"{name}_en": words for name, words in zip(fields, english, strict=True)}
        | {
            "tolerance": claim.tolerance,
            "check": claim.check or rule["check"],
            "weight": rule["weight"],
            "operands": [operand(span, claim, figures, text) for span in claim.spans],
        }
    )


def _add_annex(rows: Rows) -> None:
    try:
        annex = read_annex(rows.report)
    except AnnexError as error:
        rows.note("no_annex", zh=error.zh, en=error.message)
        return
    for row in annex.indicators:
        name = {"name": row["indicator"]}
        name["name_en"] = indicator_name(row["indicator_id"], row["indicator"], "en")
        kept = ("indicator_id", "number", "area", "unit", "attribute", "source_line", "direction")
        rows.indicators.append({key: row.get(key) for key in kept} | name)
        rows.indicators[-1]["texts"] = {role: row.get(f"{role}_text") for role in ROLES}
        lines = str(row.get("lines") or row.get("source_line") or "")
        rows.table_lines |= {int(n) for n in lines.replace(",", " ").split() if n.isdecimal()}
    rows.cells = list(annex.observations)
    lost = [item for item in annex.rejections if item.code not in HARMLESS]
    for item in lost:
        rows.note("row_lost", line=item.line, zh=item.reason, en=item.reason_en)
