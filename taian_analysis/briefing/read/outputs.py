"""Cell outputs -> blocks: the best printable form of each mime bundle."""

from __future__ import annotations

import json
import re
from typing import Any

from ..tree import PLAIN, Block, Code, Figure, MathBlock, Placeholder, Run, Table, plain_text
from .ansi import ansi_code
from .charts import chart_blocks
from .context import Context
from .html import html_blocks
from .images import ImageTrouble
from .limits import HTML, capped, shortened
from .markdown import markdown_blocks
from .maths import make_math, strip_delimiters
from .widgets import VIEW, widget_blocks

#: an output of this type sets title, date and the like, computed in the notebook
META_MIME = "application/vnd.taian.briefing+json"
_IMAGES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp")
#: HTML that only a browser can bring to life
_LIVE = re.compile(r"<\s*(script|iframe|canvas|video|audio|object|embed)\b", re.IGNORECASE)
_STDERR = PLAIN.but(color="#7a3b00")

Bundle = dict[str, Any]


def output_blocks(output: Bundle, context: Context) -> list[Block]:
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


def bundle_blocks(data: Bundle, metadata: Bundle, context: Context) -> list[Block]:
    """Return the blocks of a mime bundle's most faithful printable form."""
    html = shortened(_text(data.get("text/html", "")), HTML, context)
    if html.strip() and not _LIVE.search(html):
        blocks = html_blocks(html, context)
        if blocks:
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


def _pictures(data: Bundle, metadata: Bundle, context: Context) -> list[Block]:
    """Return the first picture that can be used, else a line on the first that can not."""
    trouble: ImageTrouble | None = None
    for mime in _IMAGES:
        if mime in data:
            try:
                return [_figure(data[mime], mime, metadata, context)]
            except ImageTrouble as error:
                trouble = trouble or ImageTrouble(error.key, mime)
    return [Placeholder(context.placeholder(trouble.key, trouble.name))] if trouble else []


def _saved_table(html: str, context: Context) -> list[Block]:
    """Return the rows that stand in a table which a script would only make sortable."""
    tables = [b for b in html_blocks(html, context) if isinstance(b, Table)]
    return [t for t in tables if len(t.rows) > t.header_rows and plain_text(t).strip()]


def alt_text(metadata: Bundle, mime: str) -> tuple[str, str]:
    """Return the alt text and caption that an output's metadata give a picture."""
    own = metadata.get(mime)
    places = [own if isinstance(own, dict) else {}, metadata]
    found = []
    for keys in (("alt", "alt_text", "alttext"), ("caption", "title")):
        texts = (place.get(key) for place in places for key in keys)
        found.append(next((t.strip() for t in texts if isinstance(t, str) and t.strip()), ""))
    return found[0] or found[1], found[1]


def _figure(data: object, mime: str, metadata: Bundle, context: Context) -> Figure:
    alt, caption = alt_text(metadata, mime)
    sizes = metadata.get(mime)
    css = (
        {k: str(v) for k, v in sizes.items() if k in ("width", "height")}
        if (isinstance(sizes, dict))
        else {}
    )
    image = context.bundle_image(data, mime, alt, css)
    return Figure(image, [Run(caption)] if caption else [])


def _with_alt(blocks: list[Block], metadata: Bundle, context: Context) -> list[Block]:
    """Give the caption in an output's metadata to a table that has none."""
    caption = alt_text(metadata, "text/html")[1]
    if caption and len(blocks) and hasattr(blocks[0], "caption") and not blocks[0].caption:
        blocks[0].caption = [Run(caption)]
    return blocks


def _text(value: object, glue: str = "") -> str:
    if isinstance(value, list):
        return glue.join(map(str, value))
    return value if isinstance(value, str) else ""


def _latex(data: Bundle, context: Context) -> list[Block]:
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


def _markdown(data: Bundle, context: Context) -> list[Block]:
    return markdown_blocks(_text(data.get("text/markdown", "")), context)


def _live_html(data: Bundle, context: Context) -> list[Block]:
    """HTML that needs scripts: what stands in it, unless plain text says it as well."""
    html = _text(data.get("text/html", ""))
    blocks = html_blocks(html, context) if html.strip() else []
    if blocks and plain_text(list(blocks)).strip():
        return blocks
    if html.strip() and not _text(data.get("text/plain", "")).strip():
        return [Placeholder(context.placeholder("embedded", "HTML/JavaScript"))]
    return []


def _javascript(data: Bundle, context: Context) -> list[Block]:
    if VIEW in data:
        return widget_blocks(data[VIEW], _text(data.get("text/plain", "")), context, output_blocks)
    plain = _text(data.get("text/plain", "")).strip()
    if "application/javascript" in data and re.fullmatch(r"(<IPython\.[\w.]+ object>)?", plain):
        return [Placeholder(context.placeholder("no_rendering", "JavaScript"))]
    return []


def _plain(data: Bundle, context: Context) -> list[Block]:
    text = capped(_text(data.get("text/plain", "")), context)
    return [ansi_code(text)] if text.strip() else []


def _json(data: Bundle, context: Context) -> list[Block]:
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
