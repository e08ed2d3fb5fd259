"""Damage to one row of a table, in nine forms and sixteen ways: it reaches no other row."""

import sys
from pathlib import Path

import pytest

from taian_analysis.cleaning.confidence import bar

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import damage


def test_the_damage_of_a_row_reaches_no_other():
    out = damage.run(180, 5)
    assert out.spread <= 2, dict(out.examples)
    assert out.total["tables"] > 170 and out.total["rows"] > 1000
    assert out.total["damaged: sure with a value it does not print"] == 0


HEAD = ["领域", "指标", "单位", "2020年", "2025年目标", "2023年实际"]
ROWS = [
    ["机构养老", "养老床位数", "张", "10", "20", "18"], ["", "机构数", "家", "11", "21", "19"],
    ["居家服务", "探访覆盖率", "%", "12", "22", "20"], ["", "救助人次", "人次", "13", "23", "21"],
    ["社会救助", "孤儿数量", "人", "14", "24", "22"], ["", "服务比例", "%", "15", "25", "23"],
]  # fmt: skip


def read(tmp_path, rows, form, head=HEAD):
    return damage.read([head, *rows], form, tmp_path / "t")


@pytest.mark.parametrize("form", damage.FORMS)
@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_lost_name_leaves_its_area_to_the_rows_below(place, form, tmp_path):
    rows = [list(row) for row in ROWS]
    rows[place][1] = ""
    got = read(tmp_path, rows, form)
    assert got[ROWS[place + 1][1]]["area"] == ROWS[place][0]
    assert set(got) == {row[1] for row in rows if row[1]}


@pytest.mark.parametrize("form", ["csv", "html", "pipes", "bars", "tabs", "xlsx"])
def test_a_row_that_is_no_indicator_leaves_its_area_to_those_below(form, tmp_path):
    for name in ("%", "预期性", "?", "—", "人"):
        rows = [list(row) for row in ROWS]
        rows[2][1] = name
        got = read(tmp_path, rows, form)
        assert got["救助人次"]["area"] == "居家服务" and name not in got, name


@pytest.mark.parametrize("form", ["csv", "html", "pipes", "bars", "tabs", "xlsx"])
def test_a_name_in_the_place_of_an_area_is_none(form, tmp_path):
    rows = [list(row) for row in ROWS]
    rows[1][:2] = ["机构数", "机构数"]
    rows[3][:2] = ["救助人次", ""]
    got = read(tmp_path, rows, form)
    assert {row["area"] for row in got.values()} == {"机构养老", "居家服务", "社会救助"}
    if "机构数" in got:
        assert got["机构数"]["confidence"] < bar()


TITLED = [["机构养老"], ["养老床位数(张)", "20", "18"], ["机构数(家)", "21", "19"], ["居家服务"],
          ["探访覆盖率(%)", "22", "20"], ["救助人次(人次)", "23", "21"], ["社会救助"],
          ["孤儿数量(人)", "24", "22"], ["服务比例(%)", "25", "23"]]  # fmt: skip


@pytest.mark.parametrize("form", damage.FORMS)
@pytest.mark.parametrize("lost", [["20"], ["22", "20"], ["探访覆盖率(%)"], ["", "22", "20"]])
def test_a_title_over_a_row_that_lost_its_name_is_a_title(lost, form, tmp_path):
    rows = [list(row) for row in TITLED]
    rows[4] = lost
    got = read(tmp_path, rows, form, ["主要指标", "目标值", "完成值"])
    assert got["救助人次"]["area"] == "居家服务"
    assert "居家服务" not in got or got["居家服务"]["confidence"] < bar()


def test_a_title_is_no_value_of_the_row_cut_off_above_it(tmp_path):
    rows = [list(row) for row in TITLED]
    rows[2] = ["机构数(家)"]
    got = read(tmp_path, rows, "lines", ["主要指标", "目标值", "完成值"])
    assert got["探访覆盖率"]["area"] == "居家服务"


def test_the_odd_row_of_a_table_is_not_sure(tmp_path):
    rows = [[str(n), *row[1:3], *row[4:]] for n, row in enumerate(ROWS, 1)]
    rows[3][:2] = ["4救助人次"]
    head = ["序号", "指标", "单位", "2025年目标", "2023年实际"]
    odd = [row for name, row in read(tmp_path, rows, "pipes", head).items() if "救助" in name]
    assert all(row["confidence"] < bar() for row in odd)


def test_a_name_that_reads_like_no_number_is_a_name(tmp_path):
    rows = [
        ["=1+1率", "50", "40"],
        ["甲数", "51", "41"],
        ["乙率", "52", "42"],
        ["丙数", "53", "43"],
    ]
    got = read(tmp_path, rows, "html", ["指标", "目标值", "完成值"])
    assert set(got) == {row[0] for row in rows}


WIDE = ["领域", "指标", "单位", "2020年", "2025年目标", "2023年实际", "属性"]
FULL = [[*row, "预期性" if n % 2 else "约束性"] for n, row in enumerate(ROWS)]


@pytest.mark.parametrize(
    "first",
    [
        ["机构养老", "养老床位数", "张", "张", "10", "20", "18", "约束性"],
        ["机构养老", "人", "养老床位数", "张", "10", "20", "18", "约束性"],
        ["机构养老", "养老床位数张", "10", "20", "18", "约束性"],
    ],
)
def test_a_cell_too_many_moves_no_column_of_a_cell_a_line(first, tmp_path):
    got = read(tmp_path, [first, *FULL[1:]], "cells", WIDE)
    areas = {row[1]: got[row[1]]["area"] for row in FULL[1:]}
    assert areas == {
        "机构数": "机构养老", "探访覆盖率": "居家服务", "救助人次": "居家服务",
        "孤儿数量": "社会救助", "服务比例": "社会救助",
    }  # fmt: skip


def test_an_attribute_alone_moves_no_column_of_a_cell_a_line(tmp_path):
    got = read(tmp_path, [["万人"], *FULL[1:]], "cells", WIDE)
    assert [got[row[1]]["area"] for row in FULL[2:]] == ["居家服务"] * 2 + ["社会救助"] * 2


def test_a_remark_put_before_the_values_is_no_name(tmp_path):
    rows = [[f"{row[1]}({row[2]})", *row[4:]] for row in ROWS]
    rows[2].insert(1, "注")
    got = read(tmp_path, rows, "html", ["主要指标", "目标值", "完成值"])
    assert "注" not in got and len(got) >= 5


def test_an_area_that_stands_where_the_first_name_was_is_none(tmp_path):
    rows = [["", "机构养老", *ROWS[0][2:]], *ROWS[1:]]
    got = read(tmp_path, rows, "csv")
    assert "机构养老" not in got and got["机构数"]["area"] == "机构养老"


def test_a_name_that_a_unit_ran_into_is_not_sure(tmp_path):
    rows = [["", *row[1:]] for row in ROWS]
    rows[1] = ["", "机构数家", "", "11", "21", "19"]
    got = read(tmp_path, rows, "csv")
    assert all(row["confidence"] < bar() for name, row in got.items() if name.startswith("机构数"))


def test_a_standard_cut_off_after_its_name_is_no_title(tmp_path):
    rows = [row[1:] for row in ROWS]
    rows[0] = ["低保标准"]
    got = read(tmp_path, rows, "lines", HEAD[1:])
    assert {row["area"] for row in got.values()} == {None} and len(got) == 5


@pytest.mark.parametrize("form", ["tabs", "pipes", "bars", "blanks"])
@pytest.mark.parametrize("left", [1, 3])
def test_a_title_below_a_row_cut_off_is_no_value_in_words(left, form, tmp_path):
    rows = [list(row) for row in TITLED]
    rows[2] = ["机构数(家)", "", ""][:left]
    got = read(tmp_path, rows, form, ["主要指标", "目标值", "完成值"])
    assert got["探访覆盖率"]["area"] == got["救助人次"]["area"] == "居家服务"
    assert "机构数" not in got


def test_signs_in_the_place_of_a_value_are_no_title(tmp_path):
    rows = [list(row) for row in TITLED]
    rows[1][2] = "###"
    got = read(tmp_path, rows, "cells", ["主要指标", "目标值", "完成值"])
    assert got["机构数"]["area"] == "机构养老"


@pytest.mark.parametrize("form", [form for form in damage.FORMS if form != "cells"])
def test_a_row_cut_after_its_unit_leaves_its_area_to_those_below(form, tmp_path):
    rows = [[str(n), *row] for n, row in enumerate(ROWS, 1)]
    rows[2] = rows[2][:4]
    got = read(tmp_path, rows, form, ["序号", *HEAD])
    assert [got[name]["area"] for name in ("机构数", "救助人次", "服务比例")] == [
        "机构养老", "居家服务", "社会救助"
    ]  # fmt: skip
    assert "探访覆盖率" not in got


@pytest.mark.parametrize("form", [form for form in damage.FORMS if form != "cells"])
@pytest.mark.parametrize("place", [0, 2])
def test_a_row_cut_after_its_area_leaves_it_to_those_below(place, form, tmp_path):
    rows = [[str(n), *row] for n, row in enumerate(ROWS, 1)]
    rows[place] = rows[place][:2]
    got = read(tmp_path, rows, form, ["序号", "类别", *HEAD[1:]])
    assert got[ROWS[place + 1][1]]["area"] == ROWS[place][0]
    assert set(got) == {row[1] for row in ROWS} - {ROWS[place][1]}


@pytest.mark.parametrize("form", ["csv", "html", "tabs"])
def test_a_row_refused_for_a_fall_where_there_is_none_leaves_its_area_to_those_below(
    form, tmp_path
):
    rows = [list(row) for row in FULL]
    rows[2][3:5] = ["-22"]  # — and 22 in one cell: what was reached stands under the target
    got = read(tmp_path, rows, form, WIDE)
    assert got["救助人次"]["area"] == "居家服务" and "探访覆盖率" not in got


@pytest.mark.parametrize("form", ["bars", "tabs", "pipes"])
def test_a_name_that_a_note_was_put_after_is_no_area(form, tmp_path):
    rows = [row[1:] for row in FULL]
    rows[2].insert(1, "注")
    got = read(tmp_path, rows, form, WIDE[1:])
    assert {row["area"] for row in got.values()} == {None} and len(got) >= len(rows) - 1


@pytest.mark.parametrize("form", damage.FORMS)
def test_a_value_that_its_attribute_ran_into_is_no_area_of_those_below(form, tmp_path):
    rows = [[*row, "约束性"] for row in ROWS]
    rows[2][-2:] = ["20约束性"]
    got = read(tmp_path, rows, form, [*HEAD, "属性"])
    assert got["救助人次"]["area"] == "居家服务" and len(got) >= len(rows) - 1
    assert got.get("探访覆盖率", {}).get("actual_value") is None


@pytest.mark.parametrize("form", ["lines", "blanks"])
def test_an_area_is_no_name_of_a_row_that_lost_its_own_where_rows_print_no_empty_cell(
    form, tmp_path
):
    rows = [list(row) for row in ROWS]
    del rows[2][1]
    got = read(tmp_path, rows, form)
    assert got["救助人次"]["area"] == "居家服务" and "居家服务" not in got


@pytest.mark.parametrize("left", [["探访覆盖率(%)", "2022"], ["探访覆盖率(%)", "", ""]])
@pytest.mark.parametrize("at", [0, 3, 5])
def test_a_row_between_blank_lines_that_lost_values_takes_none_of_the_next(at, left, tmp_path):
    rows = [[f"{row[1]}({row[2]})", *row[4:]] for row in ROWS]
    rows.insert(at, rows.pop(2))
    rows[at] = left
    got = read(tmp_path, rows, "lines", ["主要指标", "目标值", "完成值"])
    for row in rows[:at] + rows[at + 1 :]:
        one = got[row[0].partition("(")[0]]
        assert [one["target_text"], one["actual_text"]] == row[1:]
    told = got.get("探访覆盖率", {"target_text": None, "confidence": 0.0})
    assert told["target_text"] in (None, "2022") and told["confidence"] < bar()


@pytest.mark.parametrize("form", [form for form in damage.FORMS if form != "cells"])
def test_a_value_printed_twice_takes_no_title_for_a_head_more(form, tmp_path):
    rows = [["儿童福利"], ["1", "低保标准", "元/月", "1250", "8092"],
            ["2", "城镇登记失业率", "%", "≥42.4", "89.3"], ["机构养老"],
            ["3", "高中阶段毛入学率", "%", "≥93.4", "≥93.4", "67.3"],
            ["4", "培训护理员人数", "人", "≥37.1", "55.3"], ["安全生产"],
            ["5", "救助人次", "人次", "64.7", "20.8"], ["6", "养老床位数", "张", "4354", "8760"]]  # fmt: skip
    head = ["序号", "指标名称", "计量单位", "2025年目标值", "2023年完成值"]
    got = read(tmp_path, rows, form, head)
    want = {"低保标准": "儿童福利", "城镇登记失业率": "儿童福利", "培训护理员人数": "机构养老",
            "救助人次": "安全生产", "养老床位数": "安全生产"}  # fmt: skip
    assert {name: got[name]["area"] for name in want} == want


def test_words_at_the_end_of_a_line_are_no_title_of_the_next(tmp_path):
    rows = [list(row) for row in TITLED]
    rows[1][2] = "见附件"
    got = read(tmp_path, rows, "blanks", ["主要指标", "目标值", "完成值"])
    assert got["机构数"]["area"] == "机构养老"


def test_a_cell_printed_twice_in_row_1_takes_no_title_into_the_header(tmp_path):
    rows = [["机构养老"], *([str(n), *row[1:3], *row[4:]] for n, row in enumerate(ROWS, 1))]
    rows[1].insert(1, rows[1][1])
    rows.insert(3, ["居家服务"])
    got = read(
        tmp_path, rows, "cells", ["序号", "指标名称", "计量单位", "2025年目标值", "2023年完成值"]
    )
    assert [row["area"] for row in got.values()] == ["机构养老"] * 2 + ["居家服务"] * 4


@pytest.mark.parametrize("form", ["bars", "pipes"])
def test_a_title_and_a_short_row_are_no_broken_head(form, tmp_path):
    rows = [
        ["机构养老"],
        *(row[1:] for row in FULL[:2]),
        ["居家服务"],
        *(row[1:] for row in FULL[2:]),
    ]
    rows[1][4:] = ["18 约束性"]  # both lines have the pipes of a row
    got = read(tmp_path, rows, form, WIDE[1:])
    assert got["机构数"]["area"] == "机构养老" and got["救助人次"]["area"] == "居家服务"


@pytest.mark.parametrize("form", ["csv", "xlsx", "blanks", "cells", "lines"])
def test_a_name_with_its_unit_and_no_value_is_no_area(form, tmp_path):
    rows = [[*row[1:3], *row[4:], "预期性", ""] for row in ROWS]
    rows[0] = ["低保标准", "元/月"]
    got = read(tmp_path, rows, form, [*HEAD[1:3], *HEAD[4:], "属性", "备注"])
    assert {row["area"] for row in got.values()} == {None} and len(got) == 5


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["张", "1,234", "5.600", "5,480"], "swapped separators"),
        (["张", "1,234", "5,600", "5"], "a group of digits is lost"),
        (["张", "1234,500", "5,600", "5,480"], "four digits before a comma"),
        (["张%", "1,234", "5,600", "5,480"], "two rows ran into each other"),
    ],
)
def test_numbers_that_lost_or_swapped_a_mark_are_not_sure(cells, why, tmp_path):
    rows = [list(row) for row in ROWS]
    rows[1][2:] = cells
    got = read(tmp_path, rows, "csv")
    assert got["机构数"]["confidence"] < bar() < got["救助人次"]["confidence"], why


@pytest.mark.parametrize("form", ["csv", "xlsx", "pipes", "blanks"])
def test_a_row_printed_again_with_another_value_leaves_both_open(form, tmp_path):
    rows = [row[1:] for row in ROWS]
    again = read(tmp_path, [*rows, rows[0]], form, HEAD[1:])
    other = read(tmp_path, [*rows, [*rows[0][:-1], "9"]], form, HEAD[1:])
    assert other["养老床位数"]["confidence"] < bar() < again["养老床位数"]["confidence"]


def test_an_area_under_a_head_of_names_is_no_name_of_a_row_that_lost_its_own(tmp_path):
    rows = [[*row[:3], *row[4:]] for row in ROWS]
    rows[2][1] = ""
    got = read(tmp_path, rows, "csv", ["一级指标", "二级指标", "单位", "目标", "实际"])
    assert "居家服务" not in got and got["救助人次"]["area"] == "居家服务"


@pytest.mark.parametrize("form", ["blanks", "cells"])
def test_the_serial_number_of_row_1_is_no_end_of_the_last_head(form, tmp_path):
    rows = [[str(n), row[1], *row[3:], "符合"] for n, row in enumerate(ROWS, 1)]
    head = ["序号", "指标名称", "规划值", "2022年", "2023年", "进度"]
    got = read(tmp_path, rows, form, head)
    assert [row["actual_text"] for row in got.values()] == [row[4] for row in rows]
    rows.insert(2, rows[1])  # and a row printed twice makes no area of its last cell
    assert {row["area"] for row in read(tmp_path, rows, form, head).values()} == {None}


def test_a_unit_too_many_after_a_serial_number_leaves_the_title_above(tmp_path):
    rows = [[str(n), *row[1:3], *row[4:]] for n, row in enumerate(ROWS, 1)]
    rows[0].insert(1, "%")
    rows[2:2] = [["居家服务"]]
    head = ["序号", "指标名称", "计量单位", "2025年目标值", "2023年完成值"]
    got = read(tmp_path, [["机构养老"], *rows], "cells", head)
    assert [got[n]["area"] for n in ("机构数", "探访覆盖率")] == ["机构养老", "居家服务"]


@pytest.mark.parametrize("form", ["csv", "html", "xlsx", "tabs", "pipes", "bars"])
@pytest.mark.parametrize("left", [0, 5])
def test_a_first_row_that_lost_its_values_is_no_second_head(left, form, tmp_path):
    first = ["绿色生态", "孤儿数量", *[""] * left]  # 数量 alone is a head
    got = read(tmp_path, [first, *FULL[1:]], form, WIDE)
    assert [got[row[1]]["area"] for row in FULL[1:3]] == ["绿色生态", "居家服务"]


@pytest.mark.parametrize("form", ["lines", "blanks"])
@pytest.mark.parametrize("stray", ["%", "人", "约束性"])
def test_a_unit_or_kind_alone_leaves_the_title_beside_it(stray, form, tmp_path):
    rows = [[*row[1:], "预期性"] for row in ROWS]
    after = [["机构养老"], *rows[:2], [stray], ["居家服务"], *rows[2:]]
    before = [["机构养老"], [stray], *rows[1:2], ["居家服务"], *rows[2:]]
    for printed in (after, before) if form == "blanks" else (after,):
        got = read(tmp_path, printed, form, WIDE[1:])
        areas = [got[name]["area"] for name in ("机构数", "探访覆盖率", "服务比例")]
        assert areas == ["机构养老", "居家服务", "居家服务"], printed


def test_what_is_printed_twice_or_a_mark_of_a_note_is_no_part_of_a_name(tmp_path):
    rows = [[str(n), *row] for n, row in enumerate(ROWS, 1)]
    rows[2].insert(1, "居家服务")
    got = read(tmp_path, rows, "lines", ["序号", *HEAD])
    assert [got[name]["area"] for name in ("探访覆盖率", "救助人次")] == ["居家服务"] * 2
    rows = [row for row in TITLED if len(row) > 1]
    rows[2:3] = [["注"], rows[2]]
    got = read(tmp_path, rows, "lines", ["主要指标", "目标值", "完成值"])
    assert got["探访覆盖率"]["target_text"] == "22" and got["探访覆盖率"]["confidence"] < bar()
    assert len(got) == 6


@pytest.mark.parametrize("form", ["blanks", "cells", "lines"])
@pytest.mark.parametrize("left", [1, 5])
def test_a_row_cut_off_makes_no_statistic_of_a_plan(left, form, tmp_path):
    rows = [[str(n), *row[:5], row[-1]] for n, row in enumerate(FULL, 1)]
    rows[3] = rows[3][:left]  # 属性, 1 is no name and its number
    got = read(
        tmp_path, rows, form, ["序号", "类别", "指标名称", "单位", "2020年", "2025年", "属性"]
    )
    assert [got[row[2]]["target_text"] for row in rows if len(row) > 5] == [
        "20",
        "21",
        "22",
        "24",
        "25",
    ]
