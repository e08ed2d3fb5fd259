"""Every notebook of the corpus becomes a PDF, a .docx and an HTML page, and none is lost on the way."""

from __future__ import annotations

import functools
import io
import zipfile

import docx
import pdf_tools
import pytest
from corpus_notebooks import HOSTILE, corpus
from lxml import etree

from taian_analysis.briefing.exporter import (
    BriefingDocxExporter,
    BriefingExporter,
    BriefingHtmlExporter,
)

NOTEBOOKS = corpus()
FORMS = {"pdf": BriefingExporter, "docx": BriefingDocxExporter, "html": BriefingHtmlExporter}


@functools.cache
def made(name, form):
    content, resources = FORMS[form]().from_notebook_node(NOTEBOOKS[name])
    return content, resources["briefing_warnings"]


def pdf(name):
    return made(name, "pdf")[0]


def test_the_corpus_is_large_enough():
    assert len(NOTEBOOKS) >= 15


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_pdf_is_tagged_titled_and_has_its_fonts(name):
    data = pdf(name)
    root = pdf_tools.reader(data).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] in ("zh-CN", "en-US")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf_tools.reader(data).metadata.title
    assert len(pdf_tools.tags(data).all("Title")) == 1
    assert all(pdf_tools.fonts(data).values())
    assert all(tag.alt for tag in pdf_tools.tags(data).all("Figure"))
    assert all(tag.alt for tag in pdf_tools.tags(data).all("Formula"))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_pdf_claims_ua_and_a(name):
    metadata = pdf_tools.reader(pdf(name)).trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1" in metadata
    assert "<pdfaid:part>2" in metadata and "<pdfaid:conformance>A" in metadata


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_docx_opens_and_is_titled(name):
    document = docx.Document(io.BytesIO(made(name, "docx")[0]))
    assert document.core_properties.title
    assert document.paragraphs[0].style.name == "Title"


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_html_is_whole_and_needs_nothing(name):
    page = made(name, "html")[0]
    root = etree.fromstring(page.encode(), etree.HTMLParser(encoding="utf-8"))
    assert root.get("lang") in ("zh-CN", "en")
    assert not list(root.iter("script", "iframe", "link", "object", "base"))
    for image in root.iter("img"):
        assert image.get("src").startswith("data:image/")
        assert image.get("alt").strip()
    for link in root.iter("a"):
        assert link.get("href").startswith(("#", "https://", "mailto:"))
    assert not [key for node in root.iter() for key in node.attrib if key.startswith("on")]
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert {a.get("href")[1:] for a in root.iter("a") if a.get("href")[0] == "#"} <= set(ids)


def test_prose():
    text = pdf_tools.text(pdf("prose"))
    for part in ("泰安市民政事业发展“十四五”规划中期评估", "中文换行不加空格;latin words keep one space.",
                 "引用 里 的话", "脚注甲的内容。", "3. 从三开始", "张三、李四", "def f(x):"):  # fmt: skip
        assert part in text
    assert text.count("脚注甲的内容") == 1  # called twice, set once
    assert pdf_tools.bookmarks(pdf("prose")) == [(1, "一、总体情况"), (2, "跳级标题")]
    assert len(pdf_tools.tags(pdf("prose")).all("Note")) == 2
    links = [a.get_object() for a in pdf_tools.reader(pdf("prose")).pages[0]["/Annots"]]
    assert "https://example.org/a?b=1&c=2" in [a["/A"].get("/URI") for a in links if "/A" in a]


def test_formulas_are_set_or_shown_as_their_source():
    data, warnings = made("maths", "pdf")
    formulas = pdf_tools.tags(data).all("Formula")
    assert len(formulas) == 8  # the numbers beside the lines of the align are one too
    assert r"\sum_{i=1}^{n} x_i = \int_0^\infty e^{-x}\,dx" in [tag.alt for tag in formulas]
    text = pdf_tools.text(data)
    assert r"\foo{x}" in text and r"\frac{a" in text
    assert "价格 $5 和 $6 不是公式" in text
    assert len([w for w in warnings if "公式" in w]) == 2
    assert made("maths", "html")[0].count("<math") == 7


def test_frames_keep_their_headers_and_spans():
    tables = pdf_tools.tags(pdf("dataframes")).all("Table")
    assert len(tables) == 4
    assert [len(table.all("THead")) for table in tables] == [1, 1, 1, 1]
    multi = tables[1]
    assert len(multi.all("THead")[0].all("TR")) == 3
    assert len(multi.all("TBody")[0].all("TR")) == 4
    squeezed = pdf_tools.squeezed(pdf("dataframes"))
    assert "很长的说明" * 40 in squeezed
    assert squeezed.count("x") >= 120
    assert "表1样式表" in squeezed


def test_a_long_table_repeats_its_header_on_every_page():
    data = pdf("long_table")
    pages = pdf_tools.reader(data).pages
    assert len(pages) >= 3
    assert all("序号" in page.extract_text() for page in pages)
    squeezed = pdf_tools.squeezed(data)
    assert all(f"指标{i}" in squeezed for i in range(150))
    assert len(pdf_tools.tags(data).all("TH")) == 3  # repetitions are no content


def test_wide_tables_lose_no_column():
    data = pdf("wide_tables")
    squeezed = pdf_tools.squeezed(data)
    assert all(f"指标名称{i}" in squeezed for i in range(11))
    assert all(f"column_{i:02d}" in squeezed for i in range(40))
    assert squeezed.count("123456.789012") == 40
    for page in range(len(pdf_tools.reader(data).pages)):
        grey = pdf_tools.picture(data, page)
        assert grey[:, :40].min() == 255 and grey[:, -40:].min() == 255  # nothing in the margins


def test_a_table_too_wide_upright_is_turned():
    pages = pdf_tools.reader(pdf("wide_tables")).pages
    turned = [page for page in pages if page.mediabox.width > page.mediabox.height]
    assert len(turned) == 1
    assert "转页列00" in "".join(turned[0].extract_text().split())


def test_great_tables():
    squeezed = pdf_tools.squeezed(pdf("great_table"))
    for part in ("好表副题", "一", "甲1.5", "丙333.0", "来源:年报"):
        assert part in squeezed


def test_broken_html_loses_no_words():
    text = pdf_tools.squeezed(pdf("odd_html"))
    for part in (
        "展开",
        "里面",
        "没关的标签",
        "小标题",
        "纯文本",
        "深",
        "图题",
        "select",
        "iframe",
    ):
        assert part in text
    assert "看不见" not in text
    assert "document.write" not in text


def test_pictures_have_alt_and_what_may_not_be_read_is_named():
    data, warnings = made("pictures", "pdf")
    alts = [tag.alt for tag in pdf_tools.tags(data).all("Figure")]
    assert alts[:4] == ["附件", "柱状图:甲三乙五", "照片", "矢量图"]
    text = pdf_tools.squeezed(data)
    for part in ("https://example.org/x.png", "../secret.png", "/etc/passwd", "no.png", "坏数据"):
        assert part in text
    assert "root:" not in text
    assert any(w.startswith("第3个单元格") and "替代文字" in w for w in warnings)


def test_terminal_text_keeps_its_lines_and_colours():
    text = pdf_tools.text(pdf("terminal"))
    assert "100%" in text and "10%" not in text.replace("100%", "")
    assert "ValueError" in text and "再来一行" in text
    assert "\x1b" not in text and "[0;31m" not in text
    assert text.count("x") >= 300


def test_outputs_without_rendering_are_named():
    text = pdf_tools.text(pdf("many_outputs"))
    for part in ("array([1, 2])", "输出里的标题", "application/vnd.nobody.knows+json", "JavaScript",
                 "application/pdf", "IntSlider(value=3)", r"\begin{tabular}"):  # fmt: skip
        assert part in text


def test_characters_no_font_has_stay_in_the_text():
    data, warnings = made("characters", "pdf")
    assert pdf_tools.text(data).count("😀") == 4  # the text is never changed
    assert "镕喆堃" in pdf_tools.text(data)
    assert [w for w in warnings if "第1个单元格" in w and "U+E000" in w]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    wanted = "".join(text.split())
    assert wanted in pdf_tools.squeezed(pdf("hostile"))
    alts = [tag.alt for tag in pdf_tools.tags(pdf("hostile")).all("Figure")]
    assert text in alts
    with zipfile.ZipFile(io.BytesIO(made("hostile", "docx")[0])) as package:
        assert "root:" not in package.read("word/document.xml").decode()


def test_tags_hide_what_they_should():
    text = pdf_tools.text(pdf("tagged"))
    assert "看得见的输出" in text and "输出留下" in text and "原样 raw <b>text</b>" in text
    assert "SECRET" not in text and "visible_code" not in text
    shown, _ = BriefingExporter(exclude_input=False).from_notebook_node(NOTEBOOKS["tagged"])
    text = pdf_tools.text(shown)
    assert "visible_code = 1" in text and "kept_code = 1" in text
    assert "secret_input" not in text and "secret_cell" not in text and "SECRET" not in text


def test_front_matter_may_be_computed():
    data = pdf("computed_front")
    assert pdf_tools.reader(data).metadata.title == "算出的标题"
    text = pdf_tools.text(data)
    assert "副标题" in text and "来源：泰安市民政局" in text and "2023-07-11" in text
    assert pdf_tools.bookmarks(data) == [(1, "一、甲"), (1, "二、乙")]
    english, _ = BriefingExporter(lang="en").from_notebook_node(NOTEBOOKS["computed_front"])
    assert "Source: " in pdf_tools.text(english)


def test_english():
    text = pdf_tools.text(pdf("english"))
    assert "Page 1 of 1" in text
    assert '"quotes" -- with code' in text
