"""What a line breaks or glues: a name in two cells, an area that one blank parts, a cell's clauses."""

from __future__ import annotations

from pathlib import Path

import pytest

import taian_analysis as ta
from taian_analysis.cleaning.cellkinds import kind


def frame(path: Path, text: str):
    path.write_text(text, encoding="utf-8")
    rows = ta.load_indicators(path)
    return rows.set_index("indicator")


ROWS = [
    ["序号", "任务名称", "指标要求", "牵头部门", "目标类型"],
    ["1", "地区产值", "增长6%", "区发改局", "A类"],
    ["2", "公共收入", "47.2亿元", "区财政局", "A类"],
    ["3", "停车泊位", "260个,其中公共泊位50个", "区城管局", "A类"],
    ["4", "科研与试验经费支出", "占生产总值比重", "2.9%", "区科技局", "C类"],
    ["5", "服务中心", "3家", "区民政局", "B类"],
    ["6", "空气优良率", "≥78%", "区生态环境局", "A类"],
]


def test_a_name_broken_in_two_cells_is_one_and_not_sure(tmp_path: Path) -> None:
    body = "\n\n".join(cell for row in ROWS for cell in row)
    path = tmp_path / "source.txt"
    text = f"2020年目标任务分解表\n\n(注:A类指责任目标)\n\n{body}\n\n抄送:区委各部门,区法院。\n"
    rows = frame(path, text)
    assert list(rows.index) == [
        "地区产值", "公共收入", "停车泊位", "科研与试验经费支出占生产总值比重", "服务中心", "空气优良率",
    ]  # fmt: skip
    assert rows.target_value["科研与试验经费支出占生产总值比重"] == 2.9
    assert rows.confidence["科研与试验经费支出占生产总值比重"] < 0.95
    assert set(rows.target_period) == {"2020"}
    assert list(rows.area) == ["A类", "A类", "A类", "C类", "B类", "A类"]
    raw = ta.load_observations(path).text
    assert "260个,其中公共泊位50个" in set(raw)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("120户,其中农村80户", "words"), ("35%,其中城区40%", "words"), ("3家;改造2家", "words"),
        ("20家以上,力争30家", "words"), ("1,234", "num"), ("2020年,全市20个", "text"),
        ("60岁以上老人,补贴3元", "text"), ("5G网络,新建2处", "text"),
    ],
)  # fmt: skip
def test_a_number_with_its_unit_and_more_numbers_is_a_value_in_words(text: str, want: str) -> None:
    assert kind(text) in {want, "int"} if want == "num" else kind(text) == want


def test_an_area_that_one_blank_parts_from_a_name_is_none_of_it(tmp_path: Path) -> None:
    rows = frame(
        tmp_path / "source.txt",
        "            表1 事业发展主要指标\n"
        "  类别           指标       2010年 2015年 年均增长(%) 属性\n"
        "        城市补助标准(元/月)      215 360     10.9 约束性\n"
        " 社会救助 农村补助标准(元/年)     1196 2200 13.0 约束性\n"
        "        集中供养率(%)         38.2 50      5.5 预期性\n"
        "        响应时间(小时)         24 12      — 约束性\n"
        " 防灾减灾 示范社区(个)           3     20  46.1 预期性\n"
        "        物资储备库(座)          2      9  35.1 预期性\n",
    )
    assert list(rows.index) == [
        "城市补助标准", "农村补助标准", "集中供养率", "响应时间", "示范社区", "物资储备库",
    ]  # fmt: skip
    assert list(rows.area) == ["社会救助"] * 3 + ["防灾减灾"] * 3
    assert list(rows.baseline_value) == [215, 1196, 38.2, 24, 3, 2]


def test_two_lines_of_one_name_are_no_area_and_name(tmp_path: Path) -> None:
    rows = frame(
        tmp_path / "source.txt",
        "                表1 主要指标完成情况\n"
        "类别     指标                   2020年    2023年实际   2025年目标   评价\n"
        "\n"
        "创新发展   劳动生产率(万元/人)          12.6      15.1      17.5      达到预期\n"
        "       经费投入增长(%)             3.1       13.8      11        达到预期\n"
        "       数字经济核心产业增加值占地区生\n"
        "                            5.4       6.2       9         低于预期\n"
        "       产总值比重(%)\n"
        "\n"
        "民生福祉   城镇调查失业率(%)           5.3       5.1       5.5       达到预期\n"
        "       地级及以上城市空气质量优良天数\n"
        "                            83.6      82.7      86.5      低于预期\n"
        "       比率(%)\n",
    )
    assert "数字经济核心产业增加值占地区生产总值比重" in rows.index
    assert "地级及以上城市空气质量优良天数比率" in rows.index
    assert rows.target_value["地级及以上城市空气质量优良天数比率"] == 86.5
