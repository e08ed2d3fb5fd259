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
    measures = _measures(w)
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
    series, zh = len(story.trends) > 0, w.zh
    rows = [
        (
            f"来源：{title}。文件校验值（SHA-256前段）{digest}。",
            f"Source: {title}. SHA-256 {digest}…",
        ),
        (
            f"行号：指标表{places['annex']}；基期值{places['base']}；数据时点{places['as_of']}。",
            f"Indicators: {places['annex']}; baselines: {places['base']}; "
            f"dates: {places['as_of']}.",
        ),
        (
            f"正文序列{points}个数据点，其中{derived_}个为推算，图中以空心点标出。",
            f"Series from the narrative: {points} points, {derived_} derived, drawn hollow.",
        ),
        (
            "本简报每个数字的出处：taian briefing --trace。",
            "Where each number of this briefing comes from: taian briefing --trace.",
        ),
    ]
    wanted = (True, all(places.values()), series, True)
    shown = [row[0 if zh else 1] for row, keep in zip(rows, wanted, strict=True) if keep]
    return "\n".join(f"- {line}" for line in [*measures, *shown])


def _measures(w: Writer) -> list[str]:
    band = w.n("0.95", "band of Eurostat and Statistics Canada", basis="method")
    one = w.n("1.27:1", "an example", basis="method"), w.n("1.3:1", "an example", basis="method")
    if w.zh:
        return [
            f"是否达标：按原文印数与比较符判断（如{one[0]}达到{one[1]}以内），不按比值判断；约束性与预期性分别计数，不求平均。",
            "完成度＝完成值÷目标值（逆向指标取倒数）；尚差＝目标值与完成值之差。",
            "目标进度＝（完成值−基期值）÷（目标值−基期值）；时间进度＝已过时间÷规划期；时序进度比＝二者之比，"
            f"{band}以上为不慢于时序。",
            "今后每年需＝尚差÷剩余年数；按现速推算＝以基期以来的平均速度直线外推至期末。",
        ]
    return [
        f"Met: judged on the decimals and the operator as printed ({one[0]} meets {one[1]}), never "
        "on a ratio. Binding and expected indicators are counted apart and never averaged.",
        "Attained: actual over target, inverted where less is better. Short by: the difference.",
        "Progress: (actual − baseline) / (target − baseline). Time gone: share of the plan period. "
        f"Pace: progress over time gone; from {band} it counts as on schedule.",
        "Needed a year: the difference over the years left. At the pace so far: the average rate "
        "since the base year, carried on in a straight line to the end.",
    ]
