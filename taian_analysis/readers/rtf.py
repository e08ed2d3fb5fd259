"""Rich Text (.rtf) -> lines and tables; the words by `striprtf`, which parts cells by "|"."""

from __future__ import annotations

from typing import Any

from ..base.errors import ReportError, cause
from ._build import Builder, Grid

#: stands for a "|" that is text, so that only ends of cells are left
_BAR = "\uff5c"


def read(data: bytes, builder: Builder, file: str | None = None) -> dict[str, Any]:
    """Fill the builder from an .rtf; a cell that continues a merged one is blank."""
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError as error:
        raise ReportError.of("error.rich_text", file=file) from error
    source = data.decode("latin-1").replace("|", f"\\u{ord(_BAR)}?")
    try:
        text = rtf_to_text(source, errors="ignore")
    except Exception as error:
        raise ReportError.of("error.rtf_damaged", file=file, found=cause(error)) from error
    rows: Grid = []

    def flush() -> None:
        if rows:
            evidence = f"RTF 表格,{len(rows)} 行"
            builder.table(
                list(rows), "rtf", places=f"表{len(builder.tables) + 1} ", evidence=evidence
            )
            rows.clear()

    cell: list[str] = []
    for line in text.split("\n"):
        if line.rstrip().endswith("|"):
            whole = "\n".join([*cell, line.rstrip()[:-1]])
            rows.append([part.strip() for part in whole.split("|")])
            cell.clear()
        elif "|" in line or (cell and rows):
            cell.append(line)
        else:
            flush()
            if line.strip():
                builder.line(line.strip())
    for line in cell:
        builder.line(line.replace("|", " "))
    flush()
    return {}
