"""Places in a notebook that its links go to, beside its headings."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from .. import tree
from ..tree import Anchor, Block, Document, Heading, Paragraph
from .prose import slug

_LINK = re.compile(
    r"""(?:\]\(\s*<?|href\s*=\s*["']?|^\[[^\]\n]+\]:\s*)#([^)\s"'>]+)""", re.MULTILINE
)


def linked_names(nb: Any) -> frozenset[str]:
    """Return the names that the links of a notebook go to.

    Examples
    --------
    >>> cell = {"cell_type": "markdown", "source": "[a](#x) <a href='#y'>b</a>"}
    >>> sorted(linked_names({"cells": [cell]}))
    ['x', 'y']
    """
    found: set[str] = set()
    for cell in nb.get("cells", []):
        shown = [cell.get("source")] if cell.get("cell_type") == "markdown" else []
        for output in cell.get("outputs") or []:
            data = output.get("data") or {}
            shown += [data.get("text/html"), data.get("text/markdown")]
        for text in shown:
            joined = "".join(map(str, text)) if isinstance(text, list) else str(text or "")
            found.update(slug(unquote(name)) for name in _LINK.findall(joined))
    return frozenset(found)


def settle_anchors(document: Document) -> None:
    """Make the names of places unique, and let a lone one stand in the block that it precedes."""
    taken: set[str] = set()
    blocks = list(document.blocks())
    for node in tree.walk(blocks):
        if isinstance(node, Heading):
            taken.add(node.anchor)
    for node in tree.walk(blocks):
        if isinstance(node, tree.FigureBlock | tree.TableBlock | Anchor):
            _claim(node, taken)
    waiting: list[tree.Inline] = []
    for section in document.sections:
        section.blocks = _joined(section.blocks, waiting)
    if waiting:
        document.sections[-1].blocks.append(Paragraph(waiting))


def _claim(node: tree.FigureBlock | tree.TableBlock | Anchor, taken: set[str]) -> None:
    name = "name" if isinstance(node, Anchor) else "anchor"
    wanted = getattr(node, name)
    setattr(node, name, "" if wanted in taken else wanted)
    taken.add(wanted)


def _joined(blocks: list[Block], waiting: list[tree.Inline]) -> list[Block]:
    """Return blocks, paragraphs of nothing but anchors put into the heading or text after them."""
    made: list[Block] = []
    for block in blocks:
        lone = isinstance(block, Paragraph) and all(isinstance(i, Anchor) for i in block.inlines)
        if lone and isinstance(block, Paragraph):
            waiting += block.inlines
            continue
        if waiting and isinstance(block, Heading | Paragraph):
            block.inlines[:0] = waiting
            waiting.clear()
        elif waiting:
            made.append(Paragraph(list(waiting)))
            waiting.clear()
        made.append(block)
    return made
