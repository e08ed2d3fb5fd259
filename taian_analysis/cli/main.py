"""The command `taian`: read, check, measure and brief from a terminal.

Exit codes: 0 all is well; 1 the document was read but something in it needs a look (rows rejected,
claims that fail); 2 it could not be read, or not in full, or the command was called
wrongly.
"""

from __future__ import annotations

import contextlib
import sys
import warnings

import typer

from ..base.errors import MOST, TaianError, cause
from ..base.phrases import say
from ..base.safe import short
from . import checks, corpus, data, evidence, paper
from .app import LANG, app, language
from .chinese import called_wrongly
from .streams import guard, silence

#: What typer raises where a command is called wrongly; it gives the class no name of its own.
CallError: type[Exception] = typer.BadParameter.__mro__[2]

__all__ = ["app", "checks", "corpus", "data", "evidence", "language", "main", "paper"]


def main() -> None:
    """Run the command; every expected error becomes one line and exit code 2."""
    guard()
    with warnings.catch_warnings():
        if not sys.warnoptions:  # a library's word on its own source is none for who runs this
            warnings.simplefilter("ignore")
        code = _run()
    silence()
    raise SystemExit(code)


def _run() -> int:
    """Run the command and return its exit code; what goes wrong is told in one line."""
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except (typer.Abort, KeyboardInterrupt):
        return 130
    except CallError as error:
        message = error.format_message()  # type: ignore[attr-defined]
        if len(sys.argv) > 1:  # without arguments the message is the help
            told = called_wrongly(message) if LANG == "zh" else message
            hint = say("terminal.see_help", LANG)
            message = say("terminal.error", LANG, what=told) + hint
        return _fail(message)
    except TaianError as error:
        return _fail(say("terminal.error", LANG, what=error.describe(LANG)))
    except BrokenPipeError:
        return 0
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        why = cause(error)[LANG == "en"]
        return _fail(say("terminal.input_output", LANG, what=f"{place}{why}"))
    except (MemoryError, RecursionError):
        return _fail(say("terminal.too_deep", LANG))


def _fail(message: str) -> int:
    with contextlib.suppress(OSError, ValueError):
        typer.echo(short(message, MOST) if len(sys.argv) > 1 else message, err=True)
    return 2


if __name__ == "__main__":
    main()
