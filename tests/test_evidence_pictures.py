"""The original's pages beside the text: the box stands on the number it is of, or nowhere."""

from __future__ import annotations

import json

import annex_forms as forms
import browser
import jsonschema
import pdfplumber
import pytest
import typst

import taian_analysis as ta
from taian_analysis.products.evidence_data import schema
from taian_analysis.products.evidence_pictures import Glyph, find_boxes

SOURCE = """#set page(paper: "a5")
#set text(font: "Taian Sans", size: 10pt, lang: "zh")
全市共有5个县,其中甲类2个、乙类2个、丙类2个。

#pagebreak()
养老床位达到700张,比上年增加200张。
"""


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    path.write_bytes(
        typst.compile(SOURCE.encode(), font_paths=[str(forms.FONTS)], ignore_system_fonts=True)
    )
    return path


@pytest.fixture(scope="module")
def page(pdf):
    return ta.evidence(pdf, pictures=True)


def test_every_box_is_around_the_printed_number(page, pdf):
    """Another reader of PDFs says what stands inside the box."""
    data = page.data
    jsonschema.validate(json.loads(json.dumps(data)), schema())
    found = [mark for mark in data["marks"] if "picture" in mark]
    assert len(found) == len(data["marks"]) == 6
    with pdfplumber.open(pdf) as document:
        for mark in found:
            spot = mark["picture"]
            sheet = document.pages[data["pictures"][spot["page"]]["number"] - 1]
            x0, top, x1, bottom = spot["box"]
            inside = sheet.crop((x0 - 1, top - 3, x1 + 1, bottom + 3)).extract_text()
            assert inside == data["text"][mark["start"] : mark["end"]]


def test_what_stands_in_two_places_has_no_box():
    text = "甲7乙"
    data = {"text": text, "marks": [{"start": 1, "end": 2}]}
    once = [Glyph(char, 0, i, 0, i + 1, 1) for i, char in enumerate(text)]
    assert [g.text for g in find_boxes(data, once)[0]] == ["7"]
    assert find_boxes(data, once + once) == {} and find_boxes(data, []) == {}


def test_a_form_without_pages_says_so():
    data = ta.evidence("全市共有5个县。\n", pictures=True).data
    assert "pictures" not in data and "图像" in data["notes"][-1]["zh"]


@pytest.mark.browser
@pytest.mark.slow
def test_the_card_shows_the_place_and_the_whole_page(page, tmp_path):
    with browser.chromium() as chromium:
        tab = chromium.new_page(viewport={"width": 1500, "height": 900})
        trouble = []
        tab.on("console", lambda said: trouble.append(said.text))
        tab.goto(page.save(tmp_path / "page.html").as_uri())
        tab.wait_for_selector("html[data-ready]")
        tab.keyboard.press("n")
        view = tab.locator("#card figure.pic svg")
        assert "原件第1页" in tab.locator("#card figcaption").inner_text()
        near = view.get_attribute("viewBox")
        tab.locator("#card figcaption button").click()
        assert view.get_attribute("viewBox") != near
        size = tab.evaluate(
            "(async () => { const i = new Image(); i.src = D.pictures[0].src; await i.decode(); return i.naturalWidth })()"
        )
        assert size > 500 and trouble == []
        axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
        assert axe.run(tab).violations_count == 0
