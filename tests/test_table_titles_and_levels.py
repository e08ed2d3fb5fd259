"""Titles with a weight or a code of their own, indices, and levels told down the rows."""

from dataclasses import replace

import pytest

import taian_analysis as ta
from taian_analysis.base.report import Rejection
from taian_analysis.cleaning.align import SourceRow
from taian_analysis.cleaning.building import Annex
from taian_analysis.cleaning.cells import CellToken
from taian_analysis.cleaning.confidence import refused_below
from taian_analysis.cleaning.frames import rejections
from taian_analysis.cleaning.headers import Head
from taian_analysis.cleaning.judge import judge
from taian_analysis.cleaning.layouts_across import Found
from taian_analysis.cleaning.reading import _torn


def read(tmp_path, text, form="txt"):
    """Return (area, indicator, role, period, printed value) of every value, in order."""
    path = tmp_path / f"t.{form}"
    path.write_text(text, encoding="utf-8")
    rows = ta.load_indicators(path).set_index("indicator_id")
    return [
        (area if isinstance(area := rows.area[o.indicator_id], str) else "",
         rows.indicator[o.indicator_id], o.role, o.period, o.text)
        for o in ta.load_observations(path).itertuples()
    ]  # fmt: skip


WEIGHED = (
    "某市小康指标体系(2020年)\n"
    "指标 | 单位 | 权重 | 目标值\n"
    "一、收入分配 | | 35 |\n"
    "甲收入 | 元 | 20 | 30000\n"
    "乙收入 | 元 | 15 | 12000\n"
    "二、公共服务 | | 65 |\n"
    "丙毛入学率 | % | 30 | 90\n"
    "丁床位数 | 张 | 35 | 6\n"
)


@pytest.mark.parametrize(
    "text",
    [WEIGHED, WEIGHED.replace(" | |", "").replace(" |", "")],
    ids=["between pipes", "by blanks"],
)
def test_a_title_with_its_weight_is_no_indicator(tmp_path, text):
    told = [(area, name, value) for area, name, _, _, value in read(tmp_path, text)]
    assert told == [
        ("一、收入分配", "甲收入", "30000"), ("一、收入分配", "乙收入", "12000"),
        ("二、公共服务", "丙毛入学率", "90"), ("二、公共服务", "丁床位数", "6"),
    ]  # fmt: skip


def test_a_weight_alone_moves_into_no_column_of_values(tmp_path):
    """Whatever the title looks like: the place between the pipes says that it is a weight."""
    text = "指标 | 权重 | 目标值 | 完成值\n收入分配 | 35 | |\n甲收入 | 20 | 300 | 310\n乙收入 | 15 | 120 | 118\n"
    assert [value for *_, value in read(tmp_path, text)] == ["300", "310", "120", "118"]


def test_a_code_that_begins_the_next_rows_is_that_of_a_title(tmp_path):
    text = (
        "| Code | Indicator | Unit | Baseline 2019 | Target 2021 |\n"
        "| A | Water | | | |\n"
        "| A1 | Households with a tap | % | 61.0 | 75.0 |\n"
        "| A2 | Villages with a well | % | 40.0 | 60.0 |\n"
        "| B | Health | | | |\n"
        "| B1 | Clinics opened | number | 3 | 8 |\n"
    )
    told = [(area, name) for area, name, role, _, _ in read(tmp_path, text) if role == "target"]
    assert told == [
        ("Water", "Households with a tap"), ("Water", "Villages with a well"),
        ("Health", "Clinics opened"),
    ]  # fmt: skip


@pytest.mark.parametrize("head", ["指数(上年=100)", "指数(以上年为100)", "发展速度(%)"])
def test_an_index_is_no_level(tmp_path, head):
    text = (
        f"主要指标\n指标 | 单位 | 2022年 | {head}\n甲产值 | 亿元 | 130.2 | 106.1\n"
        "乙产量 | 万吨 | 31.0 | 102.6\n丙产量 | 万吨 | 54.8 | 107.0\n"
    )
    levels = [value for _, _, role, _, value in read(tmp_path, text) if role != "change"]
    assert levels == ["130.2", "31.0", "54.8"]


def test_school_years_of_taiwan_are_years(tmp_path):
    text = (
        "學校概況\n項目 | 單位 | 107學年度 | 108學年度\n甲學生數 | 人 | 1205 | 1187\n"
        "乙學生數 | 人 | 830 | 812\n教師數 | 人 | 140 | 139\n"
    )
    told = read(tmp_path, text)
    assert told[:2] == [
        ("", "甲學生數", "actual", "2018", "1205"), ("", "甲學生數", "actual", "2019", "1187"),
    ]  # fmt: skip


@pytest.mark.parametrize("again", ["甲项", ""], ids=["named in each line", "named once"])
def test_levels_told_down_the_rows_are_told_apart(tmp_path, again):
    """Read as one level a row, each aim was once a result."""
    text = (
        "指标,单位,类型,2021年,2022年\n甲项,人,目标,12,13\n"
        f"{again},{'人' if again else ''},实际,11,14\n乙项,张,目标,30,32\n"
        f"{again and '乙项'},{'张' if again else ''},实际,31,30\n"
    )
    assert read(tmp_path, text, "csv") == [
        ("", "甲项", "target", "2021", "12"), ("", "甲项", "target", "2022", "13"),
        ("", "甲项", "actual", "2021", "11"), ("", "甲项", "actual", "2022", "14"),
        ("", "乙项", "target", "2021", "30"), ("", "乙项", "target", "2022", "32"),
        ("", "乙项", "actual", "2021", "31"), ("", "乙项", "actual", "2022", "30"),
    ]  # fmt: skip


@pytest.mark.parametrize("gap", [" ", "    "])
def test_heads_that_begin_again_show_over_how_many_each_year_stands(tmp_path, gap):
    """By blanks the two years once had two heads each, and a target stood in the wrong year."""
    rows = [
        "指标名称 单位 2023年 2024年", "计划 预计完成 同比增长(%) 计划 增长(%)",
        "甲产值 亿元 298.6 291.2 5.7 308 6", "乙产量 万吨 41.5 42.3 4.6 44 4",
        "丙户数 户 136 129 4.0 138 5", "丁就业 人 4500 4763 3.1 4600 2",
    ]  # fmt: skip
    text = "某县计划完成情况\n" + "\n".join(row.replace(" ", gap) for row in rows) + "\n"
    told = [v for v in read(tmp_path, text) if v[1] == "丁就业" and v[2] != "change"]
    assert told == [
        ("", "丁就业", "target", "2023", "4500"), ("", "丁就业", "actual", "2023", "4763"),
        ("", "丁就业", "target", "2024", "4600"),
    ]  # fmt: skip


@pytest.mark.parametrize("part", ["", "1-5月", "3月"])
def test_growth_beside_the_same_months_of_two_years_is_held_against_the_earlier(tmp_path, part):
    text = (
        f"某县生产情况\n指标 | 单位 | 2024年{part} | 2023年{part} | 同比变化(%)\n"
        "甲产量 | 吨 | 302 | 318 | -5.0\n乙产量 | 吨 | 27 | 30 | -10.0\n丙产量 | 吨 | 94 | 90 | 4.4\n"
    )
    told = [(role, value) for _, name, role, _, value in read(tmp_path, text) if name == "甲产量"]
    assert told == [("actual", "302"), ("baseline", "318"), ("change", "-5.0")]
    frame = ta.load_indicators(tmp_path / "t.txt")
    assert (frame["confidence"] < 0.95).all()  # a yearbook may mean two results


GOODS = (
    "某县公报\n表1 2023年主要农产品产量\n\n"
    "   产品名称   单位 产量    比上年增长(%)\n"
    "   甲粮     万吨 48.62 1.3\n   乙油料    万吨 5.27  4.8\n   丙水果    万吨 12.93 5.4\n"
    "   丁出栏    万头 61.74 2.2\n"
)


def test_what_was_made_of_goods_is_their_level(tmp_path):
    """产量 was no head: it ran into 单位, and its numbers were left out of every row."""
    levels = [(v[1], v[4]) for v in read(tmp_path, GOODS) if v[2] == "actual"]
    assert levels == [
        ("甲粮", "48.62"),
        ("乙油料", "5.27"),
        ("丙水果", "12.93"),
        ("丁出栏", "61.74"),
    ]


def test_two_heads_that_end_with_their_units_are_two(tmp_path):
    text = (
        "2023年年末常住人口及其构成\n指标       年末数(万人) 比重(%)\n常住人口     63.84   100.0\n"
        "其中:城镇    33.25   52.08\n乡村       30.59   47.92\n男性       32.71   51.24\n"
    )
    levels = [v[4] for v in read(tmp_path, text) if v[2] == "actual"]
    assert levels == ["63.84", "33.25", "30.59", "32.71"]


def test_a_reading_that_leaves_a_number_of_each_row_out_is_none():
    """Another column's numbers may stand where the values of these rows should."""
    heads = [Head("指标", "name"), Head("完成", "actual")]
    cells = ("甲项", "12"), ("乙项", "30"), ("丙项", "25")
    rows = [SourceRow({0: [CellToken(a)], 1: [CellToken(b)]}) for a, b in cells]
    left = [replace(row, junk=[CellToken("7")]) for row in rows]
    found = Found("pipe", heads, [], [])
    assert judge(found, left).total < refused_below() < judge(found, rows).total


def test_rows_with_too_many_values_beside_rows_without_theirs_are_no_table():
    """Each is a row as far as it goes: together they show that cells have slid."""
    seen = [("r1", "12"), ("r1", "30"), ("r2", "25"), ("r3", "41")]
    told = [{"indicator_id": n, "role": "actual", "period": None, "text": t} for n, t in seen]
    rows = [{"indicator_id": n} for n in ("r1", "r2", "r3")]
    lost = [
        Rejection(9, "甲项 | 1 | 2 | 3", "not_aligned", "", ""),
        Rejection(10, "8", "stray", "", ""),
    ]
    whole = Annex(rows, told, [], numbers=4)
    assert not _torn(whole)
    assert not _torn(replace(whole, rejections=lost))
    assert _torn(replace(whole, rejections=[*lost, *lost]))


@pytest.mark.parametrize("rule", ["", "---|---|---|---\n"])
def test_lower_heads_without_cells_for_what_spans_them_begin_where_the_rows_show(tmp_path, rule):
    """Cells that span two rows are printed once: 计划 stands below 新改建公路 and not 序号."""
    text = (
        f"2023年公路建设进度\n序号| 县(市、区)| 甲公路(公里)| 乙危桥(座)\n{rule}"
        "年度计划| 累计完成| 年度计划| 累计完成\n1| 东山县| 35| 30.5| 2| 1\n2| 西河县| 42| 40.6| 4| 3\n"
        "3| 北城区| 110| 86.4| 12| 8\n"
    )
    told = [(area, name, role, value) for area, name, role, _, value in read(tmp_path, text)]
    assert told[:4] == [
        ("东山县", "甲公路", "target", "35"), ("东山县", "甲公路", "actual", "30.5"),
        ("东山县", "乙危桥", "target", "2"), ("东山县", "乙危桥", "actual", "1"),
    ]  # fmt: skip


def test_of_several_units_of_a_table_a_name_has_the_one_it_counts(tmp_path):
    read(tmp_path, "某市救助任务\n单位:万户、万人\n指标 | 目标 | 完成\n救助户数 | 1.2 | 1.1\n"
         "救助人数 | 3.4 | 3.2\n帮扶家庭 | 0.9 | 0.8\n")  # fmt: skip
    units = ta.load_indicators(tmp_path / "t.txt")["unit"].fillna("").tolist()
    assert units == ["万户", "万人", ""]


def test_of_two_years_beside_a_standard_the_earlier_is_where_it_began(tmp_path):
    text = (
        "某县达标情况\n评估指标 | 国家标准 | 2021年 | 2022年 | 是否达标\n甲教师数(人) | ≥4.2 | 5.01 | 5.48 | 达标\n"
        "乙面积(平方米) | ≥4.5 | 4.37 | 4.61 | 达标\n丙设备值(元) | ≥2000 | 2186 | 2473 | 达标\n"
    )
    told = [(role, value) for _, name, role, _, value in read(tmp_path, text) if name == "甲教师数"]
    assert told == [("target", "≥4.2"), ("baseline", "5.01"), ("actual", "5.48")]
    frame = ta.load_indicators(tmp_path / "t.txt")
    assert (frame["confidence"] < 0.95).all()  # both may be results


def test_what_was_budgeted_is_no_indicator_whatever_stands_over_its_names(tmp_path):
    rows = [
        "项目资金(万元),,年初预算数,全年预算数,全年执行数,分值,执行率,得分",
        ",年度资金总额,8650,9124.6,9098.3,10,99.71%,9.97", ",其中:当年财政拨款,8650,9124.6,9098.3,,99.71%,",
        "一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分,备注",
        "产出指标,数量指标,甲人数,≥2800人,2746人,5,4.9,", ",质量指标,乙率,≥95%,96%,5,5,",
        ",时效指标,丙率,≥90%,92%,5,5,",
    ]  # fmt: skip
    names = {v[1] for v in read(tmp_path, "\n".join(rows) + "\n", "csv")}
    assert names == {"甲人数", "乙率", "丙率"}


def test_a_unit_in_the_place_of_a_lost_name_names_nothing(tmp_path):
    text = (
        "民政统计\n指标名称 | 单位 | 数量\n甲机构 | 个 | 1405\n乙床位 | 张 | 679\n丙人数 | 人 | 400\n"
        "个 | 140\n万元 | 186\n"
    )
    assert [v[1] for v in read(tmp_path, text)] == ["甲机构", "乙床位", "丙人数"]
    lost = ta.rejections(tmp_path / "t.txt")
    assert {"个 | 140", "万元 | 186"} <= set(lost["text"])


def test_numbers_in_thousands_below_a_head_of_percents_are_another_columns():
    heads = [Head("指标", "name"), Head("完成", "actual"), Head("同比增长(%)", "change")]
    told = ("甲项", "2.1", "37390"), ("乙项", "3.0", "14191"), ("丙项", "2.5", "30310")
    rows = [SourceRow({n: [CellToken(t)] for n, t in enumerate(row)}) for row in told]
    turned = [replace(row, cells=row.cells | {1: row.cells[2], 2: row.cells[1]}) for row in rows]
    found = Found("pipe", heads, [], [])
    assert judge(found, rows).total < refused_below() < judge(found, turned).total


REVENUE = """<div>

[首页](/) > [公开](/gk)

</div>

### 2022年1-9月各县市区一般公共预算收入完成情况

来源:市财政局

9月份,全市一般公共预算收入同比下降7.8%。

| 单位:万元 | | | | |
|---|---|---|---|---|
| 县市区 | 年初预算 | 1-9月累计完成 | 占预算% | 上年同期 |
| 全市合计 | 98650 | 74863 | 75.9 | 81207 |
| 甲川区 | 6120 | 4787 | 78.2 | 4621 |
| 乙河县 | 9300 | 7440 | 80.0 | 7201 |
| 丙山市 | 18700 | 14599 | 78.1 | 16821 |
"""


def test_a_title_over_tags_and_a_sentence_says_what_places_are_told_of():
    """Markdown that begins with a tag is no page of HTML, whose line ends mean nothing."""
    report = ta.read_report(REVENUE)
    assert len(report.tables) == 1
    rows = ta.load_indicators(report)
    assert [*rows["indicator"]] == ["一般公共预算收入"] * 4
    assert [*rows["area"]] == ["全市合计", "甲川区", "乙河县", "丙山市"]
    seen = ta.load_observations(report)
    assert [*seen.loc[seen["role"] == "target", "text"]] == ["98650", "6120", "9300", "18700"]


FORM = """<html><body><table border=1>
<tr><td colspan=6>项目绩效目标表</td></tr>
<tr><td colspan=2>项目名称</td><td colspan=4>古树名木复壮</td></tr>
<tr><td colspan=2>实施单位</td><td>某市园林局</td><td>项目周期</td><td colspan=2>2年</td></tr>
<tr><td colspan=2 rowspan=2>资金情况<br>(万元)</td><td>资金总额:</td><td>64.00</td><td>当年资金:</td><td>30.00</td></tr>
<tr><td>其中:财政资金</td><td>64.00</td><td>其中:财政资金</td><td>30.00</td></tr>
<tr><td rowspan=2>总体<br>目标</td><td colspan=3>实施期目标</td><td colspan=2>年度目标</td></tr>
<tr><td colspan=3>用2年时间复壮古树40株。</td><td colspan=2>复壮古树15株以上。</td></tr>
<tr><td rowspan=4>绩效<br>指标</td><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>实施期指标值</td><td>年度指标值</td></tr>
<tr><td rowspan=2>产出指标</td><td>数量指标</td><td>复壮古树</td><td>≥40株</td><td>≥15株</td></tr>
<tr><td>质量指标</td><td>验收合格率</td><td>100%</td><td>100%</td></tr>
<tr><td>效益指标</td><td>社会效益指标</td><td>古树保存率</td><td>≥98%</td><td>≥97%</td></tr>
</table></body></html>"""


def test_the_fields_on_top_of_a_form_are_no_indicators(tmp_path):
    told = {(name, value) for _, name, _, _, value in read(tmp_path, FORM, "html")}
    assert told == {
        ("复壮古树", "≥40株"), ("复壮古树", "≥15株"), ("验收合格率", "100%"),
        ("古树保存率", "≥98%"), ("古树保存率", "≥97%"),
    }  # fmt: skip
    left = " ".join(r.text for r in rejections(tmp_path / "t.html").itertuples())
    assert all(text in left for text in ("某市园林局", "64.00", "复壮古树15株以上。"))
