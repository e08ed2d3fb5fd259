"""The same cells drawn with pipes, one a line with empty ones kept, and in columns of blanks."""

from __future__ import annotations

import pytest

import taian_analysis as ta

PLAN = """序号|指标名称|单位|2020年|2025年目标|2023年完成|属性|备注
1|养老机构护理型床位占比|%|42|≥55|51.3|约束性|
2|社区日间照料中心|个|120|180|163||
3|持证社会工作者|人|860|1500|1322|预期性|含在读
4|公益性骨灰楼|处|—|12|7|预期性|
5|志愿服务站点|个|35|60||预期性|"""
GROUPS = """乡镇|高标准农田(亩)|||户厕改造(户)||
|任务数|完成数|完成率(%)|任务数|完成数|完成率(%)
柳河镇|1200|1180|98.3|150|162|108
青石乡|3500|2800|80|420|365|86.9
白水镇|2600|2600|100|280||
石桥乡|1800|900|50|190|133|70"""
SECTIONS = """项目|计量单位|数量
一、机构||
养老机构|个|42
儿童福利机构|个|3
二、床位||
养老床位|张|5120
儿童床位|张|210
三、人员||
社会工作者|人|861"""
TABLES = {"plan": PLAN, "groups": GROUPS, "sections": SECTIONS}


def _pipes(rows):
    return "\n".join(" | ".join(row) for row in rows)


def _blank_lines(rows):
    return "\n".join(line for row in rows for cell in row for line in (cell, ""))


def _lines(rows):
    return "\n".join(cell for row in rows for cell in row)


def _width(text):
    return sum(1 + (ord(char) > 0x2E7F) for char in text)


def _columns(rows):
    wide = [max(map(_width, column)) + 2 for column in zip(*rows, strict=True)]
    lines = ("".join(c + " " * (w - _width(c)) for c, w in zip(r, wide, strict=True)) for r in rows)
    return "\n".join(map(str.rstrip, lines))


def _values(text):
    rows = ta.load_observations(f"柳河县民政事业进展情况表\n{text}\n")
    ids = ta.load_indicators(f"柳河县民政事业进展情况表\n{text}\n").set_index("indicator_id")
    told = zip(rows["indicator_id"], rows["role"], rows["period"], rows["text"], strict=True)
    return sorted((ids.loc[i, "indicator"], r, str(p), t) for i, r, p, t in told)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("printed", [_blank_lines, _columns])
def test_cells_are_read_as_between_pipes(name, printed):
    rows = [line.split("|") for line in TABLES[name].split("\n")]
    known = _values(_pipes(rows))
    assert len(known) > 4
    assert _values(printed(rows)) == known


def test_rows_that_are_whole_are_read_of_cells_alone():
    rows = [line.split("|") for line in GROUPS.split("\n")]
    rows = [["乡镇", "任务数(亩)", "完成数(亩)", "完成率(%)"], *(row[:4] for row in rows[2:])]
    known = _values(_pipes(rows))
    assert len(known) == 8 and _values(_lines(rows)) == known


@pytest.mark.parametrize("printed", [_blank_lines, _columns])
def test_cells_stand_where_they_were_printed(printed):
    text = printed([line.split("|") for line in PLAN.split("\n")])
    for _, row in ta.load_observations(text).iterrows():
        assert text[row["start"] : row["end"]] == row["text"]


def test_cells_that_fit_badly_when_drawn_anew_are_read_as_printed(tmp_path):
    """Most rows have no 偏差原因, and nothing is printed for it."""
    heads = [
        "三级指标",
        "年度指标值",
        "1-8月执行情况",
        "全年预计完成情况",
        "偏差原因",
        "完成可能性",
    ]
    rows = ["机耕道修建 6.5公里 4.1公里 6.5公里 确定能", "补贴机具 900台 870台 930台 确定能",
            "残膜回收率 ≥85% 70% 86% 秋后才收 有可能"]  # fmt: skip
    path = tmp_path / "source.txt"
    cells = ["2023年绩效运行监控表", "", *heads, *(cell for row in rows for cell in row.split())]
    path.write_text("\n".join(cells) + "\n", encoding="utf-8")
    found = ta.load_indicators(path).iloc[:3]
    assert list(found["indicator"]) == ["机耕道修建", "补贴机具", "残膜回收率"]
    assert list(found["target_text"]) == ["6.5公里", "900台", "≥85%"]
    assert list(found["actual_text"]) == ["4.1公里", "870台", "70%"]


def test_columns_filled_up_by_signs_however_wide_are_columns():
    # pdftotext -layout counts an ideograph as one sign: the columns are straight by signs alone
    rows = [
        ("指标", "单位", "3月", "1-3月", "增长(%)"),
        ("甲业营业收入总额", "万元", "310", "910", "2.0"),
        ("A、乙业", "个", "-", "332", ""),
        ("丙类", "个", "-", "278", ""),
        ("丁业营业收入", "万元", "42", "130", "1.5"),
        ("戊业", "万元", "43", "131", "1.6"),
    ]
    text = "\n".join("".join(cell.ljust(12) for cell in row).rstrip() for row in rows)
    table = ta.load_observations("表\n2015年3月\n" + text)
    actual = table[table["role"] == "actual"]
    assert actual["text"].tolist() == [
        "310",
        "910",
        "-",
        "332",
        "-",
        "278",
        "42",
        "130",
        "43",
        "131",
    ]
