"""The few words the exporter adds itself, in both languages: phrases of two rooms."""

from __future__ import annotations

from typing import Any

from ..base.errors import BriefingError
from ..base.phrases import say


def word(lang: str, key: str, **values: Any) -> str:
    """Return one of the exporter's own phrases in `lang` ("zh" or "en")."""
    return say(f"briefing.{key}", "zh" if lang.startswith("zh") else "en", **values)


def trouble(kind: str, *, file: object = None, **values: Any) -> BriefingError:
    """Return the `BriefingError` for one kind of trouble, in both languages."""
    where = None if file is None else str(file)
    error = BriefingError.of(f"briefing_error.{kind}", file=where, **values)
    if error.line is None and isinstance(values.get("cell"), int):
        error.cell = values["cell"]  # type: ignore[attr-defined]
    return error
