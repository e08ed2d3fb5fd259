"""`taian check`, `audit`, `compare`: whether a report was read, and whether it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .app import LANG, Form, Lang, Source, app, check_choice, tr


@app.command(
    help=tr(
        "读到了什么、何种版式、哪些行没读懂。退出码 0 全懂、1 有行未懂、2 读不了。",
        "What was found, in which layout, which rows were not understood. Exit code 0, 1 or 2.",
    )
)
def check(source: Source = None, lang: Lang = LANG) -> None:
    from ..products.check import check_report, describe
    from .terminal import counting

    with counting(tr("读取", "reading")) as progress:
        found = check_report(source, progress=progress)
    for line in describe(found, lang=LANG):
        typer.echo(line)
    raise typer.Exit(found.exit_code)


@app.command(
    help=tr(
        "用报告自己的数字重算其说法。有不符时退出码为 1。",
        "The report's own claims, computed again. Exit code 1 if any fails.",
    )
)
def audit(
    source: Source = None,
    every: Annotated[
        bool, typer.Option("--all", "-a", help=tr("连相符的也列出", "also those that hold"))
    ] = False,
    form: Form = "table",
    page: Annotated[
        Path | None,
        typer.Option("--page", help=tr("另存为逐数核对网页", "write it as an evidence page too")),
    ] = None,
    lang: Lang = LANG,
) -> None:
    from ..audit.engine import audit as run
    from ..grammar.words import VERDICT, word
    from ..readers import read_report
    from ..show.tables_audit import lines_of
    from .terminal import FORMATS, show

    check_choice("--format", form, FORMATS)
    report = read_report(source)
    if page is not None:
        from ..products.evidence import evidence

        evidence(report, lang=LANG).save(page)
    frame = run(report)
    counts = {verdict: int(frame["verdict"].eq(verdict).sum()) for verdict in VERDICT}
    shown = frame if every else frame[~frame["verdict"].eq("holds")]
    if form in ("table", "md"):
        if LANG == "en" and len(shown):
            from ..audit.told import FIELDS, told

            cells = zip(*(told(row, LANG) for row in shown.to_dict("records")), strict=True)
            shown = shown.assign(**dict(zip(FIELDS, cells, strict=True)))
        joint = tr("、", "; ")
        shown = shown.assign(
            verdict=[word(VERDICT, v, LANG) for v in shown["verdict"]],
            lines=[joint.join(map(str, lines_of(row))) for row in shown.to_dict("records")],
        )
    headings = {
        "verdict": tr("结论", "Verdict"),
        "lines": tr("行", "Lines"),
        "claim": tr("核查内容", "Claim"),
        "stated": tr("原文数", "Stated"),
        "computed": tr("核算数", "Computed"),
        "comment": tr("说明", "Comment"),
    }
    show(shown, headings, form=form)
    if form == "table":
        parts = [f"{word(VERDICT, verdict, LANG)} {n}" for verdict, n in counts.items()]
        typer.echo(
            tr(f"共核查 {len(frame)} 处：", f"{len(frame)} claims checked: ")
            + tr("，", ", ").join(parts)
        )
        for line in frame.attrs["unread"][LANG]:
            typer.echo(line)
    raise typer.Exit(1 if counts["fails"] else 0)


@app.command(help=tr("逐项比较两期报告。", "This year's report against last year's."))
def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help=tr("旧报告", "the older report"))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=tr("新报告", "the newer report"))],
    every: Annotated[
        bool, typer.Option("--all", "-a", help=tr("列出全部各列", "every column"))
    ] = False,
    form: Form = "table",
    lang: Lang = LANG,
) -> None:
    from ..grammar.words import word
    from ..products.compare import compare as run
    from ..products.compare import events, headings
    from .terminal import FORMATS, show

    check_choice("--format", form, FORMATS)
    frame = run(old, new)
    if form in ("table", "md"):  # what changed first
        frame = frame.iloc[frame["event"].eq("unchanged").argsort(kind="stable")]
    counts = frame["event"].value_counts(sort=False)
    if form in ("table", "md"):
        frame = frame.assign(event=[word(events(), e, LANG) for e in frame["event"]])
    heads = headings(LANG)
    if form == "table" and not every:
        heads = {
            key: heads[key] for key in ("event", "indicator", "old_text", "new_text", "change")
        }
    show(frame, heads, form=form, right=("old_text", "new_text"))
    if form == "table":
        parts = [f"{word(events(), event, LANG)} {n}" for event, n in counts.items()]
        typer.echo(
            tr(f"共 {len(frame)} 项：", f"{len(frame)} in all: ") + tr("，", ", ").join(parts)
        )
