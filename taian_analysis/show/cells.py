"""A bare frame in a notebook's cell: shown as a person reads it, where that is asked for."""

from __future__ import annotations

import sys
from typing import Any

import pandas as pd

from ..base.schema import columns
from .view import view

#: The frames of the contract that have a short view.
_KINDS = ("gaps", "indicators", "trends", "audit", "comparison", "rejections")


def show_frames(on: bool = True) -> None:
    """Let a bare frame of the contract in a notebook's cell show as `view` shows it.

    The frames themselves stay DataFrames, whole; other frames show as pandas shows them. Nothing
    happens on import: a notebook asks for it once, as those of the project do. ``view(frame,
    all=True)`` has every column.

    Parameters
    ----------
    on
        False to show all frames as pandas does again.

    Examples
    --------
    >>> show_frames()  # outside a notebook it does nothing
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is None:
        return
    formatter = shell.display_formatter.formatters["text/html"]
    if on:
        formatter.for_type(pd.DataFrame, _html)
    elif formatter.type_printers.get(pd.DataFrame) is _html:
        formatter.pop(pd.DataFrame)


def _html(frame: Any) -> str | None:
    known = any(set(columns(kind)) <= set(frame.columns) for kind in _KINDS)
    return view(frame)._repr_html_() if known else frame._repr_html_()
