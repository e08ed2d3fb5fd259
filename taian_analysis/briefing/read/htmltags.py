"""What HTML's tags mean on paper: which are skipped, which start a line, what a style is."""

from __future__ import annotations

from lxml import etree

from ..tree import Block, Inline, Math, MathBlock, Paragraph
from .directives import KINDS
from .prose import tidy

SKIPPED = {"script", "style", "head", "template", "noscript", "title", "meta", "link", "colgroup"}
EMBEDDED = {"iframe", "video", "audio", "canvas", "object", "embed", "applet"}
CONTROLS = {"input", "select", "button", "textarea", "progress", "meter"}
BLOCKS = {
    *("p", "div", "section", "article", "header", "footer", "main", "center", "figure"),
    *("figcaption", "address", "fieldset", "details", "summary", "form", "dt", "nav", "aside"),
    *("body", "html", "legend", "caption", "tr", "thead", "tbody", "li", "label"),
}
SIDES = ("left", "right", "center")
STYLES: dict[str, dict[str, object]] = {
    **{tag: {"bold": True} for tag in ("b", "strong")},
    **{tag: {"italic": True} for tag in ("i", "em", "cite", "dfn", "var")},
    **{tag: {"underline": True} for tag in ("u", "ins")},
    **{tag: {"strike": True} for tag in ("s", "del", "strike")},
    **{tag: {"code": True} for tag in ("code", "kbd", "samp", "tt")},
    "sup": {"sup": True},
    "sub": {"sub": True},
    "mark": {"background": "#fff3a3"},
    "th": {"bold": True},
    "dt": {"bold": True},
    "summary": {"bold": True},
}


def lifted(line: list[Inline], align: str | None) -> list[Block]:
    """Return a paragraph; displayed formulas stand on lines of their own."""
    made: list[Block] = []
    rest: list[Inline] = []
    for node in line:
        if isinstance(node, Math) and node.display:
            made += [Paragraph(tidy(rest), align)] if tidy(rest) else []
            made.append(MathBlock(node))
            rest = []
        else:
            rest.append(node)
    return [*made, Paragraph(rest, align)] if rest else made


def lines_of(blocks: list[Block]) -> list[Inline]:
    """Return what stands in the paragraphs among blocks."""
    return [inline for b in blocks if isinstance(b, Paragraph) for inline in b.inlines]


def box_kind(node: etree._Element) -> str:
    """Return the kind of box a <div class="alert alert-info"> is, "" for none."""
    classes = (node.get("class") or "").split()
    if not {"alert", "admonition"}.intersection(classes):
        return ""
    names = (c.removeprefix("alert-") for c in classes)
    return next((KINDS[name] for name in names if name in KINDS), "note")
