"""Tables as pdftotext -layout prints them: rows between blank lines, worked out by hand."""

import pytest

from taian_analysis.readers import read_report

#: a name and a head over two lines, above and below the numbers; the second page has other white
PAGES = """一、主要指标

                年度        截至 9 月底
序号   重点任务       目标        完成情况      责任单位

1    甲类公路       60 公里     60 公里     交通局

     困难家庭无障碍
2               180 户     178 户     残联
     改造

3    丙类学位       2700 个    2650 个    教育局

4   丁类企业     12 家    7 家     工业局

    戊类老旧小区
5            31 个    31 个    住建局
    改造

二、下一步工作
"""
ROWS = [
    ["1", "甲类公路", "60 公里", "60 公里", "交通局"],
    ["2", "困难家庭无障碍改造", "180 户", "178 户", "残联"],
    ["3", "丙类学位", "2700 个", "2650 个", "教育局"],
    ["4", "丁类企业", "12 家", "7 家", "工业局"],
    ["5", "戊类老旧小区改造", "31 个", "31 个", "住建局"],
]


@pytest.mark.parametrize("blank", ["\n\n", "\n"])
def test_rows_stand_between_blank_lines(blank: str) -> None:
    """Where no blank line parts two rows, the lines of numbers do."""
    report = read_report(PAGES.replace("改造\n\n3", f"改造{blank}3"))
    (table,) = report.tables
    assert [[cell.text for cell in row] for row in table.rows[1:]] == ROWS
    assert [cell.text for cell in table.rows[0]] == [
        "序号",
        "重点任务",
        "年度目标",
        "截至 9 月底完成情况",
        "责任单位",
    ]
    assert [line.text for line in report.lines if line.text][-1] == "二、下一步工作"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("180 户     178 户", "180 户 178 户"),  # two columns run into one
        ("责任单位", ""),  # a column without its head
    ],
)
def test_what_does_not_add_up_stays_as_it_is(old: str, new: str) -> None:
    assert read_report(PAGES.replace(old, new)).tables == ()


def cells(text: str) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in t.rows] for t in read_report(text).tables]


#: as `w3m -dump` prints it: one blank behind the widest cell of a column
TERMINAL = """某市统计局

指标名称           单位     9月   1-9月 1-9月同比增长(%)
一、工业
甲类产品产量       万吨     38624 71950 5.2
其中:乙类产品      万千瓦时 2.1   36.71 -14.2
丙类商品销售额合计 亿元     —     —     12.8
二、财政
丁类收入           亿元     1.47  16.93 4.8

注:数据为快报数。
"""


def test_one_blank_parts_columns_where_the_widest_cells_stand() -> None:
    assert cells(TERMINAL) == [
        [
            ["指标名称", "单位", "9月", "1-9月", "1-9月同比增长(%)"],
            ["一、工业"] * 5,
            ["甲类产品产量", "万吨", "38624", "71950", "5.2"],
            ["其中:乙类产品", "万千瓦时", "2.1", "36.71", "-14.2"],
            ["丙类商品销售额合计", "亿元", "—", "—", "12.8"],
            ["二、财政"] * 5,
            ["丁类收入", "亿元", "1.47", "16.93", "4.8"],
        ]
    ]


def test_a_wide_blank_before_a_name_is_white_too() -> None:
    text = TERMINAL.replace("甲类产品产量       ", "\u3000甲类产品产量     ")
    assert cells(text) == cells(TERMINAL)


def test_columns_may_count_signs_and_a_title_may_stand_right_above() -> None:
    # `DataFrame.to_string` gives a Chinese sign one place and sets to the right
    text = """2023年主要指标
      指标  单位    目标   完成
     甲人数   人 1,200 1300
   乙家庭户数   户    80   79
丙村完成改造数   个    12   12
     丁增速   %   6.5    7
"""
    report = read_report(text)
    assert cells(text) == [
        [
            ["指标", "单位", "目标", "完成"],
            ["甲人数", "人", "1,200", "1300"],
            ["乙家庭户数", "户", "80", "79"],
            ["丙村完成改造数", "个", "12", "12"],
            ["丁增速", "%", "6.5", "7"],
        ]
    ]
    assert report.lines[0].text == "2023年主要指标"


@pytest.mark.parametrize(
    "text",
    [
        # two blanks part all cells: the lines tell it themselves
        "指标  单位  目标   完成\n甲数  人    1200   1300\n乙数  户    80     79\n丙数  个    12     12\n",
        # no white runs through all lines
        "指标 单位 目标 完成\n甲人数 人 1200 1300\n乙家庭户数 户 80 79\n丙村 个 12 12\n",
        # prose whose blanks stand below one another by chance
        "we saw 12 new homes\nin the 14 old towns\nof the 15 new areas\nat the 16 big sites\n",
    ],
)
def test_lines_that_do_not_show_columns_stay_as_they_are(text: str) -> None:
    assert cells(text.replace("\n", " " * 9 + "\n")) == []  # enough white to be looked at
