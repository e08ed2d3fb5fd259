"""The evidence page in a real headless Chromium: filters, keys, cards, links, phone, paper, dark."""

from __future__ import annotations

from time import process_time

import browser
import pytest
from evidence_pages import OTHER, long_text, repeated

import taian_analysis as ta
from taian_analysis.products.evidence import Evidence

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def chromium():
    with browser.chromium() as running:
        yield running


@pytest.fixture(scope="module")
def bundled(tmp_path_factory):
    return ta.evidence().save(tmp_path_factory.mktemp("page") / "page.html")


@pytest.fixture
def tab(chromium):
    page = chromium.new_page(viewport={"width": 1500, "height": 900})
    page.trouble, page.asked = [], []
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.on("console", lambda said: page.trouble.append(said.text) if said.type == "error" else 0)
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    assert page.trouble == []
    assert not [url for url in page.asked if not url.startswith(("file:", "data:", "blob:"))]
    page.close()


def load(tab, path, fragment=""):
    tab.goto(path.as_uri() + fragment)
    tab.wait_for_selector("html[data-ready]")
    return tab


def data(tab, script):
    return tab.evaluate(script)


def clean(tab):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(tab)
    assert found.violations_count == 0, found.generate_report()


def test_every_filter_shows_its_count_and_its_marks_only(tab, bundled):
    load(tab, bundled)
    tab.evaluate("blocks.forEach(drawBlock)")
    chips = tab.locator(".chip[data-key]")
    keys = [chips.nth(i).get_attribute("data-key") for i in range(chips.count())]
    assert keys == ["", "fails", "undecidable", "holds", "annex", "series", "plain"]
    for key in keys[1:]:
        chip = tab.locator(f".chip[data-key={key}]")
        count = int(chip.locator("b").inner_text())
        assert count == data(tab, f"D.marks.filter(m => m.status === '{key}').length") > 0
        chip.click()
        assert chip.get_attribute("aria-pressed") == "true"
        lit = tab.locator("#text mark:not(.off)")
        assert lit.count() >= count
        assert set(lit.evaluate_all("all => all.map(m => m.classList[0])")) == {key}
        chip.click()
    assert tab.locator("#text mark.off").count() == 0


def test_keys_go_through_the_failing_claims(tab, bundled):
    load(tab, bundled)
    seen = []
    for _ in range(8):
        tab.keyboard.press("n")
        seen.append(tab.locator("#card .cl").first.inner_text())
        assert tab.locator("mark.sel").first.is_visible()
        assert tab.evaluate("document.activeElement.tagName") == "MARK"
    assert len(set(seen)) == 8 and all("✗ 不符" in words for words in seen)
    tab.keyboard.press("n")  # round again
    assert tab.locator("#card .cl").first.inner_text() == seen[0]
    tab.keyboard.press("p")
    assert tab.locator("#card .cl").first.inner_text() == seen[-1]
    tab.keyboard.press("f")
    assert tab.locator(".chip[data-key=fails]").get_attribute("aria-pressed") == "true"
    tab.keyboard.press("Escape")
    assert tab.locator("#card").is_hidden()
    tab.keyboard.press("Escape")
    assert tab.locator(".chip[data-key='']").get_attribute("aria-pressed") == "true"
    tab.keyboard.press("?")
    assert tab.locator("#help").is_visible()
    tab.keyboard.press("Escape")


def test_search_counts_lines_and_goes_to_them(tab, bundled):
    load(tab, bundled)
    tab.keyboard.press("/")
    tab.keyboard.type("福利彩票")
    tab.wait_for_selector("#hits:not(:empty)")
    lines = tab.evaluate("D.text.split('\\n').filter(l => l.includes('福利彩票')).length")
    assert tab.locator("#hits").inner_text() == f"{lines} 行"
    assert tab.locator(".l:not(.dim)").count() == lines
    tab.keyboard.press("Enter")
    first = tab.locator(".l:not(.dim)").first.bounding_box()
    assert 0 < first["y"] < 900
    tab.keyboard.press("Escape")
    assert tab.locator(".l.dim").count() == 0


def test_arrows_go_from_number_to_number(tab, bundled):
    load(tab, bundled, "#m365")
    assert tab.evaluate("document.activeElement.textContent") == "719"
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate("document.activeElement.textContent") == "537"
    tab.keyboard.press("ArrowLeft")
    assert tab.evaluate("document.activeElement.textContent") == "719"


def test_a_card_for_each_kind_of_claim(tab, bundled):
    """Every kind and verdict there is in the report opens with its claim, its numbers, its jumps."""
    load(tab, bundled)
    kinds = tab.evaluate(
        "Object.values(Object.fromEntries(D.claims.map((c, n) => [c.kind + c.verdict, n])))"
    )
    assert len(kinds) >= 8
    for n in kinds:
        tab.evaluate(f"openClaim({n})")
        claim = tab.evaluate(f"D.claims[{n}]")
        words = tab.locator("#card").inner_text()
        assert claim["claim"] in words and claim["stated"] in words
        assert {"fails": "✗ 不符", "holds": "✓ 相符", "undecidable": "? 无法判定"}[
            claim["verdict"]
        ] in words


def test_the_arithmetic_of_a_sum_and_its_jumps(tab, bundled):
    load(tab, bundled)
    tab.evaluate("openClaim(D.claims.findIndex(c => c.rule === 'parts' && c.verdict === 'fails'))")
    words = tab.locator("#card").inner_text()
    assert "报告称“10980人次”，按其自身数字应为“6535 + 504 + 1873 + 1786 + 74 = 10772”。" in words
    assert tab.locator("mark.twin").count() == 5
    tab.locator("#card .q", has=tab.locator("u", has_text="1786")).click()
    assert tab.locator("mark.sel").inner_text() == "1786"


def test_a_link_opens_on_its_mark(tab, bundled):
    load(tab, bundled)
    start = tab.evaluate("D.marks.findLast(m => m.status === 'fails').start")
    load(tab, bundled, f"#m{start}")
    chosen = tab.locator("mark.sel").first
    assert chosen.is_visible() and 0 < chosen.bounding_box()["y"] < 900
    assert not tab.locator("#card").is_hidden()
    tab.keyboard.press("n")
    # the page's address is told a moment after the page has it
    tab.wait_for_function("location.hash === '#m' + D.marks[S.mark].start", timeout=5_000)
    load(tab, bundled, "#c:headline/all-reached")
    assert tab.locator("mark.sel").inner_text() == "全部达到或超过预期目标"


def test_from_a_number_the_tab_key_leads_into_its_card(tab, bundled):
    load(tab, bundled, "#m3793")
    assert "10980" in tab.locator("#told").inner_text()  # said aloud as the card opens
    for _ in range(2):
        tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('#card') !== null")
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.firstChild.data") == "10980"


def test_a_cell_of_the_annex_shows_its_line_and_the_gap(tab, bundled):
    load(tab, bundled)
    cell = tab.locator("#annex tbody tr", has_text="福利彩票销售网点数").locator("button").last
    assert cell.inner_text() == "560"
    cell.click()
    box = tab.locator("mark.sel").bounding_box()
    assert 0 < box["y"] < 900
    words = tab.locator("#card").inner_text()
    assert "560 / 580" in words and "差距如何算出" in words and "580" in words


def test_a_series_has_a_chart_that_says_itself(tab, bundled):
    load(tab, bundled)
    tab.evaluate(
        "open(D.marks.findIndex(m => m.series && D.series[m.series[0].series].points.some(p => p.period === '2023-S1')))"
    )
    chart = tab.locator("#card svg.chart")
    assert chart.count() >= 1
    assert "2022年" in chart.first.get_attribute("aria-label")
    assert 'url("#hatch")' in tab.evaluate(
        "[...document.querySelectorAll('#card svg rect.pt')].map(r => r.style.fill).join()"
    )  # the half-year


def test_contents_and_rail_lead_into_the_text(tab, bundled):
    load(tab, bundled)
    tab.locator("#toc a", has_text="对策建议").click()
    tab.wait_for_timeout(200)
    assert 0 < tab.locator("#l106").bounding_box()["y"] < 900
    ticks = tab.locator("#rail i.fails")
    assert ticks.count() == tab.evaluate("D.marks.filter(m => m.status === 'fails').length")
    ticks.last.dispatch_event("click")
    assert tab.locator("mark.sel").count() >= 1


@pytest.mark.parametrize(
    ("scheme", "width", "english"),
    [("light", 1500, False), ("dark", 1500, True), ("light", 390, True), ("dark", 390, False)],
)
def test_axe_finds_nothing(chromium, bundled, scheme, width, english):
    tab = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    load(tab, bundled)
    assert tab.evaluate("document.documentElement.dataset.theme") == scheme
    if english:
        tab.locator("#bar button", has_text="English").click()
        assert tab.evaluate("document.documentElement.lang") == "en"
        assert "269 claims checked: 8 fail" in tab.locator("#summary").inner_text()
        clean(tab)
    tab.keyboard.press("n")
    tab.keyboard.press("f")
    clean(tab)
    tab.close()


def test_on_a_phone_the_sheet_never_covers_the_figure(chromium, bundled):
    tab = chromium.new_page(viewport={"width": 360, "height": 640})
    load(tab, bundled)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    places = tab.evaluate("D.marks.map((m, i) => i)")
    for i in [*places[::23], places[-1]]:
        tab.evaluate(f"open({i}, {{jump: true}})")
        tab.wait_for_timeout(60)
        box = tab.locator("mark.sel").first.bounding_box()
        sheet = tab.locator("#card").bounding_box()
        head = tab.locator("#head").bounding_box()
        assert head["y"] + head["height"] <= box["y"], i
        assert (
            box["y"] + box["height"] <= sheet["y"] or box["height"] > sheet["y"] - head["height"]
        ), i
    tab.close()


def test_a_tap_on_a_phone_brings_the_figure_out_from_under_the_sheet(chromium, bundled):
    tab = chromium.new_page(viewport={"width": 360, "height": 640}, has_touch=True)
    load(tab, bundled)
    mark = tab.locator("mark.holds").nth(6)
    mark.scroll_into_view_if_needed()
    mark.tap()
    tab.wait_for_timeout(100)
    box, sheet = tab.locator("mark.sel").bounding_box(), tab.locator("#card").bounding_box()
    assert box["y"] + box["height"] <= sheet["y"]
    tab.close()


def test_on_paper_failing_claims_are_numbered_notes(tab, bundled):
    load(tab, bundled)
    tab.emulate_media(media="print")
    tab.wait_for_timeout(100)
    notes = tab.locator("#footnotes li")
    assert notes.count() == 8 and "10772" in tab.locator("#footnotes").inner_text()
    sums = tab.evaluate(
        "[...document.querySelectorAll('mark.fails')].filter(m => m.firstChild.data === '10980').map(m => m.textContent)"
    )
    number = 1 + next(i for i in range(8) if "10772" in notes.nth(i).inner_text())
    assert sums == [f"10980[{number}]"]
    assert not tab.locator("#bar").is_visible() and tab.locator("#annex table").is_visible()


def test_what_a_report_says_is_text_and_nothing_else(tab, tmp_path):
    report = OTHER.replace("全市", '<img src=x onerror="document.title=1">全市</script><b>', 1)
    load(tab, ta.evidence(report).save(tmp_path / "page.html"))
    assert tab.locator("#text img, #text b").count() == 0
    assert "<img src=x" in tab.locator("#text").inner_text()
    assert tab.title() != "1"


def test_rare_characters_before_a_number_do_not_shift_its_mark(tab, tmp_path):
    """𠮷 is one character to Python and two units to JavaScript."""
    load(tab, ta.evidence(OTHER.replace("全市共有", "全市𠮷𠮷镇共有")).save(tmp_path / "page.html"))
    assert tab.locator("mark.fails").all_inner_texts() == ["5", "2", "2", "2"]


@pytest.mark.parametrize("text", [OTHER, "没有数。\n也没有表。\n"])
def test_without_annex_claims_or_series_the_page_is_right(tab, tmp_path, text):
    load(tab, ta.evidence(text).save(tmp_path / "page.html"))
    assert tab.locator("#annex table").count() == 0
    for key in ("n", "p", "f", "f", "Escape"):
        tab.keyboard.press(key)
    clean(tab)


def test_a_megabyte_of_report_is_small_and_fluent(tab, tmp_path):
    seconds = []
    for size in (25_000, 100_000):
        begin = process_time()
        shown = ta.evidence(long_text(size)).data
        seconds.append(process_time() - begin)
    assert seconds[1] < 8 * seconds[0]  # a megabyte would take no more than its time
    path = Evidence(repeated(shown, 10)).save(tmp_path / "page.html")
    assert path.stat().st_size < 2_000_000
    load(tab, path)
    assert tab.evaluate("D.marks.length") > 10_000
    assert tab.evaluate("performance.now()") < 8_000
    # marks stand only where one reads
    assert tab.locator("#text mark").count() < 2_000
    took = tab.evaluate(
        "(() => { const t = performance.now(); setFilter('plain'); document.body.offsetHeight; setFilter(''); return performance.now() - t })()"
    )
    assert took < 1_500
    tab.evaluate("open(D.marks.length - 1, {jump: true})")
    tab.wait_for_timeout(300)
    assert 0 < tab.locator("mark.sel").bounding_box()["y"] < 900


def test_in_a_notebooks_frame_it_works_without_the_notebooks_rights(chromium):
    tab = chromium.new_page(viewport={"width": 900, "height": 800})
    tab.set_content(ta.evidence()._repr_mimebundle_()["text/html"])
    frame = tab.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for()
    frame.locator("mark.fails").first.click()
    assert "✗ 不符" in frame.locator("#card").inner_text()
    tab.close()
