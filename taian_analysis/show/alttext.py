"""Alternative text: what a figure says, in words, made from the figure's own data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..base.errors import TaianError
from ..base.phrases import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def alt_text(figure: Figure) -> str:
    """Return a figure's alternative text, in the figure's language.

    For our figures: the kind of chart, what it finds, what is measured, the facts drawn in it and
    the source. For any other matplotlib figure: its titles, axis labels and the ends of its lines.

    Parameters
    ----------
    figure
        A matplotlib figure.

    Returns
    -------
    str
        One paragraph; empty only for a figure without any text or line.

    Examples
    --------
    >>> import taian_analysis as ta
    >>> alt_text(ta.plot_attainment(lang="en")).startswith("Dot plot. 24 of 27 indicators")
    True
    """
    note = getattr(figure, "note", None)
    if note is None or not hasattr(note, "lang"):
        if not hasattr(figure, "get_suptitle"):
            raise TaianError.of("error.not_figure", found=type(figure).__name__)
        return _foreign(figure)
    stop, joint = say("joint.end", note.lang), say("joint.stop", note.lang)
    parts = [note.kind, note.headline, note.subtitle, joint.join(note.facts), note.source]
    whole = stop.join(part.strip().rstrip("。.") for part in parts if part)
    return (whole + stop).strip()


def _foreign(figure: Any) -> str:
    parts = [figure.get_suptitle()]
    for axes in figure.axes:
        titles = (axes.get_title(loc) for loc in ("left", "center", "right"))
        parts += [*titles, axes.get_xlabel(), axes.get_ylabel()]
        for line in axes.get_lines():
            x, y = line.get_xdata(), line.get_ydata()
            name = str(line.get_label())
            if len(x) > 1 and not name.startswith("_"):
                parts.append(f"{name}: {y[0]} ({x[0]}) … {y[-1]} ({x[-1]})")
    return "; ".join(" ".join(str(part).split()) for part in parts if part)
