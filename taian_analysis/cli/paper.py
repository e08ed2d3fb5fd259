"""`taian briefing`: the notebook as PDF, .docx or HTML, and where each number comes from."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from ..base.files import lasting
from ..base.phrases import say
from .app import LANG, Lang, Source, app, check_choice, check_out, heads, target

#: format -> file ending
ENDINGS = {"pdf": ".pdf", "docx": ".docx", "html": ".html"}


@app.command(help=say("help.briefing", LANG))
def briefing(
    source: Source = None,
    form: Annotated[str, typer.Option("--format", "-f", help=say("help.paper_form", LANG))] = "pdf",
    out: Annotated[Path | None, typer.Option("--out", "-o", help=say("help.out", LANG))] = None,
    trace: Annotated[
        bool,
        typer.Option("--trace", help=say("help.trace", LANG)),
    ] = False,
    lang: Lang = LANG,
) -> None:
    check_choice("--format", form, tuple(ENDINGS))
    if trace:
        from ..products.trace import trace as traced
        from .terminal import show

        show(
            traced(source, lang=LANG),
            heads("section text what basis how lines quote"),
        )
        return
    from ..briefing.export import export_notebook
    from ..cleaning.frames import require_clean
    from ..products.story import findings
    from ..readers import MOST_FILE_BYTES, read_report
    from .notebooks import notebook_path
    from .terminal import counting, made

    out = (
        target(source, "briefing", ENDINGS[form])
        if out is None
        else check_out(out, ENDINGS[form], form)
    )
    with nullcontext() if source is None else lasting(source, MOST_FILE_BYTES) as place:
        made(place, id)  # a report that can not be read is refused before any work
        parameters = {"source": str(Path(place).resolve()) if place else None, "lang": LANG}
        with counting(say("terminal.running", LANG)) as progress:
            written = export_notebook(
                notebook_path("briefing"),
                format=form,
                lang=LANG,
                parameters=parameters,
                output=out,
                progress=progress,
            )
        report = read_report(place)
    typer.echo(str(written))
    for sentence in findings(report, lang=LANG):
        typer.echo(sentence)
    # The briefing is written; that a row of the annex is not in it is never left unsaid.
    require_clean(report)
