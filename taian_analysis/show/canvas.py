"""The paper every figure is drawn on: headline, subtitle, source line, alt text, and its numbers.

A `TaianFigure` is an ordinary matplotlib figure that knows what it shows (`note`), so that a
notebook can display it with its alternative text and the briefing can trace each of its numbers.
"""

from __future__ import annotations

import base64
import html
import io
import re
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from . import theme
from .marks import Note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

#: Characters that may not begin a line in Chinese typesetting.
_NO_START = set("，。、；：！？）》〉」』”’】〕%…·,.;:!?)")
_TOKEN = re.compile(r"[(+−]{0,3}[A-Za-z0-9][A-Za-z0-9.,%/'’()+−–-]*|（[^（）]{1,12}）|\s|.", re.S)


class TaianFigure(Figure):
    """A figure with a `note`; in a notebook it shows itself with its alt text."""

    note: Note | None = None

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        from .alttext import alt_text

        alt = alt_text(self)
        width, height = self.pixels()
        # As HTML, since nbconvert's own template drops the alt text of a bare picture; its letters
        # are outlines there, right in a browser without our font. The SVG beside it has them as
        # text, for paper, where the font is at hand. PNG is for whatever reads neither.
        code = base64.b64encode(render(self, "svg")).decode("ascii")
        image = (
            f'<img src="data:image/svg+xml;base64,{code}" alt="{html.escape(alt, quote=True)}" '
            f'width="{width}" height="{height}" style="max-width:100%;height:auto">'
        )
        told = {"alt": alt, "width": width, "height": height}
        data = {
            "text/html": image,
            "image/svg+xml": render(self, "svg", words=True).decode("utf-8"),
            "image/png": render(self, "png"),
            "text/plain": alt,
        }
        return data, {"image/png": told, "alt": alt}

    def pixels(self) -> tuple[int, int]:
        """Return width and height in CSS pixels, 96 to the inch."""
        width, height = self.get_size_inches()
        return round(width * 96), round(height * 96)


def render(figure: Figure, form: str, *, words: bool = False) -> bytes:
    """Return a figure as the bytes of a ``"png"``, ``"svg"`` or ``"pdf"``, the same every time.

    `words` keeps the letters of an SVG as text, which one can search and copy where the font is
    at hand; without it they are outlines, which look the same everywhere.
    """
    import matplotlib as mpl

    lettering = {"svg.fonttype": "none"} if words else {}
    dated = {"svg": {"Date": None}, "pdf": {"CreationDate": None, "ModDate": None}}
    out = io.BytesIO()
    with mpl.rc_context(theme.rc() | lettering):
        figure.savefig(out, format=form, metadata=dated.get(form))
    return out.getvalue()


@cache
def _face(bold: bool) -> Any:
    from matplotlib import font_manager

    return font_manager.get_font(theme.register_fonts()[int(bold)])


#: Dots an inch at which texts are measured, and how much wider a screen may set them.
_FINE, _WIDER = 1200, 1.03


@lru_cache(maxsize=20_000)  # a panel of rows asks for the same names and their beginnings again
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of text, in inches, as it will be drawn."""
    face = _face(bold)
    face.set_size(size, _FINE)  # at 72 dots an inch hinting would make it a tenth too narrow
    face.set_text(text, 0.0)
    return _WIDER * float(face.get_width_height()[0]) / 64 / _FINE


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """Break a text into lines no wider than `width` inches: Chinese anywhere, Latin at blanks."""
    if "\n" in text:
        return "\n".join(wrap(part, size, width, bold=bold) for part in text.split("\n"))
    lines, line = [], ""
    for token in _TOKEN.findall(text):
        if line and token[0] not in _NO_START and text_width(line + token, size, bold=bold) > width:
            lines.append(line.rstrip())
            line = "" if token.isspace() else token
        else:
            line += token
    return "\n".join([*lines, line.rstrip()])


@contextmanager
def drawing(palette: Any = None) -> Iterator[None]:
    """Draw under our settings, whatever the session's are, and in the colours asked for."""
    with theme.theme(palette=palette):
        yield


def canvas(
    note: Note,
    height: float,
    *,
    left: float = 0.0,
    right: float = 0.0,
    bottom: float = 0.22,
    top: float = 0.0,
    panels: tuple[float, ...] = (1.0,),
    gap: float = 0.35,
    ax: Axes | None = None,
    title: bool = True,
    source: bool = True,
) -> tuple[Figure, list[Axes]]:
    """Lay out a figure as wide as the briefing's text, or fit everything into a given axes' box.

    Parameters
    ----------
    note
        Its texts.
    height, left, right, bottom, top, gap
        Inches: the panels' height; the room beside, below and above them; between panels.
    panels
        The relative widths of the panels that stand side by side.
    ax
        Draw into this axes instead: names, title and source take their room from its own box, so
        that nothing reaches into a neighbour.
    title, source
        Whether to write headline and subtitle, and the source line.

    Returns
    -------
    The figure and its axes.
    """
    if ax is not None:
        return _inside(ax, note, (left, right, bottom, top), title=title, source=source)
    sizes = theme.SIZES
    headline = wrap(note.headline, sizes["headline"], theme.WIDTH, bold=True) if title else ""
    subtitle = wrap(note.subtitle, sizes["subtitle"], theme.WIDTH) if title else ""
    below = wrap(note.source, sizes["small"], theme.WIDTH) if source else ""
    rows = [
        (text.count("\n") + 1) * sizes[name] * 1.42 / 72 if text else 0.0
        for text, name in ((headline, "headline"), (subtitle, "subtitle"), (below, "small"))
    ]
    head = rows[0] + rows[1] + (0.07 if title else 0.02)
    total = head + top + height + bottom + rows[2] + 0.05
    figure = TaianFigure(figsize=(theme.WIDTH, total))
    figure.note = note

    def write(text: str, y: float, name: str, **style: Any) -> None:
        if text:
            figure.text(
                0, 1 - y / total, text, va="top", fontsize=sizes[name], linespacing=1.25, **style
            )

    write(headline, 0.01, "headline", fontweight="bold")
    write(subtitle, rows[0] + 0.02, "subtitle", color=theme.MUTED)
    write(below, total - rows[2], "small", color=theme.MUTED)
    room = theme.WIDTH - left - right - gap * (len(panels) - 1)
    axes, at = [], left
    for share in panels:
        wide = room * share / sum(panels)
        box = (at, bottom + rows[2] + 0.05, wide, height)
        across = (theme.WIDTH, total) * 2
        x, y, width, tall = (length / whole for length, whole in zip(box, across, strict=True))
        axes.append(figure.add_axes((x, y, width, tall)))
        at += wide + gap
    return figure, axes


def box_of(ax: Axes) -> tuple[float, float]:
    """Return the width and height in inches of the box that a caller gave to an axes."""
    parent: Any = ax.figure
    figure: Any = ax.get_figure(root=True)
    box = getattr(ax, "_taian_box", None) or ax.get_position()
    return box.width * parent.bbox.width / figure.dpi, box.height * parent.bbox.height / figure.dpi


def scale_of(ax: Axes | None) -> float:
    """Return how much smaller than in a figure of our own the texts in a given axes are."""
    return 1.0 if ax is None else min(1.0, max(0.7, box_of(ax)[0] / 5.0))


def texts_height(note: Note, ax: Axes, *, title: bool, source: bool) -> tuple[float, float]:
    """Return the inches that title and source take above and below a given axes."""
    wide, sizes, scale = box_of(ax)[0], theme.SIZES, scale_of(ax)
    head = wrap(note.headline, sizes["headline"] * scale, wide, bold=True)
    tail = wrap(note.source, sizes["small"] * scale, wide)
    above = (head.count("\n") + 1) * sizes["headline"] * scale * 1.3 / 72 + 0.06 if title else 0.0
    below = (tail.count("\n") + 1) * sizes["small"] * scale * 1.35 / 72 + 0.04 if source else 0.0
    return above, below


def _inside(
    ax: Axes,
    note: Note,
    margins: tuple[float, float, float, float],
    *,
    title: bool,
    source: bool,
) -> tuple[Figure, list[Axes]]:
    """Shrink an axes so that all that belongs to the drawing stands inside the box it had."""
    from matplotlib.transforms import Bbox

    figure: Any = ax.get_figure(root=True)
    box = getattr(ax, "_taian_box", None) or ax.get_position()
    ax._taian_box = box  # type: ignore[attr-defined]
    wide, tall = box_of(ax)
    left, right, bottom, top = margins
    above, below = texts_height(note, ax, title=title, source=source)
    within = (
        max(0.2 * wide, wide - left - right),
        max(0.2 * tall, tall - bottom - top - above - below),
    )
    x0 = box.x0 + left / wide * box.width
    y0 = box.y0 + (bottom + below) / tall * box.height
    ax.set_position(
        Bbox.from_bounds(x0, y0, within[0] / wide * box.width, within[1] / tall * box.height).bounds
    )
    scale, sizes = scale_of(ax), theme.SIZES
    if title:
        size = sizes["headline"] * scale
        ax.set_title(
            wrap(note.headline, size, wide, bold=True), loc="left", fontweight="bold",
            fontsize=size, x=-left / within[0], pad=top * 72 + 3, linespacing=1.25,
            fontfamily=theme.FAMILY,
        )  # fmt: skip
    if source:
        size = sizes["small"] * scale
        ax.text(
            -left / within[0], -(bottom + 0.03) / within[1], wrap(note.source, size, wide),
            transform=ax.transAxes, va="top", fontsize=size, color=theme.MUTED, linespacing=1.25,
        )  # fmt: skip
    ax.note = note  # type: ignore[attr-defined]
    figure.note = note
    return figure, [ax]


def inches(ax: Axes) -> tuple[float, float]:
    """Return the width and height of an axes in inches."""
    parent: Any = ax.figure
    figure: Any = ax.get_figure(root=True)
    box = ax.get_position()
    return box.width * parent.bbox.width / figure.dpi, box.height * parent.bbox.height / figure.dpi


def cut_mark(ax: Axes, axis: str = "x") -> None:
    """Draw the break mark of an axis that does not begin at zero."""
    along = [0.0, 6.0 / 72 / inches(ax)["xy".index(axis)]]
    across = [0.0, 0.0]
    x, y = (along, across) if axis == "x" else (across, along)
    slash = [(-0.5, -1.0), (0.5, 1.0)] if axis == "x" else [(-1.0, -0.5), (1.0, 0.5)]
    ax.plot(
        x, y, transform=ax.transAxes, marker=slash, markersize=5, linestyle="none",
        color=theme.MUTED, markeredgewidth=0.8, clip_on=False, zorder=5,
    )  # fmt: skip


def bare(ax: Axes, *, keep: tuple[str, ...] = ()) -> None:
    """Take away the frame and the ticks that are not kept (``"bottom"``, ``"left"``)."""
    for side, spine in ax.spines.items():
        spine.set_visible(side in keep)
    ax.tick_params(
        left="left" in keep,
        labelleft="left" in keep,
        bottom="bottom" in keep,
        labelbottom="bottom" in keep,
    )
