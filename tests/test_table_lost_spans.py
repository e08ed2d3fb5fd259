"""What a cell over several columns or rows says, where a program has printed it but once."""

import pytest

import taian_analysis as ta
from taian_analysis.cleaning.cells import CellToken
from taian_analysis.cleaning.names_again import named_again


def read(tmp_path, text, form="txt"):
    """Return (area, indicator, role, printed value) of every value, in order."""
    path = tmp_path / f"t.{form}"
    path.write_text(text, encoding="utf-8")
    rows = ta.load_indicators(path).set_index("indicator_id")
    return [
        (area if isinstance(area := rows.area[o.indicator_id], str) else "",
         rows.indicator[o.indicator_id], o.role, o.text)
        for o in ta.load_observations(path).itertuples()
    ]  # fmt: skip


def drawn(rows, rule):
    lines = [" | ".join(row.split()) for row in rows.strip().splitlines()]
    rules = ["---|" * (lines[0].count("|")) + "---"] if rule else []
    return "\n".join(["某市工作进展(2023年)\n", lines[0], *rules, *lines[1:]]) + "\n"


@pytest.mark.parametrize("rule", [True, False], ids=["Markdown", "pipes"])
def test_lower_heads_stand_below_the_serial_number(tmp_path, rule):
    """Taken where they stood, the first of them was once a head over the serial numbers."""
    text = drawn(
        """
        序号 区县 植树(亩) 抚育(亩)
        任务 完成 完成率(%) 任务 完成 完成率(%)
        1 甲县 300 280 93.3 500 510 102.0
        2 乙县 450 450 100.0 620 600 96.8
        3 丙区 120 90 75.0 80 80 100.0
        """,
        rule,
    )
    assert read(tmp_path, text)[:4] == [
        ("甲县", "植树", "target", "300"), ("甲县", "植树", "actual", "280"),
        ("甲县", "抚育", "target", "500"), ("甲县", "抚育", "actual", "510"),
    ]  # fmt: skip


@pytest.mark.parametrize("rule", [True, False], ids=["Markdown", "pipes"])
def test_lower_heads_belong_to_the_one_that_has_no_role_of_its_own(tmp_path, rule):
    """计划 and 实际 are of 2023年, and not of 2022年实际 or of the rate."""
    text = drawn(
        """
        序号 指标名称 单位 2022年实际 2023年 完成率(%)
        计划 实际
        1 改厕 座 30 28 40 142.9
        2 管网 公里 45 48 60 125.0
        3 小区 个 120 90 150 166.7
        """,
        rule,
    )
    assert read(tmp_path, text)[:3] == [
        ("", "改厕", "baseline", "30"), ("", "改厕", "target", "28"), ("", "改厕", "actual", "40"),
    ]  # fmt: skip


def test_growth_below_a_measure_is_not_what_it_is_counted_in(tmp_path):
    text = drawn(
        """
        排名 城市 综合指数 浓度(微克/立方米)
        2023年 2022年 同比 2023年 2022年 同比
        1 甲州市 3.1 3.3 -6.1 27 30 -10.0
        2 乙州市 3.2 3.3 -3.0 28 30 -6.7
        3 丙州市 3.5 3.4 2.9 31 33 -6.1
        """,
        rule=False,
    )
    assert read(tmp_path, text)[:3] == [
        ("甲州市", "综合指数", "actual", "3.1"), ("甲州市", "综合指数", "baseline", "3.3"),
        ("甲州市", "综合指数", "change", "-6.1"),
    ]  # fmt: skip


NAMED = """
序号 评估指标 {0} 标准 实际 是否达标
1 骨干教师数(人) {1} ≥4.2 5.5 达标
{3} {2} ≥5.3 6.1 达标
2 场馆面积(平方米) {1} ≥1 1.1 达标
{3} {2} ≥1 0.9 未达标
"""


@pytest.mark.parametrize("again", ["- -", "* *"], ids=["once", "in each row"])
@pytest.mark.parametrize("whose", ["学段 小学 初中", "地区 甲县 乙县", "类别 城镇 农村"])
def test_words_that_come_again_beside_each_name_say_whose_it_is(tmp_path, whose, again):
    """The second of them was once the name of its row."""
    text = NAMED.format(*whose.split(), again)
    above = ""
    lines = []
    for line in text.strip().splitlines():
        cells = line.split()
        cells[:2] = [old if c == "*" else c for c, old in zip(cells, above or cells, strict=False)][
            :2
        ]
        above = cells[:2]
        lines.append(" | ".join(["" if c == "-" else c for c in cells]))
    _, first, second = whose.split()
    told = read(tmp_path, "办学条件(2022年)\n\n" + "".join(f"| {line} |\n" for line in lines))
    assert told == [
        (first, "骨干教师数", "target", "≥4.2"), (first, "骨干教师数", "actual", "5.5"),
        (second, "骨干教师数", "target", "≥5.3"), (second, "骨干教师数", "actual", "6.1"),
        (first, "场馆面积", "target", "≥1"), (first, "场馆面积", "actual", "1.1"),
        (second, "场馆面积", "target", "≥1"), (second, "场馆面积", "actual", "0.9"),
    ]  # fmt: skip


def test_measures_below_a_group_say_what_is_counted():
    """户数 and 人数 come again below each group too: they do not say whose they are."""
    texts = ["项目 类别 目标", "城市低保 户数 30", "- 人数 60", "农村低保 户数 90", "- 人数 160"]
    rows = [[CellToken(t.strip("-")) for t in text.split()] for text in texts]
    assert named_again(rows) == rows
