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


def lined(*rows):
    """Return rows with a cell a line, blank lines between them."""
    cells = (cell for row in rows for cell in row.split())
    return "2021年民生工程完成情况表\n\n" + "\n\n".join(cells) + "\n\n注:部分项目不单独下达。\n"


#: a project over measures, who answers for them, and what is told of each
AIMED = "地区 就业工程 新增就业(人) {} 市人社局 {} 目标 任务 进度 完成比例(%)"
WHOLE, TOWNS = "全市 900 990 110", ("甲区 500 550 110", "乙县 300 340 113.3", "丙县 100 100 100")


@pytest.mark.parametrize(
    ("measures", "office", "more", "values", "roles"),
    [
        ("培训(人次)", "", "目标 任务 进度 完成比例(%)", ("60 63 105", "20 21 105", "25 26 104", "15 16 106.7"), "ta"),
        ("培训 (人次)", "市妇联", "目标 任务 进度 完成比例(%)", ("60 63 105", "20 21 105", "25 26 104", "15 16 106.7"), "ta"),
        ("失业率低于(%)", "", "目标 任务 进度", ("4.5 3.9", "4.5 3.8", "4.5 4.1", "4.5 3.7"), "ta"),
        ("失业率低于(%)", "", "目标 任务 进度 完成比例(%)", ("4.5 3.9", "4.5 3.8", "4.5 4.1", "4.5 3.7"), "ta"),
    ],
)  # fmt: skip
def test_measures_stand_over_what_is_told_of_each_and_one_is_told_no_rate(
    tmp_path, measures, office, more, values, roles
):
    rows = [f"{a} {b}" for a, b in zip((WHOLE, *TOWNS), values, strict=True)]
    told = read(tmp_path, lined(AIMED.format(measures, office), more, *rows))
    second = measures.partition("(")[0].strip()
    assert [row for row in told if row[0] == "乙县"] == [
        ("乙县", "新增就业", "target", "300"), ("乙县", "新增就业", "actual", "340"),
        ("乙县", second, "target", values[2].split()[0]), ("乙县", second, "actual", values[2].split()[1]),
    ]  # fmt: skip
    assert len(told) == 16


def test_sums_show_of_which_measure_the_row_is_that_has_no_others(tmp_path):
    head = AIMED.format("培训(人次)", "") + " 目标 任务 进度 完成比例(%)"
    rows = ["全市 900 990 110 60 63 105", "市本级 15 16 106.7", "甲区 500 550 110 20 21 105"]
    rows += ["乙县 400 440 110 25 26 104"]
    told = read(tmp_path, lined(head, *rows))
    assert [row for row in told if row[0] == "市本级"] == [
        ("市本级", "培训", "target", "15"), ("市本级", "培训", "actual", "16"),
    ]  # fmt: skip
    # where the sums fit no measure, or fit two, nothing does
    told = read(tmp_path, lined(head, rows[0], "市本级 14 16 114.3", *rows[2:]))
    assert "市本级" not in {row[0] for row in told}


def test_the_head_over_offices_is_one_of_departments_and_a_rate_without_an_aim_a_measure(tmp_path):
    head = "部 门 | 旧存 | 新收 | 结案 | 结案率 |"
    rows = ["第一审判庭 | 31 | 148 | 129 | 72.07% |", "城郊法庭 | 88 | 402 | 371 | 75.71% |"]
    rows += ["执行局 | 267 | 1304 | 1186 | 75.49% |", "合计 | 386 | 1854 | 1686 | 75.27% |"]
    told = read(tmp_path, "\n".join(["表1 各部门收结案情况表(单位:件)", head, *rows]) + "\n")
    assert told[:4] == [
        ("第一审判庭", "旧存", "actual", "31"), ("第一审判庭", "新收", "actual", "148"),
        ("第一审判庭", "结案", "actual", "129"), ("第一审判庭", "结案率", "actual", "72.07%"),
    ]  # fmt: skip


def test_a_time_over_years_is_no_remark_on_them(tmp_path):
    text = "时间,常住人口(万人),出生率(‰)\n2020年,41.9,7.3\n2019年,42.1,9.0\n2018年,42.4,9.4\n"
    told = read(tmp_path, text, "csv")
    assert told == [
        ("", "常住人口", "actual", "41.9"), ("", "常住人口", "actual", "42.1"),
        ("", "常住人口", "actual", "42.4"), ("", "出生率", "actual", "7.3"),
        ("", "出生率", "actual", "9.0"), ("", "出生率", "actual", "9.4"),
    ]  # fmt: skip


def test_what_is_published_of_a_quarter_was_counted(tmp_path):
    rows = ["一级指标 二级指标 指标值", "资源配置 核定床位数 620张", "实际开放床位数 588张"]
    rows += ["工作效率 平均住院日 7.9天", "病床使用率 86.31%", "病床周转次数 11.45次"]
    cells = [cell for row in rows for cell in row.split()]
    title = "现将我院2021年第四季度医疗质量有关信息公示如下:"
    told = read(tmp_path, "\n\n\n".join([title, *cells]) + "\n")
    assert {(name, role) for _, name, role, _ in told} == {
        (name, "actual")
        for name in ("核定床位数", "实际开放床位数", "平均住院日", "病床使用率", "病床周转次数")
    }


def test_two_rows_without_all_measures_are_placed_by_their_sums_together(tmp_path):
    head = AIMED.format("失业率低于(%)", "") + " 目标 任务 进度 完成比例(%)"
    rows = ["全市 700 700 100 4.5 3.9", "市本级 120 120 100", "甲区 300 300 100 4.5 3.8"]
    rows += ["乙县 160 160 100 4.5 4.1", "丙县 70 70 100 4.5 3.7", "新城区 50 50 100"]
    told = read(tmp_path, lined(head, *rows))
    assert [row for row in told if row[0] in ("市本级", "新城区", "丙县")] == [
        ("市本级", "新增就业", "target", "120"), ("市本级", "新增就业", "actual", "120"),
        ("丙县", "新增就业", "target", "70"), ("丙县", "新增就业", "actual", "70"),
        ("丙县", "失业率低于", "target", "4.5"), ("丙县", "失业率低于", "actual", "3.7"),
        ("新城区", "新增就业", "target", "50"), ("新城区", "新增就业", "actual", "50"),
    ]  # fmt: skip
