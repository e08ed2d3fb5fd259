"""Interactive widgets on paper: what their saved state shows, else their text form."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ..tree import PLAIN, Block, Paragraph, Placeholder, Run
from .context import Context
from .html import html_blocks

STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"
_DEEPEST = 6
#: what reads one output of a cell; given, so that the two files do not import each other
ReadOutput = Callable[[dict[str, Any], Context], list[Block]]
_MARKUP = {"HTMLModel", "HTMLMathModel"}


def saved_widgets(metadata: Any) -> dict[str, Any]:
    """Return the models a notebook saved, by id."""
    widgets = metadata.get("widgets")
    saved = widgets.get(STATE) if isinstance(widgets, dict) else None
    state = saved.get("state") if isinstance(saved, dict) else None
    return state if isinstance(state, dict) else {}


def widget_blocks(view: Any, plain: str, context: Context, read: ReadOutput) -> list[Block]:
    """Return the blocks of a widget view: its content where that was saved, else its name.

    Parameters
    ----------
    view
        The output's ``application/vnd.jupyter.widget-view+json``.
    plain
        Its text form, such as ``IntSlider(value=3)``.
    context
        The notebook's, with its saved models.
    read
        Reads the outputs that an output widget holds.
    """
    model = str(view.get("model_id")) if isinstance(view, dict) else ""
    blocks = _model_blocks(model, context, read, 0)
    if blocks:
        return blocks
    name = " ".join(plain.split())[:300] or "widget"
    return [Placeholder(context.placeholder("widget", name))]


def _model_blocks(model: str, context: Context, read: ReadOutput, depth: int) -> list[Block]:
    saved = context.widgets.get(model)
    if not isinstance(saved, dict) or depth > _DEEPEST:
        return []
    kind, state = str(saved.get("model_name", "")), saved.get("state")
    state = state if isinstance(state, dict) else {}
    if kind == "OutputModel":
        return _outputs(state.get("outputs"), context, read)
    children = state.get("children")
    if isinstance(children, list):
        ids = [str(child).removeprefix("IPY_MODEL_") for child in children]
        return [block for child in ids for block in _model_blocks(child, context, read, depth + 1)]
    return _value(kind, state, context)


def _outputs(outputs: Any, context: Context, read: ReadOutput) -> list[Block]:
    found = [o for o in outputs if isinstance(o, dict)] if isinstance(outputs, list) else []
    return [block for output in found for block in read(output, context)]


def _value(kind: str, state: dict[str, Any], context: Context) -> list[Block]:
    """Return a control as its label and its value."""
    value = state.get("value")
    if kind in _MARKUP and isinstance(value, str):
        return html_blocks(value, context)
    labels, index = state.get("_options_labels"), state.get("index")
    if isinstance(labels, list) and isinstance(index, int) and 0 <= index < len(labels):
        value = labels[index]
    if isinstance(value, list):
        value = " – ".join(map(str, value))
    if value is None or isinstance(value, dict):
        return []
    label = re.sub(r"[:\s]+$", "", re.sub(r"<[^>]*>", "", str(state.get("description") or "")))
    text = f"{label}: " if label else ""
    return [Paragraph([Run(text, PLAIN.but(bold=True)), Run(str(value))])]
