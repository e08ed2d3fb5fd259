"""`taian evidence`: the report with every number lit, on one page that opens anywhere."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from ..base.phrases import say
from ..base.safe import escaped
from .app import LANG, Lang, app, check_out, target


@app.command(help=say("help.evidence", LANG))
def evidence(
    reports: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[OLD] FILE",
            help=say("help.reports", LANG),
            show_default=False,
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help=say("help.out", LANG))] = None,
    as_data: Annotated[
        bool,
        typer.Option("--json", help=say("help.json", LANG)),
    ] = False,
    pictures: Annotated[
        bool,
        typer.Option("--pictures", help=say("help.pictures", LANG)),
    ] = False,
    app_folder: Annotated[
        Path | None,
        typer.Option(
            "--app",
            help=say("help.app", LANG),
        ),
    ] = None,
    pyodide: Annotated[
        Path | None,
        typer.Option("--pyodide", help=say("help.pyodide", LANG)),
    ] = None,
    lang: Lang = LANG,
) -> None:
    if app_folder is not None:
        from ..products.evidence_app import build_app

        typer.echo(str(build_app(app_folder, pyodide, lang=LANG)))
        return
    from ..products.evidence import evidence as run
    from ..products.evidence import write
    from .terminal import counting

    given = reports or []
    if len(given) > 2:
        raise typer.BadParameter(say("terminal.two_at_most", LANG), param_hint="FILE")
    if out is not None:
        form = "json" if as_data else "html"
        check_out(out, f".{form}", form)
    old = given[0] if len(given) == 2 else None
    with counting(say("terminal.reading", LANG)):
        made = run(given[-1] if given else None, old, lang=LANG, pictures=pictures)
    if as_data:
        text = escaped(json.dumps(made.data, ensure_ascii=False, indent=1)) + "\n"
        if out is None:
            sys.stdout.write(text)
            return
        typer.echo(str(write(text, out)))
        return
    typer.echo(str(made.save(out or target(given[-1] if given else None, "evidence", ".html"))))
