"""Two reports on one page: what moved, what was retargeted, what is new and what vanished."""

from __future__ import annotations

import json

import browser
import jsonschema
import pytest

import taian_analysis as ta
from taian_analysis.products.evidence_data import schema

HEAD = "某市养老事业评估报告\n全市有养老床位{beds}张,机构{homes}家。{more}\n"
TABLE = "| 指标 | 单位 | 2025年目标值 | 完成值 | 属性 |\n|---|---|---|---|---|\n{rows}"
OLD = HEAD.format(beds=500, homes=8, more="社工站有12个。") + TABLE.format(
    rows="| 养老床位数 | 张 | 900 | 500 | 预期性 |\n| 社工站数量 | 个 | 20 | 12 | 预期性 |\n"
    "| 志愿者人数 | 人 | 300 | 200 | 预期性 |\n"
)
NEW = HEAD.format(beds=700, homes=8, more="") + TABLE.format(
    rows="| 养老床位数 | 张 | 900 | 700 | 预期性 |\n| 志愿者人数 | 人 | 400 | 200 | 预期性 |\n"
    "| 护理员人数 | 人 | 50 | 40 | 预期性 |\n"
)


@pytest.fixture(scope="module")
def page():
    return ta.evidence(NEW, OLD)


def marked(data, key):
    return [data["text"][m["start"] : m["end"]] for m in data["marks"] if key in m.get("moved", [])]


def test_marks_say_what_became_of_each_number(page):
    data = page.data
    jsonschema.validate(json.loads(json.dumps(data)), schema())
    assert marked(data, "moved") == ["700", "700"]  # in the text and in the table; 8 homes stayed
    assert marked(data, "retargeted") == ["400"]
    assert marked(data, "new") == ["50", "40"]
    assert [one["text"] for one in data["vanished"]] == ["12"]
    assert {c["indicator"]: c["event"] for c in data["changes"]} == {
        "养老床位数": "progressed",
        "志愿者人数": "retargeted",
        "护理员人数": "new",
        "社工站数量": "gone",
    }


def test_a_slip_of_the_unit_and_a_changed_attribute_are_told():
    old = TABLE.format(
        rows="| 养老床位数 | 张 | 900 | 700 | 预期性 |\n| 志愿者人数 | 人 | 300 | 200 | 预期性 |\n"
    )
    new = TABLE.format(
        rows="| 养老床位数 | 张 | 900 | 7000000 | 预期性 |\n| 志愿者人数 | 人 | 300 | 200 | 约束性 |\n"
    )
    data = ta.evidence("某市养老报告\n" + new, "某市养老报告\n" + old).data
    assert marked(data, "moved") == ["7000000"]
    assert data["changes"][0]["event"] == "rescaled"
    assert (
        data["changes"][1]["attribute_changed"] is True and "约束性" in data["changes"][1]["reason"]
    )


def test_one_report_alone_has_no_changes():
    assert "changes" not in ta.evidence(NEW).data


def test_without_an_annex_the_text_is_still_compared():
    data = ta.evidence(
        HEAD.format(beds=700, homes=8, more=""), HEAD.format(beds=1, homes=8, more="")
    ).data
    assert marked(data, "moved") == ["700"] and "changes" not in data
    assert any("两期未能比较" in note["zh"] for note in data["notes"])


def test_a_reworded_sentence_has_moved_and_not_vanished():
    old = "某市养老报告\n2022年,全市养老床位500张。救助站有12个。登记志愿者8000人。\n"
    new = "某市养老报告\n截至2023年底,经过努力,养老床位增加到700张。注册登记志愿者达8000人。\n"
    data = ta.evidence(new, old).data
    jsonschema.validate(json.loads(json.dumps(data)), schema())
    (mark,) = [m for m in data["marks"] if "moved" in m.get("moved", [])]
    was = mark["figure"]["was"]
    assert was["text"] == "500" and was["line"] == 2 and "养老床位500张" in was["quote"]
    assert "12" in [one["text"] for one in data["vanished"]]
    assert "500" not in [one["text"] for one in data["vanished"]]


def test_another_place_or_another_measure_is_not_the_same():
    old = "某市养老报告\n甲县养老床位500张。养老床位使用率60%。\n"
    new = "某市养老报告\n本年乙县养老床位已有700张。\n"
    data = ta.evidence(new, old).data
    assert [one["text"] for one in data["vanished"]] == ["500", "60"]
    assert marked(data, "moved") == []


def test_what_is_said_twice_and_then_once_has_not_vanished():
    old = "某市养老报告\n养老床位500张。年末统计,养老床位共500张。\n"
    new = "某市养老报告\n养老床位500张。\n"
    assert "vanished" not in ta.evidence(new, old).data


@pytest.mark.browser
@pytest.mark.slow
def test_the_page_lists_and_filters_them(page, tmp_path):
    with browser.chromium() as chromium:
        tab = chromium.new_page(viewport={"width": 1500, "height": 900})
        tab.goto(page.save(tmp_path / "page.html").as_uri())
        tab.wait_for_selector("html[data-ready]")
        table = tab.locator("#findings table").inner_text()
        assert "社工站数量" in table and "不再列出" in table and "+200" in table
        tab.locator(".chip[data-key=moved]").click()
        lit = tab.locator("#text mark:not(.off)")
        assert lit.all_inner_texts() == ["700", "700"]
        tab.keyboard.press("n")
        words = tab.locator("#card").inner_text()
        assert "上期" in words and "500" in words
        axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
        found = axe.run(tab)
        assert found.violations_count == 0, found.generate_report()
