"""Runs, formulas and pictures of a line -> data for the Typst template."""

from __future__ import annotations

import hashlib
from itertools import zip_longest
from typing import Any

from .. import tree
from ..read.images import SUFFIX
from .contrast import legible
from .fontbook import FontBook
from .layout import break_word, words
from .mathnodes import math_nodes
from .raster import printable
from .tight import tight_pieces
from .visitor import Visitor

Json = Any
MATH_DEPTH = 40


class InlineNodes(Visitor):
    """What stands in lines; the blocks of `TypstNodes` are made of it."""

    book: FontBook
    width: float
    height: float
    size: float
    paper: str
    cell: int
    dots: int
    files: dict[str, bytes]
    sources: dict[str, int]
    notes: set[str]
    anchors: set[str]

    def text(self, text: str) -> str:
        """Return a text that the fonts can show."""
        raise NotImplementedError

    def blocks(self, blocks: list[tree.Block], width: float) -> list[Json]:
        """Return the data of several blocks in a column `width` points wide."""
        raise NotImplementedError

    def image(self, image: tree.Image, width: float) -> Json:
        """Return a picture `width` points wide."""
        data = image.printed or image.data
        name = f"{hashlib.sha256(data).hexdigest()[:20]}.{SUFFIX[image.mime]}"
        if name not in self.files:
            self.files[name], dots = printable(data, image.mime, width, self.dots)
            self.dots += dots
        self.sources.setdefault(name, self.cell)
        return {"k": "im", "f": name, "w": round(width, 2), "alt": self.text(image.alt)}

    def inlines(self, inlines: list[tree.Inline], width: float) -> list[Json]:
        """Return inline data; words wider than the column are cut so that they can break."""
        return [made for node in inlines for made in self.visit(node, width)]

    def on_break(self, node: tree.Break, width: float) -> list[Json]:
        """Return a line break."""
        return [{"k": "br"}]

    def on_math(self, node: tree.Math, width: float) -> list[Json]:
        """Return a formula in a line."""
        return [{"k": "m", "m": self.math(node, False)}]

    def on_image(self, node: tree.Image, width: float) -> list[Json]:
        """Return a picture in a line."""
        scale = min(1.0, width / node.width, 0.5 * self.height / node.height)
        return [self.image(node, node.width * scale)]

    def on_anchor(self, node: tree.Anchor, width: float) -> list[Json]:
        """Return a place that links go to."""
        return [{"k": "an", "id": node.name}]

    def on_run(self, run: tree.Run, width: float) -> list[Json]:
        """Return a run of text, in one piece where nothing in it is too long for the line."""
        text = self.text(run.text)
        limit = 0.94 * width / self.size
        if len(text) * 0.3 < limit or not any(
            is_word and self.book.width(piece) > limit for piece, is_word in words(text)
        ):
            return self._kept(text, run.style, limit)
        made: list[Json] = []
        for piece, is_word in words(text):
            if is_word and self.book.width(piece) > limit:
                cut = break_word(piece, min(limit, 4.0), self.book.width)
                made += [{"k": "bx", "i": self.styled(part, run.style)} for part in cut]
            else:
                made.append(self.styled(piece, run.style))
        return made

    def _kept(self, text: str, style: tree.Style, limit: float) -> list[Json]:
        """Return a text, its numbers and dates kept on one line with their units."""
        if style.code:
            return [self.styled(text, style)]
        made: list[Json] = []
        for piece, tight in tight_pieces(text):
            part = self.styled(piece, style)
            kept = tight and self.book.width(piece) <= limit
            made.append({"k": "bx", "i": part} if kept else part)
        return made

    def styled(self, text: str, style: tree.Style) -> Json:
        """Return a text with its style; plain text is a plain string."""
        said = {
            "x": style.bold,
            "e": style.italic,
            "o": style.code,
            "s": style.strike,
            "u": style.underline and not style.href,
            "sup": style.sup,
            "sub": style.sub,
            "c": legible(style.color, style.background or self.paper),
            "f": style.background,
            "a": self._target(style.href),
        }
        made = {key: value for key, value in said.items() if value}
        return {"k": "r", "t": text, **made} if made else text

    def _target(self, href: str | None) -> str | None:
        """Return where a link goes, None where that is no place in the briefing."""
        if href and href.startswith("#") and href[1:] not in self.anchors:
            return None
        return href

    def on_footnote(self, note: tree.Footnote, width: float) -> list[Json]:
        """Return a footnote: its text at the first call, a reference at later ones."""
        made: Json = {"k": "n", "id": note.key}
        if note.key not in self.notes:
            self.notes.add(note.key)
            made["b"] = self.blocks(note.blocks, self.width)
        return [made]

    # maths

    def math(self, math: tree.Math, display: bool) -> Json:
        """Return a formula; its source stands for it where it can not be set."""
        nodes = math_nodes(math.mathml) if math.mathml else None
        made: Json = {"d": display, "alt": self.text(" ".join(math.latex.split()))[:2000]}
        if nodes is None or _depth(nodes) > MATH_DEPTH:
            made["src"] = self.text(math.latex)
        else:
            made["n"] = self.shown(nodes)
            if display and (_length(nodes) > 40 or _depth(nodes) > 6):
                made |= {"wide": True, "breaks": _breaks(nodes)}
        return made

    def shown(self, node: Json) -> Json:
        """Return a formula's nodes, their characters looked after as in running text."""
        if isinstance(node, list):
            kind = node[:1] if isinstance(node[0] if node else None, str) else []
            return kind + [self.shown(part) for part in node[len(kind) :]]
        return self.text(node) if isinstance(node, str) else node


def _breaks(nodes: Json) -> bool:
    """Return whether a formula may be broken at its signs into parts that fit a line."""
    if nodes[0] != "row":
        return False
    longest = used = 0
    for part in nodes[1:]:
        used = 0 if part[0] == "op" else used + _length(part)
        longest = max(longest, used)
    return longest < 50


def across(node: Json) -> float:
    """Return about how wide a formula that can not break is, in ems; 0 for one that breaks.

    Examples
    --------
    >>> across(["table", [[["text", "abcd"], ["id", "x"]], [["id", "y"], ["text", "abcdef"]]], []])
    6.0
    """
    if _breaks(node):
        return 0.0
    if node[0] == "table":
        columns = zip_longest(*node[1], fillvalue=["row"])
        return sum(max(_length(cell) for cell in cells) * 0.5 + 0.5 for cells in columns)
    return max((across(part) for part in node[1:] if isinstance(part, list) and part), default=0.0)


def _length(node: Json) -> int:
    """Return about how many characters a formula shows."""
    if isinstance(node, str):
        return len(node)
    if not isinstance(node, list) or not node:
        return 0
    return sum(map(_length, node[1:] if isinstance(node[0], str) else node))


def _depth(node: Json) -> int:
    if not isinstance(node, list):
        return 0
    return 1 + max((_depth(part) for part in node), default=0)
