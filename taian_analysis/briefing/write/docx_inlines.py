"""Runs, links, formulas and pictures of a line, written into a Word paragraph."""

from __future__ import annotations

import io
from typing import Any

from docx.shared import Pt, RGBColor

from .. import tree
from ..tree import Run
from ..wording import word
from . import docx_xml as xml
from .contrast import legible
from .mathnodes import math_nodes
from .omml import office_math
from .raster import word_picture
from .visitor import Visitor


class InlineWriter(Visitor):
    """What stands in lines; the blocks of `DocxWriter` are made of it."""

    document: tree.Document
    word: Any
    home: Any
    notes: list[tree.Footnote]
    bookmarks: dict[str, str]
    anchors: set[str]
    paper: str
    width: float
    height: float

    def inlines(self, paragraph: Any, inlines: list[tree.Inline]) -> None:
        """Write inlines into a paragraph; neighbours with one target make one link."""
        linked: list[Any] = []
        target: str | None = None
        for node in inlines:
            href = node.style.href if isinstance(node, Run) else None
            if linked and href != target:
                self._link(paragraph, target, linked)
                linked = []
            target = href
            made = self.visit(node, paragraph)
            if href:
                linked.append(made)
        if linked:
            self._link(paragraph, target, linked)

    def on_break(self, node: tree.Break, paragraph: Any) -> None:
        """Write a line break."""
        paragraph.add_run().add_break()

    def on_math(self, node: tree.Math, paragraph: Any) -> None:
        """Write a formula in a line."""
        self.formula(paragraph, node, display=False)

    def on_image(self, node: tree.Image, paragraph: Any) -> None:
        """Write a picture in a line."""
        self.picture(paragraph, node)

    def on_footnote(self, node: tree.Footnote, paragraph: Any) -> None:
        """Write the number of a footnote."""
        paragraph.add_run(f"[{self.note(node)}]").font.superscript = True

    def on_anchor(self, node: tree.Anchor, paragraph: Any) -> None:
        """Put a bookmark where links go to."""
        self.mark(paragraph, node.name)

    def _link(self, paragraph: Any, target: str | None, runs: list[Any]) -> None:
        if target and target.startswith("#"):
            known = target[1:] in self.anchors
            target = "#" + self.bookmark(target[1:]) if known else None
        if target:
            xml.add_link(paragraph, target, runs)

    def note(self, note: tree.Footnote) -> int:
        """Return the number of a footnote, which is written at the end."""
        keys = [one.key for one in self.notes]
        if note.key not in keys:
            self.notes.append(note)
            keys.append(note.key)
        return keys.index(note.key) + 1

    def on_run(self, run: Run, paragraph: Any) -> Any:
        """Write a run of text."""
        style = run.style
        made = paragraph.add_run(run.text)
        font = made.font
        font.bold, font.italic = style.bold or None, style.italic or None
        font.strike, font.underline = style.strike or None, style.underline or None
        font.superscript, font.subscript = style.sup or None, style.sub or None
        if style.code:
            font.name = "Consolas"
        ink = legible(style.color, style.background or self.paper)
        ink = "#0b4f9e" if style.href else ink
        if ink:
            font.color.rgb = RGBColor.from_string(ink.lstrip("#").upper())
        if style.background:
            xml.shade(made._r.get_or_add_rPr(), style.background)
        return made

    def formula(self, paragraph: Any, math: tree.Math, *, display: bool) -> None:
        """Write a formula that Word can edit; its source where it could not be read."""
        nodes = math_nodes(math.mathml) if math.mathml else None
        if nodes is None:
            paragraph.add_run(math.latex).font.name = "Consolas"
            return
        paragraph._p.append(office_math(nodes, display))

    def mark(self, paragraph: Any, anchor: str) -> None:
        """Put a bookmark round a paragraph that links go to."""
        if anchor:
            name = self.bookmark(anchor)
            xml.add_bookmark(paragraph, name, int(name.removeprefix("h")))

    def bookmark(self, anchor: str) -> str:
        """Return the bookmark name of an anchor (Word allows few characters)."""
        return self.bookmarks.setdefault(anchor, f"h{len(self.bookmarks) + 1}")

    def picture(self, paragraph: Any, image: tree.Image) -> None:
        """Add a picture to a paragraph, or words in its place where it can not be read."""
        data = word_picture(image)
        if data is None:
            what = word(self.document.lang, "broken_image", name=image.alt)
            paragraph.add_run(word(self.document.lang, "placeholder", what=what))
            return
        room = self.width if self.home is self.word else self.width / 3
        scale = min(1.0, room / image.width, 0.6 * self.height / image.height)
        shape = paragraph.add_run().add_picture(io.BytesIO(data), width=Pt(image.width * scale))
        xml.set_alt(shape, image.alt)
