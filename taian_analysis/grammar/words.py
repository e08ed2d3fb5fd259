"""The words that codes of the frames are shown as: rooms of ``catalog/phrases.toml`` as tables."""

from __future__ import annotations

from functools import cache

from ..base import catalog


@cache
def table(name: str) -> dict[str, tuple[str, str]]:
    """Return a room of the phrases as code -> (Chinese, English).

    Examples
    --------
    >>> table("status")["met"]
    ('已达标', 'met')
    """
    return {code: (one["zh"], one["en"]) for code, one in catalog.load("phrases")[name].items()}


STATUS = table("status")
VERDICT = table("verdict")
QUALIFIER = table("qualifier")
ATTRIBUTE = table("attribute")
AREA = table("area")


def word(table: dict[str, tuple[str, str]], code: object, lang: str = "zh") -> str:
    """Return what a code is called in a language; a code without a word is shown as it is.

    Examples
    --------
    >>> word(STATUS, "behind"), word(STATUS, "behind", "en")
    ('慢于时序', 'behind')
    """
    pair = table.get(str(code))
    return str(code) if pair is None else pair[lang == "en"]
