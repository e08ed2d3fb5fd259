"""The help of `taian` in Chinese: the few English words that typer writes of its own accord."""

from __future__ import annotations

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from ..base import catalog

_TABLE = catalog.load("help")
WORDS: dict[str, str] = _TABLE["words"]
#: how typer says that it was called wrongly, and the same in Chinese
CALLS: list[list[str]] = _TABLE["calls"]


def called_wrongly(message: str) -> str:
    """Say in Chinese what is wrong with a call; an unknown message stays as it is.

    Examples
    --------
    >>> called_wrongly("No such command 'gap'. Did you mean 'gaps'?")
    '没有“gap”这个命令，是否指：gaps'
    """
    for english, chinese in CALLS:
        if match := re.fullmatch(english, message, re.S):
            return match.expand(chinese)
    return message


def translate(text: str) -> str:
    """Put typer's own words into Chinese; everything else stays.

    Examples
    --------
    >>> translate("Usage: taian [OPTIONS]")
    '用法： taian [选项]'
    """
    for english, chinese in WORDS.items():
        text = text.replace(english, chinese)
    return text


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        """Return the help as typer writes it, in Chinese."""
        return translate(super().get_help(ctx))

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence: typer seeks its end by a full stop that Chinese has not."""
        return (self.help or "").partition("。")[0]


class ChineseGroup(TyperGroup):
    """The command of commands, likewise."""

    def get_help(self, ctx: Any) -> str:
        """Return the help as typer writes it, in Chinese."""
        return translate(super().get_help(ctx))


class ChineseTyper(typer.Typer):
    """An application all of whose commands have Chinese help."""

    def command(self, name: str | None = None, **settings: Any) -> Any:
        """Register a command as `typer.Typer.command` does."""
        return super().command(name, **{"cls": ChineseCommand, **settings})
