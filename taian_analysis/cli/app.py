"""The commands of `taian`: what they share, the language above all.

The commands themselves are in the modules beside this one; `cli` puts them together.
"""

from __future__ import annotations

import locale
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from .. import __version__
from ..base.phrases import has_phrase, say
from .chinese import ChineseGroup, ChineseTyper

LANGS = ("zh", "en")


def language(argv: list[str] | None = None, environment: dict[str, str] | None = None) -> str:
    """Choose the language: `--lang`, then TAIAN_LANG, then an English locale, else Chinese.

    Examples
    --------
    >>> language(["gaps", "--lang", "en"], {}), language([], {"LANG": "C.UTF-8"})
    ('en', 'zh')
    """
    argv = sys.argv[1:] if argv is None else argv
    environment = dict(os.environ) if environment is None else environment
    for position, word in enumerate(argv):
        if word == "--lang" and position + 1 < len(argv):
            return argv[position + 1] if argv[position + 1] in LANGS else "zh"
        if word.startswith("--lang="):
            return word[7:] if word[7:] in LANGS else "zh"
    if environment.get("TAIAN_LANG") in LANGS:
        return environment["TAIAN_LANG"]
    name = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG")
    if name is None and sys.platform == "win32":
        name = locale.getlocale()[0]
    return "en" if (name or "").lower().startswith("en") else "zh"


LANG = language()


def heads(columns: str) -> dict[str, str]:
    """Return the headings of a table's columns, named with blanks between them.

    What the terminal has no shorter word for is called as in a view.
    """
    named = columns.split()
    rooms = ["terminal" if has_phrase(f"terminal.{name}") else "view" for name in named]
    return {name: say(f"{room}.{name}", LANG) for room, name in zip(rooms, named, strict=True)}


_Application, _group = (typer.Typer, None) if LANG == "en" else (ChineseTyper, ChineseGroup)
app = _Application(
    cls=_group,
    help=say("help.taian", LANG),
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Source = Annotated[
    str | None,
    typer.Argument(
        metavar="FILE",
        help=say("help.file", LANG),
        show_default=False,
    ),
]
Form = Annotated[
    str,
    typer.Option("--format", "-f", help=say("help.form", LANG)),
]


def check_choice(name: str, value: str, allowed: tuple[str, ...]) -> str:
    """Return the value of an option, or stop the command and name what it may be."""
    if value not in allowed:
        raise typer.BadParameter(
            say("terminal.choose", LANG, value=value, of=say("joint.list", LANG).join(allowed)),
            param_hint=name,
        )
    return value


Lang = Annotated[
    str,
    typer.Option(
        "--lang",
        help=say("help.lang", LANG),
        callback=lambda value: check_choice("--lang", value, LANGS),
    ),
]


@app.callback(invoke_without_command=True)
def _top(
    version: Annotated[bool, typer.Option("--version", help=say("help.version", LANG))] = False,
    lang: Lang = LANG,
) -> None:
    if version:
        typer.echo(f"taian_analysis {__version__}")
        raise typer.Exit


def target(source: str | None, what: str, ending: str) -> Path:
    """Return the file that is written where none is asked for: named after its report.

    So the output of one report is never written over another's.
    """
    name = "taian" if source is None else Path(source).name.rsplit(".", 1)[0] or "report"
    return Path("reports") / f"{name}-{what}{'' if LANG == 'zh' else f'-{LANG}'}{ending}"


def check_out(out: Path, ending: str, form: str) -> Path:
    """Return the file asked for, or stop before work starts: no such folder, or another ending."""
    wrong = None
    if out.is_dir():
        wrong = say("terminal.is_folder", LANG, path=out)
    elif not out.parent.is_dir():
        wrong = say("terminal.no_folder", LANG, path=out.parent)
    elif out.suffix.lower() != ending:
        wrong = say("terminal.ending", LANG, path=out.name, form=form, ending=ending)
    if wrong:
        raise typer.BadParameter(wrong, param_hint="--out")
    return out


def title_of(report: Any) -> str:
    """Return what to print above a table made from a report."""
    return str(report.title or report.name)
