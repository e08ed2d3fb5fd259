"""Markdown cells -> blocks, as Jupyter reads them (CommonMark, tables, footnotes, LaTeX maths)."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

import mistune
from mistune.plugins import import_plugin

from ..tree import (
    PLAIN,
    Block,
    Break,
    Code,
    FigureBlock,
    Footnote,
    Heading,
    Image,
    Inline,
    Items,
    Math,
    MathBlock,
    PageBreak,
    Paragraph,
    Quote,
    Rule,
    Run,
    Style,
    TableBlock,
    TableCell,
    plain_text,
)
from .context import CellContext
from .directives import KINDS, fenced_boxes
from .dollars import put_back, take_formulas
from .html import html_blocks
from .htmlparts import Around, inline_element, inline_tag, opened
from .limits import prose, rows_kept
from .maths import with_formulas
from .prose import clean, join_lines, slug, tidy
from .references import called, captioned_tables, picture_labels

MarkdownToken = dict[str, Any]
#: what means something only with all that stands up to its end
_WHOLE = re.compile(r"<(svg|video|audio|iframe|object|canvas|math|select)\b", re.IGNORECASE)
_BREAKS = {r"\newpage", r"\pagebreak", r"\clearpage"}
_PLUGINS = ("table", "footnotes", "strikethrough", "task_lists", "url", "def_list")


@lru_cache(maxsize=1)
def _parser() -> mistune.Markdown:
    plugins: list[Any] = [import_plugin(name) for name in _PLUGINS]
    return mistune.create_markdown(renderer=None, plugins=plugins)


def markdown_blocks(source: str, context: CellContext) -> list[Block]:
    """Return the blocks of a Markdown text.

    Parameters
    ----------
    source
        The text of a Markdown cell or of a ``text/markdown`` output.
    context
        The cell it stands in: attachments, folder, language, warnings.
    """
    outer = context.formulas
    text, context.formulas = take_formulas(fenced_boxes(prose(clean(source), context)))
    tokens = _parser()(text)
    assert isinstance(tokens, list)
    blocks = _Reader(context, tokens).blocks(tokens)
    context.formulas = outer
    return blocks


class _Reader:
    """Turns mistune's tokens into blocks; one a cell, since footnotes belong to a cell."""

    def __init__(self, context: CellContext, tokens: list[MarkdownToken]) -> None:
        self.context = context
        notes = (t for token in tokens if token["type"] == "footnotes" for t in token["children"])
        self.notes = {note["attrs"]["key"].lower(): note["children"] for note in notes}
        self.open: list[str] = []

    def blocks(self, tokens: Iterable[MarkdownToken]) -> list[Block]:
        made: list[Block] = []
        around: list[tuple[Around, list[Block]]] = []  # open <div>s, and the blocks before each
        for token in tokens:
            raw = token.get("raw", "").strip() if token["type"] == "block_html" else ""
            if re.fullmatch(r"<(div|center)\b[^>]*>", raw):
                around.append((opened(raw, self.context), made))
                made = []
            elif re.fullmatch(r"</(div|center)>", raw) and around:
                made = _closed(around, made)
            else:
                made += self._block(token)
        while around:
            made = _closed(around, made)
        return captioned_tables(made)

    def _block(self, token: MarkdownToken) -> list[Block]:
        build: Callable[[MarkdownToken], list[Block]] | None
        build = getattr(self, f"_block_{token['type']}", None)
        return build(token) if build else self.blocks(token.get("children") or [])

    def _block_heading(self, token: MarkdownToken) -> list[Block]:
        inlines = self.inlines(token["children"])
        return [Heading(token["attrs"]["level"], inlines, slug(plain_text(inlines)))]

    def _block_paragraph(self, token: MarkdownToken) -> list[Block]:
        inlines = self.inlines(token["children"])
        if plain_text(inlines).strip() in _BREAKS:
            return [PageBreak()]
        return lift_pictures(inlines, _titles(token))

    _block_block_text = _block_paragraph

    def _block_block_code(self, token: MarkdownToken) -> list[Block]:
        language = (token.get("attrs") or {}).get("info", "").split(" ")[0]
        text = put_back(token["raw"], self.context.formulas).rstrip("\n").expandtabs(4)
        kind = KINDS.get(language.strip("{}")) if language.startswith("{") else None
        if kind:
            return [Quote(markdown_blocks(text, self.context), kind)]
        return [Code([[Run(line)] for line in text.split("\n")], language, "source")]

    def _block_block_quote(self, token: MarkdownToken) -> list[Block]:
        blocks = self.blocks(token["children"])
        return [Quote(blocks, _called(blocks))]

    def _block_list(self, token: MarkdownToken) -> list[Block]:
        attrs = token["attrs"]
        items = [self._item(item) for item in token["children"]]
        return [Items(items, attrs.get("ordered", False), attrs.get("start", 1))]

    def _item(self, token: MarkdownToken) -> list[Block]:
        blocks = self.blocks(token["children"])
        if token["type"] == "task_list_item":
            mark = "■ " if token["attrs"].get("checked") else "□ "
            if not blocks or not isinstance(blocks[0], Paragraph):
                blocks.insert(0, Paragraph([]))
            assert isinstance(blocks[0], Paragraph)
            blocks[0].inlines.insert(0, Run(mark))
        return blocks

    def _block_def_list(self, token: MarkdownToken) -> list[Block]:
        made: list[Block] = []
        for child in token["children"]:
            if child["type"] == "def_list_head":
                made.append(Paragraph(self.inlines(child["children"], PLAIN.but(bold=True))))
            else:
                made.append(Quote(self.blocks(child["children"])))
        return made

    def _block_table(self, token: MarkdownToken) -> list[Block]:
        head, *body = token["children"]
        lines = [head, *(row for part in body for row in part["children"])]
        wide = len(head["children"])
        most, note = rows_kept(len(lines), wide, self.context)
        rows = [[self._cell(cell) for cell in line["children"]] for line in lines[:most]]
        notes: list[list[Inline]] = [[Run(note)]] if note else []
        return [TableBlock(rows, wide, header_rows=1, notes=notes)] if wide else []

    def _cell(self, token: MarkdownToken) -> TableCell:
        attrs = token["attrs"]
        blocks: list[Block] = [Paragraph(self.inlines(token["children"]))]
        return TableCell(blocks, header="col" if attrs["head"] else "", align=attrs.get("align"))

    def _block_block_html(self, token: MarkdownToken) -> list[Block]:
        return html_blocks(token["raw"], self.context)

    def _block_thematic_break(self, token: MarkdownToken) -> list[Block]:
        return [Rule()]

    def _block_footnotes(self, token: MarkdownToken) -> list[Block]:
        return []  # set where they are called

    # inline tokens

    def inlines(self, tokens: list[MarkdownToken], style: Style = PLAIN) -> list[Inline]:
        """Return tidy inlines; an HTML tag changes the style until it is closed."""
        made: list[Inline] = []
        stack: list[tuple[str, Style]] = []
        for token in joined_elements(tokens):
            if token["type"] == "inline_html" and _WHOLE.match(token["raw"]):
                made += inline_element(token["raw"], self.context)
            elif token["type"] == "inline_html":
                style = self._html(token["raw"], style, stack, made)
            else:
                made += self._inline(token, style)
        return tidy(made)

    def _html(
        self, tag: str, style: Style, stack: list[tuple[str, Style]], made: list[Inline]
    ) -> Style:
        closing = re.match(r"</\s*([a-zA-Z0-9]+)", tag)
        if closing:
            name = closing.group(1).lower()
            while any(opened == name for opened, _ in stack):
                opened, style = stack.pop()
                if opened == name:
                    break
            return style
        name, new, found = inline_tag(tag, style, self.context)
        made += found
        if name:
            stack.append((name, style))
        return new

    def _inline(self, token: MarkdownToken, style: Style) -> list[Inline]:
        build = getattr(self, f"_inline_{token['type']}", None)
        if build:
            return list(build(token, style))
        children = token.get("children", [])
        return self.inlines(children, style) if children else [Run(token.get("raw", ""), style)]

    def _inline_text(self, token: MarkdownToken, style: Style) -> list[Inline]:
        found = with_formulas(html.unescape(token["raw"]), style, self.context)
        parts = ([x] if not isinstance(x, Run) else called(x.text, x.style) for x in found)
        return [node for part in parts for node in part]

    def _inline_strong(self, token: MarkdownToken, style: Style) -> list[Inline]:
        return self.inlines(token["children"], style.but(bold=True))

    def _inline_emphasis(self, token: MarkdownToken, style: Style) -> list[Inline]:
        return self.inlines(token["children"], style.but(italic=True))

    def _inline_strikethrough(self, token: MarkdownToken, style: Style) -> list[Inline]:
        return self.inlines(token["children"], style.but(strike=True))

    def _inline_codespan(self, token: MarkdownToken, style: Style) -> list[Inline]:
        text = put_back(html.unescape(token["raw"]), self.context.formulas)
        return [Run(text, style.but(code=True))]

    def _inline_link(self, token: MarkdownToken, style: Style) -> list[Inline]:
        href = self.context.link(put_back(token["attrs"]["url"], self.context.formulas))
        return self.inlines(token["children"], style.but(href=href) if href else style)

    def _inline_image(self, token: MarkdownToken, style: Style) -> list[Inline]:
        attrs = token["attrs"]
        alt = "".join(plain_text(self.inlines(token.get("children", []))))
        return [self.context.image(attrs["url"], alt, attrs.get("title") or "")]

    def _inline_softbreak(self, token: MarkdownToken, style: Style) -> list[Inline]:
        return [Run("\n", style)]

    def _inline_linebreak(self, token: MarkdownToken, style: Style) -> list[Inline]:
        return [Break()]

    def _inline_footnote_ref(self, token: MarkdownToken, style: Style) -> list[Inline]:
        key = token["raw"].lower()
        if key in self.open:  # a note that calls itself
            return []
        self.open.append(key)
        blocks = self.blocks(self.notes.get(key, []))
        self.open.remove(key)
        return [Footnote(f"{self.context.cell}-{key}", blocks)]


def joined_elements(tokens: list[MarkdownToken]) -> Iterator[MarkdownToken]:
    """Yield tokens, the tags and text of one drawing or player in a line as one token."""
    waiting: list[MarkdownToken] = []
    for token in tokens:
        opens = token["type"] == "inline_html" and _WHOLE.match(token["raw"])
        if not waiting and not opens:
            yield token
            continue
        waiting.append(token)
        name = _WHOLE.match(waiting[0]["raw"])
        assert name
        if token.get("raw", "").lower().startswith(f"</{name[1].lower()}"):
            raw = "".join(part.get("raw", "") for part in waiting)
            yield {"type": "inline_html", "raw": raw}
            waiting = []
    yield from waiting  # never closed: each tag for itself


def _closed(around: list[tuple[Around, list[Block]]], made: list[Block]) -> list[Block]:
    """Return the blocks before the innermost <div>, and those in it, boxed or to one side."""
    (kind, align, anchors), before = around.pop()
    for block in made:
        if isinstance(block, Paragraph | Heading):
            block.align = block.align or align
    place: list[Block] = [Paragraph(anchors)] if anchors else []
    return [*before, *place, *([Quote(made, kind)] if kind and made else made)]


def _called(blocks: list[Block]) -> str:
    """Return the kind of box that ``> [!NOTE]`` makes, and take the mark away."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Paragraph) or not first.inlines:
        return ""
    run = first.inlines[0]
    match = re.match(r"\[!(\w+)\]\s*", run.text) if isinstance(run, Run) else None
    if match is None or match[1].lower() not in KINDS:
        return ""
    assert isinstance(run, Run)
    run.text = run.text[match.end() :]
    return KINDS[match[1].lower()]


def _titles(token: MarkdownToken) -> dict[int, str]:
    """Return the captions (``![alt](file "caption")``) of a paragraph's images, in order."""
    images = [t for t in token["children"] if t["type"] == "image"]
    return {i: t["attrs"].get("title") or "" for i, t in enumerate(images)}


def lift_pictures(inlines: list[Inline], captions: dict[int, str] | None = None) -> list[Block]:
    """Split a paragraph at pictures and displayed formulas that stand on a line of their own."""
    made: list[Block] = []
    line: list[Inline] = []
    pictures = 0
    labels = picture_labels(inlines)
    alone = not any(
        isinstance(x, Footnote) or (isinstance(x, Run) and x.text.strip()) for x in inlines
    )
    for node in inlines:
        if isinstance(node, Image):
            label = labels.get(id(node), "")
            caption = (captions or {}).get(pictures, "") or (node.alt if label else "")
            pictures += 1
            if alone or label or node.width > 120:
                _flush(line, made)
                line = []
                made.append(FigureBlock(node, [Run(caption)] if caption else [], label))
                continue
        if isinstance(node, Math) and node.display:
            _flush(line, made)
            line = []
            made.append(MathBlock(node))
            continue
        line.append(node)
    _flush(line, made)
    return made


def _flush(line: list[Inline], made: list[Block]) -> None:
    line = tidy(join_lines(line))
    if line:
        made.append(Paragraph(line))
