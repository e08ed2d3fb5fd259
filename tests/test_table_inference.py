"""One inference for tables: heads never seen, columns carried, rates told from results."""

import pytest

import taian_analysis as ta
from taian_analysis.cleaning import reading
from taian_analysis.cleaning.building import Annex
from taian_analysis.cleaning.columns import headness, is_ratio, roles
from taian_analysis.cleaning.confidence import bar
from taian_analysis.cleaning.profiles import settle


def read(text, tmp_path, suffix="txt"):
    path = tmp_path / f"table.{suffix}"
    path.write_text(text, encoding="utf-8")
    indicators, observations = ta.load_indicators(path), ta.load_observations(path)
    values = {
        row["indicator"]: [
            (o.role, o.period if isinstance(o.period, str) else None, o.text)
            for o in observations.itertuples()
            if o.indicator_id == row["indicator_id"]
        ]
        for _, row in indicators.iterrows()
    }
    return indicators, values


def test_a_verdict_is_carried(tmp_path):
    frame, values = read(
        "指标 | 单位 | 目标值 | 完成值 | 是否达标\n甲项 | 个 | 15 | 12 | 否\n乙项 | 个 | 20 | 25 | 是\n",
        tmp_path,
    )
    assert values["甲项"] == [("target", None, "15"), ("actual", None, "12")]
    assert frame["official_verdict"].tolist() == ["否", "是"]


@pytest.mark.parametrize("head", ["时序进度", "实际完成率", "完成比例"])
def test_a_rate_beside_target_and_actual_is_no_actual(tmp_path, head):
    frame, values = read(
        f"指标 | 单位 | 目标值 | 实际完成 | {head}\n甲项 | 个 | 15 | 12 | 80%\n乙项 | 个 | 20 | 25 | 125%\n",
        tmp_path,
    )
    assert values["甲项"] == [("target", None, "15"), ("actual", None, "12")]
    assert frame["official_rate"].tolist() == ["80%", "125%"]


def test_a_rate_a_cell_a_line(tmp_path):
    frame, values = read(
        "指标\n单位\n目标值\n完成值\n实际完成率\n甲项\n个\n15\n12\n80%\n乙项\n个\n20\n10\n50%\n",
        tmp_path,
    )
    assert values == {
        "甲项": [("target", None, "15"), ("actual", None, "12")],
        "乙项": [("target", None, "20"), ("actual", None, "10")],
    }
    assert frame["official_rate"].tolist() == ["80%", "50%"]


def test_progress_a_cell_a_line_and_a_signature_below(tmp_path):
    frame, _values = read(
        "指标名称\n年度目标(个)\n实际完成(个)\n完成进度\n改造小区\n15\n15\n100%\n新建公园\n4\n3\n75%\n"
        "某某局\n2023年12月31日\n",
        tmp_path,
    )
    assert frame["indicator"].tolist() == ["改造小区", "新建公园"]
    assert frame["actual_text"].tolist() == ["15", "3"]
    assert frame["official_rate"].tolist() == ["100%", "75%"]


def test_tables_side_by_side(tmp_path):
    _, values = read(
        "指标 | 目标值 | 完成值 | 指标 | 目标值 | 完成值\n甲率(%) | 90 | 91 | 丙率(%) | 70 | 60\n"
        "乙率(%) | 80 | 81 | 丁率(%) | 50 | 55\n",
        tmp_path,
    )
    assert values["甲率"] == [("target", None, "90"), ("actual", None, "91")]
    assert values["丙率"] == [("target", None, "70"), ("actual", None, "60")]
    assert len(values) == 4


def test_an_upper_head_printed_once_goes_on_to_the_right(tmp_path):
    _, values = read(
        "指标,单位,规划目标,,实际完成\n,,2023年,2025年,2023年\n甲率,%,38,117,110\n乙数,个,8,12,9\n",
        tmp_path,
        "csv",
    )
    assert values["甲率"] == [
        ("target", "2023", "38"),
        ("target", "2025", "117"),
        ("actual", "2023", "110"),
    ]


def test_a_turned_table_keeps_its_last_year(tmp_path):
    _, values = read(
        "指标 | 甲产值(亿元)\n2024年 | 30\n2023年 | 20\n2022年 | 10\n数据来源:某局\n", tmp_path
    )
    assert values == {
        "甲产值": [("actual", "2024", "30"), ("actual", "2023", "20"), ("actual", "2022", "10")]
    }


def test_a_code_column_and_an_index_row(tmp_path):
    frame, _values = read(
        "指标名称 | 单位 | 代码 | 数量 | 上期 | 环比 |\n甲 | 丙 | 乙 | 1 | 2 | 3 |\n一、综合 | | AB000000 | | | |\n"
        "1.镇 | 个 | AB001000 | 201 | 200 | 0.5 |\n2.乡 | 个 | AB002000 | 128 | 128 | 0 |\n"
        "3.街道 | 个 | AB003000 | 50 | 40 | 25 |\n",
        tmp_path,
    )
    assert frame["indicator"].tolist() == ["镇", "乡", "街道"]
    assert frame["actual_text"].tolist() == ["201", "128", "50"]
    assert frame["area"].tolist() == ["一、综合"] * 3


def test_an_empty_first_head(tmp_path):
    frame, values = read(
        " | 2023年 | 比上年增长(%)\n粮食总产量 | 387吨 | 2.0\n油料总产量 | 37吨 | -1.0\n", tmp_path
    )
    assert frame["unit"].tolist() == ["吨", "吨"]
    assert values["粮食总产量"] == [("actual", "2023", "387吨"), ("change", "2023", "2.0")]


@pytest.mark.parametrize("heads", ["2020年 | 2022年", "2020年值 | 2022年现状"])
def test_the_year_within_the_plan_is_the_result(tmp_path, heads):
    _, values = read(
        f"指标 | 单位 | {heads} | 2025年目标\n甲率 | % | 38 | 110 | 117\n乙数 | 个 | 8 | 10 | 12\n",
        tmp_path,
    )
    assert values["甲率"] == [
        ("baseline", "2020", "38"),
        ("actual", "2022", "110"),
        ("target", "2025", "117"),
    ]


@pytest.mark.parametrize(
    ("heads", "first", "second"),
    [
        ("项目 | 预算数", "甲率(%) | 300", "乙数(个) | 200"),
        ("项目 | 单位 | 计划投资(万元)", "甲率 | % | 300", "乙数 | 个 | 200"),
    ],
)
def test_a_budget_is_no_target(heads, first, second, tmp_path):
    _, values = read(
        f"{heads} | 目标值 | 完成值 | 指标解释\n{first} | 38 | 39 | 甲占乙的比\n"
        f"{second} | 8 | 9 | 乙的数\n",
        tmp_path,
    )
    assert values["甲率"] == [("target", None, "38"), ("actual", None, "39")]


def test_指标值_under_a_title_of_results_is_a_result(tmp_path):
    frame, _ = read(
        "某县2022年主要指标完成情况\n指标 | 单位 | 指标值\n甲率 | % | 38\n乙数 | 个 | 8\n丙数 | 个 | 9\n",
        tmp_path,
    )
    assert frame["actual_text"].tolist() == ["38", "8", "9"]


def test_english_heads(tmp_path):
    _, values = read(
        "Indicator, Unit, Baseline 2020, Target 2025, Actual\nForest cover, %, 30, 35, 33\n"
        "Beds, per 1000, 4, 6, 5\n",
        tmp_path,
    )
    assert values["Forest cover"] == [
        ("baseline", "2020", "30"),
        ("target", "2025", "35"),
        ("actual", None, "33"),
    ]


def test_traditional_heads(tmp_path):
    frame, values = read(
        "指標名稱 | 計量單位 | 目標值 | 實際值\n綠化率 | % | 30 | 35\n床位數 | 張 | 40 | 41\n",
        tmp_path,
    )
    assert values["床位數"] == [("target", None, "40"), ("actual", None, "41")]
    assert frame["unit"].tolist() == ["%", "張"]


def test_heads_spelt_in_single_letters(tmp_path):
    _frame, values = read(
        "指  标 单  位 目  标  值 完  成  值\n甲率 % 90 91\n乙数 个 8 9\n丙数 个 8 10\n", tmp_path
    )
    assert values["乙数"] == [("target", None, "8"), ("actual", None, "9")]


def test_departments_states_and_ranks_take_no_row_away(tmp_path):
    frame, values = read(
        "单位名称 | 状态 | 指标 | 目标值 | 完成值 | 排名\n教育局 | 正常 | 甲率(%) | 90 | 91 | 1\n"
        "民政局 | 滞后 | 乙率(%) | 80 | 61 | 3\n卫健局 | 正常 | 丙率(%) | 70 | 71 | 2\n",
        tmp_path,
    )
    assert values["乙率"] == [("target", None, "80"), ("actual", None, "61")]
    assert frame["official_verdict"].tolist() == ["正常", "滞后", "正常"]


def test_roles_come_from_head_and_cells_together():
    cells = [["甲项", "乙项"], ["15", "20"], ["12", "25"], ["80%", "125%"]]
    assert is_ratio(cells, 3) and not is_ratio(cells, 1)
    assert [h.role for h in settle(["指标", "目标值", "完成值", "某词"], cells)][:3] == [
        "name",
        "target",
        "actual",
    ]
    chances = roles("某词", cells, 3)
    assert max(chances, key=chances.get) == "rate"


def test_a_head_is_told_from_a_cell():
    assert min(map(headness, ("责任单位", "是否达标", "年度目标", "Target"))) > 1
    assert max(map(headness, ("12.5", "≥60%", "个", "城镇居民人均可支配收入"))) < 1


def test_a_row_of_results_half_of_which_have_a_period_is_not_sure():
    rows = (
        "甲床位 | 张 | 150 | 120 | 131\n乙机构 | 个 | 20 | 15 | 17\n丙人员 | 人 | 900 | 700 | 812\n"
    )
    title = "某局2023年指标完成情况表\n"
    half = ta.load_indicators(f"{title}指标 | 单位 | 目标值 | 2022年完成值 | 完成情况\n{rows}")
    both = ta.load_indicators(f"{title}指标 | 单位 | 目标值 | 2022年完成值 | 2023年完成值\n{rows}")
    assert (half["confidence"] < bar()).all() and (both["confidence"] >= bar()).all()
    assert both["actual_text"].tolist() == ["131", "17", "812"]


# a rate, what it is of and over; whether it is one
@pytest.mark.parametrize(
    ("rates", "above", "below", "told"),
    [
        (["80%", "125%"], ["12", "25"], ["15", "20"], True),
        (["0.8", "1.25"], ["12", "25"], ["15", "20"], True),
        (["0", "0", "0", "50"], ["1", "2", "3", "5"], ["1000", "1000", "1000", "10"], True),
        (["1500", "1600"], ["1501", "1601"], ["1502", "1602"], False),
        (["-50", "-25"], ["-5", "-5"], ["10", "20"], True),
    ],
)
def test_a_rate_is_found_wherever_the_ends_of_its_columns_lie(rates, above, below, told) -> None:
    assert is_ratio([above, rates, below], 1) is told


def test_heads_that_differ_in_their_years_alone_have_one_role():
    cells = [["甲率", "乙率"], ["10以下", "≥70"], ["0", "52.6"], ["6.8", "61.9"]]
    heads = settle(["目标名", "目标值", "复核2021年", "复核2022年"], cells)
    assert heads[2].role == heads[3].role


def test_a_reading_of_words_alone_counts_nothing():
    row = {"baseline_value": None, "target_value": None, "actual_value": None}
    assert not reading._counts(Annex(indicators=[row, row]))
    assert reading._counts(Annex(indicators=[row, {**row, "target_value": 0.0}]))
