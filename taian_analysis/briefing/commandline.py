"""What ``jupyter nbconvert`` lacks for a PDF: bytes to stdout, whole files, errors in a line.

The command's own writers open the target first and fill it afterwards, and can only print text.
While one of our exporters runs under the command, its writer is replaced by one that can.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbconvert.writers.files import FilesWriter
from nbconvert.writers.stdout import StdoutWriter

from ..base import files
from ..base.errors import TaianError, cause
from .wording import trouble


def running_command() -> Any:
    """Return the running ``jupyter nbconvert`` application, or None elsewhere."""
    from traitlets.config.application import Application

    app = getattr(Application, "_instance", None)
    module = sys.modules.get("nbconvert.nbconvertapp")
    return app if module is not None and isinstance(app, module.NbConvertApp) else None


@contextlib.contextmanager
def serve_command_line(exporter: Any) -> Iterator[None]:
    """Let an error end the command with one line and status 1; elsewhere it is raised."""
    app = running_command()
    if app is None or getattr(app, "exporter", None) is not exporter:
        yield
        return
    if type(app.writer) is FilesWriter:
        app.writer = WholeFilesWriter(parent=app)
    elif type(app.writer) is StdoutWriter:
        app.writer = BytesStdoutWriter(parent=app)
    try:
        yield
    except TaianError as error:
        say(app, error)
        app.exit(1)


def say(app: Any, error: TaianError) -> None:
    """Log an error on one line, in both languages."""
    chinese, english = error.describe("zh"), error.describe("en")
    app.log.error("%s", english if english == chinese else f"{english} | {chinese}")


class WholeFilesWriter(FilesWriter):
    """Writes a file under another name first, so that there is never half a file."""

    def _write_items(self, items: Any, build_dir: Any) -> None:
        with self._told():
            super()._write_items(items, build_dir)

    def write(
        self, output: Any, resources: Any, notebook_name: str | None = None, **kw: Any
    ) -> Any:
        """Write the output beside the notebook, or into the output folder."""
        folder = Path(self.build_directory or _folder(resources) or os.curdir)
        target = folder / f"{notebook_name}{resources.get('output_extension') or ''}"
        data = output if isinstance(output, bytes) else output.encode("utf-8")
        with self._told():
            if self.build_directory:
                make_folder(Path(self.build_directory))
            write_whole(target, data)
        self.log.info("Writing %i bytes to %s", len(data), target)
        return str(target)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except TaianError as error:
            app: Any = self.parent
            say(app, error)
            app.exit(1)


class BytesStdoutWriter(StdoutWriter):
    """Prints text and bytes alike."""

    def write(self, output: Any, resources: Any, **kw: Any) -> None:
        """Write the output to standard output."""
        data = output if isinstance(output, bytes) else output.encode("utf-8")
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _folder(resources: Any) -> str:
    return str((resources.get("metadata") or {}).get("path") or "")


def make_folder(folder: Path) -> None:
    """Make a folder.

    Raises
    ------
    BriefingError
        It can not be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise trouble("unwritable", file=folder, why=cause(error)) from error


def write_whole(target: Path, data: bytes) -> None:
    """Write a file in one step: it is either the old one or the whole new one.

    Raises
    ------
    BriefingError
        The folder or the file can not be written.
    """
    try:
        files.write_whole(target, data)
    except OSError as error:
        raise trouble("unwritable", file=target, why=cause(error)) from error
