"""No output is too much: what is left out is said, and time stays in step with what is printed."""

from __future__ import annotations

import time

import pdf_tools
import pytest
from corpus_notebooks import code, html, md, notebook, shown, stream
from lxml.html import fromstring

from taian_analysis.briefing.exporter import BriefingExporter
from taian_analysis.briefing.read import css
from taian_analysis.briefing.read.context import CellContext
from taian_analysis.briefing.read.limits import capped

FILTER = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><filter id="f" x="0" y="0" '
    'width="100000" height="100000" filterUnits="userSpaceOnUse"><feGaussianBlur stdDeviation="50"/>'
    '</filter><rect width="90" height="90" filter="url(#f)"/></svg>'
)
HUGE = {
    "lines": (lambda: code(stream("some words here\n" * 60_000)), "59,602"),
    "line": (lambda: code(stream("x" * 2_000_000)), "1,996,000"),
    "rows": (lambda: code(html("<table>" + "<tr><td>1</td></tr>" * 9_000 + "</table>")), "7,000"),
    "blocks": (lambda: code(html("<p>a</p>" * 20_000)), "18,000"),
    "pieces": (lambda: code(html("<p>" + "<b>x</b> " * 30_000 + "</p>")), "50,000"),
    "breaks": (lambda: code(html("<p>" + "x<br>" * 30_000 + "</p>")), "50,000"),
    "deep": (lambda: code(html("<div>" * 9_000 + "deep" + "</div>" * 9_000)), "too deep"),
    "heading": (lambda: md("# T\n\n## " + "word " * 20_000), ""),
    "formulas": (lambda: md("$x$ 与 " * 6_500), "too many formulas"),
    "filter": (lambda: code(shown({"image/svg+xml": FILTER}, {"alt": "a"})), ""),
}


@pytest.mark.parametrize("name", HUGE)
def test_huge_outputs_end_soon_and_say_what_is_left_out(name):
    make, said = HUGE[name]
    start = time.process_time()
    nb = notebook(md("# A title"), make(), lang="en")
    data, resources = BriefingExporter().from_notebook_node(nb)
    assert time.process_time() - start < 20
    if said:
        assert any(said in w for w in resources["briefing_warnings"])
    root = pdf_tools.reader(data).trailer["/Root"]
    assert "<pdfuaid:part>1" in root["/Metadata"].get_data().decode()


def test_the_beginning_and_the_end_are_kept():
    text = "\n".join(str(i) for i in range(100))
    lines = capped(text, CellContext(max_lines=9)).split("\n")
    assert lines[:6] == ["0", "1", "2", "3", "4", "5"] and lines[-3:] == ["97", "98", "99"]
    assert len(lines) == 10 and "91" in lines[6]
    assert capped(text, CellContext(max_lines=0)) == text


def test_a_progress_bar_shows_what_was_written_last():
    bar = "\r".join(f"{i}%" + " " * 100 for i in range(101))
    assert capped(bar, CellContext()).strip() == "100%"


def sheet_of(rules):
    sheet = css.StyleSheet()
    sheet.add(rules)
    return sheet


@pytest.mark.parametrize(
    ("rules", "red"),
    [
        ("td { color: red }", "abcd"),
        ("tr > td { color: red }", "abcd"),
        ("table > td { color: red }", ""),
        ("#t .x { color: red }", "b"),
        ("tr td:nth-child(2) { color: red }", "bd"),
        ("td:first-child, .x { color: red }", "abc"),
        ("td { color: red } .x { color: blue }", "acd"),
        ("td:hover { color: red }", ""),
        ("td::before { color: red }", ""),
        ("td ~ td { color: red }", ""),  # costs the square of a row's cells: left alone
        ("@media print { td { color: red } } @media screen { td { color: blue } }", "abcd"),
        ("td { color: red", "abcd"),
        ("{}}} td[ { color: red }", ""),
    ],
)
def test_a_sheet_holds_where_css_says(rules, red):
    table = fromstring(
        "<table id='t'><tr><td>a</td><td class='x'>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    )
    sheet = sheet_of(rules)
    assert "".join(c.text for c in table.iter("td") if sheet.of(c).get("color") == "red") == red


def test_a_row_of_many_cells_is_matched_in_linear_time():
    table = fromstring("<table><tr>" + "<td>1</td>" * 20_000 + "</tr></table>")
    sheet = sheet_of("td:nth-child(2n) { color: red } tr td + td { width: 3px }")
    started = time.process_time()
    assert sum(sheet.of(cell).get("color") == "red" for cell in table.iter("td")) == 10_000
    assert time.process_time() - started < 10


def spread() -> str:
    rows = "<tr>" + "<td colspan=100 rowspan=100>a</td>" * 3 + "</tr>"
    return "<table>" + rows * 2_000 + "</table>"


LARGE = {
    "words of HTML": lambda: code(html("x" * 5_000_000)),
    "preformatted": lambda: code(html("<pre>" + "x" * 5_000_000 + "</pre>")),
    "selectors": lambda: code(
        html(
            "<style>" + "".join(f"div p.c{i} span{{color:red}}" for i in range(9_000)) + "</style>"
            "<div>" + "<p class=c1><span>a</span></p>" * 1_500 + "</div>"
        )
    ),
    "spans": lambda: code(html(spread())),
    "rows of Markdown": lambda: md("|a|b|\n|-|-|\n" + "|1|2|\n" * 9_000),
    "a drawing used again": lambda: code(
        shown(
            {
                "image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
                '<rect id="a0" width="1" height="1"/>'
                + "".join(
                    f'<g id="a{i}">' + f'<use href="#a{i - 1}"/>' * 10 + "</g>" for i in range(1, 9)
                )
                + "</svg>"
            },
            {"alt": "a"},
        )
    ),
    "a formula": lambda: code(shown({"text/latex": "$" + "x" * 1_000_000 + "$"}, {})),
}


@pytest.mark.parametrize("name", LARGE)
def test_large_things_of_each_kind_end_soon(name):
    start = time.process_time()
    nb = notebook(md("# A title"), LARGE[name](), lang="en")
    data, resources = BriefingExporter().from_notebook_node(nb)
    assert time.process_time() - start < 20
    assert b"pdfuaid" in data
    assert resources["briefing_warnings"] or name == "selectors"


def test_pictures_are_set_no_finer_than_print_shows():
    import io

    from PIL import Image

    from taian_analysis.briefing.write.raster import MANY, printable

    out = io.BytesIO()
    Image.new("RGBA", (4_000, 2_000), (255, 0, 0, 128)).save(out, "PNG")
    fine = out.getvalue()
    made, dots = printable(fine, "image/png", 400.0)  # 5.6 inches: 1,667 dots at 300 an inch
    with Image.open(io.BytesIO(made)) as picture:
        assert dots == 2_000_000 and picture.size == (2_000, 1_000)
        assert picture.getpixel((9, 9)) == (255, 0, 0, 128)
    assert printable(fine, "image/png", 1_000.0) == (fine, 8_000_000)
    coarse, _ = printable(fine, "image/png", 400.0, spent=MANY + 1)
    with Image.open(io.BytesIO(coarse)) as picture:
        assert picture.size == (1_000, 500)


def test_filters_that_take_minutes_are_left_out_and_their_parts_drawn():
    from taian_analysis.briefing.read.drawings import drawing

    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
    shape = '<rect width="9" height="9" filter="url(#f)"/>'
    hard = '<filter id="f"><feTurbulence numOctaves="9999"/></filter>'
    data, *_ = drawing(svg.format(hard + shape).encode())
    assert b"Turbulence" not in data and b"<rect" in data and b"url(#f)" not in data
    soft = '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter>'
    assert b"url(#f)" in drawing(svg.format(soft + shape).encode())[0]
    assert b"url(#f)" not in drawing(svg.format(soft + shape * 20).encode())[0]
