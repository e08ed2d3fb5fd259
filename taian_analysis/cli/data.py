"""`taian build`, `indicators`, `trends`, `gaps`, `numbers`, `series`: what a report holds."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ..base.errors import TaianError
from ..base.files import own_folder
from ..base.phrases import nearest_words, say
from .app import LANG, Form, Lang, Source, app, check_choice, heads, title_of
from .words import in_words, names_note


@app.command(help=say("help.build", LANG))
def build(
    source: Source = None,
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="DIR", help=say("help.out_folder", LANG))
    ] = "data/processed",
    lang: Lang = LANG,
) -> None:
    from ..products.publish import RESOURCES
    from ..products.publish import build as publish
    from .terminal import made, steps

    own_folder(out)  # refused before any work
    report, _ = made(source, id)
    with steps(len(RESOURCES), say("terminal.building", LANG)) as step:
        written = publish(report, out, on_step=lambda name: step(say(f"resource.{name}", LANG)))
    for path in written:
        typer.echo(str(path))


@app.command(help=say("help.indicators", LANG))
def indicators(source: Source = None, form: Form = "table", lang: Lang = LANG) -> None:
    from ..cleaning.frames import load_indicators, require_clean
    from .terminal import FORMATS, made, show

    check_choice("--format", form, FORMATS)
    report, frame = made(source, load_indicators)
    headings = heads("number area indicator unit baseline_text target_text actual_text attribute")
    if form == "table":
        if frame["baseline_text"].isna().all():
            del headings["baseline_text"]
        frame = in_words(frame)
    show(frame, headings, title=title_of(report), form=form)
    names_note(frame, form)
    require_clean(report)


#: What a series may be named by.
_SERIES = ("series", "series_en", "series_id")


@app.command(help=say("help.trends", LANG))
def trends(
    source: Source = None,
    series: Annotated[
        str | None, typer.Option("--series", "-s", help=say("help.series_part", LANG))
    ] = None,
    form: Form = "table",
    lang: Lang = LANG,
) -> None:
    import pandas as pd

    from ..grammar.wording import both_names
    from ..grammar.words import QUALIFIER, word
    from ..trends.trends import load_trends
    from .terminal import FORMATS, made, show

    check_choice("--format", form, FORMATS)
    _, frame = made(source, load_trends)
    if series:
        likest = nearest_words(series, both_names(frame, "series"))
        columns = [frame[column].astype("string").str.lower() for column in _SERIES]
        hits = [column.str.contains(series.lower(), regex=False) for column in columns]
        frame = frame[pd.concat(hits, axis=1).fillna(False).any(axis=1)]
        if frame.empty:
            raise TaianError.of("error.no_such_series", found=series, hint=likest)
    if form == "table":
        frame = frame.assign(
            qualifier=[word(QUALIFIER, q, LANG) for q in frame["qualifier"]],
            basis=[_basis(b) for b in frame["basis"]],
        )
        frame = in_words(frame)
    frame = frame.assign(when=[_period(code, form) for code in frame["period"]])
    name = "series_en" if LANG == "en" and form != "table" else "series"
    headings = heads(f"{name} when value unit qualifier basis line")
    show(frame, headings, form=form)
    names_note(frame, form, "series")


@app.command(help=say("help.gaps", LANG))
def gaps(
    source: Source = None,
    explain: Annotated[
        str | None,
        typer.Option("--explain", help=say("help.explain", LANG)),
    ] = None,
    every: Annotated[bool, typer.Option("--all", "-a", help=say("help.all", LANG))] = False,
    form: Form = "table",
    lang: Lang = LANG,
) -> None:
    from ..cleaning.frames import require_clean
    from ..gaps.steps import explain as told
    from ..gaps.target import gap_to_target
    from .terminal import FORMATS, made

    check_choice("--format", form, FORMATS)
    if explain is not None:
        report, text = made(source, lambda report: told(report, explain, lang=LANG))
        typer.echo(text)
    else:
        report, frame = made(source, gap_to_target)
        _show_gaps(frame, title_of(report), form, every=every)
    # What was read is shown; that some of it was not is never left unsaid.
    require_clean(report)


def _show_gaps(frame: Any, title: str, form: str, *, every: bool) -> None:
    from .terminal import show

    if form in ("csv", "json"):
        show(frame.assign(gap_spec=frame.attrs["edition"]), form=form)
        return
    table = _gap_cells(frame, short=not every)
    headings = heads(_WHOLE if every else _SHORT)
    show(table, headings, title=title, form=form, right=_RIGHT)
    names_note(table, form)
    counts = frame["status"].value_counts()
    parts = [
        say("terminal.count", LANG, what=say(f"terminal.s_{c}", LANG), n=n)
        for c, n in counts.items()
    ]
    joint = say("joint.comma", LANG)
    typer.echo(say("terminal.total", LANG, n=len(frame), parts=joint.join(parts)))
    if not every:
        typer.echo(say("terminal.more", LANG))


#: What a person sees of the gaps at 80 columns, and with --all.
_SHORT = "indicator target actual attainment status"
_WHOLE = (
    "indicator attribute target actual attainment shortfall progress elapsed "
    "pace required_per_year status firm"
)
_RIGHT = (
    "target", "actual", "attainment", "shortfall", "progress", "elapsed", "pace",
    "required_per_year",
)  # fmt: skip


def _gap_cells(frame: Any, *, short: bool) -> Any:
    """Print the cells of a gaps frame, what is not met first and furthest off first."""
    import pandas as pd

    from ..grammar import wording
    from ..show.gaps_frame import gaps_frame, per_year, printed

    rows = gaps_frame(frame)
    rank = rows["met"].map({False: 0.0, True: 2.0}).astype("Float64").fillna(1.0)
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


def _basis(text: str) -> str:
    """Say whether a point is stated or derived, and from what; the formula stays as it is."""
    kind, colon, how = text.partition(":")
    named = say(f"basis.{kind}", LANG)
    return say("stop.at", LANG, place=named, what=how.strip()) if colon else named


def _or_zero(value: Any, text: str) -> str:
    """Print nothing lacking as 0, without a unit or a sign."""
    import pandas as pd

    return "0" if not pd.isna(value) and not float(value) else text


def _with_unit(text: str, row: Any) -> str:
    from ..grammar import wording
    from ..show.gaps_frame import ratio_unit

    if wording.missing(row["target_value"]):
        return say("view.in_words", LANG) if text != wording.MISSING else text
    unit = "" if ratio_unit(row) else wording.unit_name(row["unit"], LANG)
    return text if text.endswith(unit) else wording.with_unit(text, row["unit"], LANG)


@app.command(help=say("help.numbers", LANG))
def numbers(source: Source = None, form: Form = "table", lang: Lang = LANG) -> None:
    from ..narrative import find_quantities
    from .terminal import FORMATS, made, show

    check_choice("--format", form, FORMATS)
    _, frame = made(source, find_quantities)
    headings = heads("line text value unit qualifier when period_basis relation clause")
    if form in ("table", "md"):
        frame = in_words(frame.assign(when=[_period(p, form) for p in frame["period"]]))
    show(frame, headings, form=form)


def _period(code: Any, form: str) -> str:
    """Print a period for a reader; a file of data keeps its code."""
    from ..grammar import wording

    if form in ("csv", "json") or wording.missing(code):
        return "" if wording.missing(code) else str(code)
    return wording.period_name(str(code), LANG)


@app.command(help=say("help.series", LANG))
def series(source: Source = None, form: Form = "table", lang: Lang = LANG) -> None:
    from ..trends.series import propose_series
    from .terminal import FORMATS, made, show

    check_choice("--format", form, FORMATS)
    headings = heads("candidate subject when value unit line quote")
    _, frame = made(source, propose_series)
    frame = frame.assign(when=[_period(p, form) for p in frame["period"]])
    show(in_words(frame) if form == "table" else frame, headings, form=form)
