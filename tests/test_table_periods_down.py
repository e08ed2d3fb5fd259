"""Tables with periods down, and with places under measures whose lower heads are 绝对值, 增长."""

from __future__ import annotations

from pathlib import Path

import pytest

import taian_analysis as ta
from taian_analysis.base.errors import TaianError
from taian_analysis.cleaning.confidence import bar


def values(tmp_path: Path, text: str) -> dict[tuple[str, str], str]:
    path = tmp_path / "source.txt"
    path.write_text(text, encoding="utf-8")
    named = ta.load_indicators(path).set_index("indicator_id")
    rows = ta.load_observations(path)
    return {
        (f"{_text(named.loc[row.indicator_id, 'area'])}{named.loc[row.indicator_id, 'indicator']}",
         f"{row.role} {_text(row.period)}".strip()): row.text
        for row in rows.itertuples()
    }  # fmt: skip


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


YEARS = {
    ("常住人口", "actual 2016"): "73.07", ("常住人口", "actual 2017"): "73.11",
    ("常住人口", "actual 2018"): "72.98", ("出生率", "actual 2016"): "9.35",
    ("出生率", "actual 2017"): "11.55", ("出生率", "actual 2018"): "10.02",
}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "年份 | 常住人口(万人) | 出生率(‰) |\n2016 | 73.07 | 9.35 |\n2017 | 73.11 | 11.55 |\n"
        "2018 | 72.98 | 10.02 |",
        "| 时间 | 常住人口 (万人) | 出生率 (‰) |\n|---|---|---|\n| 2020 |||\n"
        "| 2018 | 72.98 | 10.02 |\n| 2017 | 73.11 | 11.55 |\n| 2016 | 73.07 | 9.35 |",
        "年份  常住人口  出生率\n      (万人)  (‰)\n2016  73.07  9.35\n2017  73.11  11.55\n"
        "2018  72.98  10.02",
        "年份\n常住人口(万人)\n出生率(‰)\n2016年\n73.07\n9.35\n2017年\n73.11\n11.55\n2018年\n72.98\n10.02",
    ],
    ids=["pipes", "markdown with an empty year", "blanks, units below", "a cell a line"],
)
def test_years_down_are_periods(tmp_path: Path, text: str) -> None:
    assert values(tmp_path, text) == YEARS


def test_years_of_taiwans_count_down(tmp_path: Path) -> None:
    text = "年度,據點(處),服務人次(人次)\n105,12,3400\n106,15,3521\n107,19,4102\n"
    got = values(tmp_path, text)
    assert got["據點", "actual 2016"] == "12" and got["服務人次", "actual 2018"] == "4102"


def test_a_lower_head_is_nested_under_the_upper_one(tmp_path: Path) -> None:
    text = (
        "年 份 | 卫生机构 | | 床位数 | |\n | 合计 | #医院 | 合计 | #医院 |\n"
        "2008 | 2784 | 428 | 46124 | 41212 |\n2009 | 2617 | 437 | 46353 | 41921 |\n"
        "2010 | 2687 | 438 | 48828 | 44080 |"
    )
    path = tmp_path / "source.txt"
    path.write_text(text, encoding="utf-8")
    rows = ta.load_indicators(path)
    assert list(rows["indicator"]) == ["卫生机构", "医院", "床位数", "医院"]
    assert [_text(cell) for cell in rows["parent"]] == ["", "卫生机构", "", "床位数"]


@pytest.mark.parametrize(
    "head",
    [
        "地区 | 货物运输量(万吨) | | 旅游收入(亿元) | |\n | 绝对值 | 同比(%) | 绝对值 | 同比(%) |",
        "地区 | 货物运输量 | 旅游收入 |\n完成额(万吨) | 增速(%) | 完成额(亿元) | 增速(%) |",
        "地区 | 货物运输量 | | 旅游收入 | |\n | 总量 | ±% | 总量 | ±% |",
    ],
    ids=["merged", "the second row lost its first cell", "unit nowhere"],
)
def test_how_much_of_a_measure_is_no_part_of_its_name(tmp_path: Path, head: str) -> None:
    body = "合计 | 118 | 38.6 | 75 | -25.2 |\n吉首市 | 86 | 32.5 | 11 | 34.1 |\n泸溪县 | 32 | 27.7 | 64 | 0.1 |\n凤凰县 | 30 | 25.9 | 57 | -2.6 |"
    got = values(tmp_path, f"{head}\n{body}")
    assert got["吉首市货物运输量", "actual"] == "86" and got["凤凰县旅游收入", "actual"] == "57"
    assert got["吉首市货物运输量", "change"].startswith("32.5")
    assert {key[1] for key in got} == {"actual", "change"}


def test_a_short_row_of_a_cell_a_line_does_not_take_the_next_ones_cells(tmp_path: Path) -> None:
    """One cell of 泸溪县 is not printed: which, nobody knows."""
    lines = ["镇街", "契税(万元)", "税收(万元)", "罚没收入(万元)"]
    for name, cells in (("合计", "870 523 104"), ("吉首市", "214 425 39"), ("泸溪县", "78 21"),
                        ("凤凰县", "59 35 13"), ("古丈县", "43 32 11")):  # fmt: skip
        lines += [name, *cells.split()]
    try:
        got = values(tmp_path, "\n".join(lines))
    except TaianError:
        return
    assert not any(name.startswith("泸溪县") for name, _ in got)
    assert got["凤凰县税收", "actual"] == "35"


HEADS = [
    "年份 Year",
    "学校(所) Schools",
    "教职工(人) Staff",
    "在校生(人)",
    "#小学",
    "#专任教师",
    "#女生",
]
HEADS += ["#寄宿生"]
ROWS = [
    "2019 23 14 640 512 9120 4310 900",
    "2020 25 15 655 530 9340 4402 955",
    "2021 24 15 671 548 9511 4499 1020",
]


@pytest.mark.parametrize("between", [" |\n", " | "])
def test_parts_printed_after_all_that_they_are_of_are_put_by_their_size(tmp_path, between):
    rows = [" ".join(row.split()).replace(" ", between) for row in ROWS]
    text = "".join(f"{cell} |\n" for cell in [*HEADS, *rows])
    got = values(tmp_path, text)
    assert {name: text for (name, when), text in got.items() if when == "actual 2021"} == {
        "学校": "24", "小学": "15", "教职工": "671", "专任教师": "548",
        "在校生": "9511", "女生": "4499", "寄宿生": "1020",
    }  # fmt: skip
    frame = ta.load_indicators(tmp_path / "source.txt").set_index("indicator")
    assert (frame["confidence"] < bar()).all()
    assert frame.loc["女生", "parent"] == "在校生"


def test_parts_that_fit_below_several_heads_are_read_by_nobody(tmp_path):
    heads = ["年份", "甲类(个)", "乙类(个)", "#一等", "#优等"]  # 9 | 4 of 5 or 9 | 5 of 4?
    rows = ["2019 9 5 4 1", "2020 9 6 4 1", "2021 8 6 7 2"]
    cells = [*heads, *(cell for row in rows for cell in row.split())]
    path = tmp_path / "source.txt"
    path.write_text("".join(f"{cell} |\n" for cell in cells), encoding="utf-8")
    with pytest.raises(TaianError):
        ta.load_indicators(path)


def test_names_with_a_value_short_at_one_time_are_no_such_table(tmp_path):
    text = "造林面积\n居民收入\n贫困人口\n2015年\n132.4万亩\n10,982元\n18.67万人\n2020年\n141.8万亩\n15,734元\n"
    (tmp_path / "source.txt").write_text(text, encoding="utf-8")
    with pytest.raises(TaianError):
        ta.load_indicators(tmp_path / "source.txt")


def test_a_number_of_two_digits_beside_years_is_no_year(tmp_path):
    """88, first of its row after 374, was taken for a year of Taiwan's count and cut its row."""
    heads = ["年份", "机构数(个)", "医院(个)", "床位数(张)"]
    rows = ["1979 457 20 19099", "1980 475 26 20258", "1981 508 23 19791", "1982 374 88 17578"]
    text = "".join(f"{cell} |\n" for cell in [*heads, *(c for row in rows for c in row.split())])
    got = values(tmp_path, text)
    assert got[("医院", "actual 1982")] == "88"
    assert len(got) == 12


def test_growth_alone_is_what_is_measured_and_months_have_their_year(tmp_path):
    cells = ["增加值环比增速(%)", "投资环比增速(%)", "零售额环比增速(%)"]
    cells += ["2012年11月份", "0.82", "1.52", "1.4", "12月份", "0.84", "1.59", "1.5"]
    cells += ["2013年1月份", "0.62", "1.81", "0.2", "2月份", "0.83", "1.57", "1.1"]
    got = values(tmp_path, "".join(f"{cell} |\n" for cell in cells))
    assert got[("增加值环比增速", "actual 2012-12")] == "0.84"
    assert got[("投资环比增速", "actual 2013-02")] == "1.57"
    assert len(got) == 12


def test_a_unit_on_a_line_of_its_own_is_of_the_head_before_it(tmp_path):
    cells = ["火灾起数(起)", "伤人数(人)", "直接财产损失", "(万元)"]
    rows = ["2016 9321 24 17653.6", "2017 8233 31 11487.1", "2018 7537 31 13276.1"]
    text = "".join(f"{cell}\n\n" for cell in [*cells, *(c for row in rows for c in row.split())])
    got = values(tmp_path, text)
    assert got[("直接财产损失", "actual 2017")] == "11487.1"
    assert len(got) == 9


def test_rows_whose_empty_cells_are_printed_at_their_end_are_not_guessed(tmp_path):
    head = "时间 | 常住人口(万人) | 户籍人口(万人) | 出生率(‰)\n"
    rows = "2017 | 76.8 | 80.3 | 11.5\n2016 | 76.5 | 80.5 | 10.9\n2015 | 75.9 | 80.8 | 10.0\n"
    path = tmp_path / "source.txt"
    path.write_text(f"{head}{rows}2014 | 80.6 | 9.8 |\n2013 | 77.1 | |\n", encoding="utf-8")
    read = ta.load_observations(path)
    assert set(read["period"]) == {"2017", "2016", "2015"} and len(read) == 9
    path.write_text(f"{head}{rows}2014 | 75.2 | 80.9 |\n", encoding="utf-8")
    assert len(ta.load_observations(path)) == 11


def test_lower_heads_fill_the_cells_left_empty_beside_upper_ones(tmp_path):
    head = ["年 份", "产值", "", "", "", "", "人均产值", "农业", "工业", "", "服务业", "#矿业"]
    english = ["Year", "Output", "Farms", "Industry", "Mining", "Services", "Per Head"]
    rows = [("1978", "100.0", "104.4", "108.0", "106.2", "117.9", "101.8"),
            ("1979", "121.8", "101.7", "125.7", "125.4", "135.8", "120.0"),
            ("1980", "132.1", "105.0", "139.9", "139.1", "138.8", "129.1")]  # fmt: skip
    path = tmp_path / "source.txt"
    cells = ["产值指数", *head, *english, *(t for row in rows for t in row)]
    path.write_text("\n".join(f"{cell} |" for cell in cells), encoding="utf-8")
    named = ta.load_indicators(path).set_index("indicator_id")["indicator"]
    got = {
        (named[o.indicator_id], o.period): o.text for o in ta.load_observations(path).itertuples()
    }
    order = ["产值", "农业", "工业", "矿业", "服务业", "人均产值"]
    assert got == {
        (name, row[0]): text for row in rows for name, text in zip(order, row[1:], strict=True)
    }


@pytest.mark.parametrize("last", ["", "907"])
def test_a_total_has_a_column_of_its_own_before_what_it_is_the_sum_of(tmp_path, last):
    head = "年 份 | 总产值 | 人均产值(元) | |||||\n农业 | 工业 | 服务业 | # 矿业 | # 制造业 | |||\n"
    rows = [("1978", "100", "30", "40", "30", "12", "28", last), ("1979", "120", "35", "50", "35", "14", "36", last),
            ("1980", "150", "41", "64", "45", "17", "47", last)]  # fmt: skip
    path = tmp_path / "source.txt"
    path.write_text(head + "\n".join(" | ".join(row) for row in rows), encoding="utf-8")
    named = ta.load_indicators(path).set_index("indicator_id")["indicator"]
    got = {
        (named[o.indicator_id], o.period): o.text for o in ta.load_observations(path).itertuples()
    }
    names = ["总产值", "农业", "工业", "服务业", "矿业", "制造业", *(["人均产值"] if last else [])]
    assert got == {
        (name, row[0]): text for row in rows for name, text in zip(names, row[1:], strict=False)
    }


def test_rows_that_lost_different_cells_tell_no_column(tmp_path):
    """Two years have five numbers, four have four: which of the five those lack, nothing says."""
    file = tmp_path / "freight.txt"
    file.write_text(
        "主要年份货运量\n年份 货运量\n(万吨) 铁路 公路 航空 管道\n"
        "Year Freight Railways Highways Aviation Pipelines\n"
        "1975 1439.3 958.5 476.7 4.1\n1978 2175.0 1298.0 847.0 30.0\n1980 2302.0 1374.0 719.0 209.0\n"
        "1985 3610.0 1478.0 1912.0 220.0\n1995 5220.0 1605.0 3519.0 0.04 95.96\n"
        "2000 6880.0 2105.3 4531.0 0.06 243.64\n",
        encoding="utf-8",
    )
    with pytest.raises(ta.AnnexError):
        ta.load_indicators(file)


def test_more_heads_than_any_year_has_numbers_tell_no_column(tmp_path):
    """Nothing stands over the years; of five heads the last two, or others, have no number yet."""
    file = tmp_path / "post.txt"
    heads = "   业务总量 函件 报刊 长途电话 电话户数\n(亿元) (万件) (万份) (万次) (万户)\n"
    rows = "1952 0.13 1781 22      \n1957 0.26 5278 73      \n1962 0.62 8505 64      \n"
    file.write_text("主要年份邮电业务\n" + heads + rows, encoding="utf-8")
    with pytest.raises(ta.AnnexError):
        ta.load_indicators(file)


def test_a_total_alone_in_the_row_above_its_parts(tmp_path):
    """By blanks: 1990 has four numbers, and the first is the sum of the two and not of #工业."""
    rows = [("1990", "100.0", "40.5", "59.5", "31.2"), ("1991", "100.0", "53.7", "46.3", "27.4"),
            ("1992", "100.0", "-14.9", "114.9", "15.2"), ("1993", "100.0", "61.0", "39.0", "16.3")]  # fmt: skip
    file = tmp_path / "shares.txt"
    head = (
        "2-8  贡献率\n计量单位:% (%)\n  生产总值  \n        \n第一产业 第二产业 #工业\n        \n"
    )
    file.write_text(head + "\n".join("  ".join(row) for row in rows) + "\n", encoding="utf-8")
    named = ta.load_indicators(file).set_index("indicator_id")["indicator"]
    got = {
        (named[o.indicator_id], o.period): o.text for o in ta.load_observations(file).itertuples()
    }
    names = ["生产总值", "第一产业", "第二产业", "工业"]
    assert got == {
        (name, year): text for year, *texts in rows for name, text in zip(names, texts, strict=True)
    }


def _cells(*rows):
    return "\n\n".join(cell for row in rows for cell in row.split())


def test_sum_of_all_months_is_of_the_year():
    months = [f"{n}月 {600 + n} {20 + n}" for n in range(1, 13)]
    text = _cells("2022年登记情况统计表", "月份 结婚(对) 收养(件)", *months, "全年合计 7278 318")
    frame = ta.load_observations(text)
    assert len(frame) == 26
    assert frame.loc[frame["period"] == "2022", "text"].tolist() == ["7278", "318"]
    half = _cells("2022年登记情况统计表", "月份 结婚(对) 收养(件)", *months[:6], "合计 3621 141")
    assert not (ta.load_observations(half)["period"] == "2022").any()


def test_values_that_could_be_years_are_no_rows():
    text = _cells(
        "历年登记情况", "年份 结婚(对) 离婚(对) 补领(件)", "2018 8120 2911 1203",
        "2019 7766 3010 1190", "2020 6901 2788 998", "2021 6544 1902 1022",
    )  # fmt: skip
    frame = ta.load_observations(text)
    assert frame.loc[frame["period"] == "2021", "text"].tolist() == ["6544", "1902", "1022"]


def test_times_and_heads_in_two_languages(tmp_path: Path) -> None:
    """A total stands under its group as its parts do, and is counted in what the group says."""
    path = tmp_path / "source.html"
    rows = "".join(
        f"<tr><td>{106 + n}年底 End of {2017 + n}</td><td>{n + 3}</td><td>{9 * n + 40}</td>"
        f"<td>{4 * n + 18}</td><td>{n + 5}.5</td></tr>"
        for n in range(3)
    )
    path.write_text(
        "<p>收容狀況</p><table><tr><td rowspan=2>年底別<br>End of Year</td>"
        "<td rowspan=2>機構數（所）<br>No. of Homes</td>"
        "<td colspan=2>收容人數（人） Persons Served (Person)</td>"
        "<td rowspan=2>收容率（%）<br>% of Places</td></tr>"
        f"<tr><td>合計<br>Total</td><td>女<br>Female</td></tr>{rows}</table>",
        "utf-8",
    )
    named, seen = ta.load_indicators(path), ta.load_observations(path)
    told = [(_text(row.parent), row.indicator, row.unit) for row in named.itertuples()]
    assert told == [
        ("", "機構數", "所"), ("收容人數", "合計", "人"), ("收容人數", "女", "人"), ("", "收容率", "%"),
    ]  # fmt: skip
    assert " ".join(seen["text"]) == "3 4 5 40 49 58 18 22 26 5.5 6.5 7.5"
    assert [*seen["period"]] == ["2017", "2018", "2019"] * 4


LONG = (
    "年度,镇街,指标,单位,指标值,更新时间\n"
    "2021,东门镇,图书藏量,千册,12.5,2023-02-01\n2021,西河镇,图书藏量,千册,8.1,2023-02-02\n"
    "2022,东门镇,图书藏量,千册,13.0,2023-02-03\n2022,西河镇,图书藏量,千册,8.8,2023-02-03\n"
)


def test_a_value_a_row_with_its_time_beside_it(tmp_path: Path):
    path = tmp_path / "long.csv"
    path.write_text(LONG, encoding="utf-8")
    named = ta.load_indicators(path)
    assert named["area"].tolist() == ["东门镇", "西河镇"]
    seen = ta.load_observations(path)
    assert seen["role"].tolist() == ["actual"] * 4
    assert seen["period"].tolist() == ["2021", "2022"] * 2
    assert seen["text"].tolist() == ["12.5", "13.0", "8.1", "8.8"]


def test_goals_and_results_of_each_time_a_row(tmp_path: Path):
    text = (
        "季度 | 指标 | 单位 | 目标值 | 完成值\n"
        "2023年一季度 | 新建公厕 | 座 | 3 | 2\n2023年一季度 | 改造管网 | 公里 | 5 | 6\n"
        "2023年二季度 | 新建公厕 | 座 | 4 | 4\n2023年二季度 | 改造管网 | 公里 | 7 | 6.5\n"
    )
    assert values(tmp_path, text) == {
        ("新建公厕", "target 2023-Q1"): "3", ("新建公厕", "actual 2023-Q1"): "2",
        ("新建公厕", "target 2023-Q2"): "4", ("新建公厕", "actual 2023-Q2"): "4",
        ("改造管网", "target 2023-Q1"): "5", ("改造管网", "actual 2023-Q1"): "6",
        ("改造管网", "target 2023-Q2"): "7", ("改造管网", "actual 2023-Q2"): "6.5",
    }  # fmt: skip


def test_a_time_twice_is_no_table_of_a_value_a_row(tmp_path: Path):
    path = tmp_path / "twice.csv"
    path.write_text(LONG.replace("2022,", "2021,"), encoding="utf-8")
    assert "2022" not in set(ta.load_observations(path)["period"])


def test_what_was_done_in_the_year_and_in_all_years(tmp_path: Path):
    text = (
        "东河县2021年林业生产情况\n\n指标 | 单位 | 本年完成 | {}\n"
        "人工造林 | 公顷 | 312 | 20418\n封山育林 | 公顷 | 455 | 16022\n退耕还林 | 公顷 | 80 | 9310\n"
    )
    for head in ("累计达到", "历年累计"):
        seen = values(tmp_path, text.format(head))
        assert seen["人工造林", "actual 2021"] == "312"
        assert seen["人工造林", "actual"] == "20418"


def test_quarters_up_to_a_third_and_of_which_the_last_month(tmp_path: Path):
    cells = ["2018年1-3季度农村经济", "单位", "1-3季度", "比上年同期增长(%)", "#9月", "肉类产量", "吨", "31200",
             "2.1", "3720", "禽蛋产量", "吨", "12040", "-3.6", "1405", "水产品产量", "吨", "5011", "1.9", "620"]  # fmt: skip
    seen = values(tmp_path, "\n\n".join(cells))
    assert seen["肉类产量", "actual 2018-Q1/2018-Q3"] == "31200"
    assert seen["肉类产量", "actual 2018-09"] == "3720"
    assert len(seen) == 9
