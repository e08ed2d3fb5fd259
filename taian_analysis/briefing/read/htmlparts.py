"""HTML inside Markdown: single tags, and elements that stand in a line."""

from __future__ import annotations

from ..tree import Break, FigureBlock, Inline, MathBlock, Style
from .context import CellContext
from .css import StyleSheet
from .html import HtmlWalker, html_blocks, parse_html
from .htmltags import SIDES, box_kind, lines_of


def inline_element(source: str, context: CellContext) -> list[Inline]:
    """Return a whole element that stands in a line of Markdown: a drawing, a player, a formula."""
    made: list[Inline] = []
    for block in html_blocks(source, context):
        if isinstance(block, FigureBlock):
            made.append(block.image)
        else:
            made += [block.math] if isinstance(block, MathBlock) else lines_of([block])
    return made


def inline_tag(tag: str, style: Style, context: CellContext) -> tuple[str, Style, list[Inline]]:
    """Return what a single opening tag inside Markdown means: its name, style and inlines.

    The name is empty for tags that have no end (``<br>``, ``<img>``).
    """
    root = parse_html(tag)
    node = (
        next((n for n in root.iter() if n.tag not in ("html", "body", "head")), None)
        if (root is not None)
        else None
    )
    if node is None:
        return "", style, []
    walker = HtmlWalker(context, StyleSheet())
    if node.tag == "br":
        return "", style, [Break()]
    if node.tag == "img":
        return "", style, [walker.image(node)]
    return str(node.tag), walker.style(node, style), walker.anchors(node)


#: what an open <div> says of what it holds: the kind of box, the side, the places it names
Around = tuple[str, str | None, list[Inline]]


def opened(tag: str, context: CellContext) -> Around:
    """Return what a single opening <div> or <center> means for the blocks up to its end."""
    root = parse_html(tag)
    node = None if root is None else next(root.iter("div", "center"), None)
    if node is None:
        return "", None, []
    walker = HtmlWalker(context, StyleSheet())
    align = walker.sheet.of(node).get("text-align") or (node.get("align") or "").lower()
    align = "center" if node.tag == "center" else align
    return box_kind(node), align if align in SIDES else None, walker.anchors(node)
