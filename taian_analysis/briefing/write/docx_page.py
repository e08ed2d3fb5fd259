"""A new Word document: its paper, styles and footer, in the fonts that a Chinese office has."""

from __future__ import annotations

from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from ..settings import PAPERS
from ..wording import word
from . import docx_xml as xml

MARGINS = (24.0, 25.0, 22.0)  # millimetres: sides, top, bottom; as in the PDF


def new_document(lang: str, paper: str) -> Any:
    """Return an empty document for a language and a paper."""
    made = docx.Document()
    across, down = PAPERS[paper]
    section = made.sections[0]
    section.page_width, section.page_height = Mm(across), Mm(down)
    side, top, bottom = MARGINS
    section.left_margin = section.right_margin = Mm(side)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    _set_styles(made, lang)
    _set_footer(section, lang)
    return made


def _set_styles(document: Any, lang: str) -> None:
    styles = document.styles
    latin = "Times New Roman" if lang == "zh" else "Calibri"
    for style in styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            head = style.name.startswith(("Heading", "Title", "Caption"))
            xml.set_fonts(style, latin, xml.EAST_HEAD if head else xml.EAST_BODY)
            if head:
                style.font.color.rgb = RGBColor(0x1F, 0x23, 0x28)
    normal = styles["Normal"]
    normal.font.size = Pt(10.5 if lang == "zh" else 10)
    normal.paragraph_format.line_spacing = 1.1 if lang == "zh" else 1.0
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.widow_control = True
    for level, size, before in ((1, 14, 10), (2, 12, 9), (3, 11, 8)):
        styles[f"Heading {level}"].font.size = Pt(size)
        styles[f"Heading {level}"].paragraph_format.space_before = Pt(before)
        styles[f"Heading {level}"].paragraph_format.space_after = Pt(5)
    styles["Title"].font.size = Pt(20)
    styles["Title"].paragraph_format.space_after = Pt(6)
    styles["Caption"].font.size = Pt(10)
    for name in ("Title", "Subtitle", "Caption"):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    code = styles.add_style("Code Block", WD_STYLE_TYPE.PARAGRAPH)
    code.base_style = normal
    code.font.size = Pt(9)
    code.paragraph_format.line_spacing = 1.0
    xml.set_fonts(code, "Consolas", xml.EAST_BODY)
    xml.set_language(document, lang)
    xml.set_line_breaks(document)


def _set_footer(section: Any, lang: str) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, between, after = word(lang, "page", page="\0", total="\0").split("\0")
    paragraph.add_run(before)
    xml.add_field(paragraph, "PAGE", "1")
    paragraph.add_run(between)
    xml.add_field(paragraph, "NUMPAGES", "1")
    paragraph.add_run(after)
