"""`taian check`, `audit`, `compare`: whether a report was read, and whether it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..base.phrases import say
from .app import LANG, Form, Lang, Source, app, check_choice, check_out, heads
from .words import in_words, names_note


@app.command(help=say("help.check", LANG))
def check(
    source: Source = None,
    pictures: Annotated[
        Path | None, typer.Option("--crops", metavar="DIR", help=say("help.crops", LANG))
    ] = None,
    lang: Lang = LANG,
) -> None:
    from ..base.errors import TaianError
    from ..products.check import check_report, describe
    from ..readers import read_report
    from .terminal import counting

    with counting(say("terminal.reading", LANG)) as progress:
        try:
            report = read_report(source, progress=progress)
        except TaianError:
            report = None  # said below
        found = check_report(report or source, progress=progress)
    for line in describe(found, lang=LANG):
        typer.echo(line)
    if pictures is not None and report is not None:
        from ..products.crops import described, write_crops

        for line in described(report, write_crops(report, pictures), lang=LANG):
            typer.echo(line)
    raise typer.Exit(found.exit_code)


@app.command(help=say("help.audit", LANG))
def audit(
    source: Source = None,
    every: Annotated[bool, typer.Option("--all", "-a", help=say("help.audit_all", LANG))] = False,
    form: Form = "table",
    page: Annotated[
        Path | None,
        typer.Option("--page", help=say("help.page", LANG)),
    ] = None,
    lang: Lang = LANG,
) -> None:
    from ..audit.engine import audit as run
    from ..grammar.words import VERDICT, word
    from ..show.tables_audit import lines_of
    from .terminal import FORMATS, made, show

    check_choice("--format", form, FORMATS)
    if page is not None:
        check_out(page, ".html", "html")
    report, frame = made(source, run)
    if page is not None:
        from ..products.evidence import evidence

        evidence(report, lang=LANG).save(page)
    counts = {verdict: int(frame["verdict"].eq(verdict).sum()) for verdict in VERDICT}
    shown = frame if every else frame[~frame["verdict"].eq("holds")]
    if form in ("table", "md"):
        if len(shown):
            from ..audit.told import FIELDS, told

            cells = zip(*(told(row, LANG) for row in shown.to_dict("records")), strict=True)
            shown = shown.assign(**dict(zip(FIELDS, cells, strict=True)))
        joint = say("joint.lines", LANG)
        shown = shown.assign(
            verdict=[word(VERDICT, v, LANG) for v in shown["verdict"]],
            lines=[joint.join(map(str, lines_of(row))) for row in shown.to_dict("records")],
        )
    headings = heads("verdict lines claim stated computed comment")
    show(shown, headings, form=form)
    if form == "table":
        parts = [f"{word(VERDICT, verdict, LANG)} {n}" for verdict, n in counts.items()]
        typer.echo(
            say("terminal.checked", LANG, n=len(frame), parts=say("joint.comma", LANG).join(parts))
        )
        for line in frame.attrs["unread"][LANG]:
            typer.echo(line)
    raise typer.Exit(1 if counts["fails"] else 0)


@app.command(help=say("help.compare", LANG))
def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help=say("help.old", LANG))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=say("help.new", LANG))],
    every: Annotated[bool, typer.Option("--all", "-a", help=say("help.all", LANG))] = False,
    form: Form = "table",
    lang: Lang = LANG,
) -> None:
    from ..grammar.wording import moved
    from ..grammar.words import word
    from ..products.compare import compare as run
    from ..products.compare import events, headings
    from .terminal import FORMATS, counting, show

    check_choice("--format", form, FORMATS)
    with counting(say("terminal.reading", LANG)):
        frame = run(old, new)
    if form in ("table", "md"):  # what changed first
        frame = frame.iloc[frame["event"].eq("unchanged").argsort(kind="stable")]
    counts = frame["event"].value_counts(sort=False)
    if form in ("table", "md"):
        frame = frame.assign(event=[word(events(), e, LANG) for e in frame["event"]])
        pairs = zip(frame["change"], frame["unit"], strict=True)
        frame = in_words(frame.assign(change=[moved(value, unit, LANG) for value, unit in pairs]))
    heads = headings(LANG)
    if form == "table" and not every:
        heads = {
            key: heads[key] for key in ("event", "indicator", "old_text", "new_text", "change")
        }
    show(frame, heads, form=form, right=("old_text", "new_text", "change"))
    names_note(frame, form)
    if form == "table":
        parts = [f"{word(events(), event, LANG)} {n}" for event, n in counts.items()]
        typer.echo(
            say("terminal.total", LANG, n=len(frame), parts=say("joint.comma", LANG).join(parts))
        )
