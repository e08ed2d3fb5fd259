"""Tables for screen and paper: what is said with weight on one is said with weight on the other.

Each function takes a frame of the contract and gives a pandas `Styler` whose cells are already
printed (units, dashes for what is missing), with a caption, and headers in the language asked for.
The numbers it prints, and where each comes from, are in ``styler.data.attrs["marks"]``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base import catalog
from ..base.errors import MissingExtraError
from ..base.phrases import say
from ..grammar import wording
from ..grammar.wording import BINDING
from . import theme
from .gaps_frame import (
    deadline_of,
    gaps_frame,
    lines_of,
    not_met,
    per_year,
    printed,
    ratio_unit,
    wordy,
)
from .marks import Mark
from .series_frame import derived, label, of_series, place, trends_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas.io.formats.style import Styler

_TIGHT = {"white-space": "nowrap"}
#: of columns, by table styles: what is set cell by cell weighs less than the rule of all `td`
_NUMBERS = [
    {"selector": "th", "props": "text-align: right"},
    {"selector": "td", "props": "text-align: right; white-space: nowrap"},
]
#: the same where some cells are words, which may be broken
_MIXED = [{"selector": tag, "props": "text-align: right"} for tag in ("th", "td")]
_CSS: list[dict[str, Any]] = [
    {"selector": "", "props": "border-collapse: collapse"},
    {"selector": "caption", "props": "text-align: left; font-weight: bold; caption-side: top"},
    # a head may break between words, never inside a Chinese one (完成 / 值)
    {
        "selector": "th",
        "props": "text-align: left; vertical-align: top; padding: 3px 6px; word-break: keep-all",
    },
    {"selector": "td", "props": "text-align: left; vertical-align: top; padding: 3px 6px"},
]


#: The measures of `open_table`, with how each is computed.
MEASURES = {
    "attainment": "v/T, or T/v where less is better",
    "shortfall": "max(0, d(T-v))",
    "progress": "(v-b)/(T-b)",
    "elapsed": "(ta-t0)/(t1-t0)",
    "pace": "progress/elapsed",
    "required_per_year": "(T-v)/(t1-ta)",
}


@dataclass
class Sheet:
    """A table in the making: printed cells, where their numbers come from, which stand out."""

    name: str
    lang: str
    year: str = ""
    note: str = ""
    rows: list[list[str]] = field(default_factory=list)
    strong: set[tuple[int, int]] = field(default_factory=set)
    marks: list[Mark] = field(default_factory=list)

    @property
    def headers(self) -> list[str]:
        """The headers, from the catalog."""
        pairs = catalog.load("tables")[self.name]["columns"]
        return [pair[self.lang == "en"].format(year=self.year) for pair in pairs]

    def add(self, cells: Sequence[str], *, strong: Sequence[int] = ()) -> None:
        """Add a row; `strong` are the columns to print bold."""
        self.strong |= {(len(self.rows), column) for column in strong}
        self.rows.append(list(cells))

    def mark(self, text: str, what: str, **where: Any) -> str:
        """Record a number that is printed, and return its text."""
        if any(sign.isdigit() for sign in text):
            self.marks.append(Mark(text, what, **where))
        return text

    def style(
        self,
        *,
        right: Sequence[int] = (),
        mixed: Sequence[int] = (),
        tight: Sequence[int] = (),
        merge: bool = False,
    ) -> Styler:
        """Make the Styler.

        Columns `right` are numbers, `mixed` ones numbers or words, `tight` ones are not broken
        over lines, `merge` joins equal cells of the first.
        """
        try:
            import jinja2  # noqa: F401
        except ImportError as error:
            raise MissingExtraError("jinja2", "briefing") from error
        headers = self.headers
        data = pd.DataFrame(self.rows, columns=headers, dtype="object")
        weights = pd.DataFrame("", index=data.index, columns=data.columns)
        for row, column in self.strong:
            weights.iat[row, column] = "font-weight: bold"
        if merge:
            index = pd.MultiIndex.from_arrays([data[headers[0]], pd.RangeIndex(len(data))])
            data, weights = (frame.drop(columns=headers[0]) for frame in (data, weights))
            index.names = [None, None]
            data.index = weights.index = index
            data.columns.name = weights.columns.name = headers[0]
        data.attrs["marks"] = tuple(self.marks)
        numbers = {headers[column]: _NUMBERS for column in right}
        numbers |= {headers[column]: _MIXED for column in mixed}
        lang = "zh-CN" if self.lang == "zh" else "en"
        # An id of its own content, not of chance: the same table is the same bytes.
        digest = hashlib.sha256(repr((self.name, self.lang, self.rows)).encode()).hexdigest()[:10]
        styler: Any = data.style.set_uuid(f"t{digest}").apply(lambda _: weights, axis=None)
        styler = styler.set_properties(subset=[headers[i] for i in tight], **_TIGHT)
        styler = styler.set_table_styles(_CSS).set_table_styles(numbers, overwrite=False)
        styler = styler.set_table_attributes(f'lang="{lang}" class="taian-table"')
        styler = styler.set_caption(catalog.load("tables")[self.name][self.lang] + self.note)
        return styler.hide(axis="index", level=1) if merge else styler.hide(axis="index")


def _value(row: Any, role: str, lang: str) -> str:
    text = printed(row, role, lang)
    if text == wording.MISSING or wordy(row) or ratio_unit(row):
        return text
    return wording.with_unit(text, row["unit"], lang)


def summary_table(gaps: object = None, *, lang: str | None = None) -> Styler:
    """Count indicators by area and attribute: how many, met, on the way, not to be judged.

    Parameters
    ----------
    gaps
        None for the bundled report, a source, or a frame as `gap_to_target` gives it.
    lang
        ``"zh"`` or ``"en"``; by default the session's.

    Returns
    -------
    Styler
        One row an area and attribute, then the totals; binding and expected are never added
        into one score.

    Raises
    ------
    TaianError
        If the source can not be read, or the frame lacks a column.

    Examples
    --------
    >>> summary_table(lang="en").data.iloc[-1].tolist()
    ['Total', '27', '24', '2', '0', '1', '0']
    """
    from ..gaps.summary import gap_summary

    lang = theme.language(lang)
    sheet, total = Sheet("summary", lang), say("table.total", lang)
    whole = say("table.total", "zh")  # as the frame has it
    rows = gap_summary(gaps_frame(gaps))
    if rows["area"].nunique(dropna=False) <= 2:  # one area: its rows are the totals
        rows = rows[rows["area"].fillna("") == whole]
    for _, row in rows.iterrows():
        area, kind = (
            total if row[name] == whole else wording.word(name, row[name], lang)
            for name in ("area", "attribute")
        )
        numbers = [
            row["indicators"], row["met"], row["ahead"] + row["on_pace"], row["behind"],
            row["no_baseline"], row["not_assessable"],
        ]  # fmt: skip
        cells = [
            sheet.mark(str(n), f"{area} {kind}: {head}", value=int(n), how="count of rows")
            for n, head in zip(numbers, sheet.headers[2:], strict=True)
        ]
        sheet.add([area, kind, *cells], strong=range(1, 8) if kind == total else ())
    return sheet.style(right=range(2, 8), tight=(1,), merge=True)


def open_table(gaps: object = None, *, lang: str | None = None) -> Styler:
    """Show what is not yet met: values, distance, pace and the rate required from now on.

    Parameters
    ----------
    gaps
        None for the bundled report, a source, or a frame as `gap_to_target` gives it.
    lang
        ``"zh"`` or ``"en"``; by default the session's.

    Returns
    -------
    Styler
        One row an indicator not yet met, the furthest from its target first.

    Raises
    ------
    TaianError
        If the source can not be read, or the frame lacks a column.

    Examples
    --------
    >>> open_table(lang="en").data["Short by"].tolist()
    ['517', '90,000', '20']
    """
    lang = theme.language(lang)
    data = gaps_frame(gaps, ("progress", "elapsed", "pace", "required_per_year", "shortfall"))
    rows = not_met(data).sort_values("attainment", na_position="last", kind="stable")
    sheet = Sheet("open", lang, deadline_of(data, lang))
    for _, row in rows.iterrows():
        name = wording.indicator_name(row["indicator_id"], row["indicator"], lang, short=True)
        kind = wording.word("attribute", row["attribute"], lang)
        unit = "" if ratio_unit(row) else wording.unit_name(row["unit"], lang)
        said = unit in ("", "%", "people")  # what the numbers or the name say already
        shown = name if said else name + say("joint.bracket", lang, what=unit)
        base = _bare(row, row["baseline_value"], lang)
        basis = str(row.get("baseline_basis"))
        made = basis.startswith("derived")
        where: dict[str, Any] = {
            "basis": "computed" if made else "printed",
            "how": basis if made else "",
        }
        sheet.mark(base, f"{name}: baseline", lines=lines_of(row, "baseline_line"), **where)
        cells = [shown, kind, base]
        for role in ("actual", "target"):
            text = printed(row, role, lang)
            value = row[f"{role}_value"]
            where = {"basis": "printed", "lines": lines_of(row), "value": value}
            cells.append(sheet.mark(text, f"{name}: {role}", **where))
        for column, how in MEASURES.items():
            text = _measure(row, column, lang)
            where = {"value": row[column], "how": how, "lines": lines_of(row)}
            cells.append(sheet.mark(text, f"{name}: {column}", **where))
        sheet.add([*cells, wording.word("status", row["status"], lang)], strong=(0, 6))
    if (rows["unit"] == "%").fillna(False).any():
        sheet.note = say("table.points", lang)
    return sheet.style(right=range(2, 11), tight=(0, 1))


def _bare(row: Any, value: Any, lang: str) -> str:
    """Print an amount without its unit, which the first column names."""
    return _number(wording.amount(value, row["unit"], lang))


def _number(text: str) -> str:
    found = re.match(r"[+−]?[\d,.]+(?::1|%)?", text)
    return found[0] if found else text


def _measure(row: Any, column: str, lang: str) -> str:
    share = not wording.missing(row["unit"]) and row["unit"] == "%"
    if column == "shortfall" and share:
        return wording.number(row[column], lang=lang)  # points, as the caption says
    if column == "shortfall":
        return _bare(row, row[column], lang)
    if column == "required_per_year":
        return _number(per_year(row, lang))
    return (
        wording.number(row[column], 2, lang) if column == "pace" else wording.percent(row[column])
    )


def indicators_table(gaps: object = None, *, lang: str | None = None) -> Styler:
    """Show every indicator as the annex prints it, with its attainment and status.

    Parameters
    ----------
    gaps
        None for the bundled report, a source, or a frame as `gap_to_target` gives it.
    lang
        ``"zh"`` or ``"en"``; by default the session's.

    Returns
    -------
    Styler
        One row an indicator, in annex order.

    Raises
    ------
    TaianError
        If the source can not be read, or the frame lacks a column.

    Examples
    --------
    >>> len(indicators_table(lang="en").data)
    27
    """
    lang = theme.language(lang)
    data = gaps_frame(gaps, ("area", "attribute", "number"))
    sheet = Sheet("indicators", lang, deadline_of(data, lang))
    for _, row in data.iterrows():
        name = wording.indicator_name(row["indicator_id"], row["indicator"], lang)
        missed = not wording.missing(row["met"]) and not bool(row["met"])
        place = {"lines": lines_of(row)}
        goal, now = (_value(row, role, lang) for role in ("target", "actual"))
        if wordy(row) and lang == "en":
            goal = now = say("view.in_words", lang)
        share, value = wording.percent(row["attainment"]), row["attainment"]
        how = MEASURES["attainment"]
        cells = [
            say("chart.whole", lang)
            if wording.missing(row["area"])
            else wording.word("area", row["area"], lang),
            sheet.mark(str(row["number"]), f"{name}: number", basis="reference", **place),
            name,
            wording.word("attribute", row["attribute"], lang),
            sheet.mark(goal, f"{name}: target", basis="printed", **place),
            sheet.mark(now, f"{name}: actual", basis="printed", **place),
            sheet.mark(share, f"{name}: attainment", value=value, how=how, **place),
            wording.word("status", row["status"], lang),
            sheet.mark(wording.number(row["source_line"]), f"{name}: line", basis="reference"),
        ]
        binding = not wording.missing(row["attribute"]) and row["attribute"] == BINDING
        sheet.add(cells, strong=[*([3] if binding else []), *((2, 6, 7) if missed else ())])
    return sheet.style(right=(1, 6, 8), mixed=(4, 5), tight=(3,), merge=True)


def trends_table(
    series: Sequence[str], trends: object = None, *, lang: str | None = None
) -> Styler:
    """Show series of the narrative point by point, each with its line; derived ones say how.

    Parameters
    ----------
    series
        The `series_id`s to show.
    trends
        None for the bundled report, a source, or a frame as `load_trends` gives it.
    lang
        ``"zh"`` or ``"en"``; by default the session's.

    Returns
    -------
    Styler
        One row a point: period, value with unit, line, and how it was derived.

    Raises
    ------
    TaianError
        If the frame lacks a series or a column.

    Examples
    --------
    >>> len(trends_table(["lottery_outlets"], lang="en").data)
    2
    """
    lang = theme.language(lang)
    data, sheet = trends_frame(trends), Sheet("trends", lang)
    single = isinstance(series, str) or not isinstance(series, Iterable)
    keys: list[Any] = [series] if single else [*series]
    for key in keys:
        for _, row in of_series(data, key).iterrows():
            made = derived(row)
            formula = str(row["basis"]).partition(":")[2].strip() if made else ""
            basis = say("table.derived" if made else "table.stated", lang) + (
                say("joint.bracket", lang, what=formula) if made else ""
            )
            line = {"lines": (int(row["line"]),)}
            where: dict[str, Any] = {
                "basis": "computed" if made else "printed",
                "how": formula,
                **place(row),
            }
            when = wording.period_name(row["period"], lang)
            value = wording.amount(row["value"], row["unit"], lang)
            what = f"{row['series']} {row['period']}"
            cells = [
                label(row, lang),
                sheet.mark(when, "period", basis="reference"),
                sheet.mark(value, what, value=row["value"], **where, **line),
                sheet.mark(basis, f"{what}: derivation", how=formula, **line),
                sheet.mark(str(row["line"]), "line", basis="reference"),
            ]
            sheet.add(cells)
    return sheet.style(right=(2, 4), tight=(1,), merge=True)
