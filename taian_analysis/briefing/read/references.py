r"""Figures, tables and formulas that text calls by a label: their numbers are put where they stand.

``#| label: fig-bars`` and ``{#fig-bars}`` name a figure, which ``@fig-bars`` calls; ``\label{a}``
names a formula, which ``\eqref{a}`` calls. What has no caption has no number.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from .. import tree
from ..tree import Block, Document, Image, Inline, Paragraph, Reference, Run, Style, TableBlock
from ..wording import word
from .context import CellContext
from .images import asked_size
from .prose import slug

_CALL = re.compile(
    r"\[@((?:fig|tbl|eq)-[\w-]+)\]|(?<![A-Za-z0-9_.@/])@((?:fig|tbl|eq)-[A-Za-z0-9_-]*[A-Za-z0-9])"
)
_NUMBERED = re.compile(r'id="([^"]+)"><mtext>\(?(.*?)\)?</mtext>')
_INNER = re.compile(r'<a href="#([^"]*)">[^<]*</a>')


def called(text: str, style: Style) -> list[Inline]:
    """Return a text with the labels that it calls by ``@``.

    Examples
    --------
    >>> [type(node).__name__ for node in called("见@fig-a。", Style())]
    ['Run', 'Reference', 'Run']
    """
    made: list[Inline] = []
    at = 0
    for match in _CALL.finditer(text):
        made.append(Run(text[at : match.start()], style))
        made.append(Reference(match[1] or match[2], match.group(), style))
        at = match.end()
    made.append(Run(text[at:], style))
    return [node for node in made if not isinstance(node, Run) or node.text]


def captioned_tables(blocks: list[Block]) -> list[Block]:
    """Return blocks, a paragraph ``: caption {#tbl-a}`` after a table as its caption."""
    made: list[Block] = []
    for block in blocks:
        before = made[-1] if made else None
        first = block.inlines[0] if isinstance(block, Paragraph) and block.inlines else None
        if isinstance(before, TableBlock) and isinstance(first, Run) and not before.caption:
            lead = re.match(r"(?:Table)?:\s+", first.text)
            if lead and isinstance(block, Paragraph):
                first.text = first.text[lead.end() :]
                before.caption, before.anchor = _named(block.inlines)
                continue
        made.append(block)
    return made


def picture_labels(inlines: list[Inline]) -> dict[int, str]:
    """Return the labels that attributes (``{#fig-a width=50%}``) give pictures, by their id.

    The attributes are taken out of the text, and a width is followed.
    """
    found: dict[int, str] = {}
    for picture, run in pairwise(inlines):
        if not isinstance(picture, Image) or not isinstance(run, Run):
            continue
        match = re.match(r"\{([#.\w][^{}]*)\}", run.text)
        if match is None:
            continue
        run.text = run.text[match.end() :]
        label = re.search(r"#([\w:-]+)", match[1])
        width = re.search(r"\bwidth=['\"]?([\w.]+%?)", match[1])
        if label:
            found[id(picture)] = label[1]
        if width:
            size = asked_size(picture.width, picture.height, {"width": width[1]})
            picture.width, picture.height = size
    return found


def _named(inlines: list[Inline]) -> tuple[list[Inline], str]:
    """Return inlines without the attributes at their end, and the label these give."""
    last = inlines[-1]
    match = (
        re.search(r"(?:(?<!\s)\s++)?\{#([\w:-]{1,200})[^{}]*+\}\s*$", last.text)
        if isinstance(last, Run)
        else None
    )
    if match is None or not isinstance(last, Run):
        return inlines, ""
    last.text = last.text[: match.start()]
    return inlines, match[1]


def number_references(document: Document) -> None:
    """Put the numbers of figures, tables and formulas where text calls them."""
    blocks = list(document.blocks())
    known = _captioned(blocks, document.lang) | _formulas(blocks)
    for section in document.sections:
        context = CellContext(section.cell, document.lang, warnings=document.warnings)
        for line in tree.lines(section.blocks):
            line[:] = [_resolved(node, known, context) for node in line]
        for node in tree.walk(section.blocks):
            if isinstance(node, tree.Math) and node.mathml and "<a href" in node.mathml:
                node.mathml = _INNER.sub(lambda m: _inner(m, known), node.mathml)


def _captioned(blocks: list[tree.Block], lang: str) -> dict[str, tuple[str, str]]:
    """Return what calls each labelled figure and table, and its anchor."""
    counts = {"figure": 0, "table": 0}
    known: dict[str, tuple[str, str]] = {}
    for node in tree.walk(blocks):
        if isinstance(node, tree.FigureBlock | tree.TableBlock) and node.caption:
            kind = "figure" if isinstance(node, tree.FigureBlock) else "table"
            counts[kind] += 1
            if node.anchor:
                name = f"{word(lang, kind)} {counts[kind]}"
                known.setdefault(node.anchor, (name, node.anchor))
    return known


def _formulas(blocks: list[tree.Block]) -> dict[str, tuple[str, str]]:
    """Return the number of each labelled formula, and the anchor its block gets."""
    known: dict[str, tuple[str, str]] = {}
    for node in tree.walk(blocks):
        if isinstance(node, tree.MathBlock) and node.math.mathml:
            found = _NUMBERED.findall(node.math.mathml)
            labels = [(label, number) for label, number in found if label not in known]
            node.anchor = slug(labels[0][0]) if labels else node.anchor
            known |= {label: (number, node.anchor) for label, number in labels}
    return known


def _resolved(node: Inline, known: dict[str, tuple[str, str]], context: CellContext) -> Inline:
    if not isinstance(node, Reference):
        return node
    if node.label not in known:
        context.warn("w_label", name=node.label)
        return Run(node.source, node.style)
    name, anchor = known[node.label]
    name = f"({name})" if node.source.startswith("(") else name
    return Run(name, replace(node.style, href=f"#{anchor}"))


def _inner(match: re.Match[str], known: dict[str, tuple[str, str]]) -> str:
    """Return the number that a formula calls another by."""
    label = match[1].removeprefix("bare!")
    name = known[label][0] if label in known else label
    return name if label != match[1] else f"({name})"
