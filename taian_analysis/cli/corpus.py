"""`taian corpus`: a folder of reports into one data set."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .app import LANG, Lang, app, tr


@app.command(
    help=tr(
        "将文件夹中的报告读入一个数据集(Parquet)。退出码 0 全部读懂、1 有报告读不了。",
        "Read a folder of reports into one Parquet data set. Exit code 1 if any could not be read.",
    )
)
def corpus(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=tr("文件夹", "the folder"))],
    out: Annotated[Path, typer.Option("--out", "-o", help=tr("数据集", "the data set"))],
    workers: Annotated[
        int, typer.Option("--workers", "-j", help=tr("进程数;0 为处理器数", "processes; 0: all"))
    ] = 0,
    lang: Lang = LANG,
) -> None:
    from ..products.corpus import read_corpus
    from .terminal import counting

    with counting(tr("读取报告", "reading reports")) as progress:
        run = read_corpus(folder, out, workers=workers or None, progress=progress)
    typer.echo(
        tr(
            f"共 {run.found} 份:新读 {run.read},未变 {run.unchanged},有误 {run.failed}",
            f"{run.found} reports: {run.read} read, {run.unchanged} unchanged, {run.failed} failed",
        )
    )
    typer.echo(str(out))
    raise typer.Exit(1 if run.failed else 0)
