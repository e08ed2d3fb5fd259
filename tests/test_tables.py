"""Tables: printed cells, the same emphasis on screen and on paper, every number with its origin."""

from __future__ import annotations

import re

import figure_frames as frames
import lxml.html
import pandas as pd
import pytest

from taian_analysis import TaianError, gap_to_target
from taian_analysis.products.writer import NUMBER
from taian_analysis.show import tables, tables_audit

CJK = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def gaps():
    return gap_to_target(frames.indicators())


@pytest.fixture(scope="module")
def audit():
    return pd.DataFrame(
        {
            "claim": ["占比", "合计"],
            "stated": ["49.9%", "10"],
            "computed": ["51.3%", "10"],
            "verdict": ["fails", "holds"],
            "lines": ["57", "21, 52"],
            "comment": ["56.9÷111", pd.NA],
            "rule": ["shares", pd.NA],
        }
    )


def made(gaps, audit, lang):
    return {
        "summary": tables.summary_table(gaps, lang=lang),
        "open": tables.open_table(gaps, lang=lang),
        "indicators": tables.indicators_table(gaps, lang=lang),
        "trends": tables.trends_table(["charity_organisations"], frames.trends(), lang=lang),
        "audit": tables_audit.audit_table(audit, lang=lang),
    }


def test_open_table_prints_what_is_asked_for(gaps):
    row = tables.open_table(gaps).data.iloc[0].tolist()
    # by hand: 1783/2300, 2300-1783, 594/1111, 911/1826 days, 0.5347/0.4989, 517/2.505 years
    assert row == [
        "持证社会工作者（人）", "预期性", "1189", "1783", "2300", "77.5%", "517", "53.5%", "49.9%",
        "1.07", "+206", "快于时序",
    ]  # fmt: skip


def test_missing_is_a_dash_and_targets_in_words_stay_words(gaps):
    volunteers = tables.open_table(gaps).data.iloc[1].tolist()
    assert volunteers[2] == volunteers[7] == volunteers[9] == "—"
    listed = tables.indicators_table(gaps).data
    assert listed["2025年目标"].iloc[3] == "动态调整"
    assert listed["完成度"].iloc[3] == "—"
    english = tables.indicators_table(gaps, lang="en").data
    assert english["2025 target"].iloc[3] == "in words"


def test_binding_and_expected_are_counted_apart(gaps):
    data = tables.summary_table(gaps).data
    totals = data[[index[0] == "合计" for index in data.index]]
    assert totals["属性"].tolist() == ["约束性", "预期性", "合计"]
    assert totals["指标数"].tolist() == ["2", "4", "6"]
    assert totals["已达标"].tolist() == ["2", "2", "4"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_number_in_a_table_is_marked(gaps, audit, lang):
    for name, styler in made(gaps, audit, lang).items():
        marked = {n for mark in styler.data.attrs["marks"] for n in NUMBER.findall(mark.text)}
        printed = {n for cell in styler.data.to_numpy().ravel() for n in NUMBER.findall(cell)}
        assert printed <= marked, name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_html_has_caption_headers_and_language(gaps, audit, lang):
    for name, styler in made(gaps, audit, lang).items():
        root = lxml.html.fromstring(styler.to_html())
        table = root if root.tag == "table" else root.find(".//table")
        assert table.get("lang") == ("zh-CN" if lang == "zh" else "en"), name
        assert table.findtext("caption")
        heads = [th.text_content().strip() for th in table.findall("./thead/tr/th")]
        assert heads
        assert all(heads), name


def test_english_tables_have_no_chinese_but_unknown_names(gaps, audit):
    for name in ("summary", "open"):
        styler = made(gaps, audit, "en")[name]
        told = [c for c in styler.data.to_numpy().ravel() if CJK.search(c)]
        assert not told


def test_areas_are_merged_cells(gaps):
    html = tables.indicators_table(gaps).to_html()
    assert 'rowspan="4"' in html
    assert 'rowspan="2"' in html


def test_weight_is_in_the_html(gaps):
    html = tables.open_table(gaps).to_html()
    assert "font-weight: bold" in html
    assert "text-align: right" in html


def test_audit_shows_failures_or_all(audit):
    assert tables_audit.audit_table(audit).data["核查内容"].tolist() == ["占比"]
    shown = tables_audit.audit_table(audit, verdict=None, lang="en").data
    assert shown["Claim"].tolist() == ["The share does not follow from its two numbers", '"合计"']
    assert shown["Lines"].tolist() == ["57", "21; 52"]
    assert shown["Comment"].tolist() == ["Checked: A share follows from its two numbers", "—"]


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: tables_audit.audit_table(pd.DataFrame({"a": [1]})), "`audit`"),
        (lambda: tables_audit.audit_table(pd.DataFrame(), verdict="maybe"), "`verdict`"),
        (lambda: tables.open_table(lang="fr"), "`lang`"),
        (lambda: tables.trends_table(["nothing"], frames.trends()), "nothing"),
    ],
)
def test_wrong_arguments_are_named(call, named):
    with pytest.raises(TaianError, match=named):
        call()


def test_the_same_table_is_the_same_bytes():
    gaps = gap_to_target()
    for make in (tables.open_table, tables.summary_table):
        assert make(gaps).to_html() == make(gaps).to_html()
        assert make(gaps, lang="en").to_html() != make(gaps, lang="zh").to_html()
