"""Run a notebook and write it as PDF, .docx or HTML, from Python: what ``taian briefing`` calls."""

from __future__ import annotations

import logging
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.errors import MissingExtraError
from ..base.files import named
from .wording import trouble

if TYPE_CHECKING:
    from .execute import Progress

FORMATS = {
    "pdf": ("BriefingExporter", ".pdf"),
    "docx": ("BriefingDocxExporter", ".docx"),
    "html": ("BriefingHtmlExporter", ".html"),
}
logger = logging.getLogger("taian_analysis.briefing")


def export_notebook(
    path: str | PathLike[str],
    *,
    format: str = "pdf",
    lang: str | None = None,
    execute: bool = True,
    parameters: dict[str, Any] | None = None,
    output: str | PathLike[str] | None = None,
    progress: Progress | None = None,
    **settings: Any,
) -> Path:
    """Write a notebook as a briefing and return the path of the file.

    Parameters
    ----------
    path
        The notebook.
    format
        "pdf", "docx" or "html".
    lang
        "zh" or "en"; None takes it from the notebook.
    execute
        Run the notebook first (the file itself is not changed).
    parameters
        Values for the cell tagged ``parameters``, put in after it as papermill does.
    output
        The file to write; None puts it beside the notebook.
    progress
        Called with (cells done, cells in all) while the notebook runs.
    **settings
        Settings of the exporter, such as ``exclude_input=False`` or ``paper="a5"``.

    Raises
    ------
    BriefingError
        The notebook is missing, is none, fails (with the cell's number) or was not run; a font or
        the template is missing; the file can not be written. Nothing half-written is left.

    Examples
    --------
    >>> export_notebook("notebooks/briefing.ipynb", format="docx", lang="en")  # doctest: +SKIP
    PosixPath('notebooks/briefing.docx')
    """
    if format not in FORMATS:
        raise trouble("format", why=f"{format!r} ({', '.join(FORMATS)})")
    try:
        import nbconvert  # noqa: F401

        from . import exporter as exporters
        from .commandline import make_folder, write_whole
    except ImportError as error:
        raise MissingExtraError(error.name or "nbconvert", "briefing") from error

    source = named(path)
    if not source.is_file():
        raise trouble("not_found", file=source)
    name, ending = FORMATS[format]
    target = named(output) if output is not None else source.with_suffix(ending)
    if not target.parent.is_dir():
        make_folder(target.parent)
    with source.open(encoding="utf-8") as stream:
        notebook = exporters.read_notebook(stream)
    resources = {
        "metadata": {"name": source.stem, "path": str(source.resolve().parent)},
        "briefing_folder": str(target.resolve().parent),
    }
    if execute:
        notebook = _run(notebook, resources, parameters or {}, progress)
    exporter = getattr(exporters, name)(lang=lang or "", **settings)
    exporter.log = logger
    content, _ = exporter.from_notebook_node(notebook, resources)
    write_whole(target, content if isinstance(content, bytes) else content.encode("utf-8"))
    return target


def _run(
    notebook: Any, resources: dict[str, Any], parameters: dict[str, Any], progress: Progress | None
) -> Any:
    from .execute import BriefingExecutePreprocessor, inject_parameters, number_cells

    number_cells(notebook)
    inject_parameters(notebook, parameters)
    runner = BriefingExecutePreprocessor(enabled=True)
    runner.progress = progress
    done, _ = runner.preprocess(notebook, resources)
    return done
