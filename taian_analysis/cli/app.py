"""The commands of `taian`: what they share, the language above all.

The commands themselves are in the modules beside this one; `cli` puts them together.
"""

from __future__ import annotations

import locale
import os
import sys
from typing import Annotated, Any

import typer

from .. import __version__
from ..grammar.wording import full_width
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


def tr(zh: str, en: str) -> str:
    """Return the text in the language the command was called in, with that language's signs."""
    return en if LANG == "en" else full_width(zh)


_Application, _group = (typer.Typer, None) if LANG == "en" else (ChineseTyper, ChineseGroup)
app = _Application(
    cls=_group,
    help=tr(
        "读懂、核对地方规划评估报告,并据此出简报。FILE 省略时用随附的泰安报告。",
        "Read, check and brief on China's local plan reports. Without FILE: the bundled report.",
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Source = Annotated[
    str | None,
    typer.Argument(
        metavar="FILE",
        help=tr(
            "报告文件:txt、md、html、docx、xlsx、csv、pdf", "txt, md, html, docx, xlsx, csv, pdf"
        ),
        show_default=False,
    ),
]
Lang = Annotated[str, typer.Option("--lang", help=tr("语言:zh 或 en", "language: zh or en"))]
Form = Annotated[
    str,
    typer.Option("--format", "-f", help=tr("table、csv、json 或 md", "table, csv, json or md")),
]


def check_choice(name: str, value: str, allowed: tuple[str, ...]) -> str:
    """Return the value of an option, or stop the command and name what it may be."""
    if value not in allowed:
        raise typer.BadParameter(
            tr(f"{value}:可选 {'、'.join(allowed)}", f"{value}: choose from {', '.join(allowed)}"),
            param_hint=name,
        )
    return value


@app.callback(invoke_without_command=True)
def _top(
    version: Annotated[bool, typer.Option("--version", help=tr("版本号", "version"))] = False,
    lang: Lang = LANG,
) -> None:
    check_choice("--lang", lang, LANGS)
    if version:
        typer.echo(f"taian_analysis {__version__}")
        raise typer.Exit


def title_of(report: Any) -> str:
    """Return what to print above a table made from a report."""
    return str(report.title or report.name)
