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


def test_rows_stand_between_blank_lines() -> None:
    report = read_report(PAGES)
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
        ("改造\n\n3", "改造\n3"),  # where a row begins is not to be seen
        ("责任单位", ""),  # a column without its head
    ],
)
def test_what_does_not_add_up_stays_as_it_is(old: str, new: str) -> None:
    assert read_report(PAGES.replace(old, new)).tables == ()
