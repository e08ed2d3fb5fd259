"""Old Word documents (.doc, .wps) -> .docx by `msdoc2docx`, and then the .docx reader."""

from __future__ import annotations

from typing import Any

from ..base.errors import ReportError, cause
from ..base.files import scratch
from . import docx
from ._build import Builder


def read(data: bytes, builder: Builder, file: str | None = None) -> dict[str, Any]:
    """Fill the builder from a .doc."""
    try:
        from doc2docx import convert
    except ImportError as error:
        raise ReportError.of("error.old_word", file=file) from error
    with scratch() as folder:
        source, target = folder / "in.doc", folder / "out.docx"
        source.write_bytes(data)
        try:
            convert(source, target)
            converted = target.read_bytes()
        except Exception as error:  # whatever a damaged file makes a converter raise
            raise ReportError.of(
                "error.old_word_not_converted",
                file=file,
                found=cause(error),
            ) from error
    return docx.read(converted, builder, file)
