"""Tables of a text in which something else parts the cells than in the one that is read first."""

from __future__ import annotations

from pathlib import Path

import taian_analysis as ta

PIPES = """关于甲县养老规划的评估
甲县养老主要指标完成情况
指标 | 单位 | 2020年基期值 | 2025年目标值 | 2023年实际值
养老床位数 | 张 | 1200 | 2000 | 1650
护理型床位占比 | % | 41 | 60 | 52
助餐点数 | 个 | 12 | 40 | 31
社会工作者数 | 人 | 35 | 90 | 66
"""
BLANKS = """乙市水利规划主要指标
序号 指标名称 2020年 2025年 指标性质
1 堤防达标率（%） 67.5 78 约束性
2 水库除险加固数（座） 36 120 预期性
3 农村自来水普及率（%） 88.2 92 约束性
4 灌溉面积（万亩） 54.3 58 预期性
"""
TALE = "市里召开会议部署2024年工作，全年开展检查12次，整改问题36个。\n"


def _read(folder: Path, text: str) -> dict[str, list[str]]:
    path = folder / "two.txt"
    path.write_text(text, encoding="utf-8")
    levels = ta.load_observations(path).query("role in ['baseline', 'target', 'actual']")
    names = ta.load_indicators(path).set_index("indicator_id")["indicator"]
    assert names.index.is_unique
    assert ta.load_indicators(path)["number"].tolist() == [*range(1, len(names) + 1)]
    return levels.groupby(levels["indicator_id"].map(names), sort=False)["text"].agg(list).to_dict()


def test_a_table_parted_otherwise_is_read_too(tmp_path: Path) -> None:
    first, second = _read(tmp_path, PIPES), _read(tmp_path, BLANKS)
    assert first["助餐点数"] == ["12", "40", "31"]
    assert second["灌溉面积"] == ["54.3", "58"]
    both = first | second
    assert _read(tmp_path, PIPES + TALE + BLANKS) == both
    assert [*_read(tmp_path, BLANKS + TALE + PIPES)] == [*second, *first]


def test_periods_are_those_of_its_own_heads(tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    path.write_text(PIPES + BLANKS.replace("2025年", "2030年"), encoding="utf-8")
    frame = ta.load_indicators(path).set_index("indicator")
    assert frame.loc["养老床位数", "target_period"] == "2025"
    assert frame.loc["灌溉面积", "target_period"] == "2030"


def test_numbers_of_what_fits_no_table_are_named(tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    strange = "甲 3 5 7\n乙 2 8 1\n丙 4 4 9\n"
    path.write_text(PIPES + strange, encoding="utf-8")
    assert len(ta.load_indicators(path)) == 4
    told = ta.rejections(path)
    assert (
        told.loc[told["line"].between(8, 10), "text"].str.contains("2 | 8 | 1", regex=False).any()
    )


def test_a_table_of_money_beside_it_is_none_of_indicators(tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    money = "资金来源 年初预算 全年执行数 执行率\n基本支出 120 118 98.3%\n项目支出 300 280 93.3%\n"
    path.write_text(PIPES + "\n" + money, encoding="utf-8")
    assert len(ta.load_indicators(path)) == 4


def test_tables_of_pipes_drawn_in_two_ways(tmp_path: Path) -> None:
    heads = ["领域", "序号", "指标", "单位", "2020年基期值", "2025年目标值", "2023年评估值", "进度"]
    body = [
        ["健康水平", "1", "人均预期寿命", "岁", "78.02", "79.3", "78.9", "正常"],
        ["2", "婴儿死亡率", "‰", "3.41", "3.2以下", "2.76", "提前"],
        ["健康生活", "3", "健康素养水平", "%", "24.3", "28", "27.1", "正常"],
        ["4", "成人吸烟率", "%", "25.1", "23.3以下", "24.6", "正常"],
        ["健康服务", "5", "每千人口床位数", "张", "6.1", "7", "6.8", "提前"],
    ]
    cells = "\n".join("|\n" + "\n|\n".join(row) + "\n|" for row in [heads, *body])
    first = _read(tmp_path, PIPES)
    both = _read(tmp_path, f"{PIPES}丙市健康规划中期评估\n（二）主要指标完成进度\n{cells}\n")
    assert {name: both[name] for name in first} == first
    assert both["婴儿死亡率"] == ["3.41", "3.2以下", "2.76"]
    assert both["每千人口床位数"] == ["6.1", "7", "6.8"]
