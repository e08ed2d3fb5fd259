"""The document -> a tagged PDF, by Typst, in a folder that holds nothing but the document."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from ...base.files import read_file, scratch
from ..read.context import CellContext
from ..read.images import opened
from ..settings import PAPERS, PdfOptions
from ..tree import Block, Document, FigureBlock, Image, Items, Placeholder, Quote, Run, TableBlock
from ..wording import trouble
from .fontbook import FontBook, font_book, widened
from .raster import drawn
from .typst_nodes import TypstNodes

TEMPLATE = Path(__file__).with_name("template.typ")
MARGINS = (24.0, 25.0, 22.0)  # millimetres: sides, top, bottom; as in the template
_MM = 72 / 25.4
_MAIN = """#import "template.typ": briefing
#let style = json("style.json")
#briefing(json("document.json"), style)
"""
_GLYPH = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)


def write_pdf(document: Document, options: PdfOptions) -> bytes:
    """Return the document as PDF.

    Raises
    ------
    BriefingError
        A font or the template is not there, or Typst refuses the document.
    """
    import typst

    template = _template(options.template)
    plain = font_book(options.fonts, options.font_paths, options.use_system_fonts)
    standards, stubborn = list(options.standards), frozenset[str]()
    book, checked = plain, False
    for _ in range(40):
        nodes = _nodes(document, options, book)
        data = nodes.build()
        lacking = frozenset(nodes.lacking)
        if not lacking:
            try:
                made = _compiled(nodes, data, options, book, template, standards)
                nodes.warn()
                return made
            except typst.TypstError as error:
                message = str(error.message)
                glyphs = _GLYPH.search(message)
                lacking = _named(glyphs.group(1)) - stubborn if glyphs else frozenset()
                stubborn |= lacking
                if lacking:
                    pass
                elif not checked and re.search("image|SVG|decode|PNG|JPEG", message):
                    checked = True
                    _drop_broken(document)
                elif standards and " error:" in message:
                    document.warnings.append(f"PDF: {message}")
                    standards = []
                else:
                    raise trouble("typst", why=message.split("\n")[0][:300]) from error
        if lacking:
            lacking |= book.lacked
            book = widened(plain, lacking, stubborn, document.tag, options.use_system_fonts)
    raise trouble("typst", why="fonts")


def _template(path: str) -> bytes:
    try:
        return read_file(Path(path).expanduser() if path else TEMPLATE)
    except OSError as error:
        raise trouble("no_template", file=path) from error


def _nodes(document: Document, options: PdfOptions, book: FontBook) -> TypstNodes:
    across, down = PAPERS[options.paper]
    if options.landscape:
        across, down = down, across
    side, top, bottom = MARGINS
    width, height = (across - 2 * side) * _MM, (down - top - bottom) * _MM
    turned = max(width, (down - 2 * side) * _MM)
    return TypstNodes(document, book, width, turned, height)


def _compiled(
    nodes: TypstNodes,
    data: Any,
    options: PdfOptions,
    book: FontBook,
    template: bytes,
    standards: list[str],
) -> bytes:
    import typst

    style = {
        "sans": book.sans,
        "mono": book.mono,
        "math": book.math,
        "paper": options.paper,
        "landscape": options.landscape,
        "toc": options.toc,
    }
    with scratch() as root:
        (root / "template.typ").write_bytes(template)
        (root / "main.typ").write_text(_MAIN, encoding="utf-8")
        (root / "style.json").write_text(json.dumps(style), encoding="utf-8")
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        (root / "document.json").write_text(text, encoding="utf-8")
        for name, content in nodes.files.items():
            (root / name).write_bytes(content)
        fonts = book.compiler_fonts(root)
        compiler = typst.Compiler(root=root, font_paths=fonts, ignore_system_fonts=not book.system)
        made: Any = compiler.compile(
            root / "main.typ",
            format="pdf",
            pdf_standards=standards,  # type: ignore[arg-type]
            timestamp=options.timestamp,
        )
    assert isinstance(made, bytes)
    return made


def _named(shown: str) -> frozenset[str]:
    """Return the characters that Typst says it could not show."""
    text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m.group(1), 16)), shown)
    # a long text names no single character; only what is not plain ASCII can be at fault
    return frozenset(c for c in text if c != " " and (len(text) == 1 or not c.isascii()))


def _drop_broken(document: Document) -> None:
    """Replace pictures that can not be decoded by placeholders that name them."""
    for section in document.sections:
        context = CellContext(section.cell, document.lang, warnings=document.warnings)
        section.blocks = _sound(section.blocks, context)


def _sound(blocks: list[Block], context: CellContext) -> list[Block]:
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, FigureBlock) and not decodes(block.image):
            name = f"{block.image.mime} {block.image.alt}"
            made.append(Placeholder(context.placeholder("broken_image", name)))
            continue
        if isinstance(block, Quote):
            block.blocks = _sound(block.blocks, context)
        elif isinstance(block, Items):
            block.items = [_sound(item, context) for item in block.items]
        elif isinstance(block, TableBlock):
            for row in block.rows:
                for cell in row:
                    cell.blocks = _sound(cell.blocks, context)
        elif hasattr(block, "inlines"):
            block.inlines = [
                Run(context.placeholder("broken_image", f"{i.mime} {i.alt}"))
                if isinstance(i, Image) and not decodes(i)
                else i
                for i in block.inlines
            ]
        made.append(block)
    return made


def decodes(image: Image) -> bool:
    """Return whether a picture's bytes can be decoded to the end."""
    if image.mime == "image/svg+xml":
        return drawn(image.data, 20.0) is not None
    try:
        with opened(image.data) as picture:
            picture.load()
        return True
    except Exception:  # Pillow raises many kinds for broken data
        return False
