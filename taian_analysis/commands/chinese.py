"""The help of `taian` in Chinese: the few English words that typer writes of its own accord."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

WORDS = {
    "Usage:": "用法:",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]……",
    "Arguments:": "参数:",
    "Options:": "选项:",
    "Commands:": "命令:",
    "[default: ": "[默认:",
    "[required]": "[必填]",
    "Show this message and exit.": "显示本帮助。",
    "<str>  ": "<文本> ",  # two characters are four columns wide
    "<path>": "<路径>",
}


def translate(text: str) -> str:
    """Put typer's own words into Chinese; everything else stays.

    Examples
    --------
    >>> translate("Usage: taian [OPTIONS]")
    '用法: taian [选项]'
    """
    for english, chinese in WORDS.items():
        text = text.replace(english, chinese)
    return text


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese throughout."""

    def get_help(self, ctx: Any) -> str:
        """Return the help as typer writes it, in Chinese."""
        return translate(super().get_help(ctx))


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
