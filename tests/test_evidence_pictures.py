"""The original's pages beside the text: the box stands on the number it is of, or nowhere."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from contextlib import closing
from dataclasses import replace

import annex_forms as forms
import browser
import jsonschema
import pdfplumber
import pytest
import typst
from PIL import Image, ImageDraw

import taian_analysis as ta
from taian_analysis.base.report import Glyph, Scan, ScannedPlace
from taian_analysis.products.evidence_data import schema
from taian_analysis.products.evidence_pictures import add_pictures, find_boxes

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


def test_what_stands_twice_is_told_by_the_marks_around_it():
    """7 | 7 stands in two rows; between the marks of its own row it stands once."""
    text = "甲|7|7|乙|7|7|丙"
    data = {"text": text, "marks": [{"start": i, "end": i + 1} for i in (2, 4, 8, 10)]}
    glyphs = [Glyph(char, 0, i, 0, i + 1, 1) for i, char in enumerate(text.replace("|", ""))]
    assert [[g.x0 for g in own] for _, own in sorted(find_boxes(data, glyphs).items())] == [
        [1],
        [2],
        [4],
        [5],
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_on_its_side_has_boxes_where_it_is_shown(pdf, tmp_path, turn):
    """The box of each number holds ink; the strip beside the box, in the margin, does not."""
    import pypdfium2

    path = tmp_path / "turned.pdf"
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            page.set_rotation(turn)
        document.save(path)
    data = ta.evidence(pdf).data
    report = replace(ta.read_report(pdf), path=str(path))
    assert add_pictures(data, report)
    straight = ta.evidence(pdf, pictures=True).data
    for mark, own in zip(data["marks"], straight["marks"], strict=True):
        x0, top, x1, bottom = own["picture"]["box"]
        sheet = straight["pictures"][own["picture"]["page"]]
        wide, high = sheet["width"], sheet["height"]
        expected = {
            90: (high - bottom, x0, high - top, x1),
            180: (wide - x1, high - bottom, wide - x0, high - top),
            270: (top, wide - x1, bottom, wide - x0),
        }[turn]
        assert mark["picture"]["box"] == pytest.approx(expected, abs=0.2)
        assert dark(data, mark) > 0


def picture(data, mark):
    source = data["pictures"][mark["picture"]["page"]]["src"]
    return base64.b64decode(source.partition(",")[2])


def dark(data, mark):
    """How many pixels within a mark's box are black."""
    image = Image.open(io.BytesIO(picture(data, mark))).convert("L")
    scale = image.width / data["pictures"][mark["picture"]["page"]]["width"]
    inside = image.crop([round(side * scale) for side in mark["picture"]["box"]])
    return sum(inside.histogram()[:100])


def test_a_scan_shows_its_own_picture():
    """Two rows "甲 5" of which OCR saw the places; ink stands where the second 5 does, only there."""
    page = Image.new("RGB", (1000, 2000), "white")
    ImageDraw.Draw(page).rectangle((400, 1200, 420, 1230), fill="black")
    out = io.BytesIO()
    page.save(out, "PNG")
    glyphs, places = [], []
    for row, top in enumerate((200, 1200)):
        glyphs += [Glyph("甲", 0, 100, top, 130, top + 30), Glyph("5", 0, 400, top, 420, top + 30)]
        places.append(ScannedPlace(4 * row, 4 * row + 3, 1, (90, top - 9, 440, top + 39), 0.9))
    report = replace(ta.read_report("甲 5\n甲 5\n"), scan=Scan((out.getvalue(),), tuple(places), tuple(glyphs)))  # fmt: skip
    data = {"text": report.text, "marks": [{"start": 2, "end": 3}, {"start": 6, "end": 7}]}
    assert add_pictures(data, report)
    # the long side of 2000 pixels is taken for 842 points
    assert data["marks"][1]["picture"] == {"page": 0, "box": [168.4, 505.2, 176.8, 517.8]}
    assert data["pictures"][0]["width"] == 421
    assert [dark(data, mark) > 0 for mark in data["marks"]] == [False, True]


OFD = {
    "OFD.xml": "<OFD><DocBody><DocRoot>D/D.xml</DocRoot></DocBody></OFD>",
    "D/D.xml": "<Document><CommonData><PageArea><PhysicalBox>0 0 100 200</PhysicalBox></PageArea>"
    '</CommonData><Pages><Page ID="1" BaseLoc="P.xml"/></Pages></Document>',
    "D/P.xml": '<Page><Content><Layer><TextObject Boundary="10 20 90 10" Size="5"><TextCode X="0" '
    'Y="5" DeltaX="5 5 5 5 5 3">全市共有5&lt;县</TextCode></TextObject></Layer></Content></Page>',
}


def test_an_ofd_is_drawn_from_its_characters():
    """The 5 begins 10 + 4 × 5 mm from the left; its foot is 25 mm down, its type 5 mm high."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in OFD.items():
            package.writestr(name, text)
    data = ta.evidence(out.getvalue(), pictures=True).data
    (mark,) = data["marks"]
    x0, top, x1, bottom = (side * 25.4 / 72 for side in mark["picture"]["box"])
    assert (x0, bottom) == pytest.approx((30, 25.6), abs=0.05)
    assert 30 < x1 <= 35 and top == pytest.approx(20.6, abs=0.05)
    drawn = picture(data, mark).decode()
    assert 'viewBox="0 0 283.5 566.9"' in drawn and ">全市共有5&lt;县</text>" in drawn


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
