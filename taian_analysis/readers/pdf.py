"""PDF -> lines and tables."""

from __future__ import annotations

from typing import Any

from ..errors import ReportError
from ._build import Builder


def read(
    data: bytes, builder: Builder, file: str | None = None, progress: Any = None
) -> dict[str, Any]:
    """Fill the builder from a PDF."""
    raise ReportError("PDF is not read yet", zh="尚不能读取 PDF", file=file)
