"""The command `taian`: read, check, measure and brief from a terminal.

Exit codes: 0 all is well; 1 the document was read but something in it needs a look (rows rejected,
claims that fail); 2 it could not be read, or not in full, or the command was called
wrongly.
"""

from __future__ import annotations

import os
import sys

import typer

from ..base.errors import TaianError
from . import checks, data, evidence, paper
from .app import LANG, app, language, tr
from .chinese import called_wrongly

#: What typer raises where a command is called wrongly; it gives the class no name of its own.
CallError: type[Exception] = typer.BadParameter.__mro__[2]

__all__ = ["app", "checks", "data", "evidence", "language", "main", "paper"]


def main() -> None:
    """Run the command; every expected error becomes one line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = app(standalone_mode=False)
    except typer.Abort:
        raise SystemExit(130) from None
    except CallError as error:
        message = error.format_message()  # type: ignore[attr-defined]
        if len(sys.argv) > 1:  # without arguments the message is the help
            hint = tr("(用 taian --help 查看用法)", " (see taian --help)")
            message = tr(f"错误:{called_wrongly(message)}", f"error: {message}") + hint
        typer.echo(message, err=True)
        raise SystemExit(2) from None
    except TaianError as error:
        typer.echo(tr("错误:", "error: ") + error.describe(LANG), err=True)
        raise SystemExit(2) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    raise SystemExit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
