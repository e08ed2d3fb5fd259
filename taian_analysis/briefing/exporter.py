"""The exporters nbconvert and JupyterLab see: ``--to briefing`` and its .docx and HTML sisters.

nbconvert imports every exporter each time it starts, so what does the work is imported later.
"""

from __future__ import annotations

import copy
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.exporters.exporter import Exporter
from traitlets import Bool, CaselessStrEnum, Int, List, Unicode, default
from traitlets.config import Config

from ..base.errors import TaianError
from ..base.phrases import both
from .settings import PAPERS, Options, PdfOptions
from .wording import trouble

if TYPE_CHECKING:
    from .tree import Document

_PREPROCESSORS = [
    # cells are run before tags remove any, so that what a removed cell defines is there
    "nbconvert.preprocessors.ClearOutputPreprocessor",
    "taian_analysis.briefing.execute.BriefingExecutePreprocessor",
    "nbconvert.preprocessors.CoalesceStreamsPreprocessor",
    "nbconvert.preprocessors.TagRemovePreprocessor",
    "nbconvert.preprocessors.RegexRemovePreprocessor",
]


def _help(key: str) -> str:
    """Return what an option is for, in English and in Chinese."""
    zh, en = both(key)
    return f"{en} ({zh})."


class _BaseExporter(Exporter):
    """What the three forms share: reading the notebook, tags, errors in one sentence."""

    exclude_input = Bool(
        True,
        help=_help("option.code"),
    ).tag(config=True)
    lang = Unicode(
        "",
        help=_help("option.lang"),
    ).tag(config=True)
    max_output_lines = Int(
        400,
        help=_help("option.lines"),
    ).tag(config=True)
    image_roots = List(Unicode(), help=_help("option.roots")).tag(config=True)
    require_run = Bool(
        True,
        help=_help("option.run"),
    ).tag(config=True)
    default_preprocessors = List(_PREPROCESSORS, help=_help("option.preprocessors")).tag(
        config=True
    )
    optimistic_validation = Bool(True, help=_help("option.validate")).tag(config=True)

    @default("exclude_input")
    def _exclude_input_default(self) -> bool:
        """Heed nbconvert's own flags ``--show-input`` and ``--no-input``."""
        return bool(self.config.get("TemplateExporter", {}).get("exclude_input", True))

    @property
    def default_config(self) -> Config:
        """The tags that hide cells, code or outputs, unless configured otherwise."""
        tags = {
            "enabled": True,
            "remove_cell_tags": {"remove_cell", "remove-cell"},
            "remove_input_tags": {"remove_input", "remove-input", "hide_input", "hide-input"},
            "remove_all_outputs_tags": {"remove_output", "remove-output"},
            "remove_single_output_tags": {"remove_single_output"},
        }
        return Config({"TagRemovePreprocessor": tags})

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Convert a notebook file."""
        from .commandline import serve_command_line

        path = Path(filename)
        with serve_command_line(self):
            if not path.is_file():
                raise trouble("not_found", file=filename)
        return super().from_filename(filename, resources, **kw)

    def from_file(
        self, file_stream: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Convert an open notebook file."""
        from .commandline import serve_command_line

        with serve_command_line(self):
            notebook = read_notebook(file_stream)
        return self.from_notebook_node(notebook, resources=resources, **kw)

    def from_notebook_node(
        self, nb: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Convert a notebook node; returns the file's content and the resources."""
        from .commandline import serve_command_line
        from .execute import number_cells
        from .read.notebook import build_document

        with serve_command_line(self):
            nb = copy.deepcopy(nb)
            mend_metadata(nb)
            number_cells(nb)
            nb, resources = super().from_notebook_node(nb, resources, **kw)
            document = build_document(nb, self._options(resources))
            made = self.write(document)
        for warning in document.warnings:
            self.log.warning("%s", warning)
        resources["briefing_warnings"] = list(document.warnings)
        return made, resources

    def _options(self, resources: dict[str, Any]) -> Options:
        facts = resources.get("metadata") or {}
        folder = facts.get("path")
        has_file = (folder is not None and folder != "") or bool(facts.get("modified_date"))
        return Options(
            exclude_input=self.exclude_input,
            require_run=self.require_run,
            lang=self.lang,
            max_lines=self.max_output_lines,
            roots=tuple(Path(root).expanduser() for root in self.image_roots),
            folder=Path(folder or os.curdir) if has_file else None,
            name=str(facts.get("name") or ""),
            output=self._output_folder(resources),
        )

    def _output_folder(self, resources: dict[str, Any]) -> Path | None:
        """Return the folder that the briefing is written to, where it is known."""
        asked = self.config.get("FilesWriter", {}).get("build_directory")
        folder = resources.get("briefing_folder") or (asked if isinstance(asked, str) else "")
        return Path(folder) if folder else None

    def write(self, document: Document) -> Any:
        """Return the document in the exporter's form."""
        raise NotImplementedError


class BriefingExporter(_BaseExporter):
    """Notebook -> tagged PDF through Typst: Chinese, accessible, no LaTeX and no browser."""

    export_from_notebook = "Briefing (PDF)"
    output_mimetype = "application/pdf"

    paper = CaselessStrEnum(sorted(PAPERS), default_value="a4", help=_help("option.paper")).tag(
        config=True
    )
    landscape = Bool(False, help=_help("option.landscape")).tag(config=True)
    fonts = List(
        Unicode(),
        help=_help("option.fonts"),
    ).tag(config=True)
    font_paths = List(
        Unicode(),
        help=_help("option.font_paths"),
    ).tag(config=True)
    use_system_fonts = Bool(
        True,
        help=_help("option.system_fonts"),
    ).tag(config=True)
    template = Unicode(
        "",
        help=_help("option.template"),
    ).tag(config=True)
    toc = Bool(False, help=_help("option.toc")).tag(config=True)
    pdf_standards = List(
        Unicode(),
        default_value=["ua-1", "a-2a"],
        help=_help("option.standards"),
    ).tag(config=True)

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def write(self, document: Document) -> bytes:
        """Return the PDF."""
        from .write.typst_pdf import write_pdf

        return write_pdf(
            document,
            PdfOptions(
                paper=self.paper,
                landscape=self.landscape,
                fonts=tuple(self.fonts),
                font_paths=tuple(self.font_paths),
                use_system_fonts=self.use_system_fonts,
                template=self.template,
                toc=self.toc,
                standards=tuple(self.pdf_standards),
                timestamp=source_date(),
            ),
        )


class BriefingHtmlExporter(_BaseExporter):
    """Notebook -> one accessible HTML file that needs nothing beside it."""

    export_from_notebook = "Briefing (HTML)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def write(self, document: Document) -> str:
        """Return the page."""
        from .write.html_writer import write_html

        return write_html(document)


class BriefingDocxExporter(_BaseExporter):
    """Notebook -> .docx with real headings, tables and captions, to go on editing."""

    export_from_notebook = "Briefing (Word)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    paper = CaselessStrEnum(sorted(PAPERS), default_value="a4", help=_help("option.paper")).tag(
        config=True
    )

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".docx"

    def write(self, document: Document) -> bytes:
        """Return the document."""
        from .write.docx_writer import write_docx

        return write_docx(document, paper=self.paper, timestamp=source_date())


def mend_metadata(nb: Any) -> None:
    """Make right what other programs write into a notebook's metadata and its schema forbids."""
    metadata = nb.get("metadata") or {}
    if "title" in metadata and not isinstance(metadata["title"], str):
        metadata["title"] = str(metadata["title"])
    for key in ("kernelspec", "language_info"):
        if key in metadata and not isinstance(metadata[key], dict):
            del metadata[key]
    for cell in nb.get("cells", []):
        if cell.get("cell_type") == "code":
            cell.setdefault("outputs", [])
            cell.setdefault("execution_count", None)
        else:
            cell.pop("outputs", None)
            cell.pop("execution_count", None)


def source_date() -> int | None:
    """Return SOURCE_DATE_EPOCH, the time a reproducible build gives its files."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(text) if text.isdecimal() and len(text) < 12 else None


def read_notebook(stream: Any) -> Any:
    """Return the notebook in an open file.

    Raises
    ------
    BriefingError
        It is not a notebook.
    """
    import nbformat

    name = getattr(stream, "name", None)
    try:
        text = stream.read()
        text = text.decode("utf-8-sig") if isinstance(text, bytes) else text.lstrip("\ufeff")
        notebook = nbformat.reads(text, as_version=4)
        if not isinstance(notebook.get("cells"), list):
            raise ValueError("no cells")
    except TaianError:
        raise
    except Exception as error:  # nbformat, json and the file each raise their own
        raise trouble("not_notebook", file=name) from error
    return notebook


def _show_in_help() -> None:
    """Let ``jupyter nbconvert --help-all`` list the exporters and know their settings.

    The command looks for configurable classes in ``nbconvert.exporters`` only.
    """
    import nbconvert.exporters as home

    for cls in (BriefingExporter, BriefingDocxExporter, BriefingHtmlExporter):
        if not hasattr(home, cls.__name__):
            setattr(home, cls.__name__, cls)


_show_in_help()
