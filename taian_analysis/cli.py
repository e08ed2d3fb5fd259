"""The command `taian`: read, check, measure and brief from a terminal.

Exit codes: 0 all is well; 1 the document was read but something in it needs a look (rows rejected,
claims that fail); 2 it could not be read, or the command was called wrongly.
"""

from __future__ import annotations

import locale
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from . import __version__
from .errors import TaianError

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


_LANG = language()


def _(zh: str, en: str) -> str:
    return en if _LANG == "en" else zh


app = typer.Typer(
    help=_(
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
        metavar="[FILE]",
        help=_(
            "报告文件:txt、md、html、docx、xlsx、csv、pdf", "txt, md, html, docx, xlsx, csv, pdf"
        ),
        show_default=False,
    ),
]
Lang = Annotated[str, typer.Option("--lang", help=_("语言:zh 或 en", "language: zh or en"))]
Form = Annotated[
    str,
    typer.Option("--format", "-f", help=_("table、csv、json 或 md", "table, csv, json or md")),
]


def _check_choice(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise typer.BadParameter(
            _(f"{value}:可选 {'、'.join(allowed)}", f"{value}: choose from {', '.join(allowed)}"),
            param_hint=name,
        )
    return value


@app.callback(invoke_without_command=True)
def _top(
    version: Annotated[bool, typer.Option("--version", help=_("版本号", "version"))] = False,
    lang: Lang = _LANG,
) -> None:
    _check_choice("--lang", lang, LANGS)
    if version:
        typer.echo(f"taian_analysis {__version__}")
        raise typer.Exit


@app.command(help=_("生成 data/processed:CSV 与 datapackage.json。", "Write the published data."))
def build(
    source: Source = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", help=_("输出文件夹", "folder to write to"))
    ] = Path("data/processed"),
    lang: Lang = _LANG,
) -> None:
    from .publish import RESOURCES
    from .publish import build as publish
    from .terminal import steps

    with steps(len(RESOURCES), _("生成数据", "building")) as step:
        written = publish(source, out, on_step=lambda name: step(RESOURCES[name][0]))
    for path in written:
        typer.echo(str(path))


@app.command(help=_("指标表:按原文与数值。", "The annex: every indicator as printed."))
def indicators(source: Source = None, form: Form = "table", lang: Lang = _LANG) -> None:
    from .cleaning import load_indicators
    from .terminal import FORMATS, show

    _check_choice("--format", form, FORMATS)
    frame = load_indicators(source)
    headings = {
        "number": _("序号", "No."),
        "area": _("领域", "Area"),
        "indicator": _("主要指标", "Indicator"),
        "unit": _("单位", "Unit"),
        "baseline_text": _("基期值", "Baseline"),
        "target_text": _("目标值", "Target"),
        "actual_text": _("完成值", "Actual"),
        "attribute": _("属性", "Attribute"),
    }
    if form == "table" and frame["baseline_text"].isna().all():
        del headings["baseline_text"]
    show(frame, headings, title=_title(frame), form=form)


@app.command(help=_("叙述中的序列,每点有引文行号。", "Series from the narrative."))
def trends(
    source: Source = None,
    series: Annotated[
        str | None, typer.Option("--series", "-s", help=_("序列代码或名称的一部分", "id or part"))
    ] = None,
    form: Form = "table",
    lang: Lang = _LANG,
) -> None:
    from .terminal import FORMATS, show
    from .trends import load_trends

    _check_choice("--format", form, FORMATS)
    frame = load_trends(source)
    if series:
        named = frame["series_id"].str.contains(series, regex=False) | frame["series"].str.contains(
            series, regex=False
        )
        frame = frame[named]
        if frame.empty:
            raise TaianError("no such series", zh="没有这个序列", found=series)
    headings = {
        "series" if _LANG == "zh" else "series_en": _("序列", "Series"),
        "period": _("时期", "Period"),
        "value": _("数值", "Value"),
        "unit": _("单位", "Unit"),
        "qualifier": _("限定", "Qualifier"),
        "basis": _("依据", "Basis"),
        "line": _("行", "Line"),
    }
    show(frame, headings, form=form)


@app.command(help=_("每个指标的差距与进度。", "Gap to target and pace of every indicator."))
def gaps(
    source: Source = None,
    explain: Annotated[
        str | None,
        typer.Option("--explain", help=_("逐行演算某一指标(名称一部分)", "one, step by step")),
    ] = None,
    form: Form = "table",
    lang: Lang = _LANG,
) -> None:
    from . import gap_steps as module
    from .readers import read_report
    from .terminal import FORMATS

    _check_choice("--format", form, FORMATS)
    report = read_report(source)
    if explain:
        for line in module.explain(report, explain, lang=_LANG):
            typer.echo(line)
        return
    _show_gaps(report, form)


def _show_gaps(report: Any, form: str) -> None:
    from .cleaning import load_indicators
    from .gaps import gap_to_target
    from .terminal import cell, percent, show
    from .words import ATTRIBUTE, STATUS, word

    frame = gap_to_target(report)
    if form in ("csv", "json"):
        show(frame, form=form)
        return
    names = load_indicators(report)
    table = frame.assign(
        indicator=names["indicator"].to_numpy(),
        target=names["target_text"].to_numpy(),
        actual=names["actual_text"].to_numpy(),
        attribute=[word(ATTRIBUTE, a, _LANG) for a in names["attribute"]],
        status=[word(STATUS, s, _LANG) for s in frame["status"]],
        attainment=[percent(v) for v in frame["attainment"]],
        progress=[percent(v) for v in frame["progress"]],
        elapsed=[percent(v) for v in frame["elapsed"]],
        pace=[cell(v) if v is not None else "—" for v in frame["pace"]],
        firm=["?" if s is True else "" for s in frame["sensitive"].fillna(False)],
    )
    headings = {
        "indicator": _("主要指标", "Indicator"),
        "attribute": _("属性", "Attribute"),
        "target": _("目标值", "Target"),
        "actual": _("完成值", "Actual"),
        "attainment": _("完成度", "Attainment"),
        "shortfall": _("尚差", "Short by"),
        "progress": _("目标进度", "Progress"),
        "elapsed": _("时间进度", "Elapsed"),
        "pace": _("时序比", "Pace"),
        "required_per_year": _("每年需增", "Needed a year"),
        "status": _("状态", "Status"),
        "firm": _("存疑", "Unsure"),
    }
    right = ("target", "actual", "attainment", "progress", "elapsed", "pace")
    show(table, headings, title=_title(names), form=form, right=right)
    counts = frame["status"].value_counts()
    parts = [f"{word(STATUS, code, _LANG)} {n}" for code, n in counts.items()]
    typer.echo(_(f"共 {len(frame)} 项:", f"{len(frame)} in all: ") + _(",", ", ").join(parts))


def _title(frame: Any) -> str:
    return str(frame.attrs.get("title") or frame.attrs.get("report") or "")


def main() -> None:
    """Run the command; every expected error becomes one line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except TaianError as error:
        typer.echo(_("错误:", "error: ") + error.describe(_LANG), err=True)
        raise SystemExit(2) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


if __name__ == "__main__":
    main()
