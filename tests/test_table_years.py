"""What years beside a target are: its parts, results, starts; every value worked out by hand."""

import openpyxl
import pytest

import taian_analysis as ta
from taian_analysis.cleaning.confidence import bar


def read(tmp_path, source):
    """Return (name, role, text) of each level of a text, and how sure its rows are."""
    path = tmp_path / "table.txt"
    path.write_text(source, encoding="utf-8")
    report = ta.read_report(path)
    rows = ta.load_indicators(report)
    names = rows.set_index("indicator_id")["indicator"]
    levels = {
        (names[o["indicator_id"]], o["role"], o["text"])
        for o in ta.load_observations(report).to_dict("records")
        if o["role"] in ("baseline", "target", "actual")
    }
    return levels, list(rows["confidence"])


TREE = [("粮食产量", "万吨", "2.1", "2.7", "4.0"), ("城市用户", "万户", "1.6", "2.0", "5.1"),
        ("农村用户", "万户", "0.5", "0.7", "1.9")]  # fmt: skip


def test_years_after_the_day_of_the_text_are_aimed_at(tmp_path):
    lines = ["印发《发展方案》", "2013-08-10", "发展目标与时间表"]
    lines += ["指标 | 单位 | 2013年 | 2015年 | 2020年", *(" | ".join(row) for row in TREE)]
    got, _ = read(tmp_path, "\n".join(lines))
    assert got == {
        (name, role, text)
        for name, _, *texts in TREE
        for role, text in zip(("baseline", "target", "target"), texts, strict=True)
    }


def test_without_a_day_the_second_of_three_years_is_not_sure(tmp_path):
    lines = ["发展目标与时间表", "指标 | 单位 | 2013年 | 2015年 | 2020年"]
    _, sure = read(tmp_path, "\n".join([*lines, *(" | ".join(row) for row in TREE)]))
    assert max(sure) < bar()


def test_words_beside_years_of_numbers_are_verdicts(tmp_path):
    lines = ["主要指标进展情况", "主要指标 | 2022年 | 2027年目标 | 2025年上半年 | 进展"]
    rows = [("合格率(%)", "93.1", "95.5", "95.2", "按期推进"), ("标准数(项)", "40", "60", "49", "按期推进"),
            ("商标数(件)", "120", "150", "152", "已实现"), ("营业收入(亿元)", "3.1", "5", "3.4", "进度偏慢")]  # fmt: skip
    got, _ = read(tmp_path, "\n".join([*lines, *(" | ".join(row) for row in rows)]))
    assert got == {
        (name.split("(")[0], role, text)
        for name, *texts, _ in rows
        for role, text in zip(("baseline", "target", "actual"), texts, strict=True)
    }


TASKS = [("序号", "地区", "2019-2021年", "", "2019年", "", "2020年", "", "2021年", ""),
         ("", "", *("新增车位", "改造户数") * 4),
         ("", "全市合计", 960, 310, 300, 90, 320, 100, 340, 120),
         (1, "东河区", 400, 130, 120, 40, 130, 40, 150, 50),
         (2, "西山区", 360, 100, 110, 30, 120, 35, 130, 35),
         (3, "南浦县", 200, 80, 70, 20, 70, 25, 60, 35)]  # fmt: skip


def given_out(tmp_path, title):
    """Return what a sheet of places under years reads as: area, name, role, period, value."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["附件2:"], [title], *TASKS):
        sheet.append([cell or None for cell in row])
    for first in (3, 5, 7, 9):
        sheet.merge_cells(start_row=3, end_row=3, start_column=first, end_column=first + 1)
    for column in (1, 2):
        sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    path = tmp_path / "tasks.xlsx"
    book.save(path)
    rows = ta.load_indicators(path).set_index("indicator_id")
    return {
        (rows.at[o["indicator_id"], "area"], rows.at[o["indicator_id"], "indicator"], o["role"],
         o["period"], o["text"])
        for o in ta.load_observations(path).to_dict("records")
    }  # fmt: skip


def test_each_year_of_tasks_given_out_is_aimed_at(tmp_path):
    """The first year was read as the start, the sum of all years as reached; 附件2: as the title."""
    periods = ("2019/2021", "2019", "2020", "2021")
    wanted = {
        (area, name, "target", period, str(value))
        for _, area, *values in TASKS[2:]
        for k, name in enumerate(("新增车位", "改造户数"))
        for period, value in zip(periods, values[k::2], strict=True)
    }
    assert given_out(tmp_path, "云溪市2019-2021年停车位建设规划任务分解表") == wanted


def test_years_of_what_was_done_are_no_tasks(tmp_path):
    got = given_out(tmp_path, "云溪市2019-2021年停车位建设任务完成情况表")
    assert "target" not in {role for *_, role, period, _ in got if period == "2019"}


def test_how_far_a_target_is_done_is_its_rate(tmp_path):
    """目标完成进度 was read as a second target."""
    path = tmp_path / "source.txt"
    path.write_text(
        "某县规划主要指标中期进展\n"
        "领域 | 主要指标 | 2020年 | 2025年目标值 | 2023年6月实际值 | 目标完成进度 | 评估结论\n"
        "医疗 | 床位数(张) | 500 | 620 | 590 | 75.0% | 进展顺利\n"
        "护理 | 护士数(人) | 300 | 400 | 340 | 40.0% | 进展滞后\n",
        encoding="utf-8",
    )
    frame = ta.load_indicators(path)
    assert frame["target_text"].tolist() == ["620", "400"]
    assert frame["actual_text"].tolist() == ["590", "340"]
    assert frame["official_rate"].tolist() == ["75.0%", "40.0%"]


def test_a_later_year_before_an_earlier_one_beside_a_result_is_no_target(tmp_path):
    lines = ["地区 | 户数(户) | 比重(%) | ", " | | 2020年 | 2010年"]
    lines += [
        "东山县 | 812 | 51.2 | 50.0",
        "西河县 | 400 | 25.2 | 26.1",
        "北岭县 | 374 | 23.6 | 23.9",
    ]
    got, _ = read(tmp_path, "\n".join(lines))
    assert {role for _, role, _ in got} == {"actual"}
    assert ("比重", "actual", "26.1") in got


def test_a_plan_goes_from_the_end_of_one_year_to_the_end_of_another(tmp_path):
    lines = [
        "养老规划主要指标",
        "指标 | 单位 | 2020年底 | 2025年底 | 备注",
        "床位 | 张 | 56 | 72 | 含租用",
        "站点 | 个 | 8 | 16 | ",
    ]
    got, _ = read(tmp_path, "\n".join(lines))
    assert got == {
        ("床位", "baseline", "56"), ("床位", "target", "72"),
        ("站点", "baseline", "8"), ("站点", "target", "16"),
    }  # fmt: skip


def test_what_stands_at_the_end_of_a_period_is_not_sure_to_be_reached(tmp_path):
    lines = [
        "商务发展情况",
        "指标名称 | 期初数 | 期末数 | 年均增速",
        "出口额(亿元) | 12.4 | 18 | 7.7%",
        "网店(家) | 33 | 61 | 13%",
    ]
    got, sure = read(tmp_path, "\n".join(lines))
    assert ("出口额", "baseline", "12.4") in got
    assert all(each < bar() for each in sure)


def test_main_indicators_of_years_up_to_two_in_a_row_were_counted(tmp_path):
    """A yearbook prints 2000, 2003, 2004; of 2000, 2003, 2005 a plan may aim at the last."""
    rows = [("保费", "14", "38", "41"), ("寿险", "2", "29", "30"), ("赔款", "3", "7", "11")]
    lines = ["3-2 保险主要指标", "指标 | 2000 | 2003 | 2004", *(" | ".join(row) for row in rows)]
    got, _ = read(tmp_path, "\n".join(lines))
    assert got == {(name, "actual", text) for name, *texts in rows for text in texts}


AIMS = ("甲数 | 个", "2.1", "2.7", "4.0", "预期性"), ("乙率 | %", "61", "72", "85", "约束性")


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
@pytest.mark.parametrize(
    "heads", [("2020年", "2023年6月", "2025年目标"), ("2020年", "2025年", "2030年")]
)
def test_years_of_a_plan_are_what_they_are_in_any_order_of_columns(tmp_path, heads, order):
    lines = ["指标 | 单位", *(name for name, *_ in AIMS)]
    columns = zip(heads, *(texts[:3] for _, *texts in AIMS), strict=True)
    told = [list(column) for column in columns]
    for n in order:
        lines = [f"{line} | {text}" for line, text in zip(lines, told[n], strict=True)]
    plan = [
        f"{line} | {end}" for line, end in zip(lines, ["属性", "预期性", "约束性"], strict=True)
    ]
    got, _ = read(tmp_path, "\n".join(["某县发展规划", *plan]))
    roles = ("baseline", "actual" if "月" in heads[1] else "target", "target")
    assert got == {
        (name.split(" ")[0], role, text)
        for name, *texts, _ in AIMS
        for role, text in zip(roles, texts, strict=True)
    }


def test_years_in_characters_are_years(tmp_path):
    lines = [
        "指标 | 单位 | 二〇二〇年 | 二○二五年目标",
        "甲率 | % | 41 | ≥58",
        "乙数 | 个 | 12 | 二十",
    ]
    path = tmp_path / "table.txt"
    path.write_text("\n".join(["二〇二〇年养老主要指标", *lines]) + "\n", encoding="utf-8")
    row = ta.load_indicators(path).iloc[0]
    assert (row["baseline_text"], row["baseline_period"]) == ("41", "2020")
    assert (row["target_text"], row["target_period"]) == ("≥58", "2025")
