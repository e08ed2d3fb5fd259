"""Columns printed beside a table of any kind (serials, offices, scores …) change none of its values."""

import pytest

import taian_analysis as ta
from taian_analysis.cleaning.confidence import bar

#: kind -> title, heads, rows, and before which column the first value stands
KINDS = {
    "indicators": (
        "县“十四五”主要指标",
        "指标 单位 2020年 2025年目标 2023年完成",
        ["造林面积 万亩 12.5 30 21.4", "污水处理率 % 82 95 90.1", "学位数 个 8000 12000 10400"],
        2,
    ),
    "tasks": (
        "2023年民生实事完成情况",
        "项目名称 年度目标 完成数",
        ["新建公厕 40座 38座", "新增床位 600张 540张", "培训 2000人次 2100人次"],
        1,
    ),
    "measures of places": (
        "2023年各县情况",
        "县区 造林面积(亩) 低保人数(人) 公厕(座)",
        ["东平县 310 4200 35", "宁阳县 290 3900 41", "新泰市 415 5100 52"],
        1,
    ),
    "aims of places": (
        "2023年各县任务完成情况",
        "县区 造林目标(亩) 造林完成(亩) 公厕目标(座) 公厕完成(座)",
        ["东平县 310 300 35 33", "宁阳县 290 295 41 40", "新泰市 415 402 52 52"],
        1,
    ),
    "years down": (
        "历年人口和户数",
        "年份 户籍人口(万人) 户数(万户)",
        ["2019年 311.4 92.0", "2020年 313.1 93.8", "2021年 312.7 94.1"],
        1,
    ),
    "places across": (
        "2023年各县情况",
        "指标 单位 东平县 宁阳县 新泰市",
        ["造林面积 亩 310 290 415", "低保人数 人 4200 3900 5100", "公厕 座 35 41 52"],
        2,
    ),
}
BESIDE = {
    "序号": "1 2 3",
    "地区代码": "370921 370922 370923",
    "备注": "— 见说明 —",
    "责任单位": "市统计局 市民政局 市统计局",
    "分管领导": "张伟 李强 张伟",
    "完成时限": "2025年12月 2024年6月 2025年12月",
    "排名": "3 1 2",
    "是否达标": "是 否 是",
    "预算(万元)": "120 85 300.5",
    "权重": "10 15 20",
    "得分": "9.5 14 18",
}
SETS = [
    *((head,) for head in BESIDE),
    ("序号", "责任单位", "备注"),
    ("权重", "得分"),
    ("地区代码", "排名"),
]


def told(tmp_path, title, grid):
    """Every value as (area, name, role, text), and the carried columns of the rows."""
    path = tmp_path / "table.txt"
    path.write_text("\n".join([title, *map(" | ".join, grid)]) + "\n", encoding="utf-8")
    report = ta.read_report(path)
    rows, seen = ta.load_indicators(report), ta.load_observations(report)
    of = rows.set_index("indicator_id")[["area", "indicator"]].fillna("").to_dict("index")
    return sorted((*of[o.indicator_id].values(), o.role, o.text) for o in seen.itertuples()), rows


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_beside_a_table_changes_none_of_its_values(kind, tmp_path):
    title, heads, lines, value = KINDS[kind]
    bare = [line.split() for line in (heads, *lines)]
    want, _ = told(tmp_path, title, bare)
    assert len(want) == sum(len(row) - value for row in bare[1:])
    for columns in SETS:
        for place in (0, value, len(bare[0])):
            grid = [list(row) for row in bare]
            for head in columns:
                cells = [head, *BESIDE[head].replace("—", "\0").split()]
                for row, cell in zip(grid, cells, strict=True):
                    row.insert(place, cell.replace("\0", ""))
            got, rows = told(tmp_path, title, grid)
            assert got == want, (columns, place)
            if columns[0] in ("地区代码", "责任单位", "分管领导", "完成时限"):
                second = BESIDE[columns[0]].split()[1]
                assert any(second in text.split("; ") for text in rows[columns[0]])


def test_offices_whose_the_rows_are_stay_their_areas(tmp_path):
    """招商引资 stands twice: only 考核单位 tells which is whose."""
    grid = [
        row.split()
        for row in (
            "考核单位 指标 目标值 完成值",
            "东乡镇 招商引资 3000 2600",
            "东乡镇 新增就业 90 95",
            "西乡镇 招商引资 2500 2800",
            "西乡镇 新增就业 70 71",
        )
    ]
    got, rows = told(tmp_path, "2023年考核", grid)
    assert len(rows) == 4 and [text for *_, text in got if text in ("3000", "2500")]


def test_a_remark_whose_rows_are_shifted_stays(tmp_path):
    """Rows below a merged first cell have lost it: what is the last column in one is not in all."""
    lines = [
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 绩效标准",
        "产出指标 | 数量指标 | 车辆数 | 10辆 | 计划标准",
        "巡检车次 | ≥80次 | 计划标准",
        "质量指标 | 合格率 | ≥95% | 计划标准",
        "效益指标 | 社会效益指标 | 知晓率 | ≥85% | 计划标准",
    ]
    path = tmp_path / "table.txt"
    path.write_text("\n".join(["项目绩效目标表", *lines]) + "\n", encoding="utf-8")
    rows = ta.load_indicators(path)
    assert dict(zip(rows["indicator"], rows["target_text"], strict=True)) == {
        "车辆数": "10辆", "巡检车次": "≥80次", "合格率": "≥95%", "知晓率": "≥85%",
    }  # fmt: skip


def test_serials_that_go_on_in_the_other_half_are_taken_off_both(tmp_path):
    path = tmp_path / "source.txt"
    heads = "序号|县区|任务数|序号|县区|任务数"
    rows = ("1|甲县|12|4|丁县|33", "2|乙县|14|5|戊县|41", "3|丙县|19|6|己县|27")
    path.write_text("\n".join((heads, *rows)), "utf-8")
    frame = ta.load_indicators(path)
    got = dict(zip(frame["indicator"], frame["target_text"], strict=True))
    assert got == {
        "甲县": "12",
        "乙县": "14",
        "丙县": "19",
        "丁县": "33",
        "戊县": "41",
        "己县": "27",
    }


def test_rows_below_a_year_that_is_not_their_values_are_not_sure(tmp_path):
    path = tmp_path / "source.txt"
    rows = "指标 单位 2022年 粮食 万吨 45.2 油料 万吨 3.1 肉类 万吨 12.2"
    other = "指标 单位 2023年 蔬菜 万吨 46.1 水果 万吨 3.3 茶叶 吨 12.9"
    path.write_text("\n".join(f"{rows} {other}".split()), "utf-8")
    frame = ta.load_indicators(path)
    later = frame[
        frame["indicator"].isin(["蔬菜", "水果", "茶叶"]) & (frame["actual_period"] == "2022")
    ]
    assert (later["confidence"] < bar()).all()


def test_offices_after_rows_that_a_merged_first_cell_left_short_stay_in_their_rows(tmp_path):
    lines = [
        "类别 | 序号 | 事项 | 单位 | 年度目标 | 完成情况 | 牵头单位 | 配合单位 |",
        "一、增收 | 1 | 招商引资 | 亿元 | 40 | 33.5 | 县商务局 | 县统计局 |",
        "2 | 工业投资 | 亿元 | 85 | 61.2 | 县发改局 | 各乡镇 |",
        "二、惠民 | 3 | 新增就业 | 人 | 3200 | 2986 | 县人社局 | 各乡镇 |",
        "4 | 改造小区 | 个 | 12 | 11 | 县住建局 | 县财政局 |",
    ]
    path = tmp_path / "table.txt"
    path.write_text("\n".join(["2023年重点工作进展", *lines]) + "\n", encoding="utf-8")
    rows = ta.load_indicators(path)
    assert list(rows["indicator"]) == ["招商引资", "工业投资", "新增就业", "改造小区"]
    assert list(rows["actual_text"]) == ["33.5", "61.2", "2986", "11"]
