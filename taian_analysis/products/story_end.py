"""The last sections: what the report contradicts, how it was computed, and every indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.phrases import say
from ..base.safe import literal
from ..grammar import wording
from ..show.series_frame import derived
from ..show.tables_audit import audit_table, lines_of, told
from .writer import Writer

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

    from .story import Story

#: How many failed claims the body has room for.
SHOWN = 4


def contradictions(w: Writer, story: Story) -> str:
    """Say how many claims hold, fail and cannot be decided."""
    frame = story.audit
    if frame.empty:
        return ""
    n = {key: int((frame["verdict"] == key).sum()) for key in ("holds", "fails", "undecidable")}
    counts = {k: w.n(str(v), f"claims: {k}", value=v, how="count of claims") for k, v in n.items()}
    counts["all"] = w.n(str(len(frame)), "claims: all", value=len(frame), how="count of claims")
    text = say("story.claims", w.lang, **counts)
    text += say("story.claims_open", w.lang, **counts) if n["undecidable"] else ""
    return text + say("story.claims_end" if n["fails"] else "story.stop", w.lang)


def failing(w: Writer, story: Story) -> str:
    """List the failing claims, a line each: what, as stated, as computed, where."""
    failed = story.audit[story.audit["verdict"] == "fails"] if len(story.audit) else story.audit
    lines = []
    for _, row in failed.head(SHOWN).iterrows():
        what, stated, computed, _ = told(row, w.lang)
        place = lines_of(row)
        for text, name, basis in (
            (what, "claim", "printed"),
            (stated, "stated", "printed"),
            (computed, "computed", "computed"),
        ):
            w.n(text, f"{name}", basis=basis, lines=place, how="from the quotes")
        where = w.reference(wording.line_range(place, w.lang))
        lines.append(
            "- "
            + say(
                "story.failing",
                w.lang,
                what=literal(what),
                stated=literal(stated),
                computed=literal(computed),
                where=where,
            )
        )
    more = len(failed) - len(lines)
    if more:
        count = w.n(str(more), "more that fail", value=more, how="count of claims")
        lines.append("- " + say("story.more_fail", w.lang, n=count))
    return "\n".join(lines)


def failing_table(story: Story) -> Styler | None:
    """Return the table of the claims that fail."""
    failed = story.audit[story.audit["verdict"] == "fails"] if len(story.audit) else story.audit
    return audit_table(failed, lang=story.lang) if len(failed) else None


def method(w: Writer, story: Story) -> str:
    """Say how the measures are computed and what they rest on, a line each."""
    measures = _measures(w, paced=bool(story.gaps["progress"].notna().any()))
    report = story.report
    title = story.title_of_report()
    lines = {
        "annex": wording.line_range(story.gaps["source_line"], story.lang),
        "base": wording.line_range(story.gaps.get("baseline_line", []), story.lang),
        "as_of": wording.line_range(story.gaps.get("as_of_line", []), story.lang),
    }
    places = {key: w.reference(text) for key, text in lines.items()}
    made = int(story.trends.apply(derived, axis=1).sum()) if len(story.trends) else 0
    points = w.n(str(len(story.trends)), "points", value=len(story.trends), how="count of points")
    derived_ = w.n(str(made), "derived points", value=made, how="count of points")
    digest = w.n(report.sha256[:12], "sha256", basis="reference")
    title = w.reference(title)
    w.n("SHA-256", "name of the checksum", basis="method")
    rows = {
        "source": (True, {"title": title, "digest": digest}),
        "lines": (all(places.values()), places),
        "series": (made > 0, {"points": points, "derived": derived_}),
    }
    shown = [w.told(f"method.{key}", **values) for key, (keep, values) in rows.items() if keep]
    return "\n".join(f"- {line}" for line in [*measures, *shown])


def _measures(w: Writer, *, paced: bool) -> list[str]:
    """Say how the measures are computed; of progress only where a row has some."""
    band = w.n("0.95", "band of Eurostat and Statistics Canada", basis="method")
    value, goal = (w.n(text, "an example", basis="method") for text in ("1.27:1", "1.3:1"))
    return [
        w.told("method.met", value=value, goal=goal),
        w.told("method.attained"),
        *([w.told("method.progress", band=band)] if paced else []),
        w.told("method.needed"),
    ]
