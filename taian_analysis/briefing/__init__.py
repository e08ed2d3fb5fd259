"""Any notebook -> a briefing: tagged PDF, an editable .docx, or one HTML file.

``jupyter nbconvert --to briefing NOTEBOOK`` uses `exporter.BriefingExporter`;
`export_notebook` is the same for scripts.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOME = {
    "export_notebook": "export",
    "BriefingExporter": "exporter",
    "BriefingDocxExporter": "exporter",
    "BriefingHtmlExporter": "exporter",
}
__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
