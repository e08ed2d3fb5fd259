"""The HTML form: readable on a phone and aloud. axe-core checks it in a real Chromium."""

from __future__ import annotations

import browser
import pytest
from corpus_notebooks import corpus

from taian_analysis.briefing.exporter import BriefingHtmlExporter

CHECKED = ("prose", "dataframes", "great_table", "odd_html", "pictures", "maths", "terminal", "hostile", "long_table")  # fmt: skip


def page(name):
    return BriefingHtmlExporter().from_notebook_node(corpus()[name])[0]


def test_tables_have_captions_scopes_and_alignment():
    made = page("dataframes")
    assert "<caption><b>表 1</b> 样式表</caption>" in made
    assert '<th scope="col" class="keep right">值</th>' in made
    assert '<th scope="rowgroup" rowspan="2" class="keep">城市</th>' in made
    assert '<th scope="colgroup" colspan="2" class="keep center">支出</th>' in made
    assert 'style="background:#' in made


def test_headings_never_skip_a_level():
    made = page("prose")
    assert "<h1>" in made and '<h2 id="s-一、总体情况">' not in made  # anchors hold no punctuation
    assert '<h2 id="s-一总体情况">一、总体情况</h2>' in made
    assert "<h3 id=" in made and "<h5" not in made


def test_formulas_are_mathml_with_their_source_as_text():
    made = page("maths")
    assert r'alttext="\begin{align}' in made
    assert r"<code>\foo{x}</code>" in made


@pytest.mark.browser
@pytest.mark.slow
def test_axe_finds_nothing_and_nothing_runs_off_a_phone(tmp_path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with browser.chromium() as chromium:
        tab = chromium.new_page()
        asked = []
        tab.on("request", lambda request: asked.append(request.url))
        for name in CHECKED:
            path = tmp_path / f"{name}.html"
            path.write_text(page(name), encoding="utf-8")
            tab.set_viewport_size({"width": 1000, "height": 800})
            tab.goto(path.as_uri())
            found = axe.run(tab)
            assert found.violations_count == 0, f"{name}: {found.generate_report()}"
            tab.set_viewport_size({"width": 360, "height": 700})
            wide = tab.evaluate("document.documentElement.scrollWidth")
            assert wide <= 360, f"{name} is {wide} pixels wide on a phone"
        assert not [url for url in asked if not url.startswith(("file:", "data:"))]
