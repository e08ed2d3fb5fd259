"""Tables with a measure a row and a place a column: each value has its place, its measure, its role.

Every table is invented, and every value worked out by hand.
"""

import openpyxl
import pytest
from test_table_across import read

import taian_analysis as ta
from taian_analysis.cleaning.confidence import bar

ROWS = [
    ["新增就业", "人", "300", "281", "420", "433"],
    ["农村改厕", "户", "25", "25", "18", "16"],
    ["新修渠道", "公里", "3.5", "3.6", "8.2", "7.9"],
]
WANT = {
    (area, row[0], role, row[i])
    for row in ROWS
    for i, area, role in (
        (2, "云台县", "target"),
        (3, "云台县", "actual"),
        (4, "白水县", "target"),
        (5, "白水县", "actual"),
    )
}
HEADS = [["项目", "单位", "云台县", "", "白水县", ""], ["", "", "目标", "完成", "目标", "完成"]]


@pytest.mark.parametrize("cut", [" | ", ","])
def test_target_and_result_of_each_place(tmp_path, cut):
    path = tmp_path / ("source.csv" if cut == "," else "source.txt")
    path.write_text("\n".join(cut.join(row) for row in [*HEADS, *ROWS]) + "\n", "utf-8")
    assert read(path) == WANT


def test_heads_merged_over_their_columns(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [*HEADS, *([*r[:2], *map(float, r[2:])] for r in ROWS)]:
        sheet.append(row)
    for cells in ("A1:A2", "B1:B2", "C1:D1", "E1:F1"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "source.xlsx")
    assert read(tmp_path / "source.xlsx") == WANT


def test_one_value_a_place(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text(
        """2022年各县主要指标
指标 | 单位 | 全市 | 云台县 | 白水县 | 石门县
粮食产量 | 万吨 | 60.5 | 20.1 | 18.3 | 22.1
常住人口 | 万人 | 151.0 | 44.6 | 52.2 | 54.2
""",
        "utf-8",
    )
    want = {
        (area, name, "actual", value)
        for name, *values in (
            ("粮食产量", "60.5", "20.1", "18.3", "22.1"),
            ("常住人口", "151.0", "44.6", "52.2", "54.2"),
        )
        for area, value in zip(("全市", "云台县", "白水县", "石门县"), values, strict=True)
    }
    assert read(path) == want


TITLED = """{title}
县区 | 任务数(户) | 完成数(户) | 完成率(%)
云台县 | 300 | 281 | 93.7
白水县 | 210 | 215 | 102.4
石门县 | 420 | 399 | 95.0
"""


@pytest.mark.parametrize(
    ("title", "area", "name"),
    [
        ("2022年全市农村危房改造任务完成情况统计表", "云台县", "农村危房改造"),
        ("2022年各县区农村改厕完成情况", "云台县", "农村改厕"),
        ("2022年各县区重点工作完成情况表", "", "云台县"),
    ],
)
def test_a_title_that_says_the_one_measure_names_it_and_no_row_is_sure(tmp_path, title, area, name):
    path = tmp_path / "source.txt"
    path.write_text(TITLED.format(title=title), "utf-8")
    assert {(area, name, "target", "300"), (area, name, "actual", "281")} <= read(path)
    assert (ta.load_indicators(path)["confidence"] < bar()).all()
