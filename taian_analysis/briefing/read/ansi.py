"""Terminal text with ANSI colours -> lines of styled runs."""

from __future__ import annotations

import re

from ..tree import PLAIN, Code, Run, Style
from .prose import preformatted

_ESCAPE = re.compile(r"\x1b\[([0-9;:]*)([A-Za-z])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-Z\\-_]")
#: dark enough to read on white paper (contrast of at least 4.5:1)
_NORMAL = ("#3e424d", "#b2273a", "#00701c", "#86600b", "#1a5fb4", "#8b2f9e", "#0f6b6b", "#5c5f66")
_BRIGHT = ("#282c36", "#b22b31", "#007427", "#8a5a00", "#0065ca", "#a03196", "#1e6b66", "#5c5f66")
_CUBE = (0, 95, 135, 175, 215, 255)


def _indexed(n: int) -> str:
    if n < 8:
        return _NORMAL[n]
    if n < 16:
        return _BRIGHT[n - 8]
    if n >= 232:
        grey = min(8 + 10 * (n - 232), 110)
        return f"#{grey:02x}{grey:02x}{grey:02x}"
    n -= 16
    return _darkened(_CUBE[n // 36], _CUBE[n // 6 % 6], _CUBE[n % 6])


def _darkened(red: int, green: int, blue: int) -> str:
    """Return a colour no lighter than text on white may be."""
    light = 0.299 * red + 0.587 * green + 0.114 * blue
    scale = min(1.0, 100 / light) if light else 1.0
    return "#{:02x}{:02x}{:02x}".format(*(min(255, int(c * scale)) for c in (red, green, blue)))


def _apply(style: Style, codes: list[int]) -> Style:
    while codes:
        code = codes.pop(0)
        if code == 0:
            style = PLAIN
        elif code == 1:
            style = style.but(bold=True)
        elif code == 3:
            style = style.but(italic=True)
        elif code == 4:
            style = style.but(underline=True)
        elif code == 9:
            style = style.but(strike=True)
        elif code == 22:
            style = style.but(bold=False)
        elif code in (23, 24, 29):
            field = {23: "italic", 24: "underline", 29: "strike"}[code]
            style = style.but(**{field: False})
        elif code == 39:
            style = style.but(color=None)
        elif 30 <= code <= 37:
            style = style.but(color=_NORMAL[code - 30])
        elif 90 <= code <= 97:
            style = style.but(color=_BRIGHT[code - 90])
        elif code in (38, 48):
            color = _extended(codes)
            style = style.but(color=color) if code == 38 and color else style
        # backgrounds are left out: dark ones would swallow the text on paper
    return style


def _extended(codes: list[int]) -> str | None:
    kind = codes.pop(0) if codes else 0
    if kind == 5 and codes:
        return _indexed(min(codes.pop(0), 255))
    if kind == 2 and len(codes) >= 3:
        return _darkened(*(min(codes.pop(0), 255) for _ in range(3)))
    return None


def ansi_code(text: str, style: Style = PLAIN) -> Code:
    r"""Return terminal output as preformatted lines.

    Examples
    --------
    >>> [run.style.color for run in ansi_code("\x1b[31m红\x1b[0m!").lines[0]]
    ['#b2273a', None]
    """
    runs: list[Run] = []
    at = 0
    base = style
    for match in _ESCAPE.finditer(text):
        runs.append(Run(text[at : match.start()], style))
        at = match.end()
        if match.group(2) == "m":
            numbers = re.split("[;:]", match.group(1) or "0")
            style = _apply(style, [int(n[:4]) if n else 0 for n in numbers])
            style = base if style == PLAIN else style
    runs.append(Run(text[at:], style))
    return Code(preformatted([run for run in runs if run.text]))
