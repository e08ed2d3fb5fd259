"""Rich Text (.rtf) -> lines and tables: the words by `striprtf`, the cells by where they end."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from ..base.errors import ReportError, cause
from ..base.phrases import say
from ._build import Builder, Grid, Slot

#: stands for a "|" that is text, so that only ends of cells are left
_BAR = "\uff5c"
#: what is said of a row before its end: its cells' right sides, and which go on a merged one
_SAYS = re.compile(r"\\(trowd|intbl|row|cellx|clvmgf|clvmrg|clmgf|clmrg)(-?\d{1,9})?(?![a-z])")
#: put in: where a paragraph of a cell begins, and the number of the row that ends
_INSIDE, _END = "\x01", re.compile("\x02(\\d+)\x02")
#: sides of cells that are one side, in twips
_SAME = 30

#: the cells of a row: whether each goes on the one "above" or to the "left" of it, where it ends
Sides = list[tuple[str, int]]


def read(data: bytes, builder: Builder, file: str | None = None) -> dict[str, Any]:
    """Fill the builder from an .rtf; a cell that continues a merged one refers to it."""
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError as error:
        raise ReportError.of("error.rich_text", file=file) from error
    source = data.decode("latin-1").replace("|", f"\\u{ord(_BAR)}?")
    source, sides = _marked(source)
    try:
        text = rtf_to_text(source, errors="ignore")
    except Exception as error:
        raise ReportError.of("error.rtf_damaged", file=file, found=cause(error)) from error
    rows: list[tuple[list[str], Sides]] = []

    def flush() -> None:
        if rows:
            evidence = say("seen.of_form", "zh", form="RTF", n=len(rows))
            builder.table(
                _grid(rows), "rtf", places=f"表{len(builder.tables) + 1} ", evidence=evidence
            )
            rows.clear()

    cell: list[str] = []
    for line in text.split("\n"):
        if end := _END.search(line):
            whole = "\n".join([*cell, line[: end.start()]]).replace(_INSIDE, "")
            parts = [part.strip() for part in whole.split("|")]
            rows.append((parts[:-1] if not parts[-1] else parts, sides[int(end[1])]))
            cell.clear()
        elif cell or _INSIDE in line or "|" in line:
            cell.append(line)
        else:
            flush()
            if line.strip():
                builder.line(line.strip())
    flush()
    for line in cell:
        builder.line(line.replace(_INSIDE, "").replace("|", " "))
    return {}


def _marked(source: str) -> tuple[str, list[Sides]]:
    """Mark what is in a cell and where a row ends; return what is said of each row's cells."""
    found: list[Sides] = []
    sides: Sides = []
    goes_on = ""

    def mark(said: re.Match[str]) -> str:
        nonlocal sides, goes_on
        word = said[1]
        if word == "trowd":
            sides, goes_on = [], ""
        elif word in ("clvmrg", "clmrg"):
            goes_on = "above" if word == "clvmrg" else "left"
        elif word == "cellx":
            sides.append((goes_on, int(said[2] or 0)))
            goes_on = ""
        elif word == "intbl":
            return said[0] + _INSIDE
        elif word == "row":
            found.append(sides)
            return f"\x02{len(found) - 1}\x02{said[0]}"
        return said[0]

    return _SAYS.sub(mark, source), found


def _grid(rows: list[tuple[list[str], Sides]]) -> Grid:
    """Lay the cells of rows into columns: between any two sides of cells there is one."""
    if any(len(texts) != len(sides) for texts, sides in rows):
        return [list(texts) for texts, _ in rows]
    ends = sorted({x for _, sides in rows for _, x in sides})
    column = dict.fromkeys(ends[:1], 0)
    for left, right in pairwise(ends):
        column[right] = column[left] + (right - left > _SAME)
    grid: Grid = []
    for r, (texts, sides) in enumerate(rows):
        slots: list[Slot] = []
        for text, (goes_on, x) in zip(texts, sides, strict=True):
            origin = (r, len(slots))
            if not text and goes_on == "left" and slots:
                origin = last if isinstance(last := slots[-1], tuple) else (r, len(slots) - 1)
            elif not text and goes_on == "above" and grid and len(slots) < len(grid[-1]):
                above = grid[-1][len(slots)]
                origin = above if isinstance(above, tuple) else (r - 1, len(slots))
            across = max(column[x] + 1 - len(slots), 1)
            slots += [text if origin == (r, len(slots)) else origin, *[origin] * (across - 1)]
        grid.append(slots)
    return grid
