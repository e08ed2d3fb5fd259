"""Columns whose heads no list has: told by how the head is put together and by what the cells hold."""

import pytest

import taian_analysis as ta
from taian_analysis.cleaning.building import _doubted_together
from taian_analysis.cleaning.columns import roles
from taian_analysis.cleaning.confidence import bar
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
        ("危桥改造", "target", "14"), ("危桥改造", "actual", "7"),
        ("危桥改造", "target", "20"), ("危桥改造", "actual", "25"),
        ("危桥改造", "target", "8"), ("危桥改造", "actual", "6"),
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


def framed(tmp_path, text):
    path = tmp_path / "table.txt"
    path.write_text(text, encoding="utf-8")
    return ta.load_indicators(path)


def test_where_things_stand_without_a_verdict_is_where_the_plan_starts(tmp_path):
    text = "| 指标 | 单位 | 现状值 | 2025年目标值 |\n| 绿地 | 公顷 | 12 | 15 |\n| 泵站 | 座 | 3 | 6 |\n"
    frame = framed(tmp_path, text)
    assert frame["baseline_text"].tolist() == ["12", "3"]


def test_two_results_of_no_period_are_not_sure(tmp_path):
    """One of the two may be a rate or of another year: their heads do not say."""
    rows = "".join(
        f"| {name} | 个 | {n}2 | {n}1 | {n}5 |\n" for n, name in enumerate("甲乙丙丁", 4)
    )
    text = f"| 指标 | 单位 | 目标值 | 完成值 | {{}} |\n{rows}".replace("甲", "甲项").replace(
        "乙", "乙项"
    )
    text = text.replace("丙", "丙项").replace("丁", "丁项")
    both = framed(tmp_path, text.format("实际到位数"))
    one = framed(tmp_path, text.format("权重"))
    assert both["confidence"].max() < bar() <= one["confidence"].min()


def test_no_row_is_sure_where_most_rows_of_its_table_are_in_doubt():
    plain = {"evidence": (0.98, False, False, False, False), "confidence": 0.98}
    guessed = {"evidence": (0.98, True, False, False, False), "confidence": 0.8}
    rows = [dict(plain), dict(guessed), dict(guessed)]
    _doubted_together(rows)
    assert rows[0]["confidence"] < bar()
    rows = [dict(plain), dict(plain), dict(guessed)]
    _doubted_together(rows)
    assert rows[0]["confidence"] == 0.98


def test_years_of_taiwans_count_tell_the_year_before_from_the_result(tmp_path):
    text = (
        "指標\t單位\t111年實際值\t112年目標值\t112年實際值\n托育中心數\t家\t10\t12\t11\n"
        "資源回收率\t%\t60.2\t60.5\t60.9\n涵蓋率\t%\t66.1\t68\t71.4\n"
    )
    frame = framed(tmp_path, text)
    assert frame["baseline_text"].tolist() == ["10", "60.2", "66.1"]
    assert frame["actual_period"].tolist() == ["2023"] * 3


def test_an_unknown_head_in_a_stream_takes_its_number(tmp_path):
    """总投资 is no target: its numbers would push those of the plan aside."""
    cells = ["项目名称", "总投资(万元)", "年度计划投资(万元)", "1-6月完成投资(万元)", "占年计划%"]
    cells += [
        "东河大桥",
        "168.5",
        "40.1",
        "31.0",
        "77.3",
        "西河泵站",
        "13751.1",
        "2400.5",
        "1800.2",
    ]
    cells += ["75.0", "图书馆", "7514.7", "2600.0", "2210.1", "85.0"]
    frame = framed(tmp_path, "2023年重点项目投资进度\n\n" + "\n\n".join(cells) + "\n")
    assert frame["target_text"].tolist() == ["40.1", "2400.5", "2600.0"]
    assert frame["actual_text"].tolist() == ["31.0", "1800.2", "2210.1"]


def test_a_unit_on_a_line_of_its_own_ends_the_head_before(tmp_path):
    """完成目标 over (%) is a rate; taken apart the first is the head of a second target."""
    cells = ["序号", "项目内容", "目标任务", "责任单位", "进度", "完成目标", "(%)", "备注"]
    cells += ["1", "危房改造(户)", "400", "住建局", "500", "125.0", "超额完成"]
    cells += ["2", "技能培训(人)", "240", "人社局", "180", "75.0", "进行中"]
    cells += ["3", "公厕改造(座)", "80", "城管局", "20", "25.0", "进行中"]
    frame = framed(tmp_path, "民生项目进度表\n\n" + "\n\n".join(cells) + "\n")
    assert frame["target_text"].tolist() == ["400", "240", "80"]
    assert frame["actual_text"].tolist() == ["500", "180", "20"]
    assert frame["official_rate"].tolist() == ["125.0", "75.0", "25.0"]


def test_rows_by_single_blanks_under_a_year_and_a_growth(tmp_path):
    text = (
        "工业生产继续增长。\n主要产品产量如下:\n1994年 比上年增长%\n化纤 269万吨 13.3\n"
        "纱 470万吨 -6.3\n机制纸 2000万吨 4.5\n卷烟 3421.3万箱 1.4\n效益有所提高。\n"
    )
    frame = framed(tmp_path, text)
    assert frame["indicator"].tolist() == ["化纤", "纱", "机制纸", "卷烟"]
    assert frame["actual_text"].tolist() == ["269万吨", "470万吨", "2000万吨", "3421.3万箱"]


def test_a_year_and_a_dash_before_a_heads_word():
    assert (read_head("2017-预算数").role, read_head("2017-预算数").period) == ("target", "2017")


def test_the_whole_city_over_its_districts_is_a_row_and_no_head(tmp_path):
    cells = ["项 目", "2017年5月", "同比增长(%)", "2017年1-5月", "同比增长(%)"]
    cells += ["全 市", "13604203", "-1.5", "68630320", "4.4", "东河区", "145171", "-10.2", "664382"]
    cells += ["-4.3", "西河区", "692978", "8.0", "4520063", "1.9", "南山区", "470912", "4.1"]
    cells += ["2779208", "-0.5"]
    found = said(tmp_path, "2017年1-5月 工业\n" + "\n".join(f"{c} |" for c in cells) + "\n")
    assert {v[2] for v in found} == {
        "13604203", "68630320", "145171", "664382", "692978", "4520063", "470912", "2779208",
    }  # fmt: skip


def test_targets_of_places_are_not_sure_for_no_head_says_of_what(tmp_path):
    path = tmp_path / "table.txt"
    rows = ["大李    12500    12880", "王庄    9800    9210", "湖西    15600    15600"]
    for head, sure in (("镇名", False), ("指标", True)):
        path.write_text(
            "\n".join(["还田完成情况(单位:亩)", f"{head}    下达任务    实际还田", *rows]),
            encoding="utf-8",
        )
        assert all((each >= bar()) == sure for each in ta.load_indicators(path)["confidence"])


def test_a_part_of_a_column_is_not_taken_for_the_whole(tmp_path):
    lines = [
        "2021年种草完成情况统计表",
        "指标名称 | 计量单位 | 代码 | 全部完成面积 | 其中:县级资金完成面积 | 其中:自筹资金完成面积 |",
        "甲 | 乙 | 丙 | 1 | 2 | 3 |",
        "一、人工种草 | 公顷 | 01 | 512 | 301 | 92 |",
        "二、飞播种草 | 公顷 | 02 | 44 | 0 | 11 |",
        "三、围栏封育 | 公顷 | 03 | 930 | 318 | 183 |",
        "四、补播改良 | 公顷 | 04 | 107 | 20 | 0 |",
    ]
    assert said(tmp_path, "\n".join(lines)) == {
        ("人工种草", "actual", "512"), ("飞播种草", "actual", "44"),
        ("围栏封育", "actual", "930"), ("补播改良", "actual", "107"),
    }  # fmt: skip


def test_what_a_value_means_and_how_it_is_scored_are_notes_beside_it(tmp_path):
    lines = [
        "2025年项目支出绩效目标表",
        "一级指标 | 二级指标 | 三级指标 | 指标值类型 | 目标值 | 度量单位 | 指标值内容 | 评(扣)分标准 |",
        "产出指标 | 数量指标 | 巡检车次 | ≥ | 36 | 次 | 反映巡检车次 | 少1次扣1分 |",
        "质量指标 | 巡检合格率 | ≥ | 98 | % | 反映巡检合格率 | 每低1%扣2分 |",
        "时效指标 | 巡检及时性 | 定性 | 及时 | 反映巡检及时性 | 不及时不得分 | ||",
        "成本指标 | 巡检经费 | ≤ | 12 | 万元 | 反映巡检经费 | 超支不得分 |",
    ]
    assert {(name, value) for name, _, value in said(tmp_path, "\n".join(lines))} == {
        ("巡检车次", "≥36"), ("巡检合格率", "≥98"), ("巡检及时性", "及时"), ("巡检经费", "≤12"),
    }  # fmt: skip


def test_long_parts_of_a_column_are_carried_and_refuse_no_table(tmp_path):
    head = "指标名称 | 计量单位 | 代码 | 全部完成面积 | 其中:国家预算内基本建设资金投资完成面积 | 其中:地方财政资金投资完成面积 |\n"
    rows = "甲 | 乙 | 丙 | 1 | 2 | 3 |\n"
    for n, cells in enumerate(
        ("1,310 | 210 | 96", "0 | 0 | 0", "4,205 | 1,120 | 730", "88 | 0 | 12"), 1
    ):
        rows += f"路{'东西南北'[n - 1]} | 公顷 | 0{n} | {cells} |\n"
    (tmp_path / "t.txt").write_text(
        "某市2021年水利完成情况统计表\n" + head + rows, encoding="utf-8"
    )
    frame = ta.load_indicators(tmp_path / "t.txt")
    assert list(frame["actual_text"]) == ["1,310", "0", "4,205", "88"]
