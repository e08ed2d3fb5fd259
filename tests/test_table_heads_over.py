"""What the rows of a header over places name: measures, and not their offices, groups and titles.

Every table is invented, and every value worked out by hand.
"""

import pytest
from test_table_across import read

import taian_analysis as ta
from taian_analysis.cleaning.align import CellToken
from taian_analysis.cleaning.confidence import bar
from taian_analysis.cleaning.heads_over import heads_over

ROWS = """云台镇 | 300 | 281 | 93.7 | 12 | 12 | 100.0
白水镇 | 210 | 215 | 102.4 | 8 | 6 | 75.0
石门镇 | 420 | 399 | 95.0 | 15 | 16 | 106.7
"""
WANT = {
    (area, name, role, value)
    for area, *values in (
        ("云台镇", "300", "281", "12", "12"),
        ("白水镇", "210", "215", "8", "6"),
        ("石门镇", "420", "399", "15", "16"),
    )
    for (name, role), value in zip(
        [(n, r) for n in ("农村改厕", "新修渠道") for r in ("target", "actual")],
        values,
        strict=True,
    )
}
ROLES = " | 目标 | 完成 | 完成率(%) | 目标 | 完成 | 完成率(%)"
MEASURES = " | 农村改厕(户) | | | 新修渠道(公里)"
HEADS = {
    "the project over all": ["乡镇 | 乡村振兴工程", MEASURES, ROLES],
    "one office for all": ["乡镇 | 乡村振兴工程", MEASURES, " | 县农业农村局", ROLES],
    "an office each": [
        "乡镇 | 农村改厕(户) | | | 新修渠道(公里)",
        " | 县农业农村局 | | | 县水利局",
        ROLES,
    ],
    "groups of one measure each": ["乡镇 | 人居环境 | | | 农田水利", MEASURES, ROLES],
}


def written(tmp_path, head):
    path = tmp_path / "source.txt"
    path.write_text("溪口县2022年民生实事完成情况\n" + "\n".join(head) + "\n" + ROWS, "utf-8")
    return path


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_only_the_measure_names_a_column(tmp_path, head):
    assert read(written(tmp_path, head)) == WANT


def test_what_stands_over_a_measure_is_its_parent(tmp_path):
    rows = ta.load_indicators(written(tmp_path, HEADS["groups of one measure each"]))
    assert set(zip(rows["parent"], rows["indicator"], strict=True)) == {
        ("人居环境", "农村改厕"),
        ("农田水利", "新修渠道"),
    }


def test_a_name_that_needs_the_cell_above_is_nested_and_never_sure(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text(
        """溪口县2022年低保情况
乡镇 | 城市低保 | | 农村低保 |
 | 户数(户) | 人数(人) | 户数(户) | 人数(人)
云台镇 | 31 | 52 | 120 | 233
白水镇 | 18 | 30 | 96 | 171
石门镇 | 44 | 71 | 203 | 390
""",
        "utf-8",
    )
    rows = ta.load_indicators(path)
    assert set(zip(rows["parent"], rows["indicator"], strict=True)) == {
        (kind, counted) for kind in ("城市低保", "农村低保") for counted in ("户数", "人数")
    }
    assert (rows["confidence"] < bar()).all()


def test_heads_printed_once_begin_anew_where_a_lower_head_comes_again():
    above = [
        [CellToken(t) for t in ("乡镇", "地区生产总值", "固定资产投资")],
        [CellToken(t) for t in ("总量", "增速", "增速")],
    ]
    over = heads_over(above, 3, 0)
    assert [t.text for t in over.rows[0]] == ["地区生产总值", "地区生产总值", "固定资产投资"]


def test_how_much_beside_a_target_is_the_result(tmp_path):
    path = tmp_path / "source.csv"
    path.write_text(
        """乡镇,优良天数比例(%),,细颗粒物浓度(微克/立方米),
,目标,实绩,目标,实绩
云台镇,92.5,93.1,31.0,29.4
白水镇,90.0,88.7,33.5,34.2
石门镇,95.5,96.2,28.0,27.1
""",
        "utf-8",
    )
    got = {row for row in read(path) if row[0] == "白水镇"}
    assert got == {
        ("白水镇", "优良天数比例", "target", "90.0"),
        ("白水镇", "优良天数比例", "actual", "88.7"),
        ("白水镇", "细颗粒物浓度", "target", "33.5"),
        ("白水镇", "细颗粒物浓度", "actual", "34.2"),
    }
