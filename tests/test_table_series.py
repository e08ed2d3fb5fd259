"""Statistics with indicators down: months, growth, quarters, amounts, in the forms offices print."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import taian_analysis as ta
from taian_analysis.base.errors import TaianError
from taian_analysis.cleaning.captions import grown_in
from taian_analysis.cleaning.confidence import bar
from taian_analysis.cleaning.headers import Head
from taian_analysis.cleaning.series_heads import heads_of, value_head


def values(tmp_path: Path, text: str, name: str = "source.txt") -> dict[tuple[str, str], list[str]]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    named = ta.load_indicators(path).set_index("indicator_id")["indicator"]
    out: dict[tuple[str, str], list[str]] = {}
    for row in ta.load_observations(path).itertuples():
        out.setdefault((named[row.indicator_id], row.role), []).append(row.text)
    return out


ROWS = [["粮食产量", "吨", "387", "2.0", "1502", "3.1"], ["蔬菜产量", "吨", "95", "-1.2", "430", "0.4"],
        ["水果产量", "吨", "61", "5.5", "288", "4.9"], ["肉类产量", "吨", "12", "0.3", "77", "-2.2"]]  # fmt: skip
FLAT = ["指标", "单位", "5月", "增长%", "1-5月累计", "增长%"]
UPPER, LOWER = (
    ["指标", "单位", "本月", "累计"],
    ["绝对值", "比上年同期增长%", "绝对值", "比上年同期增长%"],
)


def printed(rows: list[list[str]], form: str) -> str:
    if form == "cells":
        return "\n".join(cell for row in rows for cell in row)
    if form == "cells with blank lines":
        return "\n\n".join(cell for row in rows for cell in row)
    if form == "cells with pipes":
        return "\n".join(f"{cell} |" for row in rows for cell in row)
    return "\n".join({"pipes": " | ", "tabs": "\t", "blanks": "  "}[form].join(r) for r in rows)


FORMS = ["pipes", "tabs", "blanks", "cells", "cells with blank lines", "cells with pipes"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("head", ["one row", "two rows, the first cells once", "both rows whole"])
def test_month_and_year_so_far_with_growth(tmp_path: Path, form: str, head: str) -> None:
    heads = {
        "one row": [FLAT],
        "two rows, the first cells once": [UPPER, LOWER],
        "both rows whole": [
            ["指标", "单位", "本月", "本月", "累计", "累计"],
            ["指标", "单位", *LOWER],
        ],
    }[head]
    got = values(tmp_path, "2021年5月农业情况\n" + printed([*heads, *ROWS], form))
    assert {name: got[name, "actual"] for name, *_ in ROWS} == {
        row[0]: [row[2], row[4]] for row in ROWS
    }
    assert {role for _, role in got} == {"actual", "change"}


@pytest.mark.parametrize("first", ["", "品种", "指标"])
def test_quarters_whatever_stands_over_the_names(tmp_path: Path, first: str) -> None:
    text = (
        f"{first} | 1季度 | 2季度 | 3季度 | 4季度\n原煤(万吨) | 11 | 12 | 13 | 14\n"
        "水泥(万吨) | 21 | 22 | 23 | 24\n粗钢(万吨) | 31 | 32 | 33 | 34"
    )
    assert values(tmp_path, text)["水泥", "actual"] == ["21", "22", "23", "24"]


def test_one_year_of_a_monthly_table_is_a_result(tmp_path: Path) -> None:
    text = "2018年9月主要指标\n项目 | 单位 | 2018年\n投资 | 亿元 | 25\n工业增加值 | 亿元 | 45\n"
    assert set(values(tmp_path, text)) == {("投资", "actual"), ("工业增加值", "actual")}


def test_a_row_short_of_a_number_is_named_and_not_guessed(tmp_path: Path) -> None:
    rows = [r[:1] + r[2:] for r in (FLAT, *ROWS)]
    rows[2] = ["蔬菜产量", "95", "430", "0.4"]  # one growth is not printed: which, nobody knows
    for form in ("blanks", "cells"):
        try:
            got = values(tmp_path, printed(rows, form))
        except TaianError:
            continue
        assert ("蔬菜产量", "actual") not in got
        assert got["水果产量", "actual"] == ["61", "288"]


def test_the_number_of_a_page_is_no_value(tmp_path: Path) -> None:
    text = printed([["指标", "上半年", "上年同期", "增长%"], ["小学", "8", "7", "1.1"],
                    ["中学", "5", "4", "2.1"], ["高中", "3", "2", "1.0"]], "blanks")  # fmt: skip
    got = values(tmp_path, text + "\n打印本页  关闭窗口\n- 7 -\n")
    assert {name for name, _ in got} == {"小学", "中学", "高中"}


def test_heads_that_are_of_goals_are_left_to_others() -> None:
    assert value_head(["目标值"]) is None and value_head(["完成率"]) is None
    assert value_head(["年均增长(%)"]) is None
    assert heads_of([["指标", "2020年", "2025年目标"]], 3) is None


def test_lower_heads_are_shared_out_among_upper_ones() -> None:
    rows = [["项目", "2016年", "2017年"], ["总量", "±%", "总量", "±%"]]
    heads = heads_of(rows, 5)
    assert heads is not None
    assert [(h.role, h.period) for h in heads[1:]] == [
        ("actual", "2016"), ("change", "2016"), ("actual", "2017"), ("change", "2017"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "width", "expected"),
    [
        ([["", "9月", "1-9月累计", "累计"], ["增长%"]], 4, ["9月", "1-9月累计", "累计 增长%"]),
        ([["项目", "本 年", "上年同期", "增长(%)"],
          ["本月", "1-本月", "上年本月", "上年1-本月", "本月", "累计"]], 7,
         ["本 年 本月", "本 年 1-本月", "上年同期 上年本月", "上年同期 上年1-本月", "增长(%) 本月",
          "增长(%) 累计"]),
    ],
)  # fmt: skip
def test_upper_heads_with_unlike_numbers_of_lower_ones(
    rows: list[list[str]], width: int, expected: list[str]
) -> None:
    heads = heads_of(rows, width)
    assert heads is not None and [head.text for head in heads[1:]] == expected


def test_growth_below_a_month_and_the_levels_below_it_are_no_header() -> None:
    assert heads_of([["11月", "1-11月"], ["比上年增减%", "累计", "本月", "累计"]], 5) is None


@pytest.mark.parametrize("join", [" | ", "  "])
def test_a_table_of_goals_before_and_after_one_of_statistics(tmp_path: Path, join: str) -> None:
    goals = [["指标", "单位", "目标值", "完成值"], ["{0}培训", "人", "200", "215"],
             ["{0}帮扶", "户", "90", "88"], ["{0}巡查", "次", "70", "77"]]  # fmt: skip
    first, last = (printed_by(goals, join).replace("{0}", word) for word in ("春季", "秋季"))
    middle = printed_by([["项目", "本月", "累计", "增长%"], ["来访", "45", "60", "1.5"],
                         ["来信", "44", "59", "2.5"], ["来电", "43", "58", "3.5"]], join)  # fmt: skip
    got = values(tmp_path, f"{first}\n\n{middle}\n\n{last}\n")
    assert got["春季培训", "target"] == ["200"] and got["秋季帮扶", "actual"] == ["88"]
    assert got["来信", "actual"] == ["44", "59"] and got["来信", "change"] == ["2.5"]


def printed_by(rows: list[list[str]], join: str) -> str:
    return "\n".join(join.join(row) for row in rows)


def test_a_header_broken_over_lines(tmp_path: Path) -> None:
    text = (
        "| 项 目 名 称 | 计算 单位 |\n3月 | 1-3月 累计 |\n累计比上年同期增长(%) | 结构(%) |\n"
        "| 一、零售总额 | 万元 | 387 | 1173 | 2.0 | 100 |\n| 1、批发业 | 万元 | 373 | 1044 | 0.6 | 89 |\n"
        "| 2、餐饮业 | 万元 | 14 | 129 | 14.7 | 11 |\n| 二、企业数 | 个 | - | 332 | ||\n"
    )
    got = values(tmp_path, text)
    assert got["批发业", "actual"] == ["373", "1044"] and got["餐饮业", "change"] == ["14.7"]
    assert got["企业数", "actual"] == ["-", "332"]


@pytest.mark.parametrize("years", ["2012 | 2013 | 2014", "2014年 | 2013年 | 2012年"])
def test_years_in_a_row_under_main_indicators_are_results(tmp_path: Path, years: str) -> None:
    text = f"2014年财政主要指标\n | 单位 | {years}\n契税 | 万元 | 52 | 838 | 185\n增值税 | 万元 | 13 | 19 | 18\n"
    assert {role for _, role in values(tmp_path, text)} == {"actual"}


def test_an_index_is_a_level_below_what_it_is_held_against(tmp_path):
    """类别 over kinds of goods, 以上月价格 / 为100 beside 以上年同期价格为100 over two columns."""
    path = tmp_path / "table.txt"
    path.write_text(
        "类 别 | 以上月价格 | 以上年同期价格为100 | |\n为100 | 本月 | 至本月平均 | |\n"
        "总指数 | 100.3 | 106.4 | 105.4 |\n一、食品类 | 101.3 | 113.7 | 111.3 |\n"
        "二、衣着 | 98.4 | 102.6 | 102.4 |\n",
        encoding="utf-8",
    )
    seen = ta.load_observations(path)
    assert seen["role"].tolist() == ["actual"] * 9
    assert seen["text"].tolist()[3:6] == ["101.3", "113.7", "111.3"]


def test_names_said_again_in_english_between_blanks(tmp_path):
    path = tmp_path / "table.txt"
    path.write_text(
        "教育事业基本情况\n     Item 2006 2007\n学校数 Number of Schools\n"
        "普通高等学校 Regular Institutions 38 39\n  #高 中    Senior 286 262\n"
        "小 学 Primary Schools 8754 7990\n专任教师 Full-time Teachers\n小 学 Primary Schools 724 831\n",
        encoding="utf-8",
    )
    frame = ta.load_indicators(path)
    assert frame["indicator"].tolist() == ["普通高等学校", "高中", "小学", "小学"]
    assert frame["area"].tolist() == ["学校数"] * 3 + ["专任教师"]
    seen = ta.load_observations(path)
    assert seen["period"].tolist() == ["2006", "2007"] * 4
    assert seen["text"].tolist()[2:4] == ["286", "262"]


def test_no_growth_told_in_a_word_keeps_its_row(tmp_path):
    path = tmp_path / "table.txt"
    cells = ["指标名称", "计算单位", "2012年", "同比增长±%", "甲率", "%", "88.2", "持平"]
    cells += [
        "乙面积",
        "公顷",
        "4985.46",
        "0.1",
        "丙公园",
        "个",
        "47",
        "持平",
        "丁噪声",
        "分贝",
        "69.1",
        "-0.3",
    ]
    path.write_text("".join(f"{cell} |\n" for cell in cells), encoding="utf-8")
    frame = ta.load_indicators(path)
    assert frame["actual_text"].tolist() == ["88.2", "4985.46", "47", "69.1"]


PLACED = [["东山县", "地区生产总值", "亿元", "31.5", "83.7"], ["", "财政收入", "亿元", "4.2", "9.1"],
          ["西河县", "地区生产总值", "亿元", "20.6", "55.2"], ["", "财政收入", "亿元", "2.8", "6.0"]]  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "an empty cell", "no cell"])
def test_a_place_printed_once_over_its_measures(tmp_path: Path, form: str) -> None:
    heads = ["县区", "指标", "计量单位", "一季度", "上半年"]
    sign = "," if form == "csv" else " | "
    rows = [row if form != "no cell" else [t for t in row if t] for row in [heads, *PLACED]]
    path = tmp_path / ("source.csv" if form == "csv" else "source.txt")
    path.write_text("\n".join(sign.join(row) for row in rows), encoding="utf-8")
    told = ta.load_indicators(path)
    assert list(zip(told["area"], told["indicator"], told["unit"], strict=True)) == [
        ("东山县", "地区生产总值", "亿元"), ("东山县", "财政收入", "亿元"),
        ("西河县", "地区生产总值", "亿元"), ("西河县", "财政收入", "亿元"),
    ]  # fmt: skip
    assert list(ta.load_observations(path)["text"]) == [
        "31.5", "83.7", "4.2", "9.1", "20.6", "55.2", "2.8", "6.0"
    ]  # fmt: skip


def test_a_month_of_dashes_alone_says_nothing_and_one_dash_among_numbers_does(tmp_path: Path):
    head = "指标 | 3月 | 1-3月累计 | 增长%\n"
    empty = "客房数(间) | — | 412 | 2.0\n床位数(张) | — | 803 | 1.1\n餐位数(个) | — | 95 | 3.3\n"
    got = values(tmp_path, head + empty)
    assert got["客房数", "actual"] == ["412"] and got["餐位数", "actual"] == ["95"]
    got = values(tmp_path, head + empty + "收入(万元) | 7 | 21 | 0.4\n")
    assert got["床位数", "actual"] == ["—", "803"] and got["收入", "actual"] == ["7", "21"]


def test_rows_and_heads_broken_at_their_cells_between_pipes(tmp_path: Path) -> None:
    text = """旅游情况 2005.8 | ||||
|
本年实际 |
比上年同期增减% | |
本月 |
累计 |
本月 |
累计 | |
一、接待人数(万人次) | 21.56 |
89.88 |
10.1 |
6.2 |
国内旅游者 | 17.69 | 62.06 | 8.7 | 5.5 |
境外旅游者 | 3.87 | 27.82 |
18.2 |
9.9 |
二、旅游收入(亿元) | 9.71 | 81.25 | 11.2 | 9.7 |
三、客房收入(亿元) | 1.03 | 6.56 | 17.0 | 5.9 |
"""
    got = values(tmp_path, text)
    assert got["国内旅游者", "actual"] == ["17.69", "62.06"]
    assert got["接待人数", "actual"] == ["21.56", "89.88"]
    assert got["接待人数", "change"] == ["10.1", "6.2"]
    assert got["境外旅游者", "change"] == ["18.2", "9.9"]


def test_a_name_that_comes_again_with_other_numbers_is_another_row(tmp_path: Path) -> None:
    text = "指标 | 单位 | 2021年 | 2022年\n常住人口总数 | 万人 | 44.6 | 44.3\n城镇人口数 | 万人 | 38.8 | 38.5\n"
    text += "户籍人口总数 | 万人 | 19.8 | 20.8\n城镇人口数 | 万人 | 17.6 | 18.6\n"
    got = values(tmp_path, text)
    assert sorted(got["城镇人口数", "actual"]) == ["17.6", "18.6", "38.5", "38.8"]
    got = values(tmp_path, text + "城镇人口数 | 万人 | 17.6 | 18.6\n")
    assert len(got["城镇人口数", "actual"]) == 4


def test_what_fell_in_a_short_row_is_no_level(tmp_path: Path) -> None:
    head = "科目 | 年度预算 | 本期 | 同期 | 增减额 | 完成预算%\n"
    rows = ["增值税 | 900 | 610 | 580 | 30 | 67.8", "营业税 | 40 | 31 | 36 | -5 | 77.5",
            "资源税 | 70 | 44 | 40 | 4 | 62.9", "房产税 | 88 | 52 | 59 | -7 | 59.1",
            "国税征收 | 7 | 21 | -14 | |"]  # fmt: skip
    got = values(tmp_path, head + "\n".join(rows))
    assert got["资源税", "actual"] == ["44"] and got["资源税", "baseline"] == ["40"]
    assert not any(name == "国税征收" for name, _ in got)


def test_a_title_of_the_table_beside_is_no_number(tmp_path: Path) -> None:
    rows = ["对象总人数 | 人 | | 五、婚姻登记情况", "低保人数 | 人 | 442 | 488", "机构数 | 个 | 19 | 18",
            "职工人数 | 人 | 161 | 155", "床位数 | 张 | 224 | 235", "村委会数 | 个 | 13 | 13"]  # fmt: skip
    got = values(tmp_path, "指标名称 | 单位 | 2021年 | 2020年\n" + "\n".join(rows))
    assert got["低保人数", "actual"] == ["442", "488"]
    assert not any(name == "对象总人数" for name, _ in got)


def test_lower_heads_go_below_what_they_end(tmp_path: Path) -> None:
    rows = [["一、过夜游客(人次)", "394", "10.0", "2749", "11.3"], ["1.入境", "27", "-6.6", "215", "1.2"],
            ["2.国内", "366", "11.5", "2532", "12.2"]]  # fmt: skip
    head = ["本 月", "比上年同月", "本月止累计", "比上年同期", "±%", "±%"]
    got = values(tmp_path, "\n|\n".join(["住宿情况", *head, *(t for row in rows for t in row), ""]))
    assert got["入境", "actual"] == ["27", "215"] and got["国内", "change"] == ["11.5", "12.2"]
    prices = [["总指数", "100.3", "102.0", "100.7"], ["食品类", "101.2", "105.4", "103.2"], ["衣着", "98.9", "99.1", "99.0"],
              ["居住", "100.1", "99.9", "99.9"], ["交通", "100.6", "99.3", "98.6"]]  # fmt: skip
    head = ["类 别", "以上月价格为100", "以上年同期价格为100", "", "本月", "至本月平均", "", ""]
    text = "\n".join(f"{t} |" for t in [*head, *(t for row in prices for t in row)])
    assert values(tmp_path, text)["衣着", "actual"] == ["98.9", "99.1", "99.0"]


def test_rows_of_cells_that_a_pipe_begins_are_in_step(tmp_path: Path) -> None:
    rows = [["指标名称", "单位", "数量", "上季度", "环比"], ["甲", "乙", "1", "2", "3"], ["一、综合", "", "", "", ""],
            ["1.镇", "个", "28", "28", ""], ["2.乡", "个", "", "", ""], ["3.街道", "个", "4", "4", ""],
            ["事业费支出", "万元", "425.1", "240.9", "77.0"], ["福利支出", "万元", "169.0", "111.8", "51.2"],
            ["其他支出", "万元", "11.5", "", ""]]  # fmt: skip
    title = ["社会服务统计季报表", "", "表号:A01", "地区:44", "2018年9月", "", ""]
    text = "\n".join(
        [*(f"{t} |" for t in title), *("| " + "\n".join(f"{t} |" for t in row) for row in rows)]
    )
    got = values(tmp_path, text)
    assert got["街道", "actual"] == ["4"] and got["街道", "baseline"] == ["4"]
    assert got["其他支出", "actual"] == ["11.5"] and ("甲", "actual") not in got


@pytest.mark.parametrize("lead", ["", "在总计中:"])
def test_places_among_other_names_divide_the_total_that_holds_them(
    tmp_path: Path, lead: str
) -> None:
    rows = ["指标 | 本月 | 累计 | 增长%", "增加值(亿元) | 99.3 | 772.3 | 20.1", "轻工业 | 39.7 | 312.2 | 19.3",
            "重工业 | 59.6 | 460.1 | 20.6", "小型企业 | 39.8 | 310.6 | 28.6", f"{lead}东山市 | 27.5 | 237.0 | 17.4",
            "西河市 | 25.7 | 193.9 | 23.8", "北岭县 | 3.2 | 26.7 | 25.1"]  # fmt: skip
    path = tmp_path / "source.txt"
    path.write_text("\n".join(rows), encoding="utf-8")
    told = ta.load_indicators(path)
    assert [(a, n) for a, n in zip(told["area"], told["indicator"], strict=True)][4:] == [
        ("东山市", "增加值"), ("西河市", "增加值"), ("北岭县", "增加值")
    ]  # fmt: skip
    assert list(told["unit"])[4:] == ["亿元"] * 3 and max(told["confidence"][4:]) < bar()


@pytest.mark.parametrize("everywhere", [False, True])
def test_blanks_at_the_end_of_a_short_row_are_its_empty_cells(
    tmp_path: Path, everywhere: bool
) -> None:
    rows = ["  1995年 1997年 2000年 2002年", "零售总额 8601 9235 9917 9988", "餐饮业 532 675 916 989",
            "制造业 602 951    ", "其它 223 224 229 268"]  # fmt: skip
    text = "\n".join(f"{row}    " for row in rows) if everywhere else "\n".join(rows)
    got = values(tmp_path, f"历年零售总额\n单位:万元\n{text}\n")
    assert got["餐饮业", "actual"] == ["532", "675", "916", "989"]
    assert got.get(("制造业", "actual")) == (None if everywhere else ["602", "951"])


ROOMS = "项目 | 2022年 | 2023年\n机构总数(个) | 30 | 34\n其中:公办 | 10 | 12\n床位总数(张) | 3000 | 3400\n其中:公办 | 1000 | 1300\n入住率 | 0.6 | 0.7\n"
BEDS = "表3 养老情况\n二、床位数 计量单位:张\n指标 | 2022年 | 2023年\n全市 | 3000 | 3400\n城镇 | 1000 | 1300\n使用率(%) | 61 | 62\n"
GUESTS = "2023年接待情况\n项目 | 本月 | 比上年同月增长(%)\n一、过夜客人(人次) | 4200 | 3.1\n1.境外 | 200 | 1.5\n2.境内 | 4000 | 3.2\n二、人均停留天数(天) | 1.8 | 0.4\n1.境外 | 2.2 | 1.0\n2.境内 | 1.8 | 0.3\n"


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (ROOMS, ["个", "个", "张", "张", None]),  # of the total that a row is a part of; no rate
        (BEDS, ["张", "张", "%"]),  # of the line above, behind a title
        (GUESTS, ["人次", "人次", "人次", "天", "天", "天"]),  # of the title over the rows
    ],
)
def test_a_row_takes_its_unit_from_what_it_stands_under(text: str, units: list[str | None]) -> None:
    told = ta.load_indicators(text)["unit"]
    assert [None if unit is pd.NA else unit for unit in told] == units


def test_a_name_with_its_code_alone_takes_no_numbers_of_the_next_row() -> None:
    text = "指标名称 单位 代码 数量 上月 环比\n一、概况 MZH011000000\n (一)机构 个 MZH011110000 202 201 0.5\n"
    text += "  1.站所 个 MZH011111000 114 113 0.9\n  2.中心 MZH011112200\n  3.院舍 个 MZH011113000 88 88 0\n"
    text += "  4.其他 MZH011114000\n (二)支出 万元 MZH011310000 154.4 138.2 11.7\n"
    table = ta.load_indicators(text)
    assert dict(zip(table["indicator"], table["actual_text"], strict=True)) == {
        "机构": "202", "站所": "114", "院舍": "88", "支出": "154.4",
    }  # fmt: skip


def test_what_follows_the_last_row_is_no_column(tmp_path: Path) -> None:
    names = ["甲客", "乙客", "丙客", "丁客", "戊客", "己客"]
    rows = [[f"{name}(人)", f"3{n}4", "10.0", f"2{n}49", "11.3"] for n, name in enumerate(names)]
    head = ["", "本 月", "比上年同月", "本月止累计", "比上年同期", "", "±%", "±%", ""]
    cells = ["来源:某网", "作者:某处", "打印", *head, *(t for row in rows for t in [*row, ""])]
    got = values(tmp_path, "\n|\n".join([*cells[:-1], "点击下载数据文件"]).replace("\n\n", "\n"))
    assert {name: got[name, "actual"] for name in names} == {
        name: [f"3{n}4", f"2{n}49"] for n, name in enumerate(names)
    }


def test_a_code_stands_where_no_unit_does_and_a_month_is_held_against(tmp_path: Path) -> None:
    text = (
        "民政统计季报表(2021年10月)\n指标名称 单位 代码 数量 九月份 环比\n1 2 3\n一、综合 KX0100\n"
        "(一)街道 KX0101 34 34\n(二)事业费支出 万元 KX0102 880.5 800.0 10.06\n"
        "(三)福利支出 万元 KX0103 110.0 100.0 10.00\n(四)救助支出 万元 KX0104 550.5 500.5 9.99\n"
    )
    got = values(tmp_path, text)
    assert (got["街道", "actual"], got["街道", "baseline"]) == (["34"], ["34"])
    assert (got["福利支出", "actual"], got["福利支出", "baseline"]) == (["110.0"], ["100.0"])
    held = ta.load_observations(tmp_path / "source.txt").query("role == 'baseline'")
    assert set(held["period"]) == {"2021-09"}


def test_rows_of_a_unit_and_no_number_begin_no_table(tmp_path: Path) -> None:
    text = (
        "2019年民政数据\n指标名称 | 单位 | 数量 |\n镇 | 个 | 61 |\n乡 | 个 | 7 |\n八、慈善事业 | ||\n"
        "彩票销售 | 亿元 | |\n志愿者 | 万人 | |\n九、社会组织 | ||\n社会团体 | 个 | 902 |\n基金会 | 个 | 3 |\n"
    )
    assert values(tmp_path, text)["社会团体", "actual"] == ["902"]


@pytest.mark.parametrize("month", ["一月 二月 三月 十一月", "1月 2月 3月 11月"])
def test_months_in_either_digits_across_and_down(tmp_path: Path, month: str) -> None:
    months = month.split()
    across = f"2022年产量\n单位:吨\n指标 | {' | '.join(months)}\n生铁 | 4 | 5 | 6 | 7\n粗钢 | 9 | 8 | 7 | 5\n"
    down = "2022年产量\n单位:吨\n月份 | 生铁 | 电费(万元)\n" + "".join(
        f"{m} | {n} | {20 + n}\n" for n, m in enumerate(months, 4)
    )
    for text in (across, down):
        assert values(tmp_path, text)["生铁", "actual"] == ["4", "5", "6", "7"]
        periods = ta.load_observations(tmp_path / "source.txt")["period"].tolist()
        assert periods[:4] == ["2022-01", "2022-02", "2022-03", "2022-11"]


def test_a_last_column_left_empty_everywhere_moves_no_other(tmp_path: Path) -> None:
    """What grew agrees with the two numbers before it: so the column that is not there is the last."""
    text = (
        "民政统计季报表\n指标名称 单位 代码 数量 上季度 环比 上月\n1 2 3 4\n一、综合 KX0100\n(一)街道 KX0101 34 34\n"
        "事业费支出 万元 KX0102 880.5 800.0 10.06\n福利支出 万元 KX0103 110.0 100.0 10.00\n救助支出 万元 KX0104 550.5 500.5 9.99\n"
    )
    got = values(tmp_path, text)
    assert (got["福利支出", "actual"], got["福利支出", "baseline"]) == (["110.0"], ["100.0"])
    assert got["街道", "actual"] == ["34"]


def test_times_on_lines_of_their_own_stand_over_amounts_and_growth(tmp_path: Path) -> None:
    text = (
        "2015年8月份工业主要数据 | ||||\n|\n8月 |\n1-8月 | ||\n绝对量 |\n同比增长 (%) |\n绝对量 |\n同比增长 (%) | |\n"
        "一、工业增加值 |\n… |\n6.1 |\n… |\n6.3 |\n二、产品产量 |\n|\n|\n|\n|\n"
        "原煤(万吨) |\n311 |\n-1.4 |\n2407 |\n-4.8 |\n水泥(万吨) |\n213 |\n2.5 |\n1503 |\n-5.0 |\n"
        "钢材(万吨) |\n94 |\n0.8 |\n751 |\n1.2 |\n"
    )
    got = values(tmp_path, text)
    assert got["水泥", "actual"] == ["213", "1503"]
    assert got["水泥", "change"] == ["2.5", "-5.0"]
    assert got["原煤", "actual"] == ["311", "2407"]


def test_the_same_years_over_a_second_table_are_no_values(tmp_path: Path) -> None:
    cells = ["馆舍数量", "分类", "2021", "2022", "2023", "博物馆", "881", "897", "900"]
    cells += ["美术馆", "258", "267", "271", "阅览情况", "分类", "2021", "2022", "2023"]
    cells += ["图书馆数", "1134", "1172", "1208", "访问人数", "28441", "8957", "13893", "出处"]
    got = values(tmp_path, "\n".join(f"{cell} |" for cell in cells))
    assert got == {
        ("博物馆", "actual"): ["881", "897", "900"],
        ("美术馆", "actual"): ["258", "267", "271"],
        ("图书馆数", "actual"): ["1134", "1172", "1208"],
        ("访问人数", "actual"): ["28441", "8957", "13893"],
    }


def test_kinds_below_a_section_under_heads_in_two_languages(tmp_path: Path) -> None:
    cells = ["学校数(所) Schools", "教职工数(人) Staff Members", "教师数(人) Teachers"]
    cells += ["一、各级学校 Schools by Level"]
    rows = [("高中 Senior Schools", "21", "905", "731"), ("初中 Junior Schools", "38", "1204", "990"),
            ("小学 Primary Schools", "64", "1310", "1187"), ("职教 HEIs Offering Courses", "9", "402", "318")]  # fmt: skip
    text = "|\n".join(f"{cell}\n" for cell in [*cells, *(c for row in rows for c in row)])
    path = tmp_path / "source.txt"
    path.write_text("2020年学校情况\n|\n" + text, encoding="utf-8")
    read = ta.load_indicators(path).set_index("indicator_id")
    got = {(read.loc[o.indicator_id, "area"], read.loc[o.indicator_id, "indicator"], o.text)
           for o in ta.load_observations(path).itertuples()}  # fmt: skip
    measures = ["学校数", "教职工数", "教师数"]
    assert got == {
        (of, row[0].split()[0], text)
        for row in rows
        for of, text in zip(measures, row[1:], strict=True)
    }


def test_a_unit_on_a_line_of_its_own_below_one_of_two_heads(tmp_path: Path) -> None:
    heads = ["指 标", "7月", "1—7月", *["绝对量", "(亿元)", "同比增长(%)"] * 2]
    rows = ["零售总额 35870 2.7 246302 -0.2", "其中:网上 - - 63153 5.7", "按经营地分"]
    rows += ["城镇 31205 2.7 213910 -0.3", "乡村 4665 2.6 31891 0.1"]
    text = "\n".join(["2022年7月份主要数据", *heads, *(c for row in rows for c in row.split())])
    got = values(tmp_path, text + "\n")
    assert got["城镇", "actual"] == ["31205", "213910"]
    assert got["乡村", "actual"] == ["4665", "31891"]
    assert got["其中:网上", "actual"] == ["-", "63153"]


@pytest.mark.parametrize(
    ("heads", "want"),
    [
        ("5月 增长% 1-5月 增长%", ["2021-05", "2021-01/2021-05"]),
        ("本月 累计 本月增长% 累计增长%", ["2021-05", "2021-01/2021-05"]),
        ("1-5月 上年同期 增减 增长%", ["2021-01/2021-05"] * 2),
        ("2020年 2021年 增减 增长%", ["2021", "2021"]),
        ("2021年 2020年 增长%", ["2021"]),
        ("本月 累计 增长%", [None]),
        ("本月 累计 增长同比 增长环比", [None, None]),
        ("2016年 2020年 年均增长%", [None]),
        ("2020年 2025年目标 增长%", [None]),
        ("增长% 5月 增长% 1-5月", [None, None]),
    ],
)
def test_growth_is_of_the_period_of_its_level(heads, want):
    """本月, 累计 and one growth: of which, nothing says; an aim's growth and a yearly one are of no result."""
    roles = {"增": "change", "同期": "baseline", "目标": "target", "": "actual"}
    month, so_far = "2021-05", "2021-01/2021-05"
    periods = {"5月": month, "1-5月": so_far, "本月": month, "累计": so_far}
    columns = []
    for text in heads.split():
        role = next(role for word, role in roles.items() if word in text)
        year = text[:4] if text[:4].isdecimal() else None
        columns.append(Head(text, role, None if role == "change" else periods.get(text, year)))
    assert [head.period for head in grown_in(columns) if head.role == "change"] == want


def test_the_office_and_month_below_a_note_are_no_row() -> None:
    cells = """序号 指标 单位 2015年 2020年目标 2020年实际 完成情况
    1 登记失业率 % 3.1 <4 2.8 已完成
    2 新增就业 万人 1.2 〔6〕 〔6.3〕 已完成
    3 技能人才比例 % 21 30 28.8 未完成
    4 合同签订率 % — 95 97.1 已完成
    注:〔〕内为累计数。 某县人社局 2021年3月"""
    seen = ta.load_observations("某县就业规划主要指标完成情况\n\n" + "\n\n".join(cells.split()))
    actual = seen.loc[seen["role"] == "actual", "text"]
    assert actual.tolist() == ["2.8", "〔6.3〕", "28.8", "97.1"]


def test_a_unit_that_blanks_part_from_some_names_is_no_cell(tmp_path: Path) -> None:
    text = "1-2 渔业基本情况\n   2005 2006 2007\n 渔港数      (个) 41 43 44\n 渔民人数  (万人) 3.7 3.6 3.5\n"
    text += " 渔船年末拥有量 (艘)  \n 机动船 5100 5230 5300\n 水产品产量(万吨) 81.2 83.0 84.4\n"
    table = ta.load_indicators(text)
    assert table["indicator"].tolist() == ["渔港数", "渔民人数", "机动船", "水产品产量"]
    assert table["unit"].tolist()[:2] == ["个", "万人"]
    assert table["actual_text"].tolist() == ["44", "3.5", "5300", "84.4"]


@pytest.mark.parametrize("apart", [" | ", ",", " "])
def test_one_row_is_enough_below_heads_that_other_tables_have_too(apart, tmp_path):
    head = "指标/6月/1-6月累计/累计增长%"
    rows = (
        f"{head} 农业总产值(亿元)/—/52.3/4.1 {head} 工业增加值(亿元)/20.6/114.3/5.9 "
        f"出口交货值(亿元)/6.6/41.1/-2.8 {head} 零售总额(亿元)/11.2/60.5/6.2"
    )
    text = "\n".join(apart.join(row.split("/")) for row in rows.split())
    path = tmp_path / ("source.csv" if apart == "," else "source.txt")
    path.write_text(text, "utf-8")
    frame = ta.load_observations(path)
    got = [
        text for text, role in zip(frame["text"], frame["role"], strict=True) if role != "change"
    ]
    assert [one for one in got if one != "—"] == [
        "52.3",
        "20.6",
        "114.3",
        "6.6",
        "41.1",
        "11.2",
        "60.5",
    ]


@pytest.mark.parametrize("amount", ["总产值(万元)", "按现行价格计算(万元)"])
def test_the_years_stand_below_the_amount_beside_its_growth(tmp_path, amount):
    """A cell a line, an empty one after each row: the lower heads are the last of the header."""
    rows = ["农业 6400 6810 3.1 60.5", "林业 510 560 5.0 5.0", "牧业 3100 2950 -4.8 26.2"]
    head = ["指标", amount, "比上年增长(%)", "占比(%)", "", "2018年", "2019年", *[""] * 4]
    cells = [*head, "", *(cell for row in rows for cell in (*row.split(), ""))]
    told = values(tmp_path, "某县2019年统计公报\n|\n" + "\n".join(f"{cell} |" for cell in cells))
    assert told == {
        ("农业", "baseline"): ["6400"], ("农业", "actual"): ["6810"], ("农业", "change"): ["3.1"],
        ("林业", "baseline"): ["510"], ("林业", "actual"): ["560"], ("林业", "change"): ["5.0"],
        ("牧业", "baseline"): ["3100"], ("牧业", "actual"): ["2950"], ("牧业", "change"): ["-4.8"],
    }  # fmt: skip
