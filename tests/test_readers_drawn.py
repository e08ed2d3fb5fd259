"""Tables that programs draw as boxes of text: merged and wrapped cells, worked out by hand."""

from taian_analysis.cleaning.frames import read_annex
from taian_analysis.readers import read_report

#: as w3m -dump draws it: names over two rows stand on the line between them
BOX = """甲县规划中期评估

表1 主要指标完成情况

┌────────┬──────────────────┬────┬──────────────┬──────────┐
│        │                  │    │2025年        │2023年    │
│类别    │指标名称          │单位├──────┬───────┤完成值    │
│        │                  │    │下限  │目标值 │          │
├────────┼──────────────────┼────┼──────┼───────┼──────────┤
│        │甲设施覆盖率      │%   │      │≥60    │52.7      │
│养老服务├──────────────────┼────┼──────┼───────┼──────────┤
│        │乙类老年人月探访率│%   │      │100    │40        │
│        │与上门率          │    │      │       │          │
├────────┼──────────────────┼────┼──────┼───────┼──────────┤
│儿童福利│丙床位            │张  │      │300    │278       │
└────────┴──────────────────┴────┴──────┴───────┴──────────┘

注:以上为中期数。

┌──────┬────┬────┐
│乡镇  │人口│户数│
├──────┼────┼────┤
│甲镇  │1000│300 │
├──────┼────┼────┤
│乙镇  │2000│600 │
└──────┴────┴────┘
"""
#: as pandoc writes it: a cell of two paragraphs, a head ruled with =
GRID = """前文。

+----------+------+------------+
| 指标     | 目标 | 实际       |
+==========+======+============+
| 甲人数   | 10   | 12         |
+----------+------+------------+
| 乙率     | 90%  | 91%        |
|          |      |            |
|          |      | 已完成     |
+----------+------+------------+
"""
#: no line between its rows: each line of text is a row
PLAIN = """+--------+------+------+
| 指标   | 目标 | 实际 |
+--------+------+------+
| 甲人数 | 10   | 12   |
| 乙人数 | 20   | 22   |
+--------+------+------+
| 合计   | 30   | 34   |
+--------+------+------+
"""


def grids(text: str) -> list[list[list[str]]]:
    return [[[c.text for c in row] for row in t.rows] for t in read_report(text).tables]


def test_a_box_shows_its_grid() -> None:
    first, second = grids(BOX)
    assert first[0] == ["类别", "指标名称", "单位", "2025年", "2025年", "2023年\n完成值"]
    assert first[1][3:] == ["下限", "目标值", "2023年\n完成值"]
    assert first[2] == ["养老服务", "甲设施覆盖率", "%", "", "≥60", "52.7"]
    assert first[3] == ["养老服务", "乙类老年人月探访率与上门率", "%", "", "100", "40"]
    assert second == [["乡镇", "人口", "户数"], ["甲镇", "1000", "300"], ["乙镇", "2000", "600"]]
    report = read_report(BOX)
    assert report.tables[0].rows[3][0].merged
    assert report.tables[0].caption == "表1 主要指标完成情况"
    assert "注:以上为中期数。" in [line.text for line in report.lines]
    for cell in (c for t in report.tables for row in t.rows for c in row):
        assert report.text[cell.start : cell.end] == cell.text.replace("\n", " ")


def test_signs_that_a_screen_sets_wide() -> None:
    wide = """┌───┬───┐
│指标  │目标  │
├───┼───┤
│甲率  │≥60  │
├───┼───┤
│乙率  │100   │
└───┴───┘
"""
    assert grids(wide) == [[["指标", "目标"], ["甲率", "≥60"], ["乙率", "100"]]]


def test_a_grid_of_pandoc() -> None:
    assert grids(GRID) == [
        [["指标", "目标", "实际"], ["甲人数", "10", "12"], ["乙率", "90%", "91%\n已完成"]]
    ]


def test_what_is_no_grid_of_boxes_stays() -> None:
    crooked = BOX.replace("│张  │", "│张 │")
    for text in (PLAIN, crooked.split("\n\n注")[0], "+---+\n| a |\n+---+"):
        report = read_report(text)
        assert report.tables == () and report.text == text


def test_a_box_is_read_as_its_table() -> None:
    read = {
        row["indicator"]: row for row in read_annex(read_report(BOX.split("\n\n注")[0])).indicators
    }
    assert list(read) == ["甲设施覆盖率", "乙类老年人月探访率与上门率", "丙床位"]
