"""A period that holds for a stretch of text, and the level of the text that names it."""

from __future__ import annotations

from typing import NamedTuple


class Topic(NamedTuple):
    """A period that holds for a stretch of text.

    `plan` says whether what stands there is planned, `headed` that a heading names the period,
    `years` that it is a span up to the document's own (五年来), which begins from the year before,
    `whole` that it is one of a paragraph, and holds to its end.
    """

    code: str
    plan: bool = False
    headed: bool = False
    years: bool = False
    whole: bool = False


class Scope(NamedTuple):
    """A level's period, whether its heading names it, and whether it hides the wider scopes."""

    level: float
    topic: Topic | None
    headed: bool
    blocks: bool = False
