"""The bundled briefing on paper: two pages and its annexes, in every form, with text one can search."""

from __future__ import annotations

import functools
import io
import re

import docx
import pdf_tools
import pytest
from browser import chromium
from corpus_notebooks import b64, code, md, notebook, shown

from taian_analysis.briefing.exporter import (
    BriefingDocxExporter,
    BriefingExporter,
    BriefingHtmlExporter,
)
from taian_analysis.briefing.write.tight import tight_pieces
from taian_analysis.products.story import Story
from taian_analysis.products.writer import META_MIME

ANNEX = {"zh": "附件1", "en": "Annex 1"}


def output(block):
    if block.kind == "title":
        return code(shown({META_MIME: block.value, "text/markdown": f"# {block.value['title']}"}))
    if block.kind in ("text", "heading"):
        return md(str(block.value))
    if block.kind == "table":
        return code(shown({"text/html": block.value.to_html(), "text/plain": "x"}))
    data, told = block.value._repr_mimebundle_()
    return code(shown(data | {"image/png": b64(data["image/png"])}, told))


@functools.cache
def briefing(lang):
    return notebook(*map(output, Story(lang=lang).blocks()))


@functools.cache
def pages(lang):
    data, _ = BriefingExporter().from_notebook_node(briefing(lang))
    return data, [page.extract_text() for page in pdf_tools.reader(data).pages]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_body_has_two_pages_and_the_annexes_follow(lang):
    data, texts = pages(lang)
    assert len(texts) == 4
    assert [ANNEX[lang] in text for text in texts] == [False, False, True, False]
    for page in range(4):  # no third of a page is empty
        ink = pdf_tools.ink(data, page, 12, 1)
        assert any(ink[8:11]), page


def test_words_of_figures_are_text_in_our_own_font():
    data, texts = pages("zh")
    for word in ("城市社区“一窗受理,全科服务”模式推行率", "1783 / 2300 人", "完成值 / 目标值"):
        assert word.replace(" ", "") in "".join(texts[0].split())
    for word in ("现1783人", "推算2512人", "目标120万人"):
        assert word in texts[1]
    assert all("TaianSans" in name for name in pdf_tools.fonts(data))


def test_numbers_and_dates_are_on_one_line():
    lines = "\n".join(pages("zh")[1])
    assert not re.findall(r"\d\n[年月日人个项元%万亿]", lines)
    assert not re.findall(r"/\n人|元\n/|人\n·|第\n\d", lines)


def test_word_has_no_turned_page_for_three_rows():
    data, _ = BriefingDocxExporter().from_notebook_node(briefing("zh"))
    document = docx.Document(io.BytesIO(data))
    assert [s.page_width < s.page_height for s in document.sections] == [True]
    assert 'w:noLineBreaksBefore w:lang="zh-CN"' in document.settings.element.xml


@pytest.mark.browser
def test_html_is_whole_on_a_wide_screen_and_on_a_phone(tmp_path):
    page, _ = BriefingHtmlExporter().from_notebook_node(briefing("zh"))
    with chromium() as browser:
        tab = browser.new_page()
        for width in (1280, 390):
            tab.set_viewport_size({"width": width, "height": 900})
            tab.set_content(page)
            assert tab.evaluate("document.documentElement.scrollWidth") == width
            if width == 1280:
                cut = "[...document.querySelectorAll('.scroll')].filter(s => s.scrollWidth > s.clientWidth)"
                assert tab.evaluate(f"{cut}.length") == 0
            else:  # figures keep a size at which their words can be read
                assert tab.evaluate("document.querySelector('.large img').clientWidth") > 600


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("达111万人", ["111万人"]),
        ("于2023年7月11日", ["2023年7月11日"]),
        ("（原文第92、106行）", ["第92", "106行"]),
        ("标准为元/人·月", ["为元/人·月"]),
        ("应≤ 2023-07-11", ["≤ 2023-07-11"]),
        ("1.27:1；", ["1.27:1；"]),
        ("+19.5个百分点", ["+19.5个百分点"]),
        ("2023年第一季度", ["2023年第一季度"]),
        (">30㎡", [">30㎡"]),
        ("https://a.b/2023-10/x1.html", []),
        ("x1 and y-2", []),
    ],
)
def test_what_is_kept_on_one_line(text, kept):
    assert [piece for piece, tight in tight_pieces(text) if tight] == kept
    assert "".join(piece for piece, _ in tight_pieces(text)) == text


def test_numbers_and_quarters_are_whole_in_the_narrowest_columns():
    values = ("2142元/人·月", "719元/人·月", "+19.5个百分点", "143㎡", "2023年第一季度")
    long = "一段很长的引文用来占满其余的宽度以便数值一列只得它最少要的宽度" * 2
    rows = "".join(f"<tr><td>{long}</td><td>{v}</td><td>{long}</td></tr>" for v in values)
    head = "<tr><th>名称</th><th>数值</th><th>引文</th></tr>"
    table = code(shown({"text/html": f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"}))
    data, _ = BriefingExporter().from_notebook_node(notebook(table))
    lines = pdf_tools.text(data).split("\n")
    assert all(any(value in line for line in lines) for value in values)
