"""Small tables of forms that offices print: places that lead sentences in, notes beside targets."""

import pytest

import taian_analysis as ta


def read_both(tmp_path, text, form="txt"):
    """Return the rows, and (area, indicator, role, printed value) of every value, in order."""
    path = tmp_path / f"t.{form}"
    path.write_text(text, encoding="utf-8")
    rows = ta.load_indicators(path).set_index("indicator_id")
    return rows, [
        (area if isinstance(area := rows.area[o.indicator_id], str) else "",
         rows.indicator[o.indicator_id], o.role, o.text)
        for o in ta.load_observations(path).itertuples()
    ]  # fmt: skip


def read(tmp_path, text, form="txt"):
    """Return the values alone."""
    return read_both(tmp_path, text, form)[1]


PLACES = (
    "某县交通工作进展\n"
    "截至6月底,全县已完成农村公路改造90公里,占年度任务120公里的75%;"
    "完成安防工程30公里,占年度任务40公里的75%。"
    "其中,东河区已完成农村公路改造50公里,占年度任务60公里的83.3%;"
    "完成安防工程12公里,占年度任务20公里的60%。"
    "西山县已完成农村公路改造40公里,占年度任务60公里的66.7%;"
    "完成安防工程18公里,占年度任务20公里的90%。\n"
)


def test_a_place_that_leads_a_sentence_in_is_whose_its_results_are(tmp_path):
    results = [v for v in read(tmp_path, PLACES) if v[2] == "actual"]
    assert results == [
        ("", "农村公路改造", "actual", "90公里"), ("", "安防工程", "actual", "30公里"),
        ("东河区", "农村公路改造", "actual", "50公里"), ("东河区", "安防工程", "actual", "12公里"),
        ("西山县", "农村公路改造", "actual", "40公里"), ("西山县", "安防工程", "actual", "18公里"),
    ]  # fmt: skip


def test_results_told_by_place_are_of_what_the_title_names(tmp_path):
    text = (
        "全县改厕进展\n东河区已完成50座,占年度任务60座的83.3%;西山县已完成40座,"
        "占年度任务60座的66.7%;南湖区已完成30座,占年度任务60座的50%。\n"
    )
    assert [v[:2] for v in read(tmp_path, text) if v[2] == "actual"] == [
        ("东河区", "改厕"), ("西山县", "改厕"), ("南湖区", "改厕"),
    ]  # fmt: skip


def test_targets_with_results_in_a_row_are_a_table_within_other_prose(tmp_path):
    text = (
        "某镇自评报告\n项目全年拨付资金52万元,受益群众310人,自评得分91分。\n"
        "2022年收到资金合计60万元,实际拨付52万元,执行率为86.7%,涉及村庄9个,道路14条。\n"
        "成本指标:水泥路面补助标准指标值80元,实际完成值80元;路灯补助标准指标值300元,"
        "实际完成值310元。绿化补助标准指标值45元,实际完成值40元;垃圾箱补助标准指标值120元,"
        "实际完成值120元。\n"
    )
    assert [v[1:] for v in read(tmp_path, text)] == [
        ("水泥路面补助标准", "target", "80元"), ("水泥路面补助标准", "actual", "80元"),
        ("路灯补助标准", "target", "300元"), ("路灯补助标准", "actual", "310元"),
        ("绿化补助标准", "target", "45元"), ("绿化补助标准", "actual", "40元"),
        ("垃圾箱补助标准", "target", "120元"), ("垃圾箱补助标准", "actual", "120元"),
    ]  # fmt: skip


@pytest.mark.parametrize("note", ["指标值说明", "目标值设定依据", "目标解释"])
def test_what_explains_a_target_is_none(tmp_path, note):
    text = (
        f"一级指标,二级指标,三级指标,计算符号,目标值,度量单位,{note}\n"
        "产出指标,数量指标,巡查河段次数,≥,24,次,按月两次\n,,清理垃圾,≥,300,吨,数据合理\n"
    )
    assert [v[1:] for v in read(tmp_path, text, "csv")] == [
        ("巡查河段次数", "target", "≥24"), ("清理垃圾", "target", "≥300"),
    ]  # fmt: skip


def test_thousands_parted_by_a_blank_in_two_cells_of_a_marked_table(tmp_path):
    text = (
        "| 指标 | 粮食产量 | 木材产量 |\n|---|---|---|\n| 单位 | 吨 | 立方米 |\n"
        "| 2025年实际 | 2 340 | 81.5 |\n| 2026年计划 | 2 500 | 90 |\n"
    )
    assert [v[1:] for v in read(tmp_path, text, "md") if v[2] == "target"] == [
        ("粮食产量", "target", "2500"), ("木材产量", "target", "90"),
    ]  # fmt: skip


FORM = (
    "部门整体支出绩效自评表\n\n2022年度\n\n资金总额\n\n812万元\n\n800万元\n\n10\n\n年度总体目标\n\n预期目标\n\n"
    "实际完成情况\n\n目标1:植树40万株\n\n目标1:植树41万株\n\n一级指标\n\n二级指标\n\n三级指标\n\n年度\n\n指标值\n\n"
    "实际\n\n完成值\n\n分值\n\n得分\n\n偏差原因\n\n分析及\n\n改进措施\n\n产出指标\n\n数量\n\n指标\n\n植树株数\n\n"
    "40万株\n\n41万株\n\n10\n\n10\n\n质量\n\n指标\n\n成活率\n\n90%\n\n93%\n\n10\n\n10\n\n效益指标\n\n经济效\n\n"
    "益指标\n\n苗木收入\n\n300万元\n\n280万元\n\n10\n\n9\n"
)


def test_words_of_a_form_broken_over_lines_are_whole(tmp_path):
    rows, values = read_both(tmp_path, FORM)
    assert list(rows.parent) == ["数量指标", "质量指标", "经济效益指标"]
    assert [v[1:] for v in values] == [
        ("植树株数", "target", "40万株"), ("植树株数", "actual", "41万株"),
        ("成活率", "target", "90%"), ("成活率", "actual", "93%"),
        ("苗木收入", "target", "300万元"), ("苗木收入", "actual", "280万元"),
    ]  # fmt: skip


LEVELS_LAST = (
    "2023年度项目支出绩效自评表 | 部门:某某站 |\n"
    "| 绩效指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 | 一级指标 | 二级指标 | 三级指标 "
    "| 指标性质 | 指标值 | 度量单位 | 产出指标 | 数量指标 | 巡河次数 | ≧ | 52 | 次 | 60 | 10 | 10 |\n"
    "| 质量指标 | 水质达标率 | ═ | 100 | % | 98% | 10 | 9 |\n"
    "| 时效指标 | 任务按时率 | ≦ | 100 | % | 100% | 10 | 10 |\n"
    "| 效益指标 | 社会效益 指标 | 受益人数 | ≧ | 800 | 人 | 812 | 10 | 10 |\n"
    "| 生态效益 指标 |\n|\n|\n|\n"
    "| 可持续影响 指标 | 设施完好率 | ≧ | 90 | % | 95% | 10 | 10 |\n"
    "| 其他需要说明事项 | 无 | 总分 | 100 | 96 | 优 |\n"
)


def test_levels_printed_after_the_heads_over_them_stand_before_the_results(tmp_path):
    rows, values = read_both(tmp_path, LEVELS_LAST)
    assert list(rows.area) == ["产出指标"] * 3 + ["效益指标"] * 2
    assert list(rows.unit) == ["次", "%", "%", "人", "%"]
    assert [v[1:] for v in values] == [
        ("巡河次数", "target", "≧52"), ("巡河次数", "actual", "60"),
        ("水质达标率", "target", "═100"), ("水质达标率", "actual", "98%"),
        ("任务按时率", "target", "≦100"), ("任务按时率", "actual", "100%"),
        ("受益人数", "target", "≧800"), ("受益人数", "actual", "812"),
        ("设施完好率", "target", "≧90"), ("设施完好率", "actual", "95%"),
    ]  # fmt: skip


def test_levels_broken_over_lines_where_a_line_holds_the_cells_of_a_row(tmp_path):
    path = tmp_path / "source.txt"
    path.write_text(
        """项目支出绩效目标申报表
(2022年度)
项目名称 结核病防治
绩效指标 一级指标 二级指标 三级指标 指标值(包含数字及文字描述)
绩效指标 项目完成
指标
数量指标 入户随访患者 48人
发放宣传册 3200册
质量指标 规范管理率 95%
时效指标 完成时间 2022年12月
项目效益
指标
社会效益指标 患者规则服药率 90%
可持续影响
指标
基层随访能力 持续加强
满意度指标 满意度指标 患者满意度 ≥92%
""",
        encoding="utf-8",
    )
    frame = ta.load_indicators(path).set_index("indicator")
    assert frame["target_text"].to_dict() == {
        "入户随访患者": "48人", "发放宣传册": "3200册", "规范管理率": "95%", "完成时间": "2022年12月",
        "患者规则服药率": "90%", "基层随访能力": "持续加强", "患者满意度": "≥92%",
    }  # fmt: skip
    assert frame["area"].tolist() == ["项目完成指标"] * 4 + ["项目效益指标"] * 2 + ["满意度指标"]


def test_growth_printed_where_the_amount_was_lost_is_no_amount(tmp_path):
    """Amounts without decimals, growth with one: 7.9 alone is growth, and a rate is its own."""
    lines = [
        "指标 | 绝对量 | 同比增长(%) |",
        "甲业投资(亿元) | 4284 | 4.8 |",
        "乙业投资(亿元) | 3051 | -6.4 |",
    ]
    lines += [
        "丙业投资(亿元) | 7.9 | |",
        "丁业投资(亿元) | 6551 | 7.7 |",
        "戊业投资(亿元) | 2722 | 32.3 |",
    ]
    lines += ["开工率(%) | 61.5 | |"]
    values = read(tmp_path, "\n".join(lines) + "\n")
    names = ["甲业投资", "乙业投资", "丁业投资", "戊业投资", "开工率"]
    assert [v[1] for v in values if v[2] == "actual"] == names


def test_a_name_that_goes_on_in_english_is_of_the_numbers_below(tmp_path):
    values = read(
        tmp_path,
        "      item 2004 2005 2006\n港口投资 Investment in Ports 12.5 13.1 14.0\n航道投资 (亿元) Investment in\n"
        "  Inland Waterways (100 million yuan)\n3.5 4.0 4.2\n铁路投资 Investment in Railways 20.1 22.4 25.3\n",
    )
    assert [v[3] for v in values if v[1] == "航道投资"] == ["3.5", "4.0", "4.2"]
    assert [v[1] for v in values[::3]] == ["港口投资", "航道投资", "铁路投资"]


def test_a_growth_head_broken_at_its_years_is_one_head(tmp_path):
    head = ["项 目", "2011", "2012", "2012年比", "2011年", "增减%"]
    rows = ["甲类机构 40.5 42.0 3.7", "乙类机构 12.1 11.8 -2.5", "丙类机构 6.0 7.5 25.0"]
    cells = [*head, *(cell for row in rows for cell in row.split())]
    values = read(tmp_path, " |\n".join(cells) + " |\n")
    assert [v[3] for v in values if v[1] == "乙类机构"] == ["12.1", "11.8", "-2.5"]
    assert [v[2] for v in values[:3]] == ["baseline", "actual", "change"]


def test_a_name_and_the_same_in_english_on_the_next_line_are_one_cell(tmp_path):
    cells = ["指标", "Item", "2009", "2010", "供水量", "Water Supply", "31.5", "33.0"]
    cells += ["供气量", "Gas Supply", "8.2", "9.1", "绿地面积", "Green Areas", "120", "126"]
    values = read(tmp_path, "\n\n".join(cells) + "\n")
    assert [(v[1], v[3]) for v in values[2:4]] == [("供气量", "8.2"), ("供气量", "9.1")]


def test_places_under_one_measure_of_several_years(tmp_path):
    text = "年份/各区县 | 2022年GDP | 2021年GDP |\n东山区 | 229.1 | 223.6 |\n西河区 | 176.4 | 173.4 |\n南城县 | 98.0 | 95.5 |\n"
    values = read(tmp_path, text)
    assert values[:2] == [
        ("东山区", "GDP", "actual", "229.1"),
        ("东山区", "GDP", "actual", "223.6"),
    ]


def test_a_first_row_without_its_name_and_units_on_lines_of_their_own(tmp_path):
    head = [
        "机构分类",
        "机构数",
        "(个)",
        "床位数",
        "(张)",
        "人员数",
        "(人)",
        "500",
        "7100",
        "15300",
    ]
    rows = ["综合类 352 4979 8805", "专科类 84 1315 1758", "护理类 2 20 6", "其他类 62 786 4731"]
    cells = [*head, *(cell for row in rows for cell in row.split())]
    values = read(tmp_path, "\n\n".join(cells) + "\n")
    assert values[3:6] == [
        ("机构数", "专科类", "actual", "84"),
        ("床位数", "专科类", "actual", "1315"),
        ("人员数", "专科类", "actual", "1758"),
    ]
    assert "7100" not in {v[3] for v in values}


def test_the_number_of_a_table_is_none_of_its_year(tmp_path):
    path = tmp_path / "t.txt"
    text = "表1 2017年1-8月份某市投资情况\n指标 | 绝对量 | 同比增长(%) |\n甲业投资 | 4284 | 4.8 |\n乙业投资 | 3051 | -6.4 |\n"
    path.write_text(text, encoding="utf-8")
    assert ta.load_indicators(path)["actual_period"].tolist() == ["2017-01/2017-08"] * 2


def test_a_month_in_a_heads_name_dates_it_whatever_months_the_title_spans(tmp_path):
    path = tmp_path / "t.txt"
    text = "各省纸张产量统计表(2010年1-9月)\n地区 | 纸张(千吨) | |\n | 9月产量 | 1-9月止累计 |\n全国 | 459.5 | 3654.3 |\n"
    path.write_text(
        text + "北京 | 16.2 | 139.7 |\n天津 | 3.5 | 28.1 |\n河北 | 15.1 | 113.2 |\n", "utf-8"
    )
    frame = ta.load_indicators(path)
    assert frame["actual_period"].tolist()[:2] == ["2010-09", "2010-Q1/2010-Q3"]
