"""Places down and measures across, in the forms that pages print them: spans lost, pipes to spare.

Every table is invented, and every value worked out by hand.
"""

import pytest

from tests.test_table_lost_spans import read

SCHOOLS = """
| 7-3 各县区学校和教师数 | ||||||
| 县 区 | 2021年 | 2022年 | ||||
| 学校数(所) | 教师数 (人) | 学校数(所) | 教师数 (人) | |||
| 合计 | #民办 | 合计 | #民办 | |||
| 甲 县 | 42 | 3 | 1386 | 43 | 4 | 1402 |
| 乙 县 | 36 | 2 | 702 | 35 | 2 | 711 |
| 丙 区 | 51 | 9 | 1640 | 52 | 9 | 1698 |
"""
WOODS = """
| 地区 | 2023年 | 2024年 |
| 育苗(公顷) | 造林(公顷) | 育苗(公顷) | 造林(公顷) |
| 小计 | #经济林 | 小计 | #经济林 |
| 石桥镇 | 6 | 120 | 15 | 7 | 131 | 22 |
| 白水镇 | 4 | 98 | 30 | 4 | 90 | 31 |
| 云岭乡 | 9 | 240 | 61 | 8 | 255 | 58 |
"""


def test_a_part_stands_under_what_it_is_less_than_in_each_of_two_years(tmp_path):
    """机构, 床位, 人员 of two years: no head but 合计, #民办 said under which of them they are."""
    told = read(tmp_path, SCHOOLS)
    assert told[:6] == [
        ("甲县", "学校数", "actual", "42"), ("甲县", "学校数", "actual", "43"),
        ("甲县", "民办", "actual", "3"), ("甲县", "民办", "actual", "4"),
        ("甲县", "教师数", "actual", "1386"), ("甲县", "教师数", "actual", "1402"),
    ]  # fmt: skip
    assert len(told) == 18


def test_so_it_does_behind_a_measure_without_parts(tmp_path):
    told = read(tmp_path, WOODS)
    assert {row for row in told if row[0] == "云岭乡"} == {
        ("云岭乡", "育苗", "actual", "9"), ("云岭乡", "育苗", "actual", "8"),
        ("云岭乡", "造林", "actual", "240"), ("云岭乡", "造林", "actual", "255"),
        ("云岭乡", "经济林", "actual", "61"), ("云岭乡", "经济林", "actual", "58"),
    }  # fmt: skip


def spared(rows, within, between):
    """Return rows with a cell a line, each closed, and lines of a pipe alone to spare."""
    gap = "|\n" * within
    lines = [gap.join(f"|{cell}|\n" for cell in row.split()) for row in rows.strip().splitlines()]
    return ("|\n" * between).join(lines)


CARE = """
区县 机构供养 居家照料
人数(人) 资金(万元) 人数(人) 资金(万元)
甲区 320 41.5 1204 88.2
乙县 210 27.1 860 61.4
丙县 174 22.6 731 52.9
"""


@pytest.mark.parametrize(("within", "between"), [(1, 3), (1, 2), (2, 4)])
def test_lines_of_a_pipe_alone_part_cells_and_more_of_them_rows(tmp_path, within, between):
    text = "2023年9月全市供养情况统计表|\n" + spared(CARE, within, between)
    told = read(tmp_path, text + "|注:资金为1-9月累计数。|\n")
    assert told[:4] == [
        ("甲区", "人数", "actual", "320"), ("甲区", "资金", "actual", "41.5"),
        ("甲区", "人数", "actual", "1204"), ("甲区", "资金", "actual", "88.2"),
    ]  # fmt: skip
    assert len(told) == 12


@pytest.mark.parametrize(
    ("heads", "names"),
    [
        (
            "下达任务面积(亩) | 当月完成面积(亩) | 累计完成面积(亩) | 任务完成量占比(%)",
            ("下达任务面积", "当月完成面积", "累计完成面积"),
        ),
        (
            "年度计划任务(户) | 本月改造户数(户) | 1-9月改造户数(户) | 完成比例(%)",
            ("年度计划任务", "本月改造户数", "1-9月改造户数"),
        ),
    ],
)
def test_an_aim_before_results_of_two_times_is_of_neither(tmp_path, heads, names):
    rows = ["6000 | 300 | 1500 | 25%", "4500 | 320 | 900 | 20%", "3000 | 0 | 450 | 15%"]
    places = ["甲县", "乙县", "丙区"]
    lines = [f"{n} | {p} | {r}" for n, (p, r) in enumerate(zip(places, rows, strict=True), 1)]
    told = read(tmp_path, "\n".join(["2024年9月进度汇总表", f"序号 | 县区 | {heads}", *lines]))
    roles = ("target", "actual", "actual")
    assert told[:3] == [
        ("甲县", name, role, value)
        for name, role, value in zip(names, roles, ("6000", "300", "1500"), strict=True)
    ]
    assert len(told) == 9
