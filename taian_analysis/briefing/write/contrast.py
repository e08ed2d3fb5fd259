"""Text that can be read on its background: WCAG's contrast, and the colour that keeps it."""

from __future__ import annotations

from functools import lru_cache

WHITE, INK = "#ffffff", "#1f2328"
LEAST = 4.5  # WCAG 2 AA for running text


def luminance(color: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2).

    Examples
    --------
    >>> luminance("#ffffff"), luminance("#000000")
    (1.0, 0.0)
    """
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21.

    Examples
    --------
    >>> round(ratio("#ffffff", "#000000"))
    21
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=4096)
def legible(color: str | None, background: str | None) -> str | None:
    """Return a text colour that can be read: the one asked for, darker or lighter where it must be.

    None stands for the page's ink (and is given back where that can be read).

    Examples
    --------
    >>> legible("#ffff00", None), legible(None, "#08306b"), legible(None, "#ffffff")
    ('#737300', '#ffffff', None)
    """
    paper = background or WHITE
    if ratio(color or INK, paper) >= LEAST:
        return color
    end = max(("#000000", WHITE), key=lambda ink: ratio(ink, paper))
    for step in range(1, 20) if color else ():
        ink = _between(color or INK, end, step / 20)
        if ratio(ink, paper) >= LEAST:
            return ink
    return end


def soft(color: str) -> str:
    """Return the colour of a bar, light enough that the page's ink can be read on it.

    Examples
    --------
    >>> soft("#d65f5f"), soft("#eeeeee")
    ('#d86767', '#eeeeee')
    """
    return legible(color, INK) or color


def _between(one: str, other: str, share: float) -> str:
    """Return the colour that lies between two."""
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
