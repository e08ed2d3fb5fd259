"""`taian corpus`: a folder of reports into one data set."""

from __future__ import annotations

from typing import Annotated

import typer

from ..base.phrases import say
from .app import LANG, Lang, app


@app.command(help=say("help.corpus", LANG))
def corpus(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help=say("help.folder", LANG))],
    out: Annotated[str, typer.Option("--out", "-o", metavar="DIR", help=say("help.dataset", LANG))],
    workers: Annotated[int, typer.Option("--workers", "-j", help=say("help.workers", LANG))] = 0,
    lang: Lang = LANG,
) -> None:
    from ..products.corpus import read_corpus
    from .terminal import counting

    with counting(say("terminal.reading_reports", LANG)) as progress:
        run = read_corpus(folder, out, workers=workers or None, progress=progress)
    typer.echo(
        say(
            "terminal.corpus",
            LANG,
            found=run.found,
            read=run.read,
            unchanged=run.unchanged,
            failed=run.failed,
        )
    )
    typer.echo(out)
    raise typer.Exit(1 if run.failed else 0)
