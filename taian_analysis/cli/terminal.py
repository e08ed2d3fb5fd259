"""What the command shows: tables that read well in a terminal, and files for a pipe.

A terminal gets a table fitted to its width; anything else (a pipe, a file) gets all of it.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ..base.phrases import say
from ..base.safe import escaped, inert, printable
from ..grammar.wording import has_chinese
from .app import LANG
from .streams import beneath

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console
    from rich.progress import Progress

FORMATS = ("table", "csv", "json", "md")

#: wide enough for every column of a table that is not shown on a terminal
_PIPE_WIDTH = 240


def columns_asked() -> int | None:
    """Return the width that the environment asks for (COLUMNS), if it is a sensible number."""
    text = os.environ.get("COLUMNS", "")
    return int(text) if text.isdecimal() and int(text) >= 20 else None


def console(stderr: bool = False) -> Console:
    """Return a console as wide as the terminal or COLUMNS; wide open for a pipe without either."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(
        file=beneath(stream),
        width=columns_asked() or (None if stream.isatty() else _PIPE_WIDTH),
        no_color=not stream.isatty() or None,
        highlight=False,
        soft_wrap=False,
    )


def cell(value: Any) -> str:
    """Write one value for a person: NA as an em dash, numbers short, dates ISO, truth as ✓ / ✗.

    Examples
    --------
    >>> cell(0.7752173), cell(True), cell(None), cell(1783.0)
    ('0.7752', '✓', '—', '1783')
    """
    import numpy as np
    import pandas as pd

    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return "—"
    if isinstance(value, bool | np.bool_):
        return "✓" if value else "✗"
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return f"{value:.0f}" if value == int(value) else f"{value:.4g}"
    return printable(str(value))


def _in_a_row(text: str) -> str:
    """Write a cell of a Markdown table: one line, its bars no cell ends."""
    return " ".join(text.split()).replace("|", "\\|")


def percent(value: Any, digits: int = 1) -> str:
    """Write a ratio as a percentage, NA as an em dash."""
    import pandas as pd

    return "—" if pd.isna(value) else f"{100 * float(value):.{digits}f}%"


def show(
    frame: pd.DataFrame,
    columns: dict[str, str] | None = None,
    *,
    title: str = "",
    form: str = "table",
    right: Iterable[str] = (),
) -> None:
    """Print a frame in one of `FORMATS`.

    Parameters
    ----------
    frame
        What to print.
    columns
        Column name -> heading; all columns under their own names where None. The data forms
        (csv, json) always carry the columns' own names, so that a script can rely on them.
    title
        Above the table.
    form
        ``"table"`` for people; ``"csv"``, ``"json"`` (one object a row), ``"md"``.
    right
        Columns to align right; numeric ones always are.
    """
    import pandas as pd

    if form == "csv":
        sys.stdout.write(_mark() + frame.map(inert).to_csv(index=False, lineterminator="\n"))
        return
    if form == "json":
        text = frame.to_json(orient="records", force_ascii=False, date_format="iso", indent=1)
        sys.stdout.write(f"{escaped(text)}\n")
        return
    columns = columns or {name: name for name in frame.columns}
    rows = [[cell(value) for value in row] for row in frame[list(columns)].itertuples(index=False)]
    if form == "md":
        lines = [list(columns.values()), ["---"] * len(columns), *rows]
        for line in lines:
            sys.stdout.write("| " + " | ".join(_in_a_row(text) for text in line) + " |\n")
        return
    plain = not sys.stdout.isatty()
    if plain and title:
        sys.stdout.write(f"{printable(title)}\n")
    if not rows:
        sys.stdout.write(say("terminal.none", LANG) + "\n")
        return
    numeric = {c for c in columns if pd.api.types.is_numeric_dtype(frame[c])} | set(right)
    _print_table(rows, columns, numeric, "" if plain else title)


def _print_table(
    rows: list[list[str]], columns: dict[str, str], right: set[str], title: str
) -> None:
    """Print a table as wide as the screen; one row after the other where words would be broken."""
    from rich.text import Text

    screen = console()
    plain = not sys.stdout.isatty()
    least = [max(map(_least, texts)) for texts in zip(columns.values(), *rows, strict=True)]
    between, edges = (2, 0) if plain else (3, 2)
    room = screen.width - between * (len(least) - 1) - edges
    parts = [Text(printable(title), style="italic")] if title else []
    if sum(least) > room:
        parts += _records(rows, list(columns.values()))
    else:
        parts += [_table(rows, columns, right, least, room, plain)]
    with screen.capture() as captured:
        for part in parts:
            screen.print(part)
    if plain:  # no blanks at the ends of lines
        sys.stdout.write("\n".join(line.rstrip() for line in captured.get().split("\n")))
    else:
        sys.stdout.write(captured.get())


def _table(
    rows: list[list[str]],
    columns: dict[str, str],
    right: set[str],
    least: list[int],
    room: int,
    plain: bool,
) -> Any:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None if plain else box.SIMPLE_HEAD, pad_edge=False)
    whole = [max(map(_longest, texts)) for texts in zip(columns.values(), *rows, strict=True)]
    for (name, heading), width in zip(columns.items(), _widths(least, whole, room), strict=True):
        justify: Any = "right" if name in right else "left"
        table.add_column(heading, justify=justify, overflow="fold", width=width)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _records(rows: list[list[str]], heads: list[str]) -> list[Any]:
    """Return each row as its name and, below one another, its other cells that are not empty."""
    from rich.table import Table
    from rich.text import Text

    parts: list[Any] = []
    for name, *others in rows:
        table = Table.grid()  # the white is in the column's width: releases differ in padding
        table.add_column(width=max(map(_longest, heads[1:])) + 4)
        for heading, value in zip(heads[1:], others, strict=True):
            if value:
                table.add_row(f"  {heading}", Text(value))
        parts += [Text(name, style="bold"), table]
    return parts


def _longest(text: str) -> int:
    from rich.cells import cell_len

    return max(map(cell_len, text.split("\n")))


def _widths(least: list[int], whole: list[int], room: int) -> list[int]:
    """Narrow the widest columns until all fit, none below its least.

    Examples
    --------
    >>> _widths([4, 8, 6], [4, 30, 12], 26)
    [4, 11, 11]
    """
    widths = list(whole)
    while sum(widths) > room:
        narrowed = max(range(len(widths)), key=lambda i: (widths[i] > least[i], widths[i]))
        if widths[narrowed] <= least[narrowed]:
            break
        widths[narrowed] -= 1
    return widths


#: What is broken anywhere, whatever the table: longer than any word or number.
_WORD = 24
#: How far a Chinese text may be narrowed: four characters a line.
_CHARACTERS = 8


def _mark() -> str:
    """Return what Excel knows UTF-8 by where a new file is written; a pipe gets none."""
    try:
        found = os.fstat(sys.stdout.fileno())
    except (OSError, ValueError):
        return ""
    return "\ufeff" if stat.S_ISREG(found.st_mode) and not found.st_size else ""


def _least(text: str) -> int:
    """Return how narrow a text can be set without breaking a word or a number."""
    from rich.cells import cell_len

    widths = [cell_len(word) for word in text.split()]
    chinese = has_chinese(text)
    return min(max(widths, default=0), _CHARACTERS if chinese else _WORD)


def _bar(*columns: Any) -> Progress:
    from rich.progress import BarColumn, Progress, TextColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[count]}"),
        *columns,
        console=console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )


@contextmanager
def steps(total: int, label: str) -> Iterator[Callable[[str], None]]:
    """Show a progress bar on standard error; the function given takes a step and its name."""
    from rich.progress import TextColumn

    with _bar(TextColumn("{task.fields[step]}", markup=False)) as progress:
        task = progress.add_task(label, total=total, count=f"0/{total}", step="")
        names: list[str] = []

        def step(name: str) -> None:
            names.append(name)
            count = f"{len(names)}/{total}"
            progress.update(task, advance=1, count=count, step=printable(name))
            if progress.disable:
                sys.stderr.write(f"{say('stop.at', LANG, place=label, what=name)}\n")

        yield step


@contextmanager
def counting(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on standard error; the function given takes done and total."""
    with _bar() as progress:
        task = progress.add_task(label, total=None, count="")

        def update(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total, count=f"{done}/{total}")

        yield update


def made(source: Any, make: Callable[[Any], Any]) -> tuple[Any, Any]:
    """Return a report and what is made of it, with a bar on standard error meanwhile."""
    from ..readers import read_report

    with counting(say("terminal.reading", LANG)) as progress:
        report = read_report(source, progress=progress)
        return report, make(report)
