"""The section on trends: allowance standards, donations, children's allowances, people."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..base.phrases import say
from ..base.safe import literal
from ..grammar import wording
from ..show.amounts import plot_amounts
from ..show.series_chart import plot_trend
from ..show.series_frame import derived, label, of_series, part_year, place
from ..show.topics import (
    CHILDREN,
    PEOPLE,
    plot_allowances,
    plot_donations,
    plot_people,
    plot_standards,
)
from .writer import Writer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .story import Story

Tell = Callable[[Writer, "Story"], str]
Draw = Callable[["Story"], Any]
#: How many proposed series the briefing tells.
MOST = 4
STANDARDS = (
    "subsistence_standard_urban",
    "subsistence_standard_rural",
    "subsistence_urban_rural_ratio",
)
CHARITY = ("charity_donations", "charity_spending")


def subjects(story: Story) -> list[tuple[Tell, Draw]]:
    """Return how each subject is told and drawn; of another report, each series."""
    known = set(story.trends["series_id"].dropna())
    parts: list[tuple[Tell, Draw]] = []
    if known.issuperset(STANDARDS):
        parts.append((_standards, _standards_chart))
    if known.issuperset(CHARITY):
        parts.append((_charity, lambda s: plot_donations(s.trends, lang=s.lang)))
    if known.issuperset(CHILDREN):
        parts.append((_children, lambda s: plot_allowances(s.trends, lang=s.lang)))
    if known & set(PEOPLE):
        parts.append((_people, lambda s: plot_people(s.trends, s.gaps, lang=s.lang)))
    return parts or [_proposed(key) for key in story.moving[:MOST]]


def told(w: Writer, story: Story) -> str:
    """Say each subject in a line."""
    lines = [tell(w, story) for tell, _ in subjects(story)]
    return "\n".join(f"- {line}" for line in lines if line)


def charts(story: Story) -> list[Figure]:
    """Return the charts of the subjects."""
    return [draw(story) for _, draw in subjects(story)]


def _proposed(key: str) -> tuple[Tell, Draw]:
    def draw(story: Story) -> Figure:
        rows = of_series(story.trends, key)
        if rows["kind"].iloc[0] == "flow":
            return plot_amounts(key, story.trends, lang=story.lang)
        return plot_trend(key, story.trends, lang=story.lang)

    def tell(w: Writer, story: Story) -> str:
        note = draw(story).note  # type: ignore[attr-defined]
        w.pending += note.marks
        w.reference(note.headline)
        where = w.reference(
            wording.line_range(of_series(story.trends, key)["line"].unique(), story.lang)
        )
        return say("story.series", story.lang, text=literal(note.headline), where=where)

    return tell, draw


def point(w: Writer, row: Any) -> str:
    """Print a point's value with its unit, traced to its place."""
    made = derived(row)
    return w.n(
        wording.amount(row["value"], row["unit"], w.lang), f"{row['series']} {row['period']}",
        value=row["value"], basis="computed" if made else "printed",
        how=str(row["basis"]).partition(":")[2].strip(), lines=(int(row["line"]),), **place(row),
    )  # fmt: skip


def _when(w: Writer, row: Any) -> str:
    return w.reference(wording.period_name(row["period"], w.lang))


def _standards_chart(story: Story) -> Figure:
    goal, line = _ratio_target(story)
    return plot_standards(story.trends, target=goal, target_line=line, lang=story.lang)


def _ratio_target(story: Story) -> tuple[float | None, int | None]:
    row = story.gaps[story.gaps["indicator_id"] == STANDARDS[2]]
    if not len(row) or wording.missing(row["target_value"].iloc[0]):
        return None, None
    return float(row["target_value"].iloc[0]), int(row["source_line"].iloc[0])


def _standards(w: Writer, story: Story) -> str:
    urban, rural, ratio = (of_series(story.trends, key) for key in STANDARDS)
    first, last = (rows.iloc[i] for rows, i in ((urban, 0), (urban, -1)))
    spread = [float(urban["value"].iloc[i]) - float(rural["value"].iloc[i]) for i in (0, -1)]
    told = [
        w.n(wording.amount(value, urban["unit"].iloc[0], w.lang), "urban less rural", value=value,
            how="urban - rural", lines=(int(first["line"]),))
        for value in spread
    ]  # fmt: skip
    u, r = ([point(w, rows.iloc[i]) for i in (0, -1)] for rows in (urban, rural))
    when, then = _when(w, last), _when(w, first)
    q = point(w, ratio.iloc[-1])
    if w.zh:
        verb = "扩大" if spread[1] > spread[0] else "缩小"
        text = f"{then}至{when}，城市低保标准由{u[0]}提高到{u[1]}，农村由{r[0]}提高到{r[1]}；"
        text += f"城乡之比降至{q}，但绝对差额由{told[0]}{verb}到{told[1]}。"
        if verb == "缩小":
            text = text.replace("，但绝对", "，绝对")
    else:
        verb = "widened" if spread[1] > spread[0] else "narrowed"
        text = (
            f"From {then} to {when} the urban standard rose from {u[0]} to {u[1]}, the rural from "
        )
        text += f"{r[0]} to {r[1]}. The ratio fell to {q}, {'but' if verb == 'widened' else 'and'} "
        text += f"the difference in yuan {verb} from {told[0]} to {told[1]}."
    return text


def _charity(w: Writer, story: Story) -> str:
    donations, spending = (of_series(story.trends, key) for key in CHARITY)
    both = donations.merge(spending, on="period", suffixes=("", "_out"))
    shares = []
    for _, row in both.iterrows():
        share = float(row["value_out"]) / float(row["value"])
        text = w.n(
            wording.percent(share), f"{row['series_out']}/{row['series']} {row['period']}",
            value=share, how="spending/donations", lines=(int(row["line"]),),
        )  # fmt: skip
        shares.append((_when(w, row), text))
    partial = any(part_year(row) for _, row in donations.iterrows())
    if w.zh:
        text = "慈善活动支出占当期捐赠的比重：" + "，".join(f"{p}{s}" for p, s in shares) + "。"
        text += "不足一年的数不与全年数相加、不相比。" if partial else ""
    else:
        text = "Spending as a share of the period's donations: "
        text += ", ".join(f"{s} in {p}" if len(p) == 4 else f"{s} in the {p}" for p, s in shares)
        text += (
            ". A part of a year is neither added to nor compared with a whole one."
            if partial
            else "."
        )
    if (story.trends["series_id"] == "charity_organisations").any():
        count = of_series(story.trends, "charity_organisations")
        first, last = count.iloc[0], count.iloc[-1]
        ends = [point(w, first), _when(w, first), point(w, last), _when(w, last)]
        made = ("（推算）" if w.zh else " (derived)") if derived(first) else ""
        if w.zh:
            text += f"慈善组织由{ends[1]}的{ends[0]}{made}增至{ends[3]}的{ends[2]}。"
        else:
            text += f" Charity organisations: {ends[0]}{made} in {ends[1]}, {ends[2]} on {ends[3]}."
    return text


def _children(w: Writer, story: Story) -> str:
    note = plot_allowances(story.trends, lang=w.lang).note  # type: ignore[attr-defined]
    w.pending += note.marks
    w.reference(note.headline)
    return str(note.headline) + say("story.stop", w.lang)


def _people(w: Writer, story: Story) -> str:
    key = PEOPLE[0]
    if not (story.trends["series_id"] == key).any():
        return ""
    said = []
    rows = of_series(story.trends, key)
    values = [float(value) for value in rows["value"]]
    for before, after in zip(range(len(rows)), range(1, len(rows)), strict=False):
        if values[after] < values[before]:
            one, two = rows.iloc[before], rows.iloc[after]
            told = [_when(w, one), point(w, one), _when(w, two), point(w, two)]
            where = w.reference(wording.line_range([one["line"], two["line"]], w.lang))
            name = label(one, w.lang, short=True)
            if w.zh:
                said.append(
                    f"{name}{told[0]}为{told[1]}，{told[2]}反为{told[3]}（{where}）：累计人数不应减少，"
                    "两数必有一误，本简报照录，不作取舍。"
                )
            else:
                said.append(
                    f"{name}: {told[1]} in {told[0]}, but {told[3]} in {told[2]} ({where}). A "
                    "cumulative count should not fall; one of the two must be wrong. Both are "
                    "carried as printed."
                )
    return ("" if w.zh else " ").join(said)
