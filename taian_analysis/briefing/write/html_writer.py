"""The document -> one HTML file: nothing fetched, nothing run, readable on a phone and aloud."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path

from .. import tree
from ..tree import Run, Style, leans_left, plain_text
from ..wording import word
from .contrast import WHITE, legible, soft
from .layout import grid, numeric_columns, side_of
from .mathnodes import safe_mathml
from .tight import tight_pieces
from .visitor import Visitor

_SIDES = ("center", "right")
SHORT = 7  # characters; a cell with no more is not broken, however narrow the screen
LARGE = 360.0  # points; on a phone a wider figure scrolls instead of shrinking
WIDEST = 16  # characters that are kept on one line; a phone has room for them
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def write_html(document: tree.Document) -> str:
    """Return the document as a self-contained HTML page."""
    return _Page(document).page()


class _Page(Visitor):
    def __init__(self, document: tree.Document) -> None:
        self.document = document
        self.lang = "zh-CN" if document.tag == "zh" else document.tag
        self.counts = {"figure": 0, "table": 0, "region": 0}
        self.notes: list[tree.Footnote] = []
        self.anchors: set[str] = set()
        self.paper = WHITE

    def page(self) -> str:
        doc = self.document
        blocks = list(doc.blocks())
        self.anchors = tree.anchors(blocks)
        body = "\n".join(self.visit(block) for block in blocks)
        css = Path(__file__).with_name("briefing.css").read_text(encoding="utf-8")
        facts = [*doc.authors, doc.date]
        facts += [word(doc.lang, "source") + doc.source] if doc.source else []
        facts = [f"<span>{escape(fact)}</span>" for fact in facts if fact]
        head = f"<h1>{escape(doc.title)}</h1>"
        head += f'<p class="subtitle">{escape(doc.subtitle)}</p>' if doc.subtitle else ""
        head += f'<p class="facts">{" ".join(facts)}</p>' if facts else ""
        skip = word(doc.lang, "skip_link")
        return (
            f'<!DOCTYPE html>\n<html lang="{self.lang}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(doc.title)}</title>\n<style>\n{css}</style>\n</head>\n<body>\n"
            f'<a class="skip" href="#briefing-main">{skip}</a>\n<header>{head}</header>\n'
            f'<main id="briefing-main">\n{body}\n{self._endnotes()}</main>\n</body>\n</html>\n'
        )

    def _endnotes(self) -> str:
        if not self.notes:
            return ""
        items = []
        for number, note in enumerate(self.notes, start=1):
            text = "".join(self.visit(block) for block in note.blocks)
            back = f'<a href="#call-{number}" aria-label="{number}">↩</a>'
            items.append(f'<li id="note-{number}">{text}{back}</li>')
        title = word(self.document.lang, "notes")
        return f'<section class="notes"><h2>{title}</h2><ol>{"".join(items)}</ol></section>\n'

    # blocks

    def on_heading(self, block: tree.Heading) -> str:
        level = min(block.level + 1, 6)
        sides = _aligned(block.align) + _direction(block.inlines)
        inside = self.inlines(block.inlines)
        return f"<h{level}{_id(block.anchor)}{sides}>{inside}</h{level}>"

    def on_paragraph(self, block: tree.Paragraph) -> str:
        sides = _aligned(block.align) + _direction(block.inlines)
        return f"<p{sides}>{self.inlines(block.inlines)}</p>"

    def on_quote(self, block: tree.Quote) -> str:
        if not block.kind:
            return f"<blockquote>{self.blocks(block.blocks)}</blockquote>"
        title = f"<p><b>{word(self.document.lang, block.kind)}</b></p>"
        inside = "".join(map(self.visit, block.blocks))
        return f'<div role="note" class="box {block.kind}">{title}{inside}</div>'

    def on_pagebreak(self, block: tree.PageBreak) -> str:
        return '<div class="new-page"></div>'

    def on_items(self, block: tree.Items) -> str:
        tag = "ol" if block.ordered else "ul"
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        items = "".join(f"<li>{self.blocks(item)}</li>" for item in block.items)
        return f"<{tag}{start}>{items}</{tag}>"

    def on_code(self, block: tree.Code) -> str:
        lines = (
            "".join(self.dressed(escape(run.text, quote=False), run.style) for run in line)
            for line in block.lines
        )
        return f'<pre class="{block.kind}"><code>' + "\n".join(lines) + "</code></pre>"

    def on_mathblock(self, block: tree.MathBlock) -> str:
        return f'<div class="formula"{_id(block.anchor)}>{self.on_math(block.math)}</div>'

    def on_rule(self, block: tree.Rule) -> str:
        return "<hr>"

    def on_placeholder(self, block: tree.Placeholder) -> str:
        return f'<p class="placeholder">{escape(block.text)}</p>'

    def blocks(self, blocks: list[tree.Block]) -> str:
        if len(blocks) == 1 and isinstance(blocks[0], tree.Paragraph) and not blocks[0].align:
            return self.inlines(blocks[0].inlines)
        return "".join(self.visit(block) for block in blocks)

    def _label(self, kind: str) -> str:
        self.counts[kind] += 1
        return f"{word(self.document.lang, kind)} {self.counts[kind]}"

    def on_figureblock(self, block: tree.FigureBlock) -> str:
        picture, name = self.on_image(block.image), _id(block.anchor)
        if block.image.width > LARGE:
            label = f'role="region" tabindex="0" aria-label="{escape(block.image.alt[:200])}"'
            picture = f'<div class="scroll large" {label}>{picture}</div>'
        if not block.caption:
            return f"<figure{name}>{picture}</figure>"
        caption = f"<b>{self._label('figure')}</b> {self.inlines(block.caption)}"
        return f"<figure{name}>{picture}<figcaption>{caption}</figcaption></figure>"

    def on_image(self, image: tree.Image) -> str:
        data = base64.b64encode(image.data).decode()
        width, height = round(image.width / 0.75), round(image.height / 0.75)
        size = f'width="{max(width, 1)}" height="{max(height, 1)}"'
        return f'<img src="data:{image.mime};base64,{data}" alt="{escape(image.alt)}" {size}>'

    def on_tableblock(self, table: tree.TableBlock) -> str:
        numeric = numeric_columns(table)
        parts = []
        for index, row in enumerate(grid(table)):
            cells = "".join(self.cell(cell, column, numeric) for column, cell in row)
            if index == 0 and table.header_rows:
                parts.append("<thead>")
            if index == table.header_rows:
                parts.append("</thead><tbody>" if index else "<tbody>")
            parts.append(f"<tr>{cells}</tr>")
        parts.append("</tbody>" if len(table.rows) > table.header_rows else "</thead>")
        caption = ""
        self.counts["region"] += 1
        name = f"{word(self.document.lang, 'table')} ({self.counts['region']})"
        if table.caption:
            label = self._label("table")
            caption = f"<caption><b>{label}</b> {self.inlines(table.caption)}</caption>"
            name = f"{label} {plain_text(list(table.caption))}"
        notes = "".join(f'<p class="note">{self.inlines(note)}</p>' for note in table.notes)
        whole = f"<table{_id(table.anchor)}>{caption}{''.join(parts)}</table>"
        label = f'role="region" tabindex="0" aria-label="{escape(name)}"'
        return f'<div class="scroll" {label}>{whole}</div>{notes}'

    def cell(self, cell: tree.TableCell, column: int, numeric: set[int]) -> str:
        text = plain_text(cell.blocks)
        header = cell.header if text.strip() else ""
        tag = "th" if header else "td"
        extra = f' scope="{_scope(cell)}"' if header else ""
        extra += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
        extra += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
        side = side_of(cell, column, numeric)
        classes = [*(["keep"] if len(text) <= SHORT else []), *([side] if side in _SIDES else [])]
        extra += f' class="{" ".join(classes)}"' if classes else ""
        extra += _direction(cell.blocks)
        outer = self.paper
        self.paper = cell.style.background or (soft(cell.bar.color) if cell.bar else outer)
        css = _looks(cell, legible(cell.style.color, self.paper), bool(header))
        extra += f' style="{css}"' if css else ""
        inside = self.blocks(cell.blocks)
        self.paper = outer
        return f"<{tag}{extra}>{inside}</{tag}>"

    # inlines

    def inlines(self, inlines: list[tree.Inline]) -> str:
        return "".join(map(self.visit, inlines))

    def on_break(self, node: tree.Break) -> str:
        return "<br>"

    def on_anchor(self, node: tree.Anchor) -> str:
        return f"<span{_id(node.name)}></span>" if node.name else ""

    def on_math(self, math: tree.Math) -> str:
        made = safe_mathml(math.mathml, math.latex) if math.mathml else ""
        if made and not math.display and len(math.latex) > 30:  # wider than a phone, maybe
            return f'<span class="wide" tabindex="0">{made}</span>'
        return made or f"<code>{escape(math.latex)}</code>"

    def on_footnote(self, note: tree.Footnote) -> str:
        known = [one.key for one in self.notes]
        first = note.key not in known
        if first:
            self.notes.append(note)
            known.append(note.key)
        number = known.index(note.key) + 1
        mark = f' id="call-{number}"' if first else ""
        return f'<sup><a{mark} href="#note-{number}">{number}</a></sup>'

    def on_run(self, run: Run) -> str:
        text = escape(run.text, quote=False) if run.style.code else _kept(run.text)
        return self.dressed(text, run.style)

    def dressed(self, text: str, style: Style) -> str:
        """Return HTML in a style."""
        for tag, wanted in (
            ("code", style.code),
            ("b", style.bold),
            ("em", style.italic),
            ("s", style.strike),
            ("u", style.underline and not style.href),
            ("sup", style.sup),
            ("sub", style.sub),
        ):
            text = f"<{tag}>{text}</{tag}>" if wanted else text
        css = self._colors(style)
        text = f'<span style="{css}">{text}</span>' if css else text
        href = style.href
        if href and href.startswith("#"):
            href = "#s-" + href[1:] if href[1:] in self.anchors else None
        return f'<a href="{escape(href)}">{text}</a>' if href else text

    def _colors(self, style: Style) -> str:
        css = [f"background:{style.background}"] if style.background else []
        ink = legible(style.color, style.background or self.paper)
        if ink and (style.color or style.background) and not style.href:
            css.append(f"color:{ink}")
        return ";".join(css)


def _direction(nodes: object) -> str:
    return ' dir="rtl"' if leans_left(nodes) else ""


def _kept(text: str) -> str:
    """Return a text, its numbers and dates kept on one line with their units."""
    return "".join(
        f'<span class="keep">{escape(piece, quote=False)}</span>'
        if tight and len(piece) <= WIDEST
        else escape(piece, quote=False)
        for piece, tight in tight_pieces(text)
    )


def _id(anchor: str) -> str:
    return f' id="s-{escape(anchor)}"' if anchor else ""


def _aligned(side: str | None) -> str:
    return f' class="{side}"' if side in _SIDES else ""


def _looks(cell: tree.TableCell, ink: str | None, header: bool) -> str:
    """Return the style of a cell: its background, a bar behind its text, its ink."""
    css = [f"background:{cell.style.background}"] if cell.style.background else []
    if cell.bar:
        stops = f"{soft(cell.bar.color)} {cell.bar.start:g}% {cell.bar.end:g}%"
        before, after = f"transparent {cell.bar.start:g}%", f"transparent {cell.bar.end:g}%"
        css.append(f"background-image:linear-gradient(90deg,{before},{stops},{after})")
    css += [f"color:{ink}"] if ink else []
    css += ["font-weight:bold"] if cell.style.bold and not header else []
    return ";".join(css)


def _scope(cell: tree.TableCell) -> str:
    side = "col" if cell.header == "col" else "row"
    span = cell.colspan if side == "col" else cell.rowspan
    return f"{side}group" if span > 1 else side
