"""Terminal text with ANSI colours -> lines of styled runs. rich reads the escapes."""

from __future__ import annotations

import re

from rich.ansi import AnsiDecoder
from rich.color import Color
from rich.style import Style as TerminalStyle
from rich.text import Text

from ..tree import PLAIN, Code, Run, Style
from .prose import preformatted

#: an operating system command that ends with a bell, which rich does not know as an end
_BELL = re.compile(r"\x1b\][^\x07\x1b]*\x07")
_COLONS = re.compile(r"\x1b\[[0-9;:]*:[0-9;:]*m")  # ``38:2:…`` means ``38;2;…``
#: dark enough to read on white paper (contrast of at least 4.5:1)
_NORMAL = ("#3e424d", "#b2273a", "#00701c", "#86600b", "#1a5fb4", "#8b2f9e", "#0f6b6b", "#5c5f66")
_BRIGHT = ("#282c36", "#b22b31", "#007427", "#8a5a00", "#0065ca", "#a03196", "#1e6b66", "#5c5f66")


def ansi_code(text: str, style: Style = PLAIN) -> Code:
    r"""Return terminal output as preformatted lines.

    Examples
    --------
    >>> [run.style.color for run in ansi_code("\x1b[31m红\x1b[0m!").lines[0]]
    ['#b2273a', None]
    """
    return Code(preformatted(_runs(text, style) if "\x1b" in text else [Run(text, style)]))


def _runs(text: str, style: Style) -> list[Run]:
    """Return the runs of a text with escapes; line ends and carriage returns stay in them."""
    text = _COLONS.sub(lambda m: m.group().replace("::", ":").replace(":", ";"), text)
    decoder = AnsiDecoder()
    runs: list[Run] = []
    ends = ""  # line ends and returns that stand before what comes next
    for piece in re.split(r"(\r*\n|\r)", _BELL.sub("", text)):
        if piece.strip("\r\n") == "":
            ends += piece
            continue
        for part, look in _spans(decoder.decode_line(piece)):
            runs.append(Run(ends + part, _styled(style, look)))
            ends = ""
    return [*runs, Run(ends, style)] if ends else runs


def _spans(text: Text) -> list[tuple[str, TerminalStyle | None]]:
    """Return the pieces of a line with what is said of their look."""
    made: list[tuple[str, TerminalStyle | None]] = []
    at = 0
    for span in text.spans:
        made.append((text.plain[at : span.start], None))
        look = span.style if isinstance(span.style, TerminalStyle) else None
        made.append((text.plain[span.start : span.end], look))
        at = span.end
    made.append((text.plain[at:], None))
    return [(part, look) for part, look in made if part]


def _styled(style: Style, look: TerminalStyle | None) -> Style:
    """Return a style with a terminal's on top; backgrounds would swallow the text on paper."""
    if look is None:
        return style
    ink = _ink(look.color) if look.color and not look.color.is_default else None
    said = {
        "bold": look.bold,
        "italic": look.italic,
        "underline": look.underline,
        "strike": look.strike,
        "color": ink,
    }
    changes = {name: value for name, value in said.items() if value}
    return style.but(**changes) if changes else style


def _ink(color: Color) -> str:
    """Return a terminal colour, no lighter than text on white may be."""
    if color.number is not None and color.number < 16:
        return (_NORMAL + _BRIGHT)[color.number]
    red, green, blue = color.get_truecolor()
    light = 0.299 * red + 0.587 * green + 0.114 * blue
    scale = min(1.0, 100 / light) if light else 1.0
    return "#{:02x}{:02x}{:02x}".format(*(int(c * scale) for c in (red, green, blue)))
