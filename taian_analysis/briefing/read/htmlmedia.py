"""Pictures, figures, drawings and players of HTML."""

from __future__ import annotations

import base64

from lxml import etree

from ..tree import PLAIN, Block, FigureBlock, Image, Inline, Paragraph, Run, Style
from .context import CellContext
from .css import StyleSheet
from .drawings import as_in_svg
from .htmltags import EMBEDDED, lines_of


class MediaTags:
    """The tags of `HtmlWalker` that show something other than text."""

    context: CellContext
    sheet: StyleSheet
    blocks: list[Block]
    line: list[Inline]

    def flush(self) -> None:
        """End the open paragraph."""
        raise NotImplementedError

    def inside(self, node: etree._Element, style: Style, depth: int) -> list[Block]:
        """Return the blocks of an element's content."""
        raise NotImplementedError

    def text(self, text: str | None, style: Style) -> None:
        """Add text, blanks collapsed."""
        raise NotImplementedError

    def image(self, node: etree._Element) -> Inline:
        """Return the picture of an <img>."""
        css = {k: node.get(k) or "" for k in ("width", "height")} | self.sheet.of(node)
        alt = node.get("alt") or node.get("aria-label") or ""
        return self.context.image(node.get("src") or "", alt, node.get("title") or "", css)

    def foreign(self, node: etree._Element, tag: str) -> None:
        """Add a placeholder that names embedded content or a control."""
        if tag == "input" and node.get("type") in ("hidden", "submit", "reset"):
            return
        if tag == "input" and node.get("type") == "checkbox":
            self.text("■ " if node.get("checked") is not None else "□ ", PLAIN)
            return
        inner = " ".join("".join(map(str, node.itertext())).split())[:60]
        name = node.get("src") or node.get("data") or node.get("value") or inner
        key = "embedded" if tag in EMBEDDED else "widget"
        name = name if len(name or "") <= 80 and not (name or "").startswith("data:") else ""
        self.line.append(Run(self.context.placeholder(key, f"{tag} {name or ''}".strip())))

    def tag_img(self, node: etree._Element, *_: object) -> None:
        """Add a picture: inside a line where it is small, else by itself."""
        image = self.image(node)
        if isinstance(image, Image) and image.width > 120:
            self.flush()
            self.blocks.append(FigureBlock(image))
        else:
            self.line.append(image)

    def tag_svg(self, node: etree._Element, *_: object) -> None:
        """Add an inline drawing."""
        title = next((str(n.text) for n in node.iter("title") if n.text), "")
        alt = node.get("aria-label") or title
        as_in_svg(node)
        data = etree.tostring(node, with_tail=False)
        uri = "data:image/svg+xml;base64," + base64.b64encode(data).decode()
        image = self.context.image(uri, alt)
        if isinstance(image, Image) and image.width <= 40:
            self.line.append(image)
            return
        self.flush()
        self.line.append(image)
        self.flush()

    def tag_figure(self, node: etree._Element, style: Style, depth: int) -> None:
        """Add a figure with its caption."""
        self.flush()
        captions: list[Inline] = []
        for caption in list(node.iter("figcaption")):
            captions += lines_of(self.inside(caption, style, depth))
            caption.tag = "template"  # read; not to be walked again
        blocks = self.inside(node, style, depth)
        figures = [b for b in blocks if isinstance(b, FigureBlock)]
        if figures:
            figures[0].caption = captions
            captions = []
        self.blocks += blocks
        if captions:
            self.blocks.append(Paragraph(captions))
