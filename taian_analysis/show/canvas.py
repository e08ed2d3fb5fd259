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
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from . import theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

#: Characters that may not begin a line in Chinese typesetting.
_NO_START = set("，。、；：！？）》〉」』”’】〕%…·,.;:!?)")
_TOKEN = re.compile(r"\(?[A-Za-z0-9][A-Za-z0-9.,%/'’()+−–-]*|（[^（）]{1,5}）|\s|.", re.S)


@dataclass(frozen=True, slots=True)
class Mark:
    """A number printed on a figure or in the briefing, and where it comes from.

    `basis` is ``"printed"`` (it stands so in the report, at `line`, `start` to `end`),
    ``"computed"`` (`how` says from what) or ``"scale"`` (an axis label).
    """

    text: str
    what: str
    value: Any = None
    basis: str = "computed"
    how: str = ""
    lines: tuple[int, ...] = ()
    start: int | None = None
    end: int | None = None


@dataclass
class Note:
    """What a figure says in words: its texts, the facts its alt text lists, its numbers."""

    kind: str
    headline: str
    subtitle: str
    source: str
    lang: str
    facts: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def mark(self, text: str, what: str, **where: Any) -> str:
        """Record a number that is printed, and return its text."""
        self.marks.append(Mark(text, what, **where))
        return text

    def count(self, **numbers: int) -> None:
        """Record counts that the headline prints."""
        for what, number in numbers.items():
            self.mark(str(number), what.replace("_", " "), value=number, how="count of rows")


class TaianFigure(Figure):
    """A figure with a `note`; in a notebook it shows itself with its alt text."""

    note: Note | None = None

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        from .alttext import alt_text

        alt = alt_text(self)
        width, height = self.pixels()
        # As HTML, since nbconvert's own template drops the alt text of a bare picture; as SVG
        # inside, so that it is sharp on paper too. PNG is for whatever reads neither.
        code = base64.b64encode(render(self, "svg")).decode("ascii")
        image = (
            f'<img src="data:image/svg+xml;base64,{code}" alt="{html.escape(alt, quote=True)}" '
            f'width="{width}" height="{height}" style="max-width:100%;height:auto">'
        )
        told = {"alt": alt, "width": width, "height": height}
        data = {"text/html": image, "image/png": render(self, "png"), "text/plain": alt}
        return data, {"image/png": told, "alt": alt}

    def pixels(self) -> tuple[int, int]:
        """Return width and height in CSS pixels, 96 to the inch."""
        width, height = self.get_size_inches()
        return round(width * 96), round(height * 96)


def render(figure: Figure, form: str) -> bytes:
    """Return a figure as the bytes of a ``"png"``, ``"svg"`` or ``"pdf"``, the same every time."""
    import matplotlib as mpl

    dated = {"svg": {"Date": None}, "pdf": {"CreationDate": None, "ModDate": None}}
    out = io.BytesIO()
    with mpl.rc_context(theme.rc()):
        figure.savefig(out, format=form, metadata=dated.get(form))
    return out.getvalue()


@cache
def _face(bold: bool) -> Any:
    from matplotlib import font_manager

    return font_manager.get_font(theme.register_fonts()[int(bold)])


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of text, in inches, as it will be drawn."""
    face = _face(bold)
    face.set_size(size, 72)
    face.set_text(text, 0.0)
    return float(face.get_width_height()[0]) / 64 / 72


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """Break a text into lines no wider than `width` inches: Chinese anywhere, Latin at blanks."""
    lines, line = [], ""
    for token in _TOKEN.findall(text):
        if line and token[0] not in _NO_START and text_width(line + token, size, bold=bold) > width:
            lines.append(line.rstrip())
            line = "" if token.isspace() else token
        else:
            line += token
    return "\n".join([*lines, line.rstrip()])


@contextmanager
def drawing() -> Iterator[None]:
    """Draw under our settings, whatever the session's are."""
    import matplotlib as mpl

    with mpl.rc_context(theme.rc()):
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
) -> tuple[Figure, list[Axes]]:
    """Lay out a figure as wide as the briefing's text, or write the texts around a given axes.

    Parameters
    ----------
    note
        Its texts.
    height, left, right, bottom, top, gap
        Inches: the panels' height; the room beside, below and above them; between panels.
    panels
        The relative widths of the panels that stand side by side.
    ax
        Draw into this axes instead; headline and subtitle become its title.

    Returns
    -------
    The figure and its axes.
    """
    sizes = theme.SIZES
    if ax is not None:
        figure = ax.get_figure(root=True)
        assert figure is not None
        figure.note = note  # type: ignore[attr-defined]
        wide = ax.get_position().width * figure.get_figwidth()
        title = wrap(note.headline, sizes["headline"], wide, bold=True)
        ax.set_title(title, loc="left", fontweight="bold")
        return figure, [ax]
    headline = wrap(note.headline, sizes["headline"], theme.WIDTH, bold=True)
    subtitle = wrap(note.subtitle, sizes["subtitle"], theme.WIDTH)
    source = wrap(note.source, sizes["small"], theme.WIDTH)
    rows = [
        (text.count("\n") + 1) * sizes[name] * 1.42 / 72
        for text, name in ((headline, "headline"), (subtitle, "subtitle"), (source, "small"))
    ]
    head = rows[0] + rows[1] + 0.07
    total = head + top + height + bottom + rows[2] + 0.05
    figure = TaianFigure(figsize=(theme.WIDTH, total))
    figure.note = note

    def write(text: str, y: float, name: str, **style: Any) -> None:
        figure.text(
            0, 1 - y / total, text, va="top", fontsize=sizes[name], linespacing=1.25, **style
        )

    write(headline, 0.01, "headline", fontweight="bold")
    write(subtitle, rows[0] + 0.02, "subtitle", color=theme.MUTED)
    write(source, total - rows[2], "small", color=theme.MUTED)
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


def inches(ax: Axes) -> tuple[float, float]:
    """Return the width and height of an axes in inches."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    box = ax.get_position()
    return box.width * figure.get_figwidth(), box.height * figure.get_figheight()


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
