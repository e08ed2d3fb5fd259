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
from .writer import Writer, sentences_of

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
    way = "wider" if spread[1] > spread[0] else "narrower"
    ends = {"urban": u[0], "urban_now": u[1], "rural": r[0], "rural_now": r[1]}
    gap = {"gap": told[0], "gap_now": told[1]}
    return w.told(f"topic.{way}", then=then, when=when, ratio=q, **ends, **gap)


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
        shares.append((w.reference(wording.period_in(row["period"], w.lang)), text))
    told = [w.told("joint.in", when=when, what=share) for when, share in shares]
    sentences = [w.told("topic.charity", shares=w.joined(told, "joint.comma"))]
    if any(part_year(row) for _, row in donations.iterrows()):
        sentences.append(w.told("topic.part_years"))
    if (story.trends["series_id"] == "charity_organisations").any():
        count = of_series(story.trends, "charity_organisations")
        first, last = count.iloc[0], count.iloc[-1]
        key = "topic.organisations_derived" if derived(first) else "topic.organisations"
        ends = {"n": point(w, first), "then": _when(w, first)}
        sentences.append(w.told(key, now=point(w, last), when=_when(w, last), **ends))
    return sentences_of(sentences, w.lang)


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
            ends = {"then": told[0], "before": told[1], "when": told[2], "after": told[3]}
            said.append(w.told("topic.fell", name=name, where=where, **ends))
    return sentences_of(said, w.lang)
