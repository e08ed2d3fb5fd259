"""The narrative -> tidy series: one row a series and period, each point with its sentence.

Which sentence gives which point is data in a dossier's ``series.toml``; the number, its unit and
its period are what the grammar of the narrative reads at the place the catalog names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from typing import Any

import pandas as pd

from ..audit.claims import Claim
from ..audit.engine import Checked, check, doubts
from ..base import catalog
from ..base.dossiers import dossier_of, related
from ..base.errors import CatalogError
from ..base.formula import evaluate
from ..base.phrases import say
from ..base.report import Report
from ..base.schema import conform
from ..grammar.interval import ruling
from ..grammar.mentions import Mention
from ..grammar.numerals import SCALES
from ..grammar.periods import period
from ..narrative.anchors import find_anchor, folded, nearest_line
from ..narrative.figures import Figure
from ..narrative.scanner import scanned
from ..readers import Source, read_report
from .proposed import proposed_rows
from .series import propose_series

_SERIES = catalog.load("series")
#: Units the annex and the narrative print differently.
_SAME_UNITS: dict[str, str] = _SERIES["same_units"]


_EXTRA = (
    "indicator_id",
    "area",
    "period_basis",
    "note",
    "contradicted",
    "contradiction",
    "contradicted_by",
)


class _Missing(Exception):
    """A sentence of the catalog is not in the text, or has no number of the right unit there."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern


@dataclass(slots=True)
class _Text:
    """A report as the catalog's patterns see it."""

    report: Report
    folded: str
    figures: dict[int, Figure]

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The wordings of time, which few of the catalog's points ask for."""
        return scanned(self.report).mentions

    def find(self, pattern: str) -> re.Match[str]:
        """Return the first place a pattern fits."""
        match = find_anchor(pattern, self.folded)
        if match is None:
            raise _Missing(pattern)
        return match


@dataclass(frozen=True, slots=True)
class _Number:
    """A printed number in the series' unit: its value, its interval, its qualifier, its span."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    qualifier: str
    start: int
    end: int
    text: str
    figure: Figure


#: the ruling of a printed qualifier -> the contract's word
_QUALIFIERS = {
    "exact": "exact", "about": "approx", "nearly": "approx", "more": "over", "least": "over",
    "over": "over", "most": "under", "under": "under",
}  # fmt: skip


def _decimal(value: float) -> Decimal:
    return Decimal(str(value))


def _numeral(text: str) -> str:
    """Return the printed numeral of a figure, without its scale and what follows."""
    match = re.match(_SERIES["numeral"], text)
    return match[0] if match else text


def _read(text: _Text, span: tuple[int, int], unit: str | None) -> _Number:
    """Read the figure printed over a span and put it in a unit; None keeps its own.

    A whole number of things is a count and exact; decimals, shares and numbers in 万 are as wide
    as their rounding, with a share not above 100 %.
    """
    start = span[0] + len(text.folded[slice(*span)]) - len(text.folded[slice(*span)].lstrip())
    figure = text.figures.get(start)
    if figure is None:
        raise _Missing(text.folded[slice(*span)])
    factor = Decimal(1)
    if unit is not None:
        base = unit.lstrip(_SERIES["scales"]) or unit
        own = _SAME_UNITS.get((figure.unit or "").split("/")[0], (figure.unit or "").split("/")[0])
        want = base.split("/")[0]
        if own != _SAME_UNITS.get(want, want):
            raise _Missing(f"{figure.text}{figure.unit}")
        factor = 1 / Decimal(SCALES[unit[0]]) if base != unit else Decimal(1)
    value = _decimal(figure.value)
    share = (figure.unit or "").startswith("%")
    counted = figure.value == int(figure.value) and "." not in figure.text and figure.step <= 1
    half = Decimal(0) if counted and not share else _decimal(figure.step) / 2
    low: Decimal | None = value - half
    high: Decimal | None = value + half
    if share and value <= 100 and figure.relation == "share":
        high = min(value + half, Decimal(100))
    qualifier = _QUALIFIERS[ruling(figure.qualifier)]
    if qualifier != "exact":
        low = None if figure.low is None else _decimal(figure.low)
        high = None if figure.high is None else _decimal(figure.high)
    numeral = _numeral(figure.text)
    return _Number(
        value * factor,
        None if low is None else low * factor,
        None if high is None else high * factor,
        qualifier,
        figure.start,
        figure.start + len(numeral),
        numeral,
        figure,
    )


def _derive(
    spec: dict[str, Any], numbers: dict[str, _Number]
) -> tuple[Decimal, Decimal | None, Decimal | None, str]:
    """Return value, low, high and the derivation in words of a derived point."""
    formula = spec["derive"]
    value = evaluate(formula, {name: n.value for name, n in numbers.items()}, Decimal)
    ends = [(n.low, n.high) for n in numbers.values()]
    corners = [
        evaluate(
            formula,
            {name: end for name, end in zip(numbers, corner, strict=True) if end is not None},
            Decimal,
        )
        for corner in product(*ends)
        if None not in corner
    ]
    shown = re.sub(r"\b[a-z]\b", lambda m: numbers[m[0]].text, formula)
    if "round" in spec:
        exact, value = value, value.quantize(Decimal(1).scaleb(-spec["round"]), ROUND_HALF_UP)
        shown += f" = {exact:.2f} ≈ {value:f}"
    else:
        shown += f" = {value.normalize():f}"
    low, high = (min(corners), max(corners)) if corners else (None, None)
    return value, low, high, shown.replace("*", "×").replace("/", "÷")


def _sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around a span: from the last 。 or line end to the next."""
    left = max(text.rfind(stop, 0, start) for stop in "。\n") + 1
    right = min((i for i in (text.find(stop, end) for stop in "。\n") if i >= 0), default=len(text))
    return text[left : right + 1].strip()


def _mention(text: _Text, span: tuple[int, int]) -> Mention | None:
    return next((m for m in text.mentions if m.start < span[1] and span[0] < m.end), None)


def _when(
    text: _Text, spec: dict[str, Any], match: re.Match[str], figure: Figure
) -> tuple[str, str, str | None]:
    """Return the period of a point, how it is known, and a note where it is printed wrongly."""
    if "when" in spec:
        mention = _mention(text, text.find(spec["when"]).span("p"))
        code, basis = (mention.code if mention else None), "inherited"
    else:
        code = figure.base_period if "derive" in spec else figure.period
        basis = figure.period_basis or "default"
    if code is None:
        raise _Missing(spec["find"])
    whole = code
    if "of" in spec:
        code = code.split("/")[0 if spec["of"] == "first" else -1]
    note = None
    if "p" in match.groupdict():
        words = text.report.text[slice(*match.span("p"))]
        year = re.search(r"\d{4}", words)
        if year and year[0] not in whole and basis == "explicit":
            note = say("seen.time_taken_as", "zh", words=words, code=code)
    return code, basis, note


def _point(
    text: _Text, series_id: str, series: dict[str, Any], spec: dict[str, Any]
) -> dict[str, Any]:
    """Read one point of a series from the text."""
    match = text.find(spec["find"])
    names = [name for name in match.groupdict() if name != "p"]
    derived = "derive" in spec
    numbers = {
        name: _read(text, match.span(name), series["unit"] if name in ("n", "a") else None)
        for name in names
    }
    first, last = numbers[names[0]], numbers[names[-1]]
    code, basis, note = _when(text, spec, match, last.figure)
    when = period(code)
    row: dict[str, Any] = {
        "series_id": series_id,
        "series": series["name"],
        "series_en": series["name_en"],
        "period": when.code,
        "period_start": when.start,
        "period_end": when.end,
        "unit": series["unit"],
        "kind": series["kind"],
        "quote": _sentence(text.report.text, first.start, max(n.end for n in numbers.values())),
        "line": text.report.line_at(first.start).number,
        "indicator_id": series.get("indicator"),
        "area": series["area"],
        "period_basis": basis,
        "note": note,
        "_spans": [(n.start, n.end) for n in numbers.values()],
    }
    if derived:
        value, low, high, shown = _derive(spec, numbers)
        exact = all(number.qualifier == "exact" for number in numbers.values())
        return row | {
            "value": value,
            "low": low,
            "high": high,
            "qualifier": "exact" if exact else "approx",
            "basis": f"derived: {shown}",
        }
    return row | {
        "value": first.value,
        "low": first.low,
        "high": first.high,
        "qualifier": first.qualifier,
        "basis": "stated",
        "start": first.start,
        "end": first.end,
    }


def _known(report: Report) -> bool:
    """Say whether this is a report whose sentences a dossier holds."""
    return dossier_of(report) is not None


def _points(checked: Checked, strict: bool, missing: list[str]) -> Iterator[dict[str, Any]]:
    report = checked.report
    text = _Text(
        report,
        folded(report),
        {figure.start: figure for figure in checked.figures},
    )
    known = (dossier.table("series").items() for dossier in related(report))
    for series_id, series in (entry for table in known for entry in table):
        for spec in series["points"]:
            try:
                yield _point(text, series_id, series, spec)
            except _Missing as error:
                if strict:
                    line = nearest_line(spec["find"], [line.text for line in report.lines])
                    raise CatalogError.of(
                        "error.series_not_found",
                        series=(series["name"], series_id),
                        file=report.name,
                        line=line,
                        found=None if line is None else report.lines[line - 1].text[:60],
                        expected=error.pattern,
                    ) from None
                missing.append(series_id)


def _mark(rows: list[dict[str, Any]], claims: list[Claim]) -> None:
    """Mark each point whose numbers stand in a claim that fails the audit."""
    order = {claim.claim_id: number for number, claim in enumerate(claims)}
    doubted = sorted(doubts(claims), key=lambda one: one[0])
    starts = [start for start, _, _ in doubted]
    longest = max((end - start for start, end, _ in doubted), default=0)
    for row in rows:
        found: dict[int, Claim] = {}
        for own in row["_spans"]:
            first, last = bisect_left(starts, own[0] - longest), bisect_left(starts, own[1])
            for _, end, claim in doubted[first:last]:
                if own[0] < end:
                    found[order[claim.claim_id]] = claim
        against = {
            claim.claim_id: f"{claim.claim}:{claim.comment or claim.computed}"
            for _, claim in sorted(found.items(), key=lambda pair: pair[0])
        }
        row["contradicted"] = bool(against)
        row["contradiction"] = ";".join(against.values()) or None
        row["contradicted_by"] = " ".join(against) or None
        del row["_spans"]


def trend_rows(
    report: Report, *, strict: bool | None = None
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the rows that `load_trends` makes a frame of, and the series that are missing."""
    missing: list[str] = []
    known = _known(report) if strict is None else strict
    checked = check(report)
    rows = list(_points(checked, known, missing))
    if strict is None and not known and not rows:
        rows = proposed_rows(propose_series(report))
    _mark(rows, checked.claims)
    for row in rows:
        for name in ("value", "low", "high"):
            if row[name] is not None:
                row[name] = float(row[name])
    return rows, missing


def load_trends(source: Source = None, *, strict: bool | None = None) -> pd.DataFrame:
    """Read the series of the narrative: one row a series and period.

    Parameters
    ----------
    source
        None for the bundled report, a path, an open file or a `Report`.
    strict
        True: every sentence of the dossier's ``series.toml`` must be found. False: a series whose
        sentences are absent is left out and named in ``attrs["missing"]``. By default strict for
        a report that has a dossier (told by issuer and date), not for any other: where no
        dossier names a series of it, the series that its text proposes (`propose_series`) are
        given.

    Returns
    -------
    pandas.DataFrame
        The contract's columns of ``trends``; after them `indicator_id` (the annex indicator the
        series is), `area`, `period_basis` (``explicit``, ``inherited``, ``relative``, ``plan``,
        ``default``), `note`, and `contradicted`, `contradiction`, `contradicted_by`: whether the
        number stands in a claim that fails the audit, why, and the claims' ids. For a stated point
        ``report.text[start:end]`` is the printed number; a derived one carries its derivation
        in `basis`. `low` and `high` come from the printed rounding; a whole number of things is
        exact; "超过140" has a low end only.

    Raises
    ------
    CatalogError
        If `strict` and a sentence is gone: names the file, the line it probably stood on and
        the pattern.

    Examples
    --------
    >>> trends = load_trends()
    >>> trends.loc[trends.series_id == "charity_organisations", "basis"].tolist()
    ['derived: 71 - 22 = 49', 'stated']
    """
    report = read_report(source)
    rows, missing = trend_rows(report, strict=strict)
    frame = conform(rows, "trends")
    for name in _EXTRA:
        if name not in frame:
            frame[name] = pd.NA
        if name == "contradicted":
            frame[name] = frame[name].astype("boolean")
        else:
            frame[name] = frame[name].astype("string")
    frame.attrs |= report.cited
    frame.attrs["missing"] = sorted(set(missing))
    return frame
