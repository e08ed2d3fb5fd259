"""Scripts beyond GB 2312: set where a font has them, drawn as codes where none has, never changed."""

from __future__ import annotations

import pdf_tools
import pytest
from corpus_notebooks import code, md, notebook, stream

from taian_analysis.briefing.exporter import (
    BriefingDocxExporter,
    BriefingExporter,
    BriefingHtmlExporter,
)
from taian_analysis.briefing.read.guess import known_tag
from taian_analysis.briefing.write.fontbook import font_book, widened

SCRIPTS = {
    "traditional": ("機械學習帳與臺灣麵食發展", "zh-Hant"),
    "japanese": ("機械学習のノートをまとめる", "ja"),
    "korean": ("중간 평가 보고서입니다", "ko"),
    "hebrew": ("שלום עולם", "en"),
    "arabic": ("تقرير", "en"),
    "vietnamese": ("Đánh giá giữa kỳ về kế hoạch", "en"),
    "thai": ("รายงาน", "en"),
    "letters": ("Let 𝔼 and 𝑥 be given", "en"),
    "emoji": ("Done 😀 ✨ ✅", "en"),
    "rare": ("生僻字䶮㐀𠮷𪚥在这里", "zh"),
}


def pdf(nb, **settings):
    data, resources = BriefingExporter(**settings).from_notebook_node(nb)
    return data, resources["briefing_warnings"]


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize("system", [False, True])
def test_text_and_bookmarks_hold_the_characters_themselves(name, system):
    text, tag = SCRIPTS[name]
    data, _ = pdf(notebook(md(f"# T\n\n## {text}\n\n{text}")), use_system_fonts=system)
    # shaped, set right to left, or spelled out beside the glyphs (pypdf reads both)
    if name not in ("arabic", "hebrew", "thai", "vietnamese"):
        assert pdf_tools.squeezed(data).count("".join(text.split())) == 2
    assert [title for _, title in pdf_tools.bookmarks(data)] == [text]
    root = pdf_tools.reader(data).trailer["/Root"]
    assert root["/Lang"].startswith("zh-TW" if tag == "zh-Hant" else tag)
    assert "<pdfuaid:part>1" in root["/Metadata"].get_data().decode()


def test_what_no_font_has_is_boxed_and_the_warning_says_what_to_do(monkeypatch):
    monkeypatch.setattr("taian_analysis.briefing.write.fontbook.PACKS", ())
    widened.cache_clear()
    nb = notebook(md("# 机械\n\n機"), code(stream("😀")))
    _, warnings = pdf(nb, use_system_fonts=False)
    widened.cache_clear()
    assert len(warnings) == 2 and "font_paths" in warnings[0]
    assert "第1个" in warnings[0] and "機 (U+6A5F)" in warnings[0]
    assert "第2个" in warnings[1] and "U+1F600" in warnings[1]


def test_a_machine_font_is_taken_before_boxes():
    book = font_book((), (), True)
    wide = widened(book, frozenset("שx機"), frozenset(), "zh", True)
    assert "ש" not in wide.boxed or not wide.more
    assert not wide.missing("ש機")


def test_radicals_become_the_characters_they_stand_for():
    data, warnings = pdf(notebook(md("# T"), code(stream("⼈⼯智能 ⽤⼾\n"))))
    assert "人工智能用户" in pdf_tools.squeezed(data) and not warnings


def test_right_to_left_text_says_so_in_every_form():
    nb = notebook(md("# שלום\n\nזוהי פסקה English 123.\n\n| עמודה | ערך |\n|---|---|\n| א | 1 |"))
    page = BriefingHtmlExporter().from_notebook_node(nb)[0]
    assert page.count('dir="rtl"') >= 3
    import io
    import zipfile

    word = BriefingDocxExporter().from_notebook_node(nb)[0]
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        assert '<w:bidi w:val="1"/>' in package.read("word/document.xml").decode()


def test_languages_are_told_apart():
    for text, tag in (("zh-TW", "zh-Hant"), ("zh", "zh"), ("en_US", "en"), ("ja", "ja")):
        assert known_tag(text) == tag
    # an English notebook without Markdown is English
    data, _ = pdf(notebook(code(stream("Total revenue by region\nNorth 12\n"))))
    assert pdf_tools.reader(data).trailer["/Root"]["/Lang"] == "en-US"
