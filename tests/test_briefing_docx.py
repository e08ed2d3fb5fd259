"""The .docx form: an office finds real headings, lists, captions, tables and alternative text."""

from __future__ import annotations

import functools
import io
import zipfile

import docx
from corpus_notebooks import b64, code, corpus, html, md, notebook, png, shown
from docx.oxml.ns import qn
from lxml import etree

from taian_analysis.briefing.exporter import BriefingDocxExporter

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


@functools.cache
def package(name):
    return BriefingDocxExporter().from_notebook_node(corpus()[name])[0]


def opened(name):
    return docx.Document(io.BytesIO(package(name)))


def written(nb):
    return docx.Document(io.BytesIO(BriefingDocxExporter().from_notebook_node(nb)[0]))


def test_headings_lists_notes_and_links():
    document = opened("prose")
    styles = [(p.style.name, p.text) for p in document.paragraphs]
    assert ("Heading 1", "一、总体情况") in styles
    assert ("Heading 2", "跳级标题") in styles
    assert ("List Bullet", "甲") in styles and ("List Number 3", "丙") in styles
    assert ("Heading 1", "注释") in styles and ("Normal", "[1] 脚注甲的内容。") in styles
    links = [r.target_ref for r in document.part.rels.values() if r.reltype.endswith("hyperlink")]
    assert "https://example.org/a?b=1&c=2" in links
    anchors = [n.get(qn("w:anchor")) for n in document.element.iter(qn("w:hyperlink"))]
    names = [n.get(qn("w:name")) for n in document.element.iter(qn("w:bookmarkStart"))]
    assert {a for a in anchors if a} <= set(names)


def test_numbered_lists_start_where_they_should():
    document = written(notebook(md("1. 一\n2. 二\n\n文\n\n5. 五")))
    numbered = [p for p in document.paragraphs if p.style.name == "List Number"]
    ids = [p._p.pPr.numPr.numId.val for p in numbered]
    assert ids[0] == ids[1] != ids[2]
    numbering = document.part.numbering_part.element
    starts = {
        n.numId: n.find(qn("w:lvlOverride")).find(qn("w:startOverride")).get(qn("w:val"))
        for n in numbering.num_lst
        if n.find(qn("w:lvlOverride")) is not None
    }
    assert [starts[ids[0]], starts[ids[2]]] == ["1", "5"]


def test_chinese_fonts_and_language():
    document = opened("prose")
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "宋体"
    head = document.styles["Heading 1"].element.rPr.rFonts
    assert head.get(qn("w:eastAsia")) == "黑体" and head.get(qn("w:eastAsiaTheme")) is None
    assert document.core_properties.author == "张三; 李四"
    assert document.core_properties.language == "zh-CN"


def test_tables_repeat_their_header_and_merge_cells():
    multi = opened("dataframes").tables[1]
    flags = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in multi.rows]
    assert flags == [True] * 3 + [False] * 4
    assert multi.cell(0, 2)._tc is multi.cell(0, 3)._tc
    assert multi.cell(3, 0)._tc is multi.cell(4, 0)._tc
    assert multi.cell(3, 0).text == "城市"
    assert [cell.text for cell in multi.rows[5].cells] == [
        "农村",
        "2021",
        "2.0",
        "2.25",
        "2.5",
        "2.75",
    ]


def test_captions_are_numbered_by_word_and_pictures_have_alt():
    cells = [
        code(shown({"image/png": b64(png())}, {"alt": "黑块", "caption": "图题"})),
        code(html("<table><caption>表题</caption><tr><th>a</th></tr><tr><td>1</td></tr></table>")),
    ]
    document = written(notebook(md("# 题"), *cells))
    captions = [p for p in document.paragraphs if p.style.name == "Caption"]
    fields = [p._p.find(qn("w:fldSimple")).get(qn("w:instr")).split()[:2] for p in captions]
    assert fields == [["SEQ", "图"], ["SEQ", "表"]]
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == ["黑块"]


def test_drawings_become_pictures_that_word_reads():
    parts = [
        name
        for name in zipfile.ZipFile(io.BytesIO(package("pictures"))).namelist()
        if "media" in name
    ]
    assert {name.rsplit(".", 1)[1] for name in parts} <= {"png", "jpg", "jpeg", "gif"}
    alts = [shape._inline.docPr.get("descr") for shape in opened("pictures").inline_shapes]
    assert "矢量图" in alts


def test_formulas_can_be_edited():
    root = opened("maths").element
    assert len(list(root.iter(f"{M}oMath"))) == 7
    for kind in ("f", "nary", "rad", "eqArr", "d", "acc", "sSubSup", "limLow"):
        assert list(root.iter(f"{M}{kind}")), kind


def test_a_wide_table_has_a_turned_section():
    sections = opened("wide_tables").sections
    shapes = [section.page_width > section.page_height for section in sections]
    assert True in shapes and shapes[0] is False and shapes[-1] is False


def test_every_part_is_well_formed_and_children_keep_words_order():
    order = [
        qn(f"w:{tag}")
        for tag in (
            *("tblStyle", "tblW", "jc", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook"),
        )
    ]
    with zipfile.ZipFile(io.BytesIO(package("dataframes"))) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        body = etree.fromstring(archive.read("word/document.xml"))
    for properties in body.iter(qn("w:tblPr")):
        places = [order.index(child.tag) for child in properties]
        assert places == sorted(places)
    order = [qn(f"w:{tag}") for tag in ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "vAlign")]
    for properties in body.iter(qn("w:tcPr")):
        places = [order.index(child.tag) for child in properties]
        assert places == sorted(places)


def test_bars_of_a_styler_stand_behind_the_text_of_word_cells():
    cell = '<td style="background: linear-gradient(90deg, #d65f5f 50%, transparent 50%)">1</td>'
    nb = notebook(md("# T"), code(html(f"<table><tr><td>a</td>{cell}</tr></table>")))
    data, _ = BriefingDocxExporter().from_notebook_node(nb)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    (anchor,) = root.iter("{*}anchor")
    assert anchor.get("behindDoc") == "1"
    (wide,) = [int(e.get("cx")) for e in anchor.iter("{*}extent")]
    (grid,) = root.iter("{*}tblGrid")
    column = int(next(iter(list(grid)[1].attrib.values())))  # twentieths of a point
    assert abs(wide / 12_700 - (column / 20 - 8) / 2) < 1  # half of the cell but its padding
