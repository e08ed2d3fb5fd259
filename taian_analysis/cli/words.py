"""What stands in a table's cells, in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

from ..base.phrases import say
from .app import LANG


def in_words(frame: Any) -> Any:
    """Say in the reader's language what a table's cells have in a frame's codes or in Chinese."""
    from ..grammar import wording
    from ..grammar.unit_names import unscaled

    def each(column: str, told: Callable[[Any], str]) -> list[Any]:
        return [cell if wording.missing(cell) else told(cell) for cell in frame[column]]

    said: dict[str, list[Any]] = {}
    for column in {"relation", "period_basis"} & set(frame):
        said[column] = each(column, lambda code, room=column: say(f"{room}.{code}", LANG))  # type: ignore[misc]
    if LANG == "en":
        said["unit"] = each("unit", unscaled)
        for column in {"area", "attribute"} & set(frame):
            said[column] = each(column, lambda c, table=column: wording.word(table, c, LANG))  # type: ignore[misc]
        if "indicator" in frame:
            pairs = zip(frame["indicator_id"], frame["indicator"], strict=True)
            said["indicator"] = [wording.indicator_name(key, name, LANG) for key, name in pairs]
        if "series_en" in frame:
            said["series"] = frame["series_en"].fillna(frame["series"])
    return frame.assign(**said)


def names_note(frame: Any, form: str, column: str = "indicator") -> None:
    """Say under an English table that names no dossier knows stand as printed."""
    from ..grammar.wording import has_chinese

    if LANG == "en" and form == "table" and any(map(has_chinese, frame[column])):
        typer.echo(say("terminal.as_printed", LANG))
