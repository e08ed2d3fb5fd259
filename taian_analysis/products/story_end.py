"""The last sections: what the report contradicts, how it was computed, and every indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..grammar import wording
from ..show.series_frame import derived
from ..show.tables_audit import audit_table
from .writer import Writer

if TYPE_CHECKING:
    from .story import Story

#: How many failed claims the half page has room for.
SHOWN = 8


def contradictions(story: Story) -> Writer:
    """Write the half page on the claims that do not hold."""
    w = Writer(
        story.lang, "报告自相矛盾之处" if story.lang == "zh" else "What the report contradicts"
    )
    frame = story.audit
    if frame.empty:
        return w
    n = {key: int((frame["verdict"] == key).sum()) for key in ("holds", "fails", "undecidable")}
    told = {k: w.n(str(v), f"claims: {k}", value=v, how="count of claims") for k, v in n.items()}
    total = w.n(str(len(frame)), "claims: all", value=len(frame), how="count of claims")
    w.heading(("四、" if w.zh else "4  ") + w.section)
    if w.zh:
        text = f"按报告自身的数字重算其{total}处论断：{told['holds']}处相符，{told['fails']}处不符"
        text += f"，{told['undecidable']}处无法判定。" if n["undecidable"] else "。"
        text += "只指出，不更正。" if n["fails"] else ""
    else:
        text = f"Of {total} claims computed again from the report's own numbers, {told['holds']} "
        text += f"hold and {told['fails']} fail"
        text += f"; {told['undecidable']} cannot be decided." if n["undecidable"] else "."
        text += " They are pointed out, not corrected." if n["fails"] else ""
    failed = frame[frame["verdict"] == "fails"]
    if len(failed) > SHOWN:
        shown = w.n(str(SHOWN), "claims shown", how="room on the page")
        text += (
            f"下表列{shown}处，其余见笔记本 04_audit。"
            if w.zh
            else f" {shown} are listed here, the rest in the notebook 04_audit."
        )
    w.say(text)
    if len(failed):
        w.table(audit_table(failed.head(SHOWN), lang=story.lang))
    return w


def method(story: Story) -> Writer:
    """Write how the measures are computed and what they rest on."""
    w = Writer(story.lang, "方法与来源" if story.lang == "zh" else "Method and sources")
    w.heading(("五、" if w.zh else "5  ") + w.section)
    w.items(_measures(w))
    report = story.report
    title = story.title_of_report()
    lines = {
        "annex": wording.line_range(story.gaps["source_line"], story.lang),
        "base": wording.line_range(story.gaps.get("baseline_line", []), story.lang),
        "as_of": wording.line_range(story.gaps.get("as_of_line", []), story.lang),
    }
    told = {key: w.reference(text) for key, text in lines.items()}
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
            f"行号：指标表{told['annex']}；基期值{told['base']}；数据时点{told['as_of']}。",
            f"Indicators: {told['annex']}; baselines: {told['base']}; dates: {told['as_of']}.",
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
    wanted = (True, all(told.values()), series, True)
    shown = [row[0 if zh else 1] for row, keep in zip(rows, wanted, strict=True) if keep]
    w.items(shown)
    return w


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
