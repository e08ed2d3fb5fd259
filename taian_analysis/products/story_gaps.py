"""Page one and the section on gaps: where the indicators stand, and what is still to go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.phrases import say
from ..base.safe import literal, unmarked
from ..grammar import wording
from ..grammar.wording import BINDING, EXPECTED
from ..show.areas import plot_areas
from ..show.attainment import plot_attainment
from ..show.distance import plot_distance, projection_text
from ..show.gaps_frame import counts, deadline_of, lines_of, not_met, per_year, printed, ratio_unit
from ..show.tables import open_table
from .writer import Writer

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas.io.formats.style import Styler

    from .story import Story

#: How much has room: indicators in the chart of page one, rows of its table, ways told.
MOST_ROWS, MOST_OPEN, MOST_WAYS, MOST_NAMES = 32, 6, 5, 4
#: The notebook that has what the briefing has no room for.
NOTEBOOK = "03_gap_to_target"
#: Where it cannot be told whether a target will be reached in time.
BLIND = ("no_baseline", "not_assessable")
#: The sentence in which such a report says that all is reached.
HEADLINE = re.compile(
    r"[^。，,；;]{0,14}?((?<!\d)\d{1,4})\s{0,4}[条项个][^。，,；;]{0,12}指标[^。；;]{0,12}全部[^。，,；;]{2,16}"
)


def everything(story: Story) -> Figure:
    """Return the chart of all: each indicator where there is room on a page, else the counts."""
    few = len(story.gaps) <= MOST_ROWS
    return (
        plot_attainment(story.gaps, lang=story.lang)
        if few
        else plot_areas(story.gaps, lang=story.lang)
    )


def whole_chart(story: Story) -> Figure | None:
    """Return the chart of each indicator, where the first page had no room for it."""
    return plot_attainment(story.gaps, lang=story.lang) if len(story.gaps) > MOST_ROWS else None


def open_ones(story: Story) -> Styler | None:
    """Return the table of what is not yet met; on page one only the furthest off."""
    rows = not_met(story.gaps)
    if not len(rows):
        return None
    shown = rows.sort_values("attainment", na_position="last", kind="stable").head(MOST_OPEN)
    shown.attrs = dict(story.gaps.attrs)
    return open_table(shown, lang=story.lang)


def distance_chart(story: Story) -> Figure | None:
    """Return the chart of what is still to go."""
    rows = not_met(story.gaps)
    rows = rows[rows["target_value"].notna() & rows["actual_value"].notna()]
    most = MOST_WAYS if len(story.gaps) <= MOST_ROWS else 3
    return plot_distance(story.gaps, lang=story.lang, most=most) if len(rows) else None


def ways(w: Writer, story: Story) -> str:
    """Say, a line each, how the furthest indicators came here and what they still need."""
    rows = not_met(story.gaps)
    rows = rows[rows["target_value"].notna() & rows["actual_value"].notna()]
    rows = rows.sort_values("attainment", kind="stable")
    lines = [f"- {_way(w, row)}" for _, row in rows.head(MOST_WAYS).iterrows()]
    more = len(rows) - len(lines)
    if more:
        count = w.n(str(more), "more not met", value=more, how="count of rows")
        w.reference(NOTEBOOK)
        lines.append("- " + say("story.more_open", w.lang, n=count, notebook=NOTEBOOK))
    return "\n".join(lines)


def sentences(story: Story) -> list[str]:
    """Return the three sentences of page one as plain text."""
    w = Writer(story.lang, "")
    told = standing(w, story.gaps), shortfalls(w, story.gaps), against_time(w, story)
    return [unmarked(sentence) for sentence in told if sentence]


def standing(w: Writer, gaps: pd.DataFrame) -> str:
    """Say how many indicators have reached their target, binding and expected apart."""
    n, year = counts(gaps), w.reference(deadline_of(gaps, w.lang))
    kind = gaps["attribute"].fillna("")
    binding, expected = gaps[kind == BINDING], gaps[kind == EXPECTED]
    b = counts(binding)

    def count(number: int, what: str) -> str:
        return w.n(str(number), what, value=number, how="count of rows")

    total, met, short = (count(n[key], f"indicators: {key}") for key in ("all", "met", "not_met"))
    told = {"kinds": "", "unknown": "", "binding": ""}
    if len(binding) + len(expected):
        apart = count(len(binding), "binding: all"), count(len(expected), "expected: all")
        told["kinds"] = w.told("standing.kinds", binding=apart[0], expected=apart[1])
    if n["unknown"]:
        told["unknown"] = w.told("standing.unknown", n=count(n["unknown"], "indicators: unknown"))
    if b["all"]:
        key = "all" if b["met"] == b["all"] else "some"
        told["binding"] = w.told(f"standing.{key}", n=count(b["met"], "binding: met"))
    return w.told("standing.text", all=total, met=met, short=short, year=year, **told)


def shortfalls(w: Writer, gaps: pd.DataFrame) -> str:
    """Name what is not yet met, worst first, with value and attainment."""
    rows = not_met(gaps).sort_values("attainment", na_position="last", kind="stable")
    if rows.empty:
        return w.told("short.none_known" if counts(gaps)["unknown"] else "short.none")
    parts = []
    for _, row in rows.head(MOST_NAMES).iterrows():
        name = _name(row, w.lang)
        share = w.n(
            wording.percent(row["attainment"]), f"{name}: attainment", value=row["attainment"],
            how="v/T", lines=lines_of(row),
        )  # fmt: skip
        key = "short.bare" if wording.missing(row["attainment"]) else "short.one"
        parts.append(w.told(key, name=_low(name, w), now=actual(w, row), share=share))
    kinds = rows["attribute"].dropna().unique()
    kind = wording.word("attribute", kinds[0], w.lang) if len(kinds) == 1 else ""
    which = w.told("short.which", kind=literal(kind)) if kind else ""
    tail = w.rest(len(rows), len(parts), "not met")
    return w.told("short.text", which=which, parts=w.joined(parts), tail=tail)


def against_time(w: Writer, story: Story) -> str:
    """Say how the unmet stand against time, and what that makes of the report's own headline."""
    rows = not_met(story.gaps)
    if rows.empty:
        return ""
    status, based = rows["status"], rows["baseline_value"].notna()
    late = {
        "slow": rows[status == "behind"],
        "blind": rows[status.isin(BLIND) & ~based],
        "untold": rows[status.isin(BLIND) & based],
    }
    fast = rows[status.isin(("ahead", "on_pace"))]
    parts = [_fast(w, fast)] if len(fast) else []
    parts += [
        w.told(f"time.{key}", names=_names(found, w), n=len(found))
        for key, found in late.items()
        if len(found)
    ]
    return w.told("time.text", parts=w.joined(parts, "joint.stop"), claim=_claim(w, story, late))


def _fast(w: Writer, rows: pd.DataFrame) -> str:
    pace = [
        w.n(
            wording.number(row["pace"], 2, w.lang), f"{_name(row, w.lang)}: pace",
            value=row["pace"], how="progress/elapsed", lines=lines_of(row),
        )
        for _, row in rows.head(MOST_NAMES).iterrows()
    ]  # fmt: skip
    return w.told("time.fast", names=_names(rows, w), n=len(rows), paces=w.joined(pace))


def _claim(w: Writer, story: Story, late: dict[str, pd.DataFrame]) -> str:
    """Say what the unmet make of the report's own sentence that all is reached."""
    claim = headline(story)
    if claim is None:
        return ""
    quote, line = claim
    quote = w.n(quote, "quote", basis="printed", lines=(line,))
    where = w.reference(wording.line_range([line], w.lang))
    unsure = len(late["blind"]) + len(late["untold"])
    key = "claim_neither" if len(late["slow"]) else "claim_unsure" if unsure else "claim_pace"
    return w.told(f"time.{key}", quote=quote, where=where)


def headline(story: Story) -> tuple[str, int] | None:
    """Find the report's sentence that all indicators are reached: the quote and its line."""
    match = HEADLINE.search(story.report.text)
    if match is None:
        return None
    begin = match.start(1)
    return story.report.text[begin : match.end()], story.report.line_at(begin).number


def _way(w: Writer, row: Any) -> str:
    """Say one indicator's way: from where, how fast, how fast from now on, and what is unsure."""
    parts = [
        *(_no_base(w, row) if wording.missing(row["baseline_value"]) else _from_base(w, row)),
        *_need(w, row),
        *_ahead(w, row),
        *_otherwise(w, row),
    ]
    name = literal(_name(row, w.lang))
    return w.told("way.text", name=name, parts=w.joined(parts, "joint.stop"))


def _at(w: Writer, row: Any) -> dict[str, str]:
    return {"now": actual(w, row), "as_of": w.reference(wording.month(row["as_of"], w.lang))}


def _no_base(w: Writer, row: Any) -> list[str]:
    return [w.told("way.now", **_at(w, row)), w.told("way.no_base")]


def _from_base(w: Writer, row: Any) -> list[str]:
    """Say from which baseline an indicator came, and how fast."""
    lang, name = w.lang, _name(row, w.lang)
    basis = str(row.get("baseline_basis") or "")
    made, formula = basis.startswith("derived"), basis.partition(":")[2].strip()
    lines = lines_of(row, "baseline_line")
    base = w.n(
        wording.amount(row["baseline_value"], row["unit"], lang), f"{name}: baseline",
        value=row["baseline_value"], basis="computed" if made else "printed", how=formula,
        lines=lines,
    )  # fmt: skip
    where = w.reference(wording.line_range(lines, lang))
    if made:
        w.n(formula, f"{name}: derivation", how=formula, lines=lines)
    how = w.told("way.derived", where=where, formula=formula) if made else where
    bracket = say("joint.bracket", lang, what=how) if how else ""
    told = w.told("way.base", base=base, how=bracket, **_at(w, row))
    years = (row["as_of"] - row["start"]).days / 365.25
    if not years > 0:
        return [told]
    past = (float(row["actual_value"]) - float(row["baseline_value"])) / years
    rate = per_year({"required_per_year": past, "unit": row["unit"]}, lang)
    rate = w.n(rate, f"{name}: rate so far", value=past, how="(v-b)/(ta-t0)")
    return [told + w.told("way.so_far", rate=_more(rate, w))]


def _need(w: Writer, row: Any) -> list[str]:
    if wording.missing(row["required_per_year"]):
        return []
    need = w.n(
        per_year(row, w.lang), f"{_name(row, w.lang)}: required", value=row["required_per_year"],
        how="(T-v)/(t1-ta)", lines=lines_of(row),
    )  # fmt: skip
    return [w.told("way.need", need=_more(need, w))]


def _ahead(w: Writer, row: Any) -> list[str]:
    if wording.missing(row["projected_value"]):
        return []
    ahead = w.n(
        projection_text(row, w.lang), f"{_name(row, w.lang)}: projection",
        value=row["projected_value"], how="v+(v-b)/(ta-t0)*(t1-ta)",
    )  # fmt: skip
    end = w.reference(deadline_of(pd.DataFrame([row]), w.lang))
    return [w.told("way.ahead", ahead=ahead, end=end)]


def _otherwise(w: Writer, row: Any) -> list[str]:
    """Quote what the report says of the same number elsewhere."""
    other = row.get("other_quote")
    if wording.missing(other):
        return []
    place = lines_of(row, "other_line")
    quote = clip(str(other), row.get("other_low"))
    quote = w.n(quote, "quote", basis="printed", lines=place)
    where = w.reference(wording.line_range(place, w.lang))
    return [w.told("way.other", quote=quote, where=where)]


def actual(w: Writer, row: Any) -> str:
    """Print an indicator's actual value with its unit."""
    text = printed(row, "actual", w.lang)
    if not ratio_unit(row):
        text = wording.with_unit(text, row["unit"], w.lang)
    name = _name(row, w.lang)
    where = {"basis": "printed", "lines": lines_of(row)}
    return w.n(text, f"{name}: actual", value=row["actual_value"], **where)


def clip(quote: str, value: Any = None, limit: int = 30) -> str:
    """Shorten a quote from the report to the clause that has the number, or to about a line.

    Examples
    --------
    >>> clip("鼓励参加考试,2021年达到1345人,2022年达到1873人。", 1873)
    '2022年达到1873人'
    """
    clauses = [part.strip() for part in re.split(r"[。，,；;]", quote) if part.strip()]
    if not wording.missing(value):
        digits = wording.number(value)
        clauses = [clause for clause in clauses if digits in clause] or clauses
    first = clauses[0] if clauses else ""
    return first if len(first) <= limit else first[:limit] + "…"


def _more(rate: str, w: Writer) -> str:
    """Say a rate a year as a rise or a fall: 增加188人, +188 people."""
    key = "way.up" if rate.startswith("+") else "way.down"
    return w.told(key, n=rate.removesuffix("/年").removesuffix(" a year").lstrip("+−"))


def _name(row: Any, lang: str) -> str:
    return wording.indicator_name(row["indicator_id"], row["indicator"], lang, short=True)


def _names(rows: pd.DataFrame, w: Writer) -> str:
    """Name up to four rows, and count the others."""
    shown = rows.head(MOST_NAMES)
    names = [_low(_name(row, w.lang), w) for _, row in shown.iterrows()]
    tail = w.rest(len(rows), len(names), "rows named")
    return w.joined(names) + tail if tail else w.listed(names)


def _low(name: str, w: Writer) -> str:
    """Return a name as it stands within a sentence, as plain text of Markdown."""
    return literal(name if w.zh else name[:1].lower() + name[1:])
