"""Tables as pages print them: the same values whatever parts the cells; invented, worked out by hand."""

from pathlib import Path

import pytest
from test_table_plans import values

import taian_analysis as ta
from taian_analysis.cleaning.layouts_pipes import pipe_regions

MIDWAY = """某区“十四五”规划主要指标中期完成情况

类别|指标|单位|2020年|2022年|2025年|完成率|是否达标
甲类|甲产值|亿元|412.6|486.3|600|81.1%|是
|乙收入|亿元|28.7|30.2|40|75.5%|否
丙类|丙强度|%|2.1|2.46|3|82.0%|是
|丁数|件|3.8|5.2|8|65.0%|否
"""
WRAPPED = """某年甲局部门指标自评表

一级指标      三级指标            年度指标值  实际完成值  分值
产出指标      优抚对象抚恤补助发  ≥3460人     3412人      10
              放人数
              士兵适应性培训      2期         2期         10
效益指标      优抚对象满意度      ≥95%        96.2%       10
"""
DEEP = """某市指标表

序号  指标内容            预期值  性质
1     死亡人数            15      约束性
2     年均因自然灾害直接  <1%     预期性
      经济损失占国内生产
      总值的比例
3     重特大安全事故死亡  <3      预期性
      人数
"""
OPEN = """城市建设主要指标

年份  建成区面积(平方公  供水普及率(%)  人均公园绿地(平方
      里)                               米)
2021  91.5               99.0           13.4
2022  94.0               99.2           13.8
"""
NARROW = """主要目标任务完成情况

序号  任务内容          目标值  1-11月完成值  预计全年  责任部门
1     甲产值增长        6.5%    6.8%          6.7%      发改委
2     固定资产投资增长  8%      7.1%          7.5%      发改委
3     新增甲就业(人)    9200    9415          9800      人社局
"""
BESIDE = """收入||支出|
项目|预算数|项目|预算数
甲出让收入|56000|城乡社区支出|48200
污水处理费收入|1830|设施运营|1750
乙公益金收入|620|乙公益金支出|540
"""
BESIDE_SAYS = {
    "甲出让收入": "target 56000",
    "污水处理费收入": "target 1830",
    "乙公益金收入": "target 620",
    "城乡社区支出": "target 48200",
    "设施运营": "target 1750",
    "乙公益金支出": "target 540",
}
CASES = {
    "income and spending side by side, in pipes": (BESIDE.replace("|", " | "), BESIDE_SAYS),
    "income and spending side by side, in tabs": (BESIDE.replace("|", "\t"), BESIDE_SAYS),
    "income and spending side by side, each named": (
        BESIDE.split("\n", 1)[1].replace("项目", "收入项目", 1).replace("|项目", "|支出项目"),
        BESIDE_SAYS,
    ),
    "a name that goes on below, once": (
        WRAPPED,
        {
            "优抚对象抚恤补助发放人数": "target ≥3460人, actual 3412人",
            "士兵适应性培训": "target 2期, actual 2期",
            "优抚对象满意度": "target ≥95%, actual 96.2%",
        },
    ),
    "a name over three lines": (
        DEEP,
        {
            "死亡人数": "target 15",
            "年均因自然灾害直接经济损失占国内生产总值的比例": "target <1%",
            "重特大安全事故死亡人数": "target <3",
        },
    ),
    "heads whose brackets close on the line below": (
        OPEN,
        {
            "建成区面积": "actual 91.5, actual 94.0",
            "供水普及率": "actual 99.0, actual 99.2",
            "人均公园绿地": "actual 13.4, actual 13.8",
        },
    ),
    "two blanks between some cells, more between others": (
        NARROW,
        {
            "甲产值增长": "target 6.5%, actual 6.8%",
            "固定资产投资增长": "target 8%, actual 7.1%",
            "新增甲就业": "target 9200, actual 9415",
        },
    ),
}


@pytest.mark.parametrize(("text", "want"), CASES.values(), ids=CASES)
def test_a_table_is_read_as_it_is_printed(text, want, tmp_path):
    got, frame = values(text, tmp_path)
    assert got == want
    assert (frame["confidence"] > 0.8).all()


@pytest.mark.parametrize("over", ["单位:%", "单位:%\n", ""])
def test_a_unit_over_a_lone_pipe_is_not_the_empty_corner(over, tmp_path):
    """Each cell ends at a pipe, a head of two lines too; the corner over the places is empty."""
    names = ["工业增加值", "工业利润", "工业投资"]
    rows = ["全市 15.9 15.6 25.1", "甲县 14.4 9.0 0.2", "乙县 3.5 0.4 7.7"]
    rows += ["丙县 8.1 2.6 5.2", "丁县 4.7 6.3 9.9"]
    numbers = " ".join(rows).split()
    cells = [*(f"{name}\n增长速度" for name in names), *numbers]
    file = tmp_path / "growth.txt"
    file.write_text(f"{over}\n|\n" + "".join(f"{cell}\n|\n" for cell in cells), encoding="utf-8")
    read = ta.load_indicators(file)[["area", "indicator", "actual_text"]].to_numpy().tolist()
    assert read == [
        [numbers[n], f"{name}增长速度", numbers[n + i]]
        for n in range(0, 20, 4)
        for i, name in enumerate(names, 1)
    ]


PAGES = {
    "a plan": (MIDWAY.replace("|", " | "), 1),
    "places down, measures of two heads across": (
        """各乡镇进度

乡镇 | 甲田(亩) | | 乙改造(户) |
 | 任务数 | 完成数 | 任务数 | 完成数
甲镇 | 1200 | 1180 | 150 | 162
乙镇 | 3500 | 2800 | 420 | 365
丙镇 | 2600 | 2600 | 280 | 251
丁镇 | 4100 | 3075 | 510 | 510
""",
        2,
    ),
    "years over amounts and growth": (
        """甲区分项情况
单位:万元
项目 | 2023年 | | 2022年 |
 | 总额 | 增长% | 总额 | 增长%
甲额 | 412.6 | 3.1 | 400.2 | 2.5
乙额 | 88.4 | -1.2 | 89.5 | 0.7
丙额 | 19.7 | 12.6 | 17.5 | 9.3
丁额 | 5.2 | 0.4 | 5.1 | 1.1
""",
        2,
    ),
}


def over_pages(text, depth, between):
    """Print the heads of a table again before its last two rows, below what parts the pages."""
    lines = text.splitlines()
    first = next(n for n, line in enumerate(lines) if "|" in line)
    return "\n".join([*lines[:-2], *between, *lines[first : first + depth], *lines[-2:], ""])


def wide_digits(text):
    return text.translate({0x30 + n: 0xFF10 + n for n in range(10)})


@pytest.mark.parametrize("between", [[], ["(续表)"], ["- 3 -", "各乡镇进度(续)"]])
@pytest.mark.parametrize(("text", "depth"), PAGES.values(), ids=PAGES)
def test_heads_printed_again_on_the_next_page_change_nothing(text, depth, between, tmp_path):
    want, whole = values(text, tmp_path)
    got, frame = values(over_pages(text, depth, between), tmp_path)
    assert len(want) > 1
    assert got == want
    assert frame["confidence"].tolist() == whole["confidence"].tolist()


def test_heads_under_a_title_of_their_own_begin_another_table(tmp_path):
    """2022 and 2023 have the same heads: the second is not the first one's next page."""
    text = "".join(
        f"{year}年甲区完成情况\n指标 | 单位 | 目标 | 完成\n甲数 | 个 | {n} | {n + 1}\n乙数 | 人 | {n + 2} | {n}\n"
        for year, n in ((2022, 11), (2023, 31))
    )
    path = tmp_path / "t.txt"
    path.write_text(text, encoding="utf-8")
    read = ta.load_indicators(path)[["indicator", "target_text", "actual_text"]]
    assert read.to_numpy().tolist() == [
        ["甲数", "11", "12"],
        ["乙数", "13", "11"],
        ["甲数", "31", "32"],
        ["乙数", "33", "31"],
    ]


@pytest.mark.parametrize("text", [text for text, _ in PAGES.values()], ids=PAGES)
def test_digits_of_full_width_are_read_as_any_and_told_as_printed(text, tmp_path):
    want, _ = values(text, tmp_path)
    got, _ = values(wide_digits(text), tmp_path)
    assert got == {name: wide_digits(told) for name, told in want.items()}


def test_lines_that_begin_with_an_empty_cell_have_no_border(tmp_path):
    """Most areas are carried: their lines begin with a pipe, and have as many as the others."""
    text = """某区规划中期评估主要指标

类别 | 指标 | 数值 | | | 完成情况
 | | 2020年 | 2025年目标 | 2023年6月 |
甲类 | 甲率(%) | 18.7 | 19.5 | 19.1 | 正常
 | 乙量(万吨) | 612 | 640 | 633 | 正常
 | 丙率(%) | | 45.5 | 45.2 | 偏慢
乙类 | 丁面积(亩) | 31 | 33 | 31.7 | 正常
 | 戊数(个) | 7 | 12 | 9 | 正常
 | 己率(%) | 80 | 90 | 85 | 正常
"""
    got, frame = values(text, tmp_path)
    assert got == {
        "甲率": "baseline 18.7, target 19.5, actual 19.1",
        "乙量": "baseline 612, target 640, actual 633",
        "丙率": "target 45.5, actual 45.2",
        "丁面积": "baseline 31, target 33, actual 31.7",
        "戊数": "baseline 7, target 12, actual 9",
        "己率": "baseline 80, target 90, actual 85",
    }
    assert frame["area"].tolist() == ["甲类"] * 3 + ["乙类"] * 3


def test_full_width_brackets_about_english_are_read_as_any(tmp_path):
    rows = ["项目 | Item | 2021 | 2022", "甲收入(亿元) | Revenue(100 million yuan) | 466.8 | 894.3"]
    rows += ["乙人数(万人) | Number of Persons(10 000 persons) | 20.1 | 50.4"]
    rows += ["丙支出(亿元) | Expenses(100 million yuan) | 52.6 | 355.2"]
    want, _ = values("\n".join(rows), tmp_path)
    got, _ = values("\n".join(rows).translate({0x28: 0xFF08, 0x29: 0xFF09}), tmp_path)
    assert want["甲收入"] == "actual 466.8, actual 894.3"
    assert got == want


def test_a_note_in_a_row_of_its_own_is_no_line_without_a_border(tmp_path):
    rows = ["| 项目 | 2014 | 2015", "| 甲校 | 80 | 81", "| 乙校 | 86 | 87", "注：快报数。 | | | "]
    path = tmp_path / "t.txt"
    path.write_text("各类学校数\n" + "\n".join(rows), encoding="utf-8")
    (region,) = pipe_regions(ta.read_report(path))
    assert [row[0].text for row in region.rows] == ["项目", "甲校", "乙校", "注：快报数。"]


def test_blank_lines_do_not_take_a_title_with_the_measure_from_its_table(tmp_path):
    """Markdown and HTML: title, unit and table with a blank line between each."""
    rows = [["县区", "年度任务", "1—6月完成数", "完成率(%)"], ["青山县", "80", "42", "52.5"],
            ["白水县", "60", "51", "85.0"], ["红岩县", "90", "33", "36.7"]]  # fmt: skip
    title = "2024年1—6月农村户厕改造任务进展情况"
    lines = ["| " + " | ".join(row) + " |" for row in (rows[0], ["---"] * 4, *rows[1:])]
    path = tmp_path / "source.md"
    path.write_text(
        "\n".join(["各县区:", "", f"**表1 {title}**", "", "单位:户", "", *lines]), "utf-8"
    )
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    page = tmp_path / "page.html"
    above = f"<p>{title}</p><p> </p><p>单位:户</p><p> </p><p> </p>"
    page.write_text(f"<body>{above}<table>{cells}</table></body>", "utf-8")
    for source in (path, page):
        told = ta.load_indicators(source)
        assert list(told["area"]) == ["青山县", "白水县", "红岩县"]
        assert set(told["indicator"]) == {"农村户厕改造"}
        assert set(told["unit"]) == {"户"}


def test_a_name_that_ends_the_table_is_whole_above_a_title_too(tmp_path):
    lines = [
        "指标                         2021年   2022年   2023年",
        "甲事业(所)",
        " 丁产量                      86          91      95",
        " 戊里程                      64          61      57",
        " 己庚辛壬面积                22          22      21",
        "乙活动(人)",
        " 丁产量                   13582       13904   13177",
        " 戊里程                   35260       35018   34726",
        " 己庚辛壬面积             17403       17866   18120",
        "丙建设(人)",
        " 丁产量                     812         886     903",
        " 戊里程                    2031        2046    2059",
        " 己庚辛壬面积              1388        1402    1417",
        "注:丁不含戊。",
    ]
    path = tmp_path / "table.txt"
    path.write_text("\n".join(["各类基本情况", *lines]) + "\n", encoding="utf-8")
    rows = ta.load_indicators(path)
    assert rows["indicator"].tolist() == ["丁产量", "戊里程", "己庚辛壬面积"] * 3
    assert rows["area"].unique().tolist() == ["甲事业(所)", "乙活动(人)", "丙建设(人)"]


def test_a_title_said_again_in_english_is_no_row_of_heads(tmp_path: Path) -> None:
    """Its years were taken for cells, and the header below it was not found."""
    path = tmp_path / "source.txt"
    path.write_text(
        "20-7 公共图书馆、文化馆基本情况(2019—2020年)\n"
        "Basic Conditions of Public Libraries and Cultural Centers, 2019-2020\n"
        "     目                    Item 2019 2020\n"
        "图书馆          Libraries        \n"
        "    公共图书馆(个)        Public Libraries (unit) 12 13\n"
        "    阅览座席(个)        Seats of Reading Rooms (seat) 4086 4110\n"
        "文化馆          Cultural Centers        \n"
        "    机构数(个)        Institutions (unit) 13 14\n"
        "    举办展览(个)        Exhibitions (unit) 117 42\n"
        "Note:In 2020, public venues were open with limited visitors.\n",
        encoding="utf-8",
    )
    rows = ta.load_indicators(path).set_index("indicator_id")
    got = [
        (rows.area[o.indicator_id], rows.indicator[o.indicator_id], o.period, o.text)
        for o in ta.load_observations(path).itertuples()
    ]
    assert got == [
        ("图书馆", "公共图书馆", "2019", "12"), ("图书馆", "公共图书馆", "2020", "13"),
        ("图书馆", "阅览座席", "2019", "4086"), ("图书馆", "阅览座席", "2020", "4110"),
        ("文化馆", "机构数", "2019", "13"), ("文化馆", "机构数", "2020", "14"),
        ("文化馆", "举办展览", "2019", "117"), ("文化馆", "举办展览", "2020", "42"),
    ]  # fmt: skip
