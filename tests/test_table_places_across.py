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


CELLS = [
    "2023年度目标任务分解表", "类别", "考核内容", "全市", "云台县", "白水县", "石门县", "分值", "责任单位",
    "民生", "新增就业(人)", "720", "300", "420", "0", "10", "市人社局",
    "农村改厕(户)", "43", "25", "18", "—",
    "新修渠道(公里)", "11.7", "3.5", "8.2", "市水利局",
    "产业", "新增企业(家)", "95", "40", "30", "25", "8", "市经信局",
]  # fmt: skip
PLACED = {
    (area, name, "target", value)
    for name, *values in (
        ("新增就业", "720", "300", "420", "0"),
        ("农村改厕", "43", "25", "18", "—"),
        ("新增企业", "95", "40", "30", "25"),
    )
    for area, value in zip(("全市", "云台县", "白水县", "石门县"), values, strict=True)
}


@pytest.mark.parametrize("end", ["\n\n", "\n"])
def test_a_cell_a_line_rows_short_of_a_number_stay_out_and_no_row_is_sure(tmp_path, end):
    path = tmp_path / "source.txt"
    path.write_text(end.join(CELLS) + "\n", "utf-8")
    assert read(path) == PLACED  # 新修渠道 has three numbers for four places
    frame = ta.load_indicators(path)
    assert set(frame["unit"]) == {"人", "户", "家"}
    assert (frame["confidence"] < bar()).all()
    named = " ".join(ta.rejections(path)["text"])
    assert all(text in named for text in ("新修渠道(公里)", "11.7", "8.2", "市人社局", "民生"))


def test_a_cell_a_line_where_each_row_has_its_score_one_without_may_lack_a_place(tmp_path):
    path = tmp_path / "source.txt"
    rows = ["粮食 60 20 40 5", "造林 9 3 6 4", "改厕 8 3 4", "渠道 7 2 5 3"]
    cells = ["目标任务", "项目", "全市", "甲县", "乙县", "分值", *" ".join(rows).split()]
    path.write_text("\n".join(cells) + "\n", "utf-8")
    assert {name for _, name, _, _ in read(path)} == {"粮食", "造林", "渠道"}
    assert ("乙县", "造林", "target", "6") in read(path)


def test_a_whole_and_its_kinds_of_place_across(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text(
        "2008年消费价格指数(上年=100)\n指 标 | 全 省 | 城市 | 农 村 |\n食品 | 113.0 | 112.8 | 113.3 |\n"
        "粮食 | 106.3 | 107.3 | 104.8 |\n衣着 | 97.9 | 98.5 | 96.6 |\n",
        encoding="utf-8",
    )
    rows = ta.load_indicators(path)
    got = {(a, n): t for a, n, t in zip(rows.area, rows.indicator, rows.actual_text, strict=True)}
    assert len(got) == 9
    assert got["农村", "食品"] == "113.3" and got["全省", "衣着"] == "97.9"


EACH = "2022年上半年各县区社会消费品零售总额及增速\n县区 | 绝对额(亿元) | 同比增长(%)\n青河县 | 12.5 | 3.1\n石门县 | 8.2 | 2.0\n东湖区 | 30.6 | 4.4\n"


def test_a_title_names_the_one_measure_of_places_whose_head_says_an_amount() -> None:
    table = ta.load_indicators(EACH)
    assert set(table["indicator"]) == {"社会消费品零售总额"}
    assert table["area"].tolist() == ["青河县", "石门县", "东湖区"]
    assert table["unit"].tolist() == ["亿元"] * 3 and set(table["actual_period"]) == {"2022-S1"}
    table = ta.load_indicators(EACH.replace("社会消费品零售总额及增速", "主要经济指标"))
    assert table["indicator"].tolist() == ["青河县", "石门县", "东湖区"]  # which, none says


def test_a_head_that_stands_over_two_rows_is_said_once(tmp_path):
    """达标率(%) is merged downwards: no 达标率(%)达标率 is measured."""
    path = tmp_path / "source.html"
    rows = [("天桥县", "271", "99.5", "68", "65"), ("白水县", "362", "96.7", "67", "15"),
            ("云台县", "152", "94.0", "49", "25")]  # fmt: skip
    body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    path.write_text(
        "<table><tr><th rowspan=2>地区</th><th rowspan=2>企业数(个)</th><th rowspan=2>废水排放达标率(%)</th>"
        "<th colspan=2>污染物排放量(吨)</th></tr><tr><th>化学需氧量</th><th>氨氮</th></tr>"
        + body
        + "</table>",
        encoding="utf-8",
    )
    assert {name for _, name, *_ in read(path)} == {
        "企业数",
        "废水排放达标率",
        "化学需氧量",
        "氨氮",
    }


def test_places_named_again_in_english_in_a_column_of_their_own(tmp_path):
    rows = [("地 区", "Region", "博物馆", "图书馆", "文化馆"), ("东州", "Dongzhou", "33", "24", ""),
            ("西州", "Xizhou", "", "32", "19"), ("南州", "Nanzhou", "46", "56", "62"),
            ("北州", "Beizhou", "87", "12", "11"), ("中州", "Zhongzhou", "35", "10", "17")]  # fmt: skip
    drawn = "".join("| " + "".join(f"{c} | " for c in row).strip() + "\n" for row in rows)
    path = tmp_path / "source.txt"
    path.write_text("| 2006年各地区文化机构数 |\n|\n|\n" + drawn, encoding="utf-8")
    assert read(path) == {
        (place, name, "actual", text)
        for place, _, *texts in rows[1:]
        for name, text in zip(rows[0][2:], texts, strict=True)
        if text
    }


TASKS = [
    ["任务", "项目", "全县", "东镇", "柳湾"],
    ["植树(万亩)", "计划", "9.0", "4.5", "4.5"],
    ["", "完成", "8.4", "4.5", "3.9"],
    ["", "完成率", "93.3%", "100%", "86.7%"],
    ["修渠(公里)", "计划", "26", "10", "16"],
    ["", "完成", "21.2", "10", "11.2"],
    ["", "完成率", "81.5%", "100%", "70%"],
]


@pytest.mark.parametrize("cut", [" | ", ",", "    "])
def test_tasks_said_once_with_a_line_of_what_was_planned_and_one_of_what_was_done(tmp_path, cut):
    path = tmp_path / ("source.csv" if cut == "," else "source.txt")
    title = "" if cut == "," else "云岭县2022年任务进展\n\n"
    path.write_text(title + "\n".join(cut.join(row) for row in TASKS) + "\n", "utf-8")
    assert read(path) == {
        (area, name, role, TASKS[row][column])
        for column, area in enumerate(["全县", "东镇", "柳湾"], 2)
        for row, name, role in (
            (1, "植树", "target"), (2, "植树", "actual"),
            (4, "修渠", "target"), (5, "修渠", "actual"),
        )
    }  # fmt: skip


def test_what_was_planned_and_done_in_turn_is_of_no_place_where_a_line_is_lost(tmp_path):
    path = tmp_path / "source.txt"
    lost = [*TASKS[:3], TASKS[4], ["补种(亩)", "计划", "60", "20", "40"], TASKS[5]]
    path.write_text("\n".join(" | ".join(row) for row in lost) + "\n", "utf-8")
    with pytest.raises(ta.AnnexError):
        ta.load_indicators(path)


def test_places_with_a_rank_growth_and_words_beside_their_one_measure(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text(
        "2021年5月各县水质排名\n县区 | 水质指数排名 | 水质指数 | 水质指数 同比变化率(%) | 主要污染指标 |\n"
        "云台县 | 1 | 2.4 | -7.1 | 总磷 |\n白水县 | 2 | 3.1 | 4.2 | 总磷、氨氮 |\n"
        "石门县 | 3 | 3.6 | 1.9 | 氨氮 |\n",
        "utf-8",
    )
    places = ("云台县", "白水县", "石门县")
    want = {("actual", value) for value in ("2.4", "3.1", "3.6")}
    want |= {("change", value) for value in ("-7.1", "4.2", "1.9")}
    seen = ta.load_observations(path)
    assert set(zip(seen["role"], seen["text"], strict=True)) == want
    rows = ta.load_indicators(path)
    assert tuple(rows["area"]) == places
    assert set(rows["indicator"]) == {"水质指数"}
    assert rows["主要污染指标"].tolist() == ["总磷", "总磷、氨氮", "氨氮"]


def test_titles_of_groups_between_places_are_no_heads(tmp_path):
    """苏南 below the heads and 苏北 between the places: each place keeps its measures."""
    rows = ["乡镇 | 甲田(亩) | | 乙改造(户) |", " | 任务数 | 完成数 | 任务数 | 完成数"]
    rows += ["南片 | | | |", "甲镇 | 1200 | 1180 | 150 | 162", "乙镇 | 3500 | 2800 | 420 | 365"]
    rows += ["北片 | | | |", "丙镇 | 2600 | 2610 | 280 | 251", "丁镇 | 4100 | 3075 | 510 | 512"]
    path = tmp_path / "t.txt"
    path.write_text("各乡镇任务进度\n" + "\n".join(rows) + "\n", encoding="utf-8")
    read = ta.load_indicators(path)
    assert read[["area", "indicator", "target_text", "actual_text"]].to_numpy().tolist() == [
        ["甲镇", "甲田", "1200", "1180"],
        ["甲镇", "乙改造", "150", "162"],
        ["乙镇", "甲田", "3500", "2800"],
        ["乙镇", "乙改造", "420", "365"],
        ["丙镇", "甲田", "2600", "2610"],
        ["丙镇", "乙改造", "280", "251"],
        ["丁镇", "甲田", "4100", "3075"],
        ["丁镇", "乙改造", "510", "512"],
    ]


@pytest.mark.parametrize(
    ("heads", "roles"),
    [
        ("托位数(个){0}2020年现状 | 托位数(个){0}2025年目标", ("baseline", "target")),
        ("托位数(个){0}任务数 | 托位数(个){0}完成数", ("target", "actual")),
    ],
)
@pytest.mark.parametrize("joint", ["", "-", "_"])
def test_heads_of_two_rows_written_in_one(tmp_path, heads, roles, joint):
    """As a spreadsheet gives them that is made flat: the measure before each level of it."""
    over = heads.format(joint)
    rows = [f"乡镇 | {over} | {over.replace('托位', '机构')}"]
    rows += ["甲镇 | 90 | 240 | 1 | 5", "乙镇 | 97 | 251 | 2 | 7", "丙镇 | 104 | 262 | 3 | 9"]
    path = tmp_path / "t.txt"
    path.write_text("某县任务分解表\n" + "\n".join(rows) + "\n", encoding="utf-8")
    read = ta.load_indicators(path)
    columns = ["area", "indicator", "unit", *(f"{role}_text" for role in roles)]
    assert read[columns].to_numpy().tolist() == [
        [place, name, "个", *texts]
        for place, *told in (row.split(" | ") for row in rows[1:])
        for name, texts in (("托位数", told[:2]), ("机构数", told[2:]))
    ]


def test_heads_broken_over_lines_end_with_their_units(tmp_path):
    """The third line has a cell for each of the two columns without a unit yet, in order."""
    path = tmp_path / "source.txt"
    path.write_text(
        "3-5 各县供水(2023年) | |||\n地 区 | 供水综合 | 漏损率 | 管网 |\n"
        "生产能力 | (%) | 长度 | |\n(万吨/日) | (公里) | | |\n"
        "云台县 | 12.5 | 9.1 | 340 |\n白水县 | 8.4 | 10.3 | 215 |\n青石县 | 6.2 | 8.8 | 190 |\n",
        "utf-8",
    )
    values = {"云台县": ("12.5", "9.1", "340"), "白水县": ("8.4", "10.3", "215"),
              "青石县": ("6.2", "8.8", "190")}  # fmt: skip
    names = "供水综合生产能力", "漏损率", "管网长度"
    want = {(area, n, "actual", v) for area, row in values.items()
            for n, v in zip(names, row, strict=True)}  # fmt: skip
    assert read(path) == want
    assert list(ta.load_indicators(path)["unit"])[:3] == ["万吨/日", "%", "公里"]


def test_a_rate_at_the_end_of_a_month_stands_beside_measures_with_target_and_result(tmp_path):
    rows = ["县区,新增床位(张),,,培训(期),,建档率(%)", ",年度任务,1—6月完成,完成率(%),年度任务,1—6月完成,6月末",
            "全市,800,420,52.5,60,31,91.5", "云台县,500,270,54.0,35,20,92.2",
            "白水县,300,150,50.0,25,11,90.4"]  # fmt: skip
    path = tmp_path / "source.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    got = read(path)
    assert {row for row in got if row[0] == "云台县"} == {
        ("云台县", "新增床位", "target", "500"), ("云台县", "新增床位", "actual", "270"),
        ("云台县", "培训", "target", "35"), ("云台县", "培训", "actual", "20"),
        ("云台县", "建档率", "actual", "92.2"),
    }  # fmt: skip
    assert len(got) == 15
