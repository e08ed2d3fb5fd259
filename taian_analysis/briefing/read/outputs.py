"""Cell outputs -> blocks: the best printable form of each mime bundle, saved widgets among them."""

from __future__ import annotations

import contextlib
import json
import re
from typing import Any

from ..tree import (
    PLAIN,
    Block,
    Code,
    FigureBlock,
    MathBlock,
    Paragraph,
    Placeholder,
    Run,
    TableBlock,
    plain_text,
)
from .ansi import ansi_code
from .charts import chart_blocks
from .context import CellContext
from .html import html_blocks
from .images import ImageTrouble
from .limits import HTML, capped, shortened
from .markdown import markdown_blocks
from .maths import make_math, strip_delimiters
from .prose import clean

#: an output of this type sets title, date and the like, computed in the notebook
META_MIME = "application/vnd.taian.briefing+json"
_IMAGES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp")
#: HTML that only a browser can bring to life
_LIVE = re.compile(r"<\s*(script|iframe|canvas|video|audio|object|embed)\b", re.IGNORECASE)
#: the models that a notebook saves of its widgets, and an output that shows one of them
STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"
_DEEPEST = 6  # widgets in each other
_MARKUP = {"HTMLModel", "HTMLMathModel"}
_STDERR = PLAIN.but(color="#7a3b00")

Bundle = dict[str, Any]


def output_blocks(output: Bundle, context: CellContext) -> list[Block]:
    """Return the blocks of one output of a code cell."""
    kind = output.get("output_type")
    if kind == "stream":
        text = capped(_text(output.get("text", "")), context)
        style = _STDERR if output.get("name") == "stderr" else PLAIN
        return [ansi_code(text, style)] if text.strip() else []
    if kind == "error":
        name = f"{output.get('ename', '')}: {output.get('evalue', '')}"
        context.warn("w_error", name=" ".join(name.split())[:120])
        trace = _text(output.get("traceback") or [], "\n") or name
        return [ansi_code(capped(trace, context))]
    data, metadata = output.get("data") or {}, output.get("metadata") or {}
    if META_MIME in data:
        return []
    return bundle_blocks(data, metadata, context)


def bundle_blocks(data: Bundle, metadata: Bundle, context: CellContext) -> list[Block]:
    """Return the blocks of a mime bundle's most faithful printable form."""
    html = shortened(_text(data.get("text/html", "")), HTML, context)
    if html.strip() and not _LIVE.search(html):
        blocks = html_blocks(html, context)
        if blocks:
            _print_words(blocks, data, context)
            return _with_alt(blocks, metadata, context)
    latex = _text(data.get("text/latex", "")).strip()
    if latex.startswith(("$", r"\[", r"\begin{eq", r"\begin{al")):  # sharper than a PNG of it
        return _latex(data, context)
    pictures = _pictures(data, metadata, context)
    if pictures and not isinstance(pictures[0], Placeholder):
        return pictures
    chart = chart_blocks(data, html, alt_text(metadata, "text/html"), context)
    if chart:
        return _saved_table(html, context) or chart
    if pictures:
        return pictures
    for read in (_latex, _markdown, _live_html, _javascript, _plain, _json):
        blocks = read(data, context)
        if blocks:
            return blocks
    names = ", ".join(sorted(data)) or "?"
    if set(data) <= {"text/plain", "text/html"} and not "".join(map(_text, data.values())).strip():
        return []  # an empty output is empty on paper too
    return [Placeholder(context.placeholder("no_rendering", names[:200]))]


def _print_words(blocks: list[Block], data: Bundle, context: CellContext) -> None:
    """Let a drawing be printed from the SVG beside it, where that has its words as text."""
    figure, svg = blocks[0], _text(data.get("image/svg+xml", ""))
    drawn = isinstance(figure, FigureBlock) and figure.image.mime == "image/svg+xml"
    if isinstance(figure, FigureBlock) and drawn and len(blocks) == 1 and "<text" in svg:
        with contextlib.suppress(ImageTrouble):
            image = context.bundle_image(svg, "image/svg+xml", figure.image.alt, {})
            figure.image.printed = image.data


def _pictures(data: Bundle, metadata: Bundle, context: CellContext) -> list[Block]:
    """Return the first picture that can be used, else a line on the first that can not."""
    trouble: ImageTrouble | None = None
    for mime in _IMAGES:
        if mime in data:
            try:
                return [_figure(data[mime], mime, metadata, context)]
            except ImageTrouble as error:
                trouble = trouble or ImageTrouble(error.key, mime)
    return [Placeholder(context.placeholder(trouble.key, trouble.name))] if trouble else []


def _saved_table(html: str, context: CellContext) -> list[Block]:
    """Return the rows that stand in a table which a script would only make sortable."""
    tables = [b for b in html_blocks(html, context) if isinstance(b, TableBlock)]
    return [t for t in tables if len(t.rows) > t.header_rows and plain_text(t).strip()]


def alt_text(metadata: Bundle, mime: str) -> tuple[str, str]:
    """Return the alt text and caption that an output's metadata give a picture."""
    own = metadata.get(mime)
    places = [own if isinstance(own, dict) else {}, metadata]
    found = []
    for keys in (("alt", "alt_text", "alttext"), ("caption", "title")):
        texts = (place.get(key) for place in places for key in keys)
        said = (clean(t).strip() for t in texts if isinstance(t, str))
        found.append(next(filter(None, said), ""))
    return found[0] or found[1], found[1]


def _figure(data: object, mime: str, metadata: Bundle, context: CellContext) -> FigureBlock:
    alt, caption = alt_text(metadata, mime)
    sizes = metadata.get(mime)
    css = (
        {k: str(v) for k, v in sizes.items() if k in ("width", "height")}
        if (isinstance(sizes, dict))
        else {}
    )
    image = context.bundle_image(data, mime, alt, css)
    return FigureBlock(image, [Run(caption)] if caption else [])


def _with_alt(blocks: list[Block], metadata: Bundle, context: CellContext) -> list[Block]:
    """Give the caption in an output's metadata to a table that has none."""
    caption = alt_text(metadata, "text/html")[1]
    if caption and len(blocks) and hasattr(blocks[0], "caption") and not blocks[0].caption:
        blocks[0].caption = [Run(caption)]
    return blocks


def _text(value: object, glue: str = "") -> str:
    if isinstance(value, list):
        return glue.join(map(str, value))
    return value if isinstance(value, str) else ""


def _latex(data: Bundle, context: CellContext) -> list[Block]:
    source = _text(data.get("text/latex", "")).strip()
    if not source:
        return []
    if re.match(r"\\begin\{(tabular|table|longtable|center|figure|itemize|enumerate)", source):
        # a LaTeX document part, not a formula: other forms say it better
        return [] if _text(data.get("text/plain", "")).strip() else [_preformatted(source, "latex")]
    parts = re.split(r"(\$\$.*?\$\$|\$[^$]+\$)", source, flags=re.DOTALL)
    if len(parts) > 3 or (len(parts) == 3 and (parts[0].strip() or parts[2].strip())):
        return markdown_blocks(source, context)
    latex, _ = strip_delimiters(source)
    return [MathBlock(make_math(latex, True, context))]


def _markdown(data: Bundle, context: CellContext) -> list[Block]:
    return markdown_blocks(_text(data.get("text/markdown", "")), context)


def _live_html(data: Bundle, context: CellContext) -> list[Block]:
    """HTML that needs scripts: what stands in it, unless plain text says it as well."""
    html = _text(data.get("text/html", ""))
    blocks = html_blocks(html, context) if html.strip() else []
    if blocks and plain_text(list(blocks)).strip():
        return blocks
    if html.strip() and not _text(data.get("text/plain", "")).strip():
        return [Placeholder(context.placeholder("embedded", "HTML/JavaScript"))]
    return []


def _javascript(data: Bundle, context: CellContext) -> list[Block]:
    if VIEW in data:
        return _widget(data[VIEW], _text(data.get("text/plain", "")), context)
    plain = _text(data.get("text/plain", "")).strip()
    if "application/javascript" in data and re.fullmatch(r"(<IPython\.[\w.]+ object>)?", plain):
        return [Placeholder(context.placeholder("no_rendering", "JavaScript"))]
    return []


def _plain(data: Bundle, context: CellContext) -> list[Block]:
    text = capped(_text(data.get("text/plain", "")), context)
    return [ansi_code(text)] if text.strip() else []


def _json(data: Bundle, context: CellContext) -> list[Block]:
    for mime, value in sorted(data.items()):
        if mime == "application/json" or (mime.startswith("text/") and _text(value).strip()):
            readable = (
                value
                if isinstance(value, str)
                else json.dumps(value, ensure_ascii=False, indent=1, default=str)
            )
            return [_preformatted(readable[:20_000], "json" if "json" in mime else "")]
    return []


def _preformatted(text: str, language: str) -> Code:
    code = ansi_code(text)
    code.language = language
    return code


def saved_widgets(metadata: Any) -> dict[str, Any]:
    """Return the models a notebook saved, by id."""
    widgets = metadata.get("widgets")
    saved = widgets.get(STATE) if isinstance(widgets, dict) else None
    state = saved.get("state") if isinstance(saved, dict) else None
    return state if isinstance(state, dict) else {}


def _widget(view: Any, plain: str, context: CellContext) -> list[Block]:
    """Return the blocks of a widget view: its content where that was saved, else its name."""
    model = str(view.get("model_id")) if isinstance(view, dict) else ""
    blocks = _model_blocks(model, context, 0)
    if blocks:
        return blocks
    name = " ".join(plain.split())[:300] or "widget"
    return [Placeholder(context.placeholder("widget", name))]


def _model_blocks(model: str, context: CellContext, depth: int) -> list[Block]:
    saved = context.widgets.get(model)
    if not isinstance(saved, dict) or depth > _DEEPEST:
        return []
    kind, state = str(saved.get("model_name", "")), saved.get("state")
    state = state if isinstance(state, dict) else {}
    if kind == "OutputModel":
        return _outputs(state.get("outputs"), context)
    children = state.get("children")
    if isinstance(children, list):
        ids = [str(child).removeprefix("IPY_MODEL_") for child in children]
        return [block for child in ids for block in _model_blocks(child, context, depth + 1)]
    return _value(kind, state, context)


def _outputs(outputs: Any, context: CellContext) -> list[Block]:
    found = [o for o in outputs if isinstance(o, dict)] if isinstance(outputs, list) else []
    return [block for output in found for block in output_blocks(output, context)]


def _value(kind: str, state: dict[str, Any], context: CellContext) -> list[Block]:
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
    label = re.sub(r"<[^<>]*+>", "", str(state.get("description") or ""))
    label = label.rstrip(": \t\r\n\u3000")
    text = f"{label}: " if label else ""
    return [Paragraph([Run(text, PLAIN.but(bold=True)), Run(str(value))])]
