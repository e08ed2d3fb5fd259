"""HTML (of outputs, and inside Markdown) -> blocks. Scripts never run; nothing is fetched."""

from __future__ import annotations

import re
from itertools import takewhile

from lxml import etree

from ..tree import (
    PLAIN,
    Anchor,
    Block,
    Break,
    Code,
    FigureBlock,
    Heading,
    Image,
    Inline,
    Items,
    Math,
    MathBlock,
    PageBreak,
    Paragraph,
    Placeholder,
    Quote,
    Rule,
    Run,
    Style,
    TableBlock,
    TableCell,
    plain_text,
)
from .context import CellContext
from .css import Rules, StyleSheet, bar, styled
from .htmlmedia import MediaTags
from .htmltags import BLOCKS, CONTROLS, EMBEDDED, SIDES, SKIPPED, STYLES, box_kind, lifted, lines_of
from .limits import BLOCKS as MOST_BLOCKS
from .limits import ROWS as MOST_ROWS
from .limits import capped, left_out, pieces_kept, prose, rows_kept
from .maths import as_written, with_formulas
from .prose import clean, preformatted, slug, tidy
from .spans import regular

MAX_DEPTH = 60
MAX_SPAN = 100
MAX_COLUMNS = 400  # no paper holds more; such a table is shown as text


def parse_html(source: str) -> etree._Element | None:
    """Return the root element of an HTML text, or None where there is nothing in it."""
    text = clean(source.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        return None
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, huge_tree=True
    )
    try:
        root: etree._Element | None = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:  # nothing but comments
        return None
    return root


def html_blocks(source: str, context: CellContext) -> list[Block]:
    """Return the blocks of an HTML text.

    Examples
    --------
    >>> html_blocks("<p>泰安<b>市</b></p>", CellContext())[0].inlines[1].text
    '市'
    """
    root = parse_html(source)
    if root is None:
        return []
    sheet = StyleSheet()
    for node in root.iter("style"):
        sheet.add(node.text or "")
    walker = HtmlWalker(context, sheet)
    walker.walk(root, PLAIN, 0)
    blocks = walker.finish()
    if len(blocks) > MOST_BLOCKS:
        note = left_out(context, "blocks", len(blocks) - MOST_BLOCKS)
        blocks = [*blocks[:MOST_BLOCKS], Placeholder(note)]
    return blocks


class HtmlWalker(MediaTags):
    """Walks an element tree and collects blocks; text between blocks becomes paragraphs."""

    def __init__(self, context: CellContext, sheet: StyleSheet) -> None:
        self.context, self.sheet = context, sheet
        self.blocks: list[Block] = []
        self.line: list[Inline] = []
        self.align: str | None = None

    def finish(self) -> list[Block]:
        """Return the blocks, the last open paragraph among them."""
        self.flush()
        return self.blocks

    def flush(self) -> None:
        """End the open paragraph."""
        line = tidy(pieces_kept(self.line, self.context))
        self.line = []
        if len(line) == 1 and isinstance(line[0], Image):
            self.blocks.append(FigureBlock(line[0]))
        elif len(line) == 1 and isinstance(line[0], Math) and line[0].display:
            self.blocks.append(MathBlock(line[0]))
        elif line:
            self.blocks += lifted(line, self.align)

    def inside(self, node: etree._Element, style: Style, depth: int) -> list[Block]:
        """Return the blocks of an element's content."""
        walker = HtmlWalker(self.context, self.sheet)
        walker.walk_content(node, style, depth + 1)
        return walker.finish()

    def style(self, node: etree._Element, style: Style) -> Style:
        """Return the style inside an element."""
        changes = STYLES.get(str(node.tag))
        if changes:
            style = style.but(**changes)
        if node.tag == "a":
            href = self.context.link(node.get("href") or "")
            style = style.but(href=href) if href else style
        if node.tag == "font" and node.get("color"):
            style = styled(style, {"color": node.get("color") or ""})
        return styled(style, self.sheet.of(node))

    def walk_content(self, node: etree._Element, style: Style, depth: int) -> None:
        """Walk an element's text and children."""
        self.text(node.text, style)
        for child in node:
            if isinstance(child.tag, str):
                self.walk(child, style, depth)
            self.text(child.tail, style)

    def text(self, text: str | None, style: Style) -> None:
        """Add text, blanks collapsed."""
        text = prose(text, self.context) if text else text
        if text and self.context.formulas:
            self.line += with_formulas(text, style, self.context)
        elif text:
            self.line.append(Run(text, style))

    def walk(self, node: etree._Element, style: Style, depth: int) -> None:
        """Add what one element means."""
        tag = str(node.tag)
        if tag in SKIPPED:
            return
        self.place(node, tag)
        css = self.sheet.of(node)
        if css.get("display") == "none" or css.get("visibility") == "hidden":
            return
        if depth > MAX_DEPTH:
            self.context.warn("w_deep")
            self.text("".join(map(str, node.itertext())), style)
        elif tag in EMBEDDED or tag in CONTROLS:
            self.foreign(node, tag)
        elif hasattr(self, f"tag_{tag}"):
            getattr(self, f"tag_{tag}")(node, self.style(node, style), depth)
        elif tag in BLOCKS:
            self.block(node, self.style(node, style), depth, css.get("text-align"))
        elif re.fullmatch("h[1-6]", tag):
            self.heading(node, style, depth)
        else:
            self.walk_content(node, self.style(node, style), depth + 1)

    def anchors(self, node: etree._Element) -> list[Inline]:
        """Return the place an element names, if a link goes to it."""
        name = slug(node.get("id") or (node.get("name") if node.tag == "a" else "") or "")
        return [Anchor(name)] if name in self.context.linked else []

    def place(self, node: etree._Element, tag: str) -> None:
        """Mark the place an element names; a heading names itself."""
        found = [] if re.fullmatch("h[1-6]", tag) else self.anchors(node)
        if found and (tag in BLOCKS or hasattr(self, f"tag_{tag}")):
            self.flush()
        self.line += found

    def block(self, node: etree._Element, style: Style, depth: int, align: str | None) -> None:
        """Add an element that stands on lines of its own."""
        self.flush()
        css = self.sheet.of(node)
        self.page_break(css, "before")
        kind = box_kind(node)
        if kind:
            self.blocks.append(Quote(self.inside(node, style.but(background=None), depth), kind))
            return
        outer = self.align
        align = align or (node.get("align") or "").lower()
        self.align = align if align in SIDES else outer
        if node.tag == "center":
            self.align = "center"
        # a box's background is no background of its text
        self.walk_content(node, style.but(background=None), depth + 1)
        self.flush()
        self.align = outer
        self.page_break(css, "after")

    def page_break(self, css: dict[str, str], side: str) -> None:
        """Start a new page where the style asks for one."""
        wanted = (css.get(f"page-break-{side}"), css.get(f"break-{side}"))
        if {"always", "page", "left", "right"}.intersection(w for w in wanted if w):
            self.blocks.append(PageBreak())

    def heading(self, node: etree._Element, style: Style, depth: int) -> None:
        """Add a heading."""
        self.flush()
        blocks = self.inside(node, style, depth)
        inlines = [i for b in blocks if isinstance(b, Paragraph) for i in b.inlines]
        if inlines:
            anchor = slug(node.get("id") or plain_text(inlines))
            align = (self.sheet.of(node).get("text-align") or node.get("align") or "").lower()
            align = align if align in SIDES else self.align or ""
            level = int(str(node.tag)[1])
            self.blocks.append(Heading(level, inlines, anchor, align or None))
        self.blocks += [b for b in blocks if not isinstance(b, Paragraph)]

    def tag_br(self, *_: object) -> None:
        """Add a line break."""
        self.line.append(Break())

    def tag_hr(self, *_: object) -> None:
        """Add a rule."""
        self.flush()
        self.blocks.append(Rule())

    def tag_pre(self, node: etree._Element, style: Style, depth: int) -> None:
        """Add preformatted text, the colours of its spans kept."""
        self.flush()
        runs: list[Run] = []
        self._pre_runs(node, PLAIN, runs)
        runs = [Run(as_written(run.text, self.context), run.style) for run in runs]
        whole = "".join(run.text for run in runs)
        kept = capped(whole, self.context)
        lines = preformatted(runs if kept == whole else [Run(kept)])
        if any(lines):
            self.blocks.append(Code(lines))

    def _pre_runs(self, node: etree._Element, style: Style, runs: list[Run]) -> None:
        if node.text:
            runs.append(Run(node.text, style))
        for child in node:
            if child.tag == "br":
                runs.append(Run("\n", style))
            elif isinstance(child.tag, str) and child.tag not in SKIPPED:
                self._pre_runs(child, self.style(child, style), runs)
            if child.tail:
                runs.append(Run(child.tail, style))

    def tag_ul(self, node: etree._Element, style: Style, depth: int) -> None:
        """Add a list."""
        self.flush()
        items = [self.inside(li, style, depth) for li in node if li.tag == "li"]
        start = node.get("start") or "1"
        first = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
        if items:
            self.blocks.append(Items(items, node.tag == "ol", first))

    tag_ol = tag_ul

    def tag_dd(self, node: etree._Element, style: Style, depth: int) -> None:
        """Add an indented block."""
        self.flush()
        self.blocks.append(Quote(self.inside(node, style, depth)))

    tag_blockquote = tag_dd

    def tag_math(self, node: etree._Element, *_: object) -> None:
        """Add MathML as it is."""
        source = next((str(n.text) for n in node.iter("annotation") if n.text), None)
        text = source or " ".join("".join(map(str, node.itertext())).split())
        display = node.get("display") == "block"
        self.line.append(
            Math(text, etree.tostring(node, encoding="unicode", with_tail=False), display)
        )

    def tag_table(self, node: etree._Element, style: Style, depth: int) -> None:
        """Add a table."""
        self.flush()
        self.blocks += _TableReader(self, depth).read(node)


class _TableReader:
    """Reads one <table>: its header rows are found, captions and notes taken out of the rows."""

    def __init__(self, walker: HtmlWalker, depth: int) -> None:
        self.walker, self.depth = walker, depth
        self.caption: list[Inline] = []
        self.notes: list[list[Inline]] = []
        self.head: list[list[TableCell]] = []
        self.body: list[list[TableCell]] = []

    def read(self, node: etree._Element) -> list[Block]:
        """Return the table (nothing for an empty one)."""
        for part, row in self.rows(node):
            around = self.walker.sheet.of(row)
            shown = around.pop("display", "") != "none"
            cells = [self.cell(cell, around) for cell in row if cell.tag in ("td", "th")]
            if cells and shown:
                self.add(part, cells)
        captions = [child for child in node if child.tag == "caption"]
        named = [i for c in captions for i in lines_of(self.walker.inside(c, PLAIN, self.depth))]
        self.caption = named + self.caption
        return self.table()

    def rows(self, table: etree._Element) -> list[tuple[str, etree._Element]]:
        """Return the rows with the part they stand in, the head first and the foot last."""
        found = []
        for child in table:
            if child.tag == "tr":
                found.append(("table", child))
            elif child.tag in ("thead", "tbody", "tfoot"):
                found += [(str(child.tag), row) for row in child if row.tag == "tr"]
        order = {"thead": 0, "tfoot": 2}
        found.sort(key=lambda pair: order.get(pair[0], 1))
        wide = max(
            (sum(_span(c.get("colspan")) for c in row) for _, row in found[:MOST_ROWS]), default=1
        )
        most, note = rows_kept(len(found), wide, self.walker.context)
        self.notes += [[Run(note)]] if note else []
        return found[:most]

    def add(self, part: str, cells: list[TableCell]) -> None:
        """Put a row where it belongs: the head, the body, the caption or the notes."""
        headed = all(cell.header for cell in cells)
        is_head = part == "thead" or (part == "table" and not self.body and headed)
        if part == "tfoot" and len(cells) == 1:
            self.notes.append(lines_of(cells[0].blocks))
        elif is_head and len(cells) == 1 and cells[0].colspan > 1 and not cells[0].header:
            gap: list[Inline] = [Run(" ")] if self.caption else []
            self.caption += gap + lines_of(cells[0].blocks)
        else:
            (self.head if is_head and not self.body else self.body).append(cells)

    def table(self) -> list[Block]:
        """Return the rows on one grid."""
        for cell in (cell for cells in self.head for cell in cells):
            cell.header = "col"
        found = [*self.head, *self.body]
        if max(map(len, found), default=0) > MAX_COLUMNS:
            return [_as_text(found)]
        rows, columns = regular(found, len(self.head))
        if not rows:
            return [Paragraph(self.caption)] if self.caption else []
        leading = [_leading(row) for row in rows[len(self.head) :]]
        first = max(leading, default=0)
        return [TableBlock(rows, columns, len(self.head), first, self.caption, self.notes)]

    def cell(self, node: etree._Element, around: Rules) -> TableCell:
        """Return one cell; what its row says of style holds for it too."""
        css = self.walker.sheet.of(node)
        style = styled(styled(PLAIN, around), css)
        align = css.get("text-align") or (node.get("align") or "").lower()
        inner = style.but(background=None, bold=False)
        hidden = css.get("display") == "none"
        header = ("col" if node.get("scope") == "col" else "row") if node.tag == "th" else ""
        return TableCell(
            [] if hidden else self.walker.inside(node, inner, self.depth),
            _span(node.get("colspan")),
            _span(node.get("rowspan")),
            header,
            align if align in SIDES else None,
            style,
            bar(css.get("background") or css.get("background-image") or ""),
        )


def _leading(row: list[TableCell]) -> int:
    return len(list(takewhile(lambda cell: cell.header == "row", row)))


def _as_text(rows: list[list[TableCell]]) -> Code:
    lines = [" | ".join(plain_text(cell.blocks) for cell in row) for row in rows]
    return Code([[Run(" ".join(line.split()))] for line in lines])


def _span(text: str | None) -> int:
    return min(max(int(text), 1), MAX_SPAN) if text and text.strip().isdecimal() else 1
