"""Rows and headers whose longer cells stand around the middle line, as pdftotext -layout prints."""

import pytest

import taian_analysis as ta
from taian_analysis.base.screen import screen_width


def read(tmp_path, text):
    """Return (area or nothing, indicator, role, period, printed value) of every value, in order."""
    path = tmp_path / "t.txt"
    path.write_text(text, encoding="utf-8")
    rows = ta.load_indicators(path).set_index("indicator_id")
    return [
        (area if isinstance(area := rows.area[o.indicator_id], str) else "",
         rows.indicator[o.indicator_id], o.role, o.period, o.text)
        for o in ta.load_observations(path).itertuples()
    ]  # fmt: skip


def laid_out(rows, starts, width=len, blank=0):
    """Print rows whose cells, lines parted by /, stand around the middle line of their row."""
    out = []
    for row in rows:
        cells = [cell.split("/") for cell in row.split()]
        deep = (
            max(map(len, cells)) | 1
            if len({len(c) % 2 for c in cells}) > 1
            else max(map(len, cells))
        )
        lines = [[""] * len(cells) for _ in range(deep)]
        for column, cell in enumerate(cells):
            places = (0, 2) if len(cell) == 2 < deep else range((deep - len(cell)) // 2, deep)
            for place, text in zip(places, cell, strict=False):
                lines[place][column] = text.replace("_", " ")
        for line in lines:
            text = ""
            for start, cell in zip(starts, line, strict=True):
                text += " " * (start - width(text)) * bool(cell) + cell
            out.append(text)
        out += [""] * blank
    return "主要指标完成情况(2021年)\n\n" + "\n".join(out) + "\n"


WIDTHS = pytest.mark.parametrize("width", [len, screen_width], ids=["by signs", "on the screen"])
BLANKS = pytest.mark.parametrize("blank", [0, 1])


@WIDTHS
@BLANKS
def test_a_name_and_heads_around_the_line_of_the_numbers(tmp_path, width, blank):
    """Each piece was once a title or a name of its own, and the heads were refused."""
    rows = [
        "序号 指标 2019年/完成 2021年/目标 责任单位",
        "1 高标准农田面积(万亩) 12.5 15 农业局",
        "2 主要农作物耕种收综合/机械化率(%) 71.2 80 农机站",
        "3 规模以上加工/企业数(家) 31 40 工信局",
        "4 自来水普及率(%) 88 92 水利局",
    ]
    told = read(tmp_path, laid_out(rows, [0, 6, 36, 48, 60], width, blank))
    assert told[2:6] == [
        ("", "主要农作物耕种收综合机械化率", "actual", "2019", "71.2"),
        ("", "主要农作物耕种收综合机械化率", "target", "2021", "80"),
        ("", "规模以上加工企业数", "actual", "2019", "31"),
        ("", "规模以上加工企业数", "target", "2021", "40"),
    ]  # fmt: skip


@WIDTHS
def test_a_name_before_a_row_that_begins_with_its_unit(tmp_path, width):
    rows = [
        "指标名称 单位 2020年/实际 2025年/规划目标",
        "每千人口床位数 张 5.2 6.5",
        "基层卫生机构门诊/量占比 % 48 60",
        "婴儿死亡率 ‰ 4.1 3",
        "每万人口全科/医生数 人 2.2 3.5",
    ]
    told = read(tmp_path, laid_out(rows, [0, 30, 38, 52], width))
    assert [(name, value) for _, name, role, _, value in told if role == "target"] == [
        ("每千人口床位数", "6.5"), ("基层卫生机构门诊量占比", "60"), ("婴儿死亡率", "3"),
        ("每万人口全科医生数", "3.5"),
    ]  # fmt: skip


def test_heads_of_three_lines_over_places(tmp_path):
    rows = ["县区 造林/任务/(亩) 造林/完成/(亩) 抚育/任务/(亩) 抚育/完成/(亩)",
            "甲县 300 280 500 510", "乙县 450 450 620 600", "丙区 120 90 80 80"]  # fmt: skip
    assert read(tmp_path, laid_out(rows, [0, 12, 26, 40, 54]))[:2] == [
        ("甲县", "造林", "target", "2021", "300"), ("甲县", "造林", "actual", "2021", "280"),
    ]  # fmt: skip


def test_names_and_numbers_by_turns_are_not_put_together(tmp_path):
    text = (
        "指标            2020年实际    2025年目标\n甲产品总产量\n                5.2     6.5\n"
        "乙产品总产量\n                48      60\n丙产品总产量\n                4.1     3\n"
    )
    try:
        names = {name for _, name, *_ in read(tmp_path, text)}
    except ta.TaianError:
        names = set()
    assert names <= {"甲产品总产量", "乙产品总产量", "丙产品总产量"}


def test_areas_in_the_middle_of_their_rows_are_of_all_of_them():
    text = "\n".join([
        "规划主要指标", "",
        "类别      序号  指标              2020年    2025年目标   2023年实际",
        "         1   耕地保有量(万亩)      186.4    ≥186.4     187.1",
        "耕地保护    2   基本农田(万亩)       159.3    ≥159.3     159.3",
        "         3   高标准农田(万亩)      12       28         17.6",
        "         4   粮食产量(万吨)       71.8     75         74.3",
        "农业生产",
        "         5   肉类产量(万吨)       9.6      11.5       10.9",
        "农民生活    6   人均收入(元)        15873    23000      19416",
        "注:2023年为预计数。",
    ])  # fmt: skip
    frame = ta.load_indicators(text)
    assert frame["area"].tolist() == ["耕地保护"] * 3 + ["农业生产"] * 2 + ["农民生活"]
    assert frame["actual_text"].tolist()[-1] == "19416"


def test_areas_of_two_lines_stand_around_the_middle_of_their_rows_beside_names():
    """The second half of an area stands on the line of a name's first: neither is a row's own."""
    text = "\n".join([
        "       专栏1  发展主要指标", "",
        "类别    序号          指标           2020年   2025年   属性",
        "       1      社会保险参保率(%)     93.5     >95    预期性",
        "救助",
        "保障          基础补助金最低标准(元/",
        "       2                        118    逐步提高    预期性",
        "                   月)",
        "            新建小区配套建设服务",
        "       3                        82      100    预期性",
        "              设施达标率(%)",
        "养老    4     护理型床位占比(%)    38.4    ≥58     约束性",
        "服务          街道服务中心覆盖率",
        "       5                        45      100    预期性",
        "                (%)",
        "队伍     6    老年大学覆盖率(%)    66.7     100    预期性",
        "建设     7   志愿者占人口比例(%)     8.1     13     预期性",
        " 注:部分为试点统计口径。",
    ])  # fmt: skip
    frame = ta.load_indicators(text)
    assert frame["area"].tolist() == ["救助保障"] * 2 + ["养老服务"] * 3 + ["队伍建设"] * 2
    assert frame["indicator"].tolist()[1:3] == [
        "基础补助金最低标准",
        "新建小区配套建设服务设施达标率",
    ]
    assert frame["unit"].tolist()[1] == "元/月"
    assert frame["target_text"].tolist()[-3:] == ["100", "100", "13"]
