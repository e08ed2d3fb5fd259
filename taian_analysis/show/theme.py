"""One look for every figure: fonts, colours, sizes and the language, the same on every machine.

`set_theme()` makes it the default of a session; without it the figures of this package look the
same, since each draws itself under `rc()`. Importing this module changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from ..base.errors import TaianError
from ..base.phrases import LANGUAGES, session_language, set_language

FAMILY = "Taian Sans"
FONTS = Path(__file__).resolve().parents[1] / "base" / "fonts"

#: Four hues that stay apart under protanopia, deuteranopia and tritanopia (a test simulates all
#: three after Machado et al. 2009), and greys. No figure uses colour alone.
BLUE, ORANGE, GOLD, WINE = "#1F5FA8", "#C2410C", "#E69F00", "#882255"
PALETTE = (BLUE, ORANGE, GOLD, WINE)
INK, MUTED, RULE, PAPER = "#1A1A1A", "#595959", "#C4C4C4", "#FFFFFF"

#: Sizes in points and inches; WIDTH is the text width of the briefing's A4 page.
WIDTH = 6.35
SIZES = {"headline": 10.5, "subtitle": 8.0, "body": 7.6, "small": 6.8}


_palette: ContextVar[tuple[str, ...]] = ContextVar("palette", default=PALETTE)


def hue(place: int) -> str:
    """Return a colour of the palette in use: 0 for what is reached, 1 for what is open, 2 and 3."""
    hues = _palette.get()
    return hues[place % len(hues)]


def colours(palette: Any) -> tuple[str, ...]:
    """Return a palette as colour codes: ours for None, a list of colours, or a name seaborn knows.

    Raises
    ------
    TaianError
        If it is neither.
    """
    if palette is None:
        return _palette.get()
    import matplotlib as mpl
    import seaborn as sns

    try:
        made = sns.color_palette(palette, None if not isinstance(palette, str) else 4)
        hues = tuple(str(mpl.colors.to_hex(one)) for one in made)
    except (TypeError, ValueError) as error:
        raise TaianError.of("error.argument_palette", found=repr(palette)[:80]) from error
    return (hues * 2)[:4] if len(hues) >= 2 else (hues * 4)[:4]


def set_theme(lang: str = "zh", palette: Any = None) -> None:
    """Set language, fonts and colours for all figures of the session, in one call.

    Parameters
    ----------
    lang
        ``"zh"`` for Chinese or ``"en"`` for English: titles, labels, notes and alt text.
    palette
        Two to four colours, or the name of a seaborn palette; ours for None.

    Raises
    ------
    TaianError
        For any other language or palette.

    Examples
    --------
    >>> import taian_analysis as ta
    >>> ta.set_theme(lang="en")
    >>> ta.set_theme()
    """
    lang = check(lang, "lang", LANGUAGES)
    hues = PALETTE if palette is None else colours(palette)
    set_language(lang)
    _palette.set(hues)
    import matplotlib as mpl

    mpl.rcParams.update(rc())


@contextmanager
def theme(lang: str | None = None, palette: Any = None) -> Iterator[None]:
    """Set language, fonts and colours for one block, and put back what was before.

    Parameters
    ----------
    lang, palette
        As in `set_theme`; None keeps the language or the colours in use.

    Raises
    ------
    TaianError
        For any other language or palette.

    Examples
    --------
    >>> import taian_analysis as ta
    >>> with ta.theme(lang="en"):
    ...     ta.plot_attainment().note.lang
    'en'
    >>> ta.plot_attainment().note.lang
    'zh'
    """
    import matplotlib as mpl

    before = session_language()
    lang = language(lang)
    token = _palette.set(colours(palette))
    try:
        with mpl.rc_context(rc()):
            set_language(lang)
            yield
    finally:
        set_language(before)
        _palette.reset(token)


def language(lang: str | None = None) -> str:
    """Return `lang` if it is one of ours, and the session's language for None."""
    return session_language() if lang is None else check(lang, "lang", LANGUAGES)


def check(value: Any, name: str, allowed: Any) -> Any:
    """Return the value if it is allowed; otherwise say which argument is wrong and what would do.

    Raises
    ------
    TaianError
        Naming the argument, the value and the allowed values.
    """
    if not (value is None or isinstance(value, str)) or value not in allowed:
        words = ", ".join(map(repr, allowed))
        raise TaianError.of("error.argument_value", found=repr(value), expected=words, name=name)
    return value


@cache
def register_fonts() -> tuple[str, ...]:
    """Make the bundled fonts known to matplotlib and return their paths; done once."""
    from matplotlib import font_manager

    paths = tuple(str(FONTS / f"TaianSans-{style}.ttf") for style in ("Regular", "Bold"))
    for path in paths:
        if not Path(path).exists():
            raise TaianError.of("error.bundled_font_missing", file=path)
        font_manager.fontManager.addfont(path)
    return paths


def rc() -> Any:
    """Return matplotlib's settings for our figures; registers the fonts."""
    import matplotlib as mpl
    import seaborn as sns
    from matplotlib.rcsetup import cycler

    register_fonts()
    ours = {
        "font.family": [FAMILY],
        "font.size": SIZES["body"],
        "mathtext.fontset": "custom",
        **{f"mathtext.{style}": FAMILY for style in ("rm", "it", "tt", "cal", "sf")},
        "mathtext.bf": f"{FAMILY}:bold",
        "axes.unicode_minus": True,
        "axes.prop_cycle": cycler(color=_palette.get()),
        "axes.edgecolor": RULE,
        "axes.labelcolor": INK,
        "axes.linewidth": 0.7,
        "axes.grid": False,
        "axes.titlesize": SIZES["headline"],
        "axes.labelsize": SIZES["body"],
        "xtick.labelsize": SIZES["small"],
        "ytick.labelsize": SIZES["small"],
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "xtick.major.size": 2.5,
        "xtick.major.width": 0.6,
        "ytick.major.size": 2.5,
        "ytick.major.width": 0.6,
        "text.color": INK,
        "lines.linewidth": 1.6,
        "lines.markersize": 6.0,
        "patch.linewidth": 0.8,
        "hatch.linewidth": 0.7,
        "legend.frameon": False,
        "figure.facecolor": PAPER,
        "savefig.facecolor": PAPER,
        "figure.dpi": 100,
        "savefig.dpi": 200,
        "svg.fonttype": "path",
        "svg.hashsalt": "taian_analysis",
        "pdf.fonttype": 42,
        "ps.fonttype": 42,
    }
    base = sns.axes_style("ticks") | sns.plotting_context("paper")
    return {key: value for key, value in base.items() if key in mpl.rcParams} | ours
