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


def raw(path: Path, text: str) -> set[tuple[str, str, str | None, str]]:
    path.write_text(text, encoding="utf-8")
    names = ta.load_indicators(path).set_index("indicator_id").indicator
    return {
        (names[o.indicator_id], o.role, o.period, o.text)
        for o in ta.load_observations(path).itertuples()
    }


def test_heads_broken_below_a_title_of_results_and_a_name_that_comes_again(tmp_path: Path) -> None:
    told = (
        "规划主要指标进展情况/序号/指标/2020年/基期值/2025年/规划目标/2023年6月底/完成情况/指标/属性/完成率/进展评价/"
        "一、就业/1/新增就业人数(万人)/3.4/[15]/[8.1]/预期性/54.0%/符合预期/"
        "2/参保率(%)/92.6/95/94.8/约束性/91.7%/快于预期/3/人才总量(万人)/6.8/8/7.1/预期性/25.0%/慢于预期"
    )
    cells = told.split("/")
    got = raw(tmp_path / "source.txt", "中期评估报告\n|\n" + "\n|\n".join(cells) + "\n")
    assert {
        ("参保率", "baseline", "2020", "92.6"), ("参保率", "target", "2025", "95"),
        ("参保率", "actual", "2023-06", "94.8"), ("人才总量", "target", "2025", "8"),
        ("新增就业人数", "actual", "2023-06", "[8.1]"),
    } <= got  # fmt: skip
    assert sum(role in ("baseline", "target", "actual") for _, role, _, _ in got) == 9


def test_a_line_end_within_a_cell_of_markdown_ends_no_row(tmp_path: Path) -> None:
    got = raw(
        tmp_path / "source.txt",
        "### 20-9 参保情况\n\n年份 | 参保人数  \n(万人) | #退休人员  \n(万人) | 月人均养老金(元)  \n"
        "---|---|---|---  \n2015 | 54.1 | 14.7 | 2046  \n2016 | 60.8 | 17.4 | 2180  \n"
        "2017 | 63.3 | 18.3 | 2302  \n\n注:含机关单位。\n",
    )
    assert len(got) == 9
    assert ("参保人数", "actual", "2016", "60.8") in got
    assert ("月人均养老金", "actual", "2017", "2302") in got


def test_a_total_says_nothing_of_where_short_rows_stand(tmp_path: Path) -> None:
    """Most rows have no remark: the total's larger numbers made them rows out of place."""
    rows = frame(
        tmp_path / "source.csv",
        "序号,乡镇,床位建设(张),,,助餐点(个),,备注\n,,年度任务,已完成,完成率,年度任务,已完成,\n"
        "合计,,140,107,0.76,9,7,\n1,城关镇,40,33,0.83,3,3,\n2,东榆镇,30,30,1,2,1,\n"
        "3,柳林镇,20,16,0.8,1,1,超额\n4,马家镇,15,6,0.4,1,0,未进场\n",
    )
    assert set(rows.area) == {"合计", "城关镇", "东榆镇", "柳林镇", "马家镇"}
    assert len(rows) == 10


def test_a_year_stands_under_no_year_and_growth_is_no_part_of_one(tmp_path: Path) -> None:
    rows = [
        ["Category", "Indicator", "2020", "2025", "Average annual growth [cumulative]", "Nature"],
        ["Economy", "1. Growth of output (%)", "2.6", "5", "Around 6", "Anticipatory"],
        ["2. Urbanization rate (%)", "58.4", "63", "-", "Anticipatory"],
        ["Ecology", "3. Forest coverage (%)", "39.0", "41", "-", "Binding"],
        ["4. Days with good air (%)", "86.3", "87.5", "-", "Binding"],
    ]
    body = "\n\n".join(cell for row in rows for cell in row)
    text = f"Box 1 Main indicators for the 14th FYP period\n\n{body}\n"
    got = raw(tmp_path / "source.txt", text)
    assert {
        ("Urbanization rate", "baseline", "2020", "58.4"),
        ("Urbanization rate", "target", "2025", "63"),
        ("Forest coverage", "target", "2025", "41"),
    } <= got


def test_a_ditto_is_the_unit_above_and_digits_in_threes_are_one_number(tmp_path: Path) -> None:
    path = tmp_path / "source.txt"
    got = raw(
        path,
        "2023年5月份主要经济指标\n"
        "| 指标名称 | 计量单位 | 本月 | 1-5月累计 | 同比±% |\n"
        "| 工业产值 | 万元 | 38 214.6 | 183072.5 | 9.7 |\n| 固定资产投资 | 〃 | 4110 | 126 540 | 12.3 |\n"
        "| 社会消费品零售额 | 〃 | 25411.9 | 128306.4 | 8.8 |\n| 财政收入 | ″ | 8802 | 51039 | 4.6 |\n"
        "| 用电量 | 万千瓦时 | 6219 | 30855 | 6.0 |\n",
    )
    rows = ta.load_indicators(path)
    assert list(rows.unit) == ["万元"] * 4 + ["万千瓦时"]
    assert ("工业产值", "actual", "2023-05", "38214.6") in got
    assert {text for name, _, _, text in got if name == "固定资产投资"} == {
        "4110", "126540", "12.3",
    }  # fmt: skip


def test_a_title_without_bars_between_rows_of_markdown_is_a_row_of_the_table(
    tmp_path: Path,
) -> None:
    rows = frame(
        tmp_path / "source.txt",
        "## Table 1: KPI outturns\n\n"
        "Ref| Indicator| 2021/22 outturn| 2022/23 target| 2022/23 outturn| RAG  \n"
        "---|---|---|---|---|---  \n**Priority 1 – Clean**  \n"
        "CG01| Waste recycled (%)| 46.8| 48.0| 45.9| Red  \n"
        "CG02| Waste per household (kg)| 462.3| 455.0| 448.7| Green  \n**Priority 2 – Homes**  \n"
        "HA01| Homes provided| 388| 410| 297| Red  \nHA02| Homes delivered| 104| 100| 112| Green  \n",
    )
    assert list(rows.area) == ["Priority 1 – Clean"] * 2 + ["Priority 2 – Homes"] * 2
    assert list(rows.target_value) == [48, 455, 410, 100]
