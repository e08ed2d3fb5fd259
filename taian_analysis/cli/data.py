"""`taian build`, `indicators`, `trends`, `gaps`, `numbers`, `series`: what a report holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ..base.errors import TaianError
from .app import LANG, Form, Lang, Source, app, check_choice, title_of, tr


@app.command(help=tr("生成 data/processed:CSV 与 datapackage.json。", "Write the published data."))
def build(
    source: Source = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", help=tr("输出文件夹", "folder to write to"))
    ] = Path("data/processed"),
    lang: Lang = LANG,
) -> None:
    from ..products.publish import RESOURCES
    from ..products.publish import build as publish
    from .terminal import steps

    with steps(len(RESOURCES), tr("生成数据", "building")) as step:
        written = publish(source, out, on_step=lambda name: step(tr(RESOURCES[name][0], name)))
    for path in written:
        typer.echo(str(path))


@app.command(help=tr("指标表:按原文与数值。", "The annex: every indicator as printed."))
def indicators(source: Source = None, form: Form = "table", lang: Lang = LANG) -> None:
    from ..cleaning.frames import load_indicators, require_clean
    from ..readers import read_report
    from .terminal import FORMATS, show

    check_choice("--format", form, FORMATS)
    report = read_report(source)
    frame = load_indicators(report)
    headings = {
        "number": tr("序号", "No."),
        "area": tr("领域", "Area"),
        "indicator": tr("主要指标", "Indicator"),
        "unit": tr("单位", "Unit"),
        "baseline_text": tr("基期值", "Baseline"),
        "target_text": tr("目标值", "Target"),
        "actual_text": tr("完成值", "Actual"),
        "attribute": tr("属性", "Attribute"),
    }
    if form == "table" and frame["baseline_text"].isna().all():
        del headings["baseline_text"]
    show(frame, headings, title=title_of(report), form=form)
    require_clean(report)


@app.command(help=tr("叙述中的序列,每点有引文行号。", "Series from the narrative."))
def trends(
    source: Source = None,
    series: Annotated[
        str | None, typer.Option("--series", "-s", help=tr("序列代码或名称的一部分", "id or part"))
    ] = None,
    form: Form = "table",
    lang: Lang = LANG,
) -> None:
    from ..grammar.words import QUALIFIER, word
    from ..trends.trends import load_trends
    from .terminal import FORMATS, show

    check_choice("--format", form, FORMATS)
    frame = load_trends(source)
    if series:
        named = frame["series_id"].str.contains(series, regex=False) | frame["series"].str.contains(
            series, regex=False
        )
        frame = frame[named]
        if frame.empty:
            raise TaianError("no such series", zh="没有这个序列", found=series)
    if form == "table":
        frame = frame.assign(
            qualifier=[word(QUALIFIER, q, LANG) for q in frame["qualifier"]],
            basis=[
                tr(b.replace("stated", "原文").replace("derived", "推算"), b)
                for b in frame["basis"]
            ],
        )
    headings = {
        "series" if LANG == "zh" else "series_en": tr("序列", "Series"),
        "period": tr("时期", "Period"),
        "value": tr("数值", "Value"),
        "unit": tr("单位", "Unit"),
        "qualifier": tr("限定", "Qualifier"),
        "basis": tr("依据", "Basis"),
        "line": tr("行", "Line"),
    }
    show(frame, headings, form=form)


@app.command(help=tr("每个指标的差距与进度。", "Gap to target and pace of every indicator."))
def gaps(
    source: Source = None,
    explain: Annotated[
        str | None,
        typer.Option("--explain", help=tr("逐行演算某一指标(名称一部分)", "one, step by step")),
    ] = None,
    form: Form = "table",
    lang: Lang = LANG,
) -> None:
    from ..cleaning.frames import require_clean
    from ..readers import read_report
    from .terminal import FORMATS

    check_choice("--format", form, FORMATS)
    report = read_report(source)
    if explain:
        from ..gaps.steps import explain as told

        typer.echo(told(report, explain, lang=LANG))
    else:
        _show_gaps(report, form)
    # What was read is shown; that some of it was not is never left unsaid.
    require_clean(report)


def _show_gaps(report: Any, form: str) -> None:
    from ..cleaning.frames import load_indicators
    from ..gaps.target import gap_to_target
    from ..grammar.wording import indicator_name
    from ..grammar.words import ATTRIBUTE, STATUS, word
    from .terminal import cell, percent, show

    frame = gap_to_target(report)
    if form in ("csv", "json"):
        show(frame, form=form)
        return
    names = load_indicators(report)
    table = frame.assign(
        indicator=[
            indicator_name(slug, name, LANG)
            for slug, name in zip(names["indicator_id"], names["indicator"], strict=True)
        ],
        target=names["target_text"].to_numpy(),
        actual=names["actual_text"].to_numpy(),
        attribute=[
            word(ATTRIBUTE, a, LANG) if isinstance(a, str) else "—" for a in names["attribute"]
        ],
        status=[word(STATUS, s, LANG) for s in frame["status"]],
        attainment=[percent(v) for v in frame["attainment"]],
        progress=[percent(v) for v in frame["progress"]],
        elapsed=[percent(v) for v in frame["elapsed"]],
        pace=[cell(v) if v is not None else "—" for v in frame["pace"]],
        firm=["?" if s is True else "" for s in frame["sensitive"].fillna(False)],
    )
    headings = {
        "indicator": tr("主要指标", "Indicator"),
        "attribute": tr("属性", "Attribute"),
        "target": tr("目标值", "Target"),
        "actual": tr("完成值", "Actual"),
        "attainment": tr("完成度", "Attainment"),
        "shortfall": tr("尚差", "Short by"),
        "progress": tr("目标进度", "Progress"),
        "elapsed": tr("时间进度", "Elapsed"),
        "pace": tr("时序比", "Pace"),
        "required_per_year": tr("每年需增", "Needed a year"),
        "status": tr("状态", "Status"),
        "firm": tr("存疑", "Unsure"),
    }
    right = ("target", "actual", "attainment", "progress", "elapsed", "pace")
    show(table, headings, title=title_of(report), form=form, right=right)
    counts = frame["status"].value_counts()
    parts = [f"{word(STATUS, code, LANG)} {n}" for code, n in counts.items()]
    typer.echo(tr(f"共 {len(frame)} 项:", f"{len(frame)} in all: ") + tr(",", ", ").join(parts))


@app.command(help=tr("正文里的每个数字:数值、单位、时期、关系。", "Every number in running text."))
def numbers(source: Source = None, form: Form = "table", lang: Lang = LANG) -> None:
    from ..narrative import find_quantities
    from ..readers import read_report
    from .terminal import FORMATS, show

    check_choice("--format", form, FORMATS)
    report = read_report(source)
    frame = find_quantities(report)
    headings = {
        "line": tr("行", "Line"),
        "text": tr("原文", "Printed"),
        "value": tr("数值", "Value"),
        "unit": tr("单位", "Unit"),
        "qualifier": tr("限定", "Qualifier"),
        "period": tr("时期", "Period"),
        "period_basis": tr("时期依据", "Basis"),
        "relation": tr("关系", "Relation"),
        "clause": tr("分句", "Clause"),
    }
    show(frame, headings, form=form)


@app.command(help=tr("从任一报告找出可作序列的数字。", "Propose series found in any report."))
def series(source: Source = None, form: Form = "table", lang: Lang = LANG) -> None:
    from ..trends.series import propose_series
    from .terminal import FORMATS, show

    check_choice("--format", form, FORMATS)
    headings = {
        "candidate": tr("候选", "No."),
        "subject": tr("所指", "Subject"),
        "period": tr("时期", "Period"),
        "value": tr("数值", "Value"),
        "unit": tr("单位", "Unit"),
        "line": tr("行", "Line"),
        "quote": tr("引文", "Quote"),
    }
    show(propose_series(source), headings, form=form)
