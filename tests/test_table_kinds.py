"""Kinds of tables that were once read wrong: one small table a kind."""

import csv
import io

import pytest

import taian_analysis as ta
from taian_analysis.base.errors import AnnexError
from taian_analysis.cleaning.confidence import bar


def read(text, tmp_path, suffix="txt"):
    """Return for each indicator its values by role, and the frame."""
    path = tmp_path / f"table.{suffix}"
    path.write_text(text, encoding="utf-8")
    frame, seen = ta.load_indicators(path), ta.load_observations(path)
    values = {
        name: [(o.role, o.text) for o in seen.itertuples() if o.indicator_id == known]
        for name, known in zip(frame["indicator"], frame["indicator_id"], strict=True)
    }
    return frame, values


def as_csv(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def test_the_place_a_page_was_put_up_is_no_title(tmp_path):
    """规划 in the author's name once made every number of a statistic a target."""
    frame, values = read(
        "2024年二季度统计数据\n发布时间:2024-08-02 来源:某局 作者:规划财务科\n"
        "指 标 | 单 位 | 数 量 |\n甲床位 | 张 | 131 |\n乙机构 | 个 | 58 |\n丙人数 | 人 | 61 |\n",
        tmp_path,
    )
    assert values["乙机构"] == [("actual", "58")]
    assert frame["actual_period"].tolist() == ["2024-Q2"] * 3


def test_a_year_before_the_target_is_where_it_began(tmp_path):
    _, values = read(
        "指标 | 单位 | 2022年完成 | 2023年计划 | 2023年完成\n甲项 | 个 | 15 | 18 | 17\n"
        "乙项 | 个 | 20 | 25 | 26\n",
        tmp_path,
    )
    assert values["甲项"] == [("baseline", "15"), ("target", "18"), ("actual", "17")]


def test_rows_without_their_last_cells_keep_their_columns(tmp_path):
    rows = [
        ["序号", "责任单位", "指标", "单位", "2023年完成数", "2024年目标值", "1-9月完成数", "备注"],
        ["1", "甲局", "甲项", "个", "68", "74", "55"],
        ["2", "乙局", "乙项", "%", "92", "95", "90", "受汛期影响"],
        ["3", "丙局", "丙项", "%", "11", "12", "9"],
    ]
    _, values = read(as_csv(rows), tmp_path, "csv")
    assert values["甲项"] == [("baseline", "68"), ("target", "74"), ("actual", "55")]


def test_an_unknown_last_head_does_not_cost_the_rows(tmp_path):
    _, values = read(
        "序号 | 指标 | 单位 | 权重 | 目标值 | 完成值 | 完成率(%) | 得分 | 全市排名 |\n"
        "一、经济(40分) |||||||||\n1 | 甲增速 | % | 10 | 7.0 | 6.6 | 94.3 | 9.4 | 5 |\n"
        "2 | 乙比重 | % | 8 | ≥75 | 71.8 | 95.7 | 7.7 | 7 |\n合 计 | || 100 | ||| 96.7 | 4 |\n",
        tmp_path,
    )
    assert values["甲增速"] == [("target", "7.0"), ("actual", "6.6")]
    assert values["乙比重"] == [("target", "≥75"), ("actual", "71.8")]


def test_a_growth_under_a_month_is_no_result(tmp_path):
    rows = [
        ["指标名称", "计量单位", "本月", "", "1-本月累计", ""],
        ["", "", "绝对量", "同比±%", "绝对量", "同比±%"],
        ["甲产值", "亿元", "48.36", "7.2", "221.75", "6.4"],
        ["乙产值", "亿元", "3.42", "-5.1", "16.08", "-3.3"],
        ["丙产量", "万吨", "27.41", "-9.8", "118.25", "-11.2"],
    ]
    _, values = read(as_csv(rows), tmp_path, "csv")
    assert values["甲产值"] == [
        ("actual", "48.36"), ("change", "7.2"), ("actual", "221.75"), ("change", "6.4"),
    ]  # fmt: skip


def test_value_added_is_a_level_and_a_rate_beside_growth_alone_is_a_result(tmp_path):
    """增加值 begins like 增加, and was a sure change of 780; 增长 and 产销率 alone were refused."""
    _, values = read(
        "市级工业\n2021年1-6月\n行业 | 增加值(亿元) | 增长(%)\n食品 | 780 | -7.8\n纺织 | 310 | 6.0\n"
        "化工 | 96 | 8.5\n",
        tmp_path,
    )
    assert values["食品"] == [("actual", "780"), ("change", "-7.8")]
    _, values = read(
        "2021年1-6月\n行业 | 增长(%) | 产销率(%)\n食品 | -7.8 | 95.4\n纺织 | 6.0 | 96.2\n"
        "化工 | 8.5 | 100.7\n",
        tmp_path,
    )
    assert values["化工"] == [("change", "8.5"), ("actual", "100.7")]


def test_goals_in_words_before_the_name_are_the_area(tmp_path):
    frame, values = read(
        "<table><tr><th>策略目標</th><th>績效指標</th><th>單位</th><th>目標值</th><th>實際值</th></tr>"
        "<tr><td rowspan=2>強化照護</td><td>甲率</td><td>%</td><td>70</td><td>73</td></tr>"
        "<tr><td>乙數</td><td>處</td><td>62</td><td>66</td></tr>"
        "<tr><td>推動保健</td><td>丙率</td><td>%</td><td>50</td><td>47</td></tr></table>",
        tmp_path,
        "html",
    )
    assert values["乙數"] == [("target", "62"), ("actual", "66")]
    assert frame["area"].tolist() == ["強化照護", "強化照護", "推動保健"]


def test_regions_down_with_target_and_result_under_each_indicator(tmp_path):
    rows = [
        ["地区", "甲标准(元/月)", "", "乙床位数(张)", ""],
        ["", "年度目标", "实际完成", "年度目标", "实际完成"],
        ["东城区", "720", "735", "38", "40.2"],
        ["西平县", "680", "660", "35", "33.6"],
        ["南溪县", "700", "705", "36", "36.1"],
    ]
    frame, _ = read(as_csv(rows), tmp_path, "csv")
    told = frame[["area", "indicator", "unit", "target_text", "actual_text"]].values.tolist()
    assert told[2:4] == [
        ["西平县", "甲标准", "元/月", "680", "660"], ["西平县", "乙床位数", "张", "35", "33.6"],
    ]  # fmt: skip


def test_a_title_beside_its_area_tells_two_rows_of_one_name_apart(tmp_path):
    frame, _values = read(
        "<table><tr><th>类别</th><th>指标名称</th><th>单位</th><th>数量</th></tr>"
        "<tr><td rowspan=6>四、救助</td><td colspan=3>城镇低保</td></tr>"
        "<tr><td>人数</td><td>万人</td><td>6.1</td></tr><tr><td>户数</td><td>万户</td><td>4.1</td></tr>"
        "<tr><td colspan=3>农村低保</td></tr>"
        "<tr><td>人数</td><td>万人</td><td>45.9</td></tr><tr><td>户数</td><td>万户</td><td>25.4</td></tr>"
        "</table>",
        tmp_path,
        "html",
    )
    told = frame[["area", "parent", "indicator", "actual_text"]].values.tolist()
    assert told[0] == ["四、救助", "城镇低保", "人数", "6.1"]
    assert told[2] == ["四、救助", "农村低保", "人数", "45.9"]


def test_a_title_over_all_columns_stands_above_the_column_of_areas(tmp_path):
    frame, _ = read(
        "<table><tr><th>项目</th><th>指标</th><th>单位</th><th>数量</th></tr>"
        "<tr><td colspan=4>城镇低保</td></tr><tr><td>人数</td><td>总数</td><td>万人</td><td>6.1</td></tr>"
        "<tr><td colspan=4>农村低保</td></tr><tr><td>人数</td><td>总数</td><td>万人</td><td>45.9</td></tr>"
        "</table>",
        tmp_path,
        "html",
    )
    told = frame[["area", "parent", "indicator", "actual_text"]].values.tolist()
    assert told == [["城镇低保", "人数", "总数", "6.1"], ["农村低保", "人数", "总数", "45.9"]]


def test_what_is_said_again_in_english_is_no_part_of_name_or_unit(tmp_path):
    frame, values = read(
        "指标 Item\n|\n单位 Unit\n|\n2019年\n|\n2020年\n|\n2021年\n|\n"
        "专任教师 Full-time Teachers\n|\n人 person\n|\n6,842\n|\n7,015\n|\n7,390\n|\n"
        "在校生 Students\n|\n万人 10,000 persons\n|\n8.74\n|\n9.02\n|\n9.31\n|\n",
        tmp_path,
    )
    assert frame[["indicator", "unit"]].values.tolist() == [["专任教师", "人"], ["在校生", "万人"]]
    assert values["在校生"] == [("actual", "8.74"), ("actual", "9.02"), ("actual", "9.31")]


def test_a_sign_in_a_column_of_its_own_is_part_of_the_target(tmp_path):
    frame, _ = read(
        "指标名称 | 指标性质 | 指标值 | 度量单位\n甲覆盖率 | ≥ | 64 | %\n乙时间 | ≤ | 12 | 月\n"
        "丙补助标准 | = | 89 | 元\n",
        tmp_path,
    )
    assert frame["target_text"].tolist() == ["≥64", "≤12", "=89"]
    assert frame["target_op"].tolist() == [">=", "<=", "=="]
    assert frame["target_value"].tolist() == [64, 12, 89]


def test_an_unknown_head_of_names_before_the_heads_of_values(tmp_path):
    _, values = read(
        "服務承諾\n\n目標\n\n2022-23年度實際表現\n\n書面查詢(10個工作天內回覆)\n\n98%\n\n99.4%\n\n"
        "評估報告(30天內)\n\n95%\n\n92.7%\n\n投訴調查\n\n不少於90%\n\n94.1%\n\n實地視察(每年)\n\n120次\n\n131次\n",
        tmp_path,
    )
    assert values["評估報告(30天內)"] == [("target", "95%"), ("actual", "92.7%")]
    assert values["實地視察(每年)"] == [("target", "120次"), ("actual", "131次")]


def test_the_cells_of_a_grid_stay_where_they_are_printed(tmp_path):
    """An unknown unit or a value in foreign words once moved its neighbours."""
    frame, values = read(
        "| Sector | Indicator | Unit | Baseline | Target | Actual | Remarks |\n"
        "|---|---|---|---|---|---|---|\n"
        "| Health | Mortality rate | per 1,000 live births | 52 | ≤ 45 | 47 | Not achieved |\n"
        "| | Health units established | No. | 118 | 150 | 143 | 95% achieved |\n"
        "| Water | Water lost | % | 47 | 40 | 43.5 | Not achieved |\n",
        tmp_path,
        "md",
    )
    assert values["Health units established"] == [
        ("baseline", "118"), ("target", "150"), ("actual", "143"),
    ]  # fmt: skip
    assert frame["unit"].tolist() == ["per 1,000 live births", "No.", "%"]


def test_a_yearbook_whose_first_head_is_no_known_word(tmp_path):
    """Names in two languages, the unit again in English on a line of its own."""
    frame, values = read(
        "8-3  主要年份邮电业务量\nMain Postal Services in Main Years\n  ltem 2005 2010 2015\n"
        "函件总量 (万件)   Total Letters   412 365 210\n (10 000 pieces)\n"
        "包裹总量 (万件)   Total Parcels   52 61 75\n (10 000 pieces)\n"
        "  快递       Express Mail 18 140 960\n",
        tmp_path,
    )
    assert [text for _, text in values["函件总量"]] == ["412", "365", "210"]
    assert [text for _, text in values["快递"]] == ["18", "140", "960"]
    assert frame["unit"].tolist()[:2] == ["万件", "万件"]


def test_regions_down_with_target_result_and_rate_of_each_indicator(tmp_path):
    heads = "目标任务\n\n进度\n\n完成比例(%)\n\n" * 3
    rows = "".join(
        f"{place}\n\n{n}00\n\n{n}60\n\n160\n\n{n}0\n\n{n}2\n\n1{n}0\n\n{n}5\n\n{n}6\n\n10{n}\n\n"
        for n, place in enumerate(("全市", "东河区", "西河区", "南山县", "北山县"), 1)
    )
    path = tmp_path / "wide.txt"
    path.write_text(
        f"2019年民生事项完成情况表\n\n地区\n\n新增就业(人)\n\n困难人员就业(人)\n\n培训人数\n\n{heads}{rows}",
        encoding="utf-8",
    )
    frame = ta.load_indicators(path)
    assert len(frame) == 15
    row = frame.loc[(frame["area"] == "西河区") & (frame["indicator"] == "困难人员就业")].iloc[0]
    assert (row["target_text"], row["actual_text"], row["unit"]) == ("30", "32", "人")
    assert row["official_rate"] == "130"


def test_heads_that_no_name_stands_over_are_refused(tmp_path):
    """Three targets for one county, and nothing says of what: no reading is better than a wrong one."""
    heads = "目标任务\n\n进度\n\n完成比例(%)\n\n" * 3
    rows = "".join(
        f"{place}\n\n{n}00\n\n{n}60\n\n160\n\n{n}0\n\n{n}2\n\n1{n}0\n\n{n}5\n\n{n}6\n\n10{n}\n\n"
        for n, place in enumerate(("全市", "东河区", "西河区", "南山县", "北山县"), 1)
    )
    path = tmp_path / "wide.txt"
    path.write_text(f"2019年完成情况表\n\n地区\n\n新增就业(人)\n\n{heads}{rows}", encoding="utf-8")
    with pytest.raises(AnnexError):
        ta.load_indicators(path)


def test_districts_down_with_level_and_growth_of_each_indicator(tmp_path):
    """The corner is empty and the unit stands over the table."""
    frame, _ = read(
        "表1 2012年分区生产总值\n单位:亿元 %\n|\n生产总值 |\n第一产业 |\n绝对值 |\n比上年增长 |\n绝对值 |\n比上年增长 |\n"
        "全市 |\n1295.8 |\n10.0 |\n5.6 |\n-18.2 |\n东区 |\n237.4 |\n9.0 |\n0.8 |\n5.8 |\n"
        "西区 |\n135.9 |\n8.6 |\n0.1 |\n-16.1 |\n",
        tmp_path,
    )
    assert frame["area"].tolist() == ["全市", "全市", "东区", "东区", "西区", "西区"]
    assert frame["actual_text"].tolist() == ["1295.8", "5.6", "237.4", "0.8", "135.9", "0.1"]
    assert set(frame["unit"]) == {"亿元"}


def test_a_merged_column_of_counties_is_the_area(tmp_path):
    frame, _ = read(
        as_csv([
            ["序号", "县区", "考核指标", "计量单位", "目标", "完成", "责任部门"],
            ["1", "东河区", "新增就业", "人", "6,800", "7,412", "人社局"],
            ["2", "", "新开工项目", "个", "24", "26", "发改委"],
            ["3", "西山县", "新增就业", "人", "3,900", "3,986", "人社局"],
            ["4", "", "新开工项目", "个", "15", "15", "发改委"],
        ]),
        tmp_path,
        "csv",
    )  # fmt: skip
    assert frame["area"].tolist() == ["东河区", "东河区", "西山县", "西山县"]
    assert frame["indicator"].tolist() == ["新增就业", "新开工项目"] * 2


def test_cells_that_carry_their_own_head(tmp_path):
    """One head is printed for four cells, each with its label; a label alone is no value."""
    rows = "".join(
        f"| {name} | Q1: {a} | Q2: - | Q3: {b} | Q4: {c} | {c} |\n"
        for name, a, b, c in (
            ("Births (all) attended", "15%", "60%", "72%"),
            ("Taps that work", "98%", "-", "99%"),
            ("Births (home) attended", "49%", "50%", "65%"),
        )
    )
    frame, values = read(
        f"| Indicator | Targets/Milestones | Annual Target |\n|---|---|---|\n{rows}", tmp_path, "md"
    )
    names = ["Births (all) attended", "Taps that work", "Births (home) attended"]
    assert frame["indicator"].tolist() == names
    assert [text for _, text in values["Taps that work"]] == ["98%", "99%", "99%"]
    assert frame["target_text"].tolist() == ["72%", "99%", "65%"]


def test_an_index_under_a_head_of_changes_is_a_level(tmp_path):
    frame, _ = read(
        "表2 2021年居民消费价格指数\n指标 | 比上年涨跌(%) |\n总指数 | 101.0 |\n食品 | 98.4 |\n衣着 | 101.4 |\n",
        tmp_path,
    )
    assert frame["actual_text"].tolist() == ["101.0", "98.4", "101.4"]


def test_the_first_three_quarters_among_parts_of_a_year(tmp_path):
    _, values = read(
        "# 2024年主要目标进度\n\n| 指标 | 单位 | 全年目标 | 一季度 | 上半年 | 前三季度 |\n|--|--|--|--|--|--|\n"
        "| 投资增速 | % | 6.5 | 5.1 | 5.8 | 6.2 |\n| 新增就业 | 人 | 9000 | 2310 | 5125 | 7460 |\n",
        tmp_path,
        "md",
    )
    assert values["新增就业"] == [
        ("target", "9000"), ("actual", "2310"), ("actual", "5125"), ("actual", "7460"),
    ]  # fmt: skip


def test_a_line_over_a_table_says_what_it_counts_in(tmp_path):
    frame, _ = read(
        "各类粮食产量\n单位:万吨\n指标 | 2021年 | 2022年 | 2023年 |\n稻谷 | 501 | 502 | 503 |\n"
        "自给率 | 91 | 92 | 93 |\n薯类 | 81 | 83 | 82 |\n",
        tmp_path,
    )
    assert frame["unit"].fillna("").tolist() == ["万吨", "", "万吨"]


PLACES = "地区 | 2023年5月 | 2023年4月 | 2023年3月 |\n云县 | 8.7 | 10 | 7.3 |\n双江县 | 1.5 | -2 | 4 |\n永德县 | 3 | 3.5 | 6 |\n"


def test_places_under_a_line_that_says_the_measure_are_its_areas(tmp_path):
    frame, values = read(f"指标:建筑业产值增速(%) | |||\n{PLACES}", tmp_path)
    assert frame["area"].tolist() == ["云县", "双江县", "永德县"]
    assert set(frame["indicator"]) == {"建筑业产值增速"}
    assert set(frame["unit"]) == {"%"}
    assert [text for _, text in values["建筑业产值增速"]] == ["3", "3.5", "6"]  # of the last row


def test_places_whose_measure_nothing_says_are_never_sure(tmp_path):
    frame, _ = read(f"各县情况\n{PLACES}", tmp_path)
    assert frame["indicator"].tolist() == ["云县", "双江县", "永德县"]
    assert (frame["confidence"] < bar()).all()


@pytest.mark.parametrize("years", ["2010 2015 2020", "2020 2015 2010"])
def test_years_alone_above_names_and_numbers_are_heads(years, tmp_path):
    frame, values = read(
        f"3-1  用地结构\n单位:%\n     {years}\n\n 耕地 60.5 58.1 55.0\n   水田 30.2 29.0 28.8\n"
        "   旱地 30.3 29.1 26.2\n 林地 22.0 23.5 25.1\n",
        tmp_path,
    )
    assert frame["indicator"].tolist() == ["耕地", "水田", "旱地", "林地"]
    assert values["水田"] == [("actual", "30.2"), ("actual", "29.0"), ("actual", "28.8")]
    assert set(frame["unit"]) == {"%"}
    latest = "25.1" if years.startswith("2010") else "22.0"
    assert frame["actual_text"].tolist()[-1] == latest


def test_a_column_whose_only_numbers_count_is_no_target(tmp_path):
    heads, source = "领域 | 任务 | 指标名称", "甲率 | 乙率 | 丙率 | 丁率 | 戊率 | 己率"
    numbers = ["1", "-", "2", "3", "优化", "4"]
    rows = "\n".join(
        f"空间 | {number} | {name}"
        for number, name in zip(numbers, source.split(" | "), strict=True)
    )
    with pytest.raises(AnnexError):
        read(f"{heads}\n{rows}\n", tmp_path)


def test_heads_of_a_role_over_places_a_cell_a_line_are_read_and_none_is_sure(tmp_path):
    heads = ["序号", "市 州", "计划完成数", "累计开工数", "开工率", "计划投资额(万元)"]
    heads += ["累计完成投资额(万元)", "计划投资完成率"]
    places = ["长沙市", "株洲市", "湘潭市", "衡阳市", "邵阳市", "岳阳市", "常德市"]
    lines = ["老旧小区改造完成进度表", *heads]
    for n, name in enumerate(places, 1):
        plan, begun, money, spent = 40 + 7 * n, 30 + 6 * n, 8000 + 910 * n, 3000 + 430 * n
        lines += [str(n), name, str(plan), str(begun), f"{100 * begun / plan:.2f}%", str(money)]
        lines += [str(spent), f"{100 * spent / money:.2f}%"]
    frame, _ = read("\n".join(f"{line} |" for line in lines), tmp_path)
    assert frame["area"].unique().tolist() == places
    first = frame[frame["area"] == "长沙市"].set_index("indicator")
    assert first.loc["计划完成数", "target_text"] == "47"
    assert first.loc["累计开工数", "actual_text"] == "36"
    assert first.loc["计划投资额", "target_text"] == "8910"
    assert first.loc["累计完成投资额", "actual_text"] == "3430"
    assert (frame["confidence"] < bar()).all()


def as_html(rows):
    cells = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in rows)
    return f"<html><body><p>2022年工作</p><table>{cells}</table></body></html>"


THOUSANDS = {
    "pipes": ("txt", lambda rows: "2022年工作\n" + "\n".join(map(" | ".join, rows))),
    "lines": ("txt", lambda rows: "2022年工作\n\n" + "\n\n".join(t for row in rows for t in row)),
    "html": ("html", as_html),
}


@pytest.mark.parametrize(("ext", "form"), THOUSANDS.values(), ids=THOUSANDS)
def test_thousands_told_apart_by_blanks_are_one_number(ext, form, tmp_path):
    rows = [["指标", "单位", "年度目标", "实际完成"], ["培训人次", "人", "1 200", "1 310"],
            ["造林面积", "亩", "12 500", "11 020.5"], ["修路里程", "公里", "300", "310"]]  # fmt: skip
    path = tmp_path / f"table.{ext}"
    path.write_text(form(rows), encoding="utf-8")
    frame = ta.load_indicators(path)
    assert frame["target_value"].tolist() == [1200, 12500, 300]
    assert frame["actual_value"].tolist() == [1310, 11020.5, 310]


def test_a_row_below_a_cell_that_spans_is_no_rest_of_the_row_before(tmp_path):
    frame, _ = read(
        "类别 | 指标 | 单位 | 目标值 | 完成值 | 备注 |\n"
        "甲类 | 甲项 | 个 | 11 | 12 | 无 |\n| 乙项 | 个 | 13 | 14 |\n"
        "丙类 | 丙项 | 个 | 15 | 16 | 无 |\n| 丁项 | 个 | 17 | 18 |\n"
        "戊类 | 戊项 | 个 | 19 | 20 | 无 |\n| 己项 | 个 | 21 | 22 |\n",
        tmp_path,
    )
    assert frame["indicator"].tolist() == ["甲项", "乙项", "丙项", "丁项", "戊项", "己项"]


def test_rising_years_are_a_header_whatever_word_leads_their_line(tmp_path):
    """Of a head in two languages only the translation is kept: project for 项目."""
    frame, values = read(
        "3-2  线路长度\nlength of lines\n单位:公里   (km)\n    project 2005 2010 2015\n"
        "铁路里程 length of railways     21 25 31\n公路里程   length of highways 110 120 145\n"
        "航道里程 length of waterways 55 54 52\n",
        tmp_path,
    )
    assert frame["indicator"].tolist() == ["铁路里程", "公路里程", "航道里程"]
    assert values["公路里程"] == [("actual", "110"), ("actual", "120"), ("actual", "145")]
    assert set(frame["unit"]) == {"公里"}


def test_two_targets_under_one_head_after_what_was_reached(tmp_path):
    """2025年 once was where a plan to 2035年 starts, though 2020年实际 stands before it."""
    _, values = read(
        "<html><body><table><caption>表1 养老服务主要指标</caption>"
        '<tr><th rowspan="2">指标</th><th rowspan="2">2020年实际</th><th colspan="2">目标值</th>'
        '<th rowspan="2">属性</th></tr><tr><th>2025年</th><th>2035年</th></tr>'
        "<tr><td>护理型床位占比(%)</td><td>41.6</td><td>58</td><td>71</td><td>约束性</td></tr>"
        "<tr><td>养老服务中心(个)</td><td>5</td><td>11</td><td>14</td><td>预期性</td></tr>"
        "</table></body></html>",
        tmp_path,
        "html",
    )
    assert values["养老服务中心"] == [("baseline", "5"), ("target", "11"), ("target", "14")]


def test_every_dash_alone_in_its_cell_is_a_missing_value(tmp_path):
    """A long bar (U+2015) in the first rows, and heads in traditional characters."""
    _, values = read(
        "2020年1-6月主要指標\n指標\n|\n單位\n|\n累計\n|\n±%\n|\n甲產值\n|\n億元\n|\n\u2015\n|\n3.0\n|\n"
        "乙投資\n|\n億元\n|\n\u2015\n|\n3.2\n|\n丙零售總額\n|\n億元\n|\n631.38\n|\n-7.8\n|\n"
        "丁出口額\n|\n億元\n|\n93.40\n|\n-6.6\n|\n戊收入\n|\n億元\n|\n99.70\n|\n-0.3\n",
        tmp_path,
    )
    assert values["丙零售總額"] == [("actual", "631.38"), ("change", "-7.8")]
    assert values["戊收入"] == [("actual", "99.70"), ("change", "-0.3")]
    assert ("change", "3.0") in values["甲產值"]


def test_a_label_without_a_colon_is_no_name(tmp_path):
    _, values = read(
        "三级指标 | 年度指标值 | 实际完成值\n指标1工程完工率 | 100 | 98\n指标2验收合格率 | 95 | 96\n"
        "指标3 | …… | ……\n",
        tmp_path,
    )
    assert list(values) == ["工程完工率", "验收合格率"]


def test_a_place_printed_once_between_number_and_name(tmp_path):
    """A row without it was aligned by itself: a dash made its unit the name."""
    text = (
        "序号 | 镇街 | 考核指标 | 单位 | 2025年实绩 | 2026年任务 | 1—9月完成\n"
        "1 | 甲镇 | 投资 | 亿元 | 18.4 | 20 | 15.6\n2 | 城镇新增就业 | 人 | 286 | 300 | 245\n"
        "3 | 5 户以上养殖点整改 | 处 | — | 8 | 6\n4 | 乙乡 | 投资 | 亿元 | 9.7 | 10 | 8.1\n"
        "5 | 城镇新增就业 | 人 | 126 | 130 | 99\n"
    )
    frame, values = read(text, tmp_path)
    assert frame["area"].tolist() == ["甲镇"] * 3 + ["乙乡"] * 2
    assert values["5 户以上养殖点整改"][1:] == [("target", "8"), ("actual", "6")]
    assert frame["unit"].tolist() == ["亿元", "人", "处", "亿元", "人"]


def test_a_sum_over_the_plan_stands_for_the_dash_of_its_target(tmp_path):
    _, values = read(
        "“十五五”主要指标\n指标 | 单位 | 2025年(预计) | 2030年 | 五年累计 | 属性\n"
        "供水普及率 | % | 94.6 | 98 | — | 约束性\n新增供水能力 | 万吨 | — | — | 〔6.5〕 | 预期性\n"
        "漏损率 | % | 10.8 | 8.5 | — | 约束性\n",
        tmp_path,
    )
    assert values["新增供水能力"] == [("baseline", "—"), ("target", "〔6.5〕")]


def test_a_form_says_the_direction_and_the_sign_of_each_target(tmp_path):
    """正向 was taken for the name where the cell before it stood elsewhere."""
    text = "".join(
        f"{cell} |\n"
        for cell in [
            "一级指标",
            "二级指标",
            "三级指标",
            "指标性质",
            "指标方向",
            "年度指标值",
            "实际完成值",
            "计量单位",
            "分值",
            "产出指标",
            "数量指标",
            "指标1:租车次数",
            "正向",
            "大于等于",
            "1",
            "1",
            "次",
            "8",
            "指标2:制作个数",
            "反向",
            "小于等于",
            "3",
            "2",
            "个",
            "7",
            "质量指标",
            "指标1:合格率",
            "正向",
            "等于",
            "100",
            "98",
            "%",
            "8",
        ]
    )
    _, values = read(text, tmp_path)
    assert values["制作个数"] == [("target", "小于等于3"), ("actual", "2")]
    assert values["合格率"] == [("target", "等于100"), ("actual", "98")]


def test_an_office_is_no_target(tmp_path):
    _, values = read(
        "2020年绩效目标\n\n项目\n\n指标值\n\n绩效金额\n\n南山市疾病预防控制中心\n\n疫苗项目\n\n3000000\n\n"
        "数量指标\n\n疫苗使用率\n\n100%\n\n疫苗提供及时率\n\n98%\n\n群众满意度\n\n95%\n",
        tmp_path,
    )
    assert values["疫苗提供及时率"] == [("target", "98%")]
    assert "绩效金额" not in values


def test_letters_and_romans_are_serial_numbers(tmp_path):
    _, values = read(
        "指标 | 单位 | 数量\n其中:(1)儿童福利 | 万元 | 12\nA 城市低保支出 | 万元 | 34\n"
        "II 临时补贴 | 万元 | 4\nC级病险水库 | 座 | 3\n",
        tmp_path,
    )
    assert list(values) == ["儿童福利", "城市低保支出", "临时补贴", "C级病险水库"]


def test_a_table_a_cell_a_line_begins_where_its_names_do(tmp_path):
    """Five cells of the page stand before it: with each row moved by one the columns fit too."""
    cells = [
        "来源:某科",
        "【字体】",
        "【打印】",
        "【保存】",
        "分享:",
        "指标名称",
        "单位",
        "代码",
        "数量",
    ]
    rows = [("镇", "个", "JZH011000000", "43"), ("乡", "个", "JZH012000000", ""), ("苏木", "个", "JZH013000000", "6"),
            ("街道", "个", "JZH014000000", "26"), ("社区", "个", "JZH015000000", "31"), ("村", "个", "JZH016000000", "8")]  # fmt: skip
    cells += [cell for row in rows for cell in row]
    _, values = read("".join(f"{cell} |\n" for cell in cells), tmp_path)
    assert values["苏木"] == [("actual", "6")]
    assert values["村"] == [("actual", "8")]


def test_where_an_office_signs_is_no_target(tmp_path):
    _, values = read(
        "三级指标 | 指标值\n改造小区 | ≥15个\n群众满意度 | ≥95%\n受益户数 | ≥29户\n"
        "财政部门支出股室初审意见 | 财政部门绩效评价股审核意见\n",
        tmp_path,
    )
    assert list(values) == ["改造小区", "群众满意度", "受益户数"]


def test_numbers_as_far_apart_as_heads_part_rows_of_words():
    rows = [
        "序号 任务 目标 进展情况 完成时限",
        "1 制定养老服务条例 12月底前印发 已报审议 2024年12月",
        "2 建设智慧民政平台 上线运行 已完成验收 2024年10月",
        "3 新增社工站(个) 12 9 2024年11月",
        "4 提供助餐的村居 每个镇1处 每个镇至少1处 2024年9月",
    ]
    text = (
        "2024年改革任务台账\n\n" + "\n\n".join(c for r in rows for c in r.split()) + "\n\n注:略。"
    )
    frame = ta.load_indicators(text)
    assert frame["target_text"].tolist() == ["12月底前印发", "上线运行", "12", "每个镇1处"]
    assert frame["actual_text"].tolist() == ["已报审议", "已完成验收", "9", "每个镇至少1处"]


def test_name_of_one_sign_before_its_unit_below_a_title():
    text = "2024年一季度统计\n\n" + "\n\n".join(
        [
            "指标",
            "单位",
            "数量",
            "一、行政区划",
            "镇",
            "个",
            "18",
            "乡",
            "个",
            "4",
            "二、养老服务",
            "机构",
            "个",
            "52",
            "床位",
            "张",
            "6021",
        ]
    )
    frame = ta.load_indicators(text)
    assert frame["indicator"].tolist() == ["镇", "乡", "机构", "床位"]
    assert frame["area"].tolist() == ["一、行政区划"] * 2 + ["二、养老服务"] * 2


def test_measures_without_a_chinese_sign_but_for_their_unit():
    text = "2024年5月各县区空气质量\n\n" + "\n\n".join(
        cell
        for row in (
            "县区 PM10(μg/m³) 优良率(%)",
            "金水区 61 87.1",
            "银山县 48 96.8",
            "铜川县 66 80.6",
        )
        for cell in row.split()
    )
    frame = ta.load_indicators(text)
    assert frame["indicator"].tolist() == ["PM10", "优良率"] * 3
    assert frame["actual_text"].tolist() == ["61", "87.1", "48", "96.8", "66", "80.6"]
