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
    frame = frame.assign(when=[_period(code, form) for code in frame["period"]])
    headings = {
        "series" if LANG == "zh" else "series_en": tr("序列", "Series"),
        "when": tr("时期", "Period"),
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
    every: Annotated[
        bool, typer.Option("--all", "-a", help=tr("列出全部各列", "every column"))
    ] = False,
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
        _show_gaps(report, form, every=every)
    # What was read is shown; that some of it was not is never left unsaid.
    require_clean(report)


def _show_gaps(report: Any, form: str, *, every: bool) -> None:
    from ..base.phrases import say
    from ..gaps.target import gap_to_target
    from .terminal import show

    frame = gap_to_target(report)
    if form in ("csv", "json"):
        show(frame, form=form)
        return
    table = _gap_cells(frame, short=not every)
    heads = _WHOLE if every else _SHORT
    headings = {key: say(f"terminal.{key}", LANG) for key in heads}
    show(table, headings, title=title_of(report), form=form, right=_RIGHT)
    counts = frame["status"].value_counts()
    parts = [
        say("terminal.count", LANG, what=say(f"status.{c}", LANG), n=n) for c, n in counts.items()
    ]
    joint = tr("，", ", ")
    typer.echo(say("terminal.total", LANG, n=len(frame), parts=joint.join(parts)))
    if not every:
        typer.echo(say("terminal.more", LANG))


#: What a person sees of the gaps at 80 columns, and with --all.
_SHORT = ("indicator", "target", "actual", "attainment", "status")
_WHOLE = (
    "indicator", "attribute", "target", "actual", "attainment", "shortfall", "progress", "elapsed",
    "pace", "required_per_year", "status", "firm",
)  # fmt: skip
_RIGHT = (
    "target", "actual", "attainment", "shortfall", "progress", "elapsed", "pace",
    "required_per_year",
)  # fmt: skip


def _gap_cells(frame: Any, *, short: bool) -> Any:
    """Print the cells of a gaps frame, what is not met first and furthest off first."""
    import pandas as pd

    from ..base.phrases import say
    from ..grammar import wording
    from ..show.gaps_frame import gaps_frame, printed
    from ..show.pace import per_year

    rows = gaps_frame(frame)
    rank = rows["met"].map({False: 0, True: 2}).fillna(1)
    order = pd.DataFrame({"rank": rank, "by": rows["attainment"].where(rank == 0)})
    rows = rows.loc[order.sort_values(["rank", "by"], kind="stable").index]
    cells = [
        {
            "indicator": wording.indicator_name(
                row["indicator_id"], row["indicator"], LANG, short=short
            ),
            "attribute": wording.word("attribute", row["attribute"], LANG),
            "target": _with_unit(printed(row, "target", LANG), row),
            "actual": printed(row, "actual", LANG)
            if not wording.missing(row["actual_value"])
            else say("view.in_words", LANG),
            "attainment": wording.percent(row["attainment"]),
            "shortfall": _or_zero(
                row["shortfall"],
                wording.change_amount(row["shortfall"], row["unit"], LANG, short=True),
            ),
            "progress": wording.percent(row["progress"]),
            "elapsed": wording.percent(row["elapsed"]),
            "pace": wording.number(row["pace"], 2, LANG),
            "required_per_year": _or_zero(row["required_per_year"], per_year(row, LANG)),
            "status": say(
                f"terminal.s_{row['status']}" if short else f"status.{row['status']}", LANG
            ),
            "firm": "?" if row["sensitive"] is True or row["sensitive"] == True else "",  # noqa: E712
        }
        for row in rows.to_dict("records")
    ]
    return pd.DataFrame(cells)


def _or_zero(value: Any, text: str) -> str:
    """Print nothing lacking as 0, without a unit or a sign."""
    import pandas as pd

    return "0" if not pd.isna(value) and not float(value) else text


def _with_unit(text: str, row: Any) -> str:
    from ..base.phrases import say
    from ..grammar import wording
    from ..show.gaps_frame import ratio_unit

    if wording.missing(row["target_value"]):
        return say("view.in_words", LANG) if text != wording.MISSING else text
    unit = "" if ratio_unit(row) else wording.unit_name(row["unit"], LANG)
    return text if not unit or text.endswith(unit) else f"{text}{' ' * (LANG == 'en')}{unit}"


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
        "when": tr("时期", "Period"),
        "period_basis": tr("时期依据", "Basis"),
        "relation": tr("关系", "Relation"),
        "clause": tr("分句", "Clause"),
    }
    if form == "table":
        frame = frame.assign(when=[_period(p, form) for p in frame["period"]])
    show(frame, headings, form=form)


def _period(code: Any, form: str) -> str:
    """Print a period for a reader; a file of data keeps its code."""
    from ..grammar import wording

    if form in ("csv", "json") or wording.missing(code):
        return "" if wording.missing(code) else str(code)
    return wording.period_name(str(code), LANG)


@app.command(help=tr("从任一报告找出可作序列的数字。", "Propose series found in any report."))
def series(source: Source = None, form: Form = "table", lang: Lang = LANG) -> None:
    from ..trends.series import propose_series
    from .terminal import FORMATS, show

    check_choice("--format", form, FORMATS)
    headings = {
        "candidate": tr("候选", "No."),
        "subject": tr("所指", "Subject"),
        "when": tr("时期", "Period"),
        "value": tr("数值", "Value"),
        "unit": tr("单位", "Unit"),
        "line": tr("行", "Line"),
        "quote": tr("引文", "Quote"),
    }
    frame = propose_series(source)
    show(frame.assign(when=[_period(p, form) for p in frame["period"]]), headings, form=form)
