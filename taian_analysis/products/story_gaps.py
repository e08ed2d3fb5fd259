"""Page one and the section on gaps: where the indicators stand, and what is still to go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..base.phrases import say
from ..base.safe import literal, unmarked
from ..grammar import wording
from ..show.areas import plot_areas
from ..show.attainment import plot_attainment
from ..show.distance import plot_distance, projection_text
from ..show.gaps_frame import counts, deadline_of, printed, ratio_unit
from ..show.pace import not_met, per_year
from ..show.tables import BINDING, open_table
from .writer import Writer

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas.io.formats.style import Styler

    from .story import Story

#: How much has room: indicators in the chart of page one, rows of its table, ways told.
MOST_ROWS, MOST_OPEN, MOST_WAYS, MOST_NAMES = 32, 6, 5, 4
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
        lines.append("- " + say("story.more_open", w.lang, n=count))
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
    binding, expected = gaps[kind == BINDING], gaps[kind == "预期性"]
    b = counts(binding)

    def count(number: int, what: str) -> str:
        return w.n(str(number), what, value=number, how="count of rows")

    total, met, short = (count(n[key], f"indicators: {key}") for key in ("all", "met", "not_met"))
    apart = [count(len(binding), "binding: all"), count(len(expected), "expected: all")]
    done = count(b["met"], "binding: met")
    if w.zh:
        kinds = (
            f"（约束性{apart[0]}项、预期性{apart[1]}项）" if len(binding) + len(expected) else ""
        )
        text = f"{total}项主要指标{kinds}中，"
        text += f"**{met}项已达到{year}目标**，{short}项尚未达到"
        text += f"，{count(n['unknown'], 'indicators: unknown')}项无法评估" if n["unknown"] else ""
        if b["all"]:
            text += f"；约束性指标{'全部' if b['met'] == b['all'] else f'{done}项'}达标"
        return text + "。"
    kinds = f" ({apart[0]} binding, {apart[1]} expected)" if len(binding) + len(expected) else ""
    text = f"Of {total} indicators{kinds}, "
    text += f"**{met} have reached their {year} target** and {short} have not"
    text += (
        f"; {count(n['unknown'], 'indicators: unknown')} cannot be assessed" if n["unknown"] else ""
    )
    if b["all"]:
        text += f"; {'all' if b['met'] == b['all'] else done} of the binding ones are met"
    return text + "."


def shortfalls(w: Writer, gaps: pd.DataFrame) -> str:
    """Name what is not yet met, worst first, with value and attainment."""
    rows = not_met(gaps).sort_values("attainment", na_position="last", kind="stable")
    if rows.empty:
        return "没有未达标的指标。" if w.zh else "No indicator falls short."
    parts = []
    for _, row in rows.head(4).iterrows():
        name = _name(row, w.lang)
        share = w.n(
            wording.percent(row["attainment"]), f"{name}: attainment", value=row["attainment"],
            how="v/T", lines=_line(row, "source_line"),
        )  # fmt: skip
        now = actual(w, row)
        parts.append(
            f"{literal(name)}{now}（完成度{share}）"
            if w.zh
            else f"{literal(_low(name))} {now} ({share})"
        )
    more = len(rows) - len(parts)
    if w.zh:
        tail = f"等{w.n(str(len(rows)), 'not met', how='count of rows')}项" if more else ""
        kinds = rows["attribute"].dropna().unique()
        which = f"均为{literal(kinds[0])}指标，" if len(kinds) == 1 else ""
        return f"尚未达到的{which}依次为：{'、'.join(parts)}{tail}。"
    kinds = rows["attribute"].dropna().unique()
    which = f", all {wording.word('attribute', kinds[0], 'en')}," if len(kinds) == 1 else ""
    tail = f" and {w.n(str(more), 'more not met', how='count of rows')} more" if more else ""
    return f"Those not yet met{which} are: {', '.join(parts)}{tail}."


def against_time(w: Writer, story: Story) -> str:
    """Say how the unmet stand against time, and what that makes of the report's own headline."""
    rows = not_met(story.gaps)
    fast, slow, blind = (
        rows[rows["status"].isin(keys)]
        for keys in (("ahead", "on_pace"), ("behind",), ("no_baseline", "not_assessable"))
    )
    parts = []
    if len(fast):
        pace = [
            w.n(
                wording.number(row["pace"], 2, w.lang), f"{_name(row, w.lang)}: pace",
                value=row["pace"], how="progress/elapsed", lines=_line(row, "source_line"),
            )
            for _, row in fast.head(MOST_NAMES).iterrows()
        ]  # fmt: skip
        if w.zh:
            parts.append(f"{_names(fast, w)}不慢于时间进度（时序进度比{'、'.join(pace)}）")
        else:
            parts.append(f"{_names(fast, w)} are on or ahead of schedule (pace {', '.join(pace)})")
    if len(slow):
        parts.append(f"{_names(slow, w)}落后" if w.zh else f"{_names(slow, w)} are behind")
    if len(blind):
        parts.append(
            f"{_names(blind, w)}缺基期值，快慢无法判断"
            if w.zh
            else f"{_names(blind, w)} cannot be judged for want of a baseline"
        )
    if not parts:
        return ""
    text = ("按时间看，" if w.zh else "Against time, ") + ("；" if w.zh else "; ").join(parts)
    claim = headline(story)
    if claim and len(rows):
        quote, line = claim
        quote = w.n(quote, "quote", basis="printed", lines=(line,))
        where = w.reference(wording.line_range([line], w.lang))
        if w.zh:
            text += f"。报告所称“{quote}”（{where}），作为达标结论不成立"
            text += "，作为进度结论也尚缺依据" if len(blind) else "，只能作为进度结论"
        else:
            text += f'. The report\'s headline "{quote}" ({where}) does not hold as a finding of '
            text += "targets reached" + (
                "; as a finding of pace it cannot be fully checked"
                if len(blind)
                else ", only of pace"
            )
    return text + ("。" if w.zh else ".")


def headline(story: Story) -> tuple[str, int] | None:
    """Find the report's sentence that all indicators are reached: the quote and its line."""
    match = HEADLINE.search(story.report.text)
    if match is None:
        return None
    begin = match.start(1)
    return story.report.text[begin : match.end()], story.report.line_at(begin).number


def _way(w: Writer, row: Any) -> str:
    """Say one indicator's way: from where, how fast, how fast from now on, and what is unsure."""
    name, lang = _name(row, w.lang), w.lang
    place = _line(row, "source_line")
    need = w.n(
        per_year(row, lang), f"{name}: required", value=row["required_per_year"],
        how="(T-v)/(t1-ta)", lines=place,
    )  # fmt: skip
    as_of = w.reference(wording.month(row["as_of"], lang))
    now = actual(w, row)
    parts = []
    if wording.missing(row["baseline_value"]):
        parts.append(
            f"截至{as_of}为{now}；报告没有给出基期值，进度无从计算；今后每年需{_more(_bare(need))}"
            if w.zh
            else f"{now} in {as_of}; the report gives no baseline, so no progress; "
            f"needs {_bare(need)} a year from now on"
        )
    else:
        parts.append(_from_base(w, row, name, now, as_of, _bare(need)))
    other = row.get("other_quote")
    if not wording.missing(other):
        quote = clip(str(other), row.get("other_low"))
        quote = w.n(quote, "quote", basis="printed", lines=_line(row, "other_line"))
        where = w.reference(wording.line_range(_line(row, "other_line"), lang))
        parts.append(
            f"{where}另有说法：“{quote}”，两处不一致"
            if w.zh
            else f'{where} says otherwise: "{quote}"'
        )
    stop = "；" if w.zh else "; "
    return f"**{literal(name)}**{wording.COLON[lang]}{stop.join(parts)}{'。' if w.zh else '.'}"


def _from_base(w: Writer, row: Any, name: str, now: str, as_of: str, need: str) -> str:
    lang, basis = w.lang, str(row.get("baseline_basis") or "")
    made = basis.startswith("derived")
    formula = basis.partition(":")[2].strip()
    base = w.n(
        wording.amount(row["baseline_value"], row["unit"], lang), f"{name}: baseline",
        value=row["baseline_value"], basis="computed" if made else "printed", how=formula,
        lines=_line(row, "baseline_line"),
    )  # fmt: skip
    where = w.reference(wording.line_range(_line(row, "baseline_line"), lang))
    years = (row["as_of"] - row["start"]).days / 365.25
    past = (float(row["actual_value"]) - float(row["baseline_value"])) / years
    rate = per_year({"required_per_year": past, "unit": row["unit"]}, lang)
    rate = _bare(w.n(rate, f"{name}: rate so far", value=past, how="(v-b)/(ta-t0)"))
    if made:
        w.n(formula, f"{name}: derivation", how=formula, lines=_line(row, "baseline_line"))
    ahead = projection_text(row, lang)
    ahead = w.n(
        ahead, f"{name}: projection", value=row["projected_value"], how="v+(v-b)/(ta-t0)*(t1-ta)"
    )
    end = w.reference(deadline_of(pd.DataFrame([row]), lang))
    if w.zh:
        how = f"，由{where}推算：{formula}" if made else f"，{where}"
        return (
            f"由基期{base}（{how[1:]}）到{as_of}的{now}，平均每年{_more(rate)}；"
            f"今后每年需{_more(need)}；按现速{end}末约{ahead}"
        )
    how = f"derived from {where}: {formula}" if made else where
    return (
        f"from a baseline of {base} ({how}) to {now} in {as_of}, {rate} a year; needs {need} "
        f"a year from now on; at the pace so far about {ahead} at the end of {end}"
    )


def actual(w: Writer, row: Any) -> str:
    """Print an indicator's actual value with its unit."""
    text = printed(row, "actual", w.lang)
    if not ratio_unit(row):
        unit = wording.unit_name(row["unit"], w.lang)
        text += unit if w.zh or unit in ("", "%") else f" {unit}"
    name = _name(row, w.lang)
    where = {"basis": "printed", "lines": _line(row, "source_line")}
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


def _more(rate: str) -> str:
    return ("增加" if rate.startswith("+") else "减少") + rate.lstrip("+−")


def _bare(rate: str) -> str:
    return rate.removesuffix("/年").removesuffix(" a year")


def _name(row: Any, lang: str) -> str:
    return wording.indicator_name(row["indicator_id"], row["indicator"], lang, short=True)


def _names(rows: pd.DataFrame, w: Writer) -> str:
    """Name up to four rows, and count the others."""
    names = [literal(_name(row, w.lang)) for _, row in rows.head(MOST_NAMES).iterrows()]
    more = len(rows) - len(names)
    n = w.n(str(len(rows) if w.zh else more), "rows named", how="count of rows") if more else ""
    if w.zh:
        return "、".join(names) + (f"等{n}项" if more else "")
    return (
        " and ".join(map(_low, names))
        if not more
        else ", ".join(map(_low, names)) + f" and {n} more"
    )


def _low(name: str) -> str:
    return name[:1].lower() + name[1:]


def _line(row: Any, name: str) -> tuple[int, ...]:
    value = row.get(name)
    return () if wording.missing(value) else (int(value),)
