"""`taian evidence`: the report with every number lit, on one page that opens anywhere."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from .app import LANG, Lang, app, tr


@app.command(
    help=tr(
        "逐数核对:原文每个数都标明所知,写成一页网页;给两份报告时,后一份对照前一份。",
        "Every number of a report lit, as one web page; two reports: the new against the old.",
    )
)
def evidence(
    reports: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[OLD] FILE",
            help=tr("报告文件;两份时先旧后新", "the report; where there are two, the older first"),
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help=tr("输出文件", "the file to write"))
    ] = None,
    as_data: Annotated[
        bool,
        typer.Option("--json", help=tr("输出数据(有 JSON 模式)", "the same as data, by a schema")),
    ] = False,
    pictures: Annotated[
        bool,
        typer.Option(
            "--pictures",
            help=tr(
                "附原件页面图像(PDF、OFD、扫描件)", "the pages as pictures too (PDF, OFD, scans)"
            ),
        ),
    ] = False,
    app_folder: Annotated[
        Path | None,
        typer.Option(
            "--app",
            help=tr(
                "改为生成网页版核对器的文件夹(需 npm 包 pyodide)",
                "write instead the checker that runs in a browser (needs the npm package pyodide)",
            ),
        ),
    ] = None,
    pyodide: Annotated[
        Path | None,
        typer.Option("--pyodide", help=tr("pyodide 包所在文件夹", "the folder of that package")),
    ] = None,
    lang: Lang = LANG,
) -> None:
    if app_folder is not None:
        from ..products.evidence_app import build_app

        typer.echo(str(build_app(app_folder, pyodide, lang=LANG)))
        return
    from ..products.evidence import evidence as run
    from ..products.evidence import write

    given = reports or []
    if len(given) > 2:
        raise typer.BadParameter(tr("至多两份报告", "two reports at most"), param_hint="FILE")
    old = given[0] if len(given) == 2 else None
    made = run(given[-1] if given else None, old, lang=LANG, pictures=pictures)
    if as_data:
        text = json.dumps(made.data, ensure_ascii=False, indent=1) + "\n"
        if out is None:
            sys.stdout.write(text)
            return
        typer.echo(str(write(text, out)))
        return
    suffix = "" if LANG == "zh" else f"-{LANG}"
    typer.echo(str(made.save(out or Path("reports") / f"taian-evidence{suffix}.html")))
