"""What the rows of a header over places name: measures, and not their offices, groups and titles.

Every table is invented, and every value worked out by hand.
"""

import pytest
from test_table_across import read

import taian_analysis as ta
from taian_analysis.cleaning.cells import CellToken
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


def test_years_over_the_measures_of_a_sheet(tmp_path):
    """A corner and years once were the first place and its values."""
    path = tmp_path / "source.csv"
    path.write_text(
        """附录 游客接待情况,,,,
地 区,2018,,2019,
,游 客 人 数 (万人次),旅 游 收 入 (亿元),游 客 人 数 (万人次),旅 游 收 入 (亿元)
北 京,31.5,4.1,33.2,4.6
天 津,12.0,1.3,11.4,1.2
内 蒙 古,15.7,2.2,16.9,2.5
""",
        "utf-8",
    )
    assert {row for row in read(path) if row[0] == "内蒙古"} == {
        ("内蒙古", "游客人数", "actual", "15.7"),
        ("内蒙古", "旅游收入", "actual", "2.2"),
        ("内蒙古", "游客人数", "actual", "16.9"),
        ("内蒙古", "旅游收入", "actual", "2.5"),
    }


def test_kinds_of_offices_below_two_groups_are_what_is_counted(tmp_path):
    """医院 over values is no head over the places, where these have one of their own."""
    rows = [("北 京", 71.3, 27.4, 14.9, 3.2), ("天 津", 36.2, 12.6, 8.3, 0.7)]
    rows += [("河 北", 45.1, 4.3, 35.7, 1.4)]
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    path = tmp_path / "source.html"
    path.write_text(
        "<html><body><p>2021年1月医疗服务情况</p><table>"
        '<tr><td rowspan="2">地 区</td><td colspan="2">诊疗人次(万人次数)</td>'
        '<td colspan="2">出院人数(千人)</td></tr>'
        f"<tr><td>医院</td><td>门诊部</td><td>医院</td><td>门诊部</td></tr>{body}</table></body></html>",
        "utf-8",
    )
    frame = ta.load_indicators(path)
    got = frame[frame["area"] == "天津"][["parent", "indicator", "unit", "actual_text"]]
    assert set(got.itertuples(index=False, name=None)) == {
        ("诊疗人次", "医院", "万人次数", "36.2"),
        ("诊疗人次", "门诊部", "万人次数", "12.6"),
        ("出院人数", "医院", "千人", "8.3"),
        ("出院人数", "门诊部", "千人", "0.7"),
    }


def test_a_rate_that_its_target_names_is_the_result(tmp_path):
    """降低率 beside 降低目标, both in percent, is no rate of completion."""
    path = tmp_path / "source.txt"
    path.write_text(
        """附表: 2017年各市节水目标完成情况
地 区 | 2017年万元产值用水量 降低目标(%) | 2017年万元产值用水量 降低率(%)
北 京 | -5.00 | -6.14
天 津 | -4.40 | -3.90
河 北 | -4.20 | -4.52
山 西 | -3.0~-3.5 | -3.11
""",
        "utf-8",
    )
    frame = ta.load_indicators(path).set_index("area")
    assert set(frame["indicator"]) == {"万元产值用水量降低"}
    assert frame.loc["天津", ["target_op", "target_value", "actual_value"]].tolist() == [
        "<=", -4.4, -3.9,
    ]  # fmt: skip
    assert frame.loc["山西", "target_value"] == -3.0
    status = ta.gap_to_target(ta.load_indicators(path)).set_index("area")["status"]
    assert (status["北京"] == status["河北"]) and (status["北京"] != status["天津"])


def as_text(tmp_path, text):
    path = tmp_path / "source.txt"
    path.write_text(text, "utf-8")
    return path


def test_the_cells_show_which_heads_stand_under_which(tmp_path):
    path = as_text(
        tmp_path,
        """溪口县各乡镇人口(2019年)
乡镇 年末人口 出生 死亡 迁入
 合计 男 女 人数 率(‰) 人数 率(‰)
云台镇 8832 4521 4311 102 11.5 47 5.3 81
白水镇 5124 2631 2493 53 10.3 34 6.6 21
石门乡 2398 1229 1169 22 9.2 16 6.7 8
""",
    )
    got = {row for row in read(path) if row[0] == "白水镇"}
    assert ("白水镇", "男", "actual", "2631") in got
    assert ("白水镇", "死亡", "actual", "34") in got
    assert ("白水镇", "迁入", "actual", "21") in got
    assert (ta.load_indicators(path)["confidence"] < bar()).all()


@pytest.mark.parametrize("cell", ["NaN", "inf", "Infinity"])
def test_a_word_that_python_takes_for_a_number_is_none(tmp_path, cell):
    path = as_text(
        tmp_path,
        f"""溪口县各乡镇人口(2019年)
乡镇 | 出生 | 死亡 | 年末人口
人数 | 率(‰) | 人数 | 率(‰)
云台镇 | 102 | 11.5 | 47 | 5.3 | 8832
白水镇 | 53 | 10.3 | {cell} | 6.6 | 5124
石门乡 | 22 | 9.2 | 16 | 6.7 | 2398
柳溪乡 | 31 | 9.9 | 21 | 6.1 | 3120
""",
    )
    got = read(path)
    assert ("云台镇", "死亡", "actual", "47") in got
    assert ("白水镇", "年末人口", "actual", "5124") in got


def test_heads_in_two_languages_are_read_by_the_chinese_ones(tmp_path):
    path = as_text(
        tmp_path,
        """历年户数和人口
Households and Population Over The Years
年份 总户数 总人口 其中 of Which
按性别分 按户籍分
By Sex By Registration
Total Total 男性 女性 农业人口 非农业人口
Year Households Population Male Female Agriculture Others
1978 123.30 457.70 234.18 223.52 394.28 63.42
1979 124.48 462.07 235.78 226.29 394.31 67.76
1980 128.57 465.99 237.98 228.01 393.13 72.86
""",
    )
    rows = ta.load_observations(path).merge(ta.load_indicators(path), on="indicator_id")
    got = {(r.indicator, r.period, r.text) for r in rows.itertuples() if r.period == "1979"}
    assert {(name, text) for name, _, text in got} == {
        ("总户数", "124.48"),
        ("总人口", "462.07"),
        ("男性", "235.78"),
        ("女性", "226.29"),
        ("农业人口", "394.31"),
        ("非农业人口", "67.76"),
    }


def test_a_table_drawn_with_heavy_and_light_lines_is_read(tmp_path):
    path = as_text(
        tmp_path,
        """┏━━━━┯━━━━━━━┯━━━━━━━┓
┃ 孩次 │  一孩   │  二孩   ┃
┠────┼───┬───┼───┬───┨
┃ 年度 │数量│ %  │数量│ %  ┃
┠────┼───┼───┼───┼───┨
┃ 1991 │6165│65.0│2532│26.7┃
┠────┼───┼───┼───┼───┨
┃ 1995 │4906│83.5│ 961│16.4┃
┠────┼───┼───┼───┼───┨
┃ 2000 │5423│66.0│2767│33.7┃
┗━━━━┷━━━┷━━━┷━━━┷━━━┛
""",
    )
    rows = ta.load_observations(path).merge(ta.load_indicators(path), on="indicator_id")
    got = {(r.indicator, r.unit_x, r.text) for r in rows.itertuples() if r.period == "1995"}
    assert {text for _, _, text in got} == {"4906", "83.5", "961", "16.4"}
    assert {text for name, unit, text in got if str(unit) == "%"} == {"83.5", "16.4"}


def test_heads_that_come_again_in_step_leave_no_doubt(tmp_path):
    path = as_text(
        tmp_path,
        """表1 2022年各区生产总值
区 | 生产总值(亿元) | 第二产业(亿元)
绝对值 | 比上年增长% | 绝对值 | 比上年增长%
东湖区 | 2374.24 | 9.0 | 186.49 | 4.8
西山区 | 1359.05 | 8.6 | 107.20 | 5.6
北河区 | 365.63 | 10.0 | 74.98 | 2.7
""",
    )
    rows = ta.load_indicators(path)
    assert len(rows) == 6
    assert (rows["confidence"] >= bar()).all()


def test_a_merged_area_that_ends_as_names_do_has_not_slipped(tmp_path):
    names = [("面积(公顷)", "绿地率", "垃圾回收率"), ("用水效率", "用电率", "用气率")]
    rows = [
        f"<tr>{f'<td rowspan=3>{area}</td>' * (i == 0)}<td>{name}</td><td>48</td><td>{50 + i}</td></tr>"
        for area, own in zip(("空间底线", "空间结构与效率"), names, strict=True)
        for i, name in enumerate(own)
    ]
    heads = "".join(f"<th>{h}</th>" for h in ("类别", "指标", "2020年基期", "2025年目标"))
    path = tmp_path / "areas.html"
    path.write_text(f"<table><tr>{heads}</tr>{''.join(rows)}</table>", encoding="utf-8")
    got = ta.load_indicators(path)
    assert list(got["area"]) == ["空间底线"] * 3 + ["空间结构与效率"] * 3


def test_a_head_of_shares_over_years_and_a_number_before_it_in_traditional_characters(tmp_path):
    cells = ["地區(qū)", "戶數(shù)", "比重[2]", "2020年", "2010年"]
    rows = [("全  市", "91240", "100.00", "100.00"), ("東山縣(xiàn)", "51240", "56.16", "55.02"),
            ("西河縣(xiàn)", "25000", "27.40", "28.31"), ("北嶺鎮(zhèn)", "15000", "16.44", "16.67")]  # fmt: skip
    path = tmp_path / "source.txt"
    path.write_text("\n\n".join([*cells, *(t for row in rows for t in row)]), encoding="utf-8")
    told = ta.load_indicators(path).set_index("indicator_id")
    got = {
        (told.at[o.indicator_id, "area"], told.at[o.indicator_id, "indicator"], o.period, o.text)
        for o in ta.load_observations(path).itertuples()
        if o.role == "actual"
    }
    assert {(area, text) for area, name, _, text in got if name == "戶數"} == {
        ("全市", "91240"), ("東山縣", "51240"), ("西河縣", "25000"), ("北嶺鎮", "15000")
    }  # fmt: skip
    shares = {(area, period, text) for area, name, period, text in got if name == "比重"}
    assert shares == {
        ("全市", "2020", "100.00"), ("全市", "2010", "100.00"), ("東山縣", "2020", "56.16"),
        ("東山縣", "2010", "55.02"), ("西河縣", "2020", "27.40"), ("西河縣", "2010", "28.31"),
        ("北嶺鎮", "2020", "16.44"), ("北嶺鎮", "2010", "16.67"),
    }  # fmt: skip


def test_a_row_of_the_whole_broken_at_its_cells_above_the_places(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text(
        "地区 | 人口数 | 比重 | |\n2020年 | 2010年 | ||\n全 县 |\n9128 |\n100 |\n100 |\n"
        "城关镇 | 5128 | 56.2 | 55.0 |\n白水镇 | 2500 | 27.4 | 28.3 |\n石门镇 | 1500 | 16.4 | 16.7 |\n",
        encoding="utf-8",
    )
    told = ta.load_indicators(path)
    shown = told.set_index(["area", "indicator"])
    assert shown.at[("全县", "人口数"), "actual_text"] == "9128"
    periods = ta.load_observations(path)
    shares = periods[periods["indicator_id"] == shown.at[("城关镇", "比重"), "indicator_id"]]
    assert list(zip(shares["period"], shares["text"], strict=True)) == [
        ("2020", "56.2"), ("2010", "55.0")
    ]  # fmt: skip


BROKEN = """表2 2019年各县茶园 | ||||
地区 |
茶园
面积
(公顷) |
单产
(公斤/公顷) |
总产量 |
|
云台县 | 120.5 | 900.2 | 108.5 | |
白水县 | 80.0 | 1100.0 | 88.0 | |
石门县 | 64.2 | 1000.0 | 64.2 | |
"""


@pytest.mark.parametrize("lead", ["", "| "], ids=["closed", "opened and closed"])
def test_a_head_broken_within_its_cells_has_the_pipes_of_a_row(tmp_path, lead):
    lines = [lead + line if line[0] in "表地云白石" else line for line in BROKEN.splitlines()]
    path = tmp_path / "source.txt"
    path.write_text("\n".join(lines), "utf-8")
    assert read(path) == {
        (f"{area}县", name, "actual", value)
        for area, values in (
            ("云台", ("120.5", "900.2", "108.5")),
            ("白水", ("80.0", "1100.0", "88.0")),
            ("石门", ("64.2", "1000.0", "64.2")),
        )
        for name, value in zip(("茶园面积", "单产", "总产量"), values, strict=True)
    }


def test_amounts_and_growth_over_a_row_of_units_are_of_what_stands_over_them(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text(
        """各县主要指标(2021年上半年)
\t茶叶产值\t\t游客收入\t
县区\t总量\t增速\t总量\t增速
\t万元\t%\t万元\t%
云台县\t186.4\t5.1\t42.3\t4.0
白水县\t203.7\t6.3\t47.9\t-4.6
石门县\t402.1\t5.8\t88.0\t5.2
""",
        "utf-8",
    )
    assert {one for one in read(path) if one[2] == "actual"} == {
        ("云台县", "茶叶产值", "actual", "186.4"),
        ("云台县", "游客收入", "actual", "42.3"),
        ("白水县", "茶叶产值", "actual", "203.7"),
        ("白水县", "游客收入", "actual", "47.9"),
        ("石门县", "茶叶产值", "actual", "402.1"),
        ("石门县", "游客收入", "actual", "88.0"),
    }


def test_items_in_two_currencies_of_the_month_and_the_year_so_far(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text(
        """茶叶出口(2021年9月)
项目 | 人民币(万元) | | | | 美元(千美元) | | |
| 当月 | | 累计 | | 当月 | | 累计 |
| 金额 | 同比(%) | 金额 | 同比(%) | 金额 | 同比(%) | 金额 | 同比(%)
绿茶 | 231 | 41.7 | 2019 | 24.3 | 35 | 50.2 | 312 | 34.9
红茶 | 150 | 63.2 | 1184 | 38.8 | 23 | 72.9 | 183 | 50.5
白茶 | 81 | 13.9 | 835 | 7.9 | 12 | 20.8 | 129 | 17.2
""",
        "utf-8",
    )
    rows = ta.load_indicators(path).set_index("indicator_id")
    told = ta.load_observations(path)
    green = told[[rows.indicator[one] == "绿茶" for one in told["indicator_id"]]]
    grown = green["role"] == "change"
    assert set(green["text"][grown]) == {"41.7", "24.3", "50.2", "34.9"}
    green = green[~grown]
    assert set(zip(green["role"], green["text"], green["period"], strict=True)) == {
        ("actual", "231", "2021-09"),
        ("actual", "2019", "2021-Q1/2021-Q3"),
        ("actual", "35", "2021-09"),
        ("actual", "312", "2021-Q1/2021-Q3"),
    }
    assert set(rows["unit"]) == {"万元", "千美元"}


def test_kinds_of_offices_over_heads_that_come_again_are_what_these_are_of(tmp_path):
    lines = ["", "县区 | 医院 | | 卫生院 |", " | 个数(个) | 床位(张) | 个数(个) | 床位(张)"]
    rows = ["云台县 | 6 | 1820 | 14 | 402", "白水县 | 5 | 1655 | 11 | 377"]
    path = tmp_path / "source.txt"
    path.write_text("\n".join(["2020年各县医疗机构", *lines, *rows]), "utf-8")
    rows = ta.load_indicators(path)
    told = zip(rows["area"], rows["parent"], rows["indicator"], rows["actual_text"], strict=True)
    assert set(told) == {
        (area, parent, name, value)
        for area, values in (("云台县", "6 1820 14 402"), ("白水县", "5 1655 11 377"))
        for (parent, name), value in zip(
            [(p, n) for p in ("医院", "卫生院") for n in ("个数", "床位")],
            values.split(),
            strict=True,
        )
    }


def test_places_side_by_side_are_put_under_one_another(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text(
        """各乡镇人口和面积
乡镇 | 人口(人) | 面积(亩) | 乡镇 | 人口(人) | 面积(亩)
云台镇 | 5211 | 88.4 | 青山乡 | 1204 | 143.0
白水镇 | 3100 | 120.7 | 马街镇 | 2739 | 77.9
石门乡 | 1487 | 96.1 | |
""",
        "utf-8",
    )
    assert read(path) == {
        (area, name, "actual", value)
        for area, *values in (
            ("云台镇", "5211", "88.4"),
            ("白水镇", "3100", "120.7"),
            ("石门乡", "1487", "96.1"),
            ("青山乡", "1204", "143.0"),
            ("马街镇", "2739", "77.9"),
        )
        for name, value in zip(("人口", "面积"), values, strict=True)
    }


def test_a_lower_row_that_begins_with_empty_cells_ends_before_the_last_head(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text(
        """各县图书馆(2009年)
地区 | 藏书(册) | | | 人均购书费(元)
 | | 中文 | 外文 |
云台县 | 310 | 250 | 60 | 13.0
白水县 | 280 | 201 | 79 | 11.8
石门县 | 391 | 251 | 140 | 12.1
""",
        "utf-8",
    )
    assert {one for one in read(path) if one[0] == "白水县"} == {
        ("白水县", "藏书", "actual", "280"),
        ("白水县", "中文", "actual", "201"),
        ("白水县", "外文", "actual", "79"),
        ("白水县", "人均购书费", "actual", "11.8"),
    }


def test_a_part_is_of_the_whole_told_with_as_many_decimals(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text(
        """各县旅游(2008—2009年) | | | | | |
地区 | 2008 | 2009
游人(万人) | 收入(万元) | 游人(万人) | 收入(万元)
#外省人 | #外省人
云台县 | 379.0 | 335.7 | 44.59 | 412.5 | 342.9 | 43.57
白水县 | 122.0 | 113.0 | 10.01 | 141.0 | 130.6 | 11.83
石门县 | 75.0 | 67.0 | 2.74 | 84.2 | 74.7 | 3.08
""",
        "utf-8",
    )
    told = ta.load_observations(path)
    names = ta.load_indicators(path).set_index("indicator_id")
    white = told[[names.area[one] == "白水县" for one in told["indicator_id"]]]
    called = [names.indicator[one] for one in white["indicator_id"]]
    assert set(zip(called, white["period"], white["text"], strict=True)) == {
        ("游人", "2008", "122.0"),
        ("外省人", "2008", "113.0"),
        ("收入", "2008", "10.01"),
        ("游人", "2009", "141.0"),
        ("外省人", "2009", "130.6"),
        ("收入", "2009", "11.83"),
    }


def test_a_turned_table_is_not_sure_where_other_heads_have_no_place_in_it(tmp_path):
    body = """Year | Output | Tea | Silk
1954 | 143.2 | 109.9 | 156.5
1957 | 123.6 | 119.0 | 113.2
1962 | 90.3 | 106.9 | 81.5
1965 | 111.8 | 116.4 | 111.1
"""
    path = tmp_path / "source.txt"
    path.write_text("生产指数\n" + body, "utf-8")
    assert (ta.load_indicators(path)["confidence"] >= bar()).all()
    path.write_text("生产指数\n 总产值 | 茶叶 | | |\n 丝绸 | 茶 | 绸\n" + body, "utf-8")
    assert (ta.load_indicators(path)["confidence"] < bar()).all()


def test_a_row_of_more_heads_than_columns_is_cut_and_breaks_nothing():
    # over two columns of numbers behind the names: a last cell of the lowest row is one too many
    above = [
        [CellToken(t) for t in ("", "户数", "户数")],
        [CellToken(t) for t in ("", "城镇", "", "附注")],
    ]
    over = heads_over(above, 2, 0)
    assert over is None or all(len(row) == 2 for row in over.rows)
