"""The command `taian`: read, check, measure and brief from a terminal.

Exit codes: 0 all is well; 1 the document was read but something in it needs a look (rows rejected,
claims that fail); 2 it could not be read, or not in full, or the command was called
wrongly.
"""

from __future__ import annotations

import os
import sys

import typer

from .commands import LANG, app, checks, data, language, paper, tr
from .errors import TaianError

__all__ = ["app", "checks", "data", "language", "main", "paper"]


def main() -> None:
    """Run the command; every expected error becomes one line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except TaianError as error:
        typer.echo(tr("错误:", "error: ") + error.describe(LANG), err=True)
        raise SystemExit(2) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


if __name__ == "__main__":
    main()
