"""Columns whose heads no list has: told by how the head is put together and by what the cells hold."""

import pytest

import taian_analysis as ta
from taian_analysis.cleaning.columns import roles
from taian_analysis.cleaning.headers import Head, read_head
from taian_analysis.cleaning.profiles import reweighed


def said(tmp_path, text):
    """Return the roles and the text of each row's values."""
    path = tmp_path / "table.txt"
    path.write_text(text, encoding="utf-8")
    names = ta.load_indicators(path).set_index("indicator_id")["indicator"]
    seen = ta.load_observations(path)
    levels = seen[seen["role"].isin(["baseline", "target", "actual"])]
    return {(names[o["indicator_id"]], o["role"], o["text"]) for o in levels.to_dict("records")}


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("完成目标任务(%)", "rate"),
        ("累计完成占目标", "rate"),
        ("上季度", "baseline"),
        ("上月末余额(亿元)", "baseline"),
        ("镇(街道)", "region"),
        ("险种", "name"),
        ("本年度预算数", "target"),
    ],
)
def test_heads_by_what_they_stand_for(head, role):
    assert read_head(head).role == role


def test_the_first_half_of_a_year_is_not_the_one_before():
    assert read_head("上半年完成").role == "actual"


@pytest.mark.parametrize(
    ("head", "role"),
    [("应改(座)", "target"), ("已收缴金额(万元)", "actual"), ("收缴率(%)", "rate"),
     ("与上季相比增减(%)", "change")],
)  # fmt: skip
def test_heads_put_together_of_known_parts(head, role):
    chances = roles(head)
    assert max(chances, key=chances.get) == role


def test_numbers_under_an_unknown_head_have_the_likeliest_role(tmp_path):
    text = (
        "危桥改造进度\n| 区县 | 应改(座) | 已改(座) | 改造率 |\n"
        "| 东河区 | 14 | 7 | 50.0% |\n| 西河区 | 20 | 25 | 125.0% |\n| 南山县 | 8 | 6 | 75.0% |\n"
    )
    assert said(tmp_path, text) == {
        ("东河区", "target", "14"), ("东河区", "actual", "7"),
        ("西河区", "target", "20"), ("西河区", "actual", "25"),
        ("南山县", "target", "8"), ("南山县", "actual", "6"),
    }  # fmt: skip


def test_a_share_that_is_one_column_over_another_is_a_rate():
    heads = [Head("项目", "name"), Head("下达", "target"), Head("完成", "actual"),
             Head("达目标(%)", "target")]  # fmt: skip
    cells = [["甲", "乙", "丙"], ["40", "50", "80"], ["30", "60", "20"], ["75", "120", "25"]]
    assert [h.role for h in reweighed(heads, cells)] == ["name", "target", "actual", "rate"]


def test_results_in_percent_that_all_equal_their_targets_stay_results():
    heads = [Head("指标", "name"), Head("目标值", "target"), Head("实际完成值", "actual"),
             Head("权重", "weight")]  # fmt: skip
    cells = [
        ["甲", "乙", "丙"],
        ["100%", "100%", "100%"],
        ["100%", "100%", "100%"],
        ["5", "8", "9"],
    ]
    assert [h.role for h in reweighed(heads, cells)] == ["name", "target", "actual", "weight"]


def test_the_year_so_far_beside_a_month_is_a_result(tmp_path):
    text = (
        "| 产品名称 | 单位 | 6月产量 | 1-6月累计 | 累计同比(%) |\n"
        "| 水泥 | 万吨 | 45.1 | 250.7 | -4.9 |\n| 原煤 | 万吨 | 88 | 512 | 2.0 |\n"
    )
    assert {v for v in said(tmp_path, text) if v[0] == "原煤"} == {
        ("原煤", "actual", "88"), ("原煤", "actual", "512"),
    }  # fmt: skip


def test_a_unit_in_brackets_ends_a_head(tmp_path):
    text = (
        "某市生产总值\n\n2022年上半年\n\n总量\n\n(亿元)\n\n比上年同期\n\n增长(%)\n\n"
        + "\n\n".join(
            ["生产总值", "193.1", "-5.7", "第一产业", "34.5", "1.7", "第二产业", "44.2", "-13.7"]
        )
    )
    assert ("第一产业", "actual", "34.5") in said(tmp_path, text)
