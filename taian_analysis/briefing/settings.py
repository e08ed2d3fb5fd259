"""The settings that travel from the exporters to the code that does the work."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

#: in the metadata of a cell: its number before any cell was removed
NUMBER = "briefing_cell"
WAS_RUN = "briefing_was_run"
PAPERS = {  # width and height in millimetres
    "a3": (297.0, 420.0),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "iso-b5": (176.0, 250.0),
    "us-letter": (215.9, 279.4),
    "us-legal": (215.9, 355.6),
}


@dataclass
class Options:
    """What the exporter's settings say about reading a notebook."""

    exclude_input: bool = True
    require_run: bool = True
    lang: str = ""
    folder: Path | None = None
    max_lines: int = 400
    roots: tuple[Path, ...] = ()
    name: str = ""
    output: Path | None = None


@dataclass(frozen=True)
class PdfOptions:
    """How the PDF is made; the exporter's settings of the same names."""

    paper: str = "a4"
    landscape: bool = False
    fonts: tuple[str, ...] = ()
    font_paths: tuple[str, ...] = ()
    use_system_fonts: bool = True
    template: str = ""
    toc: bool = False
    standards: tuple[str, ...] = ("ua-1", "a-2a")
    timestamp: int | None = None
